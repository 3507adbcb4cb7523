"""Labels in label position, in every spelling seen in real contracts; never in running prose."""

from __future__ import annotations

import pytest

from pipeline.stages.grids import is_header
from pipeline.stages.labels import label_at, named_label

# role -> spellings without their colon
ACTEURS = {
    "pilote": [
        "Pilote",
        "PILOTE",
        "Pilotes",
        "PILOTES",
        "pilote",
        "Pilote(s)",
        "PILOTE(S)",
        "Pilote·s",
        "Structure pilote",
        "Structures pilotes",
        "Structure(s) pilote(s)",
        "STRUCTURE(S) PILOTE(S)",
        "Direction pilote",
        "Service pilote",
        "Direction(s) ou service(s) pilote(s)",
        "Directions ou services pilotes",
        "Personne pilote",
        "Personne(s) pilote(s)",
        "Ville pilote",
        "Villes pilotes",
        "Commune pilote",
        "Collectivité pilote",
        "COLLECTIVITE PILOTE",
        "Collectivité(s) pilote(s)",
        "Pilotage",
        "Responsable",
        "Responsable(s)",
    ],
    "copilote": ["Copilote", "Copilotes", "Copilote(s)", "Co-pilote(s)", "CO-PILOTES"],
    "chef_de_file": ["Chef de file", "Chefs de file", "Chef(s) de file", "Cheffe de file", "Chef·fe de file", "Chef.fe de file"],
    "porteur": [
        "Porteur",
        "Porteurs",
        "Porteur(s)",
        "Porteur·euse",
        "Ville porteuse",
        "Villes porteuses",
        "Commune porteuse",
        "Porteur de projet",
        "Porteurs de projets",
        "Porteur(s) de projet",
        "Porteur de l'action",
        "Porteur(s) de l’action",
        "PORTEUR DE L’ACTION",
    ],
    "maitre_ouvrage": [
        "Maître d'ouvrage",
        "Maître d’ouvrage",
        "MAITRE D'OUVRAGE",
        "MAÎTRE D’OUVRAGE",
        "Maîtres d'ouvrage",
        "Maîtrise d'ouvrage",
    ],
    "partenaire": [
        "Partenaire",
        "Partenaires",
        "Partenaire(s)",
        "Partenaires mobilisés",
        "Partenaire(s) mobilisé(s)",
        "Partenaires mobilisé·e·s",
    ],
    "financeur": ["Financeur", "Financeurs", "Financeur(s)", "FINANCEURS", "Partenaires financeurs", "Partenaire(s) financeur(s)"],
    "referent": [
        "Élu référent",
        "Élus référents",
        "Élu·e(s) référent·e(s)",
        "ÉLU·E(S) RÉFÉRENT·E(S)",
        "Élu·e·s référent·e·s",
        "Élu(e) référent(e)",
        "Élu.e référent.e",
        "Elus referents",
        "Personne référente",
        "Personnes référentes",
        "Personne(s) référente(s)",
    ],
    "rapporteur": ["Rapporteur", "Rapporteurs", "Rapporteur(s)", "Rapporteur·e", "RAPPORTEUR"],
    "operateur": [
        "Opérateur",
        "Opérateurs",
        "Opérateur(s)",
        "OPÉRATEURS",
        "Service instructeur",
        "Services instructeurs",
    ],
}
CHAMPS = [
    "Contexte",
    "Constats",
    "Objectif",
    "Objectifs",
    "OBJECTIFS",
    "Public visé",
    "Publics visés",
    "Public(s) visé(s)",
    "Cible",
    "Cibles",
    "Signataires",
    "Territoire",
    "Territoires",
    "QPV concernés",
    "QPV concerné(s)",
    "Calendrier",
    "Échéance",
    "ECHEANCES",
    "Indicateurs",
    "Résultats attendus",
    "Budget",
    "Financement",
    "Droit commun",
    "Statut",
    "Niveau de priorité",
]
COLONS = [":", " :", "\u00a0:", "\u202f:", "  :  "]


