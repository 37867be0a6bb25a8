"""The records of a project as they stood with any commit, read from git without a checkout.

They come as `source.files.read_tree` gives those on disk, with the same findings, so that what can
be asked of the records of today can be asked of those of then. Content is as it was committed: line
ends are not turned into those of this machine, and of a file that is kept elsewhere (git LFS) there
is the pointer that was committed.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from brmsite.ground.diagnostic import Diagnostic
from brmsite.history.git import (
    GitUnavailableError,
    Lack,
    blob_in_pieces,
    blobs_of_size,
    folder_in_repository,
    told,
)
from brmsite.source.files import Attachments, SourceFile, SourceTree
from brmsite.source.listing import (
    A_LINK,
    MAX_BYTES,
    MAX_FOLDERS_DEEP,
    RECORDS,
    SETTINGS,
    badly_named,
    is_attached,
    is_record,
    left_out,
    not_regular,
    too_deep,
    too_large,
    unreadable,
)

MOST_FILES = 500_000
"""A commit of some hundred bytes can name more files than there is room for."""


def tree_at(project: Path, commit: str, stood: bytes | None = None) -> SourceTree:
    """The record files, settings and attachments of a project with a commit, given by its id;
    where it `stood` in another folder of the repository then, as `folder_in_repository` says it.

    Attachments are read when they are asked for. Raises GitUnavailableError.
    """
    kept: list[_Entry] = []
    diagnostics: list[Diagnostic] = []
    attached: dict[str, str] = {}
    for found in _sorted_out(_entries(project, commit, RECORDS, stood)):
        if isinstance(found, Diagnostic):
            diagnostics.append(found)
        elif is_attached(found.path):
            attached[found.path] = found.object_id
        else:
            kept.append(found)
    files: list[SourceFile] = []
    settings: SourceFile | None = None
    contents = blobs_of_size(project, ((entry.object_id, entry.size) for entry in kept))
    with closing(contents):
        for entry, content in zip(kept, contents, strict=True):
            if content is None:
                said = f"git does not have `{entry.path}` of then"
                raise GitUnavailableError(Lack.not_here, said)
            if entry.path == SETTINGS:
                settings = SourceFile(entry.path, content)
            else:
                files.append(SourceFile(entry.path, content))
    return SourceTree(
        tuple(sorted(files, key=lambda file: file.path)),
        settings,
        AttachmentsAt(project, frozenset(attached), attached),
        tuple(diagnostics),
    )


def files_at(
    project: Path,
    commit: str,
    folder: str,
    most: int = MAX_BYTES,
    stood: bytes | None = None,
) -> Mapping[str, bytes]:
    """Every regular file below a folder of the project (`layouts`) with a commit, by its path
    below that folder; without links, hidden files, and what has more than so many bytes. Where
    the project `stood` is said as for `tree_at`.

    Raises GitUnavailableError.
    """
    entries = _regular_below(project, commit, folder, most, stood)
    sized = ((entry.object_id, entry.size) for entry in entries if entry.size <= MAX_BYTES)
    contents: dict[str, bytes] = {}
    with closing(blobs_of_size(project, sized)) as few:
        for entry in entries:
            if entry.size <= MAX_BYTES:
                content = next(few)
            else:
                content = b"".join(blob_in_pieces(project, entry.object_id))
            if content is not None:
                contents[entry.path.removeprefix(f"{folder}/")] = content
    return contents


def ids_at(project: Path, commit: str, layouts: str, most: int) -> Mapping[str, str]:
    """The object id of every file that `tree_at` and, of the folder `layouts`, `files_at` would
    read, by path. Raises GitUnavailableError."""
    records = _sorted_out(_entries(project, commit, RECORDS))
    others = _regular_below(project, commit, layouts, most)
    return {
        entry.path: entry.object_id
        for entry in (*records, *others)
        if not isinstance(entry, Diagnostic)
    }


def _regular_below(
    project: Path, commit: str, folder: str, most: int, stood: bytes | None = None
) -> list[_Entry]:
    return [
        entry
        for entry in _entries(project, commit, folder, stood)
        if entry.is_regular
        and entry.path != folder
        and entry.size <= most
        and not _is_hidden(entry.path)
        and _is_utf_8(entry.path)
    ]


@dataclass(frozen=True, slots=True)
class AttachmentsAt(Attachments):
    """The files in `<id>.files/` folders with a commit; `objects` holds the id of each, by path."""

    objects: Mapping[str, str] = field(repr=False)

    def content(self, path: str) -> bytes | None:
        """The bytes of a file; None if it is none of these or git does not have it."""
        try:
            return b"".join(self.pieces(path)) if path in self.paths else None
        except GitUnavailableError:
            return None

    def can_be_read(self, path: str) -> bool:
        """Whether a file is one of these."""
        return path in self.paths

    def digest(self, path: str) -> str:
        """SHA-256 of a file in hexadecimal, however large it is; empty if git does not have it."""
        if path not in self.paths:
            return ""
        found = sha256()
        try:
            for piece in self.pieces(path):
                found.update(piece)
        except GitUnavailableError:
            return ""
        return found.hexdigest()

    def pieces(self, path: str) -> Iterator[bytes]:
        """The bytes of one of these files, part by part; raises GitUnavailableError where git does
        not have it."""
        return blob_in_pieces(self.project, self.objects[path])


_NO_SIZE = -1
_REGULAR, _LINK, _OTHER_REPOSITORY = b"100", b"120000", b"160000"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One file as git lists it; `path` is relative to the project and has the bytes that are not
    UTF-8 as surrogates, `size` is in bytes, -1 where git does not have the content."""

    mode: bytes
    object_id: str
    size: int
    path: str

    @property
    def is_regular(self) -> bool:
        return self.mode.startswith(_REGULAR)


