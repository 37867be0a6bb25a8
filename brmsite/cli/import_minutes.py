"""`brmsite import minutes`: records of meetings from the minutes that a team already has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import click

from brmsite.cli.adding import added
from brmsite.cli.project import as_of_option, find_project
from brmsite.examine import Examined, examine, examine_origin
from brmsite.ground.words import close_ids
from brmsite.history.earlier import Earlier
from brmsite.imports.plan import ImportPlan, ImportRequest, plan_import
from brmsite.imports.record_text import MeetingFields
from brmsite.imports.summary import summary
from brmsite.kinds.base import Level
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import MeetingType
from brmsite.origin import Origin
from brmsite.register.register import Register
from brmsite.report.printable import printable
from brmsite.source.files import RECORDS, SourceFile
from brmsite.source.outside import read_outside


@click.group("import")
def command() -> None:
    """Make records of what you already have."""


@command.command("minutes")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--customer",
    required=True,
    metavar="ID",
    show_envvar=True,
    help="The customer that the meetings were held with.",
)
@click.option(
    "--type",
    "meeting_type",
    type=click.Choice(get_args(MeetingType)),
    default="service-review",
    show_default=True,
    show_envvar=True,
    help="What sort of meetings they are.",
)
@click.option(
    "--level",
    type=click.Choice(get_args(Level)),
    default="tactical",
    show_default=True,
    show_envvar=True,
    help="How far ahead they look.",
)
@click.option(
    "--into",
    "folder",
    metavar="FOLDER",
    default="",
    show_default="the year of each meeting",
    show_envvar=True,
    help="The folder below records/meetings/ to write to.",
)
@click.option("--create-people", is_flag=True, help="Write records for people who have none.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@as_of_option
@click.pass_context
def minutes(
    context: click.Context,
    path: Path,
    customer: str,
    meeting_type: str,
    level: str,
    folder: str,
    create_people: bool,
    dry_run: bool,
    as_of: date,
) -> None:
    """Make a record of each Markdown file at PATH, a file or a folder.

    The text is kept whole. Title, day, attendants, agenda, decisions and actions that are
    recognised go to the front matter; what is not recognised is told and stays in the text.
    Records that are there already are never overwritten.

    \b
    Examples:
      brmsite import minutes old-minutes --customer logistics --dry-run
      brmsite import minutes old-minutes --customer logistics --create-people
      brmsite import minutes 2019-01-07.md --customer logistics --level strategic

    \b
    Exit codes: 0 every file is a record (now or before), 1 some were refused, 2 wrong usage,
    3 a bug or an unreadable disk.
    """
    project = find_project(context)
    _refuse_folder(folder, context)
    examined = examine(project, as_of, noting=True)
    register = examined.register
    _refuse_customer(customer, register, context)
    read = read_outside(path)
    request = ImportRequest(
        MeetingFields(customer, meeting_type, level), as_of, create_people, folder
    )
    plan = _passing(plan_import(read.files, register, request), project, examined, as_of)
    in_the_way = () if dry_run else added(plan.files, project, RECORDS).in_the_way
    click.echo(summary(plan, read.others, dry_run), nl=False)
    for place in in_the_way:
        click.echo(f"not written: {printable(place)} is in the way")
    if in_the_way or _has_refused(plan):
        context.exit(1)


def _passing(plan: ImportPlan, project: Path, before: Examined, as_of: date) -> ImportPlan:
    """The plan without the records in which `check` would find an error, once all are there."""
    if not plan.planned:
        return plan
    new = (SourceFile(file.path, file.content) for file in plan.files)
    files = sorted((*before.tree.files, *new), key=lambda file: file.path)
    origin = Origin(replace(before.tree, files=tuple(files)), before.layouts)
    return plan.refusing(examine_origin(origin, as_of, Earlier(project)).findings)


def _has_refused(plan: ImportPlan) -> bool:
    return any(not one.is_there for one in plan.refused)


def _refuse_folder(folder: str, context: click.Context) -> None:
    """Only plain names: nothing that leads elsewhere, is hidden or holds attachments."""
    parts = folder.split("/") if folder else []
    bad = [part for part in parts if not part or part.startswith(".") or part.endswith(".files")]
    if bad or "\\" in folder or ":" in folder or not folder.isprintable():
        raise click.UsageError(
            f"`{folder}` is not a folder below {RECORDS}/meetings/; write, for example, `2019` or "
            "`archive/2019`",
            context,
        )


def _refuse_customer(customer: str, register: Register, context: click.Context) -> None:
    if register.one(Customer, customer) is None:
        near = close_ids(customer, (record.id for record in register.all(Customer)))
        meant = f"; did you mean `{near[0]}`?" if near else ""
        raise click.UsageError(f"there is no customer `{customer}`{meant}", context)
