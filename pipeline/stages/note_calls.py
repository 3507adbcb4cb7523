"""Calls of footnotes, the small raised '2' behind a word, taken out of the texts they stand in: they are no part of a title or an action.

Reads blocks and the pieces of their lines; decides by size, by height and by a note of that number at the foot of the page. A call becomes
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
_NOTE = re.compile(r"\(?(\d{1,3})\)?[.\s]\s*\S")
_CHIFFRES = re.compile(r"\(?(\d{1,3})\)?")


def note_calls(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, calls of the notes of their page as markup."""
    notes: dict[int, set[str]] = defaultdict(set)
    for block in blocks:
        found = _NOTE.match(lignes[block.spans[0].line].texte) if block.genre == "texte" and block.spans else None
        if found and block.style.taille > 0:
            notes[block.page].add(found[1])
    return [_without_calls(b, lignes, notes[b.page]) if b.genre in ("titre", "item", "texte") and b.page in notes else b for b in blocks]


def _without_calls(block: Block, lignes: Sequence[Line], notes: set[str]) -> Block:
    spans: list[Span] = []
    calls: list[Span] = []
    for span in block.spans:
        start = span.debut
        for piece in _calls(lignes[span.line], span, notes):
            calls.append(Span(span.line, piece.debut, piece.fin))
            if piece.debut > start:
                spans.append(replace(span, debut=start, fin=piece.debut))
            start = piece.fin
        if start < span.fin:
            spans.append(replace(span, debut=start))
    return replace(block, spans=tuple(spans), balises=(*block.balises, *calls)) if calls and spans else block


def _calls(line: Line, span: Span, notes: set[str]) -> list[Piece]:
    """The pieces of a span that call one of `notes`: figures, small and raised, right behind a word."""
    out: list[Piece] = []
    before: Piece | None = None
    for piece in line.pieces:
        inside = span.debut <= piece.debut and piece.fin <= span.fin
        if inside and before is not None and before.fin == piece.debut and piece.style.taille <= APPEL * before.style.taille:
            found = _CHIFFRES.fullmatch(line.texte[piece.debut : piece.fin])
            raised = before.bbox[3] - piece.bbox[3] > 0.1 * before.style.taille
            last = line.texte[before.fin - 1]
            word = not last.isalnum() or (before.fin - before.debut >= MOT_MIN and not last.isdigit())
            if found and found[1] in notes and raised and word:
                out.append(piece)
                continue
        before = piece
    return out
