"""Settings of a run, and the sidecar `<id>.toml` that may stand beside a document in raw/.

Reads TOML only; decides nothing about a document's text. Unknown keys are an error, because a misspelt assertion
would otherwise guard nothing.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import SettingsError
from pipeline.limits import Settings as Settings


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TerritoireLateral(_Closed):
    libelle: str
    siren: str | None = Field(default=None, pattern=r"^\d{9}$")
    code_contrat: str | None = None


class SourceLaterale(_Closed):
    producteur: str | None = None
    url: str | None = None
    licence: str | None = None


class Bornes(_Closed):
    """Expected counts; a document below `min` fails, one above `max` is flagged."""

    sections: int | None = Field(default=None, ge=0)
    engagements: int | None = Field(default=None, ge=0)
    actions: int | None = Field(default=None, ge=0)
    pilotes: int | None = Field(default=None, ge=0)


class Sidecar(_Closed):
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
        return Sidecar.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not valid UTF-8 (byte {error.start})", "save the sidecar as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML: {error}", "see raw/README.md for the keys") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        what = "unknown key" if first["type"] == "extra_forbidden" else first["msg"]
        raise SettingsError(f"{path}: {where}: {what}", "see raw/README.md for the keys") from error


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
