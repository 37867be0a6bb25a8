"""A team with more support work than hours, two periods running, and nothing is done about it.

Why: one full period can be borne; from the second on the team lends the hours from something
else, and the promises to customers are kept at the cost of whatever that is. A period that names
an action begins a new count: it has to have time to work. What is planned for a period ahead counts
like the rest: a team that will not bear it needs the action now.
Mend: agree in a meeting what is done (fewer cases, more hours, less promised), and name it in
`action` of the load.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.money import grouped
from brmsite.ground.words import plural
from brmsite.insight.support_load import Load, Series, SupportLoads
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"

RUNNING = 2
"""So many periods running are one too many."""


def check(support_load: SupportLoads) -> Iterator[Finding]:
    """Look at every series; a row of full periods is one finding, at its last one."""
    for series in support_load.series:
        for row in _rows(series):
            if len(row) >= RUNNING:
                yield _finding(row)


def _rows(series: Series) -> Iterator[list[Load]]:
    """The rows of periods above the capacity in which no action is named."""
    row: list[Load] = []
    for load in series.loads:
        if load.is_above and load.record.fields.action is None:
            row.append(load)
        else:
            yield row
            row = []
    yield row


def _finding(row: list[Load]) -> Finding:
    last = row[-1].record
    hours, capacity = last.fields.hours, last.fields.capacity_hours
    limit = "" if capacity is None else f"the team had {grouped(capacity)} hours"
    return Finding(
        last,
        ("hours",),
        f"`{last.fields.team}` needed `{hours}` hours, above its capacity for "
        f"{plural(len(row), 'period')} running, and no action is named",
        label=limit,
        hint="agree on an action in a meeting and name it in `action`",
        others=(Elsewhere(row[0].record, ("hours",), "above capacity since then"),),
    )
