"""The plan of the document: which heading stands under which.

Reads blocks in order; decides by level words and numbering first, by the look of headings relative to each other
second, and by what the document did before with the same look. No order of level words is assumed: one city puts an
orientation under a pilier, another a pilier under an orientation. Nothing is dropped: a repeated banner, or a title
printed again, stays with the section it names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise, zip_longest

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.colours import light
from pipeline.lexicon import commanding_words, kept_types, leaf_types, programme_types
from pipeline.model import BBox, Block, Line, Node, Spans, Style
from pipeline.stages.headings import RANG_GROUPE, RANG_RANGEE, Heading, counted_codes, parse_code, parse_heading
from pipeline.stages.natures import title_nature
from pipeline.stages.returning import RAPPELE, THEME
from pipeline.stages.sommaire import Place, entry_places, entry_words
from pipeline.stages.stated import levels_agree
from pipeline.texts import collapse, cut, fold, label_key, raw_text, text_of

_SUITE = re.compile(
    r"\s*(?:[(\[]\s*(?:suite(?: et fin)?(?:\s*\d)?|\d{1,2}\s?(?:/|sur)\s?\d{1,2})\s*[)\]]|[-–—]\s*suite)\s*$", re.IGNORECASE
)
# What the title of a whole document starts with; such a heading names no section.
_SUR_ACTIONS = re.compile(r"\b(?:programme|plan d'actions?|fiches?|actions|mesures|projets)\b|^(?:les |nos |des |leurs )?engagements\b")
_MOT = re.compile(r"\w+")
_PREMIERS = frozenset({"1", "01", "i", "a"})
# A title so many times larger than the first axis commands it, whatever it says.
BIEN_PLUS_GRAND = 1.25
# The same, where the axis stands on a band or a picture.
PLUS_GRAND_QUE_BANDE = 1.6
_TITRE_DOCUMENT = re.compile(
    r"(?:projet de )?(?:contrats? de ville|avenant|protocole|convention|engagements? quartiers?|quartiers? 2030)\b"
)


# What a heading of gouvernance says when it is about the whole contract, and part of no axis.
_DU_CONTRAT = re.compile(r"\b(?:du (?:contrat|programme|document|protocole|plan d'actions?)|de (?:l'avenant|la convention)|des fiches)\b")
# The most words of a letterhead below its first line.
MOTS_ENTETE = 30
# A title on a panel of the first page is that of the document when it is larger than all others by this much.
PANNEAU = 1.2
# The most words of a cover.
MOTS_COUVERTURE = 60
_ANNEE = re.compile(r"\b(?:19|20)\d\d\b")


_Look = tuple[float, str, str]  # size, colour, fill
_RACINE: _Look = (-1.0, "", "")


class _Open(Struct):
    """A node under construction."""

    titre: Block | None
    head: Heading
    spans: Spans
    key: _Key
    repetitions: list[Block] = field(default_factory=list)
    corps: list[Block] = field(default_factory=list)
    enfants: list[_Open] = field(default_factory=list)
    pourquoi: list[str] = field(default_factory=list)
    parent: _Open | None = None
    under: _Open | None = None  # the section that the heading right above it names, one that returns
    alias: tuple[float, bool, bool, str, str, bool, bool] | None = None  # look of its title, where its number is set in another
    alias_rank: int = 0  # rank of that title in the source
    leads: bool = False  # parties are named below it, before another heading as large
    entree: Place | None = None  # how the sommaire lists it
    tables: bool = False  # set as other headings that stand right over tables of actions or fiches
    opens: bool = False  # first on its page, as others of its look on theirs, each over engagements
    over: bool = False  # another heading follows right below it
    divides: bool = False  # alone on a page, it heads all that follows up to the next such page
    nature: str = ""  # the nature that its title states, when that is no programme

    @property
    def apart(self) -> bool:
        """Whether its title states that it is no part of the programme."""
        return bool(self.nature)


# Sections by level word, number and folded title.
_Known = dict[tuple[str, str | None, str], _Open]


class _Key(Struct, frozen=True):
    """What makes two headings siblings: look, level word, depth of numbering, rank in the source, depth that the file states."""

    look: tuple[float, bool, bool, str, str, bool, bool]
    type: str
    depth: int
    rank: int
    banner: int  # 2: returns at the head of several pages, 1: stands right below such a one, 0: neither
    stated: int = 0

    @property
    def weight(self) -> tuple[int, int, float, int]:
        """Larger is more prominent. Banners that return on each page stand above all that they head."""
        size, bold, italic, _, fill, caps, under = self.look
        return (self.banner, -self.rank, size, 8 * bool(fill) + 4 * caps + 2 * bold + under - italic)


# What a heading is: its level word, or its look when it has none.
_Kind = str | tuple[float, bool, bool, str, str, bool, bool]


def _kind(key: _Key) -> _Kind:
    return key.look if key.type == "section" else key.type


def outline(blocks: Sequence[Block], lignes: Sequence[Line]) -> tuple[Node, str | None]:
    """The tree of headings below a root without heading, and the document's own title if it prints one first."""
    blocks = anchor_side_notes(blocks)
    panel = title_panel(blocks, lignes)
    covers = panel or document_titles(blocks, lignes)
    banners = _banner_looks(blocks, lignes)
    trusted = _stated_levels(blocks, lignes)
    root = _Open(None, Heading(), (), _Key((0, False, False, "", "", False, False), "", 0, 0, 0))
    stack = [root]
    learned: set[tuple[_Look, _Look]] = set()
    codes = counted_codes(raw_text(lignes, b.spans) for b in blocks if b.genre == "titre")
    within = _contained([_kind(_key(b, parse_heading(raw_text(lignes, b.spans)), lignes, banners)) for b in blocks if b.genre == "titre"])
    known: _Known = {}
    entries = entry_places(blocks, lignes)
    dividers = _dividers(blocks, lignes)
    over_tables = _over_tables(blocks)
    leading = _leading(blocks)
    openers = _openers(blocks, leading)
    returned = _returned(blocks, lignes, banners)
    returning = _returning(blocks, lignes)
    named: _Open | None = None  # the section that a heading which returns has just named, with nothing after it yet
    title: str | None = None
    i = 0
    while i < len(blocks):
        block = blocks[i]
        if block.genre != "titre":
            named = None
        if block.genre == "rupture":
            del stack[1:]
            root.repetitions.append(block)
            i += 1
            continue
        if block.genre != "titre":
            titled = i + 1 < len(blocks) and blocks[i + 1].genre == "titre" and blocks[i + 1].page == block.page
            named = _names_section(block, known, titled, lignes) if block.genre == "texte" else None
            if named is None:
                stack[-1].corps.append(block)
            else:
                named.repetitions.append(block)
                if not any(open_ is named for open_ in stack):
                    stack[:] = _path(named)
            i += 1
            continue
        text = raw_text(lignes, block.spans)
        head = parse_heading(text)
        coded = parse_code(text) if head == Heading() else None
        if coded is not None and coded[0] in codes:
            head = Heading(numero=coded[0] + coded[1], debut=coded[2])
        if block.numero:
            head = replace(head, numero=parse_heading(block.numero + " :").numero or block.numero, profondeur=0, chaine="")
        alias, alias_rank = None, 0
        end = _SUITE.search(text)
        spans = cut(lignes, block.spans, _start(head, text), end.start() if end else len(text))
        i += 1
        if not spans and i < len(blocks) and _completes(block, blocks[i], lignes):
            printed = raw_text(lignes, blocks[i].spans)
            end = _SUITE.search(printed)
            spans, title_style = cut(lignes, blocks[i].spans, 0, end.start() if end else len(printed)), blocks[i].style
            style = title_style if title_style.taille > block.style.taille else block.style
            alias_rank = blocks[i].rang
            alias = _key(blocks[i], head, lignes, banners).look
            block = replace(
                block,
                balises=(*block.balises, *block.spans, *blocks[i].balises),
                spans=blocks[i].spans,
                style=style,
                enonce=blocks[i].enonce or block.enonce,
            )
            i += 1
        first = all(_is_letterhead(child, lignes) for child in root.enfants)
        if block.id in covers or (first and block.page <= 1 and head.type == "section" and _is_document_title(text)):
            title = title or text_of(lignes, block.spans)
            if first or not panel:  # what a cover or a letterhead prints above the title
                root.corps += [b for child in root.enfants for b in (child.titre, *child.corps) if b is not None]
                root.enfants.clear()
                known.clear()
            root.corps.append(block)
            del stack[1:]
            # '2024-2030' or 'Édition de mai 2024' under the title belongs to it
            bare = _is_cover(blocks[i:], block.page, lignes)
            while (
                i < len(blocks)
                and blocks[i].page == block.page
                and (bare or _dates_title(blocks[i], lignes) or _is_subtitle(blocks, i, lignes))
            ):
                root.corps.append(blocks[i])
                i += 1
            continue
        key = _key(block, head, lignes, banners)
        if not key.banner and (returns := returned.get(_bare_words(text))) is not None:
            key = replace(key, look=returns.look, banner=returns.banner)  # on a page of its own, before it returns as a banner
        if coded is not None and coded[0] in codes:
            key = replace(key, type=f"code {coded[0]}", depth=len(re.split(r"[.\-]", coded[1])))
        if trusted:
            key = replace(key, stated=block.enonce)
        node = _Open(block, head, spans or block.spans, key, pourquoi=list(block.pourquoi), alias=alias, alias_rank=alias_rank)
        stated = title_nature(text_of(lignes, node.spans)) if head.type == "section" else None
        node.nature = stated[0] if stated else ""
        node.divides = block.id in dividers
        node.entree = entries.get(entry_words(text)) if entries else None
        node.tables = block.style in over_tables
        node.leads = block.id in leading
        node.opens = block.id in openers
        node.over = i < len(blocks) and blocks[i].genre == "titre"
        again = _same_title(node, stack, known, lignes)
        if again is not None:
            target, path = again
            target.repetitions.append(block)
            if path is not None:
                stack[:] = path
            if key.banner:  # printed again in another look (title slide, then banner): later siblings follow the banner
                target.key = replace(key, type=target.key.type)
            named = target if block.id in returning else None
            continue
        node.under = named
        _place(node, stack, learned, within, lignes)
        named = node if block.id in returning else None
        known.setdefault((head.type, head.numero, fold(text_of(lignes, node.spans))), node)
    return _freeze(root), title


