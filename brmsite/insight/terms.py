"""Terms, renewal and notice of every agreement on a day.

The end is the last day in force. Later terms are counted from the original start, never from the
last result, so that short months do not eat days. Notice has to be given on `notice_by` at the
latest; the decision should be taken by `decide_by`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from brmsite.ground.period import ONE_DAY, add_days, add_months, end_of_period
from brmsite.kinds.agreement import Agreement, AgreementState, Term, TermDecision
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.settings import Settings

Phase = Literal["upcoming", "in-term", "in-notice-window", "past-end"]
"""Where a day lies in a term."""

Standing = Literal[
    "draft",
    "upcoming",
    "in-force",
    "notice-due",
    "notice-passed",
    "rolled-over",
    "notice-given",
    "past-end",
    "closed",
]
"""What to call an agreement on a day: its state and its phase in one word."""

IN_FORCE: tuple[AgreementState, ...] = ("active", "notice-given")
CLOSED: tuple[AgreementState, ...] = ("terminated", "completed", "superseded")
DRAFT: tuple[AgreementState, ...] = ("draft", "proposed")


@dataclass(frozen=True, slots=True)
class CurrentTerm:
    """The term of one agreement that counts on the as-of date.

    `number` counts renewals: 0 is the first term; `unconfirmed` those of them, up to this term,
    that came by themselves since the last one that somebody decided on. `end` is the last day in
    force, None where the agreement has no end. `runs_on_to` is the end of the next term where
    renewal is tacit and no notice was given. `decision` is what was decided about the end of this
    term, if anything was.
    """

    start: date
    number: int
    unconfirmed: int
    end: date | None
    notice_by: date | None
    decide_by: date | None
    phase: Phase
    runs_on_to: date | None
    decision: TermDecision | None
    notice_given: date | None

    @property
    def is_decided(self) -> bool:
        """Whether somebody decided about the end of this term, or gave notice."""
        return self.decision is not None or self.notice_given is not None


@dataclass(frozen=True, slots=True)
class AgreementTerm:
    """One agreement and its current term.

    `successor` is the agreement that takes its place, as soon as that one is agreed: then what
    comes after the end is settled, whatever was decided in this record.
    """

    agreement: Record[Agreement]
    term: CurrentTerm
    standing: Standing
    successor: Record[Agreement] | None

    @property
    def in_force(self) -> bool:
        """Whether the agreement binds both sides on the as-of date."""
        state = self.agreement.fields.state
        return state in IN_FORCE and self.term.phase in ("in-term", "in-notice-window")

    @property
    def is_settled(self) -> bool:
        """Whether it is known what follows after the current term."""
        given = self.agreement.fields.state == "notice-given"
        return given or self.term.is_decided or self.successor is not None

    @property
    def notice_owed(self) -> bool:
        """Whether it was decided to terminate, but notice was not given and it would run on."""
        decision = self.term.decision
        return (
            decision is not None
            and decision.outcome == "terminate"
            and self.term.runs_on_to is not None
            and self.agreement.fields.state != "notice-given"
            and self.successor is None
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """The current terms of all agreements, by address."""

    by_address: dict[str, AgreementTerm]

    def of(self, agreement: Record[Agreement]) -> AgreementTerm:
        """The current term of one agreement."""
        return self.by_address[agreement.address]

    @property
    def in_force(self) -> tuple[AgreementTerm, ...]:
        """The agreements that bind both sides on the as-of date, by address."""
        return tuple(term for term in self.by_address.values() if term.in_force)


def derive(register: Register, settings: Settings, as_of: date) -> Terms:
    """The current term of every agreement."""
    limits = settings.thresholds
    return Terms(
        register.each_with(
            _successors(register),
            Agreement,
            _term,
            limits.decision_lead_days,
            limits.expiry_decision_days,
            as_of,
        )
    )


def _term(
    _register: Register,
    agreement: Record[Agreement],
    successor: Record[Agreement] | None,
    decision_lead_days: int,
    expiry_decision_days: int,
    as_of: date,
) -> AgreementTerm:
    term = current_term(agreement.fields.term, as_of, decision_lead_days, expiry_decision_days)
    settled = term.is_decided or successor is not None
    standing = _standing(agreement.fields.state, term, settled, as_of)
    return AgreementTerm(agreement, term, standing, successor)


def _successors(register: Register) -> dict[str, Record[Agreement] | None]:
    """The agreed successor of each agreement, if it has one; of several the last by address."""
    found: dict[str, Record[Agreement] | None] = {
        one.address: None for one in register.all(Agreement)
    }
    for agreement in register.all(Agreement):
        former = register.one(Agreement, agreement.fields.supersedes)
        if former is not None and former is not agreement and agreement.fields.state not in DRAFT:
            found[former.address] = agreement
    return found


def about(terms: Terms, record: Record[Common]) -> dict[str, Any]:
    """The current term of an agreement, as plain data."""
    found = terms.by_address.get(record.address)
    if found is None:
        return {}
    term = found.term
    return {
        "standing": found.standing,
        "in_force": found.in_force,
        "term": term.number,
        "start": term.start.isoformat(),
        "end": _iso(term.end),
        "notice_by": _iso(term.notice_by),
        "decide_by": _iso(term.decide_by),
        "runs_on_to": _iso(term.runs_on_to),
        "decided": term.is_decided,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def current_term(
    term: Term, as_of: date, decision_lead_days: int = 30, expiry_decision_days: int = 90
) -> CurrentTerm:
    """The term that counts on `as_of`; what was decided or noticed later is not yet known."""
    decisions = tuple(decision for decision in term.decisions if decision.on <= as_of)
    given = term.notice_given if term.notice_given and term.notice_given <= as_of else None
    number = _number(term, as_of, given, decisions)
    end = end_of_term(term, number)
    notice_by = notice_day(end, term.notice_months)
    if term.renewal == "tacit" and notice_by is not None:
        decide_by: date | None = add_days(notice_by, -decision_lead_days)
    else:
        decide_by = None if end is None else add_days(end, -expiry_decision_days)
    rolls = term.renewal == "tacit" and given is None and term.renewal_months is not None
    return CurrentTerm(
        start=term.start if number == 0 else _day_after(end_of_term(term, number - 1)),
        number=number,
        unconfirmed=_unconfirmed(term, number, decisions),
        end=end,
        notice_by=notice_by,
        decide_by=decide_by,
        phase=_phase(term.start, end, decide_by, as_of),
        runs_on_to=end_of_term(term, number + 1) if rolls else None,
        decision=_decision_about(term, number, decisions),
        notice_given=given,
    )


def end_of_term(term: Term, number: int) -> date | None:
    """The last day of the first term (`number` 0) or of a renewal; None where there is no end.

    A written end that disagrees with start and months wins, and renewals count from the day
    after it.
    """
    added = number * (term.renewal_months or 0)
    counted = end_of_period(term.start, term.months) if term.months is not None else None
    if term.end is None or term.end == counted:
        return end_of_period(term.start, term.months + added) if term.months is not None else None
    return end_of_period(_day_after(term.end), added) if added else term.end


def settled_end(term: Term) -> date | None:
    """The last day in force as far as the record itself says, whatever the day: with the renewals
    that were decided, or with the notice that was given. None where it has no end, or goes on
    until somebody gives notice."""
    if term.renewal == "tacit" and term.notice_given is None:
        return None
    return end_of_term(term, _number(term, term.start, term.notice_given, term.decisions))


def notice_day(end: date | None, notice_months: int | None) -> date | None:
    """The last day on which notice keeps an agreement from running on beyond `end`."""
    if end is None or notice_months is None:
        return None
    if end == date.max:  # the day after does not exist; this is where counting from it would lead
        return add_months(end, -notice_months)
    return add_days(add_months(_day_after(end), -notice_months), -1)


def _number(
    term: Term, as_of: date, given: date | None, decisions: tuple[TermDecision, ...]
) -> int:
    """How many renewals there have been."""
    if not term.renewal_months or end_of_term(term, 0) is None:
        return 0
    if term.renewal != "tacit":
        return sum(decision.outcome == "renew" for decision in decisions)
    if given is None:
        return _first(term, as_of, 0)
    # Notice ends the first term for which it came in time.
    return _first(term, given, term.notice_months or 0)


def _first(term: Term, day: date, notice_months: int) -> int:
    """The smallest number of renewals with which `day` is still in time for notice; with no
    months of notice, still in the term."""

    def in_time(number: int) -> bool:
        end = end_of_term(term, number)
        last = notice_day(end, notice_months)
        return last is None or day <= last or end == date.max

    first = end_of_term(term, 0) or term.start
    months = (day.year - first.year) * 12 + day.month - first.month + notice_months
    number = max(0, months // (term.renewal_months or 1))  # a guess, a step or two from the truth
    while number > 0 and in_time(number - 1):
        number -= 1
    while not in_time(number):
        number += 1
    return number


def _unconfirmed(term: Term, number: int, decisions: tuple[TermDecision, ...]) -> int:
    """How many tacit renewals running nobody decided on. A decision to renew confirms the term in
    which it was taken, and the next."""
    if term.renewal != "tacit" or number == 0:
        return 0
    renewed = [decision.on for decision in decisions if decision.outcome == "renew"]
    return max(0, number - _first(term, max(renewed), 0) - 1) if renewed else number


def _phase(start: date, end: date | None, decide_by: date | None, as_of: date) -> Phase:
    if as_of < start:
        return "upcoming"
    if end is not None and as_of > end:
        return "past-end"
    if decide_by is not None and as_of >= decide_by:
        return "in-notice-window"
    return "in-term"


def _decision_about(
    term: Term, number: int, decisions: tuple[TermDecision, ...]
) -> TermDecision | None:
    """The latest decision about the end of a term; of two on one day, the one written later.

    Under tacit renewal it was taken after the term before had ended. Otherwise a decision to
    renew has led to this term, and only what was decided after it is about this term's end.
    """
    in_order = sorted(decisions, key=lambda decision: decision.on)
    latest = in_order[-1] if in_order else None
    if latest is None or number == 0:
        return latest
    if term.renewal != "tacit":
        return None if latest.outcome == "renew" else latest
    before = end_of_term(term, number - 1)
    return latest if before is None or latest.on > before else None


def _standing(state: AgreementState, term: CurrentTerm, settled: bool, as_of: date) -> Standing:
    if state in CLOSED:
        return "closed"
    if state in DRAFT:
        return "draft"
    if term.phase == "past-end":
        return "past-end"
    if term.phase == "upcoming" or state == "agreed":
        return "upcoming"
    if state == "notice-given" or term.notice_given is not None:
        return "notice-given"
    if term.phase == "in-notice-window" and not settled:
        # Without a next term to run on into there is no notice to miss, only a decision to take.
        passed = term.runs_on_to and term.notice_by and as_of > term.notice_by
        return "notice-passed" if passed else "notice-due"
    # Only what ran on by itself has rolled over: any other renewal was somebody's decision.
    ran_on = term.unconfirmed > 0 and term.runs_on_to is not None and not settled
    return "rolled-over" if ran_on else "in-force"


def _day_after(day: date | None) -> date:
    return date.max if day is None or day == date.max else day + ONE_DAY
