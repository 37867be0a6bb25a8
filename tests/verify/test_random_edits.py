"""After any edits a build that goes on from the one before is what a clean build makes."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from tests.bench.generate import generate
from tests.verify.edits import Edits
from tests.verify.run import FIRST_DAY, Course, compared, differing

FULL = Path(__file__).resolve().parents[1] / "trees" / "full"
EDITS = 12
"""`make verify` makes a thousand, of more records, and compares less often."""


@pytest.mark.slow
def test_random_edits_leave_no_byte_that_a_clean_build_would_not_write(tmp_path: Path) -> None:
    copytree(FULL / "records", tmp_path / "project" / "records")
    course = Course(tmp_path, seed=20260615)
    compared_after = []
    for done in compared(course, EDITS, each=1):
        assert done.files == (), f"{done.byte_count} bytes differ after {course.told}"
        compared_after.append(done.builds)
    assert len(course.told) >= EDITS
    assert compared_after == [*range(2, course.builds + 1)], "each build but the first"


def test_the_same_seed_makes_the_same_edits(tmp_path: Path) -> None:
    told = []
    for name in ("one", "other"):
        project = tmp_path / name
        generate(project, 30)
        edits = Edits(project, tmp_path / "no site", 7, FIRST_DAY)
        told.append([edits.one() for _ in range(40)])
    assert told[0] == told[1]
    assert len({said.partition(" ")[0] for said in told[0]}) > 8
    paths, _ = differing(tmp_path / "one" / "records", tmp_path / "other" / "records")
    assert paths == ()


def test_a_difference_is_counted_in_bytes(tmp_path: Path) -> None:
    for name, files in (
        ("one", {"same": b"same", "other": b"abcd", "longer": b"ab", "empty": b""}),
        ("other", {"same": b"same", "other": b"abxy", "longer": b"abc", "new": b"12345"}),
    ):
        (tmp_path / name).mkdir()
        for path, content in files.items():
            (tmp_path / name / path).write_bytes(content)
    paths, byte_count = differing(tmp_path / "one", tmp_path / "other")
    assert paths == ("empty", "longer", "new", "other")
    assert byte_count == 1 + 1 + 5 + 2
