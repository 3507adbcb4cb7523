"""Text helpers: comparison keys, and offsets that lead back to the lines."""

from __future__ import annotations

import pytest

from builders import non_blank, source_lines, whole
from pipeline.model import Span
from pipeline.texts import collapse, cut, fold, is_figure, label_key, minus, raw_text, text_of, trim


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Élus  de l’État", "elus de l'etat"),
        ("ŒUVRES – cœur", "oeuvres - coeur"),
        ("Maître d\u2019ouvrage", "maitre d'ouvrage"),
        ("Re\u0301ussite", "reussite"),  # detached accent
        ("Public\u00a0vise\u0301\u202f", "public vise"),
        ("éduca\u00adtif", "educatif"),
        ("ﬁnancement", "financement"),
    ],
)
def test_fold(texte: str, attendu: str) -> None:
    assert fold(texte) == attendu


@pytest.mark.parametrize(
    "texte",
    [
        "Élu·e(s) référent·e(s)",
        "Élu.e.s référent.e.s",
        "Élu(e)s référent(e)s",
        "ÉLU·E·S RÉFÉRENT·E·S",
        "élus référents",
        "ELU REFERENT",
        "Élu•e référent•e",
        " - Élu référent - ",
    ],
)
def test_a_label_has_one_key_however_it_is_inflected(texte: str) -> None:
    assert label_key(texte) == "elu referent"


def test_short_words_keep_their_last_letter() -> None:
    assert label_key("Avis des élus") == "avi des elu"
    assert label_key("Axe et bus") == "axe et bus"


def test_different_labels_have_different_keys() -> None:
    assert (
        len(
            {label_key(t) for t in ("Pilote", "Copilote", "Pilotage", "Partenaire", "Partenaire financeur", "Porteur", "Porteur de projet")}
        )
        == 7
    )


def test_collapse() -> None:
    assert collapse("  un\u00a0\u2009deux\ttrois\n") == "un deux trois"


LIGNES = source_lines("Réussite éduca-\ntive et loisirs\n  fin  ")


def test_two_lines_are_parted_by_a_blank_and_glued_spans_by_none() -> None:
    assert text_of(LIGNES, whole(LIGNES, 1, 2)) == "tive et loisirs fin"
    assert text_of(LIGNES, (Span(0, 0, 14), Span(1, 0, 4, colle=True))) == "Réussite éducative"


def test_spans_of_one_line_are_not_parted() -> None:
    assert text_of(LIGNES, (Span(0, 0, 3), Span(0, 3, 8))) == "Réussite"


@pytest.mark.parametrize(("debut", "fin"), [(0, 8), (9, 20), (4, 19), (0, 33), (14, 24)])
def test_cut_takes_offsets_into_the_raw_text(debut: int, fin: int) -> None:
    spans = (Span(0, 0, 14), Span(1, 0, 15, colle=True), Span(2, 0, 7))
    raw = raw_text(LIGNES, spans)
    assert raw == "Réussite éducative et loisirs   fin  "
    part = cut(LIGNES, spans, debut, fin)
    assert raw_text(LIGNES, part) == raw[debut:fin].strip()


def test_cut_of_blanks_is_nothing() -> None:
    assert cut(LIGNES, whole(LIGNES, 2), 0, 2) == ()


def test_trim_and_non_blank() -> None:
    assert trim(LIGNES[2], 0, 7) == (2, 5)
    assert non_blank(" a\u00a0b\u2028c ") == 3


def test_minus_gives_what_nobody_holds() -> None:
    (ligne,) = source_lines("**Pilote :** Ville")
    assert minus(ligne, 0, 18, [(2, 8), (13, 18)]) == [(0, 2), (9, 12)]
    assert minus(ligne, 0, 18, [(0, 12), (4, 18)]) == []
    assert minus(ligne, 0, 18, []) == [(0, 18)]


@pytest.mark.parametrize(("texte", "oui"), [("39 °C", True), ("12 ha", True), ("1 200 m²", True), ("38 min", True), ("3 quartiers", False)])
def test_a_figure_may_be_counted_in_degrees_or_in_surface(texte: str, oui: bool) -> None:
    assert is_figure(texte) is oui


@pytest.mark.parametrize(("texte", "oui"), [("1,2 Md€", True), ("+ 4 pts", True), ("12 points", True), ("12 points de vue", False)])
def test_a_figure_may_be_counted_in_billions_or_in_points(texte: str, oui: bool) -> None:
    assert is_figure(texte) is oui
