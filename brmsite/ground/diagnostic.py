"""One finding, as a value: made where the fault is known, shown by many voices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from brmsite.ground.span import Span


class Severity(IntEnum):
    """How bad a finding is; a greater number is worse."""

    info = 1
    warning = 2
    error = 3


@dataclass(frozen=True, slots=True)
class Label:
    """Another place that explains a finding, with a few words about it."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the source text that mends a finding.

    `safety` is `safe` where the meaning is certain, `unsafe` where it is only plausible.
    """

    span: Span
    replacement: str
    safety: Literal["safe", "unsafe"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, and what to do.

    `message` names the field and the value; `label` is written under the place itself;
    `labels` show other places; `hint` is the remedy; `pointer` is the path of the field in the
    record (`term.end`, `targets[0].value`), `address` the record (`agreements/sla-logistics`).
    `placed` is false where the finding is about a whole file or about something that is not
    there: `span` is then the nearest anchor, not the fault itself.
    """

    code: str
    severity: Severity
    message: str
    span: Span
    label: str = ""
    labels: tuple[Label, ...] = ()
    hint: str = ""
    pointer: str = ""
    address: str = ""
    edits: tuple[Edit, ...] = ()
    placed: bool = True

    @property
    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """By file, then place, then gravity: the order in which a person mends."""
        start = self.span.start
        return (
            self.span.path,
            start.line,
            start.column,
            -self.severity,
            self.code,
            self.message,
        )
