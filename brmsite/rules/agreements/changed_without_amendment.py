"""Term, targets, funding or services of an agreement in force changed without an amendment.

Compared is with the state that `brmsite check --base REV` names. What happens to an agreement
(a decision about its renewal, an approval of its funding) changes no promise and needs none.

Why: what both sides agreed is changed by both sides: an amendment says what, when, and who signed.
Mend: add an entry to `amendments` with what changed and who signed it (`signed_by`), and raise
`version`; or take the change back.
"""

from collections.abc import Iterator

from brmsite.changes.change import Change, Changes
from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import listed
from brmsite.insight.terms import IN_FORCE
from brmsite.kinds.agreement import Agreement
from brmsite.register.register import Register
from brmsite.rules.finding import Elsewhere, Finding

SEVERITY = Severity.error
CLASS = "D"

AGREED = frozenset({"term", "targets", "funding", "services"})
_HAPPENS = frozenset({"decisions", "notice_given", "approved_by", "approved_on"})
_SHOWN = 3


def check(register: Register, compared: Changes) -> Iterator[Finding]:
    """Look at every agreement that was in force before the change."""
    for record in compared:
        before, after = record.before, register.find(record.address)
        if before is None or after is None:
            continue
        old, new = before.fields, after.fields
        if not isinstance(old, Agreement) or not isinstance(new, Agreement):
            continue
        changed = [change for change in record.changes if _was_agreed(change)]
        missing = tuple(_missing(old, new))
        if old.state not in IN_FORCE or not changed or not missing:
            continue
        first, *others = changed
        names = [f"`{change.name}`" for change in changed[:_SHOWN]]
        if len(changed) > _SHOWN:
            names.append(f"{len(changed) - _SHOWN} more")
        yield Finding(
            after,
            _place(first),
            f"{listed(names)} of an agreement in force changed without {listed(missing, 'or')}",
            label=first.said,
            hint="add an entry with `signed_by` to `amendments` and raise `version`, or take the "
            "change back",
            others=tuple(
                Elsewhere(after, _place(other), other.said) for other in others[: _SHOWN - 1]
            ),
        )


def _was_agreed(change: Change) -> bool:
    keys = [step for step in change.path if isinstance(step, str)]
    return bool(keys) and keys[0] in AGREED and _HAPPENS.isdisjoint(keys)


def _missing(old: Agreement, new: Agreement) -> Iterator[str]:
    known = {amendment.no for amendment in old.amendments}
    fresh = [amendment for amendment in new.amendments if amendment.no not in known]
    if not fresh:
        yield "a new amendment"
    elif not any(amendment.signed_by for amendment in fresh):
        yield "`signed_by` in the new amendment"
    if old.version == new.version:
        yield "a new `version`"


def _place(change: Change) -> tuple[str | int, ...]:
    """Where to point: what is gone has no place, but what it was in has."""
    return change.path[:1] if change.gone else change.path
