"""Mark what a page carries that is not its text: running heads and feet, page numbers, dated banners, turned text.

Reads lines with the size of their pages; decides by repetition at one place, by page arithmetic and by margin. It
marks and never deletes: a marked line keeps its id and is published as `mobilier` in the counts. Repeated banners in
title type are left to outline.py, which knows which section they name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from statistics import median

from pipeline.model import Line, Page, Style
from pipeline.stages.headings import parse_heading
from pipeline.stages.labels import label_at, named_label
from pipeline.stages.parted_rules import PartedRules, parted_rules
from pipeline.texts import MOIS, fold, label_key

# Share of the page height, at its top and at its bottom, where running heads and feet stand.
MARGE = 0.12
# Share of the most used bold type that plain type must have to be the body.
PART_CORPS = 0.12
# How far (points) a rule of a table that reaches into the margin runs on into the page.
CELLULE = 20.0
# Lines at the same place differ by less than this (points).
PLACE = 4.0
_PAGE = re.compile(r"(?:(?:.*\W)?(?:page|p\.|pg\.?|f\.)\s*\d{1,4}|[-–—|\s]*\d{1,4}[-–—|\s]*)(?:\s*(?:/|sur|de|of)\s*\d{1,4})?[\s|–-]*")
# A running foot that ends with the number of its page: 'Vaubourg – 3', 'Contrat de ville | 3'.
_FIN = re.compile(r"\w.*\s[–—|•·-]\s*(?:p\.?\s?|page\s)?(\d{1,3})$")
_DATE = re.compile(
    rf"\b(?:1er|\d{{1,2}})\s+(?:{'|'.join(map(fold, MOIS))})\s+(?:19|20)\d\d\b"
    r"|\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d\b"
)

_NOMBRE = re.compile(r"\d+|\b[ivx]+\b")
_HORODATE = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s+\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s*[ap]m)?")
_ADRESSE = re.compile(r"(?:https?|file)://\S+")


def body_style(lignes: Sequence[Line]) -> Style:
    """The style that most characters of the document have: size, weight, slant and colour; no fill.

    Slides may hold more letters in their titles than in their text: a line printed again does not count, and plain type is the body
    unless it is rare beside bold type.
    """
    count: Counter[Style] = Counter()
    for texte, style in {(line.texte, line.style) for line in lignes}:
        count[Style(style.taille, style.gras, style.italique, style.couleur)] += len(texte)
    if not count:
        return Style()
    best = max(count, key=lambda s: (count[s], s.taille))
    plain = [s for s in count if not s.gras and s.taille <= best.taille and count[s] >= PART_CORPS * count[best]]
    return max(plain, key=lambda s: (count[s], s.taille)) if best.gras and plain else best


def has_date(texte: str) -> bool:
    """Whether `texte` carries a full date: '17 juin 2019', '12/03/2024'."""
    return bool(_DATE.search(fold(texte)))


def furniture(lignes: Sequence[Line], pages: Sequence[Page]) -> dict[int, str]:
    """Line id -> why it is furniture. `rupture` starts the reason of a banner that closes the open sections."""
    out: dict[int, str] = {line.id: line.hors_texte for line in lignes if line.hors_texte}
    heights = {p.numero: p.hauteur for p in pages}
    margins = {number: (MARGE * height, (1 - MARGE) * height) for number, height in heights.items()}
    body = body_style(lignes)
    flat = [line for line in lignes if not line.hors_texte]
    zone = [line for line in flat if line.bbox[3] <= margins[line.page][0] or line.bbox[1] >= margins[line.page][1]]
    here = _by_page(flat)
    named = _names_sections(zone, flat, here) | _section_banners(zone, flat, body)
    named |= {li.id for li in zone if any(_goes_on(above, li) for above in here[li.page] if above.id in named)}
    drawn = {p.numero: p for p in pages}
    inside = {li.id for li in zone if _in_cell(li, drawn[li.page])}
    tables = {number: parted_rules(drawn[number].traits) for number in {li.page for li in zone}}
    inside |= {li.id for li in zone if any(_in_table(li, table) for table in tables[li.page])}
    _repeated([li for li in zone if li.id not in named], inside, heights, body, out)
    _page_numbers(zone, heights, body, out)
    _dated_banners(flat, heights, body, out)
    _browser_print(zone, heights, out)
    return out


def _by_page(lignes: Sequence[Line]) -> dict[int, list[Line]]:
    here: dict[int, list[Line]] = defaultdict(list)
    for line in lignes:
        here[line.page].append(line)
    return here


def _margin(line: Line, height: float) -> str:
    if line.bbox[3] <= MARGE * height:
        return "haut"
    if line.bbox[1] >= (1 - MARGE) * height:
        return "bas"
    return ""


def _in_cell(line: Line, page: Page) -> bool:
    """Whether rules stand on both sides of a line that run on into the page: it is in a table, whatever other pages print there."""
    middle, low, high = (line.bbox[1] + line.bbox[3]) / 2, MARGE * page.hauteur, (1 - MARGE) * page.hauteur
    left, right = 0.0, page.largeur
    for x0, top, x1, bottom in page.traits:
        if x1 - x0 < bottom - top and top <= middle <= bottom and bottom > low + CELLULE and top < high - CELLULE:
            if x1 <= line.bbox[0] + 1:
                left = max(left, x1)
            elif x0 >= line.bbox[2] - 1:
                right = min(right, x0)
    return left > 0 and right < page.largeur and right - left < 0.6 * page.largeur


def _in_table(line: Line, table: PartedRules) -> bool:
    """Whether a line stands between the rules of a table that part at its columns: its header, printed again on each page."""
    across = table.colonnes[0] - 1 <= line.bbox[0] and line.bbox[2] <= table.colonnes[-1] + 1
    return across and table.hauts[0] - 1 <= line.bbox[1] and line.bbox[3] <= table.hauts[-1] + 1


def _signature(line: Line) -> str:
    return _NOMBRE.sub("#", fold(line.texte))


def _prominent(line: Line, body: Style) -> bool:
    """Looks like a title: such lines may name a section even when they return on each page."""
    return line.style.taille > body.taille * 1.15 or (bool(line.style.fond) and line.style.gras and line.style.taille >= body.taille)


def _repeated(zone: Sequence[Line], inside: Set[int], heights: Mapping[int, float], body: Style, out: dict[int, str]) -> None:
    """Mark what returns at the head or at the foot of pages. `inside`: ids of the lines that stand in cells."""
    groups: dict[tuple[str, str], list[Line]] = defaultdict(list)
    here, count = _by_page(zone), len(heights)
    headers = {i for page in here.values() for i in _table_headers(page)}
    low: dict[int, float] = defaultdict(float)  # the foot of the header of a table at the head of a page: what stands below is in the table
    for line in zone:
        if line.id in headers and _margin(line, heights[line.page]) == "haut":
            low[line.page] = max(low[line.page], line.bbox[3])
    fields = _fields(zone)
    signs = {line.id: _signature(line) for line in zone}
    printed = Counter(signs.values())
    own: dict[int, float] = {}  # the foot of the first title of a page that no other has at its head: below it the page has begun
    for line in zone:
        titled = _prominent(line, body) or (line.style.gras and not body.gras and line.style.taille > body.taille)
        if titled and printed[signs[line.id]] == 1 and _margin(line, heights[line.page]) == "haut":
            own[line.page] = min(own.get(line.page, line.bbox[3]), line.bbox[3])
    for line in zone:
        if printed[signs[line.id]] == 1:
            continue
        side = _margin(line, heights[line.page])
        if side == "haut" and (0 < low[line.page] <= line.bbox[1] + 1 or own.get(line.page, line.bbox[3]) <= line.bbox[1] + 1):
            continue
        kept = line.id in headers or line.id in inside or line.id in fields or _labels_a_value(line, side, here[line.page])
        if not kept and not (side == "haut" and _has_label(line, here[line.page])):
            groups[signs[line.id], side].append(line)
    for (_, side), same in groups.items():
        pages = {line.page for line in same}
        if len(pages) < 2 or (count > 4 and len(pages) < 3):
            continue
        # a place may alternate between left and right pages; distance is taken from the nearer page edge
        away = [line.bbox[1] if side == "haut" else heights[line.page] - line.bbox[3] for line in same]
        mid = median(away)
        steady = [line for line, d in zip(same, away, strict=True) if abs(d - mid) <= PLACE]
        if len({line.page for line in steady}) < 2:
            continue
        everywhere = len({line.page for line in steady}) >= max(3, 0.8 * count)
        for line in steady:
            if side == "bas" or everywhere or not _prominent(line, body):
                out.setdefault(line.id, f"répété en {side} de {len(pages)} pages")


def _fields(zone: Sequence[Line]) -> set[int]:
    """Ids of the lines that are a known label and a value which is another one on other pages: 'Quartiers : Tous' at the foot of a card."""
    values: dict[str, dict[int, str]] = defaultdict(dict)
    for line in zone:
        found = label_at(line.texte) if ":" in line.texte else None
        if found is not None and found.suite < len(line.texte):
            values[label_key(line.texte[found.debut : found.fin])][line.id] = line.texte[found.suite :]
    return {i for told in values.values() if len(set(told.values())) > 1 for i in told}


def _table_headers(page: Sequence[Line]) -> set[int]:
    """Ids of the lines of rows that name the columns of a table which goes on from page to page: tables.py knows what to do with them."""
    rows: dict[int, list[Line]] = defaultdict(list)
    for line in page:
        rows[round(line.bbox[1] / PLACE)].append(line)
    heads = [row for row in rows.values() if len(row) >= 3 and sum(named_label(li.texte) is not None for li in row) * 2 >= len(row)]
    out: set[int] = set()
    for row in heads:
        first = row[0]
        out |= {li.id for li in page if li.style == first.style and abs(li.bbox[1] - first.bbox[1]) < 2.6 * first.style.taille}
    return out


def _labels_a_value(line: Line, side: str, page: Sequence[Line]) -> bool:
    """Whether a line is a label of what stands on the page: 'Partenaires' at the foot of each slide, 'Intitulé' at the head of a fiche.

    At the head, where tables print their columns again, what stands at its right must be no label.
    """
    column = [li for li in page if abs(li.bbox[0] - line.bbox[0]) < PLACE]
    near = [li for li in column if 0 < abs(li.bbox[1] - line.bbox[1]) < 1.7 * line.style.taille]
    halves = [f"{a.texte} {b.texte}" for li in near for a, b in [sorted((li, line), key=lambda li: li.bbox[1])]]
    if not any(named_label(texte) is not None for texte in (line.texte, *halves)):
        return False
    rows = [line, *near]
    beside = [li for li in page if li.bbox[0] > line.bbox[2] and any(abs(li.bbox[1] - row.bbox[1]) < PLACE for row in rows)]
    return side == "bas" or all(named_label(li.texte) is None and not _PAGE.fullmatch(fold(li.texte)) for li in beside)


def _has_label(line: Line, page: Sequence[Line]) -> bool:
    """Whether a line stands at the right of a label in another look: the theme that the first row of each fiche names."""
    left = [li for li in page if li.bbox[2] < line.bbox[0] and abs(li.bbox[1] - line.bbox[1]) < PLACE]
    head = max(left, key=lambda li: li.bbox[2], default=None)
    if head is None or (head.style.gras, head.style.fond) == (line.style.gras, line.style.fond):
        return False
    return named_label(head.texte) is not None and _labels_a_value(head, "haut", page)


def _names_sections(zone: Sequence[Line], lignes: Sequence[Line], pages: Mapping[int, Sequence[Line]]) -> set[int]:
    """Ids of the heads of pages that tell sections and fiches apart: a level word with a number that changes from page to page.

    A number alone must not return; a head with words must be all that the document prints of that number, its sommaire apart:
    otherwise it merely repeats a heading, shortened.
    """
    heads = [(li, h) for li in zone if (h := parse_heading(li.texte)).type not in ("annexe", "article") and h.numero]
    named: dict[str, set[str | None]] = defaultdict(set)  # words of heads without a level word to their numbers
    for line, head in heads:
        named[_words(line.texte, head.debut)].add(head.numero)
    heads = [(li, h) for li, h in heads if h.type != "section" or ((w := _words(li.texte, h.debut)) and len(named[w]) == 1)]
    if not heads:
        return set()
    where: dict[tuple[str, str | None], set[int]] = defaultdict(set)
    for line, head in heads:
        where[head.type, head.numero].add(line.page)
    numbers = Counter(kind for kind, _ in where)
    here = {li.id for li, _ in heads}
    looks = {(li.style.taille, li.style.gras, li.style.couleur) for li, _ in heads}
    printed: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for line in lignes:
        if line.id in here or (line.style.taille, line.style.gras, line.style.couleur) in looks:
            continue  # such a line may stand a little lower on a page, and not be at its head
        if (h := parse_heading(line.texte)).numero:
            printed[h.type, h.numero].add(_words(line.texte, h.debut))
    out: set[int] = set()
    for line, head in heads:
        words = _words(line.texte, head.debut)
        key = (head.type, head.numero)
        alone = all(not other or other == words for other in printed.get(key, ())) if words else len(where[key]) == 1
        if head.type == "section":  # other numbering may run beside it; only its own words say that it repeats a heading
            alone = not any(other.startswith(words) or words.startswith(other or "-") for other in printed.get(key, ()))
        alone = alone or (not words and _stands_over_title(line, pages[line.page]))
        if numbers[head.type] > 1 and alone:
            out.add(line.id)
    return out


def _goes_on(above: Line, line: Line) -> bool:
    """Whether `line` is the second line of the head of a page that `above` begins."""
    same = above.style == line.style and abs(above.bbox[0] - line.bbox[0]) < PLACE
    return same and 0 < line.bbox[1] - above.bbox[1] < 1.7 * line.style.taille and line.texte[:1].islower()


def _stands_over_title(line: Line, page: Sequence[Line]) -> bool:
    """Whether the next line below, close and set larger, is the title that a bare 'Priorité n°1 :' announces."""
    below = [li for li in page if li.bbox[1] >= line.bbox[3] - 3 and abs(li.bbox[0] - line.bbox[0]) < 20]
    under = min(below, key=lambda li: li.bbox[1], default=None)
    return under is not None and under.bbox[1] - line.bbox[3] < line.style.taille and under.style.taille > 1.15 * line.style.taille


def _section_banners(zone: Sequence[Line], lignes: Sequence[Line], body: Style) -> set[int]:
    """Ids of the heads of pages, all at one place and in one look set apart, whose words change from one run of pages to the next.

    They name the sections of slides, unless the document prints their words elsewhere: then they only repeat a heading.
    """
    places: dict[tuple[int, int, Style], dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in zone:
        plain = Style(line.style.taille, line.style.gras)
        apart = line.style.fond or (line.style.gras and not body.gras) or line.style.taille > body.taille * 1.15
        apart = apart or (line.texte.isupper() and line.style.couleur != body.couleur)
        if apart and any(c.isalpha() for c in line.texte):
            places[round(line.bbox[0] / PLACE), round(line.bbox[1] / PLACE), plain][fold(line.texte)].append(line)
    banners: list[dict[str, list[Line]]] = []
    for texts in places.values():
        runs = [[li.page for li in same] for same in texts.values()]
        if len(runs) >= 2 and any(len(run) > 1 for run in runs) and not any(run[-1] - run[0] >= 2 * len(run) for run in runs):
            banners.append(texts)
    wanted = {texte for texts in banners for texte in texts}
    looks: dict[str, set[tuple[float, bool]]] = defaultdict(set)
    for line in lignes if wanted else ():
        if (texte := fold(line.texte)) in wanted:
            looks[texte].add((line.style.taille, line.style.gras))
    return {li.id for texts in banners if all(len(looks[texte]) == 1 for texte in texts) for same in texts.values() for li in same}


def _words(texte: str, debut: int) -> str:
    """What a heading says behind its number, without leaders and page number."""
    return re.sub(r"[\s.…·_]*\d*\s*$", "", fold(texte[debut:]))


def _page_numbers(zone: Sequence[Line], heights: Mapping[int, float], body: Style, out: dict[int, str]) -> None:
    """Lines that are a page number: the printed number runs with the page, or the word says so."""
    shifts: dict[str, Counter[int]] = defaultdict(Counter)
    found: list[tuple[Line, str, int]] = []
    here = _by_page(zone)
    for line in zone:
        text = fold(line.texte)
        ends = _FIN.search(text) if text[-1:].isdecimal() else None
        if (
            ends
            and line.id not in out
            and int(ends[1]) == line.page
            and line.style.taille <= body.taille
            and _outermost(line, _margin(line, heights[line.page]), here[line.page], out)
        ):
            out[line.id] = "pied ou tête de page close par le numéro de la page"
            continue
        if line.id in out or not _PAGE.fullmatch(text) or line.style.taille > body.taille * 1.3:
            continue
        side = _margin(line, heights[line.page])
        if re.search(r"\bp(?:age|\.|g)", text) or re.search(r"\d\s*(?:/|sur)\s*\d", text):
            out[line.id] = f"numéro de page en {side}"
            continue
        number = int(re.search(r"\d+", text).group())  # type: ignore[union-attr]  # _PAGE holds a number
        if not _outermost(line, side, here[line.page], out):
            continue
        shifts[side][number - line.page] += 1
        found.append((line, side, number - line.page))
    for line, side, shift in found:
        # a year in a table also stands at the edge of a page: the number must run with the pages, or be nearly that of its page
        if shifts[side][shift] >= 2 or (len(heights) <= 2 and abs(shift) <= 2):
            out[line.id] = f"numéro de page en {side}"


def _outermost(line: Line, side: str, page: Sequence[Line], out: dict[int, str]) -> bool:
    """Whether no text but furniture stands further out on the page, or beside the line."""
    for other in page:
        if other is line or other.id in out:
            continue
        if other.bbox[1] < line.bbox[3] if side == "haut" else other.bbox[3] > line.bbox[1]:
            return False
    return True


def _browser_print(zone: Sequence[Line], heights: Mapping[int, float], out: dict[int, str]) -> None:
    """Head and foot of a page printed by a browser: date with time and title, address and page; they need not return."""
    here = _by_page(zone)
    for line in zone:
        side = _margin(line, heights[line.page])
        if line.id in out or not (_HORODATE.fullmatch(fold(line.texte)) if side == "haut" else _ADRESSE.fullmatch(line.texte.strip())):
            continue
        for other in here[line.page]:
            if abs(other.bbox[1] - line.bbox[1]) <= PLACE and _margin(other, heights[line.page]) == side:
                out.setdefault(other.id, f"{'en-tête' if side == 'haut' else 'pied'} d'une impression de navigateur")


def _dated_banners(lignes: Sequence[Line], heights: Mapping[int, float], body: Style, out: dict[int, str]) -> None:
    """A banner in title type that returns on several pages and carries a full date stamps an event; it names no section."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lignes:
        if line.id not in out and line.bbox[1] <= 0.25 * heights[line.page] and _prominent(line, body) and has_date(line.texte):
            groups[fold(line.texte)].append(line)
    for same in groups.values():
        if len({line.page for line in same}) >= 2 and max(li.bbox[1] for li in same) - min(li.bbox[1] for li in same) <= PLACE:
            for line in same:
                out[line.id] = f"rupture : bandeau daté répété sur {len(same)} pages"


