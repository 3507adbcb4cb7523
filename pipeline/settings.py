"""Settings of a run, and the names that follow from a document's own: its sidecar and its id.

Reads nothing; decides by the file name alone.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.limits import Settings as Settings


def sidecar_path(document: Path) -> Path:
    """The sidecar of `document`: same folder, same stem, `.toml`."""
    return document.with_suffix(".toml")


# Signs that have no ASCII letter below an accent, and would be left out.
_SIGNES = (("œ", "oe"), ("Œ", "OE"), ("æ", "ae"), *((sign, "-") for sign in "’‘–—•·"))
_LETTRES = bytes(code if chr(code).isascii() and chr(code).isalnum() else 32 for code in range(256)).lower()  # a letter, a digit or a blank


def slug(texte: str) -> str:
    """`texte` in lower case ASCII letters and digits joined by hyphens: 'Réussite éducative' -> 'reussite-educative'."""
    if not texte.isascii():
        for sign, plain in _SIGNES:
            texte = texte.replace(sign, plain)
        texte = unicodedata.normalize("NFKD", texte)
    return b"-".join(texte.encode("ascii", "ignore").translate(_LETTRES).split()).decode()


def document_id(path: Path) -> str:
    """The id under which `path` is published: the slug of its stem. SettingsError if nothing is left of it."""
    ident = slug(path.stem)
    if not ident:
        raise SettingsError(f"{path}: no id can be made of this file name", "give it letters or digits")
    return ident
