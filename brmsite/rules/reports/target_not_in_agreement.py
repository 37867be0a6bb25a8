"""A line of a report whose target is not in the version of the agreement that the report cites.

Why: a figure for a promise that was never made counts for nothing, while the promise that was
meant looks as if nobody had measured it. Only the version that stands in the agreement's record
can be looked into; lines that cite an earlier one are believed.
Mend: correct the id of the target, or cite the version that held in the period.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import close_ids
from brmsite.insight.measurements import Measurements
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.report import Report
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register, measurements: Measurements) -> Iterator[Finding]:
    """Look at every line of reports that cite the version at hand."""
    for report in register.all(Report):
        agreement = register.one(Agreement, report.fields.agreement)
        if agreement is None or agreement.fields.version != report.fields.agreement_version:
            continue
        ids = [target.id for target in agreement.fields.targets]
        for one in measurements.of_report(report):
            if one.line.target in ids:
                continue
            near = close_ids(one.line.target, ids, 1)
            meant = f", did you mean `{near[0]}`?" if near else ""
            version = agreement.fields.version
            yield Finding(
                report,
                ("lines", one.index, "target"),
                f"version `{version}` of `{agreement.id}` has no target `{one.line.target}`{meant}",
                label="no such target",
                hint="correct the id, or cite the version of the agreement that held in the period",
                others=(Elsewhere(agreement, ("version",), "the version cited"),),
            )
