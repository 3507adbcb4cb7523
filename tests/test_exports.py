"""The corpus as open data: columns from the schema, keys that join, and one truth in every format."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli
from pipeline.document import json_schema
from pipeline.exports import DOSSIER, FORMATS, NOM, export, tables, xlsx
from pipeline.exports.csv_files import text
from test_schema import FRENCH

ROOT = Path(__file__).parent.parent
RICH = """\
# AXE 1

# Bien vivre dans son quartier

Contexte | 30 % des ménages

## Soutenir les associations

- Ouvrir une maison des associations (Ville de Nantes)
- =1+1, une action qui commence comme une formule

**PILOTES :** Villes, Etat

**Partenaires :** CAF

**Calendrier :** 2024, "au plus tôt"
"""


@pytest.fixture
def folder(cli: Cli, tmp_path: Path, good: Path) -> Path:
    """A folder of two published documents, not yet exported."""
    rich = tmp_path / "rich.md"
    rich.write_text(RICH, encoding="utf-8")
    assert cli("extract", good, rich).code == 0
    return tmp_path / "extracted"


def read_csv(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / DOSSIER / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


# --- columns


def _fields() -> Iterator[tuple[str, str, dict[str, Any]]]:
    schema = json_schema()
    for record, shape in {"Document": schema, **schema["$defs"]}.items():
        if not record.startswith("Provenance"):
            for field, prop in shape["properties"].items():
                yield record, field, prop


def test_every_field_of_the_schema_is_a_column_a_table_or_left_out_on_purpose() -> None:
    names = {t.nom: {c.nom for c in t.colonnes} for t in tables.tables()}
    for record, field, prop in _fields():
        table = next((t for t, (records, _, _) in tables.TABLES.items() if record in records), "documents")
        prefix = {"Source": "source_", "Territoire": "territoire_", "Couverture": "couverture_"}.get(record, "")
        if f"{record}.{field}" in tables.SANS_COLONNE or field == "id" or "$ref" in prop:
            continue
        if field == "provenance":
            assert {"page", "x0", "haut", "x1", "bas", "ligne"} <= names[table]
        elif prop.get("type") == "array":
            listed = prop["items"]["$ref"].rpartition("/")[2]
            assert any(listed in records for records, _, _ in tables.TABLES.values())
        else:
            assert f"{prefix}{field}" in names[table], f"{record}.{field}"


@pytest.mark.parametrize(
    "prop",
    [
        {"type": "array", "description": "Étapes.", "items": {"$ref": "#/$defs/Etape"}},
        {"type": "array", "description": "Mots.", "items": {"type": "string"}},
        {"description": "L'un ou l'autre.", "anyOf": [{"type": "string"}, {"type": "integer"}]},
    ],
)
def test_a_shape_that_fits_no_column_fails_loudly(prop: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    schema = json_schema()
    schema["$defs"]["Engagement"]["properties"]["nouveau"] = prop
    monkeypatch.setattr(tables, "json_schema", lambda: schema)
    tables.tables.cache_clear()
    try:
        with pytest.raises(TypeError, match=r"Engagement\.nouveau"):
            tables.tables()
    finally:
        tables.tables.cache_clear()


def test_a_new_field_of_a_known_shape_is_a_new_column(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = json_schema()
    schema["$defs"]["Engagement"]["properties"]["budget"] = {"description": "En euros.", "anyOf": [{"type": "number"}, {"type": "null"}]}
    monkeypatch.setattr(tables, "json_schema", lambda: schema)
    tables.tables.cache_clear()
    try:
        column = next(c for t in tables.tables() if t.nom == "engagements" for c in t.colonnes if c.nom == "budget")
        assert (column.type, column.requis, column.description) == ("nombre", False, "En euros.")
    finally:
        tables.tables.cache_clear()


def test_columns_have_portable_names_and_french_descriptions() -> None:
    for table in tables.tables():
        assert FRENCH.search(table.titre + table.description), table.nom
        assert len({c.nom for c in table.colonnes}) == len(table.colonnes)
        for column in table.colonnes:
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,49}", column.nom)
            assert FRENCH.search(column.description), f"{table.nom}.{column.nom}"
            assert "null" not in column.description


# --- the files


def test_keys_join_and_the_territory_stands_on_each_row(folder: Path) -> None:
    export(folder)
    data = {t.nom: read_csv(folder, t.nom) for t in tables.tables()}
    for table in tables.tables():
        keys = [row[table.cle] for row in data[table.nom]]
        assert len(set(keys)) == len(keys)
        for column in table.colonnes:
            if column.vers:
                goal = next(t for t in tables.tables() if t.nom == column.vers)
                assert {row[column.nom] for row in data[table.nom]} - {""} <= {row[goal.cle] for row in data[goal.nom]}
        assert {"document_id", "territoire_siren", "territoire_code_contrat"} <= {c.nom for c in table.colonnes}
    assert [(a["role"], a["libelle"]) for a in data["acteurs"] if a["document_id"] == "rich"] == [
        ("", "Ville de Nantes"),
        ("partenaire", "CAF"),
        ("pilote", "Villes"),
        ("pilote", "Etat"),
    ]
    assert [c["valeur"] for c in data["champs"]] == ['2024, "au plus tôt"']
    assert {a["ligne"] for a in data["actions"]} == {"9", "10"} | {a["ligne"] for a in data["actions"] if a["document_id"] == "good"}


def test_csv_is_what_rfc_4180_says(folder: Path) -> None:
    export(folder)
    raw = (folder / DOSSIER / "champs.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\r\n")
    assert b'"2024, ""au plus t\xc3\xb4t"""' in raw
    assert raw.count(b"\n") == raw.count(b"\r\n")


