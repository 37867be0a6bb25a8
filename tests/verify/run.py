"""Edits a register at random, builds after each edit, and compares with clean builds: `make verify`.

    python -m tests.verify.run                       1,000 edits of 600 records
    python -m tests.verify.run --edits 100 --seed 7

There is a build after each edit, or after two or three, and it goes on from the one before, in one
process. All bytes are compared with those of a clean build after every 25 edits, or `--each`. A clean
build begins in a process of its own, which has loaded the code and knows nothing, of a copy of the
records without the store. It prints the seed, how many edits and builds were made and how many bytes
differ; it ends with 1 if any does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns, rmtree
from tempfile import TemporaryDirectory
from time import perf_counter

from brmsite.cli.memory import Copies
from brmsite.ground.memo import Memo
from brmsite.publish import publish
from tests.bench.generate import generate
from tests.verify.edits import Edits

FIRST_DAY = date(2026, 6, 15)
CODE = ["brmsite.publish", "brmsite.build"]
"""What a process loads before it becomes, each time, the one that makes a clean build."""


@dataclass(frozen=True)
class Compared:
    """A comparison after so many edits and builds: the paths that differ, and how many bytes do."""

    edits: int
    builds: int
    files: tuple[str, ...]
    byte_count: int


class Course:
    """One project, edited and built again and again."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.project, self.site = folder / "project", folder / "site"
        self._place = folder / "clean"
        self.edits = Edits(self.project, self.site, seed, FIRST_DAY)
        self.told: list[str] = []
        self.builds = 0
        self._chance = Random(seed)

    def step(self) -> None:
        """One edit, or a few at once, and the build after it."""
        for _ in range(self._chance.choice((1, 1, 1, 2, 3))):
            self.told.append(self.edits.one())
        self.build()

    def build(self) -> None:
        """The build that remembers the ones before, on one processor or on all."""
        executor = Copies() if self._chance.random() < 0.3 else None
        with Memo(self.project) as memo:
            day, commit = self.edits.day, self.edits.commit()
            publish(self.project, self.site, day, commit, memo=memo, executor=executor)
        self.builds += 1

    def compare(self) -> Compared:
        """What differs from a clean build, in another process and folder."""
        rmtree(self._place, ignore_errors=True)
        clean = self._place / "project"
        copytree(self.project, clean, ignore=ignore_patterns(".brmsite"), symlinks=True)
        site = self._place / "site"
        _publish_knowing_nothing(clean, site, self.edits.day, self.edits.commit())
        return Compared(len(self.told), self.builds, *differing(self.site, site))


def _publish_knowing_nothing(project: Path, site: Path, day: date, commit: str) -> None:
    apart = get_context("forkserver")
    apart.set_forkserver_preload(CODE)
    process = apart.Process(target=publish, args=(project, site, day, commit))
    process.start()
    process.join()
    if process.exitcode:
        raise RuntimeError(f"a clean build of {project} ended with {process.exitcode}")


def differing(one: Path, other: Path) -> tuple[tuple[str, ...], int]:
    """The files that differ between two folders, and how many bytes in them, those that only one of
    them has among them."""
    ones, others = _contents(one), _contents(other)
    paths = tuple(
        sorted(path for path in ones.keys() | others.keys() if ones.get(path) != others.get(path))
    )
    return paths, sum(_bytes(ones.get(path, b""), others.get(path, b"")) for path in paths)


def _bytes(one: bytes, other: bytes) -> int:
    same_place = sum(left != right for left, right in zip(one, other, strict=False))
    # An empty file that only one has is a difference, too.
    return max(1, same_place + abs(len(one) - len(other)))


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def compared(course: Course, edits: int, each: int) -> Iterator[Compared]:
    """Make so many edits; compare after each so many, and at the end."""
    course.build()
    due = each
    while len(course.told) < edits:
        course.step()
        if len(course.told) >= min(due, edits):
            due += each
            yield course.compare()


def main() -> None:
    """Make the edits that the command line asks for."""
    parser = argparse.ArgumentParser(description="Edit, build, compare with a clean build.")
    parser.add_argument("--edits", type=int, default=1000, help="so many in all (%(default)s)")
    parser.add_argument(
        "--each",
        type=int,
        default=25,
        help="compare after each so many edits (%(default)s); 1 compares after each build",
    )
    parser.add_argument("--records", type=int, default=600, help="to begin with (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="what is done at random (%(default)s)")
    asked = parser.parse_args()
    began, total, times, before = perf_counter(), 0, 0, 0
    with TemporaryDirectory(prefix="brmsite-verify-") as place:
        folder = Path(place)
        generate(folder / "project", asked.records, asked.seed)
        course = Course(folder, asked.seed)
        for done in compared(course, asked.edits, asked.each):
            total, times = total + done.byte_count, times + 1
            seconds = perf_counter() - began
            print(
                f"{done.edits:6,} edits {done.builds:6,} builds  {done.byte_count} bytes differ  "
                f"{seconds:7.1f} s"
            )
            for path in done.files[:20]:
                print(f"    {path}")
            if done.files:
                print("    since the last comparison:", *course.told[before:], sep="\n      ")
                break
            before = done.edits
    print(
        f"seed {asked.seed}, {len(course.told):,} edits, {course.builds:,} builds, compared "
        f"{times:,} times: {total} bytes differ"
    )
    sys.exit(1 if total else 0)


if __name__ == "__main__":
    main()
