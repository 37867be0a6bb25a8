"""The whole of a comparison in one line: what is said of it, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from brmsite.changes.change import Change, Changes, RecordChange, Weight
from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import Position, Span
from brmsite.ground.words import english
from brmsite.kinds.agreement import Signature
from brmsite.review.comparison import Comparison, verdict
from brmsite.review.consequences import UNSEALED, Consequence

UNCHANGED = "No record says anything else than before."


def change(weight: Weight = "neutral", *, signs: bool = False, gone: bool = False) -> Change:
    """A change that matters."""
    part = Signature if signs else None
    return Change((), "", None, None, english("none"), weight, True, gone, part=part)


def of(*changes: Change, errors: int = 0, unsealed: int = 0) -> Comparison:
    """A comparison of an agreement with these changes, if any, with so many new errors and seals
    that break."""
    records = (RecordChange("agreements/a", "changed", None, None, changes),) if changes else ()
    following = (Consequence("agreements/a", UNSEALED, "weaker"),) * unsealed
    here = Span("records/agreements/a.yaml", Position(1, 1, 0), Position(1, 1, 0))
    added = (
        Diagnostic("x", Severity.error, "x", here),
        Diagnostic("y", Severity.warning, "", here),
    )
    made = Comparison(
        "a", "b", date(2026, 1, 1), 1, Changes(records), following, (), (), (), {}, {}
    )
    return replace(made, added=(*added[:1] * errors, added[1]))


@pytest.mark.parametrize(
    "comparison,said",
    [
        (of(change("weaker")), "1 promise weaker."),
        (of(change("stronger"), change("stronger")), "2 promises stronger."),
        (of(change("weaker"), change("stronger")), "1 promise weaker, 1 stronger."),
        (of(change()), "1 change that matters."),
        (of(change(), change("weaker")), "1 promise weaker, 1 other change that matters."),
        (of(change(signs=True), change(signs=True)), "2 signatures."),
        (
            of(change(signs=True), change(signs=True, gone=True), change()),
            "1 signature, 1 signature gone, 1 other change that matters.",
        ),
        (of(change("weaker"), errors=9), "1 promise weaker. 9 new errors."),
        (of(change(signs=True), errors=1), "1 signature. 1 new error."),
        (of(), UNCHANGED),
        (of(errors=2), f"{UNCHANGED} 2 new errors."),
        (
            of(errors=1, unsealed=1),
            f"{UNCHANGED} 1 signed text is no longer what was signed. 1 new error.",
        ),
        (
            of(change("weaker"), unsealed=2),
            "1 promise weaker. 2 signed texts are no longer what was signed.",
        ),
    ],
)
def test_what_there_is_none_of_is_left_out(comparison: Comparison, said: str) -> None:
    assert verdict(comparison) == said
