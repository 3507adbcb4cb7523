"""Tables whose cells are boxes apart: a row of headers, and below it rows of boxes or arrows, one under each header.

Reads the lines and the drawn boxes of one page; decides by header words, by which box stands under which header, and by the blanks
between the boxes: cells that touch are a ruled table. What the table is for is not decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from pipeline.model import BBox, Box, Line
from pipeline.stages.boxes import box_of
from pipeline.stages.headings import is_bare_number

# The least headers, and rows of boxes, of such a table.
ENTETES_MIN, RANGEES_MIN = 3, 2
# Points: boxes nearer to each other touch.
ECART = 3.0
# Share of the lower box that two boxes of one row have in common.
MEME_RANGEE = 0.5
# A box wider than this share of the header is a band over all columns.
BANDE = 0.6


class BoxRow(Struct, frozen=True):
    """A row: its box, and the lines under each header; of a band, which names a theme, all lines in the first place."""

    bbox: BBox
    cellules: tuple[tuple[Line, ...], ...]
    bande: bool = False


class BoxTable(Struct, frozen=True):
    """`entetes`: the header lines, left to right."""

    entetes: tuple[Line, ...]
    rangs: tuple[BoxRow, ...]


def box_table(lignes: Sequence[Line], boxes: Sequence[Box], is_header: Callable[[str], bool]) -> BoxTable | None:
    """The table of boxes of a page; None when there is none, or when text without a box stands among its rows."""
    heads = _header(lignes, is_header)
    if len(heads) < ENTETES_MIN:
        return None
    low = max(li.bbox[3] for li in heads)
    held: dict[int, list[Line]] = {}
    free: list[Line] = []
    for line in lignes:
        if line.bbox[1] < low - 1:
            continue
        at = box_of(line.bbox, boxes)
        if at < 0 or boxes[at].top < low - ECART:
            free.append(line)
        else:
            held.setdefault(at, []).append(line)
    rows = _rows([(boxes[i], lines) for i, lines in held.items()])
    width = heads[-1].bbox[2] - heads[0].bbox[0]
    out: list[BoxRow] = []
    for row in rows:
        made = _row(row, heads, width)
        if made is None:
            break
        out.append(made)
    while out and out[-1].bande:
        out.pop()
    full = [row for row in out if not row.bande]
    if len(full) < RANGEES_MIN or any(a.bbox[3] + ECART > b.bbox[1] for a, b in pairwise(full)):
        return None
    if any(low <= line.bbox[1] < out[-1].bbox[3] for line in free):
        return None
    return BoxTable(tuple(heads), tuple(out))


def _header(lignes: Sequence[Line], is_header: Callable[[str], bool]) -> list[Line]:
    """The first printed row with three known headers at least, which most of its lines are; [] when there is none."""
    named = [li for li in lignes if is_header(li.texte)]
    for line in sorted(named, key=lambda li: li.bbox[1]) if len(named) >= ENTETES_MIN else ():
        row = [li for li in lignes if abs(li.bbox[1] - line.bbox[1]) < 0.5 * line.style.taille and li.style.taille == line.style.taille]
        known = sum(is_header(li.texte) for li in row)
        if known >= ENTETES_MIN and 2 * known > len(row):
            return sorted(row, key=lambda li: li.bbox[0])
    return []


def _rows(filled: Sequence[tuple[Box, list[Line]]]) -> list[list[tuple[Box, list[Line]]]]:
    rows: list[list[tuple[Box, list[Line]]]] = []
    for box, lines in sorted(filled, key=lambda f: (f[0].top, f[0].x0)):
        if rows and any(
            min(b.bottom, box.bottom) - max(b.top, box.top) > MEME_RANGEE * min(b.bottom - b.top, box.bottom - box.top) for b, _ in rows[-1]
        ):
            rows[-1].append((box, lines))
        else:
            rows.append([(box, lines)])
    return rows


def _row(row: Sequence[tuple[Box, list[Line]]], heads: Sequence[Line], width: float) -> BoxRow | None:
    """A row of boxes, each under a header of its own; a box alone and as wide as most headers is a band. None for anything else."""
    bbox = (min(b.x0 for b, _ in row), min(b.top for b, _ in row), max(b.x1 for b, _ in row), max(b.bottom for b, _ in row))
    if len(row) == 1 and row[0][0].x1 - row[0][0].x0 > BANDE * width:
        return BoxRow(bbox, (tuple(_read(row[0][1])), *((),) * (len(heads) - 1)), True)
    boxes = sorted(row, key=lambda f: f[0].x0)
    if len(boxes) < 2 or any(a.x1 + ECART > b.x0 for (a, _), (b, _) in pairwise(boxes)):
        return None
    cells: list[tuple[Line, ...]] = [()] * len(heads)
    for box, lines in boxes:
        under = [k for k, head in enumerate(heads) if box.x0 - ECART <= head.bbox[0] and head.bbox[2] <= box.x1 + ECART]
        under = under or [k for k, head in enumerate(heads) if box.x0 <= (head.bbox[0] + head.bbox[2]) / 2 <= box.x1]
        if len(under) != 1 or cells[under[0]]:
            return None
        cells[under[0]] = tuple(_read(lines))
    return BoxRow(bbox, tuple(cells)) if cells[0] else None


def _read(lines: Sequence[Line]) -> list[Line]:
    """Lines of a box from top to bottom, the number that stands left of the others first."""
    rest = sorted(lines, key=lambda li: (li.bbox[1], li.bbox[0]))
    number = next((li for li in rest if is_bare_number(li.texte) and all(o is li or o.bbox[0] >= li.bbox[2] for o in rest)), None)
    return rest if number is None else [number, *(li for li in rest if li is not number)]
