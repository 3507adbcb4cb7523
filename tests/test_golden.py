"""Accepted extractions, byte for byte: raw/ against extracted/, and small contrats written for these tests.

`make golden` (CONTRAT_VILLE_GOLDEN=1) writes them anew, for review with git diff; in CI that is a failure.
Golden contrats: piliers.md (Pilier > Orientation > titre), axes-fiches.md (Axe > Objectif stratégique > Fiche action),
enjeux-themes.md (ENJEU over its title > THÈME > titre, report and workshop behind), sans-niveaux.md (no level word at all).
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline.records import to_json
from pipeline.run import extract
from pipeline.settings import document_id

ROOT = Path(__file__).parent.parent
RAW = sorted(p for p in (ROOT / "raw").iterdir() if p.suffix in (".pdf", ".md") and p.name != "README.md")
SMALL = sorted((ROOT / "tests" / "golden").glob("*.md"))
CASES = [(p, ROOT / "extracted" / document_id(p) / "document.json") for p in RAW] + [(p, p.with_suffix(".json")) for p in SMALL]
WRITE = bool(os.environ.get("CONTRAT_VILLE_GOLDEN"))


def test_golden_documents_are_never_written_in_ci() -> None:
    if WRITE and os.environ.get("CI"):
        pytest.fail("CONTRAT_VILLE_GOLDEN is set in CI: the comparison would compare nothing", pytrace=False)


def test_there_are_golden_documents() -> None:
    assert len(RAW) >= 3
    assert len(SMALL) >= 4


@pytest.mark.parametrize(("source", "golden"), CASES, ids=[p.name for p, _ in CASES])
def test_golden(source: Path, golden: Path) -> None:
    now = to_json(extract(source))
    if WRITE:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(now, encoding="utf-8", newline="\n")
        return
    assert golden.is_file(), "run: make golden"
    accepted = golden.read_bytes().decode("utf-8")
    if now != accepted:
        # the values first: they say more than the bytes
        assert json.loads(now) == json.loads(accepted), "if this is meant: make golden, then review with git diff"
        assert now == accepted


def test_nothing_is_published_without_its_source() -> None:
    assert {p.parent.name for p in (ROOT / "extracted").glob("*/document.json")} <= {document_id(p) for p in RAW}
    assert {p.stem for p in (ROOT / "tests" / "golden").glob("*.json")} == {p.stem for p in SMALL}
