"""All projects: which are on track, at risk or late, what they ask of customers, and of whom."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.insight.projects import (
    STANDINGS,
    Course,
    OnTrack,
    Projects,
    in_order_of_day,
    on_track,
    urgency,
)
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, days, sentence
from brmsite.site.project_items import asked_item, brief_page, slip
from brmsite.site.shapes import (
    Cell,
    Code,
    Column,
    Empty,
    Entry,
    Line,
    Link,
    Listing,
    Number,
    Pager,
    Row,
    Table,
    Tag,
    Text,
    line,
)
from brmsite.site.status import PROJECTS
from brmsite.site.titles import Titles

INDEX = "projects/index.html"
ENDED = "projects/views/ended.html"
BY_CUSTOMER = "projects/views/customers.html"
STATUSES = "statuses/index.html"

ASKED_SHOWN = 12
"""How many decisions the first page lists, the nearest day first; projects' pages have all."""

COLUMNS = (
    Column(N_("Project")),
    Column(N_("Status"), "status"),
    Column(N_("Customers")),
    Column(N_("Led by")),
    Column(N_("Told on"), "date"),
    Column(N_("Done"), "number"),
    Column(N_("Slip")),
    Column(N_("Risks"), "number"),
    Column(N_("To decide"), "number", adds_up=True),
    Column(N_("Planned end"), "date"),
)

CUSTOMER_COLUMNS = (
    Column(N_("Customer")),
    Column(N_("Under way"), "number"),
    Column(N_("On track"), "number"),
    Column(N_("At risk"), "number"),
    Column(N_("Late"), "number"),
    Column(N_("Decisions needed"), "number"),
    Column(N_("On one page")),
)


