"""Counts what code does, not how long it takes: the same on every machine, busy or not."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from time import thread_time
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")

YARDSTICK = 1_250_000
SECONDS_OF_THE_YARDSTICK = 0.05
"""So long adding up so many squares takes where the limits of tests were written."""


def calls_of(action: Callable[[], object]) -> Counter[str]:
    """How often an action calls each function, in Python or C, by the function's qualified name;
    a generator counts once for each value."""
    counted: Counter[str] = Counter()

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            counted[frame.f_code.co_qualname] += 1
        elif event == "c_call":
            counted[argument.__qualname__] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(before)
    return counted


def done_within(seconds: float, action: Callable[[], T]) -> T:
    """What an action gives, which may take a processor, for itself, no longer than so many seconds
    where this was written: elsewhere as many times longer as a known piece of work takes just then.

    Limits are for telling orders of growth apart. An action that was disturbed gets two more tries.
    """
    told = []
    for _ in range(3):
        slower = max(1.0, _slower())
        began = thread_time()
        result = action()
        took = thread_time() - began
        slower = max(slower, _slower())
        if took <= seconds * slower:
            return result
        told.append(f"{took:.1f} s, at {slower:.1f} times the usual")
    raise AssertionError(f"more than {seconds:g} s: {'; '.join(told)}")


def _slower() -> float:
    """How many times longer a known piece of work takes now than where this was written."""
    began = thread_time()
    sum(number * number for number in range(YARDSTICK))
    return (thread_time() - began) / SECONDS_OF_THE_YARDSTICK
