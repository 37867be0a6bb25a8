"""Writes one file so that nobody ever sees half of it, and never through a link."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex

_NEW = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)


def put_whole(
    content: bytes,
    target: Path | str,
    partial: Path,
    durable: bool = False,
    mode: int | None = None,
) -> None:
    """Give a file these bytes in one step; what stood there, also a link, is replaced. They are
    first written to `partial`, which must not exist yet and be on the same disk; it is gone
    afterwards. Among files of other people it is `unforeseen`. `mode` are the permissions.

    What was written lasts when the program is killed from here on. `durable` also waits until it
    lasts when the power fails, which takes the disk some milliseconds: for files that cannot be
    made again from others.
    """
    put_in_pieces((content,), target, partial, durable, mode)


def put_in_pieces(
    pieces: Iterable[bytes],
    target: Path | str,
    partial: Path,
    durable: bool = False,
    mode: int | None = None,
) -> None:
    """The same for a file that is not held in memory."""
    _write_new(pieces, partial, durable, mode)
    try:
        partial.replace(target)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def put_new(content: bytes, target: Path) -> bool:
    """Write a file in one step; false, and nothing done, if something stands there, be it a link
    that leads nowhere."""
    if os.path.lexists(target):
        return False
    partial = unforeseen(target)
    _write_new((content,), partial)
    try:
        _move(partial, target)
    except FileExistsError:
        return False
    finally:
        partial.unlink(missing_ok=True)
    return True


def unforeseen(target: Path) -> Path:
    """A hidden name beside a file, for what is to become it. Nobody can foresee it: whoever can
    have files in that folder, by a commit, would put a link there that leads to a file of ours."""
    return target.with_name(f".brmsite-{token_hex(12)}.partial")


def write_all(place: int, content: bytes) -> None:
    """Write all bytes to an open file: a disk that is about to be full takes only some at first,
    and says so when asked again."""
    written = os.write(place, content)
    while written < len(content):
        written += os.write(place, content[written:])


def _write_new(
    pieces: Iterable[bytes], partial: Path, durable: bool = False, mode: int | None = None
) -> None:
    """Write a file that does not exist yet; FileExistsError where it does, be it as a link."""
    # With other permissions than everybody's it is closed to others from the first byte on.
    place = os.open(partial, _NEW, 0o666 if mode is None else 0o600)
    try:
        try:
            for piece in pieces:
                write_all(place, piece)
            if durable:
                os.fsync(place)
        finally:
            os.close(place)
        if mode is not None:
            partial.chmod(mode)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _move(partial: Path, target: Path) -> None:
    """Give the finished file its name. A hard link never replaces another file; where the disk
    knows none, the file is renamed."""
    try:
        target.hardlink_to(partial)
    except FileExistsError:
        raise
    except OSError:
        partial.rename(target)
