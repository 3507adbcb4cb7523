"""Texts in italics that are titles, since parties stand below each; counted items that run on in one paragraph."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import CORPS, line, whole
from pipeline.model import Block, Line, Style
from pipeline.stages.italic_titles import italic_titles
from pipeline.stages.items_in_lines import items_in_lines
from pipeline.texts import raw_text

ITALIQUE = Style(10.0, italique=True, couleur="#000000")
TITRES = ("Ouvrir les écoles", "Aller au devant des jeunes", "Soigner chacun")


def _italics(
    *titres: str, parties: str = "acteur:pilote", dessous: bool = False, style: Style = ITALIQUE, suite: str = "", prose: bool = False
) -> list[str]:
    """The titles found: each text in `style` over an item and a label of `parties`; `dessous`: right below a title, or behind
    its text with `prose`; `suite`: plain words
    behind it on its line."""
    lignes: list[Line] = []
    blocks: list[Block] = []

    def add(genre: str, texte: str, look: Style, etiquette: str = "") -> None:
        made = line(texte, len(lignes), top=100.0 + 14 * len(lignes), style=look)
        if suite and look == style:
            made = replace(made, pieces=tuple(replace(p, style=CORPS) if p.debut >= len(texte) - len(suite) else p for p in made.pieces))
        lignes.append(made)
        at = len(blocks)
        blocks.append(Block(at, genre, whole(lignes, at), page=1, bbox=made.bbox, style=look, etiquette=etiquette))  # type: ignore[arg-type]

    for titre in titres:
        if dessous:
            add("titre", "1. Vivre", replace(CORPS, gras=True))
            add("texte", "Un texte.", CORPS) if prose else None
        add("texte", titre + suite, style)
        add("item", "former des relais", CORPS)
        if parties:
            add("etiquette", "Piloté par", CORPS, parties)
            add("texte", "la ville", CORPS)
    return [raw_text(lignes, b.spans).strip() for b in italic_titles(blocks, lignes) if b.genre == "titre" and b.pourquoi]


def test_texts_in_italics_over_parties_are_titles() -> None:
    assert _italics(*TITRES) == list(TITRES)


@pytest.mark.parametrize(
    "titres",
    [
        pytest.param(TITRES[:2], id="two alone"),
        pytest.param((*TITRES, TITRES[0]), id="one of them printed twice"),
        pytest.param(tuple(f"{t}." for t in TITRES), id="sentences"),
        pytest.param(tuple(t.lower() for t in TITRES), id="in small letters"),
        pytest.param(tuple(t.split()[0] for t in TITRES), id="single words"),
    ],
)
def test_other_texts_in_italics_over_parties_are_none(titres: Sequence[str]) -> None:
    assert _italics(*titres) == []


def test_texts_in_italics_that_nothing_else_tells_stay_text() -> None:
    assert _italics(*TITRES, parties="") == []
    assert _italics(*TITRES, parties="champ") == []
    assert _italics(*TITRES, dessous=True) == []  # what an engagement is about, below its title
    assert _italics(*TITRES, dessous=True, prose=True) == []  # one to each title, behind its text
    assert _italics(*TITRES, style=CORPS) == []
    assert _italics(*TITRES, suite=" dès la rentrée") == []  # words that a paragraph stresses


def test_a_bracket_with_parties_may_stand_behind_them() -> None:
    assert _italics(*TITRES, parties="", suite=" [pilote : Ville]") == list(TITRES)
    assert _italics(*TITRES, parties="", suite=" [voir la carte]") == []


def _items(texte: str, marque: str = "a)") -> list[tuple[str, str]]:
    """Of an item its parts: their sign and their words."""
    lignes = [line(texte)]
    item = Block(0, "item", whole(lignes, 0), page=1, bbox=lignes[0].bbox, style=CORPS, marque=marque)
    return [(b.marque, raw_text(lignes, b.spans)) for b in items_in_lines([item], lignes)]


@pytest.mark.parametrize(
    ("texte", "marque", "suite"),
    [
        ("ouvrir un lieu ; b) former ; c) suivre", "a)", [("a)", "ouvrir un lieu ;"), ("b)", "former ;"), ("c)", "suivre")]),
        ("ouvrir ; 2. former", "1.", [("1.", "ouvrir ;"), ("2.", "former")]),
        ("appliquer l'art. 2. du décret", "1.", [("1.", "appliquer l'art. 2. du décret")]),  # no semicolon
        ("réunir les comités ; b) et c)", "a)", [("a)", "réunir les comités ; b) et c)")]),  # a reference
        ("ouvrir un lieu ; c) former", "a)", [("a)", "ouvrir un lieu ; c) former")]),  # not the next one
        ("ouvrir au titre du b) du contrat", "a)", [("a)", "ouvrir au titre du b) du contrat")]),
        ("ouvrir ; 2. former", "1)", [("1)", "ouvrir ; 2. former")]),  # another sign
        ("ouvrir ; b) former", "•", [("•", "ouvrir ; b) former")]),
    ],
)
def test_items_of_one_count_in_one_paragraph(texte: str, marque: str, suite: list[tuple[str, str]]) -> None:
    assert _items(texte, marque) == suite
