"""What a meeting with a customer needs: everything that is open, near or new with it.

A pack is about a customer and every unit below it. Nothing is computed here that another fact
knows; a pack picks from them what has to be talked about. *Since the last meeting* means since the
latest one held with the customer itself, else with a unit below: who talks about the whole has not
yet heard of what a part talked about last week. Where nobody ever met, the last months count.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from brmsite.ground.period import add_months
from brmsite.insight.accounts import Account, Accounts
from brmsite.insight.attainment import Attainment, TargetResults
from brmsite.insight.attested import Attestations, Attested
from brmsite.insight.burden import Asked as Question
from brmsite.insight.burden import Burdens
from brmsite.insight.cases import Case
from brmsite.insight.changes import Asked as ChangeAsked
from brmsite.insight.changes import Changes
from brmsite.insight.commitments import Commitment
from brmsite.insight.coverage import Coverage
from brmsite.insight.escalated import Escalated, Raised
from brmsite.insight.measurements import Measurements, is_known
from brmsite.insight.notices import Notice
from brmsite.insight.objectives import Aim, Objectives
from brmsite.insight.plans import Plans
from brmsite.insight.projects import Asked as DecisionAsked
from brmsite.insight.projects import Course, Projects, in_order_of_day
from brmsite.insight.satisfaction import Satisfaction
from brmsite.insight.structure import Structure
from brmsite.insight.terms import AgreementTerm
from brmsite.insight.wishes import Wish, Wishes
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Common
from brmsite.kinds.customer import Customer
from brmsite.kinds.escalation import Escalation
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.plan import CustomerPlan
from brmsite.kinds.project import Project
from brmsite.kinds.report import Report
from brmsite.kinds.requirement import Requirement
from brmsite.kinds.status import ProjectStatus
from brmsite.register.register import Record, Register

NEVER_MET_MONTHS = 6
"""So many months count as new where there was no meeting yet."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One agreement in force and what came of it: its latest report that is known (None without
    one), the targets missed in their latest window, and those that were not measured there."""

    term: AgreementTerm
    report: Record[Report] | None
    missed: tuple[TargetResults, ...]
    unmeasured: tuple[TargetResults, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A record that bears a day since the last meeting."""

    day: date
    record: Record[Common]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything to be talked about with one customer and the units below it.

    `previous` is the latest meeting held with the customer, `next` the nearest planned one (where
    there is none with the customer itself, those of the units below count), and `since` the day
    after which things count as new. `actions` are open, by due day; `carried` those among them
    that stand in the minutes of `previous`. `deliveries` are the agreements in force of these
    units; where they have none, those `from_above` that cover what they use. `notices` come in the
    order of the days to act on; for `too_late` that day has passed. `wishes_waiting` have no
    verdict, `wishes_judged` got theirs since. `plans` hold now or lie ahead, and `aims` are the
    objectives that count. `attestations` were given since. `questions` wait for an answer.
    """

    customer: Record[Customer]
    previous: Record[Meeting] | None
    next: Record[Meeting] | None
    since: date
    actions: tuple[Commitment, ...]
    carried: tuple[Commitment, ...]
    deliveries: tuple[Delivery, ...]
    from_above: bool
    complaints: tuple[Case, ...]
    escalations: tuple[Raised, ...]
    courses: tuple[Course, ...]
    decisions: tuple[DecisionAsked, ...]
    notices: tuple[Notice, ...]
    too_late: tuple[AgreementTerm, ...]
    wishes_waiting: tuple[Wish, ...]
    wishes_judged: tuple[Wish, ...]
    plans: tuple[Record[CustomerPlan], ...]
    aims: tuple[Aim, ...]
    requirements: tuple[Record[Requirement], ...]
    changes: tuple[ChangeAsked, ...]
    attestations: tuple[Attested, ...]
    questions: tuple[Question, ...]
    dated: tuple[Dated, ...]

    @property
    def missed(self) -> tuple[TargetResults, ...]:
        """Every target that was missed in its latest window, by agreement."""
        return tuple(one for delivery in self.deliveries for one in delivery.missed)


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs of all customers, by address."""

    by_customer: dict[str, Pack]

    def of(self, customer: Record[Customer]) -> Pack:
        """The pack of one customer."""
        return self.by_customer[customer.address]


