"""What every test may ask for: a tool, the shared data, a snapshot; how hard hypothesis tries, and
which tests come first."""

from __future__ import annotations

import os
import shutil
import signal
from difflib import unified_diff
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

IN_CI = bool(os.environ.get("CI"))
SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"

# How long a machine takes is never a reason to fail.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
# In CI the same examples on every run: a red run is about the change. At a desk new ones each time.
settings.register_profile("ci", PATIENT, derandomize=True, database=None, print_blob=True)
settings.register_profile("desk", PATIENT)
settings.load_profile("ci" if IN_CI else "desk")

# What a shell starts in the background ignores Ctrl-C, and so would all programs that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Need(Protocol):
    """Gives the path of a program, named as on a command line or by its full path."""

    def __call__(self, program: str | Path) -> str: ...


class Snapshot(Protocol):
    """Compares a text with the file `snapshots/<name>` beside the test."""

    def __call__(self, name: str, text: str) -> None: ...


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--snapshots-write",
        action="store_true",
        help="rewrite the snapshots with what the tests see now; review them as a diff",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long ones first: for one that begins last, the other processors would have to wait."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def need() -> Need:
    """Without the program a test is skipped at a desk, and fails in CI, which must have it."""

    def need(program: str | Path) -> str:
        found = shutil.which(program)
        if found is None:
            reason = f"{Path(program).name} is not installed here"
            if IN_CI:
                pytest.fail(f"{reason}, and CI must have it", pytrace=False)
            pytest.skip(reason)
        return found

    return need


@pytest.fixture
def shared_data() -> Path:
    """The folder of real texts beside the checkout; not everyone has it, not even CI."""
    if not SHARED_DATA.is_dir():
        pytest.skip("there is no folder shared/data beside the checkout")
    return SHARED_DATA


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    """Fails on a difference or a missing snapshot; `make snapshots` writes them instead."""
    folder = request.path.parent / "snapshots"
    write = bool(request.config.getoption("--snapshots-write"))

    def snapshot(name: str, text: str) -> None:
        file = folder / name
        if write:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            return
        if not file.is_file():
            pytest.fail(f"there is no snapshot {file}; `make snapshots` writes it")
        # Bytes, because a text file read as text would lose the difference between CRLF and LF.
        expected = file.read_bytes().decode()
        if text != expected:
            lines = unified_diff(
                expected.splitlines(keepends=True),
                text.splitlines(keepends=True),
                f"snapshots/{name}",
                "what the test saw",
            )
            difference = "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
            pytest.fail(f"{difference}`make snapshots` accepts what the test saw", pytrace=False)

    return snapshot
