"""All project statuses as one list: what was reported lately, and how it stood."""

from collections.abc import Iterator
from dataclasses import dataclass

from brmsite.ground.words import plural
from brmsite.kinds.project import Project
from brmsite.kinds.status import ProjectStatus
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import parts
from brmsite.site.pieces import count, day
from brmsite.site.shapes import Cell, Code, Column, Empty, Line, Number, Pager, Row, Table, line
from brmsite.site.status import LIGHTS
from brmsite.site.titles import Titles

INDEX = "statuses/index.html"

COLUMNS = (
    Column("Status"),
    Column("Written", "date"),
    Column("Project"),
    Column("It stood", "status"),
    Column("Work done", "number"),
    Column("Decisions needed", "number"),
)

EMPTY = Empty(
    "No statuses.",
    "Nobody has told how a project goes.",
    line("Add a file under ", Code("records/statuses"), ": ", Code("brmsite new status")),
)


@dataclass(frozen=True, slots=True)
class StatusesView:
    """A page of the table of statuses."""

    lead: Line
    table: Table
    pager: Pager


def pages(register: Register, titles: Titles) -> Iterator[Page]:
    """The index of statuses, the latest first, 200 a page."""
    newest = sorted(
        register.all(ProjectStatus), key=lambda one: (one.fields.on, one.address), reverse=True
    )
    said = line(f"{plural(len(newest), 'status', 'statuses')} of projects, the latest first.")
    for part in parts(newest, INDEX, "status", "statuses"):
        naming = Naming(register, titles, Here(part.path))
        rows = tuple(_row(one, naming) for one in part.rows)
        table = Table("statuses", "Statuses", COLUMNS, rows, EMPTY, controls=True, quiet=True)
        yield Page(
            part.path,
            "pages/project_statuses.html",
            part.title("Project statuses"),
            StatusesView(said, table, part.pager),
            section="Projects",
            crumbs=(("Home", "index.html"), ("Projects", "projects/index.html")),
        )


def _row(status: Record[ProjectStatus], naming: Naming) -> Row:
    fields = status.fields
    percent = fields.percent
    return Row(
        (
            Cell((naming.here.record(status, naming.titles.of(status)),)),
            Cell((day(fields.on),)),
            Cell((naming.one(Project, fields.project),)),
            Cell((LIGHTS[fields.rag],), str(list(LIGHTS).index(fields.rag))),
            Cell((Number(f"{percent} %", float(percent)),) if percent is not None else ()),
            Cell((count(len(fields.decisions_needed)),) if fields.decisions_needed else ()),
        )
    )
