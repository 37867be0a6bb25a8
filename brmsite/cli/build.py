"""`brmsite build`: the site, ready to be opened or published."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from time import perf_counter

import click

from brmsite.cli.memory import all_processors, copies_of_this, memory
from brmsite.cli.progress import progress
from brmsite.cli.project import as_of_option, find_project
from brmsite.ground.words import plural
from brmsite.history.git import head_commit
from brmsite.output.refusal import OutputRefusedError
from brmsite.publish import publish
from brmsite.site.refusal import LayoutError


@click.command("build")
@as_of_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    show_default="build",
    show_envvar=True,
    help="Where to write the site.",
)
@click.pass_context
def command(context: click.Context, as_of: date, output: Path | None) -> None:
    """Build the site into build/.

    Records that do not hold are left out of the site; its page of findings and `brmsite check`
    say why.

    \b
    Examples:
      brmsite build                          the site of today
      brmsite build --as-of 2027-01-01       what it will say then
      brmsite build --output public          for publishing
    """
    project = find_project(context)
    began = perf_counter()
    try:
        with (
            progress("Building the site"),
            memory(project) as memo,
            all_processors() as executor,
        ):
            built = publish(
                project,
                output or project / "build",
                as_of,
                head_commit(project),
                memo=memo,
                workers=os.cpu_count() or 1,
                executor=executor,
                crew=copies_of_this if executor is not None else None,
            )
    except (OutputRefusedError, LayoutError) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    written = built.written
    pages = sum(path.endswith(".html") for path in (*written.changed, *written.unchanged))
    click.echo(
        f"Built {plural(pages, 'page')} from {plural(built.record_count, 'record')} in "
        f"{perf_counter() - began:.1f} s: {plural(len(written.changed), 'file')} written, "
        f"{len(written.unchanged):,} unchanged, {len(written.removed):,} removed."
    )
    if built.error_count:
        click.echo(
            f"{plural(built.error_count, 'error')} in the records: see findings.html, or run "
            "`brmsite check`.",
            err=True,
        )
