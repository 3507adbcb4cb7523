"""Who goes along with the parties of a label, said behind them: 'Piloté par CAF, avec PMI et État', 'Ville [avec CAF, État]'.

Reads the blocks of a document in order; decides by 'avec' and its like behind a comma or a bracket, or at the start of a line below the
first name, names before it and names to the end of the value behind it. It never parts what is no name, nor the value of partners, who are
all alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.lexicon import Label
from pipeline.model import Block, Line
from pipeline.stages.actors import is_name, party_ranges
from pipeline.stages.block_looks import is_next_line
from pipeline.stages.labels import named_label
from pipeline.texts import cut, fold, raw_text

_AVEC = re.compile(r"([(\[]|,|[–—])\s*(avec|[Ee]n lien avec|[Ee]n partenariat avec)(?:\s*:)?\s+")
_AVEC_DEVANT = re.compile(r"([Aa]vec|[Ee]n lien avec|[Ee]n partenariat avec)(?:\s*:)?\s+(?=\S)")
# Names that hang on one another: 'avec l'appui de la CAF, du Département et des bailleurs'.
_DE = r"(?:de la\s+|de l['’]|du\s+|des\s+|de\s+|d['’])"
_APPUI = re.compile(rf"(,|[–—])\s*(avec (?:l['’](?:appui|aide)|le (?:soutien|concours)|la participation))\s+{_DE}")
_ET_DE = re.compile(rf"(?:\s*,|\s+et)\s+{_DE}")
# The first words of such a label at the end of a value, 'avec' the label that follows.
_EN = re.compile(r"\s*[,;–—-]\s*([Ee]n (?:lien|partenariat|association))\s*$")
# Words between two brackets, whole brackets among them.
_ENTRE = re.compile(r"(?:[^()\[\]]|\([^()\[\]]*\)|\[[^()\[\]]*\])*")
PARTENAIRE = "acteur:partenaire"


def company(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, the value of each label of parties cut where it says who goes along with them."""
    out: list[Block] = []
    named: Block | None = None  # the label whose value goes on
    for block in blocks:
        label = out[-1] if out and out[-1].genre == "etiquette" else None
        led = label is not None and label.etiquette.startswith("acteur:") and label.etiquette != PARTENAIRE
        named = label if led else named if block.genre == "texte" and label is None else None
        if block.etiquette == PARTENAIRE and out and out[-1].genre == "texte" and out[-1].suite:
            out[-1:] = _whole_label(out[-1], block, lignes)
        elif named is not None and block.genre == "texte" and (led or (out[-1].genre == "texte" and is_next_line(out[-1], block, lignes))):
            below = _on_a_line_below(block, lignes, first=led)
            out += below or (with_company(block, lignes) if led else [block])
        else:
            out.append(block)
    return out


def _on_a_line_below(value: Block, lignes: Sequence[Line], first: bool) -> list[Block]:
    """Names, and those on the lines from 'avec' on as the value of that label; nothing where no line below starts so. `first`: the value
    starts with the names."""
    for k, span in enumerate(value.spans):
        if (k == 0 and first) or (k and span.line == value.spans[k - 1].line):
            continue
        rest = value.spans[k:]
        text = raw_text(lignes, rest)
        found = _AVEC_DEVANT.match(text)
        label = named_label(found[1]) if found is not None else None
        if found is None or label is None or text.rstrip().endswith(".") or not _are_names(text[found.end() :]):
            continue
        told = replace(
            value,
            genre="etiquette",
            etiquette=label.code,
            spans=cut(lignes, rest, *found.span(1)),
            balises=(*(() if k else value.balises), *cut(lignes, rest, found.end(1), found.end())),
            suite=False,
        )
        names = replace(value, spans=cut(lignes, rest, found.end(), len(text)), balises=(), suite=True)
        return [*([replace(value, spans=value.spans[:k])] if k else []), told, names]
    return []


def _whole_label(value: Block, label: Block, lignes: Sequence[Line]) -> list[Block]:
    """A value and the label below it, whose first words may end the value: 'CAF – En partenariat' over 'avec'."""
    found = _EN.search(raw_text(lignes, value.spans)) if fold(raw_text(lignes, label.spans)).startswith("avec") else None
    if found is None or not found.start():
        return [value, label]
    words, signs = cut(lignes, value.spans, *found.span(1)), cut(lignes, value.spans, found.start(), found.start(1))
    whole = replace(label, spans=(*words, *label.spans), balises=(*signs, *label.balises))
    return [replace(value, spans=cut(lignes, value.spans, 0, found.start())), whole]


def with_company(value: Block, lignes: Sequence[Line]) -> list[Block]:
    """Names, and those behind them in a bracket, or behind a comma or a dash, that says 'avec', as the value of that label."""
    text = raw_text(lignes, value.spans)
    end = len(text.rstrip(" ."))
    if (helped := _APPUI.search(text)) is not None and helped.start():
        cuts = [(m.start(), m.end()) for m in _ET_DE.finditer(text, helped.end(), end)]
        names = [text[: helped.start()], *_between(text, helped.end(), cuts, end)]
        if all(map(_are_names, names)):
            first, *others = _parted(value, lignes, helped, Label("acteur", "partenaire"), end, cuts)
            return [*with_company(first, lignes), *others]
    found = _AVEC.search(text)
    label = named_label(found[2]) if found is not None else None
    if found is None or label is None or not found.start():
        return [value]
    closed = end - (found[1] in "([")
    if found[1] not in "([":
        whole = _are_names(text[: found.start()]) and _are_names(text[found.end() : end])
    else:
        whole = text[closed] in ")]" and _ENTRE.fullmatch(text, found.end(), closed) is not None
    return _parted(value, lignes, found, label, closed) if whole else [value]


def _parted(
    value: Block, lignes: Sequence[Line], found: re.Match[str], label: Label, closed: int, cuts: Sequence[tuple[int, int]] = ()
) -> list[Block]:
    """The names, the label behind them, and its value, which ends at `closed` and is several texts where `cuts` part it."""
    text = raw_text(lignes, value.spans)
    stretches = ((found.start(), found.start(2)), (found.end(2), found.end()), *cuts, (closed, len(text)))
    signs = tuple(span for a, b in stretches for span in cut(lignes, value.spans, a, b))
    told = cut(lignes, value.spans, *found.span(2))
    starts, ends = [found.end(), *(b for _, b in cuts)], [*(a for a, _ in cuts), closed]
    return [
        replace(value, spans=cut(lignes, value.spans, 0, found.start())),
        replace(value, genre="etiquette", etiquette=label.code, spans=told, balises=signs, suite=False),
        *(replace(value, spans=cut(lignes, value.spans, a, b), balises=(), suite=True) for a, b in zip(starts, ends, strict=True)),
    ]


def _between(texte: str, debut: int, cuts: Sequence[tuple[int, int]], fin: int) -> list[str]:
    return [texte[a:b] for a, b in zip([debut, *(b for _, b in cuts)], [*(a for a, _ in cuts), fin], strict=True)]


def _are_names(texte: str) -> bool:
    return all(is_name(texte[a:b]) for a, b in party_ranges(texte))
