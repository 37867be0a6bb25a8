"""One customer: are we all right with them, what is next, and who decides there?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.ground.money import Money
from brmsite.ground.words import plural
from brmsite.insight.accounts import Account, Accounts
from brmsite.insight.attainment import Attainment, TargetResults
from brmsite.insight.changes import Changes
from brmsite.insight.commitments import Commitment
from brmsite.insight.contacts import Cell as ContactCell
from brmsite.insight.contacts import Contact, ContactMatrix, Contacts
from brmsite.insight.coverage import Coverage, Use, serves_below
from brmsite.insight.managers import Managers
from brmsite.insight.mandates import Mandates
from brmsite.insight.objectives import Objectives
from brmsite.insight.projects import Projects
from brmsite.insight.satisfaction import Satisfaction
from brmsite.insight.structure import Structure
from brmsite.insight.wishes import Wishes
from brmsite.insight.worth import Worth
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.kinds.role import Role
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.action_items import action_item, newest_first
from brmsite.site.addresses import Here, record_page
from brmsite.site.agreement_table import agreement_table, urgency
from brmsite.site.cover import covered_line
from brmsite.site.customer_sections import Section, Standing, brief_link, customer_sections
from brmsite.site.draw.terms import term_strip
from brmsite.site.mandate_words import mandate_words
from brmsite.site.meeting_items import meeting_item
from brmsite.site.naming import Naming, joined
from brmsite.site.page import Page
from brmsite.site.pages.customers import manager_line
from brmsite.site.pieces import GAP, MISSING, count, day, days, sums
from brmsite.site.prose import Prose
from brmsite.site.record_parts import NEVER_EMPTY, SHOWN, RecordParts, record_parts, used_in_page
from brmsite.site.satisfaction_items import satisfaction_tile
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
    Matrix,
    MatrixCell,
    MatrixRow,
    Note,
    Piece,
    Row,
    Strip,
    Table,
    Tag,
    Text,
    Tile,
    Tone,
    line,
)
from brmsite.site.status import CUSTOMERS
from brmsite.site.titles import Titles, unique_titles
from brmsite.site.words import in_sentence, worded

ACTIONS_SHOWN = 8
MEETINGS_AHEAD = 3
CONTACTS_SHOWN = 4
UNITS_SHOWN = 200
BARS = 40


@dataclass(frozen=True, slots=True)
class CustomerView:
    """Everything the page of a customer shows; lists that do not concern it are None."""

    kicker: str
    status: Tag | None
    lead: Line
    tiles: tuple[Tile, ...]
    note: Note | None
    agreements: Table
    inherited: Table | None
    strip: Strip | None
    meetings: Listing
    actions: Listing
    services: Table
    units: Table | None
    facts: tuple[Fact, ...]
    chain: Listing
    purchasers: Listing
    contacts: Matrix
    serves: Listing | None
    outcomes: Listing | None
    maturity: Table | None
    sections: tuple[Section, ...]
    brief: Link | None
    parts: RecordParts


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every part of the page needs: the records, their titles, the page one is on, the day."""

    register: Register
    titles: Titles
    here: Here
    as_of: date
    currency: str

    def link(self, record: Record[Common]) -> Link:
        return self.here.record(record, self.titles.of(record))

    def person(self, identifier: str) -> Piece:
        return Naming(self.register, self.titles, self.here).one(Person, identifier)


