"""Parties named in brackets behind a title or an action: 'Action n° 2 : Ouvrir une crèche (porteur : CAF)'.

Reads blocks in order; decides by a label of parties and its colon right behind the bracket, which closes at the end of the title or of
the line below it, or of the item. Brackets inside of a text are left as they are, and no word is dropped: what is no title becomes
label and names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Block, Line
from pipeline.stages.labels import named_label
from pipeline.texts import cut, raw_text

_OUVRE = re.compile(r"[(\[]\s*([^()\[\]:]{3,40}?)\s*:\s*")
_POURQUOI = "entre parenthèses derrière un titre"


def bracketed_parties(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, parties in brackets at the end of a title, or alone on the line below it, as a label and its value."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        block = blocks[i]
        below = blocks[i + 1] if i + 1 < len(blocks) and blocks[i + 1].page == block.page else None
        made, taken = _split(block, below if below is not None and below.genre == "texte" else None, lignes)
        out += made
        i += 1 + taken
    return out


def _split(block: Block, below: Block | None, lignes: Sequence[Line]) -> tuple[list[Block], bool]:
    """What a title or an item is made of, and whether `below` is used up: its start, or all of it, ends the brackets."""
    if block.genre == "item":
        return _parted_item(block, lignes), False
    if block.genre != "titre":
        return [block], False
    text = raw_text(lignes, block.spans)
    after = raw_text(lignes, below.spans) if below is not None else ""
    found = next((m for m in _OUVRE.finditer(text) if _names_parties(m)), None)
    if found is None:
        alone = _OUVRE.match(after)
        if below is None or alone is None or not _names_parties(alone) or _closes(after) != len(after.rstrip()) - 1:
            return [block], False
        return [block, *_parties(below, after, alone, len(after.rstrip()) - 1, lignes)], True
    title = cut(lignes, block.spans, 0, found.start())
    if not title:
        return [block], False
    end = len(text.rstrip())
    head = replace(block, spans=title)
    if text[:end].endswith((")", "]")):
        return [head, *_parties(block, text, found, end - 1, lignes)], False
    close = _closes(after)
    if below is None or close < 0 or "(" in text[found.end() :]:
        return [block], False
    label, names = _parties(block, text, found, end, lignes)
    rest = cut(lignes, below.spans, close + 1, len(after))
    value = replace(
        names,
        spans=(*names.spans, *cut(lignes, below.spans, 0, close)),
        balises=(*names.balises, *below.balises, *cut(lignes, below.spans, close, close + 1)),
    )
    return [head, label, value, *([replace(below, spans=rest, balises=())] if rest else [])], True


def _parted_item(block: Block, lignes: Sequence[Line]) -> list[Block]:
    """An item, and the parties that brackets at its end name with their label: 'Ouvrir une crèche (pilote : CAF)'."""
    text = raw_text(lignes, block.spans)
    end = len(text.rstrip(" .;,"))
    found = next((m for m in _OUVRE.finditer(text) if _names_parties(m)), None) if text[:end].endswith((")", "]")) else None
    words = cut(lignes, block.spans, 0, found.start()) if found is not None else ()
    if found is None or not words or "(" in text[found.end() : end - 1].replace(" (", "", text[found.end() : end - 1].count(")")):
        return [block]
    label, names = _parties(block, text, found, end - 1, lignes)
    return [replace(block, spans=words), label, replace(names, groupe=block.groupe)]


def _names_parties(found: re.Match[str]) -> bool:
    label = named_label(found[1])
    return label is not None and label.genre == "acteur"


def _closes(texte: str) -> int:
    """Where the bracket that is open before `texte` closes; -1 when it does not, or another opens first."""
    close = re.search(r"[()\[\]]", texte[1:])
    return close.start() + 1 if close is not None and close.group() in ")]" else -1


def _parties(block: Block, texte: str, found: re.Match[str], fin: int, lignes: Sequence[Line]) -> tuple[Block, Block]:
    """The label and the names of a block whose text has them from the bracket `found` to its close at `fin`."""
    label = named_label(found[1])
    assert label is not None
    plain = replace(block, rang=0, numero="", enonce=0, niveau=1, marque="", pourquoi=(_POURQUOI,))
    signs = (*cut(lignes, block.spans, found.start(), found.start(1)), *cut(lignes, block.spans, found.end(1), found.end()))
    before = block.balises if block.genre == "texte" else ()
    named = replace(
        plain,
        genre="etiquette",
        etiquette=label.code,
        spans=cut(lignes, block.spans, found.start(1), found.end(1)),
        balises=(*before, *signs),
    )
    names = replace(
        plain,
        genre="texte",
        spans=cut(lignes, block.spans, found.end(), fin),
        balises=cut(lignes, block.spans, fin, len(texte)),
        suite=True,
    )
    return named, names
