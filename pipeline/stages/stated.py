"""What a PDF states of its own headings, besides how they look: heading tags (H1..H6) and bookmarks.

Reads lines with the role their words are tagged with, and bookmarks; decides for the whole document whether each of the
two agrees with the page. A file whose tags or bookmarks do not is not believed at all: style names are misused, exporters
bookmark 'Diapo 1'. It makes no heading by itself: blocks_pdf.py and outline.py weigh what it hands on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.model import Line, Signet
from pipeline.texts import fold, fold_long

_SIGNES = re.compile(r"[\W_]+")
_AUTRES = re.compile(r"[^\w\0]+")
_BALISE = re.compile(r"H([1-6])$")
# A heading is short and ends no sentence; tags on more than this share of the text, or bookmarks found less often, are misuse.
MOTS = 30
PART_TEXTE = 0.4
PART_JUSTE = 0.8
PART_TROUVE = 0.6
LIGNES_TITRE = 4


class Stated(Struct, frozen=True):
    """What a line is said to be: a heading of depth `rang` (from 1). Lines of one bookmark share `groupe`; tags have 0."""

    rang: int
    source: str
    groupe: int = 0


def stated_headings(lignes: Sequence[Line], signets: Sequence[Signet]) -> dict[int, Stated]:
    """Line id -> what the file states of it. Tags come before bookmarks where both speak."""
    return {**from_bookmarks(lignes, signets), **from_tags(lignes)}


def from_tags(lignes: Sequence[Line]) -> dict[int, Stated]:
    """The lines tagged as headings, or nothing when the tags cannot be right."""
    heads = {line.id: Stated(int(m[1]), f"balise {line.role}") for line in lignes if (m := _BALISE.match(line.role))}
    tagged = [line for line in lignes if line.id in heads]
    if sum(len(li.texte) for li in tagged) > PART_TEXTE * sum(len(li.texte) for li in lignes if not li.hors_texte):
        return {}
    sane = sum(len(li.texte.split()) <= MOTS and not li.texte.rstrip().endswith((".", ";", ",")) for li in tagged)
    return heads if sane >= PART_JUSTE * len(tagged) else {}


def from_bookmarks(lignes: Sequence[Line], signets: Sequence[Signet]) -> dict[int, Stated]:
    """The lines that print the words of a bookmark on its page, or nothing when too few bookmarks are printed at all."""
    named = [s for s in signets if _letters(s.titre) and s.page]
    wanted = {s.page for s in named}
    printed: dict[int, list[Line]] = defaultdict(list)
    for line in lignes:
        if line.page in wanted and not line.hors_texte:
            printed[line.page].append(line)
    pages = {page: list(zip(_letters_of(lines), lines, strict=True)) for page, lines in printed.items()}
    out: dict[int, Stated] = {}
    found = 0
    for groupe, signet in enumerate(named, start=1):
        shown = _printed(_letters(signet.titre), pages.get(signet.page, ()))
        found += bool(shown)
        for line in shown:
            out.setdefault(line.id, Stated(signet.niveau, "signet", groupe))
    return out if found >= PART_TROUVE * len(named) else {}


def _printed(letters: str, lignes: Sequence[tuple[str, Line]]) -> list[Line]:
    """The consecutive lines, each with its letters, that print `letters` and no more; of several places the one in the largest type."""
    best: list[Line] = []
    for i, (made, first) in enumerate(lignes):
        if not made or not letters.startswith(made):
            continue
        for n in range(i + 1, min(i + LIGNES_TITRE, len(lignes)) + 1):
            if made == letters:
                if not best or first.style.taille > best[0].style.taille:
                    best = [line for _, line in lignes[i:n]]
                break
            if n == len(lignes):
                break
            made += lignes[n][0]
            if not letters.startswith(made):
                break
    return best


def _letters(texte: str) -> str:
    return _SIGNES.sub("", fold(texte))


def _letters_of(lignes: Sequence[Line]) -> list[str]:
    """The letters of each line, all folded at once."""
    return _AUTRES.sub("", fold_long("\0".join([line.texte.replace("\0", " ") for line in lignes]))).replace("_", "").split("\0")


def levels_agree(stated: Sequence[int], kinds: Sequence[tuple[str, int]]) -> bool:
    """Whether the depths that a file states of its headings, in order, can be those of its plan.

    `stated`: one depth per heading, 0 where the file says nothing; `kinds`: level word and depth of numbering of each. Nearly all
    headings must have a depth, more than one depth must be in use, and headings of one kind must stand at one depth.
    """
    told = [s for s in stated if s]
    if len(told) < 3 or len(told) < PART_JUSTE * len(stated) or len(set(told)) < 2:
        return False
    by_kind: Mapping[tuple[str, int], list[int]] = defaultdict(list)
    for depth, kind in zip(stated, kinds, strict=True):
        if depth and (kind[0] != "section" or kind[1] > 1):
            by_kind[kind].append(depth)
    usual = {kind: max(set(depths), key=depths.count) for kind, depths in by_kind.items()}
    if any(depths.count(usual[kind]) < PART_JUSTE * len(depths) for kind, depths in by_kind.items()):
        return False
    numbered = sorted((kind[1], depth) for kind, depth in usual.items() if kind[1] > 1 and kind[0] == "section")
    return all(a[1] < b[1] for a, b in pairwise(numbered))
