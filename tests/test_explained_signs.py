"""A list sign that a sentence of the document explains as a label of parties names parties."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import GRAND, all_engagements, extract_pages, line, page, whole, words
from pipeline.model import Block, Span
from pipeline.stages.explained_signs import explained_signs
from pipeline.texts import raw_text

FLECHE = "La flèche (→) introduit le nom du ou des pilotes."


def _said(phrase: str, item: str = "→ Ville de Lanvert", balises: bool = True) -> list[tuple[str, str, str]]:
    """The blocks below a paragraph that says `phrase`: (genre, label, words)."""
    lignes = [line(phrase), line(item, 1, top=120.0)]
    told = Block(0, "texte", whole(lignes, 0), page=1)
    listed = Block(1, "item", (Span(1, 2, len(item)),), (Span(1, 0, 1),) if balises else (), page=1, marque=item[0], niveau=2)
    return [(b.genre, b.etiquette, raw_text(lignes, b.spans)) for b in explained_signs([told, listed], lignes)[1:]]


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        (FLECHE, "pilote"),
        ("Chaque action dit qui la porte : « → » précède les partenaires.", "partenaire"),
        ("La liste est longue. Le signe “→” introduit les pilotes", "pilote"),
    ],
)
def test_what_stands_behind_an_explained_sign_names_parties(phrase: str, role: str) -> None:
    """The sign is their label and the words behind it are the value, on its line."""
    assert _said(phrase) == [("etiquette", f"acteur:{role}", "→"), ("texte", "", "Ville de Lanvert")]


@pytest.mark.parametrize(
    ("phrase", "item", "balises"),
    [
        ("La flèche (→) introduit ce que fait la collectivité.", "→ Ville de Lanvert", True),  # no word of parties
        (FLECHE, "• Ville de Lanvert", True),  # another sign
        ("La flèche introduit le nom des pilotes.", "→ Ville de Lanvert", True),  # the sign is not printed
        ("La flèche (→) introduit un titre. Voici les pilotes.", "→ Ville de Lanvert", True),  # another sentence
        (FLECHE, "→ Ville de Lanvert", False),  # no sign to be the label
    ],
)
def test_a_sign_that_no_sentence_explains_stays_a_list_sign(phrase: str, item: str, balises: bool) -> None:
    """The sentence says something else, or of another sign."""
    assert [genre for genre, _, _ in _said(phrase, item, balises)] == ["item"]


def test_only_a_paragraph_explains_a_sign() -> None:
    """An item or a title that prints the sign in parentheses says nothing of it."""
    lignes = [line(FLECHE), line("→ CAF", 1, top=120.0)]
    told = Block(0, "texte", whole(lignes, 0), page=1)
    listed = Block(1, "item", (Span(1, 2, 5),), (Span(1, 0, 1),), page=1, marque="→")
    assert [b.genre for b in explained_signs([told, listed], lignes)] == ["texte", "etiquette", "texte"]
    assert [b.genre for b in explained_signs([replace(told, genre="titre"), listed], lignes)] == ["titre", "item"]


def test_the_value_stands_on_the_line_of_its_label() -> None:
    """No level and no sign are left on it; why says so."""
    lignes = [line(FLECHE), line("→ CAF", 1, top=120.0)]
    listed = Block(1, "item", (Span(1, 2, 5),), (Span(1, 0, 1),), page=1, marque="→", niveau=2)
    _, label, value = explained_signs([Block(0, "texte", whole(lignes, 0), page=1), listed], lignes)
    assert (label.suite, value.suite, value.niveau, value.marque, value.balises) == (False, True, 1, "", ())
    assert "→" in value.pourquoi[0]


@pytest.mark.parametrize(("phrase", "noms"), [(FLECHE, ["Ville de Lanvert"]), ("La flèche (→) introduit un acte.", [])])
def test_the_engagement_above_an_explained_sign_has_its_party(phrase: str, noms: list[str], tmp_path: Path) -> None:
    """The sentence stands at the head of the document, the sign below the actions."""
    rows = [words("Axe 1 : Vivre", top=60, style=GRAND), words(phrase, top=100), words("1.1 Ouvrir une halte", top=130, style=GRAND)]
    rows += [words("• un acte pour le quartier", top=160), words("→ Ville de Lanvert", top=180)]
    document, _ = extract_pages([page(*rows)], tmp_path)
    assert [p.libelle for e in all_engagements(document) for p in e.pilotes] == noms


NOMS = ("Ville de Lanvert", "CAF", "Département, CAF", "État")


def _with_legend(legende: str, noms: tuple[str, ...] = NOMS, signe: str = "→", autre: str = "•", balises: bool = True) -> list[str]:
    """Genre or label of the blocks: an item behind `signe` for each of `noms`, one behind `autre`, then `legende` behind `signe`."""
    said = [*((signe, nom) for nom in noms), (autre, "Ouvrir une halte"), (signe, legende)]
    lignes = [line(f"{s} {t}", i, top=100.0 + 14 * i) for i, (s, t) in enumerate(said)]
    blocks = [
        Block(i, "item", (Span(i, 2, len(lignes[i].texte)),), (Span(i, 0, 1),) if balises else (), page=1, marque=s)
        for i, (s, _) in enumerate(said)
    ]
    return [b.etiquette or b.genre for b in explained_signs(blocks, lignes)]


@pytest.mark.parametrize(
    ("legende", "role"),
    [
        ("pilotes de l'engagement", "pilote"),
        ("pilotes — • ce que chacun fait", "pilote"),
        ("partenaires ; en gras, les financeurs", "partenaire"),
    ],
)
def test_a_line_behind_the_sign_says_who_stands_behind_it_elsewhere(legende: str, role: str) -> None:
    assert _with_legend(legende) == [*([f"acteur:{role}", "texte"] * len(NOMS)), "item", "texte"]
    assert _with_legend(legende, noms=NOMS[:3])[-1] == "texte"


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(_with_legend("ce que chacun fait"), id="no word of parties"),
        pytest.param(_with_legend("calendrier"), id="another label"),
        pytest.param(_with_legend("les rues de nos pilotes"), id="other words"),
        pytest.param(_with_legend("pilotes", signe="-"), id="a weak sign"),
        pytest.param(_with_legend("pilotes", noms=("Ouvrir un lieu", "Planter", "Former", "CAF")), id="over no bodies"),
        pytest.param(_with_legend("pilotes", noms=NOMS[:2]), id="too few"),
        pytest.param(_with_legend("pilotes", autre="→"), id="the only sign"),
        pytest.param(_with_legend("pilotes", balises=False), id="no sign to be the label"),
    ],
)
def test_other_lines_behind_a_sign_are_items(found: list[str]) -> None:
    assert set(found) == {"item"}


@pytest.mark.parametrize(
    ("valeur", "attendu"),
    [
        ("Ville [avec CAF, État]", [("acteur:pilote", "→"), ("texte", "Ville"), ("acteur:partenaire", "avec"), ("texte", "CAF, État")]),
        ("Ville (avec CAF).", [("acteur:pilote", "→"), ("texte", "Ville"), ("acteur:partenaire", "avec"), ("texte", "CAF")]),
        ("Ville (CAF)", [("acteur:pilote", "→"), ("texte", "Ville (CAF)")]),  # which says no 'avec'
        ("Ville avec CAF", [("acteur:pilote", "→"), ("texte", "Ville avec CAF")]),  # no bracket
        ("Ville (avec CAF) et État", [("acteur:pilote", "→"), ("texte", "Ville (avec CAF) et État")]),  # not at the end
        ("(avec CAF)", [("acteur:pilote", "→"), ("texte", "(avec CAF)")]),  # with nobody
        (
            "Ville [avec CAF (Nord), État]",
            [("acteur:pilote", "→"), ("texte", "Ville"), ("acteur:partenaire", "avec"), ("texte", "CAF (Nord), État")],
        ),
        (
            "Ville (avec CAF [Nord])",
            [("acteur:pilote", "→"), ("texte", "Ville"), ("acteur:partenaire", "avec"), ("texte", "CAF [Nord]")],
        ),
        # brackets that do not belong together
        ("Ville (avec CAF) et État (Nord)", [("acteur:pilote", "→"), ("texte", "Ville (avec CAF) et État (Nord)")]),
        ("Ville (avec CAF), Région [avec État]", [("acteur:pilote", "→"), ("texte", "Ville (avec CAF), Région [avec État]")]),
        ("Ville (avec CAF (Nord)", [("acteur:pilote", "→"), ("texte", "Ville (avec CAF (Nord)")]),  # one is left open
    ],
)
def test_a_bracket_behind_a_name_says_with_whom(valeur: str, attendu: list[tuple[str, str]]) -> None:
    assert [(label or genre, texte.strip()) for genre, label, texte in _said(FLECHE, f"→ {valeur}")] == attendu


def test_the_signs_of_a_bracket_belong_to_no_name() -> None:
    """They are signs of the label that the bracket opens with; the names behind it are its value, on its line."""
    item = "→ Ville [avec CAF]."
    lignes = [line(FLECHE), line(item, 1, top=120.0)]
    listed = Block(1, "item", (Span(1, 2, len(item)),), (Span(1, 0, 1),), page=1, marque="→")
    *_, label, company = explained_signs([Block(0, "texte", whole(lignes, 0), page=1), listed], lignes)
    assert [raw_text(lignes, (span,)) for span in label.balises] == ["[", "]."]
    assert (label.suite, company.suite) == (False, True)
