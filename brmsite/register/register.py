"""The register: every checked record, and the links between them in both directions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, NamedTuple, TypeVar, TypeVarTuple, cast

from brmsite.ground.diagnostic import Diagnostic
from brmsite.kinds.base import Common, Kind, Ref
from brmsite.register.answers import Answers, State
from brmsite.register.asked import Asked
from brmsite.source.files import Source
from brmsite.source.parse import text_in
from brmsite.source.text_links import TextLink
from brmsite.source.yaml_text import DataPath

F_co = TypeVar("F_co", bound=Common, covariant=True)
F = TypeVar("F", bound=Common)
G = TypeVar("G")
T = TypeVar("T")
Shared = TypeVarTuple("Shared")


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
    address: str = field(init=False)
    """Its name everywhere: `agreements/sla-logistics`. Kept, since all look it up by that."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", f"{self.kind.folder}/{self.id}")

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


class Link(NamedTuple):
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

    @property
    def models(self) -> tuple[type[Common], ...]:
        """The models of the kinds of which there are records."""
        self._note_everything()
        return tuple(self.by_model)

    def all(self, model: type[F]) -> tuple[Record[F], ...]:
        """Every record of a kind, by its model, in the order of ids."""
        if self._asked is not None:
            self._asked.models.add(model)
        return cast("tuple[Record[F], ...]", self.by_model.get(model, ()))

    def each(
        self,
        model: type[F],
        answer: Callable[[Register, Record[F], *Shared], T],
        *shared: *Shared,
    ) -> dict[str, T]:
        """What `answer` says of every record of a kind, by address in the order of ids, from what
        is `shared` by all.

        It may ask the register for records by their names, and for nothing else. While it is noted
        what is asked, answers are kept: after an edit only those are asked for again that rest on
        a record that is another one now.
        """

        def said(register: Register, one: Record[F]) -> T:
            return answer(register, one, *shared)

        return self._each(model, answer, said, {}, shared)

    def each_with(
        self,
        given: Mapping[str, G],
        model: type[F],
        answer: Callable[[Register, Record[F], G, *Shared], T],
        *shared: *Shared,
    ) -> dict[str, T]:
        """As `each`, also from what is `given` for each record, by address: an answer is asked for
        again where that is no longer equal."""

        def said(register: Register, one: Record[F]) -> T:
            return answer(register, one, given[one.address], *shared)

        return self._each(model, answer, said, given, shared)

    def _each(
        self,
        model: type[F],
        answer: Hashable,
        said: Callable[[Register, Record[F]], T],
        given: Mapping[str, Any],
        shared: tuple[Any, ...],
    ) -> dict[str, T]:
        records, noted = self.all(model), self._asked
        if noted is None:
            return {one.address: said(self, one) for one in records}
        answers = Answers(State(self.by_model, self.names, self.aliases), given, shared)
        known = noted.known.get((answer, model))
        concerned = answers.keep(known) if known is not None else None
        if concerned is not None:
            records = tuple(one for one in records if one.address in concerned)
        asked = Asked()
        register = self.noting(asked)

        def found() -> Iterator[tuple[str, T, Iterable[str]]]:
            for one in records:
                asked.addresses.clear()
                yield one.address, said(register, one), asked.addresses

        answers.take(found())
        answers.missed |= asked.models
        if asked.led_to or asked.texts or asked.everything or asked.models & self.by_model.keys():
            raise LookupError(f"{answer} asks for more than records by their names")
        noted.answers[answer, model] = answers
        noted.addresses.update(answers.asked_by)
        noted.models |= answers.missed
        return answers.values

    def one(self, model: type[F], identifier: str | None) -> Record[F] | None:
        """The record of a kind with this id or former id; None where there is none."""
        alike = self.by_model.get(model)
        if identifier is not None and not alike and self._asked is not None:
            self._asked.models.add(model)
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

    def with_records(
        self,
        records: dict[str, Record[Common]],
        links: Mapping[str, Sequence[Link]],
        paths: dict[str, str],
        names: frozenset[str],
        aliases: dict[str, str],
        diagnostics: tuple[Diagnostic, ...],
    ) -> Register:
        """The register after some of its records became others, came or went: `links` are all that
        stand in each of those now, by address, also those that lead nowhere; the rest is whole."""
        links_from, links_to = dict(self._links_from), dict(self._links_to)
        own: dict[str, list[Link]] = {}
        for address, found in links.items():
            for link in links_from.pop(address, ()):
                own.setdefault(link.target, [])
            leading = tuple(link for link in found if link.target)
            for link in leading:
                # Nobody asks which links of a record lead to itself.
                own.setdefault(link.target, []).extend([link] if link.target != address else ())
            if leading:
                links_from[address] = leading
        for target, new in own.items():
            kept = [link for link in links_to.pop(target, ()) if link.source not in links]
            if kept or new:
                links_to[target] = _by_source((*kept, *new))
        unresolved = (link for found in links.values() for link in found if not link.target)
        models = {
            each[address].kind.model
            for each in (self.records, records)
            for address in links.keys() & each.keys()
        }
        alike: dict[type[Common], list[Record[Common]]] = {}
        for one in records.values():
            if one.kind.model in models:
                alike.setdefault(one.kind.model, []).append(one)
        by_model = {model: found for model, found in self.by_model.items() if model not in models}
        by_model |= {model: tuple(found) for model, found in alike.items()}
        return replace(
            self,
            records=records,
            by_model=dict(sorted(by_model.items(), key=lambda each: each[1][0].address)),
            names=names,
            aliases=aliases,
            paths=paths,
            unresolved=_by_source(
                (*(link for link in self.unresolved if link.source not in links), *unresolved)
            ),
            diagnostics=diagnostics,
            _links_from=links_from,
            _links_to=links_to,
        )

    def _note_everything(self) -> None:
        if self._asked is not None:
            self._asked.everything = True


def _by_source(links: Iterable[Link]) -> tuple[Link, ...]:
    """Links in the order of the records that they stand in, those of one as they stand there."""
    return tuple(sorted(links, key=lambda link: link.source))
