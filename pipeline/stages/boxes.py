"""The drawn boxes of a page that can hold text, and which of them holds a place.

Reads the drawings of one page; decides by size alone. What a box is for is not decided here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from pipeline.model import BBox, Box, Line, Page

# How far (points) a word must reach on both sides of an edge to be cut by it.
MORDU = 3.0
# A rule is upright when it is higher than this and no wider than that, in points.
HAUT, FIN = 6.0, 3.0
# More shapes than this on a page are a drawing: they are not compared with each other.
FORMES_MAX = 200
# Of the width of the page, that a band across it takes.
ENTIERE = 0.98

# Points: sides of a frame that end no further apart meet; a bar that closes it is no higher than that.
PRES, BARRE = 2.0, 6.0
# With more upright rules than this a page is a drawing, or a table.
MONTANTS_MAX = 40
# Share of the height of the page of a panel that runs from edge to edge.
PLEINE_PAGE = 0.96

BLANC = "#ffffff"

# A box lower than this many lines, around one line, is a chip: its line belongs to what is around it.
HAUTEUR_PASTILLE = 2.6
# The most lines of a chip; in heights of a line: how much wider than its words it is at most.
LIGNES_PASTILLE, BORDS_PASTILLE = 3, 3.0


def text_boxes(page: Page) -> tuple[Box, ...]:
    """The drawn boxes that can hold text, smallest first; page backgrounds, and shapes that words run across, left out."""
    if not page.boites:
        return ()
    area = page.largeur * page.hauteur
    boxes = [b for b in page.boites if (b.x1 - b.x0) * (b.bottom - b.top) < 0.85 * area and b.bottom - b.top > 6 and b.x1 - b.x0 > 6]
    crossed = {b for b in boxes if _crossed(b, page)} | _tangled(boxes)
    inks = Counter(b.fond for b in crossed if b.fond and not b.trait)
    # the letters of a watermark are of one colour, and not every one of them meets a word
    behind = {fond for fond, n in inks.items() if n > 1}
    boxes = [b for b in boxes if b not in crossed and (b.trait or b.fond not in behind)]
    boxes = _uncovered(boxes, page.largeur)
    return tuple(sorted(boxes, key=lambda b: (round((b.x1 - b.x0) * (b.bottom - b.top)), b.bbox)))


def _uncovered(boxes: Sequence[Box], largeur: float) -> list[Box]:
    """Boxes in the order in which they are drawn: a column ends where a band across the whole page is drawn over its head or foot."""
    bands = [(i, b) for i, b in enumerate(boxes) if b.fond and b.x1 - b.x0 > ENTIERE * largeur]
    if not bands or len(boxes) > FORMES_MAX:
        return list(boxes)
    out: list[Box] = []
    for i, box in enumerate(boxes):
        for at, over in bands if box.x1 - box.x0 <= largeur / 2 else ():
            if at < i or over.fond == box.fond or over.x0 > box.x0 + 1 or over.x1 < box.x1 - 1:
                continue
            if over.top <= box.top + 1 and box.top + MORDU < over.bottom < box.bottom - MORDU:
                box = replace(box, top=over.bottom)
            elif over.bottom >= box.bottom - 1 and box.top + MORDU < over.top < box.bottom - MORDU:
                box = replace(box, bottom=over.top)
        out.append(box)
    return out


def _tangled(boxes: Sequence[Box]) -> set[Box]:
    """Shapes of one colour that lie partly over each other, as the slanted letters of a watermark do and no two containers."""
    shapes = sorted((b for b in boxes if b.fond and not b.trait), key=lambda b: b.x0)[:FORMES_MAX]
    out: set[Box] = set()
    for i, a in enumerate(shapes):
        for b in shapes[i + 1 :]:
            if b.x0 >= a.x1 - MORDU:
                break
            over = a.fond == b.fond and min(a.bottom, b.bottom) - max(a.top, b.top) > MORDU
            if over and not holds(b, a) and not holds(a, b) and a.x1 < b.x1 - MORDU and abs(a.top - b.top) > MORDU:
                out |= {a, b}
    return out


def holds(outer: Box, inner: Box) -> bool:
    """Whether a drawn box holds another, give or take a point."""
    return outer.x0 - 1 <= inner.x0 and inner.x1 <= outer.x1 + 1 and outer.top - 1 <= inner.top and inner.bottom <= outer.bottom + 1


def is_panel(box: Box, page: Page) -> bool:
    """Whether a box runs from the head to the foot of the page: a panel of a leaflet."""
    return box.bottom - box.top > PLEINE_PAGE * page.hauteur


def is_paper(box: Box, page: Page) -> bool:
    """Whether a panel of a leaflet is white: the paper of what stands on it, which no reader sees as a box."""
    return box.fond == BLANC and not box.trait and is_panel(box, page)


def inside(a: BBox, b: BBox) -> bool:
    """Whether `a` lies within `b`, give or take a point."""
    return a[0] >= b[0] - 1 and a[1] >= b[1] - 1 and a[2] <= b[2] + 1 and a[3] <= b[3] + 1


def _crossed(box: Box, page: Page) -> bool:
    """Whether a side of a shape cuts through a word: it is drawn behind the text (a letter of a watermark), not around it."""
    for w in page.mots:
        if w.x0 < box.x1 and box.x0 < w.x1 and box.top < (w.top + w.bottom) / 2 < box.bottom and not w.hors_texte:
            if w.x0 < box.x0 - MORDU and w.x1 > box.x0 + MORDU:
                return True
            if w.x0 < box.x1 - MORDU and w.x1 > box.x1 + MORDU:
                return True
    return False


def without_hidden_rules(page: Page) -> Page:
    """The page without the upright rules that run through a word: the text stands on a panel that hides them, as a line that joins panels
    is drawn behind all of them."""
    upright = [t for t in page.traits if t[3] - t[1] > HAUT and t[2] - t[0] < FIN]
    hidden = {t for t in upright if _runs_through_word(t, page)} if upright else set()
    return replace(page, traits=tuple(t for t in page.traits if t not in hidden)) if hidden else page


def with_frames(page: Page) -> Page:
    """The page with a box for each frame that is drawn side by side, two upright rules of one height, a rule or a bar over and one under
    them: browsers draw it so where one of its sides is thicker. Not the cells of a table: nothing else meets the sides of a frame."""
    bars = [b.bbox for b in page.boites if b.x1 - b.x0 < BARRE and b.bottom - b.top > HAUT]
    upright = [t for t in (*page.traits, *bars) if t[3] - t[1] > HAUT and t[2] - t[0] < BARRE]
    if len(upright) < 2 or len(upright) > MONTANTS_MAX:
        return page
    thin = [b.bbox for b in page.boites if b.bottom - b.top < BARRE]
    across = [t for t in (*page.traits, *thin) if t[3] - t[1] < BARRE and t[2] - t[0] > HAUT]
    made: list[Box] = []
    for i, a in enumerate(upright):
        for b in upright[i + 1 :]:
            left, right = (a, b) if a[0] < b[0] else (b, a)
            if abs(a[1] - b[1]) > PRES or abs(a[3] - b[3]) > PRES or right[0] - left[2] < HAUT:
                continue
            box = (left[0], min(a[1], b[1]), right[2], max(a[3], b[3]))
            spans = [t for t in across if abs(t[0] - box[0]) < PRES and abs(t[2] - box[2]) < PRES]
            over, under = [t for t in spans if abs(t[1] - box[1]) < PRES], [t for t in spans if abs(t[3] - box[3]) < PRES]
            sides = {a, b, *over, *under}
            if over and under and not any(_meets(t, box) for t in (*upright, *across) if t not in sides):
                made.append(Box(*box, trait=True))
    return replace(page, boites=(*page.boites, *made)) if made else page


def _meets(stroke: BBox, box: BBox) -> bool:
    """Whether a stroke touches a side of a box, or crosses it."""
    outer = (box[0] - PRES, box[1] - PRES, box[2] + PRES, box[3] + PRES)
    apart = stroke[2] < outer[0] or stroke[0] > outer[2] or stroke[3] < outer[1] or stroke[1] > outer[3]
    within = stroke[0] > box[0] + PRES and stroke[2] < box[2] - PRES and stroke[1] > box[1] + PRES and stroke[3] < box[3] - PRES
    return not apart and not within


def _runs_through_word(rule: BBox, page: Page) -> bool:
    x = (rule[0] + rule[2]) / 2
    return any(w.x0 + MORDU < x < w.x1 - MORDU and rule[1] < w.top and w.bottom < rule[3] and not w.hors_texte for w in page.mots)


def box_of(bbox: BBox, boxes: Sequence[Box]) -> int:
    """Index of the smallest box that holds the middle of `bbox`, or -1."""
    x, y = (bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2
    for i, b in enumerate(boxes):
        if b.x0 <= x <= b.x1 and b.top <= y <= b.bottom:
            return i
    return -1


def is_close_around(box: Box, lignes: Sequence[Line]) -> bool:
    """Whether a box is drawn around a few lines and hardly wider than their words."""
    size = lignes[0].bbox[3] - lignes[0].bbox[1]
    words = max(line.bbox[2] for line in lignes) - min(line.bbox[0] for line in lignes)
    low = box.bottom - box.top < (HAUTEUR_PASTILLE + len(lignes) - 1) * size
    return len(lignes) <= LIGNES_PASTILLE and low and box.x1 - box.x0 < words + BORDS_PASTILLE * size


def chips_of(page: Page, lignes: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The lines that stand on a chip, each with the number of its chip."""
    boxes = text_boxes(page)
    held: dict[int, list[Line]] = defaultdict(list)
    for line in lignes:
        if (at := box_of(line.bbox, boxes)) >= 0:
            held[at].append(line)
    for at, inside_it in held.items():
        if is_close_around(boxes[at], inside_it):
            yield from ((line.id, at) for line in inside_it)
