"""Whose customer each customer is: of its relationship managers, or of those of a unit above."""

from dataclasses import dataclass
from datetime import date

from brmsite.insight.structure import Structure
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Record, Register


@dataclass(frozen=True, slots=True)
class Managers:
    """Relationship managers by customer, and customers by relationship manager, by address."""

    by_customer: dict[str, tuple[Record[Person], ...]]
    by_person: dict[str, tuple[Record[Customer], ...]]

    def of(self, customer: Record[Customer]) -> tuple[Record[Person], ...]:
        """Who manages the relationship with a customer, in the order of the record."""
        return self.by_customer.get(customer.address, ())

    def customers_of(self, person: Record[Person]) -> tuple[Record[Customer], ...]:
        """The customers somebody manages the relationship with, parents before their children."""
        return self.by_person.get(person.address, ())


def derive(register: Register, structure: Structure, as_of: date) -> Managers:
    """The relationship managers of all customers on a day; who has left does not count."""
    by_customer: dict[str, tuple[Record[Person], ...]] = {}
    by_person: dict[str, list[Record[Customer]]] = {}
    for root in structure.roots:
        for unit in structure.subtree(root.address):
            own = _own(register, unit, as_of)
            above = by_customer.get(structure.parent_of.get(unit.address, ""), ())
            by_customer[unit.address] = own or above
            for person in own or above:
                by_person.setdefault(person.address, []).append(unit)
    return Managers(
        by_customer, {address: tuple(customers) for address, customers in by_person.items()}
    )


def _own(register: Register, unit: Record[Customer], as_of: date) -> tuple[Record[Person], ...]:
    found: dict[str, Record[Person]] = {}
    for role in unit.fields.roles:
        person = register.one(Person, role.person)
        manages = role.role == "business-relationship-manager" and role.covers(as_of)
        if manages and person is not None and person.fields.covers(as_of):
            found[person.address] = person
    return tuple(found.values())
