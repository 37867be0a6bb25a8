"""Two versions of a text, compared word by word.

First lines are compared, then words within lines that differ; what is too long for that is told as
removed and added whole, and so is all that comes after much was compared already: no text takes
more than a moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

MOST_LINES = 1_000
"""So many lines that differ are compared, after those that are the same at both ends."""

MOST_WORDS = 400
"""So many words on a side are compared with each other."""

MOST_PAIRS = 2_000_000
"""So often a word of one text is held against a word of the other, if all of them have to be."""

Sort = Literal["same", "removed", "added"]


class Piece(NamedTuple):
    """Some words: the same in both texts, or only in the one before or after."""

    sort: Sort
    text: str


def compared(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts, in order; those of one sort are never neighbours."""
    return tuple(_joined(_by_lines(before.splitlines(True), after.splitlines(True))))


def excerpts(pieces: Sequence[Piece], words: int = 6) -> tuple[Piece, ...]:
    """The same with only so many words of what did not change around what did."""
    shown: list[Piece] = []
    for number, piece in enumerate(pieces):
        text = piece.text
        if piece.sort == "same":
            parts = _WORDS.findall(text)
            head = 0 if number == 0 else words * 2
            tail = 0 if number == len(pieces) - 1 else words * 2
            if len(parts) > head + tail:
                ending = "".join(parts[-tail:]) if tail else ""
                text = f"{''.join(parts[:head])} … {ending}"
        shown.append(Piece(piece.sort, text))
    return tuple(shown)


# A box of a list of tasks is a word: what changed of `[ ]` and `[x]` is not the space in it.
_WORDS = re.compile(r"\[[ xX]\]|\s+|\d+(?:[.,:]\d+)+|\w+|[^\w\s]")


def _by_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    yield Piece("same", "".join(before[:head]))
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if max(len(old), len(new)) > MOST_LINES:
        yield from _whole(old, new)
    else:
        left = MOST_PAIRS
        for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
            if tag == "equal":
                yield Piece("same", "".join(old[a:b]))
                continue
            went, came = "".join(old[a:b]), "".join(new[c:d])
            words = _WORDS.findall(went), _WORDS.findall(came)
            pairs = len(words[0]) * len(words[1])
            if max(map(len, words)) > MOST_WORDS or pairs > left:
                yield from _whole([went], [came])
            else:
                left -= pairs
                yield from _by_words(*words)
    yield Piece("same", "".join(before[len(before) - tail :]))


def _by_words(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[a:b]))
        else:
            yield from _whole(old[a:b], new[c:d])


def _whole(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    yield Piece("removed", "".join(before))
    yield Piece("added", "".join(after))


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of both are the same from the beginning on."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one sort as one; between two that are the same, what went stands before what
    came, and single spaces between changed words belong to the change."""
    removed = added = ""
    same = ""
    waiting: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if piece.sort == "same":
            if (removed or added) and not piece.text.strip() and "\n" not in piece.text:
                removed, added = removed + piece.text, added + piece.text
                continue
            waiting += _change(removed, added)
            removed = added = ""
            same += piece.text
            continue
        if same:
            waiting.append(Piece("same", same))
            same = ""
        if piece.sort == "removed":
            removed += piece.text
        else:
            added += piece.text
    waiting += _change(removed, added)
    if same:
        waiting.append(Piece("same", same))
    for sort, alike in groupby(waiting, key=lambda piece: piece.sort):
        yield Piece(sort, "".join(piece.text for piece in alike))


def _change(removed: str, added: str) -> Iterator[Piece]:
    """What went and what came, without the spaces at the end that are in both."""
    spaces = len(removed) - len(removed.rstrip())
    common = _alike(removed[::-1][:spaces], added[::-1])
    kept = len(removed) - common
    removed, added, rest = removed[:kept], added[: len(added) - common], removed[kept:]
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)
    if rest:
        yield Piece("same", rest)
