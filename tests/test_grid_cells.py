"""The order in which the lines of a cell are read: from top to bottom, those beside each other from left to right; boxes that are cells."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from builders import CORPS, line, page
from pipeline.model import Box, Line, Style
from pipeline.stages.grid_cells import in_columns, in_order
from pipeline.stages.ruled_tables import _as_read, _is_next_chip
from pipeline.stages.tables import _by_panel, _is_below_header

Placed = tuple[str, float, float, float]  # words, left edge, top, size


def _lines(*placed: Placed) -> list[Line]:
    return [line(texte, i, x0, top, Style(taille, couleur=CORPS.couleur)) for i, (texte, x0, top, taille) in enumerate(placed)]


def _read(*placed: Placed) -> list[str]:
    return [li.texte for li in in_order(_lines(*placed))]


@pytest.mark.parametrize(
    ("top", "taille", "avant"),
    [
        (100.0, 10.0, True),
        (102.0, 8.0, True),  # smaller, its head lower
        (104.0, 8.0, True),
        (105.5, 8.0, False),  # the middle of the title is above it
        (103.0, 14.0, False),  # its middle is below the title
        (101.0, 15.0, True),
        (101.0, 17.0, False),  # much higher, though each holds the middle of the other
        (101.0, 24.0, False),  # a numeral over two lines
    ],
)
def test_what_is_on_the_level_of_the_title_at_its_right_comes_first(top: float, taille: float, avant: bool) -> None:
    said = _read(("Ouvrir une maison", 90, 100, 10), ("des projets", 90, 112, 10), ("»", 60, top, taille))
    assert said.index("»") == (0 if avant else 1)
    assert said.index("Ouvrir une maison") < said.index("des projets")


@pytest.mark.parametrize(
    ("signe", "x0", "x1", "avant"),
    [
        ("3", 60.0, 90.0, True),  # at the middle of the two lines of its title
        ("3", 130.0, 90.0, False),  # not at their left
        ("3", 60.0, 70.0, False),  # beside lines that start at two edges
        ("dont", 60.0, 90.0, False),  # no number
    ],
)
def test_a_number_amid_the_lines_of_a_title_comes_first(signe: str, x0: float, x1: float, avant: bool) -> None:
    said = _read(("Ouvrir une maison", 90, 100, 10), ("des projets", x1, 112, 10), (signe, x0, 106, 10))
    assert (said[0] == signe) == avant


@pytest.mark.parametrize(("x0", "avant"), [(40.0, True), (85.0, True), (85.1, False), (88.0, False)])
def test_lines_that_overlap_in_width_are_on_no_row(x0: float, avant: bool) -> None:
    """A digit in ten points is five points wide; it ends at the title, or in it."""
    assert _read(("Ouvrir une maison", 90, 100, 10), ("3", x0, 102, 10)).index("3") == (0 if avant else 1)


def test_a_line_is_on_a_row_where_it_is_level_with_all_of_it() -> None:
    """Each a little lower than the one at its right: the third is level with the second only."""
    assert _read(("un", 200, 100, 10), ("deux", 120, 103, 10), ("trois", 40, 106, 10)) == ["deux", "un", "trois"]


_PLACES = st.lists(
    st.tuples(
        st.sampled_from(["1", "Ouvrir", "une maison des projets"]),
        st.sampled_from([40.0, 52.0, 90.0, 200.0]),
        st.floats(90, 130, allow_nan=False).map(lambda y: round(y, 1)),
        st.sampled_from([8.0, 10.0, 16.0, 24.0]),
    ),
    max_size=9,
)


@given(st.data())
def test_in_order_is_a_permutation_and_does_not_depend_on_the_order_given(data: st.DataObject) -> None:
    placed = {(top, x0): (texte, x0, top, taille) for texte, x0, top, taille in data.draw(_PLACES)}
    lignes = _lines(*placed.values())
    read = in_order(lignes)
    assert sorted(li.id for li in read) == [li.id for li in lignes]
    assert in_order(data.draw(st.permutations(lignes))) == read


# --- a box below a header: a cell over many rows, no panel


ENTETE: tuple[Placed, ...] = (("Axe", 50, 80, 10), ("Action", 200, 80, 10), ("Pilote", 400, 80, 10))
HAUTE = Box(45, 95, 150, 700, fond="#dde6f0")


@pytest.mark.parametrize(
    ("entete", "boite", "cellule"),
    [
        pytest.param(ENTETE, HAUTE, True, id="right below the first of three"),
        pytest.param((*ENTETE[:2], ("Calendrier", 40, 300, 10)), HAUTE, False, id="one label at its right"),
        pytest.param((("Axe", 50, 50, 10), *ENTETE[1:]), HAUTE, False, id="the others lower than it"),
        pytest.param((ENTETE[0], ("Action", 160, 80, 10), ("Pilote", 149, 80, 10)), HAUTE, False, id="one of the others over it"),
        pytest.param(ENTETE[1:], HAUTE, False, id="no label over it"),
        pytest.param(ENTETE, Box(45, 114.9, 150, 700), True, id="two and a half lines below"),
        pytest.param(ENTETE, Box(45, 115, 150, 700), False, id="further below"),
        pytest.param(ENTETE, Box(45, 65, 150, 700), False, id="around its label"),
        pytest.param(ENTETE, Box(20, 95, 61, 700), False, id="narrower at the right than its label"),
        pytest.param(ENTETE, Box(57, 95, 150, 700), False, id="it starts right of its label"),
        pytest.param((("Axe", 50, 68, 22), *ENTETE[1:]), Box(45, 130, 150, 700), False, id="level, but not at the head"),
        pytest.param((("Axe", 50, 80, 22), *ENTETE[1:]), Box(45, 140, 150, 700), True, id="as far below as its type is large"),
    ],
)
def test_a_box_right_below_a_label_with_others_abreast_is_a_cell(entete: tuple[Placed, ...], boite: Box, cellule: bool) -> None:
    """'Axe' over a tinted cell as high as the page, 'Action' and 'Pilote' at its right."""
    assert _is_below_header(boite, _lines(*entete)) is cellule


@pytest.mark.parametrize(("etiquettes", "panneaux"), [((0, 1, 2), 1), ((0, 1), 2), ((0,), 2)])
def test_a_cell_as_high_as_a_panel_stays_with_the_rows_at_its_right(etiquettes: tuple[int, ...], panneaux: int) -> None:
    """`etiquettes`: which of the words at the head are labels; three make a header."""
    lignes = _lines(*ENTETE, ("Habiter", 50, 300, 10), ("Ouvrir une halte", 200, 300, 10), ("CAF", 400, 300, 10))
    assert len(_by_panel(page(), lignes, [HAUTE], set(etiquettes))) == panneaux


# --- columns of text in a cell or a box

TITRE_LARGE: Placed = ("Rouvrir le théâtre à tous les habitants", 50, 60, 16)
LISTE: tuple[Placed, ...] = (("• Jouer", 250, 92, 12), ("• Former", 250, 118, 12), ("• Chanter", 250, 151, 12))
MENEURS: tuple[Placed, ...] = (("PILOTE", 50, 88, 10), ("Conservatoire", 50, 102, 10), ("AVEC", 50, 126, 10), ("Région", 50, 140, 10))


def test_columns_of_a_box_are_read_one_after_the_other_behind_its_title() -> None:
    columns = in_columns(_lines(TITRE_LARGE, *LISTE, *MENEURS))
    assert columns is not None
    assert [[li.texte for li in column] for column in columns] == [[p[0] for p in part] for part in ((TITRE_LARGE,), MENEURS, LISTE)]


@pytest.mark.parametrize(
    "placed",
    [
        pytest.param(
            (("PILOTE", 50, 100, 10), ("Ville", 250, 100, 10), ("AVEC", 50, 120, 10), ("CAF", 250, 120, 10)), id="label and value"
        ),
        pytest.param((*MENEURS, ("• Jouer", 110, 92, 12), ("• Former", 110, 118, 12)), id="no gutter"),
        pytest.param((*MENEURS, ("• Jouer", 250, 92, 12)), id="one line at the right"),
        pytest.param((*MENEURS, ("• Jouer", 250, 200, 12), ("• Former", 250, 220, 12)), id="below, not beside"),
        pytest.param((), id="nothing"),
    ],
)
def test_what_is_no_column_is_read_row_by_row(placed: tuple[Placed, ...]) -> None:
    assert in_columns(_lines(*placed)) is None


def test_a_box_drawn_in_a_cell_is_read_behind_what_stands_at_its_left() -> None:
    """Though its lines are level with those of the list."""
    placed: tuple[Placed, ...] = (("• Jouer", 50, 100, 10), ("• Former", 50, 114, 10), ("Budget", 250, 100, 10), ("1 M€", 250, 114, 10))
    box = Box(240.0, 95.0, 320.0, 130.0, fond="#ffffff")
    assert [li.texte for li in _as_read(_lines(*placed), (box,))] == ["• Jouer", "• Former", "Budget", "1 M€"]
    assert [li.texte for li in _as_read(_lines(*placed), ())] == ["• Jouer", "Budget", "• Former", "1 M€"]


@pytest.mark.parametrize(
    ("x0", "bottom", "pastille"), [(204.0, 118.0, True), (204.0, 150.0, False), (230.0, 118.0, False), (150.0, 118.0, False)]
)
def test_a_box_behind_the_only_row_of_a_table_is_a_chip_of_a_row_of_chips(x0: float, bottom: float, pastille: bool) -> None:
    assert _is_next_chip(Box(x0, 104.0, x0 + 60, bottom), 200.0, (104.0, 118.0)) is pastille


GAUCHE: tuple[Placed, ...] = (("• Jouer", 50, 100, 10), ("• Former", 50, 114, 10))
DROITE: tuple[Placed, ...] = (("• Lire", 250, 100, 10), ("• Chanter", 250, 114, 10))
TETES: tuple[Placed, ...] = (("Dehors", 50, 86, 10), ("Dedans", 250, 86, 10))


@pytest.mark.parametrize(
    ("gauche", "droite"),
    [
        pytest.param(GAUCHE, DROITE, id="as many items"),
        pytest.param((*GAUCHE, ("• Bâtir", 50, 128, 10)), DROITE, id="more at the left"),
        pytest.param((*GAUCHE, ("des voisins", 58, 128, 10)), (*DROITE, ("• Rire", 250, 128, 10)), id="an item of two lines"),
        pytest.param((TETES[0], *GAUCHE), (TETES[1], *DROITE), id="each below its title"),
    ],
)
def test_lists_abreast_are_columns_though_their_lines_are_level(gauche: tuple[Placed, ...], droite: tuple[Placed, ...]) -> None:
    columns = in_columns(_lines(*gauche, *droite))
    assert columns is not None
    assert [[li.texte for li in c] for c in columns if c] == [[t for t, *_ in part] for part in (gauche, droite)]


@pytest.mark.parametrize(
    ("gauche", "droite"),
    [
        pytest.param(GAUCHE, (("Budget", 250, 100, 10), ("1 M€", 250, 114, 10)), id="no items at the right"),
        pytest.param(GAUCHE, (DROITE[0], ("avec vous", 258, 114, 10)), id="one item at the right"),
        pytest.param((*GAUCHE, ("Ensuite", 50, 128, 10)), (*DROITE, ("• Rire", 250, 128, 10)), id="a line at the edge of the items"),
        pytest.param(GAUCHE, (DROITE[0], ("• Chanter", 262, 114, 10)), id="items at two edges"),
    ],
)
def test_level_lines_of_other_columns_are_rows(gauche: tuple[Placed, ...], droite: tuple[Placed, ...]) -> None:
    assert in_columns(_lines(*gauche, *droite)) is None


# --- what stands amid two lines, labels abreast

STATUT = Style(8.0, italique=True, couleur="#aa3311")


@pytest.mark.parametrize(
    ("x0", "top", "style", "suite", "dernier"),
    [
        pytest.param(200.0, 106.0, STATUT, 50.0, True, id="amid them"),
        pytest.param(200.0, 106.0, CORPS, 50.0, False, id="in their look"),
        pytest.param(120.0, 106.0, STATUT, 50.0, False, id="not right of both"),
        pytest.param(200.0, 106.0, STATUT, 70.0, False, id="two edges"),
    ],
)
def test_what_stands_beside_the_middle_of_two_lines_comes_behind_both(
    x0: float, top: float, style: Style, suite: float, dernier: bool
) -> None:
    """'Statut : en cours' at the right of a title of two lines."""
    said = [line("Ouvrir une maison", 0, 50.0, 100.0), line("En cours", 1, x0, top, style), line("des projets", 2, suite, 112.0)]
    assert [li.texte for li in in_order(said)].index("En cours") == (2 if dernier else 1)


def test_what_stands_beside_the_middle_of_two_paragraphs_stays_between_them() -> None:
    said = [line("Ouvrir une maison", 0, 50.0, 100.0), line("En cours", 1, 200.0, 113.0, STATUT), line("des projets", 2, 50.0, 126.0)]
    assert [li.texte for li in in_order(said)] == ["Ouvrir une maison", "En cours", "des projets"]


DEUX: tuple[Placed, ...] = (("Pilote", 50, 100, 10), ("Partenaires", 250, 100, 10))
SOUS: tuple[Placed, ...] = (("CAF", 50, 114, 10), ("Ville", 250, 114, 10))


@pytest.mark.parametrize(
    ("lignes", "ordre"),
    [
        pytest.param(
            (*DEUX, *SOUS),
            ["Pilote", "CAF", "Partenaires", "Ville"],
            id="each over its value",
        ),
        pytest.param(
            (
                ("Pilote", 50, 100, 10),
                ("Partenaires", 250, 100, 10),
                ("CAF", 50, 114, 10),
                ("Ville", 250, 114, 10),
                ("Un texte", 40, 128, 10),
            ),
            ["Pilote", "CAF", "Partenaires", "Ville", "Un texte"],
            id="a text left of them ends them",
        ),
        pytest.param(
            (
                ("Pilote", 50, 100, 10),
                ("Partenaires", 250, 100, 10),
                ("Un texte qui court sous les deux étiquettes de la cellule", 50, 114, 10),
            ),
            ["Pilote", "Partenaires", "Un texte qui court sous les deux étiquettes de la cellule"],
            id="a text under both",
        ),
        pytest.param(
            (DEUX[0], ("Beaucoup", 250, 100, 10), *SOUS),
            ["Pilote", "Beaucoup", "CAF", "Ville"],
            id="one is no label",
        ),
        pytest.param(
            (("Pilote", 50, 100, 10), ("Partenaires", 85, 100, 10), ("CAF", 50, 114, 10), ("Ville", 85, 114, 10)),
            ["Pilote", "Partenaires", "CAF", "Ville"],
            id="no blank between them",
        ),
    ],
)
def test_labels_abreast_in_a_cell_are_read_each_with_what_stands_below_it(lignes: tuple[Placed, ...], ordre: list[str]) -> None:
    assert [li.texte for li in _as_read(_lines(*lignes), ())] == ordre
