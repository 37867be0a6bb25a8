"""The chronicle of a project, as pages ask for it: what happened to a record, and what lately.

Nothing is read before somebody asks. What git cannot tell is said in words, never guessed: no git,
a clone that lacks older commits, a file that is not committed as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import Any, Literal

from brmsite.changes.wording import field_name, introduced, target_name, written
from brmsite.chronicle.entry import Entry, FieldChange
from brmsite.chronicle.versions_compared import ONLY_IDS
from brmsite.ground.money import Money
from brmsite.ground.words import Filling, Phrase, phrase
from brmsite.history.history import History
from brmsite.history.touch import Commit, Touch
from brmsite.kinds import all_kinds
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Fields
from brmsite.kinds.natural_keys import natural_key
from brmsite.kinds.walk import part_at
from brmsite.source.files import Source
from brmsite.source.listing import is_attached, is_record
from brmsite.source.parse import folder_and_id

Shown = Literal["full", "names-off", "off"]
"""How much of it a site shows."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one touch: the digest by which its content is known on disk (empty where
    it could not be read), the fields that changed, and, where the touch made a new version of what
    people sign, all of that as JSON.

    `is_own` tells of a merge whether it says what no branch did. `named` are former or present
    addresses of records: what is told may be another where one of them has another id now."""

    digest: str = ""
    fields: tuple[FieldChange, ...] = ()
    signed: str = ""
    is_own: bool = False
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One version of what people sign in an agreement: the commit that made it (None where it is
    not committed yet), who wrote it, its values by their names, and the text below its fields."""

    commit: Commit | None
    who: tuple[str, ...]
    values: Mapping[Phrase, Phrase]
    text: str


Teller = Callable[[Sequence[Touch]], Sequence[Told]]
"""Tells each of some touches by field."""
Comparer = Callable[[str, Source], Told]
"""Tells what a file says otherwise than a blob, given by its id."""


def _nothing_told(touches: Sequence[Touch]) -> Sequence[Told]:
    return tuple(Told() for _ in touches)


def _nothing_compared(_blob: str, _file: Source) -> Told:
    return Told()


@dataclass(frozen=True)
class Chronicle:
    """What happened to the records of a project up to a commit.

    `commit_url` leads to a commit on the forge, `{commit}` stands for its id; `currency` is that of
    sums which name none.
    """

    read: Callable[[], History] = field(default=lambda: History("", (), ()), repr=False)
    teller: Teller = field(default=_nothing_told, repr=False)
    comparer: Comparer = field(default=_nothing_compared, repr=False)
    shown: Shown = "off"
    commit_url: str = ""
    currency: str = "EUR"

    @cached_property
    def history(self) -> History:
        """The log it rests on."""
        return self.read()

    @property
    def is_shown(self) -> bool:
        """Whether a site tells of it at all."""
        return self.shown != "off"

    @property
    def why_not(self) -> str:
        """Why there is none, in a sentence without its full stop; nothing where there is one."""
        return self.history.said if self.history.lack is not None else ""

    @property
    def since(self) -> datetime | None:
        """Since when it is told, in a clone that lacks older commits; None where it is whole."""
        return self.history.since if self.history.shallow else None

    def touches_of(self, path: str) -> tuple[Touch, ...]:
        """The touches of the record in a file, newest first."""
        return self.history.of(path) if self.is_shown and not self.why_not else ()

    def of(self, file: Source, most: int | None = None) -> tuple[Entry, ...]:
        """What happened to the record in a file, newest first, at most so many entries."""
        if not self.is_shown or self.why_not:
            return ()
        touches = self.touches_of(file.path)
        told = self.teller(touches[:most] if most is not None else touches)
        entries = tuple(map(self._entry, touches, told))
        fresh = self._not_committed(file, touches, told)
        return ((fresh, *entries) if fresh is not None else entries)[:most]

    def versions(self, file: Source) -> tuple[Version, ...]:
        """The versions of what is signed in the agreement in a file, newest first."""
        touches = self.touches_of(file.path)
        told = self.teller(touches)
        found = [
            self._version(touch.commit, self.who(touch, one), one.signed)
            for touch, one in zip(touches, told, strict=True)
            if one.signed
        ]
        if touches and touches[0].after and told[0].digest not in ("", file.digest):
            fresh = self.comparer(touches[0].after, file)
            if fresh.signed:
                found.insert(0, self._version(None, (), fresh.signed))
        return tuple(found)

    def recent(self, most: int, since: date | None = None) -> tuple[Entry, ...]:
        """The last entries of all records, newest first; of those, what was committed `since` a
        day. What is only first seen, because the clone begins there, is no news, nor is it where
        records are called by other ids."""
        if not self.is_shown or self.why_not:
            return ()
        touches = tuple(
            touch
            for touch in islice(filter(_is_news, self.history.touches), most)
            if since is None or touch.commit.committed.date() >= since
        )
        entries = map(self._entry, touches, self.teller(touches))
        return tuple(one for one in entries if one.fields != (ONLY_IDS,))

    def link(self, commit: Commit) -> str:
        """Where a commit is shown on the forge; empty where nobody said."""
        return self.commit_url.replace("{commit}", commit.id)

    def who(self, touch: Touch, told: Told) -> tuple[str, ...]:
        """Those who wrote a change, each once; nobody where it may be older than its commit."""
        if self.shown != "full" or touch.commit.is_cut:
            return ()
        behind = self.history.behind(touch)
        itself = (touch,) if told.is_own or not behind else ()
        written = (one.commit.author for one in (*behind, *itself))
        return tuple(dict.fromkeys(name for name in written if name))

    def _version(self, commit: Commit | None, who: tuple[str, ...], signed: str) -> Version:
        content = json.loads(signed)
        values = _fields("", (), content["fields"], self.currency)
        return Version(commit, who, dict(values), content["text"])

    def _entry(self, touch: Touch, told: Told) -> Entry:
        # Where the clone begins, all that there is seems to have come.
        fields = () if touch.commit.is_cut else told.fields
        return Entry(touch.path_before, touch.path, touch.commit, self.who(touch, told), fields)

    def _not_committed(
        self, file: Source, touches: Sequence[Touch], told: Sequence[Told]
    ) -> Entry | None:
        """What the file on disk says otherwise than the last commit."""
        last = touches[0] if touches else None
        if last is None or not last.after:
            return Entry("", file.path, None, (), ())
        if not told[0].digest or told[0].digest == file.digest:
            return None
        fields = self.comparer(last.after, file).fields
        return Entry(file.path, file.path, None, (), fields) if fields else None


