"""A file is written beside its place first, where no link can wait for it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from brmsite.output.whole import put_new, put_whole, unforeseen


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file that nobody is to write to."""
    file = tmp_path / "victim"
    file.write_bytes(b"mine\n")
    file.chmod(0o604)
    return file


def test_no_two_names_beside_a_file_are_the_same_however_long_its_own_is(tmp_path: Path) -> None:
    names = {unforeseen(tmp_path / ("a" * 255)) for _ in range(100)}
    assert len(names) == 100
    assert {name.parent for name in names} == {tmp_path}
    assert all(name.name.startswith(".") and len(name.name) < 60 for name in names)


def test_a_link_where_the_first_half_is_to_be_written_is_never_followed(
    victim: Path, tmp_path: Path
) -> None:
    partial = tmp_path / "partial"
    partial.symlink_to(victim)
    with pytest.raises(FileExistsError):
        put_whole(b"new\n", tmp_path / "file", partial, mode=0o777)
    assert victim.read_bytes() == b"mine\n"
    assert stat.S_IMODE(victim.stat().st_mode) == 0o604
    assert not (tmp_path / "file").exists()


def test_a_link_where_the_file_is_to_stand_is_replaced_or_left_alone(
    victim: Path, tmp_path: Path
) -> None:
    link = tmp_path / "file"
    link.symlink_to(victim)
    assert not put_new(b"new\n", link)
    assert link.is_symlink()
    put_whole(b"new\n", link, unforeseen(link))
    assert not link.is_symlink()
    assert victim.read_bytes() == b"mine\n"


def test_a_file_is_closed_to_others_before_it_has_a_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    write = os.write

    def watched(place: int, content: bytes) -> int:
        seen.append(stat.S_IMODE(os.fstat(place).st_mode))
        return write(place, content)

    monkeypatch.setattr("os.write", watched)
    put_whole(b"secret\n", tmp_path / "file", tmp_path / "partial", mode=0o640)
    assert seen == [0o600]
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640


def test_nothing_is_left_of_a_file_that_could_not_be_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_place: int, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.write", full)
    with pytest.raises(OSError, match="No space left"):
        put_new(b"new\n", tmp_path / "file")
    with pytest.raises(OSError, match="No space left"):
        put_whole(b"new\n", tmp_path / "file", tmp_path / "partial")
    assert list(tmp_path.iterdir()) == []
