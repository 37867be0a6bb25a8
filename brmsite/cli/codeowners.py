"""`brmsite codeowners`: who must look at changes of which files, from roles and mandates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from brmsite.cli.project import as_of_option, find_project
from brmsite.cli.to_file import write_to
from brmsite.cli.top import folder_from_top
from brmsite.examine import examine
from brmsite.ground.words import listed
from brmsite.report.printable import printable
from brmsite.review.approval import agreeing, steering
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
    """Write a CODEOWNERS file: who must agree to a change of each agreement, customer and service,
    of people, suppliers and the settings, and to new ones.

    People are named by their e-mail addresses, because records know no accounts on a forge.

    \b
    Examples:
      brmsite codeowners
      brmsite codeowners --output .github/CODEOWNERS
    """
    project = find_project(context)
    examined = examine(project, as_of)
    people, all_files = examined.insight.ask(agreeing), examined.insight.ask(steering)
    said = codeowners(examined.register, people, all_files, folder_from_top(project))
    missing = without_address(people, all_files)
    if missing:
        click.echo(f"Without an e-mail address: {printable(listed(missing), 1_000)}", err=True)
    if output is None:
        click.echo(said, nl=False)
    else:
        write_to(output, said, project)
