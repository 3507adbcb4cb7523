"""Boxes beside the text, known by what is drawn around them or by one fill behind a title and its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, line, whole
from pipeline.lexicon import boxed_titles
from pipeline.model import BBox, Block, Genre, Style
from pipeline.stages.encadres import encadres
from pipeline.texts import fold

TEINTE = Style(taille=12.0, gras=True, couleur="#000000", fond="#eeeeee")


_PARTIES = defaultdict(str, {"etiquette": "acteur:pilote"})


def _marked(rows: Sequence[tuple[Genre, Style, int]]) -> list[bool]:
    lignes = [line(f"ligne {i}", i, top=100.0 + 12 * i, style=style) for i, (_, style, _) in enumerate(rows)]
    blocks = [
        Block(i, genre, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=style, groupe=groupe, etiquette=_PARTIES[genre])
        for i, (genre, style, groupe) in enumerate(rows)
    ]
    return [b.encadre for b in encadres(blocks, lignes)]


ENGAGEMENTS: list[tuple[Genre, Style, int]] = [("titre", GRAND, 0), ("item", CORPS, 0)] * 2
FOND = Style(taille=10.0, couleur="#000000", fond="#eeeeee")


def test_a_title_and_its_text_on_one_fill_are_an_encadre() -> None:
    assert _marked([*ENGAGEMENTS, ("titre", TEINTE, 0), ("item", FOND, 0)])[-2:] == [True, True]


def test_a_fill_behind_items_alone_is_their_look() -> None:
    assert _marked([("titre", GRAND, 0), ("item", FOND, 0)] * 2) == [False] * 4


def test_items_in_a_box_right_after_a_boxed_title_are_its_own() -> None:
    assert _marked([*ENGAGEMENTS, ("titre", GRAND, 7), ("item", CORPS, 8)])[-1:] == [False]
    assert _marked([*ENGAGEMENTS, ("titre", GRAND, 7), ("texte", CORPS, 8), ("item", CORPS, 8)])[-2:] == [False, False]
    assert _marked([*ENGAGEMENTS, ("texte", CORPS, 7), ("item", CORPS, 8)])[-1:] == [True]


@pytest.mark.parametrize(
    ("taille", "parties", "encadre"), [(12.5, False, True), (15.0, False, False), (12.5, True, False), (20.0, False, False)]
)
def test_beside_cards_a_box_whose_title_is_set_as_none_of_theirs_is_an_encadre(taille: float, parties: bool, encadre: bool) -> None:
    carte = Style(taille=15.0, gras=True, couleur="#aa0000", fond="#eeeeee")
    rows: list[tuple[Genre, Style, int]] = [("titre", Style(taille=27.0, gras=True), 1)]
    for groupe in (2, 3):
        rows += [("titre", carte, groupe), ("etiquette", CORPS, groupe), ("texte", CORPS, groupe), ("item", CORPS, groupe)]
    rows += [("titre", Style(taille=taille, gras=True), 4), ("etiquette" if parties else "item", CORPS, 4)]
    assert _marked(rows)[-1:] == [encadre]
    assert not any(_marked(rows)[:-2])


def test_a_box_beside_the_text_is_an_encadre_too() -> None:
    lignes = [line(f"ligne {i}", i, top=100.0 + 12 * i) for i in range(6)]
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS, ("titre", TEINTE, 7), ("item", CORPS, 7)]
    blocks = [Block(i, g, whole(lignes, i), page=1, style=s, groupe=n, lateral=n > 0) for i, (g, s, n) in enumerate(rows)]
    assert [b.encadre for b in encadres(blocks, lignes)][-2:] == [True, True]


@pytest.mark.parametrize(("beside", "below", "encadre"), [(True, True, False), (True, False, True), (False, False, True)])
def test_fills_whose_titles_have_the_box_of_their_parties_beside_them_are_cards(beside: bool, below: bool, encadre: bool) -> None:
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS]
    tops = [100.0, 112.0, 124.0, 136.0]
    for n, told in enumerate((beside, below)):
        rows += [("titre", TEINTE, 0), ("item", FOND, 0), ("etiquette", CORPS, 5 + n), ("texte", CORPS, 5 + n)]
        top = 200.0 + 100 * n
        tops += [top, top + 20, top + (10 if told else 50), top + (20 if told else 62)]
    lignes = [line(f"ligne {i}", i, top=top, style=row[1]) for i, (row, top) in enumerate(zip(rows, tops, strict=True))]
    blocks = [
        Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s, groupe=n, etiquette=_PARTIES[g])
        for i, (g, s, n) in enumerate(rows)
    ]
    assert [b.encadre for b in encadres(blocks, lignes)][4:6] == [encadre, encadre]


@pytest.mark.parametrize(("carte", "encadre"), [(7, False), (0, True)])
def test_a_box_with_the_parties_of_a_table_inside_of_it_is_a_card(carte: int, encadre: bool) -> None:
    """A title and items in a box, then a table that names a pilot: inside of the same box, or outside."""
    lignes = [line(f"ligne {i}", i, top=100.0 + 12 * i) for i in range(7)]
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS, ("titre", TEINTE, 7), ("item", CORPS, 7), ("etiquette", CORPS, 0)]
    blocks = [
        Block(i, g, whole(lignes, i), page=1, style=s, groupe=n, carte=n or (carte if g == "etiquette" else 0), etiquette=_PARTIES[g])
        for i, (g, s, n) in enumerate(rows)
    ]
    assert [b.encadre for b in encadres(blocks, lignes)][4:6] == [encadre] * 2


CHAPITRE = Style(taille=24.0, gras=True, couleur="#ffffff", fond="#aa0000")


@pytest.mark.parametrize(("texte", "encadre"), [("Vivre ensemble", False), ("180 000 h", True)])
def test_a_box_that_opens_with_the_largest_title_of_its_page_is_a_chapter(texte: str, encadre: bool) -> None:
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS, ("titre", CHAPITRE, 7), ("texte", CORPS, 7)]
    lignes = [line(texte if style is CHAPITRE else f"ligne {i}", i, top=100.0 + 12 * i) for i, (_, style, _) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=1, style=s, groupe=n, carte=n) for i, (g, s, n) in enumerate(rows)]
    assert [b.encadre for b in encadres(blocks, lignes)][-2:] == [encadre] * 2


@pytest.mark.parametrize(("page", "encadre"), [(2, False), (1, True)])
def test_a_page_that_is_one_fill_is_no_encadre(page: int, encadre: bool) -> None:
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS, ("titre", TEINTE, page), ("item", FOND, page)]
    lignes = [line(f"ligne {i}", i, top=100.0 + 12 * i) for i in range(len(rows))]
    blocks = [Block(i, g, whole(lignes, i), page=max(n, 1), style=s) for i, (g, s, n) in enumerate(rows)]
    assert [b.encadre for b in encadres(blocks, lignes)][-2:] == [encadre] * 2


@pytest.mark.parametrize(("titres", "encadre"), [(("O1 Se loger", "O2 Se soigner"), False), (("B12 Le bus", "Z4 Le tram"), True)])
def test_a_panel_whose_title_has_a_code_that_counts_is_no_encadre(titres: tuple[str, str], encadre: bool) -> None:
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS]
    for groupe in (7, 8):
        rows += [("titre", TEINTE, groupe), ("texte", CORPS, groupe)]
    textes = dict(zip((4, 6), titres, strict=True))
    lignes = [line(textes.get(i, f"ligne {i}"), i, top=100.0 + 12 * i) for i in range(len(rows))]
    blocks = [Block(i, g, whole(lignes, i), page=1, style=s, groupe=n, carte=n) for i, (g, s, n) in enumerate(rows)]
    assert [b.encadre for b in encadres(blocks, lignes)][4:] == [encadre] * 4


def test_where_the_boxes_of_engagements_hold_titles_alone_one_with_a_text_is_an_encadre() -> None:
    carte = Style(taille=13.0, gras=True, couleur="#aa3300", fond="#ffeedd")
    rows: list[tuple[Genre, Style, int]] = [("titre", GRAND, 0), ("titre", carte, 5), ("texte", CORPS, 5)]
    for groupe in (7, 9):
        rows += [("titre", carte, groupe), ("item", CORPS, 0), ("etiquette", CORPS, 0), ("texte", CORPS, 0)]
    assert _marked(rows)[1:3] == [True, True]


@pytest.mark.parametrize("panneau", [True, False])
def test_the_panels_of_a_leaflet_are_no_encadres(panneau: bool) -> None:
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS, ("titre", TEINTE, 7), ("item", CORPS, 7)]
    lignes = [line(f"ligne {i}", i, top=100.0 + 12 * i) for i in range(len(rows))]
    blocks = [
        Block(i, g, whole(lignes, i), page=1, style=s, groupe=n, carte=n, panneau=panneau and n == 7) for i, (g, s, n) in enumerate(rows)
    ]
    assert [b.encadre for b in encadres(blocks, lignes)][-2:] == [not panneau] * 2


def test_a_card_on_a_fill_whose_parties_stand_beside_it_is_no_encadre() -> None:
    lignes = [line(f"ligne {i}", i, top=100.0 + 12 * i) for i in range(len(ENGAGEMENTS) + 3)]
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS, ("titre", TEINTE, 0), ("etiquette", FOND, 0), ("item", FOND, 0)]
    blocks = [Block(i, g, whole(lignes, i), page=1, style=s, groupe=n) for i, (g, s, n) in enumerate(rows)]
    blocks = [replace(b, etiquette="actions") if b.genre == "etiquette" and b.id > len(ENGAGEMENTS) else b for b in blocks]
    assert not any(b.encadre for b in encadres(blocks, lignes)[-3:])


@pytest.mark.parametrize(("fond", "etiquette", "encadre"), [("#fdf3d4", False, True), ("#fdf3d4", True, False), ("#eeeeee", False, False)])
def test_among_cards_a_box_in_other_colours_is_an_encadre(fond: str, etiquette: bool, encadre: bool) -> None:
    """'Zoom sur ...', a little larger than the titles of the cards on its page; it names no party."""
    carte, zoom = Style(12.5, gras=True, couleur="#2f6b4f", fond="#eeeeee"), Style(13.0, gras=True, couleur="#a65a17", fond=fond)
    rows: list[tuple[Genre, Style, int]] = [("titre", Style(taille=27.0, gras=True), 0)]
    for groupe in (2, 3):
        rows += [("titre", carte, groupe), ("etiquette", CORPS, groupe), ("texte", CORPS, groupe), ("item", CORPS, groupe)]
    rows += [("titre", zoom, 4), ("etiquette" if etiquette else "item", CORPS, 4)]
    assert _marked(rows)[-1:] == [encadre]


@pytest.mark.parametrize(("mots", "encadre"), [("zoom", True), ("autre", False)])
def test_the_title_of_an_encadre_is_known_where_it_returns(mots: str, encadre: bool) -> None:
    """In a box of its own, in the same look, though a number of parties stands below it there."""
    lignes = [
        line(t, i, top=100.0 + 12 * i, style=TEINTE) for i, t in enumerate(["un", "deux", "un", "deux", "zoom", "texte", mots, "CAF"])
    ]
    rows: list[tuple[Genre, Style, int]] = [
        *ENGAGEMENTS,
        ("titre", TEINTE, 7),
        ("item", FOND, 7),
        ("titre", TEINTE, 8),
        ("etiquette", FOND, 8),
    ]
    blocks = [
        Block(i, genre, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=style, groupe=groupe, etiquette=_PARTIES[genre])
        for i, (genre, style, groupe) in enumerate(rows)
    ]
    assert [b.encadre for b in encadres(blocks, lignes)][-2:] == [encadre] * 2


@pytest.mark.parametrize(("avant", "encadre"), [("etiquette", False), ("texte", True)])
def test_a_box_below_a_label_is_its_value(avant: Genre, encadre: bool) -> None:
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS, ("titre", GRAND, 0), (avant, CORPS, 0), ("texte", FOND, 7)]
    assert _marked(rows)[-1:] == [encadre]


def test_a_box_with_a_number_of_its_own_is_a_card_and_a_sommaire_in_a_box_is_one() -> None:
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS, ("titre", TEINTE, 7), ("item", CORPS, 7)]
    lignes = [line(f"ligne {i}", i, top=100.0 + 12 * i, style=style) for i, (_, style, _) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s, groupe=n) for i, (g, s, n) in enumerate(rows)]
    assert [b.encadre for b in encadres(blocks, lignes)][-2:] == [True, True]
    numbered = [*blocks[:-2], replace(blocks[-2], numero="D4"), blocks[-1]]
    assert not any(b.encadre for b in encadres(numbered, lignes))
    lignes[-2] = line("Au sommaire", len(rows) - 2, top=lignes[-2].bbox[1], style=TEINTE)
    listed = [*blocks[:-2], replace(blocks[-2], spans=whole(lignes, len(rows) - 2)), blocks[-1]]
    assert not any(b.encadre for b in encadres(listed, lignes))


_TITRE_DIT = "Points de vigilance du comité"


def _told(titre: str, *corps: Block, tete: Block) -> list[bool]:
    """Below a title and a text, a box of `tete`, which says `titre`, over `corps`; no engagement stands outside of it."""
    blocks = [Block(0, "titre", (), style=GRAND), Block(1, "texte", (), style=CORPS), tete, *corps]
    lignes = [line(titre if b is tete else f"ligne {i}", i, top=100.0 + 12 * i, style=b.style) for i, b in enumerate(blocks)]
    placed = [replace(b, id=i, spans=whole(lignes, i), page=1, bbox=lignes[i].bbox) for i, b in enumerate(blocks)]
    return [b.encadre for b in encadres(placed, lignes)][2:]


TETE = Block(0, "titre", (), style=TEINTE, groupe=7)
LISTE = Block(0, "item", (), style=CORPS, groupe=7)


@pytest.mark.parametrize(
    ("titre", "tete", "corps", "encadre"),
    [
        pytest.param(_TITRE_DIT, TETE, (LISTE, LISTE), True, id="over a list"),
        pytest.param("REPÈRES", TETE, (replace(LISTE, genre="texte"),), True, id="over a text"),
        pytest.param(_TITRE_DIT, replace(TETE, genre="texte"), (LISTE,), True, id="not set as a title"),
        pytest.param("Repères", replace(TETE, genre="etiquette", etiquette="champ"), (LISTE,), True, id="taken for a label"),
        pytest.param("Habiter mieux", TETE, (LISTE,), False, id="which says nothing of the kind"),
        pytest.param("Nos points de vigilance", TETE, (LISTE,), False, id="not at its start"),
        pytest.param("Repérés tôt", TETE, (LISTE,), False, id="the start of other words"),
        pytest.param(_TITRE_DIT, replace(TETE, groupe=0), (replace(LISTE, groupe=0),), False, id="no box"),
        pytest.param(_TITRE_DIT, replace(TETE, groupe=0), (replace(LISTE, groupe=0, style=FOND),), False, id="on one fill alone"),
        pytest.param(_TITRE_DIT, TETE, (), False, id="alone"),
        pytest.param(_TITRE_DIT, TETE, (LISTE, replace(LISTE, genre="etiquette", etiquette="acteur:pilote")), False, id="with parties"),
        pytest.param(_TITRE_DIT, TETE, (LISTE, replace(LISTE, genre="etiquette", etiquette="champ")), False, id="with fields"),
        pytest.param(_TITRE_DIT, TETE, (LISTE, TETE), False, id="with another title"),
        pytest.param(_TITRE_DIT, replace(TETE, genre="etiquette", etiquette="acteur:pilote"), (LISTE,), False, id="of parties"),
        pytest.param(_TITRE_DIT, replace(TETE, genre="texte", suite=True), (LISTE,), False, id="behind a label"),
        pytest.param(_TITRE_DIT, replace(TETE, genre="item"), (LISTE,), False, id="an item"),
        pytest.param(_TITRE_DIT, TETE, (replace(LISTE, genre="texte", suite=True),), False, id="the text on its line"),
    ],
)
def test_the_title_of_a_box_may_say_that_it_stands_beside_the_text(
    titre: str, tete: Block, corps: tuple[Block, ...], encadre: bool
) -> None:
    assert _told(titre, *corps, tete=tete) == [encadre] * (1 + len(corps))


def test_what_a_told_encadre_holds_is_text() -> None:
    """Its title is none, nor is it a label of what stands below it."""
    lignes = [line("Repères", 0, style=TEINTE), line("un marché", 1, top=112.0)]
    head = Block(0, "etiquette", whole(lignes, 0), page=1, style=TEINTE, groupe=7, etiquette="champ")
    found = encadres([head, Block(1, "item", whole(lignes, 1), page=1, style=CORPS, groupe=7)], lignes)
    assert [(b.genre, b.etiquette) for b in found] == [("texte", ""), ("item", "")]


@pytest.mark.parametrize("panneau", [True, False])
def test_the_panel_of_a_leaflet_that_opens_a_document_is_none_whatever_its_title_says(panneau: bool) -> None:
    lignes = [line("Repères", 0, style=TEINTE), line("un marché", 1, top=112.0)]
    blocks = [replace(b, id=i, spans=whole(lignes, i), page=1, panneau=panneau) for i, b in enumerate((TETE, LISTE))]
    assert [b.encadre for b in encadres(blocks, lignes)] == [not panneau] * 2


@pytest.mark.parametrize(
    ("titre", "dit"),
    [
        ("Repères", True),
        ("REPÈRES :", True),
        ("Repères chiffrés", True),
        ("Repérés tôt", False),  # its letters, none of its words
        ("Repères et outils", False),  # alone only
        ("Vigilance", True),
        ("Vigilance !", True),
        ("Vigilance des voisins", False),
        ("Point de vigilance", True),
        ("Paroles", True),
        ("Paroles d'habitants", True),
        ("Paroles de jeunes", True),
        ("Parole d'élue", True),
        ("Paroles données", False),  # no word ends there
        ("Paroles partagées", False),
        ("Focus emploi", True),
        ("Focusées sur l'emploi", False),
        ("Zoom sur les halls", True),
        ("Zoom surprise", False),
        ("Verbatims", True),
        ("Entendu en atelier", True),
        ("Entendus en atelier", False),
        ("Le saviez-vous ?", True),
        ("À noter", True),
        ("Nos repères", False),  # not at its start
    ],
)
def test_what_the_title_of_a_box_beside_the_text_says(titre: str, dit: bool) -> None:
    """It starts with whole words of a list; some of them are all of it."""
    assert (boxed_titles().match(fold(titre)) is not None) is dit


def test_what_stands_in_a_titled_box_behind_the_bar_of_its_parties_is_no_aside() -> None:
    """A card: its title, the bar of its pilots on a fill of its own, its actions."""
    barre = Style(taille=10.0, couleur="#ffffff", fond="#5b2a6e")
    card: list[tuple[Genre, Style, int]] = [("titre", GRAND, 7), ("etiquette", barre, 0), ("texte", barre, 0), ("item", CORPS, 7)]
    assert _marked([*ENGAGEMENTS, *card])[-4:] == [False] * 4
    aside: list[tuple[Genre, Style, int]] = [("etiquette", barre, 0), ("texte", barre, 0), ("item", CORPS, 7)]
    assert _marked([*ENGAGEMENTS, *aside])[-1:] == [True]


@pytest.mark.parametrize(
    ("fiches", "dans", "encadre"),
    [(2, "item", False), (1, "item", True), (2, "texte", True)],
)
def test_a_boxed_list_right_below_titles_set_alike_is_theirs(fiches: int, dans: Genre, encadre: bool) -> None:
    """Each engagement a title and a drawn box with its actions; one alone may be an aside, and so may be a text."""
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS]
    for n in range(fiches):
        rows += [("titre", GRAND, 0), ("item" if dans == "item" else dans, CORPS, 5 + n), ("item", CORPS, 5 + n)]
    assert _marked(rows)[-1:] == [encadre]


@pytest.mark.parametrize(
    ("x", "titre", "style", "encadre"),
    [(70.0, "Repères", CORPS, True), (50.0, "Repères", CORPS, False), (70.0, "Repères", GRAND, False), (70.0, "Agir", CORPS, False)],
)
def test_what_is_set_in_below_reperes_is_an_encadre_without_a_box(x: float, titre: str, style: Style, encadre: bool) -> None:
    """A rule or dots around it make no box; as far out as the title above, or in larger type, it may head a part."""
    rows = [
        ("titre", "Un engagement", GRAND, 50.0),
        ("item", "agir", CORPS, 60.0),
        ("titre", titre, style, x),
        ("item", "41 %", CORPS, x + 10),
    ]
    lignes = [line(t, i, edge, 100.0 + 14 * i, s) for i, (_, t, s, edge) in enumerate(rows)]
    genres: tuple[Genre, ...] = ("titre", "item", "titre", "item")
    blocks = [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=lignes[i].style) for i, g in enumerate(genres)]
    assert [b.encadre for b in encadres(blocks, lignes)] == [False, False, encadre, encadre]


@pytest.mark.parametrize(
    ("titre", "seances", "dessous", "encadre"),
    [
        pytest.param("Atelier du 12 mars", (TEINTE, TEINTE), "item", False, id="a concertation"),
        pytest.param("Atelier du 12 mars", (TEINTE,), "item", True, id="with one title"),
        pytest.param("Atelier du 12 mars", (TEINTE, replace(TEINTE, couleur="#aa0000")), "item", True, id="with titles of two looks"),
        pytest.param("Autour du 12 mars", (TEINTE, TEINTE), "item", True, id="something else"),
        pytest.param("Atelier du 12 mars", (TEINTE, TEINTE), "titre", True, id="with titles over nothing"),
    ],
)
def test_a_box_of_a_concertation_with_several_titles_over_lists_is_a_part_of_the_plan(
    titre: str, seances: tuple[Style, ...], dessous: Genre, encadre: bool
) -> None:
    rows: list[tuple[str, Genre, Style, int]] = [(f"ligne {i}", *row) for i, row in enumerate(ENGAGEMENTS)]
    rows.append((titre, "titre", replace(TEINTE, taille=13.0), 7))
    for i, style in enumerate(seances):
        rows += [(f"table {i}", "titre", style, 7), (f"un banc {i}", dessous, CORPS if dessous == "item" else style, 7)]
    rows.append(("à suivre", "texte", CORPS, 7))
    lignes = [line(t, i, top=100.0 + 12 * i, style=s) for i, (t, _, s, _) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s, groupe=n) for i, (_, g, s, n) in enumerate(rows)]
    assert [b.encadre for b in encadres(blocks, lignes)][len(ENGAGEMENTS) :] == [encadre] * (len(rows) - len(ENGAGEMENTS))


@pytest.mark.parametrize(("tables", "encadre"), [(2, False), (1, True)])
def test_a_box_of_a_concertation_among_cards_is_a_part_of_the_plan(tables: int, encadre: bool) -> None:
    """Its titles are set as no card's."""
    carte = Style(15.0, gras=True, couleur="#aa0000", fond="#eeeeee")
    rows: list[tuple[str, Genre, Style, int]] = [("Vivre", "titre", Style(27.0, gras=True), 1)]
    for n in (2, 3):
        rows += [
            (f"carte {n}", "titre", carte, n),
            ("Pilote", "etiquette", CORPS, n),
            ("CAF", "texte", CORPS, n),
            ("agir", "item", CORPS, n),
        ]
    rows.append(("Atelier du 12 mars", "titre", Style(13.0, gras=True), 4))
    rows += [row for i in range(tables) for row in ((f"table {i}", "titre", Style(11.0, gras=True), 4), ("un banc", "item", CORPS, 4))]
    lignes = [line(t, i, top=100.0 + 12 * i, style=s) for i, (t, _, s, _) in enumerate(rows)]
    blocks = [
        Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s, groupe=n, etiquette=_PARTIES[g])
        for i, (_, g, s, n) in enumerate(rows)
    ]
    assert [b.encadre for b in encadres(blocks, lignes)][9:] == [encadre] * (1 + 2 * tables)


