"""Many objects from one process: in their order, none too large, and it always ends."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from itertools import chain, count, islice
from pathlib import Path

import pytest

from brmsite.history import git
from brmsite.history.git import (
    GitUnavailableError,
    Lack,
    asked,
    blob_in_pieces,
    blobs,
    head_commit,
    told,
)
from brmsite.source.listing import MAX_BYTES
from tests.history.repository import Repository


def kept(repository: Repository, content: bytes) -> str:
    return repository.git("hash-object", "-w", "--stdin", given=content)


def test_objects_come_in_the_order_in_which_they_are_asked_for(fresh: Repository) -> None:
    contents = [b"x" * number + b"\n\0" for number in range(200)]
    ids = [kept(fresh, content) for content in contents]
    assert list(blobs(fresh.folder, [*reversed(ids), *ids])) == [*reversed(contents), *contents]
    assert list(blobs(fresh.folder, [])) == []


def test_what_cannot_be_had_is_none_and_the_others_come(fresh: Repository) -> None:
    commit = fresh.commit()
    found = blobs(
        fresh.folder,
        [
            kept(fresh, b""),
            "1" * 40,
            commit,
            fresh.git("rev-parse", "HEAD^{tree}"),
            kept(fresh, b"#" * (MAX_BYTES + 1)),
            kept(fresh, b"#" * MAX_BYTES),
            "HEAD",
            "",
            "--help",
            f"{commit}\n{commit}",
            kept(fresh, b"last"),
        ],
    )
    nothing = [None] * 4
    assert list(found) == [b"", *nothing, b"#" * MAX_BYTES, *nothing, b"last"]


def test_ids_are_taken_as_they_are_needed(fresh: Repository) -> None:
    one = kept(fresh, b"one")
    endless = (one for _ in count())
    found = blobs(fresh.folder, endless)
    assert list(islice(found, 150)) == [b"one"] * 150
    found.close()


def test_few_large_objects_are_in_memory_at_once(
    fresh: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    read = git._Talk.contents

    def noted(self: git._Talk, sized: list[tuple[str, int]]) -> list[bytes | None]:
        held.append(sum(max(size, 0) for _, size in sized))
        return read(self, sized)

    monkeypatch.setattr(git._Talk, "contents", noted)
    ids = [kept(fresh, bytes([number]) * MAX_BYTES) for number in range(20)]
    assert [content and content[0] for content in blobs(fresh.folder, ids)] == list(range(20))
    assert held == [8 * MAX_BYTES, 8 * MAX_BYTES, 4 * MAX_BYTES]


def test_an_object_may_be_read_in_pieces_however_large_it_is(fresh: Repository) -> None:
    content = bytes(range(256)) * 20_000
    one = kept(fresh, content)
    pieces = list(blob_in_pieces(fresh.folder, one))
    assert len(pieces) > 5
    assert b"".join(pieces) == content
    with closing(blob_in_pieces(fresh.folder, one)) as begun:
        assert next(begun)[:3] == b"\0\x01\x02"


def test_a_damaged_object_is_told(fresh: Repository) -> None:
    one = kept(fresh, b"one")
    file = fresh.folder / ".git" / "objects" / one[:2] / one[2:]
    file.chmod(0o644)
    file.write_bytes(b"nonsense")
    with pytest.raises(GitUnavailableError) as refused:
        list(blob_in_pieces(fresh.folder, one))
    assert refused.value.lack == Lack.refused
    assert str(refused.value).isprintable()


OtherGit = Callable[[str], Path]


@pytest.fixture
def other_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OtherGit:
    """Puts lines of a shell in the place of git; gives a folder to ask it in."""

    def put(lines: str) -> Path:
        program = tmp_path / "bin" / "git"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(program.parent))
        return tmp_path

    return put


def test_git_is_waited_for_only_so_long(
    other_git: OtherGit, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It never ends, and has a child that holds on to what it says.
    here = other_git("/bin/sleep 600 &\nwait")
    monkeypatch.setattr(git, "SECONDS", 0.3)
    began = time.monotonic()
    for ask in (
        lambda: asked(here, "log", seconds=0.3),
        lambda: list(told(here, "log", seconds=0.3)),
        lambda: list(blobs(here, ["1" * 40])),
        lambda: list(chain(blob_in_pieces(here, "1" * 40))),
    ):
        with pytest.raises(GitUnavailableError) as refused:
            ask()
        assert refused.value.lack == Lack.too_slow
        assert str(refused.value) == "git did not answer within 0.3 seconds"
    assert time.monotonic() - began < 600


def test_a_git_that_breaks_off_is_told(other_git: OtherGit) -> None:
    here = other_git("echo 'fatal: oh \033 no' >&2\nexit 3")
    assert head_commit(here) == ""
    for ask in (lambda: asked(here, "log"), lambda: list(blobs(here, ["1" * 40]))):
        with pytest.raises(GitUnavailableError) as refused:
            ask()
        assert str(refused.value) == "git says: oh \N{REPLACEMENT CHARACTER} no"
