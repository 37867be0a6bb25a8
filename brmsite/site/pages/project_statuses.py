"""All project statuses as one list: what was reported lately, and how it stood."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.kinds.project import Project
from brmsite.kinds.status import ProjectStatus
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _, counted
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import count, day, sentence
from brmsite.site.shapes import Cell, Code, Column, Empty, Line, Number, Pager, Row, Table, line
from brmsite.site.status import LIGHTS
from brmsite.site.titles import Titles

INDEX = "statuses/index.html"

COLUMNS = (
    Column(N_("Status")),
    Column(N_("Written"), "date"),
    Column(N_("Project")),
    Column(N_("It stood"), "status"),
    Column(N_("Work done"), "number"),
    Column(N_("Decisions needed"), "number"),
)


def _empty() -> Empty:
    return Empty(
        _("No statuses."),
        _("Nobody has told how a project goes."),
        sentence(
            _("Add a file under {folder}: {command}"),
            folder=Code("records/statuses"),
            command=Code("brmsite new status"),
        ),
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
    said = line(
        counted(
            len(newest),
            "{n} status of projects, the latest first.",
            "{n} statuses of projects, the latest first.",
        )
    )

    def view(part: Part[Record[ProjectStatus]]) -> StatusesView:
        naming = Naming(register, titles, Here(part.path))
        rows = tuple(_row(one, naming) for one in part.rows)
        table = Table("statuses", _("Statuses"), COLUMNS, rows, _empty(), controls=True, quiet=True)
        return StatusesView(said, part.table(table), part.pager)

    for part in parts(newest, INDEX, Things("{n} status", "{n} statuses")):
        yield Page(
            part.path,
            "pages/project_statuses.html",
            part.title(_("Project statuses")),
            partial(view, part),
            section="Projects",
            all_rows=part.all_rows,
            crumbs=((_("Home"), "index.html"), (_("Projects"), "projects/index.html")),
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
