"""A person named for a time after leaving: in a record dated later, or in a role that goes on.

Why: either the person's last day is wrong, or somebody is expected to act who is no longer there.
A record is told once a person, however often it names them. What has a day of its own in a record
(the talk about a plan) is held against that day. Roles of former customers and retired services are
history and not looked at.
Mend: give the role an end and a successor, name the right person, or correct `to` in the person's
record.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.kinds.walk import DataPath, Part, parts
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at what refers to people who have a last day."""
    for person in register.all(Person):
        last = person.fields.to
        if last is None:
            continue
        paths: dict[str, list[DataPath]] = {}
        for link in register.links_to(person.address):
            if link.in_text is None:
                paths.setdefault(link.source, []).append(link.path)
        for address, in_record in paths.items():
            record = register.records[address]
            yield from _in_dated(record, in_record, person, last)
            yield from _in_roles(record, in_record, person, last)


def _in_dated(
    record: Record[Common], paths: list[DataPath], person: Record[Person], last: date
) -> Iterator[Finding]:
    """The finding for a record whose events took place after the person had left."""
    for path in paths:
        part = _dated_part(record, path)
        day = part.fields.day
        if day is None or day <= last:
            continue
        yield Finding(
            record,
            path,
            f"`{person.id}` is named on {day}, but left on {last}",
            label="had left",
            hint="name the right person, or correct `to` in the person's record",
            others=(
                Elsewhere(record, (*part.path, *part.fields.DATED_BY.split(".")), "the day"),
                Elsewhere(person, ("to",), "the last day"),
            ),
        )
        return


def _dated_part(record: Record[Common], path: DataPath) -> Part:
    """The part around a path that has a day, the nearest one; else the record itself."""
    around = [one for one in parts(record.fields) if one.path == path[: len(one.path)]]
    dated = [one for one in around if one.fields.DATED_BY]
    return max(dated, key=lambda one: len(one.path), default=around[0])


def _in_roles(
    record: Record[Common], paths: list[DataPath], person: Record[Person], last: date
) -> Iterator[Finding]:
    """The findings for roles that last longer than the person stays."""
    fields = record.fields
    if not isinstance(fields, Customer | Service) or fields.state in ("former", "retired"):
        return
    for path in paths:
        if len(path) != 3 or path[0] != "roles" or not isinstance(path[1], int):
            continue
        role = fields.roles[path[1]]
        if role.to is not None and role.to <= last:
            continue
        until = f"until {role.to}" if role.to else "without an end"
        what = "deputy of a" if path[2] == "deputy" else "a"
        yield Finding(
            record,
            path,
            f"`{person.id}` is {what} `{role.role}` {until}, but leaves on {last}",
            label="is not there so long",
            hint="end the role on the person's last day and name a successor",
            others=(Elsewhere(person, ("to",), "the last day"),),
        )
