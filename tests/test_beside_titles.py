"""Fields printed at the left of the title that they are about, level with it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import CORPS, GRAND, line, whole
from pipeline.model import Block, Genre, Style
from pipeline.stages.beside_titles import fields_beside_titles
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
