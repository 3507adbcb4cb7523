"""The documentation tells the truth: every command and option has help and stands in README.md, whose commands run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pipeline.cli import cli
from pipeline.errors import ContratVilleError

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(cli.commands.items())
# What another tool runs is tried elsewhere: make by .ci/run.
ELSEWHERE = re.compile(r"(?:make|git|cd|pip|python3?|\./\.ci/run|\.ci/run)\b")


def readme_commands() -> list[str]:
    """The lines of README's ```sh blocks, in order, without prompts, comments and what other tools run."""
    blocks = re.findall(r"^```sh\n(.*?)^```", README, flags=re.DOTALL | re.MULTILINE)
    lines = [
        line.strip().removeprefix("$ ").removeprefix(".venv/bin/") for block in blocks for line in block.replace("\\\n", " ").splitlines()
    ]
    return [line for line in lines if line and not line.startswith("#") and not ELSEWHERE.match(line)]


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_command_and_option_has_help(name: str, command: click.Command) -> None:
    assert command.help
    assert command.get_short_help_str().endswith("."), "the first line of the help is one short sentence"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]}"
        else:
            assert (parameter.metavar or parameter.human_readable_name).rstrip(".") in command.help, f"{name}: {parameter.name}"


def test_global_options_have_help() -> None:
    assert all(option.help for option in cli.params if isinstance(option, click.Option))


@pytest.mark.parametrize(("name", "command"), COMMANDS)
def test_every_command_stands_in_the_readme(name: str, command: click.Command) -> None:
    assert f"contrat-ville {name}" in README


def test_every_exit_code_stands_in_the_help() -> None:
    codes = {error.code for error in ContratVilleError.__subclasses__()}
    stated = set(map(int, re.findall(r"(?:^|\s{2,})(\d+) ", cli.epilog or "")))
    assert stated == codes | {0}


def test_readme_python_runs(tmp_path: Path) -> None:
    """The ```python blocks that use the package, with neither pandas nor polars needed."""
    blocks = [b for b in re.findall(r"^```python\n(.*?)^```", README, flags=re.DOTALL | re.MULTILINE) if "pipeline" in b]
    assert blocks
    for folder in ("raw", "extracted"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns(".cache", "stages"))
    stand_in = "import pipeline.notebook as n; n.frame = lambda table, rows, library=None: list(rows)\n"
    for block in blocks:
        code = stand_in + block
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_readme_commands_run(tmp_path: Path) -> None:
    """In order, in one copy of the project's data, each ending with exit code 0."""
    commands = readme_commands()
    assert commands, "README.md shows no command"
    for folder in ("raw", "extracted"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns(".cache", "stages"))
    shim = tmp_path / "bin" / "contrat-ville"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline.cli "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    env = {**os.environ, "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    for command in commands:
        done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"


OF_ONE_MACHINE = re.compile(r"(?<![\w.}])/(?:tmp|home|root|Users|var/folders)/\w")


def test_no_file_names_a_folder_of_one_machine() -> None:
    texts = [
        p
        for e in ("py", "md", "toml", "yml", "txt")
        for folder in ("pipeline", "tests", "benchmarks", "schemas")
        for p in (ROOT / folder).rglob(f"*.{e}")
    ]
    texts += [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "Makefile", ROOT / "pyproject.toml"]
    found = [f"{p.relative_to(ROOT)}: {m[0]}" for p in texts for m in OF_ONE_MACHINE.finditer(p.read_text(encoding="utf-8"))]
    assert found == []
