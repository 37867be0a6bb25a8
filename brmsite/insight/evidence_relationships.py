"""Evidence for ISO/IEC 20000-1:2018, clause 8.3.2: business relationship management.

What the clause asks is told in our own words; whoever is audited reads it in the standard itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from brmsite.ground.period import add_months
from brmsite.ground.words import english
from brmsite.insight.audited import Audited, Clause, Lack, Requirement, Subject
from brmsite.insight.cadence import Rhythms
from brmsite.insight.cases import Case, Cases
from brmsite.insight.contacts import LEVEL_NAMES, SIDE_NAMES, Contacts
from brmsite.insight.coverage import Coverage
from brmsite.insight.managers import Managers
from brmsite.insight.structure import Structure
from brmsite.insight.survey_results import SurveyResult, SurveyResults
from brmsite.insight.terms import Terms
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.agreement import Contacts as Named
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting, MeetingType
from brmsite.kinds.person import Person
from brmsite.kinds.report import Report
from brmsite.register.register import Record, Register
from brmsite.settings import Satisfaction as Limits
from brmsite.settings import Settings

REVIEWS: tuple[MeetingType, ...] = ("service-review", "strategic-review")
"""The meetings in which services are gone through with a customer; so is every meeting in which
a report was presented."""

SURVEY_MONTHS = 12
"""How often a customer is to be asked where no record says so."""


def derive(
    register: Register,
    settings: Settings,
    audited: Audited,
    structure: Structure,
    managers: Managers,
    contacts: Contacts,
    coverage: Coverage,
    cadence: Rhythms,
    survey_results: SurveyResults,
    cases: Cases,
    terms: Terms,
) -> Clause:
    """What is asked about the relationship with customers, and what shows it."""
    active = tuple(one for one in register.all(Customer) if one.fields.state == "active")
    users = tuple(one for one in active if coverage.of_customer(one))
    represented = _represented(register, audited.end)
    held = _reviews(register, audited)
    complaints = tuple(
        case
        for case in cases.all
        if case.type == "complaint"
        and (case.is_open or (case.closed or case.received) >= audited.start)
    )
    customers = (
        english("active customer"),
        english("active customers"),
        english("There is no active customer."),
    )
    return Clause(
        "8.3.2",
        english("Business relationship management"),
        (
            Requirement(
                "parties",
                english("Customers and users are known"),
                english("Every customer is written down, with what it does and who its users are."),
                *customers,
                tuple(_known(structure, represented, one) for one in active),
            ),
            Requirement(
                "responsible",
                english("Somebody answers for the relationship"),
                english("One named person or more looks after every customer."),
                *customers,
                tuple(_managed(managers, one) for one in active),
            ),
            Requirement(
                "communication",
                english("It is settled how we talk"),
                english(
                    "With every customer there is a rhythm of meetings, and on both sides somebody "
                    "to talk to at each level that its tier requires."
                ),
                *customers,
                tuple(_talked_to(structure, contacts, one) for one in active),
            ),
            Requirement(
                "reviewed",
                english("Services are gone through with customers"),
                english(
                    "How services did and what came of them is gone through with every customer "
                    "that uses any, at the intervals that were planned."
                ),
                english("customer with services"),
                english("customers with services"),
                english("No active customer uses a service."),
                tuple(_reviewed(structure, cadence, held, one) for one in users),
            ),
            Requirement(
                "measured",
                english("Satisfaction is measured"),
                english(
                    "Every customer is asked how content it is, at the intervals that were "
                    "planned, and enough people answer to speak for the others."
                ),
                *customers,
                tuple(
                    _asked(settings.satisfaction, structure, survey_results, active, audited.end)
                ),
            ),
            Requirement(
                "analysed",
                english("Answers are analysed and told"),
                english(
                    "What the answers say is written down, told to those who were asked, and acted "
                    "on where it is less than was aimed at."
                ),
                english("survey"),
                english("surveys"),
                english("No survey ended in the period."),
                tuple(
                    _analysed(one, audited.end)
                    for one in survey_results.all
                    if one.ended >= audited.start
                ),
            ),
            Requirement(
                "complaints",
                english("Complaints are brought to an end"),
                english(
                    "Every complaint is recorded, acknowledged, owned, settled in time and closed "
                    "with a word on what was done."
                ),
                english("complaint"),
                english("complaints"),
                english("No complaint was recorded in the period."),
                tuple(_settled(settings.satisfaction, one) for one in complaints),
            ),
            Requirement(
                "complaints-told",
                english("Complaints are reported"),
                english("Every complaint comes up in minutes or is taken to a higher level."),
                english("complaint"),
                english("complaints"),
                english("No complaint was recorded in the period."),
                tuple(_told(register, one, audited.end) for one in complaints),
            ),
            Requirement(
                "way-up",
                english("There is a way up"),
                english(
                    "Every agreement with a customer says who takes complaints, and to whom to go "
                    "when that does not help."
                ),
                english("agreement in force"),
                english("agreements in force"),
                english("No agreement with a customer is in force."),
                tuple(
                    _way_up(register, term.agreement)
                    for term in terms.in_force
                    if not term.agreement.fields.is_bought
                ),
            ),
        ),
    )


# --- Customers -----------------------------------------------------------------------------------


def _represented(register: Register, day: date) -> frozenset[str]:
    """The addresses of the units in which somebody speaks for the users."""
    return frozenset(
        unit.address
        for unit in register.all(Customer)
        if any(
            role.role == "user-representative" and role.covers(day) for role in unit.fields.roles
        )
    )


def _known(
    structure: Structure, represented: frozenset[str], customer: Record[Customer]
) -> Subject:
    fields = customer.fields
    lacks: list[Lack] = []
    if not (fields.business or fields.summary or fields.outcomes):
        lacks.append(Lack(english("what it does is not written")))
    speaks = any(unit.address in represented for unit in structure.chain(customer.address))
    counted = fields.users is not None or any(use.users is not None for use in fields.services)
    if not (speaks or counted):
        lacks.append(
            Lack(english("neither how many users it has is written, nor who speaks for them"))
        )
    return Subject(customer, (customer,), tuple(lacks))


def _managed(managers: Managers, customer: Record[Customer]) -> Subject:
    named = managers.of(customer)
    return Subject(
        customer, named, () if named else (Lack(english("no relationship manager is named")),)
    )


def _talked_to(structure: Structure, contacts: Contacts, customer: Record[Customer]) -> Subject:
    chain = structure.chain(customer.address)
    planned = next((unit for unit in chain if unit.fields.cadence), None)
    required = [cell for cell in contacts.of(customer).cells if cell.required]
    people = dict.fromkeys(
        contact.person for cell in required for contact in cell.people if contact.person
    )
    lacks = [] if planned else [Lack(english("no rhythm of meetings is agreed"))]
    lacks += [
        Lack(
            english(
                "nobody is on {side} at the {level} level",
                side=SIDE_NAMES[cell.side],
                level=LEVEL_NAMES[cell.level],
            )
        )
        for cell in required
        if not cell.people
    ]
    return Subject(customer, (*([planned] if planned else []), *people), tuple(lacks))


def _reviews(register: Register, audited: Audited) -> dict[str, list[Record[Meeting]]]:
    """The reviews that were held in the period, the latest first, by the customers' addresses."""
    presented = {
        meeting.address
        for report in register.all(Report)
        if (meeting := register.one(Meeting, report.fields.presented_at)) is not None
    }
    found: dict[str, list[Record[Meeting]]] = defaultdict(list)
    for meeting in sorted(register.all(Meeting), key=lambda one: one.fields.date, reverse=True):
        fields = meeting.fields
        is_review = fields.type in REVIEWS or fields.reports or meeting.address in presented
        if fields.state == "held" and fields.date in audited.period and is_review:
            units = (register.one(Customer, each) for each in fields.customers)
            for address in {unit.address for unit in units if unit is not None}:
                found[address].append(meeting)
    return found


