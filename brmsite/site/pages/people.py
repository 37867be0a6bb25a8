"""Everybody on both sides: whom they work for, what they are, what they owe."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.insight.commitments import Commitments
from brmsite.insight.roles import Held, Roles
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here
from brmsite.site.language import N_, Things, _, counted, figure
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.paging import Part, parts
from brmsite.site.pieces import sentence
from brmsite.site.shapes import (
    Cell,
    Code,
    Column,
    Empty,
    Line,
    Pager,
    Piece,
    Row,
    Table,
    Tag,
    Text,
    line,
)
from brmsite.site.titles import Titles
from brmsite.site.words import worded

INDEX = "people/index.html"

LEFT = Tag(N_("Has left"), "mute")
"""Somebody whose last day has gone by."""

COLUMNS = (
    Column(N_("Name")),
    Column(N_("Works for")),
    Column(N_("Job title")),
    Column(N_("Roles today")),
    Column(N_("Open actions"), "status"),
)


def _empty() -> Empty:
    return Empty(
        _("No people."),
        _("There is nobody in the register."),
        sentence(_("Add a file under {folder}."), folder=Code("records/people")),
    )


@dataclass(frozen=True, slots=True)
class PeopleView:
    """A page of the table of people."""

    lead: Line
    table: Table
    pager: Pager


def pages(
    register: Register,
    titles: Titles,
    settings: Settings,
    roles: Roles,
    commitments: Commitments,
    as_of: date,
) -> Iterator[Page]:
    """The index of people, 200 a page."""
    provider = settings.organisation.name
    owed = Counter(one.owner.address for one in commitments.all if one.owner and one.is_open)
    late = Counter(
        one.owner.address for one in commitments.all if one.owner and one.status == "Overdue"
    )
    people = sorted(register.all(Person), key=lambda one: titles.of(one).casefold())
    ours = sum(one.fields.org == "provider" for one in people)

    def view(part: Part[Record[Person]]) -> PeopleView:
        naming = Naming(register, titles, Here(part.path))
        rows = tuple(
            Row(
                (
                    Cell(_name(naming, person, as_of)),
                    Cell((employer(naming, person, provider),)),
                    Cell(line(person.fields.job_title) if person.fields.job_title else ()),
                    Cell(_roles(roles.of(person))),
                    _actions(owed[person.address], late[person.address]),
                )
            )
            for person in part.rows
        )
        lead = line(
            counted(
                len(people),
                "{n} person, {ours} of them in IT.",
                "{n} people, {ours} of them in IT.",
                ours=figure(ours),
            )
        )
        table = Table("people", _("People"), COLUMNS, rows, _empty(), controls=True, quiet=True)
        return PeopleView(lead, part.table(table), part.pager)

    for part in parts(people, INDEX, Things("{n} person", "{n} people")):
        yield Page(
            part.path,
            "pages/people.html",
            part.title(_("People")),
            partial(view, part),
            section="People",
            crumbs=((_("Home"), "index.html"),),
            judges=True,
            all_rows=part.all_rows,
        )


def employer(naming: Naming, person: Record[Person], provider: str) -> Piece:
    """Whom somebody works for: IT itself by its name, a customer or supplier as a link."""
    org = person.fields.org
    if org == "provider":
        return Text(provider)
    return naming.one(Customer if naming.register.one(Customer, org) else Supplier, org)


def has_left(person: Record[Person], as_of: date) -> bool:
    """Whether the last day of somebody has gone by."""
    return person.fields.to is not None and person.fields.to < as_of


def _name(naming: Naming, person: Record[Person], as_of: date) -> Line:
    name = naming.record(person)
    return (name, Text(" "), LEFT) if has_left(person, as_of) else (name,)


def _roles(held: tuple[Held, ...]) -> Line:
    """What somebody is today, each role once, with how often."""
    times = Counter(worded(one.role.role) for one in held if one.is_current and not one.as_deputy)
    words = [f"{word} ({number})" if number > 1 else word for word, number in times.items()]
    return line(", ".join(words)) if words else ()


def _actions(owed: int, late: int) -> Cell:
    tag = (Text(" "), Tag(_("{late} late", late=figure(late)), "bad")) if late else ()
    pieces = line(figure(owed), *tag) if owed else line("0")
    return Cell(pieces, sort=str(-(late * 1000 + owed)))