def derive(
    register: Register,
    structure: Structure,
    accounts: Accounts,
    coverage: Coverage,
    attainment: Attainment,
    measurements: Measurements,
    satisfaction: Satisfaction,
    escalated: Escalated,
    projects: Projects,
    wishes: Wishes,
    plans: Plans,
    objectives: Objectives,
    changes: Changes,
    attested: Attestations,
    burden: Burdens,
    as_of: date,
) -> Packs:
    """The packs of all customers on a day."""
    requirements = _open_requirements(register, as_of)
    deliveries: dict[str, Delivery] = {}
    calendar = _calendar(register, escalated)

    def delivery(term: AgreementTerm) -> Delivery:
        address = term.agreement.address
        if address not in deliveries:
            deliveries[address] = _delivery(term, attainment, measurements, as_of)
        return deliveries[address]

    def pack(customer: Record[Customer]) -> Pack:
        units = structure.subtree(customer.address)
        own = [accounts.of(unit) for unit in units]
        previous = _last_held(own[:1], as_of) or _last_held(own, as_of)
        since = previous.fields.date if previous else add_months(as_of, -NEVER_MET_MONTHS)
        actions = _open_actions(own)
        courses = tuple(one for one in projects.of_customer(customer) if _goes_on(one))
        picture = satisfaction.of_customer(customer)
        wished = _each(wish for unit in units for wish in wishes.of_customer(unit))
        terms = _each(term for account in own for term in account.in_force)
        above = _each(term for use in coverage.of_customer(customer) for term in use.covered_by)
        given = (one for unit in units for one in attested.of_customer(unit))
        return Pack(
            customer=customer,
            previous=previous,
            next=_next_planned(own[:1], as_of) or _next_planned(own, as_of),
            since=since,
            actions=actions,
            carried=tuple(
                one for one in actions if previous is not None and one.meeting is previous
            ),
            deliveries=tuple(map(delivery, terms or above)),
            from_above=bool(above) and not terms,
            complaints=picture.complaints.open,
            escalations=picture.open_escalations,
            courses=courses,
            decisions=in_order_of_day(each for one in courses for each in one.decisions),
            notices=_notices(own),
            too_late=_each(
                term
                for account in own
                for term in account.agreements
                if term.standing in ("notice-passed", "past-end")
            ),
            wishes_waiting=tuple(wish for wish in wished if wish.is_waiting),
            wishes_judged=tuple(wish for wish in wished if _judged_after(wish, since)),
            plans=_each(
                plan
                for unit in units
                for plan in plans.of_customer(unit)
                if plan.fields.period.to >= as_of
            ),
            aims=tuple(aim for unit in units for aim in objectives.of_customer(unit) if aim.counts),
            requirements=_each(one for unit in units for one in requirements[unit.address]),
            changes=_each(
                one for unit in units for one in changes.of_customer(unit) if one.is_open
            ),
            attestations=_each(
                one for one in given if one.counts and one.attestation.fields.on > since
            ),
            questions=_questions(units, burden),
            dated=_dated(units, calendar, since, as_of),
        )

    return Packs({customer.address: pack(customer) for customer in register.all(Customer)})


# --- Picking -------------------------------------------------------------------------------------


def _each(found: Iterable[T]) -> tuple[T, ...]:
    """Values in order, each once: facts hand over the same value wherever it belongs."""
    return tuple({id(one): one for one in found}.values())


def _by_day(meeting: Record[Meeting]) -> tuple[date, str]:
    return meeting.fields.date, meeting.address


def _last_held(accounts: Iterable[Account], as_of: date) -> Record[Meeting] | None:
    meetings = (meeting for account in accounts for meeting in account.meetings)
    held = (one for one in meetings if one.fields.state == "held" and one.fields.date <= as_of)
    return max(held, key=_by_day, default=None)


def _next_planned(accounts: Iterable[Account], as_of: date) -> Record[Meeting] | None:
    meetings = (meeting for account in accounts for meeting in account.meetings)
    ahead = (one for one in meetings if one.fields.state == "planned" and one.fields.date >= as_of)
    return min(ahead, key=_by_day, default=None)


def _open_actions(accounts: Iterable[Account]) -> tuple[Commitment, ...]:
    found = _each(one for account in accounts for one in account.open_actions)
    return tuple(sorted(found, key=lambda one: (one.action.due, one.meeting.address, one.index)))


