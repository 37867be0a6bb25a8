"""A disk that is full, locked away or pulled from under a build; and builds that get in each other's way."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import takewhile
from pathlib import Path
from random import Random
from shutil import copytree
from subprocess import PIPE
from time import monotonic, sleep
from typing import Any

import pytest

from brmsite.ground.memo import FOLDER as STORE
from brmsite.ground.output_file import OutputFile
from brmsite.output.write import MANIFEST, OutputRefusedError, publishing, write
from tests.conftest import Need
from tests.output.world import World
from tests.patience import until

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "brmsite" / "starter"
HOME = {"index.html": "<h1>Home</h1>"}
TWO = HOME | {"customers/finance.html": "<h1>Finance</h1>"}

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes and disks of POSIX systems")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


# Builds that are killed. Real ones, as a user starts them, at any moment.


class Builds:
    """The starter's records with its site of two days, and builds of it that can be killed."""

    OLD, NEW = date(2026, 11, 22), date(2027, 11, 22)

    def __init__(self, folder: Path) -> None:
        self.project = copytree(STARTER, folder / "project")
        self.site = folder / "site"
        self.starter = subprocess.Popen(
            [sys.executable, "-m", "tests.output.builds"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self.old = self.built(self.OLD)
        began = monotonic()
        self.new = self.built(self.NEW)
        self.seconds = min(monotonic() - began, 3.0)

    def command(self, day: date) -> list[str]:
        return ["-C", str(self.project), "build", "--output", str(self.site), "--as-of", str(day)]

    def start(self, day: date) -> int:
        return self._asked(json.dumps(self.command(day)))

    def end(self) -> int:
        """Wait for the end of what was started; its exit code, negative for a signal."""
        return self._asked("")

    def built(self, day: date) -> dict[str, bytes]:
        """The site of a day, by a build that nobody disturbs."""
        self.start(day)
        assert self.end() == 0
        return contents(self.site)

    def heal(self, by_a_build: bool) -> None:
        """Make the site that of the old day, whatever it is: by the next build, or by no more than
        its last step, which takes less time."""
        if by_a_build:
            self.built(self.OLD)
            return
        files = (OutputFile(*file) for file in self.old.items() if file[0] != MANIFEST)
        write(files, self.site, self.project)

    def kill_one(self, random: Random, at_once: bool) -> None:
        """Start a build and kill it at any moment; or at once, or at any, after it began to write."""
        before = self.site.stat().st_mtime_ns if self.site.is_dir() else 0
        process = self.start(self.NEW)
        if at_once or random.random() < 0.6:
            until(lambda: self.site.is_dir() and self.site.stat().st_mtime_ns != before)
            sleep(0 if at_once else random.random() * self.seconds / 2)
        else:
            sleep(random.random() * self.seconds)
        # With all that it has started to help it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        assert self.end() in (0, -signal.SIGKILL)

    def close(self) -> None:
        self.starter.communicate()

    def _asked(self, line: str) -> int:
        assert self.starter.stdin is not None
        assert self.starter.stdout is not None
        self.starter.stdin.write(f"{line}\n")
        self.starter.stdin.flush()
        return int(self.starter.stdout.readline())


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of all files below a folder, by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builds]:
    builds = Builds(tmp_path_factory.mktemp("builds"))
    yield builds
    builds.close()


@pytest.mark.slow
@pytest.mark.parametrize("kills, seed", [(16, 1), (17, 2), (17, 3)])
def test_a_build_killed_at_any_moment_leaves_whole_files_and_the_next_one_heals(
    builds: Builds, kills: int, seed: int
) -> None:
    random = Random(seed)
    met: Counter[str] = Counter()
    # On a busy machine a kill may come too late to meet a build that writes: then there are more.
    for turn in takewhile(lambda turn: turn < kills or not met["writing"], range(20 * kills)):
        if random.random() < 0.2:
            shutil.rmtree(builds.site, ignore_errors=True)
        else:
            builds.heal(by_a_build=turn % 6 == 0)
            assert contents(builds.site) == builds.old, f"not healed after kill {turn}"

        builds.kill_one(random, at_once=turn >= kills)

        found = contents(builds.site) if builds.site.is_dir() else {}
        pages = {path: content for path, content in found.items() if not path.startswith(".")}
        torn = [
            path
            for path, content in pages.items()
            if content not in (builds.old.get(path), builds.new.get(path))
        ]
        assert not torn, f"torn by kill {turn}"
        met["done" if found == builds.new else "early" if found == builds.old else "writing"] += 1
    assert met["writing"], f"no kill met a build that was writing: {met}"
    assert builds.built(builds.NEW) == builds.new


# Two builds at once.


HOLDING = """
import os, sys
from pathlib import Path
from brmsite.ground.output_file import OutputFile
from brmsite.output.write import publishing

with publishing(Path(sys.argv[1]), Path(sys.argv[2])) as publication:
    publication.put(OutputFile("index.html", b"first"))
    if sys.argv[3:] == ["with a helper"] and os.fork():
        os.wait()
    print("writing", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def hold(world: World) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a process that writes to the folder until it is told a line."""
    processes = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDING, str(world.site), str(world.project), *arguments]
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        processes.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def test_a_second_build_is_told_to_wait(
    world: World, hold: Callable[..., subprocess.Popen[str]]
) -> None:
    first = hold()

    with pytest.raises(OutputRefusedError) as refused:
        world.write(TWO)
    assert str(refused.value) == (
        f"another build is writing to `{world.site}`: wait until it is done, or stop it"
    )

    first.communicate("done\n")
    assert first.returncode == 0
    assert world.holds() == {"index.html": "first"}
    world.write(TWO)
    assert world.holds() == TWO


