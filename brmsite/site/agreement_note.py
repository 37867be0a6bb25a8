"""The one thing to decide or to know about an agreement on a day, at the head of its page."""

from __future__ import annotations

from datetime import date

from brmsite.insight.mandates import Mandates
from brmsite.insight.terms import AgreementTerm
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.language import _
from brmsite.site.naming import Naming
from brmsite.site.pieces import day_in_words, sentence
from brmsite.site.shapes import Line, Note, Text, line
from brmsite.site.words import in_sentence

DECIDERS = 3
"""How many holders of a mandate the note names."""


def agreement_note(
    one: AgreementTerm, mandates: Mandates, as_of: date, naming: Naming
) -> Note | None:
    """The one thing to decide or to know, where there is one."""
    term = one.term
    deciders = _deciders(one.agreement, mandates, as_of, naming)
    if one.standing == "past-end" and term.end is not None:
        state = in_sentence(one.agreement.fields.state)
        title = sentence(
            _("It ended on {day}, and its state is still {state}"),
            day=day_in_words(term.end),
            state=Text(state),
        )
        if one.successor is not None:
            successor = naming.one(Agreement, one.successor.id)
            now = sentence(_("In its place: {agreement}."), agreement=successor)
            return Note("bad", title, (now,))
        unbound = _("Nobody is bound by its promises. {who_decides}")
        return Note("bad", title, (sentence(unbound, who_decides=deciders),))
    if one.standing == "closed":
        if one.successor is None:
            return None
        instead = naming.one(Agreement, one.successor.id)
        return Note("mute", sentence(_("Closed; in its place: {agreement}"), agreement=instead))
    if one.notice_owed and term.notice_by is not None and term.runs_on_to is not None:
        title = line(_("It was decided to end it, but no notice was given"))
        days = {"day": day_in_words(term.notice_by), "end": day_in_words(term.runs_on_to)}
        if as_of > term.notice_by:
            passed = sentence(_("The day was {day}; it runs on to {end}."), **days)
            return Note("bad", title, (passed,))
        by = sentence(_("Give notice by {day} or it runs on to {end}."), **days)
        return Note("warn", title, (by,))
    if one.standing == "notice-passed" and term.notice_by is not None and term.runs_on_to:
        title = sentence(
            _("The day for notice, {day}, has passed"), day=day_in_words(term.notice_by)
        )
        runs_on = sentence(
            _("It runs on to {end}. {who_decides}"),
            end=day_in_words(term.runs_on_to),
            who_decides=deciders,
        )
        return Note("bad", title, (runs_on,))
    if one.standing == "notice-due" and term.end is not None:
        return _due(one, term.end, deciders)
    return None


def _due(one: AgreementTerm, end: date, deciders: Line) -> Note:
    """A decision that can still be taken in time."""
    term = one.term
    if term.runs_on_to is not None and term.notice_by is not None:
        title = sentence(
            _("Give notice by {day} or it runs on to {end}"),
            day=day_in_words(term.notice_by),
            end=day_in_words(term.runs_on_to),
        )
        return Note("warn", title, (deciders,))
    title = sentence(_("Decide what follows: it ends on {day}"), day=day_in_words(end))
    how = _("It is not renewed. {who_decides}")
    if one.agreement.fields.term.renewal == "express":
        how = _("It goes on only if both sides say so. {who_decides}")
    return Note("warn", title, (sentence(how, who_decides=deciders),))


def _deciders(
    agreement: Record[Agreement], mandates: Mandates, as_of: date, naming: Naming
) -> Line:
    """Who decides for the customer today."""
    customer = naming.register.one(Customer, agreement.fields.customer)
    found = mandates.deciding(customer.address, as_of) if customer is not None else ()
    people = list(dict.fromkeys(holding.role.person for holding in found))[:DECIDERS]
    if not people:
        return line(_("Nobody has a mandate to decide for the customer."))
    return sentence(_("Decides: {people}."), people=naming.each(Person, people))
