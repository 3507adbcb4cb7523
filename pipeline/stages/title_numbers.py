"""Numbers that stand apart from their titles, joined to them: in a disc, in larger type, on a line of their own.

Reads the blocks of a document in order; decides by place beside or above a title, and by numbers or letters that count down the document.
It never makes a number of a figure that does not count.
"""

from __future__ import annotations

import functools
import re
import string
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.model import Block, Line, Span, Style
from pipeline.stages.block_looks import BORD, TITRES_MIN, is_a_name
from pipeline.stages.headings import ROMAINS, Heading, is_bare_level, is_bare_number, is_level_word, is_parted, names_level, parse_heading
from pipeline.stages.region_items import union
from pipeline.texts import collapse, cut, fold, raw_text

_MOT_NUMERO = re.compile(r"([^\W\d_]{3,})\s(?:n°\s?)?(\d{1,2})")
# '3', 'C', '2.1', '2.b', '2B', 'B2': no two letters, nor two numbers, run together.
_RANG = re.compile(r"\d{1,2}|[A-Za-z]")
_RANGS = re.compile(r"(?:\d{1,2}|[A-Z])(?:[.-](?:\d{1,2}|[A-Za-z])|(?<=\d)[A-Za-z]|(?<=[A-Za-z])\d{1,2}){0,2}")
# 'J.' and '1a' before a title.
_CAPITALE = re.compile(r"([A-Z])(?:\s?[.)]|\s[–—-])\s+(?=\S)")
_RANG_LETTRE = re.compile(r"(\d{1,2}[a-z])(?:\s*[-–—.:)|]\s*|\s+)(?=[A-ZÀ-Ý])")
# The longest bare number, level word included: 'Fiche action n° 2.1 :'.
LONGUEUR_NUMERO = 60
# Ems between a number in a disc and its title.
ECART_NUMERO = 2.5
# A numeral over its title is larger than it by this much.
NUMERAL = 1.5
# The same, at the head of the title's own line.
NUMERAL_ACCOLE = 1.25
# So many words with a numeral at the right of their titles show how the document sets them; so many blocks behind the title it may stand.
NUMEROS_MIN, LOIN = 2, 3


# A block, with its place, and the title after it.
_Pair = tuple[int, Block, Block]


class Sign(Struct, frozen=True):
    """A block that is but the number `texte` of a title: places of both among the blocks."""

    bloc: int
    titre: int
    texte: str