def _entries(
    project: Path, commit: str, folder: str, stood: bytes | None = None
) -> Iterator[_Entry]:
    """Everything below a folder of the project, without folders, by path."""
    prefix = folder_in_repository(project) if stood is None else stood
    words = ("ls-tree", "-r", "-l", "-z", "--full-tree", "--end-of-options", commit)
    where = os.fsdecode(prefix) + folder
    with closing(told(project, *words, "--", where)) as lines:
        for number, line in enumerate(lines):
            if number >= MOST_FILES:
                raise GitUnavailableError(
                    Lack.too_much, f"the commit has more than {MOST_FILES:,} files in `{folder}`"
                )
            about, _, path = line.partition(b"\t")
            mode, _, object_id, size = about.split()
            yield _Entry(
                mode,
                object_id.decode("ascii"),
                int(size) if size.isdigit() else _NO_SIZE,
                path.removeprefix(prefix).decode("utf-8", "surrogateescape"),
            )


def _sorted_out(entries: Iterator[_Entry]) -> Iterator[_Entry | Diagnostic]:
    """The files that are read, and a finding about what is not, as on disk."""
    refused: set[str] = set()
    for entry in entries:
        if entry.path == RECORDS:
            yield _not_a_folder(entry)
        elif not _is_hidden(entry.path):
            folder = _refused_folder(entry.path)
            if folder is None:
                yield from _judged(entry)
            elif folder.span.path not in refused:
                refused.add(folder.span.path)
                yield folder


def _judged(entry: _Entry) -> Iterator[_Entry | Diagnostic]:
    path = entry.path
    if not entry.is_regular:
        yield not_regular(path, _sort_of(entry))
    elif is_attached(path):
        yield entry
    elif is_record(path):
        yield too_large(path) if entry.size > MAX_BYTES else entry
    elif (finding := left_out(path)) is not None:
        yield finding


def _not_a_folder(entry: _Entry) -> Diagnostic:
    """What is said where `records` itself is something else."""
    if entry.is_regular:
        error = NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        return unreadable(entry.path, error)
    return not_regular(entry.path, _sort_of(entry))


def _refused_folder(path: str) -> Diagnostic | None:
    """The finding about the first folder or name on the way to a file that is not looked into."""
    parts = path.split("/")
    if _is_utf_8(path) and len(parts) - 2 <= MAX_FOLDERS_DEEP:
        return None
    for end in range(2, len(parts) + 1):
        here = "/".join(parts[:end])
        if not _is_utf_8(here):
            return badly_named(here)
        if end < len(parts) and end - 1 > MAX_FOLDERS_DEEP:
            return too_deep(here)
    return None


def _sort_of(entry: _Entry) -> str:
    if entry.mode == _LINK:
        return A_LINK
    if entry.mode == _OTHER_REPOSITORY:
        return "another repository (a submodule), and its files are not read"
    return "something that git has no name for"


def _is_hidden(path: str) -> bool:
    return path.startswith(".") or "/." in path


def _is_utf_8(path: str) -> bool:
    return path.isascii() or not any("\udc80" <= each <= "\udcff" for each in path)
