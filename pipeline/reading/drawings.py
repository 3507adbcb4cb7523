"""What a page draws besides text: boxes, rules, pictures, and what colour lies where.

Reads the page's objects through pdfium, forms included. Decides by shape only, as pdfplumber does: a path is cut into
its subpaths, one of two points is a rule, a thin one too, any other a box of its extent. It never looks at text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import repeat
from typing import Any

from msgspec import Struct, field

from pipeline.model import BBox, Box
from pipeline.reading.looks import INCONNUE
from pipeline.reading.pdfium import Frame, PageHandle

# A filled or stroked shape thinner than 3 points is a rule, not a box; browsers draw list discs of exactly 3.
EPAISSEUR_TRAIT = 2.99
# Beyond so many points only the extent of a path is read: it is a map or a chart.
POINTS_LUS = 4000
PROFONDEUR = 12
_TEXTE, _TRACE, _IMAGE, _DEGRADE, _FORME = 1, 2, 3, 4, 5
_COURBE, _DEPART = 1, 2
_ALTERNE = 1  # FPDF_FILLMODE_ALTERNATE
# Points: the thickest border of a frame drawn as a shape with a hole, and what is no border at all.
EPAISSEUR_CADRE, _RIEN = 8.0, 0.1

Matrix = tuple[float, float, float, float, float, float]
IDENTITE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Drawings(Struct):
    """`fonds`: what was painted, in order, each with its colour; `objets`: how many objects the page has, those of its forms included."""

    boites: tuple[Box, ...] = ()
    traits: list[BBox] = field(default_factory=list)
    images: list[BBox] = field(default_factory=list)
    fonds: list[tuple[BBox, str]] = field(default_factory=list)
    textes: list[int] = field(default_factory=list)  # text objects of the page itself, in order
    formes: dict[int, tuple[Matrix, BBox | None]] = field(default_factory=dict)  # those of its forms: place, what clips around leave
    objets: int = 0


class Shape(Struct, frozen=True):
    """One subpath: its points as displayed, and how it is painted. `genre`: line, rect or curve, as pdfplumber names them."""

    genre: str
    points: tuple[tuple[float, float], ...]
    fond: str
    trait: str
    rempli: bool
    trace: bool
    epaisseur: float
    alterne: bool = False  # filled by the even-odd rule

    @property
    def bbox(self) -> BBox:
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        return min(xs), min(ys), max(xs), max(ys)


class TooManyObjects(Exception):
    """A page has more objects than the settings allow."""


def objects(handle: PageHandle, most: int) -> Iterator[tuple[int, int, Matrix, bool, BBox | None]]:
    """Every object of a page in painting order: (address, type, matrix of the form it stands in, whether in a form, what the
    clips of the forms around it leave of the page)."""
    found, kinds = _top(handle, most)
    left = most - len(found)
    for obj, kind in zip(found, kinds, strict=True):
        if kind != _FORME:
            yield obj, kind, IDENTITE, False, None
            continue
        for inner in _form(handle, obj, IDENTITE, PROFONDEUR, None):
            left -= 1
            if left < 0:
                raise TooManyObjects
            yield inner


def _top(handle: PageHandle, most: int) -> tuple[list[int], list[int]]:
    """The objects of the page itself and their types."""
    lib, page = handle.document.lib, handle.page
    count = lib.FPDFPage_CountObjects(page)
    if count > most:
        raise TooManyObjects
    found = list(map(lib.FPDFPage_GetObject, repeat(page), range(count)))
    return found, list(map(lib.FPDFPageObj_GetType, found))


def _form(
    handle: PageHandle, form: int, matrix: Matrix, depth: int, left: BBox | None
) -> Iterator[tuple[int, int, Matrix, bool, BBox | None]]:
    lib = handle.document.lib
    left = both(left, clip_of(handle, form, matrix))
    matrix = times(object_matrix(handle, form), matrix)
    for i in range(lib.FPDFFormObj_CountObjects(form)):
        obj = lib.FPDFFormObj_GetObject(form, i)
        kind = lib.FPDFPageObj_GetType(obj)
        if kind == _FORME and depth:
            yield from _form(handle, obj, matrix, depth - 1, left)
        else:
            yield obj, kind, matrix, True, left


def drawings(handle: PageHandle, most: int) -> Drawings:
    """The drawings of a page. TooManyObjects when it has more than `most` objects."""
    out = Drawings()
    found, kinds = _top(handle, most)
    if kinds.count(_TEXTE) == len(kinds):  # a page of mere text
        out.textes, out.objets = found, len(found)
        return out
    boxes: dict[tuple[int, int, int, int], Box] = {}
    cadre = handle.cadre
    for obj, kind, matrix, inner, left in objects(handle, most):
        out.objets += 1
        if kind == _TEXTE:
            if inner:
                out.formes[obj] = matrix, left
            else:
                out.textes.append(obj)
        elif kind == _TRACE:
            first = len(out.fonds)
            found_here = list(shapes(handle, obj, matrix))
            strip = _side(handle, obj, matrix, found_here)
            if strip is not None:
                out.traits.append(strip)
                continue
            for shape in _frames(found_here) if len(found_here) > 1 else found_here:
                _sort_in(shape, out, boxes)
            if len(out.fonds) > first and _cut(handle, obj, matrix, out.fonds[first:]):
                out.fonds[first:] = [(bbox, INCONNUE) for bbox, _ in out.fonds[first:]]
        elif kind == _IMAGE:
            box = unit_square(cadre, times(object_matrix(handle, obj), matrix))
            out.images.append(box)
            out.fonds.append((box, INCONNUE))
        elif kind == _DEGRADE:
            out.fonds.append((bounds(handle, obj, matrix), INCONNUE))
    out.boites = tuple(boxes.values())
    return out


def _frames(found: list[Shape]) -> Iterator[Shape]:
    """The subpaths of a path, two of which one is the hole of the other as the frame that they draw.

    A frame on all sides is an outlined box, on some sides the strips there: borders drawn as fills have no inside.
    """
    at = 0
    while at < len(found):
        frame = _frame(*found[at : at + 2]) if at + 1 < len(found) else None
        yield from frame or found[at : at + 1]
        at += 2 if frame else 1


def _frame(a: Shape, b: Shape) -> list[Shape] | None:
    """What is painted between two filled shapes of which one is the hole of the other, thin on all sides; None for other shapes."""
    if not (a.rempli and b.rempli) or a.trace or b.trace or (not a.alterne and _turn(a) == _turn(b)):
        return None
    inner, outer = sorted((a.bbox, b.bbox), key=lambda box: box[2] - box[0] + box[3] - box[1])
    margins = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
    if min(margins) < -_RIEN or max(margins) > EPAISSEUR_CADRE or max(margins) <= _RIEN:
        return None
    if min(margins) > _RIEN:
        return [Shape("rect", _corners(outer), "", a.fond, False, True, 1.0)]
    x0, top, x1, bottom = outer
    strips = ((x0, top, inner[0], bottom), (x0, top, x1, inner[1]), (inner[2], top, x1, bottom), (x0, inner[3], x1, bottom))
    return [
        Shape("rect", _corners(strip), a.fond, "", True, False, 0.0)
        for strip, margin in zip(strips, margins, strict=True)
        if margin > _RIEN
    ]


def _turn(shape: Shape) -> bool:
    """Whether the points of a shape go round it clockwise."""
    points = shape.points
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, (*points[1:], points[0]), strict=True)) > 0


def _corners(bbox: BBox) -> tuple[tuple[float, float], ...]:
    x0, top, x1, bottom = bbox
    return (x0, top), (x1, top), (x1, bottom), (x0, bottom)


def _side(handle: PageHandle, obj: int, matrix: Matrix, found: list[Shape]) -> BBox | None:
    """What a clip leaves of a filled box, where that is but a strip at one side of it: a border, as browsers draw those of a box that the
    end of a page cuts."""
    if len(found) != 1 or not found[0].rempli or found[0].trace:
        return None
    x0, top, x1, bottom = found[0].bbox
    if min(x1 - x0, bottom - top) < EPAISSEUR_CADRE or (left := clip_of(handle, obj, matrix)) is None:
        return None
    strip = max(x0, left[0]), max(top, left[1]), min(x1, left[2]), min(bottom, left[3])
    wide, high = strip[2] - strip[0], strip[3] - strip[1]
    return strip if 0 < min(wide, high) < EPAISSEUR_TRAIT else None


def _cut(handle: PageHandle, obj: int, matrix: Matrix, fonds: list[tuple[BBox, str]]) -> bool:
    """Whether less is painted than the boxes of a path say: a frame has a hole, a border is a large shape under a small clip."""
    if len(fonds) > 1:
        return True
    left = clip_of(handle, obj, matrix)
    (x0, top, x1, bottom), _ = fonds[0]
    return left is not None and (x0 < left[0] - 1 or top < left[1] - 1 or x1 > left[2] + 1 or bottom > left[3] + 1)


def clip_of(handle: PageHandle, obj: int, matrix: Matrix) -> BBox | None:
    """What the clip of an object leaves of the page; None when that is all of it."""
    lib = handle.document.lib
    clip = lib.FPDFPageObj_GetClipPath(obj)
    paths = lib.FPDFClipPath_CountPaths(clip)
    return clip_box(handle, clip, paths, matrix) if paths > 0 else None


def both(a: BBox | None, b: BBox | None) -> BBox | None:
    """What two clips leave between them."""
    if a is None or b is None:
        return a or b
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def clip_box(handle: PageHandle, clip: int, paths: int, matrix: Matrix = IDENTITE) -> BBox | None:
    """What the paths of a clip leave of the page, as a box; None when that is all of it. `matrix`: of the form it stands in."""
    lib, cadre, tampon = handle.document.lib, handle.cadre, handle.document.tampon
    tampon.room(8)
    to_x, to_y = tampon.column(0, 4, 2)[:2]
    a, b, c, d, e, f = matrix
    x0, top, x1, bottom = 0.0, 0.0, cadre.largeur, cadre.hauteur
    for path in range(paths):
        count = lib.FPDFClipPath_CountPathSegments(clip, path)
        if not 0 < count <= 200:
            continue
        points = []
        for i in range(count):
            lib.FPDFPathSegment_GetPoint(lib.FPDFClipPath_GetPathSegment(clip, path, i), to_x, to_y)
            x, y = tampon.floats(2)
            points.append(cadre.point(a * x + c * y + e, b * x + d * y + f))
        x0, x1 = max(x0, min(p[0] for p in points)), min(x1, max(p[0] for p in points))
        top, bottom = max(top, min(p[1] for p in points)), min(bottom, max(p[1] for p in points))
    if x0 <= 0.5 and top <= 0.5 and x1 >= cadre.largeur - 0.5 and bottom >= cadre.hauteur - 0.5:
        return None
    return (x0, top, x1, bottom)


def _sort_in(shape: Shape, out: Drawings, boxes: dict[tuple[int, int, int, int], Box]) -> None:
    bbox = shape.bbox
    if shape.genre == "line" or min(bbox[2] - bbox[0], bbox[3] - bbox[1]) < EPAISSEUR_TRAIT:
        out.traits.append(bbox)
        return
    if shape.rempli:
        out.fonds.append((bbox, shape.fond or INCONNUE))
    fond, trait = shape.fond if shape.rempli else "", shape.trace
    if not fond and not trait:
        return
    key = (round(bbox[0]), round(bbox[1]), round(bbox[2]), round(bbox[3]))
    before = boxes.get(key)  # the same shape filled, then outlined
    if before is not None:
        fond, trait = fond or before.fond, trait or before.trait
    boxes[key] = Box(*bbox, fond, trait)


def shapes(handle: PageHandle, obj: int, form: Matrix) -> Iterator[Shape]:
    """The painted subpaths of a path object."""
    lib, tampon = handle.document.lib, handle.document.tampon
    at = tampon.room(64)
    lib.FPDFPath_GetDrawMode(obj, at, at + 4)
    fill, stroke = tampon.ints(2)
    if not fill and not stroke:
        return
    fond = colour(handle, lib.FPDFPageObj_GetFillColor, obj) if fill else ""
    trait = colour(handle, lib.FPDFPageObj_GetStrokeColor, obj) if stroke else ""
    lib.FPDFPageObj_GetStrokeWidth(obj, at)
    width = tampon.floats(1)[0]
    count = lib.FPDFPath_CountSegments(obj)
    if count > POINTS_LUS:
        x0, top, x1, bottom = bounds(handle, obj, form)
        yield Shape("curve", ((x0, top), (x1, top), (x1, bottom), (x0, bottom)), fond, trait, bool(fill), bool(stroke), width)
        return
    matrix = times(object_matrix(handle, obj), form)
    tampon.room(8 * count)
    segments = list(map(lib.FPDFPath_GetPathSegment, repeat(obj), range(count)))
    deque(map(lib.FPDFPathSegment_GetPoint, segments, tampon.column(0, 8, count), tampon.column(4, 8, count)), 0)
    raw = tampon.floats(2 * count)
    kinds = list(map(lib.FPDFPathSegment_GetType, segments))
    closed = list(map(lib.FPDFPathSegment_GetClose, segments))
    a, b, c, d, e, f = matrix
    place = handle.cadre.point
    start = 0
    while start < count:
        end = start + 1
        while end < count and kinds[end] != _DEPART:
            end += 1
        # of a curve's three points only the last lies on it
        on: list[int] = []
        curve = 0
        for i in range(start, end):
            curve = curve + 1 if kinds[i] == _COURBE else 0
            if kinds[i] != _COURBE or curve % 3 == 0:
                on.append(i)
        points = tuple(place(a * raw[2 * i] + c * raw[2 * i + 1] + e, b * raw[2 * i] + d * raw[2 * i + 1] + f) for i in on)
        straight = _COURBE not in kinds[start:end]
        if len(points) > 1:
            yield Shape(
                _kind(points, straight, bool(closed[end - 1])), points, fond, trait, bool(fill), bool(stroke), width, fill == _ALTERNE
            )
        start = end


def _kind(points: tuple[tuple[float, float], ...], straight: bool, closed: bool) -> str:
    if not straight:
        return "curve"
    distinct = points[:-1] if len(points) > 2 and points[0] == points[-1] else points
    if len(distinct) == 2:
        return "line"
    if len(distinct) == 4 and (closed or distinct != points):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = distinct
        near = 0.01
        if (abs(ax - bx) < near and abs(by - cy) < near and abs(cx - dx) < near and abs(dy - ay) < near) or (
            abs(ay - by) < near and abs(bx - cx) < near and abs(cy - dy) < near and abs(dx - ax) < near
        ):
            return "rect"
    return "curve"


def colour(handle: PageHandle, ask: Any, obj: int) -> str:
    """The fill or stroke colour of an object as '#rrggbb'; '' for a pattern, INCONNUE-like, or full transparency."""
    tampon = handle.document.tampon
    tampon.room(16)
    if not ask(obj, *tampon.column(0, 4, 4)[:4]):
        return ""
    r, g, b, alpha = tampon.ints(4)
    return f"#{r & 255:02x}{g & 255:02x}{b & 255:02x}" if alpha else ""


def object_matrix(handle: PageHandle, obj: int) -> Matrix:
    tampon = handle.document.tampon
    at = tampon.room(24)
    if not handle.document.lib.FPDFPageObj_GetMatrix(obj, at):
        return IDENTITE
    a, b, c, d, e, f = tampon.floats(6)
    return a, b, c, d, e, f


def bounds(handle: PageHandle, obj: int, form: Matrix) -> BBox:
    """The extent of an object as displayed."""
    tampon = handle.document.tampon
    at = tampon.room(16)
    if not handle.document.lib.FPDFPageObj_GetBounds(obj, at, at + 4, at + 8, at + 12):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = tampon.floats(4)
    return _extent(handle.cadre, form, ((left, bottom), (right, bottom), (right, top), (left, top)))


def unit_square(cadre: Frame, matrix: Matrix) -> BBox:
    """Where a picture stands: pictures fill the unit square."""
    return _extent(cadre, matrix, ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)))


def _extent(cadre: Frame, matrix: Matrix, corners: tuple[tuple[float, float], ...]) -> BBox:
    a, b, c, d, e, f = matrix
    points = [cadre.point(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
    return min(p[0] for p in points), min(p[1] for p in points), max(p[0] for p in points), max(p[1] for p in points)


def times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    if n is IDENTITE:
        return m
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + o
