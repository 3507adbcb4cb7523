"""Numbered lines over the parties that lead them: the engagements of typed notes; other numbered lists stay lists."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import line
from pipeline.model import Block, Genre, Line, Span
from pipeline.stages.block_looks import NUMERO_DE_LISTE
from pipeline.stages.counted_items import counted_items
from pipeline.stages.headings import RANG_RANGEE
from pipeline.texts import text_of

# genre, left edge, words, sign
_Row = tuple[Genre, float, str, str]
TITRES = ("Ouvrir les équipements", "Rouvrir la halle", "Planter des arbres", "Former des relais")


def _blocks(rows: Sequence[_Row]) -> tuple[list[Block], list[Line]]:
    lignes: list[Line] = []
    blocks: list[Block] = []
    for i, (genre, x0, texte, signe) in enumerate(rows):
        said = f"{signe} {texte}".strip()
        lignes.append(line(said, i, x0, 100.0 + 14 * i))
        debut = len(said) - len(texte)
        numbered = signe[:1].isdigit()
        blocks.append(
            Block(
                i,
                genre,
                (Span(i, debut, len(said)),),
                (Span(i, 0, len(signe)),) if signe else (),
                page=1,
                bbox=lignes[i].bbox,
                niveau=2 if genre == "item" and not numbered else 1,
                marque=signe,
                etiquette="acteur:pilote" if genre == "etiquette" else "",
                pourquoi=(NUMERO_DE_LISTE,) if numbered else (),
            )
        )
    return blocks, lignes


def _notes(menes: int, total: int = 4, dessous: str = "", bords: Sequence[float] = (50.0,), tete: Genre = "item") -> list[_Row]:
    """Numbered lines, each with an action below it, and the first `menes` with who leads them."""
    rows: list[_Row] = []
    for i, titre in enumerate(TITRES[:total]):
        rows.append((tete, bords[i % len(bords)], titre, f"{i + 1})" if tete == "item" else ""))
        rows += [("texte", 60.0, dessous, "")] if dessous else []
        rows += [("etiquette", 60.0, "Pilotes", ""), ("texte", 110.0, "CAF", "")] if i < menes else []
        rows.append(("item", 70.0, "trois étals", "-"))
    return rows


def _made(rows: Sequence[_Row]) -> list[tuple[str, str]]:
    blocks, lignes = _blocks(rows)
    found = counted_items(blocks, lignes)
    assert [b.id for b in found] == list(range(len(found)))
    return [(b.genre, text_of(lignes, b.spans)) for b in found]


@pytest.mark.parametrize("dessous", ["", "Un lieu pour tous."])
def test_numbered_lines_over_their_parties_are_headings(dessous: str) -> None:
    blocks, lignes = _blocks(_notes(4, dessous=dessous))
    found = counted_items(blocks, lignes)
    heads = [b for b in found if b.genre == "titre"]
    assert [text_of(lignes, b.spans) for b in heads] == [f"{i}) {t}" for i, t in enumerate(TITRES, 1)]
    assert {(b.rang, b.marque, b.balises) for b in heads} == {(RANG_RANGEE, "", ())}
    assert [text_of(lignes, b.spans) for b in found if b.genre == "texte"] == [t for _ in TITRES for t in (dessous, "CAF") if t]


def test_the_items_below_such_a_heading_are_at_the_first_level() -> None:
    rows = _notes(4)
    assert {b.niveau for b in counted_items(*_blocks(rows)) if b.genre == "item"} == {1}
    assert {b.niveau for b in counted_items(*_blocks(_notes(0))) if b.marque == "-"} == {2}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(_notes(0), id="nobody leads them"),
        pytest.param(_notes(2, 2), id="two of them"),
        pytest.param(_notes(3), id="one in four without parties"),
        pytest.param(_notes(4, bords=(50.0, 90.0)), id="at two edges"),
        pytest.param([*_notes(4), *_notes(4, tete="titre")], id="headings have the labels"),
    ],
)
def test_other_numbered_lists_stay_lists(rows: list[_Row]) -> None:
    assert _made(rows) == [(genre, texte) for genre, _, texte, _ in rows]


@pytest.mark.parametrize(
    ("bord", "texte", "titres"),
    [
        pytest.param(60.0, "Un lieu pour tous.", False, id="a paragraph at the edge of the labels"),
        pytest.param(60.0, "et les salles", True, id="in small letters"),
        pytest.param(66.0, "Un lieu pour tous.", True, id="at another edge"),
    ],
)
def test_a_paragraph_that_an_item_ran_into_stays_text(bord: float, texte: str, titres: bool) -> None:
    rows = [row for row in _notes(3, 3) if row[2] != "trois étals"]
    blocks, lignes = _blocks(rows)
    more = len(lignes)
    lignes.append(line(texte, more, bord, 107.0))
    blocks[0] = replace(blocks[0], spans=(*blocks[0].spans, Span(more, 0, len(texte))))
    found = [(b.genre, text_of(lignes, b.spans)) for b in counted_items(blocks, lignes)[:2]]
    head = "1) Ouvrir les équipements"
    assert found == ([("titre", f"{head} {texte}"), ("etiquette", "Pilotes")] if titres else [("titre", head), ("texte", texte)])
