"""Measure an extraction against a truth: precision, recall and F1 per field, with four ways to match.

Reads truth files (`truth.json`: headings, engagements, not_actions; or another document.json taken as truth) and published
documents; decides by text alone. It changes nothing, and gives no mark to what neither side has.

Matchers, each one-to-one: `strict` the same characters once blanks are collapsed; `souple` without case, accents, quotes,
numbering and final punctuation; `edition` at least 90 % alike by edit distance; `recouvrement` at least 80 % of the words in common.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from pipeline.errors import UnreadableError, UsageError
from pipeline.stages.headings import is_level_word, parse_heading
from pipeline.texts import collapse, fold

Key = tuple[str, ...]
MATCHERS = ("strict", "souple", "edition", "recouvrement")
FIELDS = ("titres", "parents", "engagements", "actions", "niveaux", "pilotes", "acteurs", "champs")
SEUIL_EDITION = 90.0
SEUIL_RECOUVREMENT = 0.8
_NUMERO = re.compile(
    r"^(?:(?:[a-z-]+(?: [a-z]+)? )?(?:n ?° ?)?"
    r"(?:\d+(?!\d)(?:[.\-]\d+)*(?:[.\-]?[a-h](?= ?[.):|/•·-]))?|[ivx]+(?=[ .):/-]))\s*[.):|/•·-]*\s*)+(?=\S)"
)
_LETTRE = re.compile(r"(\S+)\s+[A-H]\s+(?=[A-ZÀ-Ü])")


class Mark(Struct, frozen=True):
    """Counts of one field under one matcher; precision, recall and F1 follow from them."""

    trouves: int
    attendus: int
    justes: int

    @property
    def precision(self) -> float | None:
        return self.justes / self.trouves if self.trouves else None

    @property
    def rappel(self) -> float | None:
        return self.justes / self.attendus if self.attendus else None

    @property
    def f1(self) -> float | None:
        """None when neither side has anything to match."""
        total = self.trouves + self.attendus
        return 2 * self.justes / total if total else None

    def __add__(self, other: Mark) -> Mark:
        return Mark(self.trouves + other.trouves, self.attendus + other.attendus, self.justes + other.justes)


class Score(Struct, frozen=True):
    """The marks of one pair or of a corpus.

    plan: F1 of the root-to-heading paths; entiers: share of the expected engagements that are right in every field;
    fausses: workshop bullets published as actions.
    """

    champs: Mapping[str, Mapping[str, Mark]]
    plan: Mark
    entiers: Mark
    fausses: int

    def __add__(self, other: Score) -> Score:
        champs = {f: {m: self.champs[f][m] + other.champs[f][m] for m in MATCHERS} for f in FIELDS}
        return Score(champs, self.plan + other.plan, self.entiers + other.entiers, self.fausses + other.fausses)


class _View(Struct, frozen=True):
    """What is compared, the same for a truth and a document: each field a list of keys, engagements whole, paths."""

    champs: Mapping[str, list[_Entry]]
    entiers: list[tuple[str, frozenset[tuple[str, Key]]]]
    chemins: list[_Entry]
    fausses: frozenset[str]


class _Entry(Struct, frozen=True):
    """One thing to match: its words as printed, and the same without what `souple` overlooks."""

    strict: Key
    souple: Key


def _entry(titles: Sequence[str], *texts: str) -> _Entry:
    return _Entry(tuple(collapse(t) for t in (*titles, *texts)), (*(soft_title(t) for t in titles), *(soft(t) for t in texts)))


def score(truth: Mapping[str, Any], document: Mapping[str, Any]) -> Score:
    """The marks of `document` (published JSON) against `truth` (truth.json, or published JSON)."""
    want = _of_document(truth) if "sections" in truth else _of_truth(truth)
    got = _of_document(document)
    champs = {f: {m: _mark(got.champs[f], want.champs[f], m) for m in MATCHERS} for f in FIELDS}
    plan = _mark(got.chemins, want.chemins, "souple")
    right = Counter(got.entiers) & Counter(want.entiers)
    entiers = Mark(len(got.entiers), len(want.entiers), right.total())
    wrong = want.fausses - {e.souple[-1] for e in want.champs["actions"]}
    return Score(champs, plan, entiers, sum(e.souple[-1] in wrong for e in got.champs["actions"]))


def soft(texte: str) -> str:
    """`texte` without case, accents, quotes, ligatures and outer punctuation."""
    texte = re.sub(r"[«»“”\"]", " ", fold(texte))
    texte = re.sub(r"\s*([,;:.!?()/+])\s*", r"\1", collapse(texte))
    return texte.strip(" .,;:•-–")


def soft_title(texte: str) -> str:
    """`soft`, without level word and number: 'ENJEU 2 : Agir', 'AXE A – Agir', 'Article 1er : Agir' -> 'agir'."""
    head, lettered = parse_heading(texte), _LETTRE.match(texte)
    start = head.debut if head.type != "section" and head.numero else 0
    if lettered is not None and is_level_word(lettered[1]):  # 'Axe A' over its title, joined by a space
        start = lettered.end()
    plain = soft(texte[start:] or texte)
    rest = _NUMERO.sub("", plain).strip(" .,;:•-–|")
    return rest or plain


# --- views


def _of_truth(truth: Mapping[str, Any]) -> _View:
    heads = truth["headings"]
    titles = [h["text"] for h in heads]
    parents = [titles[h["parent"]] if h["parent"] is not None else "" for h in heads]

    def path(i: int | None) -> Key:
        return () if i is None else (*path(heads[i]["parent"]), titles[i])

    engagements = [
        (e["titre"], e["chemin"][-1] if e["chemin"] else "", {**e, "pilotes": [{"libelle": p} for p in e["pilotes"]]})
        for e in truth["engagements"]
    ]
    return _view(list(zip(titles, parents, strict=True)), [path(i) for i in range(len(heads))], engagements, truth.get("not_actions", ()))


def _of_document(document: Mapping[str, Any]) -> _View:
    heads: list[tuple[str, str]] = []
    paths: list[Key] = []
    engagements: list[tuple[str, str, Mapping[str, Any]]] = []

    def visit(section: Mapping[str, Any], above: Key) -> None:
        parent = above[-1] if above else ""
        here = (*above, section["titre"]) if section["titre"] else above
        if section["titre"]:
            heads.append((section["titre"], parent))
            paths.append(here)
        for e in section["engagements"]:
            heads.append((e["titre"], here[-1] if here else ""))
            paths.append((*here, e["titre"]))
            engagements.append((e["titre"], here[-1] if here else "", e))
        for child in section["sections"]:
            visit(child, here)

    for section in document["sections"]:
        visit(section, ())
    return _view(heads, paths, engagements, ())


def _view(
    heads: Sequence[tuple[str, str]], paths: Iterable[Key], engagements: Sequence[tuple[str, str, Mapping[str, Any]]], wrong: Iterable[str]
) -> _View:
    fields: dict[str, list[_Entry]] = {f: [] for f in FIELDS}
    fields["titres"] = [_entry((t,)) for t, _ in heads]
    fields["parents"] = [_entry(pair) for pair in heads]
    whole: list[tuple[str, frozenset[tuple[str, Key]]]] = []
    for title, parent, e in engagements:
        fields["engagements"].append(_entry((title, parent)))
        own = list(_entries(e))
        for field, key in own:
            fields[field].append(_entry((title,), *key))
        counted = Counter((field, tuple(soft(k) for k in key)) for field, key in own if field != "actions")
        whole.append(
            (f"{soft_title(title)}\n{soft_title(parent)}", frozenset((f"{field} {n}", key) for (field, key), n in counted.items()))
        )
    return _View(fields, whole, [_entry(path) for path in paths], frozenset(soft(w) for w in wrong))


def _entries(e: Mapping[str, Any]) -> Iterator[tuple[str, Key]]:
    for action in e["actions"]:
        yield "actions", (action["texte"],)
        yield "niveaux", (str(action["niveau"]), action["texte"])
    for party in e["pilotes"]:
        yield "pilotes", (party["libelle"],)
        yield "acteurs", ("pilote", party["libelle"])
    for party in e["autres_acteurs"]:
        yield "acteurs", (party["role"], party["libelle"])
    for champ in e["champs"]:
        yield "champs", (champ["libelle"], champ["valeur"])


# --- matching


def _mark(got: Sequence[_Entry], want: Sequence[_Entry], matcher: str) -> Mark:
    return Mark(len(got), len(want), _matched(got, want, matcher))


def _matched(got: Sequence[_Entry], want: Sequence[_Entry], matcher: str) -> int:
    """How many keys pair off. Equal ones first; what is left is paired best first, above the matcher's threshold."""
    a, b = (Counter(e.strict if matcher == "strict" else e.souple for e in side) for side in (got, want))
    same = a & b
    if matcher in ("strict", "souple"):
        return same.total()
    alike = _edit if matcher == "edition" else _overlap
    left, right = list((a - same).elements()), list((b - same).elements())
    pairs = sorted(((alike(x, y), -i, -j) for i, x in enumerate(left) for j, y in enumerate(right) if len(x) == len(y)), reverse=True)
    used_left: set[int] = set()
    used_right: set[int] = set()
    for value, i, j in pairs:
        if value <= 0:
            break
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
    return same.total() + len(used_left)


