"""Words to lines, by geometry alone."""

from __future__ import annotations

import random

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, page, words
from pipeline.model import BBox, Box, Style, Word
from pipeline.reading.looks import TOURNE
from pipeline.stages.boxes import text_boxes
from pipeline.stages.lines import is_marker, lines_pdf, ruled_columns


def _texts(*runs: list[Word], boites: tuple[Box, ...] = (), traits: tuple[tuple[float, float, float, float], ...] = ()) -> list[str]:
    return [li.texte for li in lines_pdf([page(*runs, boites=boites, traits=traits)])]


def _after_a_blank(mots: list[Word]) -> list[Word]:
    """The words as the file prints them on the line of those before."""
    return [replace(mots[0], espace=True), *mots[1:]]


def test_words_of_one_baseline_make_a_line() -> None:
    (ligne,) = lines_pdf([page(words("Réussite éducative et loisirs"))])
    assert ligne.texte == "Réussite éducative et loisirs"
    assert [ligne.texte[p.debut : p.fin] for p in ligne.pieces] == ["Réussite", "éducative", "et", "loisirs"]
    assert (ligne.id, ligne.page, ligne.style) == (0, 1, CORPS)
    assert ligne.bbox[:2] == (50.0, 100.0)
    assert ligne.bbox[2] == ligne.pieces[-1].bbox[2]


def test_lines_are_numbered_over_pages_from_the_top() -> None:
    pages = [page(words("deux", top=200), words("un", top=100)), page(words("trois"), numero=2)]
    assert [(li.id, li.page, li.texte) for li in lines_pdf(pages)] == [(0, 1, "un"), (1, 1, "deux"), (2, 2, "trois")]


def test_the_order_of_words_in_the_file_does_not_count() -> None:
    mots = [w for i in range(6) for w in words("des mots sur une ligne", top=100.0 + 14 * i)]
    expected = lines_pdf([page(mots)])
    for seed in range(5):
        shuffled = mots[:]
        random.Random(seed).shuffle(shuffled)
        assert lines_pdf([page(shuffled)]) == expected


def test_a_wide_gap_parts_two_columns() -> None:
    assert _texts(words("à gauche"), words("à droite", x0=300)) == ["à gauche", "à droite"]


@pytest.mark.parametrize("signe", ["•", "-", "\uf0b7", "1.", "2.1", "a)", "IV."])
def test_a_marker_keeps_to_its_words(signe: str) -> None:
    mark = words(signe)
    assert _texts(mark, words("Ouvrir un local", x0=mark[0].x1 + 30)) == [f"{signe} Ouvrir un local"]


def test_a_word_is_no_marker() -> None:
    assert _texts(words("Ville"), words("Etat", x0=110)) == ["Ville", "Etat"]
    assert not any(is_marker(t) for t in ("Ville", "2019", "et", "n°1"))


def test_a_drawn_edge_parts_two_cells() -> None:
    left, right = words("Pilote"), words("Ville", x0=85)
    assert _texts(left, right) == ["Pilote Ville"]
    assert _texts(left, right, traits=((83, 90, 83, 130),)) == ["Pilote", "Ville"]
    assert _texts(left, right, traits=((83, 200, 83, 230),)) == ["Pilote Ville"]
    assert _texts(left, right, boites=(Box(83, 90, 140, 130, trait=True),)) == ["Pilote", "Ville"]


def test_a_raised_letter_stays_on_its_line() -> None:
    small = Style(taille=6.0)
    before = words("stages de 3")
    raised = Word("ème", before[-1].x1, 98.0, before[-1].x1 + 9, 104.0, style=small, espace=False)
    assert _texts(before, [raised], words("de qualité", x0=raised.x1 + 3)) == ["stages de 3ème de qualité"]


def test_a_superscript_does_not_set_the_look_of_its_line() -> None:
    three = words("3")
    raised = Word("ème", three[-1].x1, 98.0, three[-1].x1 + 9, 104.0, style=Style(taille=6.0), espace=False)
    (ligne,) = lines_pdf([page(three, [raised])])
    assert (ligne.texte, ligne.style) == ("3ème", CORPS)


