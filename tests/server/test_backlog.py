"""Changes wait until they are quiet, but not for ever."""

from __future__ import annotations

from threading import Thread
from time import monotonic, sleep

from brmsite.server.backlog import Backlog


def test_a_burst_is_taken_as_one_once_it_is_quiet() -> None:
    backlog = Backlog(quiet=0.2)
    backlog.tell(["a", "b"])
    backlog.tell(["b", "c"])
    began = monotonic()
    assert backlog.take(1) == {"a", "b", "c"}
    assert monotonic() - began > 0.15


def test_a_stream_that_never_ends_is_taken_at_the_ceiling() -> None:
    backlog = Backlog(quiet=10, ceiling=0.2)
    backlog.tell(["a"])
    began = monotonic()
    assert backlog.take(1) == {"a"}
    assert 0.15 < monotonic() - began < 5


def test_a_change_while_one_waits_puts_the_end_off() -> None:
    backlog = Backlog(quiet=0.3, ceiling=10)
    taken: list[frozenset[str]] = []
    thread = Thread(target=lambda: taken.append(backlog.take(5)))
    backlog.tell(["a"])
    thread.start()
    sleep(0.15)
    backlog.tell(["b"])
    thread.join()
    assert taken == [{"a", "b"}]


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
