"""What a disk that does not let itself be written to says, in words that tell what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from brmsite.output.refusal import OutputRefusedError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_GONE = {errno.ENOENT, errno.ENOTDIR}
_LOCKED_AWAY = {
    errno.EACCES: "make its folder writable",
    errno.EPERM: "take off what protects it or its folder (`chattr -i`)",
    errno.EROFS: "make the disk writable",
}


@contextmanager
def in_our_words(target: Path | str) -> Iterator[None]:
    """Raise OutputRefusedError in place of the OSError that writing, replacing or removing this
    file met. Nothing needs to be undone: each file is the old or the new one, and whole."""
    try:
        yield
    except OSError as error:
        raise OutputRefusedError(_words(target, error)) from error


@contextmanager
def read_in_our_words(target: Path | str) -> Iterator[None]:
    """Raise OutputRefusedError in place of the OSError that reading this file met, or one in this
    folder."""
    try:
        yield
    except OSError as error:
        if error.errno in _GONE:
            raise OutputRefusedError(_words(target, error)) from error
        raise OutputRefusedError(
            f"`{error.filename or target}` cannot be read ({error.strerror}): make it readable, or "
            "choose another folder with --output"
        ) from error


def _words(target: Path | str, error: OSError) -> str:
    if error.errno in _FULL:
        return (
            f"there is no room for `{target}` ({error.strerror}): make some and build again; "
            "the site is not complete, but every file in it is whole"
        )
    if error.errno in _LOCKED_AWAY:
        return (
            f"`{target}` may not be written ({error.strerror}): {_LOCKED_AWAY[error.errno]}, or "
            "choose another folder with --output"
        )
    if error.errno in _GONE:
        return f"`{target}` lost its folder while the site was written: build again"
    if error.errno == errno.EXDEV:
        return (
            f"`{target}` is on another disk than the folder of the site: unmount that, or choose "
            "another folder with --output"
        )
    if error.errno == errno.EEXIST:
        return f"something else is writing `{target}` at the same time: wait, and build again"
    return f"`{target}` could not be written ({error.strerror}): mend that, and build again"
