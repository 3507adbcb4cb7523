"""Headings of no list that are the fields of fiches: 'Pourquoi agir', 'Ce que l'on engage', 'Résultats guettés' below each title.

Reads the blocks of a document in order; decides by return: the same words below several titles, each of which holds nothing but headings
that return so. What such a field is, its content says: a list of what to do is one of actions. A heading above others of its own stays one,
and so do the questions of each workshop: a concertation has no fields.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.lexicon import boxed_titles, credit_words
from pipeline.model import Block, Line, Spans
from pipeline.stages.block_looks import PUCE_DESSINEE, TITRES_MIN, renumbered
from pipeline.stages.bold_verbs import is_infinitive
from pipeline.stages.headings import RANG_GROUPE, Heading, parse_heading
from pipeline.stages.labels import named_label
from pipeline.stages.natures import title_nature
from pipeline.stages.run_in import bold_lead
from pipeline.texts import cut, fold, label_key, raw_text, text_of

_VALEUR = re.compile(r"([A-ZÀ-Ü][\w'’]*(?: [\w'’]+){0,4}?)\s?:\s+(\S.*)")
# What leaves a few words open before what they lead to.
_OUVERTS = ("…", "...", "?")
# The most words of a value on the line of its label.
MOTS_VALEUR = 14
# The most words of a field.
MOTS_CHAMP = 7
# Share of the titles below which a field returns that hold but fields.
PART_FICHES = 0.8
# A title is larger than the fields below it by this much.
PLUS_GRAND = 1.1
# The fewest fields of a fiche, those that a list knows included.
CHAMPS_MIN = 2


class _Title(Struct):
    """A heading and the indexes of the headings below it down to the next one as large; `labels`: how many known labels stand there."""

    at: int
    below: list[int]
    labels: int = 0


def returning_fields(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The same blocks, such headings turned into labels."""
    heads = [i for i, b in enumerate(blocks) if b.genre == "titre" and not _is_aside(b, lignes)]
    counted = {i for i in heads if parse_heading(raw_text(lignes, blocks[i].spans)) != Heading()}
    plain = {
        i
        for i in heads
        if i not in counted and _may_be_field(blocks[i], lignes) and not (blocks[i + 1 : i + 2] and _is_quote(blocks[i + 1], lignes))
    }
    if len(plain) < TITRES_MIN:
        return list(blocks)  # none returns as often
    said = {i: fold(raw_text(lignes, blocks[i].spans)).strip(" .:") for i in heads}
    titles = [t for t in _titles(blocks, heads, counted) if title_nature(raw_text(lignes, blocks[t.at].spans)) != ("concertation", True)]
    places: dict[str, set[int]] = defaultdict(set)
    for title in titles:
        for i in title.below:
            if i in plain:
                places[said[i]].add(title.at)
    fields = {words for words, at in places.items() if len({said[i] for i in at}) >= TITRES_MIN}
    if fields:
        fields -= _led(said, blocks)
    while fields:
        fiches = {
            t.at
            for t in titles
            if t.below and t.labels + len(t.below) >= CHAMPS_MIN and all(i in plain and said[i] in fields for i in t.below)
        }
        kept = {words for words in fields if len(places[words] & fiches) >= PART_FICHES * len(places[words])}
        if kept == fields:
            break
        fields = kept
    if not fields:
        return list(blocks)
    found = {i for t in titles if t.at in fiches for i in t.below}
    genres = {words: _genre(words, [i for i in found if said[i] == words], blocks, lignes) for words in fields}
    why = ("revient sous plusieurs titres, qui n'ont que de tels champs",)
    return [
        replace(b, genre="etiquette", etiquette=genres[said[i]], rang=0, pourquoi=(*b.pourquoi, *why)) if i in found else b
        for i, b in enumerate(blocks)
    ]


