"""Records are read from a real disk: in one order, only regular files, and never without a word."""

from __future__ import annotations

import os
import socket
import stat
from hashlib import blake2b, sha256
from pathlib import Path

import pytest

from brmsite.source.files import MAX_BYTES, MAX_FOLDERS_DEEP, SourceFile, SourceTree, read_tree


def write(project: Path, *paths: str, content: bytes = b"name: x\n") -> None:
    for path in paths:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(content)


def paths(tree: SourceTree) -> list[str]:
    return [file.path for file in tree.files]


def told(tree: SourceTree) -> list[str]:
    lines = []
    for finding in tree.diagnostics:
        assert not finding.placed
        help_ = f" ({finding.hint})" if finding.hint else ""
        said = f"{finding.severity.name}[{finding.code}] {finding.message}{help_}"
        lines.append(f"{finding.span.path}: {said}")
    return lines


def test_a_project_without_records_is_empty(tmp_path: Path) -> None:
    tree = read_tree(tmp_path)
    assert (tree.files, tree.settings, tree.diagnostics) == ((), None, ())
    assert tree.attachments.paths == frozenset()


def test_records_settings_and_attachments_are_told_apart(tmp_path: Path) -> None:
    write(
        tmp_path,
        "records/brmsite.yaml",
        "records/README.md",
        "records/.gitkeep",
        "records/customers/logistics.yaml",
        "records/customers/north/sales.md",
        "records/agreements/sla.yaml",
        "records/agreements/sla.files/signed.pdf",
        "records/agreements/sla.files/annex/prices.yaml",
        "records/agreements/.draft.yaml",
        "records/.trash/old.yaml",
        "elsewhere/people/x.yaml",
    )
    tree = read_tree(tmp_path)
    assert paths(tree) == [
        "records/agreements/sla.yaml",
        "records/customers/logistics.yaml",
        "records/customers/north/sales.md",
    ]
    assert tree.settings == SourceFile("records/brmsite.yaml", b"name: x\n")
    assert tree.attachments.paths == {
        "records/agreements/sla.files/signed.pdf",
        "records/agreements/sla.files/annex/prices.yaml",
    }
    assert told(tree) == []


def test_the_order_is_that_of_paths_whatever_the_disk_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, *(f"records/{name}.yaml" for name in ("b/a-b", "b/a/x", "a/z", "b/a.b", "a/b")))
    scandir = os.scandir
    seen = []
    for turn in (1, -1):
        monkeypatch.setattr(os, "scandir", lambda folder, turn=turn: list(scandir(folder))[::turn])
        seen.append(paths(read_tree(tmp_path)))
    assert seen[0] == seen[1] == sorted(seen[0])


def test_what_looks_like_a_record_and_is_none_is_told(tmp_path: Path) -> None:
    write(
        tmp_path,
        "records/people/a.yml",
        "records/people/b.YAML",
        "records/people/c.markdown",
        "records/people/photo.png",
        "records/people/Makefile",
        "records/people/d.files",
        "records/brmsite.yml",
    )
    left_out = "this file is not read: its name does not end with `.yaml` or `.md`"
    records = "records are `.yaml` or `.md` files; attachments stand in `<id>.files/`"
    assert told(read_tree(tmp_path)) == [
        f"records/brmsite.yml: warning[not-a-record] {left_out} (rename it so that it ends with `.yaml`)",
        f"records/people/Makefile: warning[not-a-record] {left_out} ({records})",
        f"records/people/a.yml: warning[not-a-record] {left_out} (rename it so that it ends with `.yaml`)",
        f"records/people/b.YAML: warning[not-a-record] {left_out} (rename it so that it ends with `.yaml`)",
        f"records/people/c.markdown: warning[not-a-record] {left_out} (rename it so that it ends with `.md`)",
        f"records/people/d.files: warning[not-a-record] {left_out} ({records})",
        f"records/people/photo.png: warning[not-a-record] {left_out} ({records})",
    ]


