"""pdfium's words against pdfplumber's, the reference: same words, same lines, same place, same look, on every file at hand."""

from __future__ import annotations

import logging
import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from pipeline.model import Page, Word
from pipeline.reading.looks import TOURNE, VERTICAL
from pipeline.settings import Settings
from pipeline.stages.lines import lines_pdf
from pipeline.stages.read_pdf import _range, read_pdf
from pipeline.stages.repair import mend

ROOT = Path(__file__).parent.parent
DAMAGE = ROOT / "tests" / "fixtures" / "damage"
# What one of the two cannot read, or sees where the other cannot: tried by itself in test_read_damage.py.
DAMAGED = {
    "accents",
    "blancs",
    "calque-ocr",
    "degrade",
    "ecriture-verticale",
    "encodage-de-la-police",
    "formes-rognees",
    "gras-double-lettres",
    "gras-double-mots",
    "lettres-espacees",
    "ligatures",
    "police-decalee-tounicode",
    "puces",
    "texte-cache",
    "traits-d-union",
    "type3",
}
# Whole layouts where the same holds of something on their pages, and what that is; what is made of them is measured in
# test_layouts.py.
OTHERWISE = {
    "montvernier-fil": "a box set askew: words with pdfium, letters with pdfplumber",
    "montrieux-fiches": "dotted borders drawn through clips: rules with pdfium, boxes with pdfplumber, so that other gaps part the lines",
    "portlerins-rapport": "running head spaced letter by letter: words with pdfium, letters with pdfplumber",
    "aubernay-brochure": "kerned letters in a Type 3 font: « lieu x » with pdfium, published whole, « lieux » with pdfplumber",
    "brochure-caps": "borders drawn through clips: rules with pdfium, boxes with pdfplumber, so that other gaps part the lines",
    "ei-sermoise": "borders drawn through clips: rules with pdfium, boxes with pdfplumber, so that other columns part the lines",
    "eo-plan-lormiere": "the tag of a note's number, by which its call leaves the line, is read with pdfium alone",
    "chantorge-brochure-cartes": "spaced capitals: the narrow pair « AM » is one word with pdfium, two with pdfplumber",
    "depliant-volets": "a final f in 14.6 points reaches 1.9 points over its advance: seen by pdfium, not by pdfplumber",
    "double-page": "bold printed twice: seen by pdfium, letters doubled with pdfplumber",
    "dy-convention": "thin space before « ; »: none with pdfium, a blank with pdfplumber",
    "engagements-signataires": "thin space before « ; »: none with pdfium, a blank with pdfplumber",
    "lannec-icones": "kerned letters in a Type 3 font: « ceu x » with pdfium, published whole, « ceux » with pdfplumber",
    "du-livret": "small capitals: « adre », as the file says in words, with pdfium, « ADRE » with pdfplumber",
    "lormoy-magazine": "small capitals: « ilotage », as the file says in words, with pdfium, « ILOTAGE » with pdfplumber",
    "quercelle-revue-mi-parcours": "a euro sign in 60 points reaches 2.1 points over its advance: seen by pdfium, not by pdfplumber",
    "sainte-aurine-cartes-postales": "a title set askew: words with pdfium, letters with pdfplumber",
    "tercis-panneaux": "an italic f in 14.5 points reaches 1.6 points over its advance: seen by pdfium, not by pdfplumber",
    "ew-lorettes": "small capitals: « emploi », as the file says in words, with pdfium, « EMPLOI » with pdfplumber",
    "tilmont-leporello": "small capitals: « avec », as the file says in words, with pdfium, « AVEC » with pdfplumber",
    "brezolles": "« Défi » in large type ends in a ligature, of which pdfium boxes the ink",
    "contrat_valbrune": "small capitals in two sizes on one line: a final f reaches 1.6 points over its advance with pdfium",
    "arvens": "kerned capitals: « DRAJES » is one word with pdfium, two with pdfplumber",
    "belcastre": "letters set apart: pieces of words with pdfium, letters with pdfplumber, which the pipeline puts together",
    "brenaise": "small capitals: « ilotage », as the file says in words, with pdfium, « ILOTAGE » with pdfplumber",
    "aiguelongue": "a final f reaches 1.9 points over its advance: seen by pdfium, not by pdfplumber",
    "hautebrune": "« Objectif » ends in an italic f that reaches 2.3 points over its advance: seen by pdfium, not by pdfplumber",
    "dm_orle": "a kerned letter: « prévisionnel » with pdfium, « prévisionne l » with pdfplumber",
    "dp-avenant": "an italic f in 12 points reaches 1.6 points over its advance: seen by pdfium, not by pdfplumber",
    "dr-carnet": "letters turned askew and letters set apart: words with pdfium, letters with pdfplumber",
    "dr-marge": "letters set apart: other pieces of words with each, which the pipeline puts together",
    "ds2-montelieu": "thin space before « ; »: none with pdfium, a blank with pdfplumber",
    "valmarand-rapport": "thin space before « ? »: none with pdfium, a blank with pdfplumber",
}
FILES = sorted(
    p
    for p in [*ROOT.glob("raw/*.pdf"), *ROOT.glob("tests/fixtures/**/*.pdf")]
    if not (p.parent == DAMAGE and p.stem in DAMAGED) and p.parent.name not in OTHERWISE
)
TOLERANCE = 1.5


