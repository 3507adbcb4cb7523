"""Find the tables of a page: cells drawn by rules and boxes, or columns kept by alignment under a known header.

Reads the lines and the drawings of one page; decides by geometry, and for tables that lack rules by a header row whose
words are known labels. What a table is for (actions, a fiche, figures) is not decided here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import pairwise

from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.model import Box, Line, Page
from pipeline.stages.aligned_tables import aligned_table, header_texts, rows_of_headers, whole_header, with_one_value
from pipeline.stages.box_rows import BoxTable, box_table
from pipeline.stages.boxes import box_of, inside, text_boxes
from pipeline.stages.grid_cells import TOLERANCE, Edge, Grid, GridCell, in_order, is_item, one_below_another, rows_of
from pipeline.stages.label_columns import LabelColumns, label_columns
from pipeline.stages.not_tables import (
    COLONNES_MIN,
    MOTS_CHIFFRES,
    RANGEES_MIN,
    are_cards,
    are_panels,
    are_titles_abreast,
    is_band_of_columns,
    is_band_with_tab,
    is_bare_header,
    is_numbered_title,
    is_pile_of_chips,
    is_row_of_shapes,
    is_tinted_header,
    lacks_columns,
)
from pipeline.stages.parted_rules import columns_down
from pipeline.stages.ruled_tables import components_of, edges_of, ruled_table
from pipeline.texts import fold

# Share of the page: a box that is as high, and no wider, is a panel beside the rest.
PANNEAU = 0.5
# Points: no blank between the blocks of one table is higher.
ENTRE_BLOCS = 8.0
# In ems: no header stands further above the rules of its table.
SUR_TABLE = 1.2
# In ems: a cell starts no further below its header.
SOUS_ENTETE = 2.5

_ANNEE = re.compile(r"20\d\d\b")


def _always(_headers: Sequence[str]) -> bool:
    return True


def find_grids(
    page: Page, lignes: Sequence[Line], is_header: Callable[[str], bool], heads_rows: Callable[[Sequence[str]], bool] = _always
) -> list[Grid]:
    """The tables of a page, top to bottom; no line belongs to two. `is_header` tells the words of a column header, `heads_rows`
    whether a row of them heads rows that have a title: others stand over one value each.
    """
    alone = one_below_another(lignes)  # nothing stands beside a label, nor two headers abreast
    if alone and not page.traits and not page.boites:
        return []
    across, down = edges_of(page)
    implied = columns_down(page, (li.bbox for li in lignes))
    down += [Edge(x, top, bottom) for x, top, bottom in implied]
    across += [Edge(y, *_reach([x for x, *ends in implied if y in ends])) for y in {y for _, *ends in implied for y in ends}]
    read = ((ruled_table(page, h, v, lignes), h, v) for h, v in components_of(across, down))
    drawn = [(_parted_at_labels(grid, is_header), h, v) for grid, h, v in read if grid is not None]
    grids = []
    for grid, h, v in drawn:
        if not any(o is not grid and inside(grid.bbox, o.bbox) for o, _, _ in drawn):
            inner = [g for g, _, _ in drawn if g is not grid and inside(g.bbox, grid.bbox)]
            grids.append(_around_tables(page, grid, inner, h, v, lignes))
    grids = _stacked(grids, lambda g: is_bare_header(g, is_header, lignes))
    grids = [g for g in grids if not is_bare_header(g, is_header, lignes) and not is_row_of_shapes(g, is_header)]
    grids = [
        g
        for g in grids
        if not are_titles_abreast(g)
        and not is_band_with_tab(g, page)
        and not is_numbered_title(g)
        and not is_tinted_header(g, across, grids, is_header)
        and not is_band_of_columns(g)
    ]
    owner = {li.id: g.bbox for g in grids for c in g.cellules for li in c.lignes}  # a header that stands in a table is that of no other
    grids = [
        g
        for g in grids
        if not lacks_columns(g, [li for li in lignes if owner.get(li.id, g.bbox) == g.bbox], is_header)
        and not are_cards(g, is_header)
        and not are_panels(g, page)
    ]
    boxes = text_boxes(page)
    grids = [g for g in grids if not is_pile_of_chips(g, boxes)]
    taken = {li.id for g in grids for c in g.cellules for li in c.lignes}
    grids = [_below_header(g, page.boites, [li for li in lignes if li.id not in taken], heads_rows) for g in grids]
    if not alone:
        ruled = {id(g) for g in grids}
        grids = _with_tables_under_headers(page, lignes, grids, boxes, across, is_header, heads_rows)
        grids = [g for g in grids if id(g) in ruled or not _is_row_of_fields(g, boxes, is_header)]
    taken = {li.id for g in grids for c in g.cellules for li in c.lignes}
    for grid in _lined(page, across, [li for li in lignes if li.id not in taken], heads_rows):
        if not any(grid.bbox[1] < g.bbox[3] and g.bbox[1] < grid.bbox[3] for g in grids):
            grids.append(grid)
    return sorted(grids, key=lambda g: (g.bbox[1], g.bbox[0]))


def _around_tables(
    page: Page, grid: Grid, inner: Sequence[Grid], across: Sequence[Edge], down: Sequence[Edge], lignes: Sequence[Line]
) -> Grid:
    """A table in a cell of which another stands right of the rest of what it holds: the cell is parted there, and the table is read cell by
    cell in the part that it fills."""
    for table in inner:
        held = {li.id for c in table.cellules for li in c.lignes}
        around = next((c for c in grid.cellules if held < {li.id for li in c.lignes}), None)
        beside = [li for li in around.lignes if li.id not in held] if around is not None else []
        if around is None or any(li.bbox[2] > table.bbox[0] for li in beside):
            continue
        side = Edge(table.bbox[0], around.bbox[1], around.bbox[3])
        parted = ruled_table(page, across, [*down, side], lignes)
        if parted is None or not any(held == {li.id for li in c.lignes} for c in parted.cellules):
            continue
        read = tuple(li for row in table.rangs for c in row for li in c.lignes)
        cells = tuple(replace(c, lignes=read) if {li.id for li in c.lignes} == held else c for c in parted.cellules)
        grid = replace(parted, cellules=cells)
    return grid


def _parted_at_labels(grid: Grid, is_header: Callable[[str], bool]) -> Grid:
    """A table whose last column is open from top to bottom beside labels in boxes of their own, parted as they are: each is level with its
    value, or at its middle, and no line of the column is a label with a value of its own."""
    last = len(grid.colonnes) - 2
    cells = list(grid.cellules)
    for tall in (c for c in grid.cellules if c.colonne == last > 0 and c.rang_fin - c.rang > 1):
        beside = sorted((c for c in grid.cellules if c.colonne_fin == last and tall.rang <= c.rang < tall.rang_fin), key=lambda c: c.rang)
        held = [tuple(li for li in tall.lignes if c.bbox[1] <= (li.bbox[1] + li.bbox[3]) / 2 < c.bbox[3]) for c in beside]
        named = sum(is_header(" ".join(li.texte for li in c.lignes)) for c in beside)
        level = all(c.lignes and (not lines or _are_level(c.lignes, lines)) for c, lines in zip(beside, held, strict=True))
        if not level or sum(map(len, held)) < len(tall.lignes) or any(is_header(li.texte) for li in tall.lignes):
            continue
        if any(b[0].texte[:1].islower() and not a[-1].texte.endswith((".", ";")) for a, b in pairwise(filter(None, held))) and all(
            len(lines) < 2 for lines in held
        ):
            continue  # one sentence, whose lines the labels happen to be level with
        if sum(map(bool, held)) > 1 and 2 * named > len(beside):
            x0, _, x1, _ = tall.bbox
            values = zip(beside, held, strict=True)
            cells.remove(tall)
            cells += [
                replace(c, colonne=last, colonne_fin=last + 1, bbox=(x0, c.bbox[1], x1, c.bbox[3]), lignes=lines) for c, lines in values
            ]
    return replace(grid, cellules=tuple(cells)) if len(cells) > len(grid.cellules) else grid


def _are_level(label: Sequence[Line], value: Sequence[Line]) -> bool:
    """Whether a label starts where its value does, or stands at its middle."""
    tops, ends = [min(li.bbox[1] for li in part) for part in (label, value)], [max(li.bbox[3] for li in part) for part in (label, value)]
    return abs(tops[0] - tops[1]) < TOLERANCE or abs(tops[0] + ends[0] - tops[1] - ends[1]) < 2 * TOLERANCE


def _is_row_of_fields(grid: Grid, boxes: Sequence[Box], is_header: Callable[[str], bool]) -> bool:
    """Whether a table is but a row of labels over their values: in columns of text, or in boxes of one height, one to each."""
    if max(c.rang_fin for c in grid.cellules) > 2:
        return False
    return _are_columns_of_fields(grid, is_header) or _are_boxes_of_fields(grid, boxes, is_header)


def _are_boxes_of_fields(grid: Grid, boxes: Sequence[Box], is_header: Callable[[str], bool]) -> bool:
    """Whether what a table holds lies in boxes of one height side by side, a label and its value in each."""
    held: dict[int, list[Line]] = defaultdict(list)
    for line in (li for c in grid.cellules for li in c.lignes):
        held[box_of(line.bbox, boxes)].append(line)
    if len(held) < 2 or -1 in held:
        return False
    first = boxes[next(iter(held))]
    level = all(max(abs(boxes[i].top - first.top), abs(boxes[i].bottom - first.bottom)) < TOLERANCE for i in held)
    heads = [([li for li in lines if is_header(li.texte)], lines) for lines in held.values()]
    tops = [(found, min(li.bbox[1] for li in lines), len(lines)) for found, lines in heads]
    alone = all(not found or (len(found) == 1 < count and found[0].bbox[1] == top) for found, top, count in tops)
    return level and alone and any(found for found, _ in heads)


def _are_columns_of_fields(grid: Grid, is_header: Callable[[str], bool]) -> bool:
    """Whether the header of a table is but labels level with each other in columns of text: one of them twice, others set alike below."""
    heads = [li for c in grid.cellules for li in c.lignes[:1] if c.rang == 0]
    looks = {li.style for li in heads}
    below = [li for c in grid.cellules for li in c.lignes if c.rang > 0 and li.style in looks and is_header(li.texte)]
    return len(looks) == 1 and len({li.texte for li in heads}) < len(heads) and bool(below)


def _stacked(grids: Sequence[Grid], is_bare: Callable[[Grid], bool]) -> list[Grid]:
    """The tables, a header drawn apart made one with those right below it that have its columns: a thin blank parts the rows of a table,
    or the blocks of its axes. `is_bare`: whether a table is but a header."""
    out: list[Grid] = []
    headed: list[bool] = []
    for grid in sorted(grids, key=lambda g: g.bbox[1]):
        n = next((i for i, over in enumerate(out) if headed[i] and _is_right_below(over, grid)), None)
        if n is not None and not is_bare(grid):
            out[n] = _one_below_other(out[n], grid)
            continue
        out.append(grid)
        headed.append(is_bare(grid))
    return out


def _is_right_below(over: Grid, grid: Grid) -> bool:
    """Whether a thin blank parts a table from one above it that has the same columns."""
    alike = len(over.colonnes) == len(grid.colonnes) and all(
        abs(a - b) < TOLERANCE for a, b in zip(over.colonnes, grid.colonnes, strict=True)
    )
    return alike and -TOLERANCE < grid.bbox[1] - over.bbox[3] < ENTRE_BLOCS


def _one_below_other(over: Grid, grid: Grid) -> Grid:
    """Two tables of the same columns as one."""
    rows = max(c.rang_fin for c in over.cellules)
    below = (replace(c, rang=c.rang + rows, rang_fin=c.rang_fin + rows) for c in grid.cellules)
    return replace(over, bbox=(*over.bbox[:3], grid.bbox[3]), cellules=(*over.cellules, *below))


def _below_header(grid: Grid, boxes: Sequence[Box], loose: Sequence[Line], heads_rows: Callable[[Sequence[str]], bool]) -> Grid:
    """A table with the header that stands above it, a header over each of its columns: right above it, or in a box of its width, and then
    the boxes between the two, each of which holds but one line, are its first rows: bands over all columns."""
    x0, top, x1, _ = grid.bbox
    figures = sum(c.lignes[0].texte[:1].isdigit() and not _ANNEE.match(c.lignes[0].texte) for c in grid.cellules if c.lignes)
    if heads_rows([" ".join(li.texte for li in c.lignes) for c in grid.rangs[0]]) or 3 * figures >= len(grid.cellules):
        return grid  # its own, or a table of figures
    above = [li for li in loose if x0 - TOLERANCE < li.bbox[0] and li.bbox[2] < x1 + TOLERANCE and li.bbox[3] < top + TOLERANCE]
    bands: list[list[list[Line]]] = []
    for box in sorted(boxes, key=lambda b: -b.bottom):
        wide = abs(box.x0 - x0) < TOLERANCE and abs(box.x1 - x1) < TOLERANCE and box.bottom < top + TOLERANCE
        held = [li for li in above if inside(li.bbox, box.bbox)] if wide and top - box.bottom < ENTRE_BLOCS else []
        if not held:
            continue
        top = box.top
        cells = _in_columns(grid, held)
        if cells is not None and heads_rows([" ".join(li.texte for li in cell) for cell in cells]):
            return _with_rows_above(grid, [cells, *reversed(bands)])
        if len(held) > 1:
            break
        bands.append([held])
    found = _header_over(grid, above, heads_rows)
    return grid if found is None else _with_rows_above(grid, [found])


def _header_over(grid: Grid, above: Sequence[Line], heads_rows: Callable[[Sequence[str]], bool]) -> list[list[Line]] | None:
    """The headers right above a table, of a line or several each, all set alike."""
    top = grid.bbox[1]
    held: list[Line] = []
    for row in reversed(rows_of(above)):
        if top - max(li.bbox[3] for li in row) > SUR_TABLE * max(li.style.taille for li in row):
            return None
        top = min(li.bbox[1] for li in row)
        held = [*row, *held]
        look = held[0].style
        apart = look.gras or look.fond or coloured(look.couleur)
        cells = _in_columns(grid, held) if apart and all(li.style == look for li in held) else None
        if cells is not None and heads_rows([" ".join(li.texte for li in cell) for cell in cells]):
            return cells
    return None


def _in_columns(grid: Grid, lignes: Sequence[Line]) -> list[list[Line]] | None:
    """Lines by the column in which they stand, some in each; None when one stands in none."""
    cells = [[li for li in lignes if a - TOLERANCE < li.bbox[0] and li.bbox[2] < b + TOLERANCE] for a, b in pairwise(grid.colonnes)]
    return cells if sum(map(len, cells)) == len(lignes) and all(cells) else None


def _with_rows_above(grid: Grid, rows: Sequence[Sequence[Sequence[Line]]]) -> Grid:
    """A table with rows more at its head: of a cell to each column, or of one over all."""
    xs = grid.colonnes
    cells: list[GridCell] = []
    for r, row in enumerate(rows):
        top, low = min(li.bbox[1] for lines in row for li in lines), max(li.bbox[3] for lines in row for li in lines)
        ends = [*range(1, len(row)), len(xs) - 1]
        cells += [
            GridCell(r, r + 1, c, end, (xs[c], top, xs[end], low), in_order(lines))
            for c, (lines, end) in enumerate(zip(row, ends, strict=True))
        ]
    below = (replace(c, rang=c.rang + len(rows), rang_fin=c.rang_fin + len(rows)) for c in grid.cellules)
    return replace(grid, bbox=(xs[0], cells[0].bbox[1], xs[-1], grid.bbox[3]), cellules=(*cells, *below))


def _with_tables_under_headers(
    page: Page,
    lignes: Sequence[Line],
    grids: list[Grid],
    boxes: Sequence[Box],
    across: Sequence[Edge],
    is_header: Callable[[str], bool],
    heads_rows: Callable[[Sequence[str]], bool],
) -> list[Grid]:
    """The tables that rules draw, and those that known words tell: boxes or text below headers abreast, values beside labels."""
    found = box_table(lignes, boxes, is_header)
    if found is not None and heads_rows([li.texte for li in found.entetes]):
        made = _of_boxes(page.numero, found)
        grids = [made, *(g for g in grids if not inside(g.bbox, made.bbox))]
    taken = {li.id for g in grids for c in g.cellules for li in c.lignes}
    loose = [li for li in lignes if li.id not in taken]
    heads = {li.id for li in loose if is_header(li.texte)}
    beside = _by_panel(page, loose, boxes, heads)
    rules = [(e.pos, e.debut, e.fin) for e in across]
    thin = [t for t in (*page.traits, *(b.bbox for b in page.boites)) if t[2] - t[0] < TOLERANCE and t[3] - t[1] > 2 * TOLERANCE]
    upright = [((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom in thin]  # the side of a box parts less than a rule does
    for free in beside:
        for fiche in label_columns(free, rules, is_header, upright, boxes):
            grids.append(_of_labels(page.numero, fiche))
            taken |= {li.id for row in fiche.rangs for lines in row for li in lines}
    apart = [lines for free in beside for lines in _by_header([li for li in free if li.id not in taken], heads)]
    parts = _once_named([rows for lines in apart for rows in rows_of_headers(lines, is_header, boxes)])
    several = [heads_rows(header_texts(rows[0])) and heads_rows(header_texts(whole_header(rows))) for rows in parts]
    several = [many and not _lists_again(rows, parts) for rows, many in zip(parts, several, strict=True)]
    parts = [rows if many else with_one_value(rows, boxes) for rows, many in zip(parts, several, strict=True)]
    free = [li for li in lignes if li.id not in taken]
    for grid in (aligned_table(page, rows, across, many, boxes, free) for rows, many in zip(parts, several, strict=True)):
        if grid is not None and not any(li.id in taken for c in grid.cellules for li in c.lignes):
            grids.append(grid)
            taken |= {li.id for c in grid.cellules for li in c.lignes}
    return grids


def _reach(xs: Sequence[float]) -> tuple[float, float]:
    return min(xs), max(xs)


def _by_panel(page: Page, lignes: Sequence[Line], boxes: Sequence[Box], heads: Set[int]) -> list[list[Line]]:
    """The lines in each panel, and those in none: no row runs from one to the other. `heads`: ids of the lines that are labels.

    A panel is a box as high as half the page and no wider; one that holds labels abreast and what stands below them; or one of several
    abreast that hold labels one below the other: cards.
    """
    panels = [b for b in boxes if b.bottom - b.top > PANNEAU * page.hauteur and b.x1 - b.x0 < PANNEAU * page.largeur]
    if len(heads) > 1:
        labels = [li for li in lignes if li.id in heads]
        panels = [b for b in panels if not _is_below_header(b, labels)]
        cards = _cards(boxes, labels)
        panels += [b for b in boxes if b not in panels and (_holds_header(b, labels, lignes) or b in cards)]
    if not panels:
        return [list(lignes)]
    out: dict[int, list[Line]] = defaultdict(list)
    for line in lignes:
        out[box_of(line.bbox, panels)].append(line)
    return list(out.values())


def _is_below_header(box: Box, heads: Sequence[Line]) -> bool:
    """Whether a box stands right below a label, others abreast at its right: a cell of the first column over many rows."""
    above = [li for li in heads if li.bbox[2] <= box.x1 + TOLERANCE and abs(box.top - li.bbox[3]) < SOUS_ENTETE * li.style.taille]
    above = [li for li in above if li.bbox[0] >= box.x0 - TOLERANCE]
    return any(sum(abs(li.bbox[1] - head.bbox[1]) < 1 and li.bbox[0] > box.x1 for li in heads) > 1 for head in above)


def _by_header(lignes: Sequence[Line], heads: Set[int]) -> list[list[Line]]:
    """The lines of each of several columns of text that have the same labels abreast, one column right of the other: cards without a box.

    A line that runs over two columns is in both. `heads`: ids of the lines that are labels.
    """
    rows = [row for row in rows_of([li for li in lignes if li.id in heads]) if len(row) > 1]
    headers: list[list[Line]] = []
    for row in rows:
        headers.append([])
        for line in row:
            if any(fold(line.texte) == fold(li.texte) for li in headers[-1]):
                headers.append([])
            headers[-1].append(line)
    named = [({fold(li.texte) for li in header}, header) for header in headers if len(header) > 1]
    edges = {
        b[0].bbox[0] - TOLERANCE for words, a in named for others, b in named if a[-1].bbox[2] < b[0].bbox[0] and len(words & others) > 1
    }
    if not edges:
        return [list(lignes)]
    columns = pairwise([float("-inf"), *sorted(edges), float("inf")])
    return [part for low, high in columns if (part := [li for li in lignes if li.bbox[2] > low and li.bbox[0] < high])]


def _once_named(parts: list[list[list[Line]]]) -> list[list[list[Line]]]:
    """The rows below each header, but for headers that come back on the page with something at the left of their first row: labels of
    rows that have a title each."""
    named = [frozenset(fold(li.texte) for li in rows[0]) for rows in parts]
    beside = [_has_left(rows) for rows in parts]
    often = {names for names, left in zip(named, beside, strict=True) if left and named.count(names) > 1}
    return [rows for rows, names in zip(parts, named, strict=True) if names not in often]


def _lists_again(rows: Sequence[Sequence[Line]], parts: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Whether a header returns on the page and but the items of one list stand in its first column: labels abreast over what they say of
    the title above them, 'Ce que nous faisons' beside 'Qui s'en charge'."""
    heads = sorted(rows[0], key=lambda li: li.bbox[0])
    names = {fold(li.texte) for li in rows[0]}
    if len(heads) < 2 or sum({fold(li.texte) for li in other[0]} == names for other in parts) < 2:
        return False
    first = [li for row in rows[1:] for li in row if li.bbox[0] < heads[1].bbox[0] - TOLERANCE]
    if not first or not is_item(first[0]):
        return False
    edge, look = first[0].bbox[0], first[0].style
    rest = next((li for li in first if not is_item(li) and li.bbox[0] <= edge + TOLERANCE), None)
    # what follows is the title above the next header
    return rest is None or rest.style.taille > look.taille or (rest.style.gras and not look.gras)


