"""Labels that labels.toml does not know, or knows without the colon they should have, among known ones.

Reads a line, what stands around it and the looks that labels have in the document; decides by look, length, colon, question mark and
return. A line that a rule takes is a label of a `champ`; a rule never takes a line that a level word or a number makes a title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.lexicon import Label, credit_words, label_words
from pipeline.model import Line, Style
from pipeline.stages.actors import is_sentence
from pipeline.stages.document_look import Context, starts_with_label
from pipeline.stages.headings import Heading, is_level_word, parse_code, parse_heading
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
from pipeline.stages.labels import Found, named_label
from pipeline.stages.list_signs import marker_at
from pipeline.stages.title_looks import is_moment, set_apart
from pipeline.texts import fold, label_key

# The most lines of the value of a label that no list knows, before the next label.
LIGNES_VALEUR = 3
# In ems: how far the heads of a label and of the value at its right are apart.
NIVEAU = 0.4
# Share of its type by which a label may be smaller than the one above it.
RETRECI = 0.15
# Share of the type of its value that a label over it has at most.
PLUS_PETIT = 0.92
# Share of the type of the text that a title has at least.
PLUS_GRAND = 1.05
# 'Bilan 2025', 'Budget 2024': a year may end a label.
_ANNEE = re.compile(r"[^\W\d_] (?:19|20)\d\d$")
_COLON = re.compile(r"\s?:\s+(?=\S)")
# What a sentence starts with that leads to a list, and no label does.
_DETERMINE = re.compile(
    r"(?:l[ae']|les|un|une|des|ce|cette|ces|no[su]s?|notre|vous|il|ils|elle|elles|on|chaque|tous|toutes|pour|afin|dans|en)\b|l'"
)


class Around(Struct, frozen=True):
    """What stands around a line: the line below, the lines of its region, whether labels stand above it under the same heading, the look
    and the underlining of the last one without colon, whether the line right above is a label or its value, the look of the first word of
    the last label."""

    dessous: Line | None
    region: Sequence[Line]
    champs: bool
    style: Style | None
    souligne: bool
    suit: bool
    premier: Style | None = None


def unknown_label(line: Line, around: Around, context: Context) -> Found | None:
    """The label that a line without known label in label position is or starts with; None when it is none."""
    if around.dessous is not None and around.dessous.texte.strip().isdigit() and is_level_word(line.texte):
        return None  # 'Chantier' over its number
    for rule in _RULES if around.champs else _ANYWHERE:
        found = rule(line, around, context)
        if found is not None:
            words = line.texte[found.debut : found.fin]
            # the end of a list of names, and a label; where figures are from; a code and a title
            apart = ";" in words or label_key(words) in credit_words() or _is_coded(line, context.corps)
            return None if apart else found
    return None


def _whole(line: Line, label: Label | None = None) -> Found:
    return Found(label or Label("champ", ""), 0, len(line.texte), len(line.texte))


def _stands_alone(line: Line) -> bool:
    """Whether a line has the length and the ends of a label without colon."""
    ends = line.texte[-1:].isalpha() or line.texte.endswith("?") or (_ANNEE.search(line.texte) is not None and not is_moment(line.texte))
    return ends and not line.texte[:1].islower() and len(line.texte.split()) <= MOTS_MENEUR


def _heads_label(line: Line, below: Line | None) -> bool:
    """Whether a label set as the line stands below it: the line is a title over it."""
    return below is not None and below.style == line.style and named_label(below.texte.rstrip(" :")) is not None


def _is_titled(line: Line) -> bool:
    return parse_heading(line.texte).numero is not None  # 'Mesure 2. Soutenir la parentalité'


def _is_coded(line: Line, corps: Style) -> bool:
    """Whether a line larger than the text starts with a code, as titles do: 'M2 Plan d'investissement : repérage des invisibles'."""
    return line.style.taille > PLUS_GRAND * corps.taille and parse_code(line.texte) is not None


def _set_as_the_last(line: Line, around: Around, context: Context) -> Found | None:
    """A line of its own in the very look of the labels above it that stand so above their values: 'Avec' too, though slides shrink it."""
    if around.style is None or not _stands_alone(line) or around.souligne != line.souligne:
        return None
    shrunk = abs(line.style.taille - around.style.taille) < RETRECI * around.style.taille and named_label(line.texte) is not None
    if line.style != (replace(around.style, taille=line.style.taille) if shrunk else around.style):
        return None
    # where a value may be set as its label is, only a line that is underlined or in capitals as the label is another one
    apart = line.souligne or set_apart(line, context.corps)
    return _whole(line, named_label(line.texte)) if apart and not _heads_label(line, around.dessous) and not _is_titled(line) else None


