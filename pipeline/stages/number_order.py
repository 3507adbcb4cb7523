"""Titles of a page put in the order of their numbers where their places say another one: around a hub, along a winding line.

Reads the blocks of a document in order; decides by numbers that count without a gap once they are sorted. Where they do not, or where
another title stands among them, the order of the page stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from pipeline.model import Block, Line
from pipeline.stages.block_looks import TITRES_MIN
from pipeline.stages.headings import is_bare_level, parse_heading
from pipeline.stages.title_numbers import follows, kinds, ranks
from pipeline.texts import raw_text

_Rank = tuple[int, ...]
# By the id of each title what its number counts, and which levels are letters.
_Ranks = Mapping[int, tuple[_Rank, tuple[bool, ...]] | None]


def in_number_order(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks; a boxed 'ENJEU 1' before the 1.a that stands above it on its page, and what 1.a, 1.d, 1.b, 1.c command as they count."""
    out: list[Block] = []
    pages = [list(members) for _, members in groupby(blocks, key=attrgetter("page"))]
    for k, part in enumerate(pages):
        titles = [b for b in part if b.genre == "titre"]
        if part[0].page and len(titles) >= TITRES_MIN:
            ranked = {b.id: _rank(b, lignes) for b in titles}
            goes_on = k + 1 < len(pages) and pages[k + 1][0].genre in ("texte", "item")
            part = _counted(_hub_first(part, ranked, lignes), ranked, lignes, goes_on)
        out += part
    return out


def _rank(block: Block, lignes: Sequence[Line]) -> tuple[_Rank, tuple[bool, ...]] | None:
    """What the number of a title counts, level by level, and which of these are letters."""
    sign = block.numero or parse_heading(raw_text(lignes, block.spans)).numero or ""
    told = ranks(sign)
    return (told, kinds(sign)) if told is not None else None


def _hub_first(part: list[Block], ranked: _Ranks, lignes: Sequence[Line]) -> list[Block]:
    """The blocks of a page, the box that names a level and its number before the titles above it: its title is the largest of the page,
    and the number of each title around it goes on with that one."""
    for block in part:
        told = ranked.get(block.id) if block.groupe else None
        if told is None or len(told[0]) > 1 or parse_heading(raw_text(lignes, block.spans)).type == "section":
            continue
        box = [b for b in part if b.groupe == block.groupe]
        rest = [b for b in part if b.groupe != block.groupe]
        around = [k for k, b in enumerate(rest) if b.genre == "titre"]
        under = all((sub := ranked[rest[k].id]) is not None and len(sub[0]) > 1 and sub[0][:1] == told[0] for k in around)
        largest = max(b.style.taille for b in box)
        if under and around and rest[around[0]].id < block.id and all(rest[k].style.taille < largest for k in around):
            return [*rest[: around[0]], *box, *rest[around[0] :]]
    return part


def _counted(part: list[Block], ranked: _Ranks, lignes: Sequence[Line], goes_on: bool) -> list[Block]:
    """The blocks of a page, what its numbered titles of one look command in the order that they count: those of several levels, 1.c, or
    those of one level word, 'Engagement 4'. `goes_on`: the next page starts with text, which is of the last of them."""
    heads: dict[str, list[tuple[int, tuple[_Rank, tuple[bool, ...]]]]] = defaultdict(list)
    for i, block in enumerate(part):
        if (told := ranked.get(block.id)) is not None:
            heads["" if len(told[0]) > 1 else parse_heading(raw_text(lignes, block.spans)).type].append((i, told))
    heads.pop("section", None)
    for found in heads.values():
        last = max(found, key=lambda head: head[1][0])
        if (not goes_on or found[-1] == last) and (ordered := _in_order(part, found, lignes)) is not None:
            return ordered
    return part


def _in_order(part: list[Block], heads: Sequence[tuple[int, tuple[_Rank, tuple[bool, ...]]]], lignes: Sequence[Line]) -> list[Block] | None:
    ordered = sorted(heads, key=lambda h: h[1][0])
    if len(heads) < TITRES_MIN or ordered == heads or any(b.lateral for b in part):
        return None
    places = {i for i, _ in heads}
    first, last = heads[0][0], heads[-1][0]
    looks = {(part[i].style.taille, part[i].style.gras) for i in places}
    titled = {i + 1 for i in places if is_bare_level(raw_text(lignes, part[i].spans))}  # its title stands below it
    alone = all(i in places or i in titled for i in range(first, last) if part[i].genre == "titre")
    if len(looks) > 1 or not alone or any(a[1][1] != b[1][1] for a, b in pairwise(heads)):
        return None
    if not all(follows(a[1][0], b[1][0]) for a, b in pairwise(ordered)):
        return None
    end = next((i for i in range(last + 1, len(part)) if part[i].genre == "titre" and i not in titled), len(part))
    ends = {i: after for (i, _), after in zip(heads, [*(i for i, _ in heads[1:]), end], strict=True)}
    return [*part[:first], *(b for i, _ in ordered for b in part[i : ends[i]]), *part[end:]]
