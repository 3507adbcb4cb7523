"""Where the names of a value end: at separators or at the ends of lines, as the document does it elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import CORPS, all_engagements, extract_text, line, whole
from pipeline.model import Block, Line, Span
from pipeline.stages.names import LIGNES, SIGNES, _alone, _evidence, _parted, _parting_pitch, label_values, name_goes_on, names_by_line
from pipeline.texts import text_of


def _lines(*textes: str) -> list[Line]:
    return [line(t, i, top=100.0 + 12 * i) for i, t in enumerate(textes)]


def _names(lignes: list[Line], how: str = "", droite: float = 300.0, suite: bool = True, cellule: int = 0) -> list[str]:
    block = Block(0, "texte", whole(lignes, *range(len(lignes))), page=1, suite=suite, droite=droite, cellule=cellule)
    return [text_of(lignes, spans) for _, spans in names_by_line([block], lignes, how)]


def test_a_line_that_ends_before_its_column_ends_a_name() -> None:
    assert _names(_lines("Ville de Lys", "Maison des jeunes")) == ["Ville de Lys", "Maison des jeunes"]


def test_a_line_without_room_for_the_next_word_goes_on() -> None:
    assert _names(_lines("Association Terre", "Solidaire"), droite=150.0) == ["Association Terre Solidaire"]


@pytest.mark.parametrize("textes", [("Ville de", "Lys"), ("Agence de l'", "eau"), ("Conseil", "départemental")])
def test_words_that_stay_together_whatever_the_room(textes: tuple[str, str]) -> None:
    assert len(_names(_lines(*textes))) == 1


def test_separators_inside_the_lines_leave_the_rest_to_them() -> None:
    assert _names(_lines("CAF, Ville", "Région, Etat")) == ["CAF, Ville Région, Etat"]


def test_below_a_label_alone_a_list_with_separators_is_wrapped() -> None:
    assert _names(_lines("Éducation nationale, Les", "Francas"), droite=0.0, suite=False) == ["Éducation nationale, Les Francas"]


def test_lines_of_a_cell_are_names_where_the_document_writes_so() -> None:
    cell = _lines("Ville de Lys", "Maison des jeunes")
    assert _names(cell, cellule=1) == ["Ville de Lys Maison des jeunes"]  # the cell was cut in lines before: these run on
    assert _names(cell, LIGNES, cellule=1) == ["Ville de Lys", "Maison des jeunes"]


def test_lines_of_a_cell_run_on_where_separators_part_names() -> None:
    lignes = _lines("CAF / Amicale", "Solidaire")
    blocks = [Block(i, "texte", whole(lignes, i), page=1, suite=True, droite=125.0, cellule=1) for i in range(2)]
    assert [text_of(lignes, spans) for _, spans in names_by_line(blocks, lignes, SIGNES)] == ["CAF / Amicale Solidaire"]
    assert len(list(names_by_line(blocks, lignes, ""))) == 2


@pytest.mark.parametrize(
    ("textes", "noms"),
    [(("Centre hospitalier", "Jean-Itard"), 1), (("Centre hospitalier", "Mission locale"), 2), (("CAF", "Jean-Itard"), 2)],
)
def test_a_place_may_bear_a_person_s_name_on_the_next_line(textes: tuple[str, str], noms: int) -> None:
    assert len(_names(_lines(*textes))) == noms


@pytest.mark.parametrize(
    ("textes", "noms"),
    [
        (("Ostremer Habitat", "Logis de la Côte"), 2),
        (("Pays de Roquebelle", "Roquebelle Habitat"), 2),
        (("Communauté de communes", "Veyle et Plateau"), 1),
        (("Communauté de communes", "Ville de Lys"), 2),
        (("Communauté de communes", "Cercle de quartier"), 2),  # which ends on no proper name
        (("Communauté de communes", "Brume ; conseil citoyen"), 1),
        (("Mission locale", "Cercle de quartier"), 2),
        (("Vélos", "État (DDETS)"), 2),  # a body with its service in brackets
        (("Vélos", "Brume (nord)"), 1),
        (("GIP", "Tranquillité"), 1),  # the form of a body, which alone names none
        (("CAF", "Tranquillité"), 2),
        (("Ville de Saint-Orens", "Métropole"), 2),
        (("Rouelle", "Métropole"), 1),
        (("Rouelle", "Habitat"), 1),
        (("Agglomération ; Rouelle", "Habitat"), 1),
        (("Préfecture", "Habitat"), 2),
        (("FSE+", "Communauté"), 2),  # 'd'agglomération' below it
        (("CCAS", "Métropole"), 2),
        (("Maison des jeunes (quartier nord)", "Fanfare"), 2),  # a bracket closed at the end of the line
        (("Maison des jeunes (quartier", "Nord)"), 1),
    ],
)
def test_names_of_bailleurs_and_of_territories_over_two_lines(textes: tuple[str, str], noms: int) -> None:
    """In a column without room for the next word: what the words are decides."""
    above, below = _lines(*textes)
    assert name_goes_on(above, below, above.bbox[2] + 2.0, textes[0]) is (noms == 1)


@pytest.mark.parametrize(("x", "valeurs"), [(50.0, 1), (120.0, 2)])
def test_a_paragraph_at_the_edge_of_a_label_is_no_value_beside_it(x: float, valeurs: int) -> None:
    """In one box: 'Échéance :', its value a tab further, and a paragraph below, at the edge of the label or of the value."""
    lignes = [line("Échéance :", 0), line("2025", 1, x0=120), line("Un tableau est rempli", 2, x0=x, top=114)]
    genres = (("etiquette", "champ"), ("texte", ""), ("texte", ""))
    blocks = [
        Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, etiquette=e, groupe=4)  # type: ignore[arg-type]
        for i, (g, e) in enumerate(genres)
    ]
    assert len(label_values(blocks[0], blocks[1:], lignes)) == valeurs


def test_a_line_of_names_that_ends_with_an_article_goes_on_below() -> None:
    assert name_goes_on(line("Centre social La"), line("Passerelle", 1, top=112), 0.0)


@pytest.mark.parametrize(("x", "top", "valeurs"), [(200.0, 100.0, 2), (50.0, 114.0, 1)])
def test_years_in_a_strip_right_of_their_label_are_one_value(x: float, top: float, valeurs: int) -> None:
    """'Calendrier', then '2025' and '2026' on chips of one row; what stands below a value is a paragraph of its own."""
    lignes = [line("Calendrier"), line("2025", 1, x0=150), line("2026", 2, x0=x, top=top)]
    label = Block(0, "etiquette", whole(lignes, 0), page=1, bbox=lignes[0].bbox, etiquette="champ")
    values = [Block(i, "texte", whole(lignes, i), page=1, bbox=lignes[i].bbox, suite=i == 1) for i in (1, 2)]
    assert len(label_values(label, values, lignes)) == valeurs


@pytest.mark.parametrize(("top", "valeurs"), [(116.0, 1), (160.0, 0)])
def test_a_box_right_below_a_label_holds_its_value(top: float, valeurs: int) -> None:
    """'Qui pilote ?' over a tinted box with the names; a box further down is beside the text."""
    lignes = [line("Qui pilote ?"), line("Ville de Lys", 1, x0=58, top=top)]
    label = Block(0, "etiquette", whole(lignes, 0), page=1, bbox=lignes[0].bbox, style=CORPS, etiquette="acteur:pilote")
    boxed = Block(1, "texte", whole(lignes, 1), page=1, bbox=lignes[1].bbox, style=CORPS, groupe=4)
    assert len(label_values(label, [boxed], lignes)) == valeurs


@pytest.mark.parametrize(
    ("textes", "noms"),
    [
        (("Ville de Landerval", "Foncière du Val"), 2),
        (("Fanfare du plateau", "Boxing-club landervalois"), 2),
        (("Association Vivre", "Ensemble à Lormont"), 1),
        (("Communauté de communes", "Veyle et plateau"), 1),
        (("Ville de La", "Rochelle"), 1),
        (("Ville de Lys – Espaces", "Verts"), 1),  # a dash behind the town
        (("Fanfare du Haut Plateau", "Boxing-club landervalois"), 2),  # a complement of two words
    ],
)
def test_a_name_that_is_whole_ends_with_its_line_though_the_next_had_no_room(textes: tuple[str, str], noms: int) -> None:
    """Where the document writes one name a line; a narrow column leaves no room for the first word below."""
    assert len(_names(_lines(*textes), LIGNES, droite=130.0, suite=False)) == noms


def test_a_known_acronym_with_its_place_starts_a_name_of_its_own() -> None:
    assert len(_names(_lines("CCAS de Saint-Maur", "CCAS de Brécourt"), droite=130.0, suite=False)) == 2
    assert len(_names(_lines("Association Terre", "CCAS"), droite=130.0, suite=False)) == 2


@pytest.mark.parametrize(("couleur", "valeurs"), [("#1b6b72", 2), ("", 1)])
def test_an_outlined_chip_below_another_is_of_the_same_label(couleur: str, valeurs: int) -> None:
    """Told by a colour that the text has not; a line of text below a value on the line of its label is none of it."""
    style = replace(CORPS, couleur=couleur)
    lignes = [line("Partenaires", 0, 50.0, 100.0), line("Anah", 1, 130.0, 100.0, style), line("Conseil citoyen", 2, 56.0, 118.0, style)]
    label, *rest = (Block(i, "texte", whole(lignes, i), page=1, bbox=li.bbox, style=li.style) for i, li in enumerate(lignes))
    label = replace(label, genre="etiquette", etiquette="acteur:partenaire")
    assert len(label_values(label, [replace(rest[0], suite=True), rest[1]], lignes)) == valeurs


def test_a_list_in_the_box_right_below_a_label_is_its_value() -> None:
    lignes = [line("Indicateurs", 0, 50.0, 100.0), line("Nombre de visites", 1, 54.0, 116.0), line("Part des démarches", 2, 54.0, 130.0)]
    blocks = [Block(i, "item", whole(lignes, i), page=1, bbox=li.bbox, style=li.style, groupe=7, marque="›") for i, li in enumerate(lignes)]
    label = replace(blocks[0], genre="etiquette", etiquette="champ", groupe=0)
    assert label_values(label, blocks[1:], lignes) == blocks[1:]


@pytest.mark.parametrize(("etiquette", "valeur", "valeurs"), [(False, True, 0), (False, False, 1), (True, True, 1)])
def test_an_encadre_ends_the_value_above_it(etiquette: bool, valeur: bool, valeurs: int) -> None:
    """What stands in a box beside the text is no value of a label outside of it; a label inside keeps its own."""
    lignes = [line("Calendrier", 0, top=100.0), line("Le saviez-vous", 1, top=114.0)]
    label = Block(0, "etiquette", whole(lignes, 0), page=1, bbox=lignes[0].bbox, style=CORPS, etiquette="champ", encadre=etiquette)
    below = Block(1, "texte", whole(lignes, 1), page=1, bbox=lignes[1].bbox, style=CORPS, encadre=valeur)
    assert len(label_values(label, [below], lignes)) == valeurs


@pytest.mark.parametrize(
    ("textes", "noms"),
    [
        (("CCI, MEDEF, Fondation", "FACE"), "CCI, MEDEF, Fondation FACE"),
        (("PMI, association", "Maminou"), "PMI, association Maminou"),
        (("Lycée professionnel", "Jacquard"), "Lycée professionnel Jacquard"),
        (("Office public", "Gorges Habitat"), "Office public Gorges Habitat"),
        (("Etat ; Orsaine", "Habitat ; Logis du Val"), "Etat ; Orsaine Habitat ; Logis du Val"),
    ],
)
def test_a_line_that_leaves_a_name_open_goes_on(textes: tuple[str, ...], noms: str) -> None:
    assert _names(_lines(*textes)) == [noms]


@pytest.mark.parametrize("textes", [("Lycée professionnel", "CAF"), ("Lycée professionnel", "Mission locale")])
def test_a_name_that_is_whole_ends_with_its_line(textes: tuple[str, ...]) -> None:
    assert _names(_lines(*textes)) == list(textes)


@pytest.mark.parametrize(
    ("textes", "noms"),
    [
        (("Université", "Rhône Alpes"), 1),
        (("CAF, Université", "Rhône Alpes"), 1),
        (("Cercle", "Horizon"), 1),
        (("Université", "REAAP"), 2),  # a body
        (("Université", "Mission locale"), 2),
        (("Université de Lys", "Rhône Alpes"), 2),  # which has its name
        (("Atelier", "Rhône Alpes"), 2),  # no house
    ],
)
def test_the_noun_of_a_house_goes_on_with_a_name_below_it(textes: tuple[str, ...], noms: int) -> None:
    """The line below had room on the line above."""
    assert len(_names(_lines(*textes), suite=False)) == noms


@pytest.mark.parametrize(
    ("textes", "noms"),
    [
        (("Club de prévention", "Le Relais"), 1),
        (("Club de prévention", "L’Escale"), 1),
        (("Centre social", "Les Relais du Nord"), 1),
        (("CAF, club de prévention", "Le Relais"), 1),
        (("Club de prévention", "Relais du port"), 2),  # without its article
        (("Club Horizon", "Le Relais"), 2),  # which has its name
        (("Collège de Lys", "Le Relais"), 2),
        (("Atelier de prévention", "Le Relais"), 2),  # no house
        (("Club de prévention", "Le Département"), 2),  # a body
        (("Club de prévention", "La CAF"), 2),
    ],
)
def test_a_kind_of_house_goes_on_with_the_article_below_it(textes: tuple[str, ...], noms: int) -> None:
    assert len(_names(_lines(*textes), suite=False)) == noms


@pytest.mark.parametrize(
    ("textes", "how", "noms"),
    [
        (("CAF, Ville", "Région"), SIGNES, ["CAF, Ville Région"]),
        (("CAF, Ville", "Région"), "", ["CAF, Ville", "Région"]),
        (("CAF, Ville", "Région"), LIGNES, ["CAF, Ville", "Région"]),
        (("CAF", "service social"), SIGNES, ["CAF service social"]),  # small letters
        (("CAF", "service social"), "", ["CAF", "service social"]),
        (("CAF", "Ville de Lys"), SIGNES, ["CAF", "Ville de Lys"]),  # no sign in them
    ],
)
def test_where_signs_part_names_the_end_of_a_line_does_not(textes: tuple[str, ...], how: str, noms: list[str]) -> None:
    """In a column with room for the next word."""
    assert _names(_lines(*textes), how, suite=False) == noms


@pytest.mark.parametrize(
    ("textes", "noms"),
    [
        (("Centre social les Coudriers", "Éducation", "nationale"), ["Centre social les Coudriers", "Éducation nationale"]),
        (("Conseil citoyen", "Escaillon", "Agglomération"), ["Conseil citoyen", "Escaillon Agglomération"]),
        (("Régie de quartier", "Escaillon", "Métropole"), ["Régie de quartier", "Escaillon Métropole"]),
        (("Grand Escaillon", "Armor", "Agglomération"), ["Grand Escaillon Armor Agglomération"]),  # no body of its own
        (("Direction de l'", "Éducation", "nationale"), ["Direction de l' Éducation nationale"]),
    ],
)
def test_a_name_over_two_lines_starts_below_another_though_that_left_no_room(textes: tuple[str, ...], noms: list[str]) -> None:
    assert _names(_lines(*textes), droite=60.0, suite=False) == noms


@pytest.mark.parametrize(
    ("textes", "noms"),
    [
        (("CPTS des Forges", "Ordre des médecins"), 2),
        (("Fanfare du plateau", "Ordre des médecins"), 2),
        (("Maison des Hauts", "Pavés"), 1),  # a word that may end the name
        (("Fanfare de la Plaine", "Boxing-club lysois"), 2),
        (("Fanfare de l'Ouest", "Boxing-club lysois"), 2),
        (("Fanfare de la", "Plaine"), 1),
        (("Fanfare du Plateau", "AFUT"), 2),  # what is below it is that of a body
        (("Fanfare du Plateau", "Habitat"), 1),
        (("Lys ; Ville de Brume", "Habitat"), 2),  # the town is what stands behind the sign
        (("Ville de Lys ; Brume", "Habitat"), 1),
    ],
)
def test_where_names_end_with_their_lines_a_noun_with_its_complement_ends_one(textes: tuple[str, str], noms: int) -> None:
    """Though the line had no room for more."""
    assert len(_names(_lines(*textes), LIGNES, droite=100.0)) == noms


@pytest.mark.parametrize(("cellules", "valeurs"), [((2, 2), 2), ((2, 0), 1), ((0, 0), 1)])
def test_a_sign_at_the_start_of_a_line_of_a_cell_goes_on_with_the_names_above(cellules: tuple[int, int], valeurs: int) -> None:
    """'PILOTES : Lys Métropole' over '• Ville de Lys', in one cell."""
    lignes = _lines("PILOTES : Lys Métropole", "• Ville de Lys")
    label = Block(0, "etiquette", (Span(0, 0, 7),), page=1, bbox=lignes[0].bbox, style=CORPS, etiquette="acteur:pilote")
    value = Block(1, "texte", (Span(0, 10, 23),), page=1, bbox=lignes[0].bbox, style=CORPS, suite=True, cellule=cellules[0])
    item = Block(2, "item", (Span(1, 2, 14),), page=1, bbox=lignes[1].bbox, style=CORPS, marque="•", cellule=cellules[1])
    assert len(label_values(label, [value, item], lignes)) == valeurs


@pytest.mark.parametrize(
    ("valeurs", "noms"),
    [
        pytest.param(("Ville – voirie", "État – DDETS"), ["Lys Habitat – Emmaüs"], id="two that join"),
        pytest.param(("Ville – voirie", "CAF"), ["Lys Habitat", "Emmaüs"], id="one that joins"),
        pytest.param(("Ville – voirie", "État – DDETS", "Ville – CAF"), ["Lys Habitat", "Emmaüs"], id="as many that part"),
    ],
)
def test_where_most_dashes_join_a_body_and_its_part_none_parts_names(valeurs: tuple[str, ...], noms: list[str], tmp_path: Path) -> None:
    """The last value says nothing by its words: 'Lys Habitat – Emmaüs'."""
    fiches = [f"## Ouvrir {i}\n\n- un lieu\n\n**Pilotes :** {v}\n" for i, v in enumerate((*valeurs, "Lys Habitat – Emmaüs"))]
    document, _ = extract_text("# Axe 1 : Vivre\n\n" + "\n".join(fiches), tmp_path)
    assert [p.libelle for p in all_engagements(document)[-1].pilotes] == noms


@pytest.mark.parametrize(("dessus", "noms"), [("État – DDCS", 2), ("DDCS", 2), ("Valmarand", 1)])
def test_below_a_known_body_behind_a_dash_metropole_starts_a_name(dessus: str, noms: int) -> None:
    """'Métropole – habitat' had room on the line above."""
    assert len(_names(_lines(dessus, "Métropole – habitat"), suite=False)) == noms


@pytest.mark.parametrize(
    ("textes", "noms"),
    [
        (("Ville de Lys – service", "Jeunesse"), 1),
        (("Ville de Lys - service", "Jeunesse"), 1),
        (("Ville de Lys – service", "CAF"), 2),  # a known body
        (("Ville de Lys – voirie", "Jeunesse"), 2),
        (("Ville de Lys", "Jeunesse"), 2),
    ],
)
def test_a_name_that_breaks_off_at_the_word_for_a_unit_goes_on(textes: tuple[str, str], noms: int) -> None:
    """Whatever the room on the line above."""
    assert len(_names(_lines(*textes), suite=False)) == noms


@pytest.mark.parametrize(
    ("textes", "noms"),
    [
        (("Syndicat mixte du Val de Lys", "Bancs Partagés"), 2),
        (("Syndicat du Val", "Bancs Partagés"), 1),  # few words
        (("Syndicat mixte de la Haute Lys et", "Bancs Partagés"), 1),  # left open
        (("Syndicat mixte du Val de Lys", "Bancs Neufs"), 1),  # not printed by itself
        (("Syndicat mixte du Val de Lys", "Aménagement"), 1),
    ],
)
def test_a_name_of_many_words_is_whole_over_one_that_stands_by_itself_elsewhere(textes: tuple[str, str], noms: int) -> None:
    lignes = _lines(*textes)
    assert len(_parted(whole(lignes, 0, 1), {"bancs partages"}, set(), lignes)) == noms


def test_a_name_of_many_words_and_the_line_below_it_printed_as_one_elsewhere_are_one() -> None:
    lignes = _lines("Syndicat mixte du Val de Lys", "Bancs Partagés")
    assert len(_parted(whole(lignes, 0, 1), {"bancs partages"}, {"syndicat mixte du val de lys bancs partages"}, lignes)) == 1


@pytest.mark.parametrize(
    ("fond", "gauche", "valeurs"),
    [("#0b4f6c", 60.0, 1), ("", 60.0, 0), ("#f3f6f8", 60.0, 0), ("#0b4f6c", 300.0, 0)],
)
def test_a_label_in_a_band_of_its_own_heads_the_box_below(fond: str, gauche: float, valeurs: int) -> None:
    """'Actions' in the middle of a bar over a box in another colour: not without a bar, nor over a box beside it."""
    lignes = [line("Actions", 0, x0=90.0), line("Ouvrir une halle aux sports", 1, x0=gauche, top=116.0)]
    label = Block(
        0, "etiquette", whole(lignes, 0), page=1, bbox=lignes[0].bbox, style=replace(CORPS, fond=fond), etiquette="actions", groupe=3
    )
    style = replace(CORPS, fond="#f3f6f8")
    item = Block(1, "item", whole(lignes, 1), page=1, bbox=lignes[1].bbox, style=style, groupe=4, marque="•")
    assert len(label_values(label, [item], lignes)) == valeurs


@pytest.mark.parametrize(("marques", "valeurs"), [(("a)", "b)"), 2), (("1.", "2."), 2), (("•", "–"), 1), (("•", "a)"), 1)])
def test_a_list_that_counts_is_one_value(marques: tuple[str, str], valeurs: int) -> None:
    lignes = [line("Objectifs", 0), line("Lire", 1, top=114.0), line("Écrire", 2, top=128.0)]
    label = Block(0, "etiquette", whole(lignes, 0), page=1, bbox=lignes[0].bbox, style=CORPS, etiquette="champ")
    items = [Block(i, "item", whole(lignes, i), page=1, bbox=lignes[i].bbox, style=CORPS, marque=m) for i, m in enumerate(marques, 1)]
    assert len(label_values(label, items, lignes)) == valeurs


@pytest.mark.parametrize(("texte", "fond", "valeurs"), [("J", "#c2185b", 1), ("J", "", 2), ("2026", "#c2185b", 2)])
def test_a_letter_on_a_disc_is_of_the_next_field(texte: str, fond: str, valeurs: int) -> None:
    """'Budget 45 000 €', at its right 'J' on a disc before 'Calendrier'."""
    lignes = [line("Budget 45 000", 0), line(texte, 1, x0=260.0)]
    label = Block(0, "etiquette", (Span(0, 0, 6),), page=1, bbox=lignes[0].bbox, style=CORPS, etiquette="champ", groupe=3)
    value = Block(1, "texte", (Span(0, 7, 13),), page=1, bbox=lignes[0].bbox, style=CORPS, suite=True, groupe=3)
    letter = Block(2, "texte", whole(lignes, 1), page=1, bbox=lignes[1].bbox, style=replace(CORPS, fond=fond), groupe=3)
    assert len(label_values(label, [value, letter], lignes)) == valeurs


@pytest.mark.parametrize(
    ("dessus", "noms"),
    [("Association des parents d'élèves du quartier", 2), ("Direction de la politique de la ville", 1), ("Association des parents", 1)],
)
def test_a_long_name_is_whole_over_one_printed_elsewhere(dessus: str, noms: int) -> None:
    """But the service of a body, over that body."""
    lignes = _lines(dessus, "Lys Métropole")
    assert len(_parted(whole(lignes, 0, 1), {"lys metropole"}, frozenset(), lignes)) == noms


@pytest.mark.parametrize(
    ("valeurs", "noms"),
    [
        pytest.param(("Rectorat – écoles / CAF", "Lys Habitat – Emmaüs / ARS"), ["Lys – Actif", "PMI"], id="beside strokes"),
        pytest.param(("Rectorat – CAF", "Ville – ARS"), ["Lys", "Actif", "PMI"], id="alone"),
    ],
)
def test_dashes_beside_strokes_join(valeurs: tuple[str, ...], noms: list[str], tmp_path: Path) -> None:
    last = "Lys – Actif / PMI" if len(noms) == 2 else "Lys – Actif, PMI"
    fiches = [f"## Ouvrir {i}\n\n- un lieu\n\n**Pilotes :** {v}\n" for i, v in enumerate((*valeurs, last))]
    document, _ = extract_text("# Axe 1 : Vivre\n\n" + "\n".join(fiches), tmp_path)
    assert [p.libelle for p in all_engagements(document)[-1].pilotes] == noms


@pytest.mark.parametrize(
    ("textes", "dit"),
    [
        (("Ville de Lys / CAF",), [SIGNES]),
        (("Ville de Lys", "Région"), [LIGNES]),
        (("Direction des mobilités", "Ville de Lys / CAF", "Maison du vélo"), [LIGNES, LIGNES]),  # both part the names
        (("Ville de Lys, CAF,", "Région"), [SIGNES]),  # the sign ends the line
        (("Association Terre Solidaire / Club des", "Anciens de Lys"), [SIGNES]),  # a full line
        (("Ville de Lys",), []),
        (("Ville de Lys,", "Région"), [SIGNES]),  # a sign at the end of a line alone
        (("Ville de Lys /", "Région"), [SIGNES]),
        (("Ville de Lys", "Région,"), [LIGNES]),  # which nothing follows
        (("Ville de Lys,", "CCAS", "Région"), [LIGNES, LIGNES]),
    ],
)
def test_what_a_value_tells_of_how_the_document_parts_names(textes: tuple[str, ...], dit: list[str]) -> None:
    lignes = _lines(*textes)
    block = Block(0, "texte", whole(lignes, *range(len(lignes))), page=1, droite=240.0)
    assert list(_evidence([block], lignes, frozenset())) == dit


@pytest.mark.parametrize(
    ("textes", "noms"),
    [
        (("Faculté de médecine", "Communauté", "professionnelle territoriale", "de santé"), 2),  # a known body over three lines
        (("Faculté de médecine", "Communauté", "professionnelle des artisans"), 1),
    ],
)
def test_a_known_body_over_several_lines_is_a_name_of_its_own(textes: tuple[str, ...], noms: int) -> None:
    assert len(_names(_lines(*textes), LIGNES, droite=160.0, suite=False)) == noms


@pytest.mark.parametrize(("dessous", "noms"), [("bailleurs sociaux", 2), ("jeunes", 1)])
def test_a_lone_noun_in_small_letters_ends_the_name_above(dessous: str, noms: int) -> None:
    """'Coopérative Terres' over 'jeunes', in a cell without room for it."""
    assert len(_names(_lines("Coopérative Terres", dessous), LIGNES, droite=142.0, suite=False)) == noms


@pytest.mark.parametrize(
    ("texte", "seul"),
    [
        ("Bancs Partagés", ["bancs partages"]),
        ("Bancs Partagés ;", ["bancs partages"]),
        ("Bancs Partagés, Le Relais", []),  # two names
        ("CAF – Bancs Partagés", []),  # which may be one, or two
        ("partagés", []),  # the end of a name
    ],
)
def test_a_name_alone_on_its_line_is_that_of_a_body(texte: str, seul: list[str]) -> None:
    lignes = _lines("Ville de Lys", texte)
    assert list(_alone([Block(0, "texte", whole(lignes, 0, 1))], lignes)) == ["ville de lys", *seul]


@pytest.mark.parametrize(("ailleurs", "noms"), [("Bancs Partagés", ["Bancs Partagés"]), ("Le Relais", [])])
def test_a_name_with_a_line_of_its_own_is_parted_from_the_body_before_its_dash(ailleurs: str, noms: list[str], tmp_path: Path) -> None:
    fiche = "## {}\n\n- un lieu\n\n**Pilotes :**\n- {}\n- {}\n\n"
    texte = fiche.format("Ouvrir", "CAF", ailleurs) + fiche.format("Former", "Ville de Lys", "CCAS – Bancs Partagés")
    document, _ = extract_text(f"# Axe 1 : Vivre\n\n{texte}", tmp_path)
    said = [p.libelle for p in all_engagements(document)[-1].pilotes]
    assert said == ["Ville de Lys", *(["CCAS", *noms] if noms else ["CCAS – Bancs Partagés"])]


@pytest.mark.parametrize(("dessous", "noms"), [("consulaires", 1), ("artisanes", 2)])
def test_a_known_body_over_two_lines_is_one_though_each_is_printed_by_itself(dessous: str, noms: int) -> None:
    lignes = _lines("chambres", dessous)
    assert len(_parted(whole(lignes, 0, 1), {"chambres", dessous}, frozenset(), lignes)) == noms


SERRE, LARGE = 1.2, 1.4


@pytest.mark.parametrize(
    ("ecarts", "parte"),
    [
        pytest.param([(SERRE, True), (SERRE, False), (LARGE, False), (LARGE, False)], True, id="two of each"),
        pytest.param([(SERRE, True), (LARGE, False), (LARGE, False)], False, id="one line of a name alone"),
        pytest.param([(SERRE, False), (SERRE, False), (LARGE, False), (LARGE, False)], False, id="no words that go on"),
        pytest.param([(SERRE, True), (SERRE, True), (LARGE, False), (LARGE, True)], False, id="words that go on far below"),
        pytest.param([(SERRE, True), (SERRE, True), (LARGE, False), (1.7, False)], False, id="blanks of all heights"),
        pytest.param([(SERRE, True), (SERRE, True), (1.23, False), (1.23, False)], False, id="hardly a blank"),
        pytest.param([], False, id="no value of two lines"),
    ],
)
def test_the_blank_between_two_names_is_told_by_those_inside_of_names(ecarts: list[tuple[float, bool]], parte: bool) -> None:
    assert _parting_pitch(ecarts) == (pytest.approx(1.3) if parte else 0.0)


@pytest.mark.parametrize(
    ("textes", "tops", "noms"),
    [
        (("Régie du Moulin", "Transports de Lys"), (100.0, 114.0), 2),
        (("Régie du Moulin", "Transports de Lys"), (100.0, 112.0), 1),
        (("Régie du Moulin", "et des Prés"), (100.0, 114.0), 1),
        (("Conseil local", "(CLSM)"), (100.0, 114.0), 1),
    ],
)
def test_names_one_below_the_other_are_parted_by_the_blank_between_them(
    textes: tuple[str, str], tops: tuple[float, float], noms: int
) -> None:
    lignes = [line(texte, i, top=top) for i, (texte, top) in enumerate(zip(textes, tops, strict=True))]
    value = Block(0, "texte", tuple(s for i in range(2) for s in whole(lignes, i)), page=1, bbox=lignes[0].bbox, droite=lignes[0].bbox[2])
    assert len(list(names_by_line([value], lignes, "", ecart=1.3))) == noms
