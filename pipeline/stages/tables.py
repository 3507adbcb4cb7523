"""Find the tables of a page: cells drawn by rules and boxes, or columns kept by alignment under a known header.

Reads the lines and the drawings of one page; decides by geometry, and for tables that lack rules by a header row whose
words are known labels. What a table is for (actions, a fiche, figures) is not decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import combinations, pairwise, permutations
from statistics import median

from msgspec import Struct

from pipeline.colours import coloured
from pipeline.lexicon import strong_glyphs, weak_glyphs
from pipeline.model import BBox, Box, Line, Page
from pipeline.stages.box_rows import BoxTable, box_table
from pipeline.stages.boxes import BLANC, HAUTEUR_PASTILLE, box_of, inside, is_panel, text_boxes
from pipeline.stages.headings import is_numeral
from pipeline.stages.label_columns import LabelColumns, label_columns
from pipeline.texts import fold

# Edges nearer than this (points) are one edge.
TOLERANCE = 3.0
# Words whose middle is nearer than this (points) to that of their cell are centred.
CENTRE = 6.0
# A lone line in type larger than all of a table by this much ends it.
PLUS_GRAND = 1.1
# In ems: a list nearer than this below the last rule goes on with the table.
SUITE_RANGEE = 1.6
# In ems: a header, which may take two lines, no further above a table than this is its own.
ENTETE = 2.4
# In ems: the least width of a column that has no header.
SANS_ENTETE = 4.0
# In ems: from a line of a header to the next one.
SUITE_ENTETE = 1.8
# The most rows of a title on a fill, the bands above it included.
BANDES_TITRE = 3
# Share of the page: a box that is as high, and no wider, is a panel beside the rest.
PANNEAU = 0.5
# Cells that hold so many lines each, and a label in common, are cards.
LIGNES_CARTE = 3
# In ems: the blank below the values of a row of labels.
BLANC_VALEUR = 0.8
# A table of figures between rules across has more rules than this, so many columns at least, and cells of so few words.
RANGEES_MIN, COLONNES_MIN, MOTS_CHIFFRES = 3, 3, 8


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


class _Edge(Struct, frozen=True):
    """A straight stroke: at `pos` across, from `debut` to `fin` along."""

    pos: float
    debut: float
    fin: float


def _always(_headers: Sequence[str]) -> bool:
    return True


def find_grids(
    page: Page, lignes: Sequence[Line], is_header: Callable[[str], bool], heads_rows: Callable[[Sequence[str]], bool] = _always
) -> list[Grid]:
    """The tables of a page, top to bottom; no line belongs to two. `is_header` tells the words of a column header, `heads_rows`
    whether a row of them heads rows that have a title: others stand over one value each.
    """
    across, down = _edges(page)
    grids = [g for h, v in _components(across, down) if (g := _ruled(page, h, v, lignes)) is not None]
    grids = [g for g in grids if not any(o is not g and inside(g.bbox, o.bbox) for o in grids)]
    grids = [g for g in grids if not _is_bare_header(g, is_header, lignes) and not _is_row_of_shapes(g, is_header)]
    grids = [g for g in grids if not _is_numbered_title(g) and not _is_tinted_header(g, across) and not _is_band_of_columns(g)]
    grids = [g for g in grids if not _lacks_columns(g, lignes, is_header) and not _are_cards(g, is_header) and not _are_panels(g, page)]
    boxes = text_boxes(page)
    grids = [g for g in grids if not _is_pile_of_chips(g, boxes)]
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
        for fiche in label_columns(free, rules, is_header, upright):
            grids.append(_of_labels(page.numero, fiche))
            taken |= {li.id for row in fiche.rangs for lines in row for li in lines}
    apart = [lines for free in beside for lines in _by_header([li for li in free if li.id not in taken], heads)]
    parts = _once_named([rows for lines in apart for rows in _header_rows(lines, is_header, boxes)])
    several = [heads_rows(_header_texts(rows[0])) and heads_rows(_header_texts(_whole_header(rows))) for rows in parts]
    parts = [rows if many else _one_value(rows) for rows, many in zip(parts, several, strict=True)]
    for grid in (_aligned(page, rows, across, many) for rows, many in zip(parts, several, strict=True)):
        if grid is not None and not any(li.id in taken for c in grid.cellules for li in c.lignes):
            grids.append(grid)
            taken |= {li.id for c in grid.cellules for li in c.lignes}
    for grid in _lined(page, across, [li for li in lignes if li.id not in taken], heads_rows):
        if not any(grid.bbox[1] < g.bbox[3] and g.bbox[1] < grid.bbox[3] for g in grids):
            grids.append(grid)
    return sorted(grids, key=lambda g: (g.bbox[1], g.bbox[0]))


def _by_panel(page: Page, lignes: Sequence[Line], boxes: Sequence[Box], heads: Set[int]) -> list[list[Line]]:
    """The lines in each panel, and those in none: no row runs from one to the other. `heads`: ids of the lines that are labels.

    A panel is a box as high as half the page and no wider; one that holds labels abreast and what stands below them; or one of several
    abreast that hold labels one below the other: cards.
    """
    panels = [b for b in boxes if b.bottom - b.top > PANNEAU * page.hauteur and b.x1 - b.x0 < PANNEAU * page.largeur]
    if len(heads) > 1:
        labels = [li for li in lignes if li.id in heads]
        cards = _cards(boxes, labels)
        panels += [b for b in boxes if b not in panels and (_holds_header(b, labels, lignes) or b in cards)]
    if not panels:
        return [list(lignes)]
    out: dict[int, list[Line]] = defaultdict(list)
    for line in lignes:
        out[box_of(line.bbox, panels)].append(line)
    return list(out.values())


def _by_header(lignes: Sequence[Line], heads: Set[int]) -> list[list[Line]]:
    """The lines of each of several columns of text that have the same labels abreast, one column right of the other: cards without a box.

    A line that runs over two columns is in both. `heads`: ids of the lines that are labels.
    """
    rows = [row for row in _rows_of([li for li in lignes if li.id in heads]) if len(row) > 1]
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


def _lined(page: Page, across: Sequence[_Edge], lignes: Sequence[Line], heads_rows: Callable[[Sequence[str]], bool]) -> list[Grid]:
    """Tables of figures that only rules across draw, under a header that names nothing known: three rows and three columns at least.

    Blanks that run through all rows part the columns; a row is what stands between two rules of one length.
    """
    out: list[Grid] = []
    spans: list[list[_Edge]] = []
    for edge in sorted(across, key=lambda e: (round(e.debut / TOLERANCE), round(e.fin / TOLERANCE), e.pos)):
        if spans and abs(spans[-1][0].debut - edge.debut) < TOLERANCE and abs(spans[-1][0].fin - edge.fin) < TOLERANCE:
            spans[-1].append(edge)
        else:
            spans.append([edge])
    for rules in spans:
        if len(rules) <= RANGEES_MIN:
            continue
        x0, x1 = rules[0].debut, rules[0].fin
        within = [li for li in lignes if x0 - TOLERANCE <= li.bbox[0] and li.bbox[2] <= x1 + TOLERANCE]
        rows = [[li for li in within if a.pos - 1 <= (li.bbox[1] + li.bbox[3]) / 2 < b.pos] for a, b in pairwise(rules)]
        above = [li for li in within if 0 <= rules[0].pos - li.bbox[3] < li.style.taille]
        above = above if len(above) > 1 else []  # a line alone is the title of the table
        tops = [*([min(li.bbox[1] for li in above)] if above else []), *(e.pos for e in rules)]
        rows = [above, *rows] if above else rows
        cuts = _blanks([li for row in rows for li in row])
        if len(cuts) < COLONNES_MIN - 1 or not all(len(row) > 1 for row in rows):
            continue
        if any(is_item(li) or len(li.texte.split()) > MOTS_CHIFFRES for row in rows for li in row) or heads_rows(_header_texts(rows[0])):
            continue
        xs = (x0, *cuts, x1)
        cells = [
            GridCell(
                r, r + 1, c, c + 1, (a, top, b, low), _sorted([li for li in row if a <= li.bbox[0] < b or (c == 0 and li.bbox[0] < a)])
            )
            for r, (row, (top, low)) in enumerate(zip(rows, pairwise(tops), strict=True))
            for c, (a, b) in enumerate(pairwise(xs))
        ]
        out.append(Grid(page.numero, (x0, tops[0], x1, tops[-1]), xs, tuple(cells), False))
    return out


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
            cells.append(GridCell(r, r + 1, c, end, (xs[c], top, xs[end], bottom), _sorted(lines)))
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


def _is_bare_header(grid: Grid, is_header: Callable[[str], bool], lignes: Sequence[Line]) -> bool:
    """Whether a header, and perhaps bands over all columns, are all that is drawn of a table: its rows stand below without."""
    rows = [[c for c in row if c.lignes] for row in grid.rangs]
    full = [row for row in rows if len(row) > 1]
    if len(rows) > 1 and not any(li.bbox[1] > grid.bbox[3] for li in lignes):
        return False  # the page ends below the band: its rows stand on the next one
    if any(len(filled) == 1 and len(row) > 1 for filled, row in zip(rows, grid.rangs, strict=True)):
        return False  # a row whose other cells are empty: the end of one that the page broke
    return len(full) == 1 and sum(is_header(" ".join(li.texte for li in c.lignes)) for c in full[0]) >= 2


def _lacks_columns(grid: Grid, lignes: Sequence[Line], is_header: Callable[[str], bool]) -> bool:
    """Whether the header above a table names more columns than are drawn: a tinted cell has the only edges down.

    The header stands right above, or further up on the page with what the table holds in line below it.
    """
    x0, top, x1, _ = grid.bbox
    above = [li for li in lignes if li.bbox[3] <= top + TOLERANCE and x0 - TOLERANCE <= li.bbox[0] and li.bbox[2] <= x1 + TOLERANCE]
    lefts = {li.bbox[0] for cell in grid.cellules for li in cell.lignes}
    for row in _rows_of(above):
        known = sum(is_header(li.texte) for li in row)
        below = sum(any(abs(x - li.bbox[0]) < TOLERANCE for x in lefts) for li in row)
        if known >= 3 and 2 * known >= len(row) and below >= len(grid.colonnes):
            return True
    near = [li for li in above if top - li.bbox[3] < ENTETE * li.style.taille]
    if not near:
        return False
    look = max(near, key=lambda li: li.bbox[3]).style
    row = [li for li in near if (li.style.gras, li.style.taille, li.style.couleur) == (look.gras, look.taille, look.couleur)]
    known = sum(is_header(li.texte) for li in row)
    return len(row) >= len(grid.colonnes) and known >= 3 and 2 * known >= len(row)


def _is_row_of_shapes(grid: Grid, is_header: Callable[[str], bool]) -> bool:
    """Whether a lone row of cells, each with a few words in its middle, is no table but shapes that touch: chips, arrows of a process."""
    full = [c for c in grid.cellules if c.lignes]
    if len({c.rang for c in full}) > 1 or any(len(c.lignes) > 3 or is_header(" ".join(li.texte for li in c.lignes)) for c in full):
        return False
    return all(abs((li.bbox[0] + li.bbox[2]) - (c.bbox[0] + c.bbox[2])) < 2 * CENTRE for c in full for li in c.lignes)


def _are_cards(grid: Grid, is_header: Callable[[str], bool]) -> bool:
    """Whether all cells are filled alike with several lines and have a label in common: cards that touch, which a table has not."""
    full = [c for c in grid.cellules if c.lignes]
    labels = [{fold(head) for li in c.lignes if is_header(head := li.texte.partition(":")[0].strip())} for c in full]
    return all(len(c.lignes) >= LIGNES_CARTE for c in full) and bool(set.intersection(*labels))


def _are_panels(grid: Grid, page: Page) -> bool:
    """Whether a lone row of cells is as high as the page: panels of a leaflet, side by side. A table keeps to the margins."""
    return len(grid.rangs) == 1 and is_panel(Box(*grid.bbox), page)


def _is_pile_of_chips(grid: Grid, boxes: Sequence[Box]) -> bool:
    """Whether what is drawn is rows of names, each on a fill of its own one line high: the rows of a table all start and end at one place.

    Or each in a frame of its own: the frames of a table touch.
    """
    rows: dict[int, list[Box]] = defaultdict(list)
    for cell in grid.cellules:
        if not cell.lignes:
            continue
        at = box_of(cell.lignes[0].bbox, boxes)
        if len(cell.lignes) > 1 or at < 0 or boxes[at].bottom - boxes[at].top > HAUTEUR_PASTILLE * cell.lignes[0].style.taille:
            return False
        rows[cell.rang].append(boxes[at])
    starts, ends = [min(box.x0 for box in row) for row in rows.values()], [max(box.x1 for box in row) for row in rows.values()]
    fills = {box.fond for row in rows.values() for box in row}
    apart = fills != {""} or all(_stand_apart(a, b) for a, b in combinations([box for row in rows.values() for box in row], 2))
    ragged = any(max(edges) - min(edges) > 2 * TOLERANCE for edges in (starts, ends))
    return len(ends) > 1 and len(fills) == 1 and apart and ragged


def _stand_apart(a: Box, b: Box) -> bool:
    """Whether a blank lies between two boxes."""
    return a.x1 < b.x0 - 1 or b.x1 < a.x0 - 1 or a.bottom < b.top - 1 or b.bottom < a.top - 1


def _is_numbered_title(grid: Grid) -> bool:
    """Whether what is drawn is no table but a title on a fill, its number on one at its left: another, or the same behind a rule.

    Bands over both, which name what the title belongs to, may touch them; lines of the title may stand below its number.
    """
    rows = [row for cells in grid.rangs if (row := [c for c in cells if c.lignes])]
    pairs = [row for row in rows if len(row) == 2]
    if len(rows) > BANDES_TITRE or len(pairs) != 1 or any(len(row) > 2 for row in rows):
        return False
    number = pairs[0][0].lignes
    bare = len(number) == 1 and is_numeral(number[0].texte)
    return bare and all(li.style.fond for row in rows for c in row for li in c.lignes)


def _is_band_of_columns(grid: Grid) -> bool:
    """Whether a table is but one row, a cell of which holds columns of its own: a panel beside them, with a rule above and below."""
    if len({c.rang for c in grid.cellules if c.lignes}) > 1:
        return False
    return any(
        abs(a.bbox[1] - b.bbox[1]) < a.style.taille / 2 and b.bbox[0] - a.bbox[2] > a.style.taille
        for c in grid.cellules
        for a in c.lignes
        for b in c.lignes
    )


def _is_tinted_header(grid: Grid, across: Sequence[_Edge]) -> bool:
    """Whether a lone row of cells is but the tinted header of a table whose rows only rules across draw, as wide as it."""
    x0, _, x1, bottom = grid.bbox
    below = [e for e in across if e.pos > bottom + TOLERANCE and abs(e.debut - x0) < TOLERANCE and abs(e.fin - x1) < TOLERANCE]
    return len(grid.rangs) == 1 and len(below) >= RANGEES_MIN


# --- ruled


def _edges(page: Page) -> tuple[list[_Edge], list[_Edge]]:
    across: list[_Edge] = []
    down: list[_Edge] = []
    for x0, top, x1, bottom in page.traits:
        if x1 - x0 >= bottom - top:
            across.append(_Edge((top + bottom) / 2, x0, x1))
        else:
            down.append(_Edge((x0 + x1) / 2, top, bottom))
    area = page.largeur * page.hauteur
    for box in page.boites:
        if (box.x1 - box.x0) * (box.bottom - box.top) > 0.85 * area or (box.fond == BLANC and not box.trait):
            continue
        across += [_Edge(box.top, box.x0, box.x1), _Edge(box.bottom, box.x0, box.x1)]
        down += [_Edge(box.x0, box.top, box.bottom), _Edge(box.x1, box.top, box.bottom)]
    return _merged(across), _merged(down)


def _merged(edges: Iterable[_Edge]) -> list[_Edge]:
    """Edges snapped to common positions, those that touch on one position made one."""
    rows: list[list[_Edge]] = []
    for edge in sorted(edges, key=lambda e: e.pos):
        if rows and edge.pos - rows[-1][0].pos <= TOLERANCE:
            rows[-1].append(edge)
        else:
            rows.append([edge])
    out: list[_Edge] = []
    for row in rows:
        pos = median(e.pos for e in row)
        debut, fin = None, 0.0
        for edge in sorted(row, key=lambda e: e.debut):
            if debut is not None and edge.debut <= fin + TOLERANCE:
                fin = max(fin, edge.fin)
                continue
            if debut is not None:
                out.append(_Edge(pos, debut, fin))
            debut, fin = edge.debut, edge.fin
        if debut is not None:
            out.append(_Edge(pos, debut, fin))
    return out


def _crosses(h: _Edge, v: _Edge) -> bool:
    return v.debut - TOLERANCE <= h.pos <= v.fin + TOLERANCE and h.debut - TOLERANCE <= v.pos <= h.fin + TOLERANCE


def _components(across: Sequence[_Edge], down: Sequence[_Edge]) -> list[tuple[list[_Edge], list[_Edge]]]:
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
    groups: dict[int, tuple[list[_Edge], list[_Edge]]] = defaultdict(lambda: ([], []))
    for i, h in enumerate(across):
        groups[find(i)][0].append(h)
    for j, v in enumerate(down):
        groups[find(len(across) + j)][1].append(v)
    return [g for g in groups.values() if g[0] and g[1]]


def _ruled(page: Page, across: Sequence[_Edge], down: Sequence[_Edge], lignes: Sequence[Line]) -> Grid | None:
    """The table that the edges draw: at least two columns and three cells with text, or two with text side by side."""
    xs = _positions([*(v.pos for v in down), min(h.debut for h in across), max(h.fin for h in across)])
    ys = _positions([*(h.pos for h in across), min(v.debut for v in down), max(v.fin for v in down)])
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
    boxes, held = _joined_cells(*_split_by_columns(boxes, held, xs))
    full = [boxes[i] for i in held]
    abreast = any(a is not b and a[2] != b[2] and a[0] < b[1] and b[0] < a[1] for a in full for b in full)
    if len(full) < 2 or not abreast or any(_open_sides(cell, xs, ys, across, down) > 1 for cell in drawn):
        return None
    cells = tuple(
        GridCell(r0, r1, c0, c1, (xs[c0], ys[r0], xs[c1], ys[r1]), _sorted(held.get(i, ()))) for i, (r0, r1, c0, c1) in enumerate(boxes)
    )
    return Grid(page.numero, (xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), cells)


def _run_together(
    a: tuple[int, int, int, int], b: tuple[int, int, int, int], xs: Sequence[float], ys: Sequence[float], down: Sequence[_Edge]
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
    boxes: Sequence[tuple[int, int, int, int]], held: Mapping[int, list[Line]], xs: Sequence[float]
) -> tuple[list[tuple[int, int, int, int]], dict[int, list[Line]]]:
    """Cells that only look merged, because every other row is left without fill and rules, parted at the columns of the other rows.

    A cell over several columns is parted when its lines start in two of them at least and none runs across an edge.
    """
    out, lines = list(boxes), dict(held)
    for i, (r0, r1, c0, c1) in enumerate(boxes):
        inside = held.get(i, [])
        if c1 - c0 < 2 or len(inside) < 2:
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


def _open_sides(
    cell: tuple[int, int, int, int], xs: Sequence[float], ys: Sequence[float], across: Sequence[_Edge], down: Sequence[_Edge]
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


def _sorted(lignes: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lignes, key=lambda li: (round(li.bbox[1], 1), li.bbox[0])))


def _positions(values: Iterable[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > 2 * TOLERANCE:
            out.append(value)
    return out


def _cells(xs: Sequence[float], ys: Sequence[float], across: Sequence[_Edge], down: Sequence[_Edge]) -> list[tuple[int, int, int, int]]:
    """Rectangles of (row, row end, column, column end): elementary cells joined where no edge parts them."""
    rows, cols = len(ys) - 1, len(xs) - 1

    def drawn(edges: Sequence[_Edge], pos: float, a: float, b: float) -> bool:
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


# --- without rules on all sides


def _rows_of(lignes: Sequence[Line]) -> list[list[Line]]:
    """Lines that share their height, top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(lignes, key=lambda li: (li.bbox[1], li.bbox[0])):
        middle = (line.bbox[1] + line.bbox[3]) / 2
        if rows and rows[-1][0].bbox[1] - 1 <= middle <= rows[-1][0].bbox[3] + 1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda li: li.bbox[0]) for row in rows]


