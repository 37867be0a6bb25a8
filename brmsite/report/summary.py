"""The last lines of a report: how many findings of what weight, in how many files."""

from __future__ import annotations

from collections import Counter

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed, plural
from brmsite.report import Report

NOUNS = {
    Severity.error: ("error", "errors"),
    Severity.warning: ("warning", "warnings"),
    Severity.info: ("remark", "remarks"),
}


def summary(report: Report) -> str:
    """`Found 8 errors in 3 of 412 files (0.2 s).`"""
    took = f" ({report.seconds:.1f} s)" if report.seconds else ""
    files = plural(report.file_count, "file")
    if not report.findings:
        return f"No findings in {files}{took}."
    counts = Counter(finding.severity for finding in report.findings)
    found = listed(
        plural(counts[severity], *NOUNS[severity])
        for severity in sorted(NOUNS, reverse=True)
        if counts[severity]
    )
    touched = len({finding.span.path for finding in report.findings})
    said = f"Found {found} in {touched:,} of {files}{took}."
    if report.unchecked:
        broken = plural(report.unchecked, "record that does not hold", "records that do not hold")
        said += f"\nReferences and rules were not looked at in {broken}."
    return said
