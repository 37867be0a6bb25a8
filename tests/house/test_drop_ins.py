"""Every kind, rule, fact, page and voice is a file found by its place, and has all it needs."""

from __future__ import annotations

import inspect
import typing
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

from brmsite.changes.change import Changes
from brmsite.chronicle.chronicle import Chronicle
from brmsite.cli import COMMANDS
from brmsite.ground.diagnostic import Diagnostic
from brmsite.history.earlier import Earlier
from brmsite.insight import OnDay, fact_names
from brmsite.kinds import all_kinds
from brmsite.register.register import Register
from brmsite.report import voice_names
from brmsite.rules import all_rules
from brmsite.settings import ReadSettings, Settings
from brmsite.site.pages import all_pages
from brmsite.site.prose import Prose
from brmsite.site.titles import Titles
from brmsite.source.files import Attachments

ROOT = Path(__file__).resolve().parents[2]

INPUTS: dict[str, Any] = {
    "register": Register,
    "settings": Settings,
    "settings_file": ReadSettings,
    "as_of": date,
    "attachments": Attachments,
    "compared": Changes,
    "earlier": Earlier,
    "on_day": OnDay,
}
SITE_INPUTS: dict[str, Any] = {
    "titles": Titles,
    "prose": Prose,
    "chronicle": Chronicle,
    "findings": tuple[Diagnostic, ...],
}


def fact_type(name: str) -> object:
    """What the fact of this name gives, by its own word."""
    return typing.get_type_hints(import_module(f"brmsite.insight.{name}").derive)["return"]


def asked(function: Any) -> dict[str, object]:
    """What a function asks for by name, with the types it expects."""
    hints = typing.get_type_hints(function)
    return {name: hints.get(name) for name in inspect.signature(function).parameters}


def check_questions(function: Any, inputs: dict[str, Any]) -> None:
    for name, expected in asked(function).items():
        if name in inputs:
            assert expected == inputs[name], f"{name}: {expected}, but it is {inputs[name]}"
        else:
            assert name in fact_names(), f"nothing is called {name}"
            assert expected == fact_type(name), f"{name}: {expected}, not {fact_type(name)}"


@pytest.mark.parametrize("name", fact_names())
def test_a_fact_asks_for_what_there_is(name: str) -> None:
    check_questions(import_module(f"brmsite.insight.{name}").derive, INPUTS)


@pytest.mark.parametrize("name", sorted(all_rules()))
def test_a_rule_asks_for_what_there_is_and_has_a_book(name: str) -> None:
    rule = all_rules()[name]
    check_questions(rule.check, INPUTS)
    assert rule.finds
    assert rule.why
    assert rule.mend
    assert rule.rule_class in ("S", "T", "D")
    assert (ROOT / "tests" / "rules" / f"{name.replace('-', '_')}.md").is_file()


@pytest.mark.parametrize("name", sorted(all_pages()))
def test_a_page_asks_for_what_there_is(name: str) -> None:
    check_questions(all_pages()[name], INPUTS | SITE_INPUTS)


@pytest.mark.parametrize("folder", sorted(all_kinds()))
def test_a_kind_has_a_layout_and_sample_records(folder: str) -> None:
    kind = all_kinds()[folder]
    assert (ROOT / "layouts" / "records" / f"{kind.name}.html").is_file()
    samples = [path for path in (ROOT / "records" / folder).rglob("*") if path.is_file()]
    assert len(samples) >= 3
    assert kind.example.strip()


@pytest.mark.parametrize("name", voice_names())
def test_a_voice_speaks(name: str) -> None:
    assert callable(import_module(f"brmsite.report.voices.{name}").voice)


def test_every_command_is_listed_once_and_loads() -> None:
    files = {f"brmsite.cli.{found.name}" for found in iter_modules([str(ROOT / "brmsite" / "cli")])}
    for name, (module, said) in COMMANDS.items():
        assert module in files, f"{name} has no file"
        assert import_module(module).command is not None
        assert said.endswith(".")
