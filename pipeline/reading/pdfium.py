"""pdfium's C functions, opened documents and pages, buffers for columns of answers.

Reads the library file that pypdfium2 ships, without pypdfium2's own bindings (they cost each process 60 ms). Decides
nothing: it opens, measures and closes. One document and one page are open at a time, in one thread: pdfium is not
made for more.
"""

from __future__ import annotations

import functools
import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

from pipeline.errors import EncryptedError, InternalError, UnreadableError
from pipeline.reading.descents import stated_descents
from pipeline.reading.type3 import Type3, type3_fonts

# Bytes of the buffer that is lent for answers; grown when a page needs more.
_TAMPON = 1 << 16
# A file no larger is read at once: from a larger one pdfium fetches what it needs, by half a kilobyte, and memory does not grow with it.
OCTETS_EN_MEMOIRE = 8_000_000
# FPDF_GetLastError
_FORMAT, _MOT_DE_PASSE, _SECURITE = 3, 4, 5
_OUVRIR = "open it in a viewer and save it again"


@functools.cache
def library() -> Any:
    """pdfium, opened and initialised once per process."""
    from pipeline.reading._abi import ffi

    spec = importlib.util.find_spec("pypdfium2_raw")
    folders = [Path(p) for p in (spec.submodule_search_locations or [])] if spec else []
    for folder in folders:
        for name in ("libpdfium.so", "libpdfium.dylib", "pdfium.dll"):
            if (folder / name).is_file():
                lib = ffi.dlopen(str(folder / name))
                lib.FPDF_InitLibrary()
                return lib
    try:  # a pypdfium2 built against a pdfium of the system
        import pypdfium2.internal
        import pypdfium2_raw.bindings as bindings

        assert pypdfium2.internal
        lib = ffi.dlopen(bindings._libs["pdfium"]._name)
        lib.FPDF_InitLibrary()
        return lib
    except (ImportError, AttributeError, KeyError, OSError) as error:
        raise InternalError("pdfium cannot be loaded", "install pypdfium2 again") from error


class Buffer:
    """Memory that pdfium writes its answers to; `adresse` moves when it grows."""

    def __init__(self) -> None:
        self._grow(_TAMPON)

    def _grow(self, size: int) -> None:
        from pipeline.reading._abi import ffi

        self._memory = ffi.new("char[]", size)
        self.taille = size
        self._view = memoryview(ffi.buffer(self._memory)).cast("B")
        self.adresse = int(ffi.cast("size_t", self._memory))
        self._columns: dict[tuple[int, int], list[Any]] = {}

    def room(self, size: int) -> int:
        """The address of at least `size` bytes."""
        if size > self.taille:
            self._grow(max(size, 2 * self.taille))
        return self.adresse

    def column(self, first: int, step: int, count: int) -> list[Any]:
        """Pointers to every `step`th byte from byte `first` on, `count` or more of them: made once, for a page takes thousands.

        There must be room for them (`room`), and they are good until it grows.
        """
        known = self._columns.setdefault((first, step), [])
        if len(known) < count:
            more = range(first + len(known) * step, first + max(count, 2 * len(known)) * step, step)
            known.extend(map(self._memory.__add__, more))
        return known

    def bytes(self, size: int) -> bytes:
        return self._view[:size].tobytes()

    def view(self, size: int) -> memoryview:
        return self._view[:size]

    def floats(self, count: int, start: int = 0, first: int = 0, step: int = 1) -> list[float]:
        """Of `count` floats from byte `start` on, those from number `first` on, each `step`th."""
        return self._view[start : start + 4 * count].cast("f")[first::step].tolist()  # type: ignore[return-value]

    def doubles(self, count: int, first: int = 0, step: int = 1) -> list[float]:
        return self._view[: 8 * count].cast("d")[first::step].tolist()  # type: ignore[return-value]

    def ints(self, count: int, start: int = 0) -> list[int]:
        return self._view[start : start + 4 * count].cast("I").tolist()

    def text(self, size: int) -> str:
        """UTF-16 of `size` bytes."""
        return bytes(self.view(size)).decode("utf-16-le", "replace") if size > 0 else ""


