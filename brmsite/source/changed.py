"""Which files of records differ between two states of a project, by their digests."""

from __future__ import annotations

from brmsite.source.files import SourceTree


def changed_paths(base: SourceTree, head: SourceTree) -> frozenset[str]:
    """The paths of the files of records and settings that differ, came or went."""
    before, after = _digests(base), _digests(head)
    return frozenset(
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    )


def _digests(tree: SourceTree) -> dict[str, str]:
    files = (*tree.files, *([] if tree.settings is None else [tree.settings]))
    return {file.path: file.digest for file in files}
