"""Documents and tables where people explore them: a small HTML tree, and data frames of pandas or polars.

Reads published documents and rows of the corpus tables; decides nothing about them. Neither library is a dependency: whichever is
installed is used, pandas first.
"""

from __future__ import annotations

import datetime as dt
import html
import json
from collections.abc import Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pipeline.document import ProvenancePage
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.document import Document, Engagement, Section

LIBRARIES = ("pandas", "polars")
_PANDAS = {"entier": "Int64", "nombre": "Float64", "booleen": "boolean", "texte": "string"}
_POLARS = {"entier": "Int64", "nombre": "Float64", "booleen": "Boolean", "texte": "String", "date": "Date"}


def document_frame(document: Document, table: str, library: str | None = None) -> Any:
    """One corpus table of one document; see `frame`."""
    from pipeline.exports.tables import rows
    from pipeline.records import to_json

    return frame(table, (row for name, row in rows(json.loads(to_json(document))) if name == table), library)


def frame(table: str, rows: Iterable[Mapping[str, Any]], library: str | None = None) -> Any:
    """`rows` of `table` as a data frame of `library` (pandas or polars; None: the one that is installed), typed, columns in order.

    Raises UsageError for a table that does not exist, ImportError when neither library is installed.
    """
    from pipeline.exports.tables import tables

    found = next((t for t in tables() if t.nom == table), None)
    if found is None:
        raise UsageError(f"{table}: no such table", f"tables: {', '.join(t.nom for t in tables())}")
    chosen = library or next((name for name in LIBRARIES if find_spec(name) is not None), None)
    if chosen not in LIBRARIES:
        raise ImportError("to_frame needs pandas or polars: pip install one of them")
    whole = list(rows)
    columns = {c.nom: [_day(row[c.nom]) if c.type == "date" else row[c.nom] for row in whole] for c in found.colonnes}
    module = import_module(chosen)
    if chosen == "polars":
        return module.DataFrame(columns, schema={c.nom: getattr(module, _POLARS[c.type]) for c in found.colonnes})
    out = module.DataFrame(columns)
    for c in found.colonnes:
        out[c.nom] = module.to_datetime(out[c.nom]) if c.type == "date" else out[c.nom].astype(_PANDAS[c.type])
    return out


def _day(value: str | None) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(value)


# --- the tree


def tree(document: Document) -> str:
    """`document` as nested <details>: sections, engagements with their pilots, actions, pages."""
    head = document.source.titre or document.id
    engagements = sum(_engagements(s) for s in document.sections)
    told = f"{document.statut}, {_number(engagements, 'engagement')}, {_number(len(document.anomalies), 'anomalie')}"
    body = "".join(_section(s) for s in document.sections)
    return f"<div><strong>{html.escape(head)}</strong> <small>{html.escape(told)}</small>{body}</div>"


def _number(n: int, noun: str) -> str:
    return f"{n} {noun}{'s' if n > 1 else ''}"


def _engagements(section: Section) -> int:
    return len(section.engagements) + sum(_engagements(s) for s in section.sections)


def _section(section: Section) -> str:
    number = f"{section.type} {section.numero} : " if section.numero else ""
    head = f"{number}{section.titre}" if section.titre else "(sans titre)"
    inner = "".join(_engagement(e) for e in section.engagements) + "".join(_section(s) for s in section.sections)
    open_ = " open" if section.nature == "programme" else ""
    return (
        f'<details{open_} style="margin-left:1em"><summary>{html.escape(head)} <small>{section.nature}</small></summary>{inner}</details>'
    )


def _engagement(engagement: Engagement) -> str:
    number = f"{engagement.numero} " if engagement.numero else ""
    pilots = ", ".join(p.libelle for p in engagement.pilotes)
    actions = "".join(f'<li style="margin-left:{a.niveau - 1}em">{html.escape(a.texte)}</li>' for a in engagement.actions)
    page = next((p.page for p in engagement.provenance if isinstance(p, ProvenancePage)), 0)
    place = f" <small>p. {page}</small>" if page else ""
    led = f" — <em>{html.escape(pilots)}</em>" if pilots else ""
    head = f"<summary>{html.escape(number + engagement.titre)}{led}{place}</summary>"
    return f'<details style="margin-left:1em">{head}<ul>{actions}</ul></details>'
