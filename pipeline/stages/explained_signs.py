"""List signs that a document explains: 'La flèche (→) introduit le nom du ou des pilotes'. What stands behind them names parties.

Reads the blocks of a document in order; decides by a sentence that prints a sign in parentheses or in quotes with the word of a label of
parties, or by a line that stands behind the sign itself and is but such a label. A sign that nothing explains stays a list sign.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.lexicon import Label, labels, weak_glyphs
from pipeline.model import Block, Line
from pipeline.stages.actors import is_body, party_ranges
from pipeline.stages.company import with_company
from pipeline.stages.labels import LONGUEUR, named_label
from pipeline.texts import label_key, raw_text

# What ends what is said of the first sign, in a line at the foot of the page that explains several.
_FIN_LEGENDE = re.compile("[—–;|,]")
# So many items at least stand behind a sign that a line explains.
ITEMS_MIN = 3
# Share of them that open with the name of a body.
PART = 0.5
_GUILLEMETS = '(«"“'
_SIGNE = re.compile(r"[(«\"“]\s?([^\w\s()«»\"“”.,;:])\s?[)»\"”]")
_MOT = re.compile(r"[^\W\d_]+")


def explained_signs(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Items behind a sign that the document explains as a label of parties, with the words behind it as its value."""
    said: dict[str, Label] = {}
    if not any(b.genre == "item" and b.balises for b in blocks):
        return list(blocks)
    for block in blocks:
        if block.genre != "texte":
            continue
        text = raw_text(lignes, block.spans)
        if not any(mark in text for mark in _GUILLEMETS):
            continue
        for found in _SIGNE.finditer(text):
            end = text.find(".", found.end())
            label = _label(text[text.rfind(".", 0, found.start()) + 1 : end if end >= 0 else len(text)])
            if label is not None:
                said.setdefault(found[1], label)
    legends = _legends(blocks, lignes)
    said |= {blocks[i].marque: label for i, label in legends.items()}
    if not said:
        return list(blocks)
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if i in legends:
            out.append(replace(block, genre="texte", niveau=1, pourquoi=(f"explique le signe {block.marque!r}",)))
            continue
        known = said.get(block.marque) if block.genre == "item" and block.balises and block.spans else None
        if known is None:
            out.append(block)
            continue
        why = (f"signe {block.marque!r} que le document explique",)
        value = replace(block, genre="texte", balises=(), marque="", niveau=1, suite=True, pourquoi=why)
        out.append(replace(value, genre="etiquette", etiquette=f"{known.genre}:{known.role}", spans=block.balises, suite=False))
        out += with_company(value, lignes)
    return out


def _legends(blocks: Sequence[Block], lignes: Sequence[Line]) -> dict[int, Label]:
    """Indexes of the items that say but who stands behind their sign on many others: '→ pilotes de l'engagement'."""
    marks = Counter(b.marque for b in blocks if b.genre == "item")
    if len(marks) < 2:
        return {}
    many = {mark for mark, n in marks.items() if n > ITEMS_MIN and mark not in weak_glyphs()}
    found: dict[int, Label] = {}
    for i, block in enumerate(blocks):
        if block.genre == "item" and block.balises and block.marque in many:
            told = _FIN_LEGENDE.split(raw_text(lignes, block.spans), maxsplit=1)[0].strip()
            label = named_label(told) if len(told) <= LONGUEUR else None
            if label is not None and label.genre == "acteur":
                found[i] = label
    signs = {blocks[i].marque for i in found}  # the costly question is put to their items alone, once for those that say the same
    said = Counter((b.marque, raw_text(lignes, b.spans)) for b in blocks if b.marque in signs and b.genre == "item") if signs else {}
    named: Counter[str] = Counter()
    for (mark, text), n in said.items():
        named[mark] += n * _opens_with_body(text)
    return {i: label for i, label in found.items() if named[blocks[i].marque] >= PART * marks[blocks[i].marque]}


def _opens_with_body(texte: str) -> bool:
    """Whether the first name of a text is that of a body."""
    ranges = party_ranges(texte)
    return bool(ranges) and is_body(texte[slice(*ranges[0])])


def _label(phrase: str) -> Label | None:
    """The first label of parties that one word of a sentence is."""
    known = (labels().get(label_key(word)) for word in _MOT.findall(phrase))
    return next((label for label in known if label is not None and label.genre == "acteur"), None)
