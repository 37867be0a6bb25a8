"""Links to records in the texts of fields: `[[agreements/x]]` in a summary, or in a decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from brmsite.kinds.base import Fields
from brmsite.kinds.walk import from_body, references
from brmsite.source.text_links import TextLink, find_links
from brmsite.source.yaml_text import DataPath


class FieldLink(NamedTuple):
    """A link in the text of a field: where the text stands, and the link by offset in it."""

    path: DataPath
    link: TextLink


def field_links(fields: Fields, written: Mapping[str, Any]) -> tuple[FieldLink, ...]:
    """The links in all texts of a record's fields, in order.

    `written` is the data of the record without its body: what was written in the body is a link
    of the body already.
    """
    referring = {reference.path for reference in references(fields)}
    in_front = {key: len(written.get(key, ())) for key, _ in from_body(type(fields))}
    return tuple(
        FieldLink(path, link)
        for path, text in _texts(fields, ())
        if "[[" in text and path not in referring and not _is_in_body(path, in_front)
        for link in find_links(text)
        if link.sort == "address"
    )


def _is_in_body(path: DataPath, in_front: Mapping[str, int]) -> bool:
    """Whether a value belongs to an action or decision that is written in the body."""
    number = path[1] if len(path) > 1 else None
    return isinstance(number, int) and number >= in_front.get(str(path[0]), number + 1)


def _texts(value: object, path: DataPath) -> Iterator[tuple[DataPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Fields):
        for name, field in type(value).model_fields.items():
            yield from _texts(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, (*path, str(key)))


def value_at(fields: Fields, path: DataPath) -> str:
    """The text of a field by its path; empty where there is none."""
    return next((text for here, text in _texts(fields, ()) if here == path), "")
