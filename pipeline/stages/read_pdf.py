"""Read a PDF: words with their place and look, drawn boxes and rules, pictures.

Reads the file through pdfplumber, page by page, each page closed before the next is opened. Decides only whether the
file can be read at all; it never drops a character and never judges what a word is for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import ContratVilleError, EncryptedError, UnreadableError
from pipeline.model import BBox, Box, Issue, Page, Source, Style, Word
from pipeline.settings import Settings

# Share of the em under which two neighbouring characters belong to one word: fonts set blanks at 0.2 em and more.
TOLERANCE_MOT = 0.15
# A filled or stroked shape thinner than this (points) is a rule, not a box.
EPAISSEUR_TRAIT = 3.0
GRAS = ("bold", "black", "heavy", "demi", "-bd", "extrab")
ITALIQUE = ("italic", "oblique", "-it")
TRUNCATED = "truncated: the end of the file is missing"


def read_pdf(path: Path, settings: Settings, progress: Callable[[int, int], None] | None = None) -> Source:
    """The pages of `path`.

    Raises UnreadableError (empty, not a PDF, truncated, corrupt, too large) and EncryptedError (password needed).
    A page that cannot be read becomes an issue, and an empty page.
    """
    _check_bytes(path, settings)
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pdf = _open(path)
    try:
        with pdf:
            try:
                count = len(pdf.pages)
            except Exception as error:
                raise UnreadableError(f"corrupt PDF: {_reason(error)}", "open it in a viewer and save it again") from error
            if count == 0:
                raise UnreadableError("corrupt PDF: it has no page", "open it in a viewer and save it again")
            if count > settings.max_pages:
                raise UnreadableError(f"{count} pages, more than the limit of {settings.max_pages}", "raise the limit in the settings")
            pages: list[Page] = []
            problemes: list[Issue] = []
            for number, raw in enumerate(pdf.pages, start=1):
                try:
                    pages.append(_page(raw, number))
                except Exception as error:  # pdfminer raises anything at all on damaged content
                    pages.append(Page(number, float(raw.width), float(raw.height)))
                    problemes.append(Issue("page-illisible", f"Page {number} illisible : {_reason(error)}.", page=number))
                finally:
                    raw.close()
                if progress is not None:
                    progress(number, count)
            if len(problemes) == count:
                raise UnreadableError(f"corrupt PDF: none of its {count} pages can be read", "open it in a viewer and save it again")
            titre = (pdf.metadata or {}).get("Title")
            return Source("pdf", tuple(pages), titre=titre if isinstance(titre, str) else None, problemes=tuple(problemes))
    except ContratVilleError:
        raise
    except RecursionError as error:
        raise UnreadableError("corrupt PDF: its structure loops", "open it in a viewer and save it again") from error


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


def _open(path: Path) -> Any:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException

    try:
        return pdfplumber.open(path)
    except Exception as error:
        causes = [error, *error.args]
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            raise EncryptedError("protected by a password", "remove the password in a viewer and save it again") from error
        kind = "corrupt PDF" if any(isinstance(cause, PDFException) for cause in causes) else "unreadable PDF"
        raise UnreadableError(f"{kind}: {_reason(error)}", "open it in a viewer and save it again") from error


def _reason(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return (text or type(error).__name__)[:160]


def _page(raw: Any, number: int) -> Page:
    boites, traits = _drawings(raw)
    return Page(
        number,
        float(raw.width),
        float(raw.height),
        tuple(_words(raw)),
        tuple(boites),
        tuple(traits),
        tuple((float(i["x0"]), float(i["top"]), float(i["x1"]), float(i["bottom"])) for i in raw.images),
    )


def _words(raw: Any) -> Iterator[Word]:
    """Words by runs: pdfplumber's runs keep their blanks, so a blank that is printed is told from a mere gap."""
    turned = raw.filter(lambda o: o["object_type"] != "char" or _turned(o)) if any(_turned(c) for c in raw.chars) else None
    for page in (raw, turned) if turned is None else (raw.filter(lambda o: o["object_type"] != "char" or not _turned(o)), turned):
        if page is not None:
            yield from _page_words(page)


