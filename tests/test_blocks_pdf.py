"""Lines of a page to blocks: by list signs, label position, look and spacing. Pages are made of plain words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import CORPS, GRAND, extract_pages, line, page, words
from pipeline.model import Block, Box, Line, Page, Style, Word
from pipeline.stages.blocks_pdf import blocks_pdf
from pipeline.stages.grid_cells import Grid, GridCell
from pipeline.stages.headings import RANG_THEME
from pipeline.stages.label_looks import label_by_look, next_label
from pipeline.stages.lines import lines_pdf
from pipeline.stages.list_signs import follows_sign, marker_at, strong_cuts
from pipeline.stages.names import name_goes_on
from pipeline.stages.regions import Region
from pipeline.stages.stated import Stated
from pipeline.stages.title_looks import distinct, title_reason
from pipeline.texts import text_of

GRAS = Style(10.0, gras=True, couleur="#000000")
PETIT = Style(8.0, italique=True, couleur="#000000")
ORANGE = Style(10.0, couleur="#d98300")
# Enough body text for the body style to be known; it stands below what a test sets.
SUITE = [
    "Le contrat court jusqu'en deux mille trente et ses signataires se réunissent tous les ans en comité de pilotage.",
    "Ils y rendent compte de ce qui a été fait dans chacun des quartiers et de ce qui reste à faire avant la fin du contrat.",
    "Chaque commune publie ensuite sa propre synthèse, que les habitants peuvent lire en mairie et sur le site du contrat.",
]


def _body(top: float = 600.0) -> list[Word]:
    return [w for i, texte in enumerate(SUITE) for w in words(texte, top=top + 13 * i)]


def _blocks(pages: Sequence[Page], folder: Path) -> list[tuple[str, str]]:
    """(genre, words) of each block before the body text."""
    _, stages = extract_pages(pages, folder)
    blocks = [b for b in stages.sorties["blocs"] if isinstance(b, Block) and b.genre != "mobilier"]
    said = [(b.genre, text_of(stages.lignes, b.spans)) for b in blocks]
    return list(itertools.takewhile(lambda b: not b[1].startswith("Le contrat court"), said))


def _items(pages: Sequence[Page], folder: Path) -> list[tuple[int, str]]:
    _, stages = extract_pages(pages, folder)
    return [(b.niveau, text_of(stages.lignes, b.spans)) for b in stages.sorties["blocs"] if isinstance(b, Block) and b.genre == "item"]


# --- plain values ---------------------------------------------------------------------------------------------------


def test_boxes_of_one_row_are_items_and_thanks_no_title(tmp_path: Path) -> None:
    """Steps of a calendar, larger than the text and not bold, each in a box; what closes the slides."""
    large = Style(14.0, couleur="#000000")
    steps = [words(text, 60 + 170.0 * i, 200, large) for i, text in enumerate(("Mars : bilan", "Mai : assises", "Juin : vote"))]
    boxes = [Box(50 + 170.0 * i, 180, 205 + 170.0 * i, 240, fond="#ddeeff") for i in range(3)]
    first = page(words("Prochaines étapes", style=GRAND), *steps, boites=boxes)
    _, stages = extract_pages(
        [page(_body()), replace(first, numero=2), page(words("Merci de votre attention", style=GRAND), numero=3)], tmp_path
    )
    found = [(b.genre, text_of(stages.lignes, b.spans)) for b in stages.sorties["blocs"] if isinstance(b, Block) and b.page > 1]
    assert found == [
        ("titre", "Prochaines étapes"), ("item", "Mars : bilan"), ("item", "Mai : assises"), ("item", "Juin : vote"),
        ("texte", "Merci de votre attention"),
    ]  # fmt: skip


def test_a_tag_beside_a_title_is_text_behind_it(tmp_path: Path) -> None:
    """'NOUVEAU' in a chip, between 'Fiche action n° 1' and its title: the number and its title stay together, the tag heads nothing."""
    band = Style(10.0, gras=True, couleur="#ffffff")
    runs = [words("Fiche action n° 1", top=60, style=band), words("NOUVEAU", 460, 62, Style(9.0, gras=True, couleur="#222222"))]
    runs += [words("Ouvrir une crèche", top=76, style=replace(GRAND, couleur="#ffffff")), words("Pilote : Ville", top=120)]
    boxes = [Box(0, 50, 595, 100, fond="#1c6e5a"), Box(450, 58, 520, 74, fond="#e0a030")]
    found = _blocks([page(*runs, _body(), boites=boxes)], tmp_path)
    assert found[:3] == [("titre", "Fiche action n° 1"), ("titre", "Ouvrir une crèche"), ("texte", "NOUVEAU")]


@pytest.mark.parametrize(("lettres", "attendus"), [("ABC", ["A", "B", "C"]), ("ADE", ["", "", ""])])
def test_letters_in_discs_are_numbers_where_they_count(lettres: str, attendus: list[str], tmp_path: Path) -> None:
    """A disc with 'A' at the left of a title on the band of its page; letters that skip are none."""
    pages = []
    for i, (letter, title) in enumerate(zip(lettres, ("Une jeunesse", "Des quartiers", "Un cadre de vie"), strict=True)):
        runs = [words(title, 100, 40, replace(GRAND, couleur="#ffffff")), words(letter, 60, 42, replace(GRAND, couleur="#0b6e8f"))]
        boxes = [Box(0, 20, 595, 80, fond="#0b6e8f"), Box(48, 34, 80, 64, fond="#ffffff")]
        pages.append(replace(page(*runs, words("Pilote : Ville", top=120), _body(), boites=boxes), numero=i + 1))
    _, stages = extract_pages(pages, tmp_path)
    titles = [b for b in stages.sorties["blocs"] if isinstance(b, Block) and b.genre == "titre"]
    found = {text_of(stages.lignes, b.spans): b.numero or "" for b in titles}
    assert [found.get(t, "") for t in ("Une jeunesse", "Des quartiers", "Un cadre de vie")] == attendus


@pytest.mark.parametrize(
    ("pas", "noms"),
    [(6.0, ["Office public de la langue bretonne", "Médiathèque"]), (0.0, ["Office public de la langue bretonne Médiathèque"])],
)
def test_a_blank_parts_the_names_of_a_cell(pas: float, noms: list[str], tmp_path: Path) -> None:
    """Lines that had no room go on, but not over a blank that their own paragraph has not."""
    heads = [words(t, x, 100, GRAS) for t, x in (("Action", 52), ("Pilote", 202), ("Partenaires", 352))]
    rows = [words("Faire des langues", 52, 120), words("Ville", 202, 120)]
    names = [words("Office public de la", 352, 120), words("langue bretonne", 352, 133), words("Médiathèque", 352, 146 + pas)]
    edges = [(x, 95.0, x, 170.0) for x in (50.0, 200.0, 350.0, 450.0)] + [(50.0, y, 450.0, y) for y in (95.0, 115.0, 170.0)]
    sheet = replace(page(*heads, *rows, *names, _body()), traits=tuple(edges))
    document, _ = extract_pages([sheet], tmp_path)
    found = [a.libelle for s in document.sections for e in s.engagements for a in e.autres_acteurs if a.role == "partenaire"]
    assert found == noms


def test_who_speaks_is_no_title(tmp_path: Path) -> None:
    """A coloured line right below a saying; a coloured signature set to the right below a paragraph; elsewhere such a line is a title."""
    teal = Style(10.0, couleur="#0f7c8a")
    saying = words("« Avant, on nous demandait notre avis à la fin. »", top=120, style=Style(12.0, couleur="#0f3d4c"))
    runs = [words("Un titre en couleur", top=90, style=teal), saying, words("Une habitante du quartier", top=138, style=teal)]
    letter = [
        words("Merci à celles et ceux qui ont donné de leur temps lors des ateliers, des marches et des soirées de l'hiver.", top=170)
    ]
    found = _blocks([page(*runs, *letter, words("La municipalité", 480, 184, teal), _body())], tmp_path)
    assert ("titre", "Un titre en couleur") in found
    assert {("texte", "Une habitante du quartier"), ("texte", "La municipalité")} <= set(found)


@pytest.mark.parametrize(
    ("lignes", "attendu"),
    [(("Nov. 2024", "- juin 2025"), "Nov. 2024 - juin 2025"), (("Objectif : 46 heures", "par an"), "Objectif : 46 heures par an")],
)
def test_the_value_of_a_cell_is_kept_whole(lignes: tuple[str, str], attendu: str, tmp_path: Path) -> None:
    """The dash of a period that goes on below is no list sign, a lone label in a plain cell is part of its value."""
    heads = [words(t, x, 100, GRAS) for t, x in (("Action", 52), ("Pilote", 202), ("Calendrier", 352))]
    rows = [words("Ouvrir un lieu", 52, 120), words("Ville", 202, 120), *(words(t, 352, 120 + 12 * i) for i, t in enumerate(lignes))]
    edges = [(x, 95.0, x, 150.0) for x in (50.0, 200.0, 350.0, 470.0)] + [(50.0, y, 470.0, y) for y in (95.0, 115.0, 150.0)]
    document, _ = extract_pages([replace(page(*heads, *rows, _body()), traits=tuple(edges))], tmp_path)
    assert [(c.libelle, c.valeur) for s in document.sections for e in s.engagements for c in e.champs] == [("Calendrier", attendu)]


def test_a_word_that_is_a_title_as_often_is_a_label_in_the_look_of_the_labels(tmp_path: Path) -> None:
    """'Démarrage' over its value, set as 'Pilote :' is; with an article it stays a title."""
    runs: list[list[Word]] = []
    for k in range(3):
        rows = (("1. Ouvrir une crèche", GRAND), ("Pilote :", GRAS), ("Ville", CORPS), ("Démarrage", GRAS), ("2025", CORPS))
        runs += [words(text, top=90.0 + 110 * k + 16 * i, style=style) for i, (text, style) in enumerate(rows)]
    runs += [words("Les instances", top=440, style=GRAS), words("Un comité se réunit.", top=456)]
    found = _blocks([page(*runs, _body())], tmp_path)
    assert [t for genre, t in found if genre == "etiquette"] == ["Pilote", "Démarrage"] * 3
    assert ("titre", "Les instances") in found


def test_a_question_on_another_fill_than_the_labels_is_none(tmp_path: Path) -> None:
    """'Pourquoi nous ?' in the type of the labels, in an inset of its own colour: the labels stand on white."""
    runs: list[list[Word]] = []
    for k in range(3):
        rows = (("1. Ouvrir une crèche", GRAND), ("Pilote : Ville", GRAS), ("Partenaires : CAF", GRAS), ("Calendrier : 2025", GRAS))
        runs += [words(text, top=90.0 + 110 * k + 20 * i, style=style) for i, (text, style) in enumerate(rows)]
    runs += [words("Le saviez-vous ?", 60, 450, GRAS), words("Neuf commerces ont fermé.", 60, 466), words("Un dixième aussi.", 60, 480)]
    found = _blocks([page(*runs, _body(), boites=[Box(50, 440, 300, 500, fond="#ffe9c9")])], tmp_path)
    assert [t for genre, t in found if genre == "etiquette"] == ["Pilote", "Partenaires", "Calendrier"] * 3


def test_a_strip_over_the_code_and_the_title_of_each_fiche_names_its_axis(tmp_path: Path) -> None:
    """'A | Prendre soin' in small type over 'A-1' and its title: printed again at each fiche, a heading above it."""
    blanc, codes = (
        replace(CORPS, couleur="#ffffff", gras=True),
        (("A | Prendre soin", "A-1"), ("A | Prendre soin", "A-2"), ("B | Étudier", "B-1")),
    )
    pages = []
    for i, (strip, code) in enumerate(codes):
        runs = [
            words(strip, 60, 60, blanc),
            words(code, 60, 82, replace(GRAND, couleur="#ffffff")),
            words(("Soigner", "Nourrir", "Apprendre")[i], 110, 82, GRAND),
        ]
        boxes = [Box(50, 56, 550, 74, fond="#8a1c4a"), Box(50, 76, 100, 106, fond="#b8668a"), Box(100, 76, 550, 106, fond="#efefef")]
        pages.append(replace(page(*runs, words("Pilote : Ville", top=140), _body(), boites=boxes), numero=i + 1))
    document, _ = extract_pages(pages, tmp_path)
    found = [(s.titre, [e.titre for e in s.engagements]) for s in document.sections if s.engagements]
    assert found == [("Prendre soin", ["Soigner", "Nourrir"]), ("Étudier", ["Apprendre"])]


def test_a_numbered_title_in_the_look_of_a_label_is_none(tmp_path: Path) -> None:
    """'Mesure 2. Soutenir', set as 'Calendrier' over its value is, a label with its colon below it."""
    runs: list[list[Word]] = []
    for k, title in enumerate(("Ouvrir une crèche", "Soutenir les parents", "Loger")):
        rows = (
            (f"Mesure {k + 1}. {title}", GRAS),
            ("Pilotage : Ville", CORPS),
            ("Calendrier", GRAS),
            ("2025", CORPS),
            ("- ouvrir une maison", CORPS),
        )
        runs += [words(text, top=100.0 + 110 * k + 16 * i, style=style) for i, (text, style) in enumerate(rows)]
    found = _blocks([page(*runs, _body())], tmp_path)
    assert [t for genre, t in found if genre == "titre"] == [
        "Mesure 1. Ouvrir une crèche",
        "Mesure 2. Soutenir les parents",
        "Mesure 3. Loger",
    ]


def test_a_label_with_its_colon_alone_in_the_look_of_known_ones(tmp_path: Path) -> None:
    """'Aide Ville :', set as 'Porteur :' is, its value below; 'L'État s'engage à :' over a list is none."""
    runs: list[list[Word]] = []
    for k in range(3):
        top = 100.0 + 110 * k
        rows = (("Porteur :", "MJC"), ("Partenaires :", "CAF"), ("Aide Ville :", "5 000"))
        runs.append(words(f"{k + 1}. Ouvrir une maison", top=top, style=GRAND))
        runs += [w for i, (a, b) in enumerate(rows) for w in (words(a, top=top + 22 + 28 * i, style=GRAS), words(b, top=top + 36 + 28 * i))]
    runs += [words("L'État s'engage à :", top=450, style=GRAS), words("- ouvrir une maison", top=464)]
    found = _blocks([page(*runs, _body())], tmp_path)
    assert [t for genre, t in found if genre == "etiquette"] == ["Porteur", "Partenaires", "Aide Ville"] * 3


def test_a_title_in_the_look_of_the_labels_stands_over_one(tmp_path: Path) -> None:
    """Titles set as their labels are: what stands right over a label is a title, no label, also where the labels are a column."""
    runs: list[list[Word]] = []
    for k, title in enumerate(("Accueillir les familles", "La culture en bas de chez soi", "Le numérique sans stress")):
        top = 100.0 + 110 * k
        runs += [words(title, top=top, style=GRAS), words("Qui pilote ? :", top=top + 18, style=GRAS), words("Ville", 200, top + 18)]
        runs += [words("Avec qui ? :", top=top + 34, style=GRAS), words("CAF", 200, top + 34), words("Actions", top=top + 54, style=GRAS)]
        runs += [words("- Ouvrir une maison au centre du quartier avec les habitants", top=top + 70)]
    found = _blocks([page(*runs, _body())], tmp_path)
    assert [t for genre, t in found if genre == "titre"] == [
        "Accueillir les familles", "La culture en bas de chez soi", "Le numérique sans stress",
    ]  # fmt: skip


@pytest.mark.parametrize(("fin", "attendu"), [("Échéance", ["Échéance", "Rentrée 2025"]), ("Rentrée", ["Échéance Rentrée 2025"])])
def test_a_label_that_a_rule_underlines_before_its_value(fin: str, attendu: list[str], tmp_path: Path) -> None:
    """In one type, without a colon: the rule below the first words says where the label ends."""
    mots = words("Échéance Rentrée 2025", top=100)
    x1 = next(w.x1 for w in mots if w.texte == fin)
    sheet = page(words("Ouvrir une école", top=60, style=GRAND), mots, _body(), traits=[(50, 110.5, x1, 111.2)])
    assert [t for _, t in _blocks([sheet], tmp_path)][1:] == attendu


@pytest.mark.parametrize("souligne", [True, False])
def test_labels_that_only_an_underline_sets_apart(souligne: bool, tmp_path: Path) -> None:
    """'Pilote' in plain type over its value is a label where it is underlined; a name set alike, not underlined, is none."""
    rows = (("Pilote", 130), ("Ville de Lys", 145), ("Partenaires", 165), ("CAF", 180), ("Délai", 200), ("2025", 215))
    runs = [words("1. Ouvrir une maison", top=100, style=GRAND), *(words(text, top=top) for text, top in rows)]
    rules = [(50.0, top + 10.6, 50.0 + 5 * len(text), top + 11.2) for text, top in rows[::2]]
    found = _blocks([page(*runs, _body(), traits=rules if souligne else [])], tmp_path)
    assert [t for genre, t in found if genre == "etiquette"] == (["Pilote", "Partenaires", "Délai"] if souligne else [])


@pytest.mark.parametrize("texte", ["PROGRAMME", "NOUVEAU"])
def test_a_word_on_a_fill_without_a_title_beside_it_may_head_a_part(texte: str, tmp_path: Path) -> None:
    """'NOUVEAU' is a tag only beside a title; 'PROGRAMME' is none."""
    band = words(texte, top=60, style=replace(GRAND, couleur="#ffffff"))
    found = _blocks([page(band, words("Un texte du contrat.", top=110), _body(), boites=[Box(0, 50, 595, 90, fond="#1c6e5a")])], tmp_path)
    assert found[0] == ("titre", texte)


def test_a_name_that_starts_as_thanks_do_is_a_title(tmp_path: Path) -> None:
    pages = [replace(page(words(text, style=GRAND)), numero=n) for n, text in ((2, "Suivre"), (3, "Mercier et la Butte"))]
    _, stages = extract_pages([page(_body()), *pages], tmp_path)
    assert [b.genre for b in stages.sorties["blocs"] if isinstance(b, Block) and b.page == 3] == ["titre"]


def test_a_label_that_no_list_knows_is_told_by_the_look_of_those_that_one_does(tmp_path: Path) -> None:
    """'Pilote', 'Partenaires' bold before plain names: 'Attendu', as bold, below them is a label too; among prose it is not."""
    pages = []
    for k in range(3):
        top = 100.0 + 120 * k
        rows = (("Pilote", "Ville"), ("Partenaires", "CAF, Région"), ("Attendu", "deux classes ouvertes"))
        runs = [words(f"{k + 1}. Ouvrir une maison", top=top, style=GRAND)]
        for i, (label, value) in enumerate(rows):
            runs += [words(label, top=top + 24 + 14 * i, style=GRAS), words(value, 52 + 5.0 * len(label), top + 24 + 14 * i)]
        pages += runs
    pages += [words("Attendu", top=480, style=GRAS), words("par tous, le centre ouvre ses portes en juin de cette année.", 87, 480)]
    found = _blocks([page(*pages, _body())], tmp_path)
    assert [t for genre, t in found if genre == "etiquette"] == ["Pilote", "Partenaires", "Attendu"] * 3
    assert ("texte", "deux classes ouvertes") in found


@pytest.mark.parametrize(
    "texte",
    [
        "• un",
        "•un",
        "- un",
        "– un",
        "▪ un",
        "➢ un",
        "✓ un",
        "o un",
        "· un",
        "> un",
        "\uf0b7 un",
        "\uf0b7un",
        "\uf02d un",
        "\u007f un",
        "* un",
        "☎ un",  # a pictogram that no list of signs holds
        "🏠 un",
    ],
)
def test_list_signs(texte: str) -> None:
    marker = marker_at(texte)
    assert marker is not None
    assert texte[marker.suite :] == "un"


@pytest.mark.parametrize("texte", ["un", "-un", "on", "ou un", "2 un", "*un*", "", "–un", "☎un", "+ 15 % de validations", "− 3 points"])
def test_no_list_sign(texte: str) -> None:
    assert marker_at(texte) is None


def test_strong_signs_cut_a_line_and_weak_ones_do_not() -> None:
    assert strong_cuts("• A • B ▪ C") == [4, 8]
    assert strong_cuts("• A → B") == []
    assert strong_cuts("• A•B") == []
    assert strong_cuts("- A - B") == []
    assert strong_cuts("• A •") == []


@pytest.mark.parametrize(
    ("style", "attendu"),
    [
        (Style(12.0, couleur="#000000"), True),
        (GRAS, True),
        (Style(10.0, couleur="#aa0000"), True),
        (Style(10.0, gras=True, couleur="#ffffff", fond="#000080"), True),
        (CORPS, False),
        (Style(10.0, couleur="#222222"), False),
        (Style(8.0, gras=True, couleur="#aa0000"), False),
        (Style(10.0, italique=True, couleur="#000000"), False),
    ],
)
def test_what_is_set_apart_from_the_body(style: Style, attendu: bool) -> None:
    assert distinct(style, CORPS) is attendu


@pytest.mark.parametrize(
    ("texte", "style"),
    [
        ("Soigner près de chez soi", GRAND),
        ("Soigner près de chez soi", GRAS),
        ("Axe 1 : Santé", CORPS),
        ("Comment soigner ?", GRAND),
        ("« Cité éducative »", GRAND),
        ("2.1 Soigner", GRAS),
        ("II. LE TERRITOIRE", CORPS),  # the type of the text, in capitals behind a Roman number
    ],
)
def test_titles(texte: str, style: Style) -> None:
    assert title_reason(texte, style, CORPS)


@pytest.mark.parametrize(
    ("texte", "style"),
    [
        ("Soigner près de chez soi", CORPS),
        ("Il faut soigner près de chez soi.", GRAS),
        ("soigner, prévenir,", GRAS),
        ("de chez soi", GRAS),
        ("Les voici :", GRAS),
        ("2020 – 2022", GRAND),
        ("mot " * 50, GRAND),
        ("« Ici on se connaît tous depuis longtemps »", GRAND),  # a saying
        ("II. Le territoire", CORPS),
        ("A. LE TERRITOIRE", CORPS),
        ("II. CAF", CORPS),
    ],
)
def test_no_titles(texte: str, style: Style) -> None:
    assert title_reason(texte, style, CORPS) == ""


# --- pages ----------------------------------------------------------------------------------------------------------


def test_a_title_over_two_lines_is_one(tmp_path: Path) -> None:
    sheet = page(
        words("Soigner et prévenir près", top=60, style=GRAND),
        words("de chez soi", top=80, style=GRAND),
        words("Un texte court.", top=120),
        _body(),
    )
    assert _blocks([sheet], tmp_path) == [("titre", "Soigner et prévenir près de chez soi"), ("texte", "Un texte court.")]


def test_a_wrapped_item_is_one_and_the_next_is_another(tmp_path: Path) -> None:
    sheet = page(
        words("• Ouvrir un centre de santé dans le quartier, avec", top=100),
        words("une permanence le soir", 60, 113),
        words("• Former des médiateurs", top=126),
        _body(),
    )
    assert _blocks([sheet], tmp_path) == [
        ("item", "Ouvrir un centre de santé dans le quartier, avec une permanence le soir"),
        ("item", "Former des médiateurs"),
    ]


def test_items_nest_by_indent(tmp_path: Path) -> None:
    rows = [("• un", 50), ("– deux", 70), ("▪ trois", 90), ("– quatre", 70), ("• cinq", 50)]
    sheet = page(*(words(t, x, 100 + 14 * i) for i, (t, x) in enumerate(rows)), _body())
    assert _items([sheet], tmp_path) == [(1, "un"), (2, "deux"), (3, "trois"), (2, "quatre"), (1, "cinq")]


def test_several_items_on_a_line(tmp_path: Path) -> None:
    sheet = page(words("• Métropole • Etat", top=100), words("\uf0b7 CAF", top=114), _body())
    assert _blocks([sheet], tmp_path) == [("item", "Métropole"), ("item", "Etat"), ("item", "CAF")]


def test_a_label_and_its_value(tmp_path: Path) -> None:
    sheet = page(words("PILOTES : Ville et CAF", top=100), words("Calendrier :", top=130), words("de 2024 à 2026", top=143), _body())
    assert _blocks([sheet], tmp_path)[:3] == [("etiquette", "PILOTES"), ("texte", "Ville et CAF"), ("etiquette", "Calendrier")]


def test_a_label_alone_needs_a_look_of_its_own(tmp_path: Path) -> None:
    bold = page(words("Structure(s) pilote(s)", top=100, style=GRAS), words("Ville", top=114), _body())
    plain = page(words("Structure(s) pilote(s)", top=100), words("Ville", top=140), _body())
    assert _blocks([bold], tmp_path)[0] == ("etiquette", "Structure(s) pilote(s)")
    assert _blocks([plain], tmp_path)[0] == ("texte", "Structure(s) pilote(s)")


def test_the_same_words_in_a_sentence_are_text(tmp_path: Path) -> None:
    sheet = page(
        words("Les pilotes de l'action sont réunis : la Ville les invite.", top=100),
        words("Leurs partenaires viennent aussi.", top=130),
        _body(),
    )
    assert {genre for genre, _ in _blocks([sheet], tmp_path)} == {"texte"}


def test_small_words_under_a_picture_are_a_caption(tmp_path: Path) -> None:
    caption = [words("Espace", top=304, style=PETIT), words("Habitat social", top=313, style=PETIT)]
    text = words("Le quartier change et ses habitants y prennent part.", top=80)
    assert _blocks([page(text, *caption, _body(), images=[(50, 150, 250, 300)])], tmp_path)[1:] == [("legende", "Espace Habitat social")]
    assert all(genre != "legende" for genre, _ in _blocks([page(text, *caption, _body())], tmp_path))


def test_a_paragraph_runs_on_over_the_page(tmp_path: Path) -> None:
    first = page(
        _body(100),
        words("Les actions commencées en deux mille vingt-quatre se poursuivent dans tous les quartiers prioritaires du", top=760),
    )
    second = page(words("contrat jusqu'à la fin de l'année.", top=60), words("Un autre paragraphe.", top=100), _body(), numero=2)
    _, stages = extract_pages([first, second], tmp_path)
    said = [text_of(stages.lignes, b.spans) for b in stages.sorties["blocs"] if isinstance(b, Block)]
    assert any(t.endswith("prioritaires du contrat jusqu'à la fin de l'année.") for t in said)
    assert "Un autre paragraphe." in said


def test_a_gap_opens_a_paragraph(tmp_path: Path) -> None:
    rows = [
        (100, "Une phrase assez longue pour remplir la ligne jusqu'au bord droit du texte, comme le font les autres"),
        (113, "lignes du paragraphe."),
    ]
    more = [(145, "Une seconde phrase assez longue pour remplir elle aussi sa ligne jusqu'au bord droit, ou presque, du"), (158, "texte.")]
    sheet = page(*(words(t, top=top) for top, t in [*rows, *more]), _body())
    assert [t.split()[-1] for _, t in _blocks([sheet], tmp_path)] == ["paragraphe.", "texte."]


def test_every_block_of_a_page_says_why(tmp_path: Path) -> None:
    sheet = page(words("Axe 1 : Santé", top=60, style=GRAND), words("• un", top=100), words("PILOTE : CAF", top=130), _body())
    _, stages = extract_pages([sheet], tmp_path)
    assert all(b.pourquoi for b in stages.sorties["blocs"] if isinstance(b, Block))


def test_two_labels_on_one_line_are_two() -> None:
    texte = "Pilote : Mission locale ; copilote : France Travail"
    found = next_label(texte, 9)
    assert found is not None
    assert (texte[found[1].debut : found[1].fin], found[1].label.role, texte[9 : found[0]]) == ("copilote", "copilote", "Mission locale")
    assert next_label("Pilotes : Mission locale, Ville de Lens", 10) is None


@pytest.mark.parametrize(
    ("texte", "coupe"),
    [
        ("Porteur : Scène nationale Calendrier : 2025", 25),  # no separator, a capital
        ("Porteur : Scène nationale calendrier : 2025", None),
        ("Objet : tenir le Budget : tableau joint", None),  # 'le' leaves the value open
    ],
)
def test_a_second_label_behind_a_blank_alone(texte: str, coupe: int | None) -> None:
    found = next_label(texte, 8)
    assert (found[0] if found else None) == coupe


BLEU = Style(10.0, couleur="#0000aa")


@pytest.mark.parametrize(
    ("debut", "fin", "attendu"),
    [
        (("PILOTE", GRAS), ("Ville de Rezé", CORPS), "PILOTE"),
        (("Pilote", BLEU), ("Ville de Rezé", CORPS), "Pilote"),
        (("Pilote", CORPS), ("Ville de Rezé", CORPS), None),
        (("Pilote", CORPS), ("Ville de Rezé", GRAS), None),  # a name that a text stresses
        (("Pilote", Style(8.0)), ("Ville de Rezé", GRAS), "Pilote"),  # smaller than the names in bold
        (("Soutien", GRAS), ("à la Ville", CORPS), None),
        (("Signataires", GRAS), ("du contrat", CORPS), None),  # a label with its colon only
        (("Coût estimé.", GRAS), ("74 000 euros par an", CORPS), "Coût estimé"),  # or with a full stop of its own
        (("Coût estimé.", GRAS), ("Il est de 74 000 euros.", CORPS), None),  # a sentence
    ],
)
def test_a_label_that_its_look_alone_parts_from_its_value(debut: tuple[str, Style], fin: tuple[str, Style], attendu: str | None) -> None:
    head = words(debut[0], style=debut[1])
    (ligne,) = lines_pdf([page(head, words(fin[0], head[-1].x1 + 3, style=fin[1]))])
    found = label_by_look(ligne, 0)
    assert (ligne.texte[found.debut : found.fin] if found else None) == attendu
    assert found is None or ligne.texte[found.suite :] == fin[0]


@pytest.mark.parametrize(
    ("dessus", "dessous", "bord", "suite"),
    [
        ("Fédération", "Régionale", 300.0, True),  # names nobody alone
        ("Ville de Rezé,", "Nantes", 300.0, True),
        ("Ville de Rezé", "(direction)", 300.0, True),
        ("Valmarand", "Agglomération", 300.0, True),
        ("CAF", "Métropole", 300.0, False),  # below a body of its own
        ("Ville de Rezé", "CAF", 116.0, False),
        ("Ville de Rezé", "et de Bouguenais", 300.0, True),
        ("Ville de Rezé", "habitants", 300.0, False),  # a noun that starts a name, where it would have fitted above
        ("Jeanne Martin", "responsable", 300.0, False),
        ("Ville de Rezé", "habitants", 116.0, True),  # it would not have fitted
        ("Les Lilas", "Bouguenais", 300.0, False),
        ("Les Lilas", "Bouguenais", 120.0, True),
        ("Les Lilas", "Bouguenais", 0.0, False),  # nothing drawn around
        ("Mission locale", "Moyenne-Vallée", 130.0, True),  # in a full cell
        ("Mission locale", "Moyenne-Vallée", 300.0, False),
        ("Mission locale", "Rectorat", 130.0, False),
        ("Chambre de métiers (CMA)", "Logis du Val", 175.0, False),  # whole, however long
        ("Chambre de métiers (CMA", "du Val)", 170.0, True),
    ],
)
def test_a_name_goes_on_below(dessus: str, dessous: str, bord: float, suite: bool) -> None:
    assert name_goes_on(line(dessus), line(dessous, 1, top=113), bord) is suite


@pytest.mark.parametrize(
    ("mots", "attendu"),
    [
        # the last word of a title is also a label, of titles and fields alike
        (
            [words("Améliorer le cadre de vie des", style=GRAS), words("quartiers", top=113, style=GRAS)],
            [("titre", "Améliorer le cadre de vie des quartiers")],
        ),
        ([words("Budget", style=GRAS), words("DROIT COMMUN", top=113)], [("etiquette", "Budget"), ("texte", "DROIT COMMUN")]),
        ([words("Budget", style=GRAS), words("Calendrier", top=113, style=GRAS)], [("etiquette", "Budget"), ("etiquette", "Calendrier")]),
        ([words("BUDGET"), words("Calendrier", top=113, style=GRAS)], [("etiquette", "BUDGET"), ("etiquette", "Calendrier")]),
        ([words("PILOTES :", style=GRAND)], [("etiquette", "PILOTES")]),
        # a value that runs over its line ends before another label
        (
            [words("Partenaires : CAF, protection"), words("maternelle. Quartiers : Est", top=113)],
            [("etiquette", "Partenaires"), ("texte", "CAF, protection maternelle"), ("etiquette", "Quartiers"), ("texte", "Est")],
        ),
        # a question set larger is a title
        ([words("Qui pilote ?", style=GRAND)], [("titre", "Qui pilote ?")]),
        ([words("Qui pilote ?", style=GRAS)], [("etiquette", "Qui pilote ?")]),
        # a level word, bold, and a sentence after it
        (
            [words("Axe 1 : Soigner les habitants.", style=GRAS), words("Le contrat ouvre un centre", 190)],
            [("titre", "Axe 1 : Soigner les habitants."), ("texte", "Le contrat ouvre un centre")],
        ),
        (
            [words("Axe 1 : Soigner les habitants", style=GRAS), words("du quartier et de la ville", 190)],
            [("titre", "Axe 1 : Soigner les habitants du quartier et de la ville")],
        ),
        (
            [words("Axe 1 : Soigner les habitants.", style=GRAS), words("en ville", 190)],
            [("titre", "Axe 1 : Soigner les habitants. en ville")],
        ),
    ],
)
def test_labels_and_titles_of_a_page(mots: list[list[Word]], attendu: list[tuple[str, str]], tmp_path: Path) -> None:
    assert _blocks([page(*mots, _body())], tmp_path) == attendu


def _blocks_of(sheet: Page, folder: Path) -> dict[str, Block]:
    _, stages = extract_pages([sheet], folder)
    return {text_of(stages.lignes, b.spans): b for b in stages.sorties["blocs"] if isinstance(b, Block)}


@pytest.mark.parametrize(("top", "suite"), [(100.0, True), (113.0, False)])
def test_a_value_a_tab_further_stands_on_the_line_of_its_label(top: float, suite: bool, tmp_path: Path) -> None:
    assert _blocks_of(page(words("Calendrier :"), words("de 2024 à 2026", 200, top), _body()), tmp_path)["de 2024 à 2026"].suite is suite


@pytest.mark.parametrize(("etiquette", "genre"), [("Partenaires :", "texte"), ("Calendrier :", "titre")])
def test_coloured_names_below_a_label_of_parties_in_a_box_are_no_titles(etiquette: str, genre: str, tmp_path: Path) -> None:
    card = Box(45, 90, 250, 160, trait=True)
    sheet = page(
        words(etiquette, style=GRAS), words("Les Lilas", top=116, style=BLEU), words("Bouge", top=140, style=BLEU), _body(), boites=[card]
    )
    found = _blocks_of(sheet, tmp_path)
    assert [found[t].genre for t in ("Les Lilas", "Bouge")] == [genre, genre]


def _card(texte: str, top: float, fond: str = "#cae9ff") -> tuple[list[Word], Box]:
    return words(texte, 60, top + 12), Box(50, top, 250, top + 34, fond=fond)


@pytest.mark.parametrize(
    ("fonds", "puce", "genres"),
    [
        (("#cae9ff",) * 4, False, ["item"] * 4),
        (("#cae9ff", "#cae9ff", "#f0d0d0", "#cae9ff"), False, ["item", "item", "texte", "texte"]),  # lone boxes, not below a heading
        (("#cae9ff",) * 4, True, ["texte"] * 4),  # the section has a list of its own
    ],
)
def test_texts_each_in_a_box_of_their_own_are_a_list(fonds: tuple[str, ...], puce: bool, genres: list[str], tmp_path: Path) -> None:
    """Two headings at least have such boxes; the first holds two of one look, the second is what changes."""
    sign = words("• un point de liste", top=540) if puce else []
    more = words("• un point de liste", top=290) if puce else []
    first = [_card(t, top) for t, top in (("Ouvrir une crèche", 130), ("Former les parents", 180))]
    second = [_card(f"Mener le projet {n}", 350 + 45 * n, fond) for n, fond in enumerate(fonds)]
    runs = [w for w, _ in (*first, *second)]
    boites = [b for _, b in (*first, *second)]
    sheet = page(words("Grandir", style=GRAND), more, words("Travailler", top=320, style=GRAND), *runs, sign, _body(), boites=boites)
    found = _blocks_of(sheet, tmp_path)
    assert [found[f"Mener le projet {n}"].genre for n in range(4)] == genres


@pytest.mark.parametrize(
    ("second", "x", "attendu"),
    [
        (GRAS, 0.0, ["Échéance", "2025", "Statut", "engagée"]),  # told by weight
        (CORPS, 260.0, ["Échéance", "2025", "Statut", "engagée"]),  # told by the blank before it
        (CORPS, 0.0, ["Échéance", "2025", "Statut", "engagée"]),  # told by its capital alone
    ],
)
def test_a_second_label_told_by_its_look(second: Style, x: float, attendu: list[str], tmp_path: Path) -> None:
    debut = words("Échéance : 2025")
    at = x or debut[-1].x1 + 3
    suite = [replace(w, espace=True) for w in words("Statut :", at, style=second)]
    fin = [replace(w, espace=True) for w in words("engagée", suite[-1].x1 + 3)]
    trait = page([*debut, *suite, *fin], _body())
    assert [t for _, t in _blocks([trait], tmp_path)] == attendu


def _suite(*morceaux: tuple[str, Style], top: float, x0: float = 50.0) -> list[Word]:
    """Words set one after the other on one line, each part in its style."""
    out: list[Word] = []
    for texte, style in morceaux:
        start = out[-1].x1 + 3 if out else x0
        out += [replace(w, espace=bool(out) or i > 0) for i, w in enumerate(words(texte, start, top, style))]
    return out


ETIQUETTE = Style(10.0, gras=True, couleur="#aa5500")


@pytest.mark.parametrize(
    ("lignes", "attendu"),
    [
        # a label that no list knows, set as those that are known
        (
            [[("Échéance :", ETIQUETTE), ("2025", CORPS), ("Comment on compte :", ETIQUETTE), ("les entrées", CORPS)]],
            ["Échéance", "2025", "Comment on compte", "les entrées"],
        ),
        # its words in the type of the text are part of the value
        (
            [[("Échéance :", ETIQUETTE), ("2025, comment on compte : les entrées", CORPS)]],
            ["Échéance", "2025, comment on compte : les entrées"],
        ),
        # a label that the line breaks off
        (
            [[("Porteur :", ETIQUETTE), ("CAF", CORPS), ("Partenaires", ETIQUETTE)], [("associés :", ETIQUETTE), ("Ville", CORPS)]],
            ["Porteur", "CAF", "Partenaires associés", "Ville"],
        ),
        (
            [[("Porteur :", ETIQUETTE), ("CAF", CORPS), ("Comment", ETIQUETTE)], [("on compte :", ETIQUETTE), ("les entrées", CORPS)]],
            ["Porteur", "CAF", "Comment on compte", "les entrées"],
        ),
    ],
)
def test_labels_inside_of_a_paragraph_told_by_the_look_of_the_others(
    lignes: list[list[tuple[str, Style]]], attendu: list[str], tmp_path: Path
) -> None:
    connus = [_suite((f"{t} :", ETIQUETTE), ("Ville", CORPS), top=300 + 40.0 * i) for i, t in enumerate(("Pilote", "Porteur", "Échéance"))]
    titre = words("Ouvrir une école", top=60, style=GRAND)
    made = [_suite(*morceaux, top=100 + 12.0 * i) for i, morceaux in enumerate(lignes)]
    found = [t for _, t in _blocks([page(titre, *made, words("Former", top=260, style=GRAND), *connus, _body())], tmp_path)]
    assert found[1 : 1 + len(attendu)] == attendu


@pytest.mark.parametrize(
    ("texte", "genres"),
    [
        ("écoles / Police municipale", ["etiquette", "texte"]),
        ("les habitants nous avons décidé d'ouvrir une école dans chacun des quartiers de la ville.", ["texte"]),
    ],
)
def test_a_label_that_needs_its_colon_leads_to_names_in_its_look(texte: str, genres: list[str], tmp_path: Path) -> None:
    sheet = page(words("Ouvrir une école", top=60, style=GRAND), _suite(("Avec", GRAS), (texte, CORPS), top=100), _body())
    assert [g for g, _ in _blocks([sheet], tmp_path)][1:] == genres


@pytest.mark.parametrize(("seule", "titres"), [(True, 3), (False, 4)])
def test_lines_in_italics_below_titles_say_them_otherwise(seule: bool, titres: int, tmp_path: Path) -> None:
    """'La télémédecine ne suffit pas' in italics under two of three titles, or under one with a list of its own."""
    italique = Style(12.0, italique=True, couleur="#aa0000")
    rows = []
    for n, top in enumerate((60.0, 200.0, 340.0)):
        rows += [words(f"Ouvrir le lieu {'abc'[n]}", top=top, style=GRAND), words("• un point", 60, top + 50)]
        if n < 2:
            rows.append(words(f"Une phrase {'abc'[n]}", top=top + 20, style=italique))
    if not seule:
        rows.append(words("Une phrase de plus", top=400, style=italique))
    found = _blocks([page(*rows, _body())], tmp_path)
    assert sum(g == "titre" for g, _ in found) == (titres if seule else titres + 2)


@pytest.mark.parametrize(("taille", "titres"), [(16.0, 4), (11.0, 6)])
def test_lines_in_italics_between_two_larger_titles_say_the_first_otherwise(taille: float, titres: int, tmp_path: Path) -> None:
    """Each axis in its own colour, the line below it too; above titles that are no larger it may be a level of its own."""
    rows = []
    for n, (top, couleur) in enumerate(((60.0, "#aa0000"), (300.0, "#0000aa"))):
        rows += [words(f"Bien vivre {'ab'[n]}", top=top, style=Style(22.0, gras=True, couleur=couleur))]
        rows += [words(f"Santé et sport {'ab'[n]}", top=top + 30, style=Style(12.0, italique=True, couleur=couleur))]
        rows += [words(f"Ouvrir le lieu {'ab'[n]}", top=top + 60, style=Style(taille, gras=True, couleur="#000000"))]
        rows += [words("• un point", 60, top + 90)]
    assert sum(g == "titre" for g, _ in _blocks([page(*rows, _body())], tmp_path)) == titres


@pytest.mark.parametrize(("fois", "genre"), [(3, "etiquette"), (2, "texte")])
def test_bold_words_that_return_at_the_head_of_a_box_below_the_parties_are_a_label(fois: int, genre: str, tmp_path: Path) -> None:
    rows: list[list[Word]] = []
    boxes = []
    for n in range(fois):
        top = 60 + 160.0 * n
        rows += [
            words(f"Ouvrir le lieu {'abc'[n]}", top=top, style=GRAND),
            words("• un point", 60, top + 25),
            words("Pilote : CAF", top=top + 45),
        ]
        rows += [words("On saura que ça marche si", 60, top + 75, Style(8.0, gras=True, couleur="#000000"))]
        rows += [words("trois habitants sur quatre y viennent", 60, top + 87, Style(8.0, couleur="#000000"))]
        boxes.append(Box(50, top + 70, 300, top + 100, fond="#eeeeee"))
    found = _blocks([page(*rows, boites=boxes), page(_body(), numero=2)], tmp_path)
    assert {g for g, t in found if t.startswith("On saura")} == {genre}


@pytest.mark.parametrize(("ailleurs", "champs"), [("Un texte", 3), ("Début : mars 2030", 0)])
def test_what_stands_above_each_title_is_its_field(ailleurs: str, champs: int, tmp_path: Path) -> None:
    """Three titles, and a paragraph that stands above none."""
    rows = [words(ailleurs, top=480)]
    for n, top in enumerate((60.0, 200.0, 340.0)):
        rows += [words(f"Début : mars {2025 + n}", top=top), words(f"Ouvrir le lieu {'abc'[n]}", top=top + 30, style=GRAND)]
        rows += [words("• un point", 60, top + 60)]
    found = _blocks([page(*rows, _body())], tmp_path)
    assert [g for g, t in found if t == "Début"] == ["etiquette"] * champs
    if champs:
        assert [t for _, t in found][:3] == ["Ouvrir le lieu a", "Début", "mars 2025"]


@pytest.mark.parametrize(("dessous", "genre"), [("• un point", "etiquette"), ("un texte", "titre")])
def test_actions_set_as_a_title_over_a_list_are_a_label(dessous: str, genre: str, tmp_path: Path) -> None:
    """In type larger than the body, at two engagements."""
    moyen = Style(12.0, gras=True, couleur="#000000")
    parts = [(words(f"Ouvrir {n}", top=60 + 200 * n, style=GRAND), words("Actions", top=90 + 200 * n, style=moyen)) for n in (0, 1)]
    suite = [words(dessous, 60, 110 + 200 * n) for n in (0, 1)]
    found = _blocks([page(*(w for part in parts for w in part), *suite, _body())], tmp_path)
    assert [g for g, t in found if t == "Actions"] == [genre] * 2


@pytest.mark.parametrize(("etiquette", "genre"), [("Trois quartiers.", "titre"), ("Pilote :", "texte")])
def test_bold_white_on_a_band_over_each_list_is_a_title_though_small(etiquette: str, genre: str, tmp_path: Path) -> None:
    """In type smaller than that of the lists; behind a label the words are names on a chip."""
    blanc, grand = Style(8.0, gras=True, couleur="#ffffff", fond="#2e5e4e"), Style(12.0, couleur="#000000")
    runs, boites = [], []
    for n in range(3):
        top = 80 + 120.0 * n
        runs += [words(etiquette, 50, top), words(f"Renforcer la présence {'abc'[n]}", 60, top + 24, blanc)]
        runs += [words("• un point de la liste", 60, top + 60, grand), words("• un autre point", 60, top + 76, grand)]
        boites.append(Box(50, top + 16, 300, top + 44, fond="#2e5e4e"))
    suite = page(_body(), *(words(t, 50, 300 + 14 * i, grand) for i, t in enumerate(SUITE)), numero=2)
    found = _blocks([page(*runs, boites=boites), suite], tmp_path)
    assert {g for g, t in found if t.startswith("Renforcer")} == {genre}


@pytest.mark.parametrize(("signes", "titres"), [("AB", ["Bien vivre", "Entreprendre"]), ("AC", ["A Bien vivre", "C Entreprendre"])])
def test_letters_in_larger_type_that_count_down_the_document_number_its_titles(signes: str, titres: list[str], tmp_path: Path) -> None:
    lettre = Style(24.0, gras=True, couleur="#000000")
    parts = [
        page(_suite((sign, lettre), (titre, GRAND), top=60), words("• un point", 60, 120), _body(), numero=n)
        for n, (sign, titre) in enumerate(zip(signes, ("Bien vivre", "Entreprendre"), strict=True), 1)
    ]
    _, stages = extract_pages(parts, tmp_path)
    heads = [b for b in stages.sorties["blocs"] if isinstance(b, Block) and b.genre == "titre"]
    assert [text_of(stages.lignes, b.spans) for b in heads] == titres


def test_a_number_beside_a_title_whose_second_line_starts_below_it(tmp_path: Path) -> None:
    """'1.2' in a disc at the left of a title, the next line of which starts further left than the number."""
    fond = Style(10.0, gras=True, couleur="#ffffff", fond="#aa0000")
    bande = [*words("1.2", 63, 100, fond), *words("Rendre la gestion", 90, 100, fond), *words("de proximité visible", 60, 114, fond)]
    boites = [Box(56, 96, 290, 128, fond="#aa0000"), Box(60, 98, 82, 112, fond="#885500")]
    found = _blocks([page(bande, words("– un point", 60, 140), _body(), boites=boites)], tmp_path)
    assert found[0] == ("titre", "Rendre la gestion de proximité visible")


BLANC = Style(14.0, gras=True, couleur="#ffffff")


@pytest.mark.parametrize(
    ("numero", "x", "attendu"),
    [
        ("3", 50.0, [("titre", "3", "Soutenir les associations")]),
        ("F4", 50.0, [("titre", "F4", "Soutenir les associations")]),
        ("12", 50.0, [("titre", "12", "Soutenir les associations")]),
        ("et", 50.0, None),  # no number
        ("3", -60.0, None),  # too far
    ],
)
def test_a_number_in_a_disc_numbers_the_title_beside_it(
    numero: str, x: float, attendu: list[tuple[str, str, str]] | None, tmp_path: Path
) -> None:
    disc = words(numero, x, 102, BLANC)
    titre = words("Soutenir les associations", 80, 100, GRAND)
    box = Box(disc[0].x0 - 5, 98, disc[0].x1 + 5, 120, fond="#cc5500")
    found = _blocks_of(page(disc, titre, _body(), boites=[box]), tmp_path)
    said = [(b.genre, b.numero, t) for t, b in found.items() if b.genre == "titre"]
    assert (said == attendu) is (attendu is not None)


@pytest.mark.parametrize(
    ("dessous", "genre"),
    [("Des quartiers où il fait bon vivre", "titre"), ("Il fait bon y vivre, disent ceux qui y habitent.", "texte")],
)
def test_a_plain_name_below_a_bare_level_word_in_its_box_is_its_title(dessous: str, genre: str, tmp_path: Path) -> None:
    panel = Box(40, 90, 400, 150, fond="#2e7d5b")
    sheet = page(words("AXE 1", style=BLANC), words(dessous, top=122), _body(), boites=[panel])
    assert _blocks_of(sheet, tmp_path)[dessous].genre == genre


@pytest.mark.parametrize(
    ("texte", "style", "genre"),
    [
        ("➢ Mesure 1 : Lever les freins", GRAS, "titre"),
        ("➢ Mesure 1 : Lever les freins", CORPS, "item"),  # set as the other items
        ("➢ Lever les freins", GRAS, "item"),
        ("➢ Mesure 1", GRAS, "item"),  # no title behind its number
    ],
)
def test_a_list_sign_before_a_heading_is_markup(texte: str, style: Style, genre: str, tmp_path: Path) -> None:
    found = _blocks_of(page(words(texte, style=style), words("– un point", 70, 120), _body()), tmp_path)
    assert found[texte[2:]].genre == genre


@pytest.mark.parametrize(
    ("lignes", "etiquette"),
    [
        (("Structure(s)", "pilote(s) : CAF"), "Structure(s) pilote(s)"),
        (("Parte-", "naires : CAF"), "Partenaires"),
        (("Partenaires", "financeurs : CAF"), "Partenaires financeurs"),
        (("Rues", "pilotes : CAF"), "pilotes"),  # no label together
        (("Structure", "Pilotes : CAF"), "Pilotes"),  # a line of its own
    ],
)
def test_a_label_over_two_lines(lignes: tuple[str, str], etiquette: str, tmp_path: Path) -> None:
    sheet = page(words(lignes[0], style=GRAS), words(lignes[1], top=112, style=GRAS), _body())
    found = _blocks_of(sheet, tmp_path)
    assert [t for t, b in found.items() if b.genre == "etiquette"] == [etiquette]


@pytest.mark.parametrize("texte", ["9 h 15", "Juin 2024", "Mars à mai 2025", "12 mars 2024", "Fin juin 2025", "10h30 - 11h45"])
def test_what_only_says_when_heads_nothing(texte: str) -> None:
    assert title_reason(texte, GRAND, CORPS) == ""


@pytest.mark.parametrize("texte", ["Mars en fête", "Juin 2024 : les ateliers", "9 hameaux", "En mai, fais ce qu'il te plaît"])
def test_a_date_in_a_title_leaves_it_one(texte: str) -> None:
    assert title_reason(texte, GRAND, CORPS)


@pytest.mark.parametrize(("texte", "titre"), [("Automne 2025 2027", False), ("Juin 2024 2025 2026", False), ("Lys 2024 2025", True)])
def test_a_moment_over_other_years_says_when(texte: str, titre: bool) -> None:
    """'Automne 2025' over '2027', in a cell of a timetable."""
    assert bool(title_reason(texte, GRAND, CORPS)) is titre


@pytest.mark.parametrize(
    ("texte", "style", "titre"),
    [
        pytest.param("Entre les soussignés", GRAND, True, id="larger and bold"),
        pytest.param("Entre les soussignés :", GRAND, True, id="with a colon"),
        pytest.param("Entre les soussignés", replace(GRAND, gras=False), False, id="not bold"),
        pytest.param("Entre les soussignés", replace(GRAND, taille=10.0), False, id="as large as the text"),
        pytest.param("Entre", GRAND, False, id="the word alone"),
    ],
)
def test_the_formula_over_those_who_sign_may_be_set_as_a_title(texte: str, style: Style, titre: bool) -> None:
    assert bool(title_reason(texte, style, CORPS)) is titre


@pytest.mark.parametrize(("taille", "titres"), [(16.0, 1), (15.7, 2)])
def test_a_title_runs_on_in_its_own_type(taille: float, titres: int, tmp_path: Path) -> None:
    second = Style(taille, gras=True, couleur="#000000")
    sheet = page(words("Une ville où chacun", style=GRAND), words("Trouve sa place", top=119, style=second), _body())
    assert sum(b.genre == "titre" for b in _blocks_of(sheet, tmp_path).values()) == titres


@pytest.mark.parametrize(
    ("entier", "dessous", "suite"),
    [
        ("Mission locale", "Département", False),
        ("Police nationale", "gendarmerie", False),
        ("France Travail", "Région", False),
        ("Centre", "social", True),  # not whole yet
        ("Conseil départemental", "du Nord", True),
        ("Mission locale", "Nord", True),  # no party by itself
    ],
)
def test_a_body_printed_whole_is_not_gone_on_with(entier: str, dessous: str, suite: bool) -> None:
    """In a cell so narrow that each word has a line of its own."""
    above = line(entier.split()[-1], 0, top=100)
    assert name_goes_on(above, line(dessous, 1, top=112), 90.0, entier) is suite


def _titles_of(*sheets: Page, folder: Path) -> list[str]:
    _, stages = extract_pages(sheets, folder)
    return [text_of(stages.lignes, b.spans) for b in stages.sorties["blocs"] if isinstance(b, Block) and b.genre == "titre"]


def _fiche(numero: int, *lines: tuple[str, Style]) -> Page:
    runs = [words(texte, 50, 100 + 22 * i, style) for i, (texte, style) in enumerate(lines)]
    return page(
        *runs, *(words(f"- agir encore et encore pour le quartier {c}", 50, 300 + 14 * i) for i, c in enumerate("abc")), numero=numero
    )


PETIT_GRIS = Style(taille=8.0, couleur="#555555")


@pytest.mark.parametrize("dessus", [True, False])
def test_small_lines_that_name_the_axis_of_each_fiche_are_headings_above_it(dessus: bool, tmp_path: Path) -> None:
    fiches = [("Axe 1 – Habiter", "Fiche 1 : Rénover"), ("Axe 1 – Habiter", "Fiche 2 : Isoler"), ("Axe 2 – Grandir", "Fiche 3 : Lire")]
    pairs = [((axe, PETIT_GRIS), (titre, GRAND)) for axe, titre in fiches]
    sheets = [_fiche(n, *(pair if dessus else pair[::-1])) for n, pair in enumerate(pairs, start=1)]
    assert _titles_of(*sheets, folder=tmp_path) == [texte for pair in fiches for texte in pair]


def test_a_small_numbered_line_printed_once_is_text(tmp_path: Path) -> None:
    sheets = [_fiche(n, (f"Axe {n} – Quartier {n}", PETIT_GRIS), (f"Fiche {n} : Rénover {n}", GRAND)) for n in (1, 2)]
    assert _titles_of(*sheets, folder=tmp_path) == ["Fiche 1 : Rénover 1", "Fiche 2 : Rénover 2"]


def test_a_label_behind_an_article_is_one_when_it_returns(tmp_path: Path) -> None:
    gras = Style(taille=12.0, gras=True, couleur="#aa0000")
    sheets = [_fiche(n, (f"Fiche {n} : Rénover {n}", GRAND), ("Le constat", gras)) for n in (1, 2)]
    assert "Le constat" not in _titles_of(*sheets, folder=tmp_path)
    assert "Le constat" in _titles_of(sheets[0], folder=tmp_path)


def test_numbered_fields_that_return_are_labels(tmp_path: Path) -> None:
    gras = Style(taille=10.0, gras=True, couleur="#000000")
    champs = [("1. Contexte", gras), ("Il fait froid.", CORPS), ("2. Actions", gras)]
    sheets = [_fiche(n, (f"Fiche {n} : Rénover {n}", GRAND), *champs) for n in (1, 2)]
    assert _titles_of(*sheets, folder=tmp_path) == ["Fiche 1 : Rénover 1", "Fiche 2 : Rénover 2"]
    assert "1. Contexte" in _titles_of(sheets[0], folder=tmp_path)


def test_bold_items_over_plain_ones_are_titles(tmp_path: Path) -> None:
    gras = Style(taille=10.0, gras=True, couleur="#000000")

    def sheet(n: int) -> Page:
        plain = [words(f"– agir pour le quartier {c}", 70, 130 + 14 * i) for i, c in enumerate("ab")]
        return page(words(f"Axe {n} : Vivre", 50, 80, GRAND), words(f"• Rénover la tour {n}", 50, 112, gras), *plain, numero=n)

    assert _titles_of(sheet(1), sheet(2), folder=tmp_path) == ["Axe 1 : Vivre", "Rénover la tour 1", "Axe 2 : Vivre", "Rénover la tour 2"]
    assert "Rénover la tour 1" not in _titles_of(sheet(1), folder=tmp_path)


@pytest.mark.parametrize("plein", [True, False])
def test_a_bold_lead_that_fills_its_line_is_a_heading_as_the_others_are(plein: bool, tmp_path: Path) -> None:
    """Two paragraphs start with a bold sentence and go on; the lead of the third ends with its line."""
    made: list[Word] = []
    for n, lead in enumerate(("Ouvrir un guichet.", "Former les jeunes.")):
        bold = words(lead, top=100 + 60 * n, style=GRAS)
        made += [*bold, *words("Le besoin est connu.", bold[-1].x1 + 5, 100 + 60 * n), *words("- agir", 60, 116 + 60 * n)]
    last = [*words("Soigner tout près." if plein else "Soigner tout près", top=220, style=GRAS), *words("Le besoin est connu.", top=232)]
    found = _blocks([page(made, last, words("- recruter", 60, 248), _body())], tmp_path)
    titles = [t for genre, t in found if genre == "titre"]
    assert titles[:2] == ["Ouvrir un guichet.", "Former les jeunes."]
    assert ("Soigner tout près." in titles) == plein


def test_a_bold_lead_may_end_on_the_next_line(tmp_path: Path) -> None:
    made: list[Word] = []
    for n, lead in enumerate(("Action 1. Ouvrir.", "Action 2. Former.")):
        bold = words(lead, top=100 + 60 * n, style=GRAS)
        made += [*bold, *words("Le besoin est connu.", bold[-1].x1 + 5, 100 + 60 * n), *words("- agir", 60, 116 + 60 * n)]
    end = words("Barbusse.", top=232, style=GRAS)
    last = [
        *words("Action 3. Rendre la place au quartier de", top=220, style=GRAS),
        *end,
        *words("Le besoin est connu.", end[-1].x1 + 5, 232),
    ]
    found = _blocks([page(made, last, words("- recruter", 60, 248), _body())], tmp_path)
    assert ("titre", "Action 3. Rendre la place au quartier de Barbusse.") in found
    assert ("texte", "Le besoin est connu.") in found


@pytest.mark.parametrize(
    ("tete", "valeurs", "niveaux"),
    [
        ("Objectif", ("1.1 Loger", "1.1 Loger", "1.2 Former"), ["Loger", "Former"]),
        ("Objectif", ("1.1 Loger", "1.2 Former", "1.1 Loger"), []),  # comes back: a field of each row
        ("#", ("a", "a", "b"), []),  # a header without a word
    ],
)
def test_a_column_left_of_the_titles_that_a_level_word_heads_groups_the_rows(
    tete: str, valeurs: tuple[str, ...], niveaux: list[str], tmp_path: Path
) -> None:
    xs = (50, 150, 300, 430)
    heads = [w for x, t in zip(xs, (tete, "Action", "Pilote", "Échéance"), strict=True) for w in words(t, x, 100, GRAS)]
    rows = [
        w
        for n, (value, action) in enumerate(zip(valeurs, ("Rénover", "Bâtir", "Ouvrir"), strict=True))
        for x, t in zip(xs, (value, action, "CAF", "2025"), strict=True)
        for w in words(t, x, 130 + 30 * n)
    ]
    rules = [(45.0, 120.0 + 30 * n, 540.0, 120.0 + 30 * n) for n in range(4)]
    _, stages = extract_pages([page(heads, rows, _body(), traits=rules)], tmp_path)
    told = [
        text_of(stages.lignes, b.spans)
        for b in stages.sorties["blocs"]
        if isinstance(b, Block) and b.genre == "titre" and b.rang == RANG_THEME
    ]
    assert [t.partition(" ")[2] for t in told[:1] + told[2:]] == niveaux


@pytest.mark.parametrize("rappel", [False, True])
def test_a_number_in_a_square_numbers_the_title_below_the_line_that_names_its_axis(rappel: bool, tmp_path: Path) -> None:
    """Beside 'Axe 1 – Habiter' in small type right above the title, or beside the title alone."""
    square = Box(40, 90, 76, 126, fond="#e9b44c")
    small = [*words("Axe 1 – Habiter", 90, 92, Style(8.0, couleur="#ffffff"))] if rappel else []
    sheet = page(words("1.1", 46, 104, BLANC), small, words("Garantir les droits", 90, 104, GRAND), _body(), boites=[square])
    assert _blocks_of(sheet, tmp_path)["Garantir les droits"].numero == "1.1"


@pytest.mark.parametrize(("numeros", "attendu"), [("123", list("123")), ("137", [""] * 3), ("1212", list("1212")), ("1111", [""] * 4)])
def test_numbers_in_discs_over_their_titles_count(numeros: str, attendu: list[str], tmp_path: Path) -> None:
    made: list[list[Word]] = []
    boites: list[Box] = []
    for i, numero in enumerate(numeros):
        made += [words(numero, 60, 100 + 120 * i, BLANC), words(f"Soutenir les associations {i}", 52, 124 + 120 * i, GRAND)]
        boites.append(Box(52, 96 + 120 * i, 74, 118 + 120 * i, fond="#cc5500"))
    found = _blocks_of(page(*made, _body(), boites=boites), tmp_path)
    assert [b.numero for t, b in found.items() if t.startswith("Soutenir")] == attendu


@pytest.mark.parametrize(
    ("chiffre", "dessous", "genre"),
    [
        ("9 740", "habitants", "texte"),
        ("1 sur 3", "a moins de 20 ans", "texte"),
        ("Axe 2", "habitants", "titre"),
        ("4", "Quartiers", "titre"),
    ],
)
def test_words_below_the_figure_that_counts_them_are_no_heading(chiffre: str, dessous: str, genre: str, tmp_path: Path) -> None:
    grand, blanc = Style(24.0, gras=True, couleur="#ffaa00"), Style(13.0, couleur="#ffffff")
    sheet = page(words(chiffre, 100, 100, grand), words(dessous, 100, 130, blanc), _body(), boites=[Box(90, 90, 300, 160, fond="#112233")])
    found = _blocks_of(sheet, tmp_path)
    assert found[dessous].genre == genre
    assert chiffre == "Axe 2" or found[chiffre].genre == "texte"


def _carte(*lines: tuple[str, Style], folder: Path) -> dict[str, Block]:
    runs = [words(texte, 60, 100 + 18 * i, style) for i, (texte, style) in enumerate(lines)]
    return _blocks_of(page(*runs, _body(), boites=[Box(50, 90, 400, 260, trait=True)]), folder)


@pytest.mark.parametrize(("avant", "etiquette"), [("Pilote", "acteur:partenaire"), ("Un texte", None)])
def test_avec_alone_is_a_label_where_it_is_set_as_the_labels_are(avant: str, etiquette: str | None, tmp_path: Path) -> None:
    gris = Style(10.0, gras=True, couleur="#777777")
    found = _carte((avant, gris), ("CAF", CORPS), ("Avec", gris), ("Mission locale", CORPS), folder=tmp_path)
    assert (found["Avec"].etiquette or None) == etiquette


def test_a_bold_number_before_an_entry_is_no_lead(tmp_path: Path) -> None:
    """'1A' in bold, then the words that the document prints as a title elsewhere: one paragraph."""
    bold = words("1A", style=GRAS)
    rest = words("Ouvrir un guichet", bold[-1].x1 + 5, 100)
    card = [words("1A", 60, 202, BLANC), words("Ouvrir un guichet", 90, 200, GRAND)]
    sheet = page(bold, rest, *card, _body(), boites=[Box(52, 198, 80, 220, fond="#cc5500")])
    assert ("texte", "1A Ouvrir un guichet") in _blocks([sheet], tmp_path)


def test_a_sentence_below_names_in_a_card_is_none_of_them(tmp_path: Path) -> None:
    gris, blanc = Style(10.0, gras=True, couleur="#777777"), Style(9.0, gras=True, couleur="#ffffff")
    lines = [
        ("Loger", GRAND),
        ("Pilote", gris),
        ("CAF", blanc),
        ("Ils proposent cent stages. La", CORPS),
        ("convention est à écrire.", CORPS),
    ]
    runs = [words(t, 60, 100 + (20 * i if i < 4 else 74), s) for i, (t, s) in enumerate(lines)]
    boites = [Box(50, 90, 500, 260, fond="#eeeeee")]
    document, _ = extract_pages([page(*runs, _body(), boites=boites)], tmp_path)
    assert [a.libelle for s in document.sections for e in s.engagements for a in e.pilotes] == ["CAF"]


def test_a_value_that_opens_like_a_label_is_a_value(tmp_path: Path) -> None:
    """'Calendrier' beside 'Mise en service : juin 2026', in a grid of labels and values."""
    rows = [("Pilote", "CAF"), ("Calendrier", "Mise en service : juin 2026"), ("Budget", "10 000 €")]
    runs = [w for i, (a, b) in enumerate(rows) for w in (words(a, 55, 100 + 24 * i, GRAS), words(b, 205, 100 + 24 * i))]
    boites = [Box(x0, 95 + 24 * i, x1, 119 + 24 * i, trait=True) for i in range(3) for x0, x1 in ((50, 200), (200, 500))]
    found = _blocks_of(page(*runs, _body(), boites=boites), tmp_path)
    assert [t for t, b in found.items() if b.genre == "etiquette"] == ["Pilote", "Calendrier", "Budget"]


def test_a_theme_with_a_text_over_each_table_heads_its_rows(tmp_path: Path) -> None:
    """Several headings of one look stand each over a table: the rows are theirs, though they have a text of their own."""
    made: list[list[Word]] = [words("LE CADRE DE VIE", top=60, style=Style(20.0, gras=True, couleur="#aa0000"))]
    boites: list[Box] = []
    for i, theme in enumerate(("L'habitat", "La santé")):
        top = 100 + 200 * i
        made += [words(theme, top=top, style=GRAND), words("Les besoins sont connus de tous.", top=top + 24)]
        for r, row in enumerate([("Action", "Pilote", "Échéance"), (f"Rénover {i}", "CAF", "2025"), (f"Isoler {i}", "Ville", "2026")]):
            for x, texte in zip((55, 205, 355), row, strict=True):
                made.append(words(texte, x, top + 55 + 24 * r, CORPS if r else GRAS))
                boites.append(Box(x - 5, top + 50 + 24 * r, x + 145, top + 74 + 24 * r, trait=True))
    document, _ = extract_pages([page(*made, _body(), boites=boites)], tmp_path)
    (cadre,) = [s for s in document.sections if s.titre == "LE CADRE DE VIE"] or document.sections[-1:]
    assert {s.titre: [e.titre for e in s.engagements] for s in (*cadre.sections, *document.sections) if s.engagements} == {
        "L'habitat": ["Rénover 0", "Isoler 0"],
        "La santé": ["Rénover 1", "Isoler 1"],
    }


@pytest.mark.parametrize(
    ("themes", "titres"), [(["EMPLOI", "EMPLOI", "SANTÉ"], 3), (["EMPLOI", "SANTÉ", "SPORT"], 0), (["EMPLOI", "SANTÉ", "EMPLOI"], 0)]
)
def test_small_themes_over_the_titles_of_slides(themes: list[str], titres: int, tmp_path: Path) -> None:
    """One of them at least returns, on slides that follow each other: otherwise each is but a line over its title."""
    petit = Style(taille=8.0, couleur="#c8452b")
    sheets = [_fiche(n, (theme, petit), (f"Ouvrir le guichet {'abc'[n - 1]}", GRAND)) for n, theme in enumerate(themes, start=1)]
    assert sum(t.isupper() for t in _titles_of(*sheets, folder=tmp_path)) == titres


@pytest.mark.parametrize("fin", ["10. Moi je finis à 21 heures. »", "je finis plus tard. »"])
def test_a_saying_goes_on_until_its_mark_closes_it(fin: str, tmp_path: Path) -> None:
    vert = Style(10.0, couleur="#008855")
    sheet = page(words("« Le dernier bus part à 20 h", style=vert), words(fin, top=112, style=vert), _body())
    assert _blocks([sheet], tmp_path) == [("texte", f"« Le dernier bus part à 20 h {fin}")]


@pytest.mark.parametrize(
    ("texte", "titre"),
    [("« On vient pour les petits et on reste. » Un père, le 18 janvier", False), ("« Aller vers » : un guichet mobile", True)],
)
def test_a_saying_with_who_said_it_is_no_heading(texte: str, titre: bool) -> None:
    assert bool(title_reason(texte, replace(GRAND, couleur="#8c2f39"), CORPS)) is titre


def test_below_a_label_alone_a_plain_label_with_its_colon_is_its_value(tmp_path: Path) -> None:
    gris = Style(10.0, gras=True, couleur="#777777")
    lines = [("Pilote", gris), ("CAF", CORPS), ("Calendrier", gris), ("Démarrage : septembre 2016", CORPS)]
    found = _carte(*lines, folder=tmp_path)
    assert [t for t, b in found.items() if b.genre == "etiquette"] == ["Pilote", "Calendrier"]


@pytest.mark.parametrize(
    "texte", ["Automne 2023", "Début 2025", "1er trimestre 2026", "Sept. 2024", "ENTRE", "Vu", "9 740", "1 collégien sur 5"]
)
def test_moments_formulas_and_figures_head_nothing(texte: str) -> None:
    assert title_reason(texte, replace(GRAND, couleur="#8c2f39"), CORPS) == ""


@pytest.mark.parametrize(("quand", "titres"), [("Octobre 2024", 1), ("Une étape", 2)])
def test_what_happens_at_a_date_is_no_heading(quand: str, titres: int, tmp_path: Path) -> None:
    jaune = Style(14.0, gras=True, couleur="#bb9900")
    runs = [
        words("Et maintenant ?", 50, 60, Style(24.0, gras=True)),
        words(quand, 50, 100, jaune),
        words("Premier appel à projets", 50, 115, Style(15.0, couleur="#0000aa")),
    ]
    sheets = [page(_body(), numero=1), page(*runs, _body(), numero=2)]
    assert len(_titles_of(*sheets, folder=tmp_path)) == (1 if titres == 1 else 3)


def test_larger_labels_that_return_at_each_fiche_are_labels(tmp_path: Path) -> None:
    rose = Style(14.0, gras=True, couleur="#d1495b")
    fiches = [
        [
            (f"Fiche {n} : Rénover {'abc'[n - 1]}", GRAND),
            ("Constat", rose),
            ("Il fait froid.", CORPS),
            ("Public visé", rose),
            ("Tous.", CORPS),
        ]
        for n in (1, 2, 3)
    ]
    assert _titles_of(*(_fiche(n, *f) for n, f in enumerate(fiches, start=1)), folder=tmp_path) == [
        "Fiche 1 : Rénover a",
        "Fiche 2 : Rénover b",
        "Fiche 3 : Rénover c",
    ]
    assert "Constat" in _titles_of(_fiche(1, *fiches[0]), folder=tmp_path)


def test_a_label_over_two_lines_starts_at_the_edge_below_its_picture(tmp_path: Path) -> None:
    gras = Style(8.0, gras=True, couleur="#000000")
    runs = [words("Rénover les tours", 50, 60, GRAND), words("PARTENAIRES", 70, 100, gras), words("MOBILISÉS", 50, 112, gras)]
    found = _blocks([page(*runs, words("CAF, ADIL", 50, 126), _body())], tmp_path)
    assert ("etiquette", "PARTENAIRES MOBILISÉS") in found


@pytest.mark.parametrize("texte", ["À quoi verra-t-on que c'est réussi ? :", "Avec quels moyens ?"])
def test_a_question_set_as_the_labels_are_is_a_label_over_a_list_too(texte: str, tmp_path: Path) -> None:
    runs = [words("Rénover les tours", 50, 60, GRAND), words("Pilote :", 50, 90, GRAS), words("Ville", 100, 90)]
    runs += [words("Partenaires :", 50, 104, GRAS), words("CAF", 130, 104), words("Financeurs :", 50, 118, GRAS), words("Etat", 130, 118)]
    runs += [words(texte, 50, 132, GRAS), words("- Cent familles reçues", 50, 146), words("- Dix ateliers", 50, 160)]
    found = _blocks([page(*runs, _body())], tmp_path)
    assert ("etiquette", texte.rstrip(" :")) in found


def test_the_end_of_a_value_before_a_label_that_fills_the_line_is_no_heading(tmp_path: Path) -> None:
    runs = [words("Rénover les tours", 50, 60, GRAND), words("Porteurs :", 50, 90, GRAS), words("CAF • Ville de", 105, 90)]
    runs += [[*words("Vauxreuil", 50, 104), *words("Partenaires associés :", 98, 104, GRAS), *words("Etat", 212, 104)]]
    found = _blocks([page(*runs, _body())], tmp_path)
    assert [t for genre, t in found if genre == "titre"] == ["Rénover les tours"]
    assert ("etiquette", "Partenaires associés") in found


def _disques(n: int, x: float, decalage: float = 0.0) -> tuple[list[list[Word]], list[Box]]:
    """Cards, each with a number in a disc beside its middle, at `x`."""
    runs, boxes = [], []
    for i in range(n):
        top = 60.0 + 150 * i
        runs += [
            words(f"Mener le projet {'abc'[i]}", 150, top, GRAND),
            words("- Agir", 150, top + 25),
            words("Porteur : CAF", 150, top + 40),
        ]
        runs.append(words(f"0{i + 1}", x, top + 28 + decalage, replace(GRAND, couleur="#ffffff")))
        boxes.append(Box(x - 10, top + 15, x + 40, top + 65, fond="#aa3355"))
    return runs, boxes


@pytest.mark.parametrize("x", [60.0, 480.0])
def test_numbers_in_discs_at_one_side_are_those_of_the_titles(x: float, tmp_path: Path) -> None:
    runs, boxes = _disques(3, x)
    _, stages = extract_pages([page(*runs, _body(), boites=boxes)], tmp_path)
    assert [b.numero for b in stages.sorties["blocs"] if isinstance(b, Block) and b.genre == "titre"] == ["01", "02", "03"]


def test_lines_that_each_open_with_a_figure_head_nothing(tmp_path: Path) -> None:
    bleu = Style(17.0, couleur="#28666e")
    lines = ["3 quartiers prioritaires", "5 980 habitants concernés", "43 % de moins de 30 ans"]
    runs = [words("Chiffres clés", 50, 60, GRAND), *(words(t, 50, 90 + 20 * i, bleu) for i, t in enumerate(lines))]
    assert _titles_of(page(*runs, _body()), folder=tmp_path) == ["Chiffres clés"]


@pytest.mark.parametrize(("deux", "titres"), [(True, ["Moyens"]), (False, ["Moyens", "Maquette financière"])])
def test_the_title_of_a_table_of_figures_heads_nothing(deux: bool, titres: list[str], tmp_path: Path) -> None:
    """Unless its look heads a text as well."""
    runs = [words("Moyens", 50, 40, GRAND), words("Maquette financière", 50, 88, GRAS)]
    for i, texts in enumerate([("Part", "QPV", "EPCI", "France"), *[(f"Taux {n}", "1", "2", "3") for n in "abc"]]):
        runs += [words(t, x, 104 + 20 * i) for t, x in zip(texts, (50, 250, 330, 410), strict=True)]
    traits = [(45.0, 100.0 + 20 * i, 500.0, 100.5 + 20 * i) for i in range(5)]
    if not deux:
        runs.append(words("Le suivi", 50, 580, GRAS))
        titres = [*titres, "Le suivi"]
    assert _titles_of(page(*runs, _body(), traits=traits), folder=tmp_path) == titres


@pytest.mark.parametrize(
    ("suite", "attendu"),
    [
        ("professionnelle", ["Réserver dix berceaux à vocation d’insertion professionnelle", "Soutenir"]),
        ("Professionnels", ["Réserver dix berceaux à vocation d’insertion", "Soutenir"]),  # a text of its own
        ("b) poste", ["Réserver dix berceaux à vocation d’insertion", "poste", "Soutenir"]),
    ],
)
def test_an_item_goes_on_at_the_head_of_the_next_column(suite: str, attendu: list[str], tmp_path: Path) -> None:
    left = [words("Garder les enfants des parents", 50, 100), words("qui se forment", 50, 112)]
    left += [words("• Réserver dix berceaux à", 50, 130), words("vocation d’insertion", 60, 142)]
    right = [words(suite, 330, 90), words("• Soutenir", 320, 104), words("Un texte qui suit la liste ici", 320, 130)]
    assert [t for _, t in _items([page(*left, *right, _body())], tmp_path)] == attendu


def _en_gras(lead: str, value: str, top: float) -> list[Word]:
    """A lead in bold teal, and plain words behind it on its line."""
    first = words(lead, 50, top, Style(10.0, gras=True, couleur="#17616b"))
    return [*first, *words(value, first[-1].x1 + 3, top)]


@pytest.mark.parametrize(("fois", "champs"), [(3, ["Pour qui"] * 3), (2, [])])
def test_words_set_as_the_labels_are_a_label_where_they_return(fois: int, champs: list[str], tmp_path: Path) -> None:
    """'Pour qui', without its question mark, before the labels that are known; twice is no habit."""
    runs = []
    for n in range(3):
        top = 60.0 + 120 * n
        runs += [words(f"Agir {'abc'[n]}", 50, top, GRAND), words("• ouvrir un lieu", 50, top + 24)]
        runs += [_en_gras("Pour qui" if n < fois else "Ce temps", "les familles sans voiture", top + 44)]
        runs += [_en_gras("Responsable", "Ville", top + 58), _en_gras("Partenaires", "CAF", top + 72)]
    found = _blocks([page(*runs, _body())], tmp_path)
    assert [t for g, t in found if g == "etiquette" and t not in ("Responsable", "Partenaires")] == champs


def test_a_whole_line_set_as_the_labels_are_is_one_where_it_returns(tmp_path: Path) -> None:
    """Its words fill the line, the value stands below."""
    runs = []
    for n in range(3):
        top = 60.0 + 130 * n
        runs += [words(f"Agir {'abc'[n]}", 50, top, GRAND), words("• ouvrir un lieu", 50, top + 24)]
        runs += [_en_gras("Responsable", "Ville", top + 44), _en_gras("Partenaires", "CAF", top + 58)]
        runs += [words("On saura que c’est réussi si", 50, top + 72, Style(10.0, gras=True, couleur="#17616b"))]
        runs += [words("la fréquentation atteint un tiers", 50, top + 85)]
    found = _blocks([page(*runs, _body())], tmp_path)
    at = [i for i, b in enumerate(found) if b == ("etiquette", "On saura que c’est réussi si")]
    assert [found[i + 1] for i in at] == [("texte", "la fréquentation atteint un tiers")] * 3


@pytest.mark.parametrize(
    ("texte", "dessous", "titre"),
    [
        ("La maire et le président de l’agglomération", None, False),
        ("La maire et le président de l’agglomération", "La commune les réunit.", True),  # what it heads
        ("Maison du projet", "4, rue de la Filature projet@lys.example", False),
        ("Maison du projet", "Elle ouvre en mars.", True),
    ],
)
def test_a_signature_in_bold_and_a_line_over_an_address_head_nothing(texte: str, dessous: str | None, titre: bool, tmp_path: Path) -> None:
    runs = [words("Édito", 50, 60, GRAND), words("Chaque année nous reviendrons dire ce qui est fait.", 50, 90)]
    runs += [words(texte, 50, 110, GRAS), *([words(dessous, 50, 124)] if dessous else [])]
    found = _blocks([replace(page(_body()), numero=1), replace(page(*runs), numero=2)], tmp_path)
    _, stages = extract_pages([page(_body()), replace(page(*runs), numero=2)], tmp_path)
    genres = {text_of(stages.lignes, b.spans): b.genre for b in stages.sorties["blocs"] if isinstance(b, Block)}
    assert (genres[texte] == "titre") is titre
    assert found == []


def test_an_engagement_in_the_look_of_the_body_ends_where_its_line_had_room(tmp_path: Path) -> None:
    """Word's 'Engagement n° 2 : ...', underlined or not, over a numbered list or a sentence."""
    runs = [words("Engagement n° 1 : Trouver un stage à chaque élève", 50, 60), words("1. Recenser les offres des services", 60, 73)]
    runs += [words("2. Désigner un référent", 60, 86), words("Engagement n° 2 : Doubler les séjours", 50, 110)]
    runs += [words("Son contenu sera arrêté plus tard.", 50, 123)]
    found = _blocks([page(*runs, _body())], tmp_path)
    assert [t for g, t in found if g == "titre"] == [
        "Engagement n° 1 : Trouver un stage à chaque élève",
        "Engagement n° 2 : Doubler les séjours",
    ]
    assert [t for g, t in found if g == "item"] == ["Recenser les offres des services", "Désigner un référent"]


