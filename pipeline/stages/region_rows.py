"""Columns that are read as rows: labels and their values, titles and what stands level with them, panels and cards in rows.

Reads the items of one band, column by column; decides by labels, by looks that return and by what stands level; None for columns that are
read one after the other. Every item is in exactly one of the parts that it gives.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import pairwise

from msgspec.structs import replace

from pipeline.model import Line
from pipeline.stages.boxes import inside
from pipeline.stages.headings import is_numeral
from pipeline.stages.labels import named_label
from pipeline.stages.names import MOTS_OUVERTS
from pipeline.stages.region_bands import BLANC_RANGEE, bands_of
from pipeline.stages.region_items import Item, abreast, columns_of, is_bare_label, line_look, rows_of

# In ems: how far below the top of a row its text starts, its title at most, and the blank above each row.
NIVEAU = 1.2
ENTRE_DEUX = 2.4
BLANC_TITRES = 0.5
# The most lines that the value of a label that stands on the page before has above the first label of a page.
LIGNES_REPRISES = 3
# Points: titles that start at one edge, give or take.
BORD_TITRES = 2.0
# In ems: the heads of lines abreast are level, give or take.
MEME_LIGNE = 0.3
# In ems: the blank between two cards of a winding line; the fewest of them; the most lines beside one.
BLANC_FRISE = 1.2
RANGEES_FRISE = 3
LIGNES_FRISE = 3
# A title at the right of this many words, in bold and so many times larger than those at the left, is commanded by none of them.
MOTS_GRAND_TITRE, PLUS_GRAND_TITRE = 2, 1.15
# As many years in a row are a scale.
ANNEES = 3
_ANNEE = re.compile(r"20\d\d")


def labelled_row(columns: Sequence[Sequence[Item]], is_label: Callable[[Line], bool]) -> list[Line] | None:
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
    fills = {li.style.fond for li in row if not is_label(li)} - {""}
    drawn = {li.id for column in columns for it in column if it.pastille for li in it.lignes}  # outlined, without a fill
    chips = all(not is_label(li) and (li.style.fond in fills or li.id in drawn) for li in below)
    if len(row) < 2 or len(row) + len(below) < len(lines) or not chips:
        return None
    heads = [is_label(li) for li in row]
    bare = [head and is_bare_label(li) for head, li in zip(heads, row, strict=True)]
    if any(heads[1:]) and (bare[-1] or any(one and other for one, other in pairwise(bare))):
        return None
    return [*row, *below]


def headed_rows(columns: Sequence[Sequence[Item]], em: float, is_label: Callable[[Line], bool]) -> list[list[Item]] | None:
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

    def heads(item: Item) -> bool:
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
    out: list[list[Item]] = []
    for low, high in _edges(tops):
        out += [part for column in (left, right) if (part := _between(column, low, high))]
    return out


def _edges(tops: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Top and bottom of what stands above the first of several rows, and of each row."""
    return pairwise([float("-inf"), *tops, float("inf")])


def _between(items: Sequence[Item], low: float, high: float) -> list[Item]:
    return [it for it in items if low <= it.bbox[1] < high]


