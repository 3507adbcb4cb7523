"""Where the tables of a page are: ruled cells, columns kept by alignment; shapes that touch are none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from msgspec.structs import replace

from builders import CORPS, line, page, words
from pipeline.model import Box, Style, Word
from pipeline.stages.aligned_tables import aligned_table, rows_of_headers, with_one_value
from pipeline.stages.continued_tables import tables_of
from pipeline.stages.grid_cells import Edge, Grid, GridCell, is_item, one_below_another, rows_of
from pipeline.stages.grids import heads_rows, is_header
from pipeline.stages.lines import lines_pdf
from pipeline.stages.not_tables import is_bare_header, is_tinted_header
from pipeline.stages.ruled_tables import edges_of
from pipeline.stages.tables import find_grids

GRAS = Style(10.0, gras=True, couleur="#000000")


def _grids(*runs: Sequence[Word], boites: Sequence[Box] = ()) -> list[Grid]:
    sheet = page(*runs, boites=boites)
    return find_grids(sheet, lines_pdf([sheet]), is_header)


def _rows(grid: Grid) -> list[list[str]]:
    return [[" ".join(li.texte for li in c.lignes) for c in row] for row in grid.rangs]


def _row(top: float, *textes: str, xs: Sequence[float] = (50, 250, 400), style: Style = CORPS) -> list[Word]:
    """Cells of one row; an empty text leaves its column empty."""
    return [w for x, t in zip(xs, textes, strict=False) if t for w in words(t, x, top, style)]


def _cells(top: float, bottom: float, *xs: float, fond: str = "") -> list[Box]:
    return [Box(a, top, b, bottom, fond=fond, trait=not fond) for a, b in pairwise(xs)]


TETE = ("Action", "Public", "Pilote")


@pytest.mark.parametrize(
    ("x0", "top", "taille", "apart"),
    [
        (50.0, 114.0, 10.0, True),
        (300.0, 114.0, 10.0, True),  # at the right of what stands above it, level with nothing
        (300.0, 100.0, 10.0, False),
        (300.0, 108.0, 10.0, False),
        (50.0, 112.0, 40.0, False),  # in type so large, lines as near as that may be of one row
    ],
)
def test_lines_of_which_none_stands_beside_another(x0: float, top: float, taille: float, apart: bool) -> None:
    above, below = line("un"), line("deux", 1, x0, top, Style(taille))
    assert one_below_another([below, above]) is apart


# --- ruled ----------------------------------------------------------------------------------------------------------


def test_a_header_drawn_over_rows_that_are_not_is_the_header_of_those_rows() -> None:
    rows = [_row(100, *TETE), _row(130, "Ouvrir", "jeunes", "CAF"), _row(150, "Former", "femmes", "Ville")]
    (grid,) = _grids(*rows, boites=_cells(95, 115, 45, 245, 395, 545))
    assert (grid.reglee, _rows(grid)) == (False, [list(TETE), ["Ouvrir", "jeunes", "CAF"], ["Former", "femmes", "Ville"]])


@pytest.mark.parametrize(("haut", "tables"), [(800.0, 1), (300.0, 0)])
def test_no_row_runs_from_a_panel_into_what_stands_beside_it(haut: float, tables: int) -> None:
    """Lines of a box as high as the page, level with the rows of a table; those of a low box may be part of them."""
    rows = [_row(100, *TETE, xs=(200, 320, 420)), _row(114, "Ouvrir", "jeunes", "CAF", xs=(200, 320, 420))]
    rows.append(_row(128, "Former", "femmes", "Ville", xs=(200, 320, 420)))
    panneau = [*words("Habiter", 40, 100), *words("un quartier", 40, 114), *words("agréable", 40, 128)]
    assert len(_grids(*rows, panneau, boites=[Box(20, 10, 190, haut, fond="#0b6e75")])) == tables


def test_values_below_labels_end_at_a_row_set_as_none_of_them() -> None:
    """A title and its tag in bold, below a blank, each under a label: they are no values of it."""
    tete, valeurs = _row(100, "Pilote", "Calendrier", xs=(80, 250)), _row(112, "Ville", "2025", xs=(80, 250))
    sheet = page(tete, valeurs, _row(140, "Prolonger la ligne", "Nouveau", xs=(80, 250), style=GRAS), words("Un texte", 80, 154))
    grids = find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)
    assert all("Prolonger" not in text for grid in grids for row in _rows(grid) for text in row)


@pytest.mark.parametrize(("fin", "tables"), [(260.0, 0), (330.0, 1)])
def test_rows_of_chips_that_end_where_they_may_are_no_table(fin: float, tables: int) -> None:
    """Names, each on a fill one line high, the rows three points apart; cells of a table end at one place."""
    boites = [Box(50, 100, 330, 116, fond="#ddeeff"), Box(50, 119, 180, 135, fond="#ddeeff"), Box(183, 119, fin, 135, fond="#ddeeff")]
    textes = [words("Collectivité départementale", 60, 103), words("CAF", 60, 122), words("AFEV", 190, 122)]
    assert len(_grids(*textes, boites=boites)) == tables


@pytest.mark.parametrize(("etiquette", "tables"), [("Pilote : Ville", 0), ("Coût : 30 000 euros", 1)])
def test_cards_that_touch_are_no_table(etiquette: str, tables: int) -> None:
    """Two cells of three lines; the second has the label of the first, or another."""
    rows = [_row(100, "Ouvrir", "Former"), _row(114, "– un point", "– un autre"), _row(128, "Pilote : CAF", etiquette)]
    assert len(_grids(*rows, boites=_cells(95, 145, 45, 245, 445))) == tables


@pytest.mark.parametrize(("numero", "tables"), [("5", 0), ("12", 0), ("2024", 1)])
def test_a_plain_number_on_a_fill_beside_a_title_is_no_table(numero: str, tables: int) -> None:
    boites = [Box(50, 100, 75, 120, fond="#283747"), Box(75, 100, 300, 120, fond="#dee1e3")]
    textes = [words(numero, 52, 105, replace(GRAS, fond="#283747")), words("Forum des métiers", 85, 105, replace(GRAS, fond="#dee1e3"))]
    assert len(_grids(*textes, boites=boites)) == tables


def test_a_number_beside_a_title_whose_second_line_stands_below_it_is_no_table() -> None:
    boites = [Box(50, 100, 75, 120, fond="#aa0000"), Box(75, 100, 300, 120, fond="#aa0000"), Box(50, 120, 300, 140, fond="#aa0000")]
    fond = Style(10.0, gras=True, couleur="#ffffff", fond="#aa0000")
    textes = [words("1.2", 55, 105, fond), words("Un référent", 85, 105, fond), words("pour chacun", 55, 125, fond)]
    assert not _grids(*textes, boites=boites)


def test_a_header_told_by_its_underline_alone_is_one_row() -> None:
    """Header and cells in one type, of a grey so dark that it is no colour."""
    sheet = page(_row(100, *TETE), _row(112, "Ouvrir", "jeunes", "CAF"), _row(130, "Former", "femmes", "Ville"))
    lignes = [replace(li, style=replace(li.style, couleur="#222222"), souligne=li.texte in TETE) for li in lines_pdf([sheet])]
    (grid,) = find_grids(sheet, lignes, is_header)
    assert _rows(grid) == [list(TETE), ["Ouvrir", "jeunes", "CAF"], ["Former", "femmes", "Ville"]]


@pytest.mark.parametrize(
    ("xs", "textes", "tables"),
    [
        ((75, 175, 275), ("Repérer", "Orienter", "Former"), 0),  # in the middle of arrows that touch
        ((52, 152, 252), ("Repérer", "Orienter", "Former"), 1),
        ((77, 175, 275), ("Pilote", "Orienter", "Former"), 1),  # a label is no step of a process
    ],
)
def test_shapes_that_touch_around_centred_words_are_no_table(xs: Sequence[float], textes: Sequence[str], tables: int) -> None:
    centres = [100 + 100 * i - 5 * len(t) / 2 for i, t in enumerate(textes)] if xs[0] > 60 else xs
    assert len(_grids(_row(110, *textes, xs=centres), boites=_cells(100, 130, 50, 150, 250, 350))) == tables


def test_centred_words_on_several_rows_are_a_table() -> None:
    boxes = [*_cells(100, 130, 50, 150, 250), *_cells(130, 160, 50, 150, 250)]
    assert len(_grids(_row(110, "mille", "mille", xs=(88, 188)), _row(140, "mille", "mille", xs=(88, 188)), boites=boxes)) == 1


def _bands(*xs: float) -> list[Box]:
    """A frame of three rows, the first and the last with a fill in each cell, the one between them with nothing."""
    fills = [box for top in (100, 140) for box in _cells(top, top + 20, *xs, fond="#ccddee")]
    return [*fills, Box(xs[0], 100, xs[-1], 160, trait=True)]


@pytest.mark.parametrize("xs", [(50, 200, 350), (50, 200, 350, 500)])
def test_a_row_left_without_fill_and_rules_has_the_columns_of_the_others(xs: tuple[float, ...]) -> None:
    said = [[f"{c} {n}" for c in "abc"[: len(xs) - 1]] for n in range(3)]
    (grid,) = _grids(*(_row(105 + 20 * n, *said[n], xs=[x + 10 for x in xs]) for n in range(3)), boites=_bands(*xs))
    assert _rows(grid) == said


@pytest.mark.parametrize("textes", [("un texte qui court par-dessus le bord",), ("un texte qui court par-dessus le bord", "deux")])
def test_a_merged_cell_whose_text_runs_over_the_edge_stays_whole(textes: tuple[str, ...]) -> None:
    rows = [_row(105, "un", "deux", xs=(60, 210)), _row(125, *textes, xs=(60, 300)), _row(145, "un", "deux", xs=(60, 210))]
    (grid,) = _grids(*rows, boites=_bands(50, 200, 350))
    assert [len(row) for row in _rows(grid)] == [2, 1, 2]


COINS = [Box(50, 100, 150, 140, trait=True), Box(150, 140, 250, 180, trait=True)]


def test_boxes_that_touch_leave_no_cells_between_them() -> None:
    rows = [words("Ville", 60, 110), words("un texte libre", 160, 110), words("CAF", 160, 150)]
    assert _grids(*rows, boites=COINS) == []
    assert len(_grids(*rows, boites=[*COINS, Box(50, 100, 250, 180, trait=True)])) == 1


# --- without rules --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suite", "titres"),
    [
        (("santé du quartier",), ["Ouvrir un centre de santé du quartier", "Former"]),
        (("Santé",), ["Ouvrir un centre de", "Santé", "Former"]),
        (("", "Femmes"), ["Ouvrir un centre de", "Former"]),  # another column opens no row
    ],
)
def test_a_title_that_goes_on_small_on_the_next_line_is_one_row(suite: tuple[str, ...], titres: list[str]) -> None:
    rows = [_row(100, *TETE), _row(113, "Ouvrir un centre de", "jeunes", "CAF"), _row(126, *suite), _row(139, "Former", "femmes", "Ville")]
    (grid,) = _grids(*rows)
    assert [row[0] for row in _rows(grid)[1:]] == titres


def test_a_line_set_off_in_a_later_column_opens_no_row() -> None:
    """Two cells of the middle column with a blank between them; a third column is filled too where a row opens."""
    rows = [_row(100, *TETE), _row(120, "Ouvrir", "jeunes", "CAF"), _row(145, "", "et femmes"), _row(170, "Former", "tous", "Ville")]
    more = [_row(183, "en ville"), _row(208, "", "aînés", "ARS"), _row(221, "", "ou adultes")]
    (grid,) = _grids(*rows, *more)
    assert _rows(grid)[1:] == [["Ouvrir", "jeunes et femmes", "CAF"], ["Former en ville", "tous", "Ville"], ["", "aînés ou adultes", "ARS"]]


@pytest.mark.parametrize(("public", "colonne"), [(250, 0), (270, 1)])
def test_nested_items_move_a_column_only_where_its_header_is_centred(public: float, colonne: int) -> None:
    xs = (50, 250, 400)
    rows = [
        _row(100, *TETE, xs=(50, 270 if public == 270 else 250, 400)),
        _row(120, "Ouvrir", "jeunes" if public == 250 else "", "CAF", xs=xs),
        words("– dedans", 120, 133),
        words("– dehors", 120, 146),
        _row(172, "Former", "femmes" if public == 250 else "", "Ville", xs=xs),
    ]
    (grid,) = _grids(*rows)
    assert [c.colonne for c in grid.cellules if any("dehors" in li.texte for li in c.lignes)] == [colonne]


@pytest.mark.parametrize(
    ("gauche", "droite", "boites", "tables"),
    [
        (CORPS, CORPS, [], 1),
        (CORPS, Style(13.0, couleur="#000000"), [], 0),
        (CORPS, GRAS, [], 0),
        (CORPS, CORPS, [Box(45, 95, 180, 200, trait=True), Box(240, 95, 400, 200, trait=True)], 0),  # two cards
        (CORPS, CORPS, [Box(45, 95, 240, 200, trait=True), Box(245, 95, 400, 200, fond="#eeeeee")], 1),  # two columns
    ],
)
def test_labels_abreast_head_one_table_when_they_are_set_alike(gauche: Style, droite: Style, boites: Sequence[Box], tables: int) -> None:
    rows = [words("Action", 50, 100, gauche), words("Pilote", 250, 100, droite), _row(130, "Ouvrir", "CAF"), _row(150, "Former", "Ville")]
    assert len(_grids(*rows, boites=boites)) == tables


def test_two_labels_at_different_heights_head_no_table() -> None:
    rows = [words("Action", 50, 100), words("Pilote", 250, 104), _row(130, "Ouvrir", "CAF"), _row(150, "Former", "Ville")]
    assert _grids(*rows) == []


def test_headers_that_all_but_touch_head_columns_of_their_own() -> None:
    head = words("N°", style=GRAS)
    for texte in ("Titre de l'action", "Modalités de mise en œuvre", "Partenaires"):
        head += words(texte, head[-1].x1 + 4, style=GRAS)  # words of a header stand 2.5 points apart
    xs = [head[i].x0 for i in (0, 1, 4, 9)]
    rows = [_row(top, str(n), "Un titre", "Un point à faire", "CAF", xs=xs) for n, top in ((1, 120), (2, 150))]
    (grid,) = _grids(head, *rows)
    assert _rows(grid)[0] == ["N°", "Titre de l'action", "Modalités de mise en œuvre", "Partenaires"]
    assert _rows(grid)[1] == ["1", "Un titre", "Un point à faire", "CAF"]


def test_a_header_over_two_lines_whose_halves_are_labels_is_one() -> None:
    xs = (50, 150, 300, 400, 480)
    head = [*_row(100, "N°", "Titre", "Partenaires", "Éléments de", "Structure", xs=xs, style=GRAS)]
    half = [*_row(111, "contexte", "pilote", xs=xs[3:], style=GRAS)]
    rows = [_row(top, "1", "Un titre", "CAF", "Un texte", "Ville", xs=xs) for top in (140, 180)]
    (grid,) = _grids(head, half, *rows)
    assert _rows(grid)[0] == ["N°", "Titre", "Partenaires", "Éléments de contexte", "Structure pilote"]


@pytest.mark.parametrize(("texte", "item"), [("\uf0b7 un", True), ("•un", True), ("- un", True), ("-un", False), ("un", False)])
def test_items_are_told_by_any_list_sign(texte: str, item: bool) -> None:
    """Wingdings signs too."""
    assert is_item(line(texte)) is item


def test_two_labels_each_over_a_list_head_no_table() -> None:
    runs = [
        _row(100, "Objectifs", "Actions", xs=(50, 300), style=GRAS),
        _row(114, "• un", "• deux", xs=(50, 300)),
        _row(128, "• trois", "• quatre", xs=(50, 300)),
    ]
    assert _grids(*runs) == []
    assert len(_grids(runs[0], _row(114, "Un titre", "• deux", xs=(50, 300)))) == 1


def test_the_first_action_below_a_band_at_the_foot_of_a_page_is_part_of_the_table() -> None:
    rules = [(45.0, y, 500.0, y) for y in (112.0, 130.0)]
    sheet = page(
        _row(100, "Actions", "Pilotes", "Échéance", style=GRAS),
        words("Engagement 1. Rénover", 50, 116, Style(10.0, gras=True, couleur="#000000", fond="#eeeeee")),
        words("- isoler la tour", 50, 134),
        traits=rules,
    )
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header)
    assert "- isoler la tour" in [text for row in _rows(grid) for text in row]


def test_a_row_of_labels_ends_with_its_values() -> None:
    sheet = page(
        _row(100, "Responsables", "Calendrier", style=GRAS),
        _row(114, "Ville", "2025"),
        words("2. Former les jeunes", 50, 150, GRAS),
        words("Un texte", 50, 164),
    )
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)
    assert _rows(grid) == [["Responsables", "Calendrier"], ["Ville", "2025"]]


def test_names_one_below_the_other_under_a_label_are_one_value() -> None:
    sheet = page(_row(100, "Pilotes", "Partenaires", style=GRAS), _row(114, "Ville", "CAF"), _row(128, "", "ARS"))
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)
    assert _rows(grid) == [["Pilotes", "Partenaires"], ["Ville", "CAF ARS"]]


def test_a_first_cell_that_the_rules_leave_out_runs_on_over_the_rows_below() -> None:
    rules = [(45.0, 112.0, 500.0, 112.0), (150.0, 140.0, 500.0, 140.0), (45.0, 168.0, 500.0, 168.0), (45.0, 190.0, 500.0, 190.0)]
    xs = (50, 160, 400)
    sheet = page(
        _row(100, "Axe", "Action", "Pilotes", xs=xs, style=GRAS),
        _row(118, "Vivre", "Rénover", "CAF", xs=xs),
        _row(146, "ensemble", "Fleurir", "Etat", xs=xs),
        _row(174, "Agir", "Former", "ARS", xs=xs),
        traits=rules,
    )
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header)
    first = [(c.rang, c.rang_fin, " ".join(li.texte for li in c.lignes)) for row in grid.rangs for c in row if c.colonne == 0]
    assert first == [(0, 1, "Axe"), (1, 3, "Vivre ensemble"), (3, 4, "Agir")]


def test_a_first_column_may_have_no_header() -> None:
    xs = (50, 160, 300, 420)
    sheet = page(
        _row(100, "", *TETE, xs=xs, style=GRAS),
        _row(118, "Vivre", "Rénover", "tous", "CAF", xs=xs),
        _row(132, "ensemble", "la tour", "", "", xs=xs),
        _row(160, "Agir", "Former", "femmes", "ARS", xs=xs),
        words("Un texte qui court sous le tableau et ne s’arrête pas à sa première colonne", 45, 230),
        traits=[(45.0, y, 500.0, y) for y in (112.0, 150.0, 178.0)],
    )
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header)
    assert _rows(grid) == [list(TETE), ["Vivre ensemble", "Rénover la tour", "tous", "CAF"], ["Agir", "Former", "femmes", "ARS"]]


@pytest.mark.parametrize("tete", [TETE, ("Action", "Directions ou", "Pilote")])
def test_a_table_whose_one_tinted_cell_draws_the_only_edges_down_has_the_columns_of_its_header(tete: Sequence[str]) -> None:
    """With rules across, the tint alone would make a table of two columns."""
    xs = (50, 160, 280, 400)
    below = words("services pilotes", 280, 112, GRAS) if tete is not TETE else []
    sheet = page(
        _row(100, "Axe", *tete, xs=xs, style=GRAS),
        below,
        _row(136, "Vivre", "Rénover", "Ville", "CAF", xs=xs),
        _row(166, "", "Fleurir", "Etat", "ARS", xs=xs),
        boites=[Box(45, 128, 150, 186, fond="#eeeeee")],
        traits=[(45.0, 128.0, 540.0, 128.0), (150.0, 158.0, 540.0, 158.0), (45.0, 186.0, 540.0, 186.0)],
    )
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)
    assert [row[-3:] for row in _rows(grid)[1:]] == [["Rénover", "Ville", "CAF"], ["Fleurir", "Etat", "ARS"]]


def test_a_tint_that_ends_with_its_text_parts_no_cell() -> None:
    edges = [*_cells(90, 110, 45, 245, 395), *_cells(110, 170, 245, 395), *_cells(170, 200, 245, 395)]
    sheet = page(
        _row(95, "Axe", "Action"),
        _row(120, "Vivre", "Rénover"),
        _row(180, "", "Fleurir"),
        boites=[*edges, Box(45, 110, 245, 140, fond="#eeeeee"), Box(45, 110, 245, 200, trait=True)],
    )
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header)
    ((vivre,),) = [[c for c in row if any(li.texte == "Vivre" for li in c.lignes)] for row in grid.rangs[1:2]]
    assert vivre.bbox[3] == 200


@pytest.mark.parametrize(("style", "seule"), [(GRAS, True), (CORPS, False)])
def test_a_header_of_one_line_beside_those_of_two_is_part_of_the_row(style: Style, seule: bool) -> None:
    """'N°' stands at the height of the second lines."""
    xs = (50, 90, 250, 400)
    rows = [_row(100, "", "Engagement", "Pilote", "Calendrier", xs=xs, style=style)]
    rows += [_row(112, "N°", "et actions", "principal", "de mise en œuvre", xs=xs, style=style)]
    rows += [_row(134 + 20 * n, f"A{n}", "Ouvrir un lieu", "Ville", "2025", xs=xs) for n in range(2)]
    found = _grids(*rows)
    assert ([len(c.lignes) for c in found[0].rangs[0]] == [1, 2, 2, 2] if found else False) is seule


def _over_two_pages(*suite: Sequence[str], xs: Sequence[float] = (50, 250, 400), taille: float = 10.0, dessous: str = "") -> int:
    """How many rows of the second page go on with the table that the first one ends with; `dessous`: what stands below it."""
    first = [_row(100, *TETE, style=GRAS), *(_row(120 + 20 * n, f"Ouvrir {n}", "Jeunes", "CAF") for n in range(3))]
    below = [_row(100 + 20 * n, *row, xs=xs, style=Style(taille, couleur="#000000")) for n, row in enumerate(suite)]
    pages = [page(*first, words(dessous, 50, 220)) if dessous else page(*first), page(*below, numero=2)]
    lines = lines_pdf(pages)
    _, grids = tables_of(pages, {n: [li for li in lines if li.page == n] for n in (1, 2)})
    return sum(len(g.rangs) for g in grids)


def test_a_table_without_rules_goes_on_at_the_head_of_the_next_page() -> None:
    rows = (("Former", "Familles", "Ville"), ("Soigner", "Tous", "ARS"))
    assert _over_two_pages(*rows) == 2
    assert _over_two_pages(("les jeunes", "", ""), *rows) == 3  # what the page broke of a row
    assert _over_two_pages(*rows, dessous="Un texte sous le tableau, qui dit comment ses lignes ont été choisies") == 0
    assert _over_two_pages(*rows, xs=(50, 200, 300)) == 0  # other columns
    assert _over_two_pages(("Former", "Familles", ""), ("Un texte", "", "")) == 0  # two columns filled alone


def test_a_list_below_the_title_of_the_only_row_is_part_of_it() -> None:
    rows = [_row(100, "Action", "Public", "Pilote", style=GRAS), _row(114, "1.1 Rénover", "Locataires", "Ville")]
    sheet = page(*rows, words("- isoler", 52, 126), words("- peindre", 52, 138))
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)
    assert _rows(grid)[1:] == [["1.1 Rénover - isoler - peindre", "Locataires", "Ville"]]


def test_a_row_of_lists_opens_with_a_sign() -> None:
    xs = (50, 160, 300)
    sheet = page(
        _row(100, "Action", "Contenu", "Pilotes", xs=xs, style=GRAS),
        _row(114, "Rénover", "- isoler", "Ville", xs=xs),
        _row(126, "La tour", "les murs", "CAF", xs=xs),
    )
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)
    assert _rows(grid)[1:] == [["Rénover La tour", "- isoler les murs", "Ville CAF"]]


@pytest.mark.parametrize(("numero", "tables"), [("1.1", 0), ("2A", 0), ("12 000", 1)])
def test_a_number_on_a_fill_beside_a_title_on_another_is_no_table(numero: str, tables: int) -> None:
    blanc = Style(16.0, gras=True, couleur="#ffffff")
    boites = [Box(40, 90, 100, 130, fond="#e9b44c"), Box(100, 90, 550, 130, fond="#2a5d84")]
    assert len(_grids(words(numero, 55, 100, blanc), words("Garantir les droits", 120, 100, blanc), boites=boites)) == tables


@pytest.mark.parametrize(("numero", "tables"), [("FICHE 1-A", 0), ("12 000", 1)])
def test_a_number_behind_a_rule_on_the_fill_of_its_title_is_no_table(numero: str, tables: int) -> None:
    blanc = Style(14.0, gras=True, couleur="#ffffff")
    boites = [Box(40, 90, 129, 130, fond="#b8336a"), Box(129, 90, 550, 130, fond="#b8336a")]
    assert len(_grids(words(numero, 55, 100, blanc), words("Garantir les droits", 145, 100, blanc), boites=boites)) == tables


@pytest.mark.parametrize(("bande", "tables"), [("A | Prendre soin", 0), ("", 0)])
def test_a_strip_over_a_number_and_its_title_makes_no_table_of_them(bande: str, tables: int) -> None:
    blanc = Style(14.0, gras=True, couleur="#ffffff")
    boites = [Box(40, 72, 550, 90, fond="#8a1c4a"), Box(40, 90, 100, 130, fond="#b8668a"), Box(100, 90, 550, 130, fond="#efefef")]
    titre = [words("A-1", 55, 100, blanc), words("Garantir les droits", 120, 100, GRAS)]
    strip = [words(bande, 55, 75, Style(10.0, gras=True, couleur="#ffffff"))] if bande else []
    assert len(_grids(*titre, *strip, boites=boites)) == tables


@pytest.mark.parametrize(("filets", "tables"), [(4, 1), (2, 0)])
def test_rules_across_alone_draw_a_table_of_figures(filets: int, tables: int) -> None:
    rows = [
        _row(100 + 20 * i, *cells, style=CORPS if i else GRAS)
        for i, cells in enumerate(
            [("Secteur", "Iris", "Population"), ("Nord", "Lys", "4 300"), ("Sud", "Lys", "900"), ("Est", "Orne", "1 200")]
        )
    ]
    traits = [(45.0, 115.0 + 20 * i, 550.0, 115.5 + 20 * i) for i in range(filets)]
    sheet = page(*rows, traits=traits, boites=_cells(96, 115, 45, 245, 395, 550, fond="#dfeaf0"))
    found = find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)
    assert [_rows(g)[-1] for g in found if len(g.rangs) > 1] == [["Est", "Orne", "1 200"]] * tables


@pytest.mark.parametrize(("dessous", "tables"), [("Objectifs", 0), ("un autre texte", 1)])
def test_labels_abreast_with_another_below_head_columns_of_text(dessous: str, tables: int) -> None:
    """'Constat' beside 'Actions', and 'Objectifs' below the first, set as they are: two columns of a fiche."""
    rows = [_row(100, "Constat", "Actions", xs=(50, 300), style=GRAS), _row(114, "Un élève sur trois", "Ouvrir un lieu", xs=(50, 300))]
    rows += [_row(134, dessous, "Former", xs=(50, 300), style=GRAS), _row(148, "Dépister tôt", "Soigner", xs=(50, 300))]
    assert len(_grids(*rows)) == tables


def _card(x: float, top: float, *rangs: Sequence[str]) -> list[Word]:
    """Labels abreast, 80 points apart, and the rows of their values."""
    xs = (x, x + 80, x + 160)
    heads = _row(top, "Pilotes", "Partenaires", "Échéance", xs=xs, style=GRAS)
    return [*heads, *(w for i, rang in enumerate(rangs, start=1) for w in _row(top + 12 * i, *rang, xs=xs))]


@pytest.mark.parametrize("boites", [True, False])
@pytest.mark.parametrize("decalage", [3.0, 8.0, 40.0])
def test_labels_abreast_in_two_cards_head_the_values_of_their_own(boites: bool, decalage: float) -> None:
    """The labels of the second card stand a little lower, beside the values of the first."""
    cards = [_card(40, 100, ("Ville", "CAF", "2025"), ("", "Bailleurs")), _card(310, 100 + decalage, ("Etat", "ADIL", "2026"), ("Région",))]
    first, second = _grids(*cards, boites=[Box(35, 60, 275, 150), Box(305, 60, 545, 190)] if boites else [])
    assert [c.lignes[0].texte for c in first.cellules if c.rang] == ["Ville", "CAF", "2025"]
    assert [c.lignes[0].texte for c in second.cellules if c.rang and c.lignes] == ["Etat", "ADIL", "2026", "Région"]


@pytest.mark.parametrize(("fois", "tables"), [(1, 1), (2, 0)])
def test_labels_that_return_beside_the_titles_of_rows_are_no_header(fois: int, tables: int) -> None:
    xs, rows = (250, 350, 450), []
    for top in (100.0, 200.0)[:fois]:
        rows.append(_row(top, "Actions", "Pilote", "Budget", xs=xs, style=GRAS))
        rows.append([*words("Habiter", 50, top + 14, GRAS), *_row(top + 14, "Ouvrir", "CAF", "12", xs=xs)])
        rows.append(_row(top + 28, "Former", "Ville", "30", xs=xs))
    assert len(_grids(*rows)) == tables


def test_a_card_with_a_number_in_its_corner_is_no_table() -> None:
    """The corner's sides and the strip at the foot end amid the card: what they leave is one area, no two cells."""
    boxes = [Box(50, 100, 500, 300, trait=True), Box(50, 100, 100, 140, fond="#884400"), Box(50, 270, 500, 300, fond="#eeeeee")]
    runs = [words("A1", 65, 110), words("Rénover le parc", 110, 110, GRAS), words("Chef de file", 60, 180), words("Habitat", 60, 195)]
    assert _grids(*runs, words("Calendrier : 2025", 60, 280), boites=boxes) == []


