"""Findings as SARIF 2.1.0, which code scanning of forges and many editors read.

Only rules that something was found by are told, with why they matter and how to mend. Places are
counted in Unicode code points from 1, and the end of a region is the column after its last
character, as in our own spans. Standard: OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from brmsite import __version__
from brmsite.ground.diagnostic import Diagnostic, Edit, Label, Severity
from brmsite.ground.span import Span
from brmsite.register.codes import CODES, STAGES, Explained
from brmsite.report import Report
from brmsite.report.fingerprint import fingerprints
from brmsite.report.from_top import from_top
from brmsite.report.printable import printable
from brmsite.rules import all_rules
from brmsite.rules.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LONGEST = 2000
"""So many characters of a text from a record are told at the most."""

_LEVELS = {Severity.error: "error", Severity.warning: "warning", Severity.info: "note"}


def voice(report: Report) -> str:
    """One run with every finding as a result."""
    names = sorted({finding.code for finding in report.findings})
    run = {
        "tool": {
            "driver": {
                "name": "brmsite",
                "version": __version__,
                "rules": [_rule(name) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, mark, names.index(finding.code))
            for finding, mark in zip(from_top(report), fingerprints(report.findings), strict=True)
        ],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def _rule(name: str) -> dict[str, Any]:
    said: Rule | Explained | None = all_rules().get(name) or CODES.get(name)
    if said is None:
        return {"id": name}
    theme = said.theme if isinstance(said, Rule) else STAGES[said.stage]
    why, mend = _sentence(said.why), _sentence(said.mend)
    return {
        "id": name,
        "shortDescription": {"text": _sentence(said.finds)},
        "fullDescription": {"text": why},
        "help": {
            "text": f"Why: {why}\n\nMend: {mend}",
            "markdown": f"**Why:** {why}\n\n**Mend:** {mend}",
        },
        "defaultConfiguration": {"level": _LEVELS[said.severity]},
        "properties": {"tags": [theme]},
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _result(finding: Diagnostic, mark: str, rule: int) -> dict[str, Any]:
    hint = f" ({finding.hint})" if finding.hint else ""
    region = _region(finding.span) if finding.placed else {"startLine": finding.span.start.line}
    place: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _file(finding.span.path), "region": region}
    }
    if finding.label:
        place["message"] = {"text": printable(finding.label, LONGEST)}
    if finding.address:
        field = f"#{finding.pointer}" if finding.pointer else ""
        place["logicalLocations"] = [
            {"fullyQualifiedName": printable(finding.address + field, LONGEST), "kind": "member"}
        ]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": printable(finding.message + hint, LONGEST)},
        "locations": [place],
        "partialFingerprints": {"brmsite/v1": mark},
    }
    if finding.labels:
        result["relatedLocations"] = [
            _related(number, label) for number, label in enumerate(finding.labels, 1)
        ]
    if finding.edits:
        result["fixes"] = [_fix(finding.edits)]
    return result


def _related(number: int, label: Label) -> dict[str, Any]:
    return {
        "id": number,
        "message": {"text": printable(label.text, LONGEST)},
        "physicalLocation": {
            "artifactLocation": _file(label.span.path),
            "region": _region(label.span),
        },
    }


def _fix(edits: Sequence[Edit]) -> dict[str, Any]:
    """All edits of a finding together: they mend it only as a whole."""
    certain = all(edit.safety == "safe" for edit in edits)
    return {
        "description": {"text": "Certain: mended by `brmsite check --fix`."}
        if certain
        else {"text": "Likely: mended by `brmsite check --fix --unsafe-fixes`."},
        "artifactChanges": [
            {
                "artifactLocation": _file(path),
                "replacements": [
                    {
                        "deletedRegion": _region(edit.span),
                        "insertedContent": {"text": edit.replacement},
                    }
                    for edit in edits
                    if edit.span.path == path
                ],
            }
            for path in sorted({edit.span.path for edit in edits})
        ],
    }


def _file(path: str) -> dict[str, str]:
    """A path as a relative reference; a name that is no Unicode keeps its bytes."""
    uri = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    return {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    }
