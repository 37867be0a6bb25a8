"""A complaint that is closed without a resolution and a day, or an escalation without an outcome.

Why: nobody can tell later what was done for the customer, or whether it was done in time; and the
same complaint comes back.
Mend: write what was done (`resolution` of a complaint, `outcome` of an escalation) and the day it
was `closed`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.kinds.base import Common
from brmsite.kinds.escalation import Escalation
from brmsite.kinds.feedback import Feedback
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at all closed complaints and escalations."""
    for complaint in register.all(Feedback):
        fields = complaint.fields
        if fields.type == "complaint" and fields.state == "closed":
            yield from _missing(
                complaint, {"resolution": fields.resolution, "closed": fields.closed}
            )
    for escalation in register.all(Escalation):
        if escalation.fields.state == "closed":
            yield from _missing(
                escalation,
                {"outcome": escalation.fields.outcome, "closed": escalation.fields.closed},
            )


def _missing(record: Record[Common], fields: dict[str, object]) -> Iterator[Finding]:
    missing = [f"`{name}`" for name, value in fields.items() if value is None]
    if missing:
        yield Finding(
            record,
            ("state",),
            f"`state` is `closed`, but {listed(missing)} {'is' if len(missing) == 1 else 'are'} "
            "missing",
            label="closed, but when?" if missing == ["`closed`"] else "closed, but how?",
            hint="write what was done and the day it was closed",
        )
