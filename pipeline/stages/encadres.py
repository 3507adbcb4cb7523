"""Boxes beside the text: 'Chiffres clés', 'Zoom sur ...'. Their titles are no headings, their bullets no actions.

Reads blocks in order; decides by the drawn box, by the absence of a numbered heading, of a label at its head and of responsible parties
in it, and by where the document keeps its engagements: when these stand in boxes themselves (cards on a slide), only a box whose lone
title is set as no card's is an encadré; boxes that have the box of their parties below or beside them are cards; a box of items right
after a box that holds a title alone (panels side by side) is none, nor a fill whose title has the box of its parties beside it, nor one
that holds the value of the label right above it, nor one that opens a chapter in the largest type of its page, nor a page that is one
fill, nor a panel of a leaflet. What was found to be the title of one is that of one wherever it returns in a box. Some titles say what
they are: natures.toml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from itertools import groupby, pairwise
from statistics import median

from msgspec.structs import replace

from pipeline.lexicon import boxed_titles
from pipeline.model import Block, Line
from pipeline.stages.block_looks import PUCE_BOITE
from pipeline.stages.headings import SUITE, Heading, counted_codes, is_bare_level, parse_code, parse_heading
from pipeline.stages.names import is_boxed_value
from pipeline.stages.natures import title_nature
from pipeline.stages.region_items import side_of
from pipeline.texts import fold, raw_text

# A panel that names an axis has no more headings than this and nothing else: its number and its title.
TITRES_PANNEAU = 2

# Times the type of the titles of cards: no larger is that of a box in other colours among them.
AUTRE = 1.15

# Boxes of parties beside titles of one look from which these are those of cards.
MENEES = 2

# Points: no further apart do the left edges of a title and of the label of its parties stand, one box below the other.
EN_LIGNE = 4.0

# Share of the type of most text: no larger is that of a note in a margin.
PETIT = 0.85

# In heights of a title: no further left of it does its number stand on a fill.
COTE_A_COTE = 3.0
# Why the title of an encadré is no heading.
ENCADRE = "dans un encadré : pas un titre du document"
# Times the type of most engagements: so large is, in the largest type of its page, what opens a chapter, on whatever fill it stands.
CHAPITRE = 1.3


def encadres(blocks: Sequence[Block], lignes: Sequence[Line]) -> tuple[Block, ...]:
    """The same blocks; those of an encadré marked so, its headings turned into text."""
    blocks = _in_margins(_set_in(blocks, lignes), lignes)
    parts = [_told(list(members), lignes) for _, members in groupby(blocks, key=_box)]
    grounds: dict[int, set[str]] = {}
    for b in blocks:
        grounds.setdefault(b.page, set()).add(b.style.fond)
    boxed = [_is_boxed(part) and (part[0].groupe != 0 or len(grounds[part[0].page]) > 1) for part in parts]  # else the page is one fill
    cards = {b.carte for b in blocks if b.carte and _names_party(b)}  # a table or a box inside of a card may name them
    outside = _engagement_looks(parts, boxed)
    if len(outside) < 2:
        return _beside_cards(parts, boxed, lignes)
    usual = median(b.style.taille for b in outside)
    looks = {look(b) for b in outside}
    codes = counted_codes(raw_text(lignes, b.spans) for b in blocks if b.genre == "titre")
    largest: dict[int, float] = {}  # title of each page
    for b in blocks:
        if b.genre == "titre":
            largest[b.page] = max(largest.get(b.page, 0.0), b.style.taille)
    led, over = _led(parts, boxed), _over_parties(parts, boxed)
    listed = Counter(
        look(above[-1]) for above, part in pairwise(parts) if above[-1].genre == "titre" and not above[-1].groupe and _is_boxed_list(part)
    )
    titled: set[int] = set()  # boxes whose title is a heading: what else they hold, behind the bar of its parties too, is no aside
    out: list[Block] = []
    for part, inside in zip(parts, boxed, strict=True):
        inside = inside and not (0 < part[0].groupe == part[0].carte in cards) and (part[0].groupe != 0 or look(part[0]) not in led)
        inside = inside and part[0].groupe not in over
        beside_title = bool(out) and out[-1].genre == "titre" and out[-1].groupe != 0 and part[0].genre in ("item", "texte")
        beside_title = beside_title or (part[0].groupe in titled and part[0].genre != "titre")
        # or the list of a title right above its box, as below others set alike
        beside_title = beside_title or (bool(out) and _is_boxed_list(part) and out[-1].genre == "titre" and listed[look(out[-1])] > 1)
        beside_title = beside_title or (bool(out) and part[0].genre == "titre" and _is_number_above(out[-1], part[0], lignes))
        valued = bool(out) and out[-1].genre == "etiquette" and is_boxed_value(out[-1], part[0])
        chapter = _opens_chapter(part[0], max(largest.get(part[0].page, 0.0), CHAPITRE * usual), lignes)
        if inside and not (beside_title or valued or chapter or _lists(part[0], lignes)) and _is_aside(part, looks, usual, codes, lignes):
            part = [_aside(b) for b in part]
        elif part[0].groupe and any(b.genre == "titre" for b in part):
            titled.add(part[0].groupe)
        out += part
    return tuple(_said_again(out, lignes))


def _set_in(blocks: Sequence[Block], lignes: Sequence[Line]) -> Sequence[Block]:
    """The blocks; what stands below 'Repères' or its like, set no larger than the text and further in than the title above, is an encadré
    around which but a rule or dots are drawn."""
    out: list[Block] = []
    edge = above = 0.0  # where the encadré starts, and the title before it
    for i, block in enumerate(blocks):
        below = blocks[i + 1] if i + 1 < len(blocks) else None
        if block.genre == "titre":
            edge = 0.0
            small = below is not None and below.genre in ("item", "texte") and block.style.taille <= below.style.taille
            if small and not block.groupe and above and block.bbox[0] > above + block.style.taille:
                edge = block.bbox[0] if boxed_titles().match(fold(raw_text(lignes, block.spans))) else 0.0
            above = above if edge else block.bbox[0]
        elif block.genre not in ("item", "texte") or block.groupe or block.bbox[0] < edge - 1 or (out and out[-1].page != block.page):
            edge = 0.0
        out.append(_aside(block) if edge else block)
    return out


def _in_margins(blocks: Sequence[Block], lignes: Sequence[Line]) -> Sequence[Block]:
    """The blocks; a title in small type beside all text of its page, and the text in small type below it, are an encadré without a box."""
    letters: Counter[float] = Counter()
    for b in blocks:
        if b.genre == "texte" and b.page:
            letters[b.style.taille] += sum(s.fin - s.debut for s in b.spans)
    most = PETIT * max(letters, key=lambda size: letters[size], default=0.0)
    heads = [i for i, b in enumerate(blocks) if b.genre == "titre" and 0 < b.style.taille <= most and not b.groupe and b.page]
    out = list(blocks)
    for i in heads:
        head = blocks[i]
        text = [b.bbox for b in blocks if b.page == head.page and b.genre in ("texte", "item") and b.style.taille > most]
        left, right = min((x0 for x0, *_ in text), default=0.0), max((x1 for _, _, x1, _ in text), default=float("inf"))
        if not (head.bbox[2] < left or head.bbox[0] > right) or parse_heading(raw_text(lignes, head.spans)) != Heading():
            continue
        end = i + 1
        while end < len(blocks) and _is_small_beside(blocks[end], head.page, most, left, right):
            end += 1
        if end > i + 1 and (end == len(blocks) or blocks[end].genre != "etiquette"):
            out[i:end] = map(_aside, blocks[i:end])
    return out


def _is_small_beside(block: Block, page: int, most: float, left: float, right: float) -> bool:
    """Whether a text in type of `most` points at most stands left or right of all text of its page."""
    beside = block.bbox[2] < left or block.bbox[0] > right
    return block.genre in ("texte", "item") and block.page == page and block.style.taille <= most and beside


def _is_boxed_list(part: Sequence[Block]) -> bool:
    """Whether a drawn box holds but items."""
    return part[0].groupe > 0 and all(b.genre == "item" for b in part)


def _is_number_above(number: Block, head: Block, lignes: Sequence[Line]) -> bool:
    """Whether a level word and its number ('Mesure 1.3'), alone on a fill, stand right above a title or at its left: they are its own."""
    above = 0 <= head.bbox[1] - number.bbox[3] < head.style.taille
    beside = 0 <= head.bbox[0] - number.bbox[2] < COTE_A_COTE * head.style.taille and side_of(number.bbox, head.bbox)
    if number.genre != "titre" or number.page != head.page or not (above or beside):
        return False
    return is_bare_level(raw_text(lignes, number.spans))


def _led(parts: Sequence[Sequence[Block]], boxed: Sequence[bool]) -> set[tuple[float, bool, str, str]]:
    """The looks of the titles on a fill that most often have the box of their parties beside them: what these lead is no aside."""
    beside: dict[tuple[float, bool, str, str], list[bool]] = {}
    for part, after, inside in zip(parts, [*parts[1:], ()], boxed, strict=True):
        if inside and not part[0].groupe and part[0].genre == "titre":
            beside.setdefault(look(part[0]), []).append(_is_beside(part, after))
    return {seen for seen, told in beside.items() if MENEES <= sum(told) > len(told) / 2}


def _over_parties(parts: Sequence[Sequence[Block]], boxed: Sequence[bool]) -> set[int]:
    """The drawn boxes that open with a title and have the box of their parties right below or beside, where several do: cards. Not those
    of a page on which a title in no box has a list of its own: the parties are of that one."""
    free = {a.page for part, inside in zip(parts, boxed, strict=True) if not inside for a, b in pairwise(part) if _lists_freely(a, b)}
    found = {
        part[0].groupe
        for part, after, inside in zip(parts, parts[1:], boxed, strict=False)
        if inside and part[0].groupe and part[0].genre == "titre" and part[0].page not in free
        if _is_beside(part, after) or _is_below(part, after)
    }
    return found if len(found) >= MENEES else set()


def _lists_freely(head: Block, below: Block) -> bool:
    """Whether a title in no box stands right over an item of its page in none."""
    return head.genre == "titre" and below.genre == "item" and head.groupe == below.groupe == 0 and head.page == below.page


def _is_below(part: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether `after` is a drawn box that opens with a label of parties and has no title, below `part` and in line with it."""
    head = after[0]
    if not head.groupe or head.page != part[0].page or not _names_party(head) or any(b.genre == "titre" for b in after):
        return False
    return abs(head.bbox[0] - part[0].bbox[0]) <= EN_LIGNE and head.bbox[1] >= max(b.bbox[3] for b in part)


