"""`brmsite rules`: what records are checked against."""

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


@click.command("rules")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the rules that records are checked against, or explain the rule or finding NAME.

    \b
    Examples:
      brmsite rules
      brmsite rules signed-without-mandate
      brmsite rules yaml-syntax
    """
    if name is not None:
        offered: dict[str, Rule | Explained] = {**all_rules(), **CODES}
        click.echo(_explained(close_choice("rule", name, offered)))
        return
    theme = ""
    for rule in all_rules().values():
        if rule.theme != theme:
            click.echo(("\n" if theme else "") + rule.theme)
            theme = rule.theme
        click.echo(f"  {rule.name:<28} {rule.severity.name:<8} {rule.finds}")


def _explained(said: Rule | Explained) -> str:
    return (
        f"{said.name} ({said.severity.name}; {_when(said)})\n\n{said.finds}\n\n"
        f"Why: {said.why}\n\nHow to mend: {said.mend}"
    )


def _when(said: Rule | Explained) -> str:
    """What the result depends on; what is wrong with a file by itself is so on any day."""
    return _CLASSES[said.rule_class if isinstance(said, Rule) else "S"]
