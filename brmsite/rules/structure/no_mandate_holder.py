"""An active customer for which nobody may decide, in the unit itself or in any above it.

Why: what IT agrees with such a unit binds nobody, and there is nobody to turn to for a decision.
A role counts whatever its days, so that the result is the same on any day; one that ends without
a successor is found by `role-ends-soon`. Units that lack a holder together are told once, at the
topmost active one.
Mend: write the role `customer` with `mandate: {decide: true}` into the unit or one above it.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed, plural
from brmsite.insight.vacancies import Vacancies
from brmsite.rules.finding import Finding

SEVERITY = Severity.error
CLASS = "S"


def check(vacancies: Vacancies) -> Iterator[Finding]:
    """Tell every branch of the tree without a holder."""
    for vacancy in vacancies.mandate_holder:
        units = listed((f"`{unit.id}`" for unit in (vacancy.unit, *vacancy.above)), "or")
        below = f" (nor for {plural(len(vacancy.below), 'unit')} below)" if vacancy.below else ""
        yield Finding(
            vacancy.unit,
            ("roles",),
            f"nobody may decide for `{vacancy.unit.id}`{below}: no role in {units} "
            "is `customer` with `decide: true`",
            label="nobody here may decide",
            hint="add the role `customer` with `mandate: {decide: true}`",
            on="key",
        )
