"""Answers on a scale, counted: how many gave each score, and what the counts say together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scale = Literal["1-5", "0-10"]
"""How answers are given: from 1 to 5, or from 0 to 10."""

SCORES: dict[Scale, range] = {"1-5": range(1, 6), "0-10": range(11)}
"""The scores that each scale has, the worst first."""

GOOD: dict[Scale, int] = {"1-5": 4, "0-10": 9}
"""From this score on an answer is a contented one, or that of a promoter."""

BAD: dict[Scale, int] = {"1-5": 2, "0-10": 6}
"""Up to this score an answer is a discontented one, or that of a detractor."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers each score of a scale got, the worst score first."""

    scale: Scale
    counts: tuple[int, ...]

    @property
    def of(self) -> int:
        """All answers."""
        return sum(self.counts)

    @property
    def good(self) -> int:
        """Scores 4 and 5, or 9 and 10."""
        return self.between(GOOD[self.scale], SCORES[self.scale][-1])

    @property
    def bad(self) -> int:
        """Scores 1 and 2, or 0 to 6."""
        return self.between(SCORES[self.scale][0], BAD[self.scale])

    @property
    def figure(self) -> float | None:
        """What the answers say in one figure; None without answers.

        On the scale 1-5 the customer satisfaction score: the share of 4 and 5, in percent. On
        0-10 the net promoter score of Reichheld (2003): the percentage of 9 and 10 minus that of
        0 to 6, from -100 to 100.
        """
        if not self.of:
            return None
        counted = self.good if self.scale == "1-5" else self.good - self.bad
        return 100 * counted / self.of

    @property
    def mean(self) -> float | None:
        """The average score; None without answers."""
        total = sum(score * n for score, n in zip(SCORES[self.scale], self.counts, strict=True))
        return total / self.of if self.of else None

    def between(self, lowest: int, highest: int) -> int:
        """How many answers lie from one score to another, both included."""
        first = SCORES[self.scale][0]
        return sum(self.counts[lowest - first : highest - first + 1])


def added(scale: Scale, tallies: tuple[Tally, ...]) -> Tally:
    """All answers on one scale together; those on another are left out."""
    alike = [tally.counts for tally in tallies if tally.scale == scale]
    places = range(len(SCORES[scale]))
    return Tally(scale, tuple(sum(counts[place] for counts in alike) for place in places))
