"""How fast contrat-ville reads and extracts, against the readers of the field: `make bench`.

Each tool runs as a whole process of its own (cold: start, imports and all), the tools by turns within each round, so
that a change of load meets them all. Reports medians and their spread as ratios to pypdfium2's bare text, the floor,
and the peak memory; warm, the time per page within one process. A tool that is not installed, or fails, is left out
and named. Peers are measured here and never imported by the product.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLOOR = "pypdfium2, bare text"
FLOOR_CODE = """
import pypdfium2
pdf = pypdfium2.PdfDocument(path)
for i in range(len(pdf)):
    page = pdf[i]; text = page.get_textpage(); text.get_text_range(); text.close(); page.close()
"""
READ_CODE = """
from pathlib import Path
from pipeline.limits import Settings
from pipeline.stages.read_pdf import read_pdf
read_pdf(Path(path), Settings())
"""
PLUMBER_CODE = """
import pdfplumber
with pdfplumber.open(path) as pdf:
    for page in pdf.pages:
        page.extract_words(extra_attrs=["fontname", "size"]); page.close()
"""
EXTRACT_CODE = """
from pipeline.cli import main
main(['extract', path, '-o', out, '--force', '--jobs', '1'])
"""
WHOLE_CODE = """
from pathlib import Path
from pipeline.records import to_json
from pipeline.limits import Settings
from pipeline.run import extract
to_json(extract(Path(path), Settings(lier=False)))
"""
# Name to the code of its process; `path` and `out` (a folder) are given.
TOOLS: dict[str, str] = {
    FLOOR: FLOOR_CODE,
    "contrat-ville, reading": READ_CODE,
    "contrat-ville extract --no-link": EXTRACT_CODE.replace("]", ", '--no-link']"),
    "contrat-ville extract": EXTRACT_CODE,
    "pdfplumber, words": PLUMBER_CODE,
    "pdfwords, words": "import pdfwords\ndoc = pdfwords.open(path)\nfor page in doc: page.get_text('words')",
    "pdf_oxide, Markdown": "from pdf_oxide import PdfDocument\nPdfDocument(path).to_markdown_all()",
    "liteparse": "from liteparse import LiteParse\nLiteParse(ocr_enabled=False).parse(path)",
    "kreuzberg": "from kreuzberg import extract_file_sync\nextract_file_sync(path)",
    "pymupdf4llm (AGPL)": "import pymupdf4llm\npymupdf4llm.to_markdown(path)",
    "markitdown": "from markitdown import MarkItDown\nMarkItDown().convert(path)",
    "opendataloader-pdf": "from opendataloader_pdf import convert\nconvert(input_path=[path], output_dir=out, format='json', quiet=True)",
    "unstructured, fast": "from unstructured.partition.pdf import partition_pdf\npartition_pdf(path, strategy='fast')",
    "docling": "from docling.document_converter import DocumentConverter\nDocumentConverter().convert(path)",
    "pdftotext -layout": "",
}
WARM = {
    FLOOR: FLOOR_CODE,
    "contrat-ville, reading": READ_CODE,
    "contrat-ville, whole, without linking": WHOLE_CODE,
    "pdfplumber, words": PLUMBER_CODE,
}
PRODUCT = ("contrat-ville, reading", "contrat-ville extract --no-link", "contrat-ville extract")
# Of gigabytes, so in an environment of their own: make bench HEAVY=1.
HEAVY = ("unstructured, fast", "docling")
HEAVY_PYTHON = Path(__file__).parent / ".venv-heavy" / "bin" / "python"


@dataclass
class Run:
    """What the rounds of one tool on one file gave."""

    seconds: list[float] = field(default_factory=list)
    memory: float = 0.0  # MB


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, default=sorted((ROOT / "raw").glob("*.pdf")))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=float, default=120.0, help="seconds that one process may take")
    parser.add_argument("--product-python", default=sys.executable, help="the Python that has contrat-ville")
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).with_name("RESULTS.md"))
    args = parser.parse_args()
    parts = [
        "# Measured\n",
        "Ratios to pypdfium2's bare text of the same file, medians of rounds in which the tools run by turns; lower is better.\n",
    ]
    for path in map(Path.resolve, args.files):
        parts.append(f"## {path.name}\n")
        parts.append(cold_table(path, args.rounds, args.limit, args.product_python))
        parts.append(warm_table(path, args.rounds, args.product_python))
    args.output.write_text("\n".join(parts), encoding="utf-8")
    print("\n".join(parts))


def cold_table(path: Path, rounds: int, limit: float, product: str) -> str:
    runs = {name: Run() for name in TOOLS}
    failed: dict[str, str] = {}
    for _ in range(rounds):
        for name, run in runs.items():
            if name in failed:
                continue
            why = measure(name, path, run, limit, product)
            if why:
                failed[name] = why
    kept = {name: run for name, run in runs.items() if name not in failed}
    floor = kept[FLOOR].seconds
    rows = ["| whole process | ratio | spread | MB at peak |", "| --- | ---: | ---: | ---: |"]
    for name, run in sorted(kept.items(), key=lambda e: statistics.median(e[1].seconds)):
        ratios = [a / b for a, b in zip(run.seconds, floor, strict=False)]
        rows.append(f"| {name} | {statistics.median(ratios):.2f} | {min(ratios):.2f} - {max(ratios):.2f} | {run.memory:.0f} |")
    rows.extend(f"\n{name}: not measured ({why})." for name, why in failed.items())
    return "\n".join(rows) + "\n"


def measure(name: str, path: Path, run: Run, limit: float, product: str) -> str:
    """One process of a tool, added to `run`; why it could not be measured, or ''."""
    with tempfile.TemporaryDirectory() as out:
        if name.startswith("pdftotext"):
            if not shutil.which("pdftotext"):
                return "not installed"
            command = ["pdftotext", "-layout", str(path), os.path.join(out, "text")]
        else:
            python = product if name in PRODUCT else str(HEAVY_PYTHON) if name in HEAVY else sys.executable
            if not Path(python).exists():
                return "not installed"
            command = [python, "-c", f"path, out = {str(path)!r}, {out!r}\n{TOOLS[name]}"]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1", "UNSTRUCTURED_DISABLE_NOTICE": "1"}
        begun = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env, cwd=out)
        try:
            _, err = child.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            return f"more than {limit:g} s"
        run.seconds.append(time.perf_counter() - begun)
        if child.returncode not in (0, 1):
            return f"exit code {child.returncode}"
        last = err.decode(errors="replace").strip().splitlines()[-1:] or [""]
        if "Error" in last[0]:
            return "not installed" if "ModuleNotFound" in last[0] else last[0][:80]
        run.memory = max(run.memory, peak(command, env, out) if not run.memory else run.memory)
        return ""


def peak(command: list[str], env: dict[str, str], folder: str) -> float:
    """Peak memory of a process, in MB, measured by a parent that has no other child."""
    code = (
        "import resource, subprocess, sys\nsubprocess.run(sys.argv[1:], stdout=-3, stderr=-3)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", code, *command], env=env, cwd=folder, capture_output=True, text=True, check=False)
    return int(done.stdout or 0) / (1024 if sys.platform != "darwin" else 1024 * 1024)


def warm_table(path: Path, rounds: int, product: str) -> str:
    """Time within one process, imports apart, the tools by turns."""
    code = f"""
import json, sys, time
path = {str(path)!r}
codes = {{name: compile(code, name, "exec") for name, code in {WARM!r}.items()}}
for name, code in codes.items():
    exec(code, {{"path": path}})
for _ in range({rounds}):
    took = {{}}
    for name, code in codes.items():
        begun = time.process_time(); exec(code, {{"path": path}}); took[name] = time.process_time() - begun
    print(json.dumps(took))
"""
    import json

    done = subprocess.run([product, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    took = [json.loads(line) for line in done.stdout.splitlines()]
    rows = ["| warm, CPU | ratio | spread |", "| --- | ---: | ---: |"]
    for name in WARM:
        ratios = [round_[name] / round_[FLOOR] for round_ in took]
        rows.append(f"| {name} | {statistics.median(ratios):.2f} | {min(ratios):.2f} - {max(ratios):.2f} |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    main()
