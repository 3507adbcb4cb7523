"""Numbered lines that are the engagements of a plain document: '4) Ouvrir les équipements', who leads it right below, then the actions.

Reads the blocks of a document in order; decides by labels of parties right below most numbered items of one edge, where no heading has such
labels. In typed notes nothing else sets them apart. A numbered list that nobody leads stays a list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Block, Line
from pipeline.stages.block_looks import NUMERO_DE_LISTE, TITRES_MIN, printed_whole, renumbered, under_titles
from pipeline.stages.headings import RANG_RANGEE
from pipeline.texts import raw_text

# Share of the numbered items of one edge that have who leads them below.
PART_MENEE = 0.8
# Points: two left edges no further apart are one.
BORD = 2.0
_POURQUOI = ("numéro au-dessus de ses parties responsables, comme d'autres",)


def counted_items(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The same blocks, such items turned into headings; a text that the item ran into, at the edge of the labels, stays text."""
    found: dict[int, list[tuple[int, Block | None]]] = defaultdict(list)  # by left edge: place, label of parties below
    for i, block in enumerate(blocks):
        if block.genre == "item" and block.pourquoi[:1] == (NUMERO_DE_LISTE,) and block.marque[:1].isdigit() and not block.cellule:
            found[round(block.bbox[0] / BORD)].append((i, _led(blocks, i)))
    titled = sum(block.genre == "titre" and _led(blocks, i) is not None for i, block in enumerate(blocks))
    told: dict[int, float] = {}  # place of an item to the left edge of the labels
    for items in found.values():
        led = [label for _, label in items if label is not None]
        if len(led) >= TITRES_MIN and len(led) >= PART_MENEE * len(items) and len(led) > titled:
            told |= {i: led[0].bbox[0] for i, _ in items}
    if not told:
        return list(blocks)
    out: list[Block] = []
    for i, block in enumerate(blocks):
        out += _as_heading(block, told[i], lignes) if i in told else [block]
    return renumbered(_at_first_level(out))


def _led(blocks: Sequence[Block], at: int) -> Block | None:
    """The label of parties below a block, nothing but paragraphs between."""
    below = next((b for b in blocks[at + 1 :] if b.genre != "texte"), None)
    return below if below is not None and below.genre == "etiquette" and below.etiquette.startswith("acteur:") else None


def _at_first_level(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, the items below each such heading no longer counted as below an item."""
    out = list(blocks)
    for head, inside in under_titles(blocks):
        items = [i for i in inside if blocks[i].genre == "item"] if head.pourquoi == _POURQUOI else []
        least = min((blocks[i].niveau for i in items), default=1)
        for i in items:
            out[i] = replace(blocks[i], niveau=blocks[i].niveau - least + 1)
    return out


def _as_heading(block: Block, edge: float, lignes: Sequence[Line]) -> list[Block]:
    """The item as a heading, and what of it is a paragraph of its own, from `edge` on."""
    spans = printed_whole(block, lignes)
    first = lignes[spans[0].line].bbox[0]
    apart = [k for k, s in enumerate(spans) if k and abs(lignes[s.line].bbox[0] - edge) < BORD < edge - first]
    at = apart[0] if apart and raw_text(lignes, spans[apart[0] :])[:1].isupper() else len(spans)
    head = replace(block, genre="titre", spans=spans[:at], balises=(), marque="", niveau=1, rang=RANG_RANGEE, pourquoi=_POURQUOI)
    return [head, replace(block, genre="texte", spans=spans[at:], balises=(), marque="", niveau=1)] if at < len(spans) else [head]