@pytest.mark.parametrize(("role", "texte"), [(role, texte) for role, textes in ACTEURS.items() for texte in textes])
def test_responsible_parties(role: str, texte: str) -> None:
    for colon in COLONS:
        found = label_at(f"{texte}{colon} Ville")
        assert found is not None, colon
        assert (found.label.genre, found.label.role) == ("acteur", role)
        assert (found.debut, found.fin) == (0, len(texte))


@pytest.mark.parametrize("texte", CHAMPS)
def test_fields(texte: str) -> None:
    for colon in COLONS:
        found = label_at(f"{texte}{colon} Ville")
        assert found is not None, colon
        assert (found.label.genre, found.label.role) == ("champ", "")


@pytest.mark.parametrize(
    ("texte", "genre"),
    [
        ("Description", "contenu"),
        ("Descriptif de l'action", "contenu"),
        ("Actions prévues", "actions"),
        ("Intitulé de l’action", "titre"),
        ("Thématique", "niveau"),
        ("Axe", "niveau"),
    ],
)
def test_other_labels(texte: str, genre: str) -> None:
    found = label_at(f"{texte} : Ville")
    assert found is not None
    assert (found.label.genre, found.label.role) == (genre, "")


def test_the_value_starts_after_the_colon() -> None:
    for texte in ("– PILOTES\u00a0:  Ville", "– PILOTES : : Ville"):  # which some hands print twice
        found = label_at(texte, 2)
        assert found is not None
        assert (texte[found.debut : found.fin], texte[found.suite :]) == ("PILOTES", "Ville")


@pytest.mark.parametrize("texte", ["PILOTES", "Structure(s) pilote(s)", "Élu·e(s) référent·e(s)", "Calendrier", "Pilote."])
def test_alone_on_its_line_a_label_needs_a_look_of_its_own(texte: str) -> None:
    assert label_at(texte) is None
    found = label_at(texte, distinct=True)
    assert found is not None
    assert found.suite == len(texte)


# The same words in prose, in titles and in addresses.
PROSE = [
    "Le pilote de l'action est chargé de : suivre le calendrier",
    "Pilotes de la démarche retenus en 2019 : Ville",
    "Le projet pilote a montré ceci : il faut agir",
    "Ville porteuse de sens : Lys",
    "Une commune pilote : Lys",
    "Les partenaires mobilisés sont : la Ville",
    "Partenaires réunis le 12 avril : la Ville",
    "Un objectif : agir",
    "Objectif de 5 % : atteint",
    "Calendrier scolaire : à venir",
    "Le calendrier est le suivant : 2024",
    "Responsable de la ville : à nommer",
    "Budget participatif : 3 projets",
    "pilote://adresse",
    "http://pilote.fr",
    "Financeurs - Ville",
    "Pilotes",
    ": Pilote",
    "",
]


@pytest.mark.parametrize("texte", PROSE)
def test_prose_has_no_label(texte: str) -> None:
    assert label_at(texte) is None


@pytest.mark.parametrize(
    "texte",
    [
        "Le pilote de l'action est chargé de suivre le calendrier",
        "Les partenaires mobilisés",
        "Pilotes de la démarche",
        "Calendrier scolaire",
        "PILOTES : " + "x" * 80,
    ],
)
def test_a_look_of_its_own_makes_no_label_of_other_words(texte: str) -> None:
    found = label_at(texte, distinct=True)
    assert found is None or found.suite < len(texte)


def test_a_label_counts_only_at_its_offset() -> None:
    assert label_at("Contact et PILOTES : Ville") is None
    assert label_at("Contact et PILOTES : Ville", 11) is not None


@pytest.mark.parametrize(
    "texte", ["Élue référente", "Élues référentes", "Rapporteure", "Opératrice", "Porteuse de projet", "Porteur·se(s)"]
)
def test_feminine_labels(texte: str) -> None:
    found = label_at(f"{texte} : Ville")
    assert found is not None
    assert found.label.genre == "acteur"


@pytest.mark.parametrize(
    "texte",
    [
        "Contexte/Constats",
        "Contexte / Constats",
        "Public visé/Cibles",
        "Territoire/QPV concernés",
        "Calendrier/Échéance",
        "Budget / Financement",
    ],
)
def test_double_labels(texte: str) -> None:
    found = label_at(f"{texte} : en 2024")
    assert found is not None
    assert found.label.genre == "champ"


