"""Paragraphs that start with a verb in bold are actions where those of the document nearly all do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, all_engagements, extract_pages, line, page, whole, words
from pipeline.model import Block, Genre, Line, Style, Word
from pipeline.stages.bold_verbs import bold_leads, bold_verbs, is_infinitive

GRAS = Style(10.0, gras=True, couleur="#000000")
AUTRE = Style(14.0, gras=True, couleur="#0b6e75")

TITRE, PARTIE = ("titre", ""), ("etiquette", "")


def _kinds(
    *rows: tuple[str, str], second: Style = GRAND, etiquette: str = "acteur:pilote", suite: bool = False, cellule: int = 0
) -> list[str]:
    """The genres of blocks given as (genre, bold words); the second title is set as `second`, paragraphs are values or cells as said."""
    lignes: list[Line] = []
    blocks: list[Block] = []
    titres = 0
    for i, (genre, gras) in enumerate(rows):
        made = line(f"{gras} dans le quartier.".strip(), i, top=100.0 + 14 * i)
        made = replace(made, pieces=tuple(replace(p, style=GRAS) if p.fin <= len(gras) else p for p in made.pieces))
        lignes.append(made)
        titres += genre == "titre"
        style = (second if titres > 1 else GRAND) if genre == "titre" else made.style
        block = Block(i, genre, whole(lignes, i), page=1, bbox=made.bbox, style=style)  # type: ignore[arg-type]
        block = replace(block, etiquette=etiquette if genre == "etiquette" else "")
        blocks.append(replace(block, suite=suite, cellule=cellule) if genre == "texte" else block)
    return [b.genre for b in bold_verbs(blocks, lignes)]


def _texts(*gras: str) -> list[tuple[str, str]]:
    return [("texte", words) for words in gras]


VERBES = _texts("Ouvrir une permanence", "Former des relais", "Se réunir", "Mettre en place")


def test_paragraphs_that_start_with_an_infinitive_in_bold_are_items() -> None:
    """Four of them between a title and its party."""
    assert _kinds(TITRE, *VERBES, PARTIE) == ["titre", *["item"] * 4, "etiquette"]


@pytest.mark.parametrize(
    ("paragraphes", "etiquette", "items"),
    [
        (VERBES, "acteur:pilote", 4),
        (VERBES[:3], "acteur:pilote", 0),  # too few
        (VERBES, "champ", 0),  # nobody is named below them
        (_texts("La permanence", "Les relais", "Le quartier", "La halte"), "acteur:pilote", 0),  # no verbs
        ([*VERBES, *_texts("La permanence")], "acteur:pilote", 4),
        ([*VERBES, *_texts("La permanence", "Les relais")], "acteur:pilote", 0),  # bold leads of another kind are many
        ([*VERBES, *_texts("", "")], "acteur:pilote", 4),  # paragraphs without any bold tell nothing
    ],
)
def test_verbs_in_bold_are_actions_where_nearly_all_paragraphs_start_so(
    paragraphes: list[tuple[str, str]], etiquette: str, items: int
) -> None:
    """Several of them, a party below, and hardly any bold beginning that is no infinitive."""
    assert _kinds(TITRE, *paragraphes, PARTIE, etiquette=etiquette).count("item") == items


@pytest.mark.parametrize(("second", "items"), [(GRAND, 5), (AUTRE, 4)])
def test_verbs_under_another_title_are_actions_where_it_is_set_as_those_with_parties(second: Style, items: int) -> None:
    """The second title names nobody: its look alone says whether it is one of them."""
    assert _kinds(TITRE, *VERBES, PARTIE, TITRE, *VERBES[:1], second=second).count("item") == items


@pytest.mark.parametrize(("suite", "cellule", "items"), [(False, 0, 4), (True, 0, 0), (False, 1, 0)])
def test_values_and_cells_that_start_with_a_verb_stay(suite: bool, cellule: int, items: int) -> None:
    """What stands behind a label or in a cell is no paragraph of its own."""
    assert _kinds(TITRE, *VERBES, PARTIE, suite=suite, cellule=cellule).count("item") == items


@pytest.mark.parametrize(("debuts", "actions"), [(("Ouvrir une halte", "Former des relais"), 4), (("La halte", "Les relais"), 0)])
def test_paragraphs_of_a_page_that_start_with_a_verb_in_bold_are_actions(debuts: tuple[str, str], actions: int, tmp_path: Path) -> None:
    """Two titles, two paragraphs and a party under each."""
    runs: list[list[Word]] = []
    for n in range(2):
        top = 60.0 + 150 * n
        runs += [words(f"{n + 1}. Agir ensemble", top=top, style=GRAND), words("Pilote : CAF", top=top + 90)]
        for i, gras in enumerate(debuts):
            lead = words(gras, top=top + 30 + 26 * i, style=GRAS)
            rest = words("dans le quartier.", lead[-1].x1 + 2.5, top + 30 + 26 * i)
            runs.append([*lead, *(replace(w, espace=True) for w in rest)])
    runs += [words("Le contrat court jusqu'en deux mille trente et ses signataires se réunissent.", top=600.0 + 13 * i) for i in range(4)]
    document, _ = extract_pages([page(*runs)], tmp_path)
    assert sum(len(e.actions) for e in all_engagements(document)) == actions


# --- infinitives, and nouns that end as they do


@pytest.mark.parametrize(
    "texte",
    [
        "Ouvrir une halte",
        "Aller vers les jeunes",
        "Être à l'écoute",
        "Devoir de regard",
        "Voir loin",
        "Prévaloir",
        "Vouloir mieux",
        "Surseoir à la vente",
        "Construire un lieu",
        "Écrire un journal",
        "Lire en famille",
        "Dire les règles",
        "Faire ensemble",
        "Plaire à tous",
        "Distraire les petits",
        "Vendre en circuit court",
        "Résoudre les litiges",
        "Perdre moins de temps",
        "Mettre en place",
        "Poursuivre les chantiers",
        "Connaître ses droits",
        "Apparaître",
        "Convaincre les bailleurs",
        "Rompre l'isolement",
        "S'investir",
        "S’appuyer sur les clubs",  # in the apostrophe of typesetters
        "Se réunir",
        "Se dire les choses",
    ],
)
def test_infinitives(texte: str) -> None:
    """Each group, alone or before what is done, behind its pronoun too."""
    assert is_infinitive(texte)


@pytest.mark.parametrize(
    "texte",
    [
        pytest.param("Atelier", id="a noun in -er"),
        pytest.param("Atelier de couture", id="a noun in -er and what it is about"),
        pytest.param("Premier accueil", id="an adjective in -er"),
        pytest.param("Avenir du quartier", id="a noun in -ir"),
        pytest.param("Comptoir des aides", id="a noun in -oir"),
        pytest.param("Signature", id="a noun in -ure"),
        pytest.param("Laboratoire", id="a noun in -oire"),
        pytest.param("Primaire et collège", id="a noun in -aire"),
        pytest.param("Centre social", id="a noun in -tre"),
        pytest.param("Lettre aux familles", id="a noun in -ttre"),
        pytest.param("Maître d'œuvre", id="a noun in -aître"),
        pytest.param("Ordre du jour", id="a noun in -rdre"),
        pytest.param("Livre blanc", id="a noun in -ivre"),
        pytest.param("Er", id="an ending alone"),
        pytest.param("Ouvriront une halte", id="another form"),
        pytest.param("Des relais à former", id="further on"),
        pytest.param("Les réunir", id="behind another pronoun"),
    ],
)
def test_nouns_that_end_as_infinitives_do_are_none(texte: str) -> None:
    assert not is_infinitive(texte)


def test_nouns_in_bold_that_end_as_infinitives_do_are_no_actions() -> None:
    """Four paragraphs as those with verbs, between a title and its party."""
    noms = _texts("Atelier de couture", "Signature de la charte", "Laboratoire ouvert", "Chantier de jeunes")
    assert "item" not in _kinds(TITRE, *noms, PARTIE)


# --- bold words and a full stop --------------------------------------------------------------------------------------


def _led(*fiches: Sequence[str], style: Style = GRAND) -> list[str]:
    """The genres of the paragraphs of fiches, each a title and its blocks: 'P' a label of parties, 'T' plain text, '-' an item, else a bold
    lead; the last title is set as `style`."""
    lignes: list[Line] = []
    blocks: list[Block] = []
    for n, fiche in enumerate(fiches):
        for gras in ("Titre", *fiche):
            i = len(lignes)
            made = line(f"{gras} Le reste de la phrase le dit.", i, top=100.0 + 14 * i)
            lead = gras not in ("Titre", "P", "T", "-")
            lignes.append(replace(made, pieces=tuple(replace(p, style=GRAS) if lead and p.fin <= len(gras) else p for p in made.pieces)))
            genre: Genre = "titre" if gras == "Titre" else "etiquette" if gras == "P" else "item" if gras == "-" else "texte"
            look = (style if n == len(fiches) - 1 else GRAND) if genre == "titre" else CORPS
            label = "acteur:pilote" if gras == "P" else ""
            blocks.append(Block(i, genre, whole(lignes, i), page=1, bbox=made.bbox, style=look, etiquette=label))
    return [b.genre for b in bold_leads(blocks, lignes) if b.genre in ("texte", "item")]


LIEUX = ("Un lieu commun.", "Un référent.", "P")


@pytest.mark.parametrize(
    ("fiches", "genres"),
    [
        ((LIEUX, LIEUX), ["item"] * 4),
        ((("T", *LIEUX), LIEUX), ["texte", *["item"] * 4]),  # a text above them
        ((LIEUX,), ["texte"] * 2),  # one such title
        ((LIEUX, ("Un lieu.", "P", "Un autre.", "P")), ["texte"] * 4),  # each with its parties
        ((LIEUX, LIEUX, ("T", "P")), ["texte"] * 5),  # not under all
        ((("Un lieu commun", "Un référent", "P"),) * 2, ["texte"] * 4),  # nothing closes them
        ((LIEUX, ("-", *LIEUX)), ["texte", "texte", "item", "texte", "texte"]),  # a list is there
    ],
)
def test_bold_words_with_a_full_stop_under_titles_with_one_list_of_parties_are_items(
    fiches: tuple[tuple[str, ...], ...], genres: list[str]
) -> None:
    assert _led(*fiches) == genres


def test_bold_leads_are_told_by_the_look_of_their_title() -> None:
    assert _led(LIEUX, LIEUX, ("T", "P"), style=AUTRE) == [*["item"] * 4, "texte"]