def _reviewed(
    structure: Structure,
    cadence: Rhythms,
    held: dict[str, list[Record[Meeting]]],
    customer: Record[Customer],
) -> Subject:
    """A review with a unit above is about what the units below use, too. Expected meetings are
    those of the last twelve months, as an audit looks at."""
    meetings = dict.fromkeys(
        meeting
        for unit in structure.chain(customer.address)
        for meeting in held.get(unit.address, ())
    )
    lacks = [] if meetings else [Lack(english("no review of its services was held"))]
    lacks += [
        Lack(
            english(
                "nobody met at the {level} level by {day}",
                level=LEVEL_NAMES[missed.cadence.level],
                day=missed.due.isoformat(),
            )
        )
        for rhythm in cadence.of_customer(customer)
        for missed in rhythm.expectations
        if missed.met is None
    ]
    return Subject(customer, tuple(meetings), tuple(lacks))


# --- Surveys -------------------------------------------------------------------------------------


def _asked(
    limits: Limits,
    structure: Structure,
    survey_results: SurveyResults,
    customers: Iterable[Record[Customer]],
    day: date,
) -> Iterator[Subject]:
    """Who asks a unit asks the units below it, too, as far as anybody can tell from the counts."""
    asked: dict[str, list[SurveyResult]] = defaultdict(list)
    for result in survey_results.all:
        for unit in result.customers:
            asked[unit.address].append(result)
    for customer in customers:
        chain = structure.chain(customer.address)
        every = next((unit.fields.survey_months for unit in chain if unit.fields.survey_months), 0)
        since = add_months(day, -(every or SURVEY_MONTHS))
        found = [
            result
            for unit in chain
            for result in asked.get(unit.address, ())
            if result.ended > since
        ]
        lacks: tuple[Lack, ...] = ()
        if not found:
            months = every or SURVEY_MONTHS
            words = english("not asked within {months} months", months=months)
            if months == 1:
                words = english("not asked within 1 month")
            lacks = (Lack(words),)
        elif not any(_speaks_for_others(limits, one) for one in found):
            few = found[0].response
            words = english(
                "too few answered: {part} of {whole}",
                part=str(few.responded),
                whole=str(few.invited),
            )
            lacks = (Lack(words, found[0].survey),)
        yield Subject(customer, tuple(dict.fromkeys(one.survey for one in found)), lacks)