def test_headers_that_make_one_together_are_two_where_a_blank_parts_them() -> None:
    number = words("N°", 50)
    heads = [*words("Pilote", 300), *words("Partenaires", 420)]
    assert _texts(number, words("Mesure", number[-1].x1 + 12), heads) == ["N°", "Mesure", "Pilote", "Partenaires"]
    assert _texts(number, words("Mesure", number[-1].x1 + 3), heads) == ["N° Mesure", "Pilote", "Partenaires"]


@pytest.mark.parametrize(("top", "taille"), [(97.5, 10.0), (100.5, 9.5)])
def test_letters_hardly_smaller_set_higher_on_a_number_are_raised(top: float, taille: float) -> None:
    """More letters are raised than not; level with the number they are set in another type."""
    made: list[Word] = []
    for texte in ("6", "3"):
        number = words(texte, x0=made[-1].x1 + 4 if made else 50.0)
        made += [*number, Word("ème", number[-1].x1, top, number[-1].x1 + 9, top + 9.5, style=Style(taille=9.5), espace=False)]
    (ligne,) = lines_pdf([page(made)])
    assert (ligne.texte, ligne.style.taille) == ("6ème 3ème", taille)


def test_a_narrow_raised_letter_does_not_cut_its_line() -> None:
    """'stages de 3e, qui': the words before and after the e stand less than half an em apart."""
    before = words("stages de 3")
    raised = Word("e", before[-1].x1 + 0.2, 101.0, before[-1].x1 + 3.8, 107.0, style=Style(taille=6.0), espace=False)
    comma = Word(",", raised.x1, 100.0, raised.x1 + 2.7, 110.0, style=CORPS, espace=False)
    assert _texts(before, [raised], [comma], words("qui suivent", x0=comma.x1 + 2.9)) == ["stages de 3e, qui suivent"]


def test_a_word_cut_by_a_fallback_font_is_whole() -> None:
    first = words("mobilit")
    accent = Word("é", first[0].x1 + 0.2, 100.0, first[0].x1 + 5, 110.0, police="Fallback", style=CORPS, espace=False)
    assert _texts(first, [accent]) == ["mobilité"]


def test_a_gap_is_a_blank_though_none_was_printed() -> None:
    a, b = words("mot")[0], words("suivant", x0=68)[0]
    assert _texts([a], [b]) == ["mot suivant"]


def test_turned_words_are_lines_of_their_own() -> None:
    turned = Word("PROJET", 52, 95, 60, 200, style=CORPS, hors_texte="texte tourné")
    lignes = lines_pdf([page(words("texte courant"), [turned])])
    assert sorted((li.texte, li.hors_texte) for li in lignes) == [("PROJET", "texte tourné"), ("texte courant", "")]


def test_the_style_of_a_line_is_that_of_most_of_its_letters() -> None:
    (ligne,) = lines_pdf([page(words("PILOTES", style=Style(10.0, gras=True)), words("Ville de Nantes et CAF", x0=90))])
    assert ligne.style == CORPS


def test_a_line_takes_the_fill_of_the_box_around_it() -> None:
    inside, outside = lines_pdf(
        [page(words("Axe 1", style=GRAND), words("Texte", top=300), boites=(Box(40, 90, 400, 130, fond="#ff0000"),))]
    )
    assert (inside.style.fond, outside.style.fond) == ("#ff0000", "")


def test_a_background_is_no_box() -> None:
    boxes = text_boxes(page(boites=(Box(0, 0, 595, 842, fond="#eeeeee"), Box(40, 90, 400, 130), Box(50, 95, 60, 105), Box(0, 0, 3, 3))))
    assert [b.x0 for b in boxes] == [50, 40]


def test_the_order_of_boxes_in_the_file_does_not_count() -> None:
    one, two = Box(40, 90, 140, 130, trait=True), Box(40, 100, 140, 140, trait=True)
    assert text_boxes(page(boites=(one, two))) == text_boxes(page(boites=(two, one)))


# --- justified lines ------------------------------------------------------------------------------------------------


