"""List signs: bullets, dashes, pictograms, numbers and letters that open the items of a list.

Reads the text of a line; decides by glyphs.toml, private-use characters and the blank behind a sign. It knows nothing of place or
look: a dash between two dates is told apart where lines are read.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from msgspec import Struct

from pipeline.lexicon import strong_glyphs, weak_glyphs

ORDINAL = re.compile(r"(?:\(?(?:\d{1,2}|[a-z])\)|\d{1,2}\.|[a-z]\.|\d{1,2}°|\d{1,2}\s?[-–/])\s+(?=\S)")

# A change, not an item: '+ 15 % de validations', '− 3 points'. A hyphen opens items too often to tell it.
_CHANGE = re.compile(r"[+−]\s?\d[\d\s.,]*\s?(?:%|‰|€|points?\b)")


# A list sign wherever it stands; one before a blank only.
STRONG, WEAK = 2, 1


class Marker(Struct, frozen=True):
    """A list sign at the start of a line: `texte[debut:fin]`, the item's words from `suite`."""

    debut: int
    fin: int
    suite: int
    fort: bool


def marker_at(texte: str, debut: int = 0) -> Marker | None:
    """The list sign that `texte` has at `debut`; a weak sign, or a pictogram that glyphs.toml does not list, needs a blank after it. The
    sign of a figure that rises or falls is none."""
    sign = texte[debut : debut + 1]
    kind = _kind(sign)
    if not kind or (kind == WEAK and not texte[debut + 1 : debut + 2].isspace()):
        return None
    if sign in "+−" and _CHANGE.match(texte, debut):
        return None
    end = debut + 1
    while end < len(texte) and texte[end].isspace():
        end += 1
    return Marker(debut, debut + 1, end, kind == STRONG)


@functools.lru_cache(maxsize=1024)
def _kind(sign: str) -> int:
    """How much a character tells that it stands before an item: most lines start with one that tells nothing."""
    if not sign:
        return 0
    if sign in strong_glyphs() or "\ue000" <= sign <= "\uf8ff":
        return STRONG
    return WEAK if sign in weak_glyphs() or unicodedata.category(sign) == "So" else 0


def follows_sign(before: str, sign: str) -> bool:
    """Whether one sign of a numbered list counts on from another, set alike: 'a.' and 'b.', '9)' and '10)'."""
    a, b = (re.fullmatch(r"(\W*)(\d+|[a-z])(\W*)", s.strip()) for s in (before, sign))
    if a is None or b is None or (a[1], a[3]) != (b[1], b[3]) or a[2].isdigit() != b[2].isdigit():
        return False
    return int(b[2]) == int(a[2]) + 1 if a[2].isdigit() else ord(b[2]) == ord(a[2]) + 1


def strong_cuts(texte: str, debut: int = 0) -> list[int]:
    """Offsets of the strong list signs inside a line (`• A • B`), the one at `debut` left out."""
    return [
        m.start()
        for m in _strong_sign().finditer(texte, debut + 1)
        if m.group() != "→" and texte[m.start() - 1].isspace() and texte[m.end() :].strip()
    ]


@functools.cache
def _strong_sign() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(strong_glyphs())}\ue000-\uf8ff]")
