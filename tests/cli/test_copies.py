"""What computes on all processors: in order, and not far ahead of who takes the results."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from brmsite.cli.memory import Copies, all_processors

pytestmark = pytest.mark.skipif(
    not isinstance(all_processors(), Copies), reason="one processor, or none that is copied"
)

MANY = 500
KNOWN: list[int] = []


def known_and(number: int) -> tuple[list[int], int]:
    return list(KNOWN), number


def refuse(number: int) -> int:
    if number == MANY // 2:
        raise ValueError(f"{number} is refused")
    return number


def test_results_come_in_order_from_copies_that_know_what_we_know() -> None:
    KNOWN.append(7)
    try:
        found = list(Copies().map(known_and, range(MANY)))
    finally:
        KNOWN.clear()
    assert found == [([7], number) for number in range(MANY)]


def test_little_is_done_before_somebody_takes_it() -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(MANY):
            asked.append(number)
            yield number

    results = Copies().map(abs, numbers())
    for number in range(3):
        assert next(results) == number
        assert len(asked) <= number + 2 + 4 * (os.cpu_count() or 1)
    assert list(results) == list(range(3, MANY))


def test_what_fails_there_fails_here() -> None:
    results = Copies().map(refuse, range(MANY))
    with pytest.raises(ValueError, match="250 is refused"):
        list(results)
