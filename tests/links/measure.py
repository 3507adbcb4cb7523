"""Measure linking against the labelled sets of this folder: precision and recall per type, and every difference.

    python tests/links/measure.py [-v]

parties.csv: a party as printed, in a context (see CONTEXTES). `attendu` is the id of a body of actors.csv (with ':44' or
':r93' for the département or région that it is tied to when the context does not say it), @epci, @departement, @region
(the context's own), commune:<INSEE>, ccas:<INSEE>, departement:<code>, region:<code>, or - for a name that must be tied
to nobody. `type` is the expected kind, ? for none, * for any. phrases.csv: a sentence in a context, the places and the
values that it names (see `read_phrases`). All sentences are made up, as are the codes of quarters in quartiers.csv.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.lexicon import all_bodies
from pipeline.model import Line, Node, Passage, Section, Span, Unit
from pipeline.stages.identify import Identify, identifier
from pipeline.stages.link import link
from pipeline.stages.places import Mention
from pipeline.stages.values import Value, values
from pipeline.territory import Territory, collectivite, departements, read_quarters, regions, territory_of
from pipeline.texts import fold

ICI = Path(__file__).parent
# Context -> SIREN of the territory, date of the document.
CONTEXTES: dict[str, tuple[str | None, dt.date | None]] = {
    "N": ("244400404", dt.date(2019, 6, 17)),  # Nantes Métropole
    "D": ("244400404", dt.date(2025, 3, 1)),
    "G": ("200040715", dt.date(2016, 3, 1)),  # Grenoble-Alpes-Métropole
    "P": ("200057867", dt.date(2025, 3, 1)),  # Plaine Commune
    "C": ("200041317", dt.date(2024, 3, 1)),  # Communauté d'agglomération du Niortais
    "L": ("200046977", dt.date(2020, 3, 1)),  # Métropole de Lyon
    "V": ("247400690", dt.date(2024, 3, 1)),  # communauté de communes with the commune Vers
    "T": ("243700754", dt.date(2024, 3, 1)),  # Tours Métropole Val de Loire
    "S": ("248900334", dt.date(2024, 3, 1)),  # Grand Sénonais
    "O": ("248400236", dt.date(2024, 3, 1)),  # communauté de communes with the commune Orange
    "R": ("243500139", dt.date(2024, 3, 1)),  # Rennes Métropole
    "M": ("200054807", dt.date(2024, 3, 1)),  # Métropole d'Aix-Marseille-Provence
    "B": ("246700488", dt.date(2020, 3, 1)),  # Eurométropole de Strasbourg
    "X": (None, None),
}


class Mark(NamedTuple):
    """Counts: found, expected, right."""

    trouves: int = 0
    attendus: int = 0
    justes: int = 0

    def __add__(self, other: object) -> Mark:  # type: ignore[override]
        assert isinstance(other, Mark)
        return Mark(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.justes / self.trouves if self.trouves else 1.0

    @property
    def rappel(self) -> float:
        return self.justes / self.attendus if self.attendus else 1.0


Marks = dict[str, Mark]


@functools.cache
def territory(contexte: str) -> Territory | None:
    siren, date = CONTEXTES[contexte]
    quartiers = read_quarters((ICI / "quartiers.csv").read_text(encoding="utf-8"), "quartiers.csv")
    codes = {c.code for c in t.communes} if (t := territory_of(siren, None, date)) else set()
    return territory_of(siren, None, date, [q for q in quartiers if codes & set(q.communes)]) if siren else None


@functools.cache
def identify(contexte: str) -> Identify:
    return identifier(territory(contexte), CONTEXTES[contexte][1])


def read_parties() -> list[dict[str, str]]:
    with (ICI / "parties.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def organisation(contexte: str, attendu: str) -> tuple[str | None, str | None]:
    """The name and the SIREN that `attendu` stands for."""
    t, date = territory(contexte), CONTEXTES[contexte][1]
    what, _, which = attendu.partition(":")
    if what == "-":
        return None, None
    if what == "@epci":
        assert t is not None
        assert t.epci is not None
        return t.epci.nom, t.epci.siren
    if what in ("commune", "ccas") and which:
        assert t is not None
        commune = next(c for c in t.communes if c.code == which)
        return (commune.nom, commune.siren) if what == "commune" else (f"Centre communal d'action sociale de {commune.nom}", None)
    echelon = what.removeprefix("@")
    if echelon in ("departement", "region") and (which or what.startswith("@")):
        code = which or (t and getattr(t, echelon)) or ""
        found = collectivite(echelon, code, date)
        assert found is not None, attendu
        return found.nom, found.siren
    body = all_bodies()[what]
    dep = which if which and not which.startswith("r") else t.departement if t else None
    region = which.removeprefix("r") if which.startswith("r") else t.region if t else None
    if (body.portee == "departement" and dep) or (body.portee == "departement-local" and which):
        assert dep is not None
        return f"{body.nom} {departements()[dep][2]}", None
    if body.portee == "region" and region:
        return f"{body.nom} {regions()[region]}", None
    return body.nom, body.siren


def parties() -> tuple[Marks, Marks, list[str]]:
    """Marks of the tie to a body and of the type, by type and together (''), and the differences."""
    ties: dict[str, Mark] = defaultdict(Mark)
    types: dict[str, Mark] = defaultdict(Mark)
    wrong = []
    for row in read_parties():
        who = identify(row["contexte"])(row["libelle"])
        want = organisation(row["contexte"], row["attendu"])
        kind = None if row["type"] == "?" else row["type"]
        found = who.organisation is not None
        right = found and (who.organisation, who.siren) == want
        mark = Mark(int(found), int(want[0] is not None), int(right))
        for key in ("", row["type"]):
            ties[key] += mark
        if row["type"] != "*":
            named = Mark(int(who.type is not None), int(kind is not None), int(kind is not None and who.type == kind))
            for key in ("", row["type"]):
                types[key] += named
        if ((found or want[0]) and not right) or (row["type"] not in ("*", who.type or "?")):
            wrong.append(f"{row['contexte']} {row['libelle']!r}: {who} instead of {want} {row['type']}")
    return ties, types, wrong


def read_phrases() -> list[dict[str, str]]:
    """Rows of phrases.csv.

    `lieux`: 'Breil=QN04407I;Halvêque-Ranzay=QN04412M+QN04415I;Nantes Nord=?' (? for a quarter without a code).
    `valeurs`: a first and a last day with / between them, either left out when open; an amount with €, a percentage with %, a plain count;
    two ends of an interval with - between them.
    """
    with (ICI / "phrases.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def expected_places(cell: str) -> list[str]:
    out = []
    for entry in filter(None, cell.split(";")):
        nom, _, codes = entry.rpartition("=")
        out += [f"? {fold(nom)}" if code == "?" else code for code in codes.split("+")]
    return sorted(out)


Key = tuple[str, object, object]


def expected_value(cell: str) -> Key:
    if "/" in cell:
        du, _, au = cell.partition("/")
        return ("moment", du or None, au or None)
    kind = {"€": "montant", "%": "pourcentage"}.get(cell[-1], "nombre")
    low, _, high = cell.rstrip("€%").partition("-")
    return (kind, float(low), float(high) if high else None)


def value_key(value: Value) -> Key:
    if value.type in ("date", "periode"):
        return ("moment", value.du and value.du.isoformat(), value.au and value.au.isoformat())
    return (value.type, value.nombre, value.nombre_max)


def phrases() -> tuple[Marks, Marks, list[str]]:
    """Marks of places (quarters, communes) and of values, by kind and together (''), and the differences."""
    lieux: dict[str, Mark] = defaultdict(Mark)
    valeurs: dict[str, Mark] = defaultdict(Mark)
    wrong = []
    for row in read_phrases():
        texte = row["texte"]
        found = find(row["contexte"], texte)
        got = sorted(p.code or f"? {fold(texte[m.debut : m.fin])}" for m in found for p in m.places)
        want = expected_places(row["lieux"])
        count(lieux, got, want, lambda code: "quartiers" if code.startswith("Q") else "sans code" if code.startswith("?") else "communes")
        got_values = sorted(map(value_key, values(texte)), key=str)
        want_values = sorted(map(expected_value, filter(None, row["valeurs"].split(";"))), key=str)
        count(valeurs, got_values, want_values, lambda key: str(key[0]))
        if got != want:
            wrong.append(f"{row['contexte']} {texte!r}: places {got} instead of {want}")
        if got_values != want_values:
            wrong.append(f"{row['contexte']} {texte!r}: values {got_values} instead of {want_values}")
    return lieux, valeurs, wrong


def count(marks: dict[str, Mark], got: list[Any], want: list[Any], kind: Callable[[Any], str]) -> None:
    right = list((Counter(got) & Counter(want)).elements())
    for key in {"", *map(kind, got), *map(kind, want)}:
        n = [sum(not key or kind(x) == key for x in xs) for xs in (got, want, right)]
        marks[key] += Mark(*n)


def find(contexte: str, texte: str) -> list[Mention]:
    """The places of one sentence, as link.py finds them in a document that holds nothing else."""
    where = territory(contexte)
    section = Section(_node(), Unit(passages=(Passage("paragraphe", (((Span(0, 0, len(texte)),),),)),)))
    line = Line(0, 0, 1, texte)
    links = link(section, [line], where, identify(contexte))
    return list(links.of((Span(0, 0, len(texte)),)).lieux)


def _node() -> Node:
    return Node(None, "", None, ())


def table(title: str, marks: Marks) -> Iterable[str]:
    yield f"| {title} | found | expected | right | precision | recall |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for key in sorted(marks):
        m = marks[key]
        yield f"| {key or '**all**'} | {m.trouves} | {m.attendus} | {m.justes} | {m.precision:.3f} | {m.rappel:.3f} |"


def main() -> int:
    ties, types, wrong = parties()
    lieux, valeurs, more = phrases()
    titles = {"parties tied to a body": ties, "types of parties": types, "places": lieux, "values": valeurs}
    lines = [line for title, marks in titles.items() for line in (*table(title, marks), "")]
    if "-v" in sys.argv:
        lines += [*wrong, *more]
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
