"""One of the two states of a project that are compared: what is known of it, fit to be kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.kept_diagnostics import diagnostics_from, kept_diagnostics
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Register
from brmsite.report.fingerprint import fingerprint
from brmsite.review.approval import Agreeing, Approver


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings, each as it is kept, and what it is known by: of thousands few are told."""

    fingerprints: tuple[str, ...]
    each: tuple[bytes, ...]

    def without(self, others: Findings) -> tuple[Diagnostic, ...]:
        """Those that are not among others; of several alike as many as there are more."""
        left = Counter(others.fingerprints)
        found: list[bytes] = []
        for name, one in zip(self.fingerprints, self.each, strict=True):
            if left[name] > 0:
                left[name] -= 1
            else:
                found.append(one)
        return tuple(finding for one in found for finding in diagnostics_from(one))


def findings_of(findings: Sequence[Diagnostic]) -> Findings:
    """Findings, fit to be kept."""
    return Findings(
        tuple(map(fingerprint, findings)), tuple(kept_diagnostics([one]) for one in findings)
    )


@dataclass(frozen=True, slots=True)
class Side:
    """What the facts say of each record (`standing.standings`), who must agree when it changes,
    what people call it, and all findings."""

    standings: Mapping[str, str]
    agreeing: Agreeing
    titles: Mapping[str, str]
    findings: Findings

    def named(self, address: str) -> str:
        """What people call a record; its address where it is not there."""
        return self.titles.get(address, address)


def titles_of_sides(register: Register) -> dict[str, str]:
    """What people call the records of which facts speak, by address."""
    models = (Agreement, Customer, Service)
    return {one.address: one.title for model in models for one in register.all(model)}


def kept(side: Side) -> bytes:
    """The bytes to keep: plain JSON, each finding on a line of its own."""
    said = (side.standings, side.agreeing, side.titles, side.findings.fingerprints)
    first = json.dumps(said, separators=(",", ":")).encode()
    return b"\n".join((first, *side.findings.each))


def remembered(content: bytes | None) -> Side | None:
    """What was kept; None where that is nothing, or something else."""
    first, *each = (content or b"").split(b"\n")
    try:
        standings, agreeing, titles, fingerprints = json.loads(first)
        people = {
            address: tuple(Approver(*each) for each in found) for address, found in agreeing.items()
        }
        findings = Findings(tuple(fingerprints), tuple(each))
        return Side(standings, people, titles, findings)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
