"""The same records on the same day give the same bytes, wherever and however they are built."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest

from brmsite.publish import publish
from tests.bench.generate import generate

ROOT = Path(__file__).resolve().parents[2]
FULL = ROOT / "tests" / "trees" / "full"
AS_OF = date(2026, 11, 22)

GENERATED = 80
"""Records of the generated register: so much text that its bodies are rendered in processes."""

BUILD = """
import os, sys
from datetime import date
from pathlib import Path

if __name__ == "__main__":
    real = os.scandir
    class Ordered:
        def __init__(self, *place):
            back = sys.argv[4] == "back"
            self.found = iter(sorted(real(*place), key=lambda entry: entry.name, reverse=back))
        def __iter__(self):
            return self.found
        def __enter__(self):
            return self.found
        def __exit__(self, *error):
            pass
    os.scandir = Ordered

    from brmsite.publish import publish
    as_of = date(2026, 11, 22)
    publish(Path(sys.argv[1]), Path(sys.argv[2]), as_of, workers=int(sys.argv[3]))
"""


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by path; also of the manifest."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def built_elsewhere(
    project: Path,
    output: Path,
    *,
    workers: int = 1,
    backwards: bool = False,
    cwd: Path = ROOT,
    environment: Mapping[str, str] = {},
) -> dict[str, str]:
    """Build in a process of its own, and say what came of it."""
    script = output.with_name(f"{output.name}-build.py")
    script.write_text(BUILD, encoding="utf-8")
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    order = "back" if backwards else "forth"
    subprocess.run(
        [sys.executable, str(script), str(project), str(output), str(workers), order],
        cwd=cwd,
        env={**known, "PYTHONPATH": str(ROOT), **environment},
        check=True,
    )
    return digests(output)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The sample organisation's site."""
    output = tmp_path_factory.mktemp("sample") / "site"
    publish(ROOT, output, AS_OF)
    return digests(output)


def test_another_order_of_files(tmp_path: Path) -> None:
    """Also where two files claim one address, and only one of them can have it."""
    project = tmp_path / "project"
    copytree(FULL / "records", project / "records")
    for folder in ("one", "other"):
        twin = project / "records" / "people" / folder / "twin.yaml"
        twin.parent.mkdir(parents=True)
        twin.write_text(f"name: The {folder} twin\norg: provider\n", encoding="utf-8")

    forth = built_elsewhere(project, tmp_path / "forth")
    back = built_elsewhere(project, tmp_path / "back", backwards=True)

    assert "people/twin.html" in forth
    assert differing(forth, back) == []


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "4711", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/Adak", "LANGUAGE": "tr"},
    ],
    ids=["one machine", "another machine"],
)
def test_another_machine(
    sample: dict[str, str], tmp_path: Path, environment: dict[str, str]
) -> None:
    (tmp_path / "here").mkdir()
    there = built_elsewhere(ROOT, tmp_path / "site", cwd=tmp_path / "here", environment=environment)
    assert differing(sample, there) == []


def test_another_folder_with_files_made_in_another_order(tmp_path: Path) -> None:
    project = tmp_path / "Ein ganz anderer Ordner"
    paths = [path.relative_to(FULL) for path in FULL.rglob("*") if path.is_file()]
    for path in sorted(paths, reverse=True):
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((FULL / path).read_bytes())

    here, there = (built_elsewhere(one, tmp_path / one.name.lower()) for one in (FULL, project))

    assert differing(here, there) == []


def test_more_processes(tmp_path: Path) -> None:
    generate(tmp_path / "project", GENERATED)
    one = built_elsewhere(tmp_path / "project", tmp_path / "one", workers=1)
    two = built_elsewhere(tmp_path / "project", tmp_path / "two", workers=2)
    assert len(one) > GENERATED
    assert differing(one, two) == []


def test_a_second_build_over_the_first(tmp_path: Path) -> None:
    generate(tmp_path / "project", 20)
    first = publish(tmp_path / "project", tmp_path / "site", AS_OF).written
    before = digests(tmp_path / "site")
    second = publish(tmp_path / "project", tmp_path / "site", AS_OF).written
    assert (second.changed, second.removed) == ((), ())
    assert second.unchanged == first.changed
    assert digests(tmp_path / "site") == before
