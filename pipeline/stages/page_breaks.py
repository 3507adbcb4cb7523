"""What the end of a page cuts, made whole again: cards abreast, so that what one says is read before the next one begins, and the row of a
fiche, its label or its value.

Reads the regions of a document in reading order; decides by drawn boxes of one width at the foot of a page and at the head of the next,
by the look of their first lines, and by known labels in the first cell of a row. It never joins a box to one that opens with a title of
its own, nor rows of a table of actions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.model import Line
from pipeline.stages.grid_cells import Grid, is_item
from pipeline.stages.grids import cell_text, known_label
from pipeline.stages.labels import label_at
from pipeline.stages.region_items import line_look
from pipeline.stages.regions import Region
from pipeline.texts import fold

# Points by which the sides of a box on two pages, or the ends of boxes abreast, may differ.
JEU = 2.5
# Points: a box whose head is nearer to that of its page stands at the edge of the paper.
BORD_PAGE = 1.0


def rejoined(parts: Sequence[Region]) -> list[Region]:
    """The regions, those of a row of boxes that goes on at the head of the next page joined to the ones that they go on with."""
    pages: dict[int, list[int]] = defaultdict(list)
    for i, part in enumerate(parts):
        pages[part.page].append(i)
    into: dict[int, int] = {}  # region -> the one that it goes on with, by index
    for page, places in pages.items():
        if page + 1 in pages and any(parts[i].boite for i in places):
            into |= _continued(parts, places, pages[page + 1])
    if not into:
        return _rows_made_whole(parts)
    whole = {i: part for i, part in enumerate(parts) if i not in into}
    for i, to in sorted(into.items()):
        while to in into:
            to = into[to]
        # a note bound by its height on one page would take what stands on the other elsewhere
        whole[to] = replace(whole[to], lignes=(*whole[to].lignes, *parts[i].lignes), lateral=False)
    return _rows_made_whole(list(whole.values()))


def _rows_made_whole(parts: Sequence[Region]) -> list[Region]:
    """The regions; the first row of a grid that goes on with the last one of the grid on the page before it moved there."""
    out: list[Region] = []
    page = 0  # of what was read last: a row that takes a whole page goes on beyond it
    for below in parts:
        above = out[-1] if out else None
        follows, page = below.page == page + 1, below.page
        if above is None or above.grille is None or below.grille is None or not follows or not _goes_on(above.grille, below.grille):
            out.append(below)
            continue
        last, first = above.grille.rangs[-1], below.grille.rangs[0]
        whole = {a.colonne: replace(a, lignes=(*a.lignes, *b.lignes)) for a, b in zip(last, first, strict=True)}
        cells = tuple(whole[c.colonne] if any(c is a for a in last) else c for c in above.grille.cellules)
        rest = tuple(c for c in below.grille.cellules if not any(c is b for b in first))
        moved = {li.id for c in first for li in c.lignes}
        kept = tuple(li for li in below.lignes if li.id not in moved)
        moved_lines = tuple(li for li in below.lignes if li.id in moved)
        out[-1] = replace(above, lignes=(*above.lignes, *moved_lines), grille=replace(above.grille, cellules=cells))
        if kept:
            out.append(replace(below, lignes=kept, grille=replace(below.grille, cellules=rest)))
    return out


def _goes_on(above: Grid, below: Grid) -> bool:
    """Whether the first row of a grid is the rest of the last row of another: cells below the same ones, and no label before the rest of
    a value, or the rest of a label that the row above begins: 'Plan de', 'financement'."""
    last, first = above.rangs[-1], below.rangs[0]
    if len(last) < 2 or [c.colonne for c in last] != [c.colonne for c in first] or any(c.rang_fin - c.rang > 1 for c in first):
        return False
    if any(abs(a.bbox[0] - b.bbox[0]) > JEU or abs(a.bbox[2] - b.bbox[2]) > JEU for a, b in zip(last, first, strict=True)):
        return False
    label, rest = cell_text(last[0]), cell_text(first[0])
    if not rest:
        return known_label(label) is not None and any(c.lignes for c in first)
    return known_label(label) is None and rest[:1].islower() and known_label(f"{label} {rest}") is not None


def _continued(parts: Sequence[Region], above: Sequence[int], below: Sequence[int]) -> dict[int, int]:
    """The regions of a page that go on with some of the page before, when a row of boxes there is cut; {} otherwise."""
    foot, head = max(parts[i].bbox[3] for i in above), min(parts[i].bbox[1] for i in below)
    lows = [i for i in above if _is_card(parts[i]) and parts[i].bbox[3] > foot - JEU]
    tops = [i for i in below if _is_card(parts[i]) and parts[i].bbox[1] < head + JEU]
    pairs = {b: a for b in tops for a in lows if _as_wide(parts[a], parts[b])}
    if (
        not _is_row([parts[i] for i in lows])
        or not pairs
        or len(pairs) < len(tops)
        or any(_opens(parts[a].lignes, parts[b].lignes) for b, a in pairs.items())
    ):
        return {}
    high, low = min(parts[a].bbox[1] for a in pairs.values()), max(parts[b].bbox[3] for b in pairs)
    row = [i for i in above if parts[i].bbox[3] > high]
    free = [i for i in below if i not in pairs and parts[i].bbox[3] <= low + JEU]
    if any(parts[i].grille is not None for i in (*free, *pairs, *pairs.values())):
        return {}
    for i in free:  # what stands between the boxes, without one
        over = [k for k in row if k not in pairs.values() and _shares(parts[k], parts[i])]
        if not over or parts[over[-1]].grille is not None or _opens(parts[over[0]].lignes, parts[i].lignes):
            return {}
        pairs[i] = over[-1]
    return pairs


def _is_card(part: Region) -> bool:
    """Whether a region is a box that keeps to the margins of its page: a panel of a leaflet is cut by no page."""
    return part.boite and part.bbox[1] > BORD_PAGE


def _is_row(boxes: Sequence[Region]) -> bool:
    """Whether several boxes begin at one height, each with a line set apart, a list sign or a label: in columns of text that flow from
    one to the next a box goes on at the head of the next column."""
    level = len(boxes) > 1 and max(b.bbox[1] for b in boxes) - min(b.bbox[1] for b in boxes) < JEU
    return level and all(_is_apart(b.lignes) or is_item(b.lignes[0]) or label_at(b.lignes[0].texte) is not None for b in boxes)


def _is_apart(lignes: Sequence[Line]) -> bool:
    """Whether the first of several lines is set as a title is: not as most of them, or in bold, or in a colour."""
    look = line_look(lignes[0])
    return look != Counter(map(line_look, lignes)).most_common(1)[0][0] or look[1] or coloured(look[2])


def _as_wide(a: Region, b: Region) -> bool:
    return abs(a.bbox[0] - b.bbox[0]) < JEU and abs(a.bbox[2] - b.bbox[2]) < JEU


def _shares(a: Region, b: Region) -> bool:
    """Whether two regions stand in one column."""
    return min(a.bbox[2], b.bbox[2]) > max(a.bbox[0], b.bbox[0])


def _opens(card: Sequence[Line], lignes: Sequence[Line]) -> bool:
    """Whether a box opens as the one above did, with a title or a label of its own: it is the next one."""
    first = lignes[0]
    if fold(first.texte) == fold(card[0].texte):
        return True
    return _is_apart(card) and line_look(card[0]) == line_look(first) and not first.texte[:1].islower() and not is_item(first)
