"""A program that fills disks: ten times it renews a site on one that has room for less and less.

It mounts them where it may (as root, or in a user namespace of its own); elsewhere it lets writing
fail as a full disk does. It prints what happened as JSON, for the tests to judge.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

from brmsite.ground.output_file import OutputFile
from brmsite.output.write import OutputRefusedError, write

PAGE = os.sysconf("SC_PAGE_SIZE")
ROOM = 400 * PAGE
OLD = {f"pages/{number}.html": f"old {number} " * (number * 40) for number in range(1, 20)}
NEW = {
    **{f"pages/{number}.html": f"new {number} " * (number * 60) for number in range(5, 25)},
    "moved/index.html": "new",
}


class Disk(Protocol):
    """Where the site is; `leave` makes that so many bytes more can be written, and no more."""

    def leave(self, room: int) -> None: ...

    def let_go(self) -> None: ...


class MountedDisk:
    """A real one, in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
        subprocess.run(command, check=True, capture_output=True)

    def leave(self, room: int) -> None:
        found = os.statvfs(self.folder)
        used = (found.f_blocks - found.f_bfree) * found.f_frsize
        size = f"remount,size={used + room}"
        subprocess.run(["mount", "-o", size, self.folder], check=True)

    def let_go(self) -> None:
        subprocess.run(["umount", self.folder], check=True)


class PretendedDisk:
    """Any folder: after so many bytes, writing says what a full disk says."""

    def __init__(self) -> None:
        self.room = ROOM
        self.write = os.write
        os.write = self._write

    def leave(self, room: int) -> None:
        self.room = room

    def let_go(self) -> None:
        os.write = self.write

    def _write(self, place: int, content: Any, /) -> int:
        fitting = memoryview(content)[: self.room]
        self.room -= len(fitting)
        if not fitting and memoryview(content).nbytes:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self.write(place, fitting)


def disk_at(folder: Path) -> Disk:
    try:
        return MountedDisk(folder)
    except (OSError, subprocess.CalledProcessError):
        return PretendedDisk()


def put(files: dict[str, str], site: Path, project: Path) -> str:
    """Write a site; what was said if it could not be done."""
    try:
        write((OutputFile(path, text.encode()) for path, text in files.items()), site, project)
    except OutputRefusedError as refusal:
        return str(refusal).replace(str(site), "SITE")
    return ""


def read(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in site.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def fill(base: Path, pages: int) -> dict[str, object]:
    """Renew a site on a disk with room for so many pages of memory; and again with room enough."""
    site, project = base / "site", base / "project"
    site.mkdir(parents=True)
    project.mkdir()
    disk = disk_at(site)
    try:
        put(OLD, site, project)
        disk.leave(pages * PAGE)
        said = put(NEW, site, project)
        after = read(site)
        old = [path for path, text in after.items() if text == OLD.get(path)]
        new = [path for path, text in after.items() if text == NEW.get(path)]
        disk.leave(ROOM)
        said_with_room = put(NEW, site, project)
        return {
            "pages": pages,
            "said": said,
            "old": len(old),
            "new": len(new),
            "torn": sorted(after.keys() - {*old, *new}),
            "lost": sorted(OLD.keys() & NEW.keys() - after.keys()),
            "said with room": said_with_room,
            "healed": read(site) == NEW,
            "mounted": not isinstance(disk, PretendedDisk),
        }
    finally:
        disk.let_go()


if __name__ == "__main__":
    json.dump([fill(Path(sys.argv[1]) / str(pages), pages) for pages in range(10)], sys.stdout)
