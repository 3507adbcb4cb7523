"""Which territory a contract is of, and what lies in it: its intercommunal body, its communes, its quarters, its département and région.

Reads pipeline/reference/ (INSEE's and DGCL's lists, by vintage) and the lexicons of collectivités and quarters; decides
by SIREN, by name only when a single body bears it. A name outside the territory is never matched, so that communes
called Vers, Plan or Son stay out of prose. Files are read when first asked for: one territory is one stretch of
communes.csv.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from pipeline.errors import SettingsError
from pipeline.texts import fold, name_key


class Commune(Struct, frozen=True):
    code: str
    nom: str
    siren: str


class Epci(Struct, frozen=True):
    """An intercommunal body with its own taxes, or an établissement public territorial.

    `noms`: its names, latest first; `de`, `a`: first and last vintage.
    """

    siren: str
    noms: tuple[str, ...]
    type: str
    de: int = 0
    a: int = 0

    @property
    def nom(self) -> str:
        """The latest name, without its kind in letters: 'CA du Niortais' -> 'Communauté d'agglomération du Niortais'."""
        for short, long in (("CA ", "Communauté d'agglomération "), ("CC ", "Communauté de communes "), ("CU ", "Communauté urbaine ")):
            if self.noms[0].startswith(short):
                return _unquoted(long + self.noms[0].removeprefix(short))
        return _unquoted(self.noms[0])


class Collectivite(Struct, frozen=True):
    """A département, a région, or what stands for one. `de`, `a`: its first and last day, None when open."""

    echelon: str
    code: str
    nom: str
    siren: str | None
    departements: tuple[str, ...]
    de: dt.date | None
    a: dt.date | None

    def lives(self, date: dt.date | None) -> bool:
        """Whether it exists on `date`; without a date, whether it still does."""
        if date is None:
            return self.a is None
        return (self.de is None or self.de <= date) and (self.a is None or date <= self.a)


class Quartier(Struct, frozen=True):
    """A quarter: a QPV when it has a code; without one, a name in use that is known to be no QPV of that name."""

    code: str | None
    nom: str
    communes: tuple[str, ...]
    formes: tuple[str, ...] = ()
    source: str = ""


class Territory(Struct, frozen=True):
    """The territory of one contract. `signataire`: the body or the commune that the SIREN names; `preuve`: what it rests on."""

    nom: str
    siren: str | None
    epci: Epci | None
    commune: Commune | None
    communes: tuple[Commune, ...]
    departement: str | None
    region: str | None
    millesime: int | None
    date: dt.date | None
    quartiers: tuple[Quartier, ...] = ()
    preuve: str = "exact"


def _text(folder: str, name: str) -> str:
    return (files("pipeline") / folder / name).read_text(encoding="utf-8")


def _rows(folder: str, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(folder, name).splitlines()))


def _unquoted(nom: str) -> str:
    """A name without the quotes and the acronym that the list of EPCI adds: 'CA "Saintes" (CDA)' -> 'CA Saintes'."""
    return " ".join(re.sub(r"\s*\([^)]*\)$", "", nom).replace('"', "").split())


@functools.cache
def _communes() -> bytes:
    return (files("pipeline") / "reference" / "communes.csv").read_bytes()


@functools.cache
def _by_commune_name() -> tuple[str, list[str]]:
    """communes.csv as names are compared (folded, hyphens and apostrophes as blanks), and its lines: made when a name is looked for."""
    text = _communes().decode()
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE").replace("’", "'"))
    plain = plain.encode("ascii", "ignore").decode().casefold()
    return plain.replace("-", " ").replace("'", " "), text.split("\n")


@functools.cache
def vintages() -> tuple[int, ...]:
    """The vintages that the reference holds."""
    years = {int(row[key]) for row in _rows("reference", "epci.csv") for key in ("de", "a")}
    return tuple(range(min(years), max(years) + 1))


