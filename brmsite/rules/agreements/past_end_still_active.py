"""An agreement whose state says that it is in force although its term is over.

Without renewal, or with express renewal that nobody decided on, an agreement ends on the last day
of its term; under tacit renewal it ends there only if notice was given in time.

Why: both sides go on as if there were promises, targets and prices, but nobody is bound by them.
Mend: write down the decision to renew if there was one, let a new agreement supersede this one, or
set `state` to `completed` or `terminated`.
"""

from collections.abc import Iterator
from datetime import date

from brmsite.ground.diagnostic import Severity
from brmsite.insight.terms import IN_FORCE, AgreementTerm, Terms
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "T"


def check(register: Register, terms: Terms) -> Iterator[Finding]:
    """Look at the current term of every agreement that counts as in force.

    Where the renewal runs on for an unknown time, `renewal-incomplete` says so.
    """
    for agreement in register.all(Agreement):
        current = terms.of(agreement)
        end = current.term.end
        if (
            agreement.fields.state in IN_FORCE
            and current.term.phase == "past-end"
            and end is not None
            and not _renewal_unknown(agreement.fields)
        ):
            yield _finding(current, end)


def _renewal_unknown(agreement: Agreement) -> bool:
    term = agreement.term
    renews = term.renewal == "tacit" or any(one.outcome == "renew" for one in term.decisions)
    return renews and term.renewal_months is None


def _finding(current: AgreementTerm, end: date) -> Finding:
    agreement = current.agreement
    term = agreement.fields.term
    if current.term.notice_given is not None:
        where, hint = "notice_given", "set `state` to `terminated`"
    elif current.successor is not None:
        where = "end" if term.end else "months"
        hint = f"set `state` to `superseded`: `{current.successor.id}` has taken its place"
    else:
        where = "end" if term.end else "months"
        goes_on = (
            "if it was renewed, add that to `decisions`"
            if term.renewal == "express"
            else "if it goes on, let a new agreement supersede it"
        )
        hint = f"{goes_on}; if not, set `state` to `completed`"
    return Finding(
        agreement,
        ("state",),
        f"`state` is `{agreement.fields.state}`, but the agreement ended on {end}",
        label="no longer in force",
        hint=hint,
        others=(Elsewhere(agreement, ("term", where), f"the last day was {end}"),),
    )
