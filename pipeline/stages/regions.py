"""Reading order of a page: columns, drawn boxes, side notes.

Reads the lines of one page that are not furniture, and its drawings; decides by geometry, and by label position for
what is a side note. The order in which the file draws its text is never used.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import islice, pairwise
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.model import BBox, Box, Line, Page, Style
from pipeline.stages.boxes import HAUTEUR_PASTILLE, box_of, holds, text_boxes
from pipeline.stages.headings import is_bare_number, parse_heading
from pipeline.stages.labels import label_at, named_label
from pipeline.stages.lines import is_marker
from pipeline.stages.tables import CENTRE, Grid
from pipeline.texts import label_key

# In ems of the median line: narrowest gutter between two columns of text, and beside a drawn box.
GOUTTIERE = 1.15
GOUTTIERE_TRACEE = 0.4
# In ems: a gutter as narrow parts columns as wide at least, so many lines of each of which start at one edge, give or take points.
GOUTTIERE_ALIGNEE = 0.5
LARGEUR_ALIGNEE = 8.0
LIGNES_ALIGNEES = 3
BORD = 2.0
# A box around so few lines, in another one, is a chip.
LIGNES_PASTILLE = 3
# In ems of the median line: the blank below a heading in a left column that waits for what stands at its right.
BLANC_RANGEE = 2.0
# In ems: how far below the top of a row its text starts, its title at most, and the blank above each row.
NIVEAU = 1.2
ENTRE_DEUX = 2.4
BLANC_TITRES = 0.5
# In ems of the median line: the least blank between two notes of a margin.
BLANC_NOTE = 0.8
# Labels of which a note has one: 'Pilotage' below 'Co-pilotage' opens the next.
MENEURS = ("acteur:copilote", "acteur:chef_de_file", "acteur:porteur", "acteur:maitre_ouvrage")
# A box as wide as the page that holds more printed rows than this is no band of it.
LIGNES_BANDE = 3
# In ems of the median line: the least type of a title that stands over columns it does not fill.
GRAND_TITRE = 1.2
# Columns that all end less than this many heights of a title above it are ended by it.
FIN_COLONNES = 4.0
# Of the narrower of two boxes abreast: how much of it may lie over the other.
CHEVAUCHEMENT = 0.15
# In ems of the median line: chips side by side are nearer than this.
ECART_PASTILLES = 1.3
# The most lines that the value of a label that stands on the page before has above the first label of a page.
LIGNES_REPRISES = 3
# Of the lower of two things: how much of its height it shares with what stands beside it on one line.
MEME_RANGEE = 0.7


class Region(Struct, frozen=True):
    """Lines in reading order, or a table. `lateral`: a side note, bound later to what stands beside it; `boite`: a box is drawn
    around it, and `bbox` is that box."""

    page: int
    lignes: tuple[Line, ...]
    bbox: BBox
    boite: bool = False
    lateral: bool = False
    grille: Grid | None = None


class _Item(Struct, frozen=True):
    bbox: BBox
    lignes: tuple[Line, ...]
    boite: bool
    grille: Grid | None = None
    pastille: bool = False
    cases: tuple[_Item, ...] = ()  # boxes of a strip, left to right


_T = TypeVar("_T", _Item, Line)


def regions(page: Page, lignes: Sequence[Line], is_label: Callable[[Line], bool], grids: Sequence[Grid] = ()) -> list[Region]:
    """The regions of a page in reading order. `is_label` tells whether a line stands in label position.

    `grids` hold no line of `lignes`.
    """
    items = [_Item(grid.bbox, tuple(li for c in grid.cellules for li in c.lignes), False, grid) for grid in grids]
    if not lignes:
        return [_region(page.numero, it.lignes, False, it.grille) for it in items]
    em = sorted(line.style.taille for line in lignes)[len(lignes) // 2] or 1.0
    boxes = text_boxes(page)
    # a box wider than most of the page is a band of the page, not a note on it
    held: dict[int, list[Line]] = {}
    whole: dict[int, list[Line]] = {}
    chips: dict[int, list[Line]] = defaultdict(list)
    boxed = [box_of(line.bbox, boxes) for line in lignes]
    rows: dict[int, set[int]] = defaultdict(set)  # the printed rows that each box holds
    for line, i in zip(lignes, boxed, strict=True):
        rows[i].add(round(line.bbox[1] / em))
    cards: dict[int, list[Line]] = {i: [] for i in rows if i >= 0 and _is_band(boxes[i], page) and len(rows[i]) > LIGNES_BANDE}
    for i in [i for i in cards if any(j != i and holds(boxes[i], boxes[j]) for j in rows if j >= 0)]:
        del cards[i]
    for line, i in zip(lignes, boxed, strict=True):
        if i in cards:
            cards[i].append(line)
        elif i >= 0 and _is_band(boxes[i], page) and len(rows[i]) > LIGNES_BANDE:
            items.append(_Item(line.bbox, (line,), False))  # a card as wide as the page: its inside is laid out as a page is
        elif i >= 0 and _is_band(boxes[i], page):
            # a short title on a band of the page parts what stands above it from what stands below, in all columns
            items.append(_Item((boxes[i].x0, line.bbox[1], boxes[i].x1, line.bbox[3]), (line,), False))
        elif i >= 0:
            held.setdefault(i, []).append(line)
        elif line.filet and (line.style.gras or line.style.taille > GRAND_TITRE * em or line.texte.isupper()):
            items.append(_Item((line.bbox[0], line.bbox[1], line.filet, line.bbox[3]), (line,), False))  # a title is as wide as its rule
        else:
            items.append(_Item(line.bbox, (line,), False))
    for i, inside in cards.items():
        if any(_side_of(a.bbox, b.bbox) for k, a in enumerate(inside) for b in inside[k + 1 :]):
            items += [_Item(li.bbox, (li,), False) for li in inside]
        else:  # one column of text on a fill as wide as the page: what stands beside other columns above or below is none of them
            whole_bbox = (boxes[i].x0, inside[0].bbox[1], boxes[i].x1, max(li.bbox[3] for li in inside))
            items.append(_Item(whole_bbox, tuple(_numbers_first(_by_rows(inside))), False))
    lone: dict[int, _Item] = {}
    around: dict[int, int | None] = {}  # for each chip, the box that it belongs to
    for i, inside in held.items():
        if _is_chip(boxes[i], inside, [b for j, b in enumerate(boxes) if j in held and j != i], is_label):
            outer = [j for j in held if j != i and holds(boxes[j], boxes[i])]
            around[i] = next((j for j in outer if len(held[j]) > 1), outer[0] if outer else None)
    for i, inside in held.items():
        if i not in around:
            whole[i] = inside
            continue
        at = around[i]
        while at is not None and around.get(at) is not None:
            at = around[at]
        if at is None:
            lone[i] = _Item((boxes[i].x0, inside[0].bbox[1], boxes[i].x1, inside[-1].bbox[3]), tuple(inside), False)
        else:
            chips[at] += inside
    # a band around a chip is none itself
    items += _chip_rows([chip for i, chip in lone.items() if i not in chips], em)
    for i in chips:
        whole.setdefault(i, held[i])
    for i in sorted(whole, key=lambda i: boxes[i].x1 - boxes[i].x0):
        # a band at the foot or the head of a card belongs to it
        card = next((j for j in whole if j != i and holds(boxes[j], boxes[i]) and _as_wide(boxes[i], boxes[j])), None)
        if card is not None:
            whole[card] = [*whole[card], *whole.pop(i), *chips.pop(i, ())]
    for i, lines in whole.items():
        inside = [*lines, *chips.get(i, ())]
        items.append(_Item(boxes[i].bbox, tuple(inside), True))
    return _order(_strips(_parted(items, em), is_label), page.numero, em, is_label)


def _look(line: Line) -> tuple[float, bool, str]:
    return (line.style.taille, line.style.gras, line.style.couleur)


def _strips(items: Sequence[_Item], is_label: Callable[[Line], bool]) -> list[_Item]:
    """The items, boxes of one height abreast that each start with another label made one: the fields of what stands above them.

    Cards abreast with a box of parties each have the same label twice.
    """
    level: dict[tuple[int, int], list[_Item]] = defaultdict(list)
    for item in items:
        if item.boite:
            level[round(item.bbox[1] / 2), round(item.bbox[3] / 2)].append(item)
    out = list(items)
    for boxes in level.values():
        boxes.sort(key=lambda it: it.bbox[0])
        heads = [min(it.lignes, key=lambda li: (li.bbox[1], li.bbox[0])) for it in boxes]
        looks = {_look(li) for li in heads}
        values = [li for it, head in zip(boxes, heads, strict=True) for li in it.lignes if li is not head]
        told = len(looks) == 1 and any(map(is_label, heads)) and (all(map(is_label, heads)) or not any(_look(li) in looks for li in values))
        labels = [label_key(li.texte.partition(":")[0]) for li in heads]
        apart = all(a.bbox[2] <= b.bbox[0] + 1 for a, b in pairwise(boxes))
        if len(boxes) > 1 and told and apart and len(set(labels)) == len(labels) and all(len(it.lignes) > 1 for it in boxes):
            out = [it for it in out if not any(it is box for box in boxes)]
            lines = tuple(li for it in boxes for li in it.lignes)
            out.append(_Item(_union([it.bbox for it in boxes]), lines, False, cases=tuple(boxes)))
    return out


def _parted(items: Sequence[_Item], em: float) -> list[_Item]:
    """The items, boxes abreast whose ends lie over each other (chevrons of a process) as wide as their words only."""
    boxes = sorted((it for it in items if it.boite), key=lambda it: it.bbox[1])
    tangled: set[int] = set()
    for i, a in enumerate(boxes):
        for b in islice(boxes, i + 1, None):
            if b.bbox[1] - a.bbox[1] >= em:
                break
            if _overlap(a, b, em) or _overlap(b, a, em):
                tangled |= {id(a), id(b)}
    return [
        replace(it, bbox=(min(li.bbox[0] for li in it.lignes), it.bbox[1], max(li.bbox[2] for li in it.lignes), it.bbox[3]))
        if id(it) in tangled
        else it
        for it in items
    ]


def _overlap(a: _Item, b: _Item, em: float) -> bool:
    """Whether two boxes of one height side by side lie over each other by their ends, and hold words apart."""
    level = abs(a.bbox[1] - b.bbox[1]) < em and abs(a.bbox[3] - b.bbox[3]) < em
    over = a.bbox[2] - b.bbox[0]
    near = 0 < over < CHEVAUCHEMENT * min(a.bbox[2] - a.bbox[0], b.bbox[2] - b.bbox[0])
    return (
        a is not b and level and near and a.bbox[0] < b.bbox[0] and max(li.bbox[2] for li in a.lignes) < min(li.bbox[0] for li in b.lignes)
    )


def _chip_rows(chips: Sequence[_Item], em: float) -> list[_Item]:
    """Chips side by side, nearer to each other than columns are, made one item; a chip by itself takes no more room than its words."""
    out: list[list[_Item]] = []
    ordered = sorted(chips, key=lambda it: (round(it.bbox[1]), it.bbox[0]))
    gaps = [b.bbox[0] - a.bbox[2] for a, b in pairwise(ordered) if abs(a.bbox[1] - b.bbox[1]) < 3]
    close = [g for g in gaps if -1 <= g <= ECART_PASTILLES * em]
    limit = 3 * max(min(close, default=0.0), 1.5)  # chips that touch, in columns a gap apart
    for chip in ordered:
        last = out[-1][-1] if out else None
        near = last is not None and -1 <= chip.bbox[0] - last.bbox[2] <= min(ECART_PASTILLES * em, limit)
        if last is not None and abs(last.bbox[1] - chip.bbox[1]) < 3 and near:
            out[-1].append(chip)
        else:
            out.append([chip])
    return [
        _Item(_union([li.bbox for it in row for li in it.lignes]), tuple(li for it in row for li in it.lignes), False, pastille=True)
        for row in out
    ]


def _union(boxes: Sequence[BBox]) -> BBox:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _is_chip(box: Box, inside: Sequence[Line], others: Sequence[Box], is_label: Callable[[Line], bool]) -> bool:
    """Whether a box is drawn around a name: one line of its height, or a few lines without label in another box that holds text."""
    high = inside[0].bbox[3] - inside[0].bbox[1]
    if len(inside) == 1 and box.bottom - box.top < HAUTEUR_PASTILLE * high:
        return True
    small = len(inside) <= LIGNES_PASTILLE and not any(is_label(li) for li in inside)
    return small and any(holds(o, box) and o.bottom - o.top > 2 * (box.bottom - box.top) for o in others)


def _as_wide(inner: Box, outer: Box) -> bool:
    return inner.x1 - inner.x0 > 0.8 * (outer.x1 - outer.x0)


def _is_band(box: Box, page: Page) -> bool:
    return box.x1 - box.x0 > 0.75 * page.largeur


def _order(items: Sequence[_Item], page: int, em: float, is_label: Callable[[Line], bool]) -> list[Region]:
    out: list[Region] = []
    flow: list[_Item] = []
    for group in _with_labels(_bands(items, em, is_label), is_label):
        columns = _columns(group, em)
        if len(columns) == 1 or not _abreast(columns):
            flow.extend(group)
            continue
        if (row := _labelled_row(columns, is_label)) is not None:
            out.extend(_flow(flow, page, em, is_label))
            out.append(_region(page, row, False))
            flow = []
            continue
        rows = _labelled_rows(columns, is_label)
        headed = (_headed_rows(columns, em, is_label) or _title_rows(columns, em, is_label)) if rows is None else None
        if rows is None and headed is None and (lead := _lead(columns)):
            flow.extend(lead)
            columns = _columns([it for column in columns for it in column if it not in lead], em)  # a long title bridged two of them
            rows = _labelled_rows(columns, is_label)
            headed = _title_rows(columns, em, is_label) if rows is None and len(columns) > 1 else None
        if rows is not None:
            out.extend(_flow(flow, page, em, is_label))
            lines, after = rows
            out.append(_region(page, lines, False))
            flow = list(after)
            continue
        if headed is not None:
            out.extend(_flow(flow, page, em, is_label))
            flow = []
            for part in headed:  # a note in a row stands behind what it is about
                out.extend(replace(r, lateral=False) for r in _order(part, page, em, is_label))
            continue
        parts = _panel_rows(columns) or _card_rows(columns)
        if parts is not None:
            out.extend(_flow(flow, page, em, is_label))
            flow = []
            for part in parts:
                out.extend(replace(r, lateral=False) for r in _order(part, page, em, is_label))
            continue
        columns = _with_values(columns, is_label)
        tail = _after_list(columns)
        out.extend(_flow(flow, page, em, is_label))
        out.extend(_side_by_side([[it for it in column if it not in tail] for column in columns], page, em, is_label))
        flow = list(tail)
    out.extend(_flow(flow, page, em, is_label))
    return out


def _labelled_row(columns: Sequence[Sequence[_Item]], is_label: Callable[[Line], bool]) -> list[Line] | None:
    """The lines of columns that are one printed row, left to right: a label, then its values side by side ('Pilotes' and a chip for each).

    Other labels may follow along the row, each with a value at its right; chips that it has no room for stand below it. None otherwise.
    """
    lines = [li for column in columns for it in column for li in it.lignes]
    first = columns[0][0].lignes[0]
    if any(it.grille is not None for column in columns for it in column) or not is_label(first):
        return None
    low, high = first.bbox[1] - 2, first.bbox[3] + 2
    row = sorted((li for li in lines if low <= (li.bbox[1] + li.bbox[3]) / 2 <= high), key=lambda li: li.bbox[0])
    below = sorted((li for li in lines if li.bbox[1] >= high - 2), key=lambda li: (round(li.bbox[1]), li.bbox[0]))
    chips = {li.style.fond for li in row if not is_label(li)}
    if len(row) < 2 or len(row) + len(below) < len(lines) or any(is_label(li) or li.style.fond not in chips - {""} for li in below):
        return None
    heads = [is_label(li) for li in row]
    bare = [head and _is_bare_label(li) for head, li in zip(heads, row, strict=True)]
    if any(heads[1:]) and (bare[-1] or any(one and other for one, other in pairwise(bare))):
        return None
    return [*row, *below]


def _headed_rows(columns: Sequence[Sequence[_Item]], em: float, is_label: Callable[[Line], bool]) -> list[list[_Item]] | None:
    """Two columns that are rows without rules: at left a heading, at right what it commands, the next heading level with its own part.

    Told from two columns of text by blanks in the narrower left column, each ended by a heading that stands level with one at right.
    The parts, heading by heading, or None.
    """
    if len(columns) != 2 or any(it.grille is not None or it.boite for column in columns for it in column):
        return None
    left, right = (sorted(column, key=lambda it: (it.bbox[1], it.bbox[0])) for column in columns)
    width = [max(it.bbox[2] for it in c) - min(it.bbox[0] for it in c) for c in (left, right)]
    if width[0] > 0.7 * width[1]:
        return None
    usual = Counter(it.lignes[0].style for it in right).most_common(1)[0][0]

    def heads(item: _Item) -> bool:
        style = item.lignes[0].style
        return style.taille > 1.1 * usual.taille or (style.gras and not usual.gras)

    tops: list[float] = []
    for above, item in pairwise(left):
        blank = item.bbox[1] - above.bbox[3]
        if blank < BLANC_RANGEE * em or not heads(item):
            continue
        level = next((it for it in right if abs(it.bbox[1] - item.bbox[1]) < 1.2 * em and heads(it)), None)
        if level is None:
            return None
        tops.append(min(item.bbox[1], level.bbox[1]) - 1)
    if not tops or not heads(left[0]) or not heads(right[0]) or is_label(left[0].lignes[0]):
        return None
    out: list[list[_Item]] = []
    for low, high in pairwise([float("-inf"), *tops, float("inf")]):
        for column in (left, right):
            part = [it for it in column if low <= it.bbox[1] < high]
            if part:
                out.append(part)
    return out


def _title_rows(columns: Sequence[Sequence[_Item]], em: float, is_label: Callable[[Line], bool]) -> list[list[_Item]] | None:
    """Columns that are rows without rules: titles of one look at left, what each commands at its right, level with it. The parts, row by
    row and in each from left to right, or None.

    Told from columns of text by the look of the titles, which nothing at right has but labels, and by a blank over all columns above each.
    """
    left = sorted(columns[0], key=lambda it: (it.bbox[1], it.bbox[0]))
    others = [it for column in columns[1:] for it in column]
    looks = Counter(_look(li) for it in others for li in it.lignes if not is_label(li))
    if not looks:
        return None
    size, bold, _ = looks.most_common(1)[0][0]
    heads: dict[tuple[float, bool, str], list[_Item]] = defaultdict(list)
    last: dict[tuple[float, bool, str], _Item] = {}  # by look: a number at the left of a title may stand between two of its lines
    for item in left:
        look = _look(item.lignes[0])
        prominent = look[0] >= size and look[1] >= bold and look not in looks
        if prominent and _can_head(item, is_label) and not _is_second_line(last.get(look), item):
            heads[look].append(item)
        last[_look(item.lignes[-1])] = item
    for titles in heads.values():
        tops = _row_tops(titles, others, [*left, *others], em)
        if len(titles) > 1 and tops:
            edges = pairwise([float("-inf"), *tops, float("inf")])
            rows = [[part for column in columns if (part := [it for it in column if low <= it.bbox[1] < high])] for low, high in edges]
            return [part for row in rows for part in _with_values(row, is_label)]
    return None


def _can_head(item: _Item, is_label: Callable[[Line], bool]) -> bool:
    """Whether an item can be the title of a row: words, and no label."""
    first = item.lignes[0]
    return item.grille is None and not is_label(first) and any(len(w) > 2 and w.isalpha() for w in first.texte.split())


def _row_tops(titles: Sequence[_Item], others: Sequence[_Item], everything: Sequence[_Item], em: float) -> list[float]:
    """Where the rows of the titles start: below the largest blank over all columns between a title and the one above, level with what
    stands at their right; [] when one does not."""
    blanks: list[tuple[float, float]] = []
    low = float("-inf")
    for item in sorted(everything, key=lambda it: it.bbox[1]):
        if item.bbox[1] - low >= BLANC_TITRES * em:
            blanks.append((low, item.bbox[1]))
        low = max(low, item.bbox[3])
    out: list[float] = []
    above = float("-inf")
    for title in titles:
        high = title.bbox[1] - ENTRE_DEUX * max(em, title.lignes[0].style.taille)
        near = [b for b in blanks if b[0] >= above - 1 and high <= b[1] <= title.bbox[1] + 1]
        top = max(near, key=lambda b: b[1] - b[0])[1] if near else min(it.bbox[1] for it in everything)
        if (out and not near) or not any(top - 1 <= it.bbox[1] < top + NIVEAU * em for it in others):
            return []
        out.append(top - 1)
        above = title.bbox[3]
    return out


def _with_values(columns: Sequence[list[_Item]], is_label: Callable[[Line], bool]) -> list[list[_Item]]:
    """The columns, one of labels and the one of their values, at its right, made one."""
    out: list[list[_Item]] = []
    for column in columns:
        if out and _labelled_rows([out[-1], column], is_label) is not None:
            out[-1] = [*out[-1], *column]
        else:
            out.append(column)
    return out


def _is_second_line(above: _Item | None, item: _Item) -> bool:
    return (
        above is not None
        and _look(above.lignes[-1]) == _look(item.lignes[0])
        and item.bbox[1] - above.bbox[3] < 0.6 * item.lignes[0].style.taille
    )


def _panel_rows(columns: Sequence[Sequence[_Item]]) -> list[list[_Item]] | None:
    """Rows of one height each, a box at left that names the row, boxes and free lines at its right: the rows. None for anything else.

    The first lines at left have one look, which no box at right starts in; some column at right has a box for each row.
    """
    left = sorted(columns[0], key=lambda it: it.bbox[1])
    others = [it for column in columns[1:] for it in column]
    if len(left) < 2 or not all(it.boite for it in left) or any(a.bbox[3] > b.bbox[1] + 2 for a, b in pairwise(left)):
        return None
    rows = [[it] for it in left]
    for item in sorted(others, key=lambda it: (round(it.bbox[1]), it.bbox[0])):
        middle = (item.bbox[1] + item.bbox[3]) / 2
        row = next((r for r in rows if r[0].bbox[1] <= middle <= r[0].bbox[3]), None)
        if row is None or item.bbox[1] < row[0].bbox[1] - 2 or item.bbox[3] > row[0].bbox[3] + 2:
            return None
        if item.boite and max(abs(item.bbox[1] - row[0].bbox[1]), abs(item.bbox[3] - row[0].bbox[3])) > 2:
            return None
        row.append(item)
    heads = [it.lignes[0].style for it in left]
    boxed = any(all(it.boite for it in column) and len(column) == len(left) for column in columns[1:])
    if not boxed or len(set(heads)) > 1 or any(it.boite and it.lignes[0].style == heads[0] for it in others):
        return None
    return rows


def _card_rows(columns: Sequence[Sequence[_Item]]) -> list[list[_Item]] | None:
    """Cards in rows, each row of one height, the last one perhaps not full: what stands left of them, then the rows. None otherwise.

    Each card has a title of one look, larger or bolder than its text: a box of parties below a box of actions is no card.
    """
    for first in range(len(columns) - 1):
        cards = [it for column in columns[first:] for it in column]
        if not all(it.boite for it in cards) or max(map(len, columns[first:])) < 2 or not _titled_alike(cards):
            continue
        rows: list[list[_Item]] = []
        for item in sorted(cards, key=lambda it: (round(it.bbox[1]), it.bbox[0])):
            if rows and abs(item.bbox[1] - rows[-1][0].bbox[1]) < 2:
                rows[-1].append(item)
            else:
                rows.append([item])
        level = all(max(it.bbox[3] for it in row) - min(it.bbox[3] for it in row) < 2 for row in rows)
        full = all(len(row) == len(columns) - first for row in rows[:-1])
        if level and full and len({round(it.bbox[2] - it.bbox[0]) for it in cards}) == 1:
            return [*([[it for column in columns[:first] for it in column]] if first else ()), *rows]
    return None


def _titled_alike(cards: Sequence[_Item]) -> bool:
    """Whether the most prominent lines of all boxes are set alike, and each box has other lines too."""
    looks = [{(li.style.taille, li.style.gras) for li in card.lignes} for card in cards]
    return len({max(look) for look in looks}) == 1 and all(len(look) > 1 for look in looks)


def _labelled_rows(columns: Sequence[Sequence[_Item]], is_label: Callable[[Line], bool]) -> tuple[list[Line], list[_Item]] | None:
    """The lines of a column of labels and of what stands right of them, label by label, and what stands below the last value.

    Each label has its value on its own line: 'Pilote :' and, a tab further, 'sous-préfecture', or 'PILOTES' and a row of chips. None
    when the columns are no such thing.
    """
    if any(it.grille is not None or it.boite for column in columns for it in column) or any(len(it.lignes) > 1 for it in columns[0]):
        return None
    right = sorted((it for column in columns[1:] for it in column), key=lambda it: (round(it.bbox[1] / 3), it.bbox[0]))
    values = [li for it in right for li in it.lignes]
    if not values:
        return None
    chips = all(it.pastille for it in right)
    left = sorted(columns[0], key=lambda it: it.bbox[1])
    low = max(v.bbox[3] for v in values)
    # what stands below all values goes on with the column: labels over their values, a label whose list comes next
    ends = (i for i in range(1, len(left)) if left[i].bbox[1] > low - 1 and not _goes_on(left[i - 1].lignes[0], left[i].lignes[0]))
    cut = next(ends, len(left))
    left, last = left[:cut], left[cut:]
    heads = _heads_level_with([it.lignes[0] for it in left], values)
    known = {_look(head[0]) for head in heads if _heads_a_row(head, is_label)}
    # a label that no list knows has a colon, and the look of those beside it
    if not known or not all(_heads_a_row(head, is_label) or (head[-1].texte.endswith(":") and _look(head[0]) in known) for head in heads):
        return None
    if len(heads) == 1 and not chips and not heads[0][-1].style.fond and not heads[0][-1].texte.rstrip().endswith(":"):
        return None  # a title in the margin of a text
    if (len(columns) > 2 and not chips) or any(is_label(li) for li in values):
        return None
    low, after = heads[-1][0].bbox[3], list[_Item]()
    # the end of a value that the page before began
    out = [li for it in right if it.lignes[0].bbox[1] < heads[0][0].bbox[1] - 3 for li in it.lignes]
    if len(out) > LIGNES_REPRISES:
        return None
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        out += head
        for item in right:
            line = item.lignes[0]
            if line.bbox[1] < head[0].bbox[1] - 3 or (following is not None and line.bbox[1] >= following[0].bbox[1] - 3):
                continue
            if following is None and (after or line.bbox[1] > low + 0.6 * line.style.taille or (line.style != out[-1].style and after)):
                after.append(item)
                continue
            out += item.lignes
            low = max(low, line.bbox[3])
    return (out, [*after, *last]) if len(out) + len(after) == len(left) + len(values) else None


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line can be the second of a label: right below its first, in its look, which no colon ends."""
    near = line.bbox[1] - above.bbox[3] < 0.6 * line.style.taille and line.style == above.style
    return near and not above.texte.rstrip().endswith(":")