def vintage(date: dt.date | None) -> int:
    """The vintage of a date, the nearest otherwise, the last without a date."""
    years = vintages()
    return years[-1] if date is None else min(max(date.year, years[0]), years[-1])


@functools.cache
def all_epci() -> dict[str, Epci]:
    """SIREN -> body, of all vintages."""
    found: dict[str, list[tuple[int, int, str, str]]] = {}
    for row in _rows("reference", "epci.csv"):
        found.setdefault(row["siren"], []).append((int(row["a"]), int(row["de"]), row["nom"], row["type"]))
    out = {}
    for siren, rows in found.items():
        rows.sort(reverse=True)
        out[siren] = Epci(siren, tuple(dict.fromkeys(r[2] for r in rows)), rows[0][3], min(r[1] for r in rows), rows[0][0])
    return out


def members(siren: str, year: int) -> tuple[Commune, ...]:
    """The communes of an EPCI in a vintage, the nearest in which it has any; then those of other vintages, merged since or not yet made."""
    data = _communes()
    start = data.find(b"\n" + siren.encode() + b",")
    if start < 0 or not siren:
        return ()
    end = data.rfind(b"\n" + siren.encode() + b",")
    end = data.find(b"\n", end + 1)
    rows = [line.split(",") for line in data[start + 1 : end].decode().split("\n")]
    at = min({min(max(year, int(r[4])), int(r[5])) for r in rows}, key=lambda y: (abs(y - year), y))
    now = [Commune(r[1], r[2], r[3]) for r in rows if int(r[4]) <= at <= int(r[5])]
    other = {r[1]: Commune(r[1], r[2], r[3]) for r in rows}
    return (*now, *(c for code, c in sorted(other.items()) if code not in {c.code for c in now}))


def commune_of_siren(siren: str) -> tuple[Commune, tuple[str, ...]] | None:
    """A commune and the SIREN of the bodies that it is in (one, or two in the Métropole du Grand Paris)."""
    data = _communes()
    found = [m.group().decode().strip().split(",") for m in re.finditer(rb"\n[^\n]*," + siren.encode() + rb",[^\n]*", data)]
    return _commune(found)


def _commune(rows: Sequence[Sequence[str]]) -> tuple[Commune, tuple[str, ...]] | None:
    if not rows:
        return None
    last = max(int(r[5]) for r in rows)
    now = [r for r in rows if int(r[5]) == last]
    return Commune(now[0][1], now[0][2], now[0][3]), tuple(r[0] for r in now if r[0])


def communes_named(nom: str) -> list[tuple[Commune, tuple[str, ...]]]:
    """Every commune of France that bears a name, case, accents and hyphens apart."""
    key = "," + fold(nom).replace("-", " ").replace("'", " ") + ","
    text, lines = _by_commune_name()
    found: dict[str, list[list[str]]] = {}
    at = text.find(key, text.find("\n"))  # the first line names the columns
    while at >= 0:
        row = lines[text.count("\n", 0, at)].split(",")
        found.setdefault(row[1], []).append(row)
        at = text.find(key, at + 1)
    out = [_commune(rows) for _, rows in sorted(found.items())]
    return [c for c in out if c is not None]


@functools.cache
def departements() -> dict[str, tuple[str, str, str]]:
    """Code -> (name, code of the région, name with its article: 'de la Loire-Atlantique')."""
    return {r["code"]: (r["nom"], r["region"], _de(r["nom"], r["liaison"])) for r in _rows("reference", "departements.csv")}


@functools.cache
def regions() -> dict[str, str]:
    return {r["code"]: r["nom"] for r in _rows("reference", "regions.csv")}


def _de(nom: str, liaison: str) -> str:
    return {"1": "d'", "2": "du ", "3": "de la ", "4": "des ", "5": "de l'"}.get(liaison, "de ") + nom


