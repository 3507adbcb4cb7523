"""The Python interface: extract, load, diff, export.

Thin: each function is one call of what the command does, from paths or documents to typed values. Errors are those of
pipeline.errors, whose text says what to do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from pipeline.compare import AVENANT, Diff, compare
from pipeline.document import Document
from pipeline.errors import SchemaError, UsageError
from pipeline.exports import Corpus
from pipeline.records import models, to_json
from pipeline.reports import Comparison, as_data, html_fragment, markdown, terminal

AnyPath = str | PathLike[str]


def extract(source: AnyPath) -> Document:
    """The document of the PDF or Markdown file `source`, with the sidecar beside it, if any.

    Raises UnreadableError, EncryptedError, NoTextError or SettingsError; a document that came out partial says so in `statut`.
    """
    from pipeline import run

    path = Path(source)
    if not path.is_file():
        raise UsageError(f"{path}: no such file", "give a .pdf or a .md")
    return models(run.extract(path))


def load(path: AnyPath) -> Document:
    """The published document in `path`: a document.json, or the folder that holds one.

    Raises UsageError when there is none, UnreadableError when it is not JSON, SchemaError with its first fault when it does not
    follow the schema.
    """
    from pipeline.validation import checked

    file = Path(path) / "document.json" if Path(path).is_dir() else Path(path)
    if not file.is_file():
        raise UsageError(f"{file}: no such file", "give a document.json, or its folder")
    value, faults = checked(file)
    if faults:
        raise SchemaError(f"{file}: {faults[0]}", "see contrat-ville validate")
    return Document.model_validate(value)


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two documents; `changes` in the order of the new one, removals last. Shows itself in a notebook."""

    titre: str
    changes: Diff

    def __len__(self) -> int:
        return len(self.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __str__(self) -> str:
        return terminal([self._comparison()], forme=False).rstrip("\n")

    def to_markdown(self) -> str:
        return markdown([self._comparison()], "Changements", forme=False)

    def to_dict(self) -> dict[str, Any]:
        """Everything, as `contrat-ville diff --format json` writes it."""
        return as_data([self._comparison()])

    def _comparison(self) -> Comparison:
        return Comparison(self.titre, "modifie", self.changes)

    def _repr_html_(self) -> str:
        return html_fragment(self._comparison(), self.titre)


def diff(old: Document | AnyPath, new: Document | AnyPath) -> Changes:
    """What `new` changes of `old`, two versions of a contract, whatever their layouts: documents, or paths as `load` takes them."""
    before, after = (each if isinstance(each, Document) else load(each) for each in (old, new))
    return Changes(f"{before.id} → {after.id}", compare(_plain(before), _plain(after), AVENANT))


def export(folder: AnyPath = "extracted") -> Corpus:
    """Write the corpus tables and papers of the documents of `folder` into it; what came of it, whose `to_frame(table)` gives a table.

    Raises UsageError when there is no document, or no room. Documents that do not follow the schema stand in `refuses`.
    """
    from pipeline import exports

    return exports.export(Path(folder))


def _plain(document: Document) -> Mapping[str, Any]:
    value: dict[str, Any] = json.loads(to_json(document))
    return value
