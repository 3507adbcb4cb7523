"""Slides: banners that return, cards with the box of their parties beside them, titles that go on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from builders import CORPS, all_engagements, all_sections, extract_pages, page, words
from pipeline import document as doc
from pipeline.model import Block, Box, Page, Style, Word

BANDEAU = Style(12.0, gras=True, couleur="#8a6a10")
TITRE = Style(22.0, gras=True, couleur="#14342b")
CARTE = Style(14.0, gras=True, couleur="#14342b")
PETIT = Style(9.0, gras=True, couleur="#e0a526")
THEME = Style(13.0, gras=True, couleur="#2e8b7a")

_Runs = list[list[Word]]


def _lines(x0: float, top: float, *rows: tuple[str, Style]) -> _Runs:
    return [words(texte, x0, top + 20 * i, style) for i, (texte, style) in enumerate(rows)]


def _card(top: float, titre: str, actions: Sequence[str], pilote: str, gauche: bool) -> tuple[_Runs, list[Box]]:
    """A tinted card of 100 points, the box of its parties at one side of it."""
    large, etroit = ((190.0, 550.0), (40.0, 180.0)) if gauche else ((40.0, 400.0), (410.0, 550.0))
    runs = _lines(large[0] + 8, top + 5, (titre, CARTE), *((f"• {a}", CORPS) for a in actions))
    boxes = [Box(large[0], top, large[1], top + 100, fond="#f6f1e4")]
    if pilote:
        runs += _lines(etroit[0] + 8, top + 5, ("Pilotage :", PETIT), (pilote, CORPS))
        boxes.append(Box(etroit[0], top, etroit[1], top + 100, fond="#dddddd"))
    return runs, boxes


def _slide(numero: int, titre: str, *cards: tuple[_Runs, list[Box]], bandeau: str = "", texte: str = "") -> Page:
    runs = _lines(40, 20, (bandeau, BANDEAU)) if bandeau else []
    runs += [words(titre, 40, 45, TITRE)]
    runs += [words(texte, 40, 90)] if texte else []
    return page(*runs, *(run for card, _ in cards for run in card), numero=numero, boites=[b for _, boxes in cards for b in boxes])


def _document(pages: Sequence[Page], folder: Path) -> doc.Document:
    return extract_pages(pages, folder)[0]


def _plan(sections: Sequence[doc.Section]) -> list[tuple[str, list[str], list[object]]]:
    return [(s.titre, [e.titre for e in s.engagements], list(_plan(s.sections))) for s in sections if s.titre]


AMBITIONS = ("Ambition 1 : Vivre en bonne santé", "Ambition 2 : Faire place à la nature")


def _deck(gauche: bool) -> list[Page]:
    def card(titre: str, action: str, top: float = 120.0, pilote: str = "ARS") -> tuple[_Runs, list[Box]]:
        return _card(top, titre, [action, "Tenir une permanence au centre social"], pilote, gauche)

    un, deux = AMBITIONS
    return [
        page(words("Contrat de ville du Val d'Ambrette", 40, 300, Style(30.0, gras=True, couleur="#14342b"))),
        _slide(2, "Rappel de la démarche", texte="Une écriture en trois temps avec les habitants des quatre quartiers."),
        _slide(3, un, texte="Un habitant des quartiers sur quatre n'a pas de médecin traitant."),
        _slide(
            4,
            "L'accès aux soins",
            card("Faire venir les soignants", "Ouvrir un centre de santé"),
            card("Aller vers ceux qui renoncent", "Lancer un bus dentaire", 240.0, "CPAM"),
            bandeau=un,
        ),
        _slide(5, "La santé mentale", card("Donner un interlocuteur", "Former aux premiers secours"), bandeau=un),
        _slide(6, "La santé mentale (suite)", card("Donner un interlocuteur (suite)", "Rembourser huit séances", pilote=""), bandeau=un),
        _slide(7, deux, texte="Les quatre quartiers ont été bâtis sur d'anciennes prairies humides."),
        _slide(8, "Rafraîchir", card("Rendre les sols à la pluie", "Planter des haies"), bandeau=deux),
        _slide(9, "Bien manger", card("Installer une épicerie", "Aménager la supérette"), bandeau=deux),
        _slide(10, "Ce qui reste à écrire", texte="Le budget sera connu au printemps et présenté aux habitants."),
    ]


@pytest.mark.parametrize("gauche", [True, False])
def test_cards_stand_in_themes_under_the_ambition_printed_again(gauche: bool, tmp_path: Path) -> None:
    document = _document(_deck(gauche), tmp_path)
    assert _plan(document.sections) == [
        ("Rappel de la démarche", [], []),
        (
            "Vivre en bonne santé",
            [],
            [
                ("L'accès aux soins", ["Faire venir les soignants", "Aller vers ceux qui renoncent"], []),
                ("La santé mentale", ["Donner un interlocuteur"], []),
            ],
        ),
        (
            "Faire place à la nature",
            [],
            [("Rafraîchir", ["Rendre les sols à la pluie"], []), ("Bien manger", ["Installer une épicerie"], [])],
        ),
        ("Ce qui reste à écrire", [], []),
    ]


@pytest.mark.parametrize("gauche", [True, False])
def test_each_card_has_the_parties_of_the_box_beside_it(gauche: bool, tmp_path: Path) -> None:
    found = {e.titre: [p.libelle for p in e.pilotes] for e in all_engagements(_document(_deck(gauche), tmp_path))}
    assert found["Faire venir les soignants"] == ["ARS"]
    assert found["Aller vers ceux qui renoncent"] == ["CPAM"]


def test_a_card_that_goes_on_has_the_actions_of_both_slides(tmp_path: Path) -> None:
    found = {e.titre: [a.texte for a in e.actions] for e in all_engagements(_document(_deck(True), tmp_path))}
    assert found["Donner un interlocuteur"][::2] == ["Former aux premiers secours", "Rembourser huit séances"]


def test_capitals_command_a_title_hardly_larger(tmp_path: Path) -> None:
    grand = Style(14.0, gras=True, couleur="#1f3864")
    bande = Style(15.0, gras=True, couleur="#ffffff", fond="#1f3864")
    boite = Box(0.0, 0.0, 595.0, 45.0, fond="#1f3864")

    def slide(numero: int, theme: str, *titres: str) -> Page:
        runs = [words("ENJEU 1", 20, 5, bande), words("ÉDUCATION ET EMPLOI", 20, 24, bande), words(theme, 40, 60, THEME)]
        for i, titre in enumerate(titres):
            runs += _lines(40, 90 + 120 * i, (titre, grand), ("- Ouvrir une permanence au collège", CORPS), ("Pilote : CAF", CORPS))
        return page(*runs, numero=numero, boites=[boite])

    pages = [slide(1, "RÉUSSITE ÉDUCATIVE", "Repérer plus tôt", "Ouvrir le collège"), slide(2, "EMPLOI", "Aller chercher les publics")]
    document = _document(pages, tmp_path)
    titles = {s.titre: [e.titre for e in s.engagements] for s in all_sections(document.sections)}
    assert titles["RÉUSSITE ÉDUCATIVE"] == ["Repérer plus tôt", "Ouvrir le collège"]
    assert titles["EMPLOI"] == ["Aller chercher les publics"]


def test_numbered_titles_abreast_are_parted_though_they_all_but_touch(tmp_path: Path) -> None:
    gras = Style(10.0, gras=True, couleur="#14342b")
    runs = [
        words("Axe 1 : Travailler", 40, 20, TITRE),
        [
            *words("Engagement 1 – Rouvrir un atelier-école", 40, 60, gras),
            *words("Engagement 2 – Former sur place", 234, 60, gras),
        ],
        *(words("- Remettre la halle aux normes", 40, 80 + 14 * i) for i in range(2)),
        *(words("- Proposer trois matinées", 234, 80 + 14 * i) for i in range(2)),
        words("Pilote : Région", 40, 120),
        words("Pilote : GRETA", 234, 120),
    ]
    gap = runs[1][6].x0 - runs[1][5].x1
    assert 6 < gap < 20  # less than what parts columns anyhow
    found = {e.titre: [p.libelle for p in e.pilotes] for e in all_engagements(_document([page(*runs)], tmp_path))}
    assert found == {"Rouvrir un atelier-école": ["Région"], "Former sur place": ["GRETA"]}


@pytest.mark.parametrize(
    ("chiffre", "blanc", "titres"),
    [
        pytest.param("1 sur 4", 20, 0, id="beside a figure"),
        pytest.param("1 sur 4", 5, 0, id="on one line with it"),
        pytest.param("4", 20, 1, id="the number of a title"),
    ],
)
def test_what_a_figure_in_larger_type_counts_heads_nothing(chiffre: str, blanc: float, titres: int, tmp_path: Path) -> None:
    grand = Style(40.0, gras=True, couleur="#14342b")
    figure = words(chiffre, 50, 100, grand)
    dit = words("Des jeunes actifs sans emploi", figure[-1].x1 + blanc, 124, Style(14.0, couleur="#22303c"))
    sheet = page(figure, dit, *([words("Le texte qui suit le dit en toutes lettres.", 50, 170 + 14 * i) for i in range(6)]))
    _, stages = extract_pages([sheet], tmp_path)
    blocks = [b for b in stages.sorties["blocs"] if isinstance(b, Block)]
    assert sum(b.genre == "titre" for b in blocks) == titres