def test_a_record_that_stands_in_no_folder_is_read_to_be_told(tmp_path: Path) -> None:
    write(tmp_path, "records/logistics.yaml", "records/notes.md", "records/notes.txt")
    assert paths(read_tree(tmp_path)) == ["records/logistics.yaml", "records/notes.md"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "secret/people/x.yaml", "records/people/real.yaml")
    (tmp_path / "records/people/file.yaml").symlink_to(tmp_path / "secret/people/x.yaml")
    (tmp_path / "records/people/lost.yaml").symlink_to("nowhere")
    (tmp_path / "records/folder").symlink_to(tmp_path / "secret/people", target_is_directory=True)
    (tmp_path / "records/people/real.files").symlink_to(tmp_path / "secret")
    tree = read_tree(tmp_path)
    link = "error[not-a-regular-file] this is a symbolic link, and links are not followed"
    assert paths(tree) == ["records/people/real.yaml"]
    assert tree.file_count == 5, "of which four have a finding"
    assert tree.attachments.paths == frozenset()
    assert told(tree) == [
        f"records/folder: {link}",
        f"records/people/file.yaml: {link}",
        f"records/people/lost.yaml: {link}",
        f"records/people/real.files: {link}",
    ]


def test_records_cannot_be_a_link_to_another_place(tmp_path: Path) -> None:
    write(tmp_path, "secret/people/x.yaml")
    (tmp_path / "records").symlink_to("secret")
    tree = read_tree(tmp_path)
    assert paths(tree) == []
    assert told(tree) == [
        "records: error[not-a-regular-file] this is a symbolic link, and links are not followed"
    ]


def test_a_link_put_in_place_after_the_look_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "secret.yaml", "records/people/x.yaml", content=b"secret")
    record = tmp_path / "records/people/x.yaml"
    real_open = os.open

    def swap_and_open(path: Path, flags: int) -> int:
        record.unlink()
        record.symlink_to(tmp_path / "secret.yaml")
        return real_open(path, flags)

    monkeypatch.setattr(os, "open", swap_and_open)
    tree = read_tree(tmp_path)
    assert paths(tree) == []
    assert [finding.code for finding in tree.diagnostics] == ["unreadable-file"]


def test_pipes_and_sockets_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "records/people/a.files/x")
    monkeypatch.chdir(tmp_path / "records/people")  # a socket's path must be short
    os.mkfifo("pipe.yaml")
    os.mkfifo("a.files/pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.yaml")
        assert told(read_tree(tmp_path)) == [
            "records/people/a.files/pipe: error[not-a-regular-file] this is a named pipe, not a file",
            "records/people/pipe.yaml: error[not-a-regular-file] this is a named pipe, not a file",
            "records/people/socket.yaml: error[not-a-regular-file] this is a socket, not a file",
        ]


def test_a_pipe_put_in_place_after_the_look_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "records/people/x.yaml")
    record = tmp_path / "records/people/x.yaml"
    real_open = os.open

    def swap_and_open(path: Path, flags: int) -> int:
        record.unlink()
        os.mkfifo(record)
        return real_open(path, flags)

    monkeypatch.setattr(os, "open", swap_and_open)
    assert told(read_tree(tmp_path)) == [
        "records/people/x.yaml: error[not-a-regular-file] this is no longer a file"
    ]


