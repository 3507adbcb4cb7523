"""The published document: the single source of the JSON Schema, of the field names and of their descriptions.

Field names and descriptions are French and unaccented in identifiers, because they are published open data.
Nothing here computes: `contrat-ville schema` prints the schema of these models.

Pydantic models, for whoever reads published files (`Document.model_validate_json`) or calls pipeline.api. An extraction
makes records with the same fields (records.py), which mypy holds to these models.
"""

# No postponed annotations: pydantic would compile each of them again as it makes the models.
import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pipeline.records import Writable
from pipeline.terms import SCHEMA_VERSION, Gravite, Nature, Preuve, Role, Statut, TypeActeur, TypeValeur

SCHEMA_ID = f"urn:contrat-ville:document:{SCHEMA_VERSION}"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Closed(Writable, BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class ProvenancePage(_Closed):
    """Endroit d'une page du PDF d'où vient une valeur."""

    page: int = Field(ge=1, description="Numéro de la page dans le fichier, à partir de 1.")
    bbox: tuple[float, float, float, float] = Field(
        description="Rectangle [x0, haut, x1, bas] en points PDF (1/72 de pouce), origine en haut à gauche de la page, 2 décimales."
    )


class ProvenanceLigne(_Closed):
    """Ligne du fichier Markdown d'où vient une valeur."""

    ligne: int = Field(ge=1, description="Numéro de la ligne dans le fichier, à partir de 1.")


Provenances = Annotated[
    list[ProvenancePage | ProvenanceLigne],
    Field(description="Endroits du document source d'où vient la valeur, dans l'ordre de lecture."),
]


class Source(_Closed):
    """Fichier dont le document est extrait."""

    fichier: str = Field(description="Nom du fichier source.")
    format: Literal["pdf", "markdown"] = Field(description="Format du fichier source.")
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="Empreinte SHA-256 du fichier source, en hexadécimal.")
    pages: int | None = Field(ge=0, description="Nombre de pages du PDF ; null pour un fichier Markdown.")
    titre: str | None = Field(description="Titre du document : celui du fichier compagnon, sinon celui que le document imprime.")
    producteur: str | None = Field(description="Organisme qui a publié le document source.")
    date: dt.date | None = Field(description="Date du document (ISO 8601, AAAA-MM-JJ).")
    url: str | None = Field(description="Adresse où le document source est publié.")
    licence: str | None = Field(description="Identifiant de la licence du document source, par exemple etalab-2.0.")


class Territoire(_Closed):
    """Territoire du contrat : celui du fichier compagnon, sinon celui que le document nomme sans ambiguïté."""

    libelle: str | None = Field(description="Nom de l'intercommunalité ou de la commune signataire.")
    siren: str | None = Field(description="Numéro SIREN (9 chiffres) de l'intercommunalité ou de la commune.")
    code_contrat: str | None = Field(description="Code national du contrat de ville, par exemple CV142.")
    preuve: Literal["exact", "contexte"] | None = Field(
        description="Ce qui fonde le territoire : exact (fichier compagnon), contexte (déduit du titre ou du texte du document) ; "
        "null si le territoire n'est pas établi."
    )
    departement: str | None = Field(
        description="Code INSEE du département où se trouve le territoire, ou du moins 80 % de ses communes ; null sinon."
    )
    millesime: int | None = Field(
        description="Année du code officiel géographique qui a donné communes et intercommunalités ; null si le territoire n'y est pas."
    )


class Acteur(_Closed):
    """Partie responsable, telle qu'imprimée et, si possible, identifiée."""

    libelle: str = Field(min_length=1, description="Nom tel qu'imprimé dans le document.")
    organisation: str | None = Field(description="Nom de référence de l'organisme identifié ; null s'il ne l'est pas.")
    type: TypeActeur | None = Field(description="Catégorie de l'acteur ; null si elle est inconnue.")
    siren: str | None = Field(description="Numéro SIREN (9 chiffres) de l'organisme identifié ; null s'il est inconnu.")
    preuve: Preuve = Field(
        description="Ce qui fonde l'identification (la catégorie seule, pour un collectif) : exact (nom de référence), "
        "alias (autre graphie connue), contexte (territoire du contrat), corrige (correction humaine), non_resolu (aucune)."
    )
    provenance: Provenances


class AutreActeur(Acteur):
    """Partie mentionnée avec un autre rôle que pilote."""

    role: Role = Field(description="Rôle de la partie dans l'engagement.")


