"""Findings as JUnit XML, which most build servers read: one test case for each file checked.

A file, because that is what passes or fails and what a person opens. A case fails by its errors,
all of them in one `failure`, since many readers show only the first; warnings and remarks stand in
its `system-out`, so that a passed day turns nothing red.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.words import plural
from brmsite.report import Report
from brmsite.report.from_top import from_top
from brmsite.report.printable import printable
from brmsite.report.voices.concise import concise


def voice(report: Report) -> str:
    """A suite with a case for every file that was read or that a finding is about."""
    folder = report.folder.get()
    by_path: dict[str, list[Diagnostic]] = {folder + path: [] for path in report.sources}
    for finding in from_top(report):
        by_path.setdefault(finding.span.path, []).append(finding)
    cases = [_case(path, found) for path, found in sorted(by_path.items())]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
        "skipped": "0",
        "time": f"{report.seconds:.3f}",
    }
    suites = ET.Element("testsuites", counts)
    suite = ET.SubElement(suites, "testsuite", {"name": "brmsite check", **counts})
    suite.extend(cases)
    ET.indent(suites)
    written = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _case(path: str, found: list[Diagnostic]) -> ET.Element:
    shown = _xml(printable(path))
    folder = shown.rpartition("/")[0].replace("/", ".")
    case = ET.Element(
        "testcase", {"classname": folder or "brmsite", "name": shown, "file": shown, "time": "0"}
    )
    errors = [finding for finding in found if finding.severity == Severity.error]
    if errors:
        more = f" (and {plural(len(errors) - 1, 'error')} more)" if errors[1:] else ""
        said = {"type": errors[0].code, "message": _xml(printable(errors[0].message, 400) + more)}
        ET.SubElement(case, "failure", said).text = _lines(errors)
    others = [finding for finding in found if finding.severity != Severity.error]
    if others:
        ET.SubElement(case, "system-out").text = _lines(others)
    return case


def _lines(findings: list[Diagnostic]) -> str:
    return "\n".join(
        _xml(concise(finding) + (f"\n  help: {printable(finding.hint, 400)}" * bool(finding.hint)))
        for finding in findings
    )


# What is left after `printable`, and no document of XML 1.0 may hold.
_NO_XML = re.compile("[\ufffe\uffff]")


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
