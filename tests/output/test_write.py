"""The site on disk: only what differs is written, each file whole, and nobody else's file is lost."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from brmsite.ground.output_file import OutputFile
from brmsite.output.write import (
    JOURNAL,
    MANIFEST,
    PARTIAL,
    OutputRefusedError,
    Written,
    write,
)
from tests.output.world import World

ROOT = Path(__file__).resolve().parents[2]
LONG_AGO = 1_000_000_000

HOME = {"index.html": "<h1>Home</h1>"}
TWO = HOME | {"customers/finance.html": "<h1>Finance</h1>"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


# Only what differs.


def test_a_first_build_writes_everything(world: World) -> None:
    assert world.write(TWO) == Written(("customers/finance.html", "index.html"), (), ())
    assert world.holds() == TWO


def test_only_what_differs_is_written(world: World) -> None:
    world.write(TWO)
    for path in (*TWO, MANIFEST):
        os.utime(world.site / path, (LONG_AGO, LONG_AGO))

    written = world.write(TWO | {"index.html": "<h1>Monday</h1>"})

    assert written == Written(("index.html",), ("customers/finance.html",), ())
    touched = {path for path in (*TWO, MANIFEST) if (world.site / path).stat().st_mtime > LONG_AGO}
    assert touched == {"index.html"}


def test_a_file_that_somebody_changed_or_deleted_is_restored(world: World) -> None:
    world.write(TWO)
    world.put("index.html", "mine")
    (world.site / "customers" / "finance.html").unlink()

    assert world.write(TWO).changed == ("customers/finance.html", "index.html")
    assert world.holds() == TWO


def test_the_page_of_a_deleted_record_goes_and_so_does_its_empty_folder(world: World) -> None:
    world.write(TWO | {"a/b/c.txt": "", "a/d.txt": ""})

    assert world.write(HOME | {"a/d.txt": ""}).removed == ("a/b/c.txt", "customers/finance.html")
    assert world.holds() == HOME | {"a/d.txt": ""}
    assert [path.name for path in sorted(world.site.rglob("*")) if path.is_dir()] == ["a"]


def test_a_folder_that_still_holds_somebody_elses_file_stays(world: World) -> None:
    world.write(TWO)
    world.put("customers/notes.txt", "mine")

    world.write(HOME)

    assert world.holds() == HOME | {"customers/notes.txt": "mine"}


def test_a_site_can_become_empty_and_full_again(world: World) -> None:
    world.write(TWO)
    assert world.write({}).removed == tuple(TWO)[::-1]
    assert world.holds() == {}
    assert world.write(TWO).changed == tuple(TWO)[::-1]


def test_a_file_may_take_the_place_of_a_folder_and_a_folder_that_of_a_file(world: World) -> None:
    one, other = {"a": "file", "b/c/d": "deep"}, {"a/x/y": "deep", "b": "file"}
    world.write(one)

    written = world.write(other)
    assert world.holds() == other
    assert written == Written(("a/x/y", "b"), (), ("a", "b/c/d"))

    world.write(one)
    assert world.holds() == one


# Somebody else's files.


def test_files_that_no_build_wrote_are_kept(world: World) -> None:
    world.write(TWO)
    world.put("robots.txt", "mine")
    world.put("old/page.html", "mine")

    assert world.write(TWO).removed == ()
    assert world.holds() == TWO | {"robots.txt": "mine", "old/page.html": "mine"}


@pytest.mark.parametrize("name", ["index.html", "customers", "customers/finance.html/notes.txt"])
def test_what_stands_in_the_way_and_is_not_ours_is_refused(world: World, name: str) -> None:
    world.write({"about.html": ""})
    mine = world.put(name, "mine")

    with pytest.raises(OutputRefusedError, match="is in the way"):
        world.write(TWO)

    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["index.html", "customers", "customers/finance.html/notes.txt"])
@pytest.mark.parametrize("files", [TWO, {"about.html": ""}], ids=["again", "without it"])
def test_what_was_refused_stays_somebody_elses(
    world: World, name: str, files: Mapping[str, str]
) -> None:
    """A build that was refused must not have listed what it met as its own."""
    world.write({"about.html": ""})
    mine = world.put(name, "mine")
    with pytest.raises(OutputRefusedError, match="is in the way"):
        world.write(TWO)

    if files == TWO:
        with pytest.raises(OutputRefusedError, match="is in the way"):
            world.write(files)
    else:
        assert world.write(files).removed == (("index.html",) if name != "index.html" else ())

    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_folder_made_for_a_file_that_never_came_goes_with_the_next_build(world: World) -> None:
    world.write(HOME)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("brmsite.output.publication.Publication._holds", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            world.write({"customers/finance.html": "new"})
    assert (world.site / "customers").is_dir()

    world.write(HOME)

    assert not (world.site / "customers").exists()


def _interrupted(*_given: object) -> None:
    raise KeyboardInterrupt


def test_a_file_in_the_way_with_the_same_bytes_is_no_trouble(world: World) -> None:
    world.write({"about.html": ""})
    world.put("index.html", HOME["index.html"])

    assert world.write(HOME).unchanged == ("index.html",)


def test_a_link_to_elsewhere_is_never_followed(world: World) -> None:
    world.write(TWO)
    (world.site / "customers" / "finance.html").unlink()
    (world.site / "customers").rmdir()
    (world.site / "customers").symlink_to(world.elsewhere)
    theirs = world.elsewhere / "finance.html"
    theirs.write_text("theirs", encoding="utf-8")

    with pytest.raises(OutputRefusedError, match="is in the way"):
        world.write(TWO | {"customers/finance.html": "changed"})
    world.write(HOME)

    assert theirs.read_text(encoding="utf-8") == "theirs"
    assert [path.name for path in world.elsewhere.iterdir()] == ["finance.html"]


def test_a_linked_file_is_replaced_and_not_what_it_leads_to(world: World) -> None:
    theirs = world.elsewhere / "theirs.html"
    theirs.write_text("theirs", encoding="utf-8")
    world.write(HOME)
    (world.site / "index.html").unlink()
    (world.site / "index.html").symlink_to(theirs)

    world.write(HOME)

    assert world.holds() == HOME
    assert theirs.read_text(encoding="utf-8") == "theirs"


@pytest.mark.parametrize("name", [MANIFEST, JOURNAL, PARTIAL])
def test_our_own_files_are_never_links(world: World, name: str) -> None:
    world.write(HOME)
    theirs = world.elsewhere / "theirs.txt"
    theirs.write_text("theirs", encoding="utf-8")
    (world.site / name).unlink(missing_ok=True)
    (world.site / name).symlink_to(theirs)

    with pytest.raises(OutputRefusedError, match="is a symbolic link"):
        world.write(TWO)

    assert theirs.read_text(encoding="utf-8") == "theirs"


@pytest.mark.parametrize(
    "path",
    ["../out.txt", "a/../../out.txt", "/out.txt", "", ".", "a//b", "a/./b", "a\0b", MANIFEST],
    ids=repr,
)
def test_a_path_that_leads_out_of_the_site_is_a_fault_of_the_program(
    world: World, path: str
) -> None:
    with pytest.raises(ValueError, match="is not a path of a file of the site"):
        world.write({path: "out"})
    assert not list(world.project.glob("out.txt"))


def test_two_files_for_one_place_are_a_fault_of_the_program(world: World) -> None:
    twice = (OutputFile("index.html", b"one"), OutputFile("index.html", b"two"))
    with pytest.raises(ValueError, match=r"two files of the site have the path `index\.html`"):
        write(twice, world.site, world.project)


# Folders that are refused.


def refusal(world: World, folder: Path) -> str:
    """Why a folder is refused; whatever it held before, it holds afterwards."""
    before = sorted(folder.rglob("*")) if folder.is_dir() else []
    with pytest.raises(OutputRefusedError) as refused:
        world.write(HOME, folder)
    assert (sorted(folder.rglob("*")) if folder.is_dir() else []) == before
    return str(refused.value).replace(str(folder), "FOLDER")


def test_the_project_is_refused(world: World) -> None:
    said = "`FOLDER` holds your own files: choose a folder of its own"
    assert refusal(world, world.project) == said


def test_the_folders_around_the_project_are_refused(world: World) -> None:
    for folder in world.project.parents:
        with pytest.raises(OutputRefusedError, match="holds your own files"):
            world.write(HOME, folder)


def test_the_users_own_folder_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(world.elsewhere))
    monkeypatch.setenv("USERPROFILE", str(world.elsewhere))
    said = "`FOLDER` holds your own files: choose a folder of its own"
    assert refusal(world, world.elsewhere) == said


@pytest.mark.parametrize("name", ["records", "records/customers", "layouts", "layouts/x", ".git/x"])
def test_the_sources_are_refused(world: World, name: str) -> None:
    said = "`FOLDER` is among the sources: choose another folder"
    assert refusal(world, world.project / name) == said
    assert refusal(world, world.project / "build" / ".." / name) == said


def test_a_symbolic_link_is_refused(world: World) -> None:
    world.site.symlink_to(world.elsewhere)
    said = "`FOLDER` is a symbolic link: name the folder it leads to"
    assert refusal(world, world.site) == said


def test_a_link_to_the_project_is_refused(world: World) -> None:
    link = world.elsewhere / "link"
    link.symlink_to(world.project)
    with pytest.raises(OutputRefusedError, match="holds your own files"):
        world.write(HOME, link)


def test_a_repository_is_refused(world: World) -> None:
    world.write(HOME)
    (world.site / ".git").mkdir()
    assert refusal(world, world.site) == "`FOLDER` is a git repository: choose another folder"


def test_a_worktree_or_submodule_is_refused(world: World) -> None:
    world.put(".git", "gitdir: elsewhere")
    assert refusal(world, world.site) == "`FOLDER` is a git repository: choose another folder"


def test_a_file_is_refused(world: World) -> None:
    world.site.write_text("mine", encoding="utf-8")
    assert refusal(world, world.site) == "`FOLDER` is not a folder"
    assert world.site.read_text(encoding="utf-8") == "mine"


def test_a_folder_with_other_files_is_refused(world: World) -> None:
    world.put("thesis.txt", "mine")
    assert refusal(world, world.site) == (
        "`FOLDER` has files that this program did not write (`thesis.txt`): empty it, or choose "
        "another folder with --output"
    )
    for name in ("notes/a.txt", ".env", "work.txt", "zoo.txt"):
        world.put(name, "mine")
    assert refusal(world, world.site) == (
        "`FOLDER` has files that this program did not write (`.env`, `notes`, `thesis.txt` and 2 "
        "more): empty it, or choose another folder with --output"
    )


@pytest.mark.parametrize("held", [(), (".gitkeep",)], ids=["empty", "gitkeep"])
def test_an_empty_folder_is_welcome(world: World, held: tuple[str, ...]) -> None:
    world.site.mkdir()
    for name in held:
        world.put(name, "")
    world.write(HOME)
    assert world.holds() == HOME | dict.fromkeys(held, "")


def test_without_a_home_one_can_still_build(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_path: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "expanduser", nowhere)
    world.write(HOME)
    assert world.holds() == HOME


# Manifests that lie.


@pytest.mark.parametrize(
    "listed",
    [
        "../records/plan.md",
        "a/../../records/plan.md",
        "./../records/plan.md",
        "link/plan.md",
        "..",
        ".",
        "",
        "/",
    ],
)
def test_a_manifest_deletes_nothing_outside_the_folder(world: World, listed: str) -> None:
    plan = world.project / "records" / "plan.md"
    plan.write_text("mine", encoding="utf-8")
    world.site.mkdir()
    (world.site / "link").symlink_to(plan.parent)
    world.list(json.dumps(listed), json.dumps(str(plan)), json.dumps("old.html"))
    world.put("old.html", "ours")

    assert world.write(HOME).removed == ("old.html",)
    assert plan.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", [MANIFEST, JOURNAL])
@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "5",
        "null",
        '{"index.html": 1}',
        '["mine.txt"]',
        "mine.txt",
        "[" * 9999,
        r'"\ud800"',
        "\0",
    ],
    ids=lambda garbage: garbage[:20],
)
def test_a_manifest_of_garbage_deletes_nothing(world: World, name: str, garbage: str) -> None:
    world.list(garbage, name=name)
    world.put("mine.txt", "mine")

    assert world.write(HOME) == Written(("index.html",), (), ())
    assert world.holds() == HOME | {"mine.txt": "mine"}


def test_a_manifest_that_is_not_text_deletes_nothing(world: World) -> None:
    world.put("mine.txt", "mine")
    (world.site / MANIFEST).write_bytes(b'\xff\xfe"mine.txt"\n')

    world.write(HOME)

    assert world.holds() == HOME | {"mine.txt": "mine"}


def test_a_listed_folder_is_not_deleted(world: World) -> None:
    world.write(HOME)
    world.put("mine/notes.txt", "mine")
    world.list('"mine"', '"index.html"')

    assert world.write(HOME).removed == ()
    assert world.holds() == HOME | {"mine/notes.txt": "mine"}


def test_a_path_of_any_letters_is_listed_and_removed(world: World) -> None:
    odd = {"a.files/Preisliste 'größer' \"2026\"\n#1?.csv": "x"}
    world.write(HOME | odd)
    assert world.write(HOME | odd).unchanged == (*odd, *HOME)
    assert world.write(HOME).removed == tuple(odd)


# Builds that are broken off.


def broken_off(files: Mapping[str, str]) -> Iterator[OutputFile]:
    """These files, and then no more."""
    for path, text in files.items():
        yield OutputFile(path, text.encode())
    raise KeyboardInterrupt


def test_a_first_build_that_was_broken_off_is_taken_up_by_the_next(world: World) -> None:
    with pytest.raises(KeyboardInterrupt):
        write(broken_off(TWO), world.site, world.project)
    assert world.pages() == TWO

    written = world.write(HOME)

    assert written == Written((), ("index.html",), ("customers/finance.html",))
    assert world.holds() == HOME


def test_a_build_that_was_broken_off_leaves_whole_files_and_is_healed(world: World) -> None:
    world.write(TWO)
    fresh = {"index.html": "new", "new.html": "new", "customers/new.html": "new"}
    with pytest.raises(KeyboardInterrupt):
        write(broken_off(fresh), world.site, world.project)
    assert world.pages() == TWO | fresh

    assert world.write(TWO).removed == ("customers/new.html", "new.html")
    assert world.holds() == TWO


KILLED = """
import os, signal, sys
from pathlib import Path
from brmsite.ground.output_file import OutputFile
from brmsite.output.write import write

