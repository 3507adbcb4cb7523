"""The names of Type 3 fonts, which pdfium does not tell: a browser prints a font with axes, or with colours, as one.

Reads the font dictionaries of the file through pdfminer, once, when a page has a font without a name; their glyphs are
not drawn. Decides which of them pdfium's font is by the widths of its letters. A font whose descriptor has no name, or
that two names fit, stays without one; a file that pdfminer cannot read has none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

# Forms within forms are looked into so deep.
PROFONDEUR = 4
# Thousandths of the type by which two readers may round a width apart.
_ARRONDI = 1.0


class Type3(Struct, frozen=True):
    """A font that the file names. `largeurs`: letter to its width in thousandths of the type."""

    nom: str
    largeurs: dict[str, float]


def type3_fonts(path: Path) -> tuple[Type3, ...]:
    """The Type 3 fonts of the file whose descriptor has a name, in the order of its pages. Never an error."""
    out: list[Type3] = []
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    with suppress(Exception), path.open("rb") as handle:  # pdfminer raises anything at all on damaged content
        for spec in _specs(handle):
            with suppress(Exception):
                out.append(_font(spec))
    return tuple(f for f in out if f.nom and f.largeurs)


def named(fonts: Sequence[Type3], width: Callable[[str], float]) -> str:
    """The name of the font whose letters have the widths that `width` tells, '' when none or several have.

    The one with the most letters is it: another may happen to share its few.
    """
    fitting = [f for f in fonts if all(abs(width(letter) - w) <= _ARRONDI for letter, w in f.largeurs.items())]
    most = max((len(f.largeurs) for f in fitting), default=0)
    names = {f.nom for f in fitting if len(f.largeurs) == most}
    return names.pop() if len(names) == 1 else ""


def _specs(handle: Any) -> Iterator[dict[str, Any]]:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    met: set[int] = set()
    for page in PDFPage.create_pages(PDFDocument(PDFParser(handle), caching=False)):
        yield from _of_resources(page.resources, met, 0)


def _of_resources(resources: Any, met: set[int], depth: int) -> Iterator[dict[str, Any]]:
    from pdfminer.pdftypes import resolve1
    from pdfminer.psparser import literal_name

    entries = resolve1(resources) or {}
    for found in _entries(entries.get("Font"), met):
        if literal_name(found.get("Subtype")) == "Type3":
            yield found
    for found in _entries(entries.get("XObject"), met):
        attributes = getattr(found, "attrs", {})
        if depth < PROFONDEUR and "Resources" in attributes:
            yield from _of_resources(attributes["Resources"], met, depth + 1)


def _entries(resources: Any, met: set[int]) -> Iterator[Any]:
    """The values of a resource dictionary that were not met before."""
    from pdfminer.pdftypes import resolve1

    for value in (resolve1(resources) or {}).values():
        number = getattr(value, "objid", 0)
        if number not in met:
            met.update({number} - {0})
            yield resolve1(value)


def _font(spec: dict[str, Any]) -> Type3:
    from pdfminer.pdffont import PDFType3Font
    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.pdftypes import resolve1

    if "FontDescriptor" not in spec:
        return Type3("", {})
    font = PDFType3Font(PDFResourceManager(), spec)
    name = (resolve1(spec["FontDescriptor"]) or {}).get("FontName")
    scale = 1000 * abs(font.matrix[0])
    widths: dict[str, float] = {}
    for code, width in font.widths.items():
        with suppress(Exception):  # a code that stands for no letter
            letter = font.to_unichr(int(code))
            if width and len(letter) == 1:
                widths[letter] = float(width) * scale
    return Type3(font.fontname if name is not None else "", widths)
