"""Adds new records to a project: each file whole, none over another, none outside `records/`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from brmsite.ground.output_file import OutputFile
from brmsite.output.inside import place_inside
from brmsite.output.whole import put_new


@dataclass(frozen=True, slots=True)
class Added:
    """Paths of what was written, and of files that stood there before and were left alone."""

    written: tuple[str, ...]
    in_the_way: tuple[str, ...]


def add(files: Iterable[OutputFile], project: Path, folder: str) -> Added:
    """Write each file where nothing stands yet. Paths are relative to the project and lead into
    its `folder`; raises LeadsAwayError, and then writes none, for one that leads out of it or
    through a symbolic link."""
    places = [(file, place_inside(file.path, project, folder)) for file in files]
    written: list[str] = []
    in_the_way: list[str] = []
    for file, target in places:
        target.parent.mkdir(parents=True, exist_ok=True)
        (written if put_new(file.content, target) else in_the_way).append(file.path)
    return Added(tuple(written), tuple(in_the_way))
