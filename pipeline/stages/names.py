"""Where the names of a value end: at separators, at the end of each printed line, or on neither alone.

Reads the labels of a document with their values; decides line by line by the room that the column leaves, by the words on both sides,
and by how the document parts names under the same label elsewhere. Never by the words of one document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.lexicon import bodies, common_nouns, functions, house_nouns, named_places, open_nouns, spellings, tick_boxes, unit_words
from pipeline.model import Block, Line, Node, Section, Spans
from pipeline.stages.actors import TIRETS, goes_on_with, heads_unit, is_body, is_name, joints, party_ranges
from pipeline.stages.block_looks import is_next_line
from pipeline.texts import fold, label_key, raw_text, text_of

# A person's name in one word: 'Jean-Itard', 'Pierre-de-Ronsard'.
_PRENOM_NOM = re.compile(r"[A-ZÀ-Ý]\w+(?:-d[eu])?-[A-ZÀ-Ý]\w+")
# A noun with its complement, 'Fanfare du plateau'; a noun that something in small letters follows.
_COMPLEMENT = re.compile(r"\w (?:de la |de l['’]|du |des |de |d['’])(?!l[ae]s?$)[a-zà-ÿ][\w-]+$")
_COMPLEMENT_PROPRE = re.compile(r"\w (?:de la |de l['’]|du |des |de |d['’])[A-ZÀ-Ý][\w-]+(?: [A-ZÀ-Ý][\w-]+)?$")
_PARENTHESE_FINALE = re.compile(r"\w \([^()]+\)$")
_SIGLE_FINAL = re.compile(r" \([^()]+\)$")  # 'État (DDETS)'
_TIRET = re.compile(r"\s[-‐–—]\s")
_ARTICLE_NOM = re.compile(r"(?:L[ae] |Les |L['’])[A-ZÀ-Ü]")
_NOM_COMMUN = re.compile(r"[A-ZÀ-Ý][\w'’-]* [a-zà-ÿ]")

# A value printed under its label without list signs is a name per line; a longer line is prose.
LONGUEUR_PARTIE = 90
SIGNES, LIGNES = "signes", "lignes"
# The most lines of one name in a narrow cell.
LIGNES_NOM = 4
# Points: lines nearer than this to each other at left start at one edge.
BORD = 2.0
# A paragraph so many times as large as the value above it says something else.
PLUS_GRAND = 1.25
# In ems of the label: how far below it the text of the box that holds its value starts.
ECART_BOITE = 2.0
# In ems: the most blank between two rows of chips.
SOUS_PASTILLE = 1.5
# The sign of a list that counts: 'a)', '2.'.
_COMPTE = re.compile(r"(?:\d{1,2}|[a-z])[).°]")
# The most words of a name that stands in a paragraph of its own.
MOTS_SEUL = 6
# The fewest words of a name that is whole where a name printed by itself elsewhere stands below it.
MOTS_ENTIERS = 5
# Words that no line of names or of a title ends with: what stands below goes on with it ('Banque des' over 'Territoires').
MOTS_OUVERTS = (" de", " du", " des", " la", " le", " les", " et", " à", " au", " aux", " en", " par", " pour", " d’", " l’", " d'", " l'")
# What a line of names ends with that goes on below.
OUVERTS = (*MOTS_OUVERTS, ",", ";", "/", "-", "–", "&", "'", "’")
# What 'Ostremer Habitat' and 'Grand Lys Agglo' end with, and what a territory's name follows.
FINS_DE_NOM = frozenset({"habitat", "agglo", "agglomeration", "metropole"})
NOMS_DE_TERRITOIRE = frozenset({"communaute de communes", "communaute d'agglomeration", "communaute urbaine", "syndicat mixte"})
# Known bodies that many contracts name with their territory: with it only where the line above was full.
NOMS_LOCAUX = frozenset({"mission locale", "regie de quartier", "regie de territoire", "maison de l'emploi", "conseil citoyen"})
# Known bodies whose name is as often the end of a longer one printed over two lines: 'Nantes' over 'Métropole'.
SUITES_DE_NOM = frozenset({"metropole", "agglomeration", "agglo", "communaute"})
# What the name of a town starts with, which none of these ends: 'Ville de Lys' over 'Métropole' are two.
NOMS_DE_VILLE = ("ville de ", "ville d'", "commune de ", "commune d'", "mairie de ", "mairie d'")


# The blank that parts two names is more than that between the lines of one by this much, and each is the same everywhere but for this.
SAUT, EGAL = 1.06, 1.04
# Share of the lines of one name whose words go on with those above.
PART_SUITE = 0.3
# So many dashes that join, and so many times as many as part, tell that all of a document join.
TIRETS_MIN, PART_TIRETS = 2, 2


class Manner(Struct, frozen=True):
    """How a document writes parties and lists. `prose`: its text but the values of labels, folded; `noms`: label code -> what parts the
    names of its values, `SIGNES` or `LIGNES`, absent where nothing tells; `liens`: signs that join; `seuls`: names with a line of their
    own, folded; `ecart`: in type sizes, from head to head, lines no nearer are two names, 0.0 where no blank parts any; `debuts`: ids of
    the items at which the list of a field ends; `listes`: keys of headers of columns that list actions."""

    prose: str = ""
    noms: Mapping[str, str] = {}
    liens: Set[str] = frozenset()
    seuls: Set[str] = frozenset()
    ecart: float = 0.0
    debuts: Set[int] = frozenset()
    listes: Set[str] = frozenset()

    def of(self, code: str) -> str:
        """What parts the names of values under the label `code`, '' when nothing tells."""
        return self.noms.get(code, "")


PLAIN = Manner()


def manner(root: Node, lignes: Sequence[Line]) -> Manner:
    """How the document writes parties, from all its labels."""
    values: set[int] = set()
    told: list[tuple[str, list[Block]]] = []

    def visit(node: Node) -> None:
        for i, block in enumerate(node.corps):
            if block.genre == "etiquette":
                found = label_values(block, node.corps[i + 1 :], lignes)
                values.update(s.line for b in found for s in b.spans)
                if block.etiquette.startswith("acteur:"):
                    told.append((block.etiquette, found))
        for child in node.enfants:
            visit(child)

    visit(root)
    liens = _joining([found for _, found in told], lignes)
    count: dict[str, Counter[str]] = defaultdict(Counter)
    for code, found in told:
        count[code].update(_evidence(found, lignes, liens))
    noms = {code: how for code, evidence in count.items() if (how := _told(evidence))}
    seuls = frozenset(text for _, found in told for text in _alone(found, lignes))
    ecart = _parting_pitch([ratio for _, found in told for block in found for ratio in _pitches(block.spans, lignes)])
    return Manner(" ".join(fold(line.texte) for line in lignes if line.id not in values), noms, liens, seuls, ecart)


def _pitches(spans: Spans, lignes: Sequence[Line]) -> Iterator[tuple[float, bool]]:
    """How far each line of a value stands below the one before it, from head to head, in type sizes, and whether it goes on with it."""
    for a, b in pairwise(spans):
        above, below = lignes[a.line], lignes[b.line]
        if above is not below and above.page == below.page and above.style.taille == below.style.taille > 0:
            first = below.texte[b.debut : b.debut + 1]
            on = above.texte[a.debut : a.fin].rstrip().endswith(OUVERTS) or first.islower() or first == "("
            yield (below.bbox[1] - above.bbox[1]) / below.style.taille, on


def _parting_pitch(pitches: Sequence[tuple[float, bool]]) -> float:
    """What parts the lines of one name from those of two, where the document sets several of each, each as far apart, and the words say so
    too: those of lines near each other often go on, those of others never. Else 0.0."""
    told = sorted(pitches)
    jump, at = max(((b[0] / a[0], i) for i, (a, b) in enumerate(pairwise(told), start=1) if a[0] > 0), default=(0.0, 0))
    tight, wide = told[:at], told[at:]
    if jump < SAUT or min(len(tight), len(wide)) < 2 or tight[0][0] <= 0:
        return 0.0
    even = tight[-1][0] < EGAL * tight[0][0] and wide[-1][0] < EGAL * wide[0][0]
    said = sum(on for _, on in tight) >= PART_SUITE * len(tight) and not any(on for _, on in wide)
    return (tight[-1][0] + wide[0][0]) / 2 if even and said else 0.0


def _alone(values: Sequence[Block], lignes: Sequence[Line]) -> Iterator[str]:
    """The names of a value, folded, that are all that their line holds."""
    for span in (span for block in values for span in block.spans):
        text = lignes[span.line].texte[span.debut : span.fin].strip()
        if text[:1].isupper() and len(party_ranges(text)) == 1 and not _TIRET.search(text):
            yield fold(text).strip(" .;")


def _joining(values: Sequence[Sequence[Block]], lignes: Sequence[Line]) -> frozenset[str]:
    """The signs that part no names in the document: dashes where most join a body and a part of it, 'Ville – voirie', 'État – DDETS', or
    where some do and strokes, or the ends of lines that had room, part names; strokes where most join so and line ends part names."""
    texts = [lignes[s.line].texte[s.debut : s.fin] for value in values for block in value for s in block.spans]
    if not any(sign in text for text in texts for sign in (*TIRETS, "/")):
        return frozenset()
    ended = sum(LIGNES in _evidence(value, lignes, TIRETS | {"/"}) for value in values) >= TIRETS_MIN
    out: frozenset[str] = frozenset()
    for signs in (TIRETS, frozenset("/")):
        found = [joints(text, signs) for text in texts if any(sign in text for sign in signs)]
        joined, parted = sum(n for n, _ in found), sum(n for _, n in found)
        mostly = joined >= TIRETS_MIN and joined >= PART_TIRETS * parted
        mixed = sum(" / " in text and _TIRET.search(text) is not None for text in texts) >= TIRETS_MIN  # 'Etat – DASEN / CAF'
        some = joined > 0 and ended and all(n < 2 for _, n in found)
        if (mostly or mixed or some) if signs is TIRETS else (mostly and ended):
            out |= signs
    return out


def _told(found: Mapping[str, int]) -> str:
    signs, lines = found.get(SIGNES, 0), found.get(LIGNES, 0)
    if lines > 1 and not signs:
        return LIGNES
    return SIGNES if signs > 1 and signs >= 2 * lines else ""


def _evidence(values: Sequence[Block], lignes: Sequence[Line], liens: Set[str]) -> Iterator[str]:
    """LIGNES for each line that a new name follows though it had room for it, SIGNES for a value with a separator inside a line or at the
    end of one that another follows, when all of its lines end where they were full or behind a separator."""
    texts = [block for block in values if block.genre == "texte"]
    ended = [(above, below) for _, above, block, below in _breaks(texts) if _ends_early(lignes[above], lignes[below], block.droite)]
    signs = any(len(party_ranges(lignes[s.line].texte[s.debut : s.fin], liens=liens)) > 1 for block in texts for s in block.spans)
    signs = signs or any(lignes[above].texte.rstrip().endswith(tuple({",", ";", "/"} - liens)) for _, above, _, _ in _breaks(texts))
    if signs and not all(lignes[above].texte.rstrip().endswith((",", ";", "/")) for above, _ in ended):
        signs = False
    yield from (SIGNES,) if signs else (LIGNES for _ in ended)


def _ends_early(above: Line, line: Line, edge: float) -> bool:
    """Whether a new name follows a line that had room for it."""
    return bool(edge) and line.texte[:1].isupper() and leaves_room(above, line, edge)


def _breaks(blocks: Sequence[Block]) -> Iterator[tuple[Block, int, Block, int]]:
    """(block, line, block, line) on both sides of each line end within a value."""
    spots = [(block, span.line) for block in blocks for span in block.spans]
    for (a, above), (b, below) in pairwise(spots):
        if above != below:
            yield a, above, b, below


def label_values(label: Block, following: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks that are the value of `label`: what stands on its line, then the list or the lines right below it.

    Below a label alone on its line, items of one sign are its value; a list of another sign after a value is not.
    """
    out: list[Block] = []
    if label.cellule:
        rest = list(following)
        n = next((i for i, b in enumerate(rest) if b.cellule != label.cellule or b.genre not in ("item", "texte")), len(rest))
        return rest[:n]
    groupe = label.groupe
    for block in following:
        if not out and is_boxed_value(label, block):
            groupe = block.groupe  # 'Qui pilote ?' over the box that holds the names
        if block.genre not in ("item", "texte") or block.groupe != groupe or block.encadre != label.encadre:
            break
        if block.suite:
            out.append(block)
            continue
        if out and block.genre == "texte" and not label.etiquette.startswith("acteur:") and _leaves(label, out[-1], block):
            break
        if not out:
            if block.genre == "texte" and label.etiquette.startswith("acteur:") and not _is_names(block, lignes):
                break
        elif block.genre == "item":
            # wrapped `• A • B` goes on with the same sign; after a plain value on the label's line a list is something else
            ticked = out[-1].marque in tick_boxes() and block.marque in tick_boxes()
            boxed = (
                (label.groupe or 0 < block.cellule == out[-1].cellule)
                and label.etiquette.startswith("acteur:")
                and _is_names(block, lignes)
                and is_next_line(out[-1], block, lignes)
                and lignes[out[-1].spans[-1].line].style == lignes[block.spans[0].line].style
            )
            if out[-1].genre == "texte" and block.marque and (boxed or f" {block.marque} " in text_of(lignes, out[-1].spans)):
                out.append(block)  # 'Ville • CAF', and on the next line '• Région'
                continue
            alike = out[-1].marque == block.marque or (_COMPTE.fullmatch(out[-1].marque) and _COMPTE.fullmatch(block.marque))
            if out[-1].genre != "item" or (not alike and not ticked):
                break
            if out[-1].suite and block.marque in "-–—*":
                break
        else:
            # plain lines below a plain value: a field may run over paragraphs, a party list ends with its block
            row = 0 < block.page == out[-1].page and abs(block.bbox[1] - out[-1].bbox[1]) < 4
            if row and not label.etiquette.startswith("acteur:") and len(text_of(lignes, block.spans)) == 1 and block.style.fond:
                break  # the letter on a disc before the next field
            if out[0].suite and not label.groupe and not label.etiquette.startswith("acteur:"):
                if row and block.bbox[0] >= out[-1].bbox[2]:
                    out.append(block)  # 'Calendrier', a strip of the years at its right
                    continue
                break  # 'Calendrier : 2024', then a paragraph of its own
            beside = out[0].bbox[0] >= label.bbox[2] - 1 and out[0].bbox[1] < label.bbox[3] - 1
            if block.page and beside and abs(block.bbox[0] - label.bbox[0]) < BORD:
                break  # the same, the value a tab further, the paragraph at the edge of the label
            chip = row or (block.style.fond and block.style.fond == out[-1].style.fond) or _is_next_chip(out[-1], block)
            leads = label.etiquette.startswith("acteur:")
            if leads and _is_next_name(out, block, lignes):
                out.append(block)
                continue
            if out[-1].genre == "item" or (leads and ((not label.groupe and not chip) or not _is_names(block, lignes))):
                break
        out.append(block)
    return out


