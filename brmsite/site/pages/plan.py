"""The page of a plan: what the customer wants to reach, what supports each, what will change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from brmsite.chronicle.chronicle import Chronicle
from brmsite.insight.objectives import Aim, Objectives, covered
from brmsite.insight.plans import Plans
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.kinds.plan import CustomerPlan
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.anchors import anchors
from brmsite.site.language import N_, _, counted
from brmsite.site.naming import Naming
from brmsite.site.page import Page
from brmsite.site.pieces import count, day, day_in_words, sentence
from brmsite.site.plan_items import coverage_words, objective_item, plan_item
from brmsite.site.prose import Prose
from brmsite.site.record_parts import NEVER_EMPTY, RecordParts, record_parts
from brmsite.site.shapes import (
    Code,
    Empty,
    Fact,
    Item,
    Line,
    Listing,
    Text,
    Tile,
    line,
)
from brmsite.site.status import plan_tag
from brmsite.site.titles import Titles

INDEX = "plans/index.html"

SOURCES = {"operational-plan": N_("Operational plan"), "strategy": N_("Strategy")}

PLACES = (
    *("objectives", "changes", "technology", "text", "documents", "facts", "other-plans"),
    *("used-in", "main", "menu"),
)
"""The names of places on the page: an objective may not have one of them as its anchor."""


@dataclass(frozen=True, slots=True)
class PlanView:
    """What the page shows; lists that would be empty and need no word are None."""

    kicker: str
    lead: tuple[Line, ...]
    tiles: tuple[Tile, ...]
    objectives: Listing
    changes: Listing | None
    opportunities: Listing | None
    facts: tuple[Fact, ...]
    others: Listing | None
    parts: RecordParts


def pages(
    register: Register,
    titles: Titles,
    plans: Plans,
    objectives: Objectives,
    prose: Prose,
    chronicle: Chronicle,
    as_of: date,
) -> Iterator[Page]:
    """One page for each plan."""

    def view(plan: Record[CustomerPlan]) -> PlanView:
        here = Here(record_page(plan))
        naming = Naming(register, titles, here)
        fields = plan.fields
        aims = objectives.of_plan(plan)
        parts = record_parts(register, titles, prose, chronicle, here, plan)
        return PlanView(
            kicker=SOURCES[fields.source] if fields.source else _("Plan"),
            lead=_lead(plan, naming),
            tiles=_tiles(plan, aims, as_of),
            objectives=_objectives(naming, aims),
            changes=_changes(plan),
            opportunities=_opportunities(plan),
            facts=_facts(plan, naming) + parts.facts,
            others=_others(plan, plans, naming, as_of),
            parts=parts,
        )

    for plan in register.all(CustomerPlan):
        yield Page(
            record_page(plan),
            "records/plan.html",
            titles.of(plan),
            partial(view, plan),
            section="Plans",
            crumbs=((_("Home"), "index.html"), (_("Plans"), INDEX)),
            source=plan.path,
            judges=True,
            tags=(plan_tag(plan, as_of),),
        )


def _lead(plan: Record[CustomerPlan], naming: Naming) -> tuple[Line, ...]:
    fields = plan.fields
    whose = sentence(
        _("What {customer} intends from {start} to {end}."),
        customer=naming.one(Customer, fields.customer),
        start=day_in_words(fields.period.from_),
        end=day_in_words(fields.period.to),
    )
    return (whose, naming.prose(fields.summary)) if fields.summary else (whose,)


def _tiles(plan: Record[CustomerPlan], aims: tuple[Aim, ...], as_of: date) -> tuple[Tile, ...]:
    """Figures about open objectives on the day; a plan of another time has none."""
    if not plan.fields.period.covers(as_of):
        return ()
    found = covered(aims)
    late = sum(one.is_late for one in aims)
    bare = len(found.unsupported)
    reached = sum(one.objective.state == "reached" for one in aims)
    return (
        Tile(
            _("Supported"),
            Text(coverage_words(found)),
            line(
                counted(
                    bare,
                    "{n} open objective without anything that works",
                    "{n} open objectives without anything that works",
                )
                if bare
                else _("open objectives with something that works")
            )
            if found.of
            else line(_("nothing is open")),
            tone="warn" if bare else None,
        ),
        Tile(
            _("Overdue"),
            count(late),
            line(_("open past their day") if late else _("every open one has time")),
            tone="bad" if late else None,
        ),
        Tile(
            _("Reached"),
            count(reached),
            line(counted(len(aims), "of {n} objective", "of {n} objectives")),
        ),
    )


def _objectives(naming: Naming, aims: tuple[Aim, ...]) -> Listing:
    ids = anchors((one.objective.id for one in aims), PLACES)
    items = tuple(
        objective_item(naming, one, plan=False, id=anchor)
        for one, anchor in zip(aims, ids, strict=True)
    )
    empty = Empty(
        _("No objectives."),
        _("Nobody has written down what the customer wants to reach."),
        sentence(_("Add them under {field}."), field=Code("objectives")),
    )
    return Listing(items, empty)


def _changes(plan: Record[CustomerPlan]) -> Listing | None:
    items = tuple(
        Item(
            line(one.text),
            tuple(line(each) for each in (one.when, one.effect) if each is not None),
        )
        for one in plan.fields.expected_changes
    )
    return Listing(items, NEVER_EMPTY) if items else None


def _opportunities(plan: Record[CustomerPlan]) -> Listing | None:
    items = tuple(
        Item(line(one.technology), (line(one.use),) if one.use is not None else ())
        for one in plan.fields.opportunities
    )
    return Listing(items, NEVER_EMPTY) if items else None


def _facts(plan: Record[CustomerPlan], naming: Naming) -> tuple[Fact, ...]:
    fields = plan.fields
    period = sentence(
        _("{start} to {end}"), start=day(fields.period.from_), end=day(fields.period.to)
    )
    facts = [
        Fact(_("Customer"), ((naming.one(Customer, fields.customer),),)),
        Fact(_("Period"), (period,)),
    ]
    if fields.source is not None:
        facts.append(Fact(_("Source"), (line(SOURCES[fields.source]),)))
    if fields.reviewed is None:
        facts.append(Fact(_("Gone through together"), (line(_("Never")),)))
        return tuple(facts)
    reviewed = fields.reviewed
    values: list[Line] = [(day(reviewed.on),)]
    if reviewed.meeting is not None:
        values.append((naming.one(Meeting, reviewed.meeting),))
    facts.append(Fact(_("Gone through together"), tuple(values)))
    if reviewed.with_:
        facts.append(Fact(_("With"), tuple((naming.one(Person, each),) for each in reviewed.with_)))
    return tuple(facts)


def _others(
    plan: Record[CustomerPlan], plans: Plans, naming: Naming, as_of: date
) -> Listing | None:
    """The customer's other plans, the latest first."""
    customer = naming.register.one(Customer, plan.fields.customer)
    if customer is None:
        return None
    items = tuple(
        plan_item(naming, one, as_of) for one in plans.of_customer(customer) if one is not plan
    )
    return Listing(items, NEVER_EMPTY) if items else None
