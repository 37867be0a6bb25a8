"""A service in an SLA in force for which nothing measurable is promised.

Why: what is not measured is argued about; the customer pays for a service, and has no promise.
Mend: add a target for the service to `targets`, or take it out of `services`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at every service of SLAs in force."""
    for agreement in register.all(Agreement):
        fields = agreement.fields
        if fields.type != "sla" or fields.state not in IN_FORCE:
            continue
        measured = {target.service for target in fields.targets}
        for index, service in enumerate(fields.services):
            if service not in measured:
                yield Finding(
                    agreement,
                    ("services", index),
                    f"no target in `targets` is about `{service}`",
                    label="promised, but not measurable",
                    hint="add a target for it, or take it out of `services`",
                )
