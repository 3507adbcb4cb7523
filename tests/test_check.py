"""The account of every character, the doubts, the status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from builders import extract_text, section_of, source_lines, whole
from pipeline.document import Anomalie, Document
from pipeline.model import Action, Block, Issue, Node, Passage, Section, Span, Unit
from pipeline.sidecar import Bornes, Sidecar
from pipeline.stages.check import CODES, Ledger, account, anomalies, status
from pipeline.stages.identify import identifier
from pipeline.stages.link import link
from pipeline.stages.publish import publish

ROOT = Path(__file__).parent.parent
GOOD = "# Axe 1 : Vivre\n\n## Soigner\n\n- Ouvrir un centre\n\n**PILOTE :** Ville\n"


def _found(document: Document) -> list[tuple[str, str]]:
    return [(a.code, a.gravite) for a in document.anomalies]


def _anomalies(texte: str, sidecar: Sidecar | None = None, problemes: tuple[Issue, ...] = ()) -> list[Anomalie]:
    lignes, root = section_of(texte)
    links = link(root, lignes, None, identifier())
    sections = publish(root, lignes, links)
    return anomalies(root, sections, account(root, [], [], lignes), problemes, sidecar or Sidecar(), links)


# --- the ledger -----------------------------------------------------------------------------------------------------


def test_blanks_have_no_owner() -> None:
    ledger = Ledger.of(source_lines("a b\n\u00a0\tc "))
    assert vars(ledger.coverage()) == {"caracteres": 3, "publies": 0, "mobilier": 0, "balisage": 0, "non_attribues": 3}
    assert ledger.orphans() == [Span(0, 0, 3), Span(1, 2, 3)]


def test_each_owner_is_counted() -> None:
    lignes = source_lines("- un deux\nhaut de page")
    ledger = Ledger.of(lignes)
    ledger.give("b", [Span(0, 0, 1)])
    ledger.give("p", [Span(0, 2, 4)])
    ledger.give("m", whole(lignes, 1))
    assert vars(ledger.coverage()) == {"caracteres": 17, "publies": 2, "mobilier": 10, "balisage": 1, "non_attribues": 4}
    assert ledger.orphans() == [Span(0, 5, 9)]
    assert ledger.doubles == []


def test_a_character_owned_twice_is_told_and_counted_once() -> None:
    ledger = Ledger.of(source_lines("un deux"))
    ledger.give("p", [Span(0, 0, 3)])
    ledger.give("p", [Span(0, 2, 7)])
    assert ledger.doubles == []  # only a blank is shared
    ledger.give("b", [Span(0, 6, 7)])
    assert ledger.doubles == [Span(0, 6, 7)]
    assert ledger.coverage().publies == 6
    assert ledger.coverage().balisage == 0


def test_orphans_are_cut_by_owned_text() -> None:
    ledger = Ledger.of(source_lines("un deux trois"))
    ledger.give("p", [Span(0, 3, 7)])
    assert ledger.orphans() == [Span(0, 0, 2), Span(0, 8, 13)]


def test_level_word_and_number_are_markup() -> None:
    lignes, root = section_of("# Axe 1 : Vivre\n")
    coverage = account(root, [], [], lignes).coverage()
    assert (coverage.publies, coverage.balisage, coverage.non_attribues) == (len("Vivre"), len("#Axe1:"), 0)


def test_the_title_of_a_merged_cell_is_printed_once() -> None:
    """It heads each row beside it; printed again at the head of a page it is furniture."""
    lignes = source_lines("Vivre\n\nVivre")
    head = Block(0, "titre", whole(lignes, 0))
    for again, coverage in ((replace(head, repris=True), (5, 0, 5)), (Block(1, "titre", whole(lignes, 2)), (5, 5, 0))):
        found = account(Section(Node(head, "section", None, head.spans, (again,)), Unit()), [], [], lignes)
        told = found.coverage()
        assert (told.publies, told.mobilier, told.non_attribues) == coverage
        assert not found.doubles


def test_furniture_and_loose_blocks() -> None:
    lignes = source_lines("un\n***\nbandeau")
    root = Section(Node(None, "section", None, ()), Unit())
    loose = [Block(0, "mobilier", (), whole(lignes, 1)), Block(1, "mobilier", whole(lignes, 2))]
    ledger = account(root, [0], loose, lignes)
    assert vars(ledger.coverage()) == {"caracteres": 12, "publies": 0, "mobilier": 9, "balisage": 3, "non_attribues": 0}


# --- anomalies ------------------------------------------------------------------------------------------------------


def test_a_line_that_nobody_took_is_an_error_with_its_place() -> None:
    lignes = source_lines("un\n\ndeux trois")
    root = Section(Node(None, "section", None, ()), Unit(passages=(Passage("paragraphe", ((whole(lignes, 0),),)),)))
    found = anomalies(root, publish(root, lignes), account(root, [], [], lignes), [], Sidecar())
    first = found[0]
    assert (first.code, first.gravite) == ("texte-non-attribue", "erreur")
    assert "deux trois" in first.message
    assert [vars(p) for p in first.provenance] == [{"ligne": 3}]


def test_a_text_published_twice_is_an_error() -> None:
    lignes = source_lines("un")
    twice = (Action(whole(lignes, 0), 1), Action(whole(lignes, 0), 1))
    root = Section(Node(None, "section", None, ()), Unit(actions=twice))
    assert "texte-attribue-deux-fois" in [a.code for a in anomalies(root, [], account(root, [], [], lignes), [], Sidecar())]


def test_a_whole_document(tmp_path: Path) -> None:
    document, _ = extract_text(GOOD, tmp_path)
    assert (document.statut, _found(document), document.couverture.non_attribues) == ("complet", [], 0)


def test_no_engagement(tmp_path: Path) -> None:
    document, _ = extract_text("# Un rapport\n\nIl raconte.\n", tmp_path)
    assert (document.statut, _found(document)) == ("echec", [("aucun-engagement", "erreur")])


def test_an_engagement_without_pilot_is_told_only_where_most_have_one() -> None:
    more = "\n## Jouer\n\n**PILOTE :** Ville\n"
    assert [a.code for a in _anomalies(GOOD + more + "\n## Lire\n\n- Ouvrir une bibliothèque\n")] == ["engagement-sans-pilote"]
    assert [a.code for a in _anomalies(GOOD + "\n## Lire\n\n- Ouvrir\n\n## Jouer\n\n- Ouvrir aussi\n")] == []


def test_a_label_without_value() -> None:
    (found,) = _anomalies(GOOD + "\n**Calendrier :**\n")
    assert (found.code, found.gravite) == ("etiquette-sans-valeur", "avertissement")
    assert "Calendrier" in found.message


def test_a_label_of_parties_without_value() -> None:
    assert [a.code for a in _anomalies(GOOD + "\n**Partenaires :**\n")] == ["etiquette-sans-valeur"]


def test_pilots_on_two_levels() -> None:
    (found,) = _anomalies("# Axe 1 : Vivre\n\n**PILOTE :** Ville\n\n## Soigner\n\n- un\n\n**PILOTE :** CAF\n")
    assert (found.code, found.gravite) == ("parties-sur-plusieurs-niveaux", "avertissement")


def test_an_unknown_party_is_told_once_with_all_its_places() -> None:
    found = _anomalies(GOOD + "\n**Partenaires :** ATDEC\n\n## Jouer\n\n**PILOTES :** ATDEC, Ville\n")
    assert [(a.code, a.gravite) for a in found] == [("acteur-non-resolu", "info")]
    assert [vars(p) for p in found[0].provenance] == [{"ligne": 9}, {"ligne": 13}]


@pytest.mark.parametrize(
    ("bornes", "codes"),
    [
        ({"engagements": 1, "actions": 1, "pilotes": 1, "sections": 1}, []),
        ({"engagements": 2}, ["minimum-non-atteint"]),
        ({"actions": 2, "pilotes": 2}, ["minimum-non-atteint", "minimum-non-atteint"]),
    ],
)
def test_minima(bornes: dict[str, int], codes: list[str]) -> None:
    assert [a.code for a in _anomalies(GOOD, Sidecar(min=Bornes(**bornes)))] == codes


def test_maxima_only_warn() -> None:
    (found,) = _anomalies(GOOD, Sidecar(max=Bornes(actions=0)))
    assert (found.code, found.gravite) == ("maximum-depasse", "avertissement")
    assert _anomalies(GOOD, Sidecar(max=Bornes(actions=1))) == []


def test_problems_of_the_reader_come_first() -> None:
    found = _anomalies("# Un rapport\n\nIl raconte.\n", problemes=(Issue("page-illisible", "Page 2 illisible."),))
    assert [a.code for a in found] == ["page-illisible", "aucun-engagement"]


def test_status() -> None:
    lignes, root = section_of(GOOD)
    sections = publish(root, lignes)

    def issue(gravite: str) -> Anomalie:
        return Anomalie.model_validate({"code": "x", "gravite": gravite, "message": "", "provenance": []})

    assert status([], []) == "echec"
    assert status(sections, []) == "complet"
    assert status(sections, [issue("avertissement"), issue("info")]) == "complet"
    assert status(sections, [issue("info"), issue("erreur")]) == "partiel"


def test_every_code_in_use_is_in_the_table() -> None:
    sources = " ".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "pipeline").rglob("*.py")))
    used = set(re.findall(r'(?:_anomaly|Issue)\(\s*"([a-z-]+)"', sources))
    assert len(used) > 5
    assert used <= set(CODES)
