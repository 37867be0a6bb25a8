"""The agreements that both of two states have which are compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from brmsite.changes.change import Change, Changes
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Record, Register


class InBoth(NamedTuple):
    """One agreement: what it said, the record of now, and what differs, part by part."""

    old: Agreement
    record: Record[Agreement]
    changes: tuple[Change, ...]


def agreements_in_both(register: Register, compared: Changes) -> Iterator[InBoth]:
    """Every agreement that differs, and that held before and holds now."""
    for one in compared:
        now = register.find(one.address)
        record = register.one(Agreement, now.id) if now is not None else None
        old = one.before.fields if one.before is not None else None
        if isinstance(old, Agreement) and record is not None and record is now:
            yield InBoth(old, record, one.changes)
