"""A name for a finding that stays the same when lines move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from brmsite.ground.diagnostic import Diagnostic


def fingerprint(finding: Diagnostic) -> str:
    """Sixteen hexadecimal digits made of code, file, field and message, without the line."""
    said = f"{finding.code}\0{finding.span.path}\0{finding.pointer}\0{finding.message}"
    # A name that is no UTF-8 is kept in surrogates; it has a fingerprint like any other.
    return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def fingerprints(findings: Iterable[Diagnostic]) -> tuple[str, ...]:
    """The fingerprint of each finding; of several with the same, the second ends with `-2`."""
    seen: Counter[str] = Counter()
    told: list[str] = []
    for finding in findings:
        one = fingerprint(finding)
        seen[one] += 1
        told.append(one if seen[one] == 1 else f"{one}-{seen[one]}")
    return tuple(told)
