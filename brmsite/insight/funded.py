"""How much of what the agreements in force cost is secured: approved funding / annual cost.

Money counts that somebody approved by the as-of date and that covers it, as an amount a year, and
never for more than the agreement costs: what one has too much does not pay for another. What is
paid once or by the unit has no amount a year; where such money is in play, or several currencies,
nothing is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brmsite.ground.money import Money
from brmsite.insight.terms import Terms
from brmsite.kinds.agreement import Agreement, Funding
from brmsite.register.register import Record
from brmsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Funded:
    """One agreement in force: what it costs a year, and how much of that is approved.

    Either is None where the record does not say it as an amount a year.
    """

    agreement: Record[Agreement]
    cost: Money | None
    secured: Money | None

    @property
    def open(self) -> Money | None:
        """What is not secured; None where that is not known."""
        if self.cost is None or self.secured is None:
            return None
        return Money(self.cost.amount - self.secured.amount, self.cost.currency)


@dataclass(frozen=True, slots=True)
class FundedShare:
    """The agreements of one currency together: `secured` of `cost` a year."""

    currency: str
    agreements: tuple[Funded, ...]

    @property
    def secured(self) -> Money:
        """What is approved, of each agreement at most what it costs."""
        return self._sum(one.secured for one in self.agreements)

    @property
    def cost(self) -> Money:
        """What the agreements cost."""
        return self._sum(one.cost for one in self.agreements)

    @property
    def percent(self) -> float | None:
        """From 0 to 100; None where nothing costs anything."""
        return float(100 * self.secured.amount / self.cost.amount) if self.cost.amount else None

    @property
    def missing(self) -> tuple[Funded, ...]:
        """The agreements that are not secured whole."""
        return tuple(one for one in self.agreements if one.open is not None and one.open.amount)

    def _sum(self, amounts: Iterable[Money | None]) -> Money:
        known = (money.amount for money in amounts if money is not None)
        return Money(sum(known, Decimal(0)), self.currency)


@dataclass(frozen=True, slots=True)
class Fundings:
    """The agreements in force, by address."""

    by_address: dict[str, Funded]

    def of(self, agreement: Record[Agreement]) -> Funded | None:
        """One agreement; None where it is not in force."""
        return self.by_address.get(agreement.address)


def shares(funded: Iterable[Funded]) -> tuple[FundedShare, ...]:
    """One share a currency, in the order of their codes, of the agreements that can be told."""
    by_currency: dict[str, list[Funded]] = {}
    for one in funded:
        if one.cost is not None and one.secured is not None:
            by_currency.setdefault(one.cost.currency, []).append(one)
    return tuple(
        FundedShare(currency, tuple(each)) for currency, each in sorted(by_currency.items())
    )


def derive(terms: Terms, settings: Settings, as_of: date) -> Fundings:
    """All agreements in force on a day."""
    return Fundings(
        {
            term.agreement.address: _funded(term.agreement, settings.default_currency, as_of)
            for term in terms.in_force
        }
    )


def _funded(agreement: Record[Agreement], default_currency: str, as_of: date) -> Funded:
    fields = agreement.fields
    currencies = {one.currency or default_currency for one in fields.funding} or {default_currency}
    if fields.annual_cost is None or len(currencies) > 1:
        return Funded(agreement, None, None)
    cost = Money(Decimal(fields.annual_cost), currencies.pop())
    amounts = [one.yearly for one in fields.funding if is_secured(one, as_of)]
    known = [Decimal(amount) for amount in amounts if amount is not None]
    if len(known) < len(amounts):
        return Funded(agreement, cost, None)
    return Funded(agreement, cost, Money(min(cost.amount, sum(known, Decimal(0))), cost.currency))


def is_secured(funding: Funding, as_of: date) -> bool:
    """Whether somebody had approved this money by a day, and it is there for that day."""
    if funding.model == "none-agreed" or funding.approved_by is None:
        return False
    approved_on = funding.approved_on
    return approved_on is not None and approved_on <= as_of and funding.covers(as_of)
