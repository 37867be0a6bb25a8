"""An agreement that renews, but does not say by how many months or with how much notice.

Needed with tacit and express renewal, and where a decision to renew is written down. Of an
agreement without an end only the notice is asked for: it has nothing to renew. Drafts may still be
incomplete, and agreements that are over no longer matter.

Why: without both numbers nobody can work out until when it holds and by when to decide.
Mend: write `renewal_months` and `notice_months`; `notice_months: 0` says that notice may be given
up to the last day.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.terms import CLOSED
from brmsite.kinds.agreement import Agreement, Term
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at the term of every agreement that is neither a draft nor over."""
    for agreement in register.all(Agreement):
        if agreement.fields.state in ("draft", *CLOSED):
            continue
        term = agreement.fields.term
        missing = tuple(f"`{name}`" for name in _missing(term))
        if not missing:
            continue
        renewed = term.renewal == "none"
        what = "a decision renews it" if renewed else f"`renewal` is `{term.renewal}`"
        verb = "is" if len(missing) == 1 else "are"
        yield Finding(
            agreement,
            ("term", "decisions") if renewed else ("term", "renewal"),
            f"{what}, but {listed(missing)} {verb} missing",
            label="nobody can tell until when it holds"
            if "`renewal_months`" in missing
            else "nobody can tell by when to decide",
            hint=f"add {listed(missing)} to `term`",
            on="key" if renewed else "value",
        )


def _missing(term: Term) -> Iterator[str]:
    renews = term.renewal != "none"
    renewed = any(decision.outcome == "renew" for decision in term.decisions)
    ends = term.end is not None or term.months is not None
    if ends and (renews or renewed) and term.renewal_months is None:
        yield "renewal_months"
    if renews and term.notice_months is None:
        yield "notice_months"
