"""Checks data against a model; what does not hold becomes findings at the places typed.

One fault, one finding: an unknown key that resembles one that is not there is that key misspelt,
and its value is checked under the right name; keys missing from one mapping are one finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from brmsite.ground.span import START, Extent
from brmsite.ground.words import close_word, listed
from brmsite.kinds.base import Fields
from brmsite.register.example import example_lines
from brmsite.register.schema_words import Fault, in_words
from brmsite.source.problem import Problem
from brmsite.source.yaml_text import DataPath, Places, pointer

F = TypeVar("F", bound=Fields)


@dataclass(frozen=True, slots=True)
class CheckedFields(Generic[F]):
    """The fields of a record, or None where they do not hold; with what is wrong.

    Fields that differ from the text only by a misspelt or unknown key are given all the same, so
    that one slip does not make a record vanish from all others.
    """

    fields: F | None
    problems: tuple[Problem, ...]


def check_fields(
    model: type[F], data: dict[str, Any], places: Places, noun: str
) -> CheckedFields[F]:
    """Check `data` against `model`; `noun` is what to call the whole (`agreement`)."""
    fields, errors = _validated(model, data)
    if not errors:
        return CheckedFields(fields, ())
    unknown = [error for error in errors if error["type"] == "extra_forbidden"]
    problems: list[Problem] = []
    moved: dict[DataPath, DataPath] = {}
    if unknown:
        data, moved = _without_unknown(model, data, unknown)
        problems += [_unknown_key(model, error, moved, places) for error in unknown]
        fields, errors = _validated(model, data)
    problems += _in_words(model, errors, data, moved, places, noun)
    return CheckedFields(fields, tuple(problems))


def _validated(model: type[F], data: dict[str, Any]) -> tuple[F | None, list[ErrorDetails]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


# --- Unknown keys --------------------------------------------------------------------------------


def _without_unknown(
    model: type[Fields], data: dict[str, Any], unknown: list[ErrorDetails]
) -> tuple[dict[str, Any], dict[DataPath, DataPath]]:
    """The data with misspelt keys put right and other unknown keys left out.

    The second value tells where the moved values were really written: right path to typed path.
    """
    copy: dict[str, Any] = _copied(data)
    moved: dict[DataPath, DataPath] = {}
    for error in unknown:
        path = _data_path(error["loc"], data)
        holder = _mapping_at(copy, path[:-1])
        key = str(path[-1])
        value = holder.pop(key, None)
        right = _meant_key(model, error["loc"])
        if right and right not in holder:
            holder[right] = value
            moved[(*path[:-1], right)] = path
    return copy, moved


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_copied(item) for item in value)
    return value


def _mapping_at(data: Any, path: DataPath) -> dict[str, Any]:
    for part in path:
        data = data[part]
    found: dict[str, Any] = data
    return found


def _meant_key(model: type[Fields], loc: tuple[int | str, ...]) -> str:
    """The key that an unknown one was most likely meant to be, or nothing."""
    owner = _model_at(model, loc[:-1])
    if owner is None:
        return ""
    names = [field.alias or name for name, field in owner.model_fields.items()]
    typed = str(loc[-1])
    near = get_close_matches(typed, names, n=1, cutoff=0.6)
    return near[0] if near else close_word(typed.replace("-", "_"), names)


def _unknown_key(
    model: type[Fields],
    error: ErrorDetails,
    moved: dict[DataPath, DataPath],
    places: Places,
) -> Problem:
    path = _typed_path(error["loc"], places)
    key = str(path[-1])
    right = _meant_key(model, error["loc"])
    is_misspelt = (*path[:-1], right) in moved
    meant = f", did you mean `{right}`?" if right else ""
    if is_misspelt:
        hint = f"change it to `{right}`"
    elif right:
        hint = f"`{right}` is already there: delete one of the two"
    else:
        owner = _model_at(model, error["loc"][:-1])
        known = [field.alias or name for name, field in owner.model_fields.items()] if owner else []
        hint = f"known keys here: {', '.join(known)}" if len(known) <= 12 else ""
    return Problem(
        "unknown-key",
        f"unknown key `{key}`{meant}",
        places.key(path) or _anchor(path, places),
        hint=hint,
        pointer=pointer(path),
    )


# --- From pydantic's places to ours --------------------------------------------------------------


def _data_path(loc: tuple[int | str, ...], data: Any) -> DataPath:
    """Pydantic's location as a path in the data; steps through unions are left out."""
    path: list[str | int] = []
    for part in loc:
        if isinstance(data, dict):
            path.append(part)
            data = data.get(part)
        elif isinstance(data, tuple) and isinstance(part, int):
            path.append(part)
            data = data[part] if part < len(data) else None
    return tuple(path)


