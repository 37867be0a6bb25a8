"""Names a few of many files in a sentence, whatever letters somebody gave them."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.ground.words import listed

FEW = 3


def some_names(paths: Sequence[str]) -> str:
    """`a`, `b`, `c` and 9 more: the first few of these, with their backticks."""
    # What a terminal would obey, or cannot show, is written as Python writes it.
    named = [f"`{repr(path)[1:-1]}`" for path in paths[:FEW]]
    more = len(paths) - len(named)
    return listed([*named, f"{more:,} more"] if more else named)
