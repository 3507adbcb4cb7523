"""Bands of a page, top to bottom: items gathered while one gutter runs through all of them, parted where a title stands over columns.

Reads the boxes and looks of items; decides by gutters, by blanks, by titles larger than what is around them, and by label position.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.model import Line
from pipeline.stages.headings import parse_heading
from pipeline.stages.not_tables import CENTRE
from pipeline.stages.region_items import Item, abreast, columns_of, has_sign, is_bare_label, is_number, line_look, union
from pipeline.texts import is_figure

# A box as wide as the page that holds more printed rows than this is no band of it.
LIGNES_BANDE = 3
# In ems of the median line: the blank below a heading in a left column that waits for what stands at its right.
BLANC_RANGEE = 2.0
# In ems of the median line: the least type of a title that stands over columns it does not fill.
GRAND_TITRE = 1.2
# Columns that all end less than this many heights of a title above it are ended by it.
FIN_COLONNES = 4.0
# In ems of the median line: a line further above columns than this is none of them.
LOIN = 6.0
# In ems: chips stand no further below their label.
CHIPS_DESSOUS = 1.5
# In ems of a number: the title that it numbers starts no further right of it.
NUMERO_LOIN = 15.0
# In ems of a title: the most blank between its lines.
ENTRE_LIGNES = 0.6
# Times the type of the text: a title in bold that has a number, 'Axe 2. Travailler', may be no larger.
TITRE_COMPTE = 1.1
# So many times as large at most is the type of a title that was shrunk to fit its box.
RETRECI = 1.3
# What ends a line amid a sentence.
COUPE = (",", "-")
# Share of the width of a column that a full line of text takes.
PLEINE = 0.9


def bands_of(items: Sequence[Item], em: float, is_label: Callable[[Line], bool]) -> list[list[Item]]:
    """Top to bottom: items gathered while one gutter runs through all of them."""
    rows: list[list[Item]] = []
    low = 0.0
    for item in sorted(items, key=lambda it: (it.bbox[1], it.bbox[0])):
        if rows and item.bbox[1] < low - 0.3 * em and not _is_under_titles(item, rows[-1], em):
            rows[-1].append(item)
            low = max(low, item.bbox[3])
        else:
            rows.append([item])
            low = item.bbox[3]
    out: list[list[Item]] = []
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
        heads = row[0].boite or (len(row) == 1 and row[0].grille is not None)
        titles = _titles_at_foot(out[-1], em, is_label) if out and heads else []
        if titles and len(titles) < len(out[-1]) and _stand_over(titles, row):
            out[-1] = [it for it in out[-1] if not any(it is title for title in titles)]
            out.append(titles)
        below_boxes = bool(out) and len(out[-1]) > 1 and all(it.boite for it in out[-1]) and not any(it.boite or it.cases for it in row)
        if below_boxes and _each_headed(row, _lowest(out[-1]), em):
            out[-1] = [_inset(box, em) for box in out[-1]]  # they may touch
            below_boxes = False
        below_boxes = below_boxes and not _each_under_one(row, out[-1])
        below_boxes = below_boxes or (bool(out) and (_is_title_over(out[-1], row) or _is_numbered_title(out[-1])))
        below_boxes = below_boxes or (bool(out) and _is_title_between(out[-1], row, em))
        below_boxes = below_boxes or (bool(out) and _is_numbered_title(row) and _starts_left_of(out[-1], row))
        ended = bool(out) and _breaks(out[-1], row, em) and not _names_parties_of(row, out[-1], em, is_label)
        if out and len(columns_of([*out[-1], *row], em)) > 1 and not below_boxes and not ended:
            out[-1].extend(row)
        elif out and not below_boxes and (rest := _below_lead(out[-1], row, em)):
            out[-1] = [it for it in out[-1] if not any(it is o for o in rest)]
            out.append([*rest, *row])
        else:
            out.append(list(row))
    return [part for band in out for part in _at_titles(band, em)]


def _is_under_titles(item: Item, row: Sequence[Item], em: float) -> bool:
    """Whether a thing stands below one of several boxes that touch and hold but titles, beside the foot of a higher one."""
    over = next((b for b in row if b.boite and b.bbox[0] - 2 <= item.bbox[0] and item.bbox[2] <= b.bbox[2] + 2), None)
    below = not item.boite and over is not None and over.bbox[3] <= item.bbox[1]
    return below and _is_row_of_boxes(row) and len(columns_of(row, em)) == 1 and _each_headed([item], row, em)


def _is_row_of_chips(band: Sequence[Item], row: Sequence[Item], em: float, is_label: Callable[[Line], bool]) -> bool:
    """Whether a row is a label and its chips, below `band` and not in its columns.

    It goes on with the columns when each part of it has a label or a text before its chips and the columns hold labels of their own.
    What stands before plain text is a label on a fill, no chip, nor is what stands left of the label; a few chips that touch go on with
    their column, unless a box ends in it.
    """
    first = row[0].lignes[0]
    if (
        len(row) < 2
        or not is_label(first)
        or not is_bare_label(first)
        or not any(it.pastille and it.bbox[0] >= row[0].bbox[0] for it in row[1:])
    ):
        return False
    inside = {id(it) for it in row}
    columns = [(column, part) for column in columns_of([*band, *row], em) if (part := [it for it in column if id(it) in inside])]
    if len(row) == 2:
        return any(part[0].pastille and any(it.boite for it in column) for column, part in columns)
    parts = [part for _, part in columns]
    if any(all(it.pastille for it in part) for part in parts):
        return True
    return len(parts) == 1 and not any(is_label(it.lignes[0]) for it in band)


def _is_title_over(band: Sequence[Item], row: Sequence[Item]) -> bool:
    """Whether lines stand alone over boxes abreast: over all of them, though they are no wider than one."""
    return _is_row_of_boxes(row) and len(_lone_lines(band)) == len(band)


def _is_row_of_boxes(row: Sequence[Item]) -> bool:
    """Whether several boxes begin at one height, and nothing else is in their row."""
    tops = [it.bbox[1] for it in row]
    return len(row) > 1 and all(it.boite for it in row) and max(tops) - min(tops) < 2


def _lone_lines(band: Sequence[Item]) -> list[Item]:
    """The lines at the foot of a band that have nothing beside them."""
    out: list[Item] = []
    for item in sorted(band, key=lambda it: it.bbox[1], reverse=True):
        beside = any(other is not item and other.bbox[3] > item.bbox[1] + 2 and not any(other is o for o in out) for other in band)
        if item.boite or item.grille is not None or beside:
            break
        out.insert(0, item)
    return out


def _titles_at_foot(band: Sequence[Item], em: float, is_label: Callable[[Line], bool]) -> list[Item]:
    """The lone lines at the foot of a band that are set as titles; not the end of the longer of two lists."""
    out: list[Item] = []
    usual = Counter(line_look(li) for it in band for li in it.lignes).most_common(1)[0][0]
    for item in reversed(_lone_lines(band)):
        line = item.lignes[0]
        apart = line.style.gras or bool(coloured(line.style.couleur)) or line.style.taille > GRAND_TITRE * em
        if not apart or line_look(line) == usual or is_label(line) or has_sign(item):
            break
        out.insert(0, item)
    return out


def _stand_over(titles: Sequence[Item], row: Sequence[Item]) -> bool:
    """Whether lines stand over one box or table of a row at least, not over the text beside the only one."""
    x0, _, x1, _ = union([it.bbox for it in titles])
    return any(it.bbox[0] < x1 and x0 < it.bbox[2] for it in row if it.boite or it.grille is not None)


def _is_title_between(band: Sequence[Item], row: Sequence[Item], em: float) -> bool:
    """Whether a band without columns of its own ends in a line in larger type than all of a row abreast below it that starts right of it
    or under it."""
    if len(row) < 2 or len(columns_of(row, em)) < 2 or any(it.boite or it.grille is not None for it in (*band, *row)):
        return False
    title = max(band, key=lambda it: it.bbox[1])
    alone = all(it is title or it.bbox[3] <= title.bbox[1] + 2 for it in band)
    first = min(row, key=lambda it: it.bbox[0])
    larger = title.lignes[0].style.taille > GRAND_TITRE * max(li.style.taille for it in row for li in it.lignes)
    return alone and larger and title.bbox[0] < first.bbox[2] and not abreast(columns_of(band, em))


def _is_numbered_title(band: Sequence[Item]) -> bool:
    """Whether a band is but a number, or a level word and its number, and at its right the lines of a title: nothing goes on below."""
    first, *title = sorted(band, key=lambda it: it.bbox[0])
    if not title or not is_number(first) or any(it.boite or it.grille is not None or is_number(it) for it in title):
        return False
    if min(it.bbox[0] for it in title) - first.bbox[2] > NUMERO_LOIN * first.lignes[0].style.taille:
        return False  # it heads the column beside
    looks = {line_look(li) for it in title for li in it.lignes}
    beside = all(min(it.bbox[3], first.bbox[3]) - max(it.bbox[1], first.bbox[1]) > -it.lignes[0].style.taille for it in title)
    return len(looks) == 1 and beside and (title[0].lignes[0].style.gras or bool(coloured(title[0].lignes[0].style.couleur)))


def _starts_left_of(band: Sequence[Item], row: Sequence[Item]) -> bool:
    """Whether the first thing of a row ends left of all that stands in the band above it: 'Mesure 2' in the margin, beside its title."""
    return min(row, key=lambda it: it.bbox[0]).bbox[2] < min(it.bbox[0] for it in band)


def _below_lead(band: Sequence[Item], row: Sequence[Item], em: float) -> list[Item]:
    """The band without the line that stands above all its columns, or without its first row, a title and a box beside it, when only the
    length of that keeps `row` from going on with them."""
    first = min(band, key=lambda it: it.bbox[1])
    low = first.bbox[3]
    lead = [first]
    for item in sorted(band, key=lambda it: it.bbox[1]):
        if item is not first and item.bbox[1] < low - 2:
            lead.append(item)
            low = max(low, item.bbox[3])
    if len(lead) > 1 and sum(it.boite for it in lead) != 1:
        return []
    rest = [it for it in band if not any(it is o for o in lead)]
    alone = len(rest) > 1 and low <= min(it.bbox[1] for it in rest) + 2 and (len(lead) > 1 or not first.boite)
    return rest if alone and len(columns_of(rest, em)) > 1 and len(columns_of([*rest, *row], em)) > 1 and not _breaks(rest, row, em) else []


def _at_titles(band: Sequence[Item], em: float) -> list[list[Item]]:
    """A band of columns cut above each title that, though no wider than its column, stands over them all.

    It is the largest type of the band, and the columns beside it, that go on below, leave its height blank.
    """
    if len(band) < 3:
        return [list(band)]
    columns = columns_of(band, em)
    words = [it for it in band if not is_figure(it.lignes[0].texte)]  # '310 000 €' in large type heads nothing
    largest = max((it.lignes[0].style.taille for it in words), default=0.0)
    if len(columns) < 2 or any(_flows(a, b) for a, b in pairwise(columns)):
        return [list(band)]
    top = min(it.bbox[1] for it in band)
    large = [it for it in words if it.lignes[0].style.taille > largest - 0.6 and not it.boite and it.grille is None]
    counted = all(it.lignes[0].style.gras and parse_heading(it.lignes[0].texte).numero for it in large)
    if largest < (TITRE_COMPTE if counted else GRAND_TITRE) * em:
        return [list(band)]
    heads = [it for it in large if it.bbox[1] > top and not any(_is_second_line(o, it) for o in large)]
    own = {id(it): column for column in columns for it in column}
    tops = [it.bbox[1] for it in heads if _parts(it, own[id(it)], [o for column in columns if it not in column for o in column])]
    if len(heads) != len(tops) or any(not any(it.bbox[1] < top - 1 for it in columns[0]) for top in tops):
        return [list(band)]
    # a title between the edges of two columns belongs to neither
    middle = [it.bbox[3] - 1 for it in heads if not any(it in column and len(column) > 1 for column in columns)]
    edges = [float("-inf"), *sorted([*(top - 1 for top in tops), *middle]), float("inf")]
    return [part for low, high in pairwise(edges) if (part := [it for it in band if low <= it.bbox[1] < high])]


def _is_second_line(above: Item, item: Item) -> bool:
    """Whether a line starts right below another, at its edge: a title over several lines heads what stands below its last one."""
    gap = item.bbox[1] - above.bbox[3]
    return abs(item.bbox[0] - above.bbox[0]) < 2 and above.bbox[1] < item.bbox[1] and gap < ENTRE_LIGNES * item.lignes[0].style.taille


def _flows(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Whether the last line of a column breaks off amid a sentence that the head of the next one ends, in its look: it comes first."""
    last = max((li for it in left for li in it.lignes), key=lambda li: li.bbox[3])
    first = min((li for it in right for li in it.lignes), key=lambda li: li.bbox[1])
    return last.texte.rstrip().endswith(COUPE) and first.texte[:1].islower() and last.style.taille == first.style.taille


