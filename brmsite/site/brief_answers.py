"""The nine questions about a customer, each answered in a line or two; "no data" is said as such.

A customer stands here for itself and the units below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brmsite.ground.money import Money, totals
from brmsite.insight.attainment import TargetResults
from brmsite.insight.attested import Attested
from brmsite.insight.contacts import LEVELS, SIDES, ContactMatrix
from brmsite.insight.mandates import Holding
from brmsite.insight.objectives import covered
from brmsite.insight.pack import Pack
from brmsite.insight.projects import Course, on_track
from brmsite.insight.satisfaction import Picture
from brmsite.insight.wishes import Wish, WishCoverage
from brmsite.kinds.change import WithinAgreement
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.kinds.role import Role
from brmsite.register.register import Record
from brmsite.site.addresses import record_page
from brmsite.site.delivery_items import told
from brmsite.site.idea_items import covered_words
from brmsite.site.language import Things, _, counted, figure, listed, spoken
from brmsite.site.mandate_words import mandate_words
from brmsite.site.naming import Naming, joined
from brmsite.site.pieces import MISSING, day, day_in_words, sentence, written
from brmsite.site.satisfaction_items import DIRECTIONS, SCALE_NAMES, figure_piece
from brmsite.site.shapes import Fact, Line, Piece, Text, line
from brmsite.site.words import in_sentence, worded

NAMED = 2
"""How many people or promises one answer names."""

WITHIN: dict[WithinAgreement, Things] = {
    "yes": Things("{n} inside the agreement", "{n} inside the agreement"),
    "no": Things("{n} outside", "{n} outside"),
    "unclear": Things("{n} unclear", "{n} unclear"),
}
"""So many changes that are within the agreement, or not."""


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
        Fact(_("Who decides"), tuple(_deciders(naming, known))),
        Fact(_("Agreements"), tuple(_agreements(naming, known.pack))),
        Fact(_("Service levels"), tuple(_levels(naming, known.results))),
        Fact(_("Meetings"), tuple(_meetings(naming, known.contacts))),
        Fact(_("Plan"), tuple(_plan(naming, known))),
        Fact(_("Projects"), (_projects(known.courses),)),
        Fact(_("Satisfaction"), tuple(_satisfaction(naming, known.picture))),
        Fact(_("Wishes, value"), tuple(_value(known))),
        Fact(_("Changes"), (_changes(known.pack),)),
    )


# --- Structure and agreements --------------------------------------------------------------------


def _deciders(naming: Naming, known: Known) -> Iterator[Line]:
    for holding in known.deciding[:NAMED]:
        mandate = mandate_words(naming.register, holding.role.mandate, known.currency)
        yield line(naming.one(Person, holding.role.person), f": {mandate}")
    if not known.deciding:
        yield sentence(_("{mark} nobody holds a mandate"), mark=MISSING)
    if known.purchasers:
        people = dict.fromkeys(role.person for role in known.purchasers)
        words = counted(len(people), "purchaser: {people}", "purchasers: {people}")
        yield sentence(words, people=naming.each(Person, list(people)[:NAMED]))


def _agreements(naming: Naming, pack: Pack) -> Iterator[Line]:
    if not pack.deliveries:
        yield line(_("None in force"))
    elif pack.from_above:
        yield line(
            counted(
                len(pack.deliveries),
                "{n} in force of the units above",
                "{n} in force of the units above",
            )
        )
    else:
        yield line(counted(len(pack.deliveries), "{n} in force", "{n} in force"))
    if pack.too_late:
        yield line(
            counted(len(pack.too_late), "{n} past the day to decide", "{n} past the day to decide")
        )
    if pack.notices:
        first = pack.notices[0]
        agreement = naming.here.record(first.term.agreement, naming.titles.of(first.term.agreement))
        yield sentence(
            _("next to decide: {agreement} by {day}"), agreement=agreement, day=day(first.act_by)
        )
    elif pack.deliveries:
        yield line(_("no day to decide lies ahead"))


def _levels(naming: Naming, results: Sequence[TargetResults]) -> Iterator[Line]:
    if not results:
        yield line(_("No data: nothing measurable is promised"))
        return
    last = [(one, one.last.outcome) for one in results if one.last is not None]
    missed = [one for one, outcome in last if outcome == "missed"]
    judged = len(missed) + sum(outcome in ("met", "near") for _, outcome in last)
    silent = len(results) - judged
    if not judged:
        yield line(
            counted(
                len(results),
                "No data: none of {n} promise is measured",
                "No data: none of {n} promises is measured",
            )
        )
        return
    part, whole = figure(judged - len(missed)), figure(judged)
    met = _("{part} of {whole} met", part=part, whole=whole)
    if silent:
        met = counted(
            silent,
            "{part} of {whole} met, {n} not measured",
            "{part} of {whole} met, {n} not measured",
            part=part,
            whole=whole,
        )
    yield line(met)
    for one in missed[:NAMED]:
        page = record_page(one.agreement)
        found = one.last.figure if one.last is not None else None
        measured = f" ({told(found, one.goal)})" if found is not None else ""
        promise = naming.here.page(one.target.description, page, one.target.id)
        yield sentence(_("missed: {promise}"), promise=line(promise, measured))
    if len(missed) > NAMED:
        more = len(missed) - NAMED
        yield line(counted(more, "and {n} more missed", "and {n} more missed"))


# --- Contact and plans ---------------------------------------------------------------------------


def _meetings(naming: Naming, contacts: ContactMatrix) -> Iterator[Line]:
    for level in LEVELS:
        cells = [contacts.cell(level, side) for side in SIDES]
        held = [cell.last for cell in cells if cell.last is not None]
        last = max(held, key=lambda one: (one.fields.date, one.address), default=None)
        ahead = cells[0].next
        if last is None and ahead is None:
            yield line(_("{level}: never met", level=worded(level)))
            continue
        if ahead is None:
            words = _("{level}: last {last}, none planned")
        elif last is None:
            words = _("{level}: never met, next {next}")
        else:
            words = _("{level}: last {last}, next {next}")
        yield sentence(
            words, level=Text(worded(level)), last=_met(naming, last), next=_met(naming, ahead)
        )


def _met(naming: Naming, meeting: Record[Meeting] | None) -> Line:
    """The day of a meeting as the way to it; nothing without one."""
    if meeting is None:
        return ()
    when = day_in_words(meeting.fields.date).text
    return (naming.here.page(when, record_page(meeting)),)


def _plan(naming: Naming, known: Known) -> Iterator[Line]:
    now = [one for one in known.pack.plans if one.fields.period.covers(known.as_of)]
    if not now:
        yield line(_("No plan covers this day"))
    else:
        yield joined(naming.here.record(one, naming.titles.of(one)) for one in now[:NAMED])
    found = covered(known.pack.aims)
    if found.of:
        words = counted(
            len(found.of),
            "{part} of {n} open objective supported by what works",
            "{part} of {n} open objectives supported by what works",
            part=figure(len(found.supported)),
        )
        yield line(words)


def _projects(courses: Sequence[Course]) -> Line:
    live = [one for one in courses if one.is_live]
    if not live:
        return line(_("None under way"))
    share = on_track(live)
    silent = len(live) - len(share.of)
    part, whole = figure(len(share.on_track)), figure(len(share.of))
    if not silent:
        return line(_("{part} of {whole} on track", part=part, whole=whole))
    return line(
        counted(
            silent,
            "{part} of {whole} on track, {n} without a status",
            "{part} of {whole} on track, {n} without a status",
            part=part,
            whole=whole,
        )
    )


# --- Satisfaction, wishes and value --------------------------------------------------------------


def _satisfaction(naming: Naming, picture: Picture) -> Iterator[Line]:
    latest = picture.latest
    if latest is None:
        yield line(_("Not asked: no data"))
    else:
        name = in_sentence(SCALE_NAMES[latest.score.tally.scale])
        score: Piece = figure_piece(latest.score)
        direction = f", {DIRECTIONS[picture.trend.direction]}" if picture.trend else ""
        survey = naming.here.page(latest.ended.isoformat(), record_page(latest.survey))
        score_line = line(score, f" {name}") if latest.score.figure is not None else line(score)
        yield line(*score_line, f"{direction} (", survey, ")")
    complaints, late = len(picture.complaints.open), len(picture.complaints.late)
    escalations = len(picture.open_escalations)
    words = counted(complaints, "{n} open complaint", "{n} open complaints")
    if late:
        words = counted(late, "{complaints}, {n} late", "{complaints}, {n} late", complaints=words)
    if escalations:
        words = counted(
            escalations,
            "{complaints}; {n} open escalation",
            "{complaints}; {n} open escalations",
            complaints=words,
        )
    yield line(words)


def _value(known: Known) -> Iterator[Line]:
    coverage = WishCoverage(tuple(known.wishes))
    if not coverage.counted:
        yield line(_("No wishes known"))
    elif not coverage.assessed:
        yield line(
            counted(coverage.counted, "{n} wish, none assessed", "{n} wishes, none assessed")
        )
    else:
        yield line(_("Covered: {wishes}", wishes=covered_words(coverage)))
    if not known.attested:
        yield line(_("No value attested in the last year"))
        return
    worth, number = listed(_sums(known.attested, known.currency)), len(known.attested)
    if worth:
        yield line(
            counted(number, "{n} attestation: {sums}", "{n} attestations: {sums}", sums=worth)
        )
    else:
        yield line(
            counted(number, "{n} attestation, no sum given", "{n} attestations, no sum given")
        )


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
    yield from map(spoken().money, totals(money))
    yield from (f"{written(amount)} {measure}" for measure, amount in measures.items())


def _changes(pack: Pack) -> Line:
    if not pack.changes:
        return line(_("None open"))
    stands = [one.within for one in pack.changes]
    found = [WITHIN[each].said(stands.count(each)) for each in WITHIN if each in stands]
    return (Text(_("Open: {changes}", changes=listed(found))),)
