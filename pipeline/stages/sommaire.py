"""Tables of contents: their entries are not headings, and what they announce is one where it is printed.

Reads blocks in order; decides by dot leaders, and after a heading that says so (natures.toml) by what the document
prints again as a heading. Entries stay as text of the sommaire. A paragraph further on that is word for word an entry is
a heading, however plain it looks; an entry that is printed nowhere makes none.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

from msgspec.structs import replace

from pipeline.model import Block, Line
from pipeline.stages.headings import RANG_GROUPE, RANG_RANGEE, parse_heading
from pipeline.stages.natures import title_nature
from pipeline.texts import collapse, fold, raw_text, text_of

_POINTS = re.compile(r"(?:[.…·_]\s?){4,}\s*(?:p\.?\s?|page\s)?\d{0,4}\s*$")
_MENEURS = re.compile(r"[.…·_]\s?[.…·_]")
_PAGE_DEVANT = re.compile(r"(?:page|p\.)\s?\d{1,4}\s?[:–-]\s*", re.IGNORECASE)
_PAGE = re.compile(r"[\s.…·_]*\s(?:p\.?\s?|page\s)?\d{1,4}\s*$")
# Where an entry starts, in points; its size; whether it is bold.
Place = tuple[int, float, bool]
_NUMERO_DEVANT = re.compile(r"(\d{1,3})[.)]?\s+\S")
# The fewest entries that tell an agenda.
ENTREES_MIN = 3
# In ems: how far the heads of an entry and of its page number are apart.
NIVEAU = 0.4
ENTREE = "entrée de sommaire, pas un titre"


def is_entry(texte: str) -> bool:
    """Whether a line of text ends in dot leaders, with or without a page number, or starts with its page: 'Page 12 : Emploi'."""
    return bool((_MENEURS.search(texte) and _POINTS.search(texte)) or _PAGE_DEVANT.match(texte))


def sommaire(blocks: Sequence[Block], lignes: Sequence[Line]) -> tuple[Block, ...]:
    """The same blocks, entries of tables of contents turned from headings into text."""
    blocks = _without_index(blocks, lignes)
    printed = [raw_text(lignes, b.spans) if b.genre == "titre" else "" for b in blocks]
    texts = [collapse(t) for t in printed]
    out = [_as_text(b) if b.genre == "titre" and is_entry(t) else b for b, t in zip(blocks, texts, strict=True)]
    words = [entry_words(t) if b.genre == "titre" else "" for b, t in zip(out, texts, strict=True)]
    # the last place where these words are a heading
    later = {core: i for i, (block, core) in enumerate(zip(out, words, strict=True)) if block.genre == "titre"}
    inside = False
    entries: set[str] = set()
    listed: set[int] = set()
    earlier: set[str] = set()
    start = 0
    for i, block in enumerate(out):
        if block.genre != "titre":
            continue
        head = parse_heading(printed[i])
        stated = title_nature(texts[i][head.debut :])
        if stated is not None and stated[0] == "sommaire":
            inside, entries, start = True, set(), i
            # what is printed before the sommaire, on its page or an earlier one, may be an entry of it
            earlier = {core for b, core in zip(out[:i], words[:i], strict=True) if b.genre == "titre"}
            listed |= _list_below(i, out, lignes) | (beside := _beside_pages(i, out, lignes))
            for k in beside:  # an entry set as text is one too
                out[k] = _as_text(out[k]) if out[k].genre == "texte" else out[k]
            continue
        if i in listed:
            entries.add(words[i])  # the next page of the sommaire goes on with it
            out[i] = _as_text(block)
            continue
        if block.page > out[start].page and not entries and i - start > ENTREES_MIN:
            inside = False  # entries stood on the page of the sommaire, and none was a heading
        core = words[i]
        same_page = block.page == out[start].page > 0
        bare = not printed[i][head.debut :].strip() and not (same_page and _is_bare_entry(out[i + 1 : i + 2], lignes))
        inside = inside and core not in entries and not bare  # what comes a second time is no entry
        before = same_page and core in earlier
        inside = inside and (before or later.get(core, i) > i or _printed_again(core, i, words, out))
        if inside or (same_page and _amid_entries(i, out, lignes)):
            entries.add(core)
            out[i] = _as_text(block)
    return tuple(_announced(out, frozenset(later), lignes))


def _amid_entries(at: int, blocks: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether a heading has an entry with its leaders right above and right below it on its page: an axe of which no page is told."""
    sides = (blocks[at - 1 : at], blocks[at + 1 : at + 2])
    return all(
        side and side[0].page == blocks[at].page and side[0].genre != "titre" and is_entry(text_of(lignes, side[0].spans)) for side in sides
    )


