"""Drawings that hold columns or a title and are no tables."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import CORPS, line, page
from pipeline.model import Style
from pipeline.stages.grid_cells import Grid, GridCell
from pipeline.stages.grids import is_header
from pipeline.stages.not_tables import is_band_with_tab, lacks_columns

GRAS = Style(10.0, gras=True, couleur="#000000")


def _cell(rang: int, colonne: int, x0: float, x1: float, *lines: tuple[str, float], style: Style = CORPS, first: int = 0) -> GridCell:
    """A cell of one row, 20 points high; its lines are level, each as (words, left edge)."""
    top = 100.0 + 20 * rang
    lignes = tuple(line(text, first + i, x, top + 4, style) for i, (text, x) in enumerate(lines))
    return GridCell(rang, rang + 1, colonne, colonne + 1, (x0, top, x1, top + 20), lignes)


def _two_columns(*header: str, second: str = "") -> Grid:
    """A rule down parts the titles from all the rest, the other headers abreast in one cell."""
    rest = [(text, 210.0 + 90 * i) for i, text in enumerate(header)]
    cells = [_cell(0, 0, 40, 200, ("Action", 50), style=GRAS), _cell(0, 1, 200, 560, *rest, style=GRAS, first=1)]
    values = [("CAF", 210.0), ("Jeunes", 300.0), ("2025", 390.0)]
    cells += [_cell(1, 0, 40, 200, ("Ouvrir", 50), first=10), _cell(1, 1, 200, 560, *values, first=11)]
    return Grid(1, (40, 100, 560, 140), (40, 200, 560), tuple(cells))


@pytest.mark.parametrize(
    ("header", "lacks"),
    [
        pytest.param(("Pilote", "Public", "Calendrier"), True, id="headers"),
        pytest.param(("Pilote", "Public", "Remarque"), True, id="most of them known"),
        pytest.param(("Pilote", "Public"), False, id="two only"),
        pytest.param(("Pilote", "Vélos", "Jardins"), False, id="few of them known"),
        pytest.param(("Pilote",), False, id="one"),
    ],
)
def test_a_header_whose_words_stand_in_one_cell_lacks_its_columns(header: tuple[str, ...], lacks: bool) -> None:
    assert lacks_columns(_two_columns(*header), [], is_header) is lacks


def test_labels_abreast_in_a_cell_below_the_header_lack_no_columns() -> None:
    grid = _two_columns("Pilote", "Public", "Calendrier")
    above = [_cell(0, 0, 40, 200, ("Action", 50), style=GRAS, first=20), _cell(0, 1, 200, 560, ("Pilote", 210), style=GRAS, first=21)]
    below = [replace(c, rang=c.rang + 1, rang_fin=c.rang_fin + 1) for c in grid.cellules]
    assert not lacks_columns(replace(grid, cellules=(*above, *below)), [], is_header)


@pytest.mark.parametrize(
    ("titre", "lacks"),
    [
        pytest.param("Se loger dans le quartier", True, id="a title over all columns"),
        pytest.param("Action", False, id="a header"),
        pytest.param("", True, id="an empty row"),
    ],
)
def test_a_header_below_a_title_over_all_columns_lacks_its_columns(titre: str, lacks: bool) -> None:
    grid = _two_columns("Pilote", "Public", "Calendrier")
    title = _cell(0, 0, 40, 560, *([(titre, 50.0)] if titre else []), style=GRAS, first=20)
    below = [replace(c, rang=c.rang + 1, rang_fin=c.rang_fin + 1) for c in grid.cellules]
    assert lacks_columns(replace(grid, cellules=(replace(title, colonne_fin=2), *below)), [], is_header) is lacks


# --- a title on a band and a tab at its end --------------------------------------------------------------------------

BLEU, ORANGE = Style(14.0, couleur="#ffffff", fond="#14342b"), Style(9.0, couleur="#ffffff", fond="#e0a526")
TITRE, ONGLET = ("Habiter en paix", 20.0), ("Fiche 3", 510.0)


def _band(*cells: GridCell, droite: float = 595.0) -> Grid:
    return Grid(1, (0, 100, droite, 140), (0, 500, droite), cells)


@pytest.mark.parametrize(
    ("grid", "band"),
    [
        pytest.param(
            _band(_cell(0, 0, 0, 500, TITRE, style=BLEU), _cell(0, 1, 500, 595, ONGLET, style=ORANGE)), True, id="a band and a tab"
        ),
        pytest.param(_band(_cell(0, 0, 0, 500, TITRE, style=BLEU), _cell(0, 1, 500, 595, ONGLET, style=BLEU)), False, id="one fill"),
        pytest.param(_band(_cell(0, 0, 0, 500, TITRE, style=BLEU), _cell(0, 1, 500, 595, ONGLET)), False, id="a cell without fill"),
        pytest.param(
            _band(_cell(0, 0, 0, 400, TITRE, style=BLEU), _cell(0, 1, 400, 500, ONGLET, style=ORANGE), droite=500.0),
            False,
            id="within margins",
        ),
        pytest.param(_band(_cell(0, 0, 0, 500, TITRE, style=BLEU), _cell(1, 1, 500, 595, ONGLET, style=ORANGE)), False, id="two rows"),
        pytest.param(
            _band(_cell(0, 0, 0, 500, TITRE, ("deux", 300.0), style=BLEU), _cell(0, 1, 500, 595, ONGLET, style=ORANGE)),
            False,
            id="more lines",
        ),
        pytest.param(_band(_cell(0, 0, 0, 595, TITRE, style=BLEU)), False, id="a band alone"),
    ],
)
def test_a_band_with_a_tab_is_no_table(grid: Grid, band: bool) -> None:
    assert is_band_with_tab(grid, page()) is band