def test_a_row_that_holds_columns_beside_a_panel_is_no_table() -> None:
    """A tinted title between two rules; at its right the actions, the pilots and the partners."""
    boxes = [Box(50, 100, 150, 160, fond="#f0e0d0"), Box(50, 100, 540, 101, fond="#884400"), Box(50, 159, 540, 160, fond="#884400")]
    runs = [words("Faire une place", 55, 110, GRAS), words("- Ouvrir une salle", 160, 110), words("Centre social", 350, 110)]
    assert _grids(*runs, words("Bailleurs", 460, 110), words("- Former", 160, 124), words("CCAS", 350, 124), boites=boxes) == []


def _under_header(*bandes: str, fond: str = "#b5446e", colonnes: tuple[str, ...] = TETE) -> list[list[str]]:
    """The first rows of a table whose rules start below its header, on a fill of their width or none, and bands with boxes of their own."""
    xs, tops = (45, 245, 395, 550), [100.0 + 22 * i for i in range(len(bandes) + 3)]
    runs = [_row(tops[0] + 6, *colonnes, style=GRAS), *(words(t, 50, tops[i] + 6, GRAS) for i, t in enumerate(bandes, start=1))]
    boxes = [Box(45, tops[i], 550, tops[i + 1], fond=fond if i == 0 else "#ffffff") for i in range(len(bandes) + 1) if fond]
    rows = tops[len(bandes) + 1 :]
    runs += [_row(top + 6, f"Ouvrir {n}", "Jeunes", "CAF") for n, top in enumerate(rows)]
    traits = [(a, y, b, y + 0.5) for y in (*rows, rows[-1] + 22) for a, b in pairwise(xs)]
    sheet = page(*runs, traits=traits, boites=[*boxes, *(b for y in rows for b in _cells(y, y + 22, *xs, fond="#f8e7ee"))])
    found = find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)
    return [row for grid in found for row in _rows(grid)][: len(bandes) + 2]