# --- notes in the margin


NOTE, TETE_NOTE = Style(8.0, couleur="#000000"), Style(8.0, gras=True, couleur="#000000")


@pytest.mark.parametrize(
    ("titre", "style", "x", "taille", "encadres_"),
    [
        pytest.param("Le mot du maire", TETE_NOTE, 400.0, 8.0, 2, id="right of the text"),
        pytest.param("Le mot du maire", TETE_NOTE, 100.0, 8.0, 0, id="in the text"),
        pytest.param("Le mot du maire", replace(TETE_NOTE, taille=9.0), 400.0, 8.0, 0, id="hardly smaller than the text"),
        pytest.param("Le mot du maire", TETE_NOTE, 400.0, 10.0, 0, id="over text of the size of the rest"),
        pytest.param("Axe 1 : Vivre", TETE_NOTE, 400.0, 8.0, 0, id="a level"),
    ],
)
def test_a_title_in_small_type_beside_the_text_and_what_is_below_it_are_an_encadre(
    titre: str, style: Style, x: float, taille: float, encadres_: int
) -> None:
    rows: list[tuple[str, Genre, Style, float, float]] = [("Loger", "titre", GRAND, 50.0, 80.0)]
    rows += [("Un texte du contrat " * 3, "texte", CORPS, 50.0, 100.0)]
    rows += [(titre, "titre", style, x, 100.0), ("« Vivre ici »", "texte", replace(NOTE, taille=taille), x, 112.0)]
    rows += [("Une autre phrase", "texte", CORPS, 50.0, 200.0)]
    lignes = [line(t, i, x0, top, s) for i, (t, _, s, x0, top) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s) for i, (_, g, s, _, _) in enumerate(rows)]
    found = encadres(blocks, lignes)
    assert [b.encadre for b in found] == [False, False, *[encadres_ > 0] * 2, False]


