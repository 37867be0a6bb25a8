"""Everything that a result depends on, as digests: the program itself, the records, the layouts.

Two examinations with the same inputs find the same, so that one of them need not be made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import brmsite
from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.source.files import SourceFile, SourceTree, read_tree
from brmsite.source.known import KnownFiles, known_from

_LIBRARIES = (
    *("pydantic", "pydantic_core", "PyYAML", "Jinja2", "MarkupSafe"),
    *("Markdown", "nh3", "Babel"),
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


def read_records(project: Path, memo: Memo | None) -> SourceTree:
    """The record files of a project; those that have not changed since the last time are not read
    again before somebody asks for them."""
    if memo is None:
        return read_tree(project)
    moment = memo.moment()
    known = known_from(memo.get(_KNOWN, ""))
    tree = read_tree(project, known)
    marks = {path: mark for path, mark in tree.marks.items() if mark[1]}
    read = any(isinstance(file, SourceFile) for file in (*tree.files, tree.settings))
    if read or marks.keys() != known.files.keys():
        memo.put(_KNOWN, "", KnownFiles(moment, marks).to_bytes())
    return tree


def own_layouts(project: Path) -> str:
    """The digest of all files in the project's own `layouts/`."""
    return digest_of(list(_files_in(project / "layouts")))


def tree_of(tree: SourceTree) -> str:
    """The digest of all records with their settings, and of what the disk says of attached files
    and of those that cannot be read."""
    return digest_of(
        [(file.path, file.digest) for file in tree.files],
        tree.settings.digest if tree.settings is not None else None,
        [(path, tree.marks[path][0]) for path in sorted(tree.attachments.paths)],
        tree.diagnostics,
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _files_in(folder: Path, name: str = "") -> Iterator[tuple[str, bytes]]:
    """The files below a folder by their paths in it, with what they hold; links to elsewhere and
    what cannot be read by their names alone."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    for path in paths:
        here = f"{name}{path.name}"
        if path.is_symlink():
            yield here, b""
        elif path.is_dir():
            if path.name not in _NO_CODE:
                yield from _files_in(path, f"{here}/")
        else:
            try:
                yield here, path.read_bytes() if path.is_file() else b""
            except OSError:
                yield here, b""
