"""One person: what they are for whom, what they own and owe; for managers their Monday morning."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.ground.later import Later
from brmsite.insight.accounts import Accounts
from brmsite.insight.cases import Cases
from brmsite.insight.commitments import Commitment, Commitments
from brmsite.insight.contacts import Contacts
from brmsite.insight.escalated import Escalated
from brmsite.insight.health import Health
from brmsite.insight.managers import Managers
from brmsite.insight.mandates import Mandates
from brmsite.insight.matters import MattersOf
from brmsite.insight.projects import Projects
from brmsite.insight.roles import Held, Roles
from brmsite.insight.worth import Worth
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.action_items import action_item, newest_first
from brmsite.site.addresses import Here, record_page
from brmsite.site.changed_lately import changed_lately, since_monday
from brmsite.site.customer_table import COLUMNS as CUSTOMER_COLUMNS
from brmsite.site.customer_table import Known, customer_cells
from brmsite.site.history_choice import Moved, moved
from brmsite.site.language import _, counted, figure
from brmsite.site.meeting_items import meeting_item
from brmsite.site.monday import Monday, monday
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pages.people import LEFT, employer, has_left
from brmsite.site.person_duties import Duties, duties_by_person, duty_sections, owned
from brmsite.site.person_roles import former_table, role_table
from brmsite.site.pieces import day
from brmsite.site.prose import Prose
from brmsite.site.reach import reach_line
from brmsite.site.record_parts import NEVER_EMPTY, SHOWN, RecordParts, record_parts, used_in_page
from brmsite.site.shapes import (
    Empty,
    Fact,
    Item,
    Line,
    Listing,
    Row,
    Section,
    Table,
    line,
)
from brmsite.site.titles import Titles

CUSTOMERS_SHOWN = 50
ACTIONS_SHOWN = 10

NOT_FOR_MANAGERS = ("Tier", "Manager", "Who decides")
"""Columns of the index of customers that a manager's own table does without."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """Everything the page of a person shows; `monday` and `customers` only for managers.

    `duties` are what waits for them: escalations, complaints, projects, risks.
    """

    lead: tuple[Line, ...]
    monday: Monday | None
    customers: Section | None
    duties: tuple[Section, ...]
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
class _Facts:
    """What is known of all customers on the day."""

    known: Known
    matters: MattersOf
    worth: Worth
    settings: Settings
    chronicle: Chronicle
    lately: Later[tuple[Moved, ...]]


@dataclass(frozen=True, slots=True)
class _Own:
    """What is known of one person: roles, actions by due day, meetings (the latest first)."""

    customers: Sequence[Record[Customer]]
    held: Sequence[Held]
    actions: Sequence[Commitment]
    attended: Sequence[Record[Meeting]]
    duties: Duties


def pages(
    register: Register,
    titles: Titles,
    settings: Settings,
    accounts: Accounts,
    contacts: Contacts,
    commitments: Commitments,
    managers: Managers,
    mandates: Mandates,
    matters: MattersOf,
    health: Health,
    cases: Cases,
    escalated: Escalated,
    projects: Projects,
    roles: Roles,
    worth: Worth,
    prose: Prose,
    chronicle: Chronicle,
    as_of: date,
) -> Iterator[Page]:
    """A page for everybody."""
    known = Known(accounts, contacts, managers, mandates, health, as_of)
    lately = Later(lambda: tuple(moved(since_monday(chronicle, as_of), register)))
    facts = _Facts(known, matters, worth, settings, chronicle, lately)
    owed: dict[str, list[Commitment]] = defaultdict(list)
    for one in commitments.all:
        if one.owner is not None:
            owed[one.owner.address].append(one)
    attended = _attended(register)
    duties = duties_by_person(register, cases, escalated, projects)

    def view(person: Record[Person]) -> PersonView:
        naming = Naming(register, titles, Here(record_page(person)))
        own = _Own(
            managers.customers_of(person),
            roles.of(person),
            owed.get(person.address, ()),
            attended.get(person.address, ()),
            duties.get(person.address, Duties()),
        )
        parts = record_parts(register, titles, prose, chronicle, naming.here, person)
        return _view(naming, person, own, facts, parts)

    for person in register.all(Person):
        yield Page(
            record_page(person),
            "records/person.html",
            titles.of(person),
            partial(view, person),
            section="People",
            crumbs=((_("Home"), "index.html"), (_("People"), "people/index.html")),
            source=person.path,
            judges=True,
            tags=(LEFT,) if has_left(person, as_of) else (),
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


def _view(
    naming: Naming, person: Record[Person], own: _Own, facts: _Facts, parts: RecordParts
) -> PersonView:
    settings, as_of = facts.settings, facts.known.as_of
    currency = settings.default_currency
    mine = own.customers
    found = None
    if mine:
        matters = facts.matters.of(mine)
        found = monday(naming, matters, facts.worth, settings, as_of)
        found = replace(found, side=(*found.side, *_changed(naming, mine, facts)))
    return PersonView(
        lead=_lead(naming, person, settings.organisation.name),
        monday=found,
        customers=_customers(naming, mine, facts) if mine else None,
        duties=duty_sections(naming, own.duties),
        actions=_actions(naming, person, own.actions),
        done=_done(own.actions),
        roles=role_table(naming, person, own.held, currency),
        former=former_table(naming, own.held, currency),
        owns=owned(naming, own.duties),
        signed=_signed(naming, person),
        meetings=_meetings(naming, person, own.attended, as_of),
        facts=_facts(person),
        parts=parts,
    )


def _changed(naming: Naming, mine: Sequence[Record[Customer]], facts: _Facts) -> Iterator[Section]:
    """What was changed lately that concerns the customers of a manager."""
    if facts.chronicle.is_shown:
        addresses = {one.address for one in mine}
        found = [
            one.entry
            for one in facts.lately.get()
            if not addresses.isdisjoint(each.address for each in one.customers)
        ]
        yield changed_lately(naming, facts.chronicle, found, is_all=False)


def _lead(naming: Naming, person: Record[Person], provider: str) -> tuple[Line, ...]:
    """What they do for whom, and how to reach them."""
    fields = person.fields
    works_for = employer(naming, person, provider)
    lead = line(f"{fields.job_title}, ", works_for) if fields.job_title else (works_for,)
    return tuple(each for each in (lead, reach_line(fields.email, fields.phone)) if each)


# Their customers ----------------------------------------------------------------------------------


def _customers(naming: Naming, mine: Sequence[Record[Customer]], facts: _Facts) -> Section:
    """How the customers of a manager stand, those first whose health is worst."""
    order = {
        one.customer.address: place for place, one in enumerate(facts.known.health.worst_first)
    }
    ordered = sorted(mine, key=lambda one: order.get(one.address, len(order)))
    kept = [one.label not in NOT_FOR_MANAGERS for one in CUSTOMER_COLUMNS]
    rows = []
    for customer in ordered[:CUSTOMERS_SHOWN]:
        every = customer_cells(naming, customer, facts.known)
        rows.append(Row(tuple(cell for cell, keep in zip(every, kept, strict=True) if keep)))
    columns = tuple(one for one, keep in zip(CUSTOMER_COLUMNS, kept, strict=True) if keep)
    table = Table("customers", _("Customers"), columns, tuple(rows), NEVER_EMPTY, quiet=True)
    more = None
    if len(mine) > CUSTOMERS_SHOWN:
        more = naming.here.page(
            _("{number} in all; the customers", number=figure(len(mine))), "customers/index.html"
        )
    return Section("customers-heading", _("Customers"), table=table, more=more)


# What they owe, what they did ---------------------------------------------------------------------


def _actions(naming: Naming, person: Record[Person], actions: Sequence[Commitment]) -> Listing:
    late = newest_first([one for one in actions if one.status == "Overdue"])
    ahead = [one for one in actions if one.is_open and one.status != "Overdue"]
    ordered = [*late, *ahead]
    items = tuple(action_item(naming, one, owner=False) for one in ordered[:ACTIONS_SHOWN])
    more = None
    if len(ordered) > len(items):
        more = naming.here.page(
            _("{number} open in all; all actions", number=figure(len(ordered))), "actions.html"
        )
    return Listing(
        items, Empty(_("No open actions."), _("{title} owes nothing.", title=person.title)), more
    )


def _done(actions: Sequence[Commitment]) -> Line:
    done = [one for one in actions if one.status == "Done"]
    dropped = sum(one.status == "Cancelled" for one in actions)
    if not done and not dropped:
        return ()
    # One that is done without a day may have been late: it is not called in time.
    in_time = sum(one.closed is not None and not one.days_late for one in done)
    words = _(
        "{number} done, {in_time} of them in time",
        number=figure(len(done)),
        in_time=figure(in_time),
    )
    return line(
        _("{words}; {dropped} cancelled.", words=words, dropped=figure(dropped))
        if dropped
        else f"{words}."
    )


def _signed(naming: Naming, person: Record[Person]) -> Listing | None:
    """Agreements they signed, the latest first."""
    found: list[tuple[date, Item]] = []
    for link in naming.register.links_to(person.address):
        source = naming.register.find(link.source)
        if source is None or not isinstance(source.fields, Agreement):
            continue
        if link.path[:1] == ("signatures",) and isinstance(link.path[1], int):
            signature = source.fields.signatures[link.path[1]]
            side = _("for the customer") if signature.side == "customer" else _("for IT")
            found.append(
                (signature.on, Item((naming.record(source),), (line(side),), (), day(signature.on)))
            )
    found.sort(key=lambda each: each[0], reverse=True)
    if not found:
        return None
    more = None
    if len(found) > SHOWN:
        more = naming.here.page(
            _("{number} in all; the whole register", number=figure(len(found))),
            "agreements/index.html",
        )
    return Listing(tuple(item for _day, item in found[:SHOWN]), NEVER_EMPTY, more)


def _meetings(
    naming: Naming, person: Record[Person], held: Sequence[Record[Meeting]], as_of: date
) -> Listing:
    items = tuple(meeting_item(naming, one, as_of) for one in held[:SHOWN])
    more = None
    if len(held) > SHOWN:
        more = naming.here.page(
            counted(len(held), "All {n} meeting", "All {n} meetings"), used_in_page(person)
        )
    why = _("{title} took part in none that is written down.", title=person.title)
    return Listing(items, Empty(_("No meetings."), why), more)


def _facts(person: Record[Person]) -> tuple[Fact, ...]:
    fields = person.fields
    facts: list[Fact] = []
    if fields.from_:
        facts.append(Fact(_("Since"), ((day(fields.from_),),)))
    if fields.to:
        facts.append(Fact(_("Until"), ((day(fields.to),),)))
    return tuple(facts)
