"""Parties that one label names for several engagements: 'Portage commun des engagements 3 et 4'.

Reads the outline; decides by the numbers that such a label gives. What is printed once stays where it is printed; the others that it names,
beside that one in the outline, repeat it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Block, Line, Node
from pipeline.stages.labels import numbers_told
from pipeline.stages.names import label_values
from pipeline.texts import text_of


def with_shared_parties(node: Node, lignes: Sequence[Line]) -> Node:
    """The tree, each such label and its value given to all engagements it numbers, under the heading that holds the one it stands in."""
    shared: list[tuple[int, tuple[str, ...], list[Block]]] = []  # where it is printed, whose it is, the label and its value
    for at, child in enumerate(node.enfants):
        for i, block in enumerate(child.corps):
            if block.genre == "etiquette" and block.etiquette.startswith("acteur:"):
                told = numbers_told(text_of(lignes, block.spans))
                if told and (values := label_values(block, child.corps[i + 1 :], lignes)):
                    shared.append((at, told, [block, *values]))
    out = [with_shared_parties(child, lignes) for child in node.enfants]
    for at, told, blocks in shared:
        given = tuple(replace(b, repris=True) for b in blocks)
        for n, child in enumerate(out):
            if n != at and child.numero in told:
                out[n] = replace(child, corps=(*child.corps, *given))
    return replace(node, enfants=tuple(out))
