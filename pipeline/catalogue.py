"""The folder schemas/ as schema.data.gouv.fr asks of a repository of JSON Schemas: the schema, its card, a good and a bad example.

Reads the models (document.py) and `exemple.md`, which stands in the folder; writes what follows from them. README, CHANGELOG and
LICENCE are written by people and left alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.document import json_schema
from pipeline.files import write_atomic
from pipeline.records import dumps, to_json
from pipeline.terms import SCHEMA_VERSION

TITRE = "Contrat de ville extrait"
DESCRIPTION = "Engagements, actions et parties responsables d'un contrat de ville ou d'un avenant, avec leur place dans le document."


def write(folder: Path, homepage: str | None) -> list[Path]:
    """Write the schema and what describes it to `folder`; the paths written. `homepage` None: the one that stands there, if any."""
    schema = f"document-{SCHEMA_VERSION}.schema.json"
    texts = {schema: dumps(json_schema()), "schemas.yml": _card(schema, _homepage(folder) if homepage is None else homepage)}
    source = folder / "exemple.md"
    if source.is_file():
        from pipeline.run import extract

        valid = to_json(extract(source))
        texts |= {"exemple-valide.json": valid, "exemple-invalide.json": dumps(_spoilt(json.loads(valid)))}
    for name, text in texts.items():
        write_atomic(folder / name, text)
    return [folder / name for name in texts]


def _card(schema: str, homepage: str) -> str:
    """schemas.yml: text in JSON's quotes is YAML too."""
    quoted = [json.dumps(text, ensure_ascii=False) for text in (TITRE, DESCRIPTION, homepage, schema, f"{TITRE}, version {SCHEMA_VERSION}")]
    return "title: {}\ndescription: {}\nhomepage: {}\nschemas:\n  - path: {}\n    title: {}\n".format(*quoted)


def _homepage(folder: Path) -> str:
    card = folder / "schemas.yml"
    lines = card.read_text(encoding="utf-8").splitlines() if card.is_file() else []
    return next((str(json.loads(line.partition(": ")[2])) for line in lines if line.startswith("homepage: ")), "")


def _spoilt(value: dict[str, Any]) -> dict[str, Any]:
    """Three faults that happen: a word outside a closed list, a missing field, a level that cannot be."""
    value["statut"] = "parfait"
    del value["couverture"]
    value["sections"][0]["niveau"] = 0
    return value
