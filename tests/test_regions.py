"""Reading order of a page: columns, boxes, side notes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from builders import CORPS, GRAND, line, page, words
from pipeline.model import Box, Line, Page, Style, Word
from pipeline.stages.blocks_pdf import is_label_line
from pipeline.stages.grid_cells import Grid
from pipeline.stages.lines import lines_pdf
from pipeline.stages.region_bands import _at_titles, _each_headed, with_labels
from pipeline.stages.region_items import Item, columns_of
from pipeline.stages.region_rows import _before_larger, _before_part, in_label_columns, with_values
from pipeline.stages.regions import (
    Region,
    _after_list,
    _around_band,
    _between_rules,
    _icons_last,
    _in_capitals,
    _notes,
    _side_by_side,
    _strips,
    _texts_whole,
    _with_levels_above,
    _without_number,
    regions,
)


def _regions(*runs: Sequence[Word], boites: Sequence[Box] = ()) -> list[Region]:
    sheet: Page = page(*runs, boites=boites)
    return regions(sheet, lines_pdf([sheet]), lambda li: is_label_line(li, CORPS))


def _order(found: Sequence[Region]) -> list[str]:
    return [li.texte for r in found for li in r.lignes]


def _column(x0: float, top: float, *textes: str, style: Style = CORPS) -> list[Word]:
    return [w for i, t in enumerate(textes) for w in words(t, x0, top + 14 * i, style)]


PETIT = Style(8.0, couleur="#000000")


def _read(found: Sequence[Region]) -> list[tuple[list[str], bool, bool]]:
    """Each region as (lines, in a box, side note)."""
    return [(_order([r]), r.boite, r.lateral) for r in found]


# a card with its list at the left and its parties at the right, two lines level with each other
LISTE = [(60.0, 136.0, "• Ouvrir un"), (68.0, 150.0, "lieu pour tous"), (60.0, 164.0, "• Former")]
PARTIES = [(160.0, 136.0, "PORTEUR"), (160.0, 150.0, "Ville de Lys"), (160.0, 164.0, "AVEC"), (160.0, 178.0, "CAF")]


def _parted_card(liste: Sequence[tuple[float, float, str]], cloison: tuple[float, float, float, float] | None) -> list[str]:
    runs = [
        words("Une carte", 60.0, 110.0, GRAND),
        *(words(t, x, y) for x, y, t in (*liste, *PARTIES)),
        words("Budget : 10 euros", 60.0, 200.0),
    ]
    sheet = page(*runs, boites=[Box(50.0, 100.0, 300.0, 220.0, "#eeeeee")], traits=[cloison] if cloison is not None else [])
    return _order(regions(sheet, lines_pdf([sheet]), lambda li: li.texte in ("PORTEUR", "AVEC", "Ouvrir", "lieu", "Former")))


def test_an_upright_rule_parts_a_list_from_the_parties_beside_it() -> None:
    read = _parted_card(LISTE, (150.0, 134.0, 150.0, 190.0))
    assert read == ["Une carte", "• Ouvrir un", "lieu pour tous", "• Former", "PORTEUR", "Ville de Lys", "AVEC", "CAF", "Budget : 10 euros"]


@pytest.mark.parametrize(
    ("liste", "cloison"),
    [
        pytest.param(LISTE, None, id="no rule"),
        pytest.param(LISTE, (150.0, 134.0, 150.0, 150.0), id="a short one"),
        pytest.param(LISTE, (52.0, 134.0, 52.0, 190.0), id="beside all of them"),
        pytest.param([*LISTE[:2], (60.0, 164.0, "• Former à tout ce qui")], (150.0, 134.0, 150.0, 190.0), id="a line runs across it"),
        pytest.param(
            [(60.0, y, t) for (_, y, _), t in zip(LISTE, ("Ouvrir", "lieu", "Former"), strict=True)],
            (150.0, 134.0, 150.0, 190.0),
            id="labels",
        ),
    ],
)
def test_another_rule_in_a_card_leaves_its_rows(liste: list[tuple[float, float, str]], cloison: tuple[float, float, float, float]) -> None:
    read = _parted_card(liste, cloison)
    assert read.index("PORTEUR") < read.index(liste[1][2])


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


_COIN = st.tuples(st.sampled_from([40.0, 60.0, 300.0]), st.sampled_from([60.0, 76.0, 92.0, 200.0]))


@settings(max_examples=150, deadline=None)
@given(
    lignes=st.lists(
        st.tuples(_COIN, st.sampled_from(["Pilotes :", "1", "Ouvrir une maison des projets", "Ville"])),
        max_size=9,
        unique_by=lambda t: t[0],
    ),
    boites=st.lists(st.tuples(_COIN, st.sampled_from([24.0, 70.0, 180.0]), st.sampled_from([16.0, 30.0, 120.0])), max_size=6),
)
def test_boxes_in_boxes_lose_no_line_and_read_none_twice(
    lignes: list[tuple[tuple[float, float], str]], boites: list[tuple[tuple[float, float], float, float]]
) -> None:
    boxes = [Box(x - 5, top - 5, x + large, top + haut, fond="#ddeeff") for (x, top), large, haut in boites]
    sheet = page(*(words(t, x, top) for (x, top), t in lignes), boites=boxes)
    made = lines_pdf([sheet])
    read = [li for r in regions(sheet, made, lambda li: is_label_line(li, CORPS)) for li in r.lignes]
    assert sorted(li.id for li in read) == [li.id for li in made]


GRAS = Style(10.0, gras=True, couleur="#000000")

# --- labels and their values side by side ---------------------------------------------------------------------------


def test_a_label_and_its_values_on_its_line_are_one_row() -> None:
    found = _regions(words("PILOTES :"), words("Ville", 200), words("CAF", 320))
    assert _read(found) == [(["PILOTES :", "Ville", "CAF"], False, False)]


def test_a_row_of_two_labels_and_a_label_above_several_lines_are_none() -> None:
    assert len(_regions(words("PILOTES :"), words("Calendrier :", 200))) == 2
    assert [r.lateral for r in _regions(words("Pilotes", style=GRAS), _column(200, 100, "Soutenir", "Ouvrir"))] == [False, True]


def test_values_a_tab_further_are_read_label_by_label() -> None:
    found = _regions(
        words("Pilote :"), words("sous-préfecture", 200), words("Échéance :", top=114), words("juin 2026", 200, 114),
        words("ou septembre", 200, 128), words("Un texte plus bas", 200, 160),
    )  # fmt: skip
    assert _read(found) == [
        (["Pilote :", "sous-préfecture", "Échéance :", "juin 2026", "ou septembre"], False, False),
        (["Un texte plus bas"], False, False),
    ]


@pytest.mark.parametrize(
    ("gauche", "droite"),
    [
        (("Pilote :", "Au port"), ("sous-préfecture", "juin 2026")),  # the second is no label
        (("Pilote :", "Échéance :"), ("sous-préfecture", "Budget : 10 €")),  # the second value is a label
    ],
)
def test_labels_without_a_value_each_are_a_column(gauche: tuple[str, ...], droite: tuple[str, ...]) -> None:
    assert _order(_regions(_column(50, 100, *gauche), _column(200, 100, *droite)))[:2] != [gauche[0], droite[0]]


@pytest.mark.parametrize(("seconde", "style", "rangees"), [("AVEC", CORPS, True), ("Échéance", CORPS, True), ("AVEC", GRAS, False)])
def test_the_words_of_a_known_label_head_a_row_in_the_look_of_those_beside_them(seconde: str, style: Style, rangees: bool) -> None:
    """Without a colon 'AVEC' is a label nowhere else."""
    labels, values = [*words("Pilote :"), *words(seconde, 50, 120, style)], [*words("CAF", 200, 100), *words("Ville", 200, 120)]
    assert (_order(_regions(labels, values)) == ["Pilote :", "CAF", seconde, "Ville"]) is rangees


def test_a_label_that_was_left_empty_is_a_row_of_its_own() -> None:
    found = _regions(
        words("Pilote :"), words("sous-préfecture", 200), words("Partenaires :", top=114),
        words("Échéance :", top=128), words("juin 2026", 200, 128),
    )  # fmt: skip
    assert _read(found) == [(["Pilote :", "sous-préfecture", "Partenaires :", "Échéance :", "juin 2026"], False, False)]


def test_a_fill_as_wide_as_the_page_keeps_its_lines_together() -> None:
    """Below two columns: its short title is no line of the first of them."""
    boxes = [Box(45, 200, 550, 280, fond="#e1eae8")]
    inset = [
        words("Zoom sur la ferme", 55, 205, GRAS),
        *(words(f"un texte qui court d'un bord à l'autre du fond, ligne {i} de quatre, sans fin", 55, 220 + 14 * i) for i in range(4)),
    ]
    runs = [_column(50, 150, "gauche un", "gauche deux", "gauche trois"), _column(320, 150, "droite un", "droite deux", "droite trois")]
    found = _order(_regions(*runs, *inset, boites=boxes))
    assert found[:7] == ["gauche un", "gauche deux", "gauche trois", "droite un", "droite deux", "droite trois", "Zoom sur la ferme"]


def test_titles_in_the_middle_of_the_page_part_a_text_from_its_notes() -> None:
    """Over a short column at the left and boxes at the right, in the gap between: before both, above the first and further down."""
    boxes = [Box(400, top, 550, top + 60, fond="#e8e0ec") for top in (130, 260)]
    runs = [
        run for top in (100, 230) for run in (words(f"Titre {top}", 240, top, GRAND), _column(50, top + 32, f"un {top}", f"deux {top}"))
    ]
    runs += [_column(410, top + 6, "Délai", f"en {top}") for top in (130, 260)]
    found = _order(_regions(*runs, boites=boxes))
    assert [text for text in found if text not in ("Délai", "en 130", "en 260")] == [
        "Titre 100",
        "un 100",
        "deux 100",
        "Titre 230",
        "un 230",
        "deux 230",
    ]
    assert found.index("en 130") < found.index("Titre 230") < found.index("en 260")


def test_a_title_over_a_rule_of_two_columns_parts_them() -> None:
    """Below a short title and its rule stand two columns; what is right above the second goes with what is above the title."""
    runs = [
        words("« Un dire d'habitant »", 320, 80),
        words("Petite enfance", 50, 100, GRAS),
        _column(50, 130, "un", "deux"),
        _column(320, 130, "trois", "quatre"),
    ]
    found = _order(regions(sheet := page(*runs, traits=[(50, 113, 550, 114)]), lines_pdf([sheet]), lambda li: is_label_line(li, CORPS)))
    assert found == ["« Un dire d'habitant »", "Petite enfance", "un", "deux", "trois", "quatre"]


def test_a_value_that_goes_on_above_the_first_label_of_a_page() -> None:
    runs = [words("la fin d'une valeur", 200, 80), words("Public visé :", top=100), words("Calendrier :", top=114)]
    runs += [words("Tous", 200, 100), words("2025", 200, 114)]
    assert _order(_regions(*runs)) == ["la fin d'une valeur", "Public visé :", "Tous", "Calendrier :", "2025"]


def test_what_stands_below_labels_and_values_goes_on_with_the_labels() -> None:
    runs = [words("Porteur :", top=100), words("Pilote :", top=114), words("Ville", 200, 100), words("CAF", 200, 114)]
    runs += [words("Public", top=136, style=GRAS), words("Tous", top=150)]
    assert _order(_regions(*runs)) == ["Porteur :", "Ville", "Pilote :", "CAF", "Public", "Tous"]


def test_a_label_over_two_lines_beside_a_value_over_two() -> None:
    runs = [words("Directions ou", top=100), words("services pilotes :", top=112), words("Partenaires :", top=126)]
    runs += [words("Direction de la culture, Centres", 200, 100), words("sociaux", 200, 112), words("CAF", 200, 126)]
    assert _order(_regions(*runs)) == [
        "Directions ou", "services pilotes :", "Direction de la culture, Centres", "sociaux", "Partenaires :", "CAF",
    ]  # fmt: skip


def test_numbers_of_titles_make_no_list_of_their_columns() -> None:
    """Two titles with numbers abreast; what the first column goes on with below the second is its own."""
    gauche = [*_column(50, 100, "1 Des rues pour jouer", style=GRAND), *_column(50, 120, "un", "deux", "trois", "quatre", "cinq")]
    droite = [*_column(320, 100, "2 Cultiver", style=GRAND), *_column(320, 120, "six", "sept")]
    found = _order(_regions(gauche, droite))
    assert found == ["1 Des rues pour jouer", "un", "deux", "trois", "quatre", "cinq", "2 Cultiver", "six", "sept"]


@pytest.mark.parametrize(("signe", "style"), [(" :", CORPS), ("", GRAS)])
def test_labels_over_two_lines_and_one_whose_value_stands_below(signe: str, style: Style) -> None:
    """'Partenaires' over 'associés', its value level with the first; 'Actions', whose list begins below both columns."""
    left = (("Porteur", 100), ("Partenaires", 114), ("associés", 126), ("Actions", 142))
    runs = [words(text if text == "Partenaires" else text + signe, top=top, style=style) for text, top in left]
    runs += [words("Ville", 200), words("CAF, Région", 200, 114), words("→ Ouvrir une maison des projets au centre du quartier", top=158)]
    found = [text for part in _regions(*runs) for text in _order([part])]
    assert found[:5] == [f"Porteur{signe}", "Ville", "Partenaires", f"associés{signe}", "CAF, Région"]
    assert found[5:] == [f"Actions{signe}", "→ Ouvrir une maison des projets au centre du quartier"]


def test_a_row_of_labels_goes_with_the_values_below_it() -> None:
    above = [_column(50, 100, "gauche un", "gauche deux"), _column(320, 100, "droite un", "droite deux")]
    labels = [words("Pilotes", 50, 128, GRAS), words("Partenaires", 320, 128, GRAS)]
    below = words("Ville de Rezé, Nantes Métropole, Caisse d'allocations familiales de Loire-Atlantique, bailleurs", 50, 142)
    assert _order(_regions(*above, *labels, below))[:6] == [
        "gauche un",
        "gauche deux",
        "droite un",
        "droite deux",
        "Pilotes",
        "Partenaires",
    ]


def test_a_row_that_is_not_all_labels_stays_with_its_columns() -> None:
    above = [_column(50, 100, "gauche un", "gauche deux"), _column(320, 100, "droite un", "droite deux")]
    row = [words("Pilotes", 50, 128, GRAS), words("fin", 320, 128)]
    below = words("Ville de Rezé, Nantes Métropole, Caisse d'allocations familiales de Loire-Atlantique, bailleurs", 50, 142)
    assert _order(_regions(*above, *row, below))[:3] == ["gauche un", "gauche deux", "Pilotes"]


# --- headings beside what they command ------------------------------------------------------------------------------

TITRE = Style(12.0, gras=True, couleur="#aa0000")


def _rangee(top: float, titre: str, *colonnes: tuple[float, Sequence[str]], style: Style = TITRE) -> list[Word]:
    """A title at left, and columns of lines that start level with it; a column is (x0, lines)."""
    return [*words(titre, 50, top, style), *(w for x, textes in colonnes for w in _column(x, top, *textes))]


@pytest.mark.parametrize("boite", [False, True])
def test_titles_at_left_are_rows_with_what_stands_level_at_their_right(boite: bool) -> None:
    un = _rangee(100, "Se loger", (200, ("– isoler", "– relier", "– suivre")), (380, ("Bailleurs",)))
    deux = _rangee(180, "Se soigner", (200, ("– recruter",)), (380, ("ARS",)))
    boites = [Box(45, 95, 150, 120, fond="#eeeeee"), Box(45, 175, 150, 200, fond="#eeeeee")] if boite else []
    found = _order(_regions(un, deux, boites=boites))
    assert found == ["Se loger", "– isoler", "– relier", "– suivre", "Bailleurs", "Se soigner", "– recruter", "ARS"]


def test_a_number_between_two_lines_of_a_title_at_left_makes_no_row() -> None:
    """'A7' in its own look beside a title of two lines, half a line lower; what a row says is no note of a margin."""
    disque = Style(9.0, gras=True, couleur="#ffffff")
    un = [*words("Ouvrir un", 80, 100, TITRE), *words("A7", 50, 104, disque), *words("centre", 50, 115, TITRE)]
    deux = [*words("Recruter", 80, 200, TITRE), *words("A8", 50, 204, disque)]
    droite = [*_column(220, 100, "Pilote : Ville", "– un", "– deux"), *_column(220, 200, "Pilote : ARS", "– trois")]
    found = _regions(un, deux, droite, boites=[Box(44, 100, 72, 116, fond="#aa0000"), Box(44, 200, 72, 216, fond="#aa0000")])
    assert [t for t in _order(found) if t[0] != "A"] == [
        "Ouvrir un", "centre", "Pilote : Ville", "– un", "– deux", "Recruter", "Pilote : ARS", "– trois",
    ]  # fmt: skip
    assert not any(r.lateral for r in found)


def test_a_row_starts_above_its_title_at_the_largest_blank() -> None:
    """Titles lower than the first line at their right, whose lines stand apart too."""
    loin = [
        [*words(t, 50, top + 16, TITRE), *(w for i in range(4) for w in words(f"{t} {i}", 200, top + 16 * i))]
        for top, t in ((100, "Loger"), (174, "Soigner"))
    ]
    assert _order(_regions(*loin)) == ["Loger", *(f"Loger {i}" for i in range(4)), "Soigner", *(f"Soigner {i}" for i in range(4))]


@pytest.mark.parametrize("tete", [words("La place en mars", 50, 82), words("Un objectif plus long que sa colonne", 50, 70, GRAND)])
def test_what_stands_above_rows_of_titles_does_not_hide_them(tete: list[Word]) -> None:
    """A caption in the column of titles; a heading that bridges it and the next one."""
    un = _rangee(100, "Se loger", (200, ("– isoler", "– relier")), (420, ("Bailleurs",)))
    deux = _rangee(180, "Se soigner", (200, ("– recruter",)), (420, ("ARS",)))
    found = _order(_regions(tete, un, deux))
    assert found[1:] == ["Se loger", "– isoler", "– relier", "Bailleurs", "Se soigner", "– recruter", "ARS"]


@pytest.mark.parametrize(("sous", "ordre"), [("Constats", True), ("Fiche 2", False)])
def test_nothing_goes_on_below_a_number_beside_its_title(sous: str, ordre: bool) -> None:
    """'Fiche 1' in a box at the left of a title of two lines, and a short line below it; numbers abreast head columns."""
    code, boite = words("Fiche 1", 55, 108, TITRE), Box(50, 100, 115, 130, fond="#0b6e75")
    titre = [*words("Ouvrir une école", 130, 102, TITRE), *words("de la mer", 130, 118, TITRE)]
    found = _order(
        _regions(code, titre, words(sous, 50, 150), words("Un texte qui court sur toute la page du contrat", 50, 170), boites=[boite])
    )
    assert (found.index("de la mer") < found.index(sous)) is True
    abreast = [words(f"Fiche {n}", 50 + 200.0 * n, 100, TITRE) for n in (1, 2)]
    columns = [_column(50 + 200.0 * n, 120, f"un {n}", f"deux {n}") for n in (1, 2)]
    assert _order(_regions(*abreast, *columns))[:3] == ["Fiche 1", "un 1", "deux 1"]


@pytest.mark.parametrize(
    "deuxieme",
    [
        _rangee(150, "Se soigner", (250, ("– recruter",))),  # no blank above it at right
        _rangee(180, "Se soigner", (250, ("– recruter",)), style=CORPS),  # the second is set as text
        [*words("Se soigner", 50, 180, TITRE), *words("Se nourrir", 250, 180, TITRE)],  # titles at right too: two columns
    ],
)
def test_titles_in_a_column_of_text_make_no_rows(deuxieme: list[Word]) -> None:
    un = _rangee(100, "Se loger", (250, ("– isoler", "– relier", "– suivre", "– ouvrir")))
    found = _order(_regions(un, deuxieme))
    assert found.index("Se soigner") < found.index("– isoler")


def test_labels_and_values_at_the_right_of_titles_stay_together() -> None:
    rangs = [
        _rangee(top, titre, (200, ("– agir ici", "– agir là")), (330, ("Pilote :", "Partenaires :")), (420, (pilote, "CAF")))
        for top, titre, pilote in ((100, "Se loger", "Ville"), (180, "Se soigner", "ARS"))
    ]
    assert _order(_regions(*rangs))[3:7] == ["Pilote :", "Ville", "Partenaires :", "CAF"]


DROITE = [*words("Former", 250, 100, GRAS), *_column(250, 114, *["un texte qui court sur toute la colonne"] * 9)]
SUITE = [*words("Soigner", 250, 240, GRAS), *words("un texte qui court sur toute la colonne", 250, 254)]


def test_headings_at_left_are_read_each_with_what_stands_at_its_right() -> None:
    found = _order(_regions(words("Emploi", style=GRAND), words("pour tous", top=118), words("Santé", 50, 240, GRAND), DROITE, SUITE))
    assert [t for t in found if "court" not in t] == ["Emploi", "pour tous", "Former", "Santé", "Soigner"]


@pytest.mark.parametrize(
    ("gauche", "droite"),
    [
        ([*words("Emploi", style=GRAND), *words("Santé", 50, 240)], [*DROITE, *SUITE]),  # the second is text
        ([*words("Emploi", style=GRAND), *words("Santé", 50, 200, GRAND)], [*DROITE, *SUITE]),  # nothing starts level with it
        ([*words("Emploi"), *words("Santé", 50, 240, GRAND)], [*DROITE, *SUITE]),  # the column does not start with a heading
        (
            [*words("Emploi", style=GRAND), *words("un texte qui remplit la colonne", 50, 120), *words("Santé", 50, 240, GRAND)],
            [*DROITE, *SUITE],
        ),
        (
            [*words("Emploi", style=GRAND), *_column(50, 118, *["un texte"] * 9), *words("Santé", 50, 241, GRAND)],
            [*DROITE, *SUITE],
        ),  # no blank
    ],
)
def test_two_columns_of_text_are_no_rows(gauche: list[Word], droite: list[Word]) -> None:
    found = [t for t in _order(_regions(gauche, droite)) if "un texte" not in t]
    assert found == ["Emploi", "Santé", "Former", "Soigner"]


def test_a_column_that_starts_with_a_label_but_goes_on_with_headings_is_no_note() -> None:
    left = [*words("Soigner", style=GRAND), *_column(50, 120, "Ouvrir un centre", "Former des médiateurs", "Informer", "Agir")]
    note = _column(320, 100, "PILOTES :", "Ville", "Etat")
    assert [r.lateral for r in _regions(left, note)] == [False, True]
    assert [r.lateral for r in _regions(left, note, words("Jouer", 320, 150, GRAND))] == [False, False]
    assert [r.lateral for r in _regions(left, note, words("Jouer", 320, 150, Style(13.0)))] == [False, False]  # large is enough
    assert [r.lateral for r in _regions(left, note, words("Calendrier :", 320, 150, GRAND))] == [False, True]  # a label is none


# --- boxes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("largeur", "regions"),
    [
        (250.0, [(["Soigner", "un texte", "PILOTES :", "Ville"], True, False)]),
        (120.0, [(["Soigner", "un texte"], True, False), (["PILOTES :", "Ville"], True, False)]),
    ],
)
def test_a_band_as_wide_as_its_card_belongs_to_it(largeur: float, regions: list[tuple[list[str], bool, bool]]) -> None:
    card, band = Box(45, 90, 295, 200, trait=True), Box(45, 160, 45 + largeur, 200, fond="#eeeeee")
    found = _regions(_column(55, 100, "Soigner", "un texte"), _column(55, 165, "PILOTES :", "Ville"), boites=[card, band])
    assert sorted(_read(found), reverse=True) == regions or _read(found) == regions


def test_a_low_box_around_one_line_is_no_box_of_its_own() -> None:
    low, high = Box(45, 125, 120, 145, trait=True), Box(45, 125, 120, 155, trait=True)
    textes = [words("avant"), words("Ville", top=130), words("après", top=160)]
    assert _read(_regions(*textes, boites=[low])) == [(["avant", "Ville", "après"], False, False)]
    assert [r.boite for r in _regions(*textes, boites=[high])] == [False, True, False]


@pytest.mark.parametrize(
    ("nom", "seule"), [(("Ville de Rezé", "et CAF"), True), (("PILOTES :", "CAF"), False), (("a", "b", "c", "d"), False)]
)
def test_a_small_box_around_a_name_belongs_to_the_box_around_it(nom: tuple[str, ...], seule: bool) -> None:
    outer, inner = Box(45, 90, 295, 290, trait=True), Box(60, 155, 160, 215, trait=True)
    found = _regions(_column(55, 100, "Pilotes", "de l'action"), _column(65, 160, *nom), boites=[outer, inner])
    assert (len(found) == 1) is seule


def test_a_number_on_a_fill_in_the_band_of_a_card_is_read_once() -> None:
    """A disc in a band of two lines in a card, and in a band of one line by itself."""
    card, band, disc = Box(40, 80, 300, 300, trait=True), Box(45, 85, 295, 125, fond="#aa0000"), Box(50, 90, 70, 108, fond="#ffaa00")
    textes = [words("1", 55, 93), words("Un référent de parcours", 80, 93), words("pour chacun", 55, 108), words("Pilote : Ville", 50, 150)]
    assert len(_order(_regions(*textes, boites=[card, band, disc]))) == 4
    assert len(_order(_regions(*textes[:2], boites=[Box(45, 85, 295, 115, fond="#aa0000"), disc]))) == 2


def test_labels_in_a_box_over_two_lines_beside_their_values() -> None:
    """'Services' over 'concernés :', the value at its right, in a box that is no wider than a column."""
    gauche = _column(55, 100, "Pilote :", "Services", "concernés :", style=TITRE)
    droite = [*words("Ville", 140, 100), *words("DDT ; mobilités", 140, 114)]
    (found,) = _regions(gauche, droite, boites=[Box(45, 90, 290, 150, fond="#eeeeee")])
    assert _order([found]) == ["Pilote :", "Ville", "Services", "concernés :", "DDT ; mobilités"]


@pytest.mark.parametrize(("gouttiere", "colonnes"), [(6.0, True), (3.0, False)])
def test_a_narrow_gutter_parts_wide_columns_that_keep_to_their_edges(gouttiere: float, colonnes: bool) -> None:
    """The longest line of the left column all but touches the right one, whose lines start at one edge."""
    gauche = ["Un marché", "le samedi", "Quinze étals de producteurs", "à tarif réduit"]
    droite = ["Une navette", "de cinq heures à minuit", "toutes les dix minutes", "vers la gare"]
    x = max(w.x1 for w in _column(50, 100, *gauche)) + gouttiere
    lignes = [line(t, i, x0, 100.0 + 14 * (i % 4)) for i, (t, x0) in enumerate([*((t, 50.0) for t in gauche), *((t, x) for t in droite)])]
    found = regions(page(), lignes, lambda _: False)
    assert (_order(found) == [*gauche, *droite]) is colonnes


def test_a_number_at_the_right_end_of_a_band_of_two_lines_comes_last() -> None:
    """'FICHE ACTION 1.1' at the height of both lines at left: it is the number of the title below the band."""
    band = [*words("PILIER 1 – Vivre", 50, 60), *words("Orientation 1 : Soutenir", 50, 74), *words("FICHE ACTION 1.1", 440, 67, TITRE)]
    found = _order(_regions(band, words("Le carnet de réussite", 50, 110, GRAND), boites=[Box(40, 55, 555, 90, fond="#1f4e79")]))
    assert found == ["PILIER 1 – Vivre", "Orientation 1 : Soutenir", "FICHE ACTION 1.1", "Le carnet de réussite"]


def _chips(*places: tuple[str, float, float]) -> tuple[list[list[Word]], list[Box]]:
    """Names, each in a low box that reaches 12 points past it on both sides; a place is (words, left edge of the box, top)."""
    made = [words(t, x + 12, top) for t, x, top in places]
    return made, [Box(m[0].x0 - 12, m[0].top - 4, m[-1].x1 + 12, m[0].bottom + 4, fond="#ddeeff") for m in made]


def test_chips_side_by_side_are_read_row_by_row() -> None:
    """Boxes of 49 and 34 points, 5 apart: their words stand further apart than columns do."""
    mots, boites = _chips(("Ville", 50, 100), ("Etat", 104, 100), ("ADIE", 50, 130), ("CAFE", 104, 130))
    assert _order(_regions(*mots, boites=boites)) == ["Ville", "Etat", "ADIE", "CAFE"]


def test_chips_that_touch_stand_in_columns_a_gap_apart() -> None:
    mots, boites = _chips(*((t, x, top) for top in (100, 130) for t, x in ((f"un{top}", 50), (f"de{top}", 100), (f"tr{top}", 162))))
    assert _order(_regions(*mots, boites=boites)) == ["un100", "de100", "un130", "de130", "tr100", "tr130"]


def test_a_chip_takes_no_more_room_than_its_words() -> None:
    boxes = [Box(45, 96, 310, 114, fond="#ddeeff"), Box(45, 126, 310, 144, fond="#ddeeff")]
    found = _regions(words("Ville"), words("Etat", top=130), _column(312, 100, "un texte", "en colonne", "à droite"), boites=boxes)
    assert _order(found) == ["Ville", "Etat", "un texte", "en colonne", "à droite"]


def test_boxes_in_a_row_end_a_band() -> None:
    boxes = [Box(45, 90, 290, 135, trait=True), Box(310, 90, 550, 135, trait=True)]
    runs = [_column(x, 100, f"boîte {x}", "suite") for x in (50, 320)]
    below = [_column(x, 145, f"texte {x}", "fin") for x in (50, 320)]
    assert _order(_regions(*runs, *below, boites=boxes)) == [
        "boîte 50", "suite", "boîte 320", "suite", "texte 50", "fin", "texte 320", "fin",
    ]  # fmt: skip


def test_boxes_of_one_height_with_a_label_each_are_one_strip() -> None:
    """Boxes abreast below a title, the last one beside no line of the text: fields of the title."""
    labels = ("Pilote", "Calendrier", "Coût estimé")
    boxes = [Box(x, top, x + 150, top + 40, fond="#e8e0ec") for top in (130, 230) for x in (45, 215, 385)]
    runs = [run for top in (100, 200) for run in (words(f"Titre {top}", top=top, style=GRAS), words("une action du contrat", top=top + 14))]
    runs += [words(label, x, top + 5, GRAS) for top in (130, 230) for label, x in zip(labels, (50, 220, 390), strict=True)]
    runs += [words(f"valeur {x} {top}", x, top + 22) for top in (130, 230) for x in (50, 220, 390)]
    strips = [
        [text for x, label in zip((50, 220, 390), labels, strict=True) for text in (label, f"valeur {x} {top}")] for top in (130, 230)
    ]
    whole = ["Titre 100", "une action du contrat", *strips[0], "Titre 200", "une action du contrat", *strips[1]]
    assert _order(_regions(*runs, boites=boxes)) == whole


def test_boxes_that_hold_titles_head_the_columns_below() -> None:
    """Two titles in boxes abreast, items below each, and a box of parties under them: column by column."""
    boxes = [Box(x, top, x + 240, bottom, trait=True) for x in (45, 310) for top, bottom in ((85, 120), (200, 240))]
    runs = [run for x in (50, 320) for run in (words(f"Titre {x}", x, 100, GRAS), words(f"action {x}", x, 125), words("une autre", x, 140))]
    parties = [run for x in (50, 320) for run in (words("Pilote : Ville", x, 205), words(f"Avec : CAF {x}", x, 220))]
    assert _order(_regions(*runs, *parties, boites=boxes)) == [
        text for x in (50, 320) for text in (f"Titre {x}", f"action {x}", "une autre", "Pilote : Ville", f"Avec : CAF {x}")
    ]


@pytest.mark.parametrize("numero", ["1.", "A1", "3"])
def test_a_number_half_a_line_below_the_top_of_its_title_comes_first(numero: str) -> None:
    titre = _column(68, 100, "Soutenir les associations", "du quartier", style=GRAS)
    assert _order(_regions(titre, words(numero, 50, 107, GRAS))) == [numero, "Soutenir les associations", "du quartier"]
    assert _order(_regions(titre, words("et", 50, 107, GRAS)))[1] == "et"


@pytest.mark.parametrize(("ecart", "ordre"), [(-12, True), (12, True), (-90, False)])
def test_chevrons_that_interlock_head_their_columns(ecart: float, ordre: bool) -> None:
    """Heads of 150 points, their ends over each other by 12; the boxes below them, as wide, stand a gap apart."""
    x = (50.0, 200.0 + ecart)
    runs = [words(f"tête {n}", x[n] + 30, 100) for n in (0, 1)] + [words(f"boîte {n}", 60 + 165 * n, 150) for n in (0, 1)]
    boites = [Box(x[n], 90, x[n] + 150, 125, fond="#112233") for n in (0, 1)]
    boites += [Box(50 + 165 * n, 140, 200 + 165 * n, 175, fond="#ccddee") for n in (0, 1)]
    assert (_order(_regions(*runs, boites=boites)) == ["tête 0", "boîte 0", "tête 1", "boîte 1"]) is ordre


def test_names_in_the_middle_under_boxes_go_on_with_their_columns() -> None:
    boites = [Box(50, 90, 200, 125, fond="#112233"), Box(220, 90, 370, 125, fond="#112233")]
    runs = [words("ici", 117, 100), words("là", 290, 100), words("CAF", 117, 140), words("Ville", 283, 140)]
    assert _order(_regions(*runs, boites=boites)) == ["ici", "CAF", "là", "Ville"]


@pytest.mark.parametrize(
    ("fin", "tete", "derniere"), [("des jeunes", "• deux", False), ("Les jeunes", "• deux", True), ("Les jeunes", "2-1 deux", False)]
)
def test_what_stands_below_a_list_in_two_columns(fin: str, tete: str, derniere: bool) -> None:
    """A line without sign lower than the right column ends the list, unless it goes on with the last item, or the columns are text."""
    droite = _column(310, 100, "• quatre", "• cinq")
    style = GRAS if tete[0] == "2" else CORPS
    gauche = [*words(tete if tete[0] == "2" else "• un", 50, 100, style), *words("• trois", 50, 113)]
    found = _order(_regions(gauche, words(fin, 60, 126), droite))
    assert (found[-1] == fin) is derniere


def test_a_title_whose_end_narrows_the_gutter_stands_above_its_columns() -> None:
    """The title ends 12 points left of the right column, less than a gutter; the columns are 60 points apart."""
    titre = words("Un titre long", 50, 100, GRAND)
    x = titre[-1].x1 + 12
    left = [words(t, 50, 130 + 14 * i) for i, t in enumerate(("un", "deux", "trois"))]
    right = [words("quatre", x + 12, 127), *(words(t, x, 141 + 14 * i) for i, t in enumerate(("cinq", "six")))]
    assert _order(_regions(titre, *left, *right)) == ["Un titre long", "un", "deux", "trois", "quatre", "cinq", "six"]


@pytest.mark.parametrize(("debut", "note"), [(("Directions ou services", "pilotes :"), True), (("Directions du", "port :"), False)])
def test_a_box_beside_the_text_that_starts_with_a_label_over_two_lines_is_a_note(debut: tuple[str, ...], note: bool) -> None:
    card = Box(45, 90, 200, 150, trait=True)
    found = _regions(_column(50, 100, *debut, "CAF"), _column(260, 100, "Loger", "• un", "• deux"), boites=[card])
    assert any(r.lateral for r in found) is note


def test_labels_with_their_values_head_nothing_below() -> None:
    gauche = [*_column(50, 100, "Soutenir", style=GRAS), *words("Pilote : État", 50, 128)]
    droite = [*_column(310, 100, "• un"), *words("Échéance : 2025", 310, 128)]
    below = [words("Loger", 50, 190, GRAND), *[words(t, x, 220) for t, x in (("• trois", 50), ("• quatre", 310))]]
    assert _order(_regions(gauche, droite, *below))[:4] == ["Soutenir", "Pilote : État", "• un", "Échéance : 2025"]


BLANC = Style(taille=10.0, gras=True, couleur="#ffffff", fond="#333333")


def _panel(x0: float, top: float, x1: float, *textes: str, style: Style = CORPS) -> tuple[list[Word], Box]:
    return _column(x0 + 5, top + 5, *textes, style=style), Box(x0, top, x1, top + 60, fond=style.fond or "#eeeeee")


def test_panels_are_read_row_by_row() -> None:
    rows = [(n, 100.0 + 70 * n) for n in range(2)]
    made = [_panel(40, top, 180, f"Titre {n}", "sur deux lignes", style=BLANC) for n, top in rows]
    made += [_panel(190, top, 400, f"actions {n}", "et suite") for n, top in rows]
    made += [_panel(410, top, 560, f"partis {n}", "et suite") for n, top in rows]
    found = _regions(*(run for run, _ in made), boites=[box for _, box in made])
    assert [li for li in _order(found) if li[-1].isdigit()] == ["Titre 0", "actions 0", "partis 0", "Titre 1", "actions 1", "partis 1"]


def test_columns_of_boxes_that_each_start_alike_are_read_one_after_the_other() -> None:
    made = [_panel(x, top, x + 200, f"carte {x} {top}", "et suite") for x in (40, 300) for top in (100, 170)]
    found = _regions(*(run for run, _ in made), boites=[box for _, box in made])
    assert [li for li in _order(found) if li[-1].isdigit()] == ["carte 40 100", "carte 40 170", "carte 300 100", "carte 300 170"]


def test_a_larger_title_over_boxes_comes_before_all_of_them() -> None:
    made = [_panel(x, 140, x + 160, f"boite {x}", "un", "deux") for x in (40, 210, 380)]
    found = _regions(*(run for run, _ in made), words("Le titre", 230, 100, GRAND), boites=[box for _, box in made])
    assert _order(found)[0] == "Le titre"


def test_each_note_of_a_margin_is_one_region() -> None:
    text = [*words("Titre un", 200, 100, GRAND), *_column(200, 125, "Un texte courant assez long", "Un texte courant assez long")]
    text += [*words("Titre deux", 200, 200, GRAND), *_column(200, 225, "Un texte courant assez long", "Un texte courant assez long")]
    found = _regions(text, _column(40, 100, "Pilote : CAF", "Partenaires : ARS"), _column(40, 200, "Pilote : Etat", "Partenaires : Ville"))
    assert [lines for lines, _, lateral in _read(found) if lateral] == [
        ["Pilote : CAF", "Partenaires : ARS"],
        ["Pilote : Etat", "Partenaires : Ville"],
    ]


def test_labels_along_one_row_keep_their_values() -> None:
    row = [
        w
        for x, t in ((50, "Pilote"), (130, "CAF du Nord"), (330, "Échéance"), (430, "2025"))
        for w in words(t, x, 100, GRAS if x in (50, 330) else CORPS)
    ]
    assert _order(_regions(row)) == ["Pilote", "CAF du Nord", "Échéance", "2025"]


def test_a_title_that_ends_the_columns_comes_after_both() -> None:
    left = _column(50, 100, "gauche un", "gauche deux", "gauche trois", "gauche quatre")
    right = _column(320, 100, "droite un", "droite deux", "droite trois")
    assert _order(_regions(left, right, words("La suite", 50, 172, GRAND)))[-1] == "La suite"


def test_a_note_may_open_with_a_label_over_two_lines() -> None:
    left = _column(50, 100, *("Une ligne de texte qui remplit la colonne",) * 12)
    notes = [
        *words("DIRECTIONS OU SERVICES", 400, 100, GRAS), *words("PILOTES : Ville", 400, 112, GRAS),
        *words("DIRECTIONS OU SERVICES", 400, 170, GRAS), *words("PILOTES : Etat", 400, 182, GRAS),
    ]  # fmt: skip
    found = [r for r in _regions(left, notes) if r.lateral]
    assert [_order([r]) for r in found] == [
        ["DIRECTIONS OU SERVICES", "PILOTES : Ville"],
        ["DIRECTIONS OU SERVICES", "PILOTES : Etat"],
    ]


def test_free_lines_between_panels_belong_to_their_row() -> None:
    made = [_panel(40, 100 + 70 * n, 180, f"Titre {n}", "sur deux lignes", style=BLANC) for n in range(2)]
    made += [_panel(410, 100 + 70 * n, 560, f"partis {n}", "et suite") for n in range(2)]
    free = [_column(200, 105 + 70 * n, f"actions {n}", "et suite") for n in range(2)]
    found = _regions(*(run for run, _ in made), *free, boites=[box for _, box in made])
    assert [li for li in _order(found) if li[-1].isdigit()] == ["Titre 0", "actions 0", "partis 0", "Titre 1", "actions 1", "partis 1"]
    assert not any(r.lateral for r in found)


def test_a_title_that_bridges_two_columns_of_panels_does_not_keep_them_from_being_rows() -> None:
    made = [_panel(40, 100 + 70 * n, 180, f"Titre {n}", "sur deux lignes", style=BLANC) for n in range(2)]
    made += [_panel(410, 100 + 70 * n, 560, f"partis {n}", "et suite") for n in range(2)]
    free = [_column(200, 105 + 70 * n, f"actions {n}", "et suite") for n in range(2)]
    title = words("Un thème assez long pour deux", 40, 60, GRAND)
    assert 200 < title[-1].x1 < 400
    found = _regions(title, *(run for run, _ in made), *free, boites=[box for _, box in made])
    assert [li for li in _order(found) if li[-1].isdigit()] == ["Titre 0", "actions 0", "partis 0", "Titre 1", "actions 1", "partis 1"]


@pytest.mark.parametrize("pastilles", [False, True])
def test_cards_with_titles_of_one_look_are_read_row_by_row(pastilles: bool) -> None:
    """A box of names below a box of actions is no card: the two columns are read one after the other."""
    made: list[tuple[list[Word], Box]] = []
    for x, top in ((40, 100), (300, 100), (40, 170), (300, 170)):
        plain = pastilles and top == 170
        run = [*words(f"carte {x} {top}", x + 5, top + 5, CORPS if plain else GRAS), *words("et suite", x + 5, top + 19)]
        made.append((run, Box(x, top, x + 200, top + 60, fond="#eeeeee")))
    found = [li for li in _order(_regions(*(run for run, _ in made), boites=[box for _, box in made])) if li[-1].isdigit()]
    rows = ["carte 40 100", "carte 300 100", "carte 40 170", "carte 300 170"]
    columns = ["carte 40 100", "carte 40 170", "carte 300 100", "carte 300 170"]
    assert found == (columns if pastilles else rows)


def test_cards_of_any_height_below_a_title_to_each_row_are_read_row_by_row() -> None:
    """Beside a band as tall as the page."""
    made: list[tuple[list[Word], Box]] = [(words("Axe", 5, 100, GRAND), Box(0, 0, 36, 800, fond="#008800"))]
    for x, top, height in ((40, 100, 90), (300, 100, 60), (40, 240, 60), (300, 240, 75)):
        run = [*words(f"carte {x} {top}", x + 5, top + 5, GRAS), *words("et suite", x + 5, top + 19)]
        made.append((run, Box(x, top, x + 200, top + height, fond="#eeeeee")))
    heads = [words(f"thème {top}", 40, top, GRAND) for top in (70, 205)]
    found = [li for li in _order(_regions(*heads, *(run for run, _ in made), boites=[box for _, box in made])) if li[-1].isdigit()]
    rows = ["thème 70", "carte 40 100", "carte 300 100", "thème 205", "carte 40 240", "carte 300 240"]
    assert found == rows


def test_labels_without_colon_each_before_its_chips() -> None:
    gris = Style(taille=10.0, gras=True, couleur="#c8452b")
    chips = [("France Travail", 160, 100), ("Mission locale", 300, 100), ("PLIE", 160, 130), ("CAF", 240, 130)]
    runs = [words("PILOTES", 50, 100, gris), words("PARTENAIRES", 50, 130, gris)]
    made = [(words(t, x, y), Box(x - 6, y - 4, x + 6 * len(t), y + 14, fond="#fbe9e3")) for t, x, y in chips]
    found = _order(_regions(*runs, *(run for run, _ in made), boites=[box for _, box in made]))
    assert found == ["PILOTES", "France Travail", "Mission locale", "PARTENAIRES", "PLIE", "CAF"]


def _card(x: float, top: float, titre: str, *noms: str, pas: float = 40) -> tuple[list[list[Word]], list[Box]]:
    """A title, an item, and below them 'Qui pilote ?' with its chips on one line."""
    runs = [words(titre, x, top, GRAS), words("→ une action du contrat de ville", x, top + 16), words("Qui pilote ?", x, top + 40, GRAS)]
    places = [(nom, x + 80 + pas * i) for i, nom in enumerate(noms)]
    runs += [words(nom, at, top + 42) for nom, at in places]
    return runs, [Box(at - 4, top + 40, at + 30, top + 54, fond="#cee3e1") for _, at in places]


@pytest.mark.parametrize("pas", [40.0, 60.0])
@pytest.mark.parametrize("haut", [170.0, 173.0, 184.0, 198.0])
def test_labels_with_chips_keep_to_their_column(haut: float, pas: float) -> None:
    """Two columns of cards whose labels stand at about one height: each with its own card, whatever the other column does there."""
    gauche = [_card(50, top, f"Titre gauche {top:.0f}", "Ville", "CAF", pas=pas) for top in (100.0, 170.0)]
    droite = [_card(320, top, f"Titre droit {top:.0f}", "Etat", "ARS", pas=pas) for top in (100.0, haut)]
    runs = [run for made, _ in (*gauche, *droite) for run in made]
    found = _order(_regions(*runs, boites=[b for _, boxes in (*gauche, *droite) for b in boxes]))
    cards = [["→ une action du contrat de ville", "Qui pilote ?", *names] for names in (("Ville", "CAF"), ("Etat", "ARS"))]
    titles = ("Titre gauche 100", "Titre gauche 170", "Titre droit 100", f"Titre droit {haut:.0f}")
    assert found == [text for i, title in enumerate(titles) for text in (title, *cards[i // 2])]


def test_a_note_that_opens_with_a_co_pilot_ends_before_the_next_lead() -> None:
    """'Co-pilotage', a blank, 'Pilotage': two notes of the margin, each beside a title of its own."""
    text = [*_column(50, 100, "Loger les familles", style=GRAS), *_column(50, 114, "un", "deux", "trois", "quatre")]
    text += [*_column(50, 200, "Ouvrir les cours", style=GRAS), *_column(50, 214, "un", "deux")]
    note = [
        *_column(420, 100, "Co-pilotage", style=GRAS),
        *words("CAF", 420, 114),
        *_column(420, 214, "Pilotage", style=GRAS),
        *words("Ville", 420, 228),
    ]
    found = [(_order([r]), r.lateral) for r in _regions(text, note)]
    assert [lines for lines, lateral in found if lateral] == [["Co-pilotage", "CAF"], ["Pilotage", "Ville"]]


def test_names_go_on_at_the_head_of_the_next_column() -> None:
    gauche = [*_column(50, 100, "Contexte : les travaux durent."), *_column(50, 128, "Partenaires : Fédération du bâtiment ;")]
    droite = _column(320, 100, "GEIQ ; PLIE", "Calendrier : toute la durée du contrat")
    assert _order(_regions(gauche, droite)) == [
        "Contexte : les travaux durent.",
        "Partenaires : Fédération du bâtiment ;",
        "GEIQ ; PLIE",
        "Calendrier : toute la durée du contrat",
    ]


def test_a_title_in_the_middle_over_columns_that_start_below_it_is_in_none_of_them() -> None:
    title = [*words("Axe", 50, 60, GRAND), *words("Mieux habiter les quartiers", 180, 90, GRAND)]
    rows = [_column(50, 130, "Rénover", "les tours"), _column(200, 120, "- Isoler les murs", "- Aider les ménages", "- Ouvrir un guichet")]
    note = _column(430, 122, "Etat", "Bailleurs", "Ville")
    assert _order(_regions(title, *rows, note))[:4] == ["Axe", "Mieux habiter les quartiers", "Rénover", "les tours"]


@pytest.mark.parametrize(("decalage", "colonnes"), [(0.0, 2), (4.0, 1)])
def test_a_gutter_a_little_too_narrow_needs_two_lines_at_its_edge(decalage: float, colonnes: int) -> None:
    left = [line("Une ligne qui va jusqu'à la gouttière", top=100), line("Une autre qui s'arrête ici", top=114)]
    x0 = max(li.bbox[2] for li in left) + 10
    right = [line("Agglomération de la vallée", x0=x0, top=100), line("Préfecture de la région", x0=x0 + decalage, top=114)]
    assert len(columns_of([Item(li.bbox, (li,), False) for li in (*left, *right)], 10.0)) == colonnes


def _row_of_boxes(top: float, *textes: str) -> tuple[list[Word], list[Box]]:
    mots = [w for i, t in enumerate(textes) for w in words(t, 55 + 160 * i, top + 5)]
    return mots, [Box(50 + 160 * i, top, 200 + 160 * i, top + 60, fond="#ddeeff") for i in range(len(textes))]


def test_a_title_between_two_rows_of_boxes_stands_over_the_second_one() -> None:
    (a, boxes_a), (b, boxes_b) = _row_of_boxes(100, "Jouer", "Ouvrir", "Ville"), _row_of_boxes(200, "Lire", "Prêter", "CAF")
    titles = [words("Grandir", 55, 60, GRAND), words("Jouer dehors", 230, 80, GRAND), words("Épauler", 260, 175, GRAND)]
    found = _regions(*titles, a, b, boites=[*boxes_a, *boxes_b])
    assert _order(found) == ["Grandir", "Jouer dehors", "Jouer", "Ouvrir", "Ville", "Épauler", "Lire", "Prêter", "CAF"]


def test_the_end_of_the_longer_of_two_lists_stands_over_no_boxes() -> None:
    lists = [_column(55, 100, "- Ouvrir une", "maison"), _column(320, 100, "- Former")]
    (boxes, drawn) = words("Pilote : Ville", 55, 135) + words("Pilote : CAF", 320, 135), [Box(50, 130, 250, 150), Box(315, 130, 515, 150)]
    assert _order(_regions(*lists, boxes, boites=drawn))[:2] == ["- Ouvrir une", "maison"]


def test_a_title_in_the_second_half_of_a_column_is_of_that_column() -> None:
    left = [*_column(50, 100, "Un contexte local qui", "est large ainsi"), *words("Méthode", 50, 180, GRAND)]
    left += _column(50, 210, "Des groupes qui se", "sont réunis dix fois")
    right = [*words("Programme", 320, 100, GRAND), *_column(320, 122, "Un volet", "Une orientation", "Une mesure")]
    assert _order(_regions(left, right)) == [
        "Un contexte local qui", "est large ainsi", "Méthode", "Des groupes qui se", "sont réunis dix fois",
        "Programme", "Un volet", "Une orientation", "Une mesure",
    ]  # fmt: skip


def test_notes_of_several_small_labels_are_notes_though_their_values_are_larger_than_these() -> None:
    petit = Style(7.0, gras=True, couleur="#1b6ca8")
    text = [*words("Une équipe mobile", 250, 100, GRAND), *_column(250, 125, "- Aller", "- Venir"), *words("Un programme", 250, 190, GRAND)]
    notes, boxes = [], []
    for top in (95.0, 185.0):
        for i, (label, value) in enumerate((("PILOTAGE", "CAF"), ("COPILOTAGE", "Ville"), ("TERRITOIRE", "Bas-Mont"))):
            notes += [*words(label, 55, top + 4 + 24 * i, petit), *words(value, 55, top + 14 + 24 * i)]
        boxes.append(Box(50, top, 200, top + 80, fond="#eef4fa"))
    assert [r.lateral for r in _regions(text, notes, boites=boxes) if r.boite] == [True, True]


@pytest.mark.parametrize("suite", [[], ["de Fontarelle"]])
def test_a_lone_label_of_parties_is_read_before_the_names_beside_it(suite: list[str]) -> None:
    petites = Style(9.0, couleur="#c8553d")
    runs = [*words("- Ouvrir dix places", 50, 100), *words("Pilotes", 50, 130, petites), *_column(120, 130, "État, Ville", *suite)]
    found = _regions(runs)
    assert not any(r.lateral for r in found)
    assert _order(found) == ["- Ouvrir dix places", "Pilotes", "État, Ville", *suite]


def test_rows_of_titles_stand_behind_the_column_that_opens_their_chapter() -> None:
    """A chapter's title, text and saying at left; titles, actions and labels at right of it, the labels level with their titles."""
    large = Style(28.0, gras=True, couleur="#00695c")
    opening = [*words("Se déplacer", 40, 100, large), *_column(40, 150, *["La rocade sépare le quartier"] * 9)]
    rows = [
        [*words(titre, 270, top, TITRE), *_column(270, top + 18, "– élargir", "– créer"), *_column(430, top, "Pilote : " + pilote, "Etat")]
        for top, titre, pilote in ((100, "Franchir", "Ville"), (190, "Rouler", "CAF"))
    ]
    assert _order(_regions(opening, *rows))[10:] == [
        "Franchir", "– élargir", "– créer", "Pilote : Ville", "Etat", "Rouler", "– élargir", "– créer", "Pilote : CAF", "Etat",
    ]  # fmt: skip


