"""The lexicons that a non-programmer edits, loaded once: labels, levels, natures, list signs, bodies.

Reads pipeline/lexicons/ only; a row that clashes with another is an error at load, never a silent choice.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import re
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from msgspec import Struct

from pipeline.errors import SettingsError
from pipeline.texts import MOIS, fold, label_key


class Label(Struct, frozen=True):
    """A row of labels.toml. `role` is set for genre acteur only; `deux_points`: it is a label with its colon only; `lie`: it leads
    to names on its line without one."""

    genre: str
    role: str
    deux_points: bool = False
    lie: bool = False

    @property
    def code(self) -> str:
        """What a block of this label carries: 'champ', 'acteur:pilote'."""
        return f"{self.genre}:{self.role}" if self.role else self.genre


class Nature(Struct, frozen=True):
    """A row of natures.toml."""

    nature: str
    ferme: bool
    exact: frozenset[str]
    debut: tuple[str, ...]
    contient: tuple[str, ...]
    debut_de: tuple[str, ...] = ()
    avec: tuple[str, ...] = ()


class Body(Struct, frozen=True):
    """A row of actors.csv: an organisation, or a kind of organisation, known by several spellings.

    `portee`, how many there are of it: national (one); departement, region, epci, commune (one per territory: what
    stands for the territory's own, or is named after it); departement-local, departement-service, epci-service,
    commune-service and local (a kind: which one it is stays open); collectif, generique and vague (no body at all;
    vague words are no name on their own). `debut`, `fin`: first and last day of its life; `successeur`: id of what
    took over. `territoire`: SIREN of the one territory where it is meant.
    """

    id: str
    nom: str
    type: str
    portee: str = "local"
    debut: dt.date | None = None
    fin: dt.date | None = None
    successeur: str = ""
    territoire: str = ""
    siren: str | None = None
    source: str = ""


PORTEES = frozenset(
    (
        *("national", "departement", "region", "epci", "commune"),
        *("departement-local", "departement-service", "epci-service", "commune-service", "local"),
        *("collectif", "generique", "vague"),
    )
)


class Spelling(Struct, frozen=True):
    """What one spelling may stand for. `sur`: it stands for nothing else; a spelling marked `?` in actors.csv is not."""

    bodies: tuple[Body, ...]
    prefere: bool
    sur: bool


class Form(Struct, frozen=True):
    """A row of formes.toml: what the beginning of an unknown name tells."""

    type: str
    motif: re.Pattern[str]


@functools.cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pipeline") / "lexicons" / name).read_text(encoding="utf-8"))


@functools.cache
def labels() -> dict[str, Label]:
    """Comparison key -> label."""
    out: dict[str, Label] = {}
    for row in _toml("labels.toml")["etiquette"]:
        label = Label(row["genre"], row.get("role", ""), row.get("deux_points", False), row.get("lie", False))
        pairs = (f"{nom} {qualite}" for nom in row.get("noms", ()) for qualite in row.get("qualites", ()))
        for forme in (*row.get("formes", ()), *pairs):
            key = label_key(forme) + (" ?" if forme.endswith("?") else "")  # 'Quand ?' is a label, 'quand' is none
            if out.setdefault(key, label) != label:
                raise SettingsError(f"labels.toml: {forme!r} stands under two labels", "keep one of them")
    return out


@functools.cache
def composing_words() -> tuple[frozenset[str], dict[str, str]]:
    """What labels of parties are composed of: words that may stand in one, and those that say a role, each with its role."""
    table = _toml("labels.toml")["compose"]
    return frozenset(table["liens"]), {word: row["role"] for row in table["noms"] for word in row["mots"]}


@functools.cache
def composing_bodies() -> frozenset[str]:
    """Kinds of bodies of which two may end a label of parties: 'Copilotage État / Métropole'."""
    return frozenset(_toml("labels.toml")["compose"]["corps"])


@functools.cache
def governing_words() -> frozenset[str]:
    """Words of headers of tables that say who meets, pays or signs, and list no action."""
    return frozenset(_toml("labels.toml")["instances"])


@functools.cache
def describing_words() -> tuple[str, ...]:
    """What labels of contents start with that describe an action rather than say what is done."""
    return tuple(_toml("labels.toml")["decrivent"])


@functools.cache
def nouns_as_infinitives() -> frozenset[str]:
    """Folded nouns and adjectives that end as infinitives do."""
    return frozenset(fold(n) for n in _toml("labels.toml")["infinitifs"])


@functools.cache
def telling_words() -> tuple[dict[str, str], frozenset[str]]:
    """Words of labels whose values tell that they lead to parties, each with its role; words of labels that never do."""
    table = _toml("labels.toml")["valeurs"]
    return {word: row["role"] for row in table["noms"] for word in row["mots"]}, frozenset(table["jamais"])


@functools.cache
def label_words() -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    """What may stand around a label: keys of words before it, of what may follow it (longest first), and articles."""
    table = _toml("labels.toml")
    after = {label_key(words) for words in table["apres"]}
    return frozenset(table["avant"]), tuple(sorted(after, key=len, reverse=True)), frozenset(table["articles"])


@functools.cache
def statuses() -> frozenset[str]:
    """Keys of what a tag beside a title says of where a fiche stands."""
    return frozenset(label_key(words) for words in _toml("labels.toml")["statuts"])


@functools.cache
def hyphened() -> tuple[frozenset[str], frozenset[str]]:
    """Folded first parts, and last parts, of compounds that keep their hyphen."""
    table = _toml("hyphens.toml")
    return frozenset(table["debuts"]), frozenset(table["fins"])


@functools.cache
def one_words() -> tuple[str, ...]:
    """Folded starts of words that begin as compounds do and are none."""
    return tuple(_toml("hyphens.toml")["soudes"])


@functools.cache
def degrees() -> frozenset[str]:
    """Folded values that grade a fiche and head none."""
    return frozenset(fold(n) for n in _toml("labels.toml")["degres"])


@functools.cache
def functions() -> frozenset[str]:
    """Folded nouns that name a person's function."""
    return frozenset(fold(n) for n in _toml("parties.toml")["fonctions"])


@functools.cache
def signatories() -> frozenset[str]:
    """Folded nouns of those who sign a text."""
    return frozenset(fold(n) for n in _toml("parties.toml")["signataires"])


@functools.cache
def signature_titles() -> tuple[str, ...]:
    """How folded titles over those who sign the document start."""
    return tuple(fold(n) for n in _toml("natures.toml")["signatures"])


@functools.cache
def domains() -> frozenset[str]:
    """Keys of what the services of a commune are called after: 'education', 'cadre de vie'."""
    return frozenset(_toml("parties.toml")["domaines"])


@functools.cache
def schemes() -> frozenset[str]:
    """Folded names of what a commune or an intercommunality runs: 'CLSPD'."""
    return frozenset(fold(n) for n in _toml("parties.toml")["dispositifs"])


@functools.cache
def asides() -> frozenset[str]:
    """Folded words that start an aside on the party just named."""
    return frozenset(fold(n) for n in _toml("parties.toml")["incises"])


@functools.cache
def open_nouns() -> frozenset[str]:
    """Folded nouns that name nobody alone: 'Fédération' waits for the rest of its name."""
    return frozenset(fold(n) for n in _toml("parties.toml")["noms_incomplets"])


@functools.cache
def common_nouns() -> frozenset[str]:
    """Folded singular nouns that start a party's name in small letters."""
    return frozenset(fold(noun) for noun in _toml("parties.toml")["noms_communs"])


@functools.cache
def house_nouns() -> frozenset[str]:
    """Folded nouns of houses that a name may follow: 'Université'."""
    return frozenset(fold(noun) for noun in _toml("parties.toml")["noms_de_maison"])


@functools.cache
def audiences() -> frozenset[str]:
    """Folded singular nouns of people whom a service is there for."""
    return frozenset(fold(noun) for noun in _toml("parties.toml")["publics"])


@functools.cache
def named_places() -> tuple[str, ...]:
    """Folded nouns of places that bear a person's name."""
    return tuple(fold(noun) for noun in _toml("parties.toml")["noms_eponymes"])


@functools.cache
def closing_words() -> re.Pattern[str]:
    """How what the last slide says starts, folded: it heads nothing."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, _toml('natures.toml')['fins_de_diaporama']))})\b")


@functools.cache
def map_titles() -> re.Pattern[str]:
    """How the title of a map or of its legend starts, folded."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, _toml('natures.toml')['cartes']))})\b")


