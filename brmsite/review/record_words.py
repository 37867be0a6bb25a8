"""A changed record as a heading: `changed: SLA Logistics (agreements/sla-logistics)`."""

from __future__ import annotations

from brmsite.changes.change import RecordChange


def heading_words(record: RecordChange) -> str:
    """What became of a record, what people call it, and its address."""
    if record.sort == "unreadable":
        return f"{record.address}: cannot be compared, because it does not hold (see the findings)"
    if record.record is None:
        return f"{record.sort}: the settings ({record.address})"
    before = ""
    if record.sort == "renamed" and record.before is not None:
        before = f", before {record.before.address}"
    return f"{record.sort}: {record.title} ({record.address}{before})"
