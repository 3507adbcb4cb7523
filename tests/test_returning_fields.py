"""Headings, leads and small lines of no list that return below title after title: they are fields of what they stand in."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, line, whole
from pipeline.model import Block, Line, Style
from pipeline.stages.block_looks import PUCE_DESSINEE
from pipeline.stages.returning_fields import open_leads, returning_fields, returning_leads, returning_values
from pipeline.texts import text_of

SOUS = Style(12.0, gras=True, couleur="#000000")
GRAS = Style(10.0, gras=True, couleur="#000000")
ITALIQUE = Style(9.0, italique=True, couleur="#555555")

Part = tuple[str, str, Style]
TITRES = ("La halle du marché", "Le verger partagé", "La passerelle", "Un quai pour tous")


def _made(parts: list[Part]) -> tuple[list[Block], list[Line]]:
    """Blocks of one line each, from (genre, words, look)."""
    lignes = [line(texte, i, top=20.0 * i, style=style) for i, (_, texte, style) in enumerate(parts)]
    blocks = [Block(i, "titre", whole(lignes, i), page=1, style=style) for i, (*_, style) in enumerate(parts)]
    return [replace(b, genre=genre) for b, (genre, *_) in zip(blocks, parts, strict=True)], lignes


def _labels(blocks: list[Block], lignes: list[Line]) -> list[tuple[str, str]]:
    return [(text_of(lignes, b.spans), b.etiquette) for b in blocks if b.genre == "etiquette"]


# --- headings -------------------------------------------------------------------------------------------------------


def _fiche(titre: str, *champs: tuple[str, str], genre: str = "item") -> list[Part]:
    return [("titre", titre, GRAND), *(part for nom, texte in champs for part in (("titre", nom, SOUS), (genre, texte, CORPS)))]


CHAMPS = (("Ce qui nous inquiète", "Des rideaux baissés"), ("Ce que l'on engage", "Rouvrir trois étals"))


def _fields(*fiches: list[Part]) -> list[tuple[str, str]]:
    blocks, lignes = _made([part for fiche in fiches for part in fiche])
    return _labels(returning_fields(blocks, lignes), lignes)


def test_headings_that_return_below_titles_are_fields() -> None:
    """What a field is, its lists say."""
    assert (
        _fields(*(_fiche(titre, *CHAMPS) for titre in TITRES[:3]))
        == [
            ("Ce qui nous inquiète", "champ"),
            ("Ce que l'on engage", "actions"),
        ]
        * 3
    )


def test_a_field_that_a_list_knows_is_what_it_says() -> None:
    found = _fields(*(_fiche(titre, ("Pilotes", "CAF"), CHAMPS[0]) for titre in TITRES[:3]))
    assert found[:2] == [("Pilotes", "acteur:pilote"), ("Ce qui nous inquiète", "champ")]


@pytest.mark.parametrize(
    "fiches",
    [
        pytest.param([_fiche(titre, *CHAMPS) for titre in TITRES[:2]], id="twice only"),
        pytest.param([_fiche(titre, CHAMPS[0]) for titre in TITRES], id="one field is no fiche"),
        pytest.param([_fiche(f"Paroles d'atelier : {titre}", *CHAMPS) for titre in TITRES], id="below titles of a concertation"),
        pytest.param([_fiche(titre, *CHAMPS, (f"Étal {titre}", "Un étal")) for titre in TITRES], id="beside headings of their own"),
        pytest.param(
            [_fiche(titre, *((f"Axe {i} : {nom}", texte) for i, (nom, texte) in enumerate(CHAMPS))) for titre in TITRES], id="levels"
        ),
        pytest.param(
            [_fiche(titre, *((nom, "« Rouvrez-la ! »") for nom, _ in CHAMPS), genre="texte") for titre in TITRES], id="over quotes"
        ),
        pytest.param(
            [_fiche(titre, *((f"{nom} depuis bien plus de vingt ans ici", t) for nom, t in CHAMPS)) for titre in TITRES], id="long"
        ),
        pytest.param(
            [[(g, t, replace(s, taille=12.0)) for g, t, s in _fiche(titre, *CHAMPS)] for titre in TITRES], id="as large as titles"
        ),
    ],
)
def test_other_headings_stay(fiches: list[list[Part]]) -> None:
    assert _fields(*fiches) == []


ENTENDU = "Entendu en atelier"


@pytest.mark.parametrize(
    ("fond", "titre", "champs"),
    [
        pytest.param("#fdf3d4", ENTENDU, [nom for nom, _ in CHAMPS], id="on a fill"),
        pytest.param("", ENTENDU, [], id="on none"),
        pytest.param("#fdf3d4", "Ce que disent les gens", [], id="which says nothing of the kind"),
    ],
)
def test_a_heading_on_a_fill_that_says_that_it_stands_aside_is_no_field_and_hinders_none(fond: str, titre: str, champs: list[str]) -> None:
    """On each fiche, over what somebody said."""
    parts: list[Part] = []
    for nom in TITRES:
        parts += [*_fiche(nom, *CHAMPS), ("titre", titre, replace(SOUS, fond=fond)), ("texte", "« Rouvrez-la ! »", CORPS)]
    assert [nom for nom, _ in _fields(parts)] == champs * len(TITRES)


def _led(*champs: tuple[str, str], fiches: int = 4, sans: int = 0) -> list[str]:
    """The words turned into labels: under each of several titles two headings, each with its list below the label of a code, or none;
    the first has no label under the last `sans` titles. A heading that does not return has its parties."""
    parts: list[Part] = []
    codes: list[str] = []
    for n, titre in enumerate(TITRES[:fiches]):
        parts.append(("titre", titre, GRAND))
        codes.append("")
        for i, (nom, code) in enumerate(champs):
            parts.append(("titre", nom, SOUS))
            codes.append("")
            if code and not (i == 0 and n >= fiches - sans):
                parts.append(("etiquette", "Par", CORPS))
                codes.append(code)
            parts.append(("item", "Des rideaux baissés", CORPS))
            codes.append("")
    parts += [("titre", "Nous suivre", GRAND), ("etiquette", "Par", CORPS)]
    codes += ["", "acteur:pilote"]
    blocks, lignes = _made(parts)
    blocks = [replace(b, etiquette=code) for b, code in zip(blocks, codes, strict=True)]
    return sorted({texte for texte, _ in _labels(returning_fields(blocks, lignes), lignes)} - {"Par"})


ETAT, AGGLO = "Engagements de l'État", "Engagements de l'agglomération"


@pytest.mark.parametrize(
    ("codes", "fiches", "sans", "champs"),
    [
        pytest.param(("acteur:pilote", "acteur:pilote"), 4, 0, [], id="each with who leads it"),
        pytest.param(("acteur:pilote", ""), 4, 0, [AGGLO, ETAT], id="but one of them"),
        pytest.param(("champ", "champ"), 4, 0, [AGGLO, ETAT], id="with other fields"),
        pytest.param(("acteur:pilote", "acteur:pilote"), 4, 1, [AGGLO, ETAT], id="one of them three times of four"),
        pytest.param(("", ""), 4, 0, [AGGLO, ETAT], id="with nobody"),
    ],
)
def test_headings_that_return_each_with_who_leads_it_are_no_fields(
    codes: tuple[str, str], fiches: int, sans: int, champs: list[str]
) -> None:
    assert _led((ETAT, codes[0]), (AGGLO, codes[1]), fiches=fiches, sans=sans) == champs


# --- leads ----------------------------------------------------------------------------------------------------------


def _leads(texte: str, item: str, fois: int = 3, style: Style = GRAS, suit: int = 1) -> list[tuple[str, str]]:
    """`texte` over an item, several times; the item stands on the next page where `suit` is 2."""
    blocks, lignes = _made([("texte", texte, style), ("item", item, CORPS)] * fois)
    blocks = [replace(b, page=suit) if b.genre == "item" else b for b in blocks]
    return _labels(returning_leads(blocks, lignes), lignes)


def test_a_lead_that_returns_over_what_is_hoped_for_is_a_field() -> None:
    assert _leads("On aura réussi si :", "les étals sont loués") == [("On aura réussi si", "champ")] * 3


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(_leads("L'État s'engage à :", "Rouvrir trois étals"), id="over what is done"),
        pytest.param(_leads("On aura réussi si :", "les étals sont loués", fois=2), id="twice only"),
        pytest.param(_leads("On aura réussi si :", "les étals sont loués", style=CORPS), id="set as the list"),
        pytest.param(_leads("On aura réussi si", "les étals sont loués"), id="no colon"),
        pytest.param(_leads("On aura réussi si :", "les étals sont loués", suit=2), id="the list is on the next page"),
        pytest.param(_leads("Axe 2 :", "les étals sont loués"), id="a level"),
        pytest.param(_leads(":", "les étals sont loués"), id="a colon alone"),
        pytest.param(_leads("On aura réussi, dans cinq ans au plus, si :", "les étals sont loués"), id="long"),
    ],
)
def test_other_leads_stay_text(found: list[tuple[str, str]]) -> None:
    assert found == []


def _opened(gras: str, suite: str, titres: int = 3, sous: int = 1, encadre: bool = False, marque: str = "") -> list[tuple[str, str]]:
    """Paragraphs that open with `gras` in bold, `sous` of them below each title, items where they have a `marque`: (genre, words) of labels
    and of what follows them."""
    parts = [part for titre in TITRES[:titres] for part in (("titre", titre, GRAND), *[("texte", f"{gras} {suite}", CORPS)] * sous)]
    blocks, lignes = _made(parts)
    for i, li in enumerate(lignes):
        if blocks[i].genre == "texte":
            lignes[i] = replace(li, pieces=tuple(replace(p, style=GRAS) if p.fin <= len(gras) else p for p in li.pieces))
            blocks[i] = replace(blocks[i], encadre=encadre, genre="item" if marque else "texte", marque=marque)
    out = open_leads(blocks, lignes)
    assert not any(b.marque for b in out if b.genre in ("etiquette", "texte"))
    assert [b.id for b in out] == list(range(len(out)))
    return [(b.etiquette or b.genre, text_of(lignes, b.spans)) for b in out if b.genre == "etiquette" or (b.genre == "texte" and b.suite)]


@pytest.mark.parametrize("signe", ["…", "...", " ?"])
def test_words_in_bold_left_open_that_return_before_their_paragraph_are_a_label(signe: str) -> None:
    found = _opened(f"On aura réussi si{signe}", "les étals sont loués")
    assert found == [("champ", f"On aura réussi si{signe}"), ("texte", "les étals sont loués")] * 3


@pytest.mark.parametrize("suite", ["80 % des étals", "Tous les étals", "« Tous les étals »"])
def test_words_in_bold_that_return_before_a_figure_or_a_capital_are_a_label(suite: str) -> None:
    """A small letter goes on with them, as any other sign does."""
    found = _opened("Repère 2024", suite)
    assert found == ([] if suite.startswith("«") else [("champ", "Repère 2024"), ("texte", suite)] * 3)


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(_opened("On aura réussi.", "les étals sont loués"), id="closed"),
        pytest.param(_opened("On aura réussi si…", "les étals sont loués", titres=2), id="below two titles only"),
        pytest.param(_opened("On aura réussi si…", "les étals sont loués", titres=1, sous=3), id="below one title"),
        pytest.param(_opened("Axe 2 : vivre…", "les étals sont loués"), id="a level"),
        pytest.param(_opened("On aura réussi si…", "les étals sont loués", encadre=True), id="in a box beside the text"),
    ],
)
def test_other_words_in_bold_before_their_paragraph_stay_text(found: list[tuple[str, str]]) -> None:
    assert found == []


@pytest.mark.parametrize(
    ("gras", "suite", "marque", "etiquettes"),
    [
        ("On aura réussi si…", "les étals sont loués", PUCE_DESSINEE, 3),
        ("On aura réussi ?", "Les étals sont loués", PUCE_DESSINEE, 3),
        ("Repère 2024", "80 % des étals", PUCE_DESSINEE, 0),  # not left open
        ("Des étals", "Tous loués", PUCE_DESSINEE, 0),
        ("On aura réussi si…", "les étals sont loués", "•", 0),  # a list sign
    ],
)
def test_words_in_bold_left_open_behind_an_icon_are_a_label(gras: str, suite: str, marque: str, etiquettes: int) -> None:
    assert _opened(gras, suite, marque=marque) == [("champ", gras), ("texte", suite)] * etiquettes


# --- values ---------------------------------------------------------------------------------------------------------


def _values(texte: str, style: Style = ITALIQUE, titres: int = 3, encadre: bool = False) -> list[tuple[str, str]]:
    """`texte`, with another year each time, below the action of each title: (genre, words) of labels and of what follows them."""
    parts = [
        part
        for i, titre in enumerate(TITRES[:titres])
        for part in (
            ("titre", titre, GRAND),
            ("item", "Rouvrir trois étals au marché " * 5, CORPS),
            ("texte", f"{texte} {2026 + i}", style),
        )
    ]
    blocks, lignes = _made(parts)
    blocks = [replace(b, encadre=encadre) if b.genre == "texte" else b for b in blocks]
    out = returning_values(blocks, lignes)
    assert [b.id for b in out] == list(range(len(out)))
    return [(b.genre, text_of(lignes, b.spans)) for b in out if b.genre == "etiquette" or (b.genre == "texte" and b.suite)]


def test_a_word_and_its_value_in_a_look_of_their_own_are_a_field() -> None:
    found = _values("Livraison : été")
    assert found == [pair for i in range(3) for pair in (("etiquette", "Livraison"), ("texte", f"été {2026 + i}"))]


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(_values("Livraison : été", style=CORPS), id="in the look of the text"),
        pytest.param(_values("Livraison : été", titres=2), id="twice only"),
        pytest.param(_values("Livraison : été", encadre=True), id="in a box beside the text"),
        pytest.param(_values("Livraison : " + "un jour " * 7 + "de"), id="a sentence"),
        pytest.param(_values("Livraison été"), id="no colon"),
        pytest.param(_values("Source : Insee"), id="where figures are from"),
        pytest.param(_values("Crédit photo : Lys"), id="who took a picture"),
    ],
)
def test_other_small_lines_stay_text(found: list[tuple[str, str]]) -> None:
    assert found == []
