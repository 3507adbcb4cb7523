"""What heads a slide and what does not: thanks at the end, numbers, headers of columns, themes, shrunk titles; the depth of such titles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, Plan, line, plan, whole
from pipeline.model import Block, Genre, Line, Style
from pipeline.stages.headings import RANG_RANGEE
from pipeline.stages.not_titles import closing_page, heads_of_columns, slide_numbers
from pipeline.stages.outline import outline
from pipeline.stages.returning import page_themes, shrunk_titles
from pipeline.texts import text_of

# page, words, genre, style, left edge, top, group
_Row = tuple[int, str, Genre, Style, float, float, int]
# page, words, genre, style, group
_Plain = tuple[int, str, Genre, Style, int]


def _blocks(rows: Sequence[_Row]) -> tuple[list[Line], list[Block]]:
    lignes = [line(t, i, x0=x, top=y, style=s, numero=n) for i, (n, t, _, s, x, y, _) in enumerate(rows)]
    return lignes, [
        Block(i, g, whole(lignes, i), page=n, bbox=lignes[i].bbox, style=s, groupe=k) for i, (n, _, g, s, _, _, k) in enumerate(rows)
    ]


def _stacked(rows: Sequence[_Plain]) -> list[_Row]:
    """Rows each below the one before."""
    return [(n, t, g, s, 50.0, 40.0 + 30.0 * i, k) for i, (n, t, g, s, k) in enumerate(rows)]


# --- thanks that end the document


def _closed(rows: Sequence[_Plain]) -> list[str]:
    """The titles that stay behind a slide."""
    lignes, blocks = _blocks(_stacked([(1, "Se loger", "titre", GRAND, 0), (1, "Les loyers montent.", "texte", CORPS, 0), *rows]))
    return [text_of(lignes, b.spans) for b in closing_page(blocks, lignes) if b.genre == "titre"]


ECRIRE: list[_Plain] = [
    (2, "Une question ?", "texte", CORPS, 0),
    (2, "contact@lys.example", "texte", CORPS, 0),
    (2, "Ville de Lys", "texte", CORPS, 0),
]


@pytest.mark.parametrize("merci", ["Merci de votre attention", "Place aux questions !", "MERCI"])
@pytest.mark.parametrize("dessous", [ECRIRE[:n] for n in range(3)])
def test_thanks_over_a_line_or_two_at_the_end_head_nothing(merci: str, dessous: list[_Plain]) -> None:
    assert _closed([(2, merci, "titre", GRAND, 0), *dessous]) == ["Se loger"]


def test_furniture_below_thanks_is_no_line_of_theirs() -> None:
    assert _closed([(2, "Merci", "titre", GRAND, 0), *ECRIRE[:2], (2, "12", "mobilier", CORPS, 0)]) == ["Se loger"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([(2, "Merci", "titre", GRAND, 0), *ECRIRE], id="over more lines"),
        pytest.param([(2, "Merci", "titre", GRAND, 0), (2, "Ouvrir une salle", "item", CORPS, 0)], id="over a list"),
        pytest.param([(2, "Merci", "titre", GRAND, 0), (3, "Ville de Lys", "texte", CORPS, 0)], id="over the next page"),
        pytest.param([(2, "Nous écrire", "titre", GRAND, 0), *ECRIRE[:2]], id="other words"),
        pytest.param([(2, "Mercières de Lys", "titre", GRAND, 0), *ECRIRE[:2]], id="a longer word"),
    ],
)
def test_what_else_ends_a_document_stays_a_title(rows: list[_Plain]) -> None:
    assert _closed(rows) == ["Se loger", rows[0][1]]


def test_thanks_before_another_title_stay_one() -> None:
    assert _closed([(2, "Merci aux habitants", "titre", GRAND, 0), (3, "Se soigner", "titre", GRAND, 0)])[1:] == [
        "Merci aux habitants",
        "Se soigner",
    ]


def test_thanks_that_open_the_document_stay_its_title() -> None:
    lignes, blocks = _blocks(_stacked([(1, "Merci", "titre", GRAND, 0), (1, "Ville de Lys", "texte", CORPS, 0)]))
    assert closing_page(blocks, lignes)[0].genre == "titre"


# --- numbers of the slides of a handout

PETIT = Style(7.0, couleur="#000000")


def _handout(numeros: Sequence[str], style: Style = PETIT, genre: Genre = "texte", boites: bool = True, apres: str = "") -> list[_Row]:
    """Slides in boxes, each with its number; `apres`: what stands behind each number."""
    rows: list[_Plain] = []
    for i, numero in enumerate(numeros, start=1):
        k = i if boites else 0
        rows += [(1, f"Agir {'abcdef'[i - 1]}", "titre", GRAND, k), (1, numero, genre, style, k)]
        rows += [(1, apres, "texte", CORPS, k)] if apres else []
    return _stacked(rows)


def _furniture(rows: Sequence[_Row]) -> list[str]:
    lignes, blocks = _blocks(rows)
    return [text_of(lignes, b.balises) for b in slide_numbers(blocks, lignes) if b.genre == "mobilier"]


@pytest.mark.parametrize("numeros", [["1", "2", "3", "4"], ["9", "10", "11", "12", "13"]])
def test_small_numbers_that_count_on_from_box_to_box_are_furniture_with_all_their_signs(numeros: list[str]) -> None:
    assert _furniture(_handout(numeros)) == numeros


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(_handout(["1", "2", "3"]), id="too few"),
        pytest.param(_handout(["3", "12", "40", "5"]), id="figures"),
        pytest.param(_handout(["1", "2", "3", "4", "6"]), id="one counts otherwise"),
        pytest.param(_handout(["1", "2", "3", "4"], GRAND), id="in large type"),
        pytest.param(_handout(["1", "2", "3", "4"], genre="item"), id="numbers of a list"),
        pytest.param(_handout(["1", "2", "3", "4"], boites=False), id="in no boxes"),
        pytest.param(
            [(*r[:6], 0 if r[1].isdecimal() or not i else r[6]) for i, r in enumerate(_handout(["1", "2", "3", "4"]))],
            id="below their boxes",
        ),
        pytest.param(_handout(["1", "2", "3", "4"], apres="salles ouvertes"), id="words behind"),
        pytest.param(_handout(["1 %", "2 %", "3 %", "4 %"]), id="with a unit"),
    ],
)
def test_other_numbers_in_boxes_are_read(rows: list[_Row]) -> None:
    assert _furniture(rows) == []


# --- headers of columns

ENTETE = Style(10.0, gras=True, couleur="#14342b")
COLONNES = ["Instance", "Rôle", "Réunions"]


def _columns(textes: Sequence[str] = COLONNES, style: Style = ENTETE, decale: float = 0.0, groupe: int = 0, n: int = 1) -> list[_Row]:
    """A text, heads abreast, each `decale` points below the one before, and what stands below them."""
    heads: list[_Row] = [(n, t, "titre", style, 50.0 + 150 * i, 100.0 + decale * i, groupe and groupe + i) for i, t in enumerate(textes)]
    texte = "Le comité de Lys suit le contrat avec les habitants."
    return [(n, texte, "texte", CORPS, 50.0, 60.0, 0), *heads, (n, "Comité de pilotage", "texte", CORPS, 50.0, 200.0, 0)]


def _heads(rows: Sequence[_Row], **looks: Any) -> list[str]:
    """The titles that stay; `looks`: what else each title is."""
    lignes, blocks = _blocks(rows)
    blocks = [replace(b, **looks) if b.genre == "titre" else b for b in blocks]
    return [text_of(lignes, b.spans) for b in heads_of_columns(blocks, lignes) if b.genre == "titre"]


@pytest.mark.parametrize("style", [ENTETE, replace(ENTETE, taille=9.0), replace(ENTETE, taille=11.0)])
@pytest.mark.parametrize("textes", [COLONNES, COLONNES[:2]])
def test_small_heads_set_alike_on_one_line_are_the_header_of_a_table(textes: list[str], style: Style) -> None:
    assert _heads(_columns(textes, style)) == []


@pytest.mark.parametrize(
    ("rows", "looks"),
    [
        pytest.param(_columns(COLONNES[:1]), {}, id="alone"),
        pytest.param(_columns(style=replace(ENTETE, taille=12.0)), {}, id="larger than the text"),
        pytest.param(_columns(decale=14.0), {}, id="one below the other"),
        pytest.param(_columns(groupe=1), {}, id="cards abreast"),
        pytest.param(_columns(["Axe 1 : Loger", "Axe 2 : Soigner"]), {}, id="level words"),
        pytest.param(_columns(["Rôle", "Axe 2 : Soigner"]), {}, id="a level word among them"),
        pytest.param(_columns(), {"numero": "1"}, id="numbered beside"),
        pytest.param(_columns(), {"rang": 2}, id="ranked by the source"),
        pytest.param(_columns(n=0), {}, id="on no page"),
    ],
)
def test_other_heads_stay(rows: list[_Row], looks: dict[str, Any]) -> None:
    assert _heads(rows, **looks) == [t for _, t, g, *_ in rows if g == "titre"]


def test_two_heads_of_one_line_set_otherwise_stay() -> None:
    rows = _columns(COLONNES[:2])
    rows[2] = (*rows[2][:3], replace(ENTETE, couleur="#aa0000"), *rows[2][4:])
    assert _heads(rows) == COLONNES[:2]


# --- themes of slides

THEME = Style(9.0, couleur="#14342b")
SUIVIS = ["Santé", "Santé", "Emploi"]
BANDEAU = ["Axe 1", "Vivre ensemble"]


def _themes(rows: Sequence[_Row], rang: int = 0) -> list[str]:
    """The lines that are titles since; `rang`: of each last title of a slide."""
    lignes, blocks = _blocks(rows)
    blocks = [replace(b, rang=rang) if b.genre == "titre" and b.bbox[1] > 75 else b for b in blocks]
    return [text_of(lignes, b.spans) for a, b in zip(blocks, page_themes(blocks, lignes), strict=True) if a.genre != b.genre == "titre"]


def _deck(
    themes: Sequence[str],
    bandeau: Sequence[str] = BANDEAU,
    style: Style = THEME,
    titre: Style = GRAND,
    bord: float = 50.0,
    genre: Genre = "titre",
) -> list[_Row]:
    """Slides with a banner, a theme and a title right below it; `bord`: the left edge of the themes; `genre`: of the banner."""
    rows: list[_Row] = []
    for n, theme in enumerate(themes, start=1):
        rows += [(n, t, genre, GRAND, 50.0, 10.0 + 20 * i, 0) for i, t in enumerate(bandeau)]
        rows += [(n, theme, "texte", style, bord, 70.0, 0), (n, f"Ouvrir le lieu {'abcd'[n - 1]}", "titre", titre, 50.0, 85.0, 0)]
        rows += [(n, "Les habitants y viennent.", "texte", CORPS, 50.0, 200.0, 0)]
    return rows


@pytest.mark.parametrize("bandeau", [BANDEAU, ["Axe 1 : Vivre ensemble"], []])
def test_a_theme_below_a_banner_of_number_and_title_heads_its_slides(bandeau: list[str]) -> None:
    assert _themes(_deck(SUIVIS, bandeau)) == SUIVIS


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(_deck(SUIVIS, ["Contrat de Lys", "Vivre ensemble"]), id="two titles without number"),
        pytest.param(_deck(SUIVIS, ["Axe 1 : Vivre ensemble", "Habiter"]), id="a title of the number itself"),
        pytest.param(_deck(SUIVIS, ["Contrat de Lys", *BANDEAU]), id="three titles"),
        pytest.param(_deck(SUIVIS, genre="texte"), id="a text above"),
        pytest.param(_deck(SUIVIS[1:]), id="too few"),
        pytest.param(_deck(["Santé"] * 3), id="one theme"),
        pytest.param(_deck(["Santé", "Emploi", "Sport"]), id="each its own"),
        pytest.param(_deck(["Santé", "Emploi", "Santé", "Santé"]), id="one comes back"),
        pytest.param(_deck(SUIVIS, titre=replace(THEME, gras=True)), id="the title no larger"),
        pytest.param(_deck(SUIVIS, bord=80.0), id="at another edge"),
        pytest.param(_deck([f"{t} :" for t in SUIVIS]), id="leading to what follows"),
    ],
)
def test_other_small_lines_below_a_banner_head_no_slides(rows: list[_Row]) -> None:
    assert _themes(rows) == []


MAJUSCULES = ["SANTÉ", "EMPLOI", "SPORT"]


@pytest.mark.parametrize("bandeau", [BANDEAU, BANDEAU[1:]])
def test_capitals_over_the_table_of_each_of_three_pages_are_its_theme(bandeau: list[str]) -> None:
    assert _themes(_deck(MAJUSCULES, bandeau, titre=THEME), RANG_RANGEE) == MAJUSCULES


@pytest.mark.parametrize(
    ("rows", "rang"),
    [
        pytest.param(_deck(MAJUSCULES, titre=THEME), 0, id="over no table"),
        pytest.param(_deck(MAJUSCULES[:2], titre=THEME), RANG_RANGEE, id="too few"),
        pytest.param(_deck(["Santé", "Emploi", "Sport"], titre=THEME), RANG_RANGEE, id="no capitals"),
        pytest.param(_deck(MAJUSCULES, [], titre=THEME), RANG_RANGEE, id="below no title"),
        pytest.param(_deck([f"{t} {'ET VILLE ' * 5}" for t in MAJUSCULES], titre=THEME), RANG_RANGEE, id="long"),
    ],
)
def test_other_lines_over_tables_head_none(rows: list[_Row], rang: int) -> None:
    assert _themes(rows, rang) == []


ONGLET = Style(9.0, gras=True, couleur="#ffffff", fond="#aa0000")


def _boxes(themes: Sequence[str], style: Style = ONGLET, boites: bool = True, par_page: int = 9, titre: bool = True) -> list[_Row]:
    """Slides of a handout, each with a banner, a tab beside it and a title; `titre`: whether the banner is one."""
    rows: list[_Row] = []
    for i, theme in enumerate(themes):
        n, y, k = 1 + i // par_page, 20.0 + 200 * i, i + 1 if boites else 0
        rows += [
            (n, "Vivre ensemble", "titre" if titre else "texte", GRAND, 50.0, y, k),
            (n, theme, "texte", style, 400.0, y, k),
            (n, f"Ouvrir le lieu {'abcd'[i]}", "titre", GRAND, 50.0, y + 60, k),
        ]
    return rows


@pytest.mark.parametrize("par_page", [1, 2, 3])
@pytest.mark.parametrize(("style", "themes"), [(ONGLET, SUIVIS), (replace(ONGLET, fond=""), [t.upper() for t in SUIVIS])])
def test_tabs_of_the_slides_of_a_handout_head_them_wherever_each_box_stands(style: Style, themes: list[str], par_page: int) -> None:
    assert _themes(_boxes(themes, style, par_page=par_page)) == themes


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(_boxes(SUIVIS, boites=False), id="no boxes on one page"),
        pytest.param(_boxes(SUIVIS, boites=False, par_page=1), id="no boxes, each at a height of its own"),
        pytest.param(_boxes(SUIVIS, replace(ONGLET, gras=False)), id="not bold"),
        pytest.param(_boxes(SUIVIS, replace(ONGLET, fond="")), id="no fill and no capitals"),
        pytest.param(_boxes(["Santé", "Emploi", "Santé"]), id="one comes back"),
        pytest.param(_boxes(SUIVIS, titre=False), id="beside a text"),
    ],
)
def test_other_lines_in_boxes_head_none(rows: list[_Row]) -> None:
    assert _themes(rows) == []


# --- titles of shrunk slides

QUESTION = Style(8.0, gras=True, couleur="#aa0000")
REPONSE = Style(7.0, couleur="#000000")
QUESTIONS = ["Que manque-t-il ?", "Qui peut aider ?"]


def _workshop(
    textes: Sequence[str] = QUESTIONS,
    style: Style = QUESTION,
    dessous: Style = REPONSE,
    genre: Genre = "item",
    n: int = 1,
    pas: int = 0,
) -> list[_Row]:
    """A slide of questions, each over what a workshop answered; `pas`: pages from one to the next."""
    rows: list[_Plain] = []
    for i, texte in enumerate(textes):
        rows += [(n + pas * i, texte, "texte", style, 0), (n + pas * i, f"Un lieu {'ab'[i]}", genre, dessous, 0)]
    return _stacked(rows)


def _shrunk(rows: Sequence[_Row], **looks: Any) -> list[str]:
    """The titles since; `looks`: what else each text is."""
    lignes, blocks = _blocks(rows)
    blocks = [replace(b, **looks) if b.genre == "texte" else b for b in blocks]
    return [text_of(lignes, b.spans) for b in shrunk_titles(blocks, lignes) if b.genre == "titre"]


def test_bold_coloured_lines_each_over_a_smaller_list_of_one_page_are_titles() -> None:
    assert _shrunk(_workshop()) == QUESTIONS


@pytest.mark.parametrize(
    ("rows", "looks"),
    [
        pytest.param(_workshop(QUESTIONS[:1]), {}, id="alone"),
        pytest.param(_workshop(pas=1), {}, id="each on its page"),
        pytest.param(_workshop(n=0), {}, id="on no page"),
        pytest.param(_workshop(style=replace(QUESTION, gras=False)), {}, id="not bold"),
        pytest.param(_workshop(style=replace(QUESTION, couleur="#333333")), {}, id="grey"),
        pytest.param(_workshop(dessous=replace(REPONSE, taille=8.0)), {}, id="a list as large"),
        pytest.param(_workshop(dessous=replace(REPONSE, gras=True)), {}, id="a bold list"),
        pytest.param(_workshop(genre="texte"), {}, id="over texts"),
        pytest.param(_workshop([QUESTIONS[0], f"Qui{' et qui' * 23} ?"]), {}, id="a long one"),
        pytest.param(_workshop(["(Région)", "(Ville, CAF)"]), {}, id="who leads, below titles"),
        pytest.param(_workshop(["recrutent (Région)", "leurs abords"]), {}, id="the ends of titles"),
        pytest.param([*_workshop(), *_stacked([(1, "Pilotes", "etiquette", QUESTION, 0)])], {}, id="a label on the page"),
        pytest.param(_workshop(), {"encadre": True}, id="in a box beside the text"),
        pytest.param(_workshop(), {"cellule": 1}, id="in cells"),
        pytest.param(_workshop(), {"suite": True}, id="going on"),
    ],
)
def test_other_bold_lines_over_lists_are_none(rows: list[_Row], looks: dict[str, Any]) -> None:
    assert _shrunk(rows, **looks) == []


def test_a_label_on_another_page_leaves_the_questions_titles() -> None:
    assert _shrunk([*_workshop(), *_stacked([(2, "Pilotes", "etiquette", QUESTION, 0)])]) == QUESTIONS


NOIR = Style(12.0, gras=True, couleur="#000000")
LISTE = Style(10.0, couleur="#000000")
PETITE = Style(8.0, couleur="#000000")


def _larger(rapport: float = 1.2, couleur: str = "#000000", titres: int = 3, dessous: Style = PETITE, page: int = 9) -> list[_Row]:
    """Slides of a title over its list, then one set smaller throughout: a line in bold over its list, and one as it over a text."""
    rows: list[_Plain] = []
    for n in range(1, titres + 1):
        rows += [(n, f"Se loger {n}", "titre", NOIR, 0), (n, "Un lieu", "item", LISTE, 0)]
    petit = Style(8.0 * rapport, gras=True, couleur=couleur)
    rows += [(page, "Ouvrir un lieu", "texte", petit, 0), (page, "Pour tous", "item", dessous, 0)]
    return _stacked([*rows, (page, "Former les jeunes", "texte", petit, 0), (page, "Un texte.", "texte", PETITE, 0)])


def _since(rows: Sequence[_Row], **looks: Any) -> list[str]:
    """The titles that were none before."""
    return [titre for titre in _shrunk(rows, **looks) if not titre.startswith("Se loger")]


@pytest.mark.parametrize("rapport", [1.2, 1.15, 1.25])
def test_bold_lines_that_are_to_their_list_as_titles_elsewhere_to_theirs_are_titles(rapport: float) -> None:
    """One stands over a list, the other is set as it on its page."""
    assert _since(_larger(rapport)) == ["Ouvrir un lieu", "Former les jeunes"]


@pytest.mark.parametrize(
    ("rows", "looks"),
    [
        pytest.param(_larger(1.35), {}, id="far larger than their list"),
        pytest.param(_larger(1.05), {}, id="hardly larger"),
        pytest.param(_larger(titres=2), {}, id="few titles elsewhere"),
        pytest.param(_larger(couleur="#aa0000"), {}, id="in a colour, where titles are in none"),
        pytest.param(_larger(dessous=replace(PETITE, gras=True)), {}, id="a bold list"),
        pytest.param(_larger(page=0), {}, id="on no page"),
        pytest.param(_larger(), {"cellule": 1}, id="in cells"),
        pytest.param(_larger(), {"suite": True}, id="going on"),
        pytest.param(_larger(), {"encadre": True}, id="in a box beside the text"),
    ],
)
def test_other_bold_lines_where_slides_are_set_smaller_are_none(rows: list[_Row], looks: dict[str, Any]) -> None:
    assert _since(rows, **looks) == []


@pytest.mark.parametrize("couleur", ["#0000aa", "#007700"])
def test_titles_in_one_colour_tell_those_in_another(couleur: str) -> None:
    rows = [(n, t, g, replace(s, couleur="#aa0000") if g == "titre" else s, x, y, k) for n, t, g, s, x, y, k in _larger(couleur=couleur)]
    assert _since(rows) == ["Ouvrir un lieu", "Former les jeunes"]


@pytest.mark.parametrize("fin", ["lieu :", "lieu ;", "lieu,"])
def test_a_bold_line_that_goes_on_below_is_no_title_set_smaller(fin: str) -> None:
    rows = [(n, t.replace("lieu", fin) if t == "Ouvrir un lieu" else t, *rest) for n, t, *rest in _larger()]
    assert _since(rows) == []


# --- slides that hold but a title


def _parted_by(*seuls: str, style: Style = GRAND, avec: str = "") -> list[str]:
    """The titles at the first rank of slides that hold but a title (its number before '|'), one in larger type on the slide after each;
    `style`: of the first, `avec`: a text on each of them."""
    rows: list[_Plain] = [(1, "Contrat de ville de Lys", "titre", Style(30.0, gras=True), 0), (1, "Un texte.", "texte", CORPS, 0)]
    for n, titre in enumerate(seuls, start=1):
        rows += [(2 * n, t, "titre", GRAND if n > 1 else style, 0) for t in titre.split("|")]
        rows += [(2 * n, avec, "texte", CORPS, 0)] if avec else []
        rows += [(2 * n + 1, f"Suite {n}", "titre", CIBLE, 0), (2 * n + 1, "Un pas", "item", CORPS, 0)]
    return [titre for titre, _ in _tree(*_blocks(_stacked(rows))) if not titre.startswith("Contrat")]


SEULS = ("Comprendre", "Axe 1 : Vivre", "Axe 2|Agir")


def test_slides_that_hold_but_a_title_set_alike_part_a_deck() -> None:
    """Some behind a level word and its number, some without; what follows each is part of it, however large."""
    assert _parted_by(*SEULS) == ["Comprendre", "Vivre", "Agir"]


@pytest.mark.parametrize(
    ("seuls", "autre"),
    [
        pytest.param(SEULS[:2], {}, id="two"),
        pytest.param(("Comprendre", "Suivre", "Agir"), {}, id="no level word"),
        pytest.param(("Axe 1 : Vivre", "Axe 2 : Agir", "Axe 3 : Bâtir"), {}, id="level words alone"),
        pytest.param(SEULS, {"avec": "Un texte."}, id="a text below them"),
        pytest.param(SEULS, {"style": replace(GRAND, taille=18.0)}, id="one set otherwise"),
    ],
)
def test_other_titles_of_slides_part_no_deck(seuls: tuple[str, ...], autre: dict[str, Any]) -> None:
    assert "Suite 1" in _parted_by(*seuls, **autre)


# --- under which title that of a slide stands


def _tree(lignes: Sequence[Line], blocks: Sequence[Block]) -> list[tuple[str, list[Any]]]:
    """The plan of some blocks, as titles alone."""

    def below(found: Plan) -> list[tuple[str, list[Any]]]:
        return [(titre, below(enfants)) for _, _, titre, enfants in found]

    return below(plan(lignes, outline(blocks, lignes)[0]))


CIBLE = Style(20.0, gras=True, couleur="#aa0000")
PILOTE = Style(9.0, gras=True, couleur="#000000")
DEUX = ["Ouvrir un lieu", "Former les jeunes"]


def _led(
    second: float = 18.0, left: float = 50.0, top: float = 40.0, couleur: str = "#aa0000", etiquette: str = "acteur:pilote", pas: int = 1
) -> list[tuple[str, list[Any]]]:
    """The plan of an axis and two slides, each an engagement with its party; all else: of the title of the second, `pas` pages behind the
    first, but for the label of both."""
    axe = Style(26.0, gras=True, couleur="#14342b")
    rows: list[_Row] = [
        (1, "Axe 1 : Vivre", "titre", axe, 50.0, 40.0, 0),
        (1, "Un texte.", "texte", CORPS, 50.0, 90.0, 0),
    ]
    looks = [(CIBLE, 50.0, 40.0), (replace(CIBLE, taille=second, couleur=couleur), left, top)]
    for i, (titre, (style, x, y)) in enumerate(zip(DEUX, looks, strict=True)):
        n = 2 + pas * i
        rows += [
            (n, titre, "titre", style, x, y, 0),
            (n, "Pilote", "etiquette", PILOTE, 50.0, y + 60, 0),
            (n, "Ville de Lys", "texte", CORPS, 50.0, y + 80, 0),
            (n, "Un premier pas", "item", CORPS, 50.0, y + 100, 0),
        ]
    lignes, blocks = _blocks(rows)
    return _tree(lignes, [replace(b, etiquette=etiquette) if b.genre == "etiquette" else b for b in blocks])


@pytest.mark.parametrize("second", [18.0, 16.0])
@pytest.mark.parametrize("left", [50.0, 51.5])
def test_a_title_in_the_place_of_that_of_the_slide_before_stands_beside_it_however_shrunk(second: float, left: float) -> None:
    assert _led(second, left) == [("Vivre", [(titre, []) for titre in DEUX])]


@pytest.mark.parametrize(
    "autre",
    [
        pytest.param({"second": 15.0}, id="far smaller"),
        pytest.param({"left": 54.0}, id="further in"),
        pytest.param({"top": 44.0}, id="further down"),
        pytest.param({"couleur": "#0000aa"}, id="of another colour"),
        pytest.param({"etiquette": "champ"}, id="no parties"),
        pytest.param({"pas": 0}, id="on its page"),
    ],
)
def test_another_smaller_title_stands_under_that_of_the_slide_before(autre: dict[str, Any]) -> None:
    assert _led(**autre) == [("Vivre", [(DEUX[0], [(DEUX[1], [])])])]


COULEURS = ("#aa0000", "#0000aa", "#007700")
DERNIER = Style(16.0, gras=True, couleur=COULEURS[2])


def _parts(dernier: Style = DERNIER, nombres: Sequence[int] = (2, 2, 2)) -> list[tuple[str, list[str]]]:
    """The plan of three axes set smaller than the titles below each, of a colour of their own; `dernier`: how those of the last are set;
    `nombres`: how many each has. What stands under titles is left out."""
    rows: list[_Plain] = [(1, "Le texte de Lys dit ce que les habitants ont vu.", "texte", CORPS, 0)]
    for n, (nom, couleur, nombre) in enumerate(zip(("Loger", "Soigner", "Former"), COULEURS, nombres, strict=True), start=1):
        style = dernier if n == 3 else Style(16.0, gras=True, couleur=couleur)
        rows += [(n, f"Axe {n} : {nom}", "titre", Style(13.0, gras=True, couleur="#000000"), 0), (n, "Un texte.", "texte", CORPS, 0)]
        for lieu in ("ici", "là")[:nombre]:
            rows += [(n, f"{nom} {lieu}", "titre", style, 0), (n, "Les habitants y viennent.", "texte", CORPS, 0)]
    return [(titre, [t for t, _ in below]) for titre, below in _tree(*_blocks(_stacked(rows)))]


def test_titles_behind_the_last_axis_are_of_it_as_those_of_other_colours_are_of_theirs() -> None:
    assert _parts() == [(t, [f"{t} ici", f"{t} là"]) for t in ("Loger", "Soigner", "Former")]


@pytest.mark.parametrize(
    ("dernier", "nombres"),
    [
        pytest.param(replace(DERNIER, taille=17.0), (2, 2, 2), id="larger"),
        pytest.param(replace(DERNIER, gras=False), (2, 2, 2), id="not bold"),
        pytest.param(replace(DERNIER, fond="#ffee00"), (2, 2, 2), id="on a fill"),
        pytest.param(DERNIER, (2, 2, 1), id="but one"),
        pytest.param(DERNIER, (2, 0, 2), id="one colour before"),
    ],
)
def test_other_titles_behind_the_last_axis_stand_above_it(dernier: Style, nombres: tuple[int, ...]) -> None:
    found = _parts(dernier, nombres)
    noms = [t for t, _ in found]
    assert noms[:3] == ["Loger", "Soigner", "Former"]
    assert found[2:] == [("Former", []), *((t, []) for t in ("Former ici", "Former là")[: nombres[2]])]
