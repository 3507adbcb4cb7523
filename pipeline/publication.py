"""The export onto a udata portal (data.gouv.fr and its like), through its public API (version 1), with httpx.

Reads the exported files and the data set as the portal has it; decides which resource each file is (the file name that it noted on the
resource, else its title) and whether it changed (the SHA-1 that the portal keeps). A file is replaced in place, under its resource's id,
so that addresses stay. It never deletes, never touches a resource it did not make nor the words that people wrote about the data set, sends
the key to the portal's own address only and over TLS (a portal on this machine apart), and never prints it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from pipeline.errors import UsageError
from pipeline.exports import DESCRIPTION, NOM, TITRE, Corpus
from pipeline.exports.datapackage import temporal
from pipeline.exports.tables import tables

if TYPE_CHECKING:
    import httpx

CLE = "DATAGOUV_API_KEY"
NOTE = "contrat-ville:fichier"  # in the extras of a resource: which file it holds
LICENCE = "lov2"  # what udata calls etalab-2.0
_LOCAL = ("localhost", "127.0.0.1", "::1")
_DELAI = 120.0  # seconds, of one request

Sort = Literal["nouveau", "remplace", "inchange"]


@dataclass(frozen=True, slots=True)
class File:
    """One file to publish, as the portal shows it."""

    path: Path
    nom: str
    titre: str
    type: Literal["main", "documentation", "other"]
    description: str


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one file; `resource`: the id it has there, if any; `nommer`: give it its title and note."""

    file: File
    sort: Sort
    resource: str | None = None
    nommer: bool = False


def files(corpus: Corpus) -> Iterator[File]:
    """What is published of an export: tables as CSV and Parquet, workbook, database, papers."""
    for table in tables():
        for suffix, kind in (("csv", "main"), ("parquet", "other")):
            path = corpus.path(table.nom, suffix)
            yield _file(corpus, path, f"{table.titre} ({suffix.upper()})", kind, table.description)
    for name, title, kind, told in (
        (f"{NOM}.xlsx", "Toutes les tables (XLSX)", "main", "Une feuille par table, avec filtres et liens."),
        (f"{NOM}.sqlite", "Toutes les tables (SQLite)", "main", "Les tables, leurs clés et un index plein texte."),
        ("datapackage.json", "Description du jeu (Data Package)", "documentation", "Colonnes, types et clés."),
        ("README.md", "Lisez-moi", "documentation", "Tables, colonnes et clés, en français."),
    ):
        yield _file(corpus, corpus.dossier / name, title, kind, told)


def _file(corpus: Corpus, path: Path, title: str, kind: Any, description: str) -> File:
    return File(path, path.relative_to(corpus.dossier).as_posix(), title, kind, description)


def key() -> str:
    """The API key, from the environment and from nowhere else."""
    value = os.environ.get(CLE, "").strip()
    if not value:
        raise UsageError(f"{CLE} is not set", "put the API key of your account on the portal there; it is taken from the environment only")
    return value


