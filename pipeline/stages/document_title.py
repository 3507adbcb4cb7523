"""Which headings name the document itself and command nothing: those of a cover, of a leaflet's panel, or a lone largest one.

Reads blocks and the words of their lines; decides by what stands beside a heading on its page, by its size among all headings and by how
the title of a contract begins. It drops nothing: what it names is kept by outline.py as the document's own title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from msgspec.structs import replace

from pipeline.model import Block, Line
from pipeline.stages.actors import is_organisation
from pipeline.stages.headings import RANG_GRAS, Heading, parse_heading
from pipeline.stages.natures import title_nature
from pipeline.texts import MOIS, fold, raw_text, text_of

# What the title of a whole document starts with; such a heading names no section.
_TITRE_DOCUMENT = re.compile(
    r"(?:projet de )?(?:contrats? de ville|avenant|protocole|convention|engagements? quartiers?|quartiers? 2030)\b"
)
# A title on a panel of the first page is that of the document when it is larger than all others by this much.
PANNEAU = 1.2
# Of the title of a document, whatever it says: the type of all others is so much smaller.
BIEN_PLUS_PETIT = 0.6
# A title under others is that of the document when all others are so much smaller.
BIEN_PLUS_GRAND = 0.75
# The same, where the first says, or is, what annexe the document is.
PLUS_GRAND = 0.9
# The same, below the name of a body at the head of the first page.
SOUS_EN_TETE = 0.86
# What stands on a cover and names no document.
_SOMMAIRE = frozenset({("sommaire", True)})
# The fewest words of a sentence that is no slogan.
MOTS_PROSE = 15
# The most lines below the title of a Markdown file that are those of a cover.
LIGNES_COUVERTURE = 6
# The most words of a cover.
MOTS_COUVERTURE = 60
_JOUR = re.compile(rf"\b\d{{1,2}}(?:er)? (?:{'|'.join(map(fold, MOIS))}) 20\d\d$")
# How a line that says of which day a document is starts.
_VERSION = re.compile(
    r"version|edition|adopte|approuve|valide|vote|signe|mise? a jour|deliber|presente|annexe a la deliber|document|seance"
    r"|comite de pilotage|copil\b|conseil (?:municipal|communautaire|metropolitain|de communaute)"
)
_NOMME = re.compile(r"\b(?:contrat de ville|engagements? quartiers|feuille de route|protocole)\b")
_ANNEE = re.compile(r"\b(?:19|20)\d\d\b")


def document_titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> frozenset[int]:
    """Ids of the headings that name the document itself and command nothing: those of a cover, or a lone largest one.

    A cover is a first page, of several, without list or label, whose headings have no level word and no number. Without a cover,
    the first heading is the title when it has neither and no other heading is printed as large (or, in Markdown, as high).
    """
    heads = [b for b in blocks if b.genre == "titre"]
    plain = [b for b in heads if (h := parse_heading(raw_text(lignes, b.spans))).type == "section" and h.numero is None]
    if len(heads) < 3 or not plain:
        return frozenset()
    first = heads[0]
    if first is not plain[0]:
        if parse_heading(raw_text(lignes, first.spans)).type != "annexe":
            return frozenset()
        largest = first.page == 1 and all(b.style.taille < PLUS_GRAND * first.style.taille for b in heads[1:])
        whole = largest and blocks[0] is first and _is_its_annexe(first, blocks, lignes)  # 'Annexe 3 – Fiches-action'
        return frozenset({first.id}) if whole else _masthead(heads, blocks, lignes, PLUS_GRAND)
    stated = title_nature(text_of(lignes, first.spans))
    # 'Présentation du protocole' on a cover, 'Avant-propos' elsewhere; 'Annexe 2 du contrat' at the head of all is published by itself
    part = stated is not None and not (stated[0] == "annexe" and first is blocks[0])
    if first.page:
        page = [b for b in blocks if b.page == first.page and b.genre != "rupture"]
        words = sum(len(text_of(lignes, b.spans).split()) for b in page)
        cover = (
            first.page == 1
            and words <= MOTS_COUVERTURE
            and all(b.genre in ("titre", "texte", "legende") for b in page)
            and blocks[-1].page > 2
        )
        on_cover = [b for b in page if b.genre == "titre"]
        named = [b for b in on_cover if parse_heading(raw_text(lignes, b.spans)).type == "annexe"]  # what the document is an annexe of
        if cover and all(b in plain or b in named for b in on_cover) and all(b.page > 1 for b in heads if b not in on_cover):
            return frozenset(b.id for b in on_cover if title_nature(text_of(lignes, b.spans)) not in _SOMMAIRE)
        if masthead := _masthead(heads, blocks, lignes, BIEN_PLUS_GRAND):
            return masthead
        panel = first.page == 1 and _is_cover_panel(first, heads, blocks, lignes)
        contract = panel and _NOMME.search(fold(text_of(lignes, first.spans)))  # 'Le contrat de ville en poche'
        if (
            part
            and not contract
            and not (first.page == 1 and all(b.style.taille < BIEN_PLUS_PETIT * first.style.taille for b in heads[1:]))
        ):
            return frozenset()
        alone = first.page == 1 and all(b.style.taille < 0.9 * first.style.taille for b in heads[1:])
        alone = alone or panel or (first.page == 1 and _heads_all(first, heads, blocks))
    else:
        # the title that a bare 'ENJEU 1' announces has the size of its type, not a rank of its own
        bare = {b.id for a, b in pairwise(heads) if not (t := raw_text(lignes, a.spans))[parse_heading(t).debut :].strip()}
        alone = not part and first.rang > 0 and all(b.rang > first.rang for b in heads[1:] if b.id not in bare)
    return frozenset({first.id, *_rest_of(first, blocks, lignes)}) if alone else frozenset()


def _rest_of(first: Block, blocks: Sequence[Block], lignes: Sequence[Line]) -> list[int]:
    """The id of the heading right below a title that a dash leaves open, on its page, however it is set: 'Lys en mouvement –'."""
    at = next(i for i, b in enumerate(blocks) if b.id == first.id)
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    open_end = text_of(lignes, first.spans).endswith(("–", "—", " -"))
    return [below.id] if open_end and below is not None and below.genre == "titre" and below.page == first.page else []


def _masthead(heads: Sequence[Block], blocks: Sequence[Block], lignes: Sequence[Line], most: float) -> frozenset[int]:
    """Ids of the headings from the head of the first page down to the largest of all, when there are several and nothing but a few words
    stands among them: 'Le Fil d'Aubrelle – supplément' over the title of the edition. None has a number or says what part it heads, but
    for 'Annexe 4'. `most`: share of its type that others have at most."""
    largest = max(heads, key=lambda b: b.style.taille)
    at = next(i for i, b in enumerate(blocks) if b.id == largest.id)
    above = blocks[: at + 1]
    named = [b for b in above if b.genre == "titre"]
    if named and named[0] is heads[0] and is_organisation(text_of(lignes, named[0].spans)):
        most = max(most, SOUS_EN_TETE)  # the letterhead of who publishes it
    far = all(b is largest or b.style.taille < most * largest.style.taille for b in heads)
    few = sum(len(text_of(lignes, b.spans).split()) for b in above) <= MOTS_COUVERTURE and all(b.genre in ("titre", "texte") for b in above)
    if largest.page != 1 or not far or not few or len(named) < 2 or len(named) == len(heads):
        return frozenset()
    natures = {found[0] for b in named if (found := title_nature(text_of(lignes, b.spans)))} - {
        "autre",
        "annexe",
    }  # 'Synthèse des engagements'
    told = [(b, parse_heading(raw_text(lignes, b.spans))) for b in named]
    plain = all(head == Heading() or (head.type == "annexe" and b is not largest) for b, head in told)  # 'Annexe 4' over what it is
    return frozenset(b.id for b in named) if plain and not natures else frozenset()


def title_panel(blocks: Sequence[Block], lignes: Sequence[Line]) -> frozenset[int]:
    """Ids of the headings of a box on the first page that holds nothing else but a date, one of them the largest of the document by far:
    the cover of a leaflet stands at its right, beside panels that are parts of the document."""
    heads = [b for b in blocks if b.genre == "titre"]
    largest = max((b for b in heads if b.page == 1), key=lambda b: b.style.taille, default=None)
    if largest is None or largest is heads[0] or not largest.groupe:
        return frozenset()
    box = [b for b in blocks if b.groupe == largest.groupe]
    dates = {b.id for b in box if b.genre == "texte" and dates_title(replace(b, genre="titre"), lignes)}
    alone = all(b.id in dates or (b.genre == "titre" and parse_heading(raw_text(lignes, b.spans)) == Heading()) for b in box)
    larger = all(largest.style.taille > PANNEAU * b.style.taille for b in heads if b.groupe != largest.groupe)
    return frozenset(b.id for b in box if b.id not in dates) if alone and larger else frozenset()


def _is_cover_panel(first: Block, heads: Sequence[Block], blocks: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether the first heading, the largest of all, stands in a panel of a leaflet with a few more words: its cover."""
    inside = [b for b in blocks if b.page == first.page and b.groupe == first.groupe]
    words = sum(len(text_of(lignes, b.spans).split()) for b in inside)
    few = words <= MOTS_COUVERTURE and all(b.genre in ("texte", "legende") for b in inside if b is not first)
    return first.panneau and few and all(b.style.taille < first.style.taille - 0.4 for b in heads[1:])


