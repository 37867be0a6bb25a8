"""Which agreements want a decision, by the last day on which one can still act."""

from __future__ import annotations

from datetime import date

import pytest

from brmsite.insight.notices import Notices
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
term: {term}
funding: [{{model: central}}]
"""
TACIT = "{start: 2025-01-01, months: 24, renewal: tacit, renewal_months: 12, notice_months: 3}"
ENDS = "{start: 2025-01-01, months: 24, renewal: none}"
DECIDED = TACIT[:-1] + ", decisions: [{on: 2026-01-01, by: petra, outcome: renew}]}"


def notices(term: str, as_of: date) -> tuple[list[tuple[str, int]], list[int], int, int]:
    """What is near (day, days left), what is later (days left), how many passed and ended."""

    def asked(notices: Notices) -> Notices:
        return notices

    files = {"records/agreements/sla.yaml": SLA.format(term=term)}
    found = insight_of(files, as_of).ask(asked)
    return (
        [(each.act_by.isoformat(), each.days_left) for each in found.near],
        [each.days_left for each in found.later],
        len(found.passed),
        len(found.ended),
    )


@pytest.mark.parametrize(
    "term,as_of,expected",
    [
        # 90 days before the notice day it is near, not a day earlier.
        (TACIT, date(2026, 7, 1), ([], [91], 0, 0)),
        (TACIT, date(2026, 7, 2), ([("2026-09-30", 90)], [], 0, 0)),
        # One can act on the notice day itself; on the day after it runs on.
        (TACIT, date(2026, 9, 30), ([("2026-09-30", 0)], [], 0, 0)),
        (TACIT, date(2026, 10, 1), ([], [], 1, 0)),
        # What just ends can be renewed until its last day.
        (ENDS, date(2026, 12, 31), ([("2026-12-31", 0)], [], 0, 0)),
        (ENDS, date(2027, 1, 1), ([], [], 0, 1)),
        # What is decided is no question any more.
        (DECIDED, date(2026, 9, 30), ([], [], 0, 0)),
    ],
)
def test_a_decision_is_asked_for_while_one_can_still_act(
    term: str, as_of: date, expected: object
) -> None:
    assert notices(term, as_of) == expected
