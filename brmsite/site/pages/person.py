"""One person: what they are for whom, what they own and owe; for managers their Monday morning."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from brmsite.insight.accounts import Account, Accounts
from brmsite.insight.commitments import Commitment, Commitments
from brmsite.insight.contacts import Contacts
from brmsite.insight.managers import Managers
from brmsite.insight.mandates import Mandates
from brmsite.insight.notices import Notices
from brmsite.insight.roles import Held, Roles
from brmsite.insight.worth import Worth
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.action_items import action_item, newest_first
from brmsite.site.addresses import Here, record_page
from brmsite.site.mandate_words import mandate_words
from brmsite.site.meeting_items import meeting_item
from brmsite.site.monday import Matters, Monday, MondayDesk
from brmsite.site.page import Page
from brmsite.site.pages.customers import COLUMNS as CUSTOMER_COLUMNS
from brmsite.site.pages.customers import customer_cells
from brmsite.site.pages.people import LEFT, employer, has_left
from brmsite.site.pieces import count, day
from brmsite.site.prose import Prose
from brmsite.site.reach import reach_line
from brmsite.site.record_parts import NEVER_EMPTY, SHOWN, RecordParts, record_parts, used_in_page
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
    Row,
    Table,
    Tag,
    Text,
    Tile,
    line,
)
from brmsite.site.titles import Titles, unique_titles
from brmsite.site.words import worded

ROLES_SHOWN = 200
CUSTOMERS_SHOWN = 200
ACTIONS_SHOWN = 10

NOT_FOR_MANAGERS = ("Unit", "Relationship manager", "Mandate holder")
"""Columns of the index of customers that a manager's own table does without."""

ROLE_COLUMNS = (
    Column("For"),
    Column("Role"),
    Column("Level"),
    Column("From", "date"),
    Column("To", "date"),
    Column("Mandate"),
)


