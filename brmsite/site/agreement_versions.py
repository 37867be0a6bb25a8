"""The versions of what was signed in an agreement, as other pages name them."""

from __future__ import annotations

from collections.abc import Sequence

from brmsite.chronicle.chronicle import Version
from brmsite.kinds.base import Common
from brmsite.register.register import Record
from brmsite.site.addresses import Here
from brmsite.site.language import N_, _, figure
from brmsite.site.pieces import day_in_words
from brmsite.site.shapes import Fact, Line

LISTED = 5
"""So many versions the page of an agreement names, the newest."""


def versions_page(agreement: Record[Common], beside: str = "") -> str:
    """The page with the versions of an agreement; of very many, one that has some `beside` others.
    No id has a full stop, so no other page can have its name."""
    return f"{agreement.address}.versions{beside and '.'}{beside}.html"


def version_name(number: int, version: Version) -> str:
    """What a version is called: its number, the first is 1, and the day it was committed. It is
    called a text: an agreement has a `version` of its own, which people give it."""
    if version.commit is None:
        return _("Text {n}, not committed yet", n=figure(number))
    day = day_in_words(version.commit.committed.date()).text
    if version.commit.is_cut:
        return _("Text {n}, {day} or before", n=figure(number), day=day)
    return _("Text {n}, {day}", n=figure(number), day=day)


def versions_fact(
    here: Here, agreement: Record[Common], versions: Sequence[Version]
) -> Fact | None:
    """The last versions, for the key facts; None where there was only one."""
    if len(versions) < 2:
        return None
    last = len(versions)
    lines: list[Line] = [
        (here.page(version_name(last - at, one), versions_page(agreement), f"version-{last - at}"),)
        for at, one in enumerate(versions[:LISTED])
    ]
    if last > LISTED:
        lines.append((here.page(_("All {n} texts", n=figure(last)), versions_page(agreement)),))
    return Fact(str(VERSIONS), tuple(lines))


VERSIONS = N_("The signed text so far")
