"""Cards abreast that the end of a page cuts: whole again, unless what stands at the head of the next page opens by itself."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from builders import CORPS, GRAND, line
from pipeline.model import Line, Style
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
