"""The way to what comes before and after a record in its series, at the foot of its page."""

from __future__ import annotations

from brmsite.ground.value import Value
from brmsite.insight.neighbours import Between
from brmsite.kinds.base import Common
from brmsite.register.register import Record
from brmsite.site.addresses import Here
from brmsite.site.language import _
from brmsite.site.shapes import Link
from brmsite.site.titles import Titles
from brmsite.site.words import worded


class SeriesView(Value):
    """Which series it is, and its neighbours; None at the ends."""

    label: str
    before: Link | None
    after: Link | None


def series_view(
    record: Record[Common], between: Between | None, here: Here, titles: Titles
) -> SeriesView | None:
    """The neighbours of a record as links; None where it has none."""
    if between is None:
        return None

    def link(one: Record[Common] | None) -> Link | None:
        return None if one is None else here.record(one, titles.of(one))

    whose = between.of if isinstance(between.of, str) else titles.of(between.of)
    kind = worded(record.kind.plural)
    if whose:
        label = _("{kinds} of {owner}", kinds=kind, owner=whose)
    else:
        label = _("{kinds} before and after", kinds=kind)
    return SeriesView(label, link(between.before), link(between.after))
