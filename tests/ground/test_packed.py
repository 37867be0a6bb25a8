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


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.binary(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.sampled_from(Tone),
    st.text().map(Plain),
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
    return sort, repr(value)


@given(VALUES)
def test_a_copy_has_the_same_bytes(value: Any) -> None:
    assert packed(deepcopy(value)) == packed(value)


@given(VALUES, VALUES)
def test_values_have_the_same_bytes_only_if_they_tell_the_same(one: Any, other: Any) -> None:
    assert (packed(one) == packed(other)) == (told(one) == told(other))


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
        (({"a": 1, "b": 2},), ({"b": 2, "a": 1},)),
        (({"a": 1},), ((("a", 1),),)),
        ((frozenset({"a"}),), (("a",),)),
    ):
        assert digest_of(*one) != digest_of(*other), (one, other)


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

names = frozenset({"a", "b", "c", "d", "e"})
span = Span("path", Position(1, 2, 3), Position(4, 5, 6))
print(digest_of(names, span, {"day": date(2026, 1, 2)}, [1, 2.5, "three", b"four"], set(names)))
"""


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_another_process_gives_the_same_digest(seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", PRINTS]
    printed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert printed.stdout == b"68c0a4443aca8d52d679b78c9bdb8790e9d83636\n"
