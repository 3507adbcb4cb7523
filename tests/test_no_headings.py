"""Lines set as titles that head nothing: over key figures, on notes in boxes, on a calendar; the titles beside them stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, line, whole
from pipeline.model import Block, Genre, Line, Style
from pipeline.stages.not_titles import (
    PLUS_GRAND_SEUL,
    beside_large_numbers,
    boxed_names,
    columns_of_acronyms,
    contacts,
    dated_steps,
    legend_titles,
    names_under_labels,
    over_figures,
    said_lines,
    values_in_large_type,
)
from pipeline.stages.title_looks import title_reason
from pipeline.texts import text_of

CHIFFRE = Style(28.0, gras=True, couleur="#2e8b7a")
LEGENDE = Style(14.0, gras=True, couleur="#8a6a10")

# page, words, genre, style, group
_Row = tuple[int, str, Genre, Style, int]


def _blocks(rows: Sequence[_Row]) -> tuple[list[Line], list[Block]]:
    tops: dict[int, float] = {}
    lignes: list[Line] = []
    for i, (n, t, _, s, _) in enumerate(rows):
        lignes.append(line(t, i, top=tops.get(n, 40.0), style=s, numero=n))
        tops[n] = lignes[i].bbox[3] + 4.0
    return lignes, [Block(i, g, whole(lignes, i), page=n, bbox=lignes[i].bbox, style=s, groupe=k) for i, (n, _, g, s, k) in enumerate(rows)]


def _titles(rows: Sequence[_Row], boites: bool = False) -> list[str]:
    lignes, blocks = _blocks(rows)
    return [text_of(lignes, b.spans) for b in (boxed_names if boites else over_figures)(blocks, lignes) if b.genre == "titre"]


# --- over figures


def _slides(titres: Sequence[str], style: Style = GRAND, avant: str = "") -> list[_Row]:
    """Slides that print each a figure below their title."""
    rows: list[_Row] = []
    for n, titre in enumerate(titres, start=1):
        rows += [(n, avant, "texte", CORPS, 0)] if avant else []
        rows += [(n, titre, "titre", style, 0), (n, f"{30 + n} %", "texte", CHIFFRE, 0), (n, "des habitants de Lys", "texte", CORPS, 0)]
    return rows


PLANCHES = ["Qui vit ici ?", "Se loger", "Travailler"]


def test_the_title_of_a_slide_over_a_figure_is_kept() -> None:
    assert _titles(_slides(PLANCHES)) == PLANCHES


@pytest.mark.parametrize(
    "rows",
    [
        _slides(PLANCHES[:2]),  # too few pages start so
        _slides(PLANCHES, avant="Contrat de Lys"),  # none is first on its page
        [row for n, titre in enumerate(PLANCHES, 1) for row in ((r[0] + n, *r[1:]) for r in _slides([titre], Style(15.0 + n, gras=True)))],
    ],
)
def test_a_line_over_a_figure_is_none(rows: list[_Row]) -> None:
    assert _titles(rows) == []


@pytest.mark.parametrize("style", [LEGENDE, GRAND])
def test_on_a_slide_the_lines_over_figures_below_its_title_are_none(style: Style) -> None:
    rows = _slides(PLANCHES)
    more: list[_Row] = [(3, "Chiffres clés", "titre", style, 0), (3, "12 %", "texte", CHIFFRE, 0)]
    assert _titles([*rows, *more]) == PLANCHES


@pytest.mark.parametrize(
    ("groupe", "ecart", "titre"),
    [
        pytest.param(5, 40.0, False, id="amid its box"),
        pytest.param(0, 40.0, True, id="in no box"),
        pytest.param(5, 60.0, True, id="far below"),
        pytest.param(0, 10.0, False, id="right below"),
    ],
)
def test_a_small_title_over_the_figure_amid_a_box_heads_nothing(groupe: int, ecart: float, titre: bool) -> None:
    lignes = [line("Se loger", 0, top=40.0, style=GRAND), line("Un texte", 1, top=70.0), line("Logements", 2, top=100.0, style=LEGENDE)]
    lignes.append(line("312", 3, top=114.0 + ecart, style=CHIFFRE))
    genres: tuple[Genre, ...] = ("titre", "texte", "titre", "texte")
    blocks = [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=lignes[i].style) for i, g in enumerate(genres)]
    found = over_figures([*blocks[:3], replace(blocks[3], groupe=groupe)], lignes)
    assert (found[2].genre == "titre") is titre


# --- names and notes in boxes

NOTE = Style(13.0, couleur="#222222", fond="#fff3b0")
FONDS = ["#fff3b0", "#c8e6c9", "#bbdefb", "#ffcdd2"]
NOTES = ["Plus de bancs", "Un médecin", "Des arbres", "Le bus le soir"]


def _notes(style: Style, textes: Sequence[str] = NOTES, fonds: Sequence[str] = FONDS) -> list[_Row]:
    """The body of a page, and boxes with a line each."""
    rows: list[_Row] = [(1, f"Le texte de Lys dit au point {i} ce que les habitants ont vu.", "texte", CORPS, 0) for i in range(3)]
    return [*rows, *((1, t, "titre", replace(style, fond=f), i + 2) for i, (t, f) in enumerate(zip(textes, fonds, strict=False)))]


@pytest.mark.parametrize(
    ("style", "fonds"),
    [
        (NOTE, FONDS[:1] * 4),  # larger than the text, not bold
        (Style(10.0, gras=True, couleur="#222222"), FONDS),  # no larger, of several colours
        (NOTE, FONDS),
    ],
)
def test_what_habitants_wrote_on_notes_heads_nothing(style: Style, fonds: list[str]) -> None:
    assert _titles(_notes(style, fonds=fonds), boites=True) == []


@pytest.mark.parametrize(
    ("rows", "titres"),
    [
        (_notes(replace(NOTE, gras=True)), NOTES),  # large bold type: titles of cards
        (_notes(NOTE, NOTES[:3]), NOTES[:3]),  # too few
        (_notes(NOTE, [f"Axe {i + 1} : {t}" for i, t in enumerate(NOTES)]), [f"Axe {i + 1} : {t}" for i, t in enumerate(NOTES)]),
        ([*_notes(NOTE), (1, "et une place au soleil", "texte", CORPS, 2)], NOTES),  # one heads a text in its box
        ([(n, t, g, s, 0) for n, t, g, s, _ in _notes(NOTE)], NOTES),  # no boxes
        ([(n + (k > 3), t, g, s, k) for n, t, g, s, k in _notes(NOTE)], NOTES),  # two on each page
    ],
)
def test_titles_in_boxes_stay(rows: list[_Row], titres: list[str]) -> None:
    assert _titles(rows, boites=True) == titres


# --- on a calendar

SIMPLE = Style(14.0, couleur="#14342b")


@pytest.mark.parametrize(
    ("texte", "style"),
    [
        ("28 mai : réunion des financeurs", SIMPLE),
        ("28 mai 2024 : réunion des financeurs", SIMPLE),
        ("28 mai : réunion des financeurs", Style(10.0, gras=True, couleur="#14342b")),
        ("Juin 2024 : les ateliers", Style(10.0, gras=True, couleur="#14342b")),
        ("Automne : les ateliers", Style(10.0, couleur="#c8452b")),
        ("Rentrée : une fête", Style(10.5, gras=True, couleur="#000000")),
    ],
)
def test_an_entry_of_a_calendar_is_no_title(texte: str, style: Style) -> None:
    assert title_reason(texte, style, CORPS) == ""


@pytest.mark.parametrize(
    ("texte", "style"),
    [
        ("28 mai : la fête", GRAND),
        ("Juin 2024 : les ateliers", SIMPLE),
        ("Automne : les ateliers", SIMPLE),
        ("28 rues : un seul plan", SIMPLE),  # no date
        ("Une fête : 28 mai", Style(10.0, gras=True, couleur="#14342b")),
        ("28 mai, la fête du quartier", SIMPLE),  # no colon
    ],
)
def test_a_title_may_start_with_a_date(texte: str, style: Style) -> None:
    assert title_reason(texte, style, CORPS)


@pytest.mark.parametrize(
    ("textes", "titres"),
    [
        (["12 signataires", "9 chantiers"], []),
        (["1 200 logements", "3,5 M€ engagés", "46 % de jeunes"], []),
        (["12 signataires"], ["12 signataires"]),  # alone
        (["1 Loger", "2 Soigner"], ["1 Loger", "2 Soigner"]),  # numbers of titles
        (["1. loger", "2. soigner"], ["1. loger", "2. soigner"]),
    ],
)
def test_counts_in_boxes_head_nothing_in_whatever_type(textes: list[str], titres: list[str]) -> None:
    assert _titles(_notes(replace(NOTE, taille=20.0, gras=True), textes), boites=True) == titres


# --- words, counts, addresses

MAIGRE = Style(16.0, couleur="#000000")
PHRASES = "Ce contrat engage la ville et ses habitants pour six ans. Il a été écrit dans les quartiers avec eux"


def _said(*rows: tuple[str, Style, int]) -> list[str]:
    """Of (words, look, page) the titles that stay."""
    lignes, blocks = _blocks([(n, texte, "titre", style, 0) for texte, style, n in rows])
    return [text_of(lignes, b.spans) for b in said_lines(blocks, lignes) if b.genre == "titre"]


@pytest.mark.parametrize(
    ("pourquoi", "page", "fin", "titre"),
    [
        (PLUS_GRAND_SEUL, 1, "dans l'année.", False),
        (PLUS_GRAND_SEUL, 2, "dans l'année.", True),  # a paragraph of another page
        (PLUS_GRAND_SEUL, 1, "dans l'année", True),  # two lines of no sentence
        (f"{PLUS_GRAND_SEUL}, gras", 1, "dans l'année.", True),
        ("annoncé par le sommaire", 1, "dans l'année.", True),
    ],
)
def test_what_is_only_as_large_as_a_paragraph_of_its_page_heads_nothing(pourquoi: str, page: int, fin: str, titre: bool) -> None:
    rows: list[_Row] = [(page, "Le comité se réunit", "texte", MAIGRE, 0), (page, fin, "texte", MAIGRE, 0)]
    lignes, (first, second, head) = _blocks([*rows, (1, "Le comité technique", "titre", MAIGRE, 0)])
    paragraph = replace(first, spans=(*first.spans, *second.spans))
    (*_, said) = said_lines([paragraph, replace(head, pourquoi=(pourquoi,))], lignes)
    assert (said.genre == "titre") is titre


@pytest.mark.parametrize(
    ("textes", "titre"),
    [
        (("CAF", "CCAS", "CPAM"), False),
        (("CAF", "CCAS"), True),  # two are a title over two lines
        (("CAF", "CCAS", "Mission locale"), True),
        (("HABITER", "SE SOIGNER", "APPRENDRE"), True),  # words in capitals
    ],
)
def test_the_column_of_acronyms_of_a_glossary_heads_nothing(textes: tuple[str, ...], titre: bool) -> None:
    lignes, blocks = _blocks([(1, texte, "titre", GRAND, 0) for texte in textes])
    block = replace(blocks[0], spans=tuple(s for b in blocks for s in b.spans))
    assert (columns_of_acronyms([block], lignes)[0].genre == "titre") is titre


@pytest.mark.parametrize("texte", ["« Un dentiste ! »", "“Un dentiste !”"])
def test_words_of_residents_beside_each_other_head_nothing(texte: str) -> None:
    assert _said((texte, GRAND, 1), ("« Plus de bus »", GRAND, 1), ("Se soigner", GRAND, 1)) == ["Se soigner"]
    assert _said(("« Bien grandir »", GRAND, 1), ("Ouvrir", GRAND, 1), ("« Mieux habiter »", GRAND, 1))[::2] == [
        "« Bien grandir »",
        "« Mieux habiter »",
    ]  # titles apart
    assert _said((texte, GRAND, 1), ("« Plus de bus »", GRAND, 2)) == [texte, "« Plus de bus »"]  # each the title of its page


@pytest.mark.parametrize(
    ("texte", "titre"),
    [
        ("3 priorités, 10 engagements", False),
        ("3 priorités · 10 engagements forts · 40 actions", False),
        ("10 engagements", True),  # one count
        ("3 priorités, 10 engagements pour le quartier", True),
        ("Nos 3 priorités, 10 engagements", True),
    ],
)
def test_counts_one_after_the_other_head_nothing(texte: str, titre: bool) -> None:
    assert bool(_said((texte, GRAND, 1))) is titre


@pytest.mark.parametrize(
    ("texte", "style", "titre"),
    [
        pytest.param(PHRASES, MAIGRE, False, id="two sentences"),
        pytest.param(PHRASES, GRAND, True, id="in bold"),
        pytest.param(PHRASES.replace(". Il", " et il"), MAIGRE, True, id="one sentence"),
        pytest.param("Un contrat pour six ans. Il est écrit", MAIGRE, True, id="few words"),
        pytest.param(f"Axe 1 : {PHRASES}", MAIGRE, True, id="a level"),
    ],
)
def test_an_introduction_in_larger_type_heads_nothing(texte: str, style: Style, titre: bool) -> None:
    assert bool(_said((texte, style, 1))) is titre


@pytest.mark.parametrize(
    ("textes", "titre"),
    [
        (("Direction de la ville", "12 rue du Port", "contact@lys.example"), False),
        (("Direction de la ville", "12 rue du Port", "contrat-de-ville.example"), False),
        (("Direction de la ville", "12 rue du Port", "01 02 03 04 05"), False),
        (("Direction de la ville", "12 rue du Port", "Lysandre"), True),
        (("Écrire", "à contact@lys.example"), True),  # two lines
        (("Action 3 : Déployer la plateforme", "lys-emploi.example auprès", "des jeunes"), True),  # a level
    ],
)
def test_several_lines_with_an_address_head_nothing(textes: tuple[str, ...], titre: bool) -> None:
    lignes = [line(t, i, top=100.0 + 18 * i, style=GRAND) for i, t in enumerate(textes)]
    block = Block(0, "titre", whole(lignes, *range(len(lignes))), page=1, bbox=(50, 100, 300, 154), style=GRAND)
    assert (contacts([block], lignes)[0].genre == "titre") is titre


# --- values in larger type than their label

ETIQUETTE = Style(8.0, gras=True, couleur="#b8860b")
VALEUR = Style(13.0, gras=True, couleur="#000000")
SOMBRE = Style(13.0, gras=True, couleur="#ffffff", fond="#23233f")


def _values(rows: Sequence[_Row]) -> list[tuple[str, str]]:
    lignes, blocks = _blocks(rows)
    blocks = [replace(b, etiquette="acteur:chef_de_file") if b.genre == "etiquette" else b for b in blocks]
    return [(b.genre, text_of(lignes, b.spans)) for b in values_in_large_type(blocks, lignes)]


@pytest.mark.parametrize(
    ("rows", "genre"),
    [
        pytest.param([(1, "Agir", "item", CORPS, 2), (1, "Chef de file", "etiquette", ETIQUETTE, 3)], "texte", id="opens its box"),
        pytest.param([(1, "Agir", "item", CORPS, 3), (1, "Chef de file", "etiquette", ETIQUETTE, 3)], "titre", id="amid its box"),
        pytest.param([(1, "Agir", "item", CORPS, 0), (1, "Chef de file", "etiquette", ETIQUETTE, 0)], "titre", id="in no box"),
        pytest.param([(1, "Agir", "item", CORPS, 2), (1, "Chef de file", "etiquette", GRAND, 3)], "titre", id="a larger label"),
        pytest.param([(1, "Agir", "item", CORPS, 2), (1, "Chef de file", "texte", ETIQUETTE, 3)], "titre", id="no label"),
    ],
)
def test_a_title_right_below_the_label_that_opens_its_box_is_its_value(rows: list[_Row], genre: Genre) -> None:
    assert _values([*rows, (1, "Éducation nationale", "titre", VALEUR, 3)])[-1] == (genre, "Éducation nationale")


def test_a_label_and_its_value_on_a_fill_of_their_own_in_a_card() -> None:
    label = replace(ETIQUETTE, fond=SOMBRE.fond)
    rows: list[_Row] = [
        (1, "Agir", "item", CORPS, 3),
        (1, "Chef de file", "etiquette", label, 3),
        (1, "France Travail", "titre", SOMBRE, 3),
    ]
    assert _values(rows)[-1] == ("texte", "France Travail")
    assert _values([rows[0], (1, "Chef de file", "etiquette", ETIQUETTE, 3), rows[2]])[-1] == ("titre", "France Travail")


NOM = Style(10.0, gras=True, couleur="#000000")


def _names(rows: Sequence[_Row]) -> list[str]:
    """The titles left when names were told, every label that of a porteur."""
    lignes, blocks = _blocks(rows)
    blocks = [replace(b, etiquette="acteur:porteur") if b.genre == "etiquette" else b for b in blocks]
    return [text_of(lignes, b.spans) for b in names_under_labels(blocks, lignes) if b.genre == "titre"]


def _card(n: int, nom: str, style: Style = NOM, groupe: int = 0) -> list[_Row]:
    return [
        (n, f"Ouvrir un lieu {n}", "titre", GRAND, n),
        (n, "Former les équipes", "item", CORPS, n),
        (n, "Porteur", "etiquette", ETIQUETTE, n),
        (n, nom, "titre", style, groupe or n),
    ]


CARTES = [*_card(1, "Ville de Lys"), *_card(2, "Mission locale"), *_card(3, "CAF")]
TITRES = [f"Ouvrir un lieu {n}" for n in (1, 2, 3)]


def test_what_stands_each_time_right_below_a_label_of_parties_is_its_names() -> None:
    assert _names(CARTES) == TITRES


@pytest.mark.parametrize(
    ("rows", "titres"),
    [
        pytest.param(_card(1, "Ville de Lys"), [TITRES[0], "Ville de Lys"], id="once"),
        pytest.param([*CARTES, (4, "Annexe", "titre", NOM, 0)], [*TITRES[:1], "Ville de Lys"], id="its look heads something else"),
        pytest.param([*CARTES, *_card(4, "Axe 2 : Habiter")], [*TITRES[:1], "Ville de Lys"], id="one has a number"),
        pytest.param([*_card(1, "Ville", groupe=9), *_card(2, "Mission", groupe=9)], [TITRES[0], "Ville"], id="in another box"),
    ],
)
def test_titles_of_a_look_that_is_not_only_below_labels_stay(rows: list[_Row], titres: list[str]) -> None:
    assert _names(rows)[:2] == titres


def _targets(mot: str, chiffres: Sequence[str]) -> list[_Row]:
    rows: list[_Row] = []
    for i, chiffre in enumerate(chiffres):
        rows += [(i + 1, "Agir", "titre", GRAND, 0), (i + 1, mot, "texte", ETIQUETTE, 0), (i + 1, chiffre, "titre", VALEUR, 0)]
    return rows


CIBLES = ("17 communes desservies", "40 installations", "5 000 patients suivis")


def test_words_of_no_list_that_return_above_figures_are_their_label() -> None:
    said = _values(_targets("Cible 2030", CIBLES))
    assert said[1:3] == [("etiquette", "Cible 2030"), ("texte", CIBLES[0])]
    assert [genre for genre, _ in said] == ["titre", "etiquette", "texte"] * 3


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(_targets("Cible 2030", CIBLES[:2]), id="too few"),
        pytest.param(_targets("Action", ("Planter des arbres", "Ouvrir un lieu", "Former")), id="words"),
        pytest.param(_targets("Ce que nous voulons avoir obtenu", CIBLES), id="a sentence"),
    ],
)
def test_other_small_lines_above_titles_leave_them_titles(rows: list[_Row]) -> None:
    assert _values(rows) == [(genre, texte) for _, texte, genre, _, _ in rows]


@pytest.mark.parametrize(
    ("textes", "tops", "titres"),
    [
        (("2026 : lancement", "2029 : bilan", "2032 : évaluation"), (100.0, 100.0, 100.0), 0),
        (("2026 : lancement", "2029 : bilan"), (100.0, 140.0), 2),  # one below the other: parts of a road map
        (("2026 : lancement",), (100.0,), 1),
        (("2026", "2029"), (100.0, 100.0), 2),
        (("Axe 1 : agir", "Axe 2 : loger"), (100.0, 100.0), 2),
    ],
)
def test_years_abreast_with_a_word_each_are_steps_of_a_line_of_time(textes: Sequence[str], tops: Sequence[float], titres: int) -> None:
    lignes = [line(t, i, 50.0 + 180 * i, top) for i, (t, top) in enumerate(zip(textes, tops, strict=True))]
    blocks = [Block(li.id, "titre", whole(lignes, li.id), page=1, bbox=li.bbox) for li in lignes]
    assert sum(b.genre == "titre" for b in dated_steps(blocks, lignes)) == titres


@pytest.mark.parametrize(
    ("titre", "dessous", "genre"),
    [
        ("Lire la carte", ["Arrêt hebdomadaire", "Hôpital", "Tram"], "texte"),
        ("Où trouver un cabinet mobile", ["Arrêt hebdomadaire", "Hôpital"], "texte"),
        ("Lire la carte", ["La carte dit où les habitants de chaque quartier trouvent un médecin."], "titre"),
        ("Lire la carte", ["Hôpital"], "titre"),
        ("Les signataires", ["Ville de Lys", "Région", "État"], "titre"),
        ("Cartes de bus pour tous", ["Ville de Lys", "Région"], "titre"),
    ],
)
def test_the_title_of_a_legend_heads_nothing(titre: str, dessous: Sequence[str], genre: Genre) -> None:
    lignes, blocks = _blocks(
        [(1, titre, "titre", GRAND, 0), *((1, t, "texte", CORPS, 0) for t in dessous), (2, "Se loger", "titre", GRAND, 0)]
    )
    assert legend_titles(blocks, lignes)[0].genre == genre


def test_what_the_legend_of_colours_explains_names_nobody() -> None:
    """'Pilotage' on a chip, beside what it means."""
    signes = [("Pilotage", "etiquette"), ("Qui organise et rend compte", "texte"), ("Avec", "etiquette"), ("Qui agit à ses côtés", "texte")]
    for titre, genre in (("Les pastilles de couleur", "texte"), ("Se loger", "titre")):
        rows: list[_Row] = [(1, titre, "titre", GRAND, 0)]
        rows += [(1, t, "etiquette" if g == "etiquette" else "texte", CORPS, 0) for t, g in signes]
        lignes, blocks = _blocks(rows)
        found = legend_titles(blocks, lignes)
        assert [b.genre for b in found] == ([genre] * 5 if genre == "texte" else [b.genre for b in blocks])


# --- beside far larger numbers

PAS = Style(14.0, couleur="#000000")


def _path(n: int, style: Style = PAS, chiffres: int | None = None, dessous: bool = False) -> list[str]:
    """What is left a title of `n` lines beside as many large numbers."""
    rows: list[_Row] = [(1, "Prendre part au plan", "titre", GRAND, 0)]
    rows += [(1, str(i + 1), "texte", CHIFFRE, 0) for i in range(n if chiffres is None else chiffres)]
    for i in range(n):
        rows.append((1, f"Le comité étudie {i}", "titre", style, 0))
        rows += [(1, "Il se réunit en juin.", "texte", CORPS, 0)] if dessous else []
    lignes, blocks = _blocks(rows)
    return [text_of(lignes, b.spans) for b in beside_large_numbers(blocks, lignes) if b.genre == "titre"][1:]


def test_the_steps_of_a_path_head_nothing() -> None:
    assert _path(3) == []


@pytest.mark.parametrize(
    "titres",
    [
        pytest.param(_path(2), id="two"),
        pytest.param(_path(3, style=LEGENDE), id="in bold"),
        pytest.param(_path(3, chiffres=2), id="fewer numbers"),
        pytest.param(_path(3, dessous=True), id="text below"),
    ],
)
def test_other_lines_beside_numbers_stay_titles(titres: list[str]) -> None:
    assert len(titres) >= 2
