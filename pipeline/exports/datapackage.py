"""datapackage.json: Data Package v2 over the CSV files, with a Table Schema each: types, closed lists, keys, French descriptions.

The other formats hold the same rows and are listed in README.md and dcat.jsonld; here they would only be named twice.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from pipeline.exports import DESCRIPTION, LICENCE, NOM, TITRE, Corpus
from pipeline.exports.tables import Column, Kind, Table, tables
from pipeline.files import write_atomic
from pipeline.records import dumps
from pipeline.terms import SCHEMA_VERSION

_TYPES: dict[Kind, str] = {"texte": "string", "entier": "integer", "nombre": "number", "date": "date", "booleen": "boolean"}


def write(corpus: Corpus) -> None:
    write_atomic(corpus.dossier / "datapackage.json", dumps(package(corpus)))


def package(corpus: Corpus) -> dict[str, Any]:
    out: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NOM,
        "title": TITRE,
        "description": DESCRIPTION,
        "schema_version": SCHEMA_VERSION,
        "licenses": [LICENCE],
        "keywords": ["contrat de ville", "politique de la ville", "quartiers prioritaires", "QPV"],
        "sources": [_source(d) for d in corpus.documents],
        "temporal": temporal(corpus),
        "spatial": spatial(corpus),
        "resources": [_resource(table, corpus) for table in tables()],
    }
    return {name: value for name, value in out.items() if value}


def temporal(corpus: Corpus) -> dict[str, str]:
    """First and last date of the documents; empty when none has one."""
    dates = sorted(d["source_date"] for d in corpus.documents if d["source_date"])
    return {"debut": dates[0], "fin": dates[-1]} if dates else {}


def spatial(corpus: Corpus) -> list[dict[str, str]]:
    """The territories of the documents, each once."""
    names = ("libelle", "siren", "code_contrat")
    known = {tuple(d[f"territoire_{n}"] or "" for n in names) for d in corpus.documents if d["territoire_libelle"]}
    return [{n: v for n, v in zip(names, t, strict=True) if v} for t in sorted(known)]


def digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _source(document: dict[str, Any]) -> dict[str, str]:
    out = {"title": document["source_titre"] or document["document_id"], "path": document["source_url"] or document["source_fichier"]}
    return out | {"sha256": document["source_sha256"], "licence": document["source_licence"] or ""}


def _resource(table: Table, corpus: Corpus) -> dict[str, Any]:
    path = corpus.path(table.nom, "csv")
    return {
        "name": table.nom,
        "type": "table",
        "title": table.titre,
        "description": table.description,
        "path": path.relative_to(corpus.dossier).as_posix(),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest(path)}",
        "schema": schema(table),
    }


def schema(table: Table) -> dict[str, Any]:
    """The Table Schema of `table`."""
    keys = [_foreign(column, table) for column in table.colonnes if column.vers]
    out = {"fields": [_field(c, table) for c in table.colonnes], "primaryKey": [table.cle], "missingValues": [""], "foreignKeys": keys}
    return {name: value for name, value in out.items() if value}


def _field(column: Column, table: Table) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.requis else {}
    limits |= {"enum": list(column.valeurs)} if column.valeurs else {}
    limits |= {"unique": True} if column.nom == table.cle else {}
    out = {"name": column.nom, "type": _TYPES[column.type], "title": column.nom.replace("_", " "), "description": column.description}
    return {**out, **({"constraints": limits} if limits else {})}


def _foreign(column: Column, table: Table) -> dict[str, Any]:
    goal = next(t for t in tables() if t.nom == column.vers)
    return {"fields": [column.nom], "reference": {"resource": "" if goal.nom == table.nom else goal.nom, "fields": [goal.cle]}}
