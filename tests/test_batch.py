"""The batch: which documents, skipping, processes that die, interruption, the same bytes however it is run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from conftest import GOOD, Cli
from pdf_maker import page_of_text, pdf
from pipeline import batch, cache, files
from pipeline.batch import Job, Outcome
from pipeline.errors import UsageError

ROOT = Path(__file__).parent.parent


def _write(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GOOD, encoding="utf-8")
    return paths


def _tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file() and ".cache" not in p.parts}


# --- which documents


def test_a_folder_gives_its_documents_sorted(tmp_path: Path) -> None:
    _write(tmp_path, "b.md", "a.PDF", "README.md", ".hidden.md", "a.toml", "deeper/c.md")
    documents, refused = batch.expand([tmp_path])
    assert [(path.name, ident) for path, ident in documents] == [("a.PDF", "a"), ("b.md", "b")]
    assert refused == []


def test_a_file_named_twice_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (path,) = _write(tmp_path, "a.md")
    documents, refused = batch.expand([path, Path("a.md"), tmp_path])
    assert len(documents) == 1
    assert refused == []


def test_a_dangling_link_is_not_passed_over(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.pdf").symlink_to("gone.pdf")
    ran = cli("extract", "raw")
    assert ran.code == 3
    assert "a.pdf" in ran.errors[0]


# --- skipping


def test_unchanged_documents_are_skipped(tmp_path: Path, cli: Cli) -> None:
    _write(tmp_path, "raw/a.md", "raw/b.md")
    assert cli("extract", "raw").code == 0
    before = _tree(tmp_path / "extracted")
    written = (tmp_path / "extracted/a/document.json").stat().st_mtime_ns
    ran = cli("extract", "raw")
    assert ran.code == 0
    assert ran.err.count("unchanged") == 2
    assert (tmp_path / "extracted/a/document.json").stat().st_mtime_ns == written
    ran = cli("extract", "raw", "--force")
    assert "unchanged" not in ran.err
    assert _tree(tmp_path / "extracted") == before


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "a.md").write_text(GOOD + "\n", encoding="utf-8"),
        lambda root: (root / "a.toml").write_text("titre = 'Avenant'\n", encoding="utf-8"),
        lambda root: (root / "extracted/a/document.json").write_text("{}", encoding="utf-8"),
        lambda root: (root / "extracted/a/document.json").unlink(),
        lambda root: (root / "extracted/.cache/a.json").write_text('{"cle": 1}', encoding="utf-8"),
        lambda root: (root / "extracted/.cache/a.json").write_text("[", encoding="utf-8"),
    ],
    ids=["source", "sidecar", "output edited", "output gone", "state of another shape", "state cut"],
)
def test_any_change_extracts_again(change: object, tmp_path: Path, cli: Cli) -> None:
    _write(tmp_path, "a.md")
    assert cli("extract", "a.md").code == 0
    published = (tmp_path / "extracted/a/document.json").read_bytes()
    assert callable(change)
    change(tmp_path)
    ran = cli("extract", "a.md")
    assert ran.code == 0
    assert "unchanged" not in ran.err
    again = (tmp_path / "extracted/a/document.json").read_bytes()
    assert json.loads(again)["sections"] == json.loads(published)["sections"]


def test_the_key_covers_settings_and_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = _write(tmp_path, "a.md")
    key = cache.key(path, batch.Settings())
    assert cache.key(path, batch.Settings()) == key
    assert cache.key(path, batch.Settings(max_pages=1)) != key
    monkeypatch.setattr(cache, "code_version", lambda: "another")
    assert cache.key(path, batch.Settings()) != key


def test_a_skipped_partial_document_is_still_reported(tmp_path: Path, cli: Cli) -> None:
    _write(tmp_path, "a.md")
    (tmp_path / "a.toml").write_text("[min]\nactions = 3\n", encoding="utf-8")
    first, second = cli("extract", "a.md"), cli("extract", "a.md")
    assert first.code == second.code == 1
    assert first.errors == second.errors
    assert "unchanged" in second.err


def test_stages_are_kept_on_demand(tmp_path: Path, cli: Cli) -> None:
    _write(tmp_path, "a.md")
    folder = tmp_path / "extracted" / "a" / "stages"
    assert cli("extract", "a.md").code == 0
    assert not folder.exists()
    ran = cli("extract", "a.md", "--keep-stages")
    assert "unchanged" not in ran.err, "asked for, so not skipped"
    names = sorted(p.name for p in folder.iterdir())
    assert names[0] == "00-lignes.jsonl"
    assert any(name.endswith("-blocs.jsonl") for name in names)
    for path in folder.iterdir():
        for line in path.read_text(encoding="utf-8").splitlines():
            json.loads(line)
    assert "unchanged" in cli("extract", "a.md", "--keep-stages").err
    cli("extract", "a.md", "--force")
    assert not folder.exists(), "stages of an earlier run no longer fit the document"


# --- processes


def test_order_and_number_of_processes_change_no_byte(tmp_path: Path, cli: Cli) -> None:
    paths = [str(p) for p in _write(tmp_path, "a.md", "b.md", "c.md")]
    assert cli("extract", *paths, "-o", "one", "--jobs", "1").code == 0
    assert cli("extract", *reversed(paths), "-o", "two", "--jobs", "3").code == 0
    assert len(_tree(tmp_path / "one")) == 3
    assert _tree(tmp_path / "one") == _tree(tmp_path / "two")


def _dies_on_b(job: Job, _pages: object = None) -> Outcome:
    """Stands for a crash in a library; module level, so that a spawned process finds it."""
    if job.ident.startswith("b"):
        time.sleep(0.3)  # others are in hand when it dies
        (job.out / job.ident).mkdir(parents=True, exist_ok=True)
        (job.out / job.ident / f".document.json.{os.getpid()}.tmp").write_bytes(b"half")
        os._exit(9)
    return Outcome(job.source)


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_process_that_dies_loses_only_its_document(jobs: int, tmp_path: Path) -> None:
    paths = _write(tmp_path, "a.md", "b1.md", "b2.md", "c.md", "d.md")
    outcomes = batch.extract_all(paths, tmp_path / "out", jobs=jobs, work=_dies_on_b)
    assert [(o.source.stem, o.code) for o in outcomes] == [("a", 0), ("b1", 70), ("b2", 70), ("c", 0), ("d", 0)]
    assert "died" in outcomes[1].message
    assert not list((tmp_path / "out").rglob("*.tmp"))


def test_an_unforeseen_fault_is_one_line(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError("by design")

    monkeypatch.setattr("pipeline.run.extract_staged", fault)
    _write(tmp_path, "a.md")
    ran = cli("extract", "a.md")
    assert ran.code == 70
    (line,) = ran.errors
    assert "ZeroDivisionError: by design" in line
    assert "-v" in line
    assert "Traceback" not in ran.err
    assert "Traceback" in cli("extract", "a.md", "-v").err
    assert "Traceback" in cli("-v", "extract", "a.md").err


@pytest.mark.parametrize("documents", [1, 2])
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_interruption_leaves_files_whole(stop: signal.Signals, documents: int, tmp_path: Path) -> None:
    content = pdf([page_of_text([f"• Action {i} {j}" for j in range(30)]) for i in range(3000)])
    for i in range(documents):
        (tmp_path / f"{i}.pdf").write_bytes(content)
    old = tmp_path / "out" / "0" / "document.json"
    old.parent.mkdir(parents=True)
    old.write_text("old", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "extract", *(f"{i}.pdf" for i in range(documents)), "-o", "out"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (tmp_path / "out" / ".cache").exists() and process.poll() is None:
        time.sleep(0.05)
    time.sleep(1)
    if stop == signal.SIGINT:
        os.killpg(process.pid, stop)  # as a terminal does: the whole group
    else:
        process.send_signal(stop)
    _, err = process.communicate(timeout=30)  # ends when no process holds stderr: none is left behind
    assert process.returncode == 130, err
    assert [line for line in err.splitlines() if line] == [line for line in err.splitlines() if line.startswith("erreur: interrupted")]
    assert old.read_text(encoding="utf-8") == "old"
    assert not list((tmp_path / "out").rglob("*.tmp"))


# --- writing


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failed_write_keeps_the_old_file(fault: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_args: object) -> None:
        raise fault

    path = tmp_path / "document.json"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(files.os, "fsync", stop)
    with pytest.raises((UsageError, KeyboardInterrupt)):
        files.write_atomic(path, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["document.json"]
    assert path.read_text(encoding="utf-8") == "old"


def test_the_worst_code_is_returned(tmp_path: Path) -> None:
    ok = Outcome(tmp_path)
    assert batch.worst([]) == 0
    assert batch.worst([ok, replace(ok, code=5), replace(ok, code=1)]) == 5
