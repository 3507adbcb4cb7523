"""Fields printed at the left of the title of what they are about, level with it: 'Échéance' over 'Mars 2025' on a line of time.

Reads the blocks of a document in order; decides by the place of a known label that stands before a title in the order of the page, at its
left and no higher than it, several times in the document. Its value goes with it behind the title; every character stays with its block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from pipeline.model import Block, Line
from pipeline.stages.block_looks import TITRES_MIN
from pipeline.stages.labels import named_label
from pipeline.texts import raw_text

# The most blocks of a label and its value.
BLOCS_MAX = 3
# The most words over the year of a disc.
MOTS_MAX = 2
_AN = re.compile(r"(?:19|20)\d\d")


def fields_beside_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, each such label and its value behind the title at their right."""
    found = {i: start for i, block in enumerate(blocks) if block.genre == "titre" and (start := _starts(blocks, i, lignes)) < i}
    if len(found) < TITRES_MIN:
        return list(blocks)
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if i not in found:
            out.append(block)
            continue
        start = found[i]
        label, *value = out[start - i :]
        why = "étiquette à gauche d'un titre, comme d'autres"
        told = label if label.genre == "etiquette" else replace(label, genre="etiquette", etiquette="champ", pourquoi=(why,))
        out[start - i :] = [block, told, *value]
    return out


def discs_beside_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, each box that holds but a word or two over a year, 'Livraison' over '2029' on a line of time, as a field behind the title
    that stands level with it at its right, where all such boxes of the document have a title each."""
    discs = [i for i, (label, value) in enumerate(pairwise(blocks)) if _is_disc(blocks, i, label, value, lignes)]
    found = {i: at for i in discs if (at := _title_beside(blocks, i)) >= 0}
    if len(found) < TITRES_MIN or len(found) < len(discs) or len(set(found.values())) < len(found):
        return list(blocks)
    behind = {at: i for i, at in found.items()}
    why = ("étiquette sur une ligne de temps, à gauche d'un titre",)
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if i in found or i - 1 in found:
            continue
        out.append(block)
        if i in behind:
            label, value = blocks[behind[i] : behind[i] + 2]
            out += [replace(b, groupe=block.groupe) for b in (replace(label, genre="etiquette", etiquette="champ", pourquoi=why), value)]
    return out


def _is_disc(blocks: Sequence[Block], i: int, label: Block, value: Block, lignes: Sequence[Line]) -> bool:
    """Whether two blocks are all that a drawn box holds, a few words over a year in larger type."""
    alone = 0 < label.groupe == value.groupe and all(b.groupe != label.groupe for b in (*blocks[max(0, i - 1) : i], *blocks[i + 2 : i + 3]))
    if not alone or label.genre != "texte" or value.genre not in ("texte", "titre") or value.style.taille <= label.style.taille:
        return False
    words = raw_text(lignes, label.spans).strip()
    return (
        words.replace(" ", "").isalpha()
        and len(words.split()) <= MOTS_MAX
        and _AN.fullmatch(raw_text(lignes, value.spans).strip()) is not None
    )


def _title_beside(blocks: Sequence[Block], i: int) -> int:
    """The place of the title at the right of a box, level with it; -1 for none."""
    label, value = blocks[i : i + 2]
    right = (
        (b.bbox[0], k)
        for k, b in enumerate(blocks)
        if b.genre == "titre" and b.page == label.page and b.bbox[0] >= max(label.bbox[2], value.bbox[2])
        if b.bbox[1] < value.bbox[3] and label.bbox[1] < b.bbox[3]
    )
    return min(right, default=(0.0, -1))[1]


def _starts(blocks: Sequence[Block], i: int, lignes: Sequence[Line]) -> int:
    """Where the label at the left of a title starts, among the blocks before it; `i` where there is none."""
    title = blocks[i]
    at = i
    while at and i - at < BLOCS_MAX and _is_left_of(blocks[at - 1], title):
        at -= 1
    head = next((k for k in range(at, i) if _is_label(blocks[k], lignes)), i)
    return head if i - head > 1 and blocks[head].bbox[1] > title.bbox[1] - title.style.taille else i


def _is_left_of(block: Block, title: Block) -> bool:
    """Whether a block stands at the left of a title, beside its lines or right below them."""
    beside = block.page == title.page and block.bbox[2] <= title.bbox[0]
    low = title.bbox[3] + title.style.taille
    return beside and block.genre in ("texte", "etiquette") and block.bbox[3] > title.bbox[1] and block.bbox[1] < low


def _is_label(block: Block, lignes: Sequence[Line]) -> bool:
    if block.genre == "etiquette":
        return block.etiquette == "champ"
    label = named_label(raw_text(lignes, block.spans).strip())
    return label is not None and label.genre == "champ" and not label.deux_points
