"""Whether what is on disk is what was committed, told by the bytes of every file.

`git status` would run the filters that a repository names in its configuration; this runs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from hashlib import sha1, sha256
from pathlib import Path

from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.history.tree import ids_at
from brmsite.source.files import SourceTree

_ROOM = "what was committed as it is on disk"
_SHA_1 = 40
"""Digits of an object id where git counts in SHA-1."""


def is_changed(
    project: Path,
    commit: str,
    tree: SourceTree,
    folder: str,
    files: Mapping[str, bytes],
    most: int,
    memo: Memo | None = None,
) -> bool:
    """Whether records, settings, attached files or the `files` of another folder (by their paths
    below it; none has more bytes than `most`) differ from those of a commit, line ends apart.

    A file that was found alike before is not read again. Raises GitUnavailableError.
    """
    committed = ids_at(project, commit, folder, most)
    others = {f"{folder}/{path}": content for path, content in files.items()}
    here = {path: (mark, content) for path, mark, content in _files(tree, others)}
    if committed.keys() != here.keys():
        return True
    known = _known(memo)
    alike: dict[str, str] = {}
    for path, object_id in committed.items():
        mark, content = here[path]
        if known.get(object_id) != mark and not _is_content(object_id, content()):
            return True
        alike[object_id] = mark
    if memo is not None and alike != known:
        memo.put(_ROOM, "", json.dumps(alike).encode())
    return False


def _files(
    tree: SourceTree, others: Mapping[str, bytes]
) -> Iterator[tuple[str, str, Callable[[], bytes | None]]]:
    """Each file by path, with what it is recognised by, and what gives its bytes."""
    for file in tree.files if tree.settings is None else (*tree.files, tree.settings):
        yield file.path, file.digest, partial(getattr, file, "content")
    for path in tree.attachments.paths:
        yield path, digest_of(tree.marks[path]), partial(tree.attachments.content, path)
    for path, content in others.items():
        yield path, digest_of(content), partial(bytes, content)


def _is_content(object_id: str, content: bytes | None) -> bool:
    """Whether a file is a certain blob, as it is or with the line ends of this machine."""
    if content is None:
        return False
    lines = content.replace(b"\r\n", b"\n")
    return object_id in (_blob_id(content, object_id), _blob_id(lines, object_id))


def _blob_id(content: bytes, like: str) -> str:
    algorithm = sha1 if len(like) == _SHA_1 else sha256
    return algorithm(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _known(memo: Memo | None) -> Mapping[str, str]:
    """What each blob was recognised by on disk when it was last found alike, by its id."""
    content = memo.get(_ROOM, "") if memo is not None else None
    try:
        return dict(json.loads(content)) if content is not None else {}
    except (ValueError, TypeError, RecursionError):
        return {}
