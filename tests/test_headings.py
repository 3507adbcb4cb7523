"""The level word and the number of a title, in every style seen in real contracts (docs: levels.toml)."""

from __future__ import annotations

import pytest

from pipeline.stages.headings import is_bare_number, parse_heading

# printed title, type, number, title without them
LEVELS = [
    ("Fiche 1A", "fiche-action", "1A", ""),
    ("n° 7 Répondre en 48 heures", "section", "7", "Répondre en 48 heures"),
    ("N°12 : Habiter", "section", "12", "Habiter"),
    ("Partie 1 : Le diagnostic", "partie", "1", "Le diagnostic"),
    ("II-A-2. Habiter", "section", "II-A-2", "Habiter"),
    ("I.A.1 Habiter", "section", "I.A.1", "Habiter"),
    ("Volet 2 – Habitat", "volet", "2", "Habitat"),
    ("CHAPITRE III - HABITAT", "chapitre", "III", "HABITAT"),
    ("Chapitre IV : Habitat", "chapitre", "IV", "Habitat"),
    ("Pilier 1 : Cohésion sociale", "pilier", "1", "Cohésion sociale"),
    ("PILIER 1\u00a0: Cohésion sociale", "pilier", "1", "Cohésion sociale"),
    ("Pilier I. Cohésion sociale", "pilier", "I", "Cohésion sociale"),
    ("Pilier n°1 - Cohésion sociale", "pilier", "1", "Cohésion sociale"),
    ("Axe 1: Emploi", "axe", "1", "Emploi"),
    ("AXE 1–Emploi", "axe", "1", "Emploi"),
    ("AXE 1 — EMPLOI", "axe", "1", "EMPLOI"),
    ("Axe II Emploi", "axe", "II", "Emploi"),
    ("Axe stratégique 2 : Emploi", "axe", "2", "Emploi"),
    ("Axe opérationnel 2.1 : Emploi", "axe", "2.1", "Emploi"),
    ("Axe transversal : Égalité", "axe", None, "Égalité"),
    ("Axe transversal 1 : Égalité", "axe", "1", "Égalité"),
    ("Enjeu n°1: Santé", "enjeu", "1", "Santé"),
    ("ENJEU 2", "enjeu", "2", ""),
    ("ENJEU N° 2", "enjeu", "2", ""),
    ("Défi 1 | Santé", "defi", "1", "Santé"),
    ("1.a > Installer une maison", "section", "1.a", "Installer une maison"),
    ("Axe 2 › Emploi", "axe", "2", "Emploi"),
    ("Axe 2 ▸ Emploi", "axe", "2", "Emploi"),
    ("2.1 ► Emploi", "section", "2.1", "Emploi"),
    ("DÉFI 1 | SANTÉ", "defi", "1", "SANTÉ"),
    ("Priorité 4. Santé", "priorite", "4", "Santé"),
    ("Thématique 5 : Santé", "thematique", "5", "Santé"),
    ("Orientation 6 : Santé", "orientation", "6", "Santé"),
    ("Orientation stratégique n°2 : Santé", "orientation", "2", "Santé"),
    ("3.1.1. Orientation stratégique 1 : Santé", "orientation", "1", "Santé"),
    ("Objectif stratégique 2 : Santé", "objectif", "2", "Santé"),
    ("Objectif opérationnel 2.3 : Santé", "objectif", "2.3", "Santé"),
    ("Objectif opérationnel T.1 : Santé", "objectif", "T.1", "Santé"),
    ("Objectif général 1 : Santé", "objectif", "1", "Santé"),
    ("Objectif spécifique n°1 : Santé", "objectif", "1", "Santé"),
    ("Objectif spécifique n\u202f°\u202f1 : Santé", "objectif", "1", "Santé"),
    ("OBJECTIF STRATÉGIQUE N°2", "objectif", "2", ""),
    ("Objectif stratégique", "objectif", None, ""),
    ("Plan d'actions 2 : Santé", "programme", "2", "Santé"),
    ("Plan d’actions n°1 : Santé", "programme", "1", "Santé"),
    ("Action 3 : 2 nouveaux collèges", "action", "3", "2 nouveaux collèges"),
    ("Action n°3 - Santé", "action", "3", "Santé"),
    ("Action 1.2.3 : Santé", "action", "1.2.3", "Santé"),
    ("Fiche Action 2. Santé", "fiche-action", "2", "Santé"),
    ("Fiche action n°12 : Santé", "fiche-action", "12", "Santé"),
    ("FICHE ACTION N°3", "fiche-action", "3", ""),
    ("Fiche-action 4 – Santé", "fiche-action", "4", "Santé"),
    ("Mesure 7 : Santé", "mesure", "7", "Santé"),
    ("Engagement n° 8 Santé", "engagement", "8", "Santé"),
    ("Article 9 : Durée", "article", "9", "Durée"),
    ("Article premier : Objet", "article", "premier", "Objet"),
    ("Annexe 1 : Carte", "annexe", "1", "Carte"),
    ("ANNEXE A – Carte", "annexe", "A", "Carte"),
    ("Annexe A", "annexe", "A", ""),
    # bare numbering
    ("1-1: Santé", "section", "1-1", "Santé"),
    ("4-2 : Santé", "section", "4-2", "Santé"),
    ("1/ Santé", "section", "1", "Santé"),
    ("1 - Santé", "section", "1", "Santé"),
    ("1 – Santé", "section", "1", "Santé"),
    ("1) Santé", "section", "1", "Santé"),
    ("1. Santé", "section", "1", "Santé"),
    ("1.Santé", "section", "1", "Santé"),
    ("1 Santé", "section", "1", "Santé"),
    ("1.1 Santé", "section", "1.1", "Santé"),
    ("1.1.1. Santé", "section", "1.1.1", "Santé"),
    ("1.1.1.1 Santé", "section", "1.1.1.1", "Santé"),
    ("1•SANTÉ", "section", "1", "SANTÉ"),
    ("12. Santé", "section", "12", "Santé"),
]