_IMAGE_OMISE = re.compile(r"\W*==>.*<==\W*$")
_SIGNES = re.compile(r"[*_`#>|\s]+")


def furniture_markdown(lignes: Sequence[Line]) -> dict[int, str]:
    """Line id -> why it is furniture, in Markdown made of a paged file: page numbers that follow each other, what is printed beside them
    on each page, places of pictures left out.
    """
    out = {line.id: "image omise par le convertisseur" for line in lignes if _IMAGE_OMISE.match(line.texte)}
    full = [line for line in lignes if line.texte.strip()]
    numbers = [i for i, line in enumerate(full) if re.fullmatch(r"\W*\d{1,4}\W*", line.texte)]
    value = {i: int(re.sub(r"\W", "", full[i].texte)) for i in numbers}
    # a number belongs to the pages when the one before or after it is its neighbour, three in all
    pages = [i for k, i in enumerate(numbers) if (k and value[i] == value[numbers[k - 1]] + 1) or _next_is(value, numbers, k)]
    if len(pages) < 3:
        return out
    beside: dict[str, list[int]] = defaultdict(list)
    for i in pages:
        out[full[i].id] = "numéro de page"
        for j in (i - 1, i + 1):
            if 0 <= j < len(full) and j not in value:
                beside[_SIGNES.sub(" ", fold(full[j].texte)).strip()].append(full[j].id)
    for text, ids in beside.items():
        if text and len(ids) >= 3 and not any(full_line.startswith("#") for full_line in (lignes[i].texte.lstrip() for i in ids)):
            out |= {i: f"répété à côté de {len(ids)} numéros de page" for i in ids}
    return out


def _next_is(value: dict[int, int], numbers: Sequence[int], k: int) -> bool:
    return k + 1 < len(numbers) and value[numbers[k + 1]] == value[numbers[k]] + 1
