"""Parties in brackets behind a title: on its line, over two, alone below it; brackets that say something else stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import CORPS, GRAND, extract_text, line, whole
from pipeline.model import Block
from pipeline.stages.brackets import bracketed_parties
from pipeline.texts import text_of


@pytest.mark.parametrize(
    ("titre", "dessous", "attendu"),
    [
        ("Ouvrir une crèche (porteur : CAF)", "Un texte.", ["Ouvrir une crèche", "porteur", "CAF", "Un texte."]),
        ("Ouvrir une crèche (Pilotes : CAF, Ville)", "", ["Ouvrir une crèche", "Pilotes", "CAF, Ville"]),
        ("Ouvrir une crèche (porteur :", "Éducation nationale)", ["Ouvrir une crèche", "porteur", "Éducation nationale"]),
        ("Ouvrir une crèche (porteur : Ville", "de Lys) Un texte.", ["Ouvrir une crèche", "porteur", "Ville de Lys", "Un texte."]),
        ("Ouvrir une crèche", "(porteur : CAF)", ["Ouvrir une crèche", "porteur", "CAF"]),
        (
            "Ouvrir une crèche",
            "(porteur : CAF ; avec : Lys) Un texte.",
            ["Ouvrir une crèche", "porteur", "CAF", "avec", "Lys", "Un texte."],
        ),
        ("Ouvrir (porteur : Ville", "de Lys ; avec : CAF) Un texte.", ["Ouvrir", "porteur", "Ville de Lys", "avec", "CAF", "Un texte."]),
        # no label of parties, no end, more behind the brackets
        ("Ouvrir une crèche (bilan : 2024)", "Un texte.", ["Ouvrir une crèche (bilan : 2024)", "Un texte."]),
        ("Ouvrir une crèche (porteur : CAF", "Un texte (long).", ["Ouvrir une crèche (porteur : CAF", "Un texte (long)."]),
        ("Ouvrir une crèche", "(porteur : CAF) et suivre", ["Ouvrir une crèche", "(porteur : CAF) et suivre"]),
        ("(porteur : CAF)", "Un texte.", ["(porteur : CAF)", "Un texte."]),
    ],
)
def test_parties_in_brackets(titre: str, dessous: str, attendu: list[str]) -> None:
    lignes = [line(titre, 0, style=GRAND), *([line(dessous, 1, top=120)] if dessous else [])]
    blocks = [Block(0, "titre", whole(lignes, 0), page=1, style=GRAND)]
    blocks += [Block(1, "texte", whole(lignes, 1), page=1, style=CORPS)] if dessous else []
    found = bracketed_parties(blocks, lignes)
    assert [text_of(lignes, b.spans) for b in found] == attendu
    said = "".join(sorted(c for b in found for spans in (b.spans, b.balises) for c in text_of(lignes, spans) if not c.isspace()))
    assert said == "".join(sorted(c for c in titre + dessous if not c.isspace()))


def test_a_title_with_its_porteur_in_brackets_is_an_engagement(tmp_path: Path) -> None:
    document, _ = extract_text("# Axe 1 : Vivre\n\n## Action n° 1 : Ouvrir une crèche (porteur : CAF)\n\n- dix places\n", tmp_path)
    (engagement,) = document.sections[-1].engagements
    assert (engagement.titre, [(a.role, a.libelle) for a in engagement.autres_acteurs]) == ("Ouvrir une crèche", [("porteur", "CAF")])


@pytest.mark.parametrize(
    ("textes", "attendu"),
    [
        pytest.param(
            ("Le relais ouvre. [Pilotes : CAF,", "Ville de Lys]"),
            ["Ouvrir", "Le relais ouvre.", "Pilotes", "CAF, Ville de Lys"],
            id="closed in the next one",
        ),
        pytest.param(
            ("Le relais ouvre. [Pilotes : CAF]", "Un texte."),
            ["Ouvrir", "Le relais ouvre.", "Pilotes", "CAF", "Un texte."],
            id="behind a sentence",
        ),
        pytest.param(
            ("Le relais ouvre. [Lieux : la halle,", "le port]"),
            ["Ouvrir", "Le relais ouvre. [Lieux : la halle,", "le port]"],
            id="it names no party",
        ),
        pytest.param(
            ("Le relais ouvre. [Pilotes : CAF,", "Ville de Lys"),
            ["Ouvrir", "Le relais ouvre. [Pilotes : CAF,", "Ville de Lys"],
            id="never closed",
        ),
        pytest.param(
            ("Le relais [Pilotes : CAF] ouvre.", "Le port (Lys) aussi."),
            ["Ouvrir", "Le relais [Pilotes : CAF] ouvre.", "Le port (Lys) aussi."],
            id="amid a sentence",
        ),
    ],
)
def test_parties_in_brackets_end_the_paragraph_below_a_title(textes: tuple[str, ...], attendu: list[str]) -> None:
    lignes = [line("Ouvrir", 0, style=GRAND), *(line(t, i, top=100.0 + 14 * i) for i, t in enumerate(textes, 1))]
    blocks = [Block(i, "texte" if i else "titre", whole(lignes, i), page=1, bbox=li.bbox, style=li.style) for i, li in enumerate(lignes)]
    found = bracketed_parties(blocks, lignes)
    assert [text_of(lignes, b.spans) for b in found] == attendu
    said = "".join(sorted(c for b in found for spans in (b.spans, b.balises) for c in text_of(lignes, spans) if not c.isspace()))
    assert said == "".join(sorted(c for t in ("Ouvrir", *textes) for c in t if not c.isspace()))
