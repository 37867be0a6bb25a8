"""Evidence for ISO/IEC 20000-1:2018, clause 8.3.3: service level management.

What the clause asks is told in our own words; whoever is audited reads it in the standard itself.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from brmsite.ground.period import add_months
from brmsite.ground.words import english
from brmsite.insight.attainment import Attainment, Reading, TargetResults
from brmsite.insight.audited import Audited, Clause, Lack, Requirement, Subject
from brmsite.insight.coverage import Coverage
from brmsite.insight.improvements import Improvements
from brmsite.insight.measurements import Measurements, is_known
from brmsite.insight.terms import Terms
from brmsite.insight.workload import Workload
from brmsite.kinds.agreement import Agreement, AgreementType
from brmsite.kinds.base import Common
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.report import Report
from brmsite.kinds.service import Service
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

WITH_LEVELS: tuple[AgreementType, ...] = ("sla", "ola", "underpinning-contract")
"""The agreements that promise service levels to somebody who uses a service."""


def derive(
    register: Register,
    settings: Settings,
    audited: Audited,
    terms: Terms,
    coverage: Coverage,
    attainment: Attainment,
    measurements: Measurements,
    workload: Workload,
    improvements: Improvements,
) -> Clause:
    """What is asked about service levels, and what shows it."""
    slas = tuple(term.agreement for term in terms.in_force if term.agreement.fields.type == "sla")
    reports = {one.address: reports_in(measurements, one, audited) for one in slas}
    presented = _presented(register, audited.end)
    agreements = (english("SLA in force"), english("SLAs in force"), english("No SLA is in force."))
    return Clause(
        "8.3.3",
        english("Service level management"),
        (
            Requirement(
                "agreed",
                english("Service levels are agreed"),
                english(
                    "About every service that customers use there is an agreement on service "
                    "levels with each of them, or with a unit above."
                ),
                english("service in use"),
                english("services in use"),
                english("No customer uses a service."),
                tuple(
                    _agreed(coverage, service)
                    for service in register.all(Service)
                    if coverage.of_service(service)
                ),
            ),
            Requirement(
                "content",
                english("Targets, limits and exceptions are written"),
                english(
                    "Every agreement has targets for each of its services, and says up to which "
                    "workload they hold and what they leave out."
                ),
                *agreements,
                tuple(_complete(register, one) for one in slas),
            ),
            Requirement(
                "monitored",
                english("Performance is held against the targets"),
                english(
                    "Whatever was promised is measured, in every month, quarter or year for which "
                    "it was promised."
                ),
                english("SLA with results due"),
                english("SLAs with results due"),
                english("No target in force came due in the period."),
                tuple(monitored_each(slas, attainment, measurements, audited)),
            ),
            Requirement(
                "workload",
                english("Workload is held against its limits"),
                english(
                    "How much work there was is told for whatever an agreement sets a limit for."
                ),
                english("SLA with limits"),
                english("SLAs with limits"),
                english("No SLA in force sets a limit."),
                tuple(
                    _counted(one, workload, reports[one.address])
                    for one in slas
                    if one.fields.workload_limits and readings_in(attainment, one, audited)
                ),
            ),
            Requirement(
                "reported",
                english("Results are told to the customer"),
                english(
                    "Every report is published and gone through with the customer in a meeting."
                ),
                english("report"),
                english("reports"),
                english("There is no report about the period."),
                tuple(
                    _reported(report, presented, settings, audited.end)
                    for one in slas
                    for report in reports[one.address]
                ),
            ),
            Requirement(
                "improved",
                english("Misses lead to improvement"),
                english("Wherever a target was missed, something is decided to better it."),
                english("miss"),
                english("misses"),
                english("No target was missed in the period."),
                tuple(
                    miss
                    for one in slas
                    for miss in misses(register, attainment, improvements, one, audited)
                ),
            ),
        ),
    )


def _agreed(coverage: Coverage, service: Record[Service]) -> Subject:
    found: dict[Record[Common], None] = {}
    lacks: list[Lack] = []
    for use in coverage.of_service(service):
        promised = [
            term.agreement for term in use.covered_by if term.agreement.fields.type in WITH_LEVELS
        ]
        found.update(dict.fromkeys(promised))
        if not use.covered_by:
            lacks.append(Lack(english("used without an agreement:"), use.customer))
        elif not promised:
            lacks.append(Lack(english("no service levels, only"), use.covered_by[0].agreement))
    return Subject(service, tuple(found), tuple(lacks))


def _complete(register: Register, agreement: Record[Agreement]) -> Subject:
    fields = agreement.fields
    promised = {target.service for target in fields.targets}
    lacks = [
        Lack(english("no target for"), service)
        for each in fields.services
        if each not in promised and (service := register.one(Service, each)) is not None
    ]
    if "workload_limits" not in fields.model_fields_set:
        lacks.append(Lack(english("nothing is said of workload limits")))
    if "exceptions" not in fields.model_fields_set:
        lacks.append(Lack(english("nothing is said of exceptions")))
    return Subject(agreement, (agreement,) if fields.targets else (), tuple(lacks))


def _counted(
    agreement: Record[Agreement], workload: Workload, reports: tuple[Record[Report], ...]
) -> Subject:
    counted: dict[Record[Common], None] = {}
    measures: set[str] = set()
    for report in reversed(reports):
        for use in workload.of_report(report):
            counted[report] = None
            measures.add(use.line.measure.casefold())
    lacks = tuple(
        Lack(english("no figure for {measure}", measure=limit.measure))
        for limit in agreement.fields.workload_limits
        if limit.measure.casefold() not in measures
    )
    return Subject(agreement, tuple(counted), lacks)


def _presented(register: Register, day: date) -> dict[str, list[Record[Meeting]]]:
    """The meetings held by a day in which each report was presented, by the report's address."""
    found: dict[str, list[Record[Meeting]]] = {}
    for meeting in register.all(Meeting):
        if meeting.fields.state == "held" and meeting.fields.date <= day:
            for each in meeting.fields.reports:
                report = register.one(Report, each)
                if report is not None:
                    found.setdefault(report.address, []).append(meeting)
    for report in register.all(Report):
        named = register.one(Meeting, report.fields.presented_at)
        if named is not None and named.fields.state == "held" and named.fields.date <= day:
            found.setdefault(report.address, []).append(named)
    return found


