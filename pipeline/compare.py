"""Two published documents compared by meaning: the one core of `check` and of `diff`.

Reads document.json values (plain dicts, of any 1.x schema): each object becomes a node, each list of objects its children, every other
value a field, so that a field added to the schema is compared without a line here. Decides which node of one side is which of the
other (ids first where they can be trusted, text and surroundings otherwise, matching.py), and from that alone: added, removed, moved,
changed. The order of parties, fields, places and anomalies means nothing; that of sections, engagements, actions and passages does.
It never looks at volatile fields (VOLATILS) and forces no pair.

What it promises, and tests prove: compare(a, a) has no change; compare(b, a) is compare(a, b) mirrored; apply(a, compare(a, b)) is b.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pipeline.matching import assign, dice, longest_increasing, similarities
from pipeline.score import soft, soft_title

Genre = Literal["ajout", "retrait", "deplacement", "modification"]
Value = Any  # a JSON value without objects: text, number, truth, null, list of those
Box = tuple[float, ...]
Places = dict[int, tuple[Box, ...]]  # page (PDF) -> its boxes; source line (Markdown) -> ()

ORDONNES = frozenset({"sections", "engagements", "actions", "passages"})
TITRES = ("sections", "engagements")
# Kinds of lists that are one kind of thing: (name in the file) -> (kind, what it says of each).
ACTEURS: Mapping[str, tuple[str, Mapping[str, Value]]] = {"pilotes": ("acteurs", {"role": "pilote"}), "autres_acteurs": ("acteurs", {})}
# Fields that say how a file was made rather than what the document says.
VOLATILS = frozenset({"schema_version", "id", "couverture", "source.sha256"})
# What two documents that are two versions of one contract never have in common.
DE_FICHIER = frozenset(
    {"statut", "anomalies", "source.fichier", "source.format", "source.pages", "territoire.preuve", "territoire.millesime"}
)
# What is read in a text: when the text changes, these change with it, and say nothing more.
LUS = frozenset({"lieux", "valeurs"})
DEDUITS = frozenset({"organisation", "type", "siren", "preuve", "code", "nom"})
_TEXTE = ("titre", "texte", "libelle", "message", "valeur")

# The least likeness at which two things may be one; found on tests/fixtures/avenants/dev.
SEUIL_TITRE = 0.60
SEUIL_ACTION = 0.55
SEUIL_ACTION_AILLEURS = 0.80
SEUIL_FEUILLE = 0.60
_POIDS_TITRE = (0.6, 0.35)  # of a title, beside what it commands: either may be the better witness


@dataclass(frozen=True, slots=True)
class Rules:
    """How to compare. `par_id`: trust equal ids; `hors`: fields left out; `tolerance`: points a box may be off, None: no place counts."""

    par_id: bool
    tolerance: float | None
    hors: frozenset[str]


REGRESSION = Rules(par_id=True, tolerance=1.0, hors=VOLATILS)
AVENANT = Rules(par_id=False, tolerance=None, hors=VOLATILS | DE_FICHIER)


@dataclass(frozen=True, slots=True)
class Node:
    """One object of a document. `empreinte` stands for all its content; two nodes are equal when it is."""

    genre: str
    champs: Mapping[str, Value] = field(compare=False)
    enfants: tuple[Node, ...] = field(compare=False)
    empreinte: str
    ident: str = field(default="", compare=False)
    lieux: Places = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Ref:
    """A node as one side of a change. `numero`: its place in a walk through its side; `parent`: that of what holds it.

    `parent_la_bas`: the parent's number on the other side, None when it is not there; `rang`: its place among its like under
    the parent, from 0; `chemin`: the titles above it; `page`, `ligne`: where it is printed first, 0 if unknown.
    """

    numero: int
    parent: int
    parent_la_bas: int | None
    rang: int
    texte: str
    chemin: tuple[str, ...]
    champs: Mapping[str, Value]
    ident: str = ""
    page: int = 0
    ligne: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `objet`: the kind of node; `champ`, `ancien`, `nouveau`: of a modification.

    `forme`: only typography or numbering changed. `inclus`: what holds it was added, removed or, for what is read in a text, reworded too.
    """

    genre: Genre
    objet: str
    avant: Ref | None
    apres: Ref | None
    champ: str = ""
    ancien: Value = None
    nouveau: Value = None
    forme: bool = False
    inclus: bool = False

    @property
    def ref(self) -> Ref:
        """The side to show: the new one if there is one."""
        ref = self.apres or self.avant
        assert ref is not None
        return ref


