"""`brmsite build`: the site, ready to be opened or published."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from time import perf_counter

import click

from brmsite.build import build
from brmsite.cli.progress import progress
from brmsite.cli.project import as_of_option, find_project
from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import plural
from brmsite.history.git import head_commit
from brmsite.output.write import OutputRefusedError
from brmsite.site.render import LayoutError


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
        with progress("Building the site"):
            built = build(
                project,
                output or project / "build",
                as_of,
                workers=os.cpu_count() or 1,
                commit=head_commit(project),
            )
    except (OutputRefusedError, LayoutError) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    written = built.written
    pages = sum(path.endswith(".html") for path in (*written.changed, *written.unchanged))
    click.echo(
        f"Built {plural(pages, 'page')} from {plural(len(built.examined.register), 'record')} in "
        f"{perf_counter() - began:.1f} s: {plural(len(written.changed), 'file')} written, "
        f"{len(written.unchanged):,} unchanged, {len(written.removed):,} removed."
    )
    errors = sum(finding.severity == Severity.error for finding in built.examined.findings)
    if errors:
        click.echo(
            f"{plural(errors, 'error')} in the records: see findings.html, or run `brmsite check`.",
            err=True,
        )
