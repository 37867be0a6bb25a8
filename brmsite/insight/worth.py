"""What agreements are worth in a year, as their records write it: never converted, never guessed.

`annual_cost` counts where it is given, in the currency of the funding; else the yearly amounts of
the funding that covers the day. What is paid once or by the unit has no amount a year.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brmsite.ground.money import Money, totals
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Record, Register
from brmsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Worth:
    """The sums a year of all agreements, by address; none where nothing is written."""

    by_address: dict[str, tuple[Money, ...]]

    def of(self, agreement: Record[Agreement]) -> tuple[Money, ...]:
        """What one agreement is worth a year, one sum a currency."""
        return self.by_address[agreement.address]

    def together(self, agreements: tuple[Record[Agreement], ...]) -> tuple[Money, ...]:
        """What several agreements are worth a year, one sum a currency."""
        return totals([money for one in agreements for money in self.of(one)])


def derive(register: Register, settings: Settings, as_of: date) -> Worth:
    """The worth of every agreement on a day."""
    return Worth(
        {
            agreement.address: _sums(agreement.fields, settings.default_currency, as_of)
            for agreement in register.all(Agreement)
        }
    )


def _sums(agreement: Agreement, default_currency: str, as_of: date) -> tuple[Money, ...]:
    currencies = {one.currency or default_currency for one in agreement.funding}
    if agreement.annual_cost is not None:
        currency = currencies.pop() if len(currencies) == 1 else default_currency
        return (Money(Decimal(agreement.annual_cost), currency),)
    return totals(
        [
            Money(Decimal(one.yearly), one.currency or default_currency)
            for one in agreement.funding
            if one.yearly is not None and one.covers(as_of)
        ]
    )
