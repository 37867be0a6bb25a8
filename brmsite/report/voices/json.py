"""Findings for programs: one JSON document, described by `report/findings.schema.json`."""

from __future__ import annotations

import json
from typing import Any

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import Position, Span
from brmsite.report import Report
from brmsite.report.fingerprint import fingerprint

FORMAT = 1
"""Raised when a key changes its meaning or goes away; keys may be added without."""


def voice(report: Report) -> str:
    """All findings and how many there are of each severity."""
    counts = {severity.name: 0 for severity in sorted(Severity, reverse=True)}
    for finding in report.findings:
        counts[finding.severity.name] += 1
    document = {
        "format": FORMAT,
        "files": report.file_count,
        "counts": counts,
        "findings": [as_data(finding) for finding in report.findings],
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def as_data(finding: Diagnostic) -> dict[str, Any]:
    """One finding as plain data."""
    return {
        "name": finding.code,
        "severity": finding.severity.name,
        "message": finding.message,
        **_place(finding.span),
        "placed": finding.placed,
        "address": finding.address,
        "pointer": finding.pointer,
        "label": finding.label,
        "help": finding.hint,
        "related": [{**_place(label.span), "message": label.text} for label in finding.labels],
        "edits": [
            {**_place(edit.span), "replacement": edit.replacement, "safety": edit.safety}
            for edit in finding.edits
        ],
        "fingerprint": fingerprint(finding),
    }


def _place(span: Span) -> dict[str, Any]:
    return {"path": span.path, "start": _position(span.start), "end": _position(span.end)}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "offset": position.offset}
