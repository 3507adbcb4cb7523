"""Words to lines, by geometry alone."""

from __future__ import annotations

import random

import pytest

from builders import CORPS, GRAND, page, words
from pipeline.model import Box, Style, Word
from pipeline.stages.boxes import text_boxes
from pipeline.stages.lines import is_marker, lines_pdf


def _texts(*runs: list[Word], boites: tuple[Box, ...] = (), traits: tuple[tuple[float, float, float, float], ...] = ()) -> list[str]:
    return [li.texte for li in lines_pdf([page(*runs, boites=boites, traits=traits)])]


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
