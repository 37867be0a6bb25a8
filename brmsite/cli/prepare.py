"""`brmsite prepare`: the record of the next meeting with a customer, ready to edit."""

from __future__ import annotations

from datetime import date
from typing import get_args

import click

from brmsite.cli.adding import add_one
from brmsite.cli.choice import OneOf
from brmsite.cli.project import DayType, as_of_option, find_project
from brmsite.examine import examine
from brmsite.exports.planned_meeting import (
    AlreadyPlanned,
    DoesNotHold,
    PlannedMeeting,
    Wanted,
    planned_meeting,
)
from brmsite.ground.words import close_ids, plural
from brmsite.kinds.base import Level
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting, MeetingType
from brmsite.register.register import Record, Register
from brmsite.report.printable import printable
from brmsite.source.files import RECORDS

THERE_ALREADY = 1
"""The exit code where nothing was written because a meeting is planned."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@click.command("prepare")
@click.argument("customer")
@click.option(
    "--date",
    "day",
    type=DayType(),
    metavar="DATE",
    show_default="as agreed, by the cadence, or in two weeks",
    help="The day of the meeting.",
)
@click.option(
    "--level",
    type=OneOf(get_args(Level)),
    show_default="that of the meeting which comes next",
    help="How far ahead it looks.",
)
@click.option(
    "--type",
    "meeting_type",
    type=OneOf(get_args(MeetingType)),
    show_default="that of the meeting before",
    help="What sort of meeting it is.",
)
@click.option("--print", "only_print", is_flag=True, help="Print the record, write no file.")
@as_of_option
@click.pass_context
def command(
    context: click.Context,
    customer: str,
    day: date | None,
    level: Level | None,
    meeting_type: MeetingType | None,
    only_print: bool,
    as_of: date,
) -> None:
    """Write the record of the next meeting with CUSTOMER, ready to edit.

    Its agenda has what is open, near or new with the customer and the units below it: missed
    service levels, complaints, projects and the decisions they need, notice dates, wishes. Open
    actions of the meeting before are carried over. A meeting that is planned already is left alone.

    \b
    Examples:
      brmsite prepare logistics
      brmsite prepare logistics --date 2026-12-02
      brmsite prepare port-group --level strategic --print

    \b
    Exit codes: 0 written (or printed), 1 planned already, 2 wrong usage, 3 a bug or an unreadable
    disk.
    """
    if day is not None and day < as_of:
        raise click.UsageError(f"`{day}` has passed on {as_of}; prepare a meeting that is to come")
    project = find_project(context)
    examined = examine(project, as_of)
    wanted = Wanted(_customer(examined.register, customer), day, level, meeting_type)
    found = examined.insight.knowing(wanted=wanted).ask(planned_meeting)
    if isinstance(found, AlreadyPlanned):
        _tell_planned(context, found.meeting, wanted.customer)
        return
    if isinstance(found, DoesNotHold):
        raise click.ClickException(
            f"there is a record `{found.address}` that does not hold: `brmsite check` says why"
        )
    if only_print:
        click.echo(found.file.content.decode(), nl=False)
        return
    add_one(found.file, project, RECORDS)
    _tell_written(found, wanted.customer)


def _customer(register: Register, identifier: str) -> Record[Customer]:
    name = identifier.removeprefix("customers/")
    found = register.one(Customer, name)
    if found is not None:
        return found
    if register.is_named(f"customers/{name}"):
        raise click.ClickException(f"the customer `{name}` does not hold: `brmsite check` says why")
    near = close_ids(name, (record.id for record in register.all(Customer)))
    meant = f", did you mean `{near[0]}`?" if near else "; `brmsite list customer` names them"
    raise click.UsageError(f"there is no customer `{printable(name)}`{meant}")


def _tell_planned(
    context: click.Context, meeting: Record[Meeting], customer: Record[Customer]
) -> None:
    fields = meeting.fields
    click.echo(
        f"A meeting with `{customer.id}` is planned for {_worded(fields.date)} already:\n"
        f"  {printable(meeting.path)}\n"
        "Nothing was written; another `--date` prepares another meeting."
    )
    context.exit(THERE_ALREADY)


def _tell_written(found: PlannedMeeting, customer: Record[Customer]) -> None:
    click.echo(f"Wrote {found.file.path}")
    click.echo(f"  {printable(found.title)}: {_worded(found.day)}, {found.level} level")
    if found.previous is not None:
        open_ones = plural(found.carried, "open action")
        click.echo(f"  follows {found.previous.address}: {open_ones} carried over")
    people = plural(len(found.attendees), "person", "people")
    led = f", led by {found.chair.id}" if found.chair else "; nobody manages the relationship"
    click.echo(f"  {people} asked to come{led}")
    click.echo(f"  {plural(len(found.topics), 'topic')}")
    for one in found.unwritten:
        click.echo(
            f"  {printable(one.path)} was planned for {one.fields.date}, and is not written up"
        )
    click.echo(
        "Next: edit it, then `brmsite check`. The site has the same as a pack to print: "
        f"customers/{customer.id}/pack.html"
    )


def _worded(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day}"
