"""A value of any depth as bytes, to be compared with others of its sort: the same bytes for equal
values, on every run and machine. They are never read back.

The bytes are those of MessagePack, which tells numbers, text, lists and maps apart, but not what
they were in Python. Whatever is not one of its own becomes a map of one entry, from the name of its
sort to what it holds: so no two sorts have the same bytes. Only `Value` writes itself, in one go.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from msgspec.msgpack import Encoder

from brmsite.ground.value import Value


def packed(value: object) -> bytes:
    """The bytes of plain values: text, bytes, numbers, days, sequences, mappings, dataclasses and
    `Value`s of such, and whatever writes itself as one text (`repr`)."""
    plain = _plain(value)
    try:
        return _ENCODER.encode(plain)
    except (OverflowError, UnicodeEncodeError):
        return _ENCODER.encode(_apart(plain))


def _plain(value: Any) -> Any:
    """The value of what MessagePack tells apart: sequences become lists."""
    sort: Any = type(value)
    if sort in _AS_THEY_ARE:
        return value
    if sort is tuple or sort is list:
        return [one if type(one) is str else _plain(one) for one in value]
    if isinstance(value, Value):
        return value
    parts = _parts(sort)
    if parts is not None:
        name, of = parts
        return {name: [one if type(one) is str else _plain(one) for one in of(value)]}
    if isinstance(value, Mapping):
        return {_name(sort): [(_plain(key), _plain(one)) for key, one in value.items()]}
    if isinstance(value, (set, frozenset)):
        return {_name(sort): sorted(packed(one) for one in value)}
    return _named(value)


_AS_THEY_ARE = frozenset({str, int, bool, type(None), bytes, float})


@cache
def _parts(sort: type[Any]) -> tuple[str, Callable[[Any], tuple[Any, ...]]] | None:
    """The name of a dataclass and how to take it apart; None for what is none."""
    if not is_dataclass(sort):
        return None
    name, names = _name(sort), [field.name for field in fields(sort)]
    if len(names) > 1:
        return name, attrgetter(*names)
    if not names:
        return name, lambda _value: ()
    only = attrgetter(names[0])
    return name, lambda value: (only(value),)


@cache
def _name(sort: Any) -> str:
    return str(sort)


def _named(value: object) -> dict[str, str]:
    """What writes itself as one text; text of a sort of its own may say that otherwise, by `str`,
    than it is."""
    sort: Any = type(value)
    return {_name(sort): str.__str__(value) if isinstance(value, str) else repr(value)}


_ENCODER = Encoder(enc_hook=_named)


def _apart(plain: Any) -> Any:
    """The same where MessagePack cannot hold a part of it: a whole number of more than 64 bits, or
    text that is no Unicode (the name of a file may be none). Each part is named here."""
    sort: Any = type(plain)
    if isinstance(plain, Value):
        parts = (getattr(plain, name) for name in plain.__struct_fields__)
        return {_name(sort): [_apart(part) for part in parts]}
    if isinstance(plain, (list, tuple)):
        return [_apart(part) for part in plain]
    if isinstance(plain, dict):
        return {name: _apart(part) for name, part in plain.items()}
    return {_name(sort): repr(plain)}
