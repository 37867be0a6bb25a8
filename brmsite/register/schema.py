"""Checks data against a model; what does not hold becomes findings at the places typed.

One fault, one finding: an unknown key that resembles one that is not there is that key misspelt,
and its value is checked under the right name; keys missing from one mapping are one finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Generic, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from brmsite.ground.span import START, Extent
from brmsite.ground.words import close_word, listed
from brmsite.kinds.base import Fields
from brmsite.register.example import example_in_flow
from brmsite.register.schema_words import Fault, in_words, said_in_body
from brmsite.source.problem import MAX_PROBLEMS, Mend, Problem, the_first
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
    if not errors and not places.without_value:
        return CheckedFields(fields, ())
    problems: list[Problem] = []
    moved: dict[DataPath, DataPath] = {}
    # Below a misspelt key there may be more of them, seen only once it is put right.
    while unknown := _unknown(errors, data):
        data = _without_unknown(model, data, unknown, moved)
        problems += _unknown_keys(model, unknown, moved, places)
        fields, errors = _validated(model, data)
    valueless = _unknown_without_value(model, data, moved, places)
    problems += _unknown_keys(model, valueless, moved, places)
    problems += _in_words(model, errors, data, moved, places, noun)
    return CheckedFields(fields, the_first(problems))


def _validated(model: type[F], data: dict[str, Any]) -> tuple[F | None, list[ErrorDetails]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


# --- Unknown keys --------------------------------------------------------------------------------
#
# Paths are those of the data as it is being put right; `moved` tells where such a path was really
# written: right path to typed path.


def _unknown(errors: list[ErrorDetails], data: dict[str, Any]) -> list[DataPath]:
    return [_data_path(error, data) for error in errors if error["type"] == "extra_forbidden"]


def _without_unknown(
    model: type[Fields],
    data: dict[str, Any],
    unknown: list[DataPath],
    moved: dict[DataPath, DataPath],
) -> dict[str, Any]:
    """The data with misspelt keys put right, as `moved` then says, and other unknown keys left
    out."""
    copy: dict[str, Any] = _copied(data)
    for number, path in enumerate(unknown):
        holder = _mapping_at(copy, path[:-1])
        value = holder.pop(str(path[-1]), None)
        right = _meant_key(model, path) if number < MAX_PROBLEMS else ""
        if right and right not in holder:
            holder[right] = value
            moved[(*path[:-1], right)] = _as_typed(path, moved)
    return copy


def _unknown_without_value(
    model: type[Fields],
    data: dict[str, Any],
    moved: dict[DataPath, DataPath],
    places: Places,
) -> list[DataPath]:
    """Unknown keys that the data does not have because nothing is written behind them; where one
    is a key misspelt, `moved` then says so."""
    right_of = {typed: right for right, typed in moved.items()}
    unknown: list[DataPath] = []
    for typed in places.without_value:
        path = _as_typed(typed, right_of)
        owner = _model_at(model, path[:-1])
        if owner is None or path[-1] in _keys(owner):
            continue
        unknown.append(path)
        if len(unknown) > MAX_PROBLEMS:
            continue
        right = (*path[:-1], _meant_key(model, path))
        if right[-1] and right[-1] not in _mapping_at(data, path[:-1]) and right not in moved:
            moved[right] = typed
    return unknown


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


def _meant_key(model: type[Fields], path: DataPath) -> str:
    """The key that an unknown one was most likely meant to be, or nothing."""
    owner = _model_at(model, path[:-1])
    if owner is None:
        return ""
    names, typed = _keys(owner), str(path[-1])
    near = get_close_matches(typed, names, n=1, cutoff=0.6)
    return near[0] if near else close_word(typed.replace("-", "_"), names)


def _unknown_keys(
    model: type[Fields],
    unknown: list[DataPath],
    moved: dict[DataPath, DataPath],
    places: Places,
) -> Iterator[Problem]:
    for number, path in enumerate(unknown):
        typed = _as_typed(path, moved)
        right = _meant_key(model, path) if number < MAX_PROBLEMS else ""
        meant = f", did you mean `{right}`?" if right else ""
        here = places.key(typed)
        is_free = bool(right) and moved.get((*path[:-1], right)) == typed
        yield Problem(
            "unknown-key",
            f"unknown key `{typed[-1]}`{meant}",
            here or _anchor(typed, places),
            hint=_remedy(model, path, typed, right, moved),
            pointer=pointer(typed),
            mend=Mend(here, right, "safe") if here and is_free else None,
        )


def _remedy(
    model: type[Fields],
    path: DataPath,
    typed: DataPath,
    right: str,
    moved: dict[DataPath, DataPath],
) -> str:
    if right and moved.get((*path[:-1], right)) == typed:
        return f"change it to `{right}`"
    if right:
        return f"`{right}` is already there: delete one of the two"
    if path == ("id",):
        return "delete the line: the name of the file is the id"
    if path[:-1] == ("custom",):
        return "declare it under `custom_fields` in the settings"
    owner = _model_at(model, path[:-1])
    known = _keys(owner) if owner is not None else []
    return f"known keys here: {', '.join(known)}" if 0 < len(known) <= 12 else ""


# --- From pydantic's places to ours --------------------------------------------------------------


def _data_path(error: ErrorDetails, data: Any) -> DataPath:
    """Pydantic's location as a path in the data; steps through unions are left out."""
    path: list[str | int] = []
    for part in error["loc"]:
        if isinstance(data, dict) and (part in data or error["type"] == "missing"):
            path.append(part)
            data = data.get(part)
        elif isinstance(data, tuple) and isinstance(part, int):
            path.append(part)
            data = data[part] if part < len(data) else None
    return tuple(path)


