"""Heads of slides that return: small bold lines that title their pages, paths of steps, themes on a tab beside the banner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, Plan, extract_pages, line, page, plan, whole, words
from pipeline.model import Block, Genre, Line, Section, Style
from pipeline.stages.returning import labels_elsewhere
from pipeline.stages.second_look import second_look
from pipeline.texts import text_of

PETIT = Style(8.0, gras=True, couleur="#14342b")
# page, words, genre, style, left edge, top
_Row = tuple[int, str, Genre, Style, float, float]


def _looked(rows: Sequence[_Row]) -> tuple[list[Line], list[Block]]:
    """The blocks of some lines after the second look."""
    lignes = [line(t, i, x0=x, top=y, style=s, numero=n) for i, (n, t, _, s, x, y) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=n, bbox=lignes[i].bbox, style=s) for i, (n, _, g, s, _, _) in enumerate(rows)]
    return lignes, second_look(blocks, lignes)


def _titles(rows: Sequence[_Row]) -> list[str]:
    lignes, blocks = _looked(rows)
    return [text_of(lignes, b.spans) for b in blocks if b.genre == "titre"]


def _deck(tetes: Sequence[str], style: Style = PETIT, decale: float = 0.0, pages: int = 0) -> list[_Row]:
    """A page for each head and its text; `decale`: how far each head stands below the one before; `pages`: more pages without a head."""
    rows: list[_Row] = []
    for n, tete in enumerate(tetes, start=1):
        rows += [
            (n, tete, "texte", style, 50.0, 20.0 + decale * n),
            (n, f"Les habitants se voient au point {n}.", "texte", CORPS, 50.0, 200.0),
        ]
    for n in range(len(tetes) + 1, len(tetes) + pages + 1):
        rows.append((n, f"Les élus se voient au point {n}.", "texte", CORPS, 50.0, 200.0))
    return rows


TETES = ["Habiter", "Se soigner", "Se déplacer", "Apprendre"]


@pytest.mark.parametrize("pages", [0, 2])
def test_small_bold_lines_at_one_place_of_most_pages_title_them(pages: int) -> None:
    assert _titles(_deck(TETES, pages=pages)) == TETES


@pytest.mark.parametrize(
    "rows",
    [
        _deck(TETES[:3]),  # too few
        _deck(["Contrat de Lys"] * 4),  # a running head
        _deck(["Contrat de Lys", "Habiter"] * 2),  # two running heads
        _deck(TETES, pages=4),  # no more than half of the pages
        _deck(TETES, Style(8.0, couleur="#14342b")),  # not bold
        _deck(TETES, decale=20.0),  # each at a place of its own
        _deck([*TETES[:3], "Apprendre ensemble."]),  # a sentence among them
        _deck([*TETES[:3], "Il reste à apprendre :"]),
    ],
)
def test_what_else_stands_at_the_head_of_pages_titles_none(rows: list[_Row]) -> None:
    assert _titles(rows) == []


def test_a_bold_line_further_down_is_no_head_of_its_page() -> None:
    """Its text stands above it on each page."""
    rows = _deck(TETES)
    turned = [row for pair in zip(rows[1::2], rows[::2], strict=True) for row in pair]
    assert _titles(turned) == []


@pytest.mark.parametrize("signe", ["›", ">", "→"])
def test_each_step_of_a_path_is_a_title_and_its_sign_markup(signe: str) -> None:
    lignes, blocks = _looked(_deck([f"Nos choix {signe} {t}" for t in TETES]))
    heads = [b for b in blocks if b.genre == "titre"]
    assert [text_of(lignes, b.spans) for b in heads] == [t for tete in TETES for t in ("Nos choix", tete)]
    assert [text_of(lignes, b.balises) for b in heads] == ["", signe] * 4
    assert [b.id for b in blocks] == list(range(len(blocks)))


@pytest.mark.parametrize("tete", ["Nos choix - {}", "Nos choix>{}"])
def test_a_dash_or_a_sign_within_words_parts_no_steps(tete: str) -> None:
    heads = [tete.format(t) for t in TETES]
    assert _titles(_deck(heads)) == heads


def _paths(chemins: Sequence[str], folder: Path) -> list[tuple[str, list[object]]]:
    """The plan of pages with such heads, their own level words left out."""
    said = [
        "Les habitants se retrouvent chaque mois à la maison de quartier avec les élus.",
        "Ils y disent ce qui change et ce qui manque.",
    ]
    sheets = []
    for n, chemin in enumerate(chemins, start=1):
        runs = [words(f"{texte} ({n})", top=200 + 13 * i) for i, texte in enumerate(said)]
        sheets.append(page(words(chemin, top=60, style=PETIT), *runs, words(f"- Ouvrir la salle {n}", top=260), numero=n))
    _, stages = extract_pages(sheets, folder)
    (root,) = stages.sorties["engagements"]
    assert isinstance(root, Section)

    def below(nodes: Plan) -> list[tuple[str, list[object]]]:
        return [(titre, list(below(enfants))) for _, _, titre, enfants in nodes]

    return below(plan(stages.lignes, root.noeud))


def test_steps_of_a_path_stand_each_under_the_one_before(tmp_path: Path) -> None:
    found = _paths(
        ["Nos choix › Fil 1 Habiter", "Nos choix › Fil 1 Habiter", "Nos choix › Fil 2 Grandir", "Le suivi › Les dates"], tmp_path
    )
    assert found == [("Nos choix", [("Fil 1 Habiter", []), ("Fil 2 Grandir", [])]), ("Le suivi", [("Les dates", [])])]


def test_heads_without_steps_stand_beside_each_other(tmp_path: Path) -> None:
    assert _paths(TETES, tmp_path) == [(t, []) for t in TETES]


# --- themes


ONGLET = Style(9.0, gras=True, couleur="#ffffff", fond="#2e8b7a")
BANDEAU = Style(20.0, gras=True, couleur="#14342b")


def _slides(themes: Sequence[str], style: Style, x0: float = 400.0, top: float = 24.0, decale: float = 0.0, avant: str = "") -> list[_Row]:
    """Slides with a banner, a theme and a title; `avant`: a line between the banner and the theme."""
    rows: list[_Row] = []
    for n, theme in enumerate(themes, start=1):
        rows.append((n, f"Planche {'abcdef'[n]}", "titre", BANDEAU, 50.0, 20.0))
        if avant:
            rows.append((n, avant, "texte", CORPS, 50.0, 44.0))
        rows.append((n, theme, "texte", style, x0, top + decale * n))
        rows.append((n, f"Ouvrir le guichet {'abcdef'[n]}", "titre", GRAND, 50.0, 70.0))
    return rows


def _themes(rows: Sequence[_Row]) -> list[str]:
    return [t for t in _titles(rows) if not t.startswith(("Planche", "Ouvrir"))]


THEMES = ["Emploi", "Emploi", "Santé"]
CAPITALES = replace(ONGLET, fond="", couleur="#2e8b7a")


@pytest.mark.parametrize(("themes", "style"), [(THEMES, ONGLET), ([t.upper() for t in THEMES], CAPITALES)])
def test_a_theme_on_a_tab_beside_the_banner_is_a_heading(themes: list[str], style: Style) -> None:
    assert _themes(_slides(themes, style)) == themes


def test_a_theme_right_over_the_title_may_have_a_banner_above_it() -> None:
    assert _themes(_slides(THEMES, Style(8.0, couleur="#c8452b"), x0=50.0, top=60.0)) == THEMES


@pytest.mark.parametrize(
    "rows",
    [
        _slides(["Emploi", "Santé", "Sport"], ONGLET),  # none returns
        _slides(["Emploi", "Santé", "Emploi"], ONGLET),  # not on slides that follow each other
        _slides(["Emploi"] * 3, ONGLET),  # one alone
        _slides(THEMES, replace(ONGLET, gras=False)),
        _slides(THEMES, CAPITALES),  # small letters without a fill
        _slides(THEMES, ONGLET, decale=15.0),  # each at a height of its own
        _slides(THEMES, ONGLET, avant="Lys, mai 2024"),  # not first below the banner
        [(n, t, "titre" if s == CORPS else g, s, x, y) for n, t, g, s, x, y in _slides(THEMES, ONGLET, avant="Planche en vue")],
        [(n, t, "texte" if s == BANDEAU else g, s, x, y) for n, t, g, s, x, y in _slides(THEMES, ONGLET)],  # no banner
    ],
)
def test_other_lines_beside_a_banner_name_no_theme(rows: list[_Row]) -> None:
    assert _themes(rows) == []


# --- years that head the parts of a road map


def _years(*annees: str, style: Style = GRAND, dessous: Style = PETIT) -> list[_Row]:
    rows: list[_Row] = []
    for n, annee in enumerate(annees, start=1):
        rows += [(n, annee, "texte", style, 50.0, 40.0), (n, f"T{n} : ouvrir", "titre", dessous, 50.0, 64.0)]
        rows.append((n, "un guichet", "item", CORPS, 55.0, 90.0))
    return rows


@pytest.mark.parametrize(
    ("rows", "annees"),
    [
        (_years("2025", "2026"), ["2025", "2026"]),
        (_years("2025"), []),  # one alone
        (_years("2026", "2025"), []),  # which do not count on
        (_years("2025", "2026", dessous=GRAND), []),  # no larger than what stands below
        (_years("2 025", "2 026"), []),  # figures
    ],
)
def test_years_over_smaller_titles_are_titles(rows: list[_Row], annees: list[str]) -> None:
    assert [t for t in _titles(rows) if t[:1] == "2"] == annees


# --- the label of a cell that has a row of its own elsewhere


@pytest.mark.parametrize(
    ("style", "dessous", "numero", "genre"),
    [
        (PETIT, "texte", None, "etiquette"),
        (PETIT, "item", None, "etiquette"),
        (GRAND, "texte", None, "titre"),
        (PETIT, "titre", None, "titre"),
        (PETIT, "texte", "3", "titre"),
    ],
)
def test_a_heading_set_as_the_label_of_cells_elsewhere_is_one(style: Style, dessous: Genre, numero: str | None, genre: Genre) -> None:
    lignes = [
        line(t, i, style=s) for i, (t, s) in enumerate([("Écueils", PETIT), ("le bruit", CORPS), ("Écueils", style), ("la rue", CORPS)])
    ]
    genres: tuple[Genre, ...] = ("etiquette", "texte", "titre", dessous)
    blocks = [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=lignes[i].style) for i, g in enumerate(genres)]
    blocks[0] = replace(blocks[0], etiquette="champ", cellule=4)
    blocks[2] = replace(blocks[2], numero=numero)
    assert labels_elsewhere(blocks, lignes)[2].genre == genre
