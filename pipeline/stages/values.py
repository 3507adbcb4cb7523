"""When and how much: dates, periods, amounts, percentages and counts of a text, as typed values beside their words.

Reads plain text and lexicons/values.toml; decides by patterns, the more precise first, and no character serves two
values. A year inside a name ('Quartiers 2030'), the number of an article, of an axis, of a law or of a street is no
value. Nothing is reckoned that is not printed: 'fin 2019' is the year 2019.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

from pipeline.lexicon import value_words
from pipeline.texts import MOIS, fold


class Value(Struct, frozen=True):
    """`texte[debut:fin]` as a value. `du`, `au`: first and last day; `nombre`, `nombre_max`: euros, percent or a count of `objet`."""

    debut: int
    fin: int
    type: Literal["date", "periode", "montant", "pourcentage", "nombre"]
    du: dt.date | None = None
    au: dt.date | None = None
    nombre: float | None = None
    nombre_max: float | None = None
    objet: str | None = None
    taxe: Literal["HT", "TTC"] | None = None
    cible: bool = False


Interval = tuple[dt.date | None, dt.date | None]

_NUMERO_MOIS = {fold(m): i + 1 for i, m in enumerate(MOIS)}
_M = "|".join(re.sub("[éû]", lambda m: {"é": "[eé]", "û": "[uû]"}[m.group()], m) for m in MOIS)
_AN = r"(?:19[89]\d|20[0-6]\d)"
_TIRET = r"\s*(?:[-–—/]|à|au|et)\s*"
_NB = r"(?:\d{1,3}(?:[\s.]\d{3})+|\d+)(?:,\d+|\.\d{1,2}(?!\d))?"
_JOUR = (
    rf"(?:(?P<j>\d{{1,2}}|1\s?er)\s+(?P<m>{_M})\s+(?P<a>{_AN})"
    rf"|(?P<j2>\d{{1,2}})[/.](?P<m2>\d{{1,2}})[/.](?P<a2>{_AN})|(?P<a3>{_AN})-(?P<m3>\d\d)-(?P<j3>\d\d))"
)
_RANG = (
    r"(?:1\s?(?:er|re)|2\s?(?:e|nd|ème|eme)|3\s?(?:e|ème|eme)|4\s?(?:e|ème|eme)"
    r"|premier|deuxi[eè]me|second|troisi[eè]me|quatri[eè]me|dernier)"
)
# One moment, without names, so that it can be written twice in one pattern.
_MOMENT = (
    rf"(?:(?:\d{{1,2}}|1\s?er)\s+(?:{_M})\s+{_AN}|\d{{1,2}}[/.]\d{{1,2}}[/.]{_AN}|{_AN}-\d\d-\d\d"
    rf"|(?:d[ée]but |mi-|fin |courant )?(?:{_M})\s+{_AN}|T[1-4][\s/-]?{_AN}|S[12][\s/-]?{_AN}"
    rf"|{_RANG}\s+(?:trimestre|semestre)\s+(?:de\s+)?(?:l['’]ann[ée]e\s+)?{_AN}"
    rf"|rentr[ée]e\s+(?:scolaire\s+)?(?:de\s+)?(?:septembre\s+)?{_AN}|(?:d[ée]but |mi-|fin |courant |ann[ée]e )?{_AN})"
)
_BORD = r"(?<![\w/.°-])"
_FIN = r"(?![\w%])(?!-\d)(?![.,]\d)(?!/\d)"

_LE = r"(?:le |la |l['’]ann[ée]e |l['’])?"
_ECHEANCE = re.compile(
    rf"{_BORD}(?P<avant>(?:au plus tard (?:le |en |à |fin )?)?(?:d['’]ici (?:à |au )?(?:la fin )?(?:de )?{_LE}"
    rf"|à l['’]horizon (?:de )?|horizon |avant (?:la fin )?(?:de )?{_LE}|au plus tard (?:le |en |à |fin )?))(?P<moment>{_MOMENT}){_FIN}",
    re.IGNORECASE,
)
_JUSQUE = re.compile(rf"{_BORD}jusqu['’](?:en|au?|à la fin de)\s+(?P<moment>{_MOMENT}){_FIN}", re.IGNORECASE)
_DEPUIS = re.compile(
    rf"{_BORD}(?:depuis {_LE}|à (?:partir|compter) (?:de |du |de la )?{_LE}|d[èe]s {_LE})(?P<moment>{_MOMENT}){_FIN}", re.IGNORECASE
)
_SCOLAIRE = re.compile(rf"{_BORD}ann[ée]es?\s+scolaires?\s+(?P<de>{_AN})\s*[-–—/]\s*(?P<a>{_AN}){_FIN}", re.IGNORECASE)
_PERIODE = re.compile(
    rf"{_BORD}(?:(?:de|du|entre|p[ée]riode)\s+)?(?P<de>{_MOMENT}){_TIRET}(?:la\s+)?(?P<a>{_MOMENT}){_FIN}"
    rf"|{_BORD}(?:de |d['’])?(?P<de_mois>{_M}){_TIRET}(?P<a_mois>{_M})\s+(?P<an>{_AN}){_FIN}"
    rf"|{_BORD}du\s+(?P<de_jour>\d{{1,2}}|1\s?er)(?:\s+(?P<mois_jour>{_M}))?\s+au\s+(?P<a_jour>\d{{1,2}}\s+(?:{_M})\s+{_AN}|\d{{1,2}}[/.]\d{{1,2}}[/.]{_AN}){_FIN}",
    re.IGNORECASE,
)
_DATE = re.compile(rf"{_BORD}(?P<moment>{_MOMENT}){_FIN}", re.IGNORECASE)

# 'et' makes an interval after 'entre' only: '1 000 et 350 structures' are two numbers.
_INTERVALLE = rf"(?:(?:[Dd]e|(?P<entre>[Ee]ntre))\s+)?(?P<n>{_NB})(?:\s*(?P<u1>[kKM]€|€|%)?\s*(?:-|–|à|(?(entre)et|(?!)))\s*(?P<x>{_NB}))?"
_MONTANT = re.compile(
    rf"(?<![\w/.,-]){_INTERVALLE}\s*(?P<u>Md\s?€|M\s?€|[kK]\s?€|€|(?i:euros?)\b|(?i:millions?\s+d['’]euros|milliards?\s+d['’]euros|mille\s+euros)|millions?\s+€|EUR\b)"
    rf"(?:\s*(?:/\s*an\b|par an\b))?(?:\s*(?P<t>H\.?T\.?(?!\w)|T\.?T\.?C\.?(?!\w)))?"
)
_POURCENT = re.compile(rf"(?<![\w/.,-]){_INTERVALLE}\s*(?:%|pour\s?cents?\b|p\.\s?100)")
_AVANT_NOM = (
    r"(?:nouve(?:aux|lles|au|lle)|premi(?:ers|[èe]res)|grande?s?|petite?s?|autres|vieux|anciens?|anciennes?|derniers|derni[èe]res"
    r"|jeunes(?= (?:filles|femmes|hommes|adultes|parents|diplômés|enfants|gens)))"
)
_LETTRE = r"[a-zà-öø-ÿœæ]"
_NOM_COMPTE = rf"{_LETTRE}(?:{_LETTRE}|['’-](?={_LETTRE})){{1,}}"
_COMPTE = re.compile(
    rf"(?<![\w/.,°+-]){_INTERVALLE}\s+(?P<objet>(?:{_AVANT_NOM}\s+)?(?P<nom>{_NOM_COMPTE}|QPV\b|ETP\b|m²|m2\b|km\b|ha\b)"
    r"(?:\s+(?:de |d['’])(?!(?:une?\b|ici\b|premi|chaque|cette|leur|plus|moins|manière|façon|sorte))"
    rf"{_NOM_COMPTE}(?<!er)(?<!ir)(?![\w’'-]))?)(?![’'-]\w)"
)
_ARRET = r"(?!(?:sur|dans|pour|par|en|aux?|et|ou|qui|que|dont|avec|chaque|est|sont|ont|à|lors|d|réservée?s?)\b)"
_OBJET_POURCENT = re.compile(
    r"\s+(?:des|du|de la|de l['’]|de|d['’])\s*(?:(?:ses|leurs?|son|sa)\s+)?"
    rf"(?P<objet>{_LETTRE}[\w’'-]*(?:\s+{_ARRET}{_LETTRE}[\w’'-]*){{0,3}})"
)

_CIBLE = re.compile(r"(?:objectif|cible|au moins|minimum|atteindre|viser|vise|seuil|à hauteur|porter à)[\w\s:’']{0,25}$", re.IGNORECASE)


def _words(name: str) -> frozenset[str]:
    return value_words()[name]


_CHIFFRE = re.compile(r"\d")


def values(texte: str) -> list[Value]:
    """The values of a text, in its order; places are offsets into `texte`."""
    taken = [False] * len(texte)
    out: list[Value] = []
    for find in (_amounts, _percents, _dates, _counts):
        for value in find(texte):
            if not any(taken[value.debut : value.fin]):
                taken[value.debut : value.fin] = [True] * (value.fin - value.debut)
                out.append(value)
    return sorted(out, key=lambda v: v.debut)


def might_hold(texte: str) -> bool:
    """Whether it is worth looking: no value is without a digit."""
    return _CHIFFRE.search(texte) is not None


# --- numbers


def number(texte: str) -> float:
    """'10 000' -> 10000, '4,3' -> 4.3, '1.200' -> 1200."""
    plain = re.sub(r"\s", "", texte)
    plain = re.sub(r"\.(?=\d{3}(?:\D|$))", "", plain)
    return float(plain.replace(",", "."))


def _aim(texte: str, at: int) -> bool:
    return _CIBLE.search(texte[max(0, at - 45) : at]) is not None


def _amounts(texte: str) -> Iterator[Value]:
    for m in _MONTANT.finditer(texte):
        factor = _factor(m["u"])
        first = _factor(m["u1"]) if m["u1"] and "€" in m["u1"] else factor
        low = _scaled(m["n"], first if m["x"] else factor)
        high = _scaled(m["x"], factor) if m["x"] else None
        tax: Literal["HT", "TTC"] | None = None
        if m["t"]:
            tax = "HT" if m["t"].upper().startswith("H") else "TTC"
        debut = m.start("n") if not m["x"] else m.start()
        yield Value(debut, m.end(), "montant", nombre=low, nombre_max=high, taxe=tax, cible=_aim(texte, m.start()))


def _factor(unit: str) -> float:
    unit = fold(unit)
    for sign, factor in (("md", 1e9), ("milliard", 1e9), ("mille", 1e3), ("m", 1e6), ("k", 1e3)):
        if unit.startswith(sign):
            return factor
    return 1.0


def _scaled(texte: str, factor: float) -> float:
    return round(number(texte) * factor, 2)


def _percents(texte: str) -> Iterator[Value]:
    for m in _POURCENT.finditer(texte):
        objet = _OBJET_POURCENT.match(texte, m.end())
        debut = m.start("n") if not m["x"] else m.start()
        yield Value(
            debut,
            m.end(),
            "pourcentage",
            nombre=number(m["n"]),
            nombre_max=number(m["x"]) if m["x"] else None,
            objet=objet["objet"] if objet else None,
            cible=_aim(texte, m.start()),
        )


def _counts(texte: str) -> Iterator[Value]:
    for m in _COMPTE.finditer(texte):
        objet = m["objet"]
        first = fold(re.split(r"[\s'’]", m["nom"])[0])
        many = number(m["x"] or m["n"]) >= 2
        if many and m["nom"][-1] not in "sxzSX²" and m["nom"] not in ("QPV", "ETP", "m2", "km", "ha"):
            continue  # what is counted is in the plural: 'le lot 3 classé' counts nothing
        at = m.start("n")
        lead = texte[max(0, at - 40) : at].rstrip()
        before = re.search(r"[\w’']+$", lead)
        word = fold(before.group()) if before else ""
        if first in _words("rien") or first in _NUMERO_MOIS or word in _words("numerotes") or lead.endswith(("°", "§")):
            continue
        if first in ("heure", "heures") and word in ("a", "de", "des", "vers", "jusqu'a", "entre") and number(m["n"]) <= 24 and not m["x"]:
            continue  # 'à 14 heures'
        if re.fullmatch(_AN, m["n"]) and not m["x"] and (int(m["n"]) % 100 or word in _words("avant_annee")):
            continue  # a year
        if word and word[-1:].isdigit():
            continue  # the end of a telephone or reference number
        if m["n"].startswith("0") and len(m["n"]) > 1:
            continue
        debut = m.start("n") if not m["x"] else m.start()
        yield Value(
            debut,
            m.end(),
            "nombre",
            nombre=number(m["n"]),
            nombre_max=number(m["x"]) if m["x"] else None,
            objet=objet,
            cible=_aim(texte, m.start()),
        )


# --- moments


def _dates(texte: str) -> Iterator[Value]:
    finders: tuple[Callable[[str], Iterator[Value]], ...] = (_periods, _deadlines, _starts, _moments)
    for find in finders:
        yield from find(texte)


def _periods(texte: str) -> Iterator[Value]:
    for m in _SCOLAIRE.finditer(texte):
        yield Value(m.start(), m.end(), "periode", dt.date(int(m["de"]), 9, 1), dt.date(int(m["a"]), 8, 31))
    for m in _PERIODE.finditer(texte):
        if m["de"]:
            du, au = moment(m["de"])[0], moment(m["a"])[1]
            debut = m.start()
        elif m["de_mois"]:
            du, au = moment(f"{m['de_mois']} {m['an']}")[0], moment(f"{m['a_mois']} {m['an']}")[1]
            debut = m.start()
        else:
            au = moment(m["a_jour"])[1]
            month = _NUMERO_MOIS[fold(m["mois_jour"])] if m["mois_jour"] else au.month if au else 0
            du, debut = _day(au.year, month, m["de_jour"]) if au else None, m.start()
        several = bool(re.search(r"\bet\b", m.group())) and not m.group().casefold().startswith("entre")
        if several and du and au and au.year - du.year > 1:
            continue  # '2015 et 2030' are two dates
        if du and au and du <= au and not _in_name(texte, m.start()):
            yield Value(debut, m.end(), "periode", du, au)


def _deadlines(texte: str) -> Iterator[Value]:
    for m in _ECHEANCE.finditer(texte):
        du, au = moment(m["moment"])
        if du is None or au is None:
            continue
        lead = fold(m["avant"])
        if lead.startswith("avant") and "fin" not in lead and not fold(m["moment"]).startswith("fin "):
            au = du - dt.timedelta(days=1)
        yield Value(m.start(), m.end(), "date", None, au, cible=True)
    for m in _JUSQUE.finditer(texte):
        du, au = moment(m["moment"])
        if au:
            yield Value(m.start(), m.end(), "date", None, au)


def _starts(texte: str) -> Iterator[Value]:
    for m in _DEPUIS.finditer(texte):
        du, _ = moment(m["moment"])
        if du:
            yield Value(m.start(), m.end(), "date", du, None)


def _moments(texte: str) -> Iterator[Value]:
    for m in _DATE.finditer(texte):
        du, au = moment(m["moment"])
        if du and au and not (re.fullmatch(_AN, m["moment"]) and (_in_name(texte, m.start()) or _counted(texte, m))):
            yield Value(m.start(), m.end(), "date", du, au)


def _counted(texte: str, m: re.Match[str]) -> bool:
    """Whether '2000' is a count of what follows: 'près de 2000 logements'."""
    after = re.match(rf"\s+({_LETTRE}[\w’'-]{{3,}})", texte[m.end() :])
    before = re.search(r"([\w’']+)\s*$", texte[max(0, m.start() - 40) : m.start()])
    return (
        int(m["moment"]) % 100 == 0
        and after is not None
        and fold(after[1]) not in _words("rien")
        and not (before and fold(before[1]) in _words("avant_annee"))
    )


def _in_name(texte: str, at: int) -> bool:
    """Whether a year ends a name: 'Engagements Quartiers 2030', 'Agenda 2030', 'Paris 2024', 'loi n° 2014'."""
    before = re.search(r"([\w’'°]+)\s+$", texte[max(0, at - 40) : at])
    if before is None:
        return False
    word = before[1]
    if word.endswith("°"):
        return True
    return (
        word[:1].isupper()
        and not word.isupper()
        and fold(word) not in _words("avant_annee")
        and fold(word) not in _NUMERO_MOIS
        and not word[-1].isdigit()
    )


def moment(texte: str) -> Interval:
    """First and last day of one moment as printed; (None, None) for a day that no calendar has."""
    m = re.search(_JOUR, texte, re.IGNORECASE)
    if m is not None:
        year, month, day = (
            (m["a"], str(_NUMERO_MOIS[fold(m["m"])]), m["j"])
            if m["a"]
            else (m["a2"], m["m2"], m["j2"])
            if m["a2"]
            else (m["a3"], m["m3"], m["j3"])
        )
        found = _day(int(year), int(month), day)
        return found, found
    plain = fold(texte)
    year = int(re.findall(_AN, plain)[-1])
    if m := re.search("|".join(_NUMERO_MOIS), plain):
        return _months(year, _NUMERO_MOIS[m.group()], _NUMERO_MOIS[m.group()])
    if plain.startswith("rentree"):
        return _months(year, 9, 9)
    if m := re.match(r"([ts])([1-4])", plain):
        length = 3 if m[1] == "t" else 6
        return _months(year, (int(m[2]) - 1) * length + 1, int(m[2]) * length)
    if "trimestre" in plain or "semestre" in plain:
        length = 3 if "trimestre" in plain else 6
        rank = next((r for word, r in _RANGS.items() if plain.startswith(word)), 12 // length)
        return _months(year, (rank - 1) * length + 1, rank * length) if rank * length <= 12 else (None, None)
    return _months(year, 1, 12)


_RANGS = {"1": 1, "premier": 1, "2": 2, "deuxieme": 2, "second": 2, "3": 3, "troisieme": 3, "4": 4, "quatrieme": 4}


def _months(year: int, first: int, last: int) -> Interval:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _day(year: int, month: int, day: str) -> dt.date | None:
    try:
        return dt.date(year, month, int(re.match(r"\d+", day).group()))  # type: ignore[union-attr]  # the pattern begins with digits
    except ValueError:
        return None
