"""The one thing to decide or to know about an agreement on a day, at the head of its page."""

from __future__ import annotations

from datetime import date

from brmsite.insight.mandates import Mandates
from brmsite.insight.terms import AgreementTerm
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.person import Person
from brmsite.register.register import Record
from brmsite.site.naming import Naming
from brmsite.site.pieces import day_in_words
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
        title = line("It ended on ", day_in_words(term.end), f", and its state is still {state}")
        if one.successor is not None:
            now = line("In its place: ", naming.one(Agreement, one.successor.id), ".")
            return Note("bad", title, (now,))
        return Note("bad", title, (line("Nobody is bound by its promises. ", *deciders),))
    if one.standing == "closed":
        if one.successor is None:
            return None
        instead = naming.one(Agreement, one.successor.id)
        return Note("mute", line("Closed; in its place: ", instead))
    if one.notice_owed and term.notice_by is not None and term.runs_on_to is not None:
        title = line("It was decided to end it, but no notice was given")
        runs = day_in_words(term.runs_on_to)
        if as_of > term.notice_by:
            passed = line("The day was ", day_in_words(term.notice_by), "; it runs on to ", runs)
            return Note("bad", title, ((*passed, Text(".")),))
        by = line("Give notice by ", day_in_words(term.notice_by), " or it runs on to ", runs, ".")
        return Note("warn", title, (by,))
    if one.standing == "notice-passed" and term.notice_by is not None and term.runs_on_to:
        title = line("The day for notice, ", day_in_words(term.notice_by), ", has passed")
        runs_on = line("It runs on to ", day_in_words(term.runs_on_to), ". ", *deciders)
        return Note("bad", title, (runs_on,))
    if one.standing == "notice-due" and term.end is not None:
        return _due(one, term.end, deciders)
    return None


def _due(one: AgreementTerm, end: date, deciders: Line) -> Note:
    """A decision that can still be taken in time."""
    term = one.term
    if term.runs_on_to is not None and term.notice_by is not None:
        title = line(
            "Give notice by ",
            day_in_words(term.notice_by),
            " or it runs on to ",
            day_in_words(term.runs_on_to),
        )
        return Note("warn", title, (deciders,))
    title = line("Decide what follows: it ends on ", day_in_words(end))
    express = one.agreement.fields.term.renewal == "express"
    how = "It goes on only if both sides say so. " if express else "It is not renewed. "
    return Note("warn", title, (line(how, *deciders),))


def _deciders(
    agreement: Record[Agreement], mandates: Mandates, as_of: date, naming: Naming
) -> Line:
    """Who decides for the customer today."""
    customer = naming.register.one(Customer, agreement.fields.customer)
    found = mandates.deciding(customer.address, as_of) if customer is not None else ()
    people = list(dict.fromkeys(holding.role.person for holding in found))[:DECIDERS]
    if not people:
        return line("Nobody has a mandate to decide for the customer.")
    return line("Decides: ", *naming.each(Person, people), ".")
