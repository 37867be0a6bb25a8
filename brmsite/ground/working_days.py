"""Days on which offices work: Monday to Friday. Public holidays are not known here."""

from __future__ import annotations

from datetime import date

from brmsite.ground.period import add_days

_FRIDAY = 4


def add_working_days(day: date, count: int) -> date:
    """The `count`-th working day after `day` (from 0); with 0 the day itself, also a Sunday.

    From a Saturday or Sunday it counts as from the Friday before: the first working day after
    either is Monday. Stops at the end of the calendar.
    """
    if count == 0:
        return day
    over = max(0, day.weekday() - _FRIDAY)
    weeks, rest = divmod(count, 5)
    weekend = 2 if min(day.weekday(), _FRIDAY) + rest > _FRIDAY else 0
    return add_days(day, weeks * 7 + rest + weekend - over)
