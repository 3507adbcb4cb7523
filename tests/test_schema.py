"""The published schema: current, closed, described in French, and agreed on by two validators."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import example, given, strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

from conftest import Cli
from pipeline import document, records, sidecar
from pipeline.run import extract

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
    assert SCHEMA.read_text(encoding="utf-8") == records.dumps(document.json_schema()), "run: contrat-ville schema"


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


# --- models


def test_the_packages_it_is_built_on_are_declared() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {"pdfplumber", "spacy", "pydantic", "jsonschema", "click"} <= {re.split(r"[^\w-]", d)[0] for d in declared}


def test_models_are_closed_frozen_and_described_in_french() -> None:
    models = {v for v in vars(document).values() if isinstance(v, type) and issubclass(v, BaseModel) and v.__module__ == document.__name__}
    assert document.Document in models
    for model in models:
        assert model.model_config["extra"] == "forbid"
        assert model.model_config["frozen"]
        for name, field in model.model_fields.items():
            described = field.description or (field.annotation in models and field.annotation.__doc__) or ""
            assert FRENCH.search(described), f"{model.__name__}.{name}: no French description"


def test_a_sidecar_is_closed_and_described_in_french() -> None:
    schemas = msgspec.json.schema(sidecar.Sidecar)["$defs"]
    assert "Sidecar" in schemas
    for name, schema in schemas.items():
        assert schema["additionalProperties"] is False, name
        for key, prop in schema["properties"].items():
            assert FRENCH.search(prop.get("description", "")), f"{name}.{key}: no French description"


def test_each_model_has_its_record() -> None:
    """records.py names the same, so that what mypy holds to the models is made under these names."""

    def named(module: Any, base: type) -> set[str]:
        return {n for n, v in vars(module).items() if isinstance(v, type) and issubclass(v, base) and not n.startswith("_")}

    assert named(document, BaseModel) - {"BaseModel"} == named(records, records.Writable) - {"Writable"}


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda p: p.parent.name)
def test_a_published_file_is_a_document(path: Path) -> None:
    """Read, dumped and written again, it is what it was."""
    text = path.read_text(encoding="utf-8")
    read = document.Document.model_validate_json(text)
    assert read.model_dump(mode="json") == json.loads(text)
    assert document.Document.model_validate(read.model_dump()) == read
    assert records.to_json(read) == text
    with pytest.raises(ValidationError, match="frozen"):
        read.statut = "echec"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="inconnu"):
        document.Document.model_validate({**json.loads(text), "inconnu": 1})


def test_an_extraction_does_not_import_pydantic(good: Path) -> None:
    """It takes longer to import than a short document to extract; only who asks for the model pays for it."""
    script = """