@pytest.mark.parametrize("ecart", [0.0, 10.0])
def test_boxes_with_a_level_and_a_title_head_the_columns_below_though_they_touch(ecart: float) -> None:
    petit = Style(8.0, gras=True, couleur="#ffffff")
    boxes = [Box(x, 20, x + 250 - ecart, 62, fond="#884400") for x in (30.0, 280.0)]
    runs = [[*words(f"DÉFI {n}", x + 15, 28, petit), *words(f"Titre {n}", x + 15, 40, TITRE)] for n, x in ((1, 30), (2, 280))]
    below = [_column(x + 15, 75, f"Ouvrir {n}", f"- un {n}") for n, x in ((1, 30), (2, 280))]
    assert _order(_regions(*runs, *below, boites=boxes)) == [
        t for n in (1, 2) for t in (f"DÉFI {n}", f"Titre {n}", f"Ouvrir {n}", f"- un {n}")
    ]


def test_what_stands_below_the_lower_of_boxes_that_touch_is_in_its_column() -> None:
    """Three titles on fills abreast, the second over two lines; what is below the others starts level with the foot of its box."""
    petit, xs = Style(8.0, gras=True, couleur="#ffffff"), (40.0, 190.0, 340.0)
    boxes = [Box(x - 10, 20, x + 140, low, fond="#884400") for x, low in zip(xs, (62, 78, 62), strict=True)]
    heads = [words(f"DÉFI {n}", x, 28, petit) for n, x in enumerate(xs)] + [words("Titre", x, 40, TITRE) for x in xs]
    below = [_column(x, top, f"{n}, ici", f"{n}, là") for n, (x, top) in enumerate(zip(xs, (66, 84, 66), strict=True))]
    said = _order(_regions(*heads, words("de deux lignes", 190, 56, TITRE), *below, boites=boxes))
    assert [t for t in said if "Titre" not in t and "lignes" not in t] == [
        t for n in range(3) for t in (f"DÉFI {n}", f"{n}, ici", f"{n}, là")
    ]