@pytest.mark.parametrize(("genre", "pris"), [("texte", True), ("etiquette", False)])
def test_a_card_beside_the_text_whose_party_a_label_names_is_no_note(genre: Genre, pris: bool) -> None:
    """'Isoler les logements' over a sentence and 'Pilote' in small type, left of an introduction."""
    rows: list[tuple[str, Genre, Style, float, float]] = [("Loger", "titre", GRAND, 250.0, 80.0)]
    rows += [("Un texte du contrat " * 3, "texte", CORPS, 250.0, 100.0), ("Isoler les logements", "titre", TETE_NOTE, 50.0, 100.0)]
    rows += [("Une aide aux travaux", "texte", NOTE, 50.0, 112.0), ("Pilote", genre, NOTE, 50.0, 124.0)]
    lignes = [line(t, i, x0, top, s) for i, (t, _, s, x0, top) in enumerate(rows)]
    blocks = [Block(i, g, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=s) for i, (_, g, s, _, _) in enumerate(rows)]
    assert encadres(blocks, lignes)[2].encadre is pris


# --- cards over the box of their parties

CARTE: list[tuple[Genre, Style, int]] = [("titre", Style(taille=15.0, gras=True, couleur="#aa0000"), 1), ("item", CORPS, 1)]


def _cards(count: int, dessous: Genre = "etiquette") -> list[tuple[Genre, Style, int]]:
    rows: list[tuple[Genre, Style, int]] = []
    for n in range(count):
        rows += [(genre, replace(style, taille=style.taille + n / 2), 10 + 2 * n) for genre, style, _ in CARTE]
        rows += [(dessous, CORPS, 11 + 2 * n), ("texte", CORPS, 11 + 2 * n)]
    return rows


