"""Tables of contents: entries are text, and what they announce word for word is a heading where it is printed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, line, whole
from pipeline.model import Block, Genre, Line, Span, Style
from pipeline.stages.headings import RANG_GROUPE, RANG_RANGEE
from pipeline.stages.outline import outline
from pipeline.stages.sommaire import ENTREE, is_entry, sommaire


def _blocks(*rows: tuple[Genre, str]) -> tuple[list[Block], list[Line]]:
    lignes = [line(t, i, top=100.0 + 20 * i, style=GRAND) for i, (_, t) in enumerate(rows)]
    return [Block(i, g, (Span(i, 0, len(t)),), page=1, style=GRAND) for i, (g, t) in enumerate(rows)], lignes


def _kinds(*rows: tuple[Genre, str]) -> list[str]:
    blocks, lignes = _blocks(*rows)
    return [b.genre for b in sommaire(blocks, lignes)]


def test_leaders_make_an_entry() -> None:
    assert is_entry("Axe 1 – Emploi ........ 12")
    assert not is_entry("Axe 1 – Emploi")


def test_entries_in_title_type_are_text() -> None:
    rows: list[tuple[Genre, str]] = [("titre", "Sommaire"), ("titre", "Habitat et cadre de vie 4"), ("titre", "Habitat et cadre de vie")]
    assert _kinds(*rows) == ["titre", "texte", "titre"]


def test_a_plain_paragraph_announced_by_the_sommaire_is_a_heading() -> None:
    assert _kinds(
        ("titre", "Sommaire"),
        ("texte", "Habitat et cadre de vie ........ 4"),
        ("texte", "Habitat et cadre de vie"),
        ("texte", "Habitat, cadre de vie et mobilité sont liés."),
    ) == ["titre", "texte", "titre", "texte"]


def test_a_value_or_a_cell_is_never_a_heading() -> None:
    blocks, lignes = _blocks(("texte", "Habitat et cadre de vie ........ 4"), ("texte", "Habitat et cadre de vie"))
    for marked in (replace(blocks[1], suite=True), replace(blocks[1], cellule=1), replace(blocks[1], encadre=True)):
        assert [b.genre for b in sommaire([blocks[0], marked], lignes)] == ["texte", "texte"]


def test_an_agenda_is_a_list_though_it_is_printed_nowhere_again() -> None:
    rows: list[tuple[Genre, str]] = [("titre", "Ordre du jour"), ("titre", "1. Bilan"), ("titre", "2. Géographie"), ("titre", "3. Suites")]
    assert _kinds(*rows) == ["titre", "texte", "texte", "texte"]
    assert _kinds(*rows, ("texte", "Un paragraphe.")) == ["titre"] * 4 + ["texte"]


@pytest.mark.parametrize(("numeros", "genre"), [(("1", "2", "3"), "texte"), (("1", "2", ""), "titre"), (("", "", ""), "titre")])
def test_the_numbers_of_an_agenda_may_stand_on_discs_before_its_entries(numeros: tuple[str, str, str], genre: Genre) -> None:
    blocks, lignes = _blocks(("titre", "Ordre du jour"), ("titre", "Bilan"), ("titre", "Géographie"), ("titre", "Suites"))
    numbered = [replace(b, numero=n) for b, n in zip(blocks[1:], numeros, strict=True)]
    assert [b.genre for b in sommaire([blocks[0], *numbered], lignes)] == ["titre", *[genre] * 3]


PAGE_3, PAGE_9 = "Se loger ........ 3", "Se soigner ........ 9"


@pytest.mark.parametrize(
    ("dessus", "dessous", "page", "genre"),
    [
        pytest.param(PAGE_3, PAGE_9, 1, "texte", id="between two entries"),
        pytest.param(PAGE_3, "Se soigner", 1, "titre", id="over what is none"),
        pytest.param("Se loger", PAGE_9, 1, "titre", id="below what is none"),
        pytest.param(PAGE_3, PAGE_9, 2, "titre", id="the next page"),
    ],
)
def test_an_axis_between_two_entries_of_a_sommaire_is_one(dessus: str, dessous: str, page: int, genre: Genre) -> None:
    """No page is told for it, and it is worded otherwise where it is a heading."""
    blocks, lignes = _blocks(("titre", "Sommaire"), ("texte", dessus), ("titre", "Axe 2 : Soigner"), ("texte", dessous))
    placed = [*blocks[:3], replace(blocks[3], page=page)]
    assert sommaire(placed, lignes)[2].genre == genre


def test_an_entry_may_start_with_its_page() -> None:
    assert is_entry("Page 3 : PRÉAMBULE")
    assert is_entry("Signatures ........ p. 7")
    assert _kinds(("titre", "Sommaire"), ("titre", "Page 4 : Habitat et cadre de vie"), ("titre", "Habitat et cadre de vie")) == [
        "titre",
        "texte",
        "titre",
    ]


def test_items_on_the_page_of_an_agenda_are_all_its_entries() -> None:
    """A banner that returns on later pages is a heading on the first of them."""
    rows: list[tuple[Genre, str]] = [("titre", "Ordre du jour"), *[("item", f"point {i}") for i in range(4)]]
    rows += [("titre", "Thématique 1 – Emploi"), ("titre", "Thématique 1 – Emploi")]
    blocks, lignes = _blocks(*rows)
    blocks = [replace(b, page=1 if i < 5 else i - 3) for i, b in enumerate(blocks)]
    assert [b.genre for b in sommaire(blocks, lignes)][-2:] == ["titre", "titre"]


def test_level_words_alone_are_entries_where_no_title_follows_them_on_the_page() -> None:
    """Their page numbers stand in a column apart, read after them."""
    rows: list[tuple[Genre, str]] = [("titre", "Sommaire"), ("titre", "Pilier 1"), ("titre", "Pilier 2"), ("texte", "3"), ("texte", "9")]
    rows += [("titre", "Pilier 1"), ("titre", "Pilier 2")]
    blocks, lignes = _blocks(*rows)
    blocks = [replace(b, page=1 if i < 5 else i) for i, b in enumerate(blocks)]
    assert [b.genre for b in sommaire(blocks, lignes)] == ["titre", "texte", "texte", "texte", "texte", "titre", "titre"]


def test_the_first_entry_may_be_printed_before_the_sommaire_on_its_page() -> None:
    rows: list[tuple[Genre, str]] = [("titre", "Trois quartiers unis"), ("titre", "Sommaire"), ("titre", "Trois quartiers unis")]
    rows += [("titre", "Habitat et cadre de vie"), ("titre", "Habitat et cadre de vie")]
    assert _kinds(*rows) == ["titre", "titre", "texte", "texte", "titre"]


def test_what_stands_level_with_a_column_of_page_numbers_is_an_entry() -> None:
    """'Pilier 1 – Habiter' is worded otherwise where it is a heading."""
    said = [
        ("titre", "Sommaire", 50.0),
        ("titre", "Pilier 1 – Habiter", 100.0),
        ("titre", "Pilier 2 – Agir", 130.0),
        ("titre", "Le suivi", 160.0),
    ]
    pages = [("texte", "4", 100.0), ("texte", "6", 130.0), ("texte", "9", 160.0)]
    lignes = [line(t, i, top=y, x0=50.0 if g == "titre" else 400.0) for i, (g, t, y) in enumerate([*said, *pages])]
    blocks = [Block(i, "titre", whole(lignes, i), page=1) for i in range(4)]
    numbers = Block(4, "texte", whole(lignes, 4, 5, 6), page=1)
    assert [b.genre for b in sommaire([*blocks, numbers], lignes)] == ["titre", "texte", "texte", "texte", "texte"]


def test_entries_may_have_their_page_before_them() -> None:
    """Page numbers that rise, twice the same for two parts of one page; what follows in another look is no entry."""
    rows = [
        "Au sommaire",
        "3 2015-2023 : ce qui a marché",
        "4 Chapitre 1 – Du travail",
        "7 Qui tient la barre ?",
        "7 Ils ont signé",
        "Ce qui a marché",
    ]
    blocks, lignes = _blocks(*(("titre", t) for t in rows))
    for i in range(1, 5):
        blocks[i] = replace(blocks[i], style=replace(GRAND, taille=12.0))
    assert [b.genre for b in sommaire(blocks, lignes)] == ["titre", *["texte"] * 4, "titre"]
    falling = ["Au sommaire", "4 Du travail", "3 La rue", "9 Les halls", "Ce qui a marché"]
    blocks, lignes = _blocks(*(("titre", t) for t in falling))
    for i in range(1, 4):
        blocks[i] = replace(blocks[i], style=replace(GRAND, taille=12.0))
    assert [b.genre for b in sommaire(blocks, lignes)] == ["titre"] * 5


@pytest.mark.parametrize(
    ("entree", "titre"),
    [
        ("Page 4 : Habitat et cadre de vie", True),
        ("p. 4 - Habitat et cadre de vie", True),
        ("Habitat et cadre de vie ........ 4", True),
        ("Le contrat porte sur l'habitat et le cadre de vie", False),
        ("Points d'appui : l'habitat et le cadre de vie", False),  # starts as a page number may
    ],
)
def test_a_paragraph_that_may_list_announces_a_heading(entree: str, titre: bool) -> None:
    """Its page before the words or leaders behind them; a paragraph that only starts with a 'p' lists nothing."""
    assert _kinds(("texte", entree), ("texte", "Habitat et cadre de vie")) == ["texte", "titre" if titre else "texte"]


@pytest.mark.parametrize(("pourquoi", "genre"), [((ENTREE,), "titre"), ((), "texte")])
def test_an_entry_told_by_an_earlier_pass_announces_a_heading(pourquoi: tuple[str, ...], genre: Genre) -> None:
    """Neither leaders nor a page are left on it: only the mark says so."""
    blocks, lignes = _blocks(("texte", "Habitat et cadre de vie"), ("texte", "Habitat et cadre de vie"))
    assert [b.genre for b in sommaire([replace(blocks[0], pourquoi=pourquoi), blocks[1]], lignes)] == ["texte", genre]


@pytest.mark.parametrize(
    ("pages", "entrees"), [(("3", "4", "7"), 3), (("3", "9", "7"), 0), (("3", "4", "à suivre"), 0), (("3.", "4)", "7 ."), 3)]
)
def test_page_numbers_set_apart_one_by_one_tell_entries_of_the_text_too(pages: tuple[str, ...], entrees: int) -> None:
    """Each number a block of its own, level with its entry, read after all of them."""
    names = ["Trois quartiers", "ORIENTATION 1 – Grandir", "Le suivi"]
    lignes = [line("Sommaire", 0, top=40.0, style=GRAND)]
    lignes += [line(t, 1 + i, x0=50.0, top=100.0 + 30 * i) for i, t in enumerate(names)]
    lignes += [line(t, 4 + i, x0=500.0, top=100.0 + 30 * i) for i, t in enumerate(pages)]
    blocks = [Block(i, "titre" if i == 0 else "texte", whole(lignes, i), page=1, bbox=li.bbox) for i, li in enumerate(lignes)]
    assert [ENTREE in b.pourquoi for b in sommaire(blocks, lignes)] == [False, *[bool(entrees)] * 3, False, False, False]


@pytest.mark.parametrize(("retrait", "rang"), [(0.0, 0), (20.0, 1)])
def test_the_first_axis_stands_beside_an_introduction_that_the_sommaire_lists_as_it(retrait: float, rang: int) -> None:
    """'ORIENTATION 1' in small type at the head of the page after 'Trois quartiers', set twice as large."""
    rows: list[tuple[str, Genre, int, Style, float]] = [
        ("Sommaire", "titre", 1, Style(21.0, gras=True), 50.0),
        ("Trois quartiers ........ 2", "texte", 1, CORPS, 50.0),
        ("ORIENTATION 1 – Grandir ........ 3", "texte", 1, CORPS, 50.0 + retrait),
        ("Trois quartiers", "titre", 2, Style(21.0, gras=True), 50.0),
        ("Un texte.", "texte", 2, CORPS, 50.0),
        ("ORIENTATION 1 – Grandir", "titre", 3, Style(11.0, gras=True), 50.0),
    ]
    lignes = [line(t, i, x0=x, top=50.0 + 30 * i, style=s, numero=p) for i, (t, _, p, s, x) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=p, bbox=lignes[i].bbox, style=s) for i, (_, g, p, s, _) in enumerate(rows)]
    assert ("orientation" in [node.type for node in outline(sommaire(blocks, lignes), lignes)[0].enfants]) == (rang == 0)


def test_a_sommaire_whose_pages_stand_apart_goes_on_on_the_next_page() -> None:
    """Its entries level with page numbers count as entries: those of the next page, in title type, are no headings."""
    said: list[tuple[str, Genre, int, float, float]] = [("Sommaire", "titre", 1, 50.0, 40.0)]
    said += [(t, "titre", 1, 50.0, 100.0 + 30 * i) for i, t in enumerate(["Grandir", "Habiter", "Apprendre"])]
    said += [(t, "texte", 1, 500.0, 100.0 + 30 * i) for i, t in enumerate(["3", "4", "7"])]
    said += [("Travailler", "titre", 2, 50.0, 40.0), ("Travailler", "titre", 3, 50.0, 40.0)]
    lignes = [line(t, i, x0=x, top=y, style=GRAND, numero=p) for i, (t, _, p, x, y) in enumerate(said)]
    blocks = [Block(i, g, whole(lignes, i), page=p, bbox=lignes[i].bbox, style=GRAND) for i, (_, g, p, _, _) in enumerate(said)]
    assert [(b.page, b.genre) for b in sommaire(blocks, lignes)][-2:] == [(2, "texte"), (3, "titre")]


# --- tables of what is printed further on ---------------------------------------------------------------------------


def _row(titre: str, *fields: tuple[str, str]) -> list[tuple[Genre, int, str, str]]:
    """A row of a table of actions as (genre, rank, words, kind of label): its title, then what its cells hold."""
    out: list[tuple[Genre, int, str, str]] = [("titre", RANG_RANGEE, titre, "")]
    for label, value in fields:
        out += [("etiquette", 0, label, label), ("texte", 0, value, label)]
    return out


FICHES = ("Ouvrir une maison", "Planter des haies", "Former les jeunes")


def _index(rows: Sequence[tuple[Genre, int, str, str]], plus_loin: Sequence[str] = FICHES) -> list[Block]:
    """The blocks below a heading: a table, a paragraph, then headings of the fiches."""
    said: list[tuple[Genre, int, str, str]] = [("titre", 1, "Les fiches", ""), *rows, ("texte", 0, "Un paragraphe.", "")]
    said += [("titre", 2, t, "") for t in plus_loin]
    lignes = [line(text, i, top=20.0 * i) for i, (_, _, text, _) in enumerate(said)]
    codes = {"": "", "Calendrier": "champ", "Fiche": "champ", "Pilote": "acteur:pilote", "Actions": "actions", "Contenu": "contenu"}
    blocks = [
        Block(i, genre, whole(lignes, i), page=1, rang=rang, etiquette=codes[label], cellule=int(bool(label)), repris=genre == "etiquette")
        for i, (genre, rang, _, label) in enumerate(said)
    ]
    return list(sommaire(blocks, lignes))


def _titles(blocks: Sequence[Block]) -> int:
    """How many rows of a table are headings."""
    return sum(b.genre == "titre" and b.rang >= RANG_GROUPE for b in blocks)


DATES = [("Calendrier", "2026")]


@pytest.mark.parametrize(
    ("rows", "plus_loin", "titres"),
    [
        pytest.param([_row(t, *DATES) for t in FICHES], FICHES, 0, id="all are printed further on"),
        pytest.param([_row(t) for t in FICHES], FICHES, 0, id="nothing but titles"),
        pytest.param([*map(_row, FICHES), [("item", 0, "ouvrir", "")]], FICHES, 0, id="a list right below the table"),
        pytest.param([_row(t, *DATES) for t in FICHES], [f"{n} – {t}" for n, t in enumerate(FICHES, start=1)], 0, id="with numbers there"),
        pytest.param([_row(t, *DATES) for t in FICHES], FICHES[:2], 3, id="one is nowhere else"),
        pytest.param([_row(t, *DATES) for t in FICHES], (), 3, id="none is printed elsewhere"),
        pytest.param([_row(t, *DATES) for t in FICHES[:2]], FICHES, 2, id="two rows"),
        pytest.param([*map(_row, FICHES[:2]), [("texte", 0, "Un texte.", "")], _row(FICHES[2])], FICHES, 3, id="two tables"),
        pytest.param([_row(t, ("Pilote", "Ville")) for t in FICHES], FICHES, 3, id="parties"),
        pytest.param([_row(FICHES[0], ("Pilote", "Ville")), *map(_row, FICHES[1:])], FICHES, 3, id="a party in the first row"),
        pytest.param([*map(_row, FICHES[:2]), _row(FICHES[2], ("Pilote", "Ville"))], FICHES, 3, id="a party in the last row"),
        pytest.param([_row("Lire", ("Pilote", "Ville")), *map(_row, FICHES)], ("Lire", *FICHES), 4, id="a party in the first of four rows"),
        pytest.param(
            [[*_row("Lire"), ("item", 0, "ouvrir", "")], *map(_row, FICHES)], ("Lire", *FICHES), 4, id="a list in the first of four rows"
        ),
        pytest.param([_row(t, ("Actions", "Un lieu")) for t in FICHES], FICHES, 3, id="actions"),
        pytest.param([_row(t, ("Contenu", "Un lieu")) for t in FICHES], FICHES, 3, id="what is done"),
        pytest.param([[*_row(t), ("item", 0, "ouvrir", "Calendrier")] for t in FICHES], FICHES, 3, id="lists"),
        pytest.param(
            [[("titre", RANG_GROUPE, "Grandir", "")], *map(_row, FICHES)], (*FICHES, "Grandir"), 0, id="a group that is printed too"
        ),
        pytest.param([[("titre", RANG_GROUPE, "Grandir", "")], *map(_row, FICHES)], FICHES, 4, id="a group that is not"),
        pytest.param([[("titre", RANG_GROUPE, t, "")] for t in FICHES], FICHES, 3, id="groups without rows"),
    ],
)
def test_a_table_whose_rows_are_all_headings_further_on_is_a_sommaire(
    rows: Sequence[Sequence[tuple[Genre, int, str, str]]], plus_loin: Sequence[str], titres: int
) -> None:
    """It names neither who leads nor what is done: what it lists is said where it is printed."""
    found = _index([block for row in rows for block in row], plus_loin)
    assert _titles(found) == titres
    assert [b.genre for b in found if b.rang == 2] == ["titre"] * len(plus_loin)


def test_the_rows_of_an_index_are_no_table_of_actions() -> None:
    """The words of its header are owned where it is printed, once; its cells are text."""
    found = _index([block for t in FICHES for block in _row(t, *DATES)])
    below = found[1 : found.index(next(b for b in found if b.rang == 2))]
    assert [(b.genre, b.cellule) for b in below] == [("texte", 0)] * 7
    assert [ENTREE in b.pourquoi for b in below] == [True, False] * 3 + [False]


def test_what_is_printed_before_a_table_makes_it_no_index() -> None:
    """A table that sums up the fiches above it keeps its rows."""
    lignes = [line(t, i, top=20.0 * i) for i, t in enumerate((*FICHES, *FICHES))]
    blocks = [Block(i, "titre", whole(lignes, i), page=1, rang=2 if i < 3 else RANG_RANGEE) for i in range(6)]
    assert _titles(sommaire(blocks, lignes)) == 3


ENJEUX = ("Grandir", "Habiter", "Travailler")


def _led(*fiches: str, label: str = "Fiche", titres: Sequence[str] = ENJEUX) -> list[tuple[Genre, int, str, str]]:
    """Rows of a table: a title, one of `fiches` under a header, and the party that leads it; an empty text leaves its cell out."""
    rows = [_row(t, *([(label, f)] if f else []), ("Pilote", "Ville")) for t, f in zip(titres, fiches, strict=True)]
    return [block for row in rows for block in row]


@pytest.mark.parametrize(
    ("rows", "plus_loin", "titres"),
    [
        pytest.param(_led(*FICHES), (*ENJEUX, *FICHES), 0, id="all its cells and its rows are headings further on"),
        pytest.param(_led(*(f"{n}. {t}" for n, t in enumerate(FICHES, start=1))), (*ENJEUX, *FICHES), 0, id="with numbers"),
        pytest.param(_led(*FICHES[:2], "Lire dehors"), (*ENJEUX, *FICHES), 3, id="one cell is no heading"),
        pytest.param(_led(*FICHES[:2], ""), (*ENJEUX, *FICHES), 3, id="two values"),
        pytest.param(_led(*FICHES), (*ENJEUX[:2], *FICHES), 3, id="one row is printed nowhere else"),
        pytest.param(_led(*FICHES), FICHES, 3, id="no row is printed elsewhere"),
        pytest.param(_led(*FICHES, label="Actions"), (*ENJEUX, *FICHES), 3, id="a column of actions"),
        pytest.param(_led(*FICHES, label="Contenu"), (*ENJEUX, *FICHES), 3, id="a column of what is done"),
        pytest.param(_led(*FICHES, label="Pilote"), (*ENJEUX, *FICHES), 3, id="a column of parties"),
    ],
)
def test_a_table_of_parties_beside_headings_that_are_printed_further_on_is_a_sommaire(
    rows: Sequence[tuple[Genre, int, str, str]], plus_loin: Sequence[str], titres: int
) -> None:
    """Who leads each is said where the heading is."""
    found = _index(rows, plus_loin)
    assert _titles(found) == titres
    assert any(b.etiquette == "acteur:pilote" for b in found) is (titres > 0)
    assert [b.genre for b in found if b.rang == 2] == ["titre"] * len(plus_loin)


def test_a_table_of_headings_leaves_neither_labels_nor_cells() -> None:
    """Its headers are owned where they are printed, once."""
    found = _index(_led(*FICHES), (*ENJEUX, *FICHES))
    below = found[1 : found.index(next(b for b in found if b.rang == 2))]
    assert {(b.genre, b.cellule, b.etiquette, b.suite) for b in below} == {("texte", 0, "", False)}
    assert [ENTREE in b.pourquoi for b in below] == [True, False, False] * 3 + [False]


@pytest.mark.parametrize(("fin", "titres"), [("maison", 0), ("halte", 3)])
def test_a_cell_of_two_paragraphs_lists_the_words_of_both(fin: str, titres: int) -> None:
    rows = _led("Ouvrir une", *FICHES[1:])
    at = next(i for i, row in enumerate(rows) if row[2] == "Ouvrir une")
    assert _titles(_index([*rows[: at + 1], ("texte", 0, fin, "Fiche"), *rows[at + 1 :]], (*ENJEUX, *FICHES))) == titres


def test_a_table_of_headings_printed_above_it_keeps_its_rows() -> None:
    """One cell is a heading before the table only."""
    first = "Ouvrir une maison"
    said: list[tuple[Genre, int, str, str]] = [("titre", 2, first, ""), ("texte", 0, "Un texte.", "")]
    assert _titles(_index([*said, *_led(*FICHES)], (*ENJEUX, *FICHES[1:]))) == 3


@pytest.mark.parametrize(("label", "titres"), [("Fiche", 0), ("Actions", 3), ("Contenu", 3)])
def test_only_a_field_lists_headings(label: str, titres: int) -> None:
    """Where the table has but one column, actions in it are told there, though the document prints their words again."""
    rows = [block for t, f in zip(ENJEUX, FICHES, strict=True) for block in _row(t, (label, f))]
    assert _titles(_index(rows, (*ENJEUX, *FICHES))) == titres


@pytest.mark.parametrize(
    ("numeros", "entrees"),
    [
        (("1.", "2.", "3."), True),
        (("1)", "2)", "3)"), True),
        (("1.", "3.", "2."), False),  # they do not rise
        (("1.", "2.", "3e"), False),
    ],
)
def test_what_stands_level_with_numbers_in_a_column_apart_is_an_entry_of_an_agenda(numeros: tuple[str, ...], entrees: bool) -> None:
    """Each number on a disc left of its entry, whose words are printed nowhere else."""
    lignes = [line("Ordre du jour", 0, top=40.0, style=GRAND)]
    lignes += [line(t, 1 + i, x0=50.0, top=100.0 + 30 * i) for i, t in enumerate(numeros)]
    lignes += [line(t, 4 + i, x0=90.0, top=100.0 + 30 * i, style=GRAND) for i, t in enumerate(("Le bilan", "Les rues", "La suite"))]
    genres: list[Genre] = ["titre", *["texte"] * 3, *["titre"] * 3, "texte"]
    lignes.append(line("Un texte plus bas", 7, top=300.0))
    blocks = [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=lignes[i].style) for i, g in enumerate(genres)]
    assert [b.genre for b in sommaire(blocks, lignes)][4:7] == ["texte" if entrees else "titre"] * 3
