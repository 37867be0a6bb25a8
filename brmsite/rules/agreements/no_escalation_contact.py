"""An agreement in force that does not say whom to turn to with a complaint, or when nothing helps.

Why: the day on which somebody looks it up is the day on which there is no time to ask around.
Mend: write `complaint` and `escalation` under `contacts`.
"""

from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement, Contacts
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.warning
CLASS = "S"


def check(register: Register) -> Iterator[Finding]:
    """Look at the contacts of every agreement in force."""
    for agreement in register.all(Agreement):
        if agreement.fields.state not in IN_FORCE:
            continue
        contacts = agreement.fields.contacts or Contacts()
        named = {"complaint": contacts.complaint, "escalation": contacts.escalation}
        missing = [f"`{name}`" for name, person in named.items() if person is None]
        if missing:
            yield Finding(
                agreement,
                ("contacts",),
                f"`contacts` names nobody for {listed(missing, 'or')}",
                label="nobody to turn to" if len(missing) == 2 else "not complete",
                hint=f"add {listed(missing)} with the id of a person",
                on="key",
            )
