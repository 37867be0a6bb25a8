"""What was committed since last Monday: of all records, or of those that concern some customers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from brmsite.chronicle.chronicle import Chronicle
from brmsite.chronicle.entry import Entry
from brmsite.ground.period import add_days
from brmsite.site.history_items import (
    MOST,
    WHAT_CHANGED,
    record_piece,
    told,
    weight_tags,
    why_none,
)
from brmsite.site.language import _, figure
from brmsite.site.naming import Naming
from brmsite.site.pieces import day
from brmsite.site.shapes import Empty, Item, Link, Listing, Section

CHANGED = 8
"""How many of the last changes are named."""

FIELDS = 2
"""So many fields of one change are told."""


def since_monday(chronicle: Chronicle, as_of: date) -> tuple[Entry, ...]:
    """What was committed since last Monday; on a Monday, since the one before."""
    since = add_days(as_of, -(as_of.weekday() or 7))
    return tuple(
        entry
        for entry in chronicle.recent(MOST, since)
        if entry.day is not None and entry.day <= as_of
    )


def changed_lately(
    naming: Naming, chronicle: Chronicle, found: Sequence[Entry], *, is_all: bool
) -> Section:
    """The last of these changes, and the way to the page of all."""
    items = tuple(
        Item(
            (record_piece(naming, one),), told(naming, one, FIELDS), weight_tags(one), day(one.day)
        )
        for one in found[:CHANGED]
        if one.day is not None
    )
    empty = Empty(_("Nothing was changed."), why_none(chronicle))
    more = _all_changes(naming, len(found) if is_all else None) if found else None
    return Section("changed", _("Changed since last Monday"), Listing(items, empty, more))


def _all_changes(naming: Naming, number: int | None) -> Link:
    """The way to all changes, with how many there are where that is known."""
    if number is None:
        return naming.here.page(_("What changed"), WHAT_CHANGED)
    said = f"{figure(MOST)}+" if number == MOST else figure(number)
    return naming.here.page(_("What changed: {number}", number=said), WHAT_CHANGED)
