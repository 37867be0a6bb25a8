"""Whether two values are the same also as they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any


def are_alike(one: object, other: object) -> bool:
    """Whether two values are equal and written alike: 99.50 equals 99.5, but is shown otherwise.

    Values that are one object are, so of two states that share most of what they hold only the
    rest is looked at.
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    sort: Any = type(one)
    if sort in _EQUAL_MEANS_ALIKE:
        return one == other
    if isinstance(one, (tuple, list)) and isinstance(other, (tuple, list)):
        return len(one) == len(other) and _each_alike(one, other)
    if isinstance(one, dict) and isinstance(other, dict):
        return len(one) == len(other) and _each_alike(one.items(), other.items())
    parts = _parts(sort)
    if parts is not None:
        return are_alike(parts(one), parts(other))
    return one == other and repr(one) == repr(other)


_EQUAL_MEANS_ALIKE = frozenset({str, bytes, bool, int, date})


def _each_alike(some: Iterable[object], others: Iterable[object]) -> bool:
    return all(map(are_alike, some, others))


@cache
def _parts(sort: Any) -> Callable[[Any], object] | None:
    """How to take a dataclass apart; None for what is none, or equals nothing but itself."""
    if not is_dataclass(sort) or sort.__eq__ is object.__eq__:
        return None
    names = [field.name for field in fields(sort)]
    return attrgetter(*names) if names else lambda _value: ()