def pages(
    register: Register,
    settings: Settings,
    structure: Structure,
    accounts: Accounts,
    contacts: Contacts,
    managers: Managers,
    mandates: Mandates,
    coverage: Coverage,
    worth: Worth,
    attainment: Attainment,
    satisfaction: Satisfaction,
    projects: Projects,
    objectives: Objectives,
    changes: Changes,
    wishes: Wishes,
    prose: Prose,
    as_of: date,
) -> Iterator[Page]:
    """A page for every customer."""
    titles = unique_titles(register)
    for customer in register.all(Customer):
        here = Here(record_page(customer))
        desk = _Desk(register, titles, here, as_of, settings.default_currency)
        account, matrix = accounts.of(customer), contacts.of(customer)
        naming = Naming(register, titles, here)
        standing = Standing(
            attainment.of_customer(customer),
            satisfaction.of_customer(customer),
            projects.of_customer(customer),
            objectives.of_customer(customer),
            changes.of_customer(customer),
            wishes.of_customer(customer),
        )
        above = structure.chain(customer.address)[1:]
        fields = customer.fields
        view = CustomerView(
            kicker=_kicker(customer),
            status=None if fields.state == "active" else CUSTOMERS[fields.state],
            lead=line(fields.summary or fields.business or ""),
            tiles=(
                *_tiles(here, account, standing.results, worth),
                satisfaction_tile(naming, standing.picture),
            ),
            note=_note(desk, account.overdue),
            agreements=_agreements(desk, worth, customer, account),
            inherited=_inherited(desk, worth, accounts, above),
            strip=_strip(desk, account),
            meetings=_meetings(desk, customer, account),
            actions=_actions(desk, customer, account),
            services=_services(desk, coverage.of_customer(customer)),
            units=_units(desk, structure, accounts, mandates, customer),
            facts=_facts(desk, customer, managers, above),
            chain=_chain(desk, mandates, customer),
            purchasers=_purchasers(desk, mandates, customer),
            contacts=_matrix(desk, customer, matrix),
            serves=_serves(desk, customer),
            outcomes=_outcomes(customer),
            maturity=_maturity(desk, customer),
            sections=customer_sections(naming, standing, as_of),
            brief=brief_link(naming, customer, standing.courses),
            parts=record_parts(register, titles, prose, here, customer),
        )
        yield Page(
            here.path,
            "records/customer.html",
            titles.of(customer),
            view,
            section="Customers",
            crumbs=_crumbs(titles, above),
            source=customer.path,
            judges=True,
        )


def _crumbs(titles: Titles, above: tuple[Record[Customer], ...]) -> tuple[tuple[str, str], ...]:
    """The way down the tree; of a deep one, the units nearest to this one."""
    units = tuple((titles.of(unit), record_page(unit)) for unit in reversed(above[:4]))
    return (("Home", "index.html"), ("Customers", "customers/index.html"), *units)


def _kicker(customer: Record[Customer]) -> str:
    fields = customer.fields
    words = ["External customer" if fields.relation == "external" else "Customer"]
    if fields.unit and fields.unit != "external":
        words.append(in_sentence(fields.unit))
    if fields.tier:
        words.append(f"tier {worded(fields.tier)}")
    return ", ".join(words)


# What is first ------------------------------------------------------------------------------------


def _tiles(
    here: Here, account: Account, results: tuple[TargetResults, ...], worth: Worth
) -> tuple[Tile, ...]:
    value = worth.together(tuple(term.agreement for term in account.in_force))
    return (
        Tile(
            "Agreements in force",
            count(len(account.in_force)),
            _value_note(account, value),
            here.to(here.path, "agreements-heading"),
        ),
        _notice_tile(here, account),
        _levels_tile(here, results),
        _actions_tile(here, account),
    )


def _value_note(account: Account, value: tuple[Money, ...]) -> Line:
    if not account.in_force:
        return ()
    return line("worth ", *sums(value), " a year") if value else line("no value is given")


def _notice_tile(here: Here, account: Account) -> Tile:
    if not account.notices:
        return Tile("Next notice date", Text("No date"), line("nothing is to be decided"))
    nearest = account.notices[0]
    due = nearest.term.standing == "notice-due"
    return Tile(
        "Next notice date",
        day(nearest.act_by),
        line(plural(nearest.days_left, "day"), " left"),
        here.to(record_page(nearest.term.agreement)),
        "warn" if due else None,
    )


def _actions_tile(here: Here, account: Account) -> Tile:
    late = len(account.overdue)
    note = line(f"{late:,} overdue") if late else line("none overdue")
    tone: Tone | None = "bad" if late else None
    return Tile(
        "Open actions",
        count(len(account.open_actions)),
        note,
        here.to(here.path, "actions"),
        tone,
    )


