"""Linking as a whole: the labelled sets, what it costs, what it keeps, what a sidecar and a list of quarters change."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from builders import all_engagements, all_sections, extract_text, line
from conftest import Cli
from links import measure
from pipeline import lexicon
from pipeline.document import Document
from pipeline.errors import SettingsError
from pipeline.records import models
from pipeline.run import extract_staged
from pipeline.settings import Settings
from pipeline.stages import link as link_stage
from pipeline.stages.locate import locate
from pipeline.stages.places import Gazetteer, places, spacy_matcher, tokens
from pipeline.stages.values import values
from pipeline.territory import members, read_quarters, siren_named, territory_of, vintage

ROOT = Path(__file__).parent.parent
SIDECAR = '[territoire]\nlibelle = "Nantes Métropole"\nsiren = "244400404"\n'
TEXTE = """\
# Axe 1 : Vivre ensemble

## Ouvrir des lieux

- Créer une maison de santé au Breil, à Nantes, pour 120 familles d'ici 2024

**PILOTES :** Métropole, Villes, CD 44, Truc Machin

**QPV concernés :** Halvêque-Ranzay, Les Lilas

**Budget :** 12 000 € TTC
"""


def _extract(
    folder: Path, texte: str = TEXTE, sidecar: str = SIDECAR, settings: Settings = Settings(), kept: Path | None = None
) -> Document:
    (folder / "essai.md").write_text(texte, encoding="utf-8")
    if sidecar:
        (folder / "essai.toml").write_text(sidecar, encoding="utf-8")
    return models(extract_staged(folder / "essai.md", settings, kept=kept)[0])


# --- the labelled sets (python tests/links/measure.py -v shows them)


def test_labelled_parties() -> None:
    rows = measure.read_parties()
    assert len({(r["contexte"], r["libelle"]) for r in rows}) == len(rows) >= 400
    ties, types, wrong = measure.parties()
    assert (ties[""].precision >= 0.99, ties[""].rappel >= 0.95) == (True, True), "\n".join(wrong)
    assert (types[""].precision >= 0.99, types[""].rappel >= 0.95) == (True, True), "\n".join(wrong)


def test_labelled_sentences() -> None:
    rows = measure.read_phrases()
    assert len({(r["contexte"], r["texte"]) for r in rows}) == len(rows) >= 300
    lieux, valeurs, wrong = measure.phrases()
    assert (lieux[""].precision >= 0.98, lieux[""].rappel >= 0.95) == (True, True), "\n".join(wrong)
    assert (valeurs[""].precision >= 0.98, valeurs[""].rappel >= 0.95) == (True, True), "\n".join(wrong)


# --- the documents of raw/


@pytest.mark.parametrize("path", sorted((ROOT / "extracted").glob("*/document.json")), ids=lambda p: p.parent.name)
def test_the_nantes_documents(path: Path) -> None:
    """Counted by hand: 48 mentions of pilots, of which 7 'Villes' and 1 'Bailleurs' are nobody's name; 5 actions name a party."""
    document = Document.model_validate_json(path.read_text(encoding="utf-8"))
    engagements = all_engagements(document)
    pilotes = [p for e in engagements for p in e.pilotes]
    entre_parentheses = [p for e in engagements for a in e.actions for p in a.acteurs]
    assert (len(pilotes), len(entre_parentheses)) == (48, 5)
    assert all(p.type for p in (*pilotes, *entre_parentheses))
    assert {p.libelle for p in pilotes if p.organisation is None} == {"Villes", "Bailleurs"}
    assert sum(p.organisation is not None for p in pilotes) == 40
    sirens = {(p.libelle, p.siren) for p in (*pilotes, *entre_parentheses) if p.siren}
    assert sirens == {
        ("Métropole", "244400404"),
        ("Ville de Nantes", "214401093"),
        ("Conseil départemental", "224400028"),
        ("Conseil régional", "234400034"),
        ("Pôle emploi", "130005481"),
    }
    lieux = {(p.libelle, p.code) for s in all_sections(document.sections) for h in s.passages for p in h.lieux if p.type == "qpv"}
    assert lieux >= {
        ("Breil", "QN04407I"),
        ("Bottière Pin-Sec", "QN04414M"),
        ("Halvêque-Ranzay", "QN04412M"),
        ("Halvêque-Ranzay", "QN04415I"),
        ("Plaisance à Orvault", "QN04417I"),
        ("Château à Rezé", "QN04418M"),
        ("Château de Rezé", "QN04418M"),
        ("Nantes Nord", None),
    }
    assert any("Nantes Nord" in a.message and a.code == "lieu-non-resolu" for a in document.anomalies)


