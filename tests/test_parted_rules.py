"""Columns told by rules across that end where cells do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from builders import CORPS, page, words
from pipeline.model import BBox, Box, Style, Word
from pipeline.stages.grids import is_header
from pipeline.stages.lines import lines_pdf
from pipeline.stages.parted_rules import columns_down, parted_rules
from pipeline.stages.tables import find_grids

GRAS = Style(10.0, gras=True, couleur="#000000")
XS = (40.0, 200.0, 360.0, 520.0)


def _rule(y: float, *xs: float) -> list[BBox]:
    """A rule at `y`, drawn in as many strokes as there are cells."""
    return [(a, y, b, y + 0.5) for a, b in pairwise(xs)]


def _rules(*ys: float, xs: Sequence[float] = XS) -> list[BBox]:
    return [stroke for y in ys for stroke in _rule(y, *xs)]


def _row(top: float, *textes: str, style: Style = CORPS) -> list[Word]:
    return [w for x, texte in zip(XS, textes, strict=False) if texte for w in words(texte, x + 6, top, style)]


def _found(runs: Sequence[Sequence[Word]], traits: Sequence[BBox], boites: Sequence[Box] = ()) -> list[list[list[str]]]:
    """The rows of each table, as the words of their cells."""
    sheet = page(*runs, traits=traits, boites=boites)
    grids = find_grids(sheet, lines_pdf([sheet]), is_header)
    return [[[" ".join(li.texte for li in cell.lignes) for cell in row] for row in grid.rangs] for grid in grids]


def test_strokes_that_end_alike_at_three_heights_are_a_table() -> None:
    (table,) = parted_rules(_rules(100, 130, 160))
    assert table.colonnes == XS
    assert [round(y) for y in table.hauts] == [100, 130, 160]


@pytest.mark.parametrize(
    "traits",
    [
        pytest.param(_rules(100, 130), id="two heights"),
        pytest.param(_rules(100, 130, 160, xs=(40.0, 520.0)), id="whole rules"),
        pytest.param(_rule(100, 40, 90, 130, 200) + _rule(114, 40, 70, 150, 200) + _rule(128, 40, 110, 170, 200), id="underlined words"),
        pytest.param([*_rules(100, 130, 160), (200.0, 100.0, 200.5, 160.0)], id="a rule down parts the columns already"),
    ],
)
def test_other_rules_are_none(traits: list[BBox]) -> None:
    assert parted_rules(traits) == []


def test_strokes_drawn_twice_are_one() -> None:
    (table,) = parted_rules(_rules(100, 130, 160) * 2)
    assert table.colonnes == XS


def test_two_tables_as_wide_with_other_columns_are_two() -> None:
    found = parted_rules(_rules(100, 130, 160) + _rules(300, 330, 360, xs=(40.0, 280.0, 420.0, 520.0)))
    assert [table.colonnes for table in found] == [XS, (40.0, 280.0, 420.0, 520.0)]


def test_the_fills_of_a_row_of_cells_are_a_row_of_the_table() -> None:
    cells = [(a, 70.0, b, 99.0) for a, b in pairwise(XS)]
    (table,) = parted_rules(_rules(100, 130, 160), cells)
    assert round(table.hauts[0]) == 70
    (other,) = parted_rules(_rules(100, 130, 160), [(40.0, 70.0, 300.0, 99.0), (300.0, 70.0, 520.0, 99.0)])
    assert round(other.hauts[0]) == 100  # boxes that part elsewhere


def test_words_that_all_but_touch_are_parted_at_the_edge() -> None:
    short = [*words("Région, France", 290, 110), *words("112 000", 364, 110)]
    sheet = page(short, traits=_rules(100, 130, 160))
    assert [li.texte for li in lines_pdf([sheet])] == ["Région, France", "112 000"]
    assert [li.texte for li in lines_pdf([page(short, traits=_rules(100, 130, 160, xs=(40.0, 520.0)))])] == ["Région, France 112 000"]


HEAD = ("Action", "Pilote", "Échéance")


def test_rows_stand_between_the_rules() -> None:
    runs = [
        _row(106, *HEAD, style=GRAS),
        _row(136, "Planter", "Ville", "2025"),
        _row(150, "des arbres", "CAF", ""),
        _row(166, "Lire", "", "2026"),
    ]
    assert _found(runs, _rules(100, 130, 162, 190)) == [
        [["Action", "Pilote", "Échéance"], ["Planter des arbres", "Ville CAF", "2025"], ["Lire", "", "2026"]]
    ]


def test_a_band_over_columns_is_one_cell() -> None:
    band = words("Axe 1 : Habiter dans un quartier apaisé et vert", 46, 136, GRAS)
    runs = [_row(106, *HEAD, style=GRAS), band, _row(166, "Planter", "Ville", "2025")]
    (rows,) = _found(runs, _rules(100, 130, 160, 190))
    assert [cell for cell in rows[1] if cell] == ["Axe 1 : Habiter dans un quartier apaisé et vert"]
    assert rows[2] == ["Planter", "Ville", "2025"]


def test_a_row_that_the_page_breaks_has_no_rule_below() -> None:
    runs = [
        _row(106, *HEAD, style=GRAS),
        _row(136, "Planter", "Ville", "2025"),
        _row(166, "Ouvrir un", "CAF", "2026"),
        _row(178, "jardin", "", ""),
    ]
    (rows,) = _found(runs, _rules(100, 130, 160))
    assert rows[2] == ["Ouvrir un jardin", "CAF", "2026"]


def test_a_paragraph_below_the_last_rule_is_none() -> None:
    prose = words("Les montants sont arrondis et une convention sera proposée aux associations soutenues", 46, 166)
    runs = [_row(106, *HEAD, style=GRAS), _row(136, "Planter", "Ville", "2025"), prose]
    (rows,) = _found(runs, _rules(100, 130, 160))
    assert len(rows) == 2


def test_a_title_between_two_tables_is_in_none() -> None:
    title = words("Objectif 2 : Conforter les parents dans leur rôle de parents", 46, 240, GRAS)
    runs = [
        _row(106, *HEAD, style=GRAS),
        _row(136, "Planter", "Ville", "2025"),
        title,
        _row(286, *HEAD, style=GRAS),
        _row(316, "Lire", "CAF", "2026"),
    ]
    found = _found(runs, _rules(100, 130, 160, 280, 310, 340))
    assert [[cell for cell in row if cell] for rows in found for row in rows if "Objectif" in " ".join(row)] == []


@given(st.lists(st.tuples(st.floats(0, 550), st.floats(0, 800), st.floats(1, 300)), max_size=30))
def test_no_edge_down_runs_through_a_word(strokes: list[tuple[float, float, float]]) -> None:
    traits = [(x, y, x + w, y + 0.5) for x, y, w in strokes] + _rules(100, 130, 160)
    runs = words("Une phrase qui traverse toute la page de gauche à droite sans laisser de blanc large", 40, 110)
    texts = [(w.x0, w.top, w.x1, w.bottom) for w in runs]
    for x, top, bottom in columns_down(page(runs, traits=traits), texts):
        assert not any(t[0] + 2 < x < t[2] - 2 and top <= (t[1] + t[3]) / 2 <= bottom for t in texts)


# --- rows of merged cells, bands ------------------------------------------------------------------------------------

CINQ = (40.0, 160.0, 280.0, 400.0, 520.0)


@pytest.mark.parametrize(
    ("trait", "haut"),
    [
        pytest.param(_rule(160, 160, 280, 400, 520), True, id="without the first column"),
        pytest.param(_rule(160, 280, 400, 520), True, id="without the first two"),
        pytest.param(_rule(160, 400, 520), False, id="one cell"),
        pytest.param(_rule(160, 160, 280, 400), False, id="not to the right edge"),
        pytest.param(_rule(160, 160, 240, 400, 520), False, id="parted elsewhere"),
        pytest.param(_rule(250, 160, 280, 400, 520), False, id="below the table"),
        pytest.param(_rule(70, 160, 280, 400, 520), False, id="above it"),
    ],
)
def test_rules_that_leave_out_the_first_columns_part_rows(trait: list[BBox], haut: bool) -> None:
    """The cells of the columns that they leave out run on."""
    (table,) = parted_rules(_rules(100, 130, 190, 220, xs=CINQ) + trait)
    assert [round(y) for y in table.hauts] == [100, 130, *([160] if haut else []), 190, 220]


@pytest.mark.parametrize(
    ("bande", "hauts"),
    [
        pytest.param((40.0, 145.0, 520.0, 165.0), [145, 165], id="as wide as the table"),
        pytest.param((40.0, 145.0, 400.0, 165.0), [], id="narrower"),
        pytest.param((20.0, 145.0, 520.0, 165.0), [], id="wider"),
        pytest.param((40.0, 230.0, 520.0, 250.0), [], id="below the table"),
        pytest.param((40.0, 60.0, 520.0, 80.0), [], id="above it"),
    ],
)
def test_the_sides_of_a_fill_over_all_columns_part_rows(bande: BBox, hauts: list[int]) -> None:
    (table,) = parted_rules(_rules(100, 130, 190, 220, xs=CINQ), [bande])
    assert [round(y) for y in table.hauts] == [100, 130, *hauts, 190, 220]


def test_a_first_cell_runs_on_over_the_rows_that_rules_part_beside_it() -> None:
    runs = [
        _row(106, "Axe", "Action", "Pilote", style=GRAS),
        _row(136, "Vivre", "Planter", "Ville"),
        _row(166, "ensemble", "Lire", "CAF"),
        _row(196, "Agir", "Former", "ARS"),
    ]
    found = _found(runs, _rules(100, 130, 190, 220) + _rule(160, *XS[1:]))
    assert found == [[["Axe", "Action", "Pilote"], ["Vivre ensemble", "Planter", "Ville"], ["Lire", "CAF"], ["Agir", "Former", "ARS"]]]


def test_edges_down_that_touch_are_one() -> None:
    assert _down(columns_down(page(traits=_rules(100, 130, 160)), [])) == [(round(x), 100, 160) for x in XS]


def test_an_edge_down_is_cut_where_a_text_crosses_it() -> None:
    """A text over the second edge in the second of three rows; over the third one in the first row, over the second one below."""
    loin = (420.0, 140.0, 460.0, 150.0)
    found = columns_down(page(traits=_rules(100, 130, 160, 190)), [(150.0, 140.0, 260.0, 150.0), loin])
    assert _down(found) == [(40, 100, 190), (200, 100, 130), (200, 160, 190), (360, 100, 190), (520, 100, 190)]
    texts = [(300.0, 110.0, 400.0, 120.0), (50.0, 110.0, 90.0, 120.0)]
    texts += [(150.0, y, 260.0, y + 10) for y in (140.0, 170.0)] + [loin, (420.0, 170.0, 460.0, 180.0)]
    found = columns_down(page(traits=_rules(100, 130, 160, 190)), texts)
    assert _down(found) == [(40, 100, 190), (200, 100, 130), (360, 130, 190), (520, 100, 190)]


def _down(edges: Sequence[tuple[float, float, float]]) -> list[tuple[int, int, int]]:
    return [(round(x), round(top), round(bottom)) for x, top, bottom in edges]


def test_a_title_right_above_a_table_is_no_header_of_it() -> None:
    """An edge falls between two of its words, no further apart than words of its type are."""
    grand = Style(16.0, gras=True, couleur="#000000")
    title = [*words("Santé et accès", 89.8, 60, grand), *words("aux soins", 199, 60, grand)]
    assert 4 < title[3].x0 - title[2].x1 < 6
    head = [Box(a, 79.0, b, 99.0, fond="#1f4e79") for a, b in pairwise(XS)]
    rows = [_row(84, "Action", "Public", "Pilote"), _row(110, "Loger", "Tous", "Ville"), _row(140, "Soigner", "Jeunes", "CAF")]
    sheet = page(title, *rows, traits=_rules(99, 130, 160), boites=head)
    assert "Santé et accès aux soins" in [li.texte for li in lines_pdf([sheet])]
    assert min(top for _, top, _ in columns_down(sheet, [(w.x0, w.top, w.x1, w.bottom) for w in sheet.mots])) == 79
