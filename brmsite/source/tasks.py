"""Actions and decisions written in the body of minutes, as task list items.

    - [ ] (a1) @k-berg due 2026-04-15: Improve the nightly restart
    - [x] (a2) @k-berg due 2026-04-15: Order the disks closed 2026-04-02: delivered in March
    - **Decision** (d1) @p-lind: Extend the agreement by one year

The box says the state: `[ ]` open, `[/]` in progress, `[x]` done, `[~]` cancelled. Between the
id and the colon of an action may also stand `improves ADDRESS`, and of a decision `kind WORD` and
`refs ADDRESS, ADDRESS`. Lines that follow without a gap continue the text, as they do in Markdown.
The same data could stand in front matter. A task without an id in brackets is text, not an action.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from brmsite.ground.diagnostic import Severity
from brmsite.ground.span import Extent, Position
from brmsite.source.body import BodyLine, is_all_prose, lines_from, prose_lines
from brmsite.source.lines import Lines
from brmsite.source.mistyped_items import mistyped_items
from brmsite.source.problem import Problem

MAX_ITEMS = 1_000
STATES = {" ": "open", "/": "in-progress", "x": "done", "X": "done", "~": "cancelled"}

_ITEM = re.compile(r"(?P<indent>[ ]*)(?:[-*+]|[0-9]{1,9}[.)])[ ]+")
_BOX = r"\[(?P<box>[ xX/~])\][ ]+"
_WORD_DECISION = r"\*\*Decision:?\*\*:?[ ]+"
_TASK = re.compile(_ITEM.pattern + _BOX)
_DECISION = re.compile(_ITEM.pattern + _WORD_DECISION, re.IGNORECASE)
_OTHER_BLOCK = re.compile(
    r"[ ]{0,3}(?:\#{1,6}(?:[ \t]|$)|[>|<]|```|~~~|(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]|$)"
    r"|(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$)"
)
"""How a line begins that continues no text, unless it is indented into the item."""
_NEXT_ITEM = re.compile(rf"\n{_ITEM.pattern}(?:{_BOX}|{_WORD_DECISION})", re.IGNORECASE)
_ID = re.compile(r"\(([^()\s]{1,40})\)[ ]*")
_WORD = re.compile(
    r"(?:(?P<person>@[^\s:,]+)|(?P<key>due|improves|kind)[ ]+(?P<value>[^\s:,]+(?::[^\s:,]+)*)"
    r"|refs[ ]+(?P<refs>[^\s:,]+(?:[ ]*,[ ]*[^\s:,]+)*))[ ]*,?[ ]*"
)
# Only with something like a date behind it: "see why the gate was closed again" is text.
_CLOSED = re.compile(
    r"(?<=[ ])closed[ ]+(?P<day>[0-9]{4}-[^\s:]*|[0-9]+(?:[./-][0-9]+){2})"
    r"(?:[ ]*:[ ]*(?P<outcome>.*)|[ ]*)$"
)


@dataclass(frozen=True, slots=True)
class BodyItem:
    """One action or decision, as the data and places that front matter would have given."""

    item: Literal["task", "decision"]
    data: dict[str, Any]
    extent: Extent
    places: dict[str, Extent]


@dataclass(frozen=True, slots=True)
class BodyItems:
    """What was found in one body, in order."""

    items: tuple[BodyItem, ...]
    problems: tuple[Problem, ...]


def read_items(body: str, origin: Position) -> BodyItems:
    """Find the actions and decisions of a body that begins at `origin` of its file."""
    items: list[BodyItem] = []
    problems: list[Problem] = []
    known: set[int] = set()
    lines: Lines | None = None
    for number, (text, offset) in enumerate(_list_items(body)):
        match = _TASK.match(text) or _DECISION.match(text)
        if match is None:
            continue
        lines = lines or Lines(body, origin)
        if number == MAX_ITEMS:
            problems.append(_too_many(lines.rest_of_line(offset)))
            return BodyItems(tuple(items), tuple(problems))
        if identified := _ID.match(text, match.end()):
            items.append(_read_item(match, identified, text, offset, lines, problems))
        elif untracked := _untracked(match, text, offset, lines):
            problems.append(untracked)
        else:
            continue
        known.add(offset)
    problems.extend(mistyped_items(body, origin, known))
    return BodyItems(tuple(items), tuple(problems))


def _too_many(extent: Extent) -> Problem:
    return Problem(
        "too-many-values",
        f"more than {MAX_ITEMS:,} tasks and decisions in one text",
        extent,
        "not read from here on",
        hint="split the record into several",
    )


def _list_items(body: str) -> Iterator[tuple[str, int]]:
    """Each list item that could be a task or decision, with its continuation lines joined to it,
    and its offset."""
    if "[" not in body and "**" not in body:
        return
    if not is_all_prose(body):
        yield from _items_in(prose_lines(body))
        return
    # With a line break before the first line, too, each match begins where its line does.
    for found in _NEXT_ITEM.finditer(f"\n{body}"):
        yield from islice(_items_in(lines_from(body, found.start())), 1)


def _items_in(lines: Iterable[BodyLine]) -> Iterator[tuple[str, int]]:
    current: list[str] = []
    start = end = indent = 0
    last: BodyLine | None = None
    for line in lines:
        begins = _ITEM.match(line.text)
        continues = (
            current
            and begins is None
            and last is not None
            and last.offset + len(last.text) + 2 >= line.offset
            and line.text.strip()
            and (
                len(line.text) - len(line.text.lstrip()) > indent
                or not _OTHER_BLOCK.match(line.text)
            )
        )
        if continues:
            # Joined at the same distance as in the body, so that offsets stay true.
            current += (" " * (line.offset - end), line.text)
        else:
            if current:
                yield "".join(current), start
            current = []
            if begins is not None and _may_be_item(line.text):
                current, start, indent = [line.text], line.offset, len(begins["indent"])
        last, end = line, line.offset + len(line.text)
    if current:
        yield "".join(current), start


def _may_be_item(text: str) -> bool:
    return bool(_TASK.match(text) or _DECISION.match(text))


def _read_item(
    match: re.Match[str],
    identified: re.Match[str],
    text: str,
    offset: int,
    lines: Lines,
    problems: list[Problem],
) -> BodyItem:
    is_task = match.re is _TASK

    def extent(start: int, end: int) -> Extent:
        return lines.extent(offset + start, offset + end)

    data: dict[str, Any] = {"id": identified[1]}
    places = {"id": extent(*identified.span(1))}
    twice: set[str] = set()
    at = identified.end()
    while word := _WORD.match(text, at):
        key, value, span = _read_word(word, "owner" if is_task else "by")
        if key not in data:
            data[key], places[key] = value, extent(*span)
        elif key not in twice:
            problems.append(_said_twice(key, places[key], extent(*span)))
            twice.add(key)
        at = word.end()
    said = text[at:].removeprefix(":")
    begin = len(text) - len(said.lstrip())
    end = len(text.rstrip())
    if is_task:
        data["state"] = STATES[match["box"]]
        places["state"] = extent(match.start("box") - 1, match.end("box") + 1)
        closed = _CLOSED.search(text, begin)
        if closed is not None:
            end = len(text[: closed.start()].rstrip())
            data["closed"] = closed["day"]
            places["closed"] = extent(*closed.span("day"))
            if closed["outcome"]:
                data["outcome"] = " ".join(closed["outcome"].split())
                places["outcome"] = extent(*closed.span("outcome"))
    words = " ".join(text[begin:end].split())
    if words:
        data["text"] = words
        places["text"] = extent(begin, end)
    return BodyItem(
        "task" if is_task else "decision",
        data,
        extent(identified.start(), len(text.rstrip())),
        places,
    )


def _read_word(word: re.Match[str], person_key: str) -> tuple[str, Any, tuple[int, int]]:
    if word["person"]:
        start, end = word.span("person")
        return person_key, word["person"][1:], (start + 1, end)
    if word["refs"]:
        return "refs", tuple(ref.strip() for ref in word["refs"].split(",")), word.span("refs")
    return word["key"], word["value"], word.span("value")


def _said_twice(key: str, first: Extent, again: Extent) -> Problem:
    return Problem(
        "duplicate-key",
        f"`{key}` is given twice on this line",
        again,
        "this one does not count",
        ((first, "first given here"),),
        "keep one of the two" + (": one person answers for it" if key in ("owner", "by") else ""),
    )


def _untracked(match: re.Match[str], text: str, offset: int, lines: Lines) -> Problem | None:
    """A task that looks like an action but has no id: it is shown, but nobody is reminded."""
    word = _WORD.match(text, match.end()) if match.re is _TASK else None
    if word is None or not (word["person"] or word["key"] == "due"):
        return None
    return Problem(
        "untracked-task",
        "this task has no id, so it is not tracked as an action",
        lines.rest_of_line(offset + match.end()),
        hint="put an id in brackets after the box: `- [ ] (a1) @k-berg due 2026-04-15: ...`",
        severity=Severity.warning if " due " in text else Severity.info,
    )
