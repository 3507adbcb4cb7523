"""Rows of tables of actions: which column names them, headers printed again amid them, cells that tell what to do, tables of a bilan."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from builders import CORPS, GRAND, all_engagements, extract_pages, page, section_of, words
from pipeline.model import BBox, Block, Style, Word
from pipeline.stages.grid_cells import Grid
from pipeline.stages.grids import close_table, has_header, header_cells, is_total, plain_table, read_grid
from pipeline.texts import text_of
from test_engagements import _walk
from test_grids import _grid, _words

GRAS = Style(10.0, gras=True, couleur="#000000")
Row = tuple[str, ...]


def _table(*rows: Row, gras: str = "") -> Grid:
    return _grid(*((r, r + 1, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)), gras=gras)


def _said(grid: Grid, *emplois: str) -> list[tuple[str, str]]:
    steps, table = read_grid(grid, None)
    return [(s.emploi, _words(s.lignes)) for s in [*steps, *close_table(table)] if s.emploi in emplois]


# --- the column that names the rows ----------------------------------------------------------------------------------

OBJECTIFS = ("Objectif", "Actions", "Pilote")


@pytest.mark.parametrize(
    ("rows", "gras", "colonne"),
    [
        pytest.param((("1.1 Rénover", "Isoler la tour", "CAF"), ("1.2 Former", "Ouvrir un lieu", "Ville")), "", 0, id="numbers"),
        pytest.param((("Rénover", "Isoler la tour", "CAF"), ("Former", "Ouvrir un lieu", "Ville")), "Rénover Former", 0, id="bold"),
        pytest.param((("Rénover", "Isoler la tour", "CAF"), ("Former", "Ouvrir un lieu", "Ville")), "", 1, id="set as the actions"),
        pytest.param(
            (("1.1 Rénover", "1.1.1 Isoler la tour", "CAF"), ("1.2 Former", "1.2.1 Ouvrir un lieu", "Ville")), "", 1, id="numbers in both"
        ),
        pytest.param(
            (("Rénover", "Isoler la tour", "CAF"), ("Former", "Ouvrir un lieu", "Ville")),
            "Rénover Former Ouvrir un lieu",
            1,
            id="bold in both",
        ),
        pytest.param((("1.1 Rénover", "Isoler la tour", "CAF"), ("Former", "Ouvrir un lieu", "Ville")), "", 1, id="one number only"),
        pytest.param((("1.1 Rénover", "Isoler la tour", "CAF"), ("1.1 Rénover", "Ouvrir un lieu", "Ville")), "", 1, id="a name twice"),
        pytest.param(
            (("1.1 Rénover", "Isoler la tour", "CAF"), ("1.2 Former", "Ouvrir un lieu", "Ville"), ("", "Jouer", "Ville")),
            "",
            1,
            id="a row without name",
        ),
        pytest.param((("1.1 Rénover", "Isoler la tour", "CAF"),), "", 1, id="one row"),
    ],
)
def test_the_column_left_of_the_actions_names_rows_by_numbers_or_in_bold(rows: tuple[Row, ...], gras: str, colonne: int) -> None:
    assert [text for _, text in _said(_table(OBJECTIFS, *rows, gras=gras), "titre")] == [row[colonne] for row in rows]


# --- headers and totals amid the rows --------------------------------------------------------------------------------

TETE = ("Action", "Pilote")
OUVRIR, FORMER = ("Ouvrir", "CAF"), ("Former", "Ville")


def test_a_header_printed_again_amid_a_table_is_no_row() -> None:
    said = _said(_table(TETE, OUVRIR, TETE, FORMER), "entete", "titre")
    assert said == [
        ("entete", "Action"),
        ("entete", "Pilote"),
        ("titre", "Ouvrir"),
        ("entete", "Action"),
        ("entete", "Pilote"),
        ("titre", "Former"),
    ]


@pytest.mark.parametrize("rangee", [("Action", "Ville"), ("Actions de la ville", "Pilote"), ("Action", "")])
def test_a_row_with_another_cell_is_one(rangee: Row) -> None:
    assert [text for _, text in _said(_table(TETE, OUVRIR, rangee, FORMER), "entete")] == list(TETE)


@pytest.mark.parametrize(
    ("texte", "total"),
    [
        ("Total", True),
        ("TOTAL 2026", True),
        ("Sous-total axe 1", True),
        ("Totaux", True),
        ("Totalement rénover", False),
        ("Le total", False),
        ("Totem de la place", False),
        ("", False),
    ],
)
def test_the_cell_of_a_row_of_totals(texte: str, total: bool) -> None:
    assert is_total(texte) is total


def test_a_table_as_it_is_printed_has_its_filled_cells() -> None:
    (step,) = plain_table(_table(TETE, ("", ""), ("Ouvrir", "")))
    assert step.emploi == "tableau"
    assert [[_words(cell) for cell in row] for row in step.rangs] == [list(TETE), ["Ouvrir"]]


@pytest.mark.parametrize(
    ("rows", "told", "header"),
    [
        ((TETE, OUVRIR), False, True),
        ((("Axe 1 : Vivre",), TETE, OUVRIR), False, True),
        ((("Secteur", "Habitants"), ("Nord", "12 000")), False, False),
        ((("Secteur", "Habitants"), ("Nord", "12 000")), True, True),
        ((("Secteur", "Logements"), ("Nord", "12 000")), True, False),
        ((TETE,), False, True),
    ],
)
def test_a_table_has_a_header_that_is_known_or_told(rows: tuple[Row, ...], told: bool, header: bool) -> None:
    entetes: dict[tuple[str, ...], object] = {("Secteur", "Habitants"): {}} if told else {}
    assert has_header(_table(*rows), entetes) is header


def test_the_header_stands_below_the_bands_above_it() -> None:
    heads, rows = header_cells(_table(("Axe 1 : Vivre",), TETE, OUVRIR, FORMER))
    assert [_words(c.lignes) for c in heads] == list(TETE)
    assert [[_words(c.lignes) for c in row] for row in rows] == [list(OUVRIR), list(FORMER)]


# --- cells that tell what to do --------------------------------------------------------------------------------------


def _actions(colonne: str, *cells: str) -> list[list[str]]:
    """The actions of each row of a table whose second column is headed `colonne`."""
    rows = "".join(f"| Action {i} | {cell} | CAF |\n" for i, cell in enumerate(cells))
    lignes, root = section_of(f"# Axe 1 : Vivre\n\n| Intitulé | {colonne} | Pilote |\n|---|---|---|\n{rows}")
    return [[text_of(lignes, a.spans) for a in s.contenu.actions] for s in _walk(root) if s.engagement]


LISTE = "- Poser des bancs<br>- Ouvrir un préau"


@pytest.mark.parametrize(
    ("colonne", "cells", "actions"),
    [
        pytest.param(
            "Contenu",
            (LISTE, "Planter des haies", "Une cour"),
            [["Poser des bancs", "Ouvrir un préau"], ["Planter des haies"], []],
            id="lists",
        ),
        pytest.param("Contenu", ("Planter des haies", "Une cour"), [["Planter des haies"], []], id="half of them tell"),
        pytest.param("Contenu", ("Planter des haies", "Une cour", "Un préau"), [[], [], []], id="most of them tell nothing"),
        pytest.param("Description", ("Planter des haies", "Ouvrir un préau"), [[], []], id="a column that describes"),
        pytest.param(
            "Description", (LISTE, "Planter des haies"), [["Poser des bancs", "Ouvrir un préau"], ["Planter des haies"]], id="in lists"
        ),
        pytest.param("Calendrier", ("Planter des haies", "Ouvrir un préau"), [[], []], id="a field"),
    ],
)
def test_a_cell_that_opens_with_an_infinitive_is_an_action_where_its_column_lists_them(
    colonne: str, cells: Row, actions: list[list[str]]
) -> None:
    assert _actions(colonne, *cells) == actions


@pytest.mark.parametrize(("autres", "lue"), [(LISTE, ["Planter des haies"]), ("Une cour", [])])
def test_so_is_the_cell_of_a_fiche_where_those_of_others_hold_lists(autres: str, lue: list[str]) -> None:
    fiches = "".join(
        f"## Fiche action {i} : Verdir {i}\n\n| Description de l'action | {cell} |\n|---|---|\n| Pilote | CAF |\n| Échéance | 2026 |\n\n"
        for i, cell in enumerate((autres, autres, "Planter des haies"), 1)
    )
    lignes, root = section_of(f"# Axe 1 : Vivre\n\n{fiches}")
    found = [[text_of(lignes, a.spans) for a in s.contenu.actions] for s in _walk(root) if s.engagement]
    assert found[-1] == lue


# --- what was done ---------------------------------------------------------------------------------------------------

SOUS = Style(13.0, gras=True, couleur="#000000")


def _ruled(top: float, *rows: Row) -> tuple[list[list[Word]], list[BBox]]:
    xs, ys = (50.0, 250.0, 450.0), [top + 22 * i for i in range(len(rows) + 1)]
    runs = [
        words(t, x + 4, y + 6, CORPS if r else GRAS)
        for r, (row, y) in enumerate(zip(rows, ys, strict=False))
        for x, t in zip(xs, row, strict=False)
    ]
    return runs, [*((a, y, b, y) for y in ys for a, b in pairwise(xs)), *((x, top, x, ys[-1]) for x in xs)]


def _read(folder: Path, *parts: tuple[Sequence[tuple[str, Style]], Row]) -> tuple[list[str], int]:
    """The engagements of a page whose tables, of one row each, stand below headings; how many blocks are tables."""
    runs: list[list[Word]] = []
    traits: list[BBox] = []
    top = 40.0
    for heads, row in parts:
        for texte, style in heads:
            runs.append(words(texte, 50, top, style))
            top += 32
        cells, rules = _ruled(top, TETE, row)
        runs, traits, top = [*runs, *cells], [*traits, *rules], top + 80
    document, stages = extract_pages([page(*runs, traits=traits)], folder)
    tables = sum(isinstance(b, Block) and b.genre == "tableau" for b in stages.sorties["blocs"])
    return [e.titre for e in all_engagements(document)], tables


BILAN, SUITE = ("Bilan du contrat précédent", GRAND), ("Axe 1 : Vivre ensemble", GRAND)


@pytest.mark.parametrize(
    ("avant", "titres", "tables"),
    [
        pytest.param([BILAN], ["Former"], 1, id="a bilan"),
        pytest.param([BILAN, ("Santé", SOUS)], ["Former"], 1, id="a heading of a bilan"),
        pytest.param([("Axe 2 : Vivre mieux", GRAND)], ["Ouvrir", "Former"], 0, id="an axis"),
        pytest.param([BILAN, ("Axe 2 : Vivre mieux", GRAND)], ["Ouvrir", "Former"], 0, id="an axis behind a bilan"),
        pytest.param([BILAN, ("Axe 2 : Vivre mieux", SOUS)], ["Ouvrir", "Former"], 0, id="an axis below a bilan"),
        pytest.param([BILAN, ("Quartier des Aubiers", GRAND)], ["Ouvrir", "Former"], 0, id="a heading as large behind a bilan"),
    ],
)
def test_a_table_of_what_was_done_stays_a_table(avant: list[tuple[str, Style]], titres: list[str], tables: int, tmp_path: Path) -> None:
    assert _read(tmp_path, (avant, OUVRIR), ([SUITE], FORMER)) == (titres, tables)
