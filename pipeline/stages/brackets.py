"""Parties named in brackets behind a title or an action: 'Action n° 2 : Ouvrir une crèche (porteur : CAF)'.

Reads blocks in order; decides by a label of parties and its colon right behind the bracket, which closes at the end of the title or of
the paragraph below it, or of the item. Brackets inside of a text are left as they are, and no word is dropped: what is no title becomes
label and names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Block, Line
from pipeline.stages.block_looks import is_next_line
from pipeline.stages.labels import named_label
from pipeline.texts import cut, raw_text

# A bracket, or a sign inside of one, then a label and its colon.
_ETIQUETTE = re.compile(r"[(\[;,|]\s*([^()\[\]:;,|]{3,40}?)\s*:\s*")
# What parts brackets that stand one behind the other.
_ENTRE = re.compile(r"[ ,;]*(?:\bet)?\s*$")
# What may stand behind the last bracket.
_FIN = " .;,"
# A bracket closes no more lines below than this.
LIGNES_OUVERTES = 3
ENTRE_PARENTHESES = "entre parenthèses derrière un titre"


def bracketed_parties(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, parties in brackets at the end of a title, or of the paragraph below it, as a label and its value."""
    blocks = _closed(blocks, lignes)
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        block = blocks[i]
        below: Block | None = None
        if block.genre == "titre" and i + 1 < len(blocks) and blocks[i + 1].genre == "texte" and blocks[i + 1].page == block.page:
            below = blocks[i + 1]
        if block.genre not in ("titre", "item") or not (
            _may_end_in_brackets(block, lignes) if below is None else _has_bracket(block, lignes) or _has_bracket(below, lignes)
        ):
            out.append(block)
            i += 1
            continue
        made, taken = _split(block, below, lignes)
        out += made
        i += 1 + taken
    return out


def _has_bracket(block: Block, lignes: Sequence[Line]) -> bool:
    return any("(" in lignes[s.line].texte or "[" in lignes[s.line].texte for s in block.spans)


