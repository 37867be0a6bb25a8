"""YAML text to plain data with the place of every key and value.

The only door to PyYAML, and only to the events of its C parser: `load` and `compose` are never
called on records, because nested brackets end the interpreter inside the C composer and merge
keys run for ever, while events can be counted and refused one by one. The reading is ours: text
with structure, as in YAML 1.2. Only `true`, `false` and `null` are special; an unquoted scalar
stays the text it was typed as (`Plain`) and becomes a number only in a field for numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml
from yaml._yaml import CParser  # libyaml's event parser; PyYAML itself re-exports it from here

from brmsite.ground.diagnostic import Severity
from brmsite.ground.plain import Plain
from brmsite.ground.span import START, Extent, Position
from brmsite.source.lines import Lines
from brmsite.source.problem import MAX_PROBLEMS, Problem
from brmsite.source.yaml_words import SyntaxFault, explained, text_for_keys

MAX_DEPTH = 32
MAX_KEY_LENGTH = 120
MAX_VALUES = 20_000

DataPath = tuple[str | int, ...]
"""Where a value stands in a record: keys of mappings, numbers (from 0) of list items."""


_Marks = dict[DataPath, tuple[Any, Any] | Extent]
"""Start and end by path: two of libyaml's marks, or an extent."""


class Places:
    """Where the key and the value of each path were written.

    Holds the parser's own marks, which cost nothing to keep while a file is read, and turns them
    into positions only for the few places that somebody asks for.
    """

    __slots__ = ("_keys", "_origin", "_values", "without_value")

    def __init__(self, keys: _Marks, values: _Marks, origin: Position = START) -> None:
        self._origin = origin
        self._keys = keys
        self._values = values
        self.without_value: list[DataPath] = []
        """Keys that were written without a value, in order; `data` does not have them."""

    def key(self, path: DataPath) -> Extent | None:
        """Where the key that ends `path` stands; None for list items and unknown paths."""
        return self._extent(self._keys.get(path))

    def value(self, path: DataPath) -> Extent | None:
        """Where the value of `path` stands; None for unknown paths."""
        return self._extent(self._values.get(path))

    def first_key(self) -> Extent | None:
        """The first key of the record: the anchor for what the whole record lacks."""
        return self._extent(next(iter(self._keys.values()), None))

    def keys_below(self, path: DataPath) -> tuple[str, ...]:
        """The keys written directly in the mapping at `path`, in order, with or without value."""
        depth = len(path)
        return tuple(
            str(key[depth])
            for key in self._keys
            if len(key) == depth + 1 and key[:depth] == path and isinstance(key[depth], str)
        )

    def add(self, path: DataPath, value: Extent, key: Extent | None = None) -> None:
        """Note a place that was not written as YAML: an action in the body of minutes."""
        self._values[path] = value
        if key is not None:
            self._keys[path] = key

    def _extent(self, marks: tuple[Any, Any] | Extent | None) -> Extent | None:
        if marks is None or isinstance(marks, Extent):
            return marks
        start, end = marks
        return _extent_of(start, end, self._origin)


@dataclass(frozen=True, slots=True)
class YamlText:
    """A mapping read from YAML. Keys without a value are left out of `data`, but have places.

    `data` is None where the text could not be read, and `problems` say why. `doubts` are about
    what was read as YAML says, but hardly as its writer meant.
    """

    data: dict[str, Any] | None
    places: Places
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...] = ()


def read_yaml(text: str, origin: Position = START) -> YamlText:
    """Read one mapping from a text that begins at `origin` of its file. Never raises."""
    refused = _forbidden_character(text, origin)
    if refused is not None:
        return YamlText(None, Places({}, {}, origin), (refused,))
    reader = _Reader(text, origin)
    try:
        data = reader.document()
    except _RefusalError as refusal:
        return YamlText(None, reader.places, (*reader.problems, refusal.problem))
    except yaml.MarkedYAMLError as error:
        fault = SyntaxFault(
            error.context or "",
            error.context_mark.index if error.context_mark else -1,
            error.problem or "",
            error.problem_mark.index if error.problem_mark else 0,
        )
        problem = explained(fault, Lines(text, origin))
        return YamlText(None, reader.places, (*reader.problems, problem))
    return YamlText(data, reader.places, tuple(reader.problems), tuple(reader.doubts))