@pytest.mark.parametrize(
    ("texte", "code", "valeur"),
    [
        ("Qui pilote ?", "acteur:pilote", ""),
        ("Qui pilote ? La Ville", "acteur:pilote", "La Ville"),
        ("Qui pilote ? : La Ville", "acteur:pilote", "La Ville"),
        ("AVEC QUI ? CAF", "acteur:partenaire", "CAF"),
        ("Quand ? en 2026", "champ", "en 2026"),
    ],
)
def test_a_question_is_a_label_that_needs_no_colon(texte: str, code: str, valeur: str) -> None:
    found = label_at(texte)
    assert found is not None
    assert (found.label.code, texte[found.suite :], texte[found.debut : found.fin][-1]) == (code, valeur, "?")


def test_a_question_without_its_sign_needs_a_colon() -> None:
    found = label_at("Quand : en 2026")
    assert found is not None
    assert (found.label.code, found.suite) == ("champ", 8)


@pytest.mark.parametrize("texte", ["Qui pilote la ville ?", "Pilote ?", "Quand", "Quand la ville bouge-t-elle ? Demain"])
def test_no_question_that_is_a_label(texte: str) -> None:
    assert label_at(texte) is None


@pytest.mark.parametrize(
    ("texte", "genre"),
    [
        ("Contexte/Constats", "champ"),
        ("Descriptif / actions", "contenu"),
        ("Pilote et porteur", "acteur"),
        ("Pilote & partenaires", "acteur"),
        ("Pilote et budget", None),
        ("Pilote et pain", None),
    ],
)
def test_two_labels_of_a_kind_are_one(texte: str, genre: str | None) -> None:
    label = named_label(texte)
    assert (label.genre if label else None) == genre


def test_a_label_of_parties_before_a_sentence_is_none() -> None:
    assert label_at("Pilotes : on ne sait pas à qui s'adresser") is None
    assert label_at("Pilotes : Ville de Rezé") is not None
    assert label_at("Contexte : on ne sait pas à qui s'adresser") is not None


def test_a_word_that_heads_sections_is_a_label_with_its_colon_only() -> None:
    assert label_at("Signataires", distinct=True) is None
    assert label_at("Signataires : Ville", distinct=True) is not None


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("Autres partenaires", "acteur:partenaire"),
        ("Principaux financeurs", "acteur:financeur"),
        ("Pilotes de la mesure", "acteur:pilote"),
        ("Porteur(s) pressenti(s) de l’action", "acteur:porteur"),
        ("Calendrier de l'opération", "champ"),
        ("Les partenaires", "acteur:partenaire"),
    ],
)
def test_words_that_change_nothing_in_a_label(texte: str, code: str) -> None:
    found = label_at(f"{texte} : ceci")
    assert found is not None
    assert found.label.code == code


@pytest.mark.parametrize(
    "texte", ["Autres horizons", "Principales rues", "Réseau de partenaires", "Porteur de parole", "Actions de la mesure"]
)
def test_the_same_words_around_others_make_no_label(texte: str) -> None:
    assert label_at(f"{texte} : ceci") is None


@pytest.mark.parametrize("texte", ["Les partenaires", "Contexte local"])
def test_a_title_that_holds_the_words_of_a_label_needs_the_colon(texte: str) -> None:
    assert label_at(texte, distinct=True) is None


@pytest.mark.parametrize(
    ("texte", "code", "valeur"),
    [
        ("Piloté par Département", "acteur:pilote", "Département"),
        ("Piloté par la CAF et la Ville", "acteur:pilote", "la CAF et la Ville"),
        ("Avec l’appui de Centres sociaux", "acteur:partenaire", "Centres sociaux"),
        ("En partenariat avec l'association du quai", "acteur:partenaire", "l'association du quai"),
        ("Financé par : ANRU", "acteur:financeur", "ANRU"),
        ("Avec : AFEV", "acteur:partenaire", "AFEV"),
    ],
)
def test_a_label_that_leads_to_names_needs_no_colon(texte: str, code: str, valeur: str) -> None:
    found = label_at(texte)
    assert found is not None
    assert (found.label.code, texte[found.suite :]) == (code, valeur)


