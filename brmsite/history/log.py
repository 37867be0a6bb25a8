"""Reads which commits touched which files under `records/`, in one pass of git over what is new.

What was read stays valid, because a commit never changes. It is kept in segments under the id of
their last commit: each holds what came after the segment that it stands upon. A new commit makes a
new segment; one that would be small is joined with those before it, so that there are never many.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.ground.words import english
from brmsite.history.git import GitUnavailableError, Lack, asked, told
from brmsite.history.touch import NOT_THERE, Commit, Touch
from brmsite.source.listing import RECORDS, is_attached, is_record

ROOM = "history"
"""Where segments are kept."""
MAKE = 2
"""The make of what is kept: raise it when rows below, or what is read into them, change."""

MOST_TOUCHES = 2_000_000
"""Commits of some hundred bytes can touch more files than there is room for."""
SECONDS_FOR_ALL = 300
"""So long the first reading of all commits may take."""
LIKENESS = 60
"""A record of another name in the same commit is the same record if so many percent are alike."""
MOST_COMPARED = 400
"""With more new and gone files in a commit, only those that are exactly alike are recognised."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the log up to the commit `head`, oldest first, upon the segment of the commit
    `upon` (empty: from the beginning).

    Commits of a merged branch stand before their merge; those that touched nothing are left out.
    """

    head: str
    upon: str
    commits: list[Commit]
    touches: list[Touch]


def read_segments(
    project: Path, head: str, prefix: bytes, shallow: bool, memo: Memo | None
) -> list[Segment]:
    """The log up to a commit, as segments that stand upon each other, the oldest first.

    `prefix` is where the project stands in its repository. What a shallow clone lets see is not
    kept: it may be another with the next fetch. Raises GitUnavailableError.
    """
    if memo is None or shallow:
        return [_read(project, head, "", prefix, shallow)]
    known = _known(project, head, prefix, memo)
    if known and known[-1].head == head:
        return known
    new = _read(project, head, known[-1].head if known else "", prefix, shallow)
    while known and len(known[-1].touches) <= 2 * len(new.touches) + _WORTH_KEEPING_APART:
        new = _joined(known.pop(), new)
    memo.put(ROOM, _key(prefix, head), _to_bytes(new))
    return [*known, new]


_WORTH_KEEPING_APART = 100
"""Touches: fewer are not worth a segment."""


# --- Kept segments -------------------------------------------------------------------------------

_LOOKED_BACK = 2_000
"""So many commits back a kept segment is looked for; further back, all is read anew."""
_MOST_SEGMENTS = 64
"""Each has twice the touches of the next: there cannot be so many."""


def _known(project: Path, head: str, prefix: bytes, memo: Memo) -> list[Segment]:
    """The kept segments up to the nearest commit of the main line that has one; none if any of
    those below it was forgotten."""
    kept = memo.get(ROOM, _key(prefix, head))
    if kept is not None:
        return _standing(head, kept, prefix, memo)
    words = ("rev-list", "--first-parent", f"--max-count={_LOOKED_BACK}", head, "--")
    for commit in asked(project, *words).decode("ascii").split():
        kept = memo.get(ROOM, _key(prefix, commit))
        if kept is not None:
            return _standing(commit, kept, prefix, memo)
    return []


def _standing(head: str, kept: bytes | None, prefix: bytes, memo: Memo) -> list[Segment]:
    """A kept segment and those that it stands upon, the oldest first."""
    found: list[Segment] = []
    while len(found) < _MOST_SEGMENTS:
        segment = _from_bytes(head, kept)
        if segment is None:
            return []
        found.append(segment)
        if not segment.upon:
            return found[::-1]
        head = segment.upon
        kept = memo.get(ROOM, _key(prefix, head))
    return []


def _key(prefix: bytes, commit: str) -> str:
    return digest_of(MAKE, RECORDS, LIKENESS, MOST_COMPARED, prefix, commit)


def _joined(older: Segment, newer: Segment) -> Segment:
    return Segment(
        newer.head, older.upon, older.commits + newer.commits, older.touches + newer.touches
    )


def _to_bytes(segment: Segment) -> bytes:
    """As JSON: of the touches each column by itself, commits by number, and each path once."""
    number = {commit.id: at for at, commit in enumerate(segment.commits)}
    paths: dict[str, int] = {}
    columns: tuple[list[int | str], ...] = ([], [], [], [], [], [])
    for commit, path_before, path, before, after, others in segment.touches:
        columns[0].append(number[commit.id])
        columns[1].append(paths.setdefault(path_before, len(paths)))
        columns[2].append(paths.setdefault(path, len(paths)))
        columns[3].append(before)
        columns[4].append(after)
        columns[5].append(others)
    return json.dumps([segment.upon, segment.commits, list(paths), columns]).encode()


def _from_bytes(head: str, kept: bytes | None) -> Segment | None:
    if kept is None:
        return None
    try:
        upon, rows, paths, (numbers, paths_before, paths_after, *contents) = json.loads(kept)
        commits = list(map(Commit._make, rows))
        columns = (
            map(commits.__getitem__, numbers),
            map(paths.__getitem__, paths_before),
            map(paths.__getitem__, paths_after),
            *contents,
        )
        touches = list(map(Touch._make, zip(*columns, strict=True)))
        return Segment(head, upon, commits, touches)
    except (ValueError, TypeError, LookupError, RecursionError):
        return None


# --- Reading -------------------------------------------------------------------------------------

_FORMAT = "%H%x00%P%x00%an%x00%s%x00%ad%x00%cd"
_FIELDS = _FORMAT.count("%x00") + 1
_HOW_TO_COMPARE = (
    *("-r", "-z", "--raw", "--no-abbrev", "--no-ext-diff", "--no-textconv"),
    *(f"--find-renames={LIKENESS}%", f"-l{MOST_COMPARED}"),
)
_HOW_TO_WALK = (
    *("--stdin", "--always", "--root", "--diff-merges=first-parent"),
    *(f"--format=tformat:{_FORMAT}", "--date=raw", "--encoding=UTF-8"),
)
_OWN_OF_MERGES = (
    *("-r", "-z", "-c", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv"),
    *("--stdin", "--format=tformat:%H"),
)
"""Of merges, the files that are none of their parents'. To look for renames here takes a walk for
each parent; what moved is known by the walk above."""


class _Change(NamedTuple):
    path_before: str
    path: str
    before: str
    after: str


def _read(project: Path, head: str, upon: str, prefix: bytes, shallow: bool) -> Segment:
    since = (f"^{upon}",) if upon else ()
    ids = asked(project, "rev-list", "--topo-order", head, *since, "--", seconds=SECONDS_FOR_ALL)
    words = ("diff-tree", *_HOW_TO_COMPARE, *_HOW_TO_WALK, "--", RECORDS)
    parents: dict[str, list[str]] = {}
    headers: dict[str, list[bytes]] = {}
    changed: dict[str, list[_Change]] = {}
    with closing(told(project, *words, given=ids, seconds=SECONDS_FOR_ALL)) as said:
        for header, changes in _commits(said, prefix):
            commit = header[0].decode("ascii")
            parents[commit] = header[1].decode("ascii").split()
            paired = _paired(changes)
            if paired:
                changed[commit] = paired
            if paired or len(parents[commit]) > 1:
                headers[commit] = header
    merges = [commit for commit, of in parents.items() if len(of) > 1 and commit in changed]
    own = _own_of_merges(project, merges, prefix)
    return _ordered(project, head, upon, parents, headers, changed, own, shallow)


def _own_of_merges(project: Path, merges: list[str], prefix: bytes) -> dict[str, dict[str, str]]:
    """By merge and path, the contents in its other parents of what it left as none of them had it.

    Of what both sides changed that is the rule: git joined it, or somebody did.
    """
    found: dict[str, dict[str, str]] = {}
    if not merges:
        return found
    given = "".join(f"{commit}\n" for commit in merges).encode("ascii")
    words = ("diff-tree", *_OWN_OF_MERGES, "--", RECORDS)
    with closing(told(project, *words, given=given, seconds=SECONDS_FOR_ALL)) as said:
        here: dict[str, str] = {}
        while piece := _next(said):
            if not piece.startswith(b":"):
                here = found.setdefault(piece.decode("ascii"), {})
                continue
            path = _path(next(said, b""), prefix)
            if path:
                here[path] = _others(piece)
    return found


def _others(said_of_it: bytes) -> str:
    """Of a line of `--raw` about a merge (`::mode mode mode blob blob blob status`), the contents
    in all parents but the first."""
    told_of = said_of_it.lstrip(b":")
    count = len(said_of_it) - len(told_of)
    words = told_of.split(b" ")
    contents = zip(words[1:count], words[count + 2 : 2 * count + 1], strict=True)
    return " ".join(
        blob.decode("ascii") if mode.startswith(_REGULAR) else NOT_THERE for mode, blob in contents
    )


def _commits(said: Iterator[bytes], prefix: bytes) -> Iterator[tuple[list[bytes], list[_Change]]]:
    """Each commit, newest first: the fields of its format, and what git says it changed."""
    touches = 0
    piece = _next(said)
    while piece:
        header = [piece, *(next(said, b"") for _ in range(_FIELDS - 1))]
        changes = []
        piece = _next(said)
        while piece.startswith(b":"):
            changes.append(_changed(piece, said, prefix))
            touches += 1
            if touches > MOST_TOUCHES:
                raise GitUnavailableError(
                    Lack.too_much,
                    english("the commits touch more than {number} files", number=MOST_TOUCHES),
                )
            piece = _next(said)
        yield header, changes


def _next(said: Iterator[bytes]) -> bytes:
    """The next piece, without what stands between a commit and its changes; nothing at the end."""
    for piece in said:
        if told_of := piece.lstrip(b"\n"):
            return told_of
    return b""


_REGULAR = b"100"
_TWO_PATHS = (b"R", b"C")


def _changed(said_of_it: bytes, said: Iterator[bytes], prefix: bytes) -> _Change:
    """One line of `--raw`: links and other repositories are as if they were not there."""
    mode_before, mode, before, after, status = said_of_it[1:].split(b" ")
    first = next(said, b"")
    second = next(said, b"") if status.startswith(_TWO_PATHS) else first
    path_before = _path(first, prefix) if mode_before.startswith(_REGULAR) else ""
    path = _path(second, prefix) if mode.startswith(_REGULAR) else ""
    return _Change(
        path_before,
        path,
        before.decode("ascii") if path_before else "",
        after.decode("ascii") if path else "",
    )


def _path(path: bytes, prefix: bytes) -> str:
    """A path below the project; empty for a hidden file and for one whose name is not UTF-8, which
    are not read."""
    if b"/." in path.removeprefix(prefix):
        return ""
    try:
        return path.removeprefix(prefix).decode()
    except UnicodeDecodeError:
        return ""


def _paired(changes: list[_Change]) -> list[_Change]:
    """The changes of a commit by path, in which a record that moved is one change.

    A record of the same kind and id is the same, wherever it went and whatever became of it;
    otherwise git's word counts, for records of one kind.
    """
    kept: list[_Change] = []
    gone: dict[str, str] = {}
    came: dict[str, str] = {}
    for change in changes:
        if change.path_before == change.path:
            if change.before != change.after:
                kept.append(change)
            continue
        if change.path_before:
            gone[change.path_before] = change.before
        if change.path:
            came[change.path] = change.after
    if gone and came:
        for old, new in chain(_of_one_address(gone, came), _as_git_says(changes)):
            if old in gone and new in came:
                kept.append(_Change(old, new, gone.pop(old), came.pop(new)))
    kept.extend(_Change(path, "", blob, "") for path, blob in gone.items())
    kept.extend(_Change("", path, "", blob) for path, blob in came.items())
    return sorted(kept, key=lambda change: change.path or change.path_before)


def _of_one_address(gone: Iterable[str], came: Iterable[str]) -> list[tuple[str, str]]:
    before = {_address(path): path for path in gone if _address(path)}
    pairs = ((before.get(_address(path), ""), path) for path in came)
    return [(old, new) for old, new in pairs if old]


def _as_git_says(changes: list[_Change]) -> list[tuple[str, str]]:
    return [
        (change.path_before, change.path)
        for change in changes
        if change.path_before and _sort_of(change.path_before) == _sort_of(change.path)
    ]


def _address(path: str) -> str:
    """The kind's folder and the id of a record; nothing for other files."""
    folder, is_one = _sort_of(path)
    return f"{folder}/{PurePosixPath(path).stem}" if folder and is_one else ""


