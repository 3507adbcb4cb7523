"""Under which heading one stands: as the sommaire sets its levels apart, under a level word as before, below capitals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import CORPS, Plan, extract_pages, line, page, plan, plan_of, whole, words
from pipeline.model import Block, Genre, Section, Style, Word
from pipeline.stages.heading_depth import Plan as Headings, depth
from pipeline.stages.heading_keys import RACINE, SOMMAIRE, Key, Look, Open, look_key
from pipeline.stages.headings import Heading
from pipeline.stages.outline import outline

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


# --- a larger title of another part, below a theme


AILLEURS: Look = (112.0, "#1f3864", " 0")


@pytest.mark.parametrize(
    ("places", "rang"),
    [
        pytest.param(set(), 1, id="a look that stood nowhere"),
        pytest.param({RACINE}, 0, id="as the preface was"),
        pytest.param({RACINE, SOMMAIRE}, 0, id="as the preface and what follows the sommaire were"),
        pytest.param({RACINE, AILLEURS}, 1, id="as the preface and a title below another were"),
        pytest.param({SOMMAIRE}, 1, id="as the sommaire alone was"),
    ],
)
def test_a_part_set_as_the_preface_was_stands_beside_no_theme(places: set[Look], rang: int) -> None:
    """'Et maintenant ?' below an axis and one of its small themes."""
    root = Open(None, Heading(), (), Key((0, False, False, "", "", False, False), "", 0, 0, 0))
    axe, theme, node = _node(22, False), _node(9, True, "#aa0000"), _node(11, False, "#0000aa")
    theme.theme, node.nature = True, "autre"
    headings = Headings([root, axe, theme], frozenset(), (), {(look_key(node.key), place) for place in places})
    assert depth(node, headings) == rang


@pytest.mark.parametrize(
    ("titre", "style", "dehors"),
    [
        ("Préambule", Style(11.0, gras=True, couleur="#0000aa"), True),
        ("Préambule", Style(11.0, gras=True, couleur="#00aa00"), False),  # set otherwise
        ("Sommaire", Style(11.0, gras=True, couleur="#0000aa"), False),
    ],
)
def test_what_comes_next_stands_at_the_first_rank_where_the_preface_did(titre: str, style: Style, dehors: bool) -> None:
    moyen = Style(13.0, gras=True)
    rows: list[tuple[str, Genre, int, Style]] = [("Contrat de ville de Lys", "titre", 1, Style(24.0, gras=True))]
    rows += [(titre, "titre", 2, style), ("Un texte.", "texte", 2, CORPS), ("Priorité 1 : Vivre", "titre", 3, Style(22.0, gras=True))]
    for theme, noms in (("EMPLOI", ("Former", "Insérer")), ("SANTÉ", ("Soigner", "Prévenir"))):
        rows.append((theme, "titre", 3, Style(9.0, gras=True, couleur="#aa0000")))
        rows += [row for nom in noms for row in ((nom, "titre", 3, moyen), ("un", "item", 3, CORPS))]
    rows += [("Et maintenant ?", "titre", 4, Style(11.0, gras=True, couleur="#0000aa")), ("Un texte.", "texte", 4, CORPS)]
    assert ("Et maintenant ?" in [t for t, _ in _outlined(rows)]) is dehors


# --- the fill of a card


@pytest.mark.parametrize(
    ("groupe", "etiquette", "fond", "dedans"),
    [
        pytest.param(7, "acteur:pilote", "#eef0f2", True, id="a card that names parties"),
        pytest.param(7, "champ", "#eef0f2", False, id="a box that names none"),
        pytest.param(0, "acteur:pilote", "#eef0f2", False, id="no box"),
        pytest.param(0, "acteur:pilote", "", True, id="no fill"),
    ],
)
def test_the_fill_of_a_card_opens_no_programme(groupe: int, etiquette: str, fond: str, dedans: bool) -> None:
    """A numbered title on a fill, below a text that announces no actions."""
    rows: list[tuple[str, Genre, int, Style]] = [("Contrat de ville de Lys", "titre", 1, Style(24.0, gras=True))]
    rows += [("Lire la frise", "titre", 2, Style(18.0, gras=True)), ("Chaque ruban montre les années.", "texte", 2, CORPS)]
    rows += [("1. Ouvrir une halte", "titre", 2, Style(12.0, gras=True, fond=fond)), ("Pilote", "etiquette", 2, CORPS)]
    assert _outlined(rows, groupe, etiquette)[0] == ("Lire la frise", ["Ouvrir une halte"] if dedans else [])


def _outlined(rows: Sequence[tuple[str, Genre, int, Style]], groupe: int = 0, etiquette: str = "") -> list[tuple[str, list[str]]]:
    """The plan of (words, genre, page, look); `groupe`: the box of the last two rows, `etiquette`: the code of labels."""
    lignes = [line(t, i, top=50.0 + 30 * i, style=s, numero=p) for i, (t, _, p, s) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=p, bbox=lignes[i].bbox, style=s) for i, (_, g, p, s) in enumerate(rows)]
    blocks = [replace(b, etiquette=etiquette) if b.genre == "etiquette" else b for b in blocks]
    blocks[-2:] = [replace(b, groupe=groupe) for b in blocks[-2:]]
    return _titles(plan(lignes, outline(blocks, lignes)[0]))
