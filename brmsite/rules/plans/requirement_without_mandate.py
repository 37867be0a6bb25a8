"""A requirement decided by somebody without a mandate, or by nobody who is named.

Who accepts or declines a requirement needs a customer role with `decide` for the customer or a
unit above, on the day, and for the service where one is named; a deputy counts. A purchaser may
decide where the route is `existing`: nothing new is made. IT management may decline what IT cannot
do. Until it is decided, `decided_by` only says who will, and is not looked at.

Why: a new service may be prepared with a purchaser; it is decided by the customer. What somebody
else has accepted is built, and then not paid.
Mend: have it decided by somebody with a mandate and write that name in `decided_by`; or set it
back to `prepared`.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.insight.mandates import Holding, Mandates
from brmsite.insight.structure import Structure
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.requirement import Requirement
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register, structure: Structure, mandates: Mandates) -> Iterator[Finding]:
    """Look at requirements that were decided."""
    for requirement in register.all(Requirement):
        fields = requirement.fields
        customer = register.one(Customer, fields.customer)
        if not fields.is_decided or customer is None:
            continue
        if fields.decided_by is None:
            if fields.state != "declined":
                yield _by_nobody(requirement)
            continue
        chain = structure.chain(customer.address)
        if chain[-1].fields.parent is not None:
            continue  # a unit above is broken or unknown, and the mandate may stand there
        if register.one(Person, fields.decided_by) is None:
            continue
        held = _held(mandates, customer, fields.decided_by, fields.decided)
        if any(_allows(holding, fields) for holding in held):
            continue
        if fields.state == "declined" and _is_it_management(
            chain, fields.decided_by, fields.decided
        ):
            continue
        yield _by_another(requirement, customer, held)


def _held(
    mandates: Mandates, customer: Record[Customer], person: str, day: date | None
) -> tuple[Holding, ...]:
    """The roles on the day; where nobody wrote the day, on any."""
    if day is not None:
        return mandates.of_person(customer.address, person, day)
    return tuple(
        holding
        for holding in mandates.holdings(customer.address)
        if person in (holding.role.person, holding.role.deputy)
    )


def _allows(holding: Holding, fields: Requirement) -> bool:
    role = holding.role
    if fields.route == "existing" and role.role == "purchaser":
        return True
    if not role.decides or role.mandate is None:
        return False
    return fields.service is None or role.mandate.covers(fields.service)


def _is_it_management(chain: tuple[Record[Customer], ...], person: str, day: date | None) -> bool:
    return any(
        role.role == "it-management"
        and person in (role.person, role.deputy)
        and (day is None or role.covers(day))
        for unit in chain
        for role in unit.fields.roles
    )


def _by_nobody(requirement: Record[Requirement]) -> Finding:
    return Finding(
        requirement,
        ("state",),
        f"the requirement is `{requirement.fields.state}`, but names nobody who decided",
        label="no `decided_by`",
        hint="write who decided, or set it back to `prepared`",
    )


def _by_another(
    requirement: Record[Requirement], customer: Record[Customer], held: tuple[Holding, ...]
) -> Finding:
    fields = requirement.fields
    day = f" on {fields.decided}" if fields.decided else ""
    others = (
        (Elsewhere(held[0].unit, ("roles", held[0].index, "role"), "the role on that day"),)
        if held
        else ()
    )
    return Finding(
        requirement,
        ("decided_by",),
        f"`{fields.decided_by}` decided without a mandate for `{customer.id}`{day}",
        label="holds no mandate to decide on this",
        hint=f"have it decided by somebody with a mandate for `{customer.id}`",
        others=others,
    )