def _beside_its_value(line: Line, around: Around, context: Context) -> Found | None:
    """A label of parties that needs its colon, parted from the names at its right by its look or theirs: 'Avec' on a fill or before a
    chip."""
    value = around.dessous
    if value is None or abs(value.bbox[1] - line.bbox[1]) > NIVEAU * line.style.taille:
        return None
    if line.texte[:1].islower() and first_look(line) not in context.etiquettes:
        return None  # but small capitals may read so
    a, b = line.style, value.style
    inked = (coloured(a.couleur) or coloured(b.couleur)) and a.couleur != b.couleur
    apart = (a.gras and not b.gras) or inked or a.fond != b.fond
    known = named_label(line.texte) if apart and value.bbox[0] > line.bbox[2] else None
    prose = is_sentence(value.texte) or value.texte.endswith(".")
    return _whole(line, known) if known is not None and known.genre == "acteur" and not prose else None


def _known_over_value(line: Line, around: Around, context: Context) -> Found | None:
    """'Démarrage', a title as often, over its value where the labels with a colon are set alike."""
    below = around.dessous
    if below is None or below.style == line.style or not _stands_alone(line):
        return None
    known = named_label(line.texte)
    if known is None or known.genre != "champ" or first_look(line) not in context.etiquettes or _is_titled(line):
        return None
    article = label_key(line.texte).split(" ")[0] in label_words()[2]  # 'Les instances' is a title
    return _whole(line, known) if set_apart(line, context.corps) and not article else None


def _over_value_with_colon(line: Line, around: Around, context: Context) -> Found | None:
    """A few words set apart as the labels are, with a colon, over their value."""
    if not line.texte.endswith(":") or not set_apart(line, context.corps):
        return None
    end = len(line.texte.rstrip(" :"))
    words = sum(any(map(str.isalnum, word)) for word in line.texte.split())
    returns = label_key(line.texte.rstrip(" :")) in context.meneurs
    if not (around.champs or returns):
        return None
    alike = returns or first_look(line) in context.etiquettes or first_look(line) == around.premier
    uniform = alike and len({p.style for p in line.pieces}) == 1
    below = around.dessous
    listed = below is not None and (below.puce is not None or marker_at(below.texte) is not None)  # 'L'État s'engage à :'
    asked = line.texte[:end].endswith("?")
    heads = asked or (around.suit and not starts_sentence(line.texte))  # 'Repères d'évaluation :', right below another field
    if not 0 < words <= MOTS_MENEUR or not uniform or (listed and not heads) or not line.texte[:1].isupper():
        return None
    return Found(Label("champ", ""), 0, end, len(line.texte)) if parse_heading(line.texte) == Heading() else None


def starts_sentence(texte: str) -> bool:
    """Whether a text starts as what leads to a list does, with an article, a pronoun or a preposition: 'L'État s'engage à'."""
    return _DETERMINE.match(fold(texte)) is not None


def _lead_without_colon(line: Line, around: Around, context: Context) -> Found | None:
    """Words set as the labels are, their value plain behind or below, that return or stand right below a field."""
    if not opens_in_look(line, context.etiquettes) or (":" in line.texte and _COLON.search(line.texte) is not None):
        return None
    led = lead_in_look(line, context.etiquettes)
    known = named_label(line.texte[: led.fin]) if led is not None else None
    if led is not None and known is not None and known.genre == "acteur" and not is_sentence(line.texte[led.suite :]):
        led = Found(known, led.debut, led.fin, led.suite)  # 'Avec' before 'Bailleurs sociaux.', in the look of 'Avec' before other names
    if led is not None and around.champs and around.suit and len(line.texte[: led.fin].split()) <= MOTS_ETIQUETTE:
        return led
    led = led or line_in_look(line, around.dessous, context.etiquettes)
    small = line.style.taille <= context.corps.taille * 1.1  # larger ones are looked for in the whole document
    if led is None or not small or label_key(line.texte[: led.fin]) not in context.meneurs:
        return None
    text = line.texte[: led.fin]
    named = (named_label(text) or named_label(f"{text} ?")) is not None  # 'Constats partagés', 'Pourquoi', titles as often, on each fiche
    return led if around.suit or named or _before_label(line, around.region, context) else None


def _small_over_value(line: Line, around: Around, context: Context) -> Found | None:
    """A line set as the labels are but for the fill, smaller than the value right below it, which no title is: 'Le constat'."""
    below = around.dessous
    if below is None or below.page != line.page or line.style.taille > PLUS_PETIT * below.style.taille:
        return None
    near = -1 <= below.bbox[1] - line.bbox[3] < line.style.taille and abs(below.bbox[0] - line.bbox[0]) < line.style.taille
    looks = {(s.taille, s.gras, s.couleur) for s in context.etiquettes}
    alike = {(p.style.taille, p.style.gras, p.style.couleur) for p in line.pieces} <= looks and set_apart(line, context.corps)
    return _whole(line, named_label(line.texte)) if near and alike and _stands_alone(line) and not _is_titled(line) else None


