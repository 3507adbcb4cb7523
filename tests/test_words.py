"""Where the words of a page's text start and end, told in columns: as a search for each of them would tell it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from pipeline.reading._abi import ffi
from pipeline.reading.choose import _alone
from pipeline.reading.french import garbled_reason, unread
from pipeline.reading.pdfium import Buffer
from pipeline.reading.words import BLANCS, COUPE, plainly, words_of
from pipeline.settings import Settings
from pipeline.stages.lines import lines_pdf
from pipeline.stages.read_pdf import read_pdf

LAYOUTS = Path(__file__).parent / "fixtures" / "layouts"
_MOT = re.compile(f"[^{BLANCS}{COUPE}]+{COUPE}?|{COUPE}")
_TEXTES = st.text(st.sampled_from("ab\u00e9-\uf0b7 \t\r\n\u00a0\u202f\u3000" + COUPE), max_size=60)


@given(_TEXTES)
def test_words_are_what_stands_between_blanks_or_ends_with_a_cut(texte: str) -> None:
    starts, lengths, mots = words_of(plainly(texte))
    found = list(_MOT.finditer(texte))
    assert starts == [m.start() for m in found]
    assert mots == [m[0] for m in found]
    assert lengths == [len(m[0]) for m in found]


@given(st.text(st.sampled_from("a\u00e9 \x07\u0085\ufffd\ue001\uf0b7\uf0a7\uf0d8\uf0fc" + COUPE), max_size=40))
def test_unread_signs_are_those_of_the_list_whichever_way_they_are_sought(texte: str) -> None:
    assert sorted(unread(texte)) == sorted(re.findall("[\x00-\x08\x0e-\x1f\x80-\x9f\ufffd\ue000-\uf8ff]", texte))


def test_spaces_weigh_nothing_in_what_is_garbled() -> None:
    bad = "\ue001\ue002 ab " * 30
    assert garbled_reason((bad,)) == garbled_reason((bad.replace(" ", ""),)) != ""


@pytest.mark.parametrize("asked", [(1,), (3, 7), (40, 2, 41, 3000)])
def test_a_column_has_a_pointer_for_each_record_asked_for(asked: tuple[int, ...]) -> None:
    """However often it is asked for, and after the buffer grew elsewhere."""
    tampon = Buffer()
    for count in asked:
        tampon.room(36 * count)
        for first in (0, 16, 32):
            column = tampon.column(first, 36, count)
            assert len(column) >= count
            assert [int(ffi.cast("size_t", p)) - tampon.adresse for p in column[:count]] == list(range(first, 36 * count, 36))


@pytest.mark.parametrize(
    ("texte", "seul"), [("\uf0b7 un \uf0b7", True), ("\uf0b7", True), ("a\uf0b7 un", False), ("\uf0b7\uf0b7 un", False), ("sans", True)]
)
def test_a_sign_stands_alone_where_blanks_are_around_it(texte: str, seul: bool) -> None:
    assert _alone("\uf0b7", texte) is seul


def test_a_slanted_word_before_a_made_up_blank_ends_where_its_last_letter_does() -> None:
    """The f of 'Chef' leans into the gap before 'de', which pdfium takes for a blank."""
    sheet = read_pdf(LAYOUTS / "held-out-dy" / "dy-convention" / "document.pdf", Settings(reader="pdfium")).pages[2]
    slanted = [(a, b) for a, b in pairwise(sheet.mots) if (a.texte, b.texte) == ("Chef", "de")]
    assert slanted
    for chef, de in slanted:
        assert chef.style.italique
        assert de.x0 - chef.x1 > 2
    assert any(li.texte.startswith("Chef de file") for li in lines_pdf([sheet]))
