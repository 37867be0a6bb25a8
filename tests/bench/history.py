"""Makes a repository with a long past, for measuring: the same sizes give the same commits.

    python tests/bench/history.py FOLDER 10000 20000

The first commit holds who there is and what is agreed; each later one adds its share of the
records of the years and says something new in two others. Every tenth step is a branch of two
commits and its merge; now and then a record is renamed, removed or brought back.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import IO

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.generate import counts, organisation, year

AUTHORS = ("Kari Berg", "Per Lind", "Ada Abel", "Chen Costa", "Zoë Ångström")
BEGAN = 1_577_869_200
"""1 January 2020, 09:00 UTC, in seconds; then a commit every two and a half hours."""
SECONDS_BETWEEN = 9_000


class _Past:
    """Writes commits to `git fast-import`, and knows the records as they stand."""

    def __init__(self, stream: IO[bytes], chance: random.Random) -> None:
        self._stream = stream
        self._chance = chance
        self._made = 0
        self.texts: dict[str, str] = {}
        self._paths: list[str] = []
        self._removed: list[tuple[str, str]] = []

    def commit(
        self, changes: Iterator[bytes], branch: str = "main", on: int = 0, merged: int = 0
    ) -> int:
        """Make a commit on a branch, upon the one before or upon `on`; gives its mark."""
        self._made += 1
        mark, when = self._made, BEGAN + self._made * SECONDS_BETWEEN
        who = f"{AUTHORS[mark % len(AUTHORS)]} <someone@example.org> {when} +0100"
        subject = f"Change {mark}".encode()
        self._say(f"commit refs/heads/{branch}", f"mark :{mark}", f"author {who}")
        self._say(f"committer {who}", f"data {len(subject)}")
        self._stream.write(subject + b"\n")
        if on:
            self._say(f"from :{on}")
        if merged:
            self._say(f"merge :{merged}")
        for change in changes:
            self._stream.write(change)
        return mark

    def written(self, path: str, text: str) -> bytes:
        """A record as it is from now on."""
        if path not in self.texts:
            self._paths.append(path)
        self.texts[path] = text
        content = text.encode()
        return b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(content), content)

    def edited(self, number: int) -> bytes:
        """One of the records, with something new to say."""
        path = self._any()
        return self.written(path, revised(self.texts[path], number))

    def renamed(self, number: int) -> bytes:
        """One of the records under another name."""
        path = self._any()
        folder, _, name = path.rpartition("/")
        stem, dot, suffix = name.rpartition(".")
        new = f"{folder}/{stem.partition('-was-')[0]}-was-{number}{dot}{suffix}"
        text = self._take(path)
        self.texts[new] = text
        self._paths.append(new)
        return f"R {path} {new}\n".encode()

    def removed(self) -> bytes:
        """One record less."""
        path = self._any()
        self._removed.append((path, self._take(path)))
        return f"D {path}\n".encode()

    def brought_back(self) -> bytes:
        """The record that was removed last, as it was; nothing if there is none."""
        return self.written(*self._removed.pop()) if self._removed else b""

    def _any(self) -> str:
        return self._chance.choice(self._paths)

    def _take(self, path: str) -> str:
        at = self._paths.index(path)
        self._paths[at] = self._paths[-1]
        self._paths.pop()
        return self.texts.pop(path)

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._stream.write(f"{line}\n".encode())


def generate_history(folder: Path, records: int, commits: int, seed: int = 1) -> str:
    """Make a repository in `folder`, with its files checked out; gives the commit at its end."""
    git = which("git") or "git"
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([git, "init", "--quiet", "--initial-branch=main"], cwd=folder, check=True)
    command = [git, "fast-import", "--quiet", "--force"]
    with subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE) as importing:
        assert importing.stdin is not None
        _make(_Past(importing.stdin, random.Random(seed)), records, commits, seed)
    if importing.returncode:
        raise RuntimeError("git fast-import failed")
    subprocess.run([git, "reset", "--quiet", "--hard", "main"], cwd=folder, check=True)
    said = subprocess.run(
        [git, "rev-parse", "main"], cwd=folder, check=True, capture_output=True, text=True
    )
    return said.stdout.strip()


def _make(past: _Past, records: int, commits: int, seed: int) -> None:
    chance, count = random.Random(seed), counts(records)
    first = [(f"records/{path}", text) for path, text in organisation(count, chance, False)]
    later = [(f"records/{path}", text) for path, text in year(count, chance, False)]
    tip = past.commit(past.written(path, text) for path, text in first)
    added, made = 0, 1
    while made < commits:
        due = len(later) * min(made + 3, commits) // commits
        new = [past.written(path, text) for path, text in later[added:due]]
        added = due
        if made % 10 == 0 and made + 3 <= commits:
            edits = [past.edited(made), past.edited(made + 1)]
            one = past.commit(iter(edits[:1]), "side", on=tip)
            two = past.commit(iter(edits[1:]), "side", on=one)
            tip = past.commit(iter([*new, *edits]), on=tip, merged=two)
            made += 3
            continue
        tip = past.commit(_changes(past, new, made), on=tip)
        made += 1


def _changes(past: _Past, new: list[bytes], number: int) -> Iterator[bytes]:
    yield from new
    if number % 200 == 7:
        yield past.renamed(number)
    elif number % 500 == 11:
        yield past.removed()
    elif number % 500 == 18:
        yield past.brought_back()
    else:
        yield past.edited(number)
        yield past.edited(-number)


def revised(text: str, number: int) -> str:
    """A record whose summary is a new one."""
    summary = f"summary: What was said with change {number}.\n"
    if re.search(r"^summary:", text, re.MULTILINE):
        return re.sub(r"^summary:.*\n", summary, text, count=1, flags=re.MULTILINE)
    start = "---\n" if text.startswith("---\n") else ""
    return f"{start}{summary}{text.removeprefix(start)}"


if __name__ == "__main__":
    end = generate_history(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    print(end)