def _parts(title: Item, column: Sequence[Item], others: Sequence[Item]) -> bool:
    """Whether the columns beside a title have text above and below it, and none at its height; or end, all of them, right above it, and
    what stands below it is no text as wide as that above it."""
    high, low = title.bbox[1], title.bbox[3]
    above, below = any(it.bbox[3] <= high + 2 for it in others), any(it.bbox[1] >= low - 2 for it in others)
    over, under = [it for it in column if it.bbox[3] <= high + 2], [it.bbox[2] for it in column if it.bbox[1] >= low - 2]
    left, right = min((it.bbox[0] for it in over), default=0.0), max((it.bbox[2] for it in over), default=0.0)
    filled = bool(under) and left + PLEINE * (right - left) < max(under) < right + 2
    below = below or (max(it.bbox[3] for it in others) > high - FIN_COLONNES * (low - high) and not filled)
    return above and below and all(it.bbox[3] <= high + 2 or it.bbox[1] >= low - 2 for it in others)


def _each_under_one(row: Sequence[Item], boxes: Sequence[Item]) -> bool:
    """Whether several short texts abreast each stand in the middle under a box of their own: they go on with its column."""
    under = [next((k for k, b in enumerate(boxes) if abs(it.bbox[0] + it.bbox[2] - b.bbox[0] - b.bbox[2]) < 2 * CENTRE), -1) for it in row]
    return len(row) > 1 and -1 not in under and len(set(under)) == len(row)


