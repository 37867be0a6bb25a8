"""A change outside the agreement that was approved or done, with nothing resulting from it.

Something results when `results_in` names it, or when an amendment of an agreement names the
request under `change`.

Why: what is outside the agreement was promised to nobody. Done without an amendment or a new
agreement, it has no target, no money and no owner, and is missed at the next dispute.
Mend: amend the agreement or make a new one and name it in `results_in`; or, if the agreement
covers the change after all, say `within_agreement: yes`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.changes import agreements_amended
from brmsite.kinds.change import ChangeRequest
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at change requests outside their agreements."""
    amended = agreements_amended(register)
    for change in register.all(ChangeRequest):
        fields = change.fields
        if fields.within_agreement != "no" or fields.state not in ("approved", "done"):
            continue
        if fields.results_in is None and change.address not in amended:
            yield Finding(
                change,
                ("state",),
                f"the change is outside the agreement and `{fields.state}`, and nothing results "
                "from it",
                label="promised by no agreement",
                hint="amend the agreement or make a new one, and name it in `results_in`",
                others=(Elsewhere(change, ("within_agreement",), "outside the agreement"),),
            )
