"""Whether letters can be French: the statistics that tell a text layer from the wreck of one.

Works on plain strings. The ten commonest letters make 75 % of French text; in a wrong encoding, or shifted, they fall
far below, and a letter that a font lost is missing from all of its words.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

FREQUENTES = frozenset("esaintrulo")
_OCTETS = ("".join(sorted(FREQUENTES)) + "".join(sorted(FREQUENTES)).upper()).encode()
PART_MINIMALE = 0.5
LETTRES_MINIMALES = 120
# A sign that no font mapped: replacement character, private use, control characters, '(cid:12)'.
PART_ILLISIBLE = 0.3
NON_LUES = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f\ufffd\ue000-\uf8ff]")
_PUCES = "\uf0b7\uf0a7\uf0d8\uf0fc"  # the commonest bullets of Symbol and Wingdings
# Share (%) of the letters of a French vocabulary, accents left out: words counted once, so that a running head weighs nothing.
PARTS: Mapping[str, float] = {"e": 15.0, "i": 9.0, "a": 8.0, "s": 8.0, "r": 8.0, "t": 7.5, "n": 7.5, "o": 6.5, "l": 5.0, "u": 4.5, "c": 4.5}
# A letter of which so many are expected, and none is found, was lost.
ATTENDUES = 14.0


@functools.lru_cache(maxsize=1)  # asked twice of each page
def unread(texte: str) -> tuple[str, ...]:
    """The signs of NON_LUES in `texte`, in no order.

    None of them is printable but U+FFFD, which is quicker to see than to look for them; on most pages that have any they are bullets.
    """
    found: list[str] = []
    for puce in _PUCES:
        if puce in texte:
            found.extend(puce * texte.count(puce))
            texte = texte.replace(puce, "")
    return tuple(found) if texte.isprintable() and "\ufffd" not in texte else (*found, *NON_LUES.findall(texte))


def garbled_reason(mots: Iterable[str]) -> str:
    """Why these words, or texts with spaces, cannot be a French text layer, or ''. Too little text is never called garbled."""
    texte = "".join(mots)
    signs = len(texte) - texte.count(" ")
    if not signs:
        return ""
    if len(unread(texte)) + 6 * texte.count("(cid:") > PART_ILLISIBLE * signs:
        return "caractères sans correspondance"
    bare = texte.encode("utf-8", "replace")
    if len(bare) - len(bare.translate(None, _OCTETS)) >= PART_MINIMALE * signs:
        return ""  # the common case, without looking at each letter
    plain = unicodedata.normalize("NFKD", texte).casefold()
    letters = Counter(c for c in plain if c.isalpha())
    total = letters.total()
    if total < LETTRES_MINIMALES:
        return ""
    if sum(n for c, n in letters.items() if c in FREQUENTES) < PART_MINIMALE * total:
        return "fréquence des lettres impossible en français"
    return ""


def missing_letter(vocabulary: Iterable[str]) -> str:
    """The common letter that no word of `vocabulary` (each once) has although many should, or ''."""
    plain = unicodedata.normalize("NFKD", "".join(vocabulary)).casefold()
    total = sum(map(str.isalpha, plain))
    for letter, share in PARTS.items():
        if total * share / 100 >= ATTENDUES and letter not in plain:
            return letter
    return ""