def test_the_header_above_the_rules_of_a_table_is_its_own() -> None:
    assert _under_header() == [list(TETE), ["Ouvrir 0", "Jeunes", "CAF"]]
    assert _under_header(fond="") == [list(TETE), ["Ouvrir 0", "Jeunes", "CAF"]]
    assert _under_header("Petite enfance") == [list(TETE), ["Petite enfance"], ["Ouvrir 0", "Jeunes", "CAF"]]
    assert _under_header("Apprendre", "Petite enfance")[:3] == [list(TETE), ["Apprendre"], ["Petite enfance"]]


def test_a_title_above_a_table_is_no_header_of_it() -> None:
    assert _under_header(fond="", colonnes=("Action", "", ""))[0] == ["Ouvrir 0", "Jeunes", "CAF"]


@pytest.mark.parametrize(
    ("etiquettes", "valeurs", "rangees"),
    [
        (("Constat", "Pilotage", "Budget"), (("Un mal-logement", 105.0), ("Ville", 125.0), ("10 000 €", 145.0)), 3),
        (("Constat", "Pilotage", "Budget"), (("Un mal-logement", 105.0), ("10 000 €", 145.0)), 3),  # a field left empty
        (("Constat", "Pilotage", "Budget"), (("Un mal-logement", 105.0), ("Ville", 119.0), ("10 000 €", 145.0)), 1),  # level with none
        (("Nord", "Sud", "Est"), (("Un mal-logement", 105.0), ("Ville", 125.0), ("10 000 €", 145.0)), 1),  # no labels: one text for all
        (("Constat", "Pilotage", "Budget"), (("Un mal-logement", 105.0), ("Partenaires", 125.0), ("CAF", 145.0)), 1),  # a label among them
    ],
)
def test_values_on_open_ground_beside_labels_in_boxes_are_parted_as_they_are(
    etiquettes: tuple[str, ...], valeurs: tuple[tuple[str, float], ...], rangees: int
) -> None:
    boxes = [Box(45, 80, 500, 160, trait=True), Box(45, 80, 500, 100, fond="#123a5e")]
    boxes += [Box(45, 100 + 20 * i, 150, 120 + 20 * i, fond="#f3ead8") for i in range(3)]
    runs = [words("Rénover le parc", 50, 85, Style(10.0, gras=True, couleur="#ffffff"))]
    runs += [words(t, 50, 105 + 20 * i, GRAS) for i, t in enumerate(etiquettes)] + [words(t, 160, top) for t, top in valeurs]
    (grid,) = _grids(*runs, boites=boxes)
    assert len([c for c in grid.cellules if c.colonne == 1]) == rangees


