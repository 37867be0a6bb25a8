"""A target that was missed three times running, and nobody has escalated it.

Why: after the second miss the people at hand have shown that they cannot mend it alone; the third
belongs on the table of somebody who can give more than effort. It is escalated by an escalation
of the target, its agreement or one of the reports, or by an escalation meeting that refers to
one of them, since the first of the misses. Periods that were not measured prove nothing.
Mend: escalate it (`records/escalations`, or a meeting of the type `escalation`), with a reference
to the agreement.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.insight.measurements import Measurement, Measurements
from brmsite.insight.terms import CLOSED
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.escalation import Escalation
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"

RUNNING = 3
"""So many misses without one success between them are too many."""


def check(register: Register, measurements: Measurements) -> Iterator[Finding]:
    """Look at the latest lines of every target."""
    for agreement in register.all(Agreement):
        if agreement.fields.state in CLOSED:
            continue
        for target_id in dict.fromkeys(target.id for target in agreement.fields.targets):
            misses = _running(measurements.of_target(agreement, target_id))
            if len(misses) < RUNNING:
                continue
            about = [agreement.address, *(miss.report.address for miss in misses)]
            since = misses[0].report.fields.period.from_
            if any(day >= since for day in _escalated(register, about)) or _named(register, misses):
                continue
            last = misses[-1]
            yield Finding(
                last.report,
                ("lines", last.index, "measured"),
                f"`{target_id}` of `{agreement.id}` was missed {len(misses)} times running, "
                "and nobody has escalated it",
                label=f"miss number {len(misses)}",
                hint="escalate it, with a reference to the agreement",
                others=tuple(
                    Elsewhere(miss.report, ("lines", miss.index, "measured"), "missed before")
                    for miss in misses[-RUNNING:-1]
                ),
            )


def _running(lines: Sequence[Measurement]) -> list[Measurement]:
    """The misses since the target was last met, the oldest first; a period counts once, also
    where a yearly summary tells of the same month again."""
    found: dict[date, Measurement] = {}
    for one in reversed(lines):
        if one.outcome in ("met", "near"):
            break
        if one.outcome == "missed":
            found.setdefault(one.report.fields.period.to, one)
    return list(reversed(found.values()))


def _escalated(register: Register, addresses: Iterable[str]) -> Iterator[date]:
    """The days on which something about one of the records was escalated."""
    for address in addresses:
        for link in register.links_to(address):
            yield from _day(register, link.source)


def _named(register: Register, misses: Iterable[Measurement]) -> bool:
    """Whether one of the reports itself names where it was escalated."""
    addresses = [miss.line.action for miss in misses]
    meetings = [miss.report.fields.presented_at for miss in misses]
    named = [*addresses, *(f"meetings/{meeting}" for meeting in meetings if meeting)]
    return any(
        True for address in named if address for _ in _day(register, address.partition("#")[0])
    )


def _day(register: Register, address: str) -> Iterator[date]:
    """The day of an escalation or an escalation meeting; nothing for other records."""
    record = register.find(address)
    fields = record.fields if record is not None else None
    if isinstance(fields, Escalation):
        yield fields.raised
    elif isinstance(fields, Meeting) and _escalates(fields):
        yield fields.date


def _escalates(meeting: Meeting) -> bool:
    return meeting.type == "escalation" and meeting.state != "cancelled"