Diff = tuple[Change, ...]


# --- a document as a tree


def view(document: Mapping[str, Any], rules: Rules) -> Node:
    """`document` as it is compared."""
    return _node("document", document, rules, {})


def _node(kind: str, value: Mapping[str, Any], rules: Rules, known: Mapping[str, Value], above: str = "") -> Node:
    fields: dict[str, Value] = dict(known)
    children: list[Node] = []

    def take(name: str, inner: Any) -> None:
        if name in rules.hors or inner is None or inner == []:
            return
        if isinstance(inner, Mapping):
            for key, part in inner.items():
                take(f"{name}.{key}", part)
        elif isinstance(inner, list) and isinstance(inner[0], Mapping):
            child, says = ACTEURS.get(name, (name, {}))
            children.extend(_node(child, part, rules, says) for part in inner)
        else:
            fields[name] = inner

    for name, inner in value.items():
        if name not in ("id", "provenance"):
            take(name, inner)
    return _made(kind, fields, children, str(value.get("id") or ""), _places(value.get("provenance") or ()))


def _made(kind: str, fields: Mapping[str, Value], children: Sequence[Node], ident: str, places: Places) -> Node:
    own = json.dumps(fields, sort_keys=True, ensure_ascii=False)
    grouped: dict[str, list[Node]] = defaultdict(list)
    for child in children:
        grouped[child.genre].append(child)
    ordered = [
        child
        for name in sorted(grouped)
        for child in (
            grouped[name]
            if name in ORDONNES
            else sorted(grouped[name], key=lambda n: (json.dumps(n.champs, sort_keys=True, ensure_ascii=False), n.empreinte))
        )
    ]
    digest = hashlib.blake2b("\n".join([kind, own, *(c.empreinte for c in ordered)]).encode("utf-8", "surrogatepass"), digest_size=16)
    return Node(kind, fields, tuple(ordered), digest.hexdigest(), ident, places)


def _places(provenance: Sequence[Mapping[str, Any]]) -> Places:
    out: dict[int, tuple[Box, ...]] = {}
    for place in provenance:
        if "ligne" in place:
            out[place["ligne"]] = ()
        else:
            out[place["page"]] = (*out.get(place["page"], ()), tuple(place["bbox"]))
    return out


@dataclass(slots=True)
class _Tree:
    """A view walked through: nodes by number, what holds each, its place among its like."""

    noeuds: list[Node] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    rangs: list[int] = field(default_factory=list)

    @staticmethod
    def of(root: Node) -> _Tree:
        tree = _Tree()

        def visit(node: Node, parent: int, rank: int) -> None:
            number = len(tree.noeuds)
            tree.noeuds.append(node)
            tree.parents.append(parent)
            tree.rangs.append(rank)
            ranks: Counter[str] = Counter()
            for child in node.enfants:
                visit(child, number, ranks[child.genre])
                ranks[child.genre] += 1

        visit(root, -1, 0)
        return tree

    def of_kind(self, kind: str) -> list[int]:
        return [i for i, node in enumerate(self.noeuds) if node.genre == kind]

    def children(self) -> dict[int, dict[str, list[int]]]:
        out: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for i, parent in enumerate(self.parents):
            out[parent][self.noeuds[i].genre].append(i)
        return out


# --- which is which


def text(node: Node) -> str:
    """The words by which a reader knows `node`."""
    found = next((node.champs[name] for name in _TEXTE if isinstance(node.champs.get(name), str)), None)
    return found if found is not None else ", ".join(str(v) for _, v in sorted(node.champs.items()))


