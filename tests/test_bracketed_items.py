"""Parties in brackets at the end of an item: they are its parties, and no words of what is to be done."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import all_engagements, extract_text, line, whole
from pipeline.model import Block
from pipeline.stages.brackets import bracketed_parties
from pipeline.texts import text_of


def _parted(texte: str, genre: str = "item") -> list[tuple[str, str]]:
    """(genre, words) of what a block is made into; no word of it is lost."""
    lignes = [line(texte)]
    block = Block(0, "item" if genre == "item" else "texte", whole(lignes, 0), page=1, marque="-", groupe=4)
    found = bracketed_parties([block], lignes)
    kept = "".join(sorted(c for b in found for spans in (b.spans, b.balises) for c in text_of(lignes, spans) if not c.isspace()))
    assert kept == "".join(sorted(c for c in texte if not c.isspace()))
    assert {b.groupe for b in found} == {4}
    return [(b.genre, text_of(lignes, b.spans)) for b in found]


@pytest.mark.parametrize(
    ("texte", "label", "noms"),
    [
        ("Ouvrir une crèche (Pilote : CAF)", "Pilote", "CAF"),
        ("Ouvrir une crèche (Pilotes : CAF, Ville de Lys) ;", "Pilotes", "CAF, Ville de Lys"),
        ("Ouvrir une crèche [porteur : CAF].", "porteur", "CAF"),
        ("Ouvrir une crèche (Pilote : Ville (CCAS))", "Pilote", "Ville (CCAS)"),
    ],
)
def test_brackets_at_the_end_of_an_item_name_its_parties(texte: str, label: str, noms: str) -> None:
    assert _parted(texte) == [("item", "Ouvrir une crèche"), ("etiquette", label), ("texte", noms)]


@pytest.mark.parametrize(
    ("texte", "genre"),
    [
        pytest.param("Ouvrir une crèche (Pilote : CAF) près de la gare", "item", id="amid an item"),
        pytest.param(
            "Ouvrir une crèche (Pilote : CAF) près de la gare (Lys)",
            "item",
            id="other brackets behind them",
        ),
        pytest.param("Ouvrir une crèche (bilan : 2024)", "item", id="no label of parties"),
        pytest.param("Ouvrir une crèche (Pilote : CAF", "item", id="no end"),
        pytest.param("Ouvrir une crèche (Pilote : CAF (Lys)", "item", id="the end of inner brackets"),
        pytest.param("(Pilote : CAF)", "item", id="nothing before them"),
        pytest.param("Ouvrir une crèche (Pilote : CAF)", "texte", id="a paragraph"),
    ],
)
def test_other_brackets_stay(texte: str, genre: str) -> None:
    assert _parted(texte, genre) == [(genre, texte)]


@pytest.mark.parametrize(
    ("items", "actions", "pilotes"),
    [
        ("- Ouvrir une crèche (Pilote : CAF)\n- Former des relais", ["Ouvrir une crèche", "Former des relais"], ["CAF"]),
        (
            "- Ouvrir une crèche (Pilote : CAF) à Lys\n- Former des relais",
            ["Ouvrir une crèche (Pilote : CAF) à Lys", "Former des relais"],
            [],
        ),
    ],
)
def test_the_engagement_has_the_party_and_the_action_has_not(items: str, actions: list[str], pilotes: list[str], tmp_path: Path) -> None:
    document, _ = extract_text(f"# Axe 1 : Vivre\n\n## Action 1 : Grandir\n\n{items}\n", tmp_path)
    (engagement,) = all_engagements(document)
    assert ([a.texte for a in engagement.actions], [p.libelle for p in engagement.pilotes]) == (actions, pilotes)


@pytest.mark.parametrize(
    "texte",
    [
        "Ouvrir une crèche (Pilote : CAF) (Partenaires : Ville de Lys)",
        "Ouvrir une crèche (Pilote : CAF) et (Partenaires : Ville de Lys).",
        "Ouvrir une crèche (Pilote : CAF ; partenaires : Ville de Lys)",
        "Ouvrir une crèche [Pilote : CAF | Partenaires : Ville de Lys]",
    ],
)
def test_brackets_with_several_labels_name_the_parties_of_each(texte: str) -> None:
    labels, names = [t for g, t in _parted(texte) if g == "etiquette"], [t for g, t in _parted(texte) if g == "texte"]
    assert ([label.capitalize() for label in labels], names) == (["Pilote", "Partenaires"], ["CAF", "Ville de Lys"])


def test_names_keep_the_brackets_of_their_own() -> None:
    assert _parted("Aider les jeunes (35) (Pilote : CAF (Lys))")[1:] == [("etiquette", "Pilote"), ("texte", "CAF (Lys)")]
    assert _parted("Aider (Pilote : CAF) les (jeunes) de Lys (35)") == [("item", "Aider (Pilote : CAF) les (jeunes) de Lys (35)")]
