"""Walks the parts of a record by its model: references, sub-models, lists written in the body.

What a model says of its fields is looked up once a model; walking a record then only follows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from brmsite.kinds.base import Fields, FromBody, Ref

DataPath = tuple[str | int, ...]

F = TypeVar("F", bound=Fields)


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that names another record: where it stands, what it may name, what it says."""

    path: DataPath
    ref: Ref
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A record's fields, or those of one of its parts, with the path at which they stand."""

    path: DataPath
    fields: Fields


def references(fields: Fields, path: DataPath = ()) -> Iterator[Reference]:
    """Every reference in a record, in the order of its model's fields."""
    for name, key, ref in _plan(type(fields)):
        value = getattr(fields, name)
        if value is not None:
            yield from _references(value, ref, (*path, key))


def parts(fields: Fields, path: DataPath = ()) -> Iterator[Part]:
    """The record itself and every part of it that has fields of its own."""
    yield Part(path, fields)
    for name, key, ref in _plan(type(fields)):
        if ref is None:
            yield from _parts(getattr(fields, name), (*path, key))


def part_ids(fields: Fields) -> tuple[str, ...]:
    """The ids of a record's targets, actions, decisions and the like, in order, each once."""
    found = (getattr(part.fields, "id", None) for part in parts(fields))
    return tuple(dict.fromkeys(str(identifier) for identifier in found if identifier is not None))


def with_values(fields: F, values: Mapping[DataPath, str]) -> F:
    """The same fields with other texts at some paths, each of which must stand there already."""
    changed: dict[str, Any] = {}
    for name, field in type(fields).model_fields.items():
        below = _below(field.alias or name, values)
        if below:
            changed[name] = _with_values(getattr(fields, name), below)
    return fields.model_copy(update=changed)


def _with_values(value: Any, values: Mapping[DataPath, str]) -> Any:
    if () in values:
        return values[()]
    if isinstance(value, Fields):
        return with_values(value, values)
    return tuple(
        _with_values(item, below) if (below := _below(index, values)) else item
        for index, item in enumerate(value)
    )


def _below(step: str | int, values: Mapping[DataPath, str]) -> dict[DataPath, str]:
    """The values below one step of their paths, by the rest of the path."""
    return {path[1:]: value for path, value in values.items() if path[0] == step}


@cache
def from_body(model: type[Fields]) -> tuple[tuple[str, str], ...]:
    """The lists that may also be written in the body: pairs of key and item."""
    return tuple(
        (field.alias or name, mark.item)
        for name, field in model.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, FromBody)
    )


def _references(value: Any, ref: Ref | None, path: DataPath) -> Iterator[Reference]:
    if isinstance(value, Fields):
        yield from references(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _references(item, ref, (*path, index))
    elif ref is not None and isinstance(value, str):
        yield Reference(path, ref, value)


def _parts(value: Any, path: DataPath) -> Iterator[Part]:
    if isinstance(value, Fields):
        yield from parts(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, (Fields, tuple)):
                yield from _parts(item, (*path, index))


@cache
def _plan(model: type[Fields]) -> tuple[tuple[str, str, Ref | None], ...]:
    """The fields worth walking: attribute, key in the file, and the reference mark if any; a
    field without a mark is worth it when it holds parts."""
    plan: list[tuple[str, str, Ref | None]] = []
    for name, field in model.model_fields.items():
        ref = next((mark for mark in field.metadata if isinstance(mark, Ref)), None)
        ref = ref or _ref_in(field.annotation)
        if ref is not None or _has_parts(field.annotation):
            plan.append((name, field.alias or name, ref))
    return tuple(plan)


def _ref_in(annotation: Any) -> Ref | None:
    """The reference mark inside a type such as `tuple[Annotated[str, Ref(...)], ...] | None`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        base, *marks = get_args(annotation)
        found = next((mark for mark in marks if isinstance(mark, Ref)), None)
        return found or _ref_in(base)
    if origin in (tuple, Union, UnionType):
        return next(filter(None, map(_ref_in, get_args(annotation))), None)
    return None


def _has_parts(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return True
    return any(_has_parts(argument) for argument in get_args(annotation))