def _ruban(top: float, titre: Sequence[str], x: float, pilote: str) -> tuple[list[Word], Box]:
    """An engagement whose calendar is a ribbon of its years beside the title, its actions wider than the title, its pilot right of them."""
    heads = [w for i, t in enumerate(titre) for w in words(t, 40, top + 15 * i, TITRE)]
    actions = _column(40, top + 36, "- petits déjeuners dans les écoles, du lundi au vendredi", "- un cartable")
    small = words("Calendrier : 2025", x + 4, top + 4, Style(7.0, couleur="#ffffff"))
    return [*heads, *actions, *small, *_column(400, top + 36, "Pilote :", pilote)], Box(x, top - 4, x + 120, top + 17, fond="#00695c")


def test_ribbons_of_a_calendar_do_not_part_titles_from_what_stands_below_them() -> None:
    """Under a scale of years: rows whose ribbons start each elsewhere, one beside a title of two lines."""
    scale = [w for i in range(5) for w in words(str(2025 + i), 200 + 70.0 * i, 80, Style(8.0, couleur="#777777"))]
    rows = [_ruban(110, ["Des matins"], 220, "Caisse"), _ruban(200, ["Le quart d’heure", "au bus"], 180, "Ville"),
            _ruban(290, ["Un guichet"], 300, "CAF")]  # fmt: skip
    found = _order(_regions(scale, *(run for run, _ in rows), boites=[box for _, box in rows]))
    actions = ["- petits déjeuners dans les écoles, du lundi au vendredi", "- un cartable"]
    assert found[5:] == [
        "Des matins", "Calendrier : 2025", *actions, "Pilote :", "Caisse",
        "Le quart d’heure", "au bus", "Calendrier : 2025", *actions, "Pilote :", "Ville",
        "Un guichet", "Calendrier : 2025", *actions, "Pilote :", "CAF",
    ]  # fmt: skip