def _spread(texte: str, x1: float, top: float = 100.0) -> list[Word]:
    """The words of `texte` from x = 50 to `x1`, the blanks between them of one width."""
    mots = texte.split()
    gap = (x1 - 50 - 5 * len("".join(mots))) / (len(mots) - 1)
    x, out = 50.0, list[Word]()
    for mot in mots:
        out += words(mot, x, top)
        x += 5 * len(mot) + gap
    return out


PLEINE = words("Les habitants du quartier et leurs associations", top=113)
BORD = PLEINE[-1].x1


@pytest.mark.parametrize(
    ("mots", "suite", "entiere"),
    [
        (_spread("Accompagner durablement toutes", BORD), PLEINE, True),
        (_spread("Accompagner durablement toutes", BORD, 126), PLEINE, True),  # below a full line
        (_spread("Accompagner durablement toutes", BORD - 8), PLEINE, False),  # ends elsewhere
        (_spread("Accompagner durablement toutes", BORD), [], False),  # no line beside it
        (_spread("1. durablement toutes", BORD), PLEINE, False),  # a number and its columns
        ([*words("Avenant", top=100), *words("mai 2026", BORD - 40, 100)], PLEINE, False),  # a cover, the date at the right
        ([*words("Un contrat de ville", top=100), *words("mai", BORD - 15, 100)], PLEINE, False),  # one gap is wider than the others
    ],
)
def test_a_justified_line_is_one(mots: list[Word], suite: list[Word], entiere: bool) -> None:
    top = mots[0].top
    assert (len([li for li in lines_pdf([page(mots, suite)]) if li.bbox[1] == top]) == 1) is entiere


def test_what_is_drawn_or_set_otherwise_parts_a_line_that_could_be_justified() -> None:
    mots = _spread("Accompagner durablement toutes", BORD)
    milieu = (mots[0].x1 + mots[1].x0) / 2
    assert len(_texts(mots, PLEINE, traits=((milieu, 90, milieu, 112),))) > 2
    gras = [*mots[:2], *words("toutes", mots[2].x0, style=Style(10.0, gras=True, couleur="#000000"))]
    assert _texts(gras, PLEINE)[0] != "Accompagner durablement toutes"


def test_a_justified_line_may_fill_its_box_and_a_last_line_does_not() -> None:
    mots, cadre = _spread("Accompagner durablement toutes", 300), Box(40, 80, 310, 200, trait=True)
    below = words("les familles", top=113)
    assert _texts(mots, below, boites=(cadre,)) == ["Accompagner durablement toutes", "les familles"]
    assert len(_texts(mots, boites=(cadre,))) == 3
    assert len(_texts(mots, below)) == 4


def _repeated(*textes: str, x1: float = 201.0) -> list[list[Word]]:
    """Paragraphs of a narrow column that say the same, the first line of each stretched to its width."""
    first = [[replace(w, espace=n > 0) for n, w in enumerate(_spread(textes[0], x1, 100 + 60 * i))] for i in range(3)]
    return [run for i, stretched in enumerate(first) for run in (stretched, words(textes[1], top=113 + 60 * i))]


def test_the_blanks_of_justified_lines_part_no_columns_however_often_they_return() -> None:
    runs = _repeated("Constats : Un tiers des", "ménages ne dispose pas de voiture et marche")
    assert _texts(*runs, boites=(Box(40, 80, 211, 400, fond="#eeeeee"),))[::2] == ["Constats : Un tiers des"] * 3


def test_uneven_blanks_that_return_part_columns() -> None:
    rows = [run for i in range(3) for run in (words("Constats", top=100 + 20 * i), words("Un tiers des", 106, 100 + 20 * i))]
    assert _texts(*rows)[:2] == ["Constats", "Un tiers des"]


def test_a_small_label_is_of_the_justified_line_that_it_opens() -> None:
    petit = Style(8.0, couleur="#666666")
    mots = _spread("PUBLIC : Nombre de", 260)
    mots = [replace(w, style=petit, top=w.top + 1, bottom=w.bottom - 1) if i < 2 else w for i, w in enumerate(mots)]
    runs = [mots, words("personnes accueillies", top=113)]
    assert _texts(*runs, boites=(Box(40, 80, 270, 400, fond="#eeeeee"),))[0] == "PUBLIC : Nombre de"


