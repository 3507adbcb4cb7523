"""Words that the lexicons list: sections of what habitants said, first parts of compounds, nouns that leave a name open."""

from __future__ import annotations

import pytest

from builders import line, section_of
from pipeline.model import Section
from pipeline.stages.hyphens import joins
from pipeline.stages.names import name_goes_on
from pipeline.stages.natures import title_nature
from pipeline.texts import text_of

PAROLES = ["Vos avis", "Vos priorités", "VOS MOTS", "Vos réactions au projet", "Vos remarques de juin", "Vos retours en quatre points"]
PAROLES += ["Vos idées pour le marché", "Vos suggestions pour Lys", "Vos contributions au contrat"]
ADRESSES = ["Vos droits", "Vos élus", "Nos priorités", "Priorités", "Donner vos idées", "Vos voisins s'engagent", "Idées de sorties"]


@pytest.mark.parametrize("titre", PAROLES)
def test_sections_of_what_habitants_said(titre: str) -> None:
    assert title_nature(titre) == ("concertation", True)


@pytest.mark.parametrize("titre", ADRESSES)
def test_sections_addressed_to_habitants_are_no_speech_of_theirs(titre: str) -> None:
    assert title_nature(titre) is None


def _actions(texte: str) -> dict[str, list[str]]:
    """The actions of each title."""
    lignes, root = section_of(texte)
    found: dict[str, list[str]] = {}

    def visit(section: Section) -> None:
        found[text_of(lignes, section.noeud.spans)] = [text_of(lignes, a.spans) for a in section.contenu.actions]
        for child in section.sections:
            visit(child)

    visit(root)
    return found


@pytest.mark.parametrize(
    ("titre", "actions"), [("Vos réactions au projet", []), ("Vos avis", []), ("Vos droits", ["Des bancs", "Un marché"])]
)
def test_a_list_of_what_habitants_said_is_none_of_actions(titre: str, actions: list[str]) -> None:
    found = _actions(f"# Axe 1 : Vivre\n\n## Loger\n\n- Ouvrir une salle\n\n## {titre}\n\n- Des bancs\n- Un marché\n")
    assert found["Loger"] == ["Ouvrir une salle"]
    assert found[titre] == actions


@pytest.mark.parametrize(
    ("gauche", "droite"),
    [("grands", "parents"), ("Grands", "ensembles"), ("petits", "déjeuners"), ("arrière", "plan"), ("beaux", "arts")],
)
def test_compounds_keep_their_hyphen_at_a_line_end(gauche: str, droite: str) -> None:
    """Though the document prints neither part elsewhere."""
    assert joins(gauche, droite, "-", frozenset()) == "trait"


@pytest.mark.parametrize(
    ("gauche", "droite", "mots"),
    [
        ("gran", "deur", ""),  # no word of the list
        ("beau", "coup", ""),
        ("petites", "ses", ""),
        ("arrières", "plan", ""),
        ("grands", "ir", "grandsir"),  # printed whole elsewhere
        ("arrière", "plan", "arrièreplan"),
    ],
)
def test_other_words_lose_theirs(gauche: str, droite: str, mots: str) -> None:
    assert joins(gauche, droite, "-", frozenset(mots.split())) == "mot"


# a column with room for the next word: only the words tell
LARGE = 500.0


@pytest.mark.parametrize(
    ("dessus", "dessous"),
    [
        ("CCI, MEDEF, Fondation", "Abeille"),
        ("PMI ; association", "Maminou"),
        ("Lycée professionnel", "Jacquard"),
        ("Centre social", "Bellevue"),
        ("Lycée", "Jacquard"),
        ("Lycée", "Coordinat"),
        ("Préfecture / Police", "nationale / CAF"),  # the end of a body before a separator
        ("bailleurs", "sociaux, Action Logement"),
    ],
)
def test_a_noun_that_leaves_its_name_open_takes_the_next_line(dessus: str, dessous: str) -> None:
    assert name_goes_on(line(dessus), line(dessous, 1, top=112.0), LARGE)


@pytest.mark.parametrize(
    ("dessus", "dessous"),
    [
        ("CCI, Fondation Abeille", "Maminou"),  # named already
        ("Fondation, CCI", "Maminou"),  # not the last of its line
        ("Lycée Jacquard", "Maminou"),
        ("Lycée professionnel", "CAF"),
        ("Lycée professionnel", "LPX"),  # an acronym
        ("Lycée professionnel", "Associations"),  # parties themselves
        ("Gîte communal", "Jacquard"),  # a place that bears no name
        ("École de la deuxième chance", "Wimoov"),  # one that says all
        ("Lycée", "Coordinateur jeunesse"),  # who is in charge of something
        ("Lycée", "Service jeunesse"),  # a part of a body
    ],
)
def test_a_name_that_is_whole_takes_none(dessus: str, dessous: str) -> None:
    assert not name_goes_on(line(dessus), line(dessous, 1, top=112.0), LARGE)


@pytest.mark.parametrize(
    ("dessus", "dessous", "suite"),
    [
        ("Direction de l'éducation", "Inspection", False),  # a name that its complement ends, and a kind of party
        ("Direction de l'éducation", "Populaire", True),
        ("Direction Enfance", "Famille", True),
        ("Direction de", "Conservatoire", True),
    ],
)
def test_a_kind_of_party_below_a_name_with_its_complement_is_another(dessus: str, dessous: str, suite: bool) -> None:
    """Though the line above had no room for it."""
    above = line(dessus)
    assert name_goes_on(above, line(dessous, 1, top=112.0), above.bbox[2] + 5) is suite
