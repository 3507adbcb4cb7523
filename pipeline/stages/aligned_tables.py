"""Tables that lack rules: columns kept by alignment below a row of known headers.

Reads the lines of a page, and the rules across that part its rows; decides by where lines start below the headers. Without a known header
it finds none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from statistics import median

from pipeline.colours import coloured
from pipeline.model import Box, Line, Page
from pipeline.stages.boxes import BLANC, box_of, inside, is_close_around
from pipeline.stages.grid_cells import TOLERANCE, Edge, Grid, GridCell, in_order, is_item, is_total, rows_of
from pipeline.texts import fold

# Words so many times as large as what stands below them are titles, no headers.
TITRES_DE_COLONNES = 1.3
# A lone line in type larger than all of a table by this much ends it.
PLUS_GRAND = 1.1
# In ems: a list nearer than this below the last rule goes on with the table.
SUITE_RANGEE = 1.6
# In ems: the least width of a column that has no header.
SANS_ENTETE = 4.0
# In ems: from a line of a header to the next one.
SUITE_ENTETE = 1.8
# In ems: a header starts no further right of its column than the picture before it is wide.
ICONE = 3.0
# So many columns filled below a lone line make it a band of the table.
COLONNES_SUITE = 3
# Points: amounts set to the right end no further from the end of their header, the call of a note behind them included.
A_DROITE = 6.0
# In ems: the blank below the values of a row of labels.
BLANC_VALEUR = 0.8


def rows_of_headers(lignes: Sequence[Line], is_header: Callable[[str], bool], boxes: Sequence[Box]) -> list[list[list[Line]]]:
    """For each row that reads as a header (three known column titles abreast, or two and no other), it and all rows below.

    A header over several lines comes as one row: lines in its look right above or below it, each within a column.
    """
    rows = rows_of(lignes)
    starts: list[int] = []
    for i, row in enumerate(rows):
        known = _known(row, is_header)
        if 2 <= known < len(row) - 1 and rows[i + 1 : i + 2] and _same_header(row, rows[i + 1]):
            known = _known(row, is_header, header_texts([*row, *rows[i + 1]]))
        if (
            known >= 2
            and (known >= len(row) - 1 or (known >= 3 and 2 * known >= len(row)))
            and not (len(row) == 2 and any(len(r) > 2 for r in rows[i + 1 : i + 2]))
            and not (len(row) == 2 and all(len(r) == 2 and all(map(is_item, r)) for r in rows[i + 1 : i + 2]))
            and not _larger_than_below(row, rows[i + 1 : i + 2])
            and _one_header(row, boxes, rows[:i])
            and not any(_goes_on(line, above) for line in row for above in rows[max(0, i - 2) : i])
            and not (starts and starts[-1] == i - 1 and _same_header(rows[i - 1], row))
        ):
            starts.append(i)
    out = []
    for a, b in pairwise([*starts, len(rows)]):
        part = rows[a:b]
        if a and a - 1 not in starts and len(part) > 2 and _are_halves(rows[a - 1], part[1], part[0]):
            out.append([[*part[0], *part[1], *rows[a - 1]], *part[2:]])
            continue
        while len(part) > 2 and _same_header(part[0], part[1]):
            part[:2] = [part[0] + part[1]]
        above = rows[a - 1] if a and a - 1 not in starts and _same_header(rows[a], rows[a - 1]) else []
        if not _heads_columns_of_text(part, is_header):
            out.append([part[0] + above, *part[1:]])
    return out


def _are_halves(above: Sequence[Line], below: Sequence[Line], header: Sequence[Line]) -> bool:
    """Whether two rows set as a header, the one half a line higher, the other half a line lower, are the lines of cells of two: 'Indicateur
    de' over 'résultat', beside 'Calendrier' at their middle."""
    high, low = min(li.bbox[1] for li in header), max(li.bbox[3] for li in header)
    alike = all(li.style == header[0].style for li in (*above, *below))
    level = all(li.bbox[1] < high < li.bbox[3] for li in above) and all(li.bbox[1] < low < li.bbox[3] for li in below)
    over = all(any(min(a.bbox[2], b.bbox[2]) > max(a.bbox[0], b.bbox[0]) for b in above) for a in below)
    return alike and level and over


