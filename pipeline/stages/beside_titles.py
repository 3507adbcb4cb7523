"""Fields printed at the left of the title of what they are about, level with it: 'Échéance' over 'Mars 2025' on a line of time.

Reads the blocks of a document in order; decides by the place of a known label that stands before a title in the order of the page, at its
left and no higher than it, several times in the document. Its value goes with it behind the title; every character stays with its block.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Block, Line
from pipeline.stages.block_looks import TITRES_MIN
from pipeline.stages.labels import named_label
from pipeline.texts import raw_text

# The most blocks of a label and its value.
BLOCS_MAX = 3


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