CARTE = 90.0


def _fiche(x: float, top: float, titre: str, *, pilotes: Sequence[str] = ("Ville",), note: bool = False) -> tuple[list[Word], Box]:
    """A card: a title and an action, and at its foot labels abreast over chips side by side; a note has bullets alone."""
    small = Style(8.0, gras=True, couleur="#777777")
    runs = [*words(titre, x + 8, top + 6, CORPS if note else TITRE), *words("- ouvrir un lieu", x + 8, top + 24)]
    if note:
        return [*runs, *words("- fermer", x + 8, top + 38)], Box(x, top, x + 220, top + CARTE, fond="#eeeeee")
    runs += [*words("Pilotes", x + 8, top + 46, small), *words("Partenaires", x + 115, top + 46, small)]
    runs += [w for i, p in enumerate(pilotes) for w in words(p, x + 8 + 60.0 * i, top + 60)]
    return [*runs, *words("CAF", x + 115, top + 60)], Box(x, top, x + 220, top + CARTE, trait=True)


@pytest.mark.parametrize("note", [False, True])
def test_cards_with_labels_abreast_are_read_row_by_row(note: bool) -> None:
    """Some pilots make a table of their two labels, others do not; the last card may be a note."""
    plan = [(50, 100, "Loger"), (300, 100, "Soigner"), (50, 210, "Former"), (300, 210, "Zoom")]
    made = [_fiche(x, y, t, pilotes=("Ville", "Etat")[: 1 + (t == "Loger")], note=note and t == "Zoom") for x, y, t in plan]
    sheet = page(*(run for run, _ in made), boites=[box for _, box in made])
    found = _order(regions(sheet, lines_pdf([sheet]), lambda li: is_label_line(li, CORPS)))
    assert [t for t in found if t in ("Loger", "Soigner", "Former", "Zoom")] == ["Loger", "Soigner", "Former", "Zoom"]
    first = found[: found.index("Soigner")]
    assert first == ["Loger", "- ouvrir un lieu", "Pilotes", "Ville", "Etat", "Partenaires", "CAF"]


def test_a_level_in_the_margin_opens_a_row_below_a_strip_of_labels() -> None:
    """'Mesure 2' left of all that stands above it, beside its title; the boxes above belong to 'Mesure 1'."""
    runs = [words("Mesure 1", 10, 60, TITRE), words("Un bus le soir", 100, 60, GRAND), words("- prolonger la ligne", 100, 85)]
    boxes = []
    for x, label, value in ((100.0, "Qui pilote ?", "Ville"), (230.0, "Avec qui ?", "CAF"), (360.0, "Pour quand ?", "2025")):
        runs += [words(label, x + 5, 110, TITRE), words(value, x + 5, 126)]
        boxes.append(Box(x, 105, x + 120, 150, trait=True))
    runs += [words("Mesure 2", 10, 180, TITRE), words("Des halls propres", 100, 180, GRAND), words("- deux gardiens", 100, 205)]
    found = _order(_regions(*runs, boites=boxes))
    assert found.index("2025") < found.index("Mesure 2") < found.index("Des halls propres")


def test_labels_on_fills_beside_plain_names_are_no_row_of_chips() -> None:
    """Two columns of engagements; rows of labels on pills stand level by chance."""

    def column(x: float, top: float, titre: str) -> tuple[list[Word], list[Box]]:
        made = [*words(titre, x, top, GRAND), *words("une phrase qui dit ce que l'on fait", x, top + 24)]
        boxes = []
        for i, (a, b) in enumerate((("Pilote", "CAF et Ville"), ("Partenaires", "Région"))):
            pill = words(a, x + 4, top + 48 + 18 * i, Style(9.0, gras=True, couleur="#ffffff"))
            made += [*pill, *words(b, pill[-1].x1 + 14, top + 48 + 18 * i)]
            boxes.append(Box(x, top + 45 + 18 * i, pill[-1].x1 + 4, top + 60 + 18 * i, fond="#0b7a75"))
        return made, boxes

    (a, sa), (b, sb), (c, sc) = column(50, 100, "Habiter"), column(310, 82, "Grandir"), column(310, 190, "Agir")
    said = _order(_regions(a, b, c, boites=[*sa, *sb, *sc]))
    assert said.index("Région") < said.index("Grandir")


@pytest.mark.parametrize("titre", [GRAND, CORPS])
def test_boxes_that_open_with_a_number_stand_beside_their_titles(titre: Style) -> None:
    made, boxes = [], []
    for i, (nom, ville) in enumerate((("Bâtir", "CAF"), ("Former", "Ville"))):
        top = 100 + 90.0 * i
        made += [words(f"1.{i + 1}", 60, top + 3, GRAND), words("Chef de file", 60, top + 24, PETIT), words(ville, 60, top + 38, PETIT)]
        made += [words(nom, 200, top + 2, titre), _column(200, top + 24, "ce que l'on y fait pour les habitants", "avec qui et pour qui")]
        boxes.append(Box(50, top, 180, top + 70, fond="#e0eaf3"))
    said = _order(_regions(*made, boites=boxes))
    assert (said.index("Bâtir") < said.index("Chef de file") < said.index("Former")) == (titre is GRAND)


def test_columns_with_titles_larger_than_the_lines_in_colour_below_them_are_no_rows() -> None:
    gris = Style(10.0, couleur="#c0392b")

    def column(x: float, style: Style) -> list[Word]:
        out: list[Word] = []
        for i, top in enumerate((100.0, 180.0)):
            out += [*words(f"Titre {x:.0f} {i}", x, top, GRAND), *words("Le besoin est connu", x, top + 24, style)]
            out += words("– agir pour tous les habitants", x, top + 40)
        return out

    said = _order(_regions(column(50, gris), column(320, CORPS)))
    assert said.index("Titre 50 1") < said.index("Titre 320 0")


def test_a_box_beside_a_level_word_and_its_title_comes_after_both() -> None:
    kicker, titre = words("ORIENTATION 1", 50, 60), words("APPRENDRE", 50, 82, GRAND)
    fills = [Box(0, 0, 595, 130, fond="#c92a4e"), Box(350, 50, 540, 120, fond="#ffd23f")]
    figure = [*words("38 %", 360, 55, GRAND), *words("des enfants", 360, 84)]
    said = _order(_regions(kicker, titre, figure, words("Le texte de la page", 50, 160), boites=fills))
    assert said[:2] == ["ORIENTATION 1", "APPRENDRE"]


@pytest.mark.parametrize("fond", ["#ffffff", "#eeeeee"])
def test_white_panels_of_a_leaflet_are_paper(fond: str) -> None:
    """Three of them from head to foot: what stands on the white ones is no box, and is read panel by panel."""
    boxes = [Box(198.0 * i, 0, 198.0 * (i + 1), 842, fond=fond) for i in range(3)]
    runs = [_column(198.0 * i + 12, 100 + 3 * i, f"titre {i}", f"texte {i}") for i in range(3)]
    found = _regions(*runs, boites=boxes)
    assert [r.boite for r in found] == [fond != "#ffffff"] * 3
    assert _order(found) == [t for i in range(3) for t in (f"titre {i}", f"texte {i}")]


@pytest.mark.parametrize("boite", [True, False])
def test_a_label_and_its_chips_below_a_box_are_one_row(boite: bool) -> None:
    """'Calendrier' at left, two years on chips under the end of a panel: without the panel they go on with their column."""
    panel = [Box(330, 96, 550, 140, fond="#eeeeee")] if boite else []
    chips = [Box(x - 6, 158, x + 40, 172, fond="#2f7d4f") for x in (280.0, 330.0)]
    left = _column(50, 100, "- micro-forêt", "- permis", "- cours ouvertes", "un texte")
    right = _column(340, 100, "Pilotage : Ville", "En lien avec : CAF") if boite else _column(280, 100, "un autre", "texte", "que cela")
    row = [*words("Calendrier :", 50, 160), *words("2025", 280, 160, PETIT), *words("2026", 330, 160, PETIT)]
    said = _order(_regions(left, right, row, boites=[*panel, *chips]))
    assert (said[-3:] == ["Calendrier :", "2025", "2026"]) == boite