def _larger_than_below(row: Sequence[Line], below: Sequence[Sequence[Line]]) -> bool:
    """Whether words abreast are set in larger type than all that stands right below them: titles of columns of text."""
    return bool(below) and min(li.style.taille for li in row) > TITRES_DE_COLONNES * max(li.style.taille for li in below[0])


def _goes_on(line: Line, above: Sequence[Line]) -> bool:
    """Whether a line in small letters ends what a line of its look right above it says: 'les marchés', 'publics'."""
    gap = 0.5 * line.style.taille
    return line.texte[:1].islower() and any(
        li.style == line.style and abs(li.bbox[0] - line.bbox[0]) < TOLERANCE and -gap < line.bbox[1] - li.bbox[3] < gap for li in above
    )


def _heads_columns_of_text(rows: Sequence[Sequence[Line]], is_header: Callable[[str], bool]) -> bool:
    """Whether two labels abreast, perhaps beside a line of text, open columns of labelled text: another label in their look stands below
    one of them, at its edge; one that is none of both, where no text stands beside them."""
    labels = [li for li in rows[0] if is_header(li.texte)]
    if len(labels) != 2 or any(li.style == labels[0].style for li in rows[0] if li not in labels):
        return False
    named = {fold(li.texte) for li in labels} if len(rows[0]) == 2 else set[str]()
    return any(
        abs(line.bbox[0] - head.bbox[0]) < TOLERANCE
        and (line.style.taille, line.style.gras) == (head.style.taille, head.style.gras)  # each may have a colour of its own
        and fold(line.texte) not in named | {fold(head.texte)}
        and is_header(line.texte)
        for row in rows[1:]
        for line in row
        for head in labels
    )


def _known(row: Sequence[Line], is_header: Callable[[str], bool], texts: Sequence[str] = ()) -> int:
    """How many different headers a row names, each over its second line (`texts`) if it has one."""
    return len({fold(t).rstrip("s") for t in texts or [li.texte for li in row] if is_header(t)})


def _one_header(row: Sequence[Line], boxes: Sequence[Box], above: Sequence[Sequence[Line]]) -> bool:
    """Whether labels abreast can head the columns of one table: two are set alike on one line, and none stands in a box apart, or in a box
    of its own that holds other lines above it. `above`: the rows above."""
    a, b = row[0], row[-1]
    level = abs(a.bbox[1] - b.bbox[1]) < 0.2 * a.style.taille and a.style.taille == b.style.taille and a.style.gras == b.style.gras
    if len(row) == 2 and not level:
        return False
    tall = [box for box in boxes if box.bottom - box.top > 3 * a.style.taille]
    around = [[box for box in tall if inside(li.bbox, box.bbox)] for li in row]
    held = [min(found, key=lambda box: (box.x1 - box.x0) * (box.bottom - box.top), default=None) for found in around]  # the innermost
    if not all(one == other or (one and other and abs(other.x0 - one.x1) <= 2 * TOLERANCE) for one, other in pairwise(held)):
        return False
    apart = {box for box in held if box is not None}
    lower = [box for box in apart if any(inside(li.bbox, box.bbox) for r in above for li in r)]
    return len(apart) < 2 or len(lower) < 2


