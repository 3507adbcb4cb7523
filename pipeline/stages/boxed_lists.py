"""Items and titles that drawn boxes, bands or bold tell, not a list sign.

Reads the blocks of a document in order; decides by looks of several boxes, by rows of boxes, by lists below. One box alone tells nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from pipeline.colours import light
from pipeline.model import Block, Line, Style
from pipeline.stages.block_looks import (
    MOTS_TITRE,
    NUMERO_DE_LISTE,
    PUCE_BOITE,
    TITRES_MIN,
    is_a_name,
    plain_look,
    printed_whole,
    under_titles,
)
from pipeline.stages.headings import Heading, parse_heading
from pipeline.stages.region_bands import RETRECI
from pipeline.texts import raw_text


def banded_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Texts in bold white, each alone on a dark box right over a list, as titles, though their type is smaller than that of the lists.

    Three of one look at least, or of the look of titles of the document but for a size shrunk to fit, most of them over a list, none behind
    a label, whose value it would be.
    """
    size = Counter(b.groupe for b in blocks if b.groupe)
    found: dict[Style, list[int]] = defaultdict(list)
    values: set[Style] = set()
    titled: dict[Style, Counter[float]] = defaultdict(Counter)
    for block in blocks:
        if block.genre == "titre" and block.style.fond and size.get(block.groupe, 0) == 1:
            titled[replace(block.style, fond="", taille=0.0)][block.style.taille] += 1
    for i, block in enumerate(blocks):
        banded = block.style.gras and bool(block.style.fond) and light(block.style.couleur) and size.get(block.groupe, 0) == 1
        counted = block.genre == "item" and block.pourquoi[:1] == (NUMERO_DE_LISTE,)  # '4. Réussir à l'école' reads as an item too
        if (block.genre == "texte" or counted) and banded and not block.cellule:
            style = replace(block.style, fond="")  # each part may have a colour of its own
            found[style].append(i)
            if block.suite or (i and blocks[i - 1].genre == "etiquette"):
                values.add(style)
    out = list(blocks)
    for style, places in found.items():
        listed = sum(i + 1 < len(blocks) and blocks[i + 1].genre == "item" for i in places)
        kin = Counter({size: n for size, n in titled[replace(style, taille=0.0)].items() if size < RETRECI * style.taille})
        few = len(places) < TITRES_MIN and kin.total() < TITRES_MIN
        if style in values or few or 2 * listed < len(places):
            continue
        for i in places:
            if len(raw_text(lignes, blocks[i].spans).split()) <= MOTS_TITRE:
                why = ("en blanc sur sa bande, au-dessus d'une liste",)
                spans = printed_whole(blocks[i], lignes)
                look = blocks[i].style
                look = look if len(places) >= TITRES_MIN else replace(look, taille=kin.most_common(1)[0][0])
                out[i] = replace(blocks[i], genre="titre", spans=spans, style=look, balises=(), marque="", niveau=1, pourquoi=why)
    return out


def bold_items(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Bold items over plain ones of a deeper level, several in a document, as their titles: the list names engagements and actions.

    Where most are so, others set alike over a text or a label are titles too: '▼ Rouvrir la piscine'.
    """
    over = {i for i, (block, below) in enumerate(pairwise(blocks)) if _is_over(block, below, lignes)}
    bold = [i for i, b in enumerate(blocks) if b.genre == "item" and b.style.gras]
    if len(over) < 2 or 2 * len(over) < len(bold):
        return list(blocks)
    looks = {(blocks[i].style.taille, blocks[i].style.couleur, round(blocks[i].bbox[0])) for i in over}
    for i in bold:
        block, below = blocks[i], blocks[i + 1] if i + 1 < len(blocks) else None
        alike = (block.style.taille, block.style.couleur, round(block.bbox[0])) in looks and not block.cellule
        if alike and below is not None and below.genre in ("texte", "etiquette") and is_a_name(block, lignes):
            over.add(i)
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
    return plain and block.page == below.page and not block.cellule and block.niveau == 1 < below.niveau and is_a_name(block, lignes)


def boxes_in_a_row(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Texts that only their size or their fill sets apart, three at least each alone in a box of one row, with nothing below, as items."""
    size = Counter(b.groupe for b in blocks if b.groupe)
    if sum(n == 1 for n in size.values()) < 3:
        return list(blocks)

    def alone(b: Block) -> bool:
        plain = b.genre == "titre" and not b.numero and not b.style.gras and b.page > 0
        return plain and size.get(b.groupe, 0) == 1 and parse_heading(raw_text(lignes, b.spans)) == Heading()

    out = list(blocks)
    looks = [(b.page, plain_look(b.style)) if alone(b) else None for b in blocks]
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


def boxed_paragraphs(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Paragraphs that share a drawn box with nothing else, between a heading without list and the parties below it, as its items, where
    several headings of the document have such a box with several."""
    held: dict[int, list[int]] = defaultdict(list)
    for i, block in enumerate(blocks):
        if block.groupe:
            held[block.groupe].append(i)
    runs: dict[tuple[str, float, bool], list[list[int]]] = defaultdict(list)  # by the look of their first
    for _, body in under_titles(blocks):
        parties = next((i for i in body if blocks[i].etiquette.startswith("acteur:")), -1)
        if parties < 0 or any(blocks[i].genre == "item" for i in body):
            continue
        for run in (held[g] for g in dict.fromkeys(blocks[i].groupe for i in body if i < parties) if g):
            if set(run) <= set(body) and run[-1] < parties and all(_is_boxed_paragraph(blocks[i], lignes) for i in run):
                style = blocks[run[0]].style
                runs[style.fond, style.taille, style.gras].append(run)
    out = list(blocks)
    for alike in runs.values():
        if sum(len(run) > 1 for run in alike) < TITRES_MIN:
            continue
        for i in (i for run in alike for i in run):
            out[i] = replace(blocks[i], genre="item", marque=PUCE_BOITE, pourquoi=("paragraphe d'une boîte sous un titre, comme d'autres",))
    return out


def _is_boxed_paragraph(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a text in a box with others is short enough for an item, and set as no title of theirs."""
    plain = block.genre == "texte" and not (block.suite or block.cellule or block.lateral or block.style.gras)
    return plain and 2 <= len(raw_text(lignes, block.spans).split()) <= MOTS_TITRE


def _boxed_look(block: Block, size: Mapping[int, int], lignes: Sequence[Line]) -> tuple[str, float, bool] | None:
    """The look of a text that has a drawn box to itself and is short enough for an item; None for another block."""
    if block.genre != "texte" or block.suite or block.cellule or block.lateral or size.get(block.groupe, 0) != 1:
        return None
    words = len(raw_text(lignes, block.spans).split())
    return (block.style.fond, block.style.taille, block.style.gras) if 2 <= words <= MOTS_TITRE else None
