"""What every field weighs, edge by edge, and that nothing that is signed was forgotten."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from brmsite.changes.weights import WEIGHTS, Pair, weigh
from brmsite.kinds.agreement import (
    Agreement,
    Continuity,
    Funding,
    Maintenance,
    Responsibilities,
    SupportTime,
    Target,
    Term,
    WorkloadLimit,
)
from brmsite.kinds.base import Fields
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.role import MANAGING, Limit, Mandate, Role
from brmsite.kinds.service import Price, Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.normative import SIGNED


def target(**other: Any) -> Target:
    """A target of some availability, but for what is said."""
    said = {
        "id": "t1",
        "service": "wms",
        "metric": "availability",
        "description": "It can be used.",
        "operator": ">=",
        "value": Decimal("99.5"),
        "unit": "percent",
        "window": "month",
        "method": "Measured.",
    }
    return Target.model_validate(said | other)


def term(**said: Any) -> Term:
    return Term.model_validate({"start": date(2026, 1, 1), "renewal": "none"} | said)


def funding(**said: Any) -> Funding:
    return Funding.model_validate({"model": "chargeback"} | said)


def role(**said: Any) -> Role:
    common = {"person": "a", "role": "purchaser", "level": "tactical", "from": date(2026, 1, 1)}
    return Role.model_validate(common | said)


MIN, SEC = "<=", "seconds"
WEIGHED: list[tuple[type[Fields], str, Pair, str]] = [
    (Target, "value", Pair(99, 98, target(), target()), "weaker"),
    (Target, "value", Pair(98, 99, target(), target()), "stronger"),
    (Target, "value", Pair(4, 2, target(operator=MIN), target(operator=MIN)), "stronger"),
    (Target, "value", Pair(2, 4, target(operator=MIN), target(operator=MIN)), "weaker"),
    (Target, "value", Pair(2, 4, target(operator="="), target(operator="=")), "neutral"),
    (Target, "value", Pair(2, 4, target(), target(operator=MIN)), "neutral"),
    (Target, "value", Pair(2, 4, target(unit=SEC), target(unit="hours")), "neutral"),
    (Target, "value", Pair(99, 80, target(unit="%"), target(unit="percent")), "weaker"),
    (Target, "unit", Pair("percent", "hours", target(), target(unit="hours")), "neutral"),
    (Target, "share_pct", Pair(None, Decimal(90)), "weaker"),
    (Target, "share_pct", Pair(Decimal(90), Decimal(95)), "stronger"),
    (Target, "window", Pair("month", "year"), "weaker"),
    (Target, "window", Pair("quarter", "month"), "stronger"),
    (Target, "exclusions", Pair(None, "Sundays"), "weaker"),
    (Target, "exclusions", Pair("Sundays", None), "stronger"),
    (Target, "method", Pair("a", "b"), "neutral"),
    (Agreement, "targets", Pair(None, target()), "stronger"),
    (Agreement, "targets", Pair(target(), None), "weaker"),
    (Agreement, "services", Pair("wms", None), "weaker"),
    (Agreement, "annual_cost", Pair(Decimal(1), Decimal(2)), "weaker"),
    (Agreement, "annual_cost", Pair(None, Decimal(2)), "neutral"),
    (Agreement, "exceptions", Pair(None, "Strikes"), "weaker"),
    (Agreement, "workload_limits", Pair(None, WorkloadLimit(measure="m")), "weaker"),
    (Agreement, "state", Pair("active", "terminated"), "weaker"),
    (Agreement, "state", Pair("draft", "active"), "stronger"),
    (Agreement, "state", Pair("active", "superseded"), "neutral"),
    (Agreement, "visibility", Pair("customer", "internal"), "weaker"),
    (Customer, "visibility", Pair("internal", "customer"), "stronger"),
    (Term, "end", Pair(date(2026, 1, 1), date(2027, 1, 1), term(), term()), "stronger"),
    (Term, "end", Pair(None, date(2027, 1, 1), term(), term()), "weaker"),
    (Term, "end", Pair(None, date(2027, 1, 1), term(months=12), term()), "neutral"),
    (Term, "months", Pair(24, 12), "weaker"),
    (Term, "notice_months", Pair(3, 1), "neutral"),
    (WorkloadLimit, "upper", Pair(Decimal(5), None), "stronger"),
    (WorkloadLimit, "upper", Pair(Decimal(5), Decimal(4)), "weaker"),
    (WorkloadLimit, "lower", Pair(None, Decimal(4)), "weaker"),
    (Maintenance, "notice_days", Pair(None, 5), "stronger"),
    (SupportTime, "response", Pair("15 minutes", "1 hour"), "weaker"),
    (SupportTime, "response", Pair("1 day", "20 hours"), "stronger"),
    (SupportTime, "response", Pair("2 working days", "1 working day"), "stronger"),
    (SupportTime, "response", Pair("1 working day", "24 hours"), "neutral"),
    (SupportTime, "resolution", Pair("soon", "later"), "neutral"),
    (Continuity, "rto_hours", Pair(Decimal(8), Decimal(4)), "stronger"),
    (Responsibilities, "customer", Pair(None, "Calls first"), "weaker"),
    (Responsibilities, "provider", Pair(None, "Reports"), "stronger"),
    (Funding, "amount", Pair(Decimal(1), Decimal(2), funding(), funding()), "weaker"),
    (Funding, "amount", Pair(Decimal(1), Decimal(2), funding(per="month"), funding()), "neutral"),
    (
        Funding,
        "amount",
        Pair(Decimal(1), Decimal(2), funding(model="central"), funding(model="central")),
        "neutral",
    ),
    (Service, "state", Pair("live", "retired"), "weaker"),
    (
        Price,
        "amount",
        Pair(2, 1, Price(amount=Decimal(2)), Price(amount=Decimal(1))),
        "stronger",
    ),
]


@pytest.mark.parametrize("model,key,pair,weight", WEIGHED)
def test_a_field_weighs(model: type[Fields], key: str, pair: Pair, weight: str) -> None:
    assert weigh(model, key, pair) == (weight, True)


@pytest.mark.parametrize(
    "part,material",
    [
        (role(), False),
        (role(role="service-desk"), False),
        (role(role="customer"), True),
        *((role(role=name), True) for name in MANAGING),
        (role(mandate=Mandate(decide=True)), True),
    ],
)
def test_a_role_matters_where_it_decides(part: Role, material: bool) -> None:
    assert weigh(Customer, "roles", Pair(None, part)) == ("neutral", material)
    assert weigh(Role, "to", Pair(None, date(2026, 1, 1), part, part)) == ("neutral", material)


@pytest.mark.parametrize(
    "model,keys",
    [
        (Person, ("name", "org", "email")),
        (Supplier, ("name",)),
        (Customer, ("name",)),
        (Service, ("name", "description", "owner")),
    ],
)
def test_who_or_what_a_record_is_matters(model: type[Fields], keys: tuple[str, ...]) -> None:
    assert {weigh(model, key, Pair("a", "b")) for key in keys} == {("neutral", True)}


def test_a_unit_in_another_spelling_is_the_same_unit() -> None:
    assert weigh(Target, "unit", Pair("%", "percent")) == ("neutral", False)


def test_what_no_table_names_is_not_material() -> None:
    assert weigh(Agreement, "title", Pair("a", "b")) == ("neutral", False)
    assert weigh(Customer, "tier", Pair("a", "b")) == ("neutral", False)
    assert weigh(Person, "job_title", Pair("a", "b")) == ("neutral", False)


@pytest.mark.parametrize("model", SIGNED, ids=lambda model: model.__name__)
def test_whatever_is_signed_is_material(model: type[Fields]) -> None:
    for name in SIGNED[model]:
        key = model.model_fields[name].alias or name
        assert key in WEIGHTS[model], f"{model.__name__}.{key} is signed and weighs nothing"


@pytest.mark.parametrize("model", WEIGHTS, ids=lambda model: model.__name__)
def test_every_key_of_the_table_is_a_field(model: type[Fields]) -> None:
    keys = {field.alias or name for name, field in model.model_fields.items()}
    assert WEIGHTS[model].keys() <= keys


def test_a_mandate_matters_wherever_it_stands() -> None:
    assert weigh(Limit, "amount", Pair(1, 2)) == ("neutral", True)