@dataclass(frozen=True, slots=True)
class PersonView:
    """Everything the page of a person shows; `monday` and `customers` only for managers."""

    lead: tuple[Line, ...]
    status: Tag | None
    tiles: tuple[Tile, ...]
    monday: Monday | None
    customers: Table | None
    actions: Listing
    done: Line
    roles: Table
    former: Table | None
    owns: Listing | None
    signed: Listing | None
    meetings: Listing
    facts: tuple[Fact, ...]
    parts: RecordParts


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every part of the page needs."""

    register: Register
    titles: Titles
    here: Here
    currency: str
    as_of: date

    def link(self, record: Record[Common]) -> Link:
        return self.here.record(record, self.titles.of(record))


def pages(
    register: Register,
    settings: Settings,
    accounts: Accounts,
    contacts: Contacts,
    commitments: Commitments,
    managers: Managers,
    mandates: Mandates,
    notices: Notices,
    roles: Roles,
    worth: Worth,
    prose: Prose,
    as_of: date,
) -> Iterator[Page]:
    """A page for everybody."""
    titles = unique_titles(register)
    owed: dict[str, list[Commitment]] = defaultdict(list)
    for one in commitments.all:
        if one.owner is not None:
            owed[one.owner.address].append(one)
    attended = _attended(register)
    near = frozenset(notice.term.agreement.address for notice in notices.near)
    passed = frozenset(term.agreement.address for term in notices.passed)
    ended = frozenset(term.agreement.address for term in notices.ended)
    for person in register.all(Person):
        here = Here(record_page(person))
        desk = _Desk(register, titles, here, settings.default_currency, as_of)
        managed = managers.customers_of(person)
        monday = customers = None
        if managed:
            limits = settings.thresholds
            monday_desk = MondayDesk(
                register,
                titles,
                worth,
                here,
                limits.notice_near_days,
                limits.due_soon_days,
                as_of,
            )
            matters = _matters([accounts.of(one) for one in managed], near, passed, ended)
            monday = monday_desk.lay_out(matters)
            customers = _customers(desk, managed, accounts, contacts, managers, mandates)
        held, actions = roles.of(person), owed[person.address]
        gone = has_left(person, as_of)
        view = PersonView(
            lead=_lead(desk, person, settings.organisation.name),
            status=LEFT if gone else None,
            tiles=(_customers_tile(here, managed), *monday.tiles) if monday else (),
            monday=monday,
            customers=customers,
            actions=_actions(desk, person, actions),
            done=_done(actions),
            roles=_roles(desk, person, [one for one in held if one.is_current]),
            former=_former(desk, [one for one in held if not one.is_current]),
            owns=_owns(desk, person),
            signed=_signed(desk, person),
            meetings=_meetings(desk, person, attended[person.address]),
            facts=_facts(person),
            parts=record_parts(register, titles, prose, here, person),
        )
        yield Page(
            here.path,
            "records/person.html",
            titles.of(person),
            view,
            section="People",
            crumbs=(("Home", "index.html"), ("People", "people/index.html")),
            source=person.path,
            judges=True,
        )


def _attended(register: Register) -> dict[str, list[Record[Meeting]]]:
    """The meetings in which everybody took part, the latest first."""
    found: dict[str, list[Record[Meeting]]] = defaultdict(list)
    latest_first = sorted(
        register.all(Meeting), key=lambda one: (one.fields.date, one.address), reverse=True
    )
    for meeting in latest_first:
        if meeting.fields.state != "held":
            continue
        present = (
            register.one(Person, each.person) for each in meeting.fields.attendees if each.took_part
        )
        for address in {person.address for person in present if person is not None}:
            found[address].append(meeting)
    return found


def _lead(desk: _Desk, person: Record[Person], provider: str) -> tuple[Line, ...]:
    """What they do for whom, and how to reach them."""
    fields = person.fields
    works_for = employer(desk.register, desk.titles, desk.here, person, provider)
    lead = line(f"{fields.job_title}, ", works_for) if fields.job_title else (works_for,)
    return tuple(each for each in (lead, reach_line(fields.email, fields.phone)) if each)


# Monday morning of a manager ----------------------------------------------------------------------


def _matters(
    mine: Sequence[Account],
    near: frozenset[str],
    passed: frozenset[str],
    ended: frozenset[str],
) -> Matters:
    """What there is with some customers; an action or meeting with two of them counts once.

    `near`, `passed` and `ended` are the addresses of all agreements that are so.
    """
    agreements = [term for account in mine for term in account.agreements]
    return Matters(
        near=sorted(
            (
                notice
                for account in mine
                for notice in account.notices
                if notice.term.agreement.address in near
            ),
            key=lambda notice: (notice.act_by, notice.term.agreement.address),
        ),
        passed=[term for term in agreements if term.agreement.address in passed],
        ended=[term for term in agreements if term.agreement.address in ended],
        actions=sorted(
            {
                (one.meeting.address, one.index): one for account in mine for one in account.actions
            }.values(),
            key=lambda one: (one.action.due, one.meeting.address, one.index),
        ),
        meetings=list({one.address: one for account in mine for one in account.meetings}.values()),
    )


def _customers_tile(here: Here, managed: Sequence[Record[Customer]]) -> Tile:
    return Tile(
        "Customers",
        count(len(managed)),
        line("their relationship manager"),
        here.to(here.path, "customers-heading"),
    )


def _customers(
    desk: _Desk,
    managed: Sequence[Record[Customer]],
    accounts: Accounts,
    contacts: Contacts,
    managers: Managers,
    mandates: Mandates,
) -> Table:
    rows = []
    for customer in managed[:CUSTOMERS_SHOWN]:
        cells = customer_cells(
            desk.register,
            desk.titles,
            desk.here,
            customer,
            accounts.of(customer),
            contacts.of(customer),
            managers,
            mandates,
            desk.as_of,
        )
        rows.append(Row(_for_manager(cells)))
    shown = "" if len(managed) <= CUSTOMERS_SHOWN else f", {CUSTOMERS_SHOWN} of {len(managed):,}"
    columns = tuple(one for one in CUSTOMER_COLUMNS if one.label not in NOT_FOR_MANAGERS)
    return Table("customers", f"Customers{shown}", columns, tuple(rows), NEVER_EMPTY, quiet=True)


def _for_manager(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells of a customer that say how things stand."""
    return tuple(
        cell
        for column, cell in zip(CUSTOMER_COLUMNS, cells, strict=True)
        if column.label not in NOT_FOR_MANAGERS
    )


# What they owe ------------------------------------------------------------------------------------


def _actions(desk: _Desk, person: Record[Person], actions: Sequence[Commitment]) -> Listing:
    late = newest_first([one for one in actions if one.status == "Overdue"])
    ahead = [one for one in actions if one.is_open and one.status != "Overdue"]
    ordered = [*late, *ahead]
    items = tuple(
        action_item(desk.titles, desk.here, one, owner=False) for one in ordered[:ACTIONS_SHOWN]
    )
    more = None
    if len(ordered) > len(items):
        more = desk.here.page(f"{len(ordered):,} open in all; all actions", "actions.html")
    return Listing(items, Empty("No open actions.", f"{person.title} owes nothing."), more)


