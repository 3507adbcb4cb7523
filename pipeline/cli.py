"""The command `contrat-ville`: arguments in, outcomes out.

Data goes to stdout, everything for people to stderr; the progress bar shows on a terminal only. Every failure ends in
`main`, as one line and an exit code, without a traceback unless -v is given. Nothing that costs time is imported
before a command needs it, so that --help answers at once.
"""

from __future__ import annotations

import contextlib
import functools
import math
import operator
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from pipeline import __version__
from pipeline.errors import OK, ContratVilleError, InternalError, InterruptedRun, PartialError, RegressionError, SchemaError, UsageError

if TYPE_CHECKING:
    from pipeline.batch import Outcome, Watcher
    from pipeline.model import Block
    from pipeline.reports import Comparison

EXIT_CODES = """\b
Exit codes:
  0 ok                            6 not valid against the schema
  1 a document is partial/failed  7 an accepted extraction changed
  2 usage                         8 bad settings or sidecar
  3 unreadable or corrupt input   70 internal fault
  4 encrypted                     130 interrupted
  5 no usable text (scan, garbled)
Of several, the highest is returned."""


@dataclass
class State:
    """What `main` must still know when a command has failed."""

    verbose: bool = False


def _set_verbose(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(State).verbose = True


_verbose = click.option("-v", "--verbose", is_flag=True, expose_value=False, callback=_set_verbose, help="Show the traceback of a failure.")
_PATH = click.Path(path_type=Path)


@click.group(epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="contrat-ville")
@_verbose
def cli() -> None:
    """French contrats de ville, from PDF or Markdown to validated open data."""


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@click.option("-o", "--output", default="extracted", show_default=True, type=_PATH, help="Folder for <id>/document.json.")
@click.option("--jobs", type=click.IntRange(min=1), help="Documents at a time.  [default: one per processor]")
@click.option("--force", is_flag=True, help="Extract unchanged documents too.")
@click.option("--keep-stages", is_flag=True, help="Write what each stage made to <id>/stages/*.jsonl.")
@click.option(
    "--reader",
    type=click.Choice(["auto", "pdfium", "pdfplumber"]),
    default="auto",
    show_default=True,
    help="What reads a PDF; auto is pdfium, with pdfplumber where pdfium fails.",
)
@click.option("--link/--no-link", default=True, show_default=True, help="Tie parties, places, dates and amounts to references.")
@_verbose
@click.pass_obj
def extract(
    state: State, paths: tuple[Path, ...], output: Path, jobs: int | None, force: bool, keep_stages: bool, reader: str, link: bool
) -> int:
    """Extract documents into data.

    PATH is a .pdf or .md file, or a folder of them. Each is written to <output>/<id>/document.json, its id being its
    file name in plain letters. A sidecar <name>.toml beside it adds metadata and assertions. Documents that have not
    changed since are skipped.
    """
    from pipeline import batch
    from pipeline.settings import Settings

    settings = Settings(reader=reader, lier=link)  # type: ignore[arg-type]  # click has checked it
    with _progress() as watcher, _terminable():
        outcomes = batch.extract_all(paths, output, jobs=jobs, force=force, stages=keep_stages, settings=settings, watcher=watcher)
    for outcome in outcomes:
        if outcome.message:
            _say(outcome.message, outcome.conseil, outcome.source)
        if state.verbose and outcome.trace:
            click.echo(outcome.trace, err=True)
    _table(outcomes)
    return batch.worst(outcomes)


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@_verbose
def validate(paths: tuple[Path, ...]) -> int:
    """Check published files against the JSON Schema.

    PATH is a document.json, or a folder that holds some at any depth. Each fault is one line on stdout: the file, the
    JSON path, what is wrong.
    """
    from pipeline import validation

    code = OK
    checked = valid = 0
    for path in paths:
        try:
            files = validation.published(path)
        except ContratVilleError as error:
            code = max(code, _say(error.message, error.conseil, code=error.code))
            continue
        for file in files:
            checked += 1
            try:
                faults = validation.faults(file)
            except ContratVilleError as error:
                code = max(code, _say(error.message, error.conseil, file, error.code))
                continue
            for fault in faults:
                click.echo(f"{file}: {fault}")
            valid += not faults
            code = max(code, SchemaError.code if faults else OK)
    click.echo(f"{valid} of {checked} valid", err=True)
    return code


@cli.command()
@click.argument("doc", type=_PATH)
@click.argument("text", required=False)
@_verbose
def explain(doc: Path, text: str | None) -> int:
    """Say why each line was read as it was.

    DOC is a source file (.pdf or .md). For each block of it, or for those that hold TEXT (case and accents do not
    matter): where it stands, what it was taken for, its words, and the reasons.
    """
    from pipeline import run
    from pipeline.files import about
    from pipeline.texts import fold, text_of

    if not doc.is_file():
        raise UsageError(f"{doc}: no such file", "DOC is the .pdf or .md itself, for example raw/avenant.pdf")
    with about(doc):
        _document, stages = run.extract_staged(doc)
    found = False
    blocks: list[Block] = [*stages.sorties["blocs"], *stages.sorties["mobilier"]]  # type: ignore[list-item]
    for block in sorted(blocks, key=lambda b: b.page):  # furniture after the rest of its page
        words = text_of(stages.lignes, block.spans)
        if text and fold(text) not in fold(words):
            continue
        found = True
        place = f"p. {block.page}" if block.page else f"l. {stages.lignes[block.spans[0].line].numero}" if block.spans else "-"
        click.echo(f"{place:<7} {block.genre:<9} {_shorten(words, 100)}")
        for why in block.pourquoi:
            click.echo(f"{'':<17} - {why}")
    if not found:
        return _say(f"{doc}: no block holds {text!r}" if text else f"{doc}: no block", "try fewer words", code=PartialError.code)
    return OK


@cli.command()
@click.option("-o", "--output", default="schemas", show_default=True, type=_PATH, help="Folder for the schema file.")
@click.option("--homepage", metavar="URL", help="Address of the repository, for schemas.yml.  [default: the one that stands there]")
@_verbose
def schema(output: Path, homepage: str | None) -> int:
    """Write the JSON Schema of document.json.

    With it the card that schema.data.gouv.fr reads, schemas.yml, and, where exemple.md stands in the folder, an example that follows
    the schema and one that does not.
    """
    from pipeline import catalogue

    for path in catalogue.write(output, homepage):
        click.echo(f"{path} written", err=True)
    return OK


@cli.command()
@click.argument("truth", type=_PATH)
@click.argument("document", type=_PATH)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True, help="How to report."
)
@_verbose
def score(truth: Path, document: Path, form: str) -> int:
    """Measure documents against truths.

    TRUTH is a truth.json and DOCUMENT a document.json, or both are folders whose files are matched by name. Precision, recall
    and F1 of each field by four matchers, the plan, whole engagements, and workshop bullets published as actions.
    """
    from pipeline import score as measure
    from pipeline.records import dumps

    results = {name: measure.score(measure.load(t), measure.load(d)) for name, t, d in measure.pairs(truth, document)}
    if len(results) > 1:
        results["ensemble"] = functools.reduce(operator.add, results.values())
    if form == "json":
        click.echo(dumps({name: measure.as_data(result) for name, result in results.items()}), nl=False)
    elif form == "markdown":
        click.echo(measure.markdown(results))
    else:
        for name, result in results.items():
            click.echo(f"{name}  (fausses : {result.fausses})")
            for row in (measure.HEADER, *measure.rows(result)):
                click.echo("  " + row[0].ljust(20) + "".join(cell.rjust(16) for cell in row[1:]))
    return OK


