"""`brmsite approvers`: who must agree to what changed since a revision."""

from __future__ import annotations

import json
from datetime import date

import click

from brmsite.cli.compared import compared
from brmsite.cli.comparing import comparing
from brmsite.cli.project import as_of_option, find_project
from brmsite.cli.revisions import two_states
from brmsite.history.moved import ALL_NEW
from brmsite.inputs import until_still
from brmsite.report.printable import printable
from brmsite.review.comparison import Comparison


@click.command("approvers")
@click.argument("revisions", default="", metavar="[BASE[..HEAD]]")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@as_of_option
@click.pass_context
def command(context: click.Context, revisions: str, as_json: bool, as_of: date) -> None:
    """List who must agree to a change: mandate holders of the customers, and owners in IT.

    Only changes of money, term, targets, services, mandates, visibility and signatures, and of who
    or what holds them, need somebody. Asked are those whose it was before, because nobody gives
    themselves a mandate, and those whose it is now, because it may cost more. BASE and HEAD are
    those of `brmsite diff`.

    \b
    Examples:
      brmsite approvers                      of what this branch and its open edits change
      brmsite approvers main...feature       of what the branch changed since it left main
      brmsite approvers "HEAD^1..HEAD" --json    of what was merged last
    """
    project = find_project(context)

    @until_still
    def again() -> Comparison:
        return compared(project, *two_states(project, revisions), as_of, memo)

    with comparing(project) as memo:
        found = again()
    if found.is_all_new:
        click.echo(ALL_NEW, err=True)
    if as_json:
        said = [
            {
                "address": approval.address,
                "title": approval.title,
                "people": [person._asdict() for person in approval.people],
            }
            for approval in found.approvals
        ]
        click.echo(json.dumps(said, indent=2, ensure_ascii=True))
        return
    for approval in found.approvals:
        click.echo(printable(f"{approval.title} ({approval.address})"))
        for person in approval.people:
            address = f" <{person.email}>" if person.email else ""
            who = f"{person.name}{address}: " if person.person else ""
            click.echo(f"  {printable(f'{who}{person.why}', 400)}")
    if not found.approvals:
        click.echo("Nobody needs to agree: nothing is changed that was promised or signed.")
