"""Merges two edits of a record's fields by key, and lists by what tells their parts apart.

Text is moved, never written anew, so comments and layout come along. A conflict is as small as the
field that both sides changed. What comes out is read again and held against a second reckoning by
values alone; where the two differ, or a text is not understood, there is no result.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from brmsite.source.line_merge import (
    Conflict,
    Merged,
    is_clean,
    joined,
    merge_lines,
    settle,
    with_side,
)
from brmsite.source.yaml_outline import COMMENT, Collection, Entry, Outline, Scalar, Value, outline
from brmsite.source.yaml_text import read_yaml

NaturalKey = Callable[[tuple[str, ...]], tuple[str, ...]]
"""For the keys that lead to a list: the keys that tell its parts apart; none: all they say."""

Versions = tuple[Collection, Collection, Collection]
"""A collection in base, ours and theirs."""


def merge_yaml(base: str, ours: str, theirs: str, natural_key: NaturalKey) -> Merged | None:
    """Merge three versions of a YAML text whose lines all end with a line feed; `base` is empty
    where both sides began the record. None where one of them is not understood."""
    left, right = outline(ours), outline(theirs)
    if left is None or right is None:
        return None
    none = Outline(replace(left.fields, entries=(), data={}), "")
    before = outline(base) if base.strip() else none
    if before is None:
        return None
    merger = _Merger(natural_key)
    fields = merger.collection((before.fields, left.fields, right.fields), ())
    if fields is None:
        return None
    merged = joined((*fields, *merge_lines(before.rest, left.rest, right.rest)))
    data = (before.fields.data, left.fields.data, right.fields.data)
    return merged if _holds(merged, data, natural_key) else None


@dataclass(frozen=True, slots=True)
class _Merger:
    natural_key: NaturalKey

    def collection(self, versions: Versions, path: tuple[str, ...]) -> Merged | None:
        """The entries of a mapping or list, each merged by itself; None where that cannot be."""
        ours = versions[1]
        if len({(one.kind, one.is_flow) for one in versions}) > 1:
            return None
        if not ours.is_flow and len({one.column for one in versions if one.entries}) > 1:
            return None
        named = self._named(versions, path)
        if named is None:
            return None
        in_base, in_ours, in_theirs = map(_without_leads, named) if ours.is_flow else named
        names = (list(in_base), list(in_ours), list(in_theirs))
        if ours.kind == "list" and _are_at_odds(*names):
            return None
        order = _order(*names)
        below = [
            (name, self._entry(in_base.get(name), in_ours.get(name), in_theirs.get(name), path))
            for name in order
        ]
        kept = [(name, merged) for name, merged in below if merged]
        if not kept:
            return None
        if ours.is_flow:
            return _in_brackets(ours, kept, {**named[2], **named[1]})
        if any(map(_begins_in_line, versions)) and not isinstance(kept[0][1][0], str):
            return None  # marks of a conflict cannot stand behind a dash
        return joined(piece for _, merged in kept for piece in merged)

    def _entry(
        self, base: Entry | None, ours: Entry | None, theirs: Entry | None, path: tuple[str, ...]
    ) -> Merged:
        """One entry; nothing where it is gone."""
        before, left, right = (_said(one) for one in (base, ours, theirs))
        settled = settle(before, left, right)
        if settled == "":
            told = next((one for one in (ours, theirs) if one and _comments(one, base)), None)
            return (Conflict(_text(ours), _text(theirs)),) if told else ()
        if settled is not None:
            leads = [one.lead if one is not None else "" for one in (base, ours, theirs)]
            if ours is None or theirs is None:
                leads = [next(one.lead for one in (ours, theirs) if one is not None)] * 3
            return joined((*merge_lines(*leads), settled))
        if ours is None or theirs is None:
            return (Conflict(_text(ours), _text(theirs)),)
        base = base or _begun(ours, theirs)
        if base is None:
            return (Conflict(ours.text, theirs.text),)
        lead = merge_lines(base.lead, ours.lead, theirs.lead)
        head = settle(base.head, ours.head, theirs.head)
        trail = settle(base.trail, ours.trail, theirs.trail)
        value = self._value(base.value, ours.value, theirs.value, (*path, *_step(ours)))
        if head is None or trail is None or value is None:
            return joined((*lead, Conflict(left, right)))
        return joined((*lead, head, *value, trail))

    def _value(
        self, base: Value, ours: Value, theirs: Value, path: tuple[str, ...]
    ) -> Merged | None:
        settled = settle(base.text, ours.text, theirs.text)
        if settled is not None:
            return (settled,)
        if all(map(_is_plain, (base, ours, theirs))):
            if _same(ours.data, theirs.data) or _same(base.data, theirs.data):
                return (ours.text,)
            if _same(base.data, ours.data):
                return (theirs.text,)
        if (
            isinstance(base, Collection)
            and isinstance(ours, Collection)
            and isinstance(theirs, Collection)
        ):
            return self.collection((base, ours, theirs), path)
        written = [one.text for one in (base, ours, theirs) if isinstance(one, Scalar)]
        if len(written) == 3 and all(text[:1] in ("|", ">") for text in written):
            lines = merge_lines(*(f"{text}\n" for text in written))
            return (with_side(lines, "ours").removesuffix("\n"),) if is_clean(lines) else None
        return None

    def _named(
        self, versions: Versions, path: tuple[str, ...]
    ) -> tuple[dict[str, Entry], dict[str, Entry], dict[str, Entry]] | None:
        """The entries of each version by names under which they are found in the others."""
        if versions[0].kind == "mapping":
            base, ours, theirs = ({each.key: each for each in one.entries} for one in versions)
            return base, ours, theirs
        keys = self.natural_key(path)
        items = [[each.value.data for each in one.entries] for one in versions]
        by_key = [_names(each, keys) for each in items]
        names = [each for each in by_key if each is not None]
        is_by_key = len(names) == len(items)
        names = names if is_by_key else [_values(each) for each in items]
        before, left, right = map(set, names)
        gone, added = before - left - right, [side - before for side in (left, right)]
        if gone and left != right and (all(added) if is_by_key else any(added)):
            # An item that neither side has any more may live on in what was added: nobody can tell
            # a change from a removal.
            return None
        base, ours, theirs = (
            dict(zip(found, one.entries, strict=True))
            for found, one in zip(names, versions, strict=True)
        )
        return base, ours, theirs


def _names(items: list[Any], keys: tuple[str, ...]) -> list[str] | None:
    """A name for each part of a list by its natural key; None where that leaves two alike."""
    named = [
        _canonical([item.get(key) for key in keys])
        for item in items
        if isinstance(item, dict) and any(key in item for key in keys)
    ]
    return named if len(set(named)) == len(items) else None


def _values(items: list[Any]) -> list[str]:
    """A name for each item of a list by all it says, and how often that was said before."""
    seen: Counter[str] = Counter()
    named = []
    for item in items:
        said = _canonical(item)
        named.append(f"{said} {seen[said]}")
        seen[said] += 1
    return named


def _canonical(data: Any) -> str:
    return json.dumps(data, sort_keys=True, default=str)


def _same(one: Any, other: Any) -> bool:
    return _canonical(one) == _canonical(other)


def _are_at_odds(base: list[str], ours: list[str], theirs: list[str]) -> bool:
    """Whether both sides brought what all three have into another order each, or added the same to
    a list in two orders: one of them would be lost."""
    both = set(ours) & set(theirs)
    shared = both & set(base)
    before, left, right = ([each for each in one if each in shared] for one in (base, ours, theirs))
    if left not in (before, right) and right != before:
        return True
    new = both - shared
    return [each for each in ours if each in new] != [each for each in theirs if each in new]


def _order(base: list[str], ours: list[str], theirs: list[str]) -> list[str]:
    """All names: in the order of the side that changed it, each new one behind its neighbour."""
    shared = set(base) & set(ours) & set(theirs)
    kept = [name for name in ours if name in shared] == [name for name in base if name in shared]
    result, other = (list(theirs), ours) if kept else (list(ours), theirs)
    held = set(result)
    behind = -1
    for name in other:
        if name in held:
            behind = result.index(name)
        else:
            behind += 1
            result.insert(behind, name)
    return result


def _without_leads(entries: dict[str, Entry]) -> dict[str, Entry]:
    return {name: replace(entry, lead="") for name, entry in entries.items()}


def _in_brackets(
    ours: Collection, kept: list[tuple[str, Merged]], entries: dict[str, Entry]
) -> Merged | None:
    """A collection in flow style, with the commas that its `entries` had; None where one is in
    conflict: marks need whole lines."""
    text = ours.opening
    for number, (name, merged) in enumerate(kept):
        if not is_clean(merged):
            return None
        text += (entries[name].lead or ", ") if number else ""
        text += with_side(merged, "ours")
    return (text + ours.closing,)


def _begins_in_line(one: Collection) -> bool:
    """Whether its first key stands behind a dash."""
    first = one.entries[0] if one.entries else None
    return (
        first is not None and one.column > 1 and not first.lead and not first.head.startswith(" ")
    )


def _is_plain(value: Value) -> bool:
    """On one line and without a comment, so that only what it says matters."""
    return "\n" not in value.text and not COMMENT.search(value.text)


def _begun(ours: Entry, theirs: Entry) -> Entry | None:
    """The entry that both sides may be thought to have begun with; None for a plain value."""
    if not isinstance(ours.value, Collection) or not isinstance(theirs.value, Collection):
        return None
    data: Any = {} if ours.value.kind == "mapping" else ()
    return replace(ours, lead="", value=replace(ours.value, entries=(), data=data))


def _step(entry: Entry) -> tuple[str, ...]:
    return (entry.key,) if entry.key else ()


def _comments(entry: Entry, base: Entry | None) -> set[str]:
    """The comments above an entry that were not above it before."""
    before = base.lead.split("\n") if base is not None else []
    lines = {line.strip() for line in entry.lead.split("\n")} - {line.strip() for line in before}
    return lines - {""}


def _text(entry: Entry | None) -> str:
    return entry.text if entry is not None else ""


def _said(entry: Entry | None) -> str:
    """An entry without what stands above it."""
    return entry.text[len(entry.lead) :] if entry is not None else ""


# --- Proof ---------------------------------------------------------------------------------------


def _holds(merged: Merged, versions: tuple[Any, Any, Any], natural_key: NaturalKey) -> bool:
    """Whether the text can be read, and says what a merge by values alone would say."""
    if not is_clean(merged):
        return all(not read_yaml(with_side(merged, side)).problems for side in ("ours", "theirs"))
    read = read_yaml(with_side(merged, "ours"))
    if read.data is None or read.problems:
        return False
    base, ours, theirs, result = (
        dict(_leaves(one, (), (), natural_key)) for one in (*versions, read.data)
    )
    for place in base.keys() | ours.keys() | theirs.keys() | result.keys():
        before, left, right = (one.get(place, "") for one in (base, ours, theirs))
        if result.get(place, "") != settle(before, left, right):
            return False
    return True


def _leaves(
    data: Any, place: tuple[str, ...], path: tuple[str, ...], natural_key: NaturalKey
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value by the names of what it stands in; a collection says that it is there."""
    if isinstance(data, dict) and data:
        yield place, "{}"
        for key, value in data.items():
            yield from _leaves(value, (*place, key), (*path, key), natural_key)
    elif isinstance(data, tuple) and data:
        yield place, "[]"
        names = _names(list(data), natural_key(path)) or _values(list(data))
        for name, item in zip(names, data, strict=True):
            yield from _leaves(item, (*place, f"[{name}]"), path, natural_key)
    else:
        yield place, _canonical(data)
