"""A store may be lost, damaged, locked away or shared: it never gives back what was not put."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from shutil import copytree
from threading import Barrier

import pytest

from brmsite.ground import memo as memos
from brmsite.ground.memo import FILE, FOLDER, MOMENT, Memo
from tests.patience import tick

ROOT = Path(__file__).resolve().parents[2]
VALUES = {f"key {number}": f"value {number} ".encode() * (number + 1) for number in range(60)}

PATIENCE = 60.0
"""Seconds that one program waits for another where the test is about what both keep."""


def filled(project: Path) -> Path:
    """A project with a store that holds the values; its one file."""
    project.mkdir(exist_ok=True)
    with Memo(project) as memo:
        memo.put_several("room", VALUES)
    file = project / FOLDER / FILE
    assert sorted(path.name for path in file.parent.iterdir()) == [".gitignore", FILE]
    return file


def holds(project: Path) -> dict[str, bytes]:
    with Memo(project) as memo:
        return memo.several("room", VALUES)


def is_sound(project: Path) -> bool:
    """Whether what is found was put, and what is put now is found by the next."""
    found = holds(project)
    with Memo(project) as memo:
        memo.put("room", "fresh", b"fresh")
    with Memo(project) as memo:
        fresh = memo.get("room", "fresh")
    return found.items() <= VALUES.items() and fresh == b"fresh"


def test_what_was_put_is_found_by_the_next(tmp_path: Path) -> None:
    filled(tmp_path)
    assert holds(tmp_path) == VALUES
    with Memo(tmp_path) as memo:
        assert memo.keys("room") == VALUES.keys()
        assert memo.get("another room", "key 1") is None
        assert memo.get("room", "another key") is None
        memo.put("room", "key 1", b"newer")
        assert memo.get("room", "key 1") == b"newer"


def test_more_keys_are_asked_for_than_one_question_may_name(tmp_path: Path) -> None:
    many = {str(number): b"%d" % number for number in range(40_000)}
    with Memo(tmp_path) as memo:
        memo.put_several("room", many)
        assert memo.several("room", many) == many


def test_what_is_put_is_there_for_others_at_once_and_holds_up_nobody(tmp_path: Path) -> None:
    with Memo(tmp_path) as one, Memo(tmp_path) as other:
        one.put("room", "key", b"value")
        assert other.get("room", "key") == b"value"
        other.put("room", "key", b"newer")
        assert one.get("room", "key") == b"newer"


def test_git_is_told_to_leave_the_store_alone(tmp_path: Path) -> None:
    file = filled(tmp_path)
    assert (file.parent / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_store_cut_off_anywhere_is_begun_anew(tmp_path: Path) -> None:
    whole = filled(tmp_path / "whole").read_bytes()
    random = Random(1)
    lengths = {0, 1, 15, 16, 17, 99, 100, 4096, len(whole) - 1}
    lengths |= {random.randrange(len(whole)) for _ in range(25)}
    for length in sorted(lengths):
        project = tmp_path / str(length)
        filled(project).write_bytes(whole[:length])
        assert is_sound(project), f"cut off after {length:,} bytes"


def test_a_store_that_is_something_else_is_begun_anew(tmp_path: Path) -> None:
    for number, garbage in enumerate((b"no database", Random(1).randbytes(50_000), b"\0" * 9_000)):
        project = tmp_path / str(number)
        filled(project).write_bytes(garbage)
        assert is_sound(project)


def test_a_flipped_bit_anywhere_never_makes_another_value(tmp_path: Path) -> None:
    whole = filled(tmp_path / "whole").read_bytes()
    random = Random(2)
    for turn in range(60):
        project = tmp_path / str(turn)
        place, bit = random.randrange(len(whole)), 1 << random.randrange(8)
        file = filled(project)
        file.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
        found = holds(project)
        assert found.items() <= VALUES.items(), f"bit {bit} of byte {place:,}"
        with Memo(project) as memo:
            memo.put_several("room", VALUES)
        assert holds(project).items() <= VALUES.items()


@pytest.mark.parametrize(
    "words",
    [
        "PRAGMA user_version = 99",
        "PRAGMA application_id = 7",
        "DROP TABLE kept",
        "ALTER TABLE kept DROP COLUMN sum",
        "DROP INDEX by_run",
        "CREATE TRIGGER ours AFTER INSERT ON kept BEGIN UPDATE kept SET value = x'00'; END",
        "CREATE TABLE other (x); DROP TABLE kept; CREATE VIEW kept AS SELECT * FROM other",
    ],
)
def test_a_store_of_another_make_or_altered_is_of_no_use_and_no_harm(
    tmp_path: Path, words: str
) -> None:
    base = sqlite3.connect(filled(tmp_path))
    base.executescript(words)
    base.close()
    assert holds(tmp_path).items() <= VALUES.items()
    with Memo(tmp_path) as memo:
        memo.put("room", "key 1", VALUES["key 1"])
    assert holds(tmp_path).items() <= VALUES.items()


@pytest.mark.parametrize(
    "words",
    [
        "UPDATE kept SET value = x'00' WHERE key = 'key 1'",
        "UPDATE kept SET value = 'text' WHERE key = 'key 1'",
        "UPDATE kept SET sum = 5 WHERE key = 'key 1'",
        "UPDATE kept SET key = 'key 1' WHERE key = 'key 2'",
        "UPDATE kept SET room = 'room', key = 'key 1' WHERE room = 'other'",
        "UPDATE kept SET run = 'often' WHERE key = 'key 1'",
    ],
)
def test_a_value_under_a_key_that_is_not_its_own_is_not_given(tmp_path: Path, words: str) -> None:
    file = filled(tmp_path)
    with Memo(tmp_path) as memo:
        memo.put("other", "key 1", b"that of another room")
    base = sqlite3.connect(file)
    if "key = 'key 1' WHERE" in words:
        base.execute("DELETE FROM kept WHERE room = 'room' AND key = 'key 1'")
    base.executescript(words)
    base.close()
    assert holds(tmp_path).items() <= VALUES.items()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project").chmod(0o500)
    with Memo(tmp_path / "project") as memo:
        memo.put("room", "key", b"value")
        assert memo.get("room", "key") is None
        assert memo.moment() == 0


def test_something_else_in_place_of_the_folder_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file", encoding="utf-8")
    with Memo(tmp_path) as memo:
        memo.put("room", "key", b"value")
        assert memo.get("room", "key") is None
        assert memo.keys("room") == frozenset()
        assert memo.moment() == 0
    assert (tmp_path / FOLDER).read_text(encoding="utf-8") == "a file"


LINKED = ("", FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal", MOMENT, ".gitignore")


def looks(folder: Path) -> dict[Path, tuple[int, bytes]]:
    """All that is in a folder, with its time and its bytes."""
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in (folder, *folder.rglob("*"))
    }


@pytest.mark.parametrize("led_to", ["theirs", "nothing yet"])
@pytest.mark.parametrize("name", LINKED)
def test_a_link_to_elsewhere_is_not_followed(tmp_path: Path, name: str, led_to: str) -> None:
    """Neither is anything read there, nor written, nor made."""
    elsewhere = tmp_path / "elsewhere"
    base = filled(elsewhere)
    with Memo(elsewhere) as memo:
        memo.moment()
    theirs = base.parent if not name else base.with_name(name)
    theirs.touch()
    link = tmp_path / "project" / FOLDER / name
    link.parent.mkdir(parents=True)
    link.symlink_to(theirs if led_to == "theirs" else elsewhere / "nothing yet")
    before = looks(elsewhere)
    tick(tmp_path)
    with Memo(tmp_path / "project") as memo:
        assert memo.get("room", "key 1") is None
        memo.put("room", "key 1", b"other")
        moment = memo.moment()
    assert looks(elsewhere) == before
    assert link.is_symlink()
    assert (moment > 0) == (name == ".gitignore"), "only that link leaves a store"


def test_a_store_that_another_program_holds_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memos, "_SECONDS_FOR_ANOTHER", 0.05)
    other = sqlite3.connect(filled(tmp_path))
    other.execute("BEGIN EXCLUSIVE")
    with Memo(tmp_path) as memo:
        memo.put("room", "key 1", b"newer")
    other.rollback()
    other.close()
    assert holds(tmp_path) == VALUES


WRITER = """
import sys
from pathlib import Path
from brmsite.ground import memo as memos
from brmsite.ground.memo import Memo

