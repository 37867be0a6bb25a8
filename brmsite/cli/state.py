"""What `brmsite` alone says: where one is, how things stand, and what to do next."""

from __future__ import annotations

from collections import Counter

import click

from brmsite.cli.project import find_project, today
from brmsite.examine import examine
from brmsite.ground.words import plural
from brmsite.report import Report
from brmsite.report.summary import summary


def tell(context: click.Context) -> None:
    """Print the state of the project, or the help where there is none."""
    try:
        project = find_project(context)
    except click.UsageError:
        click.echo(context.get_help())
        return
    examined = examine(project, today())
    counts = Counter(record.kind for record in examined.register)
    held = [
        plural(count, kind.name, kind.plural)
        for kind, count in sorted(counts.items(), key=lambda pair: pair[0].folder)
    ]
    click.echo(f"{examined.settings.site.title} in {project}")
    click.echo(", ".join(held) or "no records yet")
    click.echo(summary(Report(examined.findings, {}, examined.file_count)))
    steps = [("brmsite build", "make the site"), ("brmsite --help", "all commands")]
    if examined.findings:
        steps.insert(0, ("brmsite check", "see the findings"))
    click.echo("\nNext:")
    for step, meaning in steps:
        click.echo(f"  {step:<16} {meaning}")
