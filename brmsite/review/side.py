"""One of the two states of a project that are compared: what is known of it, fit to be kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from brmsite.ground.diagnostic import Diagnostic
from brmsite.ground.kept_diagnostics import diagnostics_from, kept_diagnostics
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.service import Service
from brmsite.register.register import Register
from brmsite.report.fingerprint import fingerprint
from brmsite.review.approval import Agreeing, Approver


@dataclass(frozen=True, slots=True)
class Side:
    """What the facts say of each record (`standing.standings`), who must agree when it changes,
    what people call it, the findings, and the addresses of records that do not hold (`broken`)."""

    standings: Mapping[str, str]
    agreeing: Agreeing
    titles: Mapping[str, str]
    findings: tuple[Diagnostic, ...]
    broken: frozenset[str] = frozenset()

    def named(self, address: str) -> str:
        """What people call a record; its address where it is not there."""
        return self.titles.get(address, address)


def differing(before: Side, after: Side) -> tuple[Side, Side]:
    """Both sides, each without the findings that the other has too.

    Where records do not hold that held before, rules look at less: what they no longer find is not
    mended. Then of the former findings only those are left whose record did not hold and does now.
    """
    gone = _without(before.findings, after.findings)
    if after.broken - before.broken:
        gone = tuple(one for one in gone if one.address in before.broken - after.broken)
    return (
        replace(before, findings=gone),
        replace(after, findings=_without(after.findings, before.findings)),
    )


def _without(
    findings: Sequence[Diagnostic], others: Sequence[Diagnostic]
) -> tuple[Diagnostic, ...]:
    """Those that are not among others; of several alike as many as there are more."""
    left = Counter(map(fingerprint, others))
    found: list[Diagnostic] = []
    for finding in findings:
        name = fingerprint(finding)
        if left[name] > 0:
            left[name] -= 1
        else:
            found.append(finding)
    return tuple(found)


def titles_of_sides(register: Register) -> dict[str, str]:
    """What people call the records of which facts speak, by address."""
    models = (Agreement, Customer, Service)
    return {one.address: one.title for model in models for one in register.all(model)}


def kept(side: Side) -> bytes:
    """The bytes to keep: plain JSON, the findings below the rest."""
    said = (side.standings, side.agreeing, side.titles, sorted(side.broken))
    return (
        json.dumps(said, separators=(",", ":")).encode() + b"\n" + kept_diagnostics(side.findings)
    )


def remembered(content: bytes | None) -> Side | None:
    """What was kept; None where that is nothing, or something else."""
    first, _, findings = (content or b"").partition(b"\n")
    try:
        standings, agreeing, titles, broken = json.loads(first)
        people = {
            address: tuple(Approver(*each) for each in found) for address, found in agreeing.items()
        }
        return Side(standings, people, titles, diagnostics_from(findings), frozenset(broken))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
