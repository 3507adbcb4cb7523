"""Grids that are no tables: cards, panels, piles of chips, numbered titles, headers of columns of text.

Reads a grid with the drawings and lines around it; decides by the shape of its cells and by known headers. It removes nothing itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations

from pipeline.model import Box, Line, Page
from pipeline.stages.boxes import HAUTEUR_PASTILLE, box_of, is_close_around, is_panel
from pipeline.stages.grid_cells import TOLERANCE, Edge, Grid, GridCell, rows_of
from pipeline.stages.headings import is_numeral, parse_heading
from pipeline.texts import fold

# Words whose middle is nearer than this (points) to that of their cell are centred.
CENTRE = 6.0
# In ems: a header, which may take two lines, no further above a table than this is its own.
ENTETE = 2.4
# The most rows of a title on a fill, the bands above it included.
BANDES_TITRE = 3
# Share of the width of the page that a band across it takes.
BANDE_ENTIERE = 0.9
# Cells that hold so many lines each, and a label in common, are cards.
LIGNES_CARTE = 3
# A table of figures between rules across has more rules than this, so many columns at least, and cells of so few words.
RANGEES_MIN, COLONNES_MIN, MOTS_CHIFFRES = 3, 3, 8


def is_bare_header(grid: Grid, is_header: Callable[[str], bool], lignes: Sequence[Line]) -> bool:
    """Whether a header, and perhaps bands over all columns, are all that is drawn of a table: its rows stand below without."""
    rows = [[c for c in row if c.lignes] for row in grid.rangs]
    full = [row for row in rows if len(row) > 1]
    if len(rows) > 1 and not any(li.bbox[1] > grid.bbox[3] for li in lignes):
        return False  # the page ends below the band: its rows stand on the next one
    if any(len(filled) == 1 and len(row) > 1 for filled, row in zip(rows, grid.rangs, strict=True)):
        return False  # a row whose other cells are empty: the end of one that the page broke
    known = _known([c for row in full[:1] for c in row], is_header)
    return len(full) == 1 and sum(known) >= 2 and not _is_paired(known)


def _known(cells: Sequence[GridCell], is_header: Callable[[str], bool]) -> list[bool]:
    """For each cell whether its words are those of a header."""
    return [is_header(" ".join(li.texte for li in c.lignes)) for c in cells]


def _is_paired(known: Sequence[bool]) -> bool:
    """Whether each label of a row has a value at its right: the row of a fiche. `known`: which of its cells are labels."""
    return bool(known) and list(known) == [True, False] * (len(known) // 2)


def lacks_columns(grid: Grid, lignes: Sequence[Line], is_header: Callable[[str], bool]) -> bool:
    """Whether the header above a table names more columns than are drawn: a tinted cell has the only edges down.

    The header stands right above, or further up on the page with what the table holds in line below it; or it is its first row, that below
    a title over all columns, several of its words in one cell: the one rule down parts the titles from all the rest.
    """
    full = [row for row in grid.rangs if any(c.lignes for c in row)]
    titled = len(full) > 1 and len(full[0]) == 1 and not is_header(" ".join(li.texte for li in full[0][0].lignes))
    for cell in full[titled] if full else ():
        for row in rows_of(cell.lignes):
            if len(row) >= COLONNES_MIN and 2 * sum(is_header(li.texte) for li in row) > len(row):
                return True
    x0, top, x1, _ = grid.bbox
    above = [li for li in lignes if li.bbox[3] <= top + TOLERANCE and x0 - TOLERANCE <= li.bbox[0] and li.bbox[2] <= x1 + TOLERANCE]
    lefts = {li.bbox[0] for cell in grid.cellules for li in cell.lignes}
    for row in rows_of(above):
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


def is_row_of_shapes(grid: Grid, is_header: Callable[[str], bool]) -> bool:
    """Whether a lone row of cells, each with a few words in its middle, is no table but shapes that touch: chips, arrows of a process."""
    full = [c for c in grid.cellules if c.lignes]
    if len({c.rang for c in full}) > 1 or any(len(c.lignes) > 3 or is_header(" ".join(li.texte for li in c.lignes)) for c in full):
        return False
    return all(abs((li.bbox[0] + li.bbox[2]) - (c.bbox[0] + c.bbox[2])) < 2 * CENTRE for c in full for li in c.lignes)


def are_titles_abreast(grid: Grid) -> bool:
    """Whether a lone row of cells is but levels of one kind with their numbers, 'Axe 1' beside 'Axe 2': each heads a column."""
    full = [c for c in grid.cellules if c.lignes]
    heads = [parse_heading(" ".join(li.texte for li in c.lignes)) for c in full]
    kinds = {head.type for head in heads}
    return (
        len({c.rang for c in full}) == 1 < len(full) and len(kinds) == 1 and kinds.isdisjoint({"section"}) and all(h.numero for h in heads)
    )


def are_cards(grid: Grid, is_header: Callable[[str], bool]) -> bool:
    """Whether all cells are filled alike with several lines and have a label in common: cards that touch, which a table has not."""
    full = [c for c in grid.cellules if c.lignes]
    labels = [{fold(head) for li in c.lignes if is_header(head := li.texte.partition(":")[0].strip())} for c in full]
    return all(len(c.lignes) >= LIGNES_CARTE for c in full) and bool(set.intersection(*labels))


def are_panels(grid: Grid, page: Page) -> bool:
    """Whether a lone row of cells is as high as the page: panels of a leaflet, side by side. A table keeps to the margins."""
    return len(grid.rangs) == 1 and is_panel(Box(*grid.bbox), page)


def is_pile_of_chips(grid: Grid, boxes: Sequence[Box]) -> bool:
    """Whether what is drawn is rows of names, each on a fill of its own one line high: the rows of a table all start and end at one place.

    Or each in a frame of its own: the frames of a table touch. Or a label on another fill, then its names: none is wider than its words.
    """
    rows: dict[int, list[Box]] = defaultdict(list)
    close = True
    for cell in grid.cellules:
        if not cell.lignes:
            continue
        at = box_of(cell.lignes[0].bbox, boxes)
        if len(cell.lignes) > 1 or at < 0 or boxes[at].bottom - boxes[at].top > HAUTEUR_PASTILLE * cell.lignes[0].style.taille:
            return False
        rows[cell.rang].append(boxes[at])
        close = close and is_close_around(boxes[at], cell.lignes)
    starts, ends = [min(box.x0 for box in row) for row in rows.values()], [max(box.x1 for box in row) for row in rows.values()]
    fills = {box.fond for row in rows.values() for box in row}
    apart = (len(fills) == 1 and fills != {""}) or all(
        _stand_apart(a, b) for a, b in combinations([box for row in rows.values() for box in row], 2)
    )
    ragged = any(max(edges) - min(edges) > 2 * TOLERANCE for edges in (starts, ends))
    return len(ends) > 1 and (len(fills) == 1 or close) and apart and ragged


def _stand_apart(a: Box, b: Box) -> bool:
    """Whether a blank lies between two boxes."""
    return a.x1 < b.x0 - 1 or b.x1 < a.x0 - 1 or a.bottom < b.top - 1 or b.bottom < a.top - 1


def is_numbered_title(grid: Grid) -> bool:
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


def is_band_with_tab(grid: Grid, page: Page) -> bool:
    """Whether what is drawn is no table but a band across the page with a title, and a tab on another fill at its end."""
    full = [c for c in grid.cellules if c.lignes]
    fills = [c.lignes[0].style.fond for c in full]
    lone = len(full) == 2 and len({c.rang for c in full}) == 1 and all(len(c.lignes) == 1 for c in full)
    return lone and fills[0] != fills[1] and all(fills) and grid.bbox[2] - grid.bbox[0] > BANDE_ENTIERE * page.largeur


def is_band_of_columns(grid: Grid) -> bool:
    """Whether a table is but one row, a cell of which holds columns of its own: a panel beside them, with a rule above and below."""
    if len({c.rang for c in grid.cellules if c.lignes}) > 1:
        return False
    return any(
        abs(a.bbox[1] - b.bbox[1]) < a.style.taille / 2 and b.bbox[0] - a.bbox[2] > a.style.taille
        for c in grid.cellules
        for a in c.lignes
        for b in c.lignes
    )


def is_tinted_header(grid: Grid, across: Sequence[Edge], grids: Sequence[Grid], is_header: Callable[[str], bool]) -> bool:
    """Whether a lone row of cells of a few lines is but the tinted header of a table whose rows only rules across draw, as wide as it; a
    label and its value are none.

    `grids`: all that are drawn on the page; the edges of the others are no such rules.
    """
    x0, _, x1, bottom = grid.bbox
    below = [e for e in across if e.pos > bottom + TOLERANCE and abs(e.debut - x0) < TOLERANCE and abs(e.fin - x1) < TOLERANCE]
    others = [other.bbox for other in grids if other is not grid]
    rules = [e for e in below if not any(box[1] - TOLERANCE <= e.pos <= box[3] + TOLERANCE for box in others)]
    drawn = len(grid.rangs) == 1 and len(rules) >= RANGEES_MIN
    return drawn and not _is_paired(_known([c for c in grid.cellules if c.lignes], is_header))
