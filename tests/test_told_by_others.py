"""What residents asked for, in a tinted box amid an engagement, is a field of it and no action."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import CORPS, line, whole
from pipeline.model import Block, Genre, Style
from pipeline.stages.told_by_others import told_by_others

TEINTE = Style(9.0, gras=True, couleur="#000000", fond="#fdf0e7")
DEMANDE = "Vous nous l'avez demandé"
# genre, words, look, box
_Row = tuple[Genre, str, Style, int]


def _said(*rows: _Row) -> list[tuple[str, bool]]:
    """The blocks as (label or genre, in one cell with another)."""
    lignes = [line(t, i, top=100.0 + 14 * i, style=s) for i, (_, t, s, _) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=1, style=s, groupe=n) for i, (g, _, s, n) in enumerate(rows)]
    return [(b.etiquette or b.genre, b.cellule > 0) for b in told_by_others(blocks, lignes)]


def _card(titre: str = DEMANDE, genre: Genre = "texte", style: Style = TEINTE, groupe: int = 3, liste: str = "#fdf0e7") -> list[_Row]:
    inside = replace(CORPS, fond=liste)
    return [
        ("titre", "Engagement 1 : Accueillir", replace(TEINTE, fond=""), 3),
        (genre, titre, style, groupe),
        ("item", "Ouvrir la crèche plus tôt", inside, groupe),
        ("item", "Créer soixante places", CORPS, 3),
    ]


@pytest.mark.parametrize("genre", ["texte", "titre"])
def test_a_title_of_a_workshop_on_a_tint_in_a_card_heads_a_field(genre: Genre) -> None:
    assert _said(*_card(genre=genre)) == [("titre", False), ("champ", True), ("item", True), ("item", False)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(_card(titre="Ce que nous faisons"), id="other words"),
        pytest.param(_card(style=replace(TEINTE, fond="")), id="no tint"),
        pytest.param(_card(groupe=4), id="a box of its own"),
        pytest.param(_card(liste=""), id="nothing on its tint"),
    ],
)
def test_other_titles_head_none(rows: list[_Row]) -> None:
    assert [kind for kind, _ in _said(*rows)] == ["titre", "texte", "item", "item"]
