"""Plain values for the tests of single stages: words, lines and pages without a PDF, plans without a file.

Letters are half an em wide and a line is as high as its type, so that a test can reckon where its text stands.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from pipeline import document as doc
from pipeline.document import Document
from pipeline.model import BBox, Block, Box, Line, Node, Page, Piece, Section, Source, Span, Stages, Style, Word
from pipeline.records import models, to_json
from pipeline.run import extract_staged
from pipeline.settings import Settings
from pipeline.sidecar import Sidecar
from pipeline.stages.blocks_markdown import blocks_markdown
from pipeline.stages.lines import lines_pdf
from pipeline.stages.read_markdown import lines_markdown
from pipeline.texts import text_of

CORPS = Style(taille=10.0, couleur="#000000")
GRAND = Style(taille=16.0, gras=True, couleur="#000000")

# A heading and what stands under it: (type, number, title, children).
Plan = list[tuple[str, str | None, str, "Plan"]]


def words(texte: str, x0: float = 50.0, top: float = 100.0, style: Style = CORPS) -> list[Word]:
    """`texte` set on one line from `x0`: one word per run without a blank, a quarter of an em between two."""
    out: list[Word] = []
    for i, mot in enumerate(texte.split()):
        x1 = x0 + len(mot) * style.taille / 2
        out.append(Word(mot, x0, top, x1, top + style.taille, style=style, espace=i > 0))
        x0 = x1 + style.taille / 4
    return out


def page(
    *runs: Iterable[Word], numero: int = 1, boites: Sequence[Box] = (), traits: Sequence[BBox] = (), images: Sequence[BBox] = ()
) -> Page:
    """An A4 page holding the words of `runs`."""
    return Page(numero, 595.0, 842.0, tuple(w for run in runs for w in run), tuple(boites), tuple(traits), tuple(images))


def line(
    texte: str, ident: int = 0, x0: float = 50.0, top: float = 100.0, style: Style = CORPS, numero: int = 1, hors_texte: str = ""
) -> Line:
    """A printed line of page `numero`, made as lines.py makes it."""
    pieces: list[Piece] = []
    debut = 0
    for word in words(texte, x0, top, style):
        debut = texte.index(word.texte, debut)
        pieces.append(Piece(debut, debut + len(word.texte), (word.x0, word.top, word.x1, word.bottom), style))
        debut += len(word.texte)
    return Line(ident, numero, 0, texte, (x0, top, pieces[-1].bbox[2], top + style.taille), tuple(pieces), style, hors_texte)


def source_lines(texte: str) -> tuple[Line, ...]:
    """The lines of a Markdown text."""
    return lines_markdown(Source("markdown", lignes=tuple(texte.split("\n"))))


def blocks_of(texte: str) -> tuple[tuple[Line, ...], tuple[Block, ...]]:
    """A Markdown text as lines and blocks, signs that stand alone left out."""
    lignes = source_lines(texte)
    return lignes, tuple(b for b in blocks_markdown(lignes) if b.genre != "mobilier")


def brief(texte: str) -> list[tuple[str, str]]:
    """The blocks of a Markdown text as (genre, words)."""
    lignes, blocks = blocks_of(texte)
    return [(b.genre, text_of(lignes, b.spans)) for b in blocks]


def section_of(texte: str) -> tuple[tuple[Line, ...], Section]:
    """The sorted tree of a Markdown text, made by the whole flow."""
    with tempfile.TemporaryDirectory() as folder:
        _, stages = extract_text(texte, Path(folder))
    (root,) = stages.sorties["engagements"]
    assert isinstance(root, Section)
    return stages.lignes, root


def tree_of(texte: str) -> tuple[tuple[Line, ...], Node]:
    """The outline of a Markdown text, with its natures."""
    lignes, root = section_of(texte)
    return lignes, root.noeud


def plan(lignes: Sequence[Line], node: Node) -> Plan:
    """What stands under `node`, as plain values."""
    return [(child.type, child.numero, text_of(lignes, child.spans), plan(lignes, child)) for child in node.enfants]


def plan_of(texte: str) -> Plan:
    """The outline of a Markdown text, as plain values."""
    return plan(*tree_of(texte))


def all_nodes(node: Node) -> Iterator[Node]:
    for child in node.enfants:
        yield child
        yield from all_nodes(child)


def whole(lignes: Sequence[Line], *idents: int) -> tuple[Span, ...]:
    """Spans over the whole of some lines."""
    return tuple(Span(i, 0, len(lignes[i].texte)) for i in idents)


def extract_text(texte: str, folder: Path, nom: str = "essai.md") -> tuple[Document, Stages]:
    """The document of a Markdown text, written to `folder` first."""
    path = folder / nom
    path.write_bytes(texte.encode("utf-8", "surrogatepass"))
    return _valid(extract_staged(path))


def extract_pages(pages: Sequence[Page], folder: Path) -> tuple[Document, Stages]:
    """The document of pages that no PDF was read for: every stage after repair runs as it is."""
    path = folder / "essai.pdf"
    path.write_bytes(b"its pages come from the test")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.run._read", lambda *_: (Source("pdf", tuple(pages)), lines_pdf(pages)))
        return _valid(extract_staged(path, Settings(), Sidecar()))


def _valid(made: tuple[Document, Stages]) -> tuple[Document, Stages]:
    """An extraction does not validate what it makes: every test that makes a document does it here, and looks at models."""
    document = models(made[0])
    assert Document.model_validate_json(to_json(made[0])) == document
    return document, made[1]


def all_sections(sections: Iterable[doc.Section]) -> Iterator[doc.Section]:
    for section in sections:
        yield section
        yield from all_sections(section.sections)


def all_engagements(document: Document) -> list[doc.Engagement]:
    return [e for s in all_sections(document.sections) for e in s.engagements]


def non_blank(texte: str) -> int:
    """How many characters of `texte` are not blank."""
    return len("".join(texte.split()))