def test_a_lone_line_above_a_table_of_figures_is_its_title() -> None:
    texts = [("Part", "QPV", "EPCI", "France"), *[(f"Taux {n}", "1", "2", "3") for n in "abc"]]
    rows = [words(t, x, 104 + 20 * i) for i, row in enumerate(texts) for t, x in zip(row, (50, 200, 300, 400), strict=True)]
    traits = [(45.0, 100.0 + 20 * i, 500.0, 100.5 + 20 * i) for i in range(5)]
    sheet = page(words("Évolution des principaux indicateurs du quartier", 50, 88, GRAS), *rows, traits=traits)
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)
    assert _rows(grid)[0] == ["Part", "QPV", "EPCI", "France"]


@pytest.mark.parametrize(("dessous", "tables"), [("Partenaires", 0), ("CAF", 1)])
def test_labels_level_with_the_end_of_a_list_head_no_table(dessous: str, tables: int) -> None:
    """Three columns of fiches: the second one's label and the third one's stand beside the end of an action."""
    xs = (40, 230, 420)
    rows = [[*words("avec garderie", 40, 100), *_row(100, "Pilotes", "Partenaires", xs=xs[1:], style=GRAS)]]
    rows += [_row(114, "Ville", "Habitat", "CPAM", xs=xs), _row(128, "Région", "Etat", "ADIL", xs=xs)]
    rows += [words(dessous, 230, 146, GRAS), words("ANRU", 230, 160)]
    assert len(_grids(*rows)) == tables