def _levels_tile(here: Here, results: tuple[TargetResults, ...]) -> Tile:
    """How many of the promises that were judged last were met."""
    last = [one.last.outcome for one in results if one.last is not None]
    judged = [outcome for outcome in last if outcome in ("met", "near", "missed")]
    missed = judged.count("missed")
    if not results:
        return Tile("Levels met", Text("No promises"), line("nothing that can be measured"))
    if not judged:
        return Tile("Levels met", Text("Not measured"), line(plural(len(results), "promise")))
    silent = len(results) - len(judged)
    note = line(f"{silent:,} not measured") if silent else line("all of them measured")
    value = Text(f"{len(judged) - missed:,} of {len(judged):,}")
    tone: Tone | None = "bad" if missed else None
    return Tile("Levels met", value, note, here.to(here.path, "levels"), tone)


def _note(desk: _Desk, overdue: tuple[Commitment, ...]) -> Note | None:
    if not overdue:
        return None
    lines = tuple(
        line(
            desk.here.record(one.meeting, one.action.text, one.action.id),
            f", {plural(one.days_late, 'day')} late, ",
            desk.person(one.action.owner),
        )
        for one in newest_first(overdue)[:3]
    )
    return Note("bad", line(plural(len(overdue), "overdue action")), lines)


# Agreements ---------------------------------------------------------------------------------------


def _agreements(desk: _Desk, worth: Worth, customer: Record[Customer], account: Account) -> Table:
    empty = Empty(
        "No agreements.",
        f"{customer.title} has none of its own in the register.",
        line(
            "Add a file under ",
            Code("records/agreements"),
            " with ",
            Code(f"customer: {customer.id}"),
            ".",
        ),
    )
    return agreement_table(
        desk.register, desk.titles, worth, desk.here, account.agreements, empty, customer=False
    )


def _inherited(
    desk: _Desk, worth: Worth, accounts: Accounts, above: tuple[Record[Customer], ...]
) -> Table | None:
    terms = [term for unit in above for term in accounts.of(unit).in_force if serves_below(term)]
    if not terms:
        return None
    return agreement_table(
        desk.register,
        desk.titles,
        worth,
        desk.here,
        terms,
        Empty("No agreements of units above."),
        "Agreements of the units above, which hold here too",
        id="inherited",
    )


def _strip(desk: _Desk, account: Account) -> Strip | None:
    live = [term for term in account.agreements if term.standing not in ("closed", "draft")]
    shown = sorted(live, key=urgency)[:BARS]
    titles = [(desk.here.record(term.agreement, desk.titles.of(term.agreement)),) for term in shown]
    return term_strip(shown, titles, desk.as_of)


# Meetings and actions -----------------------------------------------------------------------------


def _meetings(desk: _Desk, customer: Record[Customer], account: Account) -> Listing:
    ahead = [one for one in account.meetings if _is_ahead(one, desk.as_of)]
    past = [one for one in reversed(account.meetings) if not _is_ahead(one, desk.as_of)]
    shown, more = [*ahead, *past], None
    if len(shown) > SHOWN:
        shown = [*ahead[:MEETINGS_AHEAD], *past[: SHOWN - MEETINGS_AHEAD]]
        words = f"All {len(account.meetings):,} meetings"
        more = desk.here.page(words, used_in_page(customer))
    items = tuple(
        meeting_item(desk.register, desk.titles, desk.here, one, desk.as_of, customers=False)
        for one in shown
    )
    empty = Empty(
        "No meetings.",
        f"No meeting with {customer.title} is written down or planned.",
        line(
            "Add a file under ",
            Code("records/meetings"),
            " with ",
            Code(f"customers: [{customer.id}]"),
            ".",
        ),
    )
    return Listing(items, empty, more)


def _is_ahead(meeting: Record[Meeting], as_of: date) -> bool:
    return meeting.fields.state == "planned" and meeting.fields.date >= as_of


