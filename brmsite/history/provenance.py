"""Which commit records are those of: what a site says of where its knowledge comes from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from brmsite.history.git import GitUnavailableError, asked


@dataclass(frozen=True, slots=True)
class Provenance:
    """A commit by its id, the day (`YYYY-MM-DD`) on which it was made, in the time zone of who
    made it, as `git log` shows it, and whether anything was changed since.

    Without git, or before the first commit, id and day are empty.
    """

    commit: str = ""
    day: str = ""
    is_changed: bool = False

    @property
    def short(self) -> str:
        """The beginning of the id, as people write it."""
        return self.commit[:7]


UNKNOWN = Provenance()


def provenance(project: Path, commit: str) -> Provenance:
    """What there is to say of a commit, given by its id; of none, or one that git does not know,
    nothing."""
    if not commit:
        return UNKNOWN
    words = ("rev-list", "--max-count=1", "--encoding=UTF-8", "--date=short", "--format=%cd")
    try:
        said = asked(project, *words, commit, "--")
    except GitUnavailableError:
        return UNKNOWN
    _, _, day = said.decode("ascii", "replace").partition("\n")
    return Provenance(commit, day.strip())
