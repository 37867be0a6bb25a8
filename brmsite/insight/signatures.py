"""What each signature on the customer's side is worth: what its signer was on that day.

The buyer of an OLA or an underpinning contract is a unit with roles and mandates like any other
customer, and what it signs binds its money in the same way; so all types of agreement are alike
here.

Where the customer signed again after the latest amendment, the signatures before it bind nobody to
the amended text, and are left out.
"""

from dataclasses import dataclass
from datetime import date

from brmsite.insight.mandates import Holding, held_by
from brmsite.insight.structure import Structure
from brmsite.kinds.agreement import Agreement, Signature
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.role import Side
from brmsite.register.register import Record, Register

OURSELVES = "provider"
"""The IT organisation, where a person works for it or it promises something."""


@dataclass(frozen=True, slots=True)
class CustomerSignature:
    """One signature for the customer: where it stands in `signatures`, and the roles that its
    signer, or whom the signer stands in for, had on the day, nearest unit first."""

    index: int
    signature: Signature
    held: tuple[Holding, ...]

    @property
    def deciding(self) -> tuple[Holding, ...]:
        """Those of the roles that come with a mandate to decide."""
        return tuple(holding for holding in self.held if holding.decides)

    @property
    def by_purchaser(self) -> bool:
        """Whether the signer was a purchaser and nothing else."""
        return bool(self.held) and all(one.role.role == "purchaser" for one in self.held)


@dataclass(frozen=True, slots=True)
class CustomerSide:
    """The customer of an agreement and the signatures on that side that count.

    `earlier` are those that hold only for the text before an amendment. `uncovered` are the
    services of the agreement for which no signer had a mandate; two signers may cover them
    together.
    """

    agreement: Record[Agreement]
    customer: Record[Customer]
    signatures: tuple[CustomerSignature, ...]
    earlier: tuple[CustomerSignature, ...]
    uncovered: tuple[str, ...]

    @property
    def is_bound(self) -> bool:
        """Whether somebody with a mandate for all that is agreed has signed."""
        decided = any(signature.deciding for signature in self.signatures)
        return decided and not self.uncovered


@dataclass(frozen=True, slots=True)
class Signatures:
    """The customers' sides of agreements, by the agreements' addresses.

    Left out is what cannot be judged: where the record of the customer, or of a unit above it, is
    missing or broken, the mandate may stand in just that record.
    """

    by_address: dict[str, CustomerSide]

    def of(self, agreement: Record[Agreement]) -> CustomerSide | None:
        """The customer's side of one agreement, or None where it cannot be judged."""
        return self.by_address.get(agreement.address)


def derive(register: Register, structure: Structure) -> Signatures:
    """The customer's side of every agreement that can be judged."""
    chains = {address: structure.chain(address) for address in structure.units}
    customer_of = register.each(Agreement, _customer_of)
    above = {agreement: chains.get(customer, ()) for agreement, customer in customer_of.items()}
    sides = register.each_with(above, Agreement, _side)
    return Signatures({address: side for address, side in sides.items() if side is not None})


def _customer_of(register: Register, agreement: Record[Agreement]) -> str:
    customer = register.one(Customer, agreement.fields.customer)
    return customer.address if customer is not None else ""


def _side(
    _register: Register, agreement: Record[Agreement], chain: tuple[Record[Customer], ...]
) -> CustomerSide | None:
    """The side of a customer, from it and the units above it; None where not all of them are
    known: the topmost one that was found names no parent."""
    if not chain or chain[-1].fields.parent is not None:
        return None
    ours = tuple(
        CustomerSignature(index, signature, held_by(chain, signature.person, signature.on))
        for index, signature in enumerate(agreement.fields.signatures)
        if signature.side == "customer"
    )
    amended = agreement.fields.amended_on
    since = tuple(one for one in ours if amended is not None and one.signature.on >= amended)
    signatures = since or ours
    granted = [
        holding.role.mandate
        for signature in signatures
        for holding in signature.deciding
        if holding.role.mandate is not None
    ]
    uncovered = tuple(
        service
        for service in agreement.fields.services
        if not any(mandate.covers(service) for mandate in granted)
    )
    earlier = tuple(one for one in ours if one not in signatures)
    return CustomerSide(agreement, chain[0], signatures, earlier, uncovered)


def may_sign(
    side: Side,
    agreement: Agreement,
    signer: Record[Person],
    units: tuple[Record[Customer], ...],
    on: date,
) -> bool:
    """Whether somebody may sign for a side of an agreement on a day: who works for the other side
    may not, unless with a role on the customer's. `units` are the customer and those above it."""
    works_for = signer.fields.org
    if side == "customer":
        return works_for != agreement.provider or bool(held_by(units, signer.id, on))
    buys = {unit.id for unit in units} | ({OURSELVES} if agreement.is_bought else set())
    return works_for not in buys - {agreement.provider} or agreement.type == "ola"
