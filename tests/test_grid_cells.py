"""The order in which the lines of a cell are read: from top to bottom, those beside each other from left to right."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from builders import CORPS, line
from pipeline.model import Line, Style
from pipeline.stages.grid_cells import in_order

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
def test_a_number_on_the_level_of_the_title_at_its_right_comes_first(top: float, taille: float, avant: bool) -> None:
    said = _read(("Ouvrir une maison", 90, 100, 10), ("des projets", 90, 112, 10), ("3", 60, top, taille))
    assert said.index("3") == (0 if avant else 1)
    assert said.index("Ouvrir une maison") < said.index("des projets")


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
