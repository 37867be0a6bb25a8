"""Two states of the records to changes: by record and field, parts of lists by natural keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from brmsite.changes.change import Change, Changes, RecordChange, Sort, Weight
from brmsite.changes.pairing import renamed
from brmsite.changes.prose import compared
from brmsite.changes.sentences import rule_sentence, sentence
from brmsite.changes.weights import Pair, weigh
from brmsite.changes.wording import (
    LONGEST,
    Words,
    field_name,
    in_sentence,
    introduced,
    shortened,
    target_name,
    titles_of,
)
from brmsite.ground.words import Phrase, english
from brmsite.kinds.agreement import Agreement, Target
from brmsite.kinds.base import Common, Fields
from brmsite.kinds.customer import Customer
from brmsite.kinds.natural_keys import natural_key
from brmsite.kinds.service import Service
from brmsite.kinds.spelling import spaced
from brmsite.kinds.walk import DataPath, reference_mark, references, with_values
from brmsite.register.register import Record, Register
from brmsite.settings import Settings
from brmsite.source.listing import SETTINGS
from brmsite.source.parse import folder_and_id

PROMISING: Mapping[type[Common], str] = {
    Agreement: "targets",
    Customer: "roles",
    Service: "offerings",
}
"""Of a whole record that came or went, the lists of which each part is told, as far as it
matters; of every one that came its waivers are."""


def compare(before: Register, after: Register, paths: AbstractSet[str], currency: str) -> Changes:
    """What differs in the files of these paths; neither register needs to hold more than those.

    Other records in them lend their names. `currency` is that of sums which name none.
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
    found: list[RecordChange] = []
    for address in sorted((old.keys() - names.keys()) | new.keys()):
        origin = origins.get(address, address)
        one, other = old.get(origin), new.get(address)
        if address in broken or origin in broken:
            found.append(RecordChange(address, "unreadable", one, other))
        else:
            found.append(_record_change(address, one, other, names, words))
    unreadable = sorted(broken - {each.address for each in found})
    found += [RecordChange(address, "unreadable", None, None) for address in unreadable]
    kept = (each for each in found if each.sort != "changed" or each.changes)
    return Changes(tuple(sorted(kept, key=lambda each: each.address)))


def compare_settings(before: Settings, after: Settings) -> RecordChange:
    """What differs in the settings, as if they were a record."""
    words = Words(lambda address: address, after.default_currency)
    changes = tuple(_Comparison("", words).fields(before, after, _TOP))
    return RecordChange(SETTINGS, "changed", None, None, changes)


def _record_change(
    address: str,
    before: Record[Common] | None,
    after: Record[Common] | None,
    names: Mapping[str, str],
    words: Words,
) -> RecordChange:
    if before is None or after is None:
        there = after or before
        assert there is not None
        whole = _whole_record(there, after is None, words)
        return RecordChange(
            address, "removed" if after is None else "added", before, after, tuple(whole)
        )
    asked = _Comparison(after.kind.folder, words)
    old, new = (_under_new_names(one.fields, names) for one in (before, after))
    changes = tuple(asked.fields(old, new, _TOP))
    body, text = before.body.strip(), after.body.strip()
    if body != text:
        label = english("text")
        changes += (_prose((), "text", label, body, text, "neutral", _is_signed(after)),)
    sort: Sort = "renamed" if before.address != after.address else "changed"
    return RecordChange(address, sort, before, after, changes)


def _is_signed(record: Record[Common]) -> bool:
    """Whether the text below the fields is a part of what people sign."""
    return isinstance(record.fields, Agreement)


