"""What the measure overlooks in a title: its level word and number, however they are signed."""

from __future__ import annotations

import pytest

from pipeline.score import soft_title


@pytest.mark.parametrize(
    ("titre", "reste"),
    [
        ("ENJEU 2 : Agir", "agir"),
        ("AXE A – Agir", "agir"),
        ("Article 1er : Agir", "agir"),
        ("Axe A Agir pour tous", "agir pour tous"),
        ("Maison A Agir", "maison a agir"),
        ("1.2 Agir", "agir"),
        ("Axe transversal", "axe transversal"),
        ("2025", "2025"),  # all of it is a number: it is the title
        ("T1 2025", "t1 2025"),
        ("Actions de prévention", "actions de prevention"),
    ],
)
def test_a_title_without_its_number(titre: str, reste: str) -> None:
    assert soft_title(titre) == reste
