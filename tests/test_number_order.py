"""Titles put in the order of their numbers: around a hub, and where columns say another order."""

from __future__ import annotations

import pytest

from builders import CORPS, GRAND, line, whole
from pipeline.model import Block, Genre, Style
from pipeline.stages.number_order import in_number_order
from pipeline.texts import text_of

HUB = Style(22.0, gras=True, couleur="#ffffff", fond="#5b3c88")


def _order(*rows: tuple[str, Genre, str], hub: Style = HUB) -> list[str]:
    """The words of blocks (words, kind, number) after the look; those of the middle stand in a box."""
    lignes = [line(t, i, top=50.0 + 20 * i) for i, (t, _, _) in enumerate(rows)]
    blocks = []
    for i, (texte, genre, numero) in enumerate(rows):
        middle = texte.startswith(("ENJEU", "Le centre"))
        style = hub if middle else GRAND if genre == "titre" else CORPS
        blocks.append(Block(i, genre, whole(lignes, i), page=1, style=style, numero=numero, groupe=7 if middle else 0))
    return [text_of(lignes, b.spans) for b in in_number_order(blocks, lignes)]


A: list[tuple[str, Genre, str]] = [("Jouer", "titre", "1.a"), ("un", "item", ""), ("Lire", "titre", "1.b"), ("deux", "item", "")]
B: list[tuple[str, Genre, str]] = [("Rire", "titre", "1.d"), ("quatre", "item", ""), ("Courir", "titre", "1.c"), ("trois", "item", "")]
MILIEU: list[tuple[str, Genre, str]] = [("ENJEU 1", "titre", ""), ("Le centre", "titre", "")]


def test_what_stands_around_a_hub_comes_below_it_as_it_counts() -> None:
    assert _order(*A, *MILIEU, *B) == ["ENJEU 1", "Le centre", "Jouer", "un", "Lire", "deux", "Courir", "trois", "Rire", "quatre"]


def test_a_level_no_larger_than_what_stands_above_it_is_no_hub() -> None:
    assert _order(*A, *MILIEU, hub=GRAND)[0] == "Jouer"


@pytest.mark.parametrize(("dernier", "premier"), [("1.d", "Courir"), ("1.e", "Rire")])
def test_numbers_that_leave_a_gap_keep_the_order_of_the_page(dernier: str, premier: str) -> None:
    assert _order(*A, ("Rire", "titre", dernier), ("Courir", "titre", "1.c"))[4] == premier


def test_another_title_among_them_keeps_the_order_of_the_page() -> None:
    assert _order(*A, ("Grandir", "titre", ""), *B)[4:7] == ["Grandir", "Rire", "quatre"]


ENGAGEMENTS: list[tuple[str, Genre, str]] = [
    ("Engagement 1 : Jouer", "titre", ""),
    ("un", "item", ""),
    ("Engagement 3 : Lire", "titre", ""),
    ("trois", "item", ""),
    ("Engagement 2 : Rire", "titre", ""),
    ("deux", "item", ""),
]


def test_titles_of_one_level_word_come_as_they_count() -> None:
    assert _order(*ENGAGEMENTS)[1::2] == ["un", "deux", "trois"]


@pytest.mark.parametrize(
    ("genre", "premier", "second"),
    [
        ("item", "un", "trois"),  # goes on with the last of the page: 'Engagement 2'
        ("titre", "un", "deux"),
    ],
)
def test_titles_stay_in_their_places_where_the_next_page_goes_on_with_the_last(genre: Genre, premier: str, second: str) -> None:
    lignes = [line(t, i, top=50.0 + 20 * i) for i, (t, _, _) in enumerate([*ENGAGEMENTS, ("après", genre, "")])]
    kinds = [*(g for _, g, _ in ENGAGEMENTS), genre]
    blocks = [Block(i, g, whole(lignes, i), page=1 + i // 6, style=GRAND if g == "titre" else CORPS) for i, g in enumerate(kinds)]
    assert [text_of(lignes, b.spans) for b in in_number_order(blocks, lignes)][1:4:2] == [premier, second]


@pytest.mark.parametrize(
    ("place", "rangee"),
    [
        pytest.param(4, ("Engagement 4 : Rire", "titre", ""), id="a gap"),
        pytest.param(4, ("Action 2 : Rire", "titre", ""), id="another level word"),
        pytest.param(3, ("Grandir", "titre", ""), id="another title among them"),
    ],
)
def test_what_keeps_titles_of_a_level_word_in_the_order_of_the_page(place: int, rangee: tuple[str, Genre, str]) -> None:
    rows = [*ENGAGEMENTS]
    rows[place] = rangee
    assert _order(*rows) == [texte for texte, _, _ in rows]


def test_a_level_word_and_its_number_keep_the_title_below_them() -> None:
    rows: list[tuple[str, Genre, str]] = []
    for numero, titre in (("1", "Jouer"), ("3", "Lire"), ("2", "Rire")):
        rows += [(f"Engagement {numero}", "titre", ""), (titre, "titre", ""), (f"texte {numero}", "item", "")]
    assert _order(*rows)[1::3] == ["Jouer", "Rire", "Lire"]
    assert _order(*rows)[2::3] == ["texte 1", "texte 2", "texte 3"]


def test_numbers_without_a_level_word_keep_the_order_of_the_page() -> None:
    rows: list[tuple[str, Genre, str]] = [("Jouer", "titre", "1"), ("Lire", "titre", "3"), ("Rire", "titre", "2")]
    assert _order(*rows) == ["Jouer", "Lire", "Rire"]


def test_no_block_at_all_is_no_error() -> None:
    assert in_number_order([], []) == []
