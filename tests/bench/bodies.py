"""What Markdown alone costs: every body converted on all processors, and nothing else done.

    python tests/bench/bodies.py PROJECT

It prints the seconds. It is the floor below which no builder with Python-Markdown can come that
remembers nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from functools import cache
from pathlib import Path

import markdown

EXTENSIONS = ("tables", "fenced_code", "sane_lists")
BODIES_AT_ONCE = 50


def body_of(text: str) -> str:
    """What stands below the front matter."""
    return text.split("---\n", 2)[2] if text.startswith("---\n") else text


@cache
def converter() -> markdown.Markdown:
    """One for each process."""
    return markdown.Markdown(extensions=list(EXTENSIONS))


def converted(body: str) -> int:
    """Convert a body; gives only its length, so that no time goes into handing it over."""
    return len(converter().reset().convert(body))


def seconds_for(project: Path) -> float:
    """The seconds from bodies in memory to all of them converted, with processes started anew."""
    paths = (project / "records").rglob("*.md")
    bodies = [body_of(path.read_text(encoding="utf-8")) for path in paths]
    began = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        pool.map(converted, bodies, chunksize=BODIES_AT_ONCE)
    return time.perf_counter() - began


if __name__ == "__main__":
    print(f"{seconds_for(Path(sys.argv[1])):.4f}")
