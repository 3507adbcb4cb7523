"""Words to lines: runs of words on one baseline that no wide gap and no drawn edge cuts.

Reads repaired pages; decides by geometry only. A list sign or a number keeps to the words it introduces, however wide
the tab. Lines are made once, here, and never changed.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from math import nan
from operator import attrgetter, itemgetter

from msgspec.structs import replace

from pipeline.lexicon import strong_glyphs, weak_glyphs
from pipeline.model import BBox, Box, Line, Page, Piece, Style, Word
from pipeline.reading.looks import TOURNE
from pipeline.stages.boxes import BLANC, box_of, text_boxes
from pipeline.stages.grids import MOTS_ENTETE, is_header
from pipeline.stages.parted_rules import columns_down

# In ems: a gap that separates columns; a tab after a list sign; a gap that is a blank although none was printed; the gap
# between a drawn list sign and its line; a gap that parts two columns where a header shows that a column
# starts; a gap that words of a sentence leave (more may hide a
# superscript), and one that needs no blank; the narrowest gutter between two columns.
ECART_COLONNE = 2.0
ECART_MARQUE = 8.0
ECART_BLANC = 0.17
ECART_PUCE = 2.5
# Points: the most that a drawn list sign measures; so many shapes around one make it a part of a drawing.
SIGNE = 9.0
# Points: the most that a square to tick does.
CASE = 13.0
PARTIES_DESSIN = 3
ECART_ALIGNE = 0.6
ECART_PHRASE = 0.4
ECART_SERRE = 0.05
ECART_GOUTTIERE = 0.8
# The widest gap that a justified line leaves between two words, and in ems how much its gaps differ; so many tell it alone.
ECART_JUSTIFIE = 14.0
INEGAL = 0.15
# Points: the middles of words of one line, in two types perhaps, differ by less.
NIVEAU = 1.0
BLANCS_EGAUX = 3
# How far (points) above the rule of its column a title may start.
HAUTEUR_TITRE = 60.0
# In ems: how far the sides of a cell stand from text turned upright in it.
LARGEUR_CELLULE = 3.0
# In ems of the smaller type: the blank between so many words of text, at least, and bold type so much larger, or smaller.
ECART_AUTRE, AUTRE_TEXTE, AUTRE_CORPS = 1.2, 3, 1.2
# In ems of the smaller type: the least blank between words of two types that do not follow each other in the file; the most letters of
# words of a number.
ECART_ETRANGER, MOT_NUMERO = 0.8, 4
# In ems: the least blank between two headers of a row.
ECART_ENTETES = 0.32
# In ems: a blank that parts words which make one header together.
BLANC_ENTETES = 0.8
# A numeral that opens a line is so many times as high as what stands beside it.
NUMERAL = 2.0
# In ems: the room of a stop behind the words that a rule underlines.
STOP = 0.4
# In ems: how far the letter or number before underlined words, 'A - ', reaches.
DEVANT = 4.0
_LETTRE_DEVANT = re.compile(r"(?:[A-Z]|[IVX]{1,4}|\d{1,2}(?:\.\d)*)\s?[-–.)/]\s")
# A superscript is smaller by this much than the word it is set on.
EXPOSANT = 0.9
# In ems: how much higher than the number its foot stands, where it is hardly smaller.
HAUSSE = 0.2
# In ems: words nearer than this to a list sign at the left of them are its item, wherever columns start.
ECART_SIGNE = 1.2
# In ems: a rule no further below a title than this is its own.
FILET = 0.8
# A type so many times as large as another is of another text.
DEUX_CORPS = 1.5
# The most words of a row of headers.
MOTS_RANGEE = 30
# So many lines that start at one edge make it that of a column.
DEBUTS_MIN = 4
# Height (points) of the slots in which the runs of a page are looked up.
PAS_INDEX = 24
# Further (points) from the top of the page than any page is high.
LOIN = 20_000.0
# As many turned texts in cells at the side of a page, so many points from it at most, are tabs.
ONGLETS = 3
# One alone is a tab when it has so few letters and no number: 'Axe 1 – Habiter' is none.
LETTRES_ONGLET = 20
# Of the height of the page: a band as high at its edge is no tab.
HAUTEUR_ONGLET = 0.4
BORD_PAGE = 6.0
# In ems: no item stands further from its list sign.
ECART_TABULATION = 5.0
_LEFT, _TOP, _BOTTOM = map(attrgetter, ("x0", "top", "bottom"))
_NUMERO = re.compile(r"(?:\(?\d{1,2}(?:[.\-]\d{1,2})*[.):°/]?|[a-zA-Z][.)]|[IVX]{1,5}[.)])$")


def lines_pdf(pages: Sequence[Page]) -> tuple[Line, ...]:
    """All lines, page by page, top to bottom then left to right, numbered in that order from 0."""
    out: list[Line] = []
    for page in pages:
        out.extend(lines_page(page, len(out)))
    return tuple(out)


def lines_page(page: Page, first: int) -> list[Line]:
    """The lines of one page, numbered from `first`."""
    boxes = text_boxes(page)
    aside = [w for w in page.mots if w.hors_texte]
    words = [w for w in page.mots if not w.hors_texte] if aside else page.mots
    edges = _edges(page, boxes)
    edges += [(x, top, x, low) for x, top, low in columns_down(page, ((w.x0, w.top, w.x1, w.bottom) for w in words))]
    runs = _runs(words, edges, ())
    if columns := sorted({*header_columns(runs), *aligned_columns(runs), *ruled_columns(page.traits), *title_columns(runs)}):
        runs = _runs(words, edges, columns)
    runs = _justified(runs, edges, columns, boxes, page.largeur)
    if aside:
        upright = upright_runs(aside, edges, page.largeur, page.hauteur)
        turned = {id(w) for run in upright for w in run}
        runs += [[replace(w, hors_texte="") for w in run] for run in upright]
        runs.extend([w] for w in aside if id(w) not in turned)
    runs.sort(key=lambda run: (round(min(map(_TOP, run)), 1), run[0].x0))
    made = [_line(first + i, page.numero, run, boxes) for i, run in enumerate(runs)]
    return _underlined(_with_drawn_signs(made, drawn_signs(page)), page.traits)


def upright_runs(aside: Sequence[Word], edges: Sequence[BBox], width: float, height: float) -> list[list[Word]]:
    """Words turned by a quarter that stand in a narrow cell of a table, line by line: they name the rows beside them.

    Turned text in the margin, on tabs at the side of the page, or set slantwise over it, stays out. `aside`: the words of the page that
    are no text to its reader, as turned ones are at first.
    """
    words = [w for w in aside if w.hors_texte == TOURNE]
    if not words or not edges:
        return []
    out: list[list[Word]] = []
    for word in words:
        last = out[-1][-1] if out else None
        if last is not None and abs(last.x0 - word.x0) < 2 and abs(last.x1 - word.x1) < 2 and _next_to(last, word):
            out[-1].append(word)
        else:
            out.append([word])
    standing = [(run, sides) for run in out if _is_quarter_turned(run) and (sides := _cell_sides(run, edges))]
    low = [e for e in edges if e[3] - e[1] < HAUTEUR_ONGLET * height]
    tabs = len(standing) >= ONGLETS
    return [
        run
        for run, (left, right) in standing
        if not (
            (tabs or (_is_short("".join(w.texte for w in run)) and _cell_sides(run, low)))
            and (left < BORD_PAGE or width - right < BORD_PAGE)
        )
    ]


def _is_short(texte: str) -> bool:
    """Whether turned text says no more than a tab does: 'Se loger'."""
    return len(texte) <= LETTRES_ONGLET and not any(map(str.isdigit, texte))


def _next_to(a: Word, b: Word) -> bool:
    """Whether two turned words follow each other, upwards or downwards."""
    gap = max(b.top - a.bottom, a.top - b.bottom)
    return -1 <= gap <= max(a.style.taille, 1.0)


def _is_quarter_turned(run: Sequence[Word]) -> bool:
    long = [w for w in run if len(w.texte) > 2]  # 'III' is hardly longer than it is high
    return bool(long) and sum(w.bottom - w.top for w in long) > 1.2 * sum(w.x1 - w.x0 for w in long)


def _cell_sides(run: Sequence[Word], edges: Sequence[BBox]) -> tuple[float, float] | None:
    """Where vertical edges run along both sides of the run, close to it; None where they do not."""
    x0, x1 = min(w.x0 for w in run), max(w.x1 for w in run)
    middle = (min(w.top for w in run) + max(w.bottom for w in run)) / 2
    wide = LARGEUR_CELLULE * max(run[0].style.taille, 1.0)
    along = [e[0] for e in edges if e[1] <= middle <= e[3]]
    left, right = [x for x in along if x0 - wide <= x <= x0 + 1], [x for x in along if x1 - 1 <= x <= x1 + wide]
    return (min(left), max(right)) if left and right else None


def _justified(
    runs: list[list[Word]], edges: Sequence[BBox], columns: Sequence[tuple[float, float]], boxes: Sequence[Box], width: float
) -> list[list[Word]]:
    """Runs that are one justified line made one: wide even gaps, and both ends where the lines of their paragraph end.

    In a narrow column two words of a sentence may stand further apart than two columns do.
    """
    out: list[list[Word]] = []
    for row in _level_runs(runs):
        if len(row) == 1:
            out += row
            continue
        row.sort(key=lambda run: run[0].x0)
        parts = [row[0]]
        for run in row[1:]:
            if _one_line(parts[-1], run, edges, columns):
                parts[-1] = [*parts[-1], *run]
            else:
                parts.append(run)
        if len(parts) == len(row):
            out += row
            continue
        for part in parts:
            first = next(i for i, run in enumerate(row) if run[0] is part[0])
            pieces = [run for run in row[first:] if run[0].x0 <= part[-1].x0 and run[-1].x1 <= part[-1].x1]
            whole = len(pieces) == 1 or _fills(part, runs, boxes, width)
            out += [part] if whole else pieces
    return out


def _level_runs(runs: Sequence[list[Word]]) -> Iterator[list[list[Word]]]:
    """Runs whose middles are level, whatever their type: a small label before its value."""
    row: list[list[Word]] = []
    level = 0.0
    for run in sorted(runs, key=lambda run: run[0].top + run[0].bottom):
        middle = (run[0].top + run[0].bottom) / 2
        if row and middle - level > NIVEAU:
            yield row
            row = []
        if not row:
            level = middle
        row.append(run)
    if row:
        yield row


def _one_line(a: Sequence[Word], b: Sequence[Word], edges: Sequence[BBox], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the gap between two runs can be that of a justified line: no wider than others on it, nothing drawn or aligned there."""
    word, last = b[0], a[-1]
    em = max(word.style.taille, 1.0)
    gap = word.x0 - last.x1
    if gap <= 0 or gap > ECART_JUSTIFIE * em or is_marker(a[0].texte) or is_marker(word.texte):
        return False
    if word.style != last.style and not (last.texte.endswith(":") and len(a) > 1):
        return False  # only a label is set otherwise than its value
    middle = (word.top + word.bottom) / 2
    if any(last.x1 - 1 <= e[0] <= word.x0 + 1 and e[1] <= middle <= e[3] for e in edges):
        return False
    if any(abs(word.x0 - x) < 2 and word.top > top for x, top in columns):
        return False
    inner = [y.x0 - x.x1 for part in (a, b) for x, y in pairwise(part)]
    return all(abs(g - gap) <= INEGAL * em for g in inner)