@functools.cache
def collectivites() -> tuple[Collectivite, ...]:
    def day(text: str) -> dt.date | None:
        return dt.date.fromisoformat(text) if text else None

    return tuple(
        Collectivite(
            r["echelon"],
            r["code"],
            r["nom"],
            r["siren"] or None,
            tuple(filter(None, r["departements"].split("|"))),
            day(r["de"]),
            day(r["a"]),
        )
        for r in _rows("lexicons", "collectivites.csv")
    )


def collectivite(echelon: str, code: str, date: dt.date | None) -> Collectivite | None:
    """The département that exercises its powers in département `code`, or région `code`, on a date."""
    found = [c for c in collectivites() if c.echelon == echelon and (code in c.departements or code == c.code) and c.lives(date)]
    return found[0] if len(found) == 1 else None


# --- quarters


@functools.cache
def known_quarters() -> tuple[Quartier, ...]:
    return read_quarters(_text("lexicons", "quartiers.csv"), "quartiers.csv")


def read_quarters(text: str, where: str) -> tuple[Quartier, ...]:
    """Quarters from CSV text with the columns code, nom, communes, formes, source. SettingsError names the line that is wrong."""
    reader = csv.DictReader(text.splitlines())
    missing = {"code", "nom", "communes", "source"} - set(reader.fieldnames or ())
    if missing:
        raise SettingsError(f"{where}: no column {sorted(missing)[0]!r}", "columns: code, nom, communes, formes, source")
    out = []
    for row in reader:
        nom, communes = (row["nom"] or "").strip(), tuple(filter(None, (row["communes"] or "").split("|")))
        if not nom or not communes or not all(re.fullmatch(r"(?:\d\d|2[AB])\d{3}", c) for c in communes):
            raise SettingsError(
                f"{where}: line {reader.line_num}: a quarter needs a name and the INSEE codes of its communes", "codes like 44109|44162"
            )
        if not (row["source"] or "").strip():
            raise SettingsError(f"{where}: line {reader.line_num}: no source", "say where the row comes from")
        formes = tuple(filter(None, (f.strip() for f in (row.get("formes") or "").split("|"))))
        out.append(Quartier((row["code"] or "").strip() or None, nom, communes, formes, row["source"].strip()))
    return tuple(out)


def quarters_path(document: Path) -> Path:
    """The list of quarters that may stand beside the documents of a folder."""
    return document.parent / "quartiers.csv"


