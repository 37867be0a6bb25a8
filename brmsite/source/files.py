"""Reads the record files of a project from disk: regular files only, in one fixed order.

Records come from strangers too: links are not followed, pipes and devices are not opened, and a
file that cannot be read is a finding, never an end.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import START, Extent
from brmsite.source.problem import Problem

RECORDS = "records"
SETTINGS_NAME = "brmsite.yaml"
README = f"{RECORDS}/README.md"
SUFFIXES = (".yaml", ".md")
MAX_BYTES = 1_000_000
MAX_FOLDERS_DEEP = 16


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file as it stands; `path` is relative to the project, with `/`."""

    path: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Attachments:
    """The files in `<id>.files/` folders, by path relative to the project; read only if asked."""

    project: Path
    paths: frozenset[str]

    def content(self, path: str) -> bytes | None:
        """The bytes of a file; None if it is none of these or cannot be read."""
        if path not in self.paths:
            return None
        try:
            with _opened(self.project / path) as stream:
                return stream.read()
        except OSError:
            return None

    def can_be_read(self, path: str) -> bool:
        """Whether a file is one of these and may be opened."""
        if path not in self.paths:
            return False
        try:
            with _opened(self.project / path):
                return True
        except OSError:
            return False

    def digest(self, path: str) -> str:
        """SHA-256 of a file in hexadecimal, however large it is; empty if it cannot be read."""
        if path not in self.paths:
            return ""
        try:
            with _opened(self.project / path) as stream:
                return file_digest(stream, "sha256").hexdigest()
        except OSError:
            return ""


@dataclass(frozen=True, slots=True)
class SourceTree:
    """The record files of a project, its settings file if there is one, and its attachments."""

    files: tuple[SourceFile, ...]
    settings: SourceFile | None
    attachments: Attachments
    diagnostics: tuple[Diagnostic, ...]

    @property
    def unread(self) -> tuple[str, ...]:
        """The paths of records that are there but could not be read."""
        paths = (finding.span.path for finding in self.diagnostics)
        return tuple(path for path in paths if path.endswith(SUFFIXES))


def read_tree(project: Path) -> SourceTree:
    """Read everything under `records/`; order is by path, whatever order the disk gives."""
    files: list[SourceFile] = []
    diagnostics: list[Diagnostic] = []
    attachments: list[str] = []
    settings: SourceFile | None = None
    for found in _walk_records(project, diagnostics):
        if found.attached:
            attachments.append(found.path)
            continue
        read = _read(found, project / found.path)
        if isinstance(read, Diagnostic):
            diagnostics.append(read)
        elif found.path == f"{RECORDS}/{SETTINGS_NAME}":
            settings = read
        else:
            files.append(read)
    return SourceTree(
        tuple(sorted(files, key=lambda file: file.path)),
        settings,
        Attachments(project, frozenset(attachments)),
        tuple(diagnostics),
    )


def read_settings_file(project: Path) -> SourceFile | None:
    """The settings file by itself, for who needs no records; None if there is none to be read."""
    path = f"{RECORDS}/{SETTINGS_NAME}"
    location = project / path
    if (project / RECORDS).is_symlink() or not location.is_file():
        return None
    read = _read(_Found(path, location.stat().st_size, attached=False), location)
    return read if isinstance(read, SourceFile) else None


# Never follow a link that was put in place after the look, never wait for a pipe's other end.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def _opened(location: Path) -> BufferedReader:
    return os.fdopen(os.open(location, _OPEN_FLAGS), "rb")


@dataclass(frozen=True, slots=True)
class _Found:
    path: str
    size: int
    attached: bool


def _walk_records(project: Path, diagnostics: list[Diagnostic]) -> Iterator[_Found]:
    # A contributor could make the whole folder a link to somewhere else on the machine.
    records = project / RECORDS
    if records.is_symlink():
        told = f"this is {_sort_of(records.lstat())}"
        diagnostics.append(_about(RECORDS, "not-a-regular-file", told))
        return
    yield from _walk(records, RECORDS, diagnostics)


def _walk(
    folder: Path, path: str, diagnostics: list[Diagnostic], deep: int = 0
) -> Iterator[_Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        if deep or not isinstance(error, FileNotFoundError):
            diagnostics.append(_about(path, "unreadable-file", _reason(error)))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        here = f"{path}/{entry.name}"
        try:
            here.encode()
            status = entry.stat(follow_symlinks=False)
        except UnicodeEncodeError:
            shown = here.encode("utf-8", "backslashreplace").decode()
            diagnostics.append(_about(shown, "bad-file-name", "the file's name is not UTF-8"))
            continue
        except OSError as error:
            diagnostics.append(_about(here, "unreadable-file", _reason(error)))
            continue
        attached = ".files/" in here
        if stat.S_ISDIR(status.st_mode):
            if deep >= MAX_FOLDERS_DEEP:
                diagnostics.append(
                    _about(here, "unreadable-file", "this folder is nested too deep to be read")
                )
            else:
                yield from _walk(folder / entry.name, here, diagnostics, deep + 1)
        elif not stat.S_ISREG(status.st_mode):
            diagnostics.append(_about(here, "not-a-regular-file", f"this is {_sort_of(status)}"))
        elif attached or (here.endswith(SUFFIXES) and here != README):
            yield _Found(here, status.st_size, attached)
        elif deep or _right_name(here):
            diagnostics.append(_left_out(here))


def _read(found: _Found, location: Path) -> SourceFile | Diagnostic:
    too_large = _about(
        found.path,
        "file-too-large",
        f"the file has more than {MAX_BYTES:,} bytes",
        hint="keep long appendices in the record's `.files/` folder",
    )
    if found.size > MAX_BYTES:
        return too_large
    try:
        with _opened(location) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return _about(found.path, "not-a-regular-file", "this is no longer a file")
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return _about(found.path, "unreadable-file", _reason(error))
    return too_large if len(content) > MAX_BYTES else SourceFile(found.path, content)


def _right_name(path: str) -> str:
    """The end that the name of a file should have which looks like a record; or nothing."""
    name = path.lower()
    if name.endswith((".yml", ".yaml")):
        return ".yaml"
    return ".md" if name.endswith((".md", ".markdown")) and path != README else ""


def _left_out(path: str) -> Diagnostic:
    right = _right_name(path)
    hint = "records are `.yaml` or `.md` files; attachments stand in `<id>.files/`"
    if right:
        hint = f"rename it so that it ends with `{right}`"
    return _about(
        path,
        "not-a-record",
        "this file is not read: its name does not end with `.yaml` or `.md`",
        hint=hint,
        severity=Severity.warning,
    )


def _about(
    path: str, code: str, message: str, hint: str = "", severity: Severity = Severity.error
) -> Diagnostic:
    problem = Problem(
        code, message, Extent(START, START), hint=hint, severity=severity, placed=False
    )
    return problem.in_file(path, "")


def _reason(error: OSError) -> str:
    return f"this cannot be read: {(error.strerror or 'unknown reason').lower()}"


def _sort_of(status: os.stat_result) -> str:
    for test, name in (
        (stat.S_ISLNK, "a symbolic link, and links are not followed"),
        (stat.S_ISFIFO, "a named pipe, not a file"),
        (stat.S_ISSOCK, "a socket, not a file"),
    ):
        if test(status.st_mode):
            return name
    return "a device, not a file"
