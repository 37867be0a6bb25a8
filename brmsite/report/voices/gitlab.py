"""Findings as a Code Quality report, which GitLab shows in a merge request.

GitLab tells new findings from known ones by their fingerprints, and drops a second one with the
same; ours has no line in it, so that a finding stays the same when lines are added above it.
"""

from __future__ import annotations

import json
from typing import Any

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.report import Report
from brmsite.report.fingerprint import fingerprints
from brmsite.report.from_top import from_top
from brmsite.report.printable import LONGEST_PATH, printable

_SEVERITIES = {Severity.error: "major", Severity.warning: "minor", Severity.info: "info"}


def voice(report: Report) -> str:
    """A list of all findings."""
    prints = fingerprints(report.findings)
    issues = [_issue(finding, mark) for finding, mark in zip(from_top(report), prints, strict=True)]
    return json.dumps(issues, indent=2, ensure_ascii=True) + "\n"


def _issue(finding: Diagnostic, mark: str) -> dict[str, Any]:
    hint = f" ({finding.hint})" if finding.hint else ""
    span = finding.span
    return {
        "check_name": finding.code,
        "description": printable(finding.message + hint, 800),
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": mark,
        "location": {
            "path": printable(span.path, LONGEST_PATH),
            "lines": {"begin": span.start.line, "end": span.end.line},
        },
    }
