"""Which drawn shapes hold text: watermarks and their slanted letters do not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import page, words
from pipeline.model import Box
from pipeline.stages.boxes import text_boxes, with_frames, without_hidden_rules

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


# A column of a leaflet, and bands drawn after it across the whole page of 595 points.
COLONNE = Box(20, 100, 200, 700, fond="#dfeaf0")
BANDE = Box(0, 80, 595, 180, fond="#1f6f8b")


@pytest.mark.parametrize(
    ("formes", "bornes"),
    [
        ([COLONNE, BANDE], (180, 700)),
        ([COLONNE, Box(0, 640, 595, 720, fond="#1f6f8b")], (100, 640)),
        ([COLONNE, BANDE, Box(0, 640, 595, 720, fond="#1f6f8b")], (180, 640)),
        ([BANDE, COLONNE], (100, 700)),  # the column is drawn over the band
        ([COLONNE, Box(0, 80, 400, 180, fond="#1f6f8b")], (100, 700)),  # not across the page
        ([COLONNE, Box(0, 80, 595, 180, trait=True)], (100, 700)),  # an outline covers nothing
        ([COLONNE, Box(0, 300, 595, 400, fond="#1f6f8b")], (100, 700)),  # over its middle
    ],
)
def test_a_column_ends_where_a_band_across_the_page_is_drawn_over_it(formes: Sequence[Box], bornes: tuple[float, float]) -> None:
    """At its head or its foot."""
    (found,) = [b for b in text_boxes(page(boites=formes)) if b.fond == COLONNE.fond]
    assert (found.top, found.bottom) == bornes


@pytest.mark.parametrize(
    ("boite", "bandes"),
    [
        (Box(20, 100, 400, 700, fond="#dfeaf0"), [BANDE]),  # wider than half of the page
        (COLONNE, [Box(0, 80, 595, 180, fond=COLONNE.fond)]),  # of one fill with it
        (COLONNE, [BANDE, *(Box(210, 200 + 2.0 * i, 220, 210 + 2.0 * i, fond="#aa3311") for i in range(200))]),  # a drawing
    ],
)
def test_a_box_that_no_band_covers_stays_as_it_is(boite: Box, bandes: Sequence[Box]) -> None:
    """A band is drawn over its head all the same."""
    assert boite in text_boxes(page(boites=[boite, *bandes]))


# A frame of which each side is a stroke of its own, the left one thicker.
GAUCHE, DROITE = (100.0, 200.0, 102.5, 300.0), (399.0, 200.0, 400.0, 300.0)
TETE, PIED = (100.0, 200.0, 400.0, 201.0), (100.0, 299.0, 400.0, 300.0)


@pytest.mark.parametrize(
    ("traits", "boites", "cadres"),
    [
        pytest.param((GAUCHE, DROITE, TETE, PIED), (), 1, id="four sides"),
        pytest.param((GAUCHE, DROITE, PIED), (Box(100, 200, 400, 205, fond="#1f6f8b"),), 1, id="a bar over them"),
        pytest.param((GAUCHE, DROITE, TETE, PIED, (150.0, 240.0, 350.0, 241.0)), (), 1, id="a rule inside"),
        pytest.param((GAUCHE, DROITE, PIED), (Box(100, 200, 400, 215, fond="#1f6f8b"),), 0, id="a band over them"),
        pytest.param((GAUCHE, DROITE, TETE), (), 0, id="nothing under them"),
        pytest.param((GAUCHE, DROITE, (100.0, 200.0, 380.0, 201.0), PIED), (), 0, id="a rule too short"),
        pytest.param((GAUCHE, (399.0, 200.0, 400.0, 290.0), TETE, PIED), (), 0, id="sides of two heights"),
        pytest.param((GAUCHE, DROITE, TETE, PIED, (250.0, 200.0, 251.0, 300.0)), (), 0, id="a rule that parts columns"),
        pytest.param((GAUCHE, DROITE, TETE, PIED, (100.0, 250.0, 400.0, 251.0)), (), 0, id="a rule that parts rows"),
        pytest.param((GAUCHE, DROITE, TETE, PIED, (50.0, 250.0, 100.0, 251.0)), (), 0, id="a rule that ends at a side"),
        pytest.param((GAUCHE, DROITE, TETE, PIED, *((500.0 + i, 400.0, 500.5 + i, 420.0) for i in range(39))), (), 0, id="a drawing"),
    ],
)
def test_a_frame_drawn_side_by_side_is_a_box(
    traits: Sequence[tuple[float, float, float, float]], boites: Sequence[Box], cadres: int
) -> None:
    """Browsers draw it so where one of its sides is thicker; the cells of a table meet more than their own sides."""
    found = with_frames(page(boites=boites, traits=traits)).boites
    assert found == (*boites, *[Box(100, 200, 400, 300, trait=True)] * cadres)
