"""Findings come back from their bytes as they were; what is something else is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.examine import examine
from brmsite.ground.diagnostic import Diagnostic, Edit, Label, Severity
from brmsite.ground.kept_diagnostics import diagnostics_from, kept_diagnostics
from brmsite.ground.span import Position, Span

ROOT = Path(__file__).resolve().parents[2]

POSITIONS = st.builds(Position, st.integers(1), st.integers(1), st.integers(0))
SPANS = st.builds(Span, st.text(), POSITIONS, POSITIONS)
FINDINGS = st.builds(
    Diagnostic,
    code=st.text(),
    severity=st.sampled_from(Severity),
    message=st.text(),
    span=SPANS,
    label=st.text(),
    labels=st.lists(st.builds(Label, SPANS, st.text()), max_size=2).map(tuple),
    hint=st.text(),
    pointer=st.text(),
    address=st.text(),
    edits=st.lists(
        st.builds(Edit, SPANS, st.text(), st.sampled_from(["safe", "unsafe"])), max_size=2
    ).map(tuple),
    placed=st.booleans(),
)


@given(st.lists(FINDINGS, max_size=3).map(tuple))
def test_findings_come_back_as_they_were(findings: tuple[Diagnostic, ...]) -> None:
    again = diagnostics_from(kept_diagnostics(findings))
    assert again == findings
    assert [type(one.severity) for one in again] == [Severity] * len(again)


@pytest.mark.parametrize("tree", ["broken", "hostile", "full"])
def test_those_of_whole_trees_come_back(tree: str) -> None:
    findings = examine(ROOT / "tests" / "trees" / tree, date(2026, 3, 31)).findings
    assert diagnostics_from(kept_diagnostics(findings)) == findings


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b"[[]]", b'[["a"]]', b"{}x", b"\xff", b"null", b"7"]
)
def test_what_is_something_else_is_refused(content: bytes) -> None:
    with pytest.raises((ValueError, TypeError)):
        diagnostics_from(content)


def test_a_part_that_is_something_else_is_refused() -> None:
    span = Span("records/x.yaml", Position(1, 1, 0), Position(1, 2, 1))
    [whole] = json.loads(kept_diagnostics([Diagnostic("code", Severity.error, "said", span)]))
    for place, other in ((1, 99), (1, "error"), (3, None), (3, ["p", 1]), (5, 7), (9, [[1]])):
        changed = [*whole]
        changed[place] = other
        with pytest.raises((ValueError, TypeError)):
            diagnostics_from(json.dumps([changed]).encode())
