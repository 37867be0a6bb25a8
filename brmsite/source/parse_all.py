"""Parses many files: from memory where they were parsed before, and on all processors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from itertools import chain

from brmsite.ground.shelf import NOTHING_KEPT, Shelf
from brmsite.source.files import Source
from brmsite.source.kept_parse import kept, remembered
from brmsite.source.parse import ParsedRecord, parse

FEW_FILES = 400
"""So many files are parsed here: to send them to another process would take longer."""
_AT_ONCE = 200
_ROOM = "parsed"


def parse_all(
    files: Sequence[Source], shelf: Shelf = NOTHING_KEPT, executor: Executor | None = None
) -> Iterator[ParsedRecord]:
    """Every file parsed, in their order, but for those that are on the shelf."""
    keys = {file.path: f"{file.digest} {file.path}" for file in files}
    known = shelf.several(_ROOM, keys.values())
    missing = [file for file in files if keys[file.path] not in known]
    fresh: dict[str, bytes] = {}
    parsed_elsewhere: Iterator[bytes | None] = iter(())
    if executor is not None and len(missing) > FEW_FILES:
        parts = [missing[start : start + _AT_ONCE] for start in range(0, len(missing), _AT_ONCE)]
        # Taken as they come: who asks for the records links the first ones meanwhile.
        parsed_elsewhere = chain.from_iterable(executor.map(_kept, parts))
    for file in files:
        key = keys[file.path]
        content = known.pop(key, None)
        if content is None:
            content = next(parsed_elsewhere, None)
            if content is not None:
                fresh[key] = content
        parsed = remembered(file, content) if content is not None else None
        if parsed is None:
            parsed = parse(file)
            if shelf.keeps and (content := kept(parsed)) is not None:
                fresh[key] = content
        yield parsed
    shelf.put_several(_ROOM, fresh)


def _kept(files: Sequence[Source]) -> list[bytes | None]:
    """What another process sends back: the bytes that would be kept, or nothing for what has
    faults, which is parsed once more where it is wanted."""
    return [kept(parse(file)) for file in files]
