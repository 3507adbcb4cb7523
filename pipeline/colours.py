"""What a colour says of the words set in it. Reads '#rrggbb'; decides nothing of what the words are for."""

from __future__ import annotations

import functools


@functools.lru_cache(maxsize=4096)
def coloured(colour: str) -> bool:
    """Whether '#rrggbb' is no black, grey or white."""
    if not colour:
        return False
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return max(r, g, b) - min(r, g, b) > 40


@functools.lru_cache(maxsize=4096)
def light(colour: str) -> bool:
    """Whether '#rrggbb' is white, or so near to it that it is printed on a dark fill."""
    return bool(colour) and min(int(colour[i : i + 2], 16) for i in (1, 3, 5)) > 220
