"""Notes called by letters and stars or listed below a table; sums, amounts and labels in tables; chips, signs and sommaires read once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, line, page, whole, words
from pipeline.model import Block, Box, Source, Style, Word
from pipeline.stages.grid_cells import Grid, GridCell, in_columns, is_total
from pipeline.stages.grids import is_header
from pipeline.stages.not_tables import is_pile_of_chips, is_row_of_shapes
from pipeline.stages.note_calls import note_calls
from pipeline.stages.repair import mend, repair
from pipeline.stages.ruled_tables import edges_of, ruled_table
from pipeline.texts import raw_text
from test_grid_cells import Placed, _lines
from test_grids import _grid, _said as _steps
from test_note_calls import _called, _said
from test_outline import _tree
from test_tables import _cells, _grids, _row, _rows

PETIT = Style(8.0, couleur="#000000")
PETIT_GRAS = Style(12.0, gras=True, couleur="#000000")

# --- calls of notes -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("appel", "note"),
    [
        ("a", "a Hors la tour"),
        ("h", "h. Hors la tour"),
        ("b", "(b) Hors la tour"),
        ("b", "(b)Hors la tour"),
        ("(b)", "b Hors la tour"),
        ("*", "* Hors la tour"),
        ("*", "*Hors la tour"),
        ("***", "*** Hors la tour"),
    ],
)
def test_letters_and_stars_call_notes(appel: str, note: str) -> None:
    assert _said(_called("Rénover les logements", appel), note) == ("Rénover les logements", appel)


@pytest.mark.parametrize(
    ("avant", "appel", "note"),
    [
        pytest.param("Rénover les logements", "a", "b Hors la tour", id="another letter"),
        pytest.param("Rénover les logements", "*", "** Hors la tour", id="fewer stars"),
        pytest.param("Rénover les logements", "****", "**** Hors la tour", id="too many stars"),
        pytest.param("Rénover les logements", "i", "i Hors la tour", id="a letter too far on"),
        pytest.param("Rénover les logements", "A", "A Hors la tour", id="a capital"),
        pytest.param("Rénover les logements", "a", "aHors la tour", id="no blank behind the letter of the note"),
        pytest.param("Rénover 40 ha", "a", "a Hors la tour", id="behind a unit"),
        pytest.param("Rénover la tour 125", "a", "a Hors la tour", id="behind a number"),
    ],
)
def test_a_raised_sign_without_a_note_of_its_own_stays(avant: str, appel: str, note: str) -> None:
    assert _said(_called(avant, appel), note) == (avant + appel, "")


def test_a_call_behind_a_bracket_has_no_word_before_it() -> None:
    assert _said(_called("Rénover (40 m)", "a"), "a Hors la tour") == ("Rénover (40 m)", "a")


def _below(appel: str, *marques: str, style: Style = PETIT, numero: int = 1) -> tuple[str, list[tuple[str, str]]]:
    """The words of an action that calls a note, and what becomes of items with such signs below it, as (genre, sign)."""
    lignes = [_called("Rénover les logements", appel), *(line(f"Note {i}", i, top=700.0 + 12 * i) for i in range(1, len(marques) + 1))]
    listed = [Block(i, "item", whole(lignes, i), page=numero, style=style, marque=m) for i, m in enumerate(marques, start=1)]
    first, *rest = note_calls([Block(0, "item", whole(lignes, 0), page=1, style=CORPS, marque="-"), *listed], lignes)
    assert (first.genre, first.marque) == ("item", "-")
    return raw_text(lignes, first.spans), [(b.genre, b.marque) for b in rest]


@pytest.mark.parametrize(("appel", "marque"), [("a", "a."), ("2", "2"), ("2", "(2)"), ("*", "*"), ("b", "b :")])
def test_a_small_item_whose_sign_is_called_is_a_note(appel: str, marque: str) -> None:
    assert _below(appel, marque) == ("Rénover les logements", [("texte", "")])


def test_only_the_item_that_is_called_is_a_note() -> None:
    assert _below("b", "a.", "b.", "c.") == ("Rénover les logements", [("item", "a."), ("texte", ""), ("item", "c.")])


@pytest.mark.parametrize(
    ("appel", "marque", "style", "numero"),
    [
        pytest.param("b", "a.", PETIT, 1, id="no call of that sign"),
        pytest.param("a", "a.", PETIT, 2, id="on the next page"),
        pytest.param("a", "a.", CORPS, 1, id="as large as the text"),
        pytest.param("a", "a.", Style(9.3), 1, id="hardly smaller"),
        pytest.param("a", "•", PETIT, 1, id="a bullet"),
    ],
)
def test_an_item_that_nothing_calls_stays_one(appel: str, marque: str, style: Style, numero: int) -> None:
    assert _below(appel, marque, style=style, numero=numero) == (f"Rénover les logements{appel}", [("item", marque)])


# --- sums -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texte", "total"),
    [
        ("Total", True),
        ("TOTAUX :", True),
        ("Sous-total axe 1", True),
        ("Sous total", True),
        ("Soustotal", True),
        ("Totale", False),
        ("Totalement rénover", False),
        ("Coût total", False),
        ("Sous - total", False),
        ("", False),
    ],
)
def test_a_total_opens_its_cell(texte: str, total: bool) -> None:
    assert is_total(texte) is total


def _summed(texte: str) -> Grid:
    """'Action', 'Pilote', 'Budget'; the first cell of the last row runs over two columns."""
    grid = _grid(
        (0, 1, 0, "Action"), (0, 1, 1, "Pilote"), (0, 1, 2, "Budget"), (1, 2, 0, "Ouvrir"), (1, 2, 1, "CAF"), (1, 2, 2, "10 €"),
        (2, 3, 0, texte), (2, 3, 2, "30 €"),
    )  # fmt: skip
    return replace(grid, cellules=tuple(replace(c, colonne_fin=2) if (c.rang, c.colonne) == (2, 0) else c for c in grid.cellules))


@pytest.mark.parametrize(("texte", "titres"), [("Total axe 1", ["Ouvrir"]), ("Le total", ["Ouvrir", "Le total"])])
def test_a_total_over_several_columns_is_no_action(texte: str, titres: list[str]) -> None:
    said = _steps(_summed(texte))
    assert [t for emploi, t, _ in said if emploi == "titre"] == titres
    assert ("tableau" in [emploi for emploi, *_ in said]) is (texte == "Total axe 1")


@pytest.mark.parametrize(("fin", "emploi"), [("Total", "titre"), ("- jouer", "groupe")])
def test_bands_title_their_rows_though_a_total_ends_them(fin: str, emploi: str) -> None:
    """A row that no band stands over would say that bands are groups."""
    grid = _grid(
        (0, 1, 0, "Actions"), (0, 1, 1, "Pilote"), (1, 2, 0, "Habiter"), (2, 3, 0, "- ouvrir"), (2, 3, 1, "CAF"),
        (3, 4, 0, "Apprendre"), (4, 5, 0, "- former"), (4, 5, 1, "Ville"), (5, 6, 0, fin), (5, 6, 1, "Ville"),
    )  # fmt: skip
    assert {e for e, t, _ in _steps(grid) if t in ("Habiter", "Apprendre")} == {emploi}


TETE = ("Action", "Pilote", "Budget")
LARGE = "des actions que mènent la ville et ses partenaires"


@pytest.mark.parametrize(
    ("texte", "rangees"),
    [
        pytest.param(f"Total {LARGE}", ["Ouvrir", f"Total {LARGE}", "Former"], id="a total"),
        pytest.param(f"SOUS-TOTAL {LARGE}", ["Ouvrir", f"SOUS-TOTAL {LARGE}", "Former"], id="a part of it"),
        pytest.param(f"Montant {LARGE}", ["Ouvrir"], id="other words"),
        pytest.param(f"Le total {LARGE}", ["Ouvrir"], id="not its first word"),
    ],
)
def test_a_total_may_run_over_columns_where_no_rule_draws_them(texte: str, rangees: list[str]) -> None:
    """Any other line beside a cell that runs on into its column ends the table."""
    rows = [_row(100, *TETE), _row(120, "Ouvrir", "CAF", "12"), _row(140, texte, "", "12"), _row(160, "Former", "Ville", "40")]
    (grid,) = _grids(*rows)
    assert [row[0] for row in _rows(grid)[1:]] == rangees


# --- amounts set to the right ---------------------------------------------------------------------------------------


def _ending(texte: str, x1: float, top: float) -> list[Word]:
    """Words of which the last ends at `x1`."""
    return words(texte, x1 - words(texte, 0.0)[-1].x1, top)


def _budgets(*montants: tuple[str, float]) -> list[str]:
    """The amounts found below 'Budget', which stands from 400 to 430; each is given with its right edge."""
    rows = [_row(100, *TETE)]
    for i, (texte, x1) in enumerate(montants):
        rows.append([*_row(120 + 20 * i, "Ouvrir", "CAF"), *_ending(texte, x1, 120 + 20 * i)])
    return [" ".join(li.texte for li in c.lignes) for g in _grids(*rows) for c in g.cellules if c.rang and c.colonne == 2]


@pytest.mark.parametrize(
    "montants",
    [
        pytest.param((("1 250 000 euros", 430.0),), id="one"),
        pytest.param((("9 euros", 430.0), ("1 250 000 euros", 430.0)), id="a short and a long one"),
        pytest.param((("9 euros", 432.0), ("1 250 000 euros", 434.0)), id="nearly where the header ends"),
        pytest.param((("9 euros", 430.0), ("près de 250 000 euros", 430.0)), id="two of which one has a word first"),
    ],
)
def test_amounts_that_end_with_their_header_stand_in_its_column(montants: tuple[tuple[str, float], ...]) -> None:
    """Though they start left of it."""
    assert _budgets(*montants) == [texte for texte, _ in montants]


@pytest.mark.parametrize(
    ("montants", "lus"),
    [
        pytest.param((("1 250 000 euros", 428.0),), [], id="one that ends a little before it"),
        pytest.param((("près de 250 000 euros", 430.0),), [], id="one with a word first"),
        pytest.param((("9 euros", 430.0), ("1 250 000 euros", 450.0)), ["9 euros"], id="far behind it"),
        pytest.param((("9 euros", 430.0), ("1 250 000 euros", 420.0)), ["9 euros"], id="far before it"),
    ],
)
def test_what_does_not_end_with_the_header_moves_no_column(montants: tuple[tuple[str, float], ...], lus: list[str]) -> None:
    """It runs from one column into the next: the table ends above it."""
    assert _budgets(*montants) == lus


# --- labels, boxes and chips in cells -------------------------------------------------------------------------------

VALEURS: tuple[Placed, ...] = (("Conservatoire", 250, 106, 10), ("Région", 250, 134, 10))


@pytest.mark.parametrize(
    ("gauche", "colonnes"),
    [
        pytest.param(("PILOTE", "PARTENAIRES"), 0, id="labels alone"),
        pytest.param(("PILOTE", "PARTENAIRES", "Jouer"), 0, id="most of them"),
        pytest.param(("Pilote :", "Partenaires :"), 0, id="with a colon"),
        pytest.param(("PILOTE", "Jouer"), 2, id="half of them"),
        pytest.param(("Former", "Jouer"), 2, id="none"),
    ],
)
def test_a_column_of_labels_beside_their_values_is_no_column_of_text(gauche: tuple[str, ...], colonnes: int) -> None:
    """Though no value is level with its label."""
    placed: list[Placed] = [(texte, 50, 100.0 + 14 * i if i < 2 else 142.0, 10) for i, texte in enumerate(gauche)]
    columns = in_columns(_lines(*placed, *VALEURS))
    assert len([c for c in columns or () if c]) == colonnes


def _first_cell(boites: Sequence[Box], tete: str = "• Jouer") -> list[str]:
    """How the first of two ruled cells is read: a list at the left, at its right two lines on the level of it."""
    runs = [words(tete, 50, 100), words("• Former", 50, 114), words("Budget", 150, 100), words("1 M€", 150, 114), words("Ville", 350, 100)]
    across, down = edges_of(page(boites=(cells := _cells(90, 140, 45, 345, 545))))
    lignes = [line(" ".join(w.texte for w in run), i, run[0].x0, run[0].top) for i, run in enumerate(runs)]
    grid = ruled_table(page(*runs, boites=[*cells, *boites]), across, down, lignes)
    assert grid is not None
    return [li.texte for li in grid.cellules[0].lignes]


@pytest.mark.parametrize(
    ("boites", "tete", "a_part"),
    [
        pytest.param([Box(140, 95, 220, 130, fond="#eeeeee")], "• Jouer", True, id="around both lines"),
        pytest.param([], "• Jouer", False, id="none"),
        pytest.param([Box(140, 95, 220, 112, fond="#eeeeee")], "• Jouer", False, id="around one line"),
        pytest.param([Box(48, 95, 220, 130, fond="#eeeeee")], "• Jouer", False, id="around all"),
        pytest.param([Box(140, 95, 220, 130, fond="#eeeeee")], "Pilote", True, id="beside a label"),
    ],
)
def test_a_box_in_a_ruled_cell_is_read_behind_the_list_beside_it(boites: Sequence[Box], tete: str, a_part: bool) -> None:
    assert _first_cell(boites, tete) == ([tete, "• Former", "Budget", "1 M€"] if a_part else [tete, "Budget", "• Former", "1 M€"])


@pytest.mark.parametrize(
    ("suivante", "lignes", "tableau"),
    [
        pytest.param(Box(254, 100, 330, 118, fond="#eeeeee"), 1, False, id="right behind"),
        pytest.param(Box(270, 100, 330, 118, fond="#eeeeee"), 1, True, id="further on"),
        pytest.param(Box(254, 100, 330, 150, fond="#eeeeee"), 1, True, id="higher"),
        pytest.param(Box(254, 92, 330, 118, fond="#eeeeee"), 1, True, id="it starts above"),
        pytest.param(Box(254, 100, 330, 118, fond="#eeeeee"), 2, True, id="cells of two lines"),
        pytest.param(None, 1, True, id="nothing"),
    ],
)
def test_two_chips_that_touch_in_a_row_of_chips_are_no_table(suivante: Box | None, lignes: int, tableau: bool) -> None:
    cells = _cells(100, 118, 50, 150, 250, fond="#eeeeee")
    across, down = edges_of(page(boites=cells))
    said = _lines(("Ville", 60, 101, 8), ("CAF", 160, 101, 8), ("et Etat", 60, 109, 8), ("ARS", 160, 109, 8))
    runs = [words("Ville", 60, 101), words("CAF", 160, 101), words("Région", 275, 102)]
    sheet = page(*runs, boites=[*cells, *([suivante] if suivante else [])])
    assert (ruled_table(sheet, across, down, said[: 2 * lignes]) is not None) is tableau


def _centred(rangs: int, *textes: str, decalage: float = 0.0, lignes: int = 1) -> Grid:
    """Rows of cells 100 points wide, the same words in the middle of each."""
    cells = [
        GridCell(
            r, r + 1, c, c + 1, (100.0 * c, 50.0 * r, 100.0 * c + 100, 50.0 * r + 50),
            tuple(line(t, 0, 100.0 * c + 50 - 2.5 * len(t) + decalage, 50.0 * r + 11 * k) for k in range(lignes)),
        )
        for r in range(rangs)
        for c, t in enumerate(textes)
    ]  # fmt: skip
    return Grid(1, (0.0, 0.0, 100.0 * len(textes), 50.0 * rangs), tuple(100.0 * c for c in range(len(textes) + 1)), tuple(cells))


@pytest.mark.parametrize(
    ("grid", "formes"),
    [
        pytest.param(_centred(1, "Repérer", "Orienter"), True, id="one line each"),
        pytest.param(_centred(1, "Repérer", "Orienter", lignes=3), True, id="three lines"),
        pytest.param(_centred(1, "Repérer", "Orienter", lignes=4), False, id="four lines"),
        pytest.param(_centred(2, "Repérer", "Orienter"), False, id="two rows"),
        pytest.param(_centred(1, "Repérer", "Orienter", decalage=6.5), False, id="not in the middle"),
        pytest.param(_centred(1, "Repérer", "Pilote"), False, id="a label"),
    ],
)
def test_a_lone_row_of_words_in_the_middle_of_their_cells_is_shapes(grid: Grid, formes: bool) -> None:
    assert is_row_of_shapes(grid, is_header) is formes


@pytest.mark.parametrize(
    ("fin", "bottom", "fond", "pile"),
    [
        pytest.param(260.0, 136.0, "#ddeeff", True, id="rows of two lengths"),
        pytest.param(330.0, 136.0, "#ddeeff", False, id="rows of one length"),
        pytest.param(260.0, 170.0, "#ddeeff", False, id="a chip over several lines"),
        pytest.param(260.0, 136.0, "#ffddee", False, id="another fill, wider than its words"),
    ],
)
def test_names_on_fills_one_line_high_are_a_pile_of_chips(fin: float, bottom: float, fond: str, pile: bool) -> None:
    boites = [Box(50, 100, 330, 116, fond="#ddeeff"), Box(50, 120, fin, bottom, fond=fond)]
    cells = [GridCell(i, i + 1, 0, 1, b.bbox, (line("Ville", i, 60, b.top + 3),)) for i, b in enumerate(boites)]
    assert is_pile_of_chips(Grid(1, (50.0, 100.0, 330.0, bottom), (50.0, 330.0), tuple(cells)), boites) is pile


# --- signs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        ("▪\ufe0e", "▪"),
        ("✔\ufe0fOuvrir", "✔Ouvrir"),
        ("Ou\ufe0evrir", "Ouvrir"),
        ("\ufe0f", "\ufe0f"),  # nothing would be left of it
        ("▪\ufe0d", "▪\ufe0d"),
        ("▪\ufe10", "▪\ufe10"),
    ],
)
def test_how_a_sign_is_drawn_is_no_sign(texte: str, lu: str) -> None:
    assert mend(texte) == lu


def test_how_a_sign_is_drawn_is_left_out_untold() -> None:
    found = repair(Source("pdf", (page(words("▪\ufe0e Ouvrir une halte dans le quartier")),)))
    assert [w.texte for w in found.pages[0].mots][:2] == ["▪", "Ouvrir"]
    assert found.problemes == ()


# --- sommaires ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("premier", "second", "dehors"),
    [
        pytest.param("Mot d'accueil", "Sommaire", True, id="the first one"),
        pytest.param("Sommaire", "Sommaire", False, id="a second one"),
        pytest.param("Mot d'accueil", "Repères", False, id="none"),
    ],
)
def test_one_sommaire_is_that_of_the_whole_document(premier: str, second: str, dehors: bool) -> None:
    """In small type below a preface; what a second one lists is a part of what it stands under."""
    found = _tree(
        ("Contrat de ville de Lys", "titre", 1, Style(40.0, gras=True)),
        (premier, "titre", 2, GRAND),
        ("Un texte.", "texte", 2, CORPS),
        ("Avant-propos", "titre", 3, GRAND),
        ("Un texte.", "texte", 3, CORPS),
        (second, "titre", 4, PETIT_GRAS),
        ("Un texte.", "texte", 4, CORPS),
        ("Axe 1 : Vivre", "titre", 5, GRAND),
    )
    titres = [titre for _, _, titre, _ in found]
    assert titres == [premier, "Avant-propos", *([second] if dehors else []), "Vivre"]
    assert [titre for _, _, titre, _ in found[1][3]] == ([] if dehors else [second])


@pytest.mark.parametrize(
    ("edges", "ouverte", "cellules"),
    [
        pytest.param((50, 150, 250, 450), False, ["Ouvrir", "CAF", "mars 2026"], id="behind others, at the end of its row"),
        pytest.param((50, 150, 250, 450), True, ["Ouvrir", "CAF", "mars", "2026"], id="without a rule below it"),
        pytest.param((50, 150, 350, 450), False, ["Ouvrir", "CAF", "mars", "2026"], id="amid its row"),
        pytest.param((50, 250, 350, 450), False, ["Ouvrir", "CAF", "mars", "2026"], id="at the head of its row"),
        pytest.param((50, 450), False, ["Ouvrir", "CAF", "mars", "2026"], id="alone in its row"),
    ],
)
def test_a_cell_ruled_all_around_over_two_columns_that_ends_its_row_is_one(
    edges: tuple[float, ...], ouverte: bool, cellules: list[str]
) -> None:
    """Elsewhere words on one level, each in a column of the row above, are cells of their own."""
    boxes = [*_cells(100, 130, 50, 150, 250, 350, 450), *_cells(130, 160, *(edges[:-1] if ouverte else edges))]
    sheet = page(boites=boxes, traits=[(450.0, 130.0, 450.0, 160.0)])
    rows = (("Action", "Pilote", "Début", "Fin"), ("Ouvrir", "CAF", "mars", "2026"))
    lignes = [line(t, 4 * r + c, 60.0 + 100 * c, 105.0 + 30 * r) for r, row in enumerate(rows) for c, t in enumerate(row)]
    grid = ruled_table(sheet, *edges_of(sheet), lignes)
    assert grid is not None
    held = sorted((c for c in grid.cellules if c.rang == 1 and c.lignes), key=lambda c: c.colonne)
    assert [" ".join(li.texte for li in c.lignes) for c in held] == cellules
