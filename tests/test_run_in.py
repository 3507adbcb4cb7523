"""Headings in bold at the start of a paragraph: what sets them off from the text that follows."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from builders import CORPS, extract_pages, line, page, whole, words
from pipeline.model import Block, Line, Piece, Span, Style
from pipeline.stages.run_in import led_items, run_in_headings, runs_into_text
from pipeline.texts import raw_text, text_of

GRAS = Style(10.0, gras=True, couleur="#000000")


def _led(ident: int, gras: str, suite: str) -> Line:
    """A line whose first words are bold; the first sign of `suite`, in the weight of the text, may touch them."""
    made = line(gras + suite, ident, top=100.0 + 14 * ident)
    plain = len(gras + suite) - len(suite.lstrip())
    pieces = (Piece(0, len(gras), made.bbox, GRAS), Piece(plain, len(made.texte), made.bbox, CORPS))
    return Line(ident, 1, 0, made.texte, made.bbox, pieces, GRAS)


def _said(leads: list[str], suite: str) -> list[tuple[str, str, str]]:
    """Paragraphs that start with `leads`, an item below each, as (genre, words, signs)."""
    lignes: list[Line] = []
    for lead in leads:
        lignes += [_led(len(lignes), lead, suite), line("un acte", len(lignes) + 1, top=114.0 + 14 * len(lignes))]
    blocks = [Block(i, "item" if i % 2 else "texte", whole(lignes, i), page=1, bbox=li.bbox, style=CORPS) for i, li in enumerate(lignes)]
    return [(b.genre, raw_text(lignes, b.spans), raw_text(lignes, b.balises)) for b in run_in_headings(blocks, lignes)]


LEADS = ["Ouvrir un guichet", "Former des relais"]


@pytest.mark.parametrize("signe", [".", " :", " –"])
def test_a_sign_in_the_weight_of_the_text_ends_a_bold_lead(signe: str) -> None:
    """Two paragraphs with actions below: each is cut after its bold words, the sign is no part of either half."""
    found = [said for said in _said(LEADS, f"{signe} Il est ouvert à tous.") if said[0] != "item"]
    assert found == [block for lead in LEADS for block in (("titre", lead, signe.strip()), ("texte", "Il est ouvert à tous.", ""))]


@pytest.mark.parametrize(
    ("leads", "suite"),
    [
        (LEADS, " est un projet de tous."),  # the sentence goes on
        (LEADS, ", ouvert à tous."),
        (LEADS, ".5 million de visites."),  # no blank behind the point
        (LEADS[:1], ". Il est ouvert à tous."),  # one paragraph alone
    ],
)
def test_bold_words_that_nothing_ends_head_nothing(leads: list[str], suite: str) -> None:
    """Words in bold amid a sentence, or in one paragraph of the document only."""
    assert "titre" not in [genre for genre, _, _ in _said(leads, suite)]


def test_a_closed_lead_whose_words_return_heads_nothing() -> None:
    """'Ouvrir un guichet.' before two paragraphs is a label; the others, each printed once, are titles."""
    found = _said([LEADS[0], LEADS[1], LEADS[0], "Louer une salle"], ". Il est ouvert à tous.")
    assert [lead for genre, lead, _ in found if genre == "titre"] == [LEADS[1], "Louer une salle"]


@pytest.mark.parametrize(
    ("gras", "suite", "attendu"),
    [
        ("Action 1 Ouvrir un guichet", ". Il est ouvert à tous", True),
        ("Action 1 Ouvrir un guichet", " dans le centre de la ville", False),
        ("Action 1 Ouvrir un guichet.", " La rue", True),  # which goes on below
        ("Action 1 Ouvrir un guichet.", " (suite)", False),
        ("Action 1 Ouvrir un guichet", " La rue", False),
        ("Ouvrir un guichet", ". Il est ouvert à tous", False),
    ],
)
def test_a_numbered_lead_before_a_full_stop_runs_into_its_text(gras: str, suite: str, attendu: bool) -> None:
    """A level word and its number in bold, the full stop not: a paragraph that starts as a heading."""
    lignes = [_led(0, gras, suite)]
    assert runs_into_text(Block(0, "texte", whole(lignes, 0), page=1), lignes) is attendu


# --- underlined beginnings, and leads right over a list ---------------------------------------------------------------


def _underlined(reste: str, fin: float) -> list[str]:
    """The titles among paragraphs that start with underlined words, over a list and a party; `fin`: where the rule ends, past the words."""
    runs, rules = [], []
    for i in range(2):
        top = 100.0 + 90 * i
        lead = words(f"Accueillir les enfants {i}.", 50, top)
        runs += [lead, words(reste, lead[-1].x1 + 3, top), words("- ouvrir un lieu", 60, top + 16), words("Pilotage : CAF", 50, top + 32)]
        rules.append((50.0, top + 10.4, lead[-1].x1 - 3 + fin, top + 11.0))
    with tempfile.TemporaryDirectory() as folder:
        _, stages = extract_pages([page(*runs, traits=rules)], Path(folder))
    return [text_of(stages.lignes, b.spans) for b in stages.sorties["blocs"] if isinstance(b, Block) and b.genre == "titre"]


@pytest.mark.parametrize(("fin", "titres"), [(0.0, 2), (3.0, 2), (-30.0, 0)])
def test_underlined_words_that_a_stop_ends_head_their_paragraph(fin: float, titres: int) -> None:
    """With or without the stop; a rule that ends amid a word underlines none."""
    assert len(_underlined("Les parents le demandent depuis longtemps", fin)) == titres


@pytest.mark.parametrize(("leads", "genre"), [(2, "titre"), (1, "texte")])
def test_underlined_words_right_over_a_list_are_a_title_as_other_leads_are(leads: int, genre: str) -> None:
    """'Lever les freins :', no text behind it: its line is underlined whole."""
    lignes: list[Line] = []
    blocks: list[Block] = []
    for k in range(leads + 1):
        lead = f"Ouvrir {k}." if k < leads else "Lever les freins :"
        made = line(lead + " Il est ouvert à tous" * (k < leads), len(lignes), top=100.0 + 20 * len(lignes))
        lignes.append(replace(made, souligne=k == leads, souligne_fin=len(lead) if k < leads else 0))
        blocks.append(Block(len(blocks), "texte", whole(lignes, len(blocks)), page=1, bbox=made.bbox, style=CORPS))
        lignes.append(line("un point", len(lignes), top=100.0 + 20 * len(lignes)))
        blocks.append(Block(len(blocks), "item", whole(lignes, len(blocks)), page=1, bbox=lignes[-1].bbox, style=CORPS))
    assert next(b.genre for b in run_in_headings(blocks, lignes) if text_of(lignes, b.spans).startswith("Lever")) == genre


def test_a_bold_sentence_right_over_its_list_is_a_title_as_other_leads_are() -> None:
    gras = Style(10.0, gras=True, couleur="#000000")
    leads = [("Ouvrir un guichet.", " Il est ouvert à tous"), ("Former les agents.", " Ils sont vingt"), ("Louer une salle.", "")]
    lignes: list[Line] = []
    blocks: list[Block] = []
    for lead, reste in leads:
        made = line(lead + reste, len(lignes), top=100.0 + 20 * len(lignes))
        pieces = tuple(replace(p, style=gras) if p.fin <= len(lead) else p for p in made.pieces)
        lignes.append(replace(made, pieces=pieces, style=CORPS if reste else gras))
        blocks.append(Block(len(blocks), "texte", whole(lignes, len(blocks)), page=1, bbox=made.bbox, style=lignes[-1].style))
        lignes.append(line("un point", len(lignes), top=100.0 + 20 * len(lignes)))
        blocks.append(Block(len(blocks), "item", whole(lignes, len(blocks)), page=1, bbox=lignes[-1].bbox, style=CORPS))
    found = [text_of(lignes, b.spans) for b in run_in_headings(blocks, lignes) if b.genre == "titre"]
    assert found == ["Ouvrir un guichet.", "Former les agents.", "Louer une salle."]


# --- items that open in bold beside one whose first words are those of a field


def _signed(avant: str, code: str = "champ", signe: str = "•", suite: bool = True, dessous: bool = True) -> list[tuple[str, str, str]]:
    """(Genre, words, sign) of a field behind a list sign and its value, below an item and, `dessous`, above one set alike. `avant`: the
    item, in bold before '|'."""
    field = _led(1, f"{signe} Orientation", " : organiser une semaine")
    lignes = [_led(0, *avant.split("|")), field, _led(2, *avant.split("|"))]
    at = len(signe) + 1
    colon = at + len("Orientation")
    blocks = [
        Block(0, "item", whole(lignes, 0), page=1, bbox=lignes[0].bbox, style=CORPS, marque="•", niveau=2),
        Block(1, "etiquette", (Span(1, at, colon),), (Span(1, 0, len(signe)), Span(1, colon + 1, colon + 2)), page=1, etiquette=code),
        Block(2, "texte", (Span(1, colon + 3, len(field.texte)),), page=1, bbox=field.bbox, style=CORPS, suite=suite),
    ]
    blocks += [replace(blocks[0], id=3, spans=whole(lignes, 2))] if dessous else []
    return [(b.genre, raw_text(lignes, b.spans), b.marque) for b in led_items(blocks, lignes)[1:]][: -1 if dessous else None]


def test_a_field_behind_a_list_sign_beside_items_that_open_in_bold_is_one_of_them() -> None:
    """'Orientation : organiser une semaine' below 'Tutorat : aider chaque enfant'."""
    assert _signed("Tutorat| : aider chaque enfant") == [("item", "Orientation : organiser une semaine", "•")]


@pytest.mark.parametrize(
    ("avant", "autre"),
    [
        pytest.param("Tutorat| aider chaque enfant", {}, id="no colon in the item beside it"),
        pytest.param("| Tutorat : aider chaque enfant", {}, id="which is not bold"),
        pytest.param("Durée| : trois ans", {"dessous": False}, id="an item on one side alone, in a list of fields"),
        pytest.param("Tutorat| : aider chaque enfant", {"signe": "–"}, id="another sign"),
        pytest.param("Tutorat| : aider chaque enfant", {"code": "acteur:pilote"}, id="a label of parties"),
        pytest.param("Tutorat| : aider chaque enfant", {"code": "actions"}, id="a label of actions"),
        pytest.param("Tutorat| : aider chaque enfant", {"suite": False}, id="its value is not on its line"),
    ],
)
def test_another_field_behind_a_list_sign_stays_one(avant: str, autre: dict[str, Any]) -> None:
    assert [genre for genre, _, _ in _signed(avant, **autre)] == ["etiquette", "texte"]
