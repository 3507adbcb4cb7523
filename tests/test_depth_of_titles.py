"""Under which heading one stands: as the sommaire sets its levels apart, under a level word as before, below capitals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import CORPS, Plan, extract_pages, line, page, plan, plan_of, source_lines, whole, words
from pipeline.model import Block, Genre, Section, Span, Style, Word
from pipeline.stages.heading_depth import Plan as Headings, depth
from pipeline.stages.heading_keys import RACINE, SOMMAIRE, Key, Look, Open, look_key, without_tints
from pipeline.stages.heading_signs import _alone_alike, _by_page, _set_alone
from pipeline.stages.headings import RANG_GROUPE, Heading, parse_heading
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


# --- lettered parts around the programme


def _root() -> Open:
    return Open(None, Heading(), (), Key((0, False, False, "", "", False, False), "", 0, 0, 0))


def _lettered(numero: str, mot: str = "section", rang: int = 0) -> Open:
    """A heading numbered by letters, hardly larger than the body."""
    look = (11.0, True, False, "#0000aa", "", False, False)
    return Open(None, Heading(mot, numero, 3, 1, numero), (), Key(look, mot, 1, rang, 0))


@pytest.mark.parametrize(
    ("node", "places", "rang"),
    [
        pytest.param(_lettered("C"), {RACINE}, 0, id="where A and B stand"),
        pytest.param(_lettered("H"), {RACINE}, 0, id="the last letter"),
        pytest.param(_lettered("C"), {RACINE, AILLEURS}, 1, id="one of its look stood under a part"),
        pytest.param(_lettered("C"), {RACINE, SOMMAIRE}, 1, id="as the sommaire was too"),
        pytest.param(_lettered("C"), set(), 1, id="a look that stood nowhere"),
        pytest.param(_lettered("3"), {RACINE}, 1, id="a digit"),
        pytest.param(_lettered("K"), {RACINE}, 1, id="a letter far on"),
        pytest.param(_lettered("AB"), {RACINE}, 1, id="two letters"),
        pytest.param(_lettered("C", "axe"), {RACINE}, 1, id="a level word"),
    ],
)
def test_a_lettered_part_stands_at_the_first_rank_as_others_did(node: Open, places: set[Look], rang: int) -> None:
    """'C. Et après', in small type below a part of the programme in large type."""
    headings = Headings([_root(), _node(22, False)], frozenset(), (), {(look_key(node.key), place) for place in places})
    assert depth(node, headings) == rang


@pytest.mark.parametrize(("dessus", "dessous", "rang"), [(1, 2, 1), (2, 2, 0), (0, 0, 0)])
def test_a_lettered_part_that_the_source_ranks_below_stays_there(dessus: int, dessous: int, rang: int) -> None:
    node, part = _lettered("C", rang=dessous), _node(22, False)
    part.key = replace(part.key, rank=dessus)
    headings = Headings([_root(), part], frozenset(), (), {(look_key(node.key), RACINE)})
    assert depth(node, headings) == rang


@pytest.mark.parametrize(
    ("signes", "titres"),
    [
        (("A. ", "B. ", "C. "), ["Le territoire", "Les enjeux", "Vivre", "Grandir", "Et après"]),
        (("1. ", "2. ", "3. "), ["Le territoire", "Les enjeux", "Vivre", "Grandir", "Et après"]),
        (("1. ", "2. ", "1. "), ["Le territoire", "Les enjeux", "Vivre", "Grandir"]),  # numbers start again in the last axis
    ],
)
def test_lettered_and_numbered_parts_stand_around_the_programme(signes: tuple[str, str, str], titres: list[str]) -> None:
    petit, moyen = Style(11.0, gras=True, couleur="#0000aa"), Style(13.0, gras=True)
    rows: list[tuple[str, Genre, int, Style]] = [("Contrat de ville de Lys", "titre", 1, Style(24.0, gras=True))]
    for signe, nom in zip(signes, ("Le territoire", "Les enjeux"), strict=False):
        rows += [(f"{signe}{nom}", "titre", 2, petit), ("Un texte.", "texte", 2, CORPS)]
    for i, (axe, nom) in enumerate((("Vivre", "Loger"), ("Grandir", "Former"))):
        rows += [
            (f"Axe {i + 1} : {axe}", "titre", 3 + i, Style(22.0, gras=True)),
            (nom, "titre", 3 + i, moyen),
            ("un", "item", 3 + i, CORPS),
        ]
    rows += [(f"{signes[2]}Et après", "titre", 5, petit), ("Un texte.", "texte", 5, CORPS)]
    assert [t for t, _ in _outlined(rows)] == titres


# --- a page of its own before the first axis


def _titled(node: Open, numero: int, enonce: int, texte: int = 0) -> Open:
    """The heading on a page, at a depth that the file states; `texte`: the page of a text below it."""
    node.titre = Block(1, "titre", (), page=numero, enonce=enonce)
    node.corps = [Block(2, "texte", (), page=texte)] if texte else []
    return node


def _numbered(mot: str, numero: str | None, profondeur: int = 0, taille: float = 18.0, chaine: str = "") -> Open:
    look = (taille, True, False, "#0b6e75", "", False, False)
    return Open(None, Heading(mot, numero, 0, profondeur, chaine), (), Key(look, mot, profondeur, 0, 0))


@pytest.mark.parametrize(
    ("dessus", "dessous", "dedans"),
    [
        pytest.param(_titled(_node(30, False), 2, 1, 2), _titled(_numbered("axe", "1"), 3, 1), False, id="of one rank"),
        pytest.param(_titled(_node(30, False), 2, 1, 2), _titled(_numbered("axe", "1"), 3, 2), True, id="of a lower rank"),
        pytest.param(_titled(_node(30, False), 2, 0, 2), _titled(_numbered("axe", "1"), 3, 0), True, id="without ranks"),
        pytest.param(_titled(_node(30, False), 3, 1, 3), _titled(_numbered("axe", "1"), 3, 1), True, id="on one page"),
        pytest.param(_titled(_node(30, False), 2, 1, 3), _titled(_numbered("axe", "1"), 3, 1), True, id="its text goes on there"),
        pytest.param(_titled(_node(30, False), 2, 1), _titled(_numbered("axe", "1"), 3, 1), True, id="without a text"),
        pytest.param(_titled(_node(30, False), 2, 1, 2), _titled(_numbered("axe", "2"), 3, 1), True, id="the second axis"),
        pytest.param(
            _titled(_numbered("section", "2", 1, 30.0, "2"), 2, 1, 2), _titled(_numbered("axe", "1"), 3, 1), True, id="a numbered part"
        ),
    ],
)
def test_a_page_of_the_rank_of_the_first_axis_in_the_tags_does_not_command_it(dessus: Open, dessous: Open, dedans: bool) -> None:
    """'Dix-sept fiches pour agir', much larger than 'Axe 1' on the next page."""
    headings = Headings([_root(), dessus], frozenset(), (), set())
    assert (depth(dessous, headings) == 1) is dedans


# --- a card below two abreast


@pytest.mark.parametrize(
    ("haut", "taille", "couleur", "mene", "parent"),
    [
        pytest.param(54.0, 17.5, "#1f6f5c", True, 1, id="two abreast"),
        pytest.param(90.0, 17.5, "#1f6f5c", True, 2, id="one below the other"),
        pytest.param(54.0, 12.0, "#1f6f5c", True, 2, id="much smaller"),
        pytest.param(54.0, 17.5, "#b4552d", True, 2, id="another colour"),
        pytest.param(54.0, 17.5, "#1f6f5c", False, 2, id="it names nobody"),
    ],
)
def test_a_card_below_two_abreast_stands_beside_them(haut: float, taille: float, couleur: str, mene: bool, parent: int) -> None:
    """Over the width of both, and a little smaller, as slides shrink their titles."""

    def card(i: int, x0: float, top: float, size: float, ink: str, leads: bool) -> Open:
        titre = Block(i, "titre", (), page=4, bbox=(x0, top, x0 + 180, top + 20))
        return Open(titre, Heading(), (), Key((size, True, False, ink, "", False, False), "section", 0, 0, 0), leads=leads)

    root, theme = _root(), card(1, 7.0, 8.0, 20.0, "#000000", False)
    left, right = card(2, 41.0, 54.0, 18.5, "#1f6f5c", True), card(3, 500.0, haut, 18.5, "#1f6f5c", True)
    theme.enfants = [left, right]
    left.parent = right.parent = theme
    for above in (theme, right):
        above.corps = [Block(9, "item", (), page=4)]
    node = card(4, 41.0, 381.0, taille, couleur, mene)
    assert depth(node, Headings([root, theme, right], frozenset(), (), set())) == parent


# --- a number right below a level word


@pytest.mark.parametrize(
    ("dessus", "numero", "profondeur", "mene", "texte", "dedans"),
    [
        pytest.param(("objectif", 2), "3", 1, True, False, True, id="a number in the title"),
        pytest.param(("objectif", 2), "3", 0, True, False, True, id="a number set apart"),
        pytest.param(("objectif", 2), "3", 2, True, False, False, id="a number of two parts"),
        pytest.param(("objectif", 2), "B", 0, True, False, False, id="a letter"),
        pytest.param(("objectif", 2), None, 0, True, False, False, id="no number"),
        pytest.param(("objectif", 2), "3", 0, False, False, False, id="it names no parties"),
        pytest.param(("objectif", 1), "3", 0, True, False, False, id="below a number of one part"),
        pytest.param(("section", 2), "3", 0, True, False, False, id="below no level word"),
        pytest.param(("objectif", 2), "3", 0, True, True, False, id="a text between"),
    ],
)
def test_a_counted_heading_right_below_a_level_of_two_numbers_is_in_it(
    dessus: tuple[str, int], numero: str | None, profondeur: int, mene: bool, texte: bool, dedans: bool
) -> None:
    """'3 Ouvrir une halte', larger than 'Objectif 1.2' right above it."""
    above = _numbered(dessus[0], "1.2", dessus[1], 12.0, "1.2")
    above.corps = [Block(2, "texte", (), page=2)] if texte else []
    node = _numbered("section", numero, profondeur, 16.0)
    node.leads = mene
    assert (depth(node, Headings([_root(), above], frozenset(), (), set())) == 1) is dedans


# --- numbers that go on with that of an axis, a larger heading between them


@pytest.mark.parametrize(
    ("nomme", "taille", "rang"),
    [
        pytest.param("axe", 16.0, 1, id="below the axis, named again"),
        pytest.param("", 16.0, 2, id="below the larger heading"),
        pytest.param("thème", 16.0, 2, id="below another heading that returns"),
        pytest.param("", 11.0, 1, id="a level word below a smaller heading"),
    ],
)
def test_a_number_right_below_the_axis_that_its_page_names_again_stands_under_it(nomme: str, taille: float, rang: int) -> None:
    """'Objectif 1.1' below 'Axe 1', after 'PETITE ENFANCE', larger and without a number."""
    root = Open(None, Heading(), (), Key((0, False, False, "", "", False, False), "", 0, 0, 0))
    head = parse_heading("Axe 1 : Vivre")
    axe = Open(None, head, (), Key((22, True, False, "#1f3864", "", False, False), head.type, 0, 0, 0))
    theme = _node(taille, True)
    number = parse_heading("Objectif 1.1 : Ouvrir une halte")
    node = Open(None, number, (), Key((13, True, False, "#1f3864", "", False, False), number.type, number.profondeur, 0, 0))
    node.under = {"axe": axe, "thème": theme, "": None}[nomme]
    assert depth(node, Headings([root, axe, theme], frozenset(), (), set())) == rang


# --- numbers that count on, codes over letters


def test_a_numbered_part_counts_on_from_those_at_the_first_rank() -> None:
    """'III.' behind the two parties of the programme, larger, is beside 'I.' and 'II.'."""
    part, prio = "PARTIE {} – Engagements {}", "Priorité {} : Agir {}"
    rows: list[tuple[str, Style]] = [("I. Cadre", SOUS), ("II. Bilan", SOUS)]
    for n, lettre in enumerate("AB", 1):
        rows += [(part.format(lettre, n), GROS), (prio.format(n, n), replace(CORPS, gras=True))]
    rows.append(("III. Gouvernance", SOUS))
    lignes, blocks, top = [], [], 50.0
    for titre, style in rows:
        for genre, text, look in (("titre", titre, style), ("texte", f"Le texte de {titre}", CORPS)):
            i = len(lignes)
            lignes.append(line(text, i, top=top, style=look))
            blocks.append(Block(i, genre, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=look))
            top += 30
    found = plan(lignes, outline(blocks, lignes)[0])
    assert [titre for _, _, titre, _ in found] == ["Cadre", "Bilan", "Engagements 1", "Engagements 2", "Gouvernance"]


def test_a_letter_behind_the_number_of_a_code_stands_under_it() -> None:
    """'1.a' under 'OS 1', though 'Axe I' is the first too."""
    titles = (
        "# Axe I : Vivre",
        "## OS 1 : Loger",
        "### 1.a Bâtir",
        "- un",
        "### 1.b Rénover",
        "- deux",
        "## OS 2 : Soigner",
        "### 2.a Ouvrir",
        "- trois",
    )
    text = "\n\n".join(titles)
    ((_, _, axe, below),) = plan_of(text)
    assert (axe, _titles(below)) == ("Vivre", [("Loger", ["Bâtir", "Rénover"]), ("Soigner", ["Ouvrir"])])


def _printed(texte: str) -> Open:
    """The heading that a line of Markdown prints, the only line of its text or the second one, as large as any."""
    head = parse_heading(texte.lstrip("# "))
    at = 1 if head.type != "section" else 0
    open_ = _numbered(head.type, head.numero)
    open_.spans = (Span(at, len(texte) - len(texte.lstrip("# ")) + head.debut, len(texte)),)
    return open_


@pytest.mark.parametrize(
    ("chantier", "corps", "dedans"),
    [
        pytest.param(_numbered("chantier", "B"), False, True, id="right below"),
        pytest.param(_numbered("chantier", "B"), True, False, id="below its text"),
        pytest.param(_numbered("chantier", "B", taille=13.0), False, False, id="no larger"),
    ],
)
def test_a_dotted_number_right_below_an_empty_part_of_its_axis_is_in_it(chantier: Open, corps: bool, dedans: bool) -> None:
    """'1.3 Ouvrir' below 'Chantier B', both below 'Cap 1'."""
    cap, action = _numbered("cap", "1", taille=24.0, chaine="1"), _numbered("section", "1.3", taille=13.0, chaine="1.3")
    if corps:
        _titled(chantier, 2, 0, 2)
    assert (depth(action, Headings([_root(), cap, chantier], frozenset(), (), set())) == 2) is dedans


@pytest.mark.parametrize(
    ("theme", "dedans"),
    [
        pytest.param(_numbered("thematique", "A"), True, id="right below"),
        pytest.param(_numbered("thematique", "2"), False, id="a number of its own"),
        pytest.param(_numbered("thematique", "A", taille=12.0), False, id="no larger"),
        pytest.param(_numbered("objectif", "A"), False, id="of its own word"),
    ],
)
def test_a_worded_number_right_below_a_lettered_theme_is_in_it(theme: Open, dedans: bool) -> None:
    """'Objectif 1.1' below 'Thématique A', both below 'Volet 1'."""
    volet, objectif = _numbered("volet", "1", taille=24.0, chaine="1"), _numbered("objectif", "1.1", taille=13.0, chaine="1.1")
    assert (depth(objectif, Headings([_root(), volet, theme], frozenset(), (), set())) == 2) is dedans


@pytest.mark.parametrize("enonces", [True, False])
def test_a_stated_depth_comes_before_a_single_number(enonces: bool) -> None:
    """'B', in small type, behind the '2/' of 'A', both of 'Article 3'."""
    stack = [_numbered("article", "3"), _numbered("section", "A", 1, 9.0), _numbered("section", "2", 1, 11.5)]
    node = _numbered("section", "B", 1, 9.0)
    node.key = replace(node.key, look=(9.0, False, False, "#0b6e75", "", False, False))
    for open_, stated in zip((*stack, node), (2, 3, 4, 3), strict=True):
        open_.key = replace(open_.key, stated=stated if enonces else 0)
    assert (depth(node, Headings([_root(), *stack], frozenset(), (), set())) == 1) is enonces


@pytest.mark.parametrize(
    ("titres", "dedans"),
    [
        pytest.param(("## II. Le programme d'actions", "## Axe 1 : Vivre"), True, id="which the title before names"),
        pytest.param(("## II. Nos engagements", "## Axe 1 : Vivre"), True, id="by another word"),
        pytest.param(("## II. Le territoire", "## Axe 1 : Vivre"), False, id="below another part"),
        pytest.param(("## II. Le programme d'actions", "## Axe 2 : Vivre"), False, id="an axis that is not the first"),
    ],
)
def test_the_first_axis_is_part_of_the_part_that_names_the_programme(titres: tuple[str, str], dedans: bool) -> None:
    part, axe = (_printed(t) for t in titres)
    part.corps = [Block(0, "texte", ())]
    assert (depth(axe, Headings([_root(), part], frozenset(), source_lines("\n".join(titres)), set())) == 1) is dedans


@pytest.mark.parametrize(
    ("dessus", "lettre", "dessous"),
    [
        pytest.param(_numbered("section", "1"), "a", True, id="below its number"),
        pytest.param(_numbered("section", "1"), "b", False, id="another letter first"),
        pytest.param(_numbered("section", "A"), "a", False, id="below a letter"),
        pytest.param(_numbered("section", "1", taille=13.0), "a", False, id="below a smaller number"),
    ],
)
def test_the_first_letter_is_part_of_the_number_above_it(dessus: Open, lettre: str, dessous: bool) -> None:
    """'a. De la naissance à l'école' below '1. La réussite éducative', as large and as bold."""
    node = _numbered("section", lettre)
    depth(node, Headings([_root(), dessus], frozenset(), (), set()))
    assert ("première lettre sous le numéro 1" in node.pourquoi) is dessous


