"""A page through pdfplumber: the reference for what pdfium reads, and the rescue where pdfium's text is damaged.

Reads pdfplumber's objects. Decides what a word is by the same rules as words.py: a blank, a gap or a change of look
ends it. It never drops a character and never judges what a word is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from pipeline.model import BBox, Box, Page, Style, Word
from pipeline.reading.drawings import EPAISSEUR_TRAIT
from pipeline.reading.looks import (
    COULEUR_DU_FOND,
    ECART_MOT,
    HORS_PAGE,
    INCONNUE,
    TOURNE,
    bold,
    family,
    italic,
    lost_in_background,
    turned,
)

# Characters that end a word. Unlike str.isspace: control characters are unmapped letters, not blanks.
BLANCS = frozenset(" \t\n\v\f\r\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}


def plumber_page(raw: Any, number: int) -> Page:
    """The page as pdfplumber reads it, measured from the corner of its visible part."""
    dx, dy, right, bottom = (float(v) for v in (raw.cropbox if hasattr(raw, "cropbox") else raw.bbox))
    boites, traits = _drawings(raw, dx, dy)
    width, height = right - dx, bottom - dy
    images = tuple(_box(i, dx, dy) for i in raw.images)
    # its fills are not to be trusted with a colour (transparent ones come as opaque): whatever is painted may show white text
    patterns = [_box(shape, dx, dy) for shape in (*raw.rects, *raw.curves) if shape.get("fill")]
    fonds = [(bbox, INCONNUE) for bbox in (*(b.bbox for b in boites), *patterns, *images)]
    mots = tuple(_seen(w, width, height, fonds) for w in _words(raw, dx, dy))
    return Page(number, width, height, mots, tuple(boites), tuple(traits), images)


def _seen(word: Word, width: float, height: float, fonds: list[tuple[BBox, str]]) -> Word:
    """`word`, with the reason why nobody sees it, as far as pdfplumber tells (not what is clipped, or printed in no ink)."""
    if word.hors_texte:
        return word
    reason = ""
    if word.x1 <= 0 or word.bottom <= 0 or word.x0 >= width or word.top >= height:
        reason = HORS_PAGE
    elif lost_in_background(word.style.couleur, (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2, fonds):
        reason = COULEUR_DU_FOND
    return replace(word, hors_texte=reason, sans_descente=False) if reason else word


def _box(o: dict[str, Any], dx: float, dy: float) -> BBox:
    return float(o["x0"]) - dx, float(o["top"]) - dy, float(o["x1"]) - dx, float(o["bottom"]) - dy


def _words(raw: Any, dx: float, dy: float) -> Iterator[Word]:
    """Words by runs: pdfplumber's runs keep their blanks, so a blank that is printed is told from a mere gap."""
    runs = raw.extract_words(
        keep_blank_chars=True,
        x_tolerance_ratio=ECART_MOT,
        use_text_flow=False,
        expand_ligatures=True,
        return_chars=True,
        extra_attrs=["fontname", "size", "non_stroking_color", "upright"],
    )
    before: dict[str, Any] | None = None
    for run in runs:
        yield from _split_run(run, before, dx, dy)
        before = run


def _split_run(run: dict[str, Any], before: dict[str, Any] | None, dx: float, dy: float) -> Iterator[Word]:
    font = family(str(run["fontname"]))
    style = Style(round(float(run["size"]), 1), bold(font), italic(font), colour(run["non_stroking_color"]))
    a, b, c, d = (float(v) for v in run["chars"][0]["matrix"][:4])
    upright = bool(run["upright"]) and run.get("direction", "ltr") in ("ltr", "rtl") and not turned(a, b, c, d)
    chars: list[dict[str, Any]] = []
    # a gap as wide as a blank before the run is a blank to a reader
    near = before is not None and abs(before["bottom"] - run["bottom"]) < style.taille
    blank = near and before is not None and run["x0"] - before["x1"] >= ECART_MOT * style.taille
    for char in [*run["chars"], None]:
        text = "" if char is None else char_text(char)
        if char is not None and text and text not in BLANCS:
            chars.append(char)
            continue
        if chars:
            yield Word(
                "".join(char_text(c) for c in chars),
                min(float(c["x0"]) for c in chars) - dx,
                min(float(c["top"]) for c in chars) - dy,
                max(float(c["x1"]) for c in chars) - dx,
                max(float(c["bottom"]) for c in chars) - dy,
                font,
                style,
                blank,
                char is not None,
                "" if upright else TOURNE,
                upright and abs(float(chars[0]["y0"]) - float(chars[0]["matrix"][5])) < 0.01 * style.taille,
            )
            chars, blank = [], False
        if text in BLANCS:
            blank = True


def char_text(char: dict[str, Any]) -> str:
    """A glyph that no font maps becomes one private-use character: at the start of a line it is a list sign; a soft hyphen is seen."""
    text = str(char["text"])
    if text.startswith("(cid:") and text.endswith(")"):
        return "\u007f" if text == "(cid:127)" else chr(0xE000 + int(text[5:-1]) % 0x1900)
    return "-" if text == "\u00ad" else text


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


def _drawings(raw: Any, dx: float, dy: float) -> tuple[list[Box], list[BBox]]:
    boxes: dict[tuple[int, int, int, int], Box] = {}
    rules: list[BBox] = [_box(li, dx, dy) for li in raw.lines]
    for shape in [*raw.rects, *raw.curves]:
        bbox = _box(shape, dx, dy)
        if min(bbox[2] - bbox[0], bbox[3] - bbox[1]) < EPAISSEUR_TRAIT:
            rules.append(bbox)
            continue
        fond = colour(shape.get("non_stroking_color")) if shape.get("fill") else ""
        trait = bool(shape.get("stroke"))
        if not fond and not trait:
            continue
        key = (round(bbox[0]), round(bbox[1]), round(bbox[2]), round(bbox[3]))
        before = boxes.get(key)  # the same shape filled, then outlined
        if before is not None:
            fond, trait = fond or before.fond, trait or before.trait
        boxes[key] = Box(*bbox, fond, trait)
    return list(boxes.values()), rules