# --- a document


def test_a_document_of_a_known_territory(tmp_path: Path) -> None:
    document = _extract(tmp_path)
    (e,) = all_engagements(document)
    assert [(p.organisation, p.siren, p.preuve) for p in e.pilotes] == [
        ("Nantes Métropole", "244400404", "contexte"),
        (None, None, "exact"),
        ("Département de la Loire-Atlantique", "224400028", "alias"),
        (None, None, "non_resolu"),
    ]
    (action,) = e.actions
    assert [(p.libelle, p.code, p.nom, p.preuve) for p in action.lieux] == [
        ("Breil", "QN04407I", "Le Breil", "exact"),
        ("Nantes", "44109", "Nantes", "exact"),
    ]
    assert [(v.libelle, v.type, v.fin, v.nombre, v.objet, v.cible) for v in action.valeurs] == [
        ("120 familles", "nombre", None, 120, "familles", False),
        ("d'ici 2024", "date", dt.date(2024, 12, 31), None, None, True),
    ]
    quartiers, budget = e.champs
    assert [(p.libelle, p.code) for p in quartiers.lieux] == [
        ("Halvêque-Ranzay", "QN04412M"),
        ("Halvêque-Ranzay", "QN04415I"),
        ("Les Lilas", None),
    ]
    assert [(v.nombre, v.taxe) for v in budget.valeurs] == [(12000, "TTC")]
    assert sorted(a.code for a in document.anomalies) == ["acteur-non-resolu", "lieu-non-resolu"]
    assert document.territoire.model_dump() == {
        "libelle": "Nantes Métropole",
        "siren": "244400404",
        "code_contrat": None,
        "preuve": "exact",
        "departement": "44",
        "millesime": vintage(None),
    }
    assert all(p.provenance for p in (*action.lieux, *quartiers.lieux))


def test_words_are_never_changed(tmp_path: Path) -> None:
    """Linked or not, a document holds the same words in the same places."""

    def words(document: Document) -> list[object]:
        value = document.model_dump(mode="json")["sections"]
        return json.loads(json.dumps(value), object_hook=lambda d: {k: v for k, v in d.items() if k in KEPT})  # type: ignore[no-any-return]

    KEPT = {"sections", "engagements", "actions", "pilotes", "champs", "passages", "libelle", "texte", "valeur", "titre", "provenance"}
    assert words(_extract(tmp_path)) == words(_extract(tmp_path, settings=Settings(lier=False)))


def test_not_linked(tmp_path: Path) -> None:
    document = _extract(tmp_path, settings=Settings(lier=False))
    (e,) = all_engagements(document)
    assert {(p.organisation, p.type, p.preuve) for p in e.pilotes} == {(None, None, "non_resolu")}
    assert [h.lieux for h in (*e.actions, *e.champs)] == [[]] * 3
    assert document.anomalies == []


def test_territory_of_the_document_itself(tmp_path: Path) -> None:
    document = _extract(tmp_path, "Contrat de ville de Nantes Métropole\n\n" + TEXTE, sidecar="")
    assert (document.territoire.siren, document.territoire.preuve) == ("244400404", "contexte")
    (told,) = [a for a in document.anomalies if a.code == "territoire-deduit"]
    assert [p.model_dump() for p in told.provenance] == [{"ligne": 1}]
    assert all_engagements(document)[0].pilotes[0].siren == "244400404"


def test_a_territory_that_no_reference_has(tmp_path: Path) -> None:
    document = _extract(tmp_path, sidecar='[territoire]\nlibelle = "Val de Nulle Part"\n')
    assert "territoire-inconnu" in {a.code for a in document.anomalies}
    assert document.territoire.libelle == "Val de Nulle Part"


def test_a_siren_of_before_the_first_vintage(tmp_path: Path) -> None:
    """Many bodies that signed in 2015 have merged since: the name that is left leads to what bears it now, and that is told."""
    sidecar = '[territoire]\nlibelle = "Nantes Métropole"\nsiren = "200000016"\n'
    document = _extract(tmp_path, sidecar=sidecar)
    assert document.territoire.siren == "200000016"
    assert all_engagements(document)[0].pilotes[0].organisation == "Nantes Métropole"
    assert "territoire-deduit" in {a.code for a in document.anomalies}


