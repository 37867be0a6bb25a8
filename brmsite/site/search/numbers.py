"""Short numbers that stand for pages in the lists of the search index.

A number says the kind (one letter), the month (two), and then parts pages of one kind and month
by a digest of their path (four): so lists are in the order of months without being looked up,
results are counted by kind before anything else is loaded, and a new or changed record leaves the
numbers of all others, and with them most files of the index, as they were.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

DIGITS = "0123456789abcdefghijklmnopqrstuv"
"""32 digits in the order of their codes; lower case only, since they are also names of files."""

MONTHS = len(DIGITS) ** 2
FIRST_YEAR = 1975
"""The month 0 is for pages without a day; days before or long after are put at the ends."""

LENGTH = 7


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a page is numbered by: the place of its kind in the list of kinds, its day as
    `YYYY-MM-DD` (or empty), and its path."""

    kind: int
    day: str
    path: str


def numbers(pages: Iterable[Numbered]) -> dict[str, str]:
    """The number of every page, by its path.

    Two pages of one kind and month whose digests begin alike are parted in the order of their
    paths, by a digest of the path and a count.
    """
    taken: set[str] = set()
    found: dict[str, str] = {}
    for page in sorted(pages, key=lambda one: one.path):
        head = DIGITS[page.kind] + _base32(_month(page.day), 2)
        again = 0
        while (number := head + _digest(page.path, again)) in taken:
            again += 1
        taken.add(number)
        found[page.path] = number
    return found


def _month(day: str) -> int:
    if not day:
        return 0
    year, month = int(day[:4]), int(day[5:7])
    return min(max(1, (year - FIRST_YEAR) * 12 + month), MONTHS - 1)


def _digest(path: str, again: int) -> str:
    digest = sha256(f"{path}\0{again}".encode()).digest()
    return _base32(int.from_bytes(digest[:3], "big"), LENGTH - 3)


def _base32(value: int, length: int) -> str:
    """The last `length` digits of a number."""
    digits = ""
    for _ in range(length):
        value, digit = divmod(value, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits
