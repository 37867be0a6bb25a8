"""What the record of a customer says of it: key facts, what it wants to achieve, whom it serves."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.ground.words import plural
from brmsite.insight.managers import Managers
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.customer_table import manager_line
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import count, day
from brmsite.site.record_parts import NEVER_EMPTY
from brmsite.site.shapes import (
    Aside,
    Cell,
    Column,
    Fact,
    Item,
    Line,
    Listing,
    Piece,
    Row,
    Table,
    Text,
    line,
)
from brmsite.site.words import in_sentence, worded


def kicker(customer: Customer) -> str:
    """What sort of customer it is: "External customer, tier a"."""
    words = ["External customer" if customer.relation == "external" else "Customer"]
    if customer.unit and customer.unit != "external":
        words.append(in_sentence(customer.unit))
    if customer.tier:
        words.append(f"tier {worded(customer.tier)}")
    return ", ".join(words)


def key_facts(
    naming: Naming,
    customer: Record[Customer],
    managers: Managers,
    above: Sequence[Record[Customer]],
) -> tuple[Fact, ...]:
    """The key facts; `above` are the units above, the nearest first."""
    fields = customer.fields
    manager = manager_line(naming, managers, customer)
    facts = [Fact("Relationship manager", (manager,))] if manager else []
    if above:
        facts.append(Fact("Part of", ((naming.record(above[0]),),)))
    if fields.summary and fields.business:
        facts.append(Fact("Business", (naming.prose(fields.business),)))
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
        facts.append(Fact("We mean to meet", _rhythm(fields)))
    if fields.survey_months:
        facts.append(Fact("Survey", (line(f"Every {plural(fields.survey_months, 'month')}"),)))
    if fields.pulse:
        facts.append(Fact("Our feeling", _pulse(naming, fields)))
    return tuple(facts)


def _rhythm(customer: Customer) -> tuple[Line, ...]:
    return tuple(
        line(
            f"{worded(each.level)}: every {plural(each.target_months, 'month')}",
            Aside(f", at most {each.max_months}"),
        )
        for each in customer.cadence
    )


def _pulse(naming: Naming, customer: Customer) -> tuple[Line, ...]:
    pulse = customer.pulse
    if pulse is None:
        return ()
    who = line(", ", naming.one(Person, pulse.by)) if pulse.by else ()
    said = (line(f"{pulse.score} of 5, ", day(pulse.on), *who),)
    return (*said, line(Aside(naming.plain(pulse.reason)))) if pulse.reason else said


def outcome_list(naming: Naming, customer: Customer) -> Listing | None:
    """What it wants to achieve; None where its record does not say."""
    items = tuple(Item(naming.prose(each)) for each in customer.outcomes)
    return Listing(items, NEVER_EMPTY) if items else None


def own_customers(naming: Naming, customer: Customer) -> Listing | None:
    """The customers it serves itself; None where its record names none."""
    items = tuple(Item((_served(naming, name),)) for name in customer.serves)
    return Listing(items, NEVER_EMPTY) if items else None


def _served(naming: Naming, name: str) -> Piece:
    """One of its customers, by id or in words."""
    found = naming.register.one(Customer, name)
    return Text(name) if found is None else naming.record(found)


MATURITY_COLUMNS = (
    Column("On", "date"),
    Column("Judged by"),
    Column("Score", "number"),
    Column("Because"),
)


def maturity_table(naming: Naming, customer: Customer) -> Table | None:
    """How mature each side judged the relationship to be, the latest first; None without."""
    rows = []
    for each in sorted(customer.maturity, key=lambda one: one.on, reverse=True):
        side = [Text(worded(each.perspective))] if each.perspective else []
        who = [naming.one(Person, each.by)] if each.by else []
        cells = (
            Cell((day(each.on),)),
            Cell(joined([*side, *who])),
            Cell(line(f"{each.score} of 5" if each.score else "Not scored")),
            Cell(naming.prose(each.evidence) if each.evidence else ()),
        )
        rows.append(Row(cells))
    if not rows:
        return None
    caption = "How mature each side judged the relationship to be"
    return Table("maturity", caption, MATURITY_COLUMNS, tuple(rows), NEVER_EMPTY, quiet=True)
