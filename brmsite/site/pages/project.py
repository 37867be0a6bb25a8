"""The page of a project: is it on plan, what may go wrong, what is to be decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.ground.period import days_between
from brmsite.insight.projects import Course, Projects, open_risks, reaches
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.project import PlanElement, Project
from brmsite.kinds.service import Service
from brmsite.kinds.status import ProjectStatus
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here, record_page
from brmsite.site.anchors import anchors
from brmsite.site.language import _, counted
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import MISSING, count, day, day_in_words, days, from_now, sentence
from brmsite.site.project_items import (
    TYPES,
    asked_item,
    brief_page,
    milestone_table,
    open_risk_table,
    savings_line,
    slip,
    text_list,
)
from brmsite.site.prose import Prose
from brmsite.site.record_parts import NEVER_EMPTY, RecordParts, record_parts, used_in_page
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Empty,
    Fact,
    Item,
    Line,
    Link,
    Listing,
    Note,
    Number,
    Piece,
    Row,
    Spark,
    Table,
    Text,
    Tile,
    Tone,
    line,
)
from brmsite.site.status import LIGHTS, PROJECTS
from brmsite.site.titles import Titles
from brmsite.site.words import worded

INDEX = "projects/index.html"

TABLES = ("milestone-rows", "risk-rows", "status-rows", "plan-rows")

PLACES = (
    *TABLES,
    *("decisions", "done", "next", "milestones", "risks", "statuses", "plan", "text", "documents"),
    *("facts", "involvement", "used-in", "main", "menu"),
)
"""The names of places on the page: a risk may not have one of them as its anchor."""

STATUSES_SHOWN = 40
"""How many statuses the table has; further ones are listed on the page of what leads here."""


@dataclass(frozen=True, slots=True)
class ProjectView:
    """Everything the page shows: what the latest status says, then how it came there."""

    kicker: str
    lead: Line
    note: Note | None
    tiles: tuple[Tile, ...]
    decisions: Listing | None
    done: Listing | None
    next: Listing | None
    milestones: Table | None
    risks: Table | None
    statuses: Table
    statuses_more: Link | None
    plan: Table | None
    facts: tuple[Fact, ...]
    involvement: Listing | None
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    settings: Settings,
    projects: Projects,
    prose: Prose,
    chronicle: Chronicle,
) -> Iterator[Page]:
    """One page for each project."""

    def view(course: Course) -> ProjectView:
        project = course.project
        here = Here(record_page(project))
        naming = Naming(register, titles, here)
        parts = record_parts(register, titles, prose, chronicle, here, project)
        return _view(course, naming, settings, parts)

    for course in projects.all:
        project = course.project
        yield Page(
            record_page(project),
            "records/project.html",
            titles.of(project),
            partial(view, course),
            section="Projects",
            crumbs=((_("Home"), "index.html"), (_("Projects"), INDEX)),
            source=project.path,
            judges=True,
            tags=(PROJECTS[course.standing],),
        )


def _view(course: Course, naming: Naming, settings: Settings, parts: RecordParts) -> ProjectView:
    project, latest = course.project, course.latest
    fields, as_of = project.fields, course.as_of
    ids = anchors((one.risk.id for one in course.risks), PLACES)
    decisions = tuple(asked_item(naming, each, as_of, project=False) for each in course.decisions)
    shown = course.statuses[::-1][:STATUSES_SHOWN]
    return ProjectView(
        kicker=TYPES[fields.type],
        lead=naming.prose(fields.summary) if fields.summary else (),
        note=_note(course),
        tiles=_tiles(course, naming),
        decisions=Listing(decisions, NEVER_EMPTY) if decisions else None,
        done=text_list(latest.fields.done, _("Nothing is said of what was done."))
        if latest
        else None,
        next=(
            text_list(latest.fields.next, _("Nothing is said of what comes next."))
            if latest and course.is_live
            else None
        ),
        milestones=milestone_table(course.milestones) if latest else None,
        risks=open_risk_table(naming, course.risks, ids) if latest and course.is_live else None,
        statuses=_statuses(course, shown, naming, settings),
        statuses_more=_more(course, naming),
        plan=_plan(fields),
        facts=_facts(course, naming, settings) + parts.facts,
        involvement=_involvement(fields, naming),
        parts=parts,
    )


def _note(course: Course) -> Note | None:
    """The one thing to see to: a decision that is needed, else a status that is missing."""
    if course.decisions:
        first = course.decisions[0]
        late = first.days_left is not None and first.days_left < 0
        by = first.decision.by
        said = line(first.decision.question)
        more = len(course.decisions) - 1
        rest = (
            (
                line(
                    counted(
                        more,
                        "and {n} more decision, see below",
                        "and {n} more decisions, see below",
                    )
                ),
            )
            if more
            else ()
        )
        title = line(_("A decision is needed"))
        if by:
            title = sentence(
                _("A decision is needed by {day}, {when}", when=from_now(by, course.as_of)),
                day=day_in_words(by),
            )
        return Note("bad" if late else "warn", title, (said, *rest))
    if course.standing == "no-status" or course.status_days_late:
        title = line(_("Nobody has told how it goes"))
        if course.status_due is not None and course.status_days_late:
            due = day_in_words(course.status_due)
            title = sentence(_("The next status is missing: it was due by {day}"), day=due)
        todo = sentence(
            _("Write one, be it three lines: {command}."), command=Code("brmsite new status")
        )
        return Note("warn", title, (todo,))
    return None


# --- The figures worth seeing first --------------------------------------------------------------


def _tiles(course: Course, naming: Naming) -> tuple[Tile, ...]:
    tiles = [_status_tile(course, naming), _work_tile(course), _end_tile(course)]
    if course.latest is not None and course.is_live:
        tiles += [_slip_tile(course), _risk_tile(course)]
    return tuple(tiles)


def _status_tile(course: Course, naming: Naming) -> Tile:
    latest = course.latest
    if latest is None:
        return Tile(_("Latest status"), Text(_("None")), line(_("nobody has told how it goes")))
    note = line(from_now(latest.fields.on, course.as_of))
    if course.status_days_late:
        note = sentence(
            counted(
                course.status_days_late,
                "{note}, the next is {n} day late",
                "{note}, the next is {n} days late",
            ),
            note=note,
        )
    return Tile(
        _("Latest status"),
        day_in_words(latest.fields.on),
        note,
        naming.here.to(record_page(latest)),
        "warn" if course.status_days_late else None,
    )


def _work_tile(course: Course) -> Tile:
    told = [one.fields.percent for one in course.statuses if one.fields.percent is not None]
    if not told:
        return Tile(_("Work done"), Text(_("Not said")))
    values = tuple(float(each) for each in told)
    shown = Number(f"{told[-1]} %", values[-1])
    if len(told) < 2:
        return Tile(_("Work done"), shown, line(_("of all there is to do")))
    said = counted(
        len(told),
        "Work done: from {first} % to {last} % in {n} status",
        "Work done: from {first} % to {last} % in {n} statuses",
        first=told[0],
        last=told[-1],
    )
    return Tile(_("Work done"), shown, (Spark(values, said),), "#statuses")


def _end_tile(course: Course) -> Tile:
    fields, as_of = course.project.fields, course.as_of
    planned = fields.end_baseline
    if fields.has_ended(as_of):
        if fields.ended is None:
            return Tile(_("Ended"), Text(_("No day")), line(_("nobody wrote it down")))
        against = slip(days_between(planned, fields.ended)) if planned else ()
        return Tile(_("Ended"), day_in_words(fields.ended), against)
    if planned is None:
        return Tile(_("Planned end"), Text(_("No day")), line(_("nothing to be late for")))
    tone: Tone | None = "bad" if course.days_past_end else None
    return Tile(_("Planned end"), day_in_words(planned), line(from_now(planned, as_of)), tone=tone)


def _slip_tile(course: Course) -> Tile:
    found = course.slip_days
    if found is None:
        return Tile(_("Largest slip"), Text(_("No data")), line(_("no milestone ahead has a plan")))
    if found <= 0:
        return Tile(_("Largest slip"), Text(_("None")), line(_("milestones are as planned")))
    slipped = next(each for each in course.milestones if each.slip_days == found)
    return Tile(
        _("Largest slip"),
        Number(counted(found, "{n} day", "{n} days"), found),
        line(slipped.milestone.name),
        "#milestones",
        "warn",
    )


def _risk_tile(course: Course) -> Tile:
    high = sum(one.is_high for one in course.risks)
    note = (
        line(_("{high} of them high", high=high) if high else _("none of them high"))
        if course.risks
        else ()
    )
    href = "#risks" if course.risks else ""
    return Tile(_("Open risks"), count(len(course.risks)), note, href, "warn" if high else None)


# --- How it came there ---------------------------------------------------------------------------


def _statuses(
    course: Course,
    shown: tuple[Record[ProjectStatus], ...],
    naming: Naming,
    settings: Settings,
) -> Table:
    todo = sentence(
        _("Add a file under {folder} with {field}."),
        folder=Code("records/statuses"),
        field=Code(f"project: {course.project.id}"),
    )
    return Table(
        "status-rows",
        _("Statuses, the latest first"),
        (
            Column(_("Written"), "date"),
            Column(_("It stood"), "status"),
            Column(_("Work done"), "number"),
            Column(_("In a sentence")),
            Column(_("Largest slip")),
            Column(_("Open risks"), "number"),
        ),
        tuple(_status(one, naming, settings) for one in shown),
        Empty(_("No statuses."), _("Nobody has told how it goes."), todo),
        quiet=True,
    )


def _status(status: Record[ProjectStatus], naming: Naming, settings: Settings) -> Row:
    """One status, judged as on the day on which it was written."""
    fields = status.fields
    ahead = [
        each.slip_days
        for each in reaches(fields.milestones, fields.on)
        if not each.is_reached and each.slip_days is not None
    ]
    risks = open_risks(fields.risks, settings, fields.on)
    percent = (
        (Number(f"{fields.percent} %", float(fields.percent)),)
        if fields.percent is not None
        else ()
    )
    return Row(
        (
            Cell((naming.here.record(status, fields.on.isoformat()),), fields.on.isoformat()),
            Cell((LIGHTS[fields.rag],), str(list(LIGHTS).index(fields.rag))),
            Cell(percent),
            Cell(line(fields.summary or "")),
            Cell(slip(max(ahead, default=None))),
            Cell((count(len(risks)),)),
        )
    )


def _more(course: Course, naming: Naming) -> Link | None:
    if len(course.statuses) <= STATUSES_SHOWN:
        return None
    words = counted(len(course.statuses), "All {n} status", "All {n} statuses")
    return naming.here.page(words, used_in_page(course.project))


def _plan(fields: Project) -> Table | None:
    """What the plan has room for; None where a plan is neither written nor needed."""
    if fields.plan is None and fields.type != "new":
        return None
    elements = fields.plan.elements.items() if fields.plan else ()
    rows = tuple(
        Row((Cell(line(worded(name))), Cell(_room(element)), Cell(_reason(element))))
        for name, element in elements
    )
    columns = (Column(_("Element")), Column(_("In the plan")), Column(_("Why")))
    todo = sentence(
        _("Write {field} with buffer, training, development and testing."), field=Code("plan")
    )
    empty = Empty(_("No plan."), _("Nothing is said of buffer, training or testing."), todo)
    return Table("plan-rows", _("Plan"), columns, rows, empty, quiet=True)


def _room(element: PlanElement | None) -> Line:
    if element is None:
        return (MISSING,)
    if not element.planned:
        return line(_("No"))
    return line(
        _("Yes")
        if element.days is None
        else counted(element.days, "{n} working day", "{n} working days")
    )


def _reason(element: PlanElement | None) -> Line:
    if element is None or (element.planned and element.reason is None):
        return ()
    return line(element.reason) if element.reason else (MISSING,)


# --- The narrow column ---------------------------------------------------------------------------


def _facts(course: Course, naming: Naming, settings: Settings) -> tuple[Fact, ...]:
    fields = course.project.fields
    facts = [
        Fact(_("Customers"), tuple(_customer(each, naming) for each in fields.customers)),
        Fact(_("Sponsor"), ((naming.one(Person, fields.sponsor),),) if fields.sponsor else ()),
        Fact(_("Led by"), ((naming.one(Person, fields.manager),),)),
        Fact(_("Phase"), (line(worded(fields.phase)),)),
        Fact(_("Started"), _days(fields.start)),
        Fact(_("Planned end"), _days(fields.end_baseline)),
        Fact(_("Ended"), _days(fields.ended)),
        Fact(_("Services"), tuple((naming.one(Service, each),) for each in fields.services)),
        Fact(_("Objectives"), tuple((naming.at(each),) for each in fields.objectives)),
    ]
    if course.is_live:
        every = fields.status_every_days
        often = settings.projects.status_every_days if every is None else every
        due = (
            (sentence(_("next by {day}"), day=day(course.status_due)),) if course.status_due else ()
        )
        facts.append(
            Fact(
                _("Status"),
                (line(counted(often, "at least every {n} day", "at least every {n} days")), *due),
            )
        )
    latest = course.latest
    if latest is not None and latest.fields.savings is not None:
        saved = savings_line(latest.fields.savings, settings.default_currency)
        facts.append(Fact(_("Saves"), saved))
    return tuple(fact for fact in facts if fact.values)


def _days(value: date | None) -> tuple[Line, ...]:
    return (days(value),) if value is not None else ()


def _customer(identifier: str, naming: Naming) -> Line:
    """The customer, and its brief, where all its projects stand on one page."""
    customer = naming.register.one(Customer, identifier)
    if customer is None:
        return (Code(identifier),)
    name: Piece = naming.here.record(customer, naming.titles.of(customer))
    return line(name, ", ", naming.here.page(_("status brief"), brief_page(customer)))


def _involvement(fields: Project, naming: Naming) -> Listing | None:
    items = tuple(
        Item(
            line(one.activity),
            (
                (naming.one(Person, one.person),),
                *((line(Aside(one.how)),) if one.how else ()),
            ),
        )
        for one in fields.involvement
    )
    return Listing(items, NEVER_EMPTY) if items else None