def _heads_level_with(lines: Sequence[Line], values: Sequence[Line]) -> list[list[Line]]:
    """The labels of a column, each with the lines below it that no value stands level with: they go on with it.

    [] when one has no value."""
    out: list[list[Line]] = []
    for line in sorted(lines, key=lambda li: li.bbox[1]):
        level = any(abs(v.bbox[1] - line.bbox[1]) < 3 for v in values)
        above = out[-1][-1] if out else None
        goes_on = above is not None and _goes_on(above, line)
        half = goes_on and above is not None and not _is_bare_label(above)
        if level and not half:
            out.append([line])
        elif goes_on:
            out[-1].append(line)
        else:
            return []
    return out


def _heads_a_row(head: Sequence[Line], is_label: Callable[[Line], bool]) -> bool:
    """Whether the lines are one label, ended by a colon or known."""
    if len(head) == 1:
        return is_label(head[0]) and _is_bare_label(head[0])
    text = " ".join(li.texte for li in head).rstrip()
    return text.endswith(":") or named_label(text) is not None


def _side_by_side(columns: Sequence[Sequence[_Item]], page: int, em: float, is_label: Callable[[Line], bool]) -> list[Region]:
    parts = [_order(column, page, em, is_label) for column in columns]
    notes = [all(_starts_with_label(r, is_label) for r in part) and not _has_heading(part, parts, is_label) for part in parts]
    if all(notes) or not any(notes) or _one_fiche(columns, is_label):
        return [r for part in parts for r in part]
    out = [r for part, note in zip(parts, notes, strict=True) if not note for r in part]
    for part, note in zip(parts, notes, strict=True):
        if note:
            out.extend(replace(one, lateral=True) for r in part for one in _notes(r, em))
    return out


