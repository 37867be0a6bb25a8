"""All requirements: what waits for a decision, what is coming, what came, what was declined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.requirement import Requirement, RequirementState
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here
from brmsite.site.change_items import REQUIREMENT_ROUTES
from brmsite.site.language import N_, Things, _, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import day, days, sentence
from brmsite.site.shapes import (
    Cell,
    Code,
    Column,
    Empty,
    Entry,
    Line,
    Pager,
    Row,
    Table,
    line,
)
from brmsite.site.status import requirement_cell
from brmsite.site.titles import Titles

INDEX = "requirements/index.html"

COLUMNS = (
    Column(N_("Requirement")),
    Column(N_("Customer")),
    Column(N_("Raised"), "date"),
    Column(N_("Met with")),
    Column(N_("Service")),
    Column(N_("Prepared with")),
    Column(N_("Decided by")),
    Column(N_("Decided"), "date"),
    Column(N_("Status"), "status"),
)

LEAD = N_("What customers need. A purchaser may prepare it; whoever holds the mandate decides.")


@dataclass(frozen=True, slots=True)
class RequirementsView:
    """One view of the requirements."""

    lead: Line
    views: tuple[Entry, ...]
    table: Table
    pager: Pager


@dataclass(frozen=True, slots=True)
class _Group:
    """One view: its name, its page and its requirements in order."""

    label: str
    path: str
    requirements: tuple[Record[Requirement], ...]
    none: str


def pages(register: Register, titles: Titles, as_of: date) -> Iterator[Page]:
    """The requirements raised up to the day, what waits for a decision first, and views of them."""
    known = sorted(
        (one for one in register.all(Requirement) if one.fields.raised <= as_of),
        key=lambda one: (
            int(requirement_cell(one, as_of).sort),
            -one.fields.raised.toordinal(),
            one.address,
        ),
    )
    groups = _groups(known, as_of)

    def view(group: _Group, part: Part[Record[Requirement]], title: str) -> RequirementsView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        rows = tuple(_row(one, naming, as_of) for one in part.rows)
        empty = Empty(group.none, _("The other views have the rest."))
        if not known:
            todo = sentence(
                _("Add a file under {folder}: {command}"),
                folder=Code("records/requirements"),
                command=Code("brmsite new requirement"),
            )
            empty = Empty(_("No requirements."), "", todo)
        return RequirementsView(
            line(LEAD),
            tuple(
                Entry(
                    each.label,
                    here.to(each.path),
                    each is group,
                    figure(len(each.requirements)),
                )
                for each in groups
            ),
            part.table(Table("requirements", title, COLUMNS, rows, empty, True, quiet=True)),
            part.pager,
        )

    for group in groups:
        is_index = group.path == INDEX
        title = (
            _("Requirements") if is_index else _("Requirements, {label}", label=group.label.lower())
        )
        for part in parts(
            group.requirements, group.path, Things("{n} requirement", "{n} requirements")
        ):
            yield Page(
                part.path,
                "pages/requirements.html",
                part.title(title),
                partial(view, group, part, title),
                section="Requirements",
                crumbs=_crumbs(part.path),
                judges=True,
                all_rows=part.all_rows,
            )


def _crumbs(path: str) -> tuple[tuple[str, str], ...]:
    home = (_("Home"), "index.html")
    return (home,) if path == INDEX else (home, (_("Requirements"), INDEX))


def _groups(known: Sequence[Record[Requirement]], as_of: date) -> tuple[_Group, ...]:
    """The views in the order in which they are offered; the first has every requirement."""

    def those(*states: RequirementState) -> tuple[Record[Requirement], ...]:
        return tuple(one for one in known if one.fields.state_on(as_of) in states)

    folder = "requirements/views"
    return (
        _Group(_("All"), INDEX, tuple(known), _("No requirements.")),
        _Group(_("Drafts"), f"{folder}/draft.html", those("draft"), _("Nothing is being drafted.")),
        _Group(
            _("To be decided"), f"{folder}/prepared.html", those("prepared"), _("Nothing waits.")
        ),
        _Group(
            _("Accepted"), f"{folder}/accepted.html", those("accepted"), _("Nothing is coming.")
        ),
        _Group(
            _("Delivered"), f"{folder}/delivered.html", those("delivered"), _("Nothing came yet.")
        ),
        _Group(
            _("Declined"), f"{folder}/declined.html", those("declined"), _("Nothing was declined.")
        ),
    )


def _row(requirement: Record[Requirement], naming: Naming, as_of: date) -> Row:
    fields = requirement.fields
    service, prepared, decides = fields.service, fields.prepared_with, fields.decided_by
    decided = fields.decided if fields.decided is not None and fields.decided <= as_of else None
    return Row(
        (
            Cell((naming.here.record(requirement, naming.titles.of(requirement)),)),
            Cell((naming.one(Customer, fields.customer),)),
            Cell((day(fields.raised),)),
            Cell(line(REQUIREMENT_ROUTES[fields.route]) if fields.route is not None else ()),
            Cell((naming.one(Service, service),) if service is not None else ()),
            Cell((naming.one(Person, prepared),) if prepared is not None else ()),
            Cell((naming.one(Person, decides),) if decides is not None else ()),
            Cell(days(decided)),
            requirement_cell(requirement, as_of),
        )
    )