# Characters that change what a person or a terminal sees: controls, other line breaks, marks
# that reverse the direction of writing, invisible tags, and byte order marks inside a text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]|\r(?!\n)"
)

_CHARACTER_NAMES = {
    "\0": "a NUL character",
    "\x85": "a next-line character (NEL)",
    "\r": "a carriage return without a line feed",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\ufeff": "a byte order mark inside the text",
}


def character_name(char: str) -> str:
    """How to speak of a character that cannot be shown."""
    code = f"U+{ord(char):04X}"
    if char in _CHARACTER_NAMES:
        return f"{_CHARACTER_NAMES[char]} ({code})"
    if char in "\u200e\u200f" or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069":
        return f"a mark that changes the direction of writing ({code})"
    return f"a control character ({code})"


def is_visible(text: str) -> bool:
    """Whether every character of a text is a visible one, a space or a line break: then none can
    be forbidden. A tenth of the time of looking for those that are."""
    return text.replace("\n", "").isprintable()


def _forbidden_character(text: str, origin: Position) -> Problem | None:
    found = None if is_visible(text) else _FORBIDDEN.search(text)
    if found is None:
        return None
    at = Lines(text, origin).extent(found.start(), found.start() + 1)
    return Problem(
        "control-character",
        f"{character_name(found.group())} is not allowed in a record",
        at,
        "an invisible character stands here",
        hint="delete it; type the line again if you cannot see it",
    )


