"""A finding as a few lines, so that a test can hold what is said of a text whole."""

from __future__ import annotations

from collections.abc import Iterable

from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.span import Span


def said(*findings: Diagnostic) -> str:
    """Place, severity, code and message; below them what is written at the places, and the
    remedy."""
    return "".join(f"{line}\n" for finding in findings for line in _lines(finding))


def _lines(finding: Diagnostic) -> Iterable[str]:
    place = at(finding.span) if finding.placed else "the file"
    yield f"{place} {finding.severity.name}[{finding.code}] {finding.message}"
    if finding.label:
        yield f"  here: {finding.label}"
    for label in finding.labels:
        yield f"  {at(label.span)}: {label.text}"
    if finding.hint:
        yield f"  help: {finding.hint}"
    if finding.pointer:
        yield f"  field: {finding.pointer}"


def at(span: Span) -> str:
    """`2:1-2:5`: lines and columns of both ends."""
    start, end = span.start, span.end
    return f"{start.line}:{start.column}-{end.line}:{end.column}"
