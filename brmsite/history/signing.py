"""Which commit brought a signature into an agreement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from brmsite.history.git import blobs
from brmsite.history.history import History
from brmsite.history.touch import Commit, Touch
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse


class Signed(NamedTuple):
    """One entry under `signatures`, as it is typed; `digest` is empty where it has none."""

    side: str
    person: str
    on: str
    digest: str


def signing_commits(project: Path, history: History, path: str) -> Mapping[Signed, Commit]:
    """The commit that first had each signature of a record, which may be one of a branch that was
    merged later. A signature that is not committed is none of these.

    Raises GitUnavailableError.
    """
    touches = tuple(reversed(history.of(path)))
    found: dict[Signed, Commit] = {}
    for touch, before, after in _states(project, touches):
        for new in after - before - found.keys():
            found[new] = _author(project, history, touch, new)
    return found


def _author(project: Path, history: History, touch: Touch, signed: Signed) -> Commit:
    """Of a merged branch the commit that signed, and otherwise the commit itself."""
    branch = tuple(reversed(history.behind(touch)))
    for one, before, after in _states(project, branch):
        if signed in after - before:
            return one.commit
    return touch.commit


def _states(
    project: Path, touches: tuple[Touch, ...]
) -> Iterator[tuple[Touch, frozenset[Signed], frozenset[Signed]]]:
    """Each touch with the signatures before and after it."""
    ids = [each for touch in touches for each in (touch.before, touch.after)]
    with closing(blobs(project, ids)) as contents:
        for touch in touches:
            before = _signed(touch.path_before, next(contents))
            yield touch, before, _signed(touch.path, next(contents))


def _signed(path: str, content: bytes | None) -> frozenset[Signed]:
    """The signatures in a record's text; none where it cannot be read."""
    if content is None:
        return frozenset()
    data: Any = parse(SourceFile(path, content)).data
    entries = data.get("signatures") if isinstance(data, dict) else None
    return frozenset(
        Signed(*(str(entry.get(key) or "") for key in Signed._fields))
        for entry in (entries if isinstance(entries, tuple) else ())
        if isinstance(entry, dict)
    )
