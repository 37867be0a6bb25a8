"""What a voice speaks of when two states of the records are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from brmsite.changes.change import Change, Changes, RecordChange
from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.words import listed, plural
from brmsite.kinds.walk import DataPath
from brmsite.review.approval import Approver
from brmsite.review.consequences import Consequence

MOST_NAMES = 4
"""So many names of a side stand in the verdict; all of them stand below."""

Lines = Mapping[tuple[str, DataPath, bool], int]
"""By address, path and whether it is gone: the line where a change stands in its file, from 1."""


@dataclass(frozen=True, slots=True)
class Approval:
    """One record whose change somebody must agree to."""

    address: str
    title: str
    people: tuple[Approver, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of the records on one day, `base` and `head` by the names they were given.

    `added` and `mended` are findings; `titles` is what people call records, by address;
    `edit_url` leads to a file on the forge, with `{path}` for it, or is empty.
    """

    base: str
    head: str
    as_of: date
    file_count: int
    changes: Changes
    consequences: tuple[Consequence, ...]
    added: tuple[Diagnostic, ...]
    mended: tuple[Diagnostic, ...]
    approvals: tuple[Approval, ...]
    titles: Mapping[str, str]
    lines: Lines
    edit_url: str = ""
    colour: bool = False

    def named(self, address: str) -> str:
        """What people call a record; its address where nobody knows."""
        return self.titles.get(address, address)

    def line_of(self, record: RecordChange, change: Change) -> int | None:
        """The line where a change stands."""
        return self.lines.get((record.address, change.path, change.gone))

    @property
    def approvers(self) -> tuple[Approver, ...]:
        """Everybody who must agree, each person once, the customers' side first."""
        people = [one for approval in self.approvals for one in approval.people if one.person]
        once = {(one.side, one.person): one for one in reversed(people)}
        return tuple(sorted(once.values(), key=lambda one: (one.side, one.name)))

    @property
    def nobody(self) -> tuple[str, ...]:
        """What is said where nobody could agree."""
        said = (one.why for each in self.approvals for one in each.people if not one.person)
        return tuple(dict.fromkeys(said))


def verdict(comparison: Comparison) -> str:
    """The whole in one line: how many promises are weaker and stronger, and who must agree."""
    changes = comparison.changes
    if not changes.records:
        return "No record says anything else than before."
    weaker, stronger = changes.count("weaker"), changes.count("stronger")
    other = sum(
        one.material and one.weight == "neutral" for record in changes for one in record.changes
    )
    unreadable = sum(record.sort == "unreadable" for record in changes)
    broken = f"{plural(unreadable, 'record')} cannot be compared. " if unreadable else ""
    if not (weaker or stronger or other):
        return broken or (
            f"{plural(len(changes.records), 'record')} changed; no promise, money, term, mandate, "
            "visibility or signature is touched."
        )
    said = [f"{plural(weaker, 'promise')} weaker", f"{stronger:,} stronger"]
    if other:
        said.append(f"{plural(other, 'other change')} that matter{'s' if other == 1 else ''}")
    return f"{broken}{', '.join(said)}. {''.join(_who_agrees(comparison))}".strip()


def _who_agrees(comparison: Comparison) -> Iterator[str]:
    sides = {"customer": "for the customer", "provider": "for IT"}
    parts = [
        f"{listed(_the_first(names))} {words}"
        for side, words in sides.items()
        if (names := [one.name for one in comparison.approvers if one.side == side])
    ]
    if parts:
        yield f"Must agree: {'; '.join(parts)}."
    for said in comparison.nobody:
        yield f" {said[0].upper()}{said[1:]}."


def _the_first(names: list[str]) -> list[str]:
    """The names, or the first of them and how many more there are."""
    if len(names) <= MOST_NAMES:
        return names
    return [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES:,} more"]


def speak(name: str, comparison: Comparison) -> str:
    """The whole comparison in one voice, by its name."""
    said: str = import_module(f"brmsite.review.voices.{name}").voice(comparison)
    return said