def test_a_killed_build_does_not_lock_out_the_next_even_if_a_helper_of_it_lives_on(
    world: World, hold: Callable[..., subprocess.Popen[str]]
) -> None:
    first = hold("with a helper")
    first.send_signal(signal.SIGKILL)
    first.wait()

    world.write(TWO)

    assert world.holds() == TWO


@pytest.mark.parametrize("meanwhile", ["another file", "the end"])
def test_a_build_whose_folder_was_replaced_leaves_that_of_the_next_alone(
    world: World, meanwhile: str
) -> None:
    """`rm -rf build && brmsite build` while another one is at work: the lock went with the old
    folder."""
    world.write(TWO | {"stale.html": "stale"})
    second = {"index.html": "second", "stale.html": "second"}

    def replaced() -> Iterator[OutputFile]:
        yield OutputFile("index.html", b"first")
        shutil.rmtree(world.site)
        world.write(second)
        if meanwhile == "another file":
            yield OutputFile("stale.html", b"first")

    with pytest.raises(OutputRefusedError) as refused:
        write(replaced(), world.site, world.project)

    assert str(refused.value) == (
        f"`{world.site}` was replaced by another folder while the site was written: build again"
    )
    assert world.holds() == second
    world.write(TWO)
    assert world.holds() == TWO


@pytest.mark.slow
def test_two_builds_started_at_once_give_the_site_of_one_of_them(builds: Builds) -> None:
    command = [sys.executable, "-m", "brmsite", *builds.command(builds.OLD)]
    with subprocess.Popen(command, cwd=ROOT, stdout=PIPE, stderr=PIPE, encoding="utf-8") as one:
        sleep(builds.seconds / 2)  # so long it takes to load the code
        builds.start(builds.NEW)
        _, said = one.communicate()
        codes = (one.returncode, builds.end())
    assert 0 in codes
    assert set(codes) <= {0, 1}, said
    assert "another build is writing to" in said if one.returncode else not said
    assert contents(builds.site) in (builds.old, builds.new)


def test_a_build_within_a_build_is_refused(world: World) -> None:
    with publishing(world.site, world.project) as publication:
        publication.put(OutputFile("index.html", b"first"))
        with pytest.raises(OutputRefusedError, match="another build is writing to"):
            world.write({"index.html": "second"})
        publication.put(OutputFile("about.html", b"first"))

    assert world.holds() == {"index.html": "first", "about.html": "first"}


# Full disks and mounted ones. The programs mount real ones where they may, and else pretend to.


