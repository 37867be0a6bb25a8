"""`brmsite list`: the records of a kind, one line each."""

from __future__ import annotations

import json
from datetime import date

import click

from brmsite.cli.choice import close_choice
from brmsite.cli.project import as_of_option, find_project
from brmsite.cli.travel import at_option, there, travel
from brmsite.examine import examine
from brmsite.exports.record_data import record_data
from brmsite.insight.terms import Terms
from brmsite.kinds import all_kinds
from brmsite.report.printable import printable


@click.command("list")
@click.argument("kind")
@click.option("--json", "as_json", is_flag=True, help="Print the records as JSON.")
@as_of_option
@at_option
@click.pass_context
def command(context: click.Context, kind: str, as_json: bool, as_of: date, at: str | None) -> None:
    """List the records of a KIND: address, state and title.

    \b
    Examples:
      brmsite list agreement
      brmsite list meeting --json
      brmsite list agreement --at 2025-12-31    as they were known and in force then
    """
    names = {found.name: found for found in all_kinds().values()}
    folders = {found.folder: found for found in all_kinds().values()}
    chosen = close_choice("kind", kind, {**folders, **names})
    project = find_project(context)
    travelled = travel(context, project, at, as_of)
    with there(context, travelled):
        examined = examine(project, travelled.as_of, at=travelled.at)
    records = [record for record in examined.register if record.kind == chosen]
    if as_json:
        found = [
            {**record_data(record), "derived": examined.insight.about(record)} for record in records
        ]
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    if not records:
        click.echo(f"No {chosen.plural} under records/{chosen.folder}/.", err=True)
        return
    longest = max(len(record.address) for record in records)
    terms = examined.insight.ask(_terms).by_address
    for record in records:
        known = terms.get(record.address)
        standing = known.standing if known is not None else getattr(record.fields, "state", "")
        click.echo(f"{record.address:<{longest}}  {standing:<13}  {printable(record.title)}")


def _terms(terms: Terms) -> Terms:
    return terms
