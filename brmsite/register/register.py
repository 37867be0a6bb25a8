"""The register: every checked record, and the links between them in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

from brmsite.ground.diagnostic import Diagnostic
from brmsite.kinds.base import Common, Kind, Ref
from brmsite.source.files import Source
from brmsite.source.parse import text_in
from brmsite.source.text_links import TextLink
from brmsite.source.yaml_text import DataPath

F_co = TypeVar("F_co", bound=Common, covariant=True)
F = TypeVar("F", bound=Common)


@dataclass(frozen=True, slots=True, eq=False)
class Record(Generic[F_co]):
    """One checked record. Two records are the same only if they are one object."""

    kind: Kind
    id: str
    fields: F_co
    source: Source
    body_start: int
    has_body: bool

    @property
    def address(self) -> str:
        """Its name everywhere: `agreements/sla-logistics`."""
        return f"{self.kind.folder}/{self.id}"

    @property
    def title(self) -> str:
        """What people call it."""
        return str(getattr(self.fields, self.kind.title_field))

    @property
    def path(self) -> str:
        """The file that holds it, relative to the project."""
        return self.source.path

    @property
    def text(self) -> str:
        """All that is written in its file. It may be read for this: ask once."""
        return text_in(self.source.content)

    @property
    def body(self) -> str:
        """The Markdown below the front matter, or nothing. As for `text`: ask once."""
        return self.text[self.body_start :]


@dataclass(frozen=True, slots=True)
class Link:
    """One reference: from a field of a record, or from its text.

    `target` is the address found, or empty where nothing was found; `part` the id after `#`.
    `path` is the field that refers. A link in a text has no path but is `in_text`: in the text of
    the field `within`, or, where that is empty, in the body.
    """

    source: str
    written: str
    target: str
    part: str = ""
    path: DataPath = ()
    ref: Ref | None = None
    in_text: TextLink | None = None
    within: DataPath = ()

    @property
    def field(self) -> DataPath:
        """The field in which it stands, as what refers or in a text; empty for the body."""
        return self.path or self.within


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
