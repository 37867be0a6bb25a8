"""Changes wait until they are quiet, but not for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from brmsite.server.backlog import Backlog


class Clock:
    """Gives the seconds that it was set to, however slow the machine is."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_taken_as_one_once_it_is_quiet() -> None:
    backlog = Backlog(quiet=0.2)
    backlog.tell(["a", "b"])
    began = monotonic()
    backlog.tell(["b", "c"])
    assert backlog.take(60) == {"a", "b", "c"}
    assert monotonic() - began > 0.199


def test_a_stream_that_never_ends_is_taken_at_the_ceiling() -> None:
    backlog = Backlog(quiet=60, ceiling=0.2)
    began = monotonic()
    backlog.tell(["a"])
    assert backlog.take(60) == {"a"}
    assert 0.199 < monotonic() - began < 60


def test_a_change_while_one_waits_puts_the_end_off() -> None:
    clock = Clock()
    backlog = Backlog(quiet=0.3, ceiling=10, clock=clock)
    backlog.tell(["a"])
    with ThreadPoolExecutor(1) as other:
        taken = other.submit(backlog.take, 60)
        clock.now = 0.2
        backlog.tell(["b"])
        clock.now = 0.4  # the end without it
        assert not backlog.wait_until_taken_in(0.5)
        assert not taken.done()
        clock.now = 0.5
        assert taken.result(60) == {"a", "b"}


def test_whoever_takes_is_let_go_when_it_is_closed() -> None:
    backlog = Backlog()
    with ThreadPoolExecutor(1) as other:
        taken = other.submit(backlog.take, 120)
        backlog.close()
        assert taken.result(60) == frozenset()
    backlog.tell(["a"])
    assert backlog.take(120) == frozenset()


def test_nothing_is_taken_where_nothing_changes() -> None:
    assert Backlog().take(0.01) == frozenset()


def test_whoever_waits_goes_on_when_everything_is_taken_in() -> None:
    backlog = Backlog(quiet=0)
    assert backlog.wait_until_taken_in(0)
    backlog.tell(["a"])
    assert not backlog.wait_until_taken_in(0)
    assert backlog.take(1) == {"a"}
    assert not backlog.wait_until_taken_in(0)
    backlog.tell(["b"])
    backlog.taken_in()
    assert not backlog.wait_until_taken_in(0)
    assert backlog.take(1) == {"b"}
    backlog.taken_in()
    assert backlog.wait_until_taken_in(0)
