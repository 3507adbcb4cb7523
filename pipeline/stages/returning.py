"""Labels and headings that are told by returning: at each fiche, above each title, at the head of each slide.

Reads the blocks of a document in order; decides by words printed several times and by looks and places that return. What is printed once
in a look of its own stays as it was.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.lexicon import Label, label_words
from pipeline.model import Block, Line, Style
from pipeline.stages.block_looks import BORD, MOTS_TITRE, NUMERO_DE_LISTE, TITRES_MIN, plain_look, printed_whole, renumbered
from pipeline.stages.headings import RANG_GROUPE, RANG_RANGEE, SUITE, bare_words, is_bare_level, is_level_word, is_numeral, parse_heading
from pipeline.stages.label_looks import MOTS_MENEUR
from pipeline.stages.labels import named_label
from pipeline.texts import collapse, cut, fold, label_key, raw_text, text_of

# How near the ratio of a heading to its list is to another.
MEME_RAPPORT = 0.08
# The most words of a theme over the title of a slide.
MOTS_THEME = 10
# The most headings of a banner: the number of an axis, and its title.
BANDEAU = 2
# A word or two, a colon and a value.
_CHAMP = re.compile(r"([A-ZÀ-Ü][\w'’]*(?: [\w'’]+)?)\s?:\s+(\S.{0,40})")
# Why a small line is a heading: it names the theme of slides, or the axis of each fiche.
THEME = "petite ligne au-dessus du titre de sa page, comme sur d'autres"
CHEMIN = "étape d'un chemin en tête de sa page"
REDUIT = "en gras et en couleur au-dessus d'une liste plus petite, comme d'autres de sa page"
ANNEE = "une année au-dessus d'un titre plus petit, comme d'autres"
_AN = re.compile(r"20[0-4]\d")
_CHEMIN = re.compile(r"\s+[›»>→▸]\s+")
# The fewest pages that have such a head, and their share of all.
TETES_MIN, PART_TETES = 4, 0.6
RAPPELE = "rappelé avec son numéro à plusieurs titres"


def fields_above(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """What stands above each title as a word, a colon and a few more ('Début : mars 2025' over 'Action n° 6') as a field of that title.

    It returns at three titles at least, and nowhere else; words that name a level say where the title stands. A known label with its value
    on its line is one too.
    """
    leads: dict[int, re.Match[str]] = {}
    known: dict[int, str] = {}  # the label of each pair of blocks, a known label and its value, above a title
    for i, (block, below) in enumerate(pairwise(blocks)):
        if below.genre != "titre" or below.page != block.page or block.genre != "texte":
            continue
        if block.suite:
            label = blocks[i - 1] if i else block
            if label.genre == "etiquette" and not block.cellule and len(block.spans) == 1 and _opens_column(blocks, i - 1, lignes):
                known[i - 1] = fold(raw_text(lignes, blocks[i - 1].spans))
            continue
        found = _CHAMP.fullmatch(raw_text(lignes, block.spans))
        if found is not None and not is_level_word(found[1]):
            leads[i] = found
    count = Counter([*(fold(m[1]) for m in leads.values()), *known.values()])
    if not any(n >= TITRES_MIN for n in count.values()):
        return list(blocks)
    said = Counter(fold(m[1]) for b in blocks if b.genre in ("texte", "item") and (m := _CHAMP.match(raw_text(lignes, b.spans))))
    said.update(fold(raw_text(lignes, b.spans)) for b in blocks if b.genre == "etiquette")
    why = ("mot et deux-points au-dessus de chaque titre",)
    out: list[Block] = []
    kept: list[Block] = []
    for i, block in enumerate(blocks):
        key = fold(leads[i][1]) if i in leads else known.get(i) or known.get(i - 1, "")
        if key and count[key] >= TITRES_MIN and said[key] == count[key]:
            if i not in leads:
                kept.append(replace(block, pourquoi=(*block.pourquoi, *why)))
                continue
            lead = leads[i]
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


def _opens_column(blocks: Sequence[Block], i: int, lignes: Sequence[Line]) -> bool:
    """Whether a block goes on with nothing: it stands first on its page or in its column, below a title or below a number."""
    if not i or blocks[i].page == 0:
        return False
    block, above = blocks[i], blocks[i - 1]
    text = raw_text(lignes, above.spans).strip()
    higher = block.page != above.page or block.bbox[1] < above.bbox[1] - block.style.taille
    return higher or above.genre == "titre" or is_numeral(text)


def boxed_fields(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Bold words over their plain value, alone with it in a box, 'On saura que ça marche si', as a label: they return so below the parties
    or the fields of several titles."""
    boxes = Counter(b.groupe for b in blocks if b.groupe)
    found: dict[tuple[str, tuple[float, bool, bool, str]], list[int]] = defaultdict(list)
    labelled = False  # whether the title above has a label
    for i, (block, value) in enumerate(pairwise(blocks)):
        labelled = block.genre == "etiquette" or (labelled and block.genre != "titre")
        pair = block.groupe == value.groupe != 0 and boxes[block.groupe] == 2 and block.genre == value.genre == "texte"
        if not (labelled and pair) or block.suite or not block.style.gras or value.style.gras:
            continue
        text = raw_text(lignes, block.spans)
        if 0 < len(text.split()) <= MOTS_MENEUR and text[:1].isupper() and text[-1:].isalpha():
            found[label_key(text), plain_look(block.style)].append(i)
    named = {i for told in found.values() if len(told) >= TITRES_MIN for i in told}
    why = ("revient en tête d'une boîte, sous les parties",)
    return [replace(b, genre="etiquette", etiquette="champ", pourquoi=why) if i in named else b for i, b in enumerate(blocks)]


