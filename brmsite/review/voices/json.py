"""A change for programs: one JSON document, described by `review/comparison.schema.json`."""

from __future__ import annotations

import json
from typing import Any

from brmsite.changes.change import Change, RecordChange
from brmsite.ground.diagnostic import Diagnostic
from brmsite.kinds.base import Fields
from brmsite.report.fingerprint import fingerprint
from brmsite.review.comparison import Comparison, verdict

FORMAT = 1
"""Raised when a key changes its meaning or goes away; keys may be added without."""


def voice(comparison: Comparison) -> str:
    """The whole comparison as JSON."""
    changes = comparison.changes
    document = {
        "format": FORMAT,
        "base": comparison.base,
        "head": comparison.head,
        "as_of": comparison.as_of.isoformat(),
        "files": comparison.file_count,
        "verdict": verdict(comparison),
        "counts": {
            "stronger": changes.count("stronger"),
            "weaker": changes.count("weaker"),
            "material": changes.material_count,
        },
        "records": [_record(comparison, record) for record in changes],
        "consequences": [
            {"address": one.address, "said": one.said, "weight": one.weight}
            for one in comparison.consequences
        ],
        "findings": {
            "added": [_finding(one) for one in comparison.added],
            "mended": [_finding(one) for one in comparison.mended],
        },
        "approvals": [
            {
                "address": approval.address,
                "title": approval.title,
                "people": [person._asdict() for person in approval.people],
            }
            for approval in comparison.approvals
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def _record(comparison: Comparison, record: RecordChange) -> dict[str, Any]:
    return {
        "address": record.address,
        "address_before": record.before.address if record.before is not None else None,
        "path": record.after.path if record.after is not None else None,
        "path_before": record.before.path if record.before is not None else None,
        "title": record.title,
        "change": record.sort,
        "changes": [_change(comparison, record, change) for change in record.changes],
    }


def _change(comparison: Comparison, record: RecordChange, change: Change) -> dict[str, Any]:
    return {
        "field": change.name,
        "before": _plain(change.before),
        "after": _plain(change.after),
        "said": change.said,
        "weight": change.weight,
        "material": change.material,
        "line": comparison.line_of(record, change),
        "in_base": change.gone,
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it; numbers and days as text, exactly as they count."""
    if isinstance(value, Fields):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return str(value)


def _finding(finding: Diagnostic) -> dict[str, Any]:
    return {
        "name": finding.code,
        "severity": finding.severity.name,
        "message": finding.message,
        "path": finding.span.path,
        "line": finding.span.start.line,
        "address": finding.address,
        "fingerprint": fingerprint(finding),
    }
