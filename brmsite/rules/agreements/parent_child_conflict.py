"""Agreements of a unit and of a unit above it that promise different things for one service.

An agreement of a unit above also holds for the units below it. Compared are targets of the same
service, metric and priority, of agreements that are signed and hold at the same time.

Why: both hold, and whoever measures picks the one that suits.
Mend: write under `precedence` in the agreement of the lower unit which of the two holds, or make
the targets the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.insight.structure import Structure
from brmsite.insight.terms import IN_FORCE, settled_end
from brmsite.kinds.agreement import Agreement, AgreementState, Target
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.warning
CLASS = "S"

SIGNED: tuple[AgreementState, ...] = (*IN_FORCE, "agreed")

Matter = tuple[str, str, str | None]
"""What a target is about: its service, its metric and its priority."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One target, the agreement that it stands in, and its place there."""

    agreement: Record[Agreement]
    index: int

    @property
    def target(self) -> Target:
        """The target itself."""
        return self.agreement.fields.targets[self.index]


def check(register: Register, structure: Structure) -> Iterator[Finding]:
    """Hold the agreements of every unit against those of the units above it."""
    promises = _promises(register)
    for agreement in register.all(Agreement):
        customer = register.one(Customer, agreement.fields.customer)
        if customer is None or agreement.fields.precedence or not _holds_below(agreement):
            continue
        above = structure.chain(customer.address)[1:]
        conflict = _first_conflict(agreement, above, promises)
        if conflict is not None:
            yield _finding(*conflict)


def _holds_below(agreement: Record[Agreement]) -> bool:
    fields = agreement.fields
    return fields.state in SIGNED and not fields.is_bought


def _promises(register: Register) -> dict[tuple[str, Matter], list[Promise]]:
    """All targets by the customer's address and what they are about."""
    found: dict[tuple[str, Matter], list[Promise]] = {}
    for agreement in register.all(Agreement):
        customer = register.one(Customer, agreement.fields.customer)
        if customer is not None and _holds_below(agreement):
            for index, target in enumerate(agreement.fields.targets):
                key = customer.address, _matter(target)
                found.setdefault(key, []).append(Promise(agreement, index))
    return found


def _matter(target: Target) -> Matter:
    priority = target.priority.casefold() if target.priority else None
    return target.service, target.metric.casefold(), priority


def _first_conflict(
    agreement: Record[Agreement],
    above: tuple[Record[Customer], ...],
    promises: dict[tuple[str, Matter], list[Promise]],
) -> tuple[Promise, Promise] | None:
    for index, target in enumerate(agreement.fields.targets):
        matter = _matter(target)
        for unit in above:
            for other in promises.get((unit.address, matter), ()):
                if _differ(target, other.target) and _meet(agreement, other.agreement):
                    return Promise(agreement, index), other
    return None


def _differ(one: Target, other: Target) -> bool:
    def promised(target: Target) -> tuple[object, ...]:
        share = 100 if target.share_pct is None else target.share_pct
        return target.operator, target.value, target.unit.casefold(), target.window, share

    return promised(one) != promised(other)


def _meet(one: Record[Agreement], other: Record[Agreement]) -> bool:
    """Whether there is a day on which both hold."""
    first = max(one.fields.term.start, other.fields.term.start)
    ends = (settled_end(each.fields.term) or date.max for each in (one, other))
    return first <= min(ends)


def _finding(mine: Promise, theirs: Promise) -> Finding:
    target, other = mine.target, theirs.target
    return Finding(
        mine.agreement,
        ("targets", mine.index, "value"),
        f"target `{target.id}` promises another {target.metric} of `{target.service}` than "
        f"`{other.id}` of `{theirs.agreement.id}`, which holds for "
        f"`{mine.agreement.fields.customer}`, too",
        label=f"{target.operator} {target.value} {target.unit} a {target.window}",
        hint="write under `precedence` which of the two holds",
        others=(
            Elsewhere(
                theirs.agreement,
                ("targets", theirs.index, "value"),
                f"{other.operator} {other.value} {other.unit} a {other.window}",
            ),
        ),
    )
