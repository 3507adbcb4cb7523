"""Why a block of its own is a heading: its words, its look against that of the body.

Reads plain values: a text, a style, the body's style. Decides by level word, size, weight, colour and fill; what only says when, counts,
quotes or parts the visas of an agreement heads nothing. Neighbours are not looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict

from msgspec.structs import replace

from pipeline.colours import coloured
from pipeline.lexicon import bodies, functions, signatories
from pipeline.model import Line, Style
from pipeline.stages.block_looks import MOTS_TITRE
from pipeline.stages.headings import parse_heading
from pipeline.texts import MOIS, fold, is_figure

# 'V' and 'X' are initials as often.
ROMAINS_DE_PARTIE = frozenset({"I", "II", "III", "IV", "VI", "VII", "VIII", "IX"})
# A block between quotation marks longer than this is a saying, however large it is set.
MOTS_CITATION = 5
# Neither bold nor coloured, what starts in small letters heads nothing up to so many times the size of the body.
EN_PETITES_LETTRES = 1.3
# Share of the size of the body that bold capitals in a colour of their own have at least, where they head something.
PETITES_CAPITALES = 0.85
# A word of so many capitals is an acronym.
LETTRES_SIGLE = 4
# Words that part the visas and the parties of an agreement, and head nothing.
FORMULES = frozenset(
    {"entre", "entre les soussignes", "et", "vu", "considerant", "il est convenu ce qui suit", "il a ete convenu ce qui suit", "d'une part"}
)


def distinct(style: Style, corps: Style) -> bool:
    """Set apart from body text: larger, bold, coloured, or on a fill."""
    if style.taille > corps.taille * 1.1:
        return True
    if style.taille < corps.taille * 0.92:
        return False
    return (
        (style.gras and not corps.gras) or (coloured(style.couleur) and style.couleur != corps.couleur) or bool(style.fond and style.gras)
    )


def stands_out(line: Line, corps: Style) -> bool:
    first = line.pieces[0].style if line.pieces else line.style
    return (first.gras and not corps.gras) or coloured(first.couleur) or line.texte.isupper() or bool(line.style.fond) or line.souligne


def set_apart(line: Line, corps: Style) -> bool:
    """Whether a line's type is not that of the body, its fill apart, or is all capitals."""
    a = line.style
    return line.texte.isupper() or (a.taille, a.gras, a.italique, a.couleur) != (corps.taille, corps.gras, corps.italique, corps.couleur)


SAISONS = ("printemps", "ete", "automne", "hiver", "rentree")
ANNEE = re.compile(r"20\d\d(?:\s?[-–]\s?20\d\d)?")
_MOIS = rf"(?:{'|'.join(map(fold, MOIS))}|(?:janv|fevr?|avr|juil|sept|oct|nov|dec)\b\.?)"
_HEURE = r"\d{1,2}\s?h(?:\s?\d{2})?"
_JOUR = rf"(?:\d{{1,2}}(?:er)? )?{_MOIS}(?: 20\d\d)?"
_MOMENT = re.compile(
    rf"(?:{_HEURE}(?:\s*(?:-|/|a)\s*{_HEURE})?(?:\s+{_HEURE})*"
    rf"|(?:(?:debut|mi|fin|des|en)[ -])?(?:le )?{_JOUR}(?:\s*(?:-|/|a|et)\s*{_JOUR})?"
    rf"|(?:(?:debut|mi|fin)[ -])?(?:{'|'.join(SAISONS)})(?: 20\d\d)|(?:debut|mi|fin|courant)[ -]20\d\d"
    r"|(?:1er|2e|2eme|3e|3eme|4e|4eme|premier|second|deuxieme|troisieme|quatrieme|dernier) (?:trimestre|semestre)(?: 20\d\d)?)\s*:?"
)
# The most letters of a moment.
LETTRES_MOMENT = 80
# 'Automne 2025' over '2027'
_ANNEES = re.compile(r"(.+?20\d\d)(?: 20\d\d)+")


def is_moment(texte: str) -> bool:
    """Whether a text only says when: '9 h 15', 'Juin 2024', 'Mars à mai 2025'. Set apart in a timetable, it heads nothing."""
    if len(texte) > LETTRES_MOMENT:
        return False
    said = fold(texte)
    several = _ANNEES.fullmatch(said)
    return bool(_MOMENT.fullmatch(several[1] if several else said))


