"""One customer: are we all right with them, what is next, and who decides there?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.insight.accounts import Accounts
from brmsite.insight.attainment import Attainment
from brmsite.insight.attested import Attestations
from brmsite.insight.changes import Changes
from brmsite.insight.contacts import Contacts
from brmsite.insight.coverage import Coverage
from brmsite.insight.cycle import Cycle
from brmsite.insight.health import Health
from brmsite.insight.managers import Managers
from brmsite.insight.mandates import Mandates
from brmsite.insight.objectives import Objectives
from brmsite.insight.projects import Projects
from brmsite.insight.satisfaction import Satisfaction
from brmsite.insight.structure import Structure
from brmsite.insight.turned import Turned
from brmsite.insight.wishes import Wishes
from brmsite.insight.worth import Worth
from brmsite.kinds.customer import Customer
from brmsite.kinds.requirement import Requirement
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here, record_page
from brmsite.site.contact_items import contact_matrix
from brmsite.site.contact_picture import ContactPicture, contact_picture
from brmsite.site.customer_agreements import CustomerAgreements, customer_agreements
from brmsite.site.customer_facts import (
    key_facts,
    kicker,
    maturity_table,
    outcome_list,
    own_customers,
)
from brmsite.site.customer_health import health_line
from brmsite.site.customer_mandates import mandate_chain, purchaser_list, who_decides
from brmsite.site.customer_meetings import customer_actions, customer_meetings
from brmsite.site.customer_note import customer_note
from brmsite.site.customer_sections import (
    Standing,
    delivered,
    intended,
    satisfied,
    silence,
    under_way,
    valued,
)
from brmsite.site.customer_services import services_table
from brmsite.site.customer_tiles import customer_tiles
from brmsite.site.customer_units import units_section
from brmsite.site.cycle_items import courses_listing
from brmsite.site.health_items import HealthSection, health_section
from brmsite.site.language import _
from brmsite.site.naming import Naming
from brmsite.site.pack_items import pack_link
from brmsite.site.page import Page
from brmsite.site.project_items import brief_page, has_brief
from brmsite.site.prose import Prose
from brmsite.site.record_parts import RecordParts, record_parts
from brmsite.site.shapes import (
    Fact,
    Line,
    Link,
    Listing,
    Matrix,
    Note,
    Section,
    Table,
    Tag,
    Tile,
)
from brmsite.site.status import CARE, CUSTOMERS
from brmsite.site.titles import Titles


@dataclass(frozen=True, slots=True)
class CustomerView:
    """Everything the page of a customer shows; lists that do not concern it are None.

    `deciding` names who decides first; `how_it_stands` says why its status is what it is; `ways`
    lead to the pages that are printed for a meeting. `standing` are the sections about what is
    decided, said, intended and wished; `silence` says of what there is none.
    """

    kicker: str
    lead: Line
    deciding: Line
    how_it_stands: Line
    ways: tuple[Link, ...]
    tiles: tuple[Tile, ...]
    note: Note | None
    health: HealthSection | None
    agreements: CustomerAgreements
    delivered: tuple[Section, ...]
    actions: Listing
    meetings: Listing
    standing: tuple[Section, ...]
    silence: Line
    cycle: Listing | None
    contacts: Matrix
    contact_picture: ContactPicture | None
    services: Table
    units: Section | None
    maturity: Table | None
    facts: tuple[Fact, ...]
    chain: Listing
    purchasers: Listing
    outcomes: Listing | None
    serves: Listing | None
    parts: RecordParts


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of all customers on the day."""

    structure: Structure
    accounts: Accounts
    contacts: Contacts
    managers: Managers
    mandates: Mandates
    coverage: Coverage
    cycle: Cycle
    health: Health
    turned: Turned
    worth: Worth
    currency: str
    as_of: date


def pages(
    register: Register,
    titles: Titles,
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
    attested: Attestations,
    cycle: Cycle,
    health: Health,
    turned: Turned,
    prose: Prose,
    chronicle: Chronicle,
    as_of: date,
) -> Iterator[Page]:
    """A page for every customer."""
    facts = _Facts(
        structure,
        accounts,
        contacts,
        managers,
        mandates,
        coverage,
        cycle,
        health,
        turned,
        worth,
        settings.default_currency,
        as_of,
    )
    required = _required(register, as_of)

    def view(customer: Record[Customer]) -> CustomerView:
        naming = Naming(register, titles, Here(record_page(customer)))
        standing = Standing(
            attainment.of_customer(customer),
            satisfaction.of_customer(customer),
            projects.of_customer(customer),
            objectives.of_customer(customer),
            changes.of_customer(customer),
            wishes.of_customer(customer),
            attested.of_customer(customer),
            tuple(required.get(customer.address, ())),
        )
        parts = record_parts(register, titles, prose, chronicle, naming.here, customer)
        return _view(customer, facts, standing, naming, parts)

    for customer in register.all(Customer):
        yield Page(
            record_page(customer),
            "records/customer.html",
            titles.of(customer),
            partial(view, customer),
            section="Customers",
            crumbs=_crumbs(titles, structure.chain(customer.address)[1:]),
            source=customer.path,
            judges=True,
            tags=(_tag(customer, health),),
        )


