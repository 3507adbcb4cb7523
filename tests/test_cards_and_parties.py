"""Cards with the box of their parties beside them, read as one; numbered titles abreast on one line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import CORPS, GRAND, page, words
from pipeline.model import Box, Style, Word
from pipeline.stages.blocks_pdf import is_label_line
from pipeline.stages.lines import lines_pdf
from pipeline.stages.regions import regions

ETIQUETTE = Style(9.0, gras=True, couleur="#e0a526")

# left and right edge, top and bottom, what the box holds
_Drawn = tuple[float, float, float, float, Sequence[tuple[str, Style]]]


def _read(*boxes: _Drawn) -> list[tuple[str, bool]]:
    """The first line of each region, in order, and whether the region goes on with the one before."""
    runs = [words(t, x0 + 6, top + 6 + 20 * i, s) for x0, _, top, _, said in boxes for i, (t, s) in enumerate(said)]
    sheet = page(*runs, boites=[Box(x0, top, x1, bottom, fond="#f6f1e4") for x0, x1, top, bottom, _ in boxes])
    found = regions(sheet, lines_pdf([sheet]), lambda li: is_label_line(li, CORPS))
    return [(r.lignes[0].texte, r.suite) for r in found]


def _card(x0: float, x1: float, titre: str, haut: float = 100.0, bas: float = 200.0, plus: str = "- Planter des haies") -> _Drawn:
    return (x0, x1, haut, bas, [(titre, GRAND), ("- Ouvrir une salle", CORPS), (plus, CORPS)])


def _parties(x0: float, x1: float, haut: float = 100.0, bas: float = 200.0, mot: str = "Pilotage :") -> _Drawn:
    return (x0, x1, haut, bas, [(mot, ETIQUETTE), ("Ville de Lys", CORPS)])


def test_each_of_two_cards_abreast_goes_on_with_the_box_at_its_right() -> None:
    found = _read(_card(20, 190, "Loger"), _parties(194, 290), _card(300, 470, "Soigner"), _parties(474, 570))
    assert found == [("Loger", False), ("Pilotage :", True), ("Soigner", False), ("Pilotage :", True)]


def test_a_card_goes_on_with_two_boxes_of_parties() -> None:
    found = _read(_card(20, 250, "Loger"), _parties(254, 390), _parties(394, 560, mot="Partenaires :"))
    assert found == [("Loger", False), ("Pilotage :", True), ("Partenaires :", True)]


def test_a_card_right_of_its_parties_is_read_before_them() -> None:
    assert _read(_parties(20, 150), _card(154, 560, "Loger")) == [("Loger", False), ("Pilotage :", True)]


@pytest.mark.parametrize(
    "boxes",
    [
        [_card(20, 280, "Loger"), _card(284, 560, "Soigner")],  # two cards
        [_card(20, 250, "Loger"), _parties(254, 390, mot="Public :")],  # no label of parties
        [_card(20, 250, "Loger"), _parties(254, 390, bas=170)],  # not of one height
        [_card(20, 250, "Loger"), _parties(300, 440)],  # far apart
        [_card(20, 250, "Loger", plus="Pilote : CAF"), _parties(254, 390)],  # which names a party of its own
        [_card(20, 190, "Loger"), _parties(194, 290), _card(300, 470, "Soigner")],  # one card without
        [_parties(20, 150), _card(154, 400, "Loger"), _parties(404, 560)],  # at both sides
        [(20, 250, 100, 200, [("Des haies", CORPS), ("et des bancs", CORPS)]), _parties(254, 390)],  # no title
        [(20, 250, 100, 200, [("- Des haies", GRAND), ("et des bancs", CORPS)]), _parties(254, 390)],  # an item
    ],
)
def test_other_boxes_abreast_are_no_card_with_its_parties(boxes: list[_Drawn]) -> None:
    assert not any(suite for _, suite in _read(*boxes))


# --- titles abreast

GRAS = Style(10.0, gras=True, couleur="#14342b")


def _abreast(ecart: float, *titres: str, style: Style = GRAS) -> list[str]:
    """Titles on one line, `ecart` points between two; all but the first in `style`."""
    run: list[Word] = []
    for titre in titres:
        run += words(titre, run[-1].x1 + ecart if run else 20.0, 60, style if run else GRAS)
    return [li.texte for li in lines_pdf([page(run)])]


@pytest.mark.parametrize(
    "titres",
    [
        ("Engagement 1 – Former", "Engagement 2 – Ouvrir"),
        ("Fiche 1 : Former", "Fiche 2 : Ouvrir", "Fiche 3 : Planter"),
        ("Action 1.1 Former", "Action 1.2 Ouvrir"),
    ],
)
def test_numbered_titles_abreast_are_lines_of_their_own(titres: tuple[str, ...]) -> None:
    assert _abreast(10, *titres) == list(titres)


@pytest.mark.parametrize(
    ("ecart", "titres", "style"),
    [
        (2.5, ("Engagement 1 suit", "Engagement 2 – Ouvrir"), GRAS),  # a blank between words
        (10, ("Engagement 1 – Former", "Mesure 2 – Ouvrir"), GRAS),  # another word
        (10, ("Engagement 1 – Former", "Engagement 2 – Ouvrir"), CORPS),  # another look
        (10, ("engagement 1 – former", "engagement 2 – ouvrir"), GRAS),  # no titles
        (10, ("Engagement 1 – Former", "Engagement pris"), GRAS),  # no number
        (10, ("Engagement pris", "Engagement 2 – Ouvrir"), GRAS),
    ],
)
def test_other_words_a_little_apart_stay_on_their_line(ecart: float, titres: tuple[str, ...], style: Style) -> None:
    assert len(_abreast(ecart, *titres, style=style)) == 1
