"""Tables kept by alignment that go on at the head of the next page without their header.

Reads the tables and the lines of each page in turn; decides by place: nothing stands below the table at the foot of its page, and the first
rows of the next one keep to its columns. A table that rules draw, or whose header is printed again, is found by tables.py alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from pipeline.model import Line, Page
from pipeline.stages.aligned_tables import aligned_table, keeps_to_columns
from pipeline.stages.boxes import text_boxes
from pipeline.stages.grid_cells import Grid, GridCell, is_item, rows_of
from pipeline.stages.grids import cell_text, heads_rows, is_header, known_label
from pipeline.stages.ruled_tables import edges_of
from pipeline.stages.tables import find_grids

# Printed rows at the head of a page of which one at least fills the columns: what a page break left of a row may stand before it.
RANGEES_TETE = 4
_Header = tuple[Line, ...]
# What stands where a name would, below the last words of an agreement.
_DATE = re.compile(r"[Ll]e \d")


def tables_of(pages: Sequence[Page], lignes: Mapping[int, Sequence[Line]]) -> Iterator[list[Grid]]:
    """The tables of each page, top to bottom. `lignes`: page number to what is printed on it, furniture left out."""
    header: _Header = ()
    for page in pages:
        here = lignes.get(page.numero, ())
        grids = find_grids(page, here, is_header, heads_rows)
        grid = _continued(page, _above(here, grids), header) if header else None
        if grid is not None:
            grids.insert(0, grid)
        header = _left_open(grids, here, header if grid is not None else ())
        yield grids


def _above(lignes: Sequence[Line], grids: Sequence[Grid]) -> list[Line]:
    """The lines above all tables of a page."""
    top = min((g.bbox[1] for g in grids), default=float("inf"))
    return [li for li in lignes if li.bbox[3] <= top]


def _left_open(grids: Sequence[Grid], lignes: Sequence[Line], before: _Header) -> _Header:
    """The header of the table without rules that a page ends with; `before`: that of the one which goes on at its head."""
    last = max(grids, key=lambda g: g.bbox[3], default=None)
    if last is None or last.reglee or any(li.bbox[1] > last.bbox[3] for li in lignes):
        return ()
    first = [c for c in last.cellules if c.rang == 0]
    if heads_rows([cell_text(c) for c in first]):
        return tuple(li for c in first for li in c.lignes)
    return before if last is grids[0] else ()


def _fits_roles(cells: Sequence[GridCell]) -> bool:
    """Whether what stands below the labels of parties may be names: no figure, no date."""
    roles = {c.colonne for c in cells if c.rang == 0 and (label := known_label(cell_text(c))) is not None and label.genre == "acteur"}
    names = [li.texte for c in cells if c.rang and c.colonne in roles for li in c.lignes]
    return bool(names) and not any(name[:1].isdigit() or _DATE.match(name) for name in names)


def _is_worded(line: Line) -> bool:
    return any(map(str.isalnum, line.texte))


def _continued(page: Page, lignes: Sequence[Line], header: _Header) -> Grid | None:
    """The table that goes on at the head of a page."""
    rows = rows_of(lignes)
    starts = sorted({li.bbox[0] for li in header})
    first = next((n for n, row in enumerate(rows[:RANGEES_TETE]) if keeps_to_columns(row, starts) and all(map(_is_worded, row))), None)
    if first is None or all(li.style.gras for li in rows[first]):
        return None  # a row in bold heads a table of its own
    if any(not (li.texte[:1].islower() or is_item(li)) for row in rows[:first] for li in row):
        return None  # a title, or a text, and what stands below it
    shift = rows[0][0].bbox[1] - max(li.bbox[3] for li in header) - rows[0][0].style.taille
    heads = [replace(li, bbox=(li.bbox[0], li.bbox[1] + shift, li.bbox[2], li.bbox[3] + shift)) for li in header]
    grid = aligned_table(page, [heads, *rows], edges_of(page)[0], True, text_boxes(page), lignes)
    if grid is None or not _fits_roles(grid.cellules):
        return None
    cells = tuple(replace(c, rang=c.rang - 1, rang_fin=c.rang_fin - 1) for c in grid.cellules if c.rang)
    return replace(grid, bbox=(grid.bbox[0], min(c.bbox[1] for c in cells), *grid.bbox[2:]), cellules=cells)
