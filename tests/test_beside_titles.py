"""Fields printed at the left of the title that they are about, level with it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import CORPS, GRAND, line, whole
from pipeline.model import Block, Genre, Style
from pipeline.stages.beside_titles import discs_beside_titles, fields_beside_titles
from pipeline.texts import text_of

# genre, words, look, left edge, top
_Row = tuple[Genre, str, Style, float, float]


def _said(rows: Sequence[_Row]) -> list[tuple[str, str]]:
    lignes = [line(t, i, x, y, s) for i, (_, t, s, x, y) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s) for i, (g, _, s, _, _) in enumerate(rows)]
    return [(b.etiquette or b.genre, text_of(lignes, b.spans)) for b in fields_beside_titles(blocks, lignes)]


def _frise(n: int, mot: str = "Échéance", x: float = 50.0, dy: float = 2.0) -> list[_Row]:
    """Engagements below each other, each with a label and its value at the left of its title, before it in the order of the page."""
    rows: list[_Row] = []
    for i in range(n):
        top = 100.0 + 200 * i
        rows += [("texte", mot, CORPS, x, top + dy), ("texte", f"mars 202{i}", CORPS, x, top + dy + 14)]
        rows += [("titre", f"Chantier {i}", GRAND, 200.0, top), ("item", "agir", CORPS, 205.0, top + 30)]
    return rows


def test_a_field_level_with_the_title_at_its_right_is_its_own() -> None:
    found = _said(_frise(3))
    assert found[:4] == [("titre", "Chantier 0"), ("champ", "Échéance"), ("texte", "mars 2020"), ("item", "agir")]
    assert [kind for kind, _ in found] == ["titre", "champ", "texte", "item"] * 3


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(_frise(2), id="two titles only"),
        pytest.param(_frise(3, mot="Le marché"), id="no label"),
        pytest.param(_frise(3, x=180.0), id="over the title"),
        pytest.param(_frise(3, dy=-60.0), id="above the title"),
    ],
)
def test_other_texts_before_a_title_stay_before_it(rows: list[_Row]) -> None:
    assert [kind for kind, _ in _said(rows)][:3] == ["texte", "texte", "titre"]


# --- discs on a line of time

DISQUE = Style(18.0, gras=True, couleur="#ffffff", fond="#e6007e")


def _discs(n: int, mot: str = "Livraison", an: str = "202", titres: int = -1, groupe: int = 1) -> list[tuple[str, str]]:
    """Discs one below the other, then the cards at their right, as a page in columns is read."""
    placed = [
        (g, t, s, x, y)
        for i in range(n)
        for g, t, s, x, y in (("texte", mot, CORPS, 60.0, 104.0 + 200 * i), ("texte", f"{an}{i}", DISQUE, 60.0, 116.0 + 200 * i))
    ]
    cards = range(n if titres < 0 else titres)
    placed += [
        (g, t, s, 200.0, y)
        for i in cards
        for g, t, s, y in (("titre", f"Chantier {i}", GRAND, 100.0 + 200 * i), ("item", "agir", CORPS, 130.0 + 200 * i))
    ]
    lignes = [line(t, i, x, y, s) for i, (_, t, s, x, y) in enumerate(placed)]
    blocks = [
        Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s, groupe=groupe + i // 2 if i < 2 * n else 0)  # type: ignore[arg-type]
        for i, (g, _, s, _, _) in enumerate(placed)
    ]
    return [(b.etiquette or b.genre, text_of(lignes, b.spans)) for b in discs_beside_titles(blocks, lignes)]


def test_a_year_in_a_disc_is_a_field_of_the_title_at_its_right() -> None:
    assert _discs(3)[:4] == [("titre", "Chantier 0"), ("champ", "Livraison"), ("texte", "2020"), ("item", "agir")]


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(_discs(2), id="two only"),
        pytest.param(_discs(3, titres=2), id="one without title"),
        pytest.param(_discs(3, an="38 %"), id="no year"),
        pytest.param(_discs(3, mot="Ouverture prévue en"), id="a sentence"),
        pytest.param(_discs(3, groupe=-10), id="no box"),
    ],
)
def test_other_small_texts_at_the_left_of_titles_stay(found: list[tuple[str, str]]) -> None:
    assert "champ" not in [kind for kind, _ in found]
