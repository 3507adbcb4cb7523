"""The published document: ids made of content, values made of spans, a place for every value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import all_engagements, all_sections, extract_pages, extract_text, line, page, words
from pipeline.model import Box, Span, Style
from pipeline.stages.publish import LONGUEUR_ID, content_key, provenance

BASE = """\
# Axe 1 : Emploi

## Insérer les jeunes

- Ouvrir un chantier
- Former

**PILOTES :** Ville, CAF

# Axe 2 : Santé

## Soigner

- Former
- Former
"""


def _ids(texte: str, folder: Path) -> list[str]:
    document, _ = extract_text(texte, folder)
    return list(_values(document.model_dump()["sections"], "id"))


def _values(node: Any, key: str) -> Iterator[Any]:
    if isinstance(node, dict):
        if key in node:
            yield node[key]
        for value in node.values():
            yield from _values(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from _values(value, key)


def test_ids_say_where_and_what(tmp_path: Path) -> None:
    assert sorted(_ids(BASE, tmp_path)) == [
        "axe-1",
        "axe-1/inserer-les-jeunes",
        "axe-1/inserer-les-jeunes/former",
        "axe-1/inserer-les-jeunes/ouvrir-un-chantier",
        "axe-2",
        "axe-2/soigner",
        "axe-2/soigner/former",
        "axe-2/soigner/former~2",
    ]


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ("# Axe 2", "Un paragraphe sans rapport, ajouté à la fin d'un axe.\n\n# Axe 2"),
        ("# Axe 2", "# Axe 3 : Sport\n\n## Jouer\n\n- Ouvrir un stade\n\n# Axe 2"),
        ("- Ouvrir un chantier\n", "- Une action de plus\n- Ouvrir un chantier\n"),
        ("# Axe 1 : Emploi\n", "Un avant-propos.\n\n# Axe 1 : Emploi\n"),
        ("Ville, CAF", "Ville, Etat, CAF"),
    ],
)
def test_what_is_added_elsewhere_changes_no_id(avant: str, apres: str, tmp_path: Path) -> None:
    before, after = _ids(BASE, tmp_path), _ids(BASE.replace(avant, apres, 1), tmp_path)
    assert set(before) <= set(after)
    assert [i for i in after if i in set(before)] == before


def test_like_sections_have_different_ids(tmp_path: Path) -> None:
    texte = "".join(f"# Enjeu 2 : {titre}\n\n## Agir\n\n- un\n\n**PILOTE :** Ville\n\n" for titre in ("Santé", "Sport"))
    assert [i for i in _ids(texte, tmp_path) if i.count("/") == 0] == ["enjeu-2", "enjeu-2-sport"]
    assert len(set(_ids(texte, tmp_path))) == len(_ids(texte, tmp_path))


@pytest.mark.parametrize(
    ("texte", "cle"),
    [
        ("Réussite éducative", "reussite-educative"),
        ("Cœur de l'œuvre", "coeur-de-l-oeuvre"),
        ("5 % d'heures", "5-d-heures"),
        ("« ! »", "sans-texte"),
        pytest.param(
            "Cœur de l’œuvre – ville",
            "coeur-de-l-oeuvre-ville",
        ),
    ],
)
def test_content_key(texte: str, cle: str) -> None:
    assert content_key(texte) == cle


def test_a_long_key_is_cut_and_closed_by_a_hash() -> None:
    start = "Augmenter le nombre d'enfants bénéficiaires de l'offre d'accompagnement à la scolarité"
    one, two = content_key(start + " en 2019"), content_key(start + " en 2020")
    assert one != two
    assert one.rpartition("-")[0] == two.rpartition("-")[0] == content_key(start + " autre").rpartition("-")[0]
    assert len(one) <= LONGUEUR_ID + 7
    assert content_key(start + " en 2019") == one


def test_text_before_the_first_title_and_engagements_under_none(tmp_path: Path) -> None:
    document, _ = extract_text("Un mot.\n\n# Soigner\n\n- un\n\n**PILOTE :** Ville\n\n# Axe 1 : Sport\n\n## Jouer\n\n- deux\n", tmp_path)
    assert [(s.id, s.titre) for s in document.sections] == [("avant-le-premier-titre", ""), ("engagements", ""), ("axe-1", "Sport")]
    assert [e.titre for e in all_engagements(document)] == ["Soigner", "Jouer"]


def test_values_are_the_words_without_their_signs(tmp_path: Path) -> None:
    document, _ = extract_text(
        "# Axe 1 : Emploi\n\n## Stages de 3<sup>ème</sup>\n\n- Ouvrir **deux**\n  chantiers\n\n"
        "**PILOTES :**\n• Villes • DDTM\n\n**Budget :** 10&nbsp;000 €\n",
        tmp_path,
    )
    (engagement,) = all_engagements(document)
    assert engagement.titre == "Stages de 3ème"
    assert [a.texte for a in engagement.actions] == ["Ouvrir deux chantiers"]
    assert [p.libelle for p in engagement.pilotes] == ["Villes", "DDTM"]
    assert [(c.libelle, c.valeur) for c in engagement.champs] == [("Budget", "10 000 €")]


def test_lists_and_tables_keep_their_items(tmp_path: Path) -> None:
    document, _ = extract_text("# Bilan\n\n- un\n- deux\n\n| a | b |\n|---|---|\n| c | d |\n\nFin.\n", tmp_path)
    (section,) = document.sections
    assert [(p.type, p.texte, p.items) for p in section.passages] == [
        ("liste", "un\ndeux", ["un", "deux"]),
        ("tableau", "a | b\nc | d", ["a | b", "c | d"]),
        ("paragraphe", "Fin.", []),
    ]


def test_every_value_has_its_source_line(tmp_path: Path) -> None:
    document, _ = extract_text(BASE, tmp_path)
    source = BASE.split("\n")
    for engagement in all_engagements(document):
        for texte, places in [
            (engagement.titre, engagement.provenance),
            *((a.texte, a.provenance) for a in engagement.actions),
            *((p.libelle, p.provenance) for p in engagement.pilotes),
        ]:
            (place,) = [vars(p) for p in places]
            assert texte in source[place["ligne"] - 1]


def test_the_place_of_a_repeated_title_is_all_its_places(tmp_path: Path) -> None:
    document, _ = extract_text("# Axe 1 : Sport\n\n## Jouer\n\n- un\n\n## Jouer (suite)\n\n- deux\n", tmp_path)
    (engagement,) = all_engagements(document)
    assert [vars(p) for p in engagement.provenance] == [{"ligne": 3}, {"ligne": 7}]


def test_boxes_cover_the_words_and_nothing_else() -> None:
    ligne = line("PILOTES : Ville de Nantes", 0, x0=50, top=100)
    (place,) = provenance([ligne], (Span(0, 10, 15),))
    piece = ligne.pieces[2]
    assert vars(place) == {"page": 1, "bbox": (piece.bbox[0], 100.0, piece.bbox[2], 110.0)}


def test_a_value_over_two_lines_has_two_boxes() -> None:
    lignes = [line("Ouvrir un centre", 0, top=100), line("de santé", 1, top=114)]
    places = [vars(p) for p in provenance(lignes, (Span(0, 0, 16), Span(1, 0, 8)))]
    assert [p["bbox"][1] for p in places] == [100.0, 114.0]


def test_boxes_are_rounded_to_two_decimals() -> None:
    (place,) = [vars(p) for p in provenance([line("Ville", 0, x0=50.123456, top=99.999)], (Span(0, 0, 5),))]
    assert place["bbox"] == (50.12, 100.0, 75.12, 110.0)


# --- pages ----------------------------------------------------------------------------------------------------------

GRAND = Style(16.0, gras=True, couleur="#000000")
MOYEN = Style(12.0, gras=True, couleur="#000000")


def test_a_slide_with_its_pilots_at_the_right(tmp_path: Path) -> None:
    """The boxes come last in the file, as slide exporters write them; each goes to the engagement it stands beside."""
    pages = [
        page(
            words("ENJEU 1 : Bien vivre", top=40, style=GRAND),
            words("Soigner", top=120, style=MOYEN),
            words("• Ouvrir un centre de santé", top=145),
            words("• Former des médiateurs en santé", top=160),
            words("Jouer", top=300, style=MOYEN),
            words("• Ouvrir un stade pour tous", top=325),
            words("PILOTES :", 430, 125),
            words("• ARS • Ville", 430, 140),
            words("PILOTE :", 430, 305),
            words("• Métropole", 430, 320),
            boites=[Box(420, 115, 560, 160, fond="#dddddd"), Box(420, 295, 560, 340, fond="#dddddd")],
        )
    ]
    document, _ = extract_pages(pages, tmp_path)
    assert [(e.titre, [a.texte for a in e.actions], [p.libelle for p in e.pilotes]) for e in all_engagements(document)] == [
        ("Soigner", ["Ouvrir un centre de santé", "Former des médiateurs en santé"], ["ARS", "Ville"]),
        ("Jouer", ["Ouvrir un stade pour tous"], ["Métropole"]),
    ]
    assert document.couverture.non_attribues == 0
    (ars,) = all_engagements(document)[0].pilotes[:1]
    assert [vars(p) for p in ars.provenance] == [{"page": 1, "bbox": (437.5, 140.0, 452.5, 150.0)}]


def test_a_report_with_running_feet(tmp_path: Path) -> None:
    pages = [
        page(
            *([words("AXE 1 : EMPLOI", top=60, style=GRAND)] if n == 1 else []),
            words(f"Insérer le public numéro {'abc'[n - 1]}", top=120, style=MOYEN),
            words("- Ouvrir un chantier d'insertion", top=145),
            words("- Nantes", 70, 160),
            words("PILOTE : Ville de Nantes, CAF", top=180),
            words(f"Contrat de ville 2024-2030 - page {n}", top=810, style=Style(8.0, couleur="#000000")),
            numero=n,
        )
        for n in (1, 2, 3)
    ]
    document, _ = extract_pages(pages, tmp_path)
    assert [s.titre for s in all_sections(document.sections)] == ["EMPLOI"]
    engagements = all_engagements(document)
    assert [[(a.texte, a.niveau) for a in e.actions] for e in engagements] == [[("Ouvrir un chantier d'insertion", 1), ("Nantes", 2)]] * 3
    assert [[p.libelle for p in e.pilotes] for e in engagements] == [["Ville de Nantes", "CAF"]] * 3
    assert document.couverture.mobilier == 3 * len("Contratdeville2024-2030-page1")
    assert document.couverture.non_attribues == 0
