"""The evidence for an audit: what three clauses of ISO/IEC 20000-1:2018 ask, and what shows it."""

from dataclasses import dataclass
from typing import Any

from brmsite.insight.audited import Audited, Clause, Requirement, Subject
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What one requirement of a clause asks of one subject."""

    clause: Clause
    requirement: Requirement
    subject: Subject


@dataclass(frozen=True, slots=True)
class Evidence:
    """The clauses in the order of their numbers, and the days from which evidence counts.

    `by_address` has all that is asked of a customer or a supplier itself, by its address.
    """

    audited: Audited
    clauses: tuple[Clause, ...]
    by_address: dict[str, tuple[Asked, ...]]


def derive(
    audited: Audited,
    evidence_relationships: Clause,
    evidence_levels: Clause,
    evidence_suppliers: Clause,
    evidence_internal: Clause,
) -> Evidence:
    """All that is asked and shown on a day."""
    clauses = (evidence_relationships, evidence_levels, evidence_suppliers, evidence_internal)
    found: dict[str, list[Asked]] = {}
    for clause in clauses:
        for requirement in clause.requirements:
            for subject in requirement.subjects:
                if isinstance(subject.about.fields, (Customer, Supplier)):
                    asked = Asked(clause, requirement, subject)
                    found.setdefault(subject.about.address, []).append(asked)
    return Evidence(audited, clauses, {address: tuple(asked) for address, asked in found.items()})


def about(evidence: Evidence, record: Record[Common]) -> dict[str, Any]:
    """What an audit would find of a customer or a supplier, by the requirements' ids."""
    return {
        asked.requirement.id: {
            "clause": asked.clause.number,
            "evidence": [one.address for one in asked.subject.records],
            "missing": [
                f"{lack.words} {lack.record.address}" if lack.record else lack.words
                for lack in asked.subject.lacks
            ],
        }
        for asked in evidence.by_address.get(record.address, ())
    }
