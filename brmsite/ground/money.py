"""Sums of money: an exact amount in one currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency (an ISO 4217 code)."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.currency} {grouped(self.amount)}"


def grouped(amount: Decimal) -> str:
    """`1250000` as `1,250,000`; decimals are kept only where there are any."""
    whole = amount == amount.to_integral_value()
    return f"{amount.quantize(Decimal(1)) if whole else amount:,f}"


def totals(sums: list[Money]) -> tuple[Money, ...]:
    """One sum a currency, in the order of the currencies' codes; currencies are never mixed."""
    by_currency: dict[str, Decimal] = {}
    for money in sums:
        by_currency[money.currency] = by_currency.get(money.currency, Decimal(0)) + money.amount
    return tuple(Money(amount, currency) for currency, amount in sorted(by_currency.items()))