def _edit(a: Key, b: Key) -> float:
    from rapidfuzz import fuzz

    values = [fuzz.ratio(x, y, score_cutoff=SEUIL_EDITION) for x, y in zip(a, b, strict=True)]
    return min(values, default=0.0)


def _overlap(a: Key, b: Key) -> float:
    values = [_dice(x, y) for x, y in zip(a, b, strict=True)]
    least = min(values, default=0.0)
    return least if least >= SEUIL_RECOUVREMENT else 0.0


def _dice(a: str, b: str) -> float:
    x, y = Counter(re.findall(r"\w+", a)), Counter(re.findall(r"\w+", b))
    return 2 * (x & y).total() / (x.total() + y.total()) if x or y else 1.0


# --- files and reports


def pairs(truth: Path, document: Path) -> list[tuple[str, Path, Path]]:
    """(name, truth file, document file) of a pair of files, or of two folders matched by name.

    In a folder a truth is `<id>.truth.json` or `<id>/truth.json`, its document `<id>/document.json` or `<id>.json`.
    UsageError when a path is missing or nothing pairs off.
    """
    for path in (truth, document):
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder", "check the path")
    if truth.is_file() and document.is_file():
        return [(document.stem if document.name != "document.json" else document.parent.name, truth, document)]
    if truth.is_file() or document.is_file():
        raise UsageError(f"{truth} and {document}: one is a file, the other a folder", "give two files, or two folders")
    found = [(p.name.removesuffix(".truth.json"), p) for p in sorted(truth.rglob("*.truth.json"))]
    found += [(p.parent.name, p) for p in sorted(truth.rglob("truth.json"))]
    out = []
    for name, path in found:
        candidates = (document / name / "document.json", document / f"{name}.json")
        match = next((c for c in candidates if c.is_file()), None)
        if match is not None:
            out.append((name, path, match))
    if not out:
        raise UsageError(f"{truth}: no truth has its document in {document}", "truths are <id>.truth.json, documents <id>/document.json")
    return out


