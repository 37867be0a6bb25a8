"""What was promised for speed, each with where its figure comes from and the most it may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.figures import Measured
from tests.bench.measuring import share
from tests.bench.ours import (
    BODY,
    CHECK_COLD,
    CHECK_WARM,
    COLD,
    NO_OP,
    TITLE,
)
from tests.bench.past import DIFF_COLD, DIFF_WARM, FIRST, LATER, MEMORY

BRMSITE = "brmsite"
HUGO = "hugo"
MKDOCS = "mkdocs"
MARKDOWN = "markdown"

AGAIN = "build again, one title edited"
BODIES = "bodies alone"
SERVE = "serve, saved to received"
IN_CHROMIUM = "serve, saved to shown in Chromium"
DIFFERING = "files that differ from a clean build after edits"
STALE = "pages with the old title after an edit"
RULES = "rules, of a check"
SAMPLE = "check of the sample"
FILES = "files"
BYTES = "bytes"

TEN = 10_000
HUNDRED = 100_000


@dataclass(frozen=True)
class Promise:
    """Something promised: `asked` at most, `reached` or nothing where it was not measured, both in
    `unit`; `how` tells what was divided by what."""

    name: str
    asked: float
    reached: float | None
    unit: str = ""
    how: str = ""

    @property
    def ratio(self) -> float | None:
        """What was reached, as a part of what was asked; none where nothing may be at all."""
        return None if self.reached is None or not self.asked else self.reached / self.asked

    @property
    def is_kept(self) -> bool | None:
        """Whether it is kept; nothing where it was not measured."""
        return None if self.reached is None else self.reached <= self.asked

    @property
    def verdict(self) -> str:
        """That in words."""
        return {None: "not measured", True: "within", False: "MORE THAN"}[self.is_kept]


def promises(measured: Measured) -> Iterator[Promise]:
    """All of them, in the order in which they were made, with what was reached."""

    def ours(what: str, size: int = TEN) -> float | None:
        return measured.median(BRMSITE, size, what)

    hugo = _least(measured.median(HUGO, TEN, COLD), measured.median(HUGO, TEN, AGAIN))
    floor = measured.median(MARKDOWN, TEN, BODIES)
    yield _part("no-op build, 10,000 records", 0.10, ours(NO_OP), hugo, "of Hugo's build")
    edit = _most(ours(TITLE), ours(BODY))
    yield _part("one edit, 10,000 records, to finished `build/`", 0.15, edit, hugo,
                "of Hugo's build; the slower of title and body")  # fmt: skip
    yield _part("cold build, 10,000 records", 1.5, ours(COLD), floor, "of Markdown alone")
    for size in (1_000, TEN, HUNDRED):
        mkdocs = measured.median(MKDOCS, size, COLD)
        yield _part(f"cold build, {size:,} records", 1.0, ours(COLD, size), mkdocs, "of MkDocs")
    served = measured.find(BRMSITE, TEN, IN_CHROMIUM)
    p95 = None if served is None else share(served.values, 0.95) * 1000
    yield Promise(
        "`serve`: file saved to new page in Chromium, 10,000 records", 150, p95, "ms", "p95"
    )
    yield Promise("`check`, 10,000 records, cold", 5.0, ours(CHECK_COLD), "s")
    yield Promise("`check`, 10,000 records, warm", 0.8, ours(CHECK_WARM), "s")
    yield _part("10,000 to 100,000 records, cold: time", 11, ours(COLD, HUNDRED), ours(COLD),
                "of the time of 10,000")  # fmt: skip
    yield _part("10,000 to 100,000 records, cold: memory", 8, _memory(measured, HUNDRED),
                _memory(measured, TEN), "of the memory of 10,000")  # fmt: skip
    yield Promise("peak memory, 10,000 records, cold build", 450, _memory(measured, TEN), "MB",
                  "all processes at once, shared memory counted once")  # fmt: skip
    yield Promise("clean build after the edits made here, 10,000 records", 0, ours(DIFFERING),
                  "files", "that differ by any byte")  # fmt: skip
    yield Promise("rules, facts and places over 10,000 records", 1.5, ours(RULES), "s")
    yield Promise("`check` of the sample organisation", 2.0, ours(SAMPLE, 0), "s")
    yield Promise("history of 10,000 records, first reading", 20.0, ours(FIRST), "s")
    yield Promise("history of 10,000 records, nothing new", 0.3, ours(LATER), "s")
    yield Promise(
        "history of 10,000 records, memory", 400, ours(MEMORY), "MB", "of reading it first"
    )
    yield Promise("`diff` of 20 files in 10,000 records, cold", 1.5, ours(DIFF_COLD), "s")
    yield Promise("`diff` of 20 files in 10,000 records, warm", 0.5, ours(DIFF_WARM), "s")


def _part(name: str, asked: float, ours: float | None, theirs: float | None, how: str) -> Promise:
    """A promise that is a part of something else that was measured in the same run."""
    reached = None if ours is None or theirs is None else ours / theirs
    return Promise(name, asked, reached, "×", how)


def _memory(measured: Measured, size: int) -> float | None:
    found = measured.find(BRMSITE, size, COLD)
    return None if found is None else found.megabytes


def _least(*values: float | None) -> float | None:
    return min((value for value in values if value is not None), default=None)


def _most(*values: float | None) -> float | None:
    return None if None in values else max(value for value in values if value is not None)
