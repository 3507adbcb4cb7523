"""Numbers that stand apart from their titles, and numbered titles that are labels: which of them are joined or told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import CORPS, line, whole
from pipeline.model import Block, Genre, Line, Style
from pipeline.stages.returning import returning_labels
from pipeline.stages.title_numbers import (
    bare_numbers,
    bold_numbers,
    counted_numbers,
    echoed_numerals,
    in_their_titles_look,
    late_letters,
    lettered_numbers,
    opens_with_bold_number,
    worded_numerals,
)
from pipeline.texts import raw_text, text_of

DISQUE = Style(12.0, gras=True, couleur="#ffffff", fond="#aa3311")
TITRE = Style(12.0, gras=True, couleur="#aa3311")

# Genre, words, left edge, top, style.
Set = tuple[Genre, str, float, float, Style]


def _printed(rows: Sequence[Set]) -> tuple[list[Line], list[Block]]:
    """Blocks of one page, of one line each."""
    lignes = [line(t, i, x0=x, top=y, style=s) for i, (_, t, x, y, s) in enumerate(rows)]
    return lignes, [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s) for i, (g, _, _, _, s) in enumerate(rows)]


@pytest.mark.parametrize(
    ("style", "gauche", "titre", "numeros"),
    [
        (DISQUE, 50.0, "Habiter", ["1.1", "1.2"]),
        (CORPS, 50.0, "Habiter", ["1.1", ""]),  # not set as the number beside its title
        (DISQUE, 42.0, "Habiter", ["1.1", ""]),  # elsewhere on the width of the page
        (DISQUE, 50.0, "Axe 3 : Habiter", ["1.1", ""]),  # a title that has a number
    ],
)
def test_a_number_of_the_margin_read_before_the_text_above_its_title(style: Style, gauche: float, titre: str, numeros: list[str]) -> None:
    """The first number is read right before its title; the second one stands beside its own, a paragraph read between them."""
    lignes, blocks = _printed(
        [
            ("texte", "1.1", 50.0, 100.0, DISQUE),
            ("titre", "Apprendre", 72.0, 100.0, TITRE),
            ("texte", "1.2", gauche, 200.0, style),
            ("texte", "Un texte sous le titre un.", 72.0, 130.0, CORPS),
            ("titre", titre, 72.0, 200.0, TITRE),
        ]
    )
    assert [b.numero for b in bare_numbers(blocks, lignes) if b.genre == "titre"] == numeros


def test_a_number_level_with_no_title_stays_what_it_is() -> None:
    """Set as the number beside 'Apprendre', above its line: no title takes it."""
    lignes, blocks = _printed(
        [
            ("texte", "1.1", 50.0, 100.0, DISQUE),
            ("titre", "Apprendre", 72.0, 100.0, TITRE),
            ("texte", "1.2", 50.0, 160.0, DISQUE),
            ("texte", "Un texte sous le titre un.", 72.0, 130.0, CORPS),
            ("titre", "Habiter", 72.0, 200.0, TITRE),
        ]
    )
    found = bare_numbers(blocks, lignes)
    assert [(text_of(lignes, b.spans), b.numero) for b in found] == [
        ("Apprendre", "1.1"),
        ("1.2", ""),
        ("Un texte sous le titre un.", ""),
        ("Habiter", ""),
    ]


@pytest.mark.parametrize(
    ("fond", "genre", "numero", "page", "attendu"),
    [
        ("#aa3311", "titre", "", 1, "1.2"),
        ("", "titre", "", 1, ""),  # numbers on no fill
        ("#aa3311", "texte", "", 1, ""),  # beside no title
        ("#aa3311", "titre", "7", 1, "7"),  # a title with a number of its own
        ("#aa3311", "titre", "", 2, ""),  # on the next page
    ],
)
def test_which_title_a_number_of_the_margin_is_of(fond: str, genre: Genre, numero: str, page: int, attendu: str) -> None:
    """At its height on its page, without number; the numbers stand on a fill."""
    disque = replace(DISQUE, fond=fond)
    lignes, blocks = _printed(
        [
            ("texte", "1.1", 50.0, 100.0, disque),
            ("titre", "Apprendre", 72.0, 100.0, TITRE),
            ("texte", "1.2", 50.0, 200.0, disque),
            ("texte", "Un texte sous le titre un.", 72.0, 130.0, CORPS),
            (genre, "Habiter", 72.0, 200.0, TITRE),
        ]
    )
    blocks[-1] = replace(blocks[-1], numero=numero, page=page)
    assert bare_numbers(blocks, lignes)[-1].numero == attendu


@pytest.mark.parametrize(
    ("titres", "etiquettes"),
    [
        (("1. Porteurs", "2. Calendrier", "3. Habiter"), 4),
        (("1. Porteurs", "2. Calendrier", "3. Habiter", "4. Loger"), 4),  # half of them
        (("a) Forces", "b) Vulnérabilités", "c) Calendrier"), 0),  # most titles of the series are no labels
    ],
)
def test_a_label_among_numbered_titles_that_are_none_is_a_title(titres: Sequence[str], etiquettes: int) -> None:
    """A series of numbered titles printed at two fiches, in one look."""
    rows: list[Set] = [("titre", t, 50.0, 100.0 + 20 * i, TITRE) for i, t in enumerate((*titres, *titres))]
    lignes, blocks = _printed(rows)
    assert sum(b.genre == "etiquette" for b in returning_labels(blocks, lignes)) == etiquettes


def test_numbered_titles_of_another_look_say_nothing_of_labels() -> None:
    """Two labels at two fiches, among larger numbered titles."""
    rows: list[Set] = []
    for n in (1, 2):
        rows += [("titre", f"{k}. Ouvrir {k}", 50.0, 100.0 * k, Style(16.0, gras=True)) for k in (3 * n - 2, 3 * n - 1, 3 * n)]
        rows.append(("titre", "2. Calendrier", 50.0, 100.0 * 3 * n + 30, TITRE))
    lignes, blocks = _printed(rows)
    assert [text_of(lignes, b.spans) for b in returning_labels(blocks, lignes) if b.genre == "etiquette"] == ["Calendrier"] * 2


@pytest.mark.parametrize(
    ("mot", "numero", "taille", "gauche", "blocs"),
    [
        ("ORIENTATION", "1", 60.0, 50.0, ["ORIENTATION 1", "Grandir"]),
        ("ORIENTATION", "1", 13.0, 50.0, ["ORIENTATION", "1", "Grandir"]),  # no larger than the word
        ("ORIENTATION", "1", 60.0, 90.0, ["ORIENTATION", "1", "Grandir"]),  # at another edge
        ("ORIENTATION", "1.2", 60.0, 50.0, ["ORIENTATION", "1.2", "Grandir"]),  # two levels
        ("HABITANTS", "1", 60.0, 50.0, ["HABITANTS", "1", "Grandir"]),  # a key figure
    ],
)
def test_a_level_word_over_its_numeral_is_one_line(mot: str, numero: str, taille: float, gauche: float, blocs: list[str]) -> None:
    """'ORIENTATION' over a large '1' over its title, on a tab."""
    petit, titre = Style(13.0, gras=True), Style(18.0, gras=True)
    lignes, blocks = _printed(
        [
            ("titre", mot, 50.0, 40.0, petit),
            ("texte", numero, gauche, 58.0, Style(taille, gras=True)),
            ("titre", "Grandir", 50.0, 140.0, titre),
        ]
    )
    assert [text_of(lignes, b.spans) for b in worded_numerals(blocks, lignes)] == blocs


@pytest.mark.parametrize(
    ("mot", "pages", "gauche", "taille", "joints"),
    [
        ("Ambition", 2, 400.0, 90.0, True),
        ("Ambition", 1, 400.0, 90.0, False),  # a figure that does not return
        ("Ambition", 2, 60.0, 90.0, False),  # over the title
        ("Ambition", 2, 400.0, 20.0, False),  # a figure of the text
        ("Habitants", 2, 400.0, 90.0, False),  # no level
    ],
)
def test_a_numeral_at_the_right_of_a_word_and_its_title_stands_behind_the_word(
    mot: str, pages: int, gauche: float, taille: float, joints: bool
) -> None:
    """'Ambition' over its title, a large pale '1' at the right of both, on one band."""
    rows = []
    for n in range(pages):
        rows += [
            ("titre", mot, 50.0, 40.0 + 300 * n, Style(15.0, gras=True, fond="#c2185b")),
            ("titre", "Un médecin", 50.0, 80.0 + 300 * n, Style(30.0, gras=True, fond="#c2185b")),
            ("texte", str(n + 1), gauche, 20.0 + 300 * n, Style(taille, gras=True, fond="#c2185b")),
        ]
    lignes, blocks = _printed(rows)
    said = [text_of(lignes, b.spans) for b in worded_numerals(blocks, lignes)]
    assert said == ([t for n in range(pages) for t in (f"{mot} {n + 1}", "Un médecin")] if joints else [t for _, t, *_ in rows])


# --- roman numbers


TITRES = ("Apprendre", "Habiter", "Soigner")


def _counted(signes: Sequence[str], x: float, titre: float, decale: float) -> list[str]:
    """The numbers of titles at `titre`, `decale` points below the head of the sign printed before each, whose middle is at `x`."""
    rows: list[Set] = []
    for i, (signe, nom) in enumerate(zip(signes, TITRES, strict=False)):
        rows.append(("texte", signe, x - len(signe) * CORPS.taille / 4, 100.0 + 80 * i, CORPS))
        rows += [("titre", nom, titre, 100.0 + decale + 80 * i, TITRE), ("texte", "un texte", 50.0, 150.0 + 80 * i, CORPS)]
    lignes, blocks = _printed(rows)
    return [b.numero for b in counted_numbers(blocks, lignes) if b.genre == "titre"]


@pytest.mark.parametrize(
    ("signes", "numeros"),
    [
        (("I", "II", "III"), ["I", "II", "III"]),
        (("I.", "II."), ["I", "II"]),
        (("I", "III"), ["", ""]),  # which skip
        (("II", "III"), ["", ""]),  # not from the first one on
        (("X",), [""]),  # alone
        (("i", "ii"), ["", ""]),
    ],
)
@pytest.mark.parametrize("decale", [14.0, 0.0])
def test_roman_numbers_that_count_number_the_titles_below_or_beside_them(signes: Sequence[str], numeros: list[str], decale: float) -> None:
    """No larger than the text: right above the title, at its left edge, or level with it, far at its left."""
    assert _counted(signes, 53.0, 50.0 if decale else 250.0, decale) == numeros


@pytest.mark.parametrize(
    ("x", "decale", "numeros"),
    [
        pytest.param(80.0, 14.0, ["I", "II"], id="over the middle"),
        pytest.param(120.0, 14.0, ["", ""], id="over the right end"),
        pytest.param(80.0, 30.0, ["", ""], id="a line further up"),
        pytest.param(240.0, 0.0, ["", ""], id="at the right"),
        pytest.param(30.0, 14.0, ["", ""], id="above, at the left"),
    ],
)
def test_a_roman_number_elsewhere_is_none_of_the_title(x: float, decale: float, numeros: list[str]) -> None:
    assert _counted(("I", "II"), x, 55.0, decale) == numeros


def test_two_lines_are_no_roman_number() -> None:
    """'I' over 'I' in one block above the second title."""
    lignes = [
        line(t, i, top=y) for i, (t, y) in enumerate((("I", 100.0), ("Habiter", 114.0), ("I", 170.0), ("I", 180.0), ("Jouer", 194.0)))
    ]
    rows: list[tuple[Genre, tuple[int, ...]]] = [("texte", (0,)), ("titre", (1,)), ("texte", (2, 3)), ("titre", (4,))]
    blocks = [Block(i, g, whole(lignes, *at), page=1, bbox=lignes[at[-1]].bbox, style=CORPS) for i, (g, at) in enumerate(rows)]
    assert [b.numero for b in counted_numbers(blocks, lignes) if b.genre == "titre"] == ["", ""]


@pytest.mark.parametrize(
    ("signes", "numeros"),
    [
        pytest.param(("I", "A", "B", "II", "A"), ["I", "A", "B", "II", "A"], id="roman numbers over letters"),
        pytest.param(tuple("ABCDEFGHI"), list("ABCDEFGHI"), id="the ninth letter"),
        pytest.param(("I", "A", "B"), [""] * 3, id="one alone"),
        pytest.param(("I", "II", "A", "C"), ["I", "II", "", ""], id="letters that skip"),
    ],
)
def test_a_roman_number_among_letters_is_none_of_them(signes: Sequence[str], numeros: list[str]) -> None:
    """Each level with its title, at the left of it."""
    rows: list[Set] = []
    for i, signe in enumerate(signes):
        rows += [("texte", signe, 50.0, 50.0 + 60 * i, CORPS), ("titre", f"Habiter la rue {i}", 150.0, 50.0 + 60 * i, TITRE)]
    lignes, blocks = _printed(rows)
    assert [b.numero for b in counted_numbers(blocks, lignes) if b.genre == "titre"] == numeros


# --- numbers of several parts in bold, before a title in the type of the text


def _bold(texte: str, ident: int = 0, gras: int = 1) -> Line:
    """A line whose first `gras` words are bold."""
    made = line(texte, ident, top=100.0 + 40 * ident)
    pieces = tuple(replace(p, style=replace(CORPS, gras=True)) if k < gras else p for k, p in enumerate(made.pieces))
    return replace(made, pieces=pieces)


@pytest.mark.parametrize(
    ("texte", "gras", "ouvre"),
    [
        ("4.1.2 Faire du sport", 1, True),
        ("4.1. Faire du sport", 1, True),
        ("4.1.2 Faire du sport", 0, False),  # nothing bold
        ("4.1.2 Faire du sport", 2, False),  # which goes on in bold
        ("4.1.2", 1, False),  # nothing behind it
        ("4 Faire du sport", 1, False),  # one part
        ("4. Faire du sport", 1, False),  # a dot behind it parts nothing
        ("4-1 Faire du sport", 1, False),  # parted by no dot
        ("4.1.2 faire du sport", 1, False),  # small letters
        ("4.1.2 euros par an", 1, False),
        ("S.A.M.U. Ouvrir un lieu", 1, False),  # no number
        ("Axe 4.1 Faire du sport", 1, False),  # the number is not the first word
        ("Axe C.1 Faire du sport", 1, False),
        ("4.1.2 orientation 3 Faire du sport", 1, False),  # small letters right behind it
        ("Voir 4.1 Faire du sport", 1, False),
    ],
)
def test_what_opens_with_a_bold_number_of_several_parts(texte: str, gras: int, ouvre: bool) -> None:
    assert opens_with_bold_number(_bold(texte, gras=gras)) is ouvre


def test_an_empty_line_opens_with_no_number() -> None:
    assert not opens_with_bold_number(replace(line("mot"), texte="", pieces=()))


PORTES = ("4.1.1 Ouvrir une halte", "4.1.2 Former les jeunes", "4.1.3 Faire du sport")


def _after_bold(textes: Sequence[str], marque: Block, gras: int = 1) -> list[Genre]:
    """Genres of paragraphs, each over a text of its own; the last of them set as `marque` is."""
    lignes: list[Line] = []
    blocks: list[Block] = []
    for k, texte in enumerate(textes):
        for t, n in ((texte, gras if k == len(textes) - 1 else 1), ("Un texte qui suit.", 0)):
            lignes.append(_bold(t, len(lignes), n))
            like = marque if k == len(textes) - 1 and n == gras else Block(0, "texte", ())
            i = len(blocks)
            blocks.append(replace(like, id=i, spans=whole(lignes, i), page=1, bbox=lignes[i].bbox, style=CORPS))
    return [b.genre for b in bold_numbers(blocks, lignes)][::2]


PLAIN = Block(0, "texte", ())


@pytest.mark.parametrize(
    ("textes", "marque", "gras", "titres"),
    [
        pytest.param(PORTES, PLAIN, 1, 3, id="three that count on"),
        pytest.param((*PORTES, "4.2.1 Planter des haies"), PLAIN, 1, 4, id="the next part begins"),
        pytest.param(PORTES[:2], PLAIN, 1, 0, id="two"),
        pytest.param((*PORTES[:2], "4.1.3 Faire du sport."), PLAIN, 1, 0, id="a sentence"),
        pytest.param((*PORTES[:2], "4.1.3 Faire du sport avec :"), PLAIN, 1, 0, id="which announces a list"),
        pytest.param((*PORTES[:2], f"4.1.3 Faire{' du sport' * 9}"), PLAIN, 1, 0, id="a long one"),
        pytest.param((*PORTES[:2], "4.1.4 Faire du sport"), PLAIN, 1, 0, id="a number is left out"),
        pytest.param((PORTES[1], PORTES[0], PORTES[2]), PLAIN, 1, 0, id="not in their order"),
        pytest.param((*PORTES[:2], "4.2 Faire du sport"), PLAIN, 1, 0, id="of two parts among three"),
        pytest.param(PORTES, replace(PLAIN, cellule=1), 1, 0, id="one in a cell"),
        pytest.param(PORTES, replace(PLAIN, encadre=True), 1, 0, id="one in an encadré"),
        pytest.param(PORTES, replace(PLAIN, suite=True), 1, 0, id="one behind a label"),
        pytest.param(PORTES, replace(PLAIN, genre="item"), 1, 0, id="one is an item"),
        pytest.param(PORTES, PLAIN, 2, 0, id="one goes on in bold"),
    ],
)
def test_short_paragraphs_behind_bold_numbers_that_count_on_are_headings(
    textes: Sequence[str], marque: Block, gras: int, titres: int
) -> None:
    """Each in the type of the text, over a text of its own that is none."""
    assert _after_bold(textes, marque, gras).count("titre") == titres


def test_the_texts_below_bold_numbers_stay_texts() -> None:
    lignes = [_bold(t, i, gras) for i, (t, gras) in enumerate((*((t, 1) for t in PORTES), ("Un texte qui suit", 0)))]
    blocks = [Block(i, "texte", whole(lignes, i), page=1, style=CORPS) for i in range(4)]
    assert [b.genre for b in bold_numbers(blocks, lignes)] == ["titre", "titre", "titre", "texte"]


# --- a level word, its title and the next level in one box


COULEUR = Style(10.0, couleur="#aa3311")


@pytest.mark.parametrize(
    ("rows", "boites", "pages", "genres"),
    [
        pytest.param(("AXE 1", "Habiter la ville", "Engagement 1.1"), (7, 7, 7), 1, ["titre", "titre", "texte"], id="in one box"),
        pytest.param(("AXE 1", "Habiter la ville", "Engagement 1.1"), (7, 7, 8), 1, ["texte"] * 3, id="the third in another box"),
        pytest.param(("AXE 1", "Habiter la ville", "Engagement 1.1"), (7, 8, 8), 1, ["texte"] * 3, id="the first in another box"),
        pytest.param(("AXE 1", "Habiter la ville", "Engagement 1.1"), (0, 0, 0), 1, ["texte"] * 3, id="no box"),
        pytest.param(("AXE 1", "Habiter la ville", "Engagement 1.1"), (7, 7, 7), 2, ["texte"] * 3, id="the third on the next page"),
        pytest.param(("AXE 1", "Habiter la ville", "Ouvrir une halte"), (7, 7, 7), 1, ["texte"] * 3, id="the third names no level"),
        pytest.param(("AXE 1", "Habiter la ville", "1.1 Ouvrir une halte"), (7, 7, 7), 1, ["texte"] * 3, id="a number without its word"),
        pytest.param(("AXE 1", "Habiter la ville", "Nos engagements"), (7, 7, 7), 1, ["texte"] * 3, id="a word without number"),
        pytest.param(("AXE 1", "Habiter la ville"), (7, 7), 1, ["texte"] * 2, id="nothing below"),
        pytest.param(("AXE 1", "On habite la ville.", "Engagement 1.1"), (7, 7, 7), 1, ["texte"] * 3, id="a sentence"),
        pytest.param(("AXE 1 Loger", "Habiter la ville", "Engagement 1.1"), (7, 7, 7), 1, ["texte"] * 3, id="the first has its title"),
        pytest.param(("AXES", "Habiter la ville", "Engagement 1.1"), (7, 7, 7), 1, ["texte"] * 3, id="the first has no number"),
    ],
)
def test_a_level_word_over_its_title_and_the_next_level_in_its_box(
    rows: Sequence[str], boites: Sequence[int], pages: int, genres: list[Genre]
) -> None:
    """The first is bold, all are set no larger than the text."""
    lignes, blocks = _printed([("texte", t, 50.0, 100.0 + 20 * i, CORPS) for i, t in enumerate(rows)])
    placed = [replace(b, groupe=n, page=pages if b.id == 2 else 1) for b, n in zip(blocks, boites, strict=True)]
    placed[0] = replace(placed[0], style=replace(CORPS, gras=True))
    assert [b.genre for b in bare_numbers(placed, lignes)] == genres


@pytest.mark.parametrize(
    ("style", "dessous", "titres"),
    [
        (replace(CORPS, gras=True), "texte", 2),
        (COULEUR, "texte", 2),  # a colour does as well
        (CORPS, "texte", 0),  # neither
        (replace(CORPS, gras=True), "item", 0),  # a list below it
    ],
)
def test_a_level_word_in_a_box_is_marked_and_stands_over_a_text(style: Style, dessous: Genre, titres: int) -> None:
    rows: list[Set] = [("texte", "AXE 1", 50.0, 100.0, style), (dessous, "Habiter la ville", 50.0, 120.0, CORPS)]
    lignes, blocks = _printed([*rows, ("texte", "Engagement 1.1", 50.0, 140.0, CORPS)])
    assert sum(b.genre == "titre" for b in bare_numbers([replace(b, groupe=7) for b in blocks], lignes)) == titres


def test_a_level_word_in_a_list_heads_nothing_in_its_box() -> None:
    rows: list[Set] = [("item", "AXE 1", 50.0, 100.0, replace(CORPS, gras=True)), ("texte", "Habiter la ville", 50.0, 120.0, CORPS)]
    lignes, blocks = _printed([*rows, ("texte", "Engagement 1.1", 50.0, 140.0, CORPS)])
    assert [b.genre for b in bare_numbers([replace(b, groupe=7) for b in blocks], lignes)] == ["item", "texte", "texte"]


@pytest.mark.parametrize(
    ("signes", "style", "numeros"),
    [
        pytest.param(("A", "B", "C"), TITRE, ["A", "B", "C"], id="letters in bold"),
        pytest.param(("1", "2", "3"), TITRE, ["1", "2", "3"], id="numbers in bold"),
        pytest.param(("A", "B", "C"), CORPS, ["", "", ""], id="letters as the text"),
        pytest.param(("1", "2", "3"), CORPS, ["", "", ""], id="numbers as the text"),
        pytest.param(("A", "C", "D"), TITRE, ["", "", ""], id="letters that skip"),
        pytest.param(("12", "13", "14"), TITRE, ["", "", ""], id="not from the first one on"),
        pytest.param(("a", "b", "c"), TITRE, ["", "", ""], id="small letters"),
    ],
)
def test_letters_and_numbers_in_bold_right_above_titles_are_theirs(signes: Sequence[str], style: Style, numeros: list[str]) -> None:
    rows: list[Set] = []
    for i, (signe, nom) in enumerate(zip(signes, TITRES, strict=True)):
        rows += [("texte", signe, 50.0, 100.0 + 80 * i, style), ("titre", nom, 50.0, 114.0 + 80 * i, TITRE)]
        rows.append(("texte", "un texte", 50.0, 150.0 + 80 * i, CORPS))
    lignes, blocks = _printed(rows)
    assert [b.numero for b in counted_numbers(blocks, lignes) if b.genre == "titre"] == numeros


@pytest.mark.parametrize(
    ("titres", "numeros"),
    [
        pytest.param(("1a Lire", "1b Jouer", "2a Nager"), ["1a", "1b", "2a"], id="they count"),
        pytest.param(("1a – Lire", "1b – Jouer", "1c – Nager"), ["1a", "1b", "1c"], id="before a dash"),
        pytest.param(("1a Lire", "1b Jouer"), ["", ""], id="two alone"),
        pytest.param(("1a Lire", "1c Jouer", "1d Nager"), ["", "", ""], id="they skip"),
        pytest.param(("1e Forum", "2e Forum", "3e Forum"), ["", "", ""], id="ordinals"),
        pytest.param(("1a lire", "1b jouer", "1c nager"), ["", "", ""], id="small letters behind them"),
    ],
)
def test_a_number_and_a_letter_before_titles_that_count(titres: Sequence[str], numeros: list[str]) -> None:
    lignes, blocks = _printed([("titre", titre, 50.0, 100.0 + 40 * i, TITRE) for i, titre in enumerate(titres)])
    found = lettered_numbers(blocks, lignes)
    assert [b.numero for b in found] == numeros
    assert all(raw_text(lignes, b.spans) == ("Lire", "Jouer", "Nager")[i] for i, b in enumerate(found) if b.numero)


@pytest.mark.parametrize(
    ("signes", "inset", "numeros"),
    [
        pytest.param(("I", "II", "III"), 7.0, ["I", "II", "III"], id="roman numbers"),
        pytest.param(("1)", "2)", "3)"), 7.0, ["1", "2", "3"], id="numbers"),
        pytest.param(("A", "A", "B"), 7.0, ["A", "A", "B"], id="the first of each part"),
        pytest.param(("1.1", "1.2", "2.1"), 7.0, ["1.1", "1.2", "2.1"], id="of two levels"),
        pytest.param(("A", "C", "C"), 7.0, ["", "", ""], id="that skip"),
        pytest.param(("A", "B", "C"), 40.0, ["", "", ""], id="too far right"),
    ],
)
def test_signs_on_pills_above_titles_are_theirs(signes: Sequence[str], inset: float, numeros: list[str]) -> None:
    rows: list[Set] = []
    for i, (signe, nom) in enumerate(zip(signes, TITRES, strict=True)):
        rows += [("texte", signe, 50.0 + inset, 98.0 + 80 * i, DISQUE), ("titre", nom, 50.0, 114.0 + 80 * i, TITRE)]
        rows.append(("texte", "un texte", 50.0, 150.0 + 80 * i, CORPS))
    lignes, blocks = _printed(rows)
    assert [b.numero for b in counted_numbers(blocks, lignes) if b.genre == "titre"] == numeros


@pytest.mark.parametrize(
    ("lettres", "signe", "numero"),
    [
        pytest.param("ABCDEFGHIJ", ". ", "J", id="they go on from A"),
        pytest.param("ABCDEFGHIJ", " – ", "J", id="before a dash"),
        pytest.param("ABCDEFGHIK", ". ", "", id="one is left out"),
        pytest.param("BCDEFGHIJ", ". ", "", id="not from A on"),
        pytest.param("J", ". ", "", id="alone"),
    ],
)
def test_letters_past_those_that_number_a_title_by_themselves(lettres: str, signe: str, numero: str) -> None:
    lignes, blocks = _printed([("titre", f"{c}{signe}Habiter", 50.0, 40.0 + 40 * i, TITRE) for i, c in enumerate(lettres)])
    last = late_letters(blocks, lignes)[-1]
    assert last.numero == numero
    assert raw_text(lignes, last.spans) == ("Habiter" if numero else f"{lettres[-1]}{signe}Habiter")


@pytest.mark.parametrize(
    ("marque", "petit", "taille"),
    [
        pytest.param("Enjeu 1", 12.0, 20.0, id="a level word and its number"),
        pytest.param("Enjeu 1 :", 12.0, 20.0, id="with its colon"),
        pytest.param("Enjeu 1 : Agir", 12.0, 12.0, id="with a title of its own"),
        pytest.param("Mieux vivre", 12.0, 12.0, id="no level"),
        pytest.param("Enjeu 1", 24.0, 24.0, id="larger than its title"),
    ],
)
def test_a_heading_that_opens_with_its_number_in_smaller_type_is_in_the_look_of_its_title(marque: str, petit: float, taille: float) -> None:
    """On the fill that it stands on."""
    first, second = Style(petit, couleur="#ffffff"), Style(20.0, gras=True, couleur="#aa3311")
    lignes = [line(marque, 0, style=first), line("Bien vivre ici", 1, top=120.0, style=second)]
    block = Block(0, "titre", whole(lignes, 0, 1), page=1, style=replace(first, fond="#eeeeee"))
    (found,) = in_their_titles_look([block], lignes)
    assert found.style == replace(second if taille == 20.0 else first, fond="#eeeeee")


@pytest.mark.parametrize(("texte", "numero"), [("Logements", "120"), ("logements visités", "")])
def test_a_figure_on_a_disc_is_no_number_of_what_it_counts(texte: str, numero: str) -> None:
    disque = Style(17.0, gras=True, couleur="#ffffff", fond="#2e8b7a")
    lignes = [line("120", 0, top=100.0, style=disque), line(texte, 1, x0=90.0, top=102.0, style=Style(14.0, gras=True, couleur="#14342b"))]
    blocks = [Block(i, "texte", whole(lignes, i), page=1, bbox=li.bbox, style=li.style) for i, li in enumerate(lignes)]
    assert bare_numbers(blocks, lignes)[-1].numero == numero


@pytest.mark.parametrize(
    ("mot", "signe", "taille", "dessous", "genre"),
    [
        pytest.param("Pilier 2", "2", 48.0, "titre", "mobilier", id="the number once more"),
        pytest.param("Pilier 2", "3", 48.0, "titre", "titre", id="another number"),
        pytest.param("Pilier 2", "2", 13.0, "titre", "titre", id="hardly larger"),
        pytest.param("Pilier 2", "2", 48.0, "texte", "titre", id="over a text"),
        pytest.param("Pilier 2 : agir", "2", 48.0, "titre", "titre", id="the level has its title"),
    ],
)
def test_a_numeral_between_a_level_and_its_title_says_its_number_again(
    mot: str, signe: str, taille: float, dessous: Genre, genre: Genre
) -> None:
    """'Pilier 2', a large '2', and what the pilier is called."""
    rows: list[Set] = [("titre", mot, 50.0, 100.0, TITRE), ("titre", signe, 50.0, 120.0, replace(TITRE, taille=taille))]
    lignes, blocks = _printed([*rows, (dessous, "Bien vivre", 50.0, 180.0, TITRE)])
    found = echoed_numerals(blocks, lignes)
    assert [b.genre for b in found] == ["titre", genre, dessous]
    assert (raw_text(lignes, found[1].spans), raw_text(lignes, found[1].balises)) == (("", signe) if genre == "mobilier" else (signe, ""))