@dataclass(frozen=True, slots=True)
class ProjectsView:
    """One view of the projects; only the first page has the decisions that they ask for."""

    views: tuple[Entry, ...]
    lead: Line
    asked: Listing | None
    heading: str
    table: Table
    pager: Pager
    statuses: Link


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the three views list."""

    under_way: tuple[Course, ...]
    ended: tuple[Course, ...]
    customers: tuple[Record[Customer], ...]

    def views(self, here: Here, current: str) -> tuple[Entry, ...]:
        """The ways to the three views, with how many each lists."""
        found = (
            (_("Under way"), INDEX, len(self.under_way)),
            (_("Ended"), ENDED, len(self.ended)),
            (_("By customer"), BY_CUSTOMER, len(self.customers)),
        )
        return tuple(
            Entry(label, here.to(path), path == current, figure(number))
            for label, path, number in found
        )


def pages(register: Register, titles: Titles, projects: Projects, as_of: date) -> Iterator[Page]:
    """The projects under way and ahead, those that have ended, and all by customer."""
    ordered = sorted(projects.all, key=urgency)
    whole = _Whole(
        tuple(one for one in ordered if one.standing not in ("stopped", "done")),
        tuple(
            sorted(
                (one for one in ordered if one.standing in ("stopped", "done")),
                key=lambda one: one.project.fields.ended or date.min,
                reverse=True,
            )
        ),
        tuple(one for one in register.all(Customer) if projects.of_customer(one)),
    )
    share = on_track(whole.under_way)

    def view(path: str, part: Part[Course]) -> ProjectsView:
        naming = Naming(register, titles, Here(part.path))
        asked = _asked(naming, whole.under_way, as_of) if part.path == INDEX else None
        table = _table(naming, part.rows, path, any_at_all=bool(projects.all))
        heading = _("Under way, the most urgent first") if path == INDEX else _("Ended")
        return _view(whole, naming, part, path, _lead(share), asked, heading, table)

    def customers_view(part: Part[Record[Customer]]) -> ProjectsView:
        naming = Naming(register, titles, Here(part.path))
        table = _customers(naming, projects, part.rows)
        said = line(_("A customer's projects are its own and those of the units below it."))
        return _view(whole, naming, part, BY_CUSTOMER, said, None, _("By customer"), table)

    for path, title, courses in (
        (INDEX, _("Projects"), whole.under_way),
        (ENDED, _("Projects, ended"), whole.ended),
    ):
        for part in parts(courses, path, Things("{n} project", "{n} projects")):
            yield _page(part, part.title(title), partial(view, path, part))
    for shown in parts(whole.customers, BY_CUSTOMER, Things("{n} customer", "{n} customers")):
        title = shown.title(_("Projects by customer"))
        yield _page(shown, title, partial(customers_view, shown))


def _page(
    part: Part[Course] | Part[Record[Customer]], title: str, view: Callable[[], ProjectsView]
) -> Page:
    home = (_("Home"), "index.html")
    return Page(
        part.path,
        "pages/projects.html",
        title,
        view,
        section="Projects",
        crumbs=(home,) if part.path == INDEX else (home, (_("Projects"), INDEX)),
        judges=True,
        all_rows=part.all_rows,
    )


def _view(
    whole: _Whole,
    naming: Naming,
    part: Part[Course] | Part[Record[Customer]],
    path: str,
    lead: Line,
    asked: Listing | None,
    heading: str,
    table: Table,
) -> ProjectsView:
    return ProjectsView(
        whole.views(naming.here, path),
        lead,
        asked,
        heading,
        part.table(table),
        part.pager,
        naming.here.page(_("All statuses, the latest first"), STATUSES),
    )


def _lead(share: OnTrack) -> Line:
    if not share.of:
        return line(_("No project is under way whose status is known."))
    whole = counted(len(share.of), "{n} project", "{n} projects")
    return line(
        counted(
            len(share.on_track),
            "{part} of {whole} is on track.",
            "{part} of {whole} are on track.",
            part=len(share.on_track),
            whole=whole,
        )
    )


def _asked(naming: Naming, courses: Sequence[Course], as_of: date) -> Listing:
    asked = in_order_of_day(each for one in courses for each in one.decisions)
    items = tuple(asked_item(naming, each, as_of) for each in asked[:ASKED_SHOWN])
    return Listing(
        items, Empty(_("Nothing is to be decided."), _("No project asks for a decision."))
    )


def _table(naming: Naming, courses: Sequence[Course], path: str, any_at_all: bool) -> Table:
    empty = Empty(_("No project has ended.") if path == ENDED else _("No project is under way."))
    if not any_at_all:
        todo = sentence(
            _("Add a file under {folder}: {command}"),
            folder=Code("records/projects"),
            command=Code("brmsite new project"),
        )
        empty = Empty(_("No projects."), "", todo)
    rows = tuple(_row(naming, course) for course in courses)
    return Table("projects", _("Projects"), COLUMNS, rows, empty, controls=True, quiet=True)


def _row(naming: Naming, course: Course) -> Row:
    fields, latest, here, titles = course.project.fields, course.latest, naming.here, naming.titles
    percent = latest.fields.percent if latest else None
    written: Line = (day(latest.fields.on),) if latest else ()
    if course.status_days_late:
        written = (*written, Text(" "), Tag(_("Overdue"), "warn"))
    high = sum(one.is_high for one in course.risks)
    risks: Line = (count(len(course.risks)),) if course.risks else ()
    return Row(
        (
            Cell((here.record(course.project, titles.of(course.project)),)),
            Cell((PROJECTS[course.standing],), str(STANDINGS.index(course.standing))),
            Cell(joined(here.record(one, titles.of(one)) for one in course.customers)),
            Cell((naming.one(Person, fields.manager),)),
            Cell(written),
            Cell((Number(f"{percent} %", float(percent)),) if percent is not None else ()),
            Cell(slip(course.slip_days)),
            Cell(sentence(_("{risks}, {high} high", high=high), risks=risks) if high else risks),
            Cell((count(len(course.decisions)),) if course.decisions else ()),
            Cell(days(fields.end_baseline)),
        )
    )


def _customers(naming: Naming, projects: Projects, customers: Sequence[Record[Customer]]) -> Table:
    rows: list[Row] = []
    for customer in customers:
        courses = projects.of_customer(customer)
        live = [one for one in courses if one.is_live]
        standings = [one.standing for one in live]
        asked = sum(len(one.decisions) for one in courses)
        brief = naming.here.page(_("Status brief"), brief_page(customer))
        rows.append(
            Row(
                (
                    Cell((naming.here.record(customer, naming.titles.of(customer)),)),
                    Cell((count(len(live)),)),
                    *(
                        Cell((count(standings.count(each)),) if each in standings else ())
                        for each in ("on-track", "at-risk", "late")
                    ),
                    Cell((count(asked),) if asked else ()),
                    Cell((brief,)),
                )
            )
        )
    empty = Empty(_("No customers."), _("No project concerns one."))
    return Table(
        "customers", _("Projects by customer"), CUSTOMER_COLUMNS, tuple(rows), empty, True, True
    )