def _pairs(a: _Tree, b: _Tree, rules: Rules) -> dict[int, int]:
    """Numbers of `a` to numbers of `b`, one-to-one, each with one of its own kind."""
    pairs = {0: 0}
    for kind in TITRES:
        left, right = a.of_kind(kind), b.of_kind(kind)
        if rules.par_id:
            left, right = _by_id(a, b, left, right, pairs)
        _add(pairs, left, right, _title_scores(a, b, left, right))
    left, right = a.of_kind("actions"), b.of_kind("actions")
    if rules.par_id:
        left, right = _by_id(a, b, left, right, pairs)
    _add(pairs, left, right, _action_scores(a, b, left, right, pairs))
    below_a, below_b = a.children(), b.children()
    for i in range(len(a.noeuds)):  # holders before what they hold
        if i in pairs:
            for kind, left in below_a.get(i, {}).items():
                right = below_b.get(pairs[i], {}).get(kind, [])
                if kind not in TITRES and kind != "actions" and right:
                    _add(pairs, left, right, _leaf_scores(a, b, left, right))
    return pairs


def _add(pairs: dict[int, int], left: Sequence[int], right: Sequence[int], scores: Mapping[tuple[int, int], float]) -> None:
    pairs.update((left[i], right[j]) for i, j in assign(scores).items())


def _by_id(a: _Tree, b: _Tree, left: Sequence[int], right: Sequence[int], pairs: dict[int, int]) -> tuple[list[int], list[int]]:
    """Pair what has one id on both sides, given once on each; what is left."""
    seen_a, seen_b = (Counter(t.noeuds[i].ident for i in side) for t, side in ((a, left), (b, right)))
    known = {b.noeuds[j].ident: j for j in right}
    same = {i: known[ident] for i in left if seen_a[ident := a.noeuds[i].ident] == seen_b[ident] == 1}
    pairs.update(same)
    taken = set(same.values())
    return [i for i in left if i not in same], [j for j in right if j not in taken]


def _near(i: int, n: int, j: int, m: int) -> float:
    """A hair for standing at the same place: of two alike, the nearer."""
    return 0.001 * (1 - abs((i + 1) / (n + 1) - (j + 1) / (m + 1)))


def _title_scores(a: _Tree, b: _Tree, left: Sequence[int], right: Sequence[int]) -> dict[tuple[int, int], float]:
    """Scores of titled things: their titles, what they hold, and a little for what holds them."""
    titles_a, titles_b = ([soft_title(text(t.noeuds[i])) for i in side] for t, side in ((a, left), (b, right)))
    above_a, above_b = ([soft_title(text(t.noeuds[t.parents[i]])) for i in side] for t, side in ((a, left), (b, right)))
    inside_a, inside_b = _contents([a.noeuds[i] for i in left], [b.noeuds[j] for j in right])
    alike, around = similarities(titles_a, titles_b), similarities(above_a, above_b)
    scores: dict[tuple[int, int], float] = {}
    for i in range(len(left)):
        for j in range(len(right)):
            title = float(alike[i, j])
            if title < 0.2:  # even what they hold could not make up for it
                continue
            value = title
            if inside_a[i] and inside_b[j]:
                inside = dice(inside_a[i], inside_b[j])
                value = max(weight * title + (1 - weight) * inside for weight in _POIDS_TITRE)
            same = bool(titles_a[i]) and titles_a[i] == titles_b[j]
            if same or value >= SEUIL_TITRE:
                scores[i, j] = value + same + 0.05 * float(around[i, j]) + _near(i, len(left), j, len(right))
    return scores


def _contents(left: Sequence[Node], right: Sequence[Node]) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """The words of what each node holds, weighted: a word that stands in many of them says little about any."""
    sides = [[_words(node) for node in side] for side in (left, right)]
    known = [Counter(word for words in side for word in words) for side in sides]
    weighted = [[{w: n / math.sqrt(max(known[0][w], known[1][w])) for w, n in words.items()} for words in side] for side in sides]
    return weighted[0], weighted[1]


