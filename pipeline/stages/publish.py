"""The sorted tree to the published document: values, ids, provenance.

Reads sections and lines; decides nothing about meaning. Every value is the text of its spans, every provenance the
boxes of the words in its spans; ids come from content, so that an unrelated line changes none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from pipeline import records as doc, terms
from pipeline.model import Action, BBox, Champ, Line, Node, Party, Passage, Piece, Section, Span, Spans
from pipeline.settings import slug
from pipeline.stages.link import NO_LINKS, Links
from pipeline.texts import collapse, cut, text_of

# Longest readable part of an id; a longer text is cut and closed by a hash of the whole.
LONGUEUR_ID = 60


def publish(root: Section, lignes: Sequence[Line], links: Links = NO_LINKS) -> list[doc.Section]:
    """The published sections below `root`. Content that stands before the first heading goes into a section of its own."""
    return _Publisher(lignes, links).sections(root, "", 1)


def _is_leaf(section: Section) -> bool:
    return section.engagement and not section.sections


def content_key(texte: str) -> str:
    """`texte` as the last part of an id."""
    key = slug(texte)
    if len(key) <= LONGUEUR_ID:
        return key or "sans-texte"
    cut = key[:LONGUEUR_ID].rsplit("-", 1)[0]
    return f"{cut}-{hashlib.blake2s(key.encode(), digest_size=3).hexdigest()}"


def provenance(lignes: Sequence[Line], spans: Spans) -> list[doc.ProvenancePage | doc.ProvenanceLigne]:
    """One box per line of text in a PDF, one line number per source line in Markdown; each once."""
    if len(spans) == 1:
        line, box = lignes[spans[0].line], _place(lignes, spans[0])
        if not line.page:
            return [doc.ProvenanceLigne(ligne=line.numero)]
        return [doc.ProvenancePage(page=line.page, bbox=box)] if box is not None else []
    places: dict[int | tuple[int, BBox], None] = {}
    for span in spans:
        line = lignes[span.line]
        if not line.page:
            places[line.numero] = None
        elif (box := _place(lignes, span)) is not None:
            places[line.page, box] = None
    return [
        doc.ProvenanceLigne(ligne=place) if isinstance(place, int) else doc.ProvenancePage(page=place[0], bbox=place[1]) for place in places
    ]


def _place(lignes: Sequence[Line], span: Span) -> BBox | None:
    """The box of the text of a span, in hundredths of a point; None where nothing is printed."""
    line, debut, fin = lignes[span.line], span.debut, span.fin
    box = line.bbox if debut == 0 and fin >= len(line.texte) and line.pieces else _around(line.pieces, debut, fin)
    if box is None:
        return None
    x0, top, x1, bottom = box
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


def _around(pieces: Sequence[Piece], debut: int, fin: int) -> BBox | None:
    """The box around the pieces that share text with `debut, fin`. One walk: `min` and `max` of each side take three times as long."""
    found, x0, top, x1, bottom = False, 0.0, 0.0, 0.0, 0.0
    for piece in pieces:
        if piece.debut < fin and piece.fin > debut:
            a, b, c, d = piece.bbox
            if not found:
                x0, top, x1, bottom, found = a, b, c, d, True
                continue
            if a < x0:
                x0 = a
            if b < top:
                top = b
            if c > x1:
                x1 = c
            if d > bottom:
                bottom = d
    return (x0, top, x1, bottom) if found else None


class _Publisher:
    """Turns sections into published ones; remembers the ids given, so that two like siblings get two ids."""

    def __init__(self, lignes: Sequence[Line], links: Links) -> None:
        self.lignes = lignes
        self.links = links
        self.given: dict[str, int] = {}

    def _id(self, parent: str, key: str, other: str = "") -> str:
        ident = f"{parent}/{key}" if parent else key
        if ident in self.given and other:
            ident = f"{ident}-{other}"
        self.given[ident] = self.given.get(ident, 0) + 1
        return ident if self.given[ident] == 1 else f"{ident}~{self.given[ident]}"

    def text(self, spans: Spans) -> str:
        return text_of(self.lignes, spans)

    def sections(self, section: Section, parent: str, level: int) -> list[doc.Section]:
        out: list[doc.Section] = []
        if section.noeud.titre is None:
            if section.contenu.passages:
                out.append(self._untitled("avant-le-premier-titre", "autre", section.contenu.passages, ()))
            loose = [child for child in section.sections if _is_leaf(child)]
            if loose:
                out.append(self._untitled("engagements", "programme", (), loose))
        out.extend(self._section(child, parent, level) for child in section.sections if not _is_leaf(child))
        return out

    def _untitled(self, key: str, nature: terms.Nature, passages: Sequence[Passage], leaves: Sequence[Section]) -> doc.Section:
        """What no heading commands: text before the first one, engagements that stand under none."""
        ident = self._id("", key)
        return doc.Section(
            id=ident,
            type="section",
            numero=None,
            titre="",
            niveau=1,
            nature=nature,
            provenance=[],
            passages=[self._passage(p) for p in passages],
            engagements=[self._engagement(leaf, ident) for leaf in leaves],
            sections=[],
        )

    def _section(self, section: Section, parent: str, level: int) -> doc.Section:
        node = section.noeud
        title = self.text(node.spans)
        named = node.type != "section" and node.numero is not None
        ident = self._id(
            parent, f"{node.type}-{slug(node.numero or '')}" if named else content_key(title), content_key(title) if named else ""
        )
        engagements = [self._engagement(c, ident) for c in section.sections if _is_leaf(c)]
        if section.engagement:  # a heading that carries parties of its own above other headings
            engagements.insert(0, self._engagement(section, ident))
        return doc.Section(
            id=ident,
            type=node.type,
            numero=node.numero,
            titre=title,
            niveau=level,
            nature=node.nature or "autre",  # type: ignore[arg-type]  # natures.py sets a member of Nature
            provenance=self._title_places(node),
            passages=[] if section.engagement else [self._passage(p) for p in section.contenu.passages],
            engagements=engagements,
            sections=self.sections(section, ident, level + 1),
        )

    def _title_places(self, node: Node) -> list[doc.ProvenancePage | doc.ProvenanceLigne]:
        spans = (*node.spans, *(s for b in node.repetitions if not b.repris for s in b.spans))
        return provenance(self.lignes, spans)

    def _engagement(self, section: Section, parent: str) -> doc.Engagement:
        node, unit = section.noeud, section.contenu
        title = self.text(node.spans)
        ident = self._id(parent, content_key(title))
        return doc.Engagement(
            id=ident,
            numero=node.numero,
            titre=title,
            lieux=self._places(node.spans),
            actions=[self._action(a, ident) for a in unit.actions],
            pilotes=[self._party(p) for p in unit.parties if p.role == "pilote"],
            autres_acteurs=[self._other(p) for p in unit.parties if p.role != "pilote"],
            champs=[self._champ(c) for c in unit.champs],
            passages=[self._passage(p) for p in unit.passages],
            provenance=self._title_places(node),
        )

    def _action(self, action: Action, parent: str) -> doc.Action:
        text = self.text(action.spans)
        return doc.Action(
            id=self._id(parent, content_key(text)),
            texte=text,
            niveau=action.niveau,
            acteurs=[self._party(p) for p in action.parties],
            lieux=self._places(action.spans),
            valeurs=self._values(action.spans),
            provenance=provenance(self.lignes, action.spans),
        )

    def _party(self, party: Party) -> doc.Acteur:
        return doc.Acteur(**self._party_fields(party))

    def _other(self, party: Party) -> doc.AutreActeur:
        return doc.AutreActeur(**self._party_fields(party), role=party.role)  # type: ignore[arg-type]  # engagements.py sets a Role

    def _party_fields(self, party: Party) -> dict[str, Any]:
        label = self.text(party.spans)
        who = self.links.identify(label)
        return {
            "libelle": label,
            "organisation": who.organisation,
            "type": who.type,
            "siren": who.siren,
            "preuve": who.preuve,
            "provenance": provenance(self.lignes, party.spans),
        }

    def _places(self, *texts: Spans) -> list[doc.Lieu]:
        """The places of some texts, each name and place once with all its boxes."""
        found: dict[tuple[object, ...], dict[str, Any]] = {}
        for spans in texts if self.links.textes else ():
            for mention in self.links.of(spans).lieux:
                part = cut(self.lignes, spans, mention.debut, mention.fin)
                label = self.text(part)
                for place in mention.places:
                    entry = {"libelle": label, "type": place.type, "code": place.code, "nom": place.nom, "preuve": place.preuve}
                    held = found.setdefault(tuple(entry.values()), {**entry, "provenance": []})
                    held["provenance"] += [p for p in provenance(self.lignes, part) if p not in held["provenance"]]
        return [doc.Lieu(**entry) for entry in found.values()]

    def _values(self, *texts: Spans) -> list[doc.Valeur]:
        """The values of some texts, in their order."""
        out: list[doc.Valeur] = []
        for spans in texts if self.links.textes else ():
            for v in self.links.of(spans).valeurs:
                part = cut(self.lignes, spans, v.debut, v.fin)
                out.append(
                    doc.Valeur(
                        libelle=self.text(part),
                        type=v.type,
                        debut=v.du,
                        fin=v.au,
                        nombre=v.nombre,
                        nombre_max=v.nombre_max,
                        objet=collapse(v.objet) if v.objet else None,
                        taxe=v.taxe,
                        cible=v.cible,
                        provenance=provenance(self.lignes, part),
                    )
                )
        return out

    def _champ(self, champ: Champ) -> doc.Champ:
        return doc.Champ(
            libelle=self.text(champ.libelle),
            valeur=self.text(champ.valeur),
            lieux=self._places(champ.valeur),
            valeurs=self._values(champ.valeur),
            provenance=provenance(self.lignes, (*champ.libelle, *champ.valeur)),
        )

    def _passage(self, passage: Passage) -> doc.Passage:
        parts = [part for row in passage.parts for part in row]
        spans = tuple(s for part in parts for s in part)
        rows = [
            " | ".join(self.text(part) for part in row) if passage.type == "tableau" else " ".join(self.text(p) for p in row)
            for row in passage.parts
        ]
        return doc.Passage(
            type=passage.type,
            texte="\n".join(rows),
            items=rows if passage.type in ("liste", "tableau") else [],
            lieux=self._places(*parts),
            valeurs=self._values(*parts),
            provenance=provenance(self.lignes, spans),
        )
