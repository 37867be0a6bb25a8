"""Which records show that activities of the yearly cycle were done, for whom and on which day.

A record belongs to the customers that it names: itself, or by the agreement or project that it is
about. Meetings and surveys with a unit above or below are theirs, not the customer's.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from brmsite.kinds import all_kinds
from brmsite.kinds.activity import EVIDENCE_DAYS, EVIDENCE_STATES, Activity
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common, Fields
from brmsite.kinds.customer import Customer
from brmsite.kinds.project import Project
from brmsite.register.register import Record, Register
from brmsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Shown:
    """A record that shows that something was done, and the day on which."""

    record: Record[Common]
    day: date


@dataclass(frozen=True, slots=True)
class ActivityEvidence:
    """What shows activities, by the activity's id and the customer's address, the earliest first
    (of one day, in the order of ids); the address is empty for what was done for IT itself."""

    by_activity: dict[str, dict[str, tuple[Shown, ...]]]

    def of(self, activity: Activity, customer: Record[Customer] | None) -> tuple[Shown, ...]:
        """What shows one activity, for a customer or for IT itself."""
        found = self.by_activity.get(activity.id, {})
        return found.get(customer.address if customer else "", ())


@dataclass(frozen=True, slots=True)
class _Concerned:
    """The customers that records are about, found once a record, however many activities ask."""

    register: Register
    known: dict[Record[Common], tuple[str, ...]]

    def by(self, record: Record[Common]) -> tuple[str, ...]:
        """The addresses of the customers that a record is about, each once."""
        if record not in self.known:
            found = (self.register.one(Customer, each) for each in self._named(record))
            addresses = (one.address for one in found if one is not None)
            self.known[record] = tuple(dict.fromkeys(addresses))
        return self.known[record]

    def _named(self, record: Record[Common]) -> Iterator[str | None]:
        fields: Any = record.fields
        if isinstance(fields, Customer):
            yield record.id
        yield getattr(fields, "customer", None)
        yield from getattr(fields, "customers", ())
        agreement = self.register.one(Agreement, getattr(fields, "agreement", None))
        if agreement is not None:
            yield agreement.fields.customer
        project = self.register.one(Project, getattr(fields, "project", None))
        if project is not None:
            yield from project.fields.customers


def derive(register: Register, settings: Settings) -> ActivityEvidence:
    """The evidence of all activities, whenever it is from."""
    concerned = _Concerned(register, {})
    return ActivityEvidence(
        {activity.id: _shown(register, concerned, activity) for activity in settings.activity_cycle}
    )


def _shown(
    register: Register, concerned: _Concerned, activity: Activity
) -> dict[str, tuple[Shown, ...]]:
    model = next(kind.model for kind in all_kinds().values() if kind.name == activity.kind)
    path = _day_path(model, activity)
    wanted = _wanted(model, activity)
    found: dict[str, list[Shown]] = defaultdict(list)
    for record in register.all(model):
        if not all(_has(record.fields, name, values) for name, values in wanted.items()):
            continue
        for day in dict.fromkeys(_days(record.fields, path)):
            shown = Shown(record, day)
            for address in concerned.by(record) if activity.is_for_customers else ("",):
                found[address].append(shown)
    return {
        address: tuple(sorted(shown, key=lambda one: one.day)) for address, shown in found.items()
    }


# --- Conditions ----------------------------------------------------------------------------------


def _wanted(model: type[Fields], activity: Activity) -> dict[str, frozenset[object]]:
    """The values that records must have, by the attribute that holds them."""
    conditions: dict[str, Any] = dict(activity.evidence)
    if activity.kind in EVIDENCE_STATES:
        conditions.setdefault("state", EVIDENCE_STATES[activity.kind])
    return {
        _attribute(model, key): frozenset(value if isinstance(value, tuple) else (value,))
        for key, value in conditions.items()
        if key not in ("kind", "day")
    }


@cache
def _attribute(model: type[Fields], key: str) -> str:
    for name, field in model.model_fields.items():
        if (field.alias or name) == key:
            return name
    raise LookupError(f"{model.__name__} has no field `{key}`")


def _has(fields: Common, name: str, values: frozenset[object]) -> bool:
    value = getattr(fields, name)
    return any(each in values for each in (value if isinstance(value, tuple) else (value,)))


# --- Days ----------------------------------------------------------------------------------------


def _day_path(model: type[Common], activity: Activity) -> tuple[str, ...]:
    named = activity.evidence.get("day") or EVIDENCE_DAYS.get(activity.kind) or model.DATED_BY
    return tuple(str(named).split("."))


def _days(value: Any, path: tuple[str, ...]) -> Iterator[date]:
    """The days at a path of keys, also in lists; what is not written has none."""
    if isinstance(value, tuple):
        for each in value:
            yield from _days(each, path)
    elif isinstance(value, Fields) and path:
        yield from _days(getattr(value, _attribute(type(value), path[0])), path[1:])
    elif isinstance(value, date):
        yield value
