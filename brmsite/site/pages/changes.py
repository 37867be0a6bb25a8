"""All change requests: what is open, inside or outside the agreements, and whose it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from brmsite.insight.changes import Asked, Changes
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Register
from brmsite.site.addresses import Here
from brmsite.site.change_items import results_line, routed_line
from brmsite.site.language import N_, Things, _, counted, figure
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
    Line,
    Matrix,
    MatrixCell,
    MatrixRow,
    Number,
    Pager,
    Row,
    Table,
    line,
)
from brmsite.site.status import CHANGES, WITHIN, change_cell, within_cell
from brmsite.site.titles import Titles

INDEX = "changes/index.html"

COLUMNS = (
    Column(N_("Change")),
    Column(N_("Customer")),
    Column(N_("Asked for"), "date"),
    Column(N_("By")),
    Column(N_("Agreement")),
    Column(N_("Where"), "status"),
    Column(N_("Status"), "status"),
    Column(N_("Days unclear"), "number"),
    Column(N_("Routed to")),
    Column(N_("Led to")),
)


@dataclass(frozen=True, slots=True)
class ChangesView:
    """One view of the requests; only the first page has the counts (`matrix`), and no page has
    them while there is no request."""

    lead: tuple[Line, ...]
    views: tuple[Entry, ...]
    matrix: Matrix | None
    table: Table
    pager: Pager


@dataclass(frozen=True, slots=True)
class _Group:
    """One view: its name, its page and its requests, the latest first."""

    label: str
    path: str
    requests: tuple[Asked, ...]
    none: str


def pages(register: Register, titles: Titles, changes: Changes) -> Iterator[Page]:
    """The change requests made up to the day, and the views of them."""
    groups = _groups(changes)

    def view(group: _Group, part: Part[Asked], title: str) -> ChangesView:
        here = Here(part.path)
        naming = Naming(register, titles, here)
        empty = Empty(group.none, _("The other views have the rest."))
        if not changes.all:
            todo = sentence(
                _("Add a file under {folder}: {command}"),
                folder=Code("records/changes"),
                command=Code("brmsite new change"),
            )
            empty = Empty(_("No change requests."), "", todo)
        rows = tuple(_row(one, naming) for one in part.rows)
        first = part.path == INDEX
        return ChangesView(
            _lead(changes) if first else (),
            _views(here, groups, group),
            _matrix(changes) if first and changes.all else None,
            part.table(Table("changes", title, COLUMNS, rows, empty, controls=True, quiet=True)),
            part.pager,
        )

    for group in groups:
        is_index = group.path == INDEX
        title = (
            _("Change requests")
            if is_index
            else _("Change requests, {label}", label=group.label.lower())
        )
        for part in parts(group.requests, group.path, Things("{n} request", "{n} requests")):
            yield Page(
                part.path,
                "pages/changes.html",
                part.title(title),
                partial(view, group, part, title),
                section="Change requests",
                crumbs=_crumbs(part.path),
                judges=True,
                all_rows=part.all_rows,
            )


def _crumbs(path: str) -> tuple[tuple[str, str], ...]:
    home = (_("Home"), "index.html")
    return (home,) if path == INDEX else (home, (_("Change requests"), INDEX))


def _groups(changes: Changes) -> tuple[_Group, ...]:
    """The views in the order in which they are offered; the first has every request."""
    folder = "changes/views"
    return (
        _Group(_("All"), INDEX, changes.all, _("No change requests.")),
        _Group(_("Open"), f"{folder}/open.html", changes.open, _("Nothing is open.")),
        _Group(
            _("Unclear"),
            f"{folder}/unclear.html",
            changes.that_are("unclear"),
            _("Nothing is unclear."),
        ),
        _Group(
            _("Outside"),
            f"{folder}/outside.html",
            changes.that_are("no"),
            _("Nothing lies outside."),
        ),
        _Group(
            _("Inside"), f"{folder}/inside.html", changes.that_are("yes"), _("Nothing lies inside.")
        ),
    )


def _views(here: Here, groups: tuple[_Group, ...], current: _Group) -> tuple[Entry, ...]:
    return tuple(
        Entry(each.label, here.to(each.path), each is current, figure(len(each.requests)))
        for each in groups
    )


def _lead(changes: Changes) -> tuple[Line, ...]:
    rule = line(
        _(
            "Inside the agreement a change is for change management; outside it, for "
            "service level management and a new proposal."
        )
    )
    late = sum(one.is_unclear_too_long for one in changes.all)
    if not late:
        return (rule,)
    return (
        rule,
        line(
            counted(
                late,
                "{n} request is unclear for too long.",
                "{n} requests are unclear for too long.",
            )
        ),
    )


def _matrix(changes: Changes) -> Matrix:
    """How many requests are inside, outside or unclear, by how far they have come."""
    rows = tuple(
        MatrixRow(
            (tag,),
            tuple(
                MatrixCell(((count(number),),) if number else ())
                for number in (len(changes.that_are(within, state)) for state in CHANGES)
            ),
        )
        for within, tag in WITHIN.items()
    )
    heads = tuple(tag.word for tag in CHANGES.values())
    return Matrix(
        "counts", _("Requests by where and how far"), _("Agreement"), heads, rows, quiet=True
    )


def _row(asked: Asked, naming: Naming) -> Row:
    fields = asked.change.fields
    agreement = fields.agreement
    unclear: Line = ()
    if asked.days_unclear is not None:
        unclear = (Number(figure(asked.days_unclear), asked.days_unclear),)
    return Row(
        (
            Cell((naming.here.record(asked.change, naming.titles.of(asked.change)),)),
            Cell((naming.one(Customer, fields.customer),)),
            Cell((day(fields.on),)),
            Cell((naming.one(Person, fields.requested_by),)),
            Cell((naming.one(Agreement, agreement),) if agreement is not None else ()),
            within_cell(asked),
            change_cell(asked),
            Cell(unclear),
            Cell(routed_line(naming, asked)),
            Cell(results_line(naming, asked)),
        )
    )