_RAW = click.option("--raw", default="raw", show_default=True, type=_PATH, help="Folder of the sources.")
_OUT = click.option("-o", "--output", default="extracted", show_default=True, type=_PATH, help="Folder of the published documents.")


@cli.command()
@_RAW
@_OUT
@click.option("--against", metavar="REF", help="Compare with this git revision rather than with the files of the folder.")
@click.option("--no-extract", is_flag=True, help="Compare the files of the folder as they are with --against (HEAD if not given).")
@click.option(
    "--report", "reports_to", multiple=True, type=_PATH, help="Also write the report here: .md, .json, .xml (JUnit) or .txt; repeatable."
)
@click.option("--metrics", "metrics_to", type=_PATH, help="Write counts, coverage, anomalies and scores here, as JSON.")
@click.option(
    "--tolerance", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Points by which the box of a value may differ."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Documents at a time.  [default: one per processor]")
@_verbose
def check(
    raw: Path,
    output: Path,
    against: str | None,
    no_extract: bool,
    reports_to: tuple[Path, ...],
    metrics_to: Path | None,
    tolerance: float,
    jobs: int | None,
) -> int:
    """Extract the sources anew and compare with what was accepted.

    Engagements, actions, parties, fields, places, texts and anomalies are compared by meaning: added, removed, moved or changed. The
    order of lists that have none, file layout and boxes within the tolerance do not count. The report goes to stdout. Nothing is
    written to the published documents: see accept.
    """
    from pipeline import regression, reports

    _check_reports(reports_to, reports.FORMATS)
    accepted = regression.states(output) if against is None and not no_extract else regression.states_of_revision(against or "HEAD", output)
    outcomes: list[Outcome] = []
    with contextlib.ExitStack() as stack:
        if no_extract:
            fresh = regression.states(output)
            results = list(regression.compare_states(accepted, fresh, tolerance))
        else:
            stack.enter_context(_terminable())
            made = stack.enter_context(regression.extracted([raw], jobs, stack.enter_context(_progress())))
            fresh, outcomes = regression.states(made.folder), list(made.outcomes)
            results = regression.compare_fresh(accepted, made, tolerance)
        if metrics_to is not None:
            _write_metrics(metrics_to, fresh, raw)
    click.echo(reports.terminal(results, _paint()), nl=False)
    _write_reports(reports_to, results, "contrat-ville check")
    return regression.verdict(results, outcomes)


