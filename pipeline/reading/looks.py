"""What both readers must judge alike: gaps between words, weights and slants told by a font's name, text that is no text.

Works on plain strings and numbers, so that each rule is tested without a PDF.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from pipeline.model import BBox

# Share of the type size from which a gap parts two words. Kerning stays below 0.06, the dots of an ellipsis stand 0.10
# apart, and a line that is set as tight as can be still leaves 0.13 between its words.
ECART_MOT = 0.115
GRAS = ("bold", "black", "heavy", "demi", "-bd", "extrab")
# A medium face may set titles, or the text itself: repair.py tells from all fonts of a document.
DEMI_GRAS = "-medium"
ITALIQUE = ("italic", "oblique", "-it")

# Why a word is no text to a reader of the page.
TOURNE = "texte tourné"
VERTICAL = "écriture verticale"
INVISIBLE = "texte invisible"
COULEUR_DU_FOND = "texte de la couleur du fond"
MASQUE = "texte masqué"
HORS_PAGE = "hors de la page"

INCONNUE = "?"  # the colour of a picture, a shading, a pattern

# Descents (ems) of the fonts that every viewer brings along, whatever the file states of them.
_DESCENTES = {"Courier": -0.194, "Helvetica": -0.207, "Arial": -0.207, "Times": -0.217, "TimesNewRoman": -0.217, "CourierNew": -0.194}
_SANS = ("Symbol", "ZapfDingbats")  # nothing is stated of these
_DE_BASE = re.compile(
    r"(?:(Courier|Helvetica)(?:-(?:Bold)?(?:Oblique)?)?|(Times)-(?:Roman|Bold|Italic|BoldItalic)"
    r"|(Arial|CourierNew|TimesNewRoman)(?:,\w+)?)"
)


@functools.cache
def family(name: str) -> str:
    """The font's name without the tag of its subset."""
    return name.split("+")[-1]


@functools.cache
def bold(police: str) -> bool:
    return any(g in police.lower() for g in GRAS)


@functools.cache
def italic(police: str) -> bool:
    return any(i in police.lower() for i in ITALIQUE)


def descent(name: str, stated: float) -> float:
    """How far the font `name` (as the file writes it) reaches below its baseline, in ems, negative."""
    if name in _SANS:
        return 0.0
    base = _DE_BASE.fullmatch(name)
    return _DESCENTES[base[1] or base[2] or base[3]] if base else -abs(stated)


def turned(ax: float, ay: float, bx: float, by: float) -> bool:
    """Whether text whose axes point to (ax, ay) and (bx, by), y upwards, is turned by more than 10 degrees or mirrored."""
    return ax <= 0 or by <= 0 or abs(ay) > 0.18 * ax


def lost_in_background(couleur: str, x: float, y: float, fonds: Iterable[tuple[BBox, str]]) -> bool:
    """Whether nothing painted (`fonds`) under the point has another colour than `couleur`; the bare page is white."""
    under = {colour for (x0, top, x1, bottom), colour in fonds if x0 <= x <= x1 and top <= y <= bottom}
    if not couleur or INCONNUE in under:
        return False
    if not under:
        return whitish(couleur)
    return all(alike(couleur, colour) for colour in under)


def whitish(couleur: str) -> bool:
    return alike(couleur, "#ffffff")


def alike(a: str, b: str) -> bool:
    """Whether two colours are one to the eye."""
    if a == b:
        return True
    if len(a) != 7 or len(b) != 7:
        return False
    return all(abs(int(a[i : i + 2], 16) - int(b[i : i + 2], 16)) <= 6 for i in (1, 3, 5))
