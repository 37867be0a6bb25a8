"""What computes on all processors: in order, and not far ahead of who takes the results."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from brmsite.cli.memory import Copies, all_processors, processors
from tests.patience import until

pytestmark = pytest.mark.skipif(
    not isinstance(all_processors(), Copies), reason="one processor, or none that is copied"
)

MANY = 500
KNOWN: list[int] = []


def known_and(number: int) -> tuple[list[int], int]:
    return list(KNOWN), number


def refuse(number: int) -> int:
    if number == MANY // 2:
        raise ValueError(f"{number} is refused")
    return number


def test_results_come_in_order_from_copies_that_know_what_we_know() -> None:
    KNOWN.append(7)
    try:
        found = list(Copies().map(known_and, range(MANY)))
    finally:
        KNOWN.clear()
    assert found == [([7], number) for number in range(MANY)]


def test_little_is_done_before_somebody_takes_it() -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(MANY):
            asked.append(number)
            yield number

    results = Copies().map(abs, numbers())
    for number in range(3):
        assert next(results) == number
        assert len(asked) <= number + 2 + 4 * processors()
    assert list(results) == list(range(3, MANY))


def test_what_fails_there_fails_here() -> None:
    results = Copies().map(refuse, range(MANY))
    with pytest.raises(ValueError, match="250 is refused"):
        list(results)


KILLED = """
import os
from brmsite.cli.memory import Copies

def much(number):
    return os.getpid(), b"." * 1_000_000

if __name__ == "__main__":
    for process, _ in Copies().map(much, range(10_000)):
        print(process, flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_copies_end_with_the_process_that_they_are_copies_of(how: int) -> None:
    ours = subprocess.Popen(
        [sys.executable, "-c", KILLED],
        cwd=Path(__file__).resolve().parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    assert ours.stdout is not None
    copies = {int(ours.stdout.readline()) for _ in range(20)}
    ours.send_signal(how)
    ours.wait()
    try:
        until(lambda: not any(map(is_alive, copies)), "copies live on")
    finally:
        for each in filter(is_alive, copies):
            os.kill(each, signal.SIGKILL)
        ours.stdout.close()


def is_alive(process: int) -> bool:
    """Whether a process does anything yet: one that has ended may wait to be asked how."""
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except FileNotFoundError:
        return False
    return state.split()[0] not in ("Z", "X")


def end_at_once(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_one_that_the_system_ends_is_told_in_a_sentence() -> None:
    with pytest.raises(click.ClickException, match="was ended by the system, perhaps for want of"):
        list(Copies().map(end_at_once, range(MANY)))


def test_only_processors_that_we_may_use_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {5})
    assert processors() == 1
    assert all_processors() is None
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(48)))
    assert processors() == 8


def test_where_processes_cannot_wait_for_each_other_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nowhere() -> None:
        raise OSError(30, "Read-only file system")

    there = SimpleNamespace(Semaphore=nowhere)
    monkeypatch.setattr(multiprocessing, "get_context", lambda _way: there)
    assert all_processors() is None