@pytest.mark.parametrize(
    ("value", "expected"), [(None, ""), (True, "true"), (False, "false"), (0.1, "0.1"), (3.0, "3"), (1e7, "10000000"), (7, "7"), ("é", "é")]
)
def test_cells_as_text(value: Any, expected: str) -> None:
    assert text(value) == expected


def test_every_format_holds_the_same_rows(folder: Path) -> None:
    from arro3.io import read_parquet

    corpus = export(folder)
    with sqlite3.connect(folder / f"{NOM}.sqlite") as db:
        for table in tables.tables():
            rows = list(corpus.rows(table.nom))
            assert len(rows) == corpus.lignes[table.nom]
            names = [c.nom for c in table.colonnes]
            assert all(list(row) == names for row in rows)
            assert [list(r.values()) for r in read_csv(folder, table.nom)] == [[text(v) for v in row.values()] for row in rows]
            assert [list(r) for r in db.execute(f"SELECT * FROM {table.nom}")] == [list(row.values()) for row in rows]
            parquet = read_parquet(folder / DOSSIER / f"{table.nom}.parquet").read_all()
            assert parquet.column_names == names
            columns = [[None if v is None else str(v) for v in parquet[n].to_pylist()] for n in names]
            kinds = {c.nom: c.type for c in table.colonnes}
            for name, column in zip(names, columns, strict=True):
                values = [row[name] for row in rows]
                values = [float(v) if kinds[name] == "nombre" and v is not None else v for v in values]
                assert column == [None if v is None else str(v) for v in values], f"{table.nom}.{name}"


def test_sqlite_has_keys_and_a_search_without_accents(folder: Path) -> None:
    export(folder)
    with sqlite3.connect(folder / f"{NOM}.sqlite") as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert {row[2] for row in db.execute("PRAGMA foreign_key_list(acteurs)")} == {"documents", "engagements", "actions"}
        found = db.execute("SELECT objet, cle FROM recherche WHERE recherche MATCH 'financer projets'").fetchall()
        assert [objet for objet, _ in found] == ["actions"]
        assert db.execute("SELECT texte FROM actions WHERE action_id = ?", (found[0][1],)).fetchone() == (
            "Financer les projets des habitants",
        )


def test_the_workbook_has_sheets_filters_links_and_no_formula(folder: Path) -> None:
    export(folder)
    with zipfile.ZipFile(folder / f"{NOM}.xlsx") as book:
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
        assert names == ["Lisez-moi", *tables.TABLES]
        for i, name in enumerate(names[1:], start=2):
            sheet = book.read(f"xl/worksheets/sheet{i}.xml").decode()
            assert "<autoFilter " in sheet
            assert 'state="frozen"' in sheet
            assert "<f>" not in sheet, "a text is never a formula"
            held = any(c.vers for t in tables.tables() if t.nom == name for c in t.colonnes) and bool(read_csv(folder, name))
            assert ("<hyperlink " in sheet) == held
        actions = book.read(f"xl/worksheets/sheet{names.index('actions') + 1}.xml").decode()
        assert "=1+1, une action" in actions


def test_a_text_too_long_for_a_cell_is_cut_there_only(folder: Path) -> None:
    path = folder / "good" / "document.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    long = "mot " * 10_000 + "fin"
    value["sections"][0]["engagements"][0]["actions"][0]["texte"] = long
    path.write_text(json.dumps(value), encoding="utf-8")
    export(folder)
    assert read_csv(folder, "actions")[0]["texte"] == long
    with zipfile.ZipFile(folder / f"{NOM}.xlsx") as book:
        assert "texte coupé" in book.read("xl/worksheets/sheet5.xml").decode()


