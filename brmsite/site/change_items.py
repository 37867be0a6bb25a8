"""Requirements and change requests as entries of lists."""

from __future__ import annotations

from datetime import date

from brmsite.insight.changes import Asked, Route
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.requirement import Requirement, RequirementRoute
from brmsite.register.register import Record
from brmsite.site.language import N_, _, counted
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import day, sentence
from brmsite.site.shapes import Item, Line, line
from brmsite.site.status import WITHIN, change_tag, requirement_tag

ROUTES: dict[Route, str] = {
    "change-management": N_("Change management"),
    "service-level-management": N_("Service level management"),
    "relationship-management": N_("Relationship management"),
}
"""Who takes a change request further."""

REQUIREMENT_ROUTES: dict[RequirementRoute, str] = {
    "existing": N_("Existing service"),
    "changed": N_("Changed service"),
    "new": N_("New service"),
}
"""How a requirement is met."""


def change_item(naming: Naming, asked: Asked, *, customer: bool = True) -> Item:
    """One change request: when, by whom, inside or outside, and whose it is now."""
    fields = asked.change.fields
    remarks: list[Line] = []
    if customer:
        remarks.append((naming.one(Customer, fields.customer),))
    who = naming.one(Person, fields.requested_by)
    remarks.append(sentence(_("asked for by {person}"), person=who))
    if asked.is_open:
        remarks.append(routed_line(naming, asked))
    if asked.days_unclear is not None:
        unclear = counted(asked.days_unclear, "unclear for {n} day", "unclear for {n} days")
        remarks.append(line(unclear))
    if asked.results:
        remarks.append(sentence(_("led to {records}"), records=results_line(naming, asked)))
    return Item(
        (naming.here.record(asked.change, naming.titles.of(asked.change)),),
        tuple(remarks),
        (WITHIN[asked.within], change_tag(asked)),
        day(fields.on),
    )


def routed_line(naming: Naming, asked: Asked, *, in_sentence: bool = False) -> Line:
    """Where a request goes, and to whom there: "Change management: Clara Weber"."""
    words = ROUTES[asked.route].lower() if in_sentence else str(ROUTES[asked.route])
    if not asked.routed_to:
        return line(words)
    return line(
        f"{words}: ",
        *joined(naming.here.record(each, naming.titles.of(each)) for each in asked.routed_to),
    )


def results_lines(naming: Naming, asked: Asked) -> tuple[Line, ...]:
    """What came of a request, each with the part that was named."""
    written = asked.change.fields.results_in or ""
    named = naming.register.find(written.partition("#")[0])
    return tuple(
        (naming.at(written) if each is named else naming.here.record(each, naming.titles.of(each)),)
        for each in asked.results
    )


def results_line(naming: Naming, asked: Asked) -> Line:
    """What came of a request, in one line."""
    return joined(each for result in results_lines(naming, asked) for each in result)


def requirement_item(
    naming: Naming, requirement: Record[Requirement], as_of: date, *, customer: bool = True
) -> Item:
    """One requirement: who raised it, and who decides or decided."""
    fields = requirement.fields
    remarks: list[Line] = []
    if customer:
        remarks.append((naming.one(Customer, fields.customer),))
    who = naming.one(Person, fields.raised_by)
    remarks.append(sentence(_("raised by {person}"), person=who))
    if fields.route is not None:
        remarks.append(line(REQUIREMENT_ROUTES[fields.route].lower()))
    if fields.decided_by is not None:
        is_decided = fields.state_on(as_of) in ("accepted", "declined", "delivered")
        words = _("decided by {person}") if is_decided else _("to be decided by {person}")
        remarks.append(sentence(words, person=naming.one(Person, fields.decided_by)))
    return Item(
        (naming.here.record(requirement, naming.titles.of(requirement)),),
        tuple(remarks),
        (requirement_tag(requirement, as_of),),
        day(fields.raised),
    )
