"""Words cut at a line end: joined, with or without their hyphen, on the evidence of the document itself.

Reads blocks and lines; decides by which words the document uses elsewhere, then by hyphens.toml. A hyphen before a capital is always kept
(`Halvêque-Ranzay`), and a word is never made up: the hyphen goes only when what follows it is no word of its own, or what stands before it
cannot be one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from pipeline.lexicon import cut_starts, hyphened, one_words
from pipeline.model import Block, Issue, Line, Span, Spans
from pipeline.texts import fold

_MOT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Joined words that an anomaly quotes.
EXEMPLES = 3
_ANNEES = re.compile(r"\d[-\u2010\u2011–]$")
_COUPE = re.compile(r"([^\W\d_]+)([-\u00ad\u2010\ufffe])$")
_COMPOSE = re.compile(r"[^\W\d_]-[^\W\d_]")
# Share of wrapped lines that end on the hyphen of a compound in a document that cuts no words.
PART_COUPEE = 0.03
# With fewer wrapped lines than this nothing can be told of it.
LIGNES_MIN = 30
# A part of a word as long as this, that the document uses as a word, is one; an ending is shorter than this.
ENTIER, LONGUE_FIN = 5, 8
_TRAITS = tuple("-\u00ad\u2010\ufffe")
_FINS = (*_TRAITS, "\u2011", "–")  # the last two after a year


def vocabulary(blocks: Sequence[Block], lignes: Sequence[Line]) -> frozenset[str]:
    """The words of the document in lower case, compounds whole and in parts; both parts of a word cut at a line end are left out.

    Lines are taken in reading order, block by block: in columns the line below is not the next one.
    """
    whole: set[str] = set()  # what stands between two blanks, signs and all: each is parted into words once, however often it is printed
    printed: set[str] = set()
    for block in blocks:
        for spans in (block.spans, *[cell.spans for row in block.lignes for cell in row]) if block.lignes else (block.spans,):
            cut = False
            for span in spans:
                text = lignes[span.line].texte[span.debut : span.fin].rstrip()
                before, cut = cut, text.endswith(_TRAITS)
                if before or cut:
                    found = _MOT.findall(text)
                    printed.update(found[before : len(found) - cut])
                else:
                    whole.update(text.split())
    for text in whole:
        printed.update(_MOT.findall(text))
    out = {word.casefold() for word in printed}
    out.update(part for word in list(out) if "-" in word for part in word.split("-"))
    return frozenset(out)


def hyphenates(blocks: Sequence[Block], lignes: Sequence[Line], words: frozenset[str]) -> bool:
    """Whether the document cuts words at line ends at all: some word that it prints whole elsewhere is cut, or too many lines end on a
    hyphen for all to be those of compounds."""
    cuts = wrapped = 0
    for block in blocks:
        for before, span in pairwise(block.spans):
            if before.line == span.line:
                continue
            wrapped += 1
            if not lignes[before.line].texte[: before.fin].rstrip().endswith(_TRAITS):
                continue
            left = _COUPE.search(lignes[before.line].texte[before.debut : before.fin].rstrip())
            right = _MOT.match(lignes[span.line].texte[span.debut : span.fin])
            if left and right and right.group()[0].islower():
                cuts += 1
                if (left[1] + right.group().split("-")[0]).casefold() in words:
                    return True
    return wrapped < LIGNES_MIN or cuts > PART_COUPEE * wrapped


def own_hyphen(lignes: Sequence[Line]) -> bool:
    """Whether the document has a hyphen of its own, U+2010, for words cut at line ends: no word has it inside, others have '-'."""
    texts = [line.texte.rstrip() for line in lignes if not line.hors_texte]
    if not any(text.endswith("\u2010") and _COUPE.search(text) for text in texts):
        return False
    return not any("\u2010" in text[:-1] for text in texts) and any(_COMPOSE.search(text) for text in texts)


def joins(left: str, right: str, sign: str, words: frozenset[str], coupe: bool = True, cesure: bool = False) -> str:
    """How a word cut after `left` goes on with `right`: 'mot' (hyphen dropped), 'trait' (kept), '' (two words).

    `sign` is the character at the line end; `coupe`: the document cuts words at line ends; `cesure`: it has a hyphen of its own for them,
    see `own_hyphen`. Works on plain strings in any case.
    """
    if not left or not right or not right[0].isalpha():
        return ""
    if sign in "\u00ad\ufffe" and right[0].islower() and (left + right).casefold() in words:
        return "mot"
    if cesure and sign == "\u2010" and right[0].islower():
        return "mot"
    a, b = left.casefold(), right.casefold()
    if not right[0].islower():
        capitals = left.isupper() and right.isupper() and len(left) > 1
        if capitals and sign == "\u2010":  # no keyboard writes this hyphen: a typesetter cut an acronym
            return "mot"
        return "mot" if capitals and a + b in words and f"{a}-{b}" not in words else "trait"
    if f"{a}-{b}" in words:
        return "trait"
    if a + b in words:
        return "mot"
    if coupe and fold(a + b).startswith(one_words()):
        return "mot"
    firsts, lasts = hyphened()
    if a in words and len(a) >= ENTIER and (len(b) >= LONGUE_FIN or a.endswith("s")):
        # 'police-population': a whole word, and more than an ending after it; 'enfants-parents': no word goes on after a plural
        return "trait"
    known = b in words or (
        a in words and len(b) >= ENTIER and (f"{b}s" in words or b.removesuffix("s") in words)
    )  # 'aide-soignant', where 'soignants' is
    known = known and (a in words or fold(a) not in cut_starts())  # 're-cours', but 'job-dating'
    return "trait" if not coupe or known or a == "là" or fold(a) in firsts or fold(b) in lasts else "mot"


def join_hyphens(blocks: Sequence[Block], lignes: Sequence[Line], words: frozenset[str]) -> tuple[Block, ...]:
    """The same blocks, words cut at line ends glued; a hyphen that is dropped becomes markup of its block."""
    coupe, cesure = hyphenates(blocks, lignes, words), own_hyphen(lignes)
    return tuple(_joined(block, lignes, words, coupe, cesure) for block in blocks)


def told(before: Sequence[Block], after: Sequence[Block], lignes: Sequence[Line]) -> tuple[Issue, ...]:
    """What to publish of the words that `join_hyphens` made whole without their hyphen: how many, and the first of them."""
    words: list[str] = []
    for old, block in zip(before, after, strict=True):
        for sign in block.balises[len(old.balises) :]:
            place = next((i for i, s in enumerate(block.spans[:-1]) if (s.line, s.fin) == (sign.line, sign.debut)), None)
            if place is None:
                continue
            left, right = (lignes[s.line].texte[s.debut : s.fin] for s in block.spans[place : place + 2])
            words.append(left.split()[-1] + right.split()[0].strip(" .,;:!?)"))
    if not words:
        return ()
    shown = ", ".join(f"« {word} »" for word in dict.fromkeys(words[:EXEMPLES]))
    return (Issue("mots-recolles", f"Mots coupés en fin de ligne, réunis sans leur trait d'union : {len(words)}, dont {shown}."),)


def _joined(block: Block, lignes: Sequence[Line], words: frozenset[str], coupe: bool, cesure: bool) -> Block:
    if len(block.spans) < 2 or not any(lignes[s.line].texte[: s.fin].rstrip().endswith(_FINS) for s in block.spans[:-1]):
        return block
    spans: list[Span] = [block.spans[0]]
    signs: list[Span] = []
    for span in block.spans[1:]:
        before = spans[-1]
        text = lignes[before.line].texte[before.debut : before.fin].rstrip()
        after = lignes[span.line].texte[span.debut : span.fin]
        cut = _COUPE.search(text) if before.line != span.line else None
        head = _MOT.match(after)
        how = joins(cut[1], head.group().split("-")[0], cut[2], words, coupe, cesure) if cut and head else ""
        if before.line != span.line and after[:1].isdigit() and _ANNEES.search(text):
            how = "trait"  # '2016-' over '2017'
        if how:
            fin = before.debut + len(text)
            if how == "mot":
                signs.append(Span(before.line, fin - 1, fin))
                fin -= 1
            spans[-1] = replace(before, fin=fin)
            span = replace(span, colle=True)
        spans.append(span)
    if all(s.colle is t.colle and s.fin == t.fin for s, t in zip(spans, block.spans, strict=True)):
        return block
    result: Spans = tuple(s for s in spans if s.debut < s.fin)
    return replace(block, spans=result, balises=(*block.balises, *signs))
