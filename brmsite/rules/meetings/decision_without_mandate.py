"""A decision on an agreement or on funding, taken by somebody without a mandate for it.

Who decides on an agreement needs a customer role with `decide`, who decides on funding one with
`fund`: on the day of the meeting, for each of its customers or a unit above, also as a deputy.
Where the decision refers to agreements, their customers count instead of the meeting's, and the
mandate must be about their services. IT management may decide what IT itself does and pays for;
anybody else of IT may propose, but not decide.

Why: a decision in the minutes is believed and carried out, whoever took it.
Mend: have it decided by somebody with a mandate and write that person's name, or give the decision
the kind that it really is.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.insight.mandates import Holding, Mandates
from brmsite.insight.structure import Structure
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Decision, Meeting
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"

Matter = tuple[Record[Customer], tuple[str, ...]]
"""A customer that a decision is about, and the services it is about; none where it names none."""


def check(register: Register, structure: Structure, mandates: Mandates) -> Iterator[Finding]:
    """Look at the decisions of meetings that were held."""
    for meeting in register.all(Meeting):
        if meeting.fields.state != "held":
            continue
        for index, decision in enumerate(meeting.fields.decisions):
            if decision.kind in ("agreement", "funding") and register.one(Person, decision.by):
                yield from _look(register, structure, mandates, meeting, index, decision)


def _look(
    register: Register,
    structure: Structure,
    mandates: Mandates,
    meeting: Record[Meeting],
    index: int,
    decision: Decision,
) -> Iterator[Finding]:
    """At most one finding: the first customer for whom the mandate is missing."""
    day = meeting.fields.date
    for customer, services in _matters(register, meeting, decision):
        chain = structure.chain(customer.address)
        if chain[-1].fields.parent is not None:
            continue  # a unit above is broken or unknown, and the mandate may stand there
        held = mandates.of_person(customer.address, decision.by, day)
        if any(_allows(holding, decision, services) for holding in held) or any(
            _is_it_management(unit, decision.by, day) for unit in chain
        ):
            continue
        yield _finding(meeting, index, decision, customer, held)
        return


def _matters(register: Register, meeting: Record[Meeting], decision: Decision) -> list[Matter]:
    agreements = [register.find(ref.partition("#")[0]) for ref in decision.refs]
    found = [
        (customer, fields.services)
        for fields in (agreement.fields for agreement in agreements if agreement is not None)
        if isinstance(fields, Agreement)
        and (customer := register.one(Customer, fields.customer)) is not None
    ]
    if found:
        return found
    customers = (register.one(Customer, customer) for customer in meeting.fields.customers)
    return [(customer, ()) for customer in customers if customer is not None]


def _allows(holding: Holding, decision: Decision, services: tuple[str, ...]) -> bool:
    mandate = holding.role.mandate
    if holding.role.role != "customer" or mandate is None:
        return False
    right = mandate.decide if decision.kind == "agreement" else mandate.fund
    return right and all(map(mandate.covers, services))


def _is_it_management(unit: Record[Customer], person: str, day: date) -> bool:
    return any(
        role.role == "it-management" and person in (role.person, role.deputy) and role.covers(day)
        for role in unit.fields.roles
    )


def _finding(
    meeting: Record[Meeting],
    index: int,
    decision: Decision,
    customer: Record[Customer],
    held: tuple[Holding, ...],
) -> Finding:
    right = "decide" if decision.kind == "agreement" else "fund"
    others = (
        (Elsewhere(held[0].unit, ("roles", held[0].index, "role"), "the role on that day"),)
        if held
        else ()
    )
    return Finding(
        meeting,
        ("decisions", index, "by"),
        f"`{decision.by}` took decision `{decision.id}` of kind `{decision.kind}` without a "
        f"mandate for `{customer.id}` on {meeting.fields.date}",
        label=f"holds no mandate to {right} here",
        hint=f"have it decided by somebody with a mandate to {right} for `{customer.id}`",
        others=others,
    )