@pytest.mark.parametrize(("panneau", "tables"), [(Box(230, 90, 420, 150, fond="#eeeeff"), 0), (None, 1)])
def test_a_label_in_a_panel_of_its_card_heads_no_column(panneau: Box | None, tables: int) -> None:
    """'Actions' in a card, level with 'Partenaires' in a tinted panel inside of it."""
    card = Box(40, 60, 440, 200, trait=True)
    rows = [_row(100, "Actions", "Partenaires", xs=(50, 240), style=GRAS), _row(114, "Ouvrir un lieu", "Ville", xs=(50, 240))]
    rows += [_row(128, "Former", "Etat", xs=(50, 240))]
    assert len(_grids(*rows, boites=[b for b in (card, panneau) if b])) == tables


def test_a_chip_on_a_second_row_is_a_value_of_its_label() -> None:
    xs = (50.0, 200.0)
    rows = [_row(100, "Pilotes", "Partenaires", xs=xs, style=GRAS), _row(114, "Ville", "Etat", xs=xs), words("Région", 200, 134)]
    chips = [Box(x - 4, y - 2, x + 60, y + 12, fond="#dddddd") for x, y in ((50.0, 114.0), (200.0, 114.0), (200.0, 134.0))]
    sheet = page(*rows, boites=chips)
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header, lambda _: False)
    assert [[li.texte for li in c.lignes] for c in grid.rangs[-1]] == [["Ville"], ["Etat", "Région"]]


@pytest.mark.parametrize(("bas", "colonnes"), [(160.0, [3, 3]), (100.0, [5])])
def test_no_row_runs_from_a_card_into_the_one_beside_it(bas: float, colonnes: list[int]) -> None:
    """Cards abreast that hold the same labels, their values on a line with them; below low boxes they are pairs of columns."""
    rows: list[list[Word]] = []
    for i, (label, *values) in enumerate((("Pilotes", "Ville", "Etat"), ("Partenaires", "CAF", "Région"), ("Financeurs", "ANCT", "FSE"))):
        rows += [_row(105 + 14.0 * i, label, label, xs=(50, 260), style=GRAS), _row(105 + 14.0 * i, *values, xs=(130, 340))]
    cards = [Box(40, 80, 240, bas, trait=True), Box(250, 80, 450, bas, trait=True)]
    assert [len(g.colonnes) for g in _grids(*rows, boites=cards)] == colonnes


@pytest.mark.parametrize(("bas", "tables"), [(70.0, 0), (200.0, 1)])
def test_what_is_drawn_at_the_head_of_a_card_parts_no_columns(bas: float, tables: int) -> None:
    """A peg at its edge, with a number in its corner: its sides go on to no foot. Drawn down to the foot they part two cells."""
    boites = [Box(40, 60, 300, 200, trait=True), Box(160, 45, 172, bas, fond="#aa8844")]
    runs = [words("Ouvrir un lieu", 50, 80, GRAS), words("B1", 270, 76, GRAS), words("Un texte court", 50, 100)]
    assert len(_grids(*runs, boites=boites)) == tables


@pytest.mark.parametrize(("debut", "tables"), [(112.0, 0), (83.0, 1)])
def test_rows_of_chips_that_start_where_their_labels_let_them_are_no_table(debut: float, tables: int) -> None:
    """They end at one place by chance, and touch; the rows of a table start at one place too."""
    boites = [Box(83, 100, 160, 113, fond="#eeeeee"), Box(160, 100, 210, 113, fond="#eeeeee")]
    boites += [Box(debut, 113, 160, 126, fond="#eeeeee"), Box(160, 113, 210, 126, fond="#eeeeee")]
    textes = [words("Habitat", 90, 102), words("CAF", 170, 102), words("ANRU", 118, 115), words("Ville", 170, 115)]
    assert len(_grids(*textes, boites=boites)) == tables


@pytest.mark.parametrize(("au_dessus", "entetes"), [("Etat", 0), ("", 1)])
def test_labels_at_one_height_in_boxes_that_hold_other_lines_above_them_head_no_table(au_dessus: str, entetes: int) -> None:
    """'Partenaires' and 'Échéance' below other things in two boxes that touch: each has its value below."""
    boxes = _cells(90, 170, 40, 240, 390, 540, fond="#e6eff5")
    above = [_row(95, "- écrire", au_dessus, au_dessus)] if au_dessus else []
    below = [_row(130, "- compter", "Ville", "2025"), _row(145, "- dire", "Région", "2026")]
    sheet = page(*above, _row(115, "- lire", "Partenaires", "Échéance", style=GRAS), *below, boites=boxes)
    assert len(rows_of_headers(lines_pdf([sheet]), is_header, boxes)) == entetes


@pytest.mark.parametrize(("retrait", "premier"), [(20.0, "ARS"), (60.0, "")])
def test_headers_set_in_by_a_picture_stand_over_their_column(retrait: float, premier: str) -> None:
    """An icon before each header, as wide for all: the values start left of it."""
    xs = (50.0, 200.0, 350.0)
    head = _row(100, "Maître d'ouvrage", "Partenaires", "Financeur", xs=[x + retrait for x in xs], style=GRAS)
    sheet = page(head, _row(116, "Hôpital", "Clubs", "ARS", xs=xs), _row(130, "", "Lycée", "", xs=xs))
    found = find_grids(sheet, lines_pdf([sheet]), is_header, lambda _: False)
    cells = [[c.lignes[0].texte for c in grid.cellules if c.colonne == 2 and c.rang == 1 and c.lignes] for grid in found]
    assert (cells == [[premier]]) == bool(premier)


@pytest.mark.parametrize(("titres", "tables"), [(("Orientation 1", "Orientation 2"), 0), (("Lundi", "Mardi"), 1)])
def test_levels_of_one_kind_abreast_are_no_table(titres: tuple[str, str], tables: int) -> None:
    runs = [w for x, t in zip((30.0, 330.0), titres, strict=True) for w in (*words(t, x, 15), *words("Apprendre à tout âge", x, 37, GRAS))]
    boxes = [Box(0, 0, 297, 60, fond="#aa3311"), Box(297, 0, 595, 60, fond="#1f6f8b")]
    assert len(_grids(runs, boites=boxes)) == tables


@pytest.mark.parametrize(("mot", "haut", "tables"), [("publics", 114.0, 0), ("Publics", 114.0, 1), ("publics", 140.0, 1)])
def test_the_end_of_a_title_beside_a_label_is_no_header(mot: str, haut: float, tables: int) -> None:
    """'les marchés / publics' beside 'Partenaires': a line in small letters goes on with the one right above it."""
    runs = [words("Ouvrir aux habitants les marchés", 57, 100, GRAS), words(mot, 57, haut, GRAS), words("Partenaires", 342, haut, GRAS)]
    runs += [words("Un texte", 57, haut + 18), words("CAF", 342, haut + 18)]
    assert len(rows_of_headers(lines_pdf([page(*runs)]), is_header, [])) == tables


def test_labels_of_one_size_head_columns_of_text_whatever_their_colours() -> None:
    """'Pourquoi ?' beside 'Avec qui ?', 'Qui pilote ?' below one of them in a colour of its own."""
    tints = [Style(11.0, gras=True, couleur=c) for c in ("#c0503c", "#56823c", "#8c5a96")]
    runs = [words("Pourquoi ?", 76, 100, tints[0]), words("Avec qui ?", 359, 100, tints[1]), words("Qui pilote ?", 359, 150, tints[2])]
    runs += [words("Les enfants du quartier", 57, 118), words("CAF", 342, 118), words("Ville", 340, 168)]
    sheet = page(*runs)
    assert rows_of_headers(lines_pdf([sheet]), is_header, []) == []


