"""An agreement that runs on because its notice date has passed with nothing decided.

Told from the day after the notice date until the end of the term, also where it was decided to
terminate but notice was never given. Only tacit renewal can be missed in this way: without renewal
or with express renewal the agreement ends by itself, which `notice-date-near` announces and
`past-end-still-active` tells afterwards.

Why: silence has decided, often for a year of money, and every day makes talking harder.
Mend: agree with the other side on what holds now, and add the decision to `term.decisions`.
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


def check(register: Register, terms: Terms, as_of: date) -> Iterator[Finding]:
    """Look at the current term of every agreement in force."""
    for agreement in register.all(Agreement):
        if agreement.fields.state not in IN_FORCE:
            continue
        current = terms.of(agreement)
        last, runs_on_to = current.term.notice_by, current.term.runs_on_to
        if last is None or runs_on_to is None or as_of <= last:
            continue
        if current.notice_owed:
            yield _forgotten(current, last, runs_on_to)
        elif not current.is_settled:
            yield Finding(
                agreement,
                ("term", "notice_months"),
                f"`notice_months` made {last} the last day for notice, and nothing was decided",
                label=f"it runs on to {runs_on_to}",
                hint="decide on what holds now, and add it to `decisions`",
            )


def _forgotten(current: AgreementTerm, last: date, runs_on_to: date) -> Finding:
    """It was decided to end the agreement, but the other side was not told."""
    decision = current.term.decision
    others: tuple[Elsewhere, ...] = ()
    if decision is not None:
        index = current.agreement.fields.term.decisions.index(decision)
        path = ("term", "decisions", index, "outcome")
        others = (Elsewhere(current.agreement, path, f"decided on {decision.on}"),)
    return Finding(
        current.agreement,
        ("term", "notice_months"),
        f"`notice_months` made {last} the last day for notice, which was decided on but not given",
        label=f"it runs on to {runs_on_to}",
        hint="if notice was given, write the day into `notice_given`; if not, talk to each other",
        others=others,
    )
