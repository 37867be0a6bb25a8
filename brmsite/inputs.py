"""What a result depends on, as digests: the program itself, and the records.

Two examinations with the same inputs find the same, so that one of them need not be made.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, wraps
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import ParamSpec, TypeVar

import brmsite
from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.ground.shelf import NOTHING_KEPT, Shelf
from brmsite.source.files import TRIES, SourceChangedError, SourceTree, read_tree
from brmsite.source.known import KnownFiles, Mark, known_from, mark_of

P = ParamSpec("P")
T = TypeVar("T")

_LIBRARIES = (
    *("pydantic", "pydantic_core", "PyYAML", "Jinja2", "MarkupSafe"),
    *("Markdown", "nh3", "Babel", "msgspec"),
)
"""What decides on results beside our own code."""
_KNOWN = "files as they were last read"
_NO_CODE = frozenset({"__pycache__", "node_modules"})


@cache
def program() -> str:
    """The digest of this program: its code, layouts and words, those of the libraries that it
    rests on, and Python. It differs after every change, released or not."""
    package = Path(brmsite.__file__).parent
    return digest_of(
        sys.version,
        [(name, _version(name)) for name in _LIBRARIES],
        list(_files_in(package)),
        [] if (package / "_layouts").is_dir() else list(_files_in(package.parent / "layouts")),
    )


def shelf_of(memo: Memo | None) -> Shelf:
    """What this program keeps in a memo; nothing without one."""
    return Shelf(memo, program()) if memo is not None else NOTHING_KEPT


def read_records(project: Path, memo: Memo | None) -> SourceTree:
    """The record files of a project; those that have not changed since the last time are not read
    again before somebody asks for them."""
    if memo is None:
        return read_tree(project)
    moment = memo.moment()
    known = known_from(memo.get(_KNOWN, ""))
    tree = read_tree(project, known)
    all_marks = {**tree.marks, **dict(_attached(tree, known, moment))}
    marks = {path: mark for path, mark in all_marks.items() if mark[1]}
    if any(not known.digest(path, mark) for path, (mark, _) in marks.items()) or (
        marks.keys() != known.files.keys()
    ):
        memo.put(_KNOWN, "", KnownFiles(moment, marks).to_bytes())
    return replace(tree, marks=all_marks)


def _attached(
    tree: SourceTree, known: KnownFiles, moment: int
) -> Iterator[tuple[str, tuple[Mark, str]]]:
    """The marks of attached files, with the digests of those that were ever so young that their
    marks alone would not tell another content."""
    for path in sorted(tree.attachments.paths):
        mark, _ = tree.marks[path]
        digest = known.digest(path, mark)
        if not digest and (path in known.files or not mark.is_settled(moment)):
            digest = tree.attachments.digest(path)
        yield path, (mark, digest)


def attached_as_read(project: Path, tree: SourceTree) -> bool:
    """Whether attached files, which are read when they are asked for, are still those that
    `tree_of` told of: what was made of others must not be kept as made of these."""
    try:
        return all(
            mark_of((project / path).lstat()) == tree.marks[path][0]
            for path in tree.attachments.paths & tree.marks.keys()
        )
    except OSError:
        return False


def until_still(work: Callable[P, T]) -> Callable[P, T]:
    """The same work, which begins with reading the records, done anew where they changed before
    its end; it raises SourceChangedError where they do so every time."""

    @wraps(work)
    def again(*given: P.args, **named: P.kwargs) -> T:
        for _ in range(TRIES - 1):
            try:
                return work(*given, **named)
            except SourceChangedError:
                continue
        return work(*given, **named)

    return again


def tree_of(tree: SourceTree) -> str:
    """The digest of all records with their settings, and of what the disk says of attached files
    and of those that cannot be read."""
    return digest_of(
        [(file.path, file.digest) for file in tree.files],
        tree.settings.digest if tree.settings is not None else None,
        [(path, tree.marks[path]) for path in sorted(tree.attachments.paths)],
        tree.diagnostics,
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _files_in(folder: Path, name: str = "") -> Iterator[tuple[str, bytes]]:
    """The files below a folder by their paths in it, with what they hold; links with where they
    lead, what cannot be read by its name alone."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    for path in paths:
        here = f"{name}{path.name}"
        try:
            if path.is_symlink():
                yield f"{here} leads to", os.fsencode(path.readlink())
            elif not path.is_dir():
                yield here, path.read_bytes() if path.is_file() else b""
            elif path.name not in _NO_CODE:
                yield from _files_in(path, f"{here}/")
        except OSError:
            yield f"{here} cannot be read", b""
