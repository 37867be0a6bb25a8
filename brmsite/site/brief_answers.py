"""The nine questions about a customer, each answered in a line or two; "no data" is said as such.

A customer stands here for itself and the units below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brmsite.ground.money import Money, grouped, totals
from brmsite.ground.words import listed, plural
from brmsite.insight.attainment import TargetResults
from brmsite.insight.attested import Attested
from brmsite.insight.contacts import LEVELS, SIDES, ContactMatrix
from brmsite.insight.mandates import Holding
from brmsite.insight.objectives import covered
from brmsite.insight.pack import Pack
from brmsite.insight.projects import Course, on_track
from brmsite.insight.satisfaction import Picture
from brmsite.insight.wishes import Wish, WishCoverage
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.kinds.role import Role
from brmsite.register.register import Record
from brmsite.site.addresses import record_page
from brmsite.site.idea_items import covered_words
from brmsite.site.mandate_words import mandate_words
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import MISSING, day, day_in_words
from brmsite.site.satisfaction_items import NOT_ASKED, SCALE_NAMES, figure_piece
from brmsite.site.shapes import Fact, Line, Piece, Text, line
from brmsite.site.words import in_sentence, worded

NAMED = 2
"""How many people or promises one answer names."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a customer and the units below it: everything that the answers need.

    `deciding` and `purchasers` are the nearest first; `results` are those of the agreements in
    `pack`; `attested` was given lately.
    """

    pack: Pack
    deciding: Sequence[Holding]
    purchasers: Sequence[Role]
    results: Sequence[TargetResults]
    contacts: ContactMatrix
    courses: Sequence[Course]
    picture: Picture
    wishes: Sequence[Wish]
    attested: Sequence[Attested]
    currency: str
    as_of: date


def answers(naming: Naming, known: Known) -> tuple[Fact, ...]:
    """The nine answers, in the order in which the questions are asked."""
    return (
        Fact("Who decides", tuple(_deciders(naming, known))),
        Fact("Agreements", tuple(_agreements(naming, known.pack))),
        Fact("Service levels", tuple(_levels(naming, known.results))),
        Fact("Meetings", tuple(_meetings(naming, known.contacts))),
        Fact("Plan", tuple(_plan(naming, known))),
        Fact("Projects", (_projects(known.courses),)),
        Fact("Satisfaction", tuple(_satisfaction(naming, known.picture))),
        Fact("Wishes, value", tuple(_value(known))),
        Fact("Changes", (_changes(known.pack),)),
    )


# --- Structure and agreements --------------------------------------------------------------------


def _deciders(naming: Naming, known: Known) -> Iterator[Line]:
    for holding in known.deciding[:NAMED]:
        mandate = mandate_words(naming.register, holding.role.mandate, known.currency)
        yield line(naming.one(Person, holding.role.person), f": {mandate}")
    if not known.deciding:
        yield line(MISSING, " nobody holds a mandate")
    if known.purchasers:
        people = dict.fromkeys(role.person for role in known.purchasers)
        word = "purchaser" if len(people) == 1 else "purchasers"
        yield line(f"{word}: ", *naming.each(Person, list(people)[:NAMED]))


def _agreements(naming: Naming, pack: Pack) -> Iterator[Line]:
    if not pack.deliveries:
        yield line("None in force")
    else:
        of = " of the units above" if pack.from_above else ""
        yield line(f"{len(pack.deliveries):,} in force{of}")
    if pack.too_late:
        yield line(f"{len(pack.too_late):,} past the day to decide")
    if pack.notices:
        first = pack.notices[0]
        agreement = naming.here.record(first.term.agreement, naming.titles.of(first.term.agreement))
        yield line("next to decide: ", agreement, " by ", day(first.act_by))
    elif pack.deliveries:
        yield line("no day to decide lies ahead")


def _levels(naming: Naming, results: Sequence[TargetResults]) -> Iterator[Line]:
    if not results:
        yield line("No data: nothing measurable is promised")
        return
    last = [(one, one.last.outcome) for one in results if one.last is not None]
    missed = [one for one, outcome in last if outcome == "missed"]
    judged = len(missed) + sum(outcome in ("met", "near") for _, outcome in last)
    silent = len(results) - judged
    if not judged:
        yield line(f"No data: none of {plural(len(results), 'promise')} is measured")
        return
    rest = f", {silent:,} not measured" if silent else ""
    yield line(f"{judged - len(missed):,} of {judged:,} met{rest}")
    for one in missed[:NAMED]:
        page = record_page(one.agreement)
        figure = one.last.figure if one.last is not None else None
        measured = f" ({one.goal.told(figure)})" if figure is not None else ""
        yield line(
            "missed: ", naming.here.page(one.target.description, page, one.target.id), measured
        )
    if len(missed) > NAMED:
        yield line(f"and {len(missed) - NAMED:,} more missed")


# --- Contact and plans ---------------------------------------------------------------------------


def _meetings(naming: Naming, contacts: ContactMatrix) -> Iterator[Line]:
    for level in LEVELS:
        cells = [contacts.cell(level, side) for side in SIDES]
        held = [cell.last for cell in cells if cell.last is not None]
        last = max(held, key=lambda one: (one.fields.date, one.address), default=None)
        ahead = cells[0].next
        if last is None and ahead is None:
            yield line(f"{worded(level)}: never met")
            continue
        yield line(
            f"{worded(level)}: ",
            *_met(naming, "last ", last, "never met"),
            ", ",
            *_met(naming, "next ", ahead, "none planned"),
        )


def _met(naming: Naming, words: str, meeting: Record[Meeting] | None, without: str) -> Line:
    if meeting is None:
        return line(without)
    when = day_in_words(meeting.fields.date).text
    return line(words, naming.here.page(when, record_page(meeting)))


def _plan(naming: Naming, known: Known) -> Iterator[Line]:
    now = [one for one in known.pack.plans if one.fields.period.covers(known.as_of)]
    if not now:
        yield line("No plan covers this day")
    else:
        yield joined(naming.here.record(one, naming.titles.of(one)) for one in now[:NAMED])
    found = covered(known.pack.aims)
    if found.of:
        objectives = plural(len(found.of), "open objective")
        yield line(f"{len(found.supported):,} of {objectives} supported by what works")


def _projects(courses: Sequence[Course]) -> Line:
    live = [one for one in courses if one.is_live]
    if not live:
        return line("None under way")
    share = on_track(live)
    silent = len(live) - len(share.of)
    rest = f", {silent:,} without a status" if silent else ""
    return line(f"{len(share.on_track):,} of {len(share.of):,} on track{rest}")


# --- Satisfaction, wishes and value --------------------------------------------------------------


def _satisfaction(naming: Naming, picture: Picture) -> Iterator[Line]:
    latest = picture.latest
    if latest is None:
        yield line(f"{NOT_ASKED}: no data")
    else:
        name = in_sentence(SCALE_NAMES[latest.score.tally.scale])
        score: Piece = figure_piece(latest.score)
        direction = f", {picture.trend.direction}" if picture.trend else ""
        survey = naming.here.page(latest.ended.isoformat(), record_page(latest.survey))
        told = line(score, f" {name}") if latest.score.figure is not None else line(score)
        yield line(*told, f"{direction} (", survey, ")")
    complaints, late = len(picture.complaints.open), len(picture.complaints.late)
    overdue = f", {late:,} late" if late else ""
    escalations = len(picture.open_escalations)
    raised = f"; {plural(escalations, 'open escalation')}" if escalations else ""
    yield line(f"{plural(complaints, 'open complaint')}{overdue}{raised}")


def _value(known: Known) -> Iterator[Line]:
    coverage = WishCoverage(tuple(known.wishes))
    if not coverage.counted:
        yield line("No wishes known")
    elif not coverage.assessed:
        yield line(f"{plural(coverage.counted, 'wish', 'wishes')}, none assessed")
    else:
        yield line(f"Covered: {covered_words(coverage)}")
    if not known.attested:
        yield line("No value attested in the last year")
        return
    worth = listed(_sums(known.attested, known.currency))
    said = plural(len(known.attested), "attestation")
    yield line(f"{said}: {worth}" if worth else f"{said}, no sum given")


def _sums(attested: Iterable[Attested], currency: str) -> Iterator[str]:
    """What attestations were worth: money by currency, other measures each for itself."""
    money: list[Money] = []
    measures: dict[str, Decimal] = {}
    for one in attested:
        value = one.attestation.fields.value
        if value is None:
            continue
        if value.measure is None or value.currency is not None:
            money.append(Money(value.amount, value.currency or currency))
        else:
            measures[value.measure] = measures.get(value.measure, Decimal(0)) + value.amount
    yield from map(str, totals(money))
    yield from (f"{grouped(amount)} {measure}" for measure, amount in measures.items())


def _changes(pack: Pack) -> Line:
    if not pack.changes:
        return line("None open")
    counted = [one.within for one in pack.changes]
    words = (("inside the agreement", "yes"), ("outside", "no"), ("unclear", "unclear"))
    found = [f"{counted.count(within):,} {word}" for word, within in words if within in counted]
    return (Text(f"Open: {listed(found)}"),)
