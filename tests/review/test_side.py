"""What is known of one state: what differs from the other one, and how it is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import START, Span
from brmsite.review.side import Side, differing, kept, remembered

SLA = "agreements/a"


def finding(message: str, line: int = 0, address: str = SLA) -> Diagnostic:
    start = START._replace(line=START.line + line)
    span = Span("records/a/b.yaml", start, start)
    return Diagnostic("rule", Severity.error, message, span, address=address)


def side(*findings: Diagnostic) -> Side:
    return Side({f"{SLA} bound": "no"}, {SLA: ()}, {SLA: "A\nB"}, findings, frozenset({SLA}))


def messages(one: Side) -> list[str]:
    return [finding.message for finding in one.findings]


def test_findings_are_known_by_what_they_say() -> None:
    before = side(finding("a"), finding("b"), finding("b"))
    after = side(finding("b", 7), finding("c"))
    mended, added = differing(before, after)
    assert messages(added) == ["c"]
    assert messages(mended) == ["a", "b"]


def test_where_a_record_no_longer_holds_nothing_else_counts_as_mended() -> None:
    before = replace(
        side(finding("cannot be read"), finding("no report", address="agreements/b")),
        broken=frozenset({SLA}),
    )
    both = replace(side(), broken=frozenset({SLA}))
    assert messages(differing(before, both)[0]) == ["cannot be read", "no report"]
    other = replace(side(), broken=frozenset({"agreements/b"}))
    assert messages(differing(before, other)[0]) == ["cannot be read"]
    more = replace(side(), broken=frozenset({SLA, "agreements/b"}))
    assert messages(differing(before, more)[0]) == []
    none = replace(side(), broken=frozenset())
    assert messages(differing(before, none)[0]) == ["cannot be read", "no report"]


def test_a_side_is_kept_and_remembered() -> None:
    one = side(finding("a\nb"), finding("b"))
    assert remembered(kept(one)) == one


@pytest.mark.parametrize("content", [None, b"", b"[]", b"{}\n[]", b"\xff", b"[1,2,3,4]"])
def test_what_is_no_side_is_not_remembered(content: bytes | None) -> None:
    assert remembered(content) is None