@pytest.mark.parametrize(("haut", "ordre"), [(100.0, True), (235.0, False)])
def test_a_line_far_above_columns_is_none_of_them(haut: float, ordre: bool) -> None:
    """The last line of what stands above a diagram, and the three parts around it."""
    top = [*words("Partenaires : CAF", 250, haut)]
    parts = [_column(x, 260, f"titre {i}", f"texte {i}", f"suite {i}") for i, x in enumerate((40.0, 250.0, 450.0))]
    assert (_order(_regions(top, *parts))[0] == "Partenaires : CAF") == ordre


def test_a_number_right_of_the_first_line_of_a_title_does_not_cut_it() -> None:
    disc, card = Box(205, 98, 225, 118, fond="#2a6f77"), Box(40, 90, 240, 200, trait=True)
    runs = [words("Souffler quand on", 50, 102, TITRE), words("D2", 208, 101, PETIT), words("est aidant", 50, 116, TITRE)]
    said = _order(_regions(*runs, words("- un répit", 50, 150), boites=[card, disc]))
    assert said.index("est aidant") == said.index("Souffler quand on") + 1


@pytest.mark.parametrize("cote", [(0, 1, 0), (0, 0, 1)])
def test_cards_left_and_right_of_a_line_in_turn_are_read_as_it_winds(cote: tuple[int, int, int]) -> None:
    """Each with its date at the other side; in two columns that do not alternate, the left one comes first."""
    xs, runs = (50.0, 340.0), []
    for i, side in enumerate(cote):
        top = 100 + 120.0 * i
        card = [words(f"Titre {i}", xs[side], top, TITRE), _column(xs[side], top + 20, *(f"ligne {i}{n}" for n in range(3)))]
        runs += [*card, words(f"mars 202{i}", xs[1 - side], top + 2)]
    said = [t for t in _order(_regions(*runs)) if t[:5] in ("Titre", "mars ")]
    assert (said == [t for i in range(3) for t in (f"Titre {i}", f"mars 202{i}")]) == (cote == (0, 1, 0))


SUR_FOND = Style(10.0, gras=True, fond="#e0f2ef")
BARRE = Style(10.0, gras=True, couleur="#ffffff", fond="#c8102e")


@pytest.mark.parametrize(("decalage", "colonnes"), [(0.0, True), (40.0, False)])
def test_titles_in_boxes_over_the_columns_that_start_below_them_are_no_chips(decalage: float, colonnes: bool) -> None:
    """Two tinted boxes one gutter apart, one line in each; over lists that start elsewhere they are chips of one row."""
    boxes = [Box(x, 80, x + 240, 105, fond="#e0f2ef") for x in (40.0, 290.0)]
    titles = [words(f"Faire {i}", x + 8, 87, SUR_FOND) for i, x in enumerate((40.0, 290.0))]
    lists = [_column(x + 8 + decalage, 112, f"• acte {i}a", f"• acte {i}b") for i, x in enumerate((40.0, 290.0))]
    said = _order(_regions(*titles, *lists, boites=boxes))
    assert (said == ["Faire 0", "• acte 0a", "• acte 0b", "Faire 1", "• acte 1a", "• acte 1b"]) == colonnes


def test_bars_over_several_columns_stand_above_what_they_span() -> None:
    """'Objectif 1' over two titled columns, 'Objectif 2' over one."""
    xs = (30.0, 210.0, 390.0)
    bars = [Box(30, 60, 383, 85, fond="#c8102e"), Box(390, 60, 563, 85, fond="#c8102e")]
    heads = [Box(x, 90, x + 173, 130, fond="#e0f2ef") for x in xs]
    runs = [words("Objectif 1", 38, 67, BARRE), words("Objectif 2", 398, 67, BARRE)]
    runs += [_column(x + 8, 95, f"Titre {i}", "sur deux lignes", style=SUR_FOND) for i, x in enumerate(xs)]
    runs += [_column(x + 8, 138, f"• acte {i}a", f"• acte {i}b") for i, x in enumerate(xs)]
    said = [t for t in _order(_regions(*runs, boites=[*bars, *heads])) if t != "sur deux lignes"]
    assert said == [
        *("Objectif 1", "Titre 0", "• acte 0a", "• acte 0b", "Titre 1", "• acte 1a", "• acte 1b"),
        *("Objectif 2", "Titre 2", "• acte 2a", "• acte 2b"),
    ]


@pytest.mark.parametrize(("labels", "colonnes"), [(("Porteurs", "Financeurs"), True), (("Notre porteur", "Et puis"), False)])
def test_labels_abreast_on_a_band_of_few_rows_head_columns(labels: tuple[str, str], colonnes: bool) -> None:
    """A band as wide as the page holds two rows; a title over two lines on it stands over all columns."""
    tags = [words(t, x, 105, TITRE_ROLE) for t, x in zip(labels, (50.0, 300.0), strict=True)]
    runs = [*tags, words("Ville", 50, 125), words("État", 300, 125)]
    said = _order(_regions(*runs, words("Un texte sous la bande", 50, 200), boites=[Box(30, 95, 565, 145, fond="#fcf0e6")]))
    assert (said[:4] == [labels[0], "Ville", labels[1], "État"]) == colonnes


TITRE_ROLE = Style(10.0, gras=True, couleur="#c8641a")


@pytest.mark.parametrize(("texte", "coupe"), [("310 000 €", False), ("Le chantier", True)])
def test_a_figure_in_large_type_is_no_title_over_columns(texte: str, coupe: bool) -> None:
    """The left list ends at its height, and the right column goes on below it."""
    left = _column(50, 100, "• un", "• deux", "• trois", "• quatre")
    right = [
        *_column(320, 100, "Calendrier", "2026", "Budget"),
        *words(texte, 320, 158, Style(18.0, gras=True)),
        *_column(320, 182, "Indicateurs", "• taux"),
    ]
    found = [_order([r]) for r in _regions(left, right)]
    assert any(texte in lines and "Budget" not in lines for lines in found) == coupe


def test_boxes_that_touch_over_text_of_their_own_head_columns() -> None:
    """Two bands side by side on a leaflet, beside a panel as high as the page, no gutter between any of them."""
    boxes = [Box(0, 0, 198, 60, fond="#aa3311"), Box(198, 0, 396, 60, fond="#1f6f8b"), Box(396, 0, 595, 842, fond="#faf3e6")]
    heads = [_column(20, 15, "Orientation 1", "Apprendre", style=BARRE), _column(218, 15, "Orientation 2", "Travailler", style=BARRE)]
    below = [_column(x, 80, f"• acte {n}a", f"• acte {n}b", f"• acte {n}c") for n, x in ((1, 20.0), (2, 218.0))]
    said = _order(_regions(*heads, *below, _column(420, 20, "Ils en parlent", "« Enfin ! »"), boites=boxes))
    assert said[:6] == ["Orientation 1", "Apprendre", "• acte 1a", "• acte 1b", "• acte 1c", "Orientation 2"]


@pytest.mark.parametrize(("second", "rangees"), [("Engagement 2", False), ("Échéance :", True)])
def test_columns_of_text_that_hold_titles_of_one_look_are_no_rows(second: str, rangees: bool) -> None:
    """Two parts whose titles stand, by chance, level with what is at their right, a blank over both columns above the second."""
    bold = Style(11.5, gras=True, couleur="#5b1f4a")
    part = Style(17.0, gras=True, couleur="#5b1f4a")
    left = [
        words("Titre un", 50, 100, part),
        _column(50, 125, "du texte à gauche sur sa ligne", "et qui va plus loin"),
        words("Titre deux", 50, 200, part),
    ]
    left.append(words("Engagement 1", 50, 226, bold))
    right = [
        _column(330, 100, "• la fin d'une liste", "• de la page d'avant"),
        words(second, 330, 140, bold),
        _column(330, 200, "• d'autres actes", "• et encore"),
    ]
    said = _order(_regions(*left, *right))
    assert (said.index("• la fin d'une liste") < said.index("Titre deux")) == rangees


def test_outlined_chips_for_which_a_row_of_two_labels_had_no_room_are_of_the_last_one() -> None:
    tag = Style(9.0, gras=True)
    name = Style(9.0, couleur="#1b6b72")
    row = [
        words("Porteur", 50, 120, tag),
        words("Partenaires", 200, 120, tag),
        words("Ville", 100, 120, name),
        words("Anah", 270, 120, name),
    ]
    chips = [Box(x - 4, 117, x + 40, 132, trait=True) for x in (100.0, 270.0)] + [Box(50, 137, 140, 152, trait=True)]
    lists = _column(50, 80, "• un acte", "• un autre acte qui est long")
    said = _order(_regions(lists, *row, words("Conseil citoyen", 56, 140, name), boites=chips))
    assert said[-5:] == ["Porteur", "Ville", "Partenaires", "Anah", "Conseil citoyen"]


@pytest.mark.parametrize(
    ("fond", "noms", "boite"),
    [
        ("#ddeeff", ("Régie", "du port"), False),
        ("#ffccaa", ("Régie", "du port"), True),  # on another fill
        ("#ddeeff", ("Porteurs :", "du port"), True),  # a label
        ("#ddeeff", ("Régie", "du", "port", "franc"), True),  # a text
    ],
)
def test_a_name_over_two_lines_stands_on_a_chip_as_others_do(fond: str, noms: tuple[str, ...], boite: bool) -> None:
    """Below two names of one line on the same fill: a chip of its own, no box beside the text."""
    mots, boites = _chips(("Ville", 50, 100), ("Etat", 104, 100))
    found = _regions(*mots, _column(62, 130, *noms), boites=[*boites, Box(50, 126, 130, 130 + 14 * len(noms), fond=fond)])
    assert [r.boite for r in found if r.lignes[-1].texte == noms[-1]] == [boite]


@pytest.mark.parametrize(
    ("autres", "styles", "boite"),
    [(2, (CORPS, CORPS), False), (1, (CORPS, CORPS), True), (2, (CORPS, PETIT), True)],  # a fill twice, once; a line in smaller type
)
def test_two_lines_on_a_fill_are_no_name_where_no_names_stand_so(autres: int, styles: tuple[Style, Style], boite: bool) -> None:
    """One other name on the fill tells nothing, nor two looks in one box."""
    mots, boites = _chips(*(("Ville", 50, 100), ("Etat", 104, 100))[:autres])
    two = [*words("Régie", 62, 130, styles[0]), *words("du port", 62, 144, styles[1])]
    found = _regions(*mots, two, boites=[*boites, Box(50, 126, 130, 158, fond="#ddeeff")])
    assert [r.boite for r in found if r.lignes[-1].texte == "du port"] == [boite]


@pytest.mark.parametrize(
    ("bas", "droite", "decalage", "ordre"),
    [
        (700.0, GRAND, 0.0, True),
        (300.0, GRAND, 0.0, False),  # too short a rule: it parts two of the lines
        (700.0, CORPS, 0.0, False),  # the second column opens with text
        (700.0, GRAND, 60.0, False),  # it opens lower down
    ],
)
def test_upright_rules_part_columns_that_open_alike(bas: float, droite: Style, decalage: float, ordre: bool) -> None:
    """Labels of both columns level with each other would be rows: each column is read to its end."""
    left = [*words("Rafraîchir les cours", 50, 120, GRAND), *words("Qui pilote ?", 50, 200), *words("Ville", 58, 220)]
    left += [*words("Avec qui ?", 50, 240), *words("Bailleur", 58, 262)]
    right = [*words("Tenir les halls", 320, 120 + decalage, droite), *words("Qui pilote ?", 320, 210), *words("Agglomération", 328, 230)]
    sheet = replace(page(left, right), traits=((299.0, 110.0, 300.0, bas),))
    parts = _between_rules([Item(li.bbox, (li,), False) for li in lines_pdf([sheet])], sheet)
    assert (len(parts) == 2) == ordre
    assert sorted(li.id for part in parts for it in part for li in it.lignes) == [li.id for li in lines_pdf([sheet])]


# --- boxes and what they head, columns that flow --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("largeur", "sous_une"),
    [(120.0, True), (250.0, False)],  # both boxes of it under the first card; one under each
)
def test_a_strip_of_boxes_under_one_of_several_cards_stays_with_it(largeur: float, sous_une: bool) -> None:
    """Its fields: 'Calendrier' and 'Budget' abreast."""
    cards = [Box(x, 100, x + 250, 160, fond="#eef2f6") for x in (40.0, 305.0)]
    runs = [[*words(t, x + 10, 106, TITRE), *words("un texte", x + 10, 130)] for x, t in ((40.0, "Ouvrir"), (305.0, "Former"))]
    xs = (40.0, 165.0) if sous_une else (40.0, 305.0)
    strip = [Box(x, 165, x + largeur, 205, fond="#dddddd") for x in xs]
    fields = [
        [*words(a, x + 10, 170, GRAS), *words(b, x + 10, 186)]
        for x, (a, b) in zip(xs, (("Calendrier", "2026"), ("Budget", "10 000")), strict=True)
    ]
    said = [t for t in _order(_regions(*runs, *fields, boites=[*cards, *strip])) if t != "un texte"]
    assert said == (
        ["Ouvrir", "Calendrier", "2026", "Budget", "10 000", "Former"]
        if sous_une
        else ["Ouvrir", "Former", "Calendrier", "2026", "Budget", "10 000"]
    )


@pytest.mark.parametrize(
    ("fin", "suite", "style", "entieres"),
    [
        pytest.param("du quartier,", "et de la ville", CORPS, True, id="after a comma"),
        pytest.param("du centre-", "ville et autour", CORPS, True, id="amid a word"),
        pytest.param("du quartier.", "et de la ville", CORPS, False, id="after a sentence"),
        pytest.param("du quartier", "et de la ville", CORPS, False, id="without a sign"),
        pytest.param("du quartier,", "La ville", CORPS, False, id="a sentence at the head"),
        pytest.param("du quartier,", "et de la ville", PETIT, False, id="in smaller type"),
    ],
)
def test_columns_whose_text_flows_from_one_to_the_next_are_read_whole(fin: str, suite: str, style: Style, entieres: bool) -> None:
    """Elsewhere a title in large type at the height of a blank in the first column stands over both."""
    left = [*_column(50, 100, *(f"gauche {i} sur sa ligne" for i in range(5))), *_column(50, 192, "gauche 5 sur sa ligne", fin)]
    right = [*words(suite, 320, 100, style), *_column(320, 114, "droite 1 sur sa ligne", "droite 2", "droite 3")]
    right += [*words("Le titre", 320, 168, GRAND), *_column(320, 192, "droite 4", "droite 5")]
    said = _order(_regions(left, right))
    assert (said.index(fin) < said.index(suite)) == entieres
    assert said.index(suite) < said.index("Le titre")


BLANC = Style(10.0, couleur="#ffffff")


@pytest.mark.parametrize(
    ("dessus", "style", "colonnes"),
    [
        pytest.param(("Pilier 1", "Pilier 2"), BLANC, True, id="a level word and its number"),
        pytest.param(("Axe 1", "Axe 2"), BLANC, True, id="another level"),
        pytest.param(("Dehors", "Dedans"), BARRE, True, id="words in bold"),
        pytest.param(("Dehors", "Dedans"), BLANC, False, id="words"),
        pytest.param(("Pilier", "Pilier"), BLANC, False, id="no number"),
        pytest.param(("Pilier 1 : agir", "Pilier 2 : vivre"), BLANC, False, id="a title of its own"),
        pytest.param(("1.1", "1.2"), BLANC, False, id="a number alone"),
    ],
)
def test_boxes_that_hold_a_level_and_its_title_head_columns(dessus: tuple[str, str], style: Style, colonnes: bool) -> None:
    """The level plain over the title in bold, on two fills that touch."""
    xs, titre = (40.0, 280.0), Style(13.0, gras=True, couleur="#ffffff")
    boxes = [Box(x, 80, x + 240, 130, fond=fond) for x, fond in zip(xs, ("#aa3311", "#1f6f8b"), strict=True)]
    heads = [
        [*words(over, x + 10, 87, style), *words(f"Titre {i}", x + 10, 105, titre)]
        for i, (x, over) in enumerate(zip(xs, dessus, strict=True))
    ]
    below = [_column(x + 10, 140, f"• acte {i}a", f"• acte {i}b") for i, x in enumerate(xs)]
    said = [t for t in _order(_regions(*heads, *below, boites=boxes)) if t not in dessus]
    assert (said == ["Titre 0", "• acte 0a", "• acte 0b", "Titre 1", "• acte 1a", "• acte 1b"]) == colonnes


