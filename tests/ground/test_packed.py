"""Equal values have the same digest on every run and machine, others another one."""

from __future__ import annotations

import os
import subprocess
import sys
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.digest import digest_of
from brmsite.ground.packed import packed
from brmsite.ground.plain import Plain
from brmsite.ground.value import Value, replace

ROOT = Path(__file__).resolve().parents[2]


class Tone(StrEnum):
    good = "good"
    bad = "bad"


@dataclass(frozen=True)
class Nothing:
    pass


@dataclass(frozen=True)
class One:
    text: object


@dataclass(frozen=True)
class Other:
    text: object


@dataclass(frozen=True, slots=True)
class Several:
    first: object
    second: object
    third: tuple[object, ...]


class Shape(Value):
    text: object


class Twin(Value):
    text: object


class Form(Value):
    text: object
    more: tuple[object, ...] = ()


# What a `Value` may hold: tests/house sees to it that it holds nothing else.
HELD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(st.characters()),  # with half characters, as names of files may have them
    st.text().map(Plain),
)
SHAPES = st.recursive(
    HELD,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple),
        st.builds(Shape, inner),
        st.builds(Twin, inner),
        st.builds(Form, inner),
        st.builds(Form, inner, st.lists(inner, max_size=2).map(tuple)),
    ),
    max_leaves=6,
)
LEAVES = st.one_of(
    SHAPES,
    st.binary(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(Tone),
    st.just(Nothing()),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map(tuple),
        st.lists(inner, max_size=4),
        st.dictionaries(st.text(max_size=5), inner, max_size=4),
        st.frozensets(st.text(max_size=5), max_size=4),
        st.builds(One, inner),
        st.builds(Other, inner),
        st.builds(Several, inner, inner, st.lists(inner, max_size=2).map(tuple)),
    ),
    max_leaves=12,
)


def told(value: Any) -> Any:
    """What makes two values the same to a reader: their sorts and what they hold; sequences are
    one sort, and a set has no order."""
    sort = type(value)
    if sort in (tuple, list):
        return "sequence", tuple(told(one) for one in value)
    if isinstance(value, dict):
        return sort, tuple((told(key), told(one)) for key, one in value.items())
    if isinstance(value, frozenset):
        return sort, tuple(sorted(value))
    if hasattr(value, "__dataclass_fields__"):
        return sort, tuple(told(getattr(value, name)) for name in value.__dataclass_fields__)
    if isinstance(value, Value):
        return sort, tuple(told(getattr(value, name)) for name in value.__struct_fields__)
    return sort, repr(value)


@given(VALUES)
def test_a_copy_has_the_same_bytes(value: Any) -> None:
    assert packed(deepcopy(value)) == packed(value)


@given(VALUES, VALUES)
def test_values_have_the_same_bytes_only_if_they_tell_the_same(one: Any, other: Any) -> None:
    assert (packed(one) == packed(other)) == (told(one) == told(other))


@given(SHAPES, SHAPES)
def test_shapes_have_the_same_bytes_only_if_they_tell_the_same(one: Any, other: Any) -> None:
    assert (packed(one) == packed(other)) == (told(one) == told(other))


@given(SHAPES, HELD, HELD)
def test_one_part_of_a_shape_that_differs_makes_other_bytes(
    whole: Any, part: Any, other: Any
) -> None:
    shape = Form(whole, (Shape(part), whole))
    changed = Form(whole, (Shape(other), whole))
    assert (packed(changed) == packed(shape)) == (told(changed) == told(shape))


@given(VALUES, st.data())
def test_one_part_of_a_value_that_differs_makes_other_bytes(value: Any, data: Any) -> None:
    part, other = data.draw(LEAVES), data.draw(LEAVES)
    whole = Several(value, part, (value, One(part)))
    for changed in (
        Several(value, other, (value, One(part))),
        Several(value, part, (value, One(other))),
        Several(other, part, (value, One(part))),
    ):
        assert (packed(changed) == packed(whole)) == (told(changed) == told(whole))


