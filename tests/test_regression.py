"""`check` and `accept`: an accepted state against what the sources give now."""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from conftest import GOOD, Cli
from pipeline import batch

Json = dict[str, Any]
MORE = """\
# ENJEU 2

# Vivre ensemble

## Rénover les logements

- Isoler les façades des immeubles

**PILOTES :** Bailleurs

## Ouvrir des jardins

- Planter des arbres dans les cours d'école
- Ouvrir un jardin partagé

**PILOTES :** Villes, Etat
"""


@pytest.fixture
def corpus(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Path:
    """raw/ with two documents, and extracted/ as it was accepted. Extracted in this process: test_batch.py tries the others."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(batch, "_in_processes", lambda jobs, _workers, work, finish: [finish(work(job)) for job in jobs])
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "un.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "raw" / "deux.md").write_text(f"{GOOD}\n{MORE}", encoding="utf-8")
    assert cli("extract", "raw").code == 0
    return tmp_path


def rewrite(path: Path, edit: Callable[[Json], None]) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    edit(value)
    path.write_text(json.dumps(value), encoding="utf-8")


def five_changes(value: Json) -> None:
    """A state from which today's extraction drops a pilot, rewords an action and moves an engagement; order and layout differ."""
    one, two = value["sections"]
    party = copy.deepcopy(one["engagements"][0]["pilotes"][0]) | {"libelle": "Mission locale", "organisation": None, "type": None}
    one["engagements"][0]["pilotes"].insert(1, party)
    action = two["engagements"][1]["actions"][0]
    action["texte"] = action["texte"].replace("des arbres", "cent arbres")
    action["id"] += "-autrefois"
    moved = two["engagements"].pop(0)
    moved["id"] = moved["id"].replace("enjeu-2", "enjeu-1")
    one["engagements"].append(moved)
    two["engagements"][0]["pilotes"].reverse()
    value["couverture"]["mobilier"] += 1
    value["sections"][0] = dict(reversed(one.items()))


EXPECTED = {
    ("retrait", "acteurs", "Mission locale"),
    ("modification", "actions", "Planter des arbres dans les cours d'école"),
    ("deplacement", "engagements", "Rénover les logements"),
}


def test_an_unchanged_corpus_passes_and_is_not_touched(cli: Cli, corpus: Path) -> None:
    before = {p: p.read_bytes() for p in corpus.rglob("*") if p.is_file()}
    ran = cli("check")
    assert ran.code == 0
    assert ran.out == "sans changement : 2 sur 2\n"
    assert {p: p.read_bytes() for p in corpus.rglob("*") if p.is_file()} == before


def test_three_changes_are_reported_and_only_they_in_every_format(cli: Cli, corpus: Path) -> None:
    rewrite(corpus / "extracted" / "deux" / "document.json", five_changes)
    ran = cli("check", *(part for name in ("r.md", "r.json", "r.xml", "r.txt") for part in ("--report", name)))
    assert ran.code == 7
    data = json.loads((corpus / "r.json").read_text(encoding="utf-8"))
    assert [(d["id"], d["etat"]) for d in data["documents"]] == [("deux", "modifie"), ("un", "identique")]
    changes = data["documents"][0]["changements"]
    assert {(c["genre"], c["objet"], (c["apres"] or c["avant"])["texte"]) for c in changes} == EXPECTED
    assert len(changes) == 3
    reworded = next(c for c in changes if c["genre"] == "modification")
    assert (reworded["champ"], "cent" in reworded["ancien"], "des arbres" in reworded["nouveau"]) == ("texte", True, True)
    rows = [line for line in (corpus / "r.md").read_text(encoding="utf-8").splitlines() if line[:4] in ("| ~ ", "| → ", "| − ", "| + ")]
    lines = [line for line in ran.out.splitlines() if line[:4] in ("  ~ ", "  → ", "  − ", "  + ")]
    assert (corpus / "r.txt").read_text(encoding="utf-8") == ran.out
    suite = ElementTree.parse(corpus / "r.xml").getroot()
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "1", "0")
    failure = suite.find(".//testcase[@name='deux']/failure")
    assert failure is not None
    for report in (rows, lines, (failure.text or "").splitlines()):
        assert len(report) == 3
        for words in ("pilote retiré", "action modifiée", "engagement déplacé", "Mission locale", "Rénover les logements"):
            assert sum(words in line for line in report) == 1, (words, report)


@pytest.mark.parametrize(("offset", "code"), [(0.1, 0), (3.0, 7)])
def test_boxes_have_a_tolerance(offset: float, code: int, cli: Cli, corpus: Path) -> None:
    from pdf_maker import page_of_text, pdf

    sheet = page_of_text(["# ENJEU 1 : Réussite éducative", "# Soutenir", "• Ouvrir l'école", "PILOTES : Etat"])
    (corpus / "raw" / "trois.pdf").write_bytes(pdf([sheet]))
    cli("extract", "raw")

    def move(value: Json) -> None:
        value["sections"][0]["engagements"][0]["provenance"][0]["bbox"][0] += offset

    rewrite(corpus / "extracted" / "trois" / "document.json", move)
    assert cli("check").code == code
    assert cli("check", "--tolerance", "5").code == 0


