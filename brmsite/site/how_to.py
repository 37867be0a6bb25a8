"""The handbook's answers to "How do I ...": a Markdown file each in `brmsite/handbook/`.

The front matter says the question (`title`), what the answer does in a sentence (`summary`), the
`kinds` and `rules` it is about, and the day on which its records hold (`as_of`). The samples are
fenced blocks whose first line says what to do with them:

    ```yaml records/people/mara-lund.yaml       a file to write
    ```yaml in records/customers/sales.yaml     keys to add to a file, or to change in it
    ```sh                                       commands

A test follows every answer from first to last in the records that `brmsite init` writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import brmsite
from brmsite.source.front_matter import split_front_matter
from brmsite.source.yaml_text import read_yaml

FOLDER = Path(brmsite.__file__).parent / "handbook"

Use = Literal["write", "change", "run"]

_FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<language>\w+)(?P<change> in)?(?: (?P<path>\S+))?\n"
    r"(?P<text>.*?)^(?P=fence)\n?",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A block to copy, and what to do with it; `path` is the file it belongs into, if any."""

    use: Use
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class HowTo:
    """One question and its answer: Markdown and samples in turn."""

    name: str
    title: str
    summary: str
    kinds: tuple[str, ...]
    rules: tuple[str, ...]
    as_of: date
    parts: tuple[str | Sample, ...]


@cache
def how_tos() -> tuple[HowTo, ...]:
    """All answers, in the order of their questions."""
    found = (_read(path) for path in FOLDER.iterdir() if path.suffix == ".md")
    return tuple(sorted(found, key=lambda how_to: how_to.title))


def _read(path: Path) -> HowTo:
    written = split_front_matter(path.read_text(encoding="utf-8"))
    said = read_yaml(written.yaml).data or {}
    return HowTo(
        path.stem,
        str(said["title"]),
        str(said["summary"]),
        tuple(map(str, said.get("kinds", ()))),
        tuple(map(str, said.get("rules", ()))),
        date.fromisoformat(str(said["as_of"])),
        tuple(_parts(written.body)),
    )


def _parts(body: str) -> Iterator[str | Sample]:
    end = 0
    for found in _FENCE.finditer(body):
        yield from _words(body[end : found.start()])
        yield Sample(_use(found), found["path"] or "", found["text"])
        end = found.end()
    yield from _words(body[end:])


def _use(fence: re.Match[str]) -> Use:
    if fence["language"] == "sh":
        return "run"
    return "change" if fence["change"] else "write"


def _words(text: str) -> Iterator[str]:
    if text.strip():
        yield text
