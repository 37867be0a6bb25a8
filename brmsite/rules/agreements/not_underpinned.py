"""A service in an SLA in force that rests on others, and no agreement underpins it.

A service with a supplier needs a contract with that supplier about it. A service that depends on
others needs an OLA or a contract about one of those, or about itself. They must be signed, and
named under `underpinned_by`.

Why: what suppliers and other teams have not promised, we cannot promise either.
Mend: add the OLA or the contract to `underpinned_by`; where there is none, make one.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.dependencies import Dependencies
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register, dependencies: Dependencies) -> Iterator[Finding]:
    """Look at every service of SLAs in force; a broken or missing record leaves it open."""
    for agreement in register.all(Agreement):
        fields = agreement.fields
        if fields.type != "sla" or fields.state not in IN_FORCE:
            continue
        named = [register.one(Agreement, each) for each in fields.underpinned_by]
        below = [one for one in named if one is not None]
        if len(below) < len(named):
            continue
        signed = [one for one in below if one.fields.state in (*IN_FORCE, "agreed")]
        for index, name in enumerate(fields.services):
            service = register.one(Service, name)
            if service is None:
                continue
            if service.fields.supplier is not None:
                yield from _without_contract(register, agreement, index, service, signed)
            elif service.fields.depends_on:
                yield from _without_any(register, dependencies, agreement, index, service, signed)


def _without_contract(
    register: Register,
    agreement: Record[Agreement],
    index: int,
    service: Record[Service],
    signed: list[Record[Agreement]],
) -> Iterator[Finding]:
    supplier = register.one(Supplier, service.fields.supplier)
    if supplier is None or any(
        register.one(Supplier, one.fields.provider) is supplier
        and service.address in _about(register, one)
        for one in signed
    ):
        return
    yield Finding(
        agreement,
        ("services", index),
        f"no contract with `{supplier.id}`, the supplier of `{service.id}`, is named under "
        "`underpinned_by`",
        label="rests on a supplier",
        hint="add the contract to `underpinned_by`",
        others=(Elsewhere(service, ("supplier",), "the supplier"),),
    )


def _without_any(
    register: Register,
    dependencies: Dependencies,
    agreement: Record[Agreement],
    index: int,
    service: Record[Service],
    signed: list[Record[Agreement]],
) -> Iterator[Finding]:
    carrying = {one.address for one in (service, *dependencies.below(service))}
    if any(carrying & _about(register, one) for one in signed):
        return
    names = listed(f"`{each}`" for each in service.fields.depends_on)
    yield Finding(
        agreement,
        ("services", index),
        f"`{service.id}` depends on {names}, and nothing under `underpinned_by` is about that",
        label="rests on no agreement",
        hint="add the OLA or the contract that carries it to `underpinned_by`",
        others=(Elsewhere(service, ("depends_on",), "what it depends on"),),
    )


def _about(register: Register, agreement: Record[Agreement]) -> set[str]:
    services = (register.one(Service, each) for each in agreement.fields.services)
    return {service.address for service in services if service is not None}
