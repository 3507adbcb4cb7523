"""Lines of a PDF to blocks: headings, items, labels with their values, paragraphs, captions.

Reads regions in reading order; decides by list signs, label position, look relative to the document's own body style,
spacing and indent. What a heading commands, and what a label is for, is not decided here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import Any

from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.lexicon import Label, programme_types
from pipeline.model import BBox, Block, Box, Cell, Genre, Line, Page, Span, Spans, Style
from pipeline.stages.block_looks import MOTS_TITRE, NUMERO_DE_LISTE, PUCE_DESSINEE
from pipeline.stages.boxes import chips_of, inside, is_panel, text_boxes
from pipeline.stages.brackets import LIGNES_OUVERTES, opens_parties
from pipeline.stages.document_look import Context, left_edge, measure, page_bodies
from pipeline.stages.grids import Step, Table, close_table, has_header, known_label, plain_table, plans, read_grid
from pipeline.stages.headings import RANG_GROUPE, RANG_RANGEE, Heading, is_numbered, is_parted, names_level, parse_heading
from pipeline.stages.label_looks import (
    MOTS_ETIQUETTE,
    MOTS_MENEUR,
    cut_by_line_end,
    first_look,
    label_by_look,
    label_in_look,
    next_label,
    over_two,
    unknown_in_look,
)
from pipeline.stages.labels import Found, label_at, named_label
from pipeline.stages.list_signs import ORDINAL, Marker, follows_sign, marker_at, strong_cuts
from pipeline.stages.names import MOTS_OUVERTS, first_word, leaves_room, name_goes_on
from pipeline.stages.natures import title_nature
from pipeline.stages.regions import Region
from pipeline.stages.run_in import runs_into_text
from pipeline.stages.second_look import second_look
from pipeline.stages.stated import Stated
from pipeline.stages.title_looks import ANNEE, distinct, is_moment, stands_out, style_of, title_reason
from pipeline.stages.title_numbers import opens_with_bold_number
from pipeline.stages.unknown_labels import Around, unknown_label
from pipeline.texts import collapse, is_figure, raw_text, text_of

_NOTE = re.compile(r"(?:\(?\d{1,2}\)?|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹]+)\.?\s*[A-ZÀ-Ü«]")
# Lines of a cell so many times as far apart as those of a paragraph are of two paragraphs.
PARAGRAPHE = 1.25
# Share of the body's type below which a line of parties' label needs no weight nor colour.
PETIT = 0.85
# Points: the most that is taken for the margin of a box.
MARGE = 15.0
# So many lines that open with a figure are no title.
LIGNES_CHIFFRES = 3
# So many times as large as a label of parties at most is the name below it.
PLUS_GRAND_QUE_ROLE = 1.2
# So many times as large as a date alone at most is what happens on it.
PLUS_GRAND_QUE_DATE = 1.2
# In ems: the most blank between a label of parties and the name below it.
NOM_DESSOUS = 0.5
# In ems: what is no higher is an icon before a label, and has no caption.
HAUTEUR_ICONE = 2.0
# What the first line of a title ends with that goes on below, whatever that starts with.
TIRETS = (" –", " —", " -")
# What joins a body and a part of it.
TIRETS_DE_NOM = ("– ", "— ", "- ")
# The most words of the first half of a label that is printed over two lines.
MOTS_COUPES = 3
# In ems: how far left of its first line the second one of a label may start, a picture before the first.
ICONE = 3.0
# Times the type of the text and of the items: so large, in another colour, is a title behind an icon.
TITRE_A_ICONE = 1.15
# Points: icons before labels start at one edge, give or take.
BORD_ICONE = 1.0


def is_label_line(line: Line, corps: Style) -> bool:
    """Whether the line starts with a label in label position; used for side notes."""
    return label_at(line.texte, distinct=stands_out(line, corps)) is not None or label_by_look(line, 0) is not None


def _below(above: Line, line: Line, icone: float = 0.3) -> bool:
    """Whether a line goes on right below another, at its left edge and in its look; `icone`: how far left of it, in ems, it may start."""
    size = max(line.style.taille, 1.0)
    near = 0 < line.bbox[1] - above.bbox[1] < 2.0 * size and -0.3 * size < above.bbox[0] - line.bbox[0] < icone * size
    first = line.pieces[0].style if line.pieces else line.style
    return near and above.page == line.page and (first.gras, first.couleur) == (above.style.gras, above.style.couleur)


def _opens_bracket(line: Line, found: Found) -> bool:
    """Whether the words of a label open a bracket behind other words: 'des services publics. [Pilotes : Ville, CAF]'."""
    words = line.texte[found.debut : found.fin].strip(" ([")
    return words.count("[") > words.count("]") or words.count("(") > words.count(")")


def _heads_next_column(last: Line, line: Line, reach: float) -> bool:
    """Whether a line stands right of and above the last one of a column `reach` points far, which had no room for its first word."""
    size = max(line.style.taille, 1.0)
    higher = last.bbox[1] - line.bbox[1] > 2 * size and line.bbox[0] > reach
    full = last.bbox[2] + first_word(line) > reach - 0.5 * size
    return higher and full and last.style == line.style and ORDINAL.match(line.texte) is None


def _ends_a_span(above: Line, line: Line) -> bool:
    """Whether a dash stands between two dates on two lines, 'Nov. 2024' and '- juin 2025': it is no list sign."""
    if not line.texte.startswith(TIRETS_DE_NOM) or not _below(above, line):
        return False
    end = line.texte[2:]
    return all(is_moment(text) or ANNEE.fullmatch(text.strip()) for text in (above.texte, end))


def _opens_with_wrapped_dash(above: Line, line: Line, edge: float) -> bool:
    """Whether the dash of 'État – DDSP' opens a line of a cell that ends at `edge`, below one without list sign that had no room for it."""
    return line.texte.startswith(TIRETS_DE_NOM) and marker_at(above.texte) is None and not leaves_room(above, line, edge)


def _tight_pitch(lignes: Sequence[Line]) -> float:
    """The distance between lines of one paragraph of a cell whose paragraphs a blank parts; 0 where all lines are as far apart."""
    pitches = [b.bbox[1] - a.bbox[1] for a, b in pairwise(lignes) if a.page == b.page and a.style.taille == b.style.taille]
    tight = min((p for p in pitches if p > 0.8 * lignes[0].style.taille), default=0.0)
    return tight if tight and max(pitches) > PARAGRAPHE * tight else 0.0


def blocks_pdf(
    parts: Sequence[Region], pages: Sequence[Page], lignes: Sequence[Line], corps: Style, stated: Mapping[int, Stated] | None = None
) -> tuple[Block, ...]:
    """The blocks of all regions, in order. Every line of every region belongs to exactly one or more blocks, wholly.

    `stated`: line id -> what the file itself says of it.
    """
    builder = _Builder(lignes, measure(parts, corps, stated or {}))
    builder.bodies = page_bodies(parts, corps)
    printed: dict[int, list[Line]] = defaultdict(list)
    for line in lignes:
        printed[line.page].append(line)
    builder.chips = {line: chip for page in pages if page.boites for line, chip in chips_of(page, printed[page.numero])}
    images = {p.numero: [i for i in p.images if not _is_background(i, p, printed[p.numero])] for p in pages if p.images}
    cards = _cards(parts)
    panels = _panels(parts, pages)
    own = 0  # the number of the card under way
    for number, (part, below) in enumerate(zip(parts, [*parts[1:], None], strict=False), start=1):  # strict but for no part
        own = own if part.suite else number
        builder.next = below.lignes[0] if below is not None and below.page == part.page and below.lignes else None
        builder.region(part, own if part.lateral or part.boite else 0, images.get(part.page, []), cards[own - 1], number in panels)
    return tuple(builder.done())


def _cards(parts: Sequence[Region]) -> list[int]:
    """For each region the number, from 1, of the region whose drawn box is the outermost around it; 0 where none is."""
    boxed: dict[int, list[tuple[int, BBox]]] = defaultdict(list)
    for number, part in enumerate(parts, start=1):
        if part.boite:
            boxed[part.page].append((number, part.bbox))
    for boxes in boxed.values():
        boxes.sort(key=lambda b: (b[1][0] - b[1][2]) * (b[1][3] - b[1][1]))
    return [next((number for number, box in boxed.get(part.page, ()) if inside(part.bbox, box)), 0) for part in parts]


def _panels(parts: Sequence[Region], pages: Sequence[Page]) -> frozenset[int]:
    """Numbers, from 1, of the regions whose boxes run from the head to the foot of their page, where several are drawn: a leaflet."""
    high = (page for page in pages if sum(is_panel(box, page) for box in page.boites) > 1)
    unfolded = {page.numero: page for page in high if sum(is_panel(box, page) for box in text_boxes(page)) > 1}
    boxed = [(n, part) for n, part in enumerate(parts, start=1) if part.boite and part.page in unfolded]
    return frozenset(n for n, part in boxed if is_panel(Box(*part.bbox), unfolded[part.page]))


def _is_background(image: BBox, page: Page, lignes: Sequence[Line]) -> bool:
    """A picture behind text (a shadow, a slide's background) takes no caption."""
    if (image[2] - image[0]) * (image[3] - image[1]) > 0.8 * page.largeur * page.hauteur:
        return True
    return any(
        li.page == page.numero
        and image[0] - 1 <= li.bbox[0]
        and li.bbox[2] <= image[2] + 1
        and image[1] - 1 <= li.bbox[1]
        and li.bbox[3] <= image[3] + 1
        for li in lignes
    )


def _heads_cell(lignes: Sequence[Line], i: int) -> bool:
    """Whether a line and the next one, alone in their look, head a cell: 'Maîtrise' over 'd'ouvrage', then the value."""
    return i == 0 and len(lignes) > 2 and lignes[0].style == lignes[1].style and all(li.style != lignes[0].style for li in lignes[2:])


class _Builder:
    """Grows one block at a time; the only state is the block under way and the indents of the list under way."""

    def __init__(self, lignes: Sequence[Line], context: Context) -> None:
        self.lignes = lignes
        self.context = context
        self.chips: Mapping[int, int] = {}  # line to the number of the small box drawn around it
        self.bodies: Mapping[int, Style] = {}  # of pages whose text is set smaller or larger
        self.out: list[Block] = []
        self.open: Block | None = None
        self.last: Line | None = None
        self.right = 0.0
        self.edge = 0.0
        self.part: Sequence[Line] = ()
        self.left = 0.0
        self.indents: list[float] = []
        self.table: Table | None = None
        self.cell = 0
        self.fields = 0
        self.label_look: Style | None = None
        self.label_first: Style | None = None
        self.label_puce: BBox | None = None  # what is drawn before the last label
        self.label_souligne = False
        self.titles = True
        self.seule = False  # in a cell where one line starts with a label: it may be the value of the cell's own
        self.card = 0  # number of the outermost drawn box around the region
        self.lateral = False  # in a note of a margin
        self.serre = 0.0  # in a cell of names whose paragraphs a blank parts: the distance between the lines of one
        self.uniform = False  # in a cell of values set all alike: no line of it is a label by its look
        self.after: Line | None = None  # the line that follows in the region
        self.next: Line | None = None  # the first line of the next region, on the same page
        self.joined = -1  # the first line of a region, when it goes on with the block that the region before left open
        self.half: tuple[Line, int] | None = None  # a label printed over two lines: the first, and where it starts there
        self.chiffres = frozenset((li.page, li.style) for li in lignes if li.texte[:1].isdigit() and is_figure(li.texte))

    def region(self, part: Region, group: int, images: Sequence[BBox], card: int, panel: bool) -> None:
        self.lateral = part.lateral
        if part.grille is not None:
            self._close()
            self.card = card
            # what was done, whoever led it, is no engagement
            told = has_header(part.grille, self.context.entetes) and not self._goes_on_with_table(part.page) and self._tells_of_the_past()
            if told and not plans(part.grille):
                self._steps([*close_table(self.table), *plain_table(part.grille)])
                self.table = None
                return
            steps, self.table = read_grid(part.grille, self.table, self.context.entetes, self.context.fiches)
            self._steps(steps)
            return
        if self.table is not None and self.table.attente is not None:
            self._close()
            self._steps(close_table(self.table))
        self.card = card
        first = len(self.out) + (self.open is not None)
        before = self.open
        self.part, reach = part.lignes, self.right
        self.right = part.bbox[2] if part.boite else max([li.bbox[2] for li in part.lignes])
        self.left = left_edge(part.lignes)
        # text keeps as far from the right side of its box as from the left
        self.edge = (
            part.bbox[2] - max(0.0, min(self.left - part.bbox[0], MARGE)) if part.boite else self.context.bords.get(round(self.left), 0.0)
        )
        if group:
            self.indents = []
        for i, (line, after) in enumerate(zip_longest(part.lignes, part.lignes[1:])):
            self.after = after
            if i and self.half is not None and self._ends_label(part.lignes[i - 1], line, group):
                continue
            if i == 0:
                apart = group or (before is not None and before.groupe)
                goes_on = before is not None and not apart and self._runs_on(before, line, reach)
                self.joined = line.id if goes_on and before is not None and before.page == line.page else -1
                if apart or not (goes_on or self._continues(line)):
                    self._close()
            if not self._opens_label(line):
                self._line(line, group, images)
        if group:
            self._close()
        if part.lateral:
            self.out[first:] = [replace(b, lateral=True) for b in self.out[first:]]
        if panel:
            self.out[first:] = [replace(b, panneau=True) for b in self.out[first:]]

    def _goes_on_with_table(self, page: int) -> bool:
        """Whether nothing but furniture stands between a table of the page before and what opens this page."""
        return self.table is not None and self.last is not None and self.last.page < page

    def _tells_of_the_past(self) -> bool:
        """Whether the last heading, or one that it stands under by its size, is that of a bilan."""
        size = 0.0
        for block in reversed(self.out):
            if block.genre != "titre" or block.rang or block.style.taille <= size:
                continue
            size = block.style.taille
            text = text_of(self.lignes, block.spans)
            if parse_heading(text).type in programme_types():
                return False
            stated = title_nature(text[parse_heading(text).debut :])
            if stated is not None:
                return stated[0] == "bilan"
        return False

    def done(self) -> list[Block]:
        self._close()
        self._steps(close_table(self.table))
        return second_look(self.out, self.lignes)

    def _steps(self, steps: Sequence[Step]) -> None:
        """What a table says, as blocks."""
        for step in steps:
            self._close()
            self.indents = []
            if step.emploi in ("entete", "coche"):
                why = "en-tête de colonne" if step.emploi == "entete" else "coche l'en-tête de sa colonne"
                self.out.append(self._block("mobilier", (), step.lignes, balises=_whole(step.lignes), pourquoi=(why,)))
            elif step.emploi in ("titre", "groupe"):
                self._table_title(step)
            elif step.emploi == "etiquette":
                self._cell_label(step)
            elif step.emploi == "tableau":
                cells = tuple(tuple(Cell(_whole(lignes), i) for i, lignes in enumerate(row)) for row in step.rangs)
                lines = [li for row in step.rangs for lignes in row for li in lignes]
                self.out.append(self._block("tableau", (), lines, lignes=cells, pourquoi=("tableau sans en-tête connu",)))
            else:
                self._cell(step)
        self._close()
        self.cell, self.titles, self.edge = 0, True, 0.0

    def _block(self, genre: Genre, spans: Spans, printed: Sequence[Line], **more: Any) -> Block:
        x0, top = min(li.bbox[0] for li in printed), min(li.bbox[1] for li in printed)
        x1, bottom = max(li.bbox[2] for li in printed), max(li.bbox[3] for li in printed)
        return Block(
            len(self.out), genre, spans, page=printed[0].page, bbox=(x0, top, x1, bottom), style=printed[0].style, carte=self.card, **more
        )

    def _table_title(self, step: Step) -> None:
        rank = RANG_GROUPE + step.dedans if step.emploi == "groupe" else RANG_RANGEE
        why = "ligne fusionnée du tableau" if step.emploi == "groupe" else "titre de sa ligne du tableau"
        number = collapse(" ".join(li.texte for li in step.numero))
        lignes = step.lignes or step.numero
        marker = marker_at(lignes[0].texte) if step.lignes else None
        spans = _whole(lignes)
        signs = _whole(step.numero) if step.lignes else ()
        if marker is not None and marker.suite < len(lignes[0].texte):
            spans = (Span(lignes[0].id, marker.suite, len(lignes[0].texte)), *spans[1:])
            signs = (*signs, Span(lignes[0].id, marker.debut, marker.fin))
        self.out.append(self._block("titre", spans, lignes, balises=signs, rang=rank, numero=number, pourquoi=(why,)))

    def _cell_label(self, step: Step) -> None:
        assert step.label is not None
        self.cell += 1
        self.fields += not step.repris
        last = step.lignes[-1]
        spans = list(_whole(step.lignes))
        end = len(last.texte.rstrip(" :"))
        if len(spans) == 1 and not end:  # a colon alone names nothing
            self.out.append(self._block("texte", tuple(spans), step.lignes, pourquoi=("texte d'une cellule",)))
            return
        if (
            len(spans) > 1
            and known_label(" ".join(li.texte for li in step.lignes)) is None
            and known_label("".join(li.texte for li in step.lignes))
        ):
            spans[1:] = [replace(s, colle=True) for s in spans[1:]]
        signs: list[Span] = []
        if not step.repris and end < len(last.texte.rstrip()):
            signs.append(Span(last.id, end, len(last.texte)))
        spans[-1] = replace(spans[-1], fin=end)
        genre = step.label.code
        why = "en-tête de sa colonne" if step.repris else "étiquette de la cellule voisine"
        self.out.append(
            self._block(
                "etiquette",
                tuple(s for s in spans if s.debut < s.fin),
                step.lignes,
                balises=tuple(signs),
                etiquette=genre,
                cellule=self.cell,
                repris=step.repris,
                pourquoi=(why,),
            )
        )

    def _cell(self, step: Step) -> None:
        """The content of a cell: built as any text, but a bold line in a value is no heading."""
        start = len(self.out)
        kept, self.titles = self.titles, step.emploi == "contenu"
        self.part = step.lignes
        self.right = max(step.droite - 4, *(li.bbox[2] for li in step.lignes))
        self.left = left_edge(step.lignes)
        self.edge = step.droite
        self.last = None
        self.uniform = step.emploi == "valeur" and len({li.style for li in step.lignes}) == 1
        self.seule = self.uniform and sum(label_at(li.texte) is not None for li in step.lignes) == 1
        parties = step.emploi == "valeur" and step.label is not None and step.label.genre == "acteur"
        self.serre = _tight_pitch(step.lignes) if parties else 0.0
        for i, line in enumerate(step.lignes):
            below = step.lignes[i + 1] if i + 1 < len(step.lignes) else None
            self.after = below if below is not None and (below.texte.endswith("?") or _heads_cell(step.lignes, i)) else None
            if i and self._ends_label(step.lignes[i - 1], line, 0):
                continue
            signed = marker_at(line.texte) is not None and not (i and _opens_with_wrapped_dash(step.lignes[i - 1], line, self.edge))
            if parties and not signed and label_at(line.texte) is None:
                self._party_line(line)
            elif not self._opens_label(line):
                self.after = below if step.emploi == "contenu" else None  # the lines of a value are told by themselves
                self._line(line, 0, ())
        self._close()
        self.titles, self.uniform = kept, False
        if step.emploi == "valeur":
            self.out[start:] = [
                replace(b, cellule=self.cell if b.genre in ("item", "texte") else b.cellule, repris=b.repris or step.repris)
                for b in self.out[start:]
            ]

    def _opens_value(self, line: Line) -> bool:
        """Whether a line opens a value: nothing stands yet beside or below the label of a field, and it is not set as labels are."""
        if self.open is not None or not self.out or (self.out[-1].repris and not self.seule):
            return False
        first = line.pieces[0].style if line.pieces else line.style
        plain = ":" in line.texte and not first.gras and not coloured(first.couleur)
        alone = self.out[-1].etiquette == "champ" and self.label_look is not None and line.style != self.label_look and plain
        if self.out[-1].genre != "etiquette" or not (self.uniform or alone):
            return False
        label = self.lignes[self.out[-1].spans[-1].line].bbox
        return line.bbox[0] <= label[2] or line.bbox[1] < label[3]  # 'Mise à jour : mai' at the right, below an empty cell, is none

    def _party_line(self, line: Line) -> None:
        """A line of names in a cell: it goes on with the line above only when that one was full or ended open."""
        whole = collapse(raw_text(self.lignes, self.open.spans)) if self.open is not None else ""
        apart = self.serre and self.last is not None and line.bbox[1] - self.last.bbox[1] > PARAGRAPHE * self.serre
        apart = apart or (self.last is not None and self.chips.get(line.id, -1) != self.chips.get(self.last.id, -1))
        if self.open is not None and self.last is not None and not apart and name_goes_on(self.last, line, self.edge, whole):
            self._extend(line)
        else:
            self._start("texte", line, 0, len(line.texte), 0, "noms dans une cellule", suite=True)
        self.last = line

    def _runs_on(self, block: Block, line: Line, reach: float) -> bool:
        """Whether `line`, first of its region, goes on with the block that the region before, `reach` points far, left open."""
        if block.genre not in ("item", "texte"):
            return False
        text = collapse(raw_text(self.lignes, block.spans))
        if block.suite and text.endswith((",", ";")) and line.style.taille == block.style.taille:
            return marker_at(line.texte) is None and label_at(line.texte) is None  # names that go on at the head of the next column
        last = self.last
        if block.page == line.page and (last is None or not _heads_next_column(last, line, reach)):
            return False
        return line.style.taille == block.style.taille and line.texte[:1].islower() and not text.endswith((".", ";", ":", "!", "?"))

    def _line(self, line: Line, group: int, images: Sequence[BBox]) -> None:
        look = stands_out(line, self.context.corps)
        marker = marker_at(line.texte) or (Marker(0, 0, 0, False) if line.puce else None)
        if marker is not None and self.last is not None and _ends_a_span(self.last, line):
            marker = None
        found = label_at(line.texte, marker.suite if marker else 0, distinct=look)
        if found is None:
            found = label_by_look(line, marker.suite if marker else 0)
        if found is None and marker is None and self._is_small_label(line):
            found = label_at(line.texte, distinct=True)
        if found is not None and (self._is_said(line, found, marker) or self._ends_title(line, found) or _opens_bracket(line, found)):
            found = None
        if found is not None and self._amid_bracket():
            found = None
        alone = self.open is not None and self.open.genre == "item" and not self.open.spans and self.open.marque
        if alone and self.open is not None and found is None and marker is None:
            # its sign stood alone on the line above
            self.open = replace(self.open, spans=(Span(line.id, 0, len(line.texte)),), style=line.style)
        elif found and (
            self._is_role(line, found) or line.style.taille <= 1.1 * max(self.context.corps.taille, self._body(line.page).taille)
        ):
            self._label(line, found, marker, group)
            self.fields += 1
            self.label_first, self.label_puce = first_look(line), line.puce or self.label_puce
            if found.suite == len(line.texte) and ":" not in line.texte:
                self.label_look, self.label_souligne = line.style, line.souligne
        elif (
            (marker is None or self._has_icon(line, marker))
            and (unknown := self._unknown_label(line))
            and not _opens_bracket(line, unknown)
            and not self._ends_title(line, unknown)
            and not self._amid_bracket()
        ):
            self._label(line, unknown, None, group)
            beside = self.after is not None and abs(self.after.bbox[3] - line.bbox[3]) < line.style.taille and bool(line.style.fond)
            if beside and unknown.suite == len(line.texte) and ":" not in line.texte and named_label(line.texte) is not None:
                self.label_look, self.label_souligne = line.style, line.souligne  # 'Quand' on a fill, behind 'Pilote' on another
        elif self._is_note(line):
            self._start("texte", line, 0, len(line.texte), group, "note en petits caractères")
        elif marker and self._is_marked_title(line, marker):
            self._start("texte", line, marker.suite, len(line.texte), group, "titre derrière une puce")
            assert self.open is not None
            self.open = replace(self.open, balises=(Span(line.id, marker.debut, marker.fin),) if marker.fin else ())
        elif marker:
            if marker.fin:
                self._items(line, marker, group, False)
            else:
                self._start("item", line, 0, len(line.texte), group, "puce dessinée", marker)
        elif self.open is not None and self.open.genre == "legende" and self._continues(line):
            self._extend(line)
        elif self._under_image(line, images):
            self._start("legende", line, 0, len(line.texte), group, "petit texte sous une image")
        elif self._runs_into_label(line) or (self._continues(line) and not self._opens_ordinal(line)):
            self._extend(line)
            self._labels_inside(line, group)
        elif (ordinal := ORDINAL.match(line.texte)) and not distinct(line.style, self.context.corps) and not line.souligne:
            self._start(
                "item", line, ordinal.end(), len(line.texte), group, NUMERO_DE_LISTE, Marker(0, ordinal.end(), ordinal.end(), False)
            )
        else:
            self._start("texte", line, 0, len(line.texte), group, "", suite=self._beside_label(line))
            if ";" in line.texte and ":" in line.texte:
                self._labels_inside(line, group)
        self.last = line

    def _amid_bracket(self) -> bool:
        """Whether the open text breaks off amid a bracket that names parties: 'Agir (Pilote : CAF ;' over 'Partenaires : ...)'."""
        block = self.open
        if block is None or block.genre != "texte" or block.suite or len(block.spans) > LIGNES_OUVERTES:
            return False
        return opens_parties(raw_text(self.lignes, block.spans))

    def _ends_title(self, line: Line, found: Found) -> bool:
        """Whether a label alone on its line, in small letters, goes on with the line above in its look: 'les marchés' over 'publics'."""
        whole = found.suite == len(line.texte) or line.texte[found.fin : found.fin + 1] == "."  # 'quartier. [Pilote : CAF]'
        bare = line.texte[:1].islower() and not found.debut and whole and ":" not in line.texte[: found.suite]
        return bare and self.open is not None and self.open.genre == "texte" and not self.open.suite and self._continues(line)

    def _is_said(self, line: Line, found: Found, marker: Marker | None) -> bool:
        """Whether the words of a label stand where they are but words: as a value, at the end of a title or of an item."""
        field = found.label.genre == "champ"
        if field and self._opens_value(line):
            return True  # 'Calendrier' beside 'Mise en service : juin 2026'
        if ":" not in line.texte:
            inside = (not self.part or self.part[0].id != line.id) and line.style != self.label_look
            small = inside and line.texte[found.debut : found.fin].islower() and not self._is_set_small(line)
            cut = self.open is not None and self.last is not None and self.last.texte.rstrip().endswith(MOTS_OUVERTS)
            if self.uniform or small or cut or self._awaits_value(line):
                return True  # 'quartiers', last word of a title; 'Budget' over 'Droit commun': the words of a label, set as a value
        return field and marker is None and self._ends_item(line, found)

    def _body(self, page: int) -> Style:
        return self.bodies.get(page, self.context.corps)

    def _ends_item(self, line: Line, found: Found) -> bool:
        """Whether the small letters of a label end an item that leads to those below: 'Proposer un premier' over 'financement :'."""
        if self.open is None or self.last is None or self.open.genre != "item" or self.open.style != line.style:
            return False
        return line.texte[:1].islower() and found.suite == len(line.texte) and self.last.texte[-1:].isalpha()

    def _is_set_small(self, line: Line) -> bool:
        """Whether a line starts in the look of the document's labels, in colour and in smaller type than what follows: 'chef de file'."""
        first, value = line.pieces[0].style, line.pieces[-1].style
        return coloured(first.couleur) and first.taille < value.taille and first_look(line) in self.context.etiquettes

    def _is_small_label(self, line: Line) -> bool:
        """Whether a line in type smaller than the body can be a label of parties, in a margin of a field: what stands right below it is set
        in another look."""
        after = self.after
        if after is None or line.style.taille > PETIT * self.context.corps.taille or len(line.texte.split()) > MOTS_ETIQUETTE:
            return False
        apart = (after.style.taille, after.style.couleur) != (line.style.taille, line.style.couleur)
        label = named_label(line.texte) if apart and 0 < after.bbox[1] - line.bbox[1] < 3 * line.style.taille else None
        heads = self.lateral and self.part[0].id == line.id
        return label is not None and (label.genre == "acteur" or heads)

    def _runs_into_label(self, line: Line) -> bool:
        """Whether a line, most of it the next label in bold, starts with the end of the value above: 'Vauxreuil Partenaires : CAF'."""
        value = self.open is not None and self.open.suite and self.open.genre == "texte"
        if not value or self.last is None or not line.pieces or not self.last.pieces or line.pieces[0].style == line.style:
            return False
        near = self.last.page == line.page and 0 < line.bbox[1] - self.last.bbox[1] < 1.9 * line.style.taille
        flush = abs(line.bbox[0] - min(li.bbox[0] for li in self.part)) < line.style.taille
        second = self._second_label(line, 0) if near and flush and line.pieces[0].style == self.last.pieces[-1].style else None
        return second is not None and second[0] > 0

    def _labels_inside(self, line: Line, group: int) -> None:
        """A value that runs over its line may end before another label: 'CAF, protection' over 'maternelle. Quartiers : Est'."""
        below = bool(self.out) and self.out[-1].genre == "etiquette"  # of a label that ended its line
        if self.open is None or self.open.genre != "texte" or not (self.open.suite or below):
            return
        second = self._second_label(line, 0)
        if second is None:
            if (tail := self._breaks_off_label(line, 0)) is not None:
                self.open = replace(self.open, spans=(*self.open.spans[:-1], Span(line.id, 0, len(line.texte[:tail].rstrip()))))
            return
        block = self.open
        cut = Span(line.id, 0, len(line.texte[: second[0]].rstrip()))
        self.open = replace(block, spans=(*block.spans[:-1], cut), balises=(*block.balises, Span(line.id, second[0], second[1].debut)))
        self._label(line, second[1], None, group)

    def _second_label(self, line: Line, debut: int) -> tuple[int, Found] | None:
        return next_label(line.texte, debut) or label_in_look(line, debut) or unknown_in_look(line, debut, self.context.etiquettes)

    def _breaks_off_label(self, line: Line, debut: int) -> int | None:
        """Where a label starts that ends on the next line, remembered for it; None when there is none."""
        tail = cut_by_line_end(line, self.after, debut, self.context.etiquettes) if self.after is not None else None
        if tail is not None:
            self.half = (line, tail)
        return tail

    def _opens_label(self, line: Line) -> bool:
        """Whether a line is the first half of a label that ends on the next one, in a narrow box: 'Structure(s)' over 'pilote(s) :'."""
        after = self.after
        if after is None or ":" in line.texte:
            return False
        few = len(line.texte.split(None, MOTS_COUPES)) <= MOTS_COUPES
        if not (few or ":" in after.texte) or not _below(line, after, ICONE):
            return False
        if self._goes_on_in_look(line, after):
            self.half = (line, 0)
            return True
        if not few:
            return False
        capitals = line.texte.isupper() and after.texte.partition(":")[0].isupper()
        found = self._label_over_two(line, after) if after.texte[:1].islower() or capitals else None
        if found is None or found.fin <= len(line.texte.rstrip("-")):
            return False
        self.half = (line, 0)
        return True

    def _goes_on_in_look(self, line: Line, after: Line) -> bool:
        """Whether a line set as labels are goes on below up to a colon, a plain value behind: 'On saura que' over 'c'est fait si : 80'."""
        colon = after.texte.find(":")
        if colon < 0 or not (line.texte[:1].isupper() and after.texte[:1].islower()) or len(line.texte.split()) > MOTS_MENEUR:
            return False
        looks = {p.style for p in (*line.pieces, *(p for p in after.pieces if p.debut < colon))}
        value = [p.style for p in after.pieces if p.debut > colon]
        return len(looks) == 1 and first_look(line) in self.context.etiquettes and bool(value) and value[0] not in looks

    def _label_over_two(self, above: Line, line: Line, debut: int = 0) -> Found | None:
        """The label that two lines print: with its colon, or both in a look set apart; one that starts inside the first, known or not."""
        text = over_two(above.texte[debut:], line)
        found = label_at(text, distinct=above.style == line.style and stands_out(above, self.context.corps))
        asked = text.endswith("?") and above.style == line.style and first_look(above) in self.context.etiquettes
        if found is None and asked and text[:1].isupper() and line.texte[:1].islower() and not debut:
            return Found(Label("champ", ""), 0, len(text), len(text))  # 'Dans quels' over 'quartiers ?'
        colon = re.search(r"\s*:\s*", text) if found is None and (debut or self._goes_on_in_look(above, line)) else None
        return Found(Label("champ", ""), 0, colon.start(), colon.end()) if colon is not None else found

    def _ends_label(self, above: Line, line: Line, group: int) -> bool:
        """Give the label that the line above began and this one ends; whether there is one."""
        half, self.half = self.half, None
        if half is None or half[0].id != above.id:
            return False
        found, start = self._label_over_two(above, line, half[1]), half[1]
        text = over_two(above.texte[start:], line)
        if found is None:
            return False
        shift = len(text) - len(line.texte)
        self._label(line, Found(found.label, 0, found.fin - shift, found.suite - shift), None, group)
        at = next(i for i in range(len(self.out) - 1, -1, -1) if self.out[i].genre == "etiquette")
        cut = above.texte.endswith("-")
        head = Span(above.id, start, len(above.texte) - cut)
        spans = (head, *(replace(sp, colle=cut) for sp in self.out[at].spans))
        signs = (Span(above.id, len(above.texte) - 1, len(above.texte)),) if cut else ()
        self.out[at] = replace(self.out[at], spans=spans, balises=(*signs, *self.out[at].balises), bbox=above.bbox)
        self.fields += 1
        self.last = line
        return True

    def _is_marked_title(self, line: Line, marker: Marker) -> bool:
        """Whether a list sign stands before a heading ('➢ Mesure 1 : ...'): level word, number and title in bold or large type; or an icon
        before one that the file states, or that is larger than the text and all items, in another colour."""
        style = style_of(line, marker.suite, len(line.texte))
        if self.titles and not marker.fin:
            text = self.context.corps
            above_all = style.taille > TITRE_A_ICONE * max(text.taille, self.context.puces) and style.couleur not in ("", text.couleur)
            if above_all or line.id in self.context.enonces:
                return True
        larger = style.taille > self.context.corps.taille * 1.1 or (style.gras and not self.context.corps.gras)
        if not (self.titles and larger):
            return False
        above = self.last
        if above is not None and marker.fin and line.texte[marker.debut] in "-–—" and _below(above, line):
            number = parse_heading(above.texte)
            alike = (above.style.taille, above.style.gras) == (style.taille, style.gras)
            if alike and number.type != "section" and number.debut >= len(above.texte):
                return True  # 'Fiche 1.1' over '– Ouvrir une maison'
        head = parse_heading(line.texte[marker.suite :])
        return head.type != "section" and head.numero is not None and head.debut < len(line.texte) - marker.suite

    def _is_role(self, line: Line, found: Found) -> bool:
        """Whether a label is one of parties, whatever its size; a question ('Qui pilote ?') set larger than the text is a title."""
        return found.label.genre == "acteur" and not line.texte[found.debut : found.fin].endswith("?")

    def _beside_label(self, line: Line) -> bool:
        """Whether the line stands on the line of a label that has no value yet, a tab further."""
        last = self.open if self.open is not None or not self.out else self.out[-1]
        if last is None or last.genre != "etiquette" or self.last is None or self.last.id != last.spans[-1].line or last.groupe:
            return False
        return abs(line.bbox[1] - self.last.bbox[1]) < 0.4 * line.style.taille and line.bbox[0] > self.last.bbox[2]

    def _awaits_value(self, line: Line) -> bool:
        """Whether the line stands right below a label of another look that has no value yet."""
        last = self.open if self.open is not None or not self.out else self.out[-1]
        if last is None or last.genre != "etiquette" or self.last is None or self.last.id != last.spans[-1].line:
            return False
        a, b = last.style, line.style
        return (a.gras, a.couleur, a.taille) != (b.gras, b.couleur, b.taille) and not b.gras

    def _label(self, line: Line, found: Found, marker: Marker | None, group: int) -> None:
        self._close()
        rest = line.texte[found.suite :].lstrip()
        if rest.startswith(":"):  # the colon behind bold words is not bold
            found = replace(found, suite=len(line.texte) - len(rest[1:].lstrip()))
        signs = [Span(line.id, found.fin, found.suite)] if line.texte[found.fin : found.suite].strip() else []
        if marker and marker.fin:
            signs.insert(0, Span(line.id, marker.debut, marker.fin))
        self.open = Block(
            len(self.out),
            "etiquette",
            (Span(line.id, found.debut, found.fin),),
            tuple(signs),
            line.page,
            line.bbox,
            line.style,
            etiquette=found.label.code,
            groupe=group,
            carte=self.card,
            pourquoi=(f"étiquette {line.texte[found.debut : found.fin]!r} en position d'étiquette",),
        )
        self._close()
        if found.suite < len(line.texte):
            if (first := marker_at(line.texte, found.suite)) is not None:
                self._items(line, first, group, True)
                return
            second = self._second_label(line, found.suite)
            tail = self._breaks_off_label(line, found.suite) if second is None else None
            end = second[0] if second else tail if tail is not None else len(line.texte)
            self._start("texte", line, found.suite, end, group, "valeur sur la ligne de son étiquette", suite=True)
            if second and self.open is not None:  # 'Pilote : X ; copilote : Y'
                self.open = replace(self.open, balises=(*self.open.balises, Span(line.id, end, second[1].debut)))
                self._label(line, second[1], None, group)

    def _items(self, line: Line, first: Marker, group: int, suite: bool) -> None:
        """One or several items on a line, the first behind the sign `first`."""
        cuts = strong_cuts(line.texte, first.debut) if first.fort else []
        for start, end in zip([first.debut, *cuts], [*cuts, len(line.texte)], strict=True):
            sign = marker_at(line.texte, start) if start > first.debut else first
            assert sign is not None
            self._start("item", line, sign.suite, end, group, f"puce {line.texte[sign.debut]!r}", sign, suite)

    def _under_image(self, line: Line, images: Sequence[BBox]) -> bool:
        if not images:
            return False
        corps = self.context.corps
        if self.open is None and self.out and self.out[-1].genre == "etiquette":
            return False  # the value of a label, beside its icon
        if self.open is not None and self.open.genre == "legende" and line.style.gras and not self.open.style.gras:
            return False  # a title below the caption
        smaller = line.style.taille < corps.taille * 0.97
        if not (smaller or line.style.italique) or line.style.taille > corps.taille or len(line.texte.split()) > 20:
            return False
        return any(
            -2 <= line.bbox[1] - image[3] <= 2.5 * line.style.taille and min(line.bbox[2], image[2]) > max(line.bbox[0], image[0])
            for image in images
            if image[3] - image[1] > HAUTEUR_ICONE * line.style.taille
        )

    def _start(
        self, genre: str, line: Line, debut: int, fin: int, group: int, why: str, marker: Marker | None = None, suite: bool = False
    ) -> None:
        self._close()
        end = debut + len(line.texte[debut:fin].rstrip())
        signs: Spans = ()
        mark, level = "", 1
        if marker is not None:
            if marker.fin:
                signs = (Span(line.id, marker.debut, marker.fin),)
            mark = line.texte[marker.debut : marker.fin].strip() or PUCE_DESSINEE
        if genre == "item" and not suite:
            if self.last is not None and self.last.page == line.page and line.bbox[3] < self.last.bbox[1] and self.last in self.part:
                self.indents = []  # the head of the next column of a box
            level = self._level((line.puce[0] if line.puce else line.bbox[0]) - self.left, line.style.taille)
        self.open = Block(
            len(self.out),
            genre,  # type: ignore[arg-type]  # only literals of Genre are passed
            (Span(line.id, debut, end),) if end > debut else (),
            signs,
            line.page,
            line.bbox,
            style_of(line, debut, end),
            niveau=level,
            marque=mark,
            groupe=group,
            carte=self.card,
            suite=suite,
            droite=self.edge,
            pourquoi=(why or "paragraphe",),
        )
        self.last = line

    def _reach(self, line: Line) -> float:
        """How far right the lines of the region reach that start where `line` does, in type of its size: its column is no narrower."""
        size, left = line.style.taille, line.bbox[0]
        return max((li.bbox[2] for li in self.part if abs(li.style.taille - size) < 1.5 and abs(li.bbox[0] - left) < 3), default=0.0)

    def _level(self, x: float, size: float) -> int:
        while self.indents and x < self.indents[-1] - 0.4 * size:
            self.indents.pop()
        if not self.indents or x > self.indents[-1] + 0.4 * size:
            self.indents.append(x)
        return len(self.indents)

    def _continues(self, line: Line) -> bool:
        """Whether `line` goes on with the open block."""
        block, last = self.open, self.last
        if block is None or last is None or block.genre == "etiquette":
            return False
        if line.id == self.joined:
            return True
        if self.chips.get(line.id, -1) != self.chips.get(last.id, -1):
            return False
        same_page = last.page == line.page
        if not same_page and (not line.texte[:1].islower() or last.texte.rstrip().endswith((".", ";", ":", "!", "?"))):
            return False
        said = self.context.enonces.get(line.id)
        if said is not None and said.groupe and same_page and said == self.context.enonces.get(last.id):
            return True  # one bookmark over both, whatever their look
        if not self._same_look(block, line, last) or not self._stated_alike(last, line):
            return False
        underlined = line.souligne != last.souligne and block.genre == "texte" and not block.suite
        if underlined and not distinct(line.style, self.context.corps):
            return False  # an underlined title and the text below it, in one type
        size = max(line.style.taille, 1.0)
        if same_page:
            pitch = min(line.bbox[1] - last.bbox[1], line.bbox[3] - last.bbox[3])  # a superscript makes its line tall
            if abs(pitch) < 0.5 * size and line.bbox[0] > last.bbox[2]:
                return False  # side by side: chips, columns of names
            usual = self.context.pas.get(line.style.taille, 1.3 * size)
            if (own := self._own_pitch(block)) and pitch > 1.2 * own + 0.5:
                return False
            if block.suite and pitch > 1.2 * usual + 0.5:
                return False
            # a sentence that has not ended and goes on in small letters may be set wider than most; below a title behind its number too
            flush = abs(line.bbox[0] - last.bbox[0]) < 0.4 * size or (line.bbox[0] < last.bbox[0] and self._is_full(last, line))
            open_end = flush and line.texte[:1].islower() and last.texte.rstrip()[-1:] not in ".;:!?"
            if pitch > (1.9 * usual if open_end else max(1.4 * usual, usual + 0.35 * size)) or pitch < -0.5 * size:
                return False
        if self._in_quotes(block):
            return True
        if distinct(line.style, self.context.corps) and self._opens_title(line) and not last.texte.rstrip().endswith(TIRETS):
            return False  # but 'Avenant n° 1 –' goes on with 'Annexe 3 : engagements'
        if block.spans and (names_level(line.texte) or is_parted(line.texte)) and is_numbered(self.lignes[block.spans[0].line].texte):
            return False  # 'Axe 1 : Habiter' over 'Objectif 2 : Rénover' or '1.2 Rénover', in the look of the body
        if opens_with_bold_number(line) and not last.pieces[-1].style.gras:
            return False
        text = last.texte.rstrip()
        full = self._is_full(last, line)
        plain = block.genre == "texte" and bool(block.spans) and not distinct(block.style, self.context.corps)
        if plain and not full and not line.texte[:1].islower() and names_level(raw_text(self.lignes, block.spans)):
            return False  # 'Engagement n° 2 : Trouver un stage', in the look of the body, over its text
        if abs(line.style.taille - last.style.taille) > 0.1 and distinct(line.style, self.context.corps):
            return False  # a title runs on in its own type
        led = bool(line.pieces) and line.pieces[0].style.gras and not block.style.gras and not last.pieces[-1].style.gras
        if led and (not full or (text.endswith((".", "!", "?")) and self._opens_in_bold(block))):
            return False  # a bold lead opens a paragraph; below a sentence that fills its line, where the one above has its own
        if block.suite and not full and line.bbox[0] < block.bbox[0] - size and line.texte[:1].isupper() and not text.endswith((",", ";")):
            return False  # below a value that had room left, at the edge of its label
        if block.genre == "item":
            hanging = line.bbox[0] > self._sign_edge(block, last) + 0.4 * size
            # '• Ville •' over 'Bailleurs', '• Agence régionale de santé' over '(ARS)'
            opened = bool(block.marque) and last.texte.rstrip().endswith(f" {block.marque}")
            return hanging or full or opened or line.texte[:1].islower() or line.texte.startswith("(")
        if text.endswith((".", "!", "?", ";", ":")) and not full:
            return distinct(line.style, self.context.corps) and text.endswith(":")
        # a first-line indent opens a paragraph, unless the line above was its own first line
        single = len(block.spans) == 1
        return not (line.bbox[0] > last.bbox[0] + 0.8 * size and not single and not full)

    def _opens_in_bold(self, block: Block) -> bool:
        """Whether the first word of a block, no list sign, is in bold."""
        first = block.spans[0] if block.spans else None
        return first is not None and any(p.debut == first.debut and p.style.gras for p in self.lignes[first.line].pieces)

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether the first word of a line had no room at the end of the one above."""
        return last.bbox[2] + first_word(line) > self.right - 0.5 * max(line.style.taille, 1.0)

    def _in_quotes(self, block: Block) -> bool:
        """Whether a block opens with a quotation mark that nothing closes yet: '« Le dernier bus part à 20 h' over '10. Moi ...'."""
        first = block.spans[0] if block.spans else None
        if first is None or not self.lignes[first.line].texte.startswith("«", first.debut):
            return False
        return "»" not in raw_text(self.lignes, block.spans)

    def _unknown_label(self, line: Line) -> Found | None:
        """A label that labels.toml does not know, or that stands without its colon: see unknown_labels.py."""
        below = self.after or (self.next if self.part and line.id == self.part[-1].id else None)
        around = Around(
            below, self.part, self.fields > 0, self.label_look, self.label_souligne, self._follows_field(line), self.label_first
        )
        return unknown_label(line, around, self.context)

    def _has_icon(self, line: Line, marker: Marker) -> bool:
        """Whether the sign drawn before a line is an icon, as others before the labels above it: it opens in their look, right below one of
        their values or under an icon."""
        if marker.fin or ":" not in line.texte or first_look(line) != self.label_first:
            return False
        icon = self.label_puce
        return self._follows_field(line) or (icon is not None and line.puce is not None and abs(icon[0] - line.puce[0]) < BORD_ICONE)

    def _follows_field(self, line: Line) -> bool:
        """Whether what stands right above is the value of a label, on its line."""
        block = self.open if self.open is not None or not self.out else self.out[-1]
        near = self.last is not None and self.last.page == line.page and line.bbox[1] - self.last.bbox[3] < 1.5 * line.style.taille
        return near and block is not None and (block.suite or block.genre == "etiquette")

    def _is_note(self, line: Line) -> bool:
        """A footnote: small type that starts with its call, a number or a star. It is no item of a list, nor what a label waits for."""
        above = self.open if self.open is not None or not self.out else self.out[-1]
        counted = above is not None and above.genre == "item" and above.pourquoi == (NUMERO_DE_LISTE,)
        if above is not None and (above.genre == "etiquette" or (counted and above.style.taille == line.style.taille)):
            return False
        small = line.style.taille < 0.9 * self.context.corps.taille and not line.style.gras
        return small and self.titles and not self.cell and _NOTE.match(line.texte) is not None

    def _own_pitch(self, block: Block) -> float:
        """Distance between the last two lines of the block, when they stand on one page; 0 otherwise."""
        if len(block.spans) < 2:
            return 0.0
        a, b = self.lignes[block.spans[-2].line], self.lignes[block.spans[-1].line]
        return b.bbox[1] - a.bbox[1] if a.page == b.page and a.id != b.id else 0.0

    def _opens_ordinal(self, line: Line) -> bool:
        """Whether a line that could go on with the block above starts a numbered or lettered item instead."""
        found = ORDINAL.match(line.texte)
        if found is None or distinct(line.style, self.context.corps) or self.last is None:
            return False
        sign = found.group().strip()
        listed = self.open is not None and self.open.genre == "item" and ORDINAL.match(self.open.marque + " x") is not None
        return sign.endswith(")") or listed or self.last.texte.rstrip().endswith((":", ";", ".")) or self._counts_on(sign, line)

    def _counts_on(self, sign: str, line: Line) -> bool:
        """Whether an item numbered by the sign before ('a.' before 'b.') stands above those of another sign, at the left edge of a line."""
        for block in reversed(self.out):
            if block.genre != "item" or block.page != line.page:
                return False
            if ORDINAL.match(block.marque + " x"):
                edge = self.lignes[block.spans[0].line].bbox[0]
                return abs(edge - line.bbox[0]) < line.style.taille / 4 and follows_sign(block.marque, sign)
        return False

    def _opens_title(self, line: Line) -> bool:
        head = parse_heading(line.texte)
        if head.type == "section" and head.numero is None:
            return False
        return head.type != "section" or head.profondeur > 1 or line.texte[head.debut : head.debut + 1].isupper()

    def _same_look(self, block: Block, line: Line, last: Line) -> bool:
        a, b = block.style, line.style
        if abs(a.taille - b.taille) > 0.6 or a.fond != b.fond:
            return False
        if block.genre == "item":
            # 'Question posée au comité : ...' in its colour at the edge, below a list
            return a.couleur == b.couleur or not line.texte[:1].isupper() or line.bbox[0] > self._sign_edge(block, last) + 0.4 * b.taille
        if (a.gras, a.couleur) == (b.gras, b.couleur) and (a.italique == b.italique or not distinct(a, self.context.corps)):
            return True
        if block.genre == "texte" and len(block.spans) == 1 and a.taille == b.taille and last.pieces and line.pieces:
            end, start = last.pieces[-1].style, line.pieces[0].style  # 'Fiche 5 –' in a colour of its own before a title of two lines
            apart = end.gras or end.taille > self.context.corps.taille * 1.1
            if apart and (end.taille, end.gras, end.couleur) == (start.taille, start.gras, start.couleur) and is_numbered(last.texte):
                return True
        # emphasis inside a sentence: the line above was full and nothing ended
        text = last.texte.rstrip()
        full = last.bbox[2] + first_word(line) > self.right - 0.5 * b.taille
        return full and not text.endswith((".", ":", "!", "?")) and line.texte[:1].islower()

    def _sign_edge(self, block: Block, last: Line) -> float:
        """The left edge of the sign of an item, or of its first line."""
        first = self.lignes[block.spans[0].line] if block.spans else last
        return first.puce[0] if first.puce else first.bbox[0]

    def _stated_alike(self, last: Line, line: Line) -> bool:
        """Whether the file says of both lines the same: a heading and the text below it are two blocks, two headings too."""
        a, b = self.context.enonces.get(last.id), self.context.enonces.get(line.id)
        return a == b

    def _extend(self, line: Line) -> None:
        assert self.open is not None
        block = self.open
        span = Span(line.id, 0, len(line.texte))
        bbox = block.bbox
        if block.page == line.page:
            bbox = (min(bbox[0], line.bbox[0]), min(bbox[1], line.bbox[1]), max(bbox[2], line.bbox[2]), max(bbox[3], line.bbox[3]))
        droite = block.droite
        if block.suite and not droite and block.spans:  # known only where a value runs over its line, and matters
            droite = self._reach(self.lignes[block.spans[0].line])
        self.open = replace(block, spans=(*block.spans, span), bbox=bbox, droite=droite)

    def _close(self) -> None:
        if self.open is None:
            return
        block, self.open = self.open, None
        if block.genre == "texte" and not block.suite:
            block = self._title_or_text(block) if self.titles else replace(block, pourquoi=("texte d'une cellule",))
        if block.genre == "titre":
            self.indents = []
            self.fields = 0
            self.label_look = self.label_first = self.label_puce = None
        self.out.append(block)

    def _title_or_text(self, block: Block) -> Block:
        text = collapse(raw_text(self.lignes, block.spans))
        if self._names_parties(block) or self._counted(block, text) or self._dated(block) or self._is_figures(block, text):
            return block
        style = self._title_style(block)
        body = self._body(block.page)
        corps = body if replace(style, fond="") == body else self.context.corps
        why = title_reason(text, style, corps, all(self.lignes[span.line].souligne for span in block.spans))
        if why.endswith(" plus grand") and style.taille <= self.context.puces and not text.isupper():
            why = ""  # no larger than the items of some slide
        if why.startswith("mot de niveau") and self._is_below_field(block):
            why = ""  # 'Axe 1 : grandir', below 'Axe de rattachement'
        by_colour = why.endswith((" plus grand, couleur", " : couleur"))
        if by_colour and style.taille <= self.context.puces and text.endswith("?") and ":" in text:
            why = ""  # 'Question posée au comité : faut-il ... ?'
        if why and runs_into_text(block, self.lignes):
            return block  # cut after its bold lead by run_in_headings
        stated = self.context.enonces.get(block.spans[0].line)
        if stated is not None and any(map(str.isalpha, text)) and len(text.split()) <= MOTS_TITRE:
            return replace(block, genre="titre", enonce=stated.rang, pourquoi=(*((why,) if why else ()), f"{stated.source} du fichier"))
        return replace(block, genre="titre", pourquoi=(why,)) if why else block

    def _names_parties(self, block: Block) -> bool:
        """Whether a block in a box stands right below a label of parties, or below a name that does: whatever its look, it is a name."""
        if not block.groupe:
            return self._is_below_role(block)
        for above in reversed(self.out):
            if above.groupe != block.groupe or above.genre not in ("texte", "etiquette"):
                return False
            if above.genre == "etiquette":
                # in bold too, where the label has a colour of its own and is no smaller
                a, b = above.style, block.style
                bold = not b.gras or (bool(coloured(a.couleur)) and a.couleur != b.couleur and b.taille <= a.taille)
                return bold and above.etiquette.startswith("acteur:")
            if above.style != block.style:
                return False
        return False

    def _is_below_role(self, block: Block) -> bool:
        """Whether a block hardly larger than a label of parties stands right below it in another look, at its left edge."""
        above = self.out[-1] if self.out else None
        if above is None or not above.etiquette.startswith("acteur:") or above.genre != "etiquette" or above.page != block.page:
            return False
        near = abs(block.bbox[1] - above.bbox[3]) < NOM_DESSOUS * block.style.taille and abs(block.bbox[0] - above.bbox[0]) < 2
        small = block.style.taille <= PLUS_GRAND_QUE_ROLE * above.style.taille and (above.style.taille, above.style.gras) != (
            block.style.taille,
            block.style.gras,
        )
        return near and small and parse_heading(raw_text(self.lignes, block.spans)) == Heading()

    def _is_below_field(self, block: Block) -> bool:
        """Whether a plain block stands right below the label of a field that is set apart from it, at its left edge: it is the value."""
        above = self.out[-1] if self.out else None
        if above is None or above.genre != "etiquette" or above.page != block.page or above.groupe != block.groupe:
            return False
        near = 0 <= block.bbox[1] - above.bbox[3] < block.style.taille and abs(block.bbox[0] - above.bbox[0]) < 2
        plain = not block.style.gras and not coloured(block.style.couleur) and block.style.taille <= 1.05 * above.style.taille
        return above.etiquette in ("champ", "niveau") and near and plain and (above.style.gras or bool(coloured(above.style.couleur)))

    def _counted(self, block: Block, texte: str) -> bool:
        """Whether a block says what the figure above it in its box counts: '9 740' over 'habitants'."""
        above = self.out[-1] if self.out else None
        if above is None or not block.groupe or above.groupe != block.groupe or not texte[:1].islower():
            return False
        return above.style.taille > block.style.taille and is_figure(raw_text(self.lignes, above.spans))

    def _is_figures(self, block: Block, texte: str) -> bool:
        """Whether each of several lines opens with a figure: '3 quartiers prioritaires' over '43 % de moins de 30 ans'; or the block counts
        something in the look that a figure alone has on its page: '3 quartiers', beside '7 950'."""
        if texte[:1].isdigit() and (block.page, block.style) in self.chiffres and parse_heading(texte) == Heading():
            return True
        if len(block.spans) < LIGNES_CHIFFRES:
            return False
        return all(self.lignes[s.line].texte[s.debut : s.fin][:1].isdigit() for s in block.spans)

    def _dated(self, block: Block) -> bool:
        """Whether a plain block says what happens at the date alone above it: 'Octobre 2024' over 'Premier appel à projets'."""
        above = self.out[-1] if self.out else None
        if above is None or above.page != block.page or block.page < 2 or block.style.gras or abs(above.bbox[0] - block.bbox[0]) > 3:
            return False
        if above.suite or block.style.taille > PLUS_GRAND_QUE_DATE * above.style.taille:
            return False  # a title below 'Calendrier : 2025'
        when = raw_text(self.lignes, above.spans).strip()
        near = -2 <= block.bbox[1] - above.bbox[3] < block.style.taille
        return near and above.style != block.style and (is_moment(when) or bool(ANNEE.fullmatch(when)))

    def _title_style(self, block: Block) -> Style:
        """The block's look, in the colour of its first word: a sentence that ends in a coloured link is not set in that colour."""
        span = block.spans[0]
        first = next((p.style for p in self.lignes[span.line].pieces if p.debut >= span.debut), block.style)
        if first.couleur == block.style.couleur:
            return block.style
        return block.style if coloured(first.couleur) else replace(block.style, couleur=first.couleur)


def _whole(lignes: Sequence[Line]) -> Spans:
    return tuple(Span(li.id, 0, len(li.texte)) for li in lignes)
