"""What every test may ask for: the command in a folder of its own, and a document that is read without a doubt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import main

GOOD = """\
# ENJEU 1

# Bien vivre dans son quartier

## Soutenir les associations

- Ouvrir une maison des associations
- Financer les projets des habitants

**PILOTES :** Villes, Etat
"""


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("erreur: ")]


Cli = Callable[..., Ran]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """`cli("extract", "x.md")` runs the command in the test's own folder."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str | Path) -> Ran:
        capsys.readouterr()
        code = main([str(arg) for arg in args])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return call


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """good.md, whose extraction is complet: 1 engagement, 2 actions, 2 pilotes."""
    path = tmp_path / "good.md"
    path.write_text(GOOD, encoding="utf-8")
    return path
