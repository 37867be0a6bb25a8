"""An active customer that was not asked about the relationship for longer than agreed.

Only relationship surveys that name the customer itself count: those of the units above or below
ask others. A customer that was never asked is counted from its first role or service.

Why: who is not asked leaves without a word, and silence reads like content.
Mend: ask, and write the survey down; or write another `survey_months` if asking so often is wrong.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import plural
from brmsite.insight.satisfaction import NextSurvey, Satisfaction
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "T"


def check(register: Register, satisfaction: Satisfaction) -> Iterator[Finding]:
    """Look at the active customers that say how often they are asked."""
    for customer in register.all(Customer):
        next_survey = satisfaction.next_survey(customer)
        if customer.fields.state == "active" and next_survey and next_survey.is_overdue:
            yield _finding(customer, next_survey)


def _finding(customer: Record[Customer], found: NextSurvey) -> Finding:
    every = plural(customer.fields.survey_months or 0, "month")
    said = f"`survey_months` is {every}, but `{customer.id}` was "
    last = found.last
    return Finding(
        customer,
        ("survey_months",),
        said + (f"last asked until {last.ended}" if last else "never asked"),
        label=f"due by {found.due}" if found.due else "never asked",
        hint="hold a relationship survey, and add it under `records/surveys`",
        others=(Elsewhere(last.survey, ("period", "to"), "the last survey"),) if last else (),
    )
