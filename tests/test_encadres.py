"""Boxes beside the text, known by what is drawn around them or by one fill behind a title and its text."""

from __future__ import annotations

from collections.abc import Sequence

from builders import CORPS, GRAND, line, whole
from pipeline.model import Block, Genre, Style
from pipeline.stages.encadres import encadres

TEINTE = Style(taille=12.0, gras=True, couleur="#000000", fond="#eeeeee")


def _marked(rows: Sequence[tuple[Genre, Style, int]]) -> list[bool]:
    lignes = [line(f"ligne {i}", i, top=100.0 + 12 * i, style=style) for i, (_, style, _) in enumerate(rows)]
    blocks = [
        Block(i, genre, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=style, groupe=groupe)
        for i, (genre, style, groupe) in enumerate(rows)
    ]
    return [b.encadre for b in encadres(blocks, lignes)]


ENGAGEMENTS: list[tuple[Genre, Style, int]] = [("titre", GRAND, 0), ("item", CORPS, 0)] * 2
FOND = Style(taille=10.0, couleur="#000000", fond="#eeeeee")


def test_a_title_and_its_text_on_one_fill_are_an_encadre() -> None:
    assert _marked([*ENGAGEMENTS, ("titre", TEINTE, 0), ("item", FOND, 0)])[-2:] == [True, True]


def test_a_fill_behind_items_alone_is_their_look() -> None:
    assert _marked([("titre", GRAND, 0), ("item", FOND, 0)] * 2) == [False] * 4


def test_items_in_a_box_right_after_a_boxed_title_are_its_own() -> None:
    assert _marked([*ENGAGEMENTS, ("titre", GRAND, 7), ("item", CORPS, 8)])[-1:] == [False]
    assert _marked([*ENGAGEMENTS, ("texte", CORPS, 7), ("item", CORPS, 8)])[-1:] == [True]
