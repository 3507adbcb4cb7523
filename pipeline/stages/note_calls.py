"""Calls of notes, the small raised '2' or 'a' behind a word, taken out of their texts: they are no part of a title or an action.

Reads blocks and the pieces of their lines; decides by size, by height and by a note of that sign on the page. A call becomes
markup of its block; an exponent ('m2', '3ème') without such a note stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Block, Line, Piece, Span

# Times the type around it: a call is no larger.
APPEL = 0.75
# Letters of the word before a call: fewer make a unit, 'm2', 'km2'.
MOT_MIN = 3
# Times the type that calls it: a note that starts as an item does is no larger.
NOTE = 0.92
_SIGNE = r"(\d{1,3}|[a-h]|\*{1,3})"
_NOTE = re.compile(rf"\(?{_SIGNE}\)?(?:[.\s]|(?<=\*)|(?<=\)))\s*\S")
_APPEL = re.compile(rf"\(?{_SIGNE}\)?")


def note_calls(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, calls of the notes of their page as markup. A note below a table is no item of the row above it, though its sign is one
    of a list."""
    notes: dict[int, set[str]] = defaultdict(set)
    listed: dict[tuple[int, str], int] = {}  # page, sign -> the note that starts as an item does
    for i, block in enumerate(blocks):
        if not block.spans or block.style.taille <= 0:
            continue
        if block.genre == "texte" and (found := _NOTE.match(lignes[block.spans[0].line].texte)):
            notes[block.page].add(found[1])
        elif block.genre == "item" and (found := _APPEL.fullmatch(block.marque.rstrip(" .:"))):
            listed[block.page, found[1]] = i
    for page, sign in listed:
        notes[page].add(sign)
    if not notes:
        return list(blocks)
    out = list(blocks)
    called: set[int] = set()
    for i, block in enumerate(blocks):
        here = notes.get(block.page)
        if here is None or block.genre not in ("titre", "item", "texte"):
            continue
        out[i], signs = _without_calls(block, lignes, {s for s in here if _smaller(blocks, listed.get((block.page, s)), block)})
        called.update(listed[block.page, s] for s in signs if (block.page, s) in listed)
    return [replace(b, genre="texte", marque="", pourquoi=("note d'un appel de sa page",)) if i in called else b for i, b in enumerate(out)]


def _smaller(blocks: Sequence[Block], note: int | None, block: Block) -> bool:
    """Whether a note that starts as an item does is set smaller than the text that calls it."""
    return note is None or blocks[note].style.taille <= NOTE * block.style.taille


def _without_calls(block: Block, lignes: Sequence[Line], notes: set[str]) -> tuple[Block, set[str]]:
    """The block without the calls of `notes`, and which it had."""
    signs: set[str] = set()
    spans: list[Span] = []
    calls: list[Span] = []
    for span in block.spans:
        start = span.debut
        for piece in _calls(lignes[span.line], span, notes):
            calls.append(Span(span.line, piece.debut, piece.fin))
            signs.add(lignes[span.line].texte[piece.debut : piece.fin].strip("()"))
            if piece.debut > start:
                spans.append(replace(span, debut=start, fin=piece.debut))
            start = piece.fin
        if start < span.fin:
            spans.append(replace(span, debut=start))
    if not (calls and spans):
        return block, set()
    return replace(block, spans=tuple(spans), balises=(*block.balises, *calls)), signs


def _calls(line: Line, span: Span, notes: set[str]) -> list[Piece]:
    """The pieces of a span that call one of `notes`: figures, letters or stars, small and raised, right behind a word."""
    out: list[Piece] = []
    before: Piece | None = None
    for piece in line.pieces:
        inside = span.debut <= piece.debut and piece.fin <= span.fin
        if inside and before is not None and before.fin == piece.debut and piece.style.taille <= APPEL * before.style.taille:
            found = _APPEL.fullmatch(line.texte[piece.debut : piece.fin])
            raised = before.bbox[3] - piece.bbox[3] > 0.1 * before.style.taille
            last = line.texte[before.fin - 1]
            word = not last.isalnum() or (before.fin - before.debut >= MOT_MIN and not last.isdigit())
            if found and found[1] in notes and raised and word:
                out.append(piece)
                continue
        before = piece
    return out
