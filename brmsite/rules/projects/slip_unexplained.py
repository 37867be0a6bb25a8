"""A milestone that is expected later than planned, and no word about why.

Only the last status of a project that has not ended is looked at, and only milestones that are
still to be reached. A word is the milestone's `reason`, or its name in the status's summary or
text.

Why: the customer plans with our days; who moves one says why, or the next one is not believed.
Mend: write a `reason` beside the `forecast`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import days_between
from brmsite.ground.words import plural
from brmsite.insight.projects import last_words
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.info
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at the last status of every project that has not ended."""
    for _, status in last_words(register):
        said = f"{status.fields.summary or ''}\n{status.body}".casefold()
        for index, milestone in enumerate(status.fields.milestones):
            baseline, forecast = milestone.baseline, milestone.forecast
            if baseline is None or forecast is None or forecast <= baseline:
                continue
            if milestone.actual or milestone.reason or milestone.name.casefold() in said:
                continue
            yield Finding(
                status,
                ("milestones", index, "forecast"),
                f"`{milestone.name}` is expected on {forecast}, "
                f"{plural(days_between(baseline, forecast), 'day')} later than planned, "
                "and nothing says why",
                label="why?",
                hint="add a `reason` to the milestone",
                others=(Elsewhere(status, ("milestones", index, "baseline"), "the plan"),),
            )