project, name, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
memos._SECONDS_FOR_ANOTHER = float(sys.argv[4])
for turn in range(rounds):
    with Memo(project) as memo:
        for number in range(50):
            memo.put("room", f"{name} {number}", f"{name} {number}".encode() * 500)
        memo.put("shared", "key", b"the same")
    print(turn, flush=True)
"""


def writer(project: Path, name: str, rounds: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(project), name, str(rounds), str(PATIENCE)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")


def test_two_programs_at_once_keep_what_both_put(tmp_path: Path) -> None:
    both = [writer(tmp_path, name, 5) for name in ("one", "other")]
    for process in both:
        process.communicate()
    assert [process.returncode for process in both] == [0, 0]
    with Memo(tmp_path) as memo:
        for name in ("one", "other"):
            keys = [f"{name} {number}" for number in range(50)]
            assert memo.several("room", keys) == {key: key.encode() * 500 for key in keys}
        assert memo.get("shared", "key") == b"the same"


def test_all_who_begin_a_store_at_once_keep_what_they_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memos, "_SECONDS_FOR_ANOTHER", PATIENCE)
    few = 6
    for turn in range(30):
        project = tmp_path / str(turn)
        project.mkdir()
        ready = Barrier(few)

        def put(number: int, project: Path = project, ready: Barrier = ready) -> None:
            ready.wait()
            with Memo(project) as memo:
                memo.put("room", f"key {number}", b"value")

        with ThreadPoolExecutor(few) as threads:
            list(threads.map(put, range(few)))
        with Memo(project) as memo:
            assert memo.keys("room") == {f"key {number}" for number in range(few)}


def test_a_program_killed_while_it_writes_leaves_whole_values(tmp_path: Path) -> None:
    for turn in range(6):
        process = writer(tmp_path, "one", 1000)
        assert process.stdout is not None
        for _ in range(turn + 1):
            process.stdout.readline()
        process.kill()
        process.communicate()
        keys = [f"one {number}" for number in range(50)]
        with Memo(tmp_path) as memo:
            assert memo.several("room", keys) == {key: key.encode() * 500 for key in keys}


def test_what_was_asked_for_longest_ago_is_forgotten_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memos, "MOST_BYTES", 400_000)
    monkeypatch.setattr(memos, "_RUNS_UNTIL_NOTED", 0)
    for run in range(12):
        with Memo(tmp_path) as memo:
            memo.put("room", f"run {run}", bytes([run]) * 60_000)
            memo.get("room", "run 1")
    with Memo(tmp_path) as memo:
        left = memo.keys("room")
        assert "run 11" in left
        assert "run 1" in left, "it was asked for in every run"
        assert "run 0" not in left
        assert "run 2" not in left
        assert sum(len(memo.get("room", key) or b"") for key in left) <= 400_000


def test_what_this_run_put_stays_however_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memos, "MOST_BYTES", 10_000)
    with Memo(tmp_path) as memo:
        memo.put_several("room", VALUES)
    assert holds(tmp_path) == VALUES


@pytest.mark.parametrize("word", ["CREATE TABLE kept", "CREATE INDEX", "room TEXT", "by_run ON"])
@pytest.mark.parametrize("bit", [1, 0x80])
def test_words_of_the_store_that_nobody_can_read_cost_time_alone(
    tmp_path: Path, word: str, bit: int
) -> None:
    file = filled(tmp_path)
    content = bytearray(file.read_bytes())
    content[content.index(word.encode()) + 2] ^= bit
    file.write_bytes(content)
    assert is_sound(tmp_path)
    assert is_sound(tmp_path)


@pytest.mark.parametrize("run", ["9223372036854775807", "9e999", "-9223372036854775808", "'soon'"])
def test_a_run_that_never_was_is_no_harm(tmp_path: Path, run: str) -> None:
    file = filled(tmp_path)
    base = sqlite3.connect(file)
    with base:
        base.execute(f"UPDATE kept SET run = {run} WHERE key = 'key 3'")
    base.close()
    assert is_sound(tmp_path)
    assert holds(tmp_path) == VALUES


def test_a_key_that_is_no_text_leaves_all_others_to_be_found(tmp_path: Path) -> None:
    file = filled(tmp_path)
    base = sqlite3.connect(file)
    with base:
        base.execute("UPDATE kept SET key = CAST(x'6BFF' AS TEXT) WHERE key = 'key 3'")
    base.close()
    with Memo(tmp_path) as memo:
        assert VALUES.keys() - memo.keys("room") == {"key 3"}
        memo.put("room", "key 3", VALUES["key 3"])
    assert holds(tmp_path) == VALUES


def test_a_copy_of_a_store_that_must_be_at_home_is_begun_anew(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    for _ in range(2):
        with Memo(one, at_home=True) as memo:
            memo.put("room", "key", b"value")
    with Memo(one, at_home=True) as memo:
        assert memo.get("room", "key") == b"value"
    copytree(one, other)
    with Memo(other, at_home=True) as memo:
        assert memo.get("room", "key") is None
        memo.put("room", "key", b"other value")
    with Memo(other, at_home=True) as memo:
        assert memo.get("room", "key") == b"other value"
    filled(one / "within")
    with Memo(one / "within", at_home=True) as memo:
        assert memo.get("room", "key 1") is None


@pytest.mark.parametrize("name", [MOMENT, FILE])
def test_a_pipe_in_place_of_a_file_holds_up_nobody(tmp_path: Path, name: str) -> None:
    filled(tmp_path)
    (tmp_path / FOLDER / name).unlink(missing_ok=True)
    os.mkfifo(tmp_path / FOLDER / name)
    with Memo(tmp_path) as memo:
        assert memo.moment() == 0
        assert memo.get("room", "key 1") == (VALUES["key 1"] if name == MOMENT else None)


@pytest.mark.parametrize("name", [MOMENT, FILE])
def test_what_has_another_name_too_is_not_written_to(tmp_path: Path, name: str) -> None:
    filled(tmp_path)
    precious = tmp_path / "precious"
    precious.write_bytes(b"")
    (tmp_path / FOLDER / name).unlink(missing_ok=True)
    (tmp_path / FOLDER / name).hardlink_to(precious)
    with Memo(tmp_path) as memo:
        memo.moment()
        memo.put("room", "key", b"value")
    assert precious.read_bytes() == b""


def test_the_moment_is_that_of_a_file_written_now(tmp_path: Path) -> None:
    with Memo(tmp_path) as memo:
        first = memo.moment()
        (tmp_path / "file").write_bytes(b"x")
        assert first <= (tmp_path / "file").stat().st_mtime_ns <= memo.moment()


def test_threads_ask_and_put_at_once(tmp_path: Path) -> None:
    few, many = 4, 100
    began = Barrier(few)
    with Memo(tmp_path) as memo:

        def work(number: int) -> list[bytes | None]:
            began.wait()
            found = []
            for each in range(many):
                memo.put("room", f"{number} {each}", f"{number * each}".encode())
                found.append(memo.get("room", f"{number} {each}"))
            return found

        with ThreadPoolExecutor(few) as threads:
            found = list(threads.map(work, range(few)))
        assert found == [
            [f"{number * each}".encode() for each in range(many)] for number in range(few)
        ]
        assert len(memo.keys("room")) == few * many


def test_who_asks_after_the_end_is_given_nothing(tmp_path: Path) -> None:
    memo = Memo(tmp_path)
    memo.put("room", "key", b"value")
    memo.close()
    assert memo.get("room", "key") is None
    assert memo.keys("room") == frozenset()
    memo.put("room", "key", b"other")
    memo.close()
    with Memo(tmp_path) as again:
        assert again.get("room", "key") == b"value"