@pytest.fixture(autouse=True)
def _quiet() -> None:
    logging.getLogger("pdfminer").setLevel(logging.ERROR)


def _compared(path: Path, count: int) -> range:
    """The pages to compare: all; of the documents held out, which pdfplumber takes minutes to read, the first and others evenly spread
    behind it, three or four. `CONTRAT_VILLE_PAGES=all`: all of these too."""
    sampled = count > 3 and path.parent.parent.name.startswith("held-out-") and os.environ.get("CONTRAT_VILLE_PAGES") != "all"
    return range(1, count + 1, (count - 1) // 2 if sampled else 1)


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_words_are_pdfplumbers(path: Path) -> None:
    found = read_pdf(path, Settings(reader="pdfium"))
    numbers = _compared(path, len(found.pages))
    reference = [page for page, _ in _range((path, Settings(reader="pdfplumber"), numbers))]
    for page, expected in zip([found.pages[n - 1] for n in numbers], reference, strict=True):
        assert (page.largeur, page.hauteur) == pytest.approx((expected.largeur, expected.hauteur), abs=0.01)
        words, wanted = _words(page), _words(expected)
        assert sorted(map(_text, words)) == sorted(map(_text, wanted)), f"page {page.numero}"
        assert _lines(page) == _lines(expected), f"page {page.numero}"
        _same_places(words, wanted)


def _text(word: Word) -> str:
    """A sign without a name is a private-use character of one's own with pdfplumber, mostly a real one with pdfium."""
    return (
        "•"
        if len(word.texte) == 1 and (word.texte == "\u007f" or "\ue000" <= word.texte <= "\uf8ff" or word.texte == "➢")
        else mend(word.texte)
    )


def _words(page: Page) -> list[Word]:
    """Turned text left out: the two cut it differently."""
    return [w for w in page.mots if w.hors_texte not in (TOURNE, VERTICAL)]


def _lines(page: Page) -> list[str]:
    """The lines that the words make, whatever the order in which the file draws them."""
    plain = replace(page, mots=tuple(replace(w, texte=_text(w), espace=True) for w in _words(page)))
    return sorted(line.texte for line in lines_pdf((plain,)))


def _same_places(words: Sequence[Word], wanted: Sequence[Word]) -> None:
    near: dict[str, list[Word]] = defaultdict(list)
    for word in wanted:
        near[_text(word)].append(word)
    for word in words:
        other = min(near[_text(word)], key=lambda w: abs(w.x0 - word.x0) + abs(w.top - word.top))
        if other.x0 == other.x1:  # a sign that pdfplumber has no width for
            other = replace(other, x1=word.x1)
        assert (word.x0, word.top, word.x1, word.bottom) == pytest.approx((other.x0, other.top, other.x1, other.bottom), abs=TOLERANCE), (
            word.texte
        )
        # a Type 3 font without a descriptor has no name, which pdfplumber calls so
        assert word.police == (other.police if other.police != "unknown" else "")
        assert word.sans_descente == other.sans_descente
        assert word.style.taille == pytest.approx(other.style.taille, abs=0.11)
        assert (word.style.gras, word.style.italique) == (other.style.gras, other.style.italique)


def test_a_rotated_and_a_cropped_page_are_measured_as_displayed() -> None:
    (turned,) = read_pdf(DAMAGE / "page-tournee.pdf", Settings(reader="pdfium")).pages
    assert (turned.largeur, turned.hauteur) == (842, 595)
    assert not any(w.hors_texte for w in turned.mots)
    assert turned.mots[0].texte == "Les"
    assert (turned.mots[0].x0, turned.mots[0].bottom) == pytest.approx((60, 62.3), abs=0.1)
    (cropped,) = read_pdf(DAMAGE / "cadre-rogne.pdf", Settings(reader="pdfium")).pages
    assert (cropped.largeur, cropped.hauteur) == (520, 442)
    assert (cropped.mots[0].x0, cropped.mots[0].bottom) == pytest.approx((20, 102.3), abs=0.1)
