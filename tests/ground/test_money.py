"""Sums of money: how they look, and that currencies are never mixed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.money import Money, grouped, totals

AMOUNTS = st.decimals(0, 10**12, places=2)
SUMS = st.lists(st.builds(Money, AMOUNTS, st.sampled_from(["CHF", "EUR", "USD"])))


@pytest.mark.parametrize(
    "amount, text",
    [
        ("0", "0"),
        ("0.00", "0"),
        ("999", "999"),
        ("1000", "1,000"),
        ("1250000", "1,250,000"),
        ("1250000.00", "1,250,000"),
        ("1250000.5", "1,250,000.5"),
        ("1250000.50", "1,250,000.50"),
        ("0.01", "0.01"),
        ("1E+6", "1,000,000"),
        ("-1234.5", "-1,234.5"),
        ("999999999999999999", "999,999,999,999,999,999"),
        ("999999999999999999.000000000000", "999,999,999,999,999,999"),
        ("11999999999999999988", "11,999,999,999,999,999,988"),
    ],
)
def test_an_amount_is_grouped(amount: str, text: str) -> None:
    assert grouped(Decimal(amount)) == text


def test_money_names_its_currency_first() -> None:
    assert str(Money(Decimal(186000), "EUR")) == "EUR 186,000"


def test_one_sum_a_currency_in_the_order_of_codes() -> None:
    sums = [
        Money(Decimal("1.10"), "USD"),
        Money(Decimal(2), "EUR"),
        Money(Decimal("2.20"), "USD"),
    ]

    assert totals(sums) == (Money(Decimal(2), "EUR"), Money(Decimal("3.30"), "USD"))


def test_no_sums_make_no_total() -> None:
    assert totals([]) == ()


@given(AMOUNTS)
def test_what_is_grouped_can_be_read_again(amount: Decimal) -> None:
    assert Decimal(grouped(amount).replace(",", "")) == amount


@given(SUMS)
def test_the_order_of_sums_does_not_matter(sums: list[Money]) -> None:
    backwards = totals(list(reversed(sums)))

    assert totals(sums) == backwards
    assert [money.currency for money in backwards] == sorted({money.currency for money in sums})
