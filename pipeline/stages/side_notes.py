"""Notes in a side column, each moved below the heading whose band of the page it stands in.

Reads blocks with their boxes; decides by where a note and the headings of its page stand, never by their words. It moves whole notes and
changes none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import BBox, Block, Line

# The fewest headings, one below the other, that lead down to what a page is about.
PAS_MIN = 3


def anchor_side_notes(blocks: Sequence[Block], lignes: Sequence[Line]) -> tuple[Block, ...]:
    """Move each side note (a group of blocks in a side column) below the heading whose band of the page it stands in.

    Other blocks keep their order. A band runs from the top of a heading, or of the number above it, to the top of the next one on its page.
    """
    notes: dict[int, list[Block]] = defaultdict(list)
    main: list[Block] = []
    for block in blocks:
        if block.lateral and block.genre != "titre":
            notes[block.groupe].append(block)
        else:
            main.append(block)
    if not notes:
        return tuple(blocks)
    places: dict[int, list[list[Block]]] = defaultdict(list)
    placed = [_with_number(b, lignes) for b in main]
    for group in notes.values():
        places[_band_end(group, placed)].append(group)
    out: list[Block] = []
    for i in range(len(main) + 1):
        for group in places.get(i, ()):
            out.extend(group)
        if i < len(main):
            out.append(main[i])
    return tuple(out)


def _with_number(block: Block, lignes: Sequence[Line]) -> Block:
    """A heading in a box that holds its number too, where that stands above it."""
    if block.genre != "titre" or not block.numero or not block.balises:
        return block
    signs = [lignes[s.line] for s in block.balises]
    tops = [li.bbox[1] for li in signs if li.page == block.page and li.bbox[1] < block.bbox[1] < li.bbox[3] + block.style.taille]
    x0, top, x1, bottom = block.bbox
    return replace(block, bbox=(x0, min([top, *tops]), x1, bottom))


def _band_end(group: Sequence[Block], main: Sequence[Block]) -> int:
    """Where in `main` the note goes: before the heading that follows the band it overlaps most."""
    page = group[0].page
    top, bottom = min(b.bbox[1] for b in group), max(b.bbox[3] for b in group)
    on_page = [i for i, b in enumerate(main) if b.page == page]
    if not on_page:
        return next((i for i, b in enumerate(main) if b.page > page), len(main))
    heads = [i for i in on_page if main[i].genre == "titre"]
    after = on_page[-1] + 1
    if not heads:
        return after
    left, right = min(b.bbox[0] for b in group), max(b.bbox[2] for b in group)
    # headings that stand beside the head of the note come before those above it
    size = max(group[0].style.taille, 6.0)
    beside = [i for i in heads if top - size <= main[i].bbox[1] <= top + max(1.5 * size, 0.25 * (bottom - top))]
    beside = [i for i in beside if main[i].bbox[0] >= right - 4 or main[i].bbox[2] <= left + 4]
    if beside and len(path := _path(beside[0], heads, main)) >= PAS_MIN:
        return _next(heads, path[-1], after)
    apart = all(main[i].bbox[2] <= left + 4 or main[i].bbox[0] >= right - 4 for i in heads)
    if apart and not beside and PAS_MIN <= len(_path(heads[0], heads, main)) == len(heads):
        return after  # the page is about one thing, however high its fields start
    # what stands above the first heading goes on with the page before; where nothing does, the note goes with it: beside its numeral
    opens = on_page[0] == heads[0]
    best, score = (-1, (0.0, 0.0)) if opens else (heads[0], (min(bottom, main[heads[0]].bbox[1] - 4) - top, 0.0))
    for n, i in enumerate(heads):
        if beside and i not in beside:
            continue
        box = main[i].bbox
        below = [main[k].bbox[1] for k in heads[n + 1 :] if main[k].bbox[1] > box[1] + 1 and _shares_column(main[k].bbox, box)]
        if i + 1 in heads and box[3] <= main[i + 1].bbox[1] and main[i + 1].bbox[3] <= top + 1:
            below.append(main[i + 1].bbox[1])  # 'Fiche n° 2' in a corner of the banner, then the title, then the note
        overlap = min(bottom, min(below, default=1e9) - 4) - (top if opens and n == 0 else max(top, box[1] - 4))
        # of headings abreast the one over the note, in its box or alone, else the one whose text is next to it, rather on its left
        over = box[0] < right and left < max(box[2], main[i].droite)
        reach = max([box[2], *(b.bbox[2] for b in main[i + 1 : _next(heads, i, after)] if b.bbox[2] <= left)])
        away = 0.0 if over else left - reach if box[0] <= left else 1.5 * max(0.0, box[0] - right) + 50
        if (round(overlap), -away) > score:
            titled = i + 1 in heads and main[i + 1].bbox[1] < bottom
            last = i + (titled and (_is_kicker(main[i], main[i + 1]) or _is_level(main[i], main[i + 1], right)))
            best, score = _next(heads, last, after), (round(overlap), -away)
    return best if best >= 0 else after


def _next(heads: Sequence[int], i: int, after: int) -> int:
    """The first heading behind `i`, `after` when there is none."""
    return next((k for k in heads if k > i), after)


def _path(start: int, heads: Sequence[int], main: Sequence[Block]) -> list[int]:
    """The headings one below the other from one on, nothing between them but a line or a tag, each in a look of its own: the steps down to
    what the page is about, 'AXE 1', its title, 'Engagement 1.1', its title."""
    path = [start]
    while True:
        i = path[-1] + 1
        if i + 1 in heads and _is_tag(main[i], main[start]):
            i += 1
        if i not in heads or not _shares_column(main[i].bbox, main[start].bbox):
            break
        if main[i].bbox[1] < main[i - 1].bbox[3] or any(main[k].style == main[i].style for k in path):
            break
        path.append(i)
    return path


def _is_tag(block: Block, head: Block) -> bool:
    """Whether a block is one line, narrower than a heading on its page: 'Logement' in a pill."""
    x0, top, x1, bottom = block.bbox
    low = bottom - top < 1.6 * max(block.style.taille, 1.0)
    return block.genre == "texte" and block.page == head.page and low and x1 - x0 < head.bbox[2] - head.bbox[0]


def _is_kicker(above: Block, title: Block) -> bool:
    """Whether a heading stands right above a larger one, 'Engagement 1' over what it is called."""
    near = 0 <= title.bbox[1] - above.bbox[3] < title.style.taille
    return near and above.style.taille < title.style.taille and _shares_column(above.bbox, title.bbox)


def _is_level(number: Block, title: Block, right: float) -> bool:
    """Whether a heading over a note stands level with another beside it, nothing between them: 'Fiche 1.1' over its fields, and its title.
    `right`: the right edge of the note."""
    high = title.bbox[3] - title.bbox[1]
    return title.bbox[0] >= right - 4 > number.bbox[0] and abs(number.bbox[1] - title.bbox[1]) < high / 2


def _shares_column(a: BBox, b: BBox) -> bool:
    """Whether two headings stand one above the other: they start together, or one runs over the other."""
    return abs(a[0] - b[0]) < 20 or (a[0] < b[2] and b[0] < a[2])
