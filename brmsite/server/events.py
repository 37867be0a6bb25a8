"""Tells open pages what is new: a stream of server-sent events for each.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.server.board import Board, Now
from brmsite.server.places import place

SECONDS_BETWEEN_BEATS = 10.0
"""How often something is sent when nothing happens: so it is noticed that a page has gone."""

MILLISECONDS_TO_RETRY = 500

MOST = 30
"""So many findings are told; the page of findings has them all."""


def state_of(run: str, now: Now) -> str:
    """The name of a state: its number, and which run of the server it is of."""
    return f"{run}-{now.number}"


def events(
    board: Board, run: str, state: str, page: str, beat: float = SECONDS_BETWEEN_BEATS
) -> Iterator[bytes]:
    """What a page is told that shows a state: at once how things are, then whatever is new.

    Findings are told only to who shows the present state: another page is to be loaded first, and
    nobody looks for them before it is.
    """
    yield f"retry: {MILLISECONDS_TO_RETRY}\n\n".encode()
    seen = -1
    while True:
        now = board.newer(seen, beat)
        if now is None:
            yield b":\n\n"
            continue
        seen = now.number
        present = state_of(run, now)
        told: dict[str, Any] = {"state": present}
        if state == present:
            told |= findings_told(now, page)
        yield f"data: {json.dumps(told)}\n\n".encode()


def findings_told(now: Now, page: str) -> dict[str, Any]:
    """Why the last change could not be taken in; errors and warnings, those of the page first."""
    examined, showing = now.examined, now.showing
    findings = () if examined is None else examined.findings
    shown = None if showing is None else showing.page(page)
    source = "" if shown is None else shown.source
    grave = [one for one in findings if one.severity > Severity.info]
    grave.sort(key=lambda one: (-one.severity, one.span.path != source))
    return {
        "failure": now.failure,
        "errors": _count(grave, Severity.error),
        "warnings": _count(grave, Severity.warning),
        "findings": [_as_data(one) for one in grave[:MOST]],
    }


def _count(findings: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(one.severity is severity for one in findings)


def _as_data(finding: Diagnostic) -> dict[str, str]:
    return {
        "severity": finding.severity.name,
        "place": place(finding),
        "code": finding.code,
        "message": finding.message,
        "hint": finding.hint,
    }
