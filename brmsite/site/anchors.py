"""Names for places on a page that come from records: each at most once, and none of the page's own.

Two actions of one meeting may share an id (a finding says so), and an action may be called like a
section of the page. A link to such a place still opens the page.
"""

from __future__ import annotations

from collections.abc import Iterable


def anchors(wanted: Iterable[str], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """The ids to write, in the order given; empty for those that are already taken."""
    used = set(taken)
    found: list[str] = []
    for name in wanted:
        found.append("" if name in used else name)
        used.add(name)
    return tuple(found)