def _same_header(header: Sequence[Line], row: Sequence[Line]) -> bool:
    """Whether `row` is another line of the header: its look, set apart from a body, close to it, each line over or under one of its, but
    for a header of one line beside those of several ('N°')."""
    look = header[0].style
    if not (look.gras or look.fond or coloured(look.couleur) or header[0].souligne):
        return False
    gap = max(
        min(li.bbox[1] for li in row) - max(li.bbox[3] for li in header), min(li.bbox[1] for li in header) - max(li.bbox[3] for li in row)
    )
    said = (look.gras, look.fond, look.couleur, look.taille, header[0].souligne)
    if gap > 0.6 * look.taille or any((s.gras, s.fond, s.couleur, s.taille, li.souligne) != said for li in row for s in [li.style]):
        return False
    under = sum(any(min(li.bbox[2], h.bbox[2]) > max(li.bbox[0], h.bbox[0]) for h in header) for li in row)
    return under == len(row) or (under == len(row) - 1 and under >= COLONNES_SUITE - 1)


def aligned_table(
    page: Page,
    rows: Sequence[Sequence[Line]],
    across: Sequence[Edge],
    several: bool,
    boxes: Sequence[Box] = (),
    lignes: Sequence[Line] = (),
) -> Grid | None:
    """A table whose columns are kept by alignment with its header, its rows parted by rules or by blank space.

    `several`: it has rows; otherwise one value stands below each header. `boxes`: those of the page that hold text. `lignes`: the lines
    that no other table has.
    """
    header = rows[0]
    sides = _side_fills(header, boxes, across, lignes) if several else []
    rows = _without_lines(rows, sides)
    if len(rows) < 2:
        return None
    body: list[Sequence[Line]] = []
    starts = _starts(header, rows[1:])
    heads: dict[int, list[Line]] = defaultdict(list)
    for li in header:
        heads[_column(li, starts)].append(li)
    right = max(li.bbox[2] for li in header)
    for row, after in zip(rows[1:], [*rows[2:], ()], strict=True):
        spots = [_column(li, starts) for li in row]
        if several and len(row) == 1 and keeps_to_columns(after, starts):
            body.append(row)  # a band, however large: the table goes on below it
            continue
        if len(row) == 1 and _spans(row[0], starts) and not _between_rules(row[0], across):
            break
        if any(_spans(li, starts) for li in row) and len(row) > 1 and not is_total(row[0].texte):
            break
        if any(s < 0 for s in spots):
            break
        lone = len(row) == 1 and body and not _between_rules(row[0], across, 0.8)
        if lone and row[0].style.taille > PLUS_GRAND * max(li.style.taille for one in (header, *body) for li in one):
            break  # the heading of what follows the table
        body.append(row)
        right = max(right, *(li.bbox[2] for li in row))
    rules = [e.pos for e in across if e.fin - e.debut > 0.5 * (header[-1].bbox[2] - header[0].bbox[0])]
    while body and len(body[-1]) == 1 and _is_after(body[-1][0], body, rules, starts):
        body.pop()  # headings and text below the table
    if not several:
        body = _without_heads(body, heads, starts)
        if (last := box_of(header[-1].bbox, boxes)) >= 0 and box_of(header[0].bbox, boxes) != last:
            right = max(
                right, boxes[last].x1 - max(0.0, header[-1].bbox[0] - boxes[last].x0)
            )  # its values have room to the side of their box
    if not body:
        return None
    left = min(starts[0], *(li.bbox[0] for row in body for li in row))
    xs = (left, *(s - 2 for s in starts[1:]), right)
    cuts = _row_cuts(body, header, across, starts) if several else [body]
    top, low = min(li.bbox[1] for li in header), max(li.bbox[3] for li in header)
    cells: list[GridCell] = [GridCell(0, 1, c, c + 1, (xs[c], top, xs[c + 1], low), in_order(lines)) for c, lines in heads.items()]
    tall = _tall_cells(cuts, xs, across) if several else {}
    beside = _beside(sides, cuts, xs)
    if beside:
        tall = {}
        cells += beside
    for number, part in enumerate(cuts, start=1):
        columns: dict[int, list[Line]] = defaultdict(list)
        wide = len(part) == 1 and len(part[0]) == 1 and _spans(part[0][0], starts)
        for row in part:
            for li in row:
                columns[_column(li, starts)].append(li)
        top, bottom = min(li.bbox[1] for row in part for li in row), max(li.bbox[3] for row in part for li in row)
        if wide:
            cells.append(GridCell(number, number + 1, 0, len(starts), (xs[0], top, xs[-1], bottom), tuple(part[0])))
            continue
        for c in range(len(starts)):
            if c == 0 and any(side.rang <= number < side.rang_fin for side in beside):
                continue
            lines, end = columns.get(c, []), number + 1
            if c == 0 and number in tall:
                end = tall[number]
                lines = [li for one in cuts[number - 1 : end - 1] for row in one for li in row if _column(li, starts) == 0]
            elif c == 0 and any(first < number < end for first, end in tall.items()):
                continue
            cells.append(GridCell(number, end, c, c + 1, (xs[c], top, xs[c + 1], bottom), in_order(lines)))
    bbox = (xs[0], min(li.bbox[1] for li in header), xs[-1], max(c.bbox[3] for c in cells))
    return Grid(page.numero, bbox, xs, tuple(cells), False)


