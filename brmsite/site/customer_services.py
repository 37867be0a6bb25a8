"""The services that a customer uses, each with the agreement that covers it."""

from __future__ import annotations

from collections.abc import Iterable

from brmsite.insight.coverage import Use
from brmsite.site.cover import covered_line
from brmsite.site.naming import Naming
from brmsite.site.pieces import MISSING, count, day
from brmsite.site.shapes import Aside, Cell, Code, Column, Empty, Row, Table, Text, line

COLUMNS = (
    Column("Service"),
    Column("Users", "number"),
    Column("Vital", "status"),
    Column("Agreement"),
    Column("Since", "date"),
    Column("What it needs"),
)


def services_table(naming: Naming, uses: Iterable[Use]) -> Table:
    """What is used today, in the order of the customer's record."""
    empty = Empty(
        "No services.",
        "The record names none that are used today.",
        line("Add them under ", Code("services"), " in the customer's file."),
    )
    rows = tuple(Row(_cells(naming, use)) for use in uses)
    return Table("services", "Services used", COLUMNS, rows, empty, quiet=True)


def _cells(naming: Naming, use: Use) -> tuple[Cell, ...]:
    consumption, service = use.consumption, use.service
    if service is None:
        name = line(consumption.service, " ", MISSING)
    else:
        name = (naming.record(service),)
        offering = next(
            (one.name for one in service.fields.offerings if one.id == consumption.offering), None
        )
        if offering:
            name = (*name, Text(" "), Aside(offering))
    until = () if consumption.until is None else line(" until ", day(consumption.until))
    return (
        Cell(name),
        Cell(() if consumption.users is None else (count(consumption.users),)),
        Cell(line("Vital") if consumption.vital else (), sort="0" if consumption.vital else "1"),
        Cell(covered_line(naming, use)),
        Cell((day(consumption.since), *until)),
        Cell(naming.prose(consumption.needs) if consumption.needs else ()),
    )
