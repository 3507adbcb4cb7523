"""Damaged text layers: what is printed is read, what was repaired is told, what nobody sees or can read is not published.

The PDFs are written by tests/fixtures/damage/make.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import page, words
from pipeline.errors import NoTextError
from pipeline.model import Line, Page, Source
from pipeline.reading import abi
from pipeline.reading.choose import Plumber, chosen
from pipeline.reading.type3 import Type3, named, type3_fonts
from pipeline.settings import Settings
from pipeline.stages.lines import lines_pdf
from pipeline.stages.read_pdf import read_pdf
from pipeline.stages.repair import repair

DAMAGE = Path(__file__).parent / "fixtures" / "damage"
BODY = ("Les habitants du", "La ville et la", "Un comité réunit", "Les jeunes sans", "Le bilan de")


def _read(name: str, reader: str = "auto") -> tuple[Source, list[Line]]:
    source = repair(read_pdf(DAMAGE / f"{name}.pdf", Settings(reader=reader)))  # type: ignore[arg-type]
    return source, [line for line in lines_pdf(source.pages) if not line.texte.startswith(BODY)]


# file, its lines besides the common ones, what is told of it with pdfium, with pdfplumber
READ: list[tuple[str, list[str], set[str], set[str]]] = [
    ("accents", ["Démocratie et égalité"], {"accents-recomposes"}, {"accents-recomposes"}),
    ("accents-detaches", ["Qualité du cadre de vie, marchés et forêts"], {"accents-recomposes"}, {"accents-recomposes"}),
    ("blancs", ["PILOTES : Ville de Nantes, Etat"], set(), set()),
    ("calque-ocr", [], set(), set()),
    ("espaces-perdus", ["Cet indicateur restitue le pourcentage des classes", "Ville", "Etat", "CAF"], {"blancs-deduits"}, set()),
    ("exposants", ["Le 3ème appel et la 2nde"], {"exposants"}, {"exposants"}),
    ("formes", ["Dans une forme"], set(), set()),
    ("gras-double-lettres", ["PROGRAMME"], {"gras-double"}, {"gras-double"}),
    ("gras-double-mots", ["CONTRAT DE VILLE"], {"gras-double"}, {"gras-double"}),
    ("gras-double-texte", ["CONTRAT DE VILLE"], {"gras-double"}, {"gras-double"}),
    ("lettres-espacees", ["POLITIQUE DE LA VILLE", "PILOTAGE"], {"lettres-espacees"}, {"lettres-espacees"}),
    (
        "ligatures",
        ["Les effectifs et les offlres affichées", "Une fin définitive et un chiffre"],
        {"lettres-retablies"},
        {"ligatures"},
    ),
    ("page-tournee", [], set(), set()),
    ("petites-capitales", ["MéTROPOLE ET CONSEIL DE DéVELOPPEMENT"], {"petites-capitales"}, {"petites-capitales"}),
    ("police-de-repli", ["Assurer la mobilité de tous"], {"polices-de-repli"}, {"polices-de-repli"}),
    ("puces", ["\uf0b7 Ouvrir une maison", "• Financer les projets"], set(), {"puces-retablies"}),
    ("type3", ["abc cab"], set(), set()),
    ("type3-nommees", ["abc", "cab"], set(), set()),
]


@pytest.mark.parametrize(("name", "lines", "by_pdfium", "by_pdfplumber"), READ, ids=[row[0] for row in READ])
def test_damaged_text_is_read_and_told(name: str, lines: list[str], by_pdfium: set[str], by_pdfplumber: set[str]) -> None:
    for reader, codes in (("auto", by_pdfium), ("pdfplumber", by_pdfplumber)):
        source, found = _read(name, reader)
        assert [line.texte for line in found] == lines, reader
        assert {issue.code for issue in source.problemes} == codes, reader
        assert not any(line.hors_texte for line in found)


def test_a_type_3_font_has_the_name_and_the_weight_that_its_descriptor_states() -> None:
    for reader in ("pdfium", "pdfplumber"):
        (page,) = read_pdf(DAMAGE / "type3-nommees.pdf", Settings(reader=reader)).pages  # type: ignore[arg-type]
        looks = {w.texte: (w.police, w.style.gras) for w in page.mots}
        assert (looks["abc"], looks["cab"]) == (("Cabin-Bold", True), ("Cabin-Regular", False)), reader


def test_a_type_3_font_is_known_by_the_widths_of_its_letters() -> None:
    gras, maigre = Type3("X-Bold", {"a": 620, "b": 580}), Type3("X-Regular", {"a": 600, "b": 560, "c": 540})
    widths = {"a": 600.4, "b": 560.0, "c": 540.0}
    assert named((gras, maigre), lambda c: widths.get(c, 250)) == "X-Regular"
    assert named((gras,), lambda c: widths.get(c, 250)) == ""
    # of two that fit, the one with more letters; none where both have as many
    assert named((Type3("Y", {"a": 600}), maigre), lambda c: widths.get(c, 250)) == "X-Regular"
    assert named((Type3("Y", {"a": 600}), Type3("Z", {"a": 600})), lambda c: widths.get(c, 250)) == ""


def test_a_file_that_pdfminer_cannot_read_names_no_type_3_font(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert type3_fonts(tmp_path / "x.pdf") == ()
    assert type3_fonts(DAMAGE / "type3.pdf") == ()  # without a descriptor


@pytest.mark.parametrize("name", ["police-decalee", "police-decalee-tounicode", "lettre-absente"])
@pytest.mark.parametrize("reader", ["auto", "pdfium", "pdfplumber"])
def test_text_that_cannot_be_french_is_never_published(name: str, reader: str) -> None:
    with pytest.raises(NoTextError, match="garbled"):
        _read(name, reader)


@pytest.mark.parametrize(
    ("texte", "relue"), [("\ue001 Ouvrir une maison", False), ("Ouvrir une \ue001cole", True), ("Ouvrir un caf\ue001", True)]
)
def test_lone_unread_signs_cost_no_second_reading(texte: str, relue: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page whose unread signs are all bullets is left as it is; letters inside of words are looked for."""
    looked: list[int] = []

    def restored(_: Plumber, sheet: Page, holding: Sequence[int], most: int) -> tuple[Page, str]:
        looked.append(len(holding))
        return sheet, ""

    monkeypatch.setattr(Plumber, "restored", restored)
    sheet = page(words(texte), words("\ue001 Financer les projets des habitants", top=114.0))
    assert chosen(sheet, [], " ".join(w.texte for w in sheet.mots), Plumber(Path("lys.pdf")), 100) == (sheet, [])
    assert bool(looked) is relue


