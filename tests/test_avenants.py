"""Two versions of a contract, typeset in two layouts, against the changes that were made to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from avenants import marks
from conftest import GOOD, Cli
from pipeline.compare import AVENANT, compare
from pipeline.records import to_json
from pipeline.run import extract

FIXTURES = sorted((Path(__file__).parent / "fixtures" / "avenants").glob("*/truth.json"))


def test_there_are_fixtures() -> None:
    assert len(FIXTURES) >= 3


@pytest.mark.parametrize("truth", FIXTURES, ids=lambda p: p.parent.name)
def test_each_kind_of_change_is_found(truth: Path) -> None:
    wanted = json.loads(truth.read_text(encoding="utf-8"))
    before, after = (json.loads(to_json(extract(next(truth.parent.glob(f"{name}.[mp]d*"))))) for name in ("avant", "apres"))
    found = {kind: mark.f1 for kind, mark in marks(compare(before, after, AVENANT), wanted).items() if mark.f1 is not None}
    assert len(found) >= 12
    assert {kind: f1 for kind, f1 in found.items() if f1 < 0.95} == {}


# --- the command


@pytest.fixture
def pair(cli: Cli, tmp_path: Path) -> Path:
    (tmp_path / "avant.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "apres.md").write_text(GOOD.replace("maison des associations", "grande maison").replace(", Etat", ""), encoding="utf-8")
    assert cli("extract", ".").code == 0
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new"), [("extracted/avant", "extracted/apres/document.json"), ("avant.md", "apres.md"), ("avant.md", "extracted/apres")]
)
def test_documents_and_sources_can_be_compared(old: str, new: str, cli: Cli, pair: Path) -> None:
    ran = cli("diff", old, new)
    assert ran.code == 0
    assert "pilote retiré : Etat" in ran.out
    assert "action modifiée : Ouvrir une {+grande +}maison[- des associations-]" in ran.out
    assert ran.out.splitlines()[0].startswith("avant → apres : 1 action modifiée, 1 pilote retiré")


def test_a_document_and_itself(cli: Cli, pair: Path) -> None:
    ran = cli("diff", "avant.md", "extracted/avant")
    assert (ran.code, ran.out) == (0, "avant → avant : aucun changement\n")


def test_formats(cli: Cli, pair: Path) -> None:
    args = ("diff", "avant.md", "apres.md", "--format")
    data: dict[str, Any] = json.loads(cli(*args, "json").out)
    assert [c["libelle"] for c in data["documents"][0]["changements"]] == ["action modifiée", "pilote retiré"]
    assert "| ~ | action modifiée | Ouvrir une **grande** maison ~~des associations~~ |" in cli(*args, "markdown").out
    page = cli(*args, "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert "Ouvrir une <ins>grande </ins>maison<del> des associations</del>" in page
    ran = cli(*args, "html", "-o", "d.html")
    assert (ran.code, ran.out) == (0, "")
    assert (pair / "d.html").read_text(encoding="utf-8") == page


def test_changes_of_form_are_counted_and_shown_on_demand(cli: Cli, pair: Path) -> None:
    (pair / "apres.md").write_text(GOOD.replace("Financer", "FINANCER"), encoding="utf-8")
    ran = cli("diff", "avant.md", "apres.md")
    assert ran.out.splitlines() == ["avant → apres : aucun changement", "  (1 changement de numérotation ou de typographie)"]
    assert "FINANCER" in cli("diff", "avant.md", "apres.md", "--forme").out


@pytest.mark.parametrize(
    ("old", "content", "code"), [("absent.json", None, 2), ("x.json", "{", 3), ("x.json", "[]", 3), ("x.pdf", "no", 3), ("x.txt", "no", 3)]
)
def test_what_cannot_be_compared(old: str, content: str | None, code: int, cli: Cli, pair: Path) -> None:
    if content is not None:
        (pair / old).write_text(content, encoding="utf-8")
    ran = cli("diff", old, "avant.md")
    assert ran.code == code
    assert old in ran.errors[0]
