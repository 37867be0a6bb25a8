"""Which record of before is which of now: by address, by former id, by what people call it.

Lines that are alike prove nothing: two people who differ by a name are two people, and a signature
or a mandate that goes from one to the other is no rename.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence

from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common
from brmsite.register.register import Record

Known = Callable[[Record[Common]], Hashable]
"""By what a record is known again under another id."""


def renamed(
    gone: Mapping[str, Record[Common]], new: Mapping[str, Record[Common]]
) -> dict[str, str]:
    """The new address of each record that has one, by its old one: first as the new record says
    itself (`aliases`), then by the same content, then by what people call it."""
    found: dict[str, str] = {}
    for address, record in new.items():
        for alias in record.fields.aliases:
            old = f"{record.kind.folder}/{alias}"
            if old in gone and old not in found:
                found[old] = address
                break
    for known in (_content, _called):
        found |= _the_same(*_left(gone, new, found), known)
    return found


def _left(
    gone: Mapping[str, Record[Common]], new: Mapping[str, Record[Common]], found: Mapping[str, str]
) -> tuple[list[Record[Common]], list[Record[Common]]]:
    """The records of both that are in no pair yet."""
    come = set(found.values())
    return (
        [record for address, record in gone.items() if address not in found],
        [record for address, record in new.items() if address not in come],
    )


def _the_same(
    gone: Sequence[Record[Common]], new: Sequence[Record[Common]], known: Known
) -> dict[str, str]:
    """Pairs of addresses, however many there are; of several alike the first is that of the
    first."""
    waiting: dict[Hashable, list[str]] = {}
    for record in reversed(new):
        waiting.setdefault((record.kind.folder, known(record)), []).append(record.address)
    return {
        record.address: same.pop()
        for record in gone
        if (same := waiting.get((record.kind.folder, known(record))))
    }


def _content(record: Record[Common]) -> Hashable:
    """All that is written in its file."""
    return record.source.content


def _called(record: Record[Common]) -> Hashable:
    """What people call it: its title; of an agreement its number too, and of what took place its
    day, since the meetings of many months may have one title."""
    fields = record.fields
    number = fields.number if isinstance(fields, Agreement) else ""
    return record.title, number, fields.day