class Portal:
    """One udata portal. Every call raises UsageError, in one line, when the portal says no or cannot be reached."""

    def __init__(self, address: str, api_key: str) -> None:
        import httpx

        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError(f"{address}: not the address of a portal", "for example https://demo.data.gouv.fr")
        if parts.scheme == "http" and parts.hostname not in _LOCAL:
            raise UsageError(f"{address}: the key would travel in the clear", "use https")
        self.address = f"{parts.scheme}://{parts.netloc}"
        # No redirection is followed: the key is for this address.
        self._http = httpx.Client(
            base_url=f"{self.address}/api/1/", headers={"X-API-KEY": api_key}, timeout=_DELAI, transport=httpx.HTTPTransport(retries=2)
        )

    def dataset(self, ident: str) -> dict[str, Any]:
        return self._call("GET", f"datasets/{ident}/")

    def create(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        return self._call("POST", "datasets/", json=payload)

    def add(self, dataset: str, file: File) -> str:
        """Upload `file` as a new resource; its id."""
        return str(self._upload(f"datasets/{dataset}/upload/", file)["id"])

    def replace(self, dataset: str, resource: str, file: File) -> None:
        self._upload(f"datasets/{dataset}/resources/{resource}/upload/", file)

    def describe(self, dataset: str, resource: str, payload: Mapping[str, Any]) -> None:
        self._call("PUT", f"datasets/{dataset}/resources/{resource}/", json=payload)

    def _upload(self, path: str, file: File) -> dict[str, Any]:
        with file.path.open("rb") as handle:
            return self._call("POST", path, files={"file": (file.path.name, handle)})

    def _call(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        import httpx

        try:
            answer = self._http.request(method, path, **more)
        except httpx.HTTPError as error:
            raise UsageError(f"{self.address}: {type(error).__name__}: {error}", "is the address right, and the portal up?") from None
        if answer.status_code not in (200, 201):
            raise _refused(f"{self.address}: {method} {path}", answer)
        try:
            value = answer.json()
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise UsageError(f"{self.address}: {method} {path}: the answer is no JSON object", "is this a udata portal?")
        return value


def _refused(where: str, answer: httpx.Response) -> UsageError:
    try:
        value = answer.json()
        told = str(value.get("message") or value.get("errors") or "") if isinstance(value, dict) else ""
    except ValueError:
        told = ""
    hints = {
        401: f"is {CLE} the key of an account on this portal?",
        403: "has this account the right to edit this data set?",
        404: "is this the id of a data set there?",
        410: "this data set was deleted",
        413: "the file is larger than the portal takes",
    }
    hint = hints.get(answer.status_code, "the portal redirects: use its own address" if answer.is_redirect else "try again later")
    return UsageError(f"{where}: {answer.status_code}{' ' + told if told else ''}", hint)


def plan(portal: Portal, dataset: str | None, corpus: Corpus) -> list[Step]:
    """What would happen to each file, in order. `dataset` None: to a new data set."""
    there = portal.dataset(dataset).get("resources", []) if dataset else []
    noted = {(r.get("extras") or {}).get(NOTE): r for r in there}
    titled = {r.get("title"): r for r in there if NOTE not in (r.get("extras") or {})}  # made by hand, or by a run broken off
    steps = []
    for file in files(corpus):
        resource = noted.get(file.nom) or titled.get(file.titre) or titled.get(file.path.name)
        if resource is None:
            steps.append(Step(file, "nouveau", nommer=True))
            continue
        known = resource.get("checksum") or {}
        same = known.get("type") == "sha1" and known.get("value") == _sha1(file.path)
        steps.append(Step(file, "inchange" if same else "remplace", str(resource["id"]), resource.get("title") == file.path.name))
    return steps


def publish(portal: Portal, dataset: str | None, corpus: Corpus, steps: list[Step], done: Callable[[Step], None]) -> str:
    """Do `steps`; the id of the data set, a new private draft when `dataset` is None. `done(step)` is called after each.

    Broken off, it can be run again with the same data set: what was done is then unchanged.
    """
    ident = dataset or str(portal.create(_draft(corpus))["id"])
    try:
        for step in steps:
            _do(portal, ident, step)
            done(step)
    except UsageError as error:
        raise UsageError(error.message, f"{error.conseil}; run again with --dataset {ident} to go on") from None
    return ident


def _do(portal: Portal, dataset: str, step: Step) -> None:
    resource = step.resource or portal.add(dataset, step.file)
    if step.sort == "remplace":
        portal.replace(dataset, resource, step.file)
    if step.nommer:
        told = {"title": step.file.titre, "type": step.file.type, "description": step.file.description, "extras": {NOTE: step.file.nom}}
        portal.describe(dataset, resource, told)


def _draft(corpus: Corpus) -> dict[str, Any]:
    period = temporal(corpus)
    out: dict[str, Any] = {
        "title": TITRE,
        "description": DESCRIPTION,
        "private": True,
        "license": LICENCE,
        "frequency": "irregular",
        "tags": ["contrat-de-ville", "politique-de-la-ville", "quartiers-prioritaires"],
    }
    return out | ({"temporal_coverage": {"start": period["debut"], "end": period["fin"]}} if period else {})


def _sha1(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha1").hexdigest()
