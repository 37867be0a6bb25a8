"""A cell of the contact matrix that the customer's tier requires, and nobody is in it.

Why: without a counterpart at a level, what has to be said there is said at the wrong one, late,
or not at all. Roles of units above count, and a role counts whatever its days, so that the result
is the same on any day; one that ends without a successor is found by `role-ends-soon`. A cell that
a unit above requires and lacks too is told there.
Mend: write a role at that level and side, or change the tier, or what `contact_levels` in
`brmsite.yaml` requires of it.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.contacts import SIDE_NAMES
from brmsite.insight.vacancies import Vacancies
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(vacancies: Vacancies) -> Iterator[Finding]:
    """Tell every customer's empty cells, all of one customer together."""
    for vacancy in vacancies.contacts:
        unit = vacancy.unit
        cells = listed(f"{level} on {SIDE_NAMES[side]}" for level, side in vacancy.cells)
        tier = unit.fields.tier
        at_tier = tier is not None and not unit.fields.roles
        yield Finding(
            unit,
            ("tier",) if at_tier else ("roles",),
            f"the contacts of `{unit.id}` lack somebody: {cells}",
            label=f"required of tier {tier}" if tier else "required of every customer",
            hint="add a role at that level, here or in a unit above",
            others=(Elsewhere(unit, ("tier",), "the tier"),) if tier and not at_tier else (),
            on="value" if at_tier else "key",
        )
