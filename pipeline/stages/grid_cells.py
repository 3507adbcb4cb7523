"""A table as found on a page: its cells, the edges that draw them, and how lines gather into rows.

Reads lines and drawings; holds no rule of what is a table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

from msgspec import Struct

from pipeline.lexicon import strong_glyphs, weak_glyphs
from pipeline.model import BBox, Line
from pipeline.stages.headings import is_numeral
from pipeline.stages.labels import named_label
from pipeline.texts import fold

# Edges nearer than this (points) are one edge.
TOLERANCE = 3.0
# Times its height, by which a line beside another on its level may be higher.
PLUS_HAUT = 1.6
# In ems: no blank between two lines of one title is wider.
INTERLIGNE = 0.6
_TOTAL = re.compile(r"(?:sous-?\s?)?tota(?:l|ux)\b")
# In ems: the least blank between two columns in a box; the fewest lines of one, the most lines that stand over both.
GOUTTIERE = 1.5
LIGNES_COLONNE, LIGNES_AU_DESSUS = 2, 4
# Points: no further apart are two base lines that are one.
NIVEAU = 0.6
# Of the largest type, and in points: lines further apart at head and foot than both are level in no rule of any stage.
PAS, PAS_MIN = 0.5, 3.0


class GridCell(Struct, frozen=True):
    """A cell: the rows and columns it spans (ends excluded), its box, its lines from top to bottom."""

    rang: int
    rang_fin: int
    colonne: int
    colonne_fin: int
    bbox: BBox
    lignes: tuple[Line, ...] = ()


class Grid(Struct, frozen=True):
    """A table of one page. `colonnes`: x of each column edge. `reglee`: drawn by rules on all sides."""

    page: int
    bbox: BBox
    colonnes: tuple[float, ...]
    cellules: tuple[GridCell, ...]
    reglee: bool = True

    @property
    def rangs(self) -> list[list[GridCell]]:
        """Cells by the row they start in, left to right."""
        rows: dict[int, list[GridCell]] = defaultdict(list)
        for cell in self.cellules:
            rows[cell.rang].append(cell)
        return [sorted(rows[r], key=lambda c: c.colonne) for r in sorted(rows)]


class Edge(Struct, frozen=True):
    """A straight stroke: at `pos` across, from `debut` to `fin` along."""

    pos: float
    debut: float
    fin: float


def in_order(lignes: Iterable[Line]) -> tuple[Line, ...]:
    """Lines from top to bottom, those at one height from left to right: a number comes before the title beside it, however small, and at
    the middle of its lines too."""
    return tuple(asides_last(numbers_first([line for row in levels_of(lignes) for line in row])))


def levels_of(lignes: Iterable[Line]) -> list[list[Line]]:
    """Lines by the height at which they stand, however high each is, top to bottom and left to right; a numeral over two lines is alone."""
    rows: list[list[Line]] = []
    for line in sorted(lignes, key=lambda li: (round(li.bbox[1], 1), li.bbox[0])):
        if rows and all(_level(li.bbox, line.bbox) for li in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda li: li.bbox[0]) for row in rows]


def in_columns(lignes: Sequence[Line]) -> list[list[Line]] | None:
    """The lines of a box or a cell that holds columns of text of their own: what stands over them, then each column, left to right; None
    when it holds none. Lines of columns share no base line, as those of a label and its value, or of the cells of one row, do; but those
    of lists may."""
    ordered = sorted(lignes, key=lambda li: (li.bbox[1], li.bbox[0]))
    for k in range(min(LIGNES_AU_DESSUS, len(ordered) - 2 * LIGNES_COLONNE) + 1):
        head, rest = ordered[:k], ordered[k:]
        columns = _columns(rest)
        if len(columns) > 1:
            free = all(li.bbox[3] <= min(below.bbox[1] for below in rest) + TOLERANCE for li in head)
            return [head, *columns] if free and (_are_columns(columns) or all(map(_is_list, columns))) else None
    return None


def _columns(lignes: Sequence[Line]) -> list[list[Line]]:
    """Lines parted at each gutter that none crosses, left to right."""
    wide = GOUTTIERE * sorted(li.style.taille for li in lignes)[len(lignes) // 2]
    out: list[list[Line]] = []
    edge = float("-inf")
    for line in sorted(lignes, key=lambda li: li.bbox[0]):
        if line.bbox[0] - edge >= wide:
            out.append([])
        out[-1].append(line)
        edge = max(edge, line.bbox[2])
    return out


def _are_columns(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether each column has several lines and next to none of them a base line, a top or a middle in common with those beside. One of
    labels alone has its values beside it, however they are aligned."""

    def level(line: Line, others: Sequence[Line]) -> bool:
        a = line.bbox
        return any(min(abs(a[1] - b[1]), abs(a[3] - b[3]), abs(a[1] + a[3] - b[1] - b[3]) / 2) < NIVEAU for b in (o.bbox for o in others))

    for pair in pairwise(columns):
        few, many = sorted(pair, key=len)
        high, low = (max(min(li.bbox[1] for li in c) for c in pair), min(max(li.bbox[3] for li in c) for c in pair))
        labels = any(2 * sum(named_label(li.texte.rstrip(" :")) is not None for li in c) > len(c) for c in pair)
        if labels or len(few) < LIGNES_COLONNE or low <= high or 2 * sum(level(li, many) for li in few) >= len(few):
            return False
    return True


