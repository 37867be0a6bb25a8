"""`brmsite codeowners`: who must look at changes of which files, from roles and mandates."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from brmsite.build import examine
from brmsite.cli.project import as_of_option, find_project
from brmsite.ground.words import listed
from brmsite.history.git import GitUnavailableError, folder_in_repository
from brmsite.report.printable import printable
from brmsite.review.approval import agreeing
from brmsite.review.codeowners import codeowners, without_address


@click.command("codeowners")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write it to a file (`.github/CODEOWNERS`) instead of the terminal.",
)
@as_of_option
@click.pass_context
def command(context: click.Context, output: Path | None, as_of: date) -> None:
    """Write a CODEOWNERS file: who must agree to a change of each agreement, customer and service.

    People are named by their e-mail addresses, because records know no accounts on a forge.

    \b
    Examples:
      brmsite codeowners
      brmsite codeowners --output .github/CODEOWNERS
    """
    project = find_project(context)
    examined = examine(project, as_of)
    people = examined.insight.ask(agreeing)
    try:
        prefix = os.fsdecode(folder_in_repository(project))
    except GitUnavailableError:
        prefix = ""
    said = codeowners(examined.register, people, prefix)
    missing = without_address(people)
    if missing:
        click.echo(f"Without an e-mail address: {printable(listed(missing), 1_000)}", err=True)
    if output is None:
        click.echo(said, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(said, encoding="utf-8", newline="")