class Frame(Struct, frozen=True):
    """The visible part of a page in PDF space, and its rotation in quarter turns clockwise."""

    gauche: float
    bas: float
    droite: float
    haut: float
    tours: int = 0

    @property
    def largeur(self) -> float:
        return self.haut - self.bas if self.tours % 2 else self.droite - self.gauche

    @property
    def hauteur(self) -> float:
        return self.droite - self.gauche if self.tours % 2 else self.haut - self.bas

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of PDF space as it is displayed, from the top-left corner."""
        if self.tours == 0:
            return x - self.gauche, self.haut - y
        if self.tours == 1:
            return y - self.bas, x - self.gauche
        if self.tours == 2:
            return self.droite - x, y - self.bas
        return self.haut - y, self.droite - x

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def vector(self, x: float, y: float) -> tuple[float, float]:
        """A direction of PDF space as displayed, y still upwards."""
        for _ in range(self.tours):
            x, y = y, -x
        return x, y


class Document:
    """An opened file. `pages` counts its pages."""

    def __init__(self, path: Path) -> None:
        self.lib = library()
        self.path = path
        self.octets = path.read_bytes() if path.stat().st_size <= OCTETS_EN_MEMOIRE else None
        self.handle = self._loaded()
        self.pages: int = self.lib.FPDF_GetPageCount(self.handle)
        self.tampon = Buffer()
        self.cadres: dict[int, Frame] = {}  # of the pages opened so far

    def renew(self) -> None:
        """Close the file and open it again: pdfium keeps what it has parsed of all pages for as long as the file is open."""
        self.lib.FPDF_CloseDocument(self.handle)
        self.handle = 0
        self.handle = self._loaded()

    def _loaded(self) -> int:
        from pipeline.reading._abi import ffi

        if self.octets is None:
            handle: int = self.lib.FPDF_LoadDocument(os.fsencode(self.path), ffi.NULL)
        else:
            handle = self.lib.FPDF_LoadMemDocument64(ffi.from_buffer(self.octets), len(self.octets), ffi.NULL)
        if handle:
            return handle
        code = self.lib.FPDF_GetLastError()
        if code in (_MOT_DE_PASSE, _SECURITE):
            raise EncryptedError("protected by a password", "remove the password in a viewer and save it again")
        raise UnreadableError("corrupt PDF: " + ("its structure cannot be read" if code == _FORMAT else "it cannot be opened"), _OUVRIR)

    def meta(self, tag: str) -> str | None:
        """An entry of the information dictionary, None when there is none."""
        key = tag.encode()
        size = self.lib.FPDF_GetMetaText(self.handle, key, 0, 0)
        if size <= 2:
            return None
        at = self.tampon.room(size)
        self.lib.FPDF_GetMetaText(self.handle, key, at, size)
        return self.tampon.text(size - 2)

    @functools.cached_property
    def descentes(self) -> dict[str, float]:
        """Font name to the descent that the file states."""
        return stated_descents(self.path)

    @functools.cached_property
    def type3(self) -> tuple[Type3, ...]:
        """The Type 3 fonts that the file names."""
        return type3_fonts(self.path)

    @functools.cached_property
    def balise(self) -> bool:
        """Whether the file says that it is tagged."""
        return bool(self.lib.FPDFCatalog_IsTagged(self.handle))

    def frame(self, numero: int) -> Frame | None:
        """The frame of page `numero`; None when there is no such page."""
        if numero not in self.cadres and 1 <= numero <= self.pages:
            with suppress(UnreadableError), self.page(numero):
                pass
        return self.cadres.get(numero)

    @contextmanager
    def page(self, numero: int) -> Iterator[PageHandle]:
        """Page `numero` (from 1), closed at the end. UnreadableError when pdfium cannot load it."""
        lib = self.lib
        page = lib.FPDF_LoadPage(self.handle, numero - 1)
        if not page:
            raise UnreadableError(f"corrupt PDF: page {numero} cannot be loaded", _OUVRIR)
        handle = PageHandle(self, numero, page, None, Frame(0.0, 0.0, 0.0, 0.0))
        try:
            handle.texte = lib.FPDFText_LoadPage(page)
            if not handle.texte:
                raise UnreadableError(f"corrupt PDF: the text of page {numero} cannot be loaded", _OUVRIR)
            at = self.tampon.room(16)
            ok = lib.FPDF_GetPageBoundingBox(page, at)
            left, top, right, bottom = self.tampon.floats(4) if ok else [0.0, 792.0, 612.0, 0.0]
            handle.cadre = self.cadres[numero] = Frame(left, bottom, right, top, lib.FPDFPage_GetRotation(page) % 4)
            yield handle
        finally:
            if handle.texte:
                lib.FPDFText_ClosePage(handle.texte)
            if handle.repere:
                lib.FPDFPageObj_Destroy(handle.repere)
            lib.FPDF_ClosePage(page)


class PageHandle(Struct, eq=False):
    """An open page: its address, the pointer to its text, its frame. `repere`: a text object that is not of the file, 0 mostly."""

    document: Document
    numero: int
    page: int
    texte: Any
    cadre: Frame
    repere: int = 0

    def level(self) -> None:
        """Load the text of the page once more, read in horizontal lines.

        pdfium takes a page for one written downwards where its lines leave much of the width blank, as short ones at the left do, and
        ends the line at each letter. A letter as wide as the page, `repere`, at its foot while the text is loaded, says otherwise.
        """
        lib, cadre, tampon = self.document.lib, self.cadre, self.document.tampon
        lib.FPDFText_ClosePage(self.texte)
        self.texte = None
        self.repere = lib.FPDFPageObj_NewTextObj(self.document.handle, b"Helvetica", 1.0)
        at = tampon.room(4)
        tampon.view(4)[:] = "M\0".encode("utf-16-le")
        lib.FPDFText_SetText(self.repere, at)
        lib.FPDFPageObj_Transform(self.repere, 1.2 * (cadre.droite - cadre.gauche), 0.0, 0.0, 3.0, cadre.gauche, cadre.bas + 1)
        lib.FPDFPage_InsertObject(self.page, self.repere)
        self.texte = lib.FPDFText_LoadPage(self.page)
        lib.FPDFPage_RemoveObject(self.page, self.repere)
        if not self.texte:
            raise UnreadableError(f"corrupt PDF: the text of page {self.numero} cannot be loaded", _OUVRIR)


@contextmanager
def opened(path: Path) -> Iterator[Document]:
    """The document of `path`, closed at the end. UnreadableError when it is corrupt, EncryptedError when it asks for a password."""
    document = Document(path)
    try:
        yield document
    finally:
        if document.handle:
            document.lib.FPDF_CloseDocument(document.handle)
