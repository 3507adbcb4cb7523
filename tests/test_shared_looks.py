"""What a look that returns over the pages of a document tells: banners over titles in italics, labels, numbers beside titles, icons."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from builders import GRAND, all_engagements, all_sections, extract_pages, page, words
from pipeline import document as doc
from pipeline.model import Block, Box, Page, Style
from pipeline.texts import text_of

GRAS = Style(10.0, gras=True, couleur="#000000")
BLEU = Style(10.0, gras=True, couleur="#1f3a68")
ITALIQUE = Style(13.0, italique=True, couleur="#8a4b14")


def _titles(pages: Sequence[Page], folder: Path) -> list[str]:
    _, stages = extract_pages(pages, folder)
    return [text_of(stages.lignes, b.spans) for b in stages.sorties["blocs"] if isinstance(b, Block) and b.genre == "titre"]


def _engagements(pages: Sequence[Page], folder: Path) -> list[doc.Engagement]:
    return all_engagements(extract_pages(pages, folder)[0])


def _slide(numero: int, bandeau: str, ligne: str) -> Page:
    """A banner, a line in italics below it, a list and a party."""
    return page(
        words(bandeau, 50, 40, GRAND),
        words(ligne, 50, 80, ITALIQUE),
        *(words(f"• ouvrir la maison {c} aux habitants", 60, 110 + 14 * i) for i, c in enumerate("abc")),
        words("Pilote : CAF", 50, 170),
        numero=numero,
    )


def test_a_banner_over_another_line_each_time_is_said_by_none(tmp_path: Path) -> None:
    """In italics below a title, a line says it in other words, unless the title returns over others."""
    sheets = []
    for n, (bandeau, lignes) in enumerate(((1, ("Des rues propres", "Un chez-soi digne")), (2, ("Un stage", "Un emploi")))):
        titre = f"Défi {bandeau}. Agir"
        sheets.append(page(words(titre, 50, 40, GRAND), words("Trois quartiers sont concernés.", 50, 80), numero=3 * n + 1))
        sheets += [_slide(3 * n + 2 + k, titre, ligne) for k, ligne in enumerate(lignes)]
    assert {"Des rues propres", "Un chez-soi digne", "Un stage", "Un emploi"} <= set(_titles(sheets, tmp_path))


def _fiche(numero: int, libelle: str, avant: bool = False) -> Page:
    """A title, known labels in a tinted box, and a label that no list knows over its text, outside of it."""
    known = [words("Pilote :", 60, 130, GRAS), words("CAF", 110, 130), words("Échéance :", 60, 150, GRAS), words("2025", 125, 150)]
    other = [words(libelle, 300, 130, GRAS), words("Une séance par quinzaine, animée par des bénévoles", 300, 146)]
    runs = [*other, *known] if avant else [*known, *other]
    return page(words(f"Fiche {numero} : Agir", 50, 90, GRAND), *runs, numero=numero, boites=[Box(50, 122, 280, 170, fond="#eef4e8")])


@pytest.mark.parametrize(("pages", "champs"), [(3, 3), (2, 0)])
def test_a_label_that_returns_over_its_text_beside_boxes_of_known_ones(pages: int, champs: int, tmp_path: Path) -> None:
    found = _engagements([_fiche(n, "Modalités :") for n in range(1, pages + 1)], tmp_path)
    assert sum(c.libelle == "Modalités" for e in found for c in e.champs) == champs


def test_icons_before_labels_are_no_list_signs(tmp_path: Path) -> None:
    """Small squares at one edge before labels in the look of labels: 'État (P147) :', which no list knows, is one too."""
    rows = [("QPV :", "Bel-Air"), ("Coût total :", "14 500 €"), ("État (P147) :", "4 000 €"), ("Porteur :", "Centre social")]

    def sheet(n: int, carre: bool = True) -> Page:
        runs = [words(f"Action {n} : Agir", 50, 80, GRAND)]
        for i, (label, value) in enumerate(rows):
            runs += [words(label, 66, 120 + 40 * i, BLEU), words(value, 50, 136 + 40 * i)]
        signs = [Box(52, 122 + 40 * i, 58, 128 + 40 * i, fond="#d9481c") for i in range(len(rows))] if carre else []
        return page(*runs, numero=n, boites=signs)

    found = _engagements([sheet(n) for n in (1, 2, 3)], tmp_path)
    assert [[a.texte for a in e.actions] for e in found] == [[], [], []]
    assert [c.libelle for c in found[0].champs] == ["QPV", "Coût total", "État (P147)"]


def test_numbers_of_several_parts_beside_titles_follow_each_other(tmp_path: Path) -> None:
    """On a shrunk slide the second title is set smaller than the first: its number says that it is no part of it."""

    def sheet(n: int, numero: str, size: float) -> Page:
        box = Box(50, 76, 74, 94, fond="#222222")
        return page(
            words("Défi 1 : Grandir", 50, 30, Style(22.0, gras=True, couleur="#000000")),
            words(numero, 54, 80, Style(10.0, gras=True, couleur="#ffffff")),
            words(
                ("Ouvrir la cité", "Accompagner les parents", "Soigner les aînés")[n - 2], 84, 79, Style(size, gras=True, couleur="#000000")
            ),
            *(words(f"• agir pour le quartier {c} et ses habitants", 60, 120 + 14 * i) for i, c in enumerate("abc")),
            words("Pilote : CAF", 50, 190),
            numero=n,
            boites=[box],
        )

    opening = page(words("Défi 1 : Grandir", 50, 30, Style(22.0, gras=True, couleur="#000000")), words("Un enfant sur deux.", 50, 80))
    document, _ = extract_pages([opening, sheet(2, "1.1", 16.0), sheet(3, "1.2", 13.0), sheet(4, "1.3", 13.0)], tmp_path)
    assert "Ouvrir la cité" not in [s.titre for s in all_sections(document.sections)]
    assert [e.titre for e in all_engagements(document)] == ["Ouvrir la cité", "Accompagner les parents", "Soigner les aînés"]


@pytest.mark.parametrize(("couleur", "titre"), [("#0b4f6c", "Permanences Écoute"), ("#d9481c", "Écoute")])
def test_a_title_goes_on_in_the_colour_that_its_first_line_ends_in(couleur: str, titre: str, tmp_path: Path) -> None:
    """'Fiche action n° 5 –' in orange, 'Permanences' in blue, 'Écoute' in blue below."""
    orange, bleu = (Style(13.0, gras=True, couleur=c) for c in ("#b45309", "#0b4f6c"))
    lead = words("Fiche action n° 5 –", 50, 80, orange)
    head = [*lead, *words("Permanences", lead[-1].x1 + 4, 80, bleu)]
    below = words("Écoute", 50, 95, Style(13.0, gras=True, couleur=couleur))
    sheet = page(head, below, words("• tenir une permanence", 60, 120), words("Pilote : CAF", 50, 140))
    (engagement,) = _engagements([sheet], tmp_path)[:1]
    assert engagement.titre == titre


def test_a_code_and_a_title_with_a_colon_are_no_label(tmp_path: Path) -> None:
    look = Style(12.0, gras=True, couleur="#14424f")
    runs = []
    for top, title in ((100, "M1 Garage solidaire"), (200, "M2 Plan compétences : repérage"), (300, "M3 Clauses sociales")):
        runs += [words(title, 50, top, look), words("Porteur : CAF", 50, top + 20), words("• ouvrir un sas", 60, top + 40)]
    assert "M2 Plan compétences : repérage" in _titles([page(words("Axe 1 : Emploi", 50, 60, GRAND), *runs)], tmp_path)
