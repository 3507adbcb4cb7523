"""What only the whole document tells of its blocks: headings, labels and items that one place alone does not show.

Reads the blocks of a document in order, however they were made; decides by what returns (a line at each fiche, a look of several boxes),
by what stands next to what, and by the words of numbers and labels. Every character stays with its block; none is read from the page.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from pipeline.colours import coloured, light
from pipeline.lexicon import Label, closing_words, label_words, statuses
from pipeline.model import Block, Line, Span, Spans, Style
from pipeline.stages.headings import RANG_GROUPE, Heading, is_bare_number, is_level_word, names_level, parse_heading
from pipeline.stages.labels import named_label
from pipeline.texts import collapse, cut, fold, label_key, raw_text, text_of

MOTS_TITRE = 45
# The longest bare number, level word included: 'Fiche action n° 2.1 :'.
LONGUEUR_NUMERO = 60
# Words of a title below 'AXE 1' in its box, however plain; ems between a number in a disc and its title.
MOTS_NOM = 18
ECART_NUMERO = 2.5
# A numeral over its title is larger than it by this much; it starts at the left of it, give or take points.
NUMERAL = 1.5
# The same, at the head of the title's own line.
NUMERAL_ACCOLE = 1.25
BORD = 6.0
# The most words of a theme over the title of a slide.
MOTS_THEME = 10
# A word or two, a colon and a value; so many titles have one above for it to be a field of each.
_CHAMP = re.compile(r"([A-ZÀ-Ü][\w'’]*(?: [\w'’]+)?)\s?:\s+(\S.{0,40})")
TITRES_MIN = 3
# The mark of an item that has no list sign but a drawn box to itself.
PUCE_BOITE = "boîte"
# Why a block is an item, when its sign is the number of a list.
NUMERO_DE_LISTE = "numéro de liste"
# Why a small line is a heading: it names the theme of slides, or the axis of each fiche.
THEME = "petite ligne au-dessus du titre de sa page, comme sur d'autres"
RAPPELE = "rappelé avec son numéro à plusieurs titres"


def renumbered(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks with their place in the sequence as id."""
    return [b if b.id == i else replace(b, id=i) for i, b in enumerate(blocks)]


def banded_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Texts in bold white, each alone on a dark box right over a list, as titles, though their type is smaller than that of the lists.

    Three of one look at least, most of them over a list, none behind a label, whose value it would be.
    """
    size = Counter(b.groupe for b in blocks if b.groupe)
    found: dict[Style, list[int]] = defaultdict(list)
    values: set[Style] = set()
    for i, block in enumerate(blocks):
        banded = block.style.gras and bool(block.style.fond) and light(block.style.couleur) and size.get(block.groupe, 0) == 1
        if block.genre == "texte" and banded and not block.cellule:
            found[block.style].append(i)
            if block.suite or (i and blocks[i - 1].genre == "etiquette"):
                values.add(block.style)
    out = list(blocks)
    for style, places in found.items():
        listed = sum(i + 1 < len(blocks) and blocks[i + 1].genre == "item" for i in places)
        if style in values or len(places) < TITRES_MIN or 2 * listed < len(places):
            continue
        for i in places:
            if len(raw_text(lignes, blocks[i].spans).split()) <= MOTS_TITRE:
                out[i] = replace(blocks[i], genre="titre", pourquoi=("en blanc sur sa bande, au-dessus d'une liste",))
    return out


def bare_numbers(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Numbers set apart from their titles, joined to them: a line that is only a level word and a number ('Fiche action n° 2') right
    above a title without one, however small; a bare number or code ('3', 'F4') in a disc or a square at the left of a title."""
    out = list(blocks)
    joined: set[int] = set()
    letters = _letters(blocks, lignes)
    for i in _numerals(blocks, lignes):
        signs = (*blocks[i].spans, *blocks[i].balises, *blocks[i + 1].balises)
        out[i + 1] = replace(blocks[i + 1], numero=raw_text(lignes, blocks[i].spans).strip(), balises=signs)
        joined.add(i)
    for i, (block, after) in enumerate(pairwise(blocks)):
        if i in joined or block.page != after.page or block.suite or sum(sp.fin - sp.debut for sp in block.spans) > LONGUEUR_NUMERO:
            continue
        text = collapse(raw_text(lignes, block.spans))
        head = parse_heading(text)
        at = i + 1 + _recalls_above(blocks[i + 1 : i + 3], lignes)
        title = blocks[at]
        titled = title.genre == "titre" or (title.genre == "texte" and bool(block.style.fond) and _marked(title.style))
        if titled and block.genre in ("texte", "titre") and head.type == "section" and _is_beside(block, title, lignes):
            bare = text.isdigit() or is_bare_number(text) or i in letters
            if bare and len(text) <= 6 and parse_heading(raw_text(lignes, title.spans)) == Heading():
                signs = (*block.spans, *block.balises, *title.balises)
                left = (min(title.bbox[0], block.bbox[0]), *title.bbox[1:])
                out[at] = replace(title, genre="titre", numero=text.strip(" .:)"), balises=signs, bbox=left)
                joined.add(i)
            continue
        below = parse_heading(raw_text(lignes, after.spans))
        if head.type == "section" or not head.numero or head.debut < len(text):
            continue
        if block.genre == "texte" and after.genre == "titre" and below.type == "section" and below.numero is None:
            out[i] = replace(block, genre="titre", pourquoi=(f"mot de niveau {head.type!r} et numéro, au-dessus d'un titre",))
        elif block.genre == "titre" and after.genre == "texte" and block.groupe and after.groupe == block.groupe and _names(after, lignes):
            out[i + 1] = replace(after, genre="titre", pourquoi=("sous un mot de niveau et un numéro, dans la même boîte",))
    return [b for i, b in enumerate(out) if i not in joined]


