"""pdfplumber's Page with pdfium's objects: its words, tables, crops, filters, images and structure tree as they are, at pdfium's speed.

Reads one page through pdfium, once, when its objects are first asked for; annotations, hyperlinks and the structure
tree stay pdfplumber's. Decides nothing: each object has the keys that pdfplumber gives it.

    with open_pdf(path) as pdf:
        pdf.pages[0].extract_words()
        pdf.pages[0].find_tables()
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import repeat
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.page import Page as PlumberPage

from pipeline.reading.drawings import Drawings, Shape, object_matrix, objects, shapes, times, unit_square
from pipeline.reading.pdfium import Document, PageHandle, opened
from pipeline.reading.words import Memory, Run, WordReader

_TEXTE, _TRACE, _IMAGE = 1, 2, 3
OBJETS_MAX = 1_000_000

Objet = dict[str, Any]


@contextmanager
def open_pdf(path: Path) -> Iterator[Any]:
    """pdfplumber's document of `path`, whose pages take their objects from pdfium. Closed at the end, both of them."""
    with ExitStack() as stack:
        pdf = stack.enter_context(pdfplumber.open(path))
        document = stack.enter_context(opened(path))
        memory = Memory()
        pdf._pages = [_page(pdf, page, document, memory) for page in pdf.pages]
        yield pdf


def _page(pdf: Any, page: PlumberPage, document: Document, memory: Memory) -> PdfiumPage:
    out = PdfiumPage(pdf, page.page_obj, page.page_number, page.initial_doctop)
    out.pdfium, out.memory = document, memory
    return out


class PdfiumPage(PlumberPage):
    """A page whose chars, lines, rects, curves and images come from pdfium."""

    pdfium: Document
    memory: Memory

    @property
    def objects(self) -> dict[str, list[Objet]]:
        if not hasattr(self, "_objects"):
            with self.pdfium.page(self.page_number) as handle:
                self._objects: dict[str, list[Objet]] = self._from_pdfium(handle)
        return self._objects

    def _from_pdfium(self, handle: PageHandle) -> dict[str, list[Objet]]:
        out: dict[str, list[Objet]] = {}
        seen = Drawings()
        for obj, kind, matrix, inner, left in objects(handle, OBJETS_MAX):
            if kind == _TEXTE and inner:
                seen.formes[obj] = matrix, left
            elif kind == _TEXTE:
                seen.textes.append(obj)
            elif kind == _TRACE:
                for shape in shapes(handle, obj, matrix):
                    out.setdefault(shape.genre, []).append(self._shape(handle, shape))
            elif kind == _IMAGE:
                place = unit_square(handle.cadre, times(object_matrix(handle, obj), matrix))
                out.setdefault("image", []).append(self._image(handle, place))
        chars = self._chars(handle, seen)
        if chars:
            out["char"] = chars
        return out

    def _place(self, handle: PageHandle, x0: float, top: float, x1: float, bottom: float) -> Objet:
        """The keys of every object. pdfplumber measures from the corner of the media box, pdfium from the visible part."""
        dx, dy = float(self.cropbox[0]), float(self.cropbox[1])
        x0, x1, top, bottom = x0 + dx, x1 + dx, top + dy, bottom + dy
        height = float(self.height)
        return {
            "x0": x0,
            "y0": height - bottom,
            "x1": x1,
            "y1": height - top,
            "width": x1 - x0,
            "height": bottom - top,
            "top": top,
            "bottom": bottom,
            "doctop": self.initial_doctop + top,
            "page_number": self.page_number,
        }

    def _shape(self, handle: PageHandle, shape: Shape) -> Objet:
        dx, dy = float(self.cropbox[0]), float(self.cropbox[1])
        points = [(x + dx, y + dy) for x, y in shape.points]
        if shape.genre == "rect":
            points = points[:4]
        return self._place(handle, *shape.bbox) | {
            "object_type": shape.genre,
            "pts": points,
            "path": [("m" if i == 0 else "l", p) for i, p in enumerate(points)],
            "fill": shape.rempli,
            "stroke": shape.trace,
            "linewidth": shape.epaisseur,
            "non_stroking_color": _colour(shape.fond),
            "stroking_color": _colour(shape.trait),
            "dash": None,
            "evenodd": False,
            "mcid": None,
            "tag": None,
        }

    def _image(self, handle: PageHandle, place: tuple[float, float, float, float]) -> Objet:
        at = self._place(handle, *place)
        return at | {"object_type": "image", "name": "", "srcsize": (0, 0), "stream": None, "mcid": None, "tag": None}

    def _chars(self, handle: PageHandle, seen: Drawings) -> list[Objet]:
        reader = WordReader(handle, seen, self.memory)
        text = reader.text()
        lib, page, count = handle.document.lib, handle.texte, len(text)
        if not count:
            return []
        found = list(map(lib.FPDFText_GetTextObject, repeat(page), range(count)))
        made_up = list(map(lib.FPDFText_IsGenerated, repeat(page), range(count)))
        firsts: dict[int, int] = {}
        for i, obj in enumerate(found):
            if not made_up[i] and obj != handle.repere:
                firsts.setdefault(obj, i)
        reader.meet(firsts)
        boxes = reader.placed(range(count), list(map(reader.runs.get, found)))
        out: list[Objet] = []
        for i, obj in enumerate(found):
            if made_up[i] or text[i] in "\r\n" or (handle.repere and obj == handle.repere):
                continue
            run = reader.runs[obj]
            x0, top, x1, bottom = boxes[i]
            if i + 1 < count and found[i + 1] == obj and not made_up[i + 1] and run.droit:
                x1 = min(x1, max(x0, boxes[i + 1][0])) if run.style.italique else x1
            out.append(self._place(handle, x0, top, x1, bottom) | self._look(handle, run, "-" if text[i] == "\ufffe" else text[i], bottom))
        return out

    def _look(self, handle: PageHandle, run: Run, text: str, bottom: float) -> Objet:
        a, b, c, d = run.matrice
        baseline = float(self.height) - bottom - (run.haut - run.taille) if run.droit else float(self.height) - bottom
        return {
            "object_type": "char",
            "text": text,
            "fontname": run.police,
            "size": run.taille,
            "upright": a * d > 0 and b * c <= 0,
            "adv": 0.0,
            "matrix": (a, b, c, d, 0.0, baseline),
            "ncs": "DeviceRGB",
            "non_stroking_color": _colour(run.style.couleur),
            "stroking_color": None,
            "non_stroking_pattern": None,
            "stroking_pattern": None,
            "mcid": None,
            "tag": None,
        }


def _colour(couleur: str) -> tuple[float, ...] | None:
    return tuple(round(int(couleur[i : i + 2], 16) / 255, 4) for i in (1, 3, 5)) if couleur else None
