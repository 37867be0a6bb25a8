"""The hooks that others call through pre-commit: they name commands and options that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from brmsite.cli import cli

ROOT = Path(__file__).resolve().parents[2]
HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)


def test_there_is_a_hook_that_checks_and_one_that_mends() -> None:
    assert [hook["id"] for hook in HOOKS] == ["brmsite-check", "brmsite-fix"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`{hook['id']}`" in readme for hook in HOOKS)


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_calls_a_command_with_options_it_has(hook: dict[str, Any]) -> None:
    program, name, *words = shlex.split(hook["entry"])
    assert program == "brmsite"
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    command.make_context(name, list(words))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: str(hook["id"]))
def test_a_hook_looks_at_all_records_when_one_has_changed(hook: dict[str, Any]) -> None:
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False, "records are checked against each other"
    assert hook["require_serial"] is True
    assert re.search(hook["files"], "records/agreements/sla-x.md")
    assert re.search(hook["files"], "brm/records/brmsite.yaml")
    assert not re.search(hook["files"], "README.md")