def _leaves(label: Block, above: Block, block: Block) -> bool:
    """Whether a paragraph is no more of a value: in larger type, or below it on the same page and left of its label."""
    larger = 0 < PLUS_GRAND * above.style.taille < block.style.taille
    below = 0 < block.page == label.page == above.page and block.bbox[1] >= above.bbox[3]
    return larger or (below and block.bbox[0] < label.bbox[0] - 2 * label.style.taille)


def _is_next_chip(above: Block, block: Block) -> bool:
    """Whether a text stands right below another, in its colour, which is none of the text's: an outlined chip for which the line above had
    no room."""
    alike = block.genre == above.genre == "texte" and block.style == above.style and bool(coloured(block.style.couleur))
    return alike and 0 < block.page == above.page and 0 <= block.bbox[1] - above.bbox[3] < SOUS_PASTILLE * block.style.taille


def is_boxed_value(label: Block, block: Block) -> bool:
    """Whether a text or a list stands in a drawn box right below a label that stands in none, at its left edge, or in a band of its own."""
    boxed = block.genre in ("texte", "item") and 0 < block.groupe != label.groupe and block.page == label.page > 0 and not block.encadre
    below = 0 <= block.bbox[1] - label.bbox[3] < ECART_BOITE * label.style.taille
    if label.groupe:
        band = bool(label.style.fond) and label.style.fond != block.style.fond
        return boxed and below and band and block.bbox[0] < label.bbox[2] and label.bbox[0] < block.bbox[2]
    return boxed and below and -BORD <= block.bbox[0] - label.bbox[0] < label.style.taille + BORD


