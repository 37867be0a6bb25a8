"""What a rule yields: a finding before it has a name, a severity and a place in a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from brmsite.ground.diagnostic import Severity
from brmsite.ground.span import Span
from brmsite.kinds.base import Common
from brmsite.kinds.walk import DataPath
from brmsite.register.register import Record
from brmsite.source.text_links import TextLink


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place that explains a finding: a field of a record, or words in its text, with a few
    words."""

    record: Record[Common]
    path: DataPath
    text: str
    in_text: TextLink | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a record.

    `path` is the field (`("term", "end")`), or empty for the record as a whole; `on` says whether
    to point at its value or at its key. `in_text` is given where the place is a link, or other
    words, in the text.
    `severity` is given only where one case of a rule weighs less than the rule. `record` is None
    only for a file that is not in the register; `span` and `address` then say which.
    """

    record: Record[Common] | None
    path: DataPath
    message: str
    label: str = ""
    hint: str = ""
    others: tuple[Elsewhere, ...] = ()
    on: Literal["value", "key"] = "value"
    in_text: TextLink | None = None
    span: Span | None = None
    severity: Severity | None = None
    address: str = ""
