"""Records for people who attend but have none: who is who among all spellings, and their ids.

Only attendants with a handle, an e-mail address or a first and a last name get a record: a first
name alone may be anybody's. The handle decides who somebody is; two handles with one name are
taken for one person, and told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from brmsite.ground.folded import folded
from brmsite.imports.people_match import KnownPerson, folded_name
from brmsite.imports.person_entry import PersonEntry, is_full_name
from brmsite.imports.plain_text import shortened
from brmsite.kinds.base import ID_PATTERN
from brmsite.source.yaml_out import Writable, write_yaml

LONGEST_ID = 60


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be written. `also_written` are other names found with the same handle."""

    known: KnownPerson
    org: str
    also_written: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where the record stands, relative to the project."""
        return f"records/people/{self.known.id}.yaml"

    @property
    def text(self) -> str:
        """The record."""
        known = self.known
        fields: dict[str, Writable] = {
            "name": known.name,
            "org": self.org,
            "email": known.email,
            "aliases": known.aliases,
            "tags": ("imported",),
        }
        return write_yaml({key: value for key, value in fields.items() if value})


def is_identified(entry: PersonEntry) -> bool:
    """Whether an entry says enough for a record: a handle, an address, or a full name."""
    return bool(entry.handle or entry.email or is_full_name(entry.name))


def new_people(
    entries: Iterable[PersonEntry], org: str, is_taken: Callable[[str], bool]
) -> tuple[NewPerson, ...]:
    """People for entries that match nobody, by id; `is_taken` tells of an id or former id."""
    groups = _grouped([entry for entry in entries if is_identified(entry)])
    used: set[str] = set()
    numbers: dict[str, int] = {}

    def free(identifier: str) -> bool:
        return identifier not in used and not is_taken(identifier)

    named = []
    for group in groups:
        identifier = _new_id(group, free, numbers)
        used.add(identifier)
        named.append((identifier, group))
    people = []
    for identifier, group in named:
        aliases = [
            handle
            for handle in sorted(group.handles)
            if re.fullmatch(ID_PATTERN, handle) and free(handle)
        ]
        used.update(aliases)
        known = KnownPerson(identifier, group.name, tuple(aliases), group.email)
        people.append(NewPerson(known, org, group.other_names))
    return tuple(sorted(people, key=lambda person: person.known.id))


@dataclass(frozen=True, slots=True)
class _Group:
    """All that minutes say of one person; handles in small letters."""

    name: str
    other_names: tuple[str, ...]
    handles: frozenset[str]
    email: str
    entry: PersonEntry
    count: int


def persons_among(entries: list[PersonEntry]) -> list[tuple[PersonEntry, int]]:
    """The entries by person, each in its usual spelling, with how often the person appears."""
    return [(group.entry, group.count) for group in _grouped(entries)]


def _grouped(entries: list[PersonEntry]) -> list[_Group]:
    """The entries by person, in the order in which they first appear."""
    names: dict[str, Counter[str]] = {}
    for entry in entries:
        if entry.handle:
            counted = names.setdefault(entry.handle.casefold(), Counter())
            if entry.name:
                counted[entry.name] += 1
    of_handle = {handle: _usual(counted) or handle for handle, counted in names.items()}
    gathered: dict[str, list[PersonEntry]] = {}
    for entry in entries:
        name = of_handle[entry.handle.casefold()] if entry.handle else entry.name
        gathered.setdefault(folded_name(name) or name or entry.email.casefold(), []).append(entry)
    return [_group(alike, of_handle) for alike in gathered.values()]


def _usual(counted: Counter[str]) -> str:
    """The name written most often; of names written equally often the fullest, then the first."""
    if not counted:
        return ""
    return max(counted, key=lambda name: (counted[name], len(name.split())))


def _group(alike: list[PersonEntry], of_handle: dict[str, str]) -> _Group:
    counted = Counter(entry.name for entry in alike if entry.name)
    handles = [entry.handle.casefold() for entry in alike if entry.handle]
    mails = [entry.email for entry in alike if entry.email]
    name = of_handle[handles[0]] if handles else _usual(counted)
    name = name or mails[0].partition("@")[0]
    others = tuple(
        other for other in counted if other != name and folded_name(other) != folded_name(name)
    )
    usual = next((one for one in alike if one.name == name and one.handle), alike[0])
    return _Group(
        shortened(name, 80),
        others,
        frozenset(handles),
        mails[0] if mails else "",
        usual,
        len(alike),
    )


def _new_id(group: _Group, free: Callable[[str], bool], numbers: dict[str, int]) -> str:
    """An id from the name or, where its letters have no plain form, from a handle or address.

    `numbers` tells of each id the number that the next of that name gets, and is told this one:
    thousands of names may have no plain letters at all.
    """
    for words in (group.name, *sorted(group.handles), group.email.partition("@")[0], "person"):
        base = slug(words, LONGEST_ID)
        if not base:
            continue
        number = numbers.get(base, 1)
        while not free(base if number == 1 else f"{base}-{number}"):
            number += 1
        numbers[base] = number + 1
        return base if number == 1 else f"{base}-{number}"
    raise AssertionError("`person` makes an id")


def slug(words: str, longest: int) -> str:
    """The words as an id: small plain letters, digits and dashes; empty where none are left."""
    cut = re.sub(r"[^a-z0-9]+", "-", folded(words).replace("'", "").replace("’", "")).strip("-")
    if len(cut) <= longest:
        return cut
    head, _, _ = cut[: longest + 1].rpartition("-")
    return (head if len(head) > longest // 2 else cut[:longest]).strip("-")