def _is_list(column: Sequence[Line]) -> bool:
    """Whether lines are items at one edge, their own next lines further in, perhaps below titles."""
    ordered = sorted(column, key=lambda li: li.bbox[1])
    first = next((i for i, li in enumerate(ordered) if is_item(li)), len(ordered))
    items = [li.bbox[0] for li in ordered[first:] if is_item(li)]
    if len(items) < LIGNES_COLONNE or max(items) - min(items) > TOLERANCE or first > LIGNES_AU_DESSUS:
        return False
    return all(is_item(li) or li.bbox[0] > items[0] + TOLERANCE for li in ordered[first:])


def numbers_first(lignes: list[Line]) -> list[Line]:
    """The lines, a number at the left of lines set alike, one right below the other, that stands amid them, put before the first."""
    for k in range(1, len(lignes) - 1):
        number = lignes[k]
        if not is_numeral(number.texte):
            continue
        first = k
        while first and _beside(number, lignes[first - 1], lignes[first] if first < k else lignes[k + 1]):
            first -= 1
        if first < k:
            lignes[first : k + 1] = [number, *lignes[first:k]]
    return lignes


def asides_last(lignes: list[Line]) -> list[Line]:
    """The lines, one in another look at the right of two set alike, one right below the other, that stands between them, put behind the
    second: 'Statut : en cours' at the middle of a title of two lines."""
    for k in range(1, len(lignes) - 1):
        above, line, below = lignes[k - 1 : k + 2]
        apart = line.style != above.style and line.bbox[0] >= max(above.bbox[2], below.bbox[2])
        amid = above.bbox[1] < line.bbox[1] and line.bbox[3] < below.bbox[3]
        alike = above.style == below.style and abs(above.bbox[0] - below.bbox[0]) < TOLERANCE
        if apart and amid and alike and below.bbox[1] - above.bbox[3] < INTERLIGNE * below.style.taille:
            lignes[k : k + 2] = [below, line]
    return lignes


def _beside(number: Line, above: Line, line: Line) -> bool:
    """Whether two lines are set alike at one edge, one right below the other, and a number stands at their left."""
    alike = above.style == line.style and abs(above.bbox[0] - line.bbox[0]) < TOLERANCE and number.bbox[2] <= above.bbox[0]
    return alike and line.bbox[1] - above.bbox[3] < INTERLIGNE * line.style.taille


def _level(a: BBox, b: BBox) -> bool:
    """Whether two lines stand side by side, the middle of each at the height of the other; a numeral over two lines is level with none."""
    apart = a[2] <= b[0] or b[2] <= a[0]
    low, high = sorted((a[3] - a[1], b[3] - b[1]))
    return apart and high < PLUS_HAUT * low and a[1] < (b[1] + b[3]) / 2 < a[3] and b[1] < (a[1] + a[3]) / 2 < b[3]


def positions_of(values: Iterable[float]) -> list[float]:
    """Positions in points, sorted, those within twice `TOLERANCE` made one."""
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > 2 * TOLERANCE:
            out.append(value)
    return out


def under_labels(rows: Sequence[Sequence[Line]], is_label: Callable[[Line], bool]) -> list[Line]:
    """Lines row by row; but where a row is of nothing but labels, each label with what stands below it, before the next one. `is_label`:
    whether a line is a label without its value."""
    out: list[Line] = []
    heads: list[list[Line]] = []
    for row in rows:
        apart = all(b.bbox[0] - a.bbox[2] > a.style.taille for a, b in pairwise(row))
        if len(row) > 1 and apart and all(map(is_label, row)):
            out += [li for column in heads for li in column]
            heads = [[li] for li in row]
        elif heads and all(_below_one(li, heads) for li in row):
            for li in row:
                next(column for column in reversed(heads) if column[0].bbox[0] - 2 <= li.bbox[0]).append(li)
        else:
            out += [*(li for column in heads for li in column), *row]
            heads = []
    return [*out, *(li for column in heads for li in column)]


def _below_one(line: Line, heads: Sequence[Sequence[Line]]) -> bool:
    """Whether a line starts right of the first of several labels abreast and runs under no second one."""
    edges = [column[0].bbox[0] for column in heads]
    return line.bbox[0] >= edges[0] - 2 and not any(line.bbox[0] < edge - 2 < line.bbox[2] for edge in edges)


def rows_of(lignes: Sequence[Line]) -> list[list[Line]]:
    """Lines that share their height, top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(lignes, key=lambda li: (li.bbox[1], li.bbox[0])):
        middle = (line.bbox[1] + line.bbox[3]) / 2
        if rows and rows[-1][0].bbox[1] - 1 <= middle <= rows[-1][0].bbox[3] + 1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda li: li.bbox[0]) for row in rows]


def one_below_another(lignes: Sequence[Line]) -> bool:
    """Whether no line stands beside another: each starts below the foot of the one above it. Most pages of prose are told by this alone
    to hold no columns and no table without rules."""
    placed = [li.bbox for li in lignes]
    step = max(PAS_MIN, PAS * max((li.style.taille for li in lignes), default=0.0))
    placed.sort(key=itemgetter(1))
    return all(a[3] <= b[1] and b[1] - a[1] > step and b[3] - a[3] > step for a, b in pairwise(placed))


def is_item(line: Line) -> bool:
    """Whether a line starts with a list sign, drawn or written; a weak sign needs a blank after it."""
    sign = line.texte[:1]
    strong = bool(sign) and (sign in strong_glyphs() or "\ue000" <= sign <= "\uf8ff")
    return line.puce is not None or strong or (bool(sign) and sign in weak_glyphs() and line.texte[1:2].isspace())


def is_total(texte: str) -> bool:
    """Whether a cell says that its row sums others up: 'Sous-total axe 1'."""
    return _TOTAL.match(fold(texte)) is not None