def _side_fills(
    header: Sequence[Line], boxes: Sequence[Box], across: Sequence[Edge], lignes: Sequence[Line]
) -> list[tuple[Box, list[Line]]]:
    """The tinted boxes in the first column, each with its lines, where one at least stands beside several rows that rules part, or the
    only one: they name the axis of those rows, their words wherever in them.
    """
    heads = sorted(header, key=lambda li: li.bbox[0])
    low = max(li.bbox[3] for li in header)
    right = min((li.bbox[0] for li in heads[1:] if li.bbox[0] > heads[0].bbox[2]), default=0.0)
    under = [b for b in boxes if b.fond not in ("", BLANC) and b.x0 <= heads[0].bbox[2] and b.x1 <= right and b.top >= low - TOLERANCE]
    parted = any(b.x1 - TOLERANCE <= e.debut and b.top + TOLERANCE < e.pos < b.bottom - TOLERANCE for b in under for e in across)
    outer = [b for b in under if not any(b is not o and inside(b.bbox, o.bbox) for o in under)]  # not the pill in one of them
    held = [(b, [li for li in lignes if inside(li.bbox, b.bbox)]) for b in outer] if parted or len(outer) == 1 else []
    return [(box, lines) for box, lines in held if lines]


def _without_lines(rows: Sequence[Sequence[Line]], sides: Sequence[tuple[Box, list[Line]]]) -> Sequence[Sequence[Line]]:
    """The printed rows without the lines of the boxes at their left."""
    taken = {li.id for _, lines in sides for li in lines}
    return [kept for row in rows if (kept := [li for li in row if li.id not in taken])] if taken else rows


def _beside(sides: Sequence[tuple[Box, list[Line]]], cuts: Sequence[Sequence[Sequence[Line]]], xs: Sequence[float]) -> list[GridCell]:
    """The boxes at the left of rows as cells of the first column, over the rows that they stand beside."""
    middles = [(min(li.bbox[1] for row in part for li in row) + max(li.bbox[3] for row in part for li in row)) / 2 for part in cuts]
    out: list[GridCell] = []
    for box, lines in sides:
        numbers = [n for n, y in enumerate(middles, start=1) if box.top <= y <= box.bottom]
        if numbers:
            out.append(GridCell(numbers[0], numbers[-1] + 1, 0, 1, (xs[0], box.top, xs[1], box.bottom), in_order(lines)))
    return out


def keeps_to_columns(row: Sequence[Line], starts: Sequence[float]) -> bool:
    """Whether three lines abreast at least, the first among them, start where columns do and end before the next one."""
    edges = [(li, _column(li, starts)) for li in row]
    fits = all(c >= 0 and abs(li.bbox[0] - starts[c]) < TOLERANCE and not _spans(li, starts) for li, c in edges if not is_item(li))
    return fits and any(c == 0 for _, c in edges) and len({c for _, c in edges}) >= COLONNES_SUITE