def _each_headed(row: Sequence[Item], boxes: Sequence[Item], em: float) -> bool:
    """Whether boxes abreast hold but titles, of one look that what stands right below has not, or of two, the one of what stands over
    each, and whether each thing below is within the width of one."""
    looks = {line_look(li) for box in boxes for li in box.lignes}
    sizes = [size for size, _, _ in looks]
    alike = len({look[1:] for look in looks}) == 1 and max(sizes) < RETRECI * min(sizes)  # a long title was shrunk to fit its box
    over = len(looks) == 2 and all({line_look(li) for li in box.lignes} == looks for box in boxes)
    titles = (alike or over) and all(len(box.lignes) <= LIGNES_BANDE and all(map(_is_titular, box.lignes)) for box in boxes)
    if not titles or looks & {line_look(li) for it in row for li in it.lignes}:
        return False
    near = min(it.bbox[1] for it in row) - max(box.bbox[3] for box in boxes) < BLANC_RANGEE * em
    return near and all(any(b.bbox[0] - 2 <= it.bbox[0] and it.bbox[2] <= b.bbox[2] + 2 for b in boxes) for it in row)


def _is_titular(line: Line) -> bool:
    """Whether a line is set as a title, or is a level word and its number over one: 'Pilier 2'."""
    head = parse_heading(line.texte)
    return line.style.gras or (head.type != "section" and head.numero is not None and head.debut >= len(line.texte.rstrip()))