@functools.cache
def boxed_titles() -> re.Pattern[str]:
    """What folded titles of boxes beside the text are, or start with."""
    told = _toml("natures.toml")
    starts, whole = ("|".join(re.escape(fold(n).strip()) for n in told[key]) for key in ("encadres", "encadres_exacts"))
    return re.compile(rf"(?:{starts})\b|(?:{whole})\W*$|{dated_sessions().pattern}")


@functools.cache
def what_follows() -> frozenset[str]:
    """Folded titles, without final punctuation, of what follows the signature of a contract: never part of its last axe."""
    return frozenset(fold(title) for title in _toml("natures.toml")["suites"])


@functools.cache
def dated_sessions() -> re.Pattern[str]:
    """What folded titles are that name a workshop held on a day."""
    named, ahead = ("|".join(re.escape(fold(n)) for n in _toml("natures.toml")[key]) for key in ("seances", "seances_a_venir"))
    return re.compile(rf"(?:{named})\b(?!.*\b(?:{ahead})\b)(?: \S+){{0,6}} \d{{1,2}}(?:er)? (?:{'|'.join(map(fold, MOIS))}) 20\d\d\W*$")


@functools.cache
def tick_boxes() -> str:
    return "".join(_toml("glyphs.toml")["cases"])


@functools.cache
def cut_starts() -> frozenset[str]:
    """Starts of words, folded, that are no word and no part of a compound."""
    return frozenset(map(fold, _toml("hyphens.toml")["morceaux"]))


