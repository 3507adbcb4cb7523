"""metrics.json: the corpus in numbers, for `dvc metrics diff` and for a look over time.

Reads published documents, one at a time, and the truths that lie beside their sources; counts, and measures with score.py. Decides
nothing, and holds no date: the same documents give the same numbers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline import score

GRAVITES = ("erreur", "avertissement", "info")


def metrics(documents: Mapping[str, Callable[[], str]], truths: Mapping[str, Path]) -> dict[str, Any]:
    """Counts of each document and of all, shares of 1 with 6 decimals, and F1 (matcher `souple`) of those that have a truth."""
    each: dict[str, dict[str, Any]] = {}
    scores: dict[str, dict[str, Any]] = {}
    total: Counter[str] = Counter()
    for ident in sorted(documents):
        document = json.loads(documents[ident]())
        counts = _counts(document)
        total.update(counts)
        each[ident] = _figures(counts) | {"complet": int(document["statut"] == "complet")}
        if ident in truths:
            scores[ident] = _scores(score.score(score.load(truths[ident]), document))
    complete = sum(figures["complet"] for figures in each.values())
    out: dict[str, Any] = {"corpus": {"documents": len(each), "complets": complete, **_figures(total)}, "documents": each}
    return out | ({"scores": scores} if scores else {})


def _figures(counts: Counter[str]) -> dict[str, Any]:
    characters = counts["caracteres"]
    owned = round(1 - counts["non_attribues"] / characters, 6) if characters else 1.0
    names = ("sections", "engagements", "actions", "pilotes", "autres_acteurs", "acteurs_non_resolus", "champs", "passages")
    return {
        **{name: counts[name] for name in names},
        "anomalies": {gravite: counts[gravite] for gravite in GRAVITES},
        "couverture": owned,
    }


def _counts(document: Mapping[str, Any]) -> Counter[str]:
    counts: Counter[str] = Counter(a["gravite"] for a in document["anomalies"])
    counts.update({name: document["couverture"][name] for name in ("caracteres", "non_attribues")})
    for name, value in _lists(document["sections"], "sections"):
        counts[name] += len(value)
        counts["acteurs_non_resolus"] += sum(v.get("preuve") == "non_resolu" for v in value if name in ("pilotes", "autres_acteurs"))
    return counts


def _lists(values: list[Any], name: str) -> Iterator[tuple[str, list[Any]]]:
    """Every list of objects below, with its name."""
    yield name, values
    for value in values:
        for key, inner in value.items():
            if key != "provenance" and isinstance(inner, list) and inner and isinstance(inner[0], dict):
                yield from _lists(inner, key)


def _scores(result: score.Score) -> dict[str, Any]:
    marks = {name: by["souple"].f1 for name, by in result.champs.items()} | {"plan": result.plan.f1, "entiers": result.entiers.f1}
    return {name: round(f1, 6) for name, f1 in marks.items() if f1 is not None} | {"fausses": result.fausses}
