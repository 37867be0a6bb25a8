"""Where the fields and links of records were written, read again from their texts where asked.

Places are kept for no record, because most records never have a finding. Who has many places to
find asks for all of them at once, and each file is read again once, in a fraction of a
millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from brmsite.ground.span import START, Extent, Span
from brmsite.kinds.base import Common, Kind
from brmsite.kinds.walk import from_body
from brmsite.register.body_items import with_body_items
from brmsite.register.field_links import value_at
from brmsite.register.register import Link, Record
from brmsite.source.front_matter import split_front_matter
from brmsite.source.lines import Lines
from brmsite.source.tasks import read_items
from brmsite.source.text_links import TextLink
from brmsite.source.yaml_text import DataPath, Places, read_yaml


class Place(NamedTuple):
    """The value of a field of a record, or its key, or a link in that value; without a path a link
    in the body, or the record as a whole."""

    record: Record[Common]
    path: DataPath = ()
    on: Literal["value", "key"] = "value"
    in_text: TextLink | None = None


class Located(NamedTuple):
    """Where a place is. `exact` is false for a whole record, and where no value is written at the
    path: `span` is then that of the nearest thing above it that is."""

    span: Span
    exact: bool


def link_place(record: Record[Common], link: Link) -> Place:
    """The place of a link of this record."""
    return Place(record, link.field, in_text=link.in_text)


def locate(wanted: Iterable[Place]) -> dict[Place, Located]:
    """Where each of these places is."""
    by_record: dict[Record[Common], list[Place]] = {}
    for place in wanted:
        by_record.setdefault(place.record, []).append(place)
    found: dict[Place, Located] = {}
    for record, asked in by_record.items():
        fields = [place for place in asked if place.path or place.in_text is None]
        if fields:
            written = _written(record, {place.path[0] for place in fields if place.path})
            found.update((place, _field_located(written, place)) for place in fields)
        if len(fields) < len(asked):
            lines = Lines(record.text)
            found.update(
                (place, _link_located(lines, place, place.in_text))
                for place in asked
                if place.in_text is not None and not place.path
            )
    return found


def value_span(record: Record[Common], path: DataPath) -> Span:
    """Where a value stands in its file, or the nearest thing above it that does. Who needs more
    than one place asks `locate`."""
    place = Place(record, path)
    return locate([place])[place].span


def record_span(record: Record[Common]) -> Span:
    """The first key of a record: where to point for the whole of it."""
    return value_span(record, ())


def _field_located(written: Places, place: Place) -> Located:
    extent = _nearest(written, place)
    if place.in_text is not None:
        extent = _link_in(extent, place)
    return Located(
        Span(place.record.path, *extent),
        bool(place.path) and written.value(place.path) is not None,
    )


def _link_in(extent: Extent, place: Place) -> Extent:
    """Where the link stands in the value as it was typed, with quotes and line breaks: the same
    target as often as it comes before in the text. The value, should it not be found."""
    link = place.in_text
    text = place.record.text
    if link is None:
        return extent
    value = value_at(place.record.fields, place.path)
    before = value.count(link.target, 0, link.start)
    at = extent.start.offset - 1
    for _ in range(before + 1):
        at = text.find(link.target, at + 1, extent.end.offset)
        if at < 0:
            return extent
    return Lines(text).extent(at, at + len(link.target))


def _nearest(written: Places, place: Place) -> Extent:
    for length in range(len(place.path), 0, -1):
        above = place.path[:length]
        found = written.key(above) if place.on == "key" else None
        found = found or written.value(above)
        if found is not None:
            return found
    return written.first_key() or Extent(START, START)


def _link_located(lines: Lines, place: Place, link: TextLink) -> Located:
    body = place.record.body_start
    extent = lines.extent(body + link.start, body + link.end)
    return Located(Span(place.record.path, *extent), True)


def _written(record: Record[Common], keys: set[str | int]) -> Places:
    """The places of a record's fields; the body is read only where one of these keys may stand
    in it."""
    if not record.path.endswith(".md"):
        return read_yaml(record.text).places
    parts = split_front_matter(record.text)
    read = read_yaml(parts.yaml, parts.yaml_origin)
    if not _keys_in_body(record.kind).isdisjoint(keys):
        items = read_items(parts.body, parts.body_origin).items
        with_body_items(record.kind, read.data or {}, items, read.places)
    return read.places


@cache
def _keys_in_body(kind: Kind) -> frozenset[str | int]:
    return frozenset(key for key, _ in from_body(kind.model))