@pytest.mark.parametrize(
    "texte",
    [
        "Piloté par étapes",
        "Piloté par la Ville, il se réunit deux fois par an.",
        "En lien avec la CAF, proposer des ateliers",
        "Avec l'appui de tous",
        "Avec AFEV",
        "Il est piloté par la Ville",
    ],
)
def test_the_same_words_before_anything_else_are_prose(texte: str) -> None:
    assert label_at(texte) is None


@pytest.mark.parametrize(
    ("texte", "role"),
    [
        ("Service(s) ou structure(s) pilote(s)", "pilote"),
        ("Élu·e et technicien·ne référent·e·s", "referent"),
        ("Associés à la démarche", "partenaire"),
        ("Associé(s)", "partenaire"),
        ("Tiers financeurs", "financeur"),
        ("Co-pilotes et partenaires associés", "copilote"),
    ],
)
def test_a_label_of_parties_that_no_list_has_whole_is_made_of_its_words(texte: str, role: str) -> None:
    found = label_at(f"{texte} : CAF, Ville")
    assert found is not None
    assert (found.label.genre, found.label.role) == ("acteur", role)
    assert label_at(texte, distinct=True) is None  # alone in bold it may be a title: 'Acteurs associés à la démarche'


@pytest.mark.parametrize("texte", ["Pilotage du contrat", "Vie associative", "Structures associatives", "Les partenaires du quartier"])
def test_other_words_beside_a_role_make_no_label(texte: str) -> None:
    assert named_label(texte) is None


@pytest.mark.parametrize("texte", ["Actions 2019-2022", "Actions 2024-2030", "Mesures 2025"])
def test_the_period_of_a_column_of_actions_changes_nothing(texte: str) -> None:
    found = named_label(texte)
    assert found is not None
    assert found.genre == "actions"


@pytest.mark.parametrize("texte", ["Budget 2023", "Budget prévisionnel 2023-2024", "Coût 2024 – 2026", "Montant 2025"])
def test_the_years_of_an_amount_change_nothing_in_its_label(texte: str) -> None:
    found = named_label(texte)
    assert found is not None
    assert found.genre == "champ"


@pytest.mark.parametrize("texte", ["Échéance 2028", "Calendrier 2024", "Ville 2030", "Budget participatif 2024"])
def test_a_year_behind_another_label_may_be_its_value(texte: str) -> None:
    assert named_label(texte) is None


@pytest.mark.parametrize(("question", "code"), [("Qui pilote", "acteur:pilote"), ("Avec qui", "acteur:partenaire")])
def test_a_question_of_parties_without_its_sign_needs_a_colon(question: str, code: str) -> None:
    """Alone on its line it is prose as often."""
    assert label_at(question, distinct=True) is None
    found = label_at(f"{question} : Ville")
    assert found is not None
    assert found.label.code == code


@pytest.mark.parametrize("question", ["Qui pilote", "Avec qui", "Quand", "Quand ?"])
def test_a_question_heads_a_column_with_or_without_its_sign(question: str) -> None:
    assert is_header(question)


def test_other_words_of_a_question_are_no_label() -> None:
    assert named_label("Qui vient") is None
    assert not is_header("Qui vient")


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("Descriptif des actions", "contenu"),
        ("Contenu des mesures", "contenu"),
        ("Présentation du projet", "contenu"),
        ("Résumé de l'engagement", "contenu"),
        ("Descriptif", "contenu"),
        ("Présentation", None),  # of nothing
        ("Descriptif des moyens", None),
        ("Ce qui est prévu", "actions"),
        ("En appui", "acteur:partenaire"),
        ("En soutien", "acteur:partenaire"),
        ("En appui à", None),
    ],
)
def test_what_is_described_and_who_helps(texte: str, code: str | None) -> None:
    label = named_label(texte)
    assert (label.code if label else None) == code


