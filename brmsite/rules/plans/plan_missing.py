"""An active customer of tier a or b of whom no plan covers the day.

A customer of tier a needs a plan of its own; for one of tier b, that of a unit above will do.

Why: who does not know what the business intends hears of its needs when it is too late to meet
them, and cannot say what IT is good for.
Mend: ask for the operational plan and write down what concerns IT: `brmsite new plan`; or set the
tier right.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.plans import Plans
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "T"


def check(plans: Plans) -> Iterator[Finding]:
    """Look at the customers that need a plan."""
    for one in plans.missing:
        customer = one.customer
        earlier = [
            plan for plan in plans.of_customer(customer) if plan.fields.period.to < plans.as_of
        ]
        others = tuple(
            Elsewhere(plan, ("period", "to"), "the last plan ends") for plan in earlier[:1]
        )
        yield Finding(
            customer,
            ("tier",),
            f"no plan of `{customer.id}` covers {plans.as_of}",
            label=f"tier {customer.fields.tier}, and no plan",
            hint="write down what its operational plan means for IT: `brmsite new plan`",
            others=others,
        )
