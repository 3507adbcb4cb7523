"""Reference data: rows merged over vintages, and what the files that are shipped must hold."""

from __future__ import annotations

import csv
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "tools" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_rows_carry_the_vintages_in_which_they_hold(script: ModuleType) -> None:
    """A row that goes and comes back has two runs; a vintage that is missing altogether breaks none."""
    merged = script.merge({2019: [("a",), ("b",)], 2021: [("a",)], 2022: [("b",), ("a",), ("a",)]})
    assert merged == [("a", "2019", "2022"), ("b", "2019", "2019"), ("b", "2022", "2022")]


def test_communes_of_no_body_are_kept_and_missing_sirens_filled(script: ModuleType) -> None:
    data = {
        "epci": [{"code": "200000001", "nom": "CC  du Pré", "type": "CC", "membres": [{"code": "01001", "nom": "Un"}]}],
        "communes": [
            {"code": "01001", "nom": "Un", "type": "commune-actuelle", "siren": "1"},
            {"code": "01002", "nom": "Deux"},
            {"code": "01003", "nom": "Trois", "type": "commune-actuelle"},
        ],
    }
    assert script.communes(data, script.known_sirens({2019: data})) == [("200000001", "01001", "Un", "1"), ("", "01003", "Trois", "")]
    assert script.bodies(data) == [("200000001", "CC du Pré", "CC")]


def test_the_files_that_are_shipped() -> None:
    """One territory is one stretch of communes.csv; vintages run the right way; SOURCES.md says from where, and under which licence."""
    folder = ROOT / "pipeline" / "reference"
    rows = list(csv.DictReader((folder / "communes.csv").read_text(encoding="utf-8").splitlines()))
    assert [r["epci"] for r in rows] == sorted(r["epci"] for r in rows)
    assert all(2019 <= int(r["de"]) <= int(r["a"]) for r in rows)
    assert len({r["code"] for r in rows}) > 34_900
    sources = (folder / "SOURCES.md").read_text(encoding="utf-8")
    assert "etalab-2.0" in sources
    assert f"| `communes.csv` | {len(rows)} |" in sources
