"""A role that may promise money in a unit that decides no budget.

Why: money that the unit does not decide on cannot be promised by anybody in it; the agreement
would be signed, and not paid.
Mend: write `decides_budget: true` if the unit decides its own budget, or take `fund` from the
mandate and let somebody of the unit above fund it.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.kinds.customer import Customer
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at every mandate in units that decide no budget."""
    for unit in register.all(Customer):
        if unit.fields.decides_budget:
            continue
        for index, role in enumerate(unit.fields.roles):
            if role.mandate is not None and role.mandate.fund:
                said = "decides_budget" in unit.fields.model_fields_set
                yield Finding(
                    unit,
                    ("roles", index, "mandate", "fund"),
                    f"`{role.person}` may `fund` for `{unit.id}`, which decides no budget",
                    label="may promise money",
                    hint="write `decides_budget: true`, or take `fund` from the mandate",
                    others=(Elsewhere(unit, ("decides_budget",), "the unit"),) if said else (),
                )
