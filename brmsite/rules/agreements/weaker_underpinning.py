"""A target that is stricter than the target it rests on, in an OLA or a contract.

Compared are targets of the same metric, unit and operator, in agreements that are named under
`underpinned_by`: about the same service, or one that it depends on. A target for all priorities
carries those for one.

Why: we promise the customer what nobody has promised us; the difference is our luck.
Mend: bargain for a stricter target when the underpinning agreement is renewed, or promise less.
"""

from collections.abc import Iterator
from decimal import Decimal

from brmsite.ground.diagnostic import Severity
from brmsite.insight.dependencies import Dependencies
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement, AgreementState, Target
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"

SIGNED: tuple[AgreementState, ...] = (*IN_FORCE, "agreed")


def check(register: Register, dependencies: Dependencies) -> Iterator[Finding]:
    """Look at every target of signed agreements that are underpinned."""
    for agreement in register.all(Agreement):
        named = (register.one(Agreement, each) for each in agreement.fields.underpinned_by)
        below = [one for one in named if one is not None and one.fields.state in SIGNED]
        if agreement.fields.state not in SIGNED or not below:
            continue
        for index, target in enumerate(agreement.fields.targets):
            weaker = _weaker(register, dependencies, target, below)
            if weaker is not None:
                yield _finding(agreement, index, target, *weaker)


def _weaker(
    register: Register,
    dependencies: Dependencies,
    target: Target,
    below: list[Record[Agreement]],
) -> tuple[Record[Agreement], int] | None:
    """The first target that should carry this one and does not."""
    service = register.one(Service, target.service)
    if service is None:
        return None
    carrying = {one.address for one in (service, *dependencies.below(service))}
    for agreement in below:
        for index, other in enumerate(agreement.fields.targets):
            about = register.one(Service, other.service)
            is_about = about is not None and about.address in carrying
            if is_about and _is_comparable(target, other) and _is_weaker(other, target):
                return agreement, index
    return None


def _is_comparable(target: Target, other: Target) -> bool:
    def measured(one: Target) -> tuple[str, str, str]:
        return one.metric.casefold(), one.unit.casefold(), one.operator

    same_cases = other.priority is None or (
        target.priority is not None and other.priority.casefold() == target.priority.casefold()
    )
    return target.operator != "=" and measured(target) == measured(other) and same_cases


def _is_weaker(other: Target, than: Target) -> bool:
    """Weaker in value or in share, and in neither stricter: else nobody can tell."""
    more = Decimal(other.value) - Decimal(than.value)
    value = more if other.operator == ">=" else -more
    share = _share(other) - _share(than)
    return min(value, share) < 0 and max(value, share) <= 0


def _share(target: Target) -> Decimal:
    return Decimal(100) if target.share_pct is None else Decimal(target.share_pct)


def _finding(
    agreement: Record[Agreement],
    index: int,
    target: Target,
    below: Record[Agreement],
    place: int,
) -> Finding:
    other = below.fields.targets[place]
    return Finding(
        agreement,
        ("targets", index, "value"),
        f"target `{target.id}` promises {_promised(target)}, but `{below.id}` that it rests on "
        f"promises {_promised(other)}",
        label="stricter than what it rests on",
        hint="bargain for a stricter target there, or promise less here",
        others=(Elsewhere(below, ("targets", place, "value"), "promised to us"),),
    )


def _promised(target: Target) -> str:
    share = "" if target.share_pct is None else f" in {target.share_pct} % of cases"
    return f"{target.operator} {target.value} {target.unit}{share}"
