"""A program that mounts disks where a site is to be written, and below it.

It mounts them where it may (as root, or in a user namespace of its own); elsewhere it says of a
plain folder that it is such a place. It prints what happened as JSON, for the tests to judge.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from brmsite.ground.output_file import OutputFile
from brmsite.output.write import OutputRefusedError, write

SITE = {"index.html": "new", "pages/a.html": "new"}
PRETENDED: dict[Path, Path] = {}
"""Plain folders that are said to be mounted, each with where its own files wait."""


def mount(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        PRETENDED[folder] = folder.rename(folder.parent.parent / "below the mounted")
        folder.mkdir()


def unmount(folder: Path) -> None:
    if folder in PRETENDED:
        shutil.rmtree(folder)
        PRETENDED.pop(folder).rename(folder)
    else:
        subprocess.run(["umount", folder], check=True)


def put(files: dict[str, str], site: Path) -> str:
    """Write a site; what was said if it could not be done."""
    given = (OutputFile(path, text.encode()) for path, text in files.items())
    try:
        write(given, site, site.parent / "project")
    except OutputRefusedError as refusal:
        return str(refusal).replace(str(site), "SITE")
    return "done"


def at_the_folder(base: Path) -> dict[str, object]:
    """A site on a disk of its own, which has something on it that no build wrote, or has not."""
    said: dict[str, object] = {}
    for name in ("nothing", "lost+found", "thesis.txt"):
        site = base / name / "site"
        mount(site)
        if name == "lost+found":
            (site / name).mkdir()
        elif name == "thesis.txt":
            (site / name).write_text("mine", encoding="utf-8")
        said[name] = [put(SITE, site), put(SITE | {"index.html": "newer"}, site)]
        unmount(site)
    return said


def below_the_folder(base: Path) -> dict[str, object]:
    """A disk is mounted over a folder of a site, with a file on it of a name that is ours."""
    site = base / "below" / "site"
    put(SITE, site)
    mount(site / "pages")
    theirs = site / "pages" / "a.html"
    theirs.write_text("theirs", encoding="utf-8")
    said = [put(SITE, site), put({"index.html": "newer"}, site)]
    kept = theirs.read_text(encoding="utf-8")
    unmount(site / "pages")
    return {"said": said, "kept": kept, "afterwards": put(SITE, site)}


if __name__ == "__main__":
    really = Path.is_mount

    def is_mount(path: Path) -> bool:
        return path in PRETENDED or really(path)

    Path.is_mount = is_mount  # type: ignore[method-assign, assignment]
    base = Path(sys.argv[1])
    json.dump({"at": at_the_folder(base), "below": below_the_folder(base)}, sys.stdout)
