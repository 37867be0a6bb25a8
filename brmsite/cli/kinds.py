"""`brmsite kinds`: the kinds of records, and the fields of one."""

from __future__ import annotations

import click

from brmsite.cli.choice import close_choice
from brmsite.kinds import all_kinds
from brmsite.kinds.describe import FieldSaid, fields_said, sub_models


@click.command("kinds")
@click.argument("kind", required=False)
def command(kind: str | None) -> None:
    """List the kinds of records, or the fields of one KIND.

    \b
    Examples:
      brmsite kinds
      brmsite kinds agreement
    """
    if kind is None:
        for found in all_kinds().values():
            click.echo(f"{found.name:<10} records/{found.folder}/  {_first(found.description)}")
        return
    chosen = close_choice("kind", kind, {found.name: found for found in all_kinds().values()})
    click.echo(f"{chosen.name}: {chosen.description}\n\nFields (* must be given):")
    for said in fields_said(chosen.model):
        click.echo(_line(said))
    for model in sub_models(chosen.model):
        click.echo(f"\n{model.__name__}: {_first(model.__doc__ or '')}")
        for said in fields_said(model):
            click.echo(_line(said))


def _first(text: str) -> str:
    return text.strip().partition("\n")[0]


def _line(said: FieldSaid) -> str:
    words = f": {', '.join(said.allowed)}" if said.allowed else ""
    star = "*" if said.required else " "
    return f" {star}{said.key:<20} {said.description} ({said.words}{words})"
