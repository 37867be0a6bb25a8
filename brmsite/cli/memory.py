"""Opens the store of what was worked out before, where it can be trusted, and finds more hands."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import click

from brmsite.ground.memo import FOLDER, Memo
from brmsite.history.git import is_committed


@contextmanager
def memory(project: Path) -> Iterator[Memo | None]:
    """The store of a project while it is used. One that is among the committed files is not used:
    whoever may propose a change could fill it with findings of their own."""
    if (project / FOLDER).exists() and is_committed(project, FOLDER):
        click.echo(
            f"`{FOLDER}/` is committed, so nothing in it is trusted: take it out with "
            f"`git rm -r --cached {FOLDER}`",
            err=True,
        )
        yield None
        return
    with Memo(project) as memo:
        yield memo


@contextmanager
def all_processors() -> Iterator[Executor | None]:
    """What computes on all processors of this machine; None where there is only one, or where a
    process cannot be copied. Processes start only when there is something for them to do."""
    if sys.platform != "linux" or (os.cpu_count() or 1) < 2:
        yield None
        return
    with copies_of_this() as executor:
        yield executor


@contextmanager
def copies_of_this() -> Iterator[Executor]:
    """Copies of this process, one for each processor, made when the first of them has something to
    do: they know what it knows at that moment."""
    way = multiprocessing.get_context("fork")
    executor = ProcessPoolExecutor(os.cpu_count(), mp_context=way)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
