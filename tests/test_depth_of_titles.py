"""Under which heading one stands: as the sommaire sets its levels apart, under a level word as before, below capitals."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import Plan, extract_pages, page, plan, plan_of, words
from pipeline.model import Section, Style, Word
from pipeline.stages.heading_depth import Plan as Headings, depth
from pipeline.stages.heading_keys import Key, Open
from pipeline.stages.headings import Heading

GROS = Style(22.0, gras=True, couleur="#14342b")
AXE = Style(18.0, gras=True, couleur="#14342b")
SOUS = Style(13.0, gras=True, couleur="#14342b")


def _titles(found: Plan) -> list[tuple[str, list[str]]]:
    return [(titre, [t for _, _, t, _ in below]) for _, _, titre, below in found]


# --- as the sommaire lists it


def _listed(decale: float, titre: str, folder: Path) -> list[tuple[str, list[str]]]:
    """The plan of a document whose sommaire sets the second level `decale` points in, 0: lists but the first; `titre`: of what follows
    'Lys demain', smaller."""
    entries = [("Lys demain", 0), ("Lire ce texte", 1), (titre, 0), ("Se loger", 1), ("Ce que l'on voit", 0)]
    listed = [(t, n) for t, n in entries if decale or not n]
    contents = [words(f"{t} {'.' * 40} {2 + i // 3}", 50 + decale * n, 100 + 20 * i) for i, (t, n) in enumerate(listed)]

    def part(top: float, titre: str, style: Style, sous: str) -> list[list[Word]]:
        text = words(f"Le texte de cette partie dit ce que les habitants de Lys ont vu : {sous}.", 50, top + 40)
        lists = [words(f"- Ouvrir la salle {i} de {sous}", 50, top + 100 + 15 * i) for i in range(2)]
        return [words(titre, 50, top, style), text, words(sous, 50, top + 70, SOUS), *lists]

    sheets = [
        page(words("Sommaire", 50, 60, GROS), *contents),
        page(*part(60, "Lys demain", GROS, "Lire ce texte"), *part(300, titre, AXE, "Se loger"), numero=2),
    ]
    _, stages = extract_pages(sheets, folder)
    (root,) = stages.sorties["engagements"]
    assert isinstance(root, Section)
    return [(t, below) for t, below in _titles(plan(stages.lignes, root.noeud)) if t != "Sommaire"]


def test_an_axis_stands_beside_the_part_that_a_sommaire_with_levels_lists_as_it(tmp_path: Path) -> None:
    assert _listed(30, "Axe 1 : Vivre", tmp_path) == [("Lys demain", ["Lire ce texte"]), ("Vivre", ["Se loger"])]


@pytest.mark.parametrize(
    ("decale", "titre", "nom"),
    [
        (0, "Axe 1 : Vivre", "Vivre"),  # a sommaire of one level
        (30, "Vivre ensemble", "Vivre ensemble"),  # no level word
    ],
)
def test_a_smaller_title_stands_under_the_part_whatever_a_flat_sommaire_lists(decale: float, titre: str, nom: str, tmp_path: Path) -> None:
    ((premier, below),) = _listed(decale, titre, tmp_path)
    assert premier == "Lys demain"
    assert nom in below


# --- under a level word, as before


PREMIER = "# Pilier 1 : Grandir\n\n## ÉCOLE\n\n- un\n\n"


def test_a_heading_stands_under_a_level_word_as_one_of_its_look_did() -> None:
    """Though the file ranks the second pilier as it ranks the themes."""
    found = _titles(plan_of(f"{PREMIER}## Pilier 2 : Travailler\n\n## EMPLOI\n\n- deux\n\n## FORMATION\n\n- trois\n"))
    assert found == [("Grandir", ["ÉCOLE"]), ("Travailler", ["EMPLOI", "FORMATION"])]


@pytest.mark.parametrize(
    "texte",
    [
        "# Pilier 1 : Grandir\n\n- un\n\n## Pilier 2 : Travailler\n\nUn texte.\n\n## EMPLOI\n\n- deux\n",  # no such look before
        PREMIER + "## Pilier 2 : Travailler\n\n- deux\n\n## GOUVERNANCE\n\n- trois\n",  # which is no part of the programme
        PREMIER + "## Pilier 2 : Travailler\n\n- deux\n\n# EMPLOI\n\n- trois\n",  # of another rank than the one before
        PREMIER.replace("Pilier", "Défi") + "## Pilier 2 : Travailler\n\n## EMPLOI\n\n- deux\n",  # under another level word
    ],
)
def test_a_heading_of_another_kind_does_not(texte: str) -> None:
    """Nothing stands under the second pilier."""
    found = plan_of(texte)
    everywhere = [*found, *(child for _, _, _, below in found for child in below)]
    assert [below for _, _, t, below in everywhere if t == "Travailler"] == [[]]


# --- capitals over small letters


def _node(taille: float, capitales: bool, couleur: str = "#1f3864") -> Open:
    return Open(None, Heading(), (), Key((taille, True, False, couleur, "", capitales, False), "section", 0, 0, 0))


@pytest.mark.parametrize(
    ("dessus", "dessous", "sous"),
    [
        (_node(13, True, "#2e8b7a"), _node(14, False), True),
        (_node(13, True, "#2e8b7a"), _node(16, False), False),  # much larger
        (_node(13, True, "#2e8b7a"), _node(14, True), False),  # capitals too
        (_node(13, False, "#2e8b7a"), _node(14, False), False),  # no capitals above
        (_node(14, False, "#2e8b7a"), _node(14, False), True),  # no larger, in another look
    ],
)
def test_capitals_command_small_letters_hardly_larger(dessus: Open, dessous: Open, sous: bool) -> None:
    root = Open(None, Heading(), (), Key((0, False, False, "", "", False, False), "", 0, 0, 0))
    headings = Headings([root, dessus], frozenset(), (), set())
    assert (depth(dessous, headings) == 1) is sous


def test_capitals_with_a_text_below_them_command_no_larger_title(tmp_path: Path) -> None:
    petit, grand = Style(13.0, gras=True, couleur="#2e8b7a"), Style(14.0, gras=True, couleur="#1f3864")
    body = [words(f"Le texte de Lys dit ce que les habitants voient au point {i}.", 50, 80 + 13 * i) for i in range(3)]
    lists = [words(f"- Ouvrir la salle {i}", 50, 180 + 15 * i) for i in range(2)]
    sheet = page(words("LA RÉUSSITE", 50, 50, petit), *body, words("Repérer plus tôt", 50, 150, grand), *lists)
    _, stages = extract_pages([sheet], tmp_path)
    (root,) = stages.sorties["engagements"]
    assert isinstance(root, Section)
    assert [t for t, _ in _titles(plan(stages.lignes, root.noeud))] == ["LA RÉUSSITE", "Repérer plus tôt"]


THEMES = "##### Les premières années\n\n### Engagement 1 - Repérer tôt\n\n- un\n\n### Engagement 2 - Écouter\n\n- deux\n\n"
SUITE = "##### L'adolescence\n\n### Engagement 3 - Ouvrir le soir\n\n- trois\n\n"


def test_what_a_converter_ranks_higher_stands_under_the_heading_right_above_it() -> None:
    """'###' right below '#####', as converters rank by the size of the type."""
    ((_, themes),) = ((t, b) for _, _, t, b in plan_of(f"## Enjeu 1 : Une ville qui éduque\n\n{THEMES}{SUITE}"))
    assert _titles(themes) == [("Les premières années", ["Repérer tôt", "Écouter"]), ("L'adolescence", ["Ouvrir le soir"])]


@pytest.mark.parametrize(
    ("partie", "dessous"),
    [
        pytest.param("## 2. Programme d'actions\n\n", True, id="right below"),
        pytest.param("## 2. Programme d'actions\n\nLe programme a trois enjeux.\n\n", False, id="a text between"),
        pytest.param("## Programme d'actions\n\n", False, id="without a number"),
    ],
)
def test_the_first_level_word_right_below_a_numbered_part_is_in_it(partie: str, dessous: bool) -> None:
    reste = "## Enjeu 1 : Éduquer\n\n- un\n\n## Enjeu 2 : Travailler\n\n- deux\n\n## 3. Suivi\n\nUn comité.\n"
    found = _titles(plan_of(f"## 1. Territoire\n\nUn texte.\n\n{partie}{reste}"))
    assert [titre for titre, _ in found] == (
        ["Territoire", "Programme d'actions", "Suivi"]
        if dessous
        else ["Territoire", "Programme d'actions", "Éduquer", "Travailler", "Suivi"]
    )
