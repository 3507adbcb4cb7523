"""What several looks at a whole document ask of one block: its type, its words with their sign, whether it goes on with another.

Reads one block or two, and their lines; decides nothing of the document.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Block, Line, Spans, Style
from pipeline.texts import raw_text

# The most words of a title; of one below 'AXE 1' in its box, however plain.
MOTS_TITRE = 45
MOTS_NOM = 18
# Points by which two things at one left edge may differ.
BORD = 6.0
# So many titles of one look speak for all of it.
TITRES_MIN = 3
# In ems, from head to head: a line no further below another is the next one.
INTERLIGNE = 1.6
# The mark of an item that has no list sign but a drawn box to itself.
PUCE_BOITE = "boîte"
# The mark of one whose sign is drawn: a disc, or an icon.
PUCE_DESSINEE = "dessin"
# Why a block is an item, when its sign is the number of a list.
NUMERO_DE_LISTE = "numéro de liste"


def renumbered(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks with their place in the sequence as id."""
    return [b if b.id == i else replace(b, id=i) for i, b in enumerate(blocks)]


def is_a_name(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a block is short and no sentence: it may name something."""
    text = raw_text(lignes, block.spans).rstrip()
    return len(text.split()) <= MOTS_NOM and not text.endswith((".", ";", ",", ":"))


def printed_whole(block: Block, lignes: Sequence[Line]) -> Spans:
    """The spans of a block with its list sign or number as part of them."""
    if block.genre != "item" or not block.spans:
        return block.spans
    first = block.spans[0]
    return (replace(first, debut=min([first.debut, *(s.debut for s in block.balises if s.line == first.line)])), *block.spans[1:])


def plain_look(style: Style) -> tuple[float, bool, bool, str]:
    """How a text is set, its fill apart: size in points, bold, italics, colour."""
    return (style.taille, style.gras, style.italique, style.couleur)


def look_of(spans: Spans, lignes: Sequence[Line]) -> Style:
    """How the first word of a text is set."""
    first = lignes[spans[0].line]
    return next((p.style for p in first.pieces if p.fin > spans[0].debut), first.style)


def is_next_line(above: Block, block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a block starts on the very next printed line, at the same edge."""
    if not above.spans or not block.spans or above.page != block.page:
        return False
    a, b = lignes[above.spans[-1].line], lignes[block.spans[0].line]
    return abs(a.bbox[0] - b.bbox[0]) < 2 and 0 < b.bbox[1] - a.bbox[1] < INTERLIGNE * b.style.taille


def under_titles(blocks: Sequence[Block]) -> list[tuple[Block, list[int]]]:
    """Each title, and the places of the blocks between it and the next."""
    out: list[tuple[Block, list[int]]] = []
    for i, block in enumerate(blocks):
        if block.genre == "titre":
            out.append((block, []))
        elif out:
            out[-1][1].append(i)
    return out