def _done(actions: Sequence[Commitment]) -> Line:
    done = [one for one in actions if one.status == "Done"]
    dropped = sum(one.status == "Cancelled" for one in actions)
    if not done and not dropped:
        return ()
    # One that is done without a day may have been late: it is not called in time.
    in_time = sum(one.closed is not None and not one.days_late for one in done)
    words = f"{len(done):,} done, {in_time:,} of them in time"
    return line(f"{words}; {dropped:,} cancelled." if dropped else f"{words}.")


# What they are ------------------------------------------------------------------------------------


def _roles(desk: _Desk, person: Record[Person], held: Sequence[Held]) -> Table:
    empty = Empty(
        "No roles today.",
        f"{person.title} has none with a customer or a service.",
        line("Roles stand under ", Code("roles"), " in the files of customers and services."),
    )
    return _role_table(desk, "roles", "Roles today", held, empty)


def _former(desk: _Desk, held: Sequence[Held]) -> Table | None:
    if not held:
        return None
    return _role_table(desk, "former", "Roles that ended or have not begun", held, NEVER_EMPTY)


def _role_table(desk: _Desk, id: str, caption: str, held: Sequence[Held], empty: Empty) -> Table:
    mandates = any(one.role.mandate for one in held)
    rows = tuple(
        Row(
            (
                Cell((desk.link(one.at),)),
                Cell(_role_name(desk, one)),
                Cell(line(worded(one.role.level))),
                Cell((day(one.role.from_),)),
                Cell((day(one.role.to),) if one.role.to else ()),
                *((Cell(_mandate(desk, one)),) if mandates else ()),
            )
        )
        for one in held[:ROLES_SHOWN]
    )
    shown = "" if len(held) <= ROLES_SHOWN else f", {ROLES_SHOWN} of {len(held):,}"
    columns = ROLE_COLUMNS if mandates else ROLE_COLUMNS[:-1]
    return Table(id, f"{caption}{shown}", columns, rows, empty, quiet=True)


def _role_name(desk: _Desk, held: Held) -> Line:
    name = worded(held.role.role)
    if not held.as_deputy:
        return line(name)
    person = desk.register.one(Person, held.role.person)
    holder = Text(held.role.person) if person is None else desk.link(person)
    return line(name, Aside(", deputy of "), holder)


def _mandate(desk: _Desk, held: Held) -> Line:
    if held.role.mandate is None:
        return ()
    words = mandate_words(desk.register, held.role.mandate, desk.currency)
    return line(words[0].upper() + words[1:])


def _owns(desk: _Desk, person: Record[Person]) -> Listing | None:
    """Services they own and suppliers they look after."""
    items: list[Item] = []
    for link in desk.register.links_to(person.address):
        source = desk.register.find(link.source)
        if source is None:
            continue
        if isinstance(source.fields, Service) and link.path == ("owner",):
            items.append(Item((desk.link(source),), (line("service"),)))
        elif isinstance(source.fields, Supplier) and link.path == ("manager",):
            items.append(Item((desk.link(source),), (line("supplier"),)))
    return Listing(tuple(items), NEVER_EMPTY) if items else None


def _signed(desk: _Desk, person: Record[Person]) -> Listing | None:
    """Agreements they signed, the latest first."""
    found: list[tuple[date, Item]] = []
    for link in desk.register.links_to(person.address):
        source = desk.register.find(link.source)
        if source is None or not isinstance(source.fields, Agreement):
            continue
        if link.path[:1] == ("signatures",) and isinstance(link.path[1], int):
            signature = source.fields.signatures[link.path[1]]
            side = "for the customer" if signature.side == "customer" else "for IT"
            found.append(
                (signature.on, Item((desk.link(source),), (line(side),), (), day(signature.on)))
            )
    found.sort(key=lambda each: each[0], reverse=True)
    if not found:
        return None
    more = None
    if len(found) > SHOWN:
        more = desk.here.page(f"{len(found):,} in all; the whole register", "agreements/index.html")
    return Listing(tuple(item for _, item in found[:SHOWN]), NEVER_EMPTY, more)


def _meetings(desk: _Desk, person: Record[Person], held: Sequence[Record[Meeting]]) -> Listing:
    items = tuple(
        meeting_item(desk.register, desk.titles, desk.here, one, desk.as_of) for one in held[:SHOWN]
    )
    more = None
    if len(held) > SHOWN:
        more = desk.here.page(f"All {len(held):,} meetings", used_in_page(person))
    why = f"{person.title} took part in none that is written down."
    return Listing(items, Empty("No meetings.", why), more)


def _facts(person: Record[Person]) -> tuple[Fact, ...]:
    fields = person.fields
    facts: list[Fact] = []
    if fields.from_:
        facts.append(Fact("Since", ((day(fields.from_),),)))
    if fields.to:
        facts.append(Fact("Until", ((day(fields.to),),)))
    return tuple(facts)
