"""Adds an item to a list in the text of a record, and leaves every other character as it is.

People keep comments, order and layout in their records, so a program must not write them anew. The
item goes in where the places of the parser say, in the style of its neighbours; the result is read
again, and only given back if it says exactly what the text said before and the new item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from brmsite.ground.span import START
from brmsite.source.front_matter import split_front_matter
from brmsite.source.yaml_text import Places, YamlText, read_yaml


def with_item(text: str, markdown: bool, key: str, item: Mapping[str, str]) -> str | None:
    """The text of a record with one more item at the end of the list `key`, which is begun where
    there is none. `item` holds plain words: ids, days, digests. `markdown` says that the fields
    stand in front matter. None where the layout leaves no place for it.
    """
    read, end = _read(text, markdown)
    if read.data is None or read.problems:
        return None
    found = _insertion(_Written(text, read.places, end), read.data.get(key), key, item)
    if found is None:
        return None
    edited = f"{text[: found.start]}{found.text}{text[found.end :]}"
    again, again_end = _read(edited, markdown)
    before = read.data.get(key) or ()
    sound = (
        again.data == {**read.data, key: (*before, dict(item))}
        and not again.problems
        and edited[again_end:] == text[end:]
    )
    return edited if sound else None


def item_lines(key: str, item: Mapping[str, str]) -> str:
    """The list with one item as lines to paste."""
    return f"{key}:\n  - {_flow(item)}\n"


@dataclass(frozen=True, slots=True)
class _Insertion:
    """What is put in place of the characters from `start` to `end`, mostly of none."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Written:
    """A text whose fields end at `end`, and where they stand in it."""

    text: str
    places: Places
    end: int

    @property
    def line_break(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def line_end(self, offset: int) -> int:
        """Where the line that goes through an offset ends, before its line break."""
        found = self.text.find("\n", offset)
        end = len(self.text) if found < 0 else found
        return end - 1 if end > offset and self.text[end - 1] == "\r" else end

    def opens_line(self, offset: int) -> bool:
        """Whether nothing but spaces stands before an offset in its line."""
        return not self.text[self.text.rfind("\n", 0, offset) + 1 : offset].strip()


def _read(text: str, markdown: bool) -> tuple[YamlText, int]:
    """The fields of a record, and where they end in its text."""
    if not markdown:
        return read_yaml(text), len(text)
    parts = split_front_matter(text)
    end = parts.yaml_origin.offset + len(parts.yaml)
    return read_yaml(parts.yaml, parts.yaml_origin), end


def _insertion(
    written: _Written, present: object, key: str, item: Mapping[str, str]
) -> _Insertion | None:
    places = written.places
    at_key, value = places.key((key,)), places.value((key,))
    if at_key is None:
        return _at_the_end(written, key, item)
    if value is None:
        return None
    if isinstance(present, tuple):
        if written.text[value.start.offset : value.start.offset + 1] == "[":
            return _in_brackets(written, key, len(present), item)
        return _below_last(written, key, len(present), item)
    if value.start.offset < value.end.offset:  # `null` or `~`
        return _Insertion(value.start.offset, value.end.offset, f"[{_flow(item)}]")
    end = written.line_end(at_key.end.offset)
    indent = " " * (at_key.start.column + 1)
    return _Insertion(end, end, f"{written.line_break}{indent}- {_flow(item)}")


def _at_the_end(written: _Written, key: str, item: Mapping[str, str]) -> _Insertion:
    """A new list below all other keys."""
    first = written.places.first_key()
    indent = " " * (first.start.column - START.column if first is not None else 0)
    line_break, end = written.line_break, written.end
    before = "" if not end or written.text[end - 1] == "\n" else line_break
    lines = (f"{indent}{key}:", f"{indent}  - {_flow(item)}", "")
    return _Insertion(end, end, before + line_break.join(lines))


def _in_brackets(
    written: _Written, key: str, count: int, item: Mapping[str, str]
) -> _Insertion | None:
    """One more item in `[...]`, on a line of its own if the last one has its own."""
    places = written.places
    if not count:
        opening = places.value((key,))
        at = opening.start.offset + 1 if opening is not None else 0
        return _Insertion(at, at, _flow(item))
    last = places.value((key, count - 1))
    if last is None:
        return None
    at = last.end.offset
    gap = " "
    if written.opens_line(last.start.offset):
        gap = written.line_break + " " * (last.start.column - START.column)
    return _Insertion(at, at, f",{gap}{_flow(item)}")


_DASH = re.compile(r"(?:^|\n)(?P<indent> *)-(?=\s)")


def _below_last(
    written: _Written, key: str, count: int, item: Mapping[str, str]
) -> _Insertion | None:
    """One more item below the last one, indented and written as that one is."""
    places = written.places
    last = places.value((key, count - 1))
    before = places.value((key, count - 2)) if count > 1 else places.key((key,))
    if last is None or before is None:
        return None
    start = last.start.offset
    dashes = list(_DASH.finditer(written.text, before.end.offset, start))
    if not dashes:
        return None
    indent = dashes[-1]["indent"]
    line_break = written.line_break
    lines = [_flow(item)]
    inside = f"{indent}  "
    if written.text[start] != "{":
        lines = [f"{name}: {value}" for name, value in item.items()]
        inside = " " * (last.start.column - START.column)
    gap = " " * (len(inside) - len(indent) - 1)
    end = written.line_end(last.end.offset)
    words = f"{line_break}{inside}".join(lines)
    return _Insertion(end, end, f"{line_break}{indent}-{gap}{words}")


def _flow(item: Mapping[str, str]) -> str:
    return f"{{{', '.join(f'{name}: {value}' for name, value in item.items())}}}"
