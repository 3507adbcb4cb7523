"""How `export` and `check` grow with the corpus: CPU time and memory at 125, 250 and 500 documents.

usage: scale.py [OUTPUT.md]      in the project's own environment

The documents are those of extracted/, each under many ids; one in ten holds ten times as much. For `check`, every second document differs
from the committed one in a pilot, an action, and the order of its engagements. Each figure is of one process of its own.
"""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SIZES = (125, 250, 500)
COMMAND = [sys.executable, "-m", "pipeline.cli"]


def grown(document: dict[str, Any], times: int) -> dict[str, Any]:
    """`document` with its sections `times` over, under other ids."""
    out = copy.deepcopy(document)
    out["sections"] = [_renamed(section, f"-{n}") for n in range(times) for section in document["sections"]]
    return out


def _renamed(value: Any, suffix: str) -> Any:
    if isinstance(value, list):
        return [_renamed(v, suffix) for v in value]
    if isinstance(value, dict):
        return {k: f"{v}{suffix}" if k == "id" else _renamed(v, suffix) for k, v in value.items()}
    return value


def changed(document: dict[str, Any]) -> dict[str, Any]:
    out = copy.deepcopy(document)
    engagements = [e for s in _sections(out["sections"]) for e in s["engagements"]]
    engagements[0]["pilotes"].pop()
    action = next(a for e in engagements for a in e["actions"])
    action["texte"] += " et autre chose"
    action["id"] += "-et-autre-chose"
    for section in _sections(out["sections"]):
        section["engagements"].reverse()
    return out


def _sections(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [s for section in sections for s in (section, *_sections(section["sections"]))]


def corpus(folder: Path, size: int, edit: bool) -> None:
    """`size` documents below `folder`; with `edit`, every second one changed."""
    models = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "extracted").glob("*/document.json"))]
    for n in range(size):
        document = grown(models[n % len(models)], 10 if n % 10 == 0 else 1)
        document["id"] = f"document-{n:04d}"
        if edit and n % 2:
            document = changed(document)
        path = folder / document["id"] / "document.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def measured(args: list[str], folder: Path, expected: int) -> tuple[float, float]:
    """CPU seconds and MB at peak of one command."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen([*COMMAND, *args], cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != expected:
        raise SystemExit(f"{args}: exit code {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(output: str | None) -> None:
    rows = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            corpus(folder / "extracted", size, edit=False)
            megabytes = sum(p.stat().st_size for p in folder.rglob("document.json")) / 1e6
            seconds, memory = measured(["export"], folder, 0)
            rows.append(("export", size, megabytes, seconds, memory))
            who = ["-c", "user.name=mesure", "-c", "user.email=mesure@exemple.fr"]
            for args in (["init", "-q"], ["add", "extracted/*/document.json"], [*who, "commit", "-qm", "mesure"]):
                subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True)
            corpus(folder / "extracted", size, edit=True)
            seconds, memory = measured(["check", "--no-extract", "--report", "r.md", "--report", "r.json"], folder, 7)
            rows.append(("check --no-extract", size, megabytes, seconds, memory))
    lines = ["| command | documents | MB of JSON | CPU s | ms a document | MB at peak |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for command, size, megabytes, seconds, memory in sorted(rows, key=lambda r: r[0], reverse=True):
        lines.append(f"| {command} | {size} | {megabytes:.0f} | {seconds:.1f} | {1000 * seconds / size:.0f} | {memory:.0f} |")
    text = (
        f"# Scale\n\n{(__doc__ or '').split('usage')[0].strip()}\n{(__doc__ or '').split('environment')[1].rstrip()}\n\n"
        + "\n".join(lines)
        + "\n"
    )
    if output:
        Path(output).write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
