"""A published report that was gone through with nobody for months.

Why: a report that is sent and never spoken of is read by few and believed by fewer; what it says
about trends is worth most while something can still be done.
Mend: take it up in the next meeting, and name that meeting in `presented_at` (or the report under
`reports` of the meeting).
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import add_months
from brmsite.ground.words import plural
from brmsite.insight.terms import CLOSED
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.report import Report
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding
from brmsite.settings import Settings

SEVERITY = Severity.info
CLASS = "T"


def check(register: Register, settings: Settings, as_of: date) -> Iterator[Finding]:
    """Look at every published report of agreements that have not been closed."""
    months = settings.service_levels.present_within_months
    told = _told(register, as_of)
    for report in register.all(Report):
        published = report.fields.published
        if published is None or as_of <= add_months(published, months):
            continue
        agreement = register.one(Agreement, report.fields.agreement)
        if agreement is None or agreement.fields.state in CLOSED or report.address in told:
            continue
        meeting = register.one(Meeting, report.fields.presented_at)
        if meeting is None and report.fields.presented_at is not None:
            continue  # a meeting that is not there, or broken, is a finding of its own
        if meeting is None or not _was_held(meeting, as_of):
            yield Finding(
                report,
                ("published",),
                f"the report was `published` on {published}, more than {plural(months, 'month')} "
                "ago, and presented in no meeting",
                label="nobody went through it",
                hint="take it up in the next meeting, and name that in `presented_at`",
                others=()
                if meeting is None
                else (Elsewhere(report, ("presented_at",), "this meeting was not held yet"),),
            )


def _told(register: Register, as_of: date) -> set[str]:
    """The addresses of reports that a meeting which was held names under `reports`."""
    found: set[str] = set()
    for meeting in register.all(Meeting):
        if _was_held(meeting, as_of):
            reports = (register.one(Report, each) for each in meeting.fields.reports)
            found.update(report.address for report in reports if report is not None)
    return found


def _was_held(meeting: Record[Meeting], as_of: date) -> bool:
    return meeting.fields.state == "held" and meeting.fields.date <= as_of
