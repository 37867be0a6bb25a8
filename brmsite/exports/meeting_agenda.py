"""What a meeting with a customer should talk about, as far as the records tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from brmsite.ground.words import plural
from brmsite.insight.pack import Pack
from brmsite.kinds.base import Common, Level
from brmsite.kinds.meeting import Meeting
from brmsite.register.register import Record

OF_THEIR_OWN = 8
"""So many decisions, and agreements with a miss, are topics of their own."""

REFS = 12
"""So many records one topic names."""

NEAR_DAYS: dict[Level, int] = {"strategic": 366, "tactical": 183, "operational": 31}
"""For how many days ahead a notice date is a topic: as far as the level looks."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to talk about, and the records it is about, by address."""

    topic: str
    refs: tuple[str, ...] = ()


def agenda(pack: Pack, carried_from: Record[Meeting] | None, level: Level) -> Iterator[Topic]:
    """What is to be talked about, what wants a decision first."""
    if carried_from is not None:
        yield Topic(f"Actions of {carried_from.fields.date}", (carried_from.address,))
    for asked in pack.decisions[:OF_THEIR_OWN]:
        project, status = asked.project.address, asked.status.address
        yield Topic(f"To decide: {asked.decision.question}", (project, status))
    if more := pack.decisions[OF_THEIR_OWN:]:
        yield Topic(f"To decide: {len(more)} more", _addresses(one.project for one in more))
    yield from _delivered(pack)
    if pack.complaints or pack.escalations:
        refs = _addresses(
            (
                *(one.escalation for one in pack.escalations),
                *(one.feedback for one in pack.complaints),
            )
        )
        yield Topic("Complaints and escalations", refs)
    yield from _to_decide(pack, level)
    urgent = [one.project for one in pack.courses if one.standing in ("late", "at-risk")]
    if urgent:
        yield Topic("Projects that are late or at risk", _addresses(urgent))
    wanted = (*pack.requirements, *(one.change for one in pack.changes))
    if wanted:
        yield Topic("Requirements and change requests", _addresses(wanted))
    wishes = (*pack.wishes_judged, *pack.wishes_waiting)
    if wishes:
        yield Topic("Wishes and our answers", _addresses(one.idea for one in wishes))
    if pack.plans and level != "operational":
        yield Topic("What is going to change", _addresses(pack.plans))
    yield Topic("What else there is, and the day of the next meeting")


def _delivered(pack: Pack) -> Iterator[Topic]:
    """What was missed, agreement by agreement, and the reports without a miss."""
    short = [one for one in pack.deliveries if one.missed]
    for delivery in short[:OF_THEIR_OWN]:
        agreement = delivery.term.agreement
        report = (delivery.report.address,) if delivery.report else ()
        targets = tuple(f"{agreement.address}#{one.target.id}" for one in delivery.missed)
        missed = plural(len(delivery.missed), "service level")
        yield Topic(f"{missed} missed: {agreement.title}", (*targets, *report)[:REFS])
    if more := short[OF_THEIR_OWN:]:
        agreements = plural(len(more), "more agreement")
        refs = _addresses(one.term.agreement for one in more)
        yield Topic(f"Service levels missed in {agreements}", refs)
    met = [one.report for one in pack.deliveries if one.report is not None and not one.missed]
    if met:
        yield Topic("Reports in which nothing was missed", _addresses(met))


def _to_decide(pack: Pack, level: Level) -> Iterator[Topic]:
    """The agreements for which it is too late, and those to be decided on soon."""
    if pack.too_late:
        late = (one.agreement for one in pack.too_late)
        yield Topic("Agreements past their day, and undecided", _addresses(late))
    near = [one for one in pack.notices if one.days_left <= NEAR_DAYS[level]]
    if near:
        agreements = plural(len(near), "agreement")
        first = f"by {near[0].act_by}" if len(near) == 1 else f"the first by {near[0].act_by}"
        refs = _addresses(one.term.agreement for one in near)
        yield Topic(f"{agreements} to decide on, {first}", refs)


def _addresses(records: Iterable[Record[Common]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.address for one in records))[:REFS]