def title_rows(columns: Sequence[Sequence[Item]], em: float, is_label: Callable[[Line], bool]) -> list[list[Item]] | None:
    """Columns that are rows without rules: titles of one look at left, what each commands at its right, level with it. The parts, row by
    row and in each from left to right, or None.

    Told from columns of text by the look of the titles, which nothing at right has but labels and above which nothing stands that both
    have, and by a blank over all columns above each.
    """
    left = sorted(columns[0], key=lambda it: (it.bbox[1], it.bbox[0]))
    others = [it for column in columns[1:] for it in column]
    looks = Counter(line_look(li) for it in others for li in it.lignes if not is_label(li))
    if not looks:
        return None
    size, bold, _ = looks.most_common(1)[0][0]
    heads: dict[tuple[float, bool, str], list[Item]] = defaultdict(list)
    last: dict[tuple[float, bool, str], Item] = {}  # by look: a number at the left of a title may stand between two of its lines
    for item in left:
        look = line_look(item.lignes[0])
        prominent = look[0] >= size and look[1] >= bold and look not in looks
        if prominent and _can_head(item, is_label) and not is_second_line(last.get(look), item):
            heads[look].append(item)
        last[line_look(item.lignes[-1])] = item
    both = {line_look(li) for it in left for li in it.lignes} & set(looks)
    bold_lines = (li for it in others for li in it.lignes if li.style.gras and len(li.texte.split()) >= MOTS_GRAND_TITRE)
    largest = max((li.style.taille for li in bold_lines if not is_label(li)), default=0.0)
    for look, titles in heads.items():
        if any(o[0] > look[0] or (o[1] and (not look[1] or o[0] > size)) for o in both):
            continue  # titles larger than these, or than the text, stand in all columns
        if largest > PLUS_GRAND_TITRE * look[0]:
            continue  # what is the title of more than these is commanded by none of them
        tops = _row_tops(titles, others, [*left, *others], em)
        if len(titles) > 1 and tops:
            rows = [[part for column in columns if (part := _between(column, low, high))] for low, high in _edges(tops)]
            rows = [one for row in rows[:-1] for one in _before_foot(row, set(looks))] + rows[-1:]
            rows = [one for row in rows for one in _before_part(row, look)]
            return [part for row in rows for part in with_values(row, is_label)]
    return None


def _before_foot(row: Sequence[list[Item]], looks: Set[tuple[float, bool, str]]) -> list[list[list[Item]]]:
    """A row, and what stands at its foot in its first column, below all others and in a look that they have not: the title of a part."""
    if len(row) < 2:
        return [list(row)]
    low = max(it.bbox[3] for column in row[1:] for it in column)
    first = sorted(row[0], key=lambda it: it.bbox[1])
    foot = [it for it in first if it.bbox[1] >= low - 1 and it.lignes[0].style.gras and line_look(it.lignes[0]) not in looks]
    above = [it for it in first if not any(it is o for o in foot)]
    if not foot or not above or is_second_line(above[-1], foot[0]) or foot[0].bbox[1] < max(it.bbox[3] for it in above) - 1:
        return [list(row)]
    return [[above, *row[1:]], [foot]]


def _before_part(row: Sequence[list[Item]], look: tuple[float, bool, str]) -> list[list[list[Item]]]:
    """A row, and the next part at its foot, from a title in larger type than that of its own on, below all others: 'Enjeu 2' with its text.
    `look`: of the titles of rows."""
    if len(row) < 2:
        return [list(row)]
    low = max(it.bbox[3] for column in row[1:] for it in column)
    first = sorted(row[0], key=lambda it: it.bbox[1])
    titles = (it for it in first if it.bbox[1] >= low - 1 and it.lignes[0].style.gras and it.lignes[0].style.taille > look[0])
    title = next(titles, None)
    if title is None or title is first[0]:
        return [list(row)]
    return [
        [[it for it in first if it.bbox[1] < title.bbox[1] - 1], *row[1:]],
        [[it for it in first if it.bbox[1] >= title.bbox[1] - 1]],
    ]


def with_numbers(columns: Sequence[list[Item]]) -> list[list[Item]]:
    """The columns, one of numbers that each stand level with something at its right made one with that."""
    out: list[list[Item]] = []
    for column in columns:
        numbers = out[-1] if out and all(is_numeral(it.lignes[0].texte) for it in out[-1]) else []
        if numbers and all(any(min(a.bbox[3], b.bbox[3]) > max(a.bbox[1], b.bbox[1]) for b in column) for a in numbers):
            out[-1] = [*numbers, *column]
        else:
            out.append(column)
    return out


