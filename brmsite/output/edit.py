"""Replaces a record file by an edited one: whole or not at all, and never over a third version."""

from __future__ import annotations

import shutil
from pathlib import Path

from brmsite.ground.output_file import OutputFile


class EditRefusedError(Exception):
    """The file was left as it is; the message says why."""


def edit(file: OutputFile, before: bytes, project: Path, folder: str) -> None:
    """Give a file other bytes, in one step; it keeps its permissions. `before` is what it held
    when the edit was made. Its path is relative to the project and leads into its `folder`.

    Raises EditRefusedError where it holds something else by now, or leads out of the folder, also
    by a symbolic link.
    """
    target = project / file.path
    inside = (project / folder).resolve()
    if target.is_symlink() or inside not in target.resolve().parents:
        raise EditRefusedError(f"`{file.path}` leads out of `{folder}`")
    if not target.is_file() or target.read_bytes() != before:
        raise EditRefusedError(f"`{file.path}` was changed meanwhile: try again")
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.write_bytes(file.content)
        shutil.copymode(target, partial)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
