"""The days to come as a calendar file that every calendar can read or subscribe to (RFC 5545).

Planned meetings, notice dates and the days by which activities of the yearly cycle are due. Every
entry has a name of its own. Those of meetings and notices stay the same when the day is another, so
that a calendar that reads the file again moves them and does not double them; those of activities,
which come again and again, have the day in them. Nothing in the file tells when it was made but the
as-of date: the same records on the same day give the same bytes.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import category
from urllib.parse import quote, urlsplit

from brmsite.ground.output_file import OutputFile
from brmsite.insight.cycle import Cycle, Occurrence
from brmsite.insight.notices import Notice, Notices
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import record_page
from brmsite.site.cycle_items import CALENDAR, IT_ITSELF
from brmsite.site.language import _, counted
from brmsite.site.titles import Titles
from brmsite.site.words import worded

FILE = "calendar.ics"

OCTETS = 75
"""So many octets a line may have, without its end; longer ones are folded."""

NAMED = 20
"""So many customers an entry names."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a whole day. `name` is unique; `page` is where it is told."""

    name: str
    on: date
    summary: str
    description: str
    category: str
    page: str


def calendar_files(
    register: Register,
    settings: Settings,
    titles: Titles,
    notices: Notices,
    cycle: Cycle,
    as_of: date,
) -> Iterator[OutputFile]:
    """The calendar file; none where there is nothing to come, which the format does not allow."""
    events = events_ahead(register, titles, notices, cycle, as_of)
    if events:
        site = settings.site
        text = calendar_text(events, site.title, site.base_url or "", as_of)
        yield OutputFile(FILE, text.encode())


def events_ahead(
    register: Register, titles: Titles, notices: Notices, cycle: Cycle, as_of: date
) -> tuple[Event, ...]:
    """Everything to come, by day."""
    found = [
        *_meetings(register, titles, as_of),
        *(_notice(titles, one) for one in (*notices.near, *notices.later)),
        *_activities(titles, cycle),
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.name)))


def _meetings(register: Register, titles: Titles, as_of: date) -> Iterator[Event]:
    for meeting in register.all(Meeting):
        fields = meeting.fields
        if fields.state == "planned" and fields.date >= as_of:
            customers = (register.one(Customer, each) for each in fields.customers)
            whom = ", ".join(titles.of(one) for one in customers if one is not None)
            about = worded(fields.type)
            if whom:
                place = f"\n{fields.place}" if fields.place else ""
                words = _("{meeting} with {customers}", meeting=about, customers=whom)
                about = f"{words}{place}"
            yield Event(
                meeting.address,
                fields.date,
                titles.of(meeting),
                about,
                _("Meeting"),
                record_page(meeting),
            )


def _notice(titles: Titles, notice: Notice) -> Event:
    term = notice.term.term
    agreement = notice.term.agreement
    title = titles.of(agreement)
    if term.runs_on_to is None:
        return Event(
            f"{agreement.address}/end",
            notice.act_by,
            _("Last day: {agreement}", agreement=title),
            _("If nobody decides, it ends on {day}.", day=notice.act_by),
            _("End of an agreement"),
            record_page(agreement),
        )
    return Event(
        f"{agreement.address}/notice",
        notice.act_by,
        _("Last day to give notice: {agreement}", agreement=title),
        _("If nobody decides, it runs on to {day}.", day=term.runs_on_to),
        _("Notice date"),
        record_page(agreement),
    )


def _activities(titles: Titles, cycle: Cycle) -> Iterator[Event]:
    """The days by which activities are due, with those for whom they are not done yet."""
    due: dict[tuple[str, date], list[Occurrence]] = defaultdict(list)
    for course in cycle.courses:
        months = {one.due: one for one in course.this_year if one.state in ("due", "ahead")}
        if course.next is not None:
            months[course.next.due] = course.next
        for one in months.values():
            due[one.activity.id, one.due].append(one)
    for (name, day), found in due.items():
        yield Event(
            f"activity-cycle/{name}/{day}",
            day,
            _("Due: {activity}", activity=found[0].activity.name),
            _for_whom(titles, [one.customer for one in found if one.customer is not None]),
            _("Yearly cycle"),
            CALENDAR,
        )


def _for_whom(titles: Titles, customers: list[Record[Customer]]) -> str:
    if not customers:
        return str(IT_ITSELF)
    names = ", ".join(titles.of(one) for one in customers[:NAMED])
    more = len(customers) - NAMED
    if more > 0:
        names = counted(more, "{names} and {n} more", "{names} and {n} more", names=names)
    return counted(len(customers), "{n} customer: {names}", "{n} customers: {names}", names=names)


# --- As text -------------------------------------------------------------------------------------


def calendar_text(events: tuple[Event, ...], title: str, base_url: str, as_of: date) -> str:
    """Entries in the format of RFC 5545. `base_url` is the site's address, or empty."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//brmsite//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    for event in events:
        lines += _event(event, base_url, as_of)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(event: Event, base_url: str, as_of: date) -> Iterator[str]:
    host = urlsplit(base_url).hostname or "brmsite"
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.name)}@{host}"
    yield f"DTSTAMP:{_digits(as_of)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_digits(event.on)}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    yield f"CATEGORIES:{_escaped(event.category)}"
    if base_url:
        yield f"URL:{base_url.rstrip('/')}/{quote(event.page)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """Text as a value: marks that part values are escaped, other control characters left out."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    kept = "".join(char for char in text if char in "\n\t" or category(char) != "Cc")
    return kept.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line cut into pieces of at most 75 octets, the later ones after a blank; no character is
    cut in two."""
    pieces: list[str] = []
    piece, octets = "", 0
    for char in line:
        width = len(char.encode())
        # The blank that begins a later piece is one of its octets.
        if octets + width > OCTETS - (1 if pieces else 0):
            pieces.append(piece)
            piece, octets = "", 0
        piece += char
        octets += width
    return "\r\n ".join([*pieces, piece])
