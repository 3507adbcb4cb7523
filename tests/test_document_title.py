"""What names the document itself: a masthead over the title of an edition, an annexe published alone; prose is no cover."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, line, plan_of, whole
from pipeline.model import Block, Genre, Line, Style
from pipeline.stages.document_title import cover_length, document_titles, is_subtitle, title_panel

TITRE = Style(30.0, gras=True, couleur="#14342b")
PETIT = Style(12.0, gras=True, couleur="#14342b")

# page, words, look
_Row = tuple[int, str, Style]


def _blocks(rows: Sequence[_Row]) -> tuple[list[Line], list[Block]]:
    """Lines in bold are headings, those with a list sign items, others text."""
    lignes = [line(t, i, top=40.0 + 30 * i, style=s, numero=n) for i, (n, t, s) in enumerate(rows)]
    blocks = []
    for i, (n, _, s) in enumerate(rows):
        genre: Genre = "titre" if s.gras else "item" if lignes[i].texte.startswith("•") else "texte"
        blocks.append(Block(i, genre, whole(lignes, i), page=n, bbox=lignes[i].bbox, style=s))
    return lignes, blocks


def _titles(*rows: _Row) -> set[int]:
    lignes, blocks = _blocks(rows)
    return set(document_titles(blocks, lignes))


FIL, NOM = (1, "Le Fil de Lys – supplément", PETIT), (1, "Nos quartiers en 2030", TITRE)
# What stands on the first page below the title: no cover.
SOUS: list[_Row] = [(1, "Vivre", GRAND), (1, "• un marché", CORPS), (2, "Loger", GRAND), (2, "• un toit", CORPS)]


@pytest.mark.parametrize(
    "entre",
    [
        [],
        [(1, "Mai 2024, gratuit", CORPS)],
    ],
)
def test_a_masthead_and_the_largest_title_below_it_name_the_document(entre: list[_Row]) -> None:
    assert _titles(FIL, *entre, NOM, *SOUS) == {0, 1 + len(entre)}


@pytest.mark.parametrize(
    "rows",
    [
        [FIL, (1, "Nos quartiers en 2030", Style(20.0, gras=True)), *SOUS],  # others are hardly smaller
        [FIL, (1, "Axe 1 : Vivre", TITRE), *SOUS],  # a level of the programme
        [(1, "1. Habiter", PETIT), NOM, *SOUS],
        [(1, "Bilan du précédent contrat", PETIT), NOM, *SOUS],  # a part of the document
        [FIL, (1, "• un marché", CORPS), NOM, *SOUS],  # which has something of its own
        [FIL, (1, "mot " * 59 + "mot", CORPS), NOM, *SOUS],
        [FIL, (2, "Nos quartiers en 2030", TITRE), *SOUS[2:]],  # on another page
    ],
)
def test_a_large_title_below_others_heads_a_part(rows: list[_Row]) -> None:
    assert _titles(*rows) == set()


ANNEXE = (1, "Annexe 4", PETIT)
PROGRAMME = Style(18.5, gras=True)


def test_an_annexe_over_what_it_is_names_the_document() -> None:
    """The title is hardly larger than the others: the word above it tells enough."""
    assert _titles(ANNEXE, (1, "Les fiches de Lys", PROGRAMME), *SOUS) == {0, 1}


@pytest.mark.parametrize(
    "rows",
    [
        [(1, "Axe 4", PETIT), (1, "Les fiches de Lys", PROGRAMME), *SOUS],  # no annexe
        [ANNEXE, (1, "Les fiches de Lys", GRAND), *SOUS],  # no larger than the others
        [ANNEXE, (1, "• un marché", CORPS), (1, "Les fiches de Lys", PROGRAMME), *SOUS],
        [ANNEXE, (1, "Axe 1 : Vivre", PROGRAMME), *SOUS],
    ],
)
def test_an_annexe_over_its_first_part_does_not(rows: list[_Row]) -> None:
    assert _titles(*rows) == set()


@pytest.mark.parametrize(
    ("premier", "titres"),
    [("Annexes au contrat de Lys", {0}), ("Bilan du contrat de Lys", set()), ("Préambule du contrat de Lys", set())],
)
def test_an_annexe_at_the_head_of_all_is_published_alone(premier: str, titres: set[int]) -> None:
    """Larger than all other titles, though not by far."""
    assert _titles((1, premier, Style(20.0, gras=True)), *SOUS) == titres


@pytest.mark.parametrize(
    ("rows", "titres"),
    [
        ([(1, "Annexe 3 – Recueil des fiches-actions", TITRE), *SOUS], {0}),
        ([(1, "Annexe 3 – Recueil des fiches-actions", GRAND), *SOUS], set()),  # no larger than its parts
        ([(1, "Annexe 3 – Recueil des fiches-actions", TITRE), *SOUS, (3, "Annexe 4 – Budget", GRAND)], set()),  # one of two
        ([FIL, *SOUS[:2], (1, "Annexe 3 – Recueil", TITRE), *SOUS[2:]], set()),  # below other things
    ],
)
def test_a_numbered_annexe_that_is_the_whole_document_names_it(rows: list[_Row], titres: set[int]) -> None:
    assert _titles(*rows) == titres


def test_below_a_letterhead_an_annexe_is_a_part() -> None:
    assert _titles((1, "Ville de Lys", CORPS), (1, "Annexes au contrat de Lys", Style(20.0, gras=True)), *SOUS) == set()


def _title(numero: int, fond: str = "") -> Block:
    """The document's title, on page `numero`."""
    return Block(0, "titre", (), page=numero, style=replace(TITRE, fond=fond))