def _sort_of(path: str) -> tuple[str, bool]:
    """The folder of the kind that a file is in, and whether it is a record."""
    parts = path.split("/", 2)
    return (
        parts[1] if len(parts) > 2 else "",
        is_record(path) and not is_attached(path),
    )


_NOTHING_OWN: dict[str, str] = {}


def _ordered(
    project: Path,
    head: str,
    upon: str,
    parents: dict[str, list[str]],
    headers: dict[str, list[bytes]],
    changed: dict[str, list[_Change]],
    own: dict[str, dict[str, str]],
    shallow: bool,
) -> Segment:
    """Commits as they came to the main line: each after those of the branch that it merged."""
    line: list[str] = []
    at = head
    while at in parents:
        line.append(at)
        at = parents[at][0] if parents[at] else ""
    line.reverse()
    arrived = {step: step for step in line}
    for step in line:
        waiting = parents[step][1:]
        while waiting:
            one = waiting.pop()
            if one in parents and one not in arrived:
                arrived[one] = step
                waiting.extend(parents[one])
    brought: dict[str, list[str]] = {}
    for one in reversed(parents):
        if one in changed and arrived.get(one, one) != one:
            brought.setdefault(arrived[one], []).append(one)
    commits: list[Commit] = []
    touches: list[Touch] = []
    for step in line:
        if step not in changed and step not in brought:
            continue
        for one in (*brought.get(step, ()), step):
            cut = shallow and not parents[one] and _has_parents(project, one)
            commit = _commit(headers[one], arrived[one], cut)
            commits.append(commit)
            others = own.get(one, _NOTHING_OWN)
            touches.extend(
                Touch(commit, *change, others.get(change.path or change.path_before, ""))
                for change in changed.get(one, ())
            )
    return Segment(head, upon, commits, touches)


def _commit(header: list[bytes], arrived: str, is_cut: bool) -> Commit:
    commit, parents, author, subject, authored, committed = map(_text, header)
    return Commit(commit, parents, author, subject, authored, committed, arrived, int(is_cut))


def _text(field: bytes) -> str:
    """A text from a commit, without what a terminal would obey or a feed refuse."""
    text = field.decode("utf-8", "replace")
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


def _has_parents(project: Path, commit: str) -> bool:
    """What a commit says itself: a shallow clone hides the parents of its oldest commits."""
    header, _, _ = asked(project, "cat-file", "commit", commit).partition(b"\n\n")
    return b"\nparent " in header
