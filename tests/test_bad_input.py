"""Bad input: each ends in its exit code and one line with a hint, and the rest of the batch is done."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import GOOD, Cli
from pdf_maker import Image, page_of_text, pdf

# What GOOD says, as a page.
LINES = [
    "# ENJEU 1 : Bien vivre dans son quartier",
    "# Soutenir les associations",
    "• Ouvrir une maison",
    "• Financer",
    "PILOTES : Villes, Etat",
]
PAGE = page_of_text(LINES)
WHOLE = pdf([PAGE])
SCAN = [Image(0, 0, 595, 842)]


def _shifted(texte: str) -> str:
    """What a font without ToUnicode leaves: letters 29 places off, blanks gone."""
    return "".join(chr(ord(c) - 29) for c in texte if c.isascii() and c.isalpha())


GARBLED = pdf([page_of_text([_shifted(mot) for mot in f"{GOOD} {GOOD} {GOOD}".lower().split()][:36])])

Make = Callable[[Path], "Path | str"]


def _file(name: str, content: bytes, sidecar: bytes | None = None) -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        if sidecar is not None:
            path.with_suffix(".toml").write_bytes(sidecar)
        return path

    return make


def _empty_folder(folder: Path) -> Path:
    path = folder / "vide"
    path.mkdir()
    (path / "README.md").write_text("# Not a document\n", encoding="utf-8")
    return path


# name, what makes the input, exit code, what the line must say
BAD: list[tuple[str, Make, int, str]] = [
    ("missing path", lambda folder: folder / "absent.pdf", 2, "no such file"),
    ("empty folder", _empty_folder, 2, "no .pdf or .md"),
    ("other kind", _file("bad.docx", b"PK"), 3, "neither .pdf nor .md"),
    ("empty PDF", _file("bad.pdf", b""), 3, "empty"),
    ("empty Markdown", _file("bad.md", b""), 3, "empty"),
    ("not a PDF", _file("bad.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256))), 3, "PDF"),
    ("truncated PDF", _file("bad.pdf", WHOLE[:120]), 3, ""),
    ("password", _file("bad.pdf", pdf([PAGE], password="secret")), 4, "password"),
    ("page without text", _file("bad.pdf", pdf([[]])), 5, "OCR"),
    ("whole scan", _file("bad.pdf", pdf([SCAN, SCAN])), 5, "OCR"),
    ("garbled text layer", _file("bad.pdf", GARBLED), 5, ""),
    ("no engagement", _file("bad.md", b"# Un rapport\n\nIl ne promet rien.\n"), 1, "statut echec"),
    ("sidecar not TOML", _file("bad.md", GOOD.encode(), b"titre = 'x\n"), 8, "bad.toml"),
    ("sidecar not UTF-8", _file("bad.md", GOOD.encode(), "titre = 'Été'\n".encode("latin-1")), 8, "bad.toml"),
    ("sidecar with an unknown key", _file("bad.md", GOOD.encode(), b"[min]\nengagement = 1\n"), 8, "min.engagement: unknown key"),
    ("sidecar with a key unknown at its top", _file("bad.md", GOOD.encode(), b"titres = 'x'\n"), 8, "bad.toml: titres: unknown key"),
    (
        "sidecar with words for a number",
        _file("bad.md", GOOD.encode(), b"[min]\nactions = 'deux'\n"),
        8,
        "min.actions: expected int, got str",
    ),
    ("sidecar with a short siren", _file("bad.md", GOOD.encode(), b"[territoire]\nlibelle = 'x'\nsiren = '12'\n"), 8, "territoire.siren:"),
    ("Markdown not UTF-8", _file("bad.md", "# Été\n".encode("latin-1")), 3, "UTF-8"),
    ("failing min", _file("bad.md", GOOD.encode(), b"[min]\nactions = 3\n"), 1, "statut partiel"),
]


@pytest.mark.parametrize(("make", "code", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input(make: Make, code: int, words: str, cli: Cli, good: Path, tmp_path: Path) -> None:
    bad = Path(make(tmp_path))
    ran = cli("extract", bad, good, "-o", "out")
    assert ran.code == code, ran.err
    assert len(ran.errors) == 1, ran.err
    assert str(bad) in ran.errors[0]
    assert words in ran.errors[0]
    assert " — " in ran.errors[0], "no hint"
    assert "Traceback" not in ran.err
    assert ran.out == ""
    assert _statut(tmp_path / "out" / "good") == "complet", "the rest of the batch is done"


def _statut(folder: Path) -> str:
    statut = json.loads((folder / "document.json").read_text(encoding="utf-8"))["statut"]
    assert isinstance(statut, str)
    return statut


def test_partial_and_failed_documents_are_still_written(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "rapport.md").write_text("# Un rapport\n\nIl ne promet rien.\n", encoding="utf-8")
    assert cli("extract", "rapport.md").code == 1
    assert _statut(tmp_path / "extracted" / "rapport") == "echec"
    assert cli("validate", "extracted").code == 0


@pytest.mark.parametrize("damage", [WHOLE[:-200], WHOLE.replace(b"startxref\n", b"startxref\n9"), WHOLE.replace(b"xref\n0", b"xxxx\n0")])
def test_broken_xref_is_mended_or_refused(damage: bytes, cli: Cli, tmp_path: Path) -> None:
    assert damage != WHOLE
    (tmp_path / "broken.pdf").write_bytes(damage)
    ran = cli("extract", "broken.pdf")
    assert ran.code in (0, 3), ran.err
    assert "Traceback" not in ran.err


def test_every_truncation_ends_in_a_foreseen_code(cli: Cli, tmp_path: Path) -> None:
    for length in range(0, len(WHOLE), 97):
        (tmp_path / "cut.pdf").write_bytes(WHOLE[:length])
        ran = cli("extract", "cut.pdf")
        assert ran.code in (0, 1, 3, 5), (length, ran.err)


def test_an_empty_user_password_opens(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "ouvert.pdf").write_bytes(pdf([PAGE], password=""))
    (tmp_path / "clair.pdf").write_bytes(WHOLE)
    assert cli("extract", "ouvert.pdf", "clair.pdf").code == 0
    ouvert, clair = (json.loads((tmp_path / "extracted" / n / "document.json").read_text(encoding="utf-8")) for n in ("ouvert", "clair"))
    assert ouvert["sections"] == clair["sections"]


def test_two_inputs_with_one_id(cli: Cli, good: Path, tmp_path: Path) -> None:
    (tmp_path / "Good!.md").write_text(GOOD, encoding="utf-8")
    for paths in (["Good!.md", "good.md"], ["good.md", "Good!.md"], ["."]):
        ran = cli("extract", *paths, "-o", "out", "--force")
        assert ran.code == 8
        (line,) = ran.errors
        assert "good.md" in line
        assert "Good!.md" in line
        published = json.loads((tmp_path / "out" / "good" / "document.json").read_text(encoding="utf-8"))
        assert published["source"]["fichier"] == "Good!.md", "the first by name, whatever the order of the arguments"


def test_a_file_name_without_a_letter(cli: Cli, good: Path, tmp_path: Path) -> None:
    (tmp_path / "…….md").write_text(GOOD, encoding="utf-8")
    ran = cli("extract", ".", "-o", "out")
    assert ran.code == 8
    assert _statut(tmp_path / "out" / "good") == "complet"


def test_output_that_cannot_be_written(cli: Cli, good: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where a folder is needed", encoding="utf-8")
    for output in ("out", "out/deeper"):
        ran = cli("extract", good, "-o", output)
        assert ran.code == 2
        (line,) = ran.errors
        assert output in line
        assert "cannot write" in line


def test_one_folder_that_cannot_be_written_loses_one_document(cli: Cli, good: Path, tmp_path: Path) -> None:
    (tmp_path / "autre.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "autre").write_text("", encoding="utf-8")
    ran = cli("extract", "autre.md", good, "-o", "out")
    assert ran.code == 2
    assert "cannot write" in ran.errors[0]
    assert _statut(tmp_path / "out" / "good") == "complet"


def test_a_thousand_pages(cli: Cli, tmp_path: Path) -> None:
    sheets = [
        page_of_text(["# ENJEU 1 : Bien vivre", "# Soutenir", *(f"• Action {i} {j}" for j in range(3)), "PILOTES : Etat"])
        for i in range(1000)
    ]
    (tmp_path / "long.pdf").write_bytes(pdf(sheets))
    ran = cli("extract", "long.pdf")
    assert ran.code in (0, 1), ran.err
    published = json.loads((tmp_path / "extracted" / "long" / "document.json").read_text(encoding="utf-8"))
    assert published["source"]["pages"] == 1000
    assert "Action 999 2" in json.dumps(published["sections"])