LED: list[tuple[Genre, Style, int]] = [("titre", GRAND, 0), ("etiquette", CORPS, 0), ("texte", CORPS, 0)] * 2


@pytest.mark.parametrize(
    ("autres", "cartes", "dessous", "encadre"),
    [
        (LED, 2, "etiquette", False),
        (LED, 1, "etiquette", True),
        (LED, 2, "texte", True),
        (ENGAGEMENTS, 2, "etiquette", True),  # a list of the page leads to the parties: the box above them stands beside it
    ],
)
def test_boxes_over_the_box_of_their_parties_are_cards(
    autres: list[tuple[Genre, Style, int]], cartes: int, dessous: Genre, encadre: bool
) -> None:
    """Though other engagements stand in no box, and slides shrink their titles each in its own way."""
    assert _marked([*autres, *_cards(cartes, dessous)])[len(autres) :][:2] == [encadre] * 2


NUMERO = Style(taille=11.0, gras=True, couleur="#ffffff", fond="#e8743b")


@pytest.mark.parametrize(("numero", "dedans"), [("Mesure 1.3", False), ("Le saviez-vous ?", True)])
def test_a_number_on_a_fill_right_above_a_title_in_a_box_is_its_own(numero: str, dedans: bool) -> None:
    """Of a card alone on its page: its parties stand in a region of their own."""
    rows = [("Un titre", GRAND, 0), ("une action", CORPS, 0), ("Un autre", GRAND, 0), ("une action", CORPS, 0)]
    rows += [(numero, NUMERO, 0), ("Ne plus rien laisser passer", TEINTE, 7), ("Créer une cellule", CORPS, 7)]
    genres: list[Genre] = ["titre", "item", "titre", "item", "titre", "titre", "item"]
    lignes = [line(texte, i, top=100.0 + 14 * i, style=style) for i, (texte, style, _) in enumerate(rows)]
    blocks = [
        Block(i, genre, whole(lignes, i), page=1, bbox=lignes[i].bbox, style=rows[i][1], groupe=rows[i][2])
        for i, genre in enumerate(genres)
    ]
    assert [b.encadre for b in encadres(blocks, lignes)][-2:] == [dedans, dedans]


