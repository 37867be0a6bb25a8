"""The calendar: what of the yearly cycle was skipped, what is due, what comes next; the months of
the fiscal year with everything that has a day in them; and the year by activity and by customer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.ground.period import add_months
from brmsite.insight.cases import Cases
from brmsite.insight.commitments import Commitments
from brmsite.insight.cycle import Compliance, Course, Cycle, Occurrence, Year
from brmsite.insight.notices import Notices
from brmsite.insight.satisfaction import Satisfaction
from brmsite.kinds.activity import Activity, Concerned
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here
from brmsite.site.calendar_file import FILE, events_ahead
from brmsite.site.calendar_months import (
    Month,
    MonthCard,
    activity_link,
    by_activity,
    month_card,
    months_of,
    open_dates,
    state_tags,
    this_month,
    wheel_month,
)
from brmsite.site.cycle_items import (
    CALENDAR,
    IT_ITSELF,
    customer_piece,
    due_now,
    evidence_line,
    last_done,
    months_in_words,
    now_of,
    skipped,
)
from brmsite.site.draw.wheel import DrawnWheel, draw_wheel
from brmsite.site.figure_items import NO_DATA, percent
from brmsite.site.language import N_, Things, _, counted, figure, listed, spoken
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, day_in_words, from_now, month_name, sentence
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Item,
    Line,
    Listing,
    Number,
    Pager,
    Piece,
    Row,
    Table,
    Text,
    Tile,
    line,
)
from brmsite.site.status import CYCLE
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence, worded

CUSTOMERS = 100
"""How many customers one page of the table has: each has a cell for every activity."""

LISTED = 8
"""So many entries the lists at the top have, each for all customers that it concerns."""

COMING_MONTHS = 4
"""So many months ahead the list of what comes next looks."""

NAMED = 5
"""So many customers an entry names."""

ACTIVITY_COLUMNS = (
    Column(N_("Activity")),
    Column(N_("For")),
    Column(N_("Owner")),
    Column(N_("Due in")),
    Column(N_("Done this year"), "number"),
    Column(N_("Last done"), "date"),
    Column(N_("Status"), "status"),
)


@dataclass(frozen=True, slots=True)
class YearView:
    """What only the first page has, beside the table of customers."""

    tiles: tuple[Tile, ...]
    skipped: Listing
    now: Listing
    next: Listing
    wheel: DrawnWheel
    wheel_title: str
    wheel_desc: str
    wheel_words: Line
    months: tuple[MonthCard, ...]
    activities: Table


@dataclass(frozen=True, slots=True)
class CalendarView:
    """A page of the customers with their year; the first one also has the rest."""

    lead: Line
    this_month: Line
    year: YearView | None
    customers: Table
    pager: Pager


def pages(
    register: Register,
    settings: Settings,
    titles: Titles,
    cycle: Cycle,
    notices: Notices,
    commitments: Commitments,
    cases: Cases,
    satisfaction: Satisfaction,
    as_of: date,
) -> Iterator[Page]:
    """The calendar, 100 customers a page."""
    dates = open_dates(register, notices, commitments, cases, satisfaction)
    months = months_of(register, cycle, dates)
    has_file = bool(events_ahead(register, titles, notices, cycle, as_of))
    customers = sorted(
        (one for one in register.all(Customer) if cycle.of_customer(one)),
        key=lambda one: (titles.of(one).casefold(), one.address),
    )

    def view(part: Part[Record[Customer]], first: bool) -> CalendarView:
        naming = Naming(register, titles, Here(part.path))
        year = _year(naming, settings, cycle, months, notices) if first else None
        return CalendarView(
            _lead(naming, cycle.year, has_file) if first else (),
            this_month(naming, _present(months, cycle.as_of)) if first else (),
            year,
            part.table(_customers(naming, cycle, part)),
            part.pager,
        )

    for part in parts(customers, CALENDAR, Things("{n} customer", "{n} customers"), size=CUSTOMERS):
        first = part.path == CALENDAR
        yield Page(
            part.path,
            "pages/calendar.html",
            part.title(_("Calendar")),
            partial(view, part, first),
            section="Calendar",
            crumbs=((_("Home"), "index.html"),)
            if first
            else ((_("Home"), "index.html"), (_("Calendar"), CALENDAR)),
            judges=True,
            all_rows=part.all_rows,
        )


def _lead(naming: Naming, year: Year, has_file: bool) -> Line:
    words = sentence(
        _("Fiscal year {year}, {start} to {end}.", year=year_name(year)),
        start=day_in_words(year.begin),
        end=day_in_words(year.end),
    )
    if not has_file:
        return words
    file = naming.here.page(_("calendar file"), FILE)
    own = sentence(_("What is to come, for your own calendar: {file}."), file=file)
    return line(*words, " ", *own)


def year_name(year: Year) -> str:
    """What people call a fiscal year: "2026", or "2026/27" where it spans two."""
    if year.begin.year == year.end.year:
        return str(year.begin.year)
    return f"{year.begin.year}/{year.end.year % 100:02}"


def _year(
    naming: Naming,
    settings: Settings,
    cycle: Cycle,
    months: Sequence[Month],
    notices: Notices,
) -> YearView:
    late, now, coming = skipped(cycle.courses), due_now(cycle.courses), _coming(cycle)
    wheel_months = [wheel_month(month, cycle.as_of) for month in months]
    compliance = cycle.compliance
    figure = percent(compliance.percent)
    return YearView(
        _tiles(naming, cycle, months, late, now, notices),
        _listing(naming, late, cycle.as_of, _nothing(naming, cycle)),
        _listing(naming, now, cycle.as_of, Empty(_("Nothing is due now."))),
        _listing(naming, coming, cycle.as_of, Empty(_("Nothing is to come."))),
        draw_wheel(
            wheel_months,
            figure.text if isinstance(figure, Number) else "–",
            _("done") if compliance.of else _("nothing due yet"),
        ),
        _("Fiscal year {year}", year=year_name(cycle.year)),
        _told(months),
        line(
            _(
                "In the ring: activities done of those due in the month, as in the list "
                "below. Inside: how many meetings and open dates the month has."
            )
        ),
        tuple(month_card(naming, month, cycle.as_of) for month in months),
        _activities(naming, settings, cycle),
    )


def _coming(cycle: Cycle) -> tuple[Occurrence, ...]:
    """What is next of every activity whose month has not begun, the nearest first: what is due
    within a few months, or else the first thing there is."""
    found = (one.next for one in cycle.courses)
    ahead = [one for one in found if one is not None and one.state == "ahead"]
    ahead.sort(key=lambda one: one.due)
    until = add_months(cycle.as_of, COMING_MONTHS)
    return tuple(one for one in ahead if one.due <= max(until, ahead[0].due))


def _nothing(naming: Naming, cycle: Cycle) -> Empty:
    """What to say where nothing was skipped: that all is well, or that nobody wrote a cycle."""
    if cycle.activities:
        return Empty(_("Nothing was skipped."))
    return Empty(
        _("No activities."),
        _("The settings name none, so nothing is due and nothing can be late."),
        sentence(
            _("Write them under {field} in {file}: the handbook has {link}."),
            field=Code("activity_cycle"),
            file=Code("records/brmsite.yaml"),
            link=naming.here.page(_("an example"), "handbook/settings.html"),
        ),
    )


def _listing(
    naming: Naming, occurrences: Sequence[Occurrence], as_of: date, empty: Empty
) -> Listing:
    groups = by_activity(occurrences)
    items = tuple(_item(naming, group, as_of) for group in groups[:LISTED])
    more = None
    if len(groups) > LISTED:
        more = naming.here.page(
            _("All {number} by activity", number=figure(len(groups))), CALENDAR, "by-activity"
        )
    return Listing(items, empty, more)


def _item(naming: Naming, group: Sequence[Occurrence], as_of: date) -> Item:
    """One activity that is due on one day, for all whom it concerns."""
    first = group[0]
    activity = first.activity
    when = from_now(first.due, as_of)
    by = sentence(
        _("was due by {day}, {when}", when=when)
        if first.state == "late"
        else _("due by {day}, {when}", when=when),
        day=day_in_words(first.due),
    )
    whom = joined(customer_piece(naming, one) for one in group[:NAMED])
    if len(group) > NAMED:
        more = _("{number} more", number=figure(len(group) - NAMED))
        whom = sentence(
            _("{whom} and {link}"), whom=whom, link=naming.here.page(more, CALENDAR, "by-customer")
        )
    remarks = [whom, by]
    if activity.owner_role is not None:
        remarks.append(line(in_sentence(activity.owner_role)))
    return Item(
        (activity_link(naming, first),), tuple(remarks), state_tags([one.state for one in group])
    )


# --- Tiles and wheel -----------------------------------------------------------------------------


def _tiles(
    naming: Naming,
    cycle: Cycle,
    months: Sequence[Month],
    late: Sequence[Occurrence],
    now: Sequence[Occurrence],
    notices: Notices,
) -> tuple[Tile, ...]:
    here = naming.here
    compliance = cycle.compliance
    present = _present(months, cycle.as_of)
    ahead = [one for one in present.meetings if one.fields.date >= cycle.as_of]
    notice = next(iter((*notices.near, *notices.later)), None)
    return (
        Tile(
            _("Done of what was due"),
            percent(compliance.percent),
            line(_compliance_note(compliance)),
            here.to(CALENDAR, "by-activity"),
        ),
        Tile(
            _("Skipped"),
            count(len(late)),
            line(_("not done since") if late else _("nothing is owed")),
            here.to(CALENDAR, "skipped"),
            "bad" if late else None,
        ),
        Tile(
            _("Activities due now"),
            count(len(now)),
            line(_("by {until}", until=_until(now, cycle)) if now else _("nothing this month")),
            here.to(CALENDAR, "now"),
            "warn" if now else None,
        ),
        Tile(
            _("Meetings this month"),
            count(len(present.meetings)),
            line(_("{number} still to come", number=figure(len(ahead)))),
            here.to(CALENDAR, f"month-{cycle.as_of.isoformat()[:7]}"),
        ),
        Tile(
            _("Next notice date"),
            NO_DATA if notice is None else day(notice.act_by),
            line(_("no decision is ahead"))
            if notice is None
            else line(here.record(notice.term.agreement, naming.titles.of(notice.term.agreement))),
        ),
    )


def _present(months: Sequence[Month], as_of: date) -> Month:
    return next(
        one for one in months if (one.first.year, one.first.month) == (as_of.year, as_of.month)
    )


def _compliance_note(compliance: Compliance) -> str:
    if not compliance.of:
        return _("nothing was due yet")
    return _(
        "{number} of {whole} this fiscal year",
        number=figure(len(compliance.evidenced)),
        whole=figure(compliance.of),
    )


def _until(now: Sequence[Occurrence], cycle: Cycle) -> str:
    due = now[0].due
    return f"{spoken().day_of_year(due)}, {from_now(due, cycle.as_of)}"


def _told(months: Sequence[Month]) -> str:
    """The point of the wheel in words: which months are not as they should be."""
    with_some = [one for one in months if one.occurrences]
    late = [
        month_name(one.first.month)
        for one in with_some
        if any(each.state == "late" for each in one.occurrences)
    ]
    if not late:
        return counted(
            len(with_some),
            "Activities are due in {n} month of the year; none is late.",
            "Activities are due in {n} months of the year; none is late.",
        )
    return counted(
        len(with_some),
        "Activities are due in {n} month of the year; something is late from {months}.",
        "Activities are due in {n} months of the year; something is late from {months}.",
        months=listed(late),
    )


# --- Tables --------------------------------------------------------------------------------------


def _activities(naming: Naming, settings: Settings, cycle: Cycle) -> Table:
    rows = tuple(
        _activity(naming, one, cycle, settings.fiscal_year_start) for one in cycle.activities
    )
    return Table(
        "activities",
        _("Activities of the yearly cycle"),
        ACTIVITY_COLUMNS,
        rows,
        Empty(_("No activities."), _("The settings name none.")),
        quiet=True,
    )


def _activity(naming: Naming, activity: Activity, cycle: Cycle, year_start: int) -> Row:
    courses = cycle.of_activity(activity)
    done = [one for course in courses if (one := last_done(course)) is not None]
    latest = max(done, key=lambda one: one.evidence[-1].day, default=None)
    states = [one.state for course in courses if (one := now_of(course)) is not None]
    owner = activity.owner_role
    level = (Text(" "), Aside(in_sentence(activity.level))) if activity.level else ()
    tags = _spaced(state_tags(states)) if states else (NO_DATA,)
    urgency = min((tuple(CYCLE).index(state) for state in states), default=len(CYCLE))
    return Row(
        (
            Cell((Text(activity.name), *level)),
            Cell(line(_for(activity, len(courses)))),
            Cell(line(worded(owner)) if owner else ()),
            Cell(line(months_in_words(activity, year_start))),
            _done(courses),
            Cell(evidence_line(naming, latest.evidence[-1:]) if latest else ()),
            Cell(tags, str(urgency)),
        ),
        f"activity-{activity.id}",
    )


def _for(activity: Activity, concerned: int) -> str:
    if not activity.is_for_customers:
        return IT_ITSELF
    some = activity.applies_to
    tiers = some.tiers if isinstance(some, Concerned) else ()
    if not tiers:
        return counted(concerned, "{n} customer", "{n} customers")
    return counted(
        concerned,
        "{n} customer of tier {tiers}",
        "{n} customers of tier {tiers}",
        tiers=listed(tier.upper() for tier in tiers),
    )


def _done(courses: Sequence[Course]) -> Cell:
    """How many months of this year are done, of all there are: also those still to come."""
    states = [each.state for course in courses for each in course.this_year]
    if not states:
        return Cell((NO_DATA,), "-1")
    done = states.count("evidenced")
    return Cell(
        line(_("{part} of {whole}", part=figure(done), whole=figure(len(states)))),
        Number("", done / len(states)).order,
    )


def _customers(naming: Naming, cycle: Cycle, part: Part[Record[Customer]]) -> Table:
    activities = [one for one in cycle.activities if one.is_for_customers]
    columns = (
        Column(_("Customer")),
        Column(_("Done this year"), "number"),
        *(Column(one.name) for one in activities),
    )
    rows: list[Row] = []
    for customer in part.rows:
        courses = cycle.of_customer(customer)
        by_id = {course.activity.id: course for course in courses}
        rows.append(
            Row(
                (
                    Cell((naming.here.record(customer, naming.titles.of(customer)),)),
                    _done(courses),
                    *(_cell(naming, by_id.get(one.id)) for one in activities),
                )
            )
        )
    empty = Empty(
        _("No customers."),
        _("No activity of the yearly cycle concerns one."),
    )
    return Table(
        "customers",
        _("The year by customer"),
        columns,
        tuple(rows),
        empty,
        controls=True,
        quiet=True,
    )


def _cell(naming: Naming, course: Course | None) -> Cell:
    """What became of one activity for one customer this year."""
    if course is None or not course.this_year:
        return Cell(line(Aside(_("not expected"))), str(len(CYCLE)))
    months = course.this_year
    order = tuple(CYCLE)
    worst = str(min(order.index(one.state) for one in months))
    if len(months) > 2:
        return Cell(_spaced(state_tags([one.state for one in months])), worst)
    pieces: list[Piece] = []
    for one in months:
        pieces += [Text("; ")] if pieces else []
        pieces += [CYCLE[one.state], Text(" ")]
        if one.state == "evidenced":
            pieces += evidence_line(naming, one.evidence[-1:])
        else:
            pieces.append(day(one.due))
    return Cell(tuple(pieces), worst)


def _spaced(pieces: Sequence[Piece]) -> Line:
    found: list[Piece] = []
    for piece in pieces:
        found += [Text(" "), piece] if found else [piece]
    return tuple(found)
