"""What all tests lean on can itself fail: a snapshot that differs, a tool that CI lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
SEES_ONE = 'def test_it(snapshot):\n    snapshot("seen.txt", "one\\r\\n")\n'
NEEDS_IT = 'def test_it(need):\n    need("no-such-program")\n'


def told(folder: Path, test: str, *options: str, ci: bool = False) -> str:
    """What pytest says of one test in `folder`, with our conftest.py beside it."""
    shutil.copy(CONFTEST, folder)
    (folder / "test_it.py").write_text(test, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-ra", *options],
        cwd=folder,
        env={**env, "CI": "true" if ci else ""},
        stdout=subprocess.PIPE,
        check=False,
        encoding="utf-8",
    ).stdout


def test_a_missing_snapshot_fails(tmp_path: Path) -> None:
    assert "there is no snapshot" in told(tmp_path, SEES_ONE)
    assert not (tmp_path / "snapshots").exists()


def test_a_snapshot_is_written_on_request_and_then_compared(tmp_path: Path) -> None:
    assert "1 passed" in told(tmp_path, SEES_ONE, "--snapshots-write")
    assert (tmp_path / "snapshots" / "seen.txt").read_bytes() == b"one\r\n"
    assert "1 passed" in told(tmp_path, SEES_ONE)


@pytest.mark.parametrize("before", ["two\r\n", "one\n", ""], ids=["word", "line end", "empty"])
def test_a_snapshot_that_differs_fails_and_stays(tmp_path: Path, before: str) -> None:
    file = tmp_path / "snapshots" / "seen.txt"
    file.parent.mkdir()
    file.write_bytes(before.encode())

    assert "1 failed" in told(tmp_path, SEES_ONE)
    assert file.read_bytes() == before.encode()


def test_a_test_without_its_tool_is_skipped_at_a_desk(tmp_path: Path) -> None:
    said = told(tmp_path, NEEDS_IT)

    assert "no-such-program is not installed here" in said
    assert "1 skipped" in said


def test_a_test_without_its_tool_fails_in_ci(tmp_path: Path) -> None:
    assert "1 failed" in told(tmp_path, NEEDS_IT, ci=True)


def test_a_long_test_comes_first(tmp_path: Path) -> None:
    quick = "def test_quick():\n    pass\n"
    slow = "@pytest.mark.slow\ndef test_slow():\n    pass\n"
    said = told(tmp_path, f"import pytest\n\n{quick}\n\n{slow}", "-v")
    assert said.index("test_slow PASSED") < said.index("test_quick PASSED")