def _header_rows(lignes: Sequence[Line], is_header: Callable[[str], bool], boxes: Sequence[Box]) -> list[list[list[Line]]]:
    """For each row that reads as a header (three known column titles abreast, or two and no other), it and all rows below.

    A header over several lines comes as one row: lines in its look right above or below it, each within a column.
    """
    rows = _rows_of(lignes)
    starts: list[int] = []
    for i, row in enumerate(rows):
        known = _known(row, is_header)
        if 2 <= known < len(row) - 1 and rows[i + 1 : i + 2] and _same_header(row, rows[i + 1]):
            known = _known(row, is_header, _header_texts([*row, *rows[i + 1]]))
        if (
            known >= 2
            and (known >= len(row) - 1 or (known >= 3 and 2 * known >= len(row)))
            and not (len(row) == 2 and any(len(r) > 2 for r in rows[i + 1 : i + 2]))
            and not (len(row) == 2 and all(len(r) == 2 and all(map(is_item, r)) for r in rows[i + 1 : i + 2]))
            and _one_header(row, boxes)
            and not (starts and starts[-1] == i - 1 and _same_header(rows[i - 1], row))
        ):
            starts.append(i)
    out = []
    for a, b in pairwise([*starts, len(rows)]):
        part = rows[a:b]
        while len(part) > 2 and _same_header(part[0], part[1]):
            part[:2] = [part[0] + part[1]]
        above = rows[a - 1] if a and a - 1 not in starts and _same_header(rows[a], rows[a - 1]) else []
        if not _heads_columns_of_text(part, is_header):
            out.append([part[0] + above, *part[1:]])
    return out