def test_titles_abreast_of_which_every_other_is_tinted_lose_the_tint() -> None:
    gras = Style(16.0, gras=True, couleur="#c0392b")
    teinte = replace(gras, fond="#fceceb")
    blocks = [Block(i, "titre", (), page=1, bbox=(50 + 200 * i, 100, 200 + 200 * i, 116), style=s) for i, s in enumerate([teinte, gras])]
    after = replace(blocks[0], id=2, page=2)
    assert [b.style.fond for b in without_tints([*blocks, after])] == ["", "", ""]
    lower = replace(blocks[1], bbox=(250, 140, 400, 156))
    other = replace(blocks[1], style=replace(gras, couleur="#000000"))
    for beside in (lower, other):  # below it, or of another colour
        assert [b.style.fond for b in without_tints([blocks[0], beside])] == ["#fceceb", ""]


@pytest.mark.parametrize(
    ("dessus", "dessous", "rang"),
    [
        pytest.param(("objectif", "1.2"), ("action", "1.3"), 2, id="a count of its own for what it comes down to"),
        pytest.param(("objectif", "1.1"), ("objectif", "1.2"), 1, id="the next one"),
        pytest.param(("action", "1.1"), ("action", "1.2"), 1, id="the next action"),
        pytest.param(("section", "1.2"), ("action", "1.3"), 1, id="below a number without a word"),
        pytest.param(("objectif", "1.1"), ("section", "1.2"), 1, id="a number without a word below it"),
        pytest.param(("mesure", "1.1"), ("action", "1.2"), 1, id="below what is done as well"),
    ],
)
def test_actions_below_an_objective_have_a_count_of_their_own(dessus: tuple[str, str], dessous: tuple[str, str], rang: int) -> None:
    """'Action 1.3' below 'Objectif 1.2', both below 'Axe 1'."""
    axe = _numbered("axe", "1", taille=24.0, chaine="1")
    above, node = (_numbered(mot, n, taille=t, chaine=n) for (mot, n), t in ((dessus, 18.0), (dessous, 14.0)))
    assert depth(node, Headings([_root(), axe, above], frozenset(), (), set())) == rang


