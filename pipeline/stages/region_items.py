"""What a page is parted into before it is read: lines, drawn boxes and tables, as items with a box each; columns of them.

Reads the boxes of items, and the first words of a line for what several rules ask of it; decides what stands side by side, and where a
gutter runs through several items. It never puts one item before another but by place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct

from pipeline.model import BBox, Line
from pipeline.stages.grid_cells import Grid
from pipeline.stages.headings import is_bare_number
from pipeline.stages.labels import named_label
from pipeline.stages.lines import is_marker

# In ems of the median line: narrowest gutter between two columns of text, and beside a drawn box.
GOUTTIERE = 1.15
GOUTTIERE_TRACEE = 0.4
# In ems: a gutter as narrow parts columns as wide at least, so many lines of each of which start at one edge, give or take points; two
# lines do where it is but a little too narrow.
GOUTTIERE_ALIGNEE = 0.5
GOUTTIERE_ETROITE = 0.9
LARGEUR_ALIGNEE = 8.0
LIGNES_ALIGNEES = 3
BORD = 2.0
# Of the lower of two things: how much of its height it shares with what stands beside it on one line.
MEME_RANGEE = 0.7


class Item(Struct, frozen=True):
    """A line, a drawn box with its lines (`boite`), a table (`grille`), chips in a row (`pastille`) or a strip of boxes (`cases`)."""

    bbox: BBox
    lignes: tuple[Line, ...]
    boite: bool
    grille: Grid | None = None
    pastille: bool = False
    cases: tuple[Item, ...] = ()  # boxes of a strip, left to right
    cloisons: tuple[BBox, ...] = ()  # upright rules drawn inside of a box


_T = TypeVar("_T", Item, Line)


def line_look(line: Line) -> tuple[float, bool, str]:
    """How a line is set: size in points, bold, colour."""
    return (line.style.taille, line.style.gras, line.style.couleur)


def union(boxes: Sequence[BBox]) -> BBox:
    """The smallest box around all of them."""
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def by_rows(things: Sequence[_T]) -> list[_T]:
    """Lines or items as they are read: what stands side by side at one height left to right, though a smaller type starts lower."""
    return [thing for row in rows_of(things) for thing in row]


def rows_of(things: Sequence[_T]) -> list[list[_T]]:
    """Lines or items row by row, each row left to right: see `by_rows`."""
    rows: list[list[tuple[BBox, _T]]] = []
    for place, thing in sorted(((_printed(t), t) for t in things), key=lambda p: (round(p[0][1], 1), p[0][0])):
        if rows and all(side_of(place, other) for other, _ in rows[-1]):
            rows[-1].append((place, thing))
        else:
            rows.append([(place, thing)])
    return [[thing for _, thing in sorted(row, key=lambda p: p[0][0])] for row in rows]


def _printed(thing: Line | Item) -> BBox:
    """Where a line or an item is printed: of a line on a band of the page, not the band."""
    if isinstance(thing, Line) or thing.boite or thing.grille is not None:
        return thing.bbox
    return union([li.bbox for li in thing.lignes])


def side_of(a: BBox, b: BBox) -> bool:
    """Whether two boxes stand side by side, sharing most of the lower one's height."""
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return (a[0] >= b[2] or b[0] >= a[2]) and shared > MEME_RANGEE * min(a[3] - a[1], b[3] - b[1])


def is_number(item: Item) -> bool:
    """Whether an item is but a number, or a level word and its number."""
    return is_bare_number(" ".join(li.texte for li in item.lignes).strip())


def is_bare_label(line: Line) -> bool:
    """Whether nothing but a label stands on a line: one that labels.toml knows, or whose colon ends it."""
    return named_label(line.texte) is not None or line.texte.rstrip().endswith(":")


def abreast(columns: Sequence[Sequence[Item]]) -> bool:
    """Whether two columns really stand side by side: some item of one shares its height with an item of another."""
    spans = [(it.bbox[1], it.bbox[3], i) for i, column in enumerate(columns) for it in column]
    return any(i != j and min(b, d) - max(a, c) > 0 for a, b, i in spans for c, d, j in spans)


def has_sign(item: Item) -> bool:
    """Whether an item starts with a list sign."""
    line = item.lignes[0]
    return line.puce is not None or is_marker(line.texte.split(" ")[0])


def columns_of(items: Sequence[Item], em: float) -> list[list[Item]]:
    """`items` parted at each gutter that no item crosses, left to right; a narrow gutter needs columns that start each at one edge."""
    out: list[list[Item]] = []
    last: Item | None = None  # reaches furthest right so far
    ordered = sorted(items, key=lambda it: it.bbox[0])
    for i, item in enumerate(ordered):
        drawn = last is not None and (item.boite or last.boite or (item.pastille and last.pastille))
        gap = item.bbox[0] - last.bbox[2] if last is not None else 0.0
        narrow = gap < (GOUTTIERE_TRACEE if drawn else GOUTTIERE) * em
        least = LIGNES_ALIGNEES if gap < GOUTTIERE_ETROITE * em else 2
        if last is not None and narrow and not (gap >= GOUTTIERE_ALIGNEE * em and _aligned(out[-1], ordered[i:], em, least)):
            out[-1].append(item)
            last = item if item.bbox[2] > last.bbox[2] else last
        else:
            out.append([item])
            last = item
    return out


def _aligned(left: Sequence[Item], right: Sequence[Item], em: float, lignes: int) -> bool:
    """Whether what stands at both sides of a narrow gutter are columns of text: wide, several lines of each at its left edge."""
    for column in (left, right):
        edge = min(it.bbox[0] for it in column)
        if max(it.bbox[2] for it in column) - edge < LARGEUR_ALIGNEE * em or sum(it.bbox[0] - edge < BORD for it in column) < lignes:
            return False
    return True