def _heads_columns_of_text(rows: Sequence[Sequence[Line]], is_header: Callable[[str], bool]) -> bool:
    """Whether two labels abreast, perhaps beside a line of text, open columns of labelled text: another label in their look stands below
    one of them, at its edge; one that is none of both, where no text stands beside them."""
    labels = [li for li in rows[0] if is_header(li.texte)]
    if len(labels) != 2 or any(li.style == labels[0].style for li in rows[0] if li not in labels):
        return False
    named = {fold(li.texte) for li in labels} if len(rows[0]) == 2 else set[str]()
    return any(
        abs(line.bbox[0] - head.bbox[0]) < TOLERANCE
        and line.style == head.style
        and fold(line.texte) not in named | {fold(head.texte)}
        and is_header(line.texte)
        for row in rows[1:]
        for line in row
        for head in labels
    )


def _known(row: Sequence[Line], is_header: Callable[[str], bool], texts: Sequence[str] = ()) -> int:
    """How many different headers a row names, each over its second line (`texts`) if it has one."""
    return len({fold(t).rstrip("s") for t in texts or [li.texte for li in row] if is_header(t)})


def is_item(line: Line) -> bool:
    """Whether a line starts with a list sign, drawn or written; a weak sign needs a blank after it."""
    sign = line.texte[:1]
    strong = bool(sign) and (sign in strong_glyphs() or "\ue000" <= sign <= "\uf8ff")
    return line.puce is not None or strong or (bool(sign) and sign in weak_glyphs() and line.texte[1:2].isspace())