def test_a_file_that_vanishes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "records/people/x.yaml", "records/people/y.yaml")
    real_open = os.open

    def lose_and_open(path: Path, flags: int) -> int:
        if Path(path).name == "x.yaml":
            Path(path).unlink()
        return real_open(path, flags)

    monkeypatch.setattr(os, "open", lose_and_open)
    tree = read_tree(tmp_path)
    assert paths(tree) == ["records/people/y.yaml"]
    assert told(tree) == [
        "records/people/x.yaml: error[unreadable-file] this cannot be read: no such file or directory"
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    write(tmp_path, "records/people/x.yaml", "records/services/y.yaml", "records/people/z.yaml")
    (tmp_path / "records/people/x.yaml").chmod(0)
    (tmp_path / "records/services").chmod(0)
    tree = read_tree(tmp_path)
    (tmp_path / "records/services").chmod(stat.S_IRWXU)
    assert paths(tree) == ["records/people/z.yaml"]
    assert told(tree) == [
        "records/people/x.yaml: error[unreadable-file] this cannot be read: permission denied",
        "records/services: error[unreadable-file] this cannot be read: permission denied",
    ]


def test_records_may_be_a_file_by_mistake(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("x", encoding="utf-8")
    assert told(read_tree(tmp_path)) == [
        "records: error[unreadable-file] this cannot be read: not a directory"
    ]


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, "records/people/x.yaml", content=b"#" * MAX_BYTES)
    write(tmp_path, "records/people/y.yaml", content=b"#" * (MAX_BYTES + 1))
    write(tmp_path, "records/people/y.files/scan.pdf", content=b"#" * (MAX_BYTES + 1))
    tree = read_tree(tmp_path)
    assert paths(tree) == ["records/people/x.yaml"]
    assert told(tree) == [
        "records/people/y.yaml: error[file-too-large] the file has more than 1,000,000 bytes (keep long appendices in the record's `.files/` folder)"
    ]


def test_a_file_that_grows_after_the_look_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "records/people/x.yaml")
    real_open = os.open

    def grow_and_open(path: Path, flags: int) -> int:
        Path(path).write_bytes(b"#" * (2 * MAX_BYTES))
        return real_open(path, flags)

    monkeypatch.setattr(os, "open", grow_and_open)
    tree = read_tree(tmp_path)
    assert paths(tree) == []
    assert [finding.code for finding in tree.diagnostics] == ["file-too-large"]


def test_folders_may_be_nested_but_not_without_end(tmp_path: Path) -> None:
    deepest = "records/people" + "/d" * (MAX_FOLDERS_DEEP - 1)
    write(tmp_path, f"{deepest}/x.yaml", f"{deepest}/d/y.yaml")
    tree = read_tree(tmp_path)
    assert paths(tree) == [f"{deepest}/x.yaml"]
    assert told(tree) == [
        f"{deepest}/d: error[unreadable-file] this folder is nested too deep to be read"
    ]


def test_a_name_that_is_not_utf_8_is_told_and_can_be_printed(tmp_path: Path) -> None:
    folder = tmp_path / "records/people"
    folder.mkdir(parents=True)
    try:
        (Path(os.fsdecode(os.fsencode(folder) + b"/\xff.yaml"))).write_text("x", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    tree = read_tree(tmp_path)
    assert paths(tree) == []
    assert told(tree) == [
        "records/people/\\udcff.yaml: error[bad-file-name] the file's name is not UTF-8"
    ]
    assert [finding.span.path.encode() for finding in tree.diagnostics]


def test_a_name_with_a_line_break_is_a_name(tmp_path: Path) -> None:
    write(tmp_path, "records/people/a\nb.yaml")
    assert paths(read_tree(tmp_path)) == ["records/people/a\nb.yaml"]


def test_attachments_are_read_when_asked_and_only_they(tmp_path: Path) -> None:
    write(tmp_path, "records/people/a.files/x", content=b"scan")
    write(tmp_path, "records/people/a.files/y", "records/people/a.yaml")
    attachments = read_tree(tmp_path).attachments
    assert attachments.content("records/people/a.files/x") == b"scan"
    assert attachments.digest("records/people/a.files/x") == sha256(b"scan").hexdigest()
    assert attachments.content("records/people/a.yaml") is None
    assert attachments.digest("records/people/a.yaml") == ""
    assert attachments.content("../../etc/passwd") is None
    (tmp_path / "records/people/a.files/y").unlink()
    assert attachments.content("records/people/a.files/y") is None
    assert attachments.digest("records/people/a.files/y") == ""


def test_the_digest_of_a_file_is_that_of_its_bytes() -> None:
    assert SourceFile("records/people/x.yaml", b"name: x\r\n").digest == (
        blake2b(b"name: x\r\n", digest_size=20).hexdigest()
    )
