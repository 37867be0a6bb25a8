"""Findings for a forge, which names files from the top of the repository: a project may stand in a
folder of it."""

from __future__ import annotations

from dataclasses import replace

from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.span import Span
from brmsite.report import Report


def from_top(report: Report) -> tuple[Diagnostic, ...]:
    """The findings of a report, with every file by its path from the top of the repository."""
    folder = report.folder.get()
    if not folder:
        return report.findings
    return tuple(_moved(finding, folder) for finding in report.findings)


def _moved(finding: Diagnostic, folder: str) -> Diagnostic:
    return replace(
        finding,
        span=_below(finding.span, folder),
        labels=tuple(replace(one, span=_below(one.span, folder)) for one in finding.labels),
        edits=tuple(replace(one, span=_below(one.span, folder)) for one in finding.edits),
    )


def _below(span: Span, folder: str) -> Span:
    return replace(span, path=folder + span.path)
