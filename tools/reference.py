"""Rebuild pipeline/reference/ from the packages @etalab/decoupage-administratif, one per vintage (`make reference`).

Needs npm. Reads epci.json, ept.json, communes.json, departements.json and regions.json of each vintage; writes four CSV
files whose rows carry the first and the last vintage in which they hold (`de`, `a`), and SOURCES.md with what they were
made from. Rows are sorted, communes by the SIREN of their body, so that one territory is one stretch of the file. Same
packages, same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

PACKAGE = "@etalab/decoupage-administratif"
# Vintage -> version, as the package's own README pairs them.
VERSIONS = {2019: "0.7.0", 2020: "0.8.0", 2021: "1.1.1", 2022: "2.3.1", 2023: "3.1.1", 2024: "4.1.0", 2025: "5.3.0", 2026: "6.0.0"}
OUT = Path(__file__).parent.parent / "pipeline" / "reference"

Row = tuple[str, ...]


def fetch(version: str, folder: Path) -> tuple[dict[str, Any], str]:
    """The data files of one version, by name, and the SHA-256 of its archive."""
    done = subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{version}"], cwd=folder, capture_output=True, text=True, check=True)
    archive = folder / done.stdout.split()[-1]
    data: dict[str, Any] = {}
    with tarfile.open(archive) as tar:
        for name in ("epci", "ept", "communes", "departements", "regions"):
            try:
                member = tar.extractfile(f"package/data/{name}.json")
            except KeyError:
                continue  # ept.json came in 2023
            if member is not None:
                data[name] = json.load(member)
    return data, hashlib.sha256(archive.read_bytes()).hexdigest()


def merge(vintages: dict[int, Iterable[Row]]) -> list[Row]:
    """Each row once per unbroken run of vintages, with the first and the last of them."""
    years = sorted(vintages)
    held: dict[Row, list[int]] = defaultdict(list)
    for year in years:
        for row in set(vintages[year]):
            held[row].append(years.index(year))
    out: list[Row] = []
    for row, at in held.items():
        runs: list[list[int]] = []
        for i in at:
            if runs and runs[-1][1] == i - 1:
                runs[-1][1] = i
            else:
                runs.append([i, i])
        out.extend((*row, str(years[a]), str(years[b])) for a, b in runs)
    return sorted(out)


def write(name: str, header: Sequence[str], rows: Iterable[Row]) -> int:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    rows = list(rows)
    writer.writerows(rows)
    (OUT / name).write_text(text.getvalue(), encoding="utf-8")
    return len(rows)


def name_of(nom: str) -> str:
    """A name with single blanks: some vintages double them."""
    return " ".join(nom.replace("''", '"').split())


def known_sirens(data: dict[int, dict[str, Any]]) -> dict[str, str]:
    """INSEE code -> SIREN, the latest stated: some vintages leave some out."""
    out: dict[str, str] = {}
    for year in sorted(data):
        members = (m for e in (*data[year]["epci"], *data[year].get("ept", ())) for m in e["membres"])
        out.update({c["code"]: c["siren"] for c in (*data[year]["communes"], *members) if c.get("siren")})
    return out


def communes(data: dict[str, Any], sirens: dict[str, str]) -> list[Row]:
    """(siren of the body, code, name, siren) of the members of every EPCI and EPT, and of the communes that are in none."""
    rows = [
        (e["code"], m["code"], name_of(m["nom"]), m.get("siren") or sirens.get(m["code"], ""))
        for e in (*data["epci"], *data.get("ept", ()))
        for m in e["membres"]
    ]
    inside = {row[1] for row in rows}
    alone = (c for c in data["communes"] if c.get("type") == "commune-actuelle" and c["code"] not in inside)
    return [*rows, *(("", c["code"], name_of(c["nom"]), c.get("siren") or sirens.get(c["code"], "")) for c in alone)]


def bodies(data: dict[str, Any]) -> list[Row]:
    return [(e["code"], name_of(e["nom"]), e["type"]) for e in (*data["epci"], *data.get("ept", ()))]


def main() -> int:
    OUT.mkdir(exist_ok=True)
    data: dict[int, dict[str, Any]] = {}
    sums: dict[int, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for year, version in VERSIONS.items():
            print(f"{PACKAGE}@{version}", file=sys.stderr)
            data[year], sums[year] = fetch(version, Path(folder))
    last, sirens = data[max(data)], known_sirens(data)
    counts = {
        "communes.csv": write(
            "communes.csv", ("epci", "code", "nom", "siren", "de", "a"), merge({y: communes(d, sirens) for y, d in data.items()})
        ),
        "epci.csv": write("epci.csv", ("siren", "nom", "type", "de", "a"), merge({y: bodies(d) for y, d in data.items()})),
        "departements.csv": write(
            "departements.csv",
            ("code", "nom", "region", "liaison"),
            sorted((d["code"], d["nom"], d["region"], str(d["typeLiaison"])) for d in last["departements"]),
        ),
        "regions.csv": write(
            "regions.csv", ("code", "nom", "liaison"), sorted((r["code"], r["nom"], str(r["typeLiaison"])) for r in last["regions"])
        ),
    }
    (OUT / "SOURCES.md").write_text(sources(counts, sums), encoding="utf-8")
    return 0


def sources(counts: dict[str, int], sums: dict[int, str]) -> str:
    files = "\n".join(f"| `{name}` | {count} |" for name, count in counts.items())
    origins = "\n".join(f"| {year} | {VERSIONS[year]} | `{sums[year]}` |" for year in VERSIONS)
    return f"""\
# Reference data

Written by `make reference` (tools/reference.py); do not edit by hand.

Source: npm package `{PACKAGE}` (Etalab), made from the Code officiel géographique (INSEE) and the list of EPCI (DGCL).
Licence: data under Licence Ouverte (`etalab-2.0`), code of the package under MIT.

| file | rows |
| --- | --- |
{files}

`epci`: SIREN of the EPCI, or of the établissement public territorial, empty for a commune in none. `de`, `a`: first and
last vintage in which the row holds. `liaison`: INSEE's type of article (0 de, 1 d', 2 du, 3 de la, 4 des, 5 de l').
Départements and régions are of the last vintage.

| vintage | version | SHA-256 of the archive |
| --- | --- | --- |
{origins}
"""


if __name__ == "__main__":
    sys.exit(main())
