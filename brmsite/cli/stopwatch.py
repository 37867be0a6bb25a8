"""How long each step of an examination took, measured at the door."""

from __future__ import annotations

from time import perf_counter


class Stopwatch:
    """Notes the time that has gone by since the step before. A fact that several rules need is
    computed once, in the time of the first that asks for it."""

    def __init__(self) -> None:
        self._last = perf_counter()
        self._steps: list[tuple[str, float]] = []

    def took(self, step: str) -> None:
        """A step is done."""
        now = perf_counter()
        self._steps.append((step, now - self._last))
        self._last = now

    def table(self) -> str:
        """One line a step, the longest first, and their sum."""
        longest_first = sorted(self._steps, key=lambda step: -step[1])
        lines = [f"{seconds * 1000:10.1f} ms  {step}" for step, seconds in longest_first]
        total = sum(seconds for _, seconds in self._steps)
        return "\n".join((*lines, f"{total * 1000:10.1f} ms  in all"))
