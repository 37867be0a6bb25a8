"""Whose health got worse since some days ago (a week; a setting), and which parts made it so.

Earlier is judged with today's records as they would have been seen on that day: what is dated after
it does not count. What was written later about days before it does, and what has no day (the state
of an agreement, a target, a customer) is as it is now; only the history of the files tells that.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from brmsite.ground.period import add_days
from brmsite.insight import OnDay
from brmsite.insight.health import COLOURS, CapReason, CustomerHealth, Health
from brmsite.insight.health_parts import Part
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record
from brmsite.settings import Settings


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part before and now; one of the two is None where there was no data."""

    before: Part
    now: Part

    @property
    def points(self) -> Fraction:
        """By how much it went up, in points of 100; 0 where it had no data before or has none."""
        if self.before.value is None or self.now.value is None:
            return Fraction(0)
        return self.now.value - self.before.value


@dataclass(frozen=True, slots=True)
class Turn:
    """A customer on the earlier day and now."""

    before: CustomerHealth
    now: CustomerHealth

    @property
    def customer(self) -> Record[Customer]:
        """Whose health it is."""
        return self.now.customer

    @property
    def is_worse(self) -> bool:
        """Whether its colour got worse; what had no colour before has not turned."""
        if self.before.colour is None or self.now.colour is None:
            return False
        return COLOURS.index(self.now.colour) < COLOURS.index(self.before.colour)

    @property
    def fallen(self) -> tuple[PartChange, ...]:
        """The parts that went down, the one first that weighs most in the score."""
        changes = (
            PartChange(*pair) for pair in zip(self.before.parts, self.now.parts, strict=True)
        )
        down = [one for one in changes if one.points < 0]
        return tuple(sorted(down, key=lambda one: one.points * one.now.weight))

    @property
    def new_caps(self) -> tuple[CapReason, ...]:
        """The reasons that make the colour worse than the score and did not before."""
        known = {cap.reason for cap in self.before.capping}
        return tuple(cap.reason for cap in self.now.capping if cap.reason not in known)


@dataclass(frozen=True, slots=True)
class Turned:
    """The customers that are judged on both days, by address; `since` is the earlier one."""

    since: date
    by_address: dict[str, Turn]

    def of_customer(self, customer: Record[Customer]) -> Turn | None:
        """How one customer turned; None where there was nothing to judge on both days."""
        return self.by_address.get(customer.address)

    @property
    def worse(self) -> tuple[Turn, ...]:
        """Those whose colour got worse, in the order of the health now: the worst first."""
        return tuple(one for one in self.by_address.values() if one.is_worse)


def derive(settings: Settings, health: Health, on_day: OnDay, as_of: date) -> Turned:
    """Every active customer on the day and some days before.

    All facts that health is made of are computed once more for the earlier day, so that only who
    asks for this pays for it.
    """
    since = add_days(as_of, -settings.health.compare_days)
    before = on_day(since, _health)
    return Turned(
        since,
        {
            now.customer.address: Turn(before.by_address[now.customer.address], now)
            for now in health.worst_first
        },
    )


def _health(health: Health) -> Health:
    return health
