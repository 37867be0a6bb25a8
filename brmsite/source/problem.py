"""A fault in one text, before the name of its file is attached."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from brmsite.ground.diagnostic import Diagnostic, Edit, Label, Severity
from brmsite.ground.span import Extent, Span
from brmsite.ground.words import plural

MAX_PROBLEMS = 50
"""So many faults of one record are told one by one."""


@dataclass(frozen=True, slots=True)
class Mend:
    """What to put in a place instead, and whether that is certain to be meant."""

    extent: Extent
    replacement: str
    safety: Literal["safe", "unsafe"]

    def in_file(self, path: str) -> tuple[Edit, ...]:
        """The edit of the file at `path`."""
        return (Edit(Span(path, *self.extent), self.replacement, self.safety),)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place in a text; the fields are those of a `Diagnostic`.

    `placed` is false where the fault is that of the whole text; `extent` is then its first place.
    """

    code: str
    message: str
    extent: Extent
    label: str = ""
    labels: tuple[tuple[Extent, str], ...] = ()
    hint: str = ""
    severity: Severity = Severity.error
    pointer: str = ""
    placed: bool = True
    mend: Mend | None = None

    def in_file(self, path: str, address: str) -> Diagnostic:
        """The finding about the file at `path`, which holds the record `address`."""
        return Diagnostic(
            code=self.code,
            severity=self.severity,
            message=self.message,
            span=Span(path, *self.extent),
            label=self.label,
            labels=tuple(Label(Span(path, *extent), text) for extent, text in self.labels),
            hint=self.hint,
            pointer=self.pointer,
            address=address,
            placed=self.placed,
            edits=self.mend.in_file(path) if self.mend is not None else (),
        )


def the_first(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """As many problems of one record as a person can use, the worst of them; the last says how
    many more there are."""
    found = tuple(problems)
    more = len(found) - MAX_PROBLEMS
    if more <= 0:
        return found
    *first, last = sorted(found, key=lambda problem: -problem.severity)[:MAX_PROBLEMS]
    told = f"{last.message} (and {plural(more, 'more finding')} in this record)"
    return (*first, replace(last, message=told))
