"""One rule, as its file describes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from brmsite.ground.diagnostic import Severity
from brmsite.rules.finding import Finding


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule and what its file says of it; `name` is its code, with dashes."""

    name: str
    theme: str
    finds: str
    why: str
    mend: str
    severity: Severity
    rule_class: Literal["S", "T", "D"]
    check: Callable[..., Iterator[Finding]]
