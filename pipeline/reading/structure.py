"""What a file says of itself besides its text: the roles of a tagged structure, and bookmarks.

Reads both through pdfium, and only where the file has them. Decides nothing: neither is always right, later stages
weigh them. A role is the type of the nearest element that holds the marked content and is more than a mere span.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from struct import Struct

from pipeline.model import Signet
from pipeline.reading.pdfium import Document, PageHandle

ARTEFACT = "Artifact"
# Elements that only carry others: what they hold has the role of what holds them.
_TRANSPARENTS = frozenset({"Span", "Link", "NonStruct", "Private", "Quote", "Em", "Strong", "Sub", "Reference"})
# Containers say nothing of the text that stands in them directly.
_CONTENANTS = frozenset({"Document", "Part", "Sect", "Art", "Div"})
PROFONDEUR = 64
ELEMENTS_MAX = 50_000
SIGNETS_MAX = 10_000
# Bytes that nearly all titles of bookmarks fit in.
_TITRE = 1024
# Where a bookmark leads: which of x, y and zoom it gives, and those.
_ENDROIT = Struct("3i3f")


def roles(handle: PageHandle, objets: Iterable[int]) -> dict[int, str]:
    """Text object to its role, '' left out."""
    lib, tampon = handle.document.lib, handle.document.tampon
    by_content = _by_content(handle)
    objets = list(objets)
    out: dict[int, str] = {}
    for objet, content in zip(objets, map(lib.FPDFPageObj_GetMarkedContentID, objets), strict=True):
        role = by_content.get(content, "") if content >= 0 else ""
        if not role:
            for mark in map(lib.FPDFPageObj_GetMark, repeat(objet), range(min(8, lib.FPDFPageObj_CountMarks(objet)))):
                at = tampon.room(264)
                if lib.FPDFPageObjMark_GetName(mark, at + 8, 256, at):
                    size = min(256, tampon.ints(1)[0])
                    if tampon.text(size + 8)[4:].rstrip("\0") == ARTEFACT:
                        role = ARTEFACT
        if role:
            out[objet] = role
    return out


def _by_content(handle: PageHandle) -> dict[int, str]:
    """Marked-content id to role."""
    lib, tampon = handle.document.lib, handle.document.tampon
    tree = lib.FPDF_StructTree_GetForPage(handle.page)
    out: dict[int, str] = {}
    if not tree:
        return out
    left = ELEMENTS_MAX

    def visit(element: int, above: str, depth: int) -> None:
        nonlocal left
        left -= 1
        if not element or depth > PROFONDEUR or left < 0:
            return
        at = tampon.room(256)
        size = lib.FPDF_StructElement_GetType(element, at, 256)
        kind = tampon.text(min(size, 256)).rstrip("\0")
        role = above if kind in _TRANSPARENTS else kind
        for i in range(lib.FPDF_StructElement_CountChildren(element)):
            content = lib.FPDF_StructElement_GetChildMarkedContentID(element, i)
            if content >= 0:
                out.setdefault(content, "" if role in _CONTENANTS else role)
            else:
                visit(lib.FPDF_StructElement_GetChildAtIndex(element, i), role, depth + 1)

    try:
        for i in range(lib.FPDF_StructTree_CountChildren(tree)):
            visit(lib.FPDF_StructTree_GetChildAtIndex(tree, i), "", 0)
    finally:
        lib.FPDF_StructTree_Close(tree)
    return out


def bookmarks(document: Document) -> tuple[Signet, ...]:
    """The bookmarks in order, each with its level from 1, its page (0: nowhere) and its height on it. After the pages were read."""
    lib, tampon, handle = document.lib, document.tampon, document.handle
    out: list[Signet] = []
    met: set[int] = set()
    waiting = [(lib.FPDFBookmark_GetFirstChild(handle, 0), 1)]
    while waiting and len(out) < SIGNETS_MAX:
        mark, level = waiting.pop()
        if not mark or mark in met:  # some files loop
            continue
        met.add(mark)
        at = tampon.room(_TITRE)
        size = lib.FPDFBookmark_GetTitle(mark, at, _TITRE)
        if size > _TITRE:
            at = tampon.room(size)
            lib.FPDFBookmark_GetTitle(mark, at, size)
        title = " ".join(tampon.text(size).rstrip("\0").split())
        dest = lib.FPDFBookmark_GetDest(handle, mark) or lib.FPDFAction_GetDest(handle, lib.FPDFBookmark_GetAction(mark))
        page, top = _place(document, dest) if dest else (0, None)
        if title:
            out.append(Signet(title, level, page, top))
        waiting.append((lib.FPDFBookmark_GetNextSibling(handle, mark), level))
        if level < PROFONDEUR:
            waiting.append((lib.FPDFBookmark_GetFirstChild(handle, mark), level + 1))
    return tuple(out)


def _place(document: Document, dest: int) -> tuple[int, float | None]:
    lib, tampon = document.lib, document.tampon
    page = lib.FPDFDest_GetDestPageIndex(document.handle, dest) + 1
    cadre = document.cadres.get(page) or document.frame(page)
    at = tampon.room(24)
    if cadre is None or not lib.FPDFDest_GetLocationInPage(dest, at, at + 4, at + 8, at + 12, at + 16, at + 20):
        return max(0, page), None
    _, has_y, _, _, y, _ = _ENDROIT.unpack(tampon.bytes(_ENDROIT.size))
    return page, round(cadre.haut - y, 2) if has_y and not cadre.tours else None
