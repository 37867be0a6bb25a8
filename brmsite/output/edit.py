"""Replaces a record file by an edited one: whole or not at all, and never over a third version."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from brmsite.ground.output_file import OutputFile
from brmsite.output.inside import LeadsAwayError, place_inside
from brmsite.output.whole import put_whole, unforeseen
from brmsite.source.files import opened


class EditRefusedError(Exception):
    """The file was left as it is; the message says why."""


def edit(file: OutputFile, before: bytes, project: Path, folder: str) -> None:
    """Give a file other bytes, in one step; it keeps its permissions. `before` is what it held
    when the edit was made. Its path is relative to the project and leads into its `folder`.

    Raises EditRefusedError where it holds something else by now, or leads out of the folder or
    through a symbolic link.
    """
    try:
        target = place_inside(file.path, project, folder)
    except LeadsAwayError as refusal:
        raise EditRefusedError(str(refusal)) from refusal
    if target.is_symlink():
        raise EditRefusedError(
            f"`{file.path}` is a symbolic link, and links are not followed: nothing is written"
        )
    mode = _mode_of(target, before)
    if mode is None:
        raise EditRefusedError(f"`{file.path}` was changed meanwhile: try again")
    put_whole(file.content, target, unforeseen(target), mode=mode)


def _mode_of(target: Path, content: bytes) -> int | None:
    """The permissions of a file that holds these bytes; None if it does not, or is no file."""
    if not target.is_file():
        return None
    with opened(target) as stream:
        mode = os.fstat(stream.fileno()).st_mode
        if not stat.S_ISREG(mode) or stream.read(len(content) + 1) != content:
            return None
    return stat.S_IMODE(mode)
