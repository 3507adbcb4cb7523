"""What the words of a title say: its level word, its number, and where the title itself begins.

Works on plain strings; decides by levels.toml and by numbering alone, never by look.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from pipeline.lexicon import level_pattern, level_types, ordinal_pattern
from pipeline.texts import collapse, fold

LONGUEUR_LUE = 120
# What a title that goes on ends in: '(suite)', '(2/3)'.
SUITE = re.compile(
    r"\s*(?:[(\[]\s*(?:suite(?: et fin)?(?:\s*\d)?|fin|\d{1,2}\s?(?:/|sur)\s?\d{1,2})\s*[)\]]|[-–—]\s*suite)\s*$", re.IGNORECASE
)
_FIN_DE_SUITE = (")", "]", "e", "E")  # what SUITE ends in
# The most digits of the number of a title.
CHIFFRES = 2
# Ranks of headings that a table prints: a row over several, a theme that fiches share, the title of one row or fiche.
# They stand under any heading outside tables.
RANG_GROUPE, RANG_THEME, RANG_RANGEE = 40, 42, 50
# Rank of a heading of a Markdown file that is only a bold line: under any `#` heading.
RANG_GRAS = 7
# The roman numbers of parts, as far as documents count in them.
_ROMAINS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX"
ROMAINS = {sign: n for n, sign in enumerate(_ROMAINS.split(" "), start=1)}
_SEPARATEUR = re.compile(r"\s*[.):|/•°·\-–—>›→»▸►▶■◆●\u2758]*\s*")
# Numbers of several parts mix digits, a roman number or a letter: 'I.1', 'A.2', '2.B.1', 'II-A'; letters alone are an acronym ('C.A.F.').
_NUMERO = re.compile(
    r"(?P<n>[ivx]{1,5}[.\-][a-h](?:[.\-]\d{1,2}){1,3}(?![a-z'\d])|(?:[ivx]{1,5}|[a-h])(?:\s?[.\-]\s?\d{1,2}){1,4}(?:[.\-][a-h](?![a-z']))?(?![a-z'\d])|[ivx]{1,5}[.\-][a-h](?=\s*[.):|/•°\-–—]|\s|$)"
    r"|\d{1,2}(?:[.\-]\d{1,2})*[.\-][a-h](?![a-z'])(?:[.\-]\d{1,2})*|\d{1,2}(?:\s?[.\-]\s?\d{1,2}){1,5}|\d{1,2}[a-h](?=\s*[.):|/•°\-–—]|\s|$)|\d{1,2}"
    r"|(?!(?:[a-z]\.){2})(?:[ivx]{1,5}(?=\s*[.):/|\-–—])|[a-h](?=\s*[.)/|]|\s[–—-]\s)))(?P<sep>\s*[.):|/•°\-–—>›→»▸►▶■◆●\u2758]+\s*|\s+|$)"
)
# A number that counts or dates something numbers nothing: '16-25 ans', '100 % ', '10/12/2019', '1 sur 4'.
_QUANTITE = re.compile(
    r"\d+(?:[.,\-/]\d+)*\s?(?:%|€|k€|m€|euros?\b|ans?\b|mois\b|jours?\b|heures?\b|h\b|habitants\b|logements\b|personnes\b)"
    r"|\d{1,2}/\d{1,2}/\d{2,4}|\d+ sur \d+\b"
)


class Heading(Struct, frozen=True):
    """`type`: level word or 'section'; `numero`: as printed, without blanks; `debut`: offset where the title itself begins.

    `profondeur`: how many numbers a dotted numbering has (2.1.3 -> 3), 0 without one. `chaine`: the number that places the
    heading in the document's numbering: 3.1.1 in '3.1.1. Orientation stratégique 1', '' for 'Objectif n°3'. `garde`: word and number stay
    in the title: 'Première partie : le territoire'.
    """

    type: str = "section"
    numero: str | None = None
    debut: int = 0
    profondeur: int = 0
    chaine: str = ""
    garde: bool = False


def _fold_map(texte: str) -> tuple[str, list[int]]:
    """`texte` folded character by character, with the offset each folded character comes from."""
    out = list(map(_folded, texte))
    folded = "".join(out)
    if len(folded) == len(texte) and all(out):  # one for one, as nearly always
        return folded, list(range(len(texte) + 1))
    where = [i for i, letters in enumerate(out) for _ in letters]
    where.append(len(texte))
    return folded, where


@functools.lru_cache(maxsize=4096)
def _folded(c: str) -> str:
    """What one character is folded to: several for a ligature, none for an accent."""
    if c in "’°":
        return "'" if c == "’" else c
    return "".join(" " if d.isspace() else d for d in unicodedata.normalize("NFKD", c).casefold() if not unicodedata.combining(d))


@functools.lru_cache(maxsize=65536)
def parse_heading(texte: str) -> Heading:
    """The level word and the number that `texte` starts with, if any.

    A level word counts only with a number or a qualifier: 'Action culturelle' has none, 'Action 3 - Culture' has.
    """
    # level word, qualifier and number never run further; the rest of a long paragraph need not be folded
    folded, where = _fold_map(texte[:LONGUEUR_LUE])
    where[-1] = len(texte) if len(texte) <= LONGUEUR_LUE else LONGUEUR_LUE
    match = level_pattern().match(folded)
    if match and (match["numero"] or match["qualif"]):
        found = _level(match, folded, where, texte)
        if found is not None:
            return found
    ordinal = ordinal_pattern().match(folded)
    if ordinal is not None and texte[0].isupper():
        return Heading(level_types()[ordinal["mot"]], texte[: where[ordinal.end("numero")]].strip(), where[ordinal.end()], garde=True)
    named = _NUMERO_NOMME.match(texte)
    if named is not None:
        return Heading(numero=named[1], debut=named.end(), profondeur=1, chaine=named[1])
    return _numbered(folded, where, texte)


def _level(match: re.Match[str], folded: str, where: list[int], texte: str) -> Heading | None:
    numero = match["numero"]
    end = match.end("numero") if numero else match.end("qualif")
    if numero and _QUANTITE.match(folded, match.start("numero")):
        return None
    sep = _SEPARATEUR.match(folded, end)
    assert sep is not None  # every part of it may be empty
    rest = folded[sep.end() :]
    explicit = sep.group().strip() != ""
    if not numero and not explicit:  # "Objectif stratégique" over its title, or "Orientations transversales du contrat"
        return None if rest else Heading(level_types()[match["mot"]], None, len(texte))
    if numero and numero[0].isalpha() and not numero.isalpha() and not texte[where[match.start("numero")]].isupper():
        return None
    glued = numero and re.fullmatch(r"\d+[a-h]", numero) and not explicit
    if glued and not (
        texte[where[match.end("numero") - 1]].isupper() and (not rest or (rest[0].isalpha() and texte[where[sep.end()]].isupper()))
    ):
        return None  # "Action 1a": a letter set on its number is a capital, or a sign follows it
    if numero and numero.isalpha():
        printed = texte[where[match.start("numero")] : where[match.end("numero") - 1] + 1]
        # "actions à mener": a lone letter is a number only in capitals, and set apart
        if len(numero) == 1 and numero not in "ivx" and not (printed.isupper() and (explicit or not rest)):
            return None
        if numero in "ivx" and len(numero) == 1 and not printed.isupper():
            return None
        if len(numero) > 1 and not printed.isupper() and not numero.startswith("premier"):
            return None
    if numero and not explicit and rest and rest[0].isalpha() and texte[where[sep.end()]].islower():
        return None  # "Action 2 de la convention": running text
    printed_number = texte[where[match.start("numero")] : where[match.end("numero") - 1] + 1] if numero else None
    depth = len(re.split(r"[.\-]", match["prefixe"])) if match["prefixe"] and re.search(r"[.\-]", match["prefixe"]) else 0
    if not depth and numero and re.search(r"\d[.\-]\d", numero):
        depth = len(re.split(r"[.\-]", numero))
    chain = match["prefixe"] or (numero if numero and depth > 1 else "")
    return Heading(level_types()[match["mot"]], printed_number, where[sep.end()], depth, chain)


def _numbered(folded: str, where: list[int], texte: str) -> Heading:
    match = _NUMERO.match(folded)
    if not match:
        return Heading()
    sep = match["sep"]
    number = texte[where[match.start("n")] : where[match.end("n") - 1] + 1].replace(" ", "")
    rest = texte[where[match.end()] :]
    dotted = bool(re.search(r"[.\-]", number))
    if not rest:
        lettered = number[0].isdigit() and number[-1].isupper()
        parted = lettered or (dotted and number[0].isupper() == number[0].isalpha())
        return Heading(numero=number, debut=len(texte), profondeur=_depth(number), chaine=number) if sep.strip() or parted else Heading()
    # without a sign, a lone number is a number only before a capital: "1 Gouvernance", not "2 nouveaux collèges" or "100 %"
    if not sep.strip() and not dotted and not (rest[0].isupper() or rest[0] in '«"'):
        return Heading()
    if any(c.isalpha() for c in number) and (dotted or any(c.isdigit() for c in number)):  # 1.A, 2B, I.1, A-2
        if not (number[-1].isupper() or (dotted and rest[0].isupper())) or (number[0].isalpha() and not number[0].isupper()):
            return Heading()
        if not (sep.strip() and any(c.isdigit() for c in number)) and not rest[0].isupper():
            return Heading()
        parts = re.findall(r"\d+|[A-Za-z]+", number)
        return Heading(numero=number, debut=where[match.end()], profondeur=len(parts), chaine=".".join(parts))
    if re.match(r"(?:19|20)\d\d", folded) or (not sep.strip() and rest[0] in "%€") or _QUANTITE.match(folded):
        return Heading()
    if number.isalpha() and not texte[0].isupper() and len(number) > 1:
        return Heading()
    return Heading(numero=number, debut=where[match.end()], profondeur=_depth(number), chaine=number)


# 'n° 7 Répondre': a number before a title.
_NUMERO_NOMME = re.compile(r"[nN][°º]\s?(\d{1,2})(?:\s*[.:)|/–—-]+\s*|\s+)(?=[A-ZÀ-Ý«])")
# 'T1 2025' is a quarter.
_CODE = re.compile(r"([A-Z]{1,3})\s?(\d{1,2}(?:[.\-]\d{1,2})*)(?:\s*[.:)|/•–—-]+\s*|\s+|$)(?!(?:19|20)\d\d\b)(?=[A-ZÀ-Ý«\d]|[Ll]['’]|$)")


def parse_code(texte: str) -> tuple[str, str, int] | None:
    """(letters, number, where the title begins) of a title that starts with a code: 'A1 Prolonger', 'OS 2.1 – Former'; None without one.

    One such title may just start with an acronym ('CM2'): a document numbers by codes when several of its titles have one.
    """
    match = _CODE.match(texte)
    return (match[1], match[2], match.end()) if match else None


def counted_codes(titres: Iterable[str]) -> frozenset[str]:
    """The letters that number titles ('A1', 'A2'): two titles at least have them with numbers that follow."""
    found: dict[str, set[int]] = defaultdict(set)
    for titre in titres:
        coded = parse_code(titre)
        if coded is not None:
            found[coded[0]].add(int(re.split(r"[.\-]", coded[1])[-1]))
    return frozenset(letters for letters, numbers in found.items() if any(n + 1 in numbers for n in numbers))


def is_bare_number(texte: str) -> bool:
    """Whether a text is but a number or a code for a title that stands apart: '1.2', 'Fiche n°2', 'F3'."""
    head, coded = parse_heading(texte), parse_code(texte)
    return (head.numero is not None and head.debut >= len(texte)) or (coded is not None and coded[2] >= len(texte))


def is_numeral(texte: str) -> bool:
    """Whether a text is a bare number, see `is_bare_number`, or but one or two figures: '3', '04'; no year."""
    return is_bare_number(texte) or (texte.isdecimal() and len(texte) <= CHIFFRES)


def _depth(number: str) -> int:
    return len(re.split(r"[.\-]", number))


def is_level_word(texte: str) -> bool:
    """Whether a text is but a level word, in the plural or not: 'Objectifs', 'Orientations stratégiques'."""
    found = level_pattern().fullmatch(_fold_map(texte)[0].strip())
    return found is not None and not found["numero"] and not found["prefixe"]


def is_bare_level(texte: str) -> bool:
    """Whether a text is but a level word and its number: 'Enjeu 1'."""
    head = parse_heading(texte)
    return head.type != "section" and head.numero is not None and head.debut >= len(texte)


def names_level(texte: str) -> bool:
    """Whether a line starts with a level word and a number, and has a title behind them."""
    head = parse_heading(texte)
    return head.type != "section" and head.numero is not None and bool(texte[head.debut :].strip())


def is_numbered(texte: str) -> bool:
    """Whether a line starts with a number, perhaps behind a level word, and has a title behind it."""
    head = parse_heading(texte)
    return head.numero is not None and bool(texte[head.debut :].strip())


def is_parted(texte: str) -> bool:
    """Whether a line starts with a number of several parts and a title in capitals: '1.2 Rénover'."""
    head = parse_heading(texte)
    return head.profondeur > 1 and texte[head.debut : head.debut + 1].isupper()


def bare_words(texte: str) -> str:
    """A title as banners print it again, without '(suite)'."""
    end = suite_of(texte)
    return fold(collapse(texte[: end.start()] if end else texte))


def suite_of(texte: str) -> re.Match[str] | None:
    """The '(suite)' or the '(2/3)' that a title ends in. Few titles end as one does: no other is searched."""
    return SUITE.search(texte) if texte.rstrip().endswith(_FIN_DE_SUITE) else None