@functools.cache
def ticks() -> frozenset[str]:
    """Signs that say yes in a cell: crosses, and what Wingdings draws as such."""
    return frozenset(_toml("glyphs.toml")["coches"])


@functools.cache
def strong_glyphs() -> str:
    return "".join(_toml("glyphs.toml")["fortes"])


@functools.cache
def weak_glyphs() -> str:
    return "".join(_toml("glyphs.toml")["faibles"])


@functools.cache
def level_pattern() -> re.Pattern[str]:
    """Matches a level word with its number at the start of a folded title.

    Groups: `prefixe` (a number before the word), `mot`, `qualif`, `numero`.
    """
    data = _toml("levels.toml")
    mots = sorted((fold(f) for row in data["niveau"] for f in row["formes"]), key=len, reverse=True)
    mot = "|".join(re.escape(m) for m in mots)
    qualif = "|".join(sorted(data["qualificatifs"], key=len, reverse=True))
    numero = (
        r"1(?:er|ere)\b|(?:[a-z]|[ivx]{1,5})[.\-]\d{1,2}(?:[.\-]\d{1,2})*(?![a-z'])|[a-z]\d{1,2}(?:[.\-]\d{1,2})*(?![a-z'])"
        r"|\d{1,3}(?:[.\-]\d{1,3})*(?:[.\-][a-h](?![a-z'])(?:[.\-]\d{1,2})*|[a-h](?=\s*[.):|/•°·\-–—]|\s|$)|(?![\d%]))"
        r"|[ivx]{1,5}(?![a-z'])|[a-h](?![a-z'])|premiere?(?![a-z])"
    )
    return re.compile(
        rf"(?:(?P<prefixe>\d{{1,2}}(?:[.\-]\d{{1,2}})*|[ivx]{{1,5}})\s*[.):/\-]*\s+)?(?P<mot>{mot})s?\s*"
        rf"(?:(?P<qualif>{qualif})s?\s*)?(?:(?:n\s?°|no\.?|n\.|numero)\s*)?(?P<numero>{numero})?"
    )


@functools.cache
def ordinal_pattern() -> re.Pattern[str]:
    """Matches an ordinal before a level word ('premiere partie :'), a sign or nothing behind them, in a folded title: `numero`, `mot`."""
    data = _toml("levels.toml")
    mot = "|".join(re.escape(fold(f)) for row in data["niveau"] for f in row["formes"])
    return re.compile(rf"(?P<numero>{'|'.join(data['ordinaux'])})\s+(?P<mot>{mot})\s*(?:[.:–—-]\s*|$)")


@functools.cache
def level_types() -> dict[str, str]:
    """Folded level word -> published type."""
    return {fold(f): row["type"] for row in _toml("levels.toml")["niveau"] for f in row["formes"]}


@functools.cache
def commanding_words() -> frozenset[str]:
    """Keys of the words of a title that may command the axes that follow it: the first words of levels, and some more."""
    return frozenset(
        label_key(form.removeprefix("sous-").replace("-", " ").split()[0]) for form in (*level_types(), *_toml("levels.toml")["commandes"])
    )


@functools.cache
def level_keys() -> frozenset[str]:
    """Keys of the level words: 'engagement', 'fiche action'."""
    return frozenset(map(label_key, level_types()))


@functools.cache
def credit_words() -> frozenset[str]:
    """Keys of the words before a colon that say where figures or pictures are from: no field of what stands above."""
    return frozenset(map(label_key, _toml("labels.toml")["mentions"]))


@functools.cache
def due_labels() -> frozenset[str]:
    """Keys of the labels that say when something is due or what it will cost: what is planned has them, what was done has not."""
    return frozenset(map(label_key, _toml("labels.toml")["a_venir"]))


@functools.cache
def programme_types() -> frozenset[str]:
    """Published types whose level words speak of what is to be done; the others can hold anything."""
    return frozenset(row["type"] for row in _toml("levels.toml")["niveau"] if not row.get("neutre"))


@functools.cache
def kept_types() -> frozenset[str]:
    """Published types whose word and number stay in the title."""
    return frozenset(row["type"] for row in _toml("levels.toml")["niveau"] if row.get("garde"))


