"""A change for those who must judge it: what it says, what follows from it, and who must agree."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules


def voice_names() -> tuple[str, ...]:
    """The names of the voices: the files in `review/voices/`."""
    package = import_module(f"{__name__}.voices")
    return tuple(sorted(found.name for found in iter_modules(package.__path__)))
