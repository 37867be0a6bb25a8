"""One commit, and what it did to one file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple


class Commit(NamedTuple):
    """One commit; `subject` is the first paragraph of its message, on one line.

    `parent_ids` stand with spaces between them, `authored_at` and `committed_at` as git writes
    them: seconds since 1970 and a zone (`1757869200 +0100`). `arrived` is the commit of the main
    line by which this one came there: itself, or the merge of its branch. `is_cut` is 1 where its
    parents are not in this shallow clone: what it seems to have added may be older.
    """

    id: str
    parent_ids: str
    author: str
    subject: str
    authored_at: str
    committed_at: str
    arrived: str
    is_cut: int = 0

    @property
    def parents(self) -> tuple[str, ...]:
        """The ids of the commits that it stands upon; the first is that of its own branch."""
        return tuple(self.parent_ids.split())

    @property
    def authored(self) -> datetime:
        """When the change was written, in the zone of its author."""
        return _moment(self.authored_at)

    @property
    def committed(self) -> datetime:
        """When the commit was made as it is, which is later where it was rebased or applied."""
        return _moment(self.committed_at)

    @property
    def on_main_line(self) -> bool:
        """Whether it was checked out itself, and not merged from a branch."""
        return self.arrived == self.id


class Touch(NamedTuple):
    """What a commit did to one file: its path and its content (the id of a blob) before and after.

    `path_before` and `before` are empty where it was added, `path` and `after` where it was
    removed. A merge shows what it changed for its first parent. Where it left the file as none of
    its parents had it, `others` are the contents in its other parents, with spaces between them,
    `-` for a parent that had none there; it is empty where one of them had the file so.
    """

    commit: Commit
    path_before: str
    path: str
    before: str
    after: str
    others: str = ""


NOT_THERE = "-"
"""In place of the content in a parent that did not have the file."""

_BEGAN = datetime(1970, 1, 1, tzinfo=UTC)
_END = datetime.max.replace(tzinfo=UTC)


def _moment(said: str) -> datetime:
    """A moment from the seconds and zone of a commit; the first or last there is where a commit
    names one that no calendar has."""
    seconds, _, zone = said.partition(" ")
    try:
        offset = timedelta(hours=int(zone[:3]), minutes=int(f"{zone[0]}{zone[3:]}"))
        return datetime.fromtimestamp(int(seconds), timezone(offset))
    except (ValueError, OverflowError, OSError, IndexError):
        return _END if len(seconds) > len("4102444800") else _BEGAN