@functools.cache
def leaf_types() -> frozenset[str]:
    """Published types of what a plan comes down to: fiche, action, mesure, engagement, projet."""
    return frozenset(row["type"] for row in _toml("levels.toml")["niveau"] if row.get("feuille"))


@functools.cache
def natures() -> tuple[Nature, ...]:
    return tuple(
        Nature(
            r["nature"],
            r["ferme"],
            frozenset(r["exact"]),
            tuple(r["debut"]),
            tuple(r.get("contient", ())),
            tuple(r.get("debut_de", ())),
            tuple(r.get("avec", ())),
        )
        for r in _toml("natures.toml")["nature"]
    )


@functools.cache
def all_bodies() -> dict[str, Body]:
    """The rows of actors.csv by id. SettingsError for a row that is not whole."""
    out: dict[str, Body] = {}
    for row in _actor_rows():
        body = _body(row)
        if out.setdefault(body.id, body) is not body:
            raise SettingsError(f"actors.csv: two rows have the id {body.id!r}", "rename one of them")
    for body in out.values():
        if body.successeur and body.successeur not in out:
            raise SettingsError(f"actors.csv: {body.id}: successor {body.successeur!r} is no id of the file", "correct it")
    return out


def _actor_rows() -> list[dict[str, str]]:
    text = (files("pipeline") / "lexicons" / "actors.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _body(row: dict[str, str]) -> Body:
    where = f"actors.csv: {row['id']}"
    if row["portee"] not in PORTEES:
        raise SettingsError(f"{where}: unknown portee {row['portee']!r}", "one of " + ", ".join(sorted(PORTEES)))
    if not row["source"]:
        raise SettingsError(f"{where}: no source", "say what the row rests on")
    try:
        debut, fin = (dt.date.fromisoformat(row[k]) if row[k] else None for k in ("debut", "fin"))
    except ValueError as error:
        raise SettingsError(f"{where}: {error}", "dates are AAAA-MM-JJ") from error
    return Body(
        row["id"],
        row["nom"],
        row["type"],
        row["portee"],
        debut,
        fin,
        row["successeur"],
        row["territoire"],
        row["siren"] or None,
        row["source"],
    )


@functools.cache
def bodies() -> dict[str, Body]:
    """Folded spelling -> body, for telling names from other words: words that are no name on their own are left out."""
    return {key: s.bodies[0] for key, s in spellings(fold).items() if s.bodies[0].portee != "vague" and not s.bodies[0].territoire}


@functools.cache
def spellings(key: Callable[[str], str]) -> dict[str, Spelling]:
    """Spelling, as `key` makes it, -> what it may stand for.

    SettingsError when two rows have a spelling in common and it is not marked `?` in both: which one is meant would be a silent choice.
    """
    found: dict[str, list[tuple[Body, bool, bool]]] = {}
    for row, body in zip(_actor_rows(), all_bodies().values(), strict=True):
        for forme in [row["nom"], *filter(None, row["formes"].split("|"))]:
            made = key(forme.removeprefix("?"))
            entry = (body, made == key(row["nom"]), not forme.startswith("?"))
            held = found.setdefault(made, [])
            if all(b.id != body.id for b, _, _ in held):
                held.append(entry)
    out: dict[str, Spelling] = {}
    for made, held in found.items():
        if len(held) > 1 and any(sure for _, _, sure in held):
            raise SettingsError(
                f"actors.csv: {made!r} stands for {' and '.join(b.id for b, _, _ in held)}", "make one of them longer, or mark both with ?"
            )
        out[made] = Spelling(tuple(b for b, _, _ in held), held[0][1], len(held) == 1 and held[0][2])
    return out


@functools.cache
def forms() -> tuple[Form, ...]:
    return tuple(Form(r["type"], re.compile("|".join(f"(?:{m})" for m in r["motifs"]))) for r in _toml("formes.toml")["forme"])


@functools.cache
def service_words() -> frozenset[str]:
    """Keys of the words that head the name of a part of a body, of whatever body, and never a body's own."""
    return frozenset(_toml("parties.toml")["services"])


@functools.cache
def unit_words() -> frozenset[str]:
    """Words that head a part of a body: direction, service, pole."""
    return frozenset(_toml("formes.toml")["unites"])


@functools.cache
def region_short_names() -> dict[str, str]:
    """Short name of a région -> its code."""
    return {short: code for code, names in _toml("formes.toml")["regions"].items() for short in names}


@functools.cache
def value_words() -> dict[str, frozenset[str]]:
    """The lists of values.toml by name."""
    return {name: frozenset(words) for name, words in _toml("values.toml").items()}


@functools.cache
def place_words() -> dict[str, frozenset[str]]:
    """The lists of places.toml by name."""
    return {name: frozenset(words) for name, words in _toml("places.toml").items()}
