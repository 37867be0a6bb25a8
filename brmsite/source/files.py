"""Reads the record files of a project from disk: regular files only, in one fixed order.

Records come from strangers too: links are not followed, pipes and devices are not opened, and a
file that cannot be read is a finding, never an end.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b, file_digest
from io import BufferedReader
from pathlib import Path

from brmsite.ground.diagnostic import Diagnostic
from brmsite.source.known import KnownFiles, Mark, mark_of
from brmsite.source.listing import (
    A_LINK,
    SETTINGS,
    about_file,
    badly_named,
    is_attached,
    is_record,
    left_out,
    not_regular,
    too_deep,
    too_large,
    unreadable,
)
from brmsite.source.listing import MAX_BYTES as MAX_BYTES
from brmsite.source.listing import MAX_FOLDERS_DEEP as MAX_FOLDERS_DEEP
from brmsite.source.listing import RECORDS as RECORDS
from brmsite.source.listing import SUFFIXES as SUFFIXES

TRIES = 3
"""So often a file is read that somebody writes at the same time."""


class SourceChangedError(Exception):
    """A file is not what it was when the records were read; the message names it. Whoever reads
    the records once more gets the new state."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file that was read; `path` is relative to the project, with `/`."""

    path: str
    content: bytes

    @property
    def digest(self) -> str:
        """A digest of the bytes (BLAKE2b of 160 bits), in hexadecimal."""
        return digest_of_content(self.content)


@dataclass(frozen=True, slots=True)
class UnreadFile:
    """One file of which it is known what it holds, but which is read only if asked for."""

    path: str
    digest: str
    project: Path

    @property
    def content(self) -> bytes:
        """The bytes; raises SourceChangedError where they are no longer those of the digest."""
        try:
            with opened(self.project / self.path) as stream:
                content = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise SourceChangedError(f"`{self.path}` was changed while it was read") from error
        if digest_of_content(content) != self.digest:
            raise SourceChangedError(f"`{self.path}` was changed while it was read")
        return content


Source = SourceFile | UnreadFile