@cli.command()
@click.argument("idents", metavar="ID...", nargs=-1)
@_RAW
@_OUT
@click.option("--jobs", type=click.IntRange(min=1), help="Documents at a time.  [default: one per processor]")
@_verbose
def accept(idents: tuple[str, ...], raw: Path, output: Path, jobs: int | None) -> int:
    """Make what the sources give now the accepted state.

    ID is the id of a document, the name of its folder; without any, all are accepted. What is accepted is shown as check shows it. A
    document that cannot be extracted keeps its accepted state; one whose source is gone is removed. The export is written anew.
    Refused when CI is set.
    """
    from pipeline import exports, regression, reports

    regression.refuse_in_ci()
    accepted = regression.states(output)
    with _terminable(), _progress() as watcher, regression.extracted([raw], jobs, watcher) as fresh:
        results = regression.chosen(regression.compare_fresh(accepted, fresh), idents)
        told = reports.terminal(results, _paint())
        regression.accept(results, fresh, output)
        if regression.states(output):
            exports.export(output)
        click.echo(told, nl=False)
        named = {r.ident for r in results}
        failed = [o for o in fresh.outcomes if o.summary is None and fresh.idents.get(o.source, o.source.name) in named]
        for outcome in failed:
            _say(outcome.message, outcome.conseil, outcome.source)
    return max((o.code for o in failed), default=OK)


@cli.command()
@click.argument("old", type=_PATH)
@click.argument("new", type=_PATH)
@click.option(
    "--format",
    "form",
    type=click.Choice(["texte", "markdown", "json", "html"]),
    default="texte",
    show_default=True,
    help="How to report; json leaves nothing out.",
)
@click.option("-o", "--output", type=_PATH, help="Write the report here rather than to stdout.")
@click.option("--forme", is_flag=True, help="Also show changes of numbering, level and typography, which are only counted otherwise.")
@_verbose
def diff(old: Path, new: Path, form: str, output: Path | None, forme: bool) -> int:
    """Say what an avenant changes.

    OLD and NEW are two versions of a contract, of any layout: a document.json, its folder, or a source (.pdf, .md). Sections,
    engagements and actions are matched by their words and what they hold, whatever their numbers: added, removed, moved, reworded;
    pilots and other parties, fields, texts. What is too unlike to be one thing is removed and added.
    """
    from pipeline import reports
    from pipeline.compare import AVENANT, compare
    from pipeline.files import write_atomic

    (before, one), (after, two) = _version(old), _version(new)
    title = f"{before} → {after}"
    result = reports.Comparison(title, "modifie", compare(one, two, AVENANT))
    if form == "json":
        told = reports.dumps([result])
    elif form == "html":
        told = reports.html_page(result, title)
    elif form == "markdown":
        told = reports.markdown([result], "Changements", forme)
    else:
        told = reports.terminal([result], (lambda text, _sign: text) if output else _paint(), forme)
    if output is None:
        click.echo(told, nl=False)
    else:
        write_atomic(output, told)
    return OK


def _version(path: Path) -> tuple[str, Mapping[str, Any]]:
    """The id and the published value of a document.json, of its folder, or of a source, extracted."""
    import json

    from pipeline import regression, run
    from pipeline.files import about
    from pipeline.records import to_json

    file = path / "document.json" if path.is_dir() else path
    if not file.is_file():
        raise UsageError(f"{file}: no such file", "give a document.json, its folder, or a .pdf or .md")
    with about(path):
        if file.suffix.lower() == ".json":
            value = regression.parse(str(path), regression.read(file))
            return str(value.get("id") or file.parent.name), value
        document = run.extract(file)
        return document.id, json.loads(to_json(document))


