"""A waiver whose last day has passed.

Why: what was accepted for a while is either mended by now or has to be decided again; a waiver
that nobody takes away hides the question.
Mend: take the waiver away, or decide again and give it a new day and reason.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import days_between
from brmsite.ground.words import plural
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "T"


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Look at every waiver of every record."""
    for record in register:
        for index, waiver in enumerate(record.fields.waivers):
            if waiver.until < as_of:
                late = plural(days_between(waiver.until, as_of), "day")
                yield Finding(
                    record,
                    ("waivers", index, "until"),
                    f"the waiver of `{waiver.rule}` ended on {waiver.until}",
                    label=f"{late} ago",
                    hint="take it away, or decide again and give it a new day",
                )
