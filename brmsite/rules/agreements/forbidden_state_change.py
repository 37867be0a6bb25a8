"""An agreement went into a state that never follows the one it was in, or away while in force.

Compared is with the state that `brmsite check --base REV` names. An agreement that has ended
(`terminated`, `completed`, `superseded`) is not opened again, and one that is in force is not a
draft again, nor removed; nor is one removed that is agreed and signed with a digest. Steps may be
skipped: what was a draft may come back signed and active.

Why: a closed agreement that opens again rewrites what was promised, and nobody signed it anew; one
that is in force binds both sides, whether its record is there or not.
Mend: take the change back, and write a new agreement with `supersedes`; end what no longer holds
with a state, and keep its record.
"""

from collections.abc import Iterator

from brmsite.changes.change import Changes
from brmsite.ground.diagnostic import Severity
from brmsite.ground.span import START, Span
from brmsite.insight.terms import CLOSED, IN_FORCE
from brmsite.kinds.agreement import Agreement, AgreementState
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Finding
from brmsite.rules.in_both import agreements_in_both

SEVERITY = Severity.error
CLASS = "D"


def check(register: Register, compared: Changes) -> Iterator[Finding]:
    """Look at every agreement whose state is another, or that is gone."""
    for one in compared:
        before = one.before if one.sort == "removed" else None
        if before is not None and isinstance(before.fields, Agreement) and _binds(before.fields):
            yield _removed(before, before.fields)
    for old, agreement, _changes in agreements_in_both(register, compared):
        why = _forbidden(old.state, agreement.fields.state)
        if why:
            yield Finding(
                agreement,
                ("state",),
                f"`state` went from `{old.state}` to `{agreement.fields.state}`",
                label=why,
                hint="take it back, and write a new agreement with `supersedes`",
            )


def _binds(agreement: Agreement) -> bool:
    """Whether both sides are held to it, now or from the first day of its term."""
    is_sealed = any(one.digest is not None for one in agreement.signatures)
    return agreement.state in IN_FORCE or (agreement.state == "agreed" and is_sealed)


def _removed(before: Record[Common], agreement: Agreement) -> Finding:
    """The finding at a file that is not there any more."""
    return Finding(
        None,
        (),
        f"the agreement `{agreement.number}` was removed while its `state` was `{agreement.state}`",
        hint="take it back; where it has ended, say so with its `state`, and keep the record; "
        "where it has another id now, name the former one in its `aliases`",
        span=Span(before.path, START, START),
        address=before.address,
    )


def _forbidden(old: AgreementState, new: AgreementState) -> str:
    """Why a state cannot follow another; nothing where it can."""
    if old in CLOSED and new not in CLOSED:
        return "an agreement that has ended is not opened again"
    if old in IN_FORCE and new not in (*IN_FORCE, *CLOSED):
        return "what was in force is no draft again"
    return ""
