"""Findings as bytes that can be kept, and back: plain JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from brmsite.ground.diagnostic import Diagnostic, Edit, Label, Severity
from brmsite.ground.span import Position, Span


def kept_diagnostics(findings: Iterable[Diagnostic]) -> bytes:
    """The findings as bytes, in their order."""
    said = [
        [
            one.code,
            int(one.severity),
            one.message,
            _span(one.span),
            one.label,
            [[_span(label.span), label.text] for label in one.labels],
            one.hint,
            one.pointer,
            one.address,
            [[_span(edit.span), edit.replacement, edit.safety] for edit in one.edits],
            one.placed,
        ]
        for one in findings
    ]
    return json.dumps(said, separators=(",", ":")).encode()


def diagnostics_from(content: bytes) -> tuple[Diagnostic, ...]:
    """What `kept_diagnostics` wrote; raises ValueError or TypeError where it is something else."""
    return tuple(_diagnostic(*each) for each in json.loads(content))


def _diagnostic(
    code: str,
    severity: int,
    message: str,
    span: Any,
    label: str,
    labels: Any,
    hint: str,
    pointer: str,
    address: str,
    edits: Any,
    placed: bool,
) -> Diagnostic:
    return Diagnostic(
        code=code,
        severity=Severity(severity),
        message=message,
        span=_read_span(*span),
        label=label,
        labels=tuple(Label(_read_span(*where), text) for where, text in labels),
        hint=hint,
        pointer=pointer,
        address=address,
        edits=tuple(
            Edit(_read_span(*where), replacement, safety) for where, replacement, safety in edits
        ),
        placed=placed,
    )


def _span(span: Span) -> list[Any]:
    return [span.path, *span.start, *span.end]


def _read_span(
    path: str, line: int, column: int, offset: int, to_line: int, to_column: int, to_offset: int
) -> Span:
    return Span(path, Position(line, column, offset), Position(to_line, to_column, to_offset))
