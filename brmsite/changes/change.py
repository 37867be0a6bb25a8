"""A change: one field that differs between two states of a record, and what it weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from brmsite.changes.prose import Piece
from brmsite.ground.words import Phrase
from brmsite.kinds.base import Common, Fields
from brmsite.kinds.walk import DataPath
from brmsite.register.register import Record, Register

Weight = Literal["stronger", "weaker", "neutral"]
"""What a change does to what the customer was promised."""

Sort = Literal["added", "removed", "renamed", "changed", "unreadable"]
"""What became of a record."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field, or one part of a list, that differs.

    `path` is where it stands after the change; where `gone`, where it stood before. `name` is the
    same in people's words, with the parts of lists by what tells them apart
    (`targets[t1].value`). `before` and `after` are values of fields, None where there is none.
    `said` is the change in one sentence without full stop or weight. It is *material* where it
    touches money, term, targets, services, mandates, visibility or signatures. `pieces` are the
    changed words of a long text.
    """

    path: DataPath
    name: str
    before: Any
    after: Any
    said: Phrase
    weight: Weight = "neutral"
    material: bool = False
    gone: bool = False
    pieces: tuple[Piece, ...] = ()
    part: type[Fields] | None = None
    """The model of the part that came or went, where it is a whole part."""
    reordered: bool = False
    """Whether it is a list of which parts changed places, and this alone is told."""


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record that differs, with its changes in the order of its fields.

    `before` or `after` is None where it was not there, or was `unreadable`: then its file differs,
    but does not hold in one of the states.
    """

    address: str
    sort: Sort
    before: Record[Common] | None
    after: Record[Common] | None
    changes: tuple[Change, ...] = ()

    @property
    def record(self) -> Record[Common] | None:
        """The record as it is, or as it was where it is gone."""
        return self.after or self.before

    @property
    def title(self) -> str:
        """What people call it."""
        return self.record.title if self.record is not None else self.address

    @property
    def is_material(self) -> bool:
        """Whether any of its changes is."""
        return any(change.material for change in self.changes)


@dataclass(frozen=True, slots=True)
class Changes:
    """All records that differ between two states, by address; empty where there is nothing to
    compare with."""

    records: tuple[RecordChange, ...] = ()

    def __iter__(self) -> Iterator[RecordChange]:
        return iter(self.records)

    @property
    def renamed(self) -> dict[str, str]:
        """The present address of each record that has another one now, by its former one."""
        return {
            record.before.address: record.after.address
            for record in self
            if record.sort == "renamed" and record.before is not None and record.after is not None
        }

    def count(self, weight: Weight) -> int:
        """How many changes weigh so."""
        return sum(one.weight == weight for record in self for one in record.changes)

    @property
    def material_count(self) -> int:
        """How many changes are material."""
        return sum(one.material for record in self for one in record.changes)


def present_id(address: str, register: Register, renamed: Mapping[str, str]) -> str:
    """The id now of a record that had an address, by its former ids or by who was `renamed`; the
    former one where nothing is known of it."""
    now = renamed.get(address, address)
    found = register.find(now)
    return found.id if found is not None else now.partition("/")[2]
