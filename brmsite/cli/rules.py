"""`brmsite rules`: what records are checked against."""

from __future__ import annotations

from collections.abc import Iterator

import click

from brmsite.register.codes import CODES, STAGES, Explained
from brmsite.rules import all_rules
from brmsite.rules.rule import Rule


@click.command("rules")
def command() -> None:
    """List what records are checked against: all rules, and what is found in a file by itself.

    \b
    Examples:
      brmsite rules
      brmsite explain signed-without-mandate     one of them, with why and how to mend
    """
    theme = ""
    for heading, said in _all_said():
        if heading != theme:
            click.echo(("\n" if theme else "") + heading)
            theme = heading
        click.echo(f"  {said.name:<28} {said.severity.name:<8} {said.finds}")


def _all_said() -> Iterator[tuple[str, Rule | Explained]]:
    """The rules under their themes, then what is found in a file by itself."""
    for rule in all_rules().values():
        yield rule.theme, rule
    for explained in CODES.values():
        yield STAGES[explained.stage], explained