def load(path: Path) -> dict[str, Any]:
    """The JSON object of `path`. UnreadableError when it is none, or lacks what a truth or a document has."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path}: not readable as JSON", "give a truth.json and a document.json") from error
    if not isinstance(value, dict) or not ("sections" in value or {"headings", "engagements"} <= value.keys()):
        raise UnreadableError(f"{path}: neither a truth nor a document", "a truth has headings and engagements, a document has sections")
    return value


def rows(result: Score) -> list[tuple[str, ...]]:
    """A report as rows of text: field, then found, expected, precision, recall, F1 (souple), and F1 of each matcher."""
    out: list[tuple[str, ...]] = []
    for name in FIELDS:
        mark = result.champs[name]["souple"]
        out.append(
            (
                name,
                str(mark.trouves),
                str(mark.attendus),
                *(_figure(v) for v in (mark.precision, mark.rappel)),
                *(_figure(result.champs[name][m].f1) for m in MATCHERS),
            )
        )
    for name, mark in (("plan", result.plan), ("engagements entiers", result.entiers)):
        out.append(
            (name, str(mark.trouves), str(mark.attendus), _figure(mark.precision), _figure(mark.rappel), "", _figure(mark.f1), "", "")
        )
    return out


HEADER = ("champ", "trouvés", "attendus", "précision", "rappel", *(f"F1 {m}" for m in MATCHERS))


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def markdown(results: Mapping[str, Score]) -> str:
    """A report for people: one table per pair."""
    parts = []
    for name, result in results.items():
        lines = [f"### {name}", "", "| " + " | ".join(HEADER) + " |", "|---" * len(HEADER) + "|"]
        lines += ["| " + " | ".join(row) + " |" for row in rows(result)]
        parts.append("\n".join([*lines, "", f"Actions fausses : {result.fausses}", ""]))
    return "\n".join(parts)


def as_data(result: Score) -> dict[str, Any]:
    """A report for programs."""

    def plain(mark: Mark) -> dict[str, Any]:
        return {
            "trouves": mark.trouves,
            "attendus": mark.attendus,
            "justes": mark.justes,
            "precision": mark.precision,
            "rappel": mark.rappel,
            "f1": mark.f1,
        }

    fields: dict[str, Any] = {f: {m: plain(result.champs[f][m]) for m in MATCHERS} for f in FIELDS}
    return {"champs": fields, "plan": plain(result.plan), "engagements_entiers": plain(result.entiers), "fausses": result.fausses}
