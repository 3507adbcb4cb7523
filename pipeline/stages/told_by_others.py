"""What residents asked for, in a tinted box in the midst of an engagement: 'Vous nous l'avez demandé' over its list. No action of it.

Reads the blocks of a document in order; decides by the words of a title that say a workshop or a report, by the tint behind it and what it
heads, and by what stands around it in the same box, which has another tint. A box of its own is an encadré: encadres.py tells those.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.model import Block, Line
from pipeline.stages.block_looks import MOTS_TITRE
from pipeline.stages.natures import APART, title_nature
from pipeline.texts import raw_text

_POURQUOI = "mots d'un atelier ou d'un bilan, dans une teinte au milieu d'un engagement"


def told_by_others(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """The blocks, each such title as the label of a field whose value is what stands below it on its tint."""
    out = list(blocks)
    cellule = max((b.cellule for b in blocks), default=0)
    for i, head in enumerate(blocks):
        if i == 0 or not _is_set_in(head, blocks[i - 1]) or not _is_told(head, lignes):
            continue
        end = next((k for k in range(i + 1, len(blocks)) if not _goes_with(blocks[k], head)), len(blocks))
        if any(b.genre == "item" for b in blocks[i + 1 : end]):
            cellule += 1
            out[i] = replace(head, genre="etiquette", etiquette="champ", cellule=cellule, pourquoi=(_POURQUOI,))
            for k in range(i + 1, end):
                out[k] = replace(blocks[k], cellule=cellule)
    return out


def _is_set_in(head: Block, above: Block) -> bool:
    """Whether a line stands on a tint of its own in the box of what is above it."""
    plain = head.genre in ("texte", "titre") and not head.suite and not head.cellule and not head.encadre
    return plain and head.groupe > 0 and head.groupe == above.groupe and bool(head.style.fond) and head.style.fond != above.style.fond


def _is_told(head: Block, lignes: Sequence[Line]) -> bool:
    text = raw_text(lignes, head.spans)
    said = title_nature(text) if len(text.split()) <= MOTS_TITRE else None
    return said is not None and said[0] in APART


def _goes_with(block: Block, head: Block) -> bool:
    return block.genre in ("item", "texte") and block.groupe == head.groupe and block.style.fond == head.style.fond and not block.cellule
