"""What brmsite does with a record set: one round of everything that is measured."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.bench.edits import (
    LAYOUT,
    customer_of,
    minutes_of,
    renamed,
    with_line,
    with_sentence,
)
from tests.bench.measuring import peak_of, seconds_of

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-06-15"
"""The day for which records are generated."""

COLD = "cold build"
NO_OP = "no-op build"
TITLE = "build after one title"
BODY = "build after one body"
LAYOUT_EDIT = "build after one layout"
CHECK_COLD = "check cold"
CHECK_WARM = "check warm"
CHECK_EDIT = "check after one edit"
WARM = (NO_OP, TITLE, BODY, LAYOUT_EDIT)

FOUND_SOMETHING = 1
"""How `check` ends where it has findings."""


@dataclass(frozen=True)
class Ours:
    """brmsite with a project of so many records. Numbers of edits go on from round to round."""

    project: Path
    size: int
    numbers: Iterator[int]

    @classmethod
    def of(cls, project: Path, size: int) -> Ours:
        """With a project that nothing was done with yet."""
        layout = project / "layouts" / LAYOUT
        layout.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "layouts" / LAYOUT, layout)
        return cls(project, size, count(1))

    @property
    def output(self) -> Path:
        """Where its site is."""
        return self.project / "build"

    def command(self, *words: str) -> list[str]:
        """A command line."""
        return [sys.executable, "-m", "brmsite", "-C", str(self.project), *words]

    def build(self, output: Path | None = None) -> list[str]:
        """The command that builds."""
        at = ["--output", str(output)] if output is not None else []
        return self.command("build", "--as-of", AS_OF, *at)

    def forget(self) -> None:
        """Remove all that brmsite made."""
        for made in (self.output, self.project / ".brmsite"):
            shutil.rmtree(made, ignore_errors=True)

    def cold_watched(self) -> tuple[float, float]:
        """A cold build: its seconds and its megabytes."""
        self.forget()
        return peak_of(self.build(), ROOT)

    def cold(self) -> float:
        """A cold build: its seconds."""
        self.forget()
        return seconds_of(self.build(), ROOT)

    def warm(self) -> Iterator[tuple[str, float]]:
        """Builds upon the last one: what was done before each, and its seconds."""
        yield NO_OP, seconds_of(self.build(), ROOT)
        self.rename()
        yield TITLE, seconds_of(self.build(), ROOT)
        self.write_minutes()
        yield BODY, seconds_of(self.build(), ROOT)
        layout = self.project / "layouts" / LAYOUT
        shipped = (ROOT / "layouts" / LAYOUT).read_text(encoding="utf-8")
        layout.write_text(with_line(shipped, next(self.numbers)), encoding="utf-8")
        yield LAYOUT_EDIT, seconds_of(self.build(), ROOT)

    def checks(self) -> Iterator[tuple[str, float]]:
        """Checks: the first, the next, and the one after an edit."""
        check = self.command("check", "--as-of", AS_OF, "--quiet")
        fine = (0, FOUND_SOMETHING)
        shutil.rmtree(self.project / ".brmsite", ignore_errors=True)
        yield CHECK_COLD, seconds_of(check, ROOT, fine)
        yield CHECK_WARM, seconds_of(check, ROOT, fine)
        self.rename()
        yield CHECK_EDIT, seconds_of(check, ROOT, fine)

    def rename(self) -> tuple[str, str]:
        """Give a customer another name; gives the old and the new one."""
        return renamed(self.project, customer_of(self.size), next(self.numbers))

    def write_minutes(self) -> None:
        """Add a sentence to some minutes."""
        path = minutes_of(self.project)
        text = path.read_text(encoding="utf-8")
        path.write_text(with_sentence(text, next(self.numbers)), encoding="utf-8")

    def differing_files(self) -> int:
        """Build upon the last build and, elsewhere, without anything: how many files differ.

        Both name the same day; a project outside of git has no commit to name."""
        seconds_of(self.build(), ROOT)
        kept = self.project / "kept"
        self.output.rename(kept)
        self.forget()
        seconds_of(self.build(), ROOT)
        differ = _differing(kept, self.output)
        shutil.rmtree(kept)
        return differ


def seconds_for_bodies(project: Path) -> float:
    """What Markdown alone costs, in a process of its own."""
    said = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "bench" / "bodies.py"), str(project)],
        capture_output=True,
        check=True,
        text=True,
    )
    return float(said.stdout)


def _differing(one: Path, other: Path) -> int:
    paths = {
        path.relative_to(folder)
        for folder in (one, other)
        for path in folder.rglob("*")
        if path.is_file()
    }
    return sum(not _same(one / path, other / path) for path in paths)


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()
