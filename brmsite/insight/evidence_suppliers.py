"""Evidence for ISO/IEC 20000-1:2018, clause 8.3.4.1: suppliers outside our organisation.

What the clause asks is told in our own words; whoever is audited reads it in the standard itself.
"""

from collections import defaultdict

from brmsite.ground.period import add_months
from brmsite.ground.words import english
from brmsite.insight.attainment import Attainment
from brmsite.insight.audited import Audited, Clause, Lack, Requirement, Subject
from brmsite.insight.escalated import Escalated, Raised
from brmsite.insight.evidence_levels import misses, monitored_each
from brmsite.insight.improvements import Improvements
from brmsite.insight.measurements import Measurements
from brmsite.insight.terms import AgreementTerm, Terms
from brmsite.insight.underpinning import Underpinning, Weaker
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.person import Person
from brmsite.kinds.report import Report
from brmsite.kinds.service import Service
from brmsite.kinds.supplier import Supplier
from brmsite.register.register import Record, Register


def derive(
    register: Register,
    audited: Audited,
    terms: Terms,
    attainment: Attainment,
    measurements: Measurements,
    improvements: Improvements,
    underpinning: Underpinning,
    escalated: Escalated,
) -> Clause:
    """What is asked about suppliers, and what shows it."""
    contracts = tuple(
        term for term in terms.in_force if term.agreement.fields.type == "underpinning-contract"
    )
    agreements = tuple(term.agreement for term in contracts)
    by_supplier: dict[str, list[Record[Agreement]]] = defaultdict(list)
    for contract in agreements:
        supplier = register.one(Supplier, contract.fields.provider)
        if supplier is not None:
            by_supplier[supplier.address].append(contract)
    weaker: dict[str, list[Weaker]] = defaultdict(list)
    for one in underpinning.weaker:
        weaker[one.below.address].append(one)
    suppliers = (english("supplier"), english("suppliers"), english("There is no supplier."))
    in_force = (
        english("contract in force"),
        english("contracts in force"),
        english("No contract is in force."),
    )
    return Clause(
        "8.3.4.1",
        english("Suppliers outside our organisation"),
        (
            Requirement(
                "supplier-manager",
                english("Somebody answers for each supplier"),
                english(
                    "One named person in IT looks after the relationship, the contract and the "
                    "performance of every supplier."
                ),
                *suppliers,
                tuple(_managed(register, one, audited) for one in register.all(Supplier)),
            ),
            Requirement(
                "contract",
                english("There is a contract"),
                english("With every supplier a contract is in force."),
                *suppliers,
                tuple(
                    Subject(
                        one,
                        tuple(by_supplier[one.address]),
                        ()
                        if by_supplier[one.address]
                        else (Lack(english("no contract is in force")),),
                    )
                    for one in register.all(Supplier)
                ),
            ),
            Requirement(
                "contract-content",
                english("Contracts say what is delivered"),
                english(
                    "Every contract says what it is about, with targets, who has to do what, and "
                    "whom to turn to."
                ),
                *in_force,
                tuple(_complete(one) for one in agreements),
            ),
            Requirement(
                "aligned",
                english("Contracts carry what customers are promised"),
                english(
                    "Agreements with customers name every contract that they rest on, and promise "
                    "no more than it does."
                ),
                *in_force,
                tuple(_aligned(register, terms, weaker, one) for one in agreements),
            ),
            Requirement(
                "interfaces",
                english("It is clear where suppliers come in"),
                english(
                    "Of every supplier it is written which services rest on it, and how to reach "
                    "it."
                ),
                *suppliers,
                tuple(_interfaces(register, by_supplier)),
            ),
            Requirement(
                "supplier-performance",
                english("Performance is watched"),
                english(
                    "What suppliers promised is measured, and something is decided where they "
                    "missed."
                ),
                english("contract with results due"),
                english("contracts with results due"),
                english("No target of a contract came due in the period."),
                tuple(
                    _with_misses(register, attainment, improvements, audited, one)
                    for one in monitored_each(agreements, attainment, measurements, audited)
                ),
            ),
            Requirement(
                "contract-reviewed",
                english("Contracts are gone through"),
                english(
                    "Every contract is held against what is needed now, as often as was agreed."
                ),
                *in_force,
                tuple(_reviewed(one, audited) for one in contracts),
            ),
            Requirement(
                "disputes",
                english("Disputes are brought to an end"),
                english(
                    "Every dispute with a supplier is recorded, answered and closed with an "
                    "outcome."
                ),
                english("dispute"),
                english("disputes"),
                english("No dispute with a supplier was recorded in the period."),
                tuple(
                    _settled(one)
                    for one in escalated.all
                    if _is_dispute(register, one) and _is_of_period(one, audited)
                ),
            ),
        ),
    )


