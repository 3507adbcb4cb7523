"""Working types handed from one stage to the next: small, frozen, without behaviour of their own.

What they describe: words and drawings as a page shows them, lines that never change once made, spans that point
into lines, and the blocks that stages classify. Coordinates are PDF points from the top-left corner of the page
as displayed; pages and source lines count from 1. Nothing here reads a file or decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct, field

BBox = tuple[float, float, float, float]  # x0, top, x1, bottom


class Style(Struct, frozen=True, gc=False):
    """How a word looks. `couleur` and `fond` (fill of the box it stands in) are '#rrggbb', '' when unknown."""

    taille: float = 0.0
    gras: bool = False
    italique: bool = False
    couleur: str = ""
    fond: str = ""


class Word(Struct, frozen=True, gc=False):
    """A run of characters without a blank. `espace`, `espace_apres`: a blank was printed before, after it.

    `hors_texte`: why it is no text to a reader of the page ('texte tourné', 'texte invisible' ...), '' when it is.
    `sans_descente`: the font states no descent, so the box as read ends at the baseline and leaves out the tails of g, p, q.
    `role`: what the tagged structure of the file says it is ('H1', 'LI', 'Artifact' ...), '' when it says nothing.
    A page makes hundreds of them: no collector looks for cycles among them.
    """

    texte: str
    x0: float
    top: float
    x1: float
    bottom: float
    police: str = ""
    style: Style = Style()
    espace: bool = True
    espace_apres: bool = False
    hors_texte: str = ""
    sans_descente: bool = False
    role: str = ""


class Box(Struct, frozen=True, gc=False):
    """A drawn rectangle: filled (`fond`), outlined (`trait`) or both."""

    x0: float
    top: float
    x1: float
    bottom: float
    fond: str = ""
    trait: bool = False

    @property
    def bbox(self) -> BBox:
        return (self.x0, self.top, self.x1, self.bottom)


class Page(Struct, frozen=True, gc=False):
    """One page as read: words in no promised order, drawings, pictures."""

    numero: int
    largeur: float
    hauteur: float
    mots: tuple[Word, ...] = ()
    boites: tuple[Box, ...] = ()
    traits: tuple[BBox, ...] = ()
    images: tuple[BBox, ...] = ()


class Piece(Struct, frozen=True, gc=False):
    """Where one word lies in the text of its line: `texte[debut:fin]`, and its place on the page."""

    debut: int
    fin: int
    bbox: BBox
    style: Style


class Line(Struct, frozen=True, gc=False):
    """A line of text: read once, never changed; everything later points into it by spans.

    In a PDF a line is a run of words on one baseline that no wide gap and no drawn edge cuts (`pieces` places each
    word); `puce` is the list sign drawn, not written, before it.
    `filet`: right end of the rule, wider than its words, that stands right below it as below a title, 0 when there is none.
    `role`: what the tagged structure says all its words are ('H2', 'LI' ...), '' when it says nothing or several things.
    In Markdown it is the source line, signs included, `page` is 0 and `numero` its number.
    """

    id: int
    page: int
    numero: int
    texte: str
    bbox: BBox = (0.0, 0.0, 0.0, 0.0)
    pieces: tuple[Piece, ...] = ()
    style: Style = Style()
    hors_texte: str = ""
    puce: BBox | None = None
    souligne: bool = False
    souligne_fin: int = 0  # where the words end that a rule underlines, from the start of the line, when it underlines no more
    role: str = ""
    filet: float = 0.0


class Span(Struct, frozen=True, gc=False):
    """`lines[line].texte[debut:fin]`. `colle`: nothing stands between it and the span before (a cut word)."""

    line: int
    debut: int
    fin: int
    colle: bool = False


Spans = tuple[Span, ...]
Genre = Literal["titre", "item", "texte", "etiquette", "legende", "tableau", "mobilier", "rupture"]


class Cell(Struct, frozen=True, gc=False):
    """A table cell: its spans line by line, and the place it takes in its row."""

    spans: Spans
    colonne: int = 0


class Block(Struct, frozen=True, gc=False):
    """Lines that belong together, with what they were taken for and why.

    genre: titre (heading), item (bullet), texte (paragraph), etiquette (label such as `PILOTES :`), legende,
    tableau, mobilier (furniture), rupture (a banner that closes the open sections without opening one).
    spans: the words themselves; balises: markers, numbering and signs that are not words to publish.
    rang: heading depth where the source states one (Markdown `##` -> 2), else 0.
    niveau: nesting of an item, from 1. groupe: blocks of one drawn box or side column share a number > 0.
    """

    id: int
    genre: Genre
    spans: Spans
    balises: Spans = ()
    page: int = 0
    bbox: BBox = (0.0, 0.0, 0.0, 0.0)
    style: Style = Style()
    rang: int = 0
    niveau: int = 1
    marque: str = ""
    etiquette: str = ""
    groupe: int = 0
    carte: int = 0  # blocks in one outermost drawn box share a number > 0, in whatever boxes or tables inside of it they stand
    lateral: bool = False  # stands in a side column, beside what it belongs to
    panneau: bool = False  # in one of the panels of a leaflet, boxes side by side from the head to the foot of the page
    encadre: bool = False  # in a box beside the text: never a heading, an action or a party
    suite: bool = False  # stands on the line of the block before (value printed after its label)
    cellule: int = 0  # a label and its value cell in a table share a number > 0
    repris: bool = False  # the words are those of a column header, owned where it is printed
    droite: float = 0.0  # right edge (points) of the box or cell around it, or of the column of a value; 0 when unknown
    numero: str = ""  # number of a heading, where it is printed apart (a column, a bar above)
    enonce: int = 0  # depth of a heading as the file states it (tag, bookmark), 0 where it says nothing
    lignes: tuple[tuple[Cell, ...], ...] = ()  # rows of a tableau
    pourquoi: tuple[str, ...] = ()


class Issue(Struct, frozen=True, gc=False):
    """A doubt or a fault to publish as an anomalie; its gravity is looked up by code in check.py."""

    code: str
    message: str
    spans: Spans = ()
    page: int = 0


class Signet(Struct, frozen=True, gc=False):
    """A bookmark: its level from 1, its page (0: it leads nowhere), its distance from the top of the page when stated."""

    titre: str
    niveau: int
    page: int = 0
    top: float | None = None


class Source(Struct, frozen=True):
    """What a reader hands on: pages of a PDF, or lines of a Markdown file (then `pages` is empty)."""

    format: Literal["pdf", "markdown"]
    pages: tuple[Page, ...] = ()
    lignes: tuple[str, ...] = ()
    titre: str | None = None
    problemes: tuple[Issue, ...] = ()
    signets: tuple[Signet, ...] = ()


class Node(Struct, frozen=True, gc=False):
    """A heading and what it commands. The root has no heading (`titre` None)."""

    titre: Block | None
    type: str
    numero: str | None
    spans: Spans
    repetitions: tuple[Block, ...] = ()
    corps: tuple[Block, ...] = ()
    enfants: tuple[Node, ...] = ()
    nature: str = ""
    pourquoi: tuple[str, ...] = ()


class Party(Struct, frozen=True, gc=False):
    """One responsible party as printed, with its role. `repris`: printed once, in a cell merged over several rows."""

    role: str
    spans: Spans
    repris: bool = False


class Action(Struct, frozen=True, gc=False):
    """One bullet action; `parties` are named in its last parenthesis and stay part of its text."""

    spans: Spans
    niveau: int
    parties: tuple[Party, ...] = ()


class Champ(Struct, frozen=True, gc=False):
    """A labelled field that is not a party (Calendrier, Public visé ...). `repris`: its label is a column header, `partage`:
    its value a cell merged over several rows, each owned where it is printed.
    """

    libelle: Spans
    valeur: Spans
    repris: bool = False
    partage: bool = False


class Passage(Struct, frozen=True, gc=False):
    """Text kept as it stands. `parts`: its paragraphs or items; in a tableau one tuple of cells per row."""

    type: Literal["paragraphe", "liste", "legende", "tableau"]
    parts: tuple[tuple[Spans, ...], ...]


class Unit(Struct, frozen=True, gc=False):
    """What an engagement, or a section that is none, holds below its heading."""

    actions: tuple[Action, ...] = ()
    parties: tuple[Party, ...] = ()
    champs: tuple[Champ, ...] = ()
    passages: tuple[Passage, ...] = ()
    balises: Spans = ()
    vides: tuple[Spans, ...] = ()  # labels with nothing behind them

    @property
    def est_engagement(self) -> bool:
        return bool(self.actions or self.parties)


class Section(Struct, frozen=True, gc=False):
    """A node of the outline with its content sorted; `engagement` is set when the node itself is one."""

    noeud: Node
    contenu: Unit
    engagement: bool = False
    sections: tuple[Section, ...] = ()


class Stages(Struct):
    """What each stage made, in order, for `--keep-stages`, `explain` and tests; what a stage made can be gone through once."""

    lignes: tuple[Line, ...] = ()
    sorties: dict[str, Iterable[object]] = field(default_factory=dict)
