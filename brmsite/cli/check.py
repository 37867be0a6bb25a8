"""`brmsite check`: what is wrong in the records, and where."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

import click

from brmsite.check import Checked, check
from brmsite.cli.choice import OneOf
from brmsite.cli.colour import color_option, wants_colour
from brmsite.cli.fix import apply, as_diff, fixes
from brmsite.cli.memory import all_processors, memory, telling_of_changes
from brmsite.cli.progress import progress
from brmsite.cli.project import as_of_option, find_project
from brmsite.cli.revisions import parted
from brmsite.cli.stopwatch import Stopwatch
from brmsite.cli.top import folder_from_top
from brmsite.cli.travel import at_option, there, travel
from brmsite.ground.diagnostic import Severity
from brmsite.ground.later import Later
from brmsite.ground.words import plural
from brmsite.history.moved import ALL_NEW
from brmsite.report import Report, speak, voice_names

MOST_ON_A_TERMINAL = 100


def _work_in(context: click.Context, _option: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        root = context.find_root()
        root.obj = (root.obj or Path()) / folder


@click.command("check")
@as_of_option
@at_option
@click.option(
    "--strict-dates",
    is_flag=True,
    show_envvar=True,
    help="Let findings that depend on the day be errors: for the scheduled run, not for reviews.",
)
@click.option(
    "--format",
    "voice",
    type=OneOf(voice_names()),
    default="text",
    show_default=True,
    envvar="BRMSITE_CHECK_FORMAT",
    show_envvar=True,
    help="How to show the findings.",
)
@click.option(
    "--fail-on",
    type=OneOf([severity.name for severity in sorted(Severity, reverse=True)]),
    default="error",
    show_default=True,
    show_envvar=True,
    help="The least severity that makes the command fail.",
)
@click.option(
    "--max-findings",
    type=click.IntRange(min=0),
    show_default="100 on a terminal",
    show_envvar=True,
    metavar="N",
    help="Show at most this many findings; 0 shows all.",
)
@click.option(
    "--fix",
    is_flag=True,
    help="Mend what is certain (a misspelt key with one meaning) in the files, then check again.",
)
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help="With --fix or --diff: also what is only likely to be meant.",
)
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option(
    "--base",
    metavar="REV",
    show_envvar=True,
    help="Also judge what changed since this branch left REV: agreements changed without an "
    "amendment, states that never follow each other.",
)
@click.option(
    "--changed",
    "since",
    metavar="REV",
    show_envvar=True,
    help="Tell only the findings in files that changed since this branch left REV; all are looked "
    "for.",
)
@click.option(
    "--timings",
    is_flag=True,
    help="Say on stderr how long each step, each derived fact and each rule took.",
)
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    is_eager=True,  # before the day, which is one in the time zone of the project
    expose_value=False,
    callback=_work_in,
    help="As `brmsite -C DIR check`: for hooks, which put words of their own last.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; only the exit code tells.")
@color_option
@click.pass_context
@telling_of_changes()
def command(
    context: click.Context,
    as_of: date,
    at: str | None,
    strict_dates: bool,
    voice: str,
    fail_on: str,
    max_findings: int | None,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    base: str | None,
    since: str | None,
    timings: bool,
    quiet: bool,
    color: str,
) -> None:
    """Say what is wrong in the records, and where.

    \b
    Examples:
      brmsite check                              all findings, with their lines
      brmsite check --format concise             one line a finding
      brmsite check --as-of 2027-01-01           what will be due by then
      brmsite check --at 2025-12-31              what was wrong then
      brmsite check --strict-dates --fail-on warning   the nightly run
      brmsite check --diff                       what --fix would mend
      brmsite check --base main                  also what a change may not do
      brmsite check --changed main               only in the files that changed

    \b
    Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage,
    3 a bug or an unreadable disk.
    """
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("`--unsafe-fixes` goes with `--fix` or `--diff`")
    if fix and diff:
        raise click.UsageError("`--diff` changes nothing: give `--fix` or `--diff`, not both")
    if at and (fix or diff):
        raise click.UsageError("what was committed is not mended: `--at` goes without `--fix`")
    project = find_project(context)
    travelled = travel(context, project, at, as_of)
    starts = [
        parted(context, project, option, name, travelled.at)
        for option, name in (("--base", base), ("--changed", since))
    ]
    began = perf_counter()
    watch = Stopwatch()
    with (
        there(context, travelled, quiet),
        progress("Checking the records"),
        memory(project) as memo,
    ):
        # What took how long can be told only of what is done.
        known = None if timings else memo
        asked = (project, travelled.as_of, strict_dates, watch.took, known, all_processors())
        checked = check(*asked, travelled.at, *starts)
        if fix and _fixed(project, checked, unsafe_fixes):
            checked = check(*asked, "", *starts)
    seconds = perf_counter() - began
    if diff:
        for each in fixes(checked.findings, checked.sources, unsafe_fixes):
            click.echo(as_diff(each), nl=False)
        return
    if not quiet:
        if checked.is_all_new:
            click.echo(ALL_NEW, err=True)
        report = Report(
            checked.findings,
            checked.sources,
            checked.file_count,
            seconds,
            wants_colour(color),
            _most(max_findings),
            checked.unchecked,
            Later(partial(folder_from_top, project)),
        )
        click.echo(speak(voice, report), nl=False, color=True)
    if timings:
        click.echo(watch.table(), err=True)
    worst = max((finding.severity for finding in checked.findings), default=None)
    if worst is not None and worst >= Severity[fail_on]:
        context.exit(1)


def _fixed(project: Path, checked: Checked, unsafe: bool) -> int:
    """Write what can be mended; how many files that changed."""
    written = count = 0
    for each in fixes(checked.findings, checked.sources, unsafe):
        refused = apply(each, project)
        if refused:
            click.echo(f"Not fixed: {refused}", err=True)
        else:
            written, count = written + 1, count + each.count
    if written:
        click.echo(f"Fixed {plural(count, 'finding')} in {plural(written, 'file')}.", err=True)
    return written


def _most(asked: int | None) -> int | None:
    """How many findings to show; None for all of them."""
    if asked is None:
        return MOST_ON_A_TERMINAL if sys.stdout.isatty() else None
    return asked or None
