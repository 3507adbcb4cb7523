"""The published document: the single source of the JSON Schema, of the field names and of their descriptions.

Field names and descriptions are French and unaccented in identifiers, because they are published open data.
Nothing here computes: run.py and stages/publish.py fill these models, `contrat-ville schema` prints their schema.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

SCHEMA_VERSION: Final = "1.1.0"
SCHEMA_ID = f"urn:contrat-ville:document:{SCHEMA_VERSION}"
_NUMBERS = re.compile(r"\[\s*(-?\d[\d.]*(?:,\s*-?\d[\d.]*)*)\s*\]")
_BLANCS = re.compile(r"\s+")
DIALECT = "https://json-schema.org/draft/2020-12/schema"

Statut = Literal["complet", "partiel", "echec"]
Nature = Literal["programme", "bilan", "concertation", "gouvernance", "annexe", "sommaire", "autre"]
Role = Literal["copilote", "porteur", "maitre_ouvrage", "chef_de_file", "partenaire", "financeur", "referent", "rapporteur", "operateur"]
Preuve = Literal["exact", "alias", "contexte", "corrige", "non_resolu"]
TypeActeur = Literal[
    "etat",
    "etat_deconcentre",
    "agence_nationale",
    "region",
    "departement",
    "epci",
    "commune",
    "communes",
    "ccas",
    "operateur",
    "bailleur",
    "bailleurs",
    "chambre_consulaire",
    "structure_locale",
    "etablissement_scolaire",
    "etablissement_sante",
    "association",
    "associations",
    "entreprises",
    "habitants",
    "personne",
    "autre",
]
TypeValeur = Literal["date", "periode", "montant", "pourcentage", "nombre"]
Gravite = Literal["erreur", "avertissement", "info"]
Format = Literal["pdf", "markdown"]
TypeLieu = Literal["qpv", "commune"]
TypePassage = Literal["paragraphe", "liste", "legende", "tableau"]
PreuveTerritoire = Literal["exact", "contexte"]
Taxe = Literal["HT", "TTC"]
Version = Literal["1.1.0"]


class _Closed(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class ProvenancePage(_Closed, frozen=True):
    """Endroit d'une page du PDF d'où vient une valeur."""

    page: Annotated[int, Meta(ge=1, description="Numéro de la page dans le fichier, à partir de 1.")]
    bbox: Annotated[
        tuple[float, float, float, float],
        Meta(description="Rectangle [x0, haut, x1, bas] en points PDF (1/72 de pouce), origine en haut à gauche de la page, 2 décimales."),
    ]


class ProvenanceLigne(_Closed, frozen=True):
    """Ligne du fichier Markdown d'où vient une valeur."""

    ligne: Annotated[int, Meta(ge=1, description="Numéro de la ligne dans le fichier, à partir de 1.")]


if TYPE_CHECKING:
    Provenance = ProvenancePage | ProvenanceLigne
else:  # msgspec tells two records in one place apart by a tag only, and these have none
    Provenance = Annotated[
        Any, Meta(extra_json_schema={"anyOf": [{"$ref": "#/$defs/ProvenancePage"}, {"$ref": "#/$defs/ProvenanceLigne"}]})
    ]

Provenances = Annotated[
    list[Provenance],
    Meta(description="Endroits du document source d'où vient la valeur, dans l'ordre de lecture."),
]


class Source(_Closed, frozen=True):
    """Fichier dont le document est extrait."""

    fichier: Annotated[str, Meta(description="Nom du fichier source.")]
    format: Annotated[Format, Meta(description="Format du fichier source.")]
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", description="Empreinte SHA-256 du fichier source, en hexadécimal.")]
    pages: Annotated[Annotated[int, Meta(ge=0)] | None, Meta(description="Nombre de pages du PDF ; null pour un fichier Markdown.")]
    titre: Annotated[str | None, Meta(description="Titre du document : celui du fichier compagnon, sinon celui que le document imprime.")]
    producteur: Annotated[str | None, Meta(description="Organisme qui a publié le document source.")]
    date: Annotated[dt.date | None, Meta(description="Date du document (ISO 8601, AAAA-MM-JJ).")]
    url: Annotated[str | None, Meta(description="Adresse où le document source est publié.")]
    licence: Annotated[str | None, Meta(description="Identifiant de la licence du document source, par exemple etalab-2.0.")]