def _fills(part: Sequence[Word], runs: Sequence[Sequence[Word]], boxes: Sequence[Box], width: float) -> bool:
    """Whether a line made of several runs starts and ends where its paragraph does: as the line above or below, or as its box lets it."""
    x0, x1, top = part[0].x0, part[-1].x1, part[0].top
    em = max(part[0].style.taille, 1.0)
    sizes = {w.style.taille for w in part}
    near = [r for r in runs if r[0].style.taille in sizes and 0.5 * em < abs(r[0].top - top) < 1.8 * em and abs(r[0].x0 - x0) < 2]
    if any(abs(r[-1].x1 - x1) < 1.5 for r in near):
        return True
    if not any(r[0].top > top for r in near):
        return False  # a last line is not justified
    held = box_of((x0, part[0].top, x1, part[0].bottom), boxes)
    left, right = (boxes[held].x0, boxes[held].x1) if held >= 0 else (0.0, width)
    return abs((x0 - left) - (right - x1)) < 3


def _underlined(lignes: Sequence[Line], traits: Sequence[BBox]) -> list[Line]:
    """Lines with a rule of their own width right below their words marked as underlined, those with a wider one as ruled off."""
    rules = [t for t in traits if t[3] - t[1] < 2.5 and t[2] - t[0] > 12]
    if not rules:
        return list(lignes)
    out = []
    for line in lignes:
        under = [t for t in rules if _starts_below(t, line) and t[2] <= line.bbox[2] + 4]
        if under:
            most = any(t[2] - t[0] > 0.5 * (line.bbox[2] - line.bbox[0]) for t in under)
            end = _end_of_words(under[0], line)
            line = replace(line, souligne=most and not end, souligne_fin=end)
        if not line.souligne and not line.souligne_fin and (ends := [t[2] for t in rules if _rules_off(t, line)]):
            line = replace(line, filet=max(ends))
        out.append(line)
    return out