# --- turned text ----------------------------------------------------------------------------------------------------

CELLULE = ((45.0, 90.0, 45.0, 300.0), (65.0, 90.0, 65.0, 300.0))


@pytest.mark.parametrize(
    ("mots", "traits", "texte"),
    [
        ([(150, 200, "Emploi"), (135, 147, "et"), (90, 132, "loisirs")], CELLULE, "Emploi et loisirs"),
        ([(150, 200, "Emploi")], (), None),  # in the margin
        ([(150, 200, "Emploi")], CELLULE[:1], None),  # an edge on one side only
        ([(150, 200, "Emploi")], (CELLULE[0], (165.0, 90.0, 165.0, 300.0)), None),  # a wide cell
        ([(150, 160, "PROJET")], CELLULE, None),  # slantwise, as high as wide
        ([(150, 161, "III"), (105, 147, "Emploi")], CELLULE, "III Emploi"),  # a narrow word of several
        ([(150, 161, "III")], CELLULE, None),  # alone
    ],
)
def test_text_turned_upright_in_a_narrow_cell_is_text(
    mots: list[tuple[float, float, str]], traits: tuple[BBox, ...], texte: str | None
) -> None:
    turned = [Word(mot, 50, top, 60, bottom, style=CORPS, hors_texte=TOURNE) for top, bottom, mot in mots]
    read = [li.texte for li in lines_pdf([page(turned, traits=traits)]) if not li.hors_texte]
    assert read == ([texte] if texte else [])


@pytest.mark.parametrize(("bord", "lues"), [(592.0, []), (560.0, ["Habiter", "Apprendre", "Travailler"])])
def test_turned_words_on_tabs_at_the_side_of_the_page_are_no_text(bord: float, lues: list[str]) -> None:
    """A column of narrow cells, each with a turned word: at the edge of the page they are tabs, inside of it they name rows."""
    words_, boxes = [], []
    for n, mot in enumerate(("Habiter", "Apprendre", "Travailler")):
        top = 100.0 + 90 * n
        words_.append(Word(mot, bord - 16, top + 15, bord - 5, top + 65, style=CORPS, hors_texte=TOURNE))
        boxes.append(Box(bord - 30, top, bord, top + 80, fond="#dddddd"))
    assert [li.texte for li in lines_pdf([page(words_, boites=boxes)]) if not li.hors_texte] == lues


@pytest.mark.parametrize(
    ("mots", "bord", "lue"),
    [
        (["Habiter"], 592.0, False),
        (["Axe", "1", "Habiter"], 592.0, True),  # what the page is about
        (["Habiter"], 560.0, True),  # inside of the page it names rows
    ],
)
def test_a_lone_turned_word_at_the_side_of_the_page_is_a_tab(mots: list[str], bord: float, lue: bool) -> None:
    turned = [Word(mot, bord - 16, 300 - 60 * n, bord - 5, 355 - 60 * n, style=CORPS, hors_texte=TOURNE) for n, mot in enumerate(mots)]
    boxes = [Box(bord - 30, 100, bord, 400, fond="#dddddd")]
    assert any(not li.hors_texte for li in lines_pdf([page(turned, boites=boxes)])) is lue


# --- columns --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("traits", "colonnes"),
    [
        ([(50, 120, 200, 121), (230, 120, 400, 121)], [(230.0, 60.0)]),
        ([(50, 120, 200, 121), (203, 120, 400, 121)], []),  # one rule in two pieces
        ([(50, 120, 200, 121), (230, 135, 400, 136)], []),  # not side by side
        ([(50, 120, 200, 121), (330, 120, 400, 121)], []),  # too far
        ([(50, 120, 80, 121), (100, 120, 130, 121)], []),  # too short
    ],
)
def test_rules_side_by_side_start_columns(traits: list[BBox], colonnes: list[tuple[float, float]]) -> None:
    assert [(x, float(y)) for x, y in ruled_columns(traits)] == colonnes


