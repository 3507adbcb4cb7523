"""Headers that no list knows: tables of actions are told by what their columns hold, other tables stay as they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from builders import CORPS, all_engagements, extract_pages, page, words
from pipeline.lexicon import Label
from pipeline.model import BBox, Page, Style
from pipeline.stages.grid_cells import Grid
from pipeline.stages.grids import close_table, header_key, read_grid
from pipeline.stages.told_headers import told_headers
from test_grids import _grid, _words

GRAS = Style(10.0, gras=True, couleur="#000000")
Rows = tuple[tuple[str, ...], ...]

TETE = ("Ce qui naîtra", "Autour de la table", "Saison")
RANGEES: Rows = (
    ("La halle du marché", "CAF, Mission locale", "Printemps"),
    ("Le verger partagé", "Département", "Automne"),
    ("La passerelle", "France Travail", "Hiver"),
)


def _table(tete: Sequence[str], rows: Rows, gras: str | None = None) -> Grid:
    """A header over rows; it is bold where a test does not say what is."""
    cells = ((r, r + 1, c, text) for r, row in enumerate((tete, *rows)) for c, text in enumerate(row))
    return _grid(*cells, gras="|".join(tete) if gras is None else gras)


def _told(*grids: Grid) -> list[list[tuple[str, bool]]]:
    """Of each header told, its columns as (code of the label, whether it gives the titles)."""
    return [[(label.code, title) for _, (label, title) in sorted(named.items())] for named in told_headers(grids).values()]


def test_short_names_left_of_bodies_are_the_titles_of_rows() -> None:
    assert _told(_table(TETE, RANGEES)) == [[("champ", True), ("acteur:pilote", False), ("champ", False)]]


@pytest.mark.parametrize(
    ("colonne", "codes"),
    [
        ("Pilote", ["acteur:pilote", "acteur:partenaire"]),
        ("Saison", ["champ", "acteur:pilote"]),
    ],
)
def test_the_first_column_of_bodies_leads_unless_another_is_said_to(colonne: str, codes: list[str]) -> None:
    rows = tuple((a, "Ville" if colonne == "Pilote" else c, b) for a, b, c in RANGEES)
    (columns,) = _told(_table(("Ce qui naîtra", colonne, "Autour de la table"), rows))
    assert [code for code, _ in columns[1:]] == codes


def test_a_word_of_the_header_says_the_role() -> None:
    (columns,) = _told(_table(("Ce qui naîtra", "Autour de la table", "Financement croisé"), tuple((a, b, b) for a, b, _ in RANGEES)))
    assert [code for code, _ in columns] == ["champ", "acteur:pilote", "acteur:financeur"]


def test_a_second_column_of_bodies_is_that_of_partenaires() -> None:
    (columns,) = _told(_table(("Ce qui naîtra", "Autour de la table", "En renfort"), tuple((a, b, b) for a, b, _ in RANGEES)))
    assert [code for code, _ in columns] == ["champ", "acteur:pilote", "acteur:partenaire"]


@pytest.mark.parametrize(("colonne", "lue"), [("Financement croisé", True), ("Autour de la table", False)])
def test_fewer_bodies_do_where_the_header_says_a_role(colonne: str, lue: bool) -> None:
    rows = tuple((a, b, c) for (a, _, c), b in zip(RANGEES, ("CAF", "À définir", "Région"), strict=True))
    assert len(_told(_table(("Ce qui naîtra", colonne, "Saison"), rows))) == lue


@pytest.mark.parametrize(("gras", "colonne"), [("Le projet : halle|Le projet : verger|Le projet : pont", 1), ("", 0)])
def test_titles_in_bold_come_before_others(gras: str, colonne: int) -> None:
    tete = ("Ce qui naîtra", "En clair", "Autour de la table", "Saison")
    rows = tuple((a, f"Le projet : {name}", b, c) for (a, b, c), name in zip(RANGEES, ("halle", "verger", "pont"), strict=True))
    (columns,) = _told(_table(tete, rows, gras="|".join((*tete, gras))))
    assert [title for _, title in columns].index(True) == colonne


def test_a_few_words_that_open_with_an_infinitive_are_a_title() -> None:
    names = ("Rouvrir la halle", "Planter un verger", "Poser une passerelle")
    (columns,) = _told(_table(TETE, tuple((name, b, c) for name, (_, b, c) in zip(names, RANGEES, strict=True))))
    assert columns[0] == ("champ", True)


@pytest.mark.parametrize(
    ("cellules", "code"),
    [
        pytest.param(("- Rouvrir la halle", "- Planter des haies", "- Poser un pont"), "actions", id="lists"),
        pytest.param(
            ("Rouvrir la halle deux jours", "Planter des haies de fruitiers", "Poser un pont de bois"), "actions", id="what is done"
        ),
        pytest.param(("Une halle fermée", "Un sol nu", "Un détour"), "champ", id="what is told"),
    ],
)
def test_a_column_that_says_what_to_do_is_one_of_actions(cellules: tuple[str, ...], code: str) -> None:
    rows = tuple((name, cell, bodies) for (name, bodies, _), cell in zip(RANGEES, cellules, strict=True))
    (columns,) = _told(_table(("Ce qui naîtra", "En clair", "Autour de la table"), rows))
    assert columns[0] == ("champ", True)
    assert columns[1] == (code, False)


def test_the_rows_of_all_tables_of_one_header_count() -> None:
    one, other = _table(TETE, RANGEES[:2]), _table(TETE, RANGEES[2:])
    assert len(_told(one, other)) == 1
    assert _told(one) == []
    assert _told(other) == []


def test_a_row_of_totals_is_none_of_them() -> None:
    assert _told(_table(TETE, (*RANGEES[:2], ("Total", "CAF", "Printemps")))) == []


CHIFFRES: Rows = (("Nord", "12 000", "31 %"), ("Centre", "8 400", "22 %"), ("Sud", "4 100", "18 %"))
INSTANCES: Rows = (("Comité de ville", "CAF, Département", "Par an"), ("Atelier", "Ville", "Par mois"), ("Conseil", "Région", "Par mois"))


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param(_table(("Secteur", "Habitants", "Part"), CHIFFRES), id="figures"),
        pytest.param(_table(("Ce qui naîtra", "Composition", "Saison"), RANGEES), id="who meets"),
        pytest.param(_table(("Ce qui naîtra", "Autour de la table", "Rythme"), RANGEES), id="how often"),
        pytest.param(_table(TETE, RANGEES, gras=""), id="a header that looks like the rows"),
        pytest.param(_table(TETE, tuple(("La halle", b, c) for _, b, c in RANGEES)), id="titles that return"),
        pytest.param(_table(TETE, tuple((f"Salon {2025 + i}", b, c) for i, (_, b, c) in enumerate(RANGEES))), id="years"),
        pytest.param(_table(TETE, tuple((f"{i} 200", b, c) for i, (_, b, c) in enumerate(RANGEES))), id="numbers"),
        pytest.param(_table(TETE[:2], tuple(row[:2] for row in RANGEES)), id="two columns"),
        pytest.param(_table(("Autour de la table", "Ce qui naîtra", "Saison"), tuple((b, a, c) for a, b, c in RANGEES)), id="bodies first"),
        pytest.param(_table(("Action", "Pilote", "Saison"), RANGEES), id="a header that is known"),
    ],
)
def test_other_tables_are_told_nothing(grid: Grid) -> None:
    assert _told(grid) == []


@pytest.mark.parametrize(("lus", "emplois"), [(True, {"titre", "valeur", "entete"}), (False, {"tableau"})])
def test_a_header_told_is_read_as_a_known_one(lus: bool, emplois: set[str]) -> None:
    grid = _table(TETE, RANGEES)
    steps, table = read_grid(grid, None, told_headers([grid]) if lus else {})
    steps = [*steps, *close_table(table)]
    assert {s.emploi for s in steps} - {"etiquette"} == emplois
    assert [_words(s.lignes) for s in steps if s.emploi == "titre"] == ([row[0] for row in RANGEES] if lus else [])


def test_a_header_told_is_not_that_of_a_table_with_other_words() -> None:
    steps, _ = read_grid(_table(("Ce qui naîtra", "Autour de la table", "Mois"), RANGEES), None, told_headers([_table(TETE, RANGEES)]))
    assert [s.emploi for s in steps] == ["tableau"]


def _sheet(tete: Sequence[str], rows: Rows) -> Page:
    """A table between rules on a page with its heading."""
    xs, ys = (40.0, 220.0, 400.0, 540.0), [80.0 + 24 * i for i in range(len(rows) + 2)]
    runs = [words("Programme d'actions", 40, 40, Style(16.0, gras=True, couleur="#000000"))]
    for r, row in enumerate((tete, *rows)):
        runs += [words(text, x + 5, ys[r] + 7, CORPS if r else GRAS) for x, text in zip(xs, row, strict=False)]
    across: list[BBox] = [(a, y, b, y) for y in ys for a, b in pairwise(xs)]
    down: list[BBox] = [(x, ys[0], x, ys[-1]) for x in xs]
    return page(*runs, traits=[*across, *down])


@pytest.mark.parametrize(
    ("tete", "rows", "attendus"),
    [
        (TETE, RANGEES, [(a, b.split(", ")) for a, b, _ in RANGEES]),
        (("Secteur", "Habitants", "Part"), CHIFFRES, []),
        (("Instance", "Composition", "Rythme"), INSTANCES, []),
    ],
)
def test_rows_of_a_page_are_engagements_with_their_parties(
    tete: tuple[str, ...], rows: Rows, attendus: list[tuple[str, list[str]]], tmp_path: Path
) -> None:
    document, _ = extract_pages([_sheet(tete, rows)], tmp_path)
    assert [(e.titre, [p.libelle for p in e.pilotes]) for e in all_engagements(document)] == attendus


# --- known headers, one column of them left open --------------------------------------------------------------------

AFAIRE = ("- Ouvrir une salle", "- Planter des haies", "- S'appuyer sur les clubs")
MESURES = ("- Nombre de jeunes", "- Nombre de haies", "- Part des logements")
OBJECTIFS, PILOTES, DATES = ("Grandir", "Se soigner", "Habiter"), ("Ville", "ARS", "Mission locale"), ("2025", "2026", "2027")


def _open(*columns: tuple[str, tuple[str, ...]]) -> Grid:
    """A table column by column: (header, cells)."""
    return _table([tete for tete, _ in columns], tuple(zip(*(cells for _, cells in columns), strict=True)))


def _codes(grid: Grid) -> dict[str, str]:
    """Of each header told, its code."""
    return {tete: label.code for key, named in told_headers([grid]).items() for tete, (label, _) in zip(key, named.values(), strict=True)}


@pytest.mark.parametrize(
    ("cellules", "lue"),
    [
        pytest.param(AFAIRE, True, id="what to do"),
        pytest.param((AFAIRE[0], MESURES[0], "- Rénover la tour\n- Part des logements"), True, id="most of it"),
        pytest.param((AFAIRE[0], MESURES[0], MESURES[1]), False, id="one of three"),
        pytest.param(MESURES, False, id="measures"),
        pytest.param((AFAIRE[0], AFAIRE[1], "Les clubs"), False, id="too few lists"),
        pytest.param(("Ouvrir une salle", "Planter des haies", "Rénover la tour"), False, id="no lists"),
        pytest.param(("☐ Ouvrir une salle", "☐ Planter des haies", "☐ Rénover la tour"), False, id="boxes to tick"),
        pytest.param((AFAIRE[0], "", ""), False, id="a single cell"),
        pytest.param((AFAIRE[0], AFAIRE[1], ""), True, id="two cells"),
    ],
)
def test_an_unknown_column_of_lists_of_what_to_do_among_known_ones_is_that_of_the_actions(cellules: tuple[str, ...], lue: bool) -> None:
    grid = _open(("Objectif", OBJECTIFS), ("Sur le terrain", cellules), ("Pilotes", PILOTES), ("Calendrier", DATES))
    told = {"Objectif": "champ", "Sur le terrain": "actions", "Pilotes": "acteur:pilote", "Calendrier": "champ"}
    assert _codes(grid) == (told if lue else {})


@pytest.mark.parametrize(
    ("colonnes", "lues"),
    [
        pytest.param((("Action", OBJECTIFS), ("Public", OBJECTIFS), ("Sur le terrain", AFAIRE), ("Pilotes", PILOTES)), 1, id="titles"),
        pytest.param((("Objectif", OBJECTIFS), ("Sur le terrain", AFAIRE), ("Partenaires", PILOTES)), 1, id="who takes part"),
        pytest.param((("Action", OBJECTIFS), ("Contenu", AFAIRE), ("Sur le terrain", AFAIRE), ("Pilotes", PILOTES)), 0, id="contenu"),
        pytest.param((("Intitulé", OBJECTIFS), ("Actions", AFAIRE), ("Sur le terrain", AFAIRE), ("Pilotes", PILOTES)), 0, id="actions"),
        pytest.param((("Action", OBJECTIFS), ("Sur le terrain", AFAIRE), ("Public", DATES), ("Calendrier", DATES)), 0, id="nobody"),
        pytest.param((("Action", OBJECTIFS), ("Objectifs", AFAIRE), ("Public", DATES), ("Pilotes", PILOTES)), 0, id="a known column"),
        pytest.param((("Action", OBJECTIFS), ("Comité", AFAIRE), ("Public", DATES), ("Pilotes", PILOTES)), 0, id="who meets"),
        pytest.param((("Sur le terrain", AFAIRE), ("Calendrier", DATES), ("Pilotes", PILOTES)), 0, id="the titles themselves"),
        pytest.param(
            (("Action", OBJECTIFS), ("Sur le terrain", AFAIRE), ("Public", DATES), ("Calendrier", DATES), ("Budget", DATES),
             ("Dans la rue", AFAIRE), ("Pilotes", PILOTES)), 0, id="two of them",
        ),
    ],
)  # fmt: skip
def test_a_column_of_actions_is_told_where_somebody_acts_and_no_other_says_what_is_done(
    colonnes: tuple[tuple[str, tuple[str, ...]], ...], lues: int
) -> None:
    assert [told for columns in _told(_open(*colonnes)) for told in columns].count(("actions", False)) == lues


@pytest.mark.parametrize(("cellules", "code"), [(AFAIRE, "actions"), (MESURES, "champ")])
def test_the_values_of_an_open_column_are_what_it_was_told_to_be(cellules: tuple[str, ...], code: str) -> None:
    """The columns that are known, and the one that gives the titles, stay what they are."""
    grid = _open(("Objectif", OBJECTIFS), ("Sur le terrain", cellules), ("Pilotes", PILOTES), ("Calendrier", DATES))
    steps, table = read_grid(grid, None, told_headers([grid]))
    steps = [*steps, *close_table(table)]
    values = [(s.label.code, _words(s.lignes)) for s in steps if s.emploi == "valeur" and s.label is not None]
    assert values == [
        v for row in zip(cellules, PILOTES, DATES, strict=True) for v in zip((code, "acteur:pilote", "champ"), row, strict=True)
    ]
    assert [_words(s.lignes) for s in steps if s.emploi == "titre"] == list(OBJECTIFS)


def test_columns_told_of_a_header_leave_those_that_a_list_knows() -> None:
    """'Calendrier' is a field whatever another table of the same words was told; the titles of rows too."""
    grid = _open(("Objectif", OBJECTIFS), ("Sur le terrain", MESURES), ("Pilotes", PILOTES), ("Calendrier", DATES))
    told = {header_key(grid.rangs[0]): {c: (Label("actions", ""), False) for c in range(4)}}
    steps, table = read_grid(grid, None, told)
    codes = {_words(s.lignes): s.label.code for s in [*steps, *close_table(table)] if s.emploi == "etiquette" and s.label is not None}
    assert codes == {"Sur le terrain": "actions", "Pilotes": "acteur:pilote", "Calendrier": "champ"}