def _starts_below(rule: BBox, line: Line) -> bool:
    """Whether a rule starts where a line does, or behind the letter or the number that it opens with, right below its words."""
    begins = abs(rule[0] - line.bbox[0]) < 4
    if not begins and 0 < rule[0] - line.bbox[0] < DEVANT * line.style.taille and abs(rule[2] - line.bbox[2]) < 4:
        begins = _LETTRE_DEVANT.match(line.texte) is not None
    return begins and -0.35 * line.style.taille <= rule[1] - line.bbox[3] <= 0.2 * line.style.taille


def _end_of_words(rule: BBox, line: Line) -> int:
    """Where the words end that a rule underlines from the start of the line, with the stop behind the last; 0 when it reaches its end, or
    ends amid a word."""
    if rule[2] >= line.bbox[2] - 4:
        return 0
    stop = STOP * line.style.taille
    under = [p for p in line.pieces if p.bbox[2] <= rule[2] + (stop if line.texte[p.fin - 1] in ".:" else 2)]
    fin = under[-1].fin if under and under[-1].bbox[2] > rule[2] - 4 else 0
    return fin if line.texte[fin:].strip(" .:") else 0  # 'Lever les freins :'


def _rules_off(rule: BBox, line: Line) -> bool:
    wide = abs(rule[0] - line.bbox[0]) < 4 and rule[2] > line.bbox[2] + 4
    return wide and -0.2 * line.style.taille <= rule[1] - line.bbox[3] <= FILET * line.style.taille


