"""List signs that a document explains: 'La flèche (→) introduit le nom du ou des pilotes'. What stands behind them names parties.

Reads the blocks of a document in order; decides by a sentence that prints a sign in parentheses or in quotes with the word of a label of
parties. A sign that no sentence explains stays a list sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.lexicon import Label, labels
from pipeline.model import Block, Line
from pipeline.texts import label_key, raw_text

_SIGNE = re.compile(r"[(«\"“]\s?([^\w\s()«»\"“”.,;:])\s?[)»\"”]")
_MOT = re.compile(r"[^\W\d_]+")


def explained_signs(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Items behind a sign that the document explains as a label of parties, with the words behind it as its value."""
    said: dict[str, Label] = {}
    for block in blocks:
        text = raw_text(lignes, block.spans) if block.genre == "texte" else ""
        for found in _SIGNE.finditer(text):
            end = text.find(".", found.end())
            label = _label(text[text.rfind(".", 0, found.start()) + 1 : end if end >= 0 else len(text)])
            if label is not None:
                said.setdefault(found[1], label)
    if not said:
        return list(blocks)
    out: list[Block] = []
    for block in blocks:
        known = said.get(block.marque) if block.genre == "item" and block.balises and block.spans else None
        if known is None:
            out.append(block)
            continue
        why = (f"signe {block.marque!r} que le document explique",)
        value = replace(block, genre="texte", balises=(), marque="", niveau=1, suite=True, pourquoi=why)
        out.append(replace(value, genre="etiquette", etiquette=f"{known.genre}:{known.role}", spans=block.balises, suite=False))
        out.append(value)
    return out


def _label(phrase: str) -> Label | None:
    """The first label of parties that one word of a sentence is."""
    known = (labels().get(label_key(word)) for word in _MOT.findall(phrase))
    return next((label for label in known if label is not None and label.genre == "acteur"), None)
