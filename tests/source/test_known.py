"""A file is recognised without reading it only where the disk leaves no doubt."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from brmsite.ground.memo import Memo
from brmsite.inputs import attached_as_read, read_records, tree_of, until_still
from brmsite.source.files import SourceChangedError, SourceFile, SourceTree, UnreadFile
from brmsite.source.known import COARSEST_TICK, KnownFiles, Mark, known_from, mark_of
from tests.patience import tick

MARK = Mark(10, 5_000_000_000, 5_000_000_000, 7)
LATER = 5_000_000_000 + COARSEST_TICK + 1

PATH = "records/people/kari.yaml"
ATTACHED = "records/people/kari.files/photo.txt"


def test_a_file_that_looks_as_it_did_is_known() -> None:
    assert KnownFiles(LATER, {"a": (MARK, "digest")}).digest("a", MARK) == "digest"


@pytest.mark.parametrize(
    "mark",
    [
        MARK._replace(size=11),
        MARK._replace(modified=MARK.modified + 1),
        MARK._replace(modified=MARK.modified - 1),
        MARK._replace(changed=MARK.changed + 1),
        MARK._replace(changed=MARK.changed - 1),
        MARK._replace(number=8),
    ],
    ids=["size", "newer", "older", "noted later", "noted earlier", "another file"],
)
def test_a_file_that_looks_otherwise_is_read(mark: Mark) -> None:
    assert KnownFiles(LATER, {"a": (MARK, "digest")}).digest("a", mark) == ""


@pytest.mark.parametrize("moment", [0, MARK.modified, MARK.modified + COARSEST_TICK])
def test_a_file_that_was_young_when_it_was_read_is_read_again(moment: int) -> None:
    assert KnownFiles(moment, {"a": (MARK, "digest")}).digest("a", MARK) == ""


def test_either_time_makes_a_file_young() -> None:
    for mark in (MARK._replace(modified=LATER), MARK._replace(changed=LATER)):
        assert KnownFiles(LATER, {"a": (mark, "digest")}).digest("a", mark) == ""


def test_what_was_known_comes_back_from_its_bytes() -> None:
    known = KnownFiles(LATER, {"a": (MARK, "digest"), "ä": (MARK._replace(size=0), "other")})
    assert known_from(known.to_bytes()) == known


@pytest.mark.parametrize(
    "content",
    [None, b"", b"{", b"[]", b"[1]", b"[1, 2]", b'["x", {}]', b'[1, {"a": [1]}]', b"\xff"],
)
def test_what_cannot_be_read_makes_nothing_known(content: bytes | None) -> None:
    assert known_from(content) == KnownFiles()


# With a real disk.


class Disk:
    """A project with one record and one attached file, read again and again by what is known."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.write(PATH, "name: Kari\n")
        self.write(ATTACHED, "photo 1")

    def write(self, path: str, text: str) -> None:
        (self.project / path).parent.mkdir(parents=True, exist_ok=True)
        (self.project / path).write_bytes(text.encode())

    def age(self, seconds: float = 10) -> None:
        """Let time go by: what was read is remembered as read so much later."""
        with Memo(self.project) as memo:
            known = known_from(memo.get("files as they were last read", ""))
            later = KnownFiles(known.moment + int(seconds * 1e9), known.files)
            memo.put("files as they were last read", "", later.to_bytes())

    def read(self) -> SourceTree:
        with Memo(self.project) as memo:
            return read_records(self.project, memo)


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path)


def sorts(tree: SourceTree) -> list[type]:
    return [type(file) for file in tree.files]


def test_a_young_file_is_read_and_an_old_one_is_not(disk: Disk) -> None:
    assert sorts(disk.read()) == [SourceFile]
    disk.age(-3_600)
    assert sorts(disk.read()) == [SourceFile]
    disk.age()
    tree = disk.read()
    assert sorts(tree) == [UnreadFile]
    assert [file.content for file in tree.files] == [b"name: Kari\n"]


