"""An open objective of a customer that nothing of IT supports any more, or ever did.

Nothing supports it where `supported_by` is empty, or where everything named there has ended: a
retired service, an agreement that was terminated or replaced, a project that is done or stopped,
a requirement that was declined.

Why: either IT does nothing for what the customer wants to reach, or it does and nobody wrote it
down. Both are worth knowing before the customer asks.
Mend: name what supports it, by address; or set the objective's `state` if it was reached or
dropped.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.objectives import state_standing
from brmsite.kinds.plan import CustomerPlan
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.info
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at the open objectives of all plans."""
    for plan in register.all(CustomerPlan):
        for index, objective in enumerate(plan.fields.objectives):
            if objective.state != "open":
                continue
            if not objective.supported_by:
                yield Finding(
                    plan,
                    ("objectives", index, "statement"),
                    f"nothing supports objective `{objective.id}`",
                    label="no `supported_by`",
                    hint="name what supports it, or set `state: dropped`",
                )
                continue
            found = [register.find(each.partition("#")[0]) for each in objective.supported_by]
            records = [record for record in found if record is not None]
            # A reference that leads nowhere is another rule's finding, and may yet be a support.
            if len(records) == len(found) and all(
                state_standing(record) == "over" for record in records
            ):
                yield Finding(
                    plan,
                    ("objectives", index, "supported_by"),
                    f"everything that supported objective `{objective.id}` has ended",
                    label="all of it is over",
                    hint="name what supports it now, or set `state`",
                    others=tuple(
                        Elsewhere(
                            record,
                            ("phase" if record.kind.name == "project" else "state",),
                            "has ended",
                        )
                        for record in records
                    ),
                )
