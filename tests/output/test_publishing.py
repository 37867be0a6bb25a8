"""A site that is published again: what stands is known without being drawn, or even read."""

from __future__ import annotations

import json
import os
import shutil
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from brmsite.ground.memo import FOLDER as STORE
from brmsite.ground.output_file import OutputCopy, OutputFile
from brmsite.output.comparison import Comparison
from brmsite.output.kept import NO_STAMP, Kept, Stamp, recall, sure_at
from brmsite.output.write import (
    JOURNAL,
    MANIFEST,
    PARTIAL,
    OutputRefusedError,
    Written,
    publishing,
    write,
)
from brmsite.source.files import SourceChangedError
from tests.output.world import World
from tests.patience import tick
from tests.work import calls_of

HOME, FINANCE = "index.html", "customers/finance.html"
SITE = {HOME: "<h1>Home</h1>", FINANCE: "<h1>Finance</h1>"}
LATER = 4_000_000_000


class Publisher(World):
    """A project with a store; the key of a file is made of its text, unless a test tells one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.store = self.project / STORE
        self.store.mkdir()
        self.written = Written((), (), ())

    def publish(self, files: Mapping[str, str], **keys: str) -> list[str]:
        """Publish these; the paths that did not stand, and so had to be drawn."""
        drawn = []
        with publishing(self.site, self.project) as publication:
            for path, text in files.items():
                key = keys.get(Path(path).stem, f"made of {text}")
                if not publication.stands(path, key):
                    drawn.append(path)
                    publication.put(OutputFile(path, text.encode()), key)
        self.written = publication.written
        return drawn

    def break_off(self, file: OutputFile, key: str) -> None:
        with publishing(self.site, self.project) as publication:
            publication.put(file, key)
            raise KeyboardInterrupt

    def settle(self, files: Mapping[str, str]) -> None:
        """Publish the same again when the clock of the disk has moved on, so that no file is as
        young as what is remembered of it."""
        tick(self.elsewhere)
        assert self.publish(files) == []

    def memory(self) -> Path:
        (file,) = self.store.glob("site-*.json")
        return file


@pytest.fixture
def world(tmp_path: Path) -> Publisher:
    return Publisher(tmp_path)


# What stands.


def test_what_was_made_from_the_same_stands(world: Publisher) -> None:
    assert world.publish(SITE) == [HOME, FINANCE]
    assert world.written == Written((FINANCE, HOME), (), ())

    assert world.publish(SITE) == []
    assert world.written == Written((), (FINANCE, HOME), ())
    assert world.holds() == SITE


def test_what_is_made_from_something_else_is_drawn_and_only_then(world: Publisher) -> None:
    world.publish(SITE)
    monday = SITE | {HOME: "<h1>Monday</h1>"}

    assert world.publish(monday) == [HOME]
    assert world.written == Written((HOME,), (FINANCE,), ())
    assert world.publish(monday) == []
    assert world.holds() == monday


def test_what_is_drawn_to_the_same_bytes_is_not_written_and_stands_from_then_on(
    world: Publisher,
) -> None:
    world.publish(SITE, index="one")
    before = (world.site / HOME).stat()

    assert world.publish(SITE, index="two") == [HOME]
    assert world.written.changed == ()
    assert (world.site / HOME).stat() == before
    assert world.publish(SITE, index="two") == []


def test_without_a_key_nothing_stands(world: Publisher) -> None:
    world.publish(SITE, index="")
    assert world.publish(SITE, index="") == [HOME]


def test_what_stands_is_no_longer_stale_and_what_does_not_come_is(world: Publisher) -> None:
    world.publish(SITE | {"old.html": "old"})
    assert world.publish(SITE) == []
    assert world.written.removed == ("old.html",)
    assert world.holds() == SITE


def test_a_build_that_changes_nothing_touches_nothing(world: Publisher) -> None:
    world.publish(SITE)
    everything = [world.site, *world.site.rglob("*"), world.memory()]
    for path in everything:
        os.utime(path, (1_000_000_000, 1_000_000_000))
    world.settle(SITE)
    before = {path: path.stat() for path in everything}

    assert world.publish(SITE) == []

    assert {path: path.stat() for path in everything} == before


def test_a_build_that_changes_nothing_reads_no_page(world: Publisher) -> None:
    site = {f"pages/{number}.html": str(number) for number in range(100)}
    world.publish(site)
    world.settle(site)
    again = calls_of(lambda: world.publish(site))
    assert again["Path.read_bytes"] <= 3  # manifest and memory
    assert again["_digest_on_disk"] == 0


def test_a_new_text_is_compared_with_what_is_remembered_not_with_what_is_read(
    world: Publisher,
) -> None:
    site = {f"pages/{number}.html": str(number) for number in range(100)}
    world.publish(site)
    world.settle(site)
    again = calls_of(lambda: world.publish(dict.fromkeys(site, "new")))
    assert again["Path.read_bytes"] <= 3
    assert again["_digest_on_disk"] == 0
    assert len(world.written.changed) == 100


def test_a_path_stands_once(world: Publisher) -> None:
    world.publish(SITE)
    with publishing(world.site, world.project) as publication:
        assert publication.stands(HOME, f"made of {SITE[HOME]}")
        with pytest.raises(ValueError, match=r"two files of the site have the path `index\.html`"):
            publication.put(OutputFile(HOME, b""))


def test_all_files_of_a_site_can_be_asked_for_at_once(world: Publisher) -> None:
    world.publish(SITE | {"old.html": "old"})
    keys = {path: f"made of {text}" for path, text in SITE.items()}

    with publishing(world.site, world.project) as publication:
        assert not publication.all_stand(keys | {HOME: "made of something else"})
        assert publication.keys == {}
        assert publication.all_stand(keys)
        assert publication.keys == keys

    assert publication.written == Written((), (FINANCE, HOME), ("old.html",))


# Copies.


def copy(text: str, path: str = "a.files/scan.pdf") -> OutputCopy:
    """A copy of something that has this text, in pieces of two letters."""
    pieces = [text[start : start + 2].encode() for start in range(0, len(text), 2)]
    return OutputCopy(path, lambda: iter(pieces))


def test_a_copy_is_written_kept_and_replaced_as_any_file(world: Publisher) -> None:
    for text, changed in (("first", 1), ("first", 0), ("other", 1), ("", 1), ("", 0)):
        assert len(write((copy(text),), world.site, world.project).changed) == changed
        assert world.holds() == {"a.files/scan.pdf": text}


def test_a_copy_that_somebody_changed_on_the_site_is_made_again(world: Publisher) -> None:
    write((copy("first"),), world.site, world.project)
    world.put("a.files/scan.pdf", "FIRST")
    write((copy("first"),), world.site, world.project)
    assert world.holds() == {"a.files/scan.pdf": "first"}


def test_a_copy_of_what_changes_between_two_readings_is_seen_by_the_next_build(
    world: Publisher,
) -> None:
    """The first reading tells whether it is another; the second is what is written."""
    texts = ["first", "third"]
    changing = OutputCopy("scan.pdf", lambda: iter([texts.pop(0).encode()]))
    write((changing,), world.site, world.project)
    assert world.holds() == {"scan.pdf": "third"}
    write((copy("first", "scan.pdf"),), world.site, world.project)
    assert world.holds() == {"scan.pdf": "first"}


def test_a_copy_that_breaks_off_leaves_the_old_file_whole(world: Publisher) -> None:
    write((copy("first"),), world.site, world.project)
    readings = [iter([b"new"]), iter([b"n"])]

    def breaking() -> Iterator[bytes]:
        yield from readings.pop(0)
        if not readings:
            raise SourceChangedError

    with pytest.raises(SourceChangedError):
        write((OutputCopy("a.files/scan.pdf", breaking),), world.site, world.project)
    assert world.pages() == {"a.files/scan.pdf": "first"}
    assert not (world.site / PARTIAL).exists()


def test_a_large_copy_is_never_whole_in_memory(world: Publisher) -> None:
    piece, count = b"0123456789" * 10_000, 200
    large = OutputCopy("film.mp4", lambda: (bytes(piece) for _ in range(count)))

    def most(action: Callable[[], object]) -> int:
        tracemalloc.start()
        try:
            action()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    def verified() -> bool:
        comparison = Comparison(world.site)
        comparison.put(large)
        return comparison.verified().is_same

    whole = len(piece) * count
    assert most(lambda: write((large,), world.site, world.project)) < whole / 4
    os.utime(world.site / "film.mp4", (LATER, LATER))
    assert most(lambda: write((large,), world.site, world.project)) < whole / 4
    assert verified()
    assert most(verified) < whole / 4
    with (world.site / "film.mp4").open("ab") as stream:
        stream.write(b"!")
    assert not verified()


# Somebody else's hand.


def test_a_changed_file_does_not_stand(world: Publisher) -> None:
    world.publish(SITE)
    world.put(HOME, "<h1>Hame</h1>")
    assert world.publish(SITE) == [HOME]
    assert world.holds() == SITE


def test_a_changed_file_of_the_same_size_and_time_does_not_stand(world: Publisher) -> None:
    world.publish(SITE)
    world.settle(SITE)
    then = (world.site / HOME).stat()
    world.put(HOME, "<h1>Hame</h1>")
    os.utime(world.site / HOME, ns=(then.st_atime_ns, then.st_mtime_ns))
    assert world.publish(SITE) == [HOME]
    assert world.holds() == SITE


def test_a_change_at_the_same_moment_does_not_stand(world: Publisher) -> None:
    for turn in range(100):
        site = {HOME: f"{turn:03}", FINANCE: f"{-turn:03}"}
        world.publish(site)
        with (world.site / HOME).open("r+b") as stream:
            stream.write(b"bad")
        assert world.publish(site) == [HOME], f"in turn {turn}"


def test_a_file_touched_or_restored_from_a_copy_stands(world: Publisher, tmp_path: Path) -> None:
    world.publish(SITE)
    shutil.copytree(world.site, tmp_path / "copy")
    shutil.rmtree(world.site)
    shutil.copytree(tmp_path / "copy", world.site)
    assert world.publish(SITE) == []
    assert world.written == Written((), (FINANCE, HOME), ())


@pytest.mark.parametrize("path", [HOME, FINANCE, "customers"])
def test_a_file_or_folder_that_is_gone_does_not_stand(world: Publisher, path: str) -> None:
    world.publish(SITE)
    gone = world.site / path
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    assert world.publish(SITE) == [path if path in SITE else FINANCE]
    assert world.holds() == SITE


def test_a_folder_that_became_a_link_to_the_same_files_does_not_stand(world: Publisher) -> None:
    world.publish(SITE)
    (world.site / "customers").rename(world.elsewhere / "customers")
    (world.site / "customers").symlink_to(world.elsewhere / "customers")
    with pytest.raises(OutputRefusedError, match="is in the way"):
        world.publish(SITE)


def test_a_link_does_not_stand(world: Publisher) -> None:
    world.publish(SITE)
    (world.site / HOME).rename(world.elsewhere / HOME)
    (world.site / HOME).symlink_to(world.elsewhere / HOME)
    assert world.publish(SITE) == [HOME]
    assert not (world.site / HOME).is_symlink()


def test_files_with_times_to_come_are_looked_at_closely(world: Publisher) -> None:
    world.publish(SITE)
    for path in SITE:
        os.utime(world.site / path, (LATER, LATER))
    assert world.publish(SITE) == []
    assert {one.stamp.changed for one in recall(world.project, world.site).values()} == {0}

    world.put(HOME, "<h1>Hame</h1>")
    os.utime(world.site / HOME, (LATER, LATER))

    assert world.publish(SITE) == [HOME]
    assert world.holds() == SITE


@pytest.mark.parametrize(
    "stamp, is_sure",
    [
        (Stamp(3, 99, 99), True),
        (Stamp(3, 100, 99), False),
        (Stamp(3, 99, 100), False),
        (Stamp(3, 500, 500), False),  # the clock was set back since
    ],
)
def test_a_stamp_as_young_as_the_clock_is_not_trusted(stamp: Stamp, is_sure: bool) -> None:
    kept = {HOME: Kept("key", "digest", stamp)}
    sure = kept if is_sure else {HOME: Kept("key", "digest", NO_STAMP._replace(size=3))}
    assert sure_at(kept, clock=100) == sure


# The memory.


def test_the_site_is_the_same_bytes_whether_remembered_or_not(world: Publisher) -> None:
    world.publish(SITE)
    first = {path: path.read_bytes() for path in world.site.rglob("*") if path.is_file()}
    shutil.rmtree(world.site)
    shutil.rmtree(world.store)
    write((OutputFile(path, SITE[path].encode()) for path in SITE), world.site, world.project)
    assert first == {path: path.read_bytes() for path in world.site.rglob("*") if path.is_file()}


def test_without_a_store_nothing_is_remembered_nor_left_in_the_project(world: Publisher) -> None:
    world.store.rmdir()
    world.publish(SITE)
    assert world.publish(SITE) == [HOME, FINANCE]
    assert world.written == Written((), (FINANCE, HOME), ())
    assert not world.store.exists()


def test_each_folder_has_a_memory_until_it_is_gone(world: Publisher) -> None:
    world.publish(SITE)
    usual, world.site = world.site, world.elsewhere / "site"
    assert world.publish(SITE) == [HOME, FINANCE]
    assert world.publish(SITE) == []
    assert len(list(world.store.glob("site-*.json"))) == 2

    shutil.rmtree(world.site)
    world.site = usual
    assert world.publish(SITE, index="new") == [HOME]
    assert len(list(world.store.iterdir())) == 1


def test_project_and_site_can_move_together(world: Publisher) -> None:
    world.publish(SITE)
    world.project = world.project.rename(world.elsewhere / "moved")
    world.site, world.store = world.project / "build", world.project / STORE
    assert world.publish(SITE) == []


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"\0" * 400, b"[]\n[]", b"[" * 9999, b"{}", b'["brmsite site 1"]\n5', b"\xff\xfe\n"],
)
def test_a_memory_of_garbage_is_none(world: Publisher, spoilt: bytes) -> None:
    world.publish(SITE)
    world.memory().write_bytes(spoilt)
    assert world.publish(SITE) == [HOME, FINANCE]
    assert world.written.changed == ()
    assert world.publish(SITE) == []


def test_a_memory_that_was_cut_or_changed_anywhere_is_none(world: Publisher) -> None:
    world.publish(SITE)
    whole = world.memory().read_bytes()
    assert recall(world.project, world.site).keys() == SITE.keys()
    for place in range(0, len(whole), 7):
        world.memory().write_bytes(whole[:place])
        assert recall(world.project, world.site) == {}
        changed = bytes([*whole[:place], whole[place] ^ 1, *whole[place + 1 :]])
        world.memory().write_bytes(changed)
        assert recall(world.project, world.site) == {}


def test_a_memory_of_another_version_is_none(world: Publisher) -> None:
    world.publish(SITE)
    head, _, rest = world.memory().read_bytes().partition(b"\n")
    make, *others = json.loads(head)
    world.memory().write_bytes(json.dumps([f"{make}0", *others]).encode() + b"\n" + rest)
    assert world.publish(SITE) == [HOME, FINANCE]


def test_a_memory_that_is_a_link_is_neither_read_nor_followed(world: Publisher) -> None:
    world.publish(SITE)
    memory = world.memory()
    theirs = memory.rename(world.elsewhere / "memory.json")
    before = theirs.read_bytes()
    memory.symlink_to(theirs)
    assert world.publish(SITE) == [HOME, FINANCE]
    assert theirs.read_bytes() == before


def test_the_store_is_no_place_for_a_site(world: Publisher) -> None:
    with pytest.raises(OutputRefusedError, match="is among the sources"):
        world.write(SITE, world.store)


# Taking up what was broken off.


def test_what_a_broken_off_build_wrote_is_not_taken_for_the_old(world: Publisher) -> None:
    world.publish(SITE)
    with pytest.raises(KeyboardInterrupt):
        world.break_off(OutputFile(HOME, b"<h1>Hame</h1>"), "new")

    assert world.publish(SITE) == [HOME]
    assert world.holds() == SITE


def test_a_folder_written_by_an_earlier_version_is_ours(world: Publisher) -> None:
    world.put(HOME, "old")
    world.put("gone.html", "old")
    world.list('"gone.html"', '"index.html"')
    world.publish(SITE)
    assert world.written == Written((FINANCE, HOME), (), ("gone.html",))


def test_nothing_of_ours_is_left_but_the_manifest(world: Publisher) -> None:
    world.publish(SITE)
    assert {path.name for path in world.site.iterdir()} == {HOME, "customers", MANIFEST}
    assert not {JOURNAL, PARTIAL} & {path.name for path in world.site.iterdir()}