def _tall_cells(cuts: Sequence[Sequence[Sequence[Line]]], xs: Sequence[float], across: Sequence[Edge]) -> dict[int, int]:
    """Rows (from 1) whose first cell runs on over the rows below, with the row where it ends: the rules between them leave it out."""
    out: dict[int, int] = {}
    first = 1
    for number, (part, below) in enumerate(pairwise(cuts), start=1):
        low, top = max(li.bbox[3] for row in part for li in row), min(li.bbox[1] for row in below for li in row)
        rules = [e for e in across if low - TOLERANCE <= e.pos <= top + TOLERANCE and e.fin > xs[1]]
        if not rules or any(e.debut < (xs[0] + xs[1]) / 2 for e in rules):
            first = number + 1
        else:
            out[first] = number + 2
    return out


def _without_heads(body: Sequence[Sequence[Line]], heads: Mapping[int, list[Line]], starts: Sequence[float]) -> list[Sequence[Line]]:
    """The printed rows without the lines that go on with a label: 'Chefs de' over 'file', where other labels take one line.

    They are given to `heads`.
    """
    values: set[int] = set()
    out: list[Sequence[Line]] = []
    for row in body:
        kept: list[Line] = []
        for line in row:
            c = _column(line, starts)
            if c in heads and c not in values and _in_look(line, heads[c][-1]):
                heads[c].append(line)
            else:
                values.add(c)
                kept.append(line)
        if kept:
            out.append(kept)
    return out


def whole_header(rows: Sequence[Sequence[Line]]) -> list[Line]:
    """A header with the lines that go on right below in its look, under some of its words: 'Directions ou' over 'services pilotes'."""
    out = list(rows[0])
    for row in rows[1:3]:
        for line in row:
            above = [h for h in out if _in_look(line, h) and min(h.bbox[2], line.bbox[2]) > max(h.bbox[0], line.bbox[0])]
            low = max((h.bbox[3] for h in above), default=0.0)
            if above and 0 < line.bbox[3] - low < SUITE_ENTETE * line.style.taille:
                out.append(line)
    return out


def _in_look(line: Line, head: Line) -> bool:
    """Whether a line is set as the header above it; small capitals are smaller where no large one opens the line."""
    a, b = line.style, head.style
    return a == b or (a.gras and a.taille < b.taille and (a.gras, a.couleur, a.fond) == (b.gras, b.couleur, b.fond))


def header_texts(header: Sequence[Line]) -> list[str]:
    """The words of each column of a header that may stand over several lines."""
    columns: list[list[Line]] = []
    edge = 0.0
    for line in sorted(header, key=lambda li: li.bbox[0]):
        if columns and line.bbox[0] < edge:
            columns[-1].append(line)
        else:
            columns.append([line])
            edge = 0.0
        edge = max(edge, line.bbox[2])
    return [" ".join(li.texte for li in sorted(column, key=lambda li: li.bbox[1])) for column in columns]


def with_one_value(rows: list[list[Line]], boxes: Sequence[Box]) -> list[list[Line]]:
    """A row of labels with the values below them, which end where a blank, then a lone line or one set as no value follows, or with the
    boxes that the labels stand in, each in its own, where these hold values too."""
    held = [box_of(li.bbox, boxes) for li in rows[0]]
    if len(set(held)) == len(held) > 1 and -1 not in held:
        end = next((i for i, row in enumerate(rows) if not any(box_of(li.bbox, boxes) in held for li in row)), len(rows))
        rows = rows[:end] if end > 1 else rows  # boxes of the labels alone hold no value
    values = {(li.style.taille, li.style.gras) for li in rows[1]} if len(rows) > 1 else set()
    fills = {li.style.fond for li in rows[1]} - {""} if len(rows) > 1 else set()  # chips that wrap
    outlined = len(rows) > 1 and any(_on_chip(li, boxes) for li in rows[1])
    for i, (above, row) in enumerate(pairwise(rows[1:]), start=2):
        blank = min(li.bbox[1] for li in row) - max(li.bbox[3] for li in above)
        apart = len(row) == 1 or not values & {(li.style.taille, li.style.gras) for li in row}
        wraps = all(li.style.fond in fills or (outlined and _on_chip(li, boxes)) for li in row)
        if apart and blank > BLANC_VALEUR * row[0].style.taille and not wraps:
            return rows[:i]
    return rows