class Territoire(_Closed, frozen=True):
    """Territoire du contrat : celui du fichier compagnon, sinon celui que le document nomme sans ambiguïté."""

    libelle: Annotated[str | None, Meta(description="Nom de l'intercommunalité ou de la commune signataire.")]
    siren: Annotated[str | None, Meta(description="Numéro SIREN (9 chiffres) de l'intercommunalité ou de la commune.")]
    code_contrat: Annotated[str | None, Meta(description="Code national du contrat de ville, par exemple CV142.")]
    preuve: Annotated[
        PreuveTerritoire | None,
        Meta(
            description="Ce qui fonde le territoire : exact (fichier compagnon), contexte (déduit du titre ou du texte du document) ; "
            "null si le territoire n'est pas établi."
        ),
    ]
    departement: Annotated[
        str | None,
        Meta(description="Code INSEE du département où se trouve le territoire ; null s'il n'est pas établi ou s'il y en a plusieurs."),
    ]
    millesime: Annotated[
        int | None,
        Meta(
            description="Année du code officiel géographique qui a donné communes et intercommunalités ; null si le territoire n'y est pas."
        ),
    ]


class Acteur(_Closed, frozen=True):
    """Partie responsable, telle qu'imprimée et, si possible, identifiée."""

    libelle: Annotated[str, Meta(min_length=1, description="Nom tel qu'imprimé dans le document.")]
    organisation: Annotated[str | None, Meta(description="Nom de référence de l'organisme identifié ; null s'il ne l'est pas.")]
    type: Annotated[TypeActeur | None, Meta(description="Catégorie de l'acteur ; null si elle est inconnue.")]
    siren: Annotated[str | None, Meta(description="Numéro SIREN (9 chiffres) de l'organisme identifié ; null s'il est inconnu.")]
    preuve: Annotated[
        Preuve,
        Meta(
            description="Ce qui fonde l'identification : exact (nom de référence), alias (autre graphie connue), contexte (territoire "
            "du contrat), corrige (correction humaine), non_resolu (aucune)."
        ),
    ]
    provenance: Provenances


class AutreActeur(Acteur, frozen=True):
    """Partie mentionnée avec un autre rôle que pilote."""

    role: Annotated[Role, Meta(description="Rôle de la partie dans l'engagement.")]


class Lieu(_Closed, frozen=True):
    """Quartier ou commune cité."""

    libelle: Annotated[str, Meta(min_length=1, description="Nom tel qu'imprimé dans le document.")]
    type: Annotated[TypeLieu, Meta(description="Nature du lieu.")]
    code: Annotated[str | None, Meta(description="Code officiel du quartier prioritaire ou de la commune ; null s'il n'est pas établi.")]
    nom: Annotated[str | None, Meta(description="Nom officiel du lieu ; null s'il n'est pas établi.")]
    preuve: Annotated[Preuve, Meta(description="Ce qui fonde l'identification, comme pour les acteurs.")]
    provenance: Provenances


class Valeur(_Closed, frozen=True):
    """Date, période, montant, pourcentage ou nombre cité, à côté de son texte."""

    libelle: Annotated[str, Meta(min_length=1, description="Texte tel qu'imprimé dans le document.")]
    type: Annotated[
        TypeValeur,
        Meta(
            description="date (jour, mois, trimestre, année, rentrée ou échéance), periode (d'un moment à un autre), montant (en euros), "
            "pourcentage, nombre (de ce que dit objet)."
        ),
    ]
    debut: Annotated[
        dt.date | None,
        Meta(
            description="Premier jour (ISO 8601) d'une date ou d'une période ; null si elle n'a pas de début (d'ici 2024) "
            "ou pour un nombre."
        ),
    ]
    fin: Annotated[
        dt.date | None,
        Meta(description="Dernier jour (ISO 8601) d'une date ou d'une période ; null sans fin (à partir de 2024) ou pour un nombre."),
    ]
    nombre: Annotated[
        float | None,
        Meta(description="Montant en euros, pourcentage (5 pour 5 %) ou nombre ; le plus petit d'un intervalle ; null pour une date."),
    ]
    nombre_max: Annotated[
        float | None, Meta(description="Plus grande valeur d'un intervalle (10 à 15 %), dans l'unité de nombre ; null sinon.")
    ]
    objet: Annotated[str | None, Meta(description="Ce qui est compté ou mesuré, tel qu'imprimé (volontaires) ; null s'il n'est pas dit.")]
    taxe: Annotated[Taxe | None, Meta(description="Régime de taxe imprimé après un montant ; null s'il n'est pas dit.")]
    cible: Annotated[bool, Meta(description="Vrai si le texte donne la valeur pour un objectif ou une échéance à atteindre.")]
    provenance: Provenances


