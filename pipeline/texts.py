"""Text helpers on plain strings and spans, shared by the stages.

Reads lines and spans, returns strings; decides nothing about structure and never changes a line.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.model import Line, Span, Spans

_SIGLE = re.compile(r"\b(?:\w\.){2,}")
_INCLUSIF = re.compile(
    r"\((?:e|s|es|ne|nes|se|ses|rice|rices|trice|trices)\)|[·•.‧](?:e|ne|trice|rice|ice|euse|se|fe|re)?[·•.‧]?s?(?=\W|$)(?<=[a-z])"
)


MOIS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
_FIGURE = re.compile(
    r"[+\-−]?\s?\d[\d\s.,]*\s?(?:%|€|k€|M€|Md€|pts?|points?|°\s?C|ha|m²|km²?|min|h|ans?|mois|jours?|millions?|milliers?|(?:[^\W\d]+\s)?(?:sur|/)\s?\d+)?(?:\s(?:par\s|/\s?)(?:an|mois|jour))?"
)


def is_figure(texte: str) -> bool:
    """Whether a text is but a figure, with what it is counted in: '9 740', '38 %', '1 200 €', '1 sur 3'."""
    return _FIGURE.fullmatch(texte.strip()) is not None


def collapse(texte: str) -> str:
    """`texte` with each run of blanks as one space, soft hyphens gone, ends trimmed; U+FFFE is pdfium's hyphen at a line end, U+2010 what
    some fonts call theirs."""
    if "\u2010" in texte:
        texte = texte.replace("\u2010", "-")
    if texte.isprintable() and "  " not in texte:  # the common case: no blank but single spaces, no soft hyphen and no U+FFFE
        return texte.strip()
    return " ".join(texte.replace("\u00ad", "").replace("\ufffe", "-").split())


def text_of(lignes: Sequence[Line], spans: Spans) -> str:
    """The words of `spans` as one string, blanks collapsed; see `raw_text`."""
    return collapse(raw_text(lignes, spans))


def fold_long(texte: str) -> str:
    """`fold` of a text that is too long to be remembered."""
    if texte.isascii():
        return " ".join(texte.casefold().split())
    texte = texte.replace("’", "'").replace("œ", "oe").replace("Œ", "oe").replace("–", "-").replace("—", "-").replace("‑", "-")
    plain = unicodedata.normalize("NFKD", texte)
    return collapse("".join([c for c in plain if c < "\u0300" or not unicodedata.combining(c)]).casefold())


@functools.lru_cache(maxsize=65536)
def fold(texte: str) -> str:
    """`texte` for comparison: no accents, lower case, plain apostrophes and hyphens, single spaces."""
    return fold_long(texte)


@functools.lru_cache(maxsize=65536)
def name_key(texte: str) -> str:
    """`texte` as proper names are compared: folded, hyphens, apostrophes and dots as blanks, St as Saint, acronyms without their dots."""
    texte = _SIGLE.sub(lambda m: m.group().replace(".", ""), fold(texte))
    texte = re.sub(r"[^\w]+", " ", texte.replace("&", " et ")).replace("_", " ").strip()
    return " ".join({"st": "saint", "ste": "sainte"}.get(w, w) for w in texte.split(" "))


@functools.lru_cache(maxsize=65536)
def label_key(texte: str) -> str:
    """`texte` as labels are compared: folded, without inclusive marks, plurals and outer punctuation."""
    texte = _INCLUSIF.sub("", fold(texte))
    texte = collapse(re.sub(r"[^\w' /-]", " ", texte)).strip(" -/'")
    return " ".join(w[:-1] if len(w) > 3 and w[-1] in "sx" else w for w in texte.split(" "))


def trim(ligne: Line, debut: int, fin: int) -> tuple[int, int]:
    """`debut, fin` moved inwards past blanks."""
    texte = ligne.texte
    while debut < fin and texte[debut].isspace():
        debut += 1
    while fin > debut and texte[fin - 1].isspace():
        fin -= 1
    return debut, fin


def cut(lignes: Sequence[Line], spans: Spans, debut: int, fin: int) -> Spans:
    """The part of `spans` that makes `raw_text(lignes, spans)[debut:fin]`, blanks at its ends left out."""
    text = raw_text(lignes, spans)
    while debut < fin and text[debut].isspace():
        debut += 1
    while fin > debut and text[fin - 1].isspace():
        fin -= 1
    out: list[Span] = []
    pos = 0
    for i, span in enumerate(spans):
        if i and _apart(lignes, spans[i - 1], span):
            pos += 1
        a, b = max(debut, pos), min(fin, pos + span.fin - span.debut)
        if a < b:
            out.append(Span(span.line, span.debut + a - pos, span.debut + b - pos, span.colle and bool(out)))
        pos += span.fin - span.debut
    return tuple(out)


def _apart(lignes: Sequence[Line], before: Span, span: Span) -> bool:
    """Whether a blank parts two spans: another line, unless glued, or a blank left out between them on one line."""
    if before.line != span.line:
        return not span.colle
    return any(map(str.isspace, lignes[span.line].texte[before.fin : span.debut]))


def raw_text(lignes: Sequence[Line], spans: Spans) -> str:
    """The words of `spans` before blanks are collapsed, a space where a blank parts two of them: `cut` takes offsets into it."""
    if len(spans) == 1:
        only = spans[0]
        return lignes[only.line].texte[only.debut : only.fin]
    parts: list[str] = []
    before: Span | None = None
    for span in spans:
        if before is not None:
            if not span.colle if before.line != span.line else _apart(lignes, before, span):  # `_apart`, its common case without a call
                parts.append(" ")
            elif parts[-1].endswith("\u00ad"):
                parts[-1] = parts[-1][:-1] + "-"  # a hyphen that hyphens.py judged real
        parts.append(lignes[span.line].texte[span.debut : span.fin])
        before = span
    return "".join(parts)


def minus(ligne: Line, debut: int, fin: int, pris: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The non-blank stretches of `ligne[debut:fin]` that no interval of `pris` covers."""
    out: list[tuple[int, int]] = []
    pos = debut
    for a, b in [*sorted(pris), (fin, fin)]:
        x, y = trim(ligne, pos, min(a, fin))
        if x < y:
            out.append((x, y))
        pos = max(pos, b)
    return out


def page_ranges(pages: Iterable[int]) -> str:
    """1, 2, 3, 7 -> '1-3, 7'."""
    out: list[list[int]] = []
    for page in pages:
        if out and out[-1][1] == page - 1:
            out[-1][1] = page
        else:
            out.append([page, page])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in out)