def _without_index(blocks: Sequence[Block], lignes: Sequence[Line]) -> Sequence[Block]:
    """The blocks, the rows of a table that lists what the document prints elsewhere as plain text: the title of each is that of a heading
    further on, and they have neither action nor party, or a column of such headings too."""
    rows = [i for i, b in enumerate(blocks) if b.genre == "titre" and b.rang >= RANG_GROUPE]
    if len(rows) < ENTREES_MIN:
        return blocks
    words = {i: entry_words(text_of(lignes, b.spans)) for i, b in enumerate(blocks) if b.genre == "titre"}
    out = list(blocks)
    for table in _tables(blocks):
        titles = [i for i in table if blocks[i].genre == "titre"]
        beyond = {words[i] for i in words if i > table[-1]}
        if not all(words[i] in beyond for i in titles):
            continue
        bare = sum(blocks[i].rang == RANG_RANGEE for i in titles) >= ENTREES_MIN and not any(_tells(blocks[i]) for i in table)
        if bare or _lists_headings(table, blocks, lignes, beyond):
            for i in table:
                out[i] = _as_text(blocks[i]) if blocks[i].genre == "titre" else _out_of_table(blocks[i])
    # a header is owned where it is printed
    gone = {i for i, b in enumerate(out) if b.repris and b.genre == "etiquette" and b is not blocks[i]}
    return [b for i, b in enumerate(out) if i not in gone]


