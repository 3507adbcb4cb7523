"""dcat.jsonld: the data set as a DCAT-AP record, for harvesters. Addresses are relative: they hold wherever the folder is put."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.exports import DESCRIPTION, LICENCE, NOM, TITRE, Corpus
from pipeline.exports.datapackage import digest, spatial, temporal
from pipeline.exports.tables import tables
from pipeline.files import write_atomic
from pipeline.records import dumps

_EU = "http://publications.europa.eu/resource/authority"
_IANA = "https://www.iana.org/assignments/media-types"
# suffix -> (media type registered with IANA or "", file type of the EU vocabulary or "")
_TYPES = {
    "csv": ("text/csv", "CSV"),
    "parquet": ("application/vnd.apache.parquet", ""),
    "jsonl": ("", ""),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    "sqlite": ("application/vnd.sqlite3", ""),
}


def write(corpus: Corpus) -> None:
    write_atomic(corpus.dossier / "dcat.jsonld", dumps(record(corpus)))


def record(corpus: Corpus) -> dict[str, Any]:
    period = temporal(corpus)
    dataset: dict[str, Any] = {
        "@id": "#jeu",
        "@type": "dcat:Dataset",
        "dct:identifier": NOM,
        "dct:title": {"@language": "fr", "@value": TITRE},
        "dct:description": {"@language": "fr", "@value": DESCRIPTION},
        "dct:language": {"@id": f"{_EU}/language/FRA"},
        "dct:license": {"@id": LICENCE["path"]},
        "dcat:theme": [{"@id": f"{_EU}/data-theme/SOCI"}, {"@id": f"{_EU}/data-theme/REGI"}],
        "dcat:keyword": [{"@language": "fr", "@value": w} for w in ("contrat de ville", "politique de la ville", "quartiers prioritaires")],
        "dct:spatial": [{"@type": "dct:Location", "skos:prefLabel": t["libelle"], **_siren(t)} for t in spatial(corpus)],
        "dct:source": [{"@id": url} for url in sorted({d["source_url"] for d in corpus.documents if d["source_url"]})],
        "dcat:distribution": [_distribution(corpus.dossier, path, title) for path, title in _files(corpus)],
    }
    if period:
        dataset["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@type": "xsd:date", "@value": period["debut"]},
            "dcat:endDate": {"@type": "xsd:date", "@value": period["fin"]},
        }
    context = {
        "adms": "http://www.w3.org/ns/adms#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    return {"@context": context, "@graph": [{name: value for name, value in dataset.items() if value}]}


def _siren(territory: dict[str, str]) -> dict[str, str]:
    return {"dct:identifier": territory["siren"]} if "siren" in territory else {}


def _files(corpus: Corpus) -> Iterator[tuple[Path, str]]:
    for table in tables():
        for suffix in ("csv", "jsonl", "parquet"):
            yield corpus.path(table.nom, suffix), table.titre
    for suffix in ("xlsx", "sqlite"):
        yield corpus.dossier / f"{NOM}.{suffix}", f"{TITRE}, toutes les tables"


def _distribution(folder: Path, path: Path, title: str) -> dict[str, Any]:
    suffix = path.suffix[1:]
    media, kind = _TYPES[suffix]
    address = path.relative_to(folder).as_posix()
    out: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dct:title": {"@language": "fr", "@value": f"{title} ({suffix.upper()})"},
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dct:license": {"@id": LICENCE["path"]},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(path.stat().st_size)},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": digest(path)},
        },
    }
    out |= {"dcat:mediaType": {"@id": f"{_IANA}/{media}"}} if media else {}
    return out | ({"dct:format": {"@id": f"{_EU}/file-type/{kind}"}} if kind else {})