def test_titles_above_the_rules_of_two_columns_are_two_lines() -> None:
    left = words("Ce que finance la Ville")
    right = words("Ce que finance la CAF", left[-1].x1 + 12)
    x = right[0].x0
    assert _texts(left, right, traits=((50, 115, x - 10, 116), (x, 115, x + 150, 116))) == [
        "Ce que finance la Ville",
        "Ce que finance la CAF",
    ]
    assert len(_texts(left, _after_a_blank(right))) == 1


def test_words_a_wide_gap_apart_that_the_file_does_not_print_one_after_the_other_are_two_lines() -> None:
    left = words("demandeurs de plus d'un", 50, 100)
    for gap, lignes in ((8, 1), (12, 2)):
        right = words("septembre 2025", left[-1].x1 + gap, 100)
        assert len(_texts(left, right)) == lignes
        assert len(_texts(left, _after_a_blank(right))) == 1
    assert len(_texts(words("Quand", 50, 100), words("2025", 87, 100))) == 1  # a word before a tab


def test_a_title_level_with_a_smaller_text_is_a_line_of_its_own() -> None:
    title = words("Doubler l'offre de", 50, 98, Style(12.0, gras=True))
    text = words("Financé par redéploiement", title[-1].x1 + 9, 100)
    assert len(_texts(title, text)) == 2
    assert len(_texts(title, _after_a_blank(text))) == 1
    assert len(_texts(words("n° 1", 50, 98, Style(12.0, gras=True)), words("Financé", 72, 100))) == 1  # a number and its title


@pytest.mark.parametrize(
    ("tetes", "lignes"),
    [(("Pilote :", "Quand ?"), 2), (("Pilotes", "Partenaires"), 2), (("Pilote :", "Ville"), 1), (("Ville", "Quand ?"), 1)],
)
def test_columns_start_where_labels_stand_abreast(tetes: tuple[str, str], lignes: int) -> None:
    value = words("Adie - Initiative Val", 50, 114)
    x = value[-1].x1 + 8
    rest = _after_a_blank(words("2026", x, 114))
    made = lines_pdf([page(words(tetes[0], 50, 100), words(tetes[1], x, 100), value, rest)])
    assert sum(li.bbox[1] == 114 for li in made) == lignes


@pytest.mark.parametrize(("taille", "ecart", "texte"), [(6.4, 0.0, "la 4ème"), (6.4, 2.0, "la 4 ème"), (10.0, 0.0, "la 4 ème")])
def test_a_superscript_that_the_file_prints_later_is_set_on_its_number(taille: float, ecart: float, texte: str) -> None:
    """Between the two the file prints the sign of the next item, and a blank before and after."""
    number = words("la 4", 50, 100)
    number[-1] = replace(number[-1], espace_apres=True)
    raised = words("ème", number[-1].x1 + ecart, 99, Style(taille))
    assert _texts(number, _after_a_blank(raised)) == [texte]


def test_a_list_sign_below_which_lines_start_with_it_starts_a_column() -> None:
    left = words("• Ville de Rezé")
    right = words("• Etat", left[-1].x1 + 12)
    assert _texts(left, right, words("• CAF", right[0].x0, 113)) == ["• Ville de Rezé", "• Etat", "• CAF"]
    assert _texts(left, _after_a_blank(right)) == ["• Ville de Rezé • Etat"]
    plain = _after_a_blank(words("Etat", left[-1].x1 + 12))
    assert _texts(left, plain, words("• CAF", plain[0].x0, 113)) == ["• Ville de Rezé Etat", "• CAF"]


@pytest.mark.parametrize(("signe", "lignes"), [("•", ["45 000 € par", "• Ville"]), ("et", ["45 000 € par et Ville"])])
def test_a_list_sign_set_in_from_the_start_of_its_column_opens_it(signe: str, lignes: list[str]) -> None:
    """The header 'Structure pilote' starts 3 points left of the sign, which stands one em and a half right of the text before it."""
    before = words("45 000 € par", 200, 120)
    x = before[-1].x1 + 15
    head = [*words("Action", 50, 100), *words("Budget", 200, 100), *words("Structure pilote", x - 6, 100)]
    made = lines_pdf([page(head, before, _after_a_blank(words(f"{signe} Ville", x, 120)))])
    assert [li.texte for li in made if li.bbox[1] == 120] == lignes


