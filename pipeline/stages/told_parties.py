"""Labels that no list knows as labels of parties, and whose values are nothing but parties: 'En appui', 'Financements croisés'.

Reads the outline; decides by the values that a label has in the whole document, which must part into bodies or into parties named under
other labels, and by the words of the label, which say the role or that no value of it is a party. A label that labels.toml knows keeps its
genre, unless it is listed there as one whose values tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from msgspec.structs import replace

from pipeline.lexicon import Label, labels, telling_words
from pipeline.model import Block, Line, Node
from pipeline.stages.actors import MOTS_NOM, is_body, party_ranges
from pipeline.stages.company import with_company
from pipeline.stages.labels import named_label, told_role
from pipeline.stages.names import label_values
from pipeline.texts import fold, label_key, text_of

# The fewest engagements at which such a label stands, and the share of its names that must be bodies, or that must be where its words say
# the role.
ETIQUETTES_MIN, PART_CORPS, PART_DITS = 3, 0.8, 0.7
# The same, where the label asks who: 'Qui rame avec ?'.
PART_QUI = 0.4
# What such a label is taken for; 'Mise en œuvre' is one of contents, and as often of those who do it.
_GENRES = ("champ", "contenu")


def with_told_parties(root: Node, lignes: Sequence[Line]) -> Node:
    """The same tree, such labels turned from labels of fields into labels of parties."""
    labels = [(node, i, b) for node in _nodes(root) for i, b in enumerate(node.corps) if b.genre == "etiquette"]
    values: dict[str, list[list[str]]] = defaultdict(list)
    for node, i, label in labels:
        if label.etiquette in _GENRES and (key := _key(label, lignes)):
            values[key].append(_names(label_values(label, node.corps[i + 1 :], lignes), lignes))
    often = {key: told for key, told in values.items() if len(told) >= ETIQUETTES_MIN}
    if not often:
        return root
    parties = {
        fold(name)
        for node, i, label in labels
        if label.etiquette.startswith("acteur:")
        for name in _names(label_values(label, node.corps[i + 1 :], lignes), lignes)
    }
    roles = {
        key: _asked(key) or f"acteur:{told_role(key) or 'partenaire'}"
        for key, told in often.items()
        if _are_bodies(told, parties, _share(key))
    }
    return _renamed(root, roles, lignes) if roles else root


def _share(key: str) -> float:
    """The share of the names under a label that must be bodies."""
    if _asked(key) or key.startswith("qui "):
        return PART_QUI
    return PART_DITS if told_role(key) else PART_CORPS


def _asked(key: str) -> str:
    """The code of what a label asks for without its sign, 'Qui' and 'Avec qui'; '' for another."""
    asked = Label("acteur", "pilote") if key == "qui" else labels().get(f"{key} ?")
    return asked.code if asked is not None and asked.genre == "acteur" else ""


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.enfants:
        yield from _nodes(child)


def _key(label: Block, lignes: Sequence[Line]) -> str:
    """The words of a label that its values may tell, as labels are compared; '' for any other."""
    text = text_of(lignes, label.spans)
    key = label_key(text)
    _, others = telling_words()
    if _asked(key):
        return key
    told = bool(key) and named_label(text) is None and others.isdisjoint(key.split())
    return key if told or told_role(key) else ""


def _names(values: Sequence[Block], lignes: Sequence[Line]) -> list[str]:
    """The names of a value; where several lines hold one each, those of the lines."""
    texts = [text_of(lignes, part.spans) for block in values for part in with_company(block, lignes) if part.genre != "etiquette"]
    found = [text[a:b] for text in texts for a, b in party_ranges(text)]
    printed = [text_of(lignes, (span,)) for block in values for span in block.spans]
    alone = len(printed) > len(found) and all(is_body(text) for text in printed)
    return printed if alone else found


def _are_bodies(told: Sequence[Sequence[str]], parties: Set[str], share: float) -> bool:
    """Whether nearly all names under a label are those of bodies, or of `parties` named under other labels, and none is a sentence."""
    names = [name for value in told for name in value]
    bodies = sum(fold(name) in parties or is_body(name) for name in names)
    return all(told) and all(len(name.split()) <= MOTS_NOM for name in names) and bodies >= share * len(names)


def _renamed(node: Node, roles: dict[str, str], lignes: Sequence[Line]) -> Node:
    corps: list[Block] = []
    for block in node.corps:
        if block.genre == "etiquette" and block.etiquette in _GENRES and (role := roles.get(_key(block, lignes))):
            corps.append(replace(block, etiquette=role, pourquoi=(*block.pourquoi, "ses valeurs ne sont que des parties")))
        else:
            led = bool(corps) and corps[-1].genre == "etiquette" and corps[-1].etiquette in roles.values() and block.genre == "texte"
            corps += with_company(block, lignes) if led else [block]
    return replace(node, corps=tuple(corps), enfants=tuple(_renamed(child, roles, lignes) for child in node.enfants))
