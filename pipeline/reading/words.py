"""Words straight from pdfium: text, box, font, size, weight, slant, colour, without an object per character.

Reads one open page. pdfium's text says where words end (it prints the blanks it sees, also those that are only a gap);
the boxes of the first and the last character of each word give its place, and each text object is asked once for its
look. Character by character is the way only for words that change look, are turned or might hide a gap. Boxes are
those of pdfplumber: as high as the type, from the descent that the font states. It drops no character: what no reader
of the page can see keeps its place and says why (`hors_texte`).
"""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections import deque
from collections.abc import Iterator
from itertools import accumulate, chain, compress, islice, repeat
from operator import add, lt, ne, sub

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.model import BBox, Style, Word
from pipeline.reading.drawings import IDENTITE, Drawings, Matrix, both, clip_box
from pipeline.reading.looks import (
    COULEUR_DU_FOND,
    ECART_MOT,
    HORS_PAGE,
    INVISIBLE,
    MASQUE,
    TOURNE,
    VERTICAL,
    alike,
    bold,
    descent,
    family,
    italic,
    lost_in_background,
    turned,
    whitish,
)
from pipeline.reading.pdfium import PageHandle
from pipeline.reading.picture import Picture, picture
from pipeline.reading.structure import roles
from pipeline.reading.type3 import named

