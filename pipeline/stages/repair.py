"""Mend what a PDF's text layer is known to damage, and say where it cannot be mended.

Reads words; decides by characters and by the letter statistics of French. It never invents a letter: a page whose
letters cannot be French is flagged `page-illisible` and its words are not published as text.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections import Counter
from collections.abc import Iterable

from pipeline.errors import NoTextError
from pipeline.model import Issue, Page, Source, Word

# The ten commonest letters make 75 % of French text; text in a wrong encoding, or shifted, falls far below.
FREQUENTES = frozenset("esaintrulo")
PART_MINIMALE = 0.5
LETTRES_MINIMALES = 120
# A sign that no font mapped: replacement character, control characters, pdfminer's (cid:12).
PART_ILLISIBLE = 0.3

# Descent in ems given to fonts that state none (some word processors write 0), so that boxes cover the tails of letters.
DESCENTE = 0.22


def repair(source: Source) -> Source:
    """The same source with composed accents and plain ligatures, garbled pages emptied and flagged.

    Raises NoTextError when no page has usable text.
    """
    problemes = list(source.problemes)
    pages: list[Page] = []
    garbled = 0
    for page in source.pages:
        reason = garbled_reason(word.texte for word in page.mots)
        if reason:
            garbled += 1
            problemes.append(Issue("page-illisible", f"Page {page.numero} : texte illisible ({reason}).", page=page.numero))
            pages.append(dataclasses.replace(page, mots=()))
            continue
        pages.append(dataclasses.replace(page, mots=tuple(_word(w) for w in page.mots)))
        if not page.mots:
            problemes.extend(_empty_page(page, len(source.pages)))
    if source.pages and not any(page.mots for page in pages):
        if garbled:
            raise NoTextError("the text layer is garbled", "run OCR on it, for example: ocrmypdf --force-ocr -l fra IN.pdf OUT.pdf")
        raise NoTextError("no text: this looks like a scan", "run OCR on it, for example: ocrmypdf -l fra IN.pdf OUT.pdf")
    return dataclasses.replace(source, pages=tuple(pages), problemes=tuple(problemes))


def _word(word: Word) -> Word:
    texte = mend(word.texte)
    if not word.sans_descente:
        return word if texte == word.texte else word._replace(texte=texte)
    return word._replace(texte=texte, bottom=word.bottom + DESCENTE * word.style.taille)


def _empty_page(page: Page, count: int) -> list[Issue]:
    area = page.largeur * page.hauteur
    covered = max(((x1 - x0) * (bottom - top) for x0, top, x1, bottom in page.images), default=0.0)
    if covered < 0.4 * area:
        return [Issue("page-vide", f"Page {page.numero} sans texte.", page=page.numero)]
    # the first and the last page are often a cover made of one picture
    code = "page-image" if page.numero in (1, count) else "page-sans-texte"
    return [Issue(code, f"Page {page.numero} : une image sans texte, à passer par une reconnaissance de caractères.", page=page.numero)]


def mend(texte: str) -> str:
    """`texte` with accents composed and ligatures of type (ﬁ) spelt out; œ and æ are letters and stay."""
    if texte.isascii():
        return texte
    return unicodedata.normalize("NFC", "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in texte))


def garbled_reason(mots: Iterable[str]) -> str:
    """Why these words cannot be a French text layer, or ''. Too little text is never called garbled."""
    texte = "".join(mots)
    if not texte:
        return ""
    unmapped = (
        texte.count("\ufffd")
        + sum("\ue000" <= c <= "\uf8ff" for c in texte)
        + sum(1 for c in texte if unicodedata.category(c) == "Cc" and c != "\u007f")
    )
    if unmapped > PART_ILLISIBLE * len(texte):
        return "caractères sans correspondance"
    plain = unicodedata.normalize("NFKD", texte).casefold()
    letters = Counter(c for c in plain if c.isalpha())
    total = letters.total()
    if total < LETTRES_MINIMALES:
        return ""
    if sum(n for c, n in letters.items() if c in FREQUENTES) < PART_MINIMALE * total:
        return "fréquence des lettres impossible en français"
    return ""
