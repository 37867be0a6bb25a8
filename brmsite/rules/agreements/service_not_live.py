"""An agreement in force about a service that is not offered yet, or no longer.

Why: promises run on a day on which there is nothing that could keep them, and money is paid for it.
Mend: set the service's `state` to `live` if it is, or take it out of the agreement's `services`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.service import Service
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at every service of agreements in force."""
    for agreement in register.all(Agreement):
        if agreement.fields.state not in IN_FORCE:
            continue
        for index, name in enumerate(agreement.fields.services):
            service = register.one(Service, name)
            if service is not None and service.fields.state != "live":
                is_planned = service.fields.state == "pipeline"
                yield Finding(
                    agreement,
                    ("services", index),
                    f"`{name}` is `{service.fields.state}`, but `state` of the agreement is "
                    f"`{agreement.fields.state}`",
                    label="not offered yet" if is_planned else "no longer offered",
                    hint="take it out of `services`, or correct the `state` of the service",
                    others=(Elsewhere(service, ("state",), "the service"),),
                )
