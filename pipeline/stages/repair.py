"""Mend what a PDF's text layer is known to damage, and say where it cannot be mended.

Reads words; decides by characters, by places and by the letter statistics of French. It never invents a letter: a page
whose letters cannot be French, or whose fonts lost one, is flagged `page-illisible` and its words are not published as
text. Every repair is an issue, so that a reader of the data knows what was not printed as it stands.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import filterfalse, groupby, pairwise, repeat
from operator import attrgetter

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.errors import NoTextError
from pipeline.memory import without_collector
from pipeline.model import Issue, Page, Source, Style, Word
from pipeline.reading.french import garbled_reason, missing_letter
from pipeline.reading.looks import DEMI_GRAS, bold
from pipeline.texts import page_ranges

__all__ = ["Mender", "garbled_reason", "mend", "repair"]

_TEXTE, _POLICE, _ESPACE, _SANS_DESCENTE = map(attrgetter, ("texte", "police", "espace", "sans_descente"))

# Descent in ems given to fonts that state none (some word processors write 0), so that boxes cover the tails of letters.
DESCENTE = 0.22
# Two prints of one word stand closer than this (ems).
DECALAGE = 0.12
# Letters set apart: at least so many, no wider apart than this (ems); a gap so many times the usual one parts words.
LETTRES_MINIMALES = 4
# So many words of one sign on end, one byte a word.
_SEULES = b"\1" * LETTRES_MINIMALES
# A word of a letter or two: what letters set apart leave.
_COURTES = re.compile(rb"[\1\2]")
# In ems: a gap less wide is no blank where those between words are so many times as wide; the fewest of them on a line.
ECART_DECHIRE, RAPPORT_BLANC, DECHIRURES_MIN = 0.17, 2.0, 3
# The most letters of the pieces of such a line, on average: words are longer.
LONGUEUR_DECHIRE = 3.5
# Letters smaller than this share of those before them, and higher or lower, are a superscript or a subscript.
PETIT = 0.8
ECART_MAXIMAL = 1.2
# Between these shares of the type of its capitals stand the letters of a word in small capitals.
PETITES_MIN, PETITES_MAX = 0.6, 0.92
RAPPORT_MOT = 1.6
# The most capitals that kerning keeps together where letters are set apart; what stands between letters of a word as they do.
CAPITALES_JOINTES = 3
_ENTRE_LETTRES = ("'", "’", "-")
ILLISIBLE = "texte illisible"

# Accents as signs of their own, as some typesetters print them before or after their letter.
_ACCENTS = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302", "¨": "\u0308", "¸": "\u0327"}
_AVANT = re.compile("([´`ˆ^¨¸])([aceiouyıACEIOUY])")
_APRES = re.compile("([aceiouyACEIOUY])([´ˆ¨¸])")
# ASCII signs that may need mending: U+007F, accents of their own.
_RARES = re.compile("[\u007f`^]")
_PETITES = re.compile(r"[A-Z][éèêëàâçîïôùûüœ][A-Z]|[A-Z]{2}[éèêëàâçîïôùûüœ]\b|\b[éèêëàâçîïôùûüœ][A-Z]{2}")
_MESSAGES = {
    "accents-recomposes": "Accents imprimés à part, remis sur leur lettre",
    "exposants": "Exposants ou indices écrits à part, remis dans leur mot",
    "gras-double": "Gras imité par une double impression, lu une fois",
    "lettres-espacees": "Lettres espacées, lues comme des mots",
    "ligatures": "Ligatures d'un seul signe, lues lettre par lettre",
    "petites-capitales": "Petites capitales écrites en minuscules, laissées telles quelles",
    "polices-de-repli": "Mots coupés par un changement de police, lus d'un tenant",
    "puces-retablies": "Puces sans nom dans leur police, lues « • »",
}


class _Notes(Struct):
    """What was repaired: code to pages and examples."""

    pages: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    mots: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, code: str, page: int, mot: str) -> None:
        self.pages[code].append(page)
        self.mots[code][mot] += 1

    def issues(self) -> list[Issue]:
        out = []
        for code in sorted(self.pages):
            pages = sorted(set(self.pages[code]))
            examples = ", ".join(f"« {mot} »" for mot, _ in sorted(self.mots[code].items(), key=lambda e: (-e[1], e[0]))[:3])
            many = len(self.pages[code])
            where = f"page{'s' if len(pages) > 1 else ''} {page_ranges(pages)}"
            out.append(Issue(code, f"{_MESSAGES[code]} : {many} fois, {where} ({examples}).", page=pages[0]))
        return out


@without_collector()
def repair(source: Source) -> Source:
    """The same source with its text mended, garbled pages emptied and flagged.

    Raises NoTextError when no page has usable text.
    """
    mender = Mender()
    pages = [mender.page(page) for page in source.pages]
    if wiser := mender.wiser():
        mender = wiser
        pages = [mender.page(page) for page in source.pages]
    return mender.closed(replace(source, pages=tuple(pages)))


class Mender:
    """Mends page by page and keeps what is to be told at the end.

    `lost`: font to the letter that it lost; `torn`: the looks whose words lie in pieces; `medium`: the medium faces that are
    bold beside the text. Only all pages together say any of it: see `wiser`.
    """

    def __init__(self, lost: Mapping[str, str] | None = None, torn: Collection[Style] = (), medium: Collection[str] = ()) -> None:
        self.lost = lost or {}
        self.torn = torn
        self.medium = medium
        self.apart: dict[Style, list[Sequence[Word]]] = defaultdict(list)  # words nearer each other than a blank
        self.notes = _Notes()
        self.vocabulary: dict[str, set[str]] = defaultdict(set)
        self.printed: Counter[str] = Counter()  # how many words each font sets
        self.found: list[Issue | Page] = []  # an issue, or a page without a word
        self.garbled = self.read = False

    def page(self, page: Page) -> Page:
        """The page with its words mended, or without any when they cannot be read."""
        if not page.mots:
            self.found.append(page)
            return page
        texts = [word.texte for word in page.mots]
        for police, words in groupby(page.mots, _POLICE):  # a font sets several words on end
            said = list(map(_TEXTE, words))
            self.vocabulary[police].update(said)
            self.printed[police] += len(said)
        reason = garbled_reason(texts) or _without_letter(page, self.lost)
        if reason:
            self.garbled = True
            self.found.append(Issue("page-illisible", f"Page {page.numero} : texte illisible ({reason}).", page=page.numero))
            return replace(page, mots=())
        self.read = True
        return replace(page, mots=self._words(page))

    def wiser(self) -> Mender | None:
        """One to mend the same pages again, when all of them say what a single one did not: a common letter that no word of a font has,
        although many should, a look whose words lie in pieces, or titles set in a medium face."""
        found = ((police, missing_letter(words)) for police, words in self.vocabulary.items() if police and len(words) > 30)
        lost = {police: letter for police, letter in found if letter}
        torn = {style for style, runs in self.apart.items() if _is_torn(runs) and not all(_is_torn([run]) for run in runs)}
        medium = _title_faces(self.printed)
        return Mender(lost, torn, medium) if lost or torn or medium else None

    def closed(self, source: Source) -> Source:
        """`source`, all of whose pages were mended, with what there is to tell. NoTextError when no page has usable text."""
        if source.pages and not self.read:
            if self.garbled:
                raise NoTextError("the text layer is garbled", "run OCR on it, for example: ocrmypdf --force-ocr -l fra IN.pdf OUT.pdf")
            raise NoTextError("no text: this looks like a scan", "run OCR on it, for example: ocrmypdf -l fra IN.pdf OUT.pdf")
        known = {issue.page for issue in source.problemes if issue.code == "page-illisible"}
        told: list[Issue] = []
        for found in self.found:
            if isinstance(found, Issue):
                told.append(found)
            elif found.numero not in known:
                told.extend(_empty_page(found, len(source.pages)))
        return replace(source, problemes=(*source.problemes, *told, *self.notes.issues()))

    def _words(self, page: Page) -> tuple[Word, ...]:
        lost, notes = self.lost, self.notes
        mots = _doubled(page, page.mots, notes)
        sizes = bytes(map(min, map(len, map(_TEXTE, mots)), repeat(9)))  # how many letters each word has
        mots = _torn(mots, sizes, page.numero, notes, self.torn, self.apart)
        mots = list(_spaced(mots, page.numero, notes) if _SEULES in sizes else mots)
        texts = list(map(_TEXTE, mots))
        odd = {*filterfalse(str.isascii, texts)}
        if _RARES.search("".join(texts)):
            odd.update([t for t in texts if _RARES.search(t)])
        mended = {t: (texte, codes) for t in odd for texte, codes in [_mended(t)] if codes or texte != t}
        for i in [i for i, t in enumerate(texts) if t in mended] if mended else ():
            texte, codes = mended[texts[i]]
            for code in codes:
                notes.add(code, page.numero, f"{texte} » pour « {texte.upper()}" if code == "petites-capitales" else texte)
            if texte != texts[i]:
                mots[i] = replace(mots[i], texte=texte)
        if joined := [i for i, blank in enumerate(map(_ESPACE, mots)) if not blank and i]:  # no blank is printed before these words
            mots = _in_small_capitals(mots, joined)
            _seams(mots, joined, page.numero, notes)
        if self.medium:
            looks = {style: replace(style, gras=True) for style in {w.style for w in mots if w.police in self.medium}}
            mots = [replace(w, style=looks[w.style]) if w.police in self.medium else w for w in mots]
        if lost:
            mots = [replace(w, hors_texte=ILLISIBLE) if w.police in lost and not w.hors_texte else w for w in mots]
        if any(map(_SANS_DESCENTE, mots)):
            mots = [replace(w, bottom=w.bottom + DESCENTE * w.style.taille) if w.sans_descente else w for w in mots]
        return tuple(mots)


def _title_faces(words: Mapping[str, int]) -> frozenset[str]:
    """The medium faces that are bold to their reader: they set fewer words than all lighter ones, and their family has no bold one for its
    titles. `words`: how many each font sets."""
    medium = {police for police in words if DEMI_GRAS in police.lower() and not bold(police)}
    lighter = sum(n for police, n in words.items() if police not in medium and not bold(police))
    if sum(words[police] for police in medium) >= lighter:
        return frozenset()
    heavy = {_family(police) for police in words if bold(police)}
    return frozenset(police for police in medium if _family(police) not in heavy)


def _family(police: str) -> str:
    return police.partition("-")[0]


# --- characters


def mend(texte: str) -> str:
    """`texte` with accents on their letters and ligatures of type (ﬁ) spelt out; œ and æ are letters and stay."""
    return _mended(texte)[0]


# Variation selectors: they say how a sign is drawn, and are none.
_SELECTEURS = {0xFE0E: None, 0xFE0F: None}


@functools.lru_cache(maxsize=65536)
def _mended(texte: str) -> tuple[str, tuple[str, ...]]:
    """The mended text and the codes of what is to be told of it."""
    codes = []
    out = texte
    if "\u007f" in out:
        out = out.replace("\u007f", "•")
        codes.append("puces-retablies")
    out = out.translate(_SELECTEURS) or out  # '▪' and how to draw it
    spelt = "".join(unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufb06" else c for c in out)
    if spelt != out:
        out = spelt
        codes.append("ligatures")
    composed = _AVANT.sub(lambda m: _on_its_letter(m[2], m[1], m[0]), unicodedata.normalize("NFC", out))
    composed = _APRES.sub(lambda m: _on_its_letter(m[1], m[2], m[0]), composed)
    if composed != out:
        codes.append("accents-recomposes")
    if _PETITES.search(composed):
        codes.append("petites-capitales")
    return (composed if composed != texte else texte), tuple(codes)


def _on_its_letter(letter: str, accent: str, both: str) -> str:
    """The letter with its accent, where French has such a letter; `both` as they stand otherwise."""
    composed = unicodedata.normalize("NFC", letter.replace("ı", "i") + _ACCENTS[accent])
    return composed if composed in "éèêëàâçîïôùûüÿÉÈÊËÀÂÇÎÏÔÙÛÜŸ" else both


# --- words that the file cuts


def _in_small_capitals(mots: list[Word], joined: Sequence[int]) -> list[Word]:
    """The words; small capitals made of capitals in two sizes, 'P' and 'ILOTÉ PAR', in the look of the larger ones, to the next word that
    is set otherwise: one label has one look. So too several words that the file says in small letters and prints in capitals, 'P' and
    'iloté par', but for the large letter that opens a paragraph. `joined`: indexes of the words before which no blank is printed."""
    out = mots
    for i in joined:
        a, b = mots[i - 1], mots[i]
        small = PETITES_MIN * a.style.taille < b.style.taille < PETITES_MAX * a.style.taille
        if not small or not a.texte.isupper() or not _goes_with(b, a, b.style) or not -0.3 < b.x0 - a.x1 < 0.15 * a.style.taille:
            continue
        end = i
        while end < len(mots) and (_goes_with(mots[end], a, b.style) or _stands_between(mots[end], a)):
            end += 1
        if not b.texte.isupper() and (end - i < 2 or b.style == _usual(mots)):
            continue
        out = list(mots) if out is mots else out
        out[i:end] = [replace(word, style=a.style) for word in mots[i:end]]
    return out


def _usual(mots: Sequence[Word]) -> Style:
    """The look of most words."""
    return Counter(word.style for word in mots).most_common(1)[0][0]


def _stands_between(word: Word, large: Word) -> bool:
    """Whether a word is but a sign or a figure, which small capitals leave as large as their capitals: the comma of 'EMPLOI, SANTÉ'."""
    level = abs(word.bottom - large.bottom) < 0.1 * large.style.taille and not word.hors_texte
    return level and word.style == large.style and not any(map(str.isalpha, word.texte))


def _goes_with(word: Word, large: Word, style: Style) -> bool:
    """Whether a word is set in `style`, on the base line of a larger capital and in its font and colour."""
    level = abs(word.bottom - large.bottom) < 0.1 * large.style.taille and not word.hors_texte
    return level and word.style == style and word.police == large.police and style.couleur == large.style.couleur


def _seams(mots: Sequence[Word], joined: Sequence[int], page: int, notes: _Notes) -> None:
    """Note the words that another type size or another font cuts in two: nothing parts the pieces, so the line reads them as one."""
    for i in joined:
        before, word = mots[i - 1], mots[i]
        em = before.style.taille
        if before.espace_apres or before.hors_texte or word.hors_texte or not -0.3 * em < word.x0 - before.x1 < 0.15 * em:
            continue
        size, lift = word.style.taille, before.bottom - word.bottom
        if not (before.texte[-1].isalnum() and word.texte[0].isalnum()) or not -0.5 * em < lift < em:
            continue
        if size < PETIT * em and abs(lift) > 0.05 * em:
            notes.add("exposants", page, before.texte + word.texte)
        elif word.police != before.police and size == em and abs(lift) < 0.1 * em and word.style.gras == before.style.gras:
            notes.add("polices-de-repli", page, before.texte + word.texte)


# --- words printed twice


def _doubled(page: Page, mots: Sequence[Word], notes: _Notes) -> Sequence[Word]:
    """Bold imitated by printing twice: each word (`CONTRAT CONTRAT`), or each letter (`CCOONNTTRRAATT`)."""
    seen: dict[str, Word] = {}
    twice: set[int] = set()
    for i, word in enumerate(mots):
        texte = word.texte
        before = seen.get(texte)
        if before is not None and abs(before.x0 - word.x0) < 6 and abs(before.top - word.top) < 6:
            near = DECALAGE * max(word.style.taille, 1.0)
            if abs(before.x0 - word.x0) < near and abs(before.top - word.top) < near:
                twice.add(i)
                notes.add("gras-double", page.numero, texte)
                continue
        seen[texte] = word
    letters = [t for t in seen if len(t) >= 8 and t[0] == t[1] and t[::2] == t[1::2] and t.isalpha()]
    if twice:
        mots = [w for i, w in enumerate(mots) if i not in twice]
    return _halved(page, mots, notes) if letters else mots


def _halved(page: Page, mots: Sequence[Word], notes: _Notes) -> Sequence[Word]:
    """In the styles in which nearly all words are made of letter pairs, one letter of each."""
    pairs: dict[Style, Counter[bool]] = defaultdict(Counter)
    for word in mots:
        pairs[word.style][word.texte[::2] == word.texte[1::2]] += 1
    out: list[Word] = []
    for word in mots:
        count = pairs[word.style]
        if word.texte[::2] == word.texte[1::2] and count[True] >= 4 * count[False]:
            notes.add("gras-double", page.numero, word.texte[::2])
            word = replace(word, texte=word.texte[::2])
        out.append(word)
    return out


# --- letters set apart


def _spaced(mots: Sequence[Word], page: int, notes: _Notes) -> Sequence[Word]:
    """Runs of lone letters, evenly set apart on one line, as words; a wider gap parts two of them."""
    out: list[Word] = []
    run: list[Word] = []
    for word in mots:
        # a few capitals may have stayed together: 'AM' of 'A M B I T I O N', 'DAT' of 'D A T E S'
        letters = word.texte.isalpha() and (len(word.texte) == 1 or (len(word.texte) <= CAPITALES_JOINTES and word.texte.isupper()))
        lone = not word.hors_texte and (letters or (bool(run) and word.texte in _ENTRE_LETTRES))
        if run and not (lone and _follows(run[-1], word)):
            out.extend(_as_words(run, page, notes))
            run = []
        if lone:
            run.append(word)
        else:
            out.append(word)
    out.extend(_as_words(run, page, notes))
    return out


def _torn(
    mots: Sequence[Word], sizes: bytes, page: int, notes: _Notes, torn: Collection[Style], apart: dict[Style, list[Sequence[Word]]]
) -> Sequence[Word]:
    """Words of letters set a little apart, some of whose gaps were read as blanks ('Une écol e q ui ti e nt', 'Pilo t ag e'), in one
    piece: between the words of such a line the gaps are far wider, or its look is `torn`. All of them go to `apart`."""
    out: list[Word] = []
    done = 0
    for short in _COURTES.finditer(sizes, 1):
        i = short.start()
        a, b = mots[i - 1], mots[i]
        if i < done or not (0 < b.x0 - a.x1 < ECART_DECHIRE * b.style.taille and _is_next(a, b)):
            continue
        start, end = i - 1, i + 1
        while start > done and _is_next(mots[start - 1], mots[start]):
            start -= 1
        while end < len(mots) and _is_next(mots[end - 1], mots[end]):
            end += 1
        run = mots[start:end]
        out += mots[done:start]
        done = end
        apart[run[0].style].append(run)
        out += _rejoined(run, page, notes) if run[0].style in torn or _is_torn([run]) else run
    return [*out, *mots[done:]] if done else mots


def _is_next(a: Word, b: Word) -> bool:
    """Whether a word stands right behind another on its line, set alike."""
    em = max(a.style.taille, 1.0)
    return a.style == b.style and abs(a.bottom - b.bottom) < 0.1 * em and 0 < b.x0 - a.x1 < em and a.hors_texte == b.hors_texte


def _is_torn(runs: Sequence[Sequence[Word]]) -> bool:
    """Whether words on end, all set alike, are pieces of words: far more than their gaps are wide part some, and they are short."""
    em = max(runs[0][0].style.taille, 1.0)
    # '5 %' and 'Quand ?' have narrow blanks in any text
    gaps = [(b.x0 - a.x1, a.texte[-1].isalpha() and b.texte[0].isalpha()) for run in runs for a, b in pairwise(run)]
    narrow = [gap for gap, letters in gaps if gap < ECART_DECHIRE * em and letters]
    wide = [gap for gap, _ in gaps if gap >= ECART_DECHIRE * em]
    if len(narrow) < DECHIRURES_MIN or not wide or min(wide) < RAPPORT_BLANC * max(narrow):
        return False
    # the last words of a line may stand further apart than those of the rest
    return sum(len(w.texte) for run in runs for w in run) <= LONGUEUR_DECHIRE * sum(map(len, runs))


def _rejoined(run: Sequence[Word], page: int, notes: _Notes) -> Sequence[Word]:
    """The words whose pieces stand no wider apart than letters do."""
    em = max(run[0].style.taille, 1.0)
    out = [run[0]]
    for a, word in pairwise(run):
        if word.x0 - a.x1 < ECART_DECHIRE * em:
            out[-1] = replace(out[-1], texte=out[-1].texte + word.texte, x1=word.x1, espace_apres=word.espace_apres)
        else:
            out.append(word)
    for word in out:
        if not any(word is w for w in run):
            notes.add("lettres-espacees", page, word.texte)
    return out


def _follows(a: Word, b: Word) -> bool:
    em = max(a.style.taille, 1.0)
    return a.style == b.style and abs(a.bottom - b.bottom) < 0.1 * em and 0 < b.x0 - a.x1 < 3 * ECART_MAXIMAL * em


def _as_words(run: Sequence[Word], page: int, notes: _Notes) -> Sequence[Word]:
    if sum(len(w.texte) == 1 and w.texte.isalpha() for w in run) < LETTRES_MINIMALES:
        return run
    gaps = [b.x0 - a.x1 for a, b in pairwise(run)]
    usual = sorted(gaps)[len(gaps) // 2 if len(gaps) < 8 else len(gaps) // 3]
    if usual > ECART_MAXIMAL * max(run[0].style.taille, 1.0):
        return run
    groups: list[list[Word]] = [[run[0]]]
    for gap, word in zip(gaps, run[1:], strict=True):
        if gap > RAPPORT_MOT * usual:
            groups.append([])
        groups[-1].append(word)
    if max(map(len, groups)) < LETTRES_MINIMALES:
        return run
    out = []
    for i, group in enumerate(groups):
        texte = "".join(w.texte for w in group)
        out.append(replace(group[0], texte=texte, x1=group[-1].x1, espace=group[0].espace or i > 0, espace_apres=group[-1].espace_apres))
        notes.add("lettres-espacees", page, texte)
    return out


# --- letters that a font lost


def _without_letter(page: Page, lost: Mapping[str, str]) -> str:
    """Why the page cannot be read, when most of it is set in fonts that lost a letter."""
    if not lost:
        return ""
    count: Counter[str] = Counter()
    for word in page.mots:
        count[lost.get(word.police, "")] += len(word.texte)
    bad = {letter: n for letter, n in count.items() if letter}
    if 2 * sum(bad.values()) <= count.total():
        return ""
    return f"la lettre « {max(bad, key=lambda e: (bad[e], e))} » manque partout"


# --- pages without text


def _empty_page(page: Page, count: int) -> list[Issue]:
    area = page.largeur * page.hauteur
    covered = max(((x1 - x0) * (bottom - top) for x0, top, x1, bottom in page.images), default=0.0)
    if covered < 0.4 * area:
        return [Issue("page-vide", f"Page {page.numero} sans texte.", page=page.numero)]
    # the first and the last page are often a cover made of one picture
    code = "page-image" if page.numero in (1, count) else "page-sans-texte"
    return [Issue(code, f"Page {page.numero} : une image sans texte, à passer par une reconnaissance de caractères.", page=page.numero)]