def _is_letterhead(open_: _Open, lignes: Sequence[Line]) -> bool:
    """Whether a heading with the few words below it can stand above the title of the document: who speaks, no part of what is said."""
    words = sum(len(text_of(lignes, b.spans).split()) for b in open_.corps)
    return not open_.enfants and open_.head == Heading() and all(b.genre == "texte" for b in open_.corps) and words <= MOTS_ENTETE


def _start(head: Heading, texte: str) -> int:
    """Where the published title begins: behind level word and number, unless nothing follows them; a city's own word stays, and so does
    what tells a level without number apart ('Axe transversal : Égalité')."""
    kept = head.type in kept_types() or (head.type != "section" and head.numero is None)
    return 0 if kept and texte[head.debut :].strip() else head.debut


def anchor_side_notes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Move each side note (a group of blocks in a side column) below the heading whose band of the page it stands in.

    Other blocks keep their order. A band runs from the top of a heading to the top of the next one on its page.
    """
    notes: dict[int, list[Block]] = defaultdict(list)
    main: list[Block] = []
    for block in blocks:
        if block.lateral and block.genre != "titre":
            notes[block.groupe].append(block)
        else:
            main.append(block)
    places: dict[int, list[list[Block]]] = defaultdict(list)
    for group in notes.values():
        places[_band_end(group, main)].append(group)
    out: list[Block] = []
    for i in range(len(main) + 1):
        for group in places.get(i, ()):
            out.extend(group)
        if i < len(main):
            out.append(main[i])
    return tuple(out)


def document_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> frozenset[int]:
    """Ids of the headings that name the document itself and command nothing: those of a cover, or a lone largest one.

    A cover is a first page, of several, without list or label, whose headings have no level word and no number. Without a cover,
    the first heading is the title when it has neither and no other heading is printed as large (or, in Markdown, as high).
    """
    heads = [b for b in blocks if b.genre == "titre"]
    plain = [b for b in heads if (h := parse_heading(raw_text(lignes, b.spans))).type == "section" and h.numero is None]
    if len(heads) < 3 or not plain or heads[0] is not plain[0]:
        return frozenset()
    first = heads[0]
    part = title_nature(text_of(lignes, first.spans)) is not None  # 'Présentation du protocole' on a cover, 'Avant-propos' elsewhere
    if first.page:
        page = [b for b in blocks if b.page == first.page and b.genre != "rupture"]
        words = sum(len(text_of(lignes, b.spans).split()) for b in page)
        cover = (
            first.page == 1
            and words <= MOTS_COUVERTURE
            and all(b.genre in ("titre", "texte", "legende") for b in page)
            and blocks[-1].page > 2
        )
        on_cover = [b for b in page if b.genre == "titre"]
        named = [b for b in on_cover if parse_heading(raw_text(lignes, b.spans)).type == "annexe"]  # what the document is an annexe of
        if cover and all(b in plain or b in named for b in on_cover) and all(b.page > 1 for b in heads if b not in on_cover):
            return frozenset(b.id for b in on_cover)
        if part:
            return frozenset()
        alone = first.page == 1 and all(b.style.taille < 0.9 * first.style.taille for b in heads[1:])
        alone = alone or (first.page == 1 and (_heads_all(first, heads, blocks) or _is_cover_panel(first, heads, blocks, lignes)))
    else:
        # the title that a bare 'ENJEU 1' announces has the size of its type, not a rank of its own
        bare = {b.id for a, b in pairwise(heads) if not (t := raw_text(lignes, a.spans))[parse_heading(t).debut :].strip()}
        alone = not part and first.rang > 0 and all(b.rang > first.rang for b in heads[1:] if b.id not in bare)
    return frozenset({first.id}) if alone else frozenset()


def title_panel(blocks: Sequence[Block], lignes: Sequence[Line]) -> frozenset[int]:
    """Ids of the headings of a box on the first page that holds nothing else, one of them the largest of the document by far: the cover
    of a leaflet stands at its right, beside panels that are parts of the document."""
    heads = [b for b in blocks if b.genre == "titre"]
    largest = max((b for b in heads if b.page == 1), key=lambda b: b.style.taille, default=None)
    if largest is None or largest is heads[0] or not largest.groupe:
        return frozenset()
    box = [b for b in blocks if b.groupe == largest.groupe]
    alone = all(b.genre == "titre" and parse_heading(raw_text(lignes, b.spans)) == Heading() for b in box)
    larger = all(largest.style.taille > PANNEAU * b.style.taille for b in heads if b.groupe != largest.groupe)
    return frozenset(b.id for b in box) if alone and larger else frozenset()


def _is_cover_panel(first: Block, heads: Sequence[Block], blocks: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether the first heading, the largest of all, stands in a panel of a leaflet with a few more words: its cover."""
    inside = [b for b in blocks if b.page == first.page and b.groupe == first.groupe]
    words = sum(len(text_of(lignes, b.spans).split()) for b in inside)
    few = words <= MOTS_COUVERTURE and all(b.genre in ("texte", "legende") for b in inside if b is not first)
    return first.panneau and few and all(b.style.taille < first.style.taille - 0.4 for b in heads[1:])


