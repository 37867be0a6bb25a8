"""What supports each objective of a customer, and how many are supported by something that works.

A support is *live* where it works for the customer on the day: a service that is live, an
agreement in force, a project under way, a requirement delivered, a change done. It is *planned*
where it may still come, and *over* where it has ended. Other records (a meeting, a report) may be
named, but support nothing by themselves.

Counted are the objectives that are open on the day, in plans whose period covers it: what was
reached or dropped needs no support any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from brmsite.ground.period import days_between
from brmsite.insight.terms import CLOSED, IN_FORCE, Terms
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common
from brmsite.kinds.change import ChangeRequest, ChangeState
from brmsite.kinds.customer import Customer
from brmsite.kinds.plan import CustomerPlan, Objective
from brmsite.kinds.project import Phase, Project
from brmsite.kinds.requirement import Requirement, RequirementState
from brmsite.kinds.service import Service, ServiceState
from brmsite.register.register import Record, Register

Standing = Literal["live", "planned", "over", "named"]
"""How a support stands: it works, may come, has ended, or is merely named."""

_SERVICES: Mapping[ServiceState, Standing] = {
    "pipeline": "planned",
    "live": "live",
    "retired": "over",
}
_PROJECTS: Mapping[Phase, Standing] = {
    "planned": "planned",
    "under-way": "live",
    "done": "over",
    "stopped": "over",
}
_REQUIREMENTS: Mapping[RequirementState, Standing] = {
    "draft": "planned",
    "prepared": "planned",
    "accepted": "planned",
    "declined": "over",
    "delivered": "live",
}
_CHANGES: Mapping[ChangeState, Standing] = {
    "new": "planned",
    "assessed": "planned",
    "approved": "planned",
    "rejected": "over",
    "done": "live",
}


@dataclass(frozen=True, slots=True)
class Support:
    """Something named under `supported_by`; `record` is None where it leads nowhere."""

    written: str
    record: Record[Common] | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Aim:
    """One objective: the plan it stands in, its place there, and what supports it.

    `counts` says whether it is open and its plan covers the as-of date. `days_left` runs to its
    due day, negative after it; None where it has none.
    """

    plan: Record[CustomerPlan]
    index: int
    objective: Objective
    customer: Record[Customer] | None
    supports: tuple[Support, ...]
    counts: bool
    days_left: int | None

    @property
    def is_supported(self) -> bool:
        """Whether at least one support is live."""
        return any(support.standing == "live" for support in self.supports)

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is still open."""
        return self.objective.state == "open" and self.days_left is not None and self.days_left < 0


@dataclass(frozen=True, slots=True)
class ObjectiveCoverage:
    """Objectives with a live support, of those that count."""

    supported: tuple[Aim, ...]
    of: tuple[Aim, ...]

    @property
    def unsupported(self) -> tuple[Aim, ...]:
        """Those that count and have no live support."""
        return tuple(one for one in self.of if not one.is_supported)

    @property
    def percent(self) -> float | None:
        """From 0 to 100; None where there are no objectives."""
        return 100 * len(self.supported) / len(self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Objectives:
    """All objectives; those of each plan, of each customer, and those that a record supports, by
    its address."""

    all: tuple[Aim, ...]
    by_plan: dict[str, tuple[Aim, ...]]
    by_customer: dict[str, tuple[Aim, ...]]
    by_support: dict[str, tuple[Aim, ...]]

    @property
    def coverage(self) -> ObjectiveCoverage:
        """The objective coverage of all customers together."""
        return covered(self.all)

    def of_plan(self, plan: Record[CustomerPlan]) -> tuple[Aim, ...]:
        """The objectives of one plan, in its order."""
        return self.by_plan.get(plan.address, ())

    def of_customer(self, customer: Record[Customer]) -> tuple[Aim, ...]:
        """The objectives of all plans of one customer."""
        return self.by_customer.get(customer.address, ())

    def supported_by(self, record: Record[Common]) -> tuple[Aim, ...]:
        """The objectives that name a record as their support, each once."""
        return self.by_support.get(record.address, ())


def covered(objectives: Iterable[Aim]) -> ObjectiveCoverage:
    """The objective coverage of some objectives: those of a plan, of a customer."""
    counting = tuple(one for one in objectives if one.counts)
    return ObjectiveCoverage(tuple(one for one in counting if one.is_supported), counting)


def state_standing(record: Record[Common]) -> Standing:
    """How a support stands by what its own record says, on any day.

    An agreement that is not closed is at least planned: whether it is in force depends on the day.
    """
    match record.fields:
        case Agreement(state=state):
            return "over" if state in CLOSED else "planned"
        case Service(state=state):
            return _SERVICES[state]
        case Project(phase=phase):
            return _PROJECTS[phase]
        case Requirement(state=state):
            return _REQUIREMENTS[state]
        case ChangeRequest(state=state):
            return _CHANGES[state]
    return "named"


def derive(register: Register, terms: Terms, as_of: date) -> Objectives:
    """All objectives and what supports them on a day."""
    by_plan: dict[str, tuple[Aim, ...]] = {}
    by_customer: dict[str, list[Aim]] = {}
    by_support: dict[str, list[Aim]] = {}
    for plan in register.all(CustomerPlan):
        held = tuple(_objectives(register, terms, as_of, plan))
        by_plan[plan.address] = held
        for one in held:
            if one.customer is not None:
                by_customer.setdefault(one.customer.address, []).append(one)
            named = (support.record for support in one.supports)
            for address in dict.fromkeys(each.address for each in named if each is not None):
                by_support.setdefault(address, []).append(one)
    return Objectives(
        tuple(one for held in by_plan.values() for one in held),
        by_plan,
        {address: tuple(held) for address, held in by_customer.items()},
        {address: tuple(held) for address, held in by_support.items()},
    )


def about(objectives: Objectives, record: Record[Common]) -> dict[str, Any]:
    """The objectives of a plan or a customer with their supports, or those a record supports."""
    own = objectives.by_plan.get(record.address) or objectives.by_customer.get(record.address)
    if own:
        found = covered(own)
        return {
            "supported": len(found.supported),
            "of": len(found.of),
            "objectives": {
                _address(one): {support.written: support.standing for support in one.supports}
                for one in own
            },
        }
    supports = objectives.supported_by(record)
    return {"supports": [_address(one) for one in supports]} if supports else {}


def _address(one: Aim) -> str:
    return f"{one.plan.address}#{one.objective.id}"


def _objectives(
    register: Register, terms: Terms, as_of: date, plan: Record[CustomerPlan]
) -> Iterable[Aim]:
    customer = register.one(Customer, plan.fields.customer)
    is_current = plan.fields.period.covers(as_of)
    for index, objective in enumerate(plan.fields.objectives):
        yield Aim(
            plan,
            index,
            objective,
            customer,
            tuple(_support(register, terms, written) for written in objective.supported_by),
            is_current and objective.state == "open",
            None if objective.due is None else days_between(as_of, objective.due),
        )


def _support(register: Register, terms: Terms, written: str) -> Support:
    record = register.find(written.partition("#")[0])
    if record is None:
        return Support(written, None, "named")
    fields = record.fields
    if not isinstance(fields, Agreement):
        return Support(written, record, state_standing(record))
    term = terms.by_address[record.address]
    if term.in_force:
        return Support(written, record, "live")
    ended = fields.state in CLOSED or (fields.state in IN_FORCE and term.term.phase == "past-end")
    return Support(written, record, "over" if ended else "planned")
