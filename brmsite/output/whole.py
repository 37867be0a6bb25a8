"""Writes one file so that nobody ever sees half of it."""

from __future__ import annotations

import os
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def put_whole(content: bytes, target: Path | str, partial: Path, durable: bool = False) -> None:
    """Give a file these bytes in one step. They are first written to `partial`, which must not
    exist yet and be on the same disk; it is gone afterwards.

    What was written lasts when the program is killed from here on. `durable` also waits until it
    lasts when the power fails, which takes the disk some milliseconds: for files that cannot be
    made again from others.
    """
    place = os.open(partial, _NEW, 0o666)
    try:
        try:
            write_all(place, content)
            if durable:
                os.fsync(place)
        finally:
            os.close(place)
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def write_all(place: int, content: bytes) -> None:
    """Write all bytes to an open file: a disk that is about to be full takes only some at first,
    and says so when asked again."""
    written = os.write(place, content)
    while written < len(content):
        written += os.write(place, content[written:])
