"""More work than an agreement was made for, and neither a change request nor an amendment.

Why: above the limit the promises do not hold; from then on the customer relies on something that
IT no longer owes, and neither side has said so. It is settled by a change request about the
agreement or the report, or by an amendment of the limits, since the work first went above them.
Mend: talk about it, and write down what came of it: a change request under `records/changes`, or
an amendment of `workload_limits`.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.money import grouped
from brmsite.insight.workload import Workload, WorkloadUse
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.change import ChangeRequest
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register, workload: Workload) -> Iterator[Finding]:
    """Look at every figure above its limit."""
    for agreement in register.all(Agreement):
        settled = max(
            (*_amended(agreement), *_requested(register, agreement.address)), default=date.min
        )
        since: dict[str, date] = {}
        for use in workload.of_agreement(agreement):
            measure = use.line.measure.casefold()
            if use.level != "above":
                since.pop(measure, None)
                continue
            first = since.setdefault(measure, use.report.fields.period.from_)
            own = max(_requested(register, use.report.address), default=date.min)
            if max(settled, own) < first:
                yield _finding(agreement, use)


def _amended(agreement: Record[Agreement]) -> Iterator[date]:
    """The days of amendments that changed the limits, or may have."""
    for amendment in agreement.fields.amendments:
        names = amendment.fields
        if not names or any(name.startswith("workload_limits") for name in names):
            yield amendment.on


def _requested(register: Register, address: str) -> Iterator[date]:
    """The days of the change requests that refer to a record."""
    for link in register.links_to(address):
        source = register.find(link.source)
        if source is not None and isinstance(source.fields, ChangeRequest):
            yield source.fields.on


def _finding(agreement: Record[Agreement], use: WorkloadUse) -> Finding:
    limit = use.limit
    upper = limit.upper if limit is not None and limit.upper is not None else use.line.actual
    place = agreement.fields.workload_limits.index(limit) if limit is not None else 0
    return Finding(
        use.report,
        ("workload", use.index, "actual"),
        f"`{use.line.measure}` is `{use.line.actual}`, above the limit of {grouped(upper)}, and "
        "nothing was agreed about it",
        label=f"the promises hold up to {grouped(upper)}",
        hint="write a change request about the agreement, or amend its `workload_limits`",
        others=(Elsewhere(agreement, ("workload_limits", place, "upper"), "the limit"),),
    )
