"""Words straight from pdfium: text, box, font, size, weight, slant, colour, without an object per character.

Reads one open page. pdfium's text says where words end (it prints the blanks it sees, also those that are only a gap);
the boxes of the first and the last character of each word give its place, and each text object is asked once for its
look. Character by character is the way only for words that change look, are turned or might hide a gap. Boxes are
those of pdfplumber: as high as the type, from the descent that the font states. It drops no character: what no reader
of the page can see keeps its place and says why (`hors_texte`).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, compress, islice, repeat
from operator import add, ne, sub
from struct import Struct

import msgspec
from msgspec import field
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
# pdfium writes this for the hyphen that ends a line, and no line break after it.
COUPE = "\ufffe"
_BOUT = re.compile(f"[^{COUPE}]*{COUPE}|[^{COUPE}]+")
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

# What pdfium tells of a word, in bytes: the origin of its first character (x, y), the box of its last (left, top, right, bottom).
_LIEU, _ENDROIT = 32, Struct("2d4f")
# And of a text object: the axes of its matrix; size, red, green, blue, alpha, written over the place that the matrix ends with.
_ALLURE, _NOMBRES, _DESCENTE = Struct("36s"), Struct("5f4I"), Struct("f")
_COULEUR = 20  # where red starts in it

# Font, render mode, whether it has a colour, clip, and the bytes of _NOMBRES: the numbers are not read for each object.
_Look = tuple["_Font", int, int, "BBox | None", bytes]


class Stretch(msgspec.Struct, eq=False, gc=False):
    """The words `debut` to `fin` (exclusive): of one line and of one text object, `objet`."""

    run: Run
    debut: int
    fin: int
    objet: int


class Run(msgspec.Struct, eq=False):
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


class _Font(msgspec.Struct, eq=False):
    police: str
    gras: bool
    italique: bool
    descente: float


_SANS_POLICE = _Font("", False, False, 0.0)


class Memory(msgspec.Struct):
    """What the pages of a document have in common: fonts by name, looks. Never addresses, which pdfium uses again."""

    fonts: dict[tuple[bytes, bytes], _Font] = field(default_factory=dict)
    looks: dict[tuple[int, bool], dict[_Look, Run]] = field(default_factory=dict)


def plainly(text: str) -> str:
    """`text`, each blank of any kind a space."""
    for blank in _BLANCS_RARES:
        if blank in text:
            text = text.replace(blank, " ")
    return text


def words_of(plain: str) -> tuple[list[int], list[int], list[str]]:
    """Where the words of a page's text start, their lengths, and the words: what stands between spaces, or ends with pdfium's hyphen."""
    parts = plain.split(" ")
    lengths = list(map(len, parts))
    starts = list(compress(accumulate([n + 1 for n in lengths], initial=0), lengths))  # a space between each two
    lengths, texts = list(filter(None, lengths)), list(filter(None, parts))
    if COUPE in plain:
        for i in [i for i in range(len(texts) - 1, -1, -1) if COUPE in texts[i][:-1]]:
            found = list(_BOUT.finditer(texts[i]))
            at = starts[i]
            starts[i : i + 1] = [at + m.start() for m in found]
            texts[i : i + 1] = [m[0] for m in found]
            lengths[i : i + 1] = [len(m[0]) for m in found]
    return starts, lengths, texts


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
        self.texte = ""  # the text of the page, each blank a space, once its words were read
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
        self.texte = plainly(text)
        starts, lengths, texts = words_of(self.texte)
        return self._words(text, starts, lengths, texts) if starts else ()

    def _words(self, text: str, starts: list[int], lengths: list[int], texts: list[str]) -> tuple[Word, ...]:
        """The words in columns, then in stretches of a line and of one text object: a page has hundreds, and Python is slow at each."""
        lib, page, tampon, size = self.lib, self.handle.texte, self.tampon, len(starts)
        ends = list(map(add, starts, lengths))
        tampon.room(_LIEU * size)
        x, y, box = (tampon.column(first, _LIEU, size) for first in (0, 8, 16))
        deque(map(lib.FPDFText_GetCharOrigin, repeat(page), starts, x, y), 0)
        deque(map(lib.FPDFText_GetLooseCharBox, repeat(page), map(sub, ends, repeat(1)), box), 0)
        left, base = tampon.doubles(4 * size, 0, 4), tampon.doubles(4 * size, 1, 4)
        high, right = tampon.floats(8 * size, 0, 5, 8), tampon.floats(8 * size, 0, 6, 8)
        stretches, odd = self._stretches(starts, ends, base)
        looks = {s.run for s in stretches}
        if not all(run.droit for run in looks):
            odd.update(chain.from_iterable(range(s.debut, s.fin) for s in stretches if not s.run.droit))
        if any(high[s.debut] < base[s.debut] for s in stretches):  # written downwards
            odd.update(i for i, (t, y) in enumerate(zip(high, base, strict=True)) if t < y)
        if max(lengths) > MOT_SUSPECT:
            odd.update(i for i, length in enumerate(lengths) if length > MOT_SUSPECT)
        if any(run.style.italique and run.droit for run in looks):
            for s in stretches:
                if s.run.style.italique and s.run.droit:
                    self._straighten(text, ends, s, right)
        role_of = roles(self.handle, {s.objet for s in stretches} - {0}) if self.handle.document.balise else {}
        if COUPE in text:
            texts = [t.replace(COUPE, "-") for t in texts]
        dx, dy, width, height = self.cadre.gauche, self.cadre.haut, self.cadre.largeur, self.cadre.hauteur
        x0, x1 = (list(map(sub, left, repeat(dx))), list(map(sub, right, repeat(dx)))) if dx else (left, right)
        out = _made(f"{text} ", zip(texts, x0, x1, starts, ends, strict=True), stretches, [dy - base[s.debut] for s in stretches], role_of)
        if not starts[0]:
            out[0] = replace(out[0], espace=False)
        self.blancs_deduits = self._blanks_made_up(text, ends, stretches)
        least, most = -max(run.presque for run in looks), max(run.ecart for run in looks)
        near = [i for i, gap in enumerate(map(sub, islice(left, 1, None), right)) if gap <= most and gap >= least]  # mostly wider
        heads = [s.debut for s in stretches]

        def run_of(i: int) -> Run:
            return stretches[bisect_right(heads, i) - 1].run

        closed = [
            i
            for i in near
            if (starts[i + 1] - ends[i] == 1 or _set_back(text[ends[i] : starts[i + 1]], base[i] - base[i + 1], left[i + 1] - right[i]))
            and right[i] < left[i + 1] + run_of(i).presque
            and left[i + 1] < right[i] + run_of(i).ecart
        ]
        doubtful = {run for run in looks if self._doubtful(run)}
        unsure = set(chain.from_iterable(range(s.debut, s.fin) for s in stretches if s.run in doubtful)) if doubtful else set()
        heights = [base[i] for i in heads]
        if min(right) <= dx or max(left) >= dx + width or max(heights) >= dy or min(heights) <= dy - height:
            unsure.update(i for i, w in enumerate(out) if w.x1 <= 0 or w.x0 >= width or w.bottom <= 0 or w.top >= height)
        if odd or closed or unsure:
            return self._mended(text, starts, ends, out, run_of, odd, closed, unsure)
        return tuple(out)

    def _stretches(self, starts: list[int], ends: list[int], base: list[float]) -> tuple[list[Stretch], set[int]]:
        """The stretches of the words in order, and which words pass from one text object to another.

        The object at both ends of a line, or from its second word on, is that of all words between: they are not asked one by one.
        """
        object_of, page, size = self.lib.FPDFText_GetTextObject, self.handle.texte, len(starts)
        heads = [0, *compress(range(1, size), map(ne, base, islice(base, 1, None)))]
        tails = [*map(sub, islice(heads, 1, None), repeat(1)), size - 1]
        objets = list(map(object_of, repeat(page), map(starts.__getitem__, heads)))
        closing = list(map(object_of, repeat(page), [ends[i] - 1 for i in tails]))
        odd: set[int] = set()
        firsts = dict(zip(reversed(objets), map(starts.__getitem__, reversed(heads)), strict=True))
        mixed = list(compress(range(len(heads)), map(ne, objets, closing)))
        if mixed:
            more: list[tuple[int, int]] = []
            for k in mixed:
                i, j, objet = heads[k], tails[k], objets[k]
                inside: Iterable[tuple[int, int]]
                if i < j and (second := object_of(page, starts[i + 1])) == closing[k]:
                    inside = ((i + 1, second),)
                else:
                    inside = zip(range(i + 1, j + 1), map(object_of, repeat(page), starts[i + 1 : j + 1]), strict=True)
                for at, new in inside:
                    if new != objet:
                        final = object_of(page, ends[at - 1] - 1)
                        if final != objet:
                            odd.add(at - 1)
                            firsts.setdefault(final, ends[at - 1] - 1)
                        more.append((at, new))
                        firsts.setdefault(new, starts[at])
                        objet = new
                if closing[k] != objet:
                    odd.add(j)
                    firsts.setdefault(closing[k], ends[j] - 1)
            ordered = sorted([*zip(heads, objets, strict=True), *more])
            heads, objets = [at for at, _ in ordered], [objet for _, objet in ordered]
        self.meet(firsts)
        return list(map(Stretch, map(self.runs.__getitem__, objets), heads, [*islice(heads, 1, None), size], objets)), odd

    def _blanks_made_up(self, text: str, ends: list[int], stretches: list[Stretch]) -> bool:
        """Whether some text object prints words and no blank between the first two: pdfium takes the gap for one."""
        behind = [ends[s.debut] for s in stretches if s.fin - s.debut > 1 and text[ends[s.debut]] == " "]
        return 1 in map(self.lib.FPDFText_IsGenerated, repeat(self.handle.texte), behind)

    # --- what the words of one text object share

    def _straighten(self, text: str, ends: list[int], stretch: Stretch, right: list[float]) -> None:
        """Right edges of slanted words, whose last letter leans over its end: where the character behind it begins, or where pdfium takes
        the gap for a blank, where that letter's own width ends: 'Chef de file', whose f reaches into the gap."""
        lib, page = self.lib, self.handle.texte
        self.tampon.room(16)
        x, y = self.tampon.column(0, 8, 2)[:2]
        for i in range(stretch.debut, stretch.fin):
            behind = ends[i]
            if behind < len(text) and text[behind] in " \u00a0":
                made_up = lib.FPDFText_IsGenerated(page, behind) == 1
                if made_up and not text[behind - 1].isalpha():
                    continue  # a hyphen may stand for a dash, which is wider
                if not made_up and lib.FPDFText_GetTextObject(page, behind) != stretch.objet:
                    continue
                lib.FPDFText_GetCharOrigin(page, behind - made_up, x, y)
                edge = self.tampon.doubles(1)[0]
                if made_up:
                    edge += self._width(stretch, text[behind - 1])
                right[i] = min(right[i], edge)

    def _width(self, stretch: Stretch, letter: str) -> float:
        """How far the letter of a text object moves on, in points; infinite where its font does not say."""
        a, b, c, d = stretch.run.matrice
        size = stretch.run.taille * math.hypot(a, b) / (math.hypot(c, d) or 1.0)
        at = self.tampon.room(4)
        told = self.lib.FPDFFont_GetGlyphWidth(self.lib.FPDFTextObj_GetFont(stretch.objet), ord(letter), size, at)
        width = self.tampon.floats(1)[0] if told else 0.0
        return width if width > 0 else math.inf

    def meet(self, firsts: dict[int, int]) -> None:
        """Note the look of text objects not met before; `firsts`: object to one of its characters. In columns of calls."""
        lib, tampon, page = self.lib, self.tampon, self.handle.texte
        objets = [o for o in firsts if o not in self.runs]
        if 0 in objets:  # characters of no object: blanks that pdfium made up
            self.runs[0] = self._run((_SANS_POLICE, 0, 0, None, _NOMBRES.pack(1, 0, 0, 1, 0, 0, 0, 0, 255)))
            objets.remove(0)
        size = len(objets)
        if not size:
            return
        tampon.room(_ALLURE.size * size)
        axes, types, red, green, blue, alpha = (tampon.column(first, _ALLURE.size, size) for first in (0, 16, 20, 24, 28, 32))
        deque(map(lib.FPDFText_GetMatrix, repeat(page), map(firsts.__getitem__, objets), axes), 0)
        deque(map(lib.FPDFTextObj_GetFontSize, objets, types), 0)
        told = list(map(lib.FPDFPageObj_GetFillColor, objets, red, green, blue, alpha))
        seen = chain.from_iterable(_ALLURE.iter_unpack(tampon.bytes(_ALLURE.size * size)))
        fonts = list(map(lib.FPDFTextObj_GetFont, objets))
        for address in set(fonts):
            if address not in self.fonts:
                self.fonts[address] = self._font(address)
        modes = list(map(lib.FPDFTextObj_GetTextRenderMode, objets))
        keys = list(zip(map(self.fonts.__getitem__, fonts), modes, told, self._clips(objets), seen, strict=True))
        if _CONTOUR in modes or 0 in told:
            for i in [i for i, key in enumerate(keys) if key[1] == _CONTOUR or not key[2]]:
                font, mode, drawn, clip, numbers = keys[i]
                drawn, colour = self._stroke(objets[i]) if mode == _CONTOUR else (drawn, bytes(16))
                keys[i] = font, mode, drawn, clip, numbers[:_COULEUR] + colour
        looks = self.memory.looks.setdefault((self.cadre.tours, self.scan), {})
        if not all(map(looks.__contains__, keys)):
            for key in set(keys).difference(looks):
                looks[key] = self._run(key)
        self.runs.update(zip(objets, map(looks.__getitem__, keys), strict=True))

    def _stroke(self, objet: int) -> tuple[int, bytes]:
        """Whether the outline of a text object has a colour, and that."""
        self.tampon.room(16)
        told = self.lib.FPDFPageObj_GetStrokeColor(objet, *self.tampon.column(0, 4, 4)[:4])
        return told, self.tampon.bytes(16)

    def _run(self, key: _Look) -> Run:
        font, mode, told, clip, numbers = key
        a, b, c, d, taille, red, green, blue, alpha = _NOMBRES.unpack(numbers)
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
        if not address:
            return _SANS_POLICE
        lib, tampon, known = self.lib, self.tampon, self.memory.fonts
        at = tampon.room(1024)
        told = lib.FPDFFont_GetDescent(address, 1.0, at)
        size = min(lib.FPDFFont_GetBaseFontName(address, at + 4, 1020), 1020)
        stated = tampon.bytes(4 + size)
        name = stated[4:].rstrip(b"\0") or self._type3(address).encode()
        key = (stated[:4] if told else b"", name)
        if key not in known:
            known[key] = self._new_font(name.decode("utf-8", "replace"), _DESCENTE.unpack(stated[:4])[0] if told else 0.0)
        return known[key]

    def _new_font(self, name: str, down: float) -> _Font:
        police = family(name)
        stated = self.handle.document.descentes.get(police)
        return _Font(police, bold(police), italic(police), descent(name, down) if stated is None else -abs(stated))

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
        starts: list[int],
        ends: list[int],
        words: list[Word],
        run_of: Callable[[int], Run],
        odd: set[int],
        closed: list[int],
        unsure: set[int],
    ) -> tuple[Word, ...]:
        generated = self.lib.FPDFText_IsGenerated
        page = self.handle.texte
        glued = {i + 1 for i in closed if generated(page, ends[i]) == 1 and _one_word(words[i], words[i + 1])}
        parted = self._by_character(text, starts, ends, words, sorted(odd)) if odd else {}
        out: list[Word] = []
        done = 0
        for i in sorted(odd | glued | unsure):
            out.extend(words[done:i])
            done = i + 1
            for k, (word, run) in enumerate(parted[i] if i in odd else ((words[i], run_of(i)),)):
                part = self._judged(word, run)
                if k == 0 and i in glued and out and _alike(out[-1], part):
                    out[-1] = _joined(out[-1], part)
                else:
                    out.append(part)
        out.extend(words[done:])
        return tuple(out)

    def _by_character(
        self, text: str, starts: list[int], ends: list[int], words: list[Word], odd: list[int]
    ) -> dict[int, list[tuple[Word, Run]]]:
        """Each of the words `odd` cut where its look or its line changes: its characters, in columns for all words at once."""
        lib, page = self.lib, self.handle.texte
        at = list(chain.from_iterable(range(starts[i], ends[i]) for i in odd))
        objets = list(map(lib.FPDFText_GetTextObject, repeat(page), at))
        if not all(map(self.runs.__contains__, objets)):
            self.meet(dict(zip(objets, at, strict=True)))
        runs = list(map(self.runs.__getitem__, objets))
        letters = zip(at, runs, self.placed(at, runs), strict=True)
        return {i: self._parts(text, words[i], islice(letters, ends[i] - starts[i])) for i in odd}

    def _parts(self, text: str, word: Word, letters: Iterator[tuple[int, Run, BBox]]) -> list[tuple[Word, Run]]:
        """A word cut where its look or its line changes, from its characters: place in the text of the page, look, box."""
        parts: list[tuple[int, int, Run, list[BBox]]] = []
        for index, run, box in letters:
            if parts and self._goes_on(parts[-1][2], parts[-1][3][-1], run, box, parts[-1][3][0]):
                start, _, first, boxes = parts[-1]
                boxes.append(box)
                parts[-1] = start, index, first, boxes
            else:
                parts.append((index, index, run, [box]))
        out: list[tuple[Word, Run]] = []
        before, last = word.espace, len(parts) - 1
        for k, (start, end, run, boxes) in enumerate(parts):
            lefts, tops, rights, bottoms = zip(*boxes, strict=True)
            hors = run.hors
            if not hors and len(boxes) > 1 and run.style.taille and abs(tops[0] - tops[-1]) > 0.5 * run.style.taille:
                hors = VERTICAL
            if k:
                before = lefts[0] - parts[k - 1][3][-1][2] >= ECART_MOT * max(run.style.taille, 1.0)
            out.append(
                (
                    Word(
                        text[start : end + 1].replace(COUPE, "-"),
                        min(lefts),
                        min(tops),
                        max(rights),
                        max(bottoms),
                        run.police,
                        run.style,
                        before,
                        word.espace_apres if k == last else False,
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

    def placed(self, at: Sequence[int], runs: Sequence[Run | None]) -> list[BBox]:
        """The boxes of the characters `at`, as displayed and as high as their type; of one without look as pdfium tells it."""
        lib, page, tampon, cadre, size = self.lib, self.handle.texte, self.tampon, self.cadre, len(at)
        tampon.room(_LIEU * size)
        to_x, to_y, box = (tampon.column(first, _LIEU, size) for first in (0, 8, 16))
        told = list(map(lib.FPDFText_GetCharOrigin, repeat(page), at, to_x, to_y))
        deque(map(lib.FPDFText_GetLooseCharBox, repeat(page), at, box), 0)
        out: list[BBox] = []
        for known, run, (x, y, left, high, right, low) in zip(told, runs, _ENDROIT.iter_unpack(tampon.bytes(_LIEU * size)), strict=True):
            if not known or run is None:
                out.append(cadre.rect(left, low, right, high))
                continue
            if run.droit:
                top, bottom = cadre.haut - (y + run.haut), cadre.haut - (y + (run.haut - run.taille))
                out.append((x - cadre.gauche, top, max(x, right) - cadre.gauche, bottom))
                continue
            a, b, c, d = run.matrice
            under = run.haut - run.taille  # from the baseline down to the box, negative upwards
            if abs(b) < 1e-3 * abs(a):
                low, high = sorted((y + math.copysign(1.0, d) * run.haut, y + math.copysign(1.0, d) * under))
                left, right = (x, max(x, right)) if a > 0 else (left, max(x, left))
            elif abs(a) < 1e-3 * abs(b):
                left, right = sorted((x + math.copysign(1.0, c) * run.haut, x + math.copysign(1.0, c) * under))
                low, high = (y, max(y, high)) if b > 0 else (low, max(y, low))
            out.append(cadre.rect(left, low, right, high))
        return out

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


def _made(
    around: str,
    columns: Iterator[tuple[str, float, float, int, int]],
    stretches: list[Stretch],
    bases: list[float],
    role_of: dict[int, str],
) -> list[Word]:
    """The words out of their columns: text, left edge, right edge, start and end in the text of the page.

    `around`: that text and a blank, so that the word at the very start is looked at from behind. `bases`: the baselines of the stretches.
    """
    blanc = _BLANC
    out: list[Word] = []
    for stretch, base in zip(stretches, bases, strict=True):
        run = stretch.run
        police, style, hors, sans = run.police, run.style, run.hors, run.sans_descente
        top = base - run.haut
        bottom = top + run.taille
        role = role_of.get(stretch.objet, "") if role_of else ""
        out += [
            Word(texte, x0, top, x1, bottom, police, style, around[s - 1] in blanc, around[e] in blanc, hors, sans, role)
            for texte, x0, x1, s, e in islice(columns, stretch.fin - stretch.debut)
        ]
    return out


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