@pytest.mark.parametrize(
    ("premiers", "retrait", "colonnes"),
    [
        pytest.param(("Porteurs : Ville", "Financeurs : Etat"), 0.0, True, id="flush"),
        pytest.param(("Porteurs : Ville", "Financeurs : Etat"), 10.0, False, id="set in"),
        pytest.param(("Porteurs :", "Financeurs :"), 10.0, True, id="set in below labels alone"),
        pytest.param(("Porteurs : Ville", "Un texte libre"), 0.0, False, id="one label"),
    ],
)
def test_labels_abreast_on_a_band_whose_values_go_on_below_them_are_columns(
    premiers: tuple[str, str], retrait: float, colonnes: bool
) -> None:
    runs = [words(t, x, 105) for t, x in zip(premiers, (50.0, 300.0), strict=True)]
    runs += [words(t, x + retrait, 125) for t, x in (("et Région", 50.0), ("et CAF", 300.0))]
    said = _order(_regions(*runs, words("Un texte sous la bande", 50, 200), boites=[Box(30, 95, 565, 145, fond="#fcf0e6")]))
    assert (said[:4] == [premiers[0], "et Région", premiers[1], "et CAF"]) == colonnes


@pytest.mark.parametrize(
    ("titre", "lignes", "boite"),
    [
        ("Repères", 4, True),
        ("Chiffres clés du quartier", 4, True),
        ("Rénover la tour", 4, False),
        ("Nos repères", 4, False),
        ("Repères", 1, False),  # a band with a title
    ],
)
def test_a_box_as_wide_as_the_page_stands_beside_the_text_where_its_title_says_so(titre: str, lignes: int, boite: bool) -> None:
    inside = [f"une ligne qui court d'un bord à l'autre du fond, {i} de quatre en tout" for i in range(lignes)]
    runs = [words("Un texte avant", 50, 150), words(titre, 55, 205, GRAS), _column(55, 220, *inside), words("Un texte après", 50, 330)]
    found = _regions(*runs, boites=[Box(45, 200, 550, 290, fond="#e1eae8")])
    assert [_order([r]) for r in found if r.boite] == ([[titre, *inside]] if boite else [])
    assert _order(found) == ["Un texte avant", titre, *inside, "Un texte après"]


def test_a_box_as_wide_as_the_page_that_holds_columns_is_laid_out_whatever_its_title() -> None:
    runs = [
        words("Repères", 55, 205, GRAS),
        *(_column(x, 220, *(f"{t} {i}" for i in range(4))) for x, t in ((55.0, "gauche"), (300.0, "droite"))),
    ]
    found = _regions(words("Un texte avant", 50, 150), *runs, boites=[Box(45, 200, 550, 290, fond="#e1eae8")])
    assert not any(r.boite for r in found)
    assert _order(found)[2:] == [f"{t} {i}" for t in ("gauche", "droite") for i in range(4)]


# --- labels abreast with their values, which go on below them --------------------------------------------------------

Placed = tuple[str, float, float]  # words, left edge, top


def _is_label(li: Line) -> bool:
    return is_label_line(li, CORPS)


def _placed(*placed: Placed, style: Style = CORPS) -> list[Line]:
    return [line(texte, i, x0, top, style) for i, (texte, x0, top) in enumerate(placed)]


PORTE: Placed = ("Pilote : Chambre de", 50, 100)
AVEC: Placed = ("Partenaires : CAF,", 300, 100)
COMMERCE: Placed = ("commerce", 50, 114)
VILLE: Placed = ("Ville", 300, 114)


@pytest.mark.parametrize(
    ("placed", "ordre"),
    [
        pytest.param([PORTE, AVEC, COMMERCE, VILLE], [0, 2, 1, 3], id="a line below each"),
        pytest.param([PORTE, AVEC, VILLE], [0, 1, 2], id="below the last alone"),
        pytest.param([PORTE, AVEC, COMMERCE], [0, 2, 1], id="below the first alone"),
        pytest.param([PORTE, (AVEC[0], 300, 103), COMMERCE, VILLE], [0, 2, 1, 3], id="hardly lower"),
        pytest.param([PORTE, (AVEC[0], 300, 103.5), COMMERCE, VILLE], [0, 1, 2, 3], id="on two levels"),
        pytest.param([PORTE, ("Un texte libre", 300, 100), COMMERCE, VILLE], [0, 1, 2, 3], id="one label"),
        pytest.param([("Pilote :", 50, 100), ("Partenaires :", 300, 100), COMMERCE, VILLE], [0, 1, 2, 3], id="labels alone"),
        pytest.param([("Pilote :", 50, 100), AVEC, COMMERCE, VILLE], [0, 2, 1, 3], id="one label alone"),
        pytest.param([PORTE, AVEC, ("commerce", 51.5, 114), VILLE], [0, 2, 1, 3], id="hardly set in"),
        pytest.param([PORTE, AVEC, ("commerce", 52, 114), VILLE], [0, 1, 2, 3], id="set in"),
        pytest.param([PORTE, AVEC, ("commerce", 50, 120), VILLE], [0, 2, 1, 3], id="its height below"),
        pytest.param([PORTE, AVEC, ("commerce", 50, 120.5), VILLE], [0, 1, 2, 3], id="further below"),
        pytest.param([PORTE, AVEC, ("Calendrier : 2025", 50, 114), VILLE], [0, 1, 2, 3], id="another label below"),
        pytest.param(
            [PORTE, AVEC, COMMERCE, ("Ville", 300, 128), ("de Lys", 50, 128)], [0, 2, 1, 3, 4], id="a blank in one column ends both"
        ),
        pytest.param([PORTE, AVEC, COMMERCE, VILLE, ("de Lys", 50, 128), ("et Etat", 300, 128)], [0, 2, 4, 1, 3, 5], id="two lines each"),
        pytest.param(
            [("Un texte", 50, 86), PORTE, AVEC, COMMERCE, VILLE, ("Une suite", 200, 140)], [0, 1, 3, 2, 4, 5], id="a text above and below"
        ),
        pytest.param(
            [PORTE, AVEC, COMMERCE, VILLE, *((t, x, y + 28) for t, x, y in (PORTE, AVEC, COMMERCE, VILLE))],
            [0, 2, 1, 3, 4, 6, 5, 7],
            id="two rows of labels",
        ),
    ],
)
def test_lines_below_labels_abreast_follow_each_its_label(placed: list[Placed], ordre: list[int]) -> None:
    assert [li.id for li in in_label_columns(_placed(*placed), _is_label)] == ordre


@pytest.mark.parametrize("gras", [False, True])
@pytest.mark.parametrize("fond", ["#eeeeee", ""])
def test_lines_below_labels_abreast_in_a_box_follow_each_its_label(fond: str, gras: bool) -> None:
    """A card with its title over them, on a fill or in a frame."""
    runs = [words("Ouvrir une halte", 50, 80, GRAS if gras else CORPS), *(words(t, x, top) for t, x, top in _near(PORTE, AVEC))]
    runs += [words(t, x, top) for t, x, top in _near(COMMERCE, VILLE)]
    found = _regions(*runs, boites=[Box(40, 70, 400, 135, fond=fond, trait=not fond)])
    assert _order(found) == ["Ouvrir une halte", PORTE[0], COMMERCE[0], AVEC[0], VILLE[0]]


def _near(*placed: Placed) -> list[Placed]:
    """The second column two hundred points right of the first."""
    return [(t, 50 if x == 50 else 250, top) for t, x, top in placed]


# --- notes of a margin, on a panel or none ---------------------------------------------------------------------------

LIGHT = Style(9.0, couleur="#000000")
_Note = tuple[str, float, Style]  # words, top, look
PREMIERE: list[_Note] = [("Pilote : CAF", 100, LIGHT), ("Partenaires : ARS", 112, LIGHT)]


def _parts(*rows: _Note, boite: bool = True, grille: Grid | None = None) -> list[int]:
    """How many lines each note has; ten points are an em."""
    lignes = tuple(line(texte, i, 420, top, style) for i, (texte, top, style) in enumerate(rows))
    found = _notes(Region(1, lignes, (410, 90, 560, 400), boite, grille=grille), 10.0)
    assert [li for r in found for li in r.lignes] == list(lignes)
    return [len(r.lignes) for r in found]


@pytest.mark.parametrize("boite", [False, True])
@pytest.mark.parametrize(
    ("suite", "notes"),
    [
        pytest.param([("Pilote : Etat", 130, LIGHT), ("Partenaires : Ville", 142, LIGHT)], [2, 2], id="a label that it has"),
        pytest.param([("Pilote : Etat", 129, LIGHT)], [3], id="without a blank"),
        pytest.param([("Financeurs : Etat", 130, LIGHT)], [3], id="a label that it has not"),
        pytest.param([("Porteur : Etat", 130, LIGHT)], [2, 1], id="who leads, in another word"),
        pytest.param([("La Ville aussi", 130, LIGHT)], [3], id="no label"),
        pytest.param([("Ouvrir une halte", 130, GRAS), ("Financeurs : Etat", 142, LIGHT)], [2, 2], id="a title"),
        pytest.param([("Ouvrir une halte", 129, GRAS), ("Financeurs : Etat", 142, LIGHT)], [4], id="a title without a blank"),
        pytest.param([("Ouvrir une halte", 130, PETIT), ("Financeurs : Etat", 142, LIGHT)], [4], id="no bold"),
        pytest.param([("Ouvrir une halte", 130, GRAS), ("et un jardin", 142, GRAS)], [4], id="bold below it"),
        pytest.param([("Ouvrir une halte", 130, GRAS)], [3], id="nothing below it"),
        pytest.param([("Financeurs :", 130, GRAS), ("Etat", 142, LIGHT)], [4], id="a label in bold"),
        pytest.param(
            [("Pilote : Etat", 130, LIGHT), ("Partenaires : Ville", 142, LIGHT), ("Pilote : ARS", 160, LIGHT)], [2, 2, 1], id="three notes"
        ),
    ],
)
def test_a_note_ends_at_a_blank_before_a_label_that_it_has_or_a_title(suite: list[_Note], notes: list[int], boite: bool) -> None:
    assert _parts(*PREMIERE, *suite, boite=boite) == notes


@pytest.mark.parametrize(("style", "notes"), [(GRAS, [4]), (replace(GRAS, couleur="#aa0000"), [2, 2])])
def test_a_line_in_the_look_of_one_of_its_note_is_no_title(style: Style, notes: list[int]) -> None:
    """'Pilote' in bold, then its name; names in bold follow."""
    assert _parts(("Pilote", 100, GRAS), ("CAF", 112, LIGHT), ("Maison pour tous", 130, style), ("à la halte", 142, LIGHT)) == notes


@pytest.mark.parametrize(("etiquette", "notes"), [("Pilote", [1, 1]), ("Calendrier", [2])])
def test_fields_that_come_back_open_no_note(etiquette: str, notes: list[int]) -> None:
    """Only labels of parties do."""
    assert _parts((f"{etiquette} : un", 100, LIGHT), (f"{etiquette} : deux", 130, LIGHT)) == notes


def test_a_table_in_a_margin_is_one_note() -> None:
    grid = Grid(1, (410, 90, 560, 400), (410.0, 560.0), ())
    assert _parts(*PREMIERE, ("Pilote : Etat", 130, LIGHT), grille=grid) == [3]


def test_notes_on_a_panel_beside_the_text_are_parted() -> None:
    """Each at the height of a title of its own."""
    text = [*words("Loger", 50, 100, GRAND), *_column(50, 125, "Un texte courant assez long", "Un texte courant assez long")]
    text += [*words("Former", 50, 200, GRAND), *_column(50, 225, "Un texte courant assez long", "Un texte courant assez long")]
    notes = [*_column(420, 100, "Pilote : CAF", "Partenaires : ARS"), *_column(420, 200, "Pilote : Etat", "Partenaires : Ville")]
    found = _regions(text, notes, boites=[Box(410, 90, 560, 260, fond="#eeeeee")])
    assert [lines for lines, _, lateral in _read(found) if lateral] == [
        ["Pilote : CAF", "Partenaires : ARS"],
        ["Pilote : Etat", "Partenaires : Ville"],
    ]


# --- a label at the foot of columns ----------------------------------------------------------------------------------


def _item(*placed: Placed, boite: bool = False) -> Item:
    lignes = tuple(_placed(*placed))
    return Item((lignes[0].bbox[0], lignes[0].bbox[1], lignes[-1].bbox[2], lignes[-1].bbox[3]), lignes, boite)


DESSUS = [_item(("Un texte", 50, 80)), _item(("Un autre", 300, 80))]
NOMS = [_item(("CAF", 50, 112))]


@pytest.mark.parametrize(
    ("rangee", "dessous", "descend"),
    [
        pytest.param([_item(("Pilote :", 50, 100))], NOMS, True, id="its value right below it"),
        pytest.param([_item(("Pilote :", 50, 100))], [_item(("Ville", 300, 116)), *NOMS], True, id="another thing lower, listed before"),
        pytest.param([_item(("Pilote :", 50, 100))], [_item(("CAF", 51.5, 110))], True, id="right at its foot"),
        pytest.param([_item(("Pilote :", 50, 100))], [_item(("CAF", 52, 112))], False, id="its value set in"),
        pytest.param([_item(("Pilote :", 50, 100))], [_item(("CAF", 40, 112))], False, id="further left"),
        pytest.param([_item(("Pilote :", 50, 100))], [_item(("CAF", 50, 120))], False, id="a line further below"),
        pytest.param([_item(("Pilote :", 50, 100))], [_item(("CAF", 50, 109.5))], False, id="at its own height"),
        pytest.param([_item(("Pilote :", 50, 100))], [_item(("Ville", 300, 111)), *NOMS], False, id="something else first"),
        pytest.param([_item(("Pilote : Ville", 50, 100))], NOMS, False, id="a value on its line"),
        pytest.param([_item(("Les voisins", 50, 100))], NOMS, False, id="no label"),
        pytest.param([_item(("Lieux de vie :", 50, 100))], NOMS, False, id="a colon behind what is no label"),
        pytest.param([_item(("Pilote :", 50, 100), boite=True)], NOMS, False, id="in a box"),
        pytest.param([_item(("Pilote :", 50, 92), ("Ville", 50, 104))], [_item(("CAF", 50, 116))], False, id="two lines"),
        pytest.param([_item(("Pilote :", 50, 100)), _item(("Financeurs :", 300, 100))], [_item(("CAF", 60, 130))], True, id="two labels"),
        pytest.param([_item(("Pilote :", 50, 100)), _item(("Un texte", 300, 100))], NOMS, False, id="a label and a text"),
    ],
)
def test_a_label_at_the_foot_of_columns_goes_with_its_value_below(rangee: list[Item], dessous: list[Item], descend: bool) -> None:
    """Two labels abreast do wherever their values start."""
    above, below = with_labels([[*DESSUS, *rangee], dessous], _is_label)
    assert (above, below) == ((DESSUS, [*rangee, *dessous]) if descend else ([*DESSUS, *rangee], dessous))


@pytest.mark.parametrize(("fond", "x", "descend"), [("#1f4e79", 57.0, True), ("#1f4e79", 75.0, False), ("", 57.0, False)])
def test_a_number_on_a_pill_starts_a_little_right_of_the_title_below_it(fond: str, x: float, descend: bool) -> None:
    number = line("1.2", x0=x, top=100, style=replace(GRAS, fond=fond))
    over = [_item(("Un panneau", 50, 60), boite=True), _item(("Une liste", 300, 80))]
    title = [_item(("Garder les enfants", 50, 113))]
    above, below = with_labels([[*over, Item(number.bbox, (number,), False)], title], _is_label)
    assert (len(above), len(below)) == ((2, 2) if descend else (3, 1))


def test_a_label_that_is_all_of_its_band_stays() -> None:
    bands = [[_item(("Pilote :", 50, 100))], NOMS]
    assert with_labels(bands, _is_label) == bands


