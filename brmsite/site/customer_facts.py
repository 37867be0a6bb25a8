"""What the record of a customer says of it: key facts, what it wants to achieve, whom it serves."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.insight.managers import Managers
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.customer_table import manager_line
from brmsite.site.language import N_, _, counted
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
    words = [_("External customer") if customer.relation == "external" else _("Customer")]
    if customer.unit and customer.unit != "external":
        words.append(in_sentence(customer.unit))
    if customer.tier:
        words.append(_("tier {tier}", tier=worded(customer.tier)))
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
    facts = [Fact(_("Relationship manager"), (manager,))] if manager else []
    if above:
        facts.append(Fact(_("Part of"), ((naming.record(above[0]),),)))
    if fields.summary and fields.business:
        facts.append(Fact(_("Business"), (naming.prose(fields.business),)))
    if fields.users is not None:
        facts.append(Fact(_("Users"), ((count(fields.users),),)))
    if fields.decides_budget or above:
        own = fields.decides_budget
        budget = _("Decides its own") if own else _("Decided by the unit above")
        facts.append(Fact(_("Budget"), (line(budget),)))
    if fields.cost_centers:
        facts.append(Fact(_("Cost centres"), (line(", ".join(fields.cost_centers)),)))
    if fields.engagement:
        facts.append(Fact(_("How to work with it"), (line(worded(fields.engagement)),)))
    if fields.cadence:
        facts.append(Fact(_("We mean to meet"), _rhythm(fields)))
    if fields.survey_months:
        every = counted(fields.survey_months, "Every {n} month", "Every {n} months")
        facts.append(Fact(_("Survey"), (line(every),)))
    if fields.pulse:
        facts.append(Fact(_("Our feeling"), _pulse(naming, fields)))
    return tuple(facts)


def _rhythm(customer: Customer) -> tuple[Line, ...]:
    return tuple(
        line(
            counted(
                each.target_months,
                "{level}: every {n} month",
                "{level}: every {n} months",
                level=worded(each.level),
            ),
            Aside(_(", at most {months}", months=each.max_months)),
        )
        for each in customer.cadence
    )


def _pulse(naming: Naming, customer: Customer) -> tuple[Line, ...]:
    pulse = customer.pulse
    if pulse is None:
        return ()
    who = line(", ", naming.one(Person, pulse.by)) if pulse.by else ()
    score = _("{score} of 5", score=pulse.score)
    said = (line(f"{score}, ", day(pulse.on), *who),)
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
    Column(N_("On"), "date"),
    Column(N_("Judged by")),
    Column(N_("Score"), "number"),
    Column(N_("Because")),
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
            Cell(line(_("{score} of 5", score=each.score) if each.score else _("Not scored"))),
            Cell(naming.prose(each.evidence) if each.evidence else ()),
        )
        rows.append(Row(cells))
    if not rows:
        return None
    caption = _("How mature each side judged the relationship to be")
    return Table("maturity", caption, MATURITY_COLUMNS, tuple(rows), NEVER_EMPTY, quiet=True)