def test_what_is_one_object_and_what_only_equals_it_have_the_same_bytes() -> None:
    text = "shared"
    again = text.encode().decode()
    assert text is not again
    one, several = One(text), Several(text, text, (text,))
    assert packed((text, text)) == packed((text, again)) == packed((sys.intern(text), again))
    assert packed((one, one)) == packed((one, One(again)))
    assert packed(several) == packed(Several(again, text, (again,)))


def test_parts_do_not_run_into_each_other() -> None:
    for one, other in (
        (("ab", "c"), ("a", "bc")),
        ((("a",), "b"), (("a", "b"),)),
        ((1, 1), (11,)),
        ((1, True), (True, 1)),
        ((0.0,), (-0.0,)),
        ((1,), (1.0,)),
        (("1",), (1,)),
        ((b"a",), ("a",)),
        ((None,), ("None",)),
        ((date(2026, 1, 2),), ("2026-01-02",)),
        ((date(2026, 1, 2),), (repr(date(2026, 1, 2)),)),
        ((Decimal("1.10"),), (Decimal("1.1"),)),
        ((Tone.good,), ("good",)),
        ((Plain("good"),), ("good",)),
        ((One("a"),), (Other("a"),)),
        ((One("a"),), (("tests.ground.test_packed.One", "a"),)),
        ((Nothing(),), ((),)),
        ((Shape("a"),), (Twin("a"),)),
        ((Shape("a"),), (("a",),)),
        ((Shape("a"),), (("Shape", "a"),)),
        ((Shape("a"),), (One("a"),)),
        ((Shape(1),), (Shape(True),)),
        ((Shape(1),), (Shape(1.0),)),
        ((Shape("a"),), (Shape(Plain("a")),)),
        ((Shape("a"),), (Shape(("a",)),)),
        ((Shape(2**64),), (Shape(str(2**64)),)),
        ((Shape(2**64),), (Shape(2.0**64),)),
        ((Shape(2**64),), (Twin(2**64),)),
        ((Shape((2**64, "a")),), (Shape((2**64, Plain("a"))),)),
        ((Shape("\ud800"),), (Shape("\\ud800"),)),
        ((2**64,), (-(2**64),)),
        (("\ud800",), ("\udfff",)),
        (({"a": 1, "b": 2},), ({"b": 2, "a": 1},)),
        (({"a": 1},), ((("a", 1),),)),
        ((frozenset({"a"}),), (("a",),)),
    ):
        assert digest_of(*one) != digest_of(*other), (one, other)


def test_a_value_in_another_place_has_the_same_bytes() -> None:
    shape = Form("a", (Shape("b"),))
    assert packed(replace(shape, text="c")) == packed(Form("c", (Shape("b"),)))
    assert packed(replace(Form(2**64), text="a")) == packed(Form("a"))


def test_a_mapping_is_told_apart_by_what_it_holds() -> None:
    assert packed(MappingProxyType({"a": 1})) == packed(MappingProxyType({"a": 1}))
    assert packed(MappingProxyType({"a": 1})) != packed(MappingProxyType({"a": 2}))


def test_a_digest_is_forty_hexadecimal_digits() -> None:
    assert len(digest_of()) == 40
    assert int(digest_of("a"), 16) != int(digest_of("b"), 16)


PRINTS = """
from datetime import date
from brmsite.ground.digest import digest_of
from brmsite.ground.span import Position, Span
from brmsite.ground.value import Value

class Shape(Value):
    text: str
    more: tuple["Shape", ...] = ()

names = frozenset({"a", "b", "c", "d", "e"})
span = Span("path", Position(1, 2, 3), Position(4, 5, 6))
shape = Shape("one", (Shape("two"),))
numbers = [1, 2.5, "three", b"four"]
print(digest_of(names, span, {"day": date(2026, 1, 2)}, numbers, set(names), shape))
"""


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_another_process_gives_the_same_digest(seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", PRINTS]
    printed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert printed.stdout == b"3b9f1cb2dadfc923332d87e4beb6408902ca84d9\n"
