"""Renders many bodies at once in processes of their own, so that none can hold up the site.

The check for complexity bounds the time of every body we know how to think of. This is the last
resort for the others: a body that takes longer than it may is shown as it was typed, and the
process that is still at it is killed. A result depends on its body alone, never on how many
processes there are, which of them is quicker, or what else was handed to one of them; so it is the
time of the processor that counts, which is the same on a machine that has much else to do.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, NamedTuple

from brmsite.ground.words import english
from brmsite.site.language import language_of, speaking, spoken
from brmsite.site.link_target import LinkTarget
from brmsite.site.markdown import as_plain_text, render_body
from brmsite.site.rendered_body import RenderedBody, body_from, kept_body

FEW_CHARACTERS = 200_000
"""So much text in all is rendered at once and here: starting processes would take longer."""

_AT_ONCE = 30_000
"""So many characters are handed to a process in one go: some ten bodies, some ten milliseconds."""

_SECONDS_TO_START = 60.0

_COUNTS_WORK = hasattr(signal, "setitimer")
"""Whether the system can end a process that has worked for too long; else we look at the clock."""

_PATIENCE = 60
"""So many times as long is a process waited for that the system ends by itself."""

Render = Callable[..., RenderedBody]
"""Like `render_body`; only bodies that have items are rendered with `items`."""


@dataclass(frozen=True, slots=True)
class BodyJob:
    """A body to render; `key` is its own among all jobs, the others are as for `render_body`."""

    key: str
    body: str
    links: Mapping[str, LinkTarget]
    items: Mapping[tuple[int, int], str] | None = None

    @property
    def given(self) -> tuple[str, dict[str, LinkTarget], dict[str, Mapping[tuple[int, int], str]]]:
        """What `render_body` is given: body and links, and what it is told beside."""
        told: dict[str, Mapping[tuple[int, int], str]] = {}
        if self.items is not None:
            told["items"] = dict(self.items)
        return self.body, dict(self.links), told

    def done(self, render: Render) -> KeptBody:
        """The result."""
        return _kept(render, *self.given)

    def as_typed(self, reason: str) -> KeptBody:
        """The result in place of one that cannot be had."""
        return KeptBody.of(as_plain_text(self.body, reason))


def _kept(
    render: Render, body: str, links: Mapping[str, LinkTarget], told: Mapping[str, Any]
) -> KeptBody:
    return KeptBody.of(render(body, links, **told))


class KeptBody(NamedTuple):
    """A rendered body as bytes, which `body_from` reads; `plain` if it is shown as it was typed."""

    content: bytes
    plain: bool

    @classmethod
    def of(cls, body: RenderedBody) -> KeptBody:
        """The bytes of a body."""
        return cls(kept_body(body), body.plain)


def render_bodies(
    jobs: Iterable[BodyJob], *, workers: int, seconds: float, render: Render = render_body
) -> dict[str, RenderedBody]:
    """The rendered bodies by key, in the order of the jobs; see `render_each`."""
    rendered: dict[str, RenderedBody] = {}
    for key, kept in render_each(jobs, workers=workers, seconds=seconds, render=render):
        body = body_from(kept.content)
        assert body is not None
        rendered[key] = body
    return rendered


def render_each(
    jobs: Iterable[BodyJob], *, workers: int, seconds: float, render: Render = render_body
) -> Iterator[tuple[str, KeptBody]]:
    """Each rendered body with its key, in the order of the jobs, which are asked for as they are
    needed.

    At most `workers` processes (at least one) work at a time, and none longer than `seconds` of
    the processor on one body. `render` must be a function at the top of a module, so that a process
    can find it.
    """
    todo = iter(jobs)
    first: list[BodyJob] = []
    characters = 0
    while characters <= FEW_CHARACTERS:
        job = next(todo, None)
        if job is None:
            yield from ((one.key, one.done(render)) for one in first)
            return
        first.append(job)
        characters += len(job.body)
    crew = [_Renderer(render, seconds) for _ in range(max(1, workers))]
    try:
        yield from _rendered(chain(first, todo), crew)
    finally:
        # Also on Ctrl-C.
        for renderer in crew:
            renderer.kill()


class _Task(NamedTuple):
    """Jobs that a process does in one go, by their places among all; and how often it broke off
    already when it had no other."""

    jobs: dict[int, BodyJob]
    broke_off: int = 0


def _rendered(jobs: Iterable[BodyJob], crew: list[_Renderer]) -> Iterator[tuple[str, KeptBody]]:
    tasks, again = _tasks(jobs), deque[_Task]()
    keys: dict[int, str] = {}
    done: dict[int, KeptBody] = {}
    told = 0
    while True:
        for renderer in crew:
            if renderer.task is None and (task := again.popleft() if again else next(tasks, None)):
                keys |= {number: job.key for number, job in task.jobs.items()}
                renderer.begin(task)
        busy = [renderer for renderer in crew if renderer.task is not None]
        if not busy:
            return
        _wait_for_one_of(busy)
        for renderer in busy:
            results, left = renderer.outcome()
            done |= results
            again.extend(left)
        while told in done:
            yield keys.pop(told), done.pop(told)
            told += 1


def _tasks(jobs: Iterable[BodyJob]) -> Iterator[_Task]:
    some: dict[int, BodyJob] = {}
    characters = 0
    for number, job in enumerate(jobs):
        some[number] = job
        characters += len(job.body)
        if characters >= _AT_ONCE:
            yield _Task(some)
            some, characters = {}, 0
    if some:
        yield _Task(some)


def _wait_for_one_of(busy: Sequence[_Renderer]) -> None:
    """Come back when one of them is done, has ended or is too late."""
    pipes = [renderer.pipe for renderer in busy if renderer.pipe is not None]
    if len(pipes) == len(busy):
        wait(pipes, max(0.0, min(one.until for one in busy) - time.monotonic()))


class _Renderer:
    """A process that does one task after another, started when needed, killed when it hangs."""

    def __init__(self, render: Render, seconds: float) -> None:
        self.render = render
        self.seconds = seconds
        self.process: BaseProcess | None = None
        self.pipe: Connection | None = None
        self.task: _Task | None = None
        self.until = 0.0
        """When it must be done with its task, by the clock that only goes forward."""

    def begin(self, task: _Task) -> None:
        """Set out on a task."""
        self.task = task
        pipe = self.pipe or self._started()
        self.until = time.monotonic() + self.seconds * (_PATIENCE if _COUNTS_WORK else 1)
        if pipe is not None:
            with suppress(OSError):  # it has ended, as is seen when it is asked for what it has
                pipe.send([job.given for job in task.jobs.values()])

    def outcome(self) -> tuple[dict[int, KeptBody], tuple[_Task, ...]]:
        """What has come of its task so far: nothing yet, or results, or what is to be tried again.

        Tasks of many bodies are cut up when one of them takes too long or ends the process: which
        one it was is seen when each is alone. A process may be killed from outside, for want of
        memory say; a second one that ends at the same body ends because of it.
        """
        task = self.task
        assert task is not None
        if self.pipe is None:
            # No process can be started here: better slowly than not at all.
            self.task = None
            return {place: job.done(self.render) for place, job in task.jobs.items()}, ()
        broke_off = 0
        try:
            if self.pipe.poll():
                self.task = None
                return dict(zip(task.jobs, self.pipe.recv(), strict=True)), ()
            if time.monotonic() < self.until:
                return {}, ()
        except (EOFError, OSError):
            broke_off = 0 if self._has_worked_too_long() else 1 + task.broke_off
        self.kill()
        if len(task.jobs) > 1:
            return {}, tuple(_Task({place: job}) for place, job in task.jobs.items())
        if broke_off == 1:
            return {}, (_Task(task.jobs, broke_off),)
        if broke_off:
            why = english("rendering it broke off twice")
        else:
            seconds = f"{self.seconds:g}"
            why = english("rendering it took more than {seconds} seconds", seconds=seconds)
        return {place: job.as_typed(why) for place, job in task.jobs.items()}, ()

    def _has_worked_too_long(self) -> bool:
        """Whether that is why the system has ended the process."""
        if not _COUNTS_WORK or self.process is None:
            return False
        self.process.join(_SECONDS_TO_START)
        return self.process.exitcode == -signal.SIGPROF

    def _started(self) -> Connection | None:
        """The pipe to a new process that has said it is ready; None if it did not come so far."""
        # A copy of this process is there at once, but might wait for ever for what a thread holds.
        is_copied = sys.platform == "linux" and threading.active_count() == 1
        context = multiprocessing.get_context("fork" if is_copied else "spawn")
        self.pipe, theirs = context.Pipe()
        given = (self.pipe, theirs, self.render, self.seconds, spoken().tag)
        self.process = context.Process(  # type: ignore[attr-defined]
            target=_work, args=given, daemon=True
        )
        self.process.start()
        # Only the process holds the other end now, so that the pipe ends with it.
        theirs.close()
        try:
            if self.pipe.poll(_SECONDS_TO_START):
                self.pipe.recv()
                return self.pipe
        except (EOFError, OSError):
            pass
        self.kill()
        return None

    def kill(self) -> None:
        """End the process, whatever it is doing, and wait until it is gone."""
        self.task = None
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.process = self.pipe = None


def _work(ours: Connection, pipe: Connection, render: Render, seconds: float, tag: str) -> None:
    """What a process does: the jobs that come through the pipe, until that is closed, or one has
    taken more than these seconds of the processor."""
    # Ctrl-C goes to the whole group of processes; the one that was asked answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ours.close()
    pipe.send("ready")
    with speaking(language_of(tag)), suppress(EOFError):
        while True:
            pipe.send([_kept_in_time(seconds, render, *given) for given in pipe.recv()])


def _kept_in_time(seconds: float, render: Render, *given: Any) -> KeptBody:
    """The same as `_kept`; but the system ends this process when that takes too long."""
    if not _COUNTS_WORK:
        return _kept(render, *given)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    kept = _kept(render, *given)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return kept