def _one_fiche(columns: Sequence[Sequence[_Item]], is_label: Callable[[Line], bool]) -> bool:
    """Whether two columns of one width both hold labels, the second going on with the value that ends the first: no margin is as wide."""
    if len(columns) != 2:
        return False
    width = [max(it.bbox[2] for it in c) - min(it.bbox[0] for it in c) for c in columns]
    labels = [any(is_label(li) for it in column for li in it.lignes) for column in columns]
    last = max((it for it in columns[0]), key=lambda it: it.bbox[3]).lignes[-1]
    return all(labels) and 0.7 < width[0] / max(width[1], 1.0) < 1.4 and last.texte.rstrip().endswith((",", ";"))


def _notes(region: Region, em: float) -> list[Region]:
    """The notes of a margin: one ends at a blank before a label that it already has, which opens the next."""
    if region.boite or region.grille is not None:
        return [region]
    parts: list[list[Line]] = []
    seen: set[str] = set()
    for line, below in zip(region.lignes, [*region.lignes[1:], None], strict=True):
        found = label_at(line.texte, distinct=True)
        if found is None and below is not None and below.pieces[0].style == line.style:  # 'Directions ou services' over 'pilotes :'
            over = label_at(f"{line.texte} {below.texte}", distinct=True)
            found = over if over is not None and over.fin > len(line.texte) else None
        code = found.label.code if found is not None and found.label.genre == "acteur" else ""
        code = "acteur:pilote" if code in MENEURS else code
        blank = line.bbox[1] - parts[-1][-1].bbox[3] if parts else 0.0
        if not parts or (code in seen and blank > BLANC_NOTE * em):
            parts.append([])
            seen = set()
        parts[-1].append(line)
        seen |= {code} - {""}
    return [_region(region.page, part, False) for part in parts] if len(parts) > 1 else [region]


