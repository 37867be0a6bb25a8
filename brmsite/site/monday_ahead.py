"""What lies ahead on a Monday: whom to meet, what the year asks for, whom to ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from brmsite.ground.period import add_days
from brmsite.ground.value import replace
from brmsite.insight.cycle import Occurrence
from brmsite.insight.matters import Matters, SurveyDue
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record
from brmsite.site.cycle_items import calendar_link
from brmsite.site.language import Things, _
from brmsite.site.meeting_items import meeting_item
from brmsite.site.naming import Naming, and_more, joined
from brmsite.site.pack_items import pack_link
from brmsite.site.pieces import day, sentence
from brmsite.site.record_parts import NEVER_EMPTY, all_link
from brmsite.site.shapes import Empty, Item, Line, Listing, Section, Tag, line
from brmsite.site.status import CYCLE

MEETINGS = 8
SHOWN = 4
NAMED = 3
"""So many meetings, activities and customers, and names of customers in one line, are told."""


def meetings_ahead(naming: Naming, matters: Matters, as_of: date) -> tuple[Section, ...]:
    """The meetings of this week and of the two after it, each with its pack."""
    sunday = add_days(as_of, 6 - as_of.weekday())
    week = [one for one in matters.meetings if one.fields.date <= sunday]
    later = [one for one in matters.meetings if one.fields.date > sunday]
    return (
        Section("meet", _("This week"), _met(naming, week, _("No meetings this week."), as_of)),
        Section(
            "meet-next",
            _("The two weeks after"),
            _met(naming, later, _("No meetings in the two weeks after."), as_of),
        ),
    )


def _met(naming: Naming, meetings: Sequence[Record[Meeting]], none: str, as_of: date) -> Listing:
    items = tuple(_ahead(naming, one, as_of) for one in meetings[:MEETINGS])
    path = "meetings/views/upcoming.html"
    return Listing(
        items,
        Empty(none),
        all_link(
            naming.here,
            len(meetings),
            MEETINGS,
            Things("All {n} meeting", "All {n} meetings"),
            path,
        ),
    )


def _ahead(naming: Naming, meeting: Record[Meeting], as_of: date) -> Item:
    """A meeting; one that lies ahead with the way to what it needs."""
    item = meeting_item(naming, meeting, as_of, planned=False)
    if meeting.fields.state != "planned":
        return item
    units = (naming.register.one(Customer, each) for each in meeting.fields.customers)
    packs = tuple(replace(pack_link(naming.here, unit), text=_("prep")) for unit in units if unit)
    return replace(item, remarks=(*item.remarks, (packs[0],))) if packs else item


def activities_due(naming: Naming, matters: Matters) -> Iterator[Section]:
    """The activities of the year that are due or were skipped, and with how many customers."""
    by_name: dict[str, list[Occurrence]] = {}
    for one in matters.activities:
        by_name.setdefault(one.activity.name, []).append(one)
    if by_name:
        items = tuple(_activity(naming, name, found) for name, found in by_name.items())
        listing = Listing(items[:SHOWN], NEVER_EMPTY, calendar_link(naming))
        yield Section("cycle", _("In the yearly cycle"), listing)


def _activity(naming: Naming, name: str, found: Sequence[Occurrence]) -> Item:
    late = [one for one in found if one.state == "late"]
    now = [one for one in found if one.state == "due"]
    remarks: list[Line] = []
    if now:
        last, whom = day(now[0].last_day), _whom(naming, now)
        by = sentence(_("by {day}: {customers}"), day=last, customers=whom)
        remarks.append(by if whom else sentence(_("by {day}"), day=last))
    if late:
        whom = _whom(naming, late)
        remarks.append(
            sentence(_("skipped: {customers}"), customers=whom) if whom else line(_("skipped"))
        )
    return Item(line(name), tuple(remarks), (CYCLE["late" if late else "due"],))


def _whom(naming: Naming, found: Iterable[Occurrence]) -> Line:
    customers = [one.customer for one in found if one.customer is not None]
    names = joined(map(naming.record, customers[:NAMED]))
    return and_more(names, len(customers) - NAMED)


def surveys_due(naming: Naming, matters: Matters) -> Iterator[Section]:
    """The customers to be asked how content they are, soon or long ago."""
    found = matters.surveys
    if found:
        items = tuple(_survey(naming, one) for one in found[:SHOWN])
        more = all_link(
            naming.here,
            len(found),
            SHOWN,
            Things("All {n} customer", "All {n} customers"),
            "satisfaction.html",
        )
        yield Section("surveys", _("To be asked"), Listing(items, NEVER_EMPTY, more))


def _survey(naming: Naming, one: SurveyDue) -> Item:
    due, last = one.next.due, one.next.last
    remarks = [sentence(_("by {day}"), day=day(due))] if due else []
    remarks.append(
        sentence(_("last asked {day}"), day=day(last.ended)) if last else line(_("never asked"))
    )
    tag = Tag(_("Overdue"), "bad") if one.next.is_overdue else Tag(_("Due soon"), "warn")
    return Item((naming.record(one.customer),), tuple(remarks), (tag,))