def with_disks(program: str, folder: Path) -> Any:
    """What a program prints that mounts disks: in a namespace of its own, where one can be had."""
    apart = ["unshare", "--map-root-user", "--mount"]
    may = shutil.which("unshare") and not subprocess.run([*apart, "true"], check=False).returncode
    process = subprocess.run(
        [*(apart if may else ()), sys.executable, "-m", f"tests.output.{program}", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return json.loads(process.stdout)


def test_a_disk_that_becomes_full_at_any_file_leaves_whole_files_and_the_next_build_heals(
    tmp_path: Path,
) -> None:
    fillings = with_disks("small_disk", tmp_path)
    assert len(fillings) == 10
    for filling in fillings:
        assert filling["said"].startswith("there is no room for `SITE/"), filling
        assert filling["said"].endswith(
            "` (No space left on device): make some and build again; the site is not complete, "
            "but every file in it is whole"
        )
        assert (filling["torn"], filling["lost"]) == ([], [])
        assert filling["said with room"] == ""
        assert filling["healed"], filling
    assert len({filling["new"] for filling in fillings}) > 5


LIMITED = """
import resource, signal, sys
from pathlib import Path
from brmsite.ground.output_file import OutputFile
from brmsite.output.write import OutputRefusedError, write

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
files = (OutputFile("small.html", b"new"), OutputFile("index.html", b"new " * 10_000))
try:
    write(files, Path(sys.argv[1]), Path(sys.argv[2]))
except OutputRefusedError as error:
    sys.exit(str(error))
"""


def test_a_file_too_large_for_the_disk_leaves_the_old_one_whole(world: World) -> None:
    world.write(HOME)

    process = subprocess.run(
        [sys.executable, "-c", LIMITED, str(world.site), str(world.project)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )

    assert process.stderr == (
        f"there is no room for `{world.site}/index.html` (File too large): make some and build "
        "again; the site is not complete, but every file in it is whole\n"
    )
    assert world.pages() == HOME | {"small.html": "new"}
    assert world.write(HOME).removed == ("small.html",)
    assert world.holds() == HOME


def test_a_mounted_folder_is_written_to_if_empty_or_ours_and_else_left_alone(
    tmp_path: Path,
) -> None:
    mounted = with_disks("mounts", tmp_path)
    foreign = (
        "`SITE` has files that this program did not write (`thesis.txt`): empty it, or choose "
        "another folder with --output"
    )
    assert mounted["at"] == {
        "nothing": ["done", "done"],
        "lost+found": ["done", "done"],
        "thesis.txt": [foreign, foreign],
    }


def test_a_disk_mounted_inside_the_site_is_left_alone(tmp_path: Path) -> None:
    assert with_disks("mounts", tmp_path)["below"] == {
        "said": [
            (
                "another disk is mounted at `SITE/pages`: unmount it, or choose another folder "
                "with --output"
            ),
            "done",
        ],
        "kept": "theirs",
        "afterwards": "done",
    }


# Folders that are locked away or vanish.


LOCKED = """
import sys
from pathlib import Path
from brmsite.ground.output_file import OutputFile
from brmsite.output.write import OutputRefusedError, write

files = (OutputFile(path, b"new") for path in sys.argv[3:])
try:
    write(files, Path(sys.argv[1]), Path(sys.argv[2]))
except OutputRefusedError as error:
    sys.exit(str(error))
"""


@pytest.mark.parametrize(
    "folder, files, named",
    [
        ("customers", ("index.html", "customers/finance.html"), "SITE/customers/finance.html"),
        ("customers", ("index.html", "customers/new.html"), "SITE/customers/new.html"),
        ("customers", ("index.html", "customers/new/a.html"), "SITE/customers/new/a.html"),
        ("customers", ("index.html",), "SITE/customers/finance.html"),
        ("", ("index.html", "customers/finance.html"), "SITE/index.html"),
        ("..", ("index.html",), "SITE"),
    ],
    ids=["an old file", "a new file", "a new folder", "a stale file", "the site", "its parent"],
)
def test_a_folder_that_may_not_be_written_is_told_and_nothing_is_torn(
    world: World, need: Need, folder: str, files: tuple[str, ...], named: str
) -> None:
    if folder == "..":
        world.site = world.project / "sites" / "build"
        world.site.parent.mkdir()
    else:
        world.write(TWO)
    # The system's own user may write everywhere: it is made to be as others here.
    plain = (
        [need("setpriv"), "--bounding-set=-dac_override,-dac_read_search"]
        if os.geteuid() == 0
        else []
    )
    locked = world.site.parent if folder == ".." else world.site / folder
    locked.chmod(0o555)
    try:
        process = subprocess.run(
            [*plain, sys.executable, "-c", LOCKED, str(world.site), str(world.project), *files],
            cwd=ROOT,
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
    finally:
        locked.chmod(0o755)

    assert process.stderr.replace(str(world.site), "SITE") == (
        f"`{named}` may not be written (Permission denied): make its folder writable, or choose "
        "another folder with --output\n"
    )
    if folder != "..":
        assert set(world.pages().values()) <= {*TWO.values(), "new"}
        assert TWO.keys() <= world.pages().keys()
    world.write(TWO)
    assert world.holds() == TWO


def test_files_that_change_or_vanish_while_the_site_is_written_do_no_harm(world: World) -> None:
    (world.project / STORE).mkdir()
    site = {"a.html": "a", "b/b.html": "b", "c/c.html": "c", "d.html": "d"}
    world.write(site | {"old/e.html": "e", "f.html": "f"})

    def meddled_with() -> Iterator[OutputFile]:
        yield OutputFile("a.html", b"A")
        world.put("a.html", "!")  # after it was written
        yield OutputFile("b/b.html", b"B")
        (world.site / "b" / "b.html").unlink()
        world.put("c/c.html", "!")  # before it is
        yield OutputFile("c/c.html", b"C")
        (world.site / "d.html").unlink()
        yield OutputFile("d.html", b"d")
        shutil.rmtree(world.site / "old")  # before it is removed
        (world.site / "f.html").unlink()

    write(meddled_with(), world.site, world.project)
    assert world.holds() == {"a.html": "!", "c/c.html": "C", "d.html": "d"}

    assert world.write(site).changed == ("a.html", "b/b.html", "c/c.html")
    assert world.holds() == site


@pytest.mark.parametrize("gone", ["customers", ""], ids=["a folder", "the site"])
def test_a_folder_that_vanishes_while_the_site_is_written_is_told(world: World, gone: str) -> None:
    world.write(TWO)

    def vanishing() -> Iterator[OutputFile]:
        yield OutputFile("customers/finance.html", b"new")
        shutil.rmtree(world.site / gone)
        yield OutputFile("customers/it.html", b"new")

    with pytest.raises(OutputRefusedError, match="lost its folder while the site was written"):
        write(vanishing(), world.site, world.project)

    world.write(TWO)
    assert world.holds() == TWO