def _one_header(row: Sequence[Line], boxes: Sequence[Box]) -> bool:
    """Whether labels abreast can head the columns of one table: two are set alike on one line, and none stands in a box apart."""
    a, b = row[0], row[-1]
    level = abs(a.bbox[1] - b.bbox[1]) < 0.2 * a.style.taille and a.style.taille == b.style.taille and a.style.gras == b.style.gras
    if len(row) == 2 and not level:
        return False
    tall = [box for box in boxes if box.bottom - box.top > 3 * a.style.taille]
    around = [[box for box in tall if inside(li.bbox, box.bbox)] for li in row]
    held = [min(found, key=lambda box: (box.x1 - box.x0) * (box.bottom - box.top), default=None) for found in around]  # the innermost
    return all(one == other or (one and other and abs(other.x0 - one.x1) <= 2 * TOLERANCE) for one, other in pairwise(held))


def _same_header(header: Sequence[Line], row: Sequence[Line]) -> bool:
    """Whether `row` is another line of the header: its look, set apart from a body, close to it, each line over or under one of its."""
    look = header[0].style
    if not (look.gras or look.fond or coloured(look.couleur) or header[0].souligne):
        return False
    gap = max(
        min(li.bbox[1] for li in row) - max(li.bbox[3] for li in header), min(li.bbox[1] for li in header) - max(li.bbox[3] for li in row)
    )
    said = (look.gras, look.fond, look.couleur, look.taille, header[0].souligne)
    if gap > 0.6 * look.taille or any((s.gras, s.fond, s.couleur, s.taille, li.souligne) != said for li in row for s in [li.style]):
        return False
    return all(any(min(li.bbox[2], h.bbox[2]) > max(li.bbox[0], h.bbox[0]) for h in header) for li in row)


