"""A project that stood in another folder of its repository: where, and when nobody can say."""

from __future__ import annotations

from pathlib import Path

import pytest

from brmsite.history import moved
from brmsite.history.git import GitUnavailableError, Lack
from brmsite.history.moved import HERE, Stood, is_there, tree_then
from tests.history.repository import Repository

A, B, C = (f"records/people/{name}.yaml" for name in "abc")
SCAN = "records/agreements/sla.files/signed.pdf"
NOWHERE = Stood(is_nowhere=True)


def move(repository: Repository, folder: str, new: str) -> Path:
    """What is in one folder in another one; gives the project that is there now."""
    (repository.folder / new).parent.mkdir(parents=True, exist_ok=True)
    repository.git("mv", folder, new)
    return (repository.folder / new).parent


def texts(project: Path, commit: str) -> dict[str, bytes]:
    return {file.path: file.content for file in tree_then(project, commit)[0].files}


@pytest.fixture
def three(fresh: Repository) -> Repository:
    """Three people, settings and an attached file, committed once."""
    for path in (A, B, C):
        fresh.write(path, f"name: {path}\n" + "".join(f"note_{n}: x\n" for n in range(9)))
    fresh.write("records/brmsite.yaml", "site:\n  title: Ours\n")
    fresh.write(SCAN, "%PDF")
    fresh.commit("Three")
    return fresh


@pytest.mark.parametrize("new", ["brm/records", "a/b/records", "smør brød/records"])
def test_it_is_found_where_it_was_before_the_move(three: Repository, new: str) -> None:
    then = texts(three.folder, three.head)
    first = three.head
    project = move(three, "records", new)
    (project / A).write_text("name: other\n", encoding="utf-8")
    three.commit("Moved and edited")
    tree, stood = tree_then(project, first)
    assert stood == Stood(b"")
    assert {file.path: file.content for file in tree.files} == then
    assert tree.settings is not None
    assert tree.attachments.content(SCAN) == b"%PDF"
    assert tree_then(project, three.head)[1] == HERE


def test_it_is_found_below_a_folder_when_it_is_at_the_top_now(three: Repository) -> None:
    move(three, "records", "old/records")
    then = three.commit("Down")
    move(three, "old/records", "records")
    three.commit("Up")
    assert tree_then(three.folder, then)[1] == Stood(b"old/")


def test_a_move_counts_before_it_is_committed(three: Repository) -> None:
    project = move(three, "records", "brm/records")
    assert tree_then(project, three.head)[1] == Stood(b"")


def test_a_project_of_which_every_file_was_edited_is_known_by_likeness(three: Repository) -> None:
    project = move(three, "records", "brm/records")
    for path in (A, B, C, "records/brmsite.yaml", SCAN):
        with (project / path).open("a", encoding="utf-8") as file:
            file.write("# edited\n")
    first = three.head
    three.commit("All edited")
    assert tree_then(project, first)[1] == Stood(b"")


def test_an_attached_file_that_stayed_the_same_tells_it_as_well(three: Repository) -> None:
    project = move(three, "records", "brm/records")
    for path in (A, B, C, "records/brmsite.yaml"):
        (project / path).write_text(f"name: another {path}\n", encoding="utf-8")
    first = three.head
    three.commit("All records are other ones")
    assert tree_then(project, first)[1] == Stood(b"")


def test_most_files_win(fresh: Repository) -> None:
    for folder, names in (("one", "ab"), ("two", "cde")):
        for name in names:
            fresh.write(f"{folder}/records/people/{name}.yaml", f"name: {name}\n")
    first = fresh.commit("Two projects")
    for folder in ("one", "two"):
        for file in sorted((fresh.folder / folder / "records/people").iterdir()):
            name = f"records/people/{file.name}"
            fresh.write(name, file.read_text(encoding="utf-8"))
            file.unlink()
    fresh.commit("One project")
    assert tree_then(fresh.folder, first)[1] == Stood(b"two/")


def test_a_copy_of_what_is_still_there_is_something_new(three: Repository) -> None:
    text = (three.folder / A).read_text(encoding="utf-8")
    first = three.head
    three.write(f"copy/{A}", text)
    three.commit("Copied")
    tree, stood = tree_then(three.folder / "copy", first)
    assert (is_there(tree), stood) == (False, NOWHERE)


def test_files_that_were_no_records_are_not_taken_for_them(fresh: Repository) -> None:
    fresh.write("people/a.yaml", "name: A\n")
    fresh.write("notes/records/people/readme.txt", "Hello\n")
    fresh.write("myrecords/people/b.yaml", "name: B\n")
    first = fresh.commit("No records")
    (fresh.folder / "brm").mkdir()
    fresh.git("mv", "people", "people_of_then")
    fresh.write("brm/records/people/.keep", "")
    fresh.git("mv", "people_of_then/a.yaml", "brm/records/people/a.yaml")
    fresh.git("mv", "notes/records/people/readme.txt", "brm/records/people/readme.txt")
    fresh.git("mv", "myrecords/people/b.yaml", "brm/records/people/b.yaml")
    fresh.commit("Records")
    assert tree_then(fresh.folder / "brm", first)[1] == NOWHERE


def test_a_commit_without_files_is_no_other_place(three: Repository) -> None:
    empty = three.git("hash-object", "-w", "-t", "tree", "--stdin", given=b"")
    nothing = three.git("commit-tree", empty, "-m", "Nothing")
    tree, stood = tree_then(three.folder, nothing)
    assert (is_there(tree), stood) == (False, HERE)


def test_where_git_cannot_compare_it_is_nowhere(
    three: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = move(three, "records", "brm/records")
    first = three.head
    for path in (A, B, C, "records/brmsite.yaml", SCAN):
        (project / path).write_text(f"name: another {path}\n", encoding="utf-8")
    three.commit("All other")
    assert tree_then(project, first)[1] == NOWHERE
    monkeypatch.setattr(moved, "_ALIKE", ("--no-such-option",))
    assert tree_then(project, first)[1] == NOWHERE


def test_a_commit_that_is_not_here_is_an_error(three: Repository) -> None:
    with pytest.raises(GitUnavailableError) as refused:
        tree_then(three.folder, "1" * 40)
    assert refused.value.lack != Lack.no_repository
