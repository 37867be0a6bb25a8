"""All meetings: what comes next, what was held, and the common filters as pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import get_args

from brmsite.insight.commitments import Commitments
from brmsite.kinds.base import Level
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.meeting_items import meeting_item
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, sentence
from brmsite.site.shapes import (
    Cell,
    Code,
    Column,
    Empty,
    Entry,
    Listing,
    Pager,
    Row,
    Table,
    line,
)
from brmsite.site.status import meeting_state, meeting_tag
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence, worded

INDEX = "meetings/index.html"

NEXT = 5
"""How many coming meetings the first page lists; the view has them all."""

COLUMNS = (
    Column(N_("Meeting")),
    Column(N_("Date"), "date"),
    Column(N_("Level")),
    Column(N_("Type")),
    Column(N_("Customers")),
    Column(N_("Decisions"), "number", adds_up=True),
    Column(N_("Actions"), "number", adds_up=True),
    Column(N_("Still open"), "number", adds_up=True),
    Column(N_("Status"), "status"),
)


@dataclass(frozen=True, slots=True)
class MeetingsView:
    """One view of the meetings; only the first page has the lists of what comes next (`coming`)
    and of what nobody has written up (`forgotten`)."""

    views: tuple[Entry, ...]
    coming: Listing | None
    forgotten: Listing | None
    heading: str
    table: Table
    pager: Pager


@dataclass(frozen=True, slots=True)
class _Group:
    """One view: its name, its page and its meetings in order."""

    label: str
    path: str
    meetings: tuple[Record[Meeting], ...]
    none: str


def pages(
    register: Register, titles: Titles, commitments: Commitments, as_of: date
) -> Iterator[Page]:
    """The list of meetings, by year, by level, upcoming."""
    newest = sorted(
        register.all(Meeting), key=lambda one: (one.fields.date, one.address), reverse=True
    )
    groups = _groups(newest, as_of)
    # An action that was carried on counts where the latest minutes have it.
    still_open = Counter(one.meeting.address for one in commitments.all if one.is_open)

    def view(group: _Group, part: Part[Record[Meeting]]) -> MeetingsView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        first = part.path == INDEX
        return MeetingsView(
            _views(here, groups, group),
            _coming(naming, groups[1].meetings, as_of) if first else None,
            _forgotten(naming, newest, as_of) if first else None,
            _("Held, the latest first") if group.path == INDEX else group.label,
            part.table(
                _table(group, part.rows, still_open, naming, as_of, any_at_all=bool(newest))
            ),
            part.pager,
        )

    for group in groups:
        title = (
            _("Meetings")
            if group.path == INDEX
            else _("Meetings, {label}", label=group.label.lower())
        )
        for part in parts(group.meetings, group.path, Things("{n} meeting", "{n} meetings")):
            yield Page(
                part.path,
                "pages/meetings.html",
                part.title(title),
                partial(view, group, part),
                section="Meetings",
                crumbs=_crumbs(part.path),
                judges=True,
                all_rows=part.all_rows,
            )


def _crumbs(path: str) -> tuple[tuple[str, str], ...]:
    home = (_("Home"), "index.html")
    return (home,) if path == INDEX else (home, (_("Meetings"), INDEX))


def _is_coming(meeting: Record[Meeting], as_of: date) -> bool:
    return meeting_state(meeting, as_of) == "planned" and meeting.fields.date >= as_of


def _groups(newest: Sequence[Record[Meeting]], as_of: date) -> tuple[_Group, ...]:
    """The views in the order in which they are offered; the years together hold every meeting."""
    held = tuple(one for one in newest if meeting_state(one, as_of) == "held")
    coming = tuple(one for one in reversed(newest) if _is_coming(one, as_of))
    found = [
        _Group(_("Held"), INDEX, held, _("No meeting was held yet.")),
        _Group(_("Upcoming"), "meetings/views/upcoming.html", coming, _("No meeting is planned.")),
    ]
    for level in get_args(Level):
        at_level = tuple(one for one in newest if one.fields.level == level)
        path = f"meetings/views/{level}.html"
        found.append(
            _Group(
                worded(level),
                path,
                at_level,
                _("There is no {level} meeting.", level=in_sentence(level)),
            )
        )
    for year in sorted({one.fields.date.year for one in newest}, reverse=True):
        in_year = tuple(one for one in newest if one.fields.date.year == year)
        found.append(_Group(str(year), f"meetings/views/{year}.html", in_year, ""))
    return tuple(found)


def _views(here: Here, groups: Sequence[_Group], current: _Group) -> tuple[Entry, ...]:
    return tuple(
        Entry(each.label, here.to(each.path), each is current, figure(len(each.meetings)))
        for each in groups
    )


def _coming(naming: Naming, meetings: Sequence[Record[Meeting]], as_of: date) -> Listing:
    items = tuple(meeting_item(naming, one, as_of) for one in meetings[:NEXT])
    more = None
    if len(meetings) > NEXT:
        words = counted(len(meetings), "All {n} upcoming meeting", "All {n} upcoming meetings")
        more = naming.here.page(words, "meetings/views/upcoming.html")
    todo = sentence(
        _("Plan one with a file under {folder} and {field}"),
        folder=Code("records/meetings"),
        field=Code("state: planned"),
    )
    empty = Empty(_("No meeting is planned."), "", todo)
    return Listing(items, empty, more)


def _forgotten(naming: Naming, newest: Sequence[Record[Meeting]], as_of: date) -> Listing | None:
    """Meetings whose day has passed and that are still planned, the latest first."""
    found = [one for one in newest if one.fields.state == "planned" and one.fields.date < as_of]
    items = tuple(meeting_item(naming, one, as_of) for one in found[:NEXT])
    return Listing(items, Empty(_("None."))) if items else None


def _table(
    group: _Group,
    rows: Sequence[Record[Meeting]],
    still_open: Counter[str],
    naming: Naming,
    as_of: date,
    any_at_all: bool,
) -> Table:
    empty = Empty(group.none, _("The other views have the rest."))
    if not any_at_all:
        todo = sentence(
            _("Add a file under {folder}: {command}"),
            folder=Code("records/meetings"),
            command=Code("brmsite new meeting"),
        )
        empty = Empty(_("No meetings."), "", todo)
    return Table(
        "meetings",
        _("Held, the latest first")
        if group.path == INDEX
        else _("Meetings, {label}", label=group.label.lower()),
        COLUMNS,
        tuple(_row(meeting, still_open[meeting.address], naming, as_of) for meeting in rows),
        empty,
        controls=True,
        quiet=True,
    )


def _row(meeting: Record[Meeting], still_open: int, naming: Naming, as_of: date) -> Row:
    fields = meeting.fields
    return Row(
        (
            Cell((naming.here.page(naming.titles.of(meeting), record_page(meeting)),)),
            Cell((day(fields.date),)),
            Cell(line(worded(fields.level))),
            Cell(line(worded(fields.type))),
            Cell(naming.each(Customer, fields.customers)),
            Cell((count(len(fields.decisions)),) if fields.decisions else ()),
            Cell((count(len(fields.actions)),) if fields.actions else ()),
            Cell((count(still_open),) if still_open else ()),
            Cell((meeting_tag(meeting, as_of),)),
        )
    )
