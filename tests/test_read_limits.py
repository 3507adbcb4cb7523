"""Hostile and huge files: each limit is a clear error, a page that cannot be read loses itself only, and no bytes bring a traceback."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from pdf_maker import Rect, page_of_text, pdf
from pipeline.errors import ContratVilleError, UnreadableError
from pipeline.model import Signet
from pipeline.reading.french import garbled_reason, missing_letter
from pipeline.reading.words import WordReader
from pipeline.settings import Settings
from pipeline.stages import read_pdf as module
from pipeline.stages.read_pdf import read_pdf
from pipeline.stages.repair import repair

DAMAGE = Path(__file__).parent / "fixtures" / "damage"
TEXT = page_of_text(["# ENJEU 1", "Les habitants demandent une maison commune"])
HEAVY = [Rect(10, 10 + i % 700, 300, 12 + i % 700) for i in range(300)]


def _file(folder: Path, *sheets: Any) -> Path:
    path = folder / "essai.pdf"
    path.write_bytes(pdf(list(sheets)))
    return path


def test_pages_and_bytes_are_limited(tmp_path: Path) -> None:
    path = _file(tmp_path, TEXT, TEXT, TEXT)
    for limits, words in ((Settings(max_pages=2), "3 pages"), (Settings(max_octets=100), "bytes")):
        for reader in ("auto", "pdfplumber"):
            with pytest.raises(UnreadableError, match=words) as caught:
                read_pdf(path, Settings(limits.max_pages, limits.max_octets, reader=reader))  # type: ignore[arg-type]
            assert "limit" in caught.value.conseil


def test_a_page_of_too_many_objects_is_left_out(tmp_path: Path) -> None:
    path = _file(tmp_path, TEXT, HEAVY, TEXT)
    source = read_pdf(path, Settings(max_objets_page=200))
    assert [(i.code, i.page) for i in source.problemes] == [("page-illisible", 2)]
    assert "200 objets" in source.problemes[0].message
    assert [bool(p.mots) for p in source.pages] == [True, False, True]
    with pytest.raises(UnreadableError, match="none of its 1 pages"):
        read_pdf(_file(tmp_path, HEAVY), Settings(max_objets_page=200))


def test_a_slow_page_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, TEXT, TEXT)
    words = WordReader.words

    def slow(reader: WordReader) -> Any:
        end = time.monotonic() + 20
        while reader.handle.numero == 2 and time.monotonic() < end:
            pass
        return words(reader)

    monkeypatch.setattr(WordReader, "words", slow)
    source = read_pdf(path, Settings(max_secondes_page=0.3))
    assert [(i.code, i.page) for i in source.problemes] == [("page-illisible", 2)]
    assert "0.3 s" in source.problemes[0].message


def test_a_library_that_never_comes_back_ends_its_process(tmp_path: Path) -> None:
    path = _file(tmp_path, TEXT)
    script = f"""
import ctypes, pathlib
from pipeline.reading import watch, words
from pipeline.settings import Settings
from pipeline.stages.read_pdf import read_pdf
watch.SURSIS = 0.3
words.WordReader.words = lambda reader: ctypes.CDLL(None).sleep(30)
read_pdf(pathlib.Path({str(path)!r}), Settings(max_secondes_page=0.2))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=20, cwd=Path(__file__).parent.parent)
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("erreur: essai.pdf: page 1 takes more than 0.2 s")


def test_pdfplumber_reads_what_pdfium_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, TEXT, TEXT)
    expected = [w.texte for page in read_pdf(path, Settings()).pages for w in page.mots]

    def refused(*_: Any) -> Any:
        raise UnreadableError("corrupt PDF: no")

    with monkeypatch.context() as patch:
        patch.setattr(module, "opened", refused)
        source = read_pdf(path, Settings())
        assert [i.code for i in source.problemes] == ["lecteur-de-secours"]
        assert [w.texte for page in source.pages for w in page.mots] == expected
        with pytest.raises(UnreadableError, match="no"):
            read_pdf(path, Settings(reader="pdfium"))
    monkeypatch.setattr(module, "_page", refused)
    source = read_pdf(path, Settings())
    assert [i.message for i in source.problemes] == ["Pages 1-2 lue par pdfplumber : pdfium la refuse."]
    assert [w.texte for page in source.pages for w in page.mots] == expected


def test_pdfplumber_is_not_imported_for_nothing(tmp_path: Path) -> None:
    path = _file(tmp_path, TEXT)
    script = f"""
import pathlib, sys
from pipeline.limits import Settings
from pipeline.stages.read_pdf import read_pdf
assert not {{"pdfplumber", "pypdfium2", "_cffi_backend"}} & set(sys.modules), "work at import"
read_pdf(pathlib.Path({str(path)!r}), Settings())
assert not {{"pdfplumber", "pdfminer", "pypdfium2"}} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parent.parent)


def test_roles_and_bookmarks_are_handed_on() -> None:
    source = read_pdf(DAMAGE / "balises.pdf", Settings())
    roles = {w.texte: w.role for w in source.pages[0].mots}
    assert [roles[t] for t in ("Contrat", "Axe", "agissent", "Ouvrir", "Ville", "Page", "habitants")] == [
        "H1",
        "H2",
        "P",
        "LBody",
        "TD",
        "Artifact",
        "",
    ]
    assert source.signets == (Signet("Contrat de ville", 1, 1, 92.0), Signet("Axe 1", 2, 1, 112.0), Signet("Annexeété", 1, 1, None))


def test_a_page_tree_that_leads_back_to_itself_ends(tmp_path: Path) -> None:
    """pdfium refuses the file, pdfminer would follow it for ever: the time of one page is all it gets."""
    body = b"%PDF-1.4\n"
    places = []
    for content in (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"3 0 R"):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (len(places), content)
    table = b"".join(b"%010d 00000 n \n" % at for at in places)
    body += b"xref\n0 4\n0000000000 65535 f \n%btrailer\n<< /Root 1 0 R /Size 4 >>\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))
    path = tmp_path / "boucle.pdf"
    path.write_bytes(body)
    with pytest.raises(UnreadableError):
        read_pdf(path, Settings(max_secondes_page=0.5))


FIXTURES = [path.read_bytes() for path in sorted(DAMAGE.glob("*.pdf"))]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_bytes_bring_a_traceback(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Bytes changed, cut out, doubled or moved: pages come back, or an error that names its reason."""
    content = bytearray(data.draw(st.sampled_from(FIXTURES)))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        size = data.draw(st.integers(0, 40))
        content[at : at + size] = data.draw(
            st.one_of(
                st.binary(max_size=8), st.just(bytes(content[at // 2 : at // 2 + size])), st.sampled_from([b"-1", b"99999999999", b"0 R"])
            )
        )
    path = tmp_path_factory.getbasetemp() / "fuzz.pdf"
    path.write_bytes(bytes(content))
    with contextlib.suppress(ContratVilleError):
        repair(read_pdf(path, Settings(max_secondes_page=5)))


def test_french_letters() -> None:
    assert garbled_reason(["Les habitants du quartier"] * 8) == ""
    assert "fréquence" in garbled_reason(["HWSURJUDPPH"] * 20)
    text = "les habitants du quartier demandent une maison commune pour les associations et les familles avec un budget annuel"
    words = text.split()
    assert missing_letter(words) == "", "too few words to tell"
    many = [f"{a}{b}" for a in words for b in words[:6]]
    assert missing_letter(many) == ""
    assert missing_letter([w.replace("n", "") for w in many]) == "n"