def test_a_large_numeral_does_not_reach_the_text_at_its_left() -> None:
    """The blank before it is two ems of the text, one of the numeral: it opens the next column. So does small type beside a title."""
    numeral = Style(34.0, gras=True, couleur="#d1495b")
    assert _texts(words("des rues pour jouer", style=GRAND), [Word("3", 240.0, 90.0, 260.0, 124.0, style=numeral)]) == [
        "3",
        "des rues pour jouer",
    ]
    titre = words("Habiter la ville", style=GRAND)
    assert len(_texts(titre, words("Les travaux durent.", titre[-1].x1 + 26, 102))) == 2


def test_a_numeral_over_two_lines_does_not_make_its_line_high() -> None:
    numeral = Word("1", 50.0, 92.0, 70.0, 126.0, style=Style(34.0, gras=True, couleur="#d1495b"))
    first, second = lines_pdf(
        [page([numeral], words("Des rues aux écoles pour", 85, 96, GRAND), words("jouer sans danger", 85, 113, GRAND))]
    )
    assert (first.texte, first.bbox[1], first.bbox[3]) == ("1 Des rues aux écoles pour", 96.0, 112.0)
    assert (second.texte, second.bbox[1]) == ("jouer sans danger", 113.0)


def test_a_rule_wider_than_a_title_is_its_own() -> None:
    """Right below it, at its left edge and further than its words: the title is as wide as the rule; one further down is another's."""
    lignes = lines_pdf(
        [page(words("Emploi", style=GRAND), words("Logement", top=200, style=GRAND), traits=[(50, 120, 300, 121), (50, 260, 300, 261)])]
    )
    assert [(li.texte, li.filet, li.souligne) for li in lignes] == [("Emploi", 300, False), ("Logement", 0, False)]


@pytest.mark.parametrize(("ecart", "debuts", "lignes"), [(6.0, 4, 2), (3.0, 4, 1), (6.0, 2, 1)])
def test_a_list_sign_where_several_lines_start_opens_a_column(ecart: float, debuts: int, lignes: int) -> None:
    """'• un' and, a narrow gutter further, '• deux' at the edge of its column; a sign nearer to what stands before it parts names."""
    gauche = words("• Quinze étals de producteurs")
    droite = gauche[-1].x1 + ecart
    colonne = [w for i in range(debuts) for w in words("Structure pilote", droite + 1, 130 + 14 * i)]
    found = _texts([*gauche, *(replace(w, espace=True) for w in words("• Une navette", droite))], colonne)
    assert sum("étals" in t or "navette" in t for t in found) == lignes


def test_two_empty_cells_are_two_lines_though_a_sign_may_stand_far_from_its_item() -> None:
    dashes = [words("–", 100, 100)[0], words("–", 170, 100)[0]]
    assert [li.texte for li in lines_pdf([page(dashes)])] == ["–", "–"]


def test_the_number_of_a_title_may_stand_outside_of_its_tag() -> None:
    mots = words("1.1 Ouvrir un centre", 50, 100)
    tagged = [mots[0], *(replace(w, role="H2") for w in mots[1:])]
    assert [li.role for li in lines_pdf([page(tagged)])] == ["H2"]
    assert [li.role for li in lines_pdf([page([*tagged[:2], replace(mots[2], role="P"), *tagged[3:]])])] == [""]


@pytest.mark.parametrize(("autour", "puces"), [(4, 0), (0, 1)])
def test_the_parts_of_a_drawing_are_no_list_signs(autour: int, puces: int) -> None:
    """A sun of small squares before a title; one square alone is the sign of an item."""
    rays = [Box(x, y, x + 5, y + 5, fond="#aa0000") for x, y in ((36, 99), (44, 99), (36, 107), (44, 107))[:autour]]
    others = [Box(500 + 20.0 * i, 700, 504 + 20.0 * i, 704, fond="#000000") for i in range(4)]
    sheet = page(words("Cohésion sociale", 60, 100), boites=[Box(40, 103, 45, 108, fond="#aa0000"), *rays, *others])
    assert sum(li.puce is not None for li in lines_pdf([sheet])) == puces


