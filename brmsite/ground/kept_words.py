"""Words that know what they are made of, as bytes to be kept, and back.

What is kept in the store is in no language but that of the code: a site says it in its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from brmsite.ground.money import Money
from brmsite.ground.words import Filling, FixedWord, Mention, Phrase, fixed_word, mention, phrase


def kept(words: Iterable[Phrase]) -> bytes:
    """What many words are made of, in their order; the English ones are to be kept beside it."""
    made_of = [[each.text, _plain_values(each.values)] for each in words]
    return json.dumps(made_of, ensure_ascii=False, separators=(",", ":")).encode()


class KeptWords:
    """What many words are made of, as it was kept. It is read when somebody asks, which nobody does
    while English is spoken: of a long history it is most of what is kept."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def phrase(self, english: str, number: int) -> Phrase:
        """The words with this number, from 0."""
        words = _Kept(english)
        words.beside, words.number = self, number
        return words

    def made_of(self, number: int) -> tuple[str, dict[str, Filling]]:
        """The text of the words with this number, and what stands in its blanks."""
        text, values = self._read[number]
        return text, _fillings(values)

    @cached_property
    def _read(self) -> list[Any]:
        read: list[Any] = json.loads(self._content)
        return read


class _Kept(Phrase):
    """Words that look up what they are made of when somebody asks."""

    __slots__ = ("beside", "number")

    beside: KeptWords
    number: int

    def __getattr__(self, name: str) -> Any:
        # Called for what is not set yet.
        if name not in Phrase.__slots__:
            raise AttributeError(name)
        self.text, self.values = self.beside.made_of(self.number)
        return getattr(self, name)


def _plain_values(values: Mapping[str, Filling]) -> dict[str, Any]:
    return {name: _plain(each) for name, each in values.items()}


def _plain(value: Filling) -> Any:
    """Texts and whole numbers as they are, everything else as a list that begins with its sort."""
    if isinstance(value, FixedWord):
        return ["word", str(value), value.text]
    if isinstance(value, Mention):
        return ["record", str(value), *value.addresses]
    if isinstance(value, Phrase):
        if list(value.values) == [value.text[1:-1]]:  # a blank and nothing else
            return _plain(value.values[value.text[1:-1]])
        return ["words", value.text, _plain_values(value.values)]
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, Decimal):
        return ["figure", str(value)]
    if isinstance(value, Money):
        return ["sum", str(value.amount), value.currency]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    return ["several", *map(_plain, value)]


def _fillings(plain: Mapping[str, Any]) -> dict[str, Filling]:
    return {name: _filling(each) for name, each in plain.items()}


def _filling(plain: Any) -> Filling:
    match plain:
        case ["word", typed, at_head]:
            return fixed_word(typed, at_head)
        case ["record", typed, *addresses]:
            return mention(typed, addresses)
        case ["words", text, values]:
            return phrase(text, _fillings(values))
        case ["figure", figure]:
            return Decimal(figure)
        case ["sum", amount, currency]:
            return Money(Decimal(amount), currency)
        case ["day", day]:
            return date.fromisoformat(day)
        case ["several", *items]:
            return tuple(map(_filling, items))
    return plain if isinstance(plain, int) else str(plain)
