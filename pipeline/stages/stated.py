"""What a PDF states of its own headings, besides how they look: heading tags (H1..H6) and bookmarks.

Reads lines with the role their words are tagged with, and bookmarks; decides for the whole document whether each of the
two agrees with the page. A file whose tags or bookmarks do not is not believed at all: style names are misused, exporters
bookmark 'Diapo 1'. It makes no heading by itself: blocks_pdf.py and outline.py weigh what it hands on.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.model import Line, Signet
from pipeline.texts import fold

_SIGNES = re.compile(r"[\W_]+")
_LETTRE = re.compile(r"[^\W_]")
_BALISE = re.compile(r"H([1-6])$")
# A heading is short and ends no sentence; tags on more than this share of the text, or bookmarks found less often, are misuse.
MOTS = 30
PART_TEXTE = 0.4
PART_JUSTE = 0.8
PART_TROUVE = 0.6
LIGNES_TITRE = 4
# So many signs of a line tell nearly always that it does not start a given bookmark.
DEBUT = 8


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
    heads = {line.id: Stated(int(m[1]), f"balise {line.role}") for line in lignes if line.role and (m := _BALISE.match(line.role))}
    if not heads:
        return {}
    tagged = [line for line in lignes if line.id in heads]
    if sum(len(li.texte) for li in tagged) > PART_TEXTE * sum(len(li.texte) for li in lignes if not li.hors_texte):
        return {}
    sane = sum(len(li.texte.split()) <= MOTS and not li.texte.rstrip().endswith((".", ";", ",")) for li in tagged)
    return heads if sane >= PART_JUSTE * len(tagged) else {}


def from_bookmarks(lignes: Sequence[Line], signets: Sequence[Signet]) -> dict[int, Stated]:
    """The lines that print the words of a bookmark on its page, or nothing when too few bookmarks are printed at all."""
    named = [(s, letters) for s in signets if s.page and (letters := _letters(s.titre))]
    wanted = {s.page for s, _ in named}
    printed: dict[int, list[Line]] = defaultdict(list)
    for line in lignes:
        if line.page in wanted and not line.hors_texte:
            printed[line.page].append(line)
    starts = {page: _by_first_letter(lines) for page, lines in printed.items()}
    out: dict[int, Stated] = {}
    found = 0
    for groupe, (signet, letters) in enumerate(named, start=1):
        shown = _printed(letters, printed[signet.page], starts[signet.page].get(letters[0], ())) if signet.page in printed else []
        found += bool(shown)
        for line in shown:
            out.setdefault(line.id, Stated(signet.niveau, "signet", groupe))
    return out if found >= PART_TROUVE * len(named) else {}


def _by_first_letter(lignes: Sequence[Line]) -> dict[str, list[int]]:
    """The places of the lines that start with each letter: most lines of a page can start no bookmark, and need not be folded."""
    out: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lignes):
        first = line.texte[:1]
        if not first.isalnum():
            first = found[0] if (found := _LETTRE.search(line.texte)) else ""
        if letter := _first_letter(first):
            out[letter].append(i)
    return out


def _printed(letters: str, lignes: Sequence[Line], starts: Sequence[int]) -> list[Line]:
    """The consecutive lines that print `letters` and no more, the first one of `starts`; of several places the one in the largest type."""
    best: list[Line] = []
    for i in starts:
        if not letters.startswith(_SIGNES.sub("", fold(lignes[i].texte)[:DEBUT])):
            continue
        made = ""
        for n in range(i, min(i + LIGNES_TITRE, len(lignes))):
            made += _letters(lignes[n].texte)
            if made == letters:
                if not best or lignes[i].style.taille > best[0].style.taille:
                    best = list(lignes[i : n + 1])
                break
            if not letters.startswith(made):
                break
    return best


@functools.lru_cache(maxsize=1024)
def _first_letter(sign: str) -> str:
    """The letter that one sign is compared as: 'e' for 'É'."""
    return _letters(sign)[:1]


def _letters(texte: str) -> str:
    return _SIGNES.sub("", fold(texte))


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