def quarters_beside(document: Path) -> tuple[Quartier, ...]:
    path = quarters_path(document)
    if not path.is_file():
        return ()
    try:
        return read_quarters(path.read_text(encoding="utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not valid UTF-8 (byte {error.start})", "save the list as UTF-8") from error


# --- finding a territory


def territory_of(
    siren: str | None, nom: str | None, date: dt.date | None, extra: Iterable[Quartier] = (), preuve: str = "exact"
) -> Territory | None:
    """The territory of a SIREN; of a name when there is no SIREN and one body alone bears it. None when the reference has neither."""
    if siren is None and nom:
        siren = siren_named(nom, date)
    if siren is None:
        return None
    year = vintage(date)
    body = all_epci().get(siren)
    commune = None
    if body is None:
        found = commune_of_siren(siren)
        if found is None:
            return None
        commune, parents = found
        # in the Métropole du Grand Paris the contract is that of the établissement public territorial
        body = min((all_epci()[p] for p in parents if p in all_epci()), key=lambda e: e.type != "EPT", default=None)
    communes = members(body.siren, year) if body else (commune,) if commune else ()
    codes = {c.code for c in communes}
    deps = Counter(departement_of(c.code) for c in communes)
    dep = departement_of(commune.code) if commune else _most(deps)
    regs = {departements()[d][1] for d in ({dep} if dep else deps) if d in departements()}
    quartiers = _merged([*(q for q in known_quarters() if codes & set(q.communes)), *extra])
    return Territory(
        nom=nom or (commune.nom if commune else body.nom if body else ""),
        siren=siren,
        epci=body,
        commune=commune,
        communes=communes,
        departement=dep,
        region=next(iter(regs)) if len(regs) == 1 else None,
        millesime=year,
        date=date,
        quartiers=quartiers,
        preuve=preuve,
    )


# Share of its communes from which a département is that of a territory that reaches into another.
PART_DEPARTEMENT = 0.8


def _most(deps: Counter[str]) -> str | None:
    """The département of nearly all communes, if there is one."""
    code, count = next(iter(deps.most_common(1)), (None, 0))
    return code if count >= PART_DEPARTEMENT * deps.total() else None


def _merged(quartiers: Iterable[Quartier]) -> tuple[Quartier, ...]:
    """Of two rows with one code, or with one name and no code, the later: a list beside the documents corrects the shipped one."""
    out: dict[str, Quartier] = {}
    for q in quartiers:
        out[q.code or f"sans code {fold(q.nom)}"] = q
    return tuple(out.values())


def departement_of(code: str) -> str:
    """The département of an INSEE commune code."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


# Kinds in letters, and in full, as keys.
_LONG = {"ca": "communaute d agglomeration", "cc": "communaute de communes", "cu": "communaute urbaine"}
_ARTICLE = re.compile(r"^(?:de la|de l|de|du|des|d|le|la|les|l) ")


def epci_names(body: Epci) -> Iterator[str]:
    """The keys under which a body may be printed: with its kind in letters or in full, without it, by its acronym."""
    for nom in body.noms:
        acronym = acronym_of(nom)
        if acronym:
            yield acronym
        plain = name_key(_unquoted(nom))
        yield plain
        short, _, rest = plain.partition(" ")
        bare = _ARTICLE.sub("", rest)
        if short in _LONG:
            yield bare
            yield _ARTICLE.sub("", bare)
            shorter = re.sub(r" (?:agglomeration|agglo|communaute)$", "", bare)
            if " " in shorter:
                yield shorter
            yield f"{short} {bare}"
            for kind in (_LONG[short], "agglomeration"):
                yield f"{kind} {rest}"
                yield f"{kind} {bare}"
        elif short in ("metropole", "eurometropole"):
            yield from (f"metropole {bare}", f"metropole de {bare}")
        elif body.type == "EPT":
            yield from (f"{kind} {plain}" for kind in ("ept", "etablissement public territorial", "territoire"))
        elif body.type == "METRO" and plain.endswith(" metropole"):
            town = plain.removesuffix(" metropole")
            yield from (f"{kind} {town}" for kind in ("metropole", "metropole de", "eurometropole de"))


def acronym_of(nom: str) -> str | None:
    """The key of the acronym that the list of EPCI prints after a name: '... de l'Estuaire (CARENE)' -> 'carene'."""
    found = re.search(r"\(([A-Z][\w-]{3,})\)$", nom)
    return name_key(found[1]) if found else None


@functools.cache
def names_of_bodies() -> dict[str, set[str]]:
    """Key of a name -> the SIREN of the bodies that bear it."""
    out: dict[str, set[str]] = {}
    for siren, body in all_epci().items():
        for key in epci_names(body):
            out.setdefault(key, set()).add(siren)
    return out


def siren_named(nom: str, date: dt.date | None = None) -> str | None:
    """The SIREN of the one EPCI, or else of the one commune, that bears a name; None when there is none or more than one."""
    found = names_of_bodies().get(name_key(nom), set())
    if len(found) > 1:
        found = {s for s in found if all_epci()[s].de <= vintage(date) <= all_epci()[s].a}
    if len(found) == 1:
        return next(iter(found))
    if found:
        return None
    plain = re.sub(r"^(?:ville|commune|mairie) (?:de la |de l['’]|de |du |des |d['’])", "", nom.strip(), flags=re.IGNORECASE)
    communes = communes_named(plain)
    return communes[0][0].siren or None if len(communes) == 1 else None