def _on_chip(line: Line, boxes: Sequence[Box]) -> bool:
    """Whether a small box is drawn around the words of a line."""
    at = box_of(line.bbox, boxes)
    return at >= 0 and is_close_around(boxes[at], [line])


def _starts(header: Sequence[Line], rows: Sequence[Sequence[Line]]) -> list[float]:
    """Left edge of each column: that of its header, or further left where the body starts there (centred headers)."""
    starts: list[float] = []
    edge = 0.0
    columns: list[tuple[float, float]] = []
    for li in sorted(header, key=lambda li: li.bbox[0]):
        if columns and li.bbox[0] < edge:
            columns[-1] = (columns[-1][0], max(edge, li.bbox[2]))
        else:
            columns.append((li.bbox[0], li.bbox[2]))
        edge = columns[-1][1]
    starts = [x0 for x0, _ in columns]
    if shift := _set_in(starts, rows):
        return [x - shift for x in starts]
    for i in range(1, len(starts)):
        gap = (columns[i - 1][1], starts[i])
        lefts = [li.bbox[0] for row in rows for li in row if gap[0] < li.bbox[0] < gap[1]]
        under = any(abs(li.bbox[0] - starts[i]) < 6 for row in rows for li in row)  # the header stands over what it heads
        if len(lefts) >= 2 and not under:
            starts[i] = min(starts[i], median(lefts))
        # or the header ends where its amounts do
        ended = [li for row in rows for li in row if abs(li.bbox[2] - columns[i][1]) < A_DROITE and li.bbox[0] > gap[0]]
        if len(ended) >= 2 or any(li.texte[:1].isdigit() and abs(li.bbox[2] - columns[i][1]) < 1 for li in ended):
            starts[i] = min(starts[i], *(li.bbox[0] for li in ended))
    return [*_without_header(starts[0], rows), *starts]


def _set_in(heads: Sequence[float], rows: Sequence[Sequence[Line]]) -> float:
    """How far right of its column each header starts, all as far, a picture before it; 0.0 when they are not so set in."""
    below = sorted(rows[0], key=lambda li: li.bbox[0]) if rows else []
    if len(below) != len(heads):
        return 0.0
    shifts = [x - li.bbox[0] for x, li in zip(heads, below, strict=True)]
    alike = max(shifts) - min(shifts) < TOLERANCE < min(shifts)
    return max(shifts) if alike and max(shifts) < ICONE * below[0].style.taille else 0.0


def _without_header(first: float, rows: Sequence[Sequence[Line]]) -> list[float]:
    """Left edge of a column without header left of the first one that has it: lines start there as others do below that header."""
    lines = [li for row in rows for li in row]
    if sum(abs(li.bbox[0] - first) < TOLERANCE for li in lines) < 2:
        return []
    edges: dict[int, list[Line]] = defaultdict(list)
    for li in lines:
        if first - li.bbox[0] > SANS_ENTETE * li.style.taille:
            edges[round(li.bbox[0])].append(li)
    # what stands below the table starts at the left too, and runs on
    found = [there for there in edges.values() if len(there) > 1 and all(li.bbox[2] < first for li in there)]
    return [min(li.bbox[0] for there in found for li in there)] if found else []


def _column(line: Line, starts: Sequence[float]) -> int:
    found = -1
    for i, start in enumerate(starts):
        if line.bbox[0] >= start - 6 or i == 0:
            found = i
    return found


def _spans(line: Line, starts: Sequence[float]) -> bool:
    """Whether a line runs on into the next column."""
    c = _column(line, starts)
    return 0 <= c < len(starts) - 1 and line.bbox[2] > starts[c + 1] + 6