def _is_next_name(values: Sequence[Block], block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a paragraph is the next name below a label alone on its line: set as the one above, near it, and but a
    known body or kind of body."""
    above = values[-1]
    if values[0].suite or above.genre != "texte" or above.page != block.page or above.page == 0 or above.style != block.style:
        return False
    near = 0 < block.bbox[1] - above.bbox[3] < block.style.taille and abs(block.bbox[0] - above.bbox[0]) < 1
    text = text_of(lignes, block.spans)
    party = fold(text) in bodies() or label_key(text.split(" ")[0]) in common_nouns()
    return near and party and len(text.split()) <= MOTS_SEUL and text[-1].isalnum() and is_name(text_of(lignes, above.spans))


def _is_names(block: Block, lignes: Sequence[Line]) -> bool:
    """Whether each line of a paragraph can be a name or a list of names: short, and no sentence."""
    for span in block.spans:
        text = lignes[span.line].texte[span.debut : span.fin].strip()
        if any(len(text[a:b]) > LONGUEUR_PARTIE for a, b in party_ranges(text)):
            return False
    return not text_of(lignes, block.spans).endswith((".", "?", "!")) or len(block.spans) == 1


def names_by_line(
    values: Sequence[Block], lignes: Sequence[Line], how: str, liens: Set[str] = frozenset(), ecart: float = 0.0
) -> Iterator[tuple[Block, Spans]]:
    """What of a value is split at separators by itself: printed lines, those that go on with each other together.

    `how`: what parts names under such labels elsewhere in the document; `liens`: signs that join; `ecart`: see `Manner`.
    """
    for block in _wrapped(values, lignes) if how == SIGNES else values:
        parted = [(block, spans) for spans in _lines_of(block, lignes, how, liens)]
        if ecart and how != SIGNES and any(len(spans) > 1 for _, spans in parted):
            parted = [(block, part) for _, spans in parted for part in _by_pitch(spans, lignes, ecart)]
        yield from parted


def _by_pitch(spans: Spans, lignes: Sequence[Line], ecart: float) -> list[Spans]:
    """A name parted where the blank between two lines is that between two names, unless their words go on with each other."""
    out: list[Spans] = [spans[:1]]
    for pair in pairwise(spans):
        ratio, on = next(_pitches(pair, lignes), (0.0, True))
        if ratio >= ecart and not on and not pair[1].colle:
            out.append(pair[1:])
        else:
            out[-1] = (*out[-1], pair[1])
    return out


def _wrapped(values: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The values with the lines of a cell that had no room for the next word joined: separators part its names."""
    out: list[Block] = []
    for block in values:
        if out and _runs_on(out[-1], block, lignes):
            out[-1] = replace(out[-1], spans=(*out[-1].spans, *block.spans))
        else:
            out.append(block)
    return out


def _runs_on(above: Block, block: Block, lignes: Sequence[Line]) -> bool:
    """Whether a line of a cell had no room for the first word of the next one."""
    cell = above.cellule and above.cellule == block.cellule and above.genre == block.genre == "texte"
    if not (cell and above.spans and block.spans and block.droite):
        return False
    return not leaves_room(lignes[above.spans[-1].line], lignes[block.spans[0].line], block.droite)


def _lines_of(block: Block, lignes: Sequence[Line], how: str, liens: Set[str]) -> list[Spans]:
    """A value on the line of its label runs on like prose, unless it has no separator and its lines end before the column does."""
    if block.genre == "item" or len(block.spans) < 2:
        return [block.spans]
    if how == LIGNES:
        return _by_line(block.spans, lignes, block.droite, True, liens=liens)
    if block.suite and (block.cellule or not block.droite or len(party_ranges(raw_text(lignes, block.spans), liens=liens)) > 1):
        return [block.spans]
    return _by_line(block.spans, lignes, block.droite, False, how == SIGNES, liens)


def _by_line(
    spans: Spans, lignes: Sequence[Line], droite: float, certain: bool, signes: bool = False, liens: Set[str] = frozenset()
) -> list[Spans]:
    """One entry per printed line, a line that goes on with the one above kept with it.

    `droite`: right edge of the box or column around, or 0; `certain`: names end with their lines, unless words say otherwise; `signes`: the
    document parts names under such labels by signs; `liens`: signs that join.
    """
    out: list[Spans] = []
    texts = [lignes[span.line].texte[span.debut : span.fin].strip() for span in spans]
    listed = any(len(party_ranges(text, liens=liens)) > 1 for text in texts)  # signs part the names: the end of a line does not
    for k, (span, text) in enumerate(zip(spans, texts, strict=True)):
        above = out[-1][-1].line if out else -1
        whole = text_of(lignes, out[-1]) if out else ""
        another = (certain and _is_another(whole, text)) or _opens_with_lines_below(whole, text, texts[k + 1 : k + LIGNES_NOM])
        wrapped = above >= 0 and not another and name_goes_on(lignes[above], lignes[span.line], droite, whole)
        if signes or not (droite or certain):
            wrapped = wrapped or text[:1].islower() or (listed and not whole.endswith((",", ";", "/")))
        if out and (above == span.line or text.startswith("(") or wrapped):
            out[-1] = (*out[-1], span)
        else:
            out.append((span,))
    return out


def _is_another(name: str, below: str) -> bool:
    """Whether a line starts another name, room or none on the line above: below the name of a town, or below a noun with its complement
    ('Fanfare du plateau', 'CPTS des Forges'), where it is a noun with something in small letters itself ('Boxing-club landervalois')."""
    first = below.split(" ")[0]
    named = " " in below and first[:1].islower() and first.endswith("s") and label_key(first) in common_nouns()
    if named and not name.endswith(OUVERTS):
        return True  # 'bailleurs sociaux', below 'Club d'entreprises du Val'
    if not below[:1].isupper() or fold(below.split(" ")[0].strip(" ,;")) in SUITES_DE_NOM or fold(name) in NOMS_DE_TERRITOIRE:
        return False
    name = _last_name(name) if name[-1:].isalnum() else name  # 'Ville de Lys ; Lys' over 'Habitat'
    town = name.startswith(("Ville d", "Commune d", "Mairie d")) and fold(name).startswith(NOMS_DE_VILLE) and not _TIRET.search(name)
    whole = _COMPLEMENT.search(name) is not None or _COMPLEMENT_PROPRE.search(name) is not None
    return (town and not name.endswith(("-", *MOTS_OUVERTS, " La", " Le", " Les"))) or (
        whole and (_NOM_COMMUN.match(below) is not None or is_body(below))
    )


def _opens_with_lines_below(name: str, text: str, below: Sequence[str]) -> bool:
    """Whether a line makes a known body with those right below it, 'Éducation' over 'nationale', or below a body the name of a territory,
    'Escaillon' over 'Agglomération': another name, room or none on the line above."""
    if not text[:1].isupper() or not below or name.endswith((*OUVERTS, " La", " Le", " Les")):
        return False
    wholes = (" ".join((text, *below[: n + 1])) for n in range(len(below)))
    body = below[0][:1].islower() and any(fold(whole.strip(" .,;")) in bodies() for whole in wholes)
    territory = " " not in text and fold(below[0].strip(" .,;")) in SUITES_DE_NOM and fold(text) not in bodies()
    return body or (territory and (is_body(name) or fold(name).startswith("habitat ")))


def names_parted(section: Section, names: Set[str], whole: Set[str], lignes: Sequence[Line]) -> Section:
    """The tree with names printed one below the other parted where the document prints each of them by itself elsewhere.

    In a narrow cell 'Communauté urbaine' over 'Aubrelac Habitat' looks like one name over two lines. `names`: all of them, folded; `whole`:
    those that are printed on one line somewhere, which are one name over two lines as well.
    """
    parties = tuple(replace(p, spans=part) for p in section.contenu.parties for part in _parted(p.spans, names, whole, lignes))
    unit = section.contenu if len(parties) == len(section.contenu.parties) else replace(section.contenu, parties=parties)
    return replace(section, contenu=unit, sections=tuple(names_parted(child, names, whole, lignes) for child in section.sections))


def _parted(spans: Spans, names: Set[str], whole: Set[str], lignes: Sequence[Line]) -> list[Spans]:
    if (name := fold(text_of(lignes, spans))) in whole or name in bodies():
        return [spans]
    for k in range(1, len(spans)):
        first = text_of(lignes, spans[:k])
        long = len(spans) == k + 1 and len(first.split()) >= MOTS_ENTIERS and not first.endswith(OUVERTS)
        long = long and not heads_unit(first.split()[0])  # 'Direction de la politique de la ville' over 'Lys Métropole'
        if spans[k].line != spans[k - 1].line and not spans[k].colle and (long or _is_whole(spans[:k], names, lignes)):
            rest = _parted(spans[k:], names, whole, lignes)
            if fold(text_of(lignes, spans[k:])) not in SUITES_DE_NOM and (len(rest) > 1 or _is_whole(spans[k:], names, lignes)):
                return [spans[:k], *rest]
    return [spans]


def _is_whole(spans: Spans, names: Set[str], lignes: Sequence[Line]) -> bool:
    """Whether a name is printed by itself elsewhere, or is that of a known body; not where a page cut it, 'Communauté urbaine de'."""
    printed = text_of(lignes, spans)
    text = fold(printed)
    return text in bodies() or (text in names and not printed.endswith(OUVERTS))


def name_goes_on(above: Line, line: Line, edge: float, name: str = "") -> bool:
    """Whether a printed line goes on with the name that the line above it began. `edge`: right edge of the cell, 0 if none; `name`: what
    is printed of it so far, where it stands on several lines."""
    if name and _is_complete(name, line.texte):
        return False
    text = name or above.texte.rstrip()
    below = line.texte.strip(" .,;")
    if _PARENTHESE_FINALE.search(text) and below[:1].isupper():
        return False  # 'Chambre de métiers et de l'artisanat (CMA)' is whole, however long
    last = _last_name(text)
    whole = {fold(f"{text} {line.texte}")}
    if text[-1:].isalnum():  # 'Préfecture / Police' over 'nationale / CAF'
        whole.add(fold(f"{last} {_first_name(line.texte)}"))
    if not whole.isdisjoint(bodies()) or fold(last) in open_nouns() or _awaits_a_unit(text, below):
        return True
    if fold(last) in house_nouns() and below[:1].isupper() and not heads_unit(below.split(" ")[0]) and not is_body(below):
        return True  # 'Université' over 'Rhône Alpes'
    if _ARTICLE_NOM.match(below) and _awaits_a_name(text) and not is_body(below):
        return True  # 'Club de prévention' over 'Le Relais'
    if fold(text).startswith(named_places()) and (_PRENOM_NOM.fullmatch(below) or _names_a_place(text, below)):
        return True
    if fold(text) in NOMS_DE_TERRITOIRE and _names_a_territory(below):
        return True
    if fold(last) in NOMS_LOCAUX and edge and not leaves_room(above, line, edge) and _names_a_territory(below):
        return True  # 'Mission locale' over 'Moyenne-Vallée'
    if below[:1].isupper() and (_ends_a_name(text) or _ends_a_name(below)) and not text.endswith(OUVERTS):
        return False
    if fold(below) in SUITES_DE_NOM and fold(text).startswith(NOMS_DE_VILLE) and not text.endswith(OUVERTS):
        return False
    if fold(re.split(r"\s*[;,/•·]", below)[0]) == "habitat" and (parts := party_ranges(text)):
        last = text[parts[-1][0] :]
        if " " not in last and last[:1].isupper() and not last.isupper() and not _is_a_party(last):
            return True  # 'Mérignane' over 'Habitat'
    if text.endswith((*OUVERTS, " La", " Le", " Les")) or line.texte[:1] == "(":
        return True
    fits = bool(edge) and leaves_room(above, line, edge)
    first = fold(below.split(" ")[0])
    if line.texte[:1].islower():
        apart = label_key(first) in common_nouns() or first in functions()
        return not (fits and (apart or (fold(text.strip(" .,;")) in bodies() and not goes_on_with(first))))
    tail = below[len(below.split(" ")[0]) :].lstrip()
    if first.strip(",;") in SUITES_DE_NOM and (not tail or first[-1] in ",;" or tail[0] in "/•·;,–-(") and not _ends_with_body(text):
        return True  # 'Valmarand' over 'Agglomération', but not 'État – DDCS' over 'Métropole – habitat'
    whole_name = " " not in text and (text.isupper() or label_key(text) in common_nouns()) and fold(text) not in open_nouns()
    acronym = below.split(" ")[0].isupper() and first in bodies()  # 'CCAS de Brécourt'
    said = whole_name or " " in below or _COMPLEMENT.search(text) is not None  # 'Direction de l'éducation' over 'Inspection'
    known = fold(_SIGLE_FINAL.sub("", below)) in bodies() or (acronym and " " in below) or (said and label_key(first) in common_nouns())
    if known and (first not in SUITES_DE_NOM or fold(text.strip(" .,;")) in bodies()):
        return False  # a body of its own
    if _ends_with_body(above.texte.strip(" .,;")):
        return False  # below one
    return bool(edge) and not fits


def _ends_with_body(text: str) -> bool:
    """Whether a line is the name of a known body, or ends with one behind a dash."""
    return fold(text) in bodies() or fold(_TIRET.split(text)[-1]) in bodies()


def _awaits_a_unit(text: str, below: str) -> bool:
    """Whether a name breaks off at the word for a part of a body, 'Ville de Lys – service', and what stands below is no body."""
    body, *parts = _TIRET.split(text)
    return bool(body) and bool(parts) and label_key(parts[-1]) in unit_words() and not is_body(below)


def _awaits_a_name(text: str) -> bool:
    """Whether what stands behind the last separator is but a kind of house, no name of one: 'Centre social', 'Club de prévention'."""
    last = _last_name(text)
    first, *rest = last.split() or [""]
    kind = fold(last).startswith(named_places()) or label_key(first) in house_nouns()
    return kind and all(word[:1].islower() for word in rest)


def _last_name(text: str) -> str:
    """What stands behind the last separator: 'CCI, MEDEF, Fondation' waits for a name as 'Fondation' does."""
    parts = party_ranges(text)
    return text[parts[-1][0] : parts[-1][1]] if parts else text


def _first_name(text: str) -> str:
    """What stands before the first separator."""
    parts = party_ranges(text)
    return text[parts[0][0] : parts[0][1]] if parts else text


def _names_a_place(place: str, below: str) -> bool:
    """Whether one capitalised word that is no party names what a line of nouns in small letters leaves unnamed: 'Lycée professionnel', and
    'Jacquard' below; not 'École de la deuxième chance', which says all."""
    kind = max((noun for noun in named_places() if fold(place).startswith(noun)), key=len, default="")
    said = any(f" {word}" in MOTS_OUVERTS or word.startswith("d'") for word in fold(place)[len(kind) :].split())
    unnamed = not said and not any(word[:1].isupper() for word in place.split()[1:]) and not place.endswith(",")
    return unnamed and below.isalpha() and below[:1].isupper() and not below.isupper() and not _is_a_party(below)


def _ends_a_name(name: str) -> bool:
    """Whether a line is a name that ends as those of bailleurs and agglomérations do: 'Ostremer Habitat'."""
    words = fold(name).split()
    return 1 < len(words) <= 4 and words[-1] in FINS_DE_NOM and label_key(words[0]) not in common_nouns()


def _is_a_party(name: str) -> bool:
    return fold(name) in bodies() or label_key(name) in common_nouns()


def _names_a_territory(below: str) -> bool:
    """Whether a line can be the territory that 'Communauté de communes' above it waits for: no body, no acronym, no kind of party, and no
    noun with its complement, as 'Table de quartier' is."""
    first = below.split(" ")[0]
    return (
        below[:1].isupper()
        and not _COMPLEMENT.search(f" {_first_name(below)}")
        and not first.isupper()
        and fold(below) not in bodies()
        and label_key(first) not in common_nouns()
    )


def leaves_room(above: Line, line: Line, edge: float) -> bool:
    """Whether the first word of a line would have fitted on the line above, in a column that ends at `edge`: the break is meant."""
    return above.bbox[2] + first_word(line) + 0.8 * line.style.taille <= edge


def _is_complete(name: str, below: str) -> bool:
    """Whether a known body is printed whole, and another party starts below it: 'Mission locale' or 'FSE+', then 'Département' or
    'gendarmerie'."""
    below = below.strip(" .,;")
    first = below.split(" ")[0]
    whole = fold(name.strip(" .,;"))
    sigle = name.isupper() and whole in spellings(fold)
    if not (sigle or whole in bodies()) or (fold(first) in SUITES_DE_NOM and not sigle) or fold(f"{name} {below}") in bodies():
        return False
    return label_key(first) in common_nouns() or fold(below) in bodies()


def first_word(line: Line) -> float:
    return line.pieces[0].bbox[2] - line.pieces[0].bbox[0] if line.pieces else 0.0