def test_a_file_rewritten_in_the_tick_in_which_it_was_read_is_read_again(disk: Disk) -> None:
    """Its size, times and number are the same, as on a disk with a coarse clock."""
    first = disk.read()
    with Memo(disk.project) as memo:
        known = known_from(memo.get("files as they were last read", ""))
        disk.write(PATH, "name: Mari\n")
        mark = mark_of((disk.project / PATH).stat())
        _, digest = known.files[PATH]
        memo.put(
            "files as they were last read",
            "",
            KnownFiles(known.moment, {PATH: (mark, digest)}).to_bytes(),
        )
    second = disk.read()
    assert [file.content for file in second.files] == [b"name: Mari\n"]
    assert tree_of(first) != tree_of(second)


def test_the_time_of_before_does_not_hide_a_change(disk: Disk) -> None:
    """What tools set with `os.utime`, the time of the last change to what the system knows tells."""
    before = (disk.project / PATH).stat()
    first = disk.read()
    disk.age()
    tick(disk.project)
    disk.write(PATH, "name: Mari\n")
    os.utime(disk.project / PATH, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (disk.project / PATH).stat().st_mtime_ns == before.st_mtime_ns
    second = disk.read()
    assert [file.content for file in second.files] == [b"name: Mari\n"]
    assert tree_of(first) != tree_of(second)


def test_another_file_in_its_place_is_read(disk: Disk) -> None:
    before = (disk.project / PATH).stat()
    disk.read()
    disk.age()
    disk.write("beside", "name: Mari\n")
    os.utime(disk.project / "beside", ns=(before.st_atime_ns, before.st_mtime_ns))
    (disk.project / "beside").replace(disk.project / PATH)
    assert [file.content for file in disk.read().files] == [b"name: Mari\n"]


def test_a_clock_that_was_set_back_costs_reading_and_nothing_else(disk: Disk) -> None:
    disk.read()
    disk.age(3_600)
    disk.age(-7_200)
    disk.write(PATH, "name: Mari\n")
    assert [file.content for file in disk.read().files] == [b"name: Mari\n"]
    assert sorts(disk.read()) == [SourceFile]


def test_an_attached_file_rewritten_in_the_same_tick_is_another_tree(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attached files are not read; only those that are young are looked into, as all are here."""
    monkeypatch.setattr("brmsite.source.known.COARSEST_TICK", 10**15)
    first = disk.read()
    disk.write(ATTACHED, "photo 2")
    mark = mark_of((disk.project / ATTACHED).stat())
    _, digest = first.marks[ATTACHED]
    second = disk.read()
    assert digest
    assert second.marks[ATTACHED][0] == mark
    assert second.marks[ATTACHED][1] != digest


def test_the_tree_is_the_same_when_its_files_have_grown_old(disk: Disk) -> None:
    first = tree_of(disk.read())
    assert tree_of(disk.read()) == first
    disk.age()
    assert tree_of(disk.read()) == first
    disk.age()
    assert tree_of(disk.read()) == first


def test_an_attached_file_that_changed_while_it_was_used_is_seen(disk: Disk) -> None:
    tree = disk.read()
    assert attached_as_read(disk.project, tree)
    disk.write(ATTACHED, "photo, larger")
    assert not attached_as_read(disk.project, tree)
    (disk.project / ATTACHED).unlink()
    assert not attached_as_read(disk.project, tree)


# Files that change or vanish after they were recognised.


def test_a_file_that_changes_before_it_is_read_is_never_taken_for_what_it_was(disk: Disk) -> None:
    disk.read()
    disk.age()
    [file] = disk.read().files
    disk.write(PATH, "name: Mari\n")
    with pytest.raises(SourceChangedError, match=PATH):
        _ = file.content
    (disk.project / PATH).unlink()
    with pytest.raises(SourceChangedError, match=PATH):
        _ = file.content
    (disk.project / PATH).mkdir()
    with pytest.raises(SourceChangedError, match=PATH):
        _ = file.content


def test_work_is_done_anew_where_records_changed_and_given_up_after_three_times() -> None:
    tries = 0

    @until_still
    def work(calm_after: int) -> str:
        nonlocal tries
        tries += 1
        if tries <= calm_after:
            raise SourceChangedError("`records/x.md` was changed while it was read")
        return "done"

    assert work(2) == "done"
    assert tries == 3
    tries = 0
    with pytest.raises(SourceChangedError):
        work(calm_after=3)
    assert tries == 3
