"""The coverage figures in words and links: what is there of what should be, and what is missing."""

from __future__ import annotations

from typing import Any

from brmsite.insight.burden import Asked, Burden
from brmsite.insight.cadence import Expectation
from brmsite.insight.contacts import SIDE_NAMES
from brmsite.insight.coverage import Use
from brmsite.insight.cycle import Occurrence
from brmsite.insight.figures import FigureSet, RequiredContact, Share
from brmsite.insight.funded import Funded, FundedShare
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Question
from brmsite.kinds.service import Service
from brmsite.site.language import N_, _, counted, figure, said, spoken
from brmsite.site.naming import Naming
from brmsite.site.pieces import GAP, day, money, sentence
from brmsite.site.shapes import Aside, Item, Line, Number, Piece, Tag, Text, line
from brmsite.site.words import worded

NO_DATA = Text(N_("No data"))
"""What a figure says where there is nothing to count."""


def percent(value: float | None) -> Piece:
    """A share in whole percent, rounded: 100 only where nothing is missing, 0 only where all is."""
    if value is None:
        return NO_DATA
    shown = int(value) if value in (0, 100) else min(99, max(1, int(value + 0.5)))
    return Number(_("{figure} %", figure=shown), value)


def share_line(share: Share[Any]) -> Line:
    """What is there of what should be: "94 %, 16 of 17"."""
    if share.percent is None:
        return (NO_DATA,)
    words = _(", {part} of {whole}", part=figure(len(share.counted)), whole=figure(share.of))
    return line(percent(share.percent), Aside(words))


def funded_line(shares: tuple[FundedShare, ...]) -> Line:
    """What is approved of what agreements cost, one share a currency."""
    pieces: list[Piece] = []
    for share in shares:
        pieces += [Text("; ")] if pieces else []
        words = _(
            ", {part} of {whole}",
            part=spoken().money(share.secured),
            whole=spoken().money(share.cost),
        )
        pieces += [percent(share.percent), Aside(words)]
    return tuple(pieces) or (NO_DATA,)


def burden_line(burden: Burden) -> Line:
    """What is put to the customer a month, and how many questions were answered."""
    if burden.per_month is None:
        return (NO_DATA,)
    questions = len(burden.questions)
    words = _(" a month")
    if questions:
        words = _(
            " a month, {part} of {whole} answered",
            part=figure(len(burden.answered)),
            whole=figure(questions),
        )
    monthly = Number(figure(burden.per_month, ".1f"), burden.per_month)
    return line(monthly, Aside(words))


# What is missing ----------------------------------------------------------------------------------


def missing_uses(figures: FigureSet) -> tuple[Use, ...]:
    """The uses without an agreement in force, vital ones first."""
    return tuple(sorted(figures.agreements.missing, key=lambda one: not one.consumption.vital))


def use_item(naming: Naming, use: Use) -> Item:
    """A service that somebody uses without an agreement."""
    vital = (Tag(_("Vital"), "bad"),) if use.consumption.vital else ()
    since = sentence(_("used since {day}"), day=day(use.consumption.since))
    title = sentence(
        _("{service}, used by {customer}"),
        service=naming.one(Service, use.consumption.service),
        customer=_customer(naming, use),
    )
    return Item(title, (since,), vital)


def missing_money(figures: FigureSet) -> tuple[Funded, ...]:
    """The agreements that are not secured whole, the greatest sums first; then those that do not
    tell it."""
    short = (
        one
        for share in figures.funded
        for one in sorted(share.missing, key=_open_amount, reverse=True)
    )
    return (*short, *figures.unknown)


def _open_amount(one: Funded) -> float:
    return float(one.open.amount) if one.open is not None else 0.0


def money_item(naming: Naming, one: Funded) -> Item:
    """An agreement whose cost is not approved, or not known."""
    title = (naming.here.record(one.agreement, naming.titles.of(one.agreement)),)
    if one.cost is None or one.secured is None:
        why = _("not counted: its funding names no amount")
        if one.cost is None:
            why = _("not counted: no annual cost is written")
        return Item(title, (line(why),), (Tag(_("No data"), "mute"),))
    approved = sentence(
        _("{part} of {whole} approved"), part=money(one.secured), whole=money(one.cost)
    )
    still = "" if one.open is None else spoken().money(one.open)
    return Item(title, (approved,), (Tag(_("{sum} open", sum=still), "warn"),))


def missing_contacts(figures: FigureSet) -> tuple[RequiredContact, ...]:
    """The required cells of contact matrices with nobody in them."""
    return figures.contacts.missing


def contact_item(naming: Naming, one: RequiredContact) -> Item:
    """A level and side at which nobody is."""
    where = _(
        "{level}, {side}: nobody has a role there",
        level=worded(one.cell.level),
        side=said(SIDE_NAMES[one.cell.side]),
    )
    return Item((_customer(naming, one),), (line(where),), (GAP,))


def missing_meetings(figures: FigureSet) -> tuple[Expectation, ...]:
    """The days by which nobody met, the latest first."""
    return tuple(sorted(figures.cadence.missing, key=lambda each: each.due, reverse=True))


def meeting_item(naming: Naming, one: Expectation) -> Item:
    """A day by which a customer should have been met."""
    words = counted(
        one.cadence.max_months,
        "{level}, at most every {n} month: not met by {day}",
        "{level}, at most every {n} months: not met by {day}",
    )
    agreed = sentence(words, level=Text(worded(one.cadence.level)), day=day(one.due))
    return Item((_customer(naming, one),), (agreed,))


def missing_activities(figures: FigureSet) -> tuple[Occurrence, ...]:
    """What of the yearly cycle was due and not done, the latest first."""
    return tuple(sorted(figures.cycle.missing, key=lambda each: each.due, reverse=True))


def waiting_questions(figures: FigureSet) -> tuple[Asked, ...]:
    """The questions that nobody has answered yet, those that are late first."""
    return tuple(sorted(figures.burden.waiting, key=lambda each: not each.late))


def question_item(naming: Naming, one: Asked) -> Item:
    """A question that waits for an answer."""
    needed = one.matter.needed_by if isinstance(one.matter, Question) else None
    remarks = (
        sentence(_("asked in {meeting}"), meeting=naming.record(one.meeting)),
        naming.each(Customer, one.meeting.fields.customers),
        *((sentence(_("needed by {day}"), day=day(needed)),) if needed else ()),
    )
    late = (Tag(_("Overdue"), "bad"),) if one.late else ()
    return Item(naming.prose(one.matter.text), remarks, late)


def _customer(naming: Naming, one: Use | RequiredContact | Expectation) -> Piece:
    return naming.here.record(one.customer, naming.titles.of(one.customer))