def _led(said: Mapping[int, str], blocks: Sequence[Block]) -> set[str]:
    """The words of headings that nearly always have parties of their own, where there are several such: 'Engagements de l'État' and
    'Engagements de l'agglomération' under each theme, each with who leads it."""
    leads: Counter[str] = Counter()
    parties = False  # whether parties are named below, before the next heading
    for i in reversed(range(len(blocks))):
        block = blocks[i]
        if block.genre == "titre":
            if i in said:
                leads[said[i]] += parties
            parties = False
        elif block.etiquette.startswith("acteur:"):
            parties = block.genre == "etiquette"
    count = Counter(said.values())
    led = {words for words, n in leads.items() if n >= TITRES_MIN and n >= PART_FICHES * count[words]}
    return led if len(led) > 1 else set()


def returning_leads(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The same blocks; a few words set apart, with their colon, that return over lists of which few tell what to do, turned into labels:
    'On aura réussi si :' over what is hoped for, not 'L'État s'engage à :' over what he does."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, (block, below) in enumerate(pairwise(blocks)):
        if block.genre != "texte" or block.suite or len(block.spans) != 1 or below.genre != "item" or below.page != block.page:
            continue
        text = raw_text(lignes, block.spans).rstrip()
        apart = (block.style.gras, block.style.couleur) != (below.style.gras, below.style.couleur)
        if text.endswith(":") and len(text.split()) <= MOTS_CHAMP and apart and parse_heading(text) == Heading():
            found[fold(text).rstrip(" :")].append(i)
    found.pop("", None)  # a colon alone
    leads = {i for words, at in found.items() if len(at) >= TITRES_MIN and _genre(words, at, blocks, lignes) == "champ" for i in at}
    out = list(blocks)
    for i in leads:
        block = blocks[i]
        text = raw_text(lignes, block.spans)
        end = len(text.rstrip(" :"))
        signs = (*block.balises, *cut(lignes, block.spans, end, len(text)))
        why = (*block.pourquoi, "revient sur des listes qui ne disent pas quoi faire")
        out[i] = replace(block, genre="etiquette", etiquette="champ", spans=cut(lignes, block.spans, 0, end), balises=signs, pourquoi=why)
    return out


def open_leads(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The same blocks; a few words in bold that a sign leaves open before the rest of their paragraph, or that something else follows, as a
    label with its value where they return under several titles: 'On saura que c'est réussi si… les délais baissent', 'Repère 2024 80 %'."""
    found: dict[str, list[tuple[int, Spans, Spans]]] = defaultdict(list)
    under: dict[int, int] = {}
    title = -1
    for i, block in enumerate(blocks):
        if block.genre == "titre":
            title = i
        icon = block.genre == "item" and block.marque == PUCE_DESSINEE  # before a field, as before an item
        if not (block.genre == "texte" or icon) or block.encadre or title < 0:
            continue
        if (lead := bold_lead(replace(block, genre="texte"), lignes)) is None:
            continue
        text = raw_text(lignes, lead[0]).rstrip()
        after = raw_text(lignes, lead[1]).lstrip()[:1]
        open_end = text.endswith(_OUVERTS) or (not icon and (after.isupper() or after.isdigit()))
        if open_end and parse_heading(text) == Heading():
            found[fold(text)].append((i, *lead))
            under[i] = title
    leads = {i: (a, b) for told in found.values() if len({under[i] for i, _, _ in told}) >= TITRES_MIN for i, a, b in told}
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if i not in leads:
            out.append(block)
            continue
        label, value = leads[i]
        why = ("en gras, revient avant la suite de son paragraphe",)
        block = replace(block, genre="texte", marque="", niveau=1, pourquoi=why)
        out.append(replace(block, genre="etiquette", etiquette="champ", spans=label))
        out.append(replace(block, spans=value, balises=(), suite=True))
    return renumbered(out) if leads else out


def returning_values(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The same blocks; a word or two, a colon and a few words, in a look of their own, as a label with its value where they return under
    several titles: 'Livraison : été 2026', in italics below the actions."""
    found: dict[tuple[str, float, bool, bool, str], list[tuple[int, re.Match[str]]]] = defaultdict(list)
    under: dict[int, int] = {}
    title = -1
    for i, block in enumerate(blocks):
        if block.genre == "titre":
            title = i
        if block.genre != "texte" or block.suite or block.encadre or title < 0:
            continue
        lead = _VALEUR.fullmatch(raw_text(lignes, block.spans))
        if lead is not None and len(lead[2].split()) <= MOTS_VALEUR and label_key(lead[1]) not in credit_words():
            found[(fold(lead[1]), *_look(block))].append((i, lead))
            under[i] = title
    if not found:
        return list(blocks)
    sizes: Counter[tuple[float, bool, bool, str]] = Counter()
    for block in blocks:
        if block.genre in ("texte", "item") and not block.suite:
            sizes[_look(block)] += sum(s.fin - s.debut for s in block.spans)
    usual = sizes.most_common(1)[0][0] if sizes else None
    leads = {
        i: m
        for (_, *look), told in found.items()
        if tuple(look) != usual and len({under[i] for i, _ in told}) >= TITRES_MIN
        for i, m in told
    }
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if (m := leads.get(i)) is None:
            out.append(block)
            continue
        why = ("revient, dans un aspect à lui, sous plusieurs titres",)
        label, signs = cut(lignes, block.spans, m.start(1), m.end(1)), cut(lignes, block.spans, m.end(1), m.start(2))
        out.append(replace(block, genre="etiquette", etiquette="champ", spans=label, balises=(*block.balises, *signs), pourquoi=why))
        out.append(replace(block, spans=cut(lignes, block.spans, m.start(2), m.end(2)), balises=(), suite=True, pourquoi=why))
    return renumbered(out) if leads else out


def _look(block: Block) -> tuple[float, bool, bool, str]:
    return (block.style.taille, block.style.gras, block.style.italique, block.style.couleur)


def _may_be_field(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a heading without level word and number has as few words as a field."""
    return not block.numero and block.rang < RANG_GROUPE and len(raw_text(lignes, block.spans).split()) <= MOTS_CHAMP


def _is_quote(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a text is what somebody said: its title is no field's."""
    return raw_text(lignes, block.spans).lstrip()[:1] in ("«", "“", '"')


def _is_aside(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a heading on a fill says that what stands below is beside the text: 'Entendu en atelier' on each fiche."""
    return bool(block.groupe or block.style.fond) and boxed_titles().match(fold(raw_text(lignes, block.spans))) is not None


def _titles(blocks: Sequence[Block], heads: Sequence[int], counted: Set[int]) -> list[_Title]:
    """Each of the headings with those below it that are smaller, as long as none is as large or one of the `counted`, with level word or
    number."""
    out: list[_Title] = []
    open_: list[_Title] = []
    known = set(heads)
    for i, block in enumerate(blocks):
        if block.genre == "etiquette" and open_:
            open_[-1].labels += 1
        if i not in known:
            continue
        while open_ and (i in counted or blocks[open_[-1].at].style.taille < PLUS_GRAND * block.style.taille):
            open_.pop()  # a level word or a number is no field's, however small: 'Axe 2' over the next fiche
        if open_:
            open_[-1].below.append(i)
        open_.append(_Title(i, []))
        out.append(open_[-1])
    return out


def _genre(words: str, at: Sequence[int], blocks: Sequence[Block], lignes: Sequence[Line]) -> str:
    """The code of the label that such a heading is: what a list says of it, else actions where most of what it heads tells what to do."""
    known = named_label(words)
    if known is not None:
        return known.code
    items: list[bool] = []
    for i in at:
        for block in blocks[i + 1 :]:
            if block.genre in ("titre", "etiquette"):
                break
            if block.genre == "item" and block.spans and block.niveau == 1:
                items.append(is_infinitive(text_of(lignes, block.spans)))
    return "actions" if items and 2 * sum(items) >= len(items) else "champ"