def _figures(top: float) -> tuple[list[list[Word]], list[tuple[float, float, float, float]]]:
    """A table of figures that four rules across draw: its header and two rows between them."""
    texts = [("Secteur", "Iris", "Population"), ("Nord", "Lys", "4 300"), ("Sud", "Orne", "900")]
    rows = [_row(top + 5 + 20 * i, *cells, style=CORPS if i else GRAS) for i, cells in enumerate(texts)]
    return rows, [(45.0, top + 20 * i, 550.0, top + 20 * i + 0.5) for i in range(4)]


@pytest.mark.parametrize(
    ("filet", "entre"),
    [
        (90.0, "Évolution des indicateurs du quartier"),  # the rule of a title: one line stands between it and the table
        (90.0, ""),
        (300.0, ""),  # a rule at the foot of the page
    ],
)
def test_a_rule_over_no_row_is_none_of_a_table_of_figures(filet: float, entre: str) -> None:
    """As long as those of the table, at the head or the foot of the page; without it the table is the same."""
    rows, traits = _figures(150)
    title = [words(entre, 50, 120, GRAS)] if entre else []
    sheet = page(*title, *rows, traits=[*traits, (45.0, filet, 550.0, filet + 0.5)])
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)
    assert _rows(grid) == [["Secteur", "Iris", "Population"], ["Nord", "Lys", "4 300"], ["Sud", "Orne", "900"]]


@pytest.mark.parametrize(
    ("entre", "rangees"), [("Un paragraphe entre les deux", [3, 3]), ("• un point|• un autre", [3, 3]), ("Est|Orne|1 200", [7])]
)
def test_two_tables_of_figures_of_one_width_are_parted_where_no_row_stands(entre: str, rangees: list[int]) -> None:
    """A paragraph between them is no row of one table; three figures are."""
    (first, above), (second, below) = _figures(100), _figures(190)
    sheet = page(*first, _row(166, *entre.split("|")), *second, traits=[*above, *below])
    assert [len(g.rangs) for g in find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)] == rangees


# --- tinted boxes at the left of rows -------------------------------------------------------------------------------

AXE = (55, 160, 300, 420)
TEINTE, AUTRE = "#eeeeee", "#ddeeff"
MILIEU, DEUX_NOMS = (("Vivre", 141.0), ("ensemble", 152.0)), (("Vivre", 141.0), ("Agir", 186.0))


def _axes(
    boites: Sequence[Box], noms: Sequence[tuple[str, float]], filets: float | None, hauts: Sequence[float] = (145.0, 175.0)
) -> list[tuple[int, int, str]]:
    """The first column of a table of three rows, 30 points high, as (row, row end, words); rules part them, from `filets` on."""
    sheet = page(
        _row(100, "Axe", *TETE, xs=AXE, style=GRAS),
        *(
            _row(126 + 30 * i, *cells, xs=AXE[1:])
            for i, cells in enumerate((("Lire", "tous", "CAF"), ("Jouer", "", "Etat"), ("Nager", "", "ARS")))
        ),
        *(words(nom, max(55.0, boites[0].x0 + 5), top) for nom, top in noms),
        boites=boites,
        traits=[(filets, y, 540.0, y) for y in hauts] if filets is not None else [],
    )
    (grid,) = find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)
    assert [row[-3] for row in _rows(grid)] == ["Action", "Lire", "Jouer", "Nager"]
    return [(c.rang, c.rang_fin, " ".join(li.texte for li in c.lignes)) for row in grid.rangs[1:] for c in row if c.colonne == 0]


@pytest.mark.parametrize(
    ("boites", "noms", "filets", "axes"),
    [
        pytest.param([Box(45, 115, 150, 205, fond=TEINTE)], MILIEU, 150.0, [(1, 4, "Vivre ensemble")], id="one box, rules beside it"),
        pytest.param([Box(45, 115, 150, 205, fond=TEINTE)], MILIEU, None, [(1, 4, "Vivre ensemble")], id="one box, no rules"),
        pytest.param(
            [Box(45, 115, 150, 205, fond=TEINTE), Box(50, 120, 120, 140, fond=AUTRE)],
            [("Axe 1", 124), ("Vivre", 150)],
            150.0,
            [(1, 4, "Axe 1 Vivre")],
            id="a pill in the box",
        ),
        pytest.param([Box(45, 145, 150, 205, fond=TEINTE)], [("Agir", 170)], None, [(1, 2, ""), (2, 4, "Agir")], id="below the first row"),
        pytest.param(
            [Box(45, 115, 150, 175, fond=TEINTE), Box(45, 175, 150, 205, fond=AUTRE)],
            DEUX_NOMS,
            150.0,
            [(1, 3, "Vivre"), (3, 4, "Agir")],
            id="two boxes, rules beside the first",
        ),
        pytest.param(
            [Box(45, 115, 150, 175, fond=TEINTE), Box(45, 175, 150, 205, fond=AUTRE)],
            [("Vivre", 126), ("Agir", 156), ("Fêter", 186)],
            None,
            [(1, 2, "Vivre"), (2, 3, "Agir"), (3, 4, "Fêter")],
            id="two boxes, no rules",
        ),
        pytest.param(
            [Box(45, 115, 150, 145, fond=TEINTE), Box(45, 145, 150, 175, fond=AUTRE), Box(45, 175, 150, 205, fond=TEINTE)],
            [("Vivre", 126), ("Agir", 156), ("Fêter", 186)],
            150.0,
            [(1, 2, "Vivre"), (2, 3, "Agir"), (3, 4, "Fêter")],
            id="a box for each row",
        ),
        pytest.param(
            [Box(45, 60, 150, 90, fond=AUTRE), Box(45, 115, 150, 205, fond=TEINTE)],
            [("Tableau", 70), *MILIEU],
            None,
            [(1, 4, "Vivre ensemble")],
            id="another box above the header",
        ),
        pytest.param(
            [Box(45, 115, 150, 205, fond="#ffffff")], MILIEU, None, [(1, 2, ""), (2, 3, "Vivre ensemble"), (3, 4, "")], id="white"
        ),
        pytest.param(
            [Box(45, 115, 150, 205, trait=True)], MILIEU, None, [(1, 2, ""), (2, 3, "Vivre ensemble"), (3, 4, "")], id="an outline"
        ),
        pytest.param(
            [Box(80, 115, 150, 205, fond=TEINTE)],
            [("Vivre", 156)],
            None,
            [(1, 2, ""), (2, 3, "Vivre"), (3, 4, "")],
            id="right of the header",
        ),
        pytest.param(
            [Box(45, 115, 290, 205, fond=TEINTE)], MILIEU, None, [(1, 2, ""), (2, 3, "Vivre ensemble"), (3, 4, "")], id="two columns"
        ),
        pytest.param(
            [Box(45, 152, 150, 205, fond=TEINTE)],
            [("Fêter", 126), ("Agir", 170)],
            150.0,
            [(1, 2, "Fêter"), (2, 4, "Agir")],
            id="below a row with a name of its own",
        ),
        pytest.param([Box(45, 115, 150, 205, fond=TEINTE)], [], None, [(1, 2, ""), (2, 3, ""), (3, 4, "")], id="without words"),
    ],
)
def test_a_tinted_box_beside_rows_is_one_cell_over_them(
    boites: Sequence[Box], noms: Sequence[tuple[str, float]], filets: float | None, axes: list[tuple[int, int, str]]
) -> None:
    """Wherever its words stand; several boxes only where rules part rows beside one of them."""
    assert _axes(boites, noms, filets) == axes


def test_rules_that_run_through_tinted_boxes_part_what_is_in_them() -> None:
    boites = [Box(45, 115, 150, 175, fond=TEINTE), Box(45, 175, 150, 205, fond=AUTRE)]
    noms = [("Vivre", 126.0), ("Agir", 156.0), ("Fêter", 186.0)]
    for debut, hauts in ((40.0, (145.0, 175.0)), (150.0, (215.0,))):  # a rule below the boxes parts nothing beside them
        assert [texte for *_, texte in _axes(boites, noms, debut, hauts)] == ["Vivre", "Agir", "Fêter"]


def test_a_header_over_nothing_but_a_tinted_box_is_no_table() -> None:
    sheet = page(_row(100, "Axe", *TETE, xs=AXE, style=GRAS), words("Vivre", 55, 126), boites=[Box(45, 115, 150, 205, fond=TEINTE)])
    lignes = lines_pdf([sheet])
    assert aligned_table(sheet, rows_of(lignes), (), True, sheet.boites, lignes) is None
    assert aligned_table(sheet, rows_of(lignes)[:1], (), True) is None
    assert find_grids(sheet, lignes, is_header, heads_rows) == []


