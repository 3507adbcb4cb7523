"""What makes an extraction still current, so that an unchanged document is not extracted again.

Reads the source, its sidecar, the list of quarters beside it, this package's own files and the versions of the
libraries that shape the text; keeps small state files per document in `<out>/.cache/`. Decides by content hashes only,
never by dates, and trusts a state only when the published document.json is still the one it was written for.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from pipeline.errors import UnreadableError
from pipeline.files import write_atomic
from pipeline.settings import Settings, sidecar_path

if TYPE_CHECKING:
    from pipeline.records import Document

# A new version of these may read the same file differently.
QUARTIERS = "quartiers.csv"  # list of quarters beside the documents, see territory.py
_READERS = ("pdfplumber", "pdfminer-six", "pypdfium2", "msgspec", "pydantic", "rapidfuzz", "spacy")


class Summary(Struct, frozen=True):
    """What the table shows of a document. `erreurs`: messages of its error-level anomalies."""

    statut: str
    engagements: int
    actions: int
    pilotes: int
    anomalies: int
    caracteres: int
    non_attribues: int
    erreurs: tuple[str, ...] = ()


def summarise(document: Document) -> Summary:
    from pipeline.records import iter_engagements

    engagements = list(iter_engagements(document.sections))
    return Summary(
        statut=document.statut,
        engagements=len(engagements),
        actions=sum(len(e.actions) for e in engagements),
        pilotes=sum(len(e.pilotes) for e in engagements),
        anomalies=len(document.anomalies),
        caracteres=document.couverture.caracteres,
        non_attribues=document.couverture.non_attribues,
        erreurs=tuple(a.message for a in document.anomalies if a.gravite == "erreur"),
    )


@functools.cache
def code_version() -> str:
    """One hash over the package's code and lexicons and over the versions of the libraries that read."""
    root = Path(__file__).parent
    files = sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    parts = [part for p in files for part in (p.relative_to(root).as_posix().encode(), p.read_bytes())]
    return _hash(*parts, *(f"{name} {_versions().get(name, '')}".encode() for name in _READERS))


@functools.cache
def _versions() -> dict[str, str]:
    """Distribution to version, from the names of the folders in which installers note them: importlib.metadata opens each."""
    found: dict[str, str] = {}
    for folder in filter(os.path.isdir, sys.path):
        for name in os.listdir(folder):
            if name.endswith(".dist-info"):
                distribution, _, version = name.removesuffix(".dist-info").partition("-")
                found.setdefault(re.sub(r"[-_.]+", "-", distribution).lower(), version)
    return found


def key(source: Path, settings: Settings) -> str:
    """What the extraction of `source` depends on, as one hash. UnreadableError when it cannot be read."""
    try:
        with source.open("rb") as handle:
            content = hashlib.file_digest(handle, "sha256").digest()
        beside = b"".join(_length_first(p.read_bytes()) for p in (sidecar_path(source), source.parent / QUARTIERS) if p.is_file())
    except OSError as error:
        raise UnreadableError(f"{source}: cannot be read: {error.strerror or error}", "check the file and its rights") from error
    return _hash(source.name.encode(), content, beside, repr(settings).encode(), code_version().encode())


def _hash(*parts: bytes) -> str:
    """SHA-256 of `parts`; length before content, so that no two lists of parts hash alike."""
    return hashlib.sha256(b"".join(map(_length_first, parts))).hexdigest()


def _length_first(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + part


def state_path(out: Path, ident: str) -> Path:
    return out / ".cache" / f"{ident}.json"


def links_path(out: Path, ident: str) -> Path:
    """Where the matches of a document's texts are kept from run to run."""
    return out / ".cache" / f"{ident}.liens.json"


def remember(out: Path, ident: str, cle: str, published: str, summary: Summary, stages: bool) -> None:
    """Note that `published` is the document.json for `cle`."""
    state = {"cle": cle, "document": _sha256(published.encode()), "etapes": stages, "bilan": asdict(summary)}
    write_atomic(state_path(out, ident), json.dumps(state, ensure_ascii=False, sort_keys=True) + "\n")


def current(out: Path, ident: str, cle: str, stages: bool) -> Summary | None:
    """The summary kept for `cle`, or None when the document must be extracted (again).

    A missing or edited document.json, a state that cannot be read, and stages that were asked for but not kept all
    mean: again.
    """
    try:
        state = json.loads(state_path(out, ident).read_text(encoding="utf-8"))
        if state["cle"] != cle or state["document"] != _sha256((out / ident / "document.json").read_bytes()):
            return None
        if stages and not (state["etapes"] and (out / ident / "stages").is_dir()):
            return None
        bilan = state["bilan"]
        return Summary(**{**bilan, "erreurs": tuple(bilan["erreurs"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
