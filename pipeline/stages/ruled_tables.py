"""Tables that rules and boxes draw: edges that cross make cells.

Reads the rules and boxes of a page and its lines; decides by geometry alone. A cell without any line is kept: it says where columns are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import permutations
from statistics import median

from pipeline.model import Box, Line, Page
from pipeline.stages.boxes import BLANC, box_of, text_boxes
from pipeline.stages.grid_cells import (
    TOLERANCE,
    Edge,
    Grid,
    GridCell,
    asides_last,
    in_columns,
    in_order,
    levels_of,
    numbers_first,
    positions_of,
    under_labels,
)
from pipeline.stages.labels import named_label

# Of the height of chips: no further apart do they stand.
ENTRE_PASTILLES = 0.4
# Points: a stroke as high and as wide as this runs aslant, an arrow or a road: no rule.
DE_BIAIS = 6.0


def edges_of(page: Page) -> tuple[list[Edge], list[Edge]]:
    """The strokes of a page, across and down: rules, and the sides of boxes that are no paper. Those that touch are one."""
    across: list[Edge] = []
    down: list[Edge] = []
    for x0, top, x1, bottom in page.traits:
        if min(x1 - x0, bottom - top) > DE_BIAIS:
            continue
        if x1 - x0 >= bottom - top:
            across.append(Edge((top + bottom) / 2, x0, x1))
        else:
            down.append(Edge((x0 + x1) / 2, top, bottom))
    area = page.largeur * page.hauteur
    for box in page.boites:
        if (box.x1 - box.x0) * (box.bottom - box.top) > 0.85 * area or (box.fond == BLANC and not box.trait):
            continue
        across += [Edge(box.top, box.x0, box.x1), Edge(box.bottom, box.x0, box.x1)]
        down += [Edge(box.x0, box.top, box.bottom), Edge(box.x1, box.top, box.bottom)]
    return _merged(across), _merged(down)


def _merged(edges: Iterable[Edge]) -> list[Edge]:
    """Edges snapped to common positions, those that touch on one position made one."""
    rows: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda e: e.pos):
        if rows and edge.pos - rows[-1][0].pos <= TOLERANCE:
            rows[-1].append(edge)
        else:
            rows.append([edge])
    out: list[Edge] = []
    for row in rows:
        pos = median(e.pos for e in row)
        debut, fin = None, 0.0
        for edge in sorted(row, key=lambda e: e.debut):
            if debut is not None and edge.debut <= fin + TOLERANCE:
                fin = max(fin, edge.fin)
                continue
            if debut is not None:
                out.append(Edge(pos, debut, fin))
            debut, fin = edge.debut, edge.fin
        if debut is not None:
            out.append(Edge(pos, debut, fin))
    return out


def _crosses(h: Edge, v: Edge) -> bool:
    return v.debut - TOLERANCE <= h.pos <= v.fin + TOLERANCE and h.debut - TOLERANCE <= v.pos <= h.fin + TOLERANCE


def components_of(across: Sequence[Edge], down: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Edges that hang together by crossing or touching."""
    parent = list(range(len(across) + len(down)))

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if _crosses(h, v):
                parent[find(i)] = find(len(across) + j)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = defaultdict(lambda: ([], []))
    for i, h in enumerate(across):
        groups[find(i)][0].append(h)
    for j, v in enumerate(down):
        groups[find(len(across) + j)][1].append(v)
    return [g for g in groups.values() if g[0] and g[1]]


def ruled_table(page: Page, across: Sequence[Edge], down: Sequence[Edge], lignes: Sequence[Line]) -> Grid | None:
    """The table that the edges draw: at least two columns and three cells with text, or two with text side by side."""
    xs = positions_of([*(v.pos for v in down), min(h.debut for h in across), max(h.fin for h in across)])
    ys = positions_of([*(h.pos for h in across), min(v.debut for v in down), max(v.fin for v in down)])
    if len(xs) < 3 or len(ys) < 2:
        return None
    boxes = _cells(xs, ys, across, down)
    held: dict[int, list[Line]] = defaultdict(list)
    for line in lignes:
        x, y = min((line.bbox[0] + line.bbox[2]) / 2, line.bbox[0] + 40), (line.bbox[1] + line.bbox[3]) / 2
        for i, (r0, r1, c0, c1) in enumerate(boxes):
            if xs[c0] - 1 <= x <= xs[c1] + 1 and ys[r0] - 1 <= y <= ys[r1] + 1:
                held[i].append(line)
                break
    drawn = [boxes[i] for i in held]  # a cell parted at the columns of other rows has no edges there
    if any(_run_together(a, b, xs, ys, down) for a, b in permutations(drawn, 2)):
        return None
    for empty in (b for i, b in enumerate(boxes) if i not in held):  # or what is drawn at the head of a card reaches into it
        if any(_run_together(a, empty, xs, ys, down) for a in drawn) and any(_run_together(empty, b, xs, ys, down) for b in drawn):
            return None
    closed = {box for box in boxes if _is_closed(box, xs, ys, across, down)}
    boxes, held = _joined_cells(*_split_by_columns(boxes, held, xs, closed))
    full = [boxes[i] for i in held]
    abreast = any(a is not b and a[2] != b[2] and a[0] < b[1] and b[0] < a[1] for a in full for b in full)
    if len(full) < 2 or not abreast or any(_open_sides(cell, xs, ys, across, down) > 1 for cell in drawn):
        return None
    drawn_boxes = text_boxes(page)
    if len(ys) == 2 and all(len(part) < 2 for part in held.values()) and any(_is_next_chip(box, xs[-1], ys) for box in drawn_boxes):
        return None
    cells = tuple(
        GridCell(r0, r1, c0, c1, (xs[c0], ys[r0], xs[c1], ys[r1]), _as_read(held.get(i, ()), drawn_boxes))
        for i, (r0, r1, c0, c1) in enumerate(boxes)
    )
    return Grid(page.numero, (xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), cells)