import sys
from pathlib import Path
from pipeline.records import models, to_json
from pipeline.run import extract
made = extract(Path(sys.argv[1]))
text = to_json(made)
print("pydantic" in sys.modules)
print(to_json(models(made)) == text)
"""
    done = subprocess.run([sys.executable, "-c", script, str(good)], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["False", "True"]


def test_a_value_that_the_schema_forbids_makes_no_model(good: Path) -> None:
    made = extract(good)
    vars(made)["statut"] = "fini"
    with pytest.raises(ValidationError, match="statut"):
        records.models(made)


_TEXTS = st.text(st.characters(codec="utf-8"))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | _TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(_TEXTS, inner),
    max_leaves=20,
)


@given(_VALUES)
@example({"b": ["[ 1,  2 ]", "é\n\u2028"], "a": {}})
def test_json_text_is_json_with_sorted_keys(value: Any) -> None:
    text = records.dumps(value)
    assert json.loads(text) == value
    assert "".join(text.split()) == "".join(json.dumps(value, ensure_ascii=False, sort_keys=True).split())


def test_layout_of_json_text() -> None:
    value = {"z": [1, 2.5], "boites": [[1.0, 2], []], "a": {"jour": dt.date(2024, 2, 1), "vide": {}}, "non": [True, None]}
    assert (
        records.dumps(value)
        == """\
{
  "a": {
    "jour": "2024-02-01",
    "vide": {}
  },
  "boites": [
    [1.0, 2],
    []
  ],
  "non": [
    true,
    null
  ],
  "z": [1, 2.5]
}
"""
    )


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], [1.0, float("-inf")]])
def test_what_is_no_json_number_is_not_written(value: Any) -> None:
    with pytest.raises(ValueError, match="not a JSON number"):
        records.dumps(value)


def _value(nombre: float | None, bbox: tuple[float, ...], texte: str) -> Any:
    return records.Valeur(
        libelle=texte, debut=dt.date(2024, 2, 1), nombre=nombre, nombre_max=None, provenance=[records.ProvenancePage(page=1, bbox=bbox)]
    )


_NOMBRES = st.floats(min_value=-1e9, max_value=1e9).map(lambda x: round(x, 2))


@given(st.none() | st.integers() | _NOMBRES, st.tuples(*[_NOMBRES] * 4), _TEXTS)
@example(2**80, (0.0, 1.5, -2.25, 3.0), "[\n 1,\n 2,\n 3,\n 4\n ]")
@example(None, (0.0, 1.5, -2.25, 3.0), '"bbox": 0')
def test_documents_are_written_as_any_value_is(nombre: float | None, bbox: tuple[float, ...], texte: str) -> None:
    made = records.Document(sections=[], anomalies=[_value(nombre, bbox, texte)], id=texte)  # type: ignore[call-arg,list-item]
    assert records.to_json(made) == records.dumps(made)


@pytest.mark.parametrize(("nombre", "x0"), [(float("nan"), 0.0), (1.0, float("inf"))])
def test_a_document_holds_json_numbers(nombre: float, x0: float) -> None:
    made = records.Document(anomalies=[_value(nombre, (x0, 0.0, 1.0, 1.0), "")])  # type: ignore[call-arg,list-item]
    with pytest.raises(ValueError, match="not a JSON number"):
        records.to_json(made)


# --- published files


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


# --- the shape that schema.data.gouv.fr asks of a repository of JSON Schemas


def test_the_catalogue_finds_what_it_asks_for() -> None:
    """As its aggregator reads a repository: README.md, schemas.yml with its keys, each schema there and sound; a changelog, a licence."""
    yaml = pytest.importorskip("ruamel.yaml")
    folder = SCHEMA.parent
    for name in ("README.md", "CHANGELOG.md", "LICENCE.md"):
        assert (folder / name).read_text(encoding="utf-8").startswith("# ")
    card = yaml.YAML(typ="safe").load((folder / "schemas.yml").read_text(encoding="utf-8"))
    assert set(card) == {"title", "description", "homepage", "schemas"}
    assert FRENCH.search(card["description"])
    assert [entry["path"] for entry in card["schemas"]] == [SCHEMA.name]
    for entry in card["schemas"]:
        assert entry["title"]
        Draft202012Validator.check_schema(json.loads((folder / entry["path"]).read_text(encoding="utf-8")))


def test_one_example_follows_the_schema_and_one_does_not(cli: Cli) -> None:
    assert cli("validate", SCHEMA.parent / "exemple-valide.json").code == 0
    ran = cli("validate", SCHEMA.parent / "exemple-invalide.json")
    assert ran.code == 6
    for place in ("$: 'couverture'", "$.statut: ", "$.sections[0].niveau: "):
        assert place in ran.out


def test_the_address_of_the_repository_stays(cli: Cli, tmp_path: Path) -> None:
    cli("schema", "--homepage", "https://exemple.fr/schema")
    assert 'homepage: "https://exemple.fr/schema"' in (tmp_path / "schemas" / "schemas.yml").read_text(encoding="utf-8")
    cli("schema")
    assert 'homepage: "https://exemple.fr/schema"' in (tmp_path / "schemas" / "schemas.yml").read_text(encoding="utf-8")
