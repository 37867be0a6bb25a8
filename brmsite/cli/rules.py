"""`brmsite rules`: what records are checked against."""

from __future__ import annotations

import click

from brmsite.cli.choice import close_choice
from brmsite.rules import Rule, all_rules

_CLASSES = {
    "S": "the same result on any day",
    "T": "depends on the day: at most a warning unless --strict-dates",
    "D": "compares with another revision",
}


@click.command("rules")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the rules that records are checked against, or explain the rule NAME.

    \b
    Examples:
      brmsite rules
      brmsite rules signed-without-mandate
    """
    if name is not None:
        click.echo(_explained(close_choice("rule", name, all_rules())))
        return
    theme = ""
    for rule in all_rules().values():
        if rule.theme != theme:
            click.echo(("\n" if theme else "") + rule.theme)
            theme = rule.theme
        click.echo(f"  {rule.name:<28} {rule.severity.name:<8} {rule.finds}")


def _explained(rule: Rule) -> str:
    return (
        f"{rule.name} ({rule.severity.name}; {_CLASSES[rule.rule_class]})\n\n{rule.finds}\n\n"
        f"Why: {rule.why}\n\nHow to mend: {rule.mend}"
    )
