"""An agreement whose notice date is near, and nobody has decided whether it goes on.

Under tacit renewal this is told in the last 90 days before notice has to be given
(`thresholds.notice_near_days`), also where it was decided to terminate but notice is not given
yet. An agreement without renewal or with express renewal ends by itself: there is no notice to
give, only a decision to take on what follows, which is told from 90 days before the end
(`thresholds.expiry_decision_days`). An agreed successor is a decision, too.

Why: after the notice date the other side's silence decides, not we.
Mend: decide with the customer, and add the decision to `term.decisions`.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.ground.period import days_between
from brmsite.ground.words import plural
from brmsite.insight.terms import IN_FORCE, AgreementTerm, Terms
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding
from brmsite.settings import Settings

SEVERITY = Severity.warning
CLASS = "T"


def check(register: Register, terms: Terms, settings: Settings, as_of: date) -> Iterator[Finding]:
    """Look at the current term of every agreement in force."""
    for agreement in register.all(Agreement):
        if agreement.fields.state not in IN_FORCE:
            continue
        current = terms.of(agreement)
        if agreement.fields.term.renewal == "tacit":
            yield from _notice(current, settings.thresholds.notice_near_days, as_of)
        elif current.term.phase == "in-notice-window" and not current.is_settled:
            yield from _expiry(current, as_of)


def _notice(current: AgreementTerm, near_days: int, as_of: date) -> Iterator[Finding]:
    last, runs_on_to = current.term.notice_by, current.term.runs_on_to
    if last is None or runs_on_to is None:
        return
    if (current.is_settled and not current.notice_owed) or not (
        0 <= days_between(as_of, last) <= near_days
    ):
        return
    decision = current.term.decision
    undone = "nothing is decided"
    by = current.term.decide_by
    when = f"by {by}" if by is not None and as_of <= by else "now"
    hint = f"decide {when} whether it goes on, and add the decision to `decisions`"
    if decision is not None:
        undone = "notice is decided on but not given"
        hint = "give notice, and write the day into `notice_given`"
    yield Finding(
        current.agreement,
        ("term", "notice_months"),
        f"`notice_months` makes {last} the last day for notice, {_away(as_of, last)}, and {undone}",
        label=f"without notice it runs on to {runs_on_to}",
        hint=hint,
        others=_decided(current),
    )


def _expiry(current: AgreementTerm, as_of: date) -> Iterator[Finding]:
    end = current.term.end
    if end is None:
        return
    term = current.agreement.fields.term
    what = "renews only if both sides say so" if term.renewal == "express" else "is not renewed"
    how = "add it to `decisions`, or let a new agreement supersede this one"
    yield Finding(
        current.agreement,
        ("term", "end" if term.end and current.term.number == 0 else "renewal"),
        f"`renewal` is `{term.renewal}` and the agreement ends on {end}, {_away(as_of, end)}, "
        "and nothing is decided",
        label=f"it {what}",
        hint=f"decide what follows and {how}",
    )


def _decided(current: AgreementTerm) -> tuple[Elsewhere, ...]:
    decision = current.term.decision
    if decision is None:
        return ()
    index = current.agreement.fields.term.decisions.index(decision)
    path = ("term", "decisions", index, "outcome")
    return (Elsewhere(current.agreement, path, f"decided on {decision.on}"),)


def _away(as_of: date, day: date) -> str:
    days = days_between(as_of, day)
    return f"in {plural(days, 'day')}" if days else "today"
