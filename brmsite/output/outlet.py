"""Where the files of a site go, one after the other: into a folder, or past one to be compared."""

from __future__ import annotations

from typing import Protocol

from brmsite.ground.output_file import OutputCopy, OutputFile


class Outlet(Protocol):
    """Takes every file of a site, unless it has it already."""

    def stands(self, path: str, key: str) -> bool:
        """Whether the file is there as it was made from this key, so that it need not be made."""

    def put(self, file: OutputFile | OutputCopy, key: str = "") -> None:
        """Take a file, made from this key."""
