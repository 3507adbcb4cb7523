"""Where the actions begin that follow the list of a field without a label of their own, behind the same sign.

Reads the headings of a programme with their blocks; decides by the gap above an item, wider than the others of its list, or by the
size of the type, and only where several headings show it that would have no action otherwise; one will do where all that stands below
the gap is verbs that tell what to do. Never by the words alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.model import Block, Line, Node
from pipeline.stages.bold_verbs import is_infinitive
from pipeline.stages.names import label_values
from pipeline.texts import raw_text

# A gap parts two lists from so many times the narrowest gap of the list on, and from so much of the size of its type more than it.
ECART, ECART_CORPS = 1.5, 0.2
# Points: types further apart than this are two sizes.
CORPS = 0.4
# A name that starts with a verb has no more words: 'Lire et faire lire'.
MOTS_NOM = 4
# In so many headings at least.
TITRES = 2


def starts_of_actions(root: Node, lignes: Sequence[Line]) -> frozenset[int]:
    """Ids of the items that open a list of actions below the list of a field."""
    starts: list[int] = []
    verbs: list[int] = []
    whole = 0
    for node in _of_programme(root):
        lists = list(_lists(node.corps, lignes))
        if not lists:
            continue
        found = [start for values in lists if (start := _start(values)) is not None]
        if len(found) == 1:
            starts.extend(found)
            verbs += [at for at in found for values in lists if _tells_what_to_do(values, at, lignes)]
        else:
            whole += 1
    return frozenset(starts if len(starts) >= max(TITRES, whole + 1) else verbs)


def _tells_what_to_do(items: Sequence[Block], start: int, lignes: Sequence[Line]) -> bool:
    """Whether all items of a list from one on, several of them, start with a verb and go on: 'Organiser une navette'."""
    at = next((i for i, item in enumerate(items) if item.id == start), len(items))
    texts = [raw_text(lignes, item.spans) for item in items[at:]]
    return len(texts) > 1 and all(is_infinitive(text) and len(text.split()) > MOTS_NOM for text in texts)


def _of_programme(node: Node) -> Iterator[Node]:
    if node.nature == "programme":
        yield node
    for child in node.enfants:
        yield from _of_programme(child)


def _lists(corps: Sequence[Block], lignes: Sequence[Line]) -> Iterator[list[Block]]:
    """The lists that are the values of labels, none if an item stands elsewhere or a label says that its list is one of actions."""
    lists: list[list[Block]] = []
    inside: set[int] = set()
    for i, block in enumerate(corps):
        if block.genre != "etiquette":
            continue
        values = label_values(block, corps[i + 1 :], lignes)
        inside.update(b.id for b in values)
        if any(b.genre == "item" for b in values):
            if block.etiquette in ("actions", "contenu"):
                return
            lists.append([b for b in values if b.genre == "item"])
    if all(b.id in inside for b in corps if b.genre == "item"):
        yield from lists


def _start(items: Sequence[Block]) -> int | None:
    """The first item that stands apart from those above it; items of pages are compared within their page."""
    first = items[0]
    gaps = {id(b): b.bbox[1] - a.bbox[3] for a, b in pairwise(items) if a.page == b.page > 0 and b.bbox[1] > a.bbox[1]}
    narrow = min(gaps.values(), default=0.0)
    for above, item in pairwise(items):
        if above.niveau != first.niveau or item.niveau != first.niveau or not item.page:
            continue
        if abs(item.style.taille - first.style.taille) > CORPS:
            return item.id
        gap = gaps.get(id(item), 0.0)
        if len(gaps) > 1 and gap >= ECART * max(narrow, 0.0) and gap - narrow >= ECART_CORPS * first.style.taille:
            return item.id
    return None
