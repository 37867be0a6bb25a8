"""What a model says of its fields, in words: for the handbook, for `kinds`, and for `new`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from brmsite.ground.words import listed
from brmsite.kinds.base import Common, Fields, FromBody, Internal, Ref

WORDS_BELOW = "one of the words below"
"""What `FieldSaid.words` says of a field that takes only some words: show `allowed` there."""


@dataclass(frozen=True, slots=True)
class FieldSaid:
    """One field as a newcomer needs it.

    `key` is how it is written in a record; `words` its type in words; `allowed` the words it takes
    if it takes only some; `folders` the kinds it may refer to; `parts` the model of its parts, if
    it has any; `default` what holds when it is left out, or empty; `in_body` whether it may also
    be written in the text of the record; `is_internal` whether it is never shown outside IT.
    """

    key: str
    words: str
    required: bool
    description: str
    example: Any
    allowed: tuple[str, ...]
    folders: tuple[str, ...]
    default: str
    parts: type[Fields] | None
    is_list: bool
    in_body: bool
    is_common: bool
    is_internal: bool


@cache
def fields_said(model: type[Fields]) -> tuple[FieldSaid, ...]:
    """The fields of a model: its own in the order they are declared, required ones and those that
    every kind has where a person would look for them: name first, common fields last."""
    own = [_said(model, name, field) for name, field in model.model_fields.items()]
    # The name or title is inherited, yet it is what a record begins with.
    own.sort(key=lambda said: said.is_common and said.key not in ("name", "title"))
    return tuple(sorted(own, key=lambda said: said.key not in ("name", "title")))


def sub_models(model: type[Fields]) -> Iterator[type[Fields]]:
    """The models of a model's parts, and theirs, each once, in the order of the fields."""
    seen: set[type[Fields]] = set()
    waiting = [model]
    while waiting:
        here = waiting.pop(0)
        for said in fields_said(here):
            if said.parts is not None and said.parts not in seen:
                seen.add(said.parts)
                waiting.append(said.parts)
                yield said.parts


def _said(model: type[Fields], name: str, field: FieldInfo) -> FieldSaid:
    annotation = _with_marks(field)
    ref = _mark(annotation, Ref)
    return FieldSaid(
        key=field.alias or name,
        words=_in_words(annotation),
        required=field.is_required(),
        description=field.description or "",
        example=field.examples[0] if field.examples else None,
        allowed=_allowed(annotation),
        folders=ref.folders if ref else (),
        default=_default(field),
        parts=_parts(annotation),
        is_list=_is_list(annotation),
        in_body=_mark(annotation, FromBody) is not None,
        is_common=issubclass(model, Common) and name in Common.model_fields,
        is_internal=any(isinstance(mark, Internal) for mark in field.metadata),
    )


def _with_marks(field: FieldInfo) -> Any:
    """The field's type with the marks that pydantic has taken off its outside."""
    annotation: Any = field.annotation
    for mark in field.metadata:
        annotation = Annotated[annotation, mark]
    return annotation


def _mark(annotation: Any, wanted: type[Any]) -> Any:
    """The first mark of a sort anywhere inside a type, outermost first."""
    if get_origin(annotation) is Annotated:
        base, *marks = get_args(annotation)
        found = next((mark for mark in marks if isinstance(mark, wanted)), None)
        return found or _mark(base, wanted)
    return next(filter(None, (_mark(inner, wanted) for inner in get_args(annotation))), None)


def _bare(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType)


def _is_list(annotation: Any) -> bool:
    bare = _bare(annotation)
    if _is_union(bare):
        return any(map(_is_list, get_args(bare)))
    return get_origin(bare) is tuple


def _parts(annotation: Any) -> type[Fields] | None:
    bare = _bare(annotation)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return bare if issubclass(bare, Fields) else None
    return next(filter(None, map(_parts, get_args(bare))), None)


def _allowed(annotation: Any) -> tuple[str, ...]:
    bare = _bare(annotation)
    if get_origin(bare) is Literal:
        return tuple(str(word) for word in get_args(bare))
    return next(filter(None, map(_allowed, get_args(bare))), ())


def _default(field: FieldInfo) -> str:
    value = None if field.is_required() else field.default
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int) else ""


_NAMES = {
    "date": "date",
    "int": "whole number",
    "Decimal": "number",
    "bool": "true or false",
    "str": "text",
    "dict": "mapping",
}


def _in_words(annotation: Any) -> str:
    bare = _bare(annotation)
    ref = _mark(annotation, Ref)
    if _is_union(bare):
        return _either(_in_words(inner) for inner in get_args(bare) if inner is not NoneType)
    if get_origin(bare) is tuple:
        return f"list of {_plural(_in_words(get_args(bare)[0]))}"
    if get_origin(bare) is Literal:
        words = get_args(bare)
        return f"`{words[0]}`" if len(words) == 1 else WORDS_BELOW
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return "mapping"
    if ref is not None:
        return _reference(ref)
    return _NAMES.get(getattr(bare, "__name__", ""), "mapping" if get_args(bare) else "any value")


def _either(choices: Iterable[str]) -> str:
    """Several ways to write a value; a fixed word that one of them names is not said again."""
    said: list[str] = []
    for choice in choices:
        if not (choice.startswith("`") and any(choice in before for before in said)):
            said.append(choice)
    return listed(said, last="or")


def _reference(ref: Ref) -> str:
    if not ref.folders:
        return "address of a record, or web address" if ref.or_url else "address of a record"
    words = [f"id from {folder}" for folder in ref.folders]
    words += [f"`{word}`" for word in ref.words]
    if ref.or_text:
        words.append("text")
    return listed(words, last="or")


def _plural(words: str) -> str:
    for one, many in (("mapping", "mappings"), ("text", "texts"), ("date", "dates")):
        if words == one:
            return many
    if words.startswith("id from"):
        return words.replace("id from", "ids from", 1)
    return words.replace("address", "addresses")
