"""Something that one side has promised in a signed agreement, past its day and not done.

Why: an obligation is as much agreed as a target, and the other side counts on it.
Mend: do it and write the day under `done`, or agree on another day in an amendment.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import days_between
from brmsite.ground.words import plural
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "T"


def check(register: Register, as_of: date) -> Iterator[Finding]:
    """Look at the obligations of agreements that are agreed or in force."""
    for agreement in register.all(Agreement):
        if agreement.fields.state not in (*IN_FORCE, "agreed"):
            continue
        for index, obligation in enumerate(agreement.fields.obligations):
            is_done = obligation.done is not None and obligation.done <= as_of
            if obligation.due < as_of and not is_done:
                yield Finding(
                    agreement,
                    ("obligations", index, "due"),
                    f"the obligation was `due` on {obligation.due} and is not done: "
                    f"{obligation.text}",
                    label=f"{plural(days_between(obligation.due, as_of), 'day')} late",
                    hint="write the day under `done`, or agree on another day in an amendment",
                )
