"""Headings as the plan weighs them: what makes two of them siblings, which of two is the more prominent, and a heading under construction.

Reads nothing of a file; `key_of` takes a heading's look from its block and from the lines it points to. Nothing here decides where a
heading stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.model import Block, Line, Spans
from pipeline.stages.headings import Heading
from pipeline.stages.sommaire import Place
from pipeline.texts import raw_text

Look = tuple[float, str, str]  # size, colour, fill
RACINE: Look = (-1.0, "", "")
# What a sommaire of the whole document stood under: a part that is none of the programme may be set as it is, an engagement too.
SOMMAIRE: Look = (-2.0, "", "")


class Key(Struct, frozen=True):
    """What makes two headings siblings: look, level word, depth of numbering, rank in the source, depth that the file states."""

    look: tuple[float, bool, bool, str, str, bool, bool]
    type: str
    depth: int
    rank: int
    banner: int  # 2: returns at the head of several pages, 1: stands right below such a one, 0: neither
    stated: int = 0

    @property
    def weight(self) -> tuple[int, int, float, int]:
        """Larger is more prominent. Banners that return on each page stand above all that they head."""
        size, bold, italic, _, fill, caps, under = self.look
        return (self.banner, -self.rank, size, 8 * bool(fill) + 4 * caps + 2 * bold + under - italic)


# What a heading is: its level word, or its look when it has none.
Kind = str | tuple[float, bool, bool, str, str, bool, bool]


class Open(Struct):
    """A node under construction."""

    titre: Block | None
    head: Heading
    spans: Spans
    key: Key
    repetitions: list[Block] = field(default_factory=list)
    corps: list[Block] = field(default_factory=list)
    enfants: list[Open] = field(default_factory=list)
    pourquoi: list[str] = field(default_factory=list)
    parent: Open | None = None
    under: Open | None = None  # the section that the heading right above it names, one that returns
    alias: tuple[float, bool, bool, str, str, bool, bool] | None = None  # look of its title, where its number is set in another
    alias_rank: int = 0  # rank of that title in the source
    leads: bool = False  # parties are named below it, before another heading as large
    entree: Place | None = None  # how the sommaire lists it
    tables: bool = False  # set as other headings that stand right over tables of actions or fiches
    opens: bool = False  # first on its page, as others of its look on theirs, each over engagements
    surplombe: bool = False  # as all others of its level word it stands right over a plain title
    theme: bool = False  # in small type over the larger titles that it heads
    programme: bool = False  # it opens the only programme of the document
    first: bool = False  # first on its page
    unled: bool = False  # first on its page, where others set as it is stand right below one that returns
    rubrique: bool = False  # as others of its look it stands over bands of colour
    over: bool = False  # another heading follows right below it
    card: bool = False  # in a drawn box that names parties
    divides: bool = False  # alone on a page, it heads all that follows up to the next such page
    isole: bool = False  # of a level word, alone on its page as others set alike
    nature: str = ""  # the nature that its title states, when that is no programme
    resume: bool = False  # its title says that it sums the programme up
    folded: str = ""  # its title as titles are compared

    @property
    def apart(self) -> bool:
        """Whether its title states that it is no part of the programme."""
        return bool(self.nature)


def kind(key: Key) -> Kind:
    """Its level word, or its look when it has none."""
    return key.look if key.type == "section" else key.type


def key_of(block: Block, head: Heading, lignes: Sequence[Line], banners: Mapping[Look, int]) -> Key:
    """What makes a heading the sibling of others. `banners`: looks that return at the head of pages."""
    s = block.style
    text = raw_text(lignes, block.spans)
    caps = text.isupper() and sum(map(str.isalpha, text)) > 3
    printed = [(lignes[span.line], span.fin) for span in block.spans]
    under = any([line.souligne or fin <= line.souligne_fin for line, fin in printed]) or (bool(printed) and printed[-1][0].filet > 0)
    fill = "" if block.panneau else s.fond  # a panel is the paper of what stands on it
    look = (round(s.taille * 2) / 2, s.gras, s.italique, s.couleur, fill, caps, under)
    return Key(look, head.type, head.profondeur, block.rang, banners.get((s.taille, s.couleur, s.fond), 0))


def without_tints(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, titles without the fill they stand on where another, set alike on none, stands beside one of them: panels side by side
    of which every other is tinted."""
    abreast: dict[tuple[int, int, float, bool, str], set[str]] = defaultdict(set)
    titles = [b for b in blocks if b.genre == "titre" and b.page]
    for b in titles:
        abreast[b.page, round(b.bbox[1]), b.style.taille, b.style.gras, b.style.couleur].add(b.style.fond)
    tints = {(*at[2:], fond) for at, fonds in abreast.items() if "" in fonds for fond in fonds - {""}}
    if not tints:
        return tuple(blocks)
    bare = {id(b) for b in titles if (b.style.taille, b.style.gras, b.style.couleur, b.style.fond) in tints}
    return tuple(replace(b, style=replace(b.style, fond="")) if id(b) in bare else b for b in blocks)


def look_key(key: Key) -> Look:
    """A look as `Plan.appris` notes it: weight, capitals and rules told by its size, rank by its fill."""
    size, bold, _, colour, fill, caps, under = key.look
    return (size + 100 * bold + 1000 * caps + 10000 * under, colour, f"{fill} {key.rank}")