@pytest.mark.parametrize(("couleur", "genre"), [("#e39b2d", "texte"), ("#000000", "titre")])
def test_names_in_bold_below_a_coloured_label_of_a_box(couleur: str, genre: str, tmp_path: Path) -> None:
    label = Style(10.0, gras=True, couleur=couleur)
    found = _carte(("Pilotage", label), ("Mission locale", GRAS), ("Avec", label), ("CAF, Ville", CORPS), folder=tmp_path)
    assert found["Mission locale"].genre == genre


def test_a_line_over_key_figures_and_names_in_frames_are_no_headings(tmp_path: Path) -> None:
    """A figure stands below it in larger type: '3' would be the number of a title."""
    figures = [words("Chiffres clés", 50, 60, GRAS), words("38 min", 50, 74, Style(22.0, gras=True)), words("jusqu’à la gare", 50, 100)]
    frames = [words(name, 60, 210 + 60.0 * i, GRAS) for i, name in enumerate(("État", "Région", "Ville de Lys", "Lys Habitat"))]
    boxes = [Box(50, 195 + 60.0 * i, 250, 235 + 60.0 * i, trait=True) for i in range(4)]
    sheets = [page(_body()), replace(page(*figures, numero=2), numero=2), replace(page(*frames, boites=boxes), numero=3)]
    assert not {"Chiffres clés", "38 min", "État", "Lys Habitat"} & set(_titles_of(*sheets, folder=tmp_path))
    numbered = page(words("Habiter", 50, 60, GRAS), words("3", 50, 74, Style(22.0, gras=True)), numero=2)
    assert "Habiter" in _titles_of(page(_body()), numbered, folder=tmp_path)


