"""What a disk that does not let itself be written to says, in words that tell what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from brmsite.output.refusal import OutputRefusedError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_LOCKED_AWAY = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR}


@contextmanager
def in_our_words(target: Path | str) -> Iterator[None]:
    """Raise OutputRefusedError in place of the OSError that writing, replacing or removing this
    file met. Nothing needs to be undone: each file is the old or the new one, and whole."""
    try:
        yield
    except OSError as error:
        raise OutputRefusedError(_words(target, error)) from error


def _words(target: Path | str, error: OSError) -> str:
    if error.errno in _FULL:
        return (
            f"there is no room for `{target}` ({error.strerror}): make some and build again; "
            "every file of the site is whole, some are still the old ones"
        )
    if error.errno in _LOCKED_AWAY:
        return (
            f"`{target}` may not be written ({error.strerror}): make its folder writable, or "
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
