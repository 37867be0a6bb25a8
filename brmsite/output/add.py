"""Adds new records to a project: each file whole, none over another, none outside `records/`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from brmsite.ground.output_file import OutputFile


@dataclass(frozen=True, slots=True)
class Added:
    """Paths of what was written, and of files that stood there before and were left alone."""

    written: tuple[str, ...]
    in_the_way: tuple[str, ...]


def add(files: Iterable[OutputFile], project: Path, folder: str) -> Added:
    """Write each file where nothing stands yet. Paths are relative to the project and lead into
    its `folder`; raises ValueError for one that leads out of it, also by a symbolic link."""
    inside = (project / folder).resolve()
    written: list[str] = []
    in_the_way: list[str] = []
    for file in files:
        target = project / file.path
        if inside not in target.parent.resolve().joinpath(target.name).parents:
            raise ValueError(f"`{file.path}` leads out of `{folder}`")
        target.parent.mkdir(parents=True, exist_ok=True)
        (written if _put_new(target, file.content) else in_the_way).append(file.path)
    return Added(tuple(written), tuple(in_the_way))


def _put_new(target: Path, content: bytes) -> bool:
    """Write a file in one step; false, and nothing done, if something stands there."""
    if os.path.lexists(target):
        return False
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.write_bytes(content)
        _move(partial, target)
    except FileExistsError:
        return False
    finally:
        partial.unlink(missing_ok=True)
    return True


def _move(partial: Path, target: Path) -> None:
    """Give the finished file its name. A hard link never replaces another file; where the disk
    knows none, the file is renamed."""
    try:
        target.hardlink_to(partial)
    except FileExistsError:
        raise
    except OSError:
        partial.rename(target)