@pytest.mark.parametrize(("suite", "numeros"), [((1, 2, 3), ["1", "2", "3"]), ((1, 4, 9), ["", "", ""])])
def test_a_word_and_a_number_that_count_number_the_titles_below(suite: tuple[int, ...], numeros: list[str], tmp_path: Path) -> None:
    """'Carte 1', 'Carte 2': no level word, but it counts."""
    sheets = [
        _fiche(n, (f"Carte {number}", replace(GRAS, couleur="#aa0000")), (f"Ouvrir la porte {'abc'[n - 1]}", GRAND))
        for n, number in enumerate(suite, 1)
    ]
    _, stages = extract_pages(sheets, tmp_path)
    titles = [b for b in stages.sorties["blocs"] if isinstance(b, Block) and b.genre == "titre"]
    assert [b.numero for b in titles if text_of(stages.lignes, b.spans).startswith("Ouvrir")] == numeros


def test_a_title_that_the_sommaire_names_is_no_label_that_returns(tmp_path: Path) -> None:
    """'Les signataires', a label at several fiches, in the type of an entry and in that of a title."""
    entry = Style(12.0, couleur="#000000")
    first = page(words("Sommaire", 50, 60, GRAND), words("Les signataires", 50, 90, entry), _body())
    last = page(words("Les signataires", 50, 60, GRAND), words("L'État, la Ville et la CAF.", 50, 90), numero=2)
    assert "Les signataires" in _titles_of(first, last, folder=tmp_path)


