"""What the field's converters leave of a contrat de ville: their Markdown through this project's own Markdown input, scored.

Reads the typeset documents of tests/fixtures/layouts and their truths; each peer turns the PDF into Markdown, contrat-ville
extracts that Markdown as it would any, and `contrat-ville score` marks it. The last row is contrat-ville on the PDF itself.
Writes benchmarks/LAYOUTS.md. A peer that is not installed is left out and named; peers are never imported by the product.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LAYOUTS = ROOT / "tests" / "fixtures" / "layouts"


def by_pymupdf4llm(pdf: Path, _out: Path) -> str:
    import pymupdf4llm

    with contextlib.redirect_stdout(io.StringIO()):
        return str(pymupdf4llm.to_markdown(str(pdf)))


def by_markitdown(pdf: Path, _out: Path) -> str:
    from markitdown import MarkItDown

    return str(MarkItDown().convert(str(pdf)).text_content)


def by_opendataloader(pdf: Path, out: Path) -> str:
    from opendataloader_pdf import convert

    convert(input_path=[str(pdf)], output_dir=str(out), format="markdown", quiet=True)
    return next(out.rglob("*.md")).read_text(encoding="utf-8")


def by_pdf_oxide(pdf: Path, _out: Path) -> str:
    from pdf_oxide import PdfDocument

    return str(PdfDocument(str(pdf)).to_markdown_all())


def by_kreuzberg(pdf: Path, _out: Path) -> str:
    from kreuzberg import extract_file_sync

    return str(extract_file_sync(str(pdf)).content)


def by_docling(pdf: Path, _out: Path) -> str:
    from docling.document_converter import DocumentConverter

    return str(DocumentConverter().convert(str(pdf)).document.export_to_markdown())


PEERS: dict[str, Callable[[Path, Path], str]] = {
    "pymupdf4llm (AGPL)": by_pymupdf4llm,
    "opendataloader-pdf": by_opendataloader,
    "markitdown": by_markitdown,
    "pdf_oxide": by_pdf_oxide,
    "kreuzberg": by_kreuzberg,
    "docling": by_docling,
}


def main() -> int:
    from pipeline.errors import ContratVilleError
    from pipeline.records import to_json
    from pipeline.run import extract
    from pipeline.score import FIELDS, score

    pdfs = sorted(LAYOUTS.glob("*/*/document.pdf"))
    table: dict[str, dict[str, list[float]]] = {}
    false: dict[str, int] = {}
    missing: dict[str, str] = {}

    def mark(name: str, truth: dict[str, Any], document: dict[str, Any]) -> None:
        result = score(truth, document)
        false[name] = false.get(name, 0) + result.fausses
        for field in FIELDS:
            f1 = result.champs[field]["souple"].f1
            if f1 is not None:
                table.setdefault(name, {}).setdefault(field, []).append(f1)

    for pdf in pdfs:
        truth = json.loads((pdf.parent / "truth.json").read_text(encoding="utf-8"))
        mark("contrat-ville", truth, json.loads(to_json(extract(pdf))))
        for name, convert in PEERS.items():
            if name in missing:
                continue
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "document.md"
                try:
                    path.write_text(convert(pdf, Path(folder)), encoding="utf-8")
                    document = json.loads(to_json(extract(path)))
                except ContratVilleError:
                    document = {"sections": []}
                except Exception as error:  # whatever a peer raises, the others are measured
                    if name not in table:
                        missing[name] = type(error).__name__
                        continue
                    document = {"sections": []}
            mark(name, truth, document)
    lines = [
        "# What converters leave of a contrat de ville",
        "",
        f"Mean F1 (`souple`) over the {len(pdfs)} typeset PDFs of tests/fixtures/layouts; each peer's Markdown was extracted by",
        "contrat-ville itself. `fausses`: workshop, diagnosis or governance bullets published as actions.",
        "The rules of contrat-ville were written on these documents: tests/fixtures/README.md says what it scored on sets unseen.",
        "",
        "| tool | " + " | ".join(FIELDS) + " | fausses |",
        "|---" * (len(FIELDS) + 2) + "|",
    ]
    for name, fields in sorted(table.items(), key=lambda item: -sum(item[1]["titres"])):
        cells = [f"{sum(v) / len(v):.3f}" if (v := fields.get(f)) else "–" for f in FIELDS]
        lines.append(f"| {name} | " + " | ".join(cells) + f" | {false[name]} |")
    if missing:
        lines += ["", "Not measured: " + ", ".join(f"{name} ({why})" for name, why in missing.items()) + "."]
    (ROOT / "benchmarks" / "LAYOUTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
