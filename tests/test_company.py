"""Parties that a value names behind 'avec': who goes along with those before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import CORPS, all_engagements, extract_text, line, whole
from pipeline.model import Block, Span
from pipeline.stages.company import company
from pipeline.texts import text_of


def _said(texte: str, etiquette: str = "acteur:pilote") -> list[tuple[str, str]]:
    """The blocks of a label and its value, as (label or genre, words)."""
    lignes = [line("Piloté par"), line(texte, 1, top=120.0)]
    label = Block(0, "etiquette", whole(lignes, 0), page=1, style=CORPS, etiquette=etiquette)
    found = company([label, Block(1, "texte", whole(lignes, 1), page=1, style=CORPS, suite=True)], lignes)
    return [(b.etiquette or b.genre, text_of(lignes, b.spans)) for b in found[1:]]


@pytest.mark.parametrize(
    ("texte", "avec"),
    [
        ("CAF, avec PMI et État", "PMI et État"),
        ("CAF et Ville, en lien avec PMI", "PMI"),
        ("CAF (avec PMI)", "PMI"),
        ("CAF – En partenariat avec : PMI et État", "PMI et État"),
        ("CAF avec PMI", ""),
        ("CAF, avec l'ambition de réunir les familles", ""),
    ],
)
def test_the_value_of_a_label_ends_where_it_says_with_whom(texte: str, avec: str) -> None:
    found = _said(texte)
    assert found[1:] == ([(found[1][0], found[1][1]), ("texte", avec)] if avec else [])
    assert [label for label, _ in found[1:2]] == (["acteur:partenaire"] if avec else [])


@pytest.mark.parametrize(
    ("texte", "aides"),
    [
        ("CAF, avec l'appui de la PMI", ["PMI"]),
        ("CAF, avec l’aide de la PMI, du Département et de l’État.", ["PMI", "Département", "État"]),
        ("CAF et Ville – avec le soutien des bailleurs et de l'Anah", ["bailleurs", "Anah"]),
        ("CAF, avec la participation de l'ARS et de la Ville", ["ARS", "Ville"]),
        ("CAF, avec l'appui de la volonté de tous, des habitants", []),  # no names
        ("une permanence, avec l'appui de la CAF", []),  # nor here
        ("CAF avec l'appui de la PMI", []),
    ],
)
def test_those_whose_help_a_value_names_are_partners_each_behind_its_de(texte: str, aides: list[str]) -> None:
    found = _said(texte)
    assert found[2:] == [("texte", nom) for nom in aides]
    assert [label for label, _ in found[1:2]] == (["acteur:partenaire"] if aides else [])


def test_those_who_go_along_are_found_before_those_who_help() -> None:
    found = _said("CAF, en lien avec DDT, avec l'appui de l'État")
    partner = "acteur:partenaire"
    assert found[1:] == [(partner, "en lien avec"), ("texte", "DDT"), (partner, "avec l'appui"), ("texte", "État")]


def test_the_first_words_of_a_label_may_end_the_line_above_it() -> None:
    """'Porté par : CAF – En partenariat' over 'avec : PMI'."""
    lignes = [line("Porté par CAF – En partenariat"), line("avec : PMI", 1, top=112.0)]
    label = Block(0, "etiquette", (Span(0, 0, 9),), page=1, style=CORPS, etiquette="acteur:porteur")
    value = Block(1, "texte", (Span(0, 10, 30),), page=1, style=CORPS, suite=True)
    avec = Block(2, "etiquette", (Span(1, 0, 4),), (Span(1, 4, 6),), page=1, style=CORPS, etiquette="acteur:partenaire")
    found = company([label, value, avec], lignes)
    assert [text_of(lignes, b.spans) for b in found] == ["Porté par", "CAF", "En partenariat avec"]
    owned = sorted((s.line, s.debut, s.fin) for b in found for s in (*b.spans, *b.balises))
    assert "".join(lignes[n].texte[a:b] for n, a, b in owned).replace(" ", "") == "PortéparCAF–Enpartenariatavec:"


@pytest.mark.parametrize("etiquette", ["acteur:partenaire", "champ"])
def test_partners_and_fields_are_not_cut(etiquette: str) -> None:
    assert _said("CAF, avec PMI", etiquette) == [("texte", "CAF, avec PMI")]


def test_no_word_of_a_value_with_several_helpers_is_lost() -> None:
    texte = "CAF, avec l'appui de la PMI, du Département et de l'État."
    lignes = [line("Piloté par"), line(texte, 1, top=120.0)]
    label = Block(0, "etiquette", whole(lignes, 0), page=1, style=CORPS, etiquette="acteur:pilote")
    found = company([label, Block(1, "texte", whole(lignes, 1), page=1, style=CORPS, suite=True)], lignes)[1:]
    owned = sorted((s.debut, s.fin) for b in found for s in (*b.spans, *b.balises))
    assert "".join(texte[a:b] for a, b in owned).replace(" ", "") == texte.replace(" ", "")


def test_in_markdown(tmp_path: Path) -> None:
    document, _ = extract_text("# Axe 1 : Vivre\n\n## Engagement 1 : Ouvrir\n\n- un lieu\n\nPILOTES : CAF, avec PMI\n", tmp_path)
    (engagement,) = all_engagements(document)
    assert [p.libelle for p in engagement.pilotes] == ["CAF"]
    assert [(p.role, p.libelle) for p in engagement.autres_acteurs] == [("partenaire", "PMI")]


@pytest.mark.parametrize("un", [True, False])
@pytest.mark.parametrize(
    ("dessous", "avec"),
    [
        ("avec PMI, Département", ("avec", "PMI, Département")),
        ("Avec : PMI et État", ("Avec", "PMI et État")),
        ("En lien avec DDT", ("En lien avec", "DDT")),
        ("avec l'ambition de réunir les familles", None),  # the rest is a sentence
        ("PMI, Département", None),
    ],
)
def test_a_line_below_the_names_says_who_goes_along(dessous: str, avec: tuple[str, str] | None, un: bool) -> None:
    """In the block of the names, or in the next one."""
    lignes = [line("Pilotes"), line("CAF, Ville de Lys", 1, top=114.0), line(dessous, 2, top=128.0)]
    blocks = [Block(0, "etiquette", whole(lignes, 0), page=1, bbox=lignes[0].bbox, style=CORPS, etiquette="acteur:pilote")]
    values = [whole(lignes, 1, 2)] if un else [whole(lignes, 1), whole(lignes, 2)]
    blocks += [Block(i, "texte", spans, page=1, bbox=lignes[i].bbox, style=CORPS, suite=i == 1) for i, spans in enumerate(values, 1)]
    found = [(b.etiquette or b.genre, text_of(lignes, b.spans)) for b in company(blocks, lignes)[1:]]
    if avec is None:
        assert found == [("texte", text_of(lignes, spans)) for spans in values]
    else:
        assert found == [("texte", "CAF, Ville de Lys"), ("acteur:partenaire", avec[0]), ("texte", avec[1])]


def test_the_signs_of_a_value_stay_with_its_first_part() -> None:
    """The bracket that closes behind the names is owned once: '[Pilote : CAF, avec Ville]'."""
    lignes = [line("Pilote"), line("CAF, avec Ville]", 1, top=114.0)]
    text = lignes[1].texte
    label = Block(0, "etiquette", whole(lignes, 0), page=1, etiquette="acteur:pilote")
    value = Block(1, "texte", (Span(1, 0, len(text) - 1),), (Span(1, len(text) - 1, len(text)),), page=1, suite=True)
    owned = [(s.debut, s.fin) for b in company([label, value], lignes)[1:] for s in (*b.spans, *b.balises)]
    assert sum(fin - debut for debut, fin in owned) == len({i for debut, fin in owned for i in range(debut, fin)})