def _aligned(page: Page, rows: Sequence[Sequence[Line]], across: Sequence[_Edge], several: bool) -> Grid | None:
    """A table whose columns are kept by alignment with its header, its rows parted by rules or by blank space.

    `several`: it has rows; otherwise one value stands below each header.
    """
    header = rows[0]
    body: list[Sequence[Line]] = []
    starts = _starts(header, rows[1:])
    heads: dict[int, list[Line]] = defaultdict(list)
    for li in header:
        heads[_column(li, starts)].append(li)
    right = max(li.bbox[2] for li in header)
    for row in rows[1:]:
        spots = [_column(li, starts) for li in row]
        if len(row) == 1 and _spans(row[0], starts) and not _between_rules(row[0], across):
            break
        if any(_spans(li, starts) for li in row) and len(row) > 1:
            break
        if any(s < 0 for s in spots):
            break
        lone = len(row) == 1 and body and not _between_rules(row[0], across, 0.8)
        if lone and row[0].style.taille > PLUS_GRAND * max(li.style.taille for one in (header, *body) for li in one):
            break  # the heading of what follows the table
        body.append(row)
        right = max(right, *(li.bbox[2] for li in row))
    rules = [e.pos for e in across if e.fin - e.debut > 0.5 * (header[-1].bbox[2] - header[0].bbox[0])]
    while body and len(body[-1]) == 1 and _is_after(body[-1][0], body, rules, starts):
        body.pop()  # headings and text below the table
    if not several:
        body = _without_heads(body, heads, starts)
    if not body:
        return None
    left = min(starts[0], *(li.bbox[0] for row in body for li in row))
    xs = (left, *(s - 2 for s in starts[1:]), right)
    cuts = _row_cuts(body, header, across, starts) if several else [body]
    top, low = min(li.bbox[1] for li in header), max(li.bbox[3] for li in header)
    cells: list[GridCell] = [GridCell(0, 1, c, c + 1, (xs[c], top, xs[c + 1], low), _sorted(lines)) for c, lines in heads.items()]
    tall = _tall_cells(cuts, xs, across) if several else {}
    for number, part in enumerate(cuts, start=1):
        columns: dict[int, list[Line]] = defaultdict(list)
        wide = len(part) == 1 and len(part[0]) == 1 and _spans(part[0][0], starts)
        for row in part:
            for li in row:
                columns[_column(li, starts)].append(li)
        top, bottom = min(li.bbox[1] for row in part for li in row), max(li.bbox[3] for row in part for li in row)
        if wide:
            cells.append(GridCell(number, number + 1, 0, len(starts), (xs[0], top, xs[-1], bottom), tuple(part[0])))
            continue
        for c in range(len(starts)):
            lines, end = columns.get(c, []), number + 1
            if c == 0 and number in tall:
                end = tall[number]
                lines = [li for one in cuts[number - 1 : end - 1] for row in one for li in row if _column(li, starts) == 0]
            elif c == 0 and any(first < number < end for first, end in tall.items()):
                continue
            cells.append(GridCell(number, end, c, c + 1, (xs[c], top, xs[c + 1], bottom), _sorted(lines)))
    bbox = (xs[0], min(li.bbox[1] for li in header), xs[-1], max(c.bbox[3] for c in cells))
    return Grid(page.numero, bbox, xs, tuple(cells), False)


