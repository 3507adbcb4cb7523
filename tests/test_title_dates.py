"""A heading below the document's title that says on which day the document was shown: it heads no part, whatever its words state."""

from __future__ import annotations

import pytest

from builders import CORPS, line, plan, whole
from pipeline.model import Block, Genre, Line, Style
from pipeline.stages.document_title import is_subtitle
from pipeline.stages.outline import outline

GRAND = Style(24.0, gras=True, couleur="#14342b")
MOYEN = Style(14.0, gras=True, couleur="#2e8b7a")
PETIT = Style(11.0, gras=True, couleur="#000000")

_Row = tuple[int, str, Style, Genre]  # page, words, look, genre


def _blocks(*rows: _Row) -> tuple[list[Line], list[Block]]:
    lignes = [line(texte, i, top=60.0 + 40 * i, style=style, numero=numero) for i, (numero, texte, style, _) in enumerate(rows)]
    blocks = [
        Block(i, genre, whole(lignes, i), page=numero, bbox=lignes[i].bbox, style=style) for i, (numero, _, style, genre) in enumerate(rows)
    ]
    return lignes, blocks


@pytest.mark.parametrize(
    ("texte", "date"),
    [
        pytest.param("Comité de pilotage du 11 février 2025", True, id="a day"),
        pytest.param("Comité de pilotage du 1er août 2025", True, id="the first of a month"),
        pytest.param("COMITÉ DE PILOTAGE DU 3 DÉCEMBRE 2024", True, id="in capitals"),
        pytest.param("Comité de pilotage – 4 mars 2026", True, id="behind a dash"),
        pytest.param("Comité de pilotage", False, id="no date"),
        pytest.param("Comité de pilotage de février 2025", False, id="a month"),
        pytest.param("Comité de pilotage 2025", False, id="a year"),
        pytest.param("Comité de pilotage du 11 février", False, id="no year"),
        pytest.param("Comité de pilotage du 11 février 1999", False, id="a year long past"),
        pytest.param("Comité de pilotage du 11 février 2025 : suites", False, id="words behind the day"),
        pytest.param("Comité de pilotage du 111 février 2025", False, id="no day"),
        pytest.param("Comité de pilotage du 11 Fructidor 2025", False, id="no month"),
    ],
)
def test_a_heading_that_states_gouvernance_and_ends_with_a_day_is_a_subtitle(texte: str, date: bool) -> None:
    lignes, blocks = _blocks((1, texte, MOYEN, "titre"), (1, "Vivre ensemble", PETIT, "titre"))
    assert is_subtitle(blocks, 0, lignes) is date


@pytest.mark.parametrize(
    ("suite", "date"),
    [
        pytest.param([(1, "Vivre ensemble", PETIT, "titre")], True, id="over another heading"),
        pytest.param([(1, "Le comité valide les fiches.", CORPS, "texte")], False, id="over a text of its own"),
        pytest.param([(2, "Vivre ensemble", PETIT, "titre")], False, id="alone on its page"),
        pytest.param([(1, "Vivre ensemble", MOYEN, "titre")], False, id="set as another heading"),
        pytest.param([], False, id="last of all"),
    ],
)
def test_a_day_with_something_of_its_own_is_a_part(suite: list[_Row], date: bool) -> None:
    lignes, blocks = _blocks((1, "Comité de pilotage du 11 février 2025", MOYEN, "titre"), *suite)
    assert is_subtitle(blocks, 0, lignes) is date


@pytest.mark.parametrize(
    ("texte", "titres"),
    [
        ("Comité de pilotage du 11 février 2025", ["Vivre ensemble", "Grandir"]),
        ("Comité de pilotage", ["Comité de pilotage"]),  # it commands what is set smaller
    ],
)
def test_the_day_below_the_title_of_a_document_opens_no_part_of_it(texte: str, titres: list[str]) -> None:
    """With a text beside it that no cover has: the page is none."""
    prose = "Le comité valide les fiches et demande que chacune dise qui la porte, avec qui et pour quand elle est prévue."
    lignes, blocks = _blocks(
        (1, "Contrat de ville de Lys", GRAND, "titre"),
        (1, texte, MOYEN, "titre"),
        (1, "Vivre ensemble", PETIT, "titre"),
        (1, prose, CORPS, "texte"),
        (2, "Grandir", PETIT, "titre"),
        (2, "Un texte.", CORPS, "texte"),
    )
    root, titre = outline(blocks, lignes)
    assert titre == "Contrat de ville de Lys"
    assert [t for _, _, t, _ in plan(lignes, root)] == titres
