"""New records are added whole, never over another file, never outside the records."""

from __future__ import annotations

from pathlib import Path

import pytest

from brmsite.ground.output_file import OutputFile
from brmsite.output.add import add


def test_a_new_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    added = add([OutputFile("records/meetings/2026/a.md", b"a\r\n")], tmp_path, "records")
    assert added.written == ("records/meetings/2026/a.md",)
    assert (tmp_path / "records/meetings/2026/a.md").read_bytes() == b"a\r\n"
    assert [file.name for file in (tmp_path / "records/meetings/2026").iterdir()] == ["a.md"]


def test_what_stands_there_is_left_alone_be_it_a_dead_link(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records/a.md").write_bytes(b"old")
    (tmp_path / "records/b.md").symlink_to(tmp_path / "nowhere")
    files = [OutputFile("records/a.md", b"new"), OutputFile("records/b.md", b"new")]
    assert add(files, tmp_path, "records").in_the_way == ("records/a.md", "records/b.md")
    assert (tmp_path / "records/a.md").read_bytes() == b"old"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("path", ["a.md", "records/../a.md", "records/link/a.md", "records"])
def test_nothing_is_written_outside_the_folder(path: str, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "records/link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ValueError, match="leads out of `records`"):
        add([OutputFile(path, b"a")], tmp_path, "records")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["elsewhere", "records"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_that_appears_in_the_meantime_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.path.lexists", lambda _: False)
    (tmp_path / "records").mkdir()
    (tmp_path / "records/a.md").write_bytes(b"old")
    assert add([OutputFile("records/a.md", b"new")], tmp_path, "records").written == ()
    assert [file.read_bytes() for file in (tmp_path / "records").iterdir()] == [b"old"]