NO_CHRONICLE = Chronicle()
"""That of a site which tells nothing of it."""


_SUMS = ("annual_cost", "amount")
"""The keys of what is signed that hold money."""


def _fields(
    name: str, path: tuple[str, ...], fields: Mapping[str, Any], currency: str
) -> Iterator[tuple[Phrase, Phrase]]:
    """The single values of a part below a name in words, with the parts of lists by what tells
    them apart: `availability (t1): value`."""
    model = part_at(Agreement, path) or Agreement
    currency = fields.get("currency") or currency
    for key, value in fields.items():
        here = introduced(name, field_name(model, key))
        if key in _SUMS:
            yield here, phrase("{value}", {"value": Money(Decimal(str(value)), currency)})
        else:
            yield from _values(here, model, (*path, key), value, currency)


def _values(
    name: Phrase, model: type[Fields], path: tuple[str, ...], value: Any, currency: str
) -> Iterator[tuple[Phrase, Phrase]]:
    if isinstance(value, dict):
        yield from _fields(name, path, value, currency)
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _values(_part(name, path, each, number), model, path, each, currency)
    else:
        yield name, phrase("{value}", {"value": written(model, path[-1], str(value))})


def _part(name: Phrase, path: tuple[str, ...], part: Any, number: int) -> Phrase:
    """What a part of a list is called: a target by its metric, as where changes are told."""
    if path == ("targets",):
        return target_name(part["metric"], part["id"])
    keys, model = natural_key("agreements", path), part_at(Agreement, path)
    found = [key for key in keys if key in part] if isinstance(part, dict) else []
    told: dict[str, Filling] = {"list": name}
    if model is not None:
        told |= {f"is{at}": written(model, key, str(part[key])) for at, key in enumerate(found)}
    if len(told) == 1:
        told["number"] = Decimal(number)
    return phrase(" ".join(f"{{{each}}}" for each in told), told)


def _is_news(touch: Touch) -> bool:
    return not touch.commit.is_cut and is_of_record(touch)


def is_of_record(touch: Touch) -> bool:
    """Whether a touch is of a record, and of the main line."""
    path = touch.path or touch.path_before
    return (
        touch.commit.on_main_line
        and is_record(path)
        and not is_attached(path)
        and folder_and_id(path)[0] in all_kinds()
    )
