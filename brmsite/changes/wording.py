"""Values and parts of records in the words of the people who read a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from brmsite.ground.money import Money
from brmsite.ground.words import listed
from brmsite.kinds.agreement import (
    Agreement,
    Amendment,
    Funding,
    Signature,
    SupportTime,
    Target,
    TermDecision,
)
from brmsite.kinds.base import Common, Fields, Ref, Waiver
from brmsite.kinds.customer import Consumption
from brmsite.kinds.role import Limit, Mandate, Role
from brmsite.kinds.service import Offering, Price
from brmsite.register.register import Record

Named = Callable[[str], str]
"""What people call the record of an address; the address where nobody knows."""

LONGEST = 80
"""A text of more characters is told by its words that differ, not whole."""

_UNITS = {"percent": "%", "per cent": "%", "%": "%"}
_PER = {"year": " a year", "month": " a month", "once": " once", "unit": " a unit"}


@dataclass(frozen=True, slots=True)
class Words:
    """How things are called: records by `named`, money without a currency by the default one."""

    named: Named
    currency: str

    def value(self, value: Any, ref: Ref | None = None) -> str:
        """A value in words; `ref` where it names another record."""
        if value is None or value == ():
            return "none"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, Fields):
            return self.part(value)
        if isinstance(value, tuple):
            return listed(self.value(item, ref) for item in value)
        if isinstance(value, dict):
            return ", ".join(f"{key}: {self.value(item)}" for key, item in value.items())
        return self.reference(str(value), ref) if ref is not None else str(value)

    def reference(self, value: str, ref: Ref) -> str:
        """What people call a record that a field names."""
        if value in ref.words:
            return value
        addresses = [f"{folder}/{value}" for folder in ref.folders] or [value]
        for address in addresses:
            name = self.named(address)
            if name != address:
                return name
        return value

    def person(self, identifier: str) -> str:
        """The name of a person."""
        return self.reference(identifier, Ref(("people",)))

    def money(self, amount: Decimal, currency: str | None, per: str = "") -> str:
        """`EUR 186,000 a year`."""
        return f"{Money(amount, currency or self.currency)}{_PER.get(per, '')}"

    def promise(self, target: Target, figure: Decimal | None = None) -> str:
        """The figure of a target: `99.5 %`, and `at most 4 hours` where less is better."""
        said = figured(target.value if figure is None else figure, target.unit)
        return {">=": said, "<=": f"at most {said}", "=": f"exactly {said}"}[target.operator]

    def limit(self, mandate: Mandate | None) -> str:
        """How far a mandate reaches: ` up to NOK 500,000`, or nothing where it has no limit."""
        if mandate is None or mandate.limit is None:
            return ""
        limit = mandate.limit
        return f" up to {self.money(limit.amount, limit.currency, _but_a_year(limit.per))}"

    def part(self, part: Fields) -> str:
        """What tells a part apart from others of its list, in words."""
        match part:
            case Target():
                return f"{part.metric} ({part.id})"
            case Role():
                return f"{spaced(part.role)} {self.person(part.person)}"
            case Signature():
                return f"signature of {self.person(part.person)} for the {part.side}"
            case Funding():
                return f"{spaced(part.model)} {part.cost_center or ''}".strip()
            case Consumption():
                return self.reference(part.service, Ref(("services",)))
            case Amendment():
                return f"amendment {part.no}"
            case TermDecision():
                return f"decision of {part.on} to {part.outcome}"
            case SupportTime():
                return f"support of priority {part.priority}"
            case Waiver():
                return f"waiver of {part.rule}"
            case Offering():
                return f"offering {part.name}"
            case Price():
                return self.money(part.amount, part.currency, part.per)
            case Limit():
                return self.money(part.amount, part.currency, _but_a_year(part.per))
            case Mandate():
                return f"mandate{self.limit(part)}"
        return self._first_words(part)

    def agreement(self, fields: Agreement) -> str:
        """An agreement in a line: what it is, with whom, for what, at what price."""
        customer = self.reference(fields.customer, Ref(("customers",)))
        services = listed(self.reference(each, Ref(("services",))) for each in fields.services)
        said = [f"{spaced(fields.type)} {fields.number} with {customer}", f"for {services}"]
        if fields.annual_cost is not None:
            said.append(f"{self.money(fields.annual_cost, None)} a year")
        return f"{', '.join(said)}; {fields.state}"

    def _first_words(self, part: Fields) -> str:
        """The first two texts, days or figures of a part: people write first what matters."""
        values = (getattr(part, name) for name in type(part).model_fields)
        plain = [each for each in values if isinstance(each, (str, date, Decimal, int)) and each]
        return shortened(" ".join(self.value(each) for each in plain[:2]))


def figured(value: Decimal, unit: str) -> str:
    """`99.5 %`, `4 hours`."""
    return f"{value.normalize():f} {_UNITS.get(unit.lower(), unit)}"


def spaced(key: str) -> str:
    """A key as words: `renewal_months` as `renewal months`."""
    return key.replace("_", " ").replace("-", " ").strip()


def shortened(text: str, longest: int = LONGEST) -> str:
    """A text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def titles_of(records: Iterable[Record[Common]]) -> dict[str, str]:
    """What people call some records, by address."""
    return {record.address: record.title for record in records}


def _but_a_year(per: str) -> str:
    """How often money is meant, where it is not the usual year."""
    return "" if per == "year" else per
