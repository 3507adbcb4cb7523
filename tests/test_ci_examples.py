"""The CI examples: what each server's schema says of them, and commands that the command line takes."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from pipeline.cli import cli

CI = Path(__file__).parent.parent / "examples" / "ci"
EXAMPLES = sorted(CI.iterdir())
COMMAND = re.compile(r"\.venv/bin/contrat-ville (.*)")


def load(path: Path) -> Any:
    return pytest.importorskip("ruamel.yaml").YAML(typ="safe").load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "schema"), [("github-actions.yml", "vendor.github-workflows"), ("gitlab-ci.yml", "vendor.gitlab-ci")])
def test_the_server_takes_it(name: str, schema: str) -> None:
    pytest.importorskip("check_jsonschema")
    more = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *more, str(CI / name)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hooks_have_what_pre_commit_asks_for() -> None:
    config = load(CI / "pre-commit-config.yaml")
    assert list(config) == ["repos"]
    for repo in config["repos"]:
        assert repo["repo"] == "local"
        for hook in repo["hooks"]:
            assert {"id", "name", "entry", "language"} <= set(hook)
            assert hook["language"] == "system"
            assert hook["pass_filenames"] is False, "the commands take folders"
            re.compile(hook["files"])


def test_the_workflow_is_modest() -> None:
    """It may read the repository and nothing else, and keeps no credentials."""
    workflow = load(CI / "github-actions.yml")
    assert workflow["permissions"] == {"contents": "read"}
    checkout = workflow["jobs"]["check"]["steps"][0]
    assert checkout["with"] == {"persist-credentials": False}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.name)
def test_each_command_is_one_that_the_command_line_takes(path: Path) -> None:
    commands = COMMAND.findall(path.read_text(encoding="utf-8"))
    assert commands
    for line in commands:
        name, *args = shlex.split(line)
        command = cli.commands[name]
        command.make_context(name, args, parent=click.Context(cli))


def test_each_example_is_told_in_the_readme() -> None:
    readme = (CI.parent.parent / "README.md").read_text(encoding="utf-8")
    assert all(f"examples/ci/{path.name}" in readme for path in EXAMPLES)
