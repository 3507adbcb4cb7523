"""What a table says, on grids built by hand: header in any order, rows, merged cells, pages."""

from __future__ import annotations

from builders import line
from pipeline.model import Line
from pipeline.stages.grids import Step, close_table, header_of, read_grid
from pipeline.stages.tables import Grid, GridCell

WIDTH = 100.0


def _grid(*cells: tuple[int, int, int, str]) -> Grid:
    """Cells as (row, row end, column, words); one line per cell."""
    made = [
        GridCell(
            r, end, c, c + 1, (c * WIDTH, r * 20.0, (c + 1) * WIDTH, end * 20.0), (line(text, n, c * WIDTH, r * 20.0),) if text else ()
        )
        for n, (r, end, c, text) in enumerate(cells)
    ]
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