@pytest.mark.parametrize(("lettre", "tenus"), [("", []), ("à", [0, 3])])
def test_a_lone_unread_letter_is_looked_at_where_it_has_been_learnt(lettre: str, tenus: list[int]) -> None:
    """'à' in a word of its own; on a page whose unread signs are all bullets none is learnt."""
    plumber = Plumber(Path("lys.pdf"))
    plumber._lettres["", "\ue001"] = lettre
    texte = "\ue001 Ouvrir une \ue001"
    assert plumber.holding(page(words(texte)), texte) == tenus


def test_letters_are_put_back_in_the_words_that_are_looked_at() -> None:
    plumber = Plumber(Path("lys.pdf"))
    plumber._lettres["", "\ue001"] = "é"
    sheet = page(words("Une \ue001cole, un caf\ue001"))
    found, lettres = plumber.restored(sheet, [1], 100)
    assert ([w.texte for w in found.mots], lettres) == (["Une", "école,", "un", "caf\ue001"], "é")


def test_a_lost_letter_is_named() -> None:
    source = read_pdf(DAMAGE / "lettre-absente.pdf", Settings())
    good = read_pdf(DAMAGE / "exposants.pdf", Settings()).pages[0]
    fonts = tuple(replace(w, police="Autre") for w in good.mots)
    both = Source("pdf", (*source.pages, type(good)(2, good.largeur, good.hauteur, fonts)))
    repaired = repair(both)
    assert [(i.code, i.page) for i in repaired.problemes] == [("page-illisible", 1), ("exposants", 2)]
    assert "« e »" in repaired.problemes[0].message
    assert repaired.pages[0].mots == ()
    assert repaired.pages[1].mots


def test_what_nobody_sees_is_set_aside_with_its_reason() -> None:
    source, found = _read("texte-cache")
    assert {line.texte for line in found if not line.hors_texte} == {"Blanc sur bleu"}
    aside: dict[str, list[str]] = {}
    for word in source.pages[0].mots:
        if word.hors_texte:
            aside.setdefault(word.hors_texte, []).append(word.texte)
    assert {reason: " ".join(words) for reason, words in aside.items()} == {
        "texte invisible": "Invisible par son mode",
        "texte de la couleur du fond": "Blanc sur blanc",
        "texte masqué": "Sous le cache",
        "hors de la page": "Hors de la page",
        "texte tourné": "PROJET Marge tournee",
    }


def test_white_text_on_a_gradient_is_seen() -> None:
    """pdfium gives the pattern a plain white: the page as rendered tells that it is none."""
    _, found = _read("degrade")
    assert [line.texte for line in found if not line.hors_texte][:1] == ["Blanc sur un degrade"]
    assert {line.texte for line in found if line.hors_texte == "texte de la couleur du fond"} >= {"Blanc", "sur", "blanc"}


def test_what_a_form_clips_is_set_aside() -> None:
    """By a clip inside the form, and by one around the form."""
    _, found = _read("formes-rognees")
    assert [(line.texte, line.hors_texte) for line in found if not line.hors_texte] == [("Dans le cache", "")]
    masked = [line.texte for line in found if line.hors_texte == "texte masqué"]
    assert sorted(masked) == sorted(["Sous", "le", "cache", "Sous", "le", "cache", "Dans", "le", "cache"])


def test_hidden_text_stays_hidden_on_a_page_that_pdfplumber_reads() -> None:
    source, found = _read("encodage-de-la-police")
    assert [issue.code for issue in source.problemes] == ["lecteur-de-secours"]
    assert " ".join(line.texte for line in found if line.hors_texte == "texte invisible") == "Invisible par son mode"
    assert not [line.texte for line in found if not line.hors_texte]


def test_vertical_writing_is_set_aside() -> None:
    _, found = _read("ecriture-verticale")
    assert [(line.texte, line.hors_texte) for line in found] == [("HAU", "écriture verticale")]


def test_hyphens_at_line_ends_keep_their_sign() -> None:
    _, found = _read("traits-d-union")
    assert [line.texte[-1] for line in found] == ["-", "-", "-", "s"]


def test_the_text_of_a_scan_is_its_text() -> None:
    source, _ = _read("calque-ocr")
    assert source.pages[0].mots
    assert not any(word.hors_texte for word in source.pages[0].mots)


def test_declarations_are_compiled() -> None:
    compiled = (Path(abi.__file__).parent / "_abi.py").read_text(encoding="utf-8")
    assert compiled == abi.source(), "run: python -m pipeline.reading.abi"
