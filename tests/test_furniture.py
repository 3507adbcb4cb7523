"""Running heads, feet and page numbers are marked; titles, body text and lone lines are not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, line, page, source_lines
from pipeline.model import Line, Style
from pipeline.stages.furniture import body_style, furniture, furniture_markdown, has_date

GRAS = Style(taille=10.0, gras=True, couleur="#000000")
PETIT = Style(taille=8.0, couleur="#000000")


def _document(count: int, *extra: tuple[int, str, float, Style]) -> list[Line]:
    """`count` pages of body text, and lines given as (page, text, top, style)."""
    out: list[Line] = []
    for numero in range(1, count + 1):
        for i in range(12):
            out.append(line(f"texte courant numéro {numero}{'abcdefghijkl'[i]} du contrat", len(out), top=200 + 14.0 * i, numero=numero))
    for numero, texte, top, style in extra:
        out.append(line(texte, len(out), top=top, style=style, numero=numero))
    return out


def _marked(lignes: list[Line], count: int) -> list[str]:
    found = furniture(lignes, [page(numero=n) for n in range(1, count + 1)])
    return [lignes[i].texte for i in sorted(found)]


@pytest.mark.parametrize(
    "pied",
    [
        "Contrat de Ville de l'agglomération - 2015-2020 - {}",
        "p. {}/80",
        "Page {} sur 6",
        "- {} -",
        "{}",
        "{} | Contrat de ville",
        "Convention cadre",
    ],
)
def test_feet_that_return(pied: str) -> None:
    feet = [(n, pied.format(n), 800.0, PETIT) for n in range(1, 7)]
    assert _marked(_document(6, *feet), 6) == [texte for _, texte, _, _ in feet]


def test_feet_on_left_and_right_pages_differ() -> None:
    feet = [(n, "Contrat de ville" if n % 2 else "Nantes Métropole", 800.0, PETIT) for n in range(1, 9)]
    assert len(_marked(_document(8, *feet), 8)) == 8


def test_heads_that_return() -> None:
    heads = [(n, "Avenant au contrat de ville", 30.0, PETIT) for n in range(1, 5)]
    assert len(_marked(_document(4, *heads), 4)) == 4


def test_a_number_that_does_not_run_with_the_page_stays() -> None:
    numbers = [(1, "37", 760.0, CORPS), (3, "12", 780.0, CORPS), (4, "2019", 800.0, CORPS)]
    assert _marked(_document(4, *numbers), 4) == []


def test_a_line_at_the_foot_of_one_page_stays() -> None:
    assert _marked(_document(5, (2, "Signé à Nantes par les parties", 800.0, CORPS)), 5) == []


def test_the_same_words_in_the_body_stay() -> None:
    assert _marked(_document(4, *((n, "Objectif du contrat", 400.0, CORPS) for n in range(1, 5))), 4) == []


def test_the_same_foot_at_another_height_stays() -> None:
    feet = [(1, "Financement au titre du contrat", 760.0, CORPS), (2, "Financement au titre du contrat", 800.0, CORPS)]
    assert _marked(_document(2, *feet), 2) == []


def test_a_banner_in_title_type_is_left_to_the_outline() -> None:
    banners = [(n, "Vivre ensemble", 40.0, GRAND) for n in (2, 3, 4)]
    assert _marked(_document(10, *banners), 10) == []


def test_a_dated_banner_closes_sections() -> None:
    lignes = _document(6, *((n, "Atelier du 12 mars 2024", 40.0, GRAND) for n in (4, 5, 6)))
    found = furniture(lignes, [page(numero=n) for n in range(1, 7)])
    assert [lignes[i].texte for i in found] == ["Atelier du 12 mars 2024"] * 3
    assert all(why.startswith("rupture") for why in found.values())


def test_turned_text_is_marked() -> None:
    lignes = [*_document(1), line("PROJET", 12, hors_texte="texte tourné")]
    assert _marked(lignes, 1) == ["PROJET"]


def test_body_style_is_that_of_most_characters() -> None:
    lignes = [line("Un titre", 0, style=GRAND), line("bien plus de texte courant que de titre", 1)]
    assert body_style(lignes) == CORPS
    assert body_style([]) == Style()


@pytest.mark.parametrize("texte", ["17 juin 2019", "le 1er août 2024", "Atelier du 12/03/2024", "12.03.24"])
def test_full_dates(texte: str) -> None:
    assert has_date(texte)


@pytest.mark.parametrize("texte", ["2015-2020", "juin 2019", "17 juin", "1.2.3", "12 / 80"])
def test_no_full_date(texte: str) -> None:
    assert not has_date(texte)


# --- heads that tell sections apart ---------------------------------------------------------------------------------

TITRES = {1: "Vivre", 2: "Apprendre", 3: "Travailler"}


def _heads(modele: str) -> list[tuple[int, str, float, Style]]:
    """A head on each of pages 1 to 9: `modele` with the number of its part, three pages long, and the title of that part."""
    return [(n, modele.format(n=(n + 2) // 3, t=TITRES[(n + 2) // 3], page=n), 30.0, PETIT) for n in range(1, 10)]


@pytest.mark.parametrize("modele", ["AXE {n} – {t}", "Enjeu {n} : {t}", "FICHE ACTION N° {page}"])
def test_heads_that_name_sections_stay(modele: str) -> None:
    assert _marked(_document(9, *_heads(modele)), 9) == []


@pytest.mark.parametrize("modele", ["AXE {n}", "AXE 1 – Vivre", "Annexe {n} : {t}", "Vivre {n}"])
def test_heads_that_name_none_are_left_out(modele: str) -> None:
    """A number alone that returns, one section over the whole document, annexes, no level word."""
    assert len(_marked(_document(9, *_heads(modele)), 9)) == 9


@pytest.mark.parametrize(
    ("titre", "tetes"),
    [
        ("Axe {n} : {t} ensemble dans la ville", 9),  # the head is shortened
        ("Axe {n} : {t}", 0),
        ("Axe {n} : {t} ........ 12", 0),  # the sommaire
        ("Axe {n}", 0),
    ],
)
def test_a_head_that_shortens_a_heading_is_left_out(titre: str, tetes: int) -> None:
    headings = [(3 * n - 2, titre.format(n=n, t=t), 150.0, GRAND) for n, t in TITRES.items()]
    assert len(_marked(_document(9, *_heads("AXE {n} – {t}"), *headings), 9)) == tetes


# --- the body among titles ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("courant", "gras"), [(40, False), (20, False), (9, True)])
def test_plain_type_is_the_body_unless_it_is_rare_beside_bold_type(courant: int, gras: bool) -> None:
    bold = Style(10.0, gras=True, couleur="#000000")
    lignes = [line("x" * 100, 0, style=bold), line("x" * courant, 1), line("y" * 35, 2, style=Style(12.0))]
    assert body_style(lignes) == (bold if gras else CORPS)


# --- Markdown -------------------------------------------------------------------------------------------------------


def _left_out(texte: str) -> list[str]:
    lignes = source_lines(texte)
    return [lignes[i].texte for i in sorted(furniture_markdown(lignes))]


def test_page_numbers_and_what_stands_beside_them_in_markdown() -> None:
    tetes = ["Contrat de ville", "**Contrat de ville**", "*CONTRAT DE VILLE*"]
    texte = "".join(f"{tete}\n\n{n}\n\nun texte {'abc'[n - 3]}\n\n" for n, tete in enumerate(tetes, start=3))
    assert _left_out(texte) == [tetes[0], "3", tetes[1], "4", tetes[2], "5"]


@pytest.mark.parametrize(
    "texte",
    [
        "Effectifs\n\n12\n\nEffectifs\n\n40\n\nEffectifs\n\n7",  # no two follow
        "Un\n\n1\n\nUn\n\n2",  # only two
        "un texte",
    ],
)
def test_numbers_that_are_no_pages_in_markdown(texte: str) -> None:
    assert _left_out(texte) == []


def test_a_heading_beside_page_numbers_stays_and_a_picture_left_out_goes() -> None:
    assert _left_out("".join(f"# Rappel\n\n{n}\n\ntexte {n}a\n\n" for n in (1, 2, 3))) == ["1", "2", "3"]
    assert _left_out("**==> picture [10 x 10] intentionally omitted <==**\n\ntexte") == [
        "**==> picture [10 x 10] intentionally omitted <==**"
    ]


THEMES = {1: "Éducation", 2: "Cadre de vie", 3: "Emploi"}


@pytest.mark.parametrize(
    ("style", "ailleurs", "reste"),
    [
        (Style(9.0, gras=True, couleur="#0f7173"), False, True),
        (Style(9.0, couleur="#808080"), False, False),  # plain small type: a running head
        (Style(9.0, gras=True, couleur="#0f7173"), True, False),  # it repeats headings
    ],
)
def test_heads_that_change_from_run_to_run_name_sections(style: Style, ailleurs: bool, reste: bool) -> None:
    heads = [(n, THEMES[(n + 2) // 3], 30.0, style) for n in range(1, 10)]
    titles = [(3 * n - 2, t, 150.0, GRAND) for n, t in THEMES.items()] if ailleurs else []
    assert (_marked(_document(9, *heads, *titles), 9) == []) is reste


def test_a_label_at_the_foot_of_each_page_stays() -> None:
    feet = [(n, "Partenaires", 800.0, PETIT) for n in range(1, 10)]
    assert _marked(_document(9, *feet), 9) == []


@pytest.mark.parametrize(("valeur", "reste"), [("Un nom {n}", True), ("Calendrier", False), (None, True)])
def test_a_label_at_the_head_of_each_page_stays_unless_another_stands_beside_it(valeur: str | None, reste: bool) -> None:
    lignes = _document(9, *[(n, "Intitulé", 30.0, PETIT) for n in range(1, 10)])
    if valeur:
        lignes += [line(valeur.format(n="abcdefghi"[n - 1]), len(lignes) + n - 1, x0=200.0, top=30.0, numero=n) for n in range(1, 10)]
    assert ("Intitulé" not in _marked(lignes, 9)) is reste


@pytest.mark.parametrize(("titres", "reste"), [(("Action", "Pilote", "Calendrier"), True), (("Ville", "Pilote", "Préfet"), False)])
def test_a_row_of_headers_at_the_head_of_each_page_is_left_to_tables(titres: tuple[str, ...], reste: bool) -> None:
    lignes = _document(9)
    for n in range(1, 10):
        lignes += [line(t, len(lignes) + i, x0=50.0 + 150 * i, top=30.0, style=PETIT, numero=n) for i, t in enumerate(titres)]
    assert (_marked(lignes, 9) == []) is reste


def test_numbered_heads_of_runs_of_pages_name_sections() -> None:
    heads = [(n, "1 – Habiter" if n < 4 else "2 – Travailler", 40.0, PETIT) for n in range(1, 7)]
    assert _marked(_document(6, *heads), 6) == []


def test_numbered_heads_that_repeat_a_title_are_running_heads() -> None:
    heads = [(n, "1 – Habiter" if n < 4 else "2 – Travailler", 40.0, PETIT) for n in range(1, 7)]
    titles = [(1, "1. Habiter", 120.0, GRAND), (4, "2. Travailler", 120.0, GRAND)]
    assert len(_marked(_document(6, *heads, *titles), 6)) == 6


def test_the_second_line_of_a_head_that_names_a_section_stays_with_it() -> None:
    heads = [(n, f"Axe {1 if n < 4 else 2} – Habiter un quartier", 40.0, PETIT) for n in range(1, 7)]
    below = [(n, "apaisé et bien relié", 50.0, PETIT) for n in range(1, 7)]
    assert _marked(_document(6, *heads, *below), 6) == []


def test_what_stands_below_the_header_of_a_table_is_no_running_head() -> None:
    header = (("Action", 50.0), ("Pilotes", 200.0), ("Calendrier", 350.0))
    lignes = _document(6)
    lignes += [line(texte, 0, x0=x0, top=40.0, numero=n) for n in range(1, 7) for texte, x0 in header]
    lignes += [line("Ville de", 0, x0=200.0, top=58.0, numero=n) for n in range(1, 7)]
    lignes = [replace(li, id=i) for i, li in enumerate(lignes)]
    assert "Ville de" not in _marked(lignes, 6)


@pytest.mark.parametrize(
    ("etiquette", "style", "gardee"), [("Orientation", GRAS, True), ("Orientation", CORPS, False), ("Grand Lac", GRAS, False)]
)
def test_a_value_beside_a_label_at_the_head_of_each_page_is_no_running_head(etiquette: str, style: Style, gardee: bool) -> None:
    lignes = _document(4)
    for numero in range(1, 5):
        lignes.append(line(etiquette, len(lignes), top=40, style=style, numero=numero))
        lignes.append(line("Grandir et apprendre", len(lignes), x0=200, top=40, numero=numero))
    assert ("Grandir et apprendre" not in _marked(lignes, 4)) is gardee


@pytest.mark.parametrize(("haut", "garde"), [(300.0, True), (780.0, False)])
def test_a_cell_at_the_foot_of_each_page_is_no_running_foot(haut: float, garde: bool) -> None:
    """Between rules that come from up the page; a frame around the foot alone is part of it."""
    lignes = _document(6, *[(n, "Ville de Montreval", 800.0, CORPS) for n in range(1, 7)])
    traits = [(45.0, haut, 45.5, 815.0), (200.0, haut, 200.5, 815.0)]
    found = furniture(lignes, [page(numero=n, traits=traits) for n in range(1, 7)])
    assert any(lignes[i].texte == "Ville de Montreval" for i in found) is not garde


def test_a_field_at_the_foot_whose_value_changes_is_no_furniture() -> None:
    """'Quartiers : Tous' at the foot of cards, as often as a running foot would; one that never changes is one."""
    feet = [(n, "Quartiers : Tous" if n != 4 else "Quartiers : Nord", 800.0, PETIT) for n in range(1, 7)]
    assert _marked(_document(6, *feet), 6) == []
    assert len(_marked(_document(6, *((n, "Quartiers : Tous", 800.0, PETIT) for n in range(1, 7))), 6)) == 6


@pytest.mark.parametrize(
    ("haut", "style", "garde"),
    [
        pytest.param(40.0, GRAND, True, id="below a title of each page"),
        pytest.param(40.0, PETIT, False, id="below small words"),
        pytest.param(90.0, GRAND, False, id="above the title"),
    ],
)
def test_what_stands_below_the_own_title_of_a_page_is_no_running_head(haut: float, style: Style, garde: bool) -> None:
    """'ÉCHÉANCE' and '2025' on the first line of each fiche."""
    heads = [(n, titre, haut, style) for n, titre in enumerate(("Lire", "Jouer", "Nager", "Courir", "Loger"), start=1)]
    rows = [(n, "Avenant au contrat de ville", 70.0, PETIT) for n in range(1, 6)]
    assert ("Avenant au contrat de ville" in _marked(_document(5, *heads, *rows), 5)) is not garde