def _lowest(boxes: Sequence[Item]) -> list[Item]:
    """The boxes below which no other one stands: bars over several columns each stand above the titles of those."""
    return [b for b in boxes if not any(o.bbox[1] >= b.bbox[3] - 2 and o.bbox[0] < b.bbox[2] and b.bbox[0] < o.bbox[2] for o in boxes)]


def _inset(box: Item, em: float) -> Item:
    """A box a little narrower at each side, no narrower than its words."""
    x0, top, x1, bottom = box.bbox
    left, right = min(li.bbox[0] for li in box.lignes), max(li.bbox[2] for li in box.lignes)
    return replace(box, bbox=(max(x0, min(x0 + em / 4, left)), top, min(x1, max(x1 - em / 4, right)), bottom))


def with_labels(bands: Sequence[list[Item]], is_label: Callable[[Line], bool]) -> list[list[Item]]:
    """The bands, a row of labels that ends one moved to the next: their values stand below them, not beside what is above. A label alone,
    or a number, is moved where its value or its title starts right below it."""
    out = [list(band) for band in bands]
    for band, below in pairwise(out):
        if not band:
            continue
        low = max(it.bbox[1] for it in band)
        row = [it for it in band if it.bbox[3] > low]
        if (len(row) == len(band) and not _heads_chips(row, below)) or (len(row) == 1 and not _is_right_below(row[0], below)):
            continue
        label = all(not it.boite and len(it.lignes) == 1 and is_label(it.lignes[0]) and is_bare_label(it.lignes[0]) for it in row)
        beside = any(it.boite for it in band) and not row[0].boite
        if label or (len(row) == 1 and beside and is_number(row[0])):  # 'Action n° 2' over its title, below a list and a box
            below[:0] = row
            band[:] = [it for it in band if not any(it is moved for moved in row)]
    return [band for band in out if band]


