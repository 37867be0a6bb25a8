"""Merges two edits of one record file: fields by key, the text below them by lines.

What is not understood (a file that cannot be read, an unusual layout) is merged by lines as git
would, so that there is always a result and nothing of either side is lost.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass

from brmsite.source.front_matter import split_front_matter
from brmsite.source.line_merge import (
    Merged,
    is_clean,
    joined,
    merge_lines,
    settle,
    with_marks,
)
from brmsite.source.yaml_merge import NaturalKey, merge_yaml


@dataclass(frozen=True, slots=True)
class MergedFile:
    """The bytes of the merged file; where it is not `clean`, conflicts are marked in it."""

    content: bytes
    clean: bool


def merge_record(
    base: bytes, ours: bytes, theirs: bytes, markdown: bool, natural_key: NaturalKey
) -> MergedFile:
    """Merge three versions of a file; `base` is empty where both sides began it. `markdown` says
    that the fields stand in front matter."""
    if ours in (theirs, base):
        return MergedFile(theirs, True)
    if theirs == base:
        return MergedFile(ours, True)
    written = [_read(each) for each in (base, ours, theirs)]
    merged = None
    if None not in written:
        before, left, right = (one for one in written if one is not None)
        merge = _merge_markdown if markdown else merge_yaml
        merged = merge(before.text, left.text, right.text, natural_key)
        if merged is not None:
            text = with_marks(merged)
            form = _settled_form(before if base else left, left, right)
            return MergedFile(form.of(text), is_clean(merged))
    # Bytes as characters, one for one: no encoding can be wrong.
    lines = merge_lines(*(each.decode("latin1") for each in (base, ours, theirs)))
    return MergedFile(with_marks(lines).encode("latin1"), is_clean(lines))


@dataclass(frozen=True, slots=True)
class _Written:
    """A text with line feeds only and one at its end, and how it was written in its file."""

    text: str
    marked: bool
    line_break: str
    ended: bool

    def of(self, text: str) -> bytes:
        """Another text, written in the same way."""
        kept = text if self.ended else text.removesuffix("\n")
        mark = BOM_UTF8 if self.marked else b""
        return mark + kept.replace("\n", self.line_break).encode()


def _read(content: bytes) -> _Written | None:
    """A file as text; None for one that is none, or whose lines do not all end alike."""
    marked = content.startswith(BOM_UTF8)
    try:
        text = content.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        return None
    windows = text.count("\r\n")
    if text.count("\r") != windows or windows not in (0, text.count("\n")):
        return None
    text = text.replace("\r\n", "\n")
    ended = text.endswith("\n") or not text
    return _Written(text if ended else f"{text}\n", marked, "\r\n" if windows else "\n", ended)


def _settled_form(base: _Written, ours: _Written, theirs: _Written) -> _Written:
    """How the result is written: as the side that changed it, ours where there is a doubt."""

    def chosen(before: str, left: str, right: str) -> str:
        settled = settle(before, left, right)
        return left if settled is None else settled

    forms = [(str(one.marked), one.line_break, str(one.ended)) for one in (base, ours, theirs)]
    marked, line_break, ended = (chosen(*each) for each in zip(*forms, strict=True))
    return _Written("", marked == "True", line_break, ended == "True")


def _merge_markdown(base: str, ours: str, theirs: str, natural_key: NaturalKey) -> Merged | None:
    before, left, right = (_cut(text) for text in (base, ours, theirs))
    if left is None or right is None or (before is None and base):
        return None
    before = before or (left[0], "", left[2], "")
    opening, closing = (settle(before[at], left[at], right[at]) for at in (0, 2))
    fields = merge_yaml(before[1], left[1], right[1], natural_key)
    if fields is None or opening is None or closing is None:
        return None
    return joined((opening, *fields, closing, *merge_lines(before[3], left[3], right[3])))


def _cut(text: str) -> tuple[str, str, str, str] | None:
    """The first line, the fields, the line below them, and the text; None where one is missing."""
    parts = split_front_matter(text)
    if parts.problem is not None:
        return None
    begin, body = parts.yaml_origin.offset, parts.body_origin.offset
    end = begin + len(parts.yaml)
    return text[:begin], parts.yaml, text[end:body], parts.body
