"""Every change on the disk is told, by the system or by looking for it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import DirCreatedEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from brmsite.server.backlog import Backlog
from brmsite.server.watch import Watch
from tests.patience import until
from tests.server.serving import ROOT

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

    def told_until(self, path: str) -> set[str]:
        """All that is told until a path is; one change may be told several times."""
        told: set[str] = set()

        def is_told() -> bool:
            told.update(self.backlog.take(1))
            return path in told

        until(is_told, f"{path} was not told")
        return told

    def tells_only(self, path: str) -> bool:
        """Whether a change of this file is told, and nothing that came before it."""
        (self.folder / path).write_bytes(b"x")
        return self.told_until(path) == {path}


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    watched = Watched(tmp_path)
    # Nobody looks for changes here: what the system does not tell is missed.
    watch = Watch(tmp_path, watched.backlog, watched.said.append, between_looks=3_600)
    watch.start()
    yield watched
    watch.stop()
    assert watched.said == []


def test_a_file_that_is_written_moved_and_removed_is_told(watched: Watched) -> None:
    file = watched.folder / "records/people/b.yaml"
    file.write_text("b", encoding="utf-8")
    watched.told_until("records/people/b.yaml")
    file.rename(file.with_name("c.yaml"))
    watched.told_until("records/people/c.yaml")
    file.with_name("a.yaml").unlink()
    watched.told_until("records/people/a.yaml")


def test_a_file_that_is_read_is_not_told(watched: Watched) -> None:
    assert (watched.folder / "records/people/a.yaml").read_bytes() == b"a"
    assert watched.tells_only("records/people/b.yaml")


def test_what_is_hidden_or_elsewhere_is_not_told(watched: Watched) -> None:
    for path in ("records/people/.a.yaml.swp", "README.md", "build/index.html", ".git/index"):
        (watched.folder / path).parent.mkdir(exist_ok=True)
        (watched.folder / path).write_bytes(b"x")
    assert watched.tells_only("records/people/a.yaml")


def test_a_folder_of_layouts_that_comes_later_is_watched(watched: Watched) -> None:
    (watched.folder / "layouts").mkdir()
    watched.told_until("layouts")
    (watched.folder / "layouts/base.html").write_bytes(b"x")
    watched.told_until("layouts/base.html")


def system_refuses() -> BaseObserver:
    raise OSError(errno.EMFILE, "Too many open files")


def test_where_the_system_cannot_watch_changes_are_looked_for(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    watch = Watch(tmp_path, watched.backlog, watched.said.append, system_refuses)
    watch.start()
    assert watched.said == [LIMIT_REACHED]
    (tmp_path / "records/people/b.yaml").write_bytes(b"b")
    watched.told_until("records/people/b.yaml")
    (tmp_path / "records/people/a.yaml").unlink()
    watched.told_until("records/people/a.yaml")
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
    watched.told_until("records/people/b.yaml")
    until(
        lambda: (
            watched.said
            == ["The system did not tell of a change here. Changes are looked for every 1 s."]
        )
    )
    watch.stop()


class OfFolders(Deaf):
    """An observer that tells what it is told to, as one whose thread ended on the way."""

    def __init__(self) -> None:
        super().__init__()
        self.handlers: list[FileSystemEventHandler] = []

    def schedule(self, *handlers: object, **__: object) -> None:
        self.handlers += [one for one in handlers if isinstance(one, FileSystemEventHandler)]


def test_that_a_folder_was_told_of_hides_no_change_of_a_file_in_it(tmp_path: Path) -> None:
    watched, observer = Watched(tmp_path), OfFolders()
    watch = Watch(tmp_path, watched.backlog, watched.said.append, lambda: observer, 0.2)  # type: ignore[arg-type, return-value]
    watch.start()
    for handler in tuple(observer.handlers):
        handler.dispatch(DirCreatedEvent(str(tmp_path / "records")))
    (tmp_path / "records/people/b.yaml").write_bytes(b"b")
    told: set[str] = set()
    until(lambda: "records/people/b.yaml" in told.union(watched.backlog.take(1)))
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
print(sorted(backlog.take(60)))
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
