"""What differs between two states of a project's files: only those that differ are read as records,
and those that they refer to, which lend their names."""

from __future__ import annotations

from collections.abc import Iterable

from brmsite.changes.change import Changes
from brmsite.changes.compare import compare, compare_settings
from brmsite.ground.shelf import NOTHING_KEPT, Shelf
from brmsite.kinds import all_kinds
from brmsite.kinds.walk import references
from brmsite.register.assemble import assemble
from brmsite.register.register import Register
from brmsite.settings import read_settings
from brmsite.source.changed import changed_paths
from brmsite.source.files import Source, SourceTree
from brmsite.source.parse import folder_and_id
from brmsite.source.parse_all import parse_all


def changes_between(base: SourceTree, head: SourceTree, shelf: Shelf = NOTHING_KEPT) -> Changes:
    """What differs by record and field, the settings first; sums without a currency are in that of
    the head."""
    paths = changed_paths(base, head)
    before, after = (_partial(tree, paths, shelf) for tree in (base, head))
    old, new = (read_settings(tree.settings).settings for tree in (base, head))
    changes = compare(before, after, paths, new.default_currency)
    if old == new:
        return changes
    return Changes((compare_settings(old, new), *changes))


def _partial(tree: SourceTree, paths: frozenset[str], shelf: Shelf) -> Register:
    """The records of some files, and those they refer to."""
    custom = read_settings(tree.settings).settings.custom_fields
    by_address = {"/".join(folder_and_id(file.path)): file.path for file in tree.files}

    def register(wanted: Iterable[str]) -> Register:
        files: list[Source] = [file for file in tree.files if file.path in wanted]
        return assemble(parse_all(files, shelf), all_kinds(), custom, tree.unread)

    named: set[str] = set()
    for record in register(paths):
        for _path, ref, value in references(record.fields):
            named |= {f"{folder}/{value}" for folder in ref.folders} or {value.partition("#")[0]}
    return register(paths | {by_address[each] for each in named if each in by_address})
