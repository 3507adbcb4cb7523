"""What a table says, on grids built by hand: header in any order, rows, merged cells, pages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import CORPS, line
from pipeline.model import Line, Style
from pipeline.stages.grid_cells import Grid, GridCell
from pipeline.stages.grids import (
    Step,
    _goes_on,
    _head_rows,
    _split_title,
    cell_text,
    close_table,
    fiche_labels,
    header_of,
    is_tick,
    name_columns,
    plans,
    read_grid,
    without_drawn_columns,
)

WIDTH = 100.0


GRAS = Style(10.0, gras=True, couleur="#000000")


def _grid(*cells: tuple[int, int, int, str], gras: str = "") -> Grid:
    """Cells as (row, row end, column, words), line by line; the words of `gras` are bold."""
    made: list[GridCell] = []
    count = 0
    for r, end, c, text in cells:
        parts = text.split("\n") if text else []
        lignes = [line(t, count + i, c * WIDTH, r * 20.0 + 5 * i, GRAS if t in gras else CORPS) for i, t in enumerate(parts)]
        count += len(parts)
        made.append(GridCell(r, end, c, c + 1, (c * WIDTH, r * 20.0, (c + 1) * WIDTH, end * 20.0), tuple(lignes)))
    columns = max(c.colonne_fin for c in made)
    return Grid(1, (0.0, 0.0, columns * WIDTH, 400.0), tuple(i * WIDTH for i in range(columns + 1)), tuple(made))


def _words(lignes: tuple[Line, ...]) -> str:
    return " ".join(li.texte for li in lignes)


def _said(grid: Grid) -> list[tuple[str, str, bool]]:
    steps, table = read_grid(grid, None)
    return [(s.emploi, _words(s.lignes), s.repris) for s in [*steps, *close_table(table)] if isinstance(s, Step)]


def test_a_header_is_known_by_its_words_in_any_order() -> None:
    grid = _grid((0, 1, 0, "Pilotes"), (0, 1, 1, "Échéance"), (0, 1, 2, "Mesure"), (1, 2, 0, "CAF"), (1, 2, 1, "2025"), (1, 2, 2, "Ouvrir"))
    header = header_of(grid.rangs[0])
    assert header is not None
    assert {c: (column.label.genre, column.titre) for c, column in header.items()} == {
        0: ("acteur", False),
        1: ("champ", False),
        2: ("actions", True),
    }


def test_figures_are_no_table_of_actions() -> None:
    grid = _grid((0, 1, 0, "Quartier"), (0, 1, 1, "Habitants"), (1, 2, 0, "Nord"), (1, 2, 1, "12 000"))
    assert header_of(grid.rangs[0]) is None


def test_parties_merged_over_two_rows_are_those_of_both() -> None:
    grid = _grid(
        (0, 1, 0, "Action"),
        (0, 1, 1, "Pilote"),
        (1, 2, 0, "Ouvrir"),
        (1, 3, 1, "CAF"),
        (2, 3, 0, "Former"),
        (3, 4, 0, "Jouer"),
        (3, 4, 1, "Ville"),
    )
    assert [s for s in _said(grid) if s[0] in ("titre", "valeur")] == [
        ("titre", "Ouvrir", False),
        ("valeur", "CAF", False),
        ("titre", "Former", False),
        ("valeur", "CAF", True),
        ("titre", "Jouer", False),
        ("valeur", "Ville", False),
    ]


def test_a_column_of_merged_cells_groups_the_rows() -> None:
    grid = _grid(
        (0, 1, 0, "Thématique"), (0, 1, 1, "Action"), (0, 1, 2, "Pilote"), (1, 3, 0, "Santé"), (1, 2, 1, "Soigner"), (1, 2, 2, "ARS"),
        (2, 3, 1, "Prévenir"), (2, 3, 2, "CPAM"), (3, 4, 0, "Sport"), (3, 4, 1, "Jouer"), (3, 4, 2, "Ville"),
    )  # fmt: skip
    assert [s[:2] for s in _said(grid) if s[0] in ("groupe", "titre")] == [
        ("groupe", "Santé"),
        ("titre", "Soigner"),
        ("titre", "Prévenir"),
        ("groupe", "Sport"),
        ("titre", "Jouer"),
    ]


def test_a_row_broken_by_the_page_is_one_row() -> None:
    first = _grid((0, 1, 0, "Action"), (0, 1, 1, "Pilote"), (1, 2, 0, "Ouvrir un"), (1, 2, 1, "CAF"))
    second = _grid((0, 1, 0, "Action"), (0, 1, 1, "Pilote"), (1, 2, 0, "centre"), (1, 2, 1, ""), (2, 3, 0, "Former"), (2, 3, 1, "Ville"))
    _, table = read_grid(first, None)
    steps, table = read_grid(second, table)
    titles = [_words(s.lignes) for s in [*steps, *close_table(table)] if s.emploi == "titre"]
    assert titles == ["Ouvrir un centre", "Former"]


@pytest.mark.parametrize(
    ("haut", "bas", "titres"),
    [
        (("Action n° 5 :", "- isoler"), ("Rénover", "- planter"), ["Action n° 5 : Rénover"]),
        (("Rénover", "- isoler"), ("Les tours", "les murs"), ["Rénover Les tours"]),
        (("Rénover", "- isoler"), ("Former", "- ouvrir"), ["Rénover", "Former"]),
        (("Rénover", "- isoler"), ("- planter", "- ouvrir"), ["Rénover", "- planter"]),  # a row with parties of its own
    ],
)
def test_a_row_goes_on_after_its_number_or_amid_an_item(haut: tuple[str, str], bas: tuple[str, str], titres: list[str]) -> None:
    heads = ((0, 1, 0, "Action"), (0, 1, 1, "Contenu"), (0, 1, 2, "Pilote"))
    _, table = read_grid(_grid(*heads, (1, 2, 0, haut[0]), (1, 2, 1, haut[1]), (1, 2, 2, "CAF")), None)
    steps, table = read_grid(_grid(*heads, (1, 2, 0, bas[0]), (1, 2, 1, bas[1]), (1, 2, 2, "ARS")), table)
    assert [_words(s.lignes) for s in [*steps, *close_table(table)] if s.emploi == "titre"] == titres


def test_an_item_alone_in_the_cell_of_titles_at_the_head_of_a_page_goes_on_with_the_row_above() -> None:
    heads = ((0, 1, 0, "Action"), (0, 1, 1, "Pilote"))
    _, table = read_grid(_grid(*heads, (1, 2, 0, "Rénover"), (1, 2, 1, "CAF")), None)
    steps, table = read_grid(_grid(*heads, (1, 2, 0, "- planter"), (2, 3, 0, "Former"), (2, 3, 1, "ARS")), table)
    assert [_words(s.lignes) for s in [*steps, *close_table(table)] if s.emploi == "titre"] == ["Rénover", "Former"]


@pytest.mark.parametrize(
    ("texte", "gras", "emploi"),
    [("Santé", "Santé", "groupe"), ("Axe 2 : Santé", "", "groupe"), ("Santé", "", "titre"), ("Santé", "Santé Ouvrir Former", "titre")],
)
def test_a_row_with_one_cell_set_apart_is_a_band_though_no_wider_than_its_column(texte: str, gras: str, emploi: str) -> None:
    grid = _grid(
        (0, 1, 0, "Action"), (0, 1, 1, "Pilote"), (1, 2, 0, "Ouvrir"), (1, 2, 1, "CAF"), (2, 3, 0, texte), (2, 3, 1, ""),
        (3, 4, 0, "Former"), (3, 4, 1, "Ville"), gras=gras,
    )  # fmt: skip
    assert [s[0] for s in _said(grid) if s[1] == texte] == [emploi]


def test_a_band_stands_at_the_left() -> None:
    grid = _grid((0, 1, 0, "Action"), (0, 1, 1, "Pilote"), (1, 2, 0, "Ouvrir"), (1, 2, 1, "CAF"), (2, 3, 0, ""), (2, 3, 1, "Axe 2 : Santé"))
    assert "groupe" not in [s[0] for s in _said(grid)]


@pytest.mark.parametrize("total", ["Total", "TOTAL 2026", "Sous-total", "Totaux", "sous total général"])
def test_a_row_of_totals_is_no_action(total: str) -> None:
    grid = _grid((0, 1, 0, "Action"), (0, 1, 1, "Budget"), (1, 2, 0, "Ouvrir"), (1, 2, 1, "10 €"), (2, 3, 0, total), (2, 3, 1, "10 €"))
    assert [s[:2] for s in _said(grid) if s[0] in ("titre", "tableau")] == [("titre", "Ouvrir"), ("tableau", "")]


def test_a_word_that_only_starts_as_a_total_is_a_title() -> None:
    grid = _grid((0, 1, 0, "Action"), (0, 1, 1, "Budget"), (1, 2, 0, "Totalement rénover"), (1, 2, 1, "10 €"))
    assert ("titre", "Totalement rénover", False) in _said(grid)


@pytest.mark.parametrize(
    ("gras", "emplois"),
    [
        ("Pilotage Structure pilote", ["entete", "etiquette", "valeur"]),
        ("Structure pilote", ["etiquette", "valeur", "contenu"]),  # not set apart
        ("Pilotage", ["etiquette", "valeur", "contenu"]),
    ],
)
def test_a_cell_beside_a_label_that_has_a_value_heads_it(gras: str, emplois: list[str]) -> None:
    assert [s[0] for s in _said(_grid((0, 1, 0, "Pilotage"), (0, 1, 1, "Structure pilote"), (0, 1, 2, "CAF"), gras=gras))] == emplois


@pytest.mark.parametrize(
    ("cellules", "gras", "emplois"),
    [
        (("Public :\njeunes", "Calendrier :\n2026"), "", ["contenu", "contenu"]),
        (("Public\njeunes", "Calendrier\n2026"), "Public Calendrier", ["contenu", "contenu"]),
        (("Public\njeunes", "Calendrier\n2026"), "", ["tableau"]),
        (("Public :\njeunes", "Calendrier :\n2026", "un texte", "un autre", "un dernier"), "", ["tableau"]),
    ],
)
def test_cells_that_each_start_with_their_label_are_laid_out_text(cellules: tuple[str, ...], gras: str, emplois: list[str]) -> None:
    assert [s[0] for s in _said(_grid(*((0, 1, c, text) for c, text in enumerate(cellules)), gras=gras))] == emplois


def _banded(*cells: tuple[int, int, int, str]) -> Grid:
    """`_grid` of two columns; a cell of column -1 runs across both."""
    grid = _grid(*((r, end, max(c, 0), text) for r, end, c, text in cells))
    wide = {r for r, _, c, _ in cells if c < 0}
    made = tuple(replace(c, colonne_fin=2, bbox=(0.0, c.bbox[1], 2 * WIDTH, c.bbox[3])) if c.rang in wide else c for c in grid.cellules)
    return replace(grid, cellules=made, colonnes=(0.0, WIDTH, 2 * WIDTH))


HEADER = ((0, 1, 0, "Actions"), (0, 1, 1, "Pilotes"))
RENOVER = [("titre", "Rénover"), ("valeur", "- isoler"), ("valeur", "CAF")]
FORMER = [("titre", "Former"), ("valeur", "- ouvrir"), ("valeur", "Etat")]


def test_a_band_above_the_cells_of_a_row_names_it() -> None:
    grid = _banded(
        *HEADER,
        (1, 2, -1, "Rénover"),
        (2, 3, 0, "- isoler"),
        (2, 3, 1, "CAF"),
        (3, 4, -1, "Former"),
        (4, 5, 0, "- ouvrir"),
        (4, 5, 1, "Etat"),
    )
    said = [(emploi, words) for emploi, words, _ in _said(grid) if emploi in ("titre", "groupe", "valeur")]
    assert said == RENOVER + FORMER


def test_a_band_over_several_rows_groups_them() -> None:
    grid = _banded(*HEADER, (1, 2, -1, "Rénover"), (2, 3, 0, "Isoler"), (2, 3, 1, "CAF"), (3, 4, 0, "Ouvrir"), (3, 4, 1, "Etat"))
    said = [(emploi, words) for emploi, words, _ in _said(grid) if emploi in ("titre", "groupe")]
    assert said == [("groupe", "Rénover"), ("titre", "Isoler"), ("titre", "Ouvrir")]


def test_a_band_at_the_foot_of_a_page_names_the_row_on_the_next() -> None:
    steps, table = read_grid(_banded(*HEADER, (1, 2, -1, "Rénover"), (2, 3, 0, "- isoler"), (2, 3, 1, "CAF"), (3, 4, -1, "Former")), None)
    more, table = read_grid(_banded(*HEADER, (1, 2, 0, "- ouvrir"), (1, 2, 1, "Etat")), table)
    said = [(s.emploi, _words(s.lignes)) for s in [*steps, *more, *close_table(table)] if s.emploi in ("titre", "groupe", "valeur")]
    assert said == RENOVER + FORMER


def test_what_stands_left_of_the_contents_names_the_row() -> None:
    grid = _grid(
        (0, 1, 0, "Objectif"),
        (0, 1, 1, "Contenu"),
        (0, 1, 2, "Pilotes"),
        (1, 2, 0, "Rénover"),
        (1, 2, 1, "Isoler la tour."),
        (1, 2, 2, "CAF"),
    )
    assert ("titre", "Rénover", False) in _said(grid)


def test_contents_and_parties_alone_make_no_table_of_actions() -> None:
    grid = _grid((0, 1, 0, "Contenu"), (0, 1, 1, "Pilotes"), (1, 2, 0, "Isoler"), (1, 2, 1, "CAF"))
    assert not any(emploi == "titre" for emploi, _, _ in _said(grid))


def test_a_cell_that_names_a_group_of_labels_is_no_label() -> None:
    grid = _grid(
        (0, 1, 0, "Actions"),
        (0, 1, 1, "• Ouvrir"),
        (1, 2, 0, "Acteurs"),
        (1, 2, 1, "Chef de file : DDT"),
        (2, 3, 0, "Suivi"),
        (2, 3, 1, "Échéance : 2025"),
        gras="Actions Acteurs Suivi",
    )
    assert [(emploi, texte) for emploi, texte, _ in _said(grid)] == [
        ("etiquette", "Actions"),
        ("valeur", "• Ouvrir"),
        ("entete", "Acteurs"),
        ("contenu", "Chef de file : DDT"),
        ("entete", "Suivi"),
        ("contenu", "Échéance : 2025"),
    ]


def test_a_label_whose_cell_was_left_empty_has_no_value() -> None:
    grid = _grid(
        (0, 1, 0, "Pilote"), (0, 1, 1, "CAF"), (1, 2, 0, "Public\nvisé"), (1, 2, 1, ""), (2, 3, 0, "Calendrier"), (2, 3, 1, "2025")
    )
    assert [(e, t) for e, t, _ in _said(grid) if t.startswith("Public")] == [("etiquette", "Public visé")]


def test_a_cell_that_holds_labels_over_their_values_is_laid_out_as_text() -> None:
    grid = _grid(
        (0, 1, 0, "Fiche action n°1"), (0, 1, 1, "Lire au CP"),
        (1, 2, 0, "Pilote\nVille\nPartenaires\nCAF"), (1, 2, 1, "Contexte\nUn élève sur quatre"),
        gras="Pilote Partenaires Contexte",
    )  # fmt: skip
    assert ("contenu", "Pilote Ville Partenaires CAF", False) in _said(grid)


def test_a_column_of_numbers_without_header_numbers_the_rows() -> None:
    heads = ((0, 1, 0, ""), (0, 1, 1, "Engagement"), (0, 1, 2, "Chef de file"), (0, 1, 3, "Échéance"))
    steps, table = read_grid(_grid(*heads, (1, 2, 0, "1.1"), (1, 2, 1, "Mesurer"), (1, 2, 2, "Ville"), (1, 2, 3, "2025")), None)
    assert [_words(s.numero) for s in [*steps, *close_table(table)] if s.emploi == "titre"] == ["1.1"]


@pytest.mark.parametrize(
    ("numero", "groupes", "titres"),
    [("", ["Espaces publics"], ["Réaménager la place"]), ("A-2", ["Espaces", "publics"], ["Réaménager la", "place"])],
)
def test_a_row_without_its_number_goes_on_with_its_merged_cell(numero: str, groupes: list[str], titres: list[str]) -> None:
    heads = ((0, 1, 0, "Thème"), (0, 1, 1, "N°"), (0, 1, 2, "Intitulé"), (0, 1, 3, "Pilote"))
    before = (
        (1, 3, 0, "Santé"),
        (1, 2, 1, "A-0"),
        (1, 2, 2, "Soigner"),
        (1, 2, 3, "ARS"),
        (2, 3, 1, "A-0b"),
        (2, 3, 2, "Prévenir"),
        (2, 3, 3, "ARS"),
    )
    _, table = read_grid(_grid(*heads, *before, (3, 4, 0, "Espaces"), (3, 4, 1, "A-1"), (3, 4, 2, "Réaménager la"), (3, 4, 3, "CAF")), None)
    steps, table = read_grid(_grid(*heads, (1, 2, 0, "publics"), (1, 2, 1, numero), (1, 2, 2, "place"), (1, 2, 3, "")), table)
    found = [*steps, *close_table(table)]
    assert [_words(s.lignes) for s in found if s.emploi == "groupe"] == groupes
    assert [_words(s.lignes) for s in found if s.emploi == "titre"] == titres


def test_amounts_by_financeur_are_no_labels() -> None:
    rows = [
        (r + 1, r + 2, c, t)
        for r, row in enumerate((("Etat", "71 300 €", "42 %"), ("CAF", "24 500 €", "14 %"), ("Ville", "8 000 €", "5 %")))
        for c, t in enumerate(row)
    ]
    grid = _grid((0, 1, 0, "Financeur"), (0, 1, 1, "Montant 2025"), (0, 1, 2, "Part"), *rows)
    assert [s[0] for s in _said(grid)] == ["tableau"]


def test_who_meets_how_often_is_a_table() -> None:
    rows = [
        (r + 1, r + 2, c, t)
        for r, row in enumerate((("Comité de pilotage", "Décide", "Par an"), ("Comité technique", "Instruit", "Par mois")))
        for c, t in enumerate(row)
    ]
    grid = _grid((0, 1, 0, "Instance"), (0, 1, 1, "Rôle"), (0, 1, 2, "Fréquence"), *rows, gras="Instance Rôle Fréquence")
    assert [s[0] for s in _said(grid)] == ["tableau"]


def test_a_question_set_as_the_labels_beside_it_is_a_label_over_its_value() -> None:
    """Labels in a row, most of them known and all bold, over their values: 'Comment on mesure ?' is one of them."""
    heads, values = ("Qui pilote ?", "Avec", "Comment on mesure ?"), ("Ville", "CAF", "Nombre de licenciés")
    cells = [(r, r + 1, c, text) for r, row in enumerate((heads, values)) for c, text in enumerate(row)]
    pairs = [(emploi, text) for head, value in zip(heads, values, strict=True) for emploi, text in (("etiquette", head), ("valeur", value))]
    assert [said[:2] for said in _said(_grid(*cells, gras="|".join(heads)))] == pairs
    assert [said[:2] for said in _said(_grid(*cells))] != pairs  # nothing sets it apart from a value


@pytest.mark.parametrize(("premier", "table"), [("Objectifs", True), ("Secteur", False)])
def test_objectives_across_quartiers_are_rows_with_what_is_done_in_each(premier: str, table: bool) -> None:
    """Columns without known header hold lists: what stands in them are actions of the row, not the titles."""
    grid = _grid(
        (0, 1, 0, premier), (0, 1, 1, "Les Aubiers"), (0, 1, 2, "Plaine-Haute"), (0, 1, 3, "Responsable"), (0, 1, 4, "Partenaires"),
        (1, 2, 0, "1.1 Prévenir"), (1, 2, 1, "• Une classe relais"), (1, 2, 2, "• Un club"), (1, 2, 3, "Ville"), (1, 2, 4, "CAF"),
    )  # fmt: skip
    header = header_of(grid.rangs[0])
    assert (header is not None) is table
    if header is not None:
        assert [(column.label.genre, column.titre) for _, column in sorted(header.items())][:3] == [
            ("champ", True),
            ("contenu", False),
            ("contenu", False),
        ]


def _suite(*rows: tuple[int, int, int, str]) -> Grid:
    return _grid((0, 1, 0, "Objectif"), (0, 1, 1, "N°"), (0, 1, 2, "Action"), (0, 1, 3, "Financeurs"), *rows)


def test_a_group_that_only_the_next_page_tells_heads_the_row_before_it_too() -> None:
    """One row of the first group ends the page; on the next one its cell is empty, and that of the second group is merged."""
    steps, table = read_grid(_suite((1, 2, 0, "Réussite"), (1, 2, 1, "1"), (1, 2, 2, "Étendre"), (1, 2, 3, "CAF")), None)
    more, table = read_grid(
        _suite(
            (1, 2, 0, ""), (1, 2, 1, "2"), (1, 2, 2, "Doubler"), (1, 2, 3, "CAF"),
            (2, 4, 0, "Santé"), (2, 3, 1, "3"), (2, 3, 2, "Ouvrir"), (2, 3, 3, "ARS"),
            (3, 4, 1, "4"), (3, 4, 2, "Renforcer"), (3, 4, 3, "ARS"),
        ),
        table,
    )  # fmt: skip
    said = [(s.emploi, _words(s.lignes)) for s in [*steps, *more, *close_table(table)] if s.emploi in ("groupe", "titre")]
    assert [text for _, text in said] == ["Réussite", "Étendre", "Doubler", "Santé", "Ouvrir", "Renforcer"]
    assert [text for emploi, text in said if emploi == "groupe"] == ["Réussite", "Santé"]


def test_the_last_row_of_a_table_is_not_under_the_band_of_the_next_one() -> None:
    def one(band: str, titre: str) -> Grid:
        return _grid((0, 1, 0, band), (1, 2, 0, "Action"), (1, 2, 1, "Pilote"), (2, 3, 0, titre), (2, 3, 1, "CAF"))

    steps, table = read_grid(one("PILIER 1", "Ouvrir"), None)
    more, table = read_grid(one("PILIER 2", "Signer"), table)
    said = [_words(s.lignes) for s in [*steps, *more, *close_table(table)] if s.emploi in ("groupe", "titre")]
    assert said == ["PILIER 1", "Ouvrir", "PILIER 2", "Signer"]


def test_a_row_goes_on_over_the_page_under_the_band_amid_the_table_printed_again() -> None:
    head = [(0, "Action"), (1, "Pilote")]
    first = _grid(
        (0, 1, 0, "PILIER 1"), *((1, 2, c, t) for c, t in head), (2, 3, 0, "Ouvrir"), (2, 3, 1, "CAF"),
        (3, 4, 0, "PILIER 2"), (4, 5, 0, "Signer une"), (4, 5, 1, "Ville"),
    )  # fmt: skip
    steps, table = read_grid(first, None)
    more, table = read_grid(_grid((0, 1, 0, "PILIER 2"), *((1, 2, c, t) for c, t in head), (2, 3, 0, "convention"), (2, 3, 1, "")), table)
    said = [_words(s.lignes) for s in [*steps, *more, *close_table(table)] if s.emploi == "titre"]
    assert said == ["Ouvrir", "Signer une convention"]


@pytest.mark.parametrize(("premiere", "lue"), [("Engagement", True), ("Observations", False)])
def test_engagements_across_quartiers_are_rows(premiere: str, lue: bool) -> None:
    """Most headers name a quartier; what is done in each stands in its column."""
    columns = name_columns(dict(enumerate([premiere, "Les Aubiers", "Cité Pasteur", "Haut-Brécourt", "Partenaires"])))
    assert (columns is not None) == lue
    if columns is not None:
        assert [label.genre for label, _ in columns.values()] == ["champ", "contenu", "contenu", "contenu", "acteur"]
        assert [titre for _, titre in columns.values()] == [True, False, False, False, False]


def test_smaller_type_of_another_colour_below_the_title_of_a_row_is_no_part_of_it() -> None:
    titre, petit = Style(12.0, gras=True, couleur="#000000"), Style(9.5, gras=True, couleur="#0b6e99")
    lignes = (line("Se former", 0, style=titre), line("Pilote ▸ Région", 1, style=petit))
    assert _split_title(lignes) == (lignes[:1], lignes[1:])


@pytest.mark.parametrize(("fin", "part"), [(CORPS, 1), (Style(12.0, gras=True, couleur="#000000"), 2)])
def test_a_label_in_bold_before_a_plain_name_is_no_part_of_the_title_of_its_row(fin: Style, part: int) -> None:
    """'Pilote : CAF', most letters of which are in bold; 'Pilote : CAF' all in bold may be."""
    titre = Style(12.0, gras=True, couleur="#000000")
    label = line("Pilote : CAF", 1, style=titre)
    label = replace(label, pieces=(*label.pieces[:-1], replace(label.pieces[-1], style=fin)))
    lignes = (line("Se former", 0, style=titre), label)
    assert len(_split_title(lignes)[0]) == part


def test_a_row_whose_cells_hold_labels_over_their_values_is_laid_out() -> None:
    """A number, a title, prose, and one label in bold over its value in each of the last two cells."""
    grid = _grid(
        (0, 1, 0, "3"),
        (0, 1, 1, "Passer le permis"),
        (0, 1, 2, "Le règlement"),
        (0, 1, 3, "Pilote\nCAF"),
        (0, 1, 4, "Échéance\n2026"),
        gras="Pilote Échéance",
    )
    assert {emploi for emploi, _, _ in _said(grid)} == {"contenu"}


@pytest.mark.parametrize(("cellule", "titres"), [("Calendrier\n2025-2026", 1), ("un texte", 0)])
def test_a_number_a_title_and_labels_over_their_values_are_the_head_of_a_fiche(cellule: str, titres: int) -> None:
    grid = _grid((0, 1, 0, "1.1.1"), (0, 1, 1, "Installer une ludothèque"), (0, 1, 2, cellule), gras="Calendrier")
    assert [emploi for emploi, _, _ in _said(grid)].count("titre") == titres


@pytest.mark.parametrize(
    ("tete", "titres"),
    [
        (("Engagements", "Pilotes"), [True, False]),
        (("Observations", "Pilotes"), None),  # no level word heads the rows
        (("Engagements", "Observations"), None),  # nobody is named
        (("Engagements", "Pilotes", "Val-Perdu"), None),  # one quartier more
        (("Constats", "Engagements", "Qui ?"), [False, True, False]),
        (("Constats", "Observations", "Qui ?"), None),
        (("Orientations", "Pilotes", "Partenaires"), [True, False, False]),
        (("Projet", "Actions", "Pilote"), [False, True, False]),  # a theme over what is done
    ],
)
def test_a_level_word_beside_a_label_of_parties_heads_rows(tete: tuple[str, ...], titres: list[bool] | None) -> None:
    """Two columns only: 'Engagements' gives the title of each row, 'Pilotes' its parties."""
    columns = name_columns(dict(enumerate(tete)))
    assert (columns and [titre for _, titre in columns.values()]) == titres


def test_rows_below_a_level_word_and_pilotes_have_their_title_and_their_party() -> None:
    rows = ((1, 2, 0, "Ouvrir une halte"), (1, 2, 1, "CAF"), (2, 3, 0, "Former des relais"), (2, 3, 1, "Ville"))
    grid = _grid((0, 1, 0, "Engagements"), (0, 1, 1, "Pilotes"), *rows)
    assert [said[:2] for said in _said(grid) if said[0] in ("titre", "valeur")] == [
        ("titre", "Ouvrir une halte"),
        ("valeur", "CAF"),
        ("titre", "Former des relais"),
        ("valeur", "Ville"),
    ]


def _table(*rows: tuple[str, ...]) -> Grid:
    """A grid of cells of one row and one column each."""
    return _grid(*((r, r + 1, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)))


TOURNEE = (("Action", "Ouvrir", "Former"), ("Pilote", "CAF", "Ville"), ("Calendrier", "2025", "2026"))


def test_columns_that_are_engagements_are_read_as_rows() -> None:
    """The first column says what each row tells; every other column is one engagement."""
    assert [said[:2] for said in _said(_table(*TOURNEE)) if said[0] in ("titre", "valeur")] == [
        ("titre", "Ouvrir"),
        ("valeur", "CAF"),
        ("valeur", "2025"),
        ("titre", "Former"),
        ("valeur", "Ville"),
        ("valeur", "2026"),
    ]


@pytest.mark.parametrize(
    ("rows", "titres"),
    [
        (TOURNEE, ["Ouvrir", "Former"]),
        ((("Engagements", "Ouvrir", "Former"), *TOURNEE[1:]), ["Ouvrir", "Former"]),
        ((("Secteur", "Ouvrir", "Former"), *TOURNEE[1:]), []),  # its first row names no engagements
        (tuple(row[:2] for row in TOURNEE), []),  # a fiche: one column of values
        ((TOURNEE[0], ("Public", "Jeunes", "Femmes"), TOURNEE[2]), []),  # nobody is named
        ((*TOURNEE[:2], ("Calendrier", "2025", "Public")), []),  # labels beside labels
        (TOURNEE[:2], []),
        ((("", "Ouvrir", "Former"), *TOURNEE[1:]), []),  # an empty corner, and titles without numbers
    ],
)
def test_a_table_is_turned_only_where_its_columns_are_engagements(rows: tuple[tuple[str, ...], ...], titres: list[str]) -> None:
    """Level word or actions at the top of the first column, known labels below it, parties among them, plain values beside."""
    assert [text for emploi, text, _ in _said(_table(*rows)) if emploi == "titre" and text in ("Ouvrir", "Former")] == titres


def test_a_table_is_turned_before_numbered_titles_though_its_corner_is_empty() -> None:
    rows = (("", "1.1 Ouvrir", "1.2 Former"), ("Actions", "- un lieu", "- des relais"), *TOURNEE[1:])
    said = _said(_table(*rows))
    assert [text for emploi, text, _ in said if emploi == "titre"] == ["1.1 Ouvrir", "1.2 Former"]
    assert [text for emploi, text, _ in said if emploi == "valeur"] == ["- un lieu", "CAF", "2025", "- des relais", "Ville", "2026"]


@pytest.mark.parametrize(
    ("libelle", "voisin", "une"),
    [
        ("Financement", "Ville", True),
        ("Pilotes", "Ville", False),  # parties, each in a cell of its own
        ("Financement", "Public", False),  # the cells beside it are labels of their own
    ],
)
def test_a_table_inside_the_cell_of_a_field_is_its_value(libelle: str, voisin: str, une: bool) -> None:
    """'Financement' stands over the height of two rows, payers and amounts beside it: read row by row, one value."""
    amounts = ((1, 2, 1, voisin), (1, 2, 2, "8 000 €"), (2, 3, 1, "CAF"), (2, 3, 2, "2 000 €"))
    grid = _grid((0, 1, 0, "Pilote"), (0, 1, 1, "CAF"), (1, 3, 0, libelle), *amounts, (3, 4, 0, "Calendrier"), (3, 4, 1, "2025"))
    said = [said[:2] for said in _said(grid)]
    assert (("valeur", f"{voisin} 8 000 € CAF 2 000 €") in said) is une
    assert said[-2:] == [("etiquette", "Calendrier"), ("valeur", "2025")]  # the rows behind it are read on


# --- what names a strip of labels


STRIP = ("Qui fait quoi", "Pilote\nCAF", "Partenaires\nVille")
ETIQUETTES = "Pilote Partenaires Calendrier"


@pytest.mark.parametrize(
    ("rows", "emplois"),
    [
        pytest.param((STRIP,), ["tableau", "contenu", "contenu"], id="at the left of the strip"),
        pytest.param((STRIP[:2],), ["contenu"] * 2, id="one label"),
        pytest.param((STRIP[1:],), ["contenu", "contenu"], id="no name"),
        pytest.param(((*STRIP[1:], STRIP[0]),), ["contenu"] * 3, id="at its right"),
        pytest.param((("Qui\nfait quoi", *STRIP[1:]),), ["contenu"] * 3, id="two lines"),
        pytest.param(((STRIP[0], "Et avec qui", *STRIP[1:]),), ["contenu"] * 4, id="two names"),
        pytest.param((STRIP, ("", "Calendrier\n2025", "")), ["contenu"] * 4, id="two rows"),
    ],
)
def test_what_names_a_strip_of_labels_heads_nothing(rows: tuple[tuple[str, ...], ...], emplois: list[str]) -> None:
    """One row of cells, each its label in bold over its value but for the first: printed as a table of its own."""
    grid = _grid(*((r, r + 1, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)), gras=ETIQUETTES)
    steps = [s for s in read_grid(grid, None)[0] if isinstance(s, Step)]
    assert [s.emploi for s in steps] == emplois
    told = [_words(s.lignes) or " ".join(_words(cell) for row in s.rangs for cell in row) for s in steps]
    assert told == [text.replace("\n", " ") for row in rows for text in row if text]


def test_labels_with_an_empty_cell_between_them_are_two() -> None:
    rows = (
        (0, 1, 0, "Pilote"),
        (0, 1, 2, "Copilote"),
        (1, 2, 0, "Public visé"),
        (1, 2, 1, "Tous"),
        (1, 2, 2, "Échéance"),
        (1, 2, 3, "2025"),
    )
    emplois = [(e, t) for e, t, _ in _said(_grid(*rows, gras="Pilote Copilote Public visé Échéance"))]
    assert emplois[:2] == [("etiquette", "Pilote"), ("contenu", "Copilote")]
    filled = _grid((0, 1, 0, "Pilote"), (0, 1, 1, "Copilote"), *rows[2:], gras="Pilote Public visé Échéance")
    assert ("valeur", "Copilote") in [(e, t) for e, t, _ in _said(filled)]


@pytest.mark.parametrize(
    ("lignes", "texte"),
    [
        ("Échéanc\ne", "Échéance"),
        ("Budget\nprévisionne\nl", "Budget prévisionnel"),
        ("Porteur\nde projet", "Porteur de projet"),
        ("Les\nuns", "Les uns"),
    ],
)
def test_headers_that_a_narrow_column_cuts(lignes: str, texte: str) -> None:
    (cell,) = _grid((0, 1, 0, lignes)).cellules
    assert cell_text(cell) == texte


@pytest.mark.parametrize(("tete", "attendu"), [("Échéance", True), ("Budget prévisionnel", True), ("Résultats", False)])
def test_a_table_of_what_is_due_tells_of_no_report(tete: str, attendu: bool) -> None:
    assert plans(_grid((0, 1, 0, "Action"), (0, 1, 1, "Pilote"), (0, 1, 2, tete), (1, 2, 0, "Ouvrir"), (1, 2, 1, "CAF"))) is attendu


def test_column_edges_of_icons_in_a_header_are_none() -> None:
    """An icon at the left of each of three headers: their columns start where their words do, those of the rows at the icons."""
    heads = [
        GridCell(0, 2, c, c + 1, (c * 50.0, 0.0, c * 50.0 + 50, 20.0), (line(t, c, c * 50.0),))
        for c, t in ((1, "Action"), (3, "Pilote"), (5, "Échéance"))
    ]
    cells = [
        GridCell(2, 3, c, c + 2, (c * 50.0, 40.0, c * 50.0 + 100, 60.0), (line(t, 10 + c, c * 50.0, 40.0),))
        for c, t in ((0, "Ouvrir"), (2, "CAF"), (4, "2025"))
    ]
    grid = Grid(1, (0.0, 0.0, 300.0, 60.0), tuple(i * 50.0 for i in range(7)), (*heads, *cells))
    assert ("valeur", "CAF", True) in _said(grid) or ("valeur", "CAF", False) in _said(grid)
    assert [(c.colonne, c.colonne_fin) for row in without_drawn_columns(grid).rangs for c in row] == [(0, 1), (1, 2), (2, 3)] * 2


# --- labels without value, merged objectives, cards beside their parties ----------------------------------------------


def test_a_label_that_no_list_knows_set_as_the_others_may_have_no_value() -> None:
    """'Moyens engagés', its cell left empty, in a fiche whose labels are bold."""
    rows = [("Constats", "Peu de médecins"), ("Moyens engagés", ""), ("Porteur", "CCAS"), ("Calendrier", "2025")]
    cells = [(r, r + 1, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)]
    said = _said(_grid(*cells, gras="Constats Moyens engagés Porteur Calendrier"))
    assert [(emploi, words) for emploi, words, _ in said] == [
        ("etiquette", "Constats"),
        ("valeur", "Peu de médecins"),
        ("etiquette", "Moyens engagés"),
        ("etiquette", "Porteur"),
        ("valeur", "CCAS"),
        ("etiquette", "Calendrier"),
        ("valeur", "2025"),
    ]
    plain = _said(_grid(*cells, gras="Constats Porteur Calendrier"))
    assert ("etiquette", "Moyens engagés", False) not in plain


def _objectives(pilotes: list[tuple[int, int, str]]) -> Grid:
    heads = [(0, 1, c, t) for c, t in enumerate(("Objectif", "Action", "Pilote"))]
    objectives = [(1, 3, 0, "1.1 Loger"), (3, 5, 0, "1.2 Soigner")]
    actions = [(r, r + 1, 1, f"Ouvrir {r}") for r in range(1, 5)]
    return _grid(*heads, *sorted([*objectives, *actions, *((r, end, 2, t) for r, end, t in pilotes)], key=lambda c: (c[0], c[2])))


def test_parties_as_high_as_the_objective_are_its_own_and_the_rows_its_actions() -> None:
    said = _said(_objectives([(1, 3, "CAF"), (3, 5, "ARS")]))
    assert [words for emploi, words, _ in said if emploi == "titre"] == ["1.1 Loger", "1.2 Soigner"]
    assert [words for emploi, words, _ in said if emploi == "valeur"] == ["Ouvrir 1", "Ouvrir 2", "CAF", "Ouvrir 3", "Ouvrir 4", "ARS"]


def test_parties_of_each_action_leave_the_actions_titles() -> None:
    said = _said(_objectives([(1, 2, "CAF"), (2, 3, "Ville"), (3, 5, "ARS")]))
    assert [words for emploi, words, _ in said if emploi == "titre"] == ["Ouvrir 1", "Ouvrir 2", "Ouvrir 3", "Ouvrir 4"]


@pytest.mark.parametrize("gras", ["1.a Agir PILOTES", "PILOTES"])
def test_the_title_beside_the_parties_at_its_left_comes_first(gras: str) -> None:
    """A card of two cells over the band of its partenaires; without a title in bold it is read as it stands."""
    grid = _grid((0, 1, 0, "PILOTES\nVille\nCAF"), (0, 1, 1, "1.a Agir\nun point\nun autre"), gras=gras)
    band = GridCell(1, 2, 0, 2, (0.0, 20.0, 200.0, 40.0), (line("PARTENAIRES : ARS", 9, 0.0, 20.0),))
    steps, _ = read_grid(replace(grid, cellules=(*grid.cellules, band)), None)
    said = [_words(s.lignes) for s in steps]
    first, second = "PILOTES Ville CAF", "1.a Agir un point un autre"
    assert said == [*([second, first] if "1.a" in gras else [first, second]), "PARTENAIRES : ARS"]


@pytest.mark.parametrize(("fin", "groupe"), [(4, True), (2, False)])
def test_a_band_beside_a_merged_cell_names_the_rows_below_it(fin: int, groupe: bool) -> None:
    """'EMPLOI' over all columns but the first, where 'Enjeu 1' stands beside it and its rows; else it is the title of a row."""
    heads = [(0, 1, c, t) for c, t in enumerate(("Enjeu", "Engagement", "Actions", "Pilotage"))]
    rows = [(r, r + 1, c, t) for r in (2, 3) for c, t in ((1, f"Ouvrir {r}"), (2, f"• un lieu {r}"), (3, "CAF"))]
    band = GridCell(1, 2, 1, fin, (100.0, 20.0, fin * 100.0, 40.0), (line("EMPLOI", 90, 100.0, 20.0),))
    grid = _grid(*heads, (1, 4, 0, "Enjeu 1"), *rows)
    steps, table = read_grid(replace(grid, cellules=tuple(sorted([*grid.cellules, band], key=lambda c: (c.rang, c.colonne)))), None)
    said = [(s.emploi, s.dedans) for s in [*steps, *close_table(table)] if _words(s.lignes) == "EMPLOI"]
    assert said == [("groupe", True) if groupe else ("titre", False)]


@pytest.mark.parametrize(("gauche", "ligne"), [("• Ouvrir un lieu", False), ("Ouvrir un lieu", True)])
def test_two_labels_abreast_over_one_list_are_no_header(gauche: str, ligne: bool) -> None:
    """'Ce que nous faisons' beside 'Qui pilote' in each fiche: what stands under the first is a list, and no title of a row."""
    said = _said(_grid((0, 1, 0, "Ce que nous faisons"), (0, 1, 1, "Qui pilote ?"), (1, 2, 0, gauche), (1, 2, 1, "CAF")))
    assert (("titre", "Ouvrir un lieu") in [s[:2] for s in said] or any(e == "titre" for e, *_ in said)) is ligne


@pytest.mark.parametrize("gras", ["Pilote Partenaires Public", ""])
def test_a_row_of_cells_that_each_start_with_a_label_in_bold_is_read_cell_by_cell(gras: str) -> None:
    """'Pilote CAF' | 'Partenaires Ville' | 'Public Tous', the labels in bold: a bar below the title of a fiche."""
    cells = []
    for c, text in enumerate(("Pilote CAF", "Partenaires Ville", "Public Tous")):
        made = line(text, c, c * WIDTH, 0.0)
        pieces = tuple(replace(p, style=GRAS) if text[p.debut : p.fin] in gras.split() else p for p in made.pieces)
        cells.append(GridCell(0, 1, c, c + 1, (c * WIDTH, 0.0, (c + 1) * WIDTH, 20.0), (replace(made, pieces=pieces),)))
    steps, _ = read_grid(Grid(1, (0.0, 0.0, 3 * WIDTH, 20.0), tuple(i * WIDTH for i in range(4)), tuple(cells)), None)
    assert [s.emploi for s in steps] == (["contenu"] * 3 if gras else ["tableau"])


def _cut_by_a_page(fin: str) -> list[tuple[str, str, bool]]:
    """Two pages of a table whose objective, action and merged party the end of the first page cuts; `fin`: how the objective goes on."""
    heads = [(0, 1, c, t) for c, t in enumerate(("Objectif", "Action", "Porteur"))]
    above = _grid(*heads, (1, 3, 0, "Loger"), (1, 2, 1, "Isoler"), (1, 2, 2, "ARS"), (2, 3, 1, "Relier"), (2, 3, 2, "ARS"), *[
        (3, 4, 0, "Rompre l'isolement des"), (3, 4, 1, "Visiter\n- appeler ceux que suit"), (3, 4, 2, "CAF")
    ])  # fmt: skip
    below = _grid(*heads, (1, 3, 0, fin), (1, 2, 1, "le CCAS\n- sortir"), (1, 3, 2, ""), (2, 3, 1, "Former\n- ouvrir"))
    steps, table = read_grid(above, None)
    more, table = read_grid(below, table)
    every = [*steps, *more, *close_table(table)]
    return [(s.emploi, _words(s.lignes), s.repris) for s in every if s.emploi in ("groupe", "titre", "valeur")]


def test_what_the_end_of_a_page_cuts_in_merged_cells_goes_on_below_it() -> None:
    """The objective in small letters, the action, and the party of the empty cell, which the next row has too."""
    found = _cut_by_a_page("aînés")
    assert [said for said in found if said[0] == "groupe"] == [
        ("groupe", "Loger", False),
        ("groupe", "Rompre l'isolement des aînés", False),
    ]
    assert [words for emploi, words, _ in found if emploi == "titre"][-2:] == [
        "Visiter - appeler ceux que suit le CCAS - sortir",
        "Former - ouvrir",
    ]
    assert [said for said in found if said[1] == "CAF"] == [("valeur", "CAF", False), ("valeur", "CAF", True)]


def test_another_objective_at_the_head_of_a_page_opens_its_rows() -> None:
    assert [words for emploi, words, _ in _cut_by_a_page("Aînés") if emploi == "groupe"] == ["Loger", "Rompre l'isolement des", "Aînés"]


# --- fiches that a page cuts

FICHE = (("Pilote", "CAF"), ("Public", "Tous"), ("Calendrier", "2025"), ("Moyens engagés", "Dix agents"))


def _fiche(*rows: tuple[str, str]) -> Grid:
    """Labels in bold at the left of their values."""
    return _grid(*((r, r + 1, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)), gras="|".join(a for a, _ in rows))


@pytest.mark.parametrize(
    ("grilles", "revient"),
    [
        pytest.param([_fiche(*FICHE)] * 3, True, id="three fiches"),
        pytest.param([_fiche(*FICHE)] * 2, False, id="two"),
        pytest.param([_fiche(*FICHE[1:])] * 3, False, id="two known labels in each"),
        pytest.param([_grid(*((r, r + 1, c, t) for r, row in enumerate(FICHE) for c, t in enumerate(row)))] * 3, False, id="not set apart"),
    ],
)
def test_labels_that_return_in_fiches(grilles: list[Grid], revient: bool) -> None:
    """'Moyens engagés', which no list knows, beside three known ones."""
    assert ("moyen engage" in fiche_labels(grilles)) is revient


@pytest.mark.parametrize(
    ("rangee", "emplois"),
    [
        (FICHE[3], ["etiquette", "valeur"]),
        (("Les suites", "Un bilan"), ["tableau"]),  # of no fiche
    ],
)
def test_the_end_of_a_fiche_at_the_head_of_a_page_is_read_as_the_others(rangee: tuple[str, str], emplois: list[str]) -> None:
    """One row, whose label no list knows."""
    fiches = fiche_labels([_fiche(*FICHE)] * 3)
    assert [s.emploi for s in read_grid(_fiche(rangee), None, None, fiches)[0]] == emplois
    assert [s.emploi for s in read_grid(_fiche(rangee), None)[0]] == ["tableau"]


# --- fiches of header rows over values

TETES = "Objectifs|Actions|Pilotes|Partenaires"
RANGEES = (("Objectifs", "Actions"), ("Vivre mieux", "Ouvrir la halle"), ("Pilotes", "Partenaires"), ("CAF", "Ville"))


def _over(*rows: tuple[str, str], gras: str = TETES) -> Grid:
    return _grid(*((r, r + 1, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)), gras=gras)


def test_two_rows_of_labels_each_over_its_values_are_a_fiche() -> None:
    steps, table = read_grid(_over(*RANGEES), None)
    assert [(s.emploi, _words(s.lignes)) for s in steps] == [
        ("etiquette", "Objectifs"), ("valeur", "Vivre mieux"), ("etiquette", "Actions"), ("valeur", "Ouvrir la halle"),
        ("etiquette", "Pilotes"), ("valeur", "CAF"), ("etiquette", "Partenaires"), ("valeur", "Ville"),
    ]  # fmt: skip
    assert table is None


@pytest.mark.parametrize(
    "rangees",
    [
        pytest.param((*RANGEES[:2], ("Lire", "Rouvrir le quai")), id="one row of labels"),
        pytest.param((*RANGEES[:2], RANGEES[0], ("Lire", "Rouvrir le quai")), id="printed again"),
        pytest.param((RANGEES[0], RANGEES[2], ("CAF", "Ville")), id="one right below the other"),
    ],
)
def test_other_rows_of_labels_are_no_fiche(rangees: tuple[tuple[str, str], ...]) -> None:
    assert len(_head_rows(_over(*rangees))) < 2


def test_rows_of_labels_in_another_look_than_the_first_head_no_fiche() -> None:
    assert len(_head_rows(_over(*RANGEES, gras="Objectifs|Actions"))) == 1


@pytest.mark.parametrize("rangees", [RANGEES[:2], RANGEES[2:]])
def test_a_fiche_of_header_rows_that_a_page_cuts_is_read_as_the_others(rangees: tuple[tuple[str, str], ...]) -> None:
    """One row of labels over its values at the foot of a page, the other at the head of the next one."""
    fiches = fiche_labels([_over(*RANGEES)] * 3)
    assert fiches == {"objectif", "action", "pilote", "partenaire"}
    (a, b), (c, d) = rangees
    said = [(s.emploi, _words(s.lignes)) for s in read_grid(_over(*rangees), None, None, fiches)[0]]
    assert said == [("etiquette", a), ("valeur", c), ("etiquette", b), ("valeur", d)]


def test_rows_of_three_cells_are_no_part_of_a_fiche() -> None:
    """Though the label of the row above them is that of fiches."""
    fiches = fiche_labels([_fiche(*FICHE)] * 3)
    cells = [(0, 1, 0, "Moyens engagés"), (0, 1, 1, "Dix agents"), *((1, 2, c, t) for c, t in enumerate(("Nord", "Sud", "Est")))]
    assert [s.emploi for s in read_grid(_grid(*cells), None, None, fiches)[0]] == ["tableau"]


def test_a_table_of_actions_beside_fiches_of_its_labels_is_one() -> None:
    """A table that sums the fiches up; one row could be the end of a fiche."""
    fiches = fiche_labels([_fiche(("Action", "Lire"), ("Pilote", "CAF"), ("Calendrier", "2025"))] * 3)
    assert {"action", "pilote", "calendrier"} <= fiches
    rows = (("Action", "Pilote", "Calendrier"), ("Lire", "Ville", "2026"), ("Écrire", "CAF", "2027"))
    cells = ((r, r + 1, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    assert read_grid(_grid(*cells, gras="Action|Pilote|Calendrier"), None, None, fiches)[1] is not None


# --- labels below the value of another, a row of values under their labels

ETIQUETTE = Style(8.0, gras=True, couleur="#b8860b")


@pytest.mark.parametrize(
    ("look", "etiquettes"),
    [
        (ETIQUETTE, ["Échéance", "On mesure", "Budget"]),
        (CORPS, ["Échéance", "Budget"]),  # set as the value above it
        (GRAS, ["Échéance", "Budget"]),  # a word in bold
    ],
)
def test_a_line_of_a_cell_in_the_look_of_its_label_is_another_label(look: Style, etiquettes: list[str]) -> None:
    heads = [line(t, i, i * WIDTH, 0.0, ETIQUETTE) for i, t in enumerate(("Échéance", "Budget"))]
    under = [
        line(t, 2 + i, 0.0, 20.0 + 12 * i, s) for i, (t, s) in enumerate((("2031", CORPS), ("On mesure", look), ("les trajets", CORPS)))
    ]
    cells = [GridCell(0, 1, i, i + 1, (i * WIDTH, 0.0, (i + 1) * WIDTH, 15.0), (li,)) for i, li in enumerate(heads)]
    cells += [
        GridCell(1, 2, 0, 1, (0.0, 15.0, WIDTH, 60.0), tuple(under)),
        GridCell(1, 2, 1, 2, (WIDTH, 15.0, 2 * WIDTH, 60.0), (line("12 M€", 5, WIDTH, 20.0),)),
    ]
    steps, _ = read_grid(Grid(1, (0.0, 0.0, 2 * WIDTH, 60.0), (0.0, WIDTH, 2 * WIDTH), tuple(cells), False), None)
    assert [_words(s.lignes) for s in steps if s.emploi == "etiquette"] == etiquettes
    assert "les trajets" in [_words(s.lignes) for s in steps if s.emploi == "valeur"] or look is not ETIQUETTE


TABLEAU = ("Indicateur", "Situation en 2023", "Cible 2030")


def _board(valeurs: tuple[str, ...], gras: str = " ".join(TABLEAU), lignes: int = 1) -> Grid:
    rows = [(r, r + 1, c, t) for r in range(1, lignes + 1) for c, t in enumerate(valeurs)]
    return _grid(*((0, 1, c, t) for c, t in enumerate(TABLEAU)), *rows, gras=gras)


def test_a_table_of_one_row_that_returns_in_several_fiches_is_labels_over_their_values() -> None:
    grids = [_board((f"Élèves {i}", "58 %", "72 %")) for i in range(3)]
    steps, _ = read_grid(grids[0], None, None, fiche_labels(grids))
    assert [(s.emploi, _words(s.lignes)) for s in steps][:4] == [
        ("etiquette", "Indicateur"),
        ("valeur", "Élèves 0"),
        ("etiquette", "Situation en 2023"),
        ("valeur", "58 %"),
    ]


@pytest.mark.parametrize(
    "grids",
    [
        pytest.param([_board(("Élèves", "58 %", "72 %"))] * 2, id="too few"),
        pytest.param([_board(("Élèves", "58 %", "72 %"), gras="")] * 3, id="a header set as the row"),
        pytest.param([_board(("Élèves", "58 %", "72 %"), lignes=2)] * 3, id="two rows"),
    ],
)
def test_other_tables_of_figures_stay_tables(grids: list[Grid]) -> None:
    steps, table = read_grid(grids[0], None, None, fiche_labels(grids))
    assert "Situation en 2023" not in [_words(s.lignes) for s in [*steps, *close_table(table)] if s.emploi == "etiquette"]


# --- columns of crosses under one header ------------------------------------------------------------------------------


@pytest.mark.parametrize("texte", ["x", "X", "×", "✓", "✔", "●", "☒", "\uf0fc"])
def test_a_cross_or_a_sign_that_says_yes_ticks_a_cell(texte: str) -> None:
    assert is_tick(texte)


@pytest.mark.parametrize("texte", ["", "-", "–", "—", "/", ".", ",", "?", "!", "…", "*", "~", "☐", "□", "○", "o", "1", "XX", "oui", "✓✓"])
def test_what_stands_for_nothing_or_says_more_is_no_tick(texte: str) -> None:
    assert not is_tick(texte)


SOUS_TETES = ("Bancs Partagés", "Lys Habitat", "Le Relais")


def _crossed(
    *rows: tuple[str, ...], sur: str = "Partenaires mobilisés", tetes: tuple[str, ...] = SOUS_TETES, deuxieme: str = "Pilote"
) -> Grid:
    """'Action' and 'Pilote', or `deuxieme`, over two rows, `sur` over one column for each of `tetes`, then rows: (action, pilot, what each
    column has)."""
    sub = [(1, 2, 2 + i, t) for i, t in enumerate(tetes)]
    grid = _grid(
        (0, 2, 0, "Action"), (0, 2, 1, deuxieme), *sub, *((r, r + 1, c, t) for r, row in enumerate(rows, 2) for c, t in enumerate(row))
    )
    end = 2 + len(tetes)
    over = GridCell(0, 1, 2, end, (200.0, 0.0, end * WIDTH, 20.0), (line(sur, 99, 200.0),))
    return replace(grid, cellules=(*grid.cellules, over))


CROIX = (("Ouvrir", "Ville", "X", "", "X"), ("Former", "CCAS", "", "X", ""))


def test_columns_of_crosses_keep_the_label_over_them_behind_a_field_of_the_same_kind() -> None:
    """'Quartiers' over the crosses, 'Échéance' before them: two fields."""
    said = _said(_crossed(*CROIX, sur="Quartiers concernés", deuxieme="Échéance"))
    assert [texte for emploi, texte, _ in said if emploi == "etiquette"] == ["Échéance", "Quartiers concernés"] * 2


def test_columns_of_crosses_give_the_words_of_their_headers_as_values_of_the_label_over_them() -> None:
    """The crosses themselves say nothing more."""
    said = _said(_crossed(*CROIX))
    assert said[said.index(("titre", "Ouvrir", False)) :] == [
        ("titre", "Ouvrir", False),
        ("etiquette", "Pilote", True),
        ("valeur", "Ville", False),
        ("etiquette", "Partenaires mobilisés", True),
        ("valeur", "Bancs Partagés", True),
        ("valeur", "Le Relais", True),
        ("coche", "X", False),
        ("coche", "X", False),
        ("titre", "Former", False),
        ("etiquette", "Pilote", True),
        ("valeur", "CCAS", False),
        ("etiquette", "Partenaires mobilisés", True),
        ("valeur", "Lys Habitat", True),
        ("coche", "X", False),
    ]


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param(_crossed(CROIX[0], ("Former", "CCAS", "", "à voir", "")), id="over another text"),
        pytest.param(_crossed(*CROIX, sur="Vivre ici"), id="below words that are no label"),
        pytest.param(_crossed(*CROIX, tetes=("Bancs Partagés", "Échéance", "Le Relais")), id="one of them a label"),
        pytest.param(_crossed(*(row[:3] for row in CROIX), tetes=(SOUS_TETES[0], "")), id="a column alone"),
    ],
)
def test_other_columns_below_one_header_tick_nothing(grid: Grid) -> None:
    said = _said(grid)
    assert "coche" not in {emploi for emploi, *_ in said}
    assert not any(repris and texte in SOUS_TETES for emploi, texte, repris in said if emploi == "valeur")


def test_a_header_of_two_rows_loses_none_of_its_columns() -> None:
    """Though no row has anything in two of them."""
    grid = _crossed(("Ouvrir", "Ville", "", "", "X"), ("Former", "CCAS", "", "", "X"))
    assert without_drawn_columns(grid) is grid


@pytest.mark.parametrize(
    ("bords", "reglee", "suite"),
    [
        pytest.param((0.0, 100.0, 200.0, 300.0), False, True, id="the same edges"),
        pytest.param((0.0, 100.0, 200.0, 340.0), False, True, id="its last column ends elsewhere"),
        pytest.param((0.0, 100.0, 200.0, 340.0), True, False, id="where rules say so"),
        pytest.param((0.0, 100.0, 240.0, 300.0), False, False, id="an inner edge differs"),
        pytest.param((30.0, 100.0, 200.0, 300.0), False, False, id="it starts elsewhere"),
        pytest.param((0.0, 100.0, 200.0), False, False, id="another number of columns"),
    ],
)
def test_a_table_without_rules_goes_on_where_only_its_last_column_ends_elsewhere(
    bords: tuple[float, ...], reglee: bool, suite: bool
) -> None:
    first = replace(_table(("Action", "Pilote", "Échéance"), ("Ouvrir", "CAF", "2026")), reglee=reglee)
    _, table = read_grid(first, None)
    assert table is not None
    rows = replace(_table(("Former", "Ville", "2027")), colonnes=bords, reglee=reglee)
    assert _goes_on(table, rows, None) is suite


@pytest.mark.parametrize(
    ("gras", "titres"),
    [("Loger Soigner", ["Loger", "Soigner"]), ("Loger", ["Ouvrir un lieu", "Former des médiateurs"])],
)
def test_a_band_over_the_columns_counts_for_no_name_of_a_row(gras: str, titres: list[str]) -> None:
    """'Habiter' over all columns, then rows whose first cells are in bold: these are their titles."""
    heads = [(0, 1, c, t) for c, t in enumerate(("Objectif", "Actions", "Pilote"))]
    rows = [(2, 3, 0, "Loger"), (2, 3, 1, "Ouvrir un lieu"), (2, 3, 2, "CAF")]
    rows += [(3, 4, 0, "Soigner"), (3, 4, 1, "Former des médiateurs"), (3, 4, 2, "ARS")]
    grid = _grid(*heads, *rows, gras=gras)
    band = GridCell(1, 2, 0, 3, (0.0, 20.0, 300.0, 40.0), (line("Habiter", 90, 0.0, 20.0, GRAS),))
    cells = tuple(sorted([*grid.cellules, band], key=lambda c: (c.rang, c.colonne)))
    assert [text for emploi, text, _ in _said(replace(grid, cellules=cells)) if emploi == "titre"] == titres
