"""A file of the site before it is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutputFile:
    """What stands at `path` (relative to the site's folder, with `/`) when the site is written."""

    path: str
    content: bytes