def numbered_boxes(columns: Sequence[Sequence[Item]], em: float) -> list[list[Item]] | None:
    """Two columns, one of boxes that each open with a number, the other of text with a title level with each: for each box its number and
    what stands beside it, then the rest of the box. None for anything else."""
    if len(columns) != 2:
        return None
    for one, other in (columns, columns[::-1]):
        boxes = sorted(one, key=lambda it: it.bbox[1])
        numbered = len(boxes) > 1 and all(it.boite and len(it.lignes) > 1 and is_numeral(it.lignes[0].texte) for it in boxes)
        tops = [it.bbox[1] - 1 for it in boxes]
        if not numbered or any(it.boite or it.bbox[1] < tops[0] for it in other):
            continue
        rows = [_between(sorted(other, key=lambda it: it.bbox[1]), low, high) for low, high in pairwise([*tops, float("inf")])]
        heads = [row[0] for row in rows if row and row[0].grille is None]
        level = len(heads) == len(rows) and all(it.bbox[1] < top + NIVEAU * em for it, top in zip(heads, tops, strict=True))
        looks = {line_look(it.lignes[0]) for it in heads}
        usual = Counter(line_look(li) for it in other for li in it.lignes).most_common(1)[0][0]
        if not level or len(looks) > 1 or usual in looks:
            continue
        out: list[list[Item]] = []
        for box, row in zip(boxes, rows, strict=True):
            number, rest = box.lignes[0], box.lignes[1:]
            out += [[Item(number.bbox, (number,), False), *row], [replace(box, lignes=rest)]]
        return out
    return None


def page_rows(items: Sequence[Item], em: float, is_label: Callable[[Line], bool]) -> list[list[Item]] | None:
    """A page whose titles of one look all start at its left edge, each with a blank over the whole page above it and something level at its
    right, cut above each title; None where no columns run past a cut, which then would change nothing."""
    looks: dict[tuple[float, bool, str], list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda it: (it.bbox[1], it.bbox[0])):
        look = line_look(item.lignes[0])
        if item.boite or not (look[1] or look[0] > em) or not _can_head(item, is_label):
            continue
        if not (looks[look] and is_second_line(looks[look][-1], item)):
            looks[look].append(item)
    for titles in looks.values():
        edge = min(it.bbox[0] for it in titles)
        if len(titles) < 2 or any(it.bbox[0] - edge > BORD_TITRES for it in titles):
            continue
        end = max(it.bbox[2] for it in titles)
        right = [it for it in items if it.bbox[0] >= end]
        if not right or any(it.bbox[0] < edge - em and it.bbox[1] >= titles[0].bbox[1] for it in items):
            continue
        size = titles[0].lignes[0].style.taille
        if any(li.style.taille >= size and not is_label(li) for it in right for li in it.lignes if it.bbox[1] >= titles[0].bbox[1]):
            continue
        left = [it for it in items if it.bbox[0] < end and not any(it is o for o in titles)]
        if _titles(right, em, is_label) & _titles(left, em, is_label):
            continue  # titles of another look stand in both columns: they are columns of text
        scale = {id(it) for row in rows_of(right) if _is_scale(row) for it in row}
        level, everything = ([it for it in part if id(it) not in scale] for part in (right, items))
        tops = _row_tops(titles, level, everything, em)
        if tops and any(_runs_past(band, tops, em, is_label) for band in bands_of(items, em, is_label)):
            rows = [part for low, high in _edges(tops) if (part := _between(items, low, high))]
            return [part for row in rows for part in _before_larger(row, size)]
    return None


def _before_larger(row: Sequence[Item], size: float) -> list[list[Item]]:
    """A row, and what stands at its foot from a line in larger type than its title on, below all that stands beside it: the title of a
    part, and its text. `size`: the type of the titles of rows."""
    ordered = sorted(row, key=lambda it: it.bbox[1])
    cut = next((i for i in range(1, len(ordered)) if ordered[i].lignes[0].style.taille > size), len(ordered))
    above, foot = ordered[:cut], ordered[cut:]
    below = foot and min(it.bbox[1] for it in foot) >= max(it.bbox[3] for it in above) - 1
    return [above, foot] if below and not any(it.boite or it.grille is not None for it in foot) else [list(row)]


def _titles(items: Sequence[Item], em: float, is_label: Callable[[Line], bool]) -> set[tuple[float, bool, str]]:
    """The looks of bold lines in larger type that are no labels."""
    return {line_look(li) for it in items for li in it.lignes if li.style.gras and li.style.taille > em and not is_label(li)}