def _tag(customer: Record[Customer], health: Health) -> Tag:
    """Whether we are all right with a customer; of one that is not ours today, what it is."""
    found = health.of_customer(customer)
    return CUSTOMERS[customer.fields.state] if found is None else CARE[found.colour]


def _required(register: Register, as_of: date) -> dict[str, list[Record[Requirement]]]:
    """What customers asked for and still wait for, the latest first, by the customer's address."""
    found: dict[str, list[Record[Requirement]]] = {}
    for one in sorted(register.all(Requirement), key=lambda each: each.fields.raised, reverse=True):
        customer = register.one(Customer, one.fields.customer)
        waits = one.fields.state_on(as_of) not in ("declined", "delivered")
        if customer is not None and one.fields.raised <= as_of and waits:
            found.setdefault(customer.address, []).append(one)
    return found


def _crumbs(titles: Titles, above: tuple[Record[Customer], ...]) -> tuple[tuple[str, str], ...]:
    """The way down the tree; of a deep one, the units nearest to this one."""
    units = tuple((titles.of(unit), record_page(unit)) for unit in reversed(above[:4]))
    return ((_("Home"), "index.html"), (_("Customers"), "customers/index.html"), *units)


def _view(
    customer: Record[Customer],
    facts: _Facts,
    standing: Standing,
    naming: Naming,
    parts: RecordParts,
) -> CustomerView:
    fields, as_of = customer.fields, facts.as_of
    account = facts.accounts.of(customer)
    above = facts.structure.chain(customer.address)[1:]
    accounts_above = [facts.accounts.of(unit) for unit in above]
    found = facts.health.of_customer(customer)
    courses = facts.cycle.of_customer(customer)
    return CustomerView(
        kicker=kicker(fields),
        lead=naming.prose(said) if (said := fields.summary or fields.business) else (),
        deciding=who_decides(naming, facts.mandates, customer, as_of),
        how_it_stands=() if found is None else health_line(naming, found),
        ways=_ways(naming, customer, standing),
        tiles=customer_tiles(naming, account, standing.results, standing.picture, facts.worth),
        note=customer_note(naming, standing.picture, account.overdue),
        health=None if found is None else health_section(naming, found, facts.turned),
        agreements=customer_agreements(
            naming, facts.worth, customer, account, accounts_above, as_of
        ),
        delivered=tuple(delivered(naming, standing)),
        actions=customer_actions(naming, customer, account),
        meetings=customer_meetings(naming, customer, account, as_of),
        standing=(
            *under_way(naming, standing, as_of),
            *satisfied(naming, standing),
            *intended(naming, standing, as_of),
            *valued(naming, standing, facts.currency),
        ),
        silence=silence(standing),
        cycle=courses_listing(naming, courses) if courses else None,
        contacts=contact_matrix(naming, facts.contacts.of(customer)),
        contact_picture=contact_picture(naming, facts.contacts.of(customer)),
        services=services_table(naming, facts.coverage.of_customer(customer)),
        units=units_section(
            naming, facts.structure, facts.accounts, facts.mandates, facts.health, customer, as_of
        ),
        maturity=maturity_table(naming, fields),
        facts=key_facts(naming, customer, facts.managers, above),
        chain=mandate_chain(naming, facts.mandates, customer, as_of),
        purchasers=purchaser_list(naming, facts.mandates, customer, as_of),
        outcomes=outcome_list(naming, fields),
        serves=own_customers(naming, fields),
        parts=parts,
    )


def _ways(naming: Naming, customer: Record[Customer], standing: Standing) -> tuple[Link, ...]:
    """To the pages that are printed for a meeting."""
    pack = pack_link(naming.here, customer)
    brief = naming.here.page(_("Status brief"), brief_page(customer))
    return (pack, brief) if has_brief(customer, standing.courses) else (pack,)
