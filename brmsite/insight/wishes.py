"""What customers wish for, and how much of it we already cover.

Wish coverage counts every wish once: duplicates are counted with the wish they repeat, and what is
out of scope is not ours to cover. Of the others, those with a verdict are assessed. Strictly, only
what is covered counts; with partial cover, what is partly covered counts half.

Known on a day are the wishes that have reached us by then, with the verdicts given by then; a
verdict without a day was given when the wish came.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from brmsite.ground.period import add_days, days_between
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.idea import Idea, Match, Source, Verdict
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

SOURCES: tuple[Source, ...] = ("internal", "external")


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """One idea as it is known on the as-of date.

    `match` is the verdict given by then, None while there is none. `customer` is None where none
    is named, or where there is no such record. `assess_by` is the day by which a wish needs its
    verdict, and `days_late` how many days ago that was where it has none.
    """

    idea: Record[Idea]
    customer: Record[Customer] | None
    match: Match | None
    assess_by: date
    days_late: int

    @property
    def is_duplicate(self) -> bool:
        """Whether it repeats another wish, and is counted there."""
        return self.idea.fields.state == "duplicate" or self.idea.fields.duplicate_of is not None

    @property
    def verdict(self) -> Verdict | None:
        """How much of it we cover; None while nobody has judged it, and for duplicates."""
        return None if self.is_duplicate or self.match is None else self.match.verdict

    @property
    def is_counted(self) -> bool:
        """Whether it is a wish of its own that IT could cover."""
        return not self.is_duplicate and self.verdict != "out-of-scope"

    @property
    def is_assessed(self) -> bool:
        """Whether it counts and has a verdict."""
        return self.is_counted and self.verdict is not None

    @property
    def is_waiting(self) -> bool:
        """Whether it counts and still has no verdict."""
        return self.is_counted and self.verdict is None


@dataclass(frozen=True, slots=True)
class WishCoverage:
    """How much of some wishes is covered; the wishes behind every number are in `wishes`."""

    wishes: tuple[Wish, ...]

    @property
    def counted(self) -> int:
        """Wishes that are neither duplicates nor out of scope."""
        return sum(wish.is_counted for wish in self.wishes)

    @property
    def assessed(self) -> int:
        """Counted wishes that have a verdict."""
        return sum(wish.is_assessed for wish in self.wishes)

    @property
    def duplicates(self) -> int:
        """Wishes left out because they repeat others."""
        return sum(wish.is_duplicate for wish in self.wishes)

    def with_verdict(self, verdict: Verdict) -> tuple[Wish, ...]:
        """Those that were judged so, duplicates left out."""
        return tuple(wish for wish in self.wishes if wish.verdict == verdict)

    @property
    def covered(self) -> int:
        """Wishes that are covered in full."""
        return len(self.with_verdict("covered"))

    @property
    def with_partial(self) -> float:
        """Wishes that are covered, and half of those that are partly."""
        return self.covered + len(self.with_verdict("partly")) / 2

    @property
    def strict_percent(self) -> float | None:
        """Covered of the assessed ones, from 0 to 100; None where none is assessed."""
        return 100 * self.covered / self.assessed if self.assessed else None

    @property
    def partial_percent(self) -> float | None:
        """The same with half of what is partly covered."""
        return 100 * self.with_partial / self.assessed if self.assessed else None

    @property
    def assessed_percent(self) -> float | None:
        """Assessed of the counted ones, from 0 to 100; None where none counts."""
        return 100 * self.assessed / self.counted if self.counted else None


@dataclass(frozen=True, slots=True)
class Wishes:
    """All wishes known on the day, the latest first."""

    all: tuple[Wish, ...]
    by_address: dict[str, Wish]
    by_customer: dict[str, tuple[Wish, ...]]
    duplicates_of: dict[str, tuple[Wish, ...]]

    def of(self, idea: Record[Idea]) -> Wish | None:
        """One idea as a wish; None before it reached us."""
        return self.by_address.get(idea.address)

    def of_customer(self, customer: Record[Customer]) -> tuple[Wish, ...]:
        """The wishes of one customer, the latest first."""
        return self.by_customer.get(customer.address, ())

    def repeating(self, idea: Record[Idea]) -> tuple[Wish, ...]:
        """The duplicates that name an idea, the latest first."""
        return self.duplicates_of.get(idea.address, ())

    def coverage(self, source: Source | None = None) -> WishCoverage:
        """How much is covered of what came from within or from outside; of all without one."""
        return WishCoverage(
            tuple(wish for wish in self.all if source in (None, wish.idea.fields.submitted_by))
        )

    @property
    def late(self) -> tuple[Wish, ...]:
        """Those that have waited for a verdict for too long, the oldest first."""
        return tuple(reversed([wish for wish in self.all if wish.days_late]))


def derive(register: Register, settings: Settings, as_of: date) -> Wishes:
    """Every idea that has reached us by a day."""
    known = sorted(
        (idea for idea in register.all(Idea) if idea.fields.on <= as_of),
        key=lambda idea: (idea.fields.on, idea.address),
        reverse=True,
    )
    wishes = [_wish(register, idea, settings.ideas.assess_days, as_of) for idea in known]
    return Wishes(
        tuple(wishes),
        {wish.idea.address: wish for wish in wishes},
        _grouped((wish.customer, wish) for wish in wishes),
        _grouped((register.one(Idea, wish.idea.fields.duplicate_of), wish) for wish in wishes),
    )


def about(wishes: Wishes, record: Record[Common]) -> dict[str, Any]:
    """How a wish stands; of a customer, how many of its wishes are covered."""
    wish = wishes.by_address.get(record.address)
    if wish is not None:
        return {
            "verdict": wish.verdict,
            "counted": wish.is_counted,
            "assess_by": wish.assess_by.isoformat(),
            "days_late": wish.days_late,
        }
    own = WishCoverage(wishes.by_customer.get(record.address, ()))
    if not own.wishes:
        return {}
    return {
        "wishes": own.counted,
        "assessed": own.assessed,
        "covered": own.covered,
        "strict_percent": own.strict_percent,
        "partial_percent": own.partial_percent,
    }


def _wish(register: Register, idea: Record[Idea], assess_days: int, as_of: date) -> Wish:
    fields = idea.fields
    match = fields.match
    if match is not None and match.on is not None and match.on > as_of:
        match = None
    assess_by = add_days(fields.on, assess_days)
    customer = register.one(Customer, fields.customer)
    wish = Wish(idea, customer, match, assess_by, 0)
    if not wish.is_waiting:
        return wish
    return Wish(idea, customer, match, assess_by, max(0, days_between(assess_by, as_of)))


def _grouped(
    pairs: Iterable[tuple[Record[Common] | None, Wish]],
) -> dict[str, tuple[Wish, ...]]:
    """Wishes by the address of a record that each leads to."""
    found: dict[str, list[Wish]] = {}
    for record, wish in pairs:
        if record is not None:
            found.setdefault(record.address, []).append(wish)
    return {address: tuple(wishes) for address, wishes in found.items()}
