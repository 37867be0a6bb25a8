"""An agreement that costs more than those who signed it for the customer may decide on.

The cost of a year is `annual_cost`; where it is absent, the dearest year of `funding`, in which
what is paid once counts in full. A limit `per: month` counts twelve times. A limit `per: once` is
held against the first term as a whole (of an agreement without an end, against one year). Of
several limits the best one counts, of those that hold on the day of signing and reach to all
services of the agreement. Prices by the unit are not counted, because nobody knows how many there
will be. Amounts in two currencies are not compared; that is told as a warning.

Why: above the limit the signer could not decide alone, so the promise may not bind the customer.
Mend: have it signed by somebody whose mandate reaches that far, or correct the limit or the cost.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from brmsite.ground.diagnostic import Severity
from brmsite.ground.money import Money
from brmsite.ground.period import months_begun
from brmsite.ground.words import listed
from brmsite.insight.mandates import Holding, Mandates
from brmsite.insight.signatures import CustomerSide, CustomerSignature, Signatures
from brmsite.insight.terms import CLOSED, DRAFT, end_of_term
from brmsite.kinds.agreement import Agreement, Funding
from brmsite.kinds.role import Limit
from brmsite.kinds.walk import DataPath
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding
from brmsite.settings import Settings

SEVERITY = Severity.error
CLASS = "S"

_PER_WORDS = {"year": "a year", "month": "a month", "once": "at once"}


@dataclass(frozen=True, slots=True)
class _Cost:
    """What an agreement costs in its dearest year and in its first term, in these currencies."""

    a_year: Decimal
    first_term: Decimal
    currencies: tuple[str, ...]
    name: str
    path: DataPath

    def against(self, limit: Limit) -> Decimal:
        """The amount to hold against a limit, as often as the limit counts."""
        if limit.per == "once":
            return self.first_term
        return self.a_year / 12 if limit.per == "month" else self.a_year


def check(
    register: Register, signatures: Signatures, mandates: Mandates, settings: Settings
) -> Iterator[Finding]:
    """Look at every agreement that is signed and not over."""
    for agreement in register.all(Agreement):
        side = signatures.of(agreement)
        if side is None or agreement.fields.state in (*DRAFT, *CLOSED):
            continue
        granted = [
            (signed, holding)
            for signed in side.signatures
            for holding in signed.deciding
            if _reaches(holding, agreement.fields)
        ]
        cost = _cost(agreement.fields, settings.default_currency)
        if cost is not None and granted:
            yield from _compare(side, cost, granted, mandates)


def _compare(
    side: CustomerSide,
    cost: _Cost,
    granted: list[tuple[CustomerSignature, Holding]],
    mandates: Mandates,
) -> Iterator[Finding]:
    """One finding unless one of the mandates allows the cost."""
    exceeded: list[tuple[Decimal, CustomerSignature, Holding, Limit]] = []
    foreign: list[tuple[CustomerSignature, Holding, Limit]] = []
    for signed, holding in granted:
        limit = _limit(holding)
        if limit is None:
            return
        if cost.currencies != (_currency(limit, mandates),):
            foreign.append((signed, holding, limit))
        elif (excess := cost.against(limit) - limit.amount) <= 0:
            return
        else:
            exceeded.append((excess, signed, holding, limit))
    if foreign:
        yield _incomparable(side, cost, *foreign[0][1:], mandates)
    else:
        _, signed, holding, limit = min(exceeded, key=lambda one: one[0])
        yield _above(side, cost, signed, holding, limit, mandates)


def _above(
    side: CustomerSide,
    cost: _Cost,
    signed: CustomerSignature,
    holding: Holding,
    limit: Limit,
    mandates: Mandates,
) -> Finding:
    currency = cost.currencies[0]
    first_term = limit.per == "once" and cost.first_term != cost.a_year
    amount = Money(cost.first_term if first_term else cost.a_year, currency)
    what = (
        f"`{cost.name}` makes {amount} in the first term"
        if first_term
        else (f"`{cost.name}` is {amount} a year")
    )
    return Finding(
        side.agreement,
        cost.path,
        f"{what}, above the limit of `{holding.role.person}`: "
        f"{Money(limit.amount, currency)} {_PER_WORDS[limit.per]}",
        label=f"more than `{signed.signature.person}` may sign for",
        hint=f"have it signed by {_who_may(side, cost, signed, mandates)}",
        others=(_limit_place(holding),),
    )


def _incomparable(
    side: CustomerSide, cost: _Cost, holding: Holding, limit: Limit, mandates: Mandates
) -> Finding:
    currency = _currency(limit, mandates)
    return Finding(
        side.agreement,
        cost.path,
        f"`{cost.name}` is in {listed(cost.currencies)} and the limit of `{holding.role.person}` "
        f"in {currency}, so they cannot be compared",
        label="nobody can tell whether this is above the limit",
        hint="write the mandate's limit in the currency of the agreement, or accept this with a "
        "waiver that says how it was checked",
        others=(_limit_place(holding),),
        severity=Severity.warning,
    )


def _who_may(side: CustomerSide, cost: _Cost, signed: CustomerSignature, mandates: Mandates) -> str:
    """Somebody whose mandate reached that far on the day of signing, in words."""
    for holding in mandates.deciding(side.customer.address, signed.signature.on):
        limit = _limit(holding)
        enough = limit is None or (
            cost.currencies == (_currency(limit, mandates),) and cost.against(limit) <= limit.amount
        )
        if enough and _reaches(holding, side.agreement.fields):
            return (
                f"`{holding.role.person}`, whose mandate for `{holding.unit.id}` reaches that far"
            )
    return "somebody whose mandate reaches that far"


def _limit_place(holding: Holding) -> Elsewhere:
    path = ("roles", holding.index, "mandate", "limit", "amount")
    return Elsewhere(holding.unit, path, "the limit")


def _reaches(holding: Holding, agreement: Agreement) -> bool:
    mandate = holding.role.mandate
    return mandate is not None and all(map(mandate.covers, agreement.services))


def _limit(holding: Holding) -> Limit | None:
    return holding.role.mandate.limit if holding.role.mandate else None


def _currency(limit: Limit, mandates: Mandates) -> str:
    return limit.currency or mandates.default_currency


# --- The cost ------------------------------------------------------------------------------------


def _cost(agreement: Agreement, default_currency: str) -> _Cost | None:
    """What the agreement costs, or None where no amount is known."""
    end = end_of_term(agreement.term, 0)
    start = agreement.term.start
    if agreement.annual_cost is not None:
        currencies = _currencies(agreement.funding, default_currency) or (default_currency,)
        months = 12 if end is None else months_begun(start, end)
        first_term = round(agreement.annual_cost * months / 12, 2)
        return _Cost(agreement.annual_cost, first_term, currencies, "annual_cost", ("annual_cost",))
    paid = [
        (index, funding)
        for index, funding in enumerate(agreement.funding)
        if funding.amount is not None and funding.per != "unit"
    ]
    if not paid:
        return None
    fundings = [funding for _, funding in paid]
    days = {funding.from_ or start for funding in fundings}
    a_year = max(sum(_a_year(one) for one in fundings if one.covers(day)) for day in days)
    first_term = Decimal(0)
    for funding in fundings:
        begins = max(funding.from_ or start, start)
        ends = min(day for day in (funding.to, end) if day) if funding.to or end else None
        months = 12 if ends is None else months_begun(begins, ends)
        once = funding.per == "once"
        first_term += _a_year(funding) if once else _a_year(funding) * months / 12
    return _Cost(
        Decimal(a_year),
        round(first_term, 2),
        _currencies(tuple(fundings), default_currency),
        "funding",
        ("funding", paid[0][0], "amount"),
    )


def _a_year(funding: Funding) -> Decimal:
    """What one entry costs in a year; what is paid once falls into one year."""
    return funding.yearly or funding.amount or Decimal(0)


def _currencies(fundings: tuple[Funding, ...], default: str) -> tuple[str, ...]:
    return tuple(sorted({funding.currency or default for funding in fundings}))
