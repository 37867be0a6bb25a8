"""A wish that nobody has judged for more than 30 days (a setting).

Duplicates need no verdict of their own.

Why: whoever wished for it waits for an answer, and the share of wishes that we cover is counted
without it.
Mend: write `match` with a `verdict`; what is missing there is an answer, too. Where it repeats
another wish, set `state: duplicate` and `duplicate_of`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import plural
from brmsite.insight.wishes import Wishes
from brmsite.rules.finding import Finding

SEVERITY = Severity.info
CLASS = "T"


def check(wishes: Wishes) -> Iterator[Finding]:
    """Look at the wishes that have waited for too long."""
    for wish in wishes.late:
        fields = wish.idea.fields
        later = fields.match.on if fields.match else None
        yield Finding(
            wish.idea,
            ("on",),
            f"`{wish.idea.id}` is of {fields.on} and "
            + (f"gets its verdict only on {later}" if later else "has no verdict yet"),
            label=f"a verdict was due by {wish.assess_by}, {plural(wish.days_late, 'day')} ago",
            hint="write how much of it we cover under `match`",
        )
