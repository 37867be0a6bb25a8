"""Whether the use of a service is covered by an agreement, in a line."""

from __future__ import annotations

from brmsite.insight.coverage import Use
from brmsite.site.addresses import Here
from brmsite.site.shapes import Line, Tag, Text
from brmsite.site.titles import Titles


def covered_line(titles: Titles, here: Here, use: Use) -> Line:
    """The agreement that covers a use, and how many more do; `No agreement` where none does."""
    if not use.covered_by:
        return (Tag("No agreement", "bad" if use.consumption.vital else "warn"),)
    agreement = use.covered_by[0].agreement
    more = len(use.covered_by) - 1
    link = here.record(agreement, titles.of(agreement))
    return (link, Text(f" and {more:,} more")) if more else (link,)
