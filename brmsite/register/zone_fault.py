"""What is wrong with the time zone in the settings: a name that no zone has."""

from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from brmsite.ground.span import START, Extent
from brmsite.ground.words import close_word
from brmsite.source.problem import Problem
from brmsite.source.yaml_text import Places

KEY = "time_zone"


def time_zone(name: str | None) -> ZoneInfo | None:
    """The zone of this name in the IANA database; None where nobody knows it."""
    try:
        return ZoneInfo(name) if name else None
    except (OSError, ValueError, KeyError):  # a folder of zones; no name at all; no zone's name
        return None


def zone_fault(name: str | None, places: Places) -> Problem | None:
    """The fault of a name that no zone has. A machine without the database of zones cannot tell,
    and then nothing is wrong."""
    if name is None or time_zone(name) is not None:
        return None
    known = sorted(available_timezones())
    if not known:
        return None
    near = close_word(name, known)
    return Problem(
        "not-allowed-value",
        f"`{name}` is no time zone" + (f", did you mean `{near}`?" if near else ""),
        places.value((KEY,)) or Extent(START, START),
        hint=f"change it to `{near}`" if near else "write a name as in `Europe/Lisbon`",
        pointer=KEY,
    )
