"""What a section is for, by its title, its content and the section around it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, all_nodes, line, source_lines, tree_of, whole
from pipeline.lexicon import programme_types
from pipeline.model import Block, Genre, Line, Node, Style
from pipeline.stages.document_look import Context
from pipeline.stages.headings import RANG_RANGEE
from pipeline.stages.labels import Found
from pipeline.stages.natures import natures, title_nature
from pipeline.stages.not_titles import signed_lines, under_signatures, writers
from pipeline.stages.unknown_labels import Around, unknown_label
from pipeline.texts import text_of


def _natures(texte: str) -> dict[str, str]:
    lignes, tree = tree_of(texte)
    return {text_of(lignes, n.spans): n.nature for n in all_nodes(tree)}


@pytest.mark.parametrize(
    ("titre", "nature", "ferme"),
    [
        ("Réalisations", "bilan", True),
        ("REALISATIONS", "bilan", True),
        ("Les réalisations de 2018", "bilan", True),
        ("Bilan du contrat", "bilan", True),
        ("Retour sur les actions menées", "bilan", True),
        ("Restitution des ateliers", "concertation", True),
        ("Ateliers du 12 mars", "concertation", True),
        ("Quels sont les oublis selon vous ?", "concertation", True),
        ("Quels engagements vous ont le plus marqués ?", "concertation", True),
        ("Qu'avez-vous retenu ?", "concertation", True),
        ("Retours de l'atelier du 18 juin", "concertation", True),
        ("Ce qu'ont dit les habitants", "concertation", True),
        ("Ce qui vous semble juste", "concertation", True),
        ("Synthèse de la réunion publique", "concertation", True),
        ("Paroles d'atelier", "concertation", True),
        ("Sommaire", "sommaire", True),
        ("TABLE DES MATIÈRES", "sommaire", True),
        ("Annexe", "annexe", True),
        ("ANNEXES", "annexe", True),
        ("Bilan de 2018", "bilan", True),
        ("Quels sont les besoins ?", "concertation", True),
        ("Que faut-il garder ?", "concertation", True),
        ("Qui fait quoi ?", "gouvernance", False),
        ("Gouvernance", "gouvernance", False),
        ("La gouvernance du contrat", "gouvernance", False),
        ("Instances de pilotage", "gouvernance", False),
        ("Préambule", "autre", False),
        ("Les signataires", "autre", False),
        ("Contacts", "autre", True),
        ("Vos interlocuteurs", "autre", True),
        ("Points soumis à l'arbitrage", "autre", False),
        ("Questions diverses", "autre", False),
        ("Comment les fiches sont faites", "autre", False),
        ("Lecture des fiches", "autre", False),
        ("Atelier de Saint-Lubrin, 14 mars 2024", "concertation", True),  # held on a day, it tells what was said
        ("Rencontre au centre social du 1er juin 2023", "concertation", True),
    ],
)
def test_titles_that_state_a_nature(titre: str, nature: str, ferme: bool) -> None:
    assert title_nature(titre) == (nature, ferme)


@pytest.mark.parametrize(
    "titre",
    [
        "Soutenir l'offre de loisirs",
        "Contacts avec les entreprises",  # the word is not all of it
        "Comment les jeunes s'engagent",
        "Lecture à voix haute",
        "Faciliter l'accès à la concertation",  # the word is not the first
        "Bilans de santé pour tous",
        "Bilan de compétences",
        "Ateliers sociolinguistiques",
        "Atelier cuisine",
        "Atelier de réparation, rentrée 2024",
        "Forum de l'emploi avant mars 2025",
        "Retour à l'emploi des habitants",
        "Retour des commerces au service des habitants",
        "Expression et participation des habitants",
        "Parole et pouvoir d'agir des habitants",
        "Suivi renforcé des jeunes",
        "Évaluation des acquis",
        "Comment mieux vivre ensemble ?",  # a question that asks nobody
        "Suivre les jeunes",
        "Que faire des halls",
        "Réaliser des travaux",
    ],
)
def test_titles_that_state_none(titre: str) -> None:
    assert title_nature(titre) is None


def test_bullets_of_a_programme_and_of_a_report() -> None:
    found = _natures("# Enjeu 1 : Vivre\n\n## Soigner\n\n- un\n\n# Réalisations\n\n## Un récit\n\n- deux\n")
    assert found == {"Vivre": "programme", "Soigner": "programme", "Réalisations": "bilan", "Un récit": "bilan"}


def test_a_report_stays_a_report_though_it_names_pilots_and_levels() -> None:
    found = _natures(
        "# Enjeu 1 : Vivre\n\n## Soigner\n\n- un\n\n# Bilan du contrat\n\n## Axe 1 : Santé\n\n### Un récit\n\n**PILOTES :** Ville\n"
    )
    assert [found[t] for t in ("Bilan du contrat", "Santé", "Un récit")] == ["bilan"] * 3


def test_workshop_bullets_are_no_programme() -> None:
    found = _natures(
        "# Enjeu 1 : Vivre\n\n## Soigner\n\n**PILOTES :** ARS\n\n# Quels sont les oublis selon vous ?\n\n## GROUPE 1\n\n- un oubli\n"
    )
    assert (found["Quels sont les oublis selon vous ?"], found["GROUPE 1"]) == ("concertation", "concertation")


def test_an_annexe_by_its_level_word() -> None:
    assert (
        _natures("# Axe 1 : Vivre\n\n## Soigner\n\n- un\n\n# Annexe 2 : Budget\n\n## Axe 1 : Dépenses\n\n- deux\n")["Dépenses"] == "annexe"
    )


def test_governance_yields_to_pilots() -> None:
    """'Pilotage et suivi' may be the title of an engagement; with pilots below it, it is."""
    assert _natures("# Axe 1 : Vivre\n\n## Soigner\n\n- un\n\n# Gouvernance\n\n## Comité\n\n- deux\n")["Comité"] == "gouvernance"
    assert (
        _natures("# Axe 1 : Vivre\n\n## Soigner\n\n- un\n\n# Gouvernance\n\n## Comité\n\n- deux\n\n**PILOTE :** Ville\n")["Comité"]
        == "programme"
    )


def test_a_leaf_with_pilots_is_an_engagement_whatever_its_first_word() -> None:
    found = _natures(
        "# Axe 1 : Vivre\n\n## Ateliers de cuisine\n\n- un\n\n**PILOTE :** Ville\n\n"
        "## Consultations gratuites\n\n- deux\n\n**PILOTE :** ARS\n"
    )
    assert (found["Ateliers de cuisine"], found["Consultations gratuites"]) == ("programme", "programme")


def test_bullets_alone_make_a_programme_only_where_no_level_word_does() -> None:
    assert _natures("# Vivre ensemble\n\n## Soigner\n\n- un\n") == {"Vivre ensemble": "programme", "Soigner": "programme"}
    assert _natures("# Axe 1 : Santé\n\n## Soigner\n\n- un\n\n# Vivre ensemble\n\n- deux\n")["Vivre ensemble"] == "autre"


def test_a_text_without_bullets_is_no_programme() -> None:
    assert _natures("# Un rapport\n\nIl raconte.\n") == {"Un rapport": "autre"}


def test_a_report_that_closes_the_document_leaves_the_programme() -> None:
    lignes, tree = tree_of("# Enjeu 1 : Vivre\n\n## Soigner\n\n- un\n\n## Réalisations\n\n### Un récit\n\nIl raconte.\n")
    assert [text_of(lignes, n.spans) for n in tree.enfants] == ["Vivre", "Réalisations"]
    assert "clôt le document" in tree.enfants[1].pourquoi[-1]


def test_a_report_in_each_axe_stays_in_its_axe() -> None:
    part = "# Axe {} : Vivre {}\n\n## Soigner {}\n\n- un\n\n## Bilan\n\n- deux\n\n"
    lignes, tree = tree_of("".join(part.format(n, n, n) for n in (1, 2)))
    assert [[text_of(lignes, c.spans) for c in n.enfants] for n in tree.enfants] == [["Soigner 1", "Bilan"], ["Soigner 2", "Bilan"]]
    assert [c.nature for n in tree.enfants for c in n.enfants] == ["programme", "bilan"] * 2


def test_every_nature_says_why() -> None:
    _, tree = tree_of("# Axe 1 : Vivre\n\n## Soigner\n\n- un\n\n# Gouvernance\n\n# Annexe 1 : Cartes\n")
    assert all(n.pourquoi[-1].startswith("nature : ") for n in all_nodes(tree))


def test_a_field_is_no_responsible_party() -> None:
    """Governance yields to pilots, not to a calendar."""
    found = _natures("# Axe 1 : Vivre\n\n## Soigner\n\n- un\n\n# Gouvernance\n\n## Comité\n\n- deux\n\n**Calendrier :** 2025\n")
    assert (found["Gouvernance"], found["Comité"]) == ("gouvernance", "gouvernance")


FICHE = "\n\n## Soigner\n\n- un\n\n**PILOTE :** Ville\n\n"


@pytest.mark.parametrize(
    ("texte", "nature"),
    [
        ("# Préambule\n\nUn texte.\n\n# Annexe 1 : fiches actions" + FICHE, "programme"),
        ("# Préambule\n\nUn texte.\n\n# Annexe 1 : moyens" + FICHE, "annexe"),
        # the programme is elsewhere, and these are in none of it
        ("# Axe 1 : Vivre\n\n## Loger\n\n**PILOTE :** CAF\n\n# Annexe 1 : fiches actions" + FICHE, "programme"),
        # what they print is in the programme
        ("# Axe 1 : Vivre\n\n## Soigner\n\n**PILOTE :** CAF\n\n# Annexe 1 : fiches actions" + FICHE, "annexe"),
        # one of them names nobody
        ("# Axe 1 : Vivre\n\n## Loger\n\n**PILOTE :** CAF\n\n# Annexe 1 : fiches actions" + FICHE + "## Lire\n\n- un\n", "annexe"),
        ("# Préambule\n\nUn texte.\n\n# Annexe 1 : fiches actions\n\n## Soigner\n\n- un\n", "annexe"),  # nobody is responsible
    ],
)
def test_an_annexe_that_holds_the_programme_is_programme(texte: str, nature: str) -> None:
    assert _natures(texte)["Soigner"] == nature


@pytest.mark.parametrize(
    ("items", "annexe", "nature"),
    [
        (("la précocité des interventions", "l'isolement des aînés"), FICHE, "autre"),
        (("Repérer tôt", "Rompre l'isolement des aînés"), FICHE, "programme"),  # what to do
        (("Repérer tôt", "l'isolement des aînés"), FICHE, "programme"),  # as many
        ((), FICHE, "programme"),  # no list
        (("Création d'un pôle de santé", "Renforcement de la médiation"), FICHE, "programme"),  # what to do, in nouns
        (("Nous ouvrirons une halle", "Nous rouvrirons le quai"), FICHE, "programme"),
        (("la précocité des interventions", "l'isolement des aînés"), "\n\n## Soigner\n\n- un\n", "programme"),  # nobody is responsible
    ],
)
def test_axes_whose_lists_do_not_say_what_to_do_are_no_programme_where_an_annexe_holds_the_fiches(
    items: tuple[str, ...], annexe: str, nature: str
) -> None:
    liste = "".join(f"- {texte}\n" for texte in items) or "Un texte.\n"
    found = _natures(f"# Axe 1 : Vivre\n\n## Enjeux retenus\n\n{liste}\n# Annexe 1 : fiches actions{annexe}")
    assert found["Vivre"] == found["Enjeux retenus"] == nature


@pytest.mark.parametrize(
    ("titre", "nature"),
    [
        ("Engagements de chaque signataire", "programme"),
        ("Les engagements réciproques", "programme"),
        ("Les engagements des partenaires", "programme"),
        ("Les engagements de chacun", "programme"),
        ("Synthèse des engagements des signataires", "autre"),
        ("Les moyens de chaque signataire", "autre"),
    ],
)
def test_what_each_signatory_promises_is_programme_beside_axes_with_pilots(titre: str, nature: str) -> None:
    found = _natures(f"# Axe 1 : Vivre{FICHE}\n\n# {titre}\n\n## L'Etat\n\n- former\n\n## La CAF\n\n- ouvrir\n")
    assert found[titre] == found["La CAF"] == nature


@pytest.mark.parametrize(
    ("titre", "page", "rang", "pris"),
    [("Bilan", 1, RANG_RANGEE, True), ("Axe 1", 1, RANG_RANGEE, False), ("Bilan", 0, RANG_RANGEE, False), ("Bilan", 1, 0, False)],
)
def test_rows_of_a_table_in_a_report_are_its_text(titre: str, page: int, rang: int, pris: bool) -> None:
    lignes = source_lines(f"{titre}\nUn stade\nouvert en mai")
    row, text = Block(1, "titre", whole(lignes, 1), page=page, rang=rang), Block(2, "texte", whole(lignes, 2))
    kind = "axe" if titre.startswith("Axe") else "section"
    child = Node(row, "section", None, row.spans, corps=(text,))
    head = Block(0, "titre", whole(lignes, 0))
    (node,) = natures(Node(None, "", None, (), enfants=(Node(head, kind, None, head.spans, enfants=(child,)),)), lignes).enfants
    assert ([(b.id, b.genre) for b in node.corps], len(node.enfants)) == (([(1, "texte"), (2, "texte")], 0) if pris else ([], 1))


def test_a_programme_that_only_a_report_seems_to_hold_stands_beside_it() -> None:
    part = "# Ce qui a été fait\n\nUn texte.\n\n## Axe 1 : Santé" + FICHE.replace("## S", "### S")
    assert (_natures(part)["Santé"], _natures(part)["Soigner"]) == ("programme", "programme")
    assert _natures("# Enjeu 1 : Vivre\n\n## Loger\n\n- un\n\n" + part)["Santé"] == "bilan"  # something else is programme


@pytest.mark.parametrize("titre", ["Récapitulatif par financeur", "Actions non retenues", "Tableau de synthèse"])
def test_what_sums_the_programme_up_is_none(titre: str) -> None:
    part = f"# {titre}" + FICHE + "\n\n## Axe 3 : Santé" + FICHE.replace("## S", "### S")
    assert set(_natures(part + "\n\n# Axe 1 : Vivre\n\n## Loger\n\n- un\n\n**PILOTE :** CAF").items()) >= {
        ("Soigner", "autre"),
        ("Santé", "autre"),
    }


def test_a_table_that_alone_holds_the_actions_is_the_programme() -> None:
    assert _natures("# Préambule\n\nUn texte.\n\n# Tableau récapitulatif des actions" + FICHE)["Soigner"] == "programme"


def test_level_words_of_what_is_to_be_done_and_of_documents() -> None:
    assert {"axe", "cap", "levier", "fiche-action"} <= programme_types()
    assert not {"partie", "article", "annexe", "volet", "titre", "chapitre"} & programme_types()


# Genre, words, style.
Set = tuple[Genre, str, Style]


def _printed(*rows: Set) -> tuple[list[Line], list[Block]]:
    """Blocks of one page, of one line each."""
    lignes = [line(t, i, top=100.0 + 30 * i, style=s) for i, (_, t, s) in enumerate(rows)]
    return lignes, [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s) for i, (g, _, s) in enumerate(rows)]


def _titles(blocks: Sequence[Block], lignes: Sequence[Line]) -> list[str]:
    return [text_of(lignes, b.spans) for b in blocks if b.genre == "titre"]


@pytest.mark.parametrize(
    ("tete", "dessous", "titres"),
    [
        ("Les signataires", (12.0, "Pour l'État", "La préfète"), ["Les signataires"]),
        ("5. Ont signé", (12.0, "Pour l'État", "La préfète"), ["5. Ont signé"]),
        ("Les partenaires", (12.0, "Pour l'État", "La préfète"), ["Les partenaires", "Pour l'État", "La préfète"]),  # nobody signs
        ("Les signataires", (16.0, "Annexes", "Budget"), ["Les signataires", "Annexes", "Budget"]),  # as large
        ("Les signataires", (12.0, "6. Annexes", "Budget"), ["Les signataires", "6. Annexes", "Budget"]),  # a number ends them
    ],
)
def test_nobody_who_signs_is_a_title(tete: str, dessous: tuple[float, str, str], titres: list[str]) -> None:
    """Smaller lines set apart below a title over signatures are text."""
    taille, *noms = dessous
    rows: list[Set] = [("titre", nom, Style(taille, gras=True)) for nom in noms]
    lignes, blocks = _printed(("titre", tete, GRAND), *rows)
    assert _titles(under_signatures(blocks, lignes), lignes) == titres


@pytest.mark.parametrize(
    ("tete", "nom", "taille", "titre"),
    [
        ("Édito", "Prénom Nom", 10.0, False),
        ("Le mot du maire", "Prénom Nom-Long", 10.0, False),
        ("Le quartier", "Prénom Nom", 10.0, True),  # nobody speaks
        ("Édito", "Prénom Nom", 12.0, True),  # larger than the letter
        ("Édito", "Pourquoi un contrat", 10.0, True),  # no name
        ("Édito", "Maire", 10.0, True),
    ],
)
def test_who_wrote_a_letter_is_no_title_below_it(tete: str, nom: str, taille: float, titre: bool) -> None:
    """Two words with capitals, no larger than the paragraph above them."""
    lignes, blocks = _printed(
        ("titre", tete, GRAND), ("texte", "Nous écrivons ensemble la suite.", CORPS), ("titre", nom, Style(taille, gras=True))
    )
    assert (nom in _titles(writers(blocks, lignes), lignes)) is titre


def test_a_name_right_below_the_title_of_a_letter_is_a_title() -> None:
    """No paragraph stands between them that it could sign."""
    lignes, blocks = _printed(("titre", "Édito", GRAND), ("titre", "Habiter Ensemble", Style(10.0, gras=True)))
    assert _titles(writers(blocks, lignes), lignes) == ["Édito", "Habiter Ensemble"]


@pytest.mark.parametrize(("numero", "rang", "page"), [("2", 0, 1), ("", 3, 1), ("", 0, 2)])
def test_a_numbered_or_stated_title_or_one_of_the_next_page_signs_no_letter(numero: str, rang: int, page: int) -> None:
    """Two words with capitals, below a letter."""
    lignes, blocks = _printed(
        ("titre", "Édito", GRAND), ("texte", "Nous écrivons ensemble la suite.", CORPS), ("titre", "Habiter Ensemble", CORPS)
    )
    blocks[-1] = replace(blocks[-1], numero=numero, rang=rang, page=page)
    assert _titles(writers(blocks, lignes), lignes) == ["Édito", "Habiter Ensemble"]


@pytest.mark.parametrize(("ecart", "titre"), [(22.0, False), (30.0, True)])
def test_who_speaks_stands_near_by_the_type_of_what_he_said(ecart: float, titre: bool) -> None:
    """In small type, `ecart` points below a saying in larger type."""
    lignes = [
        line("« On nous écoute enfin. »", style=Style(14.0)),
        line("Une habitante", 1, top=114.0 + ecart, style=Style(8.0, couleur="#aa3311")),
    ]
    blocks = [Block(i, "titre" if i else "texte", whole(lignes, i), page=1, bbox=li.bbox, style=li.style) for i, li in enumerate(lignes)]
    assert (_titles(signed_lines(blocks, lignes), lignes) == ["Une habitante"]) is titre


@pytest.mark.parametrize(("numero", "rang"), [("2", 0), ("", 3)])
def test_a_numbered_or_stated_title_ends_the_signatures(numero: str, rang: int) -> None:
    """It and what stands below it are titles again."""
    lignes, blocks = _printed(("titre", "Signatures", GRAND), ("titre", "Annexes", CORPS), ("titre", "Budget", CORPS))
    blocks[1] = replace(blocks[1], numero=numero, rang=rang)
    assert _titles(under_signatures(blocks, lignes), lignes) == ["Signatures", "Annexes", "Budget"]


def test_signatures_end_with_their_page() -> None:
    """A smaller title of the next page heads something."""
    lignes, blocks = _printed(("titre", "Les signataires", GRAND), ("titre", "La préfète", CORPS), ("titre", "Bien grandir", CORPS))
    blocks[2] = replace(blocks[2], page=blocks[0].page + 1)
    assert _titles(under_signatures(blocks, lignes), lignes) == ["Les signataires", "Bien grandir"]


@pytest.mark.parametrize(
    ("nom", "style", "page", "titre"),
    [
        pytest.param("Pour l'ARS, la directrice", CORPS, 1, False, id="who signs, set as those above"),
        pytest.param("Pour l'ARS, la directrice", GRAND, 1, True, id="set otherwise"),
        pytest.param("Pour l'ARS, la directrice", CORPS, 2, True, id="a page further on"),
        pytest.param("Pour bien grandir", CORPS, 1, True, id="nobody"),
    ],
)
def test_who_signs_on_the_next_page_is_set_as_on_the_one_before(nom: str, style: Style, page: int, titre: bool) -> None:
    lignes, blocks = _printed(("titre", "Les signataires", GRAND), ("titre", "Pour l'État, la préfète", CORPS), ("titre", nom, style))
    blocks[2] = replace(blocks[2], page=blocks[0].page + page)
    assert (nom in _titles(under_signatures(blocks, lignes), lignes)) is titre


# --- labels without a list ------------------------------------------------------------------------------------------

ETIQUETTE = Style(12.0, gras=True, couleur="#aa3311")
CONTEXTE = Context(CORPS, {}, {}, etiquettes=frozenset({ETIQUETTE}))


def _found(texte: str, style: Style = ETIQUETTE) -> Found | None:
    """What a line among labels is, a line in body type below it."""
    return unknown_label(line(texte, style=style), Around(line("un texte", 1, top=120.0), (), True, None, False, False), CONTEXTE)


@pytest.mark.parametrize(
    ("question", "genre"),
    [("Avec qui ?", "acteur"), ("On fait quoi ?", "contenu"), ("Et demain ?", "champ")],
)
def test_a_known_question_keeps_its_label_in_larger_type(question: str, genre: str) -> None:
    """One that no list knows is a field."""
    found = _found(question)
    assert found is not None
    assert (found.label.genre, found.fin) == (genre, len(question))


def test_a_question_in_another_look_is_no_label() -> None:
    """Set as no label of the document is."""
    assert _found("Avec qui ?", Style(14.0, gras=True)) is None


@pytest.mark.parametrize(("texte", "etiquette"), [("CAF ; Bailleurs :", False), ("Bailleurs et relais :", True)])
def test_the_end_of_a_list_of_names_is_in_no_label(texte: str, etiquette: bool) -> None:
    """A ';' stands between names: what it is in is no label."""
    assert (_found(texte) is not None) is etiquette


def test_a_list_of_names_behind_a_label_leaves_it_one() -> None:
    """The ';' stands in its value."""
    texte = "Bailleurs et relais : CAF ; ARS"
    lead, rest = line("Bailleurs et relais :", style=ETIQUETTE).pieces, line(texte).pieces[4:]
    found = unknown_label(replace(line(texte), pieces=(*lead, *rest)), Around(None, (), True, None, False, False), CONTEXTE)
    assert found is not None
    assert texte[found.debut : found.fin] == "Bailleurs et relais"


@pytest.mark.parametrize(
    ("titre", "nature"),
    [
        ("Rendre des comptes aux habitants", "gouvernance"),
        ("Comment on vous rend compte", None),
        ("On vous rend des comptes", "gouvernance"),
        ("Nous rendons compte", "gouvernance"),
        ("Nous rendons la rue aux enfants", None),
    ],
)
def test_who_gives_account_states_the_governance(titre: str, nature: str | None) -> None:
    """In the words of a plain document: 'on vous rend', 'nous rendons compte'."""
    found = title_nature(titre)
    assert (found and found[0]) == nature


@pytest.mark.parametrize(
    ("titre", "nature"),
    [
        ("Petit lexique", ("autre", True)),
        ("Lexique", ("autre", True)),
        ("Petit glossaire", ("autre", True)),
        ("Lexique des aides", ("autre", False)),
        ("Petit déjeuner", None),
        ("Ce que l'on constate", ("autre", False)),
        ("Ce que nous constatons", ("autre", False)),
        ("Ce que l'on construit", None),
        ("Ce que nous avons appris", ("bilan", True)),
        ("Ce que nous avons appris à faire", None),
        ("Ce que le contrat de ville 2015-2020 engage", None),  # the years of a contract do not say that it is over
        ("Ce qui a été permis par le contrat 2015-2023", ("bilan", True)),
        ("Comment nous rendrons compte", ("gouvernance", False)),
        ("Comment nous rendons compte", ("gouvernance", False)),
        ("Comment nous rendrons la rue aux enfants", None),
    ],
)
def test_titles_in_plain_words_of_what_is_no_programme(titre: str, nature: tuple[str, bool] | None) -> None:
    assert title_nature(titre) == nature


@pytest.mark.parametrize(
    ("titre", "nature"),
    [
        ("Petit lexique", "autre"),
        ("Lexique", "autre"),
        ("Petit déjeuner", "programme"),
        ("Ce que l'on constate", "programme"),  # it yields to who leads
    ],
)
def test_a_lexique_holds_no_engagement_whatever_its_entries_are_called(titre: str, nature: str) -> None:
    """'Chef de file' is a word that it explains."""
    texte = f"# Axe 1 : Vivre\n\n## Loger\n\n- un\n\n**Pilote :** CAF\n\n# {titre}\n\n- un\n\n**Chef de file :** Ville"
    found = _natures(texte)
    assert (found["Loger"], found[titre]) == ("programme", nature)


def test_annexes_that_hold_the_only_programme_are_it() -> None:
    led = "## Défi 1 : Apprendre\n\n### 1.1 Lire\n\n**Chef de file :** CAF\n\n### 1.2 Jouer\n\n**Chef de file :** Ville\n\n"
    annexe = f"# Annexe 1 : Ce qui nous engage\n\n{led}"
    assert _natures(f"# Délibération\n\nLe conseil approuve.\n\n{annexe}")["Lire"] == "programme"
    assert _natures(f"# Délibération\n\n{annexe}### 1.3 Voir\n\n- a\n\n### 1.4 Oser\n\n- b\n")["Lire"] == "annexe"  # as many unled
    assert _natures(f"# Axe 1 : Agir\n\n## Soigner\n\n**Pilote :** ARS\n\n{annexe}")["Lire"] == "annexe"


@pytest.mark.parametrize(
    ("titre", "nature"),
    [
        ("Ce que le contrat précédent a changé", "bilan"),
        ("Ce que les premières fiches ont permis", "bilan"),
        ("Ce que nous allons changer", None),
        ("Ce qui se passe au collège", None),
        ("Dans ce numéro", "sommaire"),
    ],
)
def test_reports_and_contents_told_in_plain_words(titre: str, nature: str | None) -> None:
    found = title_nature(titre)
    assert (found[0] if found else None) == nature


@pytest.mark.parametrize(
    ("titres", "rang", "genre", "nature"),
    [
        (("Ouvrir", "Former", "Louer"), RANG_RANGEE, "texte", "autre"),
        (("Ouvrir", "Former", "Planter"), RANG_RANGEE, "texte", "programme"),  # one that stands nowhere else
        (("Ouvrir", "Former"), RANG_RANGEE, "texte", "programme"),  # two only
        (("Ouvrir", "Former", "Louer"), 0, "texte", "programme"),  # no table
        (("Ouvrir", "Former", "Louer"), RANG_RANGEE, "item", "programme"),  # with actions of their own
    ],
)
def test_a_table_of_titles_printed_elsewhere_sums_up(titres: Sequence[str], rang: int, genre: Genre, nature: str) -> None:
    names = ["Engagements", "Ouvrir", "Former", "Louer", "Pour résumer", *titres]
    lignes = [line(t, i) for i, t in enumerate(names)]

    def made(i: int, *enfants: Node) -> Node:
        row = i > 4
        heading = Block(i, "titre", whole(lignes, i), page=1, rang=rang if row else 0)
        label = Block(40 + i, "etiquette", whole(lignes, i), page=1, etiquette="acteur:pilote")
        corps = (Block(20 + i, genre if row else "item", whole(lignes, i), page=1), label)
        return Node(heading, "section", None, heading.spans, corps=() if enfants else corps, enfants=enfants, nature="programme")

    parts = (made(0, *(made(i) for i in (1, 2, 3))), made(4, *(made(i) for i in range(5, len(names)))))
    made_of = natures(Node(None, "document", None, (), enfants=parts), lignes)
    assert [n.nature for n in all_nodes(made_of) if n.titre is not None and n.titre.id == 4] == [nature]


@pytest.mark.parametrize(
    "titre", ["Bilan de la première année", "Bilan des deux premières années", "Point d'étape", "Enseignements de la première année"]
)
def test_reports_on_a_part_of_the_contract(titre: str) -> None:
    assert title_nature(titre) == ("bilan", True)


def test_a_report_in_an_annexe_that_carries_the_programme_stays_one() -> None:
    """'Annexe 1 : Avenant n° 1' below what approves it: its report lists no commitments."""
    fiches = "".join(f"### {t}\n\n- agir\n\n**PILOTE :** Ville\n\n" for t in ("Soigner", "Lire", "Jouer"))
    annexe = f"# Annexe 1 : Avenant\n\n## Bilan du contrat\n\n- trois\n\n## Préambule\n\nIl dit.\n\n## Volet 1 : Vivre\n\n{fiches}"
    found = _natures(f"# Décision\n\nUn texte.\n\n{annexe}")
    assert [found[t] for t in ("Avenant", "Bilan du contrat", "Soigner")] == ["programme", "bilan", "programme"]


@pytest.mark.parametrize(
    ("titre", "nature"),
    [
        ("Vous nous l'avez demandé", "concertation"),
        ("Le mur des post-it", "concertation"),
        ("Les questions qui sont revenues", "concertation"),
        ("Ce qui avait été promis", "bilan"),
        ("Et le contrat d'avant ?", "bilan"),
    ],
)
def test_what_others_said_and_what_was_promised_before(titre: str, nature: str) -> None:
    assert title_nature(titre) == (nature, True)


@pytest.mark.parametrize(("fin", "nature"), [("- renover la halle (pilote : CAF)", "bilan"), ("- un\n\n**Pilote :** CAF", "programme")])
def test_who_led_what_a_report_lists_in_brackets_makes_it_no_engagement(fin: str, nature: str) -> None:
    assert _natures(f"# Axe 1 : Vivre\n\n## Soigner\n\n- un\n\n# Ce qui avait été promis\n\n{fin}\n")["Ce qui avait été promis"] == nature


@pytest.mark.parametrize(
    ("titre", "dehors"),
    [
        ("Les prochaines étapes", ["Les prochaines étapes"]),
        ("Et maintenant ?", ["Et maintenant ?"]),
        ("Les étapes du chantier", []),
    ],
)
@pytest.mark.parametrize("atelier", ["", "## Atelier du 12 mars\n\nDes bancs sont demandés.\n\n"])
def test_what_follows_the_contract_is_no_part_of_its_last_axe(titre: str, dehors: list[str], atelier: str) -> None:
    """Though each axe ends in a workshop, which stays in it."""
    first, second = (f"# Axe {n} : {t}\n\n## {u}\n\n- un\n\n{atelier}" for n, t, u in ((1, "Vivre", "Loger"), (2, "Bouger", "Rouler")))
    lignes, tree = tree_of(f"{first}{second}## {titre}\n\nLe comité se réunit en mai.\n")
    assert [text_of(lignes, n.spans) for n in tree.enfants] == ["Vivre", "Bouger", *dehors]
    assert len(tree.enfants[1].enfants) == 1 + bool(atelier) + (not dehors)


def test_what_is_titled_as_what_follows_stays_where_it_is_not_the_end() -> None:
    lignes, tree = tree_of(
        "# Axe 1 : Vivre\n\n## Loger\n\n- un\n\n## Et maintenant ?\n\nUn texte.\n\n# Axe 2 : Bouger\n\n## Rouler\n\n- deux\n"
    )
    assert [[text_of(lignes, c.spans) for c in n.enfants] for n in tree.enfants] == [["Loger", "Et maintenant ?"], ["Rouler"]]


@pytest.mark.parametrize(
    ("titre", "nature"),
    [
        ("Le suivi dans le quartier", "gouvernance"),
        ("Suivi dans les quartiers", "gouvernance"),
        ("Le suivi local", "gouvernance"),
        ("Le suivi des élèves dans le quartier", None),
    ],
)
def test_the_follow_up_in_a_quarter_is_governance(titre: str, nature: str | None) -> None:
    found = title_nature(titre)
    assert (found and found[0]) == nature