@pytest.mark.parametrize("mot", ["section", "action"])
def test_a_longer_number_goes_on_with_that_of_an_objective(mot: str) -> None:
    """'Action 1.1.2' below 'Objectif 1.1', in one count."""
    axe, above = _numbered("axe", "1", taille=24.0, chaine="1"), _numbered("objectif", "1.1", chaine="1.1")
    node = _numbered(mot, "1.1.2", chaine="1.1.2")
    assert depth(node, Headings([_root(), axe, above], frozenset(), (), set())) == 2
    assert node.pourquoi == ["le numéro 1.1.2 prolonge 1.1"]


# --- a theme that holds numbers, a theme below a slide of its own


def _small(nom: str, *enfants: str, corps: bool = False, taille: float = 11.0) -> Open:
    """A title without number unless `nom` has one, the numbers in `enfants` below it."""
    node = _numbered("section", nom or None, taille=taille, chaine=nom)
    node.enfants = [_numbered("section", n, 2, 13.0, n) for n in enfants]
    node.corps = [Block(2, "texte", (), page=1)] if corps else []
    return node


@pytest.mark.parametrize(
    ("theme", "dedans"),
    [
        pytest.param(_small(""), True, id="right below it"),
        pytest.param(_small("", "1.1", "1.2"), True, id="the numbers before it are there"),
        pytest.param(_small("", corps=True), False, id="a text between"),
        pytest.param(_small("", "2.1"), False, id="another number is there"),
        pytest.param(_small("4"), False, id="a number of its own"),
        pytest.param(_numbered("objectif", None, taille=11.0), False, id="a level word"),
    ],
)
def test_a_number_stands_under_the_smaller_theme_that_holds_those_before_it(theme: Open, dedans: bool) -> None:
    """'1.3 Ouvrir' below 'Petite enfance', in smaller type, both below 'Cap 1'."""
    cap, action = _numbered("cap", "1", taille=24.0, chaine="1"), _numbered("section", "1.3", 2, 13.0, "1.3")
    assert (depth(action, Headings([_root(), cap, theme], frozenset(), (), set())) == 2) is dedans


