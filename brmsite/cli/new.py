"""`brmsite new`: a record to fill in, with a comment for every field."""

from __future__ import annotations

from pathlib import Path

import click

from brmsite.cli.adding import add_one
from brmsite.cli.choice import close_choice
from brmsite.cli.project import find_project
from brmsite.ground.output_file import OutputFile
from brmsite.kinds import all_kinds
from brmsite.kinds.base import Kind
from brmsite.register.scaffold import scaffold
from brmsite.report.printable import LONGEST_PATH, printable
from brmsite.source.files import RECORDS, SUFFIXES
from brmsite.source.parse import id_is_sound


@click.command("new")
@click.argument("kind")
@click.argument("identifier", metavar="ID")
@click.option("--title", help="What people call it; made from the ID if not given.")
@click.option(
    "--markdown/--yaml",
    default=None,
    help="Write Markdown with front matter, or YAML. [default: Markdown for meetings]",
)
@click.option("--print", "only_print", is_flag=True, help="Print the record, write no file.")
@click.pass_context
def command(
    context: click.Context,
    kind: str,
    identifier: str,
    title: str | None,
    markdown: bool | None,
    only_print: bool,
) -> None:
    """Write a new record of a KIND, named ID, to fill in.

    Every field stands in it with its meaning and an example. `brmsite check` then says what is
    still missing.

    \b
    Examples:
      brmsite new agreement sla-finance --title "SLA Finance 2027"
      brmsite new meeting 2026-12-02-finance-review
      brmsite new customer finance --print
    """
    chosen = close_choice("kind", kind, {found.name: found for found in all_kinds().values()})
    if not id_is_sound(identifier):
        raise click.UsageError(
            f"`{identifier}` cannot be an id: use lower case letters, digits and single dashes"
        )
    name = title or identifier.replace("-", " ").capitalize()
    text = scaffold(chosen, {chosen.title_field: name})
    as_markdown = chosen.name == "meeting" if markdown is None else markdown
    if as_markdown:
        text = f"---\n{text}---\n\n"
    if only_print:
        click.echo(text, nl=False)
        return
    project = find_project(context)
    _refuse_taken(project, chosen, identifier)
    path = f"{RECORDS}/{chosen.folder}/{identifier}{'.md' if as_markdown else '.yaml'}"
    add_one(OutputFile(path, text.encode()), project, RECORDS)
    click.echo(f"Wrote {project / path}")


def _refuse_taken(project: Path, kind: Kind, identifier: str) -> None:
    """Refuse an id that is taken, in whatever folder or form."""
    folder = project / RECORDS / kind.folder
    for taken in sorted(folder.glob(f"**/{identifier}.*")):
        if taken.suffix in SUFFIXES:
            where = printable(str(taken), LONGEST_PATH)
            raise click.ClickException(f"there is a {kind.name} `{identifier}` already: {where}")