def _managed(register: Register, supplier: Record[Supplier], audited: Audited) -> Subject:
    person = register.one(Person, supplier.fields.manager)
    if person is None:
        return Subject(supplier, (), (Lack(english("there is no record of the person named")),))
    has_left = not person.fields.covers(audited.end)
    return Subject(
        supplier, (person,), (Lack(english("this person has left:"), person),) if has_left else ()
    )


def _complete(contract: Record[Agreement]) -> Subject:
    fields = contract.fields
    said = {
        english("it names no service"): bool(fields.services),
        english("it has no targets"): bool(fields.targets),
        english("who has to do what is not written"): fields.responsibilities is not None,
        english("nobody is named to turn to"): fields.contacts is not None,
    }
    lacks = tuple(Lack(words) for words, is_said in said.items() if not is_said)
    return Subject(contract, (contract,), lacks)


def _aligned(
    register: Register,
    terms: Terms,
    weaker: dict[str, list[Weaker]],
    contract: Record[Agreement],
) -> Subject:
    resting = dict.fromkeys(
        above
        for link in register.links_to(contract.address)
        if link.path[:1] == ("underpinned_by",)
        and (above := register.one(Agreement, link.source.partition("/")[2])) is not None
        and terms.of(above).in_force
    )
    lacks = [
        Lack(english("promises less than rests on it:"), one.agreement)
        for one in weaker[contract.address]
    ]
    if not resting:
        lacks.append(Lack(english("no agreement in force names it as what it rests on")))
    return Subject(contract, tuple(resting), tuple(lacks))


def _interfaces(
    register: Register, contracts: dict[str, list[Record[Agreement]]]
) -> tuple[Subject, ...]:
    delivers: dict[str, dict[Record[Service], None]] = defaultdict(dict)
    for service in register.all(Service):
        supplier = register.one(Supplier, service.fields.supplier)
        if supplier is not None:
            delivers[supplier.address][service] = None
    for address, agreements in contracts.items():
        for each in (name for one in agreements for name in one.fields.services):
            service_named = register.one(Service, each)
            if service_named is not None:
                delivers[address][service_named] = None
    found: list[Subject] = []
    for one in register.all(Supplier):
        lacks = [] if delivers[one.address] else [Lack(english("no service rests on it"))]
        if one.fields.contact is None:
            lacks.append(Lack(english("how to reach it is not written")))
        found.append(Subject(one, tuple(delivers[one.address]), tuple(lacks)))
    return tuple(found)


def _with_misses(
    register: Register,
    attainment: Attainment,
    improvements: Improvements,
    audited: Audited,
    subject: Subject,
) -> Subject:
    """The same, with what was missed and left alone."""
    contract = register.one(Agreement, subject.about.id)
    if contract is None:
        return subject
    alone = tuple(
        Lack(
            english("{target} was missed, and nothing was decided about it:", target=miss.part),
            miss.about,
        )
        for miss in misses(register, attainment, improvements, contract, audited)
        if miss.lacks
    )
    return Subject(subject.about, subject.records, (*subject.lacks, *alone))


def _reviewed(term: AgreementTerm, audited: Audited) -> Subject:
    review, contract = term.agreement.fields.review, term.agreement
    if review is None:
        return Subject(
            contract, (), (Lack(english("how often it is gone through is not written")),)
        )
    last = review.last if review.last is None or review.last <= audited.end else None
    due = add_months(last or contract.fields.term.start, review.every_months)
    lacks = (
        (Lack(english("it should have been gone through by {day}", day=due.isoformat())),)
        if due < audited.end
        else ()
    )
    return Subject(contract, (contract,) if last or not lacks else (), lacks)


# --- Disputes ------------------------------------------------------------------------------------


def _is_dispute(register: Register, raised: Raised) -> bool:
    """Whether an escalation came from a supplier, a contract, or a report on one."""
    origin = raised.origin.fields if raised.origin is not None else None
    if isinstance(origin, Report):
        agreement = register.one(Agreement, origin.agreement)
        origin = agreement.fields if agreement is not None else None
    bought = isinstance(origin, Agreement) and origin.type == "underpinning-contract"
    return bought or isinstance(origin, Supplier)


def _is_of_period(raised: Raised, audited: Audited) -> bool:
    fields = raised.escalation.fields
    return raised.is_open or (fields.closed or fields.raised) >= audited.start


def _settled(raised: Raised) -> Subject:
    lacks: list[Lack] = []
    if raised.days_late:
        lacks.append(
            Lack(
                english(
                    "no answer came by {day}", day=raised.escalation.fields.response_due.isoformat()
                )
            )
        )
    if not raised.is_open and raised.escalation.fields.outcome is None:
        lacks.append(Lack(english("closed without a word on what came of it")))
    return Subject(raised.escalation, (raised.escalation,), tuple(lacks))
