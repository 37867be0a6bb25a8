"""The health of every active customer: one score, the seven parts that it is made of, and why.

    score = sum(weight * part) / sum(weight)    over the parts that have data
    confidence = weight of the parts that have data / weight of all parts

What the parts are, and what belongs to a customer, is said in `health_parts`. All numbers are
exact. Whatever the score, an open escalation, or a vital service without an agreement in force,
lets the colour be amber at most, and a critical complaint that is overdue makes it red.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any, Literal, get_args

from brmsite.insight.health_parts import NOTHING, Behind, CustomerParts, HealthParts, Part, PartName
from brmsite.insight.satisfaction import Picture, Satisfaction
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register
from brmsite.settings import HealthSettings, Settings

Colour = Literal["red", "amber", "green"]
COLOURS: tuple[Colour, ...] = get_args(Colour)
"""The colours, the worst first."""

CapReason = Literal["critical-complaint-overdue", "vital-without-agreement", "open-escalation"]
"""Why a colour cannot be better, whatever the score."""


@dataclass(frozen=True, slots=True)
class Cap:
    """A reason for which the colour is `at_most` so good, with the records that are the reason.

    They say nothing themselves where the reason says it all.
    """

    reason: CapReason
    at_most: Colour
    behind: tuple[Behind, ...]


# Without slots, so that what follows from the parts is worked out once however often it is asked.
@dataclass(frozen=True)
class CustomerHealth:
    """The health of one customer: its parts, always all seven in one order, and its caps."""

    customer: Record[Customer]
    parts: tuple[Part, ...]
    caps: tuple[Cap, ...]
    limits: HealthSettings

    @cached_property
    def score(self) -> Fraction | None:
        """From 0 to 100, exact; None where no part that counts has data."""
        return score_of(self.parts)

    @property
    def shown(self) -> Decimal | None:
        """The score with one decimal, cut and not rounded: 79.96 is not yet the 80.0 of green."""
        return None if self.score is None else one_decimal(self.score)

    @cached_property
    def confidence(self) -> Fraction:
        """How much of all weight has data, in percent; 0 where nothing has a weight."""
        return confidence_of(self.parts)

    @property
    def is_sure(self) -> bool:
        """Whether enough has data to show the score without a question mark."""
        return self.confidence >= Fraction(self.limits.low_confidence_percent)

    @cached_property
    def uncapped(self) -> Colour | None:
        """What the score alone says; None without one."""
        score = self.score
        if score is None:
            return None
        if score >= Fraction(self.limits.green_from):
            return "green"
        return "amber" if score >= Fraction(self.limits.amber_from) else "red"

    @cached_property
    def colour(self) -> Colour | None:
        """The worst of what the score says and what its caps allow; None without a score."""
        if self.uncapped is None:
            return None
        return min((self.uncapped, *(cap.at_most for cap in self.caps)), key=COLOURS.index)

    @property
    def capping(self) -> tuple[Cap, ...]:
        """The caps that make the colour worse than the score says."""
        if self.colour == self.uncapped:
            return ()
        return tuple(cap for cap in self.caps if cap.at_most == self.colour)

    def part(self, name: PartName) -> Part:
        """One of the parts."""
        return next(part for part in self.parts if part.name == name)


@dataclass(frozen=True, slots=True)
class Health:
    """The health of all active customers on a day, by address."""

    by_address: dict[str, CustomerHealth]

    def of_customer(self, customer: Record[Customer]) -> CustomerHealth | None:
        """The health of one customer; None where it is not active."""
        return self.by_address.get(customer.address)

    @property
    def worst_first(self) -> tuple[CustomerHealth, ...]:
        """Red, amber, green, then those without a score; in a colour the lowest score first."""
        return tuple(sorted(self.by_address.values(), key=gravity))


def score_of(parts: Iterable[Part]) -> Fraction | None:
    """The weighted mean of the parts that have data; None where none that counts has any."""
    known = [(part.weight, part.value) for part in parts if part.value is not None]
    weight = sum((weight for weight, _ in known), NOTHING)
    return sum((each * value for each, value in known), NOTHING) / weight if weight else None


def confidence_of(parts: Iterable[Part]) -> Fraction:
    """How much of the weight of all parts is that of parts with data, in percent."""
    whole = present = NOTHING
    for part in parts:
        whole += part.weight
        present += part.weight if part.value is not None else NOTHING
    return 100 * present / whole if whole else NOTHING


def one_decimal(value: Fraction) -> Decimal:
    """A value with one decimal, the rest cut off."""
    return Decimal(floor(value * 10)) / 10


def gravity(one: CustomerHealth) -> tuple[int, Fraction, str]:
    """Sorts customers: the worst colour and score first, those without a score last."""
    rank = len(COLOURS) if one.colour is None else COLOURS.index(one.colour)
    return rank, NOTHING if one.score is None else one.score, one.customer.address


def derive(
    register: Register, health_parts: HealthParts, satisfaction: Satisfaction, settings: Settings
) -> Health:
    """The health of every active customer on a day, from its parts."""
    known = {
        one.address: (health_parts.by_address.get(one.address), satisfaction.of_customer(one))
        for one in register.all(Customer)
    }
    found = register.each_with(known, Customer, _health, settings.health)
    return Health({address: one for address, one in found.items() if one is not None})


def _health(
    _register: Register,
    customer: Record[Customer],
    known: tuple[CustomerParts | None, Picture],
    limits: HealthSettings,
) -> CustomerHealth | None:
    """The health of one customer; None where it is not active."""
    parts, picture = known
    if parts is None:
        return None
    return CustomerHealth(customer, parts.parts, tuple(_caps(parts, picture)), limits)


def _caps(one: CustomerParts, picture: Picture) -> Iterator[Cap]:
    """Everything that keeps the colour from being better, the gravest first."""
    overdue = tuple(
        Behind(case.feedback, "", "", True)
        for case in picture.complaints.late
        if case.feedback.fields.severity == "critical"
    )
    raised = tuple(Behind(raised.escalation, "", "", True) for raised in picture.open_escalations)
    if overdue:
        yield Cap("critical-complaint-overdue", "red", overdue)
    if one.bare:
        yield Cap("vital-without-agreement", "amber", one.bare)
    if raised:
        yield Cap("open-escalation", "amber", raised)


# --- As plain data -------------------------------------------------------------------------------


def about(health: Health, record: Record[Common]) -> dict[str, Any]:
    """The health of a customer; numbers to one decimal."""
    found = health.by_address.get(record.address)
    if found is None:
        return {}
    return {
        "score": None if found.shown is None else float(found.shown),
        "colour": found.colour,
        "confidence_percent": float(one_decimal(found.confidence)),
        "parts": [_plain(part) for part in found.parts],
        "capped_by": {cap.reason: _places(cap.behind) for cap in found.capping},
    }


def _plain(part: Part) -> dict[str, Any]:
    if part.value is None:
        return {"part": part.name, "weight": float(part.weight), "no_data": part.silence}
    return {
        "part": part.name,
        "weight": float(part.weight),
        "percent": float(one_decimal(part.value)),
        "counted": float(part.counted),
        "of": float(part.of),
        "lowered_by": _places(part.lowering),
    }


def _places(found: tuple[Behind, ...]) -> list[str]:
    return [f"{one.record.address}#{one.part}".rstrip("#") for one in found]