steps = int(sys.argv[1])

def step():
    global steps
    steps -= 1
    if steps < 0:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(method):
    def count_and_do(*args, **named):
        step()
        return method(*args, **named)
    return count_and_do

def write_in_two_steps(place, content, write=os.write):
    half = len(content) // 2
    write(place, content[:half])
    step()
    return half + write(place, content[half:])

os.write = write_in_two_steps
for name in ("replace", "unlink", "mkdir", "rmdir"):
    setattr(os, name, counted(getattr(os, name)))
files = (OutputFile(path, b"new " * 1000) for path in ("index.html", "a/x.html", "b/new.html"))
write(files, Path(sys.argv[2]), Path(sys.argv[3]))
"""


@pytest.mark.skipif(os.name != "posix", reason="only POSIX systems can kill like this")
def test_a_kill_at_any_step_leaves_only_whole_files_and_the_next_build_heals(
    tmp_path: Path,
) -> None:
    outcomes: set[str] = set()
    for steps in range(80):
        world = World(tmp_path / str(steps))
        old = {"index.html": "old", "a/x.html": "old", "gone/old.html": "old"}
        world.write(old)
        process = subprocess.run(
            [sys.executable, "-c", KILLED, str(steps), str(world.site), str(world.project)],
            cwd=ROOT,
            check=False,
            capture_output=True,
        )
        assert set(world.pages().values()) <= {"old", "new " * 1000}, f"torn after {steps} steps"
        outcomes.add("finished" if process.returncode == 0 else "killed")
        world.write(HOME)
        assert world.holds() == HOME, f"not healed after {steps} steps"
        assert not list(world.site.glob("*/")), f"an empty folder is left after {steps} steps"
        if process.returncode == 0:
            break
        assert process.returncode == -9, process.stderr
    assert outcomes == {"killed", "finished"}


def test_what_a_killed_build_left_half_written_is_cleared_away(world: World) -> None:
    world.write(TWO)
    world.put(PARTIAL, "<h1>Ho")

    world.write(TWO)

    assert world.holds() == TWO


def test_a_line_that_was_broken_off_lists_nothing_and_spoils_nothing(world: World) -> None:
    world.write(HOME)
    world.put("new", "mine")
    world.put(JOURNAL, '"new.html"\n"new')
    world.put("new.html", "left by the build that was killed")

    with pytest.raises(KeyboardInterrupt):
        write(broken_off(HOME | {"later.html": ""}), world.site, world.project)
    written = world.write(HOME)

    assert written.removed == ("later.html", "new.html")
    assert world.holds() == HOME | {"new": "mine"}


def test_a_read_only_file_is_replaced_whole(world: World) -> None:
    world.write(HOME)
    (world.site / "index.html").chmod(stat.S_IREAD)

    world.write({"index.html": "new"})

    assert world.holds() == {"index.html": "new"}


def test_two_builds_at_once_do_not_mix(world: World) -> None:
    if sys.platform == "win32":
        pytest.skip("folders cannot be locked here")

    def first() -> Iterator[OutputFile]:
        yield OutputFile("index.html", b"first")
        with pytest.raises(OutputRefusedError, match="another build is writing to"):
            world.write({"index.html": "second"})
        yield OutputFile("about.html", b"first")

    write(first(), world.site, world.project)

    assert world.holds() == {"index.html": "first", "about.html": "first"}


def test_a_failed_build_does_not_lock_out_the_next(world: World) -> None:
    with pytest.raises(KeyboardInterrupt):
        write(broken_off(HOME), world.site, world.project)
    assert world.write(HOME).unchanged == ("index.html",)


# What a reader of the manifest finds.


def test_the_manifest_lists_every_file_in_order(world: World) -> None:
    world.write(TWO)
    manifest = (world.site / MANIFEST).read_text(encoding="utf-8")
    assert manifest == '"customers/finance.html"\n"index.html"\n'
