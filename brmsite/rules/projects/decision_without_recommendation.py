"""A decision asked of the customer without saying what we would decide.

Only the last status of a project that has not ended is looked at.

Why: a question without a recommendation hands our work to the customer, whose attention is the
scarcest thing there is; and it waits.
Mend: write a `recommendation` with its reason; that both ways are possible is an answer, too, when
it says what each would cost.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.projects import last_words
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at the last status of every project that has not ended."""
    for _, status in last_words(register):
        for index, decision in enumerate(status.fields.decisions_needed):
            if decision.recommendation is None:
                yield Finding(
                    status,
                    ("decisions_needed", index, "question"),
                    f"`{decision.question}` has no `recommendation`",
                    label="what would we do?",
                    hint="say what we would decide, and why",
                )