class _RefusalError(Exception):
    """Ends the reading of one text; carries the finding."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Reader:
    """Turns the events of one text into data, noting places on the way."""

    def __init__(self, text: str, origin: Position) -> None:
        self.text = text
        self._keys: _Marks = {}
        self._values: _Marks = {}
        self.places = Places(self._keys, self._values, origin)
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []
        self._may_be_cut = " #" in text and _CUT_OFF.search(text) is not None
        self._origin = origin
        self._count = 0
        self._event: Callable[[], Any] = CParser(text).get_event

    def document(self) -> dict[str, Any]:
        self._event()  # the start of the stream
        start = self._event()
        if isinstance(start, yaml.StreamEndEvent):
            return {}
        if start.version or start.tags:
            raise self._refusal(
                "a YAML directive (`%`) is not allowed in a record", start, hint="delete the line"
            )
        event = self._event()
        if _is_null(event):
            data: dict[str, Any] = {}
        elif isinstance(event, yaml.MappingStartEvent):
            data, _ = self._mapping(event, (), 1)
        else:
            raise _RefusalError(self._not_a_mapping(event))
        self._event()  # the end of the document
        following = self._event()
        if not isinstance(following, yaml.StreamEndEvent):
            raise self._refusal(
                "a second document (`---`) is not allowed: one file is one record",
                following,
                hint="delete the line, or move what follows it into a file of its own",
            )
        return data

    # Each of the next three returns a value and the mark where its text ends.

    def _value(self, event: Any, path: DataPath, depth: int) -> tuple[Any, Any]:
        self._count += 1
        if self._count > MAX_VALUES:
            raise self._refusal(
                f"more than {MAX_VALUES:,} values in one record",
                event,
                hint="keep a large table as a file in the record's `.files/` folder",
                code="too-many-values",
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, path, depth + 1)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, path, depth + 1)
        raise self._refusal(
            "`*` at the start means an alias, which is not allowed in a record",
            event,
            hint="put the text in quotes, or write the value again where it is needed",
        )

    def _scalar(self, event: Any, path: DataPath) -> tuple[Any, Any]:
        value: str = event.value
        style = event.style
        end = event.end_mark
        if event.anchor or event.tag:
            self._refuse_marks(event)
        if style in ("|", ">"):
            # The end mark of a block scalar is where the next token starts.
            end = self._end_of_text(event)
        self._values[path] = (event.start_mark, end)
        if not style:
            if self._may_be_cut and (cut := _CUT_OFF.match(self.text, end.index)):
                self._cut_off(value, cut, event, path)
            return (_SPECIAL[value] if value in _SPECIAL else Plain(value)), end
        if style == '"' and not value.isprintable() and (bad := _FORBIDDEN.search(value)):
            raise self._refusal(
                f"{character_name(bad.group())} is not allowed in a record, not even as an escape",
                event,
                hint="delete it, or write what a reader should see instead",
                code="control-character",
            )
        return value, end

    def _mapping(self, event: Any, path: DataPath, depth: int) -> tuple[dict[str, Any], Any]:
        self._enter(event, depth)
        result: dict[str, Any] = {}
        keys = self._keys
        end = event.end_mark
        while True:
            key_event = self._event()
            if isinstance(key_event, yaml.MappingEndEvent):
                break
            key = self._key(key_event)
            here = (*path, key)
            value_event = self._event()
            if here in keys:
                self._duplicate(key, here, key_event)
                # Its value is read, for its faults, under a path that nothing asks for.
                _, end = self._value(value_event, (*here, _AGAIN), depth)
                continue
            keys[here] = (key_event.start_mark, key_event.end_mark)
            value, end = self._value(value_event, here, depth)
            if value is not None:
                result[key] = value
            else:
                self.places.without_value.append(here)
                if end.index == key_event.end_mark.index + 1:
                    end = key_event.end_mark
        end = _flow_end(key_event) or end
        self._values[path] = (event.start_mark, end)
        return result, end

    def _sequence(self, event: Any, path: DataPath, depth: int) -> tuple[tuple[Any, ...], Any]:
        self._enter(event, depth)
        items: list[Any] = []
        end = event.end_mark
        while True:
            item_event = self._event()
            if isinstance(item_event, yaml.SequenceEndEvent):
                break
            item, end = self._value(item_event, (*path, len(items)), depth)
            items.append(item)
        end = _flow_end(item_event) or end
        self._values[path] = (event.start_mark, end)
        return tuple(items), end

    def _key(self, event: Any) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refusal(
                "a key must be text", event, code="key-not-text", hint="put the text in quotes"
            )
        if event.anchor or event.tag:
            self._refuse_marks(event)
        key = str(event.value)
        if key == "<<" and not event.style:
            raise self._refusal(
                "a merge key (`<<`) is not allowed in a record",
                event,
                hint="write the keys out, one by one",
            )
        bad = None if key.isprintable() else _FORBIDDEN.search(key)
        if bad is not None or not key.strip() or len(key) > MAX_KEY_LENGTH:
            raise self._refusal(
                f"{character_name(bad.group())} is not allowed in a key"
                if bad is not None
                else f"a key must be text of 1 to {MAX_KEY_LENGTH} characters",
                event,
                hint="write a short word",
                code="key-not-text",
            )
        return key

    def _enter(self, event: Any, depth: int) -> None:
        if event.anchor or event.tag:
            self._refuse_marks(event)
        if depth > MAX_DEPTH:
            raise self._refusal(
                f"nested deeper than {MAX_DEPTH} levels",
                event,
                hint="a bracket may be missing above",
                code="nested-too-deep",
            )

    def _duplicate(self, key: str, path: DataPath, again: Any) -> None:
        first = self.places.key(path)
        if first is None or len(self.problems) >= MAX_PROBLEMS:
            return
        self.problems.append(
            Problem(
                "duplicate-key",
                f"key `{key}` appears twice in this mapping",
                self._extent(again.start_mark, again.end_mark),
                "second value would silently win",
                ((first, "first defined here"),),
                "keep one of the two",
                pointer=pointer(path),
            )
        )

    def _cut_off(self, value: str, cut: re.Match[str], event: Any, path: DataPath) -> None:
        """Note that text ends where its writer, hardly thinking of a comment, went on."""
        is_text = value not in _SPECIAL and any(char.isalpha() for char in value)
        if not is_text or len(self.doubts) >= MAX_PROBLEMS:
            return
        lost = cut.group().strip()
        whole = self.text[event.start_mark.index : cut.end()].rstrip()
        quote = "'" if '"' in whole or "\\" in whole else '"'
        is_shown = len(whole) <= _LONGEST_SHOWN and "\n" not in whole and quote not in whole
        shown = lost if len(lost) <= _LONGEST_SHOWN else f"{lost[: _LONGEST_SHOWN - 3]}..."
        start = cut.start() + 1
        self.doubts.append(
            Problem(
                "value-cut-off",
                f"`{pointer(path)}` ends before ` #`: `{shown}` is read as a comment",
                Lines(self.text, self._origin).extent(start, start + len(lost)),
                "not part of the value",
                hint=(
                    f"put the value in quotes: `{quote}{whole}{quote}`"
                    if is_shown
                    else "put the value in quotes"
                )
                + "; or leave a blank after `#`, if this is a comment",
                severity=Severity.warning,
                pointer=pointer(path),
            )
        )

    def _not_a_mapping(self, event: Any) -> Problem:
        lines, at = Lines(self.text, self._origin), event.start_mark.index
        what = "a list" if isinstance(event, yaml.SequenceStartEvent) else "text"
        meant = text_for_keys(at, lines)
        if meant is not None:
            return meant
        return Problem(
            "not-a-mapping",
            f"a record is made of keys with values, but this is {what}",
            lines.rest_of_line(at),
            hint="write each key with a colon and a space: `title: Service level agreement`",
        )

    def _refuse_marks(self, event: Any) -> None:
        sign, meaning = ("&", "an anchor") if event.anchor else ("!", "a tag")
        raise self._refusal(
            f"`{sign}` at the start means {meaning}, which is not allowed in a record",
            event,
            hint="put the text in quotes",
        )

    def _refusal(
        self, message: str, event: Any, hint: str = "", code: str = "yaml-feature"
    ) -> _RefusalError:
        extent = self._extent(event.start_mark, event.end_mark)
        if extent.end.line != extent.start.line or extent.end == extent.start:
            extent = Lines(self.text, self._origin).rest_of_line(
                min(event.start_mark.index, max(0, len(self.text) - 1))
            )
        return _RefusalError(Problem(code, message, extent, hint=hint))

    def _extent(self, start: Any, end: Any) -> Extent:
        return _extent_of(start, end, self._origin)

    def _end_of_text(self, event: Any) -> yaml.Mark:
        start = event.start_mark
        written = self.text[start.index : event.end_mark.index].rstrip()
        breaks = written.count("\n")
        column = len(written) - written.rfind("\n") - 1 if breaks else start.column + len(written)
        return yaml.Mark("", start.index + len(written), start.line + breaks, column, None, 0)


def _extent_of(start: Any, end: Any, origin: Position) -> Extent:
    line, offset = origin.line, origin.offset
    return Extent(
        Position(start.line + line, start.column + 1, start.index + offset),
        Position(end.line + line, end.column + 1, end.index + offset),
    )


def _flow_end(event: Any) -> Any:
    """The end mark of a collection in flow style, which ends with its bracket; None in block
    style, whose end mark is where the next token starts."""
    return event.end_mark if event.end_mark.index > event.start_mark.index else None


# `Ticket #42`, and not the comment of `true  # why`.
_CUT_OFF = re.compile(r"(?<=\S) #[^\W_].*")
_LONGEST_SHOWN = 80  # so much of a value is worth repeating in a hint

_SPECIAL: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}


def _is_null(event: Any) -> bool:
    plain = isinstance(event, yaml.ScalarEvent) and not event.style and not event.tag
    return plain and not event.anchor and _SPECIAL.get(event.value, True) is None


_AGAIN = "\0again"
"""No key can be this: the last part of the path of a duplicate key's second value."""


def pointer(path: DataPath) -> str:
    """A path as people write it: `targets[0].value`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif part != _AGAIN:
            text += f".{part}" if text else part
    return text