def _runs_past(band: Sequence[Item], tops: Sequence[float], em: float, is_label: Callable[[Line], bool]) -> bool:
    """Whether columns abreast that are no rows by themselves stand on both sides of a cut."""
    high, low = min(it.bbox[1] for it in band), max(it.bbox[1] for it in band)
    if not any(high < top <= low for top in tops):
        return False
    columns = columns_of(band, em)
    if len(columns) < 2 or not abreast(columns):
        return False
    rows = headed_rows(columns, em, is_label) or title_rows(columns, em, is_label) or panel_rows(columns) or card_rows(columns)
    return rows is None and labelled_rows(columns, is_label) is None


def _is_scale(row: Sequence[Item]) -> bool:
    """Whether a row is one of years, as over a calendar drawn in ribbons: it is level with no title."""
    return len(row) >= ANNEES and all(_ANNEE.fullmatch(it.lignes[0].texte.strip()) for it in row)


def _can_head(item: Item, is_label: Callable[[Line], bool]) -> bool:
    """Whether an item can be the title of a row: words, and no label."""
    first = item.lignes[0]
    return item.grille is None and not is_label(first) and any(len(w) > 2 and w.isalpha() for w in first.texte.split())


def _row_tops(titles: Sequence[Item], others: Sequence[Item], everything: Sequence[Item], em: float) -> list[float]:
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
        # the title of a part may stand over that of its first row
        near = [b for b in near if any(b[1] - 1 <= it.bbox[1] < b[1] + NIVEAU * em for it in others)] or near
        top = max(near, key=lambda b: b[1] - b[0])[1] if near else min(it.bbox[1] for it in everything)
        if (out and not near) or not any(top - 1 <= it.bbox[1] < top + NIVEAU * em for it in others):
            return []
        out.append(top - 1)
        above = title.bbox[3]
    return out


def with_values(columns: Sequence[list[Item]], is_label: Callable[[Line], bool]) -> list[list[Item]]:
    """The columns, one of labels and the one of their values, at its right, made one."""
    out: list[list[Item]] = []
    labels: list[Item] = []  # the column before, as long as it has no values yet
    for column in columns:
        if labels and labelled_rows([labels, column], is_label) is not None:
            out[-1] = [*labels, *column]
            labels = []
        else:
            out.append(column)
            labels = column
    return out


def is_second_line(above: Item | None, item: Item) -> bool:
    """Whether an item stands right below another, set alike, as the second line of a title does."""
    return (
        above is not None
        and line_look(above.lignes[-1]) == line_look(item.lignes[0])
        and item.bbox[1] - above.bbox[3] < 0.6 * item.lignes[0].style.taille
    )


def panel_rows(columns: Sequence[Sequence[Item]]) -> list[list[Item]] | None:
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


def card_rows(columns: Sequence[Sequence[Item]]) -> list[list[Item]] | None:
    """Cards in rows, each row of one height or below a title of its own, the last one perhaps not full: what stands left of them, then the
    rows. None otherwise.

    Each card has a title of one look, larger or bolder than its text: a box of parties below a box of actions is no card. A table that
    lies in a card goes with it, and a title above the first card of each row with the row.
    """
    for first in range(len(columns) - 1):
        there = [it for column in columns[first:] for it in column]
        cards = [it for it in there if it.boite]
        titles = [it for it in columns[first] if not it.boite and it.grille is None]
        tables = [it for it in there if not it.boite and not any(it is title for title in titles)]
        held = [next((card for card in cards if inside(table.bbox, card.bbox)), None) for table in tables]
        most = max(sum(it.boite for it in column) for column in columns[first:])
        if (
            any(it.grille is None for it in tables)
            or None in held
            or most < 2
            or not (_titled_alike(cards) or (len(cards) > 3 and _titled_alike(_but_last(cards))))
        ):
            continue
        rows: list[list[Item]] = []
        for item in sorted(cards, key=lambda it: (round(it.bbox[1]), it.bbox[0])):
            if rows and abs(item.bbox[1] - rows[-1][0].bbox[1]) < 2:
                rows[-1].append(item)
            else:
                rows.append([item])
        level = bool(titles) or all(max(it.bbox[3] for it in row) - min(it.bbox[3] for it in row) < 2 for row in rows)
        full = all(len(row) == len(columns) - first for row in rows[:-1])
        heads = _above_rows(titles, rows)
        if level and full and heads is not None and len({round(it.bbox[2] - it.bbox[0]) for it in cards}) == 1:
            whole = [
                [*head, *(it for card in row for it in (card, *(t for t, c in zip(tables, held, strict=True) if c is card)))]
                for head, row in zip(heads, rows, strict=True)
            ]
            return [*([[it for column in columns[:first] for it in column]] if first else ()), *whole]
    return None


