"""Settings of a run, and the names that follow from a document's own: its sidecar and its id.

Reads nothing; decides by the file name alone.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.limits import Settings as Settings


def sidecar_path(document: Path) -> Path:
    """The sidecar of `document`: same folder, same stem, `.toml`."""
    return document.with_suffix(".toml")


def slug(texte: str) -> str:
    """`texte` in lower case ASCII letters and digits joined by hyphens: 'Réussite éducative' -> 'reussite-educative'."""
    plain = unicodedata.normalize("NFKD", re.sub("[’‘–—•·]", "-", texte.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")


def document_id(path: Path) -> str:
    """The id under which `path` is published: the slug of its stem. SettingsError if nothing is left of it."""
    ident = slug(path.stem)
    if not ident:
        raise SettingsError(f"{path}: no id can be made of this file name", "give it letters or digits")
    return ident
