"""Where a link in a body goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link in a body goes: an address on the site, and the title of what is there."""

    href: str
    title: str
