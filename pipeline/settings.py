"""Settings of a run, and the sidecar `<id>.toml` that may stand beside a document in raw/.

Reads TOML only; decides nothing about a document's text. Unknown keys are an error, because a misspelt assertion
would otherwise guard nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from pipeline.errors import SettingsError
from pipeline.limits import Settings as Settings

# What msgspec says of a fault: 'Object contains unknown field `engagement` - at `$.min`'.
_FAUTE = re.compile(r"(?P<quoi>.*?)(?: - at `\$\.?(?P<ou>[^`]*)`)?")
_CLE = re.compile(r"Object contains unknown field `(?P<cle>[^`]*)`")


class _Closed(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class TerritoireLateral(_Closed, frozen=True):
    libelle: str
    siren: Annotated[str, Meta(pattern=r"^\d{9}$")] | None = None
    code_contrat: str | None = None


class SourceLaterale(_Closed, frozen=True):
    producteur: str | None = None
    url: str | None = None
    licence: str | None = None


Count = Annotated[int, Meta(ge=0)]


class Bornes(_Closed, frozen=True):
    """Expected counts; a document below `min` fails, one above `max` is flagged."""

    sections: Count | None = None
    engagements: Count | None = None
    actions: Count | None = None
    pilotes: Count | None = None


class Sidecar(_Closed, frozen=True):
    """Metadata and assertions that the document itself does not state."""

    titre: str | None = None
    date: dt.date | None = None
    territoire: TerritoireLateral | None = None
    source: SourceLaterale = SourceLaterale()
    min: Bornes = Bornes()
    max: Bornes = Bornes()


def sidecar_path(document: Path) -> Path:
    """The sidecar of `document`: same folder, same stem, `.toml`."""
    return document.with_suffix(".toml")


def read_sidecar(document: Path) -> Sidecar:
    """The sidecar beside `document`, or an empty one when there is none.

    Raises SettingsError when the file is not UTF-8 TOML, or holds an unknown key or a value of the wrong kind.
    """
    path = sidecar_path(document)
    if not path.is_file():
        return Sidecar()
    try:
        return msgspec.toml.decode(path.read_text(encoding="utf-8"), type=Sidecar)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not valid UTF-8 (byte {error.start})", "save the sidecar as UTF-8") from error
    except msgspec.ValidationError as error:
        raise SettingsError(f"{path}: {_fault(str(error))}", "see raw/README.md for the keys") from error
    except msgspec.DecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}", "see raw/README.md for the keys") from error


def _fault(told: str) -> str:
    """What msgspec says is wrong, the key first: 'min.engagement: unknown key'."""
    found = _FAUTE.fullmatch(told)
    what, where = (found["quoi"], found["ou"] or "") if found else (told, "")
    if unknown := _CLE.fullmatch(what):
        what, where = "unknown key", f"{where}.{unknown['cle']}".strip(".")
    return f"{where}: {what}"


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
