"""The records as they stood with a commit: the same as on disk, down to what is found wrong."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from brmsite.history import tree
from brmsite.history.git import GitUnavailableError, Lack
from brmsite.history.tree import files_at, tree_at
from brmsite.source.files import SourceTree, read_tree
from brmsite.source.listing import MAX_BYTES, MAX_FOLDERS_DEEP
from tests.history.repository import Repository, made


def seen(found: SourceTree) -> list[object]:
    """Everything in a tree that can be compared."""
    files = [(file.path, file.content, file.digest) for file in found.files]
    settings = found.settings and (found.settings.path, found.settings.content)
    findings = sorted(found.diagnostics, key=lambda finding: finding.sort_key)
    return [files, settings, found.attachments.paths, findings, found.unread]


def told(found: SourceTree) -> list[str]:
    return [f"{each.span.path}: [{each.code}] {each.message}" for each in found.diagnostics]


def test_it_is_what_is_on_disk_with_the_same_findings(fresh: Repository) -> None:
    for path in (
        "records/brmsite.yaml",
        "records/README.md",
        "records/.gitkeep",
        "records/.trash/old.yaml",
        "records/logistics.yaml",
        "records/notes.txt",
        "records/notes.markdown",
        "records/customers/logistics.yaml",
        "records/customers/north/sales.md",
        "records/customers/.draft.yaml",
        "records/customers/a\nb.yaml",
        "records/customers/smørbrød.yaml",
        "records/people/a.yml",
        "records/people/b.YAML",
        "records/people/photo.png",
        "records/people/d.files",
        "records/agreements/sla.files/signed.pdf",
        "records/agreements/sla.files/annex/prices.yaml",
        "records" + "/d" * MAX_FOLDERS_DEEP + "/x.yaml",
        "records" + "/d" * (MAX_FOLDERS_DEEP + 1) + "/y.yaml",
        "records" + "/d" * (MAX_FOLDERS_DEEP + 3) + "/z.yaml",
        "elsewhere/people/x.yaml",
    ):
        fresh.write(path, f"name: {path!r}\r\n")
    fresh.write("records/people/most.yaml", "#" * MAX_BYTES)
    fresh.write("records/people/more.yaml", "#" * (MAX_BYTES + 1))
    fresh.write("records/people/more.files/scan.pdf", "#" * (3 * MAX_BYTES))
    (fresh.folder / "records/people/link.yaml").symlink_to("most.yaml")
    (fresh.folder / "records/people/lost.yaml").symlink_to("nowhere")
    (fresh.folder / "records/folder").symlink_to("people", target_is_directory=True)
    (fresh.folder / "records/people/.hidden.yaml").symlink_to("most.yaml")
    fresh.write("records/people/script.yaml")
    (fresh.folder / "records/people/script.yaml").chmod(0o755)
    commit = fresh.commit()
    on_disk = read_tree(fresh.folder)
    assert len(on_disk.files) == 8
    assert len(on_disk.diagnostics) == 10
    assert seen(tree_at(fresh.folder, commit)) == seen(on_disk)


@pytest.mark.parametrize("name", [b"\xff.yaml", b"\xff/a.yaml", b"a.files/\xff", b".\xff.yaml"])
def test_a_name_that_is_not_utf_8_is_found_as_on_disk(fresh: Repository, name: bytes) -> None:
    fresh.write("records/people/a.yaml")
    odd = Path(os.fsdecode(os.fsencode(fresh.folder / "records/people") + b"/" + name))
    try:
        odd.parent.mkdir(exist_ok=True)
        odd.write_text("name: x\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    assert seen(tree_at(fresh.folder, fresh.commit())) == seen(read_tree(fresh.folder))


def test_an_older_commit_has_what_was_there_then(fresh: Repository) -> None:
    fresh.write("records/people/a.yaml", "name: Then\n")
    then = fresh.commit()
    fresh.write("records/people/a.yaml", "name: Now\n")
    fresh.write("records/people/b.yaml")
    fresh.commit()
    fresh.write("records/people/a.yaml", "name: Not committed\n")
    assert [(file.path, file.content) for file in tree_at(fresh.folder, then).files] == [
        ("records/people/a.yaml", b"name: Then\n")
    ]


@pytest.mark.parametrize("sort", ["nothing", "a file", "a link"])
def test_records_may_be_something_else(fresh: Repository, sort: str) -> None:
    fresh.write("secret/people/x.yaml")
    if sort == "a file":
        fresh.write("records", "x")
    elif sort == "a link":
        (fresh.folder / "records").symlink_to("secret")
    commit = fresh.commit()
    assert seen(tree_at(fresh.folder, commit)) == seen(read_tree(fresh.folder))


def test_a_commit_without_any_file_has_an_empty_tree(fresh: Repository) -> None:
    found = tree_at(fresh.folder, fresh.commit())
    assert (found.files, found.settings, found.diagnostics) == ((), None, ())


def test_the_records_of_another_repository_are_not_read(fresh: Repository, tmp_path: Path) -> None:
    other = made(tmp_path / "other")
    other.write("people/x.yaml")
    other.commit()
    fresh.write("records/people/a.yaml")
    fresh.git("submodule", "--quiet", "add", str(other.folder), "records/theirs")
    found = tree_at(fresh.folder, fresh.commit())
    assert [file.path for file in found.files] == ["records/people/a.yaml"]
    submodule = "another repository (a submodule), and its files are not read"
    assert told(found) == [f"records/theirs: [not-a-regular-file] this is {submodule}"]


@pytest.mark.parametrize("where", ["deep/in/here", "ünder", "with space/[a]*", ":(top)x"])
def test_the_project_may_be_a_folder_in_a_repository(fresh: Repository, where: str) -> None:
    fresh.write("records/people/not-ours.yaml")
    fresh.write("a/records/people/not-ours.yaml")
    fresh.write(f"{where}/records/people/a.yaml")
    fresh.write(f"{where}/records/people/a.files/x")
    fresh.write(f"{where}/layouts/base.html", "<p>")
    commit = fresh.commit()
    project = fresh.folder / where
    found = tree_at(project, commit)
    assert seen(found) == seen(read_tree(project))
    assert found.attachments.content("records/people/a.files/x") == b"name: x\n"
    assert files_at(project, commit, "layouts") == {"base.html": b"<p>"}


def test_a_worktree_and_a_worktree_of_a_bare_clone_are_repositories(
    fresh: Repository, tmp_path: Path
) -> None:
    fresh.write("records/people/a.yaml")
    commit = fresh.commit()
    fresh.git("worktree", "add", "--quiet", str(tmp_path / "one"))
    fresh.git("clone", "--quiet", "--bare", str(fresh.folder), str(tmp_path / "bare"))
    bare = Repository(tmp_path / "bare")
    bare.git("worktree", "add", "--quiet", str(tmp_path / "two"))
    for project in (tmp_path / "one", tmp_path / "two"):
        assert seen(tree_at(project, commit)) == seen(read_tree(project))


def test_attachments_are_read_when_asked_and_only_they(fresh: Repository) -> None:
    large = "scan" * MAX_BYTES
    fresh.write("records/people/a.files/large", large)
    fresh.write("records/people/a.files/x", "")
    fresh.write("records/people/a.yaml")
    attachments = tree_at(fresh.folder, fresh.commit()).attachments
    fresh.write("records/people/a.files/x", "changed since")
    assert attachments.content("records/people/a.files/large") == large.encode()
    digest = sha256(large.encode()).hexdigest()
    assert attachments.digest("records/people/a.files/large") == digest
    assert attachments.content("records/people/a.files/x") == b""
    assert attachments.can_be_read("records/people/a.files/x")
    assert attachments.digest("records/people/a.files/x") == sha256(b"").hexdigest()
    for other in ("records/people/a.yaml", "../../etc/passwd"):
        assert attachments.content(other) is None
        assert attachments.digest(other) == ""
        assert not attachments.can_be_read(other)


def test_the_layouts_of_then_are_regular_files_that_can_be_named(fresh: Repository) -> None:
    fresh.write("records/people/a.yaml")
    fresh.write("layouts/pages/home.html", "<h1>")
    fresh.write("layouts/assets/logo.bin", "\0")
    fresh.write("layouts/.hidden.html")
    fresh.write("layouts/large.html", "x" * (MAX_BYTES + 1))
    (fresh.folder / "layouts/passwd.html").symlink_to("/etc/passwd")
    commit = fresh.commit()
    found = files_at(fresh.folder, commit, "layouts")
    assert found == {"pages/home.html": b"<h1>", "assets/logo.bin": b"\0"}
    assert files_at(fresh.folder, commit, "nothing") == {}


def test_a_commit_of_more_files_than_there_is_room_for_is_refused(
    fresh: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Eight folders of ten folders each: a hundred million files in a repository of a few hundred
    # bytes, which no disk could hold.
    blob = fresh.git("hash-object", "-w", "--stdin", given=b"name: x\n")
    entries = "".join(f"100644 blob {blob}\t{number}.yaml\n" for number in range(10))
    folder = ""
    for _ in range(8):
        folder = fresh.git("mktree", given=entries.encode())
        entries = "".join(f"040000 tree {folder}\t{number}\n" for number in range(10))
    top = fresh.git("mktree", given=f"040000 tree {folder}\trecords\n".encode())
    commit = fresh.git("commit-tree", top, "-m", "Bomb")
    monkeypatch.setattr(tree, "MOST_FILES", 20_000)
    with pytest.raises(GitUnavailableError) as refused:
        tree_at(fresh.folder, commit)
    assert refused.value.lack == Lack.too_much
    assert str(refused.value) == "the commit has more than 20,000 files in `records`"


def test_a_folder_that_is_a_thousand_deep_is_one_finding(fresh: Repository) -> None:
    path = "records" + "/d" * 1_000 + "/x.yaml"
    fresh.git(
        "fast-import",
        "--quiet",
        given=b"commit refs/heads/main\ncommitter x <x> 0 +0000\ndata 0\n\n"
        b"M 100644 inline %b\ndata 2\nx\n" % path.encode(),
    )
    found = tree_at(fresh.folder, fresh.git("rev-parse", "main"))
    folder = "records" + "/d" * (MAX_FOLDERS_DEEP + 1)
    assert told(found) == [f"{folder}: [unreadable-file] this folder is nested too deep to be read"]


def test_a_commit_that_is_not_there_is_refused(fresh: Repository) -> None:
    fresh.commit()
    with pytest.raises(GitUnavailableError) as refused:
        tree_at(fresh.folder, "1" * 40)
    assert refused.value.lack == Lack.refused