def _starts_with_label(region: Region, is_label: Callable[[Line], bool]) -> bool:
    """Whether a region starts with a label, on one line or over two."""
    first = region.lignes[0]
    if is_label(first) or len(region.lignes) < 2:
        return is_label(first)
    second = region.lignes[1]
    both = f"{first.texte} {second.texte}"
    return label_at(both) is not None or (first.style == second.style and named_label(both) is not None)


def _numbers_first(lignes: Sequence[Line]) -> list[Line]:
    """The same lines, a number or a code that stands beside a title of two lines, half a line lower, put before it; at the right end of a
    band of two lines, behind them: it is that of the title below."""
    out: list[Line] = []
    for line in lignes:
        at = len(out)
        while at and out[at - 1].bbox[3] > line.bbox[1] + 2 and out[at - 1].bbox[0] > line.bbox[2] and out[at - 1].page == line.page:
            at -= 1
        if at < len(out) and not (is_marker(line.texte) or is_bare_number(line.texte)):
            at = len(out)
        if len(out) > 1 and _ends_band(out[-1], out[-2], line) and is_bare_number(out[-1].texte):
            at = len(out) - 1
        out.insert(at, line)
    return out


def _ends_band(number: Line, above: Line, below: Line) -> bool:
    """Whether a number stands at the right of two lines, at the height of both."""
    right = number.bbox[0] > max(above.bbox[2], below.bbox[2])
    return right and above.bbox[3] > number.bbox[1] + 1 and below.bbox[1] < number.bbox[3] - 1 and above.bbox[1] < number.bbox[1]


