"""What was measured, kept in a JSON file so that parts can be measured again and the rest stays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from tests.bench.measuring import middle


@dataclass(frozen=True)
class Figure:
    """One thing that one contender did with so many records.

    `values` has one for each run, in `unit`; `megabytes` is the most memory all its processes
    held at once, if that was looked at; `on` the day.
    """

    who: str
    size: int
    what: str
    values: tuple[float, ...]
    unit: str = "s"
    megabytes: float | None = None
    on: str = ""

    @property
    def key(self) -> str:
        """What tells it from all other figures."""
        return f"{self.who}/{self.size}/{self.what}"

    @property
    def median(self) -> float:
        """The middle of all runs."""
        return middle(self.values)


@dataclass(frozen=True)
class Measured:
    """All figures by their keys, and the facts they were measured under: versions, machine, day."""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures.values())

    def find(self, who: str, size: int, what: str) -> Figure | None:
        """One figure; None if it was not measured."""
        return self.figures.get(f"{who}/{size}/{what}")

    def median(self, who: str, size: int, what: str) -> float | None:
        """The middle of one figure; None if it was not measured."""
        found = self.find(who, size, what)
        return None if found is None else found.median

    def with_figure(self, figure: Figure) -> Measured:
        """The same with a figure in the place of the one it had, if any."""
        return replace(self, figures={**self.figures, figure.key: figure})

    def with_facts(self, facts: Mapping[str, str]) -> Measured:
        """The same with other facts."""
        return replace(self, facts={**self.facts, **facts})


def read_measured(path: Path) -> Measured:
    """What was measured so far; nothing where there is no such file."""
    if not path.is_file():
        return Measured()
    data = json.loads(path.read_text(encoding="utf-8"))
    figures = (Figure(**{**each, "values": tuple(each["values"])}) for each in data["figures"])
    return Measured({figure.key: figure for figure in figures}, data["facts"])


def write_measured(path: Path, measured: Measured) -> None:
    """Keep all that was measured."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {"figures": [asdict(figure) for figure in measured], "facts": dict(measured.facts)}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
