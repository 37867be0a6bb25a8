"""A record is replaced as a whole, and never where somebody else has changed it meanwhile."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from brmsite.ground.output_file import OutputFile
from brmsite.output.edit import EditRefusedError, edit

FILE = OutputFile("records/a.yaml", b"new\n")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "records").mkdir()
    (tmp_path / "records/a.yaml").write_bytes(b"old\n")
    return tmp_path


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_a_file_gets_its_new_bytes_and_keeps_its_permissions(project: Path) -> None:
    target = project / "records/a.yaml"
    target.chmod(0o600)
    edit(FILE, b"old\n", project, "records")
    assert target.read_bytes() == b"new\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert names_in(project / "records") == ["a.yaml"]


def test_what_was_changed_or_taken_away_meanwhile_is_left_alone(project: Path) -> None:
    target = project / "records/a.yaml"
    with pytest.raises(EditRefusedError, match="was changed meanwhile: try again"):
        edit(FILE, b"older\n", project, "records")
    assert target.read_bytes() == b"old\n"
    target.unlink()
    with pytest.raises(EditRefusedError, match="was changed meanwhile"):
        edit(FILE, b"old\n", project, "records")
    assert names_in(project / "records") == []


@pytest.mark.parametrize("path", ["records/link.yaml", "records/folder/b.yaml", "b.yaml"])
def test_nothing_outside_the_records_is_written(path: str, project: Path) -> None:
    outside = project / "b.yaml"
    outside.write_bytes(b"old\n")
    (project / "records/link.yaml").symlink_to(outside)
    (project / "records/folder").symlink_to(project)
    with pytest.raises(EditRefusedError, match=r"leads out of `records`|is a symbolic link"):
        edit(OutputFile(path, b"new\n"), b"old\n", project, "records")
    assert outside.read_bytes() == b"old\n"
