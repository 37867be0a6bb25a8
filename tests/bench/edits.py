"""Edits as people make them: a customer is renamed, a sentence is added to minutes, a layout gets a
line. Each is numbered, so that no two of them write the same bytes."""

from __future__ import annotations

import re
from pathlib import Path

from tests.bench.generate import counts

LAYOUT = "records/agreement.html"
"""The layout that the project has as its own."""
BLOCK = "{% block main %}"


def customer_of(size: int) -> int:
    """The number of the customer that is renamed: the one in the middle of all."""
    return counts(size).customers // 2


def renamed(project: Path, customer: int, number: int) -> tuple[str, str]:
    """Give a customer another name; gives the old and the new one."""
    path = project / "records" / "customers" / f"c{customer}.yaml"
    text = path.read_text(encoding="utf-8")
    found = re.match(r"name: (.+)\n", text)
    if found is None:
        raise ValueError(f"{path} does not begin with a name")
    new = f"Renamed {number} of {customer}"
    path.write_text(f"name: {new}\n{text[found.end() :]}", encoding="utf-8")
    return found[1], new


def minutes_of(project: Path) -> Path:
    """The minutes that are edited: those in the middle of all."""
    paths = sorted((project / "records" / "meetings").rglob("*.md"))
    return paths[len(paths) // 2]


def with_sentence(text: str, number: int) -> str:
    """Minutes with one sentence more after their heading, instead of that of another edit."""
    before, heading, after = text.partition("# Notes\n")
    after = re.sub(r"\A\nEdit number [0-9]+ says something new\.\n", "", after)
    return f"{before}{heading}\nEdit number {number} says something new.\n{after}"


def with_line(layout: str, number: int) -> str:
    """A layout that shows one line more."""
    return layout.replace(BLOCK, f"{BLOCK}\n<p>Line {number} of our own.</p>", 1)
