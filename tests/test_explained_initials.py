"""Initials that a legend or a sentence of the document explains as labels of parties name parties."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import CORPS, line, whole
from pipeline.model import Block, Genre, Line, Style
from pipeline.stages.explained_initials import explained_initials
from pipeline.texts import text_of

DISQUE = Style(9.0, gras=True, couleur="#ffffff", fond="#7a1f4b")
PHRASE = "Des pastilles disent qui fait quoi : P désigne le pilote, A les partenaires associés."
# words, look, left edge, top
_Part = tuple[str, Style, float, float]


def _said(parts: Sequence[_Part], genre: Genre = "texte") -> list[tuple[str, str, bool]]:
    """The blocks of some words, each a block of one line, as (label or genre, words, on the line of the block before)."""
    lignes = [line(t, i, x, y, s) for i, (t, s, x, y) in enumerate(parts)]
    blocks = [Block(i, genre, whole(lignes, i), page=1, bbox=li.bbox, style=li.style) for i, li in enumerate(lignes)]
    return [(b.etiquette or b.genre, text_of(lignes, b.spans), b.suite) for b in explained_initials(blocks, lignes)]


ENGAGEMENT: list[_Part] = [("P", DISQUE, 50, 200), ("CAF", CORPS, 65, 200), ("A", DISQUE, 200, 200), ("PMI · ARS", CORPS, 215, 200)]
LEGENDE: list[_Part] = [("P", DISQUE, 50, 100), ("pilote", CORPS, 65, 100), ("A", DISQUE, 200, 100), ("partenaires", CORPS, 215, 100)]
DITES = [("acteur:pilote", "P", False), ("texte", "CAF", True), ("acteur:partenaire", "A", False), ("texte", "PMI · ARS", True)]


def test_a_legend_explains_the_initials_elsewhere() -> None:
    assert _said([*LEGENDE, *ENGAGEMENT])[4:] == DITES
    assert [kind for kind, _, _ in _said([*LEGENDE, *ENGAGEMENT])[:4]] == ["texte"] * 4


def test_a_sentence_explains_them_too() -> None:
    assert _said([(PHRASE, CORPS, 50, 100), *ENGAGEMENT])[1:] == DITES


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(ENGAGEMENT, id="nothing explains them"),
        pytest.param([("P", DISQUE, 50, 100), ("parking", CORPS, 65, 100), *ENGAGEMENT], id="another word"),
        pytest.param([("P", DISQUE, 50, 100), ("pilote", CORPS, 65, 130), *ENGAGEMENT], id="the word below"),
        pytest.param([(PHRASE, CORPS, 50, 100), *((t, CORPS, x, y) for t, _, x, y in ENGAGEMENT)], id="set as the text"),
        pytest.param([(PHRASE, CORPS, 50, 100), ("Q", DISQUE, 50, 200), ("CAF", CORPS, 65, 200)], id="another initial"),
    ],
)
def test_others_stay_what_they_are(parts: list[_Part]) -> None:
    assert {kind for kind, _, _ in _said(parts)} == {"texte"}


def test_an_initial_in_the_middle_of_two_lines_of_names_leads_to_them() -> None:
    lignes = [line(PHRASE, 0), line("PMI · ARS ·", 1, 80, 195), line("Région", 2, 80, 208), line("A", 3, 60, 201, DISQUE)]
    names = Block(1, "texte", whole(lignes, 1, 2), page=1, bbox=(80, 195, 200, 218), style=CORPS)
    initial = Block(2, "texte", whole(lignes, 3), page=1, bbox=lignes[3].bbox, style=DISQUE)
    found = explained_initials([Block(0, "texte", whole(lignes, 0), page=1, style=CORPS), names, initial], lignes)
    assert [(b.etiquette or b.genre, b.suite) for b in found[1:]] == [("acteur:partenaire", False), ("texte", True)]


def _run_in(gras: bool) -> list[Line]:
    made = line("P CAF A PMI et ARS", 1, top=120.0)
    style = replace(CORPS, gras=True, couleur="#7a1f4b")
    pieces = tuple(replace(p, style=style) if gras and p.fin - p.debut == 1 else p for p in made.pieces)
    return [line(PHRASE), replace(made, pieces=pieces)]


@pytest.mark.parametrize("gras", [True, False])
def test_initials_on_the_line_of_their_names_part_it(gras: bool) -> None:
    lignes = _run_in(gras)
    blocks = [Block(i, "texte", whole(lignes, i), page=1, bbox=lignes[i].bbox, style=CORPS) for i in range(2)]
    said = [(b.etiquette, text_of(lignes, b.spans)) for b in explained_initials(blocks, lignes)[1:]]
    parted = [("acteur:pilote", "P"), ("", "CAF"), ("acteur:partenaire", "A"), ("", "PMI et ARS")]
    assert said == (parted if gras else [("", "P CAF A PMI et ARS")])
