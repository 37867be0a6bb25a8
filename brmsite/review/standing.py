"""What the derived facts say of each record, as plain texts that can be kept and compared.

Only what people decide on is here: whether an agreement binds and until when, whether its text is
the one that was signed, what covers a service, who speaks at which level, how healthy a
relationship is.
"""

from __future__ import annotations

from collections.abc import Iterator

from brmsite.insight.contacts import SIDE_NAMES, Contacts
from brmsite.insight.coverage import Coverage
from brmsite.insight.health import Health
from brmsite.insight.seals import Seals
from brmsite.insight.signatures import Signatures
from brmsite.insight.terms import Terms
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register

Standings = dict[str, str]
"""By `address fact detail`, what is so: `agreements/sla-x decide-by` is `2026-08-31`."""


def standings(
    register: Register,
    terms: Terms,
    signatures: Signatures,
    seals: Seals,
    coverage: Coverage,
    contacts: Contacts,
    health: Health,
) -> Standings:
    """Everything that can flip, of every record."""
    return {
        **dict(_of_agreements(register, terms, signatures, seals)),
        **dict(_of_customers(register, coverage, contacts, health)),
    }


def _of_agreements(
    register: Register, terms: Terms, signatures: Signatures, seals: Seals
) -> Iterator[tuple[str, str]]:
    for agreement in register.all(Agreement):
        address, found = agreement.address, terms.of(agreement)
        yield f"{address} standing", found.standing
        if found.term.end is not None:
            yield f"{address} ends", found.term.end.isoformat()
        if found.term.notice_by is not None:
            yield f"{address} notice-by", found.term.notice_by.isoformat()
        if found.term.decide_by is not None:
            yield f"{address} decide-by", found.term.decide_by.isoformat()
        side = signatures.of(agreement)
        if side is not None:
            yield f"{address} bound", "yes" if side.is_bound else "no"
        yield f"{address} sealed", _sealed(agreement, seals)


def _sealed(agreement: Record[Agreement], seals: Seals) -> str:
    """Whether the text is the one that was signed: `yes`, `changed`, or `amended` and not signed
    since by both sides that had; `no` where no signature seals it, and `unknown` where that cannot
    be judged."""
    if all(one.digest is None for one in agreement.fields.signatures):
        return "no"
    standings = {seal.standing for seal in seals.of(agreement)}
    if "changed" in standings:
        return "changed"
    if seals.unsigned_sides(agreement):
        return "amended"
    return "yes" if "matches" in standings else "unknown"


def _of_customers(
    register: Register, coverage: Coverage, contacts: Contacts, health: Health
) -> Iterator[tuple[str, str]]:
    for customer in register.all(Customer):
        address = customer.address
        for use in coverage.of_customer(customer):
            service = use.consumption.service
            yield f"{address} covered {service}", "yes" if use.covered_by else "no"
        for cell in contacts.of(customer).cells:
            side = SIDE_NAMES[cell.side].replace(" ", "_")
            filled = "yes" if cell.people else "no"
            yield f"{address} contact {cell.level} {side}", filled
        found = health.of_customer(customer)
        if found is not None:
            yield f"{address} health", found.colour or "unknown"