def _speaks_for_others(limits: Limits, result: SurveyResult) -> bool:
    percent = result.response.percent
    enough = percent is not None and percent >= limits.least_response_percent
    return enough and result.response.responded >= limits.least_answers


def _analysed(result: SurveyResult, day: date) -> Subject:
    fields = result.survey.fields
    lacks: list[Lack] = []
    if fields.analysis is None:
        lacks.append(Lack(english("what the answers say is not written")))
    if fields.published is None or fields.published > day:
        lacks.append(Lack(english("the result was not told to those who were asked")))
    if result.is_below_target and not fields.actions:
        lacks.append(Lack(english("it is below its target, and no action is named")))
    said = fields.analysis is not None or fields.published is not None
    return Subject(result.survey, (result.survey,) if said else (), tuple(lacks))


# --- Complaints ----------------------------------------------------------------------------------


def _settled(limits: Limits, case: Case) -> Subject:
    fields = case.feedback.fields
    lacks: list[Lack] = []
    if case.acknowledged_in_time is False:
        lacks.append(Lack(english("not acknowledged by {day}", day=str(case.acknowledge_by))))
    if case.is_open and fields.owner is None:
        lacks.append(Lack(english("nobody is named who sees that it is answered")))
    if case.days_late:
        lacks.append(Lack(english("not settled by {day}", day=str(case.settle_by))))
    if case.days_late > limits.escalate_days and not case.is_escalated:
        lacks.append(Lack(english("not taken to a higher level")))
    if not case.is_open and fields.resolution is None:
        lacks.append(Lack(english("closed without a word on what was done")))
    return Subject(case.feedback, (case.feedback,), tuple(lacks))


def _told(register: Register, case: Case, day: date) -> Subject:
    linked = (register.find(link.source) for link in register.links_to(case.feedback.address))
    minutes = dict.fromkeys(
        one
        for one in linked
        if one is not None
        and isinstance(one.fields, Meeting)
        and one.fields.state == "held"
        and one.fields.date <= day
    )
    records = (*minutes, *(raised.escalation for raised in case.escalations))
    lacks = () if records or case.is_escalated else (Lack(english("no minutes name it")),)
    return Subject(case.feedback, records or ((case.feedback,) if not lacks else ()), lacks)


def _way_up(register: Register, agreement: Record[Agreement]) -> Subject:
    contacts = agreement.fields.contacts or Named()
    named = {
        english("nobody is named for a complaint"): contacts.complaint,
        english("nobody is named to turn to when nothing else helps"): contacts.escalation,
    }
    people = (register.one(Person, person) for person in named.values())
    lacks = tuple(Lack(words) for words, person in named.items() if person is None)
    return Subject(agreement, tuple(dict.fromkeys(one for one in people if one)), lacks)
