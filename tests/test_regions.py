"""Reading order of a page: columns, boxes, side notes."""

from __future__ import annotations

from collections.abc import Sequence

from builders import CORPS, page, words
from pipeline.model import Box, Line, Page, Word
from pipeline.stages.blocks_pdf import is_label_line
from pipeline.stages.lines import lines_pdf
from pipeline.stages.regions import Region, regions


def _regions(*runs: Sequence[Word], boites: Sequence[Box] = ()) -> list[Region]:
    sheet: Page = page(*runs, boites=boites)
    return regions(sheet, lines_pdf([sheet]), lambda li: is_label_line(li, CORPS))


def _order(found: Sequence[Region]) -> list[str]:
    return [li.texte for r in found for li in r.lignes]


def _column(x0: float, top: float, *textes: str) -> list[Word]:
    return [w for i, t in enumerate(textes) for w in words(t, x0, top + 14 * i)]


def test_an_empty_page_has_no_region() -> None:
    assert _regions() == []


def test_one_column_is_one_region() -> None:
    found = _regions(_column(50, 100, "un", "deux", "trois"))
    assert [_order([r]) for r in found] == [["un", "deux", "trois"]]
    assert not found[0].boite
    assert not found[0].lateral


def test_two_columns_are_read_one_after_the_other() -> None:
    left = _column(50, 100, "gauche un", "gauche deux", "gauche trois")
    right = _column(320, 100, "droite un", "droite deux", "droite trois")
    assert _order(_regions(right, left)) == ["gauche un", "gauche deux", "gauche trois", "droite un", "droite deux", "droite trois"]


def test_a_title_over_two_columns_comes_first_and_the_text_below_last() -> None:
    title = words("Un titre qui court sur toute la largeur de la page du contrat de ville, d'un bord à l'autre de la page", top=80)
    foot = words("Un paragraphe qui court de nouveau sur toute la largeur de la page du contrat, de bord en bord, comme avant", top=160)
    left, right = _column(50, 100, "gauche un", "gauche deux"), _column(320, 100, "droite un", "droite deux")
    assert _order(_regions(foot, right, left, title))[1:-1] == ["gauche un", "gauche deux", "droite un", "droite deux"]


def test_a_box_beside_the_text_that_starts_with_a_label_is_a_side_note() -> None:
    text = _column(50, 100, "Soutenir les associations du quartier", "Ouvrir une maison", "Financer les projets")
    note = _column(420, 100, "PILOTES :", "Ville", "Etat")
    found = _regions(note, text, boites=[Box(410, 95, 550, 145, fond="#eeeeee")])
    assert [(r.boite, r.lateral) for r in found] == [(False, False), (True, True)]
    assert _order(found[1:]) == ["PILOTES :", "Ville", "Etat"]


def test_a_box_beside_the_text_without_a_label_is_a_column() -> None:
    text = _column(50, 100, "Soutenir les associations du quartier", "Ouvrir une maison")
    note = _column(420, 100, "Le saviez-vous", "Un encadré")
    found = _regions(text, note, boites=[Box(410, 95, 550, 145, fond="#eeeeee")])
    assert [r.lateral for r in found] == [False, False]


def test_a_box_below_the_text_is_read_where_it_stands() -> None:
    above, inside, below = _column(50, 100, "avant", "avant bis"), _column(60, 150, "dedans"), _column(50, 200, "après")
    found = _regions(below, inside, above, boites=[Box(50, 140, 300, 170, trait=True)])
    assert [(_order([r]), r.boite) for r in found] == [(["avant", "avant bis"], False), (["dedans"], True), (["après"], False)]


def test_a_band_across_the_page_is_no_box() -> None:
    found = _regions(_column(50, 100, "Bandeau"), _column(50, 130, "texte"), boites=[Box(0, 90, 595, 120, fond="#0000ff")])
    assert [(_order([r]), r.boite) for r in found] == [(["Bandeau", "texte"], False)]


def test_no_line_is_lost_or_read_twice() -> None:
    runs = [_column(50 + 170 * (i % 3), 60 + 90 * (i // 3), f"bloc {i} a", f"bloc {i} bb", f"bloc {i} ccc") for i in range(18)]
    boxes = [Box(215, 55, 380, 105), Box(45, 235, 200, 290, fond="#cccccc")]
    sheet = page(*runs, boites=boxes)
    lignes = lines_pdf([sheet])
    read: list[Line] = [li for r in regions(sheet, lignes, lambda li: is_label_line(li, CORPS)) for li in r.lignes]
    assert sorted(li.id for li in read) == [li.id for li in lignes]
