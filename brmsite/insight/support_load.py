"""Can the teams bear it: the hours that support took, of the hours that a team had for it.

The periods of one team, for the same service and customer, make a series. A period without hours
or without capacity says nothing; so does a capacity of 0: its use is None, never 0 or 100. What is
written of a period that is not over on the as-of date is expected, or a part: it stands in its
series, and counts for nothing yet.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.load import SupportLoad
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register


@dataclass(frozen=True, slots=True)
class Load:
    """One period of a team; `is_over` says whether its last day has come."""

    record: Record[SupportLoad]
    is_over: bool

    @property
    def is_measured(self) -> bool:
        """Whether the hours that it took and those that there were are both written."""
        fields = self.record.fields
        return fields.hours is not None and fields.capacity_hours is not None

    @property
    def percent(self) -> float | None:
        """Hours of the capacity, in percent; None where one of the two is not known."""
        hours, capacity = self.record.fields.hours, self.record.fields.capacity_hours
        return None if hours is None or not capacity else float(100 * hours / capacity)

    @property
    def is_above(self) -> bool:
        """Whether the work took more hours than there were."""
        hours, capacity = self.record.fields.hours, self.record.fields.capacity_hours
        return hours is not None and capacity is not None and hours > capacity


@dataclass(frozen=True, slots=True)
class Series:
    """All periods of one team, for the same service and customer, the oldest first."""

    loads: tuple[Load, ...]

    @property
    def over(self) -> tuple[Load, ...]:
        """The periods that are over, the oldest first."""
        return tuple(load for load in self.loads if load.is_over)

    @property
    def last(self) -> Load | None:
        """The latest period that is over; None where none is."""
        return next((load for load in reversed(self.loads) if load.is_over), None)

    @property
    def above_running(self) -> int:
        """How many periods running the work was above the capacity until now."""
        count = 0
        for load in reversed(self.over):
            if not load.is_above:
                break
            count += 1
        return count


@dataclass(frozen=True, slots=True)
class SupportLoads:
    """Every series of periods, by team, service and customer; and by the addresses of the loads,
    of the customers and of the services that they are about."""

    series: tuple[Series, ...]
    by_address: dict[str, Series]
    by_subject: dict[str, tuple[Series, ...]]

    def of_customer(self, customer: Record[Customer]) -> tuple[Series, ...]:
        """The series that are about one customer."""
        return self.by_subject.get(customer.address, ())

    def of_service(self, service: Record[Service]) -> tuple[Series, ...]:
        """The series that are about one service."""
        return self.by_subject.get(service.address, ())


def derive(register: Register, as_of: date) -> SupportLoads:
    """The series of all support loads, as they stand on a day."""
    found: dict[tuple[str, str, str], list[Record[SupportLoad]]] = {}
    for record in register.all(SupportLoad):
        fields = record.fields
        key = (fields.team.casefold(), fields.service or "", fields.customer or "")
        found.setdefault(key, []).append(record)
    series = tuple(
        Series(
            tuple(
                Load(one, one.fields.period.to <= as_of)
                for one in sorted(found[key], key=lambda one: (one.fields.period.to, one.address))
            )
        )
        for key in sorted(found)
    )
    by_address = {load.record.address: one for one in series for load in one.loads}
    return SupportLoads(series, by_address, _by_subject(register, series))


def _by_subject(register: Register, series: tuple[Series, ...]) -> dict[str, tuple[Series, ...]]:
    found: dict[str, list[Series]] = {}
    for one in series:
        fields = one.loads[0].record.fields
        service = register.one(Service, fields.service)
        customer = register.one(Customer, fields.customer)
        for subject in (service, customer):
            if subject is not None:
                found.setdefault(subject.address, []).append(one)
    return {address: tuple(several) for address, several in found.items()}


def about(support_load: SupportLoads, record: Record[Common]) -> dict[str, Any]:
    """How full the team was in a period, and how many periods running it was too full."""
    series = support_load.by_address.get(record.address)
    if series is None:
        return {}
    load = next(one for one in series.loads if one.record.address == record.address)
    return {
        "is_over": load.is_over,
        "use_percent": load.percent,
        "above_capacity": load.is_above,
        "above_running_until_now": series.above_running,
        "periods": [one.record.address for one in series.loads],
    }