def test_a_question_over_two_lines_of_a_cell_is_a_label(tmp_path: Path) -> None:
    bleu = Style(10.0, gras=True, couleur="#0f7c8a")
    runs, edges = [], []
    for n, top in enumerate((100.0, 220.0)):
        runs += [words("Qui pilote ?", 60, top, bleu), words("Ville", 60, top + 13), words("Pour quand ?", 220, top, bleu)]
        runs += [words("en 2026", 220, top + 13), words("Dans quels", 220, top + 26, bleu), words("quartiers ?", 220, top + 39, bleu)]
        runs += [words(f"Polygone {'ab'[n]}", 220, top + 52)]
        edges += [(x, top - 6, x, top + 70) for x in (50.0, 210.0, 380.0)] + [(50.0, y, 380.0, y) for y in (top - 6, top + 70)]
    found = _blocks([replace(page(*runs, _body()), traits=tuple(edges))], tmp_path)
    assert [t for g, t in found if g == "etiquette" and t.startswith("Dans")] == ["Dans quels quartiers ?"] * 2


@pytest.mark.parametrize("dernier", ["2.1", "2.2"])
def test_numbers_far_from_their_titles_are_theirs_where_they_count(dernier: str, tmp_path: Path) -> None:
    """A wide column apart; without the count they stay figures."""
    signs = ["1.1", "1.2", dernier]
    made = [run for i, sign in enumerate(signs) for run in _numbered_row(sign, f"Ouvrir un lieu {chr(97 + i)}", 100 + 80.0 * i)]
    _, stages = extract_pages([page(*made, _body())], tmp_path)
    numbers = [b.numero for b in stages.sorties["blocs"] if isinstance(b, Block) and b.genre == "titre"]
    assert numbers == (signs if dernier == "2.1" else [""] * 3)