def _has_heading(part: Sequence[Region], parts: Sequence[Sequence[Region]], is_label: Callable[[Line], bool]) -> bool:
    """Whether a column holds a heading as the columns beside it do, and so is text that goes on, no note.

    Its lines are compared with the first lines of the other columns, and with the type that most lines are set in.
    """
    heads = [r.lignes[0].style for other in parts if other is not part for r in other[:1]]
    usual = Counter(li.style for other in parts for r in other for li in r.lignes).most_common(1)[0][0]
    return any(
        not is_label(li)
        and li.style != usual
        and (li.style in heads or li.style.taille > 1.1 * usual.taille or (li.style.gras and _is_numbered(li, usual)))
        for r in part
        for li in r.lignes
    )


def _is_numbered(line: Line, usual: Style) -> bool:
    """Whether a line starts with a number in larger type, or with a level word and a number."""
    if line.style.taille < usual.taille:
        return False
    head = parse_heading(line.texte)
    return head.numero is not None and (line.style.taille > usual.taille or head.type != "section")


def _flow(items: Sequence[_Item], page: int, em: float, is_label: Callable[[Line], bool]) -> list[Region]:
    """A single column: free lines run together into one region, each drawn box is its own."""
    out: list[Region] = []
    free: list[_Item] = []

    def close() -> None:
        if free:
            out.append(_region(page, _numbers_first([li for it in free for li in it.lignes]), False))
            free.clear()

    for item in _by_rows(items):
        if item.grille is not None:
            close()
            out.append(_region(page, item.lignes, False, item.grille))
        elif item.boite or item.cases:
            close()
            for box in item.cases or (item,):
                inside = _inside(box.lignes, em, is_label)
                out.append(replace(_region(page, inside, True), bbox=box.bbox))
        else:
            free.append(item)
    close()
    return out


