"""What the whole document says about its look, measured once before its blocks are built.

Reads the lines of all regions; decides line pitch by type size, the looks that known labels share and the words that return in such a
look. It makes no block.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.lexicon import Label
from pipeline.model import Line, Style
from pipeline.stages.grids import fiche_labels
from pipeline.stages.label_looks import (
    LEAD,
    MOTS_ETIQUETTE,
    MOTS_MENEUR,
    first_look,
    label_by_look,
    lead_in_look,
    line_in_look,
    opens_in_look,
)
from pipeline.stages.labels import LONGUEUR, named_label
from pipeline.stages.list_signs import marker_at
from pipeline.stages.regions import Region
from pipeline.stages.stated import Stated
from pipeline.stages.told_headers import told_headers
from pipeline.texts import label_key

# The body of a page may be so many times as large as that of the document, or as small; so many items of a list are set in it.
CORPS_DE_PAGE, ITEMS_DE_PAGE = 1.6, 2
# A look that so many known labels have is that of labels.
ETIQUETTES_MIN = 3


class Context(Struct, frozen=True):
    """What the whole document says about its look: body style, usual line pitch by type size, headings that the file states,
    largest plain type that list items are set in, looks of the words of known labels, keys of unknown ones that several lines start
    with, set so, keys of what stands before a colon at the start of several lines, in whatever look, and of questions that return, right
    edges of the side columns by their left edges in whole points, headers of tables told by their cells, labels that fiches share."""

    corps: Style
    pas: Mapping[float, float]
    enonces: Mapping[int, Stated]
    puces: float = 0.0
    etiquettes: frozenset[Style] = frozenset()
    meneurs: frozenset[str] = frozenset()
    retours: frozenset[str] = frozenset()
    bords: Mapping[int, float] = {}
    entetes: Mapping[tuple[str, ...], Mapping[int, tuple[Label, bool]]] = {}
    fiches: frozenset[str] = frozenset()


def measure(parts: Sequence[Region], corps: Style, stated: Mapping[int, Stated]) -> Context:
    """The usual distance between the tops of two lines of one paragraph, for each type size."""
    found: dict[float, list[float]] = defaultdict(list)
    for part in parts:
        for a, b in pairwise(part.lignes):
            size, pitch = a.style.taille, b.bbox[1] - a.bbox[1]
            if size == b.style.taille and 0.8 * size < pitch < 2.2 * size:
                found[size].append(pitch)
    # the lower quartile: most pitches within a paragraph are equal, those between paragraphs are larger
    lignes = [li for part in parts for li in part.lignes]
    items = Counter(li.style.taille for li in lignes if _is_plain_item(li, corps))
    largest = max((size for size, n in items.items() if n > 1), default=0.0)
    labels = Counter(first_look(li) for li in lignes if li.pieces and (starts_with_label(li) or label_by_look(li, 0)))
    looks = _looks(labels)
    leads = Counter(
        label_key(li.texte[: led.fin])
        for part in (parts if looks else ())
        for li, below in zip_longest(part.lignes, part.lignes[1:])
        if opens_in_look(li, looks) and (led := lead_in_look(li, looks) or line_in_look(li, below, looks))
    )
    bare = {replace(style, fond="") for style in looks}  # labels may stand in a box, those of the text beside it on none
    leads.update(
        label_key(li.texte.rstrip(" :"))
        for part in (parts if looks else ())
        for li, below in pairwise(part.lignes)
        if li.texte.endswith(":") and not starts_with_label(li) and replace(first_look(li), fond="") in bare and _is_value(below)
    )
    heads = frozenset(key for key, n in leads.items() if n >= ETIQUETTES_MIN)
    grids = [part.grille for part in parts if part.grille is not None]
    return Context(
        corps,
        {size: sorted(p)[len(p) // 4] for size, p in found.items() if len(p) >= 4},
        stated,
        largest,
        looks,
        heads,
        _returning_leads(lignes),
        _side_columns(parts),
        told_headers(grids),
        fiche_labels(grids),
    )


def _looks(labels: Mapping[Style, int]) -> frozenset[Style]:
    """The looks that enough known labels have; where each axis has a colour of its own, with those that differ in colour alone."""
    alike: dict[Style, int] = defaultdict(int)
    for style, n in labels.items():
        alike[_uncoloured(style)] += n
    return frozenset(
        style
        for style, n in labels.items()
        if n >= ETIQUETTES_MIN or (n > 1 and _is_apart(style) and alike[_uncoloured(style)] >= ETIQUETTES_MIN)
    )


def _uncoloured(style: Style) -> Style:
    return replace(style, couleur="", fond="")


def _is_apart(style: Style) -> bool:
    """Whether a look is bold, and has a colour or a fill."""
    return style.gras and (bool(style.fond) or bool(coloured(style.couleur)))


def _returning_leads(lignes: Sequence[Line]) -> frozenset[str]:
    """The keys of a few words that start several lines, a colon and something more behind them: 'Éléments de mesure : délai moyen'; and of
    questions in bold that return, with their sign: 'Qui tient la barre ?'."""
    count: Counter[str] = Counter()
    for line in lignes:
        lead = LEAD.match(line.texte)
        if lead is not None and len(lead[1].split()) <= MOTS_ETIQUETTE:
            count[label_key(lead[1])] += 1
        elif line.texte.endswith("?") and line.style.gras and len(line.texte.split()) <= MOTS_MENEUR:
            count[f"{label_key(line.texte)} ?"] += 1
    return frozenset(key for key, n in count.items() if n >= ETIQUETTES_MIN)


def page_bodies(parts: Sequence[Region], corps: Style) -> dict[int, Style]:
    """Page to its body, where it is that of the document but for its size: the text of a slide is set smaller or larger to fill its box.

    Most plain letters of the page are set so, with items of a list or labels in type of that size.
    """
    letters: dict[int, Counter[Style]] = defaultdict(Counter)
    listed: dict[int, Counter[float]] = defaultdict(Counter)
    for part in parts:
        for line in part.lignes if part.grille is None else ():
            style = line.style
            if not style.gras:
                letters[part.page][replace(style, fond="")] += len(line.texte)
            if style.taille != corps.taille and (_is_plain_item(line, corps) or starts_with_label(line)):
                listed[part.page][style.taille] += 1
    out: dict[int, Style] = {}
    for page, count in letters.items():
        best, n = count.most_common(1)[0]
        alike = replace(best, taille=corps.taille) == replace(corps, fond="") and best.taille != corps.taille
        near = 1 / CORPS_DE_PAGE < best.taille / (corps.taille or 1.0) < CORPS_DE_PAGE
        if alike and near and 2 * n > count.total() and listed[page][best.taille] >= ITEMS_DE_PAGE:
            out[page] = best
    return out


def starts_with_label(line: Line) -> bool:
    colon = line.texte.find(":", 0, LONGUEUR)
    if colon > 0:
        return named_label(line.texte[:colon]) is not None
    asked = line.texte.find("?", 0, LONGUEUR)
    if asked > 0 and named_label(line.texte[: asked + 1]) is not None:
        return True
    return len(line.texte) <= LONGUEUR and named_label(line.texte) is not None


def _is_value(line: Line) -> bool:
    """Whether a line can be the plain value of a label above it."""
    return not line.style.gras and line.puce is None and marker_at(line.texte) is None and not starts_with_label(line)


def _is_plain_item(line: Line, corps: Style) -> bool:
    """Whether a line is an item in no look of its own; what is drawn before one in another colour may be the icon of a title."""
    drawn = line.puce is not None and line.style.couleur == corps.couleur
    return not line.style.gras and (drawn or marker_at(line.texte) is not None)


def _side_columns(parts: Sequence[Region]) -> dict[int, float]:
    """How far right the lines of side columns reach, by their left edges in whole points: those of one edge are one column, flush left. So
    are those of several parts that all open with a label of parties alone on its line, each in the row of its engagement."""
    out: dict[int, float] = {}
    columns: dict[int, list[Region]] = defaultdict(list)
    for part in parts:
        if part.grille is None and not part.boite:
            columns[round(left_edge(part.lignes))].append(part)
    for left, column in columns.items():
        led = len(column) >= ETIQUETTES_MIN and all(map(_opens_with_parties, column))
        lines = [
            li for part in column if (led or part.lateral) and len({round(li.bbox[2]) for li in part.lignes}) > 1 for li in part.lignes
        ]
        if lines:
            out[left] = max(li.bbox[2] for li in lines)
    return out


def _opens_with_parties(part: Region) -> bool:
    label = named_label(part.lignes[0].texte)
    return label is not None and label.genre == "acteur"


def left_edge(lignes: Sequence[Line]) -> float:
    """Where lines start, the list sign drawn before one included."""
    return min(li.puce[0] if li.puce else li.bbox[0] for li in lignes)
