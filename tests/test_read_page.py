"""pdfplumber's Page fed by pdfium: what pdfplumber makes of its own objects, it makes of pdfium's."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from pipeline.reading.page import open_pdf
from pipeline.reading.plumber import char_text

FIXTURES = Path(__file__).parent / "fixtures"
TABLES = sorted(FIXTURES.glob("layouts/dev/tableau-*/document.pdf"))


@pytest.fixture(autouse=True)
def _quiet() -> None:
    logging.getLogger("pdfminer").setLevel(logging.ERROR)


def _words(page: Any) -> list[str]:
    return sorted(w["text"] for w in page.extract_words())


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.parent.name)
def test_words_and_tables(path: Path) -> None:
    with open_pdf(path) as ours, pdfplumber.open(path) as theirs:
        for page, expected in zip(ours.pages, theirs.pages, strict=True):
            assert _words(page) == _words(expected)
            tables, wanted = page.find_tables(), expected.find_tables()
            assert [t.extract() for t in tables] == [t.extract() for t in wanted]
            for table, other in zip(tables, wanted, strict=True):
                assert table.bbox == pytest.approx(other.bbox, abs=0.1)
            for kind in ("lines", "rects", "curves", "images", "annots", "hyperlinks"):
                assert len(getattr(page, kind)) == len(getattr(expected, kind)), kind


def test_the_rest_of_the_interface() -> None:
    path = FIXTURES / "damage" / "balises.pdf"
    with open_pdf(path) as ours, pdfplumber.open(path) as theirs:
        page, expected = ours.pages[0], theirs.pages[0]
        half = (0, 0, page.width, page.height / 2)
        assert _words(page.crop(half)) == _words(expected.crop(half))
        assert _words(page.within_bbox(half)) == _words(expected.within_bbox(half))
        assert len(page.filter(lambda o: o.get("text") != "e").chars) == len(expected.filter(lambda o: o.get("text") != "e").chars)
        assert len(page.dedupe_chars().chars) == len(expected.dedupe_chars().chars)
        assert page.extract_text() == expected.extract_text()
        assert page.structure_tree == expected.structure_tree
        assert page.to_image(resolution=20).original.size == expected.to_image(resolution=20).original.size
        for char, other in zip(page.chars, expected.chars, strict=True):
            assert set(other) <= set(char)
            assert [char[k] for k in ("x0", "top", "x1", "bottom", "doctop", "y0", "size")] == pytest.approx(
                [other[k] for k in ("x0", "top", "x1", "bottom", "doctop", "y0", "size")], abs=1.5
            )


@pytest.mark.parametrize(
    ("lu", "texte"),
    [
        ("\u00ad", "-"),  # a soft hyphen that is drawn is seen
        ("-", "-"),
        ("\u00ab", "\u00ab"),
        ("(cid:3)", "\ue003"),
        ("(cid:127)", "\u007f"),
    ],
)
def test_the_text_of_a_glyph(lu: str, texte: str) -> None:
    """A drawn soft hyphen is a hyphen, a glyph without text one character of its own; all others are what they are."""
    assert char_text({"text": lu}) == texte