def _heads_chips(row: Sequence[Item], below: Sequence[Item]) -> bool:
    """Whether several labels abreast stand right above chips, those of each at its left edge and on its side of the next label."""
    heads = sorted(row, key=lambda it: it.bbox[0])
    size = heads[0].lignes[0].style.taille
    near = min(it.bbox[1] for it in below) - max(it.bbox[3] for it in heads) < CHIPS_DESSOUS * size
    edges = [it.bbox[0] - size for it in heads[1:]]
    apart = all(not any(it.bbox[0] < edge < it.bbox[2] for edge in edges) for it in below)
    return (
        len(heads) > 1 and near and apart and all(it.pastille for it in below) and min(it.bbox[0] for it in below) >= heads[0].bbox[0] - 2
    )


def _is_right_below(label: Item, below: Sequence[Item]) -> bool:
    """Whether what a band opens with starts at the left edge of a line right above it, or of the pill that this stands on."""
    first = min(below, key=lambda it: (it.bbox[1], it.bbox[0]))
    style = label.lignes[0].style
    inset = 2 * style.taille if style.fond else 2.0
    return -2 < label.bbox[0] - first.bbox[0] < inset and 0 <= first.bbox[1] - label.bbox[3] < style.taille


def _names_parties_of(row: Sequence[Item], above: Sequence[Item], em: float, is_label: Callable[[Line], bool]) -> bool:
    """Whether a row is one box that opens with a label, below one of several columns: for one of two engagements abreast."""
    if len(row) != 1 or not row[0].boite or not is_label(row[0].lignes[0]):
        return False
    columns = [(min(it.bbox[0] for it in c), max(it.bbox[2] for it in c)) for c in columns_of(above, em)]
    x0, _, x1, _ = row[0].bbox
    return len(columns) > 1 and sum(left < x1 and x0 < right for left, right in columns) == 1


def _breaks(above: Sequence[Item], row: Sequence[Item], em: float) -> bool:
    """A row with text in one column only, far below the group: the columns have ended; or a row abreast far below one column."""
    gap = min(it.bbox[1] for it in row) - max(it.bbox[3] for it in above)
    if gap > LOIN * em and len(above) == 1 and not above[0].boite and len(columns_of(row, em)) > 1:
        return True
    return gap > 3 * em and len(columns_of(row, em)) == 1