def _words(node: Node) -> Counter[str]:
    """The words of what `node` holds; not of parties, which are the same few everywhere, nor of what is read in the texts."""
    words: Counter[str] = Counter()
    for child in node.enfants:
        if child.genre != "acteurs" and child.genre not in LUS:
            told = child.champs.get("valeur") or text(child)
            words.update(w for w in re.findall(r"[^\W\d]+", soft(str(told))) if len(w) > 3)
            words += _words(child)
    return words


def _action_scores(a: _Tree, b: _Tree, left: Sequence[int], right: Sequence[int], pairs: Mapping[int, int]) -> dict[tuple[int, int], float]:
    """Scores of actions: their words. Under another engagement they must be more alike, and stand nowhere else: an action that
    several engagements have (`Sensibiliser les habitants`) has not moved from one to the other.
    """
    words_a, words_b = ([soft(text(t.noeuds[i])) for i in side] for t, side in ((a, left), (b, right)))
    alike = similarities(words_a, words_b, SEUIL_ACTION)
    seen_a, seen_b = (Counter(soft(text(t.noeuds[i])) for i in t.of_kind("actions")) for t in (a, b))
    scores: dict[tuple[int, int], float] = {}
    for i, j in zip(*(side.tolist() for side in (alike >= SEUIL_ACTION).nonzero()), strict=True):
        value = float(alike[i, j])
        near = _near(i, len(left), j, len(right)) + (value == 1.0)
        if pairs.get(a.parents[left[i]]) == b.parents[right[j]]:
            scores[i, j] = value + 0.1 + near
        elif value >= SEUIL_ACTION_AILLEURS and seen_a[words_a[i]] == seen_b[words_b[j]] == 1:
            scores[i, j] = 0.9 * value + near
    return scores


def _leaf_scores(a: _Tree, b: _Tree, left: Sequence[int], right: Sequence[int]) -> dict[tuple[int, int], float]:
    """Scores of parties, fields, places, passages ... under one holder: equal ones first, then like ones."""
    words_a, words_b = ([soft(text(t.noeuds[i])) for i in side] for t, side in ((a, left), (b, right)))
    alike = similarities(words_a, words_b, SEUIL_FEUILLE)
    scores: dict[tuple[int, int], float] = {}
    for i in range(len(left)):
        for j in range(len(right)):
            x, y = a.noeuds[left[i]], b.noeuds[right[j]]
            same = x.empreinte == y.empreinte
            role = x.champs.get("role") == y.champs.get("role")
            value = max(float(alike[i, j]), 0.9 * bool(_bodies(x) & _bodies(y)))
            if x.genre == "acteurs" and not role and value < 0.9:
                continue
            if same or value >= SEUIL_FEUILLE:
                scores[i, j] = max(value, 0.1) + 0.2 * role + same + _near(i, len(left), j, len(right))
    return scores


def _bodies(node: Node) -> set[str]:
    """What tells which body a party is: its SIREN, and the name that its reference name ended up with (Pôle emploi -> France Travail)."""
    organisation, siren = node.champs.get("organisation"), node.champs.get("siren")
    names = [_successors().get(organisation, organisation)] if isinstance(organisation, str) else []
    return {*names, *([siren] if isinstance(siren, str) else [])}


@functools.cache
def _successors() -> Mapping[str, str]:
    """The name of a body that is no more -> that of the one that took over in the end."""
    from pipeline.lexicon import all_bodies

    out: dict[str, str] = {}
    for body in all_bodies().values():
        last, seen = body, {body.id}
        while last.successeur and last.successeur not in seen:
            last = all_bodies()[last.successeur]
            seen.add(last.id)
        out[body.nom] = last.nom
    return out


# --- the changes


def compare(before: Mapping[str, Any], after: Mapping[str, Any], rules: Rules) -> Diff:
    """What changed from document `before` to document `after`, in the order of `after`, removals last."""
    return compare_views(view(before, rules), view(after, rules), rules)


def compare_views(before: Node, after: Node, rules: Rules) -> Diff:
    """`compare` on views. Done in one direction only, whichever way it is asked, so that ties fall alike both ways."""
    if before == after and (rules.tolerance is None or _same_places(before, after, rules.tolerance)):
        return ()
    if before.empreinte > after.empreinte:
        return mirror(_compare(after, before, rules))
    return _sorted(_compare(before, after, rules))