def _numbered_row(sign: str, titre: str, top: float) -> list[list[Word]]:
    plain = [words(text, 250, top + 24 + 14 * k) for k, text in enumerate(("- agir pour tous les habitants", "- suivre ce qui est fait"))]
    return [words(sign, 50, top, Style(18.0, couleur="#000000")), words(titre, 250, top, GRAND), *plain]


@pytest.mark.parametrize("style", [Style(9.0, couleur="#c0392b"), Style(9.0, couleur="#000000")])
def test_a_label_that_needs_its_colon_is_one_beside_names_in_another_look(style: Style, tmp_path: Path) -> None:
    noms = Style(9.0, couleur="#000000")
    made = [
        words("Ouvrir un lieu", top=80, style=GRAND),
        words("- agir", 60, 104),
        words("Avec", 50, 130, style),
        words("CAF, Ville", 120, 130, noms),
    ]
    assert (("etiquette", "Avec") in _blocks([page(*made, _body())], tmp_path)) == (style.couleur != noms.couleur)


@pytest.mark.parametrize(("top", "genre"), [(112.0, "texte"), (135.0, "titre")])
def test_a_bold_name_right_below_a_small_label_of_parties_is_no_title(top: float, genre: str, tmp_path: Path) -> None:
    role, nom = Style(8.0, couleur="#8a8a8a"), Style(9.5, gras=True, couleur="#000000")
    made = [words("Ouvrir un lieu", top=70, style=GRAND), words("Pilotage", 50, 103, role), words("Mission locale", 50, top, nom)]
    assert (genre, "Mission locale") in _blocks([page(*made, _body())], tmp_path)


