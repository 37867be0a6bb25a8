"""The coverage figures: of what should be there, how much is; of all customers and of each.

Every figure has its numerator, its denominator and the records behind both, and is None where there
is nothing to count: no data is neither 0 nor 100. A customer's figures are its own; those of the
units below are theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from brmsite.insight.burden import Burden, Burdens
from brmsite.insight.cadence import Expectation, Rhythms
from brmsite.insight.contacts import Cell, Contacts
from brmsite.insight.coverage import Coverage, Use
from brmsite.insight.cycle import Course, Cycle, Occurrence
from brmsite.insight.funded import Funded, FundedShare, Fundings, shares
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.register.register import Record, Register

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Share(Generic[T]):
    """What is there of what should be: `counted` is, `missing` is not."""

    counted: tuple[T, ...]
    missing: tuple[T, ...]

    @property
    def of(self) -> int:
        """How many there should be."""
        return len(self.counted) + len(self.missing)

    @property
    def percent(self) -> float | None:
        """From 0 to 100; None where there should be none."""
        return 100 * len(self.counted) / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class RequiredContact:
    """One cell of a customer's contact matrix that its tier requires."""

    customer: Record[Customer]
    cell: Cell


@dataclass(frozen=True, slots=True)
class FigureSet:
    """The figures of one customer, or of all together.

    `agreements`: uses of services with an agreement in force / uses. `funded`: approved funding /
    annual cost, one share a currency, and in `unknown` the agreements that do not tell it.
    `contacts`: filled cells of the contact matrix / required ones, of active customers. `cadence`:
    meetings held in time / expected ones. `cycle`: activities of the yearly cycle evidenced / due
    this fiscal year. `burden`: decisions and questions put to the customer.
    """

    agreements: Share[Use]
    funded: tuple[FundedShare, ...]
    unknown: tuple[Funded, ...]
    contacts: Share[RequiredContact]
    cadence: Share[Expectation]
    cycle: Share[Occurrence]
    burden: Burden


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of all customers together, and of each by address."""

    whole: FigureSet
    by_customer: dict[str, FigureSet]

    def of_customer(self, customer: Record[Customer]) -> FigureSet:
        """The figures of one customer."""
        return self.by_customer[customer.address]


@dataclass(frozen=True, slots=True)
class _Counted:
    """Everything that is counted of one customer, or of all."""

    uses: tuple[Use, ...]
    funded: tuple[Funded, ...]
    contacts: tuple[RequiredContact, ...]
    expectations: tuple[Expectation, ...]
    courses: tuple[Course, ...]


def derive(
    register: Register,
    coverage: Coverage,
    funded: Fundings,
    contacts: Contacts,
    cadence: Rhythms,
    cycle: Cycle,
    burden: Burdens,
) -> Figures:
    """All figures on a day."""
    agreements: dict[str, list[Funded]] = {}
    for one in funded.by_address.values():
        customer = register.one(Customer, one.agreement.fields.customer)
        agreements.setdefault(customer.address if customer else "", []).append(one)
    found = {
        customer.address: _Counted(
            # What is used of a service without a record that holds is another fault.
            tuple(use for use in coverage.of_customer(customer) if use.service is not None),
            tuple(agreements.get(customer.address, ())),
            tuple(_required(contacts, customer)),
            tuple(each for rhythm in cadence.of_customer(customer) for each in rhythm.expectations),
            cycle.of_customer(customer),
        )
        for customer in register.all(Customer)
    }
    whole = _Counted(
        tuple(use for each in found.values() for use in each.uses),
        tuple(funded.by_address.values()),
        tuple(one for each in found.values() for one in each.contacts),
        tuple(one for each in found.values() for one in each.expectations),
        cycle.courses,
    )
    return Figures(
        _figures(whole, cycle, burden.whole),
        {
            customer.address: _figures(found[customer.address], cycle, burden.of_customer(customer))
            for customer in register.all(Customer)
        },
    )


def _required(contacts: Contacts, customer: Record[Customer]) -> Iterable[RequiredContact]:
    if customer.fields.state == "active":
        for cell in contacts.of(customer).cells:
            if cell.required:
                yield RequiredContact(customer, cell)


def _figures(counted: _Counted, cycle: Cycle, burden: Burden) -> FigureSet:
    compliance = cycle.compliance_in(counted.courses)
    return FigureSet(
        agreements=Share(
            tuple(use for use in counted.uses if use.covered_by),
            tuple(use for use in counted.uses if not use.covered_by),
        ),
        funded=shares(counted.funded),
        unknown=tuple(one for one in counted.funded if one.cost is None or one.secured is None),
        contacts=Share(
            tuple(one for one in counted.contacts if one.cell.people),
            tuple(one for one in counted.contacts if not one.cell.people),
        ),
        cadence=Share(
            tuple(one for one in counted.expectations if one.met),
            tuple(one for one in counted.expectations if one.met is None),
        ),
        cycle=Share(compliance.evidenced, compliance.late),
        burden=burden,
    )


# --- As plain data -------------------------------------------------------------------------------


def about(figures: Figures, record: Record[Common]) -> dict[str, Any]:
    """The figures of a customer."""
    found = figures.by_customer.get(record.address)
    if found is None:
        return {}
    return {
        "agreement_coverage": {
            **_plain(found.agreements),
            "missing": [use.consumption.service for use in found.agreements.missing],
        },
        "funded": [
            {"secured": str(one.secured), "cost": str(one.cost), "percent": one.percent}
            for one in found.funded
        ],
        "contact_coverage": {
            **_plain(found.contacts),
            "missing": [f"{one.cell.level} {one.cell.side}" for one in found.contacts.missing],
        },
        "cadence_compliance": {
            **_plain(found.cadence),
            "missing": [
                f"{one.cadence.level} by {one.due.isoformat()}" for one in found.cadence.missing
            ],
        },
        "cycle_compliance": {
            **_plain(found.cycle),
            "missing": [
                f"{one.activity.id} by {one.due.isoformat()}" for one in found.cycle.missing
            ],
        },
        "decision_burden": {
            "asked": len(found.burden.asked),
            "per_month": found.burden.per_month,
            "questions": len(found.burden.questions),
            "answered": len(found.burden.answered),
            "median_days": found.burden.median_days,
        },
    }


def _plain(share: Share[Any]) -> dict[str, Any]:
    return {"counted": len(share.counted), "of": share.of, "percent": share.percent}
