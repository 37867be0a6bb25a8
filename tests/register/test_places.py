"""Places found again: of values, keys and links in texts, with one reading of each file."""

from __future__ import annotations

import pytest

from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.register.places import Place, link_place, locate, record_span, value_span
from brmsite.register.register import Register
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse
from brmsite.source.yaml_text import DataPath
from tests.source.saying import at
from tests.work import calls_of

MEETING = """\
---
title: M
date: 2026-03-11
type: operational
level: tactical
customers: [logistics]
state: held
attendees:
  - person: p-lind
actions:
  - {id: a1, text: c, owner: k-berg, due: 2026-04-01, state: open}
---
# Notes

- [ ] (a2) @k-berg due 2026-04-15: Restart it
"""


def register_of(*contents: bytes) -> Register:
    """A register of meetings m0, m1 and so on."""
    paths = (f"records/meetings/m{number}.md" for number in range(len(contents)))
    files = map(SourceFile, paths, contents)
    return assemble(map(parse, files), all_kinds())


def shown(place: Place) -> str:
    """Where a place is and what is written there."""
    span, _ = locate([place])[place]
    assert span.path == place.record.path
    return f"{at(span)} {place.record.text[span.start.offset : span.end.offset]}"


VALUES: dict[DataPath, str] = {
    ("date",): "3:7-3:17 2026-03-11",
    ("customers", 0): "6:13-6:22 logistics",
    ("attendees", 0, "person"): "9:13-9:19 p-lind",
    ("actions", 0, "owner"): "11:30-11:36 k-berg",
    ("actions", 1, "owner"): "15:13-15:19 k-berg",
    ("actions", 1, "state"): "15:3-15:6 [ ]",
    ("actions", 1): "15:7-15:46 (a2) @k-berg due 2026-04-15: Restart it",
    # What is not there is shown at the nearest thing above it that is.
    ("actions", 1, "outcome"): "15:7-15:46 (a2) @k-berg due 2026-04-15: Restart it",
    ("attendees", 0, "status"): "9:5-9:19 person: p-lind",
    ("next_date",): "2:1-2:6 title",
    (): "2:1-2:6 title",
}


@pytest.mark.parametrize("path", VALUES, ids=str)
def test_a_value_is_found_where_it_was_written(path: DataPath) -> None:
    record = register_of(MEETING.encode()).records["meetings/m0"]
    assert shown(Place(record, path)) == VALUES[path]


KEYS: dict[DataPath, str] = {
    ("date",): "3:1-3:5 date",
    ("attendees", 0, "person"): "9:5-9:11 person",
    ("attendees", 0): "9:5-9:19 person: p-lind",
    ("actions", 1, "owner"): "15:13-15:19 k-berg",
    ("place",): "2:1-2:6 title",
}


@pytest.mark.parametrize("path", KEYS, ids=str)
def test_a_key_is_found_where_it_was_written(path: DataPath) -> None:
    record = register_of(MEETING.encode()).records["meetings/m0"]
    assert shown(Place(record, path, "key")) == KEYS[path]


def test_it_is_known_what_was_written() -> None:
    record = register_of(MEETING.encode()).records["meetings/m0"]
    paths: list[DataPath] = [("date",), ("actions", 1, "owner"), ("place",), ()]
    found = locate(Place(record, path) for path in paths)
    assert [located.exact for located in found.values()] == [True, True, False, False]
    assert at(record_span(record)) == "2:1-2:6"


def test_places_hold_behind_a_byte_order_mark_and_with_crlf() -> None:
    register = register_of(b"\xef\xbb\xbf" + MEETING.replace("\n", "\r\n").encode())
    record = register.records["meetings/m0"]
    assert at(value_span(record, ("date",))) == "3:7-3:17"
    assert at(value_span(record, ("actions", 1, "owner"))) == "15:13-15:19"
    (link,) = [
        link
        for link in register.unresolved
        if link.in_text is not None and link.written == "k-berg"
    ]
    assert shown(link_place(record, link)) == "15:13-15:19 k-berg"


def test_a_file_is_read_once_for_all_of_its_places() -> None:
    mentions = MEETING.encode() + b"@nobody\n" * 1_000
    register = register_of(mentions, mentions)
    wanted = [link_place(register.records[link.source], link) for link in register.unresolved]
    wanted += [Place(record, path) for path in VALUES for record in register]
    counted = calls_of(lambda: locate(wanted))
    readers = ("split_front_matter", "read_yaml", "read_items")
    assert [counted[name] for name in readers] == [2, 2, 2]
    found = locate(wanted)
    lines = [found[place].span.start.line for place in wanted if place.in_text is not None]
    assert lines[-1_000:] == list(range(16, 1_016))


def test_a_body_is_read_only_for_what_may_stand_in_it() -> None:
    record = register_of(MEETING.encode()).records["meetings/m0"]
    wanted = [Place(record, ("date",)), Place(record, ("attendees", 0)), Place(record)]
    assert calls_of(lambda: locate(wanted))["read_items"] == 0
