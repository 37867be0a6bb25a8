"""What a voice speaks of when two states of the records are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module

from brmsite.changes.change import Change, Changes, RecordChange
from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.words import listed, plural
from brmsite.history.moved import ALL_NEW
from brmsite.kinds.agreement import Signature
from brmsite.kinds.walk import DataPath
from brmsite.review.approval import Approver
from brmsite.review.consequences import UNSEALED, Consequence
from brmsite.review.links import NO_LINKS, Links

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

    `added` and `mended` are findings; `titles` is what people call records, by address; `links`
    lead to lines of the head. It `is_lasting` where the same would be found again, also with more
    commits here, so that it may be remembered; with `is_all_new` the base had files, and none of
    the project.
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
    links: Links = NO_LINKS
    is_lasting: bool = True
    is_all_new: bool = False
    colour: bool = False

    def named(self, address: str) -> str:
        """What people call a record; its address where nobody knows."""
        return self.titles.get(address, address)

    def line_of(self, record: RecordChange, change: Change) -> int | None:
        """The line where a change stands."""
        return self.lines.get((record.address, change.path, change.gone))

    @property
    def left(self) -> frozenset[str]:
        """The paths at which a record was and none is, be it gone or elsewhere."""
        gone = (one for one in self.changes if one.sort in ("removed", "renamed"))
        before = {one.before.path for one in gone if one.before is not None}
        return frozenset(before - {one.after.path for one in self.changes if one.after is not None})

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
    """The whole in one line: `_in_short`, and before it that there was nothing to compare with."""
    said = _in_short(comparison)
    return f"{ALL_NEW} {said}" if comparison.is_all_new else said


def _in_short(comparison: Comparison) -> str:
    """How many promises are weaker and stronger, what is wrong now that was not, who must agree.

    What is wrong is said also where no record says anything else: the order of a signed list may
    differ, or a file beside a record."""
    changes, wrong = comparison.changes, "".join(_what_is_wrong(comparison))
    if not changes.records:
        return f"No record says anything else than before. {wrong}".strip()
    unreadable = sum(record.sort == "unreadable" for record in changes)
    broken = f"{plural(unreadable, 'record')} cannot be compared. " if unreadable else ""
    parts = list(_what_matters(changes))
    if not parts:
        said = broken or (
            f"{plural(len(changes.records), 'record')} changed; no promise, money, term, mandate, "
            "visibility or signature is touched. "
        )
        return f"{said}{wrong}".strip()
    return f"{broken}{', '.join(parts)}. {wrong}{''.join(_who_agrees(comparison))}".strip()


def _what_is_wrong(comparison: Comparison) -> Iterator[str]:
    """The seals that break, whatever the findings say of them, and the new errors."""
    seals = sum(one.said == UNSEALED for one in comparison.consequences)
    if seals:
        are = "is" if seals == 1 else "are"
        yield f"{plural(seals, 'signed text')} {are} no longer what was signed. "
    errors = sum(one.severity == Severity.error for one in comparison.added)
    if errors:
        yield f"{plural(errors, 'new error')}. "


def _what_matters(changes: Changes) -> Iterator[str]:
    """How many changes are of which sort, the gravest first, as far as there are any."""
    weaker, stronger = changes.count("weaker"), changes.count("stronger")
    if weaker:
        yield f"{plural(weaker, 'promise')} weaker"
    if stronger:
        yield f"{stronger:,} stronger" if weaker else f"{plural(stronger, 'promise')} stronger"
    neutral = [
        one
        for record in changes
        for one in record.changes
        if one.material and one.weight == "neutral"
    ]
    signatures = [one for one in neutral if one.part is Signature]
    gone = sum(one.gone for one in signatures)
    if len(signatures) > gone:
        yield plural(len(signatures) - gone, "signature")
    if gone:
        yield f"{plural(gone, 'signature')} gone"
    other = len(neutral) - len(signatures)
    if other:
        more = "other change" if len(neutral) > other or weaker or stronger else "change"
        yield f"{plural(other, more)} that matter{'s' if other == 1 else ''}"


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