PHRASE = "Les habitants des trois quartiers ont écrit ce contrat avec les élus pendant deux ans entiers"


@pytest.mark.parametrize(
    ("texte", "couverture"),
    [
        ("Ensemble, nous vivons mieux.", True),  # a slogan
        (PHRASE, True),  # no full stop
        (f"{PHRASE}.", False),
    ],
)
def test_no_cover_prints_prose_below_its_title(texte: str, couverture: bool) -> None:
    lignes, blocks = _blocks([(1, texte, CORPS), (2, "Vivre", GRAND)])
    assert bool(cover_length(blocks, _title(1), lignes)) is couverture


BANDEAU = Style(12.0, couleur="#ffffff", fond="#14342b")


@pytest.mark.parametrize(
    ("rows", "fond", "blocs"),
    [
        pytest.param([(1, "La synthèse", BANDEAU), *SOUS], BANDEAU.fond, 1, id="a line on it"),
        pytest.param([(1, "La synthèse", BANDEAU), (1, "Mai 2024", BANDEAU), *SOUS], BANDEAU.fond, 2, id="two"),
        pytest.param([(1, "La synthèse", BANDEAU), *SOUS], "", 0, id="a title on none"),
        pytest.param([(1, "La synthèse", BANDEAU), *SOUS], "#ffeedd", 0, id="another fill"),
        pytest.param([(1, "La synthèse", BANDEAU), (1, f"{PHRASE}.", BANDEAU), *SOUS], BANDEAU.fond, 0, id="a sentence on it"),
        pytest.param([(1, "Axe 1 : Loger", BANDEAU), *SOUS], BANDEAU.fond, 0, id="a level on it"),
        pytest.param([(1, "• un marché", BANDEAU), *SOUS], BANDEAU.fond, 0, id="a list on it"),
    ],
)
def test_the_cover_at_the_head_of_a_page_is_what_stands_on_the_fill_of_the_title(rows: list[_Row], fond: str, blocs: int) -> None:
    """The first page goes on below with its first part."""
    lignes, blocks = _blocks(rows)
    assert cover_length(blocks, _title(1, fond), lignes) == blocs


# --- Markdown