@cli.command()
@_OUT
@_verbose
def export(output: Path) -> int:
    """Write the corpus as open data.

    From the published documents of the folder: every table as CSV, JSON Lines and Parquet, one workbook, one SQLite file with a
    full-text index, and the papers of the data set: datapackage.json, README.md, dcat.jsonld. Nothing of a document that does not
    follow the schema is exported, its anomalies apart.
    """
    from pipeline import exports

    corpus = exports.export(output)
    for ident, fault in corpus.refuses:
        _say(f"not exported: {fault}", "see contrat-ville validate", output / ident / "document.json")
    told = ", ".join(f"{n} {name}" for name, n in corpus.lignes.items())
    click.echo(f"{output}: {told}", err=True)
    return SchemaError.code if corpus.refuses else OK


@cli.command()
@click.option("--to", "portal", metavar="URL", required=True, help="Address of the portal, for example https://demo.data.gouv.fr.")
@click.option("--dataset", metavar="ID", help="Data set whose files are replaced in place.  [default: a new private draft]")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@_RAW
@_OUT
@_verbose
def publish(portal: str, dataset: str | None, dry_run: bool, raw: Path, output: Path) -> int:
    """Put the export on a udata portal, such as data.gouv.fr.

    Refused when validate or check fails. The files of a data set are replaced under the ids they have; those that have not changed
    are left, as are resources that others put there. The API key is taken from the environment variable DATAGOUV_API_KEY only.
    """
    from pipeline import exports, publication, regression, reports, validation

    target = publication.Portal(portal, publication.key())
    for file in validation.published(output):
        faults = validation.faults(file)
        if faults:
            raise SchemaError(f"{file}: {faults[0]}", "nothing was published; see contrat-ville validate")
    with _terminable(), _progress() as watcher, regression.extracted([raw], None, watcher) as fresh:
        results = regression.compare_fresh(regression.states(output), fresh)
        code = regression.verdict(results, fresh.outcomes)
    if code:
        click.echo(reports.terminal(results), nl=False, err=True)
        raise RegressionError("what the sources give is not what was accepted", "nothing was published; see contrat-ville check and accept")
    corpus = exports.export(output)
    steps = publication.plan(target, dataset, corpus)
    if dry_run:
        for step in steps:
            click.echo(f"{step.sort:<9} {step.file.nom}")
        click.echo("nothing was published (--dry-run)", err=True)
        return OK
    ident = publication.publish(target, dataset, corpus, steps, lambda step: click.echo(f"{step.sort:<9} {step.file.nom}"))
    click.echo(f"{target.address}/datasets/{ident}/", err=True)
    return OK


def _check_reports(paths: Sequence[Path], formats: Mapping[str, str]) -> None:
    for path in paths:
        if path.suffix.lower() not in formats:
            raise UsageError(f"{path}: no report of this kind", f"name it {', '.join(formats)}")


def _write_reports(paths: Sequence[Path], results: Sequence[Comparison], titre: str) -> None:
    from pipeline import reports
    from pipeline.files import write_atomic

    for path in paths:
        write_atomic(path, reports.render(results, reports.FORMATS[path.suffix.lower()], titre))


def _write_metrics(path: Path, documents: Mapping[str, Callable[[], str]], raw: Path) -> None:
    from pipeline.files import write_atomic
    from pipeline.metrics import metrics
    from pipeline.records import dumps
    from pipeline.regression import truths

    write_atomic(path, dumps(metrics(documents, truths([raw]))))


def _paint() -> Callable[[str, str], str]:
    """Colours for a terminal's stdout, none elsewhere."""
    if not sys.stdout.isatty():
        return lambda text, _sign: text
    colours = {"+": "green", "-": "red", "~": "yellow"}
    return lambda text, sign: click.style(text, fg=colours[sign]) if sign in colours else text


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@click.option(
    "--kind", type=click.Choice(["organisations", "places"]), default="organisations", show_default=True, help="Which names to list."
)
@click.option("--min", "least", type=click.IntRange(min=1), default=1, show_default=True, help="Leave out names met less often.")
@_verbose
def discover(paths: tuple[Path, ...], kind: str, least: int) -> int:
    """List unknown organisations or places as lexicon rows.

    PATH is a document.json, or a folder that holds some. CSV on stdout, with the columns of actors.csv or of quartiers.csv, the most
    frequent names first, each with its count and its context. Prose is searched when the extra contrat-ville[ner] is installed.
    """
    from pipeline import discover as search
    from pipeline.document import Document
    from pipeline.files import about
    from pipeline.validation import published

    documents = []
    for file in (file for path in paths for file in published(path)):
        with about(file):
            try:
                documents.append(Document.model_validate_json(file.read_text(encoding="utf-8")))
            except ValueError as error:
                raise SchemaError(f"{file}: not a published document of this version", "run contrat-ville extract again") from error
    nlp = search.model()
    if nlp is None:
        _say("prose is not searched, only what documents leave unresolved", "to search it: pip install 'contrat-ville[ner]'")
    click.echo(search.as_rows(search.unknown(documents, kind, nlp, least), kind), nl=False)  # type: ignore[arg-type]  # click checked it
    return OK