def test_documents_that_come_and_go(cli: Cli, corpus: Path) -> None:
    (corpus / "raw" / "un.md").rename(corpus / "raw" / "uns.md")
    ran = cli("check")
    assert ran.code == 7
    assert "un : accepté, mais sans source" in ran.out
    assert "uns : nouveau, sans état accepté" in ran.out
    assert cli("accept").code == 0
    assert sorted(p.parent.name for p in (corpus / "extracted").glob("*/document.json")) == ["deux", "uns"]
    assert not (corpus / "extracted" / "un").exists()
    assert cli("check").code == 0


def test_a_source_that_cannot_be_read_is_an_error_and_loses_nothing(cli: Cli, corpus: Path) -> None:
    before = (corpus / "extracted" / "deux" / "document.json").read_bytes()
    (corpus / "raw" / "deux.md").rename(corpus / "raw" / "autre.md")
    (corpus / "raw" / "deux.pdf").write_bytes(b"not a pdf")
    ran = cli("check", "--report", "r.xml")
    assert ran.code == 7
    assert "deux : non extrait" in ran.out
    suite = ElementTree.parse(corpus / "r.xml").getroot()
    assert suite.get("errors") == "1"
    assert cli("accept").code == 3
    assert (corpus / "extracted" / "deux" / "document.json").read_bytes() == before


def test_accept_takes_only_what_it_is_given(cli: Cli, corpus: Path) -> None:
    for name in ("un", "deux"):
        rewrite(corpus / "extracted" / name / "document.json", lambda v: v["sections"][0].update(titre="Autre titre", id="autre"))
    ran = cli("accept", "un")
    assert ran.code == 0
    assert "un : 1 section modifiée" in ran.out
    still = cli("check")
    assert still.code == 7
    assert [line.split(" : ")[0] for line in still.out.splitlines() if not line.startswith(" ")] == ["deux", "sans changement"]
    assert cli("accept", "trois").code == 2
    assert cli("accept").code == 0
    assert cli("check").code == 0
    assert "unchanged" in cli("extract", "raw").err


def test_accept_is_refused_in_ci(cli: Cli, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    path = corpus / "extracted" / "un" / "document.json"
    rewrite(path, lambda v: v.update(statut="partiel"))
    before = path.read_bytes()
    ran = cli("accept")
    assert ran.code == 2
    assert "refused in CI" in ran.errors[0]
    assert path.read_bytes() == before


def test_against_a_revision(cli: Cli, corpus: Path) -> None:
    def git(*args: str) -> None:
        who = ("-c", "user.name=essai", "-c", "user.email=essai@exemple.fr", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *args], cwd=corpus, check=True, capture_output=True)

    git("init", "-q")
    git("add", "extracted/un", "extracted/deux")
    git("commit", "-qm", "accepted")
    assert cli("check", "--against", "HEAD").code == 0
    assert cli("check", "--no-extract").code == 0
    rewrite(corpus / "extracted" / "deux" / "document.json", five_changes)
    assert cli("check", "--against", "HEAD").code == 0, "what is fresh is still what was committed"
    ran = cli("check", "--no-extract")
    assert ran.code == 7
    assert "pilote ajouté : Mission locale" in ran.out
    assert cli("check", "--against", "nulle-part").code == 2


@pytest.mark.parametrize(
    ("args", "code"),
    [(["--raw", "absent"], 2), (["--raw", "vide"], 2), (["--report", "r.pdf"], 2), (["--no-extract"], 2), (["--tolerance", "-1"], 2)],
)
def test_wrong_usage(args: list[str], code: int, cli: Cli, corpus: Path) -> None:
    (corpus / "vide").mkdir()
    ran = cli("check", *args)
    assert ran.code == code
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"sections": 3}', b"\xff"])
def test_a_broken_accepted_state_is_said_in_one_line(content: bytes, cli: Cli, corpus: Path) -> None:
    (corpus / "extracted" / "un" / "document.json").write_bytes(content)
    ran = cli("check")
    assert ran.code == 3
    assert "un" in ran.errors[0]


def test_metrics(cli: Cli, corpus: Path) -> None:
    truth = json.loads((corpus / "extracted" / "un" / "document.json").read_text(encoding="utf-8"))
    truth["sections"][0]["engagements"][0]["pilotes"].pop()
    (corpus / "raw" / "un.truth.json").write_text(json.dumps(truth), encoding="utf-8")
    cli("check", "--metrics", "m.json")
    data = json.loads((corpus / "m.json").read_text(encoding="utf-8"))
    assert data["corpus"] | {"anomalies": 0} == data["corpus"] | {
        "anomalies": 0,
        "documents": 2,
        "complets": 2,
        "engagements": 4,
        "actions": 7,
    }
    assert data["documents"]["un"]["pilotes"] == 2
    assert data["documents"]["un"]["couverture"] == 1.0
    assert list(data["scores"]) == ["un"]
    assert data["scores"]["un"]["pilotes"] == pytest.approx(2 / 3, abs=1e-6)
    assert data["scores"]["un"]["actions"] == 1.0
    first = (corpus / "m.json").read_bytes()
    cli("check", "--metrics", "m.json")
    assert (corpus / "m.json").read_bytes() == first
