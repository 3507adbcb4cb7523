"""tables/<table>.csv: RFC 4180, UTF-8 without a mark, ISO dates, a point in numbers, empty for nothing."""

from __future__ import annotations

import csv
import io

from pipeline.exports import Corpus
from pipeline.exports.tables import Cell, tables
from pipeline.files import replacing


def text(value: Cell) -> str:
    """A cell as its characters: no exponent, no useless zero."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


def write(corpus: Corpus) -> None:
    for table in tables():
        with replacing(corpus.path(table.nom, "csv")) as handle, io.TextIOWrapper(handle, encoding="utf-8", newline="") as words:
            out = csv.writer(words, lineterminator="\r\n")
            out.writerow([c.nom for c in table.colonnes])
            out.writerows([text(v) for v in row.values()] for row in corpus.rows(table.nom))
