"""An agreement in force that nobody with a mandate signed for the customer.

Somebody with a mandate holds the customer role with `decide`, for the unit or one above it, on the
day of signing, for the services agreed; a deputy signs with the same mandate. This holds for every
type of agreement: the buyer of an OLA or an underpinning contract is a unit with mandates, too.

Why: a promise binds the customer's side only if it was made by somebody who may decide.
Mend: have it signed by somebody with a mandate and write the signature down, or write the mandate
into the customer's record if it was given and only the record does not know it.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.mandates import Holding, Mandates
from brmsite.insight.signatures import CustomerSide, CustomerSignature, Signatures
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.person import Person
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register, signatures: Signatures, mandates: Mandates) -> Iterator[Finding]:
    """Look at the customer's side of agreements in force; one finding an agreement.

    Where a purchaser signed, `signed-by-purchaser` speaks; where the record of a signer is missing
    or broken, that is the fault to mend first.
    """
    for agreement in register.all(Agreement):
        side = signatures.of(agreement)
        if agreement.fields.state not in IN_FORCE or side is None or side.is_bound:
            continue
        if not side.signatures:
            yield _unsigned(side, mandates)
        elif all(
            register.one(Person, signed.signature.person) and not signed.by_purchaser
            for signed in side.signatures
        ):
            yield _signed_in_vain(side, mandates)


def _unsigned(side: CustomerSide, mandates: Mandates) -> Finding:
    state = side.agreement.fields.state
    able = _who_may(side, side.agreement.fields.term.start, mandates)
    return Finding(
        side.agreement,
        ("state",),
        f"`state` is `{state}`, but `signatures` has none for the customer",
        label=f"nobody signed for `{side.customer.id}`",
        hint=f"have it signed by {able} and add the signature, with `side: customer`",
    )


def _signed_in_vain(side: CustomerSide, mandates: Mandates) -> Finding:
    """The finding at the signature that came nearest to being enough: mending it is the least
    work."""
    tried = [_reason(side, signed, mandates) for signed in side.signatures]
    signed, (_, why, others) = min(
        zip(side.signatures, tried, strict=True), key=lambda one: one[1][0]
    )
    able = _who_may(side, signed.signature.on, mandates)
    return Finding(
        side.agreement,
        ("signatures", signed.index, "person"),
        f"`{signed.signature.person}` signed for `{side.customer.id}` {why}",
        label="signs without a mandate",
        hint=f"have it signed by {able}, or write the mandate down if it was given",
        others=others,
    )


def _reason(
    side: CustomerSide, signed: CustomerSignature, mandates: Mandates
) -> tuple[int, str, tuple[Elsewhere, ...]]:
    """Why a signature is not enough: how far it is from it, in words, and what shows it."""
    if signed.deciding:
        services = listed(f"`{service}`" for service in side.uncovered)
        others = tuple(
            _at(holding, ("mandate", "services"), "the mandate is for these")
            for holding in signed.deciding
        )
        return 0, f"without a mandate for {services}", others
    on = signed.signature.on
    another_time = [
        holding
        for holding in mandates.holdings(side.customer.address)
        if signed.signature.person in (holding.role.person, holding.role.deputy) and holding.decides
    ]
    if another_time:
        others = tuple(_not_valid_on(holding, on) for holding in another_time)
        return 1, f"on {on}, when the mandate did not hold", others
    if signed.held:
        role = signed.held[0].role.role
        said = "but without a mandate to decide" if role == "customer" else "which decides nothing"
        return 2, f"as `{role}`, {said}", (_at(signed.held[0], ("role",), "the role on that day"),)
    return 3, "without a role there or in a unit above", ()


def _not_valid_on(holding: Holding, day: date) -> Elsewhere:
    if day < holding.role.from_:
        return _at(holding, ("from",), "the mandate begins here")
    return _at(holding, ("to",), "the mandate ends here")


def _at(holding: Holding, path: tuple[str, ...], text: str) -> Elsewhere:
    return Elsewhere(holding.unit, ("roles", holding.index, *path), text)


def _who_may(side: CustomerSide, day: date, mandates: Mandates) -> str:
    """Somebody who might have signed on a day, by id; in general words where there is nobody."""
    for holding in mandates.deciding(side.customer.address, day):
        mandate = holding.role.mandate
        if mandate and all(map(mandate.covers, side.agreement.fields.services)):
            return f"`{holding.role.person}`, who decides for `{holding.unit.id}`"
    return f"somebody with a mandate for `{side.customer.id}`"
