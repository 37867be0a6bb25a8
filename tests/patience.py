"""Waits for what comes in its own time: on a busy machine that may be long."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

SECONDS = 60.0
"""So long a test waits for what must come, which takes a moment where nothing else is done."""


def until(is_so: Callable[[], bool], why: str = "it did not come") -> None:
    """Wait until something is so."""
    end = monotonic() + SECONDS
    while not is_so():
        assert monotonic() < end, why
        sleep(0.02)


def tick(folder: Path) -> None:
    """Wait until a file written into a folder would have a later time than those that are there."""
    probe = folder / ".tick"
    probe.touch()
    began = probe.stat().st_ctime_ns
    while probe.stat().st_ctime_ns == began:
        sleep(0.002)
        probe.touch()
    probe.unlink()
