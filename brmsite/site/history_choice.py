"""The last changes of all records, whole and by kind, customer and weight: what pages and feeds
show of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from brmsite.chronicle.chronicle import Chronicle
from brmsite.chronicle.entry import Entry
from brmsite.kinds import all_kinds
from brmsite.kinds.base import Common
from brmsite.register.audience import Readership, readership
from brmsite.register.register import Record, Register
from brmsite.site.history_items import MOST, WEIGHTS, WHAT_CHANGED
from brmsite.site.language import _
from brmsite.site.titles import Titles
from brmsite.site.words import worded


@dataclass(frozen=True, slots=True)
class Moved:
    """One change with the record it was made to, where there still is one, and the customers that
    it concerns."""

    entry: Entry
    record: Record[Common] | None
    customers: tuple[Record[Common], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Some of the changes: `sort` is `all`, `kind`, `customer` or `weight`, `name` what they have
    in common, `path` the page that shows them."""

    sort: str
    name: str
    path: str
    changes: tuple[Moved, ...]

    @property
    def feed(self) -> str:
        """The file of the same as a feed."""
        return f"{self.path.removesuffix('.html')}.xml"


def choices(chronicle: Chronicle, register: Register, titles: Titles) -> tuple[Choice, ...]:
    """All changes, then those of each kind, weight and customer, of which there are any."""
    whole = tuple(moved(chronicle.recent(MOST), register))
    found = [Choice("all", _("All changes"), WHAT_CHANGED, whole)]
    found += _by(whole, "kind", lambda one: (one.entry.address.partition("/")[0],), _kind_name)
    found += _by(whole, "weight", lambda one: one.entry.weights, _weight_name)
    by_address = {each.address: each for one in whole for each in one.customers}
    found += _by(
        whole,
        "customer",
        lambda one: (each.address for each in one.customers),
        lambda address: titles.of(by_address[address]),
    )
    return tuple(found)


def moved(entries: Sequence[Entry], register: Register) -> Iterator[Moved]:
    """Changes, each with its record and the customers that it concerns."""
    readers: Readership | None = readership(register) if entries else None
    for entry in entries:
        record = register.find(entry.address)
        customers: tuple[Record[Common], ...] = ()
        if record is not None and readers is not None:
            concerned = {*readers.concerns(record)}
            if record.kind.name == "customer":
                concerned.add(record.address)
            found = (register.find(address) for address in sorted(concerned))
            customers = tuple(one for one in found if one is not None)
        yield Moved(entry, record, customers)


def _by(
    whole: tuple[Moved, ...],
    sort: str,
    keys: Callable[[Moved], Iterator[str] | frozenset[str] | tuple[str, ...]],
    name: Callable[[str], str],
) -> Iterator[Choice]:
    found: dict[str, list[Moved]] = {}
    for key, one in chain.from_iterable(((key, one) for key in keys(one)) for one in whole):
        found.setdefault(key, []).append(one)
    named = sorted(((name(key), key) for key in found), key=lambda pair: pair[0].casefold())
    for words, key in named:
        path = f"history/{sort}-{key.rpartition('/')[2]}.html"
        yield Choice(sort, words, path, tuple(found[key]))


def _kind_name(folder: str) -> str:
    return worded(all_kinds()[folder].plural)


def _weight_name(weight: str) -> str:
    return str(WEIGHTS[weight].word)