def _notices(accounts: Iterable[Account]) -> tuple[Notice, ...]:
    found = (notice for account in accounts for notice in account.notices)
    return tuple(sorted(found, key=lambda one: (one.act_by, one.term.agreement.address)))


def _delivery(
    term: AgreementTerm, attainment: Attainment, measurements: Measurements, as_of: date
) -> Delivery:
    known = [one for one in measurements.reports_on(term.agreement) if is_known(one, as_of)]
    results = attainment.of_agreement(term.agreement)
    last = [(one, one.last.outcome) for one in results if one.last is not None]
    return Delivery(
        term,
        known[-1] if known else None,
        tuple(one for one, outcome in last if outcome == "missed"),
        tuple(one for one, outcome in last if outcome == "not-measured"),
    )


def _goes_on(course: Course) -> bool:
    """Whether a project is under way or lies ahead."""
    return course.standing not in ("done", "stopped")


def _judged_after(wish: Wish, since: date) -> bool:
    """Whether a wish got its verdict after a day; one without a day got it when it came."""
    if wish.match is None or wish.is_duplicate:
        return False
    return (wish.match.on or wish.idea.fields.on) > since


def _open_requirements(
    register: Register, as_of: date
) -> defaultdict[str, list[Record[Requirement]]]:
    """What was asked for and is neither declined nor there, by the customer's address."""
    found: defaultdict[str, list[Record[Requirement]]] = defaultdict(list)
    for requirement in register.all(Requirement):
        fields = requirement.fields
        customer = register.one(Customer, fields.customer)
        over = fields.state_on(as_of) in ("declined", "delivered")
        if customer is not None and fields.raised <= as_of and not over:
            found[customer.address].append(requirement)
    return found


def _questions(units: Iterable[Record[Customer]], burden: Burdens) -> tuple[Question, ...]:
    waiting = _each(one for unit in units for one in burden.of_customer(unit).waiting)
    return tuple(sorted(waiting, key=lambda one: _by_day(one.meeting)))


# --- What is new ---------------------------------------------------------------------------------

_SAYS_WHOSE = {"customer", "customers"}


def _calendar(register: Register, escalated: Escalated) -> dict[str, tuple[Dated, ...]]:
    """The records of each customer that bear a day, by the customer's address and by day."""
    found: defaultdict[str, list[Dated]] = defaultdict(list)
    for record in register:
        day = _day_of(record)
        if day is not None:
            for address in dict.fromkeys(_concerned(register, escalated, record)):
                found[address].append(Dated(day, record))
    return {
        address: tuple(sorted(dated, key=lambda one: (one.day, one.record.address)))
        for address, dated in found.items()
    }


def _day_of(record: Record[Common]) -> date | None:
    """The day of what a record tells; of a report the one on which it could be read, of a plan the
    one on which it was gone through."""
    fields = record.fields
    if isinstance(fields, Report):
        return fields.published or fields.period.to
    if isinstance(fields, CustomerPlan):
        return fields.reviewed.on if fields.reviewed else None
    if isinstance(fields, Meeting) and fields.state != "held":
        return None
    return fields.day


def _concerned(register: Register, escalated: Escalated, record: Record[Common]) -> Iterator[str]:
    """The addresses of the customers whom a record is about."""
    fields = record.fields
    if isinstance(fields, Escalation):
        raised = escalated.by_address.get(record.address)
        yield from (customer.address for customer in raised.customers) if raised else ()
        return
    about: Record[Common] | None = record
    if isinstance(fields, ProjectStatus):
        about = register.one(Project, fields.project)
    elif isinstance(fields, Report):
        about = register.one(Agreement, fields.agreement)
    if about is not None:
        for link in register.links_from(about.address):
            if link.in_text is None and len(link.path) <= 2 and link.path[0] in _SAYS_WHOSE:
                yield link.target


def _dated(
    units: Iterable[Record[Customer]],
    calendar: dict[str, tuple[Dated, ...]],
    since: date,
    as_of: date,
) -> tuple[Dated, ...]:
    """What bears a day after one and until another, the latest first."""
    found: dict[str, Dated] = {}
    for unit in units:
        dated = calendar.get(unit.address, ())
        first = bisect_right(dated, since, key=lambda one: one.day)
        last = bisect_right(dated, as_of, key=lambda one: one.day)
        found.update((one.record.address, one) for one in dated[first:last])
    return tuple(
        sorted(found.values(), key=lambda one: (one.day, one.record.address), reverse=True)
    )
