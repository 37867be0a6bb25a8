"""What an agreement is worth a year, as its record writes it."""

from __future__ import annotations

from datetime import date

import pytest

from brmsite.insight.worth import Worth
from tests.site.pages_of import insight_of

SLA = """\
title: SLA
number: AGR-1
type: sla
customer: yard
provider: provider
services: [wms]
version: "1"
state: active
term: {start: 2026-01-01, months: 24, renewal: none}
"""


def worth(money: str) -> list[str]:
    def asked(worth: Worth) -> Worth:
        return worth

    found = insight_of({"records/agreements/sla.yaml": SLA + money}, date(2026, 6, 15)).ask(asked)
    return [str(each) for each in found.by_address["agreements/sla"]]


@pytest.mark.parametrize(
    "money,expected",
    [
        ("funding: [{model: central}]", []),
        ("funding: [{model: central, amount: 1000}]", ["EUR 1,000"]),
        ("funding: [{model: central, amount: 1000, per: month}]", ["EUR 12,000"]),
        ("funding: [{model: project, amount: 1000, per: once}]", []),
        # The yearly cost counts before the funding, in the funding's currency.
        (
            "annual_cost: 900\nfunding: [{model: central, amount: 1000, currency: SEK}]",
            ["SEK 900"],
        ),
        # Currencies are never added up.
        (
            "funding: [{model: central, amount: 1000}, {model: project, amount: 5, currency: SEK}]",
            ["EUR 1,000", "SEK 5"],
        ),
        # Only what covers the day counts.
        (
            "funding: [{model: central, amount: 7, to: 2026-06-14}, {model: central, amount: 2000, from: 2026-06-15}]",
            ["EUR 2,000"],
        ),
    ],
)
def test_the_sums_of_a_year(money: str, expected: list[str]) -> None:
    assert worth(money) == expected