@pytest.mark.parametrize(
    ("isole", "bandeau", "taille", "numero", "dedans"),
    [
        pytest.param(True, 2, 12.0, None, True, id="a theme at the head of slides"),
        pytest.param(False, 2, 12.0, None, False, id="the axis is not alone on its slide"),
        pytest.param(True, 2, 24.0, None, False, id="as large as the axis"),
        pytest.param(True, 2, 12.0, "3", False, id="numbered"),
    ],
)
def test_a_theme_in_small_type_is_part_of_the_axis_alone_on_its_slide(
    isole: bool, bandeau: int, taille: float, numero: str | None, dedans: bool
) -> None:
    """'Emploi' at the head of the slides behind that which holds but 'Axe 1 : Vivre'."""
    axe, theme = _numbered("axe", "1", 1, 24.0), _numbered("section", numero, 0, taille)
    axe.isole = isole
    theme.key = replace(theme.key, banner=bandeau)
    assert (depth(theme, Headings([_root(), axe], frozenset(), (), set())) == 1) is dedans


def _alone(*titres: tuple[str, Style], texte: int = 0) -> int:
    """How many titles, each alone on its page, open what follows; `texte`: on how many of these pages a text stands too."""
    lignes, blocks = [], []
    for n, (titre, style) in enumerate(titres, start=2):
        for genre, said, look in (("titre", titre, style), ("texte", "Un texte", CORPS))[: 2 if n - 2 < texte else 1]:
            lignes.append(line(said, len(lignes), style=look, numero=n))
            blocks.append(Block(len(blocks), genre, whole(lignes, len(blocks)), page=n, bbox=lignes[-1].bbox, style=look))
    return len(_set_alone(_alone_alike(_by_page(blocks), lignes), lignes))


