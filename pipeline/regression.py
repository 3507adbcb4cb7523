"""`check` and `accept`: what raw/ gives now against the state that was accepted.

Reads sources, extracts them into a folder of its own that is gone afterwards, and compares each document with the accepted one: a file of
extracted/, or of a git revision. Decides with compare.py what changed; a document that cannot be extracted, is new, or has lost its source
is a difference too. `check` writes nothing below extracted/; `accept` writes just what it was asked to.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline import batch, cache
from pipeline.compare import REGRESSION, compare
from pipeline.errors import OK, RegressionError, UnreadableError, UsageError
from pipeline.files import cannot_write, write_atomic
from pipeline.reports import Comparison
from pipeline.settings import document_id

_UNWATCHED = batch.Watcher()
_MEND = "get it from git again, or accept the new one"
Load = Callable[[], str]  # the text of a document.json, read when it is needed


@dataclass(frozen=True, slots=True)
class Fresh:
    """What an extraction gave: its folder, and what came of each source by id (None: no id could be made)."""

    folder: Path
    outcomes: Sequence[batch.Outcome]
    idents: Mapping[Path, str]


@contextlib.contextmanager
def extracted(raw: Sequence[Path], jobs: int | None = None, watcher: batch.Watcher = _UNWATCHED) -> Iterator[Fresh]:
    """The documents of `raw`, extracted anew into a folder that lasts as long as the block."""
    with tempfile.TemporaryDirectory(prefix="contrat-ville-") as name:
        folder = Path(name)
        documents, refused = batch.expand(raw)
        for outcome in refused:  # an empty or a missing folder would read as: every document has lost its source
            if outcome.source in raw:
                raise UsageError(outcome.message, outcome.conseil)
        outcomes = batch.extract_all(raw, folder, jobs=jobs, watcher=watcher)
        yield Fresh(folder, outcomes, dict(documents))


def states(folder: Path) -> dict[str, Load]:
    """The documents below `folder` (<id>/document.json), by id."""

    def load(path: Path) -> Load:
        return lambda: read(path)

    return {path.parent.name: load(path) for path in sorted(folder.glob("*/document.json"))}


def read(path: Path) -> str:
    """The text of `path`. UnreadableError when it is none."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(f"{path}: cannot be read: {error}", "run contrat-ville extract, or get it from git again") from error


def states_of_revision(ref: str, folder: Path) -> dict[str, Load]:
    """The documents that git has in `folder` at `ref`, by id. UsageError when there is no such revision or no git."""
    inside = folder if folder.is_dir() else Path()
    prefix = "./" if folder.is_dir() else f"./{folder.as_posix()}/"
    listed = _git(inside, "ls-tree", "-r", "--name-only", ref, "--", prefix)
    names = [line for line in listed.splitlines() if Path(line).name == "document.json"]

    def load(name: str) -> Load:
        return lambda: _git(inside, "show", f"{ref}:./{name}")

    return {Path(name).parent.name: load(name) for name in sorted(names)}


def _git(folder: Path, *args: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", "-C", str(folder), *args], capture_output=True, encoding="utf-8", check=False
        )
    except OSError as error:
        raise UsageError(f"git cannot be run: {error.strerror or error}", "install git, or compare without --against") from error
    if done.returncode:
        why = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise UsageError(f"git {args[0]}: {why}", "is it a revision of this repository? In CI, fetch it first (fetch-depth: 0)")
    return done.stdout


def compare_states(before: Mapping[str, Load], after: Mapping[str, Load], tolerance: float = 1.0) -> Iterator[Comparison]:
    """Each document of either side, in the order of ids; one pair in memory at a time. `tolerance`: points by which a box may differ."""
    rules = replace(REGRESSION, tolerance=tolerance)
    for ident in sorted(before.keys() | after.keys()):
        if ident not in after:
            yield Comparison(ident, "retire")
        elif ident not in before:
            yield Comparison(ident, "ajoute")
        else:
            old, new = before[ident](), after[ident]()
            changes = () if old == new else compare(parse(ident, old), parse(ident, new), rules)
            yield Comparison(ident, "modifie" if changes else "identique", changes)


def parse(ident: str, text: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{ident}: its document.json is not valid JSON: {error}", _MEND) from error
    if not isinstance(value, dict) or not isinstance(value.get("sections"), list):
        raise UnreadableError(f"{ident}: its document.json is no document", _MEND)
    return value


def compare_fresh(accepted: Mapping[str, Load], fresh: Fresh, tolerance: float = 1.0) -> list[Comparison]:
    """What `fresh` changes of `accepted`: documents that failed are errors, not removals."""
    failed = {fresh.idents.get(o.source, o.source.name): o for o in fresh.outcomes if o.summary is None}
    fine = {ident: load for ident, load in states(fresh.folder).items() if ident not in failed}
    known = {ident: load for ident, load in accepted.items() if ident not in failed}
    errors = [Comparison(ident, "erreur", message=_sentence(o)) for ident, o in failed.items()]
    return sorted([*compare_states(known, fine, tolerance), *errors], key=lambda c: c.ident)


def _sentence(outcome: batch.Outcome) -> str:
    return f"{outcome.message} (code {outcome.code})"


def verdict(results: Sequence[Comparison], outcomes: Sequence[batch.Outcome] = ()) -> int:
    """7 when anything differs, or the higher code of a source that could not be read; a document that stays partial is no regression."""
    code = OK if all(r.etat == "identique" for r in results) else RegressionError.code
    return max([code, *(o.code for o in outcomes if o.summary is None)])


def chosen(results: Sequence[Comparison], idents: Sequence[str]) -> list[Comparison]:
    """The results that `idents` name, all of them if none. UsageError for an id that is neither accepted nor extracted."""
    known = {r.ident for r in results}
    unknown = [ident for ident in idents if ident not in known]
    if unknown:
        raise UsageError(f"{', '.join(unknown)}: no document of this id", "ids are the folders of extracted/: see contrat-ville check")
    return [r for r in results if not idents or r.ident in idents]


def refuse_in_ci() -> None:
    """UsageError when CI is set: an acceptance is a decision of a person."""
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        raise UsageError("accept is refused in CI", "accept on your machine, look at git diff, then commit")


def accept(results: Sequence[Comparison], fresh: Fresh, out: Path) -> None:
    """Write the fresh state of `results` to `out`: new and changed documents, and those without a source go. Errors change nothing."""
    for result in results:
        target = out / result.ident / "document.json"
        if result.etat == "retire":
            try:
                target.unlink(missing_ok=True)
                cache.state_path(out, result.ident).unlink(missing_ok=True)
                shutil.rmtree(target.parent / "stages", ignore_errors=True)
                with contextlib.suppress(OSError):  # something else lies there
                    target.parent.rmdir()
            except OSError as error:
                raise cannot_write(target, error) from error
        elif result.etat != "erreur":
            write_atomic(target, read(fresh.folder / result.ident / "document.json"))
            state = cache.state_path(fresh.folder, result.ident)
            if state.is_file():
                write_atomic(cache.state_path(out, result.ident), read(state))


def truths(raw: Sequence[Path]) -> dict[str, Path]:
    """The truth files that lie beside sources: <name>.truth.json, by the id of <name>."""
    found = sorted(path for folder in raw if folder.is_dir() for path in folder.glob("*.truth.json"))
    return {document_id(path.with_name(path.name.removesuffix(".truth.json") + ".pdf")): path for path in found}
