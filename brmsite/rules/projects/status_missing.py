"""A project under way whose next status is overdue.

The days are counted from its last status, else from its start; a project says with
`status_every_days` how many may pass, else the settings do. Nothing is said while a status does
not hold, because that one may be the missing one.

Why: a customer who hears nothing expects the worst, and hears it from somebody else.
Mend: write a status, be it three lines; where so many are not needed, give the project a longer
`status_every_days`; where it has ended, set its `phase` and `ended`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import plural
from brmsite.insight.projects import Projects
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "T"


def check(register: Register, projects: Projects) -> Iterator[Finding]:
    """Look at all projects under way."""
    if any(address.startswith("statuses/") for address in register.broken):
        return
    for course in projects.all:
        latest, due = course.latest, course.status_due
        if course.status_days_late:
            last = f"the last is of {latest.fields.on}" if latest else "there is none"
            yield Finding(
                course.project,
                ("phase",),
                f"`{course.project.id}` should have had a status by {due}, but {last}",
                label=f"{plural(course.status_days_late, 'day')} late",
                hint="write one, be it three lines",
                others=(Elsewhere(latest, ("on",), "the last status"),) if latest else (),
            )
        elif course.is_live and due is None and latest is None:
            yield Finding(
                course.project,
                ("phase",),
                f"`{course.project.id}` is under way, but has neither a `start` nor a status",
                label="how is it going?",
                hint="write its `start` and a first status",
            )