BLANCS = " \t\n\v\f\r\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# pdfium writes U+FFFE for the hyphen that ends a line, and no line break after it.
_MOT = re.compile(f"[^{BLANCS}\ufffe]+\ufffe?|\ufffe")
_BLANCS_RARES = tuple("\t\n\v\f\r\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000") + tuple(map(chr, range(0x2000, 0x200B)))
_BLANC = frozenset(" \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
# A page whose text has a line end for so many characters is one that pdfium took for written downwards.
COUPURES = 10
# In points: no further apart are two base lines that are one.
MEME_LIGNE = 0.1
# Words this long are looked into for a blank that pdfium did not see.
MOT_SUSPECT = 20
_CONTOUR, _GRAS, _INVISIBLES = 1, 2, (3, 7)
# Pictures over so much of a page make invisible text the text of a scan.
PART_SCAN = 0.5

# Font, render mode, whether it has a colour, red, green, blue, alpha, size, matrix, clip.
_Look = tuple["_Font", int, bool, int, int, int, int, float, float, float, float, float, "BBox | None"]


class Run(Struct, eq=False):
    """What the words of one text object share.

    `droit`: horizontal, so that its first origin and its last box place a word; `taille`: of the type, in points; `haut`:
    from the baseline to the top of the box, in points; `clip`: outside of this nothing of it shows.
    """

    police: str
    style: Style
    droit: bool
    taille: float
    haut: float
    sans_descente: bool
    hors: str
    clip: BBox | None
    matrice: tuple[float, float, float, float]
    ecart: float  # a gap as wide parts words
    presque: float  # as far back a character may be set
    blanc: bool


class _Font(Struct, eq=False):
    police: str
    gras: bool
    italique: bool
    descente: float


_SANS_POLICE = _Font("", False, False, 0.0)


class Memory(Struct):
    """What the pages of a document have in common: fonts by name, looks. Never addresses, which pdfium uses again."""

    fonts: dict[tuple[bytes, float], _Font] = field(default_factory=dict)
    looks: dict[tuple[int, bool], dict[_Look, Run]] = field(default_factory=dict)


def words_of(text: str) -> tuple[list[int], list[str]]:
    """Where the words of a page's text start, and the words: what stands between blanks, or ends with pdfium's hyphen."""
    if "\ufffe" in text:
        found = list(_MOT.finditer(text))
        return [m.start() for m in found], [m[0] for m in found]
    for blank in _BLANCS_RARES:
        if blank in text:
            text = text.replace(blank, " ")
    parts = text.split(" ")
    starts = map(add, accumulate(map(len, parts), initial=0), itertools.count())
    return list(compress(starts, parts)), list(filter(None, parts))


class WordReader:
    """The words of one page."""

    def __init__(self, handle: PageHandle, seen: Drawings, memory: Memory | None = None) -> None:
        self.handle = handle
        self.memory = memory or Memory()
        self.lib = handle.document.lib
        self.tampon = handle.document.tampon
        self.seen = seen
        self.cadre = handle.cadre
        self.runs: dict[int, Run] = {}
        self.fonts: dict[int, _Font] = {}
        self.blancs_deduits = False
        self.clips: dict[tuple[int, int, Matrix], BBox | None] = {}
        self.fills = {colour for _, colour in seen.fonds}
        area = max(1.0, self.cadre.largeur * self.cadre.hauteur)
        self.image: tuple[Picture | None] | None = None  # the page rendered, once it was needed
        self.scan = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in seen.images) >= PART_SCAN * area

    def text(self) -> str:
        """The text of the page, one character per character of pdfium."""
        text = self._text()
        if not self.handle.repere:
            if self.cadre.tours or text.count("\r\n") * COUPURES <= len(text):
                return text
            self.handle.level()
            text = self._text()
        at = (i for i in range(len(text) - 1, -1, -1) if text[i] == "M")
        own = next((i for i in at if self.lib.FPDFText_GetTextObject(self.handle.texte, i) == self.handle.repere), -1)
        return f"{text[:own]} {text[own + 1 :]}" if own >= 0 else text

    def _text(self) -> str:
        lib, page = self.lib, self.handle.texte
        count = lib.FPDFText_CountChars(page)
        if count <= 0:
            return ""
        at = self.tampon.room(2 * count + 2)
        got = lib.FPDFText_GetText(page, 0, count, at)
        text = self.tampon.text(2 * (got - 1)) if got > 1 else ""
        if len(text) == count:
            return text
        codes = map(lib.FPDFText_GetUnicode, repeat(page), range(count))
        return "".join("\ufffe" if c == 2 else chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else "\ufffd" for c in codes)

    def printed_twice(self) -> int:
        """How many text objects pdfium left out because they print again what stands there already; after `words`."""
        left_out = [o for o in self.seen.textes if o not in self.runs]
        if not left_out:
            return 0
        there = {self._corner(o) for o in self.runs if o}
        found = (self._corner(o) for o in left_out)
        return sum(1 for x, y, w in found if w and any((x + dx, y + dy, w) in there for dx in (0, -1, 1) for dy in (0, -1, 1)))

    def _corner(self, objet: int) -> tuple[int, int, int]:
        at = self.tampon.room(16)
        if not self.lib.FPDFPageObj_GetBounds(objet, at, at + 4, at + 8, at + 12):
            return 0, 0, 0
        left, bottom, right, top = self.tampon.floats(4)
        return round(left / 2), round(top / 2), round(right - left) if top > bottom else 0

    def words(self) -> tuple[Word, ...]:
        text = self.text()
        starts, texts = words_of(text)
        return self._words(text, starts, texts) if starts else ()

    def _words(self, text: str, starts: list[int], texts: list[str]) -> tuple[Word, ...]:
        """The words in columns, then in stretches of one text object: a page has hundreds, and Python is slow at each."""
        lib, page, count = self.lib, self.handle.texte, len(starts)
        ends = list(map(add, starts, map(len, texts)))
        lasts = list(map(sub, ends, repeat(1)))
        at = self.tampon.room(32 * count)
        behind = at + 16 * count
        deque(map(lib.FPDFText_GetCharOrigin, repeat(page), starts, range(at, behind, 16), range(at + 8, behind, 16)), 0)
        deque(map(lib.FPDFText_GetLooseCharBox, repeat(page), lasts, range(behind, behind + 16 * count, 16)), 0)
        left, base = self.tampon.doubles(2 * count, 0, 2), self.tampon.doubles(2 * count, 1, 2)
        high, right = self.tampon.floats(4 * count, 16 * count, 1, 4), self.tampon.floats(4 * count, 16 * count, 2, 4)
        objets = self._objects(starts, base)
        # where the text object changes, the last character of the word before may stand in another one already
        changes = [*compress(range(count - 1), map(ne, objets, objets[1:])), count - 1]
        finals = [lib.FPDFText_GetTextObject(page, lasts[i]) for i in changes]
        odd = {i for i, final in zip(changes, finals, strict=True) if final != objets[i]}
        firsts = {final: lasts[i] for i, final in zip(changes, finals, strict=True)}
        firsts.update((objets[i], starts[i]) for i in (*reversed([i + 1 for i in changes[:-1]]), 0))
        self._meet(firsts)
        stretches = [(self.runs[objets[i]], before + 1, i + 1) for before, i in zip((-1, *changes), changes, strict=False)]
        looks = {run for run, _, _ in stretches}
        for run, i, j in stretches:
            if not run.droit:
                odd.update(range(i, j))
        if any(map(lt, high, base)):  # written downwards
            odd.update(i for i, (t, y) in enumerate(zip(high, base, strict=True)) if t < y)
        if max(map(len, texts)) > MOT_SUSPECT:
            odd.update(i for i, t in enumerate(texts) if len(t) > MOT_SUSPECT)
        for run, i, j in stretches:
            if run.style.italique and run.droit:
                self._straighten(text, lasts, objets, range(i, j), right)
        role_of = roles(self.handle, set(objets) - {0}) if self.handle.document.balise else {}
        if "\ufffe" in text:
            texts = [t.replace("\ufffe", "-") for t in texts]
        out = self._made(f"{text} ", zip(texts, left, base, right, starts, ends, strict=True), stretches, objets, role_of)
        if not starts[0]:
            out[0] = replace(out[0], espace=False)
        self.blancs_deduits = self._blanks_made_up(text, ends, stretches)
        runs = list(chain.from_iterable(repeat(run, j - i) for run, i, j in stretches))
        least, most = -max(run.presque for run in looks), max(run.ecart for run in looks)
        closed = [
            i
            for i, gap in enumerate(map(sub, left[1:], right))
            if least <= gap <= most
            and (starts[i + 1] - lasts[i] == 2 or _set_back(text[lasts[i] + 1 : starts[i + 1]], base[i] - base[i + 1], gap))
            and right[i] < left[i + 1] + runs[i].presque
            and left[i + 1] < right[i] + runs[i].ecart
        ]
        unsure = {i for r in looks if self._doubtful(r) for i, other in enumerate(runs) if other is r}
        dx, dy, width, height = self.cadre.gauche, self.cadre.haut, self.cadre.largeur, self.cadre.hauteur
        if min(right) <= dx or max(left) >= dx + width or max(base) >= dy or min(base) <= dy - height:
            unsure.update(i for i, w in enumerate(out) if w.x1 <= 0 or w.x0 >= width or w.bottom <= 0 or w.top >= height)
        if odd or closed or unsure:
            return self._mended(text, list(zip(starts, ends, strict=True)), out, runs, odd, closed, unsure)
        return tuple(out)

    def _objects(self, starts: list[int], base: list[float]) -> list[int]:
        """The text object of each word. That at both ends of a line, or from its second word on, is that of all words between: they are
        not asked one by one."""
        object_of, page, count = self.lib.FPDFText_GetTextObject, self.handle.texte, len(starts)
        firsts = [0, *compress(range(1, count), map(ne, base, islice(base, 1, None)))]
        ends = [*islice(firsts, 1, None), count]
        opening = list(map(object_of, repeat(page), map(starts.__getitem__, firsts)))
        closing = list(map(object_of, repeat(page), [starts[end - 1] for end in ends]))
        out = list(chain.from_iterable(map(repeat, closing, map(sub, ends, firsts))))
        for k in compress(range(len(firsts)), map(ne, opening, closing)):
            i, j = firsts[k], ends[k] - 1
            out[i] = opening[k]
            if j - i > 1 and (second := object_of(page, starts[i + 1])) != closing[k]:
                out[i + 1] = second
                out[i + 2 : j] = map(object_of, repeat(page), starts[i + 2 : j])
        return out

    def _blanks_made_up(self, text: str, ends: list[int], stretches: list[tuple[Run, int, int]]) -> bool:
        """Whether some text object prints words and no blank between the first two: pdfium takes the gap for one."""
        behind = [ends[i] for _, i, j in stretches if j - i > 1 and text[ends[i]] == " "]
        return 1 in map(self.lib.FPDFText_IsGenerated, repeat(self.handle.texte), behind)

    def _made(
        self,
        around: str,
        columns: Iterator[tuple[str, float, float, float, int, int]],
        stretches: list[tuple[Run, int, int]],
        objets: list[int],
        role_of: dict[int, str],
    ) -> list[Word]:
        """The words out of their columns: text, left edge, baseline, right edge, start and end in the text of the page.

        `around`: that text and a blank, so that the word at the very start is looked at from behind.
        """
        dx, dy, blanc = self.cadre.gauche, self.cadre.haut, _BLANC
        out: list[Word] = []
        for run, i, j in stretches:
            police, style, hors, sans, haut, taille = run.police, run.style, run.hors, run.sans_descente, run.haut, run.taille
            role = role_of.get(objets[i], "") if role_of else ""
            out += [
                Word(
                    texte,
                    x0 - dx,
                    (top := dy - y - haut),
                    x1 - dx,
                    top + taille,
                    police,
                    style,
                    around[s - 1] in blanc,
                    around[e] in blanc,
                    hors,
                    sans,
                    role,
                )
                for texte, x0, y, x1, s, e in islice(columns, j - i)
            ]
        return out

    # --- what the words of one text object share

    def _straighten(self, text: str, lasts: list[int], objets: list[int], words: range, right: list[float]) -> None:
        """Right edges of slanted words, whose last letter leans over its end: where the character behind it begins."""
        lib, page = self.lib, self.handle.texte
        at = self.tampon.room(16)
        for i in words:
            behind = lasts[i] + 1
            if behind < len(text) and text[behind] in " \u00a0":
                if lib.FPDFText_GetTextObject(page, behind) != objets[i] or lib.FPDFText_IsGenerated(page, behind):
                    continue
                lib.FPDFText_GetCharOrigin(page, behind, at, at + 8)
                right[i] = min(right[i], self.tampon.doubles(1)[0])

    def _meet(self, firsts: dict[int, int]) -> None:
        """Note the look of text objects not met before; `firsts`: object to one of its characters. In columns of calls."""
        lib, tampon, page = self.lib, self.tampon, self.handle.texte
        objets = [o for o in firsts if o not in self.runs]
        count = len(objets)
        if not count:
            return
        if objets[0] == 0 or 0 in firsts:  # characters of no object: blanks that pdfium made up
            self.runs.setdefault(0, self._run((_SANS_POLICE, 0, False, 0, 0, 0, 255, 0.0, 1.0, 0.0, 0.0, 1.0, None)))
            objets = [o for o in objets if o]
            count = len(objets)
        at = tampon.room(44 * count)
        sizes, colours = at + 24 * count, at + 28 * count
        deque(map(lib.FPDFText_GetMatrix, repeat(page), map(firsts.__getitem__, objets), range(at, sizes, 24)), 0)
        deque(map(lib.FPDFTextObj_GetFontSize, objets, range(sizes, colours, 4)), 0)
        end = colours + 16 * count
        painted = map(
            lib.FPDFPageObj_GetFillColor,
            objets,
            range(colours, end, 16),
            range(colours + 4, end, 16),
            range(colours + 8, end, 16),
            range(colours + 12, end, 16),
        )
        told = list(painted)
        numbers = tampon.floats(7 * count)
        ints = tampon.ints(4 * count, 28 * count)
        fonts = list(map(lib.FPDFTextObj_GetFont, objets))
        for address in set(fonts):
            if address not in self.fonts:
                self.fonts[address] = self._font(address)
        modes = list(map(lib.FPDFTextObj_GetTextRenderMode, objets))
        clips = self._clips(objets)
        looks = self.memory.looks.setdefault((self.cadre.tours, self.scan), {})
        for i, (objet, key) in enumerate(
            zip(
                objets,
                zip(
                    map(self.fonts.__getitem__, fonts),
                    modes,
                    told,
                    ints[0::4],
                    ints[1::4],
                    ints[2::4],
                    ints[3::4],
                    numbers[6 * count :],
                    numbers[0 : 6 * count : 6],
                    numbers[1 : 6 * count : 6],
                    numbers[2 : 6 * count : 6],
                    numbers[3 : 6 * count : 6],
                    clips,
                    strict=True,
                ),
                strict=True,
            )
        ):
            if modes[i] == _CONTOUR:
                key = (*key[:2], *self._stroke(objet), *key[7:])
            run = looks.get(key)
            if run is None:
                run = looks[key] = self._run(key)
            self.runs[objet] = run

    def _stroke(self, objet: int) -> tuple[int, int, int, int, int]:
        at = self.tampon.room(16)
        told = self.lib.FPDFPageObj_GetStrokeColor(objet, at, at + 4, at + 8, at + 12)
        r, g, b, alpha = self.tampon.ints(4)
        return told, r, g, b, alpha

    def _run(self, key: _Look) -> Run:
        font, mode, told, red, green, blue, alpha, taille, a, b, c, d, clip = key
        couleur = f"#{red & 255:02x}{green & 255:02x}{blue & 255:02x}" if told else ""
        if taille < 0:  # a negative size turns the axes round
            a, b, c, d, taille = -a, -b, -c, -d, -taille
        ax, ay = self.cadre.vector(a, b)
        bx, by = self.cadre.vector(c, d)
        taille *= math.hypot(c, d) if self.cadre.tours or abs(b) > 1e-3 * abs(a) else abs(d)
        hors = TOURNE if turned(ax, ay, bx, by) else ""
        if not hors and (mode in _INVISIBLES or (told and not alpha)) and not self.scan:
            hors = INVISIBLE
        return Run(
            font.police,
            Style(round(taille, 1), font.gras or mode == _GRAS, font.italique or bx > 0.1 * abs(by), couleur),
            not hors and abs(ay) < 1e-3 * abs(ax) and not self.cadre.tours,
            taille,
            (1 + font.descente) * taille,
            not hors and not font.descente,
            hors,
            clip,
            (a, b, c, d),
            ECART_MOT * taille,
            0.5 * taille,
            whitish(couleur),
        )

    def _font(self, address: int) -> _Font:
        lib, tampon = self.lib, self.tampon
        at = tampon.room(1024)
        size = lib.FPDFFont_GetBaseFontName(address, at + 4, 1020) if address else 0
        down = tampon.floats(1)[0] if address and lib.FPDFFont_GetDescent(address, 1.0, at) else 0.0
        known = bytes(tampon.view(4 + min(size, 1020)))[4:].rstrip(b"\0")
        if not known and address:
            known = self._type3(address).encode()
        key = (known, down)
        font = self.memory.fonts.get(key)
        if font is None:
            name = key[0].decode("utf-8", "replace")
            police = family(name)
            stated = self.handle.document.descentes.get(police)
            font = _Font(police, bold(police), italic(police), descent(name, down) if stated is None else -abs(stated))
            self.memory.fonts[key] = font
        return font

    def _type3(self, address: int) -> str:
        """The name that the file gives a font for which pdfium has none, '' when it gives none either."""

        def width(letter: str) -> float:
            at = self.tampon.room(4)
            return self.tampon.floats(1)[0] if self.lib.FPDFFont_GetGlyphWidth(address, ord(letter), 1000.0, at) else 0.0

        return named(self.handle.document.type3, width)

    def _clips(self, objets: list[int]) -> list[BBox | None]:
        """What the clips of each object leave of the page, those of the forms around it included; None when that is all of it."""
        lib = self.lib
        handles = list(map(lib.FPDFPageObj_GetClipPath, objets))
        counts = list(map(lib.FPDFClipPath_CountPaths, handles))
        formes = self.seen.formes
        if max(counts) <= 0 and not formes:
            return [None] * len(objets)
        out: list[BBox | None] = []
        for objet, clip, paths in zip(objets, handles, counts, strict=True):
            matrix, around = formes.get(objet, (IDENTITE, None))
            if paths <= 0:
                out.append(around)
                continue
            key = (lib.FPDFClipPath_GetPathSegment(clip, paths - 1, 0), paths, matrix)  # objects under one clip share its points
            if key not in self.clips:
                self.clips[key] = clip_box(self.handle, clip, paths, matrix)
            out.append(both(around, self.clips[key]))
        return out

    # --- words that two boxes cannot place

    def _mended(
        self,
        text: str,
        spans: list[tuple[int, int]],
        words: list[Word],
        runs: list[Run],
        odd: set[int],
        closed: list[int],
        unsure: set[int],
    ) -> tuple[Word, ...]:
        generated = self.lib.FPDFText_IsGenerated
        page = self.handle.texte
        glued = {i + 1 for i in closed if generated(page, spans[i][1]) == 1 and _one_word(words[i], words[i + 1])}
        out: list[Word] = []
        done = 0
        for i in sorted(odd | glued | unsure):
            out.extend(words[done:i])
            done = i + 1
            parts = self._by_character(text, spans[i], words[i]) if i in odd else [(words[i], runs[i])]
            for k, (word, run) in enumerate(parts):
                part = self._judged(word, run)
                if k == 0 and i in glued and out and _alike(out[-1], part):
                    out[-1] = _joined(out[-1], part)
                else:
                    out.append(part)
        out.extend(words[done:])
        return tuple(out)

    def _by_character(self, text: str, span: tuple[int, int], word: Word) -> list[tuple[Word, Run]]:
        lib, page = self.lib, self.handle.texte
        start, end = span
        count = end - start
        at = self.tampon.room(16 * count)
        deque(map(lib.FPDFText_GetLooseCharBox, repeat(page), range(start, end), range(at, at + 16 * count, 16)), 0)
        numbers = self.tampon.floats(4 * count)
        objets = list(map(lib.FPDFText_GetTextObject, repeat(page), range(start, end)))
        if not all(map(self.runs.__contains__, objets)):
            self._meet(dict(zip(objets, range(start, end), strict=True)))
        parts: list[tuple[list[int], Run, list[BBox]]] = []
        for i in range(count):
            index = start + i
            box = (numbers[4 * i], numbers[4 * i + 3], numbers[4 * i + 2], numbers[4 * i + 1])
            objet = objets[i]
            run = self.runs[objet]
            placed = self._placed(index, box, run)
            if parts and self._goes_on(parts[-1][1], parts[-1][2][-1], run, placed, parts[-1][2][0]):
                parts[-1][0].append(index)
                parts[-1][2].append(placed)
            else:
                parts.append(([index], run, [placed]))
        out: list[tuple[Word, Run]] = []
        for k, (indices, run, boxes) in enumerate(parts):
            hors = run.hors
            if not hors and len(boxes) > 1 and run.style.taille and abs(boxes[0][1] - boxes[-1][1]) > 0.5 * run.style.taille:
                hors = VERTICAL
            style = run.style
            texte = text[indices[0] : indices[-1] + 1].replace("\ufffe", "-")
            gap = k > 0 and boxes[0][0] - parts[k - 1][2][-1][2] >= ECART_MOT * max(style.taille, 1.0)
            out.append(
                (
                    Word(
                        texte,
                        min(b[0] for b in boxes),
                        min(b[1] for b in boxes),
                        max(b[2] for b in boxes),
                        max(b[3] for b in boxes),
                        run.police,
                        style,
                        word.espace if k == 0 else gap,
                        word.espace_apres if k == len(parts) - 1 else False,
                        hors,
                        run.sans_descente and not hors,
                        word.role,
                    ),
                    run,
                )
            )
        return out

    def _goes_on(self, run: Run, last: BBox, new: Run, box: BBox, first: BBox) -> bool:
        """Whether a character belongs to the word before it: same look, no gap, same height."""
        if new is not run and (new.style != run.style or new.police != run.police or new.hors != run.hors):
            return False
        if run.hors == TOURNE:
            return True
        size = max(run.style.taille, 1.0)
        if box[0] == last[0] and box[2] >= last[2]:  # letters of one ligature have one origin; pdfium may share its width out
            return True
        if abs(box[1] - last[1]) > 0.5 * size:
            return box[0] < last[2] - 0.2 * size and box[2] > last[0] + 0.2 * size and box[1] > last[1]  # vertical writing
        return -0.5 * size < box[0] - last[2] < ECART_MOT * size

    def _placed(self, index: int, box: BBox, run: Run) -> BBox:
        """The box of one character as displayed, as high as its type."""
        at = self.tampon.room(16)
        if not self.lib.FPDFText_GetCharOrigin(self.handle.texte, index, at, at + 8):
            return self.cadre.rect(*box)
        x, y = self.tampon.doubles(2)
        left, low, right, high = box
        a, b, c, d = run.matrice
        sign = functools.partial(math.copysign, 1.0)
        under = run.haut - run.taille  # from the baseline down to the box, negative upwards
        if abs(b) < 1e-3 * abs(a):
            low, high = sorted((y + sign(d) * run.haut, y + sign(d) * under))
            left, right = (x, max(x, right)) if a > 0 else (left, max(x, left))
        elif abs(a) < 1e-3 * abs(b):
            left, right = sorted((x + sign(c) * run.haut, x + sign(c) * under))
            low, high = (y, max(y, high)) if b > 0 else (low, max(y, low))
        return self.cadre.rect(left, low, right, high)

    # --- words that nobody sees

    def _doubtful(self, run: Run) -> bool:
        """Whether words of this look may be out of sight."""
        return not run.hors and (run.clip is not None or run.blanc or run.style.couleur in self.fills)

    def _judged(self, word: Word, run: Run) -> Word:
        """`word`, with the reason why it cannot be seen, if there is one."""
        if word.hors_texte:
            return word
        reason = self._unseen(word, run)
        if not reason:
            return word
        return replace(word, hors_texte=reason, sans_descente=False)

    def _unseen(self, word: Word, run: Run) -> str:
        if word.x1 <= 0 or word.bottom <= 0 or word.x0 >= self.cadre.largeur or word.top >= self.cadre.hauteur:
            return HORS_PAGE
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if run.clip is not None:
            x0, top, x1, bottom = run.clip
            if min(word.x1, x1) <= max(word.x0, x0) or min(word.bottom, bottom) <= max(word.top, top):
                return MASQUE
        if self.scan and whitish(word.style.couleur):
            return ""
        if not lost_in_background(word.style.couleur, x, y, self.seen.fonds):
            return ""
        return "" if self._stands_out(word) else COULEUR_DU_FOND

    def _stands_out(self, word: Word) -> bool:
        """Whether the page as rendered has another colour around a word on something painted: pdfium gives a gradient a plain colour."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if not any(x0 <= x <= x1 and top <= y <= bottom for (x0, top, x1, bottom), _ in self.seen.fonds):
            return False  # nothing is painted there
        if self.image is None:
            self.image = (picture(self.handle),)
        (image,) = self.image
        if image is None:
            return False
        around = ((word.x0 - 1.5, y), (word.x1 + 1.5, y), (x, word.top - 1.5), (x, word.bottom + 1.5))
        return sum(not alike(word.style.couleur, image.colour(*at)) for at in around) >= 3


def _set_back(between: str, step: float, gap: float) -> bool:
    """Whether pdfium takes a letter kerned back over the one before it, on its base line, for the start of a line ('l’' before 'on')."""
    return between == "\r\n" and gap <= 0 and abs(step) < MEME_LIGNE


def _one_word(a: Word, b: Word) -> bool:
    """Whether the gap that pdfium took for a blank is only that of spaced dots ('. . .'); between letters it is believed."""
    return abs(a.bottom - b.bottom) < 0.1 * max(a.style.taille, 1.0) and not (a.texte[-1].isalnum() and b.texte[0].isalnum())


def _alike(a: Word, b: Word) -> bool:
    return a.police == b.police and a.style == b.style and a.hors_texte == b.hors_texte


def _joined(a: Word, b: Word) -> Word:
    return replace(
        a,
        texte=a.texte + b.texte,
        x0=min(a.x0, b.x0),
        top=min(a.top, b.top),
        x1=max(a.x1, b.x1),
        bottom=max(a.bottom, b.bottom),
        espace_apres=b.espace_apres,
    )
