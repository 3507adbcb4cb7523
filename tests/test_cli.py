"""The command: start-up, help, validate, explain, schema, and what goes to which stream."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Cli
from pdf_maker import page_of_text, pdf
from pipeline import __version__
from pipeline.document import SCHEMA_VERSION

ROOT = Path(__file__).parent.parent
HEAVY = ("spacy", "pdfplumber", "pypdfium2", "msgspec", "pydantic", "jsonschema", "rich", "numpy")


def test_help_answers_at_once() -> None:
    """CPU seconds of a whole process, best of three, and what it imported."""
    code = (
        "import sys, time\nfrom pipeline.cli import main\nassert main(['--help']) == 0\n"
        f"print(*[m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    seconds = []
    for _ in range(3):
        before = os.times()
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        after = os.times()
        seconds.append(after.children_user - before.children_user + after.children_system - before.children_system)
        assert done.stderr.strip() == ""
    assert min(seconds) < 0.3


def test_the_flow_imports_nothing_that_only_linking_needs() -> None:
    """The patterns of dates and amounts, the searching of prose."""
    only = ("pipeline.stages.values", "spacy")
    code = f"import sys, pipeline.run\nprint(*[m for m in {only!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_missing_dependency_is_told_as_one(tmp_path: Path) -> None:
    """An environment older than the checkout: what to run, not a fault to report."""
    code = (
        "import sys\nsys.modules['msgspec'] = None\nfrom pipeline.cli import main\n"
        f"sys.exit(main(['extract', {str(tmp_path)!r}, '-o', {str(tmp_path / 'out')!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 70
    assert "msgspec" in done.stderr
    assert "run make" in done.stderr
    assert "fault" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_version(cli: Cli) -> None:
    ran = cli("--version")
    assert ran.code == 0
    assert __version__ in ran.out


@pytest.mark.parametrize("args", [["nonesuch"], ["extract"], ["extract", "--nonesuch"], ["extract", "a.md", "--jobs", "0"], ["explain"]])
def test_usage_errors_are_2(args: list[str], cli: Cli) -> None:
    ran = cli(*args)
    assert ran.code == 2
    assert ran.out == ""


# --- extract


def test_extract_tells_people_on_stderr(cli: Cli, good: Path) -> None:
    ran = cli("extract", good)
    assert ran.code == 0
    assert ran.out == ""
    row = next(line.split() for line in ran.err.splitlines() if "good.md" in line)
    assert row[:7] == ["good.md", "complet", "1", "2", "2", "0", "100.0"]


def test_names_are_not_markup(cli: Cli, good: Path) -> None:
    name = good.with_name("[red]x[bold].md")
    good.rename(name)
    ran = cli("extract", ".")
    assert ran.code == 0
    assert name.name in ran.err


# --- validate


def test_validate_names_each_fault_by_its_path(cli: Cli, good: Path, tmp_path: Path) -> None:
    cli("extract", good)
    path = tmp_path / "extracted" / "good" / "document.json"
    assert cli("validate", "extracted").code == 0
    value = json.loads(path.read_text(encoding="utf-8"))
    value["sections"][0]["titre"] = 7
    value["sections"][0]["provenance"][0] = {"ligne": "un"}
    value["source"]["date"] = "le 3 mai"
    value["inconnu"] = 1
    path.write_text(json.dumps(value), encoding="utf-8")
    ran = cli("validate", "extracted", "extracted/good/document.json")
    assert ran.code == 6
    lines = ran.out.splitlines()
    assert len(lines) == 8
    assert all(line.startswith("extracted/good/document.json: $") for line in lines)
    for place, words in [
        ("$: ", "'inconnu'"),
        ("$.sections[0].titre: ", "not of type 'string'"),
        ("$.sections[0].provenance[0].ligne: ", "not of type 'integer'"),
        ("$.source.date: ", "date"),
    ]:
        assert any(f": {place}" in line and words in line for line in lines), (place, ran.out)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"{", 3, "not valid JSON"),
        (b"\xff", 3, "not valid JSON"),
        (b'{"a": NaN}', 3, "NaN"),
        (b"[" * 100_000, 3, "not valid JSON"),
        (b"[]", 6, "$: [] is not of type 'object'"),
        (b'{"schema_version": 2}', 6, "$.schema_version"),
        (b'{"schema_version": "2.0.0", "id": 3}', 6, "2.0.0 is newer than this program knows"),
        (b'{"schema_version": "10.1.0"}', 6, "10.1.0 is newer than this program knows"),
    ],
)
def test_validate_refuses(content: bytes, code: int, words: str, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "document.json").write_bytes(content)
    ran = cli("validate", "document.json")
    assert ran.code == code
    assert words in ran.out + ran.err
    assert "Traceback" not in ran.err


def test_validate_goes_on_after_a_bad_path(cli: Cli, good: Path, tmp_path: Path) -> None:
    cli("extract", good)
    (tmp_path / "vide").mkdir()
    ran = cli("validate", "absent", "vide", "extracted")
    assert ran.code == 2
    assert len(ran.errors) == 2
    assert "1 of 1 valid" in ran.err


# --- explain


def test_explain_gives_place_kind_words_and_reasons(cli: Cli, good: Path) -> None:
    ran = cli("explain", good)
    assert ran.code == 0
    assert "Ouvrir une maison des associations" in ran.out
    assert "l. 7" in ran.out
    assert "item" in ran.out
    assert "\n" + " " * 17 + " - " in ran.out


def test_explain_finds_words_whatever_their_accents(cli: Cli, tmp_path: Path) -> None:
    sheet = page_of_text(["# ENJEU 1 : Réussite éducative", "# Soutenir", "• Ouvrir l'école", "• Financer", "PILOTES : Etat"])
    (tmp_path / "a.pdf").write_bytes(pdf([sheet]))
    ran = cli("explain", "a.pdf", "L’ECOLE")
    assert ran.code == 0
    assert ran.out.startswith("p. 1")
    assert "Ouvrir l'école" in ran.out
    assert "Financer" not in ran.out
    ran = cli("explain", "a.pdf", "nulle part")
    assert ran.code == 1
    assert ran.out == ""
    assert "nulle part" in ran.errors[0]


def test_explain_names_the_file_of_a_failure(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"no")
    ran = cli("explain", "bad.pdf")
    assert ran.code == 3
    assert ran.errors[0].count("bad.pdf") == 1
    assert cli("explain", "absent.pdf").code == 2


# --- schema


def test_schema_is_written(cli: Cli, tmp_path: Path) -> None:
    ran = cli("schema")
    assert ran.code == 0
    assert ran.out == ""
    assert {p.name for p in (tmp_path / "schemas").iterdir()} == {f"document-{SCHEMA_VERSION}.schema.json", "schemas.yml"}
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert cli("schema", "-o", "file").code == 2
