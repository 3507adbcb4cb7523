"""tables/<table>.parquet, typed as the schema says, each column with its description; written by arro3, a Rust library of 12 MB.

pyarrow, its elder, weighs 55 MB and starts in ten times the time for the one call that is needed here.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

from pipeline.exports import Corpus
from pipeline.exports.tables import Column, Kind, Table, tables
from pipeline.files import replacing

_BATCH = 20_000
_EPOCH = dt.date(1970, 1, 1)
_TYPES: dict[Kind, str] = {"texte": "utf8", "entier": "int64", "nombre": "float64", "date": "date32", "booleen": "bool"}


def write(corpus: Corpus) -> None:
    from arro3.core import RecordBatchReader, Schema
    from arro3.io import write_parquet

    for table in tables():
        schema = Schema([_field(column) for column in table.colonnes])
        reader = RecordBatchReader.from_batches(schema, _batches(corpus, table, schema))
        with replacing(corpus.path(table.nom, "parquet")) as handle:
            write_parquet(reader, handle, compression="zstd(3)", created_by="contrat-ville")


def _field(column: Column) -> Any:
    from arro3.core import DataType, Field

    kind = getattr(DataType, _TYPES[column.type])()
    return Field(column.nom, kind, nullable=not column.requis, metadata={"description": column.description})


def _batches(corpus: Corpus, table: Table, schema: Any) -> Iterator[Any]:
    from arro3.core import RecordBatch

    rows = corpus.rows(table.nom)
    while part := list(itertools.islice(rows, _BATCH)):
        yield RecordBatch.from_arrays([_array([row[c.nom] for row in part], c) for c in table.colonnes], schema=schema)


def _array(values: list[Any], column: Column) -> Any:
    from arro3.core import Array, DataType

    if column.type == "date":
        days = [None if v is None else (dt.date.fromisoformat(v) - _EPOCH).days for v in values]
        return Array(days, type=DataType.int32()).cast(DataType.date32())
    if column.type == "nombre":
        values = [None if v is None else float(v) for v in values]
    return Array(values, type=getattr(DataType, _TYPES[column.type])())
