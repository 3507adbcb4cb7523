"""Who a printed party is: by whole spelling, by its beginning, by the territory, by its form; and what must never be tied."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.lexicon import all_bodies, spellings
from pipeline.stages.identify import Correction, identifier, with_acronyms
from pipeline.territory import territory_of
from pipeline.texts import fold, name_key

DATE = dt.date(2019, 6, 17)
NANTES = territory_of("244400404", None, DATE)
Row = tuple[str | None, str | None, str | None, str]


def _who(texte: str, siren: str | None = "244400404", date: dt.date | None = DATE) -> Row:
    who = identifier(territory_of(siren, None, date) if siren else None, date)(texte)
    return who.organisation, who.type, who.siren, who.preuve


LOIRE_ATLANTIQUE = ("Département de la Loire-Atlantique", "departement", "224400028")
METROPOLE = ("Nantes Métropole", "epci", "244400404")


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Métropole", (*METROPOLE, "contexte")),
        ("la Métropole", (*METROPOLE, "contexte")),
        ("Agglomération", (*METROPOLE, "contexte")),
        ("Nantes Métropole", (*METROPOLE, "exact")),
        ("NANTES METROPOLE", (*METROPOLE, "exact")),
        ("Nantes Métropole - Direction emploi", (*METROPOLE, "alias")),
        ("Nantes Métropole Direction emploi", (*METROPOLE, "alias")),
        ("Nantes Métropole Habitat", (None, "bailleur", None, "non_resolu")),
        ("Communauté de communes", (None, "epci", None, "non_resolu")),
        ("Ville de Nantes", ("Nantes", "commune", "214401093", "exact")),
        ("Nantes (Ville)", ("Nantes", "commune", "214401093", "alias")),
        ("Ville du Pellerin", ("Le Pellerin", "commune", "214401200", "exact")),
        ("Ville de St-Herblain", ("Saint-Herblain", "commune", "214401622", "exact")),
        ("Service jeunesse de la Ville de Rezé", ("Rezé", "commune", "214401432", "alias")),
        ("Ville de Rennes", (None, "commune", None, "non_resolu")),
        ("Ville", (None, "commune", None, "exact")),
        ("Villes", (None, "communes", None, "exact")),
        ("Bailleurs", (None, "bailleurs", None, "alias")),
        ("Conseil départemental", (*LOIRE_ATLANTIQUE, "contexte")),
        ("Département", (*LOIRE_ATLANTIQUE, "contexte")),
        ("CD 44", (*LOIRE_ATLANTIQUE, "alias")),
        ("CD44", (*LOIRE_ATLANTIQUE, "alias")),
        ("Conseil départemental du Rhône", ("Département du Rhône", "departement", "226900017", "alias")),
        ("Département Politique de la ville", (None, "autre", None, "non_resolu")),
        ("Région nantaise", (None, None, None, "non_resolu")),
        ("Conseil régional", ("Région Pays de la Loire", "region", "234400034", "contexte")),
        ("CAF 44", ("Caisse d'allocations familiales de la Loire-Atlantique", "operateur", None, "alias")),
        ("Police Loisirs Jeunesse 44", (None, None, None, "non_resolu")),
        ("CDC", (None, None, None, "non_resolu")),
        ("Collège Debussy", (None, "etablissement_scolaire", None, "non_resolu")),
        (
            "Caisse d’allocations familiales (CAF)",
            ("Caisse d'allocations familiales de la Loire-Atlantique", "operateur", None, "contexte"),
        ),
        ("Service Autonomie à Domicile (SAD)", (None, "autre", None, "non_resolu")),
        ("Conseil departementale", (*LOIRE_ATLANTIQUE, "contexte")),  # a letter too many
        ("ATDEC", ("Association territoriale pour le développement de l'emploi et des compétences", "structure_locale", None, "alias")),
    ],
)
def test_in_the_territory_of_nantes(texte: str, attendu: Row) -> None:
    assert _who(texte) == attendu


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Métropole", (None, "epci", None, "exact")),
        ("Ville de Nantes", (None, "commune", None, "non_resolu")),
        ("ATDEC", (None, None, None, "non_resolu")),
        ("CAF", ("Caisse d'allocations familiales", "operateur", None, "alias")),
        ("CD 44", (*LOIRE_ATLANTIQUE, "alias")),
        ("l’Etat", ("État", "etat", None, "alias")),
        ("Villeneuve", (None, None, None, "non_resolu")),
        ("Ville à vélo", (None, None, None, "non_resolu")),
    ],
)
def test_without_a_territory(texte: str, attendu: Row) -> None:
    assert _who(texte, None, None) == attendu


@pytest.mark.parametrize(
    ("texte", "date", "organisation"),
    [
        ("Pôle emploi", dt.date(2019, 6, 17), "Pôle emploi"),
        ("Pôle emploi", dt.date(2025, 1, 1), "France Travail"),
        ("France Travail (ex Pôle emploi)", dt.date(2025, 1, 1), "France Travail"),
        ("Conseil général", dt.date(2014, 1, 1), "Département de la Loire-Atlantique"),
        ("DDCS", dt.date(2024, 1, 1), "Direction départementale de l'emploi, du travail et des solidarités de la Loire-Atlantique"),
        ("CGET", dt.date(2024, 1, 1), "Agence nationale de la cohésion des territoires"),
        ("Acsé", dt.date(2024, 1, 1), "Agence nationale de la cohésion des territoires"),  # by way of the CGET
    ],
)
def test_the_body_of_the_day(texte: str, date: dt.date, organisation: str) -> None:
    assert _who(texte, "244400404", date)[0] == organisation


def test_the_metropole_of_lyon_holds_the_powers_of_its_departement() -> None:
    assert _who("Département", "200046977")[0] is None
    assert _who("Métropole", "200046977")[:3] == ("Métropole de Lyon", "epci", "200046977")


def test_alsace_is_one_collectivity_since_2021() -> None:
    strasbourg = "246700488"
    assert _who("Conseil départemental", strasbourg, dt.date(2023, 1, 1))[0] == "Collectivité européenne d'Alsace"
    assert _who("Conseil départemental", strasbourg, dt.date(2018, 1, 1))[0] == "Département du Bas-Rhin"


def test_what_a_person_settled_comes_first() -> None:
    identify = identifier(NANTES, DATE, [Correction("Maison de l'emploi", "structure_locale", None, ("Métropole", "MDE"))])
    assert (identify("METROPOLE").organisation, identify("mde").preuve) == ("Maison de l'emploi", "corrige")


@pytest.mark.parametrize(
    ("texte", "sigle", "organisation"),
    [
        ("Portée par la Communauté d'agglomération du Niortais (CAN), l'action", "CAN", "Communauté d'agglomération du Niortais"),
        ("La Maison de l'emploi (MDE) et ses partenaires", "la MDE", "Maison de l'emploi"),
        ("Caisse d'allocations familiales (CAN)", "CAN", None),  # not its initials
        ("Le Comité des arts nouveaux (CAN)", "CAN", None),  # nobody knows it
        ("le réseau d'écoute (REAAP)", "REAAP", None),
    ],
)
def test_an_acronym_that_the_document_defines(texte: str, sigle: str, organisation: str | None) -> None:
    identify = with_acronyms(identifier(territory_of("200041317", None, None)), [texte])
    assert identify(sigle).organisation == organisation
    assert identify("Etat").organisation == "État"


def test_the_lexicon_of_bodies() -> None:
    """Enough of them, each sourced; no spelling stands for two (a marked one may); successors exist and do not go round."""
    bodies = all_bodies()
    assert len(bodies) >= 200
    for key in (fold, name_key):
        assert len(spellings(key)) > 1000
    for body in bodies.values():
        seen = {body.id}
        while body.successeur:
            body = bodies[body.successeur]
            assert body.id not in seen
            seen.add(body.id)
