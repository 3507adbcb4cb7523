"""Initials on a disc or in bold that a document explains: 'P pilote', 'C copilote', 'P désigne le pilote'. They are labels of parties.

Reads the blocks of a document in order; decides by a legend that sets each initial before the word of such a label, or by a sentence that
says what it stands for. A letter that nothing explains, or that is set as the words around it, stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from pipeline.lexicon import Label
from pipeline.model import Block, Line, Span
from pipeline.stages.labels import LONGUEUR, named_label
from pipeline.texts import raw_text

_INITIALE = re.compile(r"[A-Z]{1,2}")
_OUVRE = re.compile(r"[A-Z]{1,2}(?:\s|$)")
LETTRES = 2
# 'P désigne le pilote', 'A = partenaires', 'C : copilote', 'C le copilote'.
_DIT = re.compile(
    r"\b([A-Z]{1,2})\b\s?(?:(?:désigne|indique|signale|correspond à|pour|est)\b|[=:→])?\s*(?:les? |la |l['’]|du |des |aux? )?([^.,;:=]+)"
)
_POURQUOI = "initiale que le document explique"


def explained_initials(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, each explained initial as the label of the names behind it, the legend that explains it as text."""
    legends = {i: label for i, pair in enumerate(pairwise(blocks)) if (label := _explains(*pair, lignes)) is not None}
    told = {_words(blocks[i], lignes): label for i, label in legends.items()}
    if told:
        told |= {letter: label for letter, label in _sentences(blocks, lignes).items() if letter not in told}
    elif any(_opens_with_initial(b, lignes) for b in blocks):
        told = _sentences(blocks, lignes)
    if not told:
        return list(blocks)
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if i in legends or i - 1 in legends:
            out.append(replace(block, genre="texte", etiquette="", suite=False, pourquoi=("explique une initiale",)))
        else:
            valued = bool(out) and out[-1].pourquoi == (_POURQUOI,) and block.genre == "texte" and _on_one_row(out[-1], block)
            out += _labelled(replace(block, suite=True) if valued else block, lignes, told)
            if len(out) > 1 and out[-1].pourquoi == (_POURQUOI,) and _is_beside(out[-1], out[-2]):
                out[-2:] = [out[-1], replace(out[-2], suite=True)]  # in the middle of the two lines of its names
    return out


def _is_beside(label: Block, above: Block) -> bool:
    """Whether the block before an initial is a text that starts above it, at its right."""
    return above.genre == "texte" and not above.suite and above.bbox[1] < label.bbox[1] and _on_one_row(label, above)


def _words(block: Block, lignes: Sequence[Line]) -> str:
    return raw_text(lignes, block.spans).strip()


def _is_initial(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a block is but an initial, in bold or on a fill."""
    if block.genre not in ("texte", "titre") or len(block.spans) != 1 or block.spans[0].fin - block.spans[0].debut > LETTRES:
        return False
    return (block.style.gras or bool(block.style.fond)) and _INITIALE.fullmatch(_words(block, lignes)) is not None


def _opens_with_initial(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether the first word of a block is an initial in bold."""
    if block.genre not in ("texte", "titre") or not block.spans:
        return False
    first, line = block.spans[0], lignes[block.spans[0].line]
    if _OUVRE.match(line.texte, first.debut) is None:
        return False
    return any(p.debut == first.debut and p.style.gras for p in line.pieces)


def _on_one_row(a: Block, b: Block) -> bool:
    return a.page == b.page and b.bbox[0] >= a.bbox[2] and min(a.bbox[3], b.bbox[3]) > max(a.bbox[1], b.bbox[1])


def _explains(block: Block, below: Block, lignes: Sequence[Line]) -> Label | None:
    """The label of parties that stands behind an initial, and is all that does."""
    if not _is_initial(block, lignes) or not _on_one_row(block, below):
        return None
    return _party(_words(below, lignes))


def _party(texte: str) -> Label | None:
    label = named_label(texte) if len(texte) <= LONGUEUR else None
    return label if label is not None and label.genre == "acteur" else None


def _sentences(blocks: Sequence[Block], lignes: Sequence[Line]) -> dict[str, Label]:
    """What sentences say of initials: 'P désigne le pilote, C le copilote'."""
    said = (found for b in blocks if b.genre == "texte" for found in _DIT.finditer(_words(b, lignes)))
    return {found[1]: label for found in said if (label := _party(found[2].strip())) is not None}


def _labelled(block: Block, lignes: Sequence[Line], told: Mapping[str, Label]) -> list[Block]:
    """A block cut at the initials in it that are set apart from what follows, each a label, the words behind it its value."""
    if block.genre not in ("texte", "titre") or not block.spans:
        return [block]
    pieces = [(n, p) for n, s in enumerate(block.spans) for p in lignes[s.line].pieces if s.debut <= p.debut and p.fin <= s.fin]
    parts: list[tuple[str, list[Span]]] = []
    for k, (n, piece) in enumerate(pieces):
        span = block.spans[n]
        word = lignes[span.line].texte[piece.debut : piece.fin]
        after = pieces[k + 1][1].style if k + 1 < len(pieces) else None
        apart = piece.style.gras and (after is None or after.couleur != piece.style.couleur or not after.gras)
        if word in told and apart:
            parts += [(word, [Span(span.line, piece.debut, piece.fin)]), ("", [])]
        elif not parts:
            return [block]
        else:
            _add(parts[-1][1], Span(span.line, piece.debut, piece.fin, span.colle))
    out: list[Block] = []
    for word, spans in parts:
        if word:
            out.append(replace(block, genre="etiquette", etiquette=told[word].code, spans=tuple(spans), suite=False, pourquoi=(_POURQUOI,)))
        elif spans:
            out.append(replace(block, genre="texte", spans=tuple(spans), suite=True))
    return out


def _add(spans: list[Span], span: Span) -> None:
    """The span behind those before it, one with the last where both stand on one line."""
    if spans and spans[-1].line == span.line:
        spans[-1] = replace(spans[-1], fin=span.fin)
    else:
        spans.append(span)