def _turned(char: dict[str, Any]) -> bool:
    """Set at an angle: a watermark across the page, a label along its edge. Its letters would fall between those of the text."""
    a, b, c, d = (abs(float(v)) for v in char["matrix"][:4])
    return b + c > 0.1 * (a + d)


def _page_words(raw: Any) -> Iterator[Word]:
    runs = raw.extract_words(
        keep_blank_chars=True,
        x_tolerance_ratio=TOLERANCE_MOT,
        use_text_flow=False,
        expand_ligatures=True,
        return_chars=True,
        extra_attrs=["fontname", "size", "non_stroking_color", "upright"],
    )
    for run in runs:
        yield from _split_run(run)


def _split_run(run: dict[str, Any]) -> Iterator[Word]:
    font = str(run["fontname"]).split("+")[-1]
    low = font.lower()
    style = Style(
        round(float(run["size"]), 1),
        any(g in low for g in GRAS),
        any(i in low for i in ITALIQUE),
        colour(run["non_stroking_color"]),
    )
    upright = bool(run["upright"]) and not _turned(run["chars"][0])
    chars: list[dict[str, Any]] = []
    blank = False
    for char in [*run["chars"], None]:
        text = "" if char is None else _char_text(char)
        if char is not None and text and not text.isspace():
            chars.append(char)
            continue
        if chars:
            yield Word(
                "".join(_char_text(c) for c in chars),
                min(float(c["x0"]) for c in chars),
                min(float(c["top"]) for c in chars),
                max(float(c["x1"]) for c in chars),
                max(float(c["bottom"]) for c in chars),
                font,
                style,
                blank,
                char is not None,
                "" if upright else "texte tourné",
                upright and abs(float(chars[0]["y0"]) - float(chars[0]["matrix"][5])) < 0.01 * style.taille,
            )
            chars, blank = [], False
        if text.isspace():
            blank = True


def _char_text(char: dict[str, Any]) -> str:
    """A glyph that no font maps becomes one private-use character: at the start of a line it is a list sign."""
    text = str(char["text"])
    if text.startswith("(cid:") and text.endswith(")"):
        return "\u007f" if text == "(cid:127)" else chr(0xE000 + int(text[5:-1]) % 0x1900)
    return text


def colour(value: Any) -> str:
    """A PDF colour (grey, RGB or CMYK, each 0 to 1) as '#rrggbb'; '' when it is a pattern or unknown."""
    if isinstance(value, (int, float)):
        value = (value,)
    if not isinstance(value, (list, tuple)) or not all(isinstance(v, (int, float)) for v in value):
        return ""
    parts = [min(1.0, max(0.0, float(v))) for v in value]
    if len(parts) == 1:
        rgb = parts * 3
    elif len(parts) == 3:
        rgb = parts
    elif len(parts) == 4:
        rgb = [(1 - c) * (1 - parts[3]) for c in parts[:3]]
    else:
        return ""
    return "#" + "".join(f"{round(c * 255):02x}" for c in rgb)


def _drawings(raw: Any) -> tuple[list[Box], list[BBox]]:
    boxes: dict[tuple[int, int, int, int], Box] = {}
    rules: list[BBox] = [(float(li["x0"]), float(li["top"]), float(li["x1"]), float(li["bottom"])) for li in raw.lines]
    for shape in [*raw.rects, *raw.curves]:
        bbox = (float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"]))
        if min(bbox[2] - bbox[0], bbox[3] - bbox[1]) < EPAISSEUR_TRAIT:
            rules.append(bbox)
            continue
        fond = colour(shape.get("non_stroking_color")) if shape.get("fill") else ""
        trait = bool(shape.get("stroke"))
        if not fond and not trait:
            continue
        key = tuple(round(v) for v in bbox)
        assert len(key) == 4
        before = boxes.get(key)  # the same shape filled, then outlined
        if before is not None:
            fond, trait = fond or before.fond, trait or before.trait
        boxes[key] = Box(*bbox, fond, trait)
    return list(boxes.values()), rules