@pytest.mark.parametrize(
    ("boite", "tete", "dedans"),
    [
        pytest.param(Box(45, 115, 150, 600, trait=True), ("Axe", *TETE), True, id="right below its header"),
        pytest.param(Box(45, 134, 150, 600, trait=True), ("Axe", *TETE), True, id="two lines below it"),
        pytest.param(Box(45, 140, 150, 600, trait=True), ("Axe", *TETE), False, id="far below it"),
        pytest.param(Box(45, 80, 150, 600, trait=True), ("Axe", *TETE), False, id="around it"),
        pytest.param(Box(62, 115, 150, 600, trait=True), ("Axe", *TETE), False, id="its header starts left of it"),
        pytest.param(Box(45, 115, 98, 600, trait=True), ("Orientation", *TETE), False, id="its header ends right of it"),
        pytest.param(Box(45, 115, 150, 600, trait=True), ("Un mot libre", *TETE), False, id="below words that are no label"),
    ],
)
def test_a_high_box_below_a_label_among_others_is_a_cell_and_no_panel(boite: Box, tete: tuple[str, ...], dedans: bool) -> None:
    """Higher than half the page: elsewhere no row runs from it into what is at its right."""
    rows = [_row(top, cell, "tous", "CAF", xs=AXE[1:]) for cell, top in (("Lire", 150), ("Jouer", 300), ("Nager", 450))]
    found = _grids(_row(100, *tete, xs=AXE, style=GRAS), *rows, words("Vivre", 66, 300), boites=[boite])
    assert any("Vivre" in row for grid in found for row in _rows(grid)) == dedans


def test_a_high_box_below_a_label_beside_a_single_one_is_a_panel() -> None:
    rows = [_row(top, *cells, xs=AXE[1:]) for top, *cells in ((150, "Lire", "tous"), (300, "Jouer", "tous"), (450, "Nager", "Public"))]
    high = Box(45, 115, 150, 600, trait=True)
    for tete, dedans in ((("Axe", "Action"), False), (("Axe", "Action", "Public"), True)):
        found = _grids(_row(100, *tete, xs=AXE, style=GRAS), *rows, words("Vivre", 66, 300), boites=[high])
        assert any("Vivre" in row for grid in found for row in _rows(grid)) == dedans


@pytest.mark.parametrize(
    ("tete", "dessous", "entetes"),
    [
        ((13.0, 13.0, 13.0), (10.0, 10.0, 10.0), 1),
        ((13.5, 13.5, 13.5), (10.0, 10.0, 10.0), 0),
        ((20.0, 20.0, 13.0), (10.0, 10.0, 10.0), 1),  # one of them is no larger
        ((20.0, 20.0, 20.0), (8.0, 8.0, 16.0), 1),  # nor than one of the lines below
    ],
)
def test_words_abreast_much_larger_than_all_below_them_head_no_table(
    tete: tuple[float, ...], dessous: tuple[float, ...], entetes: int
) -> None:
    """They are titles of columns of text; what stands lower down does not count."""
    xs = (50.0, 250.0, 400.0)
    runs = [words(t, x, 100, Style(taille, gras=True)) for t, x, taille in zip(TETE, xs, tete, strict=True)]
    runs += [words(t, x, 130, Style(taille)) for t, x, taille in zip(("Ouvrir", "jeunes", "CAF"), xs, dessous, strict=True)]
    sheet = page(*runs, _row(160, "Former", "femmes", "Ville", style=Style(20.0)))
    assert len(rows_of_headers(lines_pdf([sheet]), is_header, [])) == entetes


# --- cards ----------------------------------------------------------------------------------------------------------


def _ruled_card(
    top: float, lignes: int, *, haut: float = 100.0
) -> tuple[list[list[Word]], list[Box], list[tuple[float, float, float, float]]]:
    """A tinted card, a rule down it between a title with its measures and those who lead them."""
    left = [words(f"Mesure {i}", 60, top + 5 + 14 * i) for i in range(lignes)]
    right = [words(f"Nom {i}", 410, top + 5 + 14 * i) for i in range(lignes)]
    return [*left, *right], [Box(50, top, 545, top + haut, fond="#eeeeee")], [(399.0, top, 400.0, top + haut)]


@pytest.mark.parametrize("lignes", [6, 2])
def test_a_card_is_no_tinted_header_of_the_cards_below(lignes: int) -> None:
    """Their edges are as wide as the first one, as the rules across of a table would be."""
    cards = [_ruled_card(60, lignes), _ruled_card(180, 6), _ruled_card(300, 6)]
    sheet = page(
        *(run for card in cards for run in card[0]),
        boites=[b for card in cards for b in card[1]],
        traits=[t for card in cards for t in card[2]],
    )
    assert len(find_grids(sheet, lines_pdf([sheet]), is_header)) == 3


def test_a_tinted_row_over_rules_across_is_a_header() -> None:
    runs, boites, traits = _ruled_card(60, 1, haut=20)
    rules = [(50.0, y, 545.0, y) for y in (110.0, 140.0, 170.0, 200.0)]
    sheet = page(*runs, boites=boites, traits=[*traits, *rules])
    assert all(grid.bbox[3] - grid.bbox[1] > 25 for grid in find_grids(sheet, lines_pdf([sheet]), is_header))


@pytest.mark.parametrize(
    ("cellules", "entete"),
    [
        pytest.param(("Pilote", "Ville", "Calendrier", "2026"), False, id="label, value, label, value"),
        pytest.param(("Pilote", "Ville", "Calendrier", "2026", "Public", "jeunes"), False, id="three labels with their values"),
        pytest.param(TETE, True, id="three labels"),
        pytest.param((*TETE, "Calendrier"), True, id="four labels"),
        pytest.param(("Pilote", "Calendrier", "Ville", "2026"), True, id="labels side by side"),
        pytest.param(("Pilote", "Ville", "Calendrier"), True, id="a column of another name between two"),
        pytest.param(("Pilote", "Ville", "Calendrier", "2026", "Public"), True, id="a label more"),
        pytest.param(("Pilote", "Ville"), False, id="one label"),
    ],
)
def test_a_row_of_labels_each_beside_its_value_is_no_bare_header(cellules: tuple[str, ...], entete: bool) -> None:
    """All that is drawn is one row."""
    xs = tuple(50.0 + 80 * i for i in range(len(cellules) + 1))
    cells = [
        GridCell(0, 1, i, i + 1, (x, 95.0, x + 80, 115.0), (line(t, i, x0=x + 2, top=100.0),))
        for i, (x, t) in enumerate(zip(xs, cellules, strict=False))
    ]
    grid = Grid(1, (xs[0], 95.0, xs[-1], 115.0), xs, tuple(cells))
    assert is_bare_header(grid, is_header, ()) is entete


def _lone_row(top: float, bottom: float, rangs: int = 1) -> Grid:
    """A grid of two columns, as wide as the text."""
    cells = [
        GridCell(r, r + 1, c, c + 1, (50.0 + 300 * c, top, 350.0 + 195 * c, bottom), (line("mot", 0, top=top),))
        for r in range(rangs)
        for c in range(2)
    ]
    return Grid(1, (50.0, top, 545.0, bottom), (50.0, 350.0, 545.0), tuple(cells))


@pytest.mark.parametrize(
    ("filets", "autre", "rangs", "entete"),
    [
        pytest.param((110, 140, 170), None, 1, True, id="three rules below"),
        pytest.param((110, 140), None, 1, False, id="two"),
        pytest.param((110, 140, 170), None, 2, False, id="a grid of two rows"),
        pytest.param((40, 50, 110, 140), None, 1, False, id="rules above it"),
        pytest.param((110, 140, 170), (110, 170), 1, False, id="all of another grid"),
        pytest.param((110, 140, 170, 200, 230), (110, 200), 1, False, id="most inside of another grid"),
        pytest.param((110, 140, 170, 200, 230), (100, 240), 1, False, id="all inside of another grid"),
        pytest.param((110, 140, 170, 300, 350, 400), (300, 400), 1, True, id="another grid further down"),
        pytest.param((110, 140, 170), (300, 400), 1, True, id="a grid that has none of them"),
    ],
)
def test_rules_that_another_grid_holds_draw_no_rows_below_a_tinted_one(
    filets: tuple[float, ...], autre: tuple[float, float] | None, rangs: int, entete: bool
) -> None:
    grid = _lone_row(60.0, 80.0, rangs)
    others = [_lone_row(*autre)] if autre is not None else []
    assert is_tinted_header(grid, [Edge(y, 50.0, 545.0) for y in filets], [grid, *others], is_header) is entete


@pytest.mark.parametrize(("textes", "entete"), [(("Actions", "Pilote"), True), (("Actions", "Lire"), False), (("Lire", "Pilote"), True)])
def test_a_label_and_its_value_are_no_tinted_header(textes: tuple[str, str], entete: bool) -> None:
    """The last row of a fiche, alone at the head of a page, the boxes of titles below it."""
    row = _lone_row(60.0, 80.0)
    cells = tuple(replace(c, lignes=(line(texte, 0, top=60.0),)) for c, texte in zip(row.cellules, textes, strict=True))
    grid = replace(row, cellules=cells)
    assert is_tinted_header(grid, [Edge(y, 50.0, 545.0) for y in (110.0, 140.0, 170.0)], [grid], is_header) is entete