ROMAN = [
    ("I) Santé", "section", "I", "Santé"),
    ("I. Santé", "section", "I", "Santé"),
    ("IV – Santé", "section", "IV", "Santé"),
    ("B. Santé", "section", "B", "Santé"),
]

# Words of a level, or a number, that open a phrase and number nothing.
NEGATIVES = [
    "Action culturelle",
    "Actions « hors les murs »",
    "actions à mener",
    "Actions à mener",
    "Action 2 de la convention de partenariat",
    "Axe majeur du contrat",
    "Priorité à l'emploi",
    "Mesures d'accompagnement",
    "Mesure C de la charte",
    "Projet de territoire",
    "Article de presse",
    "Titre professionnel",
    "Engagements réciproques",
    "Orientations transversales du contrat",
    "Axes 1 et 2",
    "Fiche",
    "2 nouveaux collèges",
    "2020 – 2022",
    "2020-2022 : calendrier",
    "2024 : une année pleine",
    "15 volontaires",
    "500 heures de volontariat",
    "100 % des habitants",
    "5 % des heures travaillées",
    "3ème édition",
    "1er mai",
    "12 avril 2019",
    "1 000 logements",
    "24 rue des Lilas",
    "Il faut agir",
    "Ilot des Lilas",
    "Vie sociale",
    "Citoyenneté",
    "",
]


@pytest.mark.parametrize(("texte", "type_", "numero", "titre"), LEVELS)
def test_level_and_number(texte: str, type_: str, numero: str | None, titre: str) -> None:
    head = parse_heading(texte)
    assert (head.type, head.numero, texte[head.debut :]) == (type_, numero, titre)


@pytest.mark.parametrize("texte", NEGATIVES)
def test_a_phrase_has_neither_level_nor_number(texte: str) -> None:
    head = parse_heading(texte)
    assert (head.type, head.numero, head.debut) == ("section", None, 0)


@pytest.mark.parametrize(
    ("texte", "profondeur"),
    [
        ("1. Santé", 1),
        ("1-1: Santé", 2),
        ("2.1.3 Santé", 3),
        ("Axe 2 : Santé", 0),
        ("Axe opérationnel 2.1 : Santé", 2),
        ("3.1.1. Orientation stratégique 1 : Santé", 3),
        ("Santé", 0),
    ],
)
def test_depth_of_the_numbering(texte: str, profondeur: int) -> None:
    assert parse_heading(texte).profondeur == profondeur


def test_accents_set_apart_do_not_shift_the_title() -> None:
    texte = "De\u0301fi 1 : E\u0301galite\u0301"
    head = parse_heading(texte)
    assert (head.type, head.numero, texte[head.debut :]) == ("defi", "1", "E\u0301galite\u0301")


@pytest.mark.parametrize(("texte", "type_", "numero", "titre"), ROMAN)
def test_roman_numbers_as_printed(texte: str, type_: str, numero: str, titre: str) -> None:
    head = parse_heading(texte)
    assert (head.type, head.numero, texte[head.debut :]) == (type_, numero, titre)


