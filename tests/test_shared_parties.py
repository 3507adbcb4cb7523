"""Parties that one label names for several engagements, by their numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import all_engagements, extract_text
from pipeline.stages.labels import named_label, numbers_told


@pytest.mark.parametrize(
    ("label", "role", "numeros"),
    [
        ("Portage commun des engagements 3 et 4", "porteur", ("3", "4")),
        ("Pilotage des engagements 2 et 3", "pilote", ("2", "3")),
        ("Pilotes des actions 2 à 4", "pilote", ("2", "3", "4")),
        ("Partenaires des actions 1.1, 1.2 et 1.3", "partenaire", ("1.1", "1.2", "1.3")),
        ("Pilote de l'engagement 3", "pilote", ()),  # one, where it stands
        ("Pilotage", "pilote", ()),
    ],
)
def test_a_label_may_say_whose_it_is(label: str, role: str, numeros: tuple[str, ...]) -> None:
    found = named_label(label)
    assert found is not None
    assert (found.role, numbers_told(label)) == (role, numeros)


@pytest.mark.parametrize("texte", ["Bilan des engagements 2 et 3", "Pilotage des quartiers 2 et 3"])
def test_other_words_before_numbers_are_no_label(texte: str) -> None:
    assert named_label(texte) is None


def _parties(label: str, folder: Path) -> list[tuple[str | None, list[str]]]:
    fiches = "".join(f"## Engagement {n} : Agir ici {n}\n\n- ouvrir {n}\n\n" for n in (1, 2, 3))
    document, _ = extract_text(f"# Axe 1 : Vivre\n\n{fiches}**{label} :** CAF, Ville\n", folder)
    return [(e.numero, [p.libelle for p in e.pilotes]) for e in all_engagements(document)]


@pytest.mark.parametrize(
    ("label", "qui"),
    [("Pilotes des engagements 2 et 3", ["2", "3"]), ("Pilotes des engagements 1 à 3", ["1", "2", "3"]), ("Pilotes", ["3"])],
)
def test_each_engagement_that_a_label_numbers_has_its_parties(label: str, qui: list[str], tmp_path: Path) -> None:
    """Printed below the last; every character is counted once: `extract_text` checks the coverage."""
    found = _parties(label, tmp_path)
    assert [(n, pilotes) for n, pilotes in found if pilotes] == [(n, ["CAF", "Ville"]) for n in qui]