@pytest.mark.parametrize(("debut", "fin"), [(90.0, 545.0), (50.0, 500.0)])
def test_rules_narrower_than_a_tinted_row_are_none_of_its_table(debut: float, fin: float) -> None:
    grid = _lone_row(60.0, 80.0)
    assert not is_tinted_header(grid, [Edge(y, debut, fin) for y in (110.0, 140.0, 170.0)], [grid], is_header)


@pytest.mark.parametrize(("blanc", "rangs"), [(4.0, 4), (20.0, 0)])
def test_a_header_drawn_apart_heads_the_blocks_right_below_it(blanc: float, rangs: int) -> None:
    """Its cells, and those of the rows of each axis, beside a cell over all of them, leave a thin blank between them."""
    xs = (45.0, 145.0, 300.0, 450.0)
    boites = _cells(100, 120, *xs, fond="#2c2a4a")
    textes = [_row(105, "Axe", "Action", "Pilote", xs=[x + 5 for x in xs])]
    top = 120 + blanc
    for axe in ("Loger", "Soigner"):
        boites += [Box(45, top, 145, top + 44, fond="#7a3e9d"), *_cells(top, top + 20, *xs[1:], fond="#f1e8f6")]
        boites += _cells(top + 24, top + 44, *xs[1:], fond="#f1e8f6")
        textes += [
            words(axe, 50, top + 15),
            _row(top + 5, "Ouvrir", "Ville", xs=(150, 305)),
            _row(top + 29, "Former", "CAF", xs=(150, 305)),
        ]
        top += 44 + blanc
    found = [_rows(g) for g in _grids(*textes, boites=boites)]
    headed = [rows for rows in found if rows[0] == ["Axe", "Action", "Pilote"]]
    assert [len(rows) - 1 for rows in headed] == ([rangs] if rangs else [])


def test_a_label_and_its_chips_over_two_rows_are_no_table() -> None:
    """The label on a fill of its own, three points from the chip beside it and from the one below."""
    boites = [Box(48, 100, 112, 116, fond="#2e6b3f"), Box(115, 100, 180, 116, fond="#f0eaf6"), Box(48, 119, 90, 135, fond="#f0eaf6")]
    assert not _grids(words("Partenaires", 52, 103), words("Ville de Lys", 119, 103), words("Région", 52, 122), boites=boites)


def test_outlined_values_go_on_below_only_where_the_first_are_outlined() -> None:
    """'2)' on a pill below the value of a label numbers the title below it."""
    rows = [_row(100, "Pilotes", "Calendrier", xs=(80, 250)), _row(112, "Ville", "2025", xs=(80, 250)), words("2)", 80, 140)]
    pill = Box(76, 138, 94, 152, fond="#333333")
    sheet = page(*rows, boites=[pill])
    assert len(with_one_value(rows_of(lines_pdf([sheet])), [pill])) == 2


FLECHE = "#c8451b"


def _arrows(bas: float = 150.0, couleurs: int = 3, traits: Sequence[tuple[float, float, float, float]] = ()) -> list[Grid]:
    """Three boxes side by side, in each a label over a value that goes on below, at heights of their own."""
    tetes = (("Pilotes", ("Direction du", "patrimoine")), ("Partenaires", ("Syndicat,", "conseils")), ("Calendrier", ("Fin 2026",)))
    boites = [Box(40 + 130 * i, 95, 165 + 130 * i, bas if i < 2 else 150, fond=FLECHE) for i in range(couleurs)]
    runs = [words(tete, 45 + 130 * i, 100, GRAS) for i, (tete, _) in enumerate(tetes)]
    runs += [words(part, 45 + 130 * i, 114 + 14 * k) for i, (_, parts) in enumerate(tetes) for k, part in enumerate(parts)]
    sheet = page(*runs, boites=boites, traits=traits)
    return find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)


def test_fields_in_boxes_side_by_side_are_no_table() -> None:
    assert _arrows() == []


def test_a_row_of_values_in_no_boxes_is_one() -> None:
    assert len(_arrows(couleurs=0)) == 1


def test_a_stroke_aslant_is_no_rule() -> None:
    for large, attendu in ((400.0, 0), (2.0, 1)):
        across, down = edges_of(page(traits=[(100.0, 100.0, 500.0, 100.0 + large)]))
        assert (len(across), len(down)) == (attendu, 0)


@pytest.mark.parametrize(
    ("tetes", "dessous", "tables"),
    [
        pytest.param(("Calendrier", "Budget", "Calendrier"), GRAS, 0, id="one of them twice, others below"),
        pytest.param(("Calendrier", "Budget", "Calendrier"), CORPS, 1, id="no label below"),
        pytest.param(("Calendrier", "Budget", "Pilotes"), GRAS, 1, id="each once"),
    ],
)
def test_labels_level_with_each_other_in_columns_of_fields(tetes: Sequence[str], dessous: Style, tables: int) -> None:
    runs = [words(tete, 50 + 150 * i, 100, GRAS) for i, tete in enumerate(tetes)]
    runs += [words("Mars 2025", 50 + 150 * i, 112) for i in range(3)]
    for i, bas in enumerate((0, 14, 5)):  # values of one line, of two, of one
        runs += [words("et avril", 50 + 150 * i, 124)] if bas == 14 else []
        runs += [words("Indicateurs", 50 + 150 * i, 124 + bas, dessous), words("Deux réunions", 50 + 150 * i, 136 + bas)]
    sheet = page(*runs)
    assert len(find_grids(sheet, lines_pdf([sheet]), is_header, heads_rows)) == tables


# --- a table in a cell of another, the header of another ---------------------------------------------------------------


def _around(*sous: str) -> list[Grid]:
    """A row 'Axe' and its cell, in which a table of two rows stands right of a text; below that text `sous`."""
    outer = [*_cells(95, 220, 40, 140, 560), *_cells(220, 250, 40, 140, 560)]
    inner = [*_cells(105, 140, 300, 400, 540), *_cells(140, 175, 300, 400, 540)]
    table = [words("Pilote", 310, 110), words("principal", 310, 122), words("Caisse", 410, 110), words("familiale", 410, 122)]
    rows = [words("Un", 50, 110), words("Ouvrir", 150, 110), *table, words("Coût", 310, 150), words("élevé", 410, 150)]
    below = [words(t, 150, 190) for t in sous]
    return _grids(*rows, *below, words("Deux", 50, 230), words("Former", 150, 230), boites=[*outer, *inner])


def test_a_cell_with_a_table_at_its_right_is_parted_there_and_that_table_read_cell_by_cell() -> None:
    (grid,) = _around()
    assert _rows(grid)[0] == ["Un", "Ouvrir", "Pilote principal Caisse familiale Coût élevé"]
    assert [text for row in _rows(grid)[1:] for text in row if text] == ["Deux", "Former"]


def test_a_cell_whose_text_runs_on_below_its_table_is_parted_nowhere() -> None:
    (grid,) = _around("Un texte qui court sous le tableau d'un bord à l'autre")
    assert len(_rows(grid)[0]) == 2


@pytest.mark.parametrize("dessinee", [True, False])
def test_a_header_that_stands_in_a_table_names_no_columns_of_the_next_one(dessinee: bool) -> None:
    """Two cells, the words of the second in line with a header of three columns further up, which is drawn with a row of its own or not."""
    above = [_row(100, *TETE), _row(130, "Rénover", "tous", "ARS")]
    below = [_row(200, "Ouvrir", "jeunes", "CAF"), _row(230, "Former", "femmes", "Ville")]
    table = [*_cells(95, 125, 45, 245, 395, 545), *_cells(125, 155, 45, 245, 395, 545)]
    boites = [*_cells(195, 225, 45, 245, 545), *_cells(225, 255, 45, 245, 545), *(table if dessinee else ())]
    assert (["Ouvrir", "jeunes CAF"] in [row for grid in _grids(*above, *below, boites=boites) for row in _rows(grid)]) is dessinee


@pytest.mark.parametrize(
    ("hauts", "style", "entete"),
    [
        pytest.param((94.0, 107.0), GRAS, 4, id="half a line higher and lower"),
        pytest.param((107.0,), GRAS, 2, id="lower alone"),
        pytest.param((107.0,), CORPS, 2, id="in another look"),
    ],
)
def test_a_header_cell_of_two_lines_stands_beside_those_of_one(hauts: tuple[float, ...], style: Style, entete: int) -> None:
    """Its words over and under the middle of the others, beside which none of them stands over one."""
    halves = [words("Public visé", 400, haut, style) for haut in hauts]
    sheet = page(_row(100, "Action", "Pilote", style=GRAS), *halves, _row(140, "Ouvrir", "CAF", "jeunes"))
    ((tete, *_),) = rows_of_headers(lines_pdf([sheet]), is_header, [])
    assert len(tete) == entete
