"""Every change on the disk is told, by the system or by looking for it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from brmsite.server.backlog import Backlog
from brmsite.server.watch import SECONDS_OF_POLLING, Watch
from tests.server.serving import ROOT, until

LIMIT_REACHED = (
    "The system watches as many folders as it may (on Linux, raise fs.inotify.max_user_watches or "
    "fs.inotify.max_user_instances). Changes are looked for every 1 s."
)


class Watched:
    """A project with a folder of records, and what is told of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.backlog = Backlog(quiet=0.05)
        self.said: list[str] = []
        (folder / "records/people").mkdir(parents=True)
        (folder / "records/people/a.yaml").write_text("a", encoding="utf-8")

    def is_told(self, path: str) -> bool:
        taken = self.backlog.take(SECONDS_OF_POLLING + 4)
        self.backlog.taken_in()
        return path in taken

    def is_quiet(self) -> bool:
        return self.backlog.take(0.3) == frozenset()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path)
    watch = Watch(tmp_path, watched.backlog, watched.said.append)
    watch.start()
    yield watched
    watch.stop()
    assert watched.said == []


def test_a_file_that_is_written_moved_and_removed_is_told(watched: Watched) -> None:
    file = watched.folder / "records/people/b.yaml"
    file.write_text("b", encoding="utf-8")
    assert watched.is_told("records/people/b.yaml")
    file.rename(file.with_name("c.yaml"))
    assert watched.is_told("records/people/c.yaml")
    file.with_name("c.yaml").unlink()
    assert watched.is_told("records/people/c.yaml")


def test_a_file_that_is_read_is_not_told(watched: Watched) -> None:
    assert (watched.folder / "records/people/a.yaml").read_bytes() == b"a"
    assert watched.is_quiet()


def test_what_is_hidden_or_elsewhere_is_not_told(watched: Watched) -> None:
    for path in ("records/people/.a.yaml.swp", "README.md", "build/index.html", ".git/index"):
        (watched.folder / path).parent.mkdir(exist_ok=True)
        (watched.folder / path).write_bytes(b"x")
    assert watched.is_quiet()


def test_a_folder_of_layouts_that_comes_later_is_watched(watched: Watched) -> None:
    (watched.folder / "layouts").mkdir()
    assert watched.is_told("layouts")
    (watched.folder / "layouts/base.html").write_bytes(b"x")
    assert watched.is_told("layouts/base.html")


def system_refuses() -> BaseObserver:
    raise OSError(errno.EMFILE, "Too many open files")


def test_where_the_system_cannot_watch_changes_are_looked_for(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watch = Watch(tmp_path, watched.backlog, watched.said.append, system_refuses)
    watch.start()
    assert watched.said == [LIMIT_REACHED]
    (tmp_path / "records/people/b.yaml").write_bytes(b"b")
    assert watched.is_told("records/people/b.yaml")
    (tmp_path / "records/people/a.yaml").unlink()
    assert watched.is_told("records/people/a.yaml")
    watch.stop()


class Deaf:
    """An observer that watches and tells nothing, as one does whose queue ran over."""

    def __init__(self) -> None:
        self._observer = Observer()

    def start(self) -> None:
        self._observer.start()

    def schedule(self, *_: object, **__: object) -> None:
        """Watch nothing."""

    def stop(self) -> None:
        self._observer.stop()


def test_a_change_that_nobody_told_of_is_found_and_the_system_trusted_no_more(
    tmp_path: Path,
) -> None:
    watched = Watched(tmp_path)
    watch = Watch(tmp_path, watched.backlog, watched.said.append, Deaf, between_looks=0.2)  # type: ignore[arg-type]
    watch.start()
    (tmp_path / "records/people/b.yaml").write_bytes(b"b")
    assert watched.is_told("records/people/b.yaml")
    until(
        lambda: (
            watched.said
            == ["The system did not tell of a change here. Changes are looked for every 1 s."]
        )
    )
    watch.stop()


WITH_FEW_WATCHES = """
import sys
from pathlib import Path
from brmsite.server.backlog import Backlog
from brmsite.server.watch import Watch
backlog = Backlog(quiet=0.05)
watch = Watch(Path(sys.argv[1]), backlog, print)
watch.start()
Path(sys.argv[1], "records/people/9/new.yaml").write_bytes(b"x")
print(sorted(backlog.take(10)))
watch.stop()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is one of Linux")
def test_the_systems_limit_of_watches_is_noticed_below_the_top_too(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"records/people/{number}").mkdir(parents=True)
    limit = 'echo 5 > /proc/sys/user/max_inotify_watches && exec "$@"'
    command = ["unshare", "-Ur", "sh", "-c", limit, "sh"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("a user of this machine cannot have limits of their own")

    done = subprocess.run(
        [*command, sys.executable, "-c", WITH_FEW_WATCHES, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert done.stdout.splitlines() == [LIMIT_REACHED, "['records/people/9/new.yaml']"], done.stderr