@pytest.mark.parametrize(("style", "lignes"), [(Style(15.5, gras=True), 2), (Style(10.0, gras=True), 1), (Style(15.5), 1)])
def test_larger_bold_type_beside_text_stands_in_the_next_column(style: Style, lignes: int) -> None:
    """A title level with a line of text, as near to it as a wide blank; of one size, or of one weight, it is one line."""
    text = words("Le Tertre et ses habitants", 50, 100)
    assert len(_texts(text, _after_a_blank(words("Ce qui pèse", text[-1].x1 + 15, 98, style)))) == lignes


@pytest.mark.parametrize(("taille", "lignes"), [(36.0, 2), (12.0, 1)])
def test_a_tall_numeral_joins_no_two_lines_beside_it(taille: float, lignes: int) -> None:
    """The number of a fiche as high as its title and the line below it; a smaller one has one line beside it, its end a little lower."""
    below = words("Commune de Lys", 158, 122 if lignes > 1 else 104)
    found = _texts(words("3", 50, 100, Style(taille)), words("Rénover la halle", 75, 104 if lignes > 1 else 101), below)
    assert len(found) == lignes


@pytest.mark.parametrize(
    ("boites", "cases"),
    [
        pytest.param([Box(50, 99, 60, 109, trait=True), Box(50, 119, 60, 129, trait=True)], 2, id="squares below each other"),
        pytest.param([Box(50, 99, 60, 109, trait=True)], 0, id="a lone one"),
        pytest.param([Box(50, 99, 60, 109, "#ffffff", True), Box(50, 119, 60, 129, "#ffffff", True)], 0, id="filled"),
        pytest.param([Box(50, 99, 60, 109, trait=True), Box(40, 119, 50, 129, trait=True)], 0, id="at two edges"),
        pytest.param([Box(45, 99, 60, 109, trait=True), Box(45, 119, 60, 129, trait=True)], 0, id="no squares"),
    ],
)
def test_squares_to_tick_are_list_signs(boites: list[Box], cases: int) -> None:
    sheet = page(words("Servir un petit déjeuner", x0=68), words("Confier le choix", x0=68, top=120), boites=boites)
    assert sum(li.puce is not None for li in lines_pdf([sheet])) == cases


@pytest.mark.parametrize(
    ("texte", "lignes"),
    [
        ("PILOTES", ["PILOTES :"]),
        ("PILOTES ET PARTENAIRES", ["PILOTES ET PARTENAIRES :"]),
        ("Quartiers : A, B", ["Quartiers : A, B", ":"]),  # it has its colon
        ("PILOTES.", ["PILOTES.", ":"]),
    ],
)
def test_a_lone_colon_after_a_wide_gap_is_that_of_the_words_at_its_left(texte: str, lignes: list[str]) -> None:
    """Typed notes, whose colons stand one below the other."""
    assert _texts(words(texte), words(":", 250)) == lignes


@pytest.mark.parametrize(
    ("avant", "fin", "souligne"),
    [
        pytest.param("A -", 0.0, True, id="a letter"),
        pytest.param("1.2 -", 0.0, True, id="a number"),
        pytest.param("IV.", 0.0, True, id="a Roman number"),
        pytest.param("Lys -", 0.0, False, id="a word"),
        pytest.param("A", 0.0, False, id="no stop behind the letter"),
        pytest.param("A -", -30.0, False, id="it ends amid the words"),
        pytest.param("A -", 30.0, False, id="it goes on behind the words"),
    ],
)
def test_a_rule_that_starts_behind_a_letter_underlines_the_words_to_their_end(avant: str, fin: float, souligne: bool) -> None:
    mots = words(f"{avant} Les mobilités du quotidien")
    start = next(w.x0 for w in mots if w.texte == "Les")
    (ligne,) = lines_pdf([page(mots, traits=[(start, 109.0, mots[-1].x1 + fin, 109.6)])])
    assert ligne.souligne is souligne
