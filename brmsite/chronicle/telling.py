"""Tells touches by field: each version is parsed once, and what differs is kept for the next time.

What a commit changed never changes, so it is kept in the store, in blocks of neighbouring touches:
with the next commit only the last block is told anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path

from brmsite.chronicle.as_called_now import State, refers_otherwise
from brmsite.chronicle.chronicle import NO_CHRONICLE, Chronicle, Shown, Told, is_of_record
from brmsite.chronicle.entry import FieldChange
from brmsite.chronicle.merger import is_own
from brmsite.chronicle.versions_compared import UNREADABLE, Measure, weighs_whole
from brmsite.ground.digest import digest_of
from brmsite.ground.kept_words import KeptWords, kept
from brmsite.ground.memo import Memo
from brmsite.ground.shelf import NOTHING_KEPT, Shelf
from brmsite.ground.words import english
from brmsite.history.git import GitUnavailableError, Lack, blobs
from brmsite.history.history import History, read_history
from brmsite.history.touch import NOT_THERE, Touch
from brmsite.source.files import Source, digest_of_content
from brmsite.source.parse import folder_and_id

AGREEMENTS = "agreements"
ROOM = "told touches"
BLOCK = 100
"""So many touches are kept together."""
FEW = 400
"""So many are told here: to send them to another process would take longer."""

Row = tuple[str, str, str, str, str]
"""A touch without its commit: path and blob before, path and blob after, blobs of others."""


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

    def tell(teller: _Teller, rows: Sequence[Row]) -> dict[Row, Told]:
        return _all_told(teller, rows, shelf, executor)

    told = _told_as_now(teller, [_row(touch) for touch in touches], tell)
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

    def tell(teller: _Teller, rows: Sequence[Row]) -> dict[Row, Told]:
        return dict(zip(rows, teller.told(rows), strict=True))

    def told(asked: Sequence[Touch]) -> list[Told]:
        rows = [_row(touch) for touch in asked]
        missing = [row for row in dict.fromkeys(rows) if row not in known]
        known.update(_told_as_now(teller, missing, tell) if missing else ())
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
    return (touch.path_before, touch.before, touch.path, touch.after, touch.others)


def _told_as_now(
    teller: _Teller,
    rows: Sequence[Row],
    tell: Callable[[_Teller, Sequence[Row]], dict[Row, Told]],
) -> dict[Row, Told]:
    """Every touch with what it names under its present ids. All are told as they were typed, which
    stays what it is when a record is renamed, then those anew that name a record renamed since."""
    names = teller.measure.names
    told = tell(replace(teller, measure=teller.measure.as_typed), rows)
    concerned = [row for row in rows if not names.keys().isdisjoint(told[row].named)]
    return told | tell(teller, concerned) if concerned else told


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
                if all(one.digest or not after for (_, _, _, after, _), one in block)
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


Versions = Callable[[str, str], State | None]
"""The version of a record in a file with this content; None where git does not have it."""


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells touches of one project; another process can be told to."""

    project: Path
    measure: Measure

    def told(self, rows: Sequence[Row]) -> list[Told]:
        """Each touch by field; nothing of those whose content git does not have, and nothing of any
        of them in a clone that lacks the content of one."""
        asked = (blob for row in rows for blob in (row[1], row[3], *row[4].split()))
        ids = [blob for blob in dict.fromkeys(asked) if blob and blob != NOT_THERE]
        try:
            with closing(blobs(self.project, ids)) as contents:
                content = dict(zip(ids, contents, strict=True))
        except GitUnavailableError:
            return [Told() for _ in rows]
        versions: dict[tuple[str, str], State | None] = {}

        def version(path: str, blob: str) -> State | None:
            key = (path, blob)
            if key not in versions:
                there = content[blob]
                versions[key] = self.measure.read(path, there) if there is not None else None
            return versions[key]

        found: list[Told] = []
        for row in rows:
            path_before, before, path, after, others = row
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
            signed = self._signed(version, row)
            found.append(
                Told(
                    digest,
                    fields,
                    signed,
                    bool(others) and self._is_own(version, row),
                    self._named(version, row, bool(signed)) if fields or signed else (),
                )
            )
        return found

    def _whole(self, version: State | None, path: str, is_gone: bool) -> tuple[FieldChange, ...]:
        """What a record that came or went brings or takes; nothing of one that does not hold."""
        there, nothing = version or self.measure.nothing(), self.measure.nothing()
        one, other = (there, nothing) if is_gone else (nothing, there)
        fields = self.measure.changes(one, other, frozenset((path,)))
        return () if UNREADABLE in fields else fields

    def _signed(self, version: Versions, row: Row) -> str:
        """What people sign, where a touch made a new version of it."""
        path_before, before, path, after, _ = row
        if not after or folder_and_id(path)[0] != AGREEMENTS:
            return ""
        now = version(path, after)
        signed = self.measure.signed(now) if now is not None else ""
        was = version(path_before, before) if before and signed else None
        return "" if was is not None and self.measure.signed(was) == signed else signed

    def _is_own(self, version: Versions, row: Row) -> bool:
        """Whether a merge that left a file as none of its parents had it said something itself."""
        path_before, before, path, after, others = row
        contents = [blob for blob in others.split() if blob != NOT_THERE]
        if not after or (not contents and path != path_before):
            return True
        merged = version(path, after)
        there = [version(path, blob) for blob in contents]
        there += [version(path_before, before)] if before else []
        parents = [one for one in there if one is not None]
        if merged is None or len(parents) < len(there):
            return False
        return is_own(merged, parents, {path_before, path}, self.measure.currency)

    def _named(self, version: Versions, row: Row, is_signed: bool) -> tuple[str, ...]:
        """The addresses of which it matters for what is told whether they are former ones: those
        that a touch brought or took, and all in what people sign."""
        path_before, before, path, after, _ = row
        one = version(path_before, before) if before else None
        other = version(path, after) if after else None
        refers = [each.refers if each is not None else Counter() for each in (one, other)]
        named = refers[0] + refers[1] if is_signed else refers_otherwise(*refers)
        return tuple(sorted(named))

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
        [
            one.digest,
            [[each.name, str(each.said), *each[2:]] for each in one.fields],
            one.signed,
            one.is_own,
            one.named,
        ]
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
                bool(of_merger),
                tuple(named),
            )
            for digest, fields, signed, of_merger, named in rows
        ]
    except (ValueError, TypeError, RecursionError):
        return None
    return told if len(told) == length else None
