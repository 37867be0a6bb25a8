"""An SLA in force that says nothing of how much work it was made for, or of what it leaves out.

`exceptions: none` and `workload_limits: []` are answers, too: they say that somebody asked.

Why: ISO/IEC 20000-1:2018, 8.3.3, wants targets, workload limits and exceptions in every agreement;
without them every growth and every odd case becomes a quarrel about the target.
Mend: write both, be it that there are none.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "S"

ANSWERS = {"workload_limits": "`workload_limits: []`", "exceptions": "`exceptions: none`"}
"""What must be said, and how to say that there is nothing."""


def check(register: Register) -> Iterator[Finding]:
    """Look at every SLA in force."""
    for agreement in register.all(Agreement):
        fields = agreement.fields
        silent = [name for name in ANSWERS if name not in fields.model_fields_set]
        if fields.type == "sla" and fields.state in IN_FORCE and silent:
            yield Finding(
                agreement,
                (),
                f"the agreement says nothing of {listed((f'`{name}`' for name in silent), 'or')}",
                label="in force",
                hint=f"write them; {listed((ANSWERS[name] for name in silent), 'and')} "
                + ("is an answer, too" if len(silent) == 1 else "are answers, too"),
            )