@pytest.mark.parametrize(
    ("texte", "code", "valeur"),
    [
        ("Portée par la Ville", "acteur:porteur", "la Ville"),
        ("Portée par : la Ville", "acteur:porteur", "la Ville"),
        ("Animée par la CAF", "acteur:pilote", "la CAF"),
        ("Co-pilotée par la CAF", "acteur:copilote", "la CAF"),
        ("Cofinancée par la CAF", "acteur:financeur", "la CAF"),
        ("Une action portée par la Ville", None, ""),
        ("En appui : CAF", "acteur:partenaire", "CAF"),
        ("En appui CAF", None, ""),  # which needs its colon
    ],
)
def test_feminine_labels_that_lead_to_their_value(texte: str, code: str | None, valeur: str) -> None:
    found = label_at(texte)
    assert (found.label.code if found else None) == code
    assert (texte[found.suite :] if found else "") == valeur


@pytest.mark.parametrize(
    ("texte", "role"),
    [
        ("Services et opérateurs associés", "partenaire"),
        ("Opérateurs associés", "partenaire"),
        ("Services et opérateurs", "operateur"),
        ("Co-porteur", "porteur"),
    ],
)
def test_two_nouns_with_one_quality_have_the_role_that_it_gives_the_second(texte: str, role: str) -> None:
    label = named_label(texte)
    assert label is not None
    assert label.role == role


@pytest.mark.parametrize(
    ("question", "genre"),
    [
        ("Quel résultat attendu ?", "champ"),
        ("Pour quel public ?", "champ"),
        ("Avec quels partenaires ?", "acteur"),
        ("Quel financeur ?", "acteur"),
        ("Quelles priorités ?", None),  # asks the public
        ("Quelles actions ?", None),
    ],
)
def test_a_question_asks_for_what_a_label_names(question: str, genre: str | None) -> None:
    found = named_label(question)
    assert (found and found.genre) == genre


@pytest.mark.parametrize(
    ("texte", "role"), [("Copilotage État / Métropole", "copilote"), ("Pilotage Ville/Agglomération", "pilote"), ("Pilote CAF", None)]
)
def test_kinds_of_bodies_may_end_a_label(texte: str, role: str | None) -> None:
    found = named_label(texte)
    assert (found and found.role) == role


@pytest.mark.parametrize(
    ("texte", "fin"),
    [
        ("Piloté par Lycée maritime, avec Port de pêche et Région.", 10),
        ("Piloté par la Ville", 10),
        ("Piloté par la Ville depuis 2015.", None),
        ("Piloté par la Ville dans chaque quartier.", None),
    ],
)
def test_a_full_stop_may_end_the_names_that_a_label_leads_to(texte: str, fin: int | None) -> None:
    found = label_at(texte)
    assert (found and found.fin) == fin


@pytest.mark.parametrize(
    ("texte", "code"),
    [
        ("Opérateurs pressentis", "acteur:operateur"),
        ("Opérateur pressenti", "acteur:operateur"),
        ("Opérateurs associés", "acteur:partenaire"),
        ("Acteurs pressentis", "acteur:partenaire"),
        ("Opérateurs sociaux", None),
        ("Secteurs", "champ"),
        ("Secteurs animés", None),
        ("Types d'actions attendues", "actions"),
        ("Actions attendues", "actions"),
        ("Types d'actions", "champ"),  # known, of no actions to come
    ],
)
def test_labels_of_calls_for_projects(texte: str, code: str | None) -> None:
    label = named_label(texte)
    assert (label.code if label else None) == code


@pytest.mark.parametrize(
    ("texte", "role"),
    [
        ("Ils pilotent", "pilote"),
        ("Elles portent", "porteur"),
        ("Ils accompagnent", "partenaire"),
        ("Ils nous accompagnent", "partenaire"),
        ("Ils financent", "financeur"),
        ("Ils parlent", None),
        ("Ils pilotent le projet", None),
    ],
)
def test_what_parties_do_in_a_few_words_is_their_label(texte: str, role: str | None) -> None:
    label = named_label(texte)
    assert (label.role if label else None) == role


@pytest.mark.parametrize(
    ("texte", "lu"),
    [
        ("Appui : CAF, Département", True),
        ("Appui : la mission locale", True),
        ("Soutien : bailleurs", True),
        ("Soutien : 12 000 € par an", False),
        ("Appui : mise à disposition de salles", False),
        ("Avec : habitants relais", True),  # which starts no title
    ],
)
def test_words_that_what_is_given_starts_with_too_lead_to_names_alone(texte: str, lu: bool) -> None:
    assert (label_at(texte) is not None) is lu
