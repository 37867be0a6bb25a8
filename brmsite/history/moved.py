"""Where a project stood before it was moved to another folder of its repository.

Git tells it: what it takes for the same records under other names, comparing a commit with what is
checked out, or was told to with the next commit. Files on disk are not looked at, since that runs
the filters which a repository names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from brmsite.history.git import GitUnavailableError, asked, folder_in_repository, told
from brmsite.history.tree import tree_at
from brmsite.source.files import SourceTree
from brmsite.source.listing import RECORDS, is_attached, is_record

ALL_NEW = "The base has no records of this project: all of it counts as new."
"""What is said where a commit to compare with has files, and none of the project anywhere."""

_THE_SAME, _ALIKE = ("-M100%",), ("-M", "-l1000")
"""How git finds renames: by content alone, which reads no file and so is tried first; and by
likeness, as far as there are not too many files to compare each with each."""


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a project stood with a commit: `folder` in the repository, as `folder_in_repository`
    gives it, where it was not the one of now; `is_nowhere` says that it was in none, although
    other files were there."""

    folder: bytes | None = None
    is_nowhere: bool = False


HERE = Stood()
"""In the folder where it stands now; also said of a commit without any files."""


def tree_then(project: Path, commit: str) -> tuple[SourceTree, Stood]:
    """As `tree_at`, wherever the project stood then. Raises GitUnavailableError.

    What is found in another place may be found otherwise after the next `git add`.
    """
    tree = tree_at(project, commit)
    if is_there(tree) or not asked(project, "ls-tree", "--full-tree", commit, "--"):
        return tree, HERE
    folder = _moved_from(project, commit)
    if folder is None:
        return tree, Stood(is_nowhere=True)
    return tree_at(project, commit, folder), Stood(folder)


def is_there(tree: SourceTree) -> bool:
    """Whether there is anything of a project at all."""
    return bool(tree.files or tree.settings or tree.attachments.paths or tree.diagnostics)


def _moved_from(project: Path, commit: str) -> bytes | None:
    """The folder from which most of the files came; None where git knows of none."""
    folders = Counter(_folders(project, commit, _THE_SAME))
    if not folders:
        try:
            folders = Counter(_folders(project, commit, _ALIKE))
        except GitUnavailableError:  # what git cannot read, or not in time, it finds nowhere
            return None
    # Of as many from each of two folders always the same one.
    return max(sorted(folders), key=folders.__getitem__, default=None)


def _folders(project: Path, commit: str, ways: tuple[str, ...]) -> Iterator[bytes]:
    """For each file of records that came with the project, the folder where that was."""
    now = folder_in_repository(project)
    words = ("diff-index", "--cached", *ways, "--diff-filter=R", "--name-status", "-z")
    safe = ("--no-relative", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
    with closing(told(project, *words, *safe, commit, "--")) as pieces:
        for _how, before, after in zip(pieces, pieces, pieces, strict=False):
            path = after.removeprefix(now)
            folder = before.removesuffix(path)
            if (
                after.startswith(now)
                and _is_read(path.decode("utf-8", "surrogateescape"))
                and before.endswith(path)
                and (not folder or folder.endswith(b"/"))
            ):
                yield folder


def _is_read(path: str) -> bool:
    return path.startswith(f"{RECORDS}/") and (is_record(path) or is_attached(path))