def main(args: Sequence[str] | None = None) -> int:
    """Run the command; every failure becomes one line on stderr and the exit code that is returned."""
    state = State()
    try:
        code = cli.main(args=None if args is None else list(args), prog_name="contrat-ville", obj=state, standalone_mode=False)
        return code if isinstance(code, int) else OK
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ContratVilleError as error:
        return _fail(state, error)
    except (click.Abort, KeyboardInterrupt):
        return _fail(state, InterruptedRun("interrupted", "every file is whole"))
    except ModuleNotFoundError as error:  # an environment older than the checkout: nothing to report, all to install
        return _fail(state, InternalError(str(error), "a dependency is missing: run make, or install what constraints.txt pins"))
    except Exception as error:
        conseil = "this is a fault of contrat-ville: " + ("report it" if state.verbose else "run again with -v and report it")
        return _fail(state, InternalError(f"{type(error).__name__}: {error}", conseil))


def _fail(state: State, error: ContratVilleError) -> int:
    if state.verbose:
        click.echo(traceback.format_exc(), err=True)
    return _say(error.message, error.conseil, code=error.code)


def _say(message: str, conseil: str = "", source: Path | None = None, code: int = OK) -> int:
    """`erreur: <file>: message — conseil`, one line on stderr; `code` is given back."""
    where = "" if source is None or message.startswith(str(source)) else f"{source}: "
    line = f"erreur: {where}{message}" + (f" — {conseil}" if conseil else "")
    click.echo(" ".join(line.split()), err=True)
    return code


def _shorten(texte: str, length: int) -> str:
    return texte if len(texte) <= length else texte[: length - 1].rstrip() + "…"


@contextlib.contextmanager
def _terminable() -> Iterator[None]:
    """A polite kill ends as Ctrl-C does: no process left behind, no half file."""

    def stop(_signum: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _progress() -> Iterator[Watcher]:
    """A bar over the documents, with the page where a lone one is; nothing when stderr is no terminal."""
    from pipeline.batch import Watcher

    if not sys.stderr.isatty():
        yield Watcher()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns: list[Any] = [TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        documents = bar.add_task("documents", total=None)
        page = bar.add_task("pages", visible=False)
        yield Watcher(
            started=lambda total: bar.update(documents, total=total),
            done=lambda _outcome: bar.update(documents, advance=1),
            pages=lambda at, of: bar.update(page, completed=at, total=of, visible=True),
        )


_COLONNES = ("document", "statut", "engagements", "actions", "pilotes", "anomalies", "couverture %", "secondes")


def _table(outcomes: Sequence[Outcome]) -> None:
    """One row per document on stderr. Set by hand: rich takes longer to import than a document to extract."""
    rows = [_COLONNES, *map(_row, outcomes)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("─" * width for width in widths))
    for row in rows:
        cells = (cell.rjust(width) if i > 1 else cell.ljust(width) for i, (cell, width) in enumerate(zip(row, widths, strict=True)))
        click.echo("  ".join(cells).rstrip(), err=True)


def _row(o: Outcome) -> tuple[str, ...]:
    seconds = "unchanged" if o.inchange else f"{o.secondes:.1f}"
    if o.summary is None:
        return (o.source.name, f"erreur {o.code}", *[""] * 5, seconds)
    s = o.summary
    counts = (s.engagements, s.actions, s.pilotes, s.anomalies)
    return (o.source.name, s.statut, *map(str, counts), _coverage(s.caracteres, s.non_attribues), seconds)


def _coverage(caracteres: int, non_attribues: int) -> str:
    """Share of characters that have an owner, rounded down: 100.0 means all."""
    return f"{math.floor(1000 * (caracteres - non_attribues) / caracteres) / 10:.1f}" if caracteres else ""


if __name__ == "__main__":
    sys.exit(main())
