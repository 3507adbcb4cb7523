"""Who is named: lists of parties as printed, and the party in an action's last parenthesis."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import extract_pages, page, source_lines, whole, words
from pipeline.model import Block, Style
from pipeline.stages.actors import is_organisation, is_sentence, joints, party_in_parenthesis, party_ranges, split_parties
from pipeline.texts import text_of

# value as printed -> parties
VALUES = [
    ("Métropole", ["Métropole"]),
    ("Ville de Nantes, CAF et Etat", ["Ville de Nantes", "CAF", "Etat"]),
    ("Métropole,Etat", ["Métropole", "Etat"]),
    ("Métropole ; Etat;CAF", ["Métropole", "Etat", "CAF"]),
    ("CAF/Ville", ["CAF", "Ville"]),
    ("CAF / Ville / Etat", ["CAF", "Ville", "Etat"]),
    ("Métropole - Etat", ["Métropole", "Etat"]),
    ("Métropole – Etat", ["Métropole", "Etat"]),
    ("Métropole ‐ Etat", ["Métropole", "Etat"]),  # the hyphen of a typesetter
    ("Métropole    Etat", ["Métropole", "Etat"]),  # chips
    ("Métropole\nEtat", ["Métropole", "Etat"]),
    ("Etat et Ville", ["Etat", "Ville"]),
    ("Etat & Ville", ["Etat", "Ville"]),
    ("DRAC, ARS et associations", ["DRAC", "ARS", "associations"]),
    ("Conseil départemental et Conseil régional", ["Conseil départemental", "Conseil régional"]),
    ("• CAF", ["CAF"]),
    ("\uf0b7 CAF", ["CAF"]),
    ("- CAF", ["CAF"]),
    ("Etat, Région, Département.", ["Etat", "Région", "Département"]),
    ("La Ville, l'Etat", ["La Ville", "l'Etat"]),
    ("Mme Martin et M. Durand", ["Mme Martin", "M. Durand"]),
    ("Cd 44, CAF 44", ["Cd 44", "CAF 44"]),
    ("Etat – BOP 147, CAF", ["Etat – BOP 147", "CAF"]),
    ("État – DDETS, CAF", ["État – DDETS", "CAF"]),  # one of its services
    ("État - DDETS - CAF", ["État", "DDETS", "CAF"]),  # a list
    ("État – CAF", ["État", "CAF"]),
    ("Déléguée aux droits des femmes et à l'égalité, CAF", ["Déléguée aux droits des femmes et à l'égalité", "CAF"]),
    # one name
    ("Rouen et son agglomération", ["Rouen et son agglomération"]),
    ("Service Autonomie à Domicile (SAD)", ["Service Autonomie à Domicile (SAD)"]),
    ("Direction de la culture, des sports et de la jeunesse", ["Direction de la culture, des sports et de la jeunesse"]),
    ("Direction de l'habitat et du logement", ["Direction de l'habitat et du logement"]),
    ("Direction emploi, insertion", ["Direction emploi, insertion"]),
    ("DDCS-DDTM", ["DDCS-DDTM"]),
    ("Saint-Herblain", ["Saint-Herblain"]),
    ("Agence nationale de la cohésion des territoires", ["Agence nationale de la cohésion des territoires"]),
    ("M. Dupont, maire de Rezé", ["M. Dupont, maire de Rezé"]),
    ("S.A.M.U.", ["S.A.M.U."]),
    # a parenthesis is never cut
    (
        "Ville de Nantes (direction de la culture, direction des sports), CAF",
        ["Ville de Nantes (direction de la culture, direction des sports)", "CAF"],
    ),
    ("Etat (DDETS, ARS) et CAF", ["Etat (DDETS, ARS)", "CAF"]),
    ("CAF / - / Ville", ["CAF", "Ville"]),
    # a semicolon parts names, the commas are inside them
    ("Grand Lac, direction de l'eau ; CAF", ["Grand Lac, direction de l'eau", "CAF"]),
    ("Ville, Pôle social ; Région, Pôle santé", ["Ville, Pôle social", "Région, Pôle santé"]),
    ("Ville (social ; santé), CAF", ["Ville (social ; santé)", "CAF"]),
    ("Ville · CAF · Etat", ["Ville", "CAF", "Etat"]),
    ("Élu·e·s", ["Élu·e·s"]),
    # an 'et' inside a name, and one between two
    ("Habitat et Humanisme", ["Habitat et Humanisme"]),
    ("l'Enfance et Partage", ["l'Enfance et Partage"]),
    ("Habitat & Humanisme", ["Habitat & Humanisme"]),
    ("Habitat et AXYZ", ["Habitat", "AXYZ"]),
    ("Habitat et Médiathèques", ["Habitat", "Médiathèques"]),
    ("Sous-préfecture et Humanisme", ["Sous-préfecture", "Humanisme"]),
    ("Syndicat et Humanisme", ["Syndicat", "Humanisme"]),
    ("CAF et Humanisme", ["CAF", "Humanisme"]),
    ("Habitat et Associations", ["Habitat", "Associations"]),
    ("Associations et Habitat", ["Associations", "Habitat"]),
    ("Habitat et Solidarités Nord", ["Habitat", "Solidarités Nord"]),
    # nothing to publish
    (" - ", []),
    (".", []),
    ("", []),
]


@pytest.mark.parametrize(("texte", "parties"), VALUES)
def test_parties_of_a_value(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


BUGS = [
    pytest.param("Métropole • Etat", ["Métropole", "Etat"], id="bullet as separator"),
    pytest.param("• Métropole • Etat", ["Métropole", "Etat"], id="bullets"),
    pytest.param("Métropole, CAF.", ["Métropole", "CAF"], id="full stop after an acronym"),
    pytest.param("Villes, CCAS...", ["Villes", "CCAS"], id="dots after an acronym"),
    pytest.param("Nantes Métropole, la CAF, le Département", ["Nantes Métropole", "la CAF", "le Département"], id="articles"),
    pytest.param("l'Etat et la Ville", ["l'Etat", "la Ville"], id="et with an article"),
    pytest.param("Association « Pain, Beurre et Jeux »", ["Association « Pain, Beurre et Jeux »"], id="quotes"),
]


@pytest.mark.parametrize(("texte", "parties"), BUGS)
def test_parties_of_a_value_not_yet_split(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


def test_parties_across_lines_keep_their_place() -> None:
    lignes = source_lines("Ville de\nNantes, CAF\net Etat")
    parts = split_parties(lignes, whole(lignes, 0, 1, 2))
    assert [text_of(lignes, p) for p in parts] == ["Ville de Nantes", "CAF", "Etat"]
    assert [[s.line for s in p] for p in parts] == [[0, 1], [1], [2]]


# action -> party named in its last parenthesis
ACCEPTED = [
    ("Accueil des jeunes (Ville de Nantes)", "Ville de Nantes"),
    ("Accueil des jeunes (Ville de Nantes).", "Ville de Nantes"),
    ("Accueil des jeunes (Ville de Nantes) ;", "Ville de Nantes"),
    ("Accueil (binôme d'animateurs) (Ville de Nantes)", "Ville de Nantes"),
    ("Accueil des jeunes (la Ville de Nantes)", "la Ville de Nantes"),
    ("Accueil des jeunes (CAF)", "CAF"),
    ("Accueil des jeunes (CAF 44)", "CAF 44"),
    ("Accueil des jeunes (CD 44)", "CD 44"),
    ("Accueil des jeunes (Etat)", "Etat"),
    ("Accueil des jeunes (l'Etat)", "l'Etat"),
    ("Accueil des jeunes (Villes)", "Villes"),
    ("Accueil des jeunes (Conseil départemental)", "Conseil départemental"),
    ("Accueil des jeunes (Métropole de Lyon)", "Métropole de Lyon"),
    ("Accueil des jeunes (Région des Pays de la Loire)", "Région des Pays de la Loire"),
    ("Accueil des jeunes (Centre social des Lilas)", "Centre social des Lilas"),
    ("Accueil des jeunes (Ville de Nantes, CAF)", "Ville de Nantes, CAF"),
    ("Accueil des jeunes (CAF et Etat)", "CAF et Etat"),
    ("Accueil des jeunes (CAF / Ville)", "CAF / Ville"),
]
REFUSED = [
    "Réseau d'écoute, d'appui et d'accompagnement des parents (REAAP)",
    "Aides de la Caisse d'allocations familiales (CAF)",
    "Convention avec l'Agence régionale de santé (ARS)",
    "Un policier dans un collège (Debussy)",
    "Collèges (Debussy et Rutigliano)",
    "Formation (mobilisation du plan d'investissement)",
    "Charte (objectif de 5 % des heures)",
    "Extension (2 nouveaux collèges) et prévention",
    "Accueil (Ville de Nantes) dès 2020",
    "Accueil (en lien avec la Ville de Nantes)",
    "Accueil (cf. CAF)",
    "Accueil (2019)",
    "Accueil (QPV)",
    "Accueil (Ville de Nantes, Debussy)",
    "Accueil (région parisienne)",
    "Accueil (communes de plus de 1 000 habitants)",
    "Actions (cd-rom)",
    "Accueil ()",
    "Accueil (Ville de Nantes",
    "Accueil sans parenthèse",
]


@pytest.mark.parametrize(("texte", "attendu"), ACCEPTED)
def test_a_final_parenthesis_names_a_party(texte: str, attendu: str) -> None:
    found = party_in_parenthesis(texte)
    assert found is not None
    assert texte[slice(*found)] == attendu


@pytest.mark.parametrize("texte", REFUSED)
def test_a_parenthesis_that_names_no_party(texte: str) -> None:
    assert party_in_parenthesis(texte) is None


@pytest.mark.parametrize(
    "texte", ["Accueil (Ville à vélo)", "Accueil (Mairie ouverte le samedi)", "Prévention (collèges)", "Prévention (habitants)"]
)
def test_a_parenthesis_wrongly_taken_for_a_party(texte: str) -> None:
    assert party_in_parenthesis(texte) is None


def test_a_metropole_in_a_parenthesis() -> None:
    assert party_in_parenthesis("Accueil des jeunes (Nantes Métropole)") is not None


def test_is_organisation_wants_a_capital() -> None:
    assert is_organisation("Ville de Rezé")
    assert not is_organisation("ville moyenne")
    assert not is_organisation("Rezé")


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("on ne sait pas", True),
        ("animent leur engagement", True),
        ("la démarche associe toutes les communes.", True),
        ("la démarche associe toutes les communes", False),  # it does not end
        ("la démarche associe.", False),  # too short to tell
        ("démarche qui associe toutes les communes.", False),  # no article
        ("les habitants du quartier et leurs associations.", False),  # a kind of party
        ("le responsable du pôle de la vie sociale.", False),  # a function
        ("la Ville et toutes ses communes membres.", False),
        ("on verra", False),
        ("agent de la ville", False),
        ("vice-président à l’économie", False),
        ("Métropole, Etat et CAF", False),
        ("Conseil départemental", False),
    ],
)
def test_prose_behind_a_label_of_parties(texte: str, phrase: bool) -> None:
    assert is_sentence(texte) is phrase


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Conservatoire, scène de musiques actuelles", ["Conservatoire", "scène de musiques actuelles"]),
        ("AFEV, orchestre à l'école", ["AFEV", "orchestre à l'école"]),
        ("Service petite enfance, parentalité choisie", ["Service petite enfance, parentalité choisie"]),
        ("Maire, délégué à la jeunesse", ["Maire, délégué à la jeunesse"]),
        ("Réseaux associatifs, institutionnels", ["Réseaux associatifs, institutionnels"]),
        ("CAF, notamment son antenne du port", ["CAF, notamment son antenne du port"]),
        ("Ville, les Bancs Partagés", ["Ville", "les Bancs Partagés"]),  # an article before a name
        ("Ville, les jeunes", ["Ville, les jeunes"]),
    ],
)
def test_a_comma_before_small_letters(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


def test_a_bar_parts_names() -> None:
    texte = "ARS | Ville de Brennes|CPAM"
    assert [texte[a:b] for a, b in party_ranges(texte)] == ["ARS", "Ville de Brennes", "CPAM"]


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Fédération des centres sociaux et socioculturels", ["Fédération des centres sociaux et socioculturels"]),
        ("Etat et associations", ["Etat", "associations"]),
        ("Ville et volontaires", ["Ville", "volontaires"]),
        ("CCAS et bénéficiaires", ["CCAS", "bénéficiaires"]),
        ("CAF et communes", ["CAF", "communes"]),
    ],
)
def test_et_parts_no_name_of_a_known_body(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "noms"),
    [
        ("État – Adultes-relais", 1),
        ("Métropole – Etat", 2),
        ("CAF - Association Relais", 2),
        ("Ville – Le Trait d'union", 1),
        ("Etat, CAF", 2),
    ],
)
def test_a_dash_in_one_of_several_lines_of_names_parts_two_bodies_or_none(texte: str, noms: int) -> None:
    assert len(party_ranges(texte, listed=True)) == noms
    assert len(party_ranges(texte)) == 2


@pytest.mark.parametrize(
    ("texte", "seuls", "noms"),
    [
        ("CAF – Le Trait d'union", {"le trait d'union"}, 2),
        ("CAF – Le Trait d'union.", {"le trait d'union"}, 2),
        ("CAF – Le Trait d'union", {"le trait d'union de lys"}, 1),  # another name
        ("CAF – Le Trait d'union", set(), 1),
    ],
)
def test_a_dash_in_one_of_several_lines_parts_a_name_that_has_its_own_line_elsewhere(texte: str, seuls: set[str], noms: int) -> None:
    assert len(party_ranges(texte, listed=True, seuls=seuls)) == noms


def test_the_programme_that_pays_is_no_party() -> None:
    assert len(party_ranges("État – P147")) == len(party_ranges("Etat - programme 104")) == 1


def test_a_bar_at_the_end_of_a_name_is_none_of_it() -> None:
    assert ["Direction aux droits |"[a:b] for a, b in party_ranges("Direction aux droits |")] == ["Direction aux droits"]


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Ville, CAF, Etat ;", ["Ville", "CAF", "Etat"]),
        ("Ville, CAF ; .", ["Ville", "CAF"]),
        ("Ville, CAF ;)", ["Ville", "CAF"]),
        ("Ville, Pôle social ; CAF ;", ["Ville, Pôle social", "CAF"]),  # a semicolon inside parts names
    ],
)
def test_a_semicolon_at_the_end_is_no_larger_separator(texte: str, parties: list[str]) -> None:
    """The commas of a list that ends in ';' part its names."""
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Ville, direction de la culture", ["Ville, direction de la culture"]),
        ("Ville, service des sports", ["Ville, service des sports"]),
        ("CAF, direction", ["CAF", "direction"]),  # of nothing
        ("antenne du port, direction de la culture", ["antenne du port", "direction de la culture"]),  # after small letters
        ("Ville, école de musique", ["Ville", "école de musique"]),  # no word for a part of a body
    ],
)
def test_a_part_of_a_body_after_a_comma_goes_on_with_it(texte: str, parties: list[str]) -> None:
    """The part is in small letters and says of what it is one."""
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Maison pour tous et toutes", ["Maison pour tous et toutes"]),
        ("Foyer de toutes et tous", ["Foyer de toutes et tous"]),
        ("Maison pour tous et AXYZ", ["Maison pour tous", "AXYZ"]),
    ],
)
def test_tous_et_toutes_is_one_name(texte: str, parties: list[str]) -> None:
    """The 'et' of both genders parts no names; one before a name does."""
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("CAF)", ["CAF"]),
        ("Ville, CAF).", ["Ville", "CAF"]),
        ("Ville (DDT)", ["Ville (DDT)"]),
        ("Ville (DDT))", ["Ville (DDT)"]),
        ("a) Ville du port", ["a) Ville du port"]),  # not at the end
    ],
)
def test_a_bracket_opened_before_the_label_closes_its_names(texte: str, parties: list[str]) -> None:
    """'(Porteur : CAF)': the ')' that nothing opens is none of the name."""
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


# Enough body text for the look of the body to be known.
CORPS_DE_TEXTE = [
    "Le contrat court jusqu'en deux mille trente et ses signataires se réunissent tous les ans en comité de pilotage.",
    "Ils y rendent compte de ce qui a été fait dans chacun des quartiers et de ce qui reste à faire avant la fin du contrat.",
]


@pytest.mark.parametrize(
    ("etiquette", "valeur", "noms", "etiquettes"),
    [
        ("Partenaires :", "CAF ; Bailleurs sociaux ; Échéance : 2026", "CAF ; Bailleurs sociaux", ["Partenaires", "Échéance"]),
        ("Partenaires :", "CAF ; Bailleurs ; Maison des jeunes", "CAF ; Bailleurs ; Maison des jeunes", ["Partenaires"]),
        ("", "CAF ; Bailleurs ; Échéance : 2026", "CAF ; Bailleurs ; Échéance : 2026", []),  # below no label
    ],
)
def test_a_label_behind_the_names_of_a_label_on_its_own_line(
    etiquette: str, valeur: str, noms: str, etiquettes: list[str], tmp_path: Path
) -> None:
    """The names stand below 'Partenaires :', the next label at the end of their line."""
    sheet = page(
        words("Ouvrir une maison", style=Style(16.0, gras=True, couleur="#000000")),
        words(etiquette, top=130),
        words(valeur, top=143),
        *(words(t, top=600.0 + 13 * i) for i, t in enumerate(CORPS_DE_TEXTE)),
    )
    _, stages = extract_pages([sheet], tmp_path)
    blocks = [b for b in stages.sorties["blocs"] if isinstance(b, Block)]
    said = [(b.genre, text_of(stages.lignes, b.spans)) for b in blocks]
    assert [t for genre, t in said if genre == "etiquette"] == etiquettes
    assert noms in [t.rstrip(" ;") for genre, t in said if genre == "texte"]


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("association Lire et Faire Lire", ["association Lire et Faire Lire"]),
        ("Fondation Terre et Cité", ["Fondation Terre et Cité"]),
        ("association Lire et CAF", ["association Lire", "CAF"]),
        ("association Lire et Mission locale", ["association Lire", "Mission locale"]),
        ("Ville et Bailleurs", ["Ville", "Bailleurs"]),
    ],
)
def test_an_et_inside_the_name_of_an_association(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Caf – pôle partenariats", ["Caf – pôle partenariats"]),
        ("Caf - service social, Ville", ["Caf - service social", "Ville"]),
        ("Caf — antenne-relais du port", ["Caf", "antenne-relais du port"]),  # another word
        ("Ville – CAF", ["Ville", "CAF"]),
        ("Caf – Pôle partenariats", ["Caf", "Pôle partenariats"]),  # a name of its own
        ("caf – pôle partenariats", ["caf", "pôle partenariats"]),  # after small letters
        ("Caf – école de musique", ["Caf", "école de musique"]),
        ("Ville – mission locale", ["Ville", "mission locale"]),  # a body, though it starts as a part of one
        ("Ville – mission jeunesse", ["Ville – mission jeunesse"]),
        ("Caf – sous-direction du port", ["Caf – sous-direction du port"]),
    ],
)
def test_a_part_of_a_body_after_a_dash_goes_on_with_it(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Direction petite enfance et familles", ["Direction petite enfance et familles"]),
        ("La Direction jeunesse et familles", ["La Direction jeunesse et familles"]),
        ("Chargé de mission clauses et entreprises", ["Chargé de mission clauses et entreprises"]),
        ("Ville, Direction jeunesse et familles", ["Ville", "Direction jeunesse et familles"]),
        ("CAF et familles", ["CAF", "familles"]),
        ("Mission locale et jeunes", ["Mission locale", "jeunes"]),  # a body of its own
        ("Mission emploi et jeunes", ["Mission emploi et jeunes"]),
        ("Maire et habitants", ["Maire", "habitants"]),  # an office that says no more
        ("Association Espoir et familles", ["Association Espoir", "familles"]),  # no part of a body
        ("Direction petite enfance et Familles", ["Direction petite enfance et Familles"]),
        ("Direction petite enfance et associations", ["Direction petite enfance", "associations"]),  # whom no service is there for
        ("Direction petite enfance, familles", ["Direction petite enfance", "familles"]),
    ],
)
def test_the_name_of_a_unit_ends_in_whom_it_is_there_for(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Villes, sous-préfecture", ["Villes", "sous-préfecture"]),
        ("Villes, sous-préfecture, DDT", ["Villes", "sous-préfecture", "DDT"]),
        ("CAF, sous réserve", ["CAF, sous réserve"]),
        ("CAF, sous, DDT", ["CAF, sous", "DDT"]),
    ],
)
def test_a_sous_prefecture_is_no_aside(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Ville /", ["Ville"]),
        ("/ Ville", ["Ville"]),
        ("CAF, /Ville/", ["CAF", "Ville"]),
        ("Ville / CAF /", ["Ville", "CAF"]),
        ("Maison 1/2", ["Maison 1/2"]),  # inside of a name
        ("/", []),
    ],
)
def test_a_slash_at_either_end_belongs_to_no_name(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("la PMI, la crèche associative Les Moussaillons", ["la PMI", "la crèche associative Les Moussaillons"]),
        ("la direction de la culture, la jeunesse et les sports", ["la direction de la culture, la jeunesse et les sports"]),
        ("Ville – voirie", ["Ville – voirie"]),
        ("Ville – mission locale", ["Ville", "mission locale"]),
        ("Ville – CCAS", ["Ville – CCAS"]),
        ("Ville de Lys – CLSPD", ["Ville de Lys – CLSPD"]),
        ("Ville – CCAS – CAF", ["Ville", "CCAS", "CAF"]),
        ("CAF – chargée de mission familles", ["CAF – chargée de mission familles"]),  # who in it
        ("Ville de Lys, service jeunesse", ["Ville de Lys, service jeunesse"]),
        ("CAF, service jeunesse", ["CAF", "service jeunesse"]),
        ("Ville de Lys – Éducation", ["Ville de Lys – Éducation"]),  # what its service is called after
        ("Ville – Sports et jeunesse", ["Ville – Sports et jeunesse"]),
        ("Ville – Emmaüs", ["Ville", "Emmaüs"]),
        ("CAF – Éducation", ["CAF", "Éducation"]),
        ("Ville de Lys – Direction du cadre de vie", ["Ville de Lys – Direction du cadre de vie"]),
        ("Ville de Lys – Direction départementale des territoires", ["Ville de Lys", "Direction départementale des territoires"]),
        ("Etat – CCAS", ["Etat", "CCAS"]),
        ("Ville – Etat", ["Ville", "Etat"]),
        ("Ville de Lys – Direction", ["Ville de Lys – Direction"]),  # the line end cuts what of
        ("Etat – Direction", ["Etat", "Direction"]),
    ],
)
def test_what_belongs_to_the_name_before_a_dash_or_a_comma(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Fonds vert, agence de l'eau", ["Fonds vert", "agence de l'eau"]),  # a body
        ("Fonds vert, agence de la mobilité", ["Fonds vert, agence de la mobilité"]),
    ],
)
def test_a_body_in_small_letters_behind_a_comma_is_no_part_of_the_name_before(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Ville –", ["Ville"]),
        ("Ville, CAF - ", ["Ville", "CAF"]),
        ("Ville—", ["Ville—"]),  # of the word
    ],
)
def test_a_dash_at_the_end_belongs_to_no_name(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize("signe", ["/", ";", "|", "•", "·"])
@pytest.mark.parametrize(
    ("reste", "parties"),
    [
        ("Lac et Monts Habitat", ["Lac et Monts Habitat"]),
        ("Lys - Emmaüs", ["Lys - Emmaüs"]),
        ("Ville et CAF", ["Ville", "CAF"]),  # two bodies
        ("Ville - CAF", ["Ville - CAF"]),  # the other sign parts
        ("CAF et Habitat 44", ["CAF", "Habitat 44"]),  # one is a body: an 'et' parts it from the other
        ("Préfet et Maire", ["Préfet", "Maire"]),
    ],
)
def test_beside_a_sign_that_parts_names_et_parts_bodies_and_a_dash_none(signe: str, reste: str, parties: list[str]) -> None:
    texte = f"Etat {signe} {reste}"
    assert [texte[a:b] for a, b in party_ranges(texte)] == ["Etat", *parties]


@pytest.mark.parametrize(
    ("texte", "nombre"),
    [
        ("Ville – voirie", (1, 0)),
        ("CAF, État – DDETS", (1, 0)),
        ("Ville – CAF", (0, 1)),
        ("État – DDETS – CAF", (0, 2)),  # a list
        ("Ville, CAF", (0, 0)),
    ],
)
def test_dashes_that_join_and_dashes_that_part(texte: str, nombre: tuple[int, int]) -> None:
    assert joints(texte, frozenset("–")) == nombre


def test_where_no_dash_parts_names_other_signs_do() -> None:
    texte = "Lys Habitat – Emmaüs, CAF"
    assert [texte[a:b] for a, b in party_ranges(texte, liens=frozenset("–"))] == ["Lys Habitat – Emmaüs", "CAF"]


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Ville · Éducation", ["Ville · Éducation"]),
        ("Ville · Éducation · CAF", ["Ville · Éducation", "CAF"]),
        ("Ville de Lys · service jeunesse", ["Ville de Lys · service jeunesse"]),
        ("Ville · CAF", ["Ville", "CAF"]),
        ("Ville · CCAS", ["Ville", "CCAS"]),  # a body of its own
        ("CAF · Éducation", ["CAF", "Éducation"]),  # no territory
    ],
)
def test_a_point_between_a_territory_and_a_part_of_it_parts_no_names(texte: str, parties: list[str]) -> None:
    """On one chip."""
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Val de Lys Métropole – Habitat", ["Val de Lys Métropole – Habitat"]),
        ("Lys Agglomération – Tourisme", ["Lys Agglomération – Tourisme"]),
        ("Lys Agglo, service jeunesse", ["Lys Agglo, service jeunesse"]),
        ("Lys Métropole – Emmaüs", ["Lys Métropole", "Emmaüs"]),
        ("Lys Nature – Habitat", ["Lys Nature", "Habitat"]),
    ],
)
def test_the_last_word_of_a_name_may_tell_a_territory(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Grand Lys – Direction de l'économie", ["Grand Lys – Direction de l'économie"]),
        ("Grand Lys – Service jeunesse, CAF", ["Grand Lys – Service jeunesse", "CAF"]),
        ("Grand Lys – Mission locale", ["Grand Lys", "Mission locale"]),  # a body of its own
        ("Grand Lys – Direction départementale des territoires", ["Grand Lys", "Direction départementale des territoires"]),
        ("CAF – Direction de l'économie", ["CAF", "Direction de l'économie"]),  # a known body
        ("Grand Lys – Centre de loisirs", ["Grand Lys", "Centre de loisirs"]),  # no part of a body
        ("Grand Lys – Direction des sports – CAF", ["Grand Lys", "Direction des sports", "CAF"]),  # a list
        ("Service jeunesse – Direction des sports", ["Service jeunesse", "Direction des sports"]),
    ],
)
def test_a_dash_before_a_direction_goes_on_with_a_name_of_no_list(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties


@pytest.mark.parametrize(
    ("texte", "parties"),
    [
        ("Ville & CAF", ["Ville", "CAF"]),
        ("la Ville & l'État", ["la Ville", "l'État"]),
        ("Ville & Bancs Partagés", ["Ville & Bancs Partagés"]),
        ("Bancs Partagés & CAF", ["Bancs Partagés & CAF"]),
    ],
)
def test_an_ampersand_parts_but_two_known_names(texte: str, parties: list[str]) -> None:
    assert [texte[a:b] for a, b in party_ranges(texte)] == parties
