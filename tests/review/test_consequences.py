"""Facts that flip between two states, in words."""

from __future__ import annotations

import pytest

from brmsite.changes.change import Change, Changes, RecordChange
from brmsite.ground.words import english
from brmsite.review.consequences import Consequence, consequences, with_moved_days

SLA = "agreements/sla"
NAMES = {"services/wms": "Yard", "customers/port": "Port"}


@pytest.mark.parametrize(
    "key,before,after,said,weight",
    [
        ("bound", "yes", "no", "is no longer signed by anybody with a mandate for it", "weaker"),
        ("bound", "no", "yes", "is now signed by somebody with a mandate for it", "stronger"),
        ("sealed", "yes", "amended", "is unsigned since the amendment", "weaker"),
        ("sealed", "yes", "changed", "is no longer the text that was signed", "weaker"),
        ("sealed", "amended", "no", "is no longer sealed by any signature", "weaker"),
        ("sealed", "changed", "yes", "is signed again as it stands", "stronger"),
        ("standing", "in-force", "past-end", "stands in force -> past end", "neutral"),
        (
            "decide-by",
            "2026-08-31",
            "2026-10-31",
            "decide by moves from 2026-08-31 to 2026-10-31",
            "neutral",
        ),
        (
            "covered wms",
            "yes",
            "no",
            "Yard is no longer covered by an agreement in force",
            "weaker",
        ),
        (
            "covered wms",
            "",
            "no",
            "Yard is used, but not covered by an agreement in force",
            "weaker",
        ),
        ("covered wms", "no", "yes", "Yard is now covered by an agreement in force", "stronger"),
        (
            "contact strategic IT's_side",
            "yes",
            "no",
            "IT's side has nobody at the strategic level any more",
            "weaker",
        ),
        ("health", "green", "amber", "health green -> amber", "weaker"),
        ("health", "red", "amber", "health red -> amber", "stronger"),
        ("health", "unknown", "red", "health unknown -> red", "neutral"),
    ],
)
def test_a_fact_that_flips_is_said(
    key: str, before: str, after: str, said: str, weight: str
) -> None:
    old, new = ({f"{SLA} {key}": value} if value else {} for value in (before, after))
    (found,) = consequences(old, new, lambda address: NAMES.get(address, address))
    assert (found.address, found.said, found.weight) == (SLA, said, weight)


@pytest.mark.parametrize(
    "key,before,after",
    [
        ("bound", "", "no"),
        ("sealed", "no", "yes"),
        ("sealed", "yes", ""),
        ("sealed", "yes", "unknown"),
        ("sealed", "unknown", "yes"),
        ("health", "green", ""),
        ("covered wms", "", "yes"),
        ("covered wms", "yes", ""),
        ("standing", "closed", "closed"),
    ],
)
def test_what_came_or_went_flips_nothing(key: str, before: str, after: str) -> None:
    old, new = ({f"{SLA} {key}": value} if value else {} for value in (before, after))
    assert consequences(old, new, lambda address: address) == ()


def test_the_day_of_decision_is_told_with_the_notice() -> None:
    moved = Consequence(SLA, "decide by moves from 2026-08-31 to 2026-10-31", "neutral")
    other = Consequence("agreements/b", moved.said, "neutral")
    start = Change(("term", "start"), "term.start", 1, 2, english("start 1 -> 2"))
    notice_said = english("notice 3 -> 1 months")
    notice = Change(("term", "notice_months"), "term.notice_months", 3, 1, notice_said)
    changes = Changes((RecordChange(SLA, "changed", None, None, (start, notice)),))
    told, rest = with_moved_days(changes, (moved, other))
    assert [change.said for change in told.records[0].changes] == [
        "start 1 -> 2",
        "notice 3 -> 1 months: decide by moves from 2026-08-31 to 2026-10-31",
    ]
    assert rest == (other,)