def test_quarters_and_bodies_of_the_sidecar(tmp_path: Path) -> None:
    sidecar = SIDECAR + (
        '[[quartiers]]\ncode = "QN04499X"\nnom = "Les Lilas"\ncommunes = ["44109"]\n'
        '[[acteurs]]\nlibelles = ["TRUC machin"]\norganisation = "Truc"\ntype = "association"\n'
    )
    (e,) = all_engagements(_extract(tmp_path, sidecar=sidecar))
    assert e.champs[0].lieux[-1].code == "QN04499X"
    assert (e.pilotes[-1].organisation, e.pilotes[-1].type, e.pilotes[-1].preuve) == ("Truc", "association", "corrige")


def test_a_list_of_quarters_beside_the_documents(tmp_path: Path, cli: Cli) -> None:
    """It is read, it makes documents due again, and what is wrong in it is told with its line."""
    _extract(tmp_path)
    assert cli("extract", "essai.md").code == 0
    rows = tmp_path / "quartiers.csv"
    rows.write_text("code,nom,communes,formes,source\nQN04498X,Les Lilas,44109,,essai\nQN1,Ailleurs,75056,,essai\n", encoding="utf-8")
    assert cli("extract", "essai.md").code == 0
    found = json.loads((tmp_path / "extracted" / "essai" / "document.json").read_text(encoding="utf-8"))
    assert "QN04498X" in json.dumps(found)
    for wrong, told in (
        ("code,nom\n", "communes"),
        ("code,nom,communes,formes,source\n,Les Lilas,Nantes,,x\n", "line 2"),
        ("code,nom,communes,formes,source\n,Les Lilas,44109,,\n", "source"),
    ):
        rows.write_text(wrong, encoding="utf-8")
        ran = cli("extract", "essai.md")
        assert ran.code == 8
        assert told in ran.err


# --- what it costs


