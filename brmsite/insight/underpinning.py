"""Where a target is stricter than the one it rests on, in an OLA or a contract.

Compared are targets of the same metric, unit and operator, in signed agreements that are named
under `underpinned_by`: about the same service, or one that it depends on. A target for all
priorities carries those for one.
"""

from dataclasses import dataclass
from decimal import Decimal

from brmsite.insight.dependencies import Dependencies
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement, AgreementState, Target
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register

SIGNED: tuple[AgreementState, ...] = (*IN_FORCE, "agreed")


@dataclass(frozen=True, slots=True, eq=False)
class Weaker:
    """A target that should carry another one and does not.

    `index` is the place of the carried target in `agreement`, `place` that of the weaker one in
    `below`.
    """

    agreement: Record[Agreement]
    index: int
    below: Record[Agreement]
    place: int

    @property
    def target(self) -> Target:
        """The target that is not carried."""
        return self.agreement.fields.targets[self.index]

    @property
    def other(self) -> Target:
        """The weaker target that should carry it."""
        return self.below.fields.targets[self.place]


@dataclass(frozen=True, slots=True)
class Underpinning:
    """Every target that rests on a weaker one, by agreement and target."""

    weaker: tuple[Weaker, ...]


def derive(register: Register, dependencies: Dependencies) -> Underpinning:
    """Look at every target of signed agreements that are underpinned."""
    found: list[Weaker] = []
    for agreement in register.all(Agreement):
        named = (register.one(Agreement, each) for each in agreement.fields.underpinned_by)
        below = [one for one in named if one is not None and one.fields.state in SIGNED]
        if agreement.fields.state not in SIGNED or not below:
            continue
        for index, target in enumerate(agreement.fields.targets):
            weaker = _weaker(register, dependencies, target, below)
            if weaker is not None:
                found.append(Weaker(agreement, index, *weaker))
    return Underpinning(tuple(found))


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
