"""The lexicons that a non-programmer edits, loaded once: labels, levels, natures, list signs, bodies.

Reads pipeline/lexicons/ only; a row that clashes with another is an error at load, never a silent choice.
"""

from __future__ import annotations

import csv
import functools
import re
import tomllib
from importlib.resources import files
from typing import Any

from msgspec import Struct

from pipeline.errors import SettingsError
from pipeline.texts import fold, label_key


class Label(Struct, frozen=True):
    """A row of labels.toml. `role` is set for genre acteur only; `deux_points`: it is a label with its colon only."""

    genre: str
    role: str
    deux_points: bool = False

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


class Body(Struct, frozen=True):
    """A row of actors.csv: an organisation, or a kind of organisation, known by several spellings."""

    id: str
    nom: str
    type: str


@functools.cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("pipeline") / "lexicons" / name).read_text(encoding="utf-8"))


@functools.cache
def labels() -> dict[str, Label]:
    """Comparison key -> label."""
    out: dict[str, Label] = {}
    for row in _toml("labels.toml")["etiquette"]:
        label = Label(row["genre"], row.get("role", ""), row.get("deux_points", False))
        for forme in row["formes"]:
            key = label_key(forme)
            if out.setdefault(key, label) != label:
                raise SettingsError(f"labels.toml: {forme!r} stands under two labels", "keep one of them")
    return out


@functools.cache
def degrees() -> frozenset[str]:
    """Folded values that grade a fiche and head none."""
    return frozenset(fold(n) for n in _toml("labels.toml")["degres"])


@functools.cache
def functions() -> frozenset[str]:
    """Folded nouns that name a person's function."""
    return frozenset(fold(n) for n in _toml("parties.toml")["fonctions"])


@functools.cache
def open_nouns() -> frozenset[str]:
    """Folded nouns that name nobody alone: 'Fédération' waits for the rest of its name."""
    return frozenset(fold(n) for n in _toml("parties.toml")["noms_incomplets"])


@functools.cache
def common_nouns() -> frozenset[str]:
    """Folded singular nouns that start a party's name in small letters."""
    return frozenset(fold(noun) for noun in _toml("parties.toml")["noms_communs"])


@functools.cache
def tick_boxes() -> str:
    return "".join(_toml("glyphs.toml")["cases"])


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
        r"1(?:er|ere)\b|[a-h]\d{1,2}(?:[.\-]\d{1,2})*(?![a-z'])|\d{1,3}(?:[.\-]\d{1,3})*(?![\d%])"
        r"|[ivx]{1,5}(?![a-z'])|[a-h](?![a-z'])|premiere?(?![a-z])"
    )
    return re.compile(
        rf"(?:(?P<prefixe>\d{{1,2}}(?:[.\-]\d{{1,2}})*|[ivx]{{1,5}})\s*[.):/\-]*\s+)?(?P<mot>{mot})s?\s*"
        rf"(?:(?P<qualif>{qualif})s?\s*)?(?:(?:n\s?°|no\.?|n\.|numero)\s*)?(?P<numero>{numero})?"
    )


@functools.cache
def level_types() -> dict[str, str]:
    """Folded level word -> published type."""
    return {fold(f): row["type"] for row in _toml("levels.toml")["niveau"] for f in row["formes"]}


@functools.cache
def natures() -> tuple[Nature, ...]:
    return tuple(
        Nature(r["nature"], r["ferme"], frozenset(r["exact"]), tuple(r["debut"]), tuple(r.get("contient", ())))
        for r in _toml("natures.toml")["nature"]
    )


@functools.cache
def bodies() -> dict[str, tuple[Body, bool]]:
    """Folded spelling -> (body, whether the spelling is its preferred name)."""
    out: dict[str, tuple[Body, bool]] = {}
    rows = csv.DictReader((files("pipeline") / "lexicons" / "actors.csv").read_text(encoding="utf-8").splitlines())
    for row in rows:
        body = Body(row["id"], row["nom"], row["type"])
        for forme in [row["nom"], *row["formes"].split("|")]:
            key = fold(forme)
            known = out.setdefault(key, (body, fold(row["nom"]) == key))
            if known[0] != body:
                raise SettingsError(f"actors.csv: {forme!r} stands for {known[0].id} and {body.id}", "make one of them longer")
    return out
