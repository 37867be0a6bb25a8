"""Two states of the records to changes: by record and field, parts of lists by natural keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TypeVar

from brmsite.changes.change import Change, Changes, RecordChange, Sort
from brmsite.changes.pairing import renamed
from brmsite.changes.parts import TOP, Comparison, prose_change
from brmsite.changes.succession import instead_of
from brmsite.changes.weights import Pair
from brmsite.changes.wording import Words, addresses_of, in_sentence, shortened, titles_of
from brmsite.ground.words import english
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common, Fields
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.kinds.spelling import spaced
from brmsite.kinds.walk import DataPath, references, with_values
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.source.listing import SETTINGS
from brmsite.source.parse import folder_and_id

F = TypeVar("F", bound=Common)

PROMISING: Mapping[type[Common], str] = {
    Agreement: "targets",
    Customer: "roles",
    Service: "offerings",
}
"""Of a whole record that came or went, the lists of which each part is told, as far as it
matters; of every one that came its waivers are."""


def compare(before: Register, after: Register, paths: AbstractSet[str], currency: str) -> Changes:
    """What differs in the files of these paths; neither register needs to hold more than those.

    Other records in them lend their names, and the promises of agreements that are superseded.
    `currency` is that of sums which name none.
    """
    old = {each.address: each for each in before if each.path in paths}
    new = {each.address: each for each in after if each.path in paths}
    changed = {"/".join(folder_and_id(path)) for path in paths}
    broken = (before.broken | after.broken) & changed
    names = renamed(
        {address: one for address, one in old.items() if address not in after.names},
        {address: one for address, one in new.items() if address not in before.names},
    )
    titles = titles_of(before) | titles_of(after)
    words = Words(lambda address: titles.get(address, address), currency)
    origins = {new_name: old_name for old_name, new_name in names.items()}
    states = _States(before, after, names, origins, words)
    found: list[RecordChange] = []
    for address in sorted((old.keys() - names.keys()) | new.keys()):
        origin = origins.get(address, address)
        one, other = old.get(origin), new.get(address)
        if address in broken or origin in broken:
            found.append(RecordChange(address, "unreadable", one, other))
        else:
            found.append(states.record_change(address, one, other))
    unreadable = sorted(broken - {each.address for each in found})
    found += [RecordChange(address, "unreadable", None, None) for address in unreadable]
    kept = (each for each in found if each.sort != "changed" or each.changes)
    return Changes(tuple(sorted(kept, key=lambda each: each.address)))


def compare_settings(before: Settings, after: Settings) -> RecordChange:
    """What differs in the settings, as if they were a record."""
    words = Words(lambda address: address, after.default_currency)
    changes = tuple(Comparison("", words).fields(before, after, TOP))
    return RecordChange(SETTINGS, "changed", None, None, changes)


@dataclass(frozen=True, slots=True)
class _States:
    """Both states, with the new address of each record that has one, by its old one, and the other
    way round."""

    before: Register
    after: Register
    names: Mapping[str, str]
    origins: Mapping[str, str]
    words: Words

    def record_change(
        self, address: str, before: Record[Common] | None, after: Record[Common] | None
    ) -> RecordChange:
        """What became of a record: it is in one of the states, or in both."""
        changes: Iterable[Change]
        sort: Sort
        if before is not None and after is not None:
            sort = "renamed" if before.address != after.address else "changed"
            changes = self._fields(before, after)
        elif after is not None:
            sort, changes = "added", self._added(after)
        else:
            assert before is not None
            sort, changes = "removed", _whole_record(before, True, self.words)
        if not any(_binds(each) for each in (before, after) if each is not None):
            changes = map(_weightless, changes)
        return RecordChange(address, sort, before, after, tuple(changes))

    def _fields(self, before: Record[Common], after: Record[Common]) -> Iterator[Change]:
        """What differs in a record that was there and is, its text last."""
        asked = Comparison(after.kind.folder, self.words)
        old, new = (_under_new_names(one.fields, self.names) for one in (before, after))
        for change in asked.fields(old, new, TOP):
            yield _with_takeover(change, before)
        body, text = before.body.strip(), after.body.strip()
        if body != text:
            label = english("text")
            yield prose_change((), "text", label, body, text, "neutral", _is_signed(after))
        if _binds(after) and not _binds(before):
            yield from self._instead(after)

    def _added(self, record: Record[Common]) -> Iterator[Change]:
        """What a record brings. An agreement that takes the place of another is held against that
        one; where it is not at hand, nobody can say whether this is more or less."""
        itself, *promises = _whole_record(record, False, self.words)
        yield itself
        fields, old = record.fields, self._superseded(record)
        if old is not None and _binds(old):
            yield from self._instead(record)
            promises = [each for each in promises if each.path[0] == "waivers"]
        elif old is None and isinstance(fields, Agreement) and fields.supersedes is not None:
            promises = [_weightless(each) for each in promises]
        yield from promises

    def _instead(self, record: Record[Common]) -> Iterator[Change]:
        """What an agreement promises otherwise than the one that it supersedes."""
        new, old = record.fields, self._superseded(record)
        if isinstance(new, Agreement) and old is not None and _binds(old):
            names = {**self._present(old.fields), **self.names}
            before, after = _under_new_names(old.fields, names), _under_new_names(new, names)
            yield from instead_of(before, after, self.words)

    def _superseded(self, record: Record[Common]) -> Record[Agreement] | None:
        """The agreement that another takes the place of, as it was before; None where that is not
        at hand, or there is none."""
        fields = record.fields
        if not isinstance(fields, Agreement) or fields.supersedes is None:
            return None
        now = self.after.one(Agreement, fields.supersedes)
        address = now.address if now is not None else f"agreements/{fields.supersedes}"
        was = self.before.find(self.origins.get(address, address))
        return self.before.one(Agreement, was.id if was is not None else None) or now

    def _present(self, fields: Agreement) -> dict[str, str]:
        """The present addresses of records that are referred to by a former id."""
        found = (
            (address, self.after.find(address))
            for one in references(fields)
            for address in addresses_of(one.value, one.ref)
        )
        return {address: one.address for address, one in found if one is not None}


def _is_signed(record: Record[Common]) -> bool:
    """Whether the text below the fields is a part of what people sign."""
    return isinstance(record.fields, Agreement)


def _binds(record: Record[Common]) -> bool:
    """Whether what a record says counts: a draft or a proposal promises nothing yet."""
    fields = record.fields
    return not isinstance(fields, Agreement) or fields.state not in ("draft", "proposed")


def _weightless(change: Change) -> Change:
    """The same, neither better nor worse for anybody."""
    return replace(change, weight="neutral")


def _with_takeover(change: Change, before: Record[Common]) -> Change:
    """The same, and material where the record takes over the id of another one: all that refers to
    that one, signatures and mandates too, refers to it from then on."""
    takes = change.path[:1] == ("aliases",) and change.after not in (None, before.id)
    return replace(change, material=True) if takes else change


def _under_new_names(fields: F, names: Mapping[str, str]) -> F:
    """The same fields with records called as they are called now: who was renamed did not change
    what refers to them."""
    changed: dict[DataPath, str] = {}
    for path, ref, value in references(fields):
        for folder in ref.folders:
            new = names.get(f"{folder}/{value}", "")
            if new:
                changed[path] = new.partition("/")[2]
        if not ref.folders and value in names:
            changed[path] = names[value]
    return with_values(fields, changed) if changed else fields


def _whole_record(record: Record[Common], gone: bool, words: Words) -> Iterator[Change]:
    """What a record that came or went brings or takes: itself in a sentence, and its promises."""
    fields = record.fields
    kind, title = in_sentence(record.kind.name, spaced), shortened(record.title)
    what = english("{kind} “{title}”", kind=kind, title=title)
    if isinstance(fields, Agreement):
        what = words.agreement(fields)
    said = (
        english("removes the {what}", what=what) if gone else english("adds the {what}", what=what)
    )
    pair = Pair(record.title, None) if gone else Pair(None, record.title)
    promises = any(isinstance(fields, model) for model in PROMISING)
    yield Change((), "", pair.before, pair.after, said, "neutral", promises, gone)
    lists = [key for model, key in PROMISING.items() if isinstance(fields, model)]
    if not gone:  # nobody misses the waivers of what is gone
        lists.append("waivers")
    for key in lists:
        asked = Comparison(record.kind.folder, words)
        parts: tuple[Fields, ...] = getattr(fields, key)
        old, new = (parts, ()) if gone else ((), parts)
        changes = asked.lists(type(fields), key, old, new, TOP, fields, fields)
        yield from (change for change in changes if change.material)
