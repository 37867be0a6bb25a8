"""Windows of time: the months, quarters and years over which something is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brmsite.ground.period import add_days, add_months


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` to `end`, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def windows_ending(
    months: int, counted_from: date, first: date, last: date, most: int
) -> tuple[Period, ...]:
    """Periods of `months`, one after the other, whose last day lies from `first` to `last`.

    They are counted from `counted_from`, in both directions. At most the `most` latest ones are
    given, the oldest first.
    """
    found: list[Period] = []
    ahead = (last.year - counted_from.year) * 12 + last.month - counted_from.month
    for number in range(ahead // months + 1, ahead // months - most - 1, -1):
        start = add_months(counted_from, number * months)
        end = add_days(add_months(counted_from, (number + 1) * months), -1)
        if end < first or len(found) == most:
            break
        if start <= end <= last:
            found.append(Period(start, end))
    return tuple(reversed(found))
