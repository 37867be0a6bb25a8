"""The text of a record's fields, cut into the pieces that people move about: keys with their
values, items of lists, each with the comments above it. Put together again, it is the same text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Literal

from brmsite.source.yaml_text import DataPath, Places, read_yaml


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value that is taken as it stands: a text, a number, a day, or a layout of a collection
    that is not cut further."""

    text: str
    data: Any


@dataclass(frozen=True, slots=True)
class Collection:
    """A mapping or a list, in block or in flow style, by its entries.

    `opening` and `closing` are the brackets of flow style with the space inside them; `column` is
    where the entries of block style stand.
    """

    kind: Literal["mapping", "list"]
    is_flow: bool
    entries: tuple[Entry, ...]
    opening: str
    closing: str
    column: int
    data: Any

    @property
    def text(self) -> str:
        """As it was written."""
        return f"{self.opening}{''.join(entry.text for entry in self.entries)}{self.closing}"


Value = Scalar | Collection


@dataclass(frozen=True, slots=True)
class Entry:
    """One key with its value, or one item of a list.

    `lead` is what stands above it (comments, blank lines; in flow style the comma before it),
    `head` what stands before the value (`  key: `, `  - `, also the rest of that line where the
    value begins below it), `trail` what follows on the value's last line.
    """

    key: str
    lead: str
    head: str
    value: Value
    trail: str

    @property
    def text(self) -> str:
        """As it was written."""
        return f"{self.lead}{self.head}{self.value.text}{self.trail}"


@dataclass(frozen=True, slots=True)
class Outline:
    """The fields of a record, and what stands below the last of them."""

    fields: Collection
    rest: str


def outline(text: str) -> Outline | None:
    """The pieces of a text of YAML whose lines all end with a line feed. None for one that cannot
    be read or that is laid out in a way which is not understood: then nothing is cut."""
    read = read_yaml(text)
    if read.data is None or read.problems or not read.data or "\r" in text:
        return None
    cutter = _Cutter(text, read.places, read.data)
    try:
        fields, end = cutter.mapping((), 0)
    except _NotUnderstoodError:
        return None
    rest = text[end:]
    sound = _IDLE.fullmatch(rest) and fields.text + rest == text
    return Outline(fields, rest) if sound else None


