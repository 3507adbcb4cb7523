"""The level of list items that open a page, where the list goes on from the page before.

Reads the blocks of a document in order; decides by list signs: the indents of a page tell nothing of an item that nothing stands above. It
changes levels, never texts.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Block, Line


def levels_over_pages(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Items of a list that goes on at the head of a page, each at the level that its sign had before, where two signs tell two levels."""
    out = list(blocks)
    i = 1
    while i < len(out):
        if not (out[i].genre == out[i - 1].genre == "item" and out[i].page > out[i - 1].page > 0):
            i += 1
            continue
        page, levels = out[i].page, _levels(out, i - 1)
        while i < len(out) and out[i].genre == "item" and out[i].page == page:
            if len(levels) > 1 and out[i].marque in levels:
                out[i] = replace(out[i], niveau=levels[out[i].marque])
            i += 1
    return out


def _levels(blocks: Sequence[Block], last: int) -> dict[str, int]:
    """The level of each sign of the list that ends at `last`, on its page, of those that stand at one level only."""
    found: dict[str, set[int]] = {}
    page = blocks[last].page
    while last >= 0 and blocks[last].genre == "item" and blocks[last].page == page:
        found.setdefault(blocks[last].marque, set()).add(blocks[last].niveau)
        last -= 1
    return {mark: levels.pop() for mark, levels in found.items() if len(levels) == 1}