def _tall_cells(cuts: Sequence[Sequence[Sequence[Line]]], xs: Sequence[float], across: Sequence[_Edge]) -> dict[int, int]:
    """Rows (from 1) whose first cell runs on over the rows below, with the row where it ends: the rules between them leave it out."""
    out: dict[int, int] = {}
    first = 1
    for number, (part, below) in enumerate(pairwise(cuts), start=1):
        low, top = max(li.bbox[3] for row in part for li in row), min(li.bbox[1] for row in below for li in row)
        rules = [e for e in across if low - TOLERANCE <= e.pos <= top + TOLERANCE and e.fin > xs[1]]
        if not rules or any(e.debut < (xs[0] + xs[1]) / 2 for e in rules):
            first = number + 1
        else:
            out[first] = number + 2
    return out


def _without_heads(body: Sequence[Sequence[Line]], heads: Mapping[int, list[Line]], starts: Sequence[float]) -> list[Sequence[Line]]:
    """The printed rows without the lines that go on with a label: 'Chefs de' over 'file', where other labels take one line.

    They are given to `heads`.
    """
    values: set[int] = set()
    out: list[Sequence[Line]] = []
    for row in body:
        kept: list[Line] = []
        for line in row:
            c = _column(line, starts)
            if c in heads and c not in values and _in_look(line, heads[c][-1]):
                heads[c].append(line)
            else:
                values.add(c)
                kept.append(line)
        if kept:
            out.append(kept)
    return out


