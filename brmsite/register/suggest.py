"""What somebody may have meant by a reference that names no record.

Looked for only when a reference has failed. Candidates are of the right kind only; people type
ids with a slip, former ids, titles in place of ids, and the kind's name in place of its folder.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, islice

from brmsite.ground.words import close_ids, close_word, edit_distance
from brmsite.kinds import all_kinds
from brmsite.kinds.base import Common
from brmsite.kinds.walk import part_ids
from brmsite.register.register import Record, Register

MOST = 3
"""How many suggestions are made at most; more would have to be read, not seen."""

_LONGEST = 120
"""Names and slips longer than this are texts, and are not compared letter by letter."""

_MOST_COMPARED = 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to write instead, and the record it names, unless that is a word or does not hold."""

    written: str
    record: Record[Common] | None


@dataclass(frozen=True, slots=True)
class _Name:
    """Something that a record is called, its letters as bits, and the id of that record."""

    text: str
    letters: int
    id: str


@dataclass(frozen=True, slots=True)
class Names:
    """What all records are called, by folder: their ids, and their titles and former ids."""

    register: Register
    ids: dict[str, tuple[_Name, ...]]
    other_names: dict[str, tuple[_Name, ...]]

    def for_id(
        self, folders: tuple[str, ...], written: str, words: tuple[str, ...] = ()
    ) -> tuple[Suggestion, ...]:
        """Ids of records in these folders, or allowed words, that `written` may stand for.

        An address in place of a bare id (`customers/logistics`) is understood too.
        """
        folder, _, identifier = written.rpartition("/")
        wanted = identifier if not folder or _folder_meant(folder) in folders else written
        found = chain(
            (("", word) for word in close_ids(written.lower(), words)),
            self._near(folders, wanted),
        )
        return tuple(
            Suggestion(near, self.register.find(f"{each}/{near}")) for each, near in _first(found)
        )

    def for_address(self, written: str) -> tuple[Suggestion, ...]:
        """Addresses that `written` may stand for, or the parts of the record that it names."""
        address, _, part = written.partition("#")
        record = self.register.find(address)
        if part and record is not None:
            near = close_ids(part, part_ids(record.fields))
            return tuple(Suggestion(f"{address}#{found}", record) for found in near)
        typed_folder, _, identifier = address.rpartition("/")
        folder = _folder_meant(typed_folder)
        elsewhere = [each for each in self.ids if f"{each}/{identifier}" in self.register.names]
        folders = (folder,) if folder else tuple(self.ids)
        found = chain(
            ((each, identifier) for each in sorted(elsewhere, key=lambda each: each != folder)),
            self._near(folders, identifier),
        )
        return tuple(self._at(f"{each}/{near}", part) for each, near in _first(found))

    def for_person(self, written: str) -> tuple[Suggestion, ...]:
        """People whose id `written` closely resembles.

        Closer than elsewhere: minutes also mention people whom the register does not know.
        """
        wanted = _slug(written)
        limit = 1 if len(wanted) < 8 else 2
        return tuple(
            suggestion
            for suggestion in self.for_id(("people",), wanted)
            if edit_distance(wanted, suggestion.written, limit) <= limit
        )

    def for_path(self, record: Record[Common], written: str) -> tuple[Suggestion, ...]:
        """Relative paths, as this record would write them, that `written` may stand for."""
        start = posixpath.dirname(record.path)
        wanted = posixpath.normpath(posixpath.join(start, written))
        folder = wanted.split("/")[1] if wanted.count("/") > 1 else ""
        stem = posixpath.splitext(posixpath.basename(wanted))[0]
        return tuple(
            Suggestion(posixpath.relpath(meant.record.path, start), meant.record)
            for meant in self.for_address(f"{folder}/{stem}")
            if meant.record is not None
        )

    def _at(self, address: str, part: str) -> Suggestion:
        record = self.register.find(address)
        has_part = part and record is not None and part in part_ids(record.fields)
        return Suggestion(f"{address}#{part}" if has_part else address, record)

    def _near(self, folders: tuple[str, ...], wanted: str) -> tuple[tuple[str, str], ...]:
        """Folder and id of what `wanted` resembles: by id or, if by none, by title or former id."""
        slug = _slug(wanted)
        if len(slug) > _LONGEST:
            return ()
        for names in (self.ids, self.other_names):
            pool = {
                name.text: (folder, name.id)
                for folder in reversed(folders)
                for name in _alike(slug, names.get(folder, ()))
            }
            near = close_ids(slug, pool)
            if near:
                return tuple(pool[text] for text in near)
        return ()


def all_names(register: Register) -> Names:
    """Everything by which the records of a register might be meant."""
    ids: dict[str, list[_Name]] = {}
    other_names: dict[str, list[_Name]] = {}
    for address in sorted(register.names):
        folder, _, identifier = address.partition("/")
        ids.setdefault(folder, []).append(_name(identifier, identifier))
    for record in register:
        for text in (record.title, *record.fields.aliases):
            if 0 < len(slug := _slug(text)) <= _LONGEST:
                other_names.setdefault(record.kind.folder, []).append(_name(slug, record.id))
    return Names(
        register,
        {folder: tuple(found) for folder, found in ids.items()},
        {folder: tuple(found) for folder, found in other_names.items()},
    )


def _folder_meant(typed: str) -> str:
    """The folder of a kind that was typed, or its kind's name, or either with a slip."""
    kinds = all_kinds()
    folders = {kind.name: folder for folder, kind in kinds.items()} | {each: each for each in kinds}
    return folders.get(typed.lower()) or folders.get(close_word(typed, folders), "")


def _first(found: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(islice(dict.fromkeys(found), MOST))


def _alike(wanted: str, names: Iterable[_Name]) -> list[_Name]:
    """The few names worth comparing letter by letter, those that share most letters first.

    One edit adds a letter, takes one away, or does both: with more unlike letters than twice the
    edits that `close_ids` allows, a name cannot be near. That sifts thousands in a millisecond.
    """
    most_unlike = 2 * max(1, min(3, len(wanted) // 3))
    letters = _letters(wanted)
    near = [
        (unlike, name.text, name)
        for name in names
        if (unlike := (letters ^ name.letters).bit_count()) <= most_unlike
    ]
    return [name for _, _, name in nsmallest(_MOST_COMPARED, near, key=lambda one: one[:2])]


def _name(text: str, identifier: str) -> _Name:
    return _Name(text, _letters(text), identifier)


def _letters(text: str) -> int:
    """One bit for each letter in the text, whatever its place; a letter that stands there twice
    has two, and rare letters share theirs."""
    bits = 0
    for letter in text:
        bit = 1 << (ord(letter) % 61)
        while bits & bit:
            bit <<= 61
        bits |= bit
    return bits


def _slug(text: str) -> str:
    """A text as an id would spell it: `Logistics Division` as `logistics-division`."""
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")
