"""Where a list of actions begins below the list of a field, behind the same sign."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import CORPS, extract_pages, line, page, whole, words
from pipeline.model import Block, Line, Node
from pipeline.stages.engagements import engagements
from pipeline.stages.lists_apart import starts_of_actions
from pipeline.texts import text_of


def _fiche(lignes: list[Line], gaps: tuple[float, ...], taille: float = 10.0, label: str = "acteur:partenaire") -> Node:
    """A heading with a label and a list below it, `gaps` points above each item but the first; type of `taille` from the third on."""
    first = len(lignes)
    lignes.append(line("Partenaires :", first))
    blocks = [Block(first, "etiquette", whole(lignes, first), page=1, bbox=lignes[first].bbox, etiquette=label)]
    top = 114.0
    for n, gap in enumerate((*gaps, 0.0), 1):
        i = first + n
        lignes.append(line(f"Point {n}", i, top=top))
        style = replace(CORPS, taille=taille) if n >= 3 else CORPS
        blocks.append(Block(i, "item", whole(lignes, i), page=1, bbox=lignes[i].bbox, marque="•", style=style))
        top += 10.0 + gap
    return Node(None, "action", None, (), nature="programme", corps=tuple(blocks))


def _document(*gaps: tuple[float, ...], taille: float = 10.0, label: str = "acteur:partenaire") -> tuple[list[Line], Node]:
    lignes: list[Line] = []
    nodes = tuple(_fiche(lignes, each, taille, label) for each in gaps)
    return lignes, Node(None, "titre", None, (), enfants=nodes)


APART, EVEN = (4.0, 9.0, 4.0), (4.0, 4.0, 4.0)


def test_a_wider_gap_parts_the_actions_from_the_list_of_a_field() -> None:
    lignes, root = _document(APART, APART)
    assert starts_of_actions(root, lignes) == {3, 8}
    first = engagements(root, lignes).sections[0].contenu
    assert [text_of(lignes, a.spans) for a in first.actions] == ["Point 3", "Point 4"]
    assert [text_of(lignes, p.spans) for p in first.parties] == ["Point 1", "Point 2"]


def test_a_larger_type_does_as_well() -> None:
    lignes, root = _document(EVEN, EVEN, taille=11.0)
    assert starts_of_actions(root, lignes) == {3, 8}


def test_one_heading_alone_or_as_many_without_a_gap_tell_nothing() -> None:
    for gaps in ((APART,), (APART, APART, EVEN, EVEN)):
        lignes, root = _document(*gaps)
        assert starts_of_actions(root, lignes) == frozenset()


@pytest.mark.parametrize(
    ("textes", "debut"),
    [
        pytest.param(("CLIC", "CAF", "Ouvrir un lieu d'accueil de nuit", "Planter des haies dans la cour"), {3}, id="verbs below the gap"),
        pytest.param(("CLIC", "CAF", "Lire et faire lire", "Unis pour les quartiers du port"), set(), id="names"),
        pytest.param(
            ("CLIC", "CAF", "Ouvrir un lieu d'accueil de nuit", "Maison des jeunes et de la culture"), set(), id="a name among them"
        ),
        pytest.param(("CLIC", "CAF", "Ville", "Ouvrir un lieu d'accueil de nuit"), set(), id="only the last one"),
    ],
)
def test_one_heading_will_do_where_verbs_stand_below_the_gap(textes: tuple[str, ...], debut: set[int]) -> None:
    lignes, root = _document(APART)
    lignes = [lignes[0], *(line(texte, i, top=li.bbox[1]) for i, (texte, li) in enumerate(zip(textes, lignes[1:], strict=True), 1))]
    corps = tuple(replace(b, spans=whole(lignes, b.id)) for b in root.enfants[0].corps)
    assert starts_of_actions(replace(root, enfants=(replace(root.enfants[0], corps=corps),)), lignes) == debut


def test_where_actions_stand_elsewhere_a_list_is_whole() -> None:
    lignes, root = _document(APART, APART, label="actions")
    assert starts_of_actions(root, lignes) == frozenset()


@pytest.mark.parametrize(("signe", "niveau"), [("○", 2), ("•", 1)])
def test_an_item_that_opens_a_page_keeps_the_level_of_its_sign(signe: str, niveau: int, tmp_path: Path) -> None:
    first = [words("• Prévenir", 60, 100), words("○ Dépister", 80, 114), words("○ Vacciner", 80, 128)]
    sheets = [
        page(*first),
        page(words(f"{signe} Soigner", 80, 60), words("Un paragraphe qui suit la liste de la page d'avant.", 50, 90), numero=2),
    ]
    _, stages = extract_pages(sheets, tmp_path)
    found = [b.niveau for b in stages.sorties["blocs"] if isinstance(b, Block) and b.genre == "item"]
    assert found == [1, 2, 2, niveau]
