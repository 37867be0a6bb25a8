"""Which record of before is which of now: by address, by former id, by what it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from brmsite.kinds.base import Common
from brmsite.register.register import Record

MOST_COMPARED = 100
"""So many records of a kind that went are held against those that came, line by line."""

ALIKE = 0.5
"""The share of lines that a record must have kept to be known under another name, as in git."""


def renamed(
    gone: Mapping[str, Record[Common]], new: Mapping[str, Record[Common]]
) -> dict[str, str]:
    """The new address of each record that has one, by its old one: first as the new record says
    itself (`aliases`), then by the same content, then by most of the same lines."""
    found: dict[str, str] = {}
    for address, record in new.items():
        for alias in record.fields.aliases:
            old = f"{record.kind.folder}/{alias}"
            if old in gone and old not in found:
                found[old] = address
                break
    found |= _the_same(*_left(gone, new, found))
    return found | dict(_alike(*_left(gone, new, found)))


def _left(
    gone: Mapping[str, Record[Common]], new: Mapping[str, Record[Common]], found: Mapping[str, str]
) -> tuple[list[Record[Common]], list[Record[Common]]]:
    """The records of both that are in no pair yet."""
    come = set(found.values())
    return (
        [record for address, record in gone.items() if address not in found],
        [record for address, record in new.items() if address not in come],
    )


def _the_same(gone: Sequence[Record[Common]], new: Sequence[Record[Common]]) -> dict[str, str]:
    """Pairs of addresses whose files hold the same, however many there are; of several alike the
    first is that of the first."""
    waiting: dict[tuple[str, bytes], list[str]] = {}
    for record in reversed(new):
        waiting.setdefault((record.kind.folder, record.source.content), []).append(record.address)
    return {
        record.address: same.pop()
        for record in gone
        if (same := waiting.get((record.kind.folder, record.source.content)))
    }


def _alike(
    gone: Sequence[Record[Common]], new: Sequence[Record[Common]]
) -> Iterable[tuple[str, str]]:
    """Pairs of addresses, the most alike first; each record is in one pair at the most."""
    kinds = {record.kind.folder for record in gone} & {record.kind.folder for record in new}
    for folder in sorted(kinds):
        old = [one for one in gone if one.kind.folder == folder][:MOST_COMPARED]
        come = [one for one in new if one.kind.folder == folder][:MOST_COMPARED]
        lines = {one: Counter(one.text.splitlines()) for one in (*old, *come)}
        likely = sorted(
            (-_likeness(lines[one], lines[other]), one.address, other.address)
            for one in old
            for other in come
        )
        taken: set[str] = set()
        for likeness, one_address, other_address in likely:
            if -likeness < ALIKE:
                break
            names = {f"- {one_address}", f"+ {other_address}"}
            if not names & taken:
                taken |= names
                yield one_address, other_address


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of lines that are in both, from 0 to 1."""
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 0.0
