"""Places that are remembered are those that are found anew, and their files are not read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from brmsite.ground.memo import Memo
from brmsite.ground.shelf import Shelf
from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.register.kept_places import locate_again
from brmsite.register.places import Located, Place, link_place, locate
from brmsite.register.register import Register
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse
from tests.work import calls_of

MEETING = """\
---
title: M
date: 2026-03-11
type: operational
level: tactical
customers: [logistics]
state: held
summary: See [[agreements/gone]], and again [[agreements/gone]].
---
# Notes

- [ ] (a1) @k-berg due 2026-04-15: Restart it, says [[people/nobody]]
"""


def register_of(*contents: str) -> Register:
    """A register of meetings m0, m1 and so on."""
    paths = (f"records/meetings/m{number}.md" for number in range(len(contents)))
    files = (
        SourceFile(path, content.encode()) for path, content in zip(paths, contents, strict=True)
    )
    return assemble(map(parse, files), all_kinds())


def places(register: Register) -> list[Place]:
    """Values, keys, links in fields and in bodies, and records as a whole."""
    found = [link_place(register.records[link.source], link) for link in register.unresolved]
    for record in register:
        found += [Place(record), Place(record, ("date",)), Place(record, ("date",), "key")]
        found += [Place(record, ("actions", 0, "owner")), Place(record, ("place",))]
    return found


def files_read(register: Register, memo: Memo, program: str = "program") -> int:
    """How many files are read to find all places, which must be the right ones."""
    wanted = places(register)
    found: dict[Place, Located] = {}
    counted = calls_of(lambda: found.update(locate_again(wanted, Shelf(memo, program))))
    assert found == locate(wanted)
    return counted["split_front_matter"]


def test_what_is_remembered_is_not_read_again(tmp_path: Path) -> None:
    with Memo(tmp_path) as memo:
        assert files_read(register_of(MEETING, MEETING), memo) == 2
    with Memo(tmp_path) as memo:
        assert files_read(register_of(MEETING, MEETING), memo) == 0


def test_what_moved_is_found_where_it_is_now(tmp_path: Path) -> None:
    with Memo(tmp_path) as memo:
        assert files_read(register_of(MEETING, MEETING), memo) == 2
        edited = MEETING.replace("date:", "place: Oslo\ndate:")
        assert files_read(register_of(MEETING, edited), memo) == 1


def test_of_a_file_what_was_never_asked_for_is_looked_up(tmp_path: Path) -> None:
    register = register_of(MEETING)
    wanted = places(register)
    with Memo(tmp_path) as memo:
        for count in (1, 3, 2):
            assert locate_again(wanted[:count], Shelf(memo, "program")) == locate(wanted[:count])
        assert files_read(register, memo) == 1
        assert files_read(register, memo) == 0


def test_what_another_program_found_is_looked_up_anew(tmp_path: Path) -> None:
    register = register_of(MEETING)
    with Memo(tmp_path) as memo:
        assert files_read(register, memo, "program") == 1
        assert files_read(register, memo, "other") == 1


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b'{"": [1]}', b'{"": 1}', b"\xff", b"[" * 100_000]
)
def test_a_damaged_memory_is_looked_up_anew(tmp_path: Path, content: bytes) -> None:
    register = register_of(MEETING)
    [record] = register
    with Memo(tmp_path) as memo:
        memo.put("places program", f"{record.source.digest} {record.path}", content)
        assert files_read(register, memo) == 1
