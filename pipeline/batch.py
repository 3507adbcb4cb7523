"""A batch: which documents, in how many processes, and what came of each.

Reads the PATH arguments, hands each document to run.py, writes what it gives back. Decides which inputs are
documents, which are current already, and the one exit code of the whole: the highest of all. One bad file never
stops the others, and neither the number of processes nor the order of the arguments changes a byte of the output.
Prints nothing: cli.py shows the outcomes.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from pipeline import cache
from pipeline.cache import Summary
from pipeline.errors import OK, ContratVilleError, InternalError, InterruptedRun, PartialError, SettingsError, UnreadableError, UsageError
from pipeline.files import check_writable, sweep, write_atomic
from pipeline.memory import without_collector
from pipeline.processes import Died, answers
from pipeline.settings import Settings, document_id

if TYPE_CHECKING:
    from pipeline.model import Stages

SUFFIXES = (".pdf", ".md")


class Job(Struct, frozen=True):
    """One document to extract; `cle` is its cache key; `processus`: how many may read its pages."""

    source: Path
    ident: str
    out: Path
    cle: str
    stages: bool = False
    settings: Settings = Settings()
    processus: int = 1


class Outcome(Struct, frozen=True):
    """What came of one input: a summary, or an error (`code`, `message`, `conseil`), or both when it is partial."""

    source: Path
    code: int = OK
    message: str = ""
    conseil: str = ""
    trace: str = ""
    summary: Summary | None = None
    secondes: float = 0.0
    inchange: bool = False


Done = Callable[[Outcome], None]
Pages = Callable[[int, int], None]
Work = Callable[..., Outcome]  # (job), or (job, pages) in this process


def _ignore(*_args: object) -> None:
    pass


class Watcher(Struct, frozen=True):
    """What wants to know: how many inputs there are, each outcome as it comes, the page at which a lone document is."""

    started: Callable[[int], None] = _ignore
    done: Done = _ignore
    pages: Pages = _ignore


NOBODY = Watcher()


def failed(source: Path, error: ContratVilleError, trace: str = "", secondes: float = 0.0) -> Outcome:
    return Outcome(source, error.code, error.message, error.conseil, trace, secondes=secondes)


# --- which documents


def expand(paths: Iterable[Path]) -> tuple[list[tuple[Path, str]], list[Outcome]]:
    """The documents that `paths` name, each with its id, and the arguments or files that cannot be taken.

    A folder gives its own .pdf and .md files, README.md and hidden files apart. A file named twice counts once.
    Of two files with one id the first by name is taken, whatever the order of the arguments.
    """
    refused: list[Outcome] = []
    found: dict[Path, Path] = {}
    for path in paths:
        try:
            for source in _documents(path):
                found.setdefault(source.resolve(), source)
        except ContratVilleError as error:
            refused.append(failed(path, error))
    taken: dict[str, Path] = {}
    for source in sorted(found.values(), key=lambda p: p.as_posix()):
        try:
            if not source.name.isprintable():  # bytes that are not UTF-8 come as surrogates
                raise SettingsError(f"{source}: this file name is not valid UTF-8 text", "rename it")
            ident = document_id(source)
            if ident in taken:
                raise SettingsError(f"{source}: has the same id as {taken[ident]}: {ident}", "rename one of them")
            taken[ident] = source
        except ContratVilleError as error:
            refused.append(failed(source, error))
    return [(source, ident) for ident, source in taken.items()], refused


def _documents(path: Path) -> list[Path]:
    if path.is_dir():
        sources = [p for p in path.iterdir() if _is_document(p)]
        if not sources:
            raise UsageError(f"{path}: no .pdf or .md in this folder", "name a folder that holds documents, or the files themselves")
        return sources
    if not path.exists():
        raise UsageError(f"{path}: no such file or folder", "check the path")
    if path.suffix.lower() not in SUFFIXES:
        raise UnreadableError(f"{path}: neither .pdf nor .md", "convert it to one of them")
    return [path]


def _is_document(path: Path) -> bool:
    name = path.name.lower()
    return path.suffix.lower() in SUFFIXES and name != "readme.md" and not name.startswith(".") and not path.is_dir()


# --- one document


def extract_one(job: Job, pages: Pages | None = None) -> Outcome:
    """Extract and write one document; every failure becomes an outcome, so that the batch goes on."""
    begun = time.perf_counter()
    try:
        summary = _extract(job, pages)
    except ContratVilleError as error:
        return failed(job.source, error, traceback.format_exc(), time.perf_counter() - begun)
    except Exception as error:
        fault = InternalError(f"{type(error).__name__}: {error}", "this is a fault of contrat-ville: run again with -v and report it")
        return failed(job.source, fault, traceback.format_exc(), time.perf_counter() - begun)
    return _outcome(job, summary, secondes=time.perf_counter() - begun)


@without_collector()  # imports too make many small values
def _extract(job: Job, pages: Pages | None) -> Summary:
    from pipeline import run
    from pipeline.records import to_json

    document, stages = run.extract_staged(
        job.source, job.settings, progress=pages, jobs=job.processus, kept=cache.links_path(job.out, job.ident)
    )
    folder = job.out / job.ident
    published, summary = to_json(document), cache.summarise(document)
    _write_stages(folder / "stages", stages if job.stages else None)
    write_atomic(folder / "document.json", published)
    cache.remember(job.out, job.ident, job.cle, published, summary, job.stages)
    return summary


def _outcome(job: Job, summary: Summary, secondes: float = 0.0, inchange: bool = False) -> Outcome:
    """`summary` as outcome; a document that is not complet says why."""
    if summary.statut == "complet":
        return Outcome(job.source, summary=summary, secondes=secondes, inchange=inchange)
    first, more = next(iter(summary.erreurs), ""), len(summary.erreurs) - 1
    message = f"statut {summary.statut}" + (f": {first}" if first else "") + (f" (and {more} more)" if more > 0 else "")
    conseil = f"see anomalies in {job.out / job.ident / 'document.json'}, and: contrat-ville explain {job.source}"
    return Outcome(job.source, PartialError.code, message, conseil, summary=summary, secondes=secondes, inchange=inchange)


def _write_stages(folder: Path, stages: Stages | None) -> None:
    """Each intermediate as JSON Lines; without `stages`, drop those of an earlier run: they would no longer fit."""
    for old in folder.glob("*.jsonl"):
        old.unlink(missing_ok=True)
    if stages is not None:
        for i, (name, values) in enumerate([("lignes", stages.lignes), *stages.sorties.items()]):
            write_atomic(folder / f"{i:02d}-{name}.jsonl", "".join(_json_line(value) for value in values))
    elif folder.is_dir():
        with contextlib.suppress(OSError):  # something else lies there
            folder.rmdir()


def _json_line(value: object) -> str:
    return json.dumps(value, default=_plain, ensure_ascii=False, sort_keys=True) + "\n"


def _plain(value: object) -> Any:
    if isinstance(value, Struct):
        return asdict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)


# --- all of them


def extract_all(
    paths: Sequence[Path],
    out: Path,
    jobs: int | None = None,
    force: bool = False,
    stages: bool = False,
    settings: Settings = Settings(),
    watcher: Watcher = NOBODY,
    work: Work = extract_one,
) -> list[Outcome]:
    """Extract every document of `paths` into `out`; the outcomes, sorted by path.

    One document is read in this process, several in processes of their own. UsageError, before any work, when `out`
    cannot be written; InterruptedRun on Ctrl-C, with every file whole.
    """
    documents, refused = expand(paths)
    if documents:
        check_writable(out)
        check_writable(out / ".cache")
    total = len(documents) + len(refused)
    watcher.started(total)
    outcomes: list[Outcome] = []

    def finish(outcome: Outcome) -> None:
        outcomes.append(outcome)
        watcher.done(outcome)

    for outcome in refused:
        finish(outcome)
    todo: list[Job] = []
    for source, ident in documents:
        try:
            job = Job(source, ident, out, cache.key(source, settings), stages, settings)
        except ContratVilleError as error:
            finish(failed(source, error))
            continue
        summary = None if force else cache.current(out, ident, job.cle, stages)
        if summary is None:
            todo.append(job)
        else:
            finish(_outcome(job, summary, inchange=True))
    try:
        if len(todo) == 1:
            finish(work(replace(todo[0], processus=jobs or _cpus()), watcher.pages))
        elif todo:
            _in_processes(todo, min(jobs or _cpus(), len(todo)), work, finish)
    except KeyboardInterrupt:
        raise InterruptedRun(f"interrupted after {len(outcomes)} of {total} documents", "every file is whole; run again to go on") from None
    return sorted(outcomes, key=lambda o: o.source.as_posix())


def worst(outcomes: Iterable[Outcome]) -> int:
    """The exit code of a batch: the highest of its documents'."""
    return max((outcome.code for outcome in outcomes), default=OK)


def _in_processes(jobs: Sequence[Job], workers: int, work: Work, finish: Done) -> None:
    """Run `jobs` in `workers` processes. A process that dies takes no document with it but its own."""
    lost = InternalError(
        "the process that read it died (out of memory, or a crash in a library)", "try it alone, or make its pages smaller"
    )
    left = dict.fromkeys(jobs)
    try:
        for job, answer in answers(work, jobs, workers):
            if isinstance(answer, Exception):
                _sweep([job])
                answer = failed(job.source, lost if isinstance(answer, Died) else InternalError(str(answer)))
            finish(answer)
            del left[job]
    except KeyboardInterrupt:
        _sweep(left)
        raise


def _sweep(jobs: Iterable[Job]) -> None:
    """Remove the temporary files of processes that were ended."""
    for job in jobs:
        state = cache.state_path(job.out, job.ident)
        sweep(state.parent, state.name)
        sweep(job.out / job.ident)
        sweep(job.out / job.ident / "stages")


def _cpus() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