def drawn_signs(page: Page) -> list[BBox]:
    """Small round or square shapes: browsers draw the discs of a list, no character stands for them. The parts of a drawing are none."""
    shapes = [*(b.bbox for b in page.boites), *page.traits]
    small = [s for s in shapes if s[2] - s[0] <= 4 * SIGNE and s[3] - s[1] <= 4 * SIGNE]
    signs = [
        s for s in small if 1.5 <= s[2] - s[0] <= SIGNE and 1.5 <= s[3] - s[1] <= SIGNE and 0.6 <= (s[2] - s[0]) / (s[3] - s[1]) <= 1.67
    ]
    signs += _boxes_to_tick(page)
    if len(signs) <= PARTIES_DESSIN:
        return signs
    small.sort(key=itemgetter(1))
    tops = [s[1] for s in small]
    return [s for s in signs if not _is_part(s, small, tops)]


def _boxes_to_tick(page: Page) -> list[BBox]:
    """Outlined squares larger than other list signs, several of one size below each other: each stands before what is to be ticked."""
    empty = [
        b.bbox
        for b in page.boites
        if b.trait and not b.fond and SIGNE < b.x1 - b.x0 <= CASE and 0.9 <= (b.x1 - b.x0) / (b.bottom - b.top) <= 1.1
    ]
    columns = Counter((round(x0), round(x1 - x0)) for x0, _, x1, _ in empty)
    return [s for s in empty if columns[round(s[0]), round(s[2] - s[0])] > 1]


def _is_part(sign: BBox, shapes: Sequence[BBox], tops: Sequence[float]) -> bool:
    """Whether so many other shapes stand around a small one, nearer than it is wide, that it is a part of what they draw.

    `shapes`: small ones, from top to bottom; `tops`: where each starts.
    """
    reach = sign[2] - sign[0]
    near = shapes[bisect(tops, sign[1] - reach - 4 * SIGNE) : bisect(tops, sign[3] + reach)]
    around = (
        s
        for s in near
        if s[0] < sign[2] + reach and sign[0] - reach < s[2] and s[1] < sign[3] + reach and sign[1] - reach < s[3] and s != sign
    )
    return sum(1 for _ in islice(around, PARTIES_DESSIN)) == PARTIES_DESSIN


def _with_drawn_signs(lignes: Sequence[Line], signs: Sequence[BBox]) -> list[Line]:
    """Each sign goes to the line right of it, at its height and with nothing between them."""
    out = list(lignes)
    for sign in signs:
        y = (sign[1] + sign[3]) / 2
        right = [
            i
            for i, li in enumerate(out)
            if li.bbox[1] <= y <= li.bbox[3]
            and sign[2] <= li.bbox[0] + 1
            and not li.hors_texte
            and sign[3] - sign[1] < (0.8 if sign[3] - sign[1] <= SIGNE else 1.1) * li.style.taille
        ]
        if right:
            i = min(right, key=lambda i: out[i].bbox[0])
            if out[i].bbox[0] - sign[2] <= ECART_PUCE * out[i].style.taille:
                out[i] = replace(out[i], puce=sign)
    return out


def is_strong_sign(texte: str) -> bool:
    """Whether a word is a sign that can be nothing but a list sign."""
    return len(texte) == 1 and (texte in strong_glyphs() or "\ue000" <= texte <= "\uf8ff")


def is_marker(texte: str) -> bool:
    """Whether a word is a list sign, or a number as it stands before an item or a title."""
    if len(texte) == 1:
        return texte in strong_glyphs() or texte in weak_glyphs() or "\ue000" <= texte <= "\uf8ff" or texte.isdigit()
    return bool(_NUMERO.match(texte))


def _edges(page: Page, boxes: Sequence[Box]) -> list[BBox]:
    """Vertical edges that separate the text on their two sides."""
    edges = [t for t in page.traits if t[3] - t[1] > 6 and t[2] - t[0] < 3]
    for b in boxes:
        edges.append((b.x0, b.top, b.x0, b.bottom))
        edges.append((b.x1, b.top, b.x1, b.bottom))
    return edges


