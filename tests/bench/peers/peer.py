"""One program that we are measured beside: how records become its source, and what builds them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.peers import hugo, mkdocs, sphinx_needs, strictdoc
from tests.bench.peers.plain import Plain


@dataclass(frozen=True)
class Peer:
    """A site generator. `keeps` says whether it builds upon its last build."""

    name: str
    title: str
    packages: tuple[str, ...]
    output: str
    keeps: bool
    most_records: int
    files: Callable[[Sequence[Plain]], Iterator[tuple[str, str]]]
    command: Callable[[Path, Path], list[str]]
    leftovers: tuple[str, ...] = ()

    def write(self, records: Sequence[Plain], source: Path) -> list[str]:
        """Write its source, only files that differ; gives their paths."""
        written = []
        for path, text in self.files(records):
            target = source / path
            content = text.encode()
            if target.is_file() and target.read_bytes() == content:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            written.append(path)
        return written

    def clear(self, source: Path) -> None:
        """Remove what it made, so that it begins anew."""
        for each in (self.output, *self.leftovers):
            shutil.rmtree(source / each, ignore_errors=True)


PEERS = {
    peer.name: peer
    for peer in (
        Peer(
            "hugo", "Hugo", hugo.PACKAGES, hugo.OUTPUT, False, 100_000, hugo.files, hugo.command,
            ("resources",),
        ),
        Peer(
            "mkdocs", "MkDocs", mkdocs.PACKAGES, mkdocs.OUTPUT, False, 10_000,
            mkdocs.files, mkdocs.command,
        ),
        Peer(
            "strictdoc", "StrictDoc", strictdoc.PACKAGES, strictdoc.OUTPUT, True, 1_000,
            strictdoc.files, strictdoc.command,
        ),
        Peer(
            "sphinx-needs", "Sphinx-Needs", sphinx_needs.PACKAGES, sphinx_needs.OUTPUT, True,
            1_000, sphinx_needs.files, sphinx_needs.command,
        ),
    )
}  # fmt: skip
"""All of them, in the order of the report; `most_records` is as far as they go if all is asked."""


def pages_that_say(words: str, folder: Path) -> int:
    """How many pages below a folder have these words, whole: those of an old name are stale."""
    pattern = re.compile(rb"(?<!\w)" + re.escape(words.encode()) + rb"(?!\w)")
    return sum(bool(pattern.search(path.read_bytes())) for path in folder.rglob("*.html"))