def counted_numbers(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Numbers and letters that stand all in one place beside or above their titles and count down the document, joined to them."""
    out = list(blocks)
    joined: set[int] = set()
    pairs = list(_before_titles(blocks, lignes))
    sides = (_at_side(blocks, lignes), _in_card(blocks, lignes))
    for found in (_over(pairs, lignes), *_signs_over(pairs, lignes), *_words_over(pairs, lignes), *_left_of(pairs, lignes), *sides):
        filled = all(blocks[s.bloc].style.fond for s in found)
        if not _counts([sign.texte for sign in found], filled) or any(out[s.titre].numero or s.bloc in joined for s in found):
            continue
        for sign in found:
            out[sign.titre] = _numbered(out[sign.titre], blocks[sign.bloc], sign.texte)
            joined.add(sign.bloc)
    return [b for i, b in enumerate(out) if i not in joined]


def _over(pairs: Sequence[_Pair], lignes: Sequence[Line]) -> list[Sign]:
    """Numerals, large or in a disc, each over a title: a figure does not count."""
    found: list[Sign] = []
    for i, block, title in pairs:
        text = raw_text(lignes, block.spans).strip() if len(block.spans) == 1 else ""
        large = block.style.taille > NUMERAL * title.style.taille
        over = abs(block.bbox[0] - title.bbox[0]) <= BORD and abs(title.bbox[1] - block.bbox[3]) < block.style.taille / 2
        in_disc = _is_inset(block, title)
        over = over or (in_disc and -1 <= title.bbox[1] - block.bbox[3] < 1.5 * title.style.taille)
        if text.isdecimal() and len(text) <= 2 and (large or in_disc) and over:
            found.append(Sign(i, i + 1, text))
    return found


def _is_inset(block: Block, title: Block) -> bool:
    """Whether a block stands on a fill that the title below it has not, and starts as much further right as the fill needs."""
    return block.style.fond not in ("", title.style.fond) and 0 <= block.bbox[0] - title.bbox[0] <= 2 * block.style.taille


def _signs_over(pairs: Sequence[_Pair], lignes: Sequence[Line]) -> list[list[Sign]]:
    """Roman numbers, letters and numbers, of several levels perhaps, alone right above a title, at its left edge, on a pill there or in its
    middle, however large: one list of each."""
    found: dict[str, list[Sign]] = defaultdict(list)
    for i, block, title in pairs:
        text = raw_text(lignes, block.spans).strip(" .)") if len(block.spans) == 1 else ""
        flush = abs(block.bbox[0] - title.bbox[0]) <= BORD or abs(sum(block.bbox[::2]) - sum(title.bbox[::2])) <= 2 * BORD
        flush = flush or _is_inset(block, title)
        if not flush or not -1 <= title.bbox[1] - block.bbox[3] < title.style.taille:
            continue
        marked = _marked(block.style)
        kinds_of = {
            "romains": text in ROMAINS,
            "lettres": marked and len(text) == 1 and text.isalpha() and text.isupper(),
            "nombres": marked and text.isdecimal() and len(text) <= 2,
            "composes": "." in text and ranks(text) is not None,
        }
        for kind, fits in kinds_of.items():
            if fits:
                found[kind].append(Sign(i, i + 1, text))
    return list(found.values())


def _words_over(pairs: Sequence[_Pair], lignes: Sequence[Line]) -> list[list[Sign]]:
    """One word, no level of an outline, and a number, each right above a title: 'Carte 4', 'Promesse 4'. One list for each word."""
    found: dict[str, list[Sign]] = defaultdict(list)
    for i, block, _ in pairs:
        said = _MOT_NUMERO.fullmatch(raw_text(lignes, block.spans).strip())
        if said and parse_heading(said[0]) == Heading():
            found[fold(said[1])].append(Sign(i, i + 1, said[2]))
    return [signs for signs in found.values() if len(signs) >= TITRES_MIN]


def _left_of(pairs: Sequence[_Pair], lignes: Sequence[Line]) -> list[list[Sign]]:
    """Letters, numbers and roman numbers at the left of a title, level with some of it, however far: one list of each."""
    found: dict[str, list[Sign]] = defaultdict(list)
    for i, block, title in pairs:
        text = raw_text(lignes, block.spans).strip(" .")
        level = min(block.bbox[3], title.bbox[3]) > max(block.bbox[1], title.bbox[1])
        if not level or block.bbox[2] > title.bbox[0] + 1:
            continue
        if ranks(text) is not None:
            found["lettres" if text.isalpha() else "nombres"].append(Sign(i, i + 1, text))
        if text in ROMAINS:
            found["romains"].append(Sign(i, i + 1, text))
    if any(len(sign.texte) > 1 for sign in found["romains"]):  # then 'I' beside 'A' and 'B' is no letter
        found["lettres"] = [sign for sign in found["lettres"] if sign.texte not in ROMAINS]
    return list(found.values())


def _at_side(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Sign]:
    """Numbers in discs or squares, or of two levels, at one side of what they number, as those of the titles above their middle, of
    titles abreast of the nearest, all of one type; all of them or none. In the order that they count: they may stand around a hub."""
    found = sorted((i for i, b in enumerate(blocks) if _is_sign(b, lignes)), key=lambda i: (blocks[i].page, blocks[i].bbox[1]))
    if len(found) < TITRES_MIN:
        return []
    titles: dict[int, list[int]] = defaultdict(list)  # by page
    for k in sorted({k for k, b in enumerate(blocks) if b.genre == "titre"} - set(found)):
        titles[blocks[k].page].append(k)
    signs: dict[int, Sign] = {}  # by title
    for i in found:
        middle = (blocks[i].bbox[1] + blocks[i].bbox[3]) / 2
        above = [k for k in titles[blocks[i].page] if blocks[k].bbox[1] < middle]
        low = max((blocks[k].bbox[1] for k in above), default=0.0)
        level = [k for k in above if blocks[k].bbox[1] > low - blocks[k].style.taille]  # titles abreast, a number between them
        if level and not blocks[at := min(level, key=lambda k: (_gap(blocks[k], blocks[i]), -blocks[k].bbox[1]))].numero:
            signs[at] = Sign(i, at, raw_text(lignes, blocks[i].spans).strip())
    looks = {(blocks[k].style.taille, blocks[k].style.gras) for k in signs}
    plain = len(looks) == 1 and all(parse_heading(raw_text(lignes, blocks[k].spans)) == Heading() for k in signs)
    return sorted(signs.values(), key=lambda sign: ranks(sign.texte) or ()) if plain and len(signs) == len(found) else []


def _gap(a: Block, b: Block) -> float:
    """How far two blocks are apart from left to right; 0 when one stands over the other."""
    return max(0.0, a.bbox[0] - b.bbox[2], b.bbox[0] - a.bbox[2])


def _in_card(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Sign]:
    """Numbers in discs, each alone of its kind in a drawn box whose first title it stands beside, at the right; all of them or none."""
    found = [i for i, b in enumerate(blocks) if b.groupe and _in_disc(b, lignes)]
    heads: dict[int, int] = {}  # the first title of each box
    for k, block in enumerate(blocks):
        if block.groupe and block.genre == "titre":
            heads.setdefault(block.groupe, k)
    signs = [Sign(i, heads[g], raw_text(lignes, blocks[i].spans).strip()) for i in found if (g := blocks[i].groupe) in heads]
    lone = len({blocks[i].groupe for i in found}) == len(found) == len(signs) >= TITRES_MIN
    beside = all(
        blocks[s.titre].bbox[2] <= blocks[s.bloc].bbox[0]
        and blocks[s.bloc].bbox[1] < blocks[s.titre].bbox[3]
        and blocks[s.titre].bbox[1] < blocks[s.bloc].bbox[3]
        for s in signs
    )
    return signs if lone and beside else []


def _before_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> Iterator[_Pair]:
    """Short blocks, each with its place and with the title without number that follows it on its page."""
    for i, (block, title) in enumerate(pairwise(blocks)):
        short = block.genre in ("titre", "texte") and sum(sp.fin - sp.debut for sp in block.spans) <= LONGUEUR_NUMERO
        if not short or title.genre != "titre" or title.numero or title.page != block.page or block.suite:
            continue
        if parse_heading(raw_text(lignes, title.spans)) == Heading():
            yield i, block, title


def worded_numerals(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """A level word over its numeral, in larger type at the same edge, above a title: 'ORIENTATION' over '1', as one block; or one over a
    title whose numeral stands at their right, larger than both, as others do."""
    out: list[Block] = []
    blocks = _with_far_numerals(blocks, lignes)
    for block, below in zip_longest(blocks, blocks[1:]):
        over_title = below is not None and below.genre == "titre" and below.page == block.page
        if over_title and out and _is_numeral_below(above := out[-1], block, lignes):
            out[-1] = replace(above, spans=(*above.spans, *block.spans), bbox=union([above.bbox, block.bbox]))
        else:
            out.append(block)
    return out


def _with_far_numerals(blocks: Sequence[Block], lignes: Sequence[Line]) -> Sequence[Block]:
    """The blocks, each numeral that stands on the fill of a level word and its title, at their right, behind the word."""
    found: dict[int, int] = {}  # word -> numeral
    for i, (word, title) in enumerate(pairwise(blocks)):
        if title.genre != "titre" or word.page != title.page or not word.style.fond or not is_level_word(raw_text(lignes, word.spans)):
            continue
        around = range(max(0, i - 2), min(len(blocks), i + 2 + LOIN))
        at = next((k for k in around if k not in (i, i + 1) and _is_far_numeral(blocks[k], word, title, lignes)), None)
        if at is not None and at not in found.values():
            found[i] = at
    if len(found) < NUMEROS_MIN:
        return blocks
    out = list(blocks)
    for i, at in found.items():
        out[i] = replace(out[i], spans=(*out[i].spans, *blocks[at].spans))
    taken = set(found.values())
    return [b for i, b in enumerate(out) if i not in taken]


def _is_far_numeral(block: Block, word: Block, title: Block, lignes: Sequence[Line]) -> bool:
    """Whether a block is but a number in larger type than a title, on its fill and at its right, beside it or the word above it."""
    beside = block.page == title.page and block.style.fond == title.style.fond == word.style.fond and block.bbox[0] >= title.bbox[2]
    level = block.bbox[1] < title.bbox[3] and word.bbox[1] < block.bbox[3]
    told = _lone_rank(block, lignes) if beside and level and block.style.taille > NUMERAL * title.style.taille else None
    return told is not None and len(told) == 1


def _is_numeral_below(above: Block, block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a block is but a number, larger than the level word right above it."""
    if above.page != block.page or above.groupe != block.groupe or abs(above.bbox[0] - block.bbox[0]) > BORD:
        return False
    larger = block.style.taille > NUMERAL * above.style.taille and block.bbox[1] - above.bbox[3] < block.style.taille
    told = _lone_rank(block, lignes)
    return larger and told is not None and len(told) == 1 and is_level_word(raw_text(lignes, above.spans))


def bare_numbers(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Numbers set apart from their titles, joined to them: a line that is only a level word and a number ('Fiche action n° 2') right
    above a title without one, however small; a bare number or code ('3', 'F4') in a disc or a square at the left of a title."""
    out = list(blocks)
    joined: set[int] = set()
    for i, (block, after) in enumerate(pairwise(blocks)):
        if block.genre not in ("texte", "titre") or block.page != after.page or block.suite:
            continue
        if sum(sp.fin - sp.debut for sp in block.spans) > LONGUEUR_NUMERO:
            continue
        text = collapse(raw_text(lignes, block.spans))
        head = parse_heading(text)
        at = i + 1 + _recalls_above(blocks[i + 1 : i + 3], lignes)
        title = blocks[at]
        disc = title.genre == "texte" and bool(block.style.fond) and _marked(title.style)
        titled = title.genre == "titre" or (disc and not raw_text(lignes, title.spans)[:1].islower())  # '120' beside what it counts
        if titled and head.type == "section" and _is_beside(block, title, lignes):
            bare = _is_number(text)
            if bare and not title.numero and len(text) <= 6 and parse_heading(raw_text(lignes, title.spans)) == Heading():
                left = (min(title.bbox[0], block.bbox[0]), *title.bbox[1:])
                out[at] = replace(_numbered(title, block, text.strip(" .:)")), genre="titre", bbox=left)
                joined.add(i)
            continue
        if head.type == "section" or not head.numero or head.debut < len(text):
            continue
        below = parse_heading(raw_text(lignes, after.spans))
        if block.genre == "texte" and after.genre == "titre" and below.type == "section" and below.numero is None:
            out[i] = replace(block, genre="titre", pourquoi=(f"mot de niveau {head.type!r} et numéro, au-dessus d'un titre",))
        elif (
            block.genre == "titre" and after.genre == "texte" and block.groupe and after.groupe == block.groupe and is_a_name(after, lignes)
        ):
            out[i + 1] = replace(after, genre="titre", pourquoi=("sous un mot de niveau et un numéro, dans la même boîte",))
        elif block.genre == after.genre == "texte" and _marked(block.style) and _is_boxed_title(blocks[i : i + 3], lignes):
            out[i : i + 2] = [
                replace(b, genre="titre", pourquoi=("mot de niveau, numéro et titre au-dessus d'un autre, dans une boîte",))
                for b in (block, after)
            ]
    looks = {_as_set(blocks[i]) for i in joined if blocks[i].style.fond}
    for i, block in enumerate(blocks if looks else ()):
        if i not in joined and _as_set(block) in looks and _is_number(text := raw_text(lignes, block.spans).strip()):
            further = _beside_further(i, out, lignes)
            if further is not None:
                out[further] = _numbered(out[further], block, text.strip(" .:)"))
                joined.add(i)
    return [b for i, b in enumerate(out) if i not in joined]


def opens_with_bold_number(line: Line) -> bool:
    """Whether a line starts with a number of several parts in bold and goes on in another weight, with a capital: '4.1.2 Faire du'."""
    pieces = line.pieces
    if len(pieces) < 2 or not pieces[0].style.gras or pieces[1].style.gras:
        return False
    first = line.texte[: pieces[0].fin].strip()
    return "." in first.strip(".") and line.texte[len(first) :].lstrip()[:1].isupper() and is_parted(line.texte)


def bold_numbers(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Short paragraphs behind a number of several parts in bold as headings, where the numbers count on from one to the next and no such
    paragraph is a sentence: an article of a contract is."""
    found = [
        i
        for i, b in enumerate(blocks)
        if b.genre == "texte" and b.spans and not (b.suite or b.cellule or b.encadre) and opens_with_bold_number(lignes[b.spans[0].line])
    ]
    told = [ranks(parse_heading(raw_text(lignes, blocks[i].spans)).numero or "") for i in found]
    counted = all(a is not None and b is not None and follows(a, b) for a, b in pairwise(told))
    if len(found) < TITRES_MIN or not counted or not all(is_a_name(blocks[i], lignes) for i in found):
        return list(blocks)
    whole = set(found)
    return [
        replace(b, genre="titre", pourquoi=("numéro en gras, qui suit celui d'avant",)) if i in whole else b for i, b in enumerate(blocks)
    ]


def lettered_numbers(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Titles that start with a number and a small letter, '1a Relais de lecture', with these as their number where they count down the
    document: '3e édition' does not."""
    found: list[tuple[int, int, str]] = []
    for i, block in enumerate(blocks):
        text = raw_text(lignes, block.spans) if block.genre == "titre" and not block.numero else ""
        if (sign := _RANG_LETTRE.match(text)) is not None:
            found.append((i, sign.end(), sign[1]))
    if len(found) < TITRES_MIN or not _counts([number for *_, number in found]):
        return list(blocks)
    out = list(blocks)
    for i, end, number in found:
        out[i] = _without_its_number(blocks[i], end, number, lignes)
    return out


def late_letters(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Titles that start with a capital behind the last that numbers one by itself, 'J. Habiter', where they go on from A without a gap."""
    found: list[tuple[int, int, str]] = []
    for i, block in enumerate(blocks):
        text = raw_text(lignes, block.spans) if block.genre == "titre" and not block.numero else ""
        if (sign := _CAPITALE.match(text)) is not None:
            found.append((i, sign.end(), sign[1]))
    if "".join(letter for *_, letter in found) != string.ascii_uppercase[: len(found)]:
        return list(blocks)
    out = list(blocks)
    for i, end, letter in found:
        if parse_heading(raw_text(lignes, blocks[i].spans)) == Heading():
            out[i] = _without_its_number(blocks[i], end, letter, lignes)
    return out


def _without_its_number(block: Block, end: int, number: str, lignes: Sequence[Line]) -> Block:
    """The title, the `end` signs that it starts with taken for its number."""
    signs, rest = cut(lignes, block.spans, 0, end), cut(lignes, block.spans, end, len(raw_text(lignes, block.spans)))
    return replace(block, numero=number, spans=rest, balises=(*signs, *block.balises))


def _is_boxed_title(blocks: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether the second of three blocks of one box is short and the third opens with a level word and number: 'AXE 1', its title,
    'Engagement 1.1'."""
    if len(blocks) < 3 or not blocks[0].groupe or any(b.groupe != blocks[0].groupe or b.page != blocks[0].page for b in blocks):
        return False
    third = parse_heading(raw_text(lignes, blocks[2].spans))
    return is_a_name(blocks[1], lignes) and third.type != "section" and bool(third.numero)


def _is_number(texte: str) -> bool:
    return texte.isdigit() or is_bare_number(texte)


def _as_set(block: Block) -> tuple[Style, int]:
    """How a number is set, and where on the width of its page."""
    return block.style, round(block.bbox[0])


def _beside_further(i: int, blocks: Sequence[Block], lignes: Sequence[Line]) -> int | None:
    """The title without number that a number stands beside though other blocks are read between them."""
    for at in range(i + 1, len(blocks)):
        if blocks[at].page != blocks[i].page:
            return None
        titled = blocks[at].genre == "titre" and not blocks[at].numero and _is_beside(blocks[i], blocks[at], lignes)
        if titled and parse_heading(raw_text(lignes, blocks[at].spans)) == Heading():
            return at
    return None


def _numbered(title: Block, block: Block, number: str) -> Block:
    """A title with the number that a block beside or above it prints, whose words become signs of the title."""
    return replace(title, numero=number, balises=(*block.spans, *block.balises, *title.balises))


def _lone_rank(block: Block, lignes: Sequence[Line]) -> tuple[int, ...] | None:
    """What a block counts that is but a number; None for any other."""
    lone = block.genre in ("texte", "titre") and len(block.spans) == 1 and not (block.suite or block.balises or block.numero)
    return ranks(raw_text(lignes, block.spans).strip()) if lone else None


def _in_disc(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a block is but a number on a fill."""
    return bool(block.style.fond) and _lone_rank(block, lignes) is not None


def _is_sign(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a block is but a number on a fill, or one of two levels: '1.a' is no figure."""
    told = _lone_rank(block, lignes)
    return told is not None and (bool(block.style.fond) or len(told) > 1)


def echoed_numerals(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, a numeral in far larger type between 'Pilier 2' and its title that says the same number once more, as furniture."""
    out = list(blocks)
    for i, (above, block, title) in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False), 1):
        large = block.genre in ("titre", "texte") and block.style.taille > NUMERAL * max(above.style.taille, title.style.taille)
        if not large or above.genre != "titre" or title.genre != "titre" or not above.page == block.page == title.page:
            continue
        said, level = raw_text(lignes, block.spans).strip(), raw_text(lignes, above.spans).strip()
        number = (parse_heading(level).numero or "") if is_bare_level(level) else ""
        if number and (said == number or (ranks(said) is not None and ranks(said) == ranks(number))):
            signs = (*block.spans, *block.balises)
            out[i] = replace(block, genre="mobilier", spans=(), balises=signs, pourquoi=("numéro du titre, en grand",))
    return out


def large_numerals(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Letters or numbers that open a title in larger type than its words ('A Bien vivre chez soi'), when they count A, B or 1, 2 down
    the document, as the numbers of these titles."""
    found: list[tuple[int, str]] = []
    for i, block in enumerate(blocks):
        if block.genre != "titre" or block.numero or not block.spans:
            continue
        opening = (p for p in lignes[block.spans[0].line].pieces if p.debut >= block.spans[0].debut)
        pieces = list(islice(opening, 2))
        if len(pieces) < 2 or pieces[0].style.taille < NUMERAL_ACCOLE * pieces[1].style.taille:
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


def _recalls_above(pair: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether the first of two blocks names a level, 'Pilier 1 – Vivre', in smaller type right above a title at its left edge."""
    if len(pair) < 2 or pair[0].page != pair[1].page or pair[1].genre != "titre":
        return False
    above, title = pair
    flush = abs(above.bbox[0] - title.bbox[0]) <= BORD and 0 <= title.bbox[1] - above.bbox[3] < title.style.taille
    return flush and above.style.taille < title.style.taille and names_level(raw_text(lignes, above.spans))


def _counts(signs: Sequence[str], restarts: bool = False) -> bool:
    """Whether several signs count from the first one on: 1, 2, 3; 01, 02, 03; A, B, C; I, II, III; 1.1, 1.2, 2.1. `restarts`: the first
    may follow itself, where a part has but one: A, A, B; 1, 1, 1 tells nothing."""
    if len(signs) > 1 and all(sign in ROMAINS for sign in signs):
        return [ROMAINS[sign] for sign in signs] == list(range(1, len(signs) + 1))
    told = [ranks(sign) for sign in signs]
    if len(told) < 2 or told[0] is None or set(told[0]) != {1} or any(kinds(sign) != kinds(signs[0]) for sign in signs):
        return False
    restarts = restarts and (signs[0].isalpha() or any(rank != told[0] for rank in told))
    return all(a is not None and b is not None and (follows(a, b) or (restarts and a == b == (1,))) for a, b in pairwise(told))


@functools.lru_cache(maxsize=4096)
def ranks(sign: str) -> tuple[int, ...] | None:
    """What a number or a letter of an outline counts, level by level: '2.1' is (2, 1), 'C' is (3,), '2B' is (2, 2); None for anything
    else."""
    if not _RANGS.fullmatch(sign):
        return None
    return tuple(int(part) if part.isdecimal() else ord(part.lower()) - 96 for part in _RANG.findall(sign))


@functools.lru_cache(maxsize=4096)
def kinds(sign: str) -> tuple[bool, ...]:
    """Which of the levels that a number counts are letters."""
    return tuple(part.isalpha() for part in _RANG.findall(sign))


def follows(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether a number of as many levels is the next one: 1.3 or 2.1 after 1.2; of one level the first of another part too: 1
    after 3."""
    if len(a) == 1 < a[0] and b == (1,):
        return True
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    return len(a) == len(b) and at < len(a) and b[at] == a[at] + 1 and set(b[at + 1 :]) <= {1}


def _marked(style: Style) -> bool:
    return style.gras or coloured(style.couleur)


def _is_beside(number: Block, title: Block, lignes: Sequence[Line]) -> bool:
    """Whether a number stands at the left of a title, at the height of its first line (the next ones may start below the number) or of
    its middle."""
    middle = (number.bbox[1] + number.bbox[3]) / 2
    first = lignes[title.spans[0].line].bbox if title.spans else title.bbox
    gap = (first if first[1] - 3 <= middle <= first[3] + 3 else title.bbox)[0] - number.bbox[2]
    return title.bbox[1] - 3 <= middle <= title.bbox[3] + 3 and -1 <= gap <= ECART_NUMERO * max(title.style.taille, number.style.taille)


def in_their_titles_look(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The same blocks; a heading whose first line is but 'Enjeu 1', in smaller type than its title below, in the look of that title."""
    return [_as_its_title(b, lignes) if b.genre == "titre" and len(b.spans) > 1 else b for b in blocks]


def _as_its_title(block: Block, lignes: Sequence[Line]) -> Block:
    first, second = (lignes[s.line] for s in block.spans[:2])
    if second.style.taille <= first.style.taille or not is_bare_level(first.texte.rstrip(" :")):
        return block
    return replace(block, style=replace(second.style, fond=block.style.fond))