# --- capitals over a rule --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texte", "titre"),
    [
        ("PETITE ENFANCE", True),
        ("QUARTIERS", True),  # nine letters
        ("QUARTIER", False),  # no more than an acronym
        ("ANRU 2024-2030", False),  # digits are no letters
        ("ARS, CPAM, CAF, DDETS", False),
        ("Petite enfance", False),
        ("PETITE ENfANCE", False),
    ],
)
def test_capitals_as_a_title_has_them(texte: str, titre: bool) -> None:
    assert _in_capitals(texte) is titre


@pytest.mark.parametrize(
    ("texte", "style", "large"),
    [
        ("PETITE ENFANCE", CORPS, True),
        ("ARS, CPAM, CAF", CORPS, False),
        ("Petite enfance", CORPS, False),
        ("Petite enfance", GRAS, True),
        ("Petite enfance", Style(16.0, couleur="#000000"), True),
        ("Petite enfance", Style(11.0, couleur="#000000"), False),
    ],
)
def test_a_title_over_a_rule_is_as_wide_as_it(texte: str, style: Style, large: bool) -> None:
    """Two columns below it, and a line that stands right above the second."""
    runs = [words("« Un dire d'habitant »", 320, 80), words(texte, 50, 100, style), _column(50, 130, "un", "deux")]
    sheet = page(*runs, _column(320, 130, "trois", "quatre"), traits=[(50, 117, 550, 118)])
    said = _order(regions(sheet, lines_pdf([sheet]), _is_label))
    assert (said == ["« Un dire d'habitant »", texte, "un", "deux", "trois", "quatre"]) is large