class Action(_Closed, frozen=True):
    """Action annoncée par une puce du programme."""

    id: Annotated[str, Meta(description="Identifiant stable, tiré du contenu.")]
    texte: Annotated[str, Meta(min_length=1, description="Texte de l'action tel qu'imprimé, sans sa puce.")]
    niveau: Annotated[int, Meta(ge=1, description="Profondeur de la puce : 2 = imbriquée sous la dernière action de niveau 1.")]
    acteurs: Annotated[list[Acteur], Meta(description="Parties nommées dans la dernière parenthèse du texte.")]
    lieux: Annotated[list[Lieu], Meta(description="Quartiers et communes cités dans le texte.")]
    valeurs: Annotated[list[Valeur], Meta(description="Dates, périodes, montants, pourcentages et nombres cités dans le texte.")]
    provenance: Provenances


class Champ(_Closed, frozen=True):
    """Champ étiqueté d'un engagement (calendrier, public visé, budget...)."""

    libelle: Annotated[str, Meta(min_length=1, description="Étiquette telle qu'imprimée, sans les deux-points.")]
    valeur: Annotated[str, Meta(description="Valeur telle qu'imprimée.")]
    lieux: Annotated[list[Lieu], Meta(description="Quartiers et communes cités dans la valeur.")]
    valeurs: Annotated[list[Valeur], Meta(description="Dates, périodes, montants, pourcentages et nombres cités dans la valeur.")]
    provenance: Provenances


class Passage(_Closed, frozen=True):
    """Texte conservé tel quel : il n'est ni un titre, ni une action, ni une partie responsable."""

    type: Annotated[TypePassage, Meta(description="Forme du passage.")]
    texte: Annotated[
        str,
        Meta(description="Texte du passage ; les éléments d'une liste et les cellules d'un tableau y sont séparés par des sauts de ligne."),
    ]
    items: Annotated[list[str], Meta(description="Éléments d'une liste, ou lignes d'un tableau ; vide sinon.")]
    lieux: Annotated[list[Lieu], Meta(description="Quartiers et communes cités dans le texte.")]
    valeurs: Annotated[list[Valeur], Meta(description="Dates, périodes, montants, pourcentages et nombres cités dans le texte.")]
    provenance: Provenances


class Engagement(_Closed, frozen=True):
    """Plus petite unité titrée du programme qui porte des parties responsables ou des actions."""

    id: Annotated[str, Meta(description="Identifiant stable, tiré du contenu.")]
    numero: Annotated[str | None, Meta(description="Numéro imprimé devant le titre, par exemple 2.1.3.")]
    titre: Annotated[str, Meta(min_length=1, description="Titre tel qu'imprimé, sans son numéro.")]
    lieux: Annotated[list[Lieu], Meta(description="Quartiers et communes cités dans le titre.")]
    actions: Annotated[list[Action], Meta(description="Actions dans l'ordre du document, à plat ; niveau donne l'imbrication.")]
    pilotes: Annotated[list[Acteur], Meta(description="Pilotes, un par mention.")]
    autres_acteurs: Annotated[list[AutreActeur], Meta(description="Parties ayant un autre rôle que pilote.")]
    champs: Annotated[list[Champ], Meta(description="Champs étiquetés qui ne nomment pas de partie responsable.")]
    passages: Annotated[list[Passage], Meta(description="Autres textes de l'engagement.")]
    provenance: Provenances


class Section(_Closed, frozen=True):
    """Partie titrée du document."""

    id: Annotated[str, Meta(description="Identifiant stable, tiré du contenu.")]
    type: Annotated[str, Meta(description="Mot de niveau du titre (enjeu, axe, pilier, objectif...) ou « section » s'il n'y en a pas.")]
    numero: Annotated[str | None, Meta(description="Numéro imprimé avec le titre ; null s'il n'y en a pas.")]
    titre: Annotated[
        str, Meta(description="Titre tel qu'imprimé, sans son mot de niveau ni son numéro ; vide pour ce qui n'est sous aucun titre.")
    ]
    niveau: Annotated[int, Meta(ge=1, description="Profondeur dans le plan du document, à partir de 1.")]
    nature: Annotated[Nature, Meta(description="Rôle de la section : seul le programme donne des engagements.")]
    provenance: Provenances
    passages: Annotated[list[Passage], Meta(description="Textes placés directement sous le titre.")]
    engagements: Annotated[list[Engagement], Meta(description="Engagements placés directement sous le titre.")]
    sections: Annotated[list[Section], Meta(description="Sous-sections.")]