def _above_rows(titles: Sequence[Item], rows: Sequence[Sequence[Item]]) -> list[list[Item]] | None:
    """The titles that stand above each row of cards, where there are none or each row has some; None when one stands elsewhere."""
    out: list[list[Item]] = [[] for _ in rows]
    edges = pairwise([float("-inf"), *(max(it.bbox[3] for it in row) for row in rows)])
    between = [(low, row[0].bbox[1]) for (low, _), row in zip(edges, rows, strict=True)]
    for title in titles:
        at = next((i for i, (low, high) in enumerate(between) if low - 1 <= title.bbox[1] and title.bbox[3] <= high + 1), None)
        if at is None:
            return None
        out[at].append(title)
    return out if not titles or all(out) else None


def winding_rows(columns: Sequence[Sequence[Item]], em: float) -> list[list[Item]] | None:
    """Cards left and right of a line in turn, each with a word or two at its other side: each card, then these. None otherwise.

    Blanks from side to side part the rows; the cards start in one look, which nothing beside them starts in.
    """
    if len(columns) != 2:
        return None
    rows: list[list[Item]] = []
    low = 0.0
    for item in sorted((it for column in columns for it in column), key=lambda it: it.bbox[1]):
        if rows and item.bbox[1] <= low + BLANC_FRISE * em:
            rows[-1].append(item)
        else:
            rows.append([item])
        low = max(low, item.bbox[3])
    if len(rows) < RANGEES_FRISE:
        return None
    left = {id(it) for it in columns[0]}
    sides = [([it for it in row if id(it) in left], [it for it in row if id(it) not in left]) for row in rows]
    at_left = [len(a) > len(b) for a, b in sides]
    cards = [a if first else b for (a, b), first in zip(sides, at_left, strict=True)]
    beside = [b if first else a for (a, b), first in zip(sides, at_left, strict=True)]
    looks = {line_look(card[0].lignes[0]) for card in cards}
    in_turn = all(a != b for a, b in pairwise(at_left))
    short = all(len(side) <= LIGNES_FRISE < len(card) for card, side in zip(cards, beside, strict=True))
    if len(looks) > 1 or not in_turn or not short or any(line_look(side[0].lignes[0]) in looks for side in beside if side):
        return None
    return [part for card, side in zip(cards, beside, strict=True) for part in (card, side) if part]


def _but_last(cards: Sequence[Item]) -> list[Item]:
    """The cards without the one at the end of the last row: a note may take the place of a card."""
    return sorted(cards, key=lambda it: (round(it.bbox[1]), it.bbox[0]))[:-1]


def _titled_alike(cards: Sequence[Item]) -> bool:
    """Whether the most prominent lines of all boxes are set alike, and each box has other lines too."""
    looks = [{(li.style.taille, li.style.gras) for li in card.lignes} for card in cards]
    return len({max(look) for look in looks}) == 1 and all(len(look) > 1 for look in looks)


def labelled_rows(columns: Sequence[Sequence[Item]], is_label: Callable[[Line], bool]) -> tuple[list[Line], list[Item]] | None:
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
    known = {line_look(head[0]) for head in heads if _heads_a_row(head, is_label)}
    # a label that no list knows, or 'AVEC', has a colon or the words of one, and the look of those beside it
    if not known or not all(_heads_a_row(head, is_label) or (line_look(head[0]) in known and _may_head(head)) for head in heads):
        return None
    lone = len(heads) == 1 and not chips and not heads[0][-1].style.fond and not heads[0][-1].texte.rstrip().endswith((":", "?"))
    if lone and not _names_parties(heads[0], values):
        return None  # a title in the margin of a text
    if (len(columns) > 2 and not chips) or any(is_label(li) for li in values):
        return None
    low, after = heads[-1][0].bbox[3], list[Item]()
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


