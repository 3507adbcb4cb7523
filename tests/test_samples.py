"""The Nantes avenant by hand count, in its three forms; and the shared samples by the project's own score, where they are at hand."""

from __future__ import annotations

import importlib.util
import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from builders import all_engagements, all_sections
from pipeline.document import Document
from pipeline.records import models
from pipeline.run import extract

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
SAMPLES = SHARED / "samples" / "nantes"
FORMES = [
    "nantes-metropole-avenant-2019-texte.md",
    "nantes-metropole-avenant-2019-diaporama.pdf",
    "nantes-metropole-avenant-2019-rapport.pdf",
]


@cache
def _document(name: str) -> Document:
    return models(extract(ROOT / "raw" / name))


def _plain(texte: str) -> str:
    return texte.replace("’", "'")


@pytest.mark.parametrize("name", FORMES)
def test_the_hand_count(name: str) -> None:
    document = _document(name)
    engagements = all_engagements(document)
    assert document.statut == "complet"
    assert document.couverture.non_attribues == 0
    assert len(engagements) == 15
    assert sum(not e.actions for e in engagements) == 3
    assert sum(len(e.actions) for e in engagements) == 40
    assert sum(len(e.pilotes) for e in engagements) == 48
    assert len({p.libelle for e in engagements for p in e.pilotes}) == 13
    assert all(e.pilotes for e in engagements)
    assert not any(e.autres_acteurs or e.champs for e in engagements)


@pytest.mark.parametrize("name", FORMES)
def test_workshop_bullets_are_kept_and_are_no_actions(name: str) -> None:
    document = _document(name)
    items = [(s.nature, item) for s in all_sections(document.sections) for p in s.passages if p.type == "liste" for item in p.items]
    assert len(items) == 29
    assert {nature for nature, _ in items} == {"concertation"}
    actions = {a.texte for e in all_engagements(document) for a in e.actions}
    assert not actions & {item for _, item in items}


@pytest.mark.parametrize("name", FORMES)
def test_the_programme_is_one_enjeu_of_three_themes(name: str) -> None:
    programme = [s for s in _document(name).sections if s.nature == "programme"]
    assert [(s.type, s.numero, len(s.sections)) for s in programme] == [("enjeu", "2", 3)]
    assert programme[0].titre.startswith("Assurer la mobilité")
    assert [s.titre for s in programme[0].sections if s.titre.isupper()] == [s.titre for s in programme[0].sections]


@pytest.mark.parametrize("name", FORMES)
def test_the_parties_in_parentheses(name: str) -> None:
    parties = sorted(p.libelle for e in all_engagements(_document(name)) for a in e.actions for p in a.acteurs)
    assert parties == ["Conseil départemental", *["Ville de Nantes"] * 4]


@pytest.mark.parametrize("name", FORMES[1:])
def test_three_forms_say_the_same(name: str) -> None:
    def said(document: Document) -> list[tuple[str, list[str], list[str]]]:
        return [(_plain(e.titre), [_plain(a.texte) for a in e.actions], [p.libelle for p in e.pilotes]) for e in all_engagements(document)]

    assert said(_document(name)) == said(_document(FORMES[0]))


@pytest.mark.parametrize("name", FORMES)
def test_every_value_has_a_place(name: str) -> None:
    for e in all_engagements(_document(name)):
        assert e.provenance
        assert all(a.provenance for a in e.actions)
        assert all(p.provenance for p in e.pilotes)


@pytest.mark.parametrize("name", FORMES)
def test_captions_belong_to_no_sentence(name: str) -> None:
    captions = {p.texte for s in _document(name).sections for x in all_sections([s]) for p in x.passages if p.type == "legende"}
    assert "Espace Habitat social" in captions


@cache
def _measure() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not beside this checkout")
@pytest.mark.parametrize("name", ["source.md", "slides.pdf", "report.pdf", "table.pdf", "fiches.pdf"])
def test_shared_samples_score_one(name: str) -> None:
    document = models(extract(SAMPLES / name))
    truth = json.loads((SAMPLES / f"{name.partition('.')[0]}.truth.json").read_text(encoding="utf-8"))
    found = _measure().score(truth, document.model_dump(mode="json"))
    counts = {key: found.pop(key) for key in ("fausses", "mobilier", "n", "attendu")}
    assert {key: value for key, value in found.items() if value not in (1.0, None)} == {}
    assert found["actions"] == found["pilotes"] == found["engagements"] == 1.0
    assert (counts["fausses"], counts["mobilier"]) == (0, 0)
    assert counts["n"] == counts["attendu"]
    assert document.couverture.non_attribues == 0


BAROMETRE = SHARED / "samples" / "barometre"
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]+|<[^>]+>|\\(?=\W)")


def _headings_and_items(markdown: str) -> tuple[list[str], list[str]]:
    """Lines that start with #, and those that start with - * + with the lines that run on with them (Markdown's lazy lines)."""
    titles: list[str] = []
    items: list[str] = []
    inside = False
    for row in markdown.splitlines():
        text = _MARKUP.sub(lambda m: m[1] or "", row)
        if found := re.match(r"\s*#{1,6}\s+(.*)", text):
            titles.append(found[1])
            inside = False
        elif found := re.match(r"\s*[-*+]\s+(.*)", text):
            items.append(found[1])
            inside = True
        elif inside and text.strip():
            items[-1] += " " + text
        else:
            inside = False
    return titles, items


def _f1(found: Iterable[str], wanted: Iterable[str]) -> float:
    a, b = Counter(found), Counter(wanted)
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


@pytest.mark.skipif(not BAROMETRE.is_dir(), reason="the shared samples are not beside this checkout")
def test_headings_and_items_of_a_real_pdf() -> None:
    """A published 78-page PDF against the Markdown it was typeset from: lines starting with # are headings, with - * + items.

    Compared after the normalisation of the shared measure. The README counts for headings only: its list is the table of contents.
    """
    document = extract(BAROMETRE / "documentation_barometre_resultats.pdf")
    norm, head = _measure().norm, _measure().head
    titles, items = [], []
    for path in sorted((BAROMETRE / "markdown").glob("*.md")):
        if path.name == "LICENCE.md":
            continue
        headings, lists = _headings_and_items(path.read_text(encoding="utf-8"))
        titles += [head(t) for t in headings]
        items += [norm(t) for t in lists if path.name != "README.md"]
    printed = [head(s.titre) for s in all_sections(document.sections) if s.titre] + [head(e.titre) for e in all_engagements(document)]
    passages = [p for s in all_sections(document.sections) for p in s.passages] + [p for e in all_engagements(document) for p in e.passages]
    listed = [norm(i) for p in passages if p.type == "liste" for i in p.items]
    listed += [norm(a.texte) for e in all_engagements(document) for a in e.actions]
    assert _f1(printed, titles) >= 0.97
    assert _f1(listed, items) >= 0.97
    assert document.couverture.non_attribues == 0
