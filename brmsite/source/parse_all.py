"""Parses many files: from memory where they were parsed before, and on all processors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor

from brmsite.ground.memo import Memo
from brmsite.source.files import Source
from brmsite.source.kept_parse import kept, remembered
from brmsite.source.parse import ParsedRecord, parse

FEW_FILES = 400
"""So many files are parsed here: to send them to another process would take longer."""
_AT_ONCE = 200


def parse_all(
    files: Sequence[Source],
    memo: Memo | None = None,
    program: str = "",
    executor: Executor | None = None,
) -> Iterator[ParsedRecord]:
    """Every file parsed, in their order. What `memo` remembers was parsed by the same `program`."""
    room = f"parsed {program}"
    keys = {file.path: f"{file.digest} {file.path}" for file in files}
    known = memo.several(room, keys.values()) if memo is not None else {}
    missing = [file for file in files if keys[file.path] not in known]
    fresh: dict[str, bytes] = {}
    if executor is not None and len(missing) > FEW_FILES:
        parts = [missing[start : start + _AT_ONCE] for start in range(0, len(missing), _AT_ONCE)]
        for part, results in zip(parts, executor.map(_kept, parts), strict=True):
            for file, result in zip(part, results, strict=True):
                if result is not None:
                    fresh[keys[file.path]] = result
    for file in files:
        key = keys[file.path]
        content = known.pop(key, None) or fresh.get(key)
        parsed = remembered(file, content) if content is not None else None
        if parsed is None:
            parsed = parse(file)
            if memo is not None and (content := kept(parsed)) is not None:
                fresh[key] = content
        yield parsed
    if memo is not None:
        memo.put_several(room, fresh)


def _kept(files: Sequence[Source]) -> list[bytes | None]:
    """What another process sends back: the bytes that would be kept, or nothing for what has
    faults, which is parsed once more where it is wanted."""
    return [kept(parse(file)) for file in files]
