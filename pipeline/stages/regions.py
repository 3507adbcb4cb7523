"""Reading order of a page: columns, drawn boxes, side notes.

Reads the lines of one page that are not furniture, and its drawings; decides by geometry, and by label position for
what is a side note. The order in which the file draws its text is never used.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.lexicon import boxed_titles
from pipeline.model import BBox, Box, Line, Page, Style
from pipeline.stages.boxes import HAUTEUR_PASTILLE, LIGNES_PASTILLE, box_of, holds, is_panel, is_paper, text_boxes
from pipeline.stages.grid_cells import Grid, in_columns, is_item, numbers_first, one_below_another, under_labels
from pipeline.stages.headings import is_bare_level, is_bare_number, is_numeral, parse_heading
from pipeline.stages.labels import label_at, named_label
from pipeline.stages.lines import is_marker
from pipeline.stages.natures import title_nature
from pipeline.stages.region_bands import GRAND_TITRE, LIGNES_BANDE, bands_of, with_labels
from pipeline.stages.region_items import (
    BORD,
    Item,
    abreast,
    by_rows,
    columns_of,
    has_sign,
    is_bare_label,
    line_look,
    rows_of,
    side_of,
    union,
)
from pipeline.stages.region_rows import (
    card_rows,
    headed_rows,
    in_label_columns,
    is_second_line,
    labelled_row,
    labelled_rows,
    numbered_boxes,
    page_rows,
    panel_rows,
    title_rows,
    winding_rows,
    with_numbers,
    with_values,
)
from pipeline.texts import fold, label_key

# Two labels abreast and a line below them.
LIGNES_ABREAST = 3
# An acronym has no more letters.
LETTRES_SIGLE = 8
# Points: no rule between columns is wider; share of the height of the page that it takes at least.
FILET, HAUT_FILET = 3.0, 0.4
# In ems: an upright rule in a box that is as high parts what stands at its sides.
HAUT_CLOISON = 2.5
# In ems of the median line: the least blank between two notes of a margin.
BLANC_NOTE = 0.8
# Labels of which a note has one: 'Pilotage' below 'Co-pilotage' opens the next.
MENEURS = ("acteur:copilote", "acteur:chef_de_file", "acteur:porteur", "acteur:maitre_ouvrage")
# Of the narrower of two boxes abreast: how much of it may lie over the other.
CHEVAUCHEMENT = 0.15
# In ems of the median line: chips side by side are nearer than this.
ECART_PASTILLES = 1.3
# In ems: as much are boxes that touch taken for narrower, where they do.
RETRAIT = 0.3
# In ems: a card and the box of its parties beside it are no further apart.
GOUTTIERE_FICHE = 2.0
# The most lines at the left of a text of two lines that stand between these in the order of heights.
LIGNES_ENTRE = 3
# In ems: no further does the second line of an item hang behind its sign.
SUSPENDU = 2.0
# In ems: a text starts no further below the box that heads its column.
LIGNE_DESSOUS = 2.0


# The most signs of a picture drawn by a font.
SIGNES_ICONE = 2
# In ems of a level word: a column ends no further above the title that it stands over.
AU_DESSUS = 15.0


class Region(Struct, frozen=True):
    """Lines in reading order, or a table. `lateral`: a side note, bound later to what stands beside it; `boite`: a box is drawn
    around it, and `bbox` is that box; `suite`: it goes on with the region before, the box of the parties of a card."""

    page: int
    lignes: tuple[Line, ...]
    bbox: BBox
    boite: bool = False
    lateral: bool = False
    grille: Grid | None = None
    suite: bool = False


def regions(page: Page, lignes: Sequence[Line], is_label: Callable[[Line], bool], grids: Sequence[Grid] = ()) -> list[Region]:
    """The regions of a page in reading order. `is_label` tells whether a line stands in label position.

    `grids` hold no line of `lignes`.
    """
    items = [Item(grid.bbox, tuple(li for c in grid.cellules for li in c.lignes), False, grid) for grid in grids]
    if not lignes:
        return [_region(page.numero, it.lignes, False, it.grille) for it in items]
    boxes = text_boxes(page)
    items = [_in_its_box(it, boxes, lignes) for it in items]
    folds = sorted({x for b in boxes if is_paper(b, page) for x in (b.x0, b.x1)})
    boxes = tuple(b for b in boxes if not is_paper(b, page)) if folds else boxes
    boxed = [box_of(line.bbox, boxes) for line in lignes] if boxes else [-1] * len(lignes)
    if not grids and not folds and max(boxed) < 0 and one_below_another(lignes):
        return [_region(page.numero, sorted(lignes, key=lambda li: li.bbox[1]), False)]
    em = sorted(line.style.taille for line in lignes)[len(lignes) // 2] or 1.0
    letters: Counter[float] = Counter()
    for line in lignes:
        letters[line.style.taille] += len(line.texte)
    body = max(em, letters.most_common(1)[0][0])  # where most lines are labels, their values are no titles
    # a box wider than most of the page is a band of the page, not a note on it
    held: dict[int, list[Line]] = {}
    whole: dict[int, list[Line]] = {}
    chips: dict[int, list[Line]] = defaultdict(list)
    bands: dict[int, list[Line]] = defaultdict(list)
    for line, i in zip(lignes, boxed, strict=True):
        if i >= 0 and _is_band(boxes[i], page):
            bands[i].append(line)
    rows = {i for i in boxed if i >= 0}
    # bands that hold more than a title: they are laid out as a page is
    pages = {
        i
        for i, inside in bands.items()
        if len({round(li.bbox[1] / em) for li in inside}) > LIGNES_BANDE or _labels_abreast(inside, is_label) or _lists_abreast(inside)
    }
    cards: dict[int, list[Line]] = {i: [] for i in rows if i in pages}
    for i in [i for i in cards if any(j != i and holds(boxes[i], boxes[j]) for j in rows)]:
        del cards[i]
    for line, i in zip(lignes, boxed, strict=True):
        if i in cards:
            cards[i].append(line)
        elif i in pages:
            items.append(Item(line.bbox, (line,), False))
        elif i in bands and not _is_label_abreast(line, bands[i], is_label):
            # a short title on a band of the page parts what stands above it from what stands below, in all columns
            items.append(Item((boxes[i].x0, line.bbox[1], boxes[i].x1, line.bbox[3]), (line,), False))
        elif i in bands:
            items.append(Item(line.bbox, (line,), False))
        elif i >= 0:
            held.setdefault(i, []).append(line)
        elif line.filet and (line.style.gras or line.style.taille > GRAND_TITRE * body or _in_capitals(line.texte)):
            items.append(Item((line.bbox[0], line.bbox[1], line.filet, line.bbox[3]), (line,), False))  # a title is as wide as its rule
        else:
            items.append(Item(line.bbox, (line,), False))
    free: list[int] = []  # bands that hold columns
    for i, inside in cards.items():
        if any(side_of(a.bbox, b.bbox) for k, a in enumerate(inside) for b in inside[k + 1 :]):
            items += [Item(li.bbox, (li,), False) for li in inside]
            free.append(i)
        else:  # one column of text on a fill as wide as the page: what stands beside other columns above or below is none of them
            whole_bbox = (boxes[i].x0, inside[0].bbox[1], boxes[i].x1, max(li.bbox[3] for li in inside))
            column = tuple(_numbers_first(by_rows(inside)))
            # 'Repères' says that its box stands beside the text, however wide, as does 'Paroles d'habitants'
            aside = boxed_titles().match(fold(column[0].texte)) is not None or title_nature(column[0].texte) == ("concertation", True)
            items.append(Item(whole_bbox, column, aside))
    lone: dict[int, Item] = {}
    around: dict[int, int | None] = {}  # for each chip, the box that it belongs to
    for i, inside in held.items():
        if _is_chip(boxes[i], inside, [b for j, b in enumerate(boxes) if j in held and j != i and not is_panel(b, page)], is_label):
            # a ribbon with the number of a card reaches over its edge
            ribbon = is_bare_level(" ".join(li.texte for li in inside))
            outer = [j for j in held if j != i and (holds(boxes[j], boxes[i]) or (ribbon and _lies_in(inside[0], boxes[j])))]
            around[i] = next((j for j in outer if len(held[j]) > 1), outer[0] if outer else None)
    looks = Counter((boxes[i].fond, held[i][0].style) for i in around if len(held[i]) == 1)
    for i, inside in held.items():
        alike = boxes[i].fond and 1 < len(inside) <= LIGNES_PASTILLE and len({li.style for li in inside}) == 1
        if i not in around and alike and looks[boxes[i].fond, inside[0].style] > 1 and not any(map(is_label, inside)):
            around[i] = None  # a name over two lines, on a chip as others are
    for i in _column_heads(held, boxes, lignes):
        if around.get(i, -1) is None:
            del around[i]
    for i, inside in held.items():
        if i not in around:
            whole[i] = inside
            continue
        at = around[i]
        while at is not None and around.get(at) is not None:
            at = around[at]
        if at is None:
            lone[i] = Item((boxes[i].x0, inside[0].bbox[1], boxes[i].x1, inside[-1].bbox[3]), tuple(inside), False)
        else:
            chips[at] += inside
    # a band around a chip is none itself
    items += _chip_rows([chip for i, chip in lone.items() if i not in chips], em)
    for i in chips:
        whole.setdefault(i, held[i])
    for i in sorted(whole, key=lambda i: boxes[i].x1 - boxes[i].x0):
        # a band at the foot or the head of a card belongs to it
        around_it = (j for j in whole if j != i and holds(boxes[j], boxes[i]) and _as_wide(boxes[i], boxes[j]))
        card = next((j for j in around_it if not is_panel(boxes[j], page)), None)
        if card is not None:
            whole[card] = [*whole[card], *whole.pop(i), *chips.pop(i, ())]
    upright = [t for t in page.traits if t[2] - t[0] < FILET and t[3] - t[1] > HAUT_CLOISON * em]
    for i, lines in whole.items():
        inside = [*lines, *chips.get(i, ())]
        x0, top, x1, bottom = boxes[i].bbox
        within = tuple(t for t in upright if x0 + em < t[0] < x1 - em and top - FILET < t[1] and t[3] < bottom + FILET)
        items.append(Item(boxes[i].bbox, tuple(inside), True, cloisons=within))
    items = _with_levels_above(items)
    things = _strips(_with_boxes_of_parties(_parted(_untouched(items, em), em), em), is_label)
    panels: dict[int, list[Item]] = defaultdict(list)  # what stands between two folds of a leaflet is laid out as a page is
    for thing in things:
        panels[bisect(folds, (thing.bbox[0] + thing.bbox[2]) / 2)].append(thing)
    laid = [panel for _, panel in sorted(panels.items())]
    if len(free) == 1:
        laid = [part for panel in laid for part in _around_band(panel, boxes[free[0]], cards[free[0]])]
    parts = [part for panel in laid for part in _between_rules(panel, page)]
    made = [region for part in parts for region in _laid_out(part, page.numero, em, is_label)]
    return [_with_label_columns(region, is_label) for region in made]


def _with_levels_above(items: Sequence[Item]) -> list[Item]:
    """The items, 'Priorité n° 2' made one with the title in larger type right below it, at its edge, where that runs below several columns:
    none of them takes it."""
    out = list(items)
    for level in [it for it in items if len(it.lignes) == 1 and not it.boite and is_bare_level(it.lignes[0].texte)]:
        first = level.lignes[0]
        if not any(it is level for it in out):
            continue  # the title of a level above it
        under = (it for it in out if not it.boite and it.grille is None and 0 <= it.bbox[1] - level.bbox[3] < first.style.taille)
        title = next((it for it in under if abs(it.lignes[0].bbox[0] - first.bbox[0]) < BORD), None)
        if title is None or title.lignes[0].style.taille <= GRAND_TITRE * first.style.taille or is_bare_level(title.lignes[0].texte):
            continue
        top, end = title.bbox[1], title.bbox[2]
        near = top - AU_DESSUS * first.style.taille
        if any(near < it.bbox[3] <= top and level.bbox[2] < it.bbox[0] < end for it in out):
            out = [it for it in out if it is not level and it is not title]
            out.append(replace(title, bbox=union([level.bbox, title.bbox]), lignes=(first, *title.lignes)))
    return out


def _in_its_box(item: Item, boxes: Sequence[Box], lignes: Sequence[Line]) -> Item:
    """A table without rules, as large as the drawn box around it that holds nothing else: the box stands beside the text, not its words."""
    if item.grille is None or item.grille.reglee:
        return item
    x0, top, x1, bottom = item.bbox
    around = next((b for b in boxes if b.x0 <= x0 and b.top <= top and x1 <= b.x1 and bottom <= b.bottom), None)
    if around is None or any(box_of(li.bbox, (around,)) == 0 for li in lignes):
        return item
    return replace(item, bbox=around.bbox)


def _is_label_abreast(line: Line, others: Sequence[Line], is_label: Callable[[Line], bool]) -> bool:
    """Whether a line is a label beside others: 'Pilote' beside 'Partenaires'."""
    if not is_label(line) or not is_bare_label(line):
        return False
    beside = [other for other in others if other is not line and side_of(line.bbox, other.bbox)]
    return bool(beside) and all(is_label(other) and is_bare_label(other) for other in beside)


def _with_label_columns(region: Region, is_label: Callable[[Line], bool]) -> Region:
    """The region, the lines below labels abreast in it behind each of these."""
    if region.grille is not None or len(region.lignes) < LIGNES_ABREAST:
        return region
    ordered = tuple(in_label_columns(region.lignes, is_label))
    return region if ordered == region.lignes else replace(region, lignes=ordered)


def _around_band(things: list[Item], band: Box, inside: Sequence[Line]) -> list[list[Item]]:
    """Things parted by the one band of the page that holds columns below a title of its own: what stands above it, in it, below it. No
    column of the page goes on through it. Not parted where something stands beside it."""
    titled = not any(side_of(inside[0].bbox, li.bbox) for li in inside[1:])
    above = [t for t in things if t.bbox[3] <= band.top + BORD]
    below = [t for t in things if t.bbox[1] >= band.bottom - BORD]
    within = [t for t in things if band.top - BORD <= t.bbox[1] and t.bbox[3] <= band.bottom + BORD]
    if not titled or len(above) + len(within) + len(below) != len(things):
        return [things]
    return [part for part in (above, within, below) if part]


def _in_capitals(texte: str) -> bool:
    """Whether a line is set in capitals as a title may be; 'ARS, CPAM' are acronyms."""
    return texte.isupper() and "," not in texte and sum(map(str.isalpha, texte)) > LETTRES_SIGLE


def _between_rules(things: Sequence[Item], page: Page) -> list[list[Item]]:
    """Things parted where upright rules, of one height at one place, part columns that each open with a line of one look at one height:
    what stands above them, each column, what stands below."""
    upright = [t for t in page.traits if t[2] - t[0] < FILET and t[3] - t[1] > HAUT_FILET * page.hauteur]
    if not upright:
        return [list(things)]
    _, top, _, foot = upright[0]
    xs = sorted((t[0] + t[2]) / 2 for t in upright if abs(t[1] - top) < FILET and abs(t[3] - foot) < FILET)
    above: list[Item] = []
    columns: list[list[Item]] = [[] for _ in range(len(xs) + 1)]
    below: list[Item] = []
    for item in things:
        if item.bbox[3] <= top + FILET:
            above.append(item)
        elif item.bbox[1] >= foot:
            below.append(item)
        elif item.grille or bisect(xs, item.bbox[0]) != bisect_left(xs, item.bbox[2]):
            return [list(things)]  # a table, or something across a rule
        else:
            columns[bisect(xs, item.bbox[0])].append(item)
    if not all(columns):
        return [list(things)]
    heads = [min(column, key=lambda it: it.bbox[1]).lignes[0] for column in columns]
    tops = [li.bbox[1] for li in heads]
    if len({li.style for li in heads}) > 1 or max(tops) - min(tops) > FILET:
        return [list(things)]
    return [part for part in (above, *columns, below) if part]


def _laid_out(things: Sequence[Item], page: int, em: float, is_label: Callable[[Line], bool]) -> list[Region]:
    parts = page_rows(things, em, is_label)
    return list(_in_turn(parts, page, em, is_label)) if parts is not None else _order(things, page, em, is_label)


def _boxes_abreast(items: Sequence[Item]) -> list[list[Item]]:
    """The boxes of each height, from left to right."""
    level: dict[tuple[int, int], list[Item]] = defaultdict(list)
    for item in items:
        if item.boite:
            level[round(item.bbox[1] / 2), round(item.bbox[3] / 2)].append(item)
    return [sorted(boxes, key=lambda it: it.bbox[0]) for boxes in level.values()]


def _with_boxes_of_parties(items: Sequence[Item], em: float) -> list[Item]:
    """The items, a box that holds a title and what stands below it made one with the boxes beside it, of its height, that hold but labels
    of parties and names: they stand all at the left of their cards, or all at the right."""
    out = list(items)
    for boxes in _boxes_abreast(items):
        named = [_opens_with_parties(it) for it in boxes]
        near = all(-1 <= b.bbox[0] - a.bbox[2] < GOUTTIERE_FICHE * em for a, b in pairwise(boxes))
        if not near or not any(named) or not all(other or _is_titled(it) for it, other in zip(boxes, named, strict=True)):
            continue
        cards: list[list[Item]] = []
        wait: list[Item] = []
        for box, other in zip(boxes, named, strict=True):
            if named[0]:  # labels, then their card
                wait.append(box)
                if not other:
                    cards.append([box, *wait[:-1]])
                    wait = []
            elif other and cards:
                cards[-1].append(box)
            else:
                cards.append([box])
        if wait or any(len(card) == 1 for card in cards):
            continue
        out = [it for it in out if not any(it is box for box in boxes)]
        for card in cards:
            lines = tuple(li for it in card for li in it.lignes)
            out.append(Item(union([it.bbox for it in card]), lines, True, cases=tuple(card)))
    return out


def _opens_with_parties(item: Item) -> bool:
    """Whether a box starts with a label of parties."""
    first = min(item.lignes, key=lambda li: (li.bbox[1], li.bbox[0]))
    found = label_at(first.texte, distinct=True)
    return found is not None and found.label.genre == "acteur"


def _is_titled(item: Item) -> bool:
    """Whether a box starts with a title, set apart from the smaller or lighter text below it, and names no party of its own."""
    lines = sorted(item.lignes, key=lambda li: (li.bbox[1], li.bbox[0]))
    first = lines[0]
    below = next((li for li in lines if line_look(li) != line_look(first)), None)
    apart = below is not None and first.style.taille >= below.style.taille and (first.style.gras or first.style.taille > below.style.taille)
    labels = (label_at(li.texte, distinct=True) for li in lines)
    return apart and not has_sign(item) and not any(found is not None and found.label.genre == "acteur" for found in labels)


def _strips(items: Sequence[Item], is_label: Callable[[Line], bool]) -> list[Item]:
    """The items, boxes of one height abreast that each start with another label made one: the fields of what stands above them.

    Cards abreast with a box of parties each have the same label twice.
    """
    out = list(items)
    for boxes in _boxes_abreast(items):
        heads = [min(it.lignes, key=lambda li: (li.bbox[1], li.bbox[0])) for it in boxes]
        looks = {line_look(li) for li in heads}
        values = [li for it, head in zip(boxes, heads, strict=True) for li in it.lignes if li is not head]
        told = (
            len(looks) == 1
            and any(map(is_label, heads))
            and (all(map(is_label, heads)) or not any(line_look(li) in looks for li in values))
        )
        labels = [label_key(li.texte.partition(":")[0]) for it in boxes for li in it.lignes if is_label(li) or any(li is o for o in heads)]
        apart = all(a.bbox[2] <= b.bbox[0] + 1 for a, b in pairwise(boxes))
        if len(boxes) > 1 and told and apart and len(set(labels)) == len(labels) and all(len(it.lignes) > 1 for it in boxes):
            out = [it for it in out if not any(it is box for box in boxes)]
            lines = tuple(li for it in boxes for li in it.lignes)
            out.append(Item(union([it.bbox for it in boxes]), lines, False, cases=tuple(boxes)))
    return out


def _untouched(items: Sequence[Item], em: float) -> list[Item]:
    """The items, boxes that touch side by side a little narrower there, no narrower than their words, where one of the two stands over
    text of its own: columns part where their heads meet."""
    boxes = [it for it in items if it.boite]
    if len(boxes) < 2:
        return list(items)
    lines = [it.bbox for it in items if not it.boite]
    heads = {id(b) for b in boxes if any(li[1] >= b.bbox[3] - 2 and b.bbox[0] - 2 <= li[0] and li[2] <= b.bbox[2] + 2 for li in lines)}
    out = []
    for item in items:
        x0, top, x1, bottom = item.bbox
        near = boxes if item.boite else ()
        beside = [b.bbox for b in near if b is not item and b.bbox[1] < bottom and top < b.bbox[3] and heads & {id(b), id(item)}]
        if not beside:
            out.append(item)
            continue
        if any(abs(b[2] - x0) < 1 for b in beside):
            x0 = max(x0, min(x0 + RETRAIT * em, *(li.bbox[0] for li in item.lignes)))
        if any(abs(b[0] - x1) < 1 for b in beside):
            x1 = min(x1, max(x1 - RETRAIT * em, *(li.bbox[2] for li in item.lignes)))
        out.append(replace(item, bbox=(x0, top, x1, bottom)))
    return out


def _parted(items: Sequence[Item], em: float) -> list[Item]:
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


def _overlap(a: Item, b: Item, em: float) -> bool:
    """Whether two boxes of one height side by side lie over each other by their ends, and hold words apart."""
    level = abs(a.bbox[1] - b.bbox[1]) < em and abs(a.bbox[3] - b.bbox[3]) < em
    over = a.bbox[2] - b.bbox[0]
    near = 0 < over < CHEVAUCHEMENT * min(a.bbox[2] - a.bbox[0], b.bbox[2] - b.bbox[0])
    return (
        a is not b and level and near and a.bbox[0] < b.bbox[0] and max(li.bbox[2] for li in a.lignes) < min(li.bbox[0] for li in b.lignes)
    )


def _chip_rows(chips: Sequence[Item], em: float) -> list[Item]:
    """Chips side by side, nearer to each other than columns are, made one item; a chip by itself takes no more room than its words."""
    out: list[list[Item]] = []
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
        Item(union([li.bbox for it in row for li in it.lignes]), tuple(li for it in row for li in it.lignes), False, pastille=True)
        for row in out
    ]


def _is_chip(box: Box, inside: Sequence[Line], others: Sequence[Box], is_label: Callable[[Line], bool]) -> bool:
    """Whether a box is drawn around a name: one line of its height, or a few lines without label in another box that holds text."""
    high = inside[0].bbox[3] - inside[0].bbox[1]
    if len(inside) == 1 and box.bottom - box.top < HAUTEUR_PASTILLE * high:
        return True
    small = len(inside) <= LIGNES_PASTILLE and not any(is_label(li) for li in inside)
    return small and any(holds(o, box) and o.bottom - o.top > 2 * (box.bottom - box.top) for o in others)


def _lies_in(line: Line, box: Box) -> bool:
    x0, top, x1, bottom = line.bbox
    return box.x0 <= x0 and box.top <= top and x1 <= box.x1 and bottom <= box.bottom


def _labels_abreast(inside: Sequence[Line], is_label: Callable[[Line], bool]) -> bool:
    """Whether the first row of a band is several labels, with other lines below: alone, or with values that go on at their left edges."""
    top = min(li.bbox[1] for li in inside)
    first = [li for li in inside if li.bbox[1] < top + 0.5 * li.style.taille]
    if not 1 < len(first) < len(inside) or not all(map(is_label, first)):
        return False
    rest = [li for li in inside if not any(li is head for head in first)]
    flush = all(any(abs(li.bbox[0] - head.bbox[0]) < 2 for head in first) for li in rest)
    return flush or all(map(is_bare_label, first))


def _lists_abreast(inside: Sequence[Line]) -> bool:
    """Whether two lists stand side by side, each with lines one below the other: of two engagements in one box."""
    edges = Counter(round(li.bbox[0] / BORD) for li in inside if has_sign(Item(li.bbox, (li,), False)))
    return sum(n > 1 for n in edges.values()) > 1


def _column_heads(held: Mapping[int, Sequence[Line]], boxes: Sequence[Box], lignes: Sequence[Line]) -> list[int]:
    """Boxes of one height abreast that each hold a title in bold over a column: what stands right below, in another look, starts where its
    words do, or they stand in the middle, and ends within its width, or in a box that has its edges. `held`: the lines of each box."""
    level: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i in held:
        level[round(boxes[i].top / 2), round(boxes[i].bottom / 2)].append(i)

    def heads(i: int) -> bool:
        line, box = held[i][0], boxes[i]
        reach = box.bottom + LIGNE_DESSOUS * line.style.taille
        middle = abs(line.bbox[0] - box.x0 - (box.x1 - line.bbox[2])) < 2 * BORD
        right_below = (li for li in lignes if box.bottom <= li.bbox[1] < reach and box.x0 - 2 < li.bbox[0] and li.bbox[2] < box.x1 + 2)
        below = [li for li in right_below if middle or abs(li.bbox[0] - line.bbox[0]) < 2]
        title = len(held[i]) <= LIGNES_BANDE and all(li.style.gras for li in held[i])
        stacked = title and any(line_look(held[j][0]) != line_look(line) for j in held if _stands_on(box, boxes[j]))
        return title and (stacked or any(line_look(li) != line_look(line) for li in below))

    return [i for row in level.values() if len(row) > 1 and all(map(heads, row)) for i in row]


def _stands_on(box: Box, below: Box) -> bool:
    """Whether a box touches one right below it that has its edges."""
    return abs(box.bottom - below.top) < BORD and abs(box.x0 - below.x0) < BORD and abs(box.x1 - below.x1) < BORD


def _as_wide(inner: Box, outer: Box) -> bool:
    return inner.x1 - inner.x0 > 0.8 * (outer.x1 - outer.x0)


def _is_band(box: Box, page: Page) -> bool:
    return box.x1 - box.x0 > 0.75 * page.largeur


def _order(items: Sequence[Item], page: int, em: float, is_label: Callable[[Line], bool]) -> list[Region]:
    out: list[Region] = []
    flow: list[Item] = []
    for group in with_labels(bands_of(items, em, is_label), is_label):
        columns = columns_of(group, em)
        if len(columns) == 1 or not abreast(columns):
            flow.extend(group)
            continue
        if (row := labelled_row(columns, is_label)) is not None:
            out.extend(_flow(flow, page, em, is_label))
            out.append(_region(page, row, False))
            flow = []
            continue
        rows = labelled_rows(columns, is_label)
        headed = (headed_rows(columns, em, is_label) or title_rows(columns, em, is_label)) if rows is None else None
        if rows is None and headed is None and (lead := _lead(columns)):
            flow.extend(lead)
            columns = columns_of([it for column in columns for it in column if it not in lead], em)  # a long title bridged two of them
            rows = labelled_rows(columns, is_label)
            headed = title_rows(columns, em, is_label) if rows is None and len(columns) > 1 else None
        if rows is not None:
            out.extend(_flow(flow, page, em, is_label))
            lines, after = rows
            out.append(_region(page, lines, False))
            flow = list(after)
            continue
        if headed is not None:
            out.extend(_flow(flow, page, em, is_label))
            flow = []
            out.extend(_in_turn(headed, page, em, is_label))
            continue
        if _fields_at_right(columns, is_label):
            flow.extend(it for column in columns for it in column)  # 'Pilote : CAF', and behind a tab on the same line 'Échéance : 2025'
            continue
        parts = panel_rows(columns) or card_rows(columns) or numbered_boxes(columns, em) or winding_rows(columns, em)
        parts = parts or _numbered_rows(columns, em, is_label) or _opened_rows(with_numbers(columns), em, is_label)
        if parts is not None:
            out.extend(_flow(flow, page, em, is_label))
            flow = []
            out.extend(_in_turn(parts, page, em, is_label))
            continue
        columns = with_values(columns, is_label)
        tail = _after_list(columns)
        out.extend(_flow(flow, page, em, is_label))
        out.extend(_side_by_side([[it for it in column if it not in tail] for column in columns], page, em, is_label))
        flow = list(tail)
    out.extend(_flow(flow, page, em, is_label))
    return out


def _fields_at_right(columns: Sequence[Sequence[Item]], is_label: Callable[[Line], bool]) -> bool:
    """Whether each thing of the second of two columns is one line, a label and its value, level with such a line of the first that starts
    it too."""
    if len(columns) != 2:
        return False
    left = [it.lignes[0] for it in columns[0] if len(it.lignes) == 1 and not it.boite and is_label(it.lignes[0])]
    for item in columns[1]:
        line = item.lignes[0]
        if len(item.lignes) > 1 or item.boite or item.grille is not None or not is_label(line) or is_bare_label(line):
            return False
        if not any(side_of(li.bbox, line.bbox) and not is_bare_label(li) for li in left):
            return False
    return True


def _in_turn(parts: Sequence[Sequence[Item]], page: int, em: float, is_label: Callable[[Line], bool]) -> Iterator[Region]:
    """The parts one after the other; a note in a row stands behind what it is about."""
    for part in parts:
        yield from (replace(r, lateral=False) for r in _order(part, page, em, is_label))


def _numbered_rows(columns: Sequence[list[Item]], em: float, is_label: Callable[[Line], bool]) -> list[list[Item]] | None:
    """Rows of titles with a number each at their left, a column apart. None otherwise."""
    joined = with_numbers(columns)
    return title_rows(joined, em, is_label) if 1 < len(joined) < len(columns) else None


def _opened_rows(columns: Sequence[Sequence[Item]], em: float, is_label: Callable[[Line], bool]) -> list[list[Item]] | None:
    """Columns that open a chapter, then rows of titles and of what stands level with them: what opens it, then the rows. None otherwise."""
    for first in range(1, len(columns) - 1):
        opening = [it for column in columns[:first] for it in column]
        largest = max(li.style.taille for column in columns[first:] for it in column for li in it.lignes)
        if all(li.style.taille <= largest for it in opening for li in it.lignes):
            continue
        if (rows := title_rows(columns[first:], em, is_label)) is not None:
            return [opening, *rows]
    return None


def _side_by_side(columns: Sequence[Sequence[Item]], page: int, em: float, is_label: Callable[[Line], bool]) -> list[Region]:
    number, columns = _without_number(columns, is_label)
    parts = [_order(column, page, em, is_label) for column in columns]
    if number is not None:
        parts[-1] = [_region(page, number.lignes, False), *parts[-1]]
    notes = [_are_notes(part, is_label) and not _has_heading(part, parts, is_label) for part in parts]
    if all(notes) or not any(notes) or _one_fiche(columns, is_label) or _is_row_of_boxes(columns):
        return [r for part in parts for r in part]
    out = [r for part, note in zip(parts, notes, strict=True) if not note for r in part]
    for part, note in zip(parts, notes, strict=True):
        if note:
            out.extend(replace(one, lateral=True) for r in part for one in _notes(r, em))
    return out


def _without_number(columns: Sequence[Sequence[Item]], is_label: Callable[[Line], bool]) -> tuple[Item | None, Sequence[Sequence[Item]]]:
    """The number in a disc that stands over the labels of a first column of two, which is that of the title in the other, and the columns
    without it."""
    first = min(columns[0], key=lambda it: it.bbox[1])
    rest = [it for it in columns[0] if it is not first]
    if len(columns) != 2 or not rest or not is_numeral(first.lignes[0].texte) or not first.lignes[0].style.fond:
        return None, columns
    label = min(rest, key=lambda it: it.bbox[1])
    return (first, [rest, columns[1]]) if is_label(label.lignes[0]) else (None, columns)


def _is_row_of_boxes(columns: Sequence[Sequence[Item]]) -> bool:
    """Whether each column is a box, all of one height: none is a note on another."""
    boxes = [column[0].bbox for column in columns if len(column) == 1 and column[0].boite]
    return len(boxes) == len(columns) and all(max(abs(b[1] - boxes[0][1]), abs(b[3] - boxes[0][3])) < BORD for b in boxes)


def _one_fiche(columns: Sequence[Sequence[Item]], is_label: Callable[[Line], bool]) -> bool:
    """Whether two columns of one width both hold labels, the second going on with the value that ends the first: no margin is as wide."""
    if len(columns) != 2:
        return False
    width = [max(it.bbox[2] for it in c) - min(it.bbox[0] for it in c) for c in columns]
    labels = [any(is_label(li) for it in column for li in it.lignes) for column in columns]
    last = max((it for it in columns[0]), key=lambda it: it.bbox[3]).lignes[-1]
    return all(labels) and 0.7 < width[0] / max(width[1], 1.0) < 1.4 and last.texte.rstrip().endswith((",", ";"))


def _notes(region: Region, em: float) -> list[Region]:
    """The notes of a margin, on a panel or none: one ends at a blank before a label that it has, or a title, which opens the next."""
    if region.grille is not None:
        return [region]
    if _is_column_of_fields(region.lignes):
        at = [i for i, li in enumerate(region.lignes) if line_look(li) == line_look(region.lignes[0])]
        return [_region(region.page, region.lignes[a:b], False) for a, b in pairwise([*at, len(region.lignes)])]
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
        titled = found is None and line.style.gras and below is not None and not below.style.gras
        titled = titled and bool(parts) and line_look(line) not in {line_look(li) for li in parts[-1]}
        if not parts or ((code in seen or titled) and blank > BLANC_NOTE * em):
            parts.append([])
            seen = set()
        parts[-1].append(line)
        seen |= {code} - {""}
    return [_region(region.page, part, False) for part in parts] if len(parts) > 1 else [region]


def _are_notes(part: Sequence[Region], is_label: Callable[[Line], bool]) -> bool:
    """Whether the regions of a column each start with a label, boxes of plain text below one apart: 'En clair' among the parties of a
    margin."""
    labelled = [_starts_with_label(r, is_label) for r in part]
    texts = [r.boite and r.grille is None and not any(is_label(li) or is_item(li) for li in r.lignes) for r in part]
    return labelled[0] and all(a or b for a, b in zip(labelled, texts, strict=True))


def _starts_with_label(region: Region, is_label: Callable[[Line], bool]) -> bool:
    """Whether a region starts with a label, on one line or over two."""
    first = region.lignes[0]
    if is_label(first) or len(region.lignes) < 2:
        return is_label(first)
    if _is_column_of_fields(region.lignes):
        return True
    second = region.lignes[1]
    both = f"{first.texte} {second.texte}"
    return label_at(both) is not None or (first.style == second.style and named_label(both) is not None)


def _is_column_of_fields(lignes: Sequence[Line]) -> bool:
    """Whether lines are one known label again and again, alone in a look of its own, each time over its value: 'Échéance' over each date at
    the left of a line of time."""
    heads = [line_look(li) == line_look(lignes[0]) for li in lignes]
    valued = not heads[-1] and not any(a and b for a, b in pairwise(heads))
    names = {label_key(li.texte) for li, head in zip(lignes, heads, strict=True) if head}
    return sum(heads) > 1 and valued and len(names) == 1 and named_label(lignes[0].texte) is not None


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
        if len(out) > 1 and (_ends_band(out[-1], out[-2], line) or _is_cut_by(out[-1], out[-2], line)) and is_bare_number(out[-1].texte):
            at = len(out) - 1
        out.insert(at, line)
    return _icons_last(numbers_first(out))


def _icons_last(lignes: list[Line]) -> list[Line]:
    """The same lines, a lone sign of a band put behind the lines at its left that it stands beside: it parts no number from its title."""
    for i, icon in enumerate(lignes[:-1]):
        if len(icon.texte) > SIGNES_ICONE or any(map(str.isalnum, icon.texte)):
            continue
        beside = [k for k, li in enumerate(lignes) if k > i and li.bbox[2] < icon.bbox[0] and li.bbox[1] < icon.bbox[3]]
        if beside and i and lignes[i - 1].bbox[2] < icon.bbox[0]:
            return [*lignes[:i], *lignes[i + 1 : beside[-1] + 1], icon, *lignes[beside[-1] + 1 :]]
    return lignes


def _ends_band(number: Line, above: Line, below: Line) -> bool:
    """Whether a number stands at the right of two lines, at the height of both."""
    right = number.bbox[0] > max(above.bbox[2], below.bbox[2])
    return right and above.bbox[3] > number.bbox[1] + 1 and below.bbox[1] < number.bbox[3] - 1 and above.bbox[1] < number.bbox[1]


def _is_cut_by(number: Line, above: Line, below: Line) -> bool:
    """Whether a number in another look stands right of the first of two lines set alike, one right below the other."""
    if number.bbox[0] <= max(above.bbox[2], below.bbox[2]) or number.bbox[1] >= above.bbox[3]:
        return False
    alike = line_look(above) == line_look(below) != line_look(number) and abs(above.bbox[0] - below.bbox[0]) < BORD
    return alike and abs(below.bbox[1] - above.bbox[3]) < 0.6 * below.style.taille


def _has_heading(part: Sequence[Region], parts: Sequence[Sequence[Region]], is_label: Callable[[Line], bool]) -> bool:
    """Whether a column holds a heading as the columns beside it do, and so is text that goes on, no note.

    Its lines are compared with the first lines of the other columns, and with the type that most lines but bare labels are set in.
    """
    heads = [r.lignes[0].style for other in parts if other is not part for r in other[:1]]
    told = Counter(li.style for other in parts for r in other for li in r.lignes if not (is_label(li) and is_bare_label(li)))
    if not told:
        return False  # labels alone
    usual = told.most_common(1)[0][0]
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


def _flow(items: Sequence[Item], page: int, em: float, is_label: Callable[[Line], bool]) -> list[Region]:
    """A single column: free lines run together into one region, each drawn box is its own."""
    out: list[Region] = []
    free: list[Item] = []

    def close() -> None:
        if free:
            out.append(_region(page, _numbers_first([li for it in free for li in it.lignes]), False))
            free.clear()

    for item in _texts_whole(by_rows(items)):
        if item.grille is not None:
            close()
            out.append(_region(page, item.lignes, False, item.grille))
        elif item.boite and item.cases:  # a card and the boxes of its parties
            close()
            for n, box in enumerate(item.cases):
                out.append(replace(_region(page, _inside(box.lignes, em, is_label, box.cloisons), True), bbox=box.bbox, suite=n > 0))
        elif item.boite or item.cases:
            close()
            for box in item.cases or (item,):
                inside = _inside(box.lignes, em, is_label, box.cloisons)
                out.append(replace(_region(page, inside, True), bbox=box.bbox))
        else:
            free.append(item)
    close()
    return out


def _texts_whole(items: Sequence[Item]) -> list[Item]:
    """The items in order, a box level with the first of two lines of a text, or beside both of them, put behind the last; so are a few
    lines at the left of both that are set otherwise."""
    out = list(items)
    for i in range(2, len(out)):
        below = out[i]
        first = next((j for j in range(i - 2, max(i - 2 - LIGNES_ENTRE, -1), -1) if _parts_a_text(out[j], out[j + 1 : i], below)), -1)
        if first >= 0:
            out[first + 1 : i + 1] = [below, *out[first + 1 : i]]
    for i in range(1, len(out) - 1):
        above, box, below = out[i - 1 : i + 2]
        if not box.boite or above.boite or below.boite or above.grille is not None or below.grille is not None:
            continue
        top, last = above.lignes[-1].bbox, below.lignes[0].bbox
        hangs = has_sign(replace(above, lignes=above.lignes[-1:])) and 0 < last[0] - top[0] < SUSPENDU * above.lignes[-1].style.taille
        beside = box.bbox[0] >= max(top[2], last[2]) and box.bbox[1] < top[3] and (hangs or abs(last[0] - top[0]) < 1)
        if beside and (is_second_line(above, below) or box.bbox[3] > last[3]):
            out[i], out[i + 1] = below, box
    return out


def _parts_a_text(above: Item, between: Sequence[Item], below: Item) -> bool:
    """Whether lines stand at the left of two lines of a text set otherwise, level with both: a title beside the axis that it is part of."""
    look = line_look(below.lignes[0])
    if any(it.boite or it.grille is not None for it in (above, *between, below)) or any(line_look(it.lignes[0]) == look for it in between):
        return False
    a, c = above.lignes[-1].bbox, below.lignes[0].bbox  # on a band things are as wide as it
    lines = [it.lignes[0].bbox for it in between]
    beside = all(b[2] < min(a[0], c[0]) and c[1] < b[3] for b in lines) and any(b[1] < a[3] for b in lines)
    return beside and is_second_line(above, below) and abs(a[0] - c[0]) < BORD


def _inside(lignes: Sequence[Line], em: float, is_label: Callable[[Line], bool], cloisons: Sequence[BBox] = ()) -> list[Line]:
    """The lines of a drawn box as they are read, column by column, labels with their values at their right. `cloisons`: upright rules in
    it."""
    if (parts := _between_partitions(lignes, cloisons, is_label)) is not None:
        return [li for part in parts for li in _inside(part, em, is_label)]
    if (apart := in_columns(lignes)) is not None:
        return [li for column in apart for li in (_inside(column, em, is_label) if column else ())]
    out: list[Line] = []
    for group in bands_of([Item(li.bbox, (li,), False) for li in lignes], em, is_label):
        columns = columns_of(group, em)
        rows = labelled_rows(columns, is_label) if len(columns) > 1 and abreast(columns) else None
        if rows is None:
            out += under_labels(rows_of([li for it in group for li in it.lignes]), lambda li: is_label(li) and is_bare_label(li))
        else:
            out += [*rows[0], *by_rows([li for it in rows[1] for li in it.lignes])]
    return _numbers_first(out)


def _between_partitions(lignes: Sequence[Line], cloisons: Sequence[BBox], is_label: Callable[[Line], bool]) -> list[list[Line]] | None:
    """What stands above the upright rules of a box, that are of one height, between them from left to right, and below them; None where
    something runs across one, and where there are but labels at the left of the first: their values stand beyond it."""
    if not cloisons:
        return None
    _, top, _, foot = cloisons[0]
    if any(abs(t[1] - top) > FILET or abs(t[3] - foot) > FILET for t in cloisons):
        return None
    xs = sorted((t[0] + t[2]) / 2 for t in cloisons)
    above, below = [li for li in lignes if _middle(li) < top], [li for li in lignes if _middle(li) > foot]
    columns: list[list[Line]] = [[] for _ in range(len(xs) + 1)]
    for line in lignes:
        if top <= _middle(line) <= foot:
            if bisect(xs, line.bbox[0]) != bisect_left(xs, line.bbox[2]):
                return None
            columns[bisect(xs, line.bbox[0])].append(line)
    if sum(map(bool, columns)) < 2 or all(map(is_label, columns[0])):
        return None
    return [part for part in (above, *columns, below) if part]


def _middle(line: Line) -> float:
    return (line.bbox[1] + line.bbox[3]) / 2


def _region(page: int, lignes: Sequence[Line], boite: bool, grille: Grid | None = None) -> Region:
    x0, top = min(li.bbox[0] for li in lignes), min(li.bbox[1] for li in lignes)
    x1, bottom = max(li.bbox[2] for li in lignes), max(li.bbox[3] for li in lignes)
    return Region(page, tuple(lignes), (x0, top, x1, bottom), boite, grille=grille)


def _lead(columns: Sequence[Sequence[Item]]) -> list[Item]:
    """What stands in the first column above all the others: the text before the columns, or their own start.

    Or all that a column holds, a title in the middle of the page, where it stands above all the others; or 'Enjeu 1' alone in a corner.
    """
    for column in columns:
        high = min(it.bbox[1] for other in columns if other is not column for it in other)
        if all(it.bbox[3] <= high + 1 for it in column):
            return list(column)
        first = min(column, key=lambda it: it.bbox[1])
        if first.bbox[3] <= high + 1 and len(first.lignes) == 1 and is_bare_level(first.lignes[0].texte):
            return [first]
    top = min(it.bbox[1] for column in columns[1:] for it in column)
    lead = [it for it in columns[0] if it.bbox[3] <= top + 1]
    return lead if len(lead) < len(columns[0]) else []


def _after_list(columns: Sequence[Sequence[Item]]) -> list[Item]:
    """What stands below a list set in columns, in the first of them: it comes after the whole list.

    Columns are a list when the first line of each has a list sign, in the type of most lines; below the others, a line without one ends it.
    """
    if len(columns) < 2:
        return []  # one holds the values of the other
    firsts = [min(column, key=lambda it: it.bbox[1]) for column in columns]
    if any(it.boite or it.grille or not has_sign(it) for it in firsts) or len({it.lignes[0].style for it in firsts}) > 1:
        return []
    usual = Counter(it.lignes[0].style.taille for column in columns for it in column).most_common(1)[0][0]
    if firsts[0].lignes[0].style.taille > 1.1 * usual:
        return []  # numbers of titles
    low = max(it.bbox[3] for column in columns[1:] for it in column)
    below = sorted((it for it in columns[0] if it.bbox[1] > low - 2), key=lambda it: it.bbox[1])
    first = next((i for i, it in enumerate(below) if not has_sign(it)), len(below))
    if below[first:] and below[first].lignes[0].texte[:1].islower():
        return []  # the end of the last item
    return below[first:]