def _inside(lignes: Sequence[Line], em: float, is_label: Callable[[Line], bool]) -> list[Line]:
    """The lines of a drawn box as they are read, labels with their values at their right."""
    out: list[Line] = []
    for group in _bands([_Item(li.bbox, (li,), False) for li in lignes], em, is_label):
        columns = _columns(group, em)
        rows = _labelled_rows(columns, is_label) if len(columns) > 1 and _abreast(columns) else None
        if rows is None:
            out += _by_rows([li for it in group for li in it.lignes])
        else:
            out += [*rows[0], *_by_rows([li for it in rows[1] for li in it.lignes])]
    return _numbers_first(out)


def _by_rows(things: Sequence[_T]) -> list[_T]:
    """Lines or items as they are read: what stands side by side at one height left to right, though a smaller type starts lower."""
    rows: list[list[tuple[BBox, _T]]] = []
    for place, thing in sorted(((_printed(t), t) for t in things), key=lambda p: (round(p[0][1], 1), p[0][0])):
        if rows and all(_side_of(place, other) for other, _ in rows[-1]):
            rows[-1].append((place, thing))
        else:
            rows.append([(place, thing)])
    return [thing for row in rows for _, thing in sorted(row, key=lambda p: p[0][0])]


def _printed(thing: Line | _Item) -> BBox:
    """Where a line or an item is printed: of a line on a band of the page, not the band."""
    if isinstance(thing, Line) or thing.boite or thing.grille is not None:
        return thing.bbox
    return _union([li.bbox for li in thing.lignes])


def _side_of(a: BBox, b: BBox) -> bool:
    """Whether two boxes stand side by side, sharing most of the lower one's height."""
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return (a[0] >= b[2] or b[0] >= a[2]) and shared > MEME_RANGEE * min(a[3] - a[1], b[3] - b[1])


def _region(page: int, lignes: Sequence[Line], boite: bool, grille: Grid | None = None) -> Region:
    x0, top = min(li.bbox[0] for li in lignes), min(li.bbox[1] for li in lignes)
    x1, bottom = max(li.bbox[2] for li in lignes), max(li.bbox[3] for li in lignes)
    return Region(page, tuple(lignes), (x0, top, x1, bottom), boite, grille=grille)


