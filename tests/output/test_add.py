"""New records are added whole, never over another file, never outside the records."""

from __future__ import annotations

from pathlib import Path

import pytest

from brmsite.ground.output_file import OutputFile
from brmsite.output.add import add
from brmsite.output.inside import LeadsAwayError


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


@pytest.mark.parametrize("path", ["a.md", "records/../a.md", "records", "/a.md"])
def test_nothing_is_written_outside_the_folder(path: str, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    with pytest.raises(LeadsAwayError, match="leads out of `records`"):
        add([OutputFile("records/before.md", b"a"), OutputFile(path, b"a")], tmp_path, "records")
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["records"]


@pytest.mark.parametrize("link", ["records", "records/meetings", "records/meetings/2026"])
@pytest.mark.parametrize("target", ["elsewhere", "inside", "nowhere"])
def test_nothing_is_written_through_a_folder_that_is_a_link(
    link: str, target: str, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    for folder in (project / "inside", tmp_path / "elsewhere", (project / link).parent):
        folder.mkdir(parents=True, exist_ok=True)
    places = {"inside": project / "inside"}
    (project / link).symlink_to(places.get(target, tmp_path / target))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(LeadsAwayError, match=f"`{link}` is a symbolic link"):
        add([OutputFile("records/meetings/2026/a.md", b"a")], project, "records")
    assert sorted(tmp_path.rglob("*")) == before


def test_the_project_itself_may_be_called_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    add([OutputFile("records/a.md", b"a")], tmp_path / "link", ".")
    assert (tmp_path / "real/records/a.md").read_bytes() == b"a"


def test_a_file_that_appears_in_the_meantime_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.path.lexists", lambda _: False)
    (tmp_path / "records").mkdir()
    (tmp_path / "records/a.md").write_bytes(b"old")
    assert add([OutputFile("records/a.md", b"new")], tmp_path, "records").written == ()
    assert [file.read_bytes() for file in (tmp_path / "records").iterdir()] == [b"old"]
