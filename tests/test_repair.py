"""Damaged text layers: what is mended, what is flagged, and what is left alone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import CORPS, page, words
from pipeline.errors import NoTextError
from pipeline.model import Source, Style, Word
from pipeline.reading.looks import bold
from pipeline.stages.repair import garbled_reason, mend, repair

FRANCAIS = (
    "Les signataires du contrat se réunissent chaque année pour suivre les actions des quartiers prioritaires et leurs résultats, "
    "avec les habitants et les associations."
)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("e\u0301ducation", "éducation"),
        ("\ufb01nancement", "financement"),
        ("e\ufb00ort", "effort"),
        ("cœur", "cœur"),
        ("3ᵉ", "3ᵉ"),
        ("½", "½"),
        ("Ville", "Ville"),
    ],
)
def test_mend(texte: str, attendu: str) -> None:
    assert mend(texte) == attendu


def test_french_is_not_garbled() -> None:
    assert garbled_reason(FRANCAIS.split()) == ""
    assert garbled_reason(FRANCAIS.upper().split()) == ""


def test_a_shifted_alphabet_is_garbled() -> None:
    shifted = ["".join(chr(ord(c) + 3) if c.isascii() and c.isalpha() else c for c in mot) for mot in FRANCAIS.split()]
    assert "fréquence" in garbled_reason(shifted)


@pytest.mark.parametrize("mot", ["(cid:12)(cid:40)", "\ufffd\ufffd\ufffd", "\x01\x02\x03"])
def test_signs_that_no_font_maps_are_garbled(mot: str) -> None:
    assert "correspondance" in garbled_reason([mot] * 5)


@pytest.mark.parametrize("mots", [[], ["DRH", "QPV", "CQFD"], ["2019", "–", "12,5"], ["\u007f", "Ville"], ["(cid:12)", *FRANCAIS.split()]])
def test_too_little_is_never_called_garbled(mots: list[str]) -> None:
    assert garbled_reason(mots) == ""


def test_a_garbled_page_is_emptied_and_told() -> None:
    good, bad = page(words(FRANCAIS)), page(words("(cid:1)(cid:2)(cid:3)"), numero=2)
    found = repair(Source("pdf", (good, bad)))
    assert found.pages[0] == good
    assert found.pages[1].mots == ()
    assert [(i.code, i.page) for i in found.problemes] == [("page-illisible", 2)]


def test_a_page_that_is_one_picture_is_an_error_but_for_a_cover() -> None:
    picture = [(0.0, 0.0, 595.0, 842.0)]
    pages = [
        page(numero=1, images=picture),
        page(words(FRANCAIS), numero=2),
        page(numero=3, images=picture),
        page(numero=4),
        page(words("fin"), numero=5),
    ]
    assert [(i.code, i.page) for i in repair(Source("pdf", tuple(pages))).problemes] == [
        ("page-image", 1),
        ("page-sans-texte", 3),
        ("page-vide", 4),
    ]


def test_a_document_without_any_text_is_refused() -> None:
    with pytest.raises(NoTextError, match="scan"):
        repair(Source("pdf", (page(images=[(0.0, 0.0, 595.0, 842.0)]),)))
    with pytest.raises(NoTextError, match="garbled"):
        repair(Source("pdf", (page(words("(cid:1)(cid:2)(cid:3)")),)))


@pytest.mark.parametrize(
    ("mots", "code", "told"),
    [
        (words("eﬃcace"), "ligatures", "« efficace »"),
        (words("MéTROPOLE"), "petites-capitales", "« MéTROPOLE » pour « MÉTROPOLE »"),
        ([Word("3", 50, 100, 56, 112, style=Style(12)), Word("ème", 56.2, 98, 66, 105, style=Style(7))], "exposants", "« 3ème »"),
        ([Word("CO", 50, 100, 66, 112, style=Style(12)), Word("2", 66, 107, 70, 114, style=Style(7))], "exposants", "« CO2 »"),
        (
            [Word("mobilit", 50, 100, 90, 112, "Calibri", Style(12)), Word("é", 90, 100, 96, 112, "Arial", Style(12))],
            "polices-de-repli",
            "« mobilité »",
        ),
    ],
)
def test_what_is_mended_is_told(mots: list[Word], code: str, told: str) -> None:
    (found,) = repair(Source("pdf", (page(replace(w, espace=False) for w in mots),))).problemes
    assert found.code == code
    assert told in found.message


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Word("Ville", 50, 100, 80, 112, "A", Style(12)), Word("Etat", 80.1, 100, 99, 112, "B", Style(12, gras=True))),  # emphasis
        (Word("Note", 50, 100, 80, 112, "A", Style(12)), Word("1", 83, 104, 86, 112, "A", Style(7))),  # a gap
        (Word("Note", 50, 100, 80, 112, "A", Style(12)), Word("bas", 50, 700, 70, 707, "A", Style(7))),  # another line
        (Word("Ville", 50, 100, 80, 112, "A", Style(12)), Word("*", 80, 98, 84, 105, "A", Style(7))),  # a call for a note
    ],
)
def test_two_words_are_no_cut_word(left: Word, right: Word) -> None:
    assert repair(Source("pdf", (page([left, replace(right, espace=False)]),))).problemes == ()


def test_two_capitals_that_stayed_together_are_part_of_a_spaced_word() -> None:
    """'AMBITION' set 1.3 points apart: the narrow pair 'AM' is read as one."""
    mots: list[Word] = []
    x = 50.0
    for i, part in enumerate(("AM", *"BITION")):
        mots.append(Word(part, x, 100.0, x + 6.0 * len(part), 110.0, style=CORPS, espace=i > 0))
        x += 6.0 * len(part) + 1.3
    mots += words("2030", x + 4)
    source = repair(Source("pdf", (page(mots),)))
    assert [w.texte for w in source.pages[0].mots] == ["AMBITION", "2030"]
    assert [i.code for i in source.problemes] == ["lettres-espacees"]


def _apart(*parts: str, pas: float = 1.3) -> list[Word]:
    """Words of one line, `pas` points between two."""
    mots: list[Word] = []
    x = 50.0
    for i, part in enumerate(parts):
        mots.append(Word(part, x, 100.0, x + 6.0 * len(part), 110.0, style=CORPS, espace=i > 0))
        x += 6.0 * len(part) + pas
    return mots


@pytest.mark.parametrize(
    ("parts", "mots"),
    [
        (("DAT", *"ATION"), ["DATATION"]),  # three capitals that kerning kept together
        (("DATE", *"SLIMITE"), ["DATE", "SLIMITE"]),  # four are a word
        (("dat", *"ation"), ["dat", "ation"]),  # so are small letters
        (tuple("L'ANNÉE"), ["L'ANNÉE"]),
        (tuple("L’ANNÉE"), ["L’ANNÉE"]),
        (tuple("PORTE-VOIX"), ["PORTE-VOIX"]),
        (tuple("-AMBITION"), ["-", "AMBITION"]),  # a dash that starts the line
        (tuple("AMB:ITION"), ["A", "M", "B", ":", "ITION"]),  # any other sign
    ],
)
def test_what_stands_between_letters_set_apart(parts: tuple[str, ...], mots: list[str]) -> None:
    source = repair(Source("pdf", (page(_apart(*parts)),)))
    assert [w.texte for w in source.pages[0].mots] == mots


@pytest.mark.parametrize(
    "parts",
    [
        ("CAF", "DDT", "ARS", "OPH"),
        ("CAF", "-", "DDT", "-", "ARS"),
        ("L", "'", "ARS", "ET", "LA", "CAF"),
        ("CAF", "-", "ARS", "-", "DDT", "-", "OPH", "-", "Anah"),  # as many dashes as letters of a word
        ("A", "B", "-", "C"),  # three letters
    ],
)
def test_ordinary_words_in_capitals_are_no_letters_of_one(parts: tuple[str, ...]) -> None:
    """On a page that sets letters apart elsewhere."""
    apart = [replace(w, top=w.top + 40, bottom=w.bottom + 40) for w in _apart(*"AMBITION")]
    source = repair(Source("pdf", (page(_apart(*parts, pas=2.5), apart),)))
    assert [w.texte for w in source.pages[0].mots] == [*parts, "AMBITION"]


def _set_apart(*gaps_and_parts: str | float) -> list[Word]:
    """Words of one line, between two the gap that stands there."""
    mots: list[Word] = []
    x = 50.0
    for part in gaps_and_parts:
        if isinstance(part, float):
            x += part
        else:
            mots.append(Word(part, x, 100.0, x + 6.0 * len(part), 110.0, style=CORPS, espace=bool(mots)))
            x = mots[-1].x1
    return mots


DECHIREE = ("Une", 4.0, "écol", 1.2, "e", 4.0, "q", 1.2, "ui", 4.0, "ti", 1.2, "e", 1.2, "nt")


@pytest.mark.parametrize(
    ("parts", "mots"),
    [
        (DECHIREE, ["Une", "école", "qui", "tient"]),
        (("Une", 2.0, "écol", 1.2, "e", 2.0, "q", 1.2, "ui", 2.0, "ti", 1.2, "e", 1.2, "nt"), None),  # blanks hardly wider than the gaps
        (("Une", 4.0, "écol", 1.2, "e", 4.0, "qui", 4.0, "y", 4.0, "ti", 1.2, "e"), None),  # two gaps
        (("a", 1.2, "b", 1.2, "c", 1.2, "d"), ["abcd"]),  # no blank at all: lone letters
        (("un", 1.2, "ti", 1.2, "en", 1.2, "nt"), None),  # nor here
        (("T1", 1.2, "2", 1.2, "3", 1.2, "4", 4.0, "2025"), None),  # numbers
        (("de", 1.2, "la", 1.2, "à", 1.2, "un", 4.0, "établissement", 4.0, "scolaire"), None),  # the end of a line set wide
    ],
)
def test_words_some_of_whose_letters_stand_a_little_apart(parts: tuple[str | float, ...], mots: list[str] | None) -> None:
    source = repair(Source("pdf", (page(_set_apart(*parts)),)))
    assert [w.texte for w in source.pages[0].mots] == (mots or [p for p in parts if isinstance(p, str)])


def test_words_put_together_again_are_told_and_the_lines_around_them_stay() -> None:
    over, under = words("Le cap du contrat", top=80), words("On y va tous", top=120)
    source = repair(Source("pdf", (page(over, _set_apart(*DECHIREE), under),)))
    assert " ".join(w.texte for w in source.pages[0].mots) == "Le cap du contrat Une école qui tient On y va tous"
    assert [i.code for i in source.problemes] == ["lettres-espacees"]
    for mot in ("école", "qui", "tient"):
        assert mot in source.problemes[0].message


@pytest.mark.parametrize("baisse", [0.0, 3.0])
def test_only_words_of_one_line_are_put_together(baisse: float) -> None:
    mots = [replace(w, top=w.top + baisse * (i > 3), bottom=w.bottom + baisse * (i > 3)) for i, w in enumerate(_set_apart(*DECHIREE))]
    source = repair(Source("pdf", (page(mots),)))
    assert ("qui" in [w.texte for w in source.pages[0].mots]) is (baisse == 0)


# letters a tenth of an em apart, two gaps of each label taken for blanks; the same on all pages
ETIQUETEES = (
    ("Pilo", 1.2, "t", 1.2, "ag", 1.2, "e"),
    ("Coû", 1.2, "t"),
    ("Indica", 1.2, "teu", 1.2, "r", 1.2, "s", 4.0, "de", 4.0, "suivi"),
)


def _labelled(style: Style, *rows: tuple[str | float, ...]) -> Source:
    """One page for each row of parts, in one look."""
    pages = [page([replace(w, style=style) for w in _set_apart(*parts)], numero=n) for n, parts in enumerate(rows, 1)]
    return repair(Source("pdf", tuple(pages)))


def test_a_look_whose_words_lie_in_pieces_is_told_by_all_pages() -> None:
    source = _labelled(CORPS, *ETIQUETEES)
    assert [[w.texte for w in p.mots] for p in source.pages] == [["Pilotage"], ["Coût"], ["Indicateurs", "de", "suivi"]]
    assert {i.code for i in source.problemes} == {"lettres-espacees"}


def test_without_a_blank_as_wide_the_pieces_of_a_look_stay() -> None:
    """All gaps of a narrow type may be narrow."""
    source = _labelled(CORPS, *ETIQUETEES[:2])
    assert [[w.texte for w in p.mots] for p in source.pages] == [["Pilo", "t", "ag", "e"], ["Coû", "t"]]


def test_narrow_blanks_before_signs_part_no_letters() -> None:
    rows = (("5", 1.2, "%"), ("12", 1.2, "%"), ("Qui", 1.2, "?"), ("Où", 1.2, "?"), ("et", 4.0, "de", 4.0, "la"))
    source = _labelled(CORPS, *rows)
    assert [[w.texte for w in p.mots] for p in source.pages] == [[part for part in row if isinstance(part, str)] for row in rows]


def _faces(*faces: tuple[str, str]) -> set[str]:
    """Of texts, each set in a font, the fonts that are bold once all is read."""
    runs = [
        [replace(w, police=police, style=replace(CORPS, gras=bold(police))) for w in words(texte, top=100.0 + 20 * n)]
        for n, (texte, police) in enumerate(faces)
    ]
    (made,) = repair(Source("pdf", (page(*runs),))).pages
    return {w.police for w in made.mots if w.style.gras}


@pytest.mark.parametrize(
    ("faces", "gras"),
    [
        ((("Vivre ensemble", "Roboto-Medium"), (FRANCAIS, "Roboto-Light")), {"Roboto-Medium"}),
        ((("Vivre ensemble", "Roboto-Medium"), (FRANCAIS, "Georgia")), {"Roboto-Medium"}),
        (((FRANCAIS, "Roboto-Medium"), ("Vivre ensemble", "Roboto-Bold")), {"Roboto-Bold"}),  # the text itself is set in it
        (((FRANCAIS, "Roboto-Medium"), ("une note", "Roboto-Light")), set()),
        # their family has a bold one for its titles
        ((("Vivre ensemble", "Roboto-Medium"), ("Axe", "Roboto-Bold"), (FRANCAIS, "Roboto-Light")), {"Roboto-Bold"}),
    ],
)
def test_a_medium_face_is_bold_beside_a_lighter_text(faces: tuple[tuple[str, str], ...], gras: set[str]) -> None:
    assert _faces(*faces) == gras


@pytest.mark.parametrize(("signe", "tailles"), [(",", {13.0}), ("et", {13.0, 10.4})])
def test_small_capitals_go_on_behind_a_sign_as_large_as_their_capitals(signe: str, tailles: set[float]) -> None:
    """'EMPLOI, SANTÉ', whose comma is set in the type of the first letter."""
    large, small = Style(13.0, gras=True), Style(10.4, gras=True)
    runs = [(words("E", style=large), 100.0), (words("MPLOI", 56.5, 102.6, small), 102.6)]
    runs.append((words(signe, 83.0, style=large), 100.0))
    runs.append((words("SANTE", 100.0, 102.6, small), 102.6))
    mots = [replace(w, espace=n == 3, bottom=113.0) for n, (run, _) in enumerate(runs) for w in run]
    (made,) = repair(Source("pdf", (page(mots, words(FRANCAIS, top=200.0)),))).pages
    assert {w.style.taille for w in made.mots if w.bottom == 113.0} == tailles


@pytest.mark.parametrize(
    ("suite", "dessous", "tailles"),
    [
        (("riorité", "sociale"), "", {13.0}),  # printed in capitals, said in small letters
        (("riorité",), "", {13.0, 10.4}),  # one word is a label
        (("e", "projet"), "qui suit", {13.0, 10.4}),  # the large letter that opens a paragraph
    ],
)
def test_small_capitals_said_in_small_letters_have_the_look_of_their_capital(
    suite: tuple[str, ...], dessous: str, tailles: set[float]
) -> None:
    large, small = Style(13.0, couleur="#b23c17"), Style(10.4, couleur="#b23c17")
    first = [replace(w, bottom=113.0, espace=False) for w in words("L", style=large)]
    rest = words(" ".join(suite), 56.5, 102.6, small)
    run = [replace(w, bottom=113.0, espace=n > 0) for n, w in enumerate(rest)]
    below = [replace(w, espace=False) for w in words(dessous, 50.0, 115.0, small)] if dessous else []
    text = words(FRANCAIS, top=200.0, style=small if dessous else CORPS)  # what opens with the letter is set as the text
    (made,) = repair(Source("pdf", (page(first, run, below, text),))).pages
    assert {w.style.taille for w in made.mots if w.bottom == 113.0} == tailles
