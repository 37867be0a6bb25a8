"""Cuts a sorted list of keys into runs of about one size, so that a small change moves few of them.

Keys are cut where their letters part, as in a tree of prefixes: what is added below `re` can only
move the borders of the runs below `re`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Run:
    """The keys from place `first` up to, not including, place `after`.

    `start` is a prefix of the first key. It is not above any key of the run, and above every key
    before it, so that the run of a key is the last one whose start is not above the key.
    """

    start: str
    first: int
    after: int


def runs(keys: Sequence[str], sizes: Sequence[int], limit: int) -> tuple[Run, ...]:
    """Runs of neighbouring keys (sorted, each once) whose sizes add up to at most `limit`; a
    single key that is larger has a run of its own."""
    sums = [0]
    for size in sizes:
        sums.append(sums[-1] + size)
    found = _runs(keys, sums, limit, 0, 0, len(keys))
    return tuple(found)


def _runs(
    keys: Sequence[str], sums: Sequence[int], limit: int, depth: int, first: int, after: int
) -> Iterator[Run]:
    """The runs of keys that share their first `depth` letters."""
    if first == after:
        return
    if after - first == 1 or sums[after] - sums[first] <= limit:
        yield Run(keys[first][:depth], first, after)
        return
    begin = first
    for child_first, child_after in _children(keys, depth, first, after):
        if sums[child_after] - sums[begin] <= limit:
            continue
        if begin < child_first:
            yield Run(keys[begin][: depth + 1], begin, child_first)
        begin = child_first
        if sums[child_after] - sums[child_first] > limit:
            yield from _runs(keys, sums, limit, depth + 1, child_first, child_after)
            begin = child_after
    if begin < after:
        yield Run(keys[begin][: depth + 1], begin, after)


def _children(keys: Sequence[str], depth: int, first: int, after: int) -> Iterator[tuple[int, int]]:
    """The places of the keys that also share the next letter, letter by letter."""
    begin = first
    for _, same in groupby(keys[first:after], key=lambda key: key[depth : depth + 1]):
        end = begin + sum(1 for _ in same)
        yield begin, end
        begin = end
