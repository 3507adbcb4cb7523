"""The Python interface, and what a notebook shows."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest

import pipeline
from conftest import GOOD, Cli
from pipeline.document import Document
from pipeline.errors import SchemaError, UnreadableError, UsageError

ROOT = Path(__file__).parent.parent


def test_names_come_with_their_first_use() -> None:
    code = "import sys, pipeline; assert 'pipeline.api' not in sys.modules; pipeline.load; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    with pytest.raises(AttributeError):
        _ = pipeline.nothing  # type: ignore[attr-defined]
    assert all(callable(getattr(pipeline, name)) for name in pipeline.__all__ if name != "__version__")


def test_extract_and_load_give_the_same_document(good: Path, cli: Cli) -> None:
    from pipeline import extract, load

    cli("extract", good)
    one, two, three = extract(good), load("extracted/good"), load(Path("extracted/good/document.json"))
    assert isinstance(two, Document)
    assert one.model_dump() == two.model_dump() == three.model_dump()
    assert two.sections[0].engagements[0].pilotes[1].libelle == "Etat"


def test_what_cannot_be_loaded(tmp_path: Path, good: Path, cli: Cli) -> None:
    from pipeline import extract, load

    for function in (extract, load):
        with pytest.raises(UsageError):
            function(tmp_path / "absent")
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    with pytest.raises(UnreadableError):
        load(tmp_path / "x.json")
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    with pytest.raises(SchemaError, match="required"):
        load(tmp_path / "x.json")


def test_diff_of_documents_and_paths(good: Path, tmp_path: Path, cli: Cli) -> None:
    from pipeline import diff, extract

    cli("extract", good)
    other = tmp_path / "autre.md"
    other.write_text(GOOD.replace(", Etat", "").replace("Financer", "Soutenir & payer"), encoding="utf-8")
    changes = diff("extracted/good", extract(other))
    assert (len(changes), bool(changes)) == (2, True)
    assert str(changes).startswith("good → autre : 1 action modifiée, 1 pilote retiré")
    assert "| − | pilote retiré | Etat |" in changes.to_markdown()
    assert changes.to_dict()["documents"][0]["resume"] == {"acteurs.retrait": 1, "actions.modification": 1}
    assert "<ins>Soutenir &amp; payer</ins>" in changes._repr_html_()
    assert not diff("extracted/good", extract(good))


def test_a_document_shows_as_a_tree(tmp_path: Path) -> None:
    from pipeline import extract

    path = tmp_path / "x.md"
    path.write_text(GOOD.replace("Soutenir", "Soutenir & aider"), encoding="utf-8")
    shown = extract(path)._repr_html_()
    assert shown.count("<details") == shown.count("</details>") == 2
    for words in (
        "Bien vivre dans son quartier",
        "Soutenir &amp; aider les associations",
        "<em>Villes, Etat</em>",
        "<li",
        "complet, 1 engagement, 0 anomalie",
    ):
        assert words in shown


# --- data frames: neither library is a dependency, so that the tests bring a stand-in that notes what it is given


class _Series(list[Any]):
    kind = ""

    def astype(self, kind: str) -> _Series:
        out = _Series(self)
        out.kind = kind
        return out


class _Frame(dict[str, Any]):
    def __init__(self, columns: dict[str, list[Any]], schema: dict[str, str] | None = None) -> None:
        super().__init__({name: _Series(values) for name, values in columns.items()})
        self.schema = schema


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """pandas and polars as far as `installed` says."""
    installed: list[str] = []
    monkeypatch.setattr("pipeline.notebook.find_spec", lambda name: name if name in installed else None)
    pandas, polars = types.ModuleType("pandas"), types.ModuleType("polars")
    pandas.__dict__.update(DataFrame=_Frame, to_datetime=lambda values: ("days", list(values)))
    polars.__dict__.update(DataFrame=_Frame, **{name: name for name in ("Int64", "Float64", "Boolean", "String", "Date")})
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    monkeypatch.setitem(sys.modules, "polars", polars)
    return installed


def test_frames_are_typed_by_whichever_library_is_there(good: Path, cli: Cli, libraries: list[str]) -> None:
    from pipeline import export, extract

    good.with_suffix(".toml").write_text("date = 2019-06-17\n", encoding="utf-8")
    document = extract(good)
    with pytest.raises(ImportError, match="pandas or polars"):
        document.to_frame("actions")
    libraries.append("polars")
    actions = document.to_frame("actions")
    assert list(actions["texte"]) == ["Ouvrir une maison des associations", "Financer les projets des habitants"]
    assert (actions.schema["niveau"], actions.schema["texte"], actions.schema["x0"]) == ("Int64", "String", "Float64")
    libraries.append("pandas")
    documents = document.to_frame("documents")
    assert documents["source_date"] == ("days", [dt.date(2019, 6, 17)])
    assert (documents["couverture_caracteres"].kind, documents["statut"].kind) == ("Int64", "string")
    assert document.to_frame("documents", library="polars").schema["source_date"] == "Date"
    cli("extract", good)
    assert list(export("extracted").to_frame("acteurs")["libelle"]) == ["Villes", "Etat"]
    with pytest.raises(UsageError, match="no such table"):
        document.to_frame("nulle-part")