def test_first_article() -> None:
    texte = "Article 1er : Objet"
    head = parse_heading(texte)
    assert (head.type, texte[head.debut :]) == ("article", "Objet")


@pytest.mark.parametrize("texte", ["Objectif 100 % emploi", "16-25 ans", "10/12/2019", "1 sur 4 vit seul"])
def test_quantities_are_no_numbers(texte: str) -> None:
    head = parse_heading(texte)
    assert (head.type, head.numero) == ("section", None)


@pytest.mark.parametrize(
    ("texte", "numero", "titre"),
    [
        ("A.1 Prévenir", "A.1", "Prévenir"),
        ("A.1 – Prévenir", "A.1", "Prévenir"),
        ("I.1. Prévenir", "I.1", "Prévenir"),
        ("II.2.b Prévenir", "II.2.b", "Prévenir"),
        ("I.A. Prévenir", "I.A", "Prévenir"),
        ("2.B.1 Prévenir", "2.B.1", "Prévenir"),
        ("1.a – Prévenir", "1.a", "Prévenir"),
        ("A – Prévenir", "A", "Prévenir"),
        ("A | Prévenir", "A", "Prévenir"),
        ("A.1", "A.1", ""),
        ("Action 1.a : Prévenir", "1.a", "Prévenir"),
        ("Action 1a - Prévenir", "1a", "Prévenir"),
        ("Enjeu 1A Prévenir", "1A", "Prévenir"),
        ("Fiche-action A.1 : Prévenir", "A.1", "Prévenir"),
        ("C.A.F. : Prévenir", None, "C.A.F. : Prévenir"),
        ("I.A. générative", None, "I.A. générative"),
        ("D-1 avant la fête", None, "D-1 avant la fête"),
        ("E-administration pour tous", None, "E-administration pour tous"),
        ("Action 1-a à suivre", None, "Action 1-a à suivre"),
        ("Engagement 1 a permis d'ouvrir", None, "Engagement 1 a permis d'ouvrir"),
        ("Engagement 1 A l'école", "1", "A l'école"),
    ],
)
def test_numbers_of_several_parts(texte: str, numero: str | None, titre: str) -> None:
    head = parse_heading(texte)
    assert (head.numero, texte[head.debut :]) == (numero, titre)


@pytest.mark.parametrize(
    ("texte", "seul"),
    [("1.2", True), ("1A", True), ("F3", True), ("Fiche n°2", True), ("2A Loger", False), ("9 740", False), ("3ème", False)],
)
def test_a_number_for_a_title_that_stands_apart(texte: str, seul: bool) -> None:
    assert is_bare_number(texte) is seul


@pytest.mark.parametrize(
    ("texte", "numero"), [("1A Une offre de soins", "1A"), ("2B – Vivre", "2B"), ("5g de sucre", None), ("1a une offre", None)]
)
def test_a_digit_and_a_capital_number_a_title(texte: str, numero: str | None) -> None:
    assert parse_heading(texte).numero == numero


@pytest.mark.parametrize(("texte", "numero"), [("II-A Insertion", "II-A"), ("II-A", "II-A"), ("I-a insertion", None)])
def test_a_roman_number_and_a_letter_number_a_title(texte: str, numero: str | None) -> None:
    assert parse_heading(texte).numero == numero


@pytest.mark.parametrize(
    ("texte", "numero"),
    [
        ("Fiche T1 : Loger", "T1"),
        ("Fiche action Z12 – Loger", "Z12"),
        ("Axe S2. Soigner", "S2"),
        ("Fiche T : Loger", None),  # without digits only up to H
        ("Fiche TV1 : Loger", None),  # two letters
        ("Fiche T1bis : Loger", None),
    ],
)
def test_a_letter_and_digits_number_a_level(texte: str, numero: str | None) -> None:
    assert parse_heading(texte).numero == numero


@pytest.mark.parametrize(
    ("texte", "type_", "numero", "titre"),
    [
        ("DEUXIEME PARTIE : LE PROGRAMME", "partie", "DEUXIEME", "LE PROGRAMME"),
        ("Première partie – Le territoire", "partie", "Première", "Le territoire"),
        ("Second volet", "volet", "Second", ""),
        ("Première partie du contrat", "section", None, "Première partie du contrat"),
        ("deuxième partie : le programme", "section", None, "deuxième partie : le programme"),
    ],
)
def test_an_ordinal_before_a_level_word_numbers_it(texte: str, type_: str, numero: str | None, titre: str) -> None:
    head = parse_heading(texte)
    assert (head.type, head.numero, texte[head.debut :]) == (type_, numero, titre)
    assert head.garde is (numero is not None)
