"""What the headings of a document tell of each other before any of them is placed.

Reads blocks and the words of their lines: which titles return at the head of pages, stand alone on a page, over tables, over parties, or
all within one section. Decides by repetition, place and look, never by one city's words; it places no heading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise, zip_longest

from msgspec import Struct

from pipeline.lexicon import leaf_types, programme_types
from pipeline.model import Block, Line, Style
from pipeline.stages.heading_keys import Key, Kind, Look, key_of, kind
from pipeline.stages.headings import RANG_GROUPE, Heading, bare_words, counted_codes, is_bare_level, parse_heading, suite_of
from pipeline.stages.returning import THEME
from pipeline.stages.sommaire import Place, entry_places
from pipeline.stages.stated import levels_agree
from pipeline.texts import fold, raw_text

PREMIERS = frozenset({"1", "01", "i", "a"})


_AUCUN = Heading()
# So many times as large as the bands of its parts is the title of a rubrique.
BANDE = 1.2
# A block, and where it is a heading its words and what they say it is.
_Told = tuple[Block, str, Heading]


class Signs(Struct, frozen=True):
    """What a document's headings have in common; ids are those of their blocks."""

    bannieres: dict[Look, int]
    enoncees: bool  # whether the depths that the file states can be believed
    codes: frozenset[str]
    contenues: frozenset[tuple[Kind, Kind]]
    entrees: dict[str, Place]  # how the sommaire lists its entries
    intercalaires: frozenset[int]  # alone on a page of their own
    isoles: frozenset[int]  # of a level word, alone on their pages as others set alike
    sur_tableaux: frozenset[Style]
    menant: frozenset[int]  # parties are named below them
    premiers: frozenset[int]  # first on their page
    ouvrant: frozenset[int]  # first on their pages, as all others of their type
    surplombant: frozenset[int]  # numbered levels, all of which stand right over a plain title
    programme: frozenset[int]  # the one first axis under which parties are named, and the title that stands right over it
    themes: frozenset[int]  # in small type, each right over a larger title of one type
    revenant: frozenset[int]  # printed several times, each time right above another, or alone on its page
    sans_banniere: frozenset[int]  # first on their pages, where others of their look stand right below one of `revenant`
    reprises: dict[str, Key]  # words of the banners that return
    cartes: frozenset[int]  # numbers of the drawn boxes that name parties
    rubriques: frozenset[int]  # set alike, each over bands of colour smaller than it


# So many pages that hold but a title set alike part a deck of slides.
INTERCALAIRES_MIN = 3


def signs_of(blocks: Sequence[Block], lignes: Sequence[Line]) -> Signs:
    """All that the headings of a document tell of each other."""
    told = [_told(b, lignes) for b in blocks]
    titles = [t for t in told if t[0].genre == "titre"]
    banners = _banner_looks(told)
    leading, firsts = _leading(blocks), _firsts(blocks)
    pages = _by_page(blocks)
    alone = _alone_alike(pages, lignes)
    return Signs(
        banners,
        _stated_levels(titles),
        frozenset(counted_codes(text for _, text, _ in titles)),
        _contained([head.type if head.type != "section" else kind(key_of(b, head, lignes, banners)) for b, _, head in titles]),
        dict(entry_places(blocks, lignes)),
        _dividers(pages, lignes) or _dividers_alike(alone, lignes),
        _set_alone(alone, lignes),
        _over_tables(blocks),
        leading,
        firsts,
        _openers(blocks, leading, firsts),
        _over_titles(told),
        _programme_openers(told, leading),
        themes := frozenset(_small_themes(told)),
        returning := _returning(told, themes),
        _unled(blocks, returning, firsts),
        _returned(titles, lignes, banners),
        frozenset(b.groupe for b in blocks if b.groupe and b.etiquette.startswith("acteur:")),
        frozenset(_over_bands(titles)),
    )


def _told(block: Block, lignes: Sequence[Line]) -> _Told:
    if block.genre != "titre":
        return block, "", _AUCUN
    text = raw_text(lignes, block.spans)
    return block, text, parse_heading(text)


