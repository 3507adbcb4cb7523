"""Titles printed again: the divider of an axis and its banner, '(suite)' and '(fin)', slides without the banner of the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, Plan, extract_pages, line, page, plan_of, whole, words
from pipeline import document as doc
from pipeline.model import Block, Genre, Page, Style
from pipeline.stages.encadres import encadres
from pipeline.stages.heading_signs import signs_of
from pipeline.stages.headings import bare_words
from pipeline.texts import fold

BANDEAU = Style(12.0, gras=True, couleur="#8a6a10")
VIVRE, BOUGER = "Ambition 1 : Vivre", "Ambition 2 : Bouger"


# --- what returns

# page, words, genre
_Row = tuple[int, str, Genre]


def _returning(rows: Sequence[_Row]) -> set[int]:
    lignes = [line(t, i, top=40.0 + 30 * i, style=GRAND, numero=n) for i, (n, t, _) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=n, bbox=lignes[i].bbox, style=GRAND) for i, (n, _, g) in enumerate(rows)]
    return set(signs_of(blocks, lignes).revenant)


INTERCALAIRE: list[_Row] = [(1, VIVRE, "titre"), (1, "Un habitant sur dix est sans médecin", "texte")]
PLANCHE: list[_Row] = [(2, VIVRE, "titre"), (2, "Soigner", "titre")]


def test_an_axis_alone_on_its_page_returns_over_the_titles_of_others() -> None:
    assert _returning([*INTERCALAIRE, *PLANCHE]) == {0, 2}


@pytest.mark.parametrize(
    "rows",
    [
        INTERCALAIRE,  # once
        [*INTERCALAIRE, (2, VIVRE, "titre"), (2, "un texte", "texte")],  # over no title anywhere
        [*INTERCALAIRE, (1, "Nager", "titre"), *PLANCHE],  # another title on the page that would announce it
        [(1, "Ambition 1", "titre"), (1, "un texte", "texte"), (2, "Ambition 1", "titre"), (2, "Soigner", "titre")],  # no words
        [(1, "Vivre", "titre"), (1, "un texte", "texte"), (2, "Vivre", "titre"), (2, "Soigner", "titre")],  # no number
    ],
)
def test_a_title_with_something_of_its_own_does_not_return(rows: list[_Row]) -> None:
    assert _returning(rows) == set()


# --- '(suite)' and '(fin)'


@pytest.mark.parametrize("titre", ["Loger (fin)", "Loger (suite)", "Loger (suite et fin)", "Loger [Fin]", "LOGER (2/2)", "Loger – suite"])
def test_words_of_a_title_that_goes_on(titre: str) -> None:
    assert bare_words(titre) == "loger"


@pytest.mark.parametrize("titre", ["Loger jusqu'à la fin", "Loger – fin", "Loger (fin 2026)", "Loger (en fin de bail)", "Loger la suite"])
def test_words_of_a_title_that_only_names_an_end(titre: str) -> None:
    assert bare_words(titre) == fold(titre)


def _titles(plan: Plan) -> list[tuple[str, list[str]]]:
    return [(titre, [t for _, _, t, _ in below]) for _, _, titre, below in plan]


DEUX_AXES = "# Axe 1 : Vivre\n\n## Loger\n\n- un\n\n## Soigner\n\n- deux\n\n# Axe 2 : Bouger\n\n## Rouler\n\n- trois\n\n"


@pytest.mark.parametrize("fin", ["(suite)", "(fin)", "(suite et fin)", "(2/2)"])
def test_a_title_goes_on_whatever_stands_between(fin: str) -> None:
    found = _titles(plan_of(f"{DEUX_AXES}## Loger {fin}\n\n- quatre\n\n## Chauffer\n\n- cinq\n"))
    assert found == [("Vivre", ["Loger", "Soigner", "Chauffer"]), ("Bouger", ["Rouler"])]


def test_of_several_sections_of_a_title_the_nearest_goes_on() -> None:
    """In the open axis, and not what a bilan says under the same title."""
    found = _titles(
        plan_of(
            "# Bilan\n\n## Loger\n\n- un\n\n# Axe 1 : Vivre\n\n## Loger\n\n- deux\n\n## Soigner\n\n- trois\n\n"
            "## Loger (suite)\n\n- quatre\n\n## Chauffer\n"
        )
    )
    assert found == [("Bilan", ["Loger"]), ("Vivre", ["Loger", "Soigner", "Chauffer"])]
    found = _titles(plan_of(f"{DEUX_AXES}## Loger\n\n- quatre\n\n## Marcher\n\n- cinq\n\n## Loger (suite)\n\n- six\n\n## Chauffer\n"))
    assert found == [("Vivre", ["Loger", "Soigner"]), ("Bouger", ["Rouler", "Loger", "Marcher", "Chauffer"])]


@pytest.mark.parametrize(
    ("encore", "titre"),
    [
        ("Loger", "Loger"),  # the same words in another axis
        ("Loger ici (fin 2026)", "Loger ici (fin 2026)"),
        ("Nager (suite)", "Nager"),  # what it goes on with was never begun
        ("2.1 Loger (suite)", "Loger"),  # which has a number of its own
    ],
)
def test_another_title_stands_where_it_is(encore: str, titre: str) -> None:
    found = _titles(plan_of(f"{DEUX_AXES}## {encore}\n\n- quatre\n"))
    assert found == [("Vivre", ["Loger", "Soigner"]), ("Bouger", ["Rouler", titre])]


TEINTE = Style(12.0, gras=True, couleur="#000000", fond="#eeeeee")


def _boxed(titre: str, cartes: bool) -> bool:
    """Whether a title with an item, in a box beside engagements or beside cards, is an aside."""
    rows: list[tuple[str, Genre, Style, int]] = [("Vivre à Lys", "titre", Style(27.0, gras=True), 0)]
    for groupe, nom in ((2, "Loger"), (3, "Soigner")):
        rows.append((nom, "titre", GRAND, groupe if cartes else 0))
        rows += [("Pilote", "etiquette", CORPS, groupe), ("CAF", "texte", CORPS, groupe)] if cartes else []
        rows.append(("un acte", "item", CORPS, groupe if cartes else 0))
    rows += [(titre, "titre", TEINTE, 7), ("un autre", "item", CORPS, 7)]
    lignes = [line(t, i, top=100.0 + 12 * i, style=s) for i, (t, _, s, _) in enumerate(rows)]
    blocks = [
        Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s, groupe=n, etiquette="acteur:pilote" if g == "etiquette" else "")
        for i, (_, g, s, n) in enumerate(rows)
    ]
    return encadres(blocks, lignes)[-2].encadre


@pytest.mark.parametrize("cartes", [False, True])
@pytest.mark.parametrize(("titre", "encadre"), [("Loger (suite)", False), ("Loger (fin)", False), ("Loger", True), ("La suite", True)])
def test_a_box_that_goes_on_is_no_aside(titre: str, encadre: bool, cartes: bool) -> None:
    assert _boxed(titre, cartes) is encadre


# --- slides without the banner of the others


TITRE = Style(22.0, gras=True, couleur="#14342b")


def _slide(numero: int, titre: str, bandeau: str = "", style: Style = TITRE) -> Page:
    runs = [words(bandeau, 40, 20, BANDEAU)] if bandeau else []
    lists = [words(f"- Ouvrir la salle {numero}{i}", 40, 120 + 20 * i) for i in range(3)]
    return page(*runs, words(titre, 40, 45, style), *lists, numero=numero)


def _plan(pages: Sequence[Page], folder: Path) -> list[tuple[str, list[str]]]:
    def below(section: doc.Section) -> list[str]:
        return [*(e.titre for e in section.engagements), *(s.titre for s in section.sections)]

    document, _ = extract_pages(pages, folder)
    return [(s.titre, below(s)) for s in document.sections if s.titre]


def _deck(derniere: Page, premiere: Page) -> list[Page]:
    return [
        premiere,
        _slide(2, "Se soigner", VIVRE),
        _slide(3, "Apprendre", VIVRE),
        _slide(4, "Rouler", BOUGER),
        _slide(5, "Marcher", BOUGER),
        derniere,
    ]


AMBITIONS = [("Vivre", ["Se soigner", "Apprendre"]), ("Bouger", ["Rouler", "Marcher"])]


def test_a_slide_without_the_banner_is_another_part(tmp_path: Path) -> None:
    found = _plan(_deck(_slide(6, "Ce qui reste à écrire"), _slide(1, "Rappel de la méthode")), tmp_path)
    assert [t for t, _ in found] == ["Rappel de la méthode", "Vivre", "Bouger", "Ce qui reste à écrire"]
    assert found[1:3] == AMBITIONS


def test_a_second_title_of_a_slide_stands_under_the_banner_too(tmp_path: Path) -> None:
    """Though it is set as the part before the axes is."""
    deck = _deck(_slide(6, "Ce qui reste à écrire"), _slide(1, "Rappel de la méthode"))
    deck[2] = replace(deck[2], mots=(*deck[2].mots, *words("Nager", 40, 300, TITRE), *words("- Ouvrir un bassin", 40, 340)))
    assert _plan(deck, tmp_path)[1] == ("Vivre", ["Se soigner", "Apprendre", "Nager"])


def test_a_slide_without_the_banner_stays_where_none_was_a_part_before(tmp_path: Path) -> None:
    """No slide of its look stood outside of the axes before: it may be one of them that forgot its banner."""
    found = _plan(_deck(_slide(6, "Nager"), _slide(1, "Lys", style=Style(30.0, gras=True, couleur="#aa0000"))), tmp_path)
    assert found[-1] == ("Bouger", ["Rouler", "Marcher", "Nager"])
