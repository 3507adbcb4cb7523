"""Titles that nothing but their italics tells, at the size and in the colour of the text.

Reads the blocks of a document in order; decides by return: several short texts in italics of one look, most of them over parties, or with
these in brackets behind them, and most of them not right below another title, as the line is that says what an engagement is about. What a
document quotes, dates or explains in italics names nobody and stays text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.model import Block, Line, Span, Spans, Style
from pipeline.stages.block_looks import MOTS_NOM, TITRES_MIN, look_of, renumbered
from pipeline.stages.brackets import starts_with_parties
from pipeline.texts import fold, raw_text

# Share of the texts of one look that have parties below them.
PART_MENEE = 0.8
# The most of them that stand right below another title.
PART_DESSOUS = 0.5
_Lead = tuple[Spans, Spans]


def italic_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The same blocks, such texts turned into headings, what follows them in their paragraph a text of its own."""
    by_look: dict[Style, dict[int, _Lead]] = defaultdict(dict)
    for i, block in enumerate(blocks):
        if (found := _italic_lead(block, lignes)) is not None:
            by_look[look_of(block.spans, lignes)][i] = found
    told = {i: lead for leads in by_look.values() if _are_titles(leads, blocks, lignes) for i, lead in leads.items()}
    if not told:
        return list(blocks)
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if i not in told:
            out.append(block)
            continue
        lead, rest = told[i]
        style = look_of(block.spans, lignes)
        out.append(
            replace(block, genre="titre", spans=lead, style=style, pourquoi=("en italique au-dessus de ses parties, comme d'autres",))
        )
        if rest:
            out.append(replace(block, spans=rest, balises=()))
    return renumbered(out)


def _italic_lead(block: Block, lignes: Sequence[Line]) -> _Lead | None:
    """The words in italics that a paragraph is, or that it starts with, and the rest of it: a bracket, or what stands on the next lines."""
    if block.genre != "texte" or block.suite or block.cellule or not block.page or not block.spans:
        return None
    look = look_of(block.spans, lignes)
    if not look.italique or look.gras or coloured(look.couleur):
        return None
    lead: list[Span] = []
    rest: Spans = ()
    for n, span in enumerate(block.spans):
        pieces = [p for p in lignes[span.line].pieces if p.debut < span.fin and p.fin > span.debut]
        plain = next((p for p in pieces if not p.style.italique), None)
        if plain is None:
            lead.append(span)
            continue
        end = len(lignes[span.line].texte[: plain.debut].rstrip())
        if end > span.debut:
            lead.append(replace(span, fin=end))
            rest = (replace(span, debut=plain.debut, colle=False), *block.spans[n + 1 :])
            if not raw_text(lignes, rest).startswith(("(", "[")):
                return None
        else:
            rest = block.spans[n:]
        break
    text = raw_text(lignes, tuple(lead)).strip()
    named = text[:1].isupper() and 1 < len(text.split()) <= MOTS_NOM and not text.endswith((".", ";", ",", ":"))
    return (tuple(lead), rest) if named else None


def _are_titles(leads: dict[int, _Lead], blocks: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether most texts of one look, several, none printed twice, have parties below them before the next one, and stand not right below
    a title."""
    said = {fold(raw_text(lignes, lead)) for lead, _ in leads.values()}
    if not TITRES_MIN <= len(leads) == len(said):
        return False  # what returns recalls the part that a fiche belongs to
    led = below = 0
    above: dict[int, int] = defaultdict(int)  # place of a title to how many of the texts stand below it
    for i, (_, rest) in leads.items():
        below += i > 0 and blocks[i - 1].genre == "titre"
        above[next((k for k in range(i - 1, -1, -1) if blocks[k].genre == "titre"), -1)] += 1
        led += starts_with_parties(raw_text(lignes, rest)) or _names_parties(i, leads, blocks)
    several = sum(n for n in above.values() if n > 1)  # one to a title says what the title is about
    return led >= max(TITRES_MIN, PART_MENEE * len(leads)) and max(below, len(leads) - several) <= PART_DESSOUS * len(leads)


def _names_parties(at: int, leads: dict[int, _Lead], blocks: Sequence[Block]) -> bool:
    """Whether a label of parties stands below a text, before the next one of its look or a title."""
    for i, block in enumerate(blocks[at + 1 :], start=at + 1):
        if i in leads or block.genre == "titre":
            return False
        if block.genre == "etiquette" and block.etiquette.startswith("acteur:"):
            return True
    return False
