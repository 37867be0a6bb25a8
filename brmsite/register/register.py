"""The register: every checked record, and the links between them in both directions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar, cast

from brmsite.ground.diagnostic import Diagnostic
from brmsite.kinds.base import Common, Kind, Ref
from brmsite.register.asked import Asked
from brmsite.source.files import Source
from brmsite.source.parse import text_in
from brmsite.source.text_links import TextLink
from brmsite.source.yaml_text import DataPath

F_co = TypeVar("F_co", bound=Common, covariant=True)
F = TypeVar("F", bound=Common)


@dataclass(slots=True, eq=False)
class Writing:
    """What stands in the file of a record: the file, where the body begins in its text, and whether
    there is more in the body than blanks.

    It is no part of the value of the record: an edit of the text alone, while the site is served,
    leaves the record what it is. It is the one thing here that may change.
    """

    source: Source
    body_start: int
    has_body: bool


@dataclass(frozen=True, slots=True, eq=False)
class Record(Generic[F_co]):
    """One checked record. Two records are the same only if they are one object."""

    kind: Kind
    id: str
    fields: F_co
    path: str
    writing: Writing

    @property
    def address(self) -> str:
        """Its name everywhere: `agreements/sla-logistics`."""
        return f"{self.kind.folder}/{self.id}"

    @property
    def title(self) -> str:
        """What people call it."""
        return str(getattr(self.fields, self.kind.title_field))

    @property
    def source(self) -> Source:
        """The file that holds it."""
        return self.writing.source

    @property
    def body_start(self) -> int:
        """Where in the text the body begins; its end where there is none."""
        return self.writing.body_start

    @property
    def has_body(self) -> bool:
        """Whether there is more in the body than blanks."""
        return self.writing.has_body

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
    those is not unresolved; `paths` are the addresses by the paths of their files. `unresolved` are
    the links that lead nowhere.
    """

    records: dict[str, Record[Common]]
    by_model: dict[type[Common], tuple[Record[Common], ...]]
    names: frozenset[str]
    aliases: dict[str, str]
    paths: dict[str, str]
    collisions: tuple[Collision, ...]
    unresolved: tuple[Link, ...]
    diagnostics: tuple[Diagnostic, ...]
    _links_from: dict[str, tuple[Link, ...]] = field(repr=False)
    _links_to: dict[str, tuple[Link, ...]] = field(repr=False)
    _asked: Asked | None = field(default=None, repr=False)

    def noting(self, asked: Asked) -> Register:
        """The same register, which notes what it is asked."""
        return replace(self, _asked=asked)

    def __iter__(self) -> Iterator[Record[Common]]:
        self._note_everything()
        return iter(self.records.values())

    def __len__(self) -> int:
        self._note_everything()
        return len(self.records)

    @property
    def broken(self) -> frozenset[str]:
        """The addresses of records that did not hold."""
        self._note_everything()
        return self.names - self.records.keys()

    def all(self, model: type[F]) -> tuple[Record[F], ...]:
        """Every record of a kind, by its model, in the order of ids."""
        if self._asked is not None:
            self._asked.models.add(model)
        return cast("tuple[Record[F], ...]", self.by_model.get(model, ()))

    def one(self, model: type[F], identifier: str | None) -> Record[F] | None:
        """The record of a kind with this id or former id; None where there is none."""
        alike = self.by_model.get(model)
        if identifier is None or not alike:
            return None
        return cast("Record[F] | None", self.find(f"{alike[0].kind.folder}/{identifier}"))

    def find(self, address: str) -> Record[Common] | None:
        """The record with this address or former address, or None."""
        present = self.aliases.get(address, address)
        if self._asked is not None:
            self._asked.addresses.add(present)
        return self.records.get(present)

    def is_named(self, address: str) -> bool:
        """Whether a record has this address, be it a broken one."""
        return self.aliases.get(address, address) in self.names

    def links_from(self, address: str) -> tuple[Link, ...]:
        """Links that stand in a record and lead somewhere, in the order of its fields and text."""
        if self._asked is not None:
            self._asked.addresses.add(address)
        return self._links_from.get(address, ())

    def links_to(self, address: str) -> tuple[Link, ...]:
        """Links in other records that lead to this one, in the order of their addresses."""
        if self._asked is not None:
            self._asked.led_to.add(address)
        return self._links_to.get(address, ())

    def body_of(self, record: Record[Common]) -> str:
        """The body of a record. Facts read it only here, so that it is known that they did."""
        if self._asked is not None:
            self._asked.texts.add(record.address)
        return record.body

    def with_record(
        self,
        record: Record[Common],
        links: Sequence[Link],
        unresolved: Sequence[Link],
        diagnostics: Sequence[Diagnostic],
    ) -> Register:
        """The register with another state of a record that has the same names: the links in it
        that lead somewhere, those that do not, and what is wrong with it."""
        address = record.address
        before = self.records[address]
        model = record.kind.model
        links_from = {**self._links_from, address: tuple(links)}
        if not links:
            del links_from[address]
        links_to = dict(self._links_to)
        targets = {link.target for link in (*self._links_from.get(address, ()), *links)}
        for target in targets - {address}:
            others = [link for link in links_to.get(target, ()) if link.source != address]
            own = [link for link in links if link.target == target]
            # By the addresses of the records that they stand in.
            found = tuple(sorted((*others, *own), key=lambda link: link.source))
            links_to[target] = found
            if not found:
                del links_to[target]
        return replace(
            self,
            records={**self.records, address: record},
            by_model={
                **self.by_model,
                model: tuple(record if one is before else one for one in self.by_model[model]),
            },
            unresolved=tuple(
                sorted(
                    (*(link for link in self.unresolved if link.source != address), *unresolved),
                    key=lambda link: link.source,
                )
            ),
            diagnostics=(
                *(one for one in self.diagnostics if one.span.path != record.path),
                *diagnostics,
            ),
            _links_from=links_from,
            _links_to=links_to,
        )

    def _note_everything(self) -> None:
        if self._asked is not None:
            self._asked.everything = True
