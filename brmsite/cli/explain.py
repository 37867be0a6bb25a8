"""`brmsite explain`: what a finding means, why it matters, and how to mend it."""

from __future__ import annotations

import click

from brmsite.cli.choice import close_choice
from brmsite.register.codes import CODES, Explained
from brmsite.rules import all_rules
from brmsite.rules.rule import Rule

_CLASSES = {
    "S": "the same result on any day",
    "T": "depends on the day: at most a warning unless --strict-dates",
    "D": "compares with another revision",
}


@click.command("explain")
@click.argument("name")
def command(name: str) -> None:
    """Say what the rule or finding NAME means, why it matters, and how to mend it.

    \b
    Examples:
      brmsite explain signed-without-mandate
      brmsite explain yaml-syntax
    """
    offered: dict[str, Rule | Explained] = {**all_rules(), **CODES}
    said = close_choice("rule", name, offered)
    click.echo(
        f"{said.name} ({said.severity.name}; {_when(said)})\n\n{said.finds}\n\n"
        f"Why: {said.why}\n\nHow to mend: {said.mend}"
    )


def _when(said: Rule | Explained) -> str:
    """What the result depends on; what is wrong with a file by itself is so on any day."""
    return _CLASSES[said.rule_class if isinstance(said, Rule) else "S"]