def _names_parties(head: Sequence[Line], values: Sequence[Line]) -> bool:
    """Whether a label of parties, in a look that its value has not, stands beside a line that is no sentence, perhaps over two lines."""
    label = named_label(" ".join(li.texte for li in head))
    look = line_look(head[0])
    wrapped = len(values) == 2 and ("," in values[0].texte or values[0].texte.endswith(MOTS_OUVERTS) or values[1].texte[:1].islower())
    short = (len(values) == 1 or wrapped) and not values[-1].texte.rstrip().endswith(".")
    return label is not None and label.genre == "acteur" and short and all(line_look(v) != look for v in values)


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line can be the second of a label: right below its first, in its look, which no colon ends."""
    near = line.bbox[1] - above.bbox[3] < 0.6 * line.style.taille and line.style == above.style
    return near and not above.texte.rstrip().endswith(":")


def _heads_level_with(lines: Sequence[Line], values: Sequence[Line]) -> list[list[Line]]:
    """The labels of a column, each with the lines below it that no value stands level with: they go on with it.

    [] when one has no value, but for a few, with their colon, that the city left empty."""
    out: list[list[Line]] = []
    empty = 0
    for line in sorted(lines, key=lambda li: li.bbox[1]):
        level = any(abs(v.bbox[1] - line.bbox[1]) < 3 for v in values)
        above = out[-1][-1] if out else None
        goes_on = above is not None and _goes_on(above, line)
        half = goes_on and above is not None and not is_bare_label(above)
        if level and not half:
            out.append([line])
        elif goes_on:
            out[-1].append(line)
        elif line.texte.rstrip().endswith(":") and (not out or line_look(line) == line_look(out[-1][0])):
            out.append([line])
            empty += 1
        else:
            return []
    return out if 2 * empty < len(out) else []


def _heads_a_row(head: Sequence[Line], is_label: Callable[[Line], bool]) -> bool:
    """Whether the lines are one label, ended by a colon or known."""
    if len(head) == 1:
        return is_label(head[0]) and is_bare_label(head[0])
    text = " ".join(li.texte for li in head).rstrip()
    return text.endswith(":") or named_label(text) is not None


def _may_head(head: Sequence[Line]) -> bool:
    """Whether the lines end as a label does, or are the words of a known one."""
    return head[-1].texte.endswith((":", "?")) or named_label(" ".join(li.texte for li in head)) is not None


def in_label_columns(lignes: Sequence[Line], is_label: Callable[[Line], bool]) -> list[Line]:
    """The lines, those below labels abreast behind the label at whose left edge they start: 'Porté par : Chambre de' and 'Avec : CAF,' over
    'commerce' and 'Ville', each label with its value on its line."""
    out: list[Line] = []
    i = 0
    while i < len(lignes):
        size = lignes[i].style.taille
        end = next((k for k in range(i + 1, len(lignes)) if abs(lignes[k].bbox[1] - lignes[i].bbox[1]) > MEME_LIGNE * size), len(lignes))
        row = lignes[i:end]
        if len(row) < 2 or not all(map(is_label, row)) or all(map(is_bare_label, row)):
            out.append(lignes[i])
            i += 1
            continue
        below: dict[int, list[Line]] = {k: [line] for k, line in enumerate(row)}
        while end < len(lignes) and not is_label(lignes[end]):
            line = lignes[end]
            at = next((k for k, head in enumerate(row) if abs(head.bbox[0] - line.bbox[0]) < BORD_TITRES), None)
            if at is None or line.bbox[1] - below[at][-1].bbox[3] > size:
                break
            below[at].append(line)
            end += 1
        out += [line for lines in below.values() for line in lines]
        i = end
    return out
