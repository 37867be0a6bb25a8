"""Clocks that jump, and tools that set times: a site is built from what files hold, not from when."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from brmsite.ground.memo import FOLDER as STORE
from brmsite.ground.memo import Memo
from brmsite.publish import publish
from brmsite.source.known import KnownFiles, known_from
from brmsite.verify import verify
from tests.patience import tick

MINIMAL = Path(__file__).resolve().parents[1] / "trees" / "minimal"
DAY = date(2026, 6, 15)
KNOWN = "files as they were last read"
SECOND = 1_000_000_000
IN_1970, IN_2026, IN_2038 = SECOND, 1_781_000_000 * SECOND, (2**31 - 1) * SECOND


class Clocked:
    """A project with a store and its site, of which all files are given the times of a clock."""

    def __init__(self, folder: Path) -> None:
        self.project = copytree(MINIMAL, folder / "project")
        self.site = folder / "site"
        self.record = next((self.project / "records").glob("people/*.yaml"))
        self.record.write_text("name: Kari 0\norg: provider\n", encoding="utf-8")
        self.page = self.site / "people" / f"{self.record.stem}.html"

    def build(self) -> tuple[str, ...]:
        """What was written."""
        with Memo(self.project) as memo:
            return publish(self.project, self.site, DAY, memo=memo).written.changed

    def files(self) -> Iterator[Path]:
        for folder in (self.project / "records", self.site, self.project / STORE):
            yield from (path for path in sorted(folder.rglob("*")) if path.is_file())

    def set(self, time: int) -> None:
        """Give every file this time, in nanoseconds; the store's too."""
        for path in self.files():
            os.utime(path, ns=(time, time))

    def grow_old(self) -> None:
        """Let what was read be so old that files are known again by their times alone."""
        tick(self.project)
        with Memo(self.project) as memo:
            known = known_from(memo.get(KNOWN, ""))
            later = IN_2038 + 10 * SECOND
            memo.put(KNOWN, "", KnownFiles(later, known.files).to_bytes())

    def change(self, path: Path, old: bytes, new: bytes) -> None:
        """Put other bytes in a file, as many as before, and leave its times as they were."""
        before = path.stat()
        content = path.read_bytes()
        assert old in content
        with path.open("r+b") as stream:
            stream.write(content.replace(old, new))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert path.stat().st_size == before.st_size
        assert path.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.slow
@pytest.mark.parametrize(
    "times",
    [(IN_1970, IN_2038, IN_2026), (IN_2038, IN_1970, IN_2026)],
    ids=["back and on", "on and back"],
)
def test_whatever_the_clock_says_the_next_build_is_a_clean_one(
    tmp_path: Path, times: tuple[int, ...]
) -> None:
    clocked = Clocked(tmp_path)
    clocked.build()
    for turn, time in enumerate(times):
        clocked.set(time)
        assert clocked.build() == (), "only times have changed"
        clocked.grow_old()

        clocked.change(clocked.record, b"Kari %d" % turn, b"Kari %d" % (turn + 1))
        assert f"people/{clocked.page.name}" in clocked.build()
        assert f"Kari {turn + 1}" in clocked.page.read_text(encoding="utf-8")

        clocked.set(time)
        assert clocked.build() == ()
        clocked.grow_old()
        clocked.change(clocked.page, b"Kari", b"Kira")
        assert clocked.build() == (f"people/{clocked.page.name}",)
        assert verify(clocked.project, clocked.site, DAY).is_same