def header_columns(runs: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """(left edge, top) of each column named by a row of known headers: below it a smaller gap parts its columns."""
    heads = [(run[0].x0, run[0].top, _header(" ".join([w.texte for w in run]))) for run in runs if len(run) <= 6]
    out: list[tuple[float, float]] = []
    for _, top, known in heads:
        row = [(x, y, k) for x, y, k in heads if abs(y - top) < 3] if known else []
        several = len(row) >= 3 and sum(k is True for _, _, k in row) >= 2
        if several or (len(row) >= 2 and all(k is not None for _, _, k in row)):  # 'Pilote :' beside 'Quand ?', each over its value
            out += [(x, y) for x, y, _ in row]
    for run in runs:  # a whole row of headers that all but touch
        if not 3 <= len(run) <= MOTS_RANGEE:
            continue
        blank = ECART_ENTETES * run[0].style.taille
        wide = [i for i, (before, word) in enumerate(pairwise(run), start=1) if word.x0 - before.x1 > blank]
        cuts = _header_cuts([w.texte for w in run]) if len(wide) >= 2 and is_header(" ".join([w.texte for w in run[: wide[0]]])) else []
        if len(cuts) >= 2:
            out += [(run[i].x0, run[i].top - 1) for i in (0, *cuts)]
    for run in runs if out else ():  # headers that all but touch
        if 2 <= len(run) <= 2 * MOTS_ENTETE and any(abs(y - run[0].top) < 3 for _, y in out):
            texts = [w.texte for w in run]
            whole = is_header(" ".join(texts))  # 'N° Mesure' is one header, unless a blank parts it
            blanks = {i for i in range(1, len(run)) if run[i].x0 - run[i - 1].x1 > BLANC_ENTETES * run[0].style.taille}
            cuts = [i for i in _header_cuts(texts) if not whole or i in blanks]
            cuts = cuts or [i for i in blanks if is_header(" ".join(texts[i:]))]  # 'Directions ou', which goes on below, and 'Financeurs'
            out += [(run[i].x0, run[i].top - 1) for i in cuts]
    return sorted(set(out))


def _header(texte: str) -> bool | None:
    """Whether `texte` reads as the header of a column; False for a label with its colon, None for other words."""
    if texte[-1:] == ":":
        return False if is_header(texte.rstrip(" :")) else None
    return is_header(texte) or None


def title_columns(runs: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """(left edge, top) where a numbered title stands abreast of another of its kind: 'Engagement 1 – Former', 'Engagement 2 – Ouvrir'."""
    out: list[tuple[float, float]] = []
    for run in runs:
        if len(run) < 4 or not run[1].texte[:1].isdigit():
            continue
        first, em = run[0], run[0].style.taille
        for before, word, number in zip(run[1:], run[2:], run[3:], strict=False):
            alike = word.texte == first.texte and word.style == first.style and word.texte[:1].isupper()
            if alike and number.texte[:1].isdigit() and word.x0 - before.x1 > ECART_ALIGNE * em:
                out.append((word.x0, word.top - 1))
    return out


def _header_cuts(texts: Sequence[str]) -> list[int]:
    """Where words parts into known headers, the first as long as can be; [] when they do not part so."""
    for i in range(len(texts) - 1, 0, -1):
        if is_header(" ".join(texts[:i])):
            if is_header(" ".join(texts[i:])):
                return [i]
            if cuts := _header_cuts(texts[i:]):
                return [i, *(i + k for k in cuts)]
    return []


def aligned_columns(runs: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """(left edge, top) where columns start that only a narrow gutter parts: on several rows a word right of a gap starts there.

    A gap after a list sign or a number is a tab, not a gutter, nor are the gaps of a justified line.
    """
    starts: dict[int, int] = defaultdict(int)
    signs: set[int] = set()
    for run in runs:
        starts[round(run[0].x0)] += 1
        if is_strong_sign(run[0].texte):
            signs.add(round(run[0].x0))
    found: dict[int, list[Word]] = defaultdict(list)
    for run in runs:
        for before, word in pairwise(run):
            gap = word.x0 - before.x1
            em = word.style.taille
            if gap <= ECART_GOUTTIERE * em and len(word.texte) > 1:
                continue  # most words stand near the one before them, and are no sign
            if gap <= ECART_GOUTTIERE or gap < ECART_BLANC * em:
                continue
            x = round(word.x0)
            wide = gap > ECART_GOUTTIERE * em and not _is_tab(before, run)
            # a dash in an empty cell, where the cells at its right start
            wide = wide or (gap > ECART_TABULATION * em and starts[x] >= DEBUTS_MIN)
            # 'CAF • Ville' has its sign nearer
            if wide and _is_justified(run):
                break
            if wide or (is_strong_sign(word.texte) and (x in signs or (gap > ECART_PHRASE * em and _starts_near(starts, x)))):
                found[x].append(word)
    out: list[tuple[float, float]] = []
    for x, words in found.items():
        rows = len({round(w.top) for w in words})
        # a list sign, where the same one or several other lines start
        listed = (x in signs or _starts_near(starts, x)) and all(is_strong_sign(w.texte) for w in words)
        if rows >= 3 or (rows >= 2 and starts[x] >= 2) or starts[x] >= DEBUTS_MIN or listed:
            out.append((words[0].x0, min(w.top for w in words) - 1))
    return out


def _is_justified(run: Sequence[Word]) -> bool:
    """Whether all blanks of a line are of one width, and there are several: it is stretched to the width of its column, and parts none."""
    gaps = [b.x0 - a.x1 for a, b in pairwise(run)]
    return len(gaps) >= BLANCS_EGAUX and max(gaps) - min(gaps) <= INEGAL * run[0].style.taille


def _starts_near(starts: Mapping[int, int], x: int) -> bool:
    """Whether several lines start at an edge, a list sign as near to it as its own width may differ."""
    return sum(starts.get(near, 0) for near in (x - 1, x, x + 1)) >= DEBUTS_MIN


def _is_tab(before: Word, run: Sequence[Word]) -> bool:
    """Whether the blank after a word is that after a list sign, or after a number that starts the run."""
    return is_marker(before.texte) and (before is run[0] or not before.texte[-1].isalnum())


def ruled_columns(traits: Sequence[BBox]) -> list[tuple[float, float]]:
    """(left edge, top) where rules drawn side by side, one per column, say that columns start: titles stand above their rule."""
    across = sorted((t for t in traits if t[3] - t[1] < 3 and t[2] - t[0] > 40), key=lambda t: (round(t[1] / 3), t[0]))
    out = []
    for a, b in pairwise(across):
        if abs(a[1] - b[1]) < 2 and 6 < b[0] - a[2] < 60:
            out.append((b[0], b[1] - HAUTEUR_TITRE))
    return out


def _runs(words: Sequence[Word], edges: Sequence[BBox], columns: Sequence[tuple[float, float]]) -> list[list[Word]]:
    """Words, from left to right, each added to the run before it whose height it shares most, unless something parts them.

    Height is compared with the tallest word of the run, so that a superscript keeps to its line and two columns set a
    half line apart do not mix.
    """
    runs: list[list[Word]] = []
    heights: list[tuple[float, float]] = []  # top and bottom of the tallest word of each run
    near: dict[int, list[int]] = defaultdict(list)
    chunks = _chunks(words, edges, columns)
    amid = _amid_two_lines(chunks)
    for chunk in chunks:
        word = chunk[0]
        top, bottom = word.top, word.bottom
        height = bottom - top
        if -LOIN < top < LOIN and -LOIN < bottom < LOIN:  # `_slot`, its common case without a call
            first, last = int(top // PAS_INDEX), int(bottom // PAS_INDEX)
        else:
            first, last = _slot(top), _slot(bottom)
        close = near[first] if first == last else {i for slot in range(first, last + 1) for i in near[slot]}
        level: list[tuple[float, int]] = []
        for i in close:
            high, low = heights[i]
            # the share of the lower of the two that stands at the height of the other
            shared = ((bottom if bottom < low else low) - (top if top > high else high)) / max(0.1, min(height, low - high))
            if shared > 0.5 and not (low - high > NUMERAL * height and _stands_off(runs[i][-1], word)):
                level.append((shared, i))
        if len(level) > 1:
            # of runs at its height a word goes on with the nearest: a number in a column of its own reaches far
            level.sort(key=lambda e: (round(e[0], 1), runs[e[1]][-1].x1), reverse=True)
        for _, at in level:
            if amid and (id(runs[at][0]), id(word)) in amid and len(runs[at]) == 1:
                continue
            if not _apart(runs[at], word, edges, columns, len(chunk) == 1):
                break
        else:
            at = len(runs)
            runs.append([])
            heights.append((top, bottom))
        runs[at].extend(chunk)
        high, low = heights[at]
        if height > low - high + 0.1:
            heights[at] = (top, bottom)
        for slot in range(first, last + 1):
            if at not in near[slot]:
                near[slot].append(at)
    return runs


def _amid_two_lines(chunks: Sequence[Sequence[Word]]) -> set[tuple[int, int]]:
    """Numbers at the middle of two lines of one text, at their left, with the first word of each (ids): '2.1' beside a title that
    takes two lines is on neither of them."""
    numbers = [chunk[0] for chunk in chunks if len(chunk) == 1 and chunk[0].texte[:1].isdigit() and is_marker(chunk[0].texte)]
    out: set[tuple[int, int]] = set()
    if not numbers:
        return out
    pairs = _second_lines(chunks)
    feet = [above.bottom for above, _ in pairs]
    blank = max((below.top - above.bottom for above, below in pairs), default=0.0)
    for number in numbers:
        middle = (number.top + number.bottom) / 2
        for above, below in pairs[bisect(feet, middle - 1 - blank) : bisect(feet, middle + 1)]:
            if number.style.taille > DEUX_CORPS * above.style.taille:
                continue  # a numeral as high as both
            beside = 0 <= above.x0 - number.x1 < 2 * DEUX_CORPS * number.style.taille
            if beside and above.bottom - 1 < middle < below.top + 1:
                out |= {(id(number), id(above)), (id(number), id(below))}
    return out


def _second_lines(chunks: Sequence[Sequence[Word]]) -> list[tuple[Word, Word]]:
    """The first words of two lines set alike at one edge, one right below the other, in the order of the feet of the upper ones."""
    heads: dict[tuple[int, Style], list[Word]] = defaultdict(list)
    for chunk in chunks:
        heads[round(chunk[0].x0), chunk[0].style].append(chunk[0])
    pairs = (pair for words in heads.values() for pair in pairwise(sorted(words, key=_TOP)))
    near = [(above, below) for above, below in pairs if -1 <= below.top - above.bottom <= 0.5 * below.style.taille]
    return sorted(near, key=lambda pair: pair[0].bottom)


def _stands_off(last: Word, word: Word) -> bool:
    """Whether a word stands on another line than the last one of a run, of its type or nearly: a numeral before both is as high as they."""
    height = word.bottom - word.top
    alike = last.bottom - last.top < NUMERAL * height
    return alike and min(last.bottom, word.bottom) - max(last.top, word.top) < 0.5 * min(height, last.bottom - last.top)


def _slot(y: float) -> int:
    """The slot in which a height is looked up; what a broken file puts far off the page shares those at its ends."""
    return int((y if -LOIN < y < LOIN else max(-LOIN, min(LOIN, y))) // PAS_INDEX)


def _chunks(words: Sequence[Word], edges: Sequence[BBox], columns: Sequence[tuple[float, float]]) -> list[list[Word]]:
    """Words of one exact height that follow each other as the words of a sentence do, left to right: most of a line at once."""
    rows: dict[tuple[float, float], list[Word]] = defaultdict(list)
    top, bottom, row = nan, nan, []
    for word in words:
        if word.top != top or word.bottom != bottom:  # the words of a line mostly follow each other
            top, bottom = word.top, word.bottom
            row = rows[top, bottom]
        row.append(word)
    out: list[list[Word]] = []
    for (top, bottom), row in rows.items():
        row.sort(key=_LEFT)
        middle = (top + bottom) / 2
        cuts = [e[0] for e in edges if e[1] <= middle <= e[3]]
        starts = [x for x, y in columns if top > y]
        before = row[0]
        chunk = [before]
        x1, em = before.x1, before.style.taille
        for word in row[1:]:
            x0 = word.x0
            if (
                -0.1 * em <= x0 - x1 <= (ECART_PHRASE if word.espace or before.espace_apres else ECART_SERRE) * em
                and not (cuts and any(x1 - 1 <= x <= x0 + 1 for x in cuts))
                and not (starts and any(abs(x0 - x) < 2 for x in starts))
            ):
                chunk.append(word)
            else:
                out.append(chunk)
                chunk = [word]
            before, x1, em = word, word.x1, word.style.taille
        out.append(chunk)
    out.sort(key=lambda chunk: (chunk[0].x0, chunk[0].top))
    return out


def _apart(run: Sequence[Word], word: Word, edges: Sequence[BBox], columns: Sequence[tuple[float, float]], alone: bool) -> bool:
    """Whether something parts a word from the run at its left. `alone`: a blank follows it, as one follows a list sign."""
    last = run[-1]
    gap = word.x0 - last.x1
    size, next_size = last.style.taille, word.style.taille
    em = max(size, next_size, 1.0)
    if gap < -em:
        return True
    if edges and gap > 0.1 * em:
        middle = (max(last.top, word.top) + min(last.bottom, word.bottom)) / 2
        if any(last.x1 - 1 <= e[0] <= word.x0 + 1 and e[1] <= middle <= e[3] for e in edges):
            return True
    if word.texte == ":" and last.texte[-1:].isalnum() and not any(":" in w.texte for w in run):
        return False  # 'PILOTES      :', the colons of a typed note one below the other: none starts a text
    if columns and _column_starts(run, word, gap, em, columns, alone):
        return True
    small = min(size, next_size)
    # two signs alike stand in two empty cells
    limit = ECART_MARQUE if len(run) == 1 and word.texte != last.texte and is_marker(last.texte) else ECART_COLONNE
    if em > DEUX_CORPS * small > 0:
        em = small  # a large numeral that opens the next column, small type beside a title: the blank is that of the smaller type
    other = last.style.gras != word.style.gras or last.police != word.police
    if other and len(run) > AUTRE_TEXTE and max(size, next_size) > AUTRE_CORPS * small > 0:
        return gap > ECART_AUTRE * small  # a title in larger bold at the height of a line of text stands in the next column
    if gap > em and not (word.espace or last.espace_apres) and len(run) > 1:
        return True
    if (
        gap > ECART_ETRANGER * small
        and not (word.espace or last.espace_apres)
        and (last.style.gras > word.style.gras or last.police != word.police)
        and size - next_size > 1
        and any(len(w.texte) > MOT_NUMERO for w in run)
    ):
        return True  # a title and a smaller text, and the file prints something else behind the one and before the other
    return gap > limit * em


def _column_starts(run: Sequence[Word], word: Word, gap: float, em: float, columns: Sequence[tuple[float, float]], alone: bool) -> bool:
    """Whether a column starts at a word, or, at a list sign, between it and the run before it; see `_apart`."""
    last = run[-1]
    signed = len(run) == 1 and gap < ECART_SIGNE * em and is_marker(last.texte) and not last.texte[-1].isalnum()
    foreign = not (word.espace or last.espace_apres) and gap > ECART_BLANC * em  # the file prints something else between them
    if not signed and any(
        abs(word.x0 - x) < 2
        and word.top > top
        and (foreign or gap > ECART_ALIGNE * em or word.top < top + 2 or (alone and is_strong_sign(word.texte)))
        for x, top in columns
    ):
        return True
    # a list in the next column, its sign set in from where the column starts
    return (
        gap > ECART_ALIGNE * em
        and is_strong_sign(word.texte)
        and any(last.x1 - 1 <= x <= word.x0 + 1 and word.top > top for x, top in columns)
    )


def _touches(before: Word, word: Word) -> bool:
    """Whether a word in smaller type is set on a number without a blank: a superscript."""
    small = word.style.taille < EXPOSANT * before.style.taille
    return small and before.texte[-1:].isdigit() and word.texte[:1].isalpha() and word.x0 - before.x1 < ECART_SERRE * before.style.taille


def _is_raised(before: Piece, piece: Piece, printed: str, style: Style) -> bool:
    """Whether the second of two pieces is small, or smaller and set higher, on a number, `printed`: 'ème' of '3ème'."""
    look = piece.style
    higher = look.taille < style.taille and before.bbox[3] - piece.bbox[3] > HAUSSE * style.taille
    return before.fin == piece.debut and printed[-1:].isdigit() and (higher or look.taille < EXPOSANT * style.taille)


def _main_style(run: Sequence[Word], pieces: Sequence[Piece]) -> Style:
    """The style that most letters of a line have, what is raised on a number counted with it."""
    weight: dict[Style, int] = {}
    style = alike = run[0].style  # `alike`: the last one that is equal to it
    length = 0
    for i, (word, piece) in enumerate(zip(run, pieces, strict=True)):
        look = piece.style
        if look is not alike:
            if look == style:
                alike = look
            elif not _is_raised(pieces[i - 1], piece, run[i - 1].texte, style):
                weight[style] = weight.get(style, 0) + length
                style = alike = look
                length = 0
        if len(word.texte) > 1 or word.texte.isalnum():
            length += len(word.texte)
    weight[style] = weight.get(style, 0) + length
    return max(weight, key=lambda s: (weight[s], s.taille))


def _line(ident: int, page: int, run: Sequence[Word], boxes: Sequence[Box]) -> Line:
    first = run[0]
    style = first.style
    parts: list[str] = []
    pieces: list[Piece] = []
    mixed = False
    left, top, right, bottom = first.x0, first.top, first.x1, first.bottom
    end, before, last = -1, first, style
    for word in run:
        printed, look = word.texte, word.style
        x0, high, x1, low = word.x0, word.top, word.x1, word.bottom
        blank = word.espace or before.espace_apres or x0 - before.x1 > ECART_BLANC * (min(before.style.taille, look.taille) or 1.0)
        if blank and parts and look.taille < before.style.taille and _touches(before, word):
            blank = False  # 'ème' on '4', where the file prints something else between them
        if blank or not parts:
            at = end + 1
            parts.append(printed)
        else:
            at = end
            parts[-1] += printed
        end = at + len(printed)
        pieces.append(Piece(at, end, (x0, high, x1, low), look))
        # compared one by one: this is the innermost loop, and calls of `min` and `max` take longer
        if x0 < left:
            left = x0
        if high < top:
            top = high
        if x1 > right:
            right = x1
        if low > bottom:
            bottom = low
        if look is not last:
            mixed = mixed or look != style
            last = look
        before = word
    texte = " ".join(parts)
    if mixed:
        style = _main_style(run, pieces)
    bbox = (left, top, right, bottom)
    if len(run) > 1 and first.style.taille > DEUX_CORPS * style.taille and is_marker(first.texte):
        # the words that say how high the line is: not the numeral over two lines before a title
        bbox = (left, min(map(_TOP, run[1:])), right, max(map(_BOTTOM, run[1:])))
    held = box_of(bbox, boxes) if boxes else -1
    if held >= 0 and boxes[held].fond != BLANC:
        style = Style(style.taille, style.gras, style.italique, style.couleur, boxes[held].fond)
    role = run[-1].role
    if role and any(w.role != role for w in run):
        # the number of a title may stand outside of its tag
        role = role if is_marker(run[0].texte) and all(w.role == role for w in run[1:]) else ""
    return Line(ident, page, 0, texte, bbox, tuple(pieces), style, run[0].hors_texte, role=role)
