"""What may not be read or written is named, with the remedy for what locks it away."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from brmsite.output.write import JOURNAL, MANIFEST, OutputRefusedError
from tests.conftest import Need
from tests.output.world import World

ROOT = Path(__file__).resolve().parents[2]
TWO = {"index.html": "<h1>Home</h1>", "customers/finance.html": "<h1>Finance</h1>"}

WRITING = """
import sys
from pathlib import Path
from brmsite.ground.output_file import OutputFile
from brmsite.output.write import OutputRefusedError, write

try:
    write([OutputFile("index.html", b"new")], Path(sys.argv[1]), Path(sys.argv[2]))
except OutputRefusedError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX systems have them")
@pytest.mark.parametrize("name", [MANIFEST, JOURNAL, ""], ids=["manifest", "journal", "the site"])
def test_what_may_not_be_read_is_named(world: World, need: Need, name: str) -> None:
    world.write(TWO)
    locked = world.site / name
    if name:
        locked.touch()
    # The system's own user may read everywhere: it is made to be as others here.
    plain = (
        [need("setpriv"), "--bounding-set=-dac_override,-dac_read_search"]
        if os.geteuid() == 0
        else []
    )
    locked.chmod(0o300)
    process = subprocess.run(
        [*plain, sys.executable, "-c", WRITING, str(world.site), str(world.project)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    locked.chmod(0o700)

    assert process.stderr == (
        f"`{locked}` cannot be read (Permission denied): make it readable, or choose another "
        "folder with --output\n"
    )
    assert world.pages() == TWO


@pytest.mark.parametrize(
    "number, remedy",
    [
        (errno.EACCES, "make its folder writable"),
        (errno.EPERM, "take off what protects it or its folder (`chattr -i`)"),
        (errno.EROFS, "make the disk writable"),
    ],
)
def test_the_remedy_is_that_for_what_locks_a_file(
    world: World, monkeypatch: pytest.MonkeyPatch, number: int, remedy: str
) -> None:
    world.write(TWO)

    def replace(_partial: Path, _target: Path | str) -> Path:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OutputRefusedError) as refused:
        world.write({"index.html": "new"})
    assert str(refused.value) == (
        f"`{world.site}/index.html` may not be written ({os.strerror(number)}): {remedy}, or "
        "choose another folder with --output"
    )
    assert world.pages() == TWO
