"""Fiches-action: the field that gives a title becomes the heading, the field that groups fiches the heading above them.

Reads blocks in order, whether a fiche was drawn as a grid or printed as `label : value` lines; decides by labels.toml
and by what several fiches share. A thématique that only one fiche has stays a field of it, and so does each where the plan that the file
states has the fiches in parts of another name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from pipeline.lexicon import degrees, level_types, tick_boxes
from pipeline.model import Block, Line, Spans
from pipeline.stages.block_looks import renumbered
from pipeline.stages.headings import RANG_RANGEE, RANG_THEME, parse_heading
from pipeline.stages.names import label_values
from pipeline.texts import cut, fold, label_key, raw_text, text_of

MOTS_GROUPE = 30
# So many titles right above those of fiches, in the plan that the file states (bookmarks, tags), are the parts that hold them; where it
# leaves a depth out, the field stands in its place.
PARTIES_ENONCEES = 2
# The number of a part of the document, which its own heading names: no title.
_NUMERO = re.compile(r"(?:[nN][°ºo] ?)?\d+")


class _Fiche(Struct, frozen=True):
    """A heading (if any) and the blocks up to the next one."""

    titre: Block | None
    corps: tuple[Block, ...]


def fiches(blocks: Sequence[Block], lignes: Sequence[Line]) -> tuple[Block, ...]:
    """The same blocks, with the headings that fields state. No block is dropped: labels and bars become markup of the heading."""
    parts = [_titled(part, lignes) for part in _split(blocks)]
    shared = _shared(parts, lignes)
    held = _held(parts, lignes) if shared else frozenset()
    out: list[Block] = []
    for part in parts:
        if part.titre is None or not shared or part.titre.enonce in held:
            out += [part.titre, *part.corps] if part.titre else part.corps
            continue
        heads, corps = _groups(part, shared, lignes)
        titre = part.titre
        if heads and out and out[-1].genre == "titre" and not _is_bare(titre, lignes) and _is_bare(out[-1], lignes):
            bar = out.pop()  # 'FICHE A1' beside its title: the theme stands above both
            number = parse_heading(raw_text(lignes, bar.spans)).numero or ""
            titre = replace(titre, balises=(*bar.spans, *bar.balises, *titre.balises), numero=number)
        out += [*heads, replace(titre, rang=RANG_RANGEE) if heads else titre, *corps]
    return tuple(renumbered(out))


def _held(parts: Sequence[_Fiche], lignes: Sequence[Line]) -> frozenset[int]:
    """The depths that the file states of fiches whose parts it states too, several titles above them; not where one title alone stands
    right above all of them, and they are of several groups: it is but the last one before them."""
    stated = Counter(part.titre.enonce for part in parts if part.titre is not None and part.titre.enonce)
    holders: dict[int, set[int]] = defaultdict(set)
    groups: dict[int, set[str]] = defaultdict(set)
    above: dict[int, int] = {}  # depth to the last title that is stated there
    for n, part in enumerate(parts):
        depth = part.titre.enonce if part.titre is not None else 0
        if not depth:
            continue
        if depth - 1 in above:
            told = {fold(text_of(lignes, spans)) for _, spans in _levels(part, lignes)}
            groups[depth] |= told
            holders[depth] |= {above[depth - 1]} if told else set()
        above = {d: at for d, at in above.items() if d < depth} | {depth: n}
    return frozenset(
        d
        for d in stated
        if d - 1 in stated
        and sum(n for over, n in stated.items() if over < d) >= PARTIES_ENONCEES
        and (len(holders[d]) != 1 or len(groups[d]) == 1)
    )


def _split(blocks: Sequence[Block]) -> list[_Fiche]:
    """Cut at headings, and at each label that gives a title once one has been given."""
    out: list[_Fiche] = []
    titre: Block | None = None
    corps: list[Block] = []
    given = False
    for block in blocks:
        gives = block.genre == "etiquette" and block.etiquette == "titre"
        if block.genre == "titre" or (gives and given):
            out.append(_Fiche(titre, tuple(corps)))
            titre, corps, given = (None, [block], True) if gives else (block, [], False)
            continue
        given = given or gives
        corps.append(block)
    out.append(_Fiche(titre, tuple(corps)))
    return [part for part in out if part.titre is not None or part.corps]


def _titled(part: _Fiche, lignes: Sequence[Line]) -> _Fiche:
    """The part with the title that its title field gives, if it has one and no other title of its own."""
    at = next((i for i, b in enumerate(part.corps) if b.genre == "etiquette" and b.etiquette == "titre"), None)
    if at is None:
        return part
    label = part.corps[at]
    values = label_values(label, part.corps[at + 1 :], lignes)
    spans = tuple(s for b in values for s in b.spans)
    if not spans:
        return part
    own = part.titre is not None and not _is_bare(part.titre, lignes)
    bar = None if own else part.titre
    printed = () if label.repris else (*label.spans, *label.balises)
    balises = (*printed, *(s for b in values if not b.repris for s in b.balises))
    number = ""
    if bar is not None:
        number = parse_heading(raw_text(lignes, bar.spans)).numero or ""
        balises = (*bar.spans, *bar.balises, *balises)
    place = bar or label
    title = replace(
        values[0],
        genre="titre",
        spans=spans,
        balises=balises,
        page=place.page,
        bbox=place.bbox,
        rang=RANG_RANGEE,
        numero=number,
        cellule=0,
        suite=False,
        groupe=0,
        pourquoi=(f"valeur de l'étiquette {text_of(lignes, label.spans)!r}",),
    )
    before, after = part.corps[:at], part.corps[at + 1 + len(values) :]
    # a heading with a title of its own commands what stands before the field that gives the fiche its title
    return _Fiche(part.titre, (*before, title, *after)) if own else _Fiche(title, (*before, *after))


def _is_bare(block: Block, lignes: Sequence[Line]) -> bool:
    """A bar such as 'FICHE ACTION n° 1.1', without a title behind its number."""
    text = raw_text(lignes, block.spans)
    head = parse_heading(text)
    if head.type != "section" and not text[head.debut :].strip():
        return True
    return fold(text).strip(" .:") in ("fiche action", "fiche-action", "fiche", "fiche projet")


def _shared(parts: Sequence[_Fiche], lignes: Sequence[Line]) -> frozenset[str]:
    """Keys of the niveau labels that group fiches: some value of theirs stands in two fiches, and none names a part of the document."""
    values: dict[str, list[str]] = defaultdict(list)
    fields: set[str] = set()
    references: set[str] = set()
    titles = [_level(raw_text(lignes, part.titre.spans)) for part in parts if part.titre]
    levels = {level: title for level, title in titles if level[0] != "section" and level[1]}
    for part in parts:
        for label, spans in _levels(part, lignes):
            key = label_key(text_of(lignes, label.spans))
            level, title = _level(raw_text(lignes, spans))
            if levels.get(level, title) != title:
                references.add(key)  # 'Axe 1 : grandir', where 'Axe 1. Grandir et se soigner' is a part of the document
            values[key].append(fold(text_of(lignes, spans)))
            if label.etiquette != "niveau":
                fields.add(key)
    shared = {key for key, told in values.items() if len(set(told)) < len(told)}
    return frozenset(key for key in shared - references if key not in fields or _in_blocks(values[key]))


def _level(texte: str) -> tuple[tuple[str, str], str]:
    """What level a title names, and its words behind the number."""
    head = parse_heading(texte)
    return (head.type, head.numero or ""), fold(texte[head.debut :]).strip()


def _may_group(label: Block, titre: Block | None, lignes: Sequence[Line]) -> bool:
    """Whether a column that stands left of the titles of its rows is headed by a level word: 'Objectif' is a field right of them."""
    if not label.repris or label.etiquette != "champ" or titre is None or label.bbox[2] > titre.bbox[0]:
        return False
    return label_key(text_of(lignes, label.spans)).partition(" ")[0] in level_types()


def _in_blocks(values: Sequence[str]) -> bool:
    """Whether no value comes back after another one: the rows of one level follow each other."""
    return len([v for v, _ in groupby(values)]) == len(set(values))


def _levels(part: _Fiche, lignes: Sequence[Line]) -> list[tuple[Block, Spans]]:
    out: list[tuple[Block, Spans]] = []
    for i, block in enumerate(part.corps):
        if block.genre == "etiquette" and (block.etiquette == "niveau" or _may_group(block, part.titre, lignes)):
            values = label_values(block, part.corps[i + 1 :], lignes)
            spans = tuple(s for b in values for s in b.spans)
            value = text_of(lignes, spans)
            ticked = any(b.marque and b.marque in tick_boxes() for b in values)  # all that it could be, the one that it is ticked
            if spans and not ticked and len(value.split()) <= MOTS_GROUPE and not _NUMERO.fullmatch(value) and fold(value) not in degrees():
                out.append((block, spans))
    return out


def _groups(part: _Fiche, shared: frozenset[str], lignes: Sequence[Line]) -> tuple[list[Block], list[Block]]:
    """The headings that the part's grouping fields give, and the part's other blocks."""
    heads: list[Block] = []
    corps = list(part.corps)
    for label, spans in _levels(part, lignes):
        key = label_key(text_of(lignes, label.spans))
        if key not in shared:
            continue
        at = next(i for i, b in enumerate(corps) if b is label)
        values = label_values(label, corps[at + 1 :], lignes)
        printed = () if label.repris else (*label.spans, *label.balises)
        balises = (*printed, *(s for b in values if not b.repris for s in b.balises))
        why = f"valeur de l'étiquette {text_of(lignes, label.spans)!r}, partagée par plusieurs fiches"
        spans = cut(lignes, spans, 0, len(raw_text(lignes, spans)))
        heads.append(
            replace(
                values[0],
                genre="titre",
                spans=spans,
                balises=balises,
                rang=RANG_THEME + len(heads),
                cellule=0,
                suite=False,
                pourquoi=(why,),
            )
        )
        del corps[at : at + 1 + len(values)]
    return heads, corps
