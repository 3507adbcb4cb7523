"""Calls of footnotes are markup where the page prints their note; exponents and figures stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, all_engagements, extract_pages, line, page, whole, words
from pipeline.model import Block, Genre, Line, Piece, Style
from pipeline.stages.note_calls import note_calls
from pipeline.texts import raw_text


def _called(avant: str, appel: str = "2", apres: str = "", taille: float = 6.0, monte: float = 4.0) -> Line:
    """A line with `appel` in small type right behind its first words, its foot so many points above theirs."""
    made = line(avant)
    x0, top, x1, bottom = made.bbox
    fin = len(avant + appel)
    small = Piece(len(avant), fin, (x1, bottom - monte - taille, x1 + 3, bottom - monte), Style(taille, couleur="#000000"))
    rest = (Piece(fin + 1, len(avant + appel + apres), (x1 + 6, top, x1 + 60, bottom), CORPS),) if apres else ()
    return Line(0, 1, 0, avant + appel + apres, (x0, top, x1, bottom), (*made.pieces, small, *rest), CORPS)


def _said(called: Line, note: str = "2 Hors la tour du Val-Perdu", genre: Genre = "item", page_note: int = 1) -> tuple[str, str]:
    """The words of a block and its markup, with a note at the foot of a page."""
    lignes = [called, line(note, 1, top=780.0)]
    blocks = [
        Block(0, genre, whole(lignes, 0), page=1, style=CORPS),
        Block(1, "texte", whole(lignes, 1), page=page_note, style=CORPS),
    ]
    first, foot = note_calls(blocks, lignes)
    assert foot == blocks[1]
    return raw_text(lignes, first.spans), raw_text(lignes, first.balises)


@pytest.mark.parametrize("genre", ["titre", "item", "texte"])
def test_a_call_behind_the_last_word_is_no_part_of_the_text(genre: Genre) -> None:
    """'logements2' with a note 2 on the page, in a title, an action, a paragraph."""
    assert _said(_called("Rénover les logements"), genre=genre) == ("Rénover les logements", "2")


def test_the_text_goes_on_behind_a_call() -> None:
    """Two spans of one line, the call between them."""
    texte, balises = _said(_called("Rénover les logements", apres=" vacants"))
    assert (texte.split(), balises) == (["Rénover", "les", "logements", "vacants"], "2")


@pytest.mark.parametrize("note", ["2 Hors la tour", "2. Hors la tour", "(2) Hors la tour"])
def test_a_note_in_every_spelling(note: str) -> None:
    """Its number alone, before a full stop, in parentheses."""
    assert _said(_called("Rénover les logements"), note)[1] == "2"


@pytest.mark.parametrize(
    ("ligne", "note", "page"),
    [
        (_called("Rénover les logements"), "3 Hors la tour", 1),  # no note of that number
        (_called("Rénover les logements"), "2 Hors la tour", 2),  # on another page
        (_called("Rénover 40 km"), "2 Hors la tour", 1),  # an exponent
        (_called("Rénover la tour 125"), "2 Hors la tour", 1),
        (_called("Rénover les logements", taille=9.0), "2 Hors la tour", 1),  # nearly as large
        (_called("Rénover les logements", monte=0.5), "2 Hors la tour", 1),  # not raised
        (_called("Rénover les logements", "e"), "2 Hors la tour", 1),
    ],
)
def test_what_calls_no_note_stays(ligne: Line, note: str, page: int) -> None:
    """No note of that number at hand, a unit of measure, type as large or on the baseline."""
    assert _said(ligne, note, page_note=page) == (ligne.texte, "")


def test_labels_keep_their_figures() -> None:
    """Only titles, items and paragraphs lose their calls."""
    assert _said(_called("Pilote"), genre="etiquette") == ("Pilote2", "")
    assert _said(_called("Pilote"), genre="titre")[1] == "2"


def test_a_call_in_the_larger_type_of_a_title() -> None:
    """Small beside its own words, though no smaller than the text."""
    titre = Line(
        0, 1, 0, "Habiter2", (50, 100, 120, 116), (Piece(0, 7, (50, 100, 110, 116), GRAND), Piece(7, 8, (110, 98, 114, 108), CORPS)), GRAND
    )
    assert _said(titre, genre="titre") == ("Habiter", "2")


@pytest.mark.parametrize(
    ("note", "texte"), [("2 Hors la tour du Val-Perdu", "Rénover les logements"), ("3 Hors la tour", "Rénover les logements2")]
)
def test_an_action_of_a_page_is_published_without_its_call(note: str, texte: str, tmp_path: Path) -> None:
    """The words before the call, the note in small type at the foot of the page."""
    petit = Style(6.0, couleur="#000000")
    item = words("• Rénover les logements", top=130)
    call = replace(words("2", item[-1].x1, 128, petit)[0], espace=False)
    head = [words("Axe 1 : Vivre", top=60, style=GRAND), words("1.1 Habiter", top=100, style=GRAND)]
    document, _ = extract_pages([page(*head, item, [call], words(note, top=760, style=Style(8.0, couleur="#000000")))], tmp_path)
    assert [a.texte for e in all_engagements(document) for a in e.actions] == [texte]
