"""How long each step, fact and rule of an examination took, measured at the door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

from brmsite.ground.step import Sort, Step

HEADINGS: dict[Sort, str] = {
    "step": "steps",
    "fact": "facts, each computed once for all who ask",
    "rule": "rules, without the facts they ask for",
}


class Stopwatch:
    """Notes the time that has gone by since the step before; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = perf_counter) -> None:
        self._clock = clock
        self._last = clock()
        self._taken: list[tuple[Step, float]] = []

    def took(self, step: Step) -> None:
        """A step is done."""
        now = self._clock()
        self._taken.append((step, now - self._last))
        self._last = now

    def table(self) -> str:
        """Steps, facts and rules apart, each with the longest first; then their sums."""
        return "\n".join((*self._parts(), *self._sums()))

    def _parts(self) -> Iterator[str]:
        for sort, heading in HEADINGS.items():
            yield heading
            for step, seconds in sorted(self._of(sort), key=lambda taken: -taken[1]):
                yield _line(seconds, step.name)

    def _sums(self) -> Iterator[str]:
        yield "in all"
        for sort in HEADINGS:
            yield _line(sum(seconds for _, seconds in self._of(sort)), f"{sort}s")
        yield _line(sum(seconds for _, seconds in self._taken), "together")

    def _of(self, sort: Sort) -> list[tuple[Step, float]]:
        return [taken for taken in self._taken if taken[0].sort == sort]


def _line(seconds: float, name: str) -> str:
    return f"{seconds * 1000:10.1f} ms  {name}"
