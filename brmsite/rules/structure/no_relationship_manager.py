"""An active customer without a business relationship manager, its own or of a unit above it.

Why: every customer needs one person in IT who knows it and answers for the relationship. A role
counts whatever its days, so that the result is the same on any day; one that ends without a
successor is found by `role-ends-soon`. Units that lack one together are told once, at the topmost
active one.
Mend: write the role `business-relationship-manager` into the unit or one above it.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed, plural
from brmsite.insight.vacancies import Vacancies
from brmsite.rules.finding import Finding

SEVERITY = Severity.error
CLASS = "S"


def check(vacancies: Vacancies) -> Iterator[Finding]:
    """Tell every branch of the tree without a relationship manager."""
    for vacancy in vacancies.relationship_manager:
        units = listed((f"`{unit.id}`" for unit in (vacancy.unit, *vacancy.above)), "or")
        below = f" (nor do {plural(len(vacancy.below), 'unit')} below)" if vacancy.below else ""
        yield Finding(
            vacancy.unit,
            ("roles",),
            f"`{vacancy.unit.id}` has no relationship manager{below}: no role in {units} "
            "is `business-relationship-manager`",
            label="no relationship manager here",
            hint="add the role `business-relationship-manager`",
            on="key",
        )