def _bands(items: Sequence[_Item], em: float, is_label: Callable[[Line], bool]) -> list[list[_Item]]:
    """Top to bottom: items gathered while one gutter runs through all of them."""
    rows: list[list[_Item]] = []
    low = 0.0
    for item in sorted(items, key=lambda it: (it.bbox[1], it.bbox[0])):
        if rows and item.bbox[1] < low - 0.3 * em:
            rows[-1].append(item)
            low = max(low, item.bbox[3])
        else:
            rows.append([item])
            low = item.bbox[3]
    out: list[list[_Item]] = []
    chips = False  # whether the last band is a label and its chips
    for row in rows:
        if out and _is_row_of_chips(out[-1], row, em, is_label):
            out.append(list(row))  # a label and its chips are no line of the columns above
            chips = True
            continue
        if chips and not any(it.pastille or is_label(it.lignes[0]) for it in row):
            out.append(list(row))  # nor is what stands below them
            chips = False
            continue
        chips = False
        below_boxes = bool(out) and len(out[-1]) > 1 and all(it.boite for it in out[-1]) and not any(it.boite for it in row)
        below_boxes = below_boxes and not _each_under_one(row, out[-1]) and not _each_headed(row, out[-1], em)
        below_boxes = below_boxes or (bool(out) and (_is_title_over(out[-1], row) or _is_numbered_title(out[-1])))
        if out and len(_columns([*out[-1], *row], em)) > 1 and not below_boxes and not _breaks(out[-1], row, em):
            out[-1].extend(row)
        elif out and not below_boxes and (rest := _below_lead(out[-1], row, em)):
            out[-1] = [it for it in out[-1] if not any(it is o for o in rest)]
            out.append([*rest, *row])
        else:
            out.append(list(row))
    return [part for band in out for part in _at_titles(band, em)]


def _is_row_of_chips(band: Sequence[_Item], row: Sequence[_Item], em: float, is_label: Callable[[Line], bool]) -> bool:
    """Whether a row is a label and its chips, below `band` and not in its columns.

    It goes on with the columns when each part of it has a label or a text before its chips and the columns hold labels of their own.
    """
    first = row[0].lignes[0]
    if len(row) < 3 or not is_label(first) or not _is_bare_label(first) or not any(it.pastille for it in row):
        return False
    inside = {id(it) for it in row}
    parts = [part for column in _columns([*band, *row], em) if (part := [it for it in column if id(it) in inside])]
    if any(min(part, key=lambda it: it.bbox[0]).pastille for part in parts):
        return True
    return len(parts) == 1 and not any(is_label(it.lignes[0]) for it in band)


def _is_title_over(band: Sequence[_Item], row: Sequence[_Item]) -> bool:
    """Whether a line alone, in larger type than all below it, stands over boxes abreast: over all, though no wider than one of them."""
    if len(band) != 1 or band[0].boite or band[0].grille is not None or len(row) < 2 or not all(it.boite for it in row):
        return False
    level = max(it.bbox[1] for it in row) - min(it.bbox[1] for it in row) < 2
    return level and band[0].lignes[0].style.taille > GRAND_TITRE * max(li.style.taille for it in row for li in it.lignes)


def _is_numbered_title(band: Sequence[_Item]) -> bool:
    """Whether a band is but a number, or a level word and its number, and at its right the lines of a title: nothing goes on below."""
    first, *title = sorted(band, key=lambda it: it.bbox[0])
    if not title or not _is_number(first) or any(it.boite or it.grille is not None or _is_number(it) for it in title):
        return False
    looks = {_look(li) for it in title for li in it.lignes}
    beside = all(min(it.bbox[3], first.bbox[3]) - max(it.bbox[1], first.bbox[1]) > -it.lignes[0].style.taille for it in title)
    return len(looks) == 1 and beside and (title[0].lignes[0].style.gras or bool(coloured(title[0].lignes[0].style.couleur)))


def _is_number(item: _Item) -> bool:
    """Whether an item is but a number, or a level word and its number."""
    return is_bare_number(" ".join(li.texte for li in item.lignes).strip())


def _below_lead(band: Sequence[_Item], row: Sequence[_Item], em: float) -> list[_Item]:
    """The band without the line that stands above all its columns, when only that line's length keeps `row` from going on with them."""
    first = min(band, key=lambda it: it.bbox[1])
    rest = [it for it in band if it is not first]
    alone = len(rest) > 1 and first.bbox[3] <= min(it.bbox[1] for it in rest) + 2 and not first.boite
    return rest if alone and len(_columns(rest, em)) > 1 and len(_columns([*rest, *row], em)) > 1 and not _breaks(rest, row, em) else []


def _at_titles(band: Sequence[_Item], em: float) -> list[list[_Item]]:
    """A band of columns cut above each title that, though no wider than its column, stands over them all.

    It is the largest type of the band, and the columns beside it, that go on below, leave its height blank.
    """
    if len(band) < 3:
        return [list(band)]
    columns = _columns(band, em)
    largest = max(it.lignes[0].style.taille for it in band)
    if len(columns) < 2 or largest < GRAND_TITRE * em:
        return [list(band)]
    top = min(it.bbox[1] for it in band)
    heads = [it for it in band if it.lignes[0].style.taille > largest - 0.6 and not it.boite and it.grille is None and it.bbox[1] > top]
    tops = [it.bbox[1] for it in heads if _parts(it, [o for column in columns if it not in column for o in column])]
    if len(heads) != len(tops) or any(not any(it.bbox[1] < top - 1 for it in columns[0]) for top in tops):
        return [list(band)]
    # a title between the edges of two columns belongs to neither
    middle = [it.bbox[3] - 1 for it in heads if not any(it in column and len(column) > 1 for column in columns)]
    edges = [float("-inf"), *sorted([*(top - 1 for top in tops), *middle]), float("inf")]
    return [part for low, high in pairwise(edges) if (part := [it for it in band if low <= it.bbox[1] < high])]


def _parts(title: _Item, others: Sequence[_Item]) -> bool:
    """Whether the columns beside a title have text above and below it, and none at its height; or end, all of them, right above it."""
    high, low = title.bbox[1], title.bbox[3]
    above, below = any(it.bbox[3] <= high + 2 for it in others), any(it.bbox[1] >= low - 2 for it in others)
    below = below or max(it.bbox[3] for it in others) > high - FIN_COLONNES * (low - high)
    return above and below and all(it.bbox[3] <= high + 2 or it.bbox[1] >= low - 2 for it in others)