def _is_after(line: Line, body: Sequence[Sequence[Line]], rules: Sequence[float], starts: Sequence[float]) -> bool:
    """Whether a lone last line is no row of the table: it runs over columns, is set larger, or stands below the last rule."""
    if _spans(line, starts) or len(body) == 1:
        return True
    above = [li for row in body[:-1] for li in row]
    if line.style.taille > max(li.style.taille for li in above) + 0.5:
        return True
    firsts = [li.style for row in body[:-1] for li in row if _column(li, starts) == 0]
    look = line.style
    prominent = look.gras or bool(look.fond)
    if (
        prominent
        and _column(line, starts) == 0
        and firsts
        and all((s.gras, s.couleur, s.fond) != (look.gras, look.couleur, look.fond) for s in firsts)
    ):
        return True  # in a look that no row starts with: the heading of what follows
    low = max(li.bbox[3] for li in above)
    if is_item(line) and line.bbox[1] - low < SUITE_RANGEE * look.taille:
        return False  # the first action of a row that the page breaks, below the band that names it
    return any(low - 2 <= pos <= line.bbox[1] + 2 for pos in rules) and not any(
        pos >= line.bbox[3] - 2 for pos in rules if pos < line.bbox[3] + 3 * line.style.taille
    )


def _opens_row(row: Sequence[Line], starts: Sequence[float]) -> bool:
    """Whether a printed row set off from the one above can open a row of the table: its first cell is filled, or half of its cells."""
    filled = {_column(li, starts) for li in row}
    return 0 in filled or 2 * len(filled) >= len(starts)


def _between_rules(line: Line, across: Sequence[Edge], heights: float = 3.0) -> bool:
    """Whether rules run above and below a line, no further from it than so many of its heights."""
    near = heights * (line.bbox[3] - line.bbox[1])
    above = any(0 <= line.bbox[1] - e.pos <= near for e in across)
    below = any(0 <= e.pos - line.bbox[3] <= near for e in across)
    return above and below


def _row_cuts(
    body: Sequence[Sequence[Line]], header: Sequence[Line], across: Sequence[Edge], starts: Sequence[float]
) -> list[list[Sequence[Line]]]:
    """The printed rows gathered into table rows: at rules where there are some, else where blank space opens a new first cell."""
    low, high = header[0].bbox[3], max(li.bbox[3] for row in body for li in row)
    rules = sorted(e.pos for e in across if low - 2 <= e.pos <= high and e.fin - e.debut > 0.5 * (starts[-1] - starts[0]))
    gaps = [min(li.bbox[1] for li in b) - max(li.bbox[3] for li in a) for a, b in pairwise(body)]
    usual = sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    size = median(li.bbox[3] - li.bbox[1] for row in body for li in row)
    spaced = sum(g > usual + 0.35 * size for g in gaps)
    listed = {_column(li, starts) for li in body[0] if is_item(li)}
    out: list[list[Sequence[Line]]] = []
    for i, row in enumerate(body):
        top = min(li.bbox[1] for li in row)
        if i == 0:
            out.append([row])
            continue
        bottom = max(li.bbox[3] for li in body[i - 1])
        if len(rules) >= 2:
            new = any(bottom - 0.3 * size <= pos <= top + 0.3 * size for pos in rules)
        elif spaced or (gaps and gaps[0] > size):
            new = gaps[i - 1] > usual + 0.35 * size if spaced else True
            new = new and _opens_row(row, starts)
        else:
            # lines as close as those of one cell: a name that goes on below starts small, and fills its column alone or nearly
            # and where cells are lists, a row opens with a sign in them, elsewhere with none: a list stands below the title of its row
            inside = any(not is_item(li) and _column(li, starts) in listed for li in row) or (is_item(row[0]) and 0 not in listed)
            new = _column(row[0], starts) == 0 and not row[0].texte[:1].islower() and not inside
        if new:
            out.append([row])
        else:
            out[-1].append(row)
    return out
