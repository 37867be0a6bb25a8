"""Applies the edits of findings to the text of a file; every other character stays as it is."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence

from brmsite.ground.diagnostic import Edit
from brmsite.source.front_matter import split_front_matter
from brmsite.source.yaml_text import read_yaml


def mended(content: bytes, markdown: bool, edits: Sequence[Edit]) -> bytes | None:
    """The bytes of a file with these edits of its fields; `markdown` says that they stand in front
    matter. The result is read again: None where it would not be the same data with as many keys or
    values changed as there are edits, each put in place of one."""
    mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
    text = content.removeprefix(mark).decode()
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda one: one.span.start.offset):
        start, end = edit.span.start.offset, edit.span.end.offset
        if start < at:
            return None
        pieces += (text[at:start], edit.replacement)
        at = end
    changed = "".join((*pieces, text[at:]))
    before, after = _words(text, markdown), _words(changed, markdown)
    if before is None or after is None or len(before) != len(after):
        return None
    differences = sum(old != new for old, new in zip(before, after, strict=True))
    return mark + changed.encode() if differences == len(edits) else None


def _words(text: str, markdown: bool) -> list[str] | None:
    """The keys and values of the fields in order, and the body; None where they cannot be read."""
    parts = split_front_matter(text) if markdown else None
    read = read_yaml(parts.yaml, parts.yaml_origin) if parts else read_yaml(text)
    if read.data is None or read.problems:
        return None
    return [*_flat(read.data), parts.body if parts else ""]


def _flat(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield "{"
        for key, item in value.items():
            yield key
            yield from _flat(item)
        yield "}"
    elif isinstance(value, tuple):
        yield "["
        for item in value:
            yield from _flat(item)
        yield "]"
    else:
        yield str(value)
