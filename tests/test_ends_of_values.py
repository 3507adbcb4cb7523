"""Where the value of a field below its label ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import CORPS, all_engagements, extract_pages, page, words
from pipeline.model import Style

TITRE = Style(14.0, gras=True, couleur="#00708c")
CHAPITRE = Style(20.0, gras=True, couleur="#00708c")
PASTILLE = Style(8.0, gras=True, couleur="#00708c")


@pytest.mark.parametrize(
    ("x", "taille", "suite"),
    [
        pytest.param(350, 10.0, True, id="a second paragraph"),
        pytest.param(350, 15.0, False, id="a quotation in larger type"),
        pytest.param(60, 10.0, False, id="what stands below, left of the label"),
    ],
)
def test_what_is_set_otherwise_below_a_value_is_no_part_of_it(x: float, taille: float, suite: bool, tmp_path: Path) -> None:
    runs = [words("Axe 1 : Habiter", 60, 40, CHAPITRE)]
    for i, titre in enumerate(("Rouvrir le jardin", "Planter le mail", "Ouvrir la halle")):
        top = 90 + 200 * i
        runs += [words(titre, 60, top, TITRE), words("• Réparer la grande allée", 60, top + 24), words("• Poser des bancs", 60, top + 38)]
        runs += [words("Pilote", 350, top + 60, PASTILLE), words("Ville", 350, top + 72), words("Budget", 350, top + 90, PASTILLE)]
        runs += [words("640 000 €", 350, top + 102), words("Les habitants ont voté.", x, top + 130, Style(taille, couleur=CORPS.couleur))]
    document, _ = extract_pages([page(*runs)], tmp_path)
    found = [[c.valeur for c in e.champs] for e in all_engagements(document)]
    assert [any("640 000 €" in v for v in values) for values in found] == [True] * 3
    assert [any("voté" in v for v in values) for values in found] == [suite] * 3