def _compare(before: Node, after: Node, rules: Rules) -> Diff:
    a, b = _Tree.of(before), _Tree.of(after)
    pairs = _pairs(a, b, rules)
    back = {j: i for i, j in pairs.items()}
    moved = _moved(a, b, pairs)
    refs_a = [_ref(a, i, pairs) for i in range(len(a.noeuds))]
    refs_b = [_ref(b, j, back) for j in range(len(b.noeuds))]
    out: list[Change] = []
    for i, x in enumerate(a.noeuds):
        if i not in pairs:
            out.append(Change("retrait", x.genre, refs_a[i], None, inclus=a.parents[i] not in pairs))
            continue
        y = b.noeuds[pairs[i]]
        sides = (refs_a[i], refs_b[pairs[i]])
        if i in moved:
            out.append(Change("deplacement", x.genre, *sides))
        for name in sorted(x.champs.keys() | y.champs.keys()):
            old, new = x.champs.get(name), y.champs.get(name)
            if old != new:
                out.append(Change("modification", x.genre, *sides, name, old, new, _formal(name, old, new)))
        if rules.tolerance is not None and not _close(x.lieux, y.lieux, rules.tolerance):
            out.append(Change("modification", x.genre, *sides, "provenance", _shown(x.lieux), _shown(y.lieux), forme=True))
    out.extend(Change("ajout", y.genre, None, refs_b[j], inclus=b.parents[j] not in back) for j, y in enumerate(b.noeuds) if j not in back)
    return _with_their_texts(out)


def _with_their_texts(changes: Sequence[Change]) -> Diff:
    """Changes to what is read in a text or in a name, marked as `inclus` where the text or the name itself changed."""
    named = {c.avant.numero for c in changes if c.champ == "libelle" and c.avant}
    texts = {c.avant.numero for c in changes if c.genre == "modification" and c.champ in ("titre", "texte", "valeur") and c.avant}
    back = {c.apres.numero for c in changes if c.apres and c.avant and c.avant.numero in texts}

    def follows(c: Change) -> bool:
        if c.champ in DEDUITS and c.avant is not None and c.avant.numero in named:
            return True
        return c.objet in LUS and bool((c.avant and c.avant.parent in texts) or (c.apres and c.apres.parent in back))

    return tuple(replace(c, inclus=True) if not c.inclus and follows(c) else c for c in changes)


def _ref(tree: _Tree, number: int, across: Mapping[int, int]) -> Ref:
    node, parent = tree.noeuds[number], tree.parents[number]
    path: list[str] = []
    above = parent
    while above > 0:
        path.append(text(tree.noeuds[above]))
        above = tree.parents[above]
    # The label of a field may be a column header pages before: its value is printed last.
    first = next(reversed(node.lieux), 0) if node.genre == "champs" else next(iter(node.lieux), 0)
    on_page = bool(node.lieux.get(first))
    return Ref(
        number,
        parent,
        across.get(parent),
        tree.rangs[number],
        text(node),
        tuple(reversed(path)),
        node.champs,
        node.ident,
        first if on_page else 0,
        0 if on_page else first,
    )


def _moved(a: _Tree, b: _Tree, pairs: Mapping[int, int]) -> set[int]:
    """Those that stand under another holder, and the fewest that must move for the rest to be in order."""
    moved = {i for i, j in pairs.items() if i and pairs.get(a.parents[i]) != b.parents[j]}
    for children in a.children().values():
        for kind, row in children.items():
            if kind in ORDONNES:
                stay = [i for i in row if i in pairs and i not in moved]
                kept = longest_increasing([pairs[i] for i in stay])
                moved |= {i for k, i in enumerate(stay) if k not in kept}
    return moved


_FORMELS = frozenset({"numero", "type", "niveau"})


def _formal(name: str, old: Value, new: Value) -> bool:
    """Whether a change is one of numbering, level or typography only."""
    if name in _FORMELS and not isinstance(old, float):
        return True
    return isinstance(old, str) and isinstance(new, str) and soft(old) == soft(new)


