"""Tie the document to the world: parties to bodies, names of places to quarters and communes, dates and numbers to typed values.

Reads the sorted tree, the territory, the corrections of the sidecar; decides by identify.py, places.py and values.py,
text by text. It changes no text and no span: what it finds stands beside the words. spaCy is imported only when a text
holds a word that may begin a place's name and no run before has kept what it matches: kept matches depend on the text
and on the territory's names alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from pipeline.model import Line, Section, Spans
from pipeline.stages.identify import INCONNU, Identify, Identity, with_acronyms
from pipeline.stages.places import (
    Gazetteer,
    Matcher,
    Matches,
    Mention,
    Token,
    asks_for_quarters,
    candidates,
    listed_quarters,
    places,
    small_words,
    spacy_matcher,
    tokens,
    unknown_quarters,
)
from pipeline.territory import Territory
from pipeline.texts import fold, raw_text

if TYPE_CHECKING:
    from pipeline.stages.values import Value


class Found(Struct, frozen=True):
    """What one text holds; offsets are into `raw_text` of its spans."""

    lieux: tuple[Mention, ...] = ()
    valeurs: tuple[Value, ...] = ()


class Links(Struct, frozen=True):
    """What linking found: by text, and the function that identifies a party. `notes`: why a known name has no code, by folded name."""

    identify: Identify
    textes: Mapping[Spans, Found] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def of(self, spans: Spans) -> Found:
        return self.textes.get(spans, _RIEN)


_RIEN = Found()


def _unknown(_texte: str) -> Identity:
    return INCONNU


NO_LINKS = Links(_unknown)


class Kept(Struct):
    """Matches of earlier runs, in one small file per document: text -> where names of the territory stand in it, in words."""

    path: Path | None = None
    cle: str = ""
    before: dict[str, Matches] = field(default_factory=dict)
    now: dict[str, Matches] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path | None, cle: str) -> Kept:
        """What `path` keeps for the names `cle`; nothing when it is missing, spoilt or made for other names."""
        if path is not None:
            try:
                state = json.loads(path.read_text(encoding="utf-8"))
                if state["cle"] == cle:
                    return cls(path, cle, {k: [(int(a), int(b)) for a, b in v] for k, v in state["textes"].items()})
            except (OSError, ValueError, KeyError, TypeError, AttributeError):
                pass
        return cls(path, cle)

    def write(self) -> None:
        if self.path is None or self.now == self.before:
            return
        from pipeline.files import write_atomic

        state = {"cle": self.cle, "textes": self.now}
        write_atomic(self.path, json.dumps(state, sort_keys=True) + "\n")


def link(root: Section, lignes: Sequence[Line], territory: Territory | None, identify: Identify, kept: Path | None = None) -> Links:
    """Places and values of every text below `root`, and the notes on names without a code.

    `kept`: the file in which matches are remembered from run to run.
    """
    textes = {spans: (raw_text(lignes, spans), label) for spans, label in _texts(root, lignes)}
    from pipeline.stages.values import might_hold, values  # a run without linking does not import it

    identify = with_acronyms(identify, (t for t, _ in textes.values()))
    gazetteer = Gazetteer(territory)
    vulgar = small_words(t for t, _ in textes.values()) if territory else frozenset()
    search = _Search(gazetteer, Kept.read(kept, gazetteer.cle))

    def is_other(nom: str) -> bool:
        who = identify(nom)
        return who.type is not None

    out: dict[Spans, Found] = {}
    notes: dict[str, str] = {}
    for spans, (texte, label) in textes.items():
        asked = asks_for_quarters(label)
        lieux = search.places(texte, vulgar, asked)
        if asked:
            lieux += listed_quarters(texte, lieux, is_other)
        elif "uartier" in texte or "QPV" in texte or "Cité" in texte or "cité" in texte:
            lieux += unknown_quarters(texte, lieux, is_other)
        notes |= {fold(texte[m.debut : m.fin]): p.note for m in lieux for p in m.places if p.note}
        valeurs = values(texte) if might_hold(texte) else []
        if lieux or valeurs:
            out[spans] = Found(tuple(sorted(lieux, key=lambda m: m.debut)), tuple(valeurs))
    search.kept.write()
    return Links(identify, out, notes)


class _Search(Struct):
    """Places of one text after the other; loads spaCy at the first that needs it."""

    gazetteer: Gazetteer
    kept: Kept
    matcher: Matcher | None = None

    def places(self, texte: str, vulgar: frozenset[str], announced: bool) -> list[Mention]:
        if not candidates(self.gazetteer, texte):
            return []
        mots = tokens(texte)
        matches = self._matches(texte, mots)
        return places(texte, mots, matches, self.gazetteer, vulgar, announced) if matches else []

    def _matches(self, texte: str, mots: Sequence[Token]) -> Matches:
        key = hashlib.blake2b(texte.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        found = self.kept.before.get(key)
        if found is None:
            if self.matcher is None:
                self.matcher = spacy_matcher(self.gazetteer)
            found = self.matcher(mots)
        self.kept.now[key] = found
        return [(a, b) for a, b in found if b <= len(mots)]


def _texts(section: Section, lignes: Sequence[Line]) -> Iterator[tuple[Spans, str]]:
    """Every text that may hold links, with the label that announces it: titles of engagements, actions, values of fields, passages."""
    unit = section.contenu
    if section.engagement:
        yield section.noeud.spans, ""
    yield from ((a.spans, "") for a in unit.actions)
    yield from ((c.valeur, raw_text(lignes, c.libelle)) for c in unit.champs)
    yield from ((part, "") for p in unit.passages for row in p.parts for part in row)
    for child in section.sections:
        yield from _texts(child, lignes)


def parties_of(section: Section, lignes: Sequence[Line]) -> Iterator[str]:
    """Every party below `section`, as printed."""
    unit = section.contenu
    yield from (raw_text(lignes, p.spans) for p in (*unit.parties, *(p for a in unit.actions for p in a.parties)))
    for child in section.sections:
        yield from parties_of(child, lignes)
