"""What differs in two versions of the fields of one record, part by part.

Parts of lists are found again by natural keys, wherever they stand by then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from brmsite.changes.change import Change, Weight
from brmsite.changes.prose import compared
from brmsite.changes.sentences import rule_sentence, sentence
from brmsite.changes.weights import Pair, weigh
from brmsite.changes.wording import LONGEST, Words, field_name, introduced, shortened, target_name
from brmsite.ground.words import Phrase, english
from brmsite.kinds.agreement import Target
from brmsite.kinds.base import Document, Fields
from brmsite.kinds.natural_keys import natural_key
from brmsite.kinds.walk import DataPath, reference_mark
from brmsite.register.normative import is_signed
from brmsite.settings import Settings


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a comparison stands: paths in both states, the same in words, and how to introduce
    what is found there (`gate availability (t1)`)."""

    before: DataPath
    after: DataPath
    name: str
    label: str

    def field(self, key: str) -> Spot:
        """The field of this key."""
        name = f"{self.name}.{key}" if self.name else key
        return replace(self, before=(*self.before, key), after=(*self.after, key), name=name)

    def item(self, before: int | None, after: int | None, key: str, label: str) -> Spot:
        """A part of this list, told apart by a key and introduced by a label."""
        return Spot(
            (*self.before, before or 0), (*self.after, after or 0), f"{self.name}[{key}]", label
        )


TOP = Spot((), (), "", "")

Name = tuple[Any, ...]
"""By what an item of a list is told apart from the others."""

_WITHOUT_ORDER = (("services",), ("targets",))
"""The lists of an agreement that are signed whatever their order."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares records of one folder; `words` says what is found."""

    folder: str
    words: Words

    def fields(self, before: Fields, after: Fields, spot: Spot) -> Iterator[Change]:
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
        spot: Spot,
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
        path = tuple(each for each in here.after if isinstance(each, str))
        keys = natural_key(self.folder, path)
        apart = self.apart(path, had, has)
        if self.has_order(path) and _in_both(*apart) != _in_both(*apart[::-1]):
            yield _in_another_order(model, key, old, new, here)
        places, left = _places(apart[0]), set(apart[1])
        for at, (name, part) in enumerate(zip(apart[1], has, strict=True)):
            there = places.get(name)
            if there is None:
                place = here.item(None, at, _shown(name), spot.label)
                yield self._value(model, key, Pair(None, part, before, after), place)
            elif isinstance(part, Fields) and part != had[there]:
                label = _after(spot, self._label(had[there], had, keys))
                place = here.item(there, at, _shown(name), label)
                yield from self.fields(had[there], part, place)
        for at, (name, part) in enumerate(zip(apart[0], had, strict=True)):
            if name not in left:
                place = here.item(at, None, _shown(name), spot.label)
                yield self._value(model, key, Pair(part, None, before, after), place, gone=True)

    def apart(
        self, path: tuple[str, ...], had: Sequence[Any], has: Sequence[Any]
    ) -> tuple[list[Name], list[Name]]:
        """By what the items of both versions of a list are told apart: those of one name are the
        same. `path` are the keys that lead to the list."""
        keys = natural_key(self.folder, path)
        return keys_of(had, keys), keys_of(has, keys)

    def has_order(self, path: tuple[str, ...]) -> bool:
        """Whether the parts of a list are signed in the order in which they are written."""
        return self.folder == "agreements" and path not in _WITHOUT_ORDER and is_signed(path)

    def _label(self, part: Fields, parts: Sequence[Any], keys: Sequence[str]) -> str:
        """What a part was called before its change, by what tells it apart; a target by its metric
        alone where that is enough."""
        if isinstance(part, Target):
            alike = sum(each.metric == part.metric for each in parts)
            return part.metric if alike == 1 else target_name(part.metric, part.id)
        if isinstance(part, Document):
            return part.path or part.url or ""
        # An id says little: the words after it say what it is the id of.
        return self.words.part(part, () if tuple(keys) == ("id",) else keys)

    def _mapping(
        self, model: type[Fields], key: str, old: Any, new: Any, spot: Spot
    ) -> Iterator[Change]:
        """What differs in a mapping whose keys are the user's own."""
        for name in sorted(old.keys() | new.keys()):
            pair = Pair(old.get(name), new.get(name))
            if pair.before != pair.after:
                label = _after(spot, field_name(model, key))
                here = replace(spot.field(key).field(name), label=label)
                yield self._value(model, key, pair, here, own=str(name))

    def _is_other_paper(self, model: type[Fields], key: str, pair: Pair) -> bool:
        """Whether a document that belonged to an agreement is another now, or gone."""
        if self.folder != "agreements" or pair.before is None:
            return False
        return isinstance(pair.before, Document) or (model is Document and key == "sha256")

    def _value(
        self,
        model: type[Fields],
        key: str,
        pair: Pair,
        spot: Spot,
        gone: bool = False,
        own: str = "",
    ) -> Change:
        """What differs in one field; `own` is its key where that is not the model's but the
        user's: what belongs to it in the mapping that is the field."""
        weight, material = weigh(model, key, pair)
        material = material or self._is_other_paper(model, key, pair)
        path = spot.before if gone else spot.after
        ref = None if own else reference_mark(model, key)
        named, called = (Fields, own) if own else (model, key)
        old, new = pair.before, pair.after
        both_texts = isinstance(old, str) and isinstance(new, str) and ref is None
        if both_texts and max(len(old), len(new)) > LONGEST:
            label = _after(spot, field_name(named, called))
            return prose_change(path, spot.name, label, old, new, weight, material)
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


def _in_both(some: Sequence[Name], others: Sequence[Name]) -> list[Name]:
    """Those of some names that are among others, in their order."""
    among = set(others)
    return [name for name in some if name in among]


def _places(names: Sequence[Name]) -> dict[Name, int]:
    """Where each name stands first."""
    places: dict[Name, int] = {}
    for at, name in enumerate(names):
        places.setdefault(name, at)
    return places


def _in_another_order(model: type[Fields], key: str, before: Any, after: Any, spot: Spot) -> Change:
    """A list of which parts changed places: nothing else is promised, but a seal breaks."""
    said = english("{field} in another order", field=field_name(model, key))
    said = introduced(spot.label, said)
    return Change(spot.after, spot.name, before, after, said, material=True, reordered=True)


def prose_change(
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


def keys_of(parts: Sequence[Any], keys: Sequence[str]) -> list[Name]:
    """By what each item of a list is told apart: its natural key, or all that it says; a document
    by the file that it is. Of several that are alike the second is told apart by being the
    second."""
    seen: dict[Name, int] = {}
    found: list[Name] = []
    for part in parts:
        name: Name
        if isinstance(part, Document):
            name = (part.path or part.url,)
        elif isinstance(part, Fields):
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


def _shown(name: Name) -> str:
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


def _under(spot: Spot, model: type[Fields], key: str) -> str:
    return spot.label if key in _SILENT else _after(spot, field_name(model, key))


def _after(spot: Spot, label: str) -> str:
    return introduced(spot.label, label) if spot.label else label