def _closed(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, a text whose bracket with parties closes in the one right below, set otherwise, made one with it."""
    out: list[Block] = []
    for block in blocks:
        above = out[-1] if out and block.genre == "texte" == out[-1].genre else None
        if (
            above is not None
            and any(sign in lignes[s.line].texte for s in above.spans[-LIGNES_OUVERTES:] for sign in "[(")
            and is_next_line(above, block, lignes)
            and opens_parties(raw_text(lignes, above.spans))
            and _closes(f"[{raw_text(lignes, block.spans)}") > 0
        ):
            out[-1] = replace(above, spans=(*above.spans, *block.spans), balises=(*above.balises, *block.balises))
        else:
            out.append(block)
    return out


def starts_with_parties(texte: str) -> bool:
    """Whether a text starts with a bracket that names parties."""
    found = _ETIQUETTE.match(texte) if texte[:1] in ("(", "[") else None
    return found is not None and _names_parties(found)


def opens_parties(texte: str) -> bool:
    """Whether a text ends amid a bracket that names parties."""
    found = next((m for m in _ETIQUETTE.finditer(texte) if texte[m.start()] in "([" and _names_parties(m)), None)
    return found is not None and not any(sign in texte[found.end() :] for sign in ")]")


def _may_end_in_brackets(block: Block, lignes: Sequence[Line]) -> bool:
    """What most blocks are told by that do not, before all their words are put together."""
    last = block.spans[-1] if block.spans else None
    end = lignes[last.line].texte[last.debut : last.fin].rstrip(_FIN)[-1:] if last is not None else ""
    return end in ("", ")", "]")


def _split(block: Block, below: Block | None, lignes: Sequence[Line]) -> tuple[list[Block], bool]:
    """What a title or an item is made of, and whether `below` is used up: its start, or all of it, ends the brackets."""
    text = raw_text(lignes, block.spans)
    if (debut := _brackets(text)) < len(text):
        title = cut(lignes, block.spans, 0, debut)
        return ([replace(block, spans=title), *_parties(block, text, debut, lignes)] if title else [block]), False
    if below is None:
        return [block], False
    after = raw_text(lignes, below.spans)
    if (debut := _brackets(after)) == 0 or after[debut : debut + 1] == "[":  # alone, or behind a sentence of its paragraph
        said = replace(below, spans=cut(lignes, below.spans, 0, debut), balises=())
        return [block, *([said] if debut else []), *_parties(below, after, debut, lignes)], True
    opened = _ETIQUETTE.match(after) if after[:1] in ("(", "[") else None
    end = _closing(after) if opened is not None and _names_parties(opened) else -1
    if end > 0 and after[end:].lstrip()[:1].isupper():  # a sentence goes on behind the bracket
        opening = replace(below, spans=cut(lignes, below.spans, 0, end))
        said = replace(below, spans=cut(lignes, below.spans, end, len(after)), balises=())
        return [block, *_parties(opening, after[:end], 0, lignes), *([said] if said.spans else [])], True
    found = next((m for m in _ETIQUETTE.finditer(text) if text[m.start()] in "([" and _names_parties(m)), None)
    title = cut(lignes, block.spans, 0, found.start()) if found is not None else ()
    close = _closes(after)
    if found is None or not title or close < 0 or "(" in text[found.end() :] or ")" in text[found.end() :]:
        return [block], False
    within = (*cut(lignes, block.spans, found.start(), len(text)), *cut(lignes, below.spans, 0, close + 1))
    *named, names = _parties(replace(block, spans=within), raw_text(lignes, within), 0, lignes)
    rest = cut(lignes, below.spans, close + 1, len(after))
    value = replace(names, balises=(*names.balises, *below.balises))
    return [replace(block, spans=title), *named, value, *([replace(below, spans=rest, balises=())] if rest else [])], True


def _brackets(texte: str) -> int:
    """Where the brackets that end a text and name parties start, several perhaps; its length when none do."""
    found, end = len(texte), len(texte.rstrip(_FIN))
    while (debut := _opened(texte, end)) >= 0 and (label := _ETIQUETTE.match(texte, debut)) is not None and _names_parties(label):
        found = debut
        end = len(_ENTRE.sub("", texte[:debut]))
    return found


def _closing(texte: str) -> int:
    """The end of the bracket that a text starts with; -1 when it does not close."""
    depth = 0
    for i, sign in enumerate(texte):
        depth += (sign in "([") - (sign in ")]")
        if depth <= 0:
            return i + 1
    return -1


def _opened(texte: str, fin: int) -> int:
    """Where the bracket opens that closes right before `fin`; -1 when none does."""
    if texte[fin - 1 : fin] not in (")", "]"):
        return -1
    depth = 0
    for i in range(fin - 1, -1, -1):
        depth += (texte[i] in ")]") - (texte[i] in "([")
        if depth <= 0:
            return i if depth == 0 and i < fin - 1 else -1
    return -1


def _names_parties(found: re.Match[str]) -> bool:
    label = named_label(found[1])
    return label is not None and label.genre == "acteur"


def _closes(texte: str) -> int:
    """Where the bracket that is open before `texte` closes; -1 when it does not, or another opens first."""
    close = re.search(r"[()\[\]]", texte[1:])
    return close.start() + 1 if close is not None and close.group() in ")]" else -1


def _parties(block: Block, texte: str, debut: int, lignes: Sequence[Line]) -> list[Block]:
    """The labels in the brackets that start at `debut`, each with its names; they may close on the line below."""
    found = [m for m in _ETIQUETTE.finditer(texte, debut) if _names_parties(m)]
    plain = replace(block, rang=0, numero="", enonce=0, niveau=1, marque="", pourquoi=(ENTRE_PARENTHESES,))
    before = block.balises if block.genre == "texte" else ()
    out: list[Block] = []
    for label, after in zip(found, [*(m.start() for m in found[1:]), len(texte)], strict=True):
        signs = (*cut(lignes, block.spans, label.start(), label.start(1)), *cut(lignes, block.spans, label.end(1), label.end()))
        fin = _end(texte, label.end(), after)
        said = named_label(label[1])
        assert said is not None
        out.append(
            replace(
                plain, genre="etiquette", etiquette=said.code, spans=cut(lignes, block.spans, *label.span(1)), balises=(*before, *signs)
            )
        )
        names = cut(lignes, block.spans, label.end(), fin)
        out.append(replace(plain, genre="texte", spans=names, balises=cut(lignes, block.spans, fin, after), suite=True))
        before = ()
    return out


def _end(texte: str, debut: int, fin: int) -> int:
    """Where the names end that start at `debut`: at the bracket that closes theirs, or at `fin`."""
    depth = 0
    for i in range(debut, fin):
        depth += (texte[i] in "([") - (texte[i] in ")]")
        if depth < 0:
            return i
    return fin
