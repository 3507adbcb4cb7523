"""Counted items that run on in one paragraph: 'a) ouvrir un lieu ; b) former les agents ; c) suivre les familles'.

Reads the blocks of a document in order; decides by the sign of an item and the next ones of its count, each behind a semicolon.
A letter that the count does not come to, or that no semicolon stands before ('au titre du b) du contrat'), parts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from msgspec.structs import replace

from pipeline.model import Block, Line
from pipeline.stages.block_looks import renumbered
from pipeline.texts import cut, raw_text

_SIGNE = re.compile(r"([a-z]|\d{1,2})([).])$")
_SUIVANT = re.compile(r";\s+(([a-z]|\d{1,2})([).]))\s+(?=\S)(?!(?:et|ou|du|de|des)\b)")


def items_in_lines(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The same blocks, each such paragraph as several items; the signs between them are markup."""
    out: list[Block] = []
    for block, after in zip_longest(blocks, blocks[1:]):
        sign = _SIGNE.match(block.marque) if block.genre == "item" and block.spans else None
        if sign is not None and after is not None and after.marque == _next(sign[1]) + sign[2]:
            sign = None  # the count goes on with the next block
        out += _parted(block, sign, lignes) if sign is not None else [block]
    return renumbered(out) if len(out) > len(blocks) else list(blocks)


def _parted(block: Block, sign: re.Match[str], lignes: Sequence[Line]) -> list[Block]:
    text = raw_text(lignes, block.spans)
    due, close = _next(sign[1]), sign[2]
    starts: list[re.Match[str]] = []
    for found in _SUIVANT.finditer(text):
        if found[2] == due and found[3] == close:
            starts.append(found)
            due = _next(due)
    if not starts:
        return [block]
    out = [replace(block, spans=cut(lignes, block.spans, 0, starts[0].start(1)))]
    ends = [*(found.start(1) for found in starts[1:]), len(text)]
    for found, end in zip(starts, ends, strict=True):
        spans = cut(lignes, block.spans, found.end(), end)
        marque = cut(lignes, block.spans, found.start(1), found.end(1))
        out.append(replace(block, spans=spans, balises=marque, marque=found[1], pourquoi=(*block.pourquoi, "suite du compte sur la ligne")))
    return out


def _next(sign: str) -> str:
    """What a list counts after a letter or a number."""
    return str(int(sign) + 1) if sign.isdecimal() else chr(ord(sign) + 1)