def _has_left(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether a line stands left of a header and level with what stands below it."""
    edge = min(li.bbox[0] for li in rows[0])
    return any(len(row) > 1 and row[0].bbox[2] < edge for row in rows[1:2])


def _holds_header(box: Box, heads: Sequence[Line], lignes: Sequence[Line]) -> bool:
    """Whether a box holds two labels abreast and other lines below them."""
    held = [li for li in heads if inside(li.bbox, box.bbox)]
    low = max((a.bbox[3] for a, b in pairwise(held) if abs(a.bbox[1] - b.bbox[1]) < 1 and a.bbox[2] < b.bbox[0]), default=None)
    return low is not None and any(li.bbox[1] > low - 1 and inside(li.bbox, box.bbox) for li in lignes)


def _cards(boxes: Sequence[Box], heads: Sequence[Line]) -> list[Box]:
    """The boxes that hold labels one below the other and stand beside another that does."""
    piles = [b for b in boxes if len({round(li.bbox[1]) for li in heads if inside(li.bbox, b.bbox)}) > 1]
    return [a for a in piles if any(b.top < a.bottom and a.top < b.bottom and (b.x1 < a.x0 or a.x1 < b.x0) for b in piles)]


def _lined(page: Page, across: Sequence[Edge], lignes: Sequence[Line], heads_rows: Callable[[Sequence[str]], bool]) -> list[Grid]:
    """Tables of figures that only rules across draw, under a header that names nothing known: three rows and three columns at least.

    Blanks that run through all rows part the columns; a row is what stands between two rules of one length.
    """
    out: list[Grid] = []
    spans: list[list[Edge]] = []
    for edge in sorted(across, key=lambda e: (round(e.debut / TOLERANCE), round(e.fin / TOLERANCE), e.pos)):
        if spans and abs(spans[-1][0].debut - edge.debut) < TOLERANCE and abs(spans[-1][0].fin - edge.fin) < TOLERANCE:
            spans[-1].append(edge)
        else:
            spans.append([edge])
    for rules, within in (part for same in spans if len(same) > RANGEES_MIN for part in _filled(same, lignes)):
        if len(rules) <= RANGEES_MIN:
            continue
        x0, x1 = rules[0].debut, rules[0].fin
        rows = [_between_edges(a, b, within) for a, b in pairwise(rules)]
        above = [li for li in within if 0 <= rules[0].pos - li.bbox[3] < li.style.taille]
        above = above if len(above) > 1 else []  # a line alone is the title of the table
        tops = [*([min(li.bbox[1] for li in above)] if above else []), *(e.pos for e in rules)]
        rows = [above, *rows] if above else rows
        cuts = _blanks([li for row in rows for li in row])
        if len(cuts) < COLONNES_MIN - 1 or not all(len(row) > 1 for row in rows):
            continue
        if any(is_item(li) or len(li.texte.split()) > MOTS_CHIFFRES for li in rows[0]) or heads_rows(header_texts(rows[0])):
            continue
        xs = (x0, *cuts, x1)
        cells = [
            GridCell(
                r, r + 1, c, c + 1, (a, top, b, low), in_order([li for li in row if a <= li.bbox[0] < b or (c == 0 and li.bbox[0] < a)])
            )
            for r, (row, (top, low)) in enumerate(zip(rows, pairwise(tops), strict=True))
            for c, (a, b) in enumerate(pairwise(xs))
        ]
        out.append(Grid(page.numero, (x0, tops[0], x1, tops[-1]), xs, tuple(cells), False))
    return out


def _between_edges(a: Edge, b: Edge, lignes: Sequence[Line]) -> list[Line]:
    return [li for li in lignes if a.pos - 1 <= (li.bbox[1] + li.bbox[3]) / 2 < b.pos]


def _filled(rules: Sequence[Edge], lignes: Sequence[Line]) -> Iterator[tuple[list[Edge], list[Line]]]:
    """Rules of one length parted where no row of short texts stands between two of them, each part with the lines within its width: two
    tables of one page, and the rule of a title above them."""
    x0, x1 = rules[0].debut, rules[0].fin
    within = [li for li in lignes if x0 - TOLERANCE <= li.bbox[0] and li.bbox[2] <= x1 + TOLERANCE]
    part = [rules[0]]
    for above, rule in pairwise(rules):
        row = _between_edges(above, rule, within)
        if len(row) < 2 or any(is_item(li) or len(li.texte.split()) > MOTS_CHIFFRES for li in row):
            yield part, within
            part = []
        part.append(rule)
    yield part, within


def _blanks(lignes: Sequence[Line]) -> list[float]:
    """The middles of the blanks, from left to right, that no line crosses."""
    out: list[float] = []
    reach = 0.0
    for n, line in enumerate(sorted(lignes, key=lambda li: li.bbox[0])):
        if n and line.bbox[0] > reach + 2:
            out.append((reach + line.bbox[0]) / 2)
        reach = max(reach, line.bbox[2])
    return out


def _of_labels(page: int, fiche: LabelColumns) -> Grid:
    """Labels with their values as a table; a value without a second label beside it takes the rest of its row."""
    cells: list[GridCell] = []
    xs = fiche.colonnes
    for r, (row, (top, bottom)) in enumerate(zip(fiche.rangs, pairwise(fiche.hauts), strict=True)):
        ends = [*range(1, len(row)), len(xs) - 1]
        for c, (lines, end) in enumerate(zip(row, ends, strict=True)):
            cells.append(GridCell(r, r + 1, c, end, (xs[c], top, xs[end], bottom), in_order(lines)))
    return Grid(page, (xs[0], fiche.hauts[0], xs[-1], fiche.hauts[-1]), xs, tuple(cells), False)


def _of_boxes(page: int, table: BoxTable) -> Grid:
    """Headers and boxes as a table; a band is one cell over all columns."""
    middles = [(li.bbox[0] + li.bbox[2]) / 2 for li in table.entetes]
    rows = table.rangs
    x0, x1 = min([table.entetes[0].bbox[0], *(r.bbox[0] for r in rows)]), max([table.entetes[-1].bbox[2], *(r.bbox[2] for r in rows)])
    xs = (x0, *((a + b) / 2 for a, b in pairwise(middles)), x1)
    top, low = min(li.bbox[1] for li in table.entetes), max(li.bbox[3] for li in table.entetes)
    cells = [GridCell(0, 1, k, k + 1, (xs[k], top, xs[k + 1], low), (li,)) for k, li in enumerate(table.entetes)]
    for r, row in enumerate(rows, 1):
        if row.bande:
            cells.append(GridCell(r, r + 1, 0, len(xs) - 1, row.bbox, row.cellules[0]))
            continue
        for k, lines in enumerate(row.cellules):
            cells.append(GridCell(r, r + 1, k, k + 1, (xs[k], row.bbox[1], xs[k + 1], row.bbox[3]), lines))
    return Grid(page, (x0, top, x1, rows[-1].bbox[3]), xs, tuple(cells), False)
