"""Where a finding is, as editors and terminals take it."""

from __future__ import annotations

from brmsite.ground.diagnostic import Diagnostic


def place(finding: Diagnostic) -> str:
    """`records/people/p-lind.yaml:3:1`, line and column from 1."""
    start = finding.span.start
    return f"{finding.span.path}:{start.line}:{start.column}"
