"""The small values that pages are made of hold only what their digest tells apart."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import EllipsisType, NoneType, UnionType
from typing import Any

import pytest
from markupsafe import Markup

import brmsite
from brmsite.ground.value import Value

TOLD = (str, int, float, bool, NoneType, EllipsisType, Markup)
"""Written as they are. What is not among these needs a look from Python: a day would be its text,
an enumeration its value, a dataclass a map without its name, and a set has no order."""


def classes_of_values(of: type[Value] = Value) -> Iterator[type[Value]]:
    for module in walk_packages(brmsite.__path__, "brmsite."):
        if module.name != "brmsite.__main__":
            import_module(module.name)
    for sort in of.__subclasses__():
        if sort.__module__.startswith("brmsite."):
            yield sort
            yield from classes_of_values(sort)


SORTS = sorted(set(classes_of_values()), key=lambda sort: (sort.__name__, sort.__module__))


def parts(hint: Any) -> Iterator[Any]:
    """The classes that a type names."""
    origin = typing.get_origin(hint)
    if origin is typing.Literal:
        yield from map(type, typing.get_args(hint))
    elif origin in (tuple, UnionType, typing.Union):
        for one in typing.get_args(hint):
            yield from parts(one)
    else:
        yield type(hint) if hint is Ellipsis else hint


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.__name__)
def test_a_value_holds_only_what_its_bytes_tell_apart(sort: type[Value]) -> None:
    hints = typing.get_type_hints(sort)
    for name in sort.__struct_fields__:
        for part in parts(hints[name]):
            assert part in TOLD or issubclass(part, Value), f"{sort.__name__}.{name}: {part}"


def test_no_two_values_have_one_name() -> None:
    names = [str(sort.__struct_config__.tag) for sort in SORTS]
    assert sorted(set(names)) == sorted(names)
    assert len(names) > 40