def _is_beside(part: Sequence[Block], after: Sequence[Block]) -> bool:
    """Whether `after` is a drawn box that names parties and has no title, on the height of `part`."""
    if not after or not after[0].groupe or after[0].page != part[0].page or any(b.genre == "titre" for b in after):
        return False
    top, bottom = min(b.bbox[1] for b in part), max(b.bbox[3] for b in part)
    return any(map(_names_party, after)) and any(b.bbox[1] < bottom and top < b.bbox[3] for b in after)


def _told(part: list[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks of a drawn box, those of an encadré where its title says so: 'Repères', 'Points de vigilance du comité', over a list or a
    text that names no party."""
    head = part[0]
    if (
        not head.groupe
        or head.panneau
        or head.genre not in ("titre", "texte", "etiquette")
        or len(part) < 2
        or any(map(_names_party, part))
    ):
        return part
    lone = all(b.genre in ("item", "texte") for b in part[1:]) and not head.suite and not part[1].suite
    told = lone and boxed_titles().match(fold(raw_text(lignes, head.spans))) is not None
    return [_aside(b) for b in (replace(head, genre="titre", etiquette=""), *part[1:])] if told else part


def _said_again(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks; a heading that has the words and the look of the title of an encadré, in a box itself, is that of one too, with what
    its box holds below it."""
    told = {_said(b, lignes) for b in blocks if b.encadre and b.pourquoi and b.pourquoi[-1] == ENCADRE}
    if not told:
        return list(blocks)
    out: list[Block] = []
    head: Block | None = None
    for block in blocks:
        if block.genre == "titre":
            head = block if any(_box(block)) and _said(block, lignes) in told else None
        elif head is not None and _box(block) != _box(head):
            head = None
        out.append(_aside(block) if head is not None else block)
    return out


def _said(block: Block, lignes: Sequence[Line]) -> tuple[str, float, bool, str]:
    """The words and the look of a heading."""
    return (fold(raw_text(lignes, block.spans)), block.style.taille, block.style.gras, block.style.couleur)


def _lists(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a box opens with the title of a sommaire: what it lists is in the document, and so is it."""
    stated = title_nature(raw_text(lignes, block.spans)) if block.genre == "titre" else None
    return stated is not None and stated[0] == "sommaire"


def _opens_chapter(block: Block, taille: float, lignes: Sequence[Line]) -> bool:
    """Whether a box opens with a title of `taille` at least; '180 000 h' over what it counts is none."""
    if block.genre != "titre" or block.style.taille < taille:
        return False
    text = raw_text(lignes, block.spans).lstrip()
    return not text[:1].isdigit() or parse_heading(text).numero is not None


def _beside_cards(parts: Sequence[Sequence[Block]], boxed: Sequence[bool], lignes: Sequence[Line]) -> tuple[Block, ...]:
    """The blocks of a document whose engagements stand in boxes: a box is an encadré when its lone title is set as no card's, or has no
    number where all of theirs have one, or is of another colour on another fill than those of its page, or holds a text where theirs hold
    titles alone.

    It has no party, and a larger title stands on its page; where cards stand there too, theirs are as large.
    """
    cards = _card_heads(parts, boxed)
    looks = {(b.style.taille, b.style.gras) for b in cards}
    sizes: dict[int, float] = {}  # of the largest title of each page
    for b in (b for part in parts for b in part if b.genre == "titre"):
        sizes[b.page] = max(sizes.get(b.page, 0.0), b.style.taille)
    heads_only = all(b.genre == "titre" for part in parts if any(b in cards for b in part) for b in part)  # what they command stands beside
    numbered = all(b.numero or parse_heading(raw_text(lignes, b.spans)).numero for b in cards)
    of_cards = {b.page: b.style.taille for b in cards}
    colours: dict[int, set[str]] = {}  # of the cards of each page: their titles, then their fills
    fills: dict[int, set[str]] = {}
    for b in cards:
        colours.setdefault(b.page, set()).add(b.style.couleur)
        fills.setdefault(b.page, set()).add(b.style.fond)
    out: list[Block] = []
    for part, inside in zip(parts, boxed, strict=True):
        head = part[0]
        heads = [b for b in part if b.genre == "titre"]
        other = head.page in fills and head.style.fond not in ("", *fills[head.page]) and head.style.couleur not in colours[head.page]
        labels = [b for b in part if b.genre == "etiquette"]
        lone = inside and head.genre == "titre" and len(part) > 1 and not (any(map(_names_party, labels)) if other else labels)
        most = (AUTRE if other else 1) * of_cards.get(head.page, head.style.taille)
        small = head.style.taille < sizes.get(head.page, 0.0) and head.style.taille <= most
        told = numbered or heads_only or other or all((b.style.taille, b.style.gras) not in looks for b in heads)
        aside = len(cards) > 1 and lone and small and told and not _lists(head, lignes)
        aside = aside and all(not b.rang and not b.numero and parse_heading(raw_text(lignes, b.spans)) == Heading() for b in heads)
        aside = aside and not any(_goes_on(b, lignes) for b in heads) and not _is_session(part, lignes)
        out += [_aside(b) for b in part] if aside else part
    return tuple(_said_again(out, lignes))


def _card_heads(parts: Sequence[Sequence[Block]], boxed: Sequence[bool]) -> list[Block]:
    """The headings in boxes that are followed by a label of parties before the next heading, and those right above them in their box."""
    out: list[Block] = []
    heads: list[Block] = []
    for part, inside in zip(parts, boxed, strict=True):
        for above, block in zip([None, *part], part, strict=False):
            if block.genre == "titre":
                heads = [*(heads if above is not None and above.genre == "titre" else ()), block] if inside else []
            elif heads and _names_party(block):
                out += heads
                heads = []
    return out


def _names_party(block: Block) -> bool:
    return block.genre == "etiquette" and block.etiquette.startswith("acteur:")


def _box(block: Block) -> tuple[int, str, int]:
    """What box a block stands in: the one drawn around its column, or the fill that it shares with its neighbours; all empty when none.

    The panels of a leaflet are its pages, no boxes beside a text.
    """
    if block.panneau:
        return (0, "", 0)
    if block.groupe or block.cellule or block.rang or not block.style.fond:
        return (block.groupe, "", 0)
    return (0, block.style.fond, block.page)


def _is_boxed(part: Sequence[Block]) -> bool:
    """Whether neighbours stand in a drawn box, or are a title and its text on one fill: a fill behind a title alone is its look."""
    filled = part[0].genre == "titre" and any(b.genre != "titre" for b in part)
    return any(_box(part[0])) and (part[0].groupe != 0 or filled)


def look(block: Block) -> tuple[float, bool, str, str]:
    """Size, weight, colour and fill of a heading."""
    return (round(block.style.taille * 2) / 2, block.style.gras, block.style.couleur, block.style.fond)


def _engagement_looks(parts: Sequence[Sequence[Block]], boxed: Sequence[bool]) -> list[Block]:
    """The headings outside boxes that are followed by items or by a label before the next heading."""
    out: list[Block] = []
    head: Block | None = None
    for part, inside in zip(parts, boxed, strict=True):
        for block in part:
            if block.genre == "titre":
                head = block if not inside else None
            elif head is not None and (block.genre == "etiquette" or (block.genre == "item" and not inside)):
                out.append(head)
                head = None
    return out


def _is_aside(
    part: Sequence[Block], looks: set[tuple[float, bool, str, str]], usual: float, codes: Set[str], lignes: Sequence[Line]
) -> bool:
    """`usual`: the size of the headings outside boxes; `codes`: the letters of codes that count through the document."""
    heads = [b for b in part if b.genre == "titre"]
    rest = [b for b in part if b.genre != "titre"]
    if all(b.marque == PUCE_BOITE for b in part):
        return False
    if (
        part[0].genre == "etiquette"
        or (not rest and len(heads) <= TITRES_PANNEAU)
        or any(_names_party(b) or b.etiquette == "actions" for b in part)
    ):
        return False
    if any(b.numero or _is_numbered(raw_text(lignes, b.spans), codes) or _goes_on(b, lignes) for b in heads):
        return False  # a card: 'Action n°1' in a frame, 'O1 Se loger' on a panel
    if _is_session(part, lignes):
        return False
    if rest and heads and all(_says_nothing(b, lignes) for b in rest) and min(b.style.taille for b in heads) > usual:
        return False  # a panel beside the engagements: the number and the name of their axe, a picture
    return not any(look(b) in looks or b.rang for b in heads)


def _is_session(part: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether a box opens with the title of a concertation and has several titles of one look below it, each over items: it is a part."""
    head = part[0]
    heads = [b for b in part[1:] if b.genre == "titre"]
    if head.genre != "titre" or len(heads) < 2 or len(set(map(look, heads))) > 1 or look(heads[0]) == look(head):
        return False
    over_items = [b for b, after in pairwise(part[1:]) if b.genre == "titre" != after.genre]
    return len(over_items) == len(heads) and title_nature(raw_text(lignes, head.spans)) == ("concertation", True)


def _goes_on(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a heading ends in '(suite)': what it goes on with is a heading too."""
    return SUITE.search(raw_text(lignes, block.spans)) is not None


def _is_numbered(titre: str, codes: Set[str]) -> bool:
    head, code = parse_heading(titre), parse_code(titre)
    return (head.type != "section" and head.numero is not None) or (code is not None and code[0] in codes)


def _says_nothing(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a block is a caption or a number alone."""
    return block.genre == "legende" or raw_text(lignes, block.spans).strip().isdigit()


def _aside(block: Block) -> Block:
    if block.genre != "titre":
        return replace(block, encadre=True)
    return replace(block, encadre=True, genre="texte", pourquoi=(*block.pourquoi, ENCADRE))
