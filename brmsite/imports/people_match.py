"""Who of the people on record is meant by a name in minutes; never a guess.

Asked in this order: the handle is an id or former id; the e-mail address; the name as written;
the name without regard to case, accents, titles and initials; a name such as `K. Berg`. Where two
people fit equally well nobody is chosen, and both are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from brmsite.ground.folded import folded
from brmsite.imports.person_entry import PersonEntry
from brmsite.imports.word_set import word_set


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who has a record, or will have one."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    email: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The id of the person meant, or empty; then `candidates` are those who could be meant."""

    id: str
    candidates: tuple[str, ...] = ()


class Directory:
    """People, to be found by what minutes call them."""

    def __init__(self, people: Iterable[KnownPerson]) -> None:
        self._by: tuple[dict[str, list[str]], ...] = ({}, {}, {}, {}, {})
        for person in people:
            for index, keys in zip(self._by, _keys(person), strict=True):
                for key in filter(None, dict.fromkeys(keys)):
                    index.setdefault(key, []).append(person.id)

    def match(self, entry: PersonEntry) -> Match:
        """The person whom an entry names."""
        for index, key in zip(self._by, _questions(entry), strict=True):
            ids = index.get(key, []) if key else []
            if len(ids) == 1:
                return Match(ids[0])
            if ids:
                return Match("", tuple(sorted(ids)))
        return Match("")


def _keys(person: KnownPerson) -> tuple[Iterable[str], ...]:
    name = folded_name(person.name)
    return (
        (person.id, *(alias.casefold() for alias in person.aliases)),
        (person.email.casefold(),),
        (person.name,),
        (name,),
        (_initial_form(person.name),),
    )


def _questions(entry: PersonEntry) -> tuple[str, ...]:
    is_abbreviated = _ABBREVIATED.match(entry.name) is not None
    return (
        entry.handle.casefold(),
        entry.email.casefold(),
        entry.name,
        "" if is_abbreviated else folded_name(entry.name),
        _initial_form(entry.name) if is_abbreviated else "",
    )


_TITLES = word_set("dr herr frau ing ir jr miss mr mrs ms mx phd prof sr")
_ABBREVIATED = re.compile(r"[^\W\d_]\.?(?:[ -]?[^\W\d_]\.)* [^\W\d_]{2,}")
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NICKNAME = re.compile(r"""(?<!\S)[\u2018'"“][^’'"”]{1,40}[’'"”](?!\S)""")


def folded_name(name: str) -> str:
    """The name as words for comparison: no case, accents, titles, initials or nicknames."""
    words = _WORDS.findall(folded(_NICKNAME.sub(" ", name)))
    kept = [word.replace("’", "'") for word in words if len(word) > 1 and word not in _TITLES]
    return " ".join(kept)


def _initial_form(name: str) -> str:
    """`kari berg` and `K. Berg` both as `k berg`: first letter and last word."""
    words = _WORDS.findall(folded(name))
    proper = [word for word in words if word not in _TITLES]
    return f"{proper[0][0]} {proper[-1]}" if len(proper) > 1 else ""