def _tables(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """The indexes of all that the rows of each table hold: their titles, and what stands in cells below these. A list that no cell holds is
    in the table where another row follows."""
    run: list[int] = []
    amid: list[int] = []
    for i, block in enumerate((*blocks, None)):
        if block is not None and ((block.genre == "titre" and block.rang >= RANG_GROUPE) or (run and block.cellule > 0)):
            run += [*amid, i]
            amid = []
        elif block is not None and run and block.genre == "item":
            amid.append(i)
        else:
            if run:
                yield run
            run, amid = [], []


def _out_of_table(block: Block) -> Block:
    """A block of a cell as text; a header that its rows repeat stays one, to be dropped."""
    if block.genre == "etiquette" and block.repris:
        return replace(block, cellule=0)
    return replace(block, genre="texte", etiquette="", cellule=0, suite=False)


def _tells(block: Block) -> bool:
    """Whether a block of a table is an action, or is said of an action or a party."""
    return block.genre == "item" or block.etiquette.startswith(("acteur:", "actions", "contenu"))


def _lists_headings(table: Sequence[int], blocks: Sequence[Block], lignes: Sequence[Line], titles: Set[str]) -> bool:
    """Whether the cells of one column are the words of a heading each: what who leads it is told of is printed there again."""
    columns: dict[str, list[str]] = defaultdict(list)
    header = ""
    for i in table:
        if blocks[i].genre == "etiquette":
            header = fold(text_of(lignes, blocks[i].spans)) if blocks[i].etiquette == "champ" else ""
            columns[header].append("")
        elif blocks[i].genre != "titre":
            columns[header][-1:] = [f"{''.join(columns[header][-1:])} {raw_text(lignes, blocks[i].spans)}".strip()]
    found = [values for name, values in columns.items() if name and len(values) >= ENTREES_MIN]
    return any(all(entry_words(value) in titles for value in values) for values in found)


def entry_places(blocks: Sequence[Block], lignes: Sequence[Line]) -> dict[str, Place]:
    """How each entry of the sommaire is set, by its words without number and page: left edge in points, size, bold."""
    out: dict[str, Place] = {}
    for block in blocks:
        if block.genre == "titre" or not block.spans:
            continue
        listed = bool(block.pourquoi) and block.pourquoi[-1] == ENTREE
        for span in block.spans:
            line = lignes[span.line]
            if listed or (_MENEURS.search(line.texte) and is_entry(line.texte)):
                out.setdefault(entry_words(line.texte), (round(line.bbox[0]), line.style.taille, line.style.gras))
    return out


def _list_below(at: int, blocks: Sequence[Block], lignes: Sequence[Line]) -> set[int]:
    """Indexes of the headings of one look, each with a number, that stand right below a sommaire on its page, nothing between them: an
    agenda, or entries with their page before them. Where other things follow on the page, the numbers rise."""
    rest = [i for i in range(at + 1, len(blocks)) if blocks[i].page == blocks[at].page > 0]
    run = list(takewhile(lambda i: blocks[i].genre in ("titre", "texte") and blocks[i].style == blocks[rest[0]].style, rest))
    texts = [raw_text(lignes, blocks[i].spans) for i in run]
    if len(run) < ENTREES_MIN:
        return set()
    numbered = all(blocks[i].numero or parse_heading(t).numero for i, t in zip(run, texts, strict=True))
    if run == rest and all(blocks[i].genre == "titre" for i in run) and numbered:
        return set(run)
    numbers = [int(found[1]) if (found := _NUMERO_DEVANT.match(t)) else -1 for t in texts]
    return set(run) if -1 not in numbers and numbers == sorted(numbers) else set()


def _beside_pages(at: int, blocks: Sequence[Block], lignes: Sequence[Line]) -> set[int]:
    """Indexes of what stands below a sommaire on its page level with page numbers, or its own numbers, in a column apart: its entries."""
    rest = [i for i in range(at + 1, len(blocks)) if blocks[i].page == blocks[at].page > 0]
    lines = {i: [lignes[s.line] for s in blocks[i].spans] for i in rest}
    pages = [i for i in rest if lines[i] and all(_bare(li).isdecimal() for li in lines[i])]
    numbers = [int(_bare(li)) for i in pages for li in lines[i]]
    if len(numbers) < ENTREES_MIN or numbers != sorted(numbers):
        return set()
    heights = [li.bbox[1] for i in pages for li in lines[i]]
    return {k for k in rest if k not in pages and any(_level_with(li, heights) for li in lines[k])}


def _bare(line: Line) -> str:
    """A line without the point or the bracket behind its number."""
    return line.texte.rstrip(" .)")


def _level_with(line: Line, heights: Sequence[float]) -> bool:
    return any(abs(line.bbox[1] - height) < NIVEAU * line.style.taille for height in heights)


def _announced(blocks: Sequence[Block], titled: frozenset[str], lignes: Sequence[Line]) -> list[Block]:
    """The same blocks; a plain paragraph that is word for word an entry of the sommaire above it made a heading, unless a heading has these
    words already (`titled`)."""
    entries: set[str] = set()
    out: list[Block] = []
    for block in blocks:
        if block.genre == "texte" and block.spans and not (block.suite or block.cellule or block.encadre):
            listed = bool(block.pourquoi) and block.pourquoi[-1] == ENTREE
            if not (entries or listed or _may_list(block, lignes)):
                out.append(block)
                continue
            text = text_of(lignes, block.spans)
            # leaders and a page number, or the mark that the passes above left
            rows = [lignes[s.line].texte[s.debut : s.fin] for s in block.spans] if is_entry(text) else []
            if rows or listed:
                entries |= {words for row in (rows or [text]) if len((words := entry_words(row)).split()) >= 2}
            elif entries and (words := entry_words(text)) in entries and words not in titled and not _PAGE.search(text):
                block = replace(block, genre="titre", pourquoi=("annoncé par le sommaire",))
        out.append(block)
    return out


def _may_list(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a paragraph can be an entry, see `is_entry`: a quick look at its ends."""
    first, last = block.spans[0], block.spans[-1]
    return (
        bool(_MENEURS.search(lignes[last.line].texte, last.debut, last.fin))
        or lignes[first.line].texte[first.debut : first.fin].lstrip()[:1] in "pP"
    )


def _is_bare(block: Block, lignes: Sequence[Line]) -> bool:
    """A level word and its number above their title ('PARTIE I'): entries print them on one line."""
    text = raw_text(lignes, block.spans)
    return not text[parse_heading(text).debut :].strip()


def _is_bare_entry(below: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether no title follows 'Pilier 1' on the page of the sommaire: its entries are no more than that, their pages in a column apart."""
    return all(b.genre != "titre" or _is_bare(b, lignes) for b in below)


def _printed_again(core: str, at: int, words: Sequence[str], blocks: Sequence[Block]) -> bool:
    """Whether a later heading starts or ends with these words (a wrapped entry, a number left out)."""
    if len(core) < 12:
        return False
    later = [c for b, c in zip(blocks[at + 1 :], words[at + 1 :], strict=True) if b.genre == "titre"]
    return any(len(c) >= 12 and (c.startswith(core) or core.startswith(c)) for c in later)


@functools.lru_cache(maxsize=4096)
def entry_words(texte: str) -> str:
    """The words of a title without its number, level word, leaders and page number; all of a level word with its number alone."""
    if _MENEURS.search(texte):
        texte = _POINTS.sub("", texte)
    if parse_heading(texte).debut < len(texte):
        if texte.rstrip()[-1:].isdecimal():
            texte = _PAGE.sub("", texte)
        texte = _PAGE_DEVANT.sub("", texte, count=1)
    return fold(texte[parse_heading(texte).debut :] or texte).strip(" .:-–")


def _as_text(block: Block) -> Block:
    return replace(block, genre="texte", rang=0, pourquoi=(*block.pourquoi, ENTREE))
