"""The pages of a site and what goes with them, of which only those are drawn that never were."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import replace

from brmsite.ground.memo import Memo
from brmsite.ground.output_file import OutputFile
from brmsite.site.drawing import Drawing

_ROOM = "pages"
_LEAST_EFFORT = 1
"""Pages are much alike: packed with the least effort they take a fifth."""
_AT_ONCE = 500


def drawn_pages(
    drawing: Drawing,
    stands: Callable[[str, str], bool],
    memo: Memo | None,
    executor: Executor | None,
) -> Iterator[tuple[OutputFile, str]]:
    """Every file of the drawing with its key, but not those of which `stands` says that they are
    on disk as they were made from this key."""
    if memo is None:
        for drawn in replace(drawing, program="").all(executor):
            if drawn.content is not None:
                yield OutputFile(drawn.path, drawn.content), ""
            for script in drawn.scripts:
                yield script, ""
        return
    pages = {page.path: page for page in drawing.pages}
    fresh: dict[str, bytes] = {}
    for drawn in replace(drawing, known=memo.keys(_ROOM)).all(executor):
        content, is_fresh, is_needed = drawn.content, True, not stands(drawn.path, drawn.key)
        if content is None and is_needed:
            content = _unpacked(memo.get(_ROOM, drawn.key))
            is_fresh = content is None
            content = content or drawing.one(pages[drawn.path])
        if content is not None and is_fresh:
            fresh[drawn.key] = zlib.compress(content, _LEAST_EFFORT)
            if len(fresh) >= _AT_ONCE:
                memo.put_several(_ROOM, fresh)
                fresh.clear()
        if content is not None and is_needed:
            yield OutputFile(drawn.path, content), drawn.key
        for script in drawn.scripts:
            yield script, ""
    memo.put_several(_ROOM, fresh)


def _unpacked(content: bytes | None) -> bytes | None:
    """A page as it was kept; None where it was not, or is damaged."""
    try:
        return zlib.decompress(content) if content is not None else None
    except zlib.error:
        return None
