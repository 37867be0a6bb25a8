"""A real repository in a temporary folder, with commits on days that do not change."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

FIRST = datetime(2026, 1, 1, 11, tzinfo=UTC)


@dataclass
class Repository:
    """Each commit is made a day after the one before, at noon in Oslo, by whoever is named."""

    folder: Path
    made: int = field(default=0)

    def git(self, *words: str, given: bytes | None = None, when: str = "") -> str:
        """What plain git says; it fails where git does."""
        told = self.bytes_of(*words, given=given, when=when)
        return told.decode().strip()

    def bytes_of(self, *words: str, given: bytes | None = None, when: str = "") -> bytes:
        """The same as bytes."""
        day = when or f"{int((FIRST + timedelta(days=self.made)).timestamp())} +0100"
        names = {"NAME": "Kari Berg", "EMAIL": "kari@example.org", "DATE": day}
        surroundings = {
            **{f"GIT_AUTHOR_{name}": value for name, value in names.items()},
            **{f"GIT_COMMITTER_{name}": value for name, value in names.items()},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "HOME": str(self.folder),
            "PATH": os.environ["PATH"],
        }
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *words],
            cwd=self.folder,
            env=surroundings,
            input=given,
            check=True,
            capture_output=True,
        )
        return done.stdout

    def write(self, path: str, text: str = "name: x\n") -> None:
        """Write a file."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(text.encode())

    def commit(self, message: str = "", author: str = "Kari Berg", when: str = "") -> str:
        """Commit everything as it is; gives the id."""
        self.git("add", "--all")
        words = ("commit", "--quiet", "--allow-empty", "--allow-empty-message")
        by = ("--author", f"{author} <someone@example.org>")
        self.git(*words, *by, "--message", message or f"Commit {self.made}", when=when)
        self.made += 1
        return self.head

    def merge(self, *branches: str) -> str:
        """Merge branches into the one that is checked out; gives the id."""
        self.git("merge", "--quiet", "--no-ff", "--no-edit", *branches)
        self.made += 1
        return self.head

    @property
    def head(self) -> str:
        """The commit that is checked out."""
        return self.git("rev-parse", "HEAD")


def made(folder: Path) -> Repository:
    """A new repository in a folder, on the branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    repository = Repository(folder)
    repository.git("init", "--quiet", "--initial-branch=main")
    return repository
