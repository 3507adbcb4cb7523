"""A part whose title says that it holds the programme does, where nothing else in the document is one."""

from __future__ import annotations

import pytest

from builders import all_nodes, tree_of
from pipeline.texts import text_of


def _natures(texte: str) -> dict[str, str]:
    lignes, tree = tree_of(texte)
    return {text_of(lignes, n.spans): n.nature for n in all_nodes(tree)}


# A level word that only a report has: bullets alone make no programme then.
BILAN = "# Bilan\n\n## Axe 1 : Vivre\n\nUn texte.\n\n"
LISTES = "\n\n## La Ville\n\n- ouvrir une halte\n\n## L'État\n\n- former des relais\n"


@pytest.mark.parametrize(
    ("texte", "nature"),
    [
        (BILAN + "# Les engagements réciproques" + LISTES, "programme"),
        (BILAN + "# Nos intentions" + LISTES, "autre"),  # its title says nothing
        (BILAN + "# Les engagements réciproques\n\n## La Ville\n\n- ouvrir une halte\n\n## L'État\n\nUn texte.\n", "autre"),  # one list
        (BILAN + "# Actions non retenues" + LISTES, "autre"),  # says what is no programme
        ("# Axe 1 : Vivre\n\n## Loger\n\n- un point\n\n# Les engagements réciproques" + LISTES, "programme"),  # beside another
        ("# Axe 1 : Vivre\n\n## Loger\n\n- un point\n\n# Le programme" + LISTES, "autre"),  # there is another
    ],
)
def test_a_part_whose_title_says_that_it_holds_the_programme(texte: str, nature: str) -> None:
    """Two of its lowest headings hold lists, and nothing else in the document is programme."""
    assert _natures(texte)["La Ville"] == nature
