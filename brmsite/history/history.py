"""What git remembers of every record: who changed it, when, and from what to what.

Two lines are kept apart. The *main line* are the commits that were checked out one after the other
(the first parents): between two of them a record changed exactly once, so the states along it are
what was known at the time. What was merged from a branch stands behind its merge: there one sees
who wrote it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from brmsite.ground.memo import Memo
from brmsite.history.git import (
    GitUnavailableError,
    Lack,
    asked,
    folder_in_repository,
    is_shallow,
    revision,
)
from brmsite.history.log import read_segments
from brmsite.history.touch import Commit as Commit
from brmsite.history.touch import Touch as Touch


@dataclass(frozen=True)
class History:
    """The commits that touched the records up to `head`, newest first, and what they touched.

    Where git could not say, both are empty, and `lack` and `said` tell why. `shallow` says that
    older commits are not in this clone.
    """

    head: str
    commits: tuple[Commit, ...]
    touches: tuple[Touch, ...]
    shallow: bool = False
    lack: Lack | None = None
    said: str = ""

    def of(self, path: str) -> tuple[Touch, ...]:
        """How a file came to be what it is: along the main line, newest first, also under the
        names that it had before. Of a file that is gone, up to its end."""
        return tuple(reversed(self._stories.get(path, ())))

    def behind(self, touch: Touch) -> tuple[Touch, ...]:
        """The commits of a merged branch that made a change, newest first; empty where the commit
        is no merge, or made the change itself."""
        names = {touch.path_before, touch.path} - {""}
        found: list[Touch] = []
        for one in self._merged.get(touch.commit.id, ()):
            its = {one.path_before, one.path} - {""}
            if its & names:
                names |= its
                found.append(one)
        return tuple(found)

    def named(self, commit: str) -> Commit | None:
        """The commit of this id; None if it touched no record."""
        return self._by_id.get(commit)

    @property
    def since(self) -> datetime | None:
        """When a shallow clone begins: what is older cannot be seen. None where all can."""
        cut = [commit.committed for commit in self.commits if commit.is_cut]
        return max(cut) if cut else None

    @cached_property
    def _stories(self) -> Mapping[str, list[Touch]]:
        """By the last path of each file, what happened to it, oldest first."""
        stories: dict[str, list[Touch]] = {}
        for touch in reversed(self.touches):
            if touch.commit.on_main_line:
                path = touch.path or touch.path_before
                if touch.path_before and touch.path_before != path:
                    stories[path] = stories.pop(touch.path_before, [])
                stories.setdefault(path, []).append(touch)
        return stories

    @cached_property
    def _merged(self) -> Mapping[str, list[Touch]]:
        """By the commit of the main line, what was merged by it, newest first."""
        merged: dict[str, list[Touch]] = {}
        for touch in self.touches:
            if not touch.commit.on_main_line:
                merged.setdefault(touch.commit.arrived, []).append(touch)
        return merged

    @cached_property
    def _by_id(self) -> Mapping[str, Commit]:
        return {commit.id: commit for commit in self.commits}


def read_history(project: Path, memo: Memo | None = None, commit: str = "") -> History:
    """The history of the records up to a commit, given by its id, or to the one that is checked
    out; never raises: a history that cannot be read says why."""
    try:
        head = commit or revision(project, "HEAD", UTC)
        shallow = is_shallow(project)
        prefix = folder_in_repository(project)
        segments = read_segments(project, head, prefix, shallow, memo)
    except GitUnavailableError as error:
        return History("", (), (), lack=error.lack, said=error.said)
    commits: list[Commit] = []
    touches: list[Touch] = []
    for segment in segments:
        commits += segment.commits
        touches += segment.touches
    return History(head, tuple(reversed(commits)), tuple(reversed(touches)), shallow)


def seen_from(project: Path, commit: str) -> tuple[str, ...]:
    """Where the history that git shows up to a commit begins, if the clone lacks older commits: it
    is another when it is deepened. Empty where all of it is here, and without git or commit."""
    try:
        if not commit or not is_shallow(project):
            return ()
        said = asked(project, "rev-list", "--max-parents=0", commit, "--")
        return tuple(sorted(said.decode("ascii").split()))
    except GitUnavailableError:
        return ()