def _heads_all(first: Block, heads: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Whether the first heading, set as large as any and in a look of its own, stands right over another: it heads the whole document."""
    s = first.style
    at = next(i for i, b in enumerate(blocks) if b.id == first.id)
    below = [b.style for b in heads[1:]]
    over = at + 1 < len(blocks) and blocks[at + 1].genre == "titre" and blocks[at + 1].page == first.page
    return over and all(
        b.taille <= s.taille + 0.1 and (b.taille < s.taille - 0.4 or (b.gras, b.couleur, b.fond) != (s.gras, s.couleur, s.fond))
        for b in below
    )


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
    # what stands above the first heading goes on with the page before
    best, score = (heads[0] if on_page[0] < heads[0] else -1), (min(bottom, main[heads[0]].bbox[1] - 4) - top, 0.0)
    for n, i in enumerate(heads):
        if beside and i not in beside:
            continue
        box = main[i].bbox
        below = [main[k].bbox[1] for k in heads[n + 1 :] if main[k].bbox[1] > box[1] + 1 and _shares_column(main[k].bbox, box)]
        overlap = min(bottom, min(below, default=1e9) - 4) - max(top, box[1] - 4)
        # of headings abreast the one over the note, else next to it, rather on its left
        over = box[0] < right and left < box[2]
        away = 0.0 if over else left - box[0] if box[0] <= left else 1.5 * max(0.0, box[0] - right) + 50
        if (round(overlap), -away) > score:
            last = i + (i + 1 in heads and main[i + 1].bbox[1] < bottom and _is_kicker(main[i], main[i + 1]))
            best, score = next((k for k in heads if k > last), after), (round(overlap), -away)
    return best if best >= 0 else after


def _is_kicker(above: Block, title: Block) -> bool:
    """Whether a heading stands right above a larger one, 'Engagement 1' over what it is called."""
    near = 0 <= title.bbox[1] - above.bbox[3] < title.style.taille
    return near and above.style.taille < title.style.taille and _shares_column(above.bbox, title.bbox)


def _shares_column(a: BBox, b: BBox) -> bool:
    """Whether two headings stand one above the other: they start together, or one runs over the other."""
    return abs(a[0] - b[0]) < 20 or (a[0] < b[2] and b[0] < a[2])


def _completes(bare: Block, block: Block, lignes: Sequence[Line]) -> bool:
    """Whether `block` is the title that a bare level word and number ('ENJEU 2') announces."""
    if block.genre != "titre" or (block.page and block.page != bare.page):
        return False
    head = parse_heading(raw_text(lignes, block.spans))
    return head.type == "section" and head.numero is None


def _is_cover(rest: Sequence[Block], page: int, lignes: Sequence[Line]) -> bool:
    """Whether what follows the document's title on its page is a few lines set apart, none numbered or naming a part of it: a cover."""
    here = [b for b in rest if b.page == page]
    if not page or len(here) == len(rest) or any(b.genre not in ("titre", "texte", "legende") or len(b.spans) > 3 for b in here):
        return False
    return not any(b.genre == "titre" and _heads(b, lignes) for b in here)


def _is_subtitle(blocks: Sequence[Block], i: int, lignes: Sequence[Line]) -> bool:
    """Whether a heading below the document's title has nothing of its own before the next heading, and a look that no other heading has."""
    block, after = blocks[i], blocks[i + 1] if i + 1 < len(blocks) else None
    if block.genre != "titre" or after is None or after.genre != "titre" or after.page != block.page or _heads(block, lignes):
        return False
    return sum(b.genre == "titre" and b.style == block.style for b in blocks) == 1


def _heads(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a heading is numbered, has a level word or states what the part below it is."""
    text = raw_text(lignes, block.spans)
    return parse_heading(text) != Heading() or title_nature(text) is not None


def _dates_title(block: Block, lignes: Sequence[Line]) -> bool:
    text = text_of(lignes, block.spans)
    return (
        block.genre == "titre"
        and bool(_ANNEE.search(text))
        and len(text.split()) <= 6
        and title_nature(text) is None
        and parse_heading(text) == Heading()
    )


def _is_document_title(texte: str) -> bool:
    folded = fold(texte)
    if title_nature(texte) is not None:  # 'Bilan du contrat de ville de Lens' heads a part of the document
        return False
    return bool(_TITRE_DOCUMENT.match(folded) or re.search(r"\bcontrats? de ville (?:de|du|des|20|d'|\w+-)", folded))


def _key(block: Block, head: Heading, lignes: Sequence[Line], banners: Mapping[_Look, int]) -> _Key:
    s = block.style
    text = text_of(lignes, block.spans)
    caps = text.isupper() and sum(c.isalpha() for c in text) > 3
    under = any(lignes[span.line].souligne for span in block.spans) or (bool(block.spans) and lignes[block.spans[-1].line].filet > 0)
    fill = "" if block.panneau else s.fond  # a panel is the paper of what stands on it
    look = (round(s.taille * 2) / 2, s.gras, s.italique, s.couleur, fill, caps, under)
    return _Key(look, head.type, head.profondeur, block.rang, banners.get((s.taille, s.couleur, s.fond), 0))


def _banner_looks(blocks: Sequence[Block], lignes: Sequence[Line]) -> dict[_Look, int]:
    """Looks of headings that return, word for word, at one place at the head of several pages (2), or stand right below such a one (1).

    A heading below one that does not return is no banner, though it may return too ('GROUPE 1' on each slide).
    """
    seen: dict[tuple[str, int, _Look], set[int]] = defaultdict(set)
    pages: dict[int, list[_Look]] = defaultdict(list)
    for b in blocks:
        if b.genre == "titre" and b.page:
            look = (b.style.taille, b.style.couleur, b.style.fond)
            seen[fold(text_of(lignes, b.spans)), round(b.bbox[1] / 8), look].add(b.page)
            pages[b.page].append(look)
    looks = {look for (_, _, look), where in seen.items() if len(where) > 1}
    # on slides that have such a banner, a filled band or a numbered heading right below it heads the page too, though its words change
    under: dict[tuple[int, _Look], int] = defaultdict(int)
    previous: Block | None = None
    for b, after in zip(blocks, [*blocks[1:], None], strict=False):
        if b.genre == "titre" and b.page:
            look = (b.style.taille, b.style.couleur, b.style.fond)
            above = previous.style if previous is not None and previous.page == b.page else None
            over = after is not None and after.genre == "titre" and after.page == b.page
            heads = bool(b.style.fond) or (over and parse_heading(raw_text(lignes, b.spans)).numero is not None)
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


def _bare_words(texte: str) -> str:
    """A title as banners print it again, without '(suite)'."""
    end = _SUITE.search(texte)
    return fold(collapse(texte[: end.start()] if end else texte))


def _returned(blocks: Sequence[Block], lignes: Sequence[Line], banners: Mapping[_Look, int]) -> dict[str, _Key]:
    """The words of the banners that return on several pages, with their look."""
    out: dict[str, _Key] = {}
    for block in blocks if banners else ():
        if block.genre == "titre":
            text = raw_text(lignes, block.spans)
            key = _key(block, parse_heading(text), lignes, banners)
            if key.banner > 1:
                out.setdefault(_bare_words(text), key)
    return out


def _same_title(node: _Open, stack: list[_Open], known: _Known, lignes: Sequence[Line]) -> tuple[_Open, list[_Open] | None] | None:
    """The section that `node` merely names again, with the path to reopen if it is not the open one.

    A title is named again when it is that of an open section (a banner on each slide, '(suite)'), or when it repeats the
    title of an earlier section of the same level word and number as an open one ('ENJEU 2' over other titles).
    """
    text = fold(text_of(lignes, node.spans))
    if node.key.rank >= RANG_RANGEE and not any(o.apart or o.key.type == "annexe" for o in stack[1:]):
        # a row of a table that closes a section and says who leads what was told in it
        told = (o for (_, numero, title), o in known.items() if title == text and node.head.numero in (None, numero))
        other = next((o for o in told if len(path := _path(o)) > 2 and any(path[1] is open_ for open_ in stack)), None)
        if other is not None:
            return other, _path(other)
    for open_ in stack[1:]:
        same = fold(text_of(lignes, open_.spans)) == text
        if same and (node.head.numero in (None, open_.head.numero)) and (node.head.type == open_.head.type or node.head.type == "section"):
            return open_, None
    if node.head.type == "section" and node.head.numero is None:
        for open_ in stack[1:]:
            if open_.head.type == "section" or open_.head.numero is None:
                continue
            other = known.get((open_.head.type, open_.head.numero, text))
            if other is not None:
                return open_, None
    elif node.head.type != "section":
        other = known.get((node.head.type, node.head.numero, text))
        words = raw_text(lignes, node.spans)
        bare = parse_heading(words)
        if other is None and bare.type == node.head.type and not words[bare.debut :].strip():
            # 'AXE I' alone, over no title, names the section of this number
            other = next((o for (kind, numero, _), o in known.items() if (kind, numero) == (node.head.type, node.head.numero)), None)
        if other is not None and _in_other_chapter(other, stack):
            return None  # the same axes in the chapter of each town
        if other is not None and node.key.rank >= RANG_GROUPE and any(o.apart or o.key.type == "annexe" for o in stack[1:]):
            return None  # a table in a report or an annexe sums the programme up, it does not go on with it
        if other is not None:
            return other, _path(other)
    return None


def _in_other_chapter(known: _Open, stack: Sequence[_Open]) -> bool:
    """Whether a section stands under a level word of which another is open now: 'Chapitre 2', when 'Chapitre 3' is."""
    above = [o for o in _path(known)[1:] if o is not known]
    return any(
        o.key.type not in ("section", "annexe") and any(open_.key.type == o.key.type and open_ is not o for open_ in stack[1:])
        for o in above
    )


def _names_section(block: Block, known: _Known, titled: bool, lignes: Sequence[Line]) -> _Open | None:
    """The section whose level word, number and title a line of plain text prints again: a running head inside the page.

    Right above a title (`titled`) the title alone is enough: the theme in small type over each slide's own.
    """
    if len(block.spans) > 2 or block.suite or block.cellule:
        return None
    text = raw_text(lignes, block.spans)
    head = parse_heading(text)
    if titled and head == Heading() and len(text.split()) > 1:
        return next((open_ for (_, _, title), open_ in known.items() if title == fold(text)), None)
    if head.type == "section" or head.numero is None or not text[head.debut :].strip():
        return None
    return known.get((head.type, head.numero, fold(text[_start(head, text) :])))


def _path(node: _Open) -> list[_Open]:
    """From the root down to `node`."""
    out = [node]
    while out[0].parent is not None:
        out.insert(0, out[0].parent)
    return out


def _dividers(blocks: Sequence[Block], lignes: Sequence[Line]) -> frozenset[int]:
    """Ids of the headings that stand alone on pages of their own and are numbered on, without level word: the parts of a deck of slides."""
    pages: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.page:
            pages[block.page].append(block)
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


def _place(
    node: _Open, stack: list[_Open], learned: set[tuple[_Look, _Look]], within: frozenset[tuple[_Kind, _Kind]], lignes: Sequence[Line]
) -> None:
    if (contents := next((i for i, o in enumerate(stack) if o.nature == "sommaire"), 0)) and node.nature != "sommaire":
        del stack[contents:]  # a sommaire is followed by what it lists, however small its titles are set
    level = _depth(node, stack, learned, within, lignes)
    axis = _leaves_axis(node, stack, level, lignes)
    if node.divides:
        level = 0
    elif axis <= level:
        node.pourquoi.append("gouvernance de tout le contrat")
        level = axis - 1
    elif (part := next((i for i, o in enumerate(stack) if o.divides), 0)) > level:
        node.pourquoi.append("dans la partie qu'ouvre une page intercalaire")
        level = part
    learned.add((_look_key(node.key), _look_key(stack[level].key) if level > 0 else _RACINE))
    del stack[level + 1 :]
    node.parent = stack[-1]
    stack[-1].enfants.append(node)
    stack.append(node)


def _leaves_axis(node: _Open, stack: list[_Open], level: int, lignes: Sequence[Line]) -> int:
    """Index in `stack` of the numbered level that `node` stands outside of, the gouvernance of the whole contract; past `level` if none.

    Its words say so, it is set larger than a heading open below that level, or that level opened with a page of its own.
    """
    axis = next((i for i, o in enumerate(stack) if o.head.type != "section" and o.head.numero), level + 1)
    if node.nature != "gouvernance" or node.head != Heading() or axis > level:
        return level + 1
    words = _DU_CONTRAT.search(fold(text_of(lignes, node.spans)))
    larger = any(node.key.look[0] > 1.1 * o.key.look[0] for o in stack[axis + 1 :])
    return axis if words or larger or stack[axis].divides else level + 1


def _look_key(key: _Key) -> _Look:
    size, bold, _, colour, fill, caps, under = key.look
    return (size + 100 * bold + 1000 * caps + 10000 * under, colour, f"{fill} {key.rank}")


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


def _openers(blocks: Sequence[Block], leading: Set[int]) -> frozenset[int]:
    """Ids of the headings of one type, in whatever colours, all of which stand first on their pages, several, with parties named below
    each."""
    firsts: dict[int, int] = {}
    for block in blocks:
        if block.page and block.genre != "mobilier":
            firsts.setdefault(block.page, block.id)
    alike: dict[tuple[float, bool, bool], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.genre == "titre":
            alike[block.style.taille, block.style.gras, block.style.italique].append(block)
    told = (heads for heads in alike.values() if len(heads) > 1 and all(firsts.get(b.page) == b.id and b.id in leading for b in heads))
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


def _returning(blocks: Sequence[Block], lignes: Sequence[Line]) -> frozenset[int]:
    """Ids of the headings with a number that the document prints several times, each time right above another heading; and of the themes
    over the titles of slides."""
    places: dict[tuple[str, str | None, str], list[int]] = defaultdict(list)
    heads = [b for b in blocks if b.genre == "titre"]
    over = {a.id for a, b in pairwise(blocks) if a.genre == b.genre == "titre" and a.page == b.page}
    for block in heads:
        text = raw_text(lignes, block.spans)
        head = parse_heading(text)
        if head.numero and text[head.debut :].strip():
            places[head.type, head.numero, fold(text[head.debut :])].append(block.id)
    themes = {b.id for b in heads if THEME in b.pourquoi} | _small_themes(blocks, lignes)
    return frozenset(i for ids in places.values() if len(ids) > 1 and all(i in over for i in ids) for i in ids) | themes


def _small_themes(blocks: Sequence[Block], lignes: Sequence[Line]) -> set[int]:
    """Ids of the headings without number, set alike, that stand each right over a larger one, the larger ones set alike too: themes in
    small type over the engagements that each of them opens, of which there are more."""
    over: dict[tuple[float, bool, bool], list[tuple[Block, Block | None]]] = defaultdict(list)
    sizes: Counter[tuple[float, bool]] = Counter(_type(b) for b in blocks if b.genre == "titre")
    for block, below in zip_longest(blocks, blocks[1:]):
        if block.genre != "titre" or block.rang or block.numero:
            continue
        text = raw_text(lignes, block.spans)
        if parse_heading(text) == Heading():
            next_one = below if below is not None and below.genre == "titre" and below.page == block.page else None
            over[block.style.taille, block.style.gras, text.isupper()].append((block, next_one))
    out: set[int] = set()
    for pairs in over.values():
        types = {_type(b) for _, b in pairs if b is not None}
        larger = all(b is not None and b.style.taille > a.style.taille for a, b in pairs)
        if len(pairs) > 1 and larger and len(types) == 1 and sizes[types.pop()] > len(pairs):
            out |= {a.id for a, _ in pairs}
    return out


def _type(block: Block) -> tuple[float, bool]:
    return (block.style.taille, block.style.gras)


def _contained(kinds: Sequence[_Kind]) -> frozenset[tuple[_Kind, _Kind]]:
    """(inner, outer): all headings of the inner kind stand between two neighbours of the outer one, a level word.

    Articles 1 to 6 with three axes between the third and the fourth: the axes are part of the third, however they are set.
    """
    places: dict[_Kind, list[int]] = defaultdict(list)
    for i, kind in enumerate(kinds):
        places[kind].append(i)
    out: set[tuple[_Kind, _Kind]] = set()
    for outer, at in places.items():
        if not isinstance(outer, str) or len(at) < 3:
            continue
        for inner, where in places.items():
            gap = sum(i < where[0] for i in at)
            together = len(where) >= 2 and 0 < gap < len(at) and gap == sum(i < where[-1] for i in at)
            if outer != inner and together and (gap >= 2 or not isinstance(inner, str)):
                out.add((inner, outer))
    return frozenset(out)


def _opens_leaf(node: _Open, top: _Open) -> bool:
    """Whether 'Fiche action 1.3' stands right below 'Orientation 2', which is part of 'Pilier 1': it is part of that orientation."""
    worded = top.key.type not in ("section", "annexe", "article", node.key.type)
    return worded and not top.corps and not top.enfants and node.key.type in leaf_types()


def _stands_over(open_: _Open, node: _Open) -> bool:
    """Whether an open heading without level word, numbered by a letter at most, is more prominent than `node`, and no part apart."""
    lettered = open_.head.type == "section" and (open_.head.numero is None or (len(open_.head.numero) == 1 and open_.head.numero.isalpha()))
    return lettered and not open_.apart and open_.key.weight > node.key.weight


def _began_before(open_: _Open, page: int) -> bool:
    """Whether an open heading has a text of its own, all of it on pages before this one."""
    return open_.titre is not None and 0 < open_.titre.page < page and bool(open_.corps) and open_.corps[-1].page < page


def _had_before(open_: _Open, parts: list[str], root: _Open) -> bool:
    """Whether another heading of the same level word commands numbers of as many parts: 'Objectif 1' has I.1 and I.2, so 'Objectif 2' has
    I.3 and 'Objectif 3' II.1, which 'Axe I' and 'Axe II' would take."""
    if open_.key.type == "section":
        return False
    rest = [root]
    while rest:
        kin = rest.pop()
        rest += kin.enfants
        same = kin is not open_ and kin.key.type == open_.key.type and not kin.head.chaine
        if same and any(len(_parts(child.head.chaine)) == len(parts) for child in kin.enfants):
            return True
    return False


_ROMAINS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}


def _parts(numero: str) -> list[str]:
    """The parts of a number, a roman first one in digits: 'II.1' stands in 'Partie 2' as '2.1' does."""
    first, *rest = re.split(r"[.\-]", numero)
    return [_ROMAINS.get(first.lower(), first), *rest]


def _sign(numero: str) -> str:
    """The sign between the parts of a number, '' for a number of one part."""
    found = re.search(r"[.\-]", numero)
    return found.group() if found else ""


def _depth(
    node: _Open, stack: list[_Open], learned: set[tuple[_Look, _Look]], within: frozenset[tuple[_Kind, _Kind]], lignes: Sequence[Line]
) -> int:
    """Index in `stack` of the parent of `node`; the reason is added to `node.pourquoi`."""
    # 1. dotted numbering: 2.1.3 stands under 2.1, or under the level word above all dotted headings that bears the number 2.1
    parts = _parts(node.head.chaine)
    if len(parts) > 1:
        sign = _sign(node.head.chaine)  # '2-1' is another numbering than '2.1'
        for i in range(len(stack) - 1, 0, -1):
            beside = _parts(stack[i].head.chaine)
            if _sign(stack[i].head.chaine) == sign and beside != parts and beside[:-1] == parts[:-1]:
                node.pourquoi.append(f"numéro voisin de {stack[i].head.chaine}")
                return i - 1
        dotted = next((i for i in range(1, len(stack)) if _sign(stack[i].head.chaine) == sign), len(stack))
        for i in range(len(stack) - 1, 0, -1):
            other = stack[i].head.chaine or (stack[i].head.numero if i < dotted else None)
            if other and _sign(other) in ("", sign) and _parts(other) == parts[:-1]:
                kin = (j for j in range(len(stack) - 1, i, -1) if _had_before(stack[j], parts, stack[0]))
                if (at := next(kin, 0)) > 0:
                    node.pourquoi.append(f"le numéro {node.head.chaine} continue sous un autre {stack[at].key.type!r}")
                    return at
                node.pourquoi.append(f"le numéro {node.head.chaine} prolonge {other}")
                if i < len(stack) - 1 and _opens_leaf(node, stack[-1]):
                    return len(stack) - 1
                # 'PETITE ENFANCE', larger and without number, may stand between 'Axe 1' and '1.1'
                between = (j for j in range(len(stack) - 1, i, -1) if _stands_over(stack[j], node))
                return next(between, i)
    above = node.under
    if above is not None and _other_kind(node, above) and any(o is above for o in stack):
        node.pourquoi.append("suit aussitôt un titre qui revient")
        return next(i for i, o in enumerate(stack) if o is above)
    # the depth that the file states, where its headings were found to stand as it says, comes before looks, not before words
    plain = node.key.type == "section" and not node.key.depth
    if plain and node.key.stated and (higher := _above_as_stated(node, stack)) is not None:
        node.pourquoi.append(f"profondeur {node.key.stated} énoncée par le fichier")
        return higher
    # 2. a sibling of an open section: the same level word or numbering, or the very same look
    order = range(len(stack) - 1, 0, -1)
    for i in order:
        same = node.key.type == stack[i].key.type and node.key.depth == stack[i].key.depth
        if same and _follows(node, stack[i]):
            node.pourquoi.append(f"numéro qui suit {stack[i].head.numero}")
            return i - 1
        if same and _siblings(node, stack[i]) and (node.key.type != "section" or node.key.depth or node.key.look == stack[i].key.look):
            node.pourquoi.append("même rang qu'un titre ouvert")
            return i - 1
    for i in order:
        if (_kind(node.key), _kind(stack[i].key)) in within:
            node.pourquoi.append(f"tous les titres de cette sorte sont dans un seul {stack[i].key.type!r}")
            if len(stack) - 1 > i and not stack[-1].corps and not stack[-1].enfants and _kind(stack[-1].key) != _kind(node.key):
                return len(stack) - 1  # right below another heading of that section, however they are set
            deeper = (j for j in range(len(stack) - 1, i, -1) if stack[j].key.weight > node.key.weight)
            return next(deeper, i)
    if node.key.stated and (higher := _above_as_stated(node, stack)) is not None:
        node.pourquoi.append(f"profondeur {node.key.stated} énoncée par le fichier")
        return higher
    # a heading right below a level word of another kind, nothing between them, is its first child, however they are set
    top = stack[-1]
    fresh = len(stack) > 1 and not top.corps and not top.enfants and not (node.key.banner or node.key.rank or node.apart)
    if fresh and top.key.type not in ("section", "annexe", "article", node.key.type) and node.key.type not in ("section", "annexe"):
        node.pourquoi.append(f"suit aussitôt un titre {top.key.type!r}")
        return len(stack) - 1
    if fresh and top.key.type == "section" and not top.apart and node.key.type in leaf_types():
        node.pourquoi.append(f"{node.key.type!r} qui suit aussitôt un titre")
        return len(stack) - 1
    counted = node.key.type == "section" and node.head.profondeur == 1 and (node.head.numero or "").isdigit() and node.leads
    if fresh and counted and top.key.type in programme_types() and top.head.profondeur > 1:
        node.pourquoi.append(f"numéro {node.head.numero}, qui suit aussitôt un titre {top.key.type!r}")
        return len(stack) - 1
    band = next((i for i in order if RANG_GROUPE <= stack[i].key.rank < node.key.rank), 0)
    if band:
        node.pourquoi.append("sous une bande ouverte de son tableau")
        return band
    # 3. what the document did before: this look stood under a heading of that look
    for i in order:
        if (_look_key(node.key), _look_key(stack[i].key)) in learned and not node.apart:
            node.pourquoi.append("comme un titre du même aspect plus haut")
            # '2.2.1 L'éducation' or 'b) Jeunesse' opened since stands between, where other parts of the document have no such level
            deeper = (
                j
                for j in range(len(stack) - 1, i, -1)
                if (stack[j].head.profondeur > 1 and stack[j].key.weight > node.key.weight)
                or (stack[j].head.numero is not None and _stands_over(stack[j], node))
            )
            return next(deeper, i)
    if (
        plain
        and (_look_key(node.key), _RACINE) in learned
        and (node.apart or (len({p for k, p in learned if k == _look_key(node.key)}) == 1 and not _ranked_below(node, stack)))
    ):
        node.pourquoi.append("au premier rang, comme un titre du même aspect plus haut")
        return 0
    # 4. a heading right below another, no larger, with nothing between them, is its first child
    if fresh and node.key.look[0] <= top.key.look[0] and node.key.look != top.key.look:
        node.pourquoi.append("suit aussitôt un titre d'un autre aspect")
        return len(stack) - 1
    if node.key.rank >= RANG_GROUPE and (level := _among_bands(node, stack)) is not None:
        return level
    # a title that states another nature (gouvernance, bilan ...) is the sibling of the outermost heading it looks like
    for i in reversed(order) if node.apart else order:
        if _siblings(node, stack[i]):
            node.pourquoi.append("même aspect qu'un titre ouvert")
            level = i - 1
            while node.apart and level > 0 and not stack[level].apart and stack[level].key.look[0] < node.key.look[0]:
                level -= 1  # small lines that name the axis of each fiche command no title larger than they are
            return level
    if node.key.rank >= RANG_GROUPE:  # what a table or fiches say stands under a level of the programme, not under an introduction
        for i in order:
            above = stack[i]
            if above.key.rank >= node.key.rank:
                continue
            speaks = above.key.type != "section" or above.key.rank >= RANG_GROUPE or above.tables or not above.corps
            if speaks or _SUR_ACTIONS.search(fold(text_of(lignes, above.spans))):
                node.pourquoi.append("dans un tableau ou des fiches, sous le titre du programme")
                return i
        return 0
    listed = next((i for i in order if node.entree is not None and stack[i].entree == node.entree), 0)
    if listed and node.key.look[0] >= stack[listed].key.look[0]:  # a sommaire without indents lists parts as it does the whole
        node.pourquoi.append("même rang dans le sommaire qu'un titre ouvert")
        return listed - 1
    # 5. look: under the nearest open heading that is more prominent
    for i in range(len(stack) - 1, 0, -1):
        if 0 < node.alias_rank <= stack[i].key.rank < RANG_GROUPE:
            continue  # its title is of the rank of that heading, or above
        if stack[i].nature == "concertation" and node.leads and node.titre is not None and _began_before(stack[i], node.titre.page):
            continue  # what habitants said fills its slide; the next one, set smaller, says who leads what
        if node.apart and not stack[i].apart and stack[i].key.look[0] < node.key.look[0]:
            continue  # 'Gouvernance' set larger than the lines that name the axis of each fiche
        opens = node.key.look[4] or (node.titre is not None and RAPPELE in node.titre.pourquoi)
        if opens and (node.head.numero or node.over) and _is_introduction(stack[i], lignes):
            continue  # a coloured band opens the programme, as does the axis that each fiche names
        if _opens_programme(node, stack[i], lignes):
            continue  # 'Défi 1' at the head of a page, a little smaller than 'Lire ce document' on the page before
        if stack[i].key.weight > node.key.weight:
            node.pourquoi.append("moins marqué que le titre au-dessus")
            return i
        if stack[i].key.look == node.key.look and stack[i].key.rank == node.key.rank and _nests(node, stack[i]):
            node.pourquoi.append("même aspect, autre mot de niveau : sous le titre qui précède")
            return i
    return 0


def _among_bands(node: _Open, stack: list[_Open]) -> int | None:
    """Index of the parent of a band of a table: that of an open band of its look, or the band right above it in another look."""
    same = next((i for i in range(len(stack) - 1, 0, -1) if (stack[i].key.rank, stack[i].key.look) == (node.key.rank, node.key.look)), 0)
    if same and "section" in (node.key.type, stack[same].key.type):
        node.pourquoi.append("même aspect qu'une bande ouverte")
        return same - 1
    top = stack[-1]
    fresh = len(stack) > 1 and not top.corps and not top.enfants and top.key.rank == node.key.rank
    if fresh and (node.key.look != top.key.look or "section" != node.key.type != top.key.type != "section"):
        node.pourquoi.append("bande sous une bande d'un autre aspect")
        return len(stack) - 1
    return None


def _is_introduction(open_: _Open, lignes: Sequence[Line]) -> bool:
    """Whether an open heading has a text of its own and announces no actions: what comes before a programme, not what commands it."""
    own = open_.key.type == "section" and open_.head.numero is None and any(b.genre in ("texte", "item") for b in open_.corps)
    tells = open_.nature == "autre" or not _SUR_ACTIONS.search(fold(text_of(lignes, open_.spans)))  # 'Mode d'emploi des fiches'
    return own and open_.key.rank < RANG_GROUPE and tells


def _opens_programme(node: _Open, above: _Open, lignes: Sequence[Line]) -> bool:
    """Whether the first of the axes, or of the headings that open a page each, starts on a page after an introduction whose title, hardly
    larger, could command none."""
    first = node.key.type in programme_types() and (node.head.numero or "").lower() in _PREMIERS
    if node.titre is None or not (first or node.opens):
        return False
    if not _is_introduction(above, lignes) or not _began_before(above, node.titre.page):
        return False
    banded = node.key.look[4] or light(node.key.look[3])
    hardly = above.key.look[0] < (PLUS_GRAND_QUE_BANDE if banded else BIEN_PLUS_GRAND) * node.key.look[0]
    return hardly and commanding_words().isdisjoint(map(label_key, _MOT.findall(text_of(lignes, above.spans))))


def _other_kind(a: _Open, b: _Open) -> bool:
    """Whether two headings differ in level word, or have none and differ in look."""
    return a.key.type != b.key.type or (a.key.type == "section" and a.key.look != b.key.look)


def _above_as_stated(node: _Open, stack: list[_Open]) -> int | None:
    """Index of the nearest open heading that the file states to be higher; the root when it states none to be, or when a numbered level
    at the head of a page is set larger than the lone 'Édito' that a file states above it."""
    at = next((i for i in range(len(stack) - 1, 0, -1) if 0 < stack[i].key.stated < node.key.stated), None if _unstated(stack) else 0)
    if at == 1 and node.opens and node.key.look[0] > stack[1].key.look[0] and _is_preface(stack[1]):
        return 0
    return at


def _is_preface(open_: _Open) -> bool:
    """Whether an open heading without level word and number commands nothing but a text of its own."""
    return open_.head == Heading() and bool(open_.corps) and not any(o.head.type != "section" for o in open_.enfants)


def _ranked_below(node: _Open, stack: list[_Open]) -> bool:
    """Whether the source ranks an open heading above `node`: '## Soigner' under '# Axe 1', though '## Préambule' stood under nothing."""
    return any(0 < open_.key.rank < node.key.rank < RANG_GROUPE for open_ in stack[1:])


def _unstated(stack: list[_Open]) -> bool:
    return any(not open_.key.stated for open_ in stack[1:])


def _stated_levels(blocks: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether the depths that the file states of its headings (tags, bookmarks) can be believed."""
    heads = [b for b in blocks if b.genre == "titre" and b.rang < RANG_GROUPE]
    if not any(b.enonce for b in heads):
        return False
    kinds = [(h.type, h.profondeur) for b in heads for h in [parse_heading(raw_text(lignes, b.spans))]]
    return levels_agree([b.enonce for b in heads], kinds)


def _follows(a: _Open, b: _Open) -> bool:
    """Whether a heading bears the level word of an open one and the number after its: its sibling, whatever their looks."""
    if a.key.type == "section" or a.head.chaine or b.head.chaine or a.head.numero is None or b.head.numero is None:
        return False
    return a.head.numero.isdigit() and b.head.numero.isdigit() and int(a.head.numero) == int(b.head.numero) + 1


def _siblings(a: _Open, b: _Open) -> bool:
    ka, kb = a.key, b.key
    if ka.rank or kb.rank:
        same_depth = ka.depth == kb.depth or not ka.depth or not kb.depth
        return ka.rank == kb.rank and same_depth and (ka.type == kb.type or "section" in (ka.type, kb.type))
    if ka.type != "section" and ka.type == kb.type and (ka.depth == kb.depth or not ka.depth or not kb.depth):
        return True
    if not any(ka.look[:2] == look[:2] and ka.look[3:5] == look[3:5] for look in (kb.look, b.alias) if look is not None):
        return False
    if ka.depth and kb.depth and ka.depth != kb.depth:
        return False
    return ka.type == kb.type or "section" in (ka.type, kb.type)


def _nests(a: _Open, b: _Open) -> bool:
    """Two headings of one look but of different level words, or numbering one deeper: the later is the child.

    An annexe follows the parts of a document, it is part of none.
    """
    if a.key.type == "annexe":
        return False
    return (a.key.type != b.key.type and "section" not in (a.key.type, b.key.type)) or a.key.depth > b.key.depth > 0


def _freeze(node: _Open) -> Node:
    return Node(
        node.titre,
        node.head.type,
        node.head.numero,
        node.spans,
        tuple(node.repetitions),
        tuple(node.corps),
        tuple(_freeze(child) for child in node.enfants),
        pourquoi=tuple(node.pourquoi),
    )
