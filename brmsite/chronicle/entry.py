"""One entry of the chronicle: what one commit did to one record, field by field."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple

from brmsite.ground.words import Phrase
from brmsite.history.touch import Commit
from brmsite.source.parse import folder_and_id

Sort = Literal["added", "seen", "removed", "moved", "changed"]
"""What became of a record; it was only first *seen* where the clone begins that git looked at."""


class FieldChange(NamedTuple):
    """One field that changed: its name as people write it (`targets[t1].value`), the change in one
    sentence without full stop, what it weighs for the customer (`stronger`, `weaker`, `neutral`),
    and whether it is material: about money, term, targets, services, mandates or signatures.
    `mentions` tells whether the sentence calls other records by their ids. Where a whole record
    came or went, the first one, without a name, is the record itself."""

    name: str
    said: Phrase
    weight: str = "neutral"
    material: bool = False
    mentions: bool = False


class Entry(NamedTuple):
    """One record at one commit of the main line; without a commit it is not committed yet.

    `who` are those who wrote the change: of a merge, the authors of the branch, and who merged
    where the merge says what no branch did; nobody where names are not shown. `path_before` is
    empty where the record was added, `path` where it was removed.
    """

    path_before: str
    path: str
    commit: Commit | None
    who: tuple[str, ...]
    fields: tuple[FieldChange, ...]

    @property
    def address(self) -> str:
        """The address of the record, or the one it had where it is gone."""
        return "/".join(folder_and_id(self.path or self.path_before))

    @property
    def sort(self) -> Sort:
        """What became of the record."""
        if not self.path_before:
            return "seen" if self.commit is not None and self.commit.is_cut else "added"
        if not self.path:
            return "removed"
        return "changed" if self.path == self.path_before else "moved"

    @property
    def moment(self) -> datetime | None:
        """When it was committed, in the zone of who did; None where it is not."""
        return self.commit.committed if self.commit is not None else None

    @property
    def day(self) -> date | None:
        """The day of that."""
        return self.commit.committed.date() if self.commit is not None else None

    @property
    def weights(self) -> frozenset[str]:
        """What its changes weigh: `stronger`, `weaker`, and `material` where any is; or nothing."""
        found = {one.weight for one in self.fields} - {"neutral"}
        return frozenset(found | ({"material"} if any(o.material for o in self.fields) else set()))