def digest_of_content(content: bytes) -> str:
    """The digest by which the content of a file is known."""
    return blake2b(content, digest_size=20).hexdigest()


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
            with opened(self.project / path) as stream:
                return stream.read()
        except OSError:
            return None

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of one of these files, part by part, however large it is; raises
        SourceChangedError where it cannot be read any more."""
        try:
            with opened(self.project / path) as stream:
                while piece := stream.read(MAX_BYTES):
                    yield piece
        except OSError as error:
            raise SourceChangedError(f"`{path}` was changed while it was read") from error

    def can_be_read(self, path: str) -> bool:
        """Whether a file is one of these and may be opened."""
        if path not in self.paths:
            return False
        try:
            with opened(self.project / path):
                return True
        except OSError:
            return False

    def digest(self, path: str) -> str:
        """SHA-256 of a file in hexadecimal, however large it is; empty if it cannot be read."""
        if path not in self.paths:
            return ""
        try:
            with opened(self.project / path) as stream:
                return file_digest(stream, "sha256").hexdigest()
        except OSError:
            return ""


@dataclass(frozen=True, slots=True)
class SourceTree:
    """The record files of a project, its settings file if there is one, and its attachments.

    `marks` is what the disk says of each file, by path, with its digest; that of attachments,
    which are read only if asked for, is empty.
    """

    files: tuple[Source, ...]
    settings: Source | None
    attachments: Attachments
    diagnostics: tuple[Diagnostic, ...]
    marks: Mapping[str, tuple[Mark, str]] = field(default_factory=dict)

    @property
    def file_count(self) -> int:
        """How many files of records there are, with those of which it is told that they are not
        read."""
        return len(self.files) + len(self.diagnostics)

    @property
    def unread(self) -> tuple[str, ...]:
        """The paths of records that are there but could not be read."""
        paths = (finding.span.path for finding in self.diagnostics)
        return tuple(path for path in paths if path.endswith(SUFFIXES))


class Sources(Mapping[str, bytes]):
    """The bytes of every file of a tree by path, read when they are asked for."""

    def __init__(self, tree: SourceTree) -> None:
        files = tree.files if tree.settings is None else (*tree.files, tree.settings)
        self._files = {file.path: file for file in files}

    def __getitem__(self, path: str) -> bytes:
        return self._files[path].content

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def read_tree(project: Path, known: KnownFiles | None = None) -> SourceTree:
    """Read everything under `records/` but files that are `known`; order is by path, whatever
    order the disk gives."""
    known = known or KnownFiles()
    files: list[Source] = []
    diagnostics: list[Diagnostic] = []
    attachments: list[str] = []
    marks: dict[str, tuple[Mark, str]] = {}
    settings: Source | None = None
    for found in _walk_records(project, diagnostics):
        if found.attached:
            attachments.append(found.path)
            marks[found.path] = (found.mark, "")
            continue
        digest = known.digest(found.path, found.mark)
        if digest:
            there: Source = UnreadFile(found.path, digest, project)
            marks[found.path] = (found.mark, digest)
        else:
            read = _read(found, project / found.path)
            if isinstance(read, Diagnostic):
                diagnostics.append(read)
                continue
            there, mark = read
            marks[found.path] = (mark, there.digest)
        if found.path == SETTINGS:
            settings = there
        else:
            files.append(there)
    return SourceTree(
        tuple(sorted(files, key=lambda file: file.path)),
        settings,
        Attachments(project, frozenset(attachments)),
        tuple(diagnostics),
        marks,
    )


def read_settings_file(project: Path) -> SourceFile | None:
    """The settings file by itself, for who needs no records; None if there is none to be read."""
    location = project / SETTINGS
    if (project / RECORDS).is_symlink() or not location.is_file():
        return None
    read = _read(_Found(SETTINGS, mark_of(location.stat()), attached=False), location)
    return None if isinstance(read, Diagnostic) else read[0]


def with_changed(project: Path, tree: SourceTree, paths: Collection[str]) -> SourceTree | None:
    """The tree with some of its records read again, of which somebody says that they changed; None
    where more than the content of records may have changed: then read all."""
    places = {file.path: place for place, file in enumerate(tree.files)}
    files, marks = list(tree.files), dict(tree.marks)
    for path in paths:
        if path not in places:
            return None
        location = project / path
        try:
            found = _Found(path, mark_of(location.lstat()), attached=False)
            read = _read(found, location)
        except OSError:
            return None
        if isinstance(read, Diagnostic):
            return None
        file, mark = read
        files[places[path]], marks[path] = file, (mark, file.digest)
    return replace(tree, files=tuple(files), marks=marks)


# Never follow a link that was put in place after the look, never wait for a pipe's other end.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def opened(location: Path) -> BufferedReader:
    """A file to be read, but no link and no pipe; raises OSError."""
    return os.fdopen(os.open(location, _OPEN_FLAGS), "rb")


@dataclass(frozen=True, slots=True)
class _Found:
    path: str
    mark: Mark
    attached: bool


def _walk_records(project: Path, diagnostics: list[Diagnostic]) -> Iterator[_Found]:
    # A contributor could make the whole folder a link to somewhere else on the machine.
    records = project / RECORDS
    if records.is_symlink():
        diagnostics.append(not_regular(RECORDS, A_LINK))
        return
    yield from _walk(records, RECORDS, diagnostics)


def _walk(
    folder: Path, path: str, diagnostics: list[Diagnostic], deep: int = 0
) -> Iterator[_Found]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        if deep or not isinstance(error, FileNotFoundError):
            diagnostics.append(unreadable(path, error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        here = f"{path}/{entry.name}"
        try:
            here.encode()
            status = entry.stat(follow_symlinks=False)
        except UnicodeEncodeError:
            diagnostics.append(badly_named(here))
            continue
        except OSError as error:
            diagnostics.append(unreadable(here, error))
            continue
        if stat.S_ISDIR(status.st_mode):
            if deep >= MAX_FOLDERS_DEEP:
                diagnostics.append(too_deep(here))
            else:
                yield from _walk(folder / entry.name, here, diagnostics, deep + 1)
        elif not stat.S_ISREG(status.st_mode):
            diagnostics.append(not_regular(here, _sort_of(status)))
        elif is_attached(here) or is_record(here):
            yield _Found(here, mark_of(status), is_attached(here))
        elif (finding := left_out(here)) is not None:
            diagnostics.append(finding)


def _read(found: _Found, location: Path) -> tuple[SourceFile, Mark] | Diagnostic:
    """A file and its mark at that moment, or why it cannot be had."""
    if found.mark.size > MAX_BYTES:
        return too_large(found.path)
    for _ in range(TRIES):
        try:
            with opened(location) as stream:
                before = os.fstat(stream.fileno())
                if not stat.S_ISREG(before.st_mode):
                    return not_regular(found.path, "no longer a file")
                # No more than there is: room for the most would be asked for with every file.
                content = stream.read(min(before.st_size, MAX_BYTES) + 1)
                mark = mark_of(os.fstat(stream.fileno()))
        except OSError as error:
            return unreadable(found.path, error)
        if len(content) > MAX_BYTES:
            return too_large(found.path)
        # Half of what somebody is just writing would be a mistake that nobody made.
        if mark == mark_of(before) and mark.size == len(content):
            return SourceFile(found.path, content), mark
    reason = "this cannot be read: it is being written to"
    return about_file(found.path, "unreadable-file", reason)


def _sort_of(status: os.stat_result) -> str:
    for test, name in (
        (stat.S_ISLNK, A_LINK),
        (stat.S_ISFIFO, "a named pipe, not a file"),
        (stat.S_ISSOCK, "a socket, not a file"),
    ):
        if test(status.st_mode):
            return name
    return "a device, not a file"
