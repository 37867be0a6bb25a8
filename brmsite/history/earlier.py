"""What the file of a record said before, as git remembers it: read only where somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from os import getpid
from pathlib import Path

from brmsite.ground.memo import Memo
from brmsite.history.git import GitUnavailableError, blobs, head_commit
from brmsite.history.history import History, read_history
from brmsite.history.touch import Touch
from brmsite.source.files import SourceFile

NOT_ASKED = "git was not asked"


class Earlier:
    """The committed texts of the files of a project, up to a commit, given by its id, or to the one
    that is checked out.

    `asked_in_vain` tells whether somebody read them all and found none of use: with more commits
    here there may be one, so nothing that rests on that may be remembered.
    """

    def __init__(
        self, project: Path | None = None, commit: str = "", memo: Memo | None = None
    ) -> None:
        self._project = project
        self._commit = commit
        self._memo = memo
        self._process = getpid()
        self._history = History("", (), (), said=NOT_ASKED)
        self.asked_in_vain = False

    def texts(self, path: str) -> Iterator[SourceFile]:
        """Every text that the record in a file had, newest first, each under the path of its time;
        of what was merged also those of the branch. Who finds the one that is wanted goes no
        further."""
        by_id = self._paths_by_blob(path)
        if self._project is not None and by_id:
            try:
                with closing(blobs(self._project, by_id)) as contents:
                    for there, content in zip(by_id.values(), contents, strict=True):
                        if content is not None:
                            yield SourceFile(there, content)
            except GitUnavailableError as error:
                self._history = History("", (), (), lack=error.lack, said=error.said)
        self.asked_in_vain = True

    @property
    def why_none(self) -> str:
        """Why a text that was looked for is not among them, in words without a full stop."""
        if self._history.said:
            return self._history.said
        if self._history.shallow:
            return "no version of the file in this shallow clone fits"
        return "no committed version of the file fits"

    def _paths_by_blob(self, path: str) -> dict[str, str]:
        if self._project is None:
            return {}
        head = self._commit or head_commit(self._project)
        if not self._history.head or self._history.head != head:
            # A store that is open cannot be taken along into a copy of the process.
            memo = self._memo if getpid() == self._process else None
            self._history = read_history(self._project, memo, head)
        found: dict[str, str] = {}
        for touch in self._touches(path):
            if touch.after:
                found.setdefault(touch.after, touch.path)
        return found

    def _touches(self, path: str) -> Iterator[Touch]:
        for touch in self._history.of(path):
            yield touch
            yield from self._history.behind(touch)
