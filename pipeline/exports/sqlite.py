"""contrats-de-ville.sqlite: the tables with their keys, and `recherche`, a full-text index that does not mind case or accents.

The version of SQLite that wrote a file stands in its header and means nothing to a reader; it is overwritten, so that it changes no byte.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from pipeline.exports import NOM, Corpus
from pipeline.exports.tables import Kind, Table, tables
from pipeline.files import replacing_path

_TYPES: dict[Kind, str] = {"texte": "TEXT", "entier": "INTEGER", "nombre": "REAL", "date": "TEXT", "booleen": "INTEGER"}
# What can be searched: (table, column)
CHERCHES = (
    ("documents", "source_titre"),
    ("sections", "titre"),
    ("engagements", "titre"),
    ("actions", "texte"),
    ("acteurs", "libelle"),
    ("champs", "valeur"),
    ("passages", "texte"),
)
_VERSION_ECRITE = (96, (3_040_000).to_bytes(4, "big"))


def write(corpus: Corpus) -> None:
    with replacing_path(corpus.dossier / f"{NOM}.sqlite") as path:
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA page_size = 4096")
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.execute("BEGIN")
            for table in tables():
                db.execute(_create(table))
                marks = ", ".join("?" * len(table.colonnes))
                db.executemany(f'INSERT INTO "{table.nom}" VALUES ({marks})', (tuple(row.values()) for row in corpus.rows(table.nom)))
                for column in table.colonnes:
                    if column.vers:
                        db.execute(f'CREATE INDEX "{table.nom}_{column.nom}" ON "{table.nom}" ("{column.nom}")')
            db.execute(
                "CREATE VIRTUAL TABLE recherche USING fts5(texte, objet UNINDEXED, cle UNINDEXED, document_id UNINDEXED, "
                "tokenize = 'unicode61 remove_diacritics 2')"
            )
            for name, words in CHERCHES:
                key = next(t.cle for t in tables() if t.nom == name)
                db.execute(
                    f'INSERT INTO recherche (texte, objet, cle, document_id) SELECT "{words}", \'{name}\', "{key}", document_id '
                    f'FROM "{name}" WHERE "{words}" IS NOT NULL ORDER BY rowid'
                )
            db.execute("INSERT INTO recherche (recherche) VALUES ('optimize')")
            db.execute("COMMIT")
        _blank_version(path)


def _create(table: Table) -> str:
    lines = []
    for column in table.colonnes:
        parts = [f'"{column.nom}" {_TYPES[column.type]}']
        parts += ["PRIMARY KEY"] if column.nom == table.cle else []
        parts += ["NOT NULL"] if column.requis else []
        parts += [f'REFERENCES "{column.vers}"'] if column.vers else []
        lines.append(" ".join(parts))
    return f'CREATE TABLE "{table.nom}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _blank_version(path: Path) -> None:
    offset, value = _VERSION_ECRITE
    with path.open("r+b") as handle:
        handle.seek(offset)
        handle.write(value)
