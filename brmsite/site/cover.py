"""Whether the use of a service is covered by an agreement, in a line."""

from __future__ import annotations

from brmsite.insight.coverage import Use
from brmsite.site.language import _
from brmsite.site.naming import Naming, and_more
from brmsite.site.shapes import Line, Tag


def covered_line(naming: Naming, use: Use) -> Line:
    """The agreement that covers a use, and how many more do; `No agreement` where none does."""
    if not use.covered_by:
        return (Tag(_("No agreement"), "bad" if use.consumption.vital else "warn"),)
    link = naming.record(use.covered_by[0].agreement)
    return and_more((link,), len(use.covered_by) - 1)
