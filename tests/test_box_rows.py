"""Tables whose cells are boxes apart, under a row of headers."""

from __future__ import annotations

import pytest

from builders import CORPS, page, words
from pipeline.model import Box, Style, Word
from pipeline.stages.box_rows import BoxTable, box_table
from pipeline.stages.boxes import text_boxes
from pipeline.stages.grids import is_header
from pipeline.stages.lines import lines_pdf

GRAS = Style(10.0, gras=True, couleur="#000000")
COLONNES = (40.0, 180.0, 320.0, 460.0)
ENTETES = ("Engagement", "Chef de file", "Partenaires", "Échéance")


def _table(runs: list[list[Word]], boites: list[Box]) -> BoxTable | None:
    heads = [words(text, x + 20, 60, GRAS) for text, x in zip(ENTETES, COLONNES, strict=True)]
    sheet = page(*heads, *runs, boites=boites)
    return box_table(lines_pdf([sheet]), text_boxes(sheet), is_header)


def _row(top: float, *textes: str, large: float = 120.0) -> tuple[list[list[Word]], list[Box]]:
    """A box of 40 points for each text that is not empty."""
    filled = [(text, x) for text, x in zip(textes, COLONNES, strict=True) if text]
    runs = [words(text, x + 10, top + 15) for text, x in filled]
    return runs, [Box(x, top, x + large, top + 40, fond="#ddeeff") for _, x in filled]


def _rows(*rows: tuple[list[list[Word]], list[Box]]) -> tuple[list[list[Word]], list[Box]]:
    return [run for runs, _ in rows for run in runs], [box for _, boxes in rows for box in boxes]


def _said(table: BoxTable | None) -> list[tuple[bool, list[str]]]:
    assert table is not None
    return [(row.bande, [" ".join(li.texte for li in cell) for cell in row.cellules]) for row in table.rangs]


UN = ("Ouvrir", "Ville", "CAF", "2025")
DEUX = ("Bâtir", "Etat", "ARS", "")


def test_boxes_under_headers_are_rows_and_a_wide_one_a_band() -> None:
    runs, boxes = _rows(_row(110, *UN), _row(160, *DEUX))
    band = Box(40, 80, 580, 100, fond="#ededed")
    table = _table([words("ÉDUCATION", 50, 85, GRAS), *runs], [band, *boxes])
    assert _said(table) == [(True, ["ÉDUCATION", "", "", ""]), (False, list(UN)), (False, list(DEUX))]


def test_the_number_of_a_box_comes_first() -> None:
    runs, boxes = _rows(_row(100, "Ouvrir", *UN[1:]), _row(150, *DEUX))
    runs.append(words("A1", 41, 120, CORPS)[:1])
    runs[0] = words("Ouvrir une maison", 62, 110)
    assert (
        _said(_table(runs, [b if i else Box(40, 100, 160, 140, fond="#ddeeff") for i, b in enumerate(boxes)]))[0][1][0]
        == "A1 Ouvrir une maison"
    )


@pytest.mark.parametrize(
    "ecart",
    [
        "une rangée",  # one row is no table
        "cellules jointes",  # cells that touch are a ruled table
        "texte libre",  # text among the rows
        "deux boîtes sous un en-tête",
    ],
)
def test_what_is_no_table_of_boxes(ecart: str) -> None:
    runs, boxes = _rows(_row(100, *UN, large=140.0 if ecart == "cellules jointes" else 120.0), _row(150, *DEUX))
    if ecart == "une rangée":
        runs, boxes = _row(100, *UN)
    elif ecart == "texte libre":
        runs.append(words("un texte entre deux rangées", 40, 141, CORPS))
    elif ecart == "deux boîtes sous un en-tête":
        runs, boxes = _rows(
            (runs, boxes),
            ([words("x", 195, 200), words("y", 250, 200)], [Box(185, 190, 230, 230, trait=True), Box(240, 190, 290, 230, trait=True)]),
        )
        assert len(_said(_table(runs, boxes))) == 2  # the rows above stand
        return
    assert _table(runs, boxes) is None
