"""Opens the store of what was worked out before, where it can be trusted, and finds more hands."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

import click

from brmsite.ground.memo import FOLDER, Memo
from brmsite.history.git import GitUnavailableError, Lack, is_committed
from brmsite.source.files import SourceChangedError

T = TypeVar("T")

_MOST_PROCESSORS = 8
"""More would each need memory, and wait for the one process that writes."""
_AHEAD = 4
"""So many tasks of each processor may be done or begun before they are asked for."""


@contextmanager
def memory(project: Path) -> Iterator[Memo | None]:
    """The store of a project while it is used. One that is among the committed files is not used:
    whoever may propose a change could fill it with findings of their own. Nor is one that came with
    a copy of a project that is in no repository."""
    at_home, why_not = _standing(project) if (project / FOLDER).exists() else (True, "")
    if why_not:
        click.echo(f"`{FOLDER}/` {why_not}", err=True)
        yield None
        return
    with Memo(project, at_home) as memo:
        yield memo


def _standing(project: Path) -> tuple[bool, str]:
    """Whether the store must have been made where it is, and why it is not used, if it is not."""
    try:
        if is_committed(project, FOLDER):
            why_not = "is committed, so nothing in it is trusted: take it out with "
            return False, f"{why_not}`git rm -r --cached {FOLDER}`"
    except GitUnavailableError as error:
        if _is_in_no_repository(project, error.lack):
            return True, ""
        why_not = "is not used, because git does not say whether it is committed"
        return False, f"{why_not}: {error.said}"
    return False, ""


def _is_in_no_repository(project: Path, lack: Lack) -> bool:
    """Whether git knows nothing of the project, or is not there to be asked and not used."""
    if lack == Lack.no_program:
        whole = project.resolve()
        return not any((folder / ".git").exists() for folder in (whole, *whole.parents))
    return lack == Lack.no_repository


class Copies(Executor):
    """Computes on all processors of this machine. Every call of `map` has processes of its own,
    which are copies of this one: they know what it knows at that moment, and are gone, with all
    their memory, when the last result is there."""

    def map(  # type: ignore[override]
        self, fn: Callable[..., T], /, *iterables: Iterable[Any], **_options: Any
    ) -> Iterator[T]:
        """The results of `fn`, in the order of what it is called with. Only a few are worked out
        before somebody takes them: they would be much of what is in memory."""
        way = multiprocessing.get_context("fork")
        executor = ProcessPoolExecutor(processors(), mp_context=way, initializer=_end_with_us)
        ahead: deque[Future[T]] = deque()
        try:
            for given in zip(*iterables, strict=True):
                ahead.append(executor.submit(fn, *given))
                if len(ahead) > processors() * _AHEAD:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        except BrokenProcessPool as error:
            raise click.ClickException(
                "a process that was at work was ended by the system, perhaps for want of memory; "
                "nothing is lost: run this again"
            ) from error
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


def _end_with_us() -> None:
    """End this copy when the process that it is a copy of is gone, be it killed: it would wait for
    ever that somebody takes what it has."""
    ours = multiprocessing.parent_process()
    assert ours is not None

    def wait_for_the_end() -> None:
        wait([ours.sentinel])
        os._exit(1)

    Thread(target=wait_for_the_end, daemon=True).start()


def all_processors() -> Executor | None:
    """What computes on all processors; None where there is only one, or where a process cannot be
    copied."""
    return Copies() if sys.platform == "linux" and processors() > 1 and _can_wait() else None


def processors() -> int:
    """On how many processors this program may work at once, at least one."""
    there = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(_MOST_PROCESSORS, there)


def _can_wait() -> bool:
    """Whether processes can wait for each other here: some containers give them no place for it."""
    try:
        multiprocessing.get_context("fork").Semaphore()
    except OSError:
        return False
    return True


@contextmanager
def telling_of_changes() -> Iterator[None]:
    """Say it in words where the records were other ones each time that they were read."""
    try:
        yield
    except SourceChangedError as change:
        raise click.ClickException(
            f"the records keep changing: {change}; run this again when nobody writes to them"
        ) from change