def _actions(desk: _Desk, customer: Record[Customer], account: Account) -> Listing:
    late = newest_first(account.overdue)
    ahead = [one for one in account.open_actions if one.status != "Overdue"]
    ordered = [*late, *ahead]
    items = tuple(
        action_item(desk.titles, desk.here, one, customers=False) for one in ordered[:ACTIONS_SHOWN]
    )
    closed = sum(not one.is_open for one in account.actions)
    why = (
        f"{plural(closed, 'action')} from meetings with {customer.title} closed."
        if closed
        else (f"Nothing was left open in the meetings with {customer.title}.")
    )
    more = None
    if len(ordered) > len(items):
        more = desk.here.page(f"{len(ordered):,} open here; all actions", "actions.html")
    return Listing(items, Empty("No open actions.", why), more)


# Services and units -------------------------------------------------------------------------------


SERVICE_COLUMNS = (
    Column("Service"),
    Column("Users", "number"),
    Column("Vital", "status"),
    Column("Agreement"),
    Column("Since", "date"),
    Column("What it needs"),
)


def _services(desk: _Desk, uses: tuple[Use, ...]) -> Table:
    empty = Empty(
        "No services.",
        "The record names none that are used today.",
        line("Add them under ", Code("services"), " in the customer's file."),
    )
    rows = tuple(Row(_service_cells(desk, use)) for use in uses)
    return Table("services", "Services used", SERVICE_COLUMNS, rows, empty, quiet=True)


def _service_cells(desk: _Desk, use: Use) -> tuple[Cell, ...]:
    consumption, service = use.consumption, use.service
    if service is None:
        name = line(consumption.service, " ", MISSING)
    else:
        name = (desk.here.record(service, desk.titles.of(service)),)
        offering = next(
            (one.name for one in service.fields.offerings if one.id == consumption.offering), None
        )
        if offering:
            name = (*name, Text(" "), Aside(offering))
    until = () if consumption.until is None else line(" until ", day(consumption.until))
    return (
        Cell(name),
        Cell(() if consumption.users is None else (count(consumption.users),)),
        Cell(line("Vital") if consumption.vital else (), sort="0" if consumption.vital else "1"),
        Cell(covered_line(desk.titles, desk.here, use)),
        Cell((day(consumption.since), *until)),
        Cell(line(consumption.needs) if consumption.needs else ()),
    )


UNIT_COLUMNS = (
    Column("Unit"),
    Column("Mandate holder"),
    Column("Units below", "number"),
    Column("Agreements in force", "number"),
    Column("Next notice", "date"),
    Column("Overdue actions", "number"),
)


def _units(
    desk: _Desk,
    structure: Structure,
    accounts: Accounts,
    mandates: Mandates,
    customer: Record[Customer],
) -> Table | None:
    below = sorted(
        structure.children(customer.address), key=lambda one: desk.titles.of(one).casefold()
    )
    if not below:
        return None
    rows = tuple(
        Row(
            (
                Cell((desk.link(unit),)),
                Cell(_own_holders(desk, mandates, unit)),
                Cell((count(len(structure.subtree(unit.address)) - 1),)),
                Cell((count(len(accounts.of(unit).in_force)),)),
                Cell(
                    days(accounts.of(unit).notices[0].act_by) if accounts.of(unit).notices else ()
                ),
                Cell((count(len(accounts.of(unit).overdue)),)),
            )
        )
        for unit in below[:UNITS_SHOWN]
    )
    shown = "" if len(below) <= UNITS_SHOWN else f", {UNITS_SHOWN} of {len(below):,}"
    return Table("units", f"Units below{shown}", UNIT_COLUMNS, rows, NEVER_EMPTY, quiet=True)


def _own_holders(desk: _Desk, mandates: Mandates, unit: Record[Customer]) -> Line:
    own = [
        each.role.person
        for each in mandates.deciding(unit.address, desk.as_of)
        if each.unit is unit
    ]
    return joined([desk.person(person) for person in own]) or (Aside("decided above"),)