def _question(line: Line, around: Around, context: Context) -> Found | None:
    """A question set as the labels are; a known one in larger type than its values keeps what it is. One that no list knows over a list,
    with no field above it, is put to the public: 'Quels sont les oublis ?'."""
    if not (line.texte.endswith("?") and _stands_alone(line) and first_look(line) in context.etiquettes):
        return None
    known, below = named_label(line.texte), around.dessous
    listed = below is not None and _is_item(below)
    return None if known is None and listed and not around.champs else _whole(line, known)


def _asked_over_value(line: Line, around: Around, context: Context) -> Found | None:
    """A known question without its sign, 'Pour quand', among fields, over a value that is no smaller and set otherwise."""
    below = around.dessous
    if below is None or below.page != line.page or not _stands_alone(line) or line.style.taille > below.style.taille:
        return None
    a, b = line.style, below.style
    apart = (a.taille, a.gras, a.couleur) != (b.taille, b.gras, b.couleur) and set_apart(line, context.corps) and not b.gras
    near = -1 <= below.bbox[1] - line.bbox[3] < line.style.taille and abs(below.bbox[0] - line.bbox[0]) < line.style.taille
    return _whole(line, named_label(f"{line.texte} ?")) if apart and near and named_label(f"{line.texte} ?") is not None else None


def _lead_with_colon(line: Line, around: Around, context: Context) -> Found | None:
    """A few words set apart, a colon, then plain text."""
    colon = _COLON.search(line.texte) if ":" in line.texte else None
    if colon is None or not line.pieces or not line.texte[:1].isupper() or len(line.texte[: colon.start()].split()) > MOTS_MENEUR:
        return None
    if not around.champs and (first_look(line) not in context.etiquettes or parse_heading(line.texte) != Heading()):
        return None
    lead = [p.style for p in line.pieces if p.debut < colon.start()]
    rest = [p.style for p in line.pieces if p.debut >= colon.end()]
    if not lead or not rest:  # a blank of another kind inside one piece
        return None
    apart = all(s.gras for s in lead) or (all(coloured(s.couleur) for s in lead) and lead[0].couleur != rest[0].couleur)
    if not apart or rest[0].gras or rest[0].couleur == lead[0].couleur == "":
        return None
    return Found(Label("champ", ""), 0, colon.start(), colon.end())


def _returning_lead(line: Line, around: Around, context: Context) -> Found | None:
    """A few words with a colon that start several lines of the document, right below a field, in whatever look: underlined, or in none."""
    lead = LEAD.match(line.texte) if around.suit else None
    if lead is None or label_key(lead[1]) not in context.retours or parse_heading(line.texte) != Heading():
        return None
    return Found(Label("champ", ""), 0, len(lead[1]), lead.end())


def _returning_question(line: Line, around: Around, context: Context) -> Found | None:
    """A question in bold that returns, each time right over a plain line: it asks for a field, where a list would be what was answered,
    'Tables 1 et 4' in smaller type above it too."""
    below = around.dessous
    if not line.texte.endswith("?") or f"{label_key(line.texte)} ?" not in context.retours or below is None or below.page != line.page:
        return None
    near = -1 <= below.bbox[1] - line.bbox[3] < line.style.taille and abs(below.bbox[0] - line.bbox[0]) < line.style.taille
    plain = not below.style.gras and not _is_item(below)
    answered = any(_is_item(li) and below.style.taille < li.style.taille for li in _next(below, around.region)[:1])
    return _whole(line, named_label(line.texte)) if near and plain and not answered and line.style.gras else None


def _is_item(line: Line) -> bool:
    return line.puce is not None or marker_at(line.texte) is not None


def _next(line: Line, region: Sequence[Line]) -> Sequence[Line]:
    """The lines of a region below one of it."""
    at = next((i for i, li in enumerate(region) if li.id == line.id), len(region))
    return region[at + 1 :]


def _before_label(line: Line, region: Sequence[Line], context: Context) -> bool:
    """Whether a known label set as the labels are starts one of the lines right below, in the same region."""
    below = _next(line, region)[:LIGNES_VALEUR]
    return any(first_look(li) in context.etiquettes and (starts_with_label(li) or label_by_look(li, 0)) for li in below)


# In this order: the first that finds a label has the line.
_RULES: tuple[Callable[[Line, Around, Context], Found | None], ...] = (
    _set_as_the_last,
    _beside_its_value,
    _known_over_value,
    _over_value_with_colon,
    _lead_without_colon,
    _small_over_value,
    _question,
    _asked_over_value,
    _lead_with_colon,
    _returning_lead,
    _returning_question,
)
# Those that need no known label above the line, under the same heading.
_ANYWHERE = (_beside_its_value, _over_value_with_colon, _lead_without_colon, _question, _lead_with_colon, _returning_question)