def _whole_header(rows: Sequence[Sequence[Line]]) -> list[Line]:
    """A header with the lines that go on right below in its look, under some of its words: 'Directions ou' over 'services pilotes'."""
    out = list(rows[0])
    for row in rows[1:3]:
        for line in row:
            above = [h for h in out if _in_look(line, h) and min(h.bbox[2], line.bbox[2]) > max(h.bbox[0], line.bbox[0])]
            low = max((h.bbox[3] for h in above), default=0.0)
            if above and 0 < line.bbox[3] - low < SUITE_ENTETE * line.style.taille:
                out.append(line)
    return out


def _in_look(line: Line, head: Line) -> bool:
    """Whether a line is set as the header above it; small capitals are smaller where no large one opens the line."""
    a, b = line.style, head.style
    return a == b or (a.gras and a.taille < b.taille and (a.gras, a.couleur, a.fond) == (b.gras, b.couleur, b.fond))


def _header_texts(header: Sequence[Line]) -> list[str]:
    """The words of each column of a header that may stand over several lines."""
    columns: list[list[Line]] = []
    edge = 0.0
    for line in sorted(header, key=lambda li: li.bbox[0]):
        if columns and line.bbox[0] < edge:
            columns[-1].append(line)
        else:
            columns.append([line])
            edge = 0.0
        edge = max(edge, line.bbox[2])
    return [" ".join(li.texte for li in sorted(column, key=lambda li: li.bbox[1])) for column in columns]


def _one_value(rows: list[list[Line]]) -> list[list[Line]]:
    """A row of labels with the values below them, which end where a blank, then a lone line or one set as no value follows."""
    values = {(li.style.taille, li.style.gras) for li in rows[1]} if len(rows) > 1 else set()
    fills = {li.style.fond for li in rows[1]} - {""} if len(rows) > 1 else set()  # chips that wrap
    for i, (above, row) in enumerate(pairwise(rows[1:]), start=2):
        blank = min(li.bbox[1] for li in row) - max(li.bbox[3] for li in above)
        apart = len(row) == 1 or not values & {(li.style.taille, li.style.gras) for li in row}
        if apart and blank > BLANC_VALEUR * row[0].style.taille and not all(li.style.fond in fills for li in row):
            return rows[:i]
    return rows


def _starts(header: Sequence[Line], rows: Sequence[Sequence[Line]]) -> list[float]:
    """Left edge of each column: that of its header, or further left where the body starts there (centred headers)."""
    starts: list[float] = []
    edge = 0.0
    columns: list[tuple[float, float]] = []
    for li in sorted(header, key=lambda li: li.bbox[0]):
        if columns and li.bbox[0] < edge:
            columns[-1] = (columns[-1][0], max(edge, li.bbox[2]))
        else:
            columns.append((li.bbox[0], li.bbox[2]))
        edge = columns[-1][1]
    starts = [x0 for x0, _ in columns]
    for i in range(1, len(starts)):
        gap = (columns[i - 1][1], starts[i])
        lefts = [li.bbox[0] for row in rows for li in row if gap[0] < li.bbox[0] < gap[1]]
        under = any(abs(li.bbox[0] - starts[i]) < 6 for row in rows for li in row)  # the header stands over what it heads
        if len(lefts) >= 2 and not under:
            starts[i] = min(starts[i], median(lefts))
    return [*_without_header(starts[0], rows), *starts]


