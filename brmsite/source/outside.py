"""Reads Markdown files from anywhere, to be imported: as carefully as records themselves.

Links are not followed, pipes and devices are not opened, hidden files are passed over, and a file
that cannot be read as text says why.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from brmsite.source.files import MAX_BYTES, MAX_FOLDERS_DEEP, opened

MARKDOWN = (".md", ".markdown")
_NO_MARKDOWN = "it is no Markdown file: its name ends with neither `.md` nor `.markdown`"


@dataclass(frozen=True, slots=True)
class OutsideFile:
    """A file by its path below the folder that was asked for, with `/`. `text` is None where
    `problem` says why. A byte order mark is no part of the text."""

    name: str
    text: str | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OutsideFiles:
    """The Markdown files of a folder in the order of their paths, and how many others it has."""

    files: tuple[OutsideFile, ...]
    others: int


def read_outside(path: Path) -> OutsideFiles:
    """Read one Markdown file, or every one in a folder and the folders below it.

    Raises OSError where there is nothing at `path`.
    """
    found = path.lstat()
    if stat.S_ISDIR(found.st_mode):
        entries = list(_walk(path, "", 0))
        files = tuple(one for one in entries if isinstance(one, OutsideFile))
        return OutsideFiles(files, len(entries) - len(files))
    name = _shown(path.name)
    if stat.S_ISREG(found.st_mode) and not path.name.lower().endswith(MARKDOWN):
        return OutsideFiles((OutsideFile(name, None, _NO_MARKDOWN),), 0)
    return OutsideFiles((_read(path, name),), 0)


def _walk(folder: Path, prefix: str, deep: int) -> Iterator[OutsideFile | None]:
    """Every Markdown file, and None for every other."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield OutsideFile(prefix.rstrip("/") or ".", None, _reason(error))
        return
    for entry in entries:
        name = f"{prefix}{_shown(entry.name)}"
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if deep < MAX_FOLDERS_DEEP:
                yield from _walk(folder / entry.name, f"{name}/", deep + 1)
            else:
                yield OutsideFile(name, None, "this folder is nested too deep to be read")
        elif entry.name.lower().endswith(MARKDOWN) or (entry.is_symlink() and entry.is_dir()):
            yield _read(folder / entry.name, name)
        else:
            yield None


def _read(path: Path, name: str) -> OutsideFile:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return OutsideFile(name, None, "it is a symbolic link, and links are not followed")
        if not stat.S_ISREG(mode):
            return OutsideFile(name, None, "it is not a regular file")
        with opened(path) as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return OutsideFile(name, None, _reason(error))
    return _decoded(name, content)


def _decoded(name: str, content: bytes) -> OutsideFile:
    if len(content) > MAX_BYTES:
        return OutsideFile(name, None, f"it has more than {MAX_BYTES:,} bytes")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return OutsideFile(name, None, "it is UTF-16: save it as UTF-8")
    if b"\0" in content:
        return OutsideFile(name, None, "it is not a text: it holds NUL characters")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = f"byte {error.start + 1:,} is 0x{content[error.start]:02x}"
        return OutsideFile(name, None, f"it is not UTF-8: {at}")
    return OutsideFile(name, text) if text.strip() else OutsideFile(name, None, "it is empty")


def _reason(error: OSError) -> str:
    return f"it cannot be read: {(error.strerror or 'unknown reason').lower()}"


def _shown(name: str) -> str:
    """A name as it can be printed, whatever bytes the disk has for it."""
    return name.encode("utf-8", "backslashreplace").decode()
