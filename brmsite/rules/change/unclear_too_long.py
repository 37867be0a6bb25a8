"""A change request of which nobody has said for too long whether it is inside the agreement.

Too long is more than ten days, or `change_unclear_days` of `thresholds` in the settings. A request
that was rejected is settled.

Why: until that is said, the request belongs to nobody: change management waits for service level
management, and the customer for both.
Mend: read the agreement, say `within_agreement: yes` or `no` and why in `reason`; ask the
customer where the agreement does not say.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import plural
from brmsite.insight.changes import Changes
from brmsite.rules.finding import Elsewhere, Finding
from brmsite.settings import Settings

SEVERITY = Severity.warning
CLASS = "T"


def check(changes: Changes, settings: Settings) -> Iterator[Finding]:
    """Look at change requests that are still unclear."""
    limit = settings.thresholds.change_unclear_days
    for one in changes.all:
        if one.days_unclear is not None and one.is_unclear_too_long:
            yield Finding(
                one.change,
                ("within_agreement",),
                f"it is `unclear` for {plural(one.days_unclear, 'day')} whether the change is "
                "inside the agreement",
                label=f"more than {plural(limit, 'day')}",
                hint="read the agreement and say `yes` or `no`",
                others=(Elsewhere(one.change, ("on",), "asked for"),),
            )