class Anomalie(_Closed, frozen=True):
    """Doute ou défaut constaté pendant l'extraction."""

    code: Annotated[str, Meta(pattern="^[a-z0-9-]+$", description="Code de l'anomalie, dans une liste fermée (voir la documentation).")]
    gravite: Annotated[
        Gravite, Meta(description="erreur : le document n'est pas complet ; avertissement : à vérifier ; info : pour mémoire.")
    ]
    message: Annotated[str, Meta(description="Explication en français.")]
    provenance: Provenances


class Couverture(_Closed, frozen=True):
    """Compte des caractères non blancs du texte source : chacun a exactement un emploi."""

    caracteres: Annotated[int, Meta(ge=0, description="Caractères non blancs lus.")]
    publies: Annotated[int, Meta(ge=0, description="Caractères publiés : titres, actions, parties, champs, passages.")]
    mobilier: Annotated[int, Meta(ge=0, description="En-têtes, pieds de page, numéros de page, bandeaux répétés.")]
    balisage: Annotated[int, Meta(ge=0, description="Puces, numéros, étiquettes, séparateurs, signes de mise en forme.")]
    non_attribues: Annotated[int, Meta(ge=0, description="Caractères sans emploi : 0 dans un document complet.")]


class Document(_Closed, frozen=True):
    """Contrat de ville ou avenant, extrait de son PDF ou de son Markdown."""

    schema_version: Annotated[Version, Meta(description="Version du schéma que suit ce fichier.")]
    id: Annotated[str, Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", description="Identifiant du document : nom du fichier source, simplifié.")]
    statut: Annotated[
        Statut, Meta(description="complet : aucune anomalie de gravité erreur ; partiel : au moins une ; echec : aucun engagement trouvé.")
    ]
    source: Source
    territoire: Territoire
    sections: Annotated[list[Section], Meta(description="Plan du document.")]
    anomalies: Annotated[list[Anomalie], Meta(description="Doutes et défauts constatés.")]
    couverture: Couverture


def iter_sections(sections: Iterable[Section]) -> Iterator[Section]:
    """Every section of a tree, in the order of the document."""
    for section in sections:
        yield section
        yield from iter_sections(section.sections)


def iter_engagements(sections: Iterable[Section]) -> Iterator[Engagement]:
    """Every engagement of a tree, in the order of the document."""
    for section in iter_sections(sections):
        yield from section.engagements


def to_json(document: Document) -> str:
    """The bytes that are published: sorted keys, two-space indent, a final newline, accents as they are."""
    return dumps(document)


def dumps(value: Any) -> str:
    """`value` as published JSON text; the one place that fixes its layout: sorted keys, a box of numbers on one line."""
    text = msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=2).decode()
    return _NUMBERS.sub(lambda m: f"[{_BLANCS.sub(' ', m[1])}]", text) + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a published document, closed, with French descriptions on every field."""
    _, parts = msgspec.json.schema_components((Document, ProvenancePage, ProvenanceLigne), ref_template="#/$defs/{name}")
    parts = {name: _tidy(part) for name, part in parts.items()}
    whole = parts.pop("Document")
    return {"$schema": DIALECT, "$id": SCHEMA_ID, **whole, "$defs": parts, "title": "Contrat de ville extrait"}


def _tidy(node: Any) -> Any:
    """Closed lists typed and in their own order (msgspec sorts them), one value as a constant; no English titles."""
    if isinstance(node, list):
        return [_tidy(v) for v in node]
    if not isinstance(node, dict):
        return node
    out = {k: _tidy(v) for k, v in node.items() if not (k == "title" and isinstance(v, str)) and (k, v) != ("items", False)}
    if "enum" in out:
        values = _closed_lists()[frozenset(out.pop("enum"))]
        out |= {"type": "string", **({"enum": list(values)} if len(values) > 1 else {"const": values[0]})}
    return out


@functools.cache
def _closed_lists() -> dict[frozenset[str], tuple[str, ...]]:
    """The values of each closed list in the order in which it is written."""
    out: dict[frozenset[str], tuple[str, ...]] = {}

    def visit(hint: Any) -> None:
        if get_origin(hint) is Literal:
            out[frozenset(get_args(hint))] = get_args(hint)
        elif not isinstance(hint, str):
            for part in get_args(hint):
                visit(part)

    for record in _Closed.__subclasses__() + Acteur.__subclasses__():
        for hint in get_type_hints(record, include_extras=True).values():
            visit(hint)
    return out