def _close(x: Places, y: Places, tolerance: float) -> bool:
    """Whether two values stand at the same places, in any order; a box that is now two must lie where they lie."""
    return x.keys() == y.keys() and all(_close_boxes(x[key], y[key], tolerance) for key in x)


def _close_boxes(x: Sequence[Box], y: Sequence[Box], tolerance: float) -> bool:
    if x == y:
        return True
    if len(x) != len(y):
        x, y = [_around(x)], [_around(y)]
    left = list(y)
    for box in x:
        near = next((other for other in left if all(abs(p - q) <= tolerance for p, q in zip(box, other, strict=True))), None)
        if near is None:
            return False
        left.remove(near)
    return True


def _around(boxes: Sequence[Box]) -> Box:
    return (*(min(box[i] for box in boxes) for i in (0, 1)), *(max(box[i] for box in boxes) for i in (2, 3)))


def _same_places(x: Node, y: Node, tolerance: float) -> bool:
    """Whether two equal nodes, and all they hold, stand at the same places."""
    return _close(x.lieux, y.lieux, tolerance) and all(_same_places(p, q, tolerance) for p, q in zip(x.enfants, y.enfants, strict=True))


def _shown(places: Places) -> list[str]:
    return [f"p. {k} [{', '.join(f'{v:g}' for v in _around(boxes))}]" if boxes else f"l. {k}" for k, boxes in places.items()]


_MIROIR: Mapping[Genre, Genre] = {
    "ajout": "retrait",
    "retrait": "ajout",
    "deplacement": "deplacement",
    "modification": "modification",
}


def mirror(diff: Diff) -> Diff:
    """The changes that lead back."""
    return _sorted([replace(c, genre=_MIROIR[c.genre], avant=c.apres, apres=c.avant, ancien=c.nouveau, nouveau=c.ancien) for c in diff])


def _sorted(changes: Sequence[Change]) -> Diff:
    """In the order of the new side; what is only on the old one last, in its own."""
    return tuple(
        sorted(
            changes,
            key=lambda c: (c.apres is None, c.ref.numero, ("deplacement", "modification", "ajout", "retrait").index(c.genre), c.champ),
        )
    )


# --- a diff applied


@dataclass(slots=True)
class _Draft:
    """A node that can still change."""

    genre: str
    champs: dict[str, Value]
    enfants: dict[str, list[_Draft]]

    def frozen(self) -> Node:
        children = [child.frozen() for row in self.enfants.values() for child in row]
        return _made(self.genre, self.champs, children, "", {})


def apply(before: Node, diff: Diff) -> Node:
    """The view that `diff` makes of `before`: places and ids apart, it is the one `diff` was made with."""
    drafts: list[_Draft] = []

    def thaw(node: Node) -> _Draft:
        draft = _Draft(node.genre, dict(node.champs), {})
        drafts.append(draft)
        for child in node.enfants:
            draft.enfants.setdefault(child.genre, []).append(thaw(child))
        return draft

    root = thaw(before)
    new: dict[int, _Draft] = {}
    placed: list[tuple[Ref, _Draft]] = []
    for change in diff:
        old = drafts[change.avant.numero] if change.avant is not None else None
        if change.genre == "modification" and change.champ != "provenance":
            assert old is not None
            old.champs[change.champ] = change.nouveau
            if change.nouveau is None:
                del old.champs[change.champ]
        if change.genre in ("retrait", "deplacement"):
            assert old is not None
            assert change.avant is not None
            row = drafts[change.avant.parent].enfants[old.genre]
            row[:] = [child for child in row if child is not old]
        if change.genre in ("ajout", "deplacement"):
            assert change.apres is not None
            draft = old or _Draft(change.objet, dict(change.apres.champs), {})
            new[change.apres.numero] = draft
            placed.append((change.apres, draft))
    for ref, draft in sorted(placed, key=lambda p: p[0].numero):
        holder = drafts[ref.parent_la_bas] if ref.parent_la_bas is not None else new[ref.parent]
        holder.enfants.setdefault(draft.genre, []).insert(ref.rang, draft)
    return root.frozen()