# Who ----------------------------------------------------------------------------------------------


def _facts(
    desk: _Desk,
    customer: Record[Customer],
    managers: Managers,
    above: tuple[Record[Customer], ...],
) -> tuple[Fact, ...]:
    fields = customer.fields
    manager = manager_line(desk.here, desk.titles, managers, customer)
    facts = [Fact("Relationship manager", (manager,))] if manager else []
    if above:
        facts.append(Fact("Part of", ((desk.link(above[0]),),)))
    if fields.summary and fields.business:
        facts.append(Fact("Business", (line(fields.business),)))
    if fields.users is not None:
        facts.append(Fact("Users", ((count(fields.users),),)))
    if fields.decides_budget or above:
        budget = "Decides its own" if fields.decides_budget else "Decided by the unit above"
        facts.append(Fact("Budget", (line(budget),)))
    if fields.cost_centers:
        facts.append(Fact("Cost centres", (line(", ".join(fields.cost_centers)),)))
    if fields.engagement:
        facts.append(Fact("How to work with it", (line(worded(fields.engagement)),)))
    if fields.cadence:
        facts.append(
            Fact(
                "We mean to meet",
                tuple(
                    line(
                        f"{worded(each.level)}: every {plural(each.target_months, 'month')}",
                        Aside(f", at most {each.max_months}"),
                    )
                    for each in fields.cadence
                ),
            )
        )
    if fields.survey_months:
        facts.append(Fact("Survey", (line(f"Every {plural(fields.survey_months, 'month')}"),)))
    if fields.pulse:
        facts.append(Fact("Our feeling", _pulse(desk, customer)))
    return tuple(facts)


def _pulse(desk: _Desk, customer: Record[Customer]) -> tuple[Line, ...]:
    pulse = customer.fields.pulse
    if pulse is None:
        return ()
    who = line(", ", desk.person(pulse.by)) if pulse.by else ()
    said = (line(f"{pulse.score} of 5, ", day(pulse.on), *who),)
    return (*said, line(Aside(pulse.reason))) if pulse.reason else said


def _chain(desk: _Desk, mandates: Mandates, customer: Record[Customer]) -> Listing:
    """Who decides, from this unit to the top; units without a mandate are left out."""
    items: list[Item] = []
    for holding in mandates.deciding(customer.address, desk.as_of):
        words = mandate_words(desk.register, holding.role.mandate, desk.currency)
        remarks = [line(words), line(desk.titles.of(holding.unit))]
        if holding.role.deputy:
            remarks.append(line("deputy ", desk.person(holding.role.deputy)))
        items.append(Item((desk.person(holding.role.person),), tuple(remarks)))
    empty = Empty(
        "Nobody.",
        "Neither here nor in a unit above does anybody hold a mandate.",
        line("Write it as a role ", Code("customer"), " with a ", Code("mandate"), "."),
    )
    return Listing(tuple(items), empty)


def _purchasers(desk: _Desk, mandates: Mandates, customer: Record[Customer]) -> Listing:
    items = tuple(
        Item(
            (desk.person(holding.role.person),),
            (line(_purchaser_words(desk, holding.role)), line(desk.titles.of(holding.unit))),
        )
        for holding in mandates.holdings(customer.address)
        if holding.role.role == "purchaser" and holding.role.covers(desk.as_of)
    )
    return Listing(
        items, Empty("No purchasers.", "No role here or above says that somebody chooses services.")
    )


def _purchaser_words(desk: _Desk, role: Role) -> str:
    if role.mandate is None:
        return "chooses among existing services"
    return mandate_words(desk.register, role.mandate, desk.currency)


# The contact matrix -------------------------------------------------------------------------------


def _matrix(desk: _Desk, customer: Record[Customer], matrix: ContactMatrix) -> Matrix:
    rows = tuple(
        MatrixRow(
            line(worded(ours.level)),
            (
                _contact_cell(desk, customer, theirs),
                _contact_cell(desk, customer, ours),
                _contact_days(desk, theirs, ours),
            ),
        )
        for theirs, ours in zip(matrix.cells[::2], matrix.cells[1::2], strict=True)
    )
    columns = (customer.title, "IT", "Last and next met")
    return Matrix("contacts", "Who speaks with whom", "Level", columns, rows, quiet=True)


