"""The level of list items that open a page, where the list goes on from the page before.

Reads the blocks of a document in order; decides by list signs: the indents of a page tell nothing of an item that nothing stands above. It
changes levels, never texts.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Block, Line


def levels_over_pages(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Items that open a page, taken for a first level, at the level that their sign had in the list that goes on there."""
    out = list(blocks)
    for i in range(1, len(out)):
        block, above = out[i], out[i - 1]
        if block.genre != "item" or above.genre != "item" or block.niveau != 1 or not block.page > above.page > 0:
            continue
        levels = _levels(out, i - 1)
        while i < len(out) and out[i].genre == "item" and out[i].page == block.page and levels.get(out[i].marque, 1) > 1:
            if out[i].niveau == 1:
                out[i] = replace(out[i], niveau=levels[out[i].marque])
            i += 1
    return out


def _levels(blocks: Sequence[Block], last: int) -> dict[str, int]:
    """The level of each sign of the list that ends at `last`, of those that stand at one level only."""
    found: dict[str, set[int]] = {}
    page = blocks[last].page
    while last >= 0 and blocks[last].genre == "item" and blocks[last].page == page:
        found.setdefault(blocks[last].marque, set()).add(blocks[last].niveau)
        last -= 1
    return {mark: levels.pop() for mark, levels in found.items() if len(levels) == 1}