def _is_next_chip(box: Box, right: float, ys: Sequence[float]) -> bool:
    """Whether a box as high as the only row of a table stands right behind it: its cells are chips that touch."""
    return (
        abs(box.top - ys[0]) < TOLERANCE
        and abs(box.bottom - ys[1]) < TOLERANCE
        and -1 <= box.x0 - right < ENTRE_PASTILLES * (ys[1] - ys[0])
    )


def _as_read(lignes: Sequence[Line], boxes: Sequence[Box]) -> tuple[Line, ...]:
    """The lines of a cell in reading order: those of a box drawn in it after the text beside it, column by column if it holds columns."""
    for i, box in enumerate(boxes if len(lignes) > 2 else ()):
        held = [li for li in lignes if box_of(li.bbox, (box,)) == 0]
        rest = [li for li in lignes if li not in held and li.bbox[1] < box.bottom]
        below = [li for li in lignes if li not in held and li not in rest]
        beside = [li for li in rest if box.top < li.bbox[3]]
        told = any(named_label(li.texte.rstrip(" :")) is not None for li in beside)
        if len(held) > 1 and len(beside) > 1 and not told and all(li.bbox[2] <= box.x0 + TOLERANCE for li in beside):
            return (*_as_read(rest, boxes[i + 1 :]), *_as_read(held, ()), *_as_read(below, boxes[i + 1 :]))
    columns = in_columns(lignes)
    if columns is not None:
        return tuple(li for column in columns for li in in_order(column))
    read = under_labels(levels_of(lignes), lambda li: named_label(li.texte.rstrip(" :")) is not None)
    return tuple(asides_last(numbers_first(read)))


def _run_together(
    a: tuple[int, int, int, int], b: tuple[int, int, int, int], xs: Sequence[float], ys: Sequence[float], down: Sequence[Edge]
) -> bool:
    """Whether nothing parts a cell from the one at its right: a card with a number in its corner is one area, no two cells."""
    low, high = max(a[0], b[0]), min(a[1], b[1])
    if a[3] != b[2] or low >= high:
        return False
    x, top, bottom = xs[a[3]], ys[low], ys[high]
    return not any(abs(e.pos - x) <= 2 * TOLERANCE and min(e.fin, bottom) > max(e.debut, top) + TOLERANCE for e in down)


def _joined_cells(
    boxes: Sequence[tuple[int, int, int, int]], held: Mapping[int, list[Line]]
) -> tuple[list[tuple[int, int, int, int]], dict[int, list[Line]]]:
    """The cells, a filled one joined to the empty one below it where all other cells of the row go on: its fill ends with its text."""
    out: list[tuple[int, int, int, int]] = list(boxes)
    gone: set[int] = set()
    starts = {(r0, c0, c1): i for i, (r0, _, c0, c1) in enumerate(boxes) if i not in held}
    for i in held:
        r0, r1, c0, c1 = boxes[i]
        below = starts.get((r1, c0, c1))
        beside = [b for k, b in enumerate(boxes) if k not in (i, below) and b[0] <= r1 <= b[1]]
        if below is not None and beside and all(b[0] < r1 < b[1] for b in beside):
            out[i] = (r0, boxes[below][1], c0, c1)
            gone.add(below)
    kept = [i for i in range(len(out)) if i not in gone]
    return [out[i] for i in kept], {n: held[i] for n, i in enumerate(kept) if i in held}


