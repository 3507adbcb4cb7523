"""Which drawn shapes hold text: watermarks and their slanted letters do not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import page, words
from pipeline.model import Box
from pipeline.stages.boxes import text_boxes, without_hidden_rules

# The words stand at 50-90 ('Soutenir'), 92.5-107.5 ('les') and 110-170 ('associations').
TEXTE = words("Soutenir les associations")
GRIS = "#eeeeee"
COUPE_1, COUPE_2, LOIN = Box(60, 90, 91, 130, fond=GRIS), Box(130, 80, 172, 125, fond=GRIS), Box(300, 90, 340, 130, fond=GRIS)
CADRE = Box(290, 80, 350, 140, fond=GRIS, trait=True)


@pytest.mark.parametrize(
    ("formes", "gardees"),
    [
        ([COUPE_1], []),  # its left side cuts a word
        ([Box(40, 90, 70, 130, fond=GRIS)], []),  # its right side does
        ([COUPE_1, LOIN], [LOIN]),
        ([COUPE_1, COUPE_2, LOIN], []),  # one colour, two letters that meet words: a watermark
        ([COUPE_1, COUPE_2, LOIN, CADRE], [CADRE]),  # an outline is no letter
        ([Box(45, 95, 175, 115, fond=GRIS)], [Box(45, 95, 175, 115, fond=GRIS)]),
        ([Box(60, 103, 91, 130, fond=GRIS), Box(60, 109, 91, 130, fond=GRIS)], [Box(60, 109, 91, 130, fond=GRIS)]),  # below the words
    ],
)
def test_a_shape_whose_side_cuts_a_word_holds_none(formes: Sequence[Box], gardees: Sequence[Box]) -> None:
    assert list(text_boxes(page(TEXTE, boites=formes))) == list(gardees)


@pytest.mark.parametrize(
    ("a", "b", "emmelees"),
    [
        (Box(100, 300, 160, 360, fond=GRIS), Box(140, 320, 200, 380, fond=GRIS), True),
        (Box(100, 300, 160, 360, fond=GRIS), Box(140, 320, 200, 380, fond="#0000ff"), False),
        (Box(100, 300, 160, 360, fond=GRIS), Box(140, 320, 200, 380, fond=GRIS, trait=True), False),
        (Box(100, 300, 200, 400, fond=GRIS), Box(140, 320, 180, 380, fond=GRIS), False),  # one in the other
        (Box(100, 320, 140, 360, fond=GRIS), Box(100, 300, 200, 400, fond=GRIS), False),  # in it, at its side
        (Box(100, 300, 160, 360, fond=GRIS), Box(160, 320, 220, 380, fond=GRIS), False),  # they touch
        (Box(100, 300, 160, 360, fond=GRIS), Box(140, 301, 200, 361, fond=GRIS), False),  # pieces of one band
    ],
)
def test_shapes_of_one_colour_partly_over_each_other_are_letters(a: Box, b: Box, emmelees: bool) -> None:
    assert (text_boxes(page(TEXTE, boites=[a, b])) == ()) is emmelees


@pytest.mark.parametrize(("x", "reste"), [(70.0, 0), (300.0, 1)])
def test_a_rule_that_runs_through_a_word_is_hidden_by_what_stands_on_it(x: float, reste: int) -> None:
    sheet = page(words("Porteurs du projet", 50, 100), traits=[(x, 80.0, x + 0.5, 140.0)])
    assert len(without_hidden_rules(sheet).traits) == reste