@pytest.mark.parametrize(
    ("titres", "texte", "isoles"),
    [
        pytest.param((("Axe 1 : Vivre", AXE), ("Axe 2 : Agir", AXE)), 0, 2, id="alike"),
        pytest.param((("Axe 1 : Vivre", AXE),), 0, 0, id="one"),
        pytest.param((("Axe 1 : Vivre", AXE), ("Axe 2 : Agir", GROS)), 0, 0, id="in two looks"),
        pytest.param((("Axe 1 : Vivre", AXE), ("Comprendre", AXE)), 0, 0, id="one without a level word"),
        pytest.param((("Axe 1 : Vivre", AXE), ("Axe 2 : Agir", AXE)), 1, 0, id="a text below one"),
    ],
)
def test_titles_of_a_level_word_set_alike_each_alone_on_its_page(titres: tuple[tuple[str, Style], ...], texte: int, isoles: int) -> None:
    assert _alone(*titres, texte=texte) == isoles


@pytest.mark.parametrize(
    ("titre", "nature", "mot", "dedans"),
    [
        pytest.param("Les fiches", "", "section", True, id="of fiches"),
        pytest.param("Lecture des fiches", "autre", "section", False, id="how they are read"),
        pytest.param("Axe 1 : les fiches", "autre", "axe", True, id="a level word"),
    ],
)
def test_fiches_stand_under_no_title_that_says_how_they_are_read(titre: str, nature: str, mot: str, dedans: bool) -> None:
    lignes = [line(titre)]
    above = _numbered(mot, None, taille=20.0)
    above.spans, above.nature, above.corps = whole(lignes, 0), nature, [Block(2, "texte", (), page=1)]
    node = Open(None, Heading(), (), replace(_node(12, False).key, rank=RANG_GROUPE))
    assert (depth(node, Headings([_root(), above], frozenset(), lignes, set())) == 1) is dedans