def _split_by_columns(
    boxes: Sequence[tuple[int, int, int, int]],
    held: Mapping[int, list[Line]],
    xs: Sequence[float],
    closed: Set[tuple[int, int, int, int]],
) -> tuple[list[tuple[int, int, int, int]], dict[int, list[Line]]]:
    """Cells that only look merged, because every other row is left without fill and rules, parted at the columns of the other rows.

    A cell over several columns is parted when its lines start in two of them at least and none runs across an edge. Not one `closed`, ruled
    all around.
    """
    out, lines = list(boxes), dict(held)
    for i, (r0, r1, c0, c1) in enumerate(boxes):
        inside = held.get(i, [])
        if c1 - c0 < 2 or len(inside) < 2 or (r0, r1, c0, c1) in closed:
            continue
        spots = [next((c for c in range(c0, c1) if li.bbox[0] < xs[c + 1] - 1), c1 - 1) for li in inside]
        if len(set(spots)) < 2 or any(li.bbox[2] > xs[c + 1] + 1 for li, c in zip(inside, spots, strict=True)):
            continue
        abreast = any(
            one.bbox[1] < other.bbox[3] and other.bbox[1] < one.bbox[3] for x, one in enumerate(inside) for other in inside[x + 1 :]
        )
        if not abreast:
            continue
        for c in range(c0, c1):
            mine = [li for li, spot in zip(inside, spots, strict=True) if spot == c]
            at = i if c == c0 else len(out)
            if c == c0:
                out[i] = (r0, r1, c, c + 1)
            else:
                out.append((r0, r1, c, c + 1))
            if mine:
                lines[at] = mine
            else:
                lines.pop(at, None)
    return out, lines


def _is_closed(
    cell: tuple[int, int, int, int], xs: Sequence[float], ys: Sequence[float], across: Sequence[Edge], down: Sequence[Edge]
) -> bool:
    """Whether a cell that ends its row, behind others, is ruled all around: it holds one value over several columns."""
    _, _, c0, c1 = cell
    return c0 > 0 and c1 == len(xs) - 1 and _open_sides(cell, xs, ys, across, down) == 0


def _open_sides(
    cell: tuple[int, int, int, int], xs: Sequence[float], ys: Sequence[float], across: Sequence[Edge], down: Sequence[Edge]
) -> int:
    """How many sides of a cell nothing is drawn along. Boxes that merely touch leave open spaces between them, no cells.

    Where nothing at all is drawn along the outside of a table, its outer sides count as drawn.
    """
    r0, r1, c0, c1 = cell
    sides = [(down, xs[c], ys[r0], ys[r1], c in (0, len(xs) - 1)) for c in (c0, c1)]
    sides += [(across, ys[r], xs[c0], xs[c1], r in (0, len(ys) - 1)) for r in (r0, r1)]
    bare = not any(abs(e.pos - x) <= 2 * TOLERANCE for x in (xs[0], xs[-1]) for e in down) and not any(
        abs(e.pos - y) <= 2 * TOLERANCE for y in (ys[0], ys[-1]) for e in across
    )
    return sum(
        not (outer and bare)
        and not any(abs(e.pos - pos) <= 2 * TOLERANCE and min(e.fin, b) - max(e.debut, a) > 0.5 * (b - a) for e in edges)
        for edges, pos, a, b, outer in sides
    )


def _cells(xs: Sequence[float], ys: Sequence[float], across: Sequence[Edge], down: Sequence[Edge]) -> list[tuple[int, int, int, int]]:
    """Rectangles of (row, row end, column, column end): elementary cells joined where no edge parts them."""
    rows, cols = len(ys) - 1, len(xs) - 1

    def drawn(edges: Sequence[Edge], pos: float, a: float, b: float) -> bool:
        middle = (a + b) / 2
        return any(abs(e.pos - pos) <= 2 * TOLERANCE and e.debut - TOLERANCE <= middle <= e.fin + TOLERANCE for e in edges)

    right = [[c + 1 == cols or drawn(down, xs[c + 1], ys[r], ys[r + 1]) for c in range(cols)] for r in range(rows)]
    below = [[r + 1 == rows or drawn(across, ys[r + 1], xs[c], xs[c + 1]) for c in range(cols)] for r in range(rows)]
    seen = [[False] * cols for _ in range(rows)]
    out: list[tuple[int, int, int, int]] = []
    for r in range(rows):
        for c in range(cols):
            if seen[r][c]:
                continue
            c1 = c
            while not right[r][c1] and not seen[r][c1 + 1]:
                c1 += 1
            r1 = r
            while r1 + 1 < rows and not any(below[r1][k] for k in range(c, c1 + 1)) and not any(seen[r1 + 1][k] for k in range(c, c1 + 1)):
                r1 += 1
            for i in range(r, r1 + 1):
                for k in range(c, c1 + 1):
                    seen[i][k] = True
            out.append((r, r1 + 1, c, c1 + 1))
    return out
