"""The published schema: current, closed, described in French, and agreed on by two validators."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from conftest import Cli
from pipeline import document

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "schemas" / f"document-{document.SCHEMA_VERSION}.schema.json"
PUBLISHED = sorted((ROOT / "extracted").rglob("document.json"))
FRENCH = re.compile(r"[éèêàçùœ]|\b(?:de|du|des|le|la|les|un|une|en|ou|tel|nom|sous)\b", re.IGNORECASE)


def _objects(node: Any, place: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield place, node
        for key, value in node.items():
            yield from _objects(value, f"{place}.{key}")
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield from _objects(value, f"{place}[{i}]")


def _described(prop: dict[str, Any], schema: dict[str, Any]) -> str:
    """The description of a property, its own or that of the object it refers to."""
    if "$ref" in prop and "description" not in prop:
        return str(schema["$defs"][prop["$ref"].rpartition("/")[2]].get("description", ""))
    return str(prop.get("description", ""))


def test_the_schema_file_is_current() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == document.dumps(document.json_schema()), "run: contrat-ville schema"


def test_the_schema_is_one() -> None:
    schema = document.json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == document.DIALECT
    assert document.SCHEMA_VERSION in schema["$id"]
    assert schema["properties"]["schema_version"]["const"] == document.SCHEMA_VERSION


def test_each_version_is_in_the_changelog() -> None:
    changelog = (ROOT / "schemas" / "CHANGELOG.md").read_text(encoding="utf-8")
    for path in SCHEMA.parent.glob("document-*.schema.json"):
        assert path.name.removeprefix("document-").removesuffix(".schema.json") in changelog


def test_objects_are_closed_and_fields_described_in_french() -> None:
    schema = document.json_schema()
    objects = dict(_objects(schema))
    assert len(objects) > 10
    for place, node in objects.items():
        assert node["additionalProperties"] is False, place
        assert sorted(node["required"]) == sorted(node["properties"]), f"{place}: every field is always there"
        for name, prop in node["properties"].items():
            assert FRENCH.search(_described(prop, schema)), f"{place}.{name}: no French description"
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,49}", name), f"{place}.{name}: not a portable name"


@pytest.mark.parametrize(
    ("place", "values"),
    [
        (("Section", "nature"), document.Nature),
        (("Acteur", "preuve"), document.Preuve),
        (("AutreActeur", "role"), document.Role),
        (("Anomalie", "gravite"), document.Gravite),
    ],
)
def test_closed_lists_are_enums(place: tuple[str, str], values: Any) -> None:
    prop = document.json_schema()["$defs"][place[0]]["properties"][place[1]]
    assert prop["enum"] == list(get_args(values))


def test_published_files_are_valid(cli: Cli) -> None:
    assert PUBLISHED, "extracted/ is committed"
    ran = cli("validate", ROOT / "extracted")
    assert ran.code == 0, ran.out


def test_another_validator_agrees(good: Path, cli: Cli, tmp_path: Path) -> None:
    """check-jsonschema takes the published files, and a fresh one, and refuses what is wrong."""
    pytest.importorskip("check_jsonschema")

    def check(*paths: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--schemafile", str(SCHEMA), *map(str, paths)], capture_output=True, text=True
        )

    cli("extract", good)
    fresh = tmp_path / "extracted" / "good" / "document.json"
    done = check(fresh, *PUBLISHED)
    assert done.returncode == 0, done.stdout + done.stderr
    value = json.loads(fresh.read_text(encoding="utf-8"))
    value["statut"] = "parfait"
    fresh.write_text(json.dumps(value), encoding="utf-8")
    assert check(fresh).returncode != 0
