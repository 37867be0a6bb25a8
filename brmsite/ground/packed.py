"""A value of any depth as bytes, to be compared with others of its sort: the same bytes for equal
values, on every run and machine. They are never read back."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

_WITHOUT_SHARING = 2
"""The version of the form that tells nothing of which values are one object in memory."""


def packed(value: object) -> bytes:
    """The bytes of plain values: text, bytes, numbers, days, sequences, mappings, dataclasses of
    such, and whatever writes itself as one text (`repr`)."""
    return marshal.dumps(_plain(value), _WITHOUT_SHARING)


def _plain(value: object) -> Any:
    """The value of what every marshal knows: dataclasses become tuples that begin with their name,
    sequences become lists."""
    sort = type(value)
    if sort in _AS_THEY_ARE:
        return value
    if sort is tuple or sort is list:
        return [one if type(one) is str else _plain(one) for one in value]  # type: ignore[attr-defined]
    parts = _parts(sort)  # type: ignore[arg-type]
    if parts is not None:
        name, of = parts
        return (name, *[one if type(one) is str else _plain(one) for one in of(value)])
    if isinstance(value, Mapping):
        return {str(sort): [(_plain(key), _plain(one)) for key, one in value.items()]}
    if isinstance(value, (set, frozenset)):
        return (str(sort), sorted(packed(one) for one in value))
    if isinstance(value, str):
        return (str(sort), str.__str__(value))
    return (str(sort), repr(value))


_AS_THEY_ARE = frozenset({str, int, bool, type(None), bytes, float})


@cache
def _parts(sort: type[Any]) -> tuple[str, Callable[[Any], tuple[Any, ...]]] | None:
    """The name of a dataclass and how to take it apart; None for what is none."""
    if not is_dataclass(sort):
        return None
    names = [field.name for field in fields(sort)]
    name = f"{sort.__module__}.{sort.__qualname__}"
    if len(names) > 1:
        return name, attrgetter(*names)
    if not names:
        return name, lambda _value: ()
    only = attrgetter(names[0])
    return name, lambda value: (only(value),)
