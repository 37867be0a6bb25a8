"""Facts that flip between two states, in words."""

from __future__ import annotations

import pytest

from brmsite.changes.change import Change, Changes, RecordChange
from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import START, Span
from brmsite.review.consequences import Consequence, consequences, with_moved_days
from brmsite.review.side import Side, differing, kept, remembered

SLA = "agreements/sla"
NAMES = {"services/wms": "Yard", "customers/port": "Port"}


@pytest.mark.parametrize(
    "key,before,after,said,weight",
    [
        ("bound", "yes", "no", "is no longer signed by anybody with a mandate for it", "weaker"),
        ("bound", "no", "yes", "is now signed by somebody with a mandate for it", "stronger"),
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
    start = Change(("term", "start"), "term.start", 1, 2, "start 1 -> 2")
    notice = Change(("term", "notice_months"), "term.notice_months", 3, 1, "notice 3 -> 1 months")
    changes = Changes((RecordChange(SLA, "changed", None, None, (start, notice)),))
    told, rest = with_moved_days(changes, (moved, other))
    assert [change.said for change in told.records[0].changes] == [
        "start 1 -> 2",
        "notice 3 -> 1 months: decide by moves from 2026-08-31 to 2026-10-31",
    ]
    assert rest == (other,)


def finding(message: str, line: int = 0) -> Diagnostic:
    start = START._replace(line=START.line + line)
    return Diagnostic("rule", Severity.error, message, Span("records/a/b.yaml", start, start))


def test_findings_are_known_by_what_they_say() -> None:
    before = side(finding("a"), finding("b"), finding("b"))
    after = side(finding("b", 7), finding("c"))
    mended, added = differing(before, after)
    assert [one.message for one in added.findings] == ["c"]
    assert [one.message for one in mended.findings] == ["a", "b"]


def side(*findings: Diagnostic) -> Side:
    return Side({f"{SLA} bound": "no"}, {SLA: ()}, {SLA: "A\nB"}, findings)


def test_a_side_is_kept_and_remembered() -> None:
    one = side(finding("a\nb"), finding("b"))
    assert remembered(kept(one)) == one


@pytest.mark.parametrize("content", [None, b"", b"[]", b"{}\n[]", b"\xff", b"[1,2,3,4]"])
def test_what_is_no_side_is_not_remembered(content: bytes | None) -> None:
    assert remembered(content) is None
