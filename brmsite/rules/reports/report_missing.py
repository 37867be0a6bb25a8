"""A period that has ended, with targets to measure in it, and no report that covers it.

Why: a promise that nobody measures is kept by luck, and nobody knows whether it is kept at all;
the customer finds out first. Periods before an agreement's first report are not asked for: nobody
measures the past. What teams and suppliers promise IT weighs less here than what IT promises its
customers.
Mend: write the report, with `not-measured` and an explanation where there is no figure; or take
targets that nobody means to measure out of the agreement.
"""

from collections.abc import Iterator, Sequence

from brmsite.ground.diagnostic import Severity
from brmsite.ground.windows import Period
from brmsite.ground.words import listed, plural
from brmsite.insight.attainment import Attainment
from brmsite.insight.measurements import Measurements
from brmsite.insight.terms import Terms
from brmsite.rules.finding import Finding
from brmsite.settings import Settings

SEVERITY = Severity.warning
CLASS = "T"

NAMED = 3
"""How many of the periods a finding names, the latest ones."""


def check(
    terms: Terms, attainment: Attainment, measurements: Measurements, settings: Settings
) -> Iterator[Finding]:
    """Look at agreements in force; all periods that one lacks are one finding."""
    days = settings.service_levels.report_grace_days
    for term in terms.in_force:
        agreement = term.agreement
        silent = attainment.unreported[agreement.address]
        if not silent:
            continue
        never = not measurements.reports_on(agreement)
        yield Finding(
            agreement,
            ("targets",),
            f"no report on `{agreement.id}` covers {_named(silent)}",
            label="nothing was ever reported" if never else "promises to be measured",
            hint=f"add a report with `agreement: {agreement.id}`, due {plural(days, 'day')} after "
            "the end of a period",
            on="key",
            severity=None if agreement.fields.type == "sla" else Severity.info,
        )


def _named(periods: Sequence[Period]) -> str:
    """The latest periods by name, and how many more there are."""
    latest = sorted(periods, key=lambda one: (one.end, one.start))
    names = [str(period) for period in latest[-NAMED:]]
    if len(periods) <= NAMED:
        return listed(names)
    return f"{', '.join(names)} and {plural(len(periods) - NAMED, 'period')} before"