def returning_labels(blocks: Sequence[Block], lignes: Sequence[Line], plain: bool = False) -> list[Block]:
    """Headings that are labels of a fiche because they return at several: 'Le constat', which a label has only before a colon, or
    a numbered one, '2. Partenaires'; 'Actions' over a list.

    `plain`: any label does, 'Constat' too: where the blocks were made no look told labels from headings.
    """
    words = {
        i: raw_text(lignes, b.spans).rstrip(" .:")
        for i, b in enumerate(blocks)
        if b.genre == "titre" and not b.numero and b.rang < RANG_GROUPE
    }
    looks = _looks_of_labels(blocks, words)
    found: dict[int, tuple[Label, int]] = {}  # heading -> its label, and where the label starts
    for i, text in words.items():
        block = blocks[i]
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

    if not found:
        return list(blocks)
    # 'c) Enjeux' after 'a) Forces' and 'b) Faiblesses': most numbered titles of its look are no labels, so it is none
    counted = Counter(b.style for b in blocks if b.genre == "titre" and parse_heading(raw_text(lignes, b.spans)).numero is not None)
    labels = Counter(blocks[i].style for i, (_, debut) in found.items() if debut)
    found = {i: told for i, told in found.items() if not told[1] or 2 * labels[blocks[i].style] >= counted[blocks[i].style]}

    def said(i: int) -> tuple[str, float, bool]:
        """Its words, set as they are: an entry of the sommaire is no return of a title."""
        style = blocks[i].style
        return label_key(text_of(lignes, blocks[i].spans)), style.taille, style.gras

    often = Counter(map(said, found))
    # the numbers of the fields may change from fiche to fiche: one that returns speaks for all of its look
    numbered = {plain_look(blocks[i].style) for i, (_, debut) in found.items() if debut and often[said(i)] > 1}
    out = list(blocks)
    for i, (label, debut) in found.items():
        block = blocks[i]
        if often[said(i)] > 1 or (debut and plain_look(block.style) in numbered):
            length = len(raw_text(lignes, block.spans))
            number, spans = cut(lignes, block.spans, 0, debut), cut(lignes, block.spans, debut, length)
            signs = (*number, *block.balises)
            why = ("étiquette connue, en titre de plusieurs fiches",)
            out[i] = replace(block, genre="etiquette", spans=spans, balises=signs, etiquette=label.code, pourquoi=why)
    return out


