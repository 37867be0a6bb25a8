"""An agreement went into a state that never follows the one it was in.

Compared is with the state that `brmsite check --base REV` names. An agreement that has ended
(`terminated`, `completed`, `superseded`) is not opened again, and one that is in force is not a
draft again. Steps may be skipped: what was a draft may come back signed and active.

Why: a closed agreement that opens again rewrites what was promised, and nobody signed it anew.
Mend: take the change back, and write a new agreement with `supersedes`.
"""

from collections.abc import Iterator

from brmsite.changes.change import Changes
from brmsite.ground.diagnostic import Severity
from brmsite.insight.terms import CLOSED, IN_FORCE
from brmsite.kinds.agreement import Agreement, AgreementState
from brmsite.register.register import Register
from brmsite.rules.finding import Finding

SEVERITY = Severity.error
CLASS = "D"


def check(register: Register, compared: Changes) -> Iterator[Finding]:
    """Look at every agreement whose state is another."""
    for record in compared:
        before, after = record.before, register.find(record.address)
        if before is None or after is None:
            continue
        old, new = before.fields, after.fields
        if isinstance(old, Agreement) and isinstance(new, Agreement):
            why = _forbidden(old.state, new.state)
            if why:
                yield Finding(
                    after,
                    ("state",),
                    f"`state` went from `{old.state}` to `{new.state}`",
                    label=why,
                    hint="take it back, and write a new agreement with `supersedes`",
                )


def _forbidden(old: AgreementState, new: AgreementState) -> str:
    """Why a state cannot follow another; nothing where it can."""
    if old in CLOSED and new not in CLOSED:
        return "an agreement that has ended is not opened again"
    if old in IN_FORCE and new not in (*IN_FORCE, *CLOSED):
        return "what was in force is no draft again"
    return ""
