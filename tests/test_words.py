"""Where the words of a page's text start and end, told in columns: as a search for each of them would tell it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from pipeline.reading.french import garbled_reason, unread
from pipeline.reading.pdfium import Buffer
from pipeline.reading.words import BLANCS, COUPE, plainly, words_of

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


@pytest.mark.parametrize("taille", [1, 1 << 16, (1 << 16) + 1])
def test_a_column_of_addresses_has_one_for_each_record_whatever_its_first_byte(taille: int) -> None:
    """The last record of a buffer is whole: no column of it is shorter than another."""
    tampon = Buffer()
    tampon.room(taille)
    columns = [tampon.column(first, 44) for first in (0, 24, 40)]
    assert {len(c) for c in columns} == {tampon.taille // 44}
    assert columns[1][-1] + 20 <= tampon.adresse + tampon.taille
    assert tampon.column(0, 44)[0] == tampon.adresse
