"""Where records and layouts are read from: the project's folders as they are, or with a commit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.history.git import GitUnavailableError, Lack
from brmsite.history.moved import HERE, Stood, is_there, tree_then
from brmsite.history.provenance import UNKNOWN, Provenance, provenance
from brmsite.history.tree import files_at, tree_at
from brmsite.history.uncommitted import is_changed
from brmsite.inputs import attached_as_read, read_records, tree_of
from brmsite.site.own_layouts import LAYOUTS, MOST_BYTES, OwnLayouts, layouts_in
from brmsite.source.files import RECORDS, SourceTree

_ROOM = "what is known of the commit that is checked out"
_CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Origin:
    """Everything that was read: records with settings and attached files, own layouts, and what is
    known of the commit. `digest` is that of all of it, empty where nothing is remembered;
    `was_committed` says that it was read from the commit, and `stood` where the project was."""

    tree: SourceTree
    layouts: OwnLayouts
    known: Provenance = UNKNOWN
    digest: str = ""
    was_committed: bool = False
    stood: Stood = HERE

    def still_stands(self, project: Path) -> bool:
        """Whether what is read only when it is asked for is still what the digest told of."""
        return self.was_committed or attached_as_read(project, self.tree)


def on_disk(project: Path, memo: Memo | None = None, commit: str = "") -> Origin:
    """What is in the folders now; `commit`, where it is given, is the one that is checked out, and
    is compared with them."""
    tree, layouts = read_records(project, memo), layouts_in(project)
    digest = digest_of(tree_of(tree), layouts.digest) if memo is not None else ""
    read = Origin(tree, layouts, digest=digest)
    return replace(read, known=_known(project, read, memo, commit)) if commit else read


def _known(project: Path, read: Origin, memo: Memo | None, commit: str) -> Provenance:
    """What there is to say of the commit that is checked out; the same is asked only once."""
    key = digest_of(commit, read.digest)
    kept = memo.get(_ROOM, key) if memo is not None else None
    if kept is not None:
        day, _, state = kept.decode("ascii", "replace").partition(" ")
        return Provenance(commit, day, state == _CHANGED)
    known = provenance(project, commit)
    if known == UNKNOWN:
        return UNKNOWN
    try:
        changed = is_changed(
            project, commit, read.tree, LAYOUTS, read.layouts.files, MOST_BYTES, memo
        )
    except GitUnavailableError:  # a clone that left out what would have to be compared
        return known
    if memo is not None and read.still_stands(project):
        memo.put(_ROOM, key, f"{known.day} {_CHANGED if changed else ''}".encode())
    return replace(known, is_changed=changed)


def with_commit(project: Path, commit: str) -> Origin:
    """What there was with a commit, given by its id, whatever is on disk. Raises
    GitUnavailableError, also where the project was not there."""
    tree = tree_at(project, commit)
    if not is_there(tree):
        said = f"there is no folder `{RECORDS}` of this project in commit {commit[:7]}"
        raise GitUnavailableError(Lack.no_such_revision, said)
    return _committed(project, commit, tree, HERE)


def if_there(project: Path, commit: str) -> Origin:
    """As `with_commit`, to compare with: also where the project stood in another folder with that
    commit; nothing at all where it was not there, as before it began. Raises
    GitUnavailableError."""
    return _committed(project, commit, *tree_then(project, commit))


def _committed(project: Path, commit: str, tree: SourceTree, stood: Stood) -> Origin:
    return Origin(
        tree,
        OwnLayouts(files_at(project, commit, LAYOUTS, MOST_BYTES, stood.folder)),
        provenance(project, commit),
        digest_of(commit) if stood.folder is None else digest_of(commit, stood.folder),
        was_committed=True,
        stood=stood,
    )
