"""An activity of the yearly cycle that nothing shows to be done after its month and its grace.

For one customer only the last month that was skipped is told, and it is told until a record shows
that the activity was done since. What IT does for itself is told in the settings.

Why: the cycle is what keeps a relationship from living only in good weather; what is skipped once
without a word is skipped for good.
Mend: do it, and write the record that the activity's `evidence` asks for; or change the activity
in `activity_cycle`, where nobody needs it.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import days_between
from brmsite.ground.span import START, Extent, Span
from brmsite.ground.words import plural
from brmsite.insight.cycle import Course, Cycle, Occurrence
from brmsite.kinds import all_kinds
from brmsite.register.activity_faults import CYCLE
from brmsite.register.register import Register
from brmsite.rules.finding import Finding
from brmsite.settings import ReadSettings

SEVERITY = Severity.warning
CLASS = "T"


def check(register: Register, cycle: Cycle, settings_file: ReadSettings) -> Iterator[Finding]:
    """Look at the last month that every activity was due in, for every customer."""
    # A record that does not hold may be the one that shows it.
    broken = {address.partition("/")[0] for address in register.broken}
    unsure = {kind.name for folder, kind in all_kinds().items() if folder in broken}
    for course in cycle.courses:
        if course.skipped is not None and course.activity.kind not in unsure:
            yield _finding(course, course.skipped, cycle, settings_file)


def _finding(
    course: Course, skipped: Occurrence, cycle: Cycle, settings_file: ReadSettings
) -> Finding:
    activity, customer = course.activity, course.customer
    for_whom = f" for `{customer.id}`" if customer else ""
    message = (
        f"no `{activity.kind}` shows that `{activity.id}` was done{for_whom}: "
        f"it was due by {skipped.due}"
    )
    late = plural(days_between(skipped.last_day, cycle.as_of), "day")
    label = f"{late} over, the grace included"
    hint = f"do it ({activity.name}), and write it down; or change `{CYCLE}` in the settings"
    if customer is not None:
        return Finding(customer, (), message, label, hint)
    return Finding(None, (), message, label, hint, span=_place(settings_file, activity.id))


def _place(settings_file: ReadSettings, activity: str) -> Span:
    """Where the id of an activity stands in the settings."""
    path = (CYCLE, settings_file.activities.get(activity, 0), "id")
    written = settings_file.places.value(path)
    return Span(settings_file.path, *(written or Extent(START, START)))
