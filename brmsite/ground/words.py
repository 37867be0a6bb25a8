"""Small services to wording: plurals, lists, and what somebody may have meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches
from typing import TypeAlias

from brmsite.ground.money import Money

Filling: TypeAlias = "str | int | Decimal | date | Money | tuple[Filling, ...]"
"""What stands in a blank of words: a text, a figure, a day, a sum, or several of these, listed."""


def plural(count: int, one: str, many: str = "") -> str:
    """`1 record`, `3 records`, `2 people`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


class Phrase(str):
    """English words that know what they are made of: a text, and what stands in its `{blanks}`."""

    # Facts hold tens of thousands of them: a dictionary for each would be most of what they take.
    __slots__ = ("text", "values")

    text: str
    values: Mapping[str, Filling]


class FixedWord(Phrase):
    """One of the words that a field may hold, as it is typed; `text` is the same as it stands at
    the head of a line (`Service desk`), which is how the site knows it."""

    __slots__ = ()


class Mention(Phrase):
    """A record, by its id as somebody typed it; `addresses` are those that it may have. Where
    records are known it is called by its name: see `with_names`."""

    __slots__ = ("addresses",)

    addresses: tuple[str, ...]


def english(text: str, **values: Filling) -> Phrase:
    """The text, its `{blanks}` filled: marks words that the site says in its own language, where
    these stand on a floor below it (see `site/language.py`)."""
    return phrase(text, values)


def phrase(text: str, values: Mapping[str, Filling]) -> Phrase:
    """The same of a text that is marked elsewhere, or that has blanks and no words."""
    in_english = {name: _in_english(each) for name, each in values.items()}
    made = Phrase(text.format(**in_english) if values else text)
    made.text, made.values = text, values
    return made


def fixed_word(typed: str, at_head: str) -> FixedWord:
    """A word that stands in a field, and how it is read at the head of a line."""
    made = FixedWord(typed)
    made.text, made.values = at_head, {}
    return made


def mention(typed: str, addresses: Iterable[str]) -> Mention:
    """A record that a text names by its id."""
    made = Mention(typed)
    made.text, made.values, made.addresses = "{record}", {"record": typed}, tuple(addresses)
    return made


def mentions_in(value: Filling) -> bool:
    """Whether anything of this names a record by its id."""
    if isinstance(value, tuple):
        return any(map(mentions_in, value))
    if isinstance(value, Mention):
        return True
    return isinstance(value, Phrase) and any(map(mentions_in, value.values.values()))


def with_names(words: Phrase, named: Callable[[tuple[str, ...]], str]) -> Phrase:
    """The same words, with each record that they mention called as `named` calls it, given its
    addresses; by its id where that is nothing."""
    if not mentions_in(words):
        return words
    return phrase(words.text, {name: _named(each, named) for name, each in words.values.items()})


def _named(value: Filling, named: Callable[[tuple[str, ...]], str]) -> Filling:
    if isinstance(value, tuple):
        return tuple(_named(each, named) for each in value)
    if isinstance(value, Mention):
        return named(value.addresses) or value
    return with_names(value, named) if isinstance(value, Phrase) else value


def _in_english(value: Filling) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return listed(_in_english(each) for each in value)
    return str(value)


def listed(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def close_word(word: str, allowed: Iterable[str]) -> str:
    """The one allowed word that `word` most resembles, or nothing."""
    matches = get_close_matches(word.lower(), list(allowed), n=1, cutoff=0.6)
    return matches[0] if matches else ""


def edit_distance(a: str, b: str, limit: int) -> int:
    """Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`;
    `limit + 1` as soon as it is clear that more are needed (optimal string alignment)."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, char_a in enumerate(a, 1):
        above, row_before, row = row, before, [i]
        for j, char_b in enumerate(b, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (char_a != char_b))
            if i > 1 and j > 1 and char_a == b[j - 2] and a[i - 2] == char_b:
                cost = min(cost, row_before[j - 2] + 1)
            row.append(cost)
        before = above
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def close_ids(wanted: str, ids: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The ids that `wanted` may have been meant for, best first: by edit distance, then by
    likeness, then by the alphabet."""
    limit = max(1, min(3, len(wanted) // 3))
    near: list[tuple[int, float, str]] = []
    for candidate in ids:
        distance = edit_distance(wanted, candidate, limit)
        if distance <= limit:
            likeness = SequenceMatcher(None, wanted, candidate).ratio()
            near.append((distance, -likeness, candidate))
    return tuple(candidate for _, _, candidate in sorted(near)[:most])
