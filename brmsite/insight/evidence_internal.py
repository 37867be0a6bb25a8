"""Evidence for ISO/IEC 20000-1:2018, clause 8.3.4.2: suppliers inside our organisation.

What the clause asks is told in our own words; whoever is audited reads it in the standard itself.
"""

from collections import defaultdict

from brmsite.ground.words import english
from brmsite.insight.attainment import Attainment
from brmsite.insight.audited import Audited, Clause, Lack, Requirement, Subject
from brmsite.insight.dependencies import Dependencies
from brmsite.insight.evidence_levels import monitored_each
from brmsite.insight.measurements import Measurements
from brmsite.insight.terms import Terms
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register


def derive(
    register: Register,
    audited: Audited,
    terms: Terms,
    dependencies: Dependencies,
    attainment: Attainment,
    measurements: Measurements,
) -> Clause:
    """What is asked about units of our own that deliver to IT, and what shows it."""
    olas = tuple(term.agreement for term in terms.in_force if term.agreement.fields.type == "ola")
    return Clause(
        "8.3.4.2",
        english("Suppliers inside our organisation"),
        (
            Requirement(
                "ola",
                english("Units of our own have promised, too"),
                english(
                    "About every service that others rest on and that no company delivers there is "
                    "an OLA. A customer that delivers to IT is kept as a supplier, with a contract."
                ),
                english("service delivered inside"),
                english("services delivered inside"),
                english("No service rests on one that is delivered inside."),
                tuple(_promised(register, dependencies, olas)),
            ),
            Requirement(
                "ola-content",
                english("OLAs say what is delivered"),
                english("Every OLA has targets, and says whom to turn to."),
                english("OLA in force"),
                english("OLAs in force"),
                english("No OLA is in force."),
                tuple(_complete(one) for one in olas),
            ),
            Requirement(
                "ola-performance",
                english("Their performance is watched"),
                english("What units of our own promised is measured."),
                english("OLA with results due"),
                english("OLAs with results due"),
                english("No target of an OLA came due in the period."),
                tuple(monitored_each(olas, attainment, measurements, audited)),
            ),
        ),
    )


def _promised(
    register: Register, dependencies: Dependencies, olas: tuple[Record[Agreement], ...]
) -> list[Subject]:
    promised: dict[str, list[Record[Agreement]]] = defaultdict(list)
    for ola in olas:
        for each in ola.fields.services:
            service = register.one(Service, each)
            if service is not None:
                promised[service.address].append(ola)
    carrying = {one.address for below in dependencies.direct.values() for one in below}
    return [
        Subject(
            service,
            tuple(promised[service.address]),
            () if promised[service.address] else (Lack(english("no OLA is about it")),),
        )
        for service in register.all(Service)
        if service.address in promised
        or (
            service.address in carrying
            and service.fields.state == "live"
            and service.fields.supplier is None
        )
    ]


def _complete(ola: Record[Agreement]) -> Subject:
    lacks: list[Lack] = []
    if not ola.fields.targets:
        lacks.append(Lack(english("it has no targets")))
    if ola.fields.contacts is None:
        lacks.append(Lack(english("nobody is named to turn to")))
    return Subject(ola, (ola,), tuple(lacks))