@pytest.mark.parametrize(("ecart", "genre"), [(60.0, "texte"), (22.0, "titre")])
def test_names_far_from_each_other_alone_in_a_box_are_those_of_a_map(ecart: float, genre: str, tmp_path: Path) -> None:
    names = [*words("La Garenne", 320, 120, GRAND), *words("Le Champ", 320, 120 + ecart, GRAND)]
    found = _blocks(
        [page(names, words("Nos quartiers", 50, 80, GRAND), _body(), boites=[Box(300, 100, 520, 260, fond="#d8e4df")])], tmp_path
    )
    assert [g for g, t in found if t.startswith("La Garenne")] == [genre]


def test_a_word_of_state_below_a_label_is_its_value(tmp_path: Path) -> None:
    fill = [Box(340, 100, 520, 160, fond="#dfecf5")]
    label = [*words("ÉCHÉANCE", 350, 108, GRAS), *words("en cours", 350, 124)]
    titles = [words(text, top=top, style=GRAND) for text, top in (("Ouvrir un lieu", 70.0), ("Former les jeunes", 200.0))]
    found = _blocks([page(*titles, label, _body(), boites=fill)], tmp_path)
    assert found.index(("texte", "en cours")) == found.index(("etiquette", "ÉCHÉANCE")) + 1


def test_a_table_before_any_text_is_read() -> None:
    """The end of a value and the next label, in bold, on one line of a cell, and nothing above its table."""
    value = words("Ville", top=114)
    sheet = page(words("Pilote : CAF,"), value, words("Partenaires mobilisés", value[-1].x1 + 5, 114, GRAS))
    lignes = lines_pdf([sheet])
    grid = Grid(1, (40, 90, 300, 140), (40.0, 300.0), (GridCell(0, 1, 0, 1, (40, 90, 300, 140), tuple(lignes)),))
    blocks = blocks_pdf([Region(1, tuple(lignes), grid.bbox, grille=grid)], [sheet], lignes, CORPS)
    assert {s.line for b in blocks for s in (*b.spans, *b.balises)} == {li.id for li in lignes}


@pytest.mark.parametrize("ailleurs", [True, False])
def test_a_name_of_a_side_column_goes_on_below_where_the_column_had_no_room(ailleurs: bool) -> None:
    """How wide the column is, another note of the document shows."""
    rows = [("Pilote", GRAS), ("Comité des fêtes de", CORPS), ("Thurigny", CORPS), ("CAF", CORPS)]
    lignes = [line(text, i, 60, 100 + 14.0 * i, style) for i, (text, style) in enumerate(rows)]
    other = [line("Agence régionale de santé", 4, 60, 400), line("CCAS", 5, 60, 414)]
    parts = [Region(1, tuple(note), (60, note[0].bbox[1], 200, note[-1].bbox[3]), lateral=True) for note in (lignes, other)]
    blocks = blocks_pdf(parts if ailleurs else parts[:1], [], [*lignes, *other], CORPS)
    reach = max(li.bbox[2] for li in (other if ailleurs else lignes))
    assert next(b.droite for b in blocks if b.genre == "texte") == reach


@pytest.mark.parametrize(("taille", "etiquette"), [(9.0, "acteur:partenaire"), (7.0, None)])
def test_avec_a_point_smaller_than_the_label_above_it_is_one(taille: float, etiquette: str | None, tmp_path: Path) -> None:
    """Slides shrink what does not fit."""
    gris = Style(10.0, gras=True, couleur="#e07a3f")
    lines = [("Qui pilote ?", gris), ("CAF", CORPS), ("Avec", replace(gris, taille=taille)), ("Mission locale", CORPS)]
    assert (_carte(*lines, folder=tmp_path)["Avec"].etiquette or None) == etiquette


@pytest.mark.parametrize(("petit", "etiquettes"), [(8.0, 3), (10.0, 0)])
def test_small_coloured_words_in_lower_case_are_labels(petit: float, etiquettes: int, tmp_path: Path) -> None:
    """'chef de file' before a name in larger black type, below a list; as large as the name it may end the line above."""
    small = Style(petit, couleur="#5b3c88")
    rows = []
    for n in range(3):
        top = 60 + 130.0 * n
        rows += [words(f"Ouvrir le lieu {'abc'[n]}", top=top, style=GRAND), words("– jouer", 60, top + 25), words("– lire", 60, top + 38)]
        rows.append(_suite(("chef de file", small), ("Ville", CORPS), top=top + 52))
    found = _blocks([page(*rows, _body())], tmp_path)
    assert [g for g, t in found if t == "chef de file"] == ["etiquette"] * etiquettes


@pytest.mark.parametrize(("suite", "numeros"), [(("A1", "A2", "B1"), ["A1", "A2", "B1"]), (("A1", "A3", "B1"), ["", "", ""])])
def test_numbers_in_discs_at_the_corners_of_cards_are_those_of_their_titles(
    suite: tuple[str, ...], numeros: list[str], tmp_path: Path
) -> None:
    made, boites = [], []
    for i, numero in enumerate(suite):
        x = 40 + 180.0 * i
        made += [words(f"Fêter {'abc'[i]}", x + 10, 110 - 8 * i, GRAND), words(numero, x + 148, 106 - 8 * i, replace(BLANC, taille=8.0))]
        made += [words("- un", x + 14, 140), words("- deux", x + 14, 154)]
        boites += [Box(x, 90 - 8 * i, x + 170, 200, trait=True), Box(x + 142, 100 - 8 * i, x + 162, 120 - 8 * i, fond="#2a6f77")]
    found = _blocks_of(page(*made, _body(), boites=boites), tmp_path)
    assert [b.numero for t, b in found.items() if t.startswith("Fêter")] == numeros


@pytest.mark.parametrize(("valeur", "etiquette"), [("Bailleurs sociaux.", "acteur:partenaire"), ("Nous avons ouvert.", "champ")])
def test_a_word_that_leads_to_names_is_their_label_before_a_full_stop_too(valeur: str, etiquette: str, tmp_path: Path) -> None:
    """'Avec' in the look of the labels of a newspaper, before names that end with a full stop elsewhere; not before a sentence."""
    rouge = Style(10.0, gras=True, italique=True, couleur="#aa0000")
    rows = []
    for n in range(3):
        top = 60 + 130.0 * n
        rows += [words(f"Ouvrir le lieu {'abc'[n]}", top=top, style=GRAND), words("– jouer", 60, top + 25)]
        rows.append(_suite(("Qui pilote ?", rouge), ("Ville.", CORPS), top=top + 40))
        rows.append(_suite(("Avec", rouge), (valeur if n == 2 else "CAF, Région", CORPS), top=top + 54))
    _, stages = extract_pages([page(*rows, _body())], tmp_path)
    told = [b.etiquette for b in stages.sorties["blocs"] if isinstance(b, Block) and text_of(stages.lignes, b.spans) == "Avec"]
    assert told[-1] == etiquette


@pytest.mark.parametrize(("noms", "etiquette"), [(Style(10.0, couleur="#0b7a75"), "acteur:partenaire"), (CORPS, None)])
def test_avec_is_a_label_before_names_that_are_set_apart(noms: Style, etiquette: str | None, tmp_path: Path) -> None:
    """As dark and as thin as the text, before names in colour; before words like its own it is one of them."""
    made = [words("Ouvrir un lieu", top=80, style=GRAND), words("- agir", 60, 104), words("Avec", 50, 130), words("CAF", 120, 130, noms)]
    found = _blocks_of(page(*made, _body()), tmp_path)
    assert ((found["Avec"].etiquette if "Avec" in found else "") or None) == etiquette


@pytest.mark.parametrize(("dernier", "numeros"), [("1.c", ["1.a", "1.b", "1.c"]), ("1.e", ["", "", ""])])
def test_numbers_between_titles_abreast_are_those_of_the_nearest(dernier: str, numeros: list[str], tmp_path: Path) -> None:
    """On a ring: at the right of what stands on the left, at the left of what stands on the right, some lines below."""
    blue = Style(9.0, gras=True, couleur="#1f5fa0")
    made = [words("Jouer", 40, 80, GRAND), words("Lire", 420, 80, GRAND), words("Courir", 420, 300, GRAND)]
    made += [words("1.a", 220, 130, blue), words("1.b", 380, 130, blue), words(dernier, 380, 350, blue)]
    made += [words(f"- ce que l'on y fait {n}", x, y) for n, (x, y) in enumerate(((44, 105), (424, 105), (424, 325)))]
    found = _blocks_of(page(*made, _body()), tmp_path)
    assert [found[t].numero for t in ("Jouer", "Lire", "Courir")] == numeros


@pytest.mark.parametrize(
    ("texte", "genre"), [("Mireille Fabre, présidente de Garance", "texte"), ("Lecture, calcul de nos enfants", "titre")]
)
def test_who_signs_in_bold_may_be_named_before_what_he_is(texte: str, genre: str, tmp_path: Path) -> None:
    letter = [words("Merci à celles et ceux qui ont donné de leur temps lors des ateliers, des marches et des soirées.", top=170)]
    sheet = page(*letter, words(texte, top=188, style=GRAS), words("Un autre titre", top=260, style=Style(16.0, gras=True)), _body())
    assert (genre, texte) in _blocks([sheet], tmp_path)


@pytest.mark.parametrize(("signe", "titres"), [("–", 1), ("", 0)])
def test_a_bold_lead_with_its_number_ends_at_a_dash_in_the_weight_of_the_text(signe: str, titres: int, tmp_path: Path) -> None:
    lead = words("Action 1.2.1 : Étendre la réussite éducative au Clos", 50, 100, GRAS)
    rest = words(f"{signe} Le quartier ne bénéficie d'aucun parcours", lead[-1].x1 + 2.5, 100)
    sheet = page([*lead, *rest], words("individuel à ce jour.", 50, 114), _body())
    found = [t for g, t in _blocks([sheet], tmp_path) if g == "titre"]
    assert found.count("Action 1.2.1 : Étendre la réussite éducative au Clos") == titres


@pytest.mark.parametrize(("haut", "genre"), [(12.0, "texte"), (80.0, "legende")])
def test_an_icon_has_no_caption(haut: float, genre: str, tmp_path: Path) -> None:
    """Small type right below a picture; what is no higher than two lines is an icon before a label."""
    note = words("kilomètres, sans ligne de car", 60, 200, Style(8.0))
    sheet = replace(page(note, _body()), images=((55.0, 196.0 - haut, 200.0, 196.0),))
    assert (genre, "kilomètres, sans ligne de car") in _blocks([sheet], tmp_path)


def test_who_signs_over_two_lines_in_plain_type_is_no_title(tmp_path: Path) -> None:
    """In the type of its letter, which is larger than that of the document."""
    large = Style(14.0)
    letter = [
        words("Chaque engagement est confié à un chef de file, que vous pouvez", 50, 150, large),
        words("interroger.", 50, 167, large),
    ]
    name = [words("Maïté Fabre, présidente de la communauté", 50, 195, large), words("de communes du Pays", 50, 212, large)]
    found = _blocks([page(*letter, *name, _body(), _body())], tmp_path)
    assert ("texte", "Maïté Fabre, présidente de la communauté de communes du Pays") in found


@pytest.mark.parametrize(("avant", "moved"), [("", True), ("Accueillir", False)])
def test_a_known_label_over_each_title_is_a_field_of_that_title(avant: str, moved: bool, tmp_path: Path) -> None:
    """Three columns of a time line, each with its start above its title; where a list stands above the label it may be the end of that."""
    runs = []
    for i, x in enumerate((50.0, 230.0, 410.0)):
        runs += [words(f"• {avant} {i}", x, 80)] if avant else []
        runs += [
            words(f"Démarrage : mars 202{i}", x, 95),
            words(f"Ouvrir {i}", x, 112, GRAND),
            words(f"• acte {i}", x, 140),
            words(f"• geste {i}", x, 154),
        ]
    document, _ = extract_pages([page(words("Axe 1 : Vivre", 50, 40, Style(24.0, gras=True)), *runs)], tmp_path)
    found = [(e.titre, [c.valeur for c in e.champs]) for s in document.sections for e in s.engagements]
    assert (found == [(f"Ouvrir {i}", [f"mars 202{i}"]) for i in range(3)]) == moved


