"""The page of a requirement: what is needed, how it went so far, who decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.insight.mandates import Mandates
from brmsite.insight.objectives import Objectives
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.requirement import Requirement
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.site.addresses import Here, record_page
from brmsite.site.change_items import REQUIREMENT_ROUTES
from brmsite.site.language import _
from brmsite.site.mandate_words import mandate_words
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import day, sentence
from brmsite.site.plan_items import objective_item
from brmsite.site.prose import Prose
from brmsite.site.record_parts import NEVER_EMPTY, RecordParts, record_parts
from brmsite.site.shapes import Code, Empty, Fact, Item, Line, Listing, line
from brmsite.site.status import requirement_tag
from brmsite.site.titles import Titles
from brmsite.site.words import in_sentence

INDEX = "requirements/index.html"


@dataclass(frozen=True, slots=True)
class RequirementView:
    """What the page shows; `may_decide` is None once it is decided, `objectives` where it
    supports none."""

    kicker: str
    lead: tuple[Line, ...]
    steps: Listing
    case: Line
    objectives: Listing | None
    may_decide: Listing | None
    facts: tuple[Fact, ...]
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    settings: Settings,
    mandates: Mandates,
    objectives: Objectives,
    prose: Prose,
    chronicle: Chronicle,
    as_of: date,
) -> Iterator[Page]:
    """One page for each requirement."""

    def view(requirement: Record[Requirement]) -> RequirementView:
        here = Here(record_page(requirement))
        naming = Naming(register, titles, here)
        fields = requirement.fields
        parts = record_parts(register, titles, prose, chronicle, here, requirement)
        aims = tuple(objective_item(naming, one) for one in objectives.supported_by(requirement))
        return RequirementView(
            kicker=_kicker(fields),
            lead=tuple(naming.prose(each) for each in (fields.summary, fields.need) if each),
            steps=_steps(requirement, naming, mandates, as_of),
            case=line(fields.business_case) if fields.business_case else (),
            objectives=Listing(aims, NEVER_EMPTY) if aims else None,
            may_decide=_may_decide(requirement, naming, mandates, settings, as_of),
            facts=_facts(requirement, naming) + parts.facts,
            parts=parts,
        )

    for requirement in register.all(Requirement):
        yield Page(
            record_page(requirement),
            "records/requirement.html",
            titles.of(requirement),
            partial(view, requirement),
            section="Requirements",
            crumbs=((_("Home"), "index.html"), (_("Requirements"), INDEX)),
            source=requirement.path,
            judges=True,
            tags=(requirement_tag(requirement, as_of),),
        )


def _kicker(fields: Requirement) -> str:
    if fields.route is None:
        return _("Requirement")
    return _("Requirement, {route}", route=REQUIREMENT_ROUTES[fields.route].lower())


def _steps(
    requirement: Record[Requirement], naming: Naming, mandates: Mandates, as_of: date
) -> Listing:
    """What happened so far, in its order; and what has to come next."""
    fields = requirement.fields

    def step(words: str, person: str | None, on: date | None, role_on: date) -> Item:
        if person is None:
            return Item(line(words), day=day(on) if on else None)
        said = sentence(_("{words} by {person}", words=words), person=naming.one(Person, person))
        role = _role(naming, mandates, requirement, person, role_on)
        return Item(said, role, day=day(on) if on else None)

    items = [step(_("Raised"), fields.raised_by, fields.raised, fields.raised)]
    if fields.prepared_with is not None:
        said = sentence(
            _("Prepared with {person}"),
            person=naming.one(Person, fields.prepared_with),
        )
        role = _role(naming, mandates, requirement, fields.prepared_with, fields.raised)
        items.append(Item(said, role))
    state = fields.state_on(as_of)
    if state in ("accepted", "declined", "delivered"):
        word = _("Declined") if state == "declined" else _("Accepted")
        items.append(step(word, fields.decided_by, fields.decided, fields.decided or as_of))
    elif fields.decided_by is not None:
        items.append(step(_("To be decided"), fields.decided_by, None, as_of))
    if state == "delivered":
        items.append(Item(line(_("Delivered"))))
    return Listing(tuple(items), NEVER_EMPTY)


def _role(
    naming: Naming,
    mandates: Mandates,
    requirement: Record[Requirement],
    person: str,
    on: date,
) -> tuple[Line, ...]:
    """What somebody was for the customer on a day, by the nearest unit; nothing for others."""
    customer = naming.register.one(Customer, requirement.fields.customer)
    held = mandates.of_person(customer.address, person, on) if customer is not None else ()
    if not held:
        return ()
    nearest = held[0]
    unit = naming.here.record(nearest.unit, naming.titles.of(nearest.unit))
    return (sentence(_("{role} of {unit}", role=in_sentence(nearest.role.role)), unit=unit),)


def _may_decide(
    requirement: Record[Requirement],
    naming: Naming,
    mandates: Mandates,
    settings: Settings,
    as_of: date,
) -> Listing | None:
    """Who holds a mandate for it today, the nearest first."""
    fields = requirement.fields
    customer = naming.register.one(Customer, fields.customer)
    if customer is None or fields.state_on(as_of) not in ("draft", "prepared"):
        return None
    holdings = [
        holding
        for holding in mandates.deciding(customer.address, as_of)
        if holding.role.mandate is not None
        and (fields.service is None or holding.role.mandate.covers(fields.service))
    ]
    items = tuple(
        Item(
            (naming.one(Person, holding.role.person),),
            (
                line(
                    mandate_words(naming.register, holding.role.mandate, settings.default_currency)
                ),
                (naming.here.record(holding.unit, naming.titles.of(holding.unit)),),
            ),
        )
        for holding in holdings
    )
    todo = sentence(_("Write it with the role, under {field}."), field=Code("mandate"))
    return Listing(items, Empty(_("Nobody."), _("No role holds a mandate for it today."), todo))


def _facts(requirement: Record[Requirement], naming: Naming) -> tuple[Fact, ...]:
    fields = requirement.fields
    facts = [Fact(_("Customer"), ((naming.one(Customer, fields.customer),),))]
    if fields.service is not None:
        facts.append(Fact(_("Service"), ((naming.one(Service, fields.service),),)))
    if fields.route is not None:
        facts.append(Fact(_("Met with"), (line(REQUIREMENT_ROUTES[fields.route]),)))
    if fields.outcome is not None:
        facts.append(Fact(_("Outcome"), (line(fields.outcome),)))
    return tuple(facts)