def _modules(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('spacy' in sys.modules)"], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[-1]


def test_spacy_is_imported_for_prose_that_may_name_a_place_only(tmp_path: Path) -> None:
    run = "from pathlib import Path\nfrom pipeline.run import extract_staged\nextract_staged(Path('essai.md'), kept=Path('liens.json'))"
    plain = "# Axe 1 : Vivre\n\n## Ouvrir\n\n- Ouvrir 3 lieux en 2024\n\n**PILOTES :** Métropole, Ville de Nantes, CAF 44, Truc\n"
    _extract(tmp_path, plain)
    assert _modules(run, tmp_path) == "False"
    _extract(tmp_path)
    assert _modules(run, tmp_path) == "True"
    assert _modules(run, tmp_path) == "False", "what was found is kept"
    _extract(tmp_path, TEXTE, '[territoire]\nlibelle = "Métropole de Lyon"\nsiren = "200046977"\n')
    assert _modules(run, tmp_path) == "False", "no name of that territory"


def test_what_is_kept_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "liens.json"
    first = _extract(tmp_path, kept=kept)
    assert kept.is_file()
    monkeypatch.setattr(link_stage, "spacy_matcher", lambda _g: pytest.fail("matched again"))
    assert _extract(tmp_path, kept=kept) == first
    monkeypatch.undo()
    for spoilt in ("", "[]", '{"cle": 1}', kept.read_text(encoding="utf-8").replace('"cle": "', '"cle": "x')):
        kept.write_text(spoilt, encoding="utf-8")
        assert _extract(tmp_path, kept=kept) == first


# --- invariants


_MORCEAUX = st.sampled_from(
    [
        "Nantes",
        "Rezé",
        "Breil",
        "Malakoff",
        "Château",
        "Vers",
        "Plan",
        "le",
        "du",
        "quartier",
        "QPV",
        "à",
        "de",
        "d'",
        "l’",
        "et",
        "-",
        "–",
        ",",
        ".",
        ":",
        "(",
        ")",
        "/",
        ";",
        "12",
        "2024",
        "%",
        "€",
        "M€",
        "3e",
        "n°",
        "janvier",
        "rentrée",
        "T1",
        "jeunes",
    ]
)
_TEXTES = st.lists(st.one_of(_MORCEAUX, st.text(max_size=6)), max_size=25).map(" ".join)


@given(_TEXTES)
def test_values_are_pieces_of_the_text_and_never_overlap(texte: str) -> None:
    end = 0
    for v in values(texte):
        assert end <= v.debut < v.fin <= len(texte)
        end = v.fin
        assert v.du is None or v.au is None or v.du <= v.au
        assert v.nombre_max is None or v.nombre is not None
        assert (v.nombre is None) == (v.type in ("date", "periode"))


@pytest.fixture(scope="module")
def nantes() -> tuple[Gazetteer, object]:
    gazetteer = Gazetteer(territory_of("244400404", None, None))
    return gazetteer, spacy_matcher(gazetteer)


@given(texte=_TEXTES)
def test_places_are_pieces_of_the_text_and_never_overlap(nantes: tuple[Gazetteer, object], texte: str) -> None:
    gazetteer, match = nantes
    mots = tokens(texte)
    end = 0
    for m in places(texte, mots, match(mots), gazetteer):  # type: ignore[operator]
        assert end <= m.debut < m.fin <= len(texte)
        assert m.places
        end = m.fin


# --- territories


def test_vintages() -> None:
    """Annecy's neighbours merged before the first vintage, Saint-Denis and Pierrefitte in 2025; the nearest vintage serves other years."""
    assert (vintage(dt.date(2015, 1, 1)), vintage(dt.date(2021, 5, 1)), vintage(dt.date(2050, 1, 1))) == (2019, 2021, vintage(None))
    before, after = ({c.nom for c in members("200057867", y)[:n]} for y, n in ((2023, 9), (2026, 8)))
    assert "Pierrefitte-sur-Seine" in before - after
    assert territory_of("999999999", None, None) is None


@pytest.mark.parametrize(
    ("nom", "siren"),
    [
        ("Nantes Métropole", "244400404"),
        ("CARENE", "244400644"),
        ("Communauté d'agglomération du Niortais", "200041317"),
        ("Est Ensemble", "200057875"),
        ("Ville de Grenoble", "213801855"),
        ("Saint-Denis", None),  # four communes
        ("Val de Nulle Part", None),
    ],
)
def test_a_name_alone(nom: str, siren: str | None) -> None:
    assert siren_named(nom) == siren


@pytest.mark.parametrize(
    ("couverture", "parties", "siren"),
    [
        (["CONTRAT DE VILLE 2015-2020", "NANTES MÉTROPOLE"], [], "244400404"),
        (["Contrat de ville de l'agglomération nantaise"], [], None),
        (["CONTRAT DE VILLE DE L'AGGLOMÉRATION DE TROYES"], [], "211003744"),
        (["CONTRAT DE VILLE 2015/2022", "DE SAINT-ETIENNE METROPOLE"], [], "244200770"),
        (["Contrat de ville de la CARENE"], [], "244400644"),
        (["Contrat de ville Cœur d'Essonne"], [], "200057859"),
        (["Le cœur d'essonne bat"], [], None),
        (["Contrat de ville du Muretain Agglo"], [], "200068641"),
        (["Eurométropole de Metz"], [], "200039865"),
        (["CONTRAT DE VILLE DU PAYS DE GRASSE"], [], "200039857"),
        (["Contrat de ville de Grand-Aubrelle"], [], None),
        (["Il s'agit du Bourg à La Roche-sur-Yon et Nantes"], [], None),  # two towns, not the body named after one
        (["Bordeaux Métropole", "Rennes Métropole"], [], None),
        (["Plaine Commune", "Métropole du Grand Paris"], [], "200057867"),
        (["Contrat de ville de Maubeuge 2015-2020"], [], "215903923"),
        (["Ville de Saint-Denis"], [], None),
        (["Contrat de ville", "Ville de Saint-Denis (Réunion)"], [], None),
        (["Les habitants du grand lac"], [], None),
        ([], ["Etat", "Rennes Métropole", "CAF"], "243500139"),
        ([], ["Ville de Bron", "Ville de Vénissieux"], "200046977"),
        ([], ["Ville de Bron"], None),
        ([], ["Rennes Métropole", "Nantes Métropole"], None),
        ([], ["Comme Rennes Métropole, la Ville agit"], None),  # a mere comparison
        (["Contrat de ville de Saint-Malo"], ["Comme Rennes Métropole, la Ville agit"], "213502883"),
        (["Contrat de ville de Bruz"], ["Rennes Métropole copilote"], "243500139"),
    ],
)
def test_the_territory_that_a_cover_or_the_parties_name(couverture: list[str], parties: list[str], siren: str | None) -> None:
    pages = [(t, 1) for t in couverture] + [(t, 2) for t in parties]
    found = locate([line(t, i, top=100.0 + 20 * i, numero=page) for i, (t, page) in enumerate(pages)], None, parties)
    assert (found.siren if found else None) == siren


def test_the_list_of_quarters_is_whole() -> None:
    rows = read_quarters((ROOT / "pipeline" / "lexicons" / "quartiers.csv").read_text(encoding="utf-8"), "quartiers.csv")
    codes = [q.code for q in rows if q.code]
    assert len(codes) == len(set(codes)) >= 15


# --- lexicons that a newcomer edits


HEADER = "id,nom,type,portee,formes,debut,fin,successeur,territoire,siren,source\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("a,Un,autre,local,UN,,,,,,x\nb,Deux,autre,local,Un,,,,,,x\n", "stands for a and b"),
        ("a,Un,autre,local,?UN,,,,,,x\nb,Deux,autre,local,un,,,,,,x\n", "stands for a and b"),
        ("a,Un,autre,local,,,,,,,x\na,Deux,autre,local,,,,,,,x\n", "two rows have the id"),
        ("a,Un,autre,partout,,,,,,,x\n", "unknown portee"),
        ("a,Un,autre,local,,2020,,,,,x\n", "dates are AAAA-MM-JJ"),
        ("a,Un,autre,local,,,,b,,,x\n", "successor"),
        ("a,Un,autre,local,,,,,,,\n", "no source"),
    ],
)
def test_a_row_that_clashes_is_told(rows: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import csv

    monkeypatch.setattr(lexicon, "_actor_rows", lambda: list(csv.DictReader((HEADER + rows).splitlines())))
    monkeypatch.setattr(lexicon, "all_bodies", lexicon.all_bodies.__wrapped__)
    with pytest.raises(SettingsError) as caught:
        lexicon.spellings.__wrapped__(lexicon.fold)
    assert told in f"{caught.value.message} {caught.value.conseil}"


def test_a_spelling_marked_in_both_rows_settles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import csv

    rows = "a,Un,autre,local,?UN DEUX,,,,,,x\nb,Deux,autre,local,?Un deux,,,,,,x\n"
    monkeypatch.setattr(lexicon, "_actor_rows", lambda: list(csv.DictReader((HEADER + rows).splitlines())))
    monkeypatch.setattr(lexicon, "all_bodies", lexicon.all_bodies.__wrapped__)
    found = lexicon.spellings.__wrapped__(lexicon.fold)
    assert [b.id for b in found["un deux"].bodies] == ["a", "b"]
    assert not found["un deux"].sur


# --- discover


def test_discover_lists_rows_to_paste(tmp_path: Path, cli: Cli) -> None:
    _extract(tmp_path)
    cli("extract", "essai.md")
    ran = cli("discover", "extracted")
    assert ran.code == 0
    header, *rows = ran.out.splitlines()
    assert header == HEADER.strip()
    assert any(row.startswith("truc-machin,Truc Machin,,local,Truc Machin,") for row in rows)
    assert not any("Métropole," in row.split("source")[0] for row in rows if row.startswith("metropole"))
    places_found = cli("discover", "extracted", "--kind", "places").out.splitlines()
    assert places_found[0] == "code,nom,communes,formes,source"
    assert any(row.startswith(",Les Lilas,") for row in places_found)
    assert cli("discover", "extracted", "--min", "99").out.splitlines() == [HEADER.strip()]
    assert cli("discover", "absent").code == 2
    (tmp_path / "extracted" / "essai" / "document.json").write_text("{}", encoding="utf-8")
    assert cli("discover", "extracted").code == 6


def test_a_document_without_territory_still_types_its_parties(tmp_path: Path) -> None:
    document, _ = extract_text(TEXTE, tmp_path)
    (e,) = all_engagements(document)
    assert [p.type for p in e.pilotes] == ["epci", "communes", "departement", None]
    assert e.pilotes[2].siren == "224400028"
