"""The corpus as open data: every table in every format, and the papers that describe them.

`export` reads the published documents of a folder, one at a time, and writes beside them what FORMATS lists. Nothing of a document that
does not follow the schema goes out, its anomalies apart. No clock and no host: the same documents give the same bytes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from pipeline.errors import UsageError
from pipeline.files import check_writable, replacing, sweep

# Each is a module of this package with a function `write(corpus)`; in this order, because the last ones describe the files of the first.
FORMATS = ("csv_files", "parquet", "xlsx", "sqlite", "datapackage", "readme", "dcat")
TITRE = "Contrats de ville : engagements, actions et pilotes"
NOM = "contrats-de-ville"
DOSSIER = "tables"
LICENCE = {"name": "etalab-2.0", "title": "Licence Ouverte 2.0", "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence"}
DESCRIPTION = (
    "Engagements, actions et parties responsables des contrats de ville et de leurs avenants, extraits des documents publiés par les "
    "collectivités. Chaque ligne renvoie à son document, et à la page et au rectangle, ou à la ligne, d'où elle vient."
)


@dataclass(slots=True)
class Corpus:
    """What the formats write from: `dossier` is where; the rows lie in its JSON Lines files; `refuses`: id and first fault."""

    dossier: Path
    lignes: Counter[str] = field(default_factory=Counter)
    refuses: list[tuple[str, str]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)

    def path(self, table: str, suffix: str) -> Path:
        return self.dossier / DOSSIER / f"{table}.{suffix}"

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of `table`, in the order of the documents, one in memory at a time."""
        with self.path(table, "jsonl").open(encoding="utf-8") as handle:
            for line in handle:
                yield json.loads(line)

    def to_frame(self, table: str = "engagements", library: Literal["pandas", "polars"] | None = None) -> Any:
        """`table` as a data frame of pandas or polars, whichever is installed."""
        from pipeline.notebook import frame

        return frame(table, self.rows(table), library)


def export(folder: Path, done: Callable[[str], None] = lambda _name: None) -> Corpus:
    """Write the corpus tables and papers of the documents below `folder` into it. `done(format)` is called after each.

    UsageError when there is no document or no room. What a document lacks to be exported stands in `refuses`.
    """
    paths = sorted(folder.glob("*/document.json"))
    if not paths:
        raise UsageError(f"{folder}: no <id>/document.json in this folder", "run contrat-ville extract first")
    check_writable(folder / DOSSIER)
    sweep(folder / DOSSIER)
    corpus = Corpus(folder)
    _spool(paths, corpus)
    done("jsonl")
    for name in FORMATS:
        import_module(f"{__name__}.{name}").write(corpus)
        done(name)
    return corpus


def _spool(paths: list[Path], corpus: Corpus) -> None:
    """Every row of every document as JSON Lines, which are published and which the other formats are made from."""
    import contextlib

    from pipeline.exports.tables import tables

    with contextlib.ExitStack() as stack:
        files = {t.nom: stack.enter_context(replacing(corpus.path(t.nom, "jsonl"))) for t in tables()}
        for path in paths:
            for table, row in _rows(path, corpus):
                files[table].write((json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
                corpus.lignes[table] += 1
                if table == "documents":
                    corpus.documents.append(dict(row))


def _rows(path: Path, corpus: Corpus) -> Iterator[tuple[str, Mapping[str, Any]]]:
    from pipeline.errors import ContratVilleError
    from pipeline.exports.tables import anomaly_rows, rows
    from pipeline.validation import checked

    try:
        document, found = checked(path)
    except ContratVilleError as error:
        document, found = {}, [error.message]
    ident = path.parent.name
    if not found and document["id"] != ident:
        found = [f"$.id: {document['id']!r} is not the name of its folder"]
    if not found:
        yield from rows(document)
        return
    corpus.refuses.append((ident, found[0]))
    told = document.get("anomalies") if isinstance(document, dict) else None
    whole = [a for a in told if _is_anomaly(a)] if isinstance(told, list) else []
    refused = {"code": "schema-non-conforme", "gravite": "erreur", "message": f"Document non exporté : {found[0]}", "provenance": []}
    yield from anomaly_rows(ident, [refused, *whole])


def _is_anomaly(value: object) -> bool:
    from pipeline.validation import is_valid

    return is_valid(value, "Anomalie")
