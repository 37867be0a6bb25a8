"""All projects: which are on track, at risk or late, what they ask of customers, and of whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from brmsite.ground.words import plural
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
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, days
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
    Column("Project"),
    Column("Status", "status"),
    Column("Customers"),
    Column("Led by"),
    Column("Told on", "date"),
    Column("Done", "number"),
    Column("Slip"),
    Column("Risks", "number"),
    Column("To decide", "number"),
    Column("Planned end", "date"),
)

CUSTOMER_COLUMNS = (
    Column("Customer"),
    Column("Under way", "number"),
    Column("On track", "number"),
    Column("At risk", "number"),
    Column("Late", "number"),
    Column("Decisions needed", "number"),
    Column("On one page"),
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
            ("Under way", INDEX, len(self.under_way)),
            ("Ended", ENDED, len(self.ended)),
            ("By customer", BY_CUSTOMER, len(self.customers)),
        )
        return tuple(
            Entry(label, here.to(path), path == current, f"{number:,}")
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
    for path, title, courses in (
        (INDEX, "Projects", whole.under_way),
        (ENDED, "Projects, ended", whole.ended),
    ):
        for part in parts(courses, path, "project"):
            naming = Naming(register, titles, Here(part.path))
            first = part.path == INDEX
            asked = _asked(naming, whole.under_way, as_of) if first else None
            table = _table(naming, part.rows, path, any_at_all=bool(projects.all))
            heading = "Under way, the most urgent first" if path == INDEX else "Ended"
            yield _page(whole, naming, part, path, title, _lead(share), asked, heading, table)
    for shown in parts(whole.customers, BY_CUSTOMER, "customer"):
        naming = Naming(register, titles, Here(shown.path))
        table = _customers(naming, projects, shown.rows)
        said = line("A customer's projects are its own and those of the units below it.")
        yield _page(
            whole,
            naming,
            shown,
            BY_CUSTOMER,
            "Projects by customer",
            said,
            None,
            "By customer",
            table,
        )


def _page(
    whole: _Whole,
    naming: Naming,
    part: Part[Course] | Part[Record[Customer]],
    path: str,
    title: str,
    lead: Line,
    asked: Listing | None,
    heading: str,
    table: Table,
) -> Page:
    here = naming.here
    home = ("Home", "index.html")
    return Page(
        part.path,
        "pages/projects.html",
        part.title(title),
        ProjectsView(
            whole.views(here, path),
            lead,
            asked,
            heading,
            table,
            part.pager,
            here.page("All statuses, the latest first", STATUSES),
        ),
        section="Projects",
        crumbs=(home,) if part.path == INDEX else (home, ("Projects", INDEX)),
        judges=True,
    )


def _lead(share: OnTrack) -> Line:
    if not share.of:
        return line("No project is under way whose status is known.")
    verb = "is" if len(share.on_track) == 1 else "are"
    return line(f"{len(share.on_track)} of {plural(len(share.of), 'project')} {verb} on track.")


def _asked(naming: Naming, courses: Sequence[Course], as_of: date) -> Listing:
    asked = in_order_of_day(each for one in courses for each in one.decisions)
    items = tuple(asked_item(naming, each, as_of) for each in asked[:ASKED_SHOWN])
    return Listing(items, Empty("Nothing is to be decided.", "No project asks for a decision."))


def _table(naming: Naming, courses: Sequence[Course], path: str, any_at_all: bool) -> Table:
    empty = Empty("No project has ended." if path == ENDED else "No project is under way.")
    if not any_at_all:
        todo = line("Add a file under ", Code("records/projects"), ": ")
        empty = Empty("No projects.", "", (*todo, Code("brmsite new project")))
    rows = tuple(_row(naming, course) for course in courses)
    return Table("projects", "Projects", COLUMNS, rows, empty, controls=True, quiet=True)


def _row(naming: Naming, course: Course) -> Row:
    fields, latest, here, titles = course.project.fields, course.latest, naming.here, naming.titles
    percent = latest.fields.percent if latest else None
    written: Line = (day(latest.fields.on),) if latest else ()
    if course.status_days_late:
        written = (*written, Text(" "), Tag("Overdue", "warn"))
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
            Cell(line(*risks, f", {high} high") if high else risks),
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
        brief = naming.here.page("Status brief", brief_page(customer))
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
    empty = Empty("No customers.", "No project concerns one.")
    return Table(
        "customers", "Projects by customer", CUSTOMER_COLUMNS, tuple(rows), empty, True, True
    )
