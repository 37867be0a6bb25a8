"""A sign of life for work that takes longer than a second: on a terminal only, on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

PATIENCE = 1.0
"""Seconds of silence before the first sign."""

_ERASE = "\r\x1b[K"


@contextmanager
def progress(what: str) -> Iterator[None]:
    """Say every second what is being done and for how long, and leave no trace of it."""
    if not sys.stderr.isatty():
        yield
        return
    done = Event()
    teller = Thread(target=_tell, args=(what, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, done: Event) -> None:
    seconds = 0
    while not done.wait(PATIENCE):
        seconds += 1
        sys.stderr.write(f"{_ERASE}{what} ... {seconds} s")
        sys.stderr.flush()
    if seconds:
        sys.stderr.write(_ERASE)
        sys.stderr.flush()