@pytest.mark.parametrize(
    ("numero", "place", "encadre"),
    [
        pytest.param("Mesure 1.3", (50.0, 202.0, 110.0, 212.0), False, id="at its left"),
        pytest.param("Mesure 1.3", (120.0, 188.0, 180.0, 198.0), False, id="right above it"),
        pytest.param("Mesure 1.3", (10.0, 202.0, 30.0, 212.0), True, id="far at its left"),
        pytest.param("Mesure 1.3", (50.0, 160.0, 110.0, 170.0), True, id="at its left, higher than it"),
        pytest.param("En bref", (50.0, 202.0, 110.0, 212.0), True, id="no number"),
    ],
)
def test_a_number_on_a_fill_at_the_left_of_a_boxed_title_is_its_own(numero: str, place: BBox, encadre: bool) -> None:
    """'Mesure 1.3' on a fill, its title in a box beside it: what the box holds is the measure, no aside."""
    rows: list[tuple[Genre, Style, int]] = [*ENGAGEMENTS, ("titre", TEINTE, 6), ("titre", TEINTE, 7), ("item", CORPS, 7)]
    lignes = [line(numero if i == 4 else f"ligne {i}", i, top=100.0 + 12 * i, style=style) for i, (_, style, _) in enumerate(rows)]
    boxes = [*(li.bbox for li in lignes[:4]), place, (120.0, 200.0, 300.0, 212.0), (120.0, 216.0, 300.0, 226.0)]
    blocks = [
        Block(i, g, whole(lignes, i), page=1, bbox=b, style=s, groupe=n) for i, ((g, s, n), b) in enumerate(zip(rows, boxes, strict=True))
    ]
    assert [b.encadre for b in encadres(blocks, lignes)][-2:] == [encadre] * 2