class Lieu(_Closed):
    """Quartier ou commune cité."""

    libelle: str = Field(min_length=1, description="Nom tel qu'imprimé dans le document.")
    type: Literal["qpv", "commune"] = Field(description="Nature du lieu.")
    code: str | None = Field(description="Code officiel du quartier prioritaire ou de la commune ; null s'il n'est pas établi.")
    nom: str | None = Field(description="Nom officiel du lieu ; null s'il n'est pas établi.")
    preuve: Preuve = Field(description="Ce qui fonde l'identification, comme pour les acteurs.")
    provenance: Provenances


class Valeur(_Closed):
    """Date, période, montant, pourcentage ou nombre cité, à côté de son texte."""

    libelle: str = Field(min_length=1, description="Texte tel qu'imprimé dans le document.")
    type: TypeValeur = Field(
        description="date (jour, mois, trimestre, année, rentrée ou échéance), periode (d'un moment à un autre), montant (en euros), "
        "pourcentage, nombre (de ce que dit objet)."
    )
    debut: dt.date | None = Field(
        description="Premier jour (ISO 8601) d'une date ou d'une période ; null si elle n'a pas de début (d'ici 2024) ou pour un nombre."
    )
    fin: dt.date | None = Field(
        description="Dernier jour (ISO 8601) d'une date ou d'une période ; null sans fin (à partir de 2024) ou pour un nombre."
    )
    nombre: float | None = Field(
        description="Montant en euros, pourcentage (5 pour 5 %) ou nombre ; le plus petit d'un intervalle ; null pour une date."
    )
    nombre_max: float | None = Field(description="Plus grande valeur d'un intervalle (10 à 15 %), dans l'unité de nombre ; null sinon.")
    objet: str | None = Field(description="Ce qui est compté ou mesuré, tel qu'imprimé (volontaires) ; null s'il n'est pas dit.")
    taxe: Literal["HT", "TTC"] | None = Field(description="Régime de taxe imprimé après un montant ; null s'il n'est pas dit.")
    cible: bool = Field(description="Vrai si le texte donne la valeur pour un objectif ou une échéance à atteindre.")
    provenance: Provenances


class Action(_Closed):
    """Action annoncée par une puce du programme."""

    id: str = Field(description="Identifiant stable, tiré du contenu.")
    texte: str = Field(min_length=1, description="Texte de l'action tel qu'imprimé, sans sa puce.")
    niveau: int = Field(ge=1, description="Profondeur de la puce : 2 = imbriquée sous la dernière action de niveau 1.")
    acteurs: list[Acteur] = Field(description="Parties nommées dans la dernière parenthèse du texte.")
    lieux: list[Lieu] = Field(description="Quartiers et communes cités dans le texte.")
    valeurs: list[Valeur] = Field(description="Dates, périodes, montants, pourcentages et nombres cités dans le texte.")
    provenance: Provenances


class Champ(_Closed):
    """Champ étiqueté d'un engagement (calendrier, public visé, budget...)."""

    libelle: str = Field(min_length=1, description="Étiquette telle qu'imprimée, sans les deux-points.")
    valeur: str = Field(description="Valeur telle qu'imprimée.")
    lieux: list[Lieu] = Field(description="Quartiers et communes cités dans la valeur.")
    valeurs: list[Valeur] = Field(description="Dates, périodes, montants, pourcentages et nombres cités dans la valeur.")
    provenance: Provenances


class Passage(_Closed):
    """Texte conservé tel quel : il n'est ni un titre, ni une action, ni une partie responsable."""

    type: Literal["paragraphe", "liste", "legende", "tableau"] = Field(description="Forme du passage.")
    texte: str = Field(
        description="Texte du passage ; les éléments d'une liste et les cellules d'un tableau y sont séparés par des sauts de ligne."
    )
    items: list[str] = Field(description="Éléments d'une liste, ou lignes d'un tableau ; vide sinon.")
    lieux: list[Lieu] = Field(description="Quartiers et communes cités dans le texte.")
    valeurs: list[Valeur] = Field(description="Dates, périodes, montants, pourcentages et nombres cités dans le texte.")
    provenance: Provenances


