"""What the end of a page cuts, cards abreast and rows of a fiche: whole again, unless what follows on the next page opens by itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from builders import CORPS, GRAND, line
from pipeline.model import Line, Style
from pipeline.stages.grid_cells import Grid, GridCell
from pipeline.stages.page_breaks import rejoined
from pipeline.stages.regions import Region


def _region(numero: int, x0: float, top: float, bottom: float, *textes: str, boite: bool = True, style: Style = GRAND) -> Region:
    """A region of page `numero`, 200 points wide, its first line in `style`."""
    made = [line(t, x0=x0 + 5, top=top + 20 * i, style=style if i == 0 else CORPS, numero=numero) for i, t in enumerate(textes)]
    return Region(numero, tuple(made), (x0, top, x0 + 200, bottom), boite)


def _read(parts: Sequence[Region]) -> list[list[str]]:
    def text(li: Line) -> str:
        return li.texte

    return [[text(li) for li in part.lignes] for part in rejoined(parts)]


A = _region(1, 50, 600, 790, "Jouer dehors", "Ouvrir les cours")
B = _region(1, 300, 600, 790, "Lire ensemble", "Prêter des livres")
RESTE_A = _region(2, 50, 50, 120, "et les gymnases", "Pilote : Ville", style=CORPS)
RESTE_B = _region(2, 300, 50, 120, "et des jeux", "Pilote : CAF", style=CORPS)


def test_each_card_of_a_row_goes_on_at_the_head_of_the_next_page() -> None:
    assert _read([A, B, RESTE_A, RESTE_B]) == [
        ["Jouer dehors", "Ouvrir les cours", "et les gymnases", "Pilote : Ville"],
        ["Lire ensemble", "Prêter des livres", "et des jeux", "Pilote : CAF"],
    ]


def test_a_row_of_cards_with_titles_is_the_next_one() -> None:
    suite = [_region(2, 50, 50, 120, "Nager", "Ouvrir la piscine"), _region(2, 300, 50, 120, "Courir", "Ouvrir le stade")]
    assert len(_read([A, B, *suite])) == 4


@pytest.mark.parametrize(("haut", "regions"), [(600.0, 3), (400.0, 5)])
def test_what_stands_between_the_boxes_goes_on_too_but_not_in_flowing_columns(haut: float, regions: int) -> None:
    """Boxes that begin at different heights are notes in columns that flow from one to the next."""
    titre = _region(1, 50, haut, 790, "Jouer dehors", "partout")
    milieu = _region(1, 255, 605, 780, "- Ouvrir les cours", boite=False, style=CORPS)
    pilotes = _region(1, 460, 600, 790, "Pilote", "Ville")
    suite = [_region(2, 260, 52, 100, "- Former", boite=False, style=CORPS), _region(2, 460, 50, 120, "Métropole", style=CORPS)]
    assert len(_read([titre, milieu, pilotes, *suite])) == regions


def test_a_note_joined_over_two_pages_is_read_in_its_place() -> None:
    (first, second) = rejoined([A, replace(B, lateral=True), RESTE_A, RESTE_B])
    assert not first.lateral
    assert not second.lateral


def test_boxes_with_the_label_that_opens_those_above_are_others() -> None:
    rows = [
        [_region(n, x, top, top + 60, label, "Ville", style=CORPS) for x, label in ((50, "Pilote"), (300, "Partenaires"))]
        for n, top in ((1, 730.0), (2, 50.0))
    ]
    assert len(_read([*rows[0], *rows[1]])) == 4


@given(
    st.lists(
        st.tuples(
            st.integers(1, 4),
            st.sampled_from([50.0, 300.0]),
            st.sampled_from([50.0, 600.0]),
            st.booleans(),
            st.sampled_from(["Titre", "suite"]),
        ),
        min_size=1,
        max_size=10,
    )
)
def test_no_line_is_lost_or_read_twice(rows: list[tuple[int, float, float, bool, str]]) -> None:
    parts = [_region(n, x, top, top + 190 if top > 100 else top + 70, t, "corps", boite=b) for n, x, top, b, t in sorted(rows)]
    read = [id(li) for part in rejoined(parts) for li in part.lignes]
    assert sorted(read) == sorted(id(li) for part in parts for li in part.lignes)


def test_panels_from_the_head_of_the_page_are_cut_by_none() -> None:
    high = [_region(n, x, 0, 595, f"Volet {n}{x:.0f}", "Agir") for n in (1, 2) for x in (50.0, 300.0)]
    high[2:] = [replace(part, lignes=(replace(part.lignes[0], style=CORPS), *part.lignes[1:])) for part in high[2:]]
    assert len(_read(high)) == 4


# --- rows of a fiche ------------------------------------------------------------------------------------------------


def _fiche(numero: int, *rows: tuple[str, ...], gauche: float = 40.0, droite: float = 440.0) -> Region:
    """A grid on page `numero`, row by row; an empty text leaves its cell empty."""
    cells: list[GridCell] = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            x0, x1, top = gauche if c == 0 else 40 + 200.0 * c, droite if c == len(row) - 1 else 240 + 200.0 * c, 50 + 20.0 * r
            lignes = (line(text, 100 * numero + 10 * r + c, x0 + 5, top + 5, numero=numero),) if text else ()
            cells.append(GridCell(r, r + 1, c, c + 1, (x0, top, x1, top + 20), lignes))
    grid = Grid(numero, (gauche, 50.0, droite, 50 + 20.0 * len(rows)), (gauche, 240.0, droite), tuple(cells))
    return Region(numero, tuple(li for c in cells for li in c.lignes), grid.bbox, False, grille=grid)


def _printed(*parts: Region) -> list[list[list[str]]]:
    """The rows of each grid as they are printed."""
    rows = [part.grille.rangs for part in parts if part.grille is not None]
    return [[[" ".join(li.texte for li in cell.lignes) for cell in row] for row in grid] for grid in rows]


def _cells(*parts: Region) -> list[list[list[str]]]:
    """The same, the parts joined first; what a region holds is what its cells do."""
    whole = rejoined(parts)
    for part in whole:
        assert part.grille is not None
        assert sorted(li.id for li in part.lignes) == sorted(li.id for c in part.grille.cellules for li in c.lignes)
    return _printed(*whole)


@pytest.mark.parametrize(
    ("dernier", "premier", "entier"),
    [
        pytest.param(("Objectifs", "Ouvrir"), ("", "une salle"), ("Objectifs", "Ouvrir une salle"), id="a value goes on"),
        pytest.param(("Objectifs", ""), ("", "Ouvrir"), ("Objectifs", "Ouvrir"), id="a label at the foot, its value at the head"),
        pytest.param(("Plan de", "Ville"), ("financement", "Etat"), ("Plan de financement", "Ville Etat"), id="a label goes on"),
        pytest.param(("Plan de", "Ville"), ("financement", ""), ("Plan de financement", "Ville"), id="a label alone goes on"),
        pytest.param(("Objectifs", "Ouvrir"), ("Public", "Tous"), None, id="a new label"),
        pytest.param(("Objectifs", "Ouvrir"), ("budget", "10 000"), None, id="a new label in small letters"),
        pytest.param(("Plan de", "Ville"), ("Financement", "Etat"), None, id="a label that starts anew"),
        pytest.param(("Plan de", "Ville"), ("relance", "Etat"), None, id="two halves of no label"),
        pytest.param(("Public", "Tous"), ("visé", "jeunes"), None, id="a label that is whole"),
        pytest.param(("Nord", "Ouvrir"), ("", "une salle"), None, id="no label before the value"),
        pytest.param(("Objectifs", "Ouvrir"), ("", ""), None, id="an empty row"),
    ],
)
def test_the_row_of_a_fiche_that_the_page_cuts_is_one(
    dernier: tuple[str, ...], premier: tuple[str, ...], entier: tuple[str, ...] | None
) -> None:
    rows = [[["Pilote", "CAF"], list(entier or dernier)], [*([] if entier else [list(premier)]), ["Échéance", "2026"]]]
    assert _cells(_fiche(1, ("Pilote", "CAF"), dernier), _fiche(2, premier, ("Échéance", "2026"))) == rows


def test_a_page_that_holds_but_the_rest_of_a_row_holds_nothing_more() -> None:
    assert _cells(_fiche(1, ("Pilote", "CAF"), ("Objectifs", "Ouvrir")), _fiche(2, ("", "une salle"))) == [
        [["Pilote", "CAF"], ["Objectifs", "Ouvrir une salle"]]
    ]


FICHE = _fiche(1, ("Pilote", "CAF"), ("Objectifs", "Ouvrir"))


@pytest.mark.parametrize(
    ("au_dessus", "suite"),
    [
        pytest.param(FICHE, _fiche(1, ("", "une salle")), id="on its page"),
        pytest.param(FICHE, _fiche(3, ("", "une salle")), id="two pages further on"),
        pytest.param(FICHE, _fiche(2, ("", "une salle"), gauche=55.0), id="another left edge"),
        pytest.param(FICHE, _fiche(2, ("", "une salle"), droite=420.0), id="another right edge"),
        pytest.param(FICHE, _fiche(2, ("", "une salle", "Ville")), id="one more column"),
        pytest.param(_fiche(1, ("Plan de",)), _fiche(2, ("financement",), ("Échéance",)), id="a single column"),
    ],
)
def test_a_row_goes_on_in_the_same_cells_of_the_next_page_only(au_dessus: Region, suite: Region) -> None:
    assert _cells(au_dessus, suite) == _printed(au_dessus, suite)


def test_a_cell_over_two_rows_is_no_rest_of_a_row() -> None:
    below = _fiche(2, ("", "une salle"), ("", "et un jardin"))
    assert below.grille is not None
    first, second, *rest = below.grille.cellules
    tall = replace(below, grille=replace(below.grille, cellules=(first, replace(second, rang_fin=2), *rest)))
    assert _cells(FICHE, tall) == _printed(FICHE, tall)


def test_text_between_two_grids_parts_them() -> None:
    between = _region(2, 50, 50, 120, "Un texte", boite=False, style=CORPS)
    assert len(rejoined([FICHE, between, _fiche(2, ("", "une salle"))])) == 3


def test_rows_are_made_whole_where_cards_are_too() -> None:
    fiches = [_fiche(5, ("Objectifs", "Ouvrir")), _fiche(6, ("", "une salle"))]
    whole = rejoined([A, B, RESTE_A, RESTE_B, *fiches])
    assert len(whole) == 3
    assert _printed(*whole) == [[["Objectifs", "Ouvrir une salle"]]]


def test_a_row_over_three_pages_is_one() -> None:
    pages = [_fiche(1, ("Objectifs", "Ouvrir")), _fiche(2, ("", "une salle")), _fiche(3, ("", "et un jardin"), ("Échéance", "2026"))]
    assert _printed(*rejoined(pages)) == [[["Objectifs", "Ouvrir une salle et un jardin"]], [["Échéance", "2026"]]]