def test_too_many_rows_for_a_sheet_are_said(folder: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_LIGNES", 1)
    ran = cli("export")
    assert ran.code == 2
    assert "a sheet holds 1 rows" in ran.errors[0]
    assert not (folder / f"{NOM}.xlsx").exists()


def test_the_same_documents_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "ailleurs" / "autre"
    shutil.copytree(folder, other)
    export(folder)
    first = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    export(folder)
    assert {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()} == first
    export(other)
    assert {p.relative_to(other): p.read_bytes() for p in other.rglob("*") if p.is_file()} == first


# --- the papers


def test_the_data_package_describes_the_files_as_they_are(folder: Path) -> None:
    export(folder)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert [r["name"] for r in package["resources"]] == list(tables.TABLES)
    assert package["licenses"][0]["name"] == "etalab-2.0"
    assert {s["title"] for s in package["sources"]} == {"good", "rich"}
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        header = data.decode().splitlines()[0].split(",")
        assert [f["name"] for f in resource["schema"]["fields"]] == header
        assert resource["schema"]["primaryKey"] == header[:1]
        for key in resource["schema"].get("foreignKeys", []):
            assert key["reference"]["resource"] in ("", *tables.TABLES)
        for field in resource["schema"]["fields"]:
            values = [row[field["name"]] for row in read_csv(folder, resource["name"])]
            if field.get("constraints", {}).get("required"):
                assert all(values), f"{resource['name']}.{field['name']}"
            if "enum" in field.get("constraints", {}):
                assert set(values) - {""} <= set(field["constraints"]["enum"])


def test_the_catalogue_record_lists_every_file(folder: Path) -> None:
    export(folder)
    record = json.loads((folder / "dcat.jsonld").read_text(encoding="utf-8"))["@graph"][0]
    listed = {d["dcat:downloadURL"]["@id"]: d for d in record["dcat:distribution"]}
    suffixes = (".csv", ".jsonl", ".parquet", ".xlsx", ".sqlite")
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in suffixes}
    assert set(listed) == there
    for name, entry in listed.items():
        assert entry["spdx:checksum"]["spdx:checksumValue"]["@value"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()


def test_the_readme_tells_every_column(folder: Path) -> None:
    export(folder)
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for table in tables.tables():
        assert f"\n## {table.nom}\n" in readme
        assert f"(#{table.nom})" in readme
        assert all(f"| `{c.nom}` |" in readme for c in table.colonnes)


# --- what is not exported


@pytest.mark.parametrize("content", [b"{", b"[]", b"null"])
def test_a_broken_document_is_not_exported_and_stops_no_other(content: bytes, folder: Path, cli: Cli) -> None:
    (folder / "rich" / "document.json").write_bytes(content)
    ran = cli("export")
    assert ran.code == 6
    assert "rich" in ran.errors[0]
    assert {row["document_id"] for row in read_csv(folder, "engagements")} == {"good"}
    assert [(r["document_id"], r["code"]) for r in read_csv(folder, "anomalies")] == [("rich", "schema-non-conforme")]


def test_the_anomalies_of_a_document_that_is_not_exported_are(folder: Path, cli: Cli) -> None:
    path = folder / "rich" / "document.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    value["statut"] = "parfait"
    value["anomalies"] = [{"code": "page-vide", "gravite": "info", "message": "Vide.", "provenance": []}, {"code": 3}, "rien"]
    path.write_text(json.dumps(value), encoding="utf-8")
    assert cli("export").code == 6
    assert [r["code"] for r in read_csv(folder, "anomalies")] == ["schema-non-conforme", "page-vide"]
    assert "gravite" in read_csv(folder, "anomalies")[0]["message"], "the first fault is told"
    assert [r["document_id"] for r in read_csv(folder, "documents")] == ["good"]
    assert "`rich`" in (folder / "README.md").read_text(encoding="utf-8")


def test_an_empty_folder_is_wrong_usage(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    assert cli("export", "-o", "vide").code == 2
    assert cli("export", "-o", "absent").code == 2


# --- what is committed


def test_the_committed_export_is_current(tmp_path: Path) -> None:
    """Texts to the byte; what a library packs, by its content, because another version may pack it otherwise."""
    published = ROOT / "extracted"
    for path in published.glob("*/document.json"):
        (tmp_path / path.parent.name).mkdir()
        shutil.copy(path, tmp_path / path.parent.name)
    export(tmp_path)
    made = {p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file()}
    there = {p.relative_to(published) for p in published.rglob("*") if p.is_file() and not {".cache", "stages"} & set(p.parts)}
    assert made == there, "run: make"
    for name in sorted(made):
        assert _content(tmp_path / name) == _content(published / name), f"{name} is not current; run: make"


def _content(path: Path) -> Any:
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return {name: book.read(name) for name in book.namelist()}
    if path.suffix == ".sqlite":
        with sqlite3.connect(path) as db:
            return [line for line in db.iterdump() if "recherche_" not in line]
    if path.suffix == ".jsonld":  # the sizes and digests of what is packed
        return re.sub(r'"@value": "(?:[0-9a-f]{64}|\d+)"', "", path.read_text(encoding="utf-8"))
    return path.read_bytes()


def test_every_format_is_a_module() -> None:
    modules = {p.stem for p in (ROOT / "pipeline" / "exports").glob("*.py")} - {"__init__", "tables"}
    assert modules == set(FORMATS)
