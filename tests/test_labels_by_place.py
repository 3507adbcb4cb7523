"""Labels that no list knows, told by where they stand: right below a field, small over their value, alone on a line in bold or italics."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import CORPS, brief, line
from pipeline.model import Line, Style
from pipeline.stages.document_look import Context, measure
from pipeline.stages.label_looks import lead_in_look, line_in_look
from pipeline.stages.regions import Region
from pipeline.stages.unknown_labels import Around, starts_sentence, unknown_label
from pipeline.texts import label_key

ETIQUETTE = Style(10.0, gras=True, couleur="#aa3311")
AUTRE = Style(10.0, gras=True, couleur="#14342b")
CONTEXTE = Context(CORPS, {}, {}, etiquettes=frozenset({ETIQUETTE}))
ITEM, TEXTE = line("- les étals sont loués", 1, top=112.0), line("les étals sont loués", 1, top=112.0)


def _label(
    texte: str,
    dessous: Line | None = TEXTE,
    style: Style = ETIQUETTE,
    champs: bool = True,
    suit: bool = False,
    premier: Style | None = None,
    contexte: Context = CONTEXTE,
) -> str | None:
    """The words of the label that a line is."""
    found = unknown_label(line(texte, style=style), Around(dessous, (), champs, None, False, suit, premier), contexte)
    return texte[found.debut : found.fin] if found is not None else None


@pytest.mark.parametrize(
    ("texte", "dessous", "suit", "label"),
    [
        pytest.param("Repères de réussite :", ITEM, True, "Repères de réussite", id="right below a field"),
        pytest.param("Repères de réussite :", ITEM, False, None, id="below something else"),
        pytest.param("L'État s'engage à :", ITEM, True, None, id="the start of a sentence"),
        pytest.param("Nous voulons :", ITEM, True, None, id="a pronoun"),
        pytest.param("Repères de réussite :", TEXTE, False, "Repères de réussite", id="over plain text"),
        pytest.param("Axe 2 :", ITEM, True, None, id="a level"),
    ],
)
def test_a_few_words_and_a_colon_over_a_list(texte: str, dessous: Line, suit: bool, label: str | None) -> None:
    assert _label(texte, dessous, suit=suit) == label


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("L'État s'engage à", True),
        ("Les partenaires", True),
        ("Afin de", True),
        ("Notre cap", True),
        ("Repères", False),
        ("Lesquels", False),
        ("Unité de lieu", False),
        ("Engagement", False),
    ],
)
def test_what_leads_to_a_list_starts_as_a_sentence(texte: str, phrase: bool) -> None:
    assert starts_sentence(texte) is phrase


@pytest.mark.parametrize(
    ("style", "premier", "label"),
    [
        pytest.param(AUTRE, AUTRE, "Repères de réussite", id="as the last label"),
        pytest.param(AUTRE, ETIQUETTE, None, id="as no label"),
        pytest.param(AUTRE, None, None, id="no label before it"),
        pytest.param(CORPS, CORPS, None, id="as the text"),
    ],
)
def test_a_line_set_as_the_last_label_is_one(style: Style, premier: Style | None, label: str | None) -> None:
    assert _label("Repères de réussite :", style=style, premier=premier) == label


GRAND = Style(14.0, couleur="#000000")


@pytest.mark.parametrize(
    ("texte", "style", "dessous", "champs", "label"),
    [
        pytest.param("Ce qui coince", ETIQUETTE, GRAND, True, "Ce qui coince", id="smaller than its value"),
        pytest.param("Ce qui coince", replace(ETIQUETTE, fond="#eef0f2"), GRAND, True, "Ce qui coince", id="on a fill"),
        pytest.param("Ce qui coince", ETIQUETTE, CORPS, True, None, id="as large as what follows"),
        pytest.param("Ce qui coince", AUTRE, GRAND, True, None, id="in another look"),
        pytest.param("Ce qui coince", ETIQUETTE, GRAND, False, None, id="no label before it"),
        pytest.param("Mesure 2. Ce qui coince", ETIQUETTE, GRAND, True, None, id="a number"),
        pytest.param("Ce qui coince ici depuis vingt ans et plus encore", ETIQUETTE, GRAND, True, None, id="long"),
    ],
)
def test_a_small_line_over_its_larger_value(texte: str, style: Style, dessous: Style, champs: bool, label: str | None) -> None:
    assert _label(texte, line("Des rideaux baissés", 1, top=114.0, style=dessous), style, champs) == label


@pytest.mark.parametrize(("x", "top", "numero"), [(50.0, 150.0, 1), (90.0, 114.0, 1), (50.0, 114.0, 2)])
def test_a_value_that_is_not_right_below_a_small_line_is_none(x: float, top: float, numero: int) -> None:
    assert _label("Ce qui coince", line("Des rideaux baissés", 1, x, top, GRAND, numero)) is None


# --- in the look of the labels, over their value


@pytest.mark.parametrize(
    ("fond", "valeur", "top", "label"),
    [
        pytest.param("#eef0f2", "", 126.0, True, id="on a band of its own"),
        pytest.param("#eef0f2", "#ffffff", 126.0, True, id="the value on another fill"),
        pytest.param("#eef0f2", "#eef0f2", 126.0, False, id="the value on the same fill"),
        pytest.param("", "", 126.0, False, id="on no fill"),
        pytest.param("", "", 116.0, True, id="right below"),
        pytest.param("#eef0f2", "", 132.0, False, id="far below"),
    ],
)
def test_how_far_below_a_label_on_a_band_its_value_starts(fond: str, valeur: str, top: float, label: bool) -> None:
    look = replace(ETIQUETTE, fond=fond)
    below = line("les étals sont loués", 1, top=top, style=replace(CORPS, fond=valeur))
    assert (line_in_look(line("Repères", style=look), below, {look}) is not None) is label


@pytest.mark.parametrize(
    ("mot", "dessous", "genre"),
    [
        ("Avec", "Centres sociaux", "acteur"),
        ("Avec", "Les familles sont reçues chaque semaine.", "champ"),  # a sentence
        ("Repères", "Centres sociaux", "champ"),
    ],
)
def test_a_label_that_needs_its_colon_needs_none_in_the_look_of_labels(mot: str, dessous: str, genre: str) -> None:
    found = line_in_look(line(mot, style=ETIQUETTE), line(dessous, 1, top=112.0), {ETIQUETTE})
    assert found is not None
    assert found.label.genre == genre


MENEURS = replace(CONTEXTE, meneurs=frozenset({"constat partage", "pourquoi", "regard croise"}))


@pytest.mark.parametrize(
    ("texte", "style", "suit", "label"),
    [
        pytest.param("Constats partagés", ETIQUETTE, False, "Constats partagés", id="composed"),
        pytest.param("Pourquoi", ETIQUETTE, False, "Pourquoi", id="known as a question"),
        pytest.param("Regards croisés", ETIQUETTE, False, None, id="not known"),
        pytest.param("Regards croisés", ETIQUETTE, True, "Regards croisés", id="not known, below a field"),
        pytest.param("Constats", ETIQUETTE, False, None, id="which does not return"),
        pytest.param("Constats partagés", AUTRE, False, None, id="in another look"),
        pytest.param("Constats partagés", replace(ETIQUETTE, taille=14.0), False, None, id="larger than the text"),
    ],
)
def test_known_words_that_return_in_the_look_of_the_labels(texte: str, style: Style, suit: bool, label: str | None) -> None:
    """Titles as often, over plain text, no field above them."""
    contexte = replace(MENEURS, etiquettes=frozenset({ETIQUETTE, replace(ETIQUETTE, taille=14.0)}))
    assert _label(texte, style=style, champs=False, suit=suit, contexte=contexte) == label


GRIS = Style(9.0, couleur="#777777")


@pytest.mark.parametrize(
    ("texte", "style", "dessous", "champs", "label"),
    [
        pytest.param("Pour quand", GRIS, TEXTE, True, "Pour quand", id="smaller than its value"),
        pytest.param("Pour quand", replace(AUTRE, gras=False), TEXTE, True, "Pour quand", id="in a colour"),
        pytest.param("Pour quand", GRIS, TEXTE, False, None, id="no field before it"),
        pytest.param("Pour quand", replace(AUTRE, taille=11.0), TEXTE, True, None, id="larger than its value"),
        pytest.param("Pour demain", GRIS, TEXTE, True, None, id="no known question"),
        pytest.param("Pour quand,", GRIS, TEXTE, True, None, id="which goes on"),
        pytest.param("Pour quand", CORPS, line("les étals", 1, top=112.0, style=GRAND), True, None, id="set as the text"),
        pytest.param("Pour quand", GRIS, line("les étals", 1, top=112.0, style=GRIS), True, None, id="set as its value"),
        pytest.param("Pour quand", GRIS, line("Les étals", 1, top=112.0, style=replace(CORPS, gras=True)), True, None, id="bold value"),
        pytest.param("Pour quand", GRIS, line("les étals", 1, top=125.0), True, None, id="far below"),
        pytest.param("Pour quand", GRIS, line("les étals", 1, x0=90.0, top=112.0), True, None, id="at another edge"),
        pytest.param("Pour quand", GRIS, line("les étals", 1, top=112.0, numero=2), True, None, id="on the next page"),
        pytest.param("Pour quand", GRIS, None, True, None, id="over nothing"),
    ],
)
def test_a_known_question_without_its_sign(texte: str, style: Style, dessous: Line | None, champs: bool, label: str | None) -> None:
    assert _label(texte, dessous, style, champs) == label


# --- Markdown --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("signe", ["*", "_", "***"])
def test_a_line_in_italics_with_its_colon_below_a_field_is_one(signe: str) -> None:
    found = brief(f"**Pilote :** Ville\n\n{signe}Repères de réussite :{signe}\n\n- les étals sont loués\n")
    assert found[2:] == [("etiquette", "Repères de réussite"), ("item", "les étals sont loués")]


@pytest.mark.parametrize(
    ("texte", "avant"),
    [
        pytest.param("*Repères de réussite :*", "", id="no field before it"),
        pytest.param("*L'État s'engage à :*", "**Pilote :** Ville\n\n", id="the start of a sentence"),
        pytest.param("Repères de réussite :", "**Pilote :** Ville\n\n", id="plain"),
        pytest.param("*Repères* de réussite :", "**Pilote :** Ville\n\n", id="one word in italics"),
        pytest.param("*Repères de réussite*", "**Pilote :** Ville\n\n", id="no colon"),
        pytest.param("*repères de réussite :*", "**Pilote :** Ville\n\n", id="a small letter"),
        pytest.param("*Repères que nous nous donnons pour les années qui viennent :*", "**Pilote :** Ville\n\n", id="long"),
    ],
)
def test_other_lines_stay_text(texte: str, avant: str) -> None:
    assert ("texte", texte.replace("*", "")) in brief(f"{avant}{texte}\n\n- les étals sont loués\n")


RETOURS = Context(CORPS, {}, {}, retours=frozenset({"element de mesure"}))


@pytest.mark.parametrize(
    ("texte", "suit", "label"),
    [
        ("Éléments de mesure : délai moyen de traitement", True, "Éléments de mesure"),
        ("Éléments de mesure : délai moyen de traitement", False, None),  # below something else than a field
        ("Autres mesures : délai moyen de traitement", True, None),  # words that start no other line
        ("éléments de mesure : délai moyen de traitement", True, None),  # amid a sentence
    ],
)
def test_words_before_a_colon_that_return_right_below_fields_are_labels(texte: str, suit: bool, label: str | None) -> None:
    assert _label(texte, style=CORPS, suit=suit, contexte=RETOURS) == label


@pytest.mark.parametrize(("fois", "retient"), [(3, True), (2, False)])
def test_leads_return_on_three_lines_at_least(fois: int, retient: bool) -> None:
    lignes = [line(f"Éléments de mesure : délai {i}", i, top=100.0 + 20 * i) for i in range(fois)]
    parts = [Region(1, tuple(lignes), (50.0, 100.0, 300.0, 200.0))]
    assert ("element de mesure" in measure(parts, CORPS, {}).retours) is retient


def _context(*rows: tuple[str, Style]) -> Context:
    """What a document says whose lines are these."""
    lignes = [line(t, i, top=100.0 + 20 * i, style=s) for i, (t, s) in enumerate(rows)]
    return measure([Region(1, tuple(lignes), (50.0, 100.0, 300.0, 600.0))], CORPS, {})


ROUGE, BLEU, VERT = (Style(10.0, gras=True, couleur=c) for c in ("#aa3311", "#1133aa", "#11aa33"))


@pytest.mark.parametrize(
    ("styles", "vus"),
    [
        ((ROUGE, ROUGE, BLEU, BLEU), {ROUGE, BLEU}),
        ((ROUGE, ROUGE, ROUGE, BLEU), {ROUGE}),  # one alone is no look
        ((ROUGE, ROUGE), set()),
        ((CORPS, CORPS, Style(10.0, couleur="#333333")), set()),  # plain
    ],
)
def test_labels_in_a_colour_for_each_axis_are_one_look(styles: tuple[Style, ...], vus: set[Style]) -> None:
    assert _context(*(("Pilote : Ville", s) for s in styles)).etiquettes == vus


@pytest.mark.parametrize(("question", "vus"), [("Qui pilote ?", {ROUGE}), ("Qui a peur ?", set())])
def test_a_question_that_labels_ask_tells_their_look(question: str, vus: set[Style]) -> None:
    assert _context(*((f"{question} La Ville de Lys", ROUGE) for _ in range(3))).etiquettes == vus


@pytest.mark.parametrize(("signe", "fin"), [(" ?", 8), ("", 6), (";", None)])
def test_a_question_in_the_look_of_the_labels_leads_its_line(signe: str, fin: int | None) -> None:
    lead, rest = line(f"Et qui{signe}", style=ETIQUETTE).pieces, line(f"Et qui{signe} la Ville").pieces[2 + signe.startswith(" ") :]
    whole = replace(line(f"Et qui{signe} la Ville", style=ETIQUETTE), pieces=(*lead, *rest))
    found = lead_in_look(whole, {ETIQUETTE})
    assert (found and found.fin) == fin


QUESTIONS = Context(CORPS, {}, {}, retours=frozenset({"qui tient la barre ?"}))
GRAS = Style(10.0, gras=True, couleur="#000000")


@pytest.mark.parametrize(
    ("texte", "dessous", "style", "label"),
    [
        ("Qui tient la barre ?", TEXTE, GRAS, True),
        ("Qui tient la barre ?", ITEM, GRAS, False),  # a list: what was answered
        ("Qui tient la barre ?", TEXTE, CORPS, False),
        ("Qui tient la rampe ?", TEXTE, GRAS, False),  # asked once
        ("Qui tient la barre ?", line("les étals", 1, top=160.0), GRAS, False),  # far below
    ],
)
def test_a_question_that_returns_over_plain_lines_is_a_label(texte: str, dessous: Line, style: Style, label: bool) -> None:
    assert (_label(texte, dessous, style=style, champs=False, contexte=QUESTIONS) is not None) is label


@pytest.mark.parametrize(("fois", "retient"), [(3, True), (2, False)])
def test_questions_in_bold_return_on_three_lines_at_least(fois: int, retient: bool) -> None:
    assert ("qui tient la barre ?" in _context(*(("Qui tient la barre ?", GRAS) for _ in range(fois))).retours) is retient


@pytest.mark.parametrize(
    ("dessous", "texte", "label"), [("3", "Chantier", None), ("3 ateliers", "Chantier", "Chantier"), ("3", "Rendus", "Rendus")]
)
def test_a_level_word_over_its_number_is_no_label(dessous: str, texte: str, label: str | None) -> None:
    assert _label(texte, line(dessous, 1, top=112.0, style=Style(24.0, couleur="#000000"))) == label


_NOTE = Style(8.0, couleur="#000000")
_RETENU = "Qu'avez-vous retenu ?"


@pytest.mark.parametrize(
    ("note", "suite", "label"),
    [
        pytest.param(_NOTE, "- les bancs", None, id="a small note, then a list"),
        pytest.param(_NOTE, "les bancs", _RETENU, id="a small note, then a text"),
        pytest.param(CORPS, "- les bancs", _RETENU, id="a line as large as the question, then a list"),
        pytest.param(_NOTE, "", _RETENU, id="a small note alone"),
    ],
)
def test_a_question_that_returns_over_a_small_note_and_a_list_is_no_label(note: Style, suite: str, label: str | None) -> None:
    """'Tables 1 et 4' below what was asked there: the list is what was answered."""
    question, below = line(_RETENU, 0, style=Style(10.0, gras=True)), line("Tables 1 et 4", 1, top=112.0, style=note)
    region = (question, below, *([line(suite, 2, top=126.0)] if suite else []))
    context = Context(CORPS, {}, {}, retours=frozenset({f"{label_key(_RETENU)} ?"}))
    found = unknown_label(question, Around(below, region, False, None, False, False), context)
    assert (found and _RETENU[found.debut : found.fin]) == label


@pytest.mark.parametrize(
    ("tetes", "boite", "bord"),
    [
        pytest.param(("Pilotes", "Pilotes", "Avec qui ?"), False, True, id="labels of parties"),
        pytest.param(("Pilotes", "Pilotes"), False, False, id="two parts only"),
        pytest.param(("Pilotes", "Pilotes", "Calendrier"), False, False, id="another field"),
        pytest.param(("Pilotes", "Pilotes", "Vivre"), False, False, id="no label"),
        pytest.param(("Pilotes", "Pilotes", "Pilotes"), True, False, id="in boxes"),
    ],
)
def test_parts_that_all_open_with_a_label_of_parties_are_a_column(tetes: tuple[str, ...], boite: bool, bord: bool) -> None:
    """Each in the row of its engagement, none in a margin: their longest line tells how far names reach."""
    parts, right = [], 0.0
    for n, tete in enumerate(tetes):
        lignes = [line(t, 2 * n + i, 400.0, 100.0 + 60 * n + 14 * i) for i, t in enumerate((tete, f"Ville de Lys{' et CAF' * n}"))]
        right = lignes[-1].bbox[2]
        parts.append(Region(1, tuple(lignes), (400.0, lignes[0].bbox[1], right, lignes[1].bbox[3]), boite))
    assert measure(parts, CORPS, {}).bords == ({400: right} if bord else {})


_SOURCES = Context(CORPS, {}, {}, retours=frozenset({"source", "livraison"}))


@pytest.mark.parametrize(
    ("texte", "label"), [("Source : enquête de 2026", None), ("Livraison : été 2026", "Livraison"), ("Sources : enquêtes de 2026", None)]
)
def test_where_figures_are_from_is_no_label_though_it_returns(texte: str, label: str | None) -> None:
    assert _label(texte, style=CORPS, suit=True, contexte=_SOURCES) == label


@pytest.mark.parametrize(
    ("texte", "label"),
    [
        ("Bilan 2025", "Bilan 2025"),
        ("Budget 1998", "Budget 1998"),
        ("bilan 2025", None),
        ("Bilan 12", None),
        ("Budget 20 255", None),
        ("Bilan 2025.", None),
        ("Lot 12 2025", None),  # behind another number
    ],
)
def test_a_label_set_as_the_last_may_end_in_a_year(texte: str, label: str | None) -> None:
    found = unknown_label(line(texte, style=ETIQUETTE), Around(TEXTE, (), True, ETIQUETTE, False, False), CONTEXTE)
    assert (texte[found.debut : found.fin] if found is not None else None) == label
