"""A change marked as inside the agreement, for a service that the agreement does not cover.

Where the request names its agreement, that one must be with the customer or a unit above it, and
list every service of the request. Where it names none, some agreement of those must list it: one
that was at least agreed, and that is not an OLA or an underpinning contract, in which IT is the
buyer. A rejected request goes no way at all.

Why: what is marked as inside goes to change management and is done without a word about money or
targets; the customer then has something that nobody has promised.
Mend: say `within_agreement: no`, so that a proposal is made; or name the agreement that covers it.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.structure import Structure
from brmsite.insight.terms import DRAFT
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.change import ChangeRequest
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"

Agreed = dict[str, set[str]]
"""The addresses of services that agreements cover, by the address of the customer."""


def check(register: Register, structure: Structure) -> Iterator[Finding]:
    """Look at change requests inside their agreements."""
    agreed = _agreed(register)
    for change in register.all(ChangeRequest):
        fields = change.fields
        customer = register.one(Customer, fields.customer)
        if fields.within_agreement != "yes" or fields.state == "rejected" or customer is None:
            continue
        chain = structure.chain(customer.address)
        if chain[-1].fields.parent is not None:
            continue  # a unit above is broken or unknown, and the agreement may be with it
        if fields.agreement is None:
            yield from _in_none(register, change, chain, agreed)
        elif (agreement := register.one(Agreement, fields.agreement)) is not None:
            yield from _in_one(register, change, chain, agreement)


def _agreed(register: Register) -> Agreed:
    found: Agreed = {}
    for agreement in register.all(Agreement):
        fields = agreement.fields
        customer = register.one(Customer, fields.customer)
        bought = fields.type in ("ola", "underpinning-contract")
        if customer is not None and not bought and fields.state not in DRAFT:
            found.setdefault(customer.address, set()).update(_services(register, agreement))
    return found


def _services(register: Register, agreement: Record[Agreement]) -> Iterator[str]:
    for each in agreement.fields.services:
        service = register.one(Service, each)
        if service is not None:
            yield service.address


def _in_none(
    register: Register,
    change: Record[ChangeRequest],
    chain: tuple[Record[Customer], ...],
    agreed: Agreed,
) -> Iterator[Finding]:
    """The services that no agreement of the customer or a unit above covers."""
    for index, each in enumerate(change.fields.services):
        service = register.one(Service, each)
        if service is None:
            continue
        if not any(service.address in agreed.get(unit.address, ()) for unit in chain):
            yield _finding(change, index, f"`{each}` stands in no agreement of `{chain[0].id}`", ())


def _in_one(
    register: Register,
    change: Record[ChangeRequest],
    chain: tuple[Record[Customer], ...],
    agreement: Record[Agreement],
) -> Iterator[Finding]:
    """The services that the named agreement does not cover; all of them, if it is another's."""
    with_whom = register.one(Customer, agreement.fields.customer)
    if with_whom is None:
        return
    if with_whom not in chain:
        yield Finding(
            change,
            ("agreement",),
            f"the change is marked as inside `{agreement.id}`, which is an agreement with "
            f"`{with_whom.id}`",
            label="another customer's",
            hint="name the customer's own agreement, or say `within_agreement: no`",
            others=(Elsewhere(agreement, ("customer",), "with whom it is"),),
        )
        return
    covered = set(_services(register, agreement))
    for index, each in enumerate(change.fields.services):
        service = register.one(Service, each)
        if service is not None and service.address not in covered:
            services = (Elsewhere(agreement, ("services",), "what it covers"),)
            yield _finding(change, index, f"`{agreement.id}` does not cover `{each}`", services)


def _finding(
    change: Record[ChangeRequest], index: int, fault: str, others: tuple[Elsewhere, ...]
) -> Finding:
    return Finding(
        change,
        ("services", index),
        f"the change is marked as inside the agreement, but {fault}",
        label="not covered",
        hint="say `within_agreement: no`, or name the agreement that covers it",
        others=(*others, Elsewhere(change, ("within_agreement",), "marked here")),
    )