def _each_under_one(row: Sequence[_Item], boxes: Sequence[_Item]) -> bool:
    """Whether several short texts abreast each stand in the middle under a box of their own: they go on with its column."""
    under = [next((k for k, b in enumerate(boxes) if abs(it.bbox[0] + it.bbox[2] - b.bbox[0] - b.bbox[2]) < 2 * CENTRE), -1) for it in row]
    return len(row) > 1 and -1 not in under and len(set(under)) == len(row)


def _each_headed(row: Sequence[_Item], boxes: Sequence[_Item], em: float) -> bool:
    """Whether boxes abreast hold but titles, of one look that what stands right below has not, each thing within the width of one."""
    looks = {_look(li) for box in boxes for li in box.lignes}
    titles = len(looks) == 1 and all(box.lignes[0].style.gras and len(box.lignes) <= LIGNES_BANDE for box in boxes)
    if not titles or looks & {_look(li) for it in row for li in it.lignes}:
        return False
    near = min(it.bbox[1] for it in row) - max(box.bbox[3] for box in boxes) < BLANC_RANGEE * em
    return near and all(any(b.bbox[0] - 2 <= it.bbox[0] and it.bbox[2] <= b.bbox[2] + 2 for b in boxes) for it in row)


def _is_bare_label(line: Line) -> bool:
    """Whether nothing but a label stands on a line: one that labels.toml knows, or whose colon ends it."""
    return named_label(line.texte) is not None or line.texte.rstrip().endswith(":")


def _with_labels(bands: Sequence[list[_Item]], is_label: Callable[[Line], bool]) -> list[list[_Item]]:
    """The bands, a row of labels that ends one moved to the next: their values stand below them, not beside what is above."""
    out = [list(band) for band in bands]
    for band, below in pairwise(out):
        low = max(it.bbox[1] for it in band)
        row = [it for it in band if it.bbox[3] > low]
        if not 1 < len(row) < len(band):
            continue
        if all(not it.boite and len(it.lignes) == 1 and is_label(it.lignes[0]) and _is_bare_label(it.lignes[0]) for it in row):
            below[:0] = row
            band[:] = [it for it in band if not any(it is moved for moved in row)]
    return out


def _abreast(columns: Sequence[Sequence[_Item]]) -> bool:
    """Whether two columns really stand side by side: some item of one shares its height with an item of another."""
    spans = [(it.bbox[1], it.bbox[3], i) for i, column in enumerate(columns) for it in column]
    return any(i != j and min(b, d) - max(a, c) > 0 for a, b, i in spans for c, d, j in spans)


def _lead(columns: Sequence[Sequence[_Item]]) -> list[_Item]:
    """What stands in the first column above all the others: the text before the columns, or their own start.

    Or all that a column holds, a title in the middle of the page, where it stands above all the others.
    """
    for column in columns:
        high = min(it.bbox[1] for other in columns if other is not column for it in other)
        if all(it.bbox[3] <= high + 1 for it in column):
            return list(column)
    top = min(it.bbox[1] for column in columns[1:] for it in column)
    lead = [it for it in columns[0] if it.bbox[3] <= top + 1]
    return lead if len(lead) < len(columns[0]) else []


def _after_list(columns: Sequence[Sequence[_Item]]) -> list[_Item]:
    """What stands below a list set in columns, in the first of them: it comes after the whole list.

    Columns are a list when the first line of each has a list sign, in the type of most lines; below the others, a line without one ends it.
    """
    firsts = [min(column, key=lambda it: it.bbox[1]) for column in columns]
    if any(it.boite or it.grille or not _has_sign(it) for it in firsts) or len({it.lignes[0].style for it in firsts}) > 1:
        return []
    usual = Counter(it.lignes[0].style.taille for column in columns for it in column).most_common(1)[0][0]
    if firsts[0].lignes[0].style.taille > 1.1 * usual:
        return []  # numbers of titles
    low = max(it.bbox[3] for column in columns[1:] for it in column)
    below = sorted((it for it in columns[0] if it.bbox[1] > low - 2), key=lambda it: it.bbox[1])
    first = next((i for i, it in enumerate(below) if not _has_sign(it)), len(below))
    if below[first:] and below[first].lignes[0].texte[:1].islower():
        return []  # the end of the last item
    return below[first:]


def _has_sign(item: _Item) -> bool:
    line = item.lignes[0]
    return line.puce is not None or is_marker(line.texte.split(" ")[0])


def _breaks(above: Sequence[_Item], row: Sequence[_Item], em: float) -> bool:
    """A row with text in one column only, far below the group: the columns have ended."""
    gap = min(it.bbox[1] for it in row) - max(it.bbox[3] for it in above)
    return gap > 3 * em and len(_columns(row, em)) == 1


def _columns(items: Sequence[_Item], em: float) -> list[list[_Item]]:
    """`items` parted at each gutter that no item crosses, left to right; a narrow gutter needs columns that start each at one edge."""
    out: list[list[_Item]] = []
    last: _Item | None = None  # reaches furthest right so far
    ordered = sorted(items, key=lambda it: it.bbox[0])
    for i, item in enumerate(ordered):
        drawn = last is not None and (item.boite or last.boite or (item.pastille and last.pastille))
        gap = item.bbox[0] - last.bbox[2] if last is not None else 0.0
        narrow = gap < (GOUTTIERE_TRACEE if drawn else GOUTTIERE) * em
        if last is not None and narrow and not (gap >= GOUTTIERE_ALIGNEE * em and _aligned(out[-1], ordered[i:], em)):
            out[-1].append(item)
            last = item if item.bbox[2] > last.bbox[2] else last
        else:
            out.append([item])
            last = item
    return out


def _aligned(left: Sequence[_Item], right: Sequence[_Item], em: float) -> bool:
    """Whether what stands at both sides of a narrow gutter are columns of text: wide, several lines of each at its left edge."""
    for column in (left, right):
        edge = min(it.bbox[0] for it in column)
        if (
            max(it.bbox[2] for it in column) - edge < LARGEUR_ALIGNEE * em
            or sum(it.bbox[0] - edge < BORD for it in column) < LIGNES_ALIGNEES
        ):
            return False
    return True
