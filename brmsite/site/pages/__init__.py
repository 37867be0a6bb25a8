"""The pages of the site: a file each, with a function `pages` that names what it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from brmsite.site.page import Page


def all_pages() -> dict[str, Callable[..., Iterator[Page]]]:
    """The function of every file in this room that makes pages, by the file's name."""
    names = sorted(found.name for found in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").pages for name in names}
