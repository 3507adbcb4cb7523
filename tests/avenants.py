"""A diff against the truth of an avenant fixture: what it found of each kind of change, and F1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.compare import Change, Diff
from pipeline.score import Mark, soft, soft_title

Keys = set[tuple[str, ...]]


def expected(truth: Mapping[str, Any]) -> dict[str, Keys]:
    return {kind: {tuple(soft(part) for part in entry) for entry in entries} for kind, entries in truth.items()}


def found(diff: Diff, kinds: Mapping[str, Any]) -> dict[str, Keys]:
    """The changes of `diff` that a reader is shown, by kind, each with the words that name it."""
    out: dict[str, Keys] = {kind: set() for kind in kinds}
    for change in diff:
        kind, key = _kind(change)
        if kind in out and not change.inclus and not change.forme:
            out[kind].add(key)
    return out


def _kind(change: Change) -> tuple[str, tuple[str, ...]]:
    ref = change.ref
    holder = soft_title(ref.chemin[-1]) if ref.chemin else ""
    if change.objet == "acteurs":
        role = ref.champs.get("role")
        if change.genre == "modification":
            return f"acteurs.{change.champ}", (holder, soft(ref.texte), soft(str(change.ancien)), soft(str(change.nouveau)))
        return f"{'pilotes' if role == 'pilote' else f'{role}s'}.{change.genre}", (holder, soft(ref.texte))
    if change.objet == "champs" and change.genre == "modification":
        return "champs.modification", (holder, soft(str(change.ancien)), soft(str(change.nouveau)))
    if change.genre == "modification" and change.champ in ("titre", "texte"):
        return f"{change.objet}.reformulation", (soft(str(change.ancien)), soft(str(change.nouveau)))
    return f"{change.objet}.{change.genre}", (soft(ref.texte),)


def marks(diff: Diff, truth: Mapping[str, Any]) -> dict[str, Mark]:
    want, got = expected(truth), found(diff, truth)
    return {kind: Mark(len(got[kind]), len(want[kind]), len(got[kind] & want[kind])) for kind in want}
