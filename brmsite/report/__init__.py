"""Findings shown: one voice a file, all saying the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.later import Later

AT_THE_TOP: Later[str] = Later(lambda: "")
"""A project that is not in a folder of its repository."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a voice speaks of: findings in order, and what was looked at.

    `sources` holds the bytes of every file read, by path, so that a voice can show its lines;
    `seconds` is how long it took. `most` findings are shown at the most. `unchecked` records did
    not hold, so that no rule over several records looked at them. `folder` is where the project
    stands in its repository (`sub/folder/`), which is asked of git only where a voice needs it.
    """

    findings: tuple[Diagnostic, ...]
    sources: Mapping[str, bytes]
    file_count: int
    seconds: float = 0.0
    colour: bool = False
    most: int | None = None
    unchecked: int = 0
    folder: Later[str] = AT_THE_TOP


def voice_names() -> tuple[str, ...]:
    """The names of the voices: the files in `report/voices/`."""
    package = import_module(f"{__name__}.voices")
    return tuple(sorted(found.name for found in iter_modules(package.__path__)))


def speak(name: str, report: Report) -> str:
    """The whole report in one voice, by its name."""
    said: str = import_module(f"{__name__}.voices.{name}").voice(report)
    return said
