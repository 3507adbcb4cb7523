"""Read a PDF: words with their place and look, drawn boxes and rules, pictures.

Reads the file page by page, each page closed before the next is opened: through pdfium, through pdfplumber where pdfium
fails (`reader` in the settings). Decides only whether the file can be read at all and which reader is believed; it
never drops a character and never judges what a word is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import ContratVilleError, UnreadableError
from pipeline.limits import Settings
from pipeline.memory import without_collector
from pipeline.model import Issue, Page, Source
from pipeline.processes import Died, answers
from pipeline.reading.choose import SECOURS, Plumber, chosen, reason
from pipeline.reading.drawings import TooManyObjects, drawings
from pipeline.reading.pdfium import Document, opened
from pipeline.reading.structure import bookmarks
from pipeline.reading.watch import TooSlow, Watch
from pipeline.reading.words import Memory, WordReader
from pipeline.texts import page_ranges

TRUNCATED = "truncated: the end of the file is missing"
_OUVRIR = "open it in a viewer and save it again"
_PLUS = "raise the limit in the settings"

# The size given to a page that cannot be read.
A4 = (595.0, 842.0)

# pdfium keeps what it has parsed: after so many pages the file is closed and opened again.
PAGES_OUVERTES = 100

# A process that reads fewer pages than this costs more than it saves.
PAGES_PAR_PROCESSUS = {"auto": 800, "pdfium": 800, "pdfplumber": 24}

Read = tuple[Page, list[Issue]]
Progress = Callable[[int, int], None]
Keep = Callable[[Page], Page]


def read_pdf(path: Path, settings: Settings, progress: Progress | None = None, jobs: int = 1, keep: Keep | None = None) -> Source:
    """The pages of `path`, those of a long file read in `jobs` processes.

    `keep`: page, as soon as it is read and in order, to what is kept of it; all, when None.

    Raises UnreadableError (empty, not a PDF, truncated, corrupt, too large) and EncryptedError (password needed).
    A page that cannot be read becomes an issue, and an empty page.
    """
    _check_bytes(path, settings)
    plumber = Plumber(path)
    try:
        with without_collector(), Watch(path.name, settings.max_secondes_page).running() as watch:
            return _read(path, settings, plumber, watch, _Kept(progress, keep), jobs)
    except ContratVilleError:
        raise
    except RecursionError as error:
        raise UnreadableError("corrupt PDF: its structure loops", _OUVRIR) from error
    except TooSlow as error:
        raise UnreadableError(f"a page takes more than {settings.max_secondes_page:g} s", _PLUS) from error
    finally:
        plumber.close()


def _read(path: Path, settings: Settings, plumber: Plumber, watch: Watch, kept: _Kept, jobs: int) -> Source:
    if settings.reader == "pdfplumber":
        count = _counted(plumber, settings, watch)
        pages = _in_processes(path, settings, count, jobs) or _by_plumber(plumber, settings, watch, range(1, count + 1))
        return kept.source(pages, count, plumber.title(), [])
    with ExitStack() as stack:
        try:
            document = stack.enter_context(opened(path))
        except UnreadableError as error:
            if settings.reader == "pdfium":
                raise
            count = _counted(plumber, settings, watch)
            told = [Issue(SECOURS, f"Fichier lu par pdfplumber : pdfium le refuse ({error.message}).")]
            return kept.source(_by_plumber(plumber, settings, watch, range(1, count + 1)), count, plumber.title(), told)
        count = _checked(document.pages, settings)
        pages = _in_processes(path, settings, count, jobs) or _by_pdfium(document, plumber, settings, watch, range(1, count + 1))
        source = kept.source(pages, count, document.meta("Title"), [])
        return replace(source, signets=bookmarks(document))


def _counted(plumber: Plumber, settings: Settings, watch: Watch) -> int:
    """The pages that pdfplumber finds, in the time of one page: the page tree of a damaged file may lead back to itself for ever."""
    with watch.page(1):
        return _checked(plumber.count(), settings)


class _Kept(Struct):
    """What becomes of the pages as they are read."""

    progress: Progress | None
    keep: Keep | None

    def source(self, pages: Iterator[Read], count: int, title: str | None, found: list[Issue]) -> Source:
        kept: list[Page] = []
        for page, issues in pages:
            kept.append(page if self.keep is None else self.keep(page))
            found.extend(issues)
            if self.progress is not None:
                self.progress(page.numero, count)
        if sum(issue.code == "page-illisible" for issue in found) == count:
            raise UnreadableError(f"corrupt PDF: none of its {count} pages can be read", _OUVRIR)
        return Source("pdf", tuple(kept), titre=title, problemes=merged(found))


def merged(found: list[Issue]) -> tuple[Issue, ...]:
    """Issues that say the same of several pages as one, which names the pages."""
    groups: dict[tuple[str, str], list[Issue]] = {}
    for issue in found:
        groups.setdefault((issue.code, issue.message.replace(f"Page {issue.page} ", "", 1)), []).append(issue)
    out = []
    for (code, message), same in groups.items():
        if len(same) == 1 or code == "page-illisible":
            out.extend(same)
        else:
            out.append(Issue(code, f"Pages {page_ranges(i.page for i in same)} {message}", page=same[0].page))
    return tuple(out)


def _checked(count: int, settings: Settings) -> int:
    if count <= 0:
        raise UnreadableError("corrupt PDF: it has no page", _OUVRIR)
    if count > settings.max_pages:
        raise UnreadableError(f"{count} pages, more than the limit of {settings.max_pages}", _PLUS)
    return count


def _in_processes(path: Path, settings: Settings, count: int, jobs: int) -> Iterator[Read] | None:
    """The pages in order, read by ranges in processes of their own; None when that would take longer to start than to read."""
    jobs = min(jobs, count // PAGES_PAR_PROCESSUS[settings.reader])
    if jobs < 2:
        return None
    size = -(-count // (4 * jobs))  # several ranges each, for pages differ
    ranges = [range(first, min(first + size, count + 1)) for first in range(1, count + 1, size)]

    def read() -> Iterator[Read]:
        early: dict[int, list[Read]] = {}
        due = 1
        with closing(answers(_range, [(path, settings, numbers) for numbers in ranges], jobs)) as ready:
            for (_, _, numbers), answer in ready:
                if isinstance(answer, Died):
                    raise UnreadableError("a process that read its pages died", "try it with --jobs 1")
                if isinstance(answer, Exception):
                    raise answer
                early[numbers.start] = answer
                while due in early:
                    pages = early.pop(due)
                    due += len(pages)
                    yield from pages

    return read()


def _range(task: tuple[Path, Settings, range]) -> list[Read]:
    """Some pages of a file, in a process of their own."""
    path, settings, numbers = task
    plumber = Plumber(path)
    try:
        with without_collector(), Watch(path.name, settings.max_secondes_page).running() as watch:
            if settings.reader == "pdfplumber":
                return list(_by_plumber(plumber, settings, watch, numbers))
            with opened(path) as document:
                return list(_by_pdfium(document, plumber, settings, watch, numbers))
    finally:
        plumber.close()


def _by_pdfium(document: Document, plumber: Plumber, settings: Settings, watch: Watch, numbers: range) -> Iterator[Read]:
    memory = Memory()
    for number in numbers:
        if number > numbers.start and (number - numbers.start) % PAGES_OUVERTES == 0:
            document.renew()
        try:
            with watch.page(number):
                try:
                    page, found, texte = _page(document, number, settings, memory)
                    read = chosen(page, found, texte, plumber, settings.max_objets_page) if settings.reader == "auto" else (page, found)
                except UnreadableError as error:
                    read = _rescued(number, plumber, settings, error) if settings.reader == "auto" else _unread(number, error.message)
        except TooManyObjects:
            read = _unread(number, f"plus de {settings.max_objets_page} objets")
        except TooSlow:
            read = _unread(number, f"plus de {settings.max_secondes_page:g} s de lecture")
        yield read


def _page(document: Document, number: int, settings: Settings, memory: Memory) -> tuple[Page, list[Issue], str]:
    """A page, what was found on it, and its text, each blank a space."""
    with document.page(number) as handle:
        seen = drawings(handle, settings.max_objets_page)
        reader = WordReader(handle, seen, memory)
        mots, twice, cadre = reader.words(), reader.printed_twice(), handle.cadre
    page = Page(number, cadre.largeur, cadre.hauteur, mots, seen.boites, tuple(seen.traits), tuple(seen.images))
    found = [Issue("gras-double", f"Page {number} : {twice} textes imprimés deux fois, lus une fois.", page=number)] if twice else []
    if reader.blancs_deduits:
        found.append(Issue("blancs-deduits", f"Page {number} : blancs non imprimés, déduits des écarts.", page=number))
    return page, found, reader.texte


def _rescued(number: int, plumber: Plumber, settings: Settings, error: ContratVilleError) -> Read:
    try:
        page = plumber.page(number, settings.max_objets_page)
    except Exception:  # pdfminer raises anything at all on damaged content
        return _unread(number, error.message)
    return page, [Issue(SECOURS, f"Page {number} lue par pdfplumber : pdfium la refuse.", page=number)]


def _by_plumber(plumber: Plumber, settings: Settings, watch: Watch, numbers: range) -> Iterator[Read]:
    for number in numbers:
        try:
            with watch.page(number):
                read = plumber.page(number, settings.max_objets_page), list[Issue]()
        except TooManyObjects:
            read = _unread(number, f"plus de {settings.max_objets_page} objets")
        except TooSlow:
            read = _unread(number, f"plus de {settings.max_secondes_page:g} s de lecture")
        except Exception as error:  # pdfminer raises anything at all on damaged content
            read = _unread(number, reason(error))
        yield read


def _unread(number: int, why: str) -> Read:
    return Page(number, *A4), [Issue("page-illisible", f"Page {number} illisible : {why}.", page=number)]


def _check_bytes(path: Path, settings: Settings) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as handle:
            head = handle.read(2048)
            handle.seek(max(0, size - 65536))
            tail = handle.read()
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}", "check the file and its permissions") from error
    if size == 0:
        raise UnreadableError("the file is empty", "download it again")
    if size > settings.max_octets:
        raise UnreadableError(f"{size} bytes, more than the limit of {settings.max_octets}", "raise the limit in the settings")
    if b"%PDF-" not in head:
        raise UnreadableError("not a PDF", "check that the download is not an HTML page")
    if b"startxref" not in tail and b"%%EOF" not in tail:
        raise UnreadableError(TRUNCATED, "download it again")
