"""The register: every checked record, and the links between them in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar, cast

from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.span import START, Extent, Span
from brmsite.kinds.base import Common, Kind, Ref
from brmsite.kinds.walk import from_body
from brmsite.register.body_items import with_body_items
from brmsite.source.files import SourceFile
from brmsite.source.front_matter import split_front_matter
from brmsite.source.lines import Lines
from brmsite.source.parse import parse
from brmsite.source.text_links import TextLink
from brmsite.source.yaml_text import DataPath, Places, read_yaml

F_co = TypeVar("F_co", bound=Common, covariant=True)
F = TypeVar("F", bound=Common)


@dataclass(frozen=True, slots=True, eq=False)
class Record(Generic[F_co]):
    """One checked record. Two records are the same only if they are one object."""

    kind: Kind
    id: str
    fields: F_co
    path: str
    text: str
    body_start: int

    @property
    def address(self) -> str:
        """Its name everywhere: `agreements/sla-logistics`."""
        return f"{self.kind.folder}/{self.id}"

    @property
    def title(self) -> str:
        """What people call it."""
        return str(getattr(self.fields, self.kind.title_field))

    @property
    def body(self) -> str:
        """The Markdown below the front matter, or nothing."""
        return self.text[self.body_start :]


@dataclass(frozen=True, slots=True)
class Link:
    """One reference: from a field of a record, or from its text.

    `target` is the address found, or empty where nothing was found; `part` the id after `#`.
    `path` is where a field's reference stands, `in_text` the link in the body.
    """

    source: str
    written: str
    target: str
    part: str = ""
    path: DataPath = ()
    ref: Ref | None = None
    in_text: TextLink | None = None


@dataclass(frozen=True, slots=True)
class Collision:
    """Two files that claim one address; the first in the order of paths holds it."""

    address: str
    path: str
    other_path: str
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """All records of a project, linked.

    `names` are all addresses ever seen, also of records that did not hold: a reference to one of
    those is not unresolved. `unresolved` are the links that lead nowhere.
    """

    records: dict[str, Record[Common]]
    by_model: dict[type[Common], tuple[Record[Common], ...]]
    names: frozenset[str]
    aliases: dict[str, str]
    collisions: tuple[Collision, ...]
    unresolved: tuple[Link, ...]
    diagnostics: tuple[Diagnostic, ...]
    _links_from: dict[str, tuple[Link, ...]] = field(repr=False)
    _links_to: dict[str, tuple[Link, ...]] = field(repr=False)

    def __iter__(self) -> Iterator[Record[Common]]:
        return iter(self.records.values())

    def __len__(self) -> int:
        return len(self.records)

    @property
    def broken(self) -> frozenset[str]:
        """The addresses of records that did not hold."""
        return self.names - self.records.keys()

    def all(self, model: type[F]) -> tuple[Record[F], ...]:
        """Every record of a kind, by its model, in the order of ids."""
        return cast("tuple[Record[F], ...]", self.by_model.get(model, ()))

    def one(self, model: type[F], identifier: str | None) -> Record[F] | None:
        """The record of a kind with this id or former id; None where there is none."""
        alike = self.by_model.get(model)
        if identifier is None or not alike:
            return None
        return cast("Record[F] | None", self.find(f"{alike[0].kind.folder}/{identifier}"))

    def find(self, address: str) -> Record[Common] | None:
        """The record with this address or former address, or None."""
        return self.records.get(self.aliases.get(address, address))

    def is_named(self, address: str) -> bool:
        """Whether a record has this address, be it a broken one."""
        return self.aliases.get(address, address) in self.names

    def links_from(self, address: str) -> tuple[Link, ...]:
        """Links that stand in a record and lead somewhere, in the order of its fields and text."""
        return self._links_from.get(address, ())

    def links_to(self, address: str) -> tuple[Link, ...]:
        """Links in other records that lead to this one, in the order of their addresses."""
        return self._links_to.get(address, ())


# --- Places --------------------------------------------------------------------------------------
# Kept for no record: reading one file again takes a fraction of a millisecond, and only records
# with findings are asked.


def value_span(record: Record[Common], path: DataPath) -> Span:
    """Where a value stands in its file, or the nearest thing above it that does."""
    places = _places_for(record, path)
    for length in range(len(path), -1, -1):
        found = places.value(path[:length]) if length else None
        if found is not None:
            return Span(record.path, *found)
    return record_span(record)


def key_span(record: Record[Common], path: DataPath) -> Span:
    """Where a key stands in its file; for list items and what is not there, the nearest key."""
    places = _places_for(record, path)
    for length in range(len(path), 0, -1):
        found = places.key(path[:length]) or places.value(path[:length])
        if found is not None:
            return Span(record.path, *found)
    return record_span(record)


def is_written(record: Record[Common], path: DataPath) -> bool:
    """Whether a value for this path stands in the file."""
    return _places_for(record, path).value(path) is not None


def record_span(record: Record[Common]) -> Span:
    """The first key of a record: where to point for the whole of it."""
    places = _field_places(record.text, record.path.endswith(".md"))
    return Span(record.path, *(places.first_key() or Extent(START, START)))


def link_span(record: Record[Common], link: Link) -> Span:
    """Where a link of this record was written."""
    if link.in_text is None:
        return value_span(record, link.path)
    lines = _lines(record.text)
    offset = record.body_start
    extent = lines.extent(offset + link.in_text.start, offset + link.in_text.end)
    return Span(record.path, *extent)


@lru_cache(maxsize=16)
def _lines(text: str) -> Lines:
    return Lines(text)


def _places_for(record: Record[Common], path: DataPath) -> Places:
    """The places among which a path is to be found; the body is read only for what may stand in
    it."""
    if path and any(path[0] == key for key, _ in from_body(record.kind.model)):
        return _all_places(record.path, record.text, record.kind)
    return _field_places(record.text, record.path.endswith(".md"))


@lru_cache(maxsize=64)
def _field_places(text: str, is_markdown: bool) -> Places:
    if not is_markdown:
        return read_yaml(text).places
    parts = split_front_matter(text)
    return read_yaml(parts.yaml, parts.yaml_origin).places


@lru_cache(maxsize=64)
def _all_places(path: str, text: str, kind: Kind) -> Places:
    parsed = parse(SourceFile(path, text.encode()))
    return with_body_items(kind, parsed).places
