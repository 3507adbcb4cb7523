"""Fiches whose labels stand one under the other at the left of their values, with no rule and no colon between them.

Reads the lines of a page that no ruled table holds, and its horizontal rules; decides by known labels in one look, flush
left or right, each with a value on its row that starts where the others do. A second column of labels may stand further right on the same
rows. A line at the left in another look ends a fiche. What the fiche says is read in grids.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.colours import coloured
from pipeline.model import Box, Line, Style
from pipeline.stages.boxes import box_of, inside
from pipeline.stages.grid_cells import is_item
from pipeline.texts import fold

# Edges nearer than this (points) are one edge.
BORD = 3.0
# The fewest labels of a column.
ETIQUETTES_MIN = 3
# In ems: how far above and below a fiche a column beside it is looked for.
VOISINAGE = 8.0
# In ems: the blank above a label that opens the next fiche.
REPRISE = 1.0
# How far (points) left of the labels a line still belongs to what stands around them.
MARGE = 60.0
# In ems: how far right of the other values a list starts at most.
RETRAIT = 2.5
# In ems: the blank between two rows of chips.
PUCES = 1.2
# The edges of a box at which labels are flush: left, right.
COTES = (0, 2)

_Look = tuple[float, bool, str, bool]  # type, bold, colour, underlined
_Rule = tuple[float, float, float]  # height, left end, right end; of an upright one its x, top, foot


class LabelColumns(Struct, frozen=True):
    """One fiche. `colonnes`: x of each edge; `hauts`: top of each row, then the bottom of the last; `rangs`: two or four cells of lines."""

    colonnes: tuple[float, ...]
    hauts: tuple[float, ...]
    rangs: tuple[tuple[tuple[Line, ...], ...], ...]


def label_columns(
    lignes: Sequence[Line],
    rules: Sequence[_Rule],
    is_label: Callable[[str], bool],
    upright: Sequence[_Rule] = (),
    boxes: Sequence[Box] = (),
) -> list[LabelColumns]:
    """The fiches of a page, no line in two of them. `is_label` tells the words of a label without its colon; `rules` run across, what
    stands behind one of `upright` is no neighbour; a row is as high as the one of `boxes` that holds its label alone."""
    heads: dict[tuple[int, int, _Look], list[Line]] = defaultdict(list)
    for line in lignes:
        # with a colon it is read with the value on its row, unless it stands in a cell of its own
        colon = line.texte.endswith(":") and bool(line.style.fond) and is_label(line.texte.rstrip(" :"))
        if (colon and _alone(line, lignes, boxes)) or is_label(line.texte):
            for side in COTES:
                heads[side, round(line.bbox[side] / BORD), _look(line)].append(line)
    out: list[LabelColumns] = []
    used: set[int] = set()
    # words as long by chance are flush at the other side too, fewer of them
    most: dict[int, int] = defaultdict(int)
    for flush in heads.values():
        for line in flush:
            most[line.id] = max(most[line.id], len(flush))
    columns = [
        (side, h)
        for (side, *_), h in heads.items()
        if len(h) >= max(most[li.id] for li in h) and (len(h) >= ETIQUETTES_MIN or _tinted(h, boxes))
    ]
    for side, column in sorted(columns, key=lambda c: (c[0], c[1][0].bbox[0])):
        column.sort(key=lambda li: li.bbox[1])
        column = [*_above(column[0], lignes, boxes), *column]
        values = [v for li in column if (v := _beside(li, lignes)) is not None]
        start = _common_start(column, values)
        if start is None or used & {li.id for li in column}:
            continue
        second = _second([h for (one, *_), h in heads.items() if one == COTES[0]], column, values, start)
        for labels in _runs(_this_side(lignes, column, upright, boxes), column, start, side):
            if _is_panel(labels, start, lignes, boxes):
                continue
            fiche = _without_head_of_list(_fiche(labels, second, start, rules, lignes, boxes), lignes)
            held = {li.id for row in fiche.rangs for cell in row for li in cell}
            valued = any(cell for row in fiche.rangs for cell in row[1:])
            if valued and not held & used:
                out.append(fiche)
                used |= held
    return out


def _without_head_of_list(fiche: LabelColumns, lignes: Sequence[Line]) -> LabelColumns:
    """A fiche without its last label, where nothing stands beside it and a list right below it: the list is its value."""
    label, *values = fiche.rangs[-1]
    if any(values) or not label or len(fiche.rangs) < 2:
        return fiche
    foot, size = label[-1].bbox[3], label[-1].style.taille
    held = {li.id for li in label}
    below = (li for li in lignes if li.id not in held and -BORD < li.bbox[1] - foot < size and li.bbox[0] > label[0].bbox[0] - BORD)
    first = min(below, key=lambda li: (li.bbox[1], li.bbox[0]), default=None)
    if first is None or not is_item(first):
        return fiche
    return LabelColumns(fiche.colonnes, (*fiche.hauts[:-2], label[0].bbox[1]), fiche.rangs[:-1])


def _is_panel(labels: Sequence[Sequence[Line]], start: float, lignes: Sequence[Line], boxes: Sequence[Box]) -> bool:
    """Whether labels stand on a panel with their values right below them, at their edge: what is level with them outside is none of theirs.

    `start`: where that starts.
    """
    last = labels[-1][-1]
    at = box_of(last.bbox, boxes)
    if at < 0 or boxes[at].x1 > start:
        return False
    return any(
        inside(li.bbox, boxes[at].bbox)
        and _look(li) != _look(last)
        and abs(li.bbox[0] - last.bbox[0]) < BORD
        and -BORD < li.bbox[1] - last.bbox[3] < li.style.taille
        for li in lignes
    )


def _above(first: Line, lignes: Sequence[Line], boxes: Sequence[Box]) -> list[Line]:
    """What stands in the look of a label in cells right above its own, one touching the next, as wide, in one tint: labels that no list
    knows."""
    out: list[Line] = []
    at = box_of(first.bbox, boxes)
    while at >= 0 and boxes[at].fond:
        box = boxes[at]
        cells = (n for n, b in enumerate(boxes) if b.fond == box.fond and abs(b.bottom - box.top) < BORD and b.top < box.top)
        at = next((n for n in cells if abs(boxes[n].x0 - box.x0) < BORD and abs(boxes[n].x1 - box.x1) < BORD), -1)
        held = [li for li in lignes if at >= 0 and inside(li.bbox, boxes[at].bbox)]
        if not held or any(_look(li) != _look(first) or abs(li.bbox[0] - first.bbox[0]) > BORD for li in held):
            break
        out = [held[0], *out]
    return out


def _alone(line: Line, lignes: Sequence[Line], boxes: Sequence[Box]) -> bool:
    """Whether a line is all that its box holds."""
    at = box_of(line.bbox, boxes)
    return at >= 0 and not any(li is not line and inside(li.bbox, boxes[at].bbox) for li in lignes)


def _tinted(column: Sequence[Line], boxes: Sequence[Box]) -> bool:
    """Whether two labels stand each in a tinted box of its own, one right below the other, as wide: the left cells of a grid."""
    held = [boxes[at] for li in sorted(column, key=lambda li: li.bbox[1]) if (at := box_of(li.bbox, boxes)) >= 0]
    return len(column) == len(held) == 2 and all(
        a.fond == b.fond != "" and abs(a.x0 - b.x0) < BORD and abs(a.x1 - b.x1) < BORD and abs(a.bottom - b.top) < BORD
        for a, b in pairwise(held)
    )


def _this_side(lignes: Sequence[Line], column: Sequence[Line], upright: Sequence[_Rule], boxes: Sequence[Box]) -> Sequence[Line]:
    """The lines but for those that an upright rule parts from a column of labels at their right, or the edge of the cells in which all of
    these stand."""
    x = min(li.bbox[0] for li in column)
    between = [(pos, top, foot) for pos, top, foot in upright if x - MARGE < pos < x]
    held = [boxes[at] for li in column if (at := box_of(li.bbox, boxes)) >= 0 and boxes[at].fond]
    edges = {round(box.x0) for box in held} if len(held) == len(column) else set()
    edge = min(box.x0 for box in held) if len(edges) == 1 else float("-inf")
    return [
        li
        for li in lignes
        if li.bbox[2] > edge + 1 and not any(li.bbox[2] <= pos and top < li.bbox[3] and li.bbox[1] < foot for pos, top, foot in between)
    ]


def _look(line: Line) -> _Look:
    return (line.style.taille, line.style.gras, line.style.couleur, line.souligne)


def _level(a: Line, b: Line) -> bool:
    """Whether two lines, of different type perhaps, stand on one row: their heads or their feet are level."""
    near = 0.45 * max(a.style.taille, b.style.taille)
    return abs(a.bbox[1] - b.bbox[1]) < near or abs(a.bbox[3] - b.bbox[3]) < near


def _beside(label: Line, lignes: Sequence[Line]) -> Line | None:
    """The line right of a label on its row, nearest to it."""
    return min((li for li in lignes if li.bbox[0] > label.bbox[2] and _level(li, label)), key=lambda li: li.bbox[0], default=None)


def _common_start(column: Sequence[Line], values: Sequence[Line]) -> float | None:
    """Where the values of a column of labels start, when most of them start there, in another look, right of all labels."""
    if 2 * len(values) < len(column) or not values:
        return None
    look = column[0].style
    alike = any((v.style.gras, v.style.couleur, v.style.fond) == (look.gras, look.couleur, look.fond) for v in values)
    start = min(v.bbox[0] for v in values)
    chips = min((v.bbox[0] for v in values if v.style.fond), default=start)  # the names on them start further right
    first = chips if chips - start < look.taille else start
    inset = RETRAIT * look.taille
    outlined = max(2 * BORD, look.taille)  # the words in an outlined chip start a little further right
    near = sum(v.bbox[0] - (first if v.style.fond else start) < (inset if is_item(v) else outlined) for v in values)
    return None if alike or near < 0.8 * len(values) or any(li.bbox[2] > start for li in column) else start


def _second(groups: Sequence[Sequence[Line]], first: Sequence[Line], values: Sequence[Line], start: float) -> tuple[float, float] | None:
    """Left edge and right end of a second column of labels, set as the first, on its rows; None when there is none."""
    for other in sorted(groups, key=len, reverse=True):
        x = other[0].bbox[0]
        beside = _look(other[0]) == _look(first[0]) and x > start + BORD and all(any(_level(li, head) for head in first) for li in other)
        mine = [v for v in values if any(_level(v, li) for li in other)]
        if beside and all(v.bbox[2] < x or v.bbox[0] > x for v in mine):
            return x, max(li.bbox[2] for li in other)
    return None


def _runs(lignes: Sequence[Line], column: Sequence[Line], start: float, side: int) -> list[list[list[Line]]]:
    """The labels of each fiche from top to bottom, each with the lines it is printed over; they are flush at `side`."""
    x, look, known = min(li.bbox[0] for li in column), _look(column[0]), {li.id for li in column}
    edge = column[0].bbox[side]
    left = [li for li in lignes if x - MARGE < li.bbox[2] and li.bbox[0] < start - BORD and li.bbox[1] >= column[0].bbox[1] - 1]
    out: list[list[list[Line]]] = []
    said: set[str] = set()
    last: Line | None = None
    for line in sorted(left, key=lambda li: li.bbox[1]):
        if _look(line) != look or abs(line.bbox[side] - edge) > BORD or line.bbox[2] > start + BORD:
            last = None
            continue
        close = last is not None and line.id not in known and line.bbox[1] - last.bbox[3] < 0.5 * line.style.taille
        name = fold(line.texte).rstrip("s")
        again = last is not None and name in said and line.bbox[1] - last.bbox[3] > REPRISE * line.style.taille
        if close and (_beside(line, lignes) is None or not line.texte[:1].isupper()):
            out[-1][-1].append(line)  # 'Ce que nous' over 'ferons'
        elif last is not None and not again:
            out[-1].append([line])
            said.add(name)
        else:  # below another text, or a label that the fiche has already, below a blank
            out.append([[line]])
            said = {name}
        last = line
    return [labels for labels in out if len(labels) > 1]


def _fiche(
    labels: Sequence[Sequence[Line]],
    second: tuple[float, float] | None,
    start: float,
    rules: Sequence[_Rule],
    lignes: Sequence[Line],
    boxes: Sequence[Box],
) -> LabelColumns:
    """Labels with all that stands at their right down to the next one; the last row ends at a rule, at text on its left, or at a blank,
    a larger one below chips."""
    x, em = min(li.bbox[0] for row in labels for li in row), labels[0][0].style.taille
    beyond = _next_column(labels, start, lignes)
    right = [li for li in lignes if start - BORD <= li.bbox[0] < beyond - BORD]
    tops = [min([row[0].bbox[1], *(li.bbox[1] for li in right if _level(li, row[0]))]) - 0.2 * em for row in labels]
    held = [boxes[at] if (at := box_of(row[0].bbox, boxes)) >= 0 and boxes[at].x1 <= start + BORD else None for row in labels]
    if len(set(held)) == len(labels) and all(held):  # each label stands in the middle of a box of its own
        tops = [box.top for box in held if box is not None]
    foot = labels[-1][-1].bbox[3]
    ends = [height for height, debut, fin in rules if height > foot - 1 and debut <= x + BORD and start < fin]
    ends += [li.bbox[1] for li in lignes if li.bbox[1] > foot and li.bbox[0] < start - BORD and li.bbox[2] > x]
    low = min(ends, default=float("inf"))
    bottom = foot
    look: Style | None = None
    for line in sorted(right, key=lambda li: li.bbox[1]):
        near = PUCES * line.style.taille if line.style == look else 0.8 * em
        if tops[-1] <= line.bbox[1] < low - 1 and line.bbox[1] <= bottom + near:
            bottom = max(bottom, line.bbox[3])
            look = line.style if line.style.fond or coloured(line.style.couleur) else None
    hauts = (*tops, bottom + 1)
    rows: list[tuple[tuple[Line, ...], ...]] = []
    for row, (top, end) in zip(labels, pairwise(hauts), strict=True):
        own = [li for li in right if top <= li.bbox[1] < end - 0.3 * em]
        rows.append((tuple(row), *_parted(own, second)))
    edge = max([start, *(li.bbox[2] for row in rows for cell in row for li in cell)]) + 1
    inner = (second[0] - 1, second[1] + 1) if second else ()
    return LabelColumns((x, start - 1, *inner, max(edge, *inner) if inner else edge), hauts, tuple(rows))


def _next_column(labels: Sequence[Sequence[Line]], start: float, lignes: Sequence[Line]) -> float:
    """Left edge of a column of text right of the fiche, which goes on above or below it; infinite when there is none."""
    em, top, foot = labels[0][0].style.taille, labels[0][0].bbox[1], labels[-1][-1].bbox[3]
    near = [li for li in lignes if top - VOISINAGE * em < li.bbox[1] < foot + VOISINAGE * em]
    inside = [li for li in near if top - em <= li.bbox[1] <= foot and li.bbox[0] >= start - BORD]
    reach = max((li.bbox[2] for li in inside if li.bbox[0] - start < 2 * BORD), default=start)
    around = [li for li in near if not top - em <= li.bbox[1] <= foot + em and li.bbox[0] > reach + em]
    if len(around) < 2:
        return float("inf")
    x = min(li.bbox[0] for li in around)
    return float("inf") if any(li.bbox[0] < x - BORD and li.bbox[2] > x for li in inside) else x


def _parted(own: Sequence[Line], second: tuple[float, float] | None) -> list[tuple[Line, ...]]:
    """The lines right of a label: its value, and where the row has a second label, that label and its value."""
    if second is None or not any(abs(li.bbox[0] - second[0]) <= BORD for li in own):
        return [tuple(own)]
    value = tuple(li for li in own if li.bbox[0] < second[0] - BORD)
    if any(li.bbox[2] > second[0] + 1 for li in value):
        return [tuple(own)]
    label = tuple(li for li in own if abs(li.bbox[0] - second[0]) <= BORD)
    return [value, label, tuple(li for li in own if li.bbox[0] > second[0] + BORD)]