_IDLE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*(?:#[^\n]*)?")
"""Lines that say nothing to a program."""
_LINE_REST = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
COMMENT = re.compile(r"(?:^|\s)#")
"""Where a comment may begin; or a text in quotes has such a place."""
_COMMA = re.compile(r"\s*,\s*")


class _NotUnderstoodError(Exception):
    """A layout that is not cut: the collection around it is taken whole."""


class _Cutter:
    """Cuts one text along the places of its keys and values."""

    def __init__(self, text: str, places: Places, data: dict[str, Any]) -> None:
        self._text = text
        self._places = places
        self._data = data
        self._empty: dict[DataPath, list[str]] = defaultdict(list)
        for path in places.without_value:
            self._empty[path[:-1]].append(str(path[-1]))

    def mapping(self, path: DataPath, start: int) -> tuple[Collection, int]:
        """A mapping in block style that begins at `start`, and where it ends."""
        entries: list[Entry] = []
        at = start
        column = 0
        for name in self._names(path):
            here = (*path, name)
            key_start, key_end = self._key(here)
            lead_end = self._lead_end(at)
            if self._text[lead_end:key_start].strip(" ") or lead_end > key_start:
                raise _NotUnderstoodError
            column = self._places_column(here) if not entries else column
            entry, at = self._entry(here, name, at, lead_end, key_end)
            entries.append(entry)
        data = self._at(path)
        return Collection("mapping", False, tuple(entries), "", "", column, data), at

    def items(self, path: DataPath, start: int) -> tuple[Collection, int]:
        """A list in block style that begins at `start`, and where it ends."""
        entries: list[Entry] = []
        at = start
        column = -1
        data = self._at(path)
        for index in range(len(data)):
            lead_end = self._lead_end(at)
            dash = self._text.find("-", lead_end)
            if dash < 0 or self._text[lead_end:dash].strip(" "):
                raise _NotUnderstoodError
            if column not in (-1, dash - lead_end):
                raise _NotUnderstoodError
            column = dash - lead_end
            entry, at = self._entry((*path, index), "", at, lead_end, dash + 1)
            entries.append(entry)
        return Collection("list", False, tuple(entries), "", "", column, data), at

    def _entry(
        self, path: DataPath, key: str, start: int, lead_end: int, head_end: int
    ) -> tuple[Entry, int]:
        """One entry of block style, and where the next begins. `head_end` is the end of its key or
        dash."""
        lead = self._text[start:lead_end]
        value_start, value_end = self._value(path)
        data = self._at(path)
        if isinstance(data, dict | tuple) and data and self._text[value_start] not in "[{":
            begin = self._below(head_end, value_start)
            try:
                collection, end = (
                    self.mapping(path, begin) if isinstance(data, dict) else self.items(path, begin)
                )
                return Entry(key, lead, self._text[lead_end:begin], collection, ""), end
            except _NotUnderstoodError:
                value: Value = Scalar(self._text[value_start:value_end], data)
        else:
            value = self._flow(path, value_start, value_end)
        head, end = self._text[lead_end:value_start], self._line_end(value_end)
        if value_start < head_end:
            raise _NotUnderstoodError
        return Entry(key, lead, head, value, self._text[value_end:end]), end

    def _flow(self, path: DataPath, start: int, end: int) -> Value:
        """A value that is no collection in block style."""
        written, data = self._text[start:end], self._at(path)
        whole = Scalar(written, data)
        if not isinstance(data, dict | tuple) or not data or COMMENT.search(written):
            return whole
        names: list[str | int] = list(self._names(path) if isinstance(data, dict) else ())
        names = names or list(range(len(data)))
        stretches = [self._stretch((*path, name)) for name in names]
        first, last = stretches[0][0], stretches[-1][1]
        entries = []
        for number, (name, (begin, until)) in enumerate(zip(names, stretches, strict=True)):
            lead = self._text[stretches[number - 1][1] : begin] if number else ""
            if number and not _COMMA.fullmatch(lead):
                return whole
            here = (*path, name)
            value_start, value_end = self._value(here) if isinstance(name, str) else (begin, until)
            value_start, value_end = max(value_start, begin), min(max(value_end, begin), until)
            value = self._flow(here, value_start, value_end)
            key = name if isinstance(name, str) else ""
            entries.append(Entry(key, lead, self._text[begin:value_start], value, ""))
        opening, closing = self._text[start:first], self._text[last:end]
        if opening.strip() not in ("[", "{") or closing.strip() not in ("]", "}"):
            return whole
        kind: Literal["mapping", "list"] = "mapping" if isinstance(data, dict) else "list"
        cut = Collection(kind, True, tuple(entries), opening, closing, 0, data)
        return cut if cut.text == written else whole

    # --- Places ----------------------------------------------------------------------------------

    def _names(self, path: DataPath) -> list[str]:
        """The keys of a mapping in the order in which they are written."""
        names = [*self._at(path), *self._empty[path]]
        return sorted(names, key=lambda name: self._key((*path, name))[0])

    def _at(self, path: DataPath) -> Any:
        found: Any = self._data
        for step in path:
            if isinstance(found, dict) and step not in found:
                return None
            found = found[step]
        return found

    def _key(self, path: DataPath) -> tuple[int, int]:
        extent = self._places.key(path)
        if extent is None:
            raise _NotUnderstoodError
        return extent.start.offset, extent.end.offset

    def _value(self, path: DataPath) -> tuple[int, int]:
        extent = self._places.value(path)
        if extent is None:
            raise _NotUnderstoodError
        return extent.start.offset, extent.end.offset

    def _stretch(self, path: DataPath) -> tuple[int, int]:
        """From the key, or the item, to the end of the value."""
        start, end = self._value(path)
        if isinstance(path[-1], str):
            key_start, key_end = self._key(path)
            return key_start, max(key_end, end)
        return start, end

    def _places_column(self, path: DataPath) -> int:
        extent = self._places.key(path)
        return extent.start.column if extent is not None else 0

    def _lead_end(self, start: int) -> int:
        """The first line from here that says something."""
        at = start
        while True:
            end = self._text.find("\n", at) + 1
            line = self._text[at : end or len(self._text)]
            if not end or (line.strip() and not line.lstrip(" \t").startswith("#")):
                return at
            at = end

    def _line_end(self, offset: int) -> int:
        """Past the end of a line on which only a comment may follow."""
        found = _LINE_REST.match(self._text, offset)
        if found is None:
            raise _NotUnderstoodError
        return found.end()

    def _below(self, head_end: int, value_start: int) -> int:
        """Where the entries of a collection begin: on the line of its dash, or below the key."""
        end = self._text.find("\n", head_end) + 1
        if not end or value_start < end:
            return value_start
        return end