class Engagement(_Closed):
    """Plus petite unité titrée du programme qui porte des parties responsables ou des actions."""

    id: str = Field(description="Identifiant stable, tiré du contenu.")
    numero: str | None = Field(description="Numéro imprimé devant le titre, par exemple 2.1.3.")
    titre: str = Field(min_length=1, description="Titre tel qu'imprimé, sans son numéro.")
    lieux: list[Lieu] = Field(description="Quartiers et communes cités dans le titre.")
    actions: list[Action] = Field(description="Actions dans l'ordre du document, à plat ; niveau donne l'imbrication.")
    pilotes: list[Acteur] = Field(description="Pilotes, un par mention.")
    autres_acteurs: list[AutreActeur] = Field(description="Parties ayant un autre rôle que pilote.")
    champs: list[Champ] = Field(description="Champs étiquetés qui ne nomment pas de partie responsable.")
    passages: list[Passage] = Field(description="Autres textes de l'engagement.")
    provenance: Provenances


class Section(_Closed):
    """Partie titrée du document."""

    id: str = Field(description="Identifiant stable, tiré du contenu.")
    type: str = Field(description="Mot de niveau du titre (enjeu, axe, pilier, objectif...) ou « section » s'il n'y en a pas.")
    numero: str | None = Field(description="Numéro imprimé avec le titre ; null s'il n'y en a pas.")
    titre: str = Field(
        description="Titre tel qu'imprimé, sans son mot de niveau ni son numéro (« Axe transversal : », sans numéro, y reste) ; "
        "vide pour ce qui n'est sous aucun titre."
    )
    niveau: int = Field(ge=1, description="Profondeur dans le plan du document, à partir de 1.")
    nature: Nature = Field(description="Rôle de la section : seul le programme donne des engagements.")
    provenance: Provenances
    passages: list[Passage] = Field(description="Textes placés directement sous le titre.")
    engagements: list[Engagement] = Field(description="Engagements placés directement sous le titre.")
    sections: "list[Section]" = Field(description="Sous-sections.")


class Anomalie(_Closed):
    """Doute ou défaut constaté pendant l'extraction."""

    code: str = Field(pattern="^[a-z0-9-]+$", description="Code de l'anomalie, dans une liste fermée (voir la documentation).")
    gravite: Gravite = Field(description="erreur : le document n'est pas complet ; avertissement : à vérifier ; info : pour mémoire.")
    message: str = Field(description="Explication en français.")
    provenance: Provenances


class Couverture(_Closed):
    """Compte des caractères non blancs du texte source : chacun a exactement un emploi."""

    caracteres: int = Field(ge=0, description="Caractères non blancs lus.")
    publies: int = Field(ge=0, description="Caractères publiés : titres, actions, parties, champs, passages.")
    mobilier: int = Field(ge=0, description="En-têtes, pieds de page, numéros de page, bandeaux répétés.")
    balisage: int = Field(ge=0, description="Puces, numéros, étiquettes, séparateurs, signes de mise en forme.")
    non_attribues: int = Field(ge=0, description="Caractères sans emploi : 0 dans un document complet.")


class Document(_Closed):
    """Contrat de ville ou avenant, extrait de son PDF ou de son Markdown."""

    schema_version: Literal["1.1.0"] = Field(description="Version du schéma que suit ce fichier.")
    id: str = Field(pattern="^[a-z0-9]+(-[a-z0-9]+)*$", description="Identifiant du document : nom du fichier source, simplifié.")
    statut: Statut = Field(
        description="complet : aucune anomalie de gravité erreur ; partiel : au moins une ; echec : aucun engagement trouvé."
    )
    source: Source
    territoire: Territoire
    sections: list[Section] = Field(description="Plan du document.")
    anomalies: list[Anomalie] = Field(description="Doutes et défauts constatés.")
    couverture: Couverture

    def to_frame(self, table: str = "engagements", library: Literal["pandas", "polars"] | None = None) -> Any:
        """One of the corpus tables, of this document alone, as a data frame of pandas or polars, whichever is installed."""
        from pipeline.notebook import document_frame

        return document_frame(self, table, library)

    def _repr_html_(self) -> str:
        """The tree that a notebook shows."""
        from pipeline.notebook import tree

        return tree(self)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a published document, closed, with French descriptions on every field."""
    schema = _tidy(Document.model_json_schema(mode="serialization"))
    return {"$schema": DIALECT, "$id": SCHEMA_ID, **schema, "title": "Contrat de ville extrait"}


def _tidy(node: Any) -> Any:
    """Drop pydantic's English titles, keep everything else."""
    if isinstance(node, dict):
        return {k: _tidy(v) for k, v in node.items() if not (k == "title" and isinstance(v, str))}
    if isinstance(node, list):
        return [_tidy(v) for v in node]
    return node
