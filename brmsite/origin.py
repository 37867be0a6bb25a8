"""Where records and layouts are read from: the project's folders as they are, or with a commit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.history.git import GitUnavailableError, Lack
from brmsite.history.provenance import UNKNOWN, Provenance, provenance
from brmsite.history.tree import files_at, tree_at
from brmsite.history.uncommitted import is_changed
from brmsite.inputs import attached_as_read, read_records, tree_of
from brmsite.site.own_layouts import LAYOUTS, MOST_BYTES, OwnLayouts, layouts_in
from brmsite.source.files import RECORDS, SourceTree


@dataclass(frozen=True)
class Origin:
    """Everything that was read: records with settings and attached files, own layouts, and what is
    known of the commit. `was_committed` says that all of it was read from there."""

    tree: SourceTree
    layouts: OwnLayouts
    known: Provenance
    was_committed: bool = False

    @cached_property
    def digest(self) -> str:
        """The digest of all that was read."""
        if self.was_committed:
            return digest_of(self.known.commit)
        return digest_of(tree_of(self.tree), self.layouts.digest)

    def still_stands(self, project: Path) -> bool:
        """Whether what is read only when it is asked for is still what the digest told of."""
        return self.was_committed or attached_as_read(project, self.tree)


def on_disk(project: Path, memo: Memo | None = None, commit: str = "") -> Origin:
    """What is in the folders now; `commit`, where it is given, is the one that is checked out, and
    is compared with them."""
    tree, layouts = read_records(project, memo), layouts_in(project)
    known = provenance(project, commit)
    if known == UNKNOWN:
        return Origin(tree, layouts, UNKNOWN)
    try:
        differs = is_changed(project, commit, tree, LAYOUTS, layouts.files, MOST_BYTES, memo)
    except GitUnavailableError:  # a clone that left out what would have to be compared
        differs = False
    return Origin(tree, layouts, Provenance(commit, known.day, differs))


def with_commit(project: Path, commit: str) -> Origin:
    """What there was with a commit, given by its id, whatever is on disk. Raises
    GitUnavailableError."""
    tree = tree_at(project, commit)
    if not (tree.files or tree.settings or tree.attachments.paths or tree.diagnostics):
        said = f"there is no folder `{RECORDS}` of this project in commit {commit[:7]}"
        raise GitUnavailableError(Lack.no_such_revision, said)
    return Origin(
        tree,
        OwnLayouts(files_at(project, commit, LAYOUTS, MOST_BYTES)),
        provenance(project, commit),
        was_committed=True,
    )
