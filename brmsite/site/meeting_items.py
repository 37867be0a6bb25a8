"""Meetings as entries of a list by date."""

from __future__ import annotations

from datetime import date

from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record
from brmsite.site.naming import Naming
from brmsite.site.pieces import day
from brmsite.site.shapes import Item, line
from brmsite.site.status import meeting_state, meeting_tag
from brmsite.site.words import worded


def meeting_item(
    naming: Naming,
    meeting: Record[Meeting],
    as_of: date,
    *,
    customers: bool = True,
    planned: bool = True,
) -> Item:
    """One meeting: its day, title, level and customers; how it stands, unless it was held.

    Without `planned` nothing is said of one that lies ahead, because all the others do, too.
    """
    fields = meeting.fields
    remarks = [line(worded(fields.level))]
    if customers and fields.customers:
        remarks.append(naming.each(Customer, fields.customers))
    state = meeting_state(meeting, as_of)
    ahead = state == "planned" and fields.date >= as_of
    is_plain = state == "held" or (ahead and not planned)
    tags = () if is_plain else (meeting_tag(meeting, as_of),)
    return Item((naming.here.record(meeting),), tuple(remarks), tags, day(fields.date))