def title_reason(texte: str, style: Style, corps: Style, souligne: bool = False) -> str:
    """Why a block of its own is a heading, or ''. Works on plain values: its text, its look, the body's look, whether all of it is
    underlined."""
    words = texte.split()
    if not any(map(str.isalpha, texte)) or len(words) > MOTS_TITRE or is_moment(texte) or is_figure(texte):
        return ""
    when, colon, _ = texte.partition(":")
    dated = bool(colon) and (is_moment(when.strip()) or fold(when).strip() in SAISONS)
    if dated and not (style.taille > corps.taille * 1.1 and (style.gras or not when[:1].isdigit())):
        return ""  # '28 mai : réunion des financeurs', on a calendar
    formula = fold(texte).strip(" .:,")
    # 'Entre les soussignés' may be set as the title of the list of those who sign
    if formula in FORMULES and not (len(words) > 2 and formula.startswith("entre") and style.gras and style.taille > corps.taille * 1.05):
        return ""
    head = parse_heading(texte)
    acronym = len(words) == 1 and (len(texte) <= LETTRES_SIGLE or fold(texte) in bodies())
    capitals = style.gras and coloured(style.couleur) and texte.isupper() and not acronym
    capitals = capitals and style.taille >= PETITES_CAPITALES * corps.taille
    dotted = style.gras and coloured(style.couleur) and head.profondeur > 1 and style.taille >= PETITES_CAPITALES * corps.taille
    roman = texte.isupper() and len(words) > 2 and head.type == "section" and head.numero in ROMAINS_DE_PARTIE
    roman = roman and not any(fold(word).strip(",") in signatories() | functions() for word in words)  # 'I. BERNARD, PRÉSIDENTE'
    # 'RÉUSSITE ÉDUCATIVE' over larger titles, on slides; '2.1 Étendre l'aide' at the head of a card; 'II. LE TERRITOIRE' in plain type
    apart = distinct(style, corps) or souligne or capitals or dotted or roman
    if (
        head.type != "section"
        and style.taille >= corps.taille * (0.8 if style.gras or style.fond else 0.92)
        and (apart or (len(words) <= 30 and not texte.endswith((".", ";", ",", ":"))))
    ):
        return f"mot de niveau {head.type!r}" + (f" et numéro {head.numero}" if head.numero else "")
    if texte.endswith((";", ",")) or (texte.endswith(".") and not texte.endswith("...")):
        return ""
    if not apart or (texte.startswith("«") and len(texte.partition("»")[0].split()) > MOTS_CITATION):
        return ""  # a saying, with or without who said it
    plain = not style.gras and not coloured(style.couleur)
    if texte[:1].islower() and head.numero is None and style.taille <= corps.taille * (EN_PETITES_LETTRES if plain else 1.1):
        return ""
    larger = style.taille > corps.taille * 1.1
    if texte.endswith(":") and head.numero is None and not (larger and (style.gras or coloured(style.couleur) or texte.isupper())):
        return ""
    look = [
        w
        for w, yes in (
            ("plus grand", larger),
            ("gras", style.gras and not corps.gras),
            ("couleur", coloured(style.couleur)),
            ("fond", bool(style.fond)),
            ("souligné", souligne),
            ("capitales", roman),
        )
        if yes
    ]
    return "se distingue du corps : " + ", ".join(look) + (f" ; numéro {head.numero}" if head.numero else "")


def style_of(line: Line, debut: int, fin: int) -> Style:
    """The style of most of `line.texte[debut:fin]`, on the fill of the line."""
    pieces = line.pieces
    first = pieces[0].style if pieces else line.style
    for piece in pieces:
        if piece.style is not first:
            break
    else:
        return line.style  # one look, as most lines have
    inside = [piece for piece in pieces if piece.debut >= debut and piece.fin <= fin]
    if not inside:
        return line.style
    best = inside[0].style
    for piece in inside:
        if piece.style is not best:
            weight: dict[Style, int] = defaultdict(int)
            for other in inside:
                weight[other.style] += other.fin - other.debut
            best = max(weight, key=lambda s: (weight[s], s.taille))
            break
    return best if best.fond == line.style.fond else replace(best, fond=line.style.fond)
