"""Columns told by rules across that are drawn cell by cell: browsers and word processors end each stroke where its cell ends.

Reads the rules of a page and the boxes of its words or lines; decides by ends of strokes that stand at the same places at several heights.
It makes no table: it says where edges down would stand, and leaves out those that a text runs across.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.model import BBox, Page
from pipeline.stages.grid_cells import positions_of

# Points: strokes nearer than this touch, or stand at one height or place.
PRES = 1.5
# The fewest heights at which the same strokes part a table, and the fewest strokes of each.
HAUTEURS_MIN, TRAITS_MIN = 3, 3
# Points, and heights of the text: a narrower blank around the end of a stroke is one between two words, no border of cells.
BLANC_MIN = 4.0
BLANC_MOT = 0.4
# Heights of its text: no band within a table is as high.
HAUTEUR_BANDE = 3.2
# Points: no two words of a sentence are as far apart.
BLANC_COLONNE = 12.0
# Heights of its text: the most blank between a header and the rule below it.
ENTETE = 0.6
# Points: the most between the last rule and the first line of a row that the page breaks, and between two lines of it.
SUITE = 20.0


class PartedRules(Struct, frozen=True):
    """Rules of one table: where its columns part, its outer edges included, and the heights of its rules."""

    colonnes: tuple[float, ...]
    hauts: tuple[float, ...]


def parted_rules(traits: Sequence[BBox], boxes: Sequence[BBox] = ()) -> list[PartedRules]:
    """The tables of a page whose rules across are parted where its columns are, and which no rule down parts there.

    `boxes`: fills; those of a row of cells that part as the rules do are a row of the table, its header for one.
    """
    flat = [t for t in traits if t[3] - t[1] < 2 * PRES < t[2] - t[0]]
    if len(flat) < HAUTEURS_MIN * TRAITS_MIN:
        return []
    down = [t for t in traits if t[2] - t[0] < 2 * PRES < t[3] - t[1]]
    chains = [chain for row in _at_one_height(flat) for chain in _touching(row)]
    sides = [(x0, y, x1, y) for x0, top, x1, bottom in boxes for y in (top, bottom)]
    filled = [chain for row in _at_one_height(sides) for chain in _touching(row)]
    out: list[PartedRules] = []
    for chain in chains:
        if len(chain) <= TRAITS_MIN or any(_meets(chain, known.colonnes) for known in out):
            continue
        alike = [c for c in chains if _same_ends(c[1:], chain[1:]) and (_meets(c, chain[1:]) or _meets(chain, c[1:]))]
        ends = [x for x in chain[1:] if sum(any(abs(x - other) < PRES for other in c[1:]) for c in alike) >= HAUTEURS_MIN]
        parted = [c[0] for c in alike if len(c) > 3]
        ruled = any(abs(t[0] - x) < 2 * PRES and t[3] > min(parted) + PRES and t[1] < max(parted) - PRES for t in down for x in ends[1:-1])
        if len(ends) > TRAITS_MIN and not ruled:
            heights = [c[0] for c in alike if min(parted) <= c[0] <= max(parted)]
            heights += [c[0] for c in filled if c[1:] and _same_ends(c[1:], chain[1:]) and len(c) > 3 and _meets(c, ends)]
            low, high = min(parted), max(parted)
            heights += [c[0] for c in (*chains, *filled) if low < c[0] < high and _parts_rows(c, ends)]
            out.append(PartedRules(tuple(ends), tuple(positions_of(heights))))
    return out


def _parts_rows(chain: Sequence[float], ends: Sequence[float]) -> bool:
    """Whether strokes part rows within a table: they leave out its first columns, whose cells run on, or are a side of a band over all."""
    whole = len(chain) == 3 and _same_ends(chain[1:], ends)
    inner = len(chain) > 3 and chain[1] > ends[0] + 2 * PRES and abs(chain[-1] - ends[-1]) < 2 * PRES and _meets(chain, ends)
    return whole or inner


def _meets(chain: Sequence[float], ends: Sequence[float]) -> bool:
    return all(any(abs(x - end) < 2 * PRES for end in ends) for x in chain[1:])


def _at_one_height(flat: Sequence[BBox]) -> Iterator[list[BBox]]:
    row: list[BBox] = []
    for t in sorted(flat, key=lambda t: t[1]):
        if row and t[1] - row[0][1] > PRES:
            yield row
            row = []
        row.append(t)
    if row:
        yield row


def _touching(row: Sequence[BBox]) -> Iterator[list[float]]:
    """The height of each chain of strokes that touch, then where it starts and where each of its strokes ends."""
    chain: list[float] = []
    for x0, top, x1, bottom in sorted(row):
        if chain and abs(x0 - chain[-1]) > PRES:
            if x1 <= chain[-1] + PRES:
                continue  # drawn twice
            yield chain
            chain = []
        chain = chain or [(top + bottom) / 2, x0]
        chain.append(x1)
    if chain:
        yield chain


def _same_ends(a: Sequence[float], b: Sequence[float]) -> bool:
    return abs(a[0] - b[0]) < 2 * PRES and abs(a[-1] - b[-1]) < 2 * PRES


def columns_down(page: Page, texts: Iterable[BBox]) -> list[tuple[float, float, float]]:
    """(x, top, bottom) of the edges down that the rules of a page imply, from the rows where no text runs on; those that touch are one.

    `texts`: boxes of the words or the lines of the page.
    """
    out: list[tuple[float, float, float]] = []
    tables = parted_rules(page.traits, [b.bbox for b in page.boites if b.fond]) if page.traits else ()
    texts = list(texts) if tables else ()
    for table in tables:
        xs = table.colonnes
        held = [t for t in texts if xs[0] - PRES <= t[0] and t[2] <= xs[-1] + PRES]
        high, low = _header_row(table, held), _broken_row(table, held)
        for top, bottom in pairwise([*([high] if high else []), *table.hauts, *([low] if low else [])]):
            row = [t for t in held if top - PRES <= (t[1] + t[3]) / 2 <= bottom + PRES]
            inner = [x for x in xs[1:-1] if not _crossed(x, row)]
            band = len(inner) < len(xs) - 2 and _runs_through(row)
            if band and bottom - top > HAUTEUR_BANDE * max(t[3] - t[1] for t in row):
                continue  # what stands between two tables
            out += [(x, top, bottom) for x in (xs[0], *(() if band else inner), xs[-1])]
    return _joined(out)


def _joined(edges: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """The edges, those at one place of which each starts where the one above it ends made one."""
    out: list[tuple[float, float, float]] = []
    for x, top, bottom in sorted(edges):
        if out and out[-1][0] == x and out[-1][2] == top:
            out[-1] = (x, out[-1][1], bottom)
        else:
            out.append((x, top, bottom))
    return out


def _runs_through(row: Sequence[BBox]) -> bool:
    """Whether the texts of a row stand one above the other, or as close as words: a band over columns, one of which it crosses."""
    return not any(
        min(a[3], b[3]) > max(a[1], b[1]) and b[0] - a[2] > BLANC_COLONNE
        for a, b in pairwise(sorted(row, key=lambda t: (round(t[1]), t[0])))
    )


def _crossed(x: float, row: Sequence[BBox]) -> bool:
    """Whether a text stands over an edge, or two with no more than a blank between them on both sides of it."""
    left = [t for t in row if t[2] <= x + PRES]
    right = [t for t in row if t[0] >= x - PRES]
    return len(left) + len(right) < len(row) or any(
        b[0] - a[2] < max(BLANC_MIN, BLANC_MOT * (b[3] - b[1])) and min(a[3], b[3]) > max(a[1], b[1]) for a in left for b in right
    )


def _header_row(table: PartedRules, texts: Sequence[BBox]) -> float:
    """Where a header starts that stands right above the first rule; 0.0 when none does. Its texts keep to the columns."""
    xs, first = table.colonnes, table.hauts[0]
    start = first
    for text in sorted((t for t in texts if t[3] <= first + PRES), key=lambda t: -t[3]):
        level = [t for t in texts if abs(t[1] - text[1]) < PRES]
        if start - text[3] > ENTETE * (text[3] - text[1]) or any(_crossed(x, level) for x in xs[1:-1]):
            break
        start = min(start, text[1])
    abreast = {sum(x <= t[0] for x in xs) for t in texts if start - PRES <= t[1] and t[3] <= first + PRES}
    return start - PRES if len(abreast) > 1 else 0.0


def _broken_row(table: PartedRules, texts: Sequence[BBox]) -> float:
    """How far a row reaches that the foot of the page breaks, below the last rule; 0.0 when none does. Its texts keep to the columns."""
    xs, low = table.colonnes, table.hauts[-1]
    below = sorted((t for t in texts if t[1] >= low - PRES), key=lambda t: t[1])
    end = low
    for n, text in enumerate(below):
        level = [t for t in below if abs(t[1] - text[1]) < PRES]
        abreast = len({next(i for i, x in enumerate(xs) if t[0] < x) for t in level if t[0] < xs[-1]}) > 1
        if text[1] - end > SUITE or (n == 0 and not abreast) or any(_crossed(x, level) for x in xs[1:-1]):
            break
        end = max(end, text[3])
    return end + PRES if end > low else 0.0
