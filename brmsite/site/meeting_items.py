"""Meetings as entries of a list by date."""

from __future__ import annotations

from datetime import date

from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.pieces import day
from brmsite.site.shapes import Aside, Item, Line, Piece, Text
from brmsite.site.status import meeting_tag
from brmsite.site.titles import Titles
from brmsite.site.words import worded


def meeting_item(
    register: Register,
    titles: Titles,
    here: Here,
    meeting: Record[Meeting],
    as_of: date,
    *,
    customers: bool = True,
) -> Item:
    """One meeting: its day, title, level and customers; how it stands, unless it was held."""
    fields = meeting.fields
    remarks: list[Line] = [(Aside(worded(fields.level)),)]
    if customers:
        links: list[Piece] = []
        for identifier in fields.customers:
            customer = register.one(Customer, identifier)
            comma = [Text(", ")] if links else []
            name = (
                Text(identifier) if customer is None else here.record(customer, titles.of(customer))
            )
            links += [*comma, name]
        if links:
            remarks.append(tuple(links))
    tags = () if fields.state == "held" else (meeting_tag(meeting, fields.date < as_of),)
    return Item((here.record(meeting),), tuple(remarks), tags, day(fields.date))