@pytest.mark.parametrize(
    ("rows", "blocs"),
    [
        pytest.param([("Ville de Lys", 0, CORPS), ("2024-2030", 7, PETIT), ("Vivre", 2, GRAND)], 2, id="up to the next mark"),
        pytest.param([("Vivre", 2, GRAND), ("Ville de Lys", 0, CORPS)], 0, id="the mark right below"),
        pytest.param([("Ville de Lys", 0, CORPS), ("2024-2030", 7, PETIT)], 0, id="nothing else"),
        pytest.param([(f"mot {i}", 0, CORPS) for i in range(6)] + [("Vivre", 2, GRAND)], 6, id="six lines"),
        pytest.param([(f"mot {i}", 0, CORPS) for i in range(7)] + [("Vivre", 2, GRAND)], 0, id="seven lines"),
        pytest.param([("• un marché", 0, CORPS), ("Vivre", 2, GRAND)], 0, id="a list"),
        pytest.param([("Axe 1 : Loger", 7, PETIT), ("Vivre", 2, GRAND)], 0, id="a level"),
        pytest.param([("Préambule", 7, PETIT), ("Vivre", 2, GRAND)], 0, id="a part of the document"),
        pytest.param([(f"{PHRASE}.", 0, CORPS), ("Vivre", 2, GRAND)], 0, id="prose"),
    ],
)
def test_the_cover_of_a_markdown_file(rows: list[tuple[str, int, Style]], blocs: int) -> None:
    """What stands below its title: a line in bold is no mark."""
    lignes, blocks = _blocks([(0, texte, style) for texte, _, style in rows])
    ranked = [replace(b, rang=rang) for b, (_, rang, _) in zip(blocks, rows, strict=True)]
    assert cover_length(ranked, _title(0), lignes) == blocs


def test_seven_lines_on_the_cover_of_a_page() -> None:
    lignes, blocks = _blocks([*((1, f"mot {i}", CORPS) for i in range(7)), (2, "Vivre", GRAND)])
    assert cover_length(blocks, _title(1), lignes) == 7


@pytest.mark.parametrize(
    ("sous", "titres"),
    [("**2024-2030, ville de Lys**", ["Vivre"]), ("**Axe 1 : Loger**", ["Loger", "Vivre"]), ("## Loger", ["Loger", "Vivre"])],
)
def test_a_bold_line_on_the_cover_of_a_markdown_file_heads_nothing(sous: str, titres: list[str]) -> None:
    found = plan_of(f"# Nos quartiers en 2030\n\n{sous}\n\nVille de Lys\n\n## Vivre\n\n- un marché\n\n## Bouger\n\n- un bus\n")
    assert [titre for _, _, titre, _ in found] == [*titres, "Bouger"]


# --- the annexe that a document is


SOUS_TITRE = (1, "Annexe 3 – Fiches-action", PETIT)


ADOPTE = "Version adoptée par le comité du 13 juin 2024"


@pytest.mark.parametrize(
    ("rows", "sous_titre"),
    [
        pytest.param([SOUS_TITRE, (1, "Vivre", GRAND)], True, id="the only one"),
        pytest.param([SOUS_TITRE, (1, "Vivre", GRAND), (2, "Annexe 4 – Carte", GRAND)], False, id="one of several"),
        pytest.param([(1, "Axe 3 – Fiches-action", PETIT), (1, "Vivre", GRAND)], False, id="another level"),
        pytest.param([SOUS_TITRE, (1, "un texte", CORPS), (1, "Vivre", GRAND)], False, id="with a text of its own"),
        pytest.param([SOUS_TITRE, (1, "2024 - 2030", CORPS), (1, "Vivre", GRAND)], True, id="with a date"),
        pytest.param([SOUS_TITRE, (1, ADOPTE, CORPS), (1, "Vivre", GRAND)], True, id="with who adopted it, and when"),
        pytest.param([SOUS_TITRE, (1, f"{ADOPTE}, à Lys", CORPS), (1, "Vivre", GRAND)], False, id="with a text that a day does not end"),
        pytest.param(
            [SOUS_TITRE, (1, f"Ce texte de cadrage est la {ADOPTE} {ADOPTE}", CORPS), (1, "Vivre", GRAND)], False, id="with prose"
        ),
        pytest.param([SOUS_TITRE, (2, "Vivre", GRAND)], False, id="alone on its page"),
        pytest.param([SOUS_TITRE, (1, "Vivre", PETIT)], False, id="set as another"),
        pytest.param([(1, "Vivre", PETIT), (1, "Annexe 3 – Fiches-action", GRAND)], True, id="no level"),
        pytest.param([(1, "1. Vivre", PETIT), (1, "Annexe 3 – Fiches-action", GRAND)], False, id="a number, over an annexe"),
    ],
)
def test_a_heading_below_the_title_says_which_annexe_the_document_is(rows: list[_Row], sous_titre: bool) -> None:
    lignes, blocks = _blocks(rows)
    assert is_subtitle(blocks, 0, lignes) is sous_titre