def _banner_looks(told: Sequence[_Told]) -> dict[Look, int]:
    """Looks of headings that return, word for word, at one place at the head of several pages (2), or stand right below such a one (1).

    A heading below one that does not return is no banner, though it may return too ('GROUPE 1' on each slide).
    """
    seen: dict[tuple[str, int, Look], set[int]] = defaultdict(set)
    pages: dict[int, list[Look]] = defaultdict(list)
    for b, text, _ in told:
        if b.genre == "titre" and b.page:
            look = (b.style.taille, b.style.couleur, b.style.fond)
            seen[fold(text), round(b.bbox[1] / 8), look].add(b.page)
            pages[b.page].append(look)
    looks = {look for (_, _, look), where in seen.items() if len(where) > 1}
    # on slides that have such a banner, a filled band or a numbered heading right below it heads the page too, though its words change
    under: dict[tuple[int, Look], int] = defaultdict(int)
    previous: Block | None = None
    for (b, _, head), below_it in zip_longest(told, told[1:]):
        if b.genre == "titre" and b.page:
            look = (b.style.taille, b.style.couleur, b.style.fond)
            above = previous.style if previous is not None and previous.page == b.page else None
            over = below_it is not None and below_it[0].genre == "titre" and below_it[0].page == b.page
            heads = bool(b.style.fond) or (over and head.numero is not None)
            if above is not None and heads and look not in looks and (above.taille, above.couleur, above.fond) in looks:
                under[round(b.bbox[1] / 8), look] += 1
        if previous is None or not (b.genre == "texte" and b.groupe and b.groupe == previous.groupe):
            previous = b  # in one box a line of text may stand between the two
    second = {look for (_, look), count in under.items() if count > 1}
    looks |= second
    while True:
        below = {
            look for heads in pages.values() for i, look in enumerate(heads) if look in looks and any(h not in looks for h in heads[:i])
        }
        if not below:
            return {look: 1 if look in second else 2 for look in looks}
        looks -= below


def _returned(titles: Sequence[_Told], lignes: Sequence[Line], banners: Mapping[Look, int]) -> dict[str, Key]:
    """The words of the banners that return on several pages, with their look."""
    out: dict[str, Key] = {}
    for block, text, head in titles if banners else ():
        key = key_of(block, head, lignes, banners)
        if key.banner > 1:
            out.setdefault(bare_words(text), key)
    return out


def _dividers(pages: Mapping[int, Sequence[Block]], lignes: Sequence[Line]) -> frozenset[int]:
    """Ids of the headings that stand alone on pages of their own and are numbered on, without level word: the parts of a deck of slides."""
    found: dict[int, int] = {}
    for part in pages.values():
        heads = [b for b in part if b.genre == "titre"]
        if len(part) != 1 or len(heads) != 1:
            continue
        head = parse_heading(raw_text(lignes, heads[0].spans))
        number = heads[0].numero or (head.numero if head.type == "section" else None)
        if number and number.isdigit() and (head.type == "section" or heads[0].numero):
            found[heads[0].id] = int(number)
    numbers = list(found.values())
    return frozenset(found) if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) else frozenset()


def _alone_alike(pages: Mapping[int, Sequence[Block]], lignes: Sequence[Line]) -> list[list[Sequence[Block]]]:
    """The pages that hold but a title, behind a level word and its number or not, those set alike together."""
    alone: dict[Style, list[Sequence[Block]]] = defaultdict(list)
    for number, part in pages.items():
        heads = [b for b in part if b.genre != "mobilier"]
        if number > 1 and 0 < len(heads) < 3 and all(b.genre == "titre" for b in heads):
            levels = [is_bare_level(raw_text(lignes, b.spans)) for b in heads]
            if levels in ([False], [True, False]):
                alone[heads[-1].style].append(heads)
    return list(alone.values())


def _is_worded(heads: Sequence[Block], lignes: Sequence[Line]) -> bool:
    return parse_heading(raw_text(lignes, heads[0].spans)).type != "section"


def _dividers_alike(alone: Sequence[Sequence[Sequence[Block]]], lignes: Sequence[Line]) -> frozenset[int]:
    """Ids of the headings alone on their pages, set alike on several of them, some with a level word and some without."""
    out: set[int] = set()
    for parts in alone:
        worded = [_is_worded(heads, lignes) for heads in parts]
        if len(parts) >= INTERCALAIRES_MIN and any(worded) and not all(worded):
            out |= {b.id for heads in parts for b in heads}
    return frozenset(out)


def _set_alone(alone: Sequence[Sequence[Sequence[Block]]], lignes: Sequence[Line]) -> frozenset[int]:
    """Ids of the headings of level words that stand each alone on a page, set alike: what follows is part of them."""
    parts = [heads for group in alone if len(group) > 1 and all(_is_worded(h, lignes) for h in group) for heads in group]
    return frozenset(b.id for heads in parts for b in heads)


def _by_page(blocks: Sequence[Block]) -> dict[int, list[Block]]:
    pages: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.page:
            pages[block.page].append(block)
    return pages


def _leading(blocks: Sequence[Block]) -> frozenset[int]:
    """Ids of the headings below which parties are named before another heading as large."""
    out: set[int] = set()
    above: list[Block] = []
    for block in blocks:
        if block.genre == "titre":
            above = [*(b for b in above if b.style.taille > block.style.taille), block]
        elif block.genre == "etiquette" and block.etiquette.startswith("acteur:"):
            out |= {b.id for b in above}
    return frozenset(out)


