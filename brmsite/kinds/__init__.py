"""The kinds of records: one file a kind, found by its place."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from brmsite.kinds.base import Kind


@cache
def all_kinds() -> dict[str, Kind]:
    """Every kind by its folder, in the order of the folders' names.

    A file in this room is a kind when it defines `KIND`; it is looked for when asked, not on
    import.
    """
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    kinds: list[Kind] = [module.KIND for module in modules if hasattr(module, "KIND")]
    return {kind.folder: kind for kind in sorted(kinds, key=lambda kind: kind.folder)}
