"""`brmsite build`: the site, ready to be opened or published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

import click

from brmsite.cli.memory import all_processors, memory, processors, telling_of_changes
from brmsite.cli.progress import progress
from brmsite.cli.project import as_of_option, find_project
from brmsite.cli.travel import Travel, at_option, there, travel
from brmsite.ground.memo import FOLDER
from brmsite.ground.words import plural
from brmsite.history.git import head_commit
from brmsite.output.refusal import OutputRefusedError
from brmsite.output.some_names import some_names
from brmsite.publish import publish
from brmsite.site.refusal import LayoutError

MOST_NAMED = 20
"""So many files that are not as they should be are named."""


@click.command("build")
@as_of_option
@at_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    show_default="build",
    show_envvar=True,
    help="Where to write the site.",
)
@click.option(
    "--verify",
    "verifies",
    is_flag=True,
    help="Then make all of it anew, remembering nothing, and compare every byte.",
)
@click.pass_context
@telling_of_changes()
def command(
    context: click.Context, as_of: date, at: str | None, output: Path | None, verifies: bool
) -> None:
    """Build the site into build/.

    Records that do not hold are left out of the site; its page of findings and `brmsite check`
    say why.

    \b
    Examples:
      brmsite build                          the site of today
      brmsite build --as-of 2027-01-01       what it will say then
      brmsite build --at 2025-12-31          the site as it was known and in force then
      brmsite build --at v2025 --as-of 2026-12-31   what was promised then for that day
      brmsite build --output public          for publishing
      brmsite build --verify                 prove that nothing in it is out of date

    \b
    Exit codes: 0 done, 1 refused, or not the same as a clean build (--verify), 2 wrong usage,
    3 a bug or an unreadable disk.
    """
    project = find_project(context)
    travelled = travel(context, project, at, as_of)
    output = output or project / "build"
    commit = travelled.at or head_commit(project)
    began = perf_counter()
    try:
        with (
            there(context, travelled),
            progress("Building the site"),
            memory(project) as memo,
        ):
            built = publish(
                project,
                output,
                travelled.as_of,
                commit,
                at=travelled.at,
                memo=memo,
                workers=processors(),
                executor=all_processors(),
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
    if verifies:
        _verify(context, project, output, travelled, commit)


def _verify(
    context: click.Context, project: Path, output: Path, travelled: Travel, commit: str
) -> None:
    """Say whether the site is what a clean build makes; if not, where, and end with 1."""
    from brmsite.verify import verify

    began = perf_counter()
    with progress("Verifying the site"):
        verified = verify(
            project,
            output,
            travelled.as_of,
            commit,
            at=travelled.at,
            workers=processors(),
            executor=all_processors(),
        )
    if verified.is_same:
        click.echo(
            f"Verified in {perf_counter() - began:.1f} s: {plural(verified.file_count, 'file')} "
            f"with {plural(verified.byte_count, 'byte')} are those of a clean build."
        )
        _tell_unlisted(verified.unlisted)
        return
    wrong = [
        *(f"differs: {path}" for path in verified.differing),
        *(f"missing: {path}" for path in verified.missing),
        *(f"too many: {path}" for path in verified.extra),
    ]
    for line in wrong[:MOST_NAMED]:
        click.echo(line)
    if len(wrong) > MOST_NAMED:
        click.echo(f"and {len(wrong) - MOST_NAMED:,} more")
    _tell_unlisted(verified.unlisted)
    click.echo(
        f"The site is not that of a clean build: {plural(len(wrong), 'file')} of "
        f"{verified.file_count:,} are not as they should be. Unless records were edited at this "
        f"moment, this is a bug in brmsite: please report it. To go on, delete `{FOLDER}/` and "
        "build again.",
        err=True,
    )
    context.exit(1)


def _tell_unlisted(paths: Sequence[str]) -> None:
    """Name files that may be anybody's: it is for people to know whose they are."""
    if paths:
        there = plural(len(paths), "other file is there", "other files are there")
        click.echo(f"{there}, which no build is known to have written: {some_names(paths)}.")
