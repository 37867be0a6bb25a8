"""The services that a customer uses, each with the agreement that covers it."""

from __future__ import annotations

from collections.abc import Iterable

from brmsite.insight.coverage import Use
from brmsite.site.cover import covered_line
from brmsite.site.language import N_, _
from brmsite.site.naming import Naming
from brmsite.site.pieces import MISSING, count, day, sentence
from brmsite.site.shapes import Aside, Cell, Code, Column, Empty, Line, Row, Table, Text, line

COLUMNS = (
    Column(N_("Service")),
    Column(N_("Users"), "number"),
    Column(N_("Vital"), "status"),
    Column(N_("Agreement")),
    Column(N_("Since"), "date"),
    Column(N_("What it needs")),
)


def services_table(naming: Naming, uses: Iterable[Use]) -> Table:
    """What is used today, in the order of the customer's record."""
    empty = Empty(
        _("No services."),
        _("The record names none that are used today."),
        sentence(_("Add them under {field} in the customer's file."), field=Code("services")),
    )
    rows = tuple(Row(_cells(naming, use)) for use in uses)
    return Table("services", _("Services used"), COLUMNS, rows, empty, quiet=True)


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
    since: Line = (day(consumption.since),)
    if consumption.until is not None:
        until = day(consumption.until)
        since = sentence(_("{day} until {last}"), day=day(consumption.since), last=until)
    return (
        Cell(name),
        Cell(() if consumption.users is None else (count(consumption.users),)),
        Cell(line(_("Vital")) if consumption.vital else (), sort="0" if consumption.vital else "1"),
        Cell(covered_line(naming, use)),
        Cell(since),
        Cell(naming.prose(consumption.needs) if consumption.needs else ()),
    )
