"""Labels in boxes of their own: how far down, and how far to the side, the values of fiches and of rows of labels reach."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import CORPS, line, page, whole, words
from pipeline.model import Block, Box, Genre, Line, Span, Style, Word
from pipeline.stages.aligned_tables import aligned_table, with_one_value
from pipeline.stages.boxed_lists import banded_titles, boxed_paragraphs
from pipeline.stages.boxes import text_boxes
from pipeline.stages.grid_cells import rows_of
from pipeline.stages.grids import is_header
from pipeline.stages.label_columns import label_columns
from pipeline.stages.lines import lines_pdf
from pipeline.texts import text_of

GRAS = Style(10.0, gras=True, couleur="#000000")
ETIQUETTE = Style(8.0, couleur="#d98300")

# --- labels one under the other, their values at their right ---------------------------------------------------------

FICHE = [("Pilote", "CAF"), ("Partenaires", "Ville, Région"), ("Public", "Tous les habitants"), ("Calendrier", "2025")]


def _fiche(boxes: Sequence[Box]) -> list[str]:
    """The value beside each label; that of 'Public' has three lines, the label in the middle of them."""
    runs: list[list[Word]] = []
    for i, (label, value) in enumerate(FICHE):
        top = 116 + 48.0 * i
        parts = ["Les familles", value, "et leurs voisins"] if label == "Public" else [value]
        runs += [words(label, 50, top, ETIQUETTE)]
        runs += [words(part, 140, top + 12 * (j - len(parts) // 2)) for j, part in enumerate(parts)]
    (fiche,) = label_columns(lines_pdf([page(*runs, boites=boxes)]), [], is_header, (), boxes)
    return [" ".join(li.texte for cell in row[1:] for li in cell) for row in fiche.rangs]


def _around(droite: float = 130.0) -> list[Box]:
    """A box around each label, 48 points high."""
    return [Box(45, 100 + 48.0 * i, droite, 144 + 48.0 * i, fond="#eef0f2") for i in range(len(FICHE))]


SEPARES = ["CAF", "Ville, Région", "Les familles Tous les habitants et leurs voisins", "2025"]
MELES = ["CAF", "Ville, Région Les familles", "Tous les habitants et leurs voisins", "2025"]


@pytest.mark.parametrize(
    ("boxes", "values"),
    [
        pytest.param(_around(), SEPARES, id="each label in a box"),
        pytest.param([], MELES, id="no boxes"),
        pytest.param(_around(300.0), MELES, id="label and value in one box"),
        pytest.param([Box(45, 90, 130, 300, fond="#eef0f2")], MELES, id="all labels in one box"),
        pytest.param(_around()[:3], MELES, id="a label without box"),
    ],
)
def test_a_row_is_as_high_as_the_box_of_its_label(boxes: list[Box], values: list[str]) -> None:
    assert _fiche(boxes) == values


# --- labels abreast, their values below ------------------------------------------------------------------------------

XS = (60.0, 150.0, 240.0)
LABELS = ("Pilote", "Public", "Calendrier")


def _abreast(*rows: tuple[str, ...], first: float = 100.0) -> list[list[Word]]:
    return [
        words(t, x, first + 14 * r, CORPS if r else GRAS) for r, row in enumerate((LABELS, *rows)) for x, t in zip(XS, row, strict=True)
    ]


def _cards(bottom: float, width: float = 82.0) -> list[Box]:
    return [Box(x - 8, 95, x - 8 + width, bottom, fond="#eef0f2") for x in XS]


@pytest.mark.parametrize(
    ("boxes", "rows"),
    [
        pytest.param(_cards(127), 2, id="below their boxes"),
        pytest.param(_cards(145), 3, id="within their boxes"),
        pytest.param([], 3, id="no boxes"),
        pytest.param([Box(50, 95, 560, 127, fond="#eef0f2")], 3, id="one box for all labels"),
        pytest.param(_cards(127)[:2], 3, id="a label without box"),
        pytest.param(_cards(112), 3, id="the boxes hold the labels alone"),
    ],
)
def test_values_end_with_the_boxes_of_their_labels(boxes: list[Box], rows: int) -> None:
    sheet = page(*_abreast(("CAF", "Jeunes", "2025"), ("Ville", "Femmes", "2026")), boites=boxes)
    assert len(with_one_value(rows_of(lines_pdf([sheet])), boxes)) == rows


@pytest.mark.parametrize(
    ("boxes", "droite"),
    [
        pytest.param(_cards(145), 306.0, id="of its own"),
        pytest.param([Box(50, 95, 580, 145, fond="#eef0f2")], 290.0, id="of all labels"),
        pytest.param([], 290.0, id="none"),
    ],
)
def test_the_last_value_has_the_room_of_its_box(boxes: list[Box], droite: float) -> None:
    """As far from its right side as the label is from its left one."""
    sheet = page(*_abreast(("CAF", "Jeunes", "2025")), boites=boxes)
    grid = aligned_table(sheet, rows_of(lines_pdf([sheet])), [], False, text_boxes(sheet))
    assert grid is not None
    assert grid.bbox[2] == droite


# --- bands amid the rows of a table ----------------------------------------------------------------------------------

BANDE = Style(14.0, gras=True, couleur="#14342b")


@pytest.mark.parametrize(
    ("dessous", "textes"),
    [
        pytest.param(("Lire", "Enfants", "Ville", ""), ["Vivre ensemble", "Lire", "Enfants", "Ville"], id="three cells"),
        pytest.param(("Lire", "Enfants", "", ""), [], id="two cells"),
        pytest.param(("", "Enfants", "Ville", "2025"), [], id="none of them the first"),
        pytest.param(("Lire avec les plus petits de l'école", "Enfants", "Ville", "2025"), [], id="one over its column"),
    ],
)
def test_a_larger_band_belongs_to_a_table_that_goes_on_below_it(dessous: tuple[str, ...], textes: list[str]) -> None:
    xs = (60.0, 190.0, 310.0, 430.0)
    rows: list[tuple[tuple[str, ...], Style]] = [
        (("Action", "Public", "Pilote", "Calendrier"), GRAS),
        (("Jouer", "Jeunes", "CAF", "2026"), CORPS),
    ]
    rows += [(("Vivre ensemble", "", "", ""), BANDE), (dessous, CORPS)]
    lignes = [
        line(text, 10 * r + c, xs[c], 100 + 20.0 * r, style) for r, (row, style) in enumerate(rows) for c, text in enumerate(row) if text
    ]
    grid = aligned_table(page(), rows_of(lignes), [], True)
    assert grid is not None
    said = [li.texte for row in grid.rangs for cell in row for li in cell.lignes]
    assert said == ["Action", "Public", "Pilote", "Calendrier", "Jouer", "Jeunes", "CAF", "2026", *textes]


# --- white titles on a band over a list -------------------------------------------------------------------------------


@pytest.mark.parametrize(("fonds", "titres"), [(("#aa3311", "#1133aa", "#11aa33"), 3), (("#aa3311", "#1133aa"), 0)])
def test_white_titles_on_a_band_in_the_colour_of_their_part(fonds: tuple[str, ...], titres: int) -> None:
    rows = [
        row
        for i, fond in enumerate(fonds)
        for row in ((f"Titre {i}", "texte", Style(9.0, gras=True, couleur="#ffffff", fond=fond)), (f"un point {i}", "item", CORPS))
    ]
    lignes = [line(t, i, style=s) for i, (t, _, s) in enumerate(rows)]
    blocks = [
        Block(i, "item" if g == "item" else "texte", whole(lignes, i), page=1, style=s, groupe=i + 1) for i, (_, g, s) in enumerate(rows)
    ]
    assert [b.genre for b in banded_titles(blocks, lignes)].count("titre") == titres


@pytest.mark.parametrize(
    ("titres", "couleur", "taille", "tailles"),
    [
        pytest.param(3, "#ffffff", 8.5, [10.0] * 4, id="as the others"),
        pytest.param(2, "#ffffff", 8.5, [10.0] * 2, id="too few others"),
        pytest.param(3, "#fff0f0", 8.5, [10.0] * 3, id="in another colour"),
        pytest.param(3, "#ffffff", 7.0, [10.0] * 3, id="far smaller"),
    ],
)
def test_a_title_shrunk_to_fit_its_band_takes_the_look_of_the_others(
    titres: int, couleur: str, taille: float, tailles: list[float]
) -> None:
    blanc = Style(10.0, gras=True, couleur="#ffffff", fond="#aa3311")
    rows = [row for i in range(titres) for row in ((f"Titre {i}", "titre", blanc), (f"un point {i}", "item", CORPS))]
    rows += [("Un titre trop long", "texte", Style(taille, gras=True, couleur=couleur, fond="#aa3311")), ("un point", "item", CORPS)]
    lignes = [line(t, i, style=s) for i, (t, _, s) in enumerate(rows)]
    blocks = [Block(i, "titre", whole(lignes, i), page=1, style=s, groupe=i + 1) for i, (_, _, s) in enumerate(rows)]
    genres: list[Genre] = ["titre" if g == "titre" else "item" if g == "item" else "texte" for _, g, _ in rows]
    blocks = [replace(b, genre=g) for b, g in zip(blocks, genres, strict=True)]
    assert [b.style.taille for b in banded_titles(blocks, lignes) if b.genre == "titre"] == tailles


@pytest.mark.parametrize(
    ("pourquoi", "titres"),
    [("numéro de liste", ["1. Agir", "2. Agir", "3. Agir"]), ("puce", [])],  # a list sign is no number
)
def test_a_number_before_a_white_title_on_its_band_makes_it_no_item(pourquoi: str, titres: list[str]) -> None:
    """The number is in the title again."""
    blanc = Style(9.0, gras=True, couleur="#ffffff", fond="#aa3311")
    lignes: list[Line] = []
    blocks: list[Block] = []
    for i in (0, 2, 4):
        lignes += [line(f"{i // 2 + 1}. Agir", i, style=blanc), line("un point", i + 1)]
        number, words_ = (Span(i, 0, 2),), (Span(i, 3, 7),)
        blocks.append(Block(i, "item", words_, page=1, style=blanc, groupe=i + 1, balises=number, marque="1.", pourquoi=(pourquoi,)))
        blocks.append(Block(i + 1, "item", whole(lignes, i + 1), page=1, style=CORPS, groupe=i + 2))
    found = [b for b in banded_titles(blocks, lignes) if b.genre == "titre"]
    assert [text_of(lignes, b.spans) for b in found] == titres
    assert not any(b.balises or b.marque for b in found)


# --- paragraphs in one box below a title ------------------------------------------------------------------------------


def _boxed(fiches: int, corps: int = 2, parties: bool = True, puce: bool = False, groupe: int = 0) -> list[str]:
    """The genres of the paragraphs in the boxes of fiches: title, box, parties; `groupe`: that of the parties too."""
    lignes: list[Line] = []
    blocks: list[Block] = []

    def add(genre: Genre, words: str, box: int = 0, etiquette: str = "") -> None:
        lignes.append(line(words, len(lignes), style=GRAS if genre == "titre" else CORPS))
        spans = whole(lignes, len(blocks))
        blocks.append(Block(len(blocks), genre, spans, page=1, style=lignes[-1].style, groupe=box, etiquette=etiquette))

    for n in range(fiches):
        add("titre", f"Titre {n}")
        for i in range(corps):
            add("texte", f"Ouvrir le lieu {i}", n + 1)
        if puce:
            add("item", "un point")
        if parties:
            add("etiquette", "Pilote", (n + 1) * groupe, "acteur:pilote")
            add("texte", "CAF", (n + 1) * groupe)
    return [b.genre for b in boxed_paragraphs(blocks, lignes) if b.genre != "titre" and b.groupe and b.etiquette == ""]


@pytest.mark.parametrize(
    ("found", "genre"),
    [
        pytest.param(_boxed(3), "item", id="three fiches"),
        pytest.param(_boxed(2), "texte", id="two fiches"),
        pytest.param(_boxed(3, corps=1), "texte", id="one paragraph each"),
        pytest.param(_boxed(3, parties=False), "texte", id="nobody leads them"),
        pytest.param(_boxed(3, puce=True), "texte", id="a list is there"),
        pytest.param(_boxed(3, groupe=1), "texte", id="parties in the box too"),
    ],
)
def test_paragraphs_of_one_box_under_each_title_are_its_list(found: list[str], genre: str) -> None:
    assert set(found) == {genre}
