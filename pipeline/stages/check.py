"""Account for every character, state every doubt, and say whether the document is whole.

Reads the sorted tree, the furniture and the published document; decides by counting. It changes no value: it only
adds anomalies, the coverage and the status.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from pipeline import records as doc
from pipeline.model import Block, Issue, Line, Section, Span, Unit
from pipeline.sidecar import Sidecar
from pipeline.stages.link import NO_LINKS, Links
from pipeline.stages.publish import provenance
from pipeline.terms import Gravite, Statut
from pipeline.texts import fold, minus, text_of

# Every anomaly code, with its gravity. Documented in README.
CODES: Mapping[str, Gravite] = {
    "accents-recomposes": "info",
    "acteur-non-resolu": "info",
    "aucun-engagement": "erreur",
    "blancs-deduits": "info",
    "engagement-sans-pilote": "info",
    "etiquette-sans-valeur": "avertissement",
    "exposants": "info",
    "gras-double": "info",
    "lecteur-de-secours": "info",
    "lettres-espacees": "info",
    "lettres-retablies": "info",
    "lieu-non-resolu": "info",
    "ligatures": "info",
    "maximum-depasse": "avertissement",
    "minimum-non-atteint": "erreur",
    "mots-recolles": "info",
    "page-illisible": "erreur",
    "page-image": "avertissement",
    "page-sans-texte": "erreur",
    "page-vide": "info",
    "parties-sur-plusieurs-niveaux": "avertissement",
    "petites-capitales": "info",
    "polices-de-repli": "info",
    "puces-retablies": "info",
    "territoire-deduit": "info",
    "territoire-inconnu": "info",
    "texte-attribue-deux-fois": "erreur",
    "texte-non-attribue": "erreur",
}


_BLANCS = "\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"  # those beyond Latin 1
_ENCRE = bytes(32 if chr(code).isspace() else 63 for code in range(256))  # a blank, or '?'
_ORPHELINS = re.compile(rb"\?(?: *\?)*")
_GIVE = {owner: bytes.maketrans(b"?", owner.encode()) for owner in "pmb"}


class Ledger(Struct):
    """Owner of each character of each line, a byte each: 'p' published, 'm' furniture, 'b' markup, ' ' blank, '?' none."""

    lignes: Sequence[Line]
    owners: list[bytearray]
    doubles: list[Span]

    @classmethod
    def of(cls, lignes: Sequence[Line]) -> Ledger:
        whole = "".join([line.texte for line in lignes])  # a line at a time would take many times as long
        for blank in _BLANCS:
            whole = whole.replace(blank, " ")
        ink = bytearray(whole.encode("latin-1", "replace")).translate(_ENCRE)
        ends = accumulate((len(line.texte) for line in lignes), initial=0)
        return cls(lignes, [ink[start:end] for start, end in pairwise(ends)], [])

    def give(self, owner: str, spans: Iterable[Span]) -> None:
        """Enter `owner` for the characters of `spans`; a character that has one already is noted as owned twice."""
        table, owners = _GIVE[owner], self.owners
        for span in spans:
            row, debut, fin = owners[span.line], span.debut, span.fin
            part = row[debut:fin]
            if part.translate(None, b"? "):
                self.doubles.append(span)
            row[debut:fin] = part.translate(table)

    def orphans(self) -> list[Span]:
        """The stretches that nobody owns."""
        return [Span(i, m.start(), m.end()) for i, row in enumerate(self.owners) if b"?" in row for m in _ORPHELINS.finditer(row)]

    def coverage(self) -> doc.Couverture:
        count = {key: sum(row.count(key.encode()) for row in self.owners) for key in "pmb?"}
        return doc.Couverture(
            caracteres=sum(count.values()), publies=count["p"], mobilier=count["m"], balisage=count["b"], non_attribues=count["?"]
        )


def account(root: Section, furniture: Iterable[int], loose: Iterable[Block], lignes: Sequence[Line]) -> Ledger:
    """The ledger of a whole document. `loose`: blocks that stand outside the tree (signs, banners that close sections)."""
    ledger = Ledger.of(lignes)
    ledger.give("m", (Span(i, 0, len(lignes[i].texte)) for i in furniture))
    for block in loose:
        ledger.give("m", block.spans)
        ledger.give("b", block.balises)
    for section in _walk(root):
        _section(section, ledger)
    return ledger


def _walk(section: Section) -> Iterator[Section]:
    yield section
    for child in section.sections:
        yield from _walk(child)


def _section(section: Section, ledger: Ledger) -> None:
    node = section.noeud
    if node.titre is not None:
        ledger.give("p", node.spans)
        ledger.give("b", node.titre.balises)
        # what is left of the printed title is its level word and its number
        held = (*node.spans, *node.titre.balises)
        for span in node.titre.spans:
            taken = [(s.debut, s.fin) for s in held if s.line == span.line]
            if (span.debut, span.fin) in taken:
                continue
            ledger.give("b", (Span(span.line, a, b) for a, b in minus(ledger.lignes[span.line], span.debut, span.fin, taken)))
    for block in node.repetitions:
        ledger.give("m", () if block.repris else block.spans)  # a merged cell heads each of its rows, and is printed once
        ledger.give("b", block.balises)
    _unit(section.contenu, ledger)


def _unit(unit: Unit, ledger: Ledger) -> None:
    for action in unit.actions:
        ledger.give("p", action.spans)
    for party in unit.parties:
        if not party.repris:
            ledger.give("p", party.spans)
    for champ in unit.champs:
        ledger.give("p", (*(() if champ.repris else champ.libelle), *(() if champ.partage else champ.valeur)))
    for passage in unit.passages:
        ledger.give("p", (s for row in passage.parts for part in row for s in part))
    ledger.give("b", unit.balises)


def anomalies(
    root: Section, sections: Sequence[doc.Section], ledger: Ledger, problemes: Sequence[Issue], sidecar: Sidecar, links: Links = NO_LINKS
) -> list[doc.Anomalie]:
    """Every doubt about the document, in a fixed order."""
    lignes = ledger.lignes
    out = [_from_issue(issue, lignes) for issue in problemes]
    for span in ledger.orphans():
        out.append(
            _anomaly("texte-non-attribue", f"Texte sans emploi : « {_short(text_of(lignes, (span,)))} ».", provenance(lignes, (span,)))
        )
    for span in ledger.doubles:
        out.append(
            _anomaly(
                "texte-attribue-deux-fois", f"Texte publié deux fois : « {_short(text_of(lignes, (span,)))} ».", provenance(lignes, (span,))
            )
        )
    engagements = list(doc.iter_engagements(sections))
    if not engagements:
        out.append(_anomaly("aucun-engagement", "Aucun engagement trouvé : le document a-t-il des titres, des puces ou des pilotes ?", []))
    with_pilots = sum(1 for e in engagements if e.pilotes)
    for engagement in engagements:
        if not engagement.pilotes and 2 * with_pilots > len(engagements):
            out.append(
                _anomaly("engagement-sans-pilote", f"Engagement sans pilote : « {_short(engagement.titre)} ».", engagement.provenance)
            )
    out.extend(_sections(root, lignes))
    if links is not NO_LINKS:
        out.extend(_unresolved(engagements))
        out.extend(_uncoded(sections, links))
    out.extend(_bounds(sections, engagements, sidecar))
    return out


def _from_issue(issue: Issue, lignes: Sequence[Line]) -> doc.Anomalie:
    return _anomaly(issue.code, issue.message, provenance(lignes, issue.spans))


def _anomaly(code: str, message: str, places: list[doc.ProvenancePage | doc.ProvenanceLigne]) -> doc.Anomalie:
    return doc.Anomalie(code=code, gravite=CODES[code], message=message, provenance=places)


def _short(texte: str) -> str:
    return texte if len(texte) <= 80 else texte[:79] + "…"


def _sections(root: Section, lignes: Sequence[Line]) -> Iterator[doc.Anomalie]:
    for section in _walk(root):
        if section.engagement and section.sections:
            message = f"Titre qui porte des parties responsables et des sous-titres : « {_short(text_of(lignes, section.noeud.spans))} »."
            yield _anomaly("parties-sur-plusieurs-niveaux", message, provenance(lignes, section.noeud.spans))
        for spans in section.contenu.vides:
            yield _anomaly("etiquette-sans-valeur", f"Étiquette sans valeur : « {text_of(lignes, spans)} ».", provenance(lignes, spans))


def _unresolved(engagements: Sequence[doc.Engagement]) -> Iterator[doc.Anomalie]:
    """Each unknown name once, with all its places."""
    found: dict[str, list[doc.ProvenancePage | doc.ProvenanceLigne]] = {}
    for e in engagements:
        for party in (*e.pilotes, *e.autres_acteurs, *(p for a in e.actions for p in a.acteurs)):
            if party.preuve == "non_resolu":
                found.setdefault(party.libelle, []).extend(party.provenance)
    for label in sorted(found):
        yield _anomaly("acteur-non-resolu", f"Partie non identifiée : « {_short(label)} ».", found[label])


Holder = doc.Passage | doc.Engagement | doc.Action | doc.Champ


def _uncoded(sections: Sequence[doc.Section], links: Links) -> Iterator[doc.Anomalie]:
    """Each quarter without a code once, with all its places, and the note of the list when it has one."""
    found: dict[str, list[doc.ProvenancePage | doc.ProvenanceLigne]] = {}
    for section in doc.iter_sections(sections):
        holders: list[Holder] = [*section.passages, *section.engagements]
        for e in section.engagements:
            holders += [*e.actions, *e.champs, *e.passages]
        for place in (p for held in holders for p in held.lieux):
            if place.code is None:
                found.setdefault(place.libelle, []).extend(place.provenance)
    for label in sorted(found):
        note = links.notes.get(fold(label), "absent de la liste des quartiers du territoire")
        yield _anomaly("lieu-non-resolu", f"Quartier sans code : « {_short(label)} » ({note}).", found[label])


def _bounds(sections: Sequence[doc.Section], engagements: Sequence[doc.Engagement], sidecar: Sidecar) -> Iterator[doc.Anomalie]:
    counts = {
        "sections": sum(1 for _ in doc.iter_sections(sections)),
        "engagements": len(engagements),
        "actions": sum(len(e.actions) for e in engagements),
        "pilotes": sum(len(e.pilotes) for e in engagements),
    }
    for name, count in counts.items():
        least, most = getattr(sidecar.min, name), getattr(sidecar.max, name)
        if least is not None and count < least:
            yield _anomaly("minimum-non-atteint", f"{count} {name}, au moins {least} attendus.", [])
        if most is not None and count > most:
            yield _anomaly("maximum-depasse", f"{count} {name}, au plus {most} attendus.", [])


def status(sections: Sequence[doc.Section], found: Sequence[doc.Anomalie]) -> Statut:
    """echec without any engagement, partiel with an error, complet otherwise."""
    if next(doc.iter_engagements(sections), None) is None:
        return "echec"
    return "partiel" if any(a.gravite == "erreur" for a in found) else "complet"