@pytest.mark.parametrize(("etiquettes", "large"), [(8, False), (40, True)])
def test_the_values_of_small_labels_over_a_rule_are_no_titles(etiquettes: int, large: bool) -> None:
    """More lines are labels than values; the letters of these tell the type of the body, until there are too many labels."""
    runs = [words("« Un dire d'habitant »", 320, 80), words("Petite enfance", 50, 100), _column(50, 130, "un texte de la colonne")]
    labels = [words("Avec", 50 + 25.0 * (i % 20), 300 + 20.0 * (i // 20), Style(7.0, couleur="#000000")) for i in range(etiquettes)]
    sheet = page(*runs, _column(320, 130, "un texte de la colonne"), *labels, traits=[(50, 117, 550, 118)])
    said = _order(regions(sheet, lines_pdf([sheet]), _is_label))
    assert (said.index("« Un dire d'habitant »") < said.index("Petite enfance")) is large


# --- titles abreast over two lines ------------------------------------------------------------------------------------


def test_the_second_line_of_one_of_two_titles_abreast_cuts_no_column() -> None:
    left = [*words("Engagement 1 – Loger", 50, 100, GRAND), *_column(60, 150, "un", "deux", "trois")]
    right = [
        *words("Engagement 2 – Accompagner", 320, 100, GRAND),
        *words("les familles", 320, 118, GRAND),
        *_column(330, 150, "quatre", "cinq", "six"),
    ]
    assert _order(_regions(left, right)) == [
        "Engagement 1 – Loger",
        "un",
        "deux",
        "trois",
        "Engagement 2 – Accompagner",
        "les familles",
        "quatre",
        "cinq",
        "six",
    ]


def test_a_number_is_not_that_of_the_title_of_the_next_column() -> None:
    """'1)' over its title in the first column, level with the first line of another in the second."""
    above = [*words("1)", 50, 100, GRAND), *words("Accompagner toutes", 320, 100, GRAND)]
    left, right = _column(50, 130, "gauche un", "gauche deux"), [*words("les familles", 320, 118, GRAND), *_column(320, 140, "droite")]
    assert _order(_regions(above, left, right)) == ["1)", "gauche un", "gauche deux", "Accompagner toutes", "les familles", "droite"]


# --- the title of a part at the foot of a row -------------------------------------------------------------------------


def _action(n: int, top: float) -> list[list[Word]]:
    """A title over a list, the box of its parties beside both."""
    title = words(f"Action {n} : Soutenir les voisins", 50, top, GRAS)
    items = [words(f"• Ouvrir la maison numéro {i}", 55, top + 18 + 14 * i) for i in range(5)]
    return [title, *items, words("Pilote : Ville", 420, top + 2), words("Public : Tous", 420, top + 18)]


@pytest.mark.parametrize("taille", [16.0, 12.0])
def test_a_larger_title_at_the_foot_of_a_row_opens_what_follows(taille: float) -> None:
    part = Style(taille, couleur="#1f4e79")
    runs = [*_action(1, 100), *_action(2, 230), words("Mobilités", 50, 330, part), *_action(3, 360), *_action(4, 490)]
    boxes = [Box(410, top - 6, 560, top + 40, fond="#eeeeee") for top in (100, 230, 360, 490)]
    said = _order(_regions(*runs, boites=boxes))
    pilots = [i for i, t in enumerate(said) if t.startswith("Pilote")]
    assert pilots[1] < said.index("Mobilités") < pilots[2]


# --- a text of two lines beside a title -------------------------------------------------------------------------------


@pytest.mark.parametrize(("x", "ensemble"), [(400.0, True), (150.0, False)])
def test_a_line_level_with_two_lines_at_its_right_does_not_part_them(x: float, ensemble: bool) -> None:
    """The title of a fiche in the middle of its band, the axis in two small lines at the right of it, or over and under it."""
    petit = Style(9.0, couleur="#ffffff", fond="#5b2a6e")
    title = words("Navette de nuit", 120, 104, Style(16.0, gras=True, couleur="#ffffff", fond="#5b2a6e"))
    runs = [words("Axe 1 – Accompagner", x, 100, petit), title, words("vers l'emploi", x, 113, petit), words("Contexte", 50, 160)]
    said = _order(_regions(*runs, boites=[Box(40, 90, 560, 134, fond="#5b2a6e")]))
    assert (said.index("vers l'emploi") - said.index("Axe 1 – Accompagner") == 1) is ensemble


@pytest.mark.parametrize(
    ("style", "colonnes"), [(Style(16.0, gras=True, couleur="#ffffff"), True), (Style(16.0, couleur="#ffffff"), False)]
)
def test_titles_at_the_left_of_a_larger_one_command_nothing_beside_them(style: Style, colonnes: bool) -> None:
    """'Mode d'emploi' and 'Point de départ' in a column, 'Enjeu 1' over its engagements in the other."""
    left = [words("Mode d'emploi", 50, 100, TITRE), _column(50, 120, "Le texte de gauche", "suit ici")]
    left += [words("Point de départ", 50, 200, TITRE), _column(50, 220, "Le texte de gauche", "suit là")]
    right = [words("Enjeu premier", 300, 100, style), _column(300, 124, "Le texte de droite", "va", "jusqu'au", "bout")]
    right += [_column(300, 200, "et", "plus", "loin")]
    said = _order(_regions(*left, *right))
    assert (said.index("suit là") < said.index("Enjeu premier")) is colonnes


@pytest.mark.parametrize(("signe", "colonnes"), [("• ", True), ("", False)])
def test_two_lists_abreast_in_a_box_as_wide_as_the_page_are_columns(signe: str, colonnes: bool) -> None:
    """Two engagements in one box, few lines in all: no band of the page."""
    left = [words("Des aînés moins seuls", 60, 100, GRAND), _column(60, 130, f"{signe}visiter", f"{signe}appeler")]
    right = [words("Un toit", 320, 100, GRAND), _column(320, 130, f"{signe}isoler", f"{signe}reloger")]
    said = _order(_regions(*left, *right, words("Le texte de la page suit en dessous", 50, 260), boites=[Box(40, 90, 560, 170)]))
    assert (said.index(f"{signe}appeler") < said.index("Un toit")) is colonnes


@pytest.mark.parametrize(("marque", "premiere"), [("Enjeu 1", True), ("Axe 2", True), ("Enjeu 1 : Loger", False), ("Loger", False)])
def test_a_level_word_and_number_alone_above_all_columns_is_read_first(marque: str, premiere: bool) -> None:
    """In the corner over the second column, which goes on below it."""
    left = _column(50, 100, "gauche un", "gauche deux", "gauche trois")
    right = [*words(marque, 320, 60), *_column(320, 100, "droite un", "droite deux", "droite trois")]
    said = _order(_regions(left, right))
    assert (said[0] == marque) is premiere
    assert [t for t in said if t != marque] == [f"{cote} {n}" for cote in ("gauche", "droite") for n in ("un", "deux", "trois")]


@pytest.mark.parametrize(
    ("ecart", "marge", "style", "colonnes"),
    [
        pytest.param(0.0, 0.0, CORPS, True, id="on the box below"),
        pytest.param(20.0, 0.0, CORPS, False, id="apart from it"),
        pytest.param(0.0, 15.0, CORPS, False, id="on a narrower box"),
        pytest.param(0.0, 0.0, GRAS, False, id="on a box that opens in its look"),
    ],
)
def test_boxes_with_a_title_stacked_on_boxes_of_their_width_head_columns(ecart: float, marge: float, style: Style, colonnes: bool) -> None:
    """Two cards of two boxes each, the text set in from the edge of the title."""
    runs, boxes = [], []
    for i, x in enumerate((40.0, 290.0)):
        boxes += [Box(x, 80, x + 240, 105, fond="#e0f2ef"), Box(x + marge, 105 + ecart, x + 240, 170 + ecart, fond="#ffffee")]
        runs += [words(f"Faire {i}", x + 8, 87, GRAS), _column(x + 20, 112 + ecart, *(f"acte {i}{n}" for n in "abc"), style=style)]
    said = _order(_regions(*runs, boites=boxes))
    assert (said == [t for i in (0, 1) for t in (f"Faire {i}", f"acte {i}a", f"acte {i}b", f"acte {i}c")]) is colonnes


@pytest.mark.parametrize(("seconde", "bande"), [("Budget : 10 000 €", True), ("Pilote : CAF", False)])
def test_boxes_that_share_a_label_are_no_strip(seconde: str, bande: bool) -> None:
    """Two boxes abreast, each with a label in bold over its text, and another label at its foot."""
    boxes = []
    for x, tete, pied in ((40.0, "Public", "Pilote : Ville"), (305.0, "Calendrier", seconde)):
        lignes = (line(tete, 0, x, 100, GRAS), line("un texte", 1, x, 114), line(pied, 2, x, 128))
        boxes.append(Item((x, 95, x + 250, 145), lignes, True))
    assert (len(_strips(boxes, _is_label)) == 1) is bande


# --- icons of bands


@pytest.mark.parametrize(
    ("icone", "x", "derniere"),
    [
        pytest.param("\ue012", 300.0, True, id="a sign of a font of pictures"),
        pytest.param("§", 300.0, True, id="any other sign"),
        pytest.param("A", 300.0, False, id="a letter"),
        pytest.param("***", 300.0, False, id="three signs"),
        pytest.param("\ue012", 80.0, False, id="amid the title"),
    ],
)
def test_an_icon_at_the_right_of_a_band_parts_no_number_from_its_title(icone: str, x: float, derniere: bool) -> None:
    """'Engagement 3', the icon in large type right of it, and the title, the top of which is level with the foot of the icon."""
    lignes = [line("Engagement 3", 0, 50, 100, GRAS), line(icone, 1, x, 102, Style(20.0)), line("Ouvrir la halle", 2, 50, 116, GRAS)]
    assert [li.id for li in _icons_last(lignes)] == ([0, 2, 1] if derniere else [0, 1, 2])


def test_an_icon_above_what_stands_below_it_stays() -> None:
    lignes = [line("Engagement 3", 0, 50, 100, GRAS), line("\ue012", 1, 300, 102, Style(12.0)), line("Ouvrir la halle", 2, 50, 116, GRAS)]
    assert [li.id for li in _icons_last(lignes)] == [0, 1, 2]


# --- titles of bars


@pytest.mark.parametrize(
    ("retrait", "debut", "colonnes"),
    [
        pytest.param(66.0, 8.0, True, id="in the middle"),
        pytest.param(30.0, 8.0, False, id="elsewhere"),
        pytest.param(66.0, 120.0, False, id="what stands below is wider than the bar"),
    ],
)
def test_titles_in_the_middle_of_bars_head_the_columns_below_them(retrait: float, debut: float, colonnes: bool) -> None:
    """108 points wide on a bar of 240; the lists start near its left edge."""
    xs = (40.0, 290.0)
    boxes = [Box(x, 80, x + 240, 105, fond="#e0f2ef") for x in xs]
    titles = [words(f"Accompagner les aînés {i}", x + retrait, 87, SUR_FOND) for i, x in enumerate(xs)]
    lists = [_column(x + debut, 112, f"• acte {i}a du quartier prioritaire", f"• acte {i}b") for i, x in enumerate(xs)]
    said = _order(_regions(*titles, *lists, boites=boxes))
    assert (said.index("• acte 0b") < said.index("Accompagner les aînés 1")) is colonnes


@pytest.mark.parametrize(("taille", "couleur", "colonnes"), [(9.0, "#ffffff", True), (7.0, "#ffffff", False), (9.0, "#ffee00", False)])
def test_one_title_of_boxes_abreast_may_have_been_shrunk_to_fit(taille: float, couleur: str, colonnes: bool) -> None:
    styles = (BARRE, replace(BARRE, taille=taille, couleur=couleur))
    boxes = [_titre_de_boite(f"Faire {i}", 40.0 + 250 * i, style) for i, style in enumerate(styles)]
    row = [_item((f"acte {i}", 50.0 + 250 * i, 112)) for i in (0, 1)]
    assert _each_headed(row, boxes, 10.0) is colonnes


def _titre_de_boite(texte: str, x: float, style: Style) -> Item:
    return Item((x, 80, x + 240, 105), (line(texte, x0=x + 8, top=87, style=style),), True)


# --- the next part at the foot of a row


def _pose(texte: str, x: float, top: float, style: Style = CORPS, boite: bool = False) -> Item:
    found = line(texte, x0=x, top=top, style=style)
    return Item(found.bbox, (found,), boite)


NOTES = [_pose("Pilote : CAF", 400, 100), _pose("Avec : Ville", 400, 114)]


@pytest.mark.parametrize(
    ("style", "top", "coupe"),
    [
        pytest.param(GRAND, 140.0, True, id="in larger type below the notes"),
        pytest.param(TITRE, 140.0, False, id="in the type of the titles of rows"),
        pytest.param(Style(16.0), 140.0, False, id="not in bold"),
        pytest.param(GRAND, 108.0, False, id="beside the notes"),
    ],
)
def test_a_title_at_the_foot_of_a_row_opens_the_next_part_with_the_text_below_it(style: Style, top: float, coupe: bool) -> None:
    first = [_pose("Se loger", 50, 100, TITRE), _pose("Enjeu second", 50, top, style), _pose("Un texte", 50, top + 20)]
    found = _before_part([first, NOTES], (12.0, True, "#aa0000"))
    assert found == ([[first[:1], NOTES], [first[1:]]] if coupe else [[first, NOTES]])


def test_a_larger_title_that_opens_its_row_stays_with_it() -> None:
    first = [_pose("Enjeu second", 50, 140, GRAND), _pose("Un texte", 50, 160)]
    assert _before_part([first, NOTES], (12.0, True, "#aa0000")) == [[first, NOTES]]
    assert _before_part([first], (12.0, True, "#aa0000")) == [[first]]


@pytest.mark.parametrize(
    ("taille", "top", "boite", "coupe"),
    [
        pytest.param(16.0, 140.0, False, True, id="in larger type below the notes"),
        pytest.param(12.0, 140.0, False, False, id="as large as the title of the row"),
        pytest.param(16.0, 108.0, False, False, id="beside the notes"),
        pytest.param(16.0, 140.0, True, False, id="in a box"),
    ],
)
def test_a_larger_line_at_the_foot_of_a_row_opens_the_next_part_with_the_text_below_it(
    taille: float, top: float, boite: bool, coupe: bool
) -> None:
    row = [_pose("Se loger", 50, 100, TITRE), *NOTES]
    foot = [_pose("Enjeu second", 50, top, Style(taille), boite), _pose("Un texte", 50, top + 20)]
    assert [len(part) for part in _before_larger([*row, *foot], 12.0)] == ([3, 2] if coupe else [5])


@pytest.mark.parametrize(
    ("texte", "style", "coupe"),
    [
        pytest.param("Axe 2. Travailler", Style(11.5, gras=True), True, id="a number in bold"),
        pytest.param("Axe 2. Travailler", Style(11.5), False, id="not in bold"),
        pytest.param("Travailler", Style(11.5, gras=True), False, id="without a number"),
        pytest.param("Axe 2. Travailler", Style(10.5, gras=True), False, id="hardly larger than the text"),
        pytest.param("Travailler", Style(14.0), True, id="in large type"),
    ],
)
def test_a_numbered_title_in_bold_stands_over_columns_though_hardly_larger_than_their_text(texte: str, style: Style, coupe: bool) -> None:
    """Text above it and below it in both columns, none at its height."""
    band = [_pose(f"{cote} {n}", x, top) for cote, x in (("gauche", 50), ("droite", 320)) for n, top in enumerate((100, 114, 170, 184))]
    parts = _at_titles([*band, _pose(texte, 50, 145, style)], 10.0)
    assert [len(part) for part in parts] == ([4, 5] if coupe else [9])


# --- panels and lists abreast


@pytest.mark.parametrize(
    ("texte", "x0", "ensemble"),
    [
        ("• Livrer le compost sous", 58.0, True),
        ("• Livrer le compost sous", 80.0, False),  # far behind the sign
        ("Livrer le compost sous", 58.0, False),  # no item
    ],
)
def test_the_second_line_of_an_item_is_not_parted_from_the_first_by_the_box_beside_them(texte: str, x0: float, ensemble: bool) -> None:
    above, below, inside = line(texte, 0, top=114), line("convention", 1, x0, 128), line("9 000 tonnes", 2, 310, 128)
    items = [Item(li.bbox, (li,), False) for li in (above, below)]
    items.insert(1, Item((300.0, 116.0, 420.0, 170.0), (inside,), True))
    assert [it.lignes[0].id for it in _texts_whole(items)] == ([0, 1, 2] if ensemble else [0, 2, 1])


def test_a_chip_left_of_a_label_is_none_of_its_values() -> None:
    """The number of a card on a chip, its title below; the parties in the margin."""
    chip = Box(45, 98, 110, 112, fond="#e8743b")
    left = [
        *words("Mesure 1.1", 50, 100),
        *_column(50, 118, "Supprimer les écarts", "Passer au crible", "Verser un rattrapage", style=CORPS),
    ]
    gras = Style(8.0, gras=True, couleur="#000000")
    right = [*words("Pilotes", 380, 98, gras), *_column(380, 108, "Direction des", "ressources humaines", "Mission locale")]
    found = _order(_regions(left, right, boites=[Box(40, 90, 550, 180, fond="#f1edf8"), chip]))
    assert found[:4] == ["Mesure 1.1", "Supprimer les écarts", "Passer au crible", "Verser un rattrapage"]


# --- a field that returns at the left of a line of time ---------------------------------------------------------------

FRISE: list[_Note] = [("Échéance", 100, PETIT), ("mars 2026", 112, CORPS), ("Échéance", 130, PETIT), ("juin 2026", 142, CORPS)]


@pytest.mark.parametrize(
    ("rows", "notes"),
    [
        pytest.param(FRISE, [2, 2], id="each over its value"),
        pytest.param([*FRISE, ("au plus tard", 154, CORPS)], [2, 3], id="a value of two lines"),
        pytest.param(FRISE[:2], [2], id="once"),
        pytest.param(FRISE[:3], [3], id="nothing below the last"),
        pytest.param([*FRISE[:2], ("Calendrier", 130, PETIT), FRISE[3]], [4], id="two labels"),
        pytest.param([(t.replace("Échéance", "Le moment"), *rest) for t, *rest in FRISE], [4], id="no label"),
        pytest.param([(t, top, CORPS) for t, top, _ in FRISE], [4], id="set as its values"),
    ],
)
def test_a_known_field_alone_that_returns_over_its_values_parts_a_margin(rows: list[_Note], notes: list[int]) -> None:
    assert _parts(*rows, boite=False) == notes


@pytest.mark.parametrize(("tete", "notes"), [("Échéance", [["Échéance", "mars 2026"], ["Échéance", "juin 2026"]]), ("Le moment", [])])
def test_dates_at_the_left_of_a_line_of_time_are_notes_beside_its_measures(tete: str, notes: list[list[str]]) -> None:
    dates, text = [], []
    for i, moment in enumerate(("mars 2026", "juin 2026")):
        top = 100 + 80.0 * i
        dates += [*words(tete, 50, top + 3, PETIT), *words(moment, 50, top + 15)]
        text += [
            *words(f"Ouvrir la halle {i}", 200, top, GRAND),
            *_column(200, top + 24, "- un étal pour les voisins", "- un abri pour les vélos"),
        ]
    assert [lines for lines, _, lateral in _read(_regions(dates, text)) if lateral] == notes


# --- labels, their values, a third column -----------------------------------------------------------------------------

_COLONNES = {
    "etiquettes": [_item(("Pilote :", 50, 100)), _item(("Avec :", 50, 120))],
    "noms": [_item(("CAF", 120, 100)), _item(("ARS", 120, 120))],
    "relances": [_item(("CAF, avec :", 120, 100)), _item(("ARS, avec :", 120, 120))],  # they may head a row in their turn
    "texte": [_item(("Un banc", 250, 100)), _item(("Un abri", 250, 120))],
    "autres": [_item(("Relais :", 250, 100)), _item(("Budget :", 250, 120))],
    "sommes": [_item(("Ville", 320, 100)), _item(("10 €", 320, 120))],
}


@pytest.mark.parametrize(
    ("colonnes", "reunies"),
    [
        (("etiquettes", "noms"), [["etiquettes", "noms"]]),
        (("etiquettes", "noms", "texte"), [["etiquettes", "noms"], ["texte"]]),
        (("etiquettes", "relances", "texte"), [["etiquettes", "relances"], ["texte"]]),
        (("etiquettes", "noms", "autres", "sommes"), [["etiquettes", "noms"], ["autres", "sommes"]]),
        (("texte", "noms"), [["texte"], ["noms"]]),
    ],
)
def test_a_column_of_labels_takes_the_values_at_its_right_once(colonnes: tuple[str, ...], reunies: list[list[str]]) -> None:
    made = with_values([_COLONNES[c] for c in colonnes], _is_label)
    assert made == [[it for c in part for it in _COLONNES[c]] for part in reunies]


def test_columns_at_the_right_of_labels_with_values_come_to_an_end() -> None:
    """Values that end in a colon may head a row in their turn."""
    runs = [w for part in ("etiquettes", "relances", "texte") for it in _COLONNES[part] for w in words(it.lignes[0].texte, *it.bbox[:2])]
    assert sorted(_order(_regions(runs))) == sorted(["Pilote :", "CAF, avec :", "Avec :", "ARS, avec :", "Un banc", "Un abri"])


# --- a band that holds columns ----------------------------------------------------------------------------------------

BANDE = Box(20, 200, 575, 290, fond="#fdf3d4")


def test_a_band_with_columns_and_a_title_of_its_own_parts_what_stands_above_it() -> None:
    """No column of the page goes on through it."""
    above = [*_column(50, 100, "gauche un", "gauche deux"), *_column(320, 100, "droite un", "droite deux")]
    band = [*words("Entendu", 50, 210, GRAND), *_column(50, 240, "- banc", "- abri"), *_column(320, 240, "- arbre", "- jeu")]
    below = [*_column(50, 320, "bas un", "bas deux"), *_column(320, 320, "fin un", "fin deux")]
    found = _order(_regions(above, band, below, boites=[BANDE]))
    assert found[:5] == ["gauche un", "gauche deux", "droite un", "droite deux", "Entendu"]
    assert found[5:] == ["- banc", "- abri", "- arbre", "- jeu", "bas un", "bas deux", "fin un", "fin deux"]


_DESSUS, _DESSOUS = _item(("Un texte", 50, 100)), _item(("Un autre", 50, 320))
_TETE_BANDE, _LISTES = _item(("Entendu", 50, 210)), [_item(("- banc", 50, 240)), _item(("- arbre", 320, 240))]


@pytest.mark.parametrize(
    ("things", "inside", "parts"),
    [
        pytest.param([_DESSUS, _TETE_BANDE, *_LISTES, _DESSOUS], [_TETE_BANDE, *_LISTES], [1, 3, 1], id="below its title"),
        pytest.param([_TETE_BANDE, *_LISTES, _DESSOUS], [_TETE_BANDE, *_LISTES], [3, 1], id="nothing above it"),
        pytest.param([_DESSUS, *_LISTES, _DESSOUS], _LISTES, [4], id="without a title"),
        pytest.param(
            [_DESSUS, _TETE_BANDE, *_LISTES, _item(("Une note", 540, 190), ("d'ici", 540, 240))],
            [_TETE_BANDE, *_LISTES],
            [5],
            id="beside a note",
        ),
    ],
)
def test_what_stands_around_a_band(things: list[Item], inside: list[Item], parts: list[int]) -> None:
    made = _around_band(things, BANDE, [li for it in inside for li in it.lignes])
    assert [len(part) for part in made] == parts
    assert [it for part in made for it in part] == things


@pytest.mark.parametrize(
    ("titre", "taille", "avec"),
    [
        pytest.param("Des quartiers ouverts sur la ville et ses alentours", 16.0, True, id="below several columns"),
        pytest.param("Des quartiers ouverts", 16.0, False, id="below no other column"),
        pytest.param("Des quartiers ouverts sur la ville et ses alentours, où chacun a sa place et ses droits", 8.0, False, id="no larger"),
    ],
)
def test_a_level_word_in_small_type_goes_with_the_larger_title_that_runs_below_columns(titre: str, taille: float, avec: bool) -> None:
    level, other = line("Priorité n° 2", 0, 50, 100, PETIT), line("Contrat de Lys", 1, 320, 100, PETIT)
    title = line(titre, 2, 50, 111, Style(taille, gras=True, couleur="#000000"))
    made = _with_levels_above([Item(li.bbox, (li,), False) for li in (level, other, title)])
    lignes = {li.texte: [x.texte for x in it.lignes] for it in made for li in it.lignes}
    assert (lignes[titre] == ["Priorité n° 2", titre]) is avec
    assert sorted(li.id for it in made for li in it.lignes) == [0, 1, 2]


def test_a_level_word_and_the_title_that_runs_below_columns_are_read_together() -> None:
    level, other = words("Priorité n° 2", 50, 100, PETIT), words("Contrat de Lys", 320, 100, PETIT)
    title = words("Des quartiers ouverts sur la ville et ses alentours", 50, 111, GRAND)
    left, right = _column(50, 150, "gauche un", "gauche deux"), _column(320, 150, "droite un", "droite deux")
    found = _order(_regions(level, other, title, left, right))
    at = found.index("Priorité n° 2")
    assert found[at + 1].startswith("Des quartiers ouverts")


@pytest.mark.parametrize(
    ("fond", "dessous", "colonnes", "devant"),
    [
        pytest.param("#e07b1f", "Pilotes :", 2, True, id="on a fill, over a label"),
        pytest.param("", "Pilotes :", 2, False, id="without a fill"),
        pytest.param("#e07b1f", "Un texte", 2, False, id="over no label"),
        pytest.param("#e07b1f", "Pilotes :", 3, False, id="in the first of three columns"),
    ],
)
def test_the_number_in_a_disc_over_the_labels_of_a_margin_is_that_of_the_title(
    fond: str, dessous: str, colonnes: int, devant: bool
) -> None:
    disque = Style(14.0, gras=True, couleur="#ffffff", fond=fond)
    margin = [line("2", 0, 50, 100, disque), line(dessous, 1, 50, 130), line("CAF", 2, 50, 144)]
    text = [line("Ouvrir une crèche", 3, 200, 100, GRAND), line("Un lieu pour les familles", 4, 200, 130)]
    third = [line("Un autre texte", 5, 400, 100)]
    columns = [[Item(li.bbox, (li,), False) for li in part] for part in (margin, text, third)[:colonnes]]
    number, rest = _without_number(columns, lambda li: is_label_line(li, CORPS))
    assert (number is not None) is devant
    assert [it.lignes[0].texte for it in rest[0]] == (["Pilotes :", "CAF"] if devant else ["2", dessous, "CAF"])
    found = _side_by_side(columns, 1, 10.0, lambda li: is_label_line(li, CORPS))
    assert sorted(li.id for r in found for li in r.lignes) == [it.lignes[0].id for column in columns for it in column]
    if devant:
        assert _order(found)[:2] == ["2", "Ouvrir une crèche"]


@pytest.mark.parametrize("textes", [("Pilotes :",), ("- loger", "CAF")])
def test_one_column_that_values_were_made_one_with_ends_no_list(textes: tuple[str, ...]) -> None:
    """Labels and their values abreast become one column: it stands beside nothing."""
    column = [Item(li.bbox, (li,), False) for li in (line(t, i, 50, 100 + 14 * i) for i, t in enumerate(textes))]
    assert _after_list([column]) == []
    assert _order(_side_by_side([column], 1, 10.0, lambda li: is_label_line(li, CORPS))) == list(textes)


@pytest.mark.parametrize(
    ("ruban", "haut", "dedans"),
    [
        pytest.param("Action 1.1", 98.0, True, id="its line lies in the card"),
        pytest.param("Action 1.1", 80.0, False, id="it stands above the card"),
        pytest.param("Nouveau", 98.0, False, id="no level and its number"),
    ],
)
def test_a_ribbon_with_the_number_of_a_card_that_reaches_over_its_edge_belongs_to_it(ruban: str, haut: float, dedans: bool) -> None:
    card = _column(60, 130, "Ouvrir une crèche", "Un lieu pour les familles", "du quartier")
    tape = words(ruban, 60, haut + 4)
    boxes = [Box(50, 100, 300, 190, fond="#eeeeee"), Box(44, haut, 130, haut + 16, fond="#0b6e75")]
    found = _regions(card, tape, boites=boxes)
    assert [_order([r]) for r in found if r.boite and ruban in _order([r])] == (
        [[ruban, "Ouvrir une crèche", "Un lieu pour les familles", "du quartier"]] if dedans else []
    )


GRAS = Style(10.0, gras=True, couleur="#000000")


@pytest.mark.parametrize(("boite", "dessus"), [(320.0, False), (55.0, True)])
def test_a_title_over_the_text_beside_a_box_goes_on_with_that_text(boite: float, dessus: bool) -> None:
    """It heads all that stands below it only where the box stands under it."""
    texte, repere = ("Ouvrir une maison de santé", "Former des médiateurs"), ("Un repère", "Dix médecins")
    gauche, droite = (repere, texte) if dessus else (texte, repere)
    runs = [_column(50, 100, "Un texte à gauche", "sur deux lignes"), _column(320, 100, "Une note à droite", "sur deux lignes")]
    runs += [words("Soigner mieux", 50, 150, GRAS), _column(60 if dessus else 50, 172, *gauche), _column(330, 174, *droite)]
    found = _order(_regions(*runs, boites=[Box(boite, 168, boite + 200, 205, fond="#eeeeee")]))
    assert (found.index("Soigner mieux") < found.index("Une note à droite")) is not dessus


@pytest.mark.parametrize(
    ("premier", "encadre", "lateral"),
    [
        pytest.param("PILOTES :", ("En clair", "Un lieu pour tous"), True, id="a box of plain text"),
        pytest.param("PILOTES :", ("PARTENAIRES :", "CAF"), True, id="a box of parties"),
        pytest.param("PILOTES :", ("- ouvrir", "- fermer"), False, id="a list"),
        pytest.param("PILOTES :", ("En clair", "PARTENAIRES :"), False, id="a label amid the text"),
        pytest.param("Un texte", ("En clair", "Un lieu pour tous"), False, id="no label above it"),
    ],
)
def test_a_box_of_plain_text_below_the_parties_of_a_margin_is_one_of_its_notes(
    premier: str, encadre: tuple[str, ...], lateral: bool
) -> None:
    """'En clair' among the parties of a margin."""
    text = _column(50, 100, "Soutenir les associations du quartier", "Ouvrir une maison", "Financer", "Former", "Prêter", "Aider")
    found = _regions(
        text, _column(420, 100, premier, "Ville"), _column(420, 150, *encadre), boites=[Box(410, 145, 550, 178, fond="#eeeeee")]
    )
    assert [r.lateral for r in found] == [False, lateral, lateral]