def _reported(
    report: Record[Report],
    presented: dict[str, list[Record[Meeting]]],
    settings: Settings,
    day: date,
) -> Subject:
    """A report has some months until it must have been presented (a setting)."""
    published = report.fields.published
    meetings = tuple(dict.fromkeys(presented.get(report.address, ())))
    months = settings.service_levels.present_within_months
    if published is None:
        return Subject(report, meetings, (Lack(english("it was not published")),))
    late = not meetings and add_months(published, months) < day
    lacks = (Lack(english("it was gone through in no meeting")),) if late else ()
    return Subject(report, meetings or (report,), lacks)


# --- Of any agreement with targets ---------------------------------------------------------------


def reports_in(
    measurements: Measurements, agreement: Record[Agreement], audited: Audited
) -> tuple[Record[Report], ...]:
    """The reports on an agreement whose period ended among the audited days, the oldest first."""
    return tuple(
        report
        for report in measurements.reports_on(agreement)
        if report.fields.period.to in audited.period and is_known(report, audited.end)
    )


def readings_in(
    attainment: Attainment, agreement: Record[Agreement], audited: Audited
) -> tuple[tuple[TargetResults, Reading], ...]:
    """The results of an agreement's targets that came due among the audited days."""
    return tuple(
        (results, reading)
        for results in attainment.of_agreement(agreement)
        for reading in results.readings
        if reading.window.end in audited.period
    )


def monitored_each(
    agreements: Iterable[Record[Agreement]],
    attainment: Attainment,
    measurements: Measurements,
    audited: Audited,
) -> Iterator[Subject]:
    """Whether what came due of each agreement was measured; nothing of those where nothing did."""
    for agreement in agreements:
        readings = readings_in(attainment, agreement, audited)
        if not readings:
            continue
        silent = sum(reading.outcome == "not-measured" for _, reading in readings)
        words = english(
            "{part} of {whole} results were not measured", part=silent, whole=len(readings)
        )
        reports = tuple(reversed(reports_in(measurements, agreement, audited)))
        yield Subject(agreement, reports, (Lack(words),) if silent else ())


def misses(
    register: Register,
    attainment: Attainment,
    improvements: Improvements,
    agreement: Record[Agreement],
    audited: Audited,
) -> Iterator[Subject]:
    """Every miss of an agreement among the audited days, and what was decided about it."""
    for results, reading in readings_in(attainment, agreement, audited):
        missed = reading.measurement
        if reading.outcome != "missed" or missed is None:
            continue
        begin = missed.report.fields.period.from_
        decided: dict[Record[Common], None] = {
            one.meeting: None for one in improvements.since(agreement, results.target.id, begin)
        }
        named = register.find((missed.line.action or "").partition("#")[0])
        if named is not None:
            decided[named] = None
        lacks = () if decided else (Lack(english("nothing was decided about it")),)
        yield Subject(missed.report, tuple(decided), lacks, missed.line.target)