VOLET = Style(16.0, gras=True, couleur="#14342b")


@pytest.mark.parametrize(
    ("rows", "titres"),
    [
        pytest.param([(1, "Nos quartiers", TITRE)], {2}, id="a title alone"),
        pytest.param([(1, "Nos quartiers", TITRE), (1, "2024-2030", CORPS)], {2}, id="a date below it"),
        pytest.param([(1, "Nos quartiers", TITRE), (1, "Mai 2024", CORPS), (1, "pour tous", PETIT)], {2, 4}, id="another title below it"),
        pytest.param([(1, "Nos quartiers", TITRE), (1, "pour tous et toutes", CORPS)], set(), id="a text that is no date"),
        pytest.param([(1, "Nos quartiers", TITRE), (1, "Mai 2024", CORPS), (1, "pour tous", CORPS)], set(), id="a date and a text"),
        pytest.param([(1, "Nos quartiers", TITRE), (1, "• 2024-2030", CORPS)], set(), id="a date in a list"),
        pytest.param(
            [(1, "Nos quartiers", TITRE), (1, "Ce qui sera fait ici avant la fin de 2030", CORPS)], set(), id="a year in a sentence"
        ),
        pytest.param([(1, "Nos quartiers", TITRE), (1, "Axe 1 : 2024-2030", CORPS)], set(), id="a level of the programme"),
        pytest.param([(1, "Nos quartiers", TITRE), (1, "Axe 1 : Vivre", PETIT)], set(), id="a title with a level"),
        pytest.param([(1, "Nos quartiers", Style(19.0, gras=True)), (1, "2024", CORPS)], set(), id="hardly larger than the others"),
        pytest.param([(2, "Nos quartiers", TITRE), (2, "2024", CORPS)], set(), id="on the second page"),
    ],
)
def test_a_panel_that_holds_a_title_and_its_date_is_the_cover(rows: list[_Row], titres: set[int]) -> None:
    """It stands at the right of another panel, read after it; the date is no title."""
    lignes, blocks = _blocks([(1, "Pourquoi ce dépliant ?", VOLET), (1, "un texte", CORPS), *rows])
    assert title_panel([replace(b, groupe=5 if b.id < 2 else 4) for b in blocks], lignes) == titres


@pytest.mark.parametrize(("groupe", "premier", "titres"), [(4, False, {2}), (0, False, set()), (4, True, set())])
def test_the_cover_of_a_leaflet_is_a_box_that_is_not_read_first(groupe: int, premier: bool, titres: set[int]) -> None:
    lignes, blocks = _blocks([(1, "Pourquoi ?", VOLET), (1, "un texte", CORPS), (1, "Nos quartiers", TITRE), (1, "2024", CORPS)])
    boxed = [replace(b, groupe=5 if b.id < 2 else groupe) for b in blocks]
    assert title_panel([*boxed[2:], *boxed[:2]] if premier else boxed, lignes) == titres


@pytest.mark.parametrize(("fin", "ids"), [(" –", {0, 1}), ("", {0})])
def test_a_title_that_a_dash_leaves_open_goes_on_in_the_heading_below(fin: str, ids: set[int]) -> None:
    """'Lys en mouvement –' over 'Programme d'actions', in lighter and smaller type; the first page holds more."""
    assert _titles((1, f"Lys en mouvement{fin}", TITRE), (1, "Programme d'actions 2025", GRAND), *SOUS) == ids


@pytest.mark.parametrize(
    ("premier", "taille", "titres"),
    [
        ("Lys Métropole", 24.0, {0, 1}),
        ("Ville de Lys", 24.0, {0, 1}),
        ("Lys Métropole", 29.0, set()),  # as large as its title
        ("Nos quartiers", 24.0, set()),  # the name of nobody
    ],
)
def test_the_title_below_the_name_of_who_publishes_it_is_that_of_the_document(premier: str, taille: float, titres: set[int]) -> None:
    """Though those of the parts are not much smaller."""
    rows = [(n, t, Style(taille, gras=True)) if s is GRAND else (n, t, s) for n, t, s in SOUS]
    assert _titles((1, premier, PETIT), (1, "Pacte des transitions", TITRE), *rows) == titres