def _typed_path(loc: tuple[int | str, ...], places: Places) -> DataPath:
    """A location as the path of what was typed; steps through unions have no place."""
    path: DataPath = ()
    for part in loc:
        longer = (*path, part)
        if places.key(longer) is not None or places.value(longer) is not None:
            path = longer
    return path or tuple(loc)


def _model_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model whose keys stand at a location."""
    current: type[BaseModel] | None = model
    for part in loc:
        if isinstance(part, int) or current is None:
            continue
        field = _field(current, part)
        if field is not None:
            current = _model_in(field.annotation)
    return current


def _field_at(model: type[BaseModel], path: DataPath) -> FieldInfo | None:
    """The field whose value, or an item of whose value, stands at a path."""
    keys = [part for part in path if isinstance(part, str)]
    owner = _model_at(model, tuple(keys[:-1]))
    return _field(owner, keys[-1]) if owner is not None and keys else None


def _field(model: type[BaseModel], key: str) -> FieldInfo | None:
    for name, field in model.model_fields.items():
        if (field.alias or name) == key:
            return field
    return None


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _anchor(path: DataPath, places: Places) -> Extent:
    """Where to point for something that is not there: the nearest key above, the first key."""
    for length in range(len(path), 0, -1):
        found = places.key(path[:length]) or places.value(path[:length])
        if found is not None:
            return found
    return places.first_key() or Extent(START, START)


# --- What is wrong, in words ---------------------------------------------------------------------


def _in_words(
    model: type[Fields],
    errors: list[ErrorDetails],
    data: dict[str, Any],
    moved: dict[DataPath, DataPath],
    places: Places,
    noun: str,
) -> Iterator[Problem]:
    missing: dict[DataPath, list[str]] = {}
    for error in errors:
        path = _data_path(error["loc"], data)
        if error["type"] == "missing":
            missing.setdefault(path[:-1], []).append(str(path[-1]))
        else:
            yield _wrong_value(error, _as_typed(path, moved), path, places)
    for path, keys in missing.items():
        yield from _missing(model, _as_typed(path, moved), path, keys, places, noun)


def _as_typed(path: DataPath, moved: dict[DataPath, DataPath]) -> DataPath:
    for length in range(len(path), 0, -1):
        if path[:length] in moved:
            return moved[path[:length]] + path[length:]
    return path


def _missing(
    model: type[Fields],
    typed: DataPath,
    path: DataPath,
    keys: list[str],
    places: Places,
    noun: str,
) -> Iterator[Problem]:
    """Keys without a value one by one, where they stand; keys not written in one finding."""
    absent: list[str] = []
    for key in keys:
        here = places.key((*typed, key))
        if here is None:
            absent.append(key)
            continue
        yield Problem(
            "missing-key",
            f"`{key}` has no value",
            here,
            "write a value behind the colon",
            hint=_example(model, (*path, key)),
            pointer=pointer((*typed, key)),
        )
    if not absent:
        return
    owner = f"`{pointer(typed)}`" if typed else noun
    article = "an" if noun[:1] in "aeiou" else "a"
    whole = owner if typed else f"{article} {noun}"
    wanted = listed(f"`{key}`" for key in absent)
    yield Problem(
        "missing-key",
        f"{owner} needs {wanted}",
        _anchor(typed, places),
        f"{whole} must have {wanted}",
        hint=_example(model, (*path, absent[0])),
        pointer=pointer((*typed, absent[0])),
        placed=bool(typed),
    )


def _example(model: type[Fields], path: DataPath) -> str:
    field = _field_at(model, path)
    if field is None or not field.examples:
        return ""
    lines = example_lines(str(path[-1]), field.examples[0])
    return f"add, for example:  {lines[0]}" if len(lines) == 1 else ""


def _wrong_value(error: ErrorDetails, typed: DataPath, path: DataPath, places: Places) -> Problem:
    name = f"`{_field_name(path)}`"
    words = in_words(Fault(name, error["input"], error))
    return Problem(
        words.code,
        words.message,
        places.value(typed) or _anchor(typed, places),
        words.label,
        hint=words.hint,
        pointer=pointer(typed),
    )


def _field_name(path: DataPath) -> str:
    """The last key of a path, with the item's number behind it: `aliases[0]`."""
    last = max((index for index, part in enumerate(path) if isinstance(part, str)), default=0)
    return pointer(path[last:]) if path else "this"
