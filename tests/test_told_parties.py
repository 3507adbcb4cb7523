"""Labels of no list whose values are nothing but parties."""

from __future__ import annotations

import pytest

from builders import section_of
from pipeline.texts import text_of
from test_engagements import _walk


def _roles(label: str, *values: str, pilote: str = "Ville") -> list[set[tuple[str, str]]]:
    """The parties of each engagement but those of `Pilote`, as (role, name)."""
    parts = [f"## Engagement {i}\n\n- Agir\n\n**Pilote :** {pilote}\n\n**{label} :** {value}\n" for i, value in enumerate(values)]
    lignes, root = section_of("# Axe 1 : Vivre\n\n" + "\n".join(parts))
    return [{(p.role, text_of(lignes, p.spans)) for p in s.contenu.parties if p.role != "pilote"} for s in _walk(root) if s.engagement]


BODIES = ("CAF, Mission locale", "Département", "CCAS et France Travail")


def test_a_label_whose_values_are_all_bodies_leads_to_partenaires() -> None:
    assert _roles("Avec le renfort", *BODIES) == [
        {("partenaire", "CAF"), ("partenaire", "Mission locale")},
        {("partenaire", "Département")},
        {("partenaire", "CCAS"), ("partenaire", "France Travail")},
    ]


@pytest.mark.parametrize(
    ("label", "role"), [("Financements croisés", "financeur"), ("Financement", "financeur"), ("Coordination", "pilote")]
)
def test_the_words_of_the_label_say_the_role(label: str, role: str) -> None:
    parts = [f"## Engagement {i}\n\n- Agir\n\n**Pilote :** Ville\n\n**{label} :** {value}\n" for i, value in enumerate(BODIES)]
    _lignes, root = section_of("# Axe 1 : Vivre\n\n" + "\n".join(parts))
    roles = [{p.role for p in s.contenu.parties} for s in _walk(root) if s.engagement]
    assert roles == [{"pilote", role}] * 3


@pytest.mark.parametrize(
    ("label", "values"),
    [
        pytest.param("Financement", ("12 000 €", "CAF", "Ville"), id="an amount is no body"),
        pytest.param("Lieux d'accueil", ("CCAS", "Mission locale", "CAF"), id="places"),
        pytest.param("Public visé", ("Associations", "Bailleurs", "Collèges"), id="a label that is known"),
        pytest.param("Temps forts", ("La fête du quartier", "Un forum", "Le carnaval"), id="other names"),
        pytest.param("Avec le renfort", ("CAF", "Département"), id="twice only"),
    ],
)
def test_other_labels_stay_fields(label: str, values: tuple[str, ...]) -> None:
    assert _roles(label, *values) == [set()] * len(values)


def test_a_name_that_is_a_party_elsewhere_is_one() -> None:
    values = ("Orsaine Habitat", "Orsaine Habitat", "Orsaine Habitat")
    assert _roles("Avec le renfort", *values, pilote="Orsaine Habitat") == [{("partenaire", "Orsaine Habitat")}] * 3
    assert _roles("Avec le renfort", *values) == [set()] * 3


OEUVRE = ("Club de prévention Le Tremplin", "Petits frères des sources", "Service hygiène", "Maison de l'emploi")


@pytest.mark.parametrize(
    ("label", "role"),
    [pytest.param("Mise en œuvre", "operateur", id="its words say who"), pytest.param("Avec elles et eux", "", id="nothing does")],
)
def test_where_the_words_say_a_role_fewer_names_must_be_bodies(label: str, role: str) -> None:
    assert [{r for r, _ in found} for found in _roles(label, *OEUVRE)] == [{role} - {""}] * len(OEUVRE)


def test_what_is_done_stays_what_is_done() -> None:
    assert _roles("Mise en œuvre", "Ouvrir un accueil", "Service hygiène", "Former les agents", "Maison de l'emploi") == [set()] * 4


@pytest.mark.parametrize(("label", "role"), [("Qui rame avec", "partenaire"), ("Rames", None)])
def test_a_label_that_asks_who_needs_fewer_bodies(label: str, role: str | None) -> None:
    found = _roles(label, "CAF", "Mission locale", "Les amis du quai", "Orsaine Escale")
    assert found == [{(role, n)} if role else set() for n in ("CAF", "Mission locale", "Les amis du quai", "Orsaine Escale")]


def test_who_and_with_whom_without_their_question_mark() -> None:
    """Where their values are bodies: 'Qui' leads, 'Avec qui' goes along; 'Pour qui' is a field."""
    parts = [f"## Engagement {i}\n\n- Agir\n\n**Qui :** {value}\n\n**Avec qui :** PMI\n" for i, value in enumerate(BODIES)]
    _lignes, root = section_of("# Axe 1 : Vivre\n\n" + "\n".join(parts))
    assert {p.role for s in _walk(root) if s.engagement for p in s.contenu.parties} == {"pilote", "partenaire"}
    assert _roles("Pour qui", *BODIES) == [set()] * 3


@pytest.mark.parametrize(
    ("aide", "partenaires"),
    [
        ("", []),
        (", avec l'appui de la CAF et de l'État", ["CAF", "État"]),
        (", avec la volonté de tous", []),
    ],
)
def test_those_who_help_the_ones_told_by_a_value_are_partners(aide: str, partenaires: list[str]) -> None:
    """'Mise en œuvre' says who, and with whom."""
    parts = [f"## Engagement {i}\n\n- Agir\n\n**Mise en œuvre :** {nom}{aide}\n" for i, nom in enumerate(("Ville", "Département", "CCAS"))]
    lignes, root = section_of("# Axe 1 : Vivre\n\n" + "\n".join(parts))
    first = next(s for s in _walk(root) if s.engagement)
    assert [text_of(lignes, p.spans) for p in first.contenu.parties if p.role == "partenaire"] == partenaires
