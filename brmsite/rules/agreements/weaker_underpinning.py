"""A target that is stricter than the target it rests on, in an OLA or a contract.

Compared are targets of the same metric, unit and operator, in agreements that are named under
`underpinned_by`: about the same service, or one that it depends on. A target for all priorities
carries those for one.

Why: we promise the customer what nobody has promised us; the difference is our luck.
Mend: bargain for a stricter target when the underpinning agreement is renewed, or promise less.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.insight.underpinning import Underpinning
from brmsite.kinds.agreement import Target
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(underpinning: Underpinning) -> Iterator[Finding]:
    """Look at every target that rests on a weaker one."""
    for one in underpinning.weaker:
        target, other = one.target, one.other
        yield Finding(
            one.agreement,
            ("targets", one.index, "value"),
            f"target `{target.id}` promises {_promised(target)}, but `{one.below.id}` that it "
            f"rests on promises {_promised(other)}",
            label="stricter than what it rests on",
            hint="bargain for a stricter target there, or promise less here",
            others=(Elsewhere(one.below, ("targets", one.place, "value"), "promised to us"),),
        )


def _promised(target: Target) -> str:
    share = "" if target.share_pct is None else f" in {target.share_pct} % of cases"
    return f"{target.operator} {target.value} {target.unit}{share}"
