"""Walks the parts of a record by its model: references, sub-models, lists written in the body.

What a model says of its fields is looked up once a model; walking a record then only follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin

from brmsite.kinds.base import Fields, FromBody, Internal, Ref

DataPath = tuple[str | int, ...]

F = TypeVar("F", bound=Fields)


class Reference(NamedTuple):
    """A value that names another record: where it stands, what it may name, what it says."""

    path: DataPath
    ref: Ref
    value: str


class Part(NamedTuple):
    """A record's fields, or those of one of its parts, with the path at which they stand."""

    path: DataPath
    fields: Fields


Wanted = Callable[[type[Fields]], bool]
"""Says of a model whether its parts are looked for."""


def references(fields: Fields) -> tuple[Reference, ...]:
    """Every reference in a record, in the order of its model's fields."""
    found: list[Reference] = []
    _note_references(fields, (), found)
    return tuple(found)


def reference_mark(model: type[Fields], key: str) -> Ref | None:
    """What the field of a key may name, or the items of its list; None where it names nothing."""
    return next((ref for _name, each, ref in _plan(model) if each == key), None)


@cache
def folders_or_text(model: type[Fields]) -> frozenset[str]:
    """The folders of the records that fields of a model may name, where these may also be plain
    text: such a text becomes a reference when there is a record of that name."""
    below = (_models_below(field.annotation) for field in model.model_fields.values())
    return frozenset(
        folder
        for each in {model}.union(*below)
        for _name, _key, ref in _plan(each)
        if ref is not None and ref.or_text
        for folder in ref.folders
    )


def parts(fields: Fields) -> tuple[Part, ...]:
    """The record itself and every part of it that has fields of its own."""
    return parts_where(fields, _whichever)


def parts_where(fields: Fields, wanted: Wanted) -> tuple[Part, ...]:
    """Those of `parts` that have a `wanted` model, a function at the top of a module: it is asked
    once a model, and nothing is walked that cannot hold such a part."""
    found: list[Part] = []
    _note_parts(fields, (), wanted, found)
    return tuple(found)


def _whichever(_: type[Fields]) -> bool:
    return True


def part_ids(fields: Fields) -> tuple[str, ...]:
    """The ids of a record's targets, actions, decisions and the like, in order, each once."""
    found = (part_id(part.fields) for part in parts_where(fields, _may_have_id))
    return tuple(dict.fromkeys(identifier for identifier in found if identifier is not None))


def _may_have_id(model: type[Fields]) -> bool:
    return "id" in model.model_fields


def part_id(fields: Fields) -> str | None:
    """The id of a part, such as that of a target; None for one that has none."""
    # Not `getattr` with a default, which asks pydantic's slow way for what is not there.
    identifier = fields.id if _may_have_id(type(fields)) else None  # type: ignore[attr-defined]
    return None if identifier is None else str(identifier)


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


def is_internal(model: type[Fields], path: DataPath) -> bool:
    """Whether the value at a path is never shown outside IT: its field, or one it stands in, is
    marked so. The empty path, the text of a record, is none."""
    here: type[Fields] | None = model
    for step in path:
        if isinstance(step, int) or here is None:
            continue
        internal, here = _shown(here).get(step, (False, None))
        if internal:
            return True
    return False


def part_at(model: type[Fields], path: DataPath) -> type[Fields] | None:
    """The model of the part at a path, or of the parts of the list there; None for anything else.
    Numbers of list items in the path do not matter."""
    here: type[Fields] | None = model
    for step in path:
        if isinstance(step, str) and here is not None:
            here = _shown(here).get(step, (False, None))[1]
    return here


@cache
def _shown(model: type[Fields]) -> dict[str, tuple[bool, type[Fields] | None]]:
    """By key: whether a field is internal, and the model of its parts if it has any."""
    return {
        field.alias or name: (
            any(isinstance(mark, Internal) for mark in field.metadata),
            _part_in(field.annotation),
        )
        for name, field in model.model_fields.items()
    }


@cache
def from_body(model: type[Fields]) -> tuple[tuple[str, str], ...]:
    """The lists that may also be written in the body: pairs of key and item."""
    return tuple(
        (field.alias or name, mark.item)
        for name, field in model.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, FromBody)
    )


# Every record is walked several times on every run, so what is found goes into one list: passing
# it up through generators took twice as long.


def _note_references(fields: Fields, path: DataPath, found: list[Reference]) -> None:
    for name, key, ref in _plan(type(fields)):
        value = getattr(fields, name)
        if ref is not None and isinstance(value, str):
            found.append(Reference((*path, key), ref, value))
        elif value:
            _note_references_in(value, ref, (*path, key), found)


def _note_references_in(
    value: Any, ref: Ref | None, path: DataPath, found: list[Reference]
) -> None:
    if isinstance(value, Fields):
        _note_references(value, path, found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _note_references_in(item, ref, (*path, index), found)
    elif ref is not None and isinstance(value, str):
        found.append(Reference(path, ref, value))


def _note_parts(fields: Fields, path: DataPath, wanted: Wanted, found: list[Part]) -> None:
    itself, below = _ways_to(type(fields), wanted)
    if itself:
        found.append(Part(path, fields))
    for name, key in below:
        if value := getattr(fields, name):
            _note_parts_in(value, (*path, key), wanted, found)


def _note_parts_in(value: Any, path: DataPath, wanted: Wanted, found: list[Part]) -> None:
    if isinstance(value, Fields):
        _note_parts(value, path, wanted, found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            if isinstance(item, (Fields, tuple)):
                _note_parts_in(item, (*path, index), wanted, found)


@cache
def _ways_to(model: type[Fields], wanted: Wanted) -> tuple[bool, tuple[tuple[str, str], ...]]:
    """Whether a model is wanted itself, and the fields, as attribute and key, below which parts
    may stand that are."""
    below = tuple(
        (name, key)
        for name, key, ref in _plan(model)
        if ref is None and any(map(wanted, _models_below(model.model_fields[name].annotation)))
    )
    return wanted(model), below


def _models_below(annotation: Any) -> frozenset[type[Fields]]:
    """The models in a type and in the fields of these, at any depth."""
    found: set[type[Fields]] = set()
    waiting = [*_parts_in(annotation)]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            for field in model.model_fields.values():
                waiting += _parts_in(field.annotation)
    return frozenset(found)


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
    return _part_in(annotation) is not None


def _part_in(annotation: Any) -> type[Fields] | None:
    """The model inside a type such as `tuple[Target, ...] | None`."""
    return next(_parts_in(annotation), None)


def _parts_in(annotation: Any) -> Iterator[type[Fields]]:
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from _parts_in(inner)