def _heads_all(first: Block, heads: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Whether the first heading, set as large as any and in a look of its own, stands right over another: it heads the whole document."""
    s = first.style
    at = next(i for i, b in enumerate(blocks) if b.id == first.id)
    below = [b.style for b in heads[1:]]
    over = at + 1 < len(blocks) and blocks[at + 1].genre == "titre" and blocks[at + 1].page == first.page
    return over and all(
        b.taille <= s.taille + 0.1 and (b.taille < s.taille - 0.4 or (b.gras, b.couleur, b.fond) != (s.gras, s.couleur, s.fond))
        for b in below
    )


def cover_length(rest: Sequence[Block], title: Block, lignes: Sequence[Line]) -> int:
    """How many blocks that follow the document's title are its cover: all on its page, in Markdown all up to the next heading that is
    marked as one, when they are a few lines set apart, none numbered or naming a part of it; or those on its fill at the head of a page
    that goes on below; else 0."""
    page = title.page
    filled = list(takewhile(lambda b: b.page == page and b.style.fond == title.style.fond, rest)) if title.style.fond else []
    if filled and len(filled) < len(rest) and rest[len(filled)].page == page and all(_is_cover_line(b, lignes) for b in filled):
        return len(filled)
    here = [b for b in rest if b.page == page] if page else list(takewhile(lambda b: not 0 < b.rang < RANG_GRAS, rest))
    if len(here) == len(rest) or any(b.genre not in ("titre", "texte", "legende") or len(b.spans) > 3 for b in here):
        return 0
    heads = any((b.genre == "titre" and _heads(b, lignes)) or _is_prose(b, lignes) for b in here)
    return 0 if heads or (not page and len(here) > LIGNES_COUVERTURE) else len(here)


def _is_cover_line(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a text of a line or two can stand on the fill of the document's title, 'La synthèse': it is no sentence, and numbered by
    nothing."""
    short = block.genre in ("titre", "texte") and 0 < len(block.spans) < 3
    return short and parse_heading(raw_text(lignes, block.spans)) == Heading() and not _is_prose(block, lignes)


def _is_prose(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a text is a sentence or more, which no cover prints below its title."""
    text = text_of(lignes, block.spans) if block.genre == "texte" else ""
    return text.endswith(".") and len(text.split()) >= MOTS_PROSE


def is_subtitle(blocks: Sequence[Block], i: int, lignes: Sequence[Line]) -> bool:
    """Whether a heading below the document's title has nothing of its own but a date before the next heading, and a look that no other
    heading has."""
    block, *rest = blocks[i:]
    after = next((b for b in rest if b.genre != "texte" or not _dates(b, lignes)), None)
    if block.genre != "titre" or after is None or after.genre != "titre" or after.page != block.page:
        return False
    text = raw_text(lignes, block.spans)
    dated = _JOUR.search(fold(text)) is not None and parse_heading(text) == Heading()
    if _heads(block, lignes) and not (dated or _is_its_annexe(block, blocks, lignes)):
        return False  # 'Comité de pilotage du 11 février 2025' says when the document was shown
    return sum(b.genre == "titre" and b.style == block.style for b in blocks) == 1


def _dates(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a text says when the document was made: '2024-2030', 'Version adoptée par le comité de pilotage du 13 juin 2024'."""
    text = text_of(lignes, block.spans)
    told = _VERSION.match(fold(text)) is not None and _JOUR.search(fold(text)) is not None and len(text.split()) < MOTS_PROSE
    return told or dates_title(replace(block, genre="titre"), lignes)


def _is_its_annexe(block: Block, blocks: Sequence[Block], lignes: Sequence[Line]) -> bool:
    """Whether a heading says of the whole document which annexe it is: 'Annexe 3 – Fiches-action' below the title, and no other."""
    annexes = [b for b in blocks if b.genre == "titre" and _names_annexe(raw_text(lignes, b.spans))]
    return len(annexes) == 1 and annexes[0] is block


def _names_annexe(texte: str) -> bool:
    """Whether a heading says which annexe something is: 'Annexe 3 : fiches', 'Annexe 3 au contrat de ville'."""
    return parse_heading(texte).type == "annexe" or title_nature(texte) == ("annexe", True)


def _heads(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a heading is numbered, has a level word or states what the part below it is."""
    text = raw_text(lignes, block.spans)
    return parse_heading(text) != Heading() or title_nature(text) is not None


def dates_title(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a heading dates the document: '2024-2030', 'Édition de mai 2024'."""
    text = text_of(lignes, block.spans)
    return (
        block.genre == "titre"
        and bool(_ANNEE.search(text))
        and len(text.split()) <= 6
        and title_nature(text) is None
        and parse_heading(text) == Heading()
    )


def is_document_title(texte: str) -> bool:
    """Whether a heading starts as the title of a contract does, and heads no part of it."""
    folded = fold(texte)
    if title_nature(texte) is not None:  # 'Bilan du contrat de ville de Lens' heads a part of the document
        return False
    return bool(_TITRE_DOCUMENT.match(folded) or re.search(r"\bcontrats? de ville (?:de|du|des|20|d'|\w+-)", folded))