def _firsts(blocks: Sequence[Block]) -> frozenset[int]:
    """Ids of the blocks that stand first on their page."""
    firsts: dict[int, int] = {}
    for block in blocks:
        if block.page and block.genre != "mobilier":
            firsts.setdefault(block.page, block.id)
    return frozenset(firsts.values())


def _openers(blocks: Sequence[Block], leading: Set[int], firsts: Set[int]) -> frozenset[int]:
    """Ids of the headings of one type, in whatever colours, all of which stand first on their pages, several, with parties named below
    each."""
    alike: dict[tuple[float, bool, bool], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.genre == "titre":
            alike[block.style.taille, block.style.gras, block.style.italique].append(block)
    told = (heads for heads in alike.values() if len(heads) > 1 and all(b.id in firsts and b.id in leading for b in heads))
    return frozenset(b.id for heads in told for b in heads)


def _over_tables(blocks: Sequence[Block]) -> frozenset[Style]:
    """The looks of which several headings stand each over a table of actions or a fiche, whatever text stands between."""
    found: dict[Style, set[int]] = defaultdict(set)
    above: Block | None = None
    for block in blocks:
        if block.genre == "titre" and block.rang < RANG_GROUPE:
            above = block
        elif block.genre == "titre" and above is not None:
            found[above.style].add(above.id)
    return frozenset(style for style, ids in found.items() if len(ids) > 1)


def _programme_openers(told: Sequence[_Told], leading: Set[int]) -> frozenset[int]:
    """Ids of the first axis of the only programme of a document, one under which parties are named, and of the title right over it.

    A report that goes through the axes too prints 'Axe 1' twice, over other titles perhaps: then there is none.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    above: dict[int, int] = {}
    for (before, _, head_before), (block, text, head) in pairwise(told):
        if block.genre == "titre" and head.type in programme_types() and (head.numero or "").lower() in PREMIERS:
            found[head.type].setdefault(fold(text), block.id)
            if before.genre == "titre" and before.page == block.page and head_before == _AUCUN:
                above[block.id] = before.id
    first = [next(iter(texts.values())) for texts in found.values() if len(texts) == 1]
    led = [i for i in first if i in leading][:1]
    return frozenset([*led, *(above[i] for i in led if i in above)])


def _over_titles(told: Sequence[_Told]) -> frozenset[int]:
    """Ids of the headings of a level word and a number, several of them, all of which have a heading without either right below them."""
    found: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for (block, _, head), below in zip_longest(told, told[1:]):
        if block.genre == "titre" and head.type != "section" and head.numero:
            over = below is not None and below[0].genre == "titre" and below[0].page == block.page
            found[head.type].append((block.id, over and below[2] == _AUCUN))
    return frozenset(i for kin in found.values() if len(kin) > 1 and all(over for _, over in kin) for i, _ in kin)


def _returning(told: Sequence[_Told], small: Set[int]) -> frozenset[int]:
    """Ids of the headings with a number that the document prints several times, each time right above another heading; and of the themes
    over the titles of slides, those in small type (`small`) too."""
    places: dict[tuple[str, str | None, str], list[int]] = defaultdict(list)
    titles = [t for t in told if t[0].genre == "titre"]
    over = {a.id for (a, *_), (b, *_) in pairwise(told) if a.genre == b.genre == "titre" and a.page == b.page}
    here = Counter([b.page for b, *_ in titles])
    alone = {b.id for b, *_ in titles if b.page and here[b.page] == 1}  # on the page that announces it
    for block, text, head in titles:
        if head.numero and text[head.debut :].strip():
            places[head.type, head.numero, fold(text[head.debut :])].append(block.id)
    themes = {b.id for b, *_ in titles if THEME in b.pourquoi} | small
    again = (ids for ids in places.values() if len(ids) > 1 and not over.isdisjoint(ids) and all(i in over or i in alone for i in ids))
    return frozenset(i for ids in again for i in ids) | themes


def _unled(blocks: Sequence[Block], returning: Set[int], firsts: Set[int]) -> frozenset[int]:
    """Ids of the headings without number, first on their pages, whose look on two pages at least is that of headings right below one that
    returns: what they head is in none of the sections that return so."""
    led: dict[Style, set[int]] = defaultdict(set)
    for above, block in pairwise(blocks):
        if block.genre == "titre" and above.id in returning and above.page == block.page > 0:
            led[block.style].add(block.page)
    looks = {style for style, pages in led.items() if len(pages) > 1}
    plain = (b for b in blocks if b.genre == "titre" and b.id in firsts and b.id not in returning and b.style in looks)
    return frozenset(b.id for b in plain)


def _small_themes(told: Sequence[_Told]) -> set[int]:
    """Ids of the headings without number, set alike, that stand each right over a larger one, the larger ones set alike too, or all of them
    in capitals: themes in small type over the engagements that each of them opens, of which there are more.

    One printed again, '(suite)', may stand over what goes on.
    """
    over: dict[tuple[float, bool, bool], list[tuple[Block, Block | None]]] = defaultdict(list)
    again: set[int] = set()
    seen: set[str] = set()
    sizes: Counter[tuple[float, bool]] = Counter(_type(b) for b, *_ in told if b.genre == "titre")
    for (block, text, head), below in zip_longest(told, told[1:]):
        if block.genre == "titre" and not block.rang and not block.numero and head == _AUCUN:
            next_one = below[0] if below is not None and below[0].genre == "titre" and below[0].page == block.page else None
            end = suite_of(text)
            capitals = (text[: end.start()] if end else text).isupper()
            over[block.style.taille, block.style.gras, capitals].append((block, next_one))
            if bare_words(text) in seen:
                again.add(block.id)
            seen.add(bare_words(text))
    out: set[int] = set()
    for (_, _, capitals), pairs in over.items():
        firsts = [(a, b) for a, b in pairs if b is not None or a.id not in again]
        types = {_type(b) for _, b in firsts if b is not None}
        larger = all(b is not None and b.style.taille > a.style.taille for a, b in firsts)
        if len(firsts) > 1 and larger and (len(types) == 1 or capitals) and sum(sizes[t] for t in types) > len(firsts):
            out |= {a.id for a, _ in pairs}
    return out


def _over_bands(titles: Sequence[_Told]) -> set[int]:
    """Ids of the headings without number or fill, set alike in size and weight, several of which have a smaller heading on a fill below
    them, before any other: 'Grandir', with a text of its own, over the bands of its parts."""
    found: dict[tuple[float, bool], list[int]] = defaultdict(list)
    for (block, _, head), (below, _, _) in pairwise(titles):
        plain = head == _AUCUN and not block.rang and not block.numero and not block.style.fond
        if plain and below.style.fond and BANDE * below.style.taille < block.style.taille:
            found[_type(block)].append(block.id)
    return {i for ids in found.values() if len(ids) > 1 for i in ids}


def _type(block: Block) -> tuple[float, bool]:
    return (block.style.taille, block.style.gras)


def _contained(kinds: Sequence[Kind]) -> frozenset[tuple[Kind, Kind]]:
    """(inner, outer): all headings of the inner kind stand between two neighbours of the outer one, a level word.

    Articles 1 to 6 with three axes between the third and the fourth: the axes are part of the third, however they are set. Titles behind
    the last of the outer kind are of it where others that differ but in colour are of those before, as each part has its own.
    """
    places: dict[Kind, list[int]] = defaultdict(list)
    for i, sort in enumerate(kinds):
        places[sort].append(i)
    out: set[tuple[Kind, Kind]] = set()
    for outer, at in places.items():
        if not isinstance(outer, str) or len(at) < 3:
            continue
        for inner, where in places.items():
            gap = sum(i < where[0] for i in at)
            together = len(where) >= 2 and 0 < gap < len(at) and gap == sum(i < where[-1] for i in at)
            if outer != inner and together and (gap >= 2 or not isinstance(inner, str)):
                out.add((inner, outer))
        shapes = Counter(_shape(inner) for inner, other in out if other == outer and not isinstance(inner, str))
        for inner, where in places.items():
            if not isinstance(inner, str) and where[0] > at[-1] and len(where) >= 2 and shapes[_shape(inner)] > 1:
                out.add((inner, outer))
    return frozenset(out)


def _shape(sort: Kind) -> tuple[float, bool, bool, bool, bool, bool] | None:
    """A look but for its colours; None for a level word."""
    if isinstance(sort, str):
        return None
    size, bold, italic, _, fill, capitals, ruled = sort
    return size, bold, italic, bool(fill), capitals, ruled


def _stated_levels(titles: Sequence[_Told]) -> bool:
    """Whether the depths that the file states of its headings (tags, bookmarks) can be believed. 'Fiche n° 1' is one with its title."""
    numbers = {
        a.id
        for (a, text, own), (b, _, head) in pairwise(titles)
        if own.type in leaf_types() and is_bare_level(text) and b.enonce and head == Heading() and a.page == b.page
    }
    heads = [
        (b.enonce, (head.type, head.profondeur)) for b, _, head in titles if b.rang < RANG_GROUPE and (b.enonce or b.id not in numbers)
    ]
    if not any(stated for stated, _ in heads):
        return False
    return levels_agree([stated for stated, _ in heads], [kind_ for _, kind_ in heads])
