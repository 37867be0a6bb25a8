"""A name for a finding that stays the same when lines move."""

from __future__ import annotations

from hashlib import sha256

from brmsite.ground.diagnostic import Diagnostic


def fingerprint(finding: Diagnostic) -> str:
    """Sixteen hexadecimal digits made of code, file, field and message, without the line."""
    said = f"{finding.code}\0{finding.span.path}\0{finding.pointer}\0{finding.message}"
    return sha256(said.encode()).hexdigest()[:16]