@pytest.mark.parametrize(
    ("texte", "souligne", "titre"),
    [
        ("Soigner près de chez soi", True, True),
        ("Soigner près de chez soi", False, False),
        ("2.1 Soigner près de chez soi", True, True),
        ("Il faut soigner près de chez soi.", True, False),
        ("soigner près de chez soi", True, False),
        ("Les voici :", True, False),
        ("Soigner, prévenir,", True, False),
    ],
)
def test_an_underlined_title_in_the_type_of_the_text(texte: str, souligne: bool, titre: bool) -> None:
    """A rule under all its words sets it apart; what is a sentence, its middle or its announcement stays text."""
    assert bool(title_reason(texte, CORPS, CORPS, souligne)) is titre


@pytest.mark.parametrize(
    ("texte", "souligne", "genres"),
    [
        ("Soigner près de chez soi", True, ["titre", "texte"]),
        ("Soigner près de chez soi", False, ["texte"]),
        ("1. Soigner près de chez soi", True, ["titre", "texte"]),
        ("1. Soigner près de chez soi", False, ["item"]),
    ],
)
def test_an_underlined_line_ends_before_the_text_right_below_it(texte: str, souligne: bool, genres: list[str], tmp_path: Path) -> None:
    """One type, one pitch: only the rule parts the title, numbered or not, from the paragraph."""
    mots = words(texte, top=100)
    sheet = page(mots, words("et les soins restent ouverts à tous.", top=113), _body(), traits=[(50, 110.5, mots[-1].x1, 111.2)] * souligne)
    assert [genre for genre, _ in _blocks([sheet], tmp_path)] == genres


@pytest.mark.parametrize(
    ("texte", "style", "titre"),
    [
        ("de chez soi", Style(12.5, couleur="#000000"), False),
        ("de chez soi", Style(13.5, couleur="#000000"), True),  # much larger
        ("de chez soi", Style(12.5, gras=True, couleur="#000000"), True),
        ("de chez soi", Style(12.5, couleur="#aa0000"), True),
        ("de chez soi", Style(10.5, gras=True, couleur="#aa0000"), False),
        ("Près de chez soi", Style(12.5, couleur="#000000"), True),
        ("1.2 de chez soi", Style(12.5, couleur="#000000"), True),
    ],
)
def test_small_letters_hardly_larger_than_the_text_head_nothing(texte: str, style: Style, titre: bool) -> None:
    assert bool(title_reason(texte, style, CORPS)) is titre


@pytest.mark.parametrize(
    ("dessus", "dessous", "couleurs", "connus", "pas", "etiquette"),
    [
        pytest.param("On saura que c’est", "réussi si : ", "AAA.", 3, 13, True, id="in the look of the labels"),
        pytest.param("On saura que c’est", "Réussi si : ", "AAA.", 3, 13, False, id="the second line starts anew"),
        pytest.param("on saura que c’est", "réussi si : ", "AAA.", 3, 13, False, id="the first line goes on"),
        pytest.param("On saura que c’est", "réussi si ", "AAA.", 3, 13, False, id="no colon"),
        pytest.param("On saura que c’est", "réussi si : ", "BBB.", 3, 13, False, id="in another look"),
        pytest.param("On saura que c’est", "réussi si : ", "AAB.", 3, 13, False, id="the second line in another look"),
        pytest.param("On saura que c’est", "réussi si : ", "ABB.", 3, 13, False, id="the first word in another look"),
        pytest.param("On saura que c’est", "réussi si : ", "AAAA", 3, 13, False, id="the value too"),
        pytest.param("On saura que c’est", "réussi si : ", "AAA.", 2, 13, False, id="no look of labels"),
        pytest.param("On saura que c’est", "réussi si : ", "AAA.", 3, 30, False, id="far below"),
        pytest.param("On saura que c’est bien mieux et que tout", "réussi si : ", "AAA.", 3, 13, False, id="long"),
    ],
)
def test_a_label_over_two_lines_in_the_look_of_the_labels(
    dessus: str, dessous: str, couleurs: str, connus: int, pas: float, etiquette: bool, tmp_path: Path
) -> None:
    """No list knows it; the looks of its first word, of its two lines and of its value: A that of the labels, B another."""
    looks = {"A": Style(10.0, gras=True, couleur="#17616b"), "B": GRAS, ".": CORPS}
    lead, a, b, c = (looks[sign] for sign in couleurs)
    mot, reste = dessus.split(" ", 1)
    runs: list[list[Word]] = []
    for n in range(connus):
        runs += [words(f"Agir {'abc'[n]}", 50, 60.0 + 60 * n, GRAND), _en_gras("Responsable :", "Ville", 84.0 + 60 * n)]
    runs += [words("Agir ensemble", 50, 240, GRAND), words("• ouvrir un lieu", 50, 264)]
    first = words(mot, 50, 284, lead)
    runs.append([*first, *words(reste, first[-1].x1 + 3, 284, a)])
    first = words(dessous, 50, 284 + pas, b)
    runs.append([*first, *words("80 familles", first[-1].x1 + 3, 284 + pas, c)])
    found = _blocks([page(*runs, _body())], tmp_path)
    assert (("etiquette", f"{dessus} {dessous.rstrip(' :')}") in found) is etiquette


CHIFFRE = Style(17.0, gras=True, couleur="#28666e")


@pytest.mark.parametrize(
    ("texte", "chiffre", "style", "page_du_chiffre", "titre"),
    [
        pytest.param("3 quartiers", "7 950", CHIFFRE, 1, False, id="beside a figure alone"),
        pytest.param("3 quartiers", "7 950", replace(CHIFFRE, couleur="#aa0000"), 1, True, id="in another look"),
        pytest.param("3 quartiers", "7 950", CHIFFRE, 2, True, id="on another page"),
        pytest.param("3 quartiers", "Beaucoup", CHIFFRE, 1, True, id="beside words"),
        pytest.param("3. Quartiers", "7 950", CHIFFRE, 1, True, id="with a number"),
        pytest.param("Quartiers", "7 950", CHIFFRE, 1, True, id="words alone"),
    ],
)
def test_what_is_counted_in_the_look_of_a_figure_heads_nothing(
    texte: str, chiffre: str, style: Style, page_du_chiffre: int, titre: bool, tmp_path: Path
) -> None:
    """'3 quartiers' over 'prioritaires', at the right of '7 950' over 'habitants'."""
    counted = [words(texte, 300, 100, CHIFFRE), words("prioritaires", 300, 120)]
    figure = [words(chiffre, 50, 100, style), words("habitants", 50, 120)]
    sheets = [page(*counted, *(figure if page_du_chiffre == 1 else []), _body())]
    if page_du_chiffre == 2:
        sheets.append(page(*figure, _body(), numero=2))
    assert (texte in _titles_of(*sheets, folder=tmp_path)) is titre


@pytest.mark.parametrize(
    ("etiquette", "taille", "titre"),
    [
        pytest.param("", 11.5, False, id="at a date alone"),
        pytest.param("Calendrier : ", 11.5, True, id="below a dated field"),
        pytest.param("", 12.5, True, id="larger than the date by far"),
    ],
)
def test_a_title_below_a_date_that_is_a_value(etiquette: str, taille: float, titre: bool, tmp_path: Path) -> None:
    first = words(etiquette, 50, 100, GRAS)
    dated = [*first, *words("2025", first[-1].x1 + 3 if first else 50, 100)]
    runs = [words("Et maintenant ?", 50, 60, GRAND), dated, words("Ouvrir une halte", 50, 111, Style(taille, couleur="#0000aa"))]
    found = _titles_of(page(_body(), numero=1), page(*runs, _body(), numero=2), folder=tmp_path)
    assert ("Ouvrir une halte" in found) is titre


def _going_on(mots: list[Word]) -> list[Word]:
    """Words that go on with the line before them: a blank stands before the first of them."""
    return [replace(mots[0], espace=True), *mots[1:]]


@pytest.mark.parametrize(
    ("dessus", "dessous", "un"),
    [
        pytest.param(None, None, True, id="nothing stated"),
        pytest.param(Stated(2, "balise"), Stated(2, "balise"), True, id="one depth"),
        pytest.param(Stated(2, "balise"), Stated(3, "balise"), False, id="two depths"),
        pytest.param(Stated(2, "balise"), None, False, id="a heading over a text"),
        pytest.param(None, Stated(2, "balise"), False, id="a text over a heading"),
        pytest.param(Stated(2, "signet", 1), Stated(2, "signet", 1), True, id="one bookmark"),
        pytest.param(Stated(2, "signet", 1), Stated(2, "signet", 2), False, id="two bookmarks"),
    ],
)
def test_lines_go_on_with_each_other_where_the_file_states_them_alike(dessus: Stated | None, dessous: Stated | None, un: bool) -> None:
    """Two lines of one look, one right below the other."""
    lignes = [line("Développer la pratique sportive dans le", 0, top=100), line("quartier de la gare et autour", 1, top=113)]
    stated = {i: said for i, said in enumerate((dessus, dessous)) if said is not None}
    blocks = blocks_pdf([Region(1, tuple(lignes), (50, 100, 250, 130))], [], lignes, CORPS, stated)
    assert (len(blocks) == 1) is un


@pytest.mark.parametrize(
    ("fin", "numero", "clos"),
    [
        pytest.param(CORPS, GRAS, True, id="a bold number"),
        pytest.param(CORPS, CORPS, False, id="a plain one goes on"),
        pytest.param(GRAS, GRAS, False, id="below bold words"),
    ],
)
def test_an_item_ends_above_a_line_that_opens_with_a_bold_number(fin: Style, numero: Style, clos: bool, tmp_path: Path) -> None:
    """However full its last line is: '4.1.2' in bold, its title in the type of the text."""
    tete = words("• ouvrir une halte de nuit dans le quartier avec les associations qui veulent et tous ceux qui y habitent", 50, 100)
    queue = words("depuis", tete[-1].x1 + 2.5, 100, fin)
    suite = words("4.1.2", 50, 113, numero)
    titre = words("Faire du sport ensemble", suite[-1].x1 + 2.5, 113)
    found = _blocks([page(tete, _going_on(queue), suite, _going_on(titre), _body())], tmp_path)
    assert any(genre == "item" and texte.endswith("habitent depuis") for genre, texte in found) is clos


@pytest.mark.parametrize(
    ("item", "fin", "un"),
    [
        pytest.param("Proposer un premier", "financement :", True, id="small letters and nothing behind them"),
        pytest.param("Proposer un premier.", "financement :", False, id="the item has ended"),
        pytest.param("Proposer un premier", "Financement :", False, id="a capital"),
        pytest.param("Proposer un premier", "financement : 3 000 euros", False, id="a value on its line"),
        pytest.param("Proposer un premier", "pilote :", False, id="a label of parties"),
    ],
)
def test_an_item_may_end_in_the_words_of_a_label(item: str, fin: str, un: bool) -> None:
    """It leads to the list below it."""
    lines = [words(f"• {item}"), words(fin, 58, 113), words("• prêt sans intérêt", 58, 126)]
    lignes = lines_pdf([page(*lines)])
    blocks = blocks_pdf([Region(1, tuple(lignes), (50, 100, 250, 140))], [], lignes, CORPS)
    assert ([b.genre for b in blocks[:2]] == ["item", "item"]) is un


@pytest.mark.parametrize(
    ("lignes", "etiquette"),
    [
        pytest.param([("Maîtrise", ORANGE), ("d'ouvrage", ORANGE), ("Ville", CORPS)], "acteur:maitre_ouvrage", id="over the value"),
        pytest.param([("Maîtrise", ORANGE), ("d'ouvrage", ORANGE), ("Ville", ORANGE)], None, id="all in one look"),
        pytest.param([("Maîtrise", ORANGE), ("d'ouvrage", CORPS), ("Ville", CORPS)], None, id="in two looks"),
    ],
)
def test_the_first_two_lines_of_a_cell_may_be_its_label(lignes: list[tuple[str, Style]], etiquette: str | None) -> None:
    left = [line(texte, i, 50, 100 + 13.0 * i, style) for i, (texte, style) in enumerate(lignes)]
    right = [line("Partenaires", 3, 150, 100, ORANGE), line("CAF", 4, 150, 113)]
    cells = (GridCell(0, 1, 0, 1, (40, 90, 140, 150), tuple(left)), GridCell(0, 1, 1, 2, (140, 90, 240, 150), tuple(right)))
    grid = Grid(1, (40, 90, 240, 150), (40.0, 140.0, 240.0), cells)
    blocks = blocks_pdf([Region(1, (*left, *right), grid.bbox, grille=grid)], [], [*left, *right], CORPS)
    assert [b.etiquette for b in blocks if b.genre == "etiquette"] == [*([etiquette] if etiquette else []), "acteur:partenaire"]


@pytest.mark.parametrize(
    ("texte", "style", "titre"),
    [
        ("RÉUSSITE ÉDUCATIVE", Style(9.0, gras=True, couleur="#1f3a68"), True),  # a theme in small capitals
        ("LOGEMENT", Style(9.0, gras=True, couleur="#1f3a68"), True),
        ("Réussite éducative", Style(9.0, gras=True, couleur="#1f3a68"), False),
        ("RÉUSSITE ÉDUCATIVE", Style(9.0, gras=True, couleur="#000000"), False),
        ("RÉUSSITE ÉDUCATIVE", Style(8.0, gras=True, couleur="#1f3a68"), False),
        ("CAF", Style(9.0, gras=True, couleur="#1f3a68"), False),
        ("DDETSPP", Style(9.0, gras=True, couleur="#1f3a68"), False),
    ],
)
def test_small_capitals_in_a_colour_of_their_own_head_something(texte: str, style: Style, titre: bool) -> None:
    assert bool(title_reason(texte, style, CORPS)) is titre


def test_a_list_counts_on_after_items_of_another_sign(tmp_path: Path) -> None:
    rows = ("a. Réaliser un aménagement", "– quarante assises", "b. Confier le dessin", "c. Planter des arbres")
    edges = (50, 64, 50, 50)
    head = words("Axe 1 : Vivre", 50, 80, GRAND)
    made = [words(t, x, 110 + 14 * i) for i, (t, x) in enumerate(zip(rows, edges, strict=True))]
    items = [t for genre, t in _blocks([page(head, *made)], tmp_path) if genre == "item"]
    assert items == ["Réaliser un aménagement", "quarante assises", "Confier le dessin", "Planter des arbres"]


@pytest.mark.parametrize(
    ("avant", "signe", "suit"), [("a.", "b.", True), ("9)", "10)", True), ("a.", "c.", False), ("a.", "b)", False), ("1.", "b.", False)]
)
def test_signs_that_count_on(avant: str, signe: str, suit: bool) -> None:
    assert follows_sign(avant, signe) is suit


def test_the_text_of_a_slide_set_larger_is_no_title(tmp_path: Path) -> None:
    """Three slides in ten points, one whose text fills its box in twelve: a value in its type is none of its titles."""
    acts = [words(f"• agir pour le quartier {c} et ses habitants", 60, 120 + 14 * i) for i, c in enumerate("abcd")]
    small = [page(words(f"Axe {n} : Vivre", 50, 80, GRAND), *acts, numero=n) for n in (1, 2, 3)]
    larger = Style(12.0, couleur="#000000")
    items = [words(f"• tenir la maison {c}", 60, 120 + 18 * i, larger) for i, c in enumerate("ab")]
    slide = page(words("Axe 4 : Soigner", 50, 80, GRAND), *items, words("Tous les quartiers sont concernés", 60, 200, larger), numero=4)
    assert "Tous les quartiers sont concernés" not in _titles_of(*small, slide, folder=tmp_path)
    plain = page(words("Axe 4 : Soigner", 50, 80, GRAND), words("Tous les quartiers", 60, 200, larger), numero=4)
    assert "Tous les quartiers" in _titles_of(*small, plain, folder=tmp_path)


def test_names_on_chips_of_their_own_are_parted(tmp_path: Path) -> None:
    chips = [Box(48, 118, 160, 134, fond="#8a4b14"), Box(48, 138, 160, 154, fond="#8a4b14")]
    runs = [words("Axe 1 : Vivre", 50, 60, GRAND), words("Partenaires :", 50, 100, Style(10.0, gras=True, couleur="#000000"))]
    runs += [words("Education nationale", 52, 121), words("opticiens mutualistes", 52, 141)]
    texts = [t for genre, t in _blocks([page(*runs, boites=chips)], tmp_path) if genre == "texte"]
    assert texts == ["Education nationale", "opticiens mutualistes"]


