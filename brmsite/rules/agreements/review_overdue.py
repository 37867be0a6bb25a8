"""An agreement in force whose last review is longer ago than agreed.

Where it was never reviewed, time runs from its start.

Why: what nobody goes through together turns into what nobody believes.
Mend: go through it with the customer and write the day into `review.last`, or agree on another
interval.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import add_months, days_between
from brmsite.ground.words import plural
from brmsite.insight.terms import Terms
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "T"


def check(terms: Terms, as_of: date) -> Iterator[Finding]:
    """Look at every agreement in force that has a `review`."""
    for term in terms.in_force:
        review = term.agreement.fields.review
        if review is None:
            continue
        due = add_months(review.last or term.agreement.fields.term.start, review.every_months)
        if due < as_of:
            last = f"`last` is {review.last}" if review.last else "it was never reviewed"
            yield Finding(
                term.agreement,
                ("review", "last" if review.last else "every_months"),
                f"the review was due on {due}: {last}, and `every_months` is {review.every_months}",
                label=f"{plural(days_between(due, as_of), 'day')} late",
                hint="go through the agreement with the customer, and write the day into `last`",
            )
