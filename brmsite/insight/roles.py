"""What everybody is: the roles written with customers and services, from the person's side."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.kinds.role import Role
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register


@dataclass(frozen=True, slots=True)
class Held:
    """One role of somebody, and the customer or service with which it is written.

    With `as_deputy` the role is another's, and this person stands in. `is_current` says whether
    it holds on the as-of date.
    """

    at: Record[Customer] | Record[Service]
    role: Role
    as_deputy: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles of everybody, by the person's address."""

    by_person: dict[str, tuple[Held, ...]]

    def of(self, person: Record[Person]) -> tuple[Held, ...]:
        """The roles of one person: those that hold first, then the latest."""
        return self.by_person.get(person.address, ())


def derive(register: Register, as_of: date) -> Roles:
    """All roles of everybody, also those that have ended or not begun."""
    found: dict[str, list[Held]] = defaultdict(list)
    places: tuple[Record[Customer] | Record[Service], ...] = (
        *register.all(Customer),
        *register.all(Service),
    )
    for at in places:
        for role in at.fields.roles:
            for identifier, as_deputy in ((role.person, False), (role.deputy, True)):
                person = register.one(Person, identifier)
                if person is not None:
                    found[person.address].append(Held(at, role, as_deputy, role.covers(as_of)))
    return Roles({address: tuple(sorted(held, key=_order)) for address, held in found.items()})


def _order(held: Held) -> tuple[bool, bool, int, str]:
    return (
        not held.is_current,
        held.as_deputy,
        -held.role.from_.toordinal(),
        held.at.address,
    )
