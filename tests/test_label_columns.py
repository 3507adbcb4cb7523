"""Fiches without vertical rules: labels one under the other, their values at their right."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from builders import CORPS, GRAND, page, words
from pipeline.model import Box, Style, Word
from pipeline.stages.grids import is_header
from pipeline.stages.label_columns import label_columns
from pipeline.stages.lines import lines_pdf

ETIQUETTE = Style(8.0, couleur="#d98300")
FICHE = [("Pilote", "CAF"), ("Partenaires", "Ville, Région"), ("Public", "Tous les habitants"), ("Calendrier", "2025")]


def _rows(runs: Sequence[list[Word]], rules: Sequence[tuple[float, float, float]] = ()) -> list[list[list[str]]]:
    """Of each fiche its rows, of each row the words of its cells."""
    found = label_columns(lines_pdf([page(*runs)]), rules, is_header)
    return [[[" ".join(li.texte for li in cell) for cell in row] for row in fiche.rangs] for fiche in found]


def _set(rows: Sequence[tuple[str, str]], top: float = 100.0, x: float = 140.0, style: Style = ETIQUETTE) -> list[list[Word]]:
    return [run for i, (a, b) in enumerate(rows) for run in (words(a, 50, top + 22 * i, style), words(b, x, top + 22 * i))]


def test_labels_and_their_values() -> None:
    assert _rows(_set(FICHE)) == [[[a, b] for a, b in FICHE]]


def test_a_second_column_of_labels_parts_the_rows_that_have_it() -> None:
    more = [
        *words("Financeurs", 300, 100, ETIQUETTE),
        *words("État", 380, 100),
        *words("Coût", 300, 166, ETIQUETTE),
        *words("10 000 €", 380, 166),
    ]
    (rows,) = _rows([*_set(FICHE), more])
    assert [row[1:] for row in rows] == [
        ["CAF", "Financeurs", "État"],
        ["Ville, Région"],
        ["Tous les habitants"],
        ["2025", "Coût", "10 000 €"],
    ]


def test_a_value_over_several_lines_and_a_label_over_two() -> None:
    more = [
        words("Ce que nous", 50, 188, ETIQUETTE),
        words("ferons", 50, 197, ETIQUETTE),
        words("– un point", 140, 188),
        words("– un autre", 140, 200),
    ]
    (rows,) = _rows([*_set(FICHE), *more])
    assert rows[-1] == ["Ce que nous ferons", "– un point – un autre"]


def test_a_column_of_text_beside_a_fiche_is_none_of_its_values() -> None:
    """It goes on above and below the fiche; a second value on a row, which does not, stays."""
    beside = [words(f"ligne {i} du texte", 380 + 10 * (i % 2), 60 + 14 * i) for i in range(14)]
    (rows,) = _rows([*_set(FICHE), words("ARS", 200, 100), *beside])
    assert rows == [["Pilote", "CAF ARS"], *([a, b] for a, b in FICHE[1:])]


def test_a_title_at_the_left_ends_a_fiche() -> None:
    found = _rows([*_set(FICHE), words("Une autre fiche", 50, 195, GRAND), *_set(FICHE, top=220)])
    assert [len(rows) for rows in found] == [4, 4]


def test_the_last_row_ends_at_its_rule_or_at_a_blank() -> None:
    below = words("Un texte qui suit la fiche", 140, 182)
    assert _rows([*_set(FICHE), below], [(178.0, 50.0, 540.0)])[0][-1] == ["Calendrier", "2025"]
    assert _rows([*_set(FICHE), words("Un texte plus bas", 140, 230)])[0][-1] == ["Calendrier", "2025"]
    assert _rows([*_set(FICHE), words("et 2026", 140, 180)])[0][-1] == ["Calendrier", "2025 et 2026"]


@pytest.mark.parametrize(
    "runs",
    [
        _set(FICHE[:2]),  # too few
        _set(FICHE, style=CORPS),  # labels look like their values
        [run for i, (a, b) in enumerate(FICHE) for run in (words(a, 50, 100 + 22 * i, ETIQUETTE), words(b, 140 + 40 * i, 100 + 22 * i))],
        [words(a, 50, 100 + 22 * i, ETIQUETTE) for i, (a, _) in enumerate(FICHE)],  # no values
        _set([("Vélos", "CAF"), ("Jardins", "Ville"), ("Crèches", "État")]),  # no labels
    ],
)
def test_no_fiche(runs: Sequence[list[Word]]) -> None:
    assert _rows(runs) == []


@pytest.mark.parametrize(("blanc", "fiches"), [(40, 2), (-10, 1)])
def test_a_label_that_a_fiche_has_already_opens_the_next_below_a_blank(blanc: int, fiches: int) -> None:
    """'Pilote' again, two engagements in one column; without a blank it is one more label of the same."""
    assert len(_rows([*_set(FICHE[:2]), *_set(FICHE[:2], top=144 + blanc)])) == fiches


def test_labels_flush_right() -> None:
    """Three words of ten letters are flush left too, by chance."""
    fiche = [("Pilote", "CAF"), ("Financeurs", "Ville"), ("Calendrier", "2025"), ("Indicateur", "le nombre"), ("Public", "Tous")]
    made = [run for i, (a, b) in enumerate(fiche) for run in (_flush_right(a, 100 + 22.0 * i), words(b, 140, 100 + 22 * i))]
    assert _rows(made) == [[[a, b] for a, b in fiche]]


def _flush_right(texte: str, top: float) -> list[Word]:
    width = words(texte, 0, top, ETIQUETTE)[-1].x1
    return words(texte, 120 - width, top, ETIQUETTE)


@pytest.mark.parametrize(
    ("style", "derniere"), [(Style(9.0, couleur="#d98300"), ["Partenaires", "Ville PMI"]), (CORPS, ["Partenaires", "Ville"])]
)
def test_a_row_of_chips_may_stand_further_below_than_a_line_does(style: Style, derniere: list[str]) -> None:
    noir = Style(8.0, gras=True, couleur="#000000")
    rows = _set([("Public", "Tous"), ("Calendrier", "2025")], style=noir)
    last = [words("Partenaires", 50, 144, noir), words("Ville", 140, 144, style), words("PMI", 140, 163, style)]
    (found,) = _rows([*rows, *last])
    assert found[-1] == derniere


@pytest.mark.parametrize(("ecart", "fiches"), [(6.5, 1), (20.0, 0)])
def test_names_on_chips_start_right_of_plain_values(ecart: float, fiches: int) -> None:
    """The chips start where the plain values do, the names on them a little further right."""
    rows = [
        run for i, (a, b) in enumerate(FICHE) for run in (words(a, 50, 100 + 22 * i, ETIQUETTE), _value(b, 140, 100 + 22 * i, ecart, i))
    ]
    assert len(_rows(rows)) == fiches


def _value(texte: str, x: float, top: float, ecart: float, rang: int) -> list[Word]:
    chip = rang < 2
    return words(texte, x + ecart if chip else x, top, Style(10.0, couleur="#000000", fond="#eef0f2") if chip else CORPS)


@pytest.mark.parametrize(("filet", "fiches"), [(45.0, [4]), (30.0, [2])])
def test_a_list_behind_a_rule_ends_no_fiche(filet: float, fiches: list[int]) -> None:
    """Actions that run up to the labels, an upright rule between them; without it they stand at the left of the fiche."""
    runs = [*_set(FICHE), words("- loger", 5, 111), words("- jouer", 5, 133)]
    found = label_columns(lines_pdf([page(*runs)]), [], is_header, [(filet, 90.0, 200.0)])
    assert [len(fiche.rangs) for fiche in found if len(fiche.rangs) > 1] == fiches


def test_a_word_of_the_next_column_level_with_a_label_is_no_second_column_of_labels() -> None:
    """'quartier', in a list beside the fiche, is a label elsewhere; the labels of a second column are set as those of the first."""
    (rows,) = _rows([*_set(FICHE), words("quartier", 300, 144)])
    assert [len(row) for row in rows] == [2] * len(FICHE)


@pytest.mark.parametrize(
    ("valeur", "retrait", "fiches"),
    [
        ("- un point", 15.0, 1),
        ("• un point", 15.0, 1),
        ("un texte", 15.0, 0),
        ("- un point", 25.0, 0),  # further than a list is set in
        ("un texte", 3.0, 1),
    ],
)
def test_a_list_set_in_among_the_values_starts_where_they_do(valeur: str, retrait: float, fiches: int) -> None:
    """Labels are eight points high: up to twenty points right of the other values."""
    rows = [*_set([row for row in FICHE if row[0] != "Public"]), words("Public", 50, 166, ETIQUETTE), words(valeur, 140 + retrait, 166)]
    assert len(_rows(rows)) == fiches


BLEU = "#dce6f0"


@pytest.mark.parametrize(
    ("boites", "fiches"),
    [
        pytest.param([Box(45, 95, 130, 115, fond=BLEU), Box(45, 115, 130, 137, fond=BLEU)], 1, id="one right below the other"),
        pytest.param([], 0, id="no boxes"),
        pytest.param([Box(45, 95, 130, 115, trait=True), Box(45, 115, 130, 137, trait=True)], 0, id="without fill"),
        pytest.param([Box(45, 95, 130, 115, fond=BLEU), Box(45, 115, 130, 137, fond="#f0dce6")], 0, id="two fills"),
        pytest.param([Box(45, 95, 130, 112, fond=BLEU), Box(45, 117, 130, 137, fond=BLEU)], 0, id="a blank between them"),
        pytest.param([Box(45, 95, 130, 115, fond=BLEU), Box(45, 115, 138, 137, fond=BLEU)], 0, id="one wider"),
        pytest.param([Box(30, 95, 130, 115, fond=BLEU), Box(45, 115, 130, 137, fond=BLEU)], 0, id="one starts at its left"),
        pytest.param([Box(45, 95, 130, 137, fond=BLEU)], 0, id="one box"),
        pytest.param([Box(45, 95, 130, 115, fond=BLEU)], 0, id="a box around one of them"),
    ],
)
def test_two_labels_in_tinted_boxes_that_touch_are_a_fiche(boites: Sequence[Box], fiches: int) -> None:
    """The left cells of a grid of two rows."""
    found = label_columns(lines_pdf([page(*_set(FICHE[:2]))]), [], is_header, [], boites)
    assert [[" ".join(li.texte for li in cell) for cell in row] for fiche in found for row in fiche.rangs] == [
        list(r) for r in FICHE[:2]
    ] * fiches


@pytest.mark.parametrize(
    ("boites", "fiches"),
    [
        pytest.param([Box(45, 97 + 22 * i, 130, 119 + 22 * i, fond=BLEU) for i in range(4)], 1, id="each in a cell of its own"),
        pytest.param([], 0, id="without cells"),
        pytest.param([Box(45, 97, 300, 185, fond=BLEU)], 0, id="all in one panel"),
        pytest.param([Box(45, 97 + 22 * i, 300, 119 + 22 * i, fond=BLEU) for i in range(4)], 0, id="with their values"),
    ],
)
def test_labels_with_a_colon_are_a_column_where_each_has_a_cell_of_its_own(boites: Sequence[Box], fiches: int) -> None:
    """Elsewhere the value follows the colon on its line."""
    runs = _set([(f"{a} :", b) for a, b in FICHE])
    found = label_columns(lines_pdf([page(*runs, boites=boites)]), [], is_header, [], boites)
    assert len(found) == fiches


@pytest.mark.parametrize(
    ("haut", "gauche", "fond", "premier"),
    [
        pytest.param(75.0, 45.0, BLEU, "Livraison", id="right above, as wide, in one tint"),
        pytest.param(65.0, 45.0, BLEU, "Pilote", id="a blank below its cell"),
        pytest.param(75.0, 30.0, BLEU, "Pilote", id="wider"),
        pytest.param(75.0, 45.0, "#f0dce6", "Pilote", id="another tint"),
    ],
)
def test_a_label_that_no_list_knows_in_the_cell_above_the_first_one(haut: float, gauche: float, fond: str, premier: str) -> None:
    rows = [("Livraison", "juin 2025"), *FICHE]
    cells = [Box(45, 97 + 22 * i, 130, 119 + 22 * i, fond=BLEU) for i in range(len(FICHE))]
    boites = [Box(gauche, haut, 130, haut + 22, fond=fond), *cells]
    (found,) = label_columns(lines_pdf([page(*_set(rows, top=78.0), boites=boites)]), [], is_header, [], boites)
    assert found.rangs[0][0][0].texte == premier


def _panel(top: float, *lignes: tuple[str, Style]) -> list[list[Word]]:
    return [words(t, 56, top + 14 * i, style) for i, (t, style) in enumerate(lignes)]


def test_labels_on_a_panel_over_their_values_have_none_in_the_list_beside_it() -> None:
    """'PARTENAIRES' over 'MOBILISÉS' is one label over two lines; the list beside the panel is of something else."""
    runs = [
        *_panel(100, ("PILOTE", ETIQUETTE), ("CAF", CORPS)),
        *_panel(156, ("PARTENAIRES", ETIQUETTE), ("FINANCEURS", ETIQUETTE), ("Ville", CORPS)),
        *(words(f"• Ouvrir la maison {i}", 190, 100 + 14 * i) for i in range(7)),
    ]
    sheet = page(*runs, boites=[Box(48, 90, 167, 240, fond="#f0eaf6")])
    assert label_columns(lines_pdf([sheet]), [], is_header, (), sheet.boites) == []


def test_labels_without_any_value_beside_them_are_no_fiche() -> None:
    labels = [words(t, 50, 100 + 14 * i, ETIQUETTE) for i, t in enumerate(("PILOTE", "PARTENAIRES", "FINANCEURS", "PUBLIC"))]
    others = [run for i, (a, b) in enumerate(FICHE) for run in (words(a, 50, 300 + 22 * i, ETIQUETTE), words(b, 140, 300 + 22 * i))]
    assert _rows([*labels, words("Un titre", 50, 250, GRAND), *others]) == [[[a, b] for a, b in FICHE]]


def test_underlined_labels_over_the_names_of_a_panel_are_no_column() -> None:
    """A panel at the left, its labels underlined, what they lead below each: what stands beside it is no value of them."""
    panel = [words(t, 50, 100 + 22 * i) for i, t in enumerate(["Pilote", "CAF", "Partenaires", "Ville", "Public", "Tous"])]
    beside = [words(f"Une phrase {i}", 140, 100 + 22 * i) for i in range(6)]
    rules = [(run[0].x0, 111.0 + 44 * i, run[-1].x1, 111.6 + 44 * i) for i, run in enumerate(panel[::2])]
    sheet = page(*panel, *beside, traits=rules, boites=[Box(40, 90, 120, 240, fond="#eeeeee")])
    lignes = lines_pdf([sheet])
    assert [li.texte for li in lignes if li.souligne] == ["Pilote", "Partenaires", "Public"]
    assert label_columns(lignes, (), is_header, boxes=sheet.boites) == []


@pytest.mark.parametrize(("retrait", "fiches"), [(6.5, 1), (9.0, 0)])
def test_names_in_outlined_chips_start_a_little_right_of_plain_values(retrait: float, fiches: int) -> None:
    """Labels are eight points high: no further than that."""
    rows = [*_set(FICHE[:2]), *_set(FICHE[2:], top=144, x=140 + retrait)]
    assert len(_rows(rows)) == fiches


@pytest.mark.parametrize(
    ("gauche", "fond", "entiere"),
    [
        pytest.param(45.0, BLEU, True, id="in cells that start behind it"),
        pytest.param(45.0, "", False, id="in no tinted cells"),
        pytest.param(20.0, BLEU, False, id="in cells that start before it"),
    ],
)
def test_what_ends_at_the_left_of_the_cells_of_labels_is_beside_none(gauche: float, fond: str, entiere: bool) -> None:
    """A number at the left of the third row, as the title of another fiche would stand."""
    cells = [Box(gauche, 97 + 22 * i, 130, 119 + 22 * i, fond=fond, trait=not fond) for i in range(4)]
    sheet = page(*_set(FICHE), words("12", 30, 155, GRAND), boites=cells)
    found = label_columns(lines_pdf([sheet]), [], is_header, [], sheet.boites)
    assert ([len(fiche.rangs) for fiche in found] == [4]) is entiere


@pytest.mark.parametrize(("dessous", "rangees"), [("* passer à 15 %", 3), ("passer à 15 %", 4)])
def test_the_last_label_with_a_list_right_below_it_is_in_no_row(dessous: str, rangees: int) -> None:
    """'Objectifs' at the foot of a page: its list stands below it, not beside it."""
    fiche = [*FICHE[:3], ("Objectifs", "")]
    runs = _set(fiche)
    low = max(w.bottom for run in runs for w in run)
    found = label_columns(lines_pdf([page(*runs, words(dessous, 60.0, low + 3))]), [], is_header)
    assert [len(f.rangs) for f in found] == [rangees]
