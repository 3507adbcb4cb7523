"""The closed lists of words that are published, and the version of the schema that fixes them. Plain values: reads and decides nothing."""

from typing import Final, Literal

SCHEMA_VERSION: Final = "1.1.0"

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