@pytest.mark.parametrize(
    ("titre", "genre"),
    [
        (Style(14.0, couleur="#d1495b"), "titre"),
        (Style(10.0, couleur="#d1495b"), "item"),  # no larger than the text
        (Style(14.0, couleur="#000000"), "item"),  # in its colour: large items of a list
    ],
)
def test_a_large_coloured_line_behind_an_icon_is_a_title(titre: Style, genre: str, tmp_path: Path) -> None:
    runs = [w for top in (100, 200) for w in words("Des modes de garde", 68, top, titre)]
    runs += [w for top in (120, 220) for i in range(2) for w in words(f"• Ouvrir {i} places", 50, top + 14.0 * i)]
    icons = [Box(56, top + 3, 62, top + 9, fond="#d1495b") for top in (100, 200)]
    found = _blocks([page(runs, _body(), boites=icons)], tmp_path)
    assert [g for g, text in found if text == "Des modes de garde"] == [genre] * 2
    assert [g for g, text in found if text.startswith("Ouvrir")] == ["item"] * 4


@pytest.mark.parametrize(("fin", "un"), [(" –", True), ("", False)])
def test_a_title_that_ends_with_a_dash_goes_on_with_an_annexe(fin: str, un: bool, tmp_path: Path) -> None:
    sheet = page(words(f"Avenant au contrat de Lys{fin}", style=GRAND), words("Annexe 3 : engagements", top=118, style=GRAND), _body())
    assert (f"Avenant au contrat de Lys{fin} Annexe 3 : engagements" in _blocks_of(sheet, tmp_path)) is un


def test_a_label_in_small_letters_ends_the_title_above(tmp_path: Path) -> None:
    """Though it is set as the labels are."""
    gras = Style(12.0, gras=True, couleur="#000000")
    above, title = words("Mettre l'insertion dans les marchés", top=100, style=gras), words("publics", top=114, style=gras)
    fields = [
        words(t, top=y, style=s) for t, y, s in (("Pilote", 40, gras), ("CAF", 54, CORPS), ("Partenaires", 134, gras), ("ARS", 148, CORPS))
    ]
    found = _blocks_of(page(above, title, *fields, _body()), tmp_path)
    assert "Mettre l'insertion dans les marchés publics" in found


@pytest.mark.parametrize(("mot", "un"), [("l'année", True), ("Lire", False)])
def test_a_title_behind_its_number_goes_on_below_the_number(mot: str, un: bool, tmp_path: Path) -> None:
    """'3.1' on a chip before the title, whose second line starts at the edge of the chip, set wide because of it."""
    style = replace(GRAND, taille=13.0)
    premier = words("Organiser des recrutements sans CV, au marché et dans les halls, tout au long de", 80, 100, style)
    usual = [words("Un autre titre sur deux lignes", 50, 300 + 16 * i, style) for i in range(2)]
    lists = [words(f"• tenir la rencontre {i}", 50, 150 + 15 * i) for i in range(2)]
    chip = Box(46, 98, 76, 120, fond="#e07b1f")
    sheet = page(words("3.1", 50, 103, style), premier, words(mot, 45, 124, style), *lists, *usual, _body(), boites=[chip])
    assert any(text.endswith(f"long de {mot}") for text in _blocks_of(sheet, tmp_path)) is un


@pytest.mark.parametrize(("fin", "blocs"), [("ici.", 2), ("ici", 1)])
def test_a_lead_in_bold_opens_a_paragraph_below_a_full_line(fin: str, blocs: int, tmp_path: Path) -> None:
    """Where the paragraph above opens in bold too, and its sentence ends with its line."""
    rows = [
        ("Un lieu commun. ", f"Tous les conseillers se retrouvent {fin}"),
        ("Un référent. ", "Chacun suit la même personne longtemps ici."),
    ]
    runs = [
        _suite((gras, Style(10.0, gras=True, couleur="#000000")), (reste, CORPS), top=100 + 13 * i) for i, (gras, reste) in enumerate(rows)
    ]
    found = _blocks([page(words("Ouvrir", top=70, style=GRAND), *runs)], tmp_path)
    assert len([t for _, t in found if t.startswith("Un ")]) == blocs


@pytest.mark.parametrize(
    ("texte", "titre"), [("2.1 Étendre l'aide aux devoirs", True), ("Étendre l'aide aux devoirs", False), ("2 Étendre l'aide", False)]
)
def test_a_dotted_number_makes_a_coloured_line_smaller_than_the_text_a_title(texte: str, titre: bool) -> None:
    """At the head of a card of a slide whose lists are set larger."""
    style, corps = Style(16.0, gras=True, couleur="#3b2a6b"), Style(18.0, couleur="#222222")
    assert bool(title_reason(texte, style, corps)) is titre


@pytest.mark.parametrize(
    ("dessus", "place", "noms"),
    [
        pytest.param("Ville de Lysandre", 0.0, ["Ville de Lysandre – CCAS"], id="no room for it above"),
        pytest.param("Ville de Lysandre", 60.0, ["Ville de Lysandre", "CCAS"], id="room above"),
        pytest.param("– Ville de Lysandre", 0.0, ["Ville de Lysandre", "CCAS"], id="a list"),
    ],
)
def test_a_dash_that_opens_a_line_of_names_of_a_cell_for_want_of_room_is_no_list_sign(
    dessus: str, place: float, noms: list[str], tmp_path: Path
) -> None:
    heads = [words(t, x, 100, GRAS) for t, x in (("Action", 52), ("Pilote", 202), ("Partenaires", 352))]
    rows = [words("Faire des langues", 52, 120), words("Ville", 202, 120), words(dessus, 352, 120), words("– CCAS", 352, 133)]
    right = 352 + 5.0 * len(dessus) + 6 + place
    edges = [(x, 95.0, x, 170.0) for x in (50.0, 200.0, 350.0, right)] + [(50.0, y, right, y) for y in (95.0, 115.0, 170.0)]
    document, _ = extract_pages([replace(page(*heads, *rows, _body()), traits=tuple(edges))], tmp_path)
    found = [a.libelle for s in document.sections for e in s.engagements for a in e.autres_acteurs if a.role == "partenaire"]
    assert found == noms


@pytest.mark.parametrize(
    ("champ", "style", "x", "top", "genre"),
    [
        pytest.param("Axe de rattachement", CORPS, 50.0, 113.0, "texte", id="right below a field"),
        pytest.param("Calendrier", CORPS, 50.0, 113.0, "texte", id="another field"),
        pytest.param("Axe de rattachement", GRAS, 50.0, 113.0, "titre", id="in bold"),
        pytest.param("Axe de rattachement", Style(12.0, couleur="#000000"), 50.0, 113.0, "titre", id="larger"),
        pytest.param("Axe de rattachement", CORPS, 50.0, 130.0, "titre", id="further below"),
        pytest.param("Axe de rattachement", CORPS, 70.0, 113.0, "titre", id="set in"),
        pytest.param("Un autre texte", CORPS, 50.0, 113.0, "titre", id="below no field"),
    ],
)
def test_a_level_and_its_number_right_below_a_field_are_its_value(
    champ: str, style: Style, x: float, top: float, genre: str, tmp_path: Path
) -> None:
    head = words("Fiche action 2 : Lire", 50, 60, Style(14.0, gras=True, couleur="#000000"))
    found = _blocks([page(head, words(champ, 50, 100, GRAS), words("Axe 1 : grandir", x, top, style), _body())], tmp_path)
    assert (genre, "Axe 1 : grandir") in found


def test_a_colon_behind_the_bold_words_of_a_label_is_no_value(tmp_path: Path) -> None:
    """'Les élus conviennent de' in bold as the labels that have their value beside them without a colon."""
    rows: list[list[Word]] = []
    for n in range(3):
        top = 60 + 140.0 * n
        rows += [words(f"Ouvrir le lieu {'abc'[n]}", top=top, style=GRAND)]
        for k, (nom, valeur) in enumerate((("Pilote", "CAF"), ("Calendrier", "2025"), ("Les élus conviennent de", ":"))):
            label = words(nom, 50, top + 25 + 16 * k, GRAS)
            rows += [[*label, *words(valeur, label[-1].x1 + 3, top + 25 + 16 * k)]]
        rows += [words("• ouvrir un point au quartier", 60, top + 75), words("• former dix agents", 60, top + 90)]
    found = _blocks([page(*rows), page(_body(), numero=2)], tmp_path)
    assert ("etiquette", "Les élus conviennent de") in found
    assert not [t for g, t in found if t.strip() == ":"]


@pytest.mark.parametrize(
    ("rows", "lateral", "etiquettes"),
    [
        pytest.param(("Échéance", "mars 2026"), True, ["champ"], id="at the head of a note"),
        pytest.param(("Échéance", "mars 2026"), False, [], id="in the text"),
        pytest.param(("Relais", "Échéance", "mars 2026"), True, [], id="amid a note"),
        pytest.param(("Le moment", "mars 2026"), True, [], id="no known label"),
        pytest.param(("Pilote", "Ville de Lys"), False, ["acteur:pilote"], id="of parties, anywhere"),
    ],
)
def test_a_small_known_field_at_the_head_of_a_note_in_the_margin_is_a_label(
    rows: tuple[str, ...], lateral: bool, etiquettes: list[str]
) -> None:
    """In type smaller than the text, its value below it in that of the text."""
    petit = Style(8.0, couleur="#000000")
    lignes = [line(t, i, 60, 100 + 14.0 * i, CORPS if i == len(rows) - 1 else petit) for i, t in enumerate(rows)]
    blocks = blocks_pdf([Region(1, tuple(lignes), (60, 100, 200, 150), lateral=lateral)], [], lignes, CORPS)
    assert [b.etiquette for b in blocks if b.genre == "etiquette"] == etiquettes


def test_crosses_that_tick_the_header_of_their_column_are_markup() -> None:
    """The words of the header are the parties; they are taken up, not printed there."""
    rows = [("Action", "Pilote", "Bancs Partagés", "Le Relais"), ("Ouvrir", "Ville", "X", ""), ("Former", "CCAS", "X", "X")]
    cells, lignes = [], []

    def cell(r: int, end: int, c: int, last: int, texte: str) -> None:
        lignes.append(line(texte, len(lignes), 100.0 * c, 30.0 * r))
        cells.append(GridCell(r, end, c, last, (100.0 * c, 30.0 * r, 100.0 * last, 30.0 * end), (lignes[-1],)))

    cell(0, 1, 2, 4, "Partenaires mobilisés")
    for r, row in enumerate(rows, start=1):
        for c, texte in enumerate(row):
            if texte:
                cell(0 if r == 1 and c < 2 else r, r + 1, c, c + 1, texte)
    grid = Grid(1, (0, 0, 400, 120), tuple(100.0 * c for c in range(5)), tuple(cells))
    blocks = blocks_pdf([Region(1, tuple(lignes), grid.bbox, grille=grid)], [], lignes, CORPS)
    signs = [b for b in blocks if b.genre == "mobilier" and {lignes[s.line].texte for s in b.balises} == {"X"}]
    assert [b.pourquoi[-1] for b in signs] == ["coche l'en-tête de sa colonne"] * 3
    named = [(text_of(lignes, b.spans), b.repris) for b in blocks if b.genre == "texte"]
    assert named == [("Ville", False), ("Bancs Partagés", True), ("CCAS", False), ("Bancs Partagés", True), ("Le Relais", True)]


@pytest.mark.parametrize(
    ("texte", "etiquette"),
    [
        ("des services publics. [Pilotes : Ville, CAF]", None),
        ("des services publics. (Pilotes : Ville, CAF)", None),
        ("(Pilote : CAF)", "acteur:pilote"),
        ("[Pilote : CAF]", "acteur:pilote"),
        ("Pilote(s) : CAF", "acteur:pilote"),
    ],
)
def test_a_bracket_that_opens_behind_other_words_makes_them_no_label(texte: str, etiquette: str | None) -> None:
    lignes = [
        line("Le relais rapproche les familles", 0),
        line(texte, 1, top=112.0),
        *(line(t, i, top=300.0 + 13 * i) for i, t in enumerate(SUITE, 2)),
    ]
    blocks = blocks_pdf([Region(1, tuple(lignes), (50, 100, 545, 400))], [], lignes, CORPS)
    assert next((b.etiquette for b in blocks if b.genre == "etiquette"), None) == etiquette


@pytest.mark.parametrize(
    ("second", "fond", "decale", "champs"),
    [
        pytest.param("Quand", "#e0a030", 0.0, ["Pilote", "Quand", "Le petit plus"], id="set as the second"),
        pytest.param("Quand", "#5a2a7a", 0.0, ["Pilote", "Quand"], id="on a third fill"),
        pytest.param("Quand", "#e0a030", 12.0, ["Pilote", "Quand"], id="the values stand below"),
        pytest.param("Le moment", "#e0a030", 0.0, ["Pilote"], id="the second is unknown too"),
    ],
)
def test_what_is_set_as_a_known_label_on_another_fill_is_one_beside_its_value(
    second: str, fond: str, decale: float, champs: list[str]
) -> None:
    """'Pilote' on one fill, 'Quand' on another, in three cards; below them in the first something that no list knows."""
    lignes: list[Line] = []
    parts: list[Region] = []
    for n in range(3):
        rows = [("Pilote", "#0b6e75", "CAF"), (second, "#e0a030", "à la rentrée"), ("Le petit plus", fond, "un goûter pour tous")]
        debut, top = len(lignes), 100.0 + 200 * n
        for i, (nom, fill, valeur) in enumerate(rows if n == 0 else rows[:2]):
            style = Style(10.0, gras=True, couleur="#ffffff", fond=fill)
            lignes.append(line(nom, len(lignes), 60, top + 30.0 * i, style))
            lignes.append(line(valeur, len(lignes), 60 if decale else 160, top + 30.0 * i + decale))
        parts.append(Region(1, tuple(lignes[debut:]), (50, top, 545, top + 90), boite=True))
    blocks = blocks_pdf(parts, [], lignes, CORPS)
    assert [text_of(lignes, b.spans) for b in blocks if b.genre == "etiquette"][: len(champs)] == champs
    assert sum(b.genre == "etiquette" and text_of(lignes, b.spans) == "Le petit plus" for b in blocks) == ("Le petit plus" in champs)


def test_a_colon_alone_in_a_cell_names_nothing() -> None:
    """Of a fiche whose label stands elsewhere the cell beside the value keeps its colon; the value is text, and nothing is lost."""
    rows = [(":", "Ouvrir un lieu d'accueil"), ("Budget :", "12 000 euros"), ("Pilote :", "CAF")]
    lignes = [line(text, 2 * i + c, 50 + 100 * c, 100 + 20.0 * i) for i, row in enumerate(rows) for c, text in enumerate(row)]
    cells = tuple(
        GridCell(i, i + 1, c, c + 1, (40 + 100 * c, 95 + 20 * i, 140 + 200 * c, 115 + 20 * i), (lignes[2 * i + c],))
        for i in range(3)
        for c in range(2)
    )
    grid = Grid(1, (40, 95, 340, 155), (40.0, 140.0, 340.0), cells)
    blocks = blocks_pdf([Region(1, tuple(lignes), grid.bbox, grille=grid)], [], lignes, CORPS)
    assert [text_of(lignes, b.spans) for b in blocks if b.genre == "etiquette"] == ["Budget", "Pilote"]
    assert {s.line for b in blocks for s in (*b.spans, *b.balises)} == {li.id for li in lignes}


@pytest.mark.parametrize(
    ("item", "dessous", "un"),
    [
        pytest.param("• Ville •", "Bailleurs sociaux", True, id="its sign ends the line"),
        pytest.param("• Ville ◦", "Bailleurs sociaux", False, id="another sign ends it"),
        pytest.param("• Ville", "Bailleurs sociaux", False, id="no sign ends it"),
        pytest.param("• Agence régionale de santé", "(ARS)", True, id="a bracket"),
        pytest.param("• Agence régionale de santé", "ARS", False, id="no bracket"),
    ],
)
def test_an_item_whose_line_ends_on_its_sign_or_before_a_bracket_goes_on_below(item: str, dessous: str, un: bool) -> None:
    """Though the next line starts at the edge of its sign, and had room above."""
    lignes = lines_pdf([page(words(item), words(dessous, 50, 113), words("Un texte qui tient toute la largeur de sa colonne", 50, 160))])
    blocks = blocks_pdf([Region(1, tuple(lignes), (50, 100, 545, 170))], [], lignes, CORPS)
    assert [b.genre for b in blocks] == (["item", "texte"] if un else ["item", "texte", "texte"])


@pytest.mark.parametrize(
    ("dessus", "etiquette"),
    [
        pytest.param("Agir (Pilote : CAF ;", False, id="a bracket with parties is open"),
        pytest.param("Agir (Pilote : CAF) ;", True, id="it is closed"),
        pytest.param("Agir (bilan : 2024 ;", True, id="a bracket without parties"),
        pytest.param("Agir ici ;", True, id="no bracket"),
    ],
)
def test_a_line_amid_a_bracket_that_names_parties_opens_no_label(dessus: str, etiquette: bool) -> None:
    lignes = lines_pdf([page(words(dessus), words("Partenaires : Ville)", 50, 113), _body())])
    blocks = blocks_pdf([Region(1, tuple(lignes[:2]), (50, 100, 545, 124))], [], lignes, CORPS)
    assert any(b.etiquette == "acteur:partenaire" for b in blocks) is etiquette
