"""Renders many bodies at once in processes of their own, so that none can hold up the site.

The check for complexity bounds the time of every body we know how to think of. This is the last
resort for the others: a body that takes longer than it may is shown as it was typed, and the
process that is still at it is killed. A result depends on its body alone, never on how many
processes there are or which of them is quicker.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue

from brmsite.ground.words import english
from brmsite.site.language import language_of, speaking, spoken
from brmsite.site.markdown import LinkTarget, RenderedBody, as_plain_text, render_body

FEW_CHARACTERS = 200_000
"""So much text in all is rendered at once and here: starting processes would take longer."""

_SECONDS_TO_START = 60.0

Render = Callable[..., RenderedBody]
"""Like `render_body`; only bodies that have items are rendered with `items`."""


@dataclass(frozen=True, slots=True)
class BodyJob:
    """A body to render; `key` is its own among all jobs, the others are as for `render_body`."""

    key: str
    body: str
    links: Mapping[str, LinkTarget]
    items: Mapping[int, str] | None = None

    @property
    def options(self) -> dict[str, Mapping[int, str]]:
        """What `render_body` is told beside the body and its links."""
        return {} if self.items is None else {"items": dict(self.items)}


def render_bodies(
    jobs: Iterable[BodyJob], *, workers: int, seconds: float, render: Render = render_body
) -> dict[str, RenderedBody]:
    """The rendered bodies by key, in the order of the jobs; see `render_each`."""
    return dict(render_each(jobs, workers=workers, seconds=seconds, render=render))


def render_each(
    jobs: Iterable[BodyJob], *, workers: int, seconds: float, render: Render = render_body
) -> Iterator[tuple[str, RenderedBody]]:
    """Each rendered body with its key, in the order of the jobs.

    At most `workers` processes (at least one) work at a time, and none longer than `seconds` on
    one body. `render` must be a function at the top of a module, so that a process can find it.
    """
    todo = tuple(jobs)
    if sum(len(job.body) for job in todo) <= FEW_CHARACTERS:
        for job in todo:
            yield job.key, render(job.body, job.links, **job.options)
        return
    crew = [_Renderer(render, seconds) for _ in range(max(1, min(workers, len(todo))))]
    idle: SimpleQueue[_Renderer] = SimpleQueue()
    for renderer in crew:
        idle.put(renderer)

    language = spoken()

    def done(job: BodyJob) -> RenderedBody:
        renderer = idle.get()
        try:
            # A thread knows nothing of the language that another one speaks.
            with speaking(language):
                return renderer.rendered(job)
        finally:
            idle.put(renderer)

    # Each process is looked after by a thread, which mostly waits for it.
    threads = ThreadPoolExecutor(len(crew), thread_name_prefix="bodies")
    try:
        yield from zip((job.key for job in todo), threads.map(done, todo), strict=True)
    finally:
        # Also on Ctrl-C: killing the processes is what lets the threads come to their end.
        threads.shutdown(wait=False, cancel_futures=True)
        for renderer in crew:
            renderer.close()
        threads.shutdown(wait=True)
        for renderer in crew:
            renderer.close()


class _Renderer:
    """A process that renders one body after another, started when needed, killed when it hangs."""

    def __init__(self, render: Render, seconds: float) -> None:
        self.render = render
        self.seconds = seconds
        self.process: SpawnProcess | None = None
        self.pipe: Connection | None = None
        self.closed = False

    def rendered(self, job: BodyJob) -> RenderedBody:
        """The result for a job, in any case."""
        # A process may be killed from outside, for want of memory say; a second one that ends at
        # the same body ends because of it.
        for _ in range(2):
            pipe = self.pipe or self._started()
            if pipe is None:
                # No process can be started here: better slowly than not at all.
                return self.render(job.body, job.links, **job.options)
            try:
                pipe.send((job.body, dict(job.links), job.options, spoken().tag))
                if pipe.poll(self.seconds):
                    result: RenderedBody = pipe.recv()
                    return result
            except (EOFError, OSError):
                self.kill()
                if self.closed:
                    break
                continue
            self.kill()
            why = english(
                "rendering it took more than {seconds} seconds", seconds=f"{self.seconds:g}"
            )
            return as_plain_text(job.body, why)
        return as_plain_text(job.body, english("rendering it broke off twice"))

    def _started(self) -> Connection | None:
        """The pipe to a new process that has said it is ready; None if it did not come so far."""
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, self.render), daemon=True)
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

    def close(self) -> None:
        """End the process and start none any more."""
        self.closed = True
        self.kill()

    def kill(self) -> None:
        """End the process, whatever it is doing, and wait until it is gone."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.pipe = None


def _work(pipe: Connection, render: Render) -> None:
    """What a process does: render what comes through the pipe, until the pipe is closed."""
    # Ctrl-C goes to the whole group of processes; the one that was asked answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe.send("ready")
    while True:
        try:
            body, links, options, tag = pipe.recv()
        except EOFError:
            return
        with speaking(language_of(tag)):
            pipe.send(render(body, links, **options))