def _contact_cell(desk: _Desk, customer: Record[Customer], cell: ContactCell) -> MatrixCell:
    if not cell.people:
        if cell.required and customer.fields.state == "active":
            return MatrixCell((line(GAP), line(Aside("nobody has a role here"))), "warn")
        return MatrixCell((line(Aside("Nobody" if cell.required else "Not required")),))
    # A role here and the same role above are one contact.
    people: dict[tuple[str, str], Contact] = {}
    for contact in cell.people:
        people.setdefault((contact.role.person, contact.role.role), contact)
    nearest = list(people.values())
    lines = tuple(_contact(desk, customer, each) for each in nearest[:CONTACTS_SHOWN])
    rest = len(nearest) - len(lines)
    return MatrixCell((*lines, line(Aside(f"and {rest} more"))) if rest else lines)


def _contact(desk: _Desk, customer: Record[Customer], contact: Contact) -> Line:
    what = in_sentence(contact.role.role)
    where = "" if contact.unit is customer else f", {desk.titles.of(contact.unit)}"
    return line(desk.person(contact.role.person), " ", Aside(f"{what}{where}"))


_LATE: dict[str, tuple[str, Tone]] = {
    "beyond": ("Longer ago than agreed", "bad"),
    "within-maximum": ("Due again", "warn"),
}


def _contact_days(desk: _Desk, theirs: ContactCell, ours: ContactCell) -> MatrixCell:
    lines: list[Line] = []
    last = max(
        (cell.last for cell in (theirs, ours) if cell.last is not None),
        key=lambda one: one.fields.date,
        default=None,
    )
    lines.append(
        line(desk.here.record(last, "Last"), " ", day(last.fields.date))
        if last
        else line(Aside("Never met at this level"))
    )
    if theirs.next:
        lines.append(line(desk.here.record(theirs.next, "Next"), " ", day(theirs.next.fields.date)))
    worst = next((word for word in _LATE if word in (theirs.colour, ours.colour)), None)
    if worst is None:
        return MatrixCell(tuple(lines))
    words, tone = _LATE[worst]
    return MatrixCell((*lines, line(Tag(words, tone))), tone)


# The rest -----------------------------------------------------------------------------------------


def _serves(desk: _Desk, customer: Record[Customer]) -> Listing | None:
    items = tuple(Item((_served(desk, name),)) for name in customer.fields.serves)
    return Listing(items, NEVER_EMPTY) if items else None


def _served(desk: _Desk, name: str) -> Piece:
    found = desk.register.one(Customer, name)
    return Text(name) if found is None else desk.link(found)


def _outcomes(customer: Record[Customer]) -> Listing | None:
    items = tuple(Item(line(each)) for each in customer.fields.outcomes)
    return Listing(items, NEVER_EMPTY) if items else None


MATURITY_COLUMNS = (
    Column("On", "date"),
    Column("Judged by"),
    Column("Score", "number"),
    Column("Because"),
)


def _maturity(desk: _Desk, customer: Record[Customer]) -> Table | None:
    rows = tuple(
        Row(
            (
                Cell((day(each.on),)),
                Cell(
                    joined(
                        [
                            *([Text(worded(each.perspective))] if each.perspective else []),
                            *([desk.person(each.by)] if each.by else []),
                        ]
                    )
                ),
                Cell(line(f"{each.score} of 5" if each.score else "Not scored")),
                Cell(line(each.evidence) if each.evidence else ()),
            )
        )
        for each in sorted(customer.fields.maturity, key=lambda one: one.on, reverse=True)
    )
    if not rows:
        return None
    caption = "How mature each side judged the relationship to be"
    return Table("maturity", caption, MATURITY_COLUMNS, rows, NEVER_EMPTY, quiet=True)