def _under_new_names(fields: Common, names: Mapping[str, str]) -> Common:
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
        asked = _Comparison(record.kind.folder, words)
        parts: tuple[Fields, ...] = getattr(fields, key)
        old, new = (parts, ()) if gone else ((), parts)
        changes = asked.lists(type(fields), key, old, new, _TOP, fields, fields)
        yield from (change for change in changes if change.material)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a comparison stands: paths in both states, the same in words, and how to introduce
    what is found there (`gate availability (t1)`)."""

    before: DataPath
    after: DataPath
    name: str
    label: str

    def field(self, key: str) -> _Spot:
        """The field of this key."""
        name = f"{self.name}.{key}" if self.name else key
        return replace(self, before=(*self.before, key), after=(*self.after, key), name=name)

    def item(self, before: int | None, after: int | None, key: str, label: str) -> _Spot:
        """A part of this list, told apart by a key and introduced by a label."""
        return _Spot(
            (*self.before, before or 0), (*self.after, after or 0), f"{self.name}[{key}]", label
        )


_TOP = _Spot((), (), "", "")


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Compares records of one folder; `words` says what is found."""

    folder: str
    words: Words

    def fields(self, before: Fields, after: Fields, spot: _Spot) -> Iterator[Change]:
        """What differs in two versions of the same part."""
        model = type(after)
        for name, field in model.model_fields.items():
            old, new = getattr(before, name, None), getattr(after, name)
            if old == new:
                continue
            key = field.alias or name
            if isinstance(old, tuple) or isinstance(new, tuple):
                yield from self.lists(model, key, old, new, spot, before, after)
            elif isinstance(old, Fields) and isinstance(new, Fields):
                here = spot.field(key)
                yield from self.fields(old, new, replace(here, label=_under(spot, model, key)))
            elif isinstance(old, dict) and isinstance(new, dict):
                yield from self._mapping(model, key, old, new, spot)
            else:
                yield self._value(model, key, Pair(old, new, before, after), spot.field(key))

    def lists(
        self,
        model: type[Fields],
        key: str,
        old: Any,
        new: Any,
        spot: _Spot,
        before: Fields,
        after: Fields,
    ) -> Iterator[Change]:
        """What came to a list and what left it, and what differs in the parts that stayed; a word
        in place of the list (`none`, `all`) is a value as any other."""
        here = spot.field(key)
        if _is_empty(old) and _is_empty(new):
            return
        if "all" in (old, new):
            yield self._value(model, key, Pair(old, new, before, after), here)
            return
        had: tuple[Any, ...] = () if _is_empty(old) else old
        has: tuple[Any, ...] = () if _is_empty(new) else new
        keys = natural_key(self.folder, tuple(each for each in here.after if isinstance(each, str)))
        apart = keys_of(had, keys), keys_of(has, keys)
        for at, (name, part) in enumerate(zip(apart[1], has, strict=True)):
            if name not in apart[0]:
                place = here.item(None, at, _shown(name), spot.label)
                yield self._value(model, key, Pair(None, part, before, after), place)
            elif isinstance(part, Fields):
                there = apart[0].index(name)
                label = _after(spot, self._label(had[there], had, keys))
                place = here.item(there, at, _shown(name), label)
                yield from self.fields(had[there], part, place)
        for at, (name, part) in enumerate(zip(apart[0], had, strict=True)):
            if name not in apart[1]:
                place = here.item(at, None, _shown(name), spot.label)
                yield self._value(model, key, Pair(part, None, before, after), place, gone=True)

    def _label(self, part: Fields, parts: Sequence[Any], keys: Sequence[str]) -> str:
        """What a part was called before its change, by what tells it apart; a target by its metric
        alone where that is enough."""
        if isinstance(part, Target):
            alike = sum(each.metric == part.metric for each in parts)
            return part.metric if alike == 1 else target_name(part.metric, part.id)
        # An id says little: the words after it say what it is the id of.
        return self.words.part(part, () if tuple(keys) == ("id",) else keys)

    def _mapping(
        self, model: type[Fields], key: str, old: Any, new: Any, spot: _Spot
    ) -> Iterator[Change]:
        """What differs in a mapping whose keys are the user's own."""
        for name in sorted(old.keys() | new.keys()):
            pair = Pair(old.get(name), new.get(name))
            if pair.before != pair.after:
                label = _after(spot, field_name(model, key))
                here = replace(spot.field(key).field(name), label=label)
                yield self._value(model, key, pair, here, own=str(name))

    def _value(
        self,
        model: type[Fields],
        key: str,
        pair: Pair,
        spot: _Spot,
        gone: bool = False,
        own: str = "",
    ) -> Change:
        """What differs in one field; `own` is its key where that is not the model's but the
        user's: what belongs to it in the mapping that is the field."""
        weight, material = weigh(model, key, pair)
        path = spot.before if gone else spot.after
        ref = None if own else reference_mark(model, key)
        named, called = (Fields, own) if own else (model, key)
        old, new = pair.before, pair.after
        both_texts = isinstance(old, str) and isinstance(new, str) and ref is None
        if both_texts and max(len(old), len(new)) > LONGEST:
            label = _after(spot, field_name(named, called))
            return _prose(path, spot.name, label, old, new, weight, material)
        in_list = isinstance(path[-1], int)
        if model is Settings and key == "rules":
            said = rule_sentence(own, old, new)
        else:
            said = sentence(named, called, pair, spot.label, ref, in_list, self.words)
        part = pair.after if pair.before is None else pair.before if pair.after is None else None
        return Change(
            path,
            spot.name,
            pair.before,
            pair.after,
            said,
            weight,
            material,
            gone,
            part=type(part) if isinstance(part, Fields) else None,
        )


def _prose(
    path: DataPath, name: str, label: str, before: str, after: str, weight: Weight, material: bool
) -> Change:
    """A long text that differs, with its words that do."""
    return Change(
        path,
        name,
        before,
        after,
        _text_said(label, before, after),
        weight,
        material,
        pieces=compared(before, after),
    )


def _text_said(label: str, before: str, after: str) -> Phrase:
    if before and after:
        return english("{field} changed", field=label)
    return (
        english("{field} added", field=label) if after else english("{field} removed", field=label)
    )


def keys_of(parts: Sequence[Any], keys: Sequence[str]) -> list[tuple[Any, ...]]:
    """By what each item of a list is told apart: its natural key, or all that it says; of several
    that are alike the second is told apart by being the second."""
    seen: dict[tuple[Any, ...], int] = {}
    found: list[tuple[Any, ...]] = []
    for part in parts:
        if isinstance(part, Fields):
            there = (_attribute(type(part), key) for key in keys)
            name = tuple(_plain(getattr(part, attribute)) for attribute in there if attribute)
            name = name or (part.model_dump_json(),)
        else:
            name = (_plain(part),)
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else (*name, seen[name]))
    return found


def _plain(value: Any) -> Any:
    return (
        None if value is None else value.normalize() if isinstance(value, Decimal) else str(value)
    )


def _shown(name: tuple[Any, ...]) -> str:
    return shortened(" ".join(str(each) for each in name if each is not None), 40)


@cache
def _attribute(model: type[Fields], key: str) -> str:
    """The attribute that holds the field of a key; empty where there is no such field."""
    fields = model.model_fields.items()
    return next((name for name, field in fields if key in (field.alias, name)), "")


def _is_empty(value: Any) -> bool:
    """Whether a list has nothing in it, or the word that says so; the two mean the same."""
    return value is None or value in ((), "none")


_SILENT = {"term", "mandate", "limit"}
"""Fields whose parts are called by their own names alone."""


def _under(spot: _Spot, model: type[Fields], key: str) -> str:
    return spot.label if key in _SILENT else _after(spot, field_name(model, key))


def _after(spot: _Spot, label: str) -> str:
    return introduced(spot.label, label) if spot.label else label
