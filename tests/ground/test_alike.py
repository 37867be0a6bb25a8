"""Are two values the same, also as they are written?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from brmsite.ground.alike import are_alike


class Target(NamedTuple):
    value: Decimal


class State(Enum):
    open = "open"
    closed = "closed"


class Model(BaseModel):
    value: Decimal


@dataclass(frozen=True, slots=True)
class One:
    value: object


@dataclass(frozen=True, slots=True)
class Other:
    value: object


@dataclass(frozen=True, slots=True)
class Two:
    value: object
    more: object = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


@dataclass(frozen=True, slots=True, eq=False)
class Itself:
    value: object


ITSELF = Itself(1)
SHORT, LONG = Decimal("99.5"), Decimal("99.50")


@pytest.mark.parametrize(
    "one, other",
    [
        pytest.param("a b", " ".join("ab"), id="text"),
        pytest.param(date(2026, 1, 1), date(2026, 1, 1), id="a day"),
        pytest.param(Decimal("99.5"), SHORT, id="a number"),
        pytest.param(State.open, State("open"), id="a choice"),
        pytest.param((1, [SHORT]), (1, [Decimal("99.5")]), id="a row in a row"),
        pytest.param({"a": (SHORT,)}, {"a": (Decimal("99.5"),)}, id="a table"),
        pytest.param(frozenset({1}), frozenset({1}), id="a set"),
        pytest.param(Target(SHORT), Target(Decimal("99.5")), id="a row with names"),
        pytest.param(Model(value=SHORT), Model(value=Decimal("99.5")), id="a model"),
        pytest.param(One((SHORT,)), One((Decimal("99.5"),)), id="a value"),
        pytest.param(Two(1, One(2)), Two(1, One(2)), id="a value in a value"),
        pytest.param(Nothing(), Nothing(), id="a value without parts"),
        pytest.param((ITSELF,), (ITSELF,), id="one object"),
    ],
)
def test_alike(one: object, other: object) -> None:
    assert are_alike(one, other)


@pytest.mark.parametrize(
    "one, other",
    [
        pytest.param(SHORT, LONG, id="one digit more"),
        pytest.param((SHORT,), (LONG,), id="one digit more, in a row"),
        pytest.param([SHORT], [LONG], id="one digit more, in a list"),
        pytest.param({"a": SHORT}, {"a": LONG}, id="one digit more, in a table"),
        pytest.param({SHORT: "a"}, {LONG: "a"}, id="one digit more, as a key"),
        pytest.param(frozenset({SHORT}), frozenset({LONG}), id="one digit more, in a set"),
        pytest.param(One(SHORT), One(LONG), id="one digit more, in a value"),
        pytest.param(Two(1, One(SHORT)), Two(1, One(LONG)), id="one digit more, deeper"),
        pytest.param(Target(SHORT), Target(LONG), id="one digit more, in a row with names"),
        pytest.param(Model(value=SHORT), Model(value=LONG), id="one digit more, in a model"),
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, id="another order"),
        pytest.param((1,), (1, 2), id="one more"),
        pytest.param({"a": 1}, {"a": 1, "b": 2}, id="one more, in a table"),
        pytest.param(1, True, id="another sort of number"),
        pytest.param(0.0, -0.0, id="less than nothing"),
        pytest.param([1], (1,), id="a list and a row"),
        pytest.param(One(1), Other(1), id="another sort of value"),
        pytest.param(Two(1, 2), Two(1, 3), id="another part"),
        pytest.param(Itself(1), Itself(1), id="two objects, each only itself"),
        pytest.param(State.open, State.closed, id="another choice"),
        pytest.param(None, "", id="nothing, and no text"),
    ],
)
def test_not_alike(one: object, other: object) -> None:
    assert not are_alike(one, other)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, 2)
    | st.sampled_from([SHORT, LONG, "", "a", date(2026, 1, 1), 0.0, -0.0]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.lists(inner, max_size=2).map(tuple)
        | st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
        | inner.map(One)
        | st.builds(Two, inner, inner)
    ),
    max_leaves=6,
)


@given(VALUES, VALUES)
def test_the_same_as_equal_and_shown_alike(one: object, other: object) -> None:
    assert are_alike(one, other) == (one == other and repr(one) == repr(other))