def large_numerals(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Letters or numbers that open a title in larger type than its words ('A Bien vivre chez soi'), when they count A, B or 1, 2 down
    the document, as the numbers of these titles."""
    found: list[tuple[int, str]] = []
    for i, block in enumerate(blocks):
        pieces = [p for p in lignes[block.spans[0].line].pieces if p.debut >= block.spans[0].debut] if block.spans else []
        if block.genre != "titre" or block.numero or len(pieces) < 2 or pieces[0].style.taille < NUMERAL_ACCOLE * pieces[1].style.taille:
            continue
        sign = lignes[block.spans[0].line].texte[pieces[0].debut : pieces[0].fin]
        if (sign.isdecimal() and len(sign) <= 2) or (len(sign) == 1 and "A" <= sign <= "Z"):
            found.append((i, sign))
    out = list(blocks)
    for i, sign in found if _counts([sign for _, sign in found]) else ():
        first = blocks[i].spans[0]
        pieces = [p for p in lignes[first.line].pieces if p.debut >= first.debut]
        spans = (replace(first, debut=pieces[1].debut), *blocks[i].spans[1:])
        signs = (*blocks[i].balises, Span(first.line, pieces[0].debut, pieces[0].fin))
        out[i] = replace(blocks[i], numero=sign, spans=spans, balises=signs, style=replace(blocks[i].style, taille=pieces[1].style.taille))
    return out


def fields_above(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """What stands above each title as a word, a colon and a few more ('Début : mars 2025' over 'Action n° 6') as a field of that title.

    It returns at three titles at least, and nowhere else; words that name a level say where the title stands.
    """
    leads: dict[int, re.Match[str]] = {}
    for i, (block, below) in enumerate(pairwise(blocks)):
        if below.genre != "titre" or below.page != block.page or block.genre != "texte" or block.suite:
            continue
        found = _CHAMP.fullmatch(raw_text(lignes, block.spans))
        if found is not None and not is_level_word(found[1]):
            leads[i] = found
    count = Counter(fold(m[1]) for m in leads.values())
    if not any(n >= TITRES_MIN for n in count.values()):
        return list(blocks)
    said = Counter(fold(m[1]) for b in blocks if b.genre in ("texte", "item") and (m := _CHAMP.match(raw_text(lignes, b.spans))))
    out: list[Block] = []
    kept: list[Block] = []
    for i, block in enumerate(blocks):
        lead = leads.get(i)
        if lead is not None and count[key := fold(lead[1])] >= TITRES_MIN and said[key] == count[key]:
            why = ("mot et deux-points au-dessus de chaque titre",)
            signs = cut(lignes, block.spans, lead.end(1), lead.start(2))
            label = replace(
                block, genre="etiquette", etiquette="champ", spans=cut(lignes, block.spans, 0, lead.end(1)), balises=signs, pourquoi=why
            )
            kept += [label, replace(block, spans=cut(lignes, block.spans, lead.start(2), lead.end(2)), suite=True, pourquoi=why)]
            continue
        if kept and block.genre != "titre":
            out += kept
            kept = []
        out.append(block)
    return [*out, *kept]


def subtitles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Lines in italics that stand each right below a title, always of one look, others of which have no such line, as text: they say it
    in other words."""
    below: dict[Style, set[Style | None]] = defaultdict(set)
    leads: set[Style] = set()
    above: Block | None = None
    for block in blocks:
        over = above.style if above is not None and above.genre == "titre" and above.page == block.page else None
        above = block
        if block.genre == "titre":
            below[block.style].add(over)
        elif over is not None:
            leads.add(over)
    count = Counter(b.style for b in blocks if b.genre == "titre")
    found: set[Style] = set()
    for style, titles in below.items():
        title = next(iter(titles)) if len(titles) == 1 else None
        small = title is not None and title in leads and style.taille < title.taille
        if small and style.italique and not style.gras and count[style] > 1:
            found.add(style)
    return [
        replace(b, genre="texte", pourquoi=("en italique sous un titre : il le dit autrement",))
        if b.genre == "titre" and b.style in found and parse_heading(raw_text(lignes, b.spans)) == Heading()
        else b
        for b in blocks
    ]


def signed_lines(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Lines that a colour or a size alone made headings, and that say who speaks, as text: right below a saying, or set to the right
    below a paragraph, as a signature is."""
    out = list(blocks)
    for i, (above, block) in enumerate(pairwise(blocks), 1):
        plain = block.genre == "titre" and not block.style.gras and not block.numero and len(block.spans) == 1 and not block.cellule
        if not plain or above.genre != "texte" or above.page != block.page or parse_heading(raw_text(lignes, block.spans)) != Heading():
            continue
        near = 0 <= block.bbox[1] - above.bbox[3] < 2 * block.style.taille
        said = raw_text(lignes, above.spans).rstrip().endswith(("»", "”")) and block.style.taille <= above.style.taille
        width = above.bbox[2] - above.bbox[0]
        signed = block.bbox[0] > above.bbox[0] + 0.4 * width and abs(block.bbox[2] - above.bbox[2]) < 0.1 * width
        if near and (said or signed):
            out[i] = replace(block, genre="texte", pourquoi=("qui parle, sous ses mots",))
    return out


def status_tags(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Tags that say where a fiche stands, 'NOUVEAU' on a fill beside its title, as plain text behind the title."""
    out = list(blocks)
    for i in reversed(range(len(out))):
        block = out[i]
        on_fill = block.genre in ("titre", "texte") and block.style.fond and not block.suite and not block.cellule and len(block.spans) == 1
        if not on_fill or label_key(raw_text(lignes, block.spans)) not in statuses():
            continue
        tag = replace(block, genre="texte", niveau=1, rang=0, pourquoi=("mention de l'état d'une fiche",))
        if not any(k != i and other.genre == "titre" and other.page == block.page for k, other in enumerate(out)):
            continue  # alone, such words may head a part
        behind = i + 1 < len(out) and out[i + 1].genre == "titre" and out[i + 1].page == block.page
        out[i : i + 2] = [out[i + 1], tag] if behind else [tag, *out[i + 1 : i + 2]]
    return out


def _recalls_above(pair: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether the first of two blocks names a level, 'Pilier 1 – Vivre', in smaller type right above a title at its left edge."""
    if len(pair) < 2 or pair[0].page != pair[1].page or pair[1].genre != "titre":
        return False
    above, title = pair
    flush = abs(above.bbox[0] - title.bbox[0]) <= BORD and 0 <= title.bbox[1] - above.bbox[3] < title.style.taille
    return flush and above.style.taille < title.style.taille and names_level(raw_text(lignes, above.spans))


def _numerals(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[int]:
    """Indexes of the numerals, large or in a disc, that stand each over a title and count 1, 2, 3 down the document: a figure does not."""
    found: list[int] = []
    for i, (block, after) in enumerate(pairwise(blocks)):
        if block.genre not in ("texte", "titre") or after.genre != "titre" or after.numero or block.page != after.page:
            continue
        text = raw_text(lignes, block.spans).strip() if len(block.spans) == 1 else ""
        counts = text.isdecimal() and len(text) <= 2
        large = block.style.taille > NUMERAL * after.style.taille
        over = abs(block.bbox[0] - after.bbox[0]) <= BORD and abs(after.bbox[1] - block.bbox[3]) < block.style.taille / 2
        in_disc = block.style.fond not in ("", after.style.fond) and 0 <= block.bbox[0] - after.bbox[0] <= 2 * block.style.taille
        over = over or (in_disc and -1 <= after.bbox[1] - block.bbox[3] < 1.5 * after.style.taille)
        if counts and (large or in_disc) and over and parse_heading(raw_text(lignes, after.spans)) == Heading():
            found.append(i)
    return found if _counts([raw_text(lignes, blocks[i].spans).strip() for i in found]) else []


def _counts(signs: Sequence[str]) -> bool:
    """Whether several signs count 1, 2, 3, or 01, 02, 03, or A, B, C."""
    places = range(len(signs))
    return len(signs) > 1 and list(signs) in ([str(n + 1) for n in places], [f"{n + 1:02}" for n in places], [chr(65 + n) for n in places])


def _letters(blocks: Sequence[Block], lignes: Sequence[Line]) -> frozenset[int]:
    """Indexes of the letters that stand each at the left of a title and count A, B, C down the document."""
    found = [
        i
        for i, (block, after) in enumerate(pairwise(blocks))
        if block.genre in ("texte", "titre") and after.genre == "titre" and block.page == after.page and _is_beside(block, after, lignes)
        if len(text := raw_text(lignes, block.spans).strip()) == 1 and "A" <= text <= "Z"
    ]
    return frozenset(found) if _counts([raw_text(lignes, blocks[i].spans).strip() for i in found]) else frozenset()


def _marked(style: Style) -> bool:
    return style.gras or coloured(style.couleur)


def _is_beside(number: Block, title: Block, lignes: Sequence[Line]) -> bool:
    """Whether a number stands at the left of a title, at the height of its first line (the next ones may start below the number) or of
    its middle."""
    middle = (number.bbox[1] + number.bbox[3]) / 2
    first = lignes[title.spans[0].line].bbox if title.spans else title.bbox
    gap = (first if first[1] - 3 <= middle <= first[3] + 3 else title.bbox)[0] - number.bbox[2]
    return title.bbox[1] - 3 <= middle <= title.bbox[3] + 3 and -1 <= gap <= ECART_NUMERO * max(title.style.taille, number.style.taille)


def _names(block: Block, lignes: Sequence[Line]) -> bool:
    text = raw_text(lignes, block.spans).rstrip()
    return len(text.split()) <= MOTS_NOM and not text.endswith((".", ";", ",", ":"))


def returning_labels(blocks: Sequence[Block], lignes: Sequence[Line], plain: bool = False) -> list[Block]:
    """Headings that are labels of a fiche because they return at several: 'Le constat', which a label has only before a colon, or
    a numbered one, '2. Partenaires'; 'Actions' over a list.

    `plain`: any label does, 'Constat' too: where the blocks were made no look told labels from headings.
    """
    looks = _looks_of_labels(blocks, lignes)
    found: dict[int, tuple[Label, int]] = {}  # heading -> its label, and where the label starts
    for i, block in enumerate(blocks):
        if block.genre != "titre" or block.numero or block.rang >= RANG_GROUPE:
            continue
        text = raw_text(lignes, block.spans).rstrip(" .:")
        head = parse_heading(text)
        if head.type == "section" and head.numero is not None and (label := named_label(text[head.debut :])) is not None:
            found[i] = (label, head.debut)
            continue
        larger = (block.style.taille, block.style.gras) in looks
        known = named_label(text)
        listed = known is not None and known.genre == "actions" and i + 1 < len(blocks) and blocks[i + 1].genre == "item"
        label = known if plain or larger or listed or label_key(text).split(" ")[0] in label_words()[2] else None
        told = label is not None and (plain or larger or listed or label.deux_points)
        if label is not None and told and label.genre not in ("acteur", "titre", "niveau", "numero"):
            found[i] = (label, 0)
    often = Counter(label_key(text_of(lignes, blocks[i].spans)) for i in found)
    # the numbers of the fields may change from fiche to fiche: one that returns speaks for all of its look
    numbered = {
        _plain_look(blocks[i].style) for i, (_, debut) in found.items() if debut and often[label_key(text_of(lignes, blocks[i].spans))] > 1
    }
    out = list(blocks)
    for i, (label, debut) in found.items():
        block = blocks[i]
        if often[label_key(text_of(lignes, block.spans))] > 1 or (debut and _plain_look(block.style) in numbered):
            length = len(raw_text(lignes, block.spans))
            number, spans = cut(lignes, block.spans, 0, debut), cut(lignes, block.spans, debut, length)
            signs = (*number, *block.balises)
            why = ("étiquette connue, en titre de plusieurs fiches",)
            out[i] = replace(block, genre="etiquette", spans=spans, balises=signs, etiquette=label.code, pourquoi=why)
    return out


def _looks_of_labels(blocks: Sequence[Block], lignes: Sequence[Line]) -> frozenset[tuple[float, bool]]:
    """The types, larger than the text, in which nearly all headings are known labels, two of them at least on several pages each."""
    told: dict[tuple[float, bool], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    count: Counter[tuple[float, bool]] = Counter()
    for block in blocks:
        if block.genre == "titre" and block.rang < RANG_GROUPE and not block.numero:
            look = (block.style.taille, block.style.gras)
            count[look] += 1
            text = raw_text(lignes, block.spans).rstrip(" .:")
            if (label := named_label(text)) is not None and label.genre in ("champ", "actions", "contenu"):
                told[look][label_key(text)].add(block.page)
    return frozenset(
        look
        for look, pages in told.items()
        if sum(len(there) > 1 for there in pages.values()) > 1 and sum(map(len, pages.values())) >= 0.8 * count[look]
    )


def bold_items(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Bold items over plain ones of a deeper level, several in a document, as their titles: the list names engagements and actions."""
    over = {i for i, (block, below) in enumerate(pairwise(blocks)) if _is_over(block, below, lignes)}
    if len(over) < 2 or 2 * len(over) < sum(b.genre == "item" and b.style.gras for b in blocks):
        return list(blocks)
    out: list[Block] = []
    inside = False
    for i, block in enumerate(blocks):
        if i in over:
            inside = True
            out.append(replace(block, genre="titre", niveau=1, marque="", pourquoi=("puce en gras, au-dessus de ses actions",)))
            continue
        inside = inside and block.genre != "titre"
        deeper = inside and block.genre == "item" and block.niveau > 1
        out.append(replace(block, niveau=block.niveau - 1) if deeper else block)
    return out


def _is_over(block: Block, below: Block, lignes: Sequence[Line]) -> bool:
    plain = block.genre == below.genre == "item" and block.style.gras and not below.style.gras
    return plain and block.page == below.page and not block.cellule and block.niveau == 1 < below.niveau and _names(block, lignes)


def recalled_headings(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Plain lines that name, at each fiche, the numbered axis or objective it belongs to ('Axe 2 – Habiter'), as headings above its title.

    They stand right above the title or right below it. One of them at least is printed at several titles; the others have its look.
    """
    named = [_recall(block, lignes) for block in blocks]
    if len({text for text in named if text}) == sum(1 for text in named if text):
        return list(blocks)
    titles = Counter(fold(text_of(lignes, b.spans)) for b in blocks if b.genre == "titre")
    own = [b.genre == "titre" and titles[fold(text_of(lignes, b.spans))] == 1 for b in blocks]
    above = _recalls(blocks, named, own, range(len(blocks) - 1, -1, -1))
    below = _recalls(blocks, named, own, range(len(blocks)))
    out = list(blocks)
    for i in sorted(above | below):
        spans = _printed_whole(blocks[i], lignes)
        out[i] = replace(blocks[i], genre="titre", spans=spans, balises=(), marque="", pourquoi=(RAPPELE,))
    i = 0
    while i < len(out):
        if own[i] and i + 1 in below and i + 1 not in above:
            end = next(k for k in range(i + 1, len(out) + 1) if k not in below)
            out[i:end] = [*out[i + 1 : end], out[i]]
            i = end
        i += 1
    return out


def _printed_whole(block: Block, lignes: Sequence[Line]) -> Spans:
    """The spans of a block with its list sign or number as part of them."""
    if block.genre != "item" or not block.spans:
        return block.spans
    first = block.spans[0]
    return (replace(first, debut=min([first.debut, *(s.debut for s in block.balises if s.line == first.line)])), *block.spans[1:])


def _recall(block: Block, lignes: Sequence[Line]) -> str:
    """The folded words of a short plain block that starts with a number, perhaps behind a level word, and a title; else ''."""
    ordinal = block.genre == "item" and block.pourquoi[:1] == (NUMERO_DE_LISTE,)  # '1 – Habiter' reads as an item too
    if not (block.genre == "texte" or ordinal) or block.suite or block.cellule or block.lateral or not 0 < len(block.spans) <= 3:
        return ""
    text = raw_text(lignes, _printed_whole(block, lignes) if ordinal else block.spans)
    head = parse_heading(text)
    fits = head.numero is not None and text[head.debut :].strip() and not text.rstrip().endswith((".", ";", ","))
    return fold(collapse(text)) if fits and len(text.split()) <= MOTS_TITRE else ""


def _recalls(blocks: Sequence[Block], named: Sequence[str], own: Sequence[bool], order: Sequence[int]) -> set[int]:
    """Indexes of the recalls that lead to a title on their page, read in `order`; those that look like one which is printed several times.

    `own`: the titles that no other block prints ('Le constat' returns at each fiche, and is not what it is called).
    """
    led: list[int] = []
    last = -1  # the title, or the recall next to one
    for i in order:
        near = last >= 0 and blocks[last].page == blocks[i].page
        if own[i]:
            last = i
        elif named[i] and near:
            led.append(i)
            last = i
        else:
            last = -1
    often = Counter(named[i] for i in led)
    looks = {_plain_look(blocks[i].style) for i in led if often[named[i]] > 1}
    return {i for i in led if _plain_look(blocks[i].style) in looks}


def page_themes(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Small lines at the head of slides, each right above the larger title of its page, as headings: the theme that it belongs to.

    Set alike at one place on three pages at least, they name several themes, one of them on several pages that follow each other.
    """
    places: dict[tuple[float, bool, bool, bool, int], list[int]] = defaultdict(list)
    for i, (block, after) in enumerate(pairwise(blocks)):
        opens = i == 0 or blocks[i - 1].page != block.page
        if opens and block.genre == "texte" and _heads_page(block, after, lignes):
            s = block.style
            caps = raw_text(lignes, block.spans).isupper()
            places[s.taille, s.gras, s.italique, caps, round(block.bbox[0] / BORD)].append(i)
    themes: set[int] = set()
    for found in places.values():
        runs = [text for text, _ in groupby(fold(raw_text(lignes, blocks[i].spans)) for i in found)]
        if len(found) > max(2, len(runs)) and 1 < len(runs) == len(set(runs)):
            themes.update(found)
    return [replace(b, genre="titre", pourquoi=(THEME,)) if i in themes else b for i, b in enumerate(blocks)]


def _heads_page(block: Block, title: Block, lignes: Sequence[Line]) -> bool:
    """Whether a short line stands right above a title set larger, at its left edge."""
    text = raw_text(lignes, block.spans).strip()
    words = len(block.spans) == 1 and not block.suite and not block.lateral and 0 < len(text.split()) <= MOTS_THEME
    over = title.genre == "titre" and title.page == block.page > 0 and title.style.taille > block.style.taille
    near = abs(title.bbox[0] - block.bbox[0]) <= BORD and -1 <= title.bbox[1] - block.bbox[3] < 1.5 * title.style.taille
    return words and over and near and text[-1].isalnum() and any(c.isalpha() for c in text)


def _plain_look(style: Style) -> tuple[float, bool, bool, str]:
    return (style.taille, style.gras, style.italique, style.couleur)


def boxes_in_a_row(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Texts that only their size or their fill sets apart, three at least each alone in a box of one row, with nothing below, as items."""
    size = Counter(b.groupe for b in blocks if b.groupe)

    def alone(b: Block) -> bool:
        plain = b.genre == "titre" and not b.numero and not b.style.gras and b.page > 0
        return plain and size.get(b.groupe, 0) == 1 and parse_heading(raw_text(lignes, b.spans)) == Heading()

    out = list(blocks)
    looks = [(b.page, _plain_look(b.style)) if alone(b) else None for b in blocks]
    for key, found in groupby(range(len(blocks)), key=looks.__getitem__):
        run = list(found)
        middles = [(blocks[i].bbox[1] + blocks[i].bbox[3]) / 2 for i in run]
        if key is None or len(run) < 3 or max(middles) - min(middles) > blocks[run[0]].style.taille:
            continue
        below = blocks[run[-1] + 1] if run[-1] + 1 < len(blocks) else None
        if below is None or below.page != blocks[run[0]].page:
            for i in run:
                out[i] = replace(blocks[i], genre="item", marque=PUCE_BOITE, pourquoi=("seul dans sa boîte, parmi d'autres d'une rangée",))
    return out


def closing_page(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, thanks that stand alone on the last page ('Merci de votre attention') as plain text: they head nothing."""
    last = blocks[-1] if blocks else None
    alone = last is not None and last.genre == "titre" and len(blocks) > 1 and blocks[-2].page < last.page
    if last is None or not alone or not closing_words().match(fold(raw_text(lignes, last.spans))):
        return list(blocks)
    return [*blocks[:-1], replace(last, genre="texte", pourquoi=("seul sur la dernière page",))]


def boxed_items(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Texts each alone in a drawn box of one look, several under a heading that has no list: the boxes are the list.

    A look that makes such runs twice makes lone boxes right below a heading items too.
    """
    size = Counter(b.groupe for b in blocks if b.groupe)
    boxed = [_boxed_look(b, size, lignes) for b in blocks]
    runs: list[list[int]] = []
    part: list[int] = []  # since the last heading
    for i, block in enumerate([*blocks, None]):
        if block is None or block.genre == "titre":
            if not any(blocks[k].genre == "item" for k in part):
                runs += [list(g) for look, g in groupby(part, key=lambda k: boxed[k]) if look]
            part = []
        else:
            part.append(i)
    often = Counter(boxed[run[0]] for run in runs if len(run) > 1)
    out = list(blocks)
    for run in runs:
        if often[boxed[run[0]]] > 1 and (len(run) > 1 or blocks[run[0] - 1].genre == "titre"):
            for i in run:
                out[i] = replace(blocks[i], genre="item", marque=PUCE_BOITE, pourquoi=("seul dans sa boîte, parmi d'autres pareilles",))
    return out


def _boxed_look(block: Block, size: Mapping[int, int], lignes: Sequence[Line]) -> tuple[str, float, bool] | None:
    """The look of a text that has a drawn box to itself and is short enough for an item; None for another block."""
    if block.genre != "texte" or block.suite or block.cellule or block.lateral or size.get(block.groupe, 0) != 1:
        return None
    words = len(raw_text(lignes, block.spans).split())
    return (block.style.fond, block.style.taille, block.style.gras) if 2 <= words <= MOTS_TITRE else None


def run_in_headings(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Paragraphs that start with a heading in bold on their own first line are cut after it.

    A bold lead is a heading when it has a level word or a dotted number, when the document prints the same words as a heading
    elsewhere, or when it ends as a sentence does ('Ouvrir un guichet.') and another paragraph of the document does alike.
    """
    titles = {fold(collapse(raw_text(lignes, b.spans))) for b in blocks if b.genre == "titre"}
    titles |= {fold(t[parse_heading(t).debut :]) for b in blocks if b.genre == "titre" for t in [collapse(raw_text(lignes, b.spans))]}
    leads = {i: lead for i, b in enumerate(blocks) if (lead := _bold_lead(b, lignes))}
    closed = [i for i, lead in leads.items() if _closes(lead, lignes) and _commands(blocks, i)]
    looks = {_look_of(leads[i][0], lignes) for i in closed} if len(closed) > 1 else set()
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if i not in leads:
            full = block.genre == "texte" and _fills_its_lines(blocks, i, looks, lignes)
            out.append(replace(block, genre="titre", pourquoi=("phrase en gras, comme d'autres débuts de paragraphe",)) if full else block)
            continue
        spans, rest = leads[i]
        if out and looks and _ends_title(out[-1], block, spans, lignes):
            out[-1] = replace(out[-1], spans=(*out[-1].spans, *spans))
            out.append(replace(block, spans=rest, pourquoi=("suite du paragraphe après son titre",)))
            continue
        text = collapse(raw_text(lignes, spans))
        head = parse_heading(text)
        if is_bare_number(text):
            out.append(block)  # its title follows on the line
            continue
        if (head.type != "section" and head.numero) or head.profondeur > 1:
            why = "début de paragraphe en gras, avec mot de niveau ou numéro"
        elif fold(text) in titles:
            why = "début de paragraphe en gras, titre ailleurs dans le document"
        elif i in closed and len(closed) > 1 and len(text.split()) >= 2:
            why = "débuts de paragraphe en gras, clos et suivis d'actions ou de parties"
        else:
            out.append(block)
            continue
        style = _look_of(spans, lignes)
        rest, signs = _without_dash(rest, lignes)
        style = replace(style, fond=block.style.fond)
        out.append(replace(block, genre="titre", spans=spans, balises=signs, style=style, marque="", niveau=1, pourquoi=(why,)))
        why = "suite du paragraphe après son titre"
        out.append(replace(block, genre="texte", spans=rest, balises=(), marque="", niveau=1, pourquoi=(why,)) if rest else block)
    return out


def runs_into_text(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a paragraph with a level word only starts as a heading: its bold words end, and a sentence goes on."""
    lead = _bold_lead(block, lignes)
    if lead is None:
        return False
    text = collapse(raw_text(lignes, lead[0]))
    head = parse_heading(text)
    title = text[head.debut :].strip()
    return head.numero is not None and len(title.split()) >= 2 and len(raw_text(lignes, lead[1]).split()) >= 4 and title[-1:] in ".:?!–—-"


def _closes(lead: tuple[Spans, Spans], lignes: Sequence[Line]) -> bool:
    """Whether a bold lead is set off from what follows: it ends as a sentence does, or a dash comes next."""
    text, rest = raw_text(lignes, lead[0]).rstrip(), raw_text(lignes, lead[1]).lstrip()
    return (text.endswith((".", "?")) and not text.endswith("...")) or rest.startswith(("– ", "— ", "- "))


def _look_of(spans: Spans, lignes: Sequence[Line]) -> Style:
    return next(p.style for p in lignes[spans[0].line].pieces if p.fin > spans[0].debut)


def _fills_its_lines(blocks: Sequence[Block], i: int, looks: Container[Style], lignes: Sequence[Line]) -> bool:
    """Whether a bold sentence that fills its lines is the lead of the paragraph below, in the look of the document's other leads."""
    block, below = blocks[i], blocks[i + 1] if i + 1 < len(blocks) else None
    if below is None or below.genre != "texte" or below.style.gras or not is_next_line(block, below, lignes):
        return False
    bold = all(p.style in looks for sp in block.spans for p in lignes[sp.line].pieces if sp.debut <= p.debut < sp.fin)
    return bold and raw_text(lignes, block.spans).rstrip().endswith((".", "?")) and _commands(blocks, i)


def _ends_title(title: Block, block: Block, lead: Spans, lignes: Sequence[Line]) -> bool:
    """Whether a paragraph starts with the end of the title on the line above: 'Barbusse.' in its bold, then the text."""
    if title.genre != "titre" or title.rang or not is_next_line(title, block, lignes):
        return False
    open_end = not raw_text(lignes, title.spans).rstrip().endswith((".", ":", "?", "!", ";"))
    return open_end and _look_of(title.spans, lignes) == _look_of(lead, lignes) and parse_heading(raw_text(lignes, lead)) == Heading()


def is_next_line(above: Block, block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a block starts on the very next printed line, at the same edge."""
    if not above.spans or not block.spans or above.page != block.page:
        return False
    a, b = lignes[above.spans[-1].line], lignes[block.spans[0].line]
    return abs(a.bbox[0] - b.bbox[0]) < 2 and 0 < b.bbox[1] - a.bbox[1] < 1.5 * b.style.taille


def _commands(blocks: Sequence[Block], i: int) -> bool:
    """Whether items or a label of parties come within the next three blocks, before any heading."""
    for block in blocks[i + 1 : i + 4]:
        if block.genre == "titre":
            return False
        if block.genre == "item" or block.etiquette.startswith("acteur:"):
            return True
    return False


def _without_dash(spans: Spans, lignes: Sequence[Line]) -> tuple[Spans, Spans]:
    """A paragraph without the dash that sets it off from its title, and the dash."""
    first = spans[0]
    text = lignes[first.line].texte[first.debut : first.fin]
    if not text.startswith(("– ", "— ", "- ")):
        return spans, ()
    start = first.debut + 1 + len(text[1:]) - len(text[1:].lstrip())
    return (replace(first, debut=start), *spans[1:]), (Span(first.line, first.debut, first.debut + 1),)


def _bold_lead(block: Block, lignes: Sequence[Line]) -> tuple[Spans, Spans] | None:
    """The spans of a paragraph's bold beginning and those of the rest, when it has both."""
    numbered = block.genre == "item" and block.pourquoi[:1] == (NUMERO_DE_LISTE,)
    if not (block.genre == "texte" or numbered) or block.suite or block.cellule:
        return None
    lead: list[Span] = []
    printed = _printed_whole(block, lignes)
    for n, span in enumerate(printed):
        line = lignes[span.line]
        plain = next((p for p in line.pieces if p.debut >= span.debut and p.fin <= span.fin and not p.style.gras), None)
        if plain is None:
            lead.append(span)
            continue
        end = len(line.texte[: plain.debut].rstrip())
        if end > span.debut:
            lead.append(replace(span, fin=end))
        rest = (replace(span, debut=plain.debut, colle=False), *printed[n + 1 :])
        words = raw_text(lignes, tuple(lead)).split()
        if lead and len(words) <= MOTS_TITRE and (words[0][:1].isupper() or words[0][:1].isdigit()):
            return tuple(lead), rest
        return None
    return None
