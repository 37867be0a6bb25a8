"""Findings as workflow commands of GitHub Actions, which shows them beside the changed lines.

At most ten of a severity are shown for one step, so the tenth says how many there are besides;
all of them stand in the log above, one line each. Escaping follows the workflow commands'
documentation: `%`, CR and LF everywhere, `:` and `,` in properties.
"""

from __future__ import annotations

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.words import plural
from brmsite.report import Report
from brmsite.report.from_top import from_top
from brmsite.report.printable import LONGEST_PATH, printable
from brmsite.report.summary import NOUNS, summary
from brmsite.report.voices.concise import concise

SHOWN = 10

_COMMANDS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "notice"}


def voice(report: Report) -> str:
    """Every finding on a line of the log, then the commands, then the summary."""
    findings = from_top(report)
    lines = [concise(finding) for finding in findings]
    for severity, command in _COMMANDS.items():
        alike = [finding for finding in findings if finding.severity == severity]
        for number, finding in enumerate(alike[:SHOWN], 1):
            more = len(alike) - SHOWN if number == SHOWN else 0
            besides = f" (and {plural(more, *NOUNS[severity])} more, see the log)" if more else ""
            lines.append(_command(command, finding, besides))
    return "\n".join((*lines, summary(report))) + "\n"


def _command(command: str, finding: Diagnostic, besides: str) -> str:
    start, end = finding.span.start, finding.span.end
    properties = {"file": printable(finding.span.path, LONGEST_PATH), "line": start.line}
    if finding.placed:
        # Columns are taken only where the finding is on one line.
        same = end.line == start.line and end.column > start.column
        properties |= {"endLine": end.line}
        properties |= {"col": start.column, "endColumn": end.column - 1} if same else {}
    properties["title"] = finding.code
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    hint = f" ({finding.hint})" if finding.hint else ""
    return f"::{command} {said}::{_data(printable(finding.message, 400) + hint + besides)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
