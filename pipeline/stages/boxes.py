"""The drawn boxes of a page that can hold text, and which of them holds a place.

Reads the drawings of one page; decides by size alone. What a box is for is not decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.model import BBox, Box, Page

# How far (points) a word must reach on both sides of an edge to be cut by it.
MORDU = 3.0


def text_boxes(page: Page) -> tuple[Box, ...]:
    """The drawn boxes that can hold text, smallest first; page backgrounds, and shapes that words run across, left out."""
    area = page.largeur * page.hauteur
    boxes = [b for b in page.boites if (b.x1 - b.x0) * (b.bottom - b.top) < 0.85 * area and b.bottom - b.top > 6 and b.x1 - b.x0 > 6]
    crossed = {b for b in boxes if _crossed(b, page)}
    inks = Counter(b.fond for b in crossed if b.fond and not b.trait)
    # the letters of a watermark are of one colour, and not every one of them meets a word
    behind = {fond for fond, n in inks.items() if n > 1}
    boxes = [b for b in boxes if b not in crossed and (b.trait or b.fond not in behind)]
    return tuple(sorted(boxes, key=lambda b: (round((b.x1 - b.x0) * (b.bottom - b.top)), b.bbox)))


def _crossed(box: Box, page: Page) -> bool:
    """Whether a side of a shape cuts through a word: it is drawn behind the text (a letter of a watermark), not around it."""
    for w in page.mots:
        if w.x0 < box.x1 and box.x0 < w.x1 and box.top < (w.top + w.bottom) / 2 < box.bottom and not w.hors_texte:
            if w.x0 < box.x0 - MORDU and w.x1 > box.x0 + MORDU:
                return True
            if w.x0 < box.x1 - MORDU and w.x1 > box.x1 + MORDU:
                return True
    return False


def box_of(bbox: BBox, boxes: Sequence[Box]) -> int:
    """Index of the smallest box that holds the middle of `bbox`, or -1."""
    x, y = (bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2
    for i, b in enumerate(boxes):
        if b.x0 <= x <= b.x1 and b.top <= y <= b.bottom:
            return i
    return -1
