"""Numbered lines that are the engagements of a plain document: '4) Ouvrir les équipements', who leads it right below, then the actions.

Reads the blocks of a document in order; decides by labels of parties right below most numbered items of one edge, where no heading has such
labels. In typed notes nothing else sets them apart. A numbered list that nobody leads stays a list.
"""

from __future__ import annotations

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
    counted = [
        i
        for i, b in enumerate(blocks)
        if b.genre == "item" and b.pourquoi[:1] == (NUMERO_DE_LISTE,) and b.marque[:1].isdigit() and not b.cellule
    ]
    if not counted:
        return list(blocks)
    labels = _labels_below(blocks)
    titled = sum(block.genre == "titre" and label is not None for block, label in zip(blocks, labels, strict=True))
    told: dict[int, float] = {}  # place of an item to the left edge of the labels
    for items in _by_left_edge(counted, blocks):
        led = [label for i in items if (label := labels[i]) is not None]
        if len(led) >= TITRES_MIN and len(led) >= PART_MENEE * len(items) and len(led) > titled:
            told |= dict.fromkeys(items, led[0].bbox[0])
    if not told:
        return list(blocks)
    out: list[Block] = []
    for i, block in enumerate(blocks):
        out += _as_heading(block, told[i], lignes) if i in told else [block]
    return renumbered(_at_first_level(out))


def _by_left_edge(places: Sequence[int], blocks: Sequence[Block]) -> list[list[int]]:
    """The places of blocks by the left edge that they share."""
    groups: list[list[int]] = []
    for i in sorted(places, key=lambda i: blocks[i].bbox[0]):
        if groups and blocks[i].bbox[0] - blocks[groups[-1][0]].bbox[0] <= BORD:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _labels_below(blocks: Sequence[Block]) -> list[Block | None]:
    """For each block the label of parties below it, nothing but paragraphs between; None for one without."""
    out: list[Block | None] = []
    below: Block | None = None
    for block in reversed(blocks):
        out.append(below if below is not None and below.genre == "etiquette" and below.etiquette.startswith("acteur:") else None)
        below = block if block.genre != "texte" else below
    return out[::-1]


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
