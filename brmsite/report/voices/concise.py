"""One line a finding, with a place that editors and terminals can jump to."""

from __future__ import annotations

from brmsite.ground.diagnostic import Diagnostic
from brmsite.report import Report
from brmsite.report.printable import printable
from brmsite.report.summary import summary


def voice(report: Report) -> str:
    """`path:line:column: severity[code] message` for each finding, then the summary."""
    shown = [concise(finding) for finding in report.findings[: report.most]]
    if len(shown) < len(report.findings):
        shown.append(f"... and {len(report.findings) - len(shown):,} more")
    return "\n".join((*shown, summary(report))) + "\n"


def concise(finding: Diagnostic) -> str:
    """One finding on one line."""
    path, start = printable(finding.span.path), finding.span.start
    said = f"{finding.severity.name}[{finding.code}] {printable(finding.message, 400)}"
    return f"{path}:{start.line}:{start.column}: {said}"