def labels_elsewhere(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Headings without number printed with the words and in the look that a label of cells has elsewhere, a text or a list below them, as
    that label: a field that takes a row of its own in some fiches."""

    def said(block: Block) -> tuple[str, Style]:
        return label_key(raw_text(lignes, block.spans)), block.style

    known = {said(b): b.etiquette for b in blocks if b.genre == "etiquette" and b.cellule and b.spans}
    out = list(blocks)
    for i, (block, below) in enumerate(pairwise(blocks)):
        heads = block.genre == "titre" and not block.numero and below.genre in ("texte", "item") and below.page == block.page
        if heads and known and (code := known.get(said(block))) is not None:
            out[i] = replace(block, genre="etiquette", etiquette=code, pourquoi=("étiquette de cellules ailleurs dans le document",))
    return out


def _looks_of_labels(blocks: Sequence[Block], words: Mapping[int, str]) -> frozenset[tuple[float, bool]]:
    """The types, larger than the text, in which nearly all headings are known labels, two of them at least on several pages each.

    `words`: those of each heading, by its place.
    """
    told: dict[tuple[float, bool], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    count: Counter[tuple[float, bool]] = Counter()
    for i, text in words.items():
        look = (blocks[i].style.taille, blocks[i].style.gras)
        count[look] += 1
        if (label := named_label(text)) is not None and label.genre in ("champ", "actions", "contenu"):
            told[look][label_key(text)].add(blocks[i].page)
    return frozenset(
        look
        for look, pages in told.items()
        if sum(len(there) > 1 for there in pages.values()) > 1 and sum(map(len, pages.values())) >= 0.8 * count[look]
    )


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
        spans = printed_whole(blocks[i], lignes)
        out[i] = replace(blocks[i], genre="titre", spans=spans, balises=(), marque="", pourquoi=(RAPPELE,))
    i = 0
    while i < len(out):
        if own[i] and i + 1 in below and i + 1 not in above:
            end = next(k for k in range(i + 1, len(out) + 1) if k not in below)
            out[i:end] = [*out[i + 1 : end], out[i]]
            i = end
        i += 1
    return out


def _recall(block: Block, lignes: Sequence[Line]) -> str:
    """The folded words of a short plain block that starts with a number, perhaps behind a level word, and a title; else ''."""
    ordinal = block.genre == "item" and block.pourquoi[:1] == (NUMERO_DE_LISTE,)  # '1 – Habiter' reads as an item too
    if not (block.genre == "texte" or ordinal) or block.suite or block.cellule or block.lateral or not 0 < len(block.spans) <= 3:
        return ""
    text = raw_text(lignes, printed_whole(block, lignes) if ordinal else block.spans)
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
    looks = {plain_look(blocks[i].style) for i in led if often[named[i]] > 1}
    return {i for i in led if plain_look(blocks[i].style) in looks}


def page_themes(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Small lines at the head of slides as headings, each right above the larger title of its page or set apart at one height: the theme
    that it belongs to. The slides of a handout are boxes, several on a page.

    Set alike at one place on three pages at least, they name several themes, one of them on several pages that follow each other; or
    stand in capitals, each over a table. A banner may stand above them.
    """
    places: dict[tuple[float, bool, bool, bool, int, str], list[int]] = defaultdict(list)
    tables: dict[tuple[float, bool, bool, bool, int, str], list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if block.genre != "texte" or not block.page or block.suite:
            continue
        head = [b for b in blocks[max(0, i - BANDEAU - 1) : i] if _slide(b) == _slide(block)]
        if not all(b.genre == "titre" for b in head) or (len(head) > 1 and not _is_banner(head, lignes)):
            continue
        after = next((blocks[k] for k in range(i + 1, len(blocks)) if blocks[k].genre != "mobilier"), None)
        if after is None or after.genre != "titre" or _slide(after) != _slide(block):
            continue
        s = block.style
        text = SUITE.sub("", raw_text(lignes, block.spans))
        caps = text.isupper()
        short = len(block.spans) == 1 and len(text.split()) <= MOTS_THEME
        if head and caps and short and after.rang == RANG_RANGEE:
            tables[s.taille, s.gras, s.italique, caps, round(block.bbox[0] / BORD), ""].append(i)
        elif _heads_page(block, after, lignes):
            places[s.taille, s.gras, s.italique, caps, round(block.bbox[0] / BORD), ""].append(i)
        elif head and s.gras and (caps or s.fond) and short:
            place = 0 if block.groupe else -round(block.bbox[1] / BORD)
            places[s.taille, s.gras, s.italique, caps, place, s.fond].append(i)  # a tab beside the banner
    themes = {i for found in tables.values() if len(found) > 2 for i in found}
    for found in places.values():
        runs = [text for text, _ in groupby(bare_words(raw_text(lignes, blocks[i].spans)) for i in found)]
        if len(found) > max(2, len(runs)) and 1 < len(runs) == len(set(runs)):
            themes.update(found)
    return [replace(b, genre="titre", pourquoi=(THEME,)) if i in themes else b for i, b in enumerate(blocks)]


def _is_banner(head: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether two headings are the number of an axis and its title."""
    return len(head) == BANDEAU and is_bare_level(raw_text(lignes, head[0].spans).strip())


def _slide(block: Block) -> tuple[int, int]:
    return block.page, block.groupe


def shrunk_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Lines in bold and a colour, each over a list set smaller than it, as headings, though no larger than the text elsewhere: slides
    shrink all of a page, questions over what a workshop answered. Several look so on one page, which names no label."""
    labelled = {b.page for b in blocks if b.genre == "etiquette"}
    found: dict[tuple[int, float, str], list[int]] = defaultdict(list)
    for i, (block, below) in enumerate(pairwise(blocks)):
        s = block.style
        if _is_over_list(block, below) and coloured(s.couleur) and block.page not in labelled and _may_be_shrunk(block, lignes):
            found[block.page, s.taille, s.couleur].append(i)
    heads = {i for places in found.values() if len(places) > 1 for i in places} | _as_elsewhere(blocks, lignes)
    return [replace(b, genre="titre", pourquoi=(REDUIT,)) if i in heads else b for i, b in enumerate(blocks)]


def _as_elsewhere(blocks: Sequence[Block], lignes: Sequence[Line]) -> set[int]:
    """Places of the lines in bold that are to the list below them as headings, in a colour as they or in none, are to theirs on other
    pages, and of those set as they are on their page: a slide that holds more is set smaller throughout."""
    ratios: dict[bool, list[float]] = defaultdict(list)  # in a colour or not: size of a heading to that of the items right below it
    small: list[tuple[int, float]] = []
    for i, (block, below) in enumerate(pairwise(blocks)):
        if not _is_over_list(block, below) or not block.style.gras or not below.style.taille:
            continue
        if block.genre == "titre":
            ratios[bool(coloured(block.style.couleur))].append(block.style.taille / below.style.taille)
        elif _may_be_shrunk(block, lignes) and not _goes_on(block, lignes):
            small.append((i, block.style.taille / below.style.taille))
    known = {
        (blocks[i].page, blocks[i].style)
        for i, ratio in small
        if sum(abs(ratio - other) < MEME_RAPPORT for other in ratios[bool(coloured(blocks[i].style.couleur))]) >= TITRES_MIN
    }
    return {i for i, b in enumerate(blocks) if (b.page, b.style) in known and _may_be_shrunk(b, lignes) and not _goes_on(b, lignes)}


def _is_over_list(block: Block, below: Block) -> bool:
    """Whether an item set smaller and not in bold follows on the same page."""
    return below.genre == "item" and below.page == block.page > 0 and not below.style.gras and below.style.taille < block.style.taille


def _goes_on(block: Block, lignes: Sequence[Line]) -> bool:
    return raw_text(lignes, block.spans).rstrip().endswith((":", ";", ","))


def _may_be_shrunk(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a text in bold has the words of a title and stands in no cell, value or encadré."""
    if block.genre != "texte" or not block.style.gras or block.suite or block.cellule or block.encadre:
        return False
    text = raw_text(lignes, block.spans)
    return len(text.split()) <= MOTS_TITRE and not (text[:1].islower() or text.startswith("("))  # 'recrutent (Région)' ends a title


def year_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Years alone on their lines, each larger than the title right below it, as headings, where two at least are set alike and count on:
    the parts of a road map."""
    found: dict[tuple[float, bool, bool, str], dict[int, int]] = defaultdict(dict)  # by look: place among the blocks -> year
    for i, (block, below) in enumerate(pairwise(blocks)):
        over = below.genre == "titre" and below.page == block.page and below.style.taille < block.style.taille
        if block.genre == "texte" and over and not block.suite and (said := _AN.fullmatch(raw_text(lignes, block.spans).strip())):
            found[plain_look(block.style)][i] = int(said.group())
    years = {i for told in found.values() if len(told) > 1 and all(a < b for a, b in pairwise(told.values())) for i in told}
    return [replace(b, genre="titre", pourquoi=(ANNEE,)) if i in years else b for i, b in enumerate(blocks)]


def page_heads(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Lines set in bold at one place at the head of most pages, in type no larger than the text, as the titles of their pages; of a path
    ('Ce que nous allons faire › Fil 1') each step is a heading under the one before."""
    pages = {b.page for b in blocks if b.page}
    places: dict[tuple[float, bool, str, int, int], list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        first = block.page > 0 and (i == 0 or blocks[i - 1].page != block.page)
        if first and block.genre == "texte" and block.style.gras and len(block.spans) == 1 and not (block.suite or block.cellule):
            s = block.style
            places[s.taille, s.gras, s.couleur, round(block.bbox[0] / BORD), round(block.bbox[1] / BORD)].append(i)
    heads = _in_banners(blocks, lignes)
    for found in places.values():
        texts = [raw_text(lignes, blocks[i].spans).strip() for i in found]
        titled = all(len(text.split()) <= MOTS_TITRE and not text.endswith((".", ";", ",", ":")) for text in texts)
        if titled and len(found) >= max(TETES_MIN, PART_TETES * len(pages)) and len(set(texts)) >= TITRES_MIN:
            heads.update(found)
    out: list[Block] = []
    for i, block in enumerate(blocks):
        out += _steps(block, lignes) if i in heads else [block]
    return renumbered(out) if heads else list(blocks)


def _in_banners(blocks: Sequence[Block], lignes: Sequence[Line]) -> set[int]:
    """Places of the lines that open their page where headings of one level word open others, in their look: 'Prochaines étapes' on the bar
    that holds 'Défi 1 : Apprendre' elsewhere, in type smaller than the text."""
    firsts = [i for i, b in enumerate(blocks) if b.page and (i == 0 or blocks[i - 1].page != b.page) and b.style.fond]
    pages: dict[tuple[Style, int, int], set[int]] = defaultdict(set)
    for i in firsts:
        if blocks[i].genre == "titre":
            pages[_spot(blocks[i])].add(blocks[i].page)
    out: set[int] = set()
    for i in firsts:
        block = blocks[i]
        plain = block.genre == "texte" and len(block.spans) == 1 and not (block.suite or block.cellule or block.encadre)
        headed = plain and len(pages.get(_spot(block), ())) >= TITRES_MIN
        if headed and len(raw_text(lignes, block.spans).split()) <= MOTS_TITRE:
            out.add(i)
    return out


def _spot(block: Block) -> tuple[Style, int, int]:
    """How a line is set, and where it starts on its page."""
    return (block.style, round(block.bbox[0] / BORD), round(block.bbox[1] / BORD))


def _steps(block: Block, lignes: Sequence[Line]) -> list[Block]:
    """The heading of a page, or those of the steps of a path; the signs between them are markup of the step behind."""
    text = raw_text(lignes, block.spans)
    signs = list(_CHEMIN.finditer(text))
    if not signs:
        return [replace(block, genre="titre", pourquoi=("en tête de sa page, comme sur la plupart",))]
    starts, ends = [0, *(m.end() for m in signs)], [*(m.start() for m in signs), len(text)]
    out = []
    for n, (a, b) in enumerate(zip(starts, ends, strict=True)):
        balises = (*(block.balises if n == 0 else cut(lignes, block.spans, signs[n - 1].start(), signs[n - 1].end())),)
        why = (THEME, CHEMIN) if n else (THEME,)
        out.append(replace(block, genre="titre", spans=cut(lignes, block.spans, a, b), balises=balises, pourquoi=why))
    return out


def _heads_page(block: Block, title: Block, lignes: Sequence[Line]) -> bool:
    """Whether a short line stands right above a title set larger, at its left edge."""
    text = SUITE.sub("", raw_text(lignes, block.spans)).strip()
    words = len(block.spans) == 1 and not block.suite and not block.lateral and 0 < len(text.split()) <= MOTS_THEME
    over = title.genre == "titre" and title.page == block.page > 0 and title.style.taille > block.style.taille
    near = abs(title.bbox[0] - block.bbox[0]) <= BORD and -1 <= title.bbox[1] - block.bbox[3] < 1.5 * title.style.taille
    return words and over and near and text[-1].isalnum() and any(c.isalpha() for c in text)