def _as_typed(path: DataPath, moved: dict[DataPath, DataPath]) -> DataPath:
    """Where the value of a path was written."""
    for length in range(len(path), 0, -1):
        if path[:length] in moved:
            return moved[path[:length]] + path[length:]
    return path


def _model_at(model: type[BaseModel], path: DataPath) -> type[BaseModel] | None:
    """The model whose keys stand at a path; None where there is none, or any key may stand."""
    current: type[BaseModel] | None = model
    any_key = False
    for part in path:
        if current is None or isinstance(part, int):
            continue
        if any_key:
            any_key = False
            continue
        field = _field(current, part)
        current = _model_in(field.annotation) if field is not None else None
        any_key = field is not None and get_origin(field.annotation) is dict
    return None if any_key else current


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


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
    ids: dict[DataPath, object] = {}
    for error in errors:
        path = _data_path(error, data)
        if error["type"] == "missing":
            # A misspelt key without a value is told already.
            if path not in moved:
                missing.setdefault(path[:-1], []).append(str(path[-1]))
                ids[path[:-1]] = error["input"].get("id")
        else:
            yield _wrong_value(error, _as_typed(path, moved), path, places)
    for path, keys in missing.items():
        typed = _as_typed(path, moved)
        if _is_in_body(typed, places):
            yield _missing_in_body(typed, str(ids[path]), keys, places)
        else:
            yield from _missing(model, typed, path, keys, places, noun)


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
    return _example_of(model, tuple(part for part in path if isinstance(part, str)))


def _is_in_body(typed: DataPath, places: Places) -> bool:
    """Whether this part was written as a list item of the text, which has values but no keys."""
    return places.value((*typed, "id")) is not None and places.key((*typed, "id")) is None


def _missing_in_body(typed: DataPath, identifier: str, keys: list[str], places: Places) -> Problem:
    wanted = listed(f"`{key}`" for key in keys)
    return Problem(
        "missing-key",
        f"`{identifier}` needs {wanted}",
        places.value(typed) or _anchor(typed, places),
        f"`{identifier}` must have {wanted}",
        hint=said_in_body(keys[0]),
        pointer=pointer((*typed, keys[0])),
    )


@lru_cache(maxsize=1_000)
def _example_of(model: type[Fields], path: tuple[str, ...]) -> str:
    """How a missing key may be written; the same for every item of a list."""
    owner = _model_at(model, path[:-1])
    field = _field(owner, path[-1]) if owner is not None else None
    if field is None or not field.examples:
        return ""
    line = example_in_flow(path[-1], field.examples[0])
    return f"add, for example:  {line}"


def _wrong_value(error: ErrorDetails, typed: DataPath, path: DataPath, places: Places) -> Problem:
    name = f"`{_field_name(path)}`"
    words = in_words(Fault(name, error["input"], error))
    here = places.value(typed)
    return Problem(
        words.code,
        words.message,
        here or _anchor(typed, places),
        words.label,
        hint=words.hint,
        pointer=pointer(typed),
        mend=Mend(here, words.instead, "unsafe") if here and words.instead else None,
    )


def _field_name(path: DataPath) -> str:
    """The last key of a path, with the item's number behind it: `aliases[0]`."""
    last = max((index for index, part in enumerate(path) if isinstance(part, str)), default=0)
    return pointer(path[last:]) if path else "this"
