"""The corpus tables: which there are, what their columns are and mean, and the rows that a document gives.

Reads the JSON Schema of the published document and published documents; the columns, their types, closed lists and descriptions are
those of the schema, so that a field added there is a column here without a line, and a shape that fits no column fails loudly. Decides
only names and keys: a thing is known by its document's id, a slash and its own id, or, where the schema gives none, by what holds it
and its rank. It writes no file.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.compare import ACTEURS
from pipeline.document import json_schema

Kind = Literal["texte", "entier", "nombre", "date", "booleen"]
Cell = str | int | float | bool | None
Row = Mapping[str, Cell]

# table -> (records of the schema that are its rows, singular, title)
TABLES: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "documents": (("Document",), "document", "Contrats de ville et avenants"),
    "sections": (("Section",), "section", "Plan des documents"),
    "engagements": (("Engagement",), "engagement", "Engagements du programme"),
    "actions": (("Action",), "action", "Actions annoncées par les engagements"),
    "acteurs": (("Acteur", "AutreActeur"), "acteur", "Pilotes, partenaires et autres parties"),
    "champs": (("Champ",), "champ", "Champs étiquetés des engagements"),
    "passages": (("Passage",), "passage", "Textes conservés tels quels"),
    "lieux": (("Lieu",), "lieu", "Quartiers prioritaires et communes cités"),
    "valeurs": (("Valeur",), "valeur", "Dates, montants et nombres cités"),
    "anomalies": (("Anomalie",), "anomalie", "Doutes et défauts constatés"),
}
# Fields that are no column, and why.
SANS_COLONNE: Mapping[str, str] = {"Passage.items": "passages.texte les donne déjà, un par ligne"}
_TERRITOIRE = ("territoire_siren", "territoire_code_contrat")
_LIEU: Mapping[str, tuple[Kind, str]] = {
    "page": ("entier", "Première page du fichier source d'où vient la valeur, à partir de 1 ; vide pour un fichier Markdown."),
    "x0": ("nombre", "Bord gauche, sur cette page, du rectangle d'où vient la valeur, en points PDF (1/72 de pouce)."),
    "haut": ("nombre", "Bord haut de ce rectangle, en points PDF à partir du haut de la page."),
    "x1": ("nombre", "Bord droit de ce rectangle, en points PDF."),
    "bas": ("nombre", "Bord bas de ce rectangle, en points PDF à partir du haut de la page."),
    "ligne": ("entier", "Première ligne du fichier Markdown d'où vient la valeur, à partir de 1 ; vide pour un PDF."),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `valeurs`: its closed list, if any; `vers`: the table whose key it holds."""

    nom: str
    type: Kind
    description: str
    requis: bool = False
    valeurs: tuple[str, ...] = ()
    vers: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table; its first column is its key."""

    nom: str
    titre: str
    description: str
    colonnes: tuple[Column, ...]

    @property
    def cle(self) -> str:
        return self.colonnes[0].nom


@functools.cache
def tables() -> tuple[Table, ...]:
    """Every table, what holds before what is held. TypeError when the schema has a shape that no column or table takes."""
    return tuple(_table(name) for name in TABLES)


def _records() -> dict[str, dict[str, Any]]:
    schema = json_schema()
    return {**schema["$defs"], "Document": schema}


def _table(name: str) -> Table:
    records, singular, title = TABLES[name]
    every = _records()
    columns = {c.nom: c for c in _keys(name, singular, every)}
    for record in records:
        for field, prop in every[record]["properties"].items():
            for column in _columns(record, field, prop, every):
                if column.nom in _LIEU or column.nom not in columns:
                    columns.setdefault(column.nom, column)
    if name == "acteurs":
        roles = ("pilote", *columns["role"].valeurs)
        told = "Rôle de la partie dans l'engagement ; vide pour une partie nommée dans le texte d'une action."
        columns["role"] = Column("role", "texte", told, valeurs=roles)
    place = [columns.pop(n) for n in _LIEU if n in columns]
    described = str(every[records[0]].get("description", ""))
    return Table(name, title, " ".join(described.split()), (*columns.values(), *place))


def _keys(name: str, singular: str, every: Mapping[str, Any]) -> Iterator[Column]:
    made = ", unique dans le jeu." if name == "documents" else ", unique dans le jeu : celui du document, puis le sien."
    yield Column(f"{singular}_id", "texte", f"Identifiant{made}", requis=True)
    if name == "documents":
        return
    # An anomaly may come from a document that is not exported because it does not follow the schema.
    yield Column("document_id", "texte", "Document d'où vient la ligne.", requis=True, vers="" if name == "anomalies" else "documents")
    for code, told in zip(_TERRITOIRE, ("Numéro SIREN du territoire du document.", "Code national du contrat de ville."), strict=True):
        yield Column(code, "texte", told)
    for holder in _holders(name, every):
        if holder == name:
            yield Column(f"{singular}_parent_id", "texte", "Section du dessus, qui contient celle-ci ; vide au premier niveau.", vers=name)
        else:
            other = TABLES[holder][1]
            yield Column(f"{other}_id", "texte", f"Ligne de la table {holder} à laquelle celle-ci appartient.", vers=holder)
    yield Column("ordre", "entier", "Rang dans sa liste, à partir de 1, dans l'ordre du document.", requis=True)


def _holders(name: str, every: Mapping[str, Any]) -> list[str]:
    """The tables whose records list those of `name`, the documents apart."""
    held = {f"#/$defs/{record}" for record in TABLES[name][0]}
    out = []
    for holder, (records, _, _) in TABLES.items():
        for record in records:
            if holder != "documents" and any(p.get("items", {}).get("$ref") in held for p in every[record]["properties"].values()):
                out.append(holder)
                break
    return out


def _columns(record: str, field: str, prop: Mapping[str, Any], every: Mapping[str, Any], prefix: str = "") -> Iterator[Column]:
    """The columns of one field: one, several for an object or a place, none for a list that is a table."""
    if f"{record}.{field}" in SANS_COLONNE or field == "id":
        return
    if field == "provenance":
        yield from (Column(name, kind, told) for name, (kind, told) in _LIEU.items())
    elif "$ref" in prop:
        inner = prop["$ref"].rpartition("/")[2]
        for name, part in every[inner]["properties"].items():
            yield from _columns(inner, name, part, every, f"{prefix}{field}_")
    elif prop.get("type") == "array":
        listed = prop["items"].get("$ref", "").rpartition("/")[2]
        if not any(listed in records for records, _, _ in TABLES.values()):
            raise TypeError(f"{record}.{field}: a list of {listed or prop['items']} is no table: add it to TABLES or SANS_COLONNE")
    else:
        yield _column(f"{record}.{field}", f"{prefix}{field}", prop)


_KINDS: Mapping[tuple[str, str], Kind] = {
    ("string", ""): "texte",
    ("string", "date"): "date",
    ("integer", ""): "entier",
    ("number", ""): "nombre",
    ("boolean", ""): "booleen",
}


def _column(place: str, name: str, prop: Mapping[str, Any]) -> Column:
    choices = [part for part in prop.get("anyOf", [prop]) if part.get("type") != "null"]
    if len(choices) != 1 or (choices[0].get("type"), choices[0].get("format", "")) not in _KINDS:
        raise TypeError(f"{place}: no column takes {prop}")
    choice = choices[0]
    kind = _KINDS[choice["type"], choice.get("format", "")]
    told = re.sub(r"\bnull\b", "vide", prop["description"])
    required = "anyOf" not in prop and (kind != "texte" or prop.get("minLength", 0) > 0 or "enum" in prop or "const" in prop)
    return Column(name, kind, told, required, tuple(choice.get("enum", ())))


# --- rows


def rows(document: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    """(table, row) of everything in a valid published `document`, each thing before what it holds."""
    ident = document["id"]
    common = {"document_id": ident, **_flat({"territoire": document["territoire"]})}
    yield "documents", _cells("documents", {"document_id": ident, **_flat(document)})
    yield from _lists(document, {name: common[name] for name in ("document_id", *_TERRITOIRE)}, {}, ident)


def _lists(value: Mapping[str, Any], common: Mapping[str, Cell], above: Mapping[str, Cell], ident: str) -> Iterator[tuple[str, Row]]:
    for field, inner in value.items():
        name, says = ACTEURS.get(field, (field, {}))
        if name in TABLES and isinstance(inner, list):
            for rank, part in enumerate(inner, start=1):
                yield from _rows(name, part, common, above, f"{ident}#{field}-{rank}", rank, says)


def _rows(
    name: str,
    value: Mapping[str, Any],
    common: Mapping[str, Cell],
    above: Mapping[str, Cell],
    ranked: str,
    rank: int,
    says: Mapping[str, Cell],
) -> Iterator[tuple[str, Row]]:
    singular = TABLES[name][1]
    own = f"{common['document_id']}/{value['id']}" if "id" in value else ranked
    held = {f"{singular}_parent_id": above.get(f"{singular}_id"), **above, f"{singular}_id": own}
    yield (
        name,
        _cells(name, {**common, **held, "ordre": rank, **says, **_flat(value), **_place(value.get("provenance", ()), name == "champs")}),
    )
    yield from _lists(value, common, held, own)


def anomaly_rows(ident: str, anomalies: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Row]]:
    """The rows of anomalies alone, of a document that is not exported."""
    yield from _lists({"anomalies": anomalies}, {"document_id": ident}, {}, ident)


@functools.cache
def _names(table: str) -> tuple[str, ...]:
    return tuple(c.nom for t in tables() if t.nom == table for c in t.colonnes)


def _cells(table: str, values: Mapping[str, Cell]) -> Row:
    return {name: values.get(name) for name in _names(table)}


def _flat(value: Mapping[str, Any], prefix: str = "") -> dict[str, Cell]:
    out: dict[str, Cell] = {}
    for field, inner in value.items():
        if isinstance(inner, Mapping):
            out |= _flat(inner, f"{prefix}{field}_")
        elif not isinstance(inner, list) and field != "id":
            out[f"{prefix}{field}"] = None if inner == "" else inner
    return out


def _place(provenance: Sequence[Mapping[str, Any]], last: bool) -> dict[str, Cell]:
    """The first page and the box around all of it that is there, or the first line.

    `last`: the last ones, for a field: its label may be a column header pages before its value.
    """
    if not provenance:
        return {}
    first = provenance[-1 if last else 0]
    if "ligne" in first:
        return {"ligne": first["ligne"]}
    page = first["page"]
    boxes = [p["bbox"] for p in provenance if p.get("page") == page]
    sides = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return {"page": page, **dict(zip(("x0", "haut", "x1", "bas"), sides, strict=True))}
