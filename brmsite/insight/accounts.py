"""What there is with each customer itself: its agreements, notice days, actions and meetings.

Those of the units below are theirs, and not counted here.
"""

from collections import defaultdict
from dataclasses import dataclass

from brmsite.insight.commitments import Commitment, Commitments
from brmsite.insight.notices import Notice, Notices
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record, Register


@dataclass(frozen=True, slots=True)
class Account:
    """Everything with one customer: agreements by address, notices by the day to act on, actions
    by due day, meetings by day."""

    agreements: tuple[AgreementTerm, ...] = ()
    notices: tuple[Notice, ...] = ()
    actions: tuple[Commitment, ...] = ()
    meetings: tuple[Record[Meeting], ...] = ()

    @property
    def in_force(self) -> tuple[AgreementTerm, ...]:
        """The agreements that bind both sides on the as-of date."""
        return tuple(term for term in self.agreements if term.in_force)

    @property
    def open_actions(self) -> tuple[Commitment, ...]:
        """What still has to be done."""
        return tuple(one for one in self.actions if one.is_open)

    @property
    def overdue(self) -> tuple[Commitment, ...]:
        """What should have been done by now."""
        return tuple(one for one in self.actions if one.status == "Overdue")


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of all customers, by address."""

    by_address: dict[str, Account]

    def of(self, customer: Record[Customer]) -> Account:
        """The account of one customer."""
        return self.by_address[customer.address]


def derive(
    register: Register, terms: Terms, notices: Notices, commitments: Commitments
) -> Accounts:
    """Everything there is, by customer."""
    agreements: dict[str, list[AgreementTerm]] = defaultdict(list)
    ahead: dict[str, list[Notice]] = defaultdict(list)
    actions: dict[str, list[Commitment]] = defaultdict(list)
    meetings: dict[str, list[Record[Meeting]]] = defaultdict(list)
    for term in terms.by_address.values():
        agreements[_address(register, term)].append(term)
    for notice in (*notices.near, *notices.later):
        ahead[_address(register, notice.term)].append(notice)
    for one in commitments.all:
        for unit in dict.fromkeys(one.customers):
            actions[unit.address].append(one)
    with_units = register.each(Meeting, _with_units).values()
    # Those of one day stay as they come: by address.
    for meeting, units in sorted(with_units, key=lambda each: each[0].fields.date):
        for address in units:
            meetings[address].append(meeting)
    return Accounts(
        {
            address: Account(
                tuple(agreements[address]),
                tuple(sorted(ahead[address], key=lambda one: (one.act_by, one.days_left))),
                tuple(actions[address]),
                tuple(meetings[address]),
            )
            for address in (customer.address for customer in register.all(Customer))
        }
    )


def _with_units(
    register: Register, meeting: Record[Meeting]
) -> tuple[Record[Meeting], frozenset[str]]:
    """A meeting and the addresses of the units that it was with."""
    found = (register.one(Customer, each) for each in meeting.fields.customers)
    return meeting, frozenset(unit.address for unit in found if unit is not None)


def _address(register: Register, term: AgreementTerm) -> str:
    customer = register.one(Customer, term.agreement.fields.customer)
    return customer.address if customer else ""
