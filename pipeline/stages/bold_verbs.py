"""Actions printed as paragraphs that start in bold, 'Ouvrir une permanence' and the rest of the sentence: no list sign at all.

Reads the blocks of a document in order; decides by bold infinitives at the start of several paragraphs, between titles of one look and the
parties below them, or by bold words closed by a full stop, several under each such title with the parties of all below them. Paragraphs
that start in bold with anything else stay as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from pipeline.lexicon import nouns_as_infinitives
from pipeline.model import Block, Line, Style
from pipeline.stages.block_looks import under_titles
from pipeline.stages.run_in import bold_lead, closes
from pipeline.texts import fold, raw_text

# The fewest paragraphs of a document, and the share of those in bold under its titles, that make theirs a way to print actions.
PARAGRAPHES_MIN = 4
PART = 0.8
# Endings of infinitives: most words in '-re' and in '-oir' are nouns, 'Signature', 'Laboratoire', 'Comptoir'.
_INFINITIF = re.compile(
    r"(?:s'|se )?([a-z]{2,}(?:er|[^o]ir)|[a-z]*(?:voir|valoir|vouloir|seoir|uire|crire|lire|dire|faire|plaire|traire"
    r"|[nru]dre|ttre|ivre|aitre|oitre|clure|aincre|ompre)|etre|boire|croire|rire)(?:[ ,]|$)"
)


def bold_verbs(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Paragraphs that start with an infinitive in bold as items, where those of the document nearly all do, under titles with parties and
    under others set as these."""
    found: dict[Style, list[int]] = defaultdict(list)  # by the look of the title above
    parted: set[Style] = set()
    others = 0
    head: Block | None = None
    for i, block in enumerate(blocks):
        if block.genre == "titre":
            head = block
        elif head is not None and block.genre == "etiquette" and block.etiquette.startswith("acteur:") and head.style in found:
            parted.add(head.style)
        elif head is not None and block.genre == "texte" and not (block.suite or block.cellule):
            lead = bold_lead(block, lignes)
            if lead is not None and is_infinitive(raw_text(lignes, lead[0])):
                found[head.style].append(i)
            else:
                others += lead is not None
    places = [i for style in parted for i in found[style]]
    if len(places) < PARAGRAPHES_MIN or len(places) < PART * (len(places) + others):
        return list(blocks)
    out = list(blocks)
    for i in places:
        out[i] = replace(blocks[i], genre="item", marque="gras", pourquoi=("verbe en gras au début du paragraphe, comme d'autres",))
    return out


def bold_leads(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[Block]:
    """Paragraphs that start with words in bold and a full stop, 'Un lieu commun. Les conseillers ...', as items, where several stand under
    titles of one look and the parties of all below the last of them; where each had parties of its own, it would be an engagement."""
    found: dict[Style, list[list[int]]] = defaultdict(list)  # by the look of the title above: its paragraphs that start so
    for head, body in under_titles(blocks):
        labels = [i for i in body if blocks[i].genre == "etiquette"]
        if not any(blocks[i].etiquette.startswith("acteur:") for i in labels):
            continue
        leads = [i for i in body if (lead := bold_lead(blocks[i], lignes)) is not None and closes(lead, lignes)]
        listed = any(blocks[i].genre == "item" for i in body)
        found[head.style].append(leads if leads and leads[-1] < labels[0] and not listed else [])
    out = list(blocks)
    for parts in found.values():
        if all(parts) and sum(len(part) > 1 for part in parts) > 1:
            for i in (i for part in parts for i in part):
                out[i] = replace(blocks[i], genre="item", marque="gras", pourquoi=("mots en gras et point au début du paragraphe",))
    return out


def is_infinitive(texte: str) -> bool:
    """Whether a text starts with a verb that tells what to do: 'Dispenser trois ateliers', 'S'appuyer sur les clubs'."""
    found = _INFINITIF.match(fold(texte))
    return found is not None and found[1] not in nouns_as_infinitives()