def _without_header(first: float, rows: Sequence[Sequence[Line]]) -> list[float]:
    """Left edge of a column without header left of the first one that has it: lines start there as others do below that header."""
    lines = [li for row in rows for li in row]
    if sum(abs(li.bbox[0] - first) < TOLERANCE for li in lines) < 2:
        return []
    edges: dict[int, list[Line]] = defaultdict(list)
    for li in lines:
        if first - li.bbox[0] > SANS_ENTETE * li.style.taille:
            edges[round(li.bbox[0])].append(li)
    # what stands below the table starts at the left too, and runs on
    found = [there for there in edges.values() if len(there) > 1 and all(li.bbox[2] < first for li in there)]
    return [min(li.bbox[0] for there in found for li in there)] if found else []


def _column(line: Line, starts: Sequence[float]) -> int:
    found = -1
    for i, start in enumerate(starts):
        if line.bbox[0] >= start - 6 or i == 0:
            found = i
    return found


def _spans(line: Line, starts: Sequence[float]) -> bool:
    """Whether a line runs on into the next column."""
    c = _column(line, starts)
    return 0 <= c < len(starts) - 1 and line.bbox[2] > starts[c + 1] + 6


def _is_after(line: Line, body: Sequence[Sequence[Line]], rules: Sequence[float], starts: Sequence[float]) -> bool:
    """Whether a lone last line is no row of the table: it runs over columns, is set larger, or stands below the last rule."""
    if _spans(line, starts) or len(body) == 1:
        return True
    above = [li for row in body[:-1] for li in row]
    if line.style.taille > max(li.style.taille for li in above) + 0.5:
        return True
    firsts = [li.style for row in body[:-1] for li in row if _column(li, starts) == 0]
    look = line.style
    prominent = look.gras or bool(look.fond)
    if (
        prominent
        and _column(line, starts) == 0
        and firsts
        and all((s.gras, s.couleur, s.fond) != (look.gras, look.couleur, look.fond) for s in firsts)
    ):
        return True  # in a look that no row starts with: the heading of what follows
    low = max(li.bbox[3] for li in above)
    if is_item(line) and line.bbox[1] - low < SUITE_RANGEE * look.taille:
        return False  # the first action of a row that the page breaks, below the band that names it
    return any(low - 2 <= pos <= line.bbox[1] + 2 for pos in rules) and not any(
        pos >= line.bbox[3] - 2 for pos in rules if pos < line.bbox[3] + 3 * line.style.taille
    )


def _opens_row(row: Sequence[Line], starts: Sequence[float]) -> bool:
    """Whether a printed row set off from the one above can open a row of the table: its first cell is filled, or half of its cells."""
    filled = {_column(li, starts) for li in row}
    return 0 in filled or 2 * len(filled) >= len(starts)


def _between_rules(line: Line, across: Sequence[_Edge], heights: float = 3.0) -> bool:
    """Whether rules run above and below a line, no further from it than so many of its heights."""
    near = heights * (line.bbox[3] - line.bbox[1])
    above = any(0 <= line.bbox[1] - e.pos <= near for e in across)
    below = any(0 <= e.pos - line.bbox[3] <= near for e in across)
    return above and below


def _row_cuts(
    body: Sequence[Sequence[Line]], header: Sequence[Line], across: Sequence[_Edge], starts: Sequence[float]
) -> list[list[Sequence[Line]]]:
    """The printed rows gathered into table rows: at rules where there are some, else where blank space opens a new first cell."""
    low, high = header[0].bbox[3], max(li.bbox[3] for row in body for li in row)
    rules = sorted(e.pos for e in across if low - 2 <= e.pos <= high and e.fin - e.debut > 0.5 * (starts[-1] - starts[0]))
    gaps = [min(li.bbox[1] for li in b) - max(li.bbox[3] for li in a) for a, b in pairwise(body)]
    usual = sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    size = median(li.bbox[3] - li.bbox[1] for row in body for li in row)
    spaced = sum(g > usual + 0.35 * size for g in gaps)
    listed = {_column(li, starts) for li in body[0] if is_item(li)}
    out: list[list[Sequence[Line]]] = []
    for i, row in enumerate(body):
        top = min(li.bbox[1] for li in row)
        if i == 0:
            out.append([row])
            continue
        bottom = max(li.bbox[3] for li in body[i - 1])
        if len(rules) >= 2:
            new = any(bottom - 0.3 * size <= pos <= top + 0.3 * size for pos in rules)
        elif spaced or (gaps and gaps[0] > size):
            new = gaps[i - 1] > usual + 0.35 * size if spaced else True
            new = new and _opens_row(row, starts)
        else:
            # lines as close as those of one cell: a name that goes on below starts small, and fills its column alone or nearly
            # and where cells are lists, a row opens with a sign in them
            inside = any(not is_item(li) and _column(li, starts) in listed for li in row)
            new = _column(row[0], starts) == 0 and not row[0].texte[:1].islower() and not inside
        if new:
            out.append([row])
        else:
            out[-1].append(row)
    return out
