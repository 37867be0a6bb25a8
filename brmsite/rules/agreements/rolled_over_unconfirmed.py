"""An agreement that went on by itself since somebody last decided that it should.

Under tacit renewal the other side's silence is enough. A decision to renew confirms the term in
which it was taken and the next. While a notice day is near or just missed, `notice-date-near` and
`notice-date-missed` ask for the same decision.

Why: promises, prices and people of years ago still hold, and nobody has looked at them.
Mend: go through it with the customer, and add what you decide to `term.decisions`; or let a new
agreement supersede this one.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import plural
from brmsite.insight.terms import Terms
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "T"


def check(register: Register, terms: Terms) -> Iterator[Finding]:
    """Look at the current term of every agreement."""
    for agreement in register.all(Agreement):
        current = terms.of(agreement)
        if current.standing == "rolled-over":
            times = plural(current.term.unconfirmed, "time")
            yield Finding(
                agreement,
                ("term", "renewal"),
                f"`renewal` is `tacit`, and the agreement ran on by itself {times}, last on "
                f"{current.term.start}",
                label="nobody has confirmed it since",
                hint="decide with the customer whether it goes on, and add that to `decisions`",
            )
