"""The drawn boxes of a page that can hold text, and which of them holds a place.

Reads the drawings of one page; decides by size alone. What a box is for is not decided here.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import BBox, Box, Page


def text_boxes(page: Page) -> tuple[Box, ...]:
    """The drawn boxes that can hold text, smallest first; page backgrounds left out."""
    area = page.largeur * page.hauteur
    boxes = [b for b in page.boites if (b.x1 - b.x0) * (b.bottom - b.top) < 0.85 * area and b.bottom - b.top > 6 and b.x1 - b.x0 > 6]
    return tuple(sorted(boxes, key=lambda b: (round((b.x1 - b.x0) * (b.bottom - b.top)), b.bbox)))


def box_of(bbox: BBox, boxes: Sequence[Box]) -> int:
    """Index of the smallest box that holds the middle of `bbox`, or -1."""
    x, y = (bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2
    for i, b in enumerate(boxes):
        if b.x0 <= x <= b.x1 and b.top <= y <= b.bottom:
            return i
    return -1
