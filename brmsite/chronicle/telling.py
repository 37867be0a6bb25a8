"""Tells touches by field: each version is parsed once, and what differs is kept for the next time.

What a commit changed never changes, so it is kept in the store, in blocks of neighbouring touches:
with the next commit only the last block is told anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

from brmsite.chronicle.chronicle import NO_CHRONICLE, Chronicle, Shown, Told, is_of_record
from brmsite.chronicle.entry import FieldChange
from brmsite.chronicle.versions_compared import UNREADABLE, Measure, weighs_whole
from brmsite.ground.digest import digest_of
from brmsite.ground.kept_words import KeptWords, kept
from brmsite.ground.memo import Memo
from brmsite.ground.shelf import NOTHING_KEPT, Shelf
from brmsite.ground.words import english
from brmsite.history.git import GitUnavailableError, Lack, blobs
from brmsite.history.history import History, read_history
from brmsite.history.touch import Touch
from brmsite.register.register import Register
from brmsite.source.files import Source, digest_of_content
from brmsite.source.parse import folder_and_id

AGREEMENTS = "agreements"
ROOM = "told touches"
BLOCK = 100
"""So many touches are kept together."""
FEW = 400
"""So many are told here: to send them to another process would take longer."""

Row = tuple[str, str, str, str]
"""A touch without its commit: path and blob before, path and blob after."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What a project says of its history: how much is shown, where the forge shows a commit
    (`{commit}` stands for its id), and by what measure versions are compared."""

    shown: Shown = "full"
    commit_url: str = ""
    measure: Measure = field(default_factory=Measure)


def chronicle_of(
    project: Path,
    commit: str,
    ways: Ways,
    shelf: Shelf = NOTHING_KEPT,
    executor: Executor | None = None,
) -> Chronicle:
    """The chronicle up to a commit, with everything told now: for a whole site. What is on the
    shelf is not told again."""
    if ways.shown == "off":
        return NO_CHRONICLE
    teller = _Teller(project, ways.measure)
    history = _history(project, commit, shelf.memo)
    touches = [touch for touch in reversed(history.touches) if is_of_record(touch)]
    told = _all_told(teller, [_row(touch) for touch in touches], shelf, executor)
    return Chronicle(
        lambda: history,
        lambda asked: [told.get(_row(touch), Told()) for touch in asked],
        teller.compared,
        ways.shown,
        ways.commit_url,
        ways.measure.currency,
    )


def chronicle_on_demand(
    project: Path, commit: str, ways: Ways, memo: Memo | None = None
) -> Chronicle:
    """The same, of which each touch is told when it is first asked for."""
    if ways.shown == "off":
        return NO_CHRONICLE
    teller = _Teller(project, ways.measure)
    known: dict[Row, Told] = {}

    def told(asked: Sequence[Touch]) -> list[Told]:
        rows = [_row(touch) for touch in asked]
        missing = [row for row in dict.fromkeys(rows) if row not in known]
        known.update(zip(missing, teller.told(missing), strict=True) if missing else ())
        return [known[row] for row in rows]

    return Chronicle(
        partial(_history, project, commit, memo),
        told,
        teller.compared,
        ways.shown,
        ways.commit_url,
        ways.measure.currency,
    )


def _history(project: Path, commit: str, memo: Memo | None) -> History:
    """The log; without a commit none, whatever git may say by now: no git, or nothing committed."""
    if commit:
        return read_history(project, memo, commit)
    return History(
        "", (), (), lack=Lack.no_commit, said=english("git knows no commit of these records")
    )


def _row(touch: Touch) -> Row:
    return (touch.path_before, touch.before, touch.path, touch.after)


def _all_told(
    teller: _Teller,
    rows: Sequence[Row],
    shelf: Shelf,
    executor: Executor | None,
) -> dict[Row, Told]:
    """Every touch, oldest first, by its row."""
    found: dict[Row, Told] = {}
    blocks = [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]
    keys = [digest_of(teller.measure.name, block) for block in blocks]
    known = shelf.several(ROOM, keys)
    fresh: dict[str, Sequence[Row]] = {}
    for key, block in zip(keys, blocks, strict=True):
        told = _from_bytes(known.get(key), len(block))
        if told is None:
            fresh[key] = block
        else:
            found.update(zip(block, told, strict=True))
    found |= _computed(teller, [row for block in fresh.values() for row in block], executor)
    if shelf.keeps:
        told_blocks = {key: [(row, found[row]) for row in block] for key, block in fresh.items()}
        shelf.put_several(
            ROOM,
            {
                key: _to_bytes([one for _, one in block])
                for key, block in told_blocks.items()
                # What git could not give this time, it may the next.
                if all(one.digest or not after for (_, _, _, after), one in block)
            },
        )
    return found


def _computed(teller: _Teller, rows: Sequence[Row], executor: Executor | None) -> dict[Row, Told]:
    # By file, so that most versions are read once: what one touch left, the next one found.
    ordered = sorted(set(rows), key=lambda row: row[2] or row[0])
    parts = [ordered[start : start + FEW] for start in range(0, len(ordered), FEW)]
    each_by = map if executor is None or len(parts) < 2 else executor.map
    told = each_by(teller.told, parts)
    return {
        row: one
        for part, each in zip(parts, told, strict=True)
        for row, one in zip(part, each, strict=True)
    }


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells touches of one project; another process can be told to."""

    project: Path
    measure: Measure

    def told(self, rows: Sequence[Row]) -> list[Told]:
        """Each touch by field; nothing of those whose content git does not have."""
        ids = list(dict.fromkeys(blob for row in rows for blob in (row[1], row[3]) if blob))
        try:
            with closing(blobs(self.project, ids)) as contents:
                content = dict(zip(ids, contents, strict=True))
        except GitUnavailableError:
            return [Told() for _ in rows]
        versions: dict[tuple[str, str], Register | None] = {}

        def version(path: str, blob: str) -> Register | None:
            key = (path, blob)
            if key not in versions:
                there = content[blob]
                versions[key] = self.measure.read(path, there) if there is not None else None
            return versions[key]

        found: list[Told] = []
        for path_before, before, path, after in rows:
            there = content.get(after)
            digest = digest_of_content(there) if there is not None else ""
            fields: tuple[FieldChange, ...] = ()
            if before and after and before != after:
                one, other = version(path_before, before), version(path, after)
                fields = (UNREADABLE,)
                if one is not None and other is not None:
                    fields = self.measure.changes(one, other, frozenset((path_before, path)))
            elif not (before and after):
                where, whole = path or path_before, content[before or after]
                if whole is not None and weighs_whole(where, whole):
                    fields = self._whole(version(where, before or after), where, not after)
            found.append(
                Told(digest, fields, self._signed(version, path_before, before, path, after))
            )
        return found

    def _whole(self, version: Register | None, path: str, is_gone: bool) -> tuple[FieldChange, ...]:
        """What a record that came or went brings or takes; nothing of one that does not hold."""
        there, nothing = version or self.measure.nothing(), self.measure.nothing()
        one, other = (there, nothing) if is_gone else (nothing, there)
        fields = self.measure.changes(one, other, frozenset((path,)))
        return () if UNREADABLE in fields else fields

    def _signed(
        self,
        version: Callable[[str, str], Register | None],
        path_before: str,
        before: str,
        path: str,
        after: str,
    ) -> str:
        """What people sign, where a touch made a new version of it."""
        if not after or folder_and_id(path)[0] != AGREEMENTS:
            return ""
        now = version(path, after)
        signed = self.measure.signed(now) if now is not None else ""
        was = version(path_before, before) if before and signed else None
        return "" if was is not None and self.measure.signed(was) == signed else signed

    def compared(self, blob: str, file: Source) -> Told:
        """What a file says otherwise than a blob."""
        try:
            with closing(blobs(self.project, [blob])) as contents:
                (content,) = contents
        except GitUnavailableError:
            return Told()
        if content is None:
            return Told("", (UNREADABLE,))
        one, other = (self.measure.read(file.path, each) for each in (content, file.content))
        signed = self.measure.signed(other)
        return Told(
            file.digest,
            self.measure.changes(one, other, frozenset((file.path,))),
            signed if signed != self.measure.signed(one) else "",
        )


def _to_bytes(told: Sequence[Told]) -> bytes:
    """What is told, in two lines: in English, and what its words are made of."""
    rows = [
        [one.digest, [[each.name, str(each.said), *each[2:]] for each in one.fields], one.signed]
        for one in told
    ]
    words = kept(each.said for one in told for each in one.fields)
    return json.dumps(rows, ensure_ascii=False).encode() + b"\n" + words


def _from_bytes(known: bytes | None, length: int) -> list[Told] | None:
    if known is None:
        return None
    in_english, _, made_of = known.partition(b"\n")
    words, numbers = KeptWords(made_of), count()
    try:
        rows = json.loads(in_english)
        told = [
            Told(
                str(digest),
                tuple(
                    FieldChange(name, words.phrase(said, next(numbers)), weight, *more)
                    for name, said, weight, *more in fields
                ),
                str(signed),
            )
            for digest, fields, signed in rows
        ]
    except (ValueError, TypeError, RecursionError):
        return None
    return told if len(told) == length else None
