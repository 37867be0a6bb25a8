"""Merges two edits of one text line by line, and says where they cannot both be had.

What only one side changed is taken from it; what both changed alike is taken once; what they
changed differently is a conflict, and both are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# `str.splitlines` would also end lines where git and editors do not.
_LINE = re.compile(r"[^\n]*\n|[^\n]+")

Side = Literal["ours", "theirs"]

MARKS = ("<<<<<<< ours\n", "=======\n", ">>>>>>> theirs\n")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Whole lines that the two sides changed differently; one of them may have none left."""

    ours: str
    theirs: str


Merged = tuple[str | Conflict, ...]
"""A merged text: pieces that are settled, and conflicts between them."""


def merge_lines(base: str, ours: str, theirs: str) -> Merged:
    """Merge by lines; every line ends with a line break, or is the last."""
    settled = settle(base, ours, theirs)
    if settled is not None:
        return (settled,)
    return joined(_merged(_LINE.findall(base), _LINE.findall(ours), _LINE.findall(theirs)))


def settle(base: str, ours: str, theirs: str) -> str | None:
    """The text that both sides agree on, or that only one of them changed; None for a conflict."""
    if ours in (theirs, base):
        return theirs
    return ours if theirs == base else None


def joined(pieces: Iterable[str | Conflict]) -> Merged:
    """Settled pieces that follow each other as one; empty ones left out."""
    result: list[str | Conflict] = []
    for piece in pieces:
        if isinstance(piece, str) and result and isinstance(result[-1], str):
            result[-1] += piece
        elif piece != "":
            result.append(piece)
    return tuple(result)


def is_clean(merged: Merged) -> bool:
    """Whether nothing is left to decide."""
    return not any(isinstance(piece, Conflict) for piece in merged)


def with_side(merged: Merged, side: Side) -> str:
    """The text with every conflict decided for one side."""
    return "".join(
        piece if isinstance(piece, str) else (piece.ours if side == "ours" else piece.theirs)
        for piece in merged
    )


def with_marks(merged: Merged) -> str:
    """The text with conflicts marked as git marks them, each on lines of its own."""
    text = ""
    for piece in merged:
        if isinstance(piece, str):
            text += piece
            continue
        opening, between, closing = MARKS
        text = _ended(text) + opening + _ended(piece.ours) + between
        text += _ended(piece.theirs) + closing
    return text


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


# --- Alignment -----------------------------------------------------------------------------------


def _merged(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[str | Conflict]:
    """What stands between the lines that all three have in common is settled stretch by stretch."""
    at_base = at_ours = at_theirs = 0
    for in_base, in_ours, in_theirs, count in _common(base, ours, theirs):
        before = "".join(base[at_base:in_base])
        left, right = "".join(ours[at_ours:in_ours]), "".join(theirs[at_theirs:in_theirs])
        settled = settle(before, left, right)
        yield Conflict(left, right) if settled is None else settled
        yield "".join(base[in_base : in_base + count])
        at_base, at_ours, at_theirs = in_base + count, in_ours + count, in_theirs + count


def _common(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Stretches of lines in all three: where each begins in base, ours and theirs, and how many
    lines it has. The last one is the end of all three, with none."""
    left, right = _matches(base, ours), _matches(base, theirs)
    one = other = 0
    while one < len(left) and other < len(right):
        (base_left, in_ours, left_count), (base_right, in_theirs, right_count) = (
            left[one],
            right[other],
        )
        start = max(base_left, base_right)
        end = min(base_left + left_count, base_right + right_count)
        if start < end:
            yield start, in_ours + start - base_left, in_theirs + start - base_right, end - start
        if base_left + left_count < base_right + right_count:
            one += 1
        else:
            other += 1
    yield len(base), len(ours), len(theirs), 0


def _matches(base: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """Stretches that two texts have in common. Equal beginnings and ends, which are most of two
    versions of a text, are not left to the matcher, whose work grows with the square of lines."""
    shortest = min(len(base), len(other))
    head = next((at for at in range(shortest) if base[at] != other[at]), shortest)
    rest = shortest - head
    tail = next((at for at in range(rest) if base[-1 - at] != other[-1 - at]), rest)
    # The matcher passes over lines that stand everywhere in a long text, such as blank ones.
    inner = SequenceMatcher(None, base[head : len(base) - tail], other[head : len(other) - tail])
    found = [(at + head, there + head, size) for at, there, size in inner.get_matching_blocks()]
    ends = [(0, 0, head), *found, (len(base) - tail, len(other) - tail, tail)]
    return [match for match in ends if match[2]]
